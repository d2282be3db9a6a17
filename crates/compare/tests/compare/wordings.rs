//! What two reports' quotations are to each other: one check, many cases.

use dateline_compare::compare;
use dateline_core::{Analysis, BlockKind, Comparison, Difference, DifferenceKind, Reason, Relation};

use crate::report;

/// The relations of two reports of one paragraph each, written down in short.
fn relations(a: &str, b: &str) -> String {
    let (a, b) = (report::paragraphs(a), report::paragraphs(b));
    let comparison = compare(&[&a, &b]);
    let relations = all(&comparison).map(|relation| {
        let differences = relation.differences.iter().map(|difference| in_short(&a, &b, difference));
        let parts: Vec<String> = [relation.kind.name().to_owned()].into_iter().chain(differences).collect();
        parts.join(" ")
    });
    relations.collect::<Vec<_>>().join("; ")
}

fn all(comparison: &Comparison) -> impl Iterator<Item = &Relation> {
    comparison.points.iter().flat_map(|point| &point.relations)
}

/// `-deleted`, `+inserted`, `old/new`, each in angle quotes.
fn in_short(a: &Analysis, b: &Analysis, difference: &Difference) -> String {
    let (in_a, in_b) = (a.report.text().get(difference.a), b.report.text().get(difference.b));
    match difference.kind {
        DifferenceKind::Deleted => format!("-‹{in_a}{in_b}›"),
        DifferenceKind::Inserted => format!("+‹{in_a}{in_b}›"),
        kind => format!("{}‹{in_a}/{in_b}›", kind.name()),
    }
}

/// Two reports, each with the words inside its quotation marks, and what they are to each other.
fn check(cases: &[(&str, &str, &str)]) {
    for (a, b, expected) in cases {
        let (a, b) = (format!("Rowe said: “{a}”"), format!("“{b}” said Rowe."));
        assert_eq!(relations(&a, &b), *expected, "\n{a}\n{b}");
    }
}

#[test]
fn the_same_words_are_identical() {
    check(&[
        ("The quay stays open to every ship.", "The quay stays open to every ship,", "identical"),
        ("the quay stays open to every ship", "The quay stays open to every ship!", "identical"),
        ("The Quay stays OPEN to every ship", "the quay stays open to every ship", "identical"),
        ("We won't sell the harbour's cranes", "We won’t sell the harbour’s cranes", "identical"),
        ("Well, it is open, all of it, now", "Well it is open all of it now", "identical"),
        ("It is open -- all of it -- now", "It is open — all of it — now", "identical"),
        ("a well-known deep-water berth", "a well known deep water berth", "identical"),
        ("The U.N. pays for the quay", "The UN pays for the quay", "identical"),
        ("We sent an e-mail about the quay", "We sent an email about the quay", "identical"),
        ("There are 2,300 dockers on leave", "There are 2300 dockers on leave", "identical"),
        ("It costs 1.9 million a year", "It costs 1.9 million a year", "identical"),
        ("a café by the old quay", "a cafe by the old quay", "identical"),
        ("[W]e will open the old quay", "We will open the old quay", "identical"),
        ("The quay are [sic] open to ships", "The quay are open to ships", "identical"),
        ("The quay … stays open to ships", "The quay stays open to ships", "identical"),
        ("I will not resign", "I will not resign", "identical"),
        ("It is what it is", "It is what it is", "identical"),
    ]);
}

#[test]
fn cut_words_truncate() {
    check(&[
        ("The quay stays open to every ship", "The quay stays open", "truncated -‹to every ship›"),
        ("The quay stays open to every ship", "open to every ship", "truncated -‹The quay stays›"),
        ("open to every", "The quay stays open to every ship", "truncated +‹The quay stays› +‹ship›"),
        ("The quay stays open. We are no foe", "The quay stays open.", "truncated"),
        ("We are no foe. The quay stays open", "The quay stays open.", "truncated"),
        (
            "We are no foe. The quay stays open to all, and they know it. Nobody pays.",
            "The quay stays open to all",
            "truncated -‹and they know it›",
        ),
        ("The quay stays open … to every ship", "The quay stays open by law to every ship", "truncated +‹by law›"),
        ("The quay stays open . . . to every ship", "The quay stays open by law to every ship", "truncated +‹by law›"),
        ("The quay stays open [...] to every ship", "The quay stays open by law to every ship", "truncated +‹by law›"),
        (
            "The quay is open. Nobody pays. Every ship is welcome.",
            "The quay is open. Every ship is welcome.",
            "truncated -‹Nobody pays›",
        ),
        (
            "The quay is open, whatever the opposition says, to every ship",
            "The quay is open, to every ship",
            "truncated -‹whatever the opposition says›",
        ),
        (
            "We built the quay and we own it” she said. “It stays ours for good",
            "We built the quay and we own it. It stays ours for good",
            "truncated; truncated",
        ),
        (
            "not our enemy",
            "They are not our enemy, but we watch them",
            "truncated +‹They are› +‹but we watch them› qualification‹/but we watch them›",
        ),
        ("It has to end", "It is shameful. It has to end, all of it", "truncated +‹all of it›"),
    ]);
}

