//! Rules for time expressions: patterns kept as data, each with what its match means.
//!
//! The elements of patterns stand at the head of `expression/pattern.rs`, their classes in `vocabulary.rs`.

use dateline_core::{RuleName, TimeModifier};
use jiff::civil::Date;
use serde::Deserialize;

use super::calendar::{Feast, Unit};
use super::expr::{Base, ClockValue, Count, Direction, Expr, OtherYear, PRESENT_REF, WeekShift, WeekYear};
use super::vocabulary as class;
use super::vocabulary::TimeWords;
use crate::expression::item::{Classes, Item, Payload};
use crate::expression::number::Number;
use crate::expression::pattern::{self, Form};
use crate::rule::RuleCard;
use crate::words::{Class, Words};

/// What a match means. Its parts are the items of the match, found by their classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Meaning {
    /// No time: the words are taken from the rules behind.
    Nothing,
    /// A day: MONTH, DAY, and YEAR and WEEKDAY if they stand there.
    Day,
    /// Days of one month: MONTH, the first and the last DAY; with a `shift` the last is so many days behind the first.
    Days,
    /// A day in digits: NUMERIC.
    NumericDay,
    /// The rule's `day`, if MONTH and DAY name it without its year.
    NamedDay,
    /// A day in one word with its month: GLUED-DAY.
    GluedDay,
    /// A year behind letters that say whose it is: LETTERED-YEAR, or the letters and YEAR.
    LetteredYear,
    /// The CARDINAL-th week of a year: of YEAR, or of one `shift` years away.
    WeekNumber,
    /// A day in digits without its year: NUMERIC-SHORT.
    ShortNumericDay,
    /// From one such day to another.
    ShortNumericDays,
    /// The day of a month that is not named.
    DayOfMonth,
    Month,
    Quarter,
    Half,
    /// The ORDINAL half of a RELATIVE-YEAR.
    HalfOfYear,
    Season,
    Year,
    /// The years YEAR to YEAR or TWO-DIGITS.
    Years,
    FiscalYear,
    SchoolYear,
    Decade,
    Century,
    Feast,
    Weekday,
    /// A weekday of the week `shift` weeks away.
    WeekdayOfWeek,
    /// A weekday of no week in particular.
    SomeWeekday,
    /// The nearest weekday on the side of `shift`.
    NearestWeekday,
    /// A week behind the nearest WEEKDAY on the side of `shift`.
    WeekAfterWeekday,
    /// The UNIT `shift` units away; DAYPART of that day if it stands there.
    Shifted,
    /// A day `shift` days away, or its night or DAYPART.
    ShiftedDay,
    ShiftedNight,
    /// What a rule before made, on the side of `shift` of the report.
    Nearest,
    /// What a rule before made, on the side of `shift` of the expression before, or of the report.
    BesideBefore,
    /// The CARDINAL-th MONTHS, SEASONS or WEEKDAYS before the report.
    NthBefore,
    /// What a rule before made, in the year of the expression before.
    InYearOfBefore,
    /// What a rule before made, in the year `shift` years away.
    InYear,
    /// CARDINAL UNITs on the side of `shift`, counted from the report.
    Counted,
    /// The same counted from the expression before.
    CountedFromBefore,
    /// The same counted from the DATE.
    CountedFromDate,
    /// The same counted from the day of the report itself, to the day: "two years ago today". Where a second UNIT
    /// stands behind, the one that holds that day: "two years ago this month".
    CountedFromToday,
    /// CARDINAL UNITs that are ahead, if the clause speaks of what will be; else a length of time.
    CountedOrLength,
    /// CARDINAL UNITs that end or begin with the report.
    Window,
    /// CARDINAL UNITs from a DATE on, or from the day `shift` days away.
    RunFrom,
    /// The UNIT that begins with the report, unless the clause speaks of what was: then the one behind the expression
    /// before.
    WindowOrFollowing,
    /// CARDINAL UNITs that begin with the report, if the clause speaks of what will be; else a length of time.
    WindowOrLength,
    /// As much of a DATE as the DURATION or the PAST-WINDOW says, at its begin or its end by the sign of `shift`.
    RunInside,
    /// As much as the DURATION or the PERIOD-DATE says, up to the end of a DATE.
    RunUpTo,
    /// The ORDINAL or last UNIT of a DATE.
    Nth,
    /// The ORDINAL or last WEEKDAY of a MONTH.
    NthWeekday,
    Part,
    /// The last day of a DATE, or of the UNIT that holds the report.
    LastDay,
    Range,
    Clock,
    ClockOnDay,
    DayPart,
    Duration,
    /// From CARDINAL to CARDINAL UNITs.
    Lengths,
    /// A number of UNITs that is not told.
    VagueDuration,
    Set,
    Reference,
    OrdinalPeriod,
    EventDay,
    /// The week that holds a DATE, or the last period of it: "last week of May".
    WeekOf,
    /// The weekend beside a FEAST.
    FeastWeekend,
}

/// A rule for time expressions.
#[derive(Debug)]
pub(crate) struct TimeRule {
    pub(crate) name: RuleName,
    pub(crate) layer: u8,
    pub(crate) forms: Vec<Form>,
    pub(crate) card: RuleCard,
    meaning: Meaning,
    shift: i64,
    modifier: Option<TimeModifier>,
    value: Option<Value>,
    day: Option<Date>,
}

