//! AVX-512 with VNNI: sixteen lanes, and four products of bytes added at once.

use std::arch::x86_64::{
    __m512i, _mm512_add_epi32, _mm512_cvtepi32_ps, _mm512_dpbusd_epi32, _mm512_fmadd_ps, _mm512_loadu_ps,
    _mm512_loadu_si512, _mm512_mul_ps, _mm512_set1_epi32, _mm512_set1_ps, _mm512_setzero_ps, _mm512_setzero_si512,
    _mm512_storeu_ps,
};

use super::LANES;
use super::vector::{byte_products, finish_sums, vector_operations};

pub(super) fn is_available() -> bool {
    is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512vl")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx512vnni")
        && is_x86_feature_detected!("fma")
}

// 6 rows × 4 registers of sums, 4 of weights and one of activations are 29 of 32.
byte_products! {
    features: "avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,fma", lanes: LANES, rows: 6, registers: 4,
    _mm512_setzero_si512, _mm512_loadu_si512, _mm512_set1_epi32, _mm512_dpbusd_epi32
}

finish_sums! {
    features: "avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,fma", lanes: LANES, sums: __m512i,
    _mm512_loadu_si512, _mm512_add_epi32, _mm512_cvtepi32_ps,
    _mm512_set1_ps, _mm512_loadu_ps, _mm512_mul_ps, _mm512_fmadd_ps, _mm512_storeu_ps
}

vector_operations! {
    features: "avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,fma", lanes: LANES, rows: 8,
    _mm512_setzero_ps, _mm512_loadu_ps, _mm512_set1_ps, _mm512_fmadd_ps, _mm512_storeu_ps
}
