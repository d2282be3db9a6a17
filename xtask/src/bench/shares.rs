//! Where the time of a report goes, stage by stage, and what the start of the binary takes.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::json;

use crate::bench::{made, whole};
use crate::workspace::{Workspace, stdout_of};

/// Reports that go through the stages, some seconds of one core a pass.
const N_REPORTS: usize = 60;

/// Starts of the binary, of which the median counts.
const N_STARTS: usize = 21;

/// A report that is read at once, so that its time is that of a start.
const SHORT_REPORT: &str = "\
LISBON, May 3 (NWS) — The harbour will be dredged, the port minister said on Tuesday.

“We will finish by June,” she told reporters.
";

/// What the example `stages` of `dateline-engine` prints.
#[derive(Debug, PartialEq, Deserialize)]
pub struct Stages {
    /// How many reports it took.
    pub reports: usize,
    /// Their words together; so are bytes, pieces and operations.
    pub words: usize,
    /// Bytes of text.
    pub bytes: usize,
    /// Word pieces that the network reads.
    pub pieces: usize,
    /// Multiplications and additions of bytes.
    pub byte_operations: f64,
    /// The kernel that the network ran on.
    pub kernel: String,
    /// What the kernel reaches where nothing has to be fetched.
    pub byte_operations_a_second: f64,
    /// The time of each stage.
    pub seconds: Seconds,
}

/// The time on one core of each stage over all reports.
#[derive(Debug, PartialEq, Deserialize)]
pub struct Seconds {
    /// From rows to reports.
    pub read: f64,
    /// The rules of `annotate` without the network.
    pub rules: f64,
    /// The whole stage.
    pub annotate: f64,
    /// The part of `find` that needs no syntax.
    pub times_and_figures: f64,
    /// The whole stage.
    pub find: f64,
    /// From findings to JSON.
    pub write: f64,
}

/// Takes made reports through the stages on one core.
///
/// # Errors
/// If the example does not build or fails, or the disk refuses.
pub fn stages(workspace: &Workspace, scratch: &Path, material: &[String]) -> Result<Stages> {
    let example = workspace.release_example("dateline-engine", "stages")?;
    let rows = scratch.join("stages.jsonl");
    let row = |(at, text): (usize, String)| format!("{}\n", json!({"id": at.to_string(), "text": text}));
    fs::write(&rows, made::reports(material, N_REPORTS).enumerate().map(row).collect::<String>())?;
    let printed = stdout_of(Command::new(example).arg(&rows))?;
    serde_json::from_str(&printed).with_context(|| format!("the example printed {printed:?}"))
}

/// The time from the start of `dateline read --json` of a short report to its end.
///
/// # Errors
/// If the binary fails or the disk refuses.
pub fn start(binary: &Path, scratch: &Path) -> Result<Duration> {
    let report = scratch.join("short.txt");
    fs::write(&report, SHORT_REPORT)?;
    let mut took = (0..N_STARTS).map(|_| whole::time(binary, 2, &report)).collect::<Result<Vec<_>>>()?;
    took.sort_unstable();
    Ok(took[N_STARTS / 2])
}
