//! What statements a stretch of a report belongs to.

use std::cmp::Reverse;

use dateline_core::{Analysis, Clean, Pieces, Span, StatementIndex};

/// The pieces of all statements' contents, ready to be asked which one a span lies in.
#[derive(Debug)]
pub(crate) struct Contents(Pieces<StatementIndex>);

impl Contents {
    /// The pieces of one report.
    pub(crate) fn of(analysis: &Analysis) -> Self {
        let statements = analysis.findings.statements.items().iter().enumerate();
        let pieces =
            statements.flat_map(|(n, found)| found.what.content.iter().map(move |piece| (*piece, StatementIndex(n))));
        Self(Pieces::new(pieces))
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
        self.0.touching(span).map(|(piece, statement)| (piece, *statement))
    }
}
