//! `cargo xtask eval`: what the referee says about the binary, held against the floors.
//!
//! The one scorer of findings is the referee; here its figures are only compared, kept and shown. With `--syntax` the
//! layers under the findings are scored instead, which the referee does not know. Corpora are read where they
//! lie, and nothing of their texts is written into the repository: items are offsets and ids.

mod choices;
mod dated;
mod floors;
mod items;
mod pairs;
mod referee;
mod scores;
mod syntax;
mod tasks;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::FAILED;
use crate::eval::floors::Scored;
use crate::eval::referee::Figures;
use crate::eval::tasks::{Task, Use};
use crate::workspace::{Workspace, shown};

pub use crate::eval::floors::Floors;
pub use crate::eval::referee::Referee;
pub use crate::eval::scores::page as scores_page;
pub use crate::eval::tasks::Kind;

/// Where the floors lie, from the root of the repository.
pub const FLOORS_PATH: &str = "eval/floors.toml";
/// Where the page made from them lies.
pub const SCORES_PATH: &str = "docs/scores.md";

const ITEMS_FOLDER: &str = "eval/items";

/// Where the verdicts on pairs that no label has lie.
const JUDGED_FOLDER: &str = "eval/judged";

/// What to score, and what to do with the figures.
#[derive(Args)]
pub struct Options {
    /// The folder of the corpora
    #[arg(long, value_name = "DIR")]
    corpora: PathBuf,
    /// The referee, a Python script
    #[arg(long, value_name = "FILE", required_unless_present = "syntax")]
    referee: Option<PathBuf>,
    /// Score the layers of `annotate` against treebanks and corpora of names, without the referee
    #[arg(long, conflicts_with_all = ["referee", "misses"])]
    syntax: bool,
    /// Only these: `statements` for a task on its development data, `statements-wikinews-test` for one corpus
    #[arg(long, value_name = "TASK", value_delimiter = ',')]
    tasks: Vec<String>,
    /// Print so many of the items that were missed or wrong, for each corpus
    #[arg(long, value_name = "N", default_value_t = 0)]
    misses: usize,
    /// Raise the floors to what was reached, and set those that are missing
    #[arg(long)]
    update: bool,
    /// Lower the floors that were not reached; the reason is written beside them
    #[arg(long, value_name = "REASON")]
    accept_drop: Option<String>,
}

/// Scores the tasks whose corpora are present. Returns the exit status: 1 if a figure is under its floor.
///
/// # Errors
/// If a task or corpus that was asked for does not exist, a corpus is another than the floors were set on, the
/// binary or the referee fails, or a file cannot be written.
pub fn run(workspace: &Workspace, options: &Options) -> Result<u8> {
    let floors_text = fs::read_to_string(workspace.root().join(FLOORS_PATH)).unwrap_or_default();
    let floors = Floors::parse(&floors_text).context(FLOORS_PATH)?;
    let scored = match &options.referee {
        Some(referee) => score_findings(workspace, options, referee, &floors)?,
        None => score_layers(workspace, options, &floors)?,
    };
    print!("{}", scores::table(&floors, &scored));
    let n_fallen: usize = scored.iter().map(|scored| floors.n_fallen(scored)).sum();
    if n_fallen > 0 && options.accept_drop.is_none() {
        println!("figures under their floors: {n_fallen}; `git diff {ITEMS_FOLDER}` shows the items that were lost");
        return Ok(FAILED);
    }
    keep(workspace, &settled(floors, &scored, options))?;
    Ok(0)
}

/// Scores what the binary finds, with the referee, and keeps the items that were found and lost.
fn score_findings(workspace: &Workspace, options: &Options, referee: &Path, floors: &Floors) -> Result<Vec<Scored>> {
    let tasks = present(tasks::chosen(&options.tasks)?, options, |task| (task.name, vec![task.gold, task.reports]))?;
    let scorer = Scorer {
        referee: Referee::at(referee)?,
        binary: workspace.release_binary()?,
        corpora: &options.corpora,
        scratch: workspace.scratch("eval")?,
        judged: workspace.root().join(JUDGED_FOLDER),
    };
    let scored = tasks.iter().map(|task| scorer.score(task, options.misses)).collect::<Result<Vec<_>>>()?;
    scored.iter().try_for_each(|scored| floors.check_comparable(scored))?;
    for task in tasks.iter().filter(|task| task.used != Use::ReportedOnly && task.kind.has_items()) {
        workspace.write(&format!("{ITEMS_FOLDER}/{}.tsv", task.name), &scorer.items(task)?)?;
    }
    Ok(scored)
}

