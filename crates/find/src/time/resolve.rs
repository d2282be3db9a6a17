//! The days an expression means, counted from the day its report was published on.
//!
//! What cannot be known stays open: without a day to count from, `XXXX-12-16` and `XXXX-WXX-2` are all there is to say.

use dateline_core::{Clean, PartialDate, Span, TimeBasis, TimeKind, TimeModifier};
use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::calendar::{Feast, HOURS_OF_DAY, Period, Unit, months, years};
use super::expr::{Base, ClockValue, Count, DayPart, Direction, Expr, OtherYear, WeekShift, WeekYear};
use super::season::{Hemisphere, Season};
use super::tense::{Tense, Told};

/// A day of the year that lacks its year is mostly the nearest one, whatever the tense ("the deal expires March 5, the
/// ministry said"): up to a quarter of a year away the tense is not asked.
const NEAR_DAYS_MAX: i64 = 92;

const DAYS_OF_WEEK: i32 = 7;

const DAYS_OF_MONTH_MAX: i8 = 31;

/// Months that are looked through for a day with its weekday: within a year every one of them comes.
const WEEKDAY_MONTHS_MAX: i64 = 12;

/// The day that a report counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Anchor {
    pub(crate) day: AnchorDay,
    pub(crate) basis: TimeBasis,
    pub(crate) hemisphere: Hemisphere,
}

/// What is known of that day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AnchorDay {
    Known(Date),
    /// Parts of it: the month and the day of a dateline.
    Partial(PartialDate),
    Unknown,
}

/// What stands around an expression.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context {
    pub(crate) anchor: Anchor,
    /// The word that tells the tense of the clause.
    pub(crate) told: Option<Told>,
    /// Whether "since" stands before it, behind which a weekday is one that has been.
    pub(crate) leads_back: bool,
    /// Whether a word like "until" stands before it, behind which a weekday is one to come.
    pub(crate) leads_ahead: bool,
    /// The last expression before whose days are known, and its first and last day.
    pub(crate) before: Option<(Span<Clean>, (Date, Date))>,
    /// Whether "and" or "or" alone stands between that expression and this one.
    pub(crate) goes_on: bool,
    /// The same of the block before, for words that point back: "that day", "two days later".
    pub(crate) of_block_before: Option<(Span<Clean>, (Date, Date))>,
}

/// What an expression means where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Meant {
    pub(crate) kind: TimeKind,
    pub(crate) value: String,
    pub(crate) days: Option<(Date, Date)>,
    pub(crate) modifier: Option<TimeModifier>,
    pub(crate) basis: TimeBasis,
    /// What a run goes from and to.
    pub(crate) ends: Option<Box<(Self, Self)>>,
    /// Whether the tense of the clause decided.
    pub(crate) by_tense: bool,
}

impl Meant {
    pub(super) fn days(value: String, (first, last): (Date, Date), basis: TimeBasis) -> Self {
        Self {
            kind: TimeKind::Date,
            value,
            days: Some((first, last)),
            modifier: None,
            basis,
            ends: None,
            by_tense: false,
        }
    }

    fn period(period: Period, basis: TimeBasis) -> Self {
        Self::days(period.value, (period.first, period.last), basis)
    }

    /// Days that the words themselves say.
    pub(crate) fn stated(value: String, days: (Date, Date)) -> Self {
        Self::days(value, days, TimeBasis::Stated)
    }

    /// A value of which nothing says which days it means.
    pub(crate) fn open(value: impl Into<String>) -> Self {
        Self {
            kind: TimeKind::Date,
            value: value.into(),
            days: None,
            modifier: None,
            basis: TimeBasis::Open,
            ends: None,
            by_tense: false,
        }
    }

    fn of_kind(kind: TimeKind, value: String) -> Self {
        Self { kind, basis: TimeBasis::Stated, ..Self::open(value) }
    }
}

impl Context {
    pub(super) const fn day(&self) -> Option<Date> {
        match self.anchor.day {
            AnchorDay::Known(day) => Some(day),
            _ => None,
        }
    }

    /// The direction of the clause's tense; of a clause that tells none the past, in which news mostly is.
    fn direction(&self) -> Direction {
        match self.told {
            Some(Told { tense: Tense::Future, .. }) if !self.leads_back => Direction::Future,
            _ => Direction::Past,
        }
    }

