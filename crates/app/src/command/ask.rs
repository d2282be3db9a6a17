//! The commands that ask the record: `show`, `statements`, `events`, `commitments`, `search`, `stories`, and
//! `explain` without paths.

use dateline_engine::{Status, Wanted, explain};
use dateline_store::{CommitmentFilter, EventFilter, FindingName, Found, NoReport, Record, StatementFilter};
use dateline_wire::{Comparison, Correction, Line, RecordedCommitment, RecordedEvent, RecordedStatement, Report};

use crate::args::{CommitmentsArgs, EventsArgs, RecordFlags, SearchArgs, Shape, ShowArgs, StatementsArgs, StoriesArgs};
use crate::output::{Lines, Pages, Stop, width};
use crate::{message, view};

pub fn show(args: &ShowArgs) -> Result<Status, Stop> {
    let record = open(&args.record)?;
    let Some(name) = args.names.first() else { return overview(&record, args) };
    let report = match record.report(&name.to_string_lossy())? {
        Ok(report) => report,
        Err(none) => return Ok(no_report(&none)),
    };
    let corrections = record.corrections_of(&report)?;
    if args.shape.json {
        let corrections = corrections.into_iter().map(|correction| Line::Correction(Box::new(correction)));
        return print_lines([Line::Report(Box::new(report))].into_iter().chain(corrections));
    }
    let page = view::report(&report, width()) + &view::corrections(&report, &corrections, width());
    print_page(&page)
}

/// The runs that made the record, and how much stands in it.
fn overview(record: &Record, args: &ShowArgs) -> Result<Status, Stop> {
    let runs = record.runs()?;
    if args.shape.json {
        return print_lines(runs.into_iter().map(|run| Line::Run(Box::new(run))));
    }
    print_page(&view::runs(&runs, record.n_reports()?, width()))
}

pub fn statements(args: &StatementsArgs) -> Result<Status, Stop> {
    let record = open(&args.record)?;
    let filter = StatementFilter {
        speaker: args.speaker.clone(),
        source: args.source.clone(),
        kind: args.kind.map(|kind| kind.to_string()),
        stance: args.stance.map(|stance| stance.to_string()),
        from: args.from.clone(),
        to: args.to.clone(),
    };
    let found = record.statements(&filter, args.limit.n)?;
    if found.n_all == 0 {
        return Ok(nothing("no statement of the record fits", "ask for less, or see what is there with dateline show"));
    }
    let page = |statement: &RecordedStatement| view::recorded_statement(statement, width());
    print_found(found, args.shape, page, |statement| Line::Statement(Box::new(statement)))
}

pub fn events(args: &EventsArgs) -> Result<Status, Stop> {
    let record = open(&args.record)?;
    let filter = EventFilter {
        kind: args.kind.map(|kind| kind.name().to_owned()),
        mode: args.mode.clone(),
        actors: args.actor.clone(),
        place: args.place.clone(),
        source: args.source.clone(),
        aspect: args.aspect.map(|aspect| aspect.to_string()),
        from: args.from.clone(),
        to: args.to.clone(),
    };
    let found = record.events(&filter, args.limit.n)?;
    if found.n_all == 0 {
        return Ok(nothing("no event of the record fits", "ask for less, or see what is there with dateline show"));
    }
    let page = |event: &RecordedEvent| view::recorded_event(event, width());
    print_found(found, args.shape, page, |event| Line::Event(Box::new(event)))
}

pub fn commitments(args: &CommitmentsArgs) -> Result<Status, Stop> {
    let record = open(&args.record)?;
    let filter = CommitmentFilter {
        by: args.by.clone(),
        to: args.to.clone(),
        source: args.source.clone(),
        strength: args.strength.map(|strength| strength.to_string()),
        deadline_from: args.deadline_from.clone(),
        deadline_to: args.deadline_to.clone(),
    };
    let found = record.commitments(&filter, args.limit.n)?;
    if found.n_all == 0 {
        let hint = "ask for less, or see what is there with dateline show";
        return Ok(nothing("no commitment of the record fits", hint));
    }
    let page = |commitment: &RecordedCommitment| view::recorded_commitment(commitment, width());
    print_found(found, args.shape, page, |commitment| Line::Commitment(Box::new(commitment)))
}

pub fn search(args: &SearchArgs) -> Result<Status, Stop> {
    let record = open(&args.record)?;
    let found = record.search(&args.words.join(" "), args.limit.n)?;
    if found.n_all == 0 {
        let hint = "ask for fewer words, or for their beginnings: harbo*";
        return Ok(nothing("no report of the record holds all these words", hint));
    }
    print_found(found, args.shape, |hit| view::hit(hit, width()), |hit| Line::Hit(Box::new(hit)))
}

