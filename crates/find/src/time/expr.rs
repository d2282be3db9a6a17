//! What the words of a time expression mean, before anything is known of the day they are said on.

use dateline_core::TimeModifier;
use jiff::civil::Weekday;

use super::calendar::{Feast, Unit};
use super::season::Season;

/// How TIMEX3 writes the present.
pub(crate) const PRESENT_REF: &str = "PRESENT_REF";

/// The meaning of a time expression.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Expr {
    /// Words that must not be taken for a time: a name, a day that the calendar does not have.
    Nothing,
    /// A day of the calendar; the weekday is what the report says beside it.
    Day {
        year: Option<i16>,
        month: i8,
        day: i8,
        weekday: Option<Weekday>,
    },
    /// A day of a month that is not named: "the 18th"; the weekday is what the report says beside it.
    DayOfMonth {
        day: i8,
        weekday: Option<Weekday>,
    },
    Month {
        year: Option<i16>,
        month: i8,
    },
    Quarter {
        year: Option<i16>,
        quarter: i8,
    },
    Half {
        year: Option<i16>,
        half: i8,
    },
    Season {
        year: Option<i16>,
        season: Season,
    },
    Year(i16),
    /// A year that does not begin in January: "fiscal year 2031", "the last school year". Which days it holds is not known.
    OtherYear {
        kind: OtherYear,
        year: Option<i16>,
        shift: i64,
    },
    /// A week by its number in a year, as ISO 8601 counts them.
    WeekNumber {
        year: WeekYear,
        week: i8,
    },
    /// Ten years; without a century ("the nineties") the last ones that are over.
    Decade {
        first: i16,
    },
    Century {
        number: i16,
    },
    Feast {
        feast: Feast,
        year: Option<i16>,
    },
    /// A weekday by itself, or as one of the week that lies `Shift` weeks away.
    Weekday {
        weekday: Weekday,
        week: Option<WeekShift>,
    },
    /// "on a Monday": one of no week in particular.
    SomeWeekday {
        weekday: Weekday,
    },
    /// "last month": so many periods from the one that holds the day of the report.
    Shifted {
        unit: Unit,
        shift: i64,
    },
    /// "last March", "next Easter": the one that lies before the report or behind it.
    Nearest {
        what: Box<Self>,
        direction: Direction,
    },
    /// "two Decembers ago": the n-th one before the report.
    NthBefore {
        what: Box<Self>,
        n: i64,
    },
    /// "the following March", "the previous Friday": the first one behind the expression before it or the last one
    /// before that; where nothing is named, the same from the report.
    BesideBefore {
        what: Box<Self>,
        direction: Direction,
    },
    /// "in that October": in the year of the expression before it.
    InYearOfBefore {
        what: Box<Self>,
    },
    /// "this September", "May of last year": in the year so many years away.
    InYear {
        what: Box<Self>,
        shift: i64,
    },
    /// "03/04/2031", "3/4": a day of that year of which nobody can say which number is the month.
    SomeDayOf {
        year: Option<i16>,
    },
    /// "within two weeks": a run of units from the report, if the clause speaks of what will be; else a length of time.
    WindowOrLength {
        count: i64,
        unit: Unit,
    },
    /// "in two weeks": ahead, if the clause speaks of what will be; else a length of time ("the worst in two weeks").
    CountedOrLength {
        count: i64,
        unit: Unit,
    },
    /// "the week of May 5", "three years ago this month": the unit that holds its first day.
    Around {
        unit: Unit,
        day: Box<Self>,
    },
    /// "Labor Day weekend": the days off beside a feast.
    FeastWeekend {
        feast: Box<Self>,
    },
    /// "two days ago", "in three weeks": counted from the day of the report.
    Counted {
        count: i64,
        unit: Unit,
    },
    /// "two days after the vote", "a week later": counted from another expression, if one is named.
    CountedFrom {
        count: i64,
        unit: Unit,
        base: Base,
    },
    /// "the past 35 years": a run of whole units up to the report, or from it on.
    Window {
        count: i64,
        unit: Unit,
    },
    /// "over the next year": the unit from the report on; in a clause that speaks of what was, the one behind the
    /// expression before.
    WindowOrFollowing {
        unit: Unit,
    },
    /// "for a month from Monday": so many units that begin with it.
    RunFrom {
        count: i64,
        unit: Unit,
        start: Box<Self>,
    },
    /// "the first Tuesday in November": the n-th such day inside; -1 is the last one.
    NthWeekday {
        n: i8,
        weekday: Weekday,
        inside: Box<Self>,
    },
    /// "the first week of May", "the second quarter of 2031": the n-th unit inside; -1 is the last one.
    Nth {
        n: i8,
        unit: Unit,
        inside: Box<Self>,
    },
    /// "the first nine months of 2031": so many units from its begin on, with a negative count up to its end.
    RunInside {
        count: i64,
        unit: Unit,
        inside: Box<Self>,
    },
    /// "the three months to May": so many units that end with it.
    RunUpTo {
        count: i64,
        unit: Unit,
        end: Box<Self>,
    },
    /// A part of it: "early 2031".
    Part {
        of: Box<Self>,
        modifier: TimeModifier,
    },
    /// Its last day: "by the end of the year".
    LastDay {
        of: Box<Self>,
    },
    /// From the one to the other, both included.
    Range(Box<Self>, Box<Self>),
    /// A time of day; the day may be named.
    Clock {
        time: ClockValue,
        day: Option<Box<Self>>,
    },
    /// "Tuesday morning".
    DayPart {
        of: Box<Self>,
        part: DayPart,
    },
    /// A length of time, in units.
    Duration {
        count: Count,
        unit: Unit,
        modifier: Option<TimeModifier>,
    },
    /// A length of time between two: "10 to 14 days".
    Lengths {
        from: String,
        to: String,
        unit: Unit,
    },
    /// A time that comes again: "every week", "on Mondays".
    Set {
        value: String,
    },
    /// The present, the past or the future as such.
    Reference(&'static str),
    /// "its second year": a period that is counted from something not named here.
    OrdinalPeriod {
        unit: Unit,
    },
    /// "on the eve of the summit": a day that hangs on an event.
    EventDay,
}

