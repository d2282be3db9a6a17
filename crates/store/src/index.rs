//! The tables that queries look into. They are made from reports, readings and corrections alone.

use dateline_wire::Report;
use rusqlite::{Connection, params};

use crate::correction;
use crate::error::Fault;

/// What separates the names of two speakers, so that no phrase reaches over it.
const BETWEEN_NAMES: &str = " | ";

/// Makes the entities and statements of a reading findable by their ids.
pub(crate) fn add_findings(db: &Connection, reading: i64, report: &Report) -> Result<(), Fault> {
    let entities = report.entities.iter().map(|entity| entity.finding.as_str());
    let ids: Vec<&str> = entities.chain(report.statements.iter().map(|statement| statement.finding.as_str())).collect();
    db.prepare_cached("INSERT INTO finding (rowid, ids) VALUES (?, ?)")?.execute(params![reading, ids.join(" ")])?;
    Ok(())
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
