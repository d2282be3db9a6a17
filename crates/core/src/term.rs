//! How reports name one thing.

use crate::{Clean, Span};

/// One thing that reports name by different words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// What is named: the name that most reports use, or the heading under which the words stand in the table of terms.
    pub concept: String,
    /// The words that each report uses, each once where it stands first; by report and position.
    pub forms: Vec<(usize, Span<Clean>)>,
}
