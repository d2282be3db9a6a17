//! Grouping by event, from ten thousand made reports to a million: time, memory and how much is right.

mod made;

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

/// How often the memory of the run is looked at; the system keeps its peak, so that none is missed.
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// Reports of the three measurements.
const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];

/// One batch of made reports, grouped.
#[derive(Debug)]
pub struct Measured {
    /// How many reports.
    pub n_reports: usize,
    /// How many stories they tell.
    pub n_stories: usize,
    /// Their sizes together.
    pub n_bytes: u64,
    /// From the start of the process to its end.
    pub took: Duration,
    /// The most memory it held.
    pub peak_bytes: u64,
    /// B³ F1 against the stories they were made for, in percent.
    pub b3_f1: f64,
}

/// The line of a report, as far as it is scored.
#[derive(Deserialize)]
struct Membership {
    origin: Origin,
    story: String,
}

#[derive(Deserialize)]
struct Origin {
    key: String,
}

/// Makes batches of growing size and has them grouped.
///
/// # Errors
/// If the binary fails or the disk refuses.
pub fn measure(binary: &Path, scratch: &Path, words: &str) -> Result<Vec<Measured>> {
    SIZES.iter().map(|&n_reports| batch(binary, scratch, words, n_reports)).collect()
}

fn batch(binary: &Path, scratch: &Path, words: &str, n_reports: usize) -> Result<Measured> {
    let (input, output) = (scratch.join("made.jsonl"), scratch.join("stories.jsonl"));
    let n_stories = made::write(words, n_reports, BufWriter::new(File::create(&input)?))?;
    let n_bytes = fs::metadata(&input)?.len();
    let begun = Instant::now();
    let mut call = Command::new(binary);
    call.args(["stories", "--json"]).arg(&input).stdout(File::create(&output)?).stderr(Stdio::null());
    let peak_bytes = watch(call.spawn().with_context(|| format!("cannot start {}", binary.display()))?)?;
    let took = begun.elapsed();
    let b3_f1 = score(&output)?;
    fs::remove_file(&input)?;
    fs::remove_file(&output)?;
    let measured = Measured { n_reports, n_stories, n_bytes, took, peak_bytes, b3_f1 };
    println!("{measured:?}");
    Ok(measured)
}

/// Waits for a process, and tells the most memory it held, where the system tells it.
fn watch(mut process: Child) -> Result<u64> {
    let status = format!("/proc/{}/status", process.id());
    let mut peak_bytes = 0;
    loop {
        let peak = fs::read_to_string(&status).ok().and_then(|status| peak(&status));
        peak_bytes = peak_bytes.max(peak.unwrap_or(0));
        match process.try_wait()? {
            None => sleep(LOOK_EVERY),
            Some(status) if status.success() => return Ok(peak_bytes),
            Some(status) => bail!("grouping ended with {status}"),
        }
    }
}

/// The peak in the status of a process, as Linux writes it.
fn peak(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

/// B³ F1 of the lines in percent; a report's key begins with the story that it was made for.
fn score(output: &Path) -> Result<f64> {
    let mut pairs = Vec::new();
    for line in BufReader::new(File::open(output)?).lines() {
        let Membership { origin, story } = serde_json::from_str(&line?)?;
        let made_for = origin.key.split('-').next().unwrap_or_default().to_owned();
        pairs.push((made_for, story));
    }
    Ok(b_cubed(&pairs))
}

fn b_cubed(pairs: &[(String, String)]) -> f64 {
    let (mut wanted, mut got, mut both) = (HashMap::new(), HashMap::new(), HashMap::new());
    for (want, story) in pairs {
        *wanted.entry(want).or_insert(0.0) += 1.0;
        *got.entry(story).or_insert(0.0) += 1.0;
        *both.entry((want, story)).or_insert(0.0) += 1.0;
    }
    // Sums run in the order of the reports, so that they come out the same.
    let (mut precision, mut recall) = (0.0, 0.0);
    for (want, story) in pairs {
        let common: f64 = both[&(want, story)];
        precision += common / got[story];
        recall += common / wanted[want];
    }
    let n = pairs.len() as f64;
    let (precision, recall) = (precision / n, recall / n);
    if precision + recall > 0.0 { 200.0 * precision * recall / (precision + recall) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::{b_cubed, peak};

    #[test]
    fn peaks() {
        assert_eq!(peak("Name:\tx\nVmHWM:\t  2048 kB\n"), Some(2_097_152));
        assert_eq!(peak("Name:\tx\n"), None);
    }

    #[test]
    fn scores() {
        let check = |pairs: &[(&str, &str)], expected: f64| {
            let pairs: Vec<_> = pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
            let score = b_cubed(&pairs);
            assert!((score - expected).abs() < 1e-9, "{score}");
        };
        check(&[("1", "a"), ("1", "a"), ("2", "b")], 100.0);
        // Precision 1, recall (1/2 + 1/2 + 1) / 3.
        check(&[("1", "a"), ("1", "b"), ("2", "c")], 80.0);
    }
}
