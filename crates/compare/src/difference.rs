//! The differences and the reason that a verdict gives for two units.

use std::ops::Range;

use dateline_core::{Clean, Difference, DifferenceKind, Reason, RelationKind, RuleName, Span};

use crate::judge::{Departure, Sort, Verdict, touched};
use crate::unit::Unit;
use crate::wording::Wording;

/// One side of a relation: a unit with its wording.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Side<'a> {
    pub(crate) unit: &'a Unit,
    pub(crate) wording: &'a Wording,
}

/// Where the words of two units differ, in the order of the text.
pub(crate) fn differences(a: Side<'_>, b: Side<'_>, verdict: &Verdict) -> Vec<Difference> {
    verdict.departures.iter().filter_map(|departure| difference(a, b, departure)).collect()
}

/// The difference that a departure shows; none where only whole sentences at an end were left out.
fn difference(a: Side<'_>, b: Side<'_>, departure: &Departure) -> Option<Difference> {
    let in_a = touched(a.wording, &departure.a, departure.sort);
    let in_b = touched(b.wording, &departure.b, departure.sort);
    let kind = match (in_a.is_empty(), in_b.is_empty()) {
        (true, true) => return None,
        (false, true) => DifferenceKind::Deleted,
        (true, false) => DifferenceKind::Inserted,
        (false, false) => DifferenceKind::Replaced,
    };
    Some(Difference { kind, a: span(a.unit, &in_a), b: span(b.unit, &in_b) })
}

/// Why a verdict was given: a reason for each sort of departure, over the characters that `a` has there.
pub(crate) fn reason(a: &Unit, verdict: &Verdict) -> Reason {
    let mut reasons = Sort::ALL.into_iter().filter_map(|sort| reason_of(sort, a, verdict));
    let whole = |rule: &str| Reason::new(RuleName::new(rule), vec![span(a, &(0..a.words.len()))]);
    match (reasons.next(), verdict.kind) {
        (None, _) => whole("same-words"),
        (Some(first), RelationKind::Overlapping) => {
            reasons.fold(whole("words-cut-on-both-sides").because(first), Reason::because)
        }
        (Some(first), _) => reasons.fold(first, Reason::because),
    }
}

fn reason_of(sort: Sort, a: &Unit, verdict: &Verdict) -> Option<Reason> {
    let departures = verdict.departures.iter().filter(|departure| departure.sort == sort);
    let spans: Vec<Span<Clean>> = departures.map(|departure| span(a, &departure.a)).collect();
    (!spans.is_empty()).then(|| Reason::new(RuleName::new(sort.rule()), spans))
}

/// The characters of some words of a unit; for no words the place behind the word before them.
fn span(unit: &Unit, words: &Range<usize>) -> Span<Clean> {
    let word = |at: usize| unit.words[at].span;
    if !words.is_empty() {
        return word(words.start).cover(word(words.end - 1));
    }
    let place = if words.start > 0 { word(words.start - 1).end() } else { word(0).start() };
    Span::new(place, place)
}
