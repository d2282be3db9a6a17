//! The examples in the data files, read as a report would be, and what must hold for any text.

use std::sync::{Arc, LazyLock};

use dateline_annotate::{Annotator, Network};
use dateline_core::{Analysis, Clean, Reason, Report, Span, Stance, Table};
use dateline_read::{Given, Reader};
use proptest::prelude::*;

use super::{Finder, TABLES};

pub(crate) static STAGES: LazyLock<(Reader, Annotator, Finder)> =
    LazyLock::new(|| (Reader::new(), Annotator::english().with_network(Network::english()), Finder::english()));

pub(crate) fn analyse(text: &str) -> Analysis {
    let given = Given { key: Arc::from("test"), path: None };
    found_in(STAGES.0.read_text(text.as_bytes(), &given).expect("the text is plain").value)
}

/// What is found in a text that was published on a day.
pub(crate) fn analyse_on(published: &str, text: &str) -> Analysis {
    analyse_row(&format!("{{\"published\": \"{published}\", \"text\": {text:?}}}"))
}

/// What is found in a line of JSON.
pub(crate) fn analyse_row(row: &str) -> Analysis {
    let given = Given { key: Arc::from("test"), path: None };
    found_in(STAGES.0.read_row(row.as_bytes(), &given).expect("the row is right").value)
}

fn found_in(report: Report) -> Analysis {
    let (_, annotator, finder) = &*STAGES;
    let annotated = annotator.annotate(&report);
    let outcome = finder.find(&report, &annotated);
    Analysis { findings: outcome.value, annotated, report, notes: outcome.notes }
}

/// What an example marks: `{c:…}` content, `{q:…}` cue, `{s:…}` source.
#[derive(Debug, Default, PartialEq, Eq)]
struct Marked {
    text: String,
    content: Vec<Span<Clean>>,
    cue: Option<Span<Clean>>,
    source: Option<Span<Clean>>,
}

