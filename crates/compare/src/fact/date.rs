//! Days that reports give for one thing.

use std::collections::BTreeSet;

use dateline_core::{Analysis, RelationKind, Slot, TimeKind};
use jiff::civil::Date;

use super::{Differing, Place};
use crate::candidates::sharing;
use crate::content::{Content, Matter};
use crate::contents::Contents;

/// What the shared words of two sentences must say at least, and how many there must be, before their days are held
/// against each other: much, since events of one day have most words in common with those of the next. Chosen by
/// reading what the limits take in among the reports of `basil-open`.
const WEIGHT_MIN: f64 = 8.0;
const STEMS_MIN: usize = 3;
const OF_LESS_MIN: f64 = 0.6;

/// Words of content before and behind a time expression among which the one that it dates is looked for.
const WORDS_BEFORE: usize = 6;
const WORDS_BEHIND: usize = 3;

/// A day or a run of days with its place.
#[derive(Debug)]
struct Day {
    place: Place,
    days: (Date, Date),
    /// What stands beside it.
    beside: Matter,
}

/// The days that reports give differently for one thing.
pub(super) fn differing(content: &Content, analyses: &[&Analysis]) -> Vec<Differing> {
    let days: Vec<Day> = analyses.iter().copied().enumerate().flat_map(|report| days_of(content, report)).collect();
    let given: BTreeSet<(usize, (Date, Date))> = analyses
        .iter()
        .enumerate()
        .flat_map(|(report, analysis)| {
            analysis.findings.times.items().iter().filter_map(move |time| Some((report, time.what.days?)))
        })
        .collect();
    let index =
        days.iter().enumerate().flat_map(|(at, day)| day.place.matter.stems.iter().map(move |stem| (*stem, at)));
    let pairs = sharing(index.collect(), |at| at);
    let differs = |(a, b): (usize, usize)| {
        let (a, b) = (&days[a], &days[b]);
        let is_told_elsewhere = given.contains(&(b.place.report, a.days)) || given.contains(&(a.place.report, b.days));
        if a.place.report == b.place.report || is_told_elsewhere || !tell_one_thing(content, a, b) {
            return None;
        }
        let (kind, rule) = if holds(a.days, b.days) || holds(b.days, a.days) {
            (RelationKind::Precision, "day-told-more-exactly")
        } else {
            (RelationKind::Contradicts, "days-differ")
        };
        Some(Differing::of(&a.place, &b.place, kind, Slot::Date, rule))
    };
    pairs.into_iter().filter_map(differs).collect()
}

/// The days of sentences that name one only, and not to tell when something was said.
fn days_of(content: &Content, (report, analysis): (usize, &Analysis)) -> Vec<Day> {
    let contents = Contents::of(analysis);
    let times = analysis.findings.times.items().iter().map(|found| &found.what);
    let dated = times.filter_map(|time| Some((time, time.days.filter(|_| time.kind == TimeKind::Date)?)));
    let mut found: Vec<Day> = dated
        .filter_map(|(time, days)| {
            let place = Place::of(content, (report, analysis), time.span)?;
            let beside = beside(content, &place);
            Some(Day { place, days, beside })
        })
        .collect();
    let is_alone = |at: usize, found: &[Day]| {
        let other = |other: Option<&Day>| other.is_some_and(|day| day.place.sentence == found[at].place.sentence);
        !other(at.checked_sub(1).and_then(|before| found.get(before))) && !other(found.get(at + 1))
    };
    let keep: Vec<bool> =
        (0..found.len()).map(|at| is_alone(at, &found) && !tells_when_said(&contents, &found[at].place)).collect();
    let mut keep = keep.into_iter();
    found.retain(|_| keep.next().unwrap_or(false));
    found
}

fn beside(content: &Content, place: &Place) -> Matter {
    let words = content.words(place.report, place.sentence);
    let at = words.partition_point(|word| word.span.start() < place.span.start());
    let behind = words.partition_point(|word| word.span.start() < place.span.end());
    let before = &words[at.saturating_sub(WORDS_BEFORE)..at];
    content.matter(before.iter().chain(&words[behind..words.len().min(behind + WORDS_BEHIND)]))
}

/// Whether a sentence tells a statement and the time stands outside of what was said.
fn tells_when_said(contents: &Contents, place: &Place) -> bool {
    let mut told = contents.touching(place.sentence).peekable();
    told.peek().is_some() && !told.any(|(piece, _)| piece.contains(place.span))
}

fn tell_one_thing(content: &Content, a: &Day, b: &Day) -> bool {
    let (left, right) = (&a.place.matter, &b.place.matter);
    let shared = content.shared(left, right);
    shared.n_stems >= STEMS_MIN
        && shared.weight >= WEIGHT_MIN
        && shared.of_less(left, right) >= OF_LESS_MIN
        && content.shared(&a.beside, &b.beside).n_stems > 0
}

fn holds(outer: (Date, Date), inner: (Date, Date)) -> bool {
    outer.0 <= inner.0 && inner.1 <= outer.1
}
