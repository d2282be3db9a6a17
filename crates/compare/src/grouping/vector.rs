//! How much each word of a report says about which event it tells of.

use std::collections::HashMap;

use rayon::prelude::*;

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

/// Reports whose words are weighed at once; a limit on memory.
const REPORTS_AT_A_TIME: usize = 8192;

/// A word of the batch with its weight. Words are numbered from 0 in the order of their stems, so that what is known of
/// each of them can stand in a plain list.
pub(crate) type Weighted = (u32, f32);

/// The words of all reports with their weights.
///
/// A vector has length 1 and is sorted by word; the one of a report without words is empty.
#[derive(Debug)]
pub(crate) struct Vectors {
    items: Vec<Weighted>,
    /// Where the items of each report end.
    ends: Vec<usize>,
    n_words: usize,
}

/// A vector laid out word by word, so that the product with another costs as much as that one has words.
#[derive(Debug)]
pub(crate) struct Layout {
    weights: Vec<f32>,
}

impl Layout {
    /// Room for a vector of so many words.
    pub(crate) fn new(n_words: usize) -> Self {
        Self { weights: vec![0.0; n_words] }
    }

    /// Does something with a vector laid out, and clears it away.
    pub(crate) fn with<T>(&mut self, vector: &[Weighted], work: impl FnOnce(&Self) -> T) -> T {
        for &(word, weight) in vector {
            self.weights[word as usize] = weight;
        }
        let done = work(self);
        for &(word, _) in vector {
            self.weights[word as usize] = 0.0;
        }
        done
    }

    /// The product with another vector: of unit vectors, how alike they are, from 0 to 1. Both ways round it is the
    /// same number to the last bit, since words are taken in their order.
    pub(crate) fn product(&self, other: &[Weighted]) -> f32 {
        other.iter().fold(0.0, |sum, &(word, weight)| sum + self.weights[word as usize] * weight)
    }
}

impl Vectors {
    /// Weighs the words of the reports by how rare they are among them.
    pub(crate) fn weigh(rates: &Rates, sketches: &[&Sketch]) -> Self {
        let rarities = rarities(rates, sketches.iter().copied());
        // Grown by doubling, the items of a large batch would take twice their room.
        let n_items = sketches.iter().map(|sketch| sketch.stems().len().min(STEMS_MAX)).sum();
        let mut vectors = Self {
            items: Vec::with_capacity(n_items),
            ends: Vec::with_capacity(sketches.len()),
            n_words: rarities.len(),
        };
        for sketches in sketches.chunks(REPORTS_AT_A_TIME) {
            let weighed: Vec<Vec<Weighted>> = sketches.par_iter().map(|sketch| vector(sketch, &rarities)).collect();
            for items in weighed {
                vectors.items.extend(items);
                vectors.ends.push(vectors.items.len());
            }
        }
        vectors
    }

    /// How many reports.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// How many words the reports hold.
    pub(crate) fn n_words(&self) -> usize {
        self.n_words
    }

    /// The vector of a report.
    pub(crate) fn get(&self, report: usize) -> &[Weighted] {
        let start = report.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.items[start..self.ends[report]]
    }
}

/// For each stem its number, and how rare it is among the reports and in general: the logarithm of one in so many.
fn rarities<'a>(rates: &Rates, sketches: impl Iterator<Item = &'a Sketch>) -> HashMap<Stem, (u32, f64)> {
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
    let mut rarities: Vec<(Stem, f64)> = held_by.into_iter().map(rarity).collect();
    rarities.sort_unstable_by_key(|(stem, _)| *stem);
    rarities.into_iter().zip(0..).map(|((stem, rarity), number)| (stem, (number, rarity))).collect()
}

fn vector(sketch: &Sketch, rarities: &HashMap<Stem, (u32, f64)>) -> Vec<Weighted> {
    let weights = sketch.stems().iter().map(|(stem, n)| {
        let (number, rarity) = rarities[stem];
        (number, (1.0 + f64::from(*n).ln()) * rarity)
    });
    let weights = weights.filter(|(_, weight)| *weight > WEIGHT_MIN);
    let mut items: Vec<Weighted> = weights.map(|(word, weight)| (word, weight as f32)).collect();
    keep_weightiest(&mut items, STEMS_MAX);
    let length = items.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    for (_, weight) in &mut items {
        *weight /= length;
    }
    items
}

/// The product of two vectors, by walking over both: without room of its own, for pairs that are looked at once.
pub(crate) fn product(a: &[Weighted], b: &[Weighted]) -> f32 {
    let (mut at, mut of_b, mut sum) = (0, 0, 0.0);
    while let (Some(&(left, weight)), Some(&(right, other))) = (a.get(at), b.get(of_b)) {
        if left == right {
            sum += weight * other;
        }
        at += usize::from(left <= right);
        of_b += usize::from(right <= left);
    }
    sum
}

/// Leaves the weightiest words, sorted by word.
pub(crate) fn keep_weightiest(items: &mut Vec<Weighted>, n_max: usize) {
    if items.len() > n_max {
        items.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        items.truncate(n_max);
    }
    items.sort_unstable_by_key(|(word, _)| *word);
}
