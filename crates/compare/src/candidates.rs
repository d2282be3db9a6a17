//! Which wordings may render one utterance: those that share a run of words, found through an index.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use dateline_core::Analysis;

use crate::wording::{Told, Wording};

/// Words in a row that make two wordings candidates.
const RUN_WORDS: usize = 3;

/// Wordings with a run in common that are all paired with each other. A run that more of them share is a set phrase,
/// or a much quoted sentence: then each is paired with the longest ones only, which hold the others' words. So the
/// number of pairs grows with the number of wordings, not with its square.
const SHARERS_MAX: usize = 32;

/// Stands in a run of fewer than [`RUN_WORDS`] words; no vocabulary is that large.
const NO_WORD: u32 = u32::MAX;

type Run = [u32; RUN_WORDS];

/// The pairs of wordings that share a run of three words, or two words of content with only light ones between them;
/// the smaller index first.
pub(crate) fn candidates(told: &[Told]) -> Vec<(usize, usize)> {
    sharing(index(told), |wording| (Reverse(told[wording].wording.len()), wording))
}

/// The pairs of items that share a key, the smaller first, each once. Where many share one, each is paired with those
/// of the lowest ranks only.
pub(crate) fn sharing<Key: Ord, Rank: Ord>(
    mut index: Vec<(Key, usize)>,
    rank: impl Fn(usize) -> Rank,
) -> Vec<(usize, usize)> {
    index.sort_unstable();
    index.dedup();
    let mut pairs = Vec::new();
    for sharers in index.chunk_by(|(left, _), (right, _)| left == right) {
        let mut sharers: Vec<usize> = sharers.iter().map(|(_, item)| *item).collect();
        sharers.sort_by_key(|&item| rank(item));
        for (at, &left) in sharers.iter().enumerate().take(SHARERS_MAX) {
            pairs.extend(sharers[at + 1..].iter().map(|&right| (left.min(right), left.max(right))));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The reports with their places, by their ids: what must not depend on the order of the reports goes by these.
pub(crate) fn by_id<'a>(analyses: &[&'a Analysis]) -> Vec<(usize, &'a Analysis)> {
    let mut reports: Vec<_> = analyses.iter().copied().enumerate().collect();
    reports.sort_by_key(|(_, analysis)| analysis.report.id());
    reports
}

/// For each report its rank among all by its id.
pub(crate) fn ranks(analyses: &[&Analysis]) -> Vec<usize> {
    let mut ranks = vec![0; analyses.len()];
    by_id(analyses).into_iter().enumerate().for_each(|(rank, (report, _))| ranks[report] = rank);
    ranks
}

/// For each value how many equal ones stand before it. As a rank, it gives each value its turn among the lowest ones, so
/// that no item has only equal ones to be paired with while there are others.
pub(crate) fn turns<Value: Ord>(values: impl Iterator<Item = Value>) -> Vec<usize> {
    let mut n_met = BTreeMap::<Value, usize>::new();
    let turn = |value| {
        let n_before = n_met.entry(value).or_default();
        *n_before += 1;
        *n_before - 1
    };
    values.map(turn).collect()
}

/// All runs with the wordings that hold them.
fn index(told: &[Told]) -> Vec<(Run, usize)> {
    let mut index: Vec<(Run, usize)> = Vec::new();
    for (at, Told { wording, .. }) in told.iter().enumerate() {
        index.extend(runs(wording).chain(content_pairs(wording)).map(|run| (run, at)));
    }
    index
}

fn runs(wording: &Wording) -> impl Iterator<Item = Run> {
    wording.ids.windows(RUN_WORDS).map(|run| [run[0], run[1], run[2]])
}

fn content_pairs(wording: &Wording) -> impl Iterator<Item = Run> {
    let content = || wording.ids.iter().zip(&wording.traits).filter(|(_, traits)| traits.is_content);
    content().zip(content().skip(1)).map(|((left, _), (right, _))| [*left, *right, NO_WORD])
}
