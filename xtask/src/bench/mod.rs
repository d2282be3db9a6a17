//! `cargo xtask bench`: how fast the stages and the whole binary are, written to `docs/benchmarks.md`.

mod divan;
mod made;
mod page;
mod reading;
mod record;
mod shares;
mod stories;
mod whole;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::available_parallelism;

use anyhow::{Context, Result, bail};

use crate::workspace::{Workspace, stdout_of};

/// Where the tables are written, from the root of the repository.
const PAGE_PATH: &str = "docs/benchmarks.md";

/// The folder of stories whose reports are the material, from the root of the repository.
const MATERIAL: &str = "golden";

/// The common words of made reports, from the root of the repository.
const WORD_RATES: &str = "data/en/word_rates.tsv";

/// What the figures were measured on.
#[derive(Debug)]
pub struct Machine {
    cpu: String,
    n_cores: usize,
    compiler: String,
}

/// What is to be measured.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Measure the record alone; the other sections of the page stay as they are
    #[arg(long)]
    record: bool,
    /// Measure grouping alone, up to a million made reports; the other sections of the page stay as they are
    #[arg(long, conflicts_with = "record")]
    stories: bool,
    /// Measure the reading of web pages alone, beside other libraries; the other sections of the page stay as they are
    #[arg(long, conflicts_with_all = ["record", "stories"], requires_all = ["corpora", "referee"])]
    reading: bool,
    /// The folder of the corpora, for --reading
    #[arg(long, value_name = "DIR", requires = "reading")]
    corpora: Option<PathBuf>,
    /// The referee, a Python script, for --reading
    #[arg(long, value_name = "FILE", requires = "reading")]
    referee: Option<PathBuf>,
}

/// Measures and writes the page. Returns exit status 0.
///
/// # Errors
/// If something does not build or run, or the page cannot be written.
pub fn run(workspace: &Workspace, options: &Options) -> Result<u8> {
    let page = if options.record {
        page::with_record(&present_page(workspace)?, &record::measure(workspace)?)
    } else if options.stories {
        with_stories(workspace)?
    } else if let (true, Some(corpora), Some(referee)) = (options.reading, &options.corpora, &options.referee) {
        let measured = reading::measure(workspace, corpora, referee)?;
        page::with_reading(&present_page(workspace)?, &Machine::this()?, &measured)
    } else {
        whole_page(workspace)?
    };
    print!("{page}");
    workspace.write(PAGE_PATH, &page)?;
    Ok(0)
}

/// The page that is there with new figures of grouping.
fn with_stories(workspace: &Workspace) -> Result<String> {
    let words = fs::read_to_string(workspace.root().join(WORD_RATES))?;
    let binary = workspace.release_binary()?;
    let measured = stories::measure(&binary, &workspace.scratch("bench")?, &words)?;
    Ok(page::with_stories(&present_page(workspace)?, &measured))
}

fn present_page(workspace: &Workspace) -> Result<String> {
    fs::read_to_string(workspace.root().join(PAGE_PATH)).with_context(|| format!("cannot read {PAGE_PATH}"))
}

fn whole_page(workspace: &Workspace) -> Result<String> {
    // The bench of the record, which is no divan bench, comes by itself.
    let crates = ["bench", "--workspace", "--exclude", "dateline", "--bench", "*"];
    let printed = stdout_of(&mut workspace.cargo(crates))?;
    let benches = divan::parse(&printed);
    let material = material(&workspace.root().join(MATERIAL))?;
    let binary = workspace.release_binary()?;
    let scratch = workspace.scratch("bench")?;
    let batches = whole::batches(&binary, &scratch, &material)?;
    let growths = whole::growths(&binary, &scratch, &material)?;
    let start = shares::start(&binary, &scratch)?;
    let shares = shares::stages(workspace, &scratch, &material)?;
    let measured = page::Whole { start, shares, batches, growths, benches };
    let page = page::page(&Machine::this()?, &measured);
    // Other libraries need the network, a full record and a million reports take long: measured when asked for.
    Ok(page + &page::sections_by_request(&present_page(workspace)?))
}

/// The texts of the reports in all stories below `folder`, sorted by path.
fn material(folder: &Path) -> Result<Vec<String>> {
    let mut files = Vec::new();
    for story in entries(folder)?.into_iter().filter(|path| path.is_dir()) {
        files
            .extend(entries(&story)?.into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "txt")));
    }
    if files.is_empty() {
        bail!("no story in {} holds a report", folder.display());
    }
    files.sort();
    let read = |file: &PathBuf| fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()));
    files.iter().map(read).collect()
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    entries.map(|entry| Ok(entry?.path())).collect()
}

impl Machine {
    fn this() -> Result<Self> {
        let compiler = stdout_of(Command::new("rustc").arg("--version"))?.trim().to_owned();
        // Only Linux names the processor in a file.
        let cpu_info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let cpu = cpu_name(&cpu_info).unwrap_or("an unnamed processor").to_owned();
        Ok(Self { cpu, n_cores: available_parallelism()?.get(), compiler })
    }
}

fn cpu_name(cpu_info: &str) -> Option<&str> {
    let fields = cpu_info.lines().filter_map(|line| line.split_once(':'));
    let mut names = fields.filter(|(field, _)| field.trim() == "model name").map(|(_, name)| name.trim());
    names.next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_processor_is_named_as_linux_names_it() {
        let info = "processor\t: 0\nmodel\t\t: 143\nmodel name\t: Abacus 9: fast\n\nmodel name\t: Abacus 9: fast\n";
        assert_eq!(cpu_name(info), Some("Abacus 9: fast"));
        assert_eq!(cpu_name("processor : 0\n"), None);
    }

    #[test]
    fn the_golden_stories_are_the_material() -> Result<()> {
        let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(MATERIAL);
        assert!(material(&golden)?.iter().all(|report| report.contains("\n\n")));
        let error = material(&golden.join("harbour")).expect_err("a story is no folder of stories").to_string();
        assert!(error.contains("holds a report"), "{error}");
        Ok(())
    }
}
