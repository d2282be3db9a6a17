//! Times of day that reports give for one thing: "at 9 p.m.", "at 8pm".
//!
//! Held against each other is only what is the one time of day of each report; where a report has several, its course
//! of the day is told in more steps than another's.

use std::collections::BTreeSet;

use dateline_core::{Analysis, RelationKind, Slot, Time, TimeKind};

use super::number::{STEMS_MIN, WEIGHT_MIN};
use super::{Differing, Place, date};
use crate::candidates::{by_id, sharing, turns};
use crate::content::Content;

/// Fewest minutes by which two times differ: "shortly before nine" and "8:50" are one.
const MINUTES_APART_MIN: i32 = 30;

/// Minutes by which a time lies off that is given without "a.m." or "p.m."
const MINUTES_OF_HALF_DAY: i32 = 12 * 60;

/// A time of day with its place.
struct Clock {
    minutes: i32,
    place: Place,
}

/// The times of day that reports give differently for one thing.
pub(super) fn differing(content: &Content, analyses: &[&Analysis]) -> Vec<Differing> {
    let clocks: Vec<Clock> = by_id(analyses).into_iter().flat_map(|report| clocks(content, report)).collect();
    let entries = clocks.iter().enumerate();
    let index = entries.flat_map(|(at, clock)| clock.place.matter.stems.iter().map(move |stem| (*stem, at)));
    let turns = turns(clocks.iter().map(|clock| clock.minutes));
    let pairs = sharing(index.collect(), |at| (turns[at], at)).into_iter().map(|(a, b)| (&clocks[a], &clocks[b]));
    let differ = pairs.filter(|(a, b)| are_apart(a, b) && tell_one_thing(content, &a.place, &b.place));
    differ
        .map(|(a, b)| Differing::of(&a.place, &b.place, RelationKind::Contradicts, Slot::Date, "times-of-day-differ"))
        .collect()
}

/// The places of the only time of day of a report; none if there are several. The clocks of zones are not all set alike,
/// so that times with one are left out.
fn clocks(content: &Content, (report, analysis): (usize, &Analysis)) -> Vec<Clock> {
    let text = analysis.report.text();
    let times = analysis.findings.times.items().iter().map(|found| &found.what);
    let clock = |time: &Time| {
        let (hour, minute) = date::hour(time).filter(|_| !names_a_zone(text.get(time.span)))?;
        let minutes = i32::from(hour) * 60 + i32::from(minute);
        Some(Clock { minutes, place: Place::of(content, (report, analysis), time.span)? })
    };
    let clocks: Vec<Clock> = times.filter(|time| time.kind == TimeKind::Clock).filter_map(clock).collect();
    let given: BTreeSet<i32> = clocks.iter().map(|clock| clock.minutes).collect();
    if given.len() == 1 { clocks } else { Vec::new() }
}

fn names_a_zone(words: &str) -> bool {
    let is_zone = |word: &str| {
        let letters: String = word.chars().filter(|c| c.is_alphabetic()).collect();
        letters.len() > 1 && letters.chars().all(char::is_uppercase) && !["AM", "PM"].contains(&letters.as_str())
    };
    words.split_whitespace().any(is_zone)
}

fn are_apart(a: &Clock, b: &Clock) -> bool {
    let apart = (a.minutes - b.minutes).abs();
    apart >= MINUTES_APART_MIN && apart != MINUTES_OF_HALF_DAY
}

/// Whether two sentences have as much in common as is asked of numbers.
fn tell_one_thing(content: &Content, a: &Place, b: &Place) -> bool {
    let shared = content.shared(&a.matter, &b.matter);
    shared.n_stems >= STEMS_MIN && shared.weight >= WEIGHT_MIN
}
