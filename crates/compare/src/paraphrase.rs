//! Which sayings of one report give what another one quotes or tells of the same speaker.
//!
//! Either what a saying sets between marks stands in the other one too (`fragment`), or much else is shared, by the whole of
//! both or by one of the things that each says. Who has no name in either report is the same as far as can be told if both
//! say alike who it is. Two that each tell what a third tells, tell it both.
//!
//! Who denies what the other says does not say the same, and who denies the same in few words does ("will not resign").
//!
//! Few words are shared by chance when the speaker is the same, the words say much, and nothing else that the speaker
//! says in either report is nearer. Where the speakers are not known to be the same, the same words found mostly other
//! utterances: of 300 such pairs of `basil-open` 40 were labelled so.
//!
//! The limits were chosen by hand on the labelled pairs of all stories of `basil-open`, so that the scores on them flatter.
//! Nothing was learnt there.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use dateline_core::{Analysis, RelationKind, SpeakerAgreement};

use crate::candidates::{ranks, sharing};
use crate::content::{Content, Matter, Shared, Spoken};
use crate::entity::Cast;
use crate::fragment;
use crate::point::Groups;
use crate::relate::Link;
use crate::unit::{Form, Unit};

/// Fewest stems that two tellings of one utterance share.
const STEMS_MIN: usize = 2;

/// The least that the shared stems say together: two that each stand in one sentence of fifty.
const WEIGHT_MIN: f64 = 8.0;

/// The same where the speaker has one telling in each report. Where there are more, the logarithm of the number of pairs
/// that they make is added: so many more chances there are to share as much. Chosen on invented stories.
const WEIGHT_MIN_OF_ONLY: f64 = 4.0;

/// Smallest part of what the telling that says less speaks of.
const OF_LESS_MIN: f64 = 0.3;

/// Smallest part of what both speak of, unless the one that says less is nearly all in the other: a short sentence may
/// tell one half of a long quotation.
const OF_BOTH_MIN: f64 = 0.15;
const OF_LESS_SURE: f64 = 0.6;

/// The same for single things that tellings say, each by itself. There is less to share, and more of it must be.
const PART_WEIGHT_MIN: f64 = 5.0;
const PART_OF_LESS_MIN: f64 = 0.6;
const PART_OF_BOTH_MIN: f64 = 0.25;

/// The same where both deny what they share: "will not resign" is said by few words. Of the twelve pairs of `basil-open` that
/// these limits add, eight are labelled.
const DENIED_WEIGHT_MIN: f64 = 1.5;
const DENIED_OF_LESS_MIN: f64 = 0.8;

/// The same for one word that is told by somebody who says little: most pairs that the tellings make. Chosen on invented
/// stories.
const PAIRS_OF_FEW_MAX: usize = 4;
const WORD_WEIGHT_MIN: f64 = 3.0;
const WORD_OF_LESS_MIN: f64 = 0.4;

/// Most units that one is joined to, the surest first, unless it is one of few for the other: a story may have hundreds of
/// copies.
const JOINED_MAX: usize = 8;

/// Most units that are joined to one and are looked at in pairs, so that a much told utterance does not cost the square of its
/// reports.
const AROUND_MAX: usize = 8;

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

