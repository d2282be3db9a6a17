//! Numbers of the same unit that reports give for one thing.

use std::collections::{BTreeMap, BTreeSet};

use dateline_core::{Amount, Analysis, Bound, Clean, Fate, Figure, FigureKind, RelationKind, Slot, Span};
use rust_decimal::{Decimal, RoundingStrategy};

use super::alike::{Agreeing, Alone};
use super::{Differing, Place};
use crate::candidates::{ranks, sharing};
use crate::content::Content;
use crate::words::{fold, within};

/// The least that the shared words of two sentences say, and how many there are, before their numbers are held
/// against each other. Chosen by reading what the limits take in among the reports of `basil-open`.
pub(super) const WEIGHT_MIN: f64 = 6.0;
pub(super) const STEMS_MIN: usize = 2;

/// Numbers of one thing are mostly near each other; of those that are not, one counts a part or something else.
/// Numbers of dead and hurt differ more, since they rise, and so may those of sentences that have most else in common, and
/// those of which each report gives one only.
const NEAR_PERCENT_MIN: i64 = 80;
const NEAR_PERCENT_MIN_OF_FEW: i64 = 25;
const OF_LESS_SURE: f64 = 0.7;

/// Smallest count of things that is told where one report alone gives it.
const COUNT_TOLD_MIN: i64 = 10;

/// How far the true number may lie from one that is given with "about", in percent, and never farther than half a unit
/// of its last digit that is not zero: "nearly 100" may be 97, "about 3.6" is not 3.5.
const ABOUT_PERCENT: i64 = 10;

/// Words that say that the true number is smaller, and by no more than the percentage above.
const NEARLY: [&str; 2] = ["nearly", "almost"];

/// Most words from a number to the one that "and" joins to it.
const WORDS_TO_JOINED_MAX: usize = 4;

/// What numbers must have in common to be held against each other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Counted {
    kind: FigureKind,
    unit: String,
    fate: Option<Fate>,
}

/// A number as a report gives it.
#[derive(Debug, Clone, Copy)]
struct Given {
    value: Decimal,
    bound: Bound,
    way: Way,
}

/// What the words of a number say beside its bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Plainly,
    /// The true number is smaller: "nearly".
    Nearly,
    /// The number is a rough one: "a dozen".
    InDozens,
}

/// A number with its place.
#[derive(Debug)]
struct Number {
    place: Place,
    counted: Counted,
    given: Given,
    /// What is counted, folded, where it takes several words to say it: "police officers".
    phrase: Option<String>,
    /// The sum with the number that it is joined to: "two sailors and one cook".
    sum: Option<Decimal>,
}

/// The report and, if not all of it, the sentence of numbers of which one is the nearest.
type Rivals = (usize, Option<Span<Clean>>);

/// The numbers of a story, and which of them may be of one thing.
#[derive(Debug)]
pub(super) struct Numbers {
    /// By report and position.
    all: Vec<Number>,
    /// Pairs of different reports whose sentences tell one thing, each number the nearest to the other among its rivals.
    alike: Vec<(usize, usize)>,
}

impl Numbers {
    pub(super) fn of(content: &Content, analyses: &[&Analysis]) -> Self {
        let all = numbers(content, analyses);
        let entries = all.iter().enumerate();
        let index = entries
            .flat_map(|(at, number)| number.place.matter.stems.iter().map(move |stem| ((&number.counted, *stem), at)));
        let ranks = ranks(analyses);
        let rank = |at: usize| (ranks[all[at].place.report], at);
        let pairs = sharing(index.collect(), rank).into_iter();
        let given = values_given(&all);
        let is_only =
            |number: &Number| number.is_telling() && given[&(number.place.report, &number.counted)].len() == 1;
        let tell_one_thing = |&(a, b): &(usize, usize)| {
            let (a, b) = (&all[a], &all[b]);
            tell_one_thing(content, a, b, is_only(a) && is_only(b))
        };
        let mut alike: Vec<(usize, usize)> = pairs.filter(tell_one_thing).collect();
        let nearest = nearest(&all, &alike);
        let is_nearest = |number: usize, other: usize, near: Decimal| {
            nearest.get(&(number, all[other].rivals())).is_some_and(|best| *best <= near)
        };
        alike.retain(|&(a, b)| {
            let near = nearness(&all[a], &all[b]);
            is_nearest(a, b, near) && is_nearest(b, a, near)
        });
        alike.extend(equal_fates(&all, &ranks));
        alike.sort_unstable();
        alike.dedup();
        Self { all, alike }
    }