fn unmark(example: &str) -> Marked {
    let mut marked = Marked::default();
    let mut open: Option<(char, usize)> = None;
    let mut rest = example;
    while let Some(c) = rest.chars().next() {
        let at = marked.text.len();
        if c == '{' {
            let label = rest[1..].chars().next().expect("a mark has a label");
            open = Some((label, at));
            rest = &rest[3..];
        } else if c == '}' {
            let (label, start) = open.take().expect("a mark is open where one closes");
            let span = Span::of(start..at);
            match label {
                'c' => marked.content.push(span),
                'q' => marked.cue = Some(span),
                's' => marked.source = Some(span),
                other => panic!("{other:?} is no label"),
            }
            rest = &rest[1..];
        } else {
            marked.text.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    marked
}

pub(crate) fn rests_on(reason: &Reason, rule: &str) -> bool {
    reason.rule.as_str() == rule || reason.because.iter().any(|because| rests_on(because, rule))
}

/// What the rule found in a text, in the form of an example.
fn found(text: &str, rule: &str) -> Vec<Marked> {
    found_where(text, |reason| rests_on(reason, rule))
}

/// What was found in a text for reasons that fit, in the form of an example.
fn found_where(text: &str, fits: impl Fn(&Reason) -> bool) -> Vec<Marked> {
    let analysis = analyse(text);
    let statements = analysis.findings.statements.into_iter().filter(|finding| fits(&finding.reason));
    let marked = statements.map(|finding| Marked {
        text: text.to_owned(),
        content: finding.what.content.as_slice().to_vec(),
        cue: finding.what.cue.as_ref().map(|cue| cue.span),
        source: finding.what.source.first().copied(),
    });
    marked.collect()
}

fn show(marked: &Marked) -> String {
    let get = |span: &Span<Clean>| &marked.text[span.range()];
    let content: Vec<&str> = marked.content.iter().map(get).collect();
    format!("content {content:?} cue {:?} source {:?}", marked.cue.as_ref().map(get), marked.source.as_ref().map(get))
}

#[test]
fn every_rule_stands_its_examples() {
    let mut wrong = Vec::new();
    for rule in STAGES.2.rules.iter().map(|rule| &rule.card) {
        assert!(!rule.about.is_empty() && !rule.examples.is_empty(), "{}: a rule has a text and examples", rule.name);
        assert!(!rule.counterexamples.is_empty(), "{}: a rule has counterexamples", rule.name);
        for example in &rule.examples {
            let expected = unmark(example);
            let got = found(&expected.text, &rule.name);
            if !got.contains(&expected) {
                let got: Vec<String> = got.iter().map(show).collect();
                wrong.push(format!("{}: {example:?}\n  expected {}\n  got {got:#?}", rule.name, show(&expected)));
            }
        }
        for counterexample in &rule.counterexamples {
            for got in found(counterexample, &rule.name) {
                wrong.push(format!("{}: {counterexample:?}\n  must not give {}", rule.name, show(&got)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// How news tells what somebody said: `S` is the source, `,` behind it stands only where it ends in an insertion.
const FRAMES: [&str; 17] = [
    "“{The pier will have to be closed before winter},” S said.",
    "“{The pier will have to be closed before winter},” said S=.",
    "“{The pier will have to be closed before winter},” S said on Monday.",
    "“{The pier will have to be closed before winter},” S told the Lantern.",
    "“{The pier},” S said in a statement, “{will have to be closed before winter}.”",
    "{The pier will have to be closed before winter}, S said.",
    "{The pier will have to be closed before winter}, said S=.",
    "{The pier will have to be closed before winter}, according to S=.",
    "{The pier}, S said, {will have to be closed before winter}.",
    "S^ said on Monday that {the pier will have to be closed before winter}.",
    "S^ told the Lantern that {the pier will have to be closed before winter}.",
    "S^ said {the pier will have to be closed before winter}.",
    "S^ has denied that {the pier will have to be closed before winter}.",
    "S^ said in a statement: “{The pier will have to be closed before winter}.”",
    "S^ left the hall and said {the pier will have to be closed before winter}.",
    "S^ praised the plan, adding that {the pier will have to be closed before winter}.",
    "On Monday, S said {the pier will have to be closed before winter}.",
];

const SOURCES: [&str; 12] = [
    "Anna Keller",
    "she",
    "the mayor",
    "Mayor Anna Keller",
    "the company",
    "officials",
    "a senior government official",
    "Anna Keller, the mayor of Velm",
    "the mayor, Anna Keller",
    "its chief executive, Anna Keller",
    "a spokesman for the port authority",
    "one of the engineers",
];

/// A frame with its source put in, and the pieces of what is said.
fn framed(frame: &str, source: &str) -> Marked {
    let closed = if source.contains(", ") { format!("{source},") } else { source.to_owned() };
    let capital = format!("{}{}", closed[..1].to_uppercase(), &closed[1..]);
    let text = frame.replace("S=", source).replace("S^", &capital).replacen("S ", &format!("{closed} "), 1);
    unmark(&text.replace('{', "{c:"))
}

#[test]
fn every_source_is_found_in_every_frame() {
    let mut wrong = Vec::new();
    for (frame, source) in FRAMES.iter().flat_map(|frame| SOURCES.map(|source| (*frame, source))) {
        for before in ["", "The harbour was closed. "] {
            let Marked { text, content, .. } = framed(&format!("{before}{frame}"), source);
            let says = |statement: &Marked| {
                let words = |span: &Span<Clean>| text[span.range()].trim_end_matches('.').to_owned();
                let named = statement.source.is_some_and(|span| text[span.range()].eq_ignore_ascii_case(source));
                named && statement.content.iter().map(words).eq(content.iter().map(words))
            };
            let got: Vec<Marked> = found_where(&text, |_| true);
            if !got.iter().any(says) {
                wrong.push(format!("{text}\n  got {:#?}", got.iter().map(show).collect::<Vec<_>>()));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), 2 * FRAMES.len() * SOURCES.len(), wrong.join("\n"));
}

/// An example of a word list: the text without brackets, and where the brackets stood.
pub(crate) fn bracketed(example: &str) -> (String, Span<Clean>) {
    let start = example.find('[').expect("an example marks its word");
    let end = example.find(']').expect("an example marks its word") - 1;
    (example.replace(['[', ']'], ""), Span::of(start..end))
}

#[test]
fn every_hedge_stands_its_example() {
    for row in Table::new("hedges.tsv", TABLES.hedges).rows().expect("the table is right") {
        let (text, span) = bracketed(row.need("example").expect("each hedge has an example"));
        assert_eq!(text[span.range()].to_lowercase(), row.need("form").expect("a form"));
        assert!(Stance::of_name(row.need("stance").expect("a stance")).is_some());
    }
}

#[test]
fn most_cues_are_found_in_their_examples() {
    let rows = Table::new("cues.tsv", TABLES.cues).rows().expect("the table is right");
    let mut missed = Vec::new();
    for row in &rows {
        let (text, span) = bracketed(row.need("example").expect("each cue has an example"));
        let analysis = analyse(&text);
        let mut cues = analysis.findings.statements.into_iter().filter_map(|finding| finding.what.cue.as_ref());
        if !cues.any(|cue| cue.span.overlaps(span)) {
            missed.push(text);
        }
    }
    // Without syntax, not every frame has a rule; the number must not rise.
    assert!(missed.len() <= 82, "{} of {}: {missed:#?}", missed.len(), rows.len());
}

#[test]
fn a_report_is_one_long_quotation() {
    let text = format!("The mayor met the press in Velm.\n“{}", "We will build the pier again this year. ".repeat(60));
    let statements = analyse(&text).findings.statements;
    let lengths: Vec<usize> = statements.into_iter().map(|found| found.what.content.as_slice().len()).collect();
    assert_eq!(lengths, [1], "an unclosed quotation ends with its paragraph and is one statement");
}

#[test]
fn a_text_may_break_off_anywhere() {
    let text = "Mayor Anna Keller, the head of the port, and Odd Vik said on Friday, “We stay, and";
    for (end, _) in text.char_indices() {
        analyse(&text[..end]);
    }
}

#[test]
fn two_hundred_speakers_say_two_hundred_things() {
    let letters = || ('a'..='o').collect::<Vec<_>>();
    let pairs = letters().into_iter().flat_map(|a| letters().into_iter().map(move |b| (a, b))).take(200);
    let lines: Vec<String> = pairs.map(|(a, b)| format!("“The pier is lost to us,” said Anna K{a}ll{b}r.")).collect();
    assert_eq!(analyse(&lines.join("\n")).findings.statements.items().len(), 200);
}

proptest! {
    #[test]
    fn findings_lie_in_their_text(text in "([A-Z][a-z]{1,6}|said|told|that|of|for|1,300|the minister|a crowd|he|[“”\"',.:?!]|\n| ){0,60}") {
        let analysis = analyse(&text);
        let report = &analysis.report;
        for finding in &analysis.findings.statements {
            let statement = &finding.what;
            for span in statement.content.iter().chain(&statement.source).chain(&statement.hedges) {
                prop_assert!(report.text().fits(*span) && !span.is_empty());
                let set_aside = |block: &dateline_core::Block| block.kind.is_set_aside() && block.span.overlaps(*span);
                prop_assert!(!report.blocks().iter().any(set_aside));
            }
            if let Some(cue) = &statement.cue {
                prop_assert!(!statement.content.iter().any(|piece| piece.overlaps(cue.span)), "a cue is no content");
            }
            for speaker in &statement.speakers {
                prop_assert!(speaker.0 < analysis.findings.entities.items().len());
            }
        }
        let mut ids: Vec<_> = analysis.findings.statements.into_iter().map(dateline_core::Finding::id).collect();
        ids.sort_unstable();
        let n = ids.len();
        ids.dedup();
        prop_assert_eq!(ids.len(), n);
    }

    #[test]
    fn the_same_text_gives_the_same_findings(text in "\\PC{0,200}") {
        prop_assert_eq!(analyse(&text), analyse(&text));
    }
}