    /// What the expression means; none if the calendar has no such day.
    pub(crate) fn resolve(&self, expr: &Expr) -> Option<Meant> {
        match expr {
            Expr::Nothing => None,
            Expr::Day { year, month, day, weekday } => self.day_of_year(*year, *month, *day, *weekday),
            Expr::DayOfMonth { day, weekday } => Some(self.day_of_month(*day, *weekday)),
            Expr::Month { year, month } => self.month(*year, *month),
            Expr::Quarter { year, quarter } => self.part_of_year(*year, "Q", *quarter, 3),
            Expr::Half { year, half } => self.part_of_year(*year, "H", *half, 6),
            Expr::Season { year, season } => Some(self.season(*year, *season)),
            Expr::Year(year) => Some(Meant::days(format!("{year:04}"), years(*year, 1)?, TimeBasis::Stated)),
            Expr::OtherYear { kind, year, shift } => Some(self.other_year(*kind, *year, *shift)),
            Expr::WeekNumber { year, week } => self.week_number(*year, *week),
            Expr::Decade { first } => self.decade(*first),
            Expr::Century { number } => {
                Some(Meant::days(format!("{:02}", number - 1), years((number - 1) * 100, 100)?, TimeBasis::Stated))
            }
            Expr::Feast { feast, year } => self.feast(*feast, *year),
            Expr::Weekday { weekday, week } => Some(self.weekday(*weekday, *week)),
            Expr::SomeWeekday { weekday } => Some(Meant::open(open_weekday(*weekday))),
            Expr::Shifted { unit: Unit::Weekend, shift: 0 } => Some(self.weekend()),
            Expr::Shifted { unit, shift } => Some(self.shifted(*unit, *shift)),
            Expr::Nearest { what, direction } => self.nearest(what, *direction),
            Expr::NthBefore { what, n } => self.nth_before(what, *n),
            Expr::BesideBefore { what, direction } => self.beside_before(what, *direction),
            Expr::InYearOfBefore { what } => self.in_year_of_before(what),
            Expr::InYear { what, shift } => self.in_year(what, *shift),
            Expr::SomeDayOf { year: Some(year) } => Some(Meant::open(format!("{year:04}-XX-XX"))),
            Expr::SomeDayOf { year: None } => Some(Meant::open(Unit::Day.open_value())),
            Expr::CountedOrLength { count, unit } => Some(self.counted_or_length(*count, *unit)),
            Expr::WindowOrLength { count, unit } => self.window_or_length(*count, *unit),
            Expr::Around { unit, day } => self.around(*unit, day),
            Expr::FeastWeekend { feast } => self.feast_weekend(feast),
            Expr::Counted { count, unit } => Some(self.counted(*count, *unit)),
            Expr::CountedFrom { count, unit, base } => self.counted_from(*count, *unit, base),
            Expr::Window { count, unit } => self.window(*count, *unit),
            Expr::NthWeekday { n, weekday, inside } => self.nth_weekday(*n, *weekday, inside),
            Expr::Nth { n, unit, inside } => self.nth(*n, *unit, inside),
            Expr::WindowOrFollowing { unit } => self.window_or_following(*unit),
            Expr::RunFrom { count, unit, start } => self.run_from(*count, *unit, start),
            Expr::RunUpTo { count, unit, end } => self.run_up_to(*count, *unit, end),
            Expr::RunInside { count, unit, inside } => self.run_inside(*count, *unit, inside),
            Expr::Part { of, modifier } => Some(Meant { modifier: Some(*modifier), ..self.resolve(of)? }),
            Expr::LastDay { of } => self.last_day(of),
            Expr::Range(from, to) => self.range(from, to),
            Expr::Clock { time, day } => self.clock(*time, day.as_deref()),
            Expr::DayPart { of, part } => self.day_part(of, *part),
            Expr::Duration { count, unit, modifier } => Some(duration(count, *unit, *modifier)),
            Expr::Lengths { from, to, unit } => {
                let ends = [from, to].map(|end| duration(&Count::Known(end.clone()), *unit, None).value);
                Some(Meant::of_kind(TimeKind::Duration, ends.join("/")))
            }
            Expr::Set { value } => Some(Meant::of_kind(TimeKind::Set, value.clone())),
            Expr::Reference(value) => Some(Meant::of_kind(TimeKind::Date, (*value).to_owned())),
            Expr::OrdinalPeriod { unit } => Some(Meant::open(unit.open_value())),
            Expr::EventDay => Some(Meant::open(Unit::Day.open_value())),
        }
    }

    fn day_of_year(&self, year: Option<i16>, month: i8, day: i8, weekday: Option<Weekday>) -> Option<Meant> {
        if let Some(year) = year {
            let date = Date::new(year, month, day).ok()?;
            return Some(Meant::days(date.to_string(), (date, date), TimeBasis::Stated));
        }
        let in_year = |year| Date::new(year, month, day).ok();
        // A weekday that does not go with a day close by is a slip.
        let is_near =
            |date: Date| self.day().is_some_and(|today| i64::from((date - today).get_days().abs()) <= NEAR_DAYS_MAX);
        let near = self.in_some_year(in_year).filter(|(date, _)| weekday.is_some() && is_near(*date));
        let fits = |date: &Date| weekday.is_none_or(|weekday| date.weekday() == weekday);
        match near.or_else(|| self.in_some_year(|year| in_year(year).filter(fits))) {
            Some((date, by_tense)) => {
                Some(Meant { by_tense, ..Meant::days(date.to_string(), (date, date), self.anchor.basis) })
            }
            None => Some(Meant::open(format!("XXXX-{month:02}-{day:02}"))),
        }
    }

