//! Lines as they are kept: JSON, packed.

use dateline_wire::{Comparison, Line, Report};
use rusqlite::{Connection, OptionalExtension};

use crate::error::Fault;

/// Packs a line. LZ4 takes a third of the room and next to no time, which counts more here than the last byte.
pub(crate) fn pack(line: &Line) -> Result<Vec<u8>, Fault> {
    let json = serde_json::to_vec(line).map_err(|error| Fault::Damaged(error.to_string()))?;
    Ok(lz4_flex::compress_prepend_size(&json))
}

fn unpack(packed: &[u8]) -> Result<Line, Fault> {
    let json = lz4_flex::decompress_size_prepended(packed).map_err(|error| Fault::Damaged(error.to_string()))?;
    serde_json::from_slice(&json).map_err(|error| Fault::Damaged(error.to_string()))
}

/// The latest reading of a report.
pub(crate) fn latest(db: &Connection, report: i64) -> Result<Report, Fault> {
    let select = "SELECT line FROM reading WHERE report = ? ORDER BY number DESC LIMIT 1";
    let packed: Option<Vec<u8>> = db.prepare_cached(select)?.query_row([report], |row| row.get(0)).optional()?;
    let packed = packed.ok_or_else(|| Fault::Damaged(format!("report {report} has no reading")))?;
    match unpack(&packed)? {
        Line::Report(report) => Ok(*report),
        _ => Err(Fault::Damaged(format!("the reading of report {report} is none"))),
    }
}

/// A kept comparison.
pub(crate) fn comparison(packed: &[u8]) -> Result<Comparison, Fault> {
    match unpack(packed)? {
        Line::Comparison(comparison) => Ok(*comparison),
        _ => Err(Fault::Damaged("a kept comparison is none".to_owned())),
    }
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
