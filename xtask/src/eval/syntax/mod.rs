//! `cargo xtask eval --syntax`: the `annotate` stage from raw text, against treebanks and corpora of names.
//!
//! The stage is fed by itself, through the example `conllu` of its crate, so that no rule about blocks has a part in
//! the figures. Scores follow the definition of the CoNLL 2018 shared task (`align.rs`, `score.rs`).

mod align;
mod choices;
mod conllu;
mod names;
mod score;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde::Serialize;

use crate::eval::floors::Scored;
use crate::eval::hash;
use crate::eval::syntax::conllu::Analysis;
use crate::eval::syntax::names::NameCorpus;
use crate::eval::syntax::score::Counts;
use crate::workspace::{Workspace, shown};

/// A corpus that the stage is scored on.
#[derive(Debug)]
pub struct Task {
    /// The name of task and corpus, as on the command line.
    pub name: &'static str,
    /// The file of right answers, below the folder of corpora.
    pub gold: &'static str,
    kind: Kind,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    /// Sentences, tokens, words and what stands over them.
    Treebank,
    /// Named mentions.
    Names(NameCorpus),
}

/// All that can be scored. Only totals are printed, so that no rule is fitted to an item of a test file.
pub const TASKS: [Task; 9] = [
    treebank("syntax-ewt-dev", "syntax/ewt-dev.conllu"),
    treebank("syntax-ewt-test", "syntax/ewt-test.conllu"),
    treebank("syntax-gum-open-dev", "syntax/gum-open-dev.conllu"),
    treebank("syntax-gum-open-test", "syntax/gum-open-test.conllu"),
    treebank("syntax-pud-test", "syntax/pud-test.conllu"),
    names("names-crossner-politics-dev", "entities/crossner-politics-dev.bio", NameCorpus::CrossNer),
    names("names-re3d-fifth", "entities/re3d.conll", NameCorpus::Re3dFifth),
    names("names-uner-ewt-test", "entities/uner-ewt-test.iob2", NameCorpus::Uner),
    names("names-uner-pud", "entities/uner-pud.iob2", NameCorpus::Uner),
];

const fn treebank(name: &'static str, gold: &'static str) -> Task {
    Task { name, gold, kind: Kind::Treebank }
}

const fn names(name: &'static str, gold: &'static str, corpus: NameCorpus) -> Task {
    Task { name, gold, kind: Kind::Names(corpus) }
}

/// The tasks of these names; all of them for no name.
///
/// # Errors
/// If a name is unknown; the message lists those that are not.
pub fn chosen(names: &[String]) -> Result<Vec<&'static Task>> {
    if let Some(unknown) = names.iter().find(|name| !TASKS.iter().any(|task| task.name == *name)) {
        let known: Vec<_> = TASKS.iter().map(|task| task.name).collect();
        bail!("there is no task {unknown} over the layers; there are {}", known.join(", "));
    }
    let is_chosen = |task: &&Task| names.is_empty() || names.iter().any(|name| name == task.name);
    Ok(TASKS.iter().filter(is_chosen).collect())
}

/// A text as the example reads it.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Document {
    /// A name of its own.
    pub id: String,
    /// Its paragraphs, none of them blank.
    pub paragraphs: Vec<String>,
}

/// Runs the stage over corpora.
pub struct Scorer<'a> {
    binary: PathBuf,
    corpora: &'a Path,
    /// Where texts and results are kept, for people who look at them afterwards.
    scratch: PathBuf,
}

impl<'a> Scorer<'a> {
    /// Builds the stage in its released form.
    ///
    /// # Errors
    /// If it does not build.
    pub fn new(workspace: &Workspace, corpora: &'a Path) -> Result<Self> {
        let binary = workspace.release_example("dateline-annotate", "conllu")?;
        Ok(Self { binary, corpora, scratch: workspace.scratch("eval-syntax")? })
    }

    /// Scores one task.
    ///
    /// # Errors
    /// If the corpus cannot be read, the stage fails, or it changes a text.
    pub fn score(&self, task: &Task) -> Result<Scored> {
        let file = self.corpora.join(task.gold);
        let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let (n_items, figures) = match task.kind {
            Kind::Treebank => self.score_treebank(task.name, &text),
            Kind::Names(corpus) => self.score_names(task.name, &text, corpus),
        }
        .with_context(|| task.name)?;
        Ok(Scored {
            task: task.name,
            n_items,
            corpora: BTreeMap::from([(task.gold.to_owned(), hash(&file)?)]),
            figures,
        })
    }

    fn score_treebank(&self, name: &str, text: &str) -> Result<(u64, BTreeMap<String, f64>)> {
        let gold = conllu::parse(text)?;
        let found = self.annotate(name, &conllu::documents(text)?)?;
        gold.check_same_text(&found)?;
        Ok((gold.words.len() as u64, f1_of("", score::of(&gold, &found))))
    }

    fn score_names(&self, name: &str, text: &str, corpus: NameCorpus) -> Result<(u64, BTreeMap<String, f64>)> {
        let gold = names::read(text, corpus)?;
        let found = self.annotate(name, &gold.documents)?;
        let mentions = names::found_mentions(&gold, &found)?;
        let mut figures = BTreeMap::new();
        if found.has_layers() {
            figures.extend(f1_of("", names::score(&gold.mentions, &mentions)));
            if corpus.marks_descriptions() {
                let remaining = choices::remaining(&gold, &mentions);
                let n_met: Vec<_> = remaining.n_met.iter().map(|(name, n)| format!("{name} {n}")).collect();
                println!("{name}: set aside: {}", n_met.join(", "));
                figures.extend(f1_of("set_aside.", names::score(&remaining.gold, &remaining.found)));
            }
        }
        Ok((gold.mentions.len() as u64, figures))
    }

    /// What the stage makes of the documents.
    fn annotate(&self, name: &str, documents: &[Document]) -> Result<Analysis> {
        let (input, output) =
            (self.scratch.join(name).with_extension("jsonl"), self.scratch.join(name).with_extension("conllu"));
        let mut lines = File::create(&input)?;
        for document in documents {
            serde_json::to_writer(&lines, document)?;
            lines.write_all(b"\n")?;
        }
        let mut call = Command::new(&self.binary);
        call.stdin(File::open(&input)?).stdout(File::create(&output)?);
        let status = call.status().with_context(|| format!("cannot start `{}`", shown(&call)))?;
        if !status.success() {
            bail!("`{}` failed: {status}", shown(&call));
        }
        conllu::parse(&fs::read_to_string(output)?)
    }
}

/// The F1 of each figure that has right answers, each name with something before it.
fn f1_of(before: &str, counts: BTreeMap<&'static str, Counts>) -> BTreeMap<String, f64> {
    counts.into_iter().filter_map(|(name, counts)| Some((format!("{before}{name}.f1"), counts.f1()?))).collect()
}