/// The year whose weeks are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WeekYear {
    Named(i16),
    /// So many years from that of the report.
    Shifted(i64),
}

/// Whose year it is that does not begin in January.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OtherYear {
    Fiscal,
    School,
}

impl OtherYear {
    /// The letters before the number of the year.
    pub(crate) const fn value(self) -> &'static str {
        match self {
            Self::Fiscal => "FY",
            Self::School => "SY",
        }
    }
}

/// How many units a duration has.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Count {
    /// A number, as TIMEX3 writes it.
    Known(String),
    /// "several weeks".
    Some,
}

/// What a count of days starts from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Base {
    /// An expression in the same words.
    Named(Box<Expr>),
    /// The last expression before.
    Before,
}

/// Which week's day is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WeekShift {
    /// So many calendar weeks from that of the report: "next Friday", "Friday of last week".
    Weeks(i64),
    /// The nearest one before the report or behind it: "this past Friday".
    Nearest(Direction),
}

/// Before the report or behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Past,
    Future,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DayPart {
    Morning,
    Afternoon,
    Evening,
    Night,
}

impl DayPart {
    /// The part of the day of that number in `time_words.tsv`.
    pub(crate) const fn of_number(number: i32) -> Option<Self> {
        match number {
            1 => Some(Self::Morning),
            2 => Some(Self::Afternoon),
            3 => Some(Self::Evening),
            4 => Some(Self::Night),
            _ => None,
        }
    }

    /// How TIMEX3 writes it.
    pub(crate) const fn value(self) -> &'static str {
        match self {
            Self::Morning => "TMO",
            Self::Afternoon => "TAF",
            Self::Evening => "TEV",
            Self::Night => "TNI",
        }
    }
}

/// A time on the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ClockValue {
    pub(crate) hour: i8,
    pub(crate) minute: i8,
    pub(crate) is_utc: bool,
}

impl ClockValue {
    /// How TIMEX3 writes it: `T15:00`, in universal time `T15:00Z`.
    pub(crate) fn value(self) -> String {
        format!("T{:02}:{:02}{}", self.hour, self.minute, if self.is_utc { "Z" } else { "" })
    }
}

impl Expr {
    /// Whether it names days, so that others can be counted from it or lie inside it.
    pub(crate) const fn names_days(&self) -> bool {
        !matches!(
            self,
            Self::Nothing
                | Self::Duration { .. }
                | Self::Lengths { .. }
                | Self::Set { .. }
                | Self::Reference(_)
                | Self::Clock { .. }
                | Self::OrdinalPeriod { .. }
                | Self::EventDay
                | Self::SomeWeekday { .. }
                | Self::CountedOrLength { .. }
                | Self::WindowOrFollowing { .. }
                | Self::WindowOrLength { .. }
                | Self::DayPart { .. }
        )
    }

    /// Whether it is a single day that lacks its week, month or year, or a part of one.
    pub(crate) fn is_of_one_day(&self) -> bool {
        match self {
            Self::Weekday { week: None, .. } | Self::Day { year: None, .. } | Self::DayOfMonth { .. } => true,
            Self::DayPart { of, .. } => of.is_of_one_day(),
            Self::Clock { day, .. } => day.as_ref().is_some_and(|day| day.is_of_one_day()),
            _ => false,
        }
    }

    /// The same with a year, where one is missing.
    pub(crate) fn with_year(self, given: i16) -> Option<Self> {
        Some(match self {
            Self::Day { year: None, month, day, weekday } => Self::Day { year: Some(given), month, day, weekday },
            Self::Month { year: None, month } => Self::Month { year: Some(given), month },
            Self::Quarter { year: None, quarter } => Self::Quarter { year: Some(given), quarter },
            Self::Half { year: None, half } => Self::Half { year: Some(given), half },
            Self::Season { year: None, season } => Self::Season { year: Some(given), season },
            Self::Feast { feast, year: None } => Self::Feast { feast, year: Some(given) },
            Self::OtherYear { kind, year: None, .. } => Self::OtherYear { kind, year: Some(given), shift: 0 },
            Self::Part { of, modifier } => Self::Part { of: Box::new(of.with_year(given)?), modifier },
            Self::Range(from, to) => {
                let from = from.with_year(given)?;
                Self::Range(Box::new(from), Box::new(to.with_year(given)?))
            }
            _ => return None,
        })
    }
}
