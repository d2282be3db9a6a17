//! Seasons: which months they hold north and south of the equator.

use std::collections::HashSet;

use dateline_core::{Report, Table, TableError};
use jiff::civil::Date;

use super::calendar::months;
use super::expr::Direction;

/// The months of a season, as those who keep the weather count them.
const SEASON_MONTHS: i8 = 3;

/// A season less than so many months away is "this summer"; "last summer" is one before that.
const MONTHS_AWAY: i8 = 2;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// On which side of the equator a report's seasons are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hemisphere {
    Northern,
    Southern,
}

/// The countries of the south.
#[derive(Debug)]
pub(crate) struct Hemispheres {
    southern: HashSet<&'static str>,
}

impl Hemispheres {
    /// Reads `southern.tsv`.
    pub(crate) fn parse(table: &'static str) -> Result<Self, TableError> {
        let rows = Table::new("southern.tsv", table).rows()?;
        let southern: Result<_, _> = rows.iter().map(|row| row.need("domain")).collect();
        Ok(Self { southern: southern? })
    }

    /// The side on which the outlet of a report lies, by its domain.
    pub(crate) fn of(&self, report: &Report) -> Hemisphere {
        let country = report.source().domain.as_deref().and_then(|domain| domain.rsplit('.').next());
        let is_southern = country.is_some_and(|country| self.southern.contains(country));
        if is_southern { Hemisphere::Southern } else { Hemisphere::Northern }
    }
}

impl Season {
    /// The season of that number in `time_words.tsv`.
    pub(crate) const fn of_number(number: i32) -> Option<Self> {
        match number {
            1 => Some(Self::Spring),
            2 => Some(Self::Summer),
            3 => Some(Self::Autumn),
            4 => Some(Self::Winter),
            _ => None,
        }
    }

    /// How TIMEX3 writes it.
    pub(crate) const fn value(self) -> &'static str {
        match self {
            Self::Spring => "SP",
            Self::Summer => "SU",
            Self::Autumn => "FA",
            Self::Winter => "WI",
        }
    }

    /// Its first month.
    const fn first_month(self, hemisphere: Hemisphere) -> i8 {
        match (self, hemisphere) {
            (Self::Spring, Hemisphere::Northern) | (Self::Autumn, Hemisphere::Southern) => 3,
            (Self::Summer, Hemisphere::Northern) | (Self::Winter, Hemisphere::Southern) => 6,
            (Self::Autumn, Hemisphere::Northern) | (Self::Spring, Hemisphere::Southern) => 9,
            (Self::Winter, Hemisphere::Northern) | (Self::Summer, Hemisphere::Southern) => 12,
        }
    }

    /// Its last month; of a season over the new year counted on from the year in which it begins.
    const fn last_month(self, hemisphere: Hemisphere) -> i8 {
        self.first_month(hemisphere) + SEASON_MONTHS - 1
    }

    /// Its first and last day. Of one that goes over the new year nobody can say which of the two years is meant.
    pub(crate) fn days(self, year: i16, hemisphere: Hemisphere) -> Option<(Date, Date)> {
        let first_month = self.first_month(hemisphere);
        if self.last_month(hemisphere) > 12 { None } else { months(year, first_month, SEASON_MONTHS) }
    }

    /// The year of the season that "last" or "next" means. One that has just been, or is about to come, is called "this".
    pub(crate) fn year_beside(self, today: Date, hemisphere: Hemisphere, direction: Direction) -> i16 {
        let n_months_since = today.month() - self.last_month(hemisphere);
        match direction {
            Direction::Past if n_months_since > MONTHS_AWAY => today.year(),
            Direction::Past => today.year() - 1,
            Direction::Future if n_months_since < -SEASON_MONTHS - MONTHS_AWAY => today.year(),
            Direction::Future => today.year() + 1,
        }
    }

    /// The year of a season by itself: this one, unless the clause speaks of one that is over or still to come.
    pub(crate) fn year_told(self, today: Date, hemisphere: Hemisphere, direction: Option<Direction>) -> i16 {
        let is_far_ahead = self.first_month(hemisphere) - today.month() > MONTHS_AWAY;
        match direction {
            Some(Direction::Past) if is_far_ahead => today.year() - 1,
            Some(Direction::Future) if self.last_month(hemisphere) < today.month() => today.year() + 1,
            _ => today.year(),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn seasons_of_both_sides() {
        for (season, hemisphere, expected) in [
            (Season::Summer, Hemisphere::Northern, Some((date(2030, 6, 1), date(2030, 8, 31)))),
            (Season::Winter, Hemisphere::Southern, Some((date(2030, 6, 1), date(2030, 8, 31)))),
            (Season::Spring, Hemisphere::Southern, Some((date(2030, 9, 1), date(2030, 11, 30)))),
            (Season::Winter, Hemisphere::Northern, None),
            (Season::Summer, Hemisphere::Southern, None),
        ] {
            assert_eq!(season.days(2030, hemisphere), expected, "{season:?} {hemisphere:?}");
        }
    }

    #[test]
    fn last_and_next_season() {
        let year = |season: Season, month, direction| {
            season.year_beside(date(2030, month, 10), Hemisphere::Northern, direction)
        };
        for (season, month, direction, expected) in [
            (Season::Spring, 11, Direction::Past, 2030),
            (Season::Spring, 6, Direction::Past, 2029),
            (Season::Autumn, 1, Direction::Past, 2029),
            (Season::Winter, 3, Direction::Past, 2029),
            (Season::Summer, 1, Direction::Future, 2030),
            (Season::Summer, 5, Direction::Future, 2031),
            (Season::Autumn, 3, Direction::Future, 2030),
        ] {
            assert_eq!(year(season, month, direction), expected, "{season:?} in month {month}");
        }
    }
}
