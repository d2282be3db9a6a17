//! Runs of time: so many units up to the report or from it on, up to a day, from a day, or inside a longer time.

use dateline_core::{TimeBasis, TimeKind};
use jiff::civil::Date;

use super::calendar::Unit;
use super::expr::{Base, Count, Expr};
use super::resolve::{Context, Meant, duration, run_of_months, whole_months};
use super::tense::{Tense, Told};

impl Context {
    pub(super) fn window_or_length(&self, count: i64, unit: Unit) -> Option<Meant> {
        match self.told {
            Some(Told { tense: Tense::Future, .. }) => Some(Meant { by_tense: true, ..self.window(count, unit)? }),
            _ => Some(duration(&Count::Known(count.to_string()), unit, None)),
        }
    }

    /// "over the next year": in a clause that speaks of what was, the year behind the one told before; if none was
    /// told, a length of time.
    pub(super) fn window_or_following(&self, unit: Unit) -> Option<Meant> {
        match self.told {
            Some(Told { tense: Tense::Past, .. }) if self.before.is_some() => self.counted_from(1, unit, &Base::Before),
            Some(Told { tense: Tense::Past, .. }) => Some(duration(&Count::Known("1".to_owned()), unit, None)),
            told => Some(Meant { by_tense: told.is_some(), ..self.window(1, unit)? }),
        }
    }

    /// "for a month from Monday": a run of units that begins with the first day of another expression.
    pub(super) fn run_from(&self, count: i64, unit: Unit, start: &Expr) -> Option<Meant> {
        let start = self.resolve(start)?;
        let Some((first, _)) = start.days else {
            return Some(duration(&Count::Known(count.to_string()), unit, None));
        };
        let last = first.checked_add(unit.length(count)?).ok()?.yesterday().ok().filter(|last| *last >= first)?;
        Some(Meant::days(format!("{first}/{last}"), (first, last), start.basis))
    }

    /// A run of `count` units up to the day before the report, or from the day behind it.
    pub(super) fn window(&self, count: i64, unit: Unit) -> Option<Meant> {
        let length = duration(&Count::Known(count.abs().to_string()), unit, None).value;
        let meant = Meant { kind: TimeKind::Duration, basis: self.anchor.basis, ..Meant::open(length) };
        let (Some(today), false) = (self.day(), unit.is_of_the_clock()) else {
            return Some(Meant { basis: TimeBasis::Stated, ..meant });
        };
        let days = if unit == Unit::Quarter {
            whole_units(today, unit, count)
        } else if count < 0 {
            Some((today.checked_add(unit.length(count)?).ok()?, today.yesterday().ok()?))
        } else {
            Some((today.tomorrow().ok()?, today.checked_add(unit.length(count)?).ok()?))
        };
        Some(Meant { days, ..meant })
    }

    /// "the three months to May": a run of units that ends with the last day of another expression.
    pub(super) fn run_up_to(&self, count: i64, unit: Unit, end: &Expr) -> Option<Meant> {
        let end = self.resolve(end)?;
        let Some((_, last)) = end.days else {
            return Some(duration(&Count::Known(count.to_string()), unit, None));
        };
        let behind = last.tomorrow().ok()?;
        let first = behind.checked_sub(unit.length(count)?).ok()?;
        let meant = match whole_months((first, last)) {
            Some(n_months) => {
                let value = format!("{:04}-{:02}/{:04}-{:02}", first.year(), first.month(), last.year(), last.month());
                Meant { value, ..run_of_months(first, n_months)? }
            }
            None => Meant::days(format!("{first}/{last}"), (first, last), end.basis),
        };
        Some(Meant { basis: end.basis, ..meant })
    }

    pub(super) fn run_inside(&self, count: i64, unit: Unit, inside: &Expr) -> Option<Meant> {
        let outer = self.resolve(inside)?;
        let Some((first, last)) = outer.days else {
            return Some(duration(&Count::Known(count.abs().to_string()), unit, None));
        };
        // Weeks and less are counted by days, for a year need not begin with a week.
        let counted = if unit < Unit::Month { Unit::Day } else { unit };
        let (start, end) = if count < 0 {
            (last.checked_add(unit.length(count)?).ok()?.tomorrow().ok()?, last)
        } else {
            (first, first.checked_add(unit.length(count)?).ok()?.yesterday().ok()?)
        };
        let (start, end) = (counted.around(start, 0)?, counted.around(end, 0)?);
        let value = format!("{}/{}", start.value, end.value);
        (first <= start.first && end.last <= last).then(|| Meant::days(value, (start.first, end.last), outer.basis))
    }
}

/// Quarters are counted whole: "the last two quarters" end with the last one that is over.
fn whole_units(today: Date, unit: Unit, count: i64) -> Option<(Date, Date)> {
    let (from, to) = if count < 0 { (count, -1) } else { (1, count) };
    Some((unit.around(today, from)?.first, unit.around(today, to)?.last))
}
