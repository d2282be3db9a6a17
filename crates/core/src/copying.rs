//! Whose text a report takes over.

use crate::{Clean, Reason, Span};

/// A report that takes text from another one of its story. `from` and `to` are indices into `Comparison::reports`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopiedText {
    /// The report whose text it is.
    pub from: usize,
    /// The report that takes it.
    pub to: usize,
    /// Words of `to` that stand in `from` too, in passages; quotations do not count.
    pub n_copied_words: usize,
    /// All words of `to` outside quotations.
    pub n_words: usize,
    /// What became of the text.
    pub kind: CopyKind,
    /// The passages, in the text of `to`.
    pub evidence: Vec<Span<Clean>>,
    /// Why the text is taken to come from there; its spans lie in the text of `to`.
    pub reason: Reason,
}

/// What became of a text that a report took over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CopyKind {
    /// All of it stands there, unchanged.
    Verbatim,
    /// Some of it stands there, unchanged.
    Shortened,
    /// Words inside the passages were changed.
    Rewritten,
}

impl CopyKind {
    /// The name as it stands in the output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Shortened => "shortened",
            Self::Rewritten => "rewritten",
        }
    }
}
