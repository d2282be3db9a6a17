//! Which reports are worth a look for each report: those that share its rarest words.

use super::sketch::Stem;
use super::vector::{Vectors, product};

/// Words by which a report is looked up, its weightiest.
const KEYS: usize = 40;

/// Of a word that more reports are looked up by, only those next in time are looked at.
const WHOLE_LIST_MAX: usize = 256;

/// How many of them before, and how many behind.
const NEXT_IN_TIME: usize = 32;

/// Reports that are compared word by word with each report: those with the most in common among what is looked at.
const COMPARED_MAX: usize = 64;

/// Ranks among the most alike reports that tell how crowded a report's surroundings are: few stories have so many.
const SURROUNDING_RANKS: std::ops::Range<usize> = 10..50;

/// How alike reports of different events are at least and at most taken to be; a batch that is too small to tell is held
/// for one that is not crowded, and a story of many reports does not count as its own surroundings.
const SURROUNDINGS_MIN: f32 = 0.03;
const SURROUNDINGS_MAX: f32 = 0.1;

/// Who is near whom.
#[derive(Debug)]
pub(crate) struct Neighbours {
    /// Pairs of reports that may belong together, the smaller first, sorted.
    pub(crate) pairs: Vec<(u32, u32)>,
    /// For each report how alike it is to what stands around its story.
    pub(crate) surroundings: Vec<f32>,
}

/// Looks up the neighbours of all reports. Reports stand in the order of time.
pub(crate) fn neighbours(vectors: &Vectors) -> Neighbours {
    let index = Index::of(vectors);
    let mut shared = vec![0.0; vectors.len()];
    let mut pairs = Vec::new();
    let mut surroundings = Vec::new();
    for report in 0..vectors.len() {
        let near = index.near(vectors, report, &mut shared);
        let mut likeness = Vec::with_capacity(near.len());
        for other in near {
            likeness.push(product(vectors.get(report), vectors.get(other)));
            pairs.push((number(report.min(other)), number(report.max(other))));
        }
        surroundings.push(crowding(likeness));
    }
    pairs.sort_unstable();
    pairs.dedup();
    Neighbours { pairs, surroundings }
}

/// A report's number in the index, which is half as large as a place in memory.
fn number(report: usize) -> u32 {
    u32::try_from(report).expect("reports of one run fit into memory, and four billion do not")
}

/// How alike the report is to what stands around its story.
fn crowding(mut likeness: Vec<f32>) -> f32 {
    likeness.sort_unstable_by(|a, b| b.total_cmp(a));
    let at = |rank: usize| likeness.get(rank).copied().unwrap_or(0.0).max(SURROUNDINGS_MIN);
    let mean = SURROUNDING_RANKS.map(at).sum::<f32>() / SURROUNDING_RANKS.len() as f32;
    mean.min(SURROUNDINGS_MAX)
}

/// For each word the reports that are looked up by it.
struct Index {
    /// Sorted: by word, then by report, which is the order of time.
    entries: Vec<(Stem, u32)>,
}

impl Index {
    fn of(vectors: &Vectors) -> Self {
        let keys = |report: usize| keys(vectors.get(report)).into_iter().map(move |(stem, _)| (stem, number(report)));
        let mut entries: Vec<(Stem, u32)> = (0..vectors.len()).flat_map(keys).collect();
        entries.sort_unstable();
        Self { entries }
    }

    /// The reports that share most with a report among those looked at. `shared` is scratch room, zero before and after.
    fn near(&self, vectors: &Vectors, report: usize, shared: &mut [f32]) -> Vec<usize> {
        let mut touched = Vec::new();
        for (stem, weight) in keys(vectors.get(report)) {
            for other in self.holders(stem, report) {
                if shared[other] == 0.0 && other != report {
                    touched.push(other);
                }
                shared[other] += weight * weight;
            }
        }
        touched.sort_unstable_by(|a, b| {
            shared[*b].total_cmp(&shared[*a]).then(a.abs_diff(report).cmp(&b.abs_diff(report))).then(a.cmp(b))
        });
        shared[report] = 0.0;
        for other in &touched {
            shared[*other] = 0.0;
        }
        touched.truncate(COMPARED_MAX);
        touched
    }

    /// The reports that are looked up by a word, or those next to a report if they are many.
    fn holders(&self, stem: Stem, report: usize) -> impl Iterator<Item = usize> {
        let first = self.entries.partition_point(|entry| entry.0 < stem);
        let holders = &self.entries[first..];
        let holders = &holders[..holders.partition_point(|entry| entry.0 == stem)];
        let next = if holders.len() > WHOLE_LIST_MAX {
            let at = holders.partition_point(|entry| (entry.1 as usize) < report);
            &holders[at.saturating_sub(NEXT_IN_TIME)..holders.len().min(at + 1 + NEXT_IN_TIME)]
        } else {
            holders
        };
        next.iter().map(|(_, other)| *other as usize)
    }
}

/// The weightiest words of a report, heaviest first.
fn keys(vector: &[(Stem, f32)]) -> Vec<(Stem, f32)> {
    let mut keys = vector.to_vec();
    keys.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    keys.truncate(KEYS);
    keys
}
