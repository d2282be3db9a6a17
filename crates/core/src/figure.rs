//! How much and how many: numbers with their unit, their bound and what they count.

use std::fmt;

use rust_decimal::Decimal;

use crate::{Clean, Span};

/// The place of a figure in its report's layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureIndex(pub usize);

/// A number with what it measures or counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The characters of the number and its unit, without the words of the bound.
    pub span: Span<Clean>,
    /// What kind of figure it is.
    pub kind: FigureKind,
    /// The number; of a range the lower end.
    pub value: Amount,
    /// The upper end of a range.
    pub to: Option<Amount>,
    /// What one of it is: an ISO 4217 code, `percent`, a measure, or the noun counted, in its singular.
    pub unit: Option<String>,
    /// How the true number stands to this one.
    pub bound: Bound,
    /// The phrase that names what is counted, or what a share is of.
    pub counts: Option<Span<Clean>>,
    /// What became of the people counted.
    pub fate: Option<Fate>,
}

/// An exact number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Amount {
    /// A number that decimal digits can write; at most 28 of them.
    Decimal(Decimal),
    /// A fraction that they cannot: two thirds.
    Fraction {
        /// Above the line.
        numerator: u32,
        /// Below the line; never zero.
        denominator: u32,
    },
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decimal(number) => write!(f, "{}", number.normalize()),
            Self::Fraction { numerator, denominator } => write!(f, "{numerator}/{denominator}"),
        }
    }
}

/// What kind of figure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureKind {
    /// An amount of money.
    Money,
    /// So many of a hundred, or percentage points.
    Percent,
    /// A part of a whole: "two thirds", "one in five".
    Share,
    /// A length, an area, a weight, ….
    Measure,
    /// The result of a vote or a match: "97-1".
    Score,
    /// How many of something there are.
    Count,
}

impl FigureKind {
    /// The kind's name as it stands in the output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Percent => "percent",
            Self::Share => "share",
            Self::Measure => "measure",
            Self::Score => "score",
            Self::Count => "count",
        }
    }
}

/// How the true number stands to the one that is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bound {
    /// Nothing is said against the number.
    Exactly,
    /// "about", "some", "nearly".
    About,
    /// "at least", "as few as".
    AtLeast,
    /// "more than", "over".
    MoreThan,
    /// "up to", "as many as".
    AtMost,
    /// "fewer than", "under".
    LessThan,
}

impl Bound {
    /// All bounds.
    pub const ALL: [Self; 6] =
        [Self::Exactly, Self::About, Self::AtLeast, Self::MoreThan, Self::AtMost, Self::LessThan];

    /// The bound's name as it stands in the output and in data files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exactly => "exactly",
            Self::About => "about",
            Self::AtLeast => "at_least",
            Self::MoreThan => "more_than",
            Self::AtMost => "at_most",
            Self::LessThan => "less_than",
        }
    }

    /// The bound of that name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|bound| bound.name() == name)
    }
}

/// What became of the people that a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// They died.
    Killed,
    /// They were hurt.
    Wounded,
    /// Nobody knows where they are.
    Missing,
}

impl Fate {
    /// All fates.
    pub const ALL: [Self; 3] = [Self::Killed, Self::Wounded, Self::Missing];

    /// The fate's name as it stands in the output and in data files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Killed => "killed",
            Self::Wounded => "wounded",
            Self::Missing => "missing",
        }
    }

    /// The fate of that name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fate| fate.name() == name)
    }
}
