//! The words of figures: currencies, measures, fractions, bounds, fates.

use std::collections::HashMap;

use dateline_core::{Bound, Fate, Table, TableError, TokenKind};

use crate::expression::item::{Case, Classes, Item, Payload, Vocabulary};
use crate::expression::number::{self, Form, Number, Numerals};
use crate::lexicon::PhraseBook;
use crate::words::{Class, Words};

/// The names of the classes, in the order of their numbers.
const CLASS_NAMES: &[&str] = &[
    "NUMBER",
    "SIGN",
    "CODE",
    "NOUN",
    "ALONE",
    "ADJECTIVE",
    "MEASURE",
    "FRACTION",
    "FRACTIONS",
    "NUMBER-WITH-MEASURE",
    "AMOUNT",
    "CODED",
];

/// A number that is no ordinal.
pub(crate) const NUMBER: Classes = Classes::of(0);
/// The sign of a currency: "$".
pub(crate) const SIGN: Classes = Classes::of(1);
/// The ISO code of a currency.
pub(crate) const CODE: Classes = Classes::of(2);
/// What a currency is called.
pub(crate) const NOUN: Classes = Classes::of(3);
/// What one currency alone is called.
pub(crate) const ALONE: Classes = Classes::of(4);
/// Whose currency it is.
pub(crate) const ADJECTIVE: Classes = Classes::of(5);
pub(crate) const MEASURE: Classes = Classes::of(6);
/// "third", "quarter"; the value is the denominator.
pub(crate) const FRACTION: Classes = Classes::of(7);
/// "thirds", "quarters".
pub(crate) const FRACTIONS: Classes = Classes::of(8);
/// "10km".
pub(crate) const NUMBER_WITH_MEASURE: Classes = Classes::of(9);
/// A figure with its unit, made by a rule.
pub(crate) const AMOUNT: Classes = Classes::of(10);

/// A number in one word with the sign or the code of its currency: "USD115", "115USD".
pub(crate) const CODED: Classes = Classes::of(11);

/// The words that go with fractions, with what they divide by.
const FRACTIONS_BY_NAME: [(&str, i32); 9] = [
    ("half", 2),
    ("third", 3),
    ("quarter", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
];

/// Codes that in capital letters are words or short for something else as well.
const WORD_CODES: [&str; 12] = ["ALL", "BAM", "COP", "CUP", "DEM", "ESP", "MAD", "PEN", "SIT", "SOS", "TOP", "TRY"];

/// On which side of its number a bound stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Before,
    Behind,
}

/// A currency of ISO 4217.
#[derive(Debug)]
struct Currency {
    code: &'static str,
    nouns: Vec<&'static str>,
    adjectives: Vec<&'static str>,
}

/// The words of figures.
#[derive(Debug)]
pub(crate) struct FigureWords {
    pub(crate) vocabulary: Vocabulary,
    currencies: Vec<Currency>,
    /// Signs and codes, in their own case.
    signs: PhraseBook<(Classes, usize)>,
    /// Letters that are signs only close before the digits of large amounts, each with its currency or none.
    close_signs: HashMap<&'static str, Option<usize>>,
    /// Whose currency it is, in lower case.
    adjectives: PhraseBook<()>,
    measures: PhraseBook<usize>,
    units: Vec<&'static str>,
    by_form: HashMap<&'static str, usize>,
    before: Vec<(Vec<&'static str>, Bound)>,
    behind: Vec<(Vec<&'static str>, Bound)>,
    fates: HashMap<&'static str, Fate>,
}

/// The texts of the tables.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FigureTables {
    pub(crate) currencies: &'static str,
    pub(crate) measures: &'static str,
    pub(crate) bounds: &'static str,
    pub(crate) fates: &'static str,
}

impl FigureWords {
    /// Reads the tables.
    pub(crate) fn parse(tables: FigureTables) -> Result<Self, TableError> {
        let mut vocabulary = Vocabulary::new(CLASS_NAMES);
        for (name, denominator) in FRACTIONS_BY_NAME {
            vocabulary.add(name, FRACTION, denominator, Case::Any);
            let plural = if name == "half" { "halves".to_owned() } else { format!("{name}s") };
            vocabulary.add(&plural, FRACTIONS, denominator, Case::Any);
        }
        let mut signs = Vec::new();
        let mut close_signs = HashMap::new();
        let mut adjectives = Vec::new();
        let mut currencies = Vec::new();
        for row in Table::new("currencies.tsv", tables.currencies).rows()? {
            let code = row.need("code")?;
            let at = currencies.len();
            if !WORD_CODES.contains(&code) {
                signs.push((code.to_owned(), (CODE, at)));
                // Reports of companies write millions before the code: "30 MEUR".
                signs.push((format!("M{code}"), (CODE, at)));
            }
            signs.extend(row.list("symbols")?.into_iter().map(|sign| (sign.to_owned(), (SIGN, at))));
            for sign in row.list("close")? {
                // What several currencies share names none.
                close_signs.entry(sign).and_modify(|known| *known = None).or_insert(Some(at));
            }
            for noun in row.list("nouns")? {
                vocabulary.mark(noun, NOUN);
            }
            for noun in row.list("alone")? {
                vocabulary.add(noun, ALONE, i32::try_from(at).unwrap_or_default(), Case::Any);
            }
            adjectives.extend(row.list("adjectives")?.into_iter().map(|adjective| (adjective.to_lowercase(), ())));
            currencies.push(Currency { code, nouns: row.list("nouns")?, adjectives: row.list("adjectives")? });
        }
        let (measures, units, by_form) = measures(tables.measures)?;
        let (before, behind) = bounds(tables.bounds)?;
        let mut fates = HashMap::new();
        for row in Table::new("fates.tsv", tables.fates).rows()? {
            let fate = Fate::of_name(row.need("fate")?).ok_or_else(|| row.error("there is no such fate"))?;
            fates.insert(row.need("word")?, fate);
        }
        Ok(Self {
            vocabulary,
            currencies,
            signs: PhraseBook::of(signs),
            close_signs,
            adjectives: PhraseBook::of(adjectives),
            measures: PhraseBook::of(measures),
            units,
            by_form,
            before,
            behind,
            fates,
        })
    }