    /// The day that lies nearest to the report, or on the side that the tense tells; whether the tense told.
    fn in_some_year(&self, in_year: impl Fn(i16) -> Option<Date>) -> Option<(Date, bool)> {
        let today = self.day()?;
        // A leap day comes at most eight years later; a day with its weekday within eleven more.
        let nearest_of = |mut years: std::ops::RangeInclusive<i16>| years.find_map(&in_year);
        let year = today.year();
        let past = (year - 8..=year).rev().find_map(|year| in_year(year).filter(|day| *day <= today));
        let future = nearest_of(year..=year).filter(|day| *day >= today).or_else(|| nearest_of(year + 1..=year + 8));
        let away = |day: Date| (day - today).get_days().unsigned_abs();
        match (past, future) {
            (Some(past), Some(future)) => {
                let nearer = if away(past) <= away(future) { past } else { future };
                let is_near = i64::from(away(nearer)) <= NEAR_DAYS_MAX;
                match self.told {
                    _ if !is_near && self.leads_ahead && self.told.is_none_or(|told| told.tense == Tense::Future) => {
                        Some((future, false))
                    }
                    Some(told) if !is_near => Some((if told.tense == Tense::Past { past } else { future }, true)),
                    _ => Some((nearer, false)),
                }
            }
            (one, other) => one.or(other).map(|day| (day, false)),
        }
    }

    /// The nearest month on the side of the tense that has the day, on that weekday where one is told.
    fn day_of_month(&self, day: i8, weekday: Option<Weekday>) -> Meant {
        let open = || Meant::open(format!("XXXX-XX-{day:02}"));
        let Some(today) = self.day() else { return open() };
        if let Some(meant) = self.day_of_named_month(today, day, weekday) {
            return meant;
        }
        let in_month = |n: i64| {
            let month = today.first_of_month().checked_add(n.months()).ok()?;
            Date::new(month.year(), month.month(), day).ok()
        };
        let n_months = if weekday.is_some() { WEEKDAY_MONTHS_MAX } else { 1 };
        let fits = |date: &Date| weekday.is_none_or(|weekday| date.weekday() == weekday);
        let past = || (-n_months..=0).rev().filter_map(in_month).filter(fits).find(|date| *date <= today);
        let future = || (0..=n_months).filter_map(in_month).filter(fits).find(|date| *date >= today);
        let away = |date: &Date| (*date - today).get_days().abs();
        let nearest = match (self.told, self.direction()) {
            // Beside a weekday the nearest is meant, where no verb tells otherwise.
            (None, _) if weekday.is_some() => past().into_iter().chain(future()).min_by_key(away),
            (_, Direction::Past) => past(),
            (_, Direction::Future) => future(),
        };
        match nearest {
            Some(date) => Meant {
                by_tense: self.told.is_some(),
                ..Meant::days(date.to_string(), (date, date), self.anchor.basis)
            },
            None => open(),
        }
    }

    /// "on 1 August and was gone by the 30th": the same month, where the report lies farther away than a month.
    fn day_of_named_month(&self, today: Date, day: i8, weekday: Option<Weekday>) -> Option<Meant> {
        let (span, (first, last)) = self.before?;
        let is_of_one_month = first.first_of_month() == last.first_of_month();
        let is_far = (today - last).get_days().abs() > i32::from(DAYS_OF_MONTH_MAX);
        let month = if first != last || day >= first.day() { first } else { first.last_of_month().tomorrow().ok()? };
        let date = Date::new(month.year(), month.month(), day).ok()?;
        let fits = weekday.is_none_or(|weekday| date.weekday() == weekday);
        let is_same = is_of_one_month && is_far && fits;
        is_same.then(|| Meant::days(date.to_string(), (date, date), TimeBasis::Expression(span)))
    }

    fn month(&self, year: Option<i16>, month: i8) -> Option<Meant> {
        let value = |year: i16| format!("{year:04}-{month:02}");
        if let Some(year) = year {
            return Some(Meant::days(value(year), months(year, month, 1)?, TimeBasis::Stated));
        }
        let Some(today) = self.day() else { return Some(Meant::open(format!("XXXX-{month:02}"))) };
        let year = self.year_in_row(today, month).unwrap_or_else(|| self.year_of_part(today, month, 1));
        let by_tense = self.told.is_some() && month != today.month();
        Some(Meant { by_tense, ..Meant::days(value(year), months(year, month, 1)?, self.anchor.basis) })
    }

