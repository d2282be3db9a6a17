//! Facts for which all that tell them give one value, and numbers that one report alone gives.
//!
//! A fact that is told alike is shown so that a reader sees what the reports agree on. That one report alone gives a
//! number can be said for sure, since a number is found by its digits; of other facts it would take every telling to be
//! found.

use std::collections::{BTreeMap, BTreeSet};

use dateline_core::{About, Analysis, Clean, Point, Slot, Span, Telling};
use rust_decimal::Decimal;

use super::{Told, join, telling};
use crate::point::point;
use crate::words::within;

/// A value with the sentence that tells it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value {
    pub(super) told: Told,
    /// The value's own characters.
    pub(super) span: Span<Clean>,
}

/// One value of one fact in two reports.
#[derive(Debug, Clone)]
pub(super) struct Agreeing {
    pub(super) a: Value,
    pub(super) b: Value,
    pub(super) slot: Slot,
}

/// A number that no other report gives.
#[derive(Debug)]
pub(super) struct Alone {
    pub(super) value: Value,
    pub(super) number: Decimal,
}

/// Makes points of equal values of one fact, by the first of each. What `disputed` holds is told by a point about what
/// differs.
pub(super) fn agreeing(disputed: &BTreeSet<Told>, agreeing: Vec<Agreeing>, n_reports: usize) -> Vec<Point> {
    let mut group_of = BTreeMap::<Told, usize>::new();
    let mut groups: Vec<(Vec<Told>, Vec<Agreeing>)> = Vec::new();
    for agrees in agreeing {
        let values = [agrees.a, agrees.b];
        if values.iter().all(|value| !disputed.contains(&value.told)) {
            let group = join(&mut group_of, &mut groups, values.map(|value| (value.told.0, value.span)));
            groups[group].1.push(agrees);
        }
    }
    let points = groups.into_iter().filter(|(places, _)| !places.is_empty()).map(|(_, agreeing)| {
        let values: BTreeSet<(Told, Span<Clean>)> =
            agreeing.iter().flat_map(|agrees| [agrees.a, agrees.b]).map(|value| (value.told, value.span)).collect();
        let mut tellings: Vec<Telling> =
            values.into_iter().map(|(told, span)| Telling { value: Some(span), ..telling(told) }).collect();
        tellings.dedup_by_key(|telling| (telling.report, telling.span));
        closed(agreeing[0].slot, tellings, n_reports)
    });
    let mut points: Vec<Point> = points.collect();
    points.sort_by_key(|point| (point.tellings[0].report, point.tellings[0].span));
    points
}

/// A point for each sentence with a number that stands in its report only; a number counts once, where it stands first,
/// and what is quoted is told as a quotation.
pub(super) fn alone(disputed: &BTreeSet<Told>, alone: Vec<Alone>, analyses: &[&Analysis]) -> Vec<Point> {
    let (mut numbers, mut sentences) = (BTreeSet::new(), BTreeSet::new());
    let outermost = |analysis: &&Analysis| -> Vec<Span<Clean>> {
        let quotations = analysis.annotated.quotations.items().iter().filter(|quotation| quotation.depth == 0);
        quotations.map(|quotation| quotation.inner).collect()
    };
    let quotations: Vec<Vec<Span<Clean>>> = analyses.iter().map(outermost).collect();
    let is_new = |Alone { value, number }: &Alone| {
        let is_quoted = !within(&quotations[value.told.0], value.span, |span| *span).is_empty();
        !is_quoted && !disputed.contains(&value.told) && numbers.insert(*number) && sentences.insert(value.told)
    };
    let new = if analyses.len() > 1 { alone } else { Vec::new() }.into_iter().filter(is_new);
    let point = |Alone { value, .. }: Alone| {
        closed(Slot::Number, vec![Telling { value: Some(value.span), ..telling(value.told) }], analyses.len())
    };
    new.map(point).collect()
}

fn closed(slot: Slot, tellings: Vec<Telling>, n_reports: usize) -> Point {
    let about = if slot == Slot::Number { About::Figure } else { About::Narrative };
    Point { slot: Some(slot), ..point(about, tellings, Vec::new(), n_reports) }
}
