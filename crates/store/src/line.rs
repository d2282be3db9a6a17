//! Lines as they are kept: JSON, packed. The text of a report is kept once, beside its readings.

use std::mem;

use dateline_wire::{Commitment, Comparison, Event, Figure, Origin, Published, Report, ReportHead, Source, Statement};
use rusqlite::{Connection, OptionalExtension};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::error::Fault;

/// The part of a reading that a list of statements is made from. What stands beside it is passed over, which takes a
/// fraction of the time.
#[derive(Deserialize)]
pub(crate) struct Sayings {
    id: String,
    origin: Origin,
    source: Source,
    title: Option<String>,
    published: Published,
    entities: Vec<Named>,
    pub(crate) statements: Vec<Statement>,
}

/// The part of a reading that a list of events is made from, beside the head of its report.
#[derive(Deserialize)]
pub(crate) struct Deeds {
    entities: Vec<Named>,
    statements: Vec<Said>,
    pub(crate) events: Vec<Event>,
}

/// The part of a reading that a list of commitments is made from, beside the head of its report.
#[derive(Deserialize)]
pub(crate) struct Promises {
    entities: Vec<Named>,
    pub(crate) figures: Vec<Figure>,
    pub(crate) commitments: Vec<Commitment>,
}

/// An entity by its name.
#[derive(Deserialize)]
struct Named {
    id: String,
    name: String,
}

/// A statement by its speakers.
#[derive(Deserialize)]
struct Said {
    id: String,
    speakers: Vec<String>,
}

/// The names of entities, as [`Report::names_of`].
fn names_of(entities: &[Named], ids: &[String]) -> Vec<String> {
    let named = |id: &String| entities.iter().find(|entity| entity.id == *id);
    ids.iter().filter_map(named).map(|entity| entity.name.clone()).collect()
}

impl Sayings {
    /// Which report they stand in.
    pub(crate) fn head(&self) -> ReportHead {
        let Self { id, origin, source, title, published, .. } = self;
        ReportHead {
            id: id.clone(),
            origin: origin.clone(),
            source: source.clone(),
            title: title.clone(),
            published: published.clone(),
        }
    }

    /// The names of those who are found to speak, as [`Report::speaker_names`].
    pub(crate) fn speaker_names(&self, statement: &Statement) -> Vec<String> {
        names_of(&self.entities, &statement.speakers)
    }
}

impl Deeds {
    /// The names of some entities.
    pub(crate) fn names_of(&self, ids: &[String]) -> Vec<String> {
        names_of(&self.entities, ids)
    }

    /// The names of those who speak in the statement of that id.
    pub(crate) fn speakers_of(&self, statement: &str) -> Vec<String> {
        let said = self.statements.iter().find(|said| said.id == statement);
        said.map(|said| self.names_of(&said.speakers)).unwrap_or_default()
    }
}

impl Promises {
    /// The names of some entities.
    pub(crate) fn names_of(&self, ids: &[String]) -> Vec<String> {
        names_of(&self.entities, ids)
    }
}

/// Packs a line. LZ4 takes a third of the room and next to no time, which counts more here than the last byte.
pub(crate) fn pack(line: &impl Serialize) -> Vec<u8> {
    let json = serde_json::to_vec(line).expect("the keys of lines are strings, and writing to memory does not fail");
    lz4_flex::compress_prepend_size(&json)
}

fn unpack<T: DeserializeOwned>(packed: &[u8]) -> Result<T, Fault> {
    let json = lz4_flex::decompress_size_prepended(packed).map_err(|error| Fault::Damaged(error.to_string()))?;
    serde_json::from_slice(&json).map_err(|error| Fault::Damaged(error.to_string()))
}

/// A report as one run read it, ready to be kept. Packing it takes about a third of the work of keeping it, and can be
/// done beside the writing, which only one thread does at a time.
#[derive(Debug, Clone)]
pub struct Reading {
    pub(crate) report: Report,
    /// The line without its text, packed.
    pub(crate) line: Vec<u8>,
}

impl From<Report> for Reading {
    /// The report should hold its trees of reasons: findings are explained from them.
    fn from(mut report: Report) -> Self {
        let text = mem::take(&mut report.text);
        let line = pack(&report);
        report.text = text;
        Self { report, line }
    }
}

/// The latest reading of a report.
pub(crate) fn latest(db: &Connection, report: i64) -> Result<Report, Fault> {
    let reading: Report = latest_part(db, report)?;
    Ok(Report { text: text(db, report)?, ..reading })
}

/// Which report it is, by its latest reading.
pub(crate) fn latest_head(db: &Connection, report: i64) -> Result<ReportHead, Fault> {
    latest_part(db, report)
}

/// A part of the latest reading of a report.
pub(crate) fn latest_part<T: DeserializeOwned>(db: &Connection, report: i64) -> Result<T, Fault> {
    unpack(&latest_line(db, report)?)
}

/// The head of the latest reading of a report, and another part of it.
pub(crate) fn latest_parts<T: DeserializeOwned>(db: &Connection, report: i64) -> Result<(ReportHead, T), Fault> {
    let packed = latest_line(db, report)?;
    Ok((unpack(&packed)?, unpack(&packed)?))
}

fn latest_line(db: &Connection, report: i64) -> Result<Vec<u8>, Fault> {
    let select = "SELECT line FROM reading WHERE report = ? ORDER BY number DESC LIMIT 1";
    let packed = db.prepare_cached(select)?.query_row([report], |row| row.get(0)).optional()?;
    packed.ok_or_else(|| Fault::Damaged(format!("report {report} has no reading")))
}

/// A part of each reading that the record keeps, with the reading's number, handed to `on_reading` in their order.
pub(crate) fn each_reading<T: DeserializeOwned>(
    db: &Connection,
    mut on_reading: impl FnMut(i64, T) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut select = db.prepare("SELECT number, line FROM reading ORDER BY number")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        on_reading(
            row.get(0)?,
            unpack(row.get_ref(1)?.as_blob().map_err(|error| Fault::Damaged(error.to_string()))?)?,
        )?;
    }
    Ok(())
}

/// The finding at a place of a report's list.
pub(crate) fn at_place<T>(findings: &[T], report: i64, place: i64) -> Result<&T, Fault> {
    let finding = usize::try_from(place).ok().and_then(|place| findings.get(place));
    finding.ok_or_else(|| Fault::Damaged(format!("report {report} lacks a finding that the index has")))
}

/// The text of a report.
pub(crate) fn text(db: &Connection, report: i64) -> Result<String, Fault> {
    let select = "SELECT text FROM content WHERE report = ?";
    let text = db.prepare_cached(select)?.query_row([report], |row| row.get(0)).optional()?;
    text.ok_or_else(|| Fault::Damaged(format!("report {report} has no text")))
}

/// A kept comparison.
pub(crate) fn comparison(packed: &[u8]) -> Result<Comparison, Fault> {
    unpack(packed)
}

/// The 16 bytes of an id that is written in hexadecimal digits.
pub(crate) fn id_bytes(id: &str) -> Option<[u8; 16]> {
    let digits = id.as_bytes();
    if digits.len() != 32 || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let mut bytes = [0; 16];
    for (byte, pair) in bytes.iter_mut().zip(id.as_bytes().chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}

/// An id in hexadecimal digits.
pub(crate) fn id_text(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes of an id that stands in a line, which is always well formed.
pub(crate) fn own_id(id: &str) -> Result<[u8; 16], Fault> {
    id_bytes(id).ok_or_else(|| Fault::Damaged(format!("{id} is no id")))
}
