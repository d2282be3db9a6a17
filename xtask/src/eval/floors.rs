//! The floors: the figures that may not fall, with the corpora that they hold for.

use std::collections::BTreeMap;
use std::fmt::Write;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

const HEAD: &str = "\
# The scores that may not fall. Written by `cargo xtask eval --update`; a figure under its floor fails the run.
# A floor is lowered only by `--accept-drop REASON`, which stands beside it as long as the old height is not reached.
# `corpora` holds the BLAKE3 hash of each file: floors say nothing about another corpus.
";

/// What the referee said about one task.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored {
    /// The name of task and corpus.
    pub task: &'static str,
    /// The number of right answers that the figures are made from.
    pub n_items: u64,
    /// The BLAKE3 hash of each corpus file, in hexadecimal.
    pub corpora: BTreeMap<String, String>,
    /// The figures by their path in the referee's output, in percent.
    pub figures: BTreeMap<String, f64>,
}

/// The floors of all tasks.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(transparent)]
pub struct Floors {
    tasks: BTreeMap<String, TaskFloors>,
}

/// The floors of one task.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskFloors {
    /// The number of right answers.
    pub n_items: u64,
    /// The hashes of the corpus files.
    pub corpora: BTreeMap<String, String>,
    /// The floors by figure.
    pub figures: BTreeMap<String, Floor>,
}

/// The floor of one figure.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floor {
    /// The least that passes, in percent.
    pub floor: f64,
    /// Why it once stood higher.
    pub fell: Option<Fall>,
}

/// A drop of a score that was accepted.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fall {
    /// The floor before, in percent.
    pub from: f64,
    /// Why it was accepted.
    pub because: String,
}

impl Floors {
    /// Reads the file of floors.
    ///
    /// # Errors
    /// If it has not that form.
    pub fn parse(text: &str) -> Result<Self> {
        toml::from_str(text).context("the floors cannot be read")
    }

    /// The file of floors. Reading it again gives the same floors.
    pub fn to_toml(&self) -> String {
        let mut text = HEAD.to_owned();
        for (name, task) in &self.tasks {
            text.push_str(&task.to_toml(name));
        }
        text
    }

    /// The tasks with floors, by name.
    pub fn tasks(&self) -> impl Iterator<Item = (&str, &TaskFloors)> {
        self.tasks.iter().map(|(name, task)| (name.as_str(), task))
    }

    /// The floor of a figure, if one was set.
    pub fn floor(&self, task: &str, figure: &str) -> Option<f64> {
        Some(self.tasks.get(task)?.figures.get(figure)?.floor)
    }

    /// The number of figures under their floors.
    pub fn n_fallen(&self, scored: &Scored) -> usize {
        let is_fallen =
            |(figure, value): &(&String, &f64)| self.floor(scored.task, figure).is_some_and(|floor| **value < floor);
        scored.figures.iter().filter(is_fallen).count()
    }

    /// Makes sure that the figures can be held against the floors.
    ///
    /// # Errors
    /// If a corpus file is another than the floors were set on, or a figure with a floor is not among those scored.
    pub fn check_comparable(&self, scored: &Scored) -> Result<()> {
        let Some(task) = self.tasks.get(scored.task) else { return Ok(()) };
        for (path, hash) in &scored.corpora {
            if task.corpora.get(path) != Some(hash) {
                let name = scored.task;
                bail!(
                    "{path} is another file than the floors of {name} were set on: remove them and run with --update"
                );
            }
        }
        match task.figures.keys().find(|figure| !scored.figures.contains_key(*figure)) {
            Some(missing) => bail!("{} has a floor for {missing}, which the referee does not give", scored.task),
            None => Ok(()),
        }
    }

    /// Raises the floors of a task to what was scored and sets those that are missing.
    pub fn raise(&mut self, scored: &Scored) {
        let task = self.tasks.entry(scored.task.to_owned()).or_insert_with(|| TaskFloors {
            n_items: scored.n_items,
            corpora: scored.corpora.clone(),
            figures: BTreeMap::new(),
        });
        for (figure, &value) in &scored.figures {
            let floor = task.figures.entry(figure.clone()).or_insert(Floor { floor: value, fell: None });
            floor.floor = floor.floor.max(value);
            floor.fell.take_if(|fall| fall.from <= value);
        }
    }

    /// Lowers the floors of a task that were not reached.
    pub fn accept_drop(&mut self, scored: &Scored, because: &str) {
        let Some(task) = self.tasks.get_mut(scored.task) else { return };
        for (figure, floor) in &mut task.figures {
            if let Some(&value) = scored.figures.get(figure).filter(|value| **value < floor.floor) {
                let fall = Fall { from: floor.floor, because: because.to_owned() };
                *floor = Floor { floor: value, fell: Some(fall) };
            }
        }
    }
}

