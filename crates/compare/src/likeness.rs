//! Whether two aligned wordings render one utterance, or only share a phrase.
//!
//! The limits were chosen on the 242 labelled pairs of quotations of `basil-open` (40 stories of three reports each).
//! With them 235 of the 242 are found, and 14 pairs that are not labelled.

use std::ops::Range;

use crate::align::Step;
use crate::judge::{Sort, Verdict};
use crate::wording::Wording;

/// Fewest words in common, none changed among them, that two reports do not use by chance. From 4 to 6 the labelled
/// pairs give the same.
pub(crate) const UNCHANGED_WORDS_MIN: usize = 5;

/// Smallest share of the words of content that fewer words or changed ones must have in common. At 50 three more pairs
/// without a label are taken in; at 67 five labelled ones are lost, and four others.
const CONTENT_SHARED_PERCENT_MIN: usize = 60;

/// Greatest share of changed words among the shared and the changed ones. At 50 four more pairs without a label are
/// taken in; at 33 three labelled ones are lost, and four others.
const CHANGED_PERCENT_MAX: usize = 40;

/// How much two wordings have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Likeness {
    /// Words that both have.
    n_shared: usize,
    /// Words of content among them.
    n_content_shared: usize,
    /// Words of content of the wording that has fewer.
    n_content_fewer: usize,
    /// Words that stand as others, or are too many or too few, among the shared ones.
    n_changed: usize,
}

impl Likeness {
    /// Measures a judged alignment.
    pub(crate) fn of(a: &Wording, b: &Wording, steps: &[Step], verdict: &Verdict) -> Self {
        let shared = || steps.iter().filter_map(shared);
        Self {
            n_shared: shared().map(|words| words.len()).sum(),
            n_content_shared: shared().map(|words| n_content(a, words)).sum(),
            n_content_fewer: n_content(a, 0..a.len()).min(n_content(b, 0..b.len())),
            n_changed: n_changed(verdict),
        }
    }

    /// Whether so much is shared that one utterance must stand behind both.
    pub(crate) const fn is_one_utterance(self) -> bool {
        let is_long_and_unchanged = self.n_changed == 0 && self.n_shared >= UNCHANGED_WORDS_MIN;
        let shares_content = 100 * self.n_content_shared >= CONTENT_SHARED_PERCENT_MIN * self.n_content_fewer;
        let changes_little = 100 * self.n_changed <= CHANGED_PERCENT_MAX * (self.n_shared + self.n_changed);
        is_long_and_unchanged || (shares_content && changes_little)
    }
}

/// The words of `a` that `b` has too.
fn shared(step: &Step) -> Option<Range<usize>> {
    match step {
        Step::Same { a, .. } => Some(a.clone()),
        Step::Differs { .. } => None,
    }
}

fn n_content(wording: &Wording, words: Range<usize>) -> usize {
    wording.traits[words].iter().filter(|traits| traits.is_content).count()
}

fn n_changed(verdict: &Verdict) -> usize {
    let changed = verdict.departures.iter().filter(|departure| departure.sort == Sort::Changed);
    changed.map(|departure| departure.a.len().max(departure.b.len())).sum()
}
