//! Every operation of the network as plain loops. What the other kernels do is the same, compiled for wider registers.
//!
//! Each loop adds in an order that the source fixes and rounds each step as IEEE 754 says (`mul_add` rounds once, on
//! every machine), so that no width of registers and no machine changes a bit.

use super::{ATTENTION_WIDTH, Attention, HEAD_WIDTH, LANES, PANEL, Product, QUERIES, Rows, WINDOW};

/// Adding this to a number below 2^22 leaves it, rounded to even, in the low bits of the sum.
const ROUNDER: f32 = 12_582_912.0;

/// Quantises each row of `x`: bytes around 128, so that the largest magnitude is 127 away, and the scale back.
#[inline(always)]
pub(super) fn quantise(x: &[f32], width: usize, bytes: &mut [u8], scales: &mut [f32]) {
    for ((row, bytes), scale) in x.chunks_exact(width).zip(bytes.chunks_exact_mut(width)).zip(scales) {
        let [largest] = largest_of(&[fold_chunks(row, 0.0, |largest, value| larger(largest, value.abs()))]);
        *scale = largest / 127.0;
        let inverse = if largest > 0.0 { 127.0 / largest } else { 0.0 };
        for (byte, value) in bytes.iter_mut().zip(row) {
            *byte = ((value * inverse + ROUNDER).to_bits() as u8) ^ 0x80;
        }
    }
}

/// The product by panels: `(sum of bytes × weights + correction) × row scale × column scale + bias`.
#[inline(always)]
pub(super) fn product(product: &Product<'_>, out: &mut [f32]) {
    for panel in 0..product.n_columns / PANEL {
        for row in 0..product.row_scales.len() {
            let columns = panel * PANEL..(panel + 1) * PANEL;
            let out = &mut out[row * product.n_columns..][columns.clone()];
            let (scales, biases) = (&product.scales[columns.clone()], &product.biases[columns]);
            let sums = sums(product, row, panel);
            for (((out, sum), scale), bias) in out.iter_mut().zip(sums).zip(scales).zip(biases) {
                *out = (sum as f32).mul_add(product.row_scales[row] * scale, *bias);
            }
        }
    }
}

/// The integer sums of one row with one panel of columns.
#[inline(always)]
fn sums(product: &Product<'_>, row: usize, panel: usize) -> [i32; PANEL] {
    let mut sums: [i32; PANEL] =
        *product.corrections[panel * PANEL..].first_chunk().expect("columns come in whole panels");
    for (four, weights) in product.row(row).chunks_exact(4).zip(product.panel(panel).chunks_exact(4 * PANEL)) {
        for (sum, weights) in sums.iter_mut().zip(weights.chunks_exact(4)) {
            for (byte, weight) in four.iter().zip(weights) {
                *sum += i32::from(*byte) * i32::from(*weight);
            }
        }
    }
    sums
}

/// The Gaussian error linear unit, `x Φ(x)`, in place.
///
/// Φ by a polynomial over −4…4, fitted by least squares on Chebyshev nodes; at most 2e-4 away from the exact
/// function, which is far below what the quantisation behind it rounds.
#[inline(always)]
pub(super) fn gelu(x: &mut [f32]) {
    for value in x {
        let clamped = value.clamp(-GELU_REACH, GELU_REACH);
        let square = clamped * clamped;
        let mut sum = GELU[GELU.len() - 1];
        for at in (0..GELU.len() - 1).rev() {
            sum = sum.mul_add(square, GELU[at]);
        }
        *value *= sum.mul_add(clamped, 0.5);
    }
}

/// Beyond this, Φ is taken as it is here.
const GELU_REACH: f32 = 4.0;

/// Coefficients of (Φ(x) − ½) / x in powers of x².
const GELU: [f32; 9] = [
    3.988_709_5e-1,
    -6.630_421e-2,
    9.802_708e-3,
    -1.108_546_4e-3,
    9.415_129e-5,
    -5.776_167_7e-6,
    2.388_325e-7,
    -5.891_023e-9,
    6.495_235e-11,
];