/// A constant that a rule carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
enum Value {
    #[serde(rename = "PAST_REF")]
    Past,
    #[serde(rename = "PRESENT_REF")]
    Present,
    #[serde(rename = "FUTURE_REF")]
    Future,
    P1D,
    P1W,
    P1M,
    P1Y,
}

impl Value {
    const fn text(self) -> &'static str {
        match self {
            Self::Past => "PAST_REF",
            Self::Present => PRESENT_REF,
            Self::Future => "FUTURE_REF",
            Self::P1D => "P1D",
            Self::P1W => "P1W",
            Self::P1M => "P1M",
            Self::P1Y => "P1Y",
        }
    }
}

/// The file of rules as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    rule: Vec<RuleEntry>,
}

/// A rule as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleEntry {
    name: String,
    about: String,
    layer: u8,
    patterns: Vec<String>,
    gives: Meaning,
    #[serde(default)]
    shift: i64,
    modifier: Option<String>,
    value: Option<Value>,
    /// A single day that has become a name, as `YYYY-MM-DD`.
    day: Option<String>,
    examples: Vec<String>,
    #[serde(default)]
    counterexamples: Vec<String>,
}

/// Reads the rules, in the order in which they are tried. Their words are given numbers in the vocabulary.
pub(crate) fn parse(file: &str, words: &mut TimeWords) -> Result<Vec<TimeRule>, String> {
    let file: RuleFile = toml::from_str(file).map_err(|defect| format!("times.toml: {defect}"))?;
    file.rule.into_iter().map(|entry| compile(entry, words)).collect()
}

fn compile(entry: RuleEntry, words: &mut TimeWords) -> Result<TimeRule, String> {
    let error = |what: String| format!("times.toml: rule {:?}: {what}", entry.name);
    let forms = pattern::compile_all(&entry.patterns, &mut words.vocabulary).map_err(error)?;
    let modifier = entry.modifier.as_deref().map(|name| modifier(name).ok_or_else(|| error(format!("{name:?}?"))));
    let day = entry.day.as_deref().map(|day| day.parse().map_err(|defect| error(format!("{day:?}: {defect}"))));
    Ok(TimeRule {
        modifier: modifier.transpose()?,
        day: day.transpose()?,
        name: RuleName::new(entry.name.as_str()),
        layer: entry.layer,
        forms,
        meaning: entry.gives,
        shift: entry.shift,
        value: entry.value,
        card: RuleCard {
            name: entry.name,
            about: entry.about,
            pattern: Some(entry.patterns.join("\n")),
            examples: entry.examples,
            counterexamples: entry.counterexamples,
        },
    })
}

fn modifier(name: &str) -> Option<TimeModifier> {
    use TimeModifier::{Approx, Earlier, End, Later, LessThan, Mid, MoreThan, Start};
    [Start, Mid, End, Earlier, Later, Approx, MoreThan, LessThan].into_iter().find(|known| known.name() == name)
}

/// A year that has all days a year can have.
const LEAP_YEAR: i16 = 2000;

const DAYS_OF_MONTH_MAX: i32 = 31;

/// A year of ISO 8601 has 52 or 53 weeks.
const WEEKS_OF_YEAR_MAX: i8 = 53;

/// What a rule sees of its match.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parts<'a> {
    pub(crate) items: &'a [Item],
    pub(crate) drafts: &'a [Expr],
    pub(crate) times: &'a TimeWords,
    pub(crate) words: &'a Words<'a>,
}