    fn pairs(&self) -> impl Iterator<Item = (&Number, &Number)> {
        self.alike.iter().map(|&(a, b)| (&self.all[a], &self.all[b]))
    }

    /// The numbers that reports give differently for one thing.
    pub(super) fn differing(&self) -> Vec<Differing> {
        let given: BTreeSet<(usize, &Counted, Decimal)> =
            self.all.iter().map(|number| (number.place.report, &number.counted, number.given.value)).collect();
        // What one report counts together another one counts in parts, of which not all need be said to be dead.
        let summed = |number: &Number| Some((number.place.report, number.counted.unit.clone(), number.sum?));
        let sums: BTreeSet<(usize, String, Decimal)> = self.all.iter().filter_map(summed).collect();
        let gives = |report: usize, number: &Number| {
            given.contains(&(report, &number.counted, number.given.value))
                || sums.contains(&(report, number.counted.unit.clone(), number.given.value))
        };
        let differs = |(left, right): (&Number, &Number)| {
            let is_told_elsewhere = gives(right.place.report, left) || gives(left.place.report, right);
            let differs = if left.given.value == right.given.value {
                bounds_differ(left.given, right.given)
            } else {
                !is_told_elsewhere
            };
            if !differs {
                return None;
            }
            let (kind, rule) = if may_both_be_right(left.given, right.given) {
                (RelationKind::Precision, "number-told-more-exactly")
            } else {
                (RelationKind::Contradicts, "numbers-differ")
            };
            Some(Differing::of(&left.place, &right.place, kind, Slot::Number, rule))
        };
        self.pairs().filter_map(differs).collect()
    }

    /// The numbers that reports give alike for one thing.
    pub(super) fn agreeing(&self) -> Vec<Agreeing> {
        let agree = |(left, right): &(&Number, &Number)| {
            left.given.value == right.given.value && !bounds_differ(left.given, right.given)
        };
        let agreeing = |(left, right): (&Number, &Number)| Agreeing {
            a: left.place.value(),
            b: right.place.value(),
            slot: Slot::Number,
        };
        self.pairs().filter(agree).map(agreeing).collect()
    }

    /// The numbers that no other report gives, whatever it counts by them.
    pub(super) fn alone(&self, analyses: &[&Analysis]) -> Vec<Alone> {
        let mut holders = BTreeMap::<Decimal, BTreeSet<usize>>::new();
        for (report, analysis) in analyses.iter().enumerate() {
            for figure in analysis.findings.figures.items().iter().map(|found| &found.what) {
                for amount in [Some(figure.value), figure.to].into_iter().flatten() {
                    if let Amount::Decimal(value) = amount {
                        holders.entry(value).or_default().insert(report);
                    }
                }
            }
        }
        let value = |at: usize| {
            let number = &self.all[at];
            (number.place.report, &number.counted, number.given.value)
        };
        // What one sentence gives like another report, or otherwise, another sentence of the report may give again.
        let alike: BTreeSet<_> = self.alike.iter().flat_map(|&(a, b)| [a, b]).map(value).collect();
        // A number that no figure was found for stands in the text all the same.
        let mut n_holding = BTreeMap::<String, usize>::new();
        for analysis in analyses {
            let numerals = numerals_of(analysis, analysis.report.text().whole());
            numerals.into_iter().for_each(|numeral| *n_holding.entry(numeral).or_default() += 1);
        }
        let is_written = |number: &Number| {
            let own = numerals_of(analyses[number.place.report], number.place.span);
            own.iter().any(|numeral| n_holding[numeral] > 1)
        };
        let is_alone = |&(at, number): &(usize, &Number)| {
            holders[&number.given.value].len() == 1
                && !alike.contains(&value(at))
                && number.is_telling()
                && !is_written(number)
        };
        let alone = self.all.iter().enumerate().filter(is_alone);
        alone.map(|(_, number)| Alone { value: number.place.value(), number: number.given.value }).collect()
    }
}