/// The paraphrases among the units, the surest first. `spoken` has what each unit speaks of, `unmarked` which sentences
/// give which quotations without marks, `groups` which quotations are of one utterance.
pub(crate) fn paraphrases(
    content: &Content,
    cast: &Cast,
    analyses: &[&Analysis],
    (units, spoken, unmarked): (&[Unit], &[Spoken], &[(usize, usize)]),
    (links, groups): (&[Link], &mut Groups),
) -> Vec<Paraphrase> {
    let pair = |(a, b): (usize, usize), rule: &'static str| {
        let shared = content.shared(&spoken[a].whole, &spoken[b].whole);
        Paraphrase { a, b, shared, rule }
    };
    let unmarked = unmarked.iter().map(|&found| pair(found, "same-words-without-marks"));
    let mut found: Vec<Paraphrase> = unmarked.collect();
    let fragments = fragment::kept(content, cast, analyses, units, spoken).into_iter();
    let told_anew = fragments.filter(|found| found.is_short || !groups.quote_each_other(units, found.a, found.b));
    let kept = told_anew.map(|found| pair((found.a, found.b), "same-words-between-marks"));
    found.extend(kept.filter(|pair| !pair.shared.is_opposed()));
    let told_anew =
        candidates(analyses, units, spoken).into_iter().filter(|(a, b)| !groups.quote_each_other_whole(units, *a, *b));
    let alike: Vec<Paraphrase> = told_anew.map(|found| pair(found, "same-speaker-same-matter")).collect();
    let nearest = nearest(units, &alike);
    let is_nearest = |unit: usize, pair: &Paraphrase, other: usize| {
        nearest.get(&(unit, units[other].report)).is_some_and(|weight| pair.shared.weight >= *weight)
    };
    let one_part = |pair: &Paraphrase| {
        // Parts share no more than the wholes.
        if pair.shared.weight < DENIED_WEIGHT_MIN {
            return None;
        }
        let shared = same_part(content, &spoken[pair.a], &spoken[pair.b])?;
        Some(Paraphrase { shared, rule: "same-speaker-same-part", ..*pair })
    };
    let parts: Vec<Paraphrase> = alike.iter().filter_map(one_part).collect();
    let said_by = SaidBy::of(units);
    let is_one = |pair: &Paraphrase| {
        if is_only_telling(content, &said_by, pair, (units, spoken)) {
            return true;
        }
        let weight = pair.shared.weight;
        let says_enough = || weight >= WEIGHT_MIN || weight >= said_by.weight_min(&units[pair.a], &units[pair.b]);
        is_one_utterance(pair.shared, &spoken[pair.a].whole, &spoken[pair.b].whole) && says_enough()
    };
    let told_alike = alike
        .into_iter()
        .filter(is_one)
        .filter(|pair| is_nearest(pair.a, pair, pair.b) && is_nearest(pair.b, pair, pair.a));
    found.extend(told_alike);
    found.extend(parts);
    found.sort_by(|left, right| {
        right.shared.weight.total_cmp(&left.shared.weight).then((left.a, left.b).cmp(&(right.a, right.b)))
    });
    let mut seen = BTreeSet::new();
    let mut n_joined = vec![0; units.len()];
    found.retain(|pair| {
        // By which of two rules a pair was found first says nothing; the sort keeps their order.
        let is_new = seen.insert((pair.a, pair.b));
        let is_kept = is_new && [pair.a, pair.b].iter().any(|unit| n_joined[*unit] < JOINED_MAX);
        [pair.a, pair.b].iter().for_each(|unit| n_joined[*unit] += usize::from(is_kept));
        is_kept
    });
    let over =
        over_a_third(cast, units, links, &found).into_iter().map(|found| pair(found, "both-tell-what-a-third-tells"));
    found.extend(over.filter(|pair| pair.shared.n_stems > 0 && !pair.shared.is_opposed()));
    found
}

/// Pairs of units that are not joined themselves, but each to one and the same third unit; the smaller first.
///
/// A cut quotation leads no further: what is cut off it may be what the other one tells.
fn over_a_third(cast: &Cast, units: &[Unit], links: &[Link], found: &[Paraphrase]) -> Vec<(usize, usize)> {
    let is_whole = |link: &&Link| matches!(link.relation.kind, RelationKind::Identical | RelationKind::Altered);
    let whole = links.iter().filter(is_whole).map(|link| (link.a, link.b));
    let mut joined = BTreeMap::<usize, BTreeSet<usize>>::new();
    for (a, b) in whole.chain(found.iter().map(|pair| (pair.a, pair.b))) {
        joined.entry(a).or_default().insert(b);
        joined.entry(b).or_default().insert(a);
    }
    let are_told = |a: usize, b: usize| {
        let (left, right) = (&units[a], &units[b]);
        let is_retold = left.form == Form::Saying || right.form == Form::Saying;
        let is_known = joined[&a].contains(&b);
        let differ = cast.agreement(&left.speakers, &right.speakers) == SpeakerAgreement::Different;
        left.report != right.report && is_retold && !is_known && !differ
    };
    let mut pairs = BTreeSet::new();
    for around in joined.values().filter(|around| around.len() <= AROUND_MAX) {
        let others = |a: usize| around.range(a + 1..).map(move |b| (a, *b));
        pairs.extend(around.iter().flat_map(|a| others(*a)).filter(|(a, b)| are_told(*a, *b)));
    }
    pairs.into_iter().collect()
}

/// By what two units may be found to be of one speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    /// A shared entity.
    Known(usize),
    /// A stem of the words that say who it is.
    Described(usize),
}

/// How many units each speaker has in each report.
struct SaidBy(BTreeMap<(usize, usize), usize>);