    /// The year of a month behind a time that lies ahead of the report: months in a row follow each other ("to Porto in
    /// November, to Braga in January").
    fn year_in_row(&self, today: Date, month: i8) -> Option<i16> {
        // A whole year ahead ("in 2031, from March on") is no month before it in a row.
        let is_in_row = |(first, last): (Date, Date)| {
            last > today.last_of_month() && i64::from((last - first).get_days()) <= NEAR_DAYS_MAX
        };
        let (_, (_, before)) = self.before.filter(|(_, days)| is_in_row(*days))?;
        let is_past = self.told.is_some_and(|told| told.tense == Tense::Past);
        let year = if month < before.month() { before.year() + 1 } else { before.year() };
        (!is_past && year - today.year() <= 1).then_some(year)
    }

    /// The year of a part that begins with that month: this one if it is not over, else the one the tense asks for.
    fn year_of_part(&self, today: Date, first_month: i8, n_months: i8) -> i16 {
        let is_over = first_month + n_months <= today.month();
        let is_ahead = first_month > today.month();
        match self.direction() {
            Direction::Past if is_ahead && self.told.is_some() => today.year() - 1,
            // Without a verb to tell, a month is that of this year, unless it lies nearer in the year before.
            Direction::Past if is_ahead && first_month - today.month() > 6 => today.year() - 1,
            Direction::Future if is_over => today.year() + 1,
            _ => today.year(),
        }
    }

    fn part_of_year(&self, year: Option<i16>, letter: &str, n: i8, n_months: i8) -> Option<Meant> {
        let first_month = (n - 1) * n_months + 1;
        let days = |year| months(year, first_month, n_months);
        match (year, self.day()) {
            (Some(year), _) => Some(Meant::days(format!("{year:04}-{letter}{n}"), days(year)?, TimeBasis::Stated)),
            (None, Some(today)) => {
                let year = self.year_of_part(today, first_month, n_months);
                let by_tense = self.told.is_some();
                let meant = Meant::days(format!("{year:04}-{letter}{n}"), days(year)?, self.anchor.basis);
                Some(Meant { by_tense, ..meant })
            }
            (None, None) => Some(Meant::open(format!("XXXX-{letter}{n}"))),
        }
    }

    fn season(&self, year: Option<i16>, season: Season) -> Meant {
        let hemisphere = self.anchor.hemisphere;
        let meant = |year: i16, basis| {
            let days = season.days(year, hemisphere);
            Meant { basis, days, ..Meant::open(format!("{year:04}-{}", season.value())) }
        };
        match (year, self.day()) {
            (Some(year), _) => meant(year, TimeBasis::Stated),
            (None, Some(today)) => {
                let told = self.told.map(|_| self.direction());
                let direction = if self.leads_ahead { Some(Direction::Future) } else { told };
                let year = season.year_told(today, hemisphere, direction);
                Meant { by_tense: year != today.year(), ..meant(year, self.anchor.basis) }
            }
            (None, None) => Meant::open(format!("XXXX-{}", season.value())),
        }
    }

    fn other_year(&self, kind: OtherYear, year: Option<i16>, shift: i64) -> Meant {
        let shifted = || self.day().and_then(|day| Unit::Year.around(day, shift));
        let value = |year: i16| format!("{}{year:04}", kind.value());
        match (year, shifted()) {
            (Some(year), _) => Meant { basis: TimeBasis::Stated, ..Meant::open(value(year)) },
            (None, Some(period)) => Meant { basis: self.anchor.basis, ..Meant::open(value(period.first.year())) },
            (None, None) => Meant::open(format!("{}XXXX", kind.value())),
        }
    }

    fn week_number(&self, year: WeekYear, week: i8) -> Option<Meant> {
        let (year, basis) = match year {
            WeekYear::Named(year) => (year, TimeBasis::Stated),
            WeekYear::Shifted(shift) => match self.day().and_then(|day| Unit::Year.around(day, shift)) {
                Some(period) => (period.first.year(), self.anchor.basis),
                None => return Some(Meant::open(format!("XXXX-W{week:02}"))),
            },
        };
        let monday = ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date();
        Some(Meant::period(Unit::Week.around(monday, 0)?, basis))
    }

    fn decade(&self, first: i16) -> Option<Meant> {
        if first >= 100 {
            return Some(Meant::days(format!("{:03}", first / 10), years(first, 10)?, TimeBasis::Stated));
        }
        // "the nineties": the last ones that have begun. A report from before 1920 is none that is read here.
        let century = match self.day() {
            Some(day) if day.year() % 100 >= first => day.year() / 100,
            Some(day) => day.year() / 100 - 1,
            None => 19,
        };
        let first = century * 100 + first;
        Some(Meant::days(format!("{:03}", first / 10), years(first, 10)?, TimeBasis::Stated))
    }

    fn feast(&self, feast: Feast, year: Option<i16>) -> Option<Meant> {
        let open = || Some(Meant::open(feast.open_value()));
        match feast {
            Feast::Unknown => return open(),
            Feast::Once(day) => return Some(Meant::days(day.to_string(), (day, day), TimeBasis::Stated)),
            _ => {}
        }
        if let Some(year) = year {
            let day = feast.in_year(year)?;
            return Some(Meant::days(day.to_string(), (day, day), TimeBasis::Stated));
        }
        let Some((day, by_tense)) = self.in_some_year(|year| feast.in_year(year)) else { return open() };
        Some(Meant { by_tense, ..Meant::days(day.to_string(), (day, day), self.anchor.basis) })
    }

