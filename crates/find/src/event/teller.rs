//! In whose words a place in the text stands: the pieces of what was said, found by their start.

use dateline_core::{Clean, Span};

/// How many pieces back the one around a place is looked for; deeper nestings are rows of marks.
const NESTING_MAX: usize = 16;

/// Pieces of contents, by their start, each with what it belongs to.
#[derive(Debug)]
pub(crate) struct Contents<T> {
    pieces: Vec<(Span<Clean>, T)>,
}

impl<T> Contents<T> {
    /// Orders the pieces by their start, of equal ones the longest first.
    pub(crate) fn new(pieces: impl IntoIterator<Item = (Span<Clean>, T)>) -> Self {
        let mut pieces: Vec<_> = pieces.into_iter().collect();
        pieces.sort_by_key(|(piece, _)| (piece.start(), std::cmp::Reverse(piece.end())));
        Self { pieces }
    }

    /// The shortest piece that holds a span.
    pub(crate) fn around(&self, span: Span<Clean>) -> Option<(Span<Clean>, &T)> {
        let behind = self.pieces.partition_point(|(piece, _)| piece.start() <= span.start());
        let near = self.pieces[..behind].iter().rev().take(NESTING_MAX);
        let holding = near.filter(|(piece, _)| piece.contains(span));
        holding.min_by_key(|(piece, _)| piece.end() - piece.start()).map(|(piece, of)| (*piece, of))
    }
}
