//! Rules for figures: patterns kept as data, each with what its match means.
//!
//! The elements of patterns stand at the head of `expression/pattern.rs`, their classes in `vocabulary.rs`.

use dateline_core::{Amount, FigureKind, RuleName};
use rust_decimal::Decimal;
use serde::Deserialize;

use super::vocabulary as class;
use super::vocabulary::{FigureWords, suffix_of};
use crate::expression::item::{Classes, Item, Payload};
use crate::expression::number::{Form as Writing, Number, Numerals, is_close, ten_to};
use crate::expression::pattern::{self, Form};
use crate::rule::RuleCard;
use crate::words::Words;

/// What a match means. Its parts are the items of the match, found by their classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Meaning {
    /// NUMBER of the rule's `unit`.
    Percent,
    /// NUMBER of a SIGN, a CODE, a NOUN or the rule's `unit`.
    Money,
    /// An AMOUNT of money and an AMOUNT of its coins.
    Coins,
    /// The first NUMBER of the second.
    Ratio,
    /// One or NUMBER of a FRACTION.
    Fraction,
    Measure,
    /// From the first NUMBER or AMOUNT to the second.
    Range,
    /// The NUMBERs of the two sides.
    Score,
    /// NUMBER alone; what it counts is looked for behind it.
    Count,
}

/// A rule for figures.
#[derive(Debug)]
pub(crate) struct FigureRule {
    pub(crate) name: RuleName,
    pub(crate) layer: u8,
    pub(crate) forms: Vec<Form>,
    pub(crate) card: RuleCard,
    meaning: Meaning,
    unit: Option<String>,
    scale: Option<u32>,
}

/// What a rule makes of its match, before bound and counted phrase are looked for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Draft {
    pub(crate) kind: FigureKind,
    pub(crate) value: Amount,
    pub(crate) to: Option<Amount>,
    pub(crate) unit: Option<String>,
    /// Whether a count's noun is joined by a hyphen: "a 30-member mission".
    pub(crate) is_joined: bool,
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
    unit: Option<String>,
    /// The power of ten by which its words multiply the number.
    scale: Option<u32>,
    examples: Vec<String>,
    #[serde(default)]
    counterexamples: Vec<String>,
}

/// Reads the rules, in the order in which they are tried. Their words are given numbers in the vocabulary.
pub(crate) fn parse(file: &str, words: &mut FigureWords) -> Result<Vec<FigureRule>, String> {
    let file: RuleFile = toml::from_str(file).map_err(|defect| format!("figures.toml: {defect}"))?;
    file.rule.into_iter().map(|entry| compile(entry, words)).collect()
}

fn compile(entry: RuleEntry, words: &mut FigureWords) -> Result<FigureRule, String> {
    let error = |what: String| format!("figures.toml: rule {:?}: {what}", entry.name);
    let forms = pattern::compile_all(&entry.patterns, &mut words.vocabulary).map_err(error)?;
    Ok(FigureRule {
        name: RuleName::new(entry.name.as_str()),
        layer: entry.layer,
        forms,
        meaning: entry.gives,
        unit: entry.unit,
        scale: entry.scale,
        card: RuleCard {
            name: entry.name,
            about: entry.about,
            pattern: Some(entry.patterns.join("\n")),
            examples: entry.examples,
            counterexamples: entry.counterexamples,
        },
    })
}

/// What a rule sees of its match.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parts<'a> {
    pub(crate) items: &'a [Item],
    /// The word before the match, in lower case.
    pub(crate) before: &'a str,
    /// Whether a noun stands right behind the match.
    pub(crate) has_noun_behind: bool,
    pub(crate) drafts: &'a [Draft],
    pub(crate) words: &'a Words<'a>,
    pub(crate) numerals: &'a Numerals,
    pub(crate) figures: &'a FigureWords,
}

impl<'a> Parts<'a> {
    fn first(&self, asked: Classes) -> Option<&'a Item> {
        self.items.iter().find(|item| item.classes.any(asked))
    }

    fn number(&self, n: usize) -> Option<(&'a Item, Number)> {
        let item = self.items.iter().filter(|item| item.number().is_some()).nth(n)?;
        Some((item, item.number()?))
    }

    /// The n-th number with the scale that is written close behind its digits: "1.2bn".
    fn scaled(&self, n: usize) -> Option<Decimal> {
        let (item, number) = self.number(n)?;
        let value = match self.numerals.suffix(suffix_of(self.words, item, number)) {
            Some(power) => number.value.checked_mul(ten_to(power)?)?,
            None => number.value,
        };
        if self.words.lower(self.items[0].start as usize) == "minus" { Some(-value) } else { Some(value) }
    }

    fn end(&self, n: usize) -> Option<Draft> {
        let ends = class::AMOUNT.with(class::NUMBER);
        let item = self.items.iter().filter(|item| item.classes.any(ends)).nth(n)?;
        match item.payload {
            Payload::Draft(at) => self.drafts.get(at).cloned(),
            Payload::Number(number) => Some(plain(FigureKind::Count, number.value)),
            Payload::Word => None,
        }
    }
}

