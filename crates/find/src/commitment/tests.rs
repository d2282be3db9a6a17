//! The examples in the rules, and what must hold for any text.

use dateline_core::{Analysis, Clean, Commitment, Finding, Span};
use proptest::prelude::*;

use crate::tests::{STAGES, analyse, analyse_on, rests_on};

/// A text without its marks, and what they mark: `{b:…}` who commits themselves, `{w:…}` to what.
fn unmark(example: &str) -> (String, Vec<(char, Span<Clean>)>) {
    let (mut text, mut marked, mut rest) = (String::new(), Vec::new(), example);
    while let Some((before, behind)) = rest.split_once('{') {
        text.push_str(before);
        let (mark, behind) = behind.split_once('}').expect("a mark is closed");
        let (label, words) = mark.split_once(':').expect("a mark has a label");
        let start = text.len();
        text.push_str(words);
        marked.push((label.chars().next().expect("a label is a letter"), Span::of(start..text.len())));
        rest = behind;
    }
    text.push_str(rest);
    (text, marked)
}

fn promises<'a>(analysis: &'a Analysis, rule: &'a str) -> impl Iterator<Item = &'a Finding<Commitment>> {
    analysis.findings.commitments.into_iter().filter(move |found| rests_on(&found.reason, rule))
}

/// The marks that an example would have if what the rule found were right.
fn marks(analysis: &Analysis, rule: &str, with_source: bool) -> Vec<(char, Span<Clean>)> {
    let mut marks: Vec<(char, Span<Clean>)> = promises(analysis, rule)
        .flat_map(|found| [('b', found.what.source), ('w', found.what.what)])
        .filter(|(label, _)| *label != 'b' || with_source)
        .collect();
    marks.sort_by_key(|(label, span)| (*span, *label));
    marks.dedup();
    marks
}

