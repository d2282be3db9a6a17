//! Points: units that relations hold together, directly or over others.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use dateline_core::{About, FindingIndex, Point, Relation, RelationKind, Telling};

use crate::relate::Link;
use crate::unit::{Form, Unit};

/// Which units are held together.
#[derive(Debug)]
pub(crate) struct Groups {
    /// For each unit one of its group; the first of a group points to itself.
    toward: Vec<usize>,
    /// For the first unit of each group whether it holds a quotation.
    quotes: Vec<bool>,
}

impl Groups {
    /// The groups that pairs of related units make.
    pub(crate) fn of(units: &[Unit], pairs: impl Iterator<Item = (usize, usize)>) -> Self {
        let quotes = units.iter().map(|unit| unit.form != Form::Saying).collect();
        let mut groups = Self { toward: (0..units.len()).collect(), quotes };
        pairs.for_each(|(a, b)| groups.join(a, b));
        groups
    }

    /// The first unit of the group.
    pub(crate) fn first(&mut self, mut unit: usize) -> usize {
        while self.toward[unit] != unit {
            self.toward[unit] = self.toward[self.toward[unit]];
            unit = self.toward[unit];
        }
        unit
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.first(a), self.first(b));
        self.toward[a.max(b)] = a.min(b);
        self.quotes[a.min(b)] |= self.quotes[a.max(b)];
    }

    /// Joins two units of which one tells in other words what the other says, unless both groups hold quotations: a
    /// sentence that tells of two quotations does not make them one utterance.
    fn join_retold(&mut self, a: usize, b: usize) {
        let (of_a, of_b) = (self.first(a), self.first(b));
        if of_a == of_b || !self.quotes[of_a] || !self.quotes[of_b] {
            self.join(a, b);
        }
    }

    /// Whether one of two units is a saying that quotes the utterance of the other.
    pub(crate) fn quote_each_other(&mut self, units: &[Unit], a: usize, b: usize) -> bool {
        self.quotes_inside(units, a, b, 0) || self.quotes_inside(units, b, a, 0)
    }

    /// Whether one of two units is a saying that quotes the utterance of the other, and no less of it: then what it tells
    /// beside that is not told anew.
    pub(crate) fn quote_each_other_whole(&mut self, units: &[Unit], a: usize, b: usize) -> bool {
        self.quotes_inside(units, a, b, units[b].words.len()) || self.quotes_inside(units, b, a, units[a].words.len())
    }

    /// Whether a saying holds so many words of the utterance of another unit between marks; units stand in the order of the
    /// text.
    fn quotes_inside(&mut self, units: &[Unit], saying: usize, other: usize, n_words_min: usize) -> bool {
        let group = self.first(other);
        let Unit { report, span, form, .. } = &units[saying];
        let behind = (saying + 1..units.len())
            .take_while(|&at| units[at].report == *report && units[at].span.start() < span.end());
        let mut quotes = |at: usize| self.first(at) == group && units[at].words.len() >= n_words_min;
        *form == Form::Saying && behind.into_iter().any(&mut quotes)
    }
}

/// What is said in a story, by position.
///
/// Units are ordered by report and position, links, which made the groups, by their units; `retold` joins sayings to
/// what they tell, the surest first. Two pieces of one report's split quotation that only a long quotation of another
/// report joins are tellings of one point, in their order; a saying that tells two quotations is a telling of both points.
/// A title that stands in nobody's words is no point, nor is a saying that nobody else tells.
pub(crate) fn points(
    units: &[Unit],
    mut groups: Groups,
    mut links: Vec<Link>,
    retold: Vec<Link>,
    n_reports: usize,
) -> Vec<Point> {
    retold.iter().for_each(|link| groups.join_retold(link.a, link.b));
    links.extend(retold);
    links.sort_by_key(|link| (link.a, link.b));
    let group_of: Vec<usize> = (0..units.len()).map(|unit| groups.first(unit)).collect();
    let mut related = BTreeMap::<usize, Vec<Relation>>::new();
    let mut told = BTreeMap::<usize, BTreeSet<usize>>::new();
    for link in links {
        // What tells of two points is told in that of the other one.
        let other = if units[link.a].form == Form::Saying { link.b } else { link.a };
        told.entry(group_of[other]).or_default().extend([link.a, link.b]);
        related.entry(group_of[other]).or_default().push(link.relation);
    }
    for (index, unit) in units.iter().enumerate() {
        if unit.form == Form::Quotation || related.contains_key(&group_of[index]) {
            told.entry(group_of[index]).or_default().insert(index);
        }
    }
    let points = told.into_iter().map(|(group, tellings)| {
        let tellings = tellings.into_iter().map(|index| telling(&units[index])).collect();
        let relations = related.remove(&group).unwrap_or_default();
        let about = if groups.quotes[group] { About::Quotation } else { About::Statement };
        point(about, tellings, relations, n_reports)
    });
    points.collect()
}

/// Puts the most interesting points first; of equal ones the order stays.
pub(crate) fn by_interest(mut points: Vec<Point>) -> Vec<Point> {
    points.sort_by_key(|point| Reverse(interest(point)));
    points
}

pub(crate) fn telling(unit: &Unit) -> Telling {
    Telling {
        report: unit.report,
        finding: unit.statement.map(FindingIndex::Statement),
        span: unit.span,
        value: None,
        is_quoted: unit.form != Form::Saying,
        speakers: unit.speakers.clone(),
        stance: unit.stance,
    }
}

/// Closes a point; its tellings are ordered by report.
pub(crate) fn point(about: About, tellings: Vec<Telling>, relations: Vec<Relation>, n_reports: usize) -> Point {
    let tells = |report: &usize| tellings.binary_search_by_key(report, |telling| telling.report).is_ok();
    let silent = (0..n_reports).filter(|report| !tells(report)).collect();
    Point { about, slot: None, silent, tellings, relations }
}

/// How much a point tells about the ways of the reports: what cannot both be right more than changed words, these more
/// than cut ones, those more than a copy.
fn interest(point: &Point) -> u8 {
    let of = |relation: &Relation| match relation.kind {
        RelationKind::Contradicts => 7,
        RelationKind::Altered => 6,
        RelationKind::Overlapping | RelationKind::Truncated => 5,
        RelationKind::Precision => 4,
        RelationKind::Paraphrased => 3,
        RelationKind::Identical => 2,
        RelationKind::Copied => 1,
    };
    let is_told_alike =
        point.tellings.first().map(|telling| telling.report) != point.tellings.last().map(|telling| telling.report);
    point.relations.iter().map(of).max().unwrap_or(u8::from(is_told_alike))
}