/// Adds `delta` to `x` and brings each row to mean 0 and variance 1, then scales and shifts it.
#[inline(always)]
pub(super) fn add_and_norm(x: &mut [f32], delta: &[f32], weight: &[f32], bias: &[f32]) {
    for (row, delta) in x.chunks_exact_mut(weight.len()).zip(delta.chunks_exact(weight.len())) {
        for (value, delta) in row.iter_mut().zip(delta) {
            *value += delta;
        }
        norm_row(row, weight, bias);
    }
}

/// Brings one row to mean 0 and variance 1, then scales and shifts it.
#[inline(always)]
pub(super) fn norm_row(row: &mut [f32], weight: &[f32], bias: &[f32]) {
    let width = row.len() as f32;
    let mean = sum_by_lanes(row, |value| value) / width;
    let variance = sum_by_lanes(row, |value| (value - mean) * (value - mean)) / width;
    let inverse = 1.0 / (variance + NORM_EPSILON).sqrt();
    for ((value, weight), bias) in row.iter_mut().zip(weight).zip(bias) {
        *value = ((*value - mean) * inverse).mul_add(*weight, *bias);
    }
}

/// Of the pretrained encoder.
const NORM_EPSILON: f32 = 1e-12;

/// A sum in a fixed order: lane by lane, then the upper half of the lanes onto the lower until one is left.
#[inline(always)]
fn sum_by_lanes(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let [sum] = sum_of(&[fold_chunks(row, 0.0, |sum, value| sum + of(value))]);
    sum
}

/// Joins whole registers lane by lane.
#[inline(always)]
fn fold_chunks(row: &[f32], start: f32, join: impl Fn(f32, f32) -> f32) -> [f32; LANES] {
    let mut lanes = [start; LANES];
    for chunk in row.as_chunks::<LANES>().0 {
        for lane in 0..LANES {
            lanes[lane] = join(lanes[lane], chunk[lane]);
        }
    }
    lanes
}

#[inline(always)]
fn larger(a: f32, b: f32) -> f32 {
    if b > a { b } else { a }
}

// These two stay calls: where the compiler sees how lanes are folded, it keeps them two by two in the loop before, too.
#[inline(never)]
fn sum_of<const ROWS: usize>(lanes: &[[f32; LANES]; ROWS]) -> [f32; ROWS] {
    lanes.map(|lanes| fold(lanes, |a, b| a + b))
}

#[inline(never)]
fn largest_of<const ROWS: usize>(lanes: &[[f32; LANES]; ROWS]) -> [f32; ROWS] {
    lanes.map(|lanes| fold(lanes, larger))
}

#[inline(always)]
fn fold(mut lanes: [f32; LANES], join: impl Fn(f32, f32) -> f32) -> f32 {
    let mut half = LANES / 2;
    while half > 0 {
        for lane in 0..half {
            lanes[lane] = join(lanes[lane], lanes[lane + half]);
        }
        half /= 2;
    }
    lanes[0]
}

/// `out = a · b`: `a` has rows of `depth`, `b` has `depth` rows of `n_columns`, a multiple of 16.
///
/// Each number is a sum over `depth` in its order; a kernel may make several of them at once.
#[inline(always)]
pub(super) fn dense(a: &[f32], depth: usize, b: &[f32], n_columns: usize, out: &mut [f32]) {
    for (a, out) in a.chunks_exact(depth).zip(out.chunks_exact_mut(n_columns)) {
        out.fill(0.0);
        for (factor, b) in a.iter().zip(b.chunks_exact(n_columns)) {
            for (sum, b) in out.iter_mut().zip(b) {
                *sum = factor.mul_add(*b, *sum);
            }
        }
    }
}