#[test]
fn words_cut_on_both_sides_overlap() {
    check(&[
        (
            "The quay stays open to every ship",
            "open to every ship and every flag",
            "overlapping -‹The quay stays› +‹and every flag›",
        ),
        ("We own the quay. Every ship is welcome.", "Every ship is welcome. Nobody pays.", "overlapping"),
        (
            "The quay stays open … this is our promise",
            "The quay stays open by law to all, this is our promise, I say",
            "truncated +‹by law to all› +‹I say›",
        ),
        (
            "The quay stays open … this is our promise, as ever",
            "The quay stays open by law to all, this is our promise",
            "overlapping +‹by law to all› -‹as ever›",
        ),
        (
            "We own the old quay. Every ship is welcome here. It will stay so.",
            "We own the old quay. No flag is barred. It will stay so.",
            "overlapping -‹Every ship is welcome here› +‹No flag is barred›",
        ),
        ("Nobody pays. The old quay stays open.", "We own it … the old quay stays open.", "overlapping +‹We own it›"),
    ]);
}

#[test]
fn changed_words_alter() {
    check(&[
        ("bribing its officers and judges", "bribing officers and judges", "altered -‹its›"),
        ("The quay stays open to ships", "The dock stays open to ships", "altered replaced‹quay/dock›"),
        ("a dangerous thing", "a very dangerous thing", "altered +‹very›"),
        ("a dangerous thing", "This is a very dangerous thing", "altered +‹This is› +‹very›"),
        ("Sen. Rowe respects the vote", "Senator Rowe respects the vote", "altered replaced‹Sen./Senator›"),
        ("some good & some bad voices", "some good and some bad voices", "altered replaced‹&/and›"),
        (
            "There is no public money behind it",
            "There's no public money behind it",
            "altered replaced‹There is/There's›",
        ),
        ("We cut it by 5% this year", "We cut it by 5 percent this year", "altered replaced‹%/percent›"),
        ("[The harbour] stays open to ships", "It stays open to ships", "altered replaced‹The harbour/It›"),
        ("[Mayor Ada] Rowe's long war on old cranes", "Rowe’s long war on old cranes", "altered -‹Mayor Ada›"),
        (
            "[Mayor Ada] Rowe's long war on old cranes",
            "We will end Rowe’s long war on old cranes",
            "altered replaced‹Mayor Ada/We will end›",
        ),
        (
            "Your act breaks your duty to the port",
            "Your act breaks your duties to the port",
            "altered replaced‹duty/duties›",
        ),
        ("We own the quay by law and custom", "We own the quay and custom", "altered -‹by law›"),
        (
            "Ships … stay. We own the quay by law and custom",
            "Ships of ours stay. We own the quay and custom",
            "altered +‹of ours› -‹by law›",
        ),
        ("Rowe, the mayor, must leave the port", "Rowe must leave the port", "altered -‹the mayor›"),
        (
            "The first ship is back at the quay before next winter, wind permitting",
            "The first ship is back at the dock before winter",
            "altered replaced‹quay/dock› -‹next› -‹wind permitting›",
        ),
        (
            "Ask anyone who saw the wreck",
            "A crane is no toy. Ask anybody who saw the wreck",
            "altered replaced‹anyone/anybody›",
        ),
        ("We ask them to open the port", "We’re asking them to open the port", "altered replaced‹We ask/We’re asking›"),
        (
            "I went there and watched the tide turn",
            "merely watched the tide turn",
            "altered -‹I went› replaced‹there and/merely›",
        ),
        ("I hope the old quay stays open", "We know the old quay stays open", "altered replaced‹I hope/We know›"),
    ]);
}

