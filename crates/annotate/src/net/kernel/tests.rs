//! Every kernel gives the bits of the portable one.

use proptest::prelude::*;

use super::{ATTENTION_WIDTH, Aligned, Attention, Kernel, LANES, PANEL, Product};

/// Numbers that look like activations, from a seed.
fn numbers(seed: u64, n: usize) -> Vec<f32> {
    let mut state = seed.wrapping_mul(2).wrapping_add(1);
    (0..n)
        .map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let bits = (state >> 40) as f32 / 16_777_216.0;
            (bits - 0.5) * 8.0
        })
        .collect()
}

fn bits(numbers: &[f32]) -> Vec<u32> {
    numbers.iter().map(|number| number.to_bits()).collect()
}

/// Runs an operation with every kernel of this machine and compares the bits with the portable ones.
fn check(operation: impl Fn(Kernel) -> Vec<f32>) {
    let portable = bits(&operation(Kernel::Portable));
    for kernel in Kernel::all() {
        assert_eq!(bits(&operation(kernel)), portable, "{}", kernel.name());
    }
}

fn quantised(kernel: Kernel, x: &[f32], width: usize) -> (Vec<u8>, Vec<f32>) {
    let mut bytes = vec![0; x.len()];
    let mut scales = vec![0.0; x.len() / width];
    kernel.quantise(x, width, &mut bytes, &mut scales);
    (bytes, scales)
}

/// Lengths of rows: what every kernel takes, and what the tiles of AMX take.
fn depths() -> impl Strategy<Value = usize> {
    prop_oneof![(1_usize..40).prop_map(|registers| registers * LANES), (1_usize..10).prop_map(|tiles| tiles * 64)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn products_have_the_same_bits(seed in any::<u64>(), n_rows in 1_usize..70, depth in depths(), panels in 1_usize..4) {
        let x = numbers(seed, n_rows * depth);
        let n_columns = panels * PANEL;
        let weights: Vec<i8> = numbers(seed ^ 7, n_columns * depth).iter().map(|w| (w * 31.0) as i8).collect();
        let corrections: Vec<i32> = (0..n_columns).map(|column| column as i32 * 1000 - 20_000).collect();
        let scales = numbers(seed ^ 9, n_columns);
        let biases = numbers(seed ^ 11, n_columns);
        check(|kernel| {
            let (bytes, row_scales) = quantised(kernel, &x, depth);
            let product = Product {
                bytes: &bytes, row_scales: &row_scales, weights: &weights, corrections: &corrections,
                scales: &scales, biases: &biases, depth, n_columns,
            };
            let mut out = vec![0.0; n_rows * n_columns];
            kernel.product(&product, &mut out);
            out
        });
    }

    #[test]
    fn attention_has_the_same_bits(seed in any::<u64>(), n_pieces in 1_usize..50) {
        let inputs = numbers(seed, n_pieces * 3 * ATTENTION_WIDTH);
        check(|kernel| {
            let mut room = Attention::default();
            let mut out = vec![0.0; n_pieces * ATTENTION_WIDTH];
            kernel.attend(&inputs, &mut room, &mut out);
            out
        });
    }

    #[test]
    fn the_rest_has_the_same_bits(seed in any::<u64>(), n_rows in 1_usize..9, columns in 1_usize..6) {
        let (depth, n_columns) = (48, columns * LANES);
        let a = numbers(seed, n_rows * depth);
        let b = numbers(seed ^ 1, depth * n_columns);
        check(|kernel| {
            let mut out = vec![0.0; n_rows * n_columns];
            kernel.dense(&a, depth, &b, n_columns, &mut out);
            kernel.gelu(&mut out);
            let (weight, bias) = (numbers(seed ^ 3, n_columns), numbers(seed ^ 4, n_columns));
            let delta = numbers(seed ^ 5, out.len());
            kernel.add_and_norm(&mut out, &delta, &weight, &bias);
            out
        });
    }
}

#[test]
fn aligned_bytes_are_those_that_were_written_and_begin_a_line() {
    let mut aligned = Aligned::of(&[7; 100]);
    for n_bytes in [100, 5_000, 0, 63] {
        assert_eq!(aligned.bytes().as_ptr().addr() % 64, 0);
        aligned.fit(n_bytes).fill(n_bytes as u8);
        assert_eq!(aligned.bytes(), vec![n_bytes as u8; n_bytes]);
    }
    assert_eq!(Aligned::of(b"weights").bytes(), b"weights");
}

#[test]
fn a_row_is_quantised_to_127_steps_each_way() {
    let mut x = vec![0.0; LANES];
    x[..5].copy_from_slice(&[2.0, -2.0, 1.0, -0.5, 0.007]);
    let (bytes, scales) = quantised(Kernel::Portable, &x, LANES);
    assert_eq!(&bytes[..6], &[255, 1, 192, 96, 128, 128]);
    assert!((scales[0] - 2.0 / 127.0).abs() < 1e-9);
    let (bytes, scales) = quantised(Kernel::Portable, &[0.0; LANES], LANES);
    assert_eq!((bytes, scales), (vec![128; LANES], vec![0.0]));
}

#[test]
fn attention_gives_shares_of_the_values() {
    // Equal keys: every piece sees the mean of the values.
    let n_pieces = 5;
    let mut inputs = vec![0.25; n_pieces * 3 * ATTENTION_WIDTH];
    for (piece, row) in inputs.chunks_exact_mut(3 * ATTENTION_WIDTH).enumerate() {
        row[2 * ATTENTION_WIDTH..].fill(piece as f32);
    }
    let mut room = Attention::default();
    let mut out = vec![0.0; n_pieces * ATTENTION_WIDTH];
    Kernel::Portable.attend(&inputs, &mut room, &mut out);
    assert!(out.iter().all(|seen| (seen - 2.0).abs() < 1e-6), "{:?}", &out[..4]);
}

#[test]
fn the_error_unit_is_close_to_its_definition() {
    for (x, expected) in [(-6.0, 0.0), (-1.0, -0.158_655), (0.0, 0.0), (0.5, 0.345_731), (1.0, 0.841_345), (9.0, 9.0)] {
        let mut value = [x];
        Kernel::Portable.gelu(&mut value);
        assert!((value[0] - expected).abs() < 4e-4, "{x}: {}", value[0]);
    }
}