    fn weekday(&self, weekday: Weekday, week: Option<WeekShift>) -> Meant {
        let open = || Meant::open(open_weekday(weekday));
        let Some(today) = self.day() else { return open() };
        let day = match week {
            Some(WeekShift::Weeks(shift)) => Unit::Week
                .around(today, shift)
                .and_then(|week| week.first.checked_add(i64::from(weekday.to_monday_zero_offset()).days()).ok()),
            Some(WeekShift::Nearest(direction)) => nearest_weekday(today, weekday, direction),
            None if today.weekday() == weekday => Some(today),
            None if self.day_behind_named(weekday).is_some() => self.day_behind_named(weekday),
            None if self.leads_ahead => nearest_weekday(today, weekday, Direction::Future),
            None => nearest_weekday(today, weekday, self.direction()),
        };
        let by_tense = week.is_none() && self.told.is_some() && today.weekday() != weekday;
        let meant = |day: Date| Meant { by_tense, ..Meant::days(day.to_string(), (day, day), self.anchor.basis) };
        day.map_or_else(open, meant)
    }

    /// "on Thursday and Friday": of two weekdays in a row the second is the day behind the first.
    fn day_behind_named(&self, weekday: Weekday) -> Option<Date> {
        let (_, (first, last)) = self.before.filter(|_| self.goes_on)?;
        let day = last.tomorrow().ok()?;
        (first == last && day.weekday() == weekday).then_some(day)
    }

    fn shifted(&self, unit: Unit, shift: i64) -> Meant {
        match self.anchor.day {
            AnchorDay::Known(day) => match unit.around(day, shift) {
                Some(period) => Meant::period(period, self.anchor.basis),
                None => Meant::open(unit.open_value()),
            },
            AnchorDay::Partial(partial) => self.shifted_partial(partial, unit, shift),
            AnchorDay::Unknown => Meant::open(unit.open_value()),
        }
    }

    /// "this weekend": of a clause that speaks of what was, the last one that has begun.
    fn weekend(&self) -> Meant {
        let is_past = self.told.is_some_and(|told| told.tense == Tense::Past);
        match self.day() {
            Some(today)
                if is_past && today.weekday().to_monday_zero_offset() < Weekday::Saturday.to_monday_zero_offset() =>
            {
                Meant { by_tense: true, ..self.shifted(Unit::Weekend, -1) }
            }
            _ => self.shifted(Unit::Weekend, 0),
        }
    }

    /// "last month" of a report that is dated "Jan. 31" is a December.
    fn shifted_partial(&self, partial: PartialDate, unit: Unit, shift: i64) -> Meant {
        let value = match (unit, partial.month) {
            (Unit::Day, _) if shift == 0 => Some(partial.to_string()),
            (Unit::Month, Some(month)) => {
                let month = (i64::from(month) - 1 + shift).rem_euclid(12) + 1;
                Some(format!("XXXX-{month:02}"))
            }
            _ => None,
        };
        let basis = self.anchor.basis;
        value.map_or_else(|| Meant::open(unit.open_value()), |value| Meant { basis, ..Meant::open(value) })
    }

    /// "the following March", "the previous Friday": counted from the expression before, else from the report. From a
    /// month or a year no weekday is counted.
    fn beside_before(&self, what: &Expr, direction: Direction) -> Option<Meant> {
        let is_weekday = matches!(what, Expr::Weekday { .. });
        let is_short = |(first, last): (Date, Date)| !is_weekday || (last - first).get_days() < DAYS_OF_WEEK;
        match self.before.filter(|(_, days)| is_short(*days)) {
            Some((span, (first, last))) => {
                let from = if direction == Direction::Past { first } else { last };
                let meant = self.nearest_to(from, what, direction)?;
                Some(Meant { basis: TimeBasis::Expression(span), ..meant })
            }
            None => self.nearest(what, direction),
        }
    }

    /// "two Decembers ago": from the last one before the report, further back by weeks or years.
    fn nth_before(&self, what: &Expr, n: i64) -> Option<Meant> {
        let Some(today) = self.day() else { return self.resolve(what) };
        let n_more = n.checked_sub(1)?;
        if let Expr::Weekday { weekday, .. } = what {
            let last = nearest_weekday(today, *weekday, Direction::Past)?;
            let day = last.checked_sub(Unit::Week.length(n_more)?).ok()?;
            return Some(Meant::days(day.to_string(), (day, day), self.anchor.basis));
        }
        let from = today.checked_sub(Unit::Year.length(n_more)?).ok()?;
        self.nearest_to(from, what, Direction::Past)
    }