const fn plain(kind: FigureKind, value: Decimal) -> Draft {
    Draft { kind, value: Amount::Decimal(value), to: None, unit: None, is_joined: false }
}

impl FigureRule {
    /// What the match means; none if its parts do not go together.
    pub(crate) fn build(&self, parts: Parts<'_>) -> Option<Draft> {
        match self.meaning {
            Meaning::Percent => self.percent(parts),
            Meaning::Money => self.money(parts),
            Meaning::Coins => coins(parts),
            Meaning::Ratio => ratio(parts),
            Meaning::Fraction => fraction(parts),
            Meaning::Measure => measure(parts),
            Meaning::Range => range(parts),
            Meaning::Score => score(parts),
            Meaning::Count => count(parts),
        }
    }

    fn percent(&self, parts: Parts<'_>) -> Option<Draft> {
        // "half a percentage point", "a quarter of a percentage point", "a percentage point"
        let value = match (parts.scaled(0), parts.first(class::FRACTION)) {
            (Some(value), _) => value,
            (None, Some(part)) => Decimal::ONE.checked_div(part.value.into())?,
            (None, None) => Decimal::ONE,
        };
        Some(Draft { unit: self.unit.clone(), ..plain(FigureKind::Percent, value) })
    }

    /// The scale that the rule brings ("ten grand"), that stands before a code ("30 MEUR") or behind it ("75 USD million").
    fn scale_behind(&self, parts: Parts<'_>) -> Option<u32> {
        let is_in_millions = |item: &Item| parts.words.get(item.start as usize).len() == CODE_WITH_MILLIONS_LEN;
        if self.scale.is_some() || parts.first(class::CODE).is_some_and(is_in_millions) {
            return self.scale.or(Some(6));
        }
        let last = parts.items.last().filter(|item| item.number().is_none())?;
        parts.numerals.scale(parts.words.symbol(last.start as usize))
    }

    fn money(&self, parts: Parts<'_>) -> Option<Draft> {
        let value = parts.scaled(0)?;
        let value = match self.scale_behind(parts) {
            Some(power) => value.checked_mul(ten_to(power)?)?,
            None => value,
        };
        let (_, number) = parts.number(0)?;
        let mark = parts.first(class::SIGN.with(class::CODE).with(class::CODED));
        let alone = parts.first(class::ALONE);
        let unit = match (mark, alone, parts.first(class::NOUN)) {
            (Some(mark), ..) => parts.figures.code(mark),
            (None, _, Some(noun)) if parts.first(class::ADJECTIVE).is_some() => {
                let adjective = parts.first(class::ADJECTIVE)?;
                let adjective = parts.words.text.get(parts.words.cover(adjective.tokens()));
                Some(parts.figures.code_of(adjective, parts.words.lower(noun.start as usize))?)
            }
            (None, Some(alone), _) => Some(code_alone(parts, alone, number)?),
            (None, None, Some(noun)) => bare_noun(parts, noun)?,
            (None, None, None) => self.unit.as_deref(),
        };
        Some(Draft { unit: unit.map(str::to_owned), ..plain(FigureKind::Money, value) })
    }
}

/// The letters of an ISO code with the "M" of millions before it.
const CODE_WITH_MILLIONS_LEN: usize = 4;

/// "3 dollars and 50 cents", "15 dollars 50".
fn coins(parts: Parts<'_>) -> Option<Draft> {
    let (notes, mut coins) = (parts.end(0)?, parts.end(1)?);
    let bare = parts.items.last().and_then(Item::number);
    if bare.is_some_and(|number| number.n_plain_digits == 2 || number.form == Writing::Words) {
        coins.unit = Some("cent".to_owned());
    }
    let (Amount::Decimal(whole), Amount::Decimal(hundredths)) = (notes.value, coins.value) else { return None };
    let hundred = Decimal::ONE_HUNDRED;
    let goes_together = notes.kind == FigureKind::Money
        && coins.unit.as_deref() == Some("cent")
        && notes.unit.as_deref() != Some("cent")
        && whole.is_integer()
        && (Decimal::ZERO..hundred).contains(&hundredths);
    let value = whole.checked_add(hundredths.checked_div(hundred)?)?;
    goes_together.then_some(Draft { unit: notes.unit, ..plain(FigureKind::Money, value) })
}

