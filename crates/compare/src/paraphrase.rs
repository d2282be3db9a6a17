//! Which sayings of one report give what another one quotes or tells of the same speaker.
//!
//! Either what a saying sets between marks stands in the other one too (`fragment`), or much else is shared.
//!
//! Few words are shared by chance when the speaker is the same, the words say much, and nothing else that the speaker
//! says in either report is nearer. Where the speakers are not known to be the same, the same words found mostly other
//! utterances: of 300 such pairs of `basil-open` 40 were labelled so.
//!
//! The limits were chosen by hand on the labelled pairs of all stories of `basil-open`, so that the scores on them flatter.
//! Nothing was learnt there.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use dateline_core::Analysis;

use crate::candidates::sharing;
use crate::content::{Content, Matter, Shared};
use crate::entity::Cast;
use crate::fragment;
use crate::point::Groups;
use crate::unit::{Form, Unit};

/// Fewest stems that two tellings of one utterance share.
const STEMS_MIN: usize = 3;

/// The least that the shared stems say together: two that each stand in one sentence of fifty. At 6 five
/// more pairs without a label are taken in.
const WEIGHT_MIN: f64 = 8.0;

/// Smallest part of what the telling that says less speaks of.
const OF_LESS_MIN: f64 = 0.3;

/// Smallest part of what both speak of, unless the one that says less is nearly all in the other: a short sentence may
/// tell one half of a long quotation.
const OF_BOTH_MIN: f64 = 0.15;
const OF_LESS_SURE: f64 = 0.6;

/// Two units of different reports, by their index, that tell one utterance; at least one is a saying.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paraphrase {
    pub(crate) a: usize,
    pub(crate) b: usize,
    /// What they both speak of.
    pub(crate) shared: Shared,
    /// The name of the rule by which they are one.
    pub(crate) rule: &'static str,
}

/// The paraphrases among the units, the surest first. `matters` has what each unit speaks of, `unmarked` which sentences
/// give which quotations without marks, `groups` which quotations are of one utterance.
pub(crate) fn paraphrases(
    content: &Content,
    cast: &Cast,
    analyses: &[&Analysis],
    (units, matters, unmarked): (&[Unit], &[Matter], &[(usize, usize)]),
    groups: &mut Groups,
) -> Vec<Paraphrase> {
    let mut told_anew = |pairs: Vec<(usize, usize)>, rule: &'static str| -> Vec<Paraphrase> {
        let shared = |a: usize, b: usize| content.shared(&matters[a], &matters[b]);
        let pairs = pairs.into_iter().filter(|(a, b)| !groups.quote_each_other(units, *a, *b));
        pairs.map(|(a, b)| Paraphrase { a, b, shared: shared(a, b), rule }).collect()
    };
    let mut found = told_anew(unmarked.to_vec(), "same-words-without-marks");
    found.extend(told_anew(fragment::pairs(content, cast, analyses, units, matters), "same-words-between-marks"));
    let alike = told_anew(candidates(units, matters), "same-speaker-same-matter");
    let nearest = nearest(units, &alike);
    let is_nearest = |unit: usize, pair: &Paraphrase, other: usize| {
        nearest.get(&(unit, units[other].report)).is_some_and(|weight| pair.shared.weight >= *weight)
    };
    let told_alike = alike
        .into_iter()
        .filter(|pair| is_one_utterance(pair.shared, &matters[pair.a], &matters[pair.b]))
        .filter(|pair| is_nearest(pair.a, pair, pair.b) && is_nearest(pair.b, pair, pair.a));
    found.extend(told_alike);
    found.sort_by(|left, right| {
        right.shared.weight.total_cmp(&left.shared.weight).then((left.a, left.b).cmp(&(right.a, right.b)))
    });
    // By which of two rules a pair was found first says nothing; the sort keeps their order.
    found.dedup_by_key(|pair| (pair.a, pair.b));
    found
}

fn is_one_utterance(shared: Shared, a: &Matter, b: &Matter) -> bool {
    shared.n_stems >= STEMS_MIN
        && shared.weight >= WEIGHT_MIN
        && shared.of_less(a, b) >= OF_LESS_MIN
        && (shared.of_both(a, b) >= OF_BOTH_MIN || shared.of_less(a, b) >= OF_LESS_SURE)
}

/// For each unit and other report how much the nearest telling of that report shares with it.
fn nearest(units: &[Unit], alike: &[Paraphrase]) -> BTreeMap<(usize, usize), f64> {
    let mut nearest = BTreeMap::<(usize, usize), f64>::new();
    for pair in alike {
        for (unit, other) in [(pair.a, pair.b), (pair.b, pair.a)] {
            let best = nearest.entry((unit, units[other].report)).or_default();
            *best = best.max(pair.shared.weight);
        }
    }
    nearest
}

/// Pairs of units of different reports with a speaker and a stem in common, not both quotations; the smaller first.
fn candidates(units: &[Unit], matters: &[Matter]) -> Vec<(usize, usize)> {
    let mut index: Vec<((usize, usize), usize)> = Vec::new();
    for (at, (unit, matter)) in units.iter().zip(matters).enumerate() {
        let of_stem = |stem: &usize| unit.speakers.iter().map(move |speaker| (*speaker, *stem)).collect::<Vec<_>>();
        index.extend(matter.stems.iter().flat_map(of_stem).map(|key| (key, at)));
    }
    let mut pairs = sharing(index, |at| (Reverse(matters[at].stems.len()), at));
    let is_saying = |unit: usize| units[unit].form == Form::Saying;
    pairs.retain(|&(a, b)| units[a].report != units[b].report && (is_saying(a) || is_saying(b)));
    pairs
}
