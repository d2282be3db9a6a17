//! Groups of reports that are alike on average.
//!
//! Two groups are joined by how alike their reports are on average over all pairs, which no chain of single likenesses
//! can deceive. The most alike groups are joined first; ties go to those that stand first in time.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use super::neighbour::Neighbours;
use super::sketch::Stem;
use super::vector::{Vectors, keep_weightiest, product};

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

/// Joins reports to groups. Each group holds at least one report; they stand in the order of time as their reports do.
pub(crate) fn cluster(vectors: &Vectors, days: &[Day], neighbours: &Neighbours) -> Vec<Vec<usize>> {
    let mut clustering = Clustering::new(vectors, days, &neighbours.surroundings);
    for &(a, b) in &neighbours.pairs {
        clustering.meet(a as usize, b as usize);
    }
    while let Some(candidate) = clustering.candidates.pop() {
        if clustering.is_current(&candidate) {
            clustering.join(candidate.pair.0.0, candidate.pair.0.1);
        }
    }
    clustering.groups.into_iter().flatten().map(|group| group.members).collect()
}

/// Reports that are taken to be of one event.
struct Group<'a> {
    /// The sum of their vectors.
    sum: Cow<'a, [(Stem, f32)]>,
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
        Self { groups: (0..vectors.len()).map(|report| Some(group(report))).collect(), candidates: BinaryHeap::new() }
    }

    /// Lets two groups know each other, if they may ever be joined.
    fn meet(&mut self, a: usize, b: usize) {
        let Some((left, right)) = self.both(a, b) else { return };
        let likeness = likeness(left, right);
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
        self.groups[a] = Some(left);
        for &other in &hopeful {
            if let Some(group) = &mut self.groups[other] {
                group.hopeful.remove(&b);
                group.hopeful.remove(&a);
            }
        }
        for other in hopeful {
            if other != a && other != b {
                self.meet(a.min(other), a.max(other));
            }
        }
    }
}

/// How much more alike the reports of two groups are on average than each is to its surroundings, by what is asked of
/// groups of their size.
fn likeness(left: &Group<'_>, right: &Group<'_>) -> f32 {
    let (n_left, n_right) = (left.members.len(), right.members.len());
    let mean = product(&left.sum, &right.sum) / (n_left * n_right) as f32;
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

fn sum(a: &[(Stem, f32)], b: &[(Stem, f32)]) -> Vec<(Stem, f32)> {
    let mut weights: BTreeMap<Stem, f32> = a.iter().copied().collect();
    for (stem, weight) in b {
        *weights.entry(*stem).or_default() += weight;
    }
    let mut items: Vec<(Stem, f32)> = weights.into_iter().collect();
    keep_weightiest(&mut items, GROUP_STEMS_MAX);
    items
}
