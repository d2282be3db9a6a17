//! Sentences that reports have in nearly the same words.

use dateline_compare::compare;
use dateline_core::{About, Analysis, RelationKind};

use crate::report::paragraphs;

/// The characters of both ends of each pair of copied sentences.
fn copied(texts: &[&str]) -> Vec<(String, String)> {
    let analyses: Vec<Analysis> = texts.iter().map(|text| paragraphs(text)).collect();
    let comparison = compare(&analyses.iter().collect::<Vec<_>>());
    let points = comparison.points.iter().filter(|point| point.about == About::Narrative);
    let relations = points.flat_map(|point| &point.relations).filter(|relation| relation.kind == RelationKind::Copied);
    let words = |end: dateline_core::End| analyses[end.report].report.text().get(end.span).to_owned();
    relations.map(|relation| (words(relation.a), words(relation.b))).collect()
}

const RAN_AGROUND: &str = "The ferry Santa Rosalina ran aground off Cabo Verdeal shortly before dawn on Sunday.";

#[test]
fn sentences_in_the_same_words() {
    let check = |other: &str, expected: bool| {
        for texts in [[RAN_AGROUND, other], [other, RAN_AGROUND]] {
            let pair = (texts[0].to_owned(), texts[1].to_owned());
            let expected = if expected { vec![pair] } else { vec![] };
            assert_eq!(copied(&texts), expected, "{other}");
        }
    };
    check(RAN_AGROUND, true);
    check("Relatives wept when the ferry Santa Rosalina ran aground off Cabo Verdeal on Sunday.", true);
    check("The ferry Santa Rosalina ran aground off Cabo Verdeal shortly before sunrise on Sunday.", true);
    check("On Sunday, before the sun was up, a ferry was stranded near Cabo Verdeal.", false);
    check("“The ferry Santa Rosalina ran aground off Cabo Verdeal shortly before dawn on Sunday,” she said.", false);
    // A long name is no sentence in common.
    let named = "The ferry Santa Rosalina was built in 1962 for a line that has since gone out of business, twice sold, and \
        painted over and over in the colours of its owners.";
    check(named, false);
}

#[test]
fn short_sentences_must_be_nearly_the_same() {
    let pair = |a: &str, b: &str| copied(&[a, b]).len();
    assert_eq!(pair("Nobody on board was seriously hurt.", "Nobody on board was seriously hurt."), 1);
    assert_eq!(pair("Nobody on board was hurt.", "Nobody on board was hurt."), 0);
    assert_eq!(pair("Nobody on board was seriously hurt.", "Nobody on board had been hurt at all."), 0);
}

#[test]
fn a_much_copied_sentence_does_not_cost_the_square_of_its_reports() {
    assert_eq!(copied(&[RAN_AGROUND; 3]).len(), 3);
    assert_eq!(copied(&[RAN_AGROUND; 100]).len(), 99);
}
