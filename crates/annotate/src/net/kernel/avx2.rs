//! AVX2 with FMA: eight lanes. Bytes are widened before they are multiplied, so that no product saturates.

use std::arch::x86_64::{
    __m256i, _mm_loadu_si128, _mm256_add_epi32, _mm256_cvtepi8_epi16, _mm256_cvtepi32_ps, _mm256_fmadd_ps,
    _mm256_hadd_epi32, _mm256_loadu_ps, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_mul_ps, _mm256_permute4x64_epi64,
    _mm256_set1_epi64x, _mm256_set1_ps, _mm256_setzero_ps, _mm256_setzero_si256, _mm256_storeu_ps,
};

use super::vector::{finish_sums, vector_operations};
use super::{PANEL, Product};

/// Rows whose sums are made together: 6 rows × 2 registers of sums, 2 of weights and one of activations are 15 of 16.
const ROWS: usize = 6;

/// Columns of one pass; two registers hold two sums for each, of the first and of the second two of every four products.
const COLUMNS: usize = 8;

pub(super) fn is_available() -> bool {
    is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma")
}

#[target_feature(enable = "avx2,fma")]
pub(super) fn product(product: &Product<'_>, out: &mut [f32]) {
    let n_rows = product.row_scales.len();
    // Rows of a tile, widened: four bytes become four 16-bit numbers in one.
    let mut widened: [Vec<i64>; ROWS] = std::array::from_fn(|_| vec![0; product.depth / 4]);
    for first_row in (0..n_rows).step_by(ROWS) {
        // A tile that is not full makes its last row again and again.
        let rows: [usize; ROWS] = std::array::from_fn(|r| (first_row + r).min(n_rows - 1));
        for (widened, row) in widened.iter_mut().zip(rows) {
            widen(product.row(row), widened);
        }
        for from in (0..product.n_columns).step_by(COLUMNS) {
            let sums = tile(product, widened.each_ref(), from);
            for (sums, row) in sums.iter().zip(rows) {
                finish(product, (row, from), &[[*sums]], out);
            }
        }
    }
}

fn widen(bytes: &[u8], widened: &mut [i64]) {
    for (widened, four) in widened.iter_mut().zip(bytes.as_chunks::<4>().0) {
        let [a, b, c, d] = four.map(i64::from);
        *widened = a | b << 16 | c << 32 | d << 48;
    }
}

/// The sums of six rows with eight columns.
#[target_feature(enable = "avx2,fma")]
#[inline]
fn tile(product: &Product<'_>, rows: [&Vec<i64>; ROWS], from: usize) -> [__m256i; ROWS] {
    let weights: &[[[i8; 16]; PANEL / 4]] = product.panel(from / PANEL).as_chunks().0.as_chunks().0;
    let rows = rows.map(|row| &row[..weights.len()]);
    let first = from % PANEL / 4;
    let mut sums = [[_mm256_setzero_si256(); 2]; ROWS];
    for (at, weights) in weights.iter().enumerate() {
        let factors = [widened_weights(&weights[first]), widened_weights(&weights[first + 1])];
        for (row, sums) in rows.iter().zip(&mut sums) {
            #[expect(
                unsafe_code,
                reason = "SAFETY: the rows are cut to as many as there are weights; checked indices would cost as much \
                          as the loads"
            )]
            let four = _mm256_set1_epi64x(unsafe { *row.get_unchecked(at) });
            for (sum, factors) in sums.iter_mut().zip(factors) {
                *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(factors, four));
            }
        }
    }
    // Sums of neighbours come out with the middle two quarters exchanged.
    sums.map(|[low, high]| _mm256_permute4x64_epi64::<0b11_01_10_00>(_mm256_hadd_epi32(low, high)))
}

/// Four weights of each of four columns as 16-bit numbers.
#[target_feature(enable = "avx2,fma")]
#[inline]
fn widened_weights(weights: &[i8; 16]) -> __m256i {
    #[expect(unsafe_code, reason = "SAFETY: the array is 16 bytes long, and the load asks for no alignment")]
    let weights = unsafe { _mm_loadu_si128(weights.as_ptr().cast()) };
    _mm256_cvtepi8_epi16(weights)
}

finish_sums! {
    features: "avx2,fma", lanes: 8, sums: __m256i,
    _mm256_loadu_si256, _mm256_add_epi32, _mm256_cvtepi32_ps,
    _mm256_set1_ps, _mm256_loadu_ps, _mm256_mul_ps, _mm256_fmadd_ps, _mm256_storeu_ps
}

vector_operations! {
    features: "avx2,fma", lanes: 8, rows: 4,
    _mm256_setzero_ps, _mm256_loadu_ps, _mm256_set1_ps, _mm256_fmadd_ps, _mm256_storeu_ps
}
