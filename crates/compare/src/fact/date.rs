//! Days that reports give for one thing.

use std::collections::BTreeSet;

use dateline_core::{Analysis, Clean, RelationKind, Slot, Span, Time, TimeBasis, TimeKind, TimeModifier};
use jiff::civil::Date;

use super::alike::Agreeing;
use super::clause::Clause;
use super::{Differing, Place};
use crate::candidates::{ranks, sharing};
use crate::content::{Content, Matter};
use crate::contents::Contents;
use crate::entity::{Cast, Named};
use crate::words::{fold, within};

/// What the shared words of two sentences must say at least, and how many there must be, before their days are held
/// against each other: much, since events of one day have most words in common with those of the next. Chosen by
/// reading what the limits take in among the reports of `basil-open`.
const WEIGHT_MIN: f64 = 8.0;
const STEMS_MIN: usize = 3;
const OF_LESS_MIN: f64 = 0.6;

/// The least that those say together who take the same part beside the verb of both days. Chosen on the stories of
/// `basil-open` with odd numbers; the others were only scored.
const CLAUSE_WEIGHT_MIN: f64 = 2.0;

/// The part of a length of time by which a rough one may be off: "about 40 minutes".
const ROUGHLY: i64 = 10;

/// Words of content before and behind a time expression among which the one that it dates is looked for.
const WORDS_BEFORE: usize = 6;
const WORDS_BEHIND: usize = 3;

/// A day or a run of days with its place.
#[derive(Debug, Clone)]
struct Day {
    place: Place,
    /// The expression, folded.
    words: String,
    when: When,
    /// What stands beside it.
    beside: Matter,
    /// The verb that it dates, with what hangs on that.
    clause: Option<Clause>,
    /// Whether its sentence names no other day.
    is_alone: bool,
}

/// Which day or days a report gives; of what nothing resolves, the part that it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum When {
    Days(Date, Date),
    /// The day of the week, from 1.
    Weekday(i8),
    /// Month and day of any year.
    Calendar(i8, i8),
}

impl When {
    fn of(time: &Time) -> Option<Self> {
        let partial = || {
            let day = time.value.split('T').next()?.strip_prefix("XXXX-")?;
            match day.strip_prefix("WXX-") {
                Some(weekday) => weekday.parse().ok().map(Self::Weekday),
                None => day
                    .split_once('-')
                    .and_then(|(month, day)| Some(Self::Calendar(month.parse().ok()?, day.parse().ok()?))),
            }
        };
        time.days.map(|(first, last)| Self::Days(first, last)).or_else(partial)
    }

    /// How two of them relate; none where they are the same or may be.
    fn relation(self, other: Self) -> Option<RelationKind> {
        match (self, other) {
            _ if self == other => None,
            (Self::Days(a_first, a_last), Self::Days(b_first, b_last)) => {
                let (a, b) = ((a_first, a_last), (b_first, b_last));
                let is_held = holds(a, b) || holds(b, a);
                Some(if is_held { RelationKind::Precision } else { RelationKind::Contradicts })
            }
            (Self::Days(first, last), part) | (part, Self::Days(first, last)) => {
                let is_day = match part {
                    Self::Weekday(weekday) => first.weekday().to_monday_one_offset() == weekday,
                    Self::Calendar(month, day) => (first.month(), first.day()) == (month, day),
                    Self::Days(..) => true,
                };
                (first == last && !is_day).then_some(RelationKind::Contradicts)
            }
            (Self::Weekday(_), Self::Calendar(..)) | (Self::Calendar(..), Self::Weekday(_)) => None,
            _ => Some(RelationKind::Contradicts),
        }
    }
}

/// How two times relate that stand at one place of nearly the same sentence, if there is anything to tell.
pub(super) fn relation_of_times(a: &Time, b: &Time) -> Option<RelationKind> {
    let of_days = When::of(a).zip(When::of(b)).and_then(|(a, b)| a.relation(b));
    let is_rough = [a, b].iter().any(|time| time.modifier.is_some());
    let of_hours = || {
        let (left, right) = hour(a).zip(hour(b))?;
        let kind = if is_rough && left.0 == right.0 { RelationKind::Precision } else { RelationKind::Contradicts };
        (left != right).then_some(kind)
    };
    of_days.or_else(of_hours)
}

