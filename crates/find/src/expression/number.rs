//! Numbers in digits and words: "1,250", "2.5 million", "three lakh crore", "half a dozen".

use std::collections::HashMap;
use std::ops::Range;

use dateline_core::{Table, TableError, TokenKind};
use rust_decimal::Decimal;

use crate::symbol::{BySymbol, Symbol, Symbols};
use crate::words::Words;

/// Most tokens of a number: "two hundred and twenty-one trillion three hundred and five thousand" has fourteen.
const NUMBER_TOKENS_MAX: usize = 16;

/// Most digits of a number in digits; [`Decimal`] is exact up to 28. Longer rows of digits are keys, not amounts.
const DIGITS_MAX: usize = 28;

/// A number as it stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Number {
    /// The number itself.
    pub(crate) value: Decimal,
    /// The token behind it.
    pub(crate) end: usize,
    /// How it is written.
    pub(crate) form: Form,
    /// How many digits an integer without separators has; 0 for any other number.
    pub(crate) n_plain_digits: u8,
    /// Bytes behind the digits inside the last token: the "bn" of "1.2bn".
    pub(crate) n_suffix_bytes: u8,
}

impl Number {
    /// A number in digits that are a part of a word.
    pub(crate) const fn in_digits(value: Decimal, end: usize) -> Self {
        Self { form: Form::Digits, ..plain(value, end) }
    }
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// In digits alone.
    Digits,
    /// In words, or in digits with a scale behind: "2.5 million".
    Words,
    /// An ordinal: "3rd", "third".
    Ordinal,
}

/// What a word is in a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Numeral {
    /// 0 to 19.
    Unit(u32),
    /// 20, 30, … 90.
    Ten(u32),
    Hundred,
    /// 12.
    Dozen,
    /// Thousand and above, as a power of ten.
    Scale(u32),
    /// An ordinal below a hundred: its number, and whether it is a ten.
    Ordinal(u32),
}

/// The words of numbers.
#[derive(Debug)]
pub(crate) struct Numerals {
    numerals: BySymbol<Option<Numeral>>,
    /// Whether a number in words can begin with a word, mostly.
    begins: BySymbol<bool>,
    /// Scales that are written close behind digits: "bn".
    suffixes: HashMap<&'static str, u32>,
}

impl Numerals {
    /// Reads `numerals.tsv`.
    pub(crate) fn parse(table: &'static str, symbols: &mut Symbols) -> Result<Self, TableError> {
        let (mut numerals, mut begins, mut suffixes) = (BySymbol::new(), BySymbol::new(), HashMap::new());
        for row in Table::new("numerals.tsv", table).rows()? {
            let value: u32 = row.need("value")?.parse().map_err(|_| row.error("the value is a whole number"))?;
            let numeral = match row.need("kind")? {
                "unit" => Numeral::Unit(value),
                "ten" => Numeral::Ten(value),
                "hundred" => Numeral::Hundred,
                "dozen" => Numeral::Dozen,
                "scale" => Numeral::Scale(value),
                "ordinal" => Numeral::Ordinal(value),
                "suffix" => {
                    suffixes.insert(row.need("word")?, value);
                    continue;
                }
                other => return Err(row.error(format!("{other:?} is no kind of numeral"))),
            };
            let word = symbols.intern(row.need("word")?);
            *begins.at(word) = true;
            *numerals.at(word) = Some(numeral);
        }
        for article in ["a", "an", "half"] {
            *begins.at(symbols.intern(article)) = true;
        }
        Ok(Self { numerals, begins, suffixes })
    }