/// What each piece of one window sees of the others: softmax over scaled products of queries and keys, per head.
///
/// Goes through some queries at a time, so that their scores stay in the first-level cache. The two products are
/// [`rows`], or what gives the same numbers faster.
#[inline(always)]
pub(super) fn attend(
    inputs: &[f32],
    room: &mut Attention,
    out: &mut [f32],
    with_keys: impl Fn(&Rows<HEAD_WIDTH>, usize, &[f32], usize, &mut Rows<WINDOW>),
    of_values: impl Fn(&Rows<WINDOW>, usize, &[f32], usize, &mut Rows<HEAD_WIDTH>),
) {
    let n_pieces = inputs.len() / (3 * ATTENTION_WIDTH);
    let padded = Attention::padded(n_pieces);
    for from in (0..ATTENTION_WIDTH).step_by(HEAD_WIDTH) {
        room.gather(inputs, from, padded);
        let (keys, values) = (&room.keys[..HEAD_WIDTH * padded], room.values[..padded].as_flattened());
        for (first, queries) in (0..n_pieces).step_by(QUERIES).zip(room.queries.as_chunks().0) {
            with_keys(queries, HEAD_WIDTH, keys, padded, &mut room.scores);
            softmax(&mut room.scores, n_pieces, padded);
            // Scores behind the last piece are 0, and so is what they would add.
            of_values(&room.scores, padded, values, HEAD_WIDTH, &mut room.seen);
            // Behind the last query stand some of earlier windows; what they see is not taken.
            for (piece, seen) in (first..n_pieces).zip(&*room.seen) {
                out[piece * ATTENTION_WIDTH + from..][..HEAD_WIDTH].copy_from_slice(seen);
            }
        }
    }
}

/// `out = a · b` for some rows of which `depth` numbers count; `b` has `depth` rows of `n_columns`.
#[inline(always)]
pub(super) fn rows<const DEPTH: usize, const COLUMNS: usize>(
    a: &Rows<DEPTH>,
    depth: usize,
    b: &[f32],
    n_columns: usize,
    out: &mut Rows<COLUMNS>,
) {
    for (a, out) in a.iter().zip(out) {
        dense(&a[..depth], depth, b, n_columns, &mut out[..n_columns]);
    }
}

/// Turns the first `n` scores of each row into shares of 1, those behind them up to `padded` into 0.
#[inline(always)]
fn softmax(rows: &mut Rows<WINDOW>, n: usize, padded: usize) {
    let mut lanes = [[0.0; LANES]; QUERIES];
    for (row, lanes) in rows.iter_mut().zip(&mut lanes) {
        row[n..padded].fill(f32::NEG_INFINITY);
        *lanes = fold_chunks(&row[..padded], f32::NEG_INFINITY, larger);
    }
    let largest = largest_of(&lanes);
    for ((row, lanes), largest) in rows.iter_mut().zip(&mut lanes).zip(largest) {
        for value in &mut row[..padded] {
            *value = exp(*value - largest);
        }
        *lanes = fold_chunks(&row[..padded], 0.0, |sum, value| sum + value);
    }
    for (row, sum) in rows.iter_mut().zip(sum_of(&lanes)) {
        let inverse = 1.0 / sum;
        for share in &mut row[..padded] {
            *share *= inverse;
        }
    }
}

/// `e^x` for `x ≤ 0`: 2 to the whole part by the exponent's bits, the rest by a polynomial (Taylor to the sixth power
/// on ±ln 2 / 2, relative error below 2e-7). Below −87 it is 0.
#[inline(always)]
fn exp(x: f32) -> f32 {
    let is_far = x < -87.0;
    let x = if is_far { -87.0 } else { x };
    let rounded = x.mul_add(std::f32::consts::LOG2_E, ROUNDER);
    let whole = rounded - ROUNDER;
    let rest = whole.mul_add(-LN_2_LOW, whole.mul_add(-LN_2_HIGH, x));
    let mut sum: f32 = 1.0 / 720.0;
    for coefficient in [1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0] {
        sum = sum.mul_add(rest, coefficient);
    }
    let exponent = (rounded.to_bits().wrapping_sub(ROUNDER.to_bits()).wrapping_add(127)) << 23;
    if is_far { 0.0 } else { sum * f32::from_bits(exponent) }
}

/// ln 2 in two parts, the first with few bits, so that its products with small whole numbers are exact.
const LN_2_HIGH: f32 = 0.693_359_4;
const LN_2_LOW: f32 = -2.121_944_4e-4;