/// The hour and the minute of a time of day.
pub(super) fn hour(time: &Time) -> Option<(u8, u8)> {
    let (hour, minute) = time.value.split_once('T')?.1.split_once(':')?;
    Some((hour.parse().ok()?, minute.get(..2)?.parse().ok()?))
}

/// How two lengths of time relate that stand at one place of nearly the same sentence, if there is anything to tell.
pub(super) fn relation_of_durations(a: &Time, b: &Time) -> Option<RelationKind> {
    let (left, right) = (minutes(&a.value)?, minutes(&b.value)?);
    let range = |time: &Time, minutes: i64| {
        let rough = (minutes / ROUGHLY).max(1);
        match time.modifier {
            Some(TimeModifier::MoreThan) => (minutes, i64::MAX),
            Some(TimeModifier::LessThan) => (minutes - rough, minutes),
            Some(_) => (minutes - rough, minutes + rough),
            None => (minutes, minutes),
        }
    };
    let (of_a, of_b) = (range(a, left), range(b, right));
    let meet = of_a.0 <= of_b.1 && of_b.0 <= of_a.1;
    // "22 months" and "two years": one of them counts in greater units.
    let is_rounded =
        a.value.chars().next_back() != b.value.chars().next_back() && (left - right).abs() <= left.max(right) / ROUGHLY;
    let kind = if meet || is_rounded { RelationKind::Precision } else { RelationKind::Contradicts };
    (left != right).then_some(kind)
}

/// The length that a value of TIMEX3 says, in minutes: `P6Y`, `PT40M`.
pub(super) fn minutes(value: &str) -> Option<i64> {
    let (date, clock) = value.strip_prefix('P')?.split_once('T').unwrap_or((value.strip_prefix('P')?, ""));
    let of = |part: &str, of_units: &dyn Fn(char) -> Option<i64>| {
        let mut total = 0_i64;
        for piece in part.split_inclusive(|c: char| c.is_ascii_alphabetic()) {
            let (number, unit) = piece.split_at_checked(piece.len().checked_sub(1)?)?;
            total = total.checked_add(number.parse::<i64>().ok()?.checked_mul(of_units(unit.chars().next()?)?)?)?;
        }
        Some(total)
    };
    let of_days = |unit: char| {
        Some(
            60 * 24
                * match unit {
                    'Y' => 365,
                    'M' => 30,
                    'W' => 7,
                    'D' => 1,
                    _ => return None,
                },
        )
    };
    let of_hours = |unit: char| {
        Some(match unit {
            'H' => 60,
            'M' => 1,
            _ => return None,
        })
    };
    of(date, &of_days)?.checked_add(of(clock, &of_hours)?).filter(|total| *total > 0)
}

/// The days of a story, and which of them may be of one thing.
#[derive(Debug)]
pub(super) struct Days {
    /// By report and position.
    all: Vec<Day>,
    /// Pairs of different reports whose sentences tell one thing.
    alike: Vec<(usize, usize)>,
}

impl Days {
    pub(super) fn of(content: &Content, cast: &Cast, analyses: &[&Analysis]) -> Self {
        let of_report = |report: (usize, &Analysis)| days_of(content, &cast.named(report), report);
        let all: Vec<Day> = analyses.iter().copied().enumerate().flat_map(of_report).collect();
        let index =
            all.iter().enumerate().flat_map(|(at, day)| day.place.matter.stems.iter().map(move |stem| (*stem, at)));
        let ranks = ranks(analyses);
        let mut alike = sharing(index.collect(), |at| (ranks[all[at].place.report], at));
        alike.retain(|&(a, b)| all[a].place.report != all[b].place.report && date_one_thing(content, &all[a], &all[b]));
        Self { all, alike }
    }

    fn pairs(&self) -> impl Iterator<Item = (&Day, &Day)> {
        self.alike.iter().map(|&(a, b)| (&self.all[a], &self.all[b]))
    }

    /// The days that reports give alike for one thing.
    pub(super) fn agreeing(&self) -> Vec<Agreeing> {
        let alike = self.pairs().filter(|(a, b)| a.when == b.when && matches!(a.when, When::Days(..)));
        alike.map(|(a, b)| Agreeing { a: a.place.value(), b: b.place.value(), slot: Slot::Date }).collect()
    }