    /// Whether a number can begin with this token, mostly.
    pub(crate) fn may_begin(&self, words: &Words<'_>, at: usize) -> bool {
        self.begins.get(words.symbol(at)) || words.lower(at).starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether the token is a word of numbers, other than an article.
    pub(crate) fn is_numeral(&self, symbol: Symbol) -> bool {
        self.numerals.get(symbol).is_some()
    }

    fn numeral(&self, words: &Words<'_>, at: usize) -> Option<Numeral> {
        self.numerals.get(words.symbol(at))
    }

    /// The power of ten that a suffix of digits stands for.
    pub(crate) fn suffix(&self, suffix: &str) -> Option<u32> {
        self.suffixes.get(suffix).copied()
    }

    /// The power of ten that a word of scale stands for: 6 for "million".
    pub(crate) fn scale(&self, word: Symbol) -> Option<u32> {
        match self.numerals.get(word) {
            Some(Numeral::Scale(power)) => Some(power),
            _ => None,
        }
    }

    /// The longest number that begins with the token.
    pub(crate) fn read(&self, words: &Words<'_>, at: usize, to: usize) -> Option<Number> {
        let to = to.min(at + NUMBER_TOKENS_MAX);
        let lower = words.lower(at);
        if lower.starts_with(|c: char| c.is_ascii_digit()) {
            return self.digits(words, at, to);
        }
        match lower {
            "½" | "¼" | "¾" => vulgar(lower).map(|value| plain(value, at + 1)),
            "a" | "an" => self.scaled_article(words, at, to),
            "half" => self.half_of(words, at, to),
            _ if self.is_scale(words, at) => None,
            _ => self.spelled(words, at..to),
        }
    }

    /// Digits with what belongs to them: "10 1/2", "10-1/2", "2.5 million", "3 lakh crore".
    fn digits(&self, words: &Words<'_>, at: usize, to: usize) -> Option<Number> {
        let lower = words.lower(at);
        let n_digits = lower.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.')).count();
        let (digits, suffix) = lower.split_at(n_digits);
        if matches!(suffix, "st" | "nd" | "rd" | "th") {
            return integer(digits).map(|value| Number { form: Form::Ordinal, ..plain(value, at + 1) });
        }
        let value = decimal(digits)?;
        let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        let number = Number {
            n_plain_digits: if is_plain { u8::try_from(digits.len()).ok()? } else { 0 },
            n_suffix_bytes: u8::try_from(suffix.len()).ok()?,
            form: Form::Digits,
            ..plain(value, at + 1)
        };
        if !suffix.is_empty() {
            return vulgar(suffix)
                .and_then(|part| value.checked_add(part))
                .map(|value| Number { form: Form::Words, ..plain(value, at + 1) })
                .or(Some(number));
        }
        // "10 1/2", "10-1/2"
        let behind = self.behind_hyphen(words, at + 1);
        let mixed = self.fraction_behind(words, behind, to).filter(|_| is_plain);
        let number = match mixed.and_then(|part| value.checked_add(part)) {
            Some(value) => Number { form: Form::Words, ..plain(value, behind + 1) },
            None => number,
        };
        self.scaled(words, number, to)
    }

    /// The "1/2" of "10 1/2".
    fn fraction_behind(&self, words: &Words<'_>, at: usize, to: usize) -> Option<Decimal> {
        let lower = (at < to).then(|| words.lower(at))?;
        if let Some(value) = vulgar(lower) {
            return Some(value);
        }
        let (numerator, denominator) = lower.split_once('/')?;
        let (numerator, denominator) = (integer(numerator)?, integer(denominator)?);
        let is_common = matches!(denominator.to_string().as_str(), "2" | "4" | "8");
        (is_common && numerator < denominator).then(|| numerator.checked_div(denominator)).flatten()
    }

    /// The number with the scales behind it; none if that is more than a [`Decimal`] holds.
    pub(crate) fn scaled(&self, words: &Words<'_>, mut number: Number, to: usize) -> Option<Number> {
        while number.end < to {
            let Some(power) = self.scale_at(words, number.end) else { break };
            let value = number.value.checked_mul(power)?;
            number = Number { form: Form::Words, ..plain(value, self.behind_scale(words, number.end)) };
        }
        Some(number)
    }

    /// What a word multiplies by; a hyphen may stand before it ("1.5-million").
    fn scale_at(&self, words: &Words<'_>, at: usize) -> Option<Decimal> {
        let at = self.behind_hyphen(words, at);
        match (at < words.len()).then(|| self.numeral(words, at))?? {
            Numeral::Hundred => Some(Decimal::ONE_HUNDRED),
            Numeral::Dozen => Some(Decimal::from(12)),
            Numeral::Scale(power) => ten_to(power),
            _ => None,
        }
    }

    fn behind_scale(&self, words: &Words<'_>, at: usize) -> usize {
        self.behind_hyphen(words, at) + 1
    }

    fn behind_hyphen(&self, words: &Words<'_>, at: usize) -> usize {
        let is_hyphen = at + 1 < words.len() && at > 0 && words.lower(at) == "-" && is_close(words, at);
        if is_hyphen && is_close(words, at + 1) { at + 1 } else { at }
    }

    /// Whether the word only multiplies: "million" by itself is no number.
    fn is_scale(&self, words: &Words<'_>, at: usize) -> bool {
        matches!(self.numeral(words, at), Some(Numeral::Hundred | Numeral::Dozen | Numeral::Scale(_)))
    }

    /// "a million", "a hundred and five", "a dozen".
    fn scaled_article(&self, words: &Words<'_>, at: usize, to: usize) -> Option<Number> {
        if let Some(number) = self.part_of_scale(words, at, to) {
            return Some(number);
        }
        let next = (at + 1 < to).then(|| self.numeral(words, at + 1))??;
        match next {
            Numeral::Hundred | Numeral::Dozen | Numeral::Scale(_) => self.spelled(words, at + 1..to),
            _ => None,
        }
    }

    /// "a quarter of a million", "a quarter million".
    fn part_of_scale(&self, words: &Words<'_>, at: usize, to: usize) -> Option<Number> {
        let is_of = at + 3 < to && words.lower(at + 2) == "of" && words.lower(at + 3) == "a";
        let scale_at = if is_of { at + 4 } else { at + 2 };
        let is_part = scale_at < to && words.lower(at + 1) == "quarter";
        let whole = is_part.then(|| self.scale_at(words, scale_at))??;
        Some(Number { form: Form::Words, ..plain(whole.checked_div(Decimal::from(4))?, scale_at + 1) })
    }

    /// "half a million", "half a dozen".
    fn half_of(&self, words: &Words<'_>, at: usize, to: usize) -> Option<Number> {
        let from = at + 1 + usize::from(at + 1 < to && words.lower(at + 1) == "a");
        let whole = (from < to).then(|| self.scale_at(words, from))??;
        Some(Number { form: Form::Words, ..plain(whole.checked_div(Decimal::TWO)?, from + 1) })
    }

    /// A number in words.
    fn spelled(&self, words: &Words<'_>, tokens: Range<usize>) -> Option<Number> {
        let mut sum = Sum::default();
        let mut end = None;
        let mut at = tokens.start;
        while at < tokens.end {
            let numeral = match self.numeral(words, at) {
                Some(numeral) if words.kind(at) == TokenKind::Word => numeral,
                _ => break,
            };
            if !sum.add(numeral) {
                break;
            }
            at += 1;
            end = Some(at);
            if sum.is_ordinal {
                break;
            }
            at = self.behind_link(words, at, tokens.end, &sum);
        }
        let form = if sum.is_ordinal { Form::Ordinal } else { Form::Words };
        let number = Number { form, ..plain(sum.value()?, end?) };
        if form == Form::Words { self.and_a_half(words, number, tokens.end) } else { Some(number) }
    }

    /// The token behind a hyphen ("twenty-one") or an "and" that goes on with the number.
    fn behind_link(&self, words: &Words<'_>, at: usize, to: usize, sum: &Sum) -> usize {
        if at + 1 >= to {
            return at;
        }
        let next = self.numeral(words, at + 1);
        let is_small = matches!(next, Some(Numeral::Unit(_) | Numeral::Ten(_) | Numeral::Ordinal(_)));
        let is_hyphen = words.lower(at) == "-" && is_close(words, at) && is_close(words, at + 1) && next.is_some();
        let is_and = words.lower(at) == "and" && sum.takes_and() && is_small;
        if is_hyphen || is_and { at + 1 } else { at }
    }

    /// "one and a half", "three and a half million".
    fn and_a_half(&self, words: &Words<'_>, number: Number, to: usize) -> Option<Number> {
        let end = number.end;
        let goes_on = end + 3 <= to
            && words.lower(end) == "and"
            && words.lower(end + 1) == "a"
            && words.lower(end + 2) == "half"
            && number.value < Decimal::ONE_HUNDRED;
        match number.value.checked_add(Decimal::new(5, 1)) {
            Some(value) if goes_on => self.scaled(words, Number { form: Form::Words, ..plain(value, end + 3) }, to),
            _ => Some(number),
        }
    }
}

/// A number in words while it is added up.
#[derive(Debug, Default)]
struct Sum {
    /// What the scales closed.
    total: Decimal,
    /// What stands before the next scale, below a thousand.
    group: Option<u32>,
    /// The place of the last word in its group: 0 after a unit, 1 after a ten, 2 after a hundred, 3 at its start.
    place: u32,
    last_scale: Option<u32>,
    is_ordinal: bool,
    n_words: usize,
    has_overflowed: bool,
}

impl Sum {
    /// Takes a word, unless it cannot go on with the number.
    fn add(&mut self, numeral: Numeral) -> bool {
        let place = if self.group.is_none() { 3 } else { self.place };
        let taken = match numeral {
            Numeral::Unit(0) => self.n_words == 0 && self.put(0, 0),
            Numeral::Unit(n) if n < 10 => place >= 1 && self.put(n, 0),
            Numeral::Unit(n) => place >= 2 && self.put(n, 0),
            Numeral::Ten(n) => place >= 2 && self.put(n, 1),
            Numeral::Ordinal(n) => {
                let fits = if n < 10 { place >= 1 } else { place >= 2 };
                self.is_ordinal = fits && self.put(n, 0);
                self.is_ordinal
            }
            Numeral::Hundred => place != 2 && self.times_hundred(),
            Numeral::Dozen => self.n_words == self.n_group_words() && self.close(Decimal::from(12), None),
            Numeral::Scale(power) => ten_to(power).is_some_and(|scale| self.close(scale, Some(power))),
        };
        self.n_words += usize::from(taken);
        taken
    }