/// A currency's noun that means it by itself. "25 pounds" is a weight, and "2 won" may be a verb: these need a scale.
fn code_alone<'a>(parts: Parts<'a>, noun: &Item, number: Number) -> Option<&'a str> {
    let word = parts.words.lower(noun.start as usize);
    let is_large = number.value >= Decimal::from(10_000);
    let needs_scale = matches!(word, "pound" | "pounds" | "won" | "real" | "reals");
    if needs_scale && !is_large && parts.first(class::SIGN).is_none() { None } else { parts.figures.code(noun) }
}

/// "francs", "crowns": money, but whose is not said. With lakh and crore, rupees are India's.
fn bare_noun<'a>(parts: Parts<'a>, noun: &Item) -> Option<Option<&'a str>> {
    /// Nouns that are mostly something else.
    const MOSTLY_OTHER: [&str; 16] = [
        "sol", "soles", "mark", "marks", "gold", "golds", "som", "soms", "sum", "sums", "kip", "kips", "colon",
        "colons", "real", "tala",
    ];
    let word = parts.words.lower(noun.start as usize);
    if MOSTLY_OTHER.contains(&word) || matches!(word, "won" | "pound" | "pounds") {
        return None;
    }
    let is_indian = (0..parts.items.len()).filter_map(|n| parts.number(n)).any(|(item, _)| {
        item.tokens().any(|at| matches!(parts.words.lower(at), "lakh" | "lakhs" | "crore" | "crores"))
    });
    Some((is_indian && word.starts_with('r')).then_some("INR"))
}

fn ratio(parts: Parts<'_>) -> Option<Draft> {
    let whole = |n| parts.number(n).and_then(|(_, number)| u32::try_from(number.value).ok());
    let (numerator, denominator) = (whole(0)?, whole(1)?);
    let is_part = numerator > 0 && numerator < denominator && denominator <= RATIO_MAX;
    (is_part && parts.before != "from").then(|| share(numerator, denominator))
}

/// "one in a million" is said; above that, "2 in 20,300,000" counts two things.
const RATIO_MAX: u32 = 1_000_000;

/// A part of a whole: a decimal where one is exact, else a fraction.
fn share(numerator: u32, denominator: u32) -> Draft {
    let mut rest = denominator / gcd(numerator, denominator);
    while rest.is_multiple_of(2) {
        rest /= 2;
    }
    while rest.is_multiple_of(5) {
        rest /= 5;
    }
    let exact = (rest == 1).then(|| Decimal::from(numerator).checked_div(denominator.into())).flatten();
    let value = exact.map_or(Amount::Fraction { numerator, denominator }, Amount::Decimal);
    Draft { value, ..plain(FigureKind::Share, Decimal::ZERO) }
}

const fn gcd(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { gcd(b, a % b) }
}

fn fraction(parts: Parts<'_>) -> Option<Draft> {
    let part = parts.first(class::FRACTION.with(class::FRACTIONS))?;
    // "the first half of the match": a part of time or of a game, no share.
    if parts.items.len() == 1 && matches!(parts.before, "first" | "second" | "1st" | "2nd" | "opening" | "latter") {
        return None;
    }
    let denominator = u32::try_from(part.value).ok()?;
    let numerator = match parts.number(0) {
        Some((_, number)) => u32::try_from(number.value).ok().filter(|n| (1..100).contains(n))?,
        None => 1,
    };
    Some(share(numerator, denominator))
}

fn measure(parts: Parts<'_>) -> Option<Draft> {
    let (item, number) = parts.number(0)?;
    let unit = match parts.first(class::MEASURE) {
        Some(unit) => parts.figures.measure(unit)?,
        None => parts.figures.measure(item)?,
    };
    let is_negative = parts.words.lower(parts.items[0].start as usize) == "minus";
    let value = if is_negative { -number.value } else { number.value };
    Some(Draft { unit: Some(unit.to_owned()), ..plain(FigureKind::Measure, value) })
}