    fn nearest(&self, what: &Expr, direction: Direction) -> Option<Meant> {
        let Some(today) = self.day() else { return self.resolve(what) };
        self.nearest_to(today, what, direction)
    }

    fn nearest_to(&self, today: Date, what: &Expr, direction: Direction) -> Option<Meant> {
        if let Expr::Weekday { weekday, .. } = what {
            let day = nearest_weekday(today, *weekday, direction)?;
            return Some(Meant::days(day.to_string(), (day, day), self.anchor.basis));
        }
        let towards = if direction == Direction::Past { -1 } else { 1 };
        if let Expr::Season { season, .. } = what {
            let meant = self.season(Some(season.year_beside(today, self.anchor.hemisphere, direction)), *season);
            return Some(Meant { basis: self.anchor.basis, ..meant });
        }
        let candidates = (-1..=2).map(|years| today.year() + towards * years);
        let resolved = candidates.filter_map(|year| {
            let meant = self.resolve(&what.clone().with_year(year)?)?;
            Some((year, meant))
        });
        let is_there = |(year, meant): &(i16, Meant)| match (meant.days, direction) {
            (Some((_, last)), Direction::Past) => last < today,
            (Some((first, _)), Direction::Future) => first > today,
            // Of what has no days, the one of the year before or behind.
            (None, Direction::Past) => *year < today.year(),
            (None, Direction::Future) => *year > today.year(),
        };
        let mut there: Vec<(i16, Meant)> = resolved.filter(is_there).collect();
        there.sort_by_key(|(year, _)| i32::from(*year) * i32::from(towards));
        let (_, meant) = there.into_iter().next()?;
        Some(Meant { basis: self.anchor.basis, ..meant })
    }

    fn in_year_of_before(&self, what: &Expr) -> Option<Meant> {
        let Some((span, (day, _))) = self.before.or(self.of_block_before) else { return self.resolve(what) };
        let meant = self.resolve(&what.clone().with_year(day.year())?)?;
        Some(Meant { basis: TimeBasis::Expression(span), ..meant })
    }

    fn in_year(&self, what: &Expr, shift: i64) -> Option<Meant> {
        let Some(year) = self.day().and_then(|day| Unit::Year.around(day, shift)) else { return self.resolve(what) };
        let meant = self.resolve(&what.clone().with_year(year.first.year())?)?;
        Some(Meant { basis: self.anchor.basis, ..meant })
    }

    fn counted_or_length(&self, count: i64, unit: Unit) -> Meant {
        match self.told {
            Some(Told { tense: Tense::Future, .. }) => Meant { by_tense: true, ..self.counted(count, unit) },
            _ => duration(&Count::Known(count.to_string()), unit, None),
        }
    }

    fn around(&self, unit: Unit, day: &Expr) -> Option<Meant> {
        let day = self.resolve(day)?;
        match day.days {
            Some((first, _)) => Some(Meant::period(unit.around(first, 0)?, day.basis)),
            None => Some(Meant::open(unit.open_value())),
        }
    }

    /// The weekend before a feast on a Monday or a Tuesday, else that of its own week, together with the feast.
    fn feast_weekend(&self, feast: &Expr) -> Option<Meant> {
        let feast = self.resolve(feast)?;
        let Some((day, _)) = feast.days else { return Some(Meant::open(Unit::Weekend.open_value())) };
        let is_ahead = day.weekday().to_monday_zero_offset() > Weekday::Tuesday.to_monday_zero_offset();
        let weekend = Unit::Weekend.around(day, if is_ahead { 0 } else { -1 })?;
        let days = (weekend.first.min(day), weekend.last.max(day));
        Some(Meant::days(weekend.value, days, feast.basis))
    }

    /// Counted in years and months, the day is not meant: "three years ago" is a year, "two months ago" a month.
    fn counted(&self, count: i64, unit: Unit) -> Meant {
        match unit {
            Unit::Hour if count % HOURS_OF_DAY == 0 => self.shifted(Unit::Day, count / HOURS_OF_DAY),
            unit if unit.is_of_the_clock() => Meant::open(unit.open_value()),
            Unit::Fortnight => self.shifted(Unit::Week, count.saturating_mul(2)),
            Unit::Decade => self.shifted(Unit::Year, count.saturating_mul(10)),
            Unit::Century => self.shifted(Unit::Year, count.saturating_mul(100)),
            unit => self.shifted(unit, count),
        }
    }

