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
            let mut rows = [a; ROWS];
            for (r, row_of) in rows.iter_mut().enumerate() {
                *row_of = &a[(row + r) * depth..][..depth];
            }
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
                    #[expect(unsafe_code, reason = "SAFETY: the rows are `depth` long, and k is below that")]
                    let factor = $set1_ps(unsafe { *row.get_unchecked(k) });
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
        pub(super) fn attend(inputs: &[f32], room: &mut $crate::net::kernel::Attention, out: &mut [f32]) {
            $crate::net::kernel::portable::attend(
                inputs,
                room,
                out,
                |a, depth, b, n_columns, out| rows_tile(a, depth, b, n_columns, out),
                |a, depth, b, n_columns, out| rows_tile(a, depth, b, n_columns, out),
            );
        }

        /// `out = a · b` for some rows of which `depth` numbers count.
        #[target_feature(enable = $features)]
        #[inline]
        fn rows_tile<const DEPTH: usize, const COLUMNS: usize>(
            a: &$crate::net::kernel::Rows<DEPTH>,
            depth: usize,
            b: &[f32],
            n_columns: usize,
            out: &mut $crate::net::kernel::Rows<COLUMNS>,
        ) {
            for (a, out) in a.as_chunks::<$rows>().0.iter().zip(out.as_chunks_mut::<$rows>().0) {
                for from in (0..n_columns).step_by(2 * $lanes) {
                    let mut sums = [[$setzero_ps(); 2]; $rows];
                    for (k, b) in b.chunks_exact(n_columns).take(depth).enumerate() {
                        let b: &[[f32; $lanes]; 2] = b[from..].as_chunks().0.first_chunk().expect("whole tiles");
                        #[expect(
                            unsafe_code,
                            reason = "SAFETY: the arrays are one register long, and the loads ask for no alignment"
                        )]
                        let b = unsafe { [$loadu_ps(b[0].as_ptr()), $loadu_ps(b[1].as_ptr())] };
                        for (a, sums) in a.iter().zip(&mut sums) {
                            let factor = $set1_ps(a[k]);
                            for (sum, b) in sums.iter_mut().zip(&b) {
                                *sum = $fmadd_ps(factor, *b, *sum);
                            }
                        }
                    }
                    for (sums, out) in sums.iter().zip(&mut *out) {
                        let out: &mut [[f32; $lanes]; 2] =
                            out[from..].as_chunks_mut().0.first_chunk_mut().expect("whole tiles");
                        for (sum, out) in sums.iter().zip(out) {
                            #[expect(
                                unsafe_code,
                                reason = "SAFETY: the array is one register long, and the store asks for no alignment"
                            )]
                            unsafe {
                                $storeu_ps(out.as_mut_ptr(), *sum);
                            }
                        }
                    }
                }
            }
        }
    };
}