impl<'a> Parts<'a> {
    fn nth(&self, asked: Classes, n: usize) -> Option<&'a Item> {
        self.items.iter().filter(|item| item.classes.any(asked)).nth(n)
    }

    fn first(&self, asked: Classes) -> Option<&'a Item> {
        self.nth(asked, 0)
    }

    fn draft(&self, asked: Classes, n: usize) -> Option<Expr> {
        match self.nth(asked, n)?.payload {
            Payload::Draft(at) => self.drafts.get(at).cloned(),
            _ => None,
        }
    }

    /// An end of a range: a date, or the day of the report for "now".
    fn end(&self, n: usize) -> Option<Expr> {
        Some(match self.draft(class::DATE.with(class::PRESENT), n)? {
            Expr::Reference(_) => Expr::Shifted { unit: Unit::Day, shift: 0 },
            date => date,
        })
    }

    fn number(&self) -> Option<Number> {
        self.first(class::CARDINAL)?.number()
    }

    /// The number of units, one where an article stands for it.
    fn count(&self) -> Option<i64> {
        let Some(number) = self.number() else { return Some(1) };
        i64::try_from(number.value).ok().filter(|count| number.value == (*count).into() && *count < 100_000)
    }

    /// How many of which units; of "half a century" the years, so that the count stays whole.
    fn units(&self) -> Option<(i64, Unit)> {
        let (count, unit) = (self.count()?, self.unit()?);
        let is = |word: &str| self.items.iter().any(|item| self.words.lower(item.start as usize) == word);
        match unit {
            Unit::Century if is("half") => Some((50, Unit::Year)),
            Unit::Century if is("quarter") => Some((25, Unit::Year)),
            Unit::Decade if is("half") => Some((5, Unit::Year)),
            Unit::Year if is("half") => Some((6, Unit::Month)),
            _ if is("half") => None,
            _ => Some((count, unit)),
        }
    }

    /// The unit; of "a quarter century" the one that is parted.
    fn unit(&self) -> Option<Unit> {
        let mut units = self.items.iter().filter(|item| item.classes.any(class::UNIT)).filter_map(class::unit_of);
        let first = units.next()?;
        Some(if first == Unit::Quarter { units.find(|unit| *unit == Unit::Century).unwrap_or(first) } else { first })
    }

    /// The year, if one stands there; none if what stands in its place can be no year.
    fn year(&self) -> Option<Option<i16>> {
        if let Some(year) = self.first(class::YEAR) {
            return i16::try_from(year.value).ok().map(Some);
        }
        match self.items {
            [.., of, digits]
                if digits.classes.any(class::TWO_DIGITS) && self.words.lower(of.start as usize) == "of" =>
            {
                // "April of 87": no month has so many days, and nothing is counted.
                let is_year = digits.value > DAYS_OF_MONTH_MAX && !class::counts_nouns(self.words, digits.end as usize);
                if is_year { self.year_of_two_digits().map(Some) } else { None }
            }
            [.., mark, digits] if digits.classes.any(class::TWO_DIGITS) => {
                let is_left_out = matches!(self.words.lower(mark.start as usize), "'" | "’" | "‘");
                Some(if is_left_out { self.year_of_two_digits() } else { None })
            }
            _ => Some(None),
        }
    }

    /// "'98", at the end of the match: the day before it may have two digits too.
    fn year_of_two_digits(&self) -> Option<i16> {
        let digits = self.items.last().filter(|item| item.classes.any(class::TWO_DIGITS))?;
        let digits = u32::try_from(digits.value).ok()?;
        i16::try_from(class::year_of_two_digits(digits)).ok()
    }

    fn month(&self) -> Option<i8> {
        class::month_of(self.first(class::MONTH)?)
    }

    /// The days of the month; a number that no month has makes the words no time at all.
    fn day(&self, n: usize) -> Option<Result<i8, Expr>> {
        let items = self.items.iter().filter(|item| item.classes.any(class::DAY) && !item.classes.any(class::YEAR));
        let value = items.clone().nth(n)?.value;
        let longest = match self.month() {
            Some(2) => 29,
            Some(4 | 6 | 9 | 11) => 30,
            _ => 31,
        };
        Some(if (1..=longest).contains(&value) { Ok(i8::try_from(value).ok()?) } else { Err(Expr::Nothing) })
    }

    /// "in her 60s", "in his mid-40s": an age.
    fn is_of_somebody(&self) -> bool {
        // "early", "mid", "-" may stand between.
        const BETWEEN_MAX: usize = 2;
        let first = self.items.first().map_or(0, |item| item.start as usize);
        let is_between = |at: &usize| matches!(self.words.lower(*at), "early" | "late" | "mid" | "-");
        let before = (0..first).rev().take(BETWEEN_MAX + 1).find(|at| !is_between(at));
        before.is_some_and(|at| self.words.class(at).any(Class::POSSESSIVE))
    }

    /// "in the week 31": what an article leads and a number follows is not that of the report.
    fn is_numbered(&self) -> bool {
        let is_led = self.items.first().is_some_and(|item| self.words.lower(item.start as usize) == "the");
        let behind = self.items.last().map_or(usize::MAX, |item| item.end as usize);
        is_led && behind < self.words.len() && self.words.begins_with_digit(behind)
    }

    /// "may last three weeks": whether the first word is the verb "last", as what stands before it tells.
    fn is_lasting(&self) -> bool {
        const BEFORE: [&str; 14] = [
            "can", "could", "'ll", "’ll", "may", "might", "must", "n't", "n’t", "not", "shall", "should", "to", "will",
        ];
        let first = self.items.first().map_or(0, |item| item.start as usize);
        let before = first.checked_sub(1).map_or("", |before| self.words.lower(before));
        self.words.lower(first) == "last" && (BEFORE.contains(&before) || before == "would")
    }

    fn weekday(&self) -> Option<jiff::civil::Weekday> {
        class::weekday_of(self.first(class::WEEKDAY)?)
    }

    /// "the 18th", "Friday 13th". Behind a weekday without an article the ordinal may belong to a name: "Tuesday 9th
    /// Circuit judges ruled".
    fn day_of_month(&self) -> Option<Expr> {
        let behind = self.items.last()?.end as usize;
        let has_article = self.items.iter().any(|item| self.words.lower(item.start as usize) == "the");
        if !has_article && behind < self.words.len() && self.words.is_name_like(behind) {
            return None;
        }
        Some(match self.day(0)? {
            Ok(day) => Expr::DayOfMonth { day, weekday: self.weekday() },
            Err(nothing) => nothing,
        })
    }

    /// One of what stands in the plural: "Decembers", "summers", "Sundays".
    fn of_plural(&self) -> Option<Expr> {
        let several = self.first(class::MONTHS.with(class::SEASONS).with(class::WEEKDAYS))?;
        if several.classes.any(class::MONTHS) {
            return Some(Expr::Month { year: None, month: class::month_of(several)? });
        }
        if several.classes.any(class::SEASONS) {
            return Some(Expr::Season { year: None, season: class::season_of(several)? });
        }
        Some(Expr::Weekday { weekday: class::weekday_of(several)?, week: None })
    }
}