    pub(super) fn counted_from(&self, count: i64, unit: Unit, base: &Base) -> Option<Meant> {
        let (from, basis, from_day) = match base {
            Base::Named(expr) => {
                let base = self.resolve(expr)?;
                let day = base.days.map(|(first, last)| if count < 0 { first } else { last });
                (day, base.basis, base.days.is_some_and(|(first, last)| first == last))
            }
            Base::Before => match (self.before.or_else(|| self.pointed_back(count, unit)), self.told) {
                (Some((span, days)), _) if unit == Unit::Year && whole_months(days).is_some_and(|n| n < 12) => {
                    return Some(Meant { basis: TimeBasis::Expression(span), ..same_months(days, count)? });
                }
                (Some((span, (_, day))), _) => (Some(day), TimeBasis::Expression(span), false),
                // "will decide in the next quarter": nothing is named before it, so it is counted from the report.
                (None, told) if unit > Unit::Day && told.is_none_or(|told| told.tense == Tense::Future) => {
                    return Some(Meant { by_tense: told.is_some(), ..self.counted(count, unit) });
                }
                // "up from a year earlier": figures are held against those of the report's own time.
                (None, _) if count < 0 && unit > Unit::Day => return Some(self.counted(count, unit)),
                (None, _) => (None, TimeBasis::Open, false),
            },
        };
        let Some(from) = from else { return Some(Meant::open(unit.open_value())) };
        let exact = from.checked_add(unit.length(count)?).ok()?;
        if from_day || unit <= Unit::Day {
            return Some(Meant::days(exact.to_string(), (exact, exact), basis));
        }
        let unit = if unit == Unit::Fortnight { Unit::Week } else { unit };
        Some(Meant::period(unit.around(exact, 0)?, basis))
    }

    /// The expression of the block before, where the words count days from it or name the same period again.
    fn pointed_back(&self, count: i64, unit: Unit) -> Option<(Span<Clean>, (Date, Date))> {
        self.of_block_before.filter(|_| count == 0 || unit <= Unit::Day)
    }

    fn nth(&self, n: i8, unit: Unit, inside: &Expr) -> Option<Meant> {
        let outer = self.resolve(inside)?;
        let Some((first, last)) = outer.days else { return Some(Meant::open(unit.open_value())) };
        let start = if n < 0 { last } else { first };
        let mut period = unit.around(start, if n < 0 { 0 } else { i64::from(n) - 1 })?;
        // The week with the first Thursday of a month or year is its first one, as in ISO 8601.
        if unit == Unit::Week {
            let thursday = |period: &Period| period.first.checked_add(3.days()).ok();
            if n > 0 && thursday(&unit.around(first, 0)?)? < first {
                period = unit.around(start, i64::from(n))?;
            } else if n < 0 && thursday(&period)? > last {
                period = unit.around(start, -1)?;
            }
        }
        let lies_inside = period.first <= last && period.last >= first;
        lies_inside.then(|| Meant::period(period, outer.basis))
    }

    fn nth_weekday(&self, n: i8, weekday: Weekday, inside: &Expr) -> Option<Meant> {
        let outer = self.resolve(inside)?;
        let Some((first, last)) = outer.days else { return Some(Meant::open(Unit::Day.open_value())) };
        // `nth_weekday` counts from the day before the first, or from the day behind the last.
        let from = if n < 0 { last.tomorrow() } else { first.yesterday() };
        let day = from.ok()?.nth_weekday(n.into(), weekday).ok()?;
        (first <= day && day <= last).then(|| Meant::days(day.to_string(), (day, day), outer.basis))
    }

    /// Who says "by the end of June" means the thirtieth; the value stays that of the month, as TIMEX3 has it.
    fn last_day(&self, of: &Expr) -> Option<Meant> {
        let meant = self.resolve(of)?;
        let days = meant.days.map(|(_, last)| (last, last));
        Some(Meant { modifier: Some(TimeModifier::End), days, ..meant })
    }

    fn range(&self, from: &Expr, to: &Expr) -> Option<Meant> {
        let (start, end) = match self.run_of_weekdays(from, to) {
            Some(ends) => ends,
            None => {
                let end = self.resolve(to)?;
                (self.range_start(from, to, &end)?, end)
            }
        };
        let mut meant = Meant::open(format!("{}/{}", start.value, end.value));
        meant.kind = start.kind;
        meant.basis = if start.basis == TimeBasis::Stated { end.basis } else { start.basis };
        if let (Some((first, _)), Some((_, last))) = (start.days, end.days) {
            if first > last {
                return None;
            }
            meant.days = Some((first, last));
        }
        meant.ends = Some(Box::new((start, end)));
        Some(meant)
    }

    /// "from Monday through Thursday": in the past they end with the last Thursday, else they begin with the Monday.
    fn run_of_weekdays(&self, from: &Expr, to: &Expr) -> Option<(Meant, Meant)> {
        let (Expr::Weekday { weekday: first, week }, Expr::Weekday { weekday: last, week: None }) = (from, to) else {
            return None;
        };
        let (start, end) = (self.resolve(from)?, self.resolve(to)?);
        let ((start_day, _), (end_day, _)) = (start.days?, end.days?);
        if week.is_some() || self.leads_ahead || self.direction() == Direction::Future {
            let day = nearest_weekday(start_day, *last, Direction::Future)?;
            return Some((start, Meant { value: day.to_string(), days: Some((day, day)), ..end }));
        }
        let day = nearest_weekday(end_day, *first, Direction::Past)?;
        Some((Meant { value: day.to_string(), days: Some((day, day)), ..start }, end))
    }

