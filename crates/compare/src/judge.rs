//! What an alignment says: which words were cut, which were changed, and what relation that makes.

use std::ops::Range;

use dateline_core::RelationKind;

use crate::align::{Step, is_clause, is_whole, sentence_end, sentence_start};
use crate::wording::Wording;

/// Fewest words of a clause that may be cut from the middle without an ellipsis; a shorter one between commas is an
/// apposition or an adverb, and to drop it changes the sentence. The labelled pairs hold no case that tells 2 from 40.
const CLAUSE_WORDS_MIN: usize = 4;

/// What two wordings of one utterance are to each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) kind: RelationKind,
    /// In the order of the text.
    pub(crate) departures: Vec<Departure>,
}

/// A place where one wording departs from the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Departure {
    /// Words of the one; they may be none.
    pub(crate) a: Range<usize>,
    /// Words of the other; they may be none.
    pub(crate) b: Range<usize>,
    pub(crate) sort: Sort,
}

/// What was done to the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// Another word stands there, or a sentence has a word more or less.
    Changed,
    CutAtTheStart,
    CutInTheMiddle,
    CutAtTheEnd,
}

impl Sort {
    /// All sorts; the first one that a verdict holds is its main reason.
    pub(crate) const ALL: [Self; 4] = [Self::Changed, Self::CutAtTheStart, Self::CutInTheMiddle, Self::CutAtTheEnd];

    /// The name of the rule.
    pub(crate) const fn rule(self) -> &'static str {
        match self {
            Self::Changed => "word-changed",
            Self::CutAtTheStart => "words-cut-at-the-start",
            Self::CutInTheMiddle => "words-cut-in-the-middle",
            Self::CutAtTheEnd => "words-cut-at-the-end",
        }
    }
}

impl Verdict {
    /// The same with both sides exchanged.
    pub(crate) fn flipped(&self) -> Self {
        let flip = |departure: &Departure| Departure { a: departure.b.clone(), b: departure.a.clone(), ..*departure };
        Self { kind: self.kind, departures: self.departures.iter().map(flip).collect() }
    }
}

/// Names the relation of two wordings, as if one utterance stood behind both.
pub(crate) fn judge(a: &Wording, b: &Wording, steps: &[Step]) -> Verdict {
    let differing = steps.iter().filter_map(|step| match step {
        Step::Differs { a, b } => Some((a.clone(), b.clone())),
        Step::Same { .. } => None,
    });
    let departures: Vec<Departure> = differing.flat_map(|(in_a, in_b)| departures(a, b, in_a, in_b)).collect();
    Verdict { kind: kind(&departures), departures }
}

fn kind(departures: &[Departure]) -> RelationKind {
    let a_has_more = departures.iter().any(|departure| !departure.a.is_empty());
    let b_has_more = departures.iter().any(|departure| !departure.b.is_empty());
    if departures.iter().any(|departure| departure.sort == Sort::Changed) {
        RelationKind::Altered
    } else if a_has_more && b_has_more {
        RelationKind::Overlapping
    } else if a_has_more || b_has_more {
        RelationKind::Truncated
    } else {
        RelationKind::Identical
    }
}

/// Names what was done at one place. Where both have words that the other cut, these are two departures.
fn departures(a: &Wording, b: &Wording, in_a: Range<usize>, in_b: Range<usize>) -> Vec<Departure> {
    if !is_cut(a, b, &in_a, &in_b) {
        return vec![Departure { a: in_a, b: in_b, sort: Sort::Changed }];
    }
    let sort = if in_a.start == 0 || in_b.start == 0 {
        Sort::CutAtTheStart
    } else if in_a.end == a.len() || in_b.end == b.len() {
        Sort::CutAtTheEnd
    } else {
        Sort::CutInTheMiddle
    };
    let only_a = Departure { b: in_b.start..in_b.start, a: in_a.clone(), sort };
    let only_b = Departure { a: in_a.end..in_a.end, b: in_b, sort };
    [only_a, only_b].into_iter().filter(|departure| !departure.a.is_empty() || !departure.b.is_empty()).collect()
}

/// Whether words were cut in such a way that no sentence of the shared part was changed.
fn is_cut(a: &Wording, b: &Wording, in_a: &Range<usize>, in_b: &Range<usize>) -> bool {
    let is_by_editor = is_bracketed(a, in_a) && is_bracketed(b, in_b);
    let both_have_words = !in_a.is_empty() && !in_b.is_empty();
    if is_by_editor {
        false
    } else if both_have_words {
        is_whole(a, in_a.clone()) && is_whole(b, in_b.clone())
    } else if in_b.is_empty() {
        is_cut_from(a, in_a, b, in_b.start)
    } else {
        is_cut_from(b, in_b, a, in_a.start)
    }
}

/// Whether the words of `fuller` that `shorter` lacks at a place were cut there.
fn is_cut_from(fuller: &Wording, words: &Range<usize>, shorter: &Wording, place: usize) -> bool {
    let at_an_end = place == 0 || place == shorter.len();
    let is_marked = || shorter.traits[place].after_ellipsis;
    let is_clause = || words.len() >= CLAUSE_WORDS_MIN && is_clause(fuller, words.clone());
    at_an_end || is_marked() || is_whole(fuller, words.clone()) || is_clause()
}

fn is_bracketed(wording: &Wording, words: &Range<usize>) -> bool {
    wording.traits[words.clone()].iter().all(|traits| traits.is_bracketed)
}

/// The words of a departure that belong to sentences of the shared part. Whole sentences at an end, which the other
/// report leaves out, are no difference of what both tell.
pub(crate) fn touched(wording: &Wording, words: &Range<usize>, sort: Sort) -> Range<usize> {
    match sort {
        Sort::Changed | Sort::CutInTheMiddle => words.clone(),
        Sort::CutAtTheStart => sentence_start(wording, words.end).max(words.start)..words.end,
        Sort::CutAtTheEnd => words.start..sentence_end(wording, words.start).min(words.end),
    }
}
