//! What the time of an act says of its aspect: that it is the background of the report, or that it is still to come.
//!
//! Reports seldom give the year of what is new: a year alone, or a month with its year, tells of what lies back, also
//! where the report's own day is not known.

use dateline_core::{Aspect, EventBasis, EventTime, Time};
use jiff::civil::Date;

/// Days behind which an act is the background of a report: about a year.
const BACKGROUND_DAYS: i32 = 365;

/// From the first to the last day of a month there are at least so many.
pub(super) const DAYS_OF_MONTH_MIN: i32 = 27;

/// The aspect that its time gives to an act which its words tell as done.
///
/// `phrase` holds the lower-case words of the expression; `is_past` says whether the verb that tells the act stands in the
/// past, `published` is the day of the report, where it is known, else `told_last` the last day of which it tells in the past.
pub(super) fn aspect_of(
    time: &Time,
    phrase: &[&str],
    is_past: bool,
    published: Option<Date>,
    told_last: Option<Date>,
) -> Option<Aspect> {
    if let Some((day, (first, last))) = published.zip(time.days) {
        let lies_back = (day - last).get_days() > BACKGROUND_DAYS;
        let is_to_come = first > day && !is_past;
        return if lies_back { Some(Aspect::Historical) } else { is_to_come.then_some(Aspect::Future) };
    }
    let lies_before = |day: Date| time.days.is_some_and(|(_, last)| (day - last).get_days() > BACKGROUND_DAYS);
    if lies_years_back(phrase) || told_last.is_some_and(lies_before) || (published.is_none() && names_year(&time.value))
    {
        return Some(Aspect::Historical);
    }
    (is_to_come(phrase) && !is_past).then_some(Aspect::Future)
}

/// Whether an act goes on with the background that the sentence before it tells: "In 1972 … The president resigned."
pub(super) fn goes_on(when: EventTime, published: Option<Date>) -> bool {
    let lies_back = match published {
        Some(day) => (day - when.last).get_days() > BACKGROUND_DAYS,
        // Where the day of the report is not known, a month or a year tells of what lies back, a day may be news.
        None => (when.last - when.first).get_days() >= DAYS_OF_MONTH_MIN,
    };
    when.basis == EventBasis::SentenceBefore && lies_back
}

/// Whether a value is a year with or without its month, a decade or a century, and all of it is stated.
fn names_year(value: &str) -> bool {
    const YEAR_WITH_MONTH: usize = "2006-01".len();
    let (year, month) = value.split_once('-').unwrap_or((value, ""));
    let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    value.len() <= YEAR_WITH_MONTH && (2..=4).contains(&year.len()) && is_number(year) && is_number(month)
}

/// Whether an expression says by itself that years have gone by: "five years ago", "in the past".
fn lies_years_back(phrase: &[&str]) -> bool {
    const YEARS: [&str; 5] = ["years", "decade", "decades", "century", "centuries"];
    match phrase {
        [unit @ .., "ago" | "earlier"] => unit.iter().any(|word| YEARS.contains(word)),
        ["past"] | ["the", "past"] => true,
        _ => false,
    }
}

/// Whether an expression says by itself that its time is still to come: "next week", "tomorrow".
fn is_to_come(phrase: &[&str]) -> bool {
    matches!(phrase, ["next" | "tomorrow" | "tonight", ..] | ["the", "coming", ..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_alone_is_background_where_the_day_of_the_report_is_not_known() {
        for (value, expected) in [
            ("2006", true),
            ("2006-01", true),
            ("199", true),
            ("2006-01-05", false),
            ("XXXX-01", false),
            ("P3Y", false),
        ] {
            assert_eq!(names_year(value), expected, "{value}");
        }
    }

    #[test]
    fn some_expressions_tell_by_their_words_where_they_lie() {
        assert!(lies_years_back(&["five", "years", "ago"]) && lies_years_back(&["the", "past"]));
        assert!(!lies_years_back(&["five", "days", "ago"]) && !lies_years_back(&["a", "year", "ago"]));
        assert!(is_to_come(&["next", "week"]) && !is_to_come(&["last", "week"]));
    }
}
