//! The arithmetic of the network, for several instruction sets, with the same bits from each.
//!
//! Matrix products multiply bytes and add in 32-bit integers, which is exact in any order. Everything else is 32-bit
//! floating point in an order that the source fixes (`kernel/portable.rs`). So the kernel that a machine can run
//! decides the speed and nothing else; a test forces each of them.

mod aligned;
#[cfg(target_arch = "x86_64")]
mod amx;
#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(target_arch = "x86_64")]
mod avx_vnni;
mod portable;
#[cfg(target_arch = "x86_64")]
mod vector;

pub(crate) use self::aligned::Aligned;

/// Numbers in the widest register; sums are made in so many lanes on every machine.
pub(crate) const LANES: usize = 16;

/// Columns whose weights stand together.
pub(crate) const PANEL: usize = 64;

/// The width of what attention mixes, and of one head of it.
pub(crate) const ATTENTION_WIDTH: usize = 384;
pub(crate) const HEAD_WIDTH: usize = 32;

/// An instruction set that the network can be run with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kernel {
    /// What every machine can do.
    Portable,
    /// x86-64 with AVX2 and FMA.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// x86-64 with AVX2, FMA and byte products (AVX-VNNI).
    #[cfg(target_arch = "x86_64")]
    AvxVnni,
    /// x86-64 with AVX-512 and its byte products (VNNI).
    #[cfg(target_arch = "x86_64")]
    Avx512,
    /// x86-64 with AVX-512 and tiles of bytes (AMX).
    #[cfg(target_arch = "x86_64")]
    Amx,
}

impl Kernel {
    /// The kernels that this machine can run, the fastest first.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let mut all = Vec::new();
        #[cfg(target_arch = "x86_64")]
        {
            if amx::is_available() {
                all.push(Self::Amx);
            }
            if avx512::is_available() {
                all.push(Self::Avx512);
            }
            if avx_vnni::is_available() {
                all.push(Self::AvxVnni);
            }
            if avx2::is_available() {
                all.push(Self::Avx2);
            }
        }
        all.push(Self::Portable);
        all
    }

    /// The fastest that this machine can run.
    #[must_use]
    pub fn best() -> Self {
        Self::all()[0]
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => "avx2",
            #[cfg(target_arch = "x86_64")]
            Self::AvxVnni => "avx-vnni",
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => "avx512-vnni",
            #[cfg(target_arch = "x86_64")]
            Self::Amx => "amx",
        }
    }
}

/// Rows, depth and columns of what a kernel is exercised with: as deep as the deepest product of a network, and together
/// small enough for the caches of one core.
const EXERCISE: (usize, usize, usize) = (32, 1536, PANEL);

impl Kernel {
    /// Multiplies bytes that stay in the cache so many times, and tells how many operations that were. Nothing in a network
    /// can be faster, so its products can be held against this.
    #[must_use]
    pub fn exercise(self, n_times: usize) -> u64 {
        let (n_rows, depth, n_columns) = EXERCISE;
        let (mut bytes, mut weights) = (Aligned::default(), Aligned::default());
        bytes.fit(n_rows * depth).fill(129);
        weights.fit(n_columns * depth).fill(1);
        let (ones, zeros) = (vec![1.0; n_columns.max(n_rows)], vec![0.0; n_columns]);
        let product = Product {
            bytes: bytes.bytes(),
            row_scales: &ones[..n_rows],
            weights: bytemuck::cast_slice(weights.bytes()),
            corrections: &vec![0; n_columns],
            scales: &ones[..n_columns],
            biases: &zeros,
            depth,
            n_columns,
        };
        let mut out = vec![0.0; n_rows * n_columns];
        for _ in 0..n_times {
            self.product(std::hint::black_box(&product), &mut out);
            std::hint::black_box(&mut out);
        }
        2 * (n_times * n_rows * depth * n_columns) as u64
    }
}

