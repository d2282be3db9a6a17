//! Lines as they are kept: JSON, packed. The text of a report is kept once, beside its readings.

use std::mem;

use dateline_wire::{Comparison, Origin, Published, Report, ReportHead, Source, Statement};
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

/// An entity by its name.
#[derive(Deserialize)]
struct Named {
    id: String,
    name: String,
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
        let entity = |id: &String| self.entities.iter().find(|entity| entity.id == *id);
        statement.speakers.iter().filter_map(entity).map(|entity| entity.name.clone()).collect()
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

/// The statements of the latest reading of a report.
pub(crate) fn latest_sayings(db: &Connection, report: i64) -> Result<Sayings, Fault> {
    latest_part(db, report)
}

fn latest_part<T: DeserializeOwned>(db: &Connection, report: i64) -> Result<T, Fault> {
    let select = "SELECT line FROM reading WHERE report = ? ORDER BY number DESC LIMIT 1";
    let packed: Option<Vec<u8>> = db.prepare_cached(select)?.query_row([report], |row| row.get(0)).optional()?;
    unpack(&packed.ok_or_else(|| Fault::Damaged(format!("report {report} has no reading")))?)
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
