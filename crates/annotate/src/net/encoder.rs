//! Word pieces to the scores of every head: one pass of the network over some windows.

use super::kernel::{Aligned, Attention, Kernel};
use super::model::{Layer, Model, WIDE, WIDTH, Weights};

/// Rows that go through the wide layer at once: what they need and the weights fit the second-level cache of current
/// processors together. On a core with 2 MiB, 32 and 64 took the same time, 96, 128 and 256 more.
const WIDE_ROWS: usize = 64;

/// Windows of word pieces, one behind the other.
#[derive(Debug, Default)]
pub(crate) struct Windows {
    /// The word pieces.
    pub pieces: Vec<u32>,
    /// The surface class of each piece.
    pub surfaces: Vec<u8>,
    /// Where each window ends among the pieces.
    pub ends: Vec<usize>,
    /// The place of the first piece of each word.
    pub firsts: Vec<usize>,
}

impl Windows {
    /// Forgets all windows, keeps the room.
    pub(crate) fn clear(&mut self) {
        self.pieces.clear();
        self.surfaces.clear();
        self.ends.clear();
        self.firsts.clear();
    }

    /// Whether a window begins with this word.
    pub(crate) fn begin_with(&self, word: usize) -> bool {
        // Before the first word of a window stands the piece that opens it.
        let before = self.firsts[word] - 1;
        before == 0 || self.ends.binary_search(&before).is_ok()
    }

    /// The places of the pieces of each window.
    fn ranges(&self) -> impl Iterator<Item = std::ops::Range<usize>> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(self.ends.iter().copied()).map(|(start, end)| start..end)
    }
}

/// Room for one pass, used again and again.
#[derive(Debug, Default)]
pub(crate) struct Workspace {
    /// The state of each piece, rows of [`WIDTH`].
    x: Vec<f32>,
    /// What a layer adds to it.
    delta: Vec<f32>,
    /// Queries, keys and values of one window.
    inputs: Vec<f32>,
    /// What each piece has seen.
    seen: Vec<f32>,
    wide: Vec<f32>,
    bytes: Aligned,
    scales: Vec<f32>,
    attention: Attention,
    /// The scores of every head for each word.
    pub outputs: Vec<f32>,
}

/// Runs the network; the scores of the words are in `room.outputs` afterwards, one row a word.
pub(crate) fn encode(model: &Model, kernel: Kernel, windows: &Windows, room: &mut Workspace) {
    room.fit(windows.pieces.len());
    room.embed(model, kernel, windows);
    for (at, layer) in model.layers.iter().enumerate() {
        room.attend(model, kernel, layer, windows);
        if at + 1 == model.layers.len() {
            // Only the first piece of a word is read by the heads, and from here on no piece looks at another.
            room.keep(&windows.firsts);
        }
        room.mix(model, kernel, layer);
        room.widen(model, kernel, layer);
    }
    quantise(kernel, &room.x, WIDTH, &mut room.bytes, &mut room.scales);
    product(model, kernel, &model.outputs, (&room.bytes, &room.scales), &mut room.outputs);
}

impl Workspace {
    fn fit(&mut self, n_pieces: usize) {
        self.x.resize(n_pieces * WIDTH, 0.0);
        self.delta.resize(n_pieces * WIDTH, 0.0);
        self.seen.resize(n_pieces * WIDTH, 0.0);
        self.wide.resize(WIDE_ROWS * WIDE, 0.0);
    }

    /// What each piece sees of its window, to `seen`; window by window, so that queries, keys and values stay in the
    /// second-level cache.
    fn attend(&mut self, model: &Model, kernel: Kernel, layer: &Layer, windows: &Windows) {
        for range in windows.ranges() {
            let rows = range.start * WIDTH..range.end * WIDTH;
            quantise(kernel, &self.x[rows.clone()], WIDTH, &mut self.bytes, &mut self.scales);
            product(model, kernel, &layer.inputs, (&self.bytes, &self.scales), &mut self.inputs);
            kernel.attend(&self.inputs, &mut self.attention, &mut self.seen[rows]);
        }
    }