impl TaskFloors {
    fn to_toml(&self, name: &str) -> String {
        let mut lines = vec![format!("\n[{}]", quoted(name)), format!("n_items = {}", self.n_items)];
        let corpora = self.corpora.iter().map(|(path, hash)| format!("corpora.{} = {}", quoted(path), quoted(hash)));
        lines.extend(corpora);
        let figures = self.figures.iter();
        lines.extend(figures.map(|(figure, floor)| format!("figures.{} = {}", quoted(figure), floor.to_toml())));
        lines.join("\n") + "\n"
    }
}

impl Floor {
    fn to_toml(&self) -> String {
        let mut text = format!("{{ floor = {:?}", self.floor);
        if let Some(Fall { from, because }) = &self.fell {
            // Writing into a string cannot fail.
            let _ = write!(text, ", fell = {{ from = {from:?}, because = {} }}", quoted(because));
        }
        text + " }"
    }
}

/// TOML's basic string, which can stand for keys and for values.
fn quoted(text: &str) -> String {
    let escaped = text.chars().map(|c| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() => format!("\\u{:04X}", u32::from(c)),
        c => c.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FLOORS: &str = "\
[statements-a]
n_items = 10
corpora.\"a.jsonl\" = \"00\"
figures.exact = { floor = 60.0 }
figures.found = { floor = 80.5 }
";

    fn scored(hash: &str, figures: &[(&str, f64)]) -> Scored {
        Scored {
            task: "statements-a",
            n_items: 10,
            corpora: BTreeMap::from([("a.jsonl".to_owned(), hash.to_owned())]),
            figures: figures.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect(),
        }
    }

    #[test]
    fn figures_under_their_floors_are_counted() -> Result<()> {
        let floors = Floors::parse(FLOORS)?;
        for (exact, found, expected) in [(60.0, 80.5, 0), (99.0, 80.49, 1), (0.0, 0.0, 2)] {
            let figures = [("exact", exact), ("found", found), ("new", 0.0)];
            assert_eq!(floors.n_fallen(&scored("00", &figures)), expected, "{figures:?}");
        }
        Ok(())
    }

    #[test]
    fn another_corpus_is_refused() -> Result<()> {
        let floors = Floors::parse(FLOORS)?;
        floors.check_comparable(&scored("00", &[("exact", 1.0), ("found", 1.0)]))?;
        let error = floors.check_comparable(&scored("01", &[("exact", 1.0), ("found", 1.0)]));
        let error = error.expect_err("the hash differs").to_string();
        assert!(error.starts_with("a.jsonl is another file than the floors of statements-a were set on"), "{error}");
        let error = floors.check_comparable(&scored("00", &[("exact", 1.0)])).expect_err("a figure is missing");
        assert_eq!(error.to_string(), "statements-a has a floor for found, which the referee does not give");
        Ok(())
    }

    #[test]
    fn floors_rise_and_never_fall_by_raising() -> Result<()> {
        let mut floors = Floors::parse(FLOORS)?;
        floors.raise(&scored("00", &[("exact", 70.0), ("found", 10.0), ("new", 5.0)]));
        let heights = ["exact", "found", "new"].map(|figure| floors.floor("statements-a", figure));
        assert_eq!(heights, [Some(70.0), Some(80.5), Some(5.0)]);
        Ok(())
    }

    #[test]
    fn a_drop_keeps_its_reason_until_it_is_made_good() -> Result<()> {
        let mut floors = Floors::parse(FLOORS)?;
        floors.accept_drop(&scored("00", &[("exact", 70.0), ("found", 75.0)]), "the \"said\" rule was wrong");
        let reason = "figures.\"found\" = { floor = 75.0, fell = { from = 80.5, because = ";
        assert!(floors.to_toml().contains(reason), "{}", floors.to_toml());
        assert_eq!(floors.floor("statements-a", "exact"), Some(60.0));

        floors.raise(&scored("00", &[("found", 80.0)]));
        assert!(floors.to_toml().contains("because"));
        floors.raise(&scored("00", &[("found", 80.5)]));
        assert!(!floors.to_toml().contains("because"));
        Ok(())
    }

    #[test]
    fn an_unknown_field_is_refused() {
        let error = Floors::parse("[a]\nn_items = 1\ncorpora = {}\nfigures.x = { flor = 1.0 }\n");
        assert!(format!("{:#}", error.expect_err("flor is no field")).contains("flor"));
    }

    proptest! {
        #[test]
        fn floors_survive_being_written(
            name in "[a-z-]{1,12}",
            floors in prop::collection::btree_map("\\PC{1,8}", (0.0..=100.0f64, prop::option::of("[\\PC\n\t]{0,20}")), 1..4),
        ) {
            let floor = |(floor, because): (f64, Option<String>)| {
                Floor { floor, fell: because.map(|because| Fall { from: floor + 1.0, because }) }
            };
            let figures = floors.into_iter().map(|(figure, parts)| (figure, floor(parts))).collect();
            let corpora = BTreeMap::from([("a b/\"c\".jsonl".to_owned(), "00".to_owned())]);
            let floors = Floors { tasks: BTreeMap::from([(name, TaskFloors { n_items: 3, corpora, figures })]) };
            prop_assert_eq!(Floors::parse(&floors.to_toml()).expect("what we write can be read"), floors);
        }
    }
}