    /// Whether all words so far belong to the open group.
    fn n_group_words(&self) -> usize {
        if self.total.is_zero() { self.n_words } else { usize::MAX }
    }

    fn put(&mut self, n: u32, place: u32) -> bool {
        self.group = Some(self.group.unwrap_or(0) + n);
        self.place = place;
        true
    }

    fn times_hundred(&mut self) -> bool {
        let before = self.group.unwrap_or(1);
        if before == 0 || before >= 100 {
            return false;
        }
        self.group = Some(before * 100);
        self.place = 2;
        true
    }

    /// Closes the group with a scale; a second scale behind the first multiplies it: "lakh crore".
    fn close(&mut self, scale: Decimal, power: Option<u32>) -> bool {
        let multiplies = self.group.is_none() && self.n_words > 0;
        if self.last_scale.is_some_and(|last| power.is_none_or(|power| power >= last)) != multiplies {
            return false;
        }
        let product = if multiplies {
            self.total.checked_mul(scale)
        } else {
            Decimal::from(self.group.take().unwrap_or(1)).checked_mul(scale).and_then(|n| self.total.checked_add(n))
        };
        self.has_overflowed |= product.is_none();
        self.total = product.unwrap_or_default();
        self.last_scale = power.or(Some(0));
        true
    }

