//! The differences and the reason that a verdict gives for two units.

use std::ops::Range;

use dateline_core::{Clean, Difference, DifferenceKind, Reason, RelationKind, RuleName, Span};

use crate::judge::{Departure, Sort, Verdict, touched};
use crate::qualification::Qualifiers;
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
pub(crate) fn difference(a: Side<'_>, b: Side<'_>, departure: &Departure) -> Option<Difference> {
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

/// The restrictions that one side leaves out of what it quotes, in the order of the text.
pub(crate) fn qualifications(qualifiers: &Qualifiers, a: Side<'_>, b: Side<'_>, verdict: &Verdict) -> Vec<Difference> {
    let lost = |side: Side<'_>, cut: &Range<usize>, sort: Sort| {
        let found = if cut.is_empty() { None } else { qualifiers.find(side.wording, &side.unit.words, cut, sort) };
        found.map(|words| span(side.unit, &words))
    };
    let of = |departure: &Departure| {
        let (in_a, in_b) = (lost(a, &departure.a, departure.sort), lost(b, &departure.b, departure.sort));
        let nothing = |unit, words: &Range<usize>| span(unit, &(words.start..words.start));
        (in_a.is_some() || in_b.is_some()).then(|| Difference {
            kind: DifferenceKind::Qualification,
            a: in_a.unwrap_or_else(|| nothing(a.unit, &departure.a)),
            b: in_b.unwrap_or_else(|| nothing(b.unit, &departure.b)),
        })
    };
    verdict.departures.iter().filter_map(of).collect()
}

/// The words that restrict or negate what is said and that the other side leaves out where it changes a sentence.
pub(crate) fn restrictions(qualifiers: &Qualifiers, a: Side<'_>, b: Side<'_>, verdict: &Verdict) -> Vec<Difference> {
    let of = |departure: &Departure| {
        let (in_a, in_b) =
            (qualifiers.inside(&a.unit.words, &departure.a), qualifiers.inside(&b.unit.words, &departure.b));
        let nothing = |words: &Range<usize>| words.start..words.start;
        let (in_a, in_b) = match (in_a, in_b) {
            (Some(lost), None) => (lost, nothing(&departure.b)),
            (None, Some(lost)) => (nothing(&departure.a), lost),
            _ => return None,
        };
        Some(Difference { kind: DifferenceKind::Qualification, a: span(a.unit, &in_a), b: span(b.unit, &in_b) })
    };
    verdict.departures.iter().filter(|departure| departure.sort == Sort::Changed).filter_map(of).collect()
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
