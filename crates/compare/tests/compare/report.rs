//! Reports made by hand, without the crate that reads them.

use std::sync::{Arc, LazyLock};

use dateline_annotate::Annotator;
use dateline_core::{
    Analysis, Block, BlockKind, Findings, Layer, Origin, Producer, Report, ReportParts, Source, Span, Stage, Text,
};

static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(Annotator::english);

/// A report of which each line is a block of the kind that stands beside it.
pub fn analysis(lines: &[(BlockKind, &str)]) -> Analysis {
    let mut text = String::new();
    let mut blocks = Vec::new();
    for (kind, line) in lines.iter().filter(|(_, line)| !line.trim().is_empty()) {
        let start = text.len() + (line.len() - line.trim_start().len());
        blocks.push(Block { kind: *kind, span: Span::of(start..start + line.trim().len()), rule: Arc::from("test") });
        text.push_str(line);
        text.push('\n');
    }
    let report = Report::new(ReportParts {
        origin: Origin { key: Arc::from("test"), given_id: None, path: None, url: None },
        source: Source::default(),
        title: None,
        agency: None,
        language: None,
        published: None,
        published_at: None,
        dateline: None,
        text: Text::new(text).expect("a test report is short"),
        blocks,
    });
    let annotated = ANNOTATOR.annotate(&report);
    let findings = Findings {
        entities: layer(Vec::new()),
        statements: layer(Vec::new()),
        times: layer(Vec::new()),
        figures: layer(Vec::new()),
        commitments: layer(Vec::new()),
        events: layer(Vec::new()),
        candidates: None,
    };
    Analysis { report, annotated, findings, notes: Vec::new() }
}

/// A report of which each line is a paragraph.
pub fn paragraphs(text: &str) -> Analysis {
    let lines: Vec<(BlockKind, &str)> = text.lines().map(|line| (BlockKind::Paragraph, line)).collect();
    analysis(&lines)
}

/// A layer of findings.
pub fn layer<T>(items: Vec<T>) -> Layer<T> {
    Layer::new(items, Producer { stage: Stage::Find, version: "test", data_hash: String::new() })
}
