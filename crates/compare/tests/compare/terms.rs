//! What reports name by different words.

use std::sync::Arc;

use dateline_compare::compare;
use dateline_core::{Analysis, Entity, EntityKind, Layer, MentionForm, Registered};

use crate::finding::{Person, analysis};
use crate::report;

/// A report that names countries, each with its entry.
fn naming(text: &str, countries: &[(&str, &str)]) -> Analysis {
    let named: Vec<Person> =
        countries.iter().map(|(name, _)| Person { name, kind: EntityKind::Country, form: MentionForm::Name }).collect();
    let mut analysis = analysis(text, &named, &[]);
    let registered = |entry: &str| Some(Registered { wikidata: Some(Arc::from(entry)), ..Registered::default() });
    let entities = analysis.findings.entities.items().iter().cloned().zip(countries);
    let entities = entities.map(|(mut found, (_, entry))| {
        found.what = Entity { registered: registered(entry), ..found.what };
        found
    });
    analysis.findings.entities = Layer::new(entities.collect(), analysis.findings.entities.producer().clone());
    analysis
}

#[track_caller]
fn check(analyses: &[Analysis], expected: &[&str]) {
    let comparison = compare(&analyses.iter().collect::<Vec<_>>());
    let shown = comparison.terms.iter().map(|term| {
        let forms =
            term.forms.iter().map(|(report, span)| format!("{report} {}", analyses[*report].report.text().get(*span)));
        format!("{}: {}", term.concept, forms.collect::<Vec<_>>().join(", "))
    });
    assert_eq!(shown.collect::<Vec<_>>(), expected);
}

#[test]
fn names_of_one_country() {
    let dprk = naming("The DPRK fired two rockets.", &[("DPRK", "Q423")]);
    let north = naming("North Korea fired two rockets.", &[("North Korea", "Q423")]);
    let both = naming(
        "North Korea, which calls itself DPRK, fired two rockets.",
        &[("North Korea", "Q423"), ("DPRK", "Q423")],
    );
    check(&[dprk.clone(), north.clone()], &["North Korea: 0 DPRK, 1 North Korea"]);
    // Who uses both words has one in common with each.
    check(&[dprk.clone(), both.clone()], &[]);
    check(&[dprk, both, north.clone()], &["North Korea: 0 DPRK, 1 North Korea, 1 DPRK, 2 North Korea"]);
    check(&[north.clone(), north.clone()], &[]);
    let other = naming("Sandoria fired two rockets.", &[("Sandoria", "Q1")]);
    check(&[north, other], &[]);
    let short = naming("The US sent a ship.", &[("US", "Q30")]);
    let long = naming("The United States sent a ship.", &[("United States", "Q30")]);
    check(&[short, long], &[]);
}

#[test]
fn words_that_stand_for_each_other() {
    let analyses = |texts: &[&str]| texts.iter().map(|text| report::paragraphs(text)).collect::<Vec<_>>();
    check(
        &analyses(&[
            "They will fight Disinformation, she said. Disinformation harms.",
            "They will fight misinformation.",
        ]),
        &["false information: 0 Disinformation, 1 misinformation"],
    );
    check(&analyses(&["They fight disinformation.", "They fight disinformation and fake news."]), &[]);
    check(&analyses(&["They fight disinformation.", "Nothing was said."]), &[]);
    check(&analyses(&["", "…"]), &[]);
}