/// Declares an operation that each kernel has.
macro_rules! operation {
    ($(#[$meta:meta])* $name:ident($($argument:ident: $kind:ty),* $(,)?)) => {
        impl Kernel {
            $(#[$meta])*
            pub(crate) fn $name(self, $($argument: $kind),*) {
                match self {
                    Self::Portable => portable_whole::$name($($argument),*),
                    #[cfg(target_arch = "x86_64")]
                    #[expect(unsafe_code, reason = "SAFETY: a kernel is only made where the processor has its instructions")]
                    Self::Avx2 => unsafe { avx2::$name($($argument),*) },
                    #[cfg(target_arch = "x86_64")]
                    #[expect(unsafe_code, reason = "SAFETY: a kernel is only made where the processor has its instructions")]
                    Self::AvxVnni => unsafe { avx_vnni::$name($($argument),*) },
                    #[cfg(target_arch = "x86_64")]
                    #[expect(unsafe_code, reason = "SAFETY: a kernel is only made where the processor has its instructions")]
                    Self::Avx512 => unsafe { avx512::$name($($argument),*) },
                    #[cfg(target_arch = "x86_64")]
                    #[expect(unsafe_code, reason = "SAFETY: a kernel is only made where the processor has its instructions")]
                    Self::Amx => unsafe { amx::$name($($argument),*) },
                }
            }
        }
    };
}

operation! {
    /// Quantises each row of `x`, `width` long: bytes around 128 and one scale a row.
    quantise(x: &[f32], width: usize, bytes: &mut [u8], scales: &mut [f32])
}
operation! {
    /// The product of quantised rows with packed weights; `out` has one row of `n_columns` for each of them.
    product(product: &Product<'_>, out: &mut [f32])
}
operation! {
    /// The Gaussian error linear unit of every number, in place.
    gelu(x: &mut [f32])
}
operation! {
    /// Adds `delta` to `x`, then normalises each row.
    add_and_norm(x: &mut [f32], delta: &[f32], weight: &[f32], bias: &[f32])
}
operation! {
    /// `out = a · b` in floating point; `b` has rows of `n_columns`, a multiple of [`LANES`].
    dense(a: &[f32], depth: usize, b: &[f32], n_columns: usize, out: &mut [f32])
}
operation! {
    /// Attention within one window: rows of queries, keys and values to rows of what is seen.
    attend(inputs: &[f32], room: &mut Attention, out: &mut [f32])
}

/// The portable operations with the portable products.
mod portable_whole {
    pub(super) use super::portable::{add_and_norm, dense, gelu, product, quantise};
    use super::{Attention, portable};

    pub(super) fn attend(inputs: &[f32], room: &mut Attention, out: &mut [f32]) {
        portable::attend(inputs, room, out, portable::rows, portable::rows);
    }
}

/// One matrix product: quantised rows, packed weights, and what makes numbers of the sums.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Product<'a> {
    /// Bytes around 128, rows of `depth`.
    pub bytes: &'a [u8],
    /// One scale a row.
    pub row_scales: &'a [f32],
    /// Panels of 64 columns; in each, for every four of `depth`, four weights of each column.
    pub weights: &'a [i8],
    /// What 128 too much in every byte adds to the sum of each column, with its sign turned.
    pub corrections: &'a [i32],
    /// One scale a column.
    pub scales: &'a [f32],
    /// One bias a column.
    pub biases: &'a [f32],
    /// The length of a row of bytes, a multiple of 4.
    pub depth: usize,
    /// Columns of the result, a multiple of [`PANEL`].
    pub n_columns: usize,
}

impl Product<'_> {
    fn panel(&self, panel: usize) -> &[i8] {
        let size = self.depth * PANEL;
        &self.weights[panel * size..][..size]
    }

    fn row(&self, row: usize) -> &[u8] {
        &self.bytes[row * self.depth..][..self.depth]
    }
}

/// Queries that are looked at together: as many rows as the widest tile makes at once.
pub(crate) const QUERIES: usize = 8;

/// Pieces of a window that there is room for.
pub(crate) const WINDOW: usize = 256;

/// As many rows as there are queries at once.
pub(crate) type Rows<const WIDTH: usize> = [[f32; WIDTH]; QUERIES];

/// Room for the attention of one head over one window.
#[derive(Debug)]
pub(crate) struct Attention {
    queries: Vec<[f32; HEAD_WIDTH]>,
    /// Turned: one row for each dimension.
    keys: Vec<f32>,
    values: Vec<[f32; HEAD_WIDTH]>,
    /// What some queries give to each piece.
    scores: Box<Rows<WINDOW>>,
    /// What some queries see.
    seen: Box<Rows<HEAD_WIDTH>>,
}

impl Default for Attention {
    fn default() -> Self {
        Self {
            queries: vec![[0.0; HEAD_WIDTH]; WINDOW],
            keys: vec![0.0; HEAD_WIDTH * WINDOW],
            values: vec![[0.0; HEAD_WIDTH]; WINDOW],
            scores: Box::new([[0.0; WINDOW]; QUERIES]),
            seen: Box::new([[0.0; HEAD_WIDTH]; QUERIES]),
        }
    }
}

impl Attention {
    /// Pieces of a window with those that fill two registers, the width of a tile.
    const fn padded(n_pieces: usize) -> usize {
        n_pieces.next_multiple_of(2 * LANES)
    }

    /// Lays out the columns of one head: queries scaled, keys turned, values as they are.
    #[inline(always)]
    fn gather(&mut self, inputs: &[f32], from: usize, padded: usize) {
        // 32 ^ −½, the scale of the pretrained attention.
        const SCALE: f32 = 0.176_776_7;
        let part = |row: &[f32], part: usize| -> [f32; HEAD_WIDTH] {
            *row[part * ATTENTION_WIDTH + from..].first_chunk().expect("a row holds three parts of all heads")
        };
        let rows = inputs.chunks_exact(3 * ATTENTION_WIDTH);
        let n_pieces = rows.len();
        for ((row, query), value) in rows.zip(&mut self.queries).zip(&mut self.values) {
            *query = part(row, 0);
            query.iter_mut().for_each(|number| *number *= SCALE);
            *value = part(row, 2);
        }
        self.values[n_pieces..padded].fill([0.0; HEAD_WIDTH]);
        self.turn_keys(inputs, from, padded);
    }

    /// Turns the keys, a register's width of pieces at a time; behind the last piece they are 0.
    #[inline(always)]
    fn turn_keys(&mut self, inputs: &[f32], from: usize, padded: usize) {
        let mut rows = inputs.chunks_exact(3 * ATTENTION_WIDTH);
        for first in (0..padded).step_by(LANES) {
            let mut keys = [[0.0; HEAD_WIDTH]; LANES];
            for (key, row) in keys.iter_mut().zip(rows.by_ref()) {
                *key = *row[ATTENTION_WIDTH + from..].first_chunk().expect("a row holds three parts of all heads");
            }
            for (dimension, turned) in self.keys.chunks_exact_mut(padded).take(HEAD_WIDTH).enumerate() {
                let turned: &mut [f32; LANES] = turned[first..].first_chunk_mut().expect("whole registers");
                for lane in 0..LANES {
                    turned[lane] = keys[lane][dimension];
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
