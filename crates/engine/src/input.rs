//! Inputs, and the reports' bytes that they hold.
//!
//! | input | is read as |
//! |---|---|
//! | a file named `*.txt` | one report in plain text |
//! | a file named `*.html`, `*.htm` | one report in a web page |
//! | a file named `*.jsonl` | one report a line |
//! | a file named `*.xml`, `*.rss`, `*.atom`, `*.json` | one report for each item of the feed, sitemap or list that it holds |
//! | a file named `*.warc`, `*.arc` | one report for each web page that the archive holds, and for each item of its feeds |
//! | one of these with `.gz` or `.zst` behind | the same, unpacked |
//! | a file without an extension, named by the user | as a stream |
//! | a folder | its files of these names, at any depth, in the order of the names; hidden ones, and XML and JSON that hold no list, are passed over |
//! | a stream | unpacked if it is gzip or Zstandard; a feed if its first element is that of one, or if it begins as a list in JSON; else one report a line if its first byte that is no blank is `{`, a web page if it is `<`, an archive if it begins with `WARC/`, else one report in plain text |
//!
//! Case does not count in extensions. Everything is opened only when its turn comes, and unpacked only as far as it may be
//! read: a small file that unpacks to a large one is refused at the same limit as a large one.

mod archive;
mod dictionary;
mod feed;
mod folder;
mod members;
mod stream;

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fmt, iter};

use dateline_read::{FeedItem, HTML_BYTES_MAX, JsonLines, REPORT_BYTES_MAX, Refused, Transfer, json_lines};

use self::archive::Archive;
use self::feed::open_feed;
use self::folder::Folder;
use self::members::{Members, Packing};
use self::stream::open_stream;
use crate::{Holder, Place, Problem, ProblemCode, Remark};

/// The extensions that are no part of a report's key: those of the files that Dateline reads.
const EXTENSIONS: [&str; 12] =
    ["txt", "jsonl", "json", "html", "htm", "xml", "rss", "atom", "warc", "arc", "gz", "zst"];

/// The names of files that are read, for people.
const READ_NAMES: &str = ".txt, .html, .jsonl, .json, .xml, .rss, .atom, .warc and .arc";

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

/// One report, not yet read.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) place: Place,
    pub(crate) content: Content,
}

/// What a report is to be read from.
#[derive(Debug)]
pub(crate) enum Content {
    /// Plain text.
    Text(Vec<u8>),
    /// A web page, with what came with its bytes.
    Page(Vec<u8>, Transfer),
    /// One JSON object.
    Row(Vec<u8>),
    /// An item of a feed.
    FeedItem(Box<FeedItem>),
}

impl Content {
    /// Bytes that the report takes before it is read.
    pub(crate) fn n_bytes(&self) -> usize {
        match self {
            Self::Text(bytes) | Self::Page(bytes, _) | Self::Row(bytes) => bytes.len(),
            Self::FeedItem(item) => item.n_bytes(),
        }
    }
}

/// How a file that is one report is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Text,
    Page,
}

impl Format {
    /// The bytes that a report may have at most.
    const fn bytes_max(self) -> usize {
        match self {
            Self::Text => REPORT_BYTES_MAX,
            Self::Page => HTML_BYTES_MAX,
        }
    }

    fn content(self, bytes: Vec<u8>) -> Content {
        match self {
            Self::Text => Content::Text(bytes),
            Self::Page => Content::Page(bytes, Transfer::default()),
        }
    }
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

fn open_file(path: &Path, known: KnownFile) -> Finds {
    let place = place_of(path);
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) => return once(Found::Problem(unreadable(place, &error))),
    };
    let bytes: Box<dyn Read> = match known.packing {
        Some(packing) => Box::new(Members::new(packing, BufReader::new(file))),
        None => Box::new(file),
    };
    match known.holds {
        Holds::One(format) => once(whole(place, format, bytes)),
        Holds::Rows => Box::new(Rows::new(place, BufReader::new(bytes))),
        Holds::List => open_feed(place, bytes),
        Holds::Archive => Box::new(Archive::new(place, BufReader::new(bytes))),
    }
}

fn once(found: Found) -> Finds {
    Box::new(iter::once(found))
}

/// Reads one report that is all there is.
fn whole(place: Place, format: Format, bytes: impl Read) -> Found {
    let mut held = Vec::new();
    // One byte more than is allowed, so that the reader can refuse it without the rest being held.
    match bytes.take(format.bytes_max() as u64 + 1).read_to_end(&mut held) {
        Ok(_) => Found::Item(Item { place, content: format.content(held) }),
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
            Ok(bytes) => Found::Item(Item { place, content: Content::Row(bytes) }),
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
        let code = match refused {
            Refused::NoFeed { .. } => ProblemCode::Unsupported,
            _ => ProblemCode::Refused,
        };
        Self { code, place, text: refused.to_string(), hint: refused.hint().map(str::to_owned) }
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
        text: format!("a file that ends in none of {READ_NAMES}"),
        hint: Some("what has another name can be given to standard input, -".to_owned()),
    }
}

/// What the name of a file says about what it holds.
enum FileKind {
    Known(KnownFile),
    NoExtension,
    Other,
}

/// A file whose name says how it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct KnownFile {
    holds: Holds,
    packing: Option<Packing>,
}

/// How many reports a file holds, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// One report.
    One(Format),
    /// One report a line.
    Rows,
    /// One report for each item.
    List,
    /// One report for each page.
    Archive,
}

fn kind_of(path: &Path) -> FileKind {
    let Some(extension) = extension_of(path) else { return FileKind::NoExtension };
    let packing = Packing::ALL.into_iter().find(|packing| packing.extension() == extension);
    let inner =
        if packing.is_some() { path.file_stem().map(Path::new).and_then(extension_of) } else { Some(extension) };
    let holds = match inner.as_deref() {
        Some("txt") => Holds::One(Format::Text),
        Some("html" | "htm") => Holds::One(Format::Page),
        Some("jsonl") => Holds::Rows,
        Some("xml" | "rss" | "atom" | "json") => Holds::List,
        Some("warc" | "arc") => Holds::Archive,
        _ => return FileKind::Other,
    };
    FileKind::Known(KnownFile { holds, packing })
}

fn extension_of(path: &Path) -> Option<String> {
    path.extension().map(OsStr::to_ascii_lowercase).map(|extension| extension.to_string_lossy().into_owned())
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
