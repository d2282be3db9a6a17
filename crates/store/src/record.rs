//! A record as a file: opening, making, and telling it from other files.

use std::path::{Path, PathBuf};
use std::time::Duration;

use dateline_wire::Producer;
use rusqlite::{Connection, OpenFlags, TransactionBehavior, params};

use crate::error::{Fault, RecordError};
use crate::index;

/// The mark that SQLite files of Dateline carry: "DtLn".
const APPLICATION_ID: i64 = 0x4474_4C6E;

/// How each format is made from the one before it: the first item makes format 1 from nothing.
const MIGRATIONS: [Migration; 2] = [
    Migration { tables: include_str!("schema.sql"), fill: |_| Ok(()) },
    Migration { tables: include_str!("acts.sql"), fill: index::fill_acts },
];

/// A step from one format to the next.
struct Migration {
    /// The tables that are added.
    tables: &'static str,
    /// Fills them from what the record holds.
    fill: fn(&Connection) -> Result<(), Fault>,
}

/// The format that this version writes, and the latest one that it reads.
const FORMAT: i64 = MIGRATIONS.len() as i64;

/// Memory for pages: enough to hold the upper levels of the random index of findings at some hundred thousand reports.
const CACHE_KIB: i64 = 128 * 1024;

/// Pages of the log that are gathered before they are carried over into the file, 64 MiB: each carrying over waits for
/// the disk.
const CHECKPOINT_PAGES: i64 = 16_384;

/// How long to wait for another program that holds the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait(pub Duration);

/// A record that is open.
#[derive(Debug)]
pub struct Record {
    pub(crate) db: Connection,
    pub(crate) path: PathBuf,
}

/// The number of a run in its record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunNumber(pub(crate) i64);

/// What is known of a run when it begins.
#[derive(Debug, Clone, Copy)]
pub struct NewRun<'a> {
    /// When: UTC, `2031-05-03T14:05:00Z`.
    pub begun: &'a str,
    /// The command as it was typed.
    pub command: &'a str,
    /// What makes the readings.
    pub producer: &'a Producer,
}

/// What kind of file stands where a record is looked for.
enum Kind {
    /// No table, no mark: a file that was just made.
    Empty,
    /// A record of a known format.
    Record { format: i64 },
}

impl Record {
    /// Opens the record in a file, and makes it if there is no file.
    ///
    /// # Errors
    /// If the file is none of ours or cannot be written.
    pub fn make_or_open(path: &Path, wait: Wait) -> Result<Self, RecordError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        Self::with(path, |path| {
            let mut db = connect(&path.to_string_lossy(), flags, wait)?;
            match kind(&db)? {
                Kind::Record { format: FORMAT } => {}
                Kind::Empty | Kind::Record { .. } => migrate(&mut db)?,
            }
            Ok(db)
        })
    }

    /// Opens the record in a file that is there. A record in a folder that cannot be written is opened for reading.
    ///
    /// # Errors
    /// If there is no file, or it is none of ours.
    pub fn open(path: &Path, wait: Wait) -> Result<Self, RecordError> {
        Self::with(path, |path| {
            if !path.exists() {
                return Err(Fault::Missing);
            }
            let mut db = match connect(&path.to_string_lossy(), OpenFlags::SQLITE_OPEN_READ_WRITE, wait) {
                Err(Fault::CannotOpen | Fault::ReadOnly) if !log_of(path).exists() => connect_unchanging(path, wait)?,
                opened => opened?,
            };
            match kind(&db)? {
                Kind::Empty => return Err(Fault::Foreign("an empty file")),
                Kind::Record { format: FORMAT } => {}
                Kind::Record { .. } => migrate(&mut db)?,
            }
            Ok(db)
        })
    }

    fn with(path: &Path, open: impl FnOnce(&Path) -> Result<Connection, Fault>) -> Result<Self, RecordError> {
        let db = open(path).map_err(|fault| fault.at(path))?;
        Ok(Self { db, path: path.to_owned() })
    }

    /// Writes down that a run begins.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn begin_run(&mut self, run: NewRun<'_>) -> Result<RunNumber, RecordError> {
        let begun = begin_run(&self.db, run);
        self.told(begun)
    }

    /// A result with the name of the file.
    pub(crate) fn told<T>(&self, result: Result<T, Fault>) -> Result<T, RecordError> {
        result.map_err(|fault| fault.at(&self.path))
    }
}

/// Writes down that a run begins, in the transaction that is open, if there is one.
pub(crate) fn begin_run(db: &Connection, run: NewRun<'_>) -> Result<RunNumber, Fault> {
    let NewRun { begun, command, producer } = run;
    let insert = "INSERT INTO run (begun, command, dateline, rules, model) VALUES (?, ?, ?, ?, ?)";
    db.execute(insert, params![begun, command, producer.dateline, producer.rules, producer.model])?;
    Ok(RunNumber(db.last_insert_rowid()))
}

/// Connects and looks into the file, so that what is wrong with it shows.
fn connect(path: &str, flags: OpenFlags, wait: Wait) -> Result<Connection, Fault> {
    let db = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    db.busy_timeout(wait.0)?;
    db.pragma_query_value(None, "schema_version", |row| row.get::<_, i64>(0))?;
    db.pragma_update(None, "cache_size", -CACHE_KIB)?;
    db.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    // With a log, NORMAL may lose the last transactions when the machine fails; what was acknowledged must stay.
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "foreign_keys", true)?;
    Ok(db)
}

/// Connects to a file that nobody can change: without its own log SQLite needs to write nothing beside it.
fn connect_unchanging(path: &Path, wait: Wait) -> Result<Connection, Fault> {
    let escaped = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    connect(&format!("file:{escaped}?immutable=1"), flags, wait)
}

/// Where SQLite keeps the log of a file.
fn log_of(path: &Path) -> PathBuf {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    log.into()
}

fn kind(db: &Connection) -> Result<Kind, Fault> {
    let number = |pragma| db.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    let n_tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match (number("application_id")?, number("user_version")?) {
        (0, 0) if n_tables == 0 => Ok(Kind::Empty),
        (APPLICATION_ID, format) if (1..=FORMAT).contains(&format) => Ok(Kind::Record { format }),
        (APPLICATION_ID, format) if format > FORMAT => Err(Fault::Newer { found: format, known: FORMAT }),
        _ => Err(Fault::Foreign("an SQLite file of another program")),
    }
}

/// Brings a file to the present format. Another process may do the same at the same time: who comes second finds it
/// done.
fn migrate(db: &mut Connection) -> Result<(), Fault> {
    db.pragma_update(None, "journal_mode", "WAL")?;
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let from = match kind(&transaction)? {
        Kind::Empty => 0,
        Kind::Record { format } => format,
    };
    for migration in MIGRATIONS.iter().skip(usize::try_from(from).unwrap_or(0)) {
        transaction.execute_batch(migration.tables)?;
        (migration.fill)(&transaction)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", FORMAT)?;
    transaction.commit()?;
    Ok(())
}
