//! The layers of a report as CoNLL-U.

use std::sync::Arc;

use dateline_core::syntax::Relation;
use dateline_core::{
    Annotated, Block, BlockKind, Features, Layer, MentionKind, NamedMention, Origin, Producer, Report, ReportParts,
    Sentence, Source, Span, Stage, Syntax, SyntaxParts, Text, Token, TokenKind, Upos, Word,
};
use dateline_wire::Layers;

fn layer<T>(items: Vec<T>) -> Layer<T> {
    Layer::new(items, Producer { stage: Stage::Annotate, version: "0.0.0", data_hash: "0".repeat(16) })
}

/// One sentence a line, tokens between bars; a token behind `~` continues the spelling before it.
struct Sample {
    report: Report,
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
}

fn sample(marked: &str) -> Sample {
    let (mut text, mut tokens, mut sentences, mut blocks) = (String::new(), Vec::new(), Vec::new(), Vec::new());
    for (index, line) in marked.lines().enumerate() {
        let (first_token, first_byte) = (tokens.len(), text.len());
        for piece in line.split_inclusive(['|', '~', ' ']) {
            let (form, border) = piece.split_at(piece.trim_end_matches(['|', '~', ' ']).len());
            let start = text.len();
            text.push_str(form);
            let span = Span::of(start..text.len());
            tokens.push(Token { span, kind: TokenKind::Word, continues: false });
            text.push_str(if border == " " { border } else { "" });
        }
        for (token, piece) in tokens[first_token..].iter_mut().skip(1).zip(line.split_inclusive(['|', '~', ' '])) {
            token.continues = piece.ends_with('~');
        }
        let span = Span::of(first_byte..text.len());
        sentences.push(Sentence { span, tokens: Span::of(first_token..tokens.len()), block: index });
        blocks.push(Block { kind: BlockKind::Paragraph, span, rule: Arc::from("test") });
        text.push('\n');
    }
    let report = Report::new(ReportParts {
        origin: Origin { key: Arc::from("quay"), given_id: None, path: None, url: None },
        source: Source::default(),
        title: None,
        agency: None,
        language: None,
        published: None,
        published_at: None,
        dateline: None,
        text: Text::new(text).expect("a short text"),
        blocks,
    });
    Sample { report, tokens, sentences }
}

fn conllu(key: &str, sample: Sample, syntax: Option<Syntax>) -> String {
    let Sample { report, tokens, sentences } = sample;
    let annotated =
        Annotated { tokens: layer(tokens), sentences: layer(sentences), quotations: layer(Vec::new()), syntax };
    Layers::new(key, &report, &annotated).to_string()
}

#[track_caller]
fn check(key: &str, marked: &str, expected: &str) {
    assert_eq!(conllu(key, sample(marked), None), expected.replace(" / ", "\t"));
}

#[test]
fn without_syntax_the_columns_are_empty() {
    check(
        "quay",
        "Não|!",
        "# newdoc id = quay\n# newpar\n# sent_id = quay-1\n# text = Não!\n\
         1 / Não / _ / _ / _ / _ / _ / _ / _ / SpaceAfter=No|TokenRange=0:3\n\
         2 / ! / _ / _ / _ / _ / _ / _ / _ / TokenRange=3:4\n\n",
    );
}

#[test]
fn words_of_one_spelling_stand_under_their_range() {
    check(
        "quay",
        "It|did~n't|!",
        "# newdoc id = quay\n# newpar\n# sent_id = quay-1\n# text = Itdidn't!\n\
         1 / It / _ / _ / _ / _ / _ / _ / _ / SpaceAfter=No|TokenRange=0:2\n\
         2-3 / didn't / _ / _ / _ / _ / _ / _ / _ / SpaceAfter=No|TokenRange=2:8\n\
         2 / did / _ / _ / _ / _ / _ / _ / _ / TokenRange=2:5\n\
         3 / n't / _ / _ / _ / _ / _ / _ / _ / TokenRange=5:8\n\
         4 / ! / _ / _ / _ / _ / _ / _ / _ / TokenRange=8:9\n\n",
    );
}

#[test]
fn sentences_are_numbered_and_keys_hold_no_blanks() {
    check(
        "a b\n",
        "Go\nStay",
        "# newdoc id = a_b_\n# newpar\n# sent_id = a_b_-1\n# text = Go\n\
         1 / Go / _ / _ / _ / _ / _ / _ / _ / TokenRange=0:2\n\n\
         # newpar\n# sent_id = a_b_-2\n# text = Stay\n\
         1 / Stay / _ / _ / _ / _ / _ / _ / _ / TokenRange=3:7\n\n",
    );
    check("quay", "", "");
}

#[test]
fn syntax_and_names_fill_the_columns() {
    let word = |upos, features, head, relation| Word { upos, features: Features::parse(features), head, relation };
    let past = "Mood=Ind|Tense=Past|VerbForm=Fin";
    let syntax = |sentences: &[Sentence]| {
        Syntax::new(
            sentences,
            SyntaxParts {
                words: layer(vec![
                    word(Upos::Verb, "VerbForm=Inf", None, Relation::Root),
                    word(Upos::ProperNoun, "Number=Sing", Some(3), Relation::Subject),
                    word(Upos::ProperNoun, "Number=Sing", Some(1), Relation::Flat),
                    word(Upos::Verb, past, None, Relation::Root),
                ]),
                lemmas: ["stay", "Zulmira", "Brejo", "leave"].into_iter().collect(),
                names: layer(vec![NamedMention { tokens: Span::new(1, 3), kind: MentionKind::Person }]),
            },
        )
    };
    let sample = sample("Stay\nZulmira Brejo left");
    let syntax = syntax(&sample.sentences);
    let printed = conllu("quay", sample, Some(syntax));
    let rows: Vec<&str> = printed.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit())).collect();
    let expected = [
        "1 / Stay / stay / VERB / _ / VerbForm=Inf / 0 / root / _ / TokenRange=0:4",
        "1 / Zulmira / Zulmira / PROPN / _ / Number=Sing / 3 / nsubj / _ / NamedEntity=B-person|TokenRange=5:12",
        "2 / Brejo / Brejo / PROPN / _ / Number=Sing / 1 / flat / _ / NamedEntity=I-person|TokenRange=13:18",
        &format!("3 / left / leave / VERB / _ / {past} / 0 / root / _ / TokenRange=19:23"),
    ];
    assert_eq!(rows, expected.map(|row| row.replace(" / ", "\t")));
}