impl Number {
    /// Among which numbers only the nearest is taken for another report's: those of its sentence; of dead and hurt those of
    /// its report, since the dead of one house are a part of all.
    fn rivals(&self) -> Rivals {
        let sentence = self.counted.fate.is_none().then_some(self.place.sentence);
        (self.place.report, sentence)
    }

    /// Whether it is worth telling that one report alone has it: small counts are in every sentence ("two officials").
    fn is_telling(&self) -> bool {
        let is_small_count = self.counted.kind == FigureKind::Count && self.given.value < Decimal::from(COUNT_TOLD_MIN);
        !is_small_count || self.counted.fate.is_some()
    }
}

/// The words with digits in a span of a report, folded.
fn numerals_of(analysis: &Analysis, span: Span<Clean>) -> BTreeSet<String> {
    let tokens = within(analysis.annotated.tokens.items(), span, |token| token.span);
    let words = tokens.iter().map(|token| analysis.report.text().get(token.span));
    words.filter(|word| word.contains(|c: char| c.is_ascii_digit())).map(fold).collect()
}

/// How two figures of one thing relate, if there is anything to tell.
pub(crate) fn relation_of_numbers(a: (&Analysis, &Figure), b: (&Analysis, &Figure)) -> Option<RelationKind> {
    let (a, b) = (given(a)?, given(b)?);
    let differ = a.value != b.value || bounds_differ(a, b);
    let kind = if may_both_be_right(a, b) { RelationKind::Precision } else { RelationKind::Contradicts };
    differ.then_some(kind)
}

/// One whole number or decimal; a range or a fraction is none.
fn given((analysis, figure): (&Analysis, &Figure)) -> Option<Given> {
    match (figure.value, figure.to) {
        (Amount::Decimal(value), None) if value > Decimal::ZERO => {
            Some(Given { value, bound: figure.bound, way: way(analysis, figure) })
        }
        _ => None,
    }
}

fn way(analysis: &Analysis, figure: &Figure) -> Way {
    let text = analysis.report.text();
    let before = text.get(Span::new(0, figure.span.start()));
    let last = before.split_whitespace().next_back().map(fold).unwrap_or_default();
    if NEARLY.contains(&last.as_str()) {
        Way::Nearly
    } else if text.get(figure.span).split_whitespace().any(|word| fold(word) == "dozen") {
        Way::InDozens
    } else {
        Way::Plainly
    }
}

/// The kind of a figure, as one sentence's figures are laid beside those of another.
pub(super) const fn key(figure: &Figure) -> &'static str {
    match figure.kind {
        FigureKind::Money => "#money",
        FigureKind::Percent => "#percent",
        FigureKind::Share => "#share",
        FigureKind::Measure => "#measure",
        FigureKind::Score => "#score",
        FigureKind::Count => "#count",
    }
}

/// How two figures relate that stand at one place of nearly the same sentence.
pub(super) fn relation_of_twins(a: (&Analysis, &Figure), b: (&Analysis, &Figure)) -> Option<RelationKind> {
    let phrase = |(analysis, figure): (&Analysis, &Figure)| figure.counts.map(|span| phrase(analysis, span));
    let units_differ = a.1.unit.is_some() && b.1.unit.is_some() && a.1.unit != b.1.unit;
    let phrases_differ = phrase(a).zip(phrase(b)).is_some_and(|(a, b)| a != b);
    match a.1.kind {
        // What is given in two currencies may be one sum; the same number in both is not.
        FigureKind::Money if units_differ => (a.1.value == b.1.value).then_some(RelationKind::Contradicts),
        FigureKind::Score => None,
        _ if units_differ || phrases_differ => None,
        _ => relation_of_numbers(a, b),
    }
}