impl SaidBy {
    fn of(units: &[Unit]) -> Self {
        let mut n_units = BTreeMap::new();
        for unit in units {
            unit.speakers.iter().for_each(|speaker| *n_units.entry((unit.report, *speaker)).or_default() += 1);
        }
        Self(n_units)
    }

    /// How many pairs of units of the same speaker two units are one of.
    fn n_pairs(&self, a: &Unit, b: &Unit) -> Option<usize> {
        let both = a.speakers.iter().filter(|speaker| b.speakers.contains(speaker));
        both.map(|speaker| self.0[&(a.report, *speaker)] * self.0[&(b.report, *speaker)]).max()
    }

    /// The least that two units must share: less where few pairs of units of the same speaker could share it by chance.
    fn weight_min(&self, a: &Unit, b: &Unit) -> f64 {
        self.n_pairs(a, b).map_or(WEIGHT_MIN, |n_pairs| WEIGHT_MIN.min(WEIGHT_MIN_OF_ONLY + (n_pairs as f64).ln()))
    }
}

/// Whether somebody says little in either report, and one rare word of it in both, which is much of the shorter telling.
fn is_only_telling(
    content: &Content,
    said_by: &SaidBy,
    pair: &Paraphrase,
    (units, spoken): (&[Unit], &[Spoken]),
) -> bool {
    let (a, b) = (&spoken[pair.a].whole, &spoken[pair.b].whole);
    let shared = pair.shared;
    // Who confirms what the other denies does so in the word that tells it.
    let sentence = |unit: &Unit| content.matter(content.words(unit.report, unit.span).iter());
    said_by.n_pairs(&units[pair.a], &units[pair.b]).is_some_and(|n_pairs| n_pairs <= PAIRS_OF_FEW_MAX)
        && shared.weight >= WORD_WEIGHT_MIN
        && shared.of_less(a, b) >= WORD_OF_LESS_MIN
        && shared.of_both(a, b) >= OF_BOTH_MIN
        && shared.opposed == 0.0
        && !content.are_contrary(&sentence(&units[pair.a]), &sentence(&units[pair.b]))
}

/// Whether two tellings that say enough together are of one utterance.
fn is_one_utterance(shared: Shared, a: &Matter, b: &Matter) -> bool {
    !shared.is_opposed()
        && shared.n_stems >= STEMS_MIN
        && shared.of_less(a, b) >= OF_LESS_MIN
        && (shared.of_both(a, b) >= OF_BOTH_MIN || shared.of_less(a, b) >= OF_LESS_SURE)
}

/// What two tellings share in one of the things that they say; they may say others.
fn same_part(content: &Content, a: &Spoken, b: &Spoken) -> Option<Shared> {
    let pairs = a.parts().iter().flat_map(|left| b.parts().iter().map(move |right| (left, right)));
    let shared = pairs.map(|(left, right)| (content.shared(left, right), left, right));
    let is_same = |(shared, left, right): &(Shared, &Matter, &Matter)| {
        let of_less = shared.of_less(left, right);
        let says_enough = shared.n_stems >= STEMS_MIN
            && shared.weight >= PART_WEIGHT_MIN
            && of_less >= PART_OF_LESS_MIN
            && shared.of_both(left, right) >= PART_OF_BOTH_MIN;
        let denies_the_same = shared.denied >= DENIED_WEIGHT_MIN && of_less >= DENIED_OF_LESS_MIN;
        !shared.is_opposed() && (says_enough || denies_the_same)
    };
    shared.filter(is_same).map(|(shared, ..)| shared).max_by(|left, right| left.weight.total_cmp(&right.weight))
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
fn candidates(analyses: &[&Analysis], units: &[Unit], spoken: &[Spoken]) -> Vec<(usize, usize)> {
    let mut index: Vec<((Who, usize), usize)> = Vec::new();
    for (at, (unit, spoken)) in units.iter().zip(spoken).enumerate() {
        let known = unit.speakers.iter().map(|speaker| Who::Known(*speaker));
        let who: Vec<Who> = known.chain(unit.described.iter().map(|stem| Who::Described(*stem))).collect();
        index.extend(spoken.whole.stems.iter().flat_map(|stem| who.iter().map(|who| ((*who, *stem), at))));
    }
    let ranks = ranks(analyses);
    let mut pairs = sharing(index, |at| (Reverse(spoken[at].whole.stems.len()), ranks[units[at].report], at));
    let is_saying = |unit: usize| units[unit].form == Form::Saying;
    pairs.retain(|&(a, b)| units[a].report != units[b].report && (is_saying(a) || is_saying(b)));
    pairs
}