#[test]
fn what_restricts_or_negates_inside_a_sentence_is_told() {
    check(&[
        (
            "We will never sell the cranes of the port",
            "We will sell the cranes of the port",
            "altered -‹never› qualification‹never/›",
        ),
        (
            "We have boats for those on the isle",
            "We have boats for half of those on the isle",
            "altered +‹half of› qualification‹/half of›",
        ),
        (
            "The old crane by the quay may be unsafe now",
            "The old crane by the quay is unsafe now",
            "altered replaced‹may be/is› qualification‹may/›",
        ),
        (
            "We will not sell the cranes of the port",
            "We won't sell the cranes of the port",
            "altered replaced‹will not/won't›",
        ),
    ]);
}

#[test]
fn a_piece_of_a_split_quotation_does_not_lack_the_other_piece() {
    let whole =
        "Rowe said: “We came very close to selling the port, and it is only thanks to the dockers that it stays open.”";
    let split =
        "“We came this close to selling the port,” said Rowe. “It is only thanks to the heroes that it stays open.”";
    assert_eq!(relations(whole, split), "altered replaced‹very/this›; altered replaced‹dockers/heroes›");
    let cut = "“We came this close to selling the port,” said Rowe.";
    assert!(relations(whole, cut).contains("-‹and it is only thanks"), "{}", relations(whole, cut));
}

#[test]
fn a_shared_phrase_is_no_utterance() {
    check(&[
        ("The rule of law has no price in this town", "They trample on the rule of law every single day", ""),
        ("We welcome the ships of our friends", "The strike begins at noon tomorrow", ""),
        ("It is what it was", "I know what it is to be poor", ""),
        ("a quay", "a quay", ""),
        ("Voices of the Harbour", "Voices of the Harbour", ""),
        ("I would have to think about that", "You would have to ask them", ""),
    ]);
}

#[test]
fn a_title_inside_somebodys_words_is_compared() {
    check(&[("Open The Quay", "I say we open the quay today", "truncated +‹I say we› +‹today›")]);
}

#[test]
fn pieces_of_one_report_are_not_related() {
    let twice = "“The quay stays open,” said Rowe. Rowe said it again: “The quay stays open.”";
    assert_eq!(relations(twice, "Nobody else spoke."), "");
}

#[test]
fn a_word_that_is_missing_inside_a_sentence_is_told_though_another_quotation_has_it() {
    let whole = "“The harbour opens now. We won't close its well-kept quay … the tide”";
    let pieces = "“well-kept tide”\n“The harbour opens now. We won't close its well-kept quay … the”";
    assert_eq!(relations(whole, pieces), "altered -‹quay … the›; truncated");
}

#[test]
fn headlines_are_compared_and_subheadings_are_not() {
    let body = report::paragraphs("“The old quay stays open,” said Rowe.");
    for (kind, n_expected) in [(BlockKind::Headline, 1), (BlockKind::Subheading, 0)] {
        let other = report::analysis(&[(kind, "‘The Old Quay Stays Open’"), (BlockKind::Paragraph, "No.")]);
        assert_eq!(all(&compare(&[&body, &other])).count(), n_expected, "{kind:?}");
    }
}

fn rules(reason: &Reason) -> Vec<&str> {
    let below = reason.because.iter().flat_map(rules);
    [reason.rule.as_str()].into_iter().chain(below).collect()
}

#[test]
fn reasons_name_what_was_done() {
    for (b, expected) in [
        ("“The old quay stays open to ships.”", vec!["same-words"]),
        ("“The old quay stays open.”", vec!["words-cut-at-the-end"]),
        ("“quay stays open to ships.”", vec!["words-cut-at-the-start"]),
        ("“quay stays open.”", vec!["words-cut-at-the-start", "words-cut-at-the-end"]),
        ("“The old … open to ships.”", vec!["words-cut-in-the-middle"]),
        ("“The old dock stays open.”", vec!["word-changed", "words-cut-at-the-end"]),
        (
            "“stays open to ships and boats.”",
            vec!["words-cut-on-both-sides", "words-cut-at-the-start", "words-cut-at-the-end"],
        ),
    ] {
        let a = report::paragraphs("“The old quay stays open to ships.”");
        let b = report::paragraphs(b);
        let comparison = compare(&[&a, &b]);
        let relation = all(&comparison).next().expect("both give one utterance");
        assert_eq!(rules(&relation.reason), expected, "{:?}", b.report.text().as_str());
    }
}
