//! Measures the whole binary from outside: start, reading, finding, writing JSON.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::bench::made;
use crate::workspace::shown;

/// The best of so many runs counts: what else the machine does can only slow a run down.
const N_RUNS: usize = 3;

/// About ten seconds of one core: long against the start of the process.
const N_REPORTS: usize = 200;

const THREADS: [usize; 2] = [1, 2];

const REPORT_BYTES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];

/// Many reports read in one run.
#[derive(Debug, PartialEq, Eq)]
pub struct Batch {
    /// The threads that the run was given.
    pub n_threads: usize,
    /// The reports in the folder.
    pub n_reports: usize,
    /// Their sizes together.
    pub n_bytes: usize,
    /// The time of the best run.
    pub took: Duration,
}

/// One report read in one run.
#[derive(Debug, PartialEq, Eq)]
pub struct Growth {
    /// The size of the report.
    pub n_bytes: usize,
    /// The time of the best run.
    pub took: Duration,
}

/// Reads a folder of made reports with one thread and with two.
///
/// # Errors
/// If the binary fails or the disk refuses.
pub fn batches(binary: &Path, scratch: &Path, material: &[String]) -> Result<Vec<Batch>> {
    let folder = scratch.join("reports");
    fs::create_dir_all(&folder)?;
    let mut n_bytes = 0;
    for (index, report) in made::reports(material, N_REPORTS).enumerate() {
        n_bytes += report.len();
        fs::write(folder.join(format!("{index:05}.txt")), report)?;
    }
    let batch = |n_threads| {
        let took = best_time(binary, n_threads, &folder)?;
        Ok(Batch { n_threads, n_reports: N_REPORTS, n_bytes, took })
    };
    THREADS.into_iter().map(batch).collect()
}

/// Reads one report of growing size, to see that the time grows no faster.
///
/// # Errors
/// If the binary fails or the disk refuses.
pub fn growths(binary: &Path, scratch: &Path, material: &[String]) -> Result<Vec<Growth>> {
    let growth = |n_bytes| {
        let file = scratch.join(format!("{n_bytes}.txt"));
        fs::write(&file, made::report_of_size(material, n_bytes))?;
        Ok(Growth { n_bytes, took: best_time(binary, 1, &file)? })
    };
    REPORT_BYTES.into_iter().map(growth).collect()
}

fn best_time(binary: &Path, n_threads: usize, input: &Path) -> Result<Duration> {
    let runs = (0..N_RUNS).map(|_| time(binary, n_threads, input)).collect::<Result<Vec<_>>>()?;
    runs.into_iter().min().context("there is one run at least")
}

/// The time of one run, from the start of the process to its end.
///
/// # Errors
/// If the binary fails.
pub fn time(binary: &Path, n_threads: usize, input: &Path) -> Result<Duration> {
    let mut call = Command::new(binary);
    call.args(["read", "--json", "--threads", &n_threads.to_string()]).arg(input).stdout(Stdio::null());
    let start = Instant::now();
    let status = call.status().with_context(|| format!("cannot start `{}`", shown(&call)))?;
    if !status.success() {
        bail!("`{}` failed: {status}", shown(&call));
    }
    Ok(start.elapsed())
}
