//! The examples in the rules and tables, and what must hold for any text.

use dateline_core::{Analysis, Figure, Finding, Table};
use proptest::prelude::*;

use crate::tests::{STAGES, analyse, bracketed, rests_on};

/// An example without its marks, and what they mark: characters, value and unit.
fn unmark(example: &str) -> (String, Vec<String>) {
    let mut text = String::new();
    let mut marked = Vec::new();
    let mut rest = example;
    while let Some((before, behind)) = rest.split_once('[') {
        let (mark, behind) = behind.split_once(']').expect("a mark is closed");
        let (words, _) = mark.rsplit_once('=').expect("a mark has a value");
        text.push_str(before);
        text.push_str(words);
        marked.push(mark.to_owned());
        rest = behind;
    }
    text.push_str(rest);
    (text, marked)
}

fn shown(analysis: &Analysis) -> Vec<String> {
    let text = analysis.report.text();
    let one = |found: &Finding<Figure>| {
        let figure = &found.what;
        let to = figure.to.map_or_else(String::new, |to| format!("..{to}"));
        format!("{}={}{to} {}", text.get(figure.span), figure.value, figure.unit.as_deref().unwrap_or("-"))
    };
    analysis.findings.figures.into_iter().map(one).collect()
}

#[test]
fn every_rule_stands_its_examples() {
    let mut wrong = Vec::new();
    for rule in STAGES.2.figures.rules() {
        assert!(!rule.about.is_empty() && !rule.examples.is_empty(), "{}: a rule has a text and examples", rule.name);
        assert!(!rule.counterexamples.is_empty(), "{}: a rule has counterexamples", rule.name);
        let rests = |analysis: &Analysis| {
            analysis.findings.figures.into_iter().any(|found| rests_on(&found.reason, &rule.name))
        };
        for example in &rule.examples {
            let (text, expected) = unmark(example);
            let analysis = analyse(&text);
            if shown(&analysis) != expected || !rests(&analysis) {
                wrong.push(format!("{}: {example:?}\n  got {:?}", rule.name, shown(&analysis)));
            }
        }
        for counterexample in &rule.counterexamples {
            let analysis = analyse(counterexample);
            if rests(&analysis) {
                wrong.push(format!("{}: {counterexample:?}\n  must not give {:?}", rule.name, shown(&analysis)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn numbers_are_read_exactly() {
    for (number, value) in [
        ("1,204", "1204"),
        ("12,34,567", "1234567"),
        ("2.50", "2.5"),
        ("10 1/2", "10.5"),
        ("3½", "3.5"),
        ("2.5 million", "2500000"),
        ("3 lakh crore", "3000000000000"),
        ("twenty-one", "21"),
        ("two hundred and six", "206"),
        ("two hundred and five thousand", "205000"),
        ("one million three hundred thousand and twelve", "1300012"),
        ("half a million", "500000"),
        ("a dozen", "12"),
        ("two dozen", "24"),
        ("one and a half million", "1500000"),
    ] {
        let text = format!("It has {number} parts.");
        assert_eq!(shown(&analyse(&text)), [format!("{number}={value} part")], "{text}");
    }
}

#[test]
fn every_bound_stands_its_example() {
    let mut wrong = Vec::new();
    for row in Table::new("bounds.tsv", super::TABLES.bounds).rows().expect("the table is right") {
        let (text, _) = bracketed(row.need("example").expect("each bound has an example"));
        let analysis = analyse(&text);
        let bounds: Vec<_> = analysis.findings.figures.into_iter().map(|found| found.what.bound.name()).collect();
        if bounds != [row.need("bound").expect("each phrase has a bound")] {
            wrong.push(format!("{text}: {bounds:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn numbers_that_are_too_long_are_no_figures() {
    for text in
        ["9".repeat(1 << 20), format!("It cost ${} million.", "9".repeat(28)), "It has 9,99,9 parts.".to_owned()]
    {
        assert_eq!(shown(&analyse(&text)), [""; 0], "{text:.40}");
    }
    let long = "9".repeat(28);
    assert_eq!(shown(&analyse(&format!("It cost ${long}."))), [format!("${long}={long} USD")]);
}

proptest! {
    #[test]
    fn figures_lie_in_their_text_apart_from_times(
        text in "((from|to|between|and|one|in|half|a|third|million|lakh|crore|dozen|twenty|hundred|percent|of|killed|people|[0-9]{1,4}|[$€£]|km|May|years|[-–/,.%])( |)){0,24}",
    ) {
        let analysis = analyse(&text);
        let mut end = 0;
        for found in &analysis.findings.figures {
            let figure = &found.what;
            prop_assert!(analysis.report.text().fits(figure.span) && !figure.span.is_empty());
            prop_assert!(figure.span.start() >= end, "{:?}", shown(&analysis));
            end = figure.span.end();
            prop_assert!(!analysis.findings.times.into_iter().any(|time| time.what.span.overlaps(figure.span)));
        }
    }
}
