//! Texts that are no news: the layers keep their invariants, and time stays linear.
//!
//! A step that is quadratic in the number of tokens would not come to an end here in hours.

use std::sync::Arc;

use dateline_annotate::Annotator;
use dateline_core::{Annotated, Block, BlockKind, Origin, Report, ReportParts, Source, Span, Text};

/// Enough for a quadratic step to be felt.
const N_BYTES: usize = 100_000;

fn report(text: &str) -> Report {
    let inside = text.trim();
    let start = text.len() - text.trim_start().len();
    let block =
        Block { kind: BlockKind::Paragraph, span: Span::of(start..start + inside.len()), rule: Arc::from("all") };
    Report::new(ReportParts {
        origin: Origin { key: Arc::from("test"), given_id: None, path: None, url: None },
        source: Source::default(),
        title: None,
        agency: None,
        language: None,
        published: None,
        published_at: None,
        dateline: None,
        text: Text::new(text).expect("a text of few bytes"),
        blocks: if inside.is_empty() { Vec::new() } else { vec![block] },
    })
}

/// Annotates the piece, repeated, and checks the layers. Returns the numbers of tokens and sentences.
#[track_caller]
fn check(piece: &str) -> (usize, usize) {
    let report = report(&piece.repeat(N_BYTES / piece.len()));
    let annotated = Annotator::english().annotate(&report);
    check_layers(&report, &annotated);
    (annotated.tokens.items().len(), annotated.sentences.items().len())
}

#[track_caller]
fn check_layers(report: &Report, annotated: &Annotated) {
    let text = report.text();
    let mut covered_to = 0;
    for token in &annotated.tokens {
        assert!(token.span.start() >= covered_to && !token.span.is_empty());
        assert!(!text.get(token.span).starts_with(char::is_whitespace), "{:?}", text.get(token.span));
        let skipped = Span::new(covered_to, token.span.start());
        assert!(text.get(skipped).trim().is_empty(), "{:?} lies in no token", text.get(skipped));
        covered_to = token.span.end();
    }
    assert!(text.as_str()[covered_to as usize..].trim().is_empty());
    let mut next_token = 0;
    for sentence in &annotated.sentences {
        assert_eq!(sentence.tokens.start(), next_token);
        assert!(!sentence.tokens.is_empty());
        next_token = sentence.tokens.end();
    }
    assert_eq!(next_token as usize, annotated.tokens.items().len());
}

#[test]
fn one_endless_sentence_is_cut() {
    /// Where the stage cuts what goes on without a stop.
    const SENTENCE_TOKENS_MAX: usize = 400;
    let (n_tokens, n_sentences) = check("the ferry, which the crew left at night, ");
    assert!(n_tokens > N_BYTES / 8);
    assert_eq!(n_sentences, n_tokens.div_ceil(SENTENCE_TOKENS_MAX));
}

#[test]
fn capitals_without_a_blank_are_one_token() {
    assert_eq!(check("A"), (1, 1));
}

#[test]
fn rows_of_one_sign_are_one_token() {
    for sign in [".", "!", "?", "-", "'", "*", "="] {
        assert_eq!(check(sign), (1, 1), "{sign}");
    }
}

#[test]
fn rows_that_look_like_joints_come_to_an_end() {
    for piece in [
        "a-",
        "anti-",
        "a&",
        "1/",
        "1:",
        "a@",
        "a.a",
        "a.",
        ".1",
        "#a",
        "1-",
        "'s",
        "1's",
        "n't",
        "[1]",
        "[1] ",
        "a [1].",
        "“",
        "\"",
        "‘a",
        "http://",
        "www.",
        "555-555-",
        "a@a.",
        "a@b.c_ ",
        "a@b.cé ",
        "555-010-0199_x ",
        "www.א\"א ",
        "? a ",
        ". a ",
        "1. ",
        "(",
        "… ",
    ] {
        check(piece);
    }
}

#[test]
fn scripts_and_signs_of_all_kinds_are_covered() {
    for piece in [
        "1234567890 ",
        "%$§&/()=",
        "🚢🛟 👩‍🚒",
        "🇵🇹",
        "הנמל ייפתח מחר. ",
        "سيُعاد فتح الميناء غدا. ",
        "港口将于明天重新开放。",
        "항구는 내일 다시 열린다. ",
        "ท่าเรือจะเปิดอีกครั้ง",
        "e\u{301}\u{301}",
        " \u{301}",
        "\t\u{301}",
        "\u{200d}\u{200e}\u{202e}",
        "\u{0}\u{1}\u{1b}[31m",
        "\u{feff}a",
        "\r\n\u{85}\u{2028}x",
    ] {
        check(piece);
    }
}
