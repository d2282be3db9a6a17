//! Groups of reports that are alike on average.
//!
//! Two groups are joined by how alike their reports are on average over all pairs, which no chain of single likenesses
//! can deceive. The most alike groups are joined first; ties go to those that stand first in time.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use rayon::prelude::*;

use super::neighbour::Neighbours;
use super::vector::{Layout, Vectors, Weighted, keep_weightiest};

/// The day of publication in days since 1970, where it is known.
pub(crate) type Day = Option<i32>;

/// Two single reports are of one event if they are so much more alike than each is to its surroundings. This and the
/// thresholds below are chosen on the training parts of the open story corpora, one set for all.
const LIKENESS_MIN: f32 = 0.09;

/// Groups whose likeness is under this share of the least stay apart for good, and are not looked at again.
const HOPEFUL_SHARE: f32 = 0.3;

/// How much of the likeness to the surroundings is taken off that between two reports.
const SURROUNDINGS_SHARE: f32 = 0.8;

/// How fast the likeness that is asked for rises with the reports of the smaller group: chance does not make many
/// reports alike on average, so that what is left of likeness between two events that resemble each other shows.
const EVIDENCE_EXPONENT: f32 = 0.4;

/// From so many reports on it rises no more: the reports of an event that is told for weeks differ too.
const EVIDENCE_REPORTS_MAX: usize = 8;

/// How much likeness each day between two reports takes away, and how much at most: an event is told for some days, and
/// what is told of it months later is told in other words anyway.
const LOST_PER_DAY: f32 = 0.05;
const LOST_MAX: f32 = 0.5;

/// Pairs whose likeness is computed at once, several at a time; a limit on memory.
const PAIRS_AT_A_TIME: usize = 1 << 20;

/// Fewest reports whose vectors are laid out one after the other in the same room.
const REPORTS_A_LAYOUT: usize = 256;

/// Words kept for a group, the weightiest; a limit on what a story of very many reports costs.
const GROUP_STEMS_MAX: usize = 1024;

/// Joins reports to groups. Each group holds at least one report; they stand in the order of time as their reports do.
pub(crate) fn cluster(vectors: &Vectors, days: &[Day], neighbours: &Neighbours) -> Vec<Vec<usize>> {
    let mut clustering = Clustering::new(vectors, days, &neighbours.surroundings);
    for pairs in neighbours.pairs.chunks(PAIRS_AT_A_TIME) {
        for (&(a, b), product) in pairs.iter().zip(products(vectors, pairs)) {
            clustering.meet(a as usize, b as usize, product);
        }
    }
    while let Some(candidate) = clustering.candidates.pop() {
        if clustering.is_current(&candidate) {
            clustering.join(candidate.pair.0.0, candidate.pair.0.1);
        }
    }
    clustering.groups.into_iter().flatten().map(|group| group.members).collect()
}

/// How alike the reports of each pair are; pairs of one report stand together.
fn products(vectors: &Vectors, pairs: &[(u32, u32)]) -> Vec<f32> {
    let of_one: Vec<&[(u32, u32)]> = pairs.chunk_by(|left, right| left.0 == right.0).collect();
    let products = of_one.into_par_iter().with_min_len(REPORTS_A_LAYOUT).map_init(
        || Layout::new(vectors.n_words()),
        |layout, pairs| {
            let product = |layout: &Layout| -> Vec<f32> {
                pairs.iter().map(|(_, other)| layout.product(vectors.get(*other as usize))).collect()
            };
            layout.with(vectors.get(pairs[0].0 as usize), product)
        },
    );
    products.flatten_iter().collect()
}

/// Reports that are taken to be of one event.
struct Group<'a> {
    /// The sum of their vectors.
    sum: Cow<'a, [Weighted]>,
    /// The sum of how alike each is to its surroundings.
    surroundings: f32,
    /// The sum of the days that are known, and how many are.
    days: (i64, i64),
    members: Vec<usize>,
    /// The groups that it may be joined with.
    hopeful: BTreeSet<usize>,
    /// How often something was joined to it.
    age: u32,
}

/// Two groups that are alike enough; the most alike are the greatest, of these the first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    /// In millionths.
    likeness: i64,
    pair: Reverse<(usize, usize)>,
    /// Their ages when they were compared.
    ages: (u32, u32),
}

struct Clustering<'a> {
    /// A group stands in the place of its first report.
    groups: Vec<Option<Group<'a>>>,
    candidates: BinaryHeap<Candidate>,
    /// Room for the sum of the group that was joined last.
    layout: Layout,
}

