//! Inputs, and the reports' bytes that they hold.
//!
//! | input | is read as |
//! |---|---|
//! | a file named `*.txt` | one report in plain text |
//! | a file named `*.jsonl` | one report a line |
//! | a file without an extension, named by the user | as a stream |
//! | a folder | its `*.txt` and `*.jsonl` files, at any depth, by name; hidden ones are passed over |
//! | a stream | one report a line if its first byte that is no blank is `{`, else one report in plain text |
//!
//! Case does not count in extensions. Everything is opened only when its turn comes.

mod folder;
mod stream;

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fmt, iter};

use dateline_read::{JsonLines, REPORT_BYTES_MAX, Refused, json_lines};

use self::folder::Folder;
use self::stream::open_stream;
use crate::{Holder, Place, Problem, ProblemCode, Remark};

/// The extensions that are no part of a report's key: those of the files that Dateline reads or is going to read.
const EXTENSIONS: [&str; 11] = ["txt", "jsonl", "json", "html", "htm", "xml", "rss", "atom", "warc", "gz", "zst"];

/// Something that holds reports.
pub enum Input {
    /// A file or a folder, as the user named it.
    Path(PathBuf),
    /// Bytes that come from elsewhere.
    Stream {
        /// The name from which the reports' keys are made, as from a file's name.
        name: Arc<str>,
        /// The bytes.
        bytes: Box<dyn BufRead>,
    },
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => f.debug_tuple("Path").field(path).finish(),
            Self::Stream { name, .. } => f.debug_struct("Stream").field("name", name).finish_non_exhaustive(),
        }
    }
}

/// What is found in an input.
#[derive(Debug)]
pub(crate) enum Found {
    /// The bytes of one report.
    Item(Item),
    /// Something could not be opened.
    Problem(Problem),
    /// Something was passed over.
    Remark(Remark),
}

/// The bytes of one report.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) place: Place,
    pub(crate) format: Format,
    pub(crate) bytes: Vec<u8>,
}

/// How the bytes of one report are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// Plain text.
    Text,
    /// One JSON object.
    Row,
}

/// What an input holds, found one after the other.
type Finds = Box<dyn Iterator<Item = Found>>;

impl Input {
    pub(crate) fn open(self) -> Finds {
        match self {
            Self::Path(path) => open_path(&path),
            Self::Stream { name, bytes } => {
                let place = Place { key: key_of(&name).into(), holder: Holder::Stream(name), line: None };
                open_stream(place, bytes)
            }
        }
    }
}

fn open_path(path: &Path) -> Finds {
    match fs::metadata(path) {
        Ok(kind) if kind.is_dir() => Box::new(Folder::new(path)),
        Ok(_) => open_named_file(path),
        Err(error) => once(Found::Problem(unreadable(place_of(path), &error))),
    }
}

fn open_named_file(path: &Path) -> Finds {
    match kind_of(path) {
        FileKind::Known(format) => open_file(path, format),
        FileKind::NoExtension => match File::open(path) {
            Ok(file) => open_stream(place_of(path), Box::new(BufReader::new(file))),
            Err(error) => once(Found::Problem(unreadable(place_of(path), &error))),
        },
        FileKind::Other => once(Found::Problem(unsupported(path))),
    }
}

fn open_file(path: &Path, format: Format) -> Finds {
    let place = place_of(path);
    match (File::open(path), format) {
        (Ok(file), Format::Text) => once(text(place, file)),
        (Ok(file), Format::Row) => Box::new(Rows::new(place, BufReader::new(file))),
        (Err(error), _) => once(Found::Problem(unreadable(place, &error))),
    }
}

fn once(found: Found) -> Finds {
    Box::new(iter::once(found))
}

/// Reads one report in plain text.
fn text(place: Place, bytes: impl Read) -> Found {
    let mut held = Vec::new();
    // One byte more than is allowed, so that the reader can refuse it without the rest being held.
    match bytes.take(REPORT_BYTES_MAX as u64 + 1).read_to_end(&mut held) {
        Ok(_) => Found::Item(Item { place, format: Format::Text, bytes: held }),
        Err(error) => Found::Problem(unreadable(place, &error)),
    }
}

/// The reports of a JSON Lines file.
struct Rows<R> {
    place: Place,
    lines: JsonLines<R>,
    n_items: u64,
    failed: bool,
}

impl<R: BufRead> Rows<R> {
    fn new(place: Place, reader: R) -> Self {
        Self { place, lines: json_lines(reader), n_items: 0, failed: false }
    }

    fn item(&self, number: u64, bytes: Result<Vec<u8>, Refused>) -> Found {
        let key = format!("{}#{}", self.place.key, self.n_items).into();
        let place = Place { key, holder: self.place.holder.clone(), line: Some(number) };
        match bytes {
            Ok(bytes) => Found::Item(Item { place, format: Format::Row, bytes }),
            Err(refused) => Found::Problem(Problem::refused(place, &refused)),
        }
    }
}

impl<R: BufRead> Iterator for Rows<R> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        if self.failed {
            return None;
        }
        match self.lines.next()? {
            Ok(line) => {
                self.n_items += 1;
                Some(self.item(line.number, line.bytes))
            }
            Err(error) => {
                self.failed = true;
                Some(Found::Problem(unreadable(self.place.clone(), &error)))
            }
        }
    }
}

impl Problem {
    pub(crate) fn refused(place: Place, refused: &Refused) -> Self {
        Self { code: ProblemCode::Refused, place, text: refused.to_string(), hint: refused.hint().map(str::to_owned) }
    }
}

pub(crate) fn unreadable(place: Place, error: &io::Error) -> Problem {
    let (code, text, hint) = match error.kind() {
        io::ErrorKind::NotFound => (
            ProblemCode::Missing,
            "no such file or folder".to_owned(),
            Some("check the name and the folder you are in"),
        ),
        io::ErrorKind::PermissionDenied => {
            (ProblemCode::Unreadable, "permission denied".to_owned(), Some("allow yourself to read it"))
        }
        _ => (ProblemCode::Unreadable, error.to_string(), None),
    };
    Problem { code, place, text, hint: hint.map(str::to_owned) }
}

fn unsupported(path: &Path) -> Problem {
    Problem {
        code: ProblemCode::Unsupported,
        place: place_of(path),
        text: "neither plain text (.txt) nor JSON Lines (.jsonl)".to_owned(),
        hint: Some(
            "HTML, feeds and archives are not read yet; plain text under another name can be given to standard input, -"
                .to_owned(),
        ),
    }
}

/// What the name of a file says about what it holds.
enum FileKind {
    Known(Format),
    NoExtension,
    Other,
}

fn kind_of(path: &Path) -> FileKind {
    let extension = path.extension().map(OsStr::to_ascii_lowercase);
    match extension.as_deref().map(OsStr::to_string_lossy).as_deref() {
        Some("txt") => FileKind::Known(Format::Text),
        Some("jsonl") => FileKind::Known(Format::Row),
        Some(_) => FileKind::Other,
        None => FileKind::NoExtension,
    }
}

pub(crate) fn place_of(path: &Path) -> Place {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    Place { key: key_of(&name).into(), holder: Holder::Path(path.to_string_lossy().into()), line: None }
}

/// A file's name without its extensions; only known ones are cut, as names of reports may have dots of their own.
fn key_of(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && EXTENSIONS.iter().any(|e| extension.eq_ignore_ascii_case(e)) => {
            key_of(stem)
        }
        _ => name,
    }
}

#[cfg(test)]
mod tests;