fn phrase(analysis: &Analysis, span: Span<Clean>) -> String {
    analysis.report.text().get(span).split_whitespace().map(fold).collect::<Vec<_>>().join(" ")
}

/// The sum of a count and the one that it is joined to by "and".
pub(crate) fn sum(analysis: &Analysis, figure: &Figure) -> Option<Decimal> {
    let figures = analysis.findings.figures.items();
    let behind = figures.partition_point(|other| other.what.span.start() < figure.span.end());
    let joined = &figures.get(behind)?.what;
    let between = analysis.report.text().get(Span::new(figure.span.end(), joined.span.start()));
    let words: Vec<&str> = between.split_whitespace().take(WORDS_TO_JOINED_MAX + 1).collect();
    let is_joined = words.len() <= WORDS_TO_JOINED_MAX && words.last() == Some(&"and");
    let are_counts = figure.kind == FigureKind::Count && joined.kind == FigureKind::Count;
    match (figure.value, joined.value) {
        (Amount::Decimal(value), Amount::Decimal(other)) if is_joined && are_counts => value.checked_add(other),
        _ => None,
    }
}

fn numbers(content: &Content, analyses: &[&Analysis]) -> Vec<Number> {
    let of = |(report, analysis): (usize, &Analysis)| -> Vec<Number> {
        let figures = analysis.findings.figures.items().iter().map(|found| &found.what);
        figures.filter_map(|figure| number(content, (report, analysis), figure)).collect()
    };
    analyses.iter().copied().enumerate().flat_map(of).collect()
}

/// A figure that can be held against others: one whole number or decimal of a named unit.
fn number(content: &Content, report: (usize, &Analysis), figure: &Figure) -> Option<Number> {
    let given = given((report.1, figure))?;
    let kind_is_plain = !matches!(figure.kind, FigureKind::Share | FigureKind::Score);
    let unit = figure.unit.clone().or_else(|| is_of_those_aboard(report.1, figure).then(|| "person".to_owned()))?;
    let phrase = figure.counts.map(|span| phrase(report.1, span)).filter(|phrase| phrase.contains(' '));
    let counted = Counted { kind: figure.kind, unit, fate: figure.fate };
    let place = Place::of(content, report, figure.span)?;
    kind_is_plain.then(|| Number { place, counted, given, phrase, sum: sum(report.1, figure) })
}

/// Whether a number without a unit counts people: "with 134 on board".
fn is_of_those_aboard(analysis: &Analysis, figure: &Figure) -> bool {
    let text = analysis.report.text();
    let behind = text.get(Span::new(figure.span.end(), text.whole().end())).trim_start();
    figure.kind == FigureKind::Count && ["on board", "aboard"].iter().any(|words| behind.starts_with(words))
}

/// The values that each report gives for what is counted alike.
fn values_given(numbers: &[Number]) -> BTreeMap<(usize, &Counted), BTreeSet<Decimal>> {
    let mut given = BTreeMap::<_, BTreeSet<Decimal>>::new();
    for number in numbers {
        given.entry((number.place.report, &number.counted)).or_default().insert(number.given.value);
    }
    given
}

/// Whether two numbers are of one thing; `are_only` says that neither report counts such things twice.
fn tell_one_thing(content: &Content, a: &Number, b: &Number, are_only: bool) -> bool {
    let shared = content.shared(&a.place.matter, &b.place.matter);
    let is_sure = shared.of_less(&a.place.matter, &b.place.matter) >= OF_LESS_SURE;
    let is_phrase = a.phrase.is_some() && a.phrase == b.phrase;
    let may_be_far = a.counted.fate.is_some() || is_sure || is_phrase || are_only;
    let near_min = if may_be_far { NEAR_PERCENT_MIN_OF_FEW } else { NEAR_PERCENT_MIN };
    let is_near = nearness(a, b) >= Decimal::new(near_min, 2);
    a.place.report != b.place.report && is_near && shared.n_stems >= STEMS_MIN && shared.weight >= WEIGHT_MIN
}

