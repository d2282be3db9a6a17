//! Which tellings of different reports are of one act.
//!
//! A wrong join would let reports contradict each other that speak of different things, so two acts are one only if they
//! are of one type and aspect, a named actor takes the same part in both, nobody takes a part that somebody else takes in
//! the other, and either their words speak of the same matter, or both sides and the day are the same.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use dateline_core::{Analysis, Clean, ReportId, Span, SpeakerAgreement};
use jiff::civil::Date;

use super::{Act, ActKind};
use crate::candidates::sharing;
use crate::content::Content;
use crate::entity::Cast;

/// What the shared words must say at least, in thousandths, how many there must be, and which part, in thousandths, of the
/// matter of the telling that says less. Actors and days are no part of it. The weight is that of numbers of one thing; what
/// the limits take in among the reports of `basil-open` was read.
const WEIGHT_MIN: i64 = 6_000;
const STEMS_MIN: usize = 2;
const OF_LESS_MIN: i64 = 500;

/// Where nearly all words are shared they may say less: in a story of many reports the words of its acts are common.
const STEMS_MIN_OF_COPIES: usize = 3;
const OF_LESS_MIN_OF_COPIES: i64 = 800;

/// The same where the reports give days that exclude each other: most acts of the same people on different days are
/// different acts.
const STEMS_MIN_OF_OTHER_DAYS: usize = 4;
const OF_LESS_MIN_OF_OTHER_DAYS: i64 = 750;

/// A run of days that is longer than this is no day that two acts could share.
const SHARED_DAYS_MAX: i32 = 2;

/// What a named actor in the same part adds to the weight of the shared words, in thousandths.
const ACTOR_WEIGHT: i64 = 4_000;

/// What belongs together.
#[derive(Debug)]
pub(super) struct Aligned {
    /// For each act the first one of its group.
    pub(super) group_of: Vec<usize>,
    /// The pairs of acts that were found to be one, of different reports, the one of the earlier report first.
    pub(super) pairs: Vec<(usize, usize)>,
}

/// Two acts that may be one.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    a: usize,
    b: usize,
    score: i64,
}

/// Aligns the acts of all reports. The result does not depend on the order of the reports.
pub(super) fn align(content: &Content, cast: &Cast, analyses: &[&Analysis], acts: &[Act]) -> Aligned {
    let place = |act: usize| -> (ReportId, Span<Clean>) { (analyses[acts[act].report].report.id(), acts[act].span) };
    let mut candidates = candidates(content, cast, acts, place);
    keep_mutual(acts, &mut candidates);
    candidates.sort_by_key(|candidate| {
        let (a, b) = (place(candidate.a), place(candidate.b));
        (Reverse(candidate.score), a.min(b), a.max(b))
    });
    let mut groups = Groups::of(acts);
    candidates.retain(|candidate| groups.join(candidate.a, candidate.b));
    let mut pairs: Vec<(usize, usize)> = candidates.iter().map(|candidate| (candidate.a, candidate.b)).collect();
    pairs.sort_unstable();
    Aligned { group_of: (0..acts.len()).map(|act| groups.first(act)).collect(), pairs }
}

/// The pairs of acts of different reports that share an actor and a word and may be one. Where many share both, those that
/// come first by `place` are paired with all others.
fn candidates(
    content: &Content,
    cast: &Cast,
    acts: &[Act],
    place: impl Fn(usize) -> (ReportId, Span<Clean>),
) -> Vec<Candidate> {
    let type_of = |kind: ActKind| match kind {
        ActKind::Event { kind, aspect, .. } => (Some((kind, aspect)), false),
        ActKind::Commitment { is_denied } => (None, is_denied),
    };
    let keys = acts.iter().enumerate().flat_map(|(at, act)| {
        let actors = act.doers.iter().chain(&act.others);
        actors.flat_map(move |actor| act.matter.stems.iter().map(move |stem| ((type_of(act.kind), *actor, *stem), at)))
    });
    let pairs = sharing(keys.collect(), place);
    let candidate = |(a, b): (usize, usize)| {
        let score = score(content, cast, &acts[a], &acts[b])?;
        Some(Candidate { a, b, score })
    };
    pairs.into_iter().filter(|(a, b)| acts[*a].report != acts[*b].report).filter_map(candidate).collect()
}

/// How much speaks for two tellings being of one act; none where that is not enough.
fn score(content: &Content, cast: &Cast, a: &Act, b: &Act) -> Option<i64> {
    if !modes_agree(a.kind, b.kind) {
        return None;
    }
    let n_same = n_same_sides(cast, a, b)?;
    let shared = content.shared(&a.matter, &b.matter);
    let (weight, of_less) = (thousandths(shared.weight), thousandths(shared.of_less(&a.matter, &b.matter)));
    let is_copied = shared.n_stems >= STEMS_MIN_OF_COPIES && of_less >= OF_LESS_MIN_OF_COPIES;
    let is_retold = shared.n_stems >= STEMS_MIN && weight >= WEIGHT_MIN && of_less >= OF_LESS_MIN;
    let says_enough = is_copied || is_retold;
    let is_one = match a.days.zip(b.days) {
        Some((left, right)) if are_apart(left, right) => {
            says_enough && shared.n_stems >= STEMS_MIN_OF_OTHER_DAYS && of_less >= OF_LESS_MIN_OF_OTHER_DAYS
        }
        Some((left, right)) => {
            let is_one_deed = n_same == 2 && is_deed(a.kind) && is_day(left) && is_day(right);
            says_enough || (is_one_deed && shared.n_stems > 0)
        }
        None => says_enough,
    };
    is_one.then_some(weight + ACTOR_WEIGHT * i64::from(n_same))
}

