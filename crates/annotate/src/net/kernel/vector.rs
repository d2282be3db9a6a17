//! What the kernels of x86-64 have in common: the portable loops compiled for their instructions, and the floating-point
//! products in their registers.

/// Declares these operations for one instruction set. `lanes` numbers fill a register; `rows` rows of sums are made at
/// once, two registers each, which with two of `b` and one factor must fit the registers that there are.
macro_rules! vector_operations {
    (
        features: $features:literal, lanes: $lanes:expr, rows: $rows:expr,
        $setzero_ps:ident, $loadu_ps:ident, $set1_ps:ident, $fmadd_ps:ident, $storeu_ps:ident $(,)?
    ) => {
        #[target_feature(enable = $features)]
        pub(super) fn quantise(x: &[f32], width: usize, bytes: &mut [u8], scales: &mut [f32]) {
            $crate::net::kernel::portable::quantise(x, width, bytes, scales);
        }

        #[target_feature(enable = $features)]
        pub(super) fn gelu(x: &mut [f32]) {
            $crate::net::kernel::portable::gelu(x);
        }

        #[target_feature(enable = $features)]
        pub(super) fn add_and_norm(x: &mut [f32], delta: &[f32], weight: &[f32], bias: &[f32]) {
            $crate::net::kernel::portable::add_and_norm(x, delta, weight, bias);
        }

        #[target_feature(enable = $features)]
        pub(super) fn dense(a: &[f32], depth: usize, b: &[f32], n_columns: usize, out: &mut [f32]) {
            let n_rows = out.len() / n_columns;
            for from in (0..n_columns).step_by(2 * $lanes) {
                let is_whole = n_columns - from >= 2 * $lanes;
                let mut row = 0;
                while row < n_rows {
                    let at = (row, from);
                    match (n_rows - row >= $rows, is_whole) {
                        (true, true) => dense_tile::<$rows, 2>(a, depth, b, n_columns, at, out),
                        (true, false) => dense_tile::<$rows, 1>(a, depth, b, n_columns, at, out),
                        (false, true) => dense_tile::<1, 2>(a, depth, b, n_columns, at, out),
                        (false, false) => dense_tile::<1, 1>(a, depth, b, n_columns, at, out),
                    }
                    row += if n_rows - row >= $rows { $rows } else { 1 };
                }
            }
        }

        #[target_feature(enable = $features)]
        #[inline]
        fn dense_tile<const ROWS: usize, const REGISTERS: usize>(
            a: &[f32],
            depth: usize,
            b: &[f32],
            n_columns: usize,
            (row, from): (usize, usize),
            out: &mut [f32],
        ) {
            let rows: [&[f32]; ROWS] = std::array::from_fn(|r| &a[(row + r) * depth..][..depth]);
            let mut sums = [[$setzero_ps(); REGISTERS]; ROWS];
            for k in 0..depth {
                let b = &b[k * n_columns + from..][..REGISTERS * $lanes];
                let mut factors = [$setzero_ps(); REGISTERS];
                for (register, b) in factors.iter_mut().zip(b.chunks_exact($lanes)) {
                    #[expect(
                        unsafe_code,
                        reason = "SAFETY: the slice is one register long, and the load asks for no alignment"
                    )]
                    let loaded = unsafe { $loadu_ps(b.as_ptr()) };
                    *register = loaded;
                }
                for (row, sums) in rows.iter().zip(&mut sums) {
                    let factor = $set1_ps(row[k]);
                    for (sum, b) in sums.iter_mut().zip(&factors) {
                        *sum = $fmadd_ps(factor, *b, *sum);
                    }
                }
            }
            for (r, sums) in sums.iter().enumerate() {
                for (out, sum) in out[(row + r) * n_columns + from..].chunks_exact_mut($lanes).zip(sums) {
                    #[expect(
                        unsafe_code,
                        reason = "SAFETY: the slice is one register long, and the store asks for no alignment"
                    )]
                    unsafe {
                        $storeu_ps(out.as_mut_ptr(), *sum);
                    }
                }
            }
        }

        #[target_feature(enable = $features)]
        pub(super) fn attend(inputs: &[f32], scratch: &mut $crate::net::kernel::Attention, out: &mut [f32]) {
            $crate::net::kernel::portable::attend(inputs, scratch, out, |a, depth, b, n_columns, out| {
                dense(a, depth, b, n_columns, out)
            });
        }
    };
}

pub(super) use vector_operations;