    /// The sign, the adjective or the measure that begins with a token.
    pub(crate) fn compound(&self, numerals: &Numerals, words: &Words<'_>, at: usize, end: usize) -> Option<Item> {
        if let Some(item) = self.coded(numerals, words, at, end) {
            return Some(item);
        }
        let is_capital = words.class(at).any(Class::CAPITAL);
        let may_be_sign = is_capital || words.kind(at) == TokenKind::Symbol;
        let sign = may_be_sign.then(|| words.name_at(&self.signs, at)).flatten();
        if let Some((to, (class, currency))) = sign.filter(|(to, _)| *to <= end) {
            return Some(item(at, to, *class, *currency));
        }
        // Headlines and texts in small letters write "40 australian dollars".
        let is_behind_number = || {
            let before = at.checked_sub(1).filter(|_| words.kind(at) == TokenKind::Word);
            before.is_some_and(|at| words.begins_with_digit(at) || numerals.is_numeral(words.symbol(at)))
        };
        if is_capital || is_behind_number() {
            let adjective = words.phrase_at(&self.adjectives, at).filter(|(to, ())| *to <= end);
            if let Some((to, ())) = adjective {
                return Some(item(at, to, ADJECTIVE, 0));
            }
            if is_capital {
                return None;
            }
        }
        let may_measure = matches!(words.kind(at), TokenKind::Word | TokenKind::Symbol);
        let (to, unit) = may_measure.then(|| words.phrase_at(&self.measures, at)).flatten()?;
        (to <= end).then(|| item(at, to, MEASURE, *unit))
    }

    /// "USD115", "RM2.5 million", "115USD": sign or code and digits in one word.
    fn coded(&self, numerals: &Numerals, words: &Words<'_>, at: usize, end: usize) -> Option<Item> {
        let token = words.get(at);
        if let Some(item) = self.coded_close(numerals, words, at, end) {
            return Some(item);
        }
        let is_mixed = token.len() > 2 && token.ends_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase());
        let first_digit = token.find(|c: char| c.is_ascii_digit()).filter(|_| is_mixed)?;
        let n_digits =
            token[first_digit..].bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')).count();
        let (digits, behind) = token[first_digit..].split_at(n_digits);
        let sign = if first_digit > 0 { &token[..first_digit] } else { behind };
        if (first_digit > 0) != behind.is_empty() {
            return None;
        }
        let (_, (_, currency)) = self.signs.beginning(sign).find(|(phrase, _)| *phrase == sign)?;
        let plain = Number::in_digits(number::decimal(digits)?, at + 1);
        let number = numerals.scaled(words, plain, end)?;
        Some(Item { payload: Payload::Number(number), ..item(at, number.end, CODED, *currency) })
    }

    /// "Sh1.8 billion", "N500m", "R20,000": letters close before the digits of a large amount.
    fn coded_close(&self, numerals: &Numerals, words: &Words<'_>, at: usize, end: usize) -> Option<Item> {
        const LARGE: i64 = 1_000;
        let token = words.get(at);
        let first_digit = token.find(|c: char| c.is_ascii_digit()).filter(|n| *n > 0)?;
        let (sign, digits) = token.split_at(first_digit);
        let currency = *self.close_signs.get(sign)?;
        let n_digits = digits.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')).count();
        let (digits, suffix) = digits.split_at(n_digits);
        let plain = Number::in_digits(number::decimal(digits)?, at + 1);
        let number = match numerals.suffix(&suffix.to_lowercase()) {
            Some(power) => Number { value: plain.value.checked_mul(number::ten_to(power)?)?, ..plain },
            None if suffix.is_empty() => numerals.scaled(words, plain, end)?,
            None => return None,
        };
        // "the N5 road", "the R200"
        let is_large = number.value >= LARGE.into() && (digits.contains(',') || number.value != plain.value);
        let value = currency.map_or(-1, |at| i32::try_from(at).unwrap_or(-1));
        let found = item(at, number.end, CODED, 0);
        is_large.then_some(Item { payload: Payload::Number(number), value, ..found })
    }