impl TimeRule {
    /// What the match means; none if its parts do not go together.
    pub(crate) fn build(&self, parts: Parts<'_>) -> Option<Expr> {
        let year = parts.year()?;
        Some(match self.meaning {
            Meaning::Nothing => Expr::Nothing,
            Meaning::Day => return self.day(parts, year),
            Meaning::Days => return self.days(parts, year),
            Meaning::NumericDay => return numeric_day(parts),
            Meaning::NamedDay => {
                let is_it = |day: &Date| Some(day.month()) == parts.month() && parts.day(0) == Some(Ok(day.day()));
                Expr::Feast { feast: Feast::Once(self.day.filter(is_it)?), year: None }
            }
            Meaning::GluedDay => return glued_day(parts, year),
            Meaning::LetteredYear => return lettered_year(parts),
            Meaning::WeekNumber => {
                let week = up_to(i32::try_from(parts.count()?).ok()?, WEEKS_OF_YEAR_MAX)?;
                let year = year.map_or(WeekYear::Shifted(self.shift), WeekYear::Named);
                Expr::WeekNumber { year, week }
            }
            Meaning::ShortNumericDay => return short_numeric_day(parts, 0),
            Meaning::ShortNumericDays => match (short_numeric_day(parts, 0)?, short_numeric_day(parts, 1)?) {
                (Expr::Nothing, _) | (_, Expr::Nothing) => Expr::Nothing,
                (from, to) => Expr::Range(Box::new(from), Box::new(to)),
            },
            Meaning::DayOfMonth => return parts.day_of_month(),
            Meaning::Month => Expr::Month { year, month: parts.month()? },
            Meaning::Quarter => Expr::Quarter { year, quarter: up_to(self.ordinal(parts)?, 4)? },
            Meaning::Half => Expr::Half { year, half: up_to(self.ordinal(parts)?, 2)? },
            Meaning::HalfOfYear => {
                let what = Box::new(Expr::Half { year: None, half: up_to(self.ordinal(parts)?, 2)? });
                let Expr::Shifted { shift, .. } = parts.draft(class::RELATIVE_YEAR, 0)? else { return None };
                Expr::InYear { what, shift }
            }
            Meaning::Season => {
                let year = year.or_else(|| parts.year_of_two_digits());
                Expr::Season { year, season: class::season_of(parts.first(class::SEASON)?)? }
            }
            Meaning::Year => Expr::Year(year.or_else(|| parts.year_of_two_digits())?),
            Meaning::Years => return years(parts),
            Meaning::FiscalYear => Expr::OtherYear { kind: OtherYear::Fiscal, year, shift: self.shift },
            Meaning::SchoolYear => Expr::OtherYear { kind: OtherYear::School, year, shift: self.shift },
            Meaning::Decade => {
                // "1930 s": of the years only the first of ten begins a decade.
                let year = || parts.first(class::YEAR).filter(|year| year.value % 10 == 0);
                let decade = parts.first(class::DECADE.with(class::DECADE_WORD)).or_else(year)?;
                if decade.value < 100 && parts.is_of_somebody() {
                    return Some(Expr::Nothing);
                }
                Expr::Decade { first: i16::try_from(decade.value).ok()? }
            }
            Meaning::Century => Expr::Century { number: i16::from(up_to(self.ordinal(parts)?, 30)?) },
            Meaning::Feast => Expr::Feast { feast: parts.times.feast(parts.first(class::FEAST)?)?, year },
            Meaning::Weekday => Expr::Weekday { weekday: parts.weekday()?, week: None },
            Meaning::WeekdayOfWeek => {
                Expr::Weekday { weekday: parts.weekday()?, week: Some(WeekShift::Weeks(self.shift)) }
            }
            Meaning::SomeWeekday => Expr::SomeWeekday { weekday: parts.weekday()? },
            Meaning::NearestWeekday => {
                Expr::Weekday { weekday: parts.weekday()?, week: Some(WeekShift::Nearest(self.direction())) }
            }
            Meaning::WeekAfterWeekday => {
                let weekday =
                    Expr::Weekday { weekday: parts.weekday()?, week: Some(WeekShift::Nearest(self.direction())) };
                let counts =
                    |at: usize| matches!(parts.words.lower(at), "once" | "twice" | "times" | "for" | "days" | "hours");
                let first = parts.items[0].start as usize;
                if first.checked_sub(1).is_some_and(counts) {
                    return None;
                }
                Expr::CountedFrom { count: self.shift, unit: Unit::Week, base: Base::Named(Box::new(weekday)) }
            }
            Meaning::Shifted => {
                let period = Expr::Shifted { unit: parts.unit().filter(|_| !parts.is_numbered())?, shift: self.shift };
                match self.modifier {
                    Some(modifier) => Expr::Part { of: Box::new(period), modifier },
                    None => period,
                }
            }
            Meaning::ShiftedDay => self.shifted_day(parts),
            Meaning::ShiftedNight => {
                let of = Expr::Shifted { unit: Unit::Day, shift: self.shift };
                Expr::DayPart { of: Box::new(of), part: super::expr::DayPart::Night }
            }
            Meaning::Nearest => {
                Expr::Nearest { what: Box::new(parts.draft(class::YEARLESS, 0)?), direction: self.direction() }
            }
            Meaning::BesideBefore => {
                let weekday = parts.weekday().map(|weekday| Expr::Weekday { weekday, week: None });
                let what = Box::new(weekday.or_else(|| parts.draft(class::YEARLESS, 0))?);
                Expr::BesideBefore { what, direction: self.direction() }
            }
            Meaning::NthBefore => Expr::NthBefore { what: Box::new(parts.of_plural()?), n: parts.count()? },
            Meaning::InYearOfBefore => Expr::InYearOfBefore { what: Box::new(parts.draft(class::YEARLESS, 0)?) },
            Meaning::InYear => return self.in_year(parts),
            Meaning::Counted => {
                let (count, unit) = parts.units().filter(|(count, unit)| unit.reaches_days(*count))?;
                Expr::Counted { count: count * self.shift, unit }
            }
            Meaning::CountedFromToday => {
                let (count, unit) = parts.units()?;
                let today = Box::new(Expr::Shifted { unit: Unit::Day, shift: 0 });
                let day = Expr::CountedFrom { count: count * self.shift, unit, base: Base::Named(today) };
                match parts.nth(class::UNIT, 1).and_then(class::unit_of) {
                    Some(unit) => Expr::Around { unit, day: Box::new(day) },
                    None => day,
                }
            }
            Meaning::CountedFromBefore => {
                let (count, unit) = parts.units()?;
                Expr::CountedFrom { count: count * self.shift, unit, base: Base::Before }
            }
            Meaning::CountedFromDate => return self.counted_from_date(parts),
            Meaning::CountedOrLength => Expr::CountedOrLength { count: parts.count()?, unit: parts.unit()? },
            Meaning::WindowOrLength => Expr::WindowOrLength { count: parts.count()?, unit: parts.unit()? },
            // "is expected to last three weeks": a length, and no weeks that are past.
            Meaning::Window if parts.is_lasting() => return None,
            Meaning::Window => Expr::Window { count: parts.count()? * self.shift, unit: parts.unit()? },
            Meaning::RunFrom => return self.run_from(parts),
            Meaning::WindowOrFollowing => Expr::WindowOrFollowing { unit: parts.unit()? },
            Meaning::RunInside => return self.run_inside(parts),
            Meaning::RunUpTo => return run_up_to(parts),
            Meaning::Nth => self.nth(parts)?,
            Meaning::NthWeekday => {
                let n = parts.first(class::ORDINAL).map_or(Some(-1), |ordinal| up_to(ordinal.value, 5))?;
                let inside = Box::new(Expr::Month { year, month: parts.month()? });
                Expr::NthWeekday { n, weekday: parts.weekday()?, inside }
            }
            Meaning::Part => Expr::Part { of: Box::new(parts.draft(class::DATE, 0)?), modifier: self.modifier? },
            Meaning::LastDay => {
                let period = || Some(Expr::Shifted { unit: parts.unit()?, shift: 0 });
                Expr::LastDay { of: Box::new(parts.draft(class::DATE, 0).or_else(period)?) }
            }
            Meaning::Range => return range(parts),
            Meaning::Clock => Expr::Clock { time: clock(parts)?, day: None },
            Meaning::ClockOnDay => return clock_on_day(parts),
            Meaning::DayPart => {
                let part = match parts.first(class::DAYPART) {
                    Some(part) => class::day_part_of(part)?,
                    None => super::expr::DayPart::Night,
                };
                Expr::DayPart { of: Box::new(parts.draft(class::DATE, 0)?), part }
            }
            Meaning::Duration => return self.length(parts),
            Meaning::Lengths => return lengths(parts),
            Meaning::VagueDuration => Expr::Duration { count: Count::Some, unit: parts.unit()?, modifier: None },
            Meaning::Set => self.set(parts)?,
            Meaning::Reference => Expr::Reference(self.value?.text()),
            Meaning::OrdinalPeriod => Expr::OrdinalPeriod { unit: parts.unit()? },
            Meaning::EventDay => Expr::EventDay,
            Meaning::WeekOf => return week_of(parts),
            Meaning::FeastWeekend => {
                let feast = parts.times.feast(parts.first(class::FEAST)?)?;
                Expr::FeastWeekend { feast: Box::new(Expr::Feast { feast, year }) }
            }
        })
    }