    /// Whether an "and" may go on with the number: "two hundred and six", not "six and seven".
    fn takes_and(&self) -> bool {
        if self.group.is_some() { self.place == 2 } else { self.last_scale.is_some_and(|power| power > 0) }
    }

    fn value(&self) -> Option<Decimal> {
        let group = Decimal::from(self.group.unwrap_or(0));
        self.total.checked_add(group).filter(|_| !self.has_overflowed && self.n_words > 0)
    }
}

const fn plain(value: Decimal, end: usize) -> Number {
    Number { value, end, form: Form::Words, n_plain_digits: 0, n_suffix_bytes: 0 }
}

/// Reads digits with separators: thousands as in 1,234,567 or, in India, 12,34,567.
pub(crate) fn decimal(digits: &str) -> Option<Decimal> {
    let (whole, part) = digits.split_once('.').map_or((digits, None), |(whole, part)| (whole, Some(part)));
    let n_digits = digits.bytes().filter(u8::is_ascii_digit).count();
    if n_digits == 0 || n_digits > DIGITS_MAX || part.is_some_and(|part| part.is_empty() || part.contains([',', '.'])) {
        return None;
    }
    let mut groups = whole.split(',').rev();
    let is_single = !whole.contains(',');
    let is_grouped = groups.next().is_some_and(|last| is_single || last.len() == 3)
        && groups.clone().all(|group| matches!(group.len(), 1..=3))
        && whole.split(',').skip(1).all(|group| group.len() >= 2);
    if !is_grouped {
        return None;
    }
    Decimal::from_str_exact(&digits.replace(',', "")).ok()
}

/// Reads digits alone.
fn integer(digits: &str) -> Option<Decimal> {
    let is_plain = !digits.is_empty() && digits.len() <= DIGITS_MAX && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain { Decimal::from_str_exact(digits).ok() } else { None }
}

fn vulgar(sign: &str) -> Option<Decimal> {
    match sign {
        "½" => Some(Decimal::new(5, 1)),
        "¼" => Some(Decimal::new(25, 2)),
        "¾" => Some(Decimal::new(75, 2)),
        _ => None,
    }
}

/// A power of ten, if a [`Decimal`] can hold it.
pub(crate) fn ten_to(power: u32) -> Option<Decimal> {
    10_i128.checked_pow(power).and_then(|n| Decimal::try_from_i128_with_scale(n, 0).ok())
}

/// Whether no blank stands before the token.
pub(crate) fn is_close(words: &Words<'_>, at: usize) -> bool {
    at > 0 && words.span(at - 1).end() == words.span(at).start()
}
