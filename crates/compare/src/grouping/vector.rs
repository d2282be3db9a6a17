//! How much each word of a report says about which event it tells of.

use std::collections::HashMap;

use super::rate::Rates;
use super::sketch::{Sketch, Stem};

/// How many reports on anything stand beside those of the batch when it is counted how many hold a word. So the words
/// that all reports of a small batch share are not taken for common ones. Chosen on the open story corpora.
const BACKGROUND_REPORTS: f64 = 10.0;

/// The part of a word's rarity in general that it keeps even where all reports of the batch hold it: a batch may be of
/// one story, or of copies of one report.
const RARITY_KEPT: f64 = 0.15;

/// Levels the difference between rare words and very rare ones. Chosen on the open story corpora.
const RARITY_EXPONENT: f64 = 0.8;

/// Words that weigh less say nothing.
const WEIGHT_MIN: f64 = 0.5;

/// Words kept for each report, the weightiest; a limit on memory that few reports reach.
const STEMS_MAX: usize = 200;

/// The words of all reports with their weights.
///
/// A vector has length 1 and is sorted by stem; the one of a report without words is empty.
#[derive(Debug)]
pub(crate) struct Vectors {
    items: Vec<(Stem, f32)>,
    /// Where the items of each report end.
    ends: Vec<usize>,
}

impl Vectors {
    /// Weighs the words of the reports by how rare they are among them.
    pub(crate) fn weigh<'a>(rates: &Rates, sketches: impl Iterator<Item = &'a Sketch> + Clone) -> Self {
        let rarity = rarities(rates, sketches.clone());
        let mut vectors = Self { items: Vec::new(), ends: Vec::new() };
        for sketch in sketches {
            vectors.items.extend(vector(sketch, &rarity));
            vectors.ends.push(vectors.items.len());
        }
        vectors
    }

    /// How many reports.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The vector of a report.
    pub(crate) fn get(&self, report: usize) -> &[(Stem, f32)] {
        let start = report.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.items[start..self.ends[report]]
    }
}

/// For each word how rare it is among the reports and in general: the logarithm of one in so many.
fn rarities<'a>(rates: &Rates, sketches: impl Iterator<Item = &'a Sketch>) -> HashMap<Stem, f64> {
    let mut n_reports = 0.0;
    let mut held_by = HashMap::<Stem, f64>::new();
    for sketch in sketches {
        n_reports += 1.0;
        for (stem, _) in sketch.stems() {
            *held_by.entry(*stem).or_default() += 1.0;
        }
    }
    let rarity = |(stem, n): (Stem, f64)| {
        let share_in_general = rates.share_of_reports(stem);
        let share = (n + BACKGROUND_REPORTS * share_in_general) / (n_reports + BACKGROUND_REPORTS);
        let rarity = (-share.ln()).max(-RARITY_KEPT * share_in_general.ln());
        (stem, rarity.powf(RARITY_EXPONENT))
    };
    held_by.into_iter().map(rarity).collect()
}

fn vector(sketch: &Sketch, rarity: &HashMap<Stem, f64>) -> Vec<(Stem, f32)> {
    let weights = sketch.stems().iter().map(|(stem, n)| (*stem, (1.0 + f64::from(*n).ln()) * rarity[stem]));
    let weights = weights.filter(|(_, weight)| *weight > WEIGHT_MIN);
    let mut items: Vec<(Stem, f32)> = weights.map(|(stem, weight)| (stem, weight as f32)).collect();
    keep_weightiest(&mut items, STEMS_MAX);
    let length = items.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    for (_, weight) in &mut items {
        *weight /= length;
    }
    items
}

/// Leaves the weightiest stems, sorted by stem.
pub(crate) fn keep_weightiest(items: &mut Vec<(Stem, f32)>, n_max: usize) {
    if items.len() > n_max {
        items.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        items.truncate(n_max);
    }
    items.sort_unstable_by_key(|(stem, _)| *stem);
}

/// The product of two vectors: of unit vectors, how alike they are, from 0 to 1.
pub(crate) fn product(a: &[(Stem, f32)], b: &[(Stem, f32)]) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while i < a.len() && j < b.len() {
        let (x, y) = (a[i], b[j]);
        if x.0 == y.0 {
            sum += x.1 * y.1;
        }
        // Both steps without a branch: which of them is due cannot be foretold.
        i += usize::from(x.0 <= y.0);
        j += usize::from(y.0 <= x.0);
    }
    sum
}
