//! Reads a folder of web pages on one core, and says how fast.
//!
//! `cargo xtask bench --reading` holds this against other libraries: the stage alone, without annotation and findings.
//! Standard output holds one JSON object a page, with the fields of `dateline read --json` that tell of the reading, and
//! at the end one of `"type":"speed"`. The pages are unpacked beforehand; a pass goes from their bytes to reports.

#[path = "../../../xtask/readers/src/harness.rs"]
mod harness;

use std::error::Error;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use dateline_core::{Dated, Outcome, Report};
use dateline_read::{Given, Reader, Refused, Transfer};
use dateline_wire::CodePoints;
use serde_json::{Value, json};

use crate::harness::PageFile;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).ok_or("name the folder that holds the pages")?;
    let pages = harness::pages(Path::new(&folder))?;
    let reader = Reader::new();
    let mut out = BufWriter::new(io::stdout().lock());
    for page in &pages {
        let read = read(&reader, page).map_err(|refused| format!("{}: {refused}", page.id))?;
        writeln!(out, "{}", line(&page.id, &read.value))?;
    }
    writeln!(out, "{}", harness::speed(env!("CARGO_PKG_VERSION"), &pages, |page| read(&reader, page)))?;
    Ok(out.flush()?)
}

fn read(reader: &Reader, page: &PageFile) -> Result<Outcome<Report>, Refused> {
    let given = Given { key: page.id.as_str().into(), path: None };
    reader.read_html(&page.bytes, &Transfer::default(), &given)
}

/// What was read of a page, with offsets in code points.
fn line(key: &str, report: &Report) -> Value {
    let text = report.text().as_str();
    let offsets = CodePoints::new(text);
    let blocks = report.blocks().iter().map(|block| {
        let (start, end) = (offsets.at(block.span.start()), offsets.at(block.span.end()));
        json!({"kind": block.kind.name(), "start": start, "end": end})
    });
    let day = report.published().and_then(Dated::single).map(|day| day.to_string());
    json!({
        "type": "report",
        "origin": {"key": key},
        "published": {"date": day},
        "text": text,
        "blocks": blocks.collect::<Vec<_>>(),
    })
}
