//! Findings of many reports to comparisons: what each report quotes, and how the wording differs.
//!
//! The way of the data: quotations become `unit`s with their `words`, and so do `saying`s, sentences that tell what
//! somebody said (`contents` knows which statements a stretch belongs to); equal quotations become one `wording`;
//! `candidates` are the pairs of wordings that share a run of words; `align` lays a pair over each other,
//! `judge` tells what was done to the words and `likeness` whether one utterance stands behind both; `paraphrase` finds
//! the sayings that tell an utterance in other words, by the `content` that they share or a `fragment` that they keep, and `unmarked` the sentences that give a quotation without its marks; `relate`, `difference` and
//! `qualification` carry that over to the units of the reports, with the speakers whom `entity` joins; `point`
//! gathers what hangs together, `fact` finds what the reports give different values for, `act` which events and
//! commitments are one, `copying` tells whose text a report takes over, `headline` what a headline says and the body does not, `term` how they name one thing, and `settle` dates
//! what one report leaves open by the days of the others. `grouping` tells before which reports are of one event.
//!
//! Each pair of wordings is decided by itself, in an order that does not depend on the order of the reports. This
//! crate keeps no state, and knows no outlet, file or model.

mod act;
mod align;
mod candidates;
mod content;
mod contents;
mod copying;
mod difference;
mod entity;
mod fact;
mod fragment;
mod grouping;
mod headline;
mod judge;
mod likeness;
mod opposite;
mod paraphrase;
mod point;
mod qualification;
mod relate;
mod saying;
mod settle;
mod substitute;
mod term;
mod unit;
mod unmarked;
mod wording;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use dateline_core::{
    Analysis, Clean, Comparison, Difference, End, Point, Producer, Relation, RelationKind, Slot, Span, Stage, Telling,
    data_hash,
};

pub use crate::grouping::{Sketch, Sketcher, StoryGroup};

use crate::content::{Content, Spoken};
use crate::contents::Contents;
use crate::copying::Copying;
use crate::entity::{Cast, GivenNames, Nicknames};
use crate::fact::length::Bounds;
use crate::grouping::Rates;
use crate::headline::Uncertainty;
use crate::opposite::Opposites;
use crate::point::Groups;
use crate::qualification::Qualifiers;
use crate::relate::Story;
use crate::saying::Saying;
use crate::substitute::Stems;
use crate::unit::{Form, Unit};
use crate::unmarked::Unmarked;
use crate::words::Lexicon;

const FUNCTION_WORDS: &str = include_str!("../../../data/en/function_words.tsv");

/// What a comparison names as its maker.
#[must_use]
pub fn producer() -> Producer {
    Producer {
        stage: Stage::Compare,
        version: env!("CARGO_PKG_VERSION"),
        data_hash: data_hash(&[
            FUNCTION_WORDS,
            entity::GIVEN_NAMES,
            entity::NICKNAMES,
            headline::UNCERTAINTY,
            fact::length::BOUNDS,
            opposite::OPPOSITES,
            opposite::REFUSALS,
            qualification::QUALIFIERS,
            substitute::SUBSTITUTES,
            grouping::WORD_RATES,
            term::TERMS,
        ]),
    }
}

/// The tables that are built in, read once: a run compares many stories.
struct Tables {
    lexicon: Lexicon,
    stems: Stems,
    rates: Rates,
    qualifiers: Qualifiers,
    nicknames: Nicknames,
    given_names: GivenNames,
    uncertainty: Uncertainty,
    opposites: Opposites,
    bounds: Bounds,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables {
    lexicon: Lexicon::parse(FUNCTION_WORDS).unwrap_or_else(|defect| panic!("built-in data: {defect}")),
    stems: Stems::built_in(),
    rates: grouping::built_in_rates(),
    qualifiers: Qualifiers::built_in(),
    nicknames: Nicknames::built_in(),
    given_names: GivenNames::built_in(),
    uncertainty: Uncertainty::built_in(),
    opposites: Opposites::built_in(),
    bounds: Bounds::built_in(),
});

