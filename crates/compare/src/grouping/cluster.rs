//! Groups of reports that are alike on average.
//!
//! Two groups are joined by how alike their reports are on average over all pairs, which no chain of single likenesses
//! can deceive. The most alike groups are joined first; ties go to those that stand first in time.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rayon::prelude::*;

use super::island::Islands;
use super::neighbour::{Neighbours, SURROUNDINGS_MIN};
use super::vector::{Vectors, Weighted, keep_weightiest, product};

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

/// Words kept for a group, the weightiest; a limit on what a story of very many reports costs.
const GROUP_STEMS_MAX: usize = 1024;

/// Two reports whose vectors have a smaller product are never looked at again, whatever their days.
pub(crate) const PRODUCT_MIN: f32 = LIKENESS_MIN * HOPEFUL_SHARE + SURROUNDINGS_SHARE * SURROUNDINGS_MIN;

/// Fewest islands that are clustered by one thread in a row; most are small.
const ISLANDS_A_THREAD: usize = 64;

/// Joins reports to groups. Each group holds at least one report; they stand in the order of time as their reports do.
///
/// Reports that no chain of pairs holds together can never meet, so each such island is clustered by itself, several at
/// a time.
pub(crate) fn cluster(vectors: &Vectors, days: &[Day], neighbours: Neighbours) -> Vec<Vec<usize>> {
    let Neighbours { mut pairs, surroundings } = neighbours;
    let single = |report: usize| Group::single(vectors, days, &surroundings, report);
    pairs.retain(|&(a, b, product)| is_hopeful(likeness(&single(a as usize), &single(b as usize), product)));
    let islands = Islands::of(vectors.len(), pairs);
    let clustered = (0..islands.len()).into_par_iter().with_min_len(ISLANDS_A_THREAD).map(|island| {
        let members = islands.members(island);
        let mut clustering = Clustering::of(members.iter().map(|&report| single(report as usize)).collect());
        for &(a, b, product) in islands.pairs(island) {
            clustering.meet(islands.place(a), islands.place(b), product);
        }
        clustering.run()
    });
    let mut groups: Vec<Vec<usize>> = clustered.flatten_iter().collect();
    groups.par_sort_unstable_by_key(|group| group.iter().copied().min());
    groups
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
    /// The groups that it may be joined with, sorted, each with the product of their sums.
    hopeful: Vec<(u32, f32)>,
    /// How often something was joined to it.
    age: u32,
}

/// Two groups that are alike enough; the most alike are the greatest, of these the first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    /// In millionths.
    likeness: i32,
    pair: Reverse<(u32, u32)>,
    /// Their ages when they were compared.
    ages: (u32, u32),
}

/// The groups of one island.
struct Clustering<'a> {
    /// A group stands in the place of its first report.
    groups: Vec<Option<Group<'a>>>,
    candidates: BinaryHeap<Candidate>,
}

impl<'a> Group<'a> {
    fn single(vectors: &'a Vectors, days: &[Day], surroundings: &[f32], report: usize) -> Self {
        Self {
            sum: Cow::Borrowed(vectors.get(report)),
            surroundings: surroundings[report],
            days: days[report].map_or((0, 0), |day| (i64::from(day), 1)),
            members: vec![report],
            hopeful: Vec::new(),
            age: 0,
        }
    }

    /// Notes the product with another group, or that there is no hope to be joined with it.
    fn note(&mut self, other: u32, product: Option<f32>) {
        match (self.hopeful.binary_search_by_key(&other, |(group, _)| *group), product) {
            (Ok(at), Some(product)) => self.hopeful[at].1 = product,
            (Ok(at), None) => {
                self.hopeful.remove(at);
            }
            (Err(at), Some(product)) => self.hopeful.insert(at, (other, product)),
            (Err(_), None) => {}
        }
    }
}

