//! Names that reports spell differently where they tell one thing: "Norwalk" and "Norfolk".
//!
//! Only names that are nearly the same are held against each other: two reports that name different people or places
//! mostly tell of different ones.

use std::collections::{BTreeMap, HashSet};

use dateline_core::{Analysis, Clean, EntityKind, MentionForm, RelationKind, Slot, Span};

use super::{Differing, Place};
use crate::candidates::by_id;
use crate::content::Content;
use crate::words::{fold, within};

/// What the shared words of two sentences must say at least, and how many there must be. Chosen by reading what the
/// limits take in among the reports of `basil-open`.
const WEIGHT_MIN: f64 = 4.0;
const STEMS_MIN: usize = 2;

/// The same where a report has both spellings.
const WEIGHT_MIN_OF_BOTH: f64 = 6.0;
const STEMS_MIN_OF_BOTH: usize = 3;

/// Fewest characters of names that can be taken for each other; short ones are alike by chance.
const CHARS_MIN: usize = 5;

/// Most characters that differ.
const EDITS_MAX: usize = 2;

/// Most names that begin alike and are held against each other, and most places at which one name is looked at.
const NAMES_MAX: usize = 256;
const PLACES_MAX: usize = 32;

/// A name as it is compared: what it names, and its folded words.
type Name = (Slot, Vec<String>);

/// Where a name stands.
type Mentions = Vec<(usize, Span<Clean>)>;

/// The names that reports spell differently.
pub(super) fn differing(content: &Content, analyses: &[&Analysis]) -> Vec<Differing> {
    let names = names(analyses);
    let words: Vec<HashSet<String>> =
        analyses.iter().map(|analysis| spelt(analysis, analysis.report.text().whole()).collect()).collect();
    let mut found = Vec::new();
    let entries: Vec<(&Name, &Mentions)> = names.iter().collect();
    for alike in entries.chunk_by(|left, right| initial(left.0) == initial(right.0)) {
        for (at, (left, of_left)) in alike.iter().enumerate().take(NAMES_MAX) {
            for (right, of_right) in alike[at + 1..].iter().take(NAMES_MAX) {
                let Some((one, other)) = differing_word(left, right) else { continue };
                let spellings = |mentions: &Mentions, other: &str| -> Vec<Spelling> {
                    let spelling = |&(report, span): &(usize, Span<Clean>)| {
                        let place = Place::of(content, (report, analyses[report]), span)?;
                        let has_both = words[report].contains(other);
                        let sets_apart = has_both && spelt(analyses[report], place.sentence).any(|word| word == other);
                        (!sets_apart).then_some(Spelling { place, has_both })
                    };
                    mentions.iter().take(PLACES_MAX).filter_map(spelling).collect()
                };
                let (of_left, of_right) = (spellings(of_left, other), spellings(of_right, one));
                found.extend(told_alike(content, left.0, &of_left, &of_right));
            }
        }
    }
    found
}

/// The names of people, places and organisations with their mentions; sorted by kind and words, the mentions of each by their
/// reports' ids.
fn names(analyses: &[&Analysis]) -> BTreeMap<Name, Mentions> {
    let mut names = BTreeMap::<Name, Mentions>::new();
    for (report, analysis) in by_id(analyses) {
        for entity in analysis.findings.entities.items().iter().map(|found| &found.what) {
            let Some(slot) = slot(entity.kind) else { continue };
            let name = analysis.report.text().get(entity.name);
            let name: Vec<String> = name.split_whitespace().map(fold).filter(|word| !word.is_empty()).collect();
            let named = entity.mentions.iter().filter(|mention| mention.form == MentionForm::Name);
            if !name.is_empty() {
                names.entry((slot, name)).or_default().extend(named.map(|mention| (report, mention.span)));
            }
        }
    }
    names
}

pub(super) const fn slot(kind: EntityKind) -> Option<Slot> {
    match kind {
        EntityKind::Person => Some(Slot::Person),
        EntityKind::Place | EntityKind::Country => Some(Slot::Place),
        EntityKind::Organisation => Some(Slot::Organisation),
        _ => None,
    }
}

/// The words of a stretch of a report, folded.
fn spelt(analysis: &Analysis, span: Span<Clean>) -> impl Iterator<Item = String> {
    let tokens = within(analysis.annotated.tokens.items(), span, |token| token.span);
    tokens.iter().map(|token| fold(analysis.report.text().get(token.span)))
}

/// What names must have in common to be held against each other; neighbours in the order of names have it.
fn initial((slot, words): &Name) -> (Slot, Option<char>) {
    (*slot, words.first().and_then(|word| word.chars().next()))
}

/// The only words in which two names differ, if these begin and end alike and are nearly the same.
fn differing_word<'a>((_, a): &'a Name, (_, b): &'a Name) -> Option<(&'a str, &'a str)> {
    let mut differing = a.iter().zip(b).filter(|(left, right)| left != right);
    let (left, right) = differing.next().filter(|_| a.len() == b.len() && differing.next().is_none())?;
    let is_long = left.chars().count() >= CHARS_MIN && right.chars().count() >= CHARS_MIN;
    // What differs at the end is an ending: "Democrats", "Democratic".
    let ends_alike = left.chars().next_back() == right.chars().next_back();
    let begins_alike = left.chars().next() == right.chars().next();
    let is_near = || strsim::osa_distance(left, right) <= EDITS_MAX;
    (is_long && begins_alike && ends_alike && is_near()).then_some((left, right))
}

/// A place where a name is spelt in one way, and whether its report has the other way too: then the two may be two things,
/// or the report quotes what it tells otherwise itself. A sentence with both sets them apart and is left out.
struct Spelling {
    place: Place,
    has_both: bool,
}

/// The places of two names whose sentences tell one thing.
fn told_alike(content: &Content, slot: Slot, of_left: &[Spelling], of_right: &[Spelling]) -> Vec<Differing> {
    let pairs = of_left.iter().flat_map(|left| of_right.iter().map(move |right| (left, right)));
    let told_alike = pairs.filter(|(left, right)| {
        let shared = content.shared(&left.place.matter, &right.place.matter);
        let has_both = left.has_both || right.has_both;
        let (n_min, weight_min) =
            if has_both { (STEMS_MIN_OF_BOTH, WEIGHT_MIN_OF_BOTH) } else { (STEMS_MIN, WEIGHT_MIN) };
        left.place.report != right.place.report && shared.n_stems >= n_min && shared.weight >= weight_min
    });
    let differing = |(left, right): (&Spelling, &Spelling)| {
        Differing::of(&left.place, &right.place, RelationKind::Contradicts, slot, "names-nearly-the-same")
    };
    told_alike.map(differing).collect()
}