/// Compares the reports of one story.
///
/// Time grows with the number of quotations and the square of the length of a quotation, which is limited.
///
/// # Panics
/// If a built-in table is defective; every test of this crate reads it.
#[must_use]
pub fn compare(analyses: &[&Analysis]) -> Comparison {
    let Tables { lexicon, stems, rates, qualifiers, nicknames, given_names, uncertainty, opposites, bounds } = &*TABLES;
    let cast = Cast::of(nicknames, given_names, analyses);
    let content = Content::of((lexicon, stems, opposites), rates, analyses);
    let (units, spoken, unmarked) = units(lexicon, &content, &cast, analyses);
    let story = Story { analyses, units: &units, cast: &cast, qualifiers };
    let links = story.links();
    let mut groups = Groups::of(&units, links.iter().map(|link| (link.a, link.b)));
    let paraphrases =
        paraphrase::paraphrases(&content, &cast, analyses, (&units, &spoken, &unmarked), (&links, &mut groups));
    let facts = fact::points((lexicon, stems, opposites, bounds), &content, &cast, analyses);
    let disputed = Disputed::of(&facts);
    let mut retold = story.retold(&content, &paraphrases);
    retold.retain(|link| !disputed.tells(&link.relation));
    let mut points = point::points(&units, groups, links, retold, analyses.len());
    let told = facts.iter().flat_map(|point| point.relations.iter().map(act::values)).collect();
    let mut acts = act::points(&content, &cast, analyses, &told);
    let Copying { copies, sentences } = copying::copying(lexicon, analyses);
    let sentences = sentences.into_iter().filter_map(|point| disputed.undisputed(point, analyses.len()));
    let mut sentences: Vec<Point> = sentences.collect();
    join_what_is_told_twice(&mut points, &mut sentences);
    acts.retain(|act| !act::is_in_what_is_quoted(&points, act) && !act::is_in_shared_sentences(&sentences, act));
    let facts = not_told_yet(&points, &sentences, facts);
    let points = point::by_interest([points, facts, acts, sentences].concat());
    let reports = analyses.iter().map(|analysis| analysis.report.id()).collect();
    let n_origins = copying::n_origins(analyses.len(), &copies);
    let headlines = headline::notes(uncertainty, &content, analyses);
    let terms = term::terms(lexicon, analyses);
    let settled = settle::settle(analyses);
    Comparison {
        reports,
        entities: cast.into_shared(),
        points,
        copies,
        n_origins,
        headlines,
        terms,
        settled,
        producer: producer(),
    }
}

/// The pairs of sentences of which a fact says that they give different values: of these it is not told that the one is
/// copied from the other, nor that both tell one utterance.
struct Disputed {
    slots: BTreeMap<(End, End), Slot>,
}

impl Disputed {
    fn of(facts: &[Point]) -> Self {
        let relations = facts.iter().flat_map(|point| &point.relations);
        Self { slots: relations.filter_map(|relation| Some((ends(relation), relation.slot?))).collect() }
    }

    fn tells(&self, relation: &Relation) -> bool {
        self.slots.contains_key(&ends(relation))
    }

    /// What is left of a point about a sentence that reports have in common: nothing if its pairs are all disputed; and none of
    /// the tellings that only tell the opposite.
    fn undisputed(&self, point: Point, n_reports: usize) -> Option<Point> {
        let is_opposite = |relation: &Relation| self.slots.get(&ends(relation)) == Some(&Slot::Other);
        if point.relations.iter().all(|relation| self.tells(relation)) {
            return None;
        }
        if !point.relations.iter().any(is_opposite) {
            return Some(point);
        }
        let relations: Vec<Relation> = point.relations.into_iter().filter(|relation| !is_opposite(relation)).collect();
        let told: BTreeSet<End> = relations.iter().flat_map(|relation| [relation.a, relation.b]).collect();
        let is_told = |telling: &Telling| told.contains(&End { report: telling.report, span: telling.span });
        Some(point::point(point.about, point.tellings.into_iter().filter(is_told).collect(), relations, n_reports))
    }
}

fn ends(relation: &Relation) -> (End, End) {
    (relation.a, relation.b)
}

