//! AVX2 with FMA: eight lanes. Bytes are widened before they are multiplied, so that no product saturates.

use std::arch::x86_64::{
    __m128i, _mm_loadu_si128, _mm256_add_epi32, _mm256_cvtepi8_epi16, _mm256_fmadd_ps, _mm256_loadu_ps,
    _mm256_madd_epi16, _mm256_set1_epi64x, _mm256_set1_ps, _mm256_setzero_ps, _mm256_setzero_si256, _mm256_storeu_ps,
    _mm256_storeu_si256,
};

use super::vector::vector_operations;
use super::{PANEL, Product, TILE_ROWS, portable};

/// Columns whose four weights fill half a register of bytes, which is a whole one when widened.
const COLUMNS: usize = 4;

/// Groups of columns in one pass: 6 rows × 2 groups are 12 of the 16 registers.
const GROUPS: usize = 2;

pub(super) fn is_available() -> bool {
    is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma")
}

#[target_feature(enable = "avx2,fma")]
pub(super) fn product(product: &Product<'_>, out: &mut [f32]) {
    let n_rows = product.row_scales.len();
    // Rows of a tile, widened: four bytes become four 16-bit numbers in one.
    let mut widened: [Vec<i64>; TILE_ROWS] = std::array::from_fn(|_| vec![0; product.depth / 4]);
    for first_row in (0..n_rows).step_by(TILE_ROWS) {
        let in_tile = TILE_ROWS.min(n_rows - first_row);
        for (row, widened) in widened.iter_mut().enumerate() {
            // A tile that is not full is filled with its last row, whose sums are then not taken.
            widen(product.row(first_row + row.min(in_tile - 1)), widened);
        }
        let rows = widened.each_ref().map(Vec::as_slice);
        for panel in 0..product.n_columns.div_ceil(PANEL) {
            let mut sums = [*product.corrections(panel); TILE_ROWS];
            for from in (0..PANEL).step_by(COLUMNS * GROUPS) {
                pass(product.panel(panel), rows, from, &mut sums);
            }
            portable::finish(product, &sums[..in_tile], first_row, panel, out);
        }
    }
}

fn widen(bytes: &[u8], widened: &mut [i64]) {
    for (widened, four) in widened.iter_mut().zip(bytes.chunks_exact(4)) {
        let [a, b, c, d] = [four[0], four[1], four[2], four[3]].map(i64::from);
        *widened = a | b << 16 | c << 32 | d << 48;
    }
}

/// Adds the sums of six rows with eight columns of a panel.
#[target_feature(enable = "avx2,fma")]
#[inline]
fn pass(weights: &[i8], rows: [&[i64]; TILE_ROWS], from: usize, sums: &mut [[i32; PANEL]; TILE_ROWS]) {
    let mut registers = [[_mm256_setzero_si256(); GROUPS]; TILE_ROWS];
    for (at, weights) in weights.chunks_exact(4 * PANEL).enumerate() {
        let mut parts = [_mm256_setzero_si256(); GROUPS];
        for (group, part) in parts.iter_mut().enumerate() {
            let bytes = &weights[4 * (from + group * COLUMNS)..][..16];
            #[expect(unsafe_code, reason = "SAFETY: the slice is 16 bytes long, and the load asks for no alignment")]
            let bytes = unsafe { _mm_loadu_si128(bytes.as_ptr().cast::<__m128i>()) };
            *part = _mm256_cvtepi8_epi16(bytes);
        }
        for (row, registers) in rows.iter().zip(&mut registers) {
            let four = _mm256_set1_epi64x(row[at]);
            for (sum, part) in registers.iter_mut().zip(&parts) {
                *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(*part, four));
            }
        }
    }
    for (sums, registers) in sums.iter_mut().zip(&registers) {
        for (group, register) in registers.iter().enumerate() {
            let mut halves = [0_i32; 2 * COLUMNS];
            #[expect(unsafe_code, reason = "SAFETY: the array is 32 bytes long, and the store asks for no alignment")]
            unsafe {
                _mm256_storeu_si256(halves.as_mut_ptr().cast(), *register);
            }
            let sums = &mut sums[from + group * COLUMNS..][..COLUMNS];
            for (sum, pair) in sums.iter_mut().zip(halves.chunks_exact(2)) {
                *sum += pair[0] + pair[1];
            }
        }
    }
}

vector_operations! {
    features: "avx2,fma", lanes: 8, rows: 4,
    _mm256_setzero_ps, _mm256_loadu_ps, _mm256_set1_ps, _mm256_fmadd_ps, _mm256_storeu_ps
}
