//! Annotates texts whose paragraphs are known, and prints CoNLL-U.
//!
//! `cargo xtask eval --syntax` measures the stage by this, without the blocks of `read`. Standard input holds one JSON
//! object a line: `{"id":"…","paragraphs":["…","…"]}`.

use std::error::Error;
use std::io::{self, BufWriter, Write};
use std::sync::Arc;

use dateline_annotate::{Annotator, Network};
use dateline_core::{Block, BlockKind, Origin, Report, ReportParts, Source, Span, Text};
use dateline_wire::Layers;
use serde::Deserialize;

/// A text to annotate.
#[derive(Deserialize)]
struct Document {
    id: String,
    paragraphs: Vec<String>,
}

impl Document {
    /// A report whose blocks are the paragraphs; blank ones are left out.
    fn report(&self) -> Result<Report, Box<dyn Error>> {
        const GAP: &str = "\n\n";
        let mut text = String::new();
        let mut blocks = Vec::new();
        for paragraph in self.paragraphs.iter().map(|paragraph| paragraph.trim()).filter(|kept| !kept.is_empty()) {
            if !text.is_empty() {
                text.push_str(GAP);
            }
            let span = Span::of(text.len()..text.len() + paragraph.len());
            blocks.push(Block { kind: BlockKind::Paragraph, span, rule: Arc::from("given") });
            text.push_str(paragraph);
        }
        Ok(Report::new(ReportParts {
            origin: Origin { key: Arc::from(self.id.as_str()), given_id: None, path: None, url: None },
            source: Source::default(),
            title: None,
            agency: None,
            language: Some("en"),
            published: None,
            published_at: None,
            dateline: None,
            text: Text::new(text)?,
            blocks,
        }))
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let annotator = Annotator::english().with_network(Network::english());
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lines() {
        let document: Document = serde_json::from_str(&line?)?;
        let report = document.report()?;
        write!(out, "{}", Layers::new(&document.id, &report, &annotator.annotate(&report)))?;
    }
    out.flush()?;
    Ok(())
}
