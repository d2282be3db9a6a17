//! Lengths of time that reports give for one thing: "lasted 90 minutes", "the two-hour debate".

use std::collections::{BTreeMap, BTreeSet};

use dateline_core::{Analysis, RelationKind, Slot, Span, Table, TableError, Time, TimeKind, TimeModifier};

use super::number::{STEMS_MIN, WEIGHT_MIN};
use super::{Differing, Place, date};
use crate::candidates::{by_id, sharing, turns};
use crate::content::{Content, Matter};

/// The table of words that say how the true number stands to the one given.
pub(crate) const BOUNDS: &str = include_str!("../../../../data/en/bounds.tsv");

/// Lengths of one thing are near each other: the smaller one as a part of the greater, in percent.
const NEAR_PERCENT_MIN: i64 = 50;

/// The smallest part of what the sentence that says less speaks of that both speak of.
const OF_LESS_MIN: f64 = 0.4;

/// What words before a length say of the true one, longer ones first.
pub(crate) struct Bounds(Vec<(&'static str, TimeModifier)>);

impl Bounds {
    /// Reads `bounds.tsv`.
    pub(crate) fn parse(table: &'static str) -> Result<Self, TableError> {
        let mut bounds = Vec::new();
        for row in Table::new("bounds.tsv", table).rows()? {
            let modifier = match row.need("bound")? {
                "about" => TimeModifier::Approx,
                "at_least" | "more_than" => TimeModifier::MoreThan,
                "at_most" | "less_than" => TimeModifier::LessThan,
                _ => continue,
            };
            if row.need("side")? == "before" {
                bounds.push((row.need("phrase")?, modifier));
            }
        }
        bounds.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
        Ok(Self(bounds))
    }

    /// The built-in ones.
    ///
    /// # Panics
    /// If the table is defective; every test of this crate reads it.
    pub(crate) fn built_in() -> Self {
        Self::parse(BOUNDS).unwrap_or_else(|defect| panic!("built-in data: {defect}"))
    }

    /// What the words say that a text ends with.
    fn behind(&self, text: &str) -> Option<TimeModifier> {
        self.0.iter().find(|(phrase, _)| ends_with(text, phrase)).map(|(_, modifier)| *modifier)
    }
}

/// Whether a text ends with whole words.
fn ends_with(text: &str, phrase: &str) -> bool {
    let at = text.len().checked_sub(phrase.len()).filter(|at| text.is_char_boundary(*at));
    at.is_some_and(|at| text[at..].eq_ignore_ascii_case(phrase) && !text[..at].ends_with(char::is_alphanumeric))
}

/// A length of time with its place.
struct Length {
    time: Time,
    minutes: i64,
    place: Place,
    /// What stands beside it.
    beside: Matter,
}

/// The lengths that reports give differently for one thing.
pub(super) fn differing(bounds: &Bounds, content: &Content, analyses: &[&Analysis]) -> Vec<Differing> {
    let lengths: Vec<Length> =
        by_id(analyses).into_iter().flat_map(|report| lengths((bounds, content), report)).collect();
    let given: BTreeSet<(usize, i64)> = lengths.iter().map(|length| (length.place.report, length.minutes)).collect();
    let mut n_in = BTreeMap::new();
    lengths.iter().for_each(|length| *n_in.entry(length.place.told()).or_insert(0) += 1);
    let is_alone = |length: &Length| n_in[&length.place.told()] == 1;
    let entries = lengths.iter().enumerate().filter(|(_, length)| is_alone(length));
    let index = entries.flat_map(|(at, length)| length.place.matter.stems.iter().map(move |stem| (*stem, at)));
    let turns = turns(lengths.iter().map(|length| length.minutes));
    let pairs = sharing(index.collect(), |at| (turns[at], at)).into_iter().map(|(a, b)| (&lengths[a], &lengths[b]));
    let differ = |(a, b): (&Length, &Length)| {
        let is_told_elsewhere =
            given.contains(&(a.place.report, b.minutes)) || given.contains(&(b.place.report, a.minutes));
        let kind = date::relation_of_durations(&a.time, &b.time)
            .filter(|_| !is_told_elsewhere && tell_one_thing(content, a, b))?;
        let rule = if kind == RelationKind::Precision { "length-told-more-exactly" } else { "lengths-differ" };
        Some(Differing::of(&a.place, &b.place, kind, Slot::Number, rule))
    };
    pairs.filter_map(differ).collect()
}

/// The lengths of a report that are counted: not "a day" or "one week", which may be a rate or date something, nor an age.
fn lengths((bounds, content): (&Bounds, &Content), (report, analysis): (usize, &Analysis)) -> Vec<Length> {
    let text = analysis.report.text();
    let times = analysis.findings.times.items().iter().map(|found| &found.what);
    let length = |time: &Time| {
        let words = text.get(time.span).to_lowercase();
        let is_one = time.value.trim_matches(|c: char| !c.is_ascii_digit()) == "1";
        let before = text.get(Span::new(0, time.span.start())).trim_end();
        // "After four days of riots": how long it has gone on is another length on another day.
        let is_counted = !is_one && !words.ends_with("old") && !ends_with(before, "after");
        let minutes = date::minutes(&time.value).filter(|_| is_counted)?;
        let bound = || bounds.behind(before);
        // "Two decades" may be 21 years.
        let rough = Some(TimeModifier::Approx).filter(|_| words.contains("decade"));
        let time = Time { modifier: time.modifier.or_else(bound).or(rough), ..time.clone() };
        let place = Place::of(content, (report, analysis), time.span)?;
        Some(Length { minutes, beside: date::beside(content, &place), place, time })
    };
    times.filter(|time| time.kind == TimeKind::Duration).filter_map(length).collect()
}

fn tell_one_thing(content: &Content, a: &Length, b: &Length) -> bool {
    let shared = content.shared(&a.place.matter, &b.place.matter);
    let (short, long) = (a.minutes.min(b.minutes), a.minutes.max(b.minutes));
    a.place.report != b.place.report
        && short.saturating_mul(100) >= long.saturating_mul(NEAR_PERCENT_MIN)
        && shared.n_stems >= STEMS_MIN
        && shared.weight >= WEIGHT_MIN
        && shared.of_less(&a.place.matter, &b.place.matter) >= OF_LESS_MIN
        && content.shared(&a.beside, &b.beside).n_stems > 0
}
