//! Days with the ground they rest on. A day that is not known is never made up.

use std::fmt;

use jiff::civil::Date;

use crate::{Clean, NonEmpty, Reason, Span};

/// A day or a run of days, and on what it rests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// What is known.
    pub value: DateValue,
    /// Why it is known.
    pub basis: Basis,
}

/// What is known of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateValue {
    /// All days from `first` to `last`, both included.
    Days {
        /// The first day.
        first: Date,
        /// The last day.
        last: Date,
    },
    /// Parts of a day; the missing ones are not known.
    Partial(PartialDate),
}

/// Why a day is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basis {
    /// It was given beside the text.
    Metadata,
    /// These characters say it.
    Stated(Span<Clean>),
    /// These characters say it but for the year, which the offices leave that the named people held then.
    OfficeTerms(Span<Clean>),
}

impl Basis {
    /// The name of the ground as it stands in the output.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Metadata => "metadata",
            Self::Stated(_) => "stated",
            Self::OfficeTerms(_) => "office_terms",
        }
    }
}

/// The days on which a report can have been published whose own date lacks its year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidates {
    /// The days, in order.
    pub days: NonEmpty<Date>,
    /// Why these and no others.
    pub reason: Reason,
}

/// A day of which parts are missing, written as TIMEX3 does: `XXXX-01-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartialDate {
    /// The year, if known.
    pub year: Option<i16>,
    /// The month, 1 to 12, if known.
    pub month: Option<i8>,
    /// The day of the month, 1 to 31, if known.
    pub day: Option<i8>,
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}")?,
            None => f.write_str("XXXX")?,
        }
        for part in [self.month, self.day] {
            match part {
                Some(part) => write!(f, "-{part:02}")?,
                None => f.write_str("-XX")?,
            }
        }
        Ok(())
    }
}

impl Dated {
    /// One full day.
    #[must_use]
    pub const fn day(day: Date, basis: Basis) -> Self {
        Self { value: DateValue::Days { first: day, last: day }, basis }
    }

    /// The day, if it is a single one.
    #[must_use]
    pub fn single(&self) -> Option<Date> {
        match self.value {
            DateValue::Days { first, last } if first == last => Some(first),
            _ => None,
        }
    }
}
