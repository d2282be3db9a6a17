//! Days and years as they are spoken: "January twenty-five, nineteen eighty-six", "twenty twenty-four".

use crate::expression::item::Item;
use crate::expression::number::{Form, Number, Numerals};
use crate::words::{Class, Words};

use super::vocabulary::{MONTH, NEAR_YEARS, YEARS, is_plural_noun};

/// Tokens from the year behind a spoken day back to its month: ",", "five", "-", "twenty", "January".
const SPOKEN_DAY_TOKENS_MAX: usize = 5;

/// The last day that a month can have.
const DAYS_OF_MONTH: std::ops::RangeInclusive<i32> = 1..=31;

/// The words with which spoken years begin, with what the rest is added to: of "two thousand" the whole is read at once.
pub(crate) const CENTURIES_IN_WORDS: [(&str, i32); 5] =
    [("seventeen", 1700), ("eighteen", 1800), ("nineteen", 1900), ("twenty", 2000), ("two", 0)];

/// A year as it is spoken, and the token behind it: "nineteen ninety-six", "twenty twenty-four", "two thousand and fifteen".
pub(crate) fn year_in_words(numerals: &Numerals, words: &Words<'_>, at: usize, end: usize) -> Option<(i32, usize)> {
    let (_, century) = *CENTURIES_IN_WORDS.iter().find(|(word, _)| *word == words.lower(at))?;
    let is_year = |value: i32| NEAR_YEARS.contains(&value) || (century > 0 && century < 1900);
    let whole = |number: &Number| i32::try_from(number.value).ok().filter(|_| number.form == Form::Words);
    if at == 0 || !(is_before_year(words, at - 1) || is_behind_day(numerals, words, at)) {
        return None;
    }
    let year = |value: i32, to: usize| {
        let counts = to < end && (is_plural_noun(words, to) || words.lower(to) == "-");
        (is_year(value) && !counts).then_some((value, to))
    };
    let first = numerals.read(words, at, end)?;
    if let Some(value) = whole(&first).filter(|value| *value >= *YEARS.start()) {
        return year(value, first.end);
    }
    // "nineteen ninety-six": two numbers, of which the second has two digits.
    let second =
        (first.end == at + 1 && century > 0 && first.end < end).then(|| numerals.read(words, at + 1, end))??;
    let rest = whole(&second).filter(|rest| (10..=99).contains(rest))?;
    year(century + rest, second.end)
}

/// Whether a word goes before years: "in", "since", a month.
fn is_before_year(words: &Words<'_>, at: usize) -> bool {
    const GOES_BEFORE: [&str; 10] = ["in", "since", "until", "till", "by", "of", "from", "year", "to", "before"];
    GOES_BEFORE.contains(&words.lower(at)) || words.class(at).any(Class::MONTH)
}

/// Whether the words before the token are a day behind its month: "January twenty-five nineteen eighty-six".
fn is_behind_day(numerals: &Numerals, words: &Words<'_>, at: usize) -> bool {
    let is_of_day = |at: &usize| numerals.is_numeral(words.symbol(*at)) || matches!(words.lower(*at), "-" | ",");
    let before = || (0..at).rev().take(SPOKEN_DAY_TOKENS_MAX);
    let has_day = before().take_while(is_of_day).any(|at| numerals.is_numeral(words.symbol(at)));
    has_day && before().find(|at| !is_of_day(at)).is_some_and(|at| words.class(at).any(Class::MONTH))
}

/// Whether a number in words is the day of a month beside it. "In May twenty people came" counts people, and in "May
/// twenty were lost" nobody can say.
pub(super) fn is_day(words: &Words<'_>, items: &[Item], at: usize, value: i32) -> bool {
    const CLOSES: Class = Class::PREPOSITION.with(Class::CONJUNCTION).with(Class::SUBORDINATOR);
    let is_month = |at: Option<usize>| at.and_then(|at| items.get(at)).is_some_and(|item| item.classes.any(MONTH));
    let first_of = |at: usize| items.get(at).map(|item| item.start as usize);
    let is_closed = || {
        first_of(at + 1).is_none_or(|behind| {
            let goes_on = words.class(behind).any(Class::WORD) && !begins_year(words, behind);
            !goes_on || (words.class(behind).any(CLOSES) && words.lower(behind) != "of")
        })
    };
    let counts = || first_of(at + 2).is_some_and(|behind| is_plural_noun(words, behind));
    let is_behind_month = || is_month(at.checked_sub(1)) && is_closed();
    let is_before_month = || is_month(Some(at + 1)) && !counts();
    DAYS_OF_MONTH.contains(&value) && (is_behind_month() || is_before_month())
}

/// Whether a spoken year may begin with the token.
fn begins_year(words: &Words<'_>, at: usize) -> bool {
    CENTURIES_IN_WORDS.iter().any(|(word, _)| *word == words.lower(at))
}
