//! The calendar's periods: which days they hold and how TIMEX3 writes them.

use jiff::civil::{Date, Weekday};
use jiff::{Span as Length, ToSpan};

/// A period of the calendar, or a length made of such periods; from the shortest to the longest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Weekend,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Unit {
    const ALL: [Self; 12] = [
        Self::Second,
        Self::Minute,
        Self::Hour,
        Self::Day,
        Self::Week,
        Self::Weekend,
        Self::Fortnight,
        Self::Month,
        Self::Quarter,
        Self::Year,
        Self::Decade,
        Self::Century,
    ];

    /// The unit of that number in `time_words.tsv`.
    pub(crate) fn of_number(number: i32) -> Option<Self> {
        Self::ALL.get(usize::try_from(number).ok()?).copied()
    }

    /// The period that holds the day, moved by `shift` periods.
    pub(crate) fn around(self, day: Date, shift: i64) -> Option<Period> {
        let moved = day.checked_add(self.length(shift)?).ok()?;
        let (first, last) = match self {
            Self::Second | Self::Minute | Self::Hour | Self::Day => (moved, moved),
            Self::Week => week_of(moved)?,
            Self::Weekend => (week_of(moved)?.0.checked_add(5.days()).ok()?, week_of(moved)?.1),
            Self::Fortnight => (week_of(moved)?.0, week_of(moved)?.0.checked_add(13.days()).ok()?),
            Self::Month => (moved.first_of_month(), moved.last_of_month()),
            Self::Quarter => months(moved.year(), (moved.month() - 1) / 3 * 3 + 1, 3)?,
            Self::Year => (moved.first_of_year(), moved.last_of_year()),
            Self::Decade => years(moved.year().div_euclid(10) * 10, 10)?,
            // As TIMEX3 writes it: "20" is all years that begin so.
            Self::Century => years(moved.year().div_euclid(100) * 100, 100)?,
        };
        Some(Period { value: self.value(first), first, last })
    }

    /// How TIMEX3 writes the period that begins with this day.
    fn value(self, first: Date) -> String {
        let year = first.year();
        match self {
            Self::Second | Self::Minute | Self::Hour | Self::Day => first.to_string(),
            Self::Week | Self::Fortnight => week_value(first),
            Self::Weekend => format!("{}-WE", week_value(first)),
            Self::Month => format!("{year:04}-{:02}", first.month()),
            Self::Quarter => format!("{year:04}-Q{}", (first.month() + 2) / 3),
            Self::Year => format!("{year:04}"),
            Self::Decade => format!("{:03}", year.div_euclid(10)),
            Self::Century => format!("{:02}", year.div_euclid(100)),
        }
    }

    /// How TIMEX3 writes such a period of which nothing is known.
    pub(crate) const fn open_value(self) -> &'static str {
        match self {
            Self::Second | Self::Minute | Self::Hour => "XXXX-XX-XXTXX",
            Self::Day => "XXXX-XX-XX",
            Self::Week | Self::Fortnight => "XXXX-WXX",
            Self::Weekend => "XXXX-WXX-WE",
            Self::Month => "XXXX-XX",
            Self::Quarter => "XXXX-QX",
            Self::Year => "XXXX",
            Self::Decade => "XXX",
            Self::Century => "XX",
        }
    }

    /// `n` units as a length that can be added to a day; hours and less move none.
    pub(crate) fn length(self, n: i64) -> Option<Length> {
        let times = |factor: i64| n.checked_mul(factor).filter(|n| n.abs() < SHIFT_MAX);
        Some(match self {
            Self::Second | Self::Minute | Self::Hour => Length::new(),
            Self::Day => times(1)?.days(),
            Self::Week | Self::Weekend => times(1)?.weeks(),
            Self::Fortnight => times(2)?.weeks(),
            Self::Month => times(1)?.months(),
            Self::Quarter => times(3)?.months(),
            Self::Year => times(1)?.years(),
            Self::Decade => times(10)?.years(),
            Self::Century => times(100)?.years(),
        })
    }

    /// The letters of `n` units in a TIMEX3 length, with the factor they stand for: `P2W` is a fortnight.
    pub(crate) const fn in_length(self) -> (&'static str, u32) {
        match self {
            Self::Second => ("S", 1),
            Self::Minute => ("M", 1),
            Self::Hour => ("H", 1),
            Self::Day => ("D", 1),
            Self::Week => ("W", 1),
            Self::Weekend => ("WE", 1),
            Self::Fortnight => ("W", 2),
            Self::Month => ("M", 1),
            Self::Quarter => ("M", 3),
            Self::Year => ("Y", 1),
            Self::Decade => ("Y", 10),
            Self::Century => ("Y", 100),
        }
    }

    /// Whether so many of them make whole days: 48 hours do.
    pub(crate) fn reaches_days(self, n: i64) -> bool {
        !self.is_of_the_clock() || (self == Self::Hour && n % HOURS_OF_DAY == 0)
    }

    /// Whether it is shorter than a day.
    pub(crate) fn is_of_the_clock(self) -> bool {
        self < Self::Day
    }
}

