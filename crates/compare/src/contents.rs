//! What statements a stretch of a report belongs to.

use std::cmp::Reverse;

use dateline_core::{Analysis, Clean, Span, StatementIndex};

/// The pieces of all statements' contents, ready to be asked which one a span lies in.
#[derive(Debug)]
pub(crate) struct Contents {
    /// By start.
    pieces: Vec<(Span<Clean>, StatementIndex)>,
    /// For each piece the greatest end up to it.
    reach: Vec<u32>,
}

impl Contents {
    /// The pieces of one report.
    pub(crate) fn of(analysis: &Analysis) -> Self {
        let statements = analysis.findings.statements.items().iter().enumerate();
        let mut pieces: Vec<_> = statements
            .flat_map(|(n, found)| found.what.content.iter().map(move |piece| (*piece, StatementIndex(n))))
            .collect();
        pieces.sort_unstable();
        let reach = pieces.iter().scan(0, |end, (piece, _)| {
            *end = piece.end().max(*end);
            Some(*end)
        });
        Self { reach: reach.collect(), pieces }
    }

    /// The statement with the most of the span in one piece of its content; of several the one with the shortest
    /// piece, then the first.
    pub(crate) fn best(&self, span: Span<Clean>) -> Option<StatementIndex> {
        let ranked = self.touching(span).map(|(piece, index)| {
            let n_bytes = piece.end().min(span.end()) - piece.start().max(span.start());
            (Reverse(n_bytes), piece.len(), index)
        });
        ranked.min().map(|(_, _, index)| index)
    }

    /// The pieces that share characters with a span, from the last to the first.
    pub(crate) fn touching(&self, span: Span<Clean>) -> impl Iterator<Item = (Span<Clean>, StatementIndex)> {
        let behind = self.pieces.partition_point(|(piece, _)| piece.start() < span.end());
        let reaching = (0..behind).rev().take_while(move |&at| self.reach[at] > span.start());
        reaching.map(|at| self.pieces[at]).filter(move |(piece, _)| piece.overlaps(span))
    }
}
