//! Days in the metadata and lines of pages, in the languages of `data/registry/months.tsv`.
//!
//! A day is taken only if it stands there in full and can be read in one way: of "3/5/2031" nobody knows the month unless
//! the page says by its language which way it writes.

use std::collections::HashMap;
use std::ops::Range;

use dateline_core::{ClockTime, Table, TableError};
use jiff::civil::Date;
use jiff::fmt::rfc2822;
use regex::Captures;

use super::archived;
use crate::pattern::Pattern;
use crate::published::{self, Published};

/// The first and last year that a page of the web can have been published in.
const YEARS: std::ops::RangeInclusive<i16> = 1991..=2099;

/// Finds days.
#[derive(Debug)]
pub(crate) struct Days {
    months: HashMap<String, i8>,
    written: Pattern,
    address: Pattern,
    data: Pattern,
}

/// Which part of a day that is all numbers and slashes comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SlashOrder {
    DayFirst,
    MonthFirst,
    /// The page does not say.
    Unknown,
}

impl SlashOrder {
    /// The order that a page of a language uses: only US English (and Philippine) puts the month first. English alone
    /// says nothing.
    pub(crate) fn of_language(language: Option<&str>) -> Self {
        match language.map(str::to_ascii_lowercase).as_deref() {
            None | Some("" | "en") => Self::Unknown,
            Some("en-us" | "en_us" | "en-ph" | "en_ph") => Self::MonthFirst,
            Some(_) => Self::DayFirst,
        }
    }
}

impl Days {
    /// Reads the names of the months.
    ///
    /// # Errors
    /// If the table has a defect.
    pub(crate) fn parse(table: Table<'_>) -> Result<Self, TableError> {
        let mut months = HashMap::new();
        for row in table.rows()? {
            let names = row.list("names")?;
            if names.len() != 12 {
                return Err(row.error(format!("{} months stand in a year", names.len())));
            }
            for (number, spellings) in (1..).zip(names) {
                months.extend(spellings.split('/').map(|name| (name.to_owned(), number)));
            }
        }
        // The names are looked up behind the match; a pattern of all of them would be slower.
        let year = r"(?P<YEAR>(?:19|20)\d\d)";
        let month_first = format!(
            r"(?P<m1>\p{{L}}{{3,10}})\.?\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+{}|{}\b)",
            year.replace("YEAR", "y1"),
            // Pages that set month, day and year in boxes of their own put no blank between them.
            year.replace("YEAR", "y6")
        );
        let day_first = format!(
            r"(?P<d2>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?(?:\s+de|\s+of)?[\s-]+(?P<m2>\p{{L}}{{3,10}})\.?,?(?:\s+de)?[\s-]+{}",
            year.replace("YEAR", "y2")
        );
        let year_first =
            format!(r"{}(?:-(?P<m3>\d\d)-|/(?P<m4>\d\d)/|\.(?P<m5>\d\d)\.)(?P<d3>\d\d)\b", year.replace("YEAR", "y3"));
        let dotted = format!(r"(?P<d4>\d{{1,2}})\.\s?(?P<m6>\d{{1,2}})\.\s?{}\b", year.replace("YEAR", "y4"));
        // A year of two digits stands only in days with full stops, where the order is always the same.
        let short = r"(?P<d5>\d{1,2})\.(?P<m7>\d{1,2})\.(?P<short>\d\d)\b";
        let slashed = format!(r"(?P<s1>\d{{1,2}})/(?P<s2>\d{{1,2}})/{}\b", year.replace("YEAR", "y5"));
        // Pages part name and day by their style alone: "Felix Ansbro3 May 2031".
        let written =
            format!(r"(?:\b|(?P<glued>\p{{Ll}}))(?:{month_first}|{day_first}|{year_first}|{dotted}|{slashed}|{short})");
        let address = r"(?:^|[/_.=-])(?P<y>(?:19|20)\d\d)(?:/(?P<m1>\d{1,2})/(?P<d1>\d{1,2})|-(?P<m2>\d\d)-(?P<d2>\d\d)|(?P<m3>\d\d)(?P<d3>\d\d)|/(?P<m4>[a-z]{3})/(?P<d4>\d{1,2}))(?:[^0-9]|$)";
        // Names of publication in the data of programs, be they in strings of strings, with a value that begins as a day.
        let data = r#"(?i)"(?:(?:date|first)_?published(?:_?(?:at|date|time|on))?|(?:published|publish|publication)_?(?:at|date|time|on))\\?"\s*:\s*\\?"((?:19|20)\d\d-\d\d-\d\d[^"\\]{0,24})"#;
        let [address, data] = [address, data].map(|pattern| Pattern::new(pattern.to_owned()));
        Ok(Self { months, written: Pattern::new(written), address, data })
    }

