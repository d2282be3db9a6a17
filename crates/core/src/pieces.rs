//! Pieces of a text that may lie in one another, each with what it belongs to, ready to be asked what stands at a place.

use crate::{Clean, Span};

/// Pieces of one text, by their start.
#[derive(Debug, Clone)]
pub struct Pieces<T> {
    pieces: Vec<(Span<Clean>, T)>,
    /// For each piece the greatest end up to it.
    reach: Vec<u32>,
}

impl<T> Pieces<T> {
    /// Puts pieces in order; equal ones stay as they come.
    #[must_use]
    pub fn new(pieces: impl IntoIterator<Item = (Span<Clean>, T)>) -> Self {
        let mut pieces: Vec<_> = pieces.into_iter().collect();
        pieces.sort_by_key(|(piece, _)| *piece);
        let reach = pieces.iter().scan(0, |end, (piece, _)| {
            *end = piece.end().max(*end);
            Some(*end)
        });
        Self { reach: reach.collect(), pieces }
    }

    /// The pieces that share characters with a span, from the last to the first.
    pub fn touching(&self, span: Span<Clean>) -> impl Iterator<Item = (Span<Clean>, &T)> {
        let behind = self.pieces.partition_point(|(piece, _)| piece.start() < span.end());
        let found = self.backward(behind, span.start());
        found.filter(move |(piece, _)| piece.overlaps(span))
    }

    /// The shortest piece that holds a span; of equally short ones the last.
    #[must_use]
    pub fn around(&self, span: Span<Clean>) -> Option<(Span<Clean>, &T)> {
        let behind = self.pieces.partition_point(|(piece, _)| piece.start() <= span.start());
        let found = self.backward(behind, span.start());
        found.filter(|(piece, _)| piece.contains(span)).min_by_key(|(piece, _)| piece.len())
    }

    /// The pieces up to a place in their row, from the last to the first, as far as any of them may reach behind `from`.
    fn backward(&self, behind: usize, from: u32) -> impl Iterator<Item = (Span<Clean>, &T)> {
        let reaching = (0..behind).rev().take_while(move |&at| self.reach[at] >= from);
        reaching.map(|at| (self.pieces[at].0, &self.pieces[at].1))
    }
}

#[cfg(test)]
mod tests {
    use super::Pieces;
    use crate::Span;

    #[test]
    fn pieces_in_one_another() {
        let pieces = Pieces::new(
            [(0, 90, 'a'), (40, 60, 'c'), (10, 30, 'b')].map(|(start, end, of)| (Span::new(start, end), of)),
        );
        let touching = |start, end| pieces.touching(Span::new(start, end)).map(|(_, of)| *of).collect::<String>();
        assert_eq!((touching(20, 50), touching(70, 75), touching(90, 95)), ("cba".into(), "a".into(), String::new()));
        let around = |start, end| pieces.around(Span::new(start, end)).map(|(_, of)| *of);
        assert_eq!(
            [around(45, 60), around(45, 61), around(10, 30), around(80, 95)],
            [Some('c'), Some('a'), Some('b'), None]
        );
    }
}