    fn length(&self, parts: Parts<'_>) -> Option<Expr> {
        if let Some((25 | 50, unit @ Unit::Year)) = parts.units().filter(|_| parts.number().is_none()) {
            let count = Count::Known(parts.units()?.0.to_string());
            return Some(Expr::Duration { count, unit, modifier: self.modifier });
        }
        let count = parts.number().map_or_else(|| "1".to_owned(), |number| number.value.normalize().to_string());
        // "the 2030 season day five": a year before a unit in the singular counts none.
        let is_year = parts.first(class::YEAR_ALONE).is_some() && parts.first(class::SINGULAR).is_some();
        let unit = parts.unit().filter(|_| !is_year)?;
        Some(Expr::Duration { count: Count::Known(count), unit, modifier: self.modifier })
    }

    const fn direction(&self) -> Direction {
        if self.shift < 0 { Direction::Past } else { Direction::Future }
    }

    fn day(&self, parts: Parts<'_>, year: Option<i16>) -> Option<Expr> {
        let day = match parts.day(0)? {
            Ok(day) => day,
            Err(nothing) => return Some(nothing),
        };
        let month = parts.month()?;
        if year.is_some_and(|year| Date::new(year, month, day).is_err()) {
            return Some(Expr::Nothing);
        }
        Some(Expr::Day { year, month, day, weekday: parts.weekday() })
    }

