//! What every reader that is measured has in common, Dateline's own among them: the pages, and the clock.

#[path = "clock.rs"]
mod clock;

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use serde_json::{Value, json};

use self::clock::Clock;

/// Passes over all pages, of which the fastest counts: others may use the machine meanwhile.
const PASSES: usize = 5;

/// A web page, unpacked.
pub struct PageFile {
    /// The name of its file without extensions.
    pub id: String,
    pub bytes: Vec<u8>,
}

/// The pages of a folder in the order of their names.
pub fn pages(folder: &Path) -> io::Result<Vec<PageFile>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    paths.iter().map(|path| page(path)).collect()
}

fn page(path: &Path) -> io::Result<PageFile> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut bytes = Vec::new();
    let mut file = File::open(path)?;
    if path.extension() == Some(OsStr::new("gz")) {
        MultiGzDecoder::new(file).read_to_end(&mut bytes)?;
    } else {
        file.read_to_end(&mut bytes)?;
    }
    Ok(PageFile { id: name.trim_end_matches(".gz").trim_end_matches(".html").to_owned(), bytes })
}

/// The last line of a reader's output: how long the fastest pass over the pages took, one after the other.
pub fn speed<P, R>(version: &str, pages: &[P], read: impl Fn(&P) -> R) -> Value {
    let pass = || {
        let clock = Clock::start();
        for page in pages {
            drop(std::hint::black_box(read(page)));
        }
        clock.elapsed()
    };
    let fastest = (0..PASSES).map(|_| pass()).min().unwrap_or_default();
    json!({"type": "speed", "version": version, "pages": pages.len(), "seconds": fastest.as_secs_f64()})
}