/// Of sentences that tell one utterance and have most words in common the first is told, with where the words differ.
fn join_what_is_told_twice(said: &mut [Point], sentences: &mut Vec<Point>) {
    let of_said = said.iter().flat_map(|point| &point.relations);
    let retold = of_said.filter(|relation| relation.kind == RelationKind::Paraphrased);
    let told: BTreeSet<(End, End)> = retold.map(ends).collect();
    let is_told = |point: &mut Point| point.relations.iter().all(|relation| told.contains(&ends(relation)));
    let twice = sentences.extract_if(.., is_told).flat_map(|point| point.relations);
    let mut differences: BTreeMap<(End, End), Vec<Difference>> =
        twice.map(|relation| (ends(&relation), relation.differences)).collect();
    for relation in said.iter_mut().flat_map(|point| &mut point.relations) {
        if let Some(differences) = differences.remove(&ends(relation)) {
            relation.differences.splice(0..0, differences);
        }
    }
}

/// Leaves out facts that several reports tell alike and that are told already: in what they quote, or in sentences that
/// they share.
fn not_told_yet(said: &[Point], sentences: &[Point], mut facts: Vec<Point>) -> Vec<Point> {
    let told = |(at, point): (usize, &Point)| {
        point.tellings.iter().map(|telling| ((telling.report, telling.span), at)).collect::<Vec<_>>()
    };
    let shared: BTreeMap<_, usize> = sentences.iter().enumerate().flat_map(told).collect();
    facts.retain(|fact| {
        let mut points = fact.tellings.iter().map(|telling| shared.get(&(telling.report, telling.span)));
        let first = points.next().flatten();
        let is_shared = first.is_some() && points.all(|point| point == first);
        let is_told = || is_shared || act::is_in_what_is_quoted(said, fact);
        fact.slot.is_none() || fact.tellings.len() == 1 || !is_told()
    });
    facts
}

/// What the reports quote and what they tell in their own words that somebody said, by report and position; what each
/// of these speaks of; and which sentences give which quotations without marks, as places among the units.
fn units(
    lexicon: &Lexicon,
    content: &Content,
    cast: &Cast,
    analyses: &[&Analysis],
) -> (Vec<Unit>, Vec<Spoken>, Vec<(usize, usize)>) {
    let mut quoted: Vec<Unit> = Vec::new();
    let mut sayings: Vec<Saying> = Vec::new();
    for (report, analysis) in analyses.iter().copied().enumerate() {
        let contents = Contents::of(analysis);
        let of_report = unit::units(lexicon, content, cast, (report, analysis), &contents);
        sayings.extend(saying::sayings(content, cast, (report, analysis), &contents, &of_report));
        quoted.extend(of_report);
    }
    let unmarked = unmarked::unmarked(lexicon, content, cast, analyses, &quoted);
    let spoken = |unit: &Unit| Spoken {
        whole: content.matter(content.words(unit.report, unit.span).iter()),
        parts: content.sentences((unit.report, analyses[unit.report]), unit.span),
    };
    let told: BTreeSet<_> = sayings.iter().map(|saying| (saying.unit.report, saying.unit.span)).collect();
    let bare: BTreeSet<_> = unmarked.iter().map(|found| (found.report, found.sentence)).collect();
    let bare = bare.difference(&told).map(|&(report, span)| unmarked::unit(report, span));
    let whole = quoted.into_iter().chain(bare).map(|unit| (spoken(&unit), unit)).map(|(spoken, unit)| (unit, spoken));
    let sayings = sayings.into_iter().map(|saying| (saying.unit, Spoken { whole: saying.matter, parts: saying.parts }));
    let mut units: Vec<(Unit, Spoken)> = whole.chain(sayings).collect();
    units.sort_by_key(|(unit, _)| (unit.report, unit.span, unit.form != Form::Saying));
    let place = |report: usize, span: Span<Clean>, is_saying: bool| {
        units.binary_search_by_key(&(report, span, !is_saying), |(unit, _)| {
            (unit.report, unit.span, unit.form != Form::Saying)
        })
    };
    let pair = |found: &Unmarked| {
        let (report, span) = found.quotation;
        let (a, b) = (place(report, span, false).ok()?, place(found.report, found.sentence, true).ok()?);
        Some((a.min(b), a.max(b)))
    };
    let pairs: BTreeSet<(usize, usize)> = unmarked.iter().filter_map(pair).collect();
    let (units, spoken) = units.into_iter().unzip();
    (units, spoken, pairs.into_iter().collect())
}
