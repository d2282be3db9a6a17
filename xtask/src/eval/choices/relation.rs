//! How the corpus's answer and Dateline's stand to each other where news reads an expression otherwise.

use serde_json::Value;

use super::{is_end_of_run, strings, text};

/// The words that the corpus marks, and the characters beside them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    words: String,
    before: Option<char>,
    behind: Option<char>,
}

impl Place {
    /// The place of an answer in the characters of its text.
    pub fn of(asked: &Value, report: &[char]) -> Self {
        let at = |name: &str| asked[name].as_u64().and_then(|at| usize::try_from(at).ok()).unwrap_or(usize::MAX);
        let (start, end) = (at("start"), at("end"));
        Self {
            words: report.get(start..end).unwrap_or_default().iter().collect(),
            before: start.checked_sub(1).and_then(|before| report.get(before)).copied(),
            behind: report.get(end).copied(),
        }
    }
}

/// The choice by which an answer differs from what was found near it; none if they are the same, or one is wrong.
pub fn choice(asked: &Value, place: &Place, near: &[&Value]) -> Option<&'static str> {
    let (ends, whole): (Vec<&Value>, Vec<&Value>) = near.iter().copied().partition(|time| is_end_of_run(time));
    if whole.is_empty() {
        return unfound(asked, place);
    }
    whole.into_iter().find_map(|time| of_found(asked, place, time, &ends))
}

/// The choice by which nothing stands where the corpus has an answer.
fn unfound(asked: &Value, place: &Place) -> Option<&'static str> {
    let timex = || strings(&asked["timex"]);
    if timex().any(is_no_day) {
        Some("no-such-day")
    } else if is_numbered_week(&place.words) && !timex().any(|timex| timex.contains(',')) {
        Some("week-number")
    } else if is_bare_unit(&place.words) {
        Some("bare-unit")
    } else if is_fraction(&place.words) {
        Some("fraction")
    } else if is_in_key(place) {
        Some("in-a-key")
    } else {
        None
    }
}

/// The choice by which what was found differs.
fn of_found(asked: &Value, place: &Place, found: &Value, ends: &[&Value]) -> Option<&'static str> {
    let value = text(&found["value"]);
    let days = found["from"].as_str().zip(found["to"].as_str());
    let is_named = [&asked["timex"], &asked["values"]].into_iter().any(|list| strings(list).any(|one| one == value));
    let is_run = days.is_some_and(|(from, to)| runs(asked).any(|(first, end)| first == from && is_day_behind(end, to)));
    if is_named || is_run {
        return None;
    }
    let rule = text(&found["reason"]);
    let named = |list: &[&'static str]| list.contains(&rule);
    let by_days = days.and_then(|days| of_days(asked, found, days, ends));
    by_days.or_else(|| match days {
        None if named(&LENGTHS) => Some("length"),
        None if value.contains("-XX-XX") => Some("month-or-day"),
        _ if named(&FROM_BEFORE) && (days.is_none() || found["basis"] == "expression") => Some("counted-from"),
        _ if is_bare_unit(&place.words) && is_inside(asked, found) => Some("bare-unit"),
        _ if strings(&asked["timex"])
            .any(|timex| SEASONS.contains(&timex) && value.ends_with(&format!("-{timex}"))) =>
        {
            Some("season")
        }
        _ => None,
    })
}

/// The choice by which the first and last day differ.
fn of_days(asked: &Value, found: &Value, days: (&str, &str), ends: &[&Value]) -> Option<&'static str> {
    let (from, to) = days;
    let (value, rule) = (text(&found["value"]), text(&found["reason"]));
    let runs = || runs(asked);
    let named = |list: &[&'static str]| list.contains(&rule);
    let overlaps = || runs().any(|(first, end)| first <= to && from < end);
    let is_as_long = || strings(&asked["timex"]).any(|timex| timex.ends_with(&format!(",{value})")));
    let is_part = PARTS.contains(&text(&found["mod"])) || ends.iter().any(|end| PARTS.contains(&text(&end["mod"])));
    if runs().any(|(first, end)| first == from && is_last_of(end, to)) {
        Some("last-day")
    } else if from == to && is_hour_of(value, asked) {
        Some("hour")
    } else if named(&WINDOWS) && (runs().any(|(_, end)| end == to) || (is_as_long() && overlaps())) {
        Some("window")
    } else if named(&COUNTED) && strings(&asked["values"]).any(|day| holds(from, to, day)) {
        Some("period")
    } else if is_part && runs().any(|(first, end)| from <= first && (end <= to || is_day_behind(end, to))) {
        Some("part")
    } else if named(&WEEKS_OF) && overlaps() && strings(&asked["timex"]).any(|timex| timex.ends_with("W)")) {
        Some("weeks-of")
    } else if is_end_of(value, asked) && is_inside(asked, found) {
        Some("one-run")
    } else {
        None
    }
}

/// How the corpus writes a season of which it does not know the year.
const SEASONS: [&str; 4] = ["SP", "SU", "FA", "WI"];

/// The begin, the middle and the end of a time, as TIMEX3 tells them beside the value of the whole.
const PARTS: [&str; 3] = ["start", "mid", "end"];

/// The rules that count from what was told before.
const FROM_BEFORE: [&str; 5] = ["later", "earlier", "following", "previous", "over-the-next"];

