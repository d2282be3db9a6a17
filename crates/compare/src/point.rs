//! Points: units that relations hold together, directly or over others.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use dateline_core::{About, Point, Relation, RelationKind, Telling};

use crate::relate::Link;
use crate::unit::Unit;

/// Which units are held together.
struct Groups {
    /// For each unit one of its group; the first of a group points to itself.
    toward: Vec<usize>,
}

impl Groups {
    fn new(n_units: usize) -> Self {
        Self { toward: (0..n_units).collect() }
    }

    /// The first unit of the group.
    fn first(&mut self, mut unit: usize) -> usize {
        while self.toward[unit] != unit {
            self.toward[unit] = self.toward[self.toward[unit]];
            unit = self.toward[unit];
        }
        unit
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.first(a), self.first(b));
        self.toward[a.max(b)] = a.min(b);
    }
}

/// The points of a story, the most interesting first, then by position.
///
/// Units are ordered by report and position, links by their units. Two pieces of one report's split quotation that only
/// a long quotation of another report joins are tellings of one point, in their order. A title that stands in nobody's
/// words is no point.
pub(crate) fn points(units: &[Unit], links: Vec<Link>, n_reports: usize) -> Vec<Point> {
    let group_of = groups(units.len(), &links);
    let mut related = BTreeMap::<usize, Vec<Relation>>::new();
    for link in links {
        related.entry(group_of[link.a]).or_default().push(link.relation);
    }
    let mut told = BTreeMap::<usize, Vec<Telling>>::new();
    for (index, unit) in units.iter().enumerate() {
        if !unit.is_title || related.contains_key(&group_of[index]) {
            told.entry(group_of[index]).or_default().push(telling(unit));
        }
    }
    let points = told.into_iter().map(|(group, tellings)| {
        let relations = related.remove(&group).unwrap_or_default();
        point(tellings, relations, n_reports)
    });
    let mut points: Vec<Point> = points.collect();
    points.sort_by_key(|point| Reverse(interest(point)));
    points
}

/// For each unit the first one of its group.
fn groups(n_units: usize, links: &[Link]) -> Vec<usize> {
    let mut groups = Groups::new(n_units);
    for link in links {
        groups.join(link.a, link.b);
    }
    (0..n_units).map(|unit| groups.first(unit)).collect()
}

fn telling(unit: &Unit) -> Telling {
    Telling {
        report: unit.report,
        statement: unit.statement,
        span: unit.span,
        speakers: unit.speakers.clone(),
        stance: unit.stance,
    }
}

/// Closes a point; its tellings are ordered by report.
fn point(tellings: Vec<Telling>, relations: Vec<Relation>, n_reports: usize) -> Point {
    let tells = |report: &usize| tellings.binary_search_by_key(report, |telling| telling.report).is_ok();
    let silent = (0..n_reports).filter(|report| !tells(report)).collect();
    Point { about: About::Quotation, silent, tellings, relations }
}

/// How much a point tells about the ways of the reports: changed words more than cut ones, those more than a copy.
fn interest(point: &Point) -> u8 {
    let of = |relation: &Relation| match relation.kind {
        RelationKind::Altered => 3,
        RelationKind::Overlapping | RelationKind::Truncated => 2,
        RelationKind::Identical => 1,
    };
    point.relations.iter().map(of).max().unwrap_or(0)
}