impl<'a> Clustering<'a> {
    fn new(vectors: &'a Vectors, days: &[Day], surroundings: &[f32]) -> Self {
        let group = |report: usize| Group {
            sum: Cow::Borrowed(vectors.get(report)),
            surroundings: surroundings[report],
            days: days[report].map_or((0, 0), |day| (i64::from(day), 1)),
            members: vec![report],
            hopeful: BTreeSet::new(),
            age: 0,
        };
        Self {
            groups: (0..vectors.len()).map(|report| Some(group(report))).collect(),
            candidates: BinaryHeap::new(),
            layout: Layout::new(vectors.n_words()),
        }
    }

    /// Lets two groups know each other, if they may ever be joined, by the product of their sums.
    fn meet(&mut self, a: usize, b: usize, product: f32) {
        let Some((left, right)) = self.both(a, b) else { return };
        let likeness = likeness(left, right, product);
        let ages = (left.age, right.age);
        if likeness < LIKENESS_MIN * HOPEFUL_SHARE {
            return;
        }
        for (group, other) in [(a, b), (b, a)] {
            if let Some(group) = &mut self.groups[group] {
                group.hopeful.insert(other);
            }
        }
        if likeness >= LIKENESS_MIN {
            let likeness = (likeness * 1e6) as i64;
            self.candidates.push(Candidate { likeness, pair: Reverse((a, b)), ages });
        }
    }

    fn both(&self, a: usize, b: usize) -> Option<(&Group<'a>, &Group<'a>)> {
        self.groups[a].as_ref().zip(self.groups[b].as_ref())
    }

    /// Whether both groups are still what they were when they were compared.
    fn is_current(&self, candidate: &Candidate) -> bool {
        let Reverse((a, b)) = candidate.pair;
        self.both(a, b).is_some_and(|(left, right)| (left.age, right.age) == candidate.ages)
    }

    /// Puts the second group into the first one.
    fn join(&mut self, a: usize, b: usize) {
        let (Some(mut left), Some(right)) = (self.groups[a].take(), self.groups[b].take()) else { return };
        left.sum = Cow::Owned(sum(&left.sum, &right.sum));
        left.surroundings += right.surroundings;
        left.days = (left.days.0 + right.days.0, left.days.1 + right.days.1);
        left.members.extend(right.members);
        left.age += 1;
        let mut hopeful = std::mem::take(&mut left.hopeful);
        hopeful.extend(right.hopeful);
        for &other in &hopeful {
            if let Some(group) = &mut self.groups[other] {
                group.hopeful.remove(&b);
                group.hopeful.remove(&a);
            }
        }
        let others: Vec<usize> = hopeful.into_iter().filter(|other| *other != a && *other != b).collect();
        let groups = &self.groups;
        let products: Vec<f32> = self.layout.with(&left.sum, |layout| {
            let sum = |other: &usize| groups[*other].as_ref().map_or(&[][..], |group| &group.sum);
            others.iter().map(|other| layout.product(sum(other))).collect()
        });
        self.groups[a] = Some(left);
        for (other, product) in others.into_iter().zip(products) {
            self.meet(a.min(other), a.max(other), product);
        }
    }
}

/// How much more alike the reports of two groups are on average than each is to its surroundings, by what is asked of
/// groups of their size.
fn likeness(left: &Group<'_>, right: &Group<'_>, product: f32) -> f32 {
    let (n_left, n_right) = (left.members.len(), right.members.len());
    let mean = product / (n_left * n_right) as f32;
    let surroundings = (left.surroundings / n_left as f32 + right.surroundings / n_right as f32) / 2.0;
    let evidence = n_left.min(n_right).min(EVIDENCE_REPORTS_MAX) as f32;
    (mean - SURROUNDINGS_SHARE * surroundings) * in_time(left.days, right.days) / evidence.powf(EVIDENCE_EXPONENT)
}

/// What the days between two groups leave of their likeness; nothing is known of groups without a day.
fn in_time(left: (i64, i64), right: (i64, i64)) -> f32 {
    if left.1 == 0 || right.1 == 0 {
        return 1.0;
    }
    let apart = left.0 as f32 / left.1 as f32 - right.0 as f32 / right.1 as f32;
    1.0 - (apart.abs() * LOST_PER_DAY).min(LOST_MAX)
}

/// The sum of two vectors, which are sorted by word.
fn sum(a: &[Weighted], b: &[Weighted]) -> Vec<Weighted> {
    let (mut a, mut b) = (a.iter().copied().peekable(), b.iter().copied().peekable());
    let mut items = Vec::new();
    while let (Some(left), Some(right)) = (a.peek(), b.peek()) {
        let word = left.0.min(right.0);
        let of = |weighted: Option<Weighted>| weighted.map_or(0.0, |(_, weight)| weight);
        let weight = of(a.next_if(|item| item.0 == word)) + of(b.next_if(|item| item.0 == word));
        items.push((word, weight));
    }
    items.extend(a.chain(b));
    keep_weightiest(&mut items, GROUP_STEMS_MAX);
    items
}