/// Pairs of different reports that say of as many people that they are dead, or hurt: in one story these are the same.
fn equal_fates(numbers: &[Number], ranks: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    let of_many = |(_, number): &(usize, &Number)| number.counted.fate.is_some() && number.given.value > Decimal::ONE;
    let index = numbers.iter().enumerate().filter(of_many);
    let index = index.map(|(at, number)| ((&number.counted, number.given.value), at)).collect();
    let pairs = sharing(index, |at| (ranks[numbers[at].place.report], at)).into_iter();
    pairs.filter(|&(a, b)| numbers[a].place.report != numbers[b].place.report)
}

/// The smaller number as a part of the greater one.
fn nearness(a: &Number, b: &Number) -> Decimal {
    a.given.value.min(b.given.value) / a.given.value.max(b.given.value)
}

/// For each number how near the nearest number is to it, of each group of rivals.
fn nearest(numbers: &[Number], alike: &[(usize, usize)]) -> BTreeMap<(usize, Rivals), Decimal> {
    let mut nearest = BTreeMap::<(usize, Rivals), Decimal>::new();
    for &(a, b) in alike {
        let near = nearness(&numbers[a], &numbers[b]);
        for (number, other) in [(a, b), (b, a)] {
            let best = nearest.entry((number, numbers[other].rivals())).or_default();
            *best = near.max(*best);
        }
    }
    nearest
}

/// Whether one report says to which side of a number the true one lies, and the other does not say the same. Between
/// "some 800" and "800" there is nothing to tell.
fn bounds_differ(a: Given, b: Given) -> bool {
    let is_open = |given: Given| !matches!(given.bound, Bound::Exactly | Bound::About);
    a.bound != b.bound && (is_open(a) || is_open(b))
}

/// Whether one number is the other one rounded, or lies within what the other's bound leaves open.
fn may_both_be_right(a: Given, b: Given) -> bool {
    let (a_low, a_high) = range(a);
    let (b_low, b_high) = range(b);
    let is_rounded = |a: Given, b: Given| a.way != Way::Nearly && is_rounded(a.value, b.value);
    is_rounded(a, b) || is_rounded(b, a) || (a_low <= b_high && b_low <= a_high)
}

/// The numbers that the words leave open. A report may give numbers as great as a [`Decimal`] holds.
fn range(Given { value, bound, way }: Given) -> (Decimal, Decimal) {
    let percent = value * Decimal::new(ABOUT_PERCENT, 2);
    let off = percent.min(last_unit(value) / Decimal::TWO);
    match bound {
        Bound::Exactly | Bound::About if way == Way::Nearly => (value - percent, value),
        Bound::Exactly | Bound::About if way == Way::InDozens => (value - percent, value.saturating_add(percent)),
        Bound::Exactly => (value, value),
        Bound::About => (value - off, value.saturating_add(off)),
        Bound::AtLeast | Bound::MoreThan => (value, Decimal::MAX),
        Bound::AtMost | Bound::LessThan => (Decimal::ZERO, value),
    }
}

/// One unit of the last digit that is not zero: 100 of 3,600, 0.1 of 3.6.
fn last_unit(value: Decimal) -> Decimal {
    let mut unit = Decimal::new(1, value.normalize().scale());
    while let Some(next) = unit.checked_mul(Decimal::TEN).filter(|next| (value % next).is_zero()) {
        unit = next;
    }
    unit
}

/// Whether a number is another one rounded to the digits that it has.
fn is_rounded(rounded: Decimal, exact: Decimal) -> bool {
    let unit = last_unit(rounded);
    // One with more digits before its own than a `Decimal` holds is far greater.
    let units = exact.checked_div(unit);
    let near = units.map(|units| units.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero));
    near.and_then(|near| near.checked_mul(unit)) == Some(rounded)
}

#[cfg(test)]
mod tests {
    use dateline_core::Bound;
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
    use rust_decimal::Decimal;

