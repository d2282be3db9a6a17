//! Takes the reports of a file through the stages on one core, one stage after the other, and says how long each took.
//!
//! `cargo xtask bench` shows it as the first table of `docs/benchmarks.md`. The argument is a file of JSON Lines as
//! `dateline read` takes it. Standard output holds one JSON object: what the reports come to, and the seconds of each stage
//! in the fastest of some passes over all of them.

#[path = "../../../xtask/readers/src/clock.rs"]
mod clock;

use std::error::Error;
use std::io::{self, Write};
use std::sync::Arc;
use std::time::Duration;
use std::{env, fs};

use dateline_annotate::{Annotator, Network, Work};
use dateline_core::{Analysis, Annotated, Report};
use dateline_find::Finder;
use dateline_read::{Given, Reader};
use dateline_wire::{Line, Producer, Reasons, ReportView};
use serde_json::json;

use crate::clock::Clock;

/// Passes over all reports, of which the fastest counts for each stage: others may use the machine meanwhile.
const PASSES: usize = 5;

/// The time that a measurement takes at least: some clocks move on by milliseconds.
const MEASURABLE: Duration = Duration::from_millis(100);

/// How often a kernel is exercised at once: some milliseconds.
const EXERCISES: usize = 500;

fn main() -> Result<(), Box<dyn Error>> {
    let file = env::args_os().nth(1).ok_or("name the file that holds the reports")?;
    let rows = fs::read(file)?;
    let rows: Vec<&[u8]> = rows.split(|byte| *byte == b'\n').filter(|row| !row.is_empty()).collect();
    let stages = Stages::new();
    let reports = stages.read(&rows)?;
    let annotated: Vec<Annotated> = reports.iter().map(|report| stages.annotator.annotate(report)).collect();
    let analyses = stages.find(reports.clone(), annotated);
    let network = stages.annotator.network().ok_or("there is no network")?;
    let pairs = || analyses.iter().map(|analysis| (&analysis.report, &analysis.annotated));
    let seconds = json!({
        "read": fastest(|| stages.read(&rows)),
        "rules": fastest(|| reports.iter().for_each(|report| drop(stages.rules.annotate(report)))),
        "annotate": fastest(|| reports.iter().for_each(|report| drop(stages.annotator.annotate(report)))),
        "times_and_figures": fastest(|| pairs().for_each(|(r, a)| drop(stages.finder.times_and_figures(r, a)))),
        "find": fastest(|| pairs().for_each(|(report, annotated)| drop(stages.finder.find(report, annotated)))),
        "write": fastest(|| analyses.iter().for_each(|analysis| drop(line(analysis)))),
    });
    let work = analyses.iter().map(|analysis| work(network, analysis));
    let work = work.fold(Work::default(), |sum, one| Work {
        n_pieces: sum.n_pieces + one.n_pieces,
        n_byte_operations: sum.n_byte_operations + one.n_byte_operations,
    });
    let texts = || reports.iter().map(|report| report.text().as_str());
    let measured = json!({
        "reports": reports.len(),
        "words": texts().map(|text| text.split_whitespace().count()).sum::<usize>(),
        "bytes": texts().map(str::len).sum::<usize>(),
        "pieces": work.n_pieces,
        "byte_operations": work.n_byte_operations,
        "kernel": network.kernel().name(),
        "byte_operations_a_second": network.kernel().exercise(EXERCISES) as f64
            / fastest(|| network.kernel().exercise(EXERCISES)),
        "seconds": seconds,
    });
    writeln!(io::stdout(), "{measured}")?;
    Ok(())
}

/// The stages with their tables.
struct Stages {
    reader: Reader,
    /// The rules of `annotate` without the network.
    rules: Annotator,
    annotator: Annotator,
    finder: Finder,
}

impl Stages {
    fn new() -> Self {
        Self {
            reader: Reader::new(),
            rules: Annotator::english(),
            annotator: Annotator::english().with_network(Network::english()),
            finder: Finder::english(),
        }
    }

    fn read(&self, rows: &[&[u8]]) -> Result<Vec<Report>, Box<dyn Error>> {
        let given = Given { key: Arc::from("bench"), path: None };
        let read = |row: &&[u8]| Ok(self.reader.read_row(row, &given).map_err(|refused| refused.to_string())?.value);
        rows.iter().map(read).collect()
    }

    fn find(&self, reports: Vec<Report>, annotated: Vec<Annotated>) -> Vec<Analysis> {
        let pairs = reports.into_iter().zip(annotated);
        let found = pairs.map(|(report, annotated)| {
            let found = self.finder.find(&report, &annotated);
            Analysis { report, annotated, findings: found.value, notes: found.notes }
        });
        found.collect()
    }
}

/// The line of JSON that a report becomes.
fn line(analysis: &Analysis) -> Vec<u8> {
    let producer = Producer { dateline: String::new(), rules: String::new(), model: None, kernel: None };
    let view = ReportView { key: "bench", analysis, stages: &[], producer: &producer, reasons: Reasons::Names };
    serde_json::to_vec(&Line::Report(Box::new(view.into()))).expect("a line has string keys")
}

fn work(network: &Network, analysis: &Analysis) -> Work {
    network.work(analysis.report.text(), analysis.annotated.tokens.items())
}

/// The seconds of a pass, the fastest of some; what a pass gives is thrown away with the clock running.
///
/// A pass that is over before a coarse clock moves on is repeated, and the time shared out.
fn fastest<T>(pass: impl Fn() -> T) -> f64 {
    let timed = |_| {
        let clock = Clock::start();
        let mut n_passes = 0;
        while n_passes == 0 || clock.elapsed() < MEASURABLE {
            drop(std::hint::black_box(pass()));
            n_passes += 1;
        }
        clock.elapsed() / n_passes
    };
    (0..PASSES).map(timed).min().unwrap_or(Duration::ZERO).as_secs_f64()
}