    /// Keeps the rows of these pieces.
    fn keep(&mut self, pieces: &[usize]) {
        for (to, from) in pieces.iter().enumerate() {
            // No word has more words before it than pieces, so what is written over has been read.
            self.x.copy_within(from * WIDTH..(from + 1) * WIDTH, to * WIDTH);
            self.seen.copy_within(from * WIDTH..(from + 1) * WIDTH, to * WIDTH);
        }
        self.x.truncate(pieces.len() * WIDTH);
        self.seen.truncate(pieces.len() * WIDTH);
        self.delta.truncate(pieces.len() * WIDTH);
    }

    /// Mixes what the heads have seen and adds it.
    fn mix(&mut self, model: &Model, kernel: Kernel, layer: &Layer) {
        quantise(kernel, &self.seen, WIDTH, &mut self.bytes, &mut self.scales);
        product(model, kernel, &layer.mixed, (&self.bytes, &self.scales), &mut self.delta);
        kernel.add_and_norm(&mut self.x, &self.delta, &layer.mixed_norm.weight, &layer.mixed_norm.bias);
    }

    /// Runs each row through the wide layer and adds the result.
    fn widen(&mut self, model: &Model, kernel: Kernel, layer: &Layer) {
        for first in (0..self.x.len()).step_by(WIDE_ROWS * WIDTH) {
            let rows = first..self.x.len().min(first + WIDE_ROWS * WIDTH);
            let wide = &mut self.wide[..rows.len() / WIDTH * WIDE];
            quantise(kernel, &self.x[rows.clone()], WIDTH, &mut self.bytes, &mut self.scales);
            product(model, kernel, &layer.wide, (&self.bytes, &self.scales), wide);
            kernel.gelu(wide);
            quantise(kernel, wide, WIDE, &mut self.bytes, &mut self.scales);
            product(model, kernel, &layer.narrow, (&self.bytes, &self.scales), &mut self.delta[rows]);
        }
        kernel.add_and_norm(&mut self.x, &self.delta, &layer.narrow_norm.weight, &layer.narrow_norm.bias);
    }

    /// Sums what is known of each piece by itself: its row of the word table, its place in the window, its surface.
    fn embed(&mut self, model: &Model, kernel: Kernel, windows: &Windows) {
        for range in windows.ranges() {
            for (place, at) in range.enumerate() {
                let row = &mut self.x[at * WIDTH..][..WIDTH];
                let (piece, scale) = model.piece(windows.pieces[at]);
                let position = &model.positions[place * WIDTH..][..WIDTH];
                let surface = &model.surfaces[usize::from(windows.surfaces[at]) * WIDTH..][..WIDTH];
                for (((value, piece), position), surface) in row.iter_mut().zip(piece).zip(position).zip(surface) {
                    // Two roundings: this stands outside the kernels, where one would be a call on x86-64.
                    *value = f32::from(*piece) * scale + position + surface;
                }
            }
        }
        // Adding zeros leaves the normalisation alone.
        self.delta.fill(0.0);
        kernel.add_and_norm(&mut self.x, &self.delta, &model.norm.weight, &model.norm.bias);
    }
}

fn quantise(kernel: Kernel, x: &[f32], width: usize, bytes: &mut Aligned, scales: &mut Vec<f32>) {
    scales.resize(x.len() / width, 0.0);
    kernel.quantise(x, width, bytes.fit(x.len()), scales);
}

fn product(
    model: &Model,
    kernel: Kernel,
    weights: &Weights,
    (bytes, scales): (&Aligned, &[f32]),
    out: &mut (impl Room + ?Sized),
) {
    let product = model.product(weights, bytes.bytes(), scales);
    kernel.product(&product, out.of(scales.len() * product.n_columns));
}

/// Where a result goes: a buffer that grows, or a slice of the right length.
trait Room {
    fn of(&mut self, n: usize) -> &mut [f32];
}

impl Room for Vec<f32> {
    fn of(&mut self, n: usize) -> &mut [f32] {
        self.resize(n, 0.0);
        self
    }
}

impl Room for [f32] {
    fn of(&mut self, n: usize) -> &mut [f32] {
        assert_eq!(self.len(), n, "the slice is as long as the result");
        self
    }
}
