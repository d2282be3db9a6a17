//! Who may have copied from whom.

use std::cmp::Reverse;

use dateline_core::{Analysis, ClockTime, ReportId};
use jiff::civil::Date;

use crate::words::fold;

/// Where a report stands among those of its story: copies stand behind what they copy.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank {
    /// Reports whose day is not known stand last.
    has_no_day: bool,
    day: Option<Date>,
    /// On one day, an agency's own reports stand first: it sells them to the others.
    is_not_of_agency: bool,
    has_no_time: bool,
    seconds: Option<i32>,
    /// What was cut is shorter.
    n_words: Reverse<usize>,
    id: ReportId,
}

/// Why one report is taken to stand before another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Precedence {
    /// The later one credits the agency whose report the earlier one is.
    CreditsTheAgency,
    /// The earlier one was published before the other.
    PublishedFirst,
    /// The earlier one holds more text.
    HoldsMore,
    /// Nothing tells.
    Unknown,
}

/// The rank of a report.
pub(crate) fn rank(analysis: &Analysis) -> Rank {
    let (day, seconds) = (day(analysis), seconds(analysis));
    Rank {
        has_no_day: day.is_none(),
        day,
        is_not_of_agency: own_agency(analysis).is_none(),
        has_no_time: seconds.is_none(),
        seconds,
        n_words: Reverse(n_words(analysis)),
        id: analysis.report.id(),
    }
}

/// Why the first report, whose rank is lower, stands before the second one.
pub(crate) fn precedence(first: &Analysis, second: &Analysis) -> Precedence {
    let credited = second.report.agency().map(fold);
    if credited.is_some() && own_agency(first) == credited && own_agency(second).is_none() {
        return Precedence::CreditsTheAgency;
    }
    let time = |analysis| day(analysis).zip(seconds(analysis));
    let by_day = day(first).zip(day(second)).is_some_and(|(first, second)| first < second);
    let by_time = time(first).zip(time(second)).is_some_and(|(first, second)| first < second);
    if by_day || by_time {
        Precedence::PublishedFirst
    } else if n_words(first) > n_words(second) {
        Precedence::HoldsMore
    } else {
        Precedence::Unknown
    }
}

/// The words and marks of a report, quotations among them.
fn n_words(analysis: &Analysis) -> usize {
    analysis.annotated.tokens.items().len()
}

/// The agency that published the report itself: the one it credits is its source.
fn own_agency(analysis: &Analysis) -> Option<String> {
    let agency = fold(analysis.report.agency()?);
    let source = analysis.report.source();
    let names = source.name.as_deref().into_iter().chain(source.domain.as_deref().and_then(|d| d.split('.').next()));
    names.map(fold).any(|name| name == agency).then_some(agency)
}

fn day(analysis: &Analysis) -> Option<Date> {
    analysis.report.published()?.single()
}

/// The seconds of the day at which the report was published, in UTC where the distance to it is known.
fn seconds(analysis: &Analysis) -> Option<i32> {
    let ClockTime { time, utc_offset_s } = analysis.report.published_at()?;
    let local = i32::from(time.hour()) * 3600 + i32::from(time.minute()) * 60 + i32::from(time.second());
    Some(local - utc_offset_s.unwrap_or(0))
}
