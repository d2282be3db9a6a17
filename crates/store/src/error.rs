//! What can go wrong with a record, and what to do about it.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Something went wrong with a record.
#[derive(Debug, thiserror::Error)]
#[error("{fault}: {}", .path.display())]
pub struct RecordError {
    /// The file.
    pub path: PathBuf,
    /// What happened.
    pub fault: Fault,
}

/// What happened to a record.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// There is no file.
    #[error("there is no record")]
    Missing,
    /// The file is something else.
    #[error("not a record of Dateline, but {0}")]
    Foreign(&'static str),
    /// The file was written by a later version.
    #[error("the record has format {found}, this version reads formats up to {known}")]
    Newer {
        /// The format of the file.
        found: i64,
        /// The latest format that this version knows.
        known: i64,
    },
    /// Another program holds the record for longer than was to be waited.
    #[error("another program holds the record")]
    Locked,
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// The disk failed.
    #[error("the disk failed ({0})")]
    Disk(String),
    /// The file or its folder cannot be written.
    #[error("the record cannot be written")]
    ReadOnly,
    /// The file or its folder cannot be opened.
    #[error("the record cannot be opened")]
    CannotOpen,
    /// What stands in the file is not what was put there.
    #[error("the record is damaged ({0})")]
    Damaged(String),
}

impl Fault {
    /// Whether the file is not a record that this version can use; else the machine did not do its part.
    #[must_use]
    pub const fn is_about_the_record(&self) -> bool {
        matches!(self, Self::Missing | Self::Foreign(_) | Self::Newer { .. } | Self::Damaged(_))
    }

    /// What to do.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Missing => "dateline add makes one; --record FILE names another",
            Self::Foreign(_) => "name another file with --record; this one was not changed",
            Self::Newer { .. } => "use the version of Dateline that wrote it, or a later one; the file was not changed",
            Self::Locked => "wait for the other program, or give it more time with --wait SECONDS",
            Self::Full => "make room and run the command again; what was acknowledged is in the record",
            Self::Disk(_) => "check the disk and run the command again; what was acknowledged is in the record",
            Self::ReadOnly => "allow yourself to write the file and its folder, or name another file with --record",
            Self::CannotOpen => "check that the folder is there and that you may write to it",
            Self::Damaged(_) => "take a copy of the file, then restore it from a backup",
        }
    }

    /// What an error of SQLite means for a record.
    pub(crate) fn of(error: &rusqlite::Error) -> Self {
        let Some(code) = error.sqlite_error_code() else { return Self::Damaged(error.to_string()) };
        match code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Locked,
            ErrorCode::DiskFull => Self::Full,
            ErrorCode::SystemIoFailure => Self::Disk(error.to_string()),
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied => Self::ReadOnly,
            ErrorCode::CannotOpen => Self::CannotOpen,
            ErrorCode::NotADatabase => Self::Foreign("a file of another kind"),
            _ => Self::Damaged(error.to_string()),
        }
    }

    pub(crate) fn at(self, path: &Path) -> RecordError {
        RecordError { path: path.to_owned(), fault: self }
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::of(&error)
    }
}
