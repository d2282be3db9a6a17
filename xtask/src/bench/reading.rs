//! Reading web pages: how right and how fast, beside other libraries on the same pages in the same run.
//!
//! Each reader is a program that prints a text for each page and how long a pass over all took on one core. The referee
//! scores the texts. The other libraries are no part of Dateline: those in Rust are built from `xtask/readers`, a workspace
//! of its own, that in Python is installed into an environment that is thrown away. One that cannot be had is named in the
//! table and no reason to fail.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::eval::{Kind, Referee};
use crate::workspace::{Workspace, stdout_of};

/// The pages and their texts, from the folder of corpora.
const PAGES: &str = "pages/article-extraction-benchmark";
const GOLD: &str = "pages/article-extraction-benchmark.jsonl";

/// The programs around other libraries, from the root of the repository.
const READERS: &str = "xtask/readers";

/// A reader to be measured.
struct Reader {
    name: &'static str,
    made_by: MadeBy,
}

/// How a reader comes to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MadeBy {
    /// Dateline's own stage, by the example of its crate.
    Dateline,
    /// A crate that `xtask/readers` is built with, called in one of its ways.
    Crate { feature: &'static str, way: &'static str },
    /// Python's trafilatura, called in one of its ways.
    Python { way: &'static str },
}

/// The readers in the order of the table: Dateline, the best two in Rust, the best in Python.
const ALL: [Reader; 6] = [
    Reader { name: "Dateline", made_by: MadeBy::Dateline },
    Reader { name: "`trafilatura` (Rust)", made_by: MadeBy::Crate { feature: "trafilatura", way: "trafilatura" } },
    Reader {
        name: "`trafilatura` (Rust), with fallback",
        made_by: MadeBy::Crate { feature: "trafilatura", way: "trafilatura-fallback" },
    },
    Reader {
        name: "`rs-trafilatura` (Rust)",
        made_by: MadeBy::Crate { feature: "rs-trafilatura", way: "rs-trafilatura" },
    },
    Reader { name: "trafilatura (Python)", made_by: MadeBy::Python { way: "trafilatura" } },
    Reader { name: "trafilatura (Python), fast", made_by: MadeBy::Python { way: "trafilatura-fast" } },
];

/// What became of one reader.
#[derive(Debug)]
pub struct Measured {
    pub name: &'static str,
    /// The figures, or why there are none.
    pub figures: Result<Figures, String>,
}

/// How right and how fast a reader is.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    pub version: String,
    /// In percent, of stretches of four words, each page weighing the same.
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
    /// Pages in a second on one core.
    pub pages_a_second: f64,
}

/// The last line of a reader.
#[derive(Debug, Deserialize)]
struct Speed {
    version: String,
    pages: u32,
    seconds: f64,
}

/// Measures all readers on the pages of the corpora.
///
/// # Errors
/// If the pages or the referee are missing, the disk refuses, or Dateline itself cannot be measured.
pub fn measure(workspace: &Workspace, corpora: &Path, referee: &Path) -> Result<Vec<Measured>> {
    let (pages, gold) = (corpora.join(PAGES), corpora.join(GOLD));
    if !pages.is_dir() || !gold.is_file() {
        bail!("{} has not {PAGES} and {GOLD}", corpora.display());
    }
    let bench =
        Bench { workspace, pages, gold, referee: Referee::at(referee)?, scratch: workspace.scratch("reading")? };
    let python = bench.python();
    ALL.iter().map(|reader| bench.measured(reader, &python)).collect()
}

struct Bench<'a> {
    workspace: &'a Workspace,
    pages: PathBuf,
    gold: PathBuf,
    referee: Referee,
    scratch: PathBuf,
}

