//! When: time expressions with their value, their days, and what both rest on.

use jiff::civil::Date;

use crate::{Clean, Span};

/// The place of a time expression in its report's layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeIndex(pub usize);

/// A time expression: "on Tuesday", "last month", "three years".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    /// The characters, without the preposition before them.
    pub span: Span<Clean>,
    /// What kind of time it is.
    pub kind: TimeKind,
    /// The value as TIMEX3 writes it: `2023-01-31`, `2022-12`, `2018-W11`, `P3Y`, `XXXX-12-16`, `PAST_REF`.
    pub value: String,
    /// The first and the last day, both included; none where they are not known or no days are meant.
    pub days: Option<(Date, Date)>,
    /// Which part or side of the value is meant, if not all of it.
    pub modifier: Option<TimeModifier>,
    /// What the value rests on.
    pub basis: TimeBasis,
    /// The expressions that it runs from and to, where it is a run and both are named by words of their own: "from 3 May
    /// to 5 June". They lie inside its characters, in this order.
    pub ends: Option<Box<[Self; 2]>>,
}

/// What kind of time an expression names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeKind {
    /// A day or a run of days.
    Date,
    /// A time of day.
    Clock,
    /// A length of time.
    Duration,
    /// A time that comes again.
    Set,
}

impl TimeKind {
    /// The kind's name as it stands in the output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Clock => "clock",
            Self::Duration => "duration",
            Self::Set => "set",
        }
    }
}

/// Which part or side of a time's value is meant, in the words of TIMEX3's `mod`.
///
/// Where "early" ends and "late" begins is not known: the days stay those of the whole value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeModifier {
    /// "early", "the beginning of".
    Start,
    /// "mid-", "the middle of".
    Mid,
    /// "late", "the end of".
    End,
    /// What of the period lies before the report: "earlier this year".
    Earlier,
    /// What of the period lies behind the report: "later this year".
    Later,
    /// "about", "some".
    Approx,
    /// "more than", "over".
    MoreThan,
    /// "less than", "nearly".
    LessThan,
}

impl TimeModifier {
    /// The name as it stands in the output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Mid => "mid",
            Self::End => "end",
            Self::Earlier => "earlier",
            Self::Later => "later",
            Self::Approx => "approx",
            Self::MoreThan => "more_than",
            Self::LessThan => "less_than",
        }
    }
}

/// What the value of a time expression rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeBasis {
    /// Its own words say all of it.
    Stated,
    /// It is counted from the day of publication.
    Published,
    /// It is counted from the day in the dateline.
    Dateline,
    /// It is counted from another expression of its sentence.
    Expression(Span<Clean>),
    /// Nothing says what it is counted from: parts of the value stay open.
    Open,
}

impl TimeBasis {
    /// The basis' name as it stands in the output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Published => "published",
            Self::Dateline => "dateline",
            Self::Expression(_) => "expression",
            Self::Open => "open",
        }
    }
}
