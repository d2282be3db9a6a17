//! The network over whole texts: what it says, that it says it always, and that no text breaks it.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::LazyLock;

use dateline_core::{Annotated, Block, BlockKind, Report, Span};

use crate::tests::{report, report_of};
use crate::{Annotator, Kernel, Model, ModelError, Network};

static ENGLISH: LazyLock<Annotator> = LazyLock::new(|| Annotator::english().with_network(Network::english()));

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/en");

const SAMPLES: [&str; 3] = [
    include_str!("../../../../golden/harbour/agency-wire.txt"),
    include_str!("../../../../golden/harbour/blog.txt"),
    include_str!("../../../../golden/strike/regional-paper.txt"),
];

/// Word, tag, relation and head of each word, and the names, one a line.
fn printed(report: &Report, annotated: &Annotated) -> String {
    let syntax = annotated.syntax.as_ref().expect("the text is English");
    let form = |token: usize| report.text().get(annotated.tokens.items()[token].span);
    let mut lines = String::new();
    for (at, word) in syntax.words().into_iter().enumerate() {
        let head = word.head.map_or("-", |head| form(head as usize));
        writeln!(lines, "{} {} {} {} {head}", form(at), syntax.lemma(at), word.upos, word.relation).expect("a string");
    }
    for name in syntax.names() {
        let words: Vec<&str> = name.tokens.range().map(form).collect();
        writeln!(lines, "{}: {}", name.kind, words.join(" ")).expect("a string");
    }
    lines
}

fn tagged(text: &str) -> String {
    let report = report(text);
    printed(&report, &ENGLISH.annotate(&report))
}

#[test]
fn the_work_of_a_text_grows_with_its_pieces() {
    let work = |text: &str| {
        let report = report(text);
        let network = ENGLISH.network().expect("it was given one");
        network.work(report.text(), ENGLISH.annotate(&report).tokens.items())
    };
    let (once, twice) =
        (work("The quays will not close."), work("The quays will not close. The quays will not close."));
    assert!(once.n_pieces >= 6, "{once:?}");
    assert_eq!((twice.n_pieces, twice.n_byte_operations), (2 * once.n_pieces, 2 * once.n_byte_operations));
    // Four encoder layers of 1.77 million weights, each multiplied and added once a piece.
    let layers = 2 * 4 * (384 * 3 * 384 + 384 * 384 + 2 * 384 * 1536);
    assert!(once.n_byte_operations >= once.n_pieces as u64 * layers * 9 / 10, "{once:?}");
}

fn check(text: &str, expected: &[&str]) {
    let printed = tagged(text);
    for line in expected {
        assert!(printed.lines().any(|found| found == *line), "{text}: no line `{line}` in\n{printed}");
    }
}

#[test]
fn an_age_that_no_noun_follows_is_a_person() {
    for sentence in [
        "The 43-year-old said managers had ignored her.",
        "“It is over,” said the 43-year-old.",
        "In court the 43-year-old also said it was over.",
    ] {
        check(sentence, &["old old NOUN nsubj said", "said say VERB root -"]);
    }
    check("The 43-year-old teacher said no.", &["teacher teacher NOUN nsubj said"]);
    check("The 43-year-old retired teacher said no.", &["teacher teacher NOUN nsubj said"]);
}

#[test]
fn sentences_become_trees_and_names() {
    check(
        "The port chief, Tomé Varandela, said on Tuesday that Portugal would not sell the quays.",
        &[
            "chief chief NOUN nsubj said",
            "said say VERB root -",
            "sell sell VERB ccomp said",
            "quays quay NOUN obj sell",
            "not not PART advmod sell",
            "person: Tomé Varandela",
            "country: Portugal",
        ],
    );
    check(
        "The minister was accused of lying by Gaspar Lourinho.",
        &["minister minister NOUN nsubj:pass accused", "was be AUX aux:pass accused", "person: Gaspar Lourinho"],
    );
}