impl Bench<'_> {
    fn measured(&self, reader: &Reader, python: &Result<PathBuf>) -> Result<Measured> {
        let figures = self.call(reader.made_by, python).and_then(|call| self.figures(call));
        if reader.made_by == MadeBy::Dateline && figures.is_err() {
            figures.as_ref().map_err(|error| anyhow::anyhow!("{error:#}"))?;
        }
        let measured = Measured { name: reader.name, figures: figures.map_err(|error| format!("{error:#}")) };
        println!("{measured:?}");
        Ok(measured)
    }

    /// The call that runs a reader, once it is built or installed.
    fn call(&self, made_by: MadeBy, python: &Result<PathBuf>) -> Result<Command> {
        Ok(match made_by {
            MadeBy::Dateline => Command::new(self.workspace.release_example("dateline-read", "pages")?),
            MadeBy::Crate { feature, way } => {
                let mut call = Command::new(self.built(feature)?);
                call.arg(way);
                call
            }
            MadeBy::Python { way } => {
                let python = python.as_ref().map_err(|error| anyhow::anyhow!("{error:#}"))?;
                let mut call = Command::new(python);
                call.arg(self.readers().join("pages.py")).arg(way);
                call
            }
        })
    }

    fn readers(&self) -> PathBuf {
        self.workspace.root().join(READERS)
    }

    /// Builds the reader that calls a crate.
    fn built(&self, feature: &str) -> Result<PathBuf> {
        // Not in the scratch folder, which is emptied: building these crates takes minutes.
        let target = self.scratch.with_file_name("readers");
        let manifest = self.readers().join("Cargo.toml");
        let mut build = self.workspace.cargo(["build", "--release", "--features", feature, "--manifest-path"]);
        stdout_of(build.arg(manifest).arg("--target-dir").arg(&target))?;
        let built = target.join("release").join(format!("dateline-readers{}", std::env::consts::EXE_SUFFIX));
        let kept = self.scratch.join(feature);
        fs::copy(&built, &kept).with_context(|| format!("cannot copy {}", built.display()))?;
        Ok(kept)
    }

    /// Makes an environment with the Python library in it.
    fn python(&self) -> Result<PathBuf> {
        let environment = self.scratch.join("python");
        stdout_of(Command::new("python3").args(["-m", "venv"]).arg(&environment))?;
        let python = environment.join("bin/python");
        let requirements = self.readers().join("requirements.txt");
        stdout_of(Command::new(&python).args(["-m", "pip", "install", "--quiet", "--requirement"]).arg(requirements))?;
        Ok(python)
    }

    /// Runs a reader over the pages and has its texts scored.
    fn figures(&self, mut call: Command) -> Result<Figures> {
        let printed = stdout_of(call.arg(&self.pages))?;
        let predicted = self.scratch.join("texts.jsonl");
        fs::write(&predicted, &printed)?;
        let speed = speed(&printed)?;
        let judged = self.referee.score(Kind::Body, &self.gold, &predicted, 0)?;
        let figure = |name| judged.get(name)?.with_context(|| format!("the referee gives no {name}"));
        Ok(Figures {
            version: speed.version,
            precision: figure("precision")?,
            recall: figure("recall")?,
            f1: figure("f1")?,
            pages_a_second: f64::from(speed.pages) / speed.seconds,
        })
    }
}

/// What a reader says of its speed.
fn speed(printed: &str) -> Result<Speed> {
    let last = printed.lines().next_back().unwrap_or_default();
    serde_json::from_str(last).context("a reader ends with the line of its speed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_tells_the_speed() -> Result<()> {
        let told = speed(
            "{\"id\":\"a\",\"text\":\"x\"}\n{\"type\":\"speed\",\"version\":\"1.2\",\"pages\":4,\"seconds\":0.5}\n",
        )?;
        assert_eq!((told.version.as_str(), told.pages, told.seconds), ("1.2", 4, 0.5));
        assert!(speed("").is_err() && speed("{\"id\":\"a\"}").is_err());
        Ok(())
    }

    #[test]
    fn other_versions_than_those_named_are_not_measured() -> Result<()> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("readers");
        let manifest = fs::read_to_string(folder.join("Cargo.toml"))?;
        for made_by in ALL.map(|reader| reader.made_by) {
            if let MadeBy::Crate { feature, .. } = made_by {
                assert!(manifest.contains(&format!("{feature} = {{ version = \"=")), "{feature} has an exact version");
            }
        }
        let requirements = fs::read_to_string(folder.join("requirements.txt"))?;
        assert!(requirements.lines().all(|line| line.contains("==")), "{requirements}");
        Ok(())
    }
}
