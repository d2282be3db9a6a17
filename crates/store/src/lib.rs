//! The record: what many runs read and found, in one SQLite file.
//!
//! Reports, readings, runs, corrections and comparisons are only ever added. A *reading* is the line of a report as one
//! run made it: the same report read again with newer rules gets a second one. The tables that queries look into are an
//! index over the latest reading of each report that no later text at the same address supersedes, with people's
//! corrections laid over it; they can be made again from the rest.
//!
//! A report is acknowledged when [`Record::add`] returns: it then survives the end of the process and of the machine.
//! Each call is one transaction, so that a process that is killed leaves whole batches behind. Several processes may add
//! to one record; they wait for each other as long as [`Wait`] says.
//!
//! This crate decides nothing about news and shows no SQL to its callers; it speaks in the types of `dateline-wire`.

mod act;
mod add;
mod condition;
mod correction;
mod error;
mod index;
mod line;
mod name;
mod query;
mod record;
mod search;

pub use act::{CommitmentFilter, EventFilter};
pub use add::{AddOutcome, BATCH_REPORTS_MAX};
pub use condition::Found;
pub use correction::{NewCorrection, corrected};
pub use error::{Fault, RecordError};
pub use line::Reading;
pub use name::{FindingName, NoFinding, NoReport};
pub use query::StatementFilter;
pub use record::{NewRun, Record, RunNumber, Wait};
pub use search::WEIGHED_MAX;

#[cfg(test)]
mod tests;
