//! What is said on standard error.
//!
//! Problems are told as `error: what: where`, with `hint: what to do` below.

use std::fmt::Display;
use std::io::Write;
use std::path::Path;

use anstyle::{AnsiColor, Style};
use dateline_engine::{Entry, Problem, Remark};

use crate::layout::shown;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default();
const NOTE: Style = AnsiColor::Yellow.on_default();

/// Tells that something could not be done, and what to do about it.
pub fn error(what: &str, hint: Option<&str>) {
    say(ERROR, "error", what);
    if let Some(hint) = hint {
        say(HINT, "hint", hint);
    }
}

/// Tells a problem of a run.
pub fn problem(problem: &Problem) {
    error(&at(&problem.text, &problem.place), problem.hint.as_deref());
}

/// Tells a remark of a run.
pub fn remark(remark: &Remark) {
    say(NOTE, "note", &at(&remark.text, &remark.place));
}

/// Tells the notes on a report, where its result does not.
pub fn notes(entry: &Entry) {
    for note in &entry.analysis.notes {
        say(NOTE, "note", &at(&note.text, &entry.key));
    }
}

/// Tells where a file was written that the user asked for.
pub fn wrote(path: &Path) {
    say(HINT, "wrote", &path.to_string_lossy());
}

/// Tells something beside the result.
pub fn aside(what: &str) {
    say(NOTE, "note", what);
}

fn at(what: &str, place: &dyn Display) -> String {
    format!("{what}: {place}")
}

fn say(style: Style, label: &str, text: &str) {
    // Where standard error cannot be written there is nobody left to tell.
    let _ = writeln!(anstream::stderr(), "{style}{label}:{style:#} {}", shown(text));
}