/// The rules that count the first or last weeks of a time.
const WEEKS_OF: [&str; 2] = ["first-units-of", "last-units-of"];

/// The runs of an answer: the first day and the one behind the last.
fn runs(asked: &Value) -> impl Iterator<Item = (&str, &str)> {
    let ranges = asked["ranges"].as_array().into_iter().flatten();
    ranges.filter_map(|range| Some((range[0].as_str()?, range[1].as_str()?)))
}

/// Whether the answer stands in what was found and is shorter.
fn is_inside(asked: &Value, found: &Value) -> bool {
    let span = |value: &Value| value["start"].as_u64().zip(value["end"].as_u64());
    let (Some(inner), Some(outer)) = (span(asked), span(found)) else { return false };
    outer.0 <= inner.0 && inner.1 <= outer.1 && inner != outer
}

/// Whether a run begins or ends with a value of the answer: `2030-06-18/2030-06-19` with June 19.
fn is_end_of(value: &str, asked: &Value) -> bool {
    let Some((first, last)) = value.split_once('/') else { return false };
    [&asked["timex"], &asked["values"]].into_iter().flat_map(strings).any(|one| one == first || one == last)
}

/// "the day", "weekend": a unit without anything to count it from.
fn is_bare_unit(words: &str) -> bool {
    const UNITS: [&str; 6] = ["day", "week", "weekend", "fortnight", "month", "year"];
    let lower = words.to_lowercase();
    UNITS.contains(&lower.strip_prefix("the ").unwrap_or(&lower))
}

/// "week 10".
fn is_numbered_week(words: &str) -> bool {
    let lower = words.to_lowercase();
    let number = lower.strip_prefix("week ").unwrap_or_default();
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// "11/20", "5.12": digits that nothing beside them makes a day.
fn is_fraction(words: &str) -> bool {
    let is_short = |digits: &str| (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    words.split_once(['/', '.']).is_some_and(|(first, second)| is_short(first) && is_short(second))
}

/// Whether the words go on in letters, digits or joining marks: a part of an address, of a file's name or of a key.
fn is_in_key(place: &Place) -> bool {
    let joins =
        |beside: Option<char>| beside.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '='));
    joins(place.before) || joins(place.behind)
}

/// The rules that count whole weeks, months and years.
const COUNTED: [&str; 6] = ["ago", "from-now", "in-units", "later", "earlier", "following"];

/// The rules of runs that end before the day of the report or begin behind it.
const WINDOWS: [&str; 4] = ["past-window", "coming-window", "over-the-next", "within-units"];

/// The rules that give a length of time.
const LENGTHS: [&str; 4] = ["in-units", "within-units", "length", "vague-length"];

/// Whether a value is a time of day on the day asked for: `2030-05-16T10:30`.
fn is_hour_of(value: &str, asked: &Value) -> bool {
    let Some((day, _)) = value.split_once('T') else { return false };
    strings(&asked["values"]).any(|one| one == day)
}

/// Whether TIMEX3 names a day here that no calendar has: `2019-02-30`, `XXXX-06-31`.
fn is_no_day(timex: &str) -> bool {
    let [year, month, day] = timex.split('-').collect::<Vec<_>>()[..] else { return false };
    let (Ok(month), Ok(day)) = (month.parse(), day.parse::<u8>()) else { return false };
    !(1..=days_of_month(year.parse().ok(), month)).contains(&day)
}

/// How many days a month has; of a year that is not known as many as it can have.
const fn days_of_month(year: Option<u32>, month: u8) -> u8 {
    let is_common_year = match year {
        Some(year) => year % 4 != 0 || (year % 100 == 0 && year % 400 != 0),
        None => false,
    };
    match month {
        2 if is_common_year => 28,
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// Whether `end` is the day behind `to`: the corpus ends its runs there.
fn is_day_behind(end: &str, to: &str) -> bool {
    let parts = |day: &str| {
        Some((
            day.get(..4)?.parse::<u32>().ok()?,
            day.get(5..7)?.parse::<u8>().ok()?,
            day.get(8..)?.parse::<u8>().ok()?,
        ))
    };
    let Some((year, month, day)) = parts(to) else { return false };
    let behind = match day < days_of_month(Some(year), month) {
        true => (year, month, day + 1),
        false if month < 12 => (year, month + 1, 1),
        false => (year + 1, 1, 1),
    };
    parts(end) == Some(behind)
}

/// Whether `to` is the last day of the day, the month, the quarter or the year that begins with `end`.
fn is_last_of(end: &str, to: &str) -> bool {
    let quarters = [("-01-01", "-03-31"), ("-04-01", "-06-30"), ("-07-01", "-09-30"), ("-10-01", "-12-31")];
    let is_of_quarter =
        end.get(..4) == to.get(..4) && quarters.iter().any(|(first, last)| end.ends_with(first) && to.ends_with(last));
    let is_of_month = end.ends_with("-01") && end.get(..7) == to.get(..7) && to.get(8..).is_some_and(|day| day >= "28");
    let is_of_year = end.ends_with("-01-01") && end.get(..4) == to.get(..4) && to.ends_with("-12-31");
    end == to || is_of_month || is_of_quarter || is_of_year
}

/// Whether a day lies in a longer run; days of ISO 8601 sort as they follow each other.
fn holds(from: &str, to: &str, day: &str) -> bool {
    day.len() == from.len() && from < to && from <= day && day <= to
}

#[cfg(test)]
mod tests;
