//! One check for each layer, many cases.

use std::sync::Arc;

use dateline_core::{Annotated, Block, BlockKind, Origin, Report, ReportParts, Source, Span, Table, Text, TokenKind};
use proptest::prelude::*;

use super::{Annotator, DATA};

/// A report of which each line is a paragraph.
pub(crate) fn report(text: &str) -> Report {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end().len();
        let from = start + (line.len() - line.trim_start().len()).min(end - start);
        if from < end {
            blocks.push(Block { kind: BlockKind::Paragraph, span: Span::of(from..end), rule: Arc::from("line") });
        }
        start += line.len();
    }
    report_of(text, blocks)
}

pub(crate) fn report_of(text: &str, blocks: Vec<Block>) -> Report {
    Report::new(ReportParts {
        origin: Origin { key: Arc::from("test"), given_id: None, path: None, url: None },
        source: Source::default(),
        title: None,
        agency: None,
        language: None,
        published: None,
        published_at: None,
        dateline: None,
        text: Text::new(text).expect("a short text"),
        blocks,
    })
}

fn annotate(text: &str) -> (Report, Annotated) {
    let report = report(text);
    let annotated = Annotator::english().annotate(&report);
    (report, annotated)
}

fn check_tokens(text: &str, expected: &str) {
    let (report, annotated) = annotate(text);
    let got: Vec<&str> = annotated.tokens.into_iter().map(|token| report.text().get(token.span)).collect();
    assert_eq!(got.join(" "), expected, "{text}");
}

fn check_sentences(marked: &str) {
    let (got, expected) = sentences(marked);
    assert_eq!(got, expected, "{marked}");
}

/// The sentences that are found, and those between the bars and line breaks.
fn sentences(marked: &str) -> (Vec<String>, Vec<String>) {
    let text = marked.replace('|', " ");
    let (report, annotated) = annotate(&text);
    let got = annotated.sentences.into_iter().map(|s| report.text().get(s.span).to_owned()).collect();
    let expected = marked.split(['|', '\n']).map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()).collect();
    (got, expected)
}

/// Quotations of the outermost level stand in square brackets, marks included.
fn check_quotations(marked: &str) {
    let text = marked.replace(['[', ']'], "");
    let (_, annotated) = annotate(&text);
    let mut got = text;
    for quotation in annotated.quotations.items().iter().rev().filter(|q| q.depth == 0) {
        got.insert(quotation.outer.range().end, ']');
        got.insert(quotation.outer.range().start, '[');
    }
    assert_eq!(got, marked);
}

#[test]
fn tokens_are_cut_as_universal_dependencies_does() {
    for (text, expected) in [
        ("The U.S. Navy left.", "The U.S. Navy left ."),
        ("It didn't, it can't and it cannot.", "It did n't , it ca n't and it can not ."),
        ("Reed's and the dockers’ port’s quay", "Reed 's and the dockers ’ port ’s quay"),
        ("Gen. A. J. Park met Dr. Li at 10:30 a.m. on 9/11", "Gen. A. J. Park met Dr. Li at 10:30 a.m. on 9/11"),
        ("No. 5 said no. It was 1,250.5.", "No. 5 said no . It was 1,250.5 ."),
        ("a US-made missile -- and more ... or not…", "a US - made missile -- and more ... or not …"),
        ("$1.2bn, 5% or €3", "$ 1.2bn , 5 % or € 3"),
        ("It began at 7:30pm, 5KM off; a 4x4 and 3G", "It began at 7:30 pm , 5 KM off ; a 4x4 and 3G"),
        ("The 1980's and ’60s, 2019's best, the 4th", "The 1980's and ’ 60s , 2019 's best , the 4th"),
        ("an anti-war, pro-Brejo and non-aligned co-founder", "an anti-war , pro-Brejo and non-aligned co-founder"),
        ("UN-backed, well-known, ex-mayors, re- or anti -", "UN - backed , well - known , ex-mayors , re - or anti -"),
        ("Dont go, im sure they cannot; IM me", "Do nt go , i m sure they can not ; IM me"),
        ("AT&T and P&L, A & E, R&D", "AT&T and P&L , A & E , R&D"),
        ("Stop!! What?! <<Go>> **now** ----", "Stop !! What ?! << Go >> ** now ** ----"),
        ("Call 555-010-0199 or 555-0199-2", "Call 555-010-0199 or 555 - 0199 - 2"),
        ("He hit .265 in No. 5. He hit it.", "He hit .265 in No. 5 . He hit it ."),
        ("# 1 and #1 of #harbour", "# 1 and # 1 of #harbour"),
        ("e-mail ana.brejo-lim@quay.example.", "e-mail ana.brejo-lim@quay.example ."),
        ("See https://example.org/a?b=c, or www.example.org.", "See https://example.org/a?b=c , or www.example.org ."),
        ("Write to desk@example.org about #harbour", "Write to desk@example.org about #harbour"),
        ("``Go,'' she said.", "`` Go , '' she said ."),
    ] {
        check_tokens(text, expected);
    }
}