/// Scores the layers that findings are made over.
fn score_layers(workspace: &Workspace, options: &Options, floors: &Floors) -> Result<Vec<Scored>> {
    let tasks = present(syntax::chosen(&options.tasks)?, options, |task| (task.name, vec![task.gold]))?;
    let scorer = syntax::Scorer::new(workspace, &options.corpora)?;
    let scored = tasks.iter().map(|task| scorer.score(task)).collect::<Result<Vec<_>>>()?;
    scored.iter().try_for_each(|scored| floors.check_comparable(scored))?;
    let (scored, silent): (Vec<_>, Vec<_>) = scored.into_iter().partition(|scored| !scored.figures.is_empty());
    for scored in silent {
        println!("{} is left out: the stage has no such layer yet", scored.task);
    }
    Ok(scored)
}

/// The tasks whose files lie in the folder of corpora; a line for each that is not there. `files` gives the name of a
/// task and the files it needs.
fn present<T>(
    tasks: Vec<&'static T>,
    options: &Options,
    files: impl Fn(&T) -> (&'static str, Vec<&'static str>),
) -> Result<Vec<&'static T>> {
    let mut found = Vec::new();
    for task in tasks {
        let (name, needed) = files(task);
        match needed.into_iter().find(|file| !options.corpora.join(file).exists()) {
            None => found.push(task),
            Some(file) if options.tasks.is_empty() => println!("{name} is left out: there is no {file}"),
            Some(file) => bail!("{name} needs {file}, which is not in {}", options.corpora.display()),
        }
    }
    if found.is_empty() {
        bail!("none of the corpora is in {}", options.corpora.display());
    }
    Ok(found)
}

fn settled(mut floors: Floors, scored: &[Scored], options: &Options) -> Floors {
    for scored in scored {
        if let Some(reason) = &options.accept_drop {
            floors.accept_drop(scored, reason);
        }
        if options.update {
            floors.raise(scored);
        }
    }
    floors
}

fn keep(workspace: &Workspace, floors: &Floors) -> Result<()> {
    workspace.write(FLOORS_PATH, &floors.to_toml())?;
    workspace.write(SCORES_PATH, &scores_page(floors))
}

/// Runs the binary and the referee over corpora.
struct Scorer<'a> {
    binary: PathBuf,
    referee: Referee,
    corpora: &'a Path,
    /// Where the binary's results are kept for the referee, and for people who look at them afterwards.
    scratch: PathBuf,
    /// The verdicts on what no label has.
    judged: PathBuf,
}

impl Scorer<'_> {
    fn score(&self, task: &Task, n_misses: usize) -> Result<Scored> {
        self.predict(task)?;
        let n_misses = if task.used == Use::ReportedOnly { 0 } else { n_misses };
        let judged = self.referee.score(task.kind, &self.asked(task)?, &self.predicted(task), n_misses)?;
        let mut figures = BTreeMap::new();
        for path in task.kind.figures() {
            if let Some(value) = judged.get(path)? {
                figures.insert((*path).to_owned(), value);
            }
        }
        figures.extend(self.without_choices(task)?);
        if task.kind == Kind::Pairs {
            figures.extend(self.as_read(task, &judged)?);
        }
        let files = [task.gold, task.reports];
        let corpora = files.into_iter().map(|file| Ok((file.to_owned(), hash(&self.corpora.join(file))?)));
        let corpora = corpora.collect::<Result<_>>()?;
        Ok(Scored { task: task.name, n_items: judged.count(task.kind.n_items())?, corpora, figures })
    }

    /// The figures of what remains if the answers that news has otherwise are set aside.
    fn without_choices(&self, task: &Task) -> Result<BTreeMap<String, f64>> {
        if !choices::are_made(task) {
            return Ok(BTreeMap::new());
        }
        let gold = fs::read_to_string(self.corpora.join(task.gold))?;
        let remaining = choices::remaining(task, &gold, &fs::read_to_string(self.predicted(task))?)?;
        let n_met: Vec<_> = remaining.n_met.iter().map(|(name, n)| format!("{name} {n}")).collect();
        println!("{}: set aside: {}", task.name, n_met.join(", "));
        let file = |what: &str| self.scratch.join(format!("{}.{what}.jsonl", task.name));
        let (gold, predicted) = (file("asked"), file("found"));
        fs::write(&gold, remaining.gold)?;
        fs::write(&predicted, remaining.predicted)?;
        let judged = self.referee.score(task.kind, &gold, &predicted, 0)?;
        let paths = task.kind.figures().iter();
        let figures = paths.map(|path| Ok(judged.get(path)?.map(|value| (format!("set_aside.{path}"), value))));
        figures.filter_map(Result::transpose).collect()
    }

    /// The figures of pairs that reading them gives.
    fn as_read(&self, task: &Task, counts: &Figures) -> Result<BTreeMap<String, f64>> {
        let misses = self.referee.misses(task.kind, &self.asked(task)?, &self.predicted(task))?;
        let judged = self.judged.join(task.name).with_extension("tsv");
        let judged = fs::read_to_string(&judged).with_context(|| format!("cannot read {}", judged.display()))?;
        pairs::figures(counts, &fs::read_to_string(self.predicted(task))?, &misses, &judged)
            .with_context(|| format!("verdicts on {}", task.name))
    }

    /// The file of right answers; that of a treebank is made from it.
    fn asked(&self, task: &Task) -> Result<PathBuf> {
        let gold = self.corpora.join(task.gold);
        if task.kind != Kind::Days {
            return Ok(gold);
        }
        let made = self.scratch.join(format!("{}.asked.jsonl", task.name));
        fs::write(&made, dated::reports(&fs::read_to_string(gold)?))?;
        Ok(made)
    }

    fn predict(&self, task: &Task) -> Result<()> {
        let gold = self.corpora.join(task.gold);
        let reports = if task.kind == Kind::Days { self.asked(task)? } else { self.corpora.join(task.reports) };
        let mut call = Command::new(&self.binary);
        match task.kind {
            Kind::Pairs => call.args(["compare", "--json", "--groups"]).arg(gold),
            Kind::Stories => call.args(["stories", "--json"]),
            _ => call.args(["read", "--json"]),
        };
        call.arg(reports).stdout(File::create(self.predicted(task))?);
        let status = call.status().with_context(|| format!("cannot start `{}`", shown(&call)))?;
        if !status.success() {
            bail!("`{}` failed: {status}", shown(&call));
        }
        Ok(())
    }

    fn items(&self, task: &Task) -> Result<String> {
        let (gold, predicted) = (self.corpora.join(task.gold), self.predicted(task));
        let misses = self.referee.misses(task.kind, &gold, &predicted)?;
        items::table(task.kind, &fs::read_to_string(gold)?, &fs::read_to_string(predicted)?, &misses)
            .with_context(|| format!("items of {}", task.name))
    }

    fn predicted(&self, task: &Task) -> PathBuf {
        self.scratch.join(task.name).with_extension("jsonl")
    }
}