/// A weight as a whole number, so that sums of the same weights in another order are equal.
pub(super) fn thousandths(weight: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "sums of logarithms of words of one sentence are small")]
    let whole = (weight * 1000.0).round() as i64;
    whole
}

/// Whether two acts of one type are not told to be done in different ways.
fn modes_agree(a: ActKind, b: ActKind) -> bool {
    match (a, b) {
        (ActKind::Event { mode: Some(a), .. }, ActKind::Event { mode: Some(b), .. }) => a == b,
        _ => true,
    }
}

fn is_deed(kind: ActKind) -> bool {
    matches!(kind, ActKind::Event { kind, .. } if kind.is_deed())
}

/// On how many sides the same named actors stand, at least on one; none where somebody takes a part that somebody else
/// takes in the other telling. Where each does it to the other, the sides may be exchanged.
fn n_same_sides(cast: &Cast, a: &Act, b: &Act) -> Option<u8> {
    let straight = sides(cast, (&a.doers, &a.others), (&b.doers, &b.others));
    let crossed =
        (a.is_mutual || b.is_mutual).then(|| sides(cast, (&a.doers, &a.others), (&b.others, &b.doers))).flatten();
    straight.max(crossed).filter(|n_same| *n_same > 0)
}

fn sides(cast: &Cast, a: (&[usize], &[usize]), b: (&[usize], &[usize])) -> Option<u8> {
    let agreement = [cast.agreement(a.0, b.0), cast.agreement(a.1, b.1)];
    let none_differs = !agreement.contains(&SpeakerAgreement::Different);
    none_differs.then(|| agreement.into_iter().map(|side| u8::from(side == SpeakerAgreement::Same)).sum())
}

/// Whether two acts are of one type and nobody takes a part that somebody else takes in the other.
pub(super) fn may_be_one(cast: &Cast, a: &Act, b: &Act) -> bool {
    let is_of_one_type = a.kind.about() == b.kind.about();
    let crossed =
        || (a.is_mutual || b.is_mutual) && sides(cast, (&a.doers, &a.others), (&b.others, &b.doers)).is_some();
    is_of_one_type && (sides(cast, (&a.doers, &a.others), (&b.doers, &b.others)).is_some() || crossed())
}

fn are_apart(a: (Date, Date), b: (Date, Date)) -> bool {
    a.1 < b.0 || b.1 < a.0
}

fn is_day((first, last): (Date, Date)) -> bool {
    (last - first).get_days() < SHARED_DAYS_MAX
}

/// Keeps the pairs of which each is the best for the other among the acts of its report.
fn keep_mutual(acts: &[Act], candidates: &mut Vec<Candidate>) {
    // Of equal ones that which stands in the most similar place, as in copies.
    let rank = |candidate: &Candidate, other: usize| {
        let (a, b) = (acts[candidate.a].span, acts[candidate.b].span);
        (candidate.score, Reverse(a.start().abs_diff(b.start())), Reverse(acts[other].span), Reverse(acts[other].index))
    };
    let mut best = BTreeMap::new();
    for candidate in candidates.iter() {
        for (own, other) in [(candidate.a, candidate.b), (candidate.b, candidate.a)] {
            let rank = rank(candidate, other);
            let known = best.entry((own, acts[other].report)).or_insert((rank, other));
            if rank > known.0 {
                *known = (rank, other);
            }
        }
    }
    let is_best = |own: usize, other: usize| best[&(own, acts[other].report)].1 == other;
    candidates.retain(|candidate| is_best(candidate.a, candidate.b) && is_best(candidate.b, candidate.a));
}

/// Which acts are held together; no group holds two acts of one report.
struct Groups<'a> {
    acts: &'a [Act],
    /// For each act one of its group; the first of a group points to itself.
    toward: Vec<usize>,
    /// For the first act of each group its members.
    members: Vec<Vec<usize>>,
}

impl<'a> Groups<'a> {
    fn of(acts: &'a [Act]) -> Self {
        let all = 0..acts.len();
        Self { acts, toward: all.clone().collect(), members: all.map(|act| vec![act]).collect() }
    }

    fn first(&self, act: usize) -> usize {
        self.toward[act]
    }

    /// Joins the groups of two acts, and returns whether they are together.
    fn join(&mut self, a: usize, b: usize) -> bool {
        let (into, from) = (self.first(a).min(self.first(b)), self.first(a).max(self.first(b)));
        if into == from {
            return true;
        }
        let reports: BTreeMap<usize, usize> =
            self.members[into].iter().map(|act| (self.acts[*act].report, *act)).collect();
        if self.members[from].iter().any(|act| reports.contains_key(&self.acts[*act].report)) {
            return false;
        }
        let moved = std::mem::take(&mut self.members[from]);
        moved.iter().for_each(|act| self.toward[*act] = into);
        self.members[into].extend(moved);
        true
    }
}
