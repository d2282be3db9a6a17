//! Ages that reports give for one person: "Ada Rowe, 49," and "50-year-old Ada Rowe".

use std::collections::BTreeMap;

use dateline_core::{Analysis, Clean, EntityKind, RelationKind, Slot, Span, Token, TokenKind};

use super::{Differing, Place};
use crate::candidates::{by_id, sharing, turns};
use crate::content::Content;
use crate::entity::Cast;
use crate::words::fold;

/// The greatest number that is taken for an age.
const YEARS_MAX: u32 = 120;

/// Words between a name and the age behind it, as they are folded; behind the age the phrase must end.
const BEFORE_AGE: [&[&str]; 9] = [
    &[","],
    &["("],
    &[",", "age"],
    &[",", "aged"],
    &[",", "who", "is"],
    &[",", "who", "was"],
    &["is"],
    &["was"],
    &["turned"],
];

/// An age with its place.
struct Age {
    years: u32,
    place: Place,
}

/// The ages that reports give differently for one person. Who has two ages in one report is left out: they may be of two
/// times.
pub(super) fn differing(content: &Content, cast: &Cast, analyses: &[&Analysis]) -> Vec<Differing> {
    let mut of_person = BTreeMap::<usize, Vec<Age>>::new();
    for report in by_id(analyses) {
        for (person, mut ages) in ages(content, cast, report) {
            if ages.iter().all(|age| age.years == ages[0].years) {
                of_person.entry(person).or_default().push(ages.swap_remove(0));
            }
        }
    }
    let ages: Vec<(usize, &Age)> =
        of_person.iter().flat_map(|(person, ages)| ages.iter().map(|age| (*person, age))).collect();
    let turns = turns(ages.iter().map(|(person, age)| (*person, age.years)));
    let index = ages.iter().enumerate().map(|(at, (person, _))| (*person, at)).collect();
    let pairs = sharing(index, |at| (turns[at], at)).into_iter().map(|(a, b)| (ages[a].1, ages[b].1));
    let differ = pairs.filter(|(a, b)| a.years != b.years);
    differ
        .map(|(a, b)| Differing::of(&a.place, &b.place, RelationKind::Contradicts, Slot::Number, "ages-differ"))
        .collect()
}

/// The ages that a report gives, by the shared entity of the person.
fn ages(content: &Content, cast: &Cast, (report, analysis): (usize, &Analysis)) -> BTreeMap<usize, Vec<Age>> {
    let mut ages = BTreeMap::<usize, Vec<Age>>::new();
    let named = cast.named((report, analysis));
    for (mention, person) in named.spans(analysis.report.text().whole()) {
        if cast.kind(person) != Some(EntityKind::Person) {
            continue;
        }
        let found = behind(analysis, mention).or_else(|| before(analysis, mention));
        let age =
            found.and_then(|(years, span)| Some(Age { years, place: Place::of(content, (report, analysis), span)? }));
        if let Some(age) = age {
            ages.entry(person).or_default().push(age);
        }
    }
    ages
}

/// The age that stands behind a name.
fn behind(analysis: &Analysis, name: Span<Clean>) -> Option<(u32, Span<Clean>)> {
    let tokens = analysis.annotated.tokens.items();
    let behind = &tokens[tokens.partition_point(|token| token.span.start() < name.end())..];
    let word = |token: &Token| analysis.report.text().get(token.span);
    let is_before = |words: &&&[&str]| {
        behind.len() > words.len() + 1
            && words.iter().zip(behind).all(|(expected, token)| fold_mark(word(token)) == *expected)
    };
    let years = |words: &&[&str]| {
        let (age, next) = (&behind[words.len()], &behind[words.len() + 1]);
        let years = word(age).parse().ok().filter(|years| (1..=YEARS_MAX).contains(years))?;
        (next.kind == TokenKind::Punctuation).then_some((years, age.span))
    };
    BEFORE_AGE.iter().filter(is_before).find_map(years)
}

/// A folded word; a mark as it stands.
fn fold_mark(word: &str) -> String {
    let folded = fold(word);
    if folded.is_empty() { word.to_owned() } else { folded }
}

/// The age that stands right before a name: "54-year-old".
fn before(analysis: &Analysis, name: Span<Clean>) -> Option<(u32, Span<Clean>)> {
    let text = analysis.report.text();
    let times = analysis.findings.times.items();
    let at = times.partition_point(|found| found.what.span.end() <= name.start()).checked_sub(1)?;
    let time = &times[at].what;
    let is_age = fold(text.get(time.span)).ends_with("old");
    let stands_before = text.get(Span::new(time.span.end(), name.start())).trim().is_empty();
    let years = time.value.strip_prefix('P')?.strip_suffix('Y')?.parse().ok()?;
    (is_age && stands_before).then_some((years, time.span))
}