    /// The day, with its time if it stands there, of a value that a page gives for machines.
    pub(crate) fn of_value(&self, value: &str, order: SlashOrder) -> Option<Published> {
        let value = value.trim();
        let known = published::parse(value).or_else(|| of_mail(value)).or_else(|| of_spaced_offset(value));
        known.filter(|known| YEARS.contains(&known.day.year())).or_else(|| {
            let (day, _) = self.written_in(value, order).next()?;
            Some(Published { day, clock: None })
        })
    }

    /// The full days that a line states, in its order, with their places.
    pub(crate) fn written_in<'l>(
        &'l self,
        line: &'l str,
        order: SlashOrder,
    ) -> impl Iterator<Item = (Date, Range<usize>)> + 'l {
        let found = self.written.captures_iter(line);
        found.filter_map(move |captures| {
            let whole = captures.get(0)?.range();
            let start = captures.name("glued").map_or(whole.start, |letter| letter.end());
            Some((self.written_day(&captures, order)?, start..whole.end))
        })
    }

    /// The days of publication in data for programs: the values of properties that are named so.
    pub(crate) fn in_data(&self, json: &str) -> impl Iterator<Item = (Published, String)> {
        let values = self.data.captures_iter(json).filter_map(|captures| captures.get(1));
        values
            .filter_map(|value| Some((self.of_value(value.as_str(), SlashOrder::Unknown)?, value.as_str().to_owned())))
    }

    /// The day in the address of a page, if it holds just one.
    pub(crate) fn of_address(&self, address: &str) -> Option<Date> {
        // The day of an archive's copy says nothing of the page's own.
        let address = archived(address).unwrap_or(address);
        let mut days = self.address.captures_iter(address).filter_map(|captures| {
            let year = captures.name("y")?.as_str();
            let month = named(&captures, &["m1", "m2", "m3", "m4"])?;
            day(year, self.month(month)?, named(&captures, &["d1", "d2", "d3", "d4"])?)
        });
        let first = days.next()?;
        days.all(|other| other == first).then_some(first)
    }

    fn written_day(&self, captures: &Captures<'_>, order: SlashOrder) -> Option<Date> {
        if let Some(short) = captures.name("short") {
            let month = self.month(named(captures, &["m7"])?)?;
            return day(&format!("20{}", short.as_str()), month, named(captures, &["d5"])?);
        }
        let year = named(captures, &["y1", "y2", "y3", "y4", "y5", "y6"])?;
        if let (Some(first), Some(second)) = (captures.name("s1"), captures.name("s2")) {
            return slashed_day(year, first.as_str(), second.as_str(), order);
        }
        let month = self.month(named(captures, &["m1", "m2", "m3", "m4", "m5", "m6"])?)?;
        day(year, month, named(captures, &["d1", "d2", "d3", "d4"])?)
    }

    fn month(&self, name: &str) -> Option<i8> {
        name.parse().ok().or_else(|| self.months.get(&name.to_lowercase()).copied())
    }
}

/// The first of the groups that took part in a match.
fn named<'c>(captures: &Captures<'c>, groups: &[&str]) -> Option<&'c str> {
    groups.iter().find_map(|group| captures.name(group)).map(|found| found.as_str())
}

fn day(year: &str, month: i8, day: &str) -> Option<Date> {
    let year = year.parse().ok().filter(|year| YEARS.contains(year))?;
    Date::new(year, month, day.parse().ok()?).ok()
}

fn slashed_day(year: &str, first: &str, second: &str, order: SlashOrder) -> Option<Date> {
    let (first_number, second_number): (i8, i8) = (first.parse().ok()?, second.parse().ok()?);
    match order {
        _ if first_number == second_number || first_number > 12 => day(year, second_number, first),
        _ if second_number > 12 => day(year, first_number, second),
        SlashOrder::DayFirst => day(year, second_number, first),
        SlashOrder::MonthFirst => day(year, first_number, second),
        SlashOrder::Unknown => None,
    }
}

/// A day and time as mail writes it: "Tue, 19 Nov 2019 08:57:40 GMT".
fn of_mail(value: &str) -> Option<Published> {
    let parsed = rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_zoned(value).ok()?;
    let clock = ClockTime { time: parsed.time(), utc_offset_s: Some(parsed.offset().seconds()) };
    Some(Published { day: parsed.date(), clock: Some(clock) })
}

