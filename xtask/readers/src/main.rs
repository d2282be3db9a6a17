//! Takes the article text out of a folder of web pages with a library that is not Dateline's, and says how fast.
//!
//! `cargo xtask bench --reading` builds this once for each library (a feature) and runs it once for each way of calling it.
//! It prints what the example `pages` of `dateline-read` prints: a line of JSON for each page, then one of
//! `"type":"speed"`. The pages are unpacked and decoded beforehand; a pass goes from their characters to their texts.

mod harness;

use std::error::Error;
use std::io::{self, Write};
use std::path::Path;

use serde_json::json;

/// A way of calling a library.
struct Way {
    name: &'static str,
    version: &'static str,
    /// The text of a page; nothing where the library gives up.
    text: fn(&str) -> Option<String>,
}

const WAYS: &[Way] = &[
    #[cfg(feature = "rs-trafilatura")]
    Way { name: "rs-trafilatura", version: "0.2.2", text: rs_trafilatura_text },
    #[cfg(feature = "trafilatura")]
    Way { name: "trafilatura", version: "0.6.0", text: |html| trafilatura_text(html, false) },
    #[cfg(feature = "trafilatura")]
    Way { name: "trafilatura-fallback", version: "0.6.0", text: |html| trafilatura_text(html, true) },
];

#[cfg(feature = "rs-trafilatura")]
fn rs_trafilatura_text(html: &str) -> Option<String> {
    let options = rs_trafilatura::Options { include_comments: false, ..Default::default() };
    rs_trafilatura::extract_with_options(html, &options).ok().map(|found| found.content_text)
}

#[cfg(feature = "trafilatura")]
fn trafilatura_text(html: &str, has_fallback: bool) -> Option<String> {
    let options = trafilatura::Options::default().with_exclude_comments(true).with_fallback(has_fallback);
    trafilatura::extract(html, &options).ok().map(|found| found.content_text)
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(name), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("name a way of reading and the folder that holds the pages".into());
    };
    let way = WAYS.iter().find(|way| *way.name == *name).ok_or("this was built without that library")?;
    let decoded = |page: harness::PageFile| (page.id, String::from_utf8_lossy(&page.bytes).into_owned());
    let pages: Vec<(String, String)> = harness::pages(Path::new(&folder))?.into_iter().map(decoded).collect();
    let mut out = io::stdout().lock();
    for (id, html) in &pages {
        writeln!(out, "{}", json!({"id": id, "text": (way.text)(html)}))?;
    }
    Ok(writeln!(out, "{}", harness::speed(way.version, &pages, |(_, html)| (way.text)(html)))?)
}
