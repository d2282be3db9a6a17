//! Folders, walked at any depth in the order of the names.

use std::ffi::OsStr;
use std::fmt;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::{FileKind, Finds, Found, READ_NAMES, kind_of, open_file, place_of, unreadable};
use crate::{Place, Problem, ProblemCode, Remark};

/// Of the files that are passed over, this many are named; the others are counted.
const N_NAMED: usize = 3;

/// A walk through one folder.
pub(super) struct Folder {
    place: Place,
    walk: Box<dyn Iterator<Item = walkdir::Result<DirEntry>>>,
    open: Option<Finds>,
    n_opened: usize,
    passed_over: PassedOver,
    /// What is to be said when the walk is over; none before.
    end: Option<std::vec::IntoIter<Found>>,
}

impl Folder {
    pub(super) fn new(path: &Path) -> Self {
        let walk = WalkDir::new(path).follow_links(true).sort_by_file_name();
        Self {
            place: place_of(path),
            walk: Box::new(walk.into_iter().filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry))),
            open: None,
            n_opened: 0,
            passed_over: PassedOver::default(),
            end: None,
        }
    }

    /// Opens what the walk came upon, or says why not.
    fn enter(&mut self, entry: &DirEntry) {
        if entry.file_type().is_dir() {
            return;
        }
        match kind_of(entry.path()) {
            FileKind::Known(known) if entry.file_type().is_file() => {
                self.n_opened += 1;
                self.open = Some(open_file(entry.path(), known));
            }
            _ => self.passed_over.add(&place_of(entry.path())),
        }
    }

    /// Names what the walk could not enter. A link back to a folder around it is no fault: all there is found anyway.
    fn fault(&self, error: &walkdir::Error) -> Option<Found> {
        if error.loop_ancestor().is_some() {
            return None;
        }
        let place = error.path().map_or_else(|| self.place.clone(), place_of);
        let cause = error.io_error()?;
        Some(Found::Problem(unreadable(place, cause)))
    }

    fn last_words(&self) -> Vec<Found> {
        let mut words = Vec::new();
        if self.passed_over.n > 0 {
            words.push(Found::Remark(Remark { place: self.place.clone(), text: self.passed_over.to_string() }));
        }
        if self.n_opened == 0 {
            words.push(Found::Problem(Problem {
                code: ProblemCode::NoReport,
                place: self.place.clone(),
                text: "the folder holds no report".to_owned(),
                hint: Some(format!("reports are files that end in {READ_NAMES}, packed (.gz, .zst) or not")),
            }));
        }
        words
    }
}

/// Files that are not read.
#[derive(Debug, Default)]
struct PassedOver {
    n: usize,
    /// The names of the first ones.
    named: Vec<String>,
}

impl PassedOver {
    fn add(&mut self, place: &Place) {
        self.n += 1;
        if self.named.len() < N_NAMED {
            let path = place.path().map_or("", |path| path);
            let name = Path::new(path).file_name().map(OsStr::to_string_lossy);
            self.named.push(name.unwrap_or_default().into_owned());
        }
    }
}

impl fmt::Display for PassedOver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let files = if self.n == 1 { "file is" } else { "files are" };
        write!(f, "{} {files} no report that is read and passed over: {}", self.n, self.named.join(", "))?;
        match self.n - self.named.len() {
            0 => Ok(()),
            n_more => write!(f, " and {n_more} more"),
        }
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

impl Iterator for Folder {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            if let Some(end) = &mut self.end {
                return end.next();
            }
            match self.open.as_mut().and_then(Iterator::next) {
                // Folders hold XML and JSON of all kinds beside their reports.
                Some(Found::Problem(problem)) if problem.code == ProblemCode::Unsupported => {
                    self.n_opened -= 1;
                    self.passed_over.add(&problem.place);
                    continue;
                }
                Some(found) => return Some(found),
                None => {}
            }
            match self.walk.next() {
                Some(Ok(entry)) => self.enter(&entry),
                Some(Err(error)) => {
                    if let Some(fault) = self.fault(&error) {
                        return Some(fault);
                    }
                }
                None => self.end = Some(self.last_words().into_iter()),
            }
        }
    }
}
