//! The words of time expressions, and the classes by which patterns name them.

use std::ops::Range;

use dateline_core::{Row, Table, TableError, TokenKind};
use jiff::civil::{Date, Weekday};

use super::calendar::{Feast, Unit, weekday};
use super::expr::{DayPart, Expr, OtherYear, PRESENT_REF};
use super::season::Season;
use super::spoken::{self, CENTURIES_IN_WORDS, year_in_words};
use crate::expression::item::{Case, Classes, Entry, Item, Payload, Vocabulary};
use crate::expression::number::{self, Form, Number, Numerals};
use crate::expression::pattern;
use crate::lexicon::PhraseBook;
use crate::symbol::{BySymbol, Symbols};
use crate::words::{Class, VERBAL, Words};

/// Years that four digits by themselves can name in news: from early modern history to the targets of plans.
pub(super) const YEARS: std::ops::RangeInclusive<i32> = 1500..=2200;

/// Years that four digits can name without a preposition before them: "the 2031 election".
pub(super) const NEAR_YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $text:literal),* $(,)?) => {
        /// The names of the classes, in the order of their numbers.
        pub(crate) const CLASS_NAMES: &[&str] = &[$($text),*];
        classes!(@number 0usize; $($(#[$doc])* $name),*);
    };
    (@number $n:expr; $(#[$doc:meta])* $name:ident $(, $(#[$rest_doc:meta])* $rest:ident)*) => {
        $(#[$doc])*
        pub(crate) const $name: Classes = Classes::of($n);
        classes!(@number $n + 1; $($(#[$rest_doc])* $rest),*);
    };
    (@number $n:expr;) => {};
}

classes! {
    MONTH = "MONTH",
    /// A month whose name is hardly anything else.
    MONTH_SURE = "MONTH-SURE",
    WEEKDAY = "WEEKDAY",
    #[expect(dead_code, reason = "only patterns name it")]
    WEEKDAY_SURE = "WEEKDAY-SURE",
    /// "Mondays".
    WEEKDAYS = "WEEKDAYS",
    /// "Decembers".
    MONTHS = "MONTHS",
    /// "summers".
    SEASONS = "SEASONS",
    UNIT = "UNIT",
    SINGULAR = "SINGULAR",
    #[expect(dead_code, reason = "only patterns name it")]
    PLURAL = "PLURAL",
    /// A unit of a day or more.
    LONG = "LONG",
    /// A unit of more than a day.
    PERIOD = "PERIOD",
    DAYPART = "DAYPART",
    #[expect(dead_code, reason = "only patterns name it")]
    OVERNIGHT = "OVERNIGHT",
    SEASON = "SEASON",
    FEAST = "FEAST",
    MERIDIEM = "MERIDIEM",
    ZONE = "ZONE",
    /// "Q1".
    QUARTER_NAME = "QUARTER-NAME",
    /// "H1".
    HALF_NAME = "HALF-NAME",
    /// "1990s".
    DECADE = "DECADE",
    /// "nineties".
    DECADE_WORD = "DECADE-WORD",
    POSSESSIVE = "POSSESSIVE",
    /// A number that is no ordinal.
    CARDINAL = "CARDINAL",
    ORDINAL = "ORDINAL",
    /// "18th".
    ORDINAL_DIGITS = "ORDINAL-DIGITS",
    /// One or two digits, or an ordinal, as days of a month are written.
    DAY = "DAY",
    /// Four digits that can be a year.
    YEAR = "YEAR",
    /// Four digits that are a year where they stand.
    YEAR_ALONE = "YEAR-ALONE",
    /// Two digits: the end of "2014-18".
    TWO_DIGITS = "TWO-DIGITS",
    /// "10:30", "7pm".
    CLOCK = "CLOCK",
    /// Four digits that can be a time of day: "1500 GMT".
    FOUR_DIGITS = "FOUR-DIGITS",
    /// "2031-05-16", "16/05/2031".
    NUMERIC = "NUMERIC",
    /// "16/05".
    NUMERIC_SHORT = "NUMERIC-SHORT",
    /// The first word of a feast that may be written in small letters.
    FEAST_START = "FEAST-START",
    /// Whatever names days.
    DATE = "DATE",
    /// "last week", "this month".
    PERIOD_DATE = "PERIOD-DATE",
    /// "last year".
    RELATIVE_YEAR = "RELATIVE-YEAR",
    /// What lacks its year.
    YEARLESS = "YEARLESS",
    YEAR_DATE = "YEAR-DATE",
    CLOCK_TIME = "CLOCK-TIME",
    /// "last night", "Tuesday morning".
    DAYPART_DATE = "DAYPART-DATE",
    /// "the last four months".
    PAST_WINDOW = "PAST-WINDOW",
    /// "now".
    PRESENT = "PRESENT",
    DURATION = "DURATION",
    /// "Dec31".
    GLUED_DAY = "GLUED-DAY",
    /// "FY18".
    LETTERED_YEAR = "LETTERED-YEAR",
}

/// What many sentences hold that tell no time.
pub(crate) const COMMON: Classes = POSSESSIVE.with(CARDINAL).with(ORDINAL).with(DAY);

/// Words that go before a year that has no month.
const BEFORE_YEARS: [&str; 24] = [
    "in",
    "since",
    "by",
    "until",
    "till",
    "of",
    "from",
    "during",
    "before",
    "after",
    "through",
    "to",
    "late",
    "early",
    "mid",
    "around",
    "circa",
    "between",
    "for",
    "year",
    "and",
    "pre",
    "post",
    "throughout",
];

/// Words that make four digits an amount: "more than 2000".
const BEFORE_AMOUNTS: [&str; 12] =
    ["than", "least", "most", "nearly", "almost", "over", "some", "about", "number", "no.", "flight", "room"];

/// The words with the feasts.
#[derive(Debug)]
pub(crate) struct TimeWords {
    pub(crate) vocabulary: Vocabulary,
    feasts: PhraseBook<usize>,
    /// The words with which the feasts begin, as tokens may be cut.
    feast_starts: Vec<String>,
    feast_rules: Vec<Feast>,
    /// Those that may be written in small letters, in order.
    in_small: Vec<usize>,
}

impl TimeWords {
    /// Reads `time_words.tsv` and `holidays.tsv`.
    pub(crate) fn parse(words: &'static str, holidays: &'static str) -> Result<Self, TableError> {
        let mut vocabulary = Vocabulary::new(CLASS_NAMES);
        for row in Table::new("time_words.tsv", words).rows()? {
            add_word(&mut vocabulary, &row)?;
        }
        let (mut forms, mut feast_starts) = (Vec::new(), Vec::new());
        let (mut feast_rules, mut in_small) = (Vec::new(), Vec::new());
        for row in Table::new("holidays.tsv", holidays).rows()? {
            let feast = Feast::parse(row.get("day")?).ok_or_else(|| row.error("the day follows no known rule"))?;
            let name = row.need("name")?;
            if row.need("case")? == "any" {
                let first = name.split([' ', '-', '\'', '’']).next().unwrap_or(name);
                vocabulary.mark(first, FEAST_START);
                in_small.push(feast_rules.len());
            }
            let cut_at = [&[' '][..], &[' ', '-', '\'', '’']];
            feast_starts.extend(cut_at.iter().filter_map(|marks| Some(name.split(*marks).next()?.to_owned())));
            forms.push((name.to_owned(), feast_rules.len()));
            feast_rules.push(feast);
        }
        Ok(Self { vocabulary, feasts: PhraseBook::of(forms), feast_starts, feast_rules, in_small })
    }

    /// Gives the words their symbols, when all patterns are read; returns those of the words that may tell a time.
    pub(crate) fn seal(&mut self, symbols: &mut Symbols, is_needed: impl Fn(Entry) -> bool) -> BySymbol<bool> {
        let mut telling = self.vocabulary.seal(symbols, is_needed);
        let spoken = CENTURIES_IN_WORDS.iter().map(|(word, _)| *word);
        for word in self.feast_starts.iter().map(String::as_str).chain(spoken) {
            *telling.at(symbols.intern(word)) = true;
        }
        telling
    }

    /// How the day of a feast is found.
    pub(crate) fn feast(&self, item: &Item) -> Option<Feast> {
        self.feast_rules.get(usize::try_from(item.value).ok()?).copied()
    }

    /// The item of a feast's name or of a day in digits that begins with the token.
    pub(crate) fn compound(&self, numerals: &Numerals, words: &Words<'_>, at: usize, end: usize) -> Option<Item> {
        match words.kind(at) {
            TokenKind::Number => numeric_end(words, at, end)
                .map(|to| compound(at, to, NUMERIC, 0))
                .or_else(|| self.feast_at(words, at, end))
                .or_else(|| day_and_month(words.lower(at)).map(|_| compound(at, at + 1, NUMERIC_SHORT, 0))),
            TokenKind::Word if words.class(at).any(Class::CAPITAL) => {
                let feast = self.feast_at(words, at, end);
                feast.or_else(|| spoken_year(numerals, words, at, end)).or_else(|| self.glued(words, at))
            }
            TokenKind::Word => {
                let begins_feast = self.vocabulary.entry_of(words.symbol(at)).classes.any(FEAST_START);
                let feast = if begins_feast { self.feast_at(words, at, end) } else { None };
                let is_in_small = |item: &Item| {
                    usize::try_from(item.value).is_ok_and(|feast| self.in_small.binary_search(&feast).is_ok())
                };
                let feast = feast.filter(is_in_small).or_else(|| spoken_year(numerals, words, at, end));
                feast.or_else(|| self.glued(words, at))
            }
            _ => None,
        }
    }

    /// The item of letters and digits in one word: "Dec31", "FY2031".
    fn glued(&self, words: &Words<'_>, at: usize) -> Option<Item> {
        let (letters, digits) = letters_and_digits(words.lower(at))?;
        if lettered_year(letters, digits).is_some() {
            return Some(compound(at, at + 1, LETTERED_YEAR, 0));
        }
        let month = self.vocabulary.named(letters).filter(|entry| entry.classes.any(MONTH))?;
        let is_written_so = month.case != Case::Capital || words.class(at).any(Class::CAPITAL);
        (digits.len() <= 2 && is_written_so).then(|| compound(at, at + 1, GLUED_DAY, month.value))
    }

    fn feast_at(&self, words: &Words<'_>, at: usize, end: usize) -> Option<Item> {
        let (to, feast) = words.phrase_at(&self.feasts, at)?;
        (to <= end).then(|| compound(at, to, FEAST, i32::try_from(*feast).unwrap_or_default()))
    }
}

fn compound(at: usize, to: usize, classes: Classes, value: i32) -> Item {
    let token = |n: usize| u32::try_from(n).expect("tokens are counted by u32");
    Item { start: token(at), end: token(to), word: 0, classes, value, payload: Payload::Word }
}

fn spoken_year(numerals: &Numerals, words: &Words<'_>, at: usize, end: usize) -> Option<Item> {
    let (year, to) = year_in_words(numerals, words, at, end)?;
    Some(compound(at, to, YEAR.with(YEAR_ALONE), year))
}

/// The two parts of a word of letters with up to four digits behind them.
pub(crate) fn letters_and_digits(word: &str) -> Option<(&str, &str)> {
    let at = word.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = word.split_at(at);
    let is_both = !letters.is_empty() && digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_both.then_some((letters, digits))
}

/// A year behind the letters that say whose it is: "FY18", "SY2031", "CY 2018".
pub(crate) fn lettered_year(letters: &str, digits: &str) -> Option<Expr> {
    let number: u32 = digits.parse().ok()?;
    let number = if digits.len() == 2 { year_of_two_digits(number) } else { number };
    let year = i16::try_from(number).ok().filter(|year| YEARS.contains(&i32::from(*year)))?;
    let other = |kind| Expr::OtherYear { kind, year: Some(year), shift: 0 };
    match letters {
        "fy" => Some(other(OtherYear::Fiscal)),
        "sy" => Some(other(OtherYear::School)),
        "cy" => Some(Expr::Year(year)),
        _ => None,
    }
}

fn add_word(vocabulary: &mut Vocabulary, row: &Row<'static>) -> Result<(), TableError> {
    let mut classes = Classes::default();
    for name in row.list("class")? {
        let class = vocabulary.class(name).ok_or_else(|| row.error(format!("{name:?} is no class")))?;
        classes = classes.with(class);
    }
    let value: i32 = row.need("value")?.parse().map_err(|_| row.error("the value is a whole number"))?;
    let is_period = classes.any(LONG) && Unit::of_number(value).is_some_and(|unit| unit > Unit::Day);
    let classes = if is_period { classes.with(PERIOD) } else { classes };
    let case = match row.need("case")? {
        "any" => Case::Any,
        "capital" => Case::Capital,
        "lower" => Case::Lower,
        other => return Err(row.error(format!("case is any, capital or lower, not {other:?}"))),
    };
    vocabulary.add(row.need("word")?, classes, value, case);
    Ok(())
}

/// The token behind a day in digits: `2031-05-16`, `16/05/2031`, `16.05.2031`.
fn numeric_end(words: &Words<'_>, at: usize, end: usize) -> Option<usize> {
    let from = words.span(at).range().start;
    let (before, text) = words.text.as_str().split_at(from);
    let n_bytes = numeric_day(text)?.n_bytes;
    // "133-03-03-2020" is a key; "1/2/2030-3/2/2030" are two days, and "sales-2002-10-09" ends with one.
    let mut before = before.chars().rev();
    let is_joined = match before.next() {
        Some(mark @ ('-' | '/' | '.')) => {
            text[..n_bytes].contains(mark) && before.next().is_some_and(|c| c.is_ascii_digit())
        }
        Some(mark) => mark.is_alphanumeric(),
        None => false,
    };
    if is_joined {
        return None;
    }
    let to = (at..end.min(at + 6)).find(|token| words.span(*token).range().end >= from + n_bytes)? + 1;
    (words.span(to - 1).range().end == from + n_bytes).then_some(to)
}

/// A day in digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NumericDay {
    n_bytes: usize,
    pub(crate) year: i16,
    /// The month and the day, if it is sure which is which.
    pub(crate) month_day: Option<(i8, i8)>,
}

/// The day in digits at the start of a text.
///
/// Of "03/04/2031" nobody can say which number is the month: it has neither.
pub(crate) fn numeric_day(text: &str) -> Option<NumericDay> {
    if let Some(day) = basic_day(text) {
        return Some(day);
    }
    let mut numbers = [0_u32; 3];
    let mut lengths = [0_usize; 3];
    let mut separator = None;
    let mut at = 0;
    for n in 0..3 {
        let digits = text[at..].bytes().take(5).take_while(u8::is_ascii_digit).count();
        numbers[n] = text[at..at + digits].parse().ok()?;
        lengths[n] = digits;
        at += digits;
        if n < 2 {
            let mark = text[at..].bytes().next().filter(|mark| matches!(mark, b'-' | b'/' | b'.'))?;
            if *separator.get_or_insert(mark) != mark {
                return None;
            }
            at += 1;
        }
    }
    if text[at..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '-')) {
        return None;
    }
    let small = |n: u32| i8::try_from(n).ok();
    let (year, month_day) = match lengths {
        [4, 1..=2, 1..=2] => (numbers[0], Some((small(numbers[1])?, small(numbers[2])?))),
        [1..=2, 1..=2, 4] => {
            let month_day = match separator {
                // With full stops the day stands first wherever such days are written.
                Some(b'.') => Some((small(numbers[1])?, small(numbers[0])?)),
                _ => month_day_of(numbers[0], numbers[1]),
            };
            (numbers[2], month_day)
        }
        // Two digits of a year stand behind slashes alone: with full stops such rows number versions.
        [1..=2, 1..=2, 2] if separator == Some(b'/') => {
            (year_of_two_digits(numbers[2]), month_day_of(numbers[0], numbers[1]))
        }
        _ => return None,
    };
    let year = i16::try_from(year).ok().filter(|year| YEARS.contains(&i32::from(*year)))?;
    Some(NumericDay { n_bytes: at, year, month_day })
}

/// The day of eight digits without a mark, as ISO 8601 has it: "20310516".
fn basic_day(text: &str) -> Option<NumericDay> {
    let digits = text.get(..8).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let number = |range: Range<usize>| digits[range].parse::<i16>().ok();
    let (year, month, day) = (number(0..4)?, i8::try_from(number(4..6)?).ok()?, i8::try_from(number(6..8)?).ok()?);
    let is_near = NEAR_YEARS.contains(&i32::from(year)) && Date::new(year, month, day).is_ok();
    let ends = !text[8..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '%'));
    (is_near && ends).then_some(NumericDay { n_bytes: 8, year, month_day: Some((month, day)) })
}

/// Years of two digits below this one are of this century, the others of the last.
const TWO_DIGITS_SPLIT: u32 = 40;

/// The year that two digits stand for.
pub(crate) const fn year_of_two_digits(digits: u32) -> u32 {
    digits + if digits < TWO_DIGITS_SPLIT { 2000 } else { 1900 }
}

/// Month and day of two numbers, if it is sure which is which.
fn month_day_of(first: u32, second: u32) -> Option<(i8, i8)> {
    let small = |n: u32| i8::try_from(n).ok();
    match (first, second) {
        (day, month) if day > 12 || day == month => Some((small(month)?, small(day)?)),
        (month, day) if day > 12 => Some((small(month)?, small(day)?)),
        _ => None,
    }
}

/// The two numbers of "16/05", if they can be a day and a month; which is which may be open.
pub(crate) fn day_and_month(token: &str) -> Option<Option<(i8, i8)>> {
    let (first, second) = token.split_once('/')?;
    let number = |digits: &str| {
        let is_short = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        if is_short { digits.parse::<u32>().ok().filter(|n| (1..=31).contains(n)) } else { None }
    };
    let (first, second) = (number(first)?, number(second)?);
    (first.min(second) <= 12).then(|| month_day_of(first, second))
}

/// Gives the numbers of a sentence their classes.
pub(crate) fn classify_numbers(words: &Words<'_>, items: &mut [Item]) {
    for at in 0..items.len() {
        let Some(number) = items[at].number() else { continue };
        let (classes, value) = number_classes(words, items, at, number);
        items[at].classes = items[at].classes.with(classes);
        items[at].value = value;
    }
}

fn number_classes(words: &Words<'_>, items: &[Item], at: usize, number: Number) -> (Classes, i32) {
    let whole = i32::try_from(number.value).ok().filter(|whole| number.value == (*whole).into());
    let value = whole.unwrap_or(-1);
    if number.n_suffix_bytes > 0 {
        return suffixed(words, &items[at], number, value);
    }
    if number.form == Form::Ordinal {
        let in_digits = words.lower(items[at].start as usize).starts_with(|c: char| c.is_ascii_digit());
        let classes = if in_digits { ORDINAL.with(ORDINAL_DIGITS) } else { ORDINAL };
        return (if value <= 99 { classes.with(DAY) } else { classes }, value);
    }
    let mut classes = CARDINAL;
    if number.form == Form::Words && spoken::is_day(words, items, at, value) {
        classes = classes.with(DAY);
    }
    match number.n_plain_digits {
        // "$12 December 3": behind the sign of a currency digits are no day.
        1 | 2 if is_behind_sign(words, items[at].start as usize) => {}
        1 | 2 => classes = classes.with(DAY).with(if number.n_plain_digits == 2 { TWO_DIGITS } else { DAY }),
        4 => {
            classes = classes.with(FOUR_DIGITS);
            if YEARS.contains(&value) {
                classes = classes.with(YEAR);
                if stands_as_year(words, items, at, value) {
                    classes = classes.with(YEAR_ALONE);
                }
            }
        }
        _ => {}
    }
    (classes, value)
}

/// Whether the token before is the sign of a currency.
pub(crate) fn is_behind_sign(words: &Words<'_>, at: usize) -> bool {
    at > 0 && matches!(words.lower(at - 1), "$" | "€" | "£" | "¥" | "₹")
}

/// "1990s", "10:30", "7pm".
fn suffixed(words: &Words<'_>, item: &Item, number: Number, value: i32) -> (Classes, i32) {
    let lower = words.lower(item.end as usize - 1);
    let suffix = &lower[lower.len() - usize::from(number.n_suffix_bytes)..];
    match suffix {
        "s" if value % 10 == 0 && (YEARS.contains(&value) || (20..=90).contains(&value)) => (DECADE, value),
        "'s" | "’s" if YEARS.contains(&value) => {
            let before = (item.start as usize).checked_sub(1).map(|before| words.lower(before));
            let is_decade = value % 10 == 0 && matches!(before, Some("the" | "early" | "late" | "mid" | "-"));
            (if is_decade { DECADE } else { YEAR.with(YEAR_ALONE) }, value)
        }
        "am" | "pm" | "a.m" | "p.m" | "a.m." | "p.m." => (CLOCK, value),
        _ if suffix.starts_with(':') => (CLOCK, value),
        _ => (Classes::default(), value),
    }
}

/// Whether four digits are a year where they stand, by the words beside them.
fn stands_as_year(words: &Words<'_>, items: &[Item], at: usize, value: i32) -> bool {
    let token = items[at].tokens();
    let before = token.start.checked_sub(1).filter(|_| at > 0);
    let behind = items.get(at + 1).map(|item| item.start as usize);
    let is_close_before = number::is_close(words, token.start);
    let is_part_of_a_name = before.is_some_and(|before| {
        is_close_before && !matches!(words.lower(before), "(" | "[" | "‘" | "'" | "’" | "\"" | "“" | "–" | "—" | "-")
    });
    let is_amount =
        before.is_some_and(|before| BEFORE_AMOUNTS.contains(&words.lower(before)) && !sets_a_limit(words, before));
    let goes_on = behind.is_some_and(|behind| matches!(words.lower(behind), "%" | "percent" | "per"));
    if is_part_of_a_name
        || is_end_of_key(words, items, at)
        || is_amount
        || goes_on
        || items.get(at + 1).is_some_and(|item| item.classes.any(UNIT) && !item.classes.any(SINGULAR))
    {
        return false;
    }
    let is_counting = behind.is_some_and(|behind| is_plural_noun(words, behind));
    match before.map(|before| words.lower(before)) {
        Some("in" | "since" | "until" | "during" | "before" | "after" | "year") if NEAR_YEARS.contains(&value) => true,
        // "the 2030 and 2032 elections"
        Some("and" | "or") if at > 1 && items[at - 2].classes.any(YEAR_ALONE) => NEAR_YEARS.contains(&value),
        Some(before) if BEFORE_YEARS.contains(&before) => !is_counting,
        _ => NEAR_YEARS.contains(&value) && (!is_counting || is_determined(words, before)),
    }
}

/// "until at least 2035": behind a preposition the least is a year.
fn sets_a_limit(words: &Words<'_>, least: usize) -> bool {
    least >= 2
        && words.lower(least) == "least"
        && words.lower(least - 1) == "at"
        && matches!(words.lower(least - 2), "until" | "till" | "since" | "through" | "from" | "in" | "to")
}

/// "82-2100", "133-03-03-2020": behind fewer digits and a hyphen four digits end a key.
fn is_end_of_key(words: &Words<'_>, items: &[Item], at: usize) -> bool {
    let Some([digits, hyphen]) = at.checked_sub(2).map(|from| [items[from], items[from + 1]]) else { return false };
    let is_hyphen = words.lower(hyphen.start as usize) == "-" && pattern::is_tight(items, words, at);
    let is_joined = is_hyphen && pattern::is_tight(items, words, at - 1);
    is_joined && digits.number().is_some_and(|number| (1..4).contains(&number.n_plain_digits))
}

fn is_determined(words: &Words<'_>, before: Option<usize>) -> bool {
    before.is_some_and(|before| {
        words.class(before).any(Class::DETERMINER.with(Class::POSSESSIVE)) || matches!(words.lower(before), "'s" | "’s")
    })
}

/// Whether a number that ends before the token counts what stands there: "in April of 87 countries".
pub(super) fn counts_nouns(words: &Words<'_>, behind: usize) -> bool {
    behind < words.len() && is_plural_noun(words, behind)
}

pub(super) fn is_plural_noun(words: &Words<'_>, at: usize) -> bool {
    const CLOSED: Class =
        VERBAL.with(Class::PREPOSITION).with(Class::CONJUNCTION).with(Class::SUBORDINATOR).with(Class::ADVERB);
    let lower = words.lower(at);
    let is_noun = words.kind(at) == TokenKind::Word && !words.class(at).any(CLOSED.with(Class::CAPITAL));
    is_noun && (matches!(lower, "people" | "men" | "women" | "children") || (lower.ends_with('s') && lower.len() > 3))
}

/// What captured items say.
pub(crate) fn month_of(item: &Item) -> Option<i8> {
    i8::try_from(item.value).ok()
}

pub(crate) fn unit_of(item: &Item) -> Option<Unit> {
    Unit::of_number(item.value)
}

pub(crate) fn weekday_of(item: &Item) -> Option<Weekday> {
    weekday(item.value)
}

pub(crate) fn season_of(item: &Item) -> Option<Season> {
    Season::of_number(item.value)
}

pub(crate) fn day_part_of(item: &Item) -> Option<DayPart> {
    DayPart::of_number(item.value)
}

/// The classes of what a rule made.
pub(crate) fn classes_of(expr: &Expr) -> Classes {
    let mut classes = if expr.names_days() { DATE } else { Classes::default() };
    let own = match expr {
        Expr::Shifted { unit: Unit::Year, .. } => RELATIVE_YEAR.with(PERIOD_DATE),
        Expr::Shifted { .. } => PERIOD_DATE,
        Expr::Year(_) => YEAR_DATE,
        Expr::Clock { day: None, .. } => CLOCK_TIME,
        Expr::DayPart { .. } => DAYPART_DATE,
        Expr::Duration { .. } => DURATION,
        Expr::Window { count: ..0, .. } => PAST_WINDOW,
        Expr::Reference(value) if *value == PRESENT_REF => PRESENT,
        _ => Classes::default(),
    };
    classes = classes.with(own);
    if expr.clone().with_year(2000).is_some() { classes.with(YEARLESS) } else { classes }
}
