//! How people name reports and findings of a record, and what is nearest to a name that nothing has.

use std::fmt;
use std::str::FromStr;

use dateline_wire::Report;
use rusqlite::{Connection, OptionalExtension};

use crate::error::{Fault, RecordError};
use crate::line::{id_bytes, id_text, latest};
use crate::record::Record;

/// The least digits by which a report's id may be named.
const PREFIX_DIGITS_MIN: usize = 6;

/// The digits in which a mistyped id may differ from the one that was meant.
const DIGITS_WRONG_MAX: usize = 4;

/// The letters with which the short names of findings begin: statements, entities, times, figures, events, commitments.
const SHORT_NAMES: [char; 6] = ['s', 'e', 't', 'f', 'v', 'c'];

/// A finding of a record: by its id, or by its report and its short name there, `agency-wire:s3`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FindingName {
    /// By its id.
    Id(String),
    /// By its report and its short name.
    InReport {
        /// The report's id, the beginning of it, or its key.
        report: String,
        /// `s3`, `e1`, `t2`, `f4`, `v1` or `c6`.
        short: String,
    },
}

impl FromStr for FindingName {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if id_bytes(text).is_some() {
            return Ok(Self::Id(text.to_ascii_lowercase()));
        }
        let (report, short) = text.rsplit_once(':').unwrap_or_default();
        let digits = short.strip_prefix(SHORT_NAMES).unwrap_or_default();
        if report.is_empty() || digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(
                "a finding is named by the 32 hexadecimal digits of its id or as REPORT:s1, where REPORT is the \
                        key or the id of its report",
            );
        }
        Ok(Self::InReport { report: report.to_owned(), short: short.to_owned() })
    }
}

impl fmt::Display for FindingName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => f.write_str(id),
            Self::InReport { report, short } => write!(f, "{report}:{short}"),
        }
    }
}

/// No report of a record has a name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoReport {
    /// There is none.
    #[error("no report of the record is named {name}")]
    Unknown {
        /// The name.
        name: String,
        /// The key of a report that is nearest to it.
        nearest: Option<String>,
    },
    /// There are several.
    #[error("several reports of the record are named {name}: {}", .ids.join(", "))]
    Several {
        /// The name.
        name: String,
        /// Their ids.
        ids: Vec<String>,
    },
}

/// A record has no such finding, or it cannot be corrected so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoFinding {
    /// Its report is not there.
    #[error(transparent)]
    Report(#[from] NoReport),
    /// There is no such finding.
    #[error("the record has no {what} {name}")]
    Unknown {
        /// What it was to be: a `statement`, or any `finding`.
        what: &'static str,
        /// The name.
        name: String,
        /// What is nearest to it, with the words that carry it.
        nearest: Option<(String, String)>,
    },
    /// The span does not lie in the text.
    #[error("{start}-{end} is no span of the report, which has {n_code_points} code points")]
    NoSpan {
        /// The first code point.
        start: u32,
        /// The one behind the last.
        end: u32,
        /// The length of the text.
        n_code_points: usize,
    },
}

impl Record {
    /// The latest reading of a report, named by its id, the beginning of it, or its key.
    ///
    /// # Errors
    /// If the record cannot be read. The inner error names what is nearest.
    pub fn report(&self, name: &str) -> Result<Result<Report, NoReport>, RecordError> {
        let read = || match find_report(&self.db, name)? {
            Ok(number) => Ok(Ok(latest(&self.db, number)?)),
            Err(none) => Ok(Err(none)),
        };
        self.told(read())
    }

