//! AVX-512 with VNNI: sixteen lanes, and four products of bytes added at once.

use std::arch::x86_64::{
    _mm512_dpbusd_epi32, _mm512_fmadd_ps, _mm512_loadu_ps, _mm512_loadu_si512, _mm512_set1_epi32, _mm512_set1_ps,
    _mm512_setzero_ps, _mm512_setzero_si512, _mm512_storeu_ps, _mm512_storeu_si512,
};

use super::vector::vector_operations;
use super::{LANES, PANEL, Product, TILE_ROWS, portable};

/// Registers of sums for one row of a tile.
const COLUMNS: usize = PANEL / LANES;

pub(super) fn is_available() -> bool {
    is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512vl")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx512vnni")
        && is_x86_feature_detected!("fma")
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,fma")]
pub(super) fn product(product: &Product<'_>, out: &mut [f32]) {
    let n_rows = product.row_scales.len();
    let mut sums = [[0; PANEL]; TILE_ROWS];
    for panel in 0..product.n_columns.div_ceil(PANEL) {
        for first_row in (0..n_rows).step_by(TILE_ROWS) {
            let in_tile = TILE_ROWS.min(n_rows - first_row);
            match in_tile {
                1 => tile::<1>(product, first_row, panel, &mut sums),
                2 => tile::<2>(product, first_row, panel, &mut sums),
                3 => tile::<3>(product, first_row, panel, &mut sums),
                4 => tile::<4>(product, first_row, panel, &mut sums),
                5 => tile::<5>(product, first_row, panel, &mut sums),
                _ => tile::<TILE_ROWS>(product, first_row, panel, &mut sums),
            }
            portable::finish(product, &sums[..in_tile], first_row, panel, out);
        }
    }
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,fma")]
#[inline]
fn tile<const ROWS: usize>(
    product: &Product<'_>,
    first_row: usize,
    panel: usize,
    stored: &mut [[i32; PANEL]; TILE_ROWS],
) {
    let weights = product.panel(panel);
    let corrections = product.corrections(panel);
    let n_fours = product.depth / 4;
    // Cut to one known length, so that no index of the loop has to be checked.
    let rows: [&[[u8; 4]]; ROWS] = std::array::from_fn(|row| &product.row(first_row + row).as_chunks().0[..n_fours]);
    let weights: &[[i8; 4 * PANEL]] = &weights.as_chunks().0[..n_fours];
    let mut sums = [[_mm512_setzero_si512(); COLUMNS]; ROWS];
    for (at, weights) in weights.iter().enumerate() {
        let mut four_of = [_mm512_setzero_si512(); COLUMNS];
        for (column, register) in four_of.iter_mut().enumerate() {
            let part = &weights[column * 64..][..64];
            #[expect(unsafe_code, reason = "SAFETY: the slice is 64 bytes long, and the load asks for no alignment")]
            let loaded = unsafe { _mm512_loadu_si512(part.as_ptr().cast()) };
            *register = loaded;
        }
        for (row, sums) in rows.iter().zip(&mut sums) {
            let four = _mm512_set1_epi32(i32::from_le_bytes(row[at]));
            for (sum, weights) in sums.iter_mut().zip(&four_of) {
                *sum = _mm512_dpbusd_epi32(*sum, four, *weights);
            }
        }
    }
    for (stored, sums) in stored.iter_mut().zip(&sums) {
        for (column, sum) in sums.iter().enumerate() {
            let part = &mut stored[column * LANES..][..LANES];
            #[expect(unsafe_code, reason = "SAFETY: the slice is 16 numbers long, and the store asks for no alignment")]
            unsafe {
                _mm512_storeu_si512(part.as_mut_ptr().cast(), *sum);
            }
        }
        for (sum, correction) in stored.iter_mut().zip(corrections) {
            *sum += correction;
        }
    }
}

vector_operations! {
    features: "avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,fma", lanes: LANES, rows: 8,
    _mm512_setzero_ps, _mm512_loadu_ps, _mm512_set1_ps, _mm512_fmadd_ps, _mm512_storeu_ps
}
