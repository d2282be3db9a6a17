//! `dateline correct`

use dateline_engine::Status;
use dateline_store::{NewCorrection, NewRun, NoFinding};
use dateline_wire::{Change, Line, TextSpan, Word};

use super::add::command;
use super::ask::{nothing, open};
use crate::args::{ChangeFlags, CorrectArgs};
use crate::clock;
use crate::output::{Lines, Pages, Stop, width};
use crate::view;

pub fn run(args: &CorrectArgs) -> Result<Status, Stop> {
    let mut record = open(&args.record)?;
    let report = match record.report_of(&args.finding)? {
        Ok(report) => report,
        Err(none) => return Ok(no_finding(&none)),
    };
    let (time, command) = (clock::now(), command());
    let run = NewRun { begun: &time, command: &command, producer: &report.producer };
    let change = args.change.change();
    let new = NewCorrection {
        finding: &args.finding,
        change: &change,
        author: &args.author,
        reason: &args.reason,
        time: &time,
    };
    let correction = match record.correct(run, new)? {
        Ok(correction) => correction,
        Err(none) => return Ok(no_finding(&none)),
    };
    if args.shape.json {
        let mut lines = Lines::new();
        lines.write(&Line::Correction(Box::new(correction)))?;
        lines.flush()?;
        return Ok(Status::Done);
    }
    let mut pages = Pages::new();
    pages.write(&view::corrections(&report, &[correction], width()))?;
    pages.flush()?;
    Ok(Status::Done)
}

/// Tells that a name names no statement, and what is nearest.
pub fn no_finding(none: &NoFinding) -> Status {
    let hint = match none {
        NoFinding::Report(none) => return super::ask::no_report(none),
        NoFinding::Unknown { nearest: Some((name, words)), .. } => format!("the nearest is {name}: “{words}”"),
        NoFinding::Unknown { nearest: None, .. } => "dateline show REPORT lists what is there".to_owned(),
        NoFinding::NoSpan { .. } => {
            "a span is START-END in code points, as --json prints it; several in their order".to_owned()
        }
    };
    nothing(&none.to_string(), &hint)
}

impl ChangeFlags {
    /// The one change that was asked for.
    fn change(&self) -> Change {
        let span = |&(start, end): &(u32, u32)| TextSpan { start, end, text: String::new() };
        match (self.kind, self.stance) {
            (Some(kind), _) => Change::Kind(Word::from(kind.to_string())),
            (_, Some(stance)) => Change::Stance(Word::from(stance.to_string())),
            _ if !self.speaker.is_empty() => Change::Speakers(self.speaker.clone()),
            _ if !self.span.is_empty() => Change::Content(self.span.iter().map(span).collect()),
            _ if self.reject => Change::Rejected,
            _ => Change::Withdrawn,
        }
    }
}
