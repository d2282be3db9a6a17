//! What holds for every comparison, whatever the reports say.

use std::collections::BTreeSet;

use dateline_compare::compare;
use dateline_core::{Analysis, Clean, Comparison, Difference, DifferenceKind, RelationKind, Span};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::report;

/// Few words, so that quotations share many runs by chance; ellipses, brackets and sentence borders among them.
const WORDS: [&str; 18] = [
    "the",
    "of",
    "we",
    "its",
    "harbour",
    "quay",
    "crane",
    "tide",
    "pilot",
    "opens",
    "closes",
    "won't",
    "well-kept",
    "…",
    "[old]",
    "late,",
    "now.",
    "Ships",
];

/// Words of another story.
const OTHER_WORDS: [&str; 6] = ["glacier", "melts", "faster", "above", "summit", "hut"];

/// The words between two quotation marks.
fn quotation(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    vec(select(words), 2..14).prop_map(|words| words.join(" "))
}

/// A text with quotations, some of them pieces of common ones.
fn text() -> impl Strategy<Value = String> {
    let common = "The harbour opens now. We won't close its well-kept quay … the tide is late, pilot.";
    let piece = (any::<Index>(), any::<Index>()).prop_map(move |(from, to)| {
        let words: Vec<&str> = common.split(' ').collect();
        let (from, to) = (from.index(words.len()), to.index(words.len()));
        words[from.min(to)..=from.max(to)].join(" ")
    });
    vec(prop_oneof![quotation(&WORDS), piece], 0..5)
        .prop_map(|quotations| quotations.iter().map(|words| format!("He said: “{words}”\n")).collect())
}

fn analyses(texts: &[String]) -> Vec<Analysis> {
    texts.iter().map(|text| report::paragraphs(text)).collect()
}

/// One relation between two places, whichever comes first.
type Told = (usize, Span<Clean>);
type Short = (Told, Told, RelationKind, Vec<(DifferenceKind, Span<Clean>, Span<Clean>)>);

/// The relations, with reports by their place in `names` and the smaller one first.
fn relations(comparison: &Comparison, names: &[usize]) -> BTreeSet<Short> {
    let relations = comparison.points.iter().flat_map(|point| &point.relations);
    let short = relations.map(|relation| {
        let a = (names[relation.a.report], relation.a.span);
        let b = (names[relation.b.report], relation.b.span);
        let differences = relation.differences.iter().map(|found| (found.kind, found.a, found.b));
        if a.0 < b.0 {
            (a, b, relation.kind, differences.collect())
        } else {
            (b, a, relation.kind, differences.map(|(kind, a, b)| (mirrored(kind), b, a)).collect())
        }
    });
    short.collect()
}

fn mirrored(kind: DifferenceKind) -> DifferenceKind {
    match kind {
        DifferenceKind::Deleted => DifferenceKind::Inserted,
        DifferenceKind::Inserted => DifferenceKind::Deleted,
        other => other,
    }
}

fn is_empty_where_it_says(kind: DifferenceKind, a: Span<Clean>, b: Span<Clean>) -> bool {
    match kind {
        DifferenceKind::Deleted => !a.is_empty() && b.is_empty(),
        DifferenceKind::Inserted => a.is_empty() && !b.is_empty(),
        _ => !a.is_empty() && !b.is_empty(),
    }
}

proptest! {
    #[test]
    fn the_order_of_the_reports_does_not_matter(texts in vec(text(), 2..4), turn in any::<Index>()) {
        let mut analyses = analyses(&texts);
        let before = relations(&compare(&analyses.iter().collect::<Vec<_>>()), &[0, 1, 2, 3]);
        let mut names: Vec<usize> = (0..texts.len()).collect();
        let by = turn.index(texts.len());
        analyses.rotate_left(by);
        names.rotate_left(by);
        analyses.reverse();
        names.reverse();
        prop_assert_eq!(before, relations(&compare(&analyses.iter().collect::<Vec<_>>()), &names));
    }

    #[test]
    fn the_same_text_is_identical(text in text()) {
        let both = analyses(&[text.clone(), text]);
        let comparison = compare(&[&both[0], &both[1]]);
        for point in comparison.points {
            for told in point.tellings.iter().filter(|told| told.report == 0) {
                let to_itself = point.relations.iter().find(|found| found.a.span == told.span && found.b.span == told.span);
                let relation = to_itself.expect("a quotation is related to its copy");
                prop_assert_eq!(relation.kind, RelationKind::Identical);
                prop_assert_eq!(&relation.differences, &[]);
            }
        }
    }

    #[test]
    fn an_unrelated_report_changes_nothing(texts in vec(text(), 2..3), other in quotation(&OTHER_WORDS)) {
        let mut texts = texts;
        let without = analyses(&texts);
        texts.push(format!("“{other}”"));
        let with = analyses(&texts);
        prop_assert_eq!(
            relations(&compare(&without.iter().collect::<Vec<_>>()), &[0, 1, 2]),
            relations(&compare(&with.iter().collect::<Vec<_>>()), &[0, 1, 2]),
        );
    }

    #[test]
    fn differences_lie_in_order_inside_what_they_compare(texts in vec(text(), 2..4)) {
        let analyses = analyses(&texts);
        for relation in compare(&analyses.iter().collect::<Vec<_>>()).points.iter().flat_map(|point| &point.relations) {
            let (mut a_from, mut b_from) = (relation.a.span.start(), relation.b.span.start());
            // What restricts or negates is told behind what was done to the words.
            let of_words = |found: &&Difference| found.kind != DifferenceKind::Qualification;
            for found in relation.differences.iter().filter(of_words) {
                prop_assert!(relation.a.span.contains(found.a) && relation.b.span.contains(found.b), "{relation:?}");
                prop_assert!(found.a.start() >= a_from && found.b.start() >= b_from, "{relation:?}");
                prop_assert!(is_empty_where_it_says(found.kind, found.a, found.b), "{relation:?}");
                (a_from, b_from) = (found.a.end(), found.b.end());
            }
            let has_words = !relation.differences.is_empty();
            prop_assert!(relation.kind != RelationKind::Identical || !has_words, "{relation:?}");
            prop_assert!(relation.kind != RelationKind::Altered || has_words, "{relation:?}");
        }
    }

    #[test]
    fn each_quotation_is_told_once_and_silence_is_the_rest(texts in vec(text(), 1..4)) {
        let analyses = analyses(&texts);
        let comparison = compare(&analyses.iter().collect::<Vec<_>>());
        let mut told = BTreeSet::new();
        for point in &comparison.points {
            let telling: BTreeSet<usize> = point.tellings.iter().map(|telling| telling.report).collect();
            let silent: BTreeSet<usize> = point.silent.iter().copied().collect();
            prop_assert!(telling.is_disjoint(&silent));
            prop_assert_eq!(telling.len() + silent.len(), analyses.len());
            for telling in &point.tellings {
                prop_assert!(told.insert((telling.report, telling.span)), "{telling:?} is told twice");
            }
        }
    }

    #[test]
    fn no_text_makes_it_panic(texts in vec("[a-c “”\"'‘’\\[\\].…\n\\PC]{0,80}", 0..4)) {
        let analyses = analyses(&texts);
        let comparison = compare(&analyses.iter().collect::<Vec<_>>());
        for end in comparison.points.iter().flat_map(|point| &point.relations).flat_map(|found| [found.a, found.b]) {
            prop_assert!(analyses[end.report].report.text().fits(end.span));
        }
    }
}
