//! Stretches of words that a report has in common with earlier ones.

use std::collections::{BTreeMap, HashMap};

use dateline_core::{Clean, Span};

use super::prose::Prose;

/// Words in a row by which passages are found: few enough that a passage with every fifth word replaced still holds
/// some, many enough that most stand in one place of a report.
const RUN_WORDS: usize = 4;

/// Fewest words of a passage that both reports have. Eight words in a row are the least that the guideline of the
/// labelled pairs takes for copied.
const PASSAGE_WORDS_MIN: usize = 8;

/// Most words between two runs of one passage that were replaced, put in or left out.
const GAP_WORDS_MAX: usize = 4;

/// Earliest reports for which a run is kept. Later ones that hold it are copies of these, or the run is a set phrase.
const HOLDERS_MAX: usize = 32;

type Run = [u32; RUN_WORDS];

/// A place where a run stands in two reports: first in the later one, then in the earlier one.
type Seed = (usize, usize);

/// The runs of the reports so far, with the earliest reports that hold them.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// For each run places among `added`, with where it stands in that report.
    holders: HashMap<Run, Vec<(usize, usize)>>,
    /// The reports in the order in which they were added.
    added: Vec<usize>,
}

/// What a report has in common with an earlier one.
#[derive(Debug, Default)]
pub(crate) struct Passages {
    /// The words in passages that both have, as places among the later report's words, ascending.
    pub(crate) copied: Vec<usize>,
    /// Words inside passages that only one of the reports has; the greater number of each gap.
    pub(crate) n_changed: usize,
    /// First and last word of each passage in the later report.
    extents: Vec<(usize, usize)>,
}

impl Passages {
    /// Where the passages stand in the text of the later report.
    pub(crate) fn spans(&self, prose: &Prose) -> Vec<Span<Clean>> {
        let mut spans: Vec<Span<Clean>> = Vec::new();
        for &(first, last) in &self.extents {
            // A passage that goes on behind a quotation is told in its parts.
            for part in prose.words[first..=last].chunk_by(|left, right| left.stretch == right.stretch) {
                spans.push(part[0].span.cover(part[part.len() - 1].span));
            }
        }
        spans
    }
}

impl Index {
    /// Adds a report; reports are added from the earliest to the latest.
    pub(crate) fn add(&mut self, report: usize, prose: &Prose) {
        let age = self.added.len();
        self.added.push(report);
        for (at, run) in runs(prose) {
            let holders = self.holders.entry(run).or_default();
            let is_there = holders.last().is_some_and(|(last, _)| *last == age);
            if !is_there && holders.len() < HOLDERS_MAX {
                holders.push((age, at));
            }
        }
    }

    /// The passages that a report has in common with each of those that were added, in their order.
    pub(crate) fn passages(&self, proses: &[Prose], report: usize) -> Vec<(usize, Passages)> {
        let mut seeds = BTreeMap::<usize, Vec<Seed>>::new();
        for (at, run) in runs(&proses[report]) {
            for &(age, place) in self.holders.get(&run).into_iter().flatten() {
                seeds.entry(age).or_default().push((at, place));
            }
        }
        let found = seeds.into_iter().map(|(age, seeds)| (self.added[age], passages(&seeds)));
        found.filter(|(_, passages)| !passages.copied.is_empty()).collect()
    }
}

/// The runs of a report that no quotation or end of a block breaks, with their places.
fn runs(prose: &Prose) -> impl Iterator<Item = (usize, Run)> {
    let windows = prose.words.windows(RUN_WORDS).enumerate();
    let unbroken = windows.filter(|(_, words)| words[0].stretch == words[RUN_WORDS - 1].stretch);
    unbroken.map(|(at, words)| (at, std::array::from_fn(|n| words[n].id)))
}

/// Joins seeds, which stand in the order of the later report, to passages.
fn passages(seeds: &[Seed]) -> Passages {
    let mut passages = Passages::default();
    let follows = |left: &Seed, right: &Seed| {
        let next = 1..=RUN_WORDS + GAP_WORDS_MAX;
        next.contains(&(right.0 - left.0)) && right.1.checked_sub(left.1).is_some_and(|step| next.contains(&step))
    };
    for chain in seeds.chunk_by(follows) {
        add_passage(&mut passages, chain);
    }
    passages
}

/// Adds the passage that a chain of seeds makes, if it is long enough.
fn add_passage(passages: &mut Passages, chain: &[Seed]) {
    let mut copied: Vec<usize> = chain.iter().flat_map(|seed| seed.0..seed.0 + RUN_WORDS).collect();
    copied.sort_unstable();
    copied.dedup();
    let (Some(&first), Some(&last)) = (copied.first(), copied.last()) else { return };
    if copied.len() < PASSAGE_WORDS_MIN {
        return;
    }
    passages.n_changed += chain.windows(2).map(|pair| gap(pair[0], pair[1])).sum::<usize>();
    passages.copied.extend(copied.into_iter().filter(|word| passages.extents.last().is_none_or(|(_, end)| word > end)));
    passages.extents.push((first, last));
}

/// How many words were changed between two runs of a passage.
fn gap(left: Seed, right: Seed) -> usize {
    let (in_later, in_earlier) = (right.0 - left.0, right.1 - left.1);
    let skipped = in_later.max(in_earlier).saturating_sub(RUN_WORDS);
    // Runs that overlap can still skip a word in one of the reports.
    skipped.max(in_later.abs_diff(in_earlier))
}