/// The hash of a file, or of the names and contents of the files in a folder.
fn hash(path: &Path) -> Result<String> {
    let read = |file: &Path| fs::read(file).with_context(|| format!("cannot read {}", file.display()));
    if !path.is_dir() {
        return Ok(blake3::hash(&read(path)?).to_hex().to_string());
    }
    let entries = fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut files = entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    files.sort();
    let mut hasher = blake3::Hasher::new();
    for file in &files {
        hasher.update(file.file_name().unwrap_or_default().as_encoded_bytes());
        hasher.update(blake3::hash(&read(file)?).as_bytes());
    }
    Ok(hasher.finalize().to_hex().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(tasks: &[&str], update: bool, accept_drop: Option<&str>) -> Options {
        Options {
            corpora: PathBuf::from("no/corpora"),
            referee: Some(PathBuf::from("no/referee.py")),
            syntax: false,
            tasks: tasks.iter().map(|task| (*task).to_owned()).collect(),
            misses: 0,
            update,
            accept_drop: accept_drop.map(str::to_owned),
        }
    }

    #[test]
    fn missing_corpora_are_named() -> Result<()> {
        for (asked, expected) in [
            (&["pairs"][..], "pairs-basil-open needs pairs/basil-open.jsonl, which is not in no/corpora"),
            (&[], "none of the corpora is in no/corpora"),
        ] {
            let options = options(asked, false, None);
            let tasks = tasks::chosen(&options.tasks)?;
            let files = |task: &Task| (task.name, vec![task.gold, task.reports]);
            let error = present(tasks, &options, files).expect_err("nothing is there");
            assert_eq!(error.to_string(), expected);
        }
        Ok(())
    }

    #[test]
    fn floors_move_only_when_asked_to() {
        let scored = |exact, found| Scored {
            task: "statements-wikinews-dev",
            n_items: 10,
            corpora: BTreeMap::new(),
            figures: BTreeMap::from([("exact".to_owned(), exact), ("found".to_owned(), found)]),
        };
        let mut floors = Floors::default();
        floors.raise(&scored(50.0, 70.0));
        for (update, accept_drop, expected) in [
            (false, None, [50.0, 70.0]),
            (true, None, [60.0, 70.0]),
            (false, Some("a rule was wrong"), [50.0, 65.0]),
            (true, Some("a rule was wrong"), [60.0, 65.0]),
        ] {
            let settled = settled(floors.clone(), &[scored(60.0, 65.0)], &options(&[], update, accept_drop));
            let heights = ["exact", "found"].map(|figure| settled.floor("statements-wikinews-dev", figure));
            assert_eq!(heights, expected.map(Some), "{update} {accept_drop:?}");
        }
    }
}
