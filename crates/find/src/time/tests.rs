//! The examples in the rules, and what must hold for any text.

use dateline_core::{Analysis, Finding, Time};
use proptest::prelude::*;

use crate::tests::{STAGES, analyse, analyse_on, analyse_row, rests_on};

/// The day on which the examples were published, a Thursday.
const NOW: &str = "2030-05-16";

/// An example without its marks, and what they mark: characters and value.
fn unmark(example: &str) -> (String, Vec<(String, String)>) {
    let mut text = String::new();
    let mut marked = Vec::new();
    let mut rest = example;
    while let Some((before, behind)) = rest.split_once('[') {
        let (mark, behind) = behind.split_once(']').expect("a mark is closed");
        let (words, value) = mark.rsplit_once('=').expect("a mark has a value");
        text.push_str(before);
        text.push_str(words);
        marked.push((words.to_owned(), value.to_owned()));
        rest = behind;
    }
    text.push_str(rest);
    (text, marked)
}

fn shown(analysis: &Analysis) -> Vec<(String, String)> {
    let text = analysis.report.text();
    let shown = |found: &Finding<Time>| (text.get(found.what.span).to_owned(), found.what.value.clone());
    analysis.findings.times.into_iter().map(shown).collect()
}

#[test]
fn every_rule_stands_its_examples() {
    let mut wrong = Vec::new();
    for rule in STAGES.2.times.rules() {
        assert!(!rule.about.is_empty() && !rule.examples.is_empty(), "{}: a rule has a text and examples", rule.name);
        let rests =
            |analysis: &Analysis| analysis.findings.times.into_iter().any(|found| rests_on(&found.reason, &rule.name));
        let mut is_used = ["name-like-a-time", "no-year"].contains(&rule.name.as_str());
        for example in &rule.examples {
            let (text, expected) = unmark(example);
            let analysis = analyse_on(NOW, &text);
            is_used |= rests(&analysis);
            if shown(&analysis) != expected {
                wrong.push(format!("{}: {example:?}\n  got {:?}", rule.name, shown(&analysis)));
            }
        }
        if !is_used {
            wrong.push(format!("{}: no example rests on it", rule.name));
        }
        for counterexample in &rule.counterexamples {
            let analysis = analyse_on(NOW, counterexample);
            if rests(&analysis) {
                wrong.push(format!("{}: {counterexample:?}\n  must not give {:?}", rule.name, shown(&analysis)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn check_on(published: Option<&str>, text: &str, expected: &[(&str, &str)]) {
    let analysis = published.map_or_else(|| analyse(text), |published| analyse_on(published, text));
    let expected: Vec<_> = expected.iter().map(|(words, value)| ((*words).to_owned(), (*value).to_owned())).collect();
    assert_eq!(shown(&analysis), expected, "{text}");
}

#[test]
fn without_a_day_to_count_from_values_stay_open() {
    check_on(None, "The bill passed on December 16.", &[("December 16", "XXXX-12-16")]);
    check_on(None, "The bill passed on Tuesday.", &[("Tuesday", "XXXX-WXX-2")]);
    check_on(None, "The bill passed last month.", &[("last month", "XXXX-XX")]);
    check_on(None, "It ran from 14 March to May 2029.", &[("from 14 March to May 2029", "2029-03-14/2029-05")]);
    check_on(None, "The bill passed on 3 May 2029.", &[("3 May 2029", "2029-05-03")]);
}

#[test]
fn what_points_back_may_point_into_the_block_before() {
    for (text, expected) in [
        (
            "They met on 3 May 2029.\n\nThat day it rained.",
            vec![("3 May 2029", "2029-05-03"), ("That day", "2029-05-03")],
        ),
        (
            "They met on 3 May 2029.\n\nTwo days later it rained.",
            vec![("3 May 2029", "2029-05-03"), ("Two days later", "2029-05-05")],
        ),
        (
            "They met on 3 May 2029.\n\nSome left.\n\nThat day it rained.",
            vec![("3 May 2029", "2029-05-03"), ("That day", "XXXX-XX-XX")],
        ),
    ] {
        check_on(Some(NOW), text, &expected);
    }
}

#[test]
fn a_run_has_its_ends_where_words_of_their_own_name_them() {
    for (text, expected) in [
        (
            "It ran from 20 November 2029 to 11 January.",
            vec![("20 November 2029", "2029-11-20"), ("11 January", "2030-01-11")],
        ),
        ("It ran from 2004 to 2009.", vec![("2004", "2004"), ("2009", "2009")]),
        ("It ran from 3 to 5 May.", vec![]),
        ("It ran in 2014-18.", vec![]),
    ] {
        let analysis = analyse_on(NOW, text);
        let runs = analysis.findings.times.into_iter().filter_map(|found| found.what.ends.as_deref()).flatten();
        let ends: Vec<_> = runs.map(|end| (analysis.report.text().get(end.span), end.value.as_str())).collect();
        assert_eq!(ends, expected, "{text}");
    }
}

#[test]
fn what_the_calendar_does_not_have_is_no_day() {
    for text in [
        "It fell on February 30.",
        "It fell on 31 June 2029.",
        "It fell on 29 February 2029.",
        "It fell on the 45th of May.",
        "It fell in the year 0.",
        "It fell in the year 99999.",
        "It fell on 2029-13-45.",
        "It fell 99999999999999999999 years ago.",
        "It fell at 25:99 GMT.",
        "It fell on ३१/०६/२०२९.",
        "It fell on 1２3٣-0４-९९.",
        "It ran from 31 to from 30 to 45 February.",
        "It ran between between 50 and 40 and 31 June 2029.",
    ] {
        let days: Vec<_> =
            analyse_on(NOW, text).findings.times.into_iter().filter_map(|found| found.what.days).collect();
        assert!(days.is_empty(), "{text}: {days:?}");
    }
}

#[test]
fn runs_inside_runs_invent_no_day() {
    for (text, expected) in [
        ("It ran from 3 to from 5 to 7 May.", vec![("from 5 to 7 May", "2030-05-05/2030-05-07")]),
        (
            "It ran from May to from June to July 2029.",
            vec![("May", "2030-05"), ("from June to July 2029", "2029-06/2029-07")],
        ),
        ("It ran from 7 to 3 May.", vec![]),
        ("It ran from May 2030 to May 2029.", vec![]),
    ] {
        check_on(Some(NOW), text, &expected);
    }
}

#[test]
fn seasons_are_those_of_the_outlet() {
    let days = |domain: &str| {
        let text = "It closed in the winter of 2028.";
        let analysis = analyse_row(&format!(r#"{{"source": "{domain}", "published": "{NOW}", "text": "{text}"}}"#));
        analysis.findings.times.into_iter().find_map(|found| found.what.days).map(|(first, _)| first.to_string())
    };
    assert_eq!(days("harbour.example.au"), Some("2028-06-01".to_owned()));
    assert_eq!(days("harbour.example"), None);
}

#[test]
fn counts_that_leave_the_calendar_are_no_days() {
    for (text, expected) in [
        ("In the first quarter it rose from the sum of 99999 years earlier.", vec![("the first quarter", "2030-Q1")]),
        ("It fell in the 99999 months to March.", vec![]),
        ("It was built between 1500 and 9000 years from now.", vec![]),
    ] {
        let analysis = analyse_on(NOW, text);
        let with_days = analysis.findings.times.into_iter().filter(|found| found.what.days.is_some());
        let days: Vec<_> =
            with_days.map(|found| (analysis.report.text().get(found.what.span), found.what.value.as_str())).collect();
        assert_eq!(days, expected, "{text}");
    }
}

#[test]
fn a_megabyte_of_digits_takes_no_time() {
    for text in ["1".repeat(1 << 20), "May ".repeat(1 << 13), "from 3 to ".repeat(1 << 12), "１２٣४ ".repeat(1 << 12)]
    {
        let _ = analyse_on(NOW, &text);
    }
}

proptest! {
    #[test]
    fn times_lie_in_their_text_in_order(
        text in "((from|to|between|and|the|last|next|of|in|early|first|date|week|twenty|nineteen|s|for|today|FY18|Dec31|[0-9]{1,4}|[0-9]{1,2}(st|th)|May|March|Tuesday|week|years|ago|later|noon|[-–/,.:])( |)){0,24}",
    ) {
        let analysis = analyse_on(NOW, &text);
        let mut end = 0;
        for found in &analysis.findings.times {
            let time = &found.what;
            prop_assert!(analysis.report.text().fits(time.span) && !time.span.is_empty());
            prop_assert!(time.span.start() >= end, "{:?}", shown(&analysis));
            end = time.span.end();
            if let Some([from, to]) = time.ends.as_deref() {
                prop_assert!(time.span.start() <= from.span.start() && to.span.end() <= time.span.end(), "{:?}", time);
                prop_assert!(from.span.end() <= to.span.start(), "{:?}", time);
            }
            if let Some((first, last)) = time.days {
                prop_assert!(first <= last, "{:?}", time);
            }
        }
    }
}
