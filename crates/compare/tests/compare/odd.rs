//! Batches that no newsroom would put together: what a comparison says of them.

use dateline_compare::compare;
use dateline_core::{About, Analysis, BlockKind, Comparison, RelationKind};

use crate::report::{self, paragraphs};

const HARBOUR: &str = "The breakwater at Cabo Verdeal gave way on Sunday. “We will rebuild it stone by stone before the winter,” the \
     mayor said. “Nobody was hurt and every boat is safe,” said the harbour master.";
const BANK: &str = "The central bank of Terrana raised its key rate on Thursday for the third time this year. “Prices have \
     to stop rising at this pace,” the governor said.";

fn compared(reports: &[Analysis]) -> Comparison {
    compare(&reports.iter().collect::<Vec<_>>())
}

/// How many reports stand on their own, how many points several reports tell, and how many there are.
#[track_caller]
fn check(texts: &[&str], expected: (usize, usize, usize)) {
    let reports: Vec<Analysis> = texts.iter().map(|text| paragraphs(text)).collect();
    let comparison = compared(&reports);
    let n_shared = comparison.points.iter().filter(|point| !point.relations.is_empty()).count();
    assert_eq!((comparison.n_origins, n_shared, comparison.points.len()), expected, "{texts:#?}");
    for point in &comparison.points {
        let n_telling = texts.len() - point.silent.len();
        assert!((1..=texts.len()).contains(&n_telling), "somebody tells each point: {point:?}");
    }
}

#[test]
fn odd_batches() {
    // Nothing, one report, and reports without a text.
    check(&[], (0, 0, 0));
    check(&[HARBOUR], (1, 0, 2));
    check(&["", ""], (2, 0, 0));
    check(&["", HARBOUR, "…"], (3, 0, 2));
    // The same report at two addresses: two quotations, and the sentence before them.
    check(&[HARBOUR, HARBOUR], (1, 3, 3));
    // Reports of different stories have nothing in common.
    check(&[HARBOUR, BANK], (2, 0, 3));
    check(&[HARBOUR, BANK, ""], (3, 0, 3));
}

#[test]
fn a_hundred_copies_are_one_origin_and_agree() {
    let comparison = compared(&[const { HARBOUR }; 100].map(paragraphs));
    assert_eq!((comparison.n_origins, comparison.copies.len(), comparison.points.len()), (1, 99, 3));
    for point in &comparison.points {
        assert_eq!((point.tellings.len(), point.silent.as_slice()), (100, &[][..]));
        let kind = if point.about == About::Quotation { RelationKind::Identical } else { RelationKind::Copied };
        assert!(point.relations.iter().all(|relation| relation.kind == kind));
    }
}

#[test]
fn five_hundred_reports_give_no_more_relations_than_a_few_for_each() {
    let report = |n: usize| {
        let own = format!("“Pier {n} stays shut until the divers have seen it,” the port said on day {n}.");
        report::analysis(&[(BlockKind::Paragraph, HARBOUR), (BlockKind::Paragraph, &own)])
    };
    let comparison = compared(&(0..500).map(report).collect::<Vec<_>>());
    let n_relations: usize = comparison.points.iter().map(|point| point.relations.len()).sum();
    assert!(n_relations > 500 && n_relations < 100 * 500, "{n_relations}");
    assert_eq!(comparison.points.iter().filter(|point| point.silent.is_empty()).count(), 4);
}
