//! Answers that a benchmark has otherwise than news: what is scored a second time without them.
//!
//! A choice is a relation between the benchmark's answer and Dateline's, never a list of items, so that it cannot hide an
//! error. `docs/scores.md` says what each stands for; the figures with and without them stand side by side there.

mod relation;

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde_json::Value;

use self::relation::Place;
use crate::eval::tasks::{Kind, Task};

/// Answers and predictions of a task without what was chosen otherwise, one JSON line each, and how often each choice
/// was met.
#[derive(Debug, PartialEq, Eq)]
pub struct Remaining {
    /// The right answers, those set aside marked so that they are neither asked for nor punished.
    pub gold: String,
    /// What was found.
    pub predicted: String,
    /// The choices, by their names.
    pub n_met: BTreeMap<&'static str, usize>,
}

/// Whether anything was chosen otherwise than the corpus of the task has it.
pub fn are_made(task: &Task) -> bool {
    task.kind == Kind::Times || marked_kind(task).is_some()
}

/// What remains of a task for which choices are made.
///
/// # Errors
/// If a line is no JSON.
pub fn remaining(task: &Task, gold: &str, predicted: &str) -> Result<Remaining> {
    match marked_kind(task) {
        Some(kind) => figures(gold, predicted, kind),
        None => times(gold, predicted),
    }
}

/// The one kind of figures that a corpus marks.
fn marked_kind(task: &Task) -> Option<&'static str> {
    (task.name == "figures-currency").then_some("money")
}

/// Sets the answers aside for which a choice was met.
fn times(gold: &str, predicted: &str) -> Result<Remaining> {
    let mut n_met = BTreeMap::new();
    let (mut kept, mut kept_found) = (String::new(), String::new());
    let mut by_key: BTreeMap<String, Value> = BTreeMap::new();
    for mut line in lines(predicted)? {
        by_key.insert(text(&line["origin"]["key"]).to_owned(), line.clone());
        let n_ends = leave_out(&mut line["times"], is_end_of_run);
        *n_met.entry("ends").or_insert(0) += n_ends;
        kept_found.push_str(&format!("{line}\n"));
    }
    for mut line in lines(gold)? {
        let found = by_key.get(text(&line["id"])).and_then(|line| line["times"].as_array());
        let report: Vec<char> = text(&line["text"]).chars().collect();
        for asked in line["gold"]["times"].as_array_mut().into_iter().flatten() {
            if !matches!(text(&asked["type"]), "datetimeV2.date" | "datetimeV2.daterange") {
                continue;
            }
            let near: Vec<&Value> = found.into_iter().flatten().filter(|time| overlap(asked, time)).collect();
            if let Some(name) = relation::choice(asked, &Place::of(asked, &report), &near) {
                *n_met.entry(name).or_insert(0) += 1;
                asked["type"] = Value::from("set-aside");
            }
        }
        kept.push_str(&format!("{line}\n"));
    }
    Ok(Remaining { gold: kept, predicted: kept_found, n_met })
}

/// Leaves the figures of other kinds out, which the corpus does not mark.
fn figures(gold: &str, predicted: &str, marked_kind: &str) -> Result<Remaining> {
    let mut n_left_out = 0;
    let mut kept = String::new();
    for mut line in lines(predicted)? {
        n_left_out += leave_out(&mut line["figures"], |figure| text(&figure["kind"]) != marked_kind);
        kept.push_str(&format!("{line}\n"));
    }
    Ok(Remaining { gold: gold.to_owned(), predicted: kept, n_met: BTreeMap::from([("other-kinds", n_left_out)]) })
}

/// Takes what is not asked for out of a list; how much that was.
fn leave_out(list: &mut Value, is_left_out: impl Fn(&Value) -> bool) -> usize {
    let Some(list) = list.as_array_mut() else { return 0 };
    let n_before = list.len();
    list.retain(|one| !is_left_out(one));
    n_before - list.len()
}

/// Whether a time stands beside the run that it begins or ends.
fn is_end_of_run(time: &Value) -> bool {
    time["part_of"].is_string()
}

fn overlap(a: &Value, b: &Value) -> bool {
    let at = |value: &Value, name: &str| value[name].as_u64().unwrap_or_default();
    at(a, "start") < at(b, "end") && at(b, "start") < at(a, "end")
}

fn lines(text: &str) -> Result<impl Iterator<Item = Value>> {
    let parsed = text.lines().map(|line| serde_json::from_str(line).context("a line is no JSON"));
    Ok(parsed.collect::<Result<Vec<Value>>>()?.into_iter())
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn strings(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_aside_is_neither_asked_nor_punished() -> Result<()> {
        let gold = r#"{"id":"a","gold":{"times":[{"start":0,"end":9,"type":"datetimeV2.date","timex":["2030-07-19"],"values":["2030-07-19"],"ranges":[]}]}}"#;
        let found =
            r#"{"origin":{"key":"a"},"times":[{"start":3,"end":9,"value":"P2W","reason":"length"},{"part_of":"t1"}]}"#;
        let remaining = times(gold, found)?;
        assert!(!remaining.predicted.contains("part_of"), "{remaining:?}");
        assert!(remaining.gold.contains(r#""type":"set-aside""#), "{remaining:?}");
        assert_eq!(remaining.n_met, BTreeMap::from([("ends", 1), ("length", 1)]));
        let found = r#"{"figures":[{"kind":"money"},{"kind":"count"}]}"#;
        let remaining = figures("", found, "money")?;
        assert_eq!(remaining.predicted, "{\"figures\":[{\"kind\":\"money\"}]}\n");
        assert_eq!(remaining.n_met, BTreeMap::from([("other-kinds", 1)]));
        Ok(())
    }
}