    fn days(&self, parts: Parts<'_>, year: Option<i16>) -> Option<Expr> {
        let month = parts.month()?;
        match (parts.day(0)?, parts.day(1)?) {
            (Ok(first), Ok(last)) if first < last && [0, i64::from(last - first)].contains(&self.shift) => {
                let day = |day| Box::new(Expr::Day { year, month, day, weekday: None });
                Some(Expr::Range(day(first), day(last)))
            }
            _ => Some(Expr::Nothing),
        }
    }

    fn ordinal(&self, parts: Parts<'_>) -> Option<i32> {
        let asked = class::ORDINAL.with(class::QUARTER_NAME).with(class::HALF_NAME);
        parts.first(asked).map(|item| item.value)
    }

    fn shifted_day(&self, parts: Parts<'_>) -> Expr {
        let day = Expr::Shifted { unit: Unit::Day, shift: self.shift };
        match parts.first(class::DAYPART).and_then(class::day_part_of) {
            Some(part) => Expr::DayPart { of: Box::new(day), part },
            None => day,
        }
    }

    /// "May of this year", "last year's second quarter", "this September".
    fn in_year(&self, parts: Parts<'_>) -> Option<Expr> {
        let what = Box::new(parts.draft(class::YEARLESS, 0)?);
        let shift = match parts.draft(class::RELATIVE_YEAR, 0) {
            Some(Expr::Shifted { shift, .. }) => shift,
            _ => self.shift,
        };
        Some(Expr::InYear { what, shift })
    }

    fn counted_from_date(&self, parts: Parts<'_>) -> Option<Expr> {
        let (count, unit) = match parts.draft(class::DURATION, 0) {
            Some(Expr::Duration { count: Count::Known(count), unit, .. }) => (count.parse().ok()?, unit),
            Some(_) => return None,
            None => (1, parts.unit()?),
        };
        let date = parts.draft(class::DATE, 0)?;
        // "a year from 2034": so much each year, or for so long.
        let is_from = parts.items.iter().any(|item| parts.words.lower(item.start as usize) == "from");
        if is_from && matches!(date, Expr::Year(_)) {
            return None;
        }
        let base = Base::Named(Box::new(date));
        Some(Expr::CountedFrom { count: i64::checked_mul(count, self.shift)?, unit, base })
    }

    /// "for a month from Monday", "for three days from today".
    fn run_from(&self, parts: Parts<'_>) -> Option<Expr> {
        let (count, unit) = match parts.draft(class::DURATION, 0) {
            Some(Expr::Duration { count: Count::Known(count), unit, .. }) => (count.parse().ok()?, unit),
            Some(_) => return None,
            None => parts.units()?,
        };
        let day = Expr::Shifted { unit: Unit::Day, shift: self.shift };
        let start = Box::new(parts.draft(class::DATE, 0).unwrap_or(day));
        (!unit.is_of_the_clock()).then_some(Expr::RunFrom { count, unit, start })
    }

    fn run_inside(&self, parts: Parts<'_>) -> Option<Expr> {
        if self.ordinal(parts).is_some_and(|ordinal| ordinal != 1) {
            return None;
        }
        let (count, unit) = match parts.draft(class::DURATION.with(class::PAST_WINDOW), 0)? {
            Expr::Duration { count: Count::Known(count), unit, .. } => (count.parse().ok()?, unit),
            Expr::Window { count, unit } => (count.checked_abs()?, unit),
            _ => return None,
        };
        // What holds the run stands behind it: a window is a DATE itself.
        let n_dates = parts.items.iter().filter(|item| item.classes.any(class::DATE)).count();
        let inside = Box::new(parts.draft(class::DATE, n_dates.checked_sub(1)?)?);
        Some(Expr::RunInside { count: i64::checked_mul(count, self.shift)?, unit, inside })
    }

    fn nth(&self, parts: Parts<'_>) -> Option<Expr> {
        let n = match parts.first(class::ORDINAL) {
            Some(ordinal) => up_to(ordinal.value, 53)?,
            None => -1,
        };
        let inside = Box::new(parts.draft(class::DATE, 0)?);
        let unit = match (parts.unit(), &*inside) {
            (Some(unit), _) => unit,
            // "the 21st of this month"
            (None, Expr::Shifted { unit: Unit::Month, .. }) => Unit::Day,
            (None, _) => return None,
        };
        Some(Expr::Nth { n, unit, inside })
    }