/// The stories whose comparison the record keeps.
pub fn kept_stories(args: &StoriesArgs) -> Result<Status, Stop> {
    let record = open(&args.record)?;
    let wanted = |id: &str| args.story.as_ref().is_none_or(|wanted| id.starts_with(wanted.as_str()));
    let comparisons: Vec<_> = record.comparisons()?.into_iter().filter(|line| wanted(&line.story.id)).collect();
    if comparisons.is_empty() {
        let hint = "dateline compare --record FILE keeps what it compares";
        return Ok(nothing("the record has no such story", hint));
    }
    if args.shape.json {
        return stories_as_lines(&record, comparisons);
    }
    if args.story.is_none() {
        return print_page(&view::stories(&comparisons, width()));
    }
    let pages: Result<Vec<String>, Stop> = comparisons.iter().map(|line| story(&record, line)).collect();
    print_page(&pages?.join("\n\n"))
}

/// A kept comparison, and what people corrected in its reports since.
fn story(record: &Record, comparison: &Comparison) -> Result<String, Stop> {
    let mut page = view::comparison(comparison, width());
    let (reports, corrections) = corrected(record, comparison)?;
    page.push_str(&view::corrected_reports(&reports, &corrections, width()));
    Ok(page)
}

/// Each comparison, then what people corrected in its reports.
fn stories_as_lines(record: &Record, comparisons: Vec<Comparison>) -> Result<Status, Stop> {
    let mut lines = Vec::new();
    for comparison in comparisons {
        let (_, corrections) = corrected(record, &comparison)?;
        lines.push(Line::Comparison(Box::new(comparison)));
        lines.extend(corrections.into_iter().map(|correction| Line::Correction(Box::new(correction))));
    }
    print_lines(lines.into_iter())
}

/// The reports of a comparison that are in the record, and the corrections to them in the same order.
fn corrected(record: &Record, comparison: &Comparison) -> Result<(Vec<Report>, Vec<Correction>), Stop> {
    let (mut reports, mut corrections) = (Vec::new(), Vec::new());
    for compared in &comparison.reports {
        if let Ok(report) = record.report(&compared.id)? {
            corrections.extend(record.corrections_of(&report)?);
            reports.push(report);
        }
    }
    Ok((reports, corrections))
}

/// Explains a finding of the record from the reading that made it.
pub fn explain_recorded(finding: &FindingName, record: &RecordFlags) -> Result<Status, Stop> {
    let record = open(record)?;
    let report = match record.report_of(finding)? {
        Ok(report) => report,
        Err(none) => return Ok(super::correct::no_finding(&none)),
    };
    let short = match finding {
        FindingName::Id(id) => id,
        FindingName::InReport { short, .. } => short,
    };
    let wanted: Wanted = short.parse().expect("names of findings in a record are names of findings");
    let explained: Vec<String> =
        explain(&report, &wanted).map(|explained| view::explained(&report, explained, width())).collect();
    if explained.is_empty() {
        let hint = "dateline show REPORT lists the findings with their ids";
        return Ok(nothing("the latest reading of the report has no such finding", hint));
    }
    let corrections: Vec<_> = record
        .corrections_of(&report)?
        .into_iter()
        .filter(|correction| is_about(&report, &correction.finding, short))
        .collect();
    print_page(&(explained.concat() + &view::corrections(&report, &corrections, width())))
}

fn is_about(report: &Report, finding: &str, name: &str) -> bool {
    let own = report.statements.iter().find(|statement| statement.id == name || statement.finding == name);
    own.is_some_and(|statement| statement.finding == finding)
}

pub fn open(flags: &RecordFlags) -> Result<Record, Stop> {
    Ok(Record::open(&flags.file, flags.wait())?)
}

/// Tells that a name names no report, and what is nearest.
pub fn no_report(none: &NoReport) -> Status {
    let hint = match none {
        NoReport::Unknown { nearest: Some(nearest), .. } => format!("the nearest is {nearest}"),
        NoReport::Unknown { nearest: None, .. } => "dateline search finds reports by their words".to_owned(),
        NoReport::Several { .. } => "name one by its id".to_owned(),
    };
    nothing(&none.to_string(), &hint)
}

pub fn nothing(what: &str, hint: &str) -> Status {
    message::error(what, Some(hint));
    Status::NothingFound
}

/// Prints what was found, for people or as lines, and tells how much more there is.
fn print_found<T>(
    found: Found<T>,
    shape: Shape,
    page: impl Fn(&T) -> String,
    line: impl Fn(T) -> Line,
) -> Result<Status, Stop> {
    if shape.json {
        tell_rest(&found);
        return print_lines(found.items.into_iter().map(line));
    }
    let pages: Vec<String> = found.items.iter().map(page).collect();
    print_page(&pages.join("\n"))?;
    tell_rest(&found);
    Ok(Status::Done)
}

/// Tells how much more there is than was shown.
fn tell_rest<T>(found: &Found<T>) {
    let n_more = found.n_all.saturating_sub(found.items.len() as u64);
    if n_more > 0 {
        message::aside(&format!("{n_more} more; --limit N shows N"));
    }
}

fn print_lines(all: impl Iterator<Item = Line>) -> Result<Status, Stop> {
    let mut lines = Lines::new();
    for line in all {
        lines.write(&line)?;
    }
    lines.flush()?;
    Ok(Status::Done)
}

fn print_page(page: &str) -> Result<Status, Stop> {
    let mut pages = Pages::new();
    pages.write(page)?;
    pages.flush()?;
    Ok(Status::Done)
}