/// The hours of a day.
pub(crate) const HOURS_OF_DAY: i64 = 24;

/// Farther than this many periods nothing in news is counted; the calendar ends at the year 9999 in any case.
const SHIFT_MAX: i64 = 10_000;

/// A period of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Period {
    pub(crate) value: String,
    pub(crate) first: Date,
    pub(crate) last: Date,
}

/// Monday to Sunday around a day.
fn week_of(day: Date) -> Option<(Date, Date)> {
    let monday = day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok()?;
    Some((monday, monday.checked_add(6.days()).ok()?))
}

fn week_value(day: Date) -> String {
    let week = day.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// The first day of a row of months and the last.
pub(crate) fn months(year: i16, first_month: i8, n_months: i8) -> Option<(Date, Date)> {
    let first = Date::new(year, first_month, 1).ok()?;
    Some((first, Date::new(year, first_month + n_months - 1, 1).ok()?.last_of_month()))
}

/// The first day of a row of years and the last.
pub(crate) fn years(first: i16, n_years: i16) -> Option<(Date, Date)> {
    Some((Date::new(first, 1, 1).ok()?, Date::new(first + n_years - 1, 12, 31).ok()?))
}

/// The weekday of that number; Monday is 1.
pub(crate) fn weekday(number: i32) -> Option<Weekday> {
    Weekday::from_monday_one_offset(i8::try_from(number).ok()?).ok()
}

/// How a feast's day is found in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Feast {
    /// Always on the same day.
    Fixed { month: i8, day: i8 },
    /// So many days behind Easter Sunday of the Gregorian calendar.
    Easter { days_behind: i64 },
    /// The n-th such weekday of a month, the last one if `n` is -1, and so many days behind it.
    NthWeekday { month: i8, weekday: Weekday, n: i8, days_behind: i64 },
    /// A single day that has become a name: "9/11".
    Once(Date),
    /// By another calendar.
    Unknown,
}

impl Feast {
    /// Reads the column `day` of `holidays.tsv`.
    pub(crate) fn parse(text: Option<&str>) -> Option<Self> {
        let Some(text) = text else { return Some(Self::Unknown) };
        if let Some(behind) = text.strip_prefix("easter") {
            let days_behind = if behind.is_empty() { 0 } else { behind.parse().ok()? };
            return Some(Self::Easter { days_behind });
        }
        if let Ok(day) = text.parse() {
            return Some(Self::Once(day));
        }
        let (text, days_behind) = match text.split_once('+') {
            Some((text, behind)) => (text, behind.parse().ok()?),
            None => (text, 0),
        };
        let parts: Vec<&str> = text.split('-').collect();
        match parts[..] {
            [month, day] => Some(Self::Fixed { month: month.parse().ok()?, day: day.parse().ok()? }),
            [month, weekday, n] => Some(Self::NthWeekday {
                month: month.parse().ok()?,
                weekday: weekday_of_name(weekday)?,
                n: if n == "last" { -1 } else { n.parse().ok()? },
                days_behind,
            }),
            _ => None,
        }
    }