#[test]
fn sentences_end_where_news_means_it() {
    for marked in [
        "The quay is lost.|The port is not.",
        "He met Gen. Park in the U.S. Senate.|They talked.",
        "She lives in the U.S.|The port is far away.",
        "She blamed the port on X.|“We wait,” she wrote.",
        "She blamed the port on X.|The port did not answer.",
        "“Who are you?” he asked.|“A docker!” she said.",
        "“We stay.|We fight,” she said.",
        "''Who are you?'' he asked.|''A docker!'' she said.",
        "The goal will... strengthen the port.|It is near.",
        "J. R. Brejo spoke at 5 p.m. on Friday.|He left.",
        "It cost 1.9 billion.|Nobody paid.",
        "He works for Hull & Sons Inc. in Leeds.|He is 40.",
        "One.\nTwo",
        "1. The quay is lost.|2. The port is not.|2.1. It stands.",
        "It lasted until 1962.|The quay held.",
        "It sank in 1962.[2]|The crew was saved.[3][14]|Nobody drowned [5] there.",
        "we are lost.|nobody came!|help us",
        "The ship of al. and co. sank.",
        "Who? he asked.",
        // By itself the network would end a sentence at the comma.
        "“He is cool,” Lt. Gov. Timothy Marlow said of the vote.",
        "He said that it was “the censorship business,” Ms. Perle said.",
    ] {
        check_sentences(marked);
    }
}

#[test]
fn a_line_break_inside_a_block_ends_no_sentence() {
    let text = "The port will\nremain open\r\nto all. It is ours.";
    let block = Block { kind: BlockKind::Paragraph, span: Span::of(0..text.len()), rule: Arc::from("all") };
    let annotated = Annotator::english().annotate(&report_of(text, vec![block]));
    assert_eq!(annotated.sentences.items().len(), 2);
}

#[test]
fn quotations_are_paired() {
    for marked in [
        "[“ We stay, ”] she said. [“ We fight. ”]",
        "[\"We stay,\"] she said. [\"We fight.\"]",
        "He called it [“a long night”] and left.",
        "[‘It’s the dockers’ port,’] she said, [‘and theirs alone.’]",
        "The dockers’ port and the workers’ hall in the ’90s.",
        "The mayor's friend called it ['a long night'] and rock 'n' roll.",
        "[“She said ‘go away’ and left,”] he said.",
        "[\"She said 'go away' and left,\"] he said.",
        "[\"We lost the quay.]\n[\"We lost the port,\"] she said.",
        "[“One] [“two,”] he said.",
        "The boy is 5' 10\" tall.",
        "The plank of 12'' is 6' 2'' long and the other 5' 1''.",
        "[''They call it 'the long pier,'''] he said. [''It is ours.'']",
        "[«Go,»] she said; [„go,“] he said.",
        "It was ([\"so to say\"]) over.",
        "They talk of [“closed factories”] and [“lost classes”] as a loss.",
        "He said [\"no\"], [\"yes\"]—and [\"maybe.\"]",
        "\"",
    ] {
        check_quotations(marked);
    }
}

#[test]
fn a_quotation_goes_on_in_the_next_paragraph() {
    let (_, annotated) = annotate("“We lost the quay.\n“We did not lose the port,” she said.\n“Good.”");
    let continues: Vec<bool> = annotated.quotations.into_iter().map(|q| q.continues).collect();
    assert_eq!(continues, [false, true, false]);
}

#[test]
fn a_quotation_left_open_holds_the_inner_ones() {
    for text in
        ["\"He said, 'Go home,' and we went.\n\"It rained.\"", "“He said, ‘Go home,’ and we went.\n“It rained.”"]
    {
        let (report, annotated) = annotate(text);
        let inner: Vec<&str> = annotated.quotations.into_iter().map(|q| report.text().get(q.inner)).collect();
        assert_eq!(inner.len(), 3);
        assert!(inner[0].ends_with("and we went."), "{inner:?}");
        let continues: Vec<bool> = annotated.quotations.into_iter().map(|q| q.continues).collect();
        assert_eq!(continues, [false, false, true]);
    }
}

#[test]
fn a_quotation_goes_on_without_a_mark() {
    let (report, annotated) = annotate("“We lost the quay.\nWe did not lose the port,” she said.\nIt is 5” long.");
    let inner: Vec<&str> = annotated.quotations.into_iter().map(|q| report.text().get(q.inner)).collect();
    assert_eq!(inner, ["We lost the quay.", "We did not lose the port,"]);
}

#[test]
fn marks_inside_marks_are_deeper() {
    let (_, annotated) = annotate("“She said ‘he said «no» twice’ and left.”");
    let depths: Vec<u8> = annotated.quotations.into_iter().map(|q| q.depth).collect();
    assert_eq!(depths, [0, 1, 2]);
}

#[test]
fn marks_are_told_from_other_punctuation() {
    let (_, annotated) = annotate("“Go”, (she) said: 5 €");
    let kinds: Vec<TokenKind> = annotated.tokens.into_iter().map(|token| token.kind).collect();
    use TokenKind::{Number, Punctuation, QuotationMark, Symbol, Word};
    let expected = [
        QuotationMark,
        Word,
        QuotationMark,
        Punctuation,
        Punctuation,
        Word,
        Punctuation,
        Word,
        Punctuation,
        Number,
        Symbol,
    ];
    assert_eq!(kinds, expected);
}

