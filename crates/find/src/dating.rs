//! The days on which a report can have been published whose own date lacks its year.
//!
//! An agency dates its reports "Jan. 31" and says "met Tuesday" in the lead: the thirty-first of January was a Tuesday
//! in few years. Which of them it was, other knowledge must tell; nothing is chosen here.

use dateline_core::{Candidates, Clean, DateValue, NonEmpty, PartialDate, Reason, Report, RuleName, Span};
use jiff::civil::{Date, Weekday};

/// The years that come into question. News that is read from files without a year is rarely older than the web it was
/// taken from, and not younger than this build by more than it is used: a release is to move the end on.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2030;

/// The weekday by which the lead of a report calls its own day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LeadDay {
    pub(crate) weekday: Weekday,
    pub(crate) span: Span<Clean>,
}

/// Somebody whom a report names by an office, with the days from which and to which they held it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Served {
    pub(crate) name: Span<Clean>,
    pub(crate) terms: Vec<(Date, Date)>,
}

/// The days that the date of a report and the weekday in its lead leave open, less those on which somebody whom it names by
/// an office did not hold it. If that leaves none, the report speaks of another time, and all stand.
pub(crate) fn candidates(report: &Report, lead: Option<LeadDay>, served: &[Served]) -> Option<Candidates> {
    let open = of_weekday(report, lead)?;
    let in_office = |day: &Date, person: &Served| person.terms.iter().any(|(first, last)| first <= day && day <= last);
    let deciding = served.iter().filter(|person| open.days.iter().any(|day| !in_office(day, person)));
    let deciding: Vec<&Served> = deciding.collect();
    let left = open.days.iter().filter(|day| deciding.iter().all(|person| in_office(day, person))).copied().collect();
    match NonEmpty::new(left) {
        Some(days) if !deciding.is_empty() => {
            let names = deciding.iter().map(|person| person.name).collect();
            Some(Candidates { days, reason: Reason::new(RuleName::new("office-terms"), names).because(open.reason) })
        }
        _ => Some(open),
    }
}

/// The days of that date that are the weekday of the lead.
fn of_weekday(report: &Report, lead: Option<LeadDay>) -> Option<Candidates> {
    let published = report.published()?;
    let DateValue::Partial(PartialDate { year: None, month: Some(month), day: Some(day) }) = published.value else {
        return None;
    };
    let lead = lead?;
    let days = YEARS.filter_map(|year| Date::new(year, month, day).ok()).filter(|day| day.weekday() == lead.weekday);
    let reason = Reason::new(RuleName::new("weekday-of-the-lead"), vec![lead.span]);
    Some(Candidates { days: NonEmpty::new(days.collect())?, reason })
}

#[cfg(test)]
mod tests {
    use crate::tests::{analyse, analyse_on};

    fn check(text: &str, expected: &[&str]) {
        let candidates = analyse(text).findings.candidates;
        let days = candidates.iter().flat_map(|candidates| candidates.days.iter());
        assert_eq!(days.map(ToString::to_string).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn weekday_and_day_leave_some_years() {
        let tuesdays = ["2006-01-31", "2012-01-31", "2017-01-31", "2023-01-31"];
        check("Jan. 31 (UPI) -- The two ministers met Tuesday in Porto Lume, officials said.", &tuesdays);
        check("Jan. 31 (UPI) -- The two ministers will meet on Tuesday, officials said.", &[]);
        check("Jan. 31 (UPI) -- The two ministers met in Porto Lume, officials said.", &[]);
        check("The two ministers met Tuesday in Porto Lume, officials said.", &[]);
        assert_eq!(analyse_on("2030-05-16", "The two ministers met Tuesday in Porto Lume.").findings.candidates, None);
    }
}