/// A day and time of ISO 8601 with a blank before the distance to UTC: "2019-11-19 08:57:40 +0100".
fn of_spaced_offset(value: &str) -> Option<Published> {
    let (head, offset) = value.rsplit_once(' ')?;
    let is_offset = offset.len() >= 5 && offset.starts_with(['+', '-']) || offset == "Z";
    if is_offset { published::parse(&format!("{head}{offset}")) } else { published::parse(head) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days() -> Days {
        let table = Table::new("data/registry/months.tsv", include_str!("../../../../data/registry/months.tsv"));
        Days::parse(table).unwrap_or_else(|error| panic!("{error}"))
    }

    fn check_value(value: &str, order: SlashOrder, expected: Option<&str>) {
        let shown = days().of_value(value, order).map(|known| match known.clock {
            None => known.day.to_string(),
            Some(clock) => format!("{} {} {:?}", known.day, clock.time, clock.utc_offset_s),
        });
        assert_eq!(shown.as_deref(), expected, "{value}");
    }

    #[test]
    fn values_for_machines() {
        for (value, expected) in [
            ("2031-05-03", "2031-05-03"),
            ("2031-05-03T09:30:00+09:00", "2031-05-03 09:30:00 Some(32400)"),
            ("2031-05-03T09:30:00+0900", "2031-05-03 09:30:00 Some(32400)"),
            ("2031-05-03 09:30:00 +0900", "2031-05-03 09:30:00 Some(32400)"),
            ("Sat, 03 May 2031 09:30:00 GMT", "2031-05-03 09:30:00 Some(0)"),
            ("2031/05/03", "2031-05-03"),
            ("May 3, 2031", "2031-05-03"),
            ("3. Mai 2031, 09:30 Uhr", "2031-05-03"),
        ] {
            check_value(value, SlashOrder::Unknown, Some(expected));
        }
        for value in ["", "yesterday", "2031", "May 2031", "0001-01-01T00:00:00Z", "31.02.2031", "99/99/2031"] {
            check_value(value, SlashOrder::Unknown, None);
        }
    }

    #[test]
    fn numbers_alone_need_the_language() {
        for (language, expected) in
            [(Some("en-US"), Some("2031-03-05")), (Some("en-GB"), Some("2031-05-03")), (Some("en"), None), (None, None)]
        {
            check_value("3/5/2031", SlashOrder::of_language(language), expected);
        }
        check_value("31/5/2031", SlashOrder::Unknown, Some("2031-05-31"));
        check_value("5/31/2031", SlashOrder::Unknown, Some("2031-05-31"));
    }

    #[test]
    fn lines() {
        for (line, expected) in [
            ("Von Jonte Wieland, 3. März 2031 – Lesezeit 4 Minuten", "2031-03-03"),
            ("Publié le 1er août 2031 à 9h30", "2031-08-01"),
            ("Lisboa, 3 de maio de 2031", "2031-05-03"),
            ("Stand: 03.05.2031", "2031-05-03"),
            ("Published 3rd of May, 2031", "2031-05-03"),
            ("Party, 03.05.31", "2031-05-03"),
            ("May 032031", "2031-05-03"),
            ("Felix Ansbro3.5.2031", "2031-05-03"),
        ] {
            let first = days().written_in(line, SlashOrder::Unknown).next().map(|(day, _)| day.to_string());
            assert_eq!(first.as_deref(), Some(expected), "{line}");
        }
        for line in [
            "Flight 12 Boeing 2031",
            "In May 2031",
            "Section 3.5.20310",
            "Part May 0320314",
            "Version 1.31.31",
            "Dismay 3, 2031",
            "FX3.5.2031",
        ] {
            assert_eq!(days().written_in(line, SlashOrder::Unknown).next(), None, "{line}");
        }
    }

    #[test]
    fn data_for_programs() {
        for (json, expected) in [
            (r#"{"publishedDate":"2031-05-03T20:37:27Z"}"#, vec!["2031-05-03"]),
            (r#"{"first_published_at": "2031-05-03", "datePublished":"2031-05-04"}"#, vec!["2031-05-03", "2031-05-04"]),
            (r#""{\"publishedAt\":\"2031-05-03T20:37:27Z\"}""#, vec!["2031-05-03"]),
            (r#"{"updatedDate":"2031-05-03","unpublishedDate":"2031-05-03","publishedDate":null}"#, vec![]),
        ] {
            let found: Vec<_> = days().in_data(json).map(|(known, _)| known.day.to_string()).collect();
            assert_eq!(found, expected, "{json}");
        }
    }

    #[test]
    fn addresses() {
        for (address, expected) in [
            ("https://lantern.example/2031/05/03/port-reopens", Some("2031-05-03")),
            ("https://lantern.example/news/2031-05-03-port", Some("2031-05-03")),
            ("https://lantern.example/world/2031/may/3/port", Some("2031-05-03")),
            ("https://lantern.example/port_20310503.html", Some("2031-05-03")),
            ("https://lantern.example/2031/05/port", None),
            ("https://lantern.example/id/203105031234", None),
            ("https://copies.example/web/20310503141500/http://lantern.example/port", None),
            ("https://copies.example/web/20320101141500/http://lantern.example/2031/05/03/port", Some("2031-05-03")),
            ("https://lantern.example/2031/05/03/was-2030/04/02/port", None),
        ] {
            assert_eq!(days().of_address(address).map(|day| day.to_string()).as_deref(), expected, "{address}");
        }
    }
}
