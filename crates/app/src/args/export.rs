//! Arguments of `export`.

use std::path::PathBuf;

use super::{OwnData, RecordFlags, Threads};

/// Arguments of `export`.
#[derive(Debug, clap::Args)]
pub struct ExportArgs {
    #[command(flatten)]
    pub record: RecordFlags,
    /// Write the statements as a table, as people corrected them
    #[arg(long, conflicts_with = "event_files")]
    pub csv: bool,
    #[command(flatten)]
    pub files: EventFiles,
    #[command(flatten)]
    pub own: OwnData,
    #[command(flatten)]
    pub threads: Threads,
    /// Take the events of the reports in these files, folders, or -, instead of the record's
    #[arg(value_name = "PATH", conflicts_with = "file", requires = "event_files")]
    pub paths: Vec<PathBuf>,
}

/// Where events are written in the shapes of other event data.
#[derive(Debug, clap::Args)]
#[group(id = "event_files", multiple = true)]
pub struct EventFiles {
    /// Write the events to FILE as records of PLOVER, one JSON object a line
    #[arg(long, value_name = "FILE")]
    pub plover: Option<PathBuf>,
    /// Write the events to FILE as a table of GDELT, version 2: 61 columns between tabs, without a line of names
    #[arg(long, value_name = "FILE")]
    pub gdelt: Option<PathBuf>,
    /// Write the events to FILE as a table of POLECAT: 40 columns between tabs below a line of names
    #[arg(long, value_name = "FILE")]
    pub polecat: Option<PathBuf>,
}

impl EventFiles {
    /// Whether one file is to hold several shapes.
    pub fn has_one_twice(&self) -> bool {
        let files: Vec<&PathBuf> = [&self.plover, &self.gdelt, &self.polecat].into_iter().flatten().collect();
        files.iter().enumerate().any(|(at, file)| files[..at].contains(file))
    }
}