fn range(parts: Parts<'_>) -> Option<Draft> {
    let (first, last) = (parts.end(0)?, parts.end(1)?);
    let is_between = parts.words.lower(parts.items[0].start as usize) == "between";
    let (Amount::Decimal(from), Amount::Decimal(to)) = (first.value, last.value) else { return None };
    let is_change = parts.before == "from" || CHANGES.contains(&parts.before);
    // "could rise by 30 to 60 cm": two amounts of a change would both have their unit.
    let is_one_amount = parts.before == "by" && first.unit.is_none() && last.unit.is_some();
    let units_differ = first.unit.is_some() && last.unit.is_some() && first.unit != last.unit;
    // "rose from 30 to 60" and "rose 30 to 90" tell two numbers, not a range.
    if units_differ || last.to.is_some() || first.to.is_some() || (is_change && !is_between && !is_one_amount) {
        return None;
    }
    // "between 2 and 3 million": the scale of the upper end is that of the lower one.
    let from = if is_written_bare(parts) { carried(parts, from, to) } else { from };
    let named = if last.unit.is_some() { &last } else { &first };
    let draft = Draft { kind: named.kind, unit: named.unit.clone(), ..plain(FigureKind::Count, from) };
    (from < to).then_some(Draft { to: Some(Amount::Decimal(to)), ..draft })
}

/// Words of change: the number behind them is how much, the one behind "to" how far.
const CHANGES: [&str; 24] = [
    "rose",
    "rise",
    "rises",
    "fell",
    "fall",
    "falls",
    "climbed",
    "dropped",
    "gained",
    "lost",
    "slipped",
    "jumped",
    "slid",
    "eased",
    "added",
    "surged",
    "plunged",
    "declined",
    "increased",
    "decreased",
    "grew",
    "up",
    "down",
    "by",
];

/// Whether the lower end of a range is written in digits alone, with a sign or without: "2" and "$2", not "$2bn".
fn is_written_bare(parts: Parts<'_>) -> bool {
    let ends = class::AMOUNT.with(class::NUMBER);
    let lower = parts.items.iter().find(|item| item.classes.any(ends));
    lower.is_some_and(|item| parts.words.lower(item.end as usize - 1).ends_with(|c: char| c.is_ascii_digit()))
}

/// The lower end of a range in the scale of the upper one, which is written behind it: "2 to 3 million".
fn carried(parts: Parts<'_>, lower: Decimal, to: Decimal) -> Decimal {
    let scale = scale_of_upper_end(parts).and_then(ten_to).filter(|scale| to >= *scale);
    let scaled = scale.and_then(|scale| lower.checked_mul(scale));
    scaled.filter(|scaled| *scaled < to).unwrap_or(lower)
}

/// The power of ten by which the upper end of a range is multiplied: 9 of "3 billion" and "3bn", 12 of "3 lakh crore".
fn scale_of_upper_end(parts: Parts<'_>) -> Option<u32> {
    let power = |at: usize| {
        let suffix =
            || parts.words.lower(at).trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        parts.numerals.scale(parts.words.symbol(at)).or_else(|| parts.numerals.suffix(suffix()))
    };
    let powers = parts.items.last()?.tokens().rev().map(power);
    powers.skip_while(Option::is_none).map_while(|power| power).reduce(|sum, power| sum + power)
}

fn score(parts: Parts<'_>) -> Option<Draft> {
    let ((_, first), (_, second)) = (parts.number(0)?, parts.number(1)?);
    let is_plain = |number: Number| (1..=3).contains(&number.n_plain_digits) && number.n_suffix_bytes == 0;
    let is_range = first.value < second.value && parts.has_noun_behind;
    if !is_plain(first) || !is_plain(second) || is_range {
        return None;
    }
    Some(Draft { to: Some(Amount::Decimal(second.value)), ..plain(FigureKind::Score, first.value) })
}

fn count(parts: Parts<'_>) -> Option<Draft> {
    let (item, number) = parts.number(0)?;
    let has_only_scale = suffix_of(parts.words, item, number).len() > 1;
    let is_key = number.n_plain_digits > 1 && parts.words.lower(item.start as usize).starts_with('0');
    let value = if number.n_suffix_bytes == 0 { number.value } else { parts.scaled(0)? };
    // "555-0144" is dialled.
    let (words, behind) = (parts.words, number.end);
    let is_dialled = behind + 1 < words.len()
        && matches!(words.lower(behind), "-" | "–")
        && is_close(words, behind)
        && words.lower(behind + 1).starts_with('0');
    // "could one day be built": some time or other.
    let is_some_day = matches!(parts.before, "will" | "would" | "could" | "may" | "might" | "can" | "hopes" | "hope")
        && words.lower(item.start as usize) == "one"
        && behind < words.len()
        && words.lower(behind) == "day";
    let is_amount = number.n_suffix_bytes == 0 || has_only_scale;
    (!is_key && !is_dialled && !is_some_day && is_amount).then(|| plain(FigureKind::Count, value))
}
