//! `dateline export --csv`: the statements as a table.

use std::io;

use dateline_engine::Status;
use dateline_store::{Record, corrected};
use dateline_wire::{Correction, Report, Statement, TextSpan};

use crate::output::Stop;

/// The columns. New ones are added at the end.
const COLUMNS: [&str; 19] = [
    "report",
    "key",
    "outlet",
    "domain",
    "agency",
    "url",
    "title",
    "day",
    "statement",
    "finding",
    "kind",
    "stance",
    "speakers",
    "cue",
    "content",
    "start",
    "end",
    "rule",
    "corrected_by",
];

/// Between the values of a cell that holds several.
const BETWEEN: &str = " | ";

/// One row for each statement of the record, as people corrected it; rejected ones are left out.
pub fn statements(record: &Record) -> Result<Status, Stop> {
    let mut table = csv::Writer::from_writer(io::stdout().lock());
    table.write_record(COLUMNS).map_err(stop)?;
    record.reports(|report, corrections| {
        for statement in &report.statements {
            if let Some(row) = row(&report, statement, &corrections) {
                table.write_record(row).map_err(stop)?;
            }
        }
        Ok::<(), Stop>(())
    })?;
    table.flush()?;
    Ok(Status::Done)
}

fn stop(error: csv::Error) -> Stop {
    Stop::Output(error.into())
}

fn row(report: &Report, statement: &Statement, corrections: &[Correction]) -> Option<[String; COLUMNS.len()]> {
    let corrected = corrected(report, statement, corrections);
    let own = corrections.iter().filter(|correction| correction.finding == statement.finding);
    let mut authors: Vec<String> = own.map(|correction| correction.author.clone()).collect();
    authors.dedup();
    let (kind, stance, speakers, content) = match corrected {
        Some(corrected) if corrected.rejected => return None,
        Some(corrected) => (corrected.kind, corrected.stance, corrected.speakers, corrected.content),
        None => (
            statement.kind.clone(),
            statement.stance.clone(),
            report.speaker_names(statement),
            statement.content.clone(),
        ),
    };
    let given = |value: &Option<String>| value.clone().unwrap_or_default();
    let border = |at: Option<u32>| at.map(|at| at.to_string()).unwrap_or_default();
    Some([
        report.id.clone(),
        report.origin.key.clone(),
        given(&report.source.name),
        given(&report.source.domain),
        given(&report.agency),
        given(&report.origin.url),
        given(&report.title),
        given(&report.published.date),
        statement.id.clone(),
        statement.finding.clone(),
        kind.into_owned(),
        stance.into_owned(),
        speakers.join(BETWEEN),
        statement.cue.as_ref().map(|cue| cue.span.text.clone()).unwrap_or_default(),
        words(&content),
        border(content.first().map(|span| span.start)),
        border(content.last().map(|span| span.end)),
        statement.reason.clone(),
        authors.join(BETWEEN),
    ])
}

fn words(content: &[TextSpan]) -> String {
    content.iter().map(|span| span.text.as_str()).collect::<Vec<_>>().join(BETWEEN)
}