#[test]
fn every_abbreviation_stands_its_example() {
    let mut wrong = Vec::new();
    for row in Table::new("abbreviations.tsv", DATA[0]).rows().expect("the table is right") {
        let example = row.need("example").expect("each abbreviation has an example");
        assert!(example.contains(row.need("form").expect("a form")), "{example}");
        let (got, expected) = sentences(example);
        if got != expected {
            wrong.push(got.join("|"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The example without what marks it, and the stretches between brackets.
fn marked(example: &str) -> (String, Vec<&str>) {
    let stretches = example.split('[').skip(1).filter_map(|rest| Some(rest.split_once(']')?.0)).collect();
    (example.replace(['[', ']'], ""), stretches)
}

/// The tokens of the text, a blank on either side of each.
fn spaced_tokens(text: &str) -> String {
    let (report, annotated) = annotate(text);
    let tokens = annotated.tokens.into_iter().map(|token| report.text().get(token.span));
    format!(" {} ", tokens.collect::<Vec<_>>().join(" "))
}

#[test]
fn every_prefix_contraction_and_unit_stands_its_example() {
    for (name, table, key) in [
        ("hyphen_prefixes.tsv", DATA[3], "prefix"),
        ("contractions.tsv", DATA[4], "parts"),
        ("number_units.tsv", DATA[5], "unit"),
    ] {
        for row in Table::new(name, table).rows().expect("the table is right") {
            let example = row.need("example").expect("an example");
            let (mut text, stretches) = marked(example);
            assert!(stretches.iter().any(|stretch| stretch.contains(row.need(key).expect("a key"))), "{example}");
            for stretch in &stretches {
                text = text.replace(stretch, &stretch.replace(' ', ""));
            }
            let tokens = spaced_tokens(&text);
            for stretch in stretches {
                assert!(tokens.contains(&format!(" {stretch} ")), "{example}: {tokens}");
            }
        }
    }
}

#[test]
fn words_that_grew_together_are_told_from_those_without_a_blank() {
    for (text, continues) in [
        ("didn't", [false, true]),
        ("Ana's", [false, true]),
        ("gonna", [false, true]),
        ("5pm", [false, false]),
        ("5%", [false, false]),
    ] {
        let (_, annotated) = annotate(text);
        let got: Vec<bool> = annotated.tokens.into_iter().map(|token| token.continues).collect();
        assert_eq!(got, continues, "{text}");
    }
}

#[test]
fn every_pair_of_marks_stands_its_example() {
    for row in Table::new("quotation_marks.tsv", DATA[2]).rows().expect("the table is right") {
        check_quotations(row.need("example").expect("each pair has an example"));
    }
}

#[test]
fn marks_at_odds_do_not_cross() {
    let (_, annotated) = annotate("\"'“'a\"");
    for pair in annotated.quotations.items().windows(2) {
        let [first, second] = pair else { unreachable!("windows are of two") };
        assert!(!first.closed || first.inner.contains(second.outer), "{pair:?}");
    }
}

proptest! {
    #[test]
    fn any_text_gives_layers_in_order(text in "[a-zA-Z.?!'\"“”‘’ \n,…é5-]{0,200}") {
        let (report, annotated) = annotate(&text);
        let blocks = report.blocks();
        let mut covered_to = 0;
        for token in &annotated.tokens {
            prop_assert!(token.span.start() >= covered_to && !token.span.is_empty());
            prop_assert!(report.text().fits(token.span));
            covered_to = token.span.end();
        }
        let mut next_token = 0;
        for sentence in &annotated.sentences {
            prop_assert!(blocks[sentence.block].span.contains(sentence.span));
            prop_assert_eq!(sentence.tokens.start(), next_token);
            next_token = sentence.tokens.end();
        }
        prop_assert_eq!(next_token as usize, annotated.tokens.items().len());
        for pair in annotated.quotations.items().windows(2) {
            prop_assert!(pair[0].outer.start() < pair[1].outer.start());
            prop_assert!(!pair[0].outer.overlaps(pair[1].outer) || pair[0].inner.contains(pair[1].outer) || !pair[0].closed);
        }
        for quotation in &annotated.quotations {
            prop_assert!(quotation.outer.contains(quotation.inner) && !quotation.inner.is_empty());
            prop_assert!(blocks[quotation.block].span.contains(quotation.outer));
        }
    }

    #[test]
    fn every_character_that_is_no_blank_is_in_a_token(text in "\\PC{0,120}") {
        let (report, annotated) = annotate(&text);
        let n_in_tokens: usize = annotated.tokens.into_iter()
            .map(|token| report.text().get(token.span).chars().filter(|c| !c.is_whitespace()).count())
            .sum();
        prop_assert_eq!(n_in_tokens, text.chars().filter(|c| !c.is_whitespace()).count());
    }
}