    /// The feast's day in a year.
    pub(crate) fn in_year(self, year: i16) -> Option<Date> {
        match self {
            Self::Fixed { month, day } => Date::new(year, month, day).ok(),
            Self::Easter { days_behind } => easter(year)?.checked_add(days_behind.days()).ok(),
            Self::NthWeekday { month, weekday, n, days_behind } => {
                let day = Date::new(year, month, 1).ok()?.nth_weekday_of_month(n, weekday).ok()?;
                day.checked_add(days_behind.days()).ok()
            }
            Self::Once(day) => (day.year() == year).then_some(day),
            Self::Unknown => None,
        }
    }

    /// How TIMEX3 writes it without its year.
    pub(crate) fn open_value(self) -> String {
        match self {
            Self::Fixed { month, day } => format!("XXXX-{month:02}-{day:02}"),
            _ => "XXXX-XX-XX".to_owned(),
        }
    }
}

fn weekday_of_name(name: &str) -> Option<Weekday> {
    let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    weekday(names.iter().zip(1..).find(|(known, _)| **known == name)?.1)
}

/// Easter Sunday by the Gregorian computus (the "anonymous" algorithm in the form of Jones, 1922).
fn easter(year: i16) -> Option<Date> {
    let year_number = i32::from(year);
    let golden = year_number % 19;
    let (century, rest) = (year_number / 100, year_number % 100);
    let lunar = (century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 19 * golden + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - lunar - rest % 4) % 7;
    let shift = (golden + 11 * lunar + 22 * weekday) / 451;
    let march_days = lunar + weekday - 7 * shift + 114;
    let month = i8::try_from(march_days / 31).ok()?;
    let day = i8::try_from(march_days % 31 + 1).ok()?;
    Date::new(year, month, day).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn periods_around_a_day() {
        let day = date(2030, 5, 16);
        for (unit, shift, expected) in [
            (Unit::Day, -1, "2030-05-15 2030-05-15 2030-05-15"),
            (Unit::Week, -1, "2030-W19 2030-05-06 2030-05-12"),
            (Unit::Weekend, 0, "2030-W20-WE 2030-05-18 2030-05-19"),
            (Unit::Month, -5, "2029-12 2029-12-01 2029-12-31"),
            (Unit::Quarter, 1, "2030-Q3 2030-07-01 2030-09-30"),
            (Unit::Year, 1, "2031 2031-01-01 2031-12-31"),
            (Unit::Decade, 0, "203 2030-01-01 2039-12-31"),
            (Unit::Century, 0, "20 2000-01-01 2099-12-31"),
        ] {
            let period = unit.around(day, shift).expect("the calendar has it");
            assert_eq!(format!("{} {} {}", period.value, period.first, period.last), expected, "{unit:?}");
        }
    }

    #[test]
    fn what_the_calendar_does_not_hold_is_nothing() {
        assert_eq!(Unit::Year.around(date(2030, 5, 16), 9_000), None);
        assert_eq!(Unit::Century.around(date(2030, 5, 16), i64::MAX), None);
    }

    #[test]
    fn feasts() {
        for (rule, year, expected) in [
            ("12-25", 2030, date(2030, 12, 25)),
            ("easter", 2018, date(2018, 4, 1)),
            ("easter", 2019, date(2019, 4, 21)),
            ("easter-2", 2030, date(2030, 4, 19)),
            ("11-thursday-4", 2023, date(2023, 11, 23)),
            ("11-thursday-4+1", 2023, date(2023, 11, 24)),
            ("05-monday-last", 2030, date(2030, 5, 27)),
        ] {
            let feast = Feast::parse(Some(rule)).expect(rule);
            assert_eq!(feast.in_year(year), Some(expected), "{rule}");
        }
        assert_eq!(Feast::parse(Some("christmas")), None);
        assert_eq!(Feast::parse(None).and_then(|feast| feast.in_year(2030)), None);
    }
}
