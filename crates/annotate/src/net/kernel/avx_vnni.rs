//! AVX2 with FMA and AVX-VNNI: eight lanes, and four products of bytes added at once.

use std::arch::x86_64::{
    __m256i, _mm256_add_epi32, _mm256_cvtepi32_ps, _mm256_dpbusd_avx_epi32, _mm256_fmadd_ps, _mm256_loadu_ps,
    _mm256_loadu_si256, _mm256_mul_ps, _mm256_set1_epi32, _mm256_set1_ps, _mm256_setzero_si256, _mm256_storeu_ps,
};

use super::avx2;
use super::vector::{byte_products, finish_sums};

pub(super) use super::avx2::{add_and_norm, attend, dense, gelu, quantise};

pub(super) fn is_available() -> bool {
    avx2::is_available() && is_x86_feature_detected!("avxvnni")
}

// 6 rows × 2 registers of sums, 2 of weights and one of activations are 15 of 16.
byte_products! {
    features: "avx2,fma,avxvnni", lanes: 8, rows: 6, registers: 2,
    _mm256_setzero_si256, _mm256_loadu_si256, _mm256_set1_epi32, _mm256_dpbusd_avx_epi32
}

finish_sums! {
    features: "avx2,fma,avxvnni", lanes: 8, sums: __m256i,
    _mm256_loadu_si256, _mm256_add_epi32, _mm256_cvtepi32_ps,
    _mm256_set1_ps, _mm256_loadu_ps, _mm256_mul_ps, _mm256_fmadd_ps, _mm256_storeu_ps
}
