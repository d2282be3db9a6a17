//! What people say of findings: a log that is laid over every reading, and changes none.

use dateline_wire::{Change, Corrected, Correction, Report, Schema, Statement, TextSpan, Word};
use rusqlite::{Connection, Row, params};

use crate::error::{Fault, RecordError};
use crate::line::{id_text, own_id};
use crate::name::{FindingName, NoFinding};
use crate::record::{NewRun, Record, begin_run};
use crate::{index, line};

/// The only kind of finding that can be corrected so far.
const KIND: &str = "statement";

/// A correction that is to be made.
#[derive(Debug, Clone, Copy)]
pub struct NewCorrection<'a> {
    /// The finding.
    pub finding: &'a FindingName,
    /// What is to be changed.
    pub change: &'a Change,
    /// Who says so.
    pub author: &'a str,
    /// Why.
    pub reason: &'a str,
    /// When: UTC.
    pub time: &'a str,
}

impl Record {
    /// Adds a correction to the log, with the run that made it, and lays it over the index. A change of spans takes the
    /// characters from the report; it gives code points only. What is refused leaves no run behind.
    ///
    /// # Errors
    /// If the record cannot be written. The inner error names what is nearest to a statement that does not exist, or says
    /// what is wrong with the spans.
    pub fn correct(
        &mut self,
        run: NewRun<'_>,
        new: NewCorrection<'_>,
    ) -> Result<Result<Correction, NoFinding>, RecordError> {
        let done = self.in_transaction(|db| correct(db, run, new));
        self.told(done)
    }

    /// All corrections, in the order in which they were made.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn corrections(&self) -> Result<Vec<Correction>, RecordError> {
        let read = || {
            let mut select = self.db.prepare("SELECT DISTINCT report FROM correction")?;
            let reports: Vec<i64> = select.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
            let mut all = Vec::new();
            for number in reports {
                let report = line::latest(&self.db, number)?;
                all.extend(of_report(&self.db, number, &report.id, &report.statements)?);
            }
            all.sort_by_key(|correction| correction.number);
            Ok(all)
        };
        self.told(read())
    }
}

fn correct(db: &Connection, run: NewRun<'_>, new: NewCorrection<'_>) -> Result<Result<Correction, NoFinding>, Fault> {
    let (number, report, place) = match new.finding.find(db)? {
        Ok(found) => found,
        Err(no_finding) => return Ok(Err(no_finding)),
    };
    let statement = &report.statements[place];
    let change = match with_characters(new.change, &report) {
        Ok(change) => change,
        Err(no_finding) => return Ok(Err(no_finding)),
    };
    let run = begin_run(db, run)?;
    let insert = "INSERT INTO correction (made, author, reason, report, finding, kind, spans, change, run)
                  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    db.execute(
        insert,
        params![
            new.time,
            new.author,
            new.reason,
            number,
            own_id(&statement.finding)?,
            KIND,
            json(&statement.content)?,
            json(&change)?,
            run.0
        ],
    )?;
    let correction_number = db.last_insert_rowid();
    index::remove_statements(db, number)?;
    index::add_statements(db, number, &report)?;
    let all = of_report(db, number, &report.id, &report.statements)?;
    let made = all.into_iter().find(|correction| i64::try_from(correction.number) == Ok(correction_number));
    made.map(Ok).ok_or_else(|| Fault::Damaged("a correction did not stay".to_owned()))
}

fn json(value: &impl serde::Serialize) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|error| Fault::Damaged(error.to_string()))
}

/// The change with the characters of its spans, which must lie in the text one behind the other.
fn with_characters(change: &Change, report: &Report) -> Result<Change, NoFinding> {
    let Change::Content(spans) = change else { return Ok(change.clone()) };
    let n_code_points = report.text.chars().count();
    let mut covered_to = 0;
    let mut filled = Vec::with_capacity(spans.len());
    for span in spans {
        let is_sound = span.start < span.end && covered_to <= span.start && span.end as usize <= n_code_points;
        if !is_sound {
            return Err(NoFinding::NoSpan { start: span.start, end: span.end, n_code_points });
        }
        let text = report.text.chars().skip(span.start as usize).take((span.end - span.start) as usize).collect();
        filled.push(TextSpan { text, ..span.clone() });
        covered_to = span.end;
    }
    Ok(Change::Content(filled))
}

/// The corrections to a report's findings, in the order in which they were made.
pub(crate) fn of_report(
    db: &Connection,
    number: i64,
    id: &str,
    statements: &[Statement],
) -> Result<Vec<Correction>, Fault> {
    let select = "SELECT number, made, author, reason, finding, kind, spans, change FROM correction
                  WHERE report = ? ORDER BY number";
    let mut select = db.prepare_cached(select)?;
    let mut rows = select.query([number])?;
    let mut corrections = Vec::new();
    while let Some(row) = rows.next()? {
        corrections.push(read(row, id, statements)?);
    }
    Ok(corrections)
}

fn read(row: &Row<'_>, id: &str, statements: &[Statement]) -> Result<Correction, Fault> {
    let damaged = |error: serde_json::Error| Fault::Damaged(error.to_string());
    let finding = id_text(&row.get::<_, Vec<u8>>(4)?);
    let has_place = statements.iter().any(|statement| statement.finding == finding);
    Ok(Correction {
        schema: Schema,
        number: row.get::<_, i64>(0)?.unsigned_abs(),
        time: row.get(1)?,
        author: row.get(2)?,
        reason: row.get(3)?,
        report: id.to_owned(),
        finding,
        kind: Word::from(row.get::<_, String>(5)?),
        spans: serde_json::from_str(&row.get::<_, String>(6)?).map_err(damaged)?,
        change: serde_json::from_str(&row.get::<_, String>(7)?).map_err(damaged)?,
        has_place,
    })
}

/// The numbers of those corrections to a report that its reading has no place for.
pub(crate) fn without_place(db: &Connection, number: i64, report: &Report) -> Result<Vec<u64>, Fault> {
    let corrections = of_report(db, number, &report.id, &report.statements)?;
    Ok(corrections.into_iter().filter(|correction| !correction.has_place).map(|correction| correction.number).collect())
}

/// What a statement is after all corrections to it; `None` if there are none, or all were withdrawn.
#[must_use]
pub fn corrected(report: &Report, statement: &Statement, corrections: &[Correction]) -> Option<Corrected> {
    laid_over(statement, || report.speaker_names(statement), corrections)
}

/// As [`corrected`], of a statement whose speakers' names come from elsewhere.
pub(crate) fn laid_over(
    statement: &Statement,
    speaker_names: impl FnOnce() -> Vec<String>,
    corrections: &[Correction],
) -> Option<Corrected> {
    let mut own = corrections.iter().filter(|correction| correction.finding == statement.finding).peekable();
    own.peek()?;
    let as_found = Corrected {
        rejected: false,
        kind: statement.kind.clone(),
        stance: statement.stance.clone(),
        speakers: speaker_names(),
        content: statement.content.clone(),
    };
    let mut is_changed = false;
    let mut corrected = as_found.clone();
    for correction in own {
        is_changed = correction.change != Change::Withdrawn;
        match &correction.change {
            Change::Speakers(names) => corrected.speakers.clone_from(names),
            Change::Kind(kind) => corrected.kind = kind.clone(),
            Change::Stance(stance) => corrected.stance = stance.clone(),
            Change::Content(content) => corrected.content.clone_from(content),
            Change::Rejected => corrected.rejected = true,
            Change::Withdrawn => corrected = as_found.clone(),
        }
    }
    is_changed.then_some(corrected)
}