    /// The latest reading of the report that a finding stands in.
    ///
    /// # Errors
    /// If the record cannot be read. The inner error names what is nearest.
    pub fn report_of(&self, finding: &FindingName) -> Result<Result<Report, NoFinding>, RecordError> {
        let read = || match finding {
            FindingName::InReport { report, .. } => match find_report(&self.db, report)? {
                Ok(number) => Ok(Ok(latest(&self.db, number)?)),
                Err(none) => Ok(Err(none.into())),
            },
            FindingName::Id(id) => match holder(&self.db, id)? {
                Some(number) => Ok(Ok(latest(&self.db, number)?)),
                None => {
                    let nearest = nearest_id(&self.db, id)?;
                    Ok(Err(NoFinding::Unknown { what: "finding", name: id.clone(), nearest }))
                }
            },
        };
        self.told(read())
    }
}

/// The number of the one report of that name.
fn find_report(db: &Connection, name: &str) -> Result<Result<i64, NoReport>, Fault> {
    if let Some(id) = id_bytes(name) {
        let number = db.query_row("SELECT number FROM report WHERE id = ?", [id], |row| row.get(0)).optional()?;
        return Ok(number.ok_or_else(|| NoReport::Unknown { name: name.to_owned(), nearest: None }));
    }
    let of_key = "SELECT number, id FROM report WHERE key = ?1
                  AND NOT EXISTS (SELECT 1 FROM report AS later WHERE later.supersedes = report.number)";
    let by_key = numbers(db, of_key, name)?;
    let is_prefix = name.len() >= PREFIX_DIGITS_MIN && name.bytes().all(|digit| digit.is_ascii_hexdigit());
    let found = if by_key.is_empty() && is_prefix {
        numbers(db, "SELECT number, id FROM report WHERE substr(lower(hex(id)), 1, length(?1)) = lower(?1)", name)?
    } else {
        by_key
    };
    Ok(match found.as_slice() {
        [(number, _)] => Ok(*number),
        [] => Err(NoReport::Unknown { name: name.to_owned(), nearest: nearest_key(db, name)? }),
        several => {
            let ids = several.iter().map(|(_, id)| id_text(id)).collect();
            Err(NoReport::Several { name: name.to_owned(), ids })
        }
    })
}