    /// The days that reports give differently for one thing.
    pub(super) fn differing(&self, analyses: &[&Analysis]) -> Vec<Differing> {
        let given: BTreeSet<(usize, When)> = analyses
            .iter()
            .enumerate()
            .flat_map(|(report, analysis)| {
                analysis.findings.times.items().iter().filter_map(move |time| Some((report, When::of(&time.what)?)))
            })
            .collect();
        let gives = |report: usize, day: &Day| given.contains(&(report, day.when));
        let differs = |(a, b): &(&Day, &Day)| {
            // One text published on two days says "yesterday" both times.
            a.words != b.words && !gives(b.place.report, a) && !gives(a.place.report, b)
        };
        self.pairs().filter(differs).filter_map(|(a, b)| differing(a, b)).collect()
    }
}

fn differing(a: &Day, b: &Day) -> Option<Differing> {
    let kind = a.when.relation(b.when)?;
    let rule = if kind == RelationKind::Precision { "day-told-more-exactly" } else { "days-differ" };
    Some(Differing::of(&a.place, &b.place, kind, Slot::Date, rule))
}

/// The days of sentences that name one only, and not to tell when something was said.
fn days_of(content: &Content, named: &Named, (report, analysis): (usize, &Analysis)) -> Vec<Day> {
    let contents = Contents::of(analysis);
    let quotations = analysis.annotated.quotations.items().iter().filter(|quoted| quoted.depth == 0);
    let quoted: Vec<Span<Clean>> = quotations.map(|quoted| quoted.inner).collect();
    // "Today" in somebody's mouth is the day on which they spoke, which need not be the report's.
    let is_known =
        |time: &&Time| time.basis == TimeBasis::Stated || within(&quoted, time.span, |span| *span).is_empty();
    let times = analysis.findings.times.items().iter().map(|found| &found.what);
    let dated = times.filter(|time| time.kind == TimeKind::Date).filter(is_known);
    let days: Vec<Day> = dated.filter_map(|time| day(content, named, (report, analysis), time)).collect();
    let sentences = days.chunk_by(|left, right| left.place.sentence == right.place.sentence);
    let marked = sentences.flat_map(|days| days.iter().map(|day| Day { is_alone: days.len() == 1, ..day.clone() }));
    marked.filter(|day| !tells_when_said(analysis, &contents, day)).collect()
}

fn day(content: &Content, named: &Named, report: (usize, &Analysis), time: &Time) -> Option<Day> {
    let when = When::of(time)?;
    let place = Place::of(content, report, time.span)?;
    let beside = beside(content, &place);
    let clause = Clause::of(content, named, report.1, place.told(), time.span);
    Some(Day { place, words: fold(report.1.report.text().get(time.span)), when, beside, clause, is_alone: true })
}

/// What stands beside a time in its sentence.
pub(super) fn beside(content: &Content, place: &Place) -> Matter {
    let words = content.words(place.report, place.sentence);
    let at = words.partition_point(|word| word.span.start() < place.span.start());
    let behind = words.partition_point(|word| word.span.start() < place.span.end());
    let before = &words[at.saturating_sub(WORDS_BEFORE)..at];
    content.matter(before.iter().chain(&words[behind..words.len().min(behind + WORDS_BEHIND)]))
}

/// Whether a time dates what somebody said and not what was said: it hangs on the cue, or on nothing that is known in a
/// sentence that tells a statement.
fn tells_when_said(analysis: &Analysis, contents: &Contents, day: &Day) -> bool {
    let told: Vec<_> = contents.touching(day.place.sentence).collect();
    let is_told = told.iter().any(|(piece, _)| piece.contains(day.place.span));
    let cue = |statement| analysis.findings.statement(statement).what.cue.as_ref().map(|cue| cue.span);
    let dates_a_cue = |clause: &Clause| {
        told.iter().any(|(_, statement)| cue(*statement).is_none_or(|cue| cue.overlaps(clause.verb_span)))
    };
    !told.is_empty() && !is_told && day.clause.as_ref().is_none_or(dates_a_cue)
}

/// Whether two days date one thing: the sentences tell the same, or one verb hangs on both with the same about it.
fn date_one_thing(content: &Content, a: &Day, b: &Day) -> bool {
    let (left, right) = (a.clause.as_ref(), b.clause.as_ref());
    let shared = left.zip(right).and_then(|(left, right)| left.shared(content, right));
    (a.is_alone && b.is_alone && tell_one_thing(content, a, b))
        || shared.is_some_and(|weight| weight >= CLAUSE_WEIGHT_MIN)
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
