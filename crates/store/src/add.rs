//! Putting reports and comparisons into the record.

use dateline_wire::{Added, Comparison, Report, Schema, Word};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use crate::error::{Fault, RecordError};
use crate::line::{Reading, id_text, latest, own_id, pack};
use crate::record::{Record, RunNumber};
use crate::{correction, index};

/// Reports that go into the record in one transaction at the most: enough that waiting for the disk costs little, few
/// enough that nobody else waits long.
pub const BATCH_REPORTS_MAX: usize = 256;

/// What became of a report that was put into a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddOutcome {
    /// It was not there.
    New,
    /// A new text at an address that is known.
    Revision,
    /// Known, but with other findings or metadata.
    Reread,
    /// Nothing was changed.
    Known,
}

impl AddOutcome {
    const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Revision => "revision",
            Self::Reread => "reread",
            Self::Known => "known",
        }
    }
}

impl Record {
    /// Puts readings of reports into the record in one transaction, and tells what became of each, in their order.
    ///
    /// # Errors
    /// If the record cannot be written; then none of the reports is in it.
    pub fn add(
        &mut self,
        run: RunNumber,
        readings: impl IntoIterator<Item = Reading>,
    ) -> Result<Vec<(AddOutcome, Added)>, RecordError> {
        let done = self.in_transaction(|db| readings.into_iter().map(|reading| add(db, run, reading)).collect());
        self.told(done)
    }

    /// Keeps a comparison, unless the same one of that story is the latest that was kept.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn keep(&mut self, run: RunNumber, comparison: &Comparison) -> Result<(), RecordError> {
        let done = self.in_transaction(|db| keep(db, run, comparison));
        self.told(done)
    }

    /// Runs `work` in a transaction of its own, which is on the disk when this returns.
    pub(crate) fn in_transaction<T>(&mut self, work: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T, Fault> {
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&transaction)?;
        transaction.commit()?;
        Ok(done)
    }
}

fn add(db: &Connection, run: RunNumber, reading: Reading) -> Result<(AddOutcome, Added), Fault> {
    let id = own_id(&reading.report.id)?;
    let mut select = db.prepare_cached("SELECT number FROM report WHERE id = ?")?;
    let known: Option<i64> = select.query_row([id], |row| row.get(0)).optional()?;
    match known {
        Some(number) => add_known(db, run, number, reading),
        None => add_unknown(db, run, &id, reading),
    }
}

/// Adds a reading of a report that is there, if it tells anything new.
fn add_known(db: &Connection, run: RunNumber, number: i64, reading: Reading) -> Result<(AddOutcome, Added), Fault> {
    let Reading { report, line } = reading;
    if tells_the_same(&latest(db, number)?, &report) {
        return Ok(added(report, AddOutcome::Known, None, Vec::new()));
    }
    add_reading(db, run, number, &report, &line)?;
    if !is_superseded(db, number)? {
        index::remove_statements(db, number)?;
        index::remove_acts(db, number)?;
        index::add_statements(db, number, &report)?;
        index::add_acts(db, number, &report)?;
    }
    let without_place = correction::without_place(db, number, &report)?;
    Ok(added(report, AddOutcome::Reread, None, without_place))
}

/// Whether two readings differ in nothing but where the file lay and what the run remarked.
fn tells_the_same(a: &Report, b: &Report) -> bool {
    let Report { origin, notes, .. } = b;
    *b == Report { origin: origin.clone(), notes: notes.clone(), ..a.clone() }
}

fn is_superseded(db: &Connection, number: i64) -> Result<bool, Fault> {
    let select = "SELECT EXISTS (SELECT 1 FROM report WHERE supersedes = ?)";
    Ok(db.prepare_cached(select)?.query_row([number], |row| row.get(0))?)
}

fn add_unknown(db: &Connection, run: RunNumber, id: &[u8; 16], reading: Reading) -> Result<(AddOutcome, Added), Fault> {
    let Reading { report, line } = reading;
    let address = address(&report);
    let superseded = superseded_by(db, address.as_deref())?;
    let insert = "INSERT INTO report (id, key, address, outlet, domain, agency, supersedes, run)
                  VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    db.prepare_cached(insert)?.execute(params![
        id,
        report.origin.key,
        address,
        report.source.name,
        report.source.domain,
        report.agency,
        superseded.as_ref().map(|(number, _)| number),
        run.0,
    ])?;
    let number = db.last_insert_rowid();
    db.prepare_cached("INSERT INTO content (report, title, text) VALUES (?, ?, ?)")?.execute(params![
        number,
        report.title,
        report.text
    ])?;
    add_reading(db, run, number, &report, &line)?;
    if let Some((superseded, _)) = &superseded {
        index::remove_statements(db, *superseded)?;
        index::remove_acts(db, *superseded)?;
        index::remove_words(db, *superseded)?;
    }
    index::add_words(db, number, &report)?;
    index::add_statements(db, number, &report)?;
    index::add_acts(db, number, &report)?;
    let outcome = if superseded.is_some() { AddOutcome::Revision } else { AddOutcome::New };
    Ok(added(report, outcome, superseded.map(|(_, id)| id_text(&id)), Vec::new()))
}

/// Where a report was published: its address, else the id that its source gave it.
fn address(report: &Report) -> Option<String> {
    let source = report.source.domain.as_deref().or(report.source.name.as_deref()).unwrap_or_default();
    let given = || report.origin.given_id.as_ref().map(|id| format!("{source}\n{id}"));
    report.origin.url.clone().or_else(given)
}

/// The latest report of that address.
fn superseded_by(db: &Connection, address: Option<&str>) -> Result<Option<(i64, Vec<u8>)>, Fault> {
    let Some(address) = address else { return Ok(None) };
    let select = "SELECT number, id FROM report WHERE address = ? ORDER BY number DESC LIMIT 1";
    Ok(db.prepare_cached(select)?.query_row([address], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

fn add_reading(db: &Connection, run: RunNumber, number: i64, report: &Report, line: &[u8]) -> Result<(), Fault> {
    db.prepare_cached("INSERT INTO reading (report, run, line) VALUES (?, ?, ?)")?
        .execute(params![number, run.0, line])?;
    index::add_findings(db, db.last_insert_rowid(), report)
}

fn added(
    report: Report,
    outcome: AddOutcome,
    supersedes: Option<String>,
    without_place: Vec<u64>,
) -> (AddOutcome, Added) {
    let Report { id, origin, .. } = report;
    let line =
        Added { schema: Schema, id, key: origin.key, outcome: Word::from(outcome.name()), supersedes, without_place };
    (outcome, line)
}

fn keep(db: &Connection, run: RunNumber, comparison: &Comparison) -> Result<(), Fault> {
    let line = pack(comparison);
    let select = "SELECT line FROM comparison WHERE story = ? ORDER BY number DESC LIMIT 1";
    let latest: Option<Vec<u8>> = db.query_row(select, [&comparison.story.id], |row| row.get(0)).optional()?;
    if latest.as_ref() != Some(&line) {
        let insert = "INSERT INTO comparison (story, run, line) VALUES (?, ?, ?)";
        db.execute(insert, params![comparison.story.id, run.0, line])?;
    }
    Ok(())
}