fn numbers(db: &Connection, select: &str, name: &str) -> Result<Vec<(i64, Vec<u8>)>, Fault> {
    let mut select = db.prepare(select)?;
    let rows = select.query_map([name], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The key with the fewest letters to be changed; of several, the first in the alphabet.
fn nearest_key(db: &Connection, name: &str) -> Result<Option<String>, Fault> {
    let mut select = db.prepare("SELECT DISTINCT key FROM report ORDER BY key")?;
    let mut rows = select.query([])?;
    let mut nearest: Option<(usize, String)> = None;
    while let Some(row) = rows.next()? {
        let key: String = row.get(0)?;
        let distance = strsim::levenshtein(name, &key);
        if nearest.as_ref().is_none_or(|(least, _)| distance < *least) {
            nearest = Some((distance, key));
        }
    }
    Ok(nearest.map(|(_, key)| key))
}

/// The report that a finding of any reading stands in.
fn holder(db: &Connection, id: &str) -> Result<Option<i64>, Fault> {
    let select = "SELECT report FROM reading
                  WHERE number = (SELECT rowid FROM finding WHERE finding MATCH ? ORDER BY rowid DESC LIMIT 1)";
    Ok(db.query_row(select, [id], |row| row.get(0)).optional()?)
}

/// The finding whose id differs in the fewest digits, if these can be a slip.
fn nearest_id(db: &Connection, id: &str) -> Result<Option<(String, String)>, Fault> {
    let mut select = db.prepare("SELECT term, doc FROM finding_id")?;
    let mut rows = select.query([])?;
    let mut nearest: Option<(usize, String, i64)> = None;
    while let Some(row) = rows.next()? {
        let other = row.get_ref(0)?.as_str().map_err(|error| Fault::Damaged(error.to_string()))?;
        let n_wrong = id.bytes().zip(other.bytes()).filter(|(a, b)| a != b).count();
        if n_wrong <= DIGITS_WRONG_MAX && nearest.as_ref().is_none_or(|(least, ..)| n_wrong < *least) {
            nearest = Some((n_wrong, other.to_owned(), row.get(1)?));
        }
    }
    let Some((_, id, reading)) = nearest else { return Ok(None) };
    let report = latest(db, db.query_row("SELECT report FROM reading WHERE number = ?", [reading], |row| row.get(0))?)?;
    Ok(words_of(&report, &id).map(|words| (id, words)))
}

/// The words that carry the statement, the event or the commitment with an id.
fn words_of(report: &Report, id: &str) -> Option<String> {
    let said = report.statements.iter().find(|statement| statement.finding == id).map(words);
    let done = || report.events.iter().find(|event| event.finding == id).map(|event| event.trigger.text.clone());
    let promised = || report.commitments.iter().find(|promise| promise.finding == id).map(|it| it.what.text.clone());
    said.or_else(done).or_else(promised)
}

fn words(statement: &dateline_wire::Statement) -> String {
    statement.content.iter().map(|span| span.text.as_str()).collect::<Vec<_>>().join(" … ")
}

impl FindingName {
    /// The statement of that name: the number of its report, the report, and its place in the report's list.
    pub(crate) fn find(&self, db: &Connection) -> Result<Result<(i64, Report, usize), NoFinding>, Fault> {
        let number = match self {
            Self::Id(id) => match holder(db, id)? {
                Some(number) => number,
                None => {
                    let nearest = nearest_id(db, id)?;
                    return Ok(Err(NoFinding::Unknown { what: "statement", name: id.clone(), nearest }));
                }
            },
            Self::InReport { report, .. } => match find_report(db, report)? {
                Ok(number) => number,
                Err(none) => return Ok(Err(none.into())),
            },
        };
        let report = latest(db, number)?;
        let place = report.statements.iter().position(|statement| match self {
            Self::Id(id) => statement.finding == *id,
            Self::InReport { short, .. } => statement.id == *short,
        });
        Ok(match place {
            Some(place) => Ok((number, report, place)),
            None => {
                let nearest = self.nearest_in(&report);
                Err(NoFinding::Unknown { what: "statement", name: self.to_string(), nearest })
            }
        })
    }

    /// The statement of a report whose number is nearest; of two, the earlier one.
    fn nearest_in(&self, report: &Report) -> Option<(String, String)> {
        let number_of = |short: &str| short[1..].parse::<u64>().unwrap_or(u64::MAX);
        let wanted = if let Self::InReport { short, .. } = self { number_of(short) } else { u64::MAX };
        let nearest = report.statements.iter().min_by_key(|statement| number_of(&statement.id).abs_diff(wanted))?;
        let name = match self {
            Self::Id(_) => nearest.finding.clone(),
            Self::InReport { report, .. } => format!("{report}:{}", nearest.id),
        };
        Some((name, words(nearest)))
    }
}

#[cfg(test)]
mod tests {
    use super::FindingName;

    #[track_caller]
    fn check(text: &str, expected: Option<&FindingName>) {
        assert_eq!(text.parse::<FindingName>().ok().as_ref(), expected, "{text}");
    }

    #[test]
    fn names_of_findings() {
        let in_report =
            |report: &str, short: &str| FindingName::InReport { report: report.into(), short: short.into() };
        let id = "0123456789ABCDEF0123456789abcdef";
        check(id, Some(&FindingName::Id(id.to_lowercase())));
        check("agency-wire:s3", Some(&in_report("agency-wire", "s3")));
        check("https://example.org/a:b:e12", Some(&in_report("https://example.org/a:b", "e12")));
        for short in ["t2", "f4", "v1", "c6"] {
            check(&format!("agency-wire:{short}"), Some(&in_report("agency-wire", short)));
        }
        for wrong in ["", "s3", ":s3", "a:", "a:x3", "a:s", "a:s3x", "é:é", &id[1..]] {
            check(wrong, None);
        }
    }
}