    /// Gives a number its class; digits that are a part of a name have none.
    pub(crate) fn classify(&self, numerals: &Numerals, words: &Words<'_>, item: &mut Item, number: Number) {
        if number.form == Form::Ordinal {
            // "a third" is a part, and an ordinal is no figure.
            let entry = self.vocabulary.entry_of(words.symbol(item.start as usize));
            (item.classes, item.word, item.value) = (entry.classes, entry.word, entry.value);
            item.payload = Payload::Word;
            return;
        }
        let suffix = suffix_of(words, item, number);
        if suffix.is_empty() || numerals.suffix(suffix).is_some() && !self.by_form.contains_key(suffix) {
            item.classes = NUMBER;
        } else if let Some(unit) = self.by_form.get(suffix) {
            let both = numerals.suffix(suffix).is_some();
            item.classes = if both { NUMBER.with(NUMBER_WITH_MEASURE) } else { NUMBER_WITH_MEASURE };
            item.value = i32::try_from(*unit).unwrap_or_default();
        }
    }

    /// The unit of a measure.
    pub(crate) fn measure(&self, item: &Item) -> Option<&'static str> {
        self.units.get(usize::try_from(item.value).ok()?).copied()
    }

    /// The code of a sign or of an ISO code.
    pub(crate) fn code(&self, item: &Item) -> Option<&'static str> {
        Some(self.currencies.get(usize::try_from(item.value).ok()?)?.code)
    }

    /// The currency that an adjective and a noun name together.
    pub(crate) fn code_of(&self, adjective: &str, noun: &str) -> Option<&'static str> {
        let is_its =
            |currency: &Currency| currency.adjectives.iter().any(|known| known.eq_ignore_ascii_case(adjective));
        let is_it = |currency: &&Currency| is_its(currency) && currency.nouns.contains(&noun);
        Some(self.currencies.iter().find(is_it)?.code)
    }

    /// The bound whose phrase ends before a token or begins with it, and the token where it begins or ends.
    pub(crate) fn bound(&self, words: &Words<'_>, at: usize, side: Side) -> Option<(Bound, usize)> {
        let list = if side == Side::Before { &self.before } else { &self.behind };
        let longest = list.iter().filter(|(phrase, _)| match side {
            Side::Before => at >= phrase.len() && is_at(words, at - phrase.len(), phrase),
            Side::Behind => is_at(words, at, phrase),
        });
        let (phrase, bound) = longest.max_by_key(|(phrase, _)| phrase.len())?;
        Some((*bound, if side == Side::Before { at - phrase.len() } else { at + phrase.len() }))
    }

    /// What a word says became of people.
    pub(crate) fn fate(&self, word: &str) -> Option<Fate> {
        self.fates.get(word).copied()
    }
}

fn item(at: usize, to: usize, classes: Classes, value: usize) -> Item {
    let token = |n: usize| u32::try_from(n).expect("tokens are counted by u32");
    let value = i32::try_from(value).unwrap_or_default();
    Item { start: token(at), end: token(to), word: 0, classes, value, payload: Payload::Word }
}

fn is_at(words: &Words<'_>, at: usize, phrase: &[&str]) -> bool {
    at + phrase.len() <= words.len() && phrase.iter().enumerate().all(|(n, word)| words.lower(at + n) == *word)
}

/// The letters that stand close behind the digits of a number.
pub(crate) fn suffix_of<'w>(words: &'w Words<'_>, item: &Item, number: Number) -> &'w str {
    let lower = words.lower(item.end as usize - 1);
    &lower[lower.len() - usize::from(number.n_suffix_bytes)..]
}

type Measures = (Vec<(String, usize)>, Vec<&'static str>, HashMap<&'static str, usize>);

fn measures(table: &'static str) -> Result<Measures, TableError> {
    let (mut forms, mut units, mut by_form) = (Vec::new(), Vec::new(), HashMap::new());
    for row in Table::new("measures.tsv", table).rows()? {
        let (form, unit) = (row.need("form")?, row.need("unit")?);
        forms.push((form.to_owned(), units.len()));
        by_form.insert(form, units.len());
        units.push(unit);
    }
    Ok((forms, units, by_form))
}

type Bounds = Vec<(Vec<&'static str>, Bound)>;

fn bounds(table: &'static str) -> Result<(Bounds, Bounds), TableError> {
    let (mut before, mut behind) = (Vec::new(), Vec::new());
    for row in Table::new("bounds.tsv", table).rows()? {
        let bound = Bound::of_name(row.need("bound")?).ok_or_else(|| row.error("there is no such bound"))?;
        let phrase = row.need("phrase")?.split(' ').collect();
        match row.need("side")? {
            "before" => before.push((phrase, bound)),
            "behind" => behind.push((phrase, bound)),
            other => return Err(row.error(format!("side is before or behind, not {other:?}"))),
        }
    }
    Ok((before, behind))
}