impl<'a> Clustering<'a> {
    fn of(groups: Vec<Group<'a>>) -> Self {
        Self { groups: groups.into_iter().map(Some).collect(), candidates: BinaryHeap::new() }
    }

    /// Joins what is alike enough, the most alike first, and gives the members of the groups that remain.
    fn run(mut self) -> Vec<Vec<usize>> {
        while let Some(candidate) = self.candidates.pop() {
            if self.is_current(&candidate) {
                self.join(candidate.pair.0.0, candidate.pair.0.1);
            }
        }
        self.groups.into_iter().flatten().map(|group| group.members).collect()
    }

    /// Lets two groups know each other, if they may ever be joined, by the product of their sums.
    fn meet(&mut self, a: u32, b: u32, product: f32) {
        let Some((left, right)) = self.both(a, b) else { return };
        let likeness = likeness(left, right, product);
        let ages = (left.age, right.age);
        let product = is_hopeful(likeness).then_some(product);
        for (group, other) in [(a, b), (b, a)] {
            if let Some(group) = &mut self.groups[group as usize] {
                group.note(other, product);
            }
        }
        if likeness >= LIKENESS_MIN {
            let likeness = (likeness * 1e6) as i32;
            self.candidates.push(Candidate { likeness, pair: Reverse((a, b)), ages });
        }
    }

    fn both(&self, a: u32, b: u32) -> Option<(&Group<'a>, &Group<'a>)> {
        self.groups[a as usize].as_ref().zip(self.groups[b as usize].as_ref())
    }

    /// Whether both groups are still what they were when they were compared.
    fn is_current(&self, candidate: &Candidate) -> bool {
        let Reverse((a, b)) = candidate.pair;
        self.both(a, b).is_some_and(|(left, right)| (left.age, right.age) == candidate.ages)
    }

    /// Puts the second group into the first one.
    fn join(&mut self, a: u32, b: u32) {
        let Some(mut left) = self.groups[a as usize].take() else { return };
        let Some(mut right) = self.groups[b as usize].take() else { return };
        let of_left = std::mem::take(&mut left.hopeful);
        let of_right = std::mem::take(&mut right.hopeful);
        let products = self.products((&left, &of_left), (&right, &of_right));
        left.sum = Cow::Owned(sum(&left.sum, &right.sum));
        left.surroundings += right.surroundings;
        left.days = (left.days.0 + right.days.0, left.days.1 + right.days.1);
        left.members.extend(right.members);
        left.age += 1;
        self.groups[a as usize] = Some(left);
        for (other, product) in products {
            if let Some(group) = &mut self.groups[other as usize] {
                group.note(b, None);
            }
            self.meet(a.min(other), a.max(other), product);
        }
    }

    /// The groups that one of two groups may be joined with, which are both taken out, and the products with the sum of
    /// both: that with the one and that with the other, of which mostly both are known.
    fn products(
        &self,
        (left, of_left): (&Group<'_>, &[(u32, f32)]),
        (right, of_right): (&Group<'_>, &[(u32, f32)]),
    ) -> Vec<(u32, f32)> {
        let mut others: Vec<u32> = of_left.iter().chain(of_right).map(|(other, _)| *other).collect();
        others.sort_unstable();
        others.dedup();
        let known = |of: &[(u32, f32)], other: u32| {
            of.binary_search_by_key(&other, |(group, _)| *group).ok().map(|at| of[at].1)
        };
        let with_both = |other: u32| {
            let group = self.groups[other as usize].as_ref()?;
            let with_left = known(of_left, other).unwrap_or_else(|| product(&left.sum, &group.sum));
            let with_right = known(of_right, other).unwrap_or_else(|| product(&right.sum, &group.sum));
            Some((other, with_left + with_right))
        };
        others.into_iter().filter_map(with_both).collect()
    }
}

/// Whether groups so alike may be joined once others were joined to them.
fn is_hopeful(likeness: f32) -> bool {
    likeness >= LIKENESS_MIN * HOPEFUL_SHARE
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
