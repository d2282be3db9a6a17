//! What is said on standard error.
//!
//! Problems are told as `error: what: where`, with `hint: what to do` below.

use std::fmt::Display;
use std::io::Write;

use anstyle::{AnsiColor, Style};
use dateline_engine::{Entry, Problem, Remark};

use crate::view::shown;

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

fn at(what: &str, place: &dyn Display) -> String {
    format!("{what}: {place}")
}

fn say(style: Style, label: &str, text: &str) {
    // Where standard error cannot be written there is nobody left to tell.
    let _ = writeln!(anstream::stderr(), "{style}{label}:{style:#} {}", shown(text));
}
