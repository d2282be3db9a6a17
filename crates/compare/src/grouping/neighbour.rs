//! Which reports are worth a look for each report: those that share its rarest words.

use rayon::prelude::*;

use super::vector::{Layout, Vectors, Weighted};

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
pub(crate) const SURROUNDINGS_MIN: f32 = 0.03;
const SURROUNDINGS_MAX: f32 = 0.1;

/// Fewest reports that are looked up in one scratch room, which costs some bytes for each report and word of the batch.
const REPORTS_A_ROOM: usize = 1024;

/// Who is near whom.
#[derive(Debug)]
pub(crate) struct Neighbours {
    /// Pairs of reports that may belong together, the smaller first, with how alike they are; sorted.
    pub(crate) pairs: Vec<(u32, u32, f32)>,
    /// For each report how alike it is to what stands around its story.
    pub(crate) surroundings: Vec<f32>,
}

/// Looks up the neighbours of all reports, several at a time. Reports stand in the order of time. Pairs that are less
/// alike than `product_min` are left out.
pub(crate) fn neighbours(vectors: &Vectors, product_min: f32) -> Neighbours {
    let index = Index::of(vectors);
    let room = || (Layout::new(vectors.n_words()), vec![0.0; vectors.len()]);
    let reports = (0..vectors.len()).into_par_iter().with_min_len(REPORTS_A_ROOM);
    let looked_up = reports.map_init(room, |(layout, shared), report| {
        let near = index.near(vectors, report, shared);
        let products: Vec<f32> = layout
            .with(vectors.get(report), |layout| near.iter().map(|&other| layout.product(vectors.get(other))).collect());
        let pairs = near.iter().zip(&products).filter(|(_, product)| **product >= product_min);
        let pair = |(&other, &product): (&usize, &f32)| (number(report.min(other)), number(report.max(other)), product);
        (pairs.map(pair).collect::<Vec<_>>(), crowding(products))
    });
    let (pairs, surroundings): (Vec<_>, Vec<_>) = looked_up.unzip();
    let mut pairs = pairs.concat();
    pairs.par_sort_unstable_by_key(|&(a, b, _)| (a, b));
    // Seen from either report, a product is the same number.
    pairs.dedup_by_key(|&mut (a, b, _)| (a, b));
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
    /// By word, then in the order of time.
    holders: Vec<u32>,
    /// Where the holders of each word begin, and behind the last word where they end.
    starts: Vec<usize>,
}

impl Index {
    fn of(vectors: &Vectors) -> Self {
        let mut starts = vec![0; vectors.n_words() + 1];
        for report in 0..vectors.len() {
            for (word, _) in keys(vectors.get(report)) {
                starts[word as usize + 1] += 1;
            }
        }
        for word in 1..starts.len() {
            starts[word] += starts[word - 1];
        }
        let mut next = starts.clone();
        let mut holders = vec![0; starts[vectors.n_words()]];
        for report in 0..vectors.len() {
            for (word, _) in keys(vectors.get(report)) {
                holders[next[word as usize]] = number(report);
                next[word as usize] += 1;
            }
        }
        Self { holders, starts }
    }

    /// The reports that share most with a report among those looked at, in no order. `shared` is scratch room, zero before
    /// and after.
    fn near(&self, vectors: &Vectors, report: usize, shared: &mut [f32]) -> Vec<usize> {
        let mut touched = Vec::new();
        for (word, weight) in keys(vectors.get(report)) {
            for other in self.holders(word, report) {
                if shared[other] == 0.0 && other != report {
                    touched.push(other);
                }
                shared[other] += weight * weight;
            }
        }
        if touched.len() > COMPARED_MAX {
            touched.select_nth_unstable_by(COMPARED_MAX, |a, b| {
                shared[*b].total_cmp(&shared[*a]).then(a.abs_diff(report).cmp(&b.abs_diff(report))).then(a.cmp(b))
            });
        }
        shared[report] = 0.0;
        for other in &touched {
            shared[*other] = 0.0;
        }
        touched.truncate(COMPARED_MAX);
        touched
    }

    /// The reports that are looked up by a word, or those next to a report if they are many.
    fn holders(&self, word: u32, report: usize) -> impl Iterator<Item = usize> {
        let holders = &self.holders[self.starts[word as usize]..self.starts[word as usize + 1]];
        let next = if holders.len() > WHOLE_LIST_MAX {
            let at = holders.partition_point(|other| (*other as usize) < report);
            &holders[at.saturating_sub(NEXT_IN_TIME)..holders.len().min(at + 1 + NEXT_IN_TIME)]
        } else {
            holders
        };
        next.iter().map(|other| *other as usize)
    }
}

/// The weightiest words of a report, heaviest first.
fn keys(vector: &[Weighted]) -> Vec<Weighted> {
    let heavier = |a: &Weighted, b: &Weighted| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    let mut keys = vector.to_vec();
    if keys.len() > KEYS {
        keys.select_nth_unstable_by(KEYS, heavier);
        keys.truncate(KEYS);
    }
    keys.sort_unstable_by(heavier);
    keys
}