    fn set(&self, parts: Parts<'_>) -> Option<Expr> {
        let part = parts.first(class::DAYPART).and_then(class::day_part_of).map_or("", super::expr::DayPart::value);
        if let Some(day) = parts.first(class::WEEKDAY.with(class::WEEKDAYS)) {
            return Some(Expr::Set { value: format!("XXXX-WXX-{}{part}", day.value) });
        }
        if !part.is_empty() {
            return Some(Expr::Set { value: format!("{}{part}", Unit::Day.open_value()) });
        }
        if let Some(month) = parts.month() {
            return Some(Expr::Set { value: format!("XXXX-{month:02}") });
        }
        let value = match (self.value, parts.unit()) {
            (Some(value), _) => value.text().to_owned(),
            (None, Some(unit)) => {
                let (letter, factor) = unit.in_length();
                let count = parts.count()? * i64::from(factor);
                format!("P{}{count}{letter}", if unit.is_of_the_clock() { "T" } else { "" })
            }
            (None, None) => return None,
        };
        Some(Expr::Set { value })
    }
}

fn up_to(value: i32, most: i8) -> Option<i8> {
    i8::try_from(value).ok().filter(|value| (1..=most).contains(value))
}

fn numeric_day(parts: Parts<'_>) -> Option<Expr> {
    let start = parts.words.span(parts.items[0].start as usize).range().start;
    let class::NumericDay { year, month_day, .. } = class::numeric_day(&parts.words.text.as_str()[start..])?;
    Some(match month_day {
        Some((month, day)) if Date::new(year, month, day).is_ok() => {
            Expr::Day { year: Some(year), month, day, weekday: parts.weekday() }
        }
        Some(_) => Expr::Nothing,
        None => Expr::SomeDayOf { year: Some(year) },
    })
}

/// "Dec31": the item holds the month, its word the day.
fn glued_day(parts: Parts<'_>, year: Option<i16>) -> Option<Expr> {
    let item = parts.first(class::GLUED_DAY)?;
    let (_, digits) = class::letters_and_digits(parts.words.lower(item.start as usize))?;
    let (month, day) = (class::month_of(item)?, digits.parse().ok()?);
    let exists = Date::new(year.unwrap_or(LEAP_YEAR), month, day).is_ok();
    exists.then_some(Expr::Day { year, month, day, weekday: None })
}

/// "FY18", "SY 2031".
fn lettered_year(parts: Parts<'_>) -> Option<Expr> {
    let at = |item: &Item| parts.words.lower(item.start as usize);
    match parts.items {
        [year] => {
            class::letters_and_digits(at(year)).and_then(|(letters, digits)| class::lettered_year(letters, digits))
        }
        [letters, .., digits] => class::lettered_year(at(letters), at(digits)),
        [] => None,
    }
}

/// "16/05"; of "3/5" nobody can say which number is the month.
fn short_numeric_day(parts: Parts<'_>, n: usize) -> Option<Expr> {
    let item = parts.nth(class::NUMERIC_SHORT, n)?;
    Some(match class::day_and_month(parts.words.lower(item.start as usize))? {
        Some((month, day)) if Date::new(LEAP_YEAR, month, day).is_ok() => {
            Expr::Day { year: None, month, day, weekday: parts.weekday() }
        }
        Some(_) => Expr::Nothing,
        None => Expr::SomeDayOf { year: None },
    })
}

/// "the week of 3 June", "last week of June".
fn week_of(parts: Parts<'_>) -> Option<Expr> {
    // The period before it is a DATE itself.
    let n_dates = parts.items.iter().filter(|item| item.classes.any(class::DATE)).count();
    let inside = Box::new(parts.draft(class::DATE, n_dates.checked_sub(1)?)?);
    match parts.draft(class::PERIOD_DATE, 0) {
        Some(Expr::Shifted { unit, shift: -1 }) if n_dates > 1 => Some(Expr::Nth { n: -1, unit, inside }),
        Some(Expr::Shifted { unit: Unit::Week, shift: 0 }) | None => {
            Some(Expr::Around { unit: Unit::Week, day: inside })
        }
        _ => None,
    }
}

/// "the three months to May", "the year to March 31".
fn run_up_to(parts: Parts<'_>) -> Option<Expr> {
    let (count, unit) = match parts.draft(class::DURATION, 0) {
        Some(Expr::Duration { count: Count::Known(count), unit, .. }) => (count.parse().ok()?, unit),
        Some(_) => return None,
        None => match parts.draft(class::PERIOD_DATE, 0)? {
            Expr::Shifted { unit, shift: 0 } => (1, unit),
            _ => return None,
        },
    };
    let n_dates = parts.items.iter().filter(|item| item.classes.any(class::DATE)).count();
    let end = parts.draft(class::DATE, n_dates.checked_sub(1)?)?;
    let is_shorter = matches!(end, Expr::Month { .. } | Expr::Day { .. } | Expr::Quarter { .. } | Expr::LastDay { .. });
    let is_run = is_shorter && !unit.is_of_the_clock() && unit != Unit::Weekend;
    is_run.then(|| Expr::RunUpTo { count, unit, end: Box::new(end) })
}

