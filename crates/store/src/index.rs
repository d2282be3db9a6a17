//! The tables that queries look into. They are made from reports, readings and corrections alone.

use dateline_wire::Report;
use rusqlite::{Connection, params};

use crate::error::Fault;
use crate::{correction, line, query};

/// What separates the names of two speakers, so that no phrase reaches over it.
const BETWEEN_NAMES: &str = " | ";

/// Makes the findings of a reading findable by their ids.
pub(crate) fn add_findings(db: &Connection, reading: i64, report: &Report) -> Result<(), Fault> {
    db.prepare_cached("INSERT INTO finding (rowid, ids) VALUES (?, ?)")?.execute(params![reading, ids(report)])?;
    Ok(())
}

/// The ids of what can be asked for by itself, as words: entities, statements, events and commitments.
fn ids(report: &Report) -> String {
    let entities = report.entities.iter().map(|entity| entity.finding.as_str());
    let said = entities.chain(report.statements.iter().map(|statement| statement.finding.as_str()));
    let done = said.chain(report.events.iter().map(|event| event.finding.as_str()));
    let ids: Vec<&str> = done.chain(report.commitments.iter().map(|promise| promise.finding.as_str())).collect();
    ids.join(" ")
}

/// Makes the statements of a report findable, as people corrected them.
pub(crate) fn add_statements(db: &Connection, number: i64, report: &Report) -> Result<(), Fault> {
    let corrections = correction::of_report(db, number, &report.id, &report.statements)?;
    let insert = "INSERT INTO statement (report, place, kind, stance, day) VALUES (?, ?, ?, ?, ?)";
    let mut insert = db.prepare_cached(insert)?;
    let mut insert_names = db.prepare_cached("INSERT INTO speaker (rowid, names) VALUES (?, ?)")?;
    for (place, statement) in (0_i64..).zip(&report.statements) {
        let corrected = correction::corrected(report, statement, &corrections);
        let kind = corrected.as_ref().map_or(&statement.kind, |corrected| &corrected.kind);
        let stance = corrected.as_ref().map_or(&statement.stance, |corrected| &corrected.stance);
        insert.execute(params![number, place, kind, stance, report.published.date])?;
        let names = corrected.as_ref().map_or_else(|| report.speaker_names(statement), |known| known.speakers.clone());
        insert_names.execute(params![db.last_insert_rowid(), names.join(BETWEEN_NAMES)])?;
    }
    Ok(())
}

/// Takes the statements of a report out of the index.
pub(crate) fn remove_statements(db: &Connection, number: i64) -> Result<(), Fault> {
    let names = "DELETE FROM speaker WHERE rowid IN (SELECT number FROM statement WHERE report = ?)";
    db.prepare_cached(names)?.execute([number])?;
    db.prepare_cached("DELETE FROM statement WHERE report = ?")?.execute([number])?;
    Ok(())
}

/// Makes the words of a report findable.
pub(crate) fn add_words(db: &Connection, number: i64, report: &Report) -> Result<(), Fault> {
    let insert = "INSERT INTO word (rowid, title, text) VALUES (?, ?, ?)";
    db.prepare_cached(insert)?.execute(params![number, report.title, report.text])?;
    Ok(())
}

/// Takes the words of a report out of the index, which wants to be told what they were.
pub(crate) fn remove_words(db: &Connection, number: i64) -> Result<(), Fault> {
    let delete = "INSERT INTO word (word, rowid, title, text)
                  SELECT 'delete', report, title, text FROM content WHERE report = ?";
    db.prepare_cached(delete)?.execute([number])?;
    Ok(())
}

/// Makes the events and the commitments of a report findable.
pub(crate) fn add_acts(db: &Connection, number: i64, report: &Report) -> Result<(), Fault> {
    add_events(db, number, report)?;
    add_commitments(db, number, report)
}

fn add_events(db: &Connection, number: i64, report: &Report) -> Result<(), Fault> {
    let insert =
        "INSERT INTO event (report, place, type, mode, aspect, first_day, last_day) VALUES (?, ?, ?, ?, ?, ?, ?)";
    let mut insert = db.prepare_cached(insert)?;
    let mut insert_names = db.prepare_cached("INSERT INTO event_name (rowid, actors, scene) VALUES (?, ?, ?)")?;
    for (place, event) in (0_i64..).zip(&report.events) {
        let days = event.when.as_ref().map(|when| (&when.from, &when.to));
        let (first, last) = days.unzip();
        insert.execute(params![number, place, event.kind, event.mode, event.aspect, first, last])?;
        let actors: Vec<String> = [&event.sources, &event.targets].map(|ids| names(report, ids)).into();
        let scene = names(report, event.place.as_slice());
        insert_names.execute(params![db.last_insert_rowid(), actors.join(BETWEEN_NAMES), scene])?;
    }
    Ok(())
}

fn add_commitments(db: &Connection, number: i64, report: &Report) -> Result<(), Fault> {
    let insert = "INSERT INTO commitment (report, place, strength, first_day, last_day) VALUES (?, ?, ?, ?, ?)";
    let mut insert = db.prepare_cached(insert)?;
    let insert_names = "INSERT INTO commitment_name (rowid, givers, receivers) VALUES (?, ?, ?)";
    let mut insert_names = db.prepare_cached(insert_names)?;
    for (place, commitment) in (0_i64..).zip(&report.commitments) {
        let deadline = commitment.deadline.as_ref();
        let first = deadline.and_then(|deadline| deadline.from.as_ref());
        let last = deadline.and_then(|deadline| deadline.to.as_ref());
        insert.execute(params![number, place, commitment.strength, first, last])?;
        let (by, to) = (names(report, &commitment.by), names(report, &commitment.to));
        insert_names.execute(params![db.last_insert_rowid(), by, to])?;
    }
    Ok(())
}

/// The names of entities of a report, as one text.
fn names(report: &Report, ids: &[String]) -> String {
    report.names_of(ids).join(BETWEEN_NAMES)
}

/// Takes the events and the commitments of a report out of the index.
pub(crate) fn remove_acts(db: &Connection, number: i64) -> Result<(), Fault> {
    for table in ["event", "commitment"] {
        let names = format!("DELETE FROM {table}_name WHERE rowid IN (SELECT number FROM {table} WHERE report = ?)");
        db.prepare_cached(&names)?.execute([number])?;
        db.prepare_cached(&format!("DELETE FROM {table} WHERE report = ?"))?.execute([number])?;
    }
    Ok(())
}

/// Fills the index of events and commitments from a record that has none yet.
pub(crate) fn fill_acts(db: &Connection) -> Result<(), Fault> {
    db.execute("INSERT INTO finding (finding) VALUES ('delete-all')", [])?;
    line::each_reading(db, |reading, report| add_findings(db, reading, &report))?;
    for number in query::current(db)? {
        add_acts(db, number, &line::latest(db, number)?)?;
    }
    Ok(())
}