    /// The start of a range takes its year from the end: "from May to October 2030", "December to February 2031".
    fn range_start(&self, from: &Expr, to: &Expr, end: &Meant) -> Option<Meant> {
        let start = self.resolve(from)?;
        let Some((_, last)) = end.days else { return Some(start) };
        let year_is_given = from.clone().with_year(last.year()).is_none();
        let is_of_same_year = |(first, _): (Date, Date)| first <= last && first.year() == last.year();
        if year_is_given || (to.clone().with_year(0).is_some() && start.days.is_some_and(is_of_same_year)) {
            return Some(start);
        }
        [last.year(), last.year() - 1].into_iter().find_map(|year| {
            let start = self.resolve(&from.clone().with_year(year)?)?;
            start.days.is_some_and(|(first, _)| first <= last).then_some(start)
        })
    }

    fn clock(&self, time: ClockValue, day: Option<&Expr>) -> Option<Meant> {
        let day = match day {
            Some(day) => self.resolve(day)?,
            None => match (self.before, self.day()) {
                (Some((span, (_, day))), _) => Meant::days(day.to_string(), (day, day), TimeBasis::Expression(span)),
                (None, Some(day)) => Meant::days(day.to_string(), (day, day), self.anchor.basis),
                (None, None) => Meant::open("XXXX-XX-XX"),
            },
        };
        let is_one_day = day.days.is_none_or(|(first, last)| first == last);
        let days = if is_one_day { day.value.clone() } else { "XXXX-XX-XX".to_owned() };
        Some(Meant { kind: TimeKind::Clock, value: format!("{days}{}", time.value()), ..day })
    }

    fn day_part(&self, of: &Expr, part: DayPart) -> Option<Meant> {
        let day = self.resolve(of)?;
        Some(Meant { kind: TimeKind::Clock, value: format!("{}{}", day.value, part.value()), ..day })
    }
}

/// How many months these days are, if they are whole ones.
pub(super) fn whole_months((first, last): (Date, Date)) -> Option<i8> {
    let of_calendar = |day: Date| 12 * i32::from(day.year()) + i32::from(day.month());
    let n_months = of_calendar(last) - of_calendar(first) + 1;
    let is_whole = first.day() == 1 && last == last.last_of_month();
    i8::try_from(n_months).ok().filter(|_| is_whole)
}

/// The same months in another year: "a year earlier" than the second quarter is a second quarter.
fn same_months(days: (Date, Date), n_years: i64) -> Option<Meant> {
    let first = days.0.checked_add(Unit::Year.length(n_years)?).ok()?;
    run_of_months(first, whole_months(days)?)
}

/// So many months from a first day of a month on, as TIMEX3 names them.
pub(super) fn run_of_months(first: Date, n_months: i8) -> Option<Meant> {
    let last = first.checked_add(i64::from(n_months - 1).months()).ok()?.last_of_month();
    let (year, month) = (first.year(), first.month());
    let value = match n_months {
        1 => format!("{year:04}-{month:02}"),
        3 if month % 3 == 1 => format!("{year:04}-Q{}", (month + 2) / 3),
        6 if month % 6 == 1 => format!("{year:04}-H{}", (month + 5) / 6),
        12 if month == 1 => format!("{year:04}"),
        _ => format!("{year:04}-{month:02}/{:04}-{:02}", last.year(), last.month()),
    };
    Some(Meant::days(value, (first, last), TimeBasis::Stated))
}

/// How TIMEX3 writes a weekday of which the week is not known.
fn open_weekday(weekday: Weekday) -> String {
    format!("XXXX-WXX-{}", weekday.to_monday_one_offset())
}

/// The nearest such weekday before the day or behind it; never the day itself.
fn nearest_weekday(today: Date, weekday: Weekday, direction: Direction) -> Option<Date> {
    today.nth_weekday(if direction == Direction::Past { -1 } else { 1 }, weekday).ok()
}

pub(super) fn duration(count: &Count, unit: Unit, modifier: Option<TimeModifier>) -> Meant {
    let (letter, factor) = unit.in_length();
    let number = match count {
        Count::Known(number) => scaled(number, factor),
        Count::Some => "X".to_owned(),
    };
    let time = if unit.is_of_the_clock() { "T" } else { "" };
    let letter = match (count, unit) {
        (Count::Some, Unit::Decade) => "DE",
        (Count::Some, Unit::Century) => "CE",
        _ => letter,
    };
    let value = format!("P{time}{number}{letter}");
    Meant { modifier, ..Meant::of_kind(TimeKind::Duration, value) }
}

fn scaled(number: &str, factor: u32) -> String {
    let product = rust_decimal::Decimal::from_str_exact(number).ok().and_then(|n| n.checked_mul(factor.into()));
    product.map_or_else(|| "X".to_owned(), |product| product.normalize().to_string())
}