#[test]
fn every_kernel_gives_the_same_layers() {
    let others: Vec<Annotator> = Kernel::all()
        .into_iter()
        .map(|kernel| Annotator::english().with_network(Network::new(Model::english(), kernel)))
        .collect();
    for sample in SAMPLES {
        // The portable kernel is slow, a few paragraphs are enough.
        let start: String = sample.lines().take(6).collect::<Vec<_>>().join("\n");
        let report = report(&start);
        let expected = ENGLISH.annotate(&report);
        for other in &others {
            assert_eq!(other.annotate(&report), expected, "{:?}", other.network().map(Network::kernel));
        }
    }
}

#[test]
fn the_reports_before_do_not_matter() {
    let alone: Vec<String> = SAMPLES.iter().map(|sample| tagged(sample)).collect();
    let backwards: Vec<String> = SAMPLES.iter().rev().map(|sample| tagged(sample)).collect();
    assert!(alone.iter().eq(backwards.iter().rev()));
}

#[test]
fn no_text_breaks_it() {
    let mixed = "🎉🎉 👩‍👩‍👧 مرحبا بالعالم 東京で会談 \u{1}\u{2}\u{7f} e\u{301}\u{301}\u{301} ﷽ Ⓐ ½ ";
    for text in [
        String::new(),
        "\n \n".to_owned(),
        "🎉".to_owned(),
        mixed.repeat(40),
        "NO STOP IN SIGHT ".repeat(600),
        "A".repeat(100_000),
        "A ".repeat(3_000),
        "word, ".repeat(3_000),
        "((((((((((".repeat(100),
    ] {
        let report = report(&text);
        let annotated = ENGLISH.annotate(&report);
        let syntax = annotated.syntax.expect("no language is known");
        assert_eq!(syntax.words().items().len(), annotated.tokens.items().len());
    }
}

#[test]
fn a_block_that_holds_no_prose_gets_no_words() {
    let block = Block { kind: BlockKind::Advertisement, span: Span::of(0..10), rule: "test".into() };
    let annotated = ENGLISH.annotate(&report_of("Buy a boat", vec![block]));
    assert_eq!(annotated.syntax.expect("no language is known").words().items().len(), 0);
}

#[test]
fn the_built_in_model_is_the_one_that_its_manifest_names() {
    let model = Model::load(Path::new(FOLDER)).expect("the folder holds the model");
    assert_eq!(model.hash(), Model::english().hash());
}

#[test]
fn a_model_that_does_not_fit_is_refused() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let load = || Model::load(folder.path()).expect_err("it does not fit");
    assert!(matches!(load(), ModelError::Unreadable { .. }));
    for file in ["lemmas.tsv", "manifest.toml", "pieces.txt", "weights.safetensors"] {
        std::fs::copy(Path::new(FOLDER).join(file), folder.path().join(file)).expect("a copy");
    }
    let manifest = std::fs::read_to_string(Path::new(FOLDER).join("manifest.toml")).expect("a manifest");
    let write = |changed: String| std::fs::write(folder.path().join("manifest.toml"), changed).expect("a manifest");
    write(manifest.replace("format = 1", "format = 9"));
    assert!(matches!(load(), ModelError::Format { found: 9 }));
    write(manifest.replace("\"nsubj\"", "\"nsubject\""));
    assert!(matches!(load(), ModelError::Label { set: "relations", .. }));
    write(manifest.replace("  \"O\",\n", &"  \"O\",\n".repeat(40)));
    assert!(matches!(load(), ModelError::Label { set: "names", .. }));
    write(manifest.replace("layers = 4", "layers = 7"));
    assert!(matches!(load(), ModelError::Tensor(_)));
    write("format = 1".to_owned());
    assert!(matches!(load(), ModelError::Manifest(_)));
    write(manifest);
    std::fs::write(folder.path().join("pieces.txt"), "[UNK]\n").expect("pieces");
    assert!(matches!(load(), ModelError::Hash { file: "pieces.txt", .. }));
}