    use super::{Given, Way, may_both_be_right, range};

    #[test]
    fn numbers_that_can_both_be_right() {
        let check = |(a, a_bound): (&str, Bound), (b, b_bound): (&str, Bound), expected: bool| {
            let given = |words: &str, bound| {
                let (way, value) = match words.split_once(' ') {
                    Some(("nearly", value)) => (Way::Nearly, value),
                    Some((value, _)) => (Way::InDozens, value),
                    None => (Way::Plainly, words),
                };
                Given { value: value.parse::<Decimal>().expect("a number"), bound, way }
            };
            let (a, b) = (given(a, a_bound), given(b, b_bound));
            assert_eq!(may_both_be_right(a, b), expected, "{a:?}, {b:?}");
            assert_eq!(may_both_be_right(b, a), expected, "{b:?}, {a:?}");
        };
        check(("97", Bound::Exactly), ("100", Bound::About), true);
        check(("97", Bound::Exactly), ("100", Bound::LessThan), true);
        check(("97", Bound::Exactly), ("79", Bound::Exactly), false);
        check(("5200", Bound::Exactly), ("5000", Bound::MoreThan), true);
        check(("5200", Bound::Exactly), ("5500", Bound::MoreThan), false);
        check(("1375000000", Bound::Exactly), ("1400000000", Bound::Exactly), true);
        check(("3500000000", Bound::Exactly), ("3600000000", Bound::About), false);
        check(("30", Bound::AtLeast), ("31", Bound::Exactly), true);
        check(("12", Bound::AtMost), ("13", Bound::Exactly), false);
        check(("35", Bound::Exactly), ("38", Bound::Exactly), false);
        check(("nearly 150", Bound::About), ("143", Bound::Exactly), true);
        check(("nearly 150", Bound::About), ("134", Bound::Exactly), false);
        check(("nearly 2000", Bound::About), ("2300", Bound::Exactly), false);
        check(("nearly 3000", Bound::About), ("2870", Bound::Exactly), true);
        check(("12 dozen", Bound::Exactly), ("11", Bound::Exactly), true);
        check(("12 dozen", Bound::Exactly), ("9", Bound::Exactly), false);
        check(("0.5", Bound::Exactly), ("0.46", Bound::Exactly), true);
        let (most, least) = ("10000000000000000000000000000", "0.0000000000000000000000000001");
        check((most, Bound::Exactly), (least, Bound::Exactly), false);
        check((most, Bound::About), ("10400000000000000000000000000", Bound::Exactly), true);
        check(("79228162514264337593543950335", Bound::About), (most, Bound::About), false);
    }

    proptest! {
        #[test]
        fn any_two_numbers_can_be_held_against_each_other(
            (a, a_scale) in (1_i128..1 << 96, 0_u32..=28),
            (b, b_scale) in (1_i128..1 << 96, 0_u32..=28),
            n_zeros in any::<[u8; 2]>(),
        ) {
            let bounds =
                [Bound::Exactly, Bound::About, Bound::AtLeast, Bound::MoreThan, Bound::AtMost, Bound::LessThan];
            let rounded = |value: i128, n_zeros: u8| {
                let unit = 10_i128.pow(u32::from(n_zeros % 28));
                (value / unit).max(1) * unit
            };
            let a = Decimal::from_i128_with_scale(rounded(a, n_zeros[0]), a_scale);
            let b = Decimal::from_i128_with_scale(rounded(b, n_zeros[1]), b_scale);
            prop_assert!(a.min(b) / a.max(b) <= Decimal::ONE);
            for (a_bound, b_bound) in bounds.into_iter().flat_map(|a| bounds.map(|b| (a, b))) {
                let (a, b) = (Given { value: a, bound: a_bound, way: Way::Plainly }, Given { value: b, bound: b_bound, way: Way::Plainly });
                let (low, high) = range(a);
                prop_assert!(low <= a.value && a.value <= high);
                prop_assert_eq!(may_both_be_right(a, b), may_both_be_right(b, a));
            }
        }
    }
}
