//! The given day and time of publication.

use dateline_core::{Basis, ClockTime, Dated};
use jiff::civil::Date;
use jiff::fmt::temporal::Pieces;

/// A publication day with its time of day, as given beside the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Published {
    pub(crate) day: Date,
    pub(crate) clock: Option<ClockTime>,
}

impl Published {
    pub(crate) const fn dated(&self) -> Dated {
        Dated::day(self.day, Basis::Metadata)
    }
}

/// Reads a day (`2023-01-31`) or a time (`2023-01-31T09:30:00+09:00`, RFC 3339 or ISO 8601).
///
/// The day is the one on the calendar where the time was written down; it is not moved to UTC.
pub(crate) fn parse(given: &str) -> Option<Published> {
    let pieces = Pieces::parse(given.trim().as_bytes()).ok()?;
    let utc_offset_s = pieces.to_numeric_offset().map(|offset| offset.seconds());
    Some(Published { day: pieces.date(), clock: pieces.time().map(|time| ClockTime { time, utc_offset_s }) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(given: &str, expected: Option<&str>) {
        let shown = parse(given).map(|published| match published.clock {
            None => published.day.to_string(),
            Some(clock) => format!("{} {} {:?}", published.day, clock.time, clock.utc_offset_s),
        });
        assert_eq!(shown.as_deref(), expected, "{given:?}");
    }

    #[test]
    fn days_and_times() {
        check("2023-01-31", Some("2023-01-31"));
        check(" 2023-01-31\n", Some("2023-01-31"));
        check("20230131", Some("2023-01-31"));
        check("2023-01-31T09:30:00Z", Some("2023-01-31 09:30:00 Some(0)"));
        check("2023-01-31 09:30", Some("2023-01-31 09:30:00 None"));
        check("2023-01-31T23:30:00.5-05:00", Some("2023-01-31 23:30:00.5 Some(-18000)"));
        check("2023-01-31T09:30+09:00", Some("2023-01-31 09:30:00 Some(32400)"));
        for given in ["", "yesterday", "2023-02-30", "2023-01", "31.01.2023", "2023-01-31T25:00:00Z"] {
            check(given, None);
        }
    }
}