/// "from March to May". What a dash joins must be named alike: in "on May 5 - this year - they met" it is no run.
fn range(parts: Parts<'_>) -> Option<Expr> {
    // "from March to date": where one end alone is named, the other is the day of the report.
    let is_open = parts.nth(class::DATE.with(class::PRESENT), 1).is_none();
    let to = if is_open { Expr::Shifted { unit: Unit::Day, shift: 0 } } else { parts.end(1)? };
    let from = parts.end(0)?;
    let is_dash = |item: &Item| matches!(parts.words.lower(item.start as usize), "-" | "–" | "—" | "~");
    let is_counted = |end: &Expr| matches!(end, Expr::Shifted { .. });
    let is_joined_alike = !parts.items.iter().any(is_dash) || is_counted(&from) == is_counted(&to);
    is_joined_alike.then(|| Expr::Range(Box::new(from), Box::new(to)))
}

/// "10 to 14 days".
fn lengths(parts: Parts<'_>) -> Option<Expr> {
    let number = |n| parts.nth(class::CARDINAL, n).and_then(Item::number).map(|number| number.value);
    let (from, to) = (number(0)?, number(1)?);
    let written = |number: rust_decimal::Decimal| number.normalize().to_string();
    (from < to).then_some(Expr::Lengths { from: written(from), to: written(to), unit: parts.unit()? })
}

/// "2014-2018", "2014-18"; "2014-05" is a month. More digits behind a hyphen make a key of them.
fn years(parts: Parts<'_>) -> Option<Expr> {
    let first = parts.nth(class::YEAR, 0)?.value;
    if is_in_key(parts) {
        return Some(Expr::Nothing);
    }
    if let Some(month) = parts.first(class::TWO_DIGITS).filter(|month| (1..=12).contains(&month.value))
        && parts.nth(class::YEAR, 1).is_none()
        && month.value <= first % 100
    {
        return Some(Expr::Month { year: i16::try_from(first).ok(), month: i8::try_from(month.value).ok()? });
    }
    let last = match parts.nth(class::YEAR, 1) {
        Some(year) => year.value,
        None => first / 100 * 100 + parts.first(class::TWO_DIGITS)?.value,
    };
    let year = |year: i32| Some(Box::new(Expr::Year(i16::try_from(year).ok()?)));
    if first < last { Some(Expr::Range(year(first)?, year(last)?)) } else { None }
}

/// Whether digits joined by a hyphen stand right before the match or behind it: "138-2010-2015".
fn is_in_key(parts: Parts<'_>) -> bool {
    let words = parts.words;
    let (first, behind) = (parts.items[0].start as usize, parts.items[parts.items.len() - 1].end as usize);
    let joins = |hyphen: usize, digits: usize| {
        matches!(words.lower(hyphen), "-" | "–") && words.kind(digits) == dateline_core::TokenKind::Number
    };
    let is_close = |at: usize| crate::expression::number::is_close(words, at);
    let is_behind_digits = first >= 2 && is_close(first) && is_close(first - 1) && joins(first - 1, first - 2);
    let is_before_digits =
        behind + 1 < words.len() && is_close(behind) && is_close(behind + 1) && joins(behind, behind + 1);
    is_behind_digits || is_before_digits
}

/// "3 p.m.", "10:30 GMT", "1500 GMT", "noon".
fn clock(parts: Parts<'_>) -> Option<ClockValue> {
    let is_utc = parts.first(class::ZONE).is_some_and(|zone| zone.value == 1);
    let Some(item) = parts.first(class::CLOCK.with(class::FOUR_DIGITS).with(class::CARDINAL)) else {
        let hour = if parts.words.lower(parts.items[0].start as usize) == "midnight" { 0 } else { 12 };
        return Some(ClockValue { hour, minute: 0, is_utc });
    };
    let token = parts.words.lower(item.start as usize);
    let digits = token.trim_end_matches(|c: char| !c.is_ascii_digit());
    let (hour, minute): (i8, i8) = match digits.split_once([':', '.']) {
        Some((hour, minute)) => (hour.parse().ok()?, minute.get(..2)?.parse().ok()?),
        None if item.classes.any(class::FOUR_DIGITS) => (digits[..2].parse().ok()?, digits[2..].parse().ok()?),
        None => (i8::try_from(item.value).ok()?, 0),
    };
    let said = parts.first(class::MERIDIEM).map(|item| item.value);
    let written = token[digits.len()..].bytes().next().map(|letter| i32::from(letter == b'p'));
    let hour = match said.or(written) {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(1) => hour % 12 + 12,
        Some(_) => hour % 12,
        None => hour,
    };
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some(ClockValue { hour, minute, is_utc })
}

fn clock_on_day(parts: Parts<'_>) -> Option<Expr> {
    let day = match parts.draft(class::DATE.with(class::DAYPART_DATE), 0)? {
        Expr::DayPart { of, .. } => of,
        day => Box::new(day),
    };
    match parts.draft(class::CLOCK_TIME, 0)? {
        Expr::Clock { time, .. } => Some(Expr::Clock { time, day: Some(day) }),
        _ => None,
    }
}