pub(super) use vector_operations;
/// Declares the products of bytes for an instruction set that adds four of them to a sum at once (VNNI). Sums of
/// `rows` rows by `registers` registers of `lanes` columns are made together, and become numbers before they are
/// stored.
macro_rules! byte_products {
    (
        features: $features:literal, lanes: $lanes:expr, rows: $rows:literal, registers: $registers:literal,
        $setzero:ident, $loadu:ident, $set1:ident, $dpbusd:ident $(,)?
    ) => {
        #[target_feature(enable = $features)]
        pub(super) fn product(product: &$crate::net::kernel::Product<'_>, out: &mut [f32]) {
            let n_rows = product.row_scales.len();
            for from in (0..product.n_columns).step_by($registers * $lanes) {
                if n_rows < $rows {
                    (0..n_rows).for_each(|row| byte_tile::<1>(product, row, from, out));
                    continue;
                }
                for row in (0..n_rows).step_by($rows) {
                    // The last tile may make some rows a second time, which gives the same numbers.
                    byte_tile::<$rows>(product, row.min(n_rows - $rows), from, out);
                }
            }
        }

        /// Rows from `first_row` on by the columns from `from` on.
        #[target_feature(enable = $features)]
        #[inline]
        fn byte_tile<const ROWS: usize>(
            product: &$crate::net::kernel::Product<'_>,
            first_row: usize,
            from: usize,
            out: &mut [f32],
        ) {
            const PANEL: usize = $crate::net::kernel::PANEL;
            let n_fours = product.depth / 4;
            let mut rows: [&[[u8; 4]]; ROWS] = [&[]; ROWS];
            for (r, row) in rows.iter_mut().enumerate() {
                *row = &product.row(first_row + r).as_chunks().0[..n_fours];
            }
            let weights: &[[[i8; 4 * $lanes]; PANEL / $lanes]] =
                product.panel(from / PANEL).as_chunks().0.as_chunks().0;
            let first = from % PANEL / $lanes;
            let mut sums = [[$setzero(); $registers]; ROWS];
            for (at, weights) in weights.iter().enumerate() {
                let mut factors = [$setzero(); $registers];
                for (factor, weights) in factors.iter_mut().zip(&weights[first..first + $registers]) {
                    #[expect(
                        unsafe_code,
                        reason = "SAFETY: the array is one register long, and the load asks for no alignment"
                    )]
                    let loaded = unsafe { $loadu(weights.as_ptr().cast()) };
                    *factor = loaded;
                }
                for (row, sums) in rows.iter().zip(&mut sums) {
                    #[expect(
                        unsafe_code,
                        reason = "SAFETY: a panel is as many fours deep as the rows, which are cut to that; checked \
                                  indices would cost as much as the loads"
                    )]
                    let four = unsafe { row.get_unchecked(at) };
                    let four = $set1(i32::from_le_bytes(*four));
                    for (sum, factor) in sums.iter_mut().zip(&factors) {
                        *sum = $dpbusd(*sum, four, *factor);
                    }
                }
            }
            finish(product, (first_row, from), &sums, out);
        }
    };
}

/// Declares what makes numbers of the sums of bytes: `(sum + correction) × row scale × column scale + bias`, for some
/// registers of columns of some rows.
macro_rules! finish_sums {
    (
        features: $features:literal, lanes: $lanes:expr, sums: $sums:ty,
        $loadu:ident, $add:ident, $to_ps:ident,
        $set1_ps:ident, $loadu_ps:ident, $mul_ps:ident, $fmadd_ps:ident, $storeu_ps:ident $(,)?
    ) => {
        #[target_feature(enable = $features)]
        #[inline]
        pub(super) fn finish<const REGISTERS: usize>(
            product: &$crate::net::kernel::Product<'_>,
            (first_row, from): (usize, usize),
            sums: &[[$sums; REGISTERS]],
            out: &mut [f32],
        ) {
            let corrections: &[[i32; $lanes]; REGISTERS] = registers(product.corrections, from);
            let scales: &[[f32; $lanes]; REGISTERS] = registers(product.scales, from);
            let biases: &[[f32; $lanes]; REGISTERS] = registers(product.biases, from);
            let rows = out[first_row * product.n_columns..].chunks_exact_mut(product.n_columns);
            for ((sums, row_scale), out) in sums.iter().zip(&product.row_scales[first_row..]).zip(rows) {
                let row_scale = $set1_ps(*row_scale);
                let out: &mut [[f32; $lanes]; REGISTERS] =
                    out[from..].as_chunks_mut().0.first_chunk_mut().expect(WHOLE_PANELS);
                for at in 0..REGISTERS {
                    #[expect(
                        unsafe_code,
                        reason = "SAFETY: the arrays are one register long, and nothing asks for alignment"
                    )]
                    unsafe {
                        let sum = $add(sums[at], $loadu(corrections[at].as_ptr().cast()));
                        let scale = $mul_ps(row_scale, $loadu_ps(scales[at].as_ptr()));
                        let number = $fmadd_ps($to_ps(sum), scale, $loadu_ps(biases[at].as_ptr()));
                        $storeu_ps(out[at].as_mut_ptr(), number);
                    }
                }
            }
        }

        /// The numbers of some columns, one array a register.
        #[inline(always)]
        fn registers<T, const REGISTERS: usize>(numbers: &[T], from: usize) -> &[[T; $lanes]; REGISTERS] {
            numbers[from..].as_chunks().0.first_chunk().expect(WHOLE_PANELS)
        }

        const WHOLE_PANELS: &str = "columns come in whole panels";
    };
}

pub(super) use {byte_products, finish_sums};
