//! Which sayings of one report give what another one quotes or tells of the same speaker.
//!
//! Few words are shared by chance when the speaker is the same, the words say much, and nothing else that the speaker
//! says in either report is nearer. Where the speakers are not known to be the same, the same words found mostly other
//! utterances: of 300 such pairs of `basil-open` 40 were labelled so.
//!
//! The limits were chosen by hand on the labelled pairs of `basil-open`: with them 31 of 46 pairs found were labelled
//! so. Nothing was learnt there.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::candidates::sharing;
use crate::content::{Content, Matter, Shared};
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
}

/// The paraphrases among the units, the surest first. `matters` has what each unit speaks of, `groups` which quotations
/// are of one utterance.
pub(crate) fn paraphrases(
    content: &Content,
    units: &[Unit],
    matters: &[Matter],
    groups: &mut Groups,
) -> Vec<Paraphrase> {
    let alike: Vec<Paraphrase> = candidates(units, matters)
        .into_iter()
        .filter(|(a, b)| !groups.quote_each_other(units, *a, *b))
        .map(|(a, b)| Paraphrase { a, b, shared: content.shared(&matters[a], &matters[b]) })
        .collect();
    let nearest = nearest(units, &alike);
    let is_nearest = |unit: usize, pair: &Paraphrase, other: usize| {
        nearest.get(&(unit, units[other].report)).is_some_and(|weight| pair.shared.weight >= *weight)
    };
    let mut found: Vec<Paraphrase> = alike
        .iter()
        .filter(|pair| is_one_utterance(pair.shared, &matters[pair.a], &matters[pair.b]))
        .filter(|pair| is_nearest(pair.a, pair, pair.b) && is_nearest(pair.b, pair, pair.a))
        .copied()
        .collect();
    found.sort_by(|left, right| {
        right.shared.weight.total_cmp(&left.shared.weight).then((left.a, left.b).cmp(&(right.a, right.b)))
    });
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
    pairs.retain(|(a, b)| may_be_one(&units[*a], &units[*b]));
    pairs
}

fn may_be_one(a: &Unit, b: &Unit) -> bool {
    a.report != b.report && (a.form == Form::Saying || b.form == Form::Saying)
}
