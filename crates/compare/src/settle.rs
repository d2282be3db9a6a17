//! Days that a report leaves open and the days of the story decide.
//!
//! A report without a day of its own says "December 16"; others that tell the same story were published in January:
//! the December before is meant. Weekdays stay open here: without the day of its own report, "Tuesday" may be any.

use dateline_core::{Analysis, Settled};
use jiff::civil::Date;

/// Reports of one event appear within days of one another; days farther apart decide nothing.
const STORY_DAYS_MAX: i32 = 7;

/// A day without a year is mostly the nearest one; farther than a quarter of a year away the nearest is a guess.
const NEAR_DAYS_MAX: i32 = 92;

/// The open days of the reports that were published on no known day.
pub(crate) fn settle(analyses: &[&Analysis]) -> Vec<Settled> {
    let published = |analysis: &Analysis| analysis.report.published()?.single();
    let known: Vec<(usize, Date)> =
        analyses.iter().enumerate().filter_map(|(report, analysis)| Some((report, published(analysis)?))).collect();
    let days = || known.iter().map(|(_, day)| *day);
    let Some((first, last)) = days().min().zip(days().max()) else { return Vec::new() };
    if (last - first).get_days() > STORY_DAYS_MAX {
        return Vec::new();
    }
    let because: Vec<usize> = known.iter().map(|(report, _)| *report).collect();
    let undated = analyses.iter().enumerate().filter(|(_, analysis)| published(analysis).is_none());
    let settled = undated.flat_map(|(report, analysis)| {
        let times = analysis.findings.times.into_iter().filter(|time| time.what.days.is_none());
        times.filter_map(move |time| Some((report, time.what.span, nearest(&time.what.value, first)?)))
    });
    settled.map(|(report, span, day)| Settled { report, span, day, because: because.clone() }).collect()
}

/// The day nearest to the story of a value that lacks its year alone: `XXXX-12-16`.
fn nearest(value: &str, story: Date) -> Option<Date> {
    let (month, day) = value.strip_prefix("XXXX-")?.split_once('-')?;
    let (month, day): (i8, i8) = (month.parse().ok()?, day.parse().ok()?);
    let in_years = (story.year() - 1..=story.year() + 1).filter_map(|year| Date::new(year, month, day).ok());
    let away = |day: &Date| (*day - story).get_days().abs();
    in_years.min_by_key(away).filter(|day| away(day) <= NEAR_DAYS_MAX)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::nearest;

    #[test]
    fn the_nearest_day_is_meant_if_it_is_near() {
        let story = date(2023, 1, 31);
        for (value, expected) in [
            ("XXXX-12-16", Some(date(2022, 12, 16))),
            ("XXXX-02-03", Some(date(2023, 2, 3))),
            ("XXXX-07-04", None),
            ("XXXX-02-29", None),
            ("XXXX-12", None),
            ("XXXX-WXX-2", None),
            ("XXXX-XX-XX", None),
            ("2022-12-16", None),
        ] {
            assert_eq!(nearest(value, story), expected, "{value}");
        }
    }
}