#[test]
fn every_rule_stands_its_examples() {
    let mut wrong = Vec::new();
    for rule in STAGES.2.commitments.rules() {
        assert!(!rule.about.is_empty() && !rule.examples.is_empty(), "{}: a rule has a text and examples", rule.name);
        assert!(!rule.counterexamples.is_empty(), "{}: a rule has counterexamples", rule.name);
        for example in &rule.examples {
            let (text, expected) = unmark(example);
            let analysis = analyse(&text);
            let with_source = expected.iter().any(|(label, _)| *label == 'b');
            let got = marks(&analysis, &rule.name, with_source);
            if got != expected {
                wrong.push(format!("{}: {example:?}\n  got {:?}", rule.name, shown(&analysis)));
            }
        }
        for counterexample in &rule.counterexamples {
            let analysis = analyse(counterexample);
            if promises(&analysis, &rule.name).next().is_some() {
                wrong.push(format!("{}: {counterexample:?}\n  must not give {:?}", rule.name, shown(&analysis)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Commitments as lines: who, how firmly, what, and what more is known.
fn shown(analysis: &Analysis) -> Vec<String> {
    let text = analysis.report.text();
    let findings = &analysis.findings;
    let one = |found: &Finding<Commitment>| {
        let commitment = &found.what;
        let names: Vec<&str> = commitment.by.iter().map(|by| text.get(findings.entity(*by).what.name)).collect();
        let to: Vec<&str> = commitment.to.iter().map(|to| text.get(findings.entity(*to).what.name)).collect();
        let deadline = commitment.deadline.map(|at| findings.times.items()[at.0].what.value.clone());
        let figure = commitment.figure.map(|at| findings.figures.items()[at.0].what.value.to_string());
        let facts = [
            commitment.is_denied.then(|| "not to".to_owned()),
            commitment.change.map(|change| change.name().to_owned()),
            (!to.is_empty()).then(|| format!("to {}", to.join(", "))),
            figure.map(|figure| format!("figure {figure}")),
            deadline.map(|deadline| format!("by {deadline}")),
            commitment.condition.map(|condition| format!("({})", text.get(condition))),
            commitment.inside.map(|inside| format!("inside s{}", inside.0 + 1)),
        ];
        let facts: String = facts.into_iter().flatten().map(|fact| format!(" | {fact}")).collect();
        format!("{} {}: {}{facts}", names.join(", "), commitment.strength.name(), text.get(commitment.what))
    };
    findings.commitments.into_iter().map(one).collect()
}

/// What is found in a report of 2023-01-31, a Tuesday.
fn check(text: &str, expected: &[&str]) {
    assert_eq!(shown(&analyse_on("2023-01-31", text)), expected, "{text}");
}

#[test]
fn who_is_quoted_foretells_what_others_will_do() {
    check("“Keller will sell the pier,” Tomas Brandt said.", &[]);
    check("“Voters will sell the pier,” Tomas Brandt said.", &[]);
    check("“I will sell the pier,” Tomas Brandt said.", &["Tomas Brandt pledged: sell the pier | inside s1"]);
}

#[test]
fn joined_actions_are_one_commitment_each() {
    check(
        "Velm pledged to raise its spending to two percent of GDP by 2027, rebuild its port, and buy new cranes.",
        &[
            "Velm pledged: raise its spending to two percent of GDP by 2027 | figure 2 | by 2027",
            "Velm pledged: rebuild its port",
            "Velm pledged: buy new cranes",
        ],
    );
    check("The company will not sell or lend its cranes.", &["company pledged: not sell or lend its cranes | not to"]);
    check(
        "The company will not sell its port or lend its cranes.",
        &["company pledged: not sell its port | not to", "company pledged: lend its cranes | not to"],
    );
}

#[test]
fn appointments_are_planned_and_what_a_thing_is_for_is_no_part_of_it() {
    check("The minister will visit Velm.", &["minister planned: visit Velm"]);
    check("The council will hold talks with the union.", &["council planned: hold talks with the union"]);
    check("The army will hold the town.", &["army pledged: hold the town"]);
    check("The council will meet the minister.", &["council planned: meet the minister"]);
    check("The council will meet its target.", &["council pledged: meet its target"]);
    check("The council vowed to hold talks.", &["council pledged: hold talks"]);
    check("The council will sell the pier in order to save the port.", &["council pledged: sell the pier"]);
}

#[test]
fn deadlines_stand_where_syntax_gives_them() {
    for (text, deadline) in [
        ("The council plans to sell the pier by June 2024.", "by 2024-06"),
        ("The committee is to finish its work within ten days.", "by P10D"),
        ("On Friday, the council will sell the pier.", "by 2023-02-03"),
        ("The council will sell the pier next month.", "by 2023-02"),
        ("The council renewed its promise to sell the pier by July.", "by 2023-07"),
    ] {
        let got = shown(&analyse_on("2023-01-31", text));
        assert!(got.len() == 1 && got[0].ends_with(deadline), "{text}: {got:?}");
    }
    let bill = "The mayor will propose a law next month requiring firms to report fires within a day.";
    assert!(shown(&analyse_on("2023-01-31", bill))[0].ends_with("by 2023-02"), "{bill}");
    // Nor is when something was that the action is about.
    let shut = "Velm agreed to reopen the port that has been shut since a raid in 2025.";
    check(shut, &["Velm pledged: reopen the port that has been shut since a raid in 2025"]);
    // When it was promised is not by when.
    check("On Monday, the council promised to sell the pier.", &["council pledged: sell the pier"]);
}

#[test]
fn denied_conditional_and_changed_commitments_say_so() {
    check("The company does not intend to close.", &["company planned: close | not to"]);
    check("Anna Keller vowed not to raise fees.", &["Anna Keller pledged: not to raise fees | not to"]);
    check(
        "The company will close the pier if the council agrees.",
        &["company pledged: close the pier | (if the council agrees)"],
    );
    check("The council dropped its plan to sell the pier.", &["council planned: sell the pier | withdrawn"]);
    check("The council postponed its plan to sell the pier.", &["council planned: sell the pier | changed"]);
    check("The council renewed its promise to save the pier.", &["council pledged: save the pier | renewed"]);
    check("The council called off its plan to sell the pier.", &["council planned: sell the pier | withdrawn"]);
    check("The council backed away from its pledge to sell it.", &["council pledged: sell it | withdrawn"]);
}

#[test]
fn who_says_we_commits_those_they_speak_for() {
    check(
        "“We will rebuild the pier,” said Anna Keller, the head of the Port Union.",
        &["Port Union pledged: rebuild the pier | inside s1"],
    );
    check("“I will rebuild the pier,” said Anna Keller.", &["Anna Keller pledged: rebuild the pier | inside s1"]);
}

#[test]
fn it_is_the_body_that_says_so() {
    check("The union said it would strike in May.", &["union pledged: strike in May | by 2023-05 | inside s1"]);
    check("The ministry said it plans to sell the pier.", &["ministry planned: sell the pier | inside s1"]);
    check("Anna Keller said it would tie their hands.", &[]);
}

#[test]
fn who_tells_in_an_aside_is_not_who_commits_themselves() {
    check("The ministry, Anna Keller said, would mend the pier.", &["ministry pledged: mend the pier | inside s1"]);
    check(
        "Anna Keller smiled. The council, she said on Monday, would pay by June.",
        &["council pledged: pay by June | by 2023-06 | inside s1"],
    );
    check(
        "The council will mend the pier by June, its office has confirmed.",
        &["council pledged: mend the pier by June | by 2023-06 | inside s1"],
    );
}

#[test]
fn she_and_it_at_the_head_of_what_one_says_are_who_says_it() {
    check(
        "Tekmar won. The minister, Anna Keller, said she will not close the pier.",
        &["Anna Keller pledged: not close the pier | not to | inside s1"],
    );
    check(
        "The pier in Belmark is old. Tekmar said that it plans to close it.",
        &["Tekmar planned: close it | inside s1"],
    );
}

#[test]
fn who_tells_what_goes_before_promises_what_follows() {
    check(
        "The mayor told the Lantern the pier was old and promised that savers would be protected.",
        &["mayor pledged: savers would be protected"],
    );
}

#[test]
fn verbs_taken_for_nouns_and_promises_told_behind_commit() {
    check("The company expects growth of 5% and plans to cut 60 jobs.", &["company planned: cut 60 jobs | figure 60"]);
    check("The company reported a loss and plans to close.", &["company planned: close | inside s1"]);
    check("“No family will pay more,” the mayor promised.", &["mayor pledged: No family will pay more"]);
    check("Anna Keller said they would not be intimidated.", &[]);
}

#[test]
fn the_modal_s_short_denial_is_no_part_of_the_action() {
    check("The council won’t sell the pier.", &["council pledged: sell the pier | not to"]);
    check("The council will not sell the pier.", &["council pledged: not sell the pier | not to"]);
}

#[test]
fn what_nobody_undertakes_is_no_commitment() {
    for text in [
        "Prices will rise next year.",
        "The storm will hold until Friday.",
        "Many people will die.",
        "The mayor demanded that Velm pay.",
        "Anna Keller asked the council to promise to sell the pier.",
        "If the council decides to sell the pier, the union will be angry.",
        "It is not known whether the council plans to sell the pier.",
        "Will the council sell the pier?",
        "The council feared that the union would strike.",
        "The plan was to sell the pier.",
        "Nobody will sell the pier.",
        "Neither side ruled out a strike.",
        "The police are yet to lay charges.",
        "The raid raised fears that the union would strike.",
        "The council proposed her to keep the post.",
        "Promise to sell the pier",
        "The army closed the hall where the mayor was due to speak.",
        "It is likely that the council will sell the pier.",
        "There will be a new director at the port.",
        "Anna Keller said they are going to pay for the pier.",
    ] {
        check(text, &[]);
    }
}

#[test]
fn many_verbs_are_bounded() {
    let verbs = ["build", "sell", "lend", "mend", "paint"].iter().cycle().take(50);
    let row: Vec<String> = verbs.map(|verb| format!("{verb} a pier")).collect();
    let text = format!("The council promised to {}.", row.join(", "));
    assert!(analyse(&text).findings.commitments.items().len() <= 50, "no action is told twice");
    let deep = format!("The council plans to {} sell the pier.", "plan to ".repeat(50));
    assert!(analyse(&deep).findings.commitments.items().len() <= 52, "no action is told twice");
}

proptest! {
    #[test]
    fn spans_lie_in_the_text_in_order(
        text in "((The council|Velm|She|We|[A-Z][a-z]{2,6}) (will|plans to|promised to|said it would|is to) (not )?(sell|buy|close) (the pier|3 cranes|, and|by May|if|\"){0,4}[.?!] ?){0,4}"
    ) {
        let analysis = analyse(&text);
        let n_bytes = analysis.report.text().as_str().len();
        let commitments = analysis.findings.commitments.items();
        for found in commitments {
            let commitment = &found.what;
            let spans = [commitment.what, commitment.cue, commitment.source];
            prop_assert!(spans.iter().all(|span| !span.is_empty() && span.end() as usize <= n_bytes));
            prop_assert!(!commitment.what.overlaps(commitment.cue) || commitment.what.contains(commitment.cue));
        }
        prop_assert!(commitments.is_sorted_by_key(|found| found.what.what));
    }
}
