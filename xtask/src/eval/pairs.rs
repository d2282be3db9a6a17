//! What the referee's counts of pairs say beyond its figures, and what reading its surplus adds to them.
//!
//! The labels of pairs are not complete: a pair that was found and is not labelled may still be right. Each of these was
//! read, and `eval/judged` keeps the verdict with the places of both ends. A pair that nobody has read counts as wrong.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::eval::referee::Figures;

/// Relations other than those of one utterance whose recall and precision are kept.
const RELATIONS: [&str; 2] = ["paraphrased", "contradicts"];

/// The length, in code points, to which the referee cuts the texts of a pair.
const PAIR_CHARS: usize = 110;

/// The figures that the referee's counts and the verdicts give.
///
/// `predicted` are the comparisons, `misses` is all that the referee wrote about them, `judged` the table of verdicts.
/// Pairs that nobody has read are printed as rows of that table.
///
/// # Errors
/// If something has not the expected form.
pub fn figures(counts: &Figures, predicted: &str, misses: &str, judged: &str) -> Result<BTreeMap<String, f64>> {
    let mut figures = BTreeMap::new();
    for relation in RELATIONS {
        let count =
            |what: &str| Ok::<_, anyhow::Error>(counts.count(&format!("by_relation.{relation}.{what}"))? as f64);
        let right = count("right_relation")?;
        figures.insert(format!("{relation}.recall"), percent(right, count("gold")?));
        figures.insert(format!("{relation}.precision_at_least"), percent(right, count("predicted")?));
    }
    let verdicts = verdicts(judged)?;
    let surplus = surplus(predicted, misses)?;
    let is_right = |place: &String| match verdicts.get(place.as_str()) {
        Some(is_right) => *is_right,
        None => {
            println!("nobody has read {place}");
            false
        }
    };
    let n_wrong = surplus.iter().filter(|place| !is_right(place)).count() as f64;
    let n_predicted = counts.count("same_utterance.predicted")? as f64;
    figures.insert("same_utterance.precision_as_read".to_owned(), percent(n_predicted - n_wrong, n_predicted));
    Ok(figures)
}

/// With two decimals, as the referee gives its own.
fn percent(part: f64, whole: f64) -> f64 {
    (10_000.0 * part / whole.max(1.0)).round() / 100.0
}

/// For each pair that was read, by its place, whether it is right.
fn verdicts(judged: &str) -> Result<BTreeMap<&str, bool>> {
    let rows = judged.lines().skip(1).enumerate();
    rows.map(|(n, row)| {
        let (place, verdict) = row.rsplit_once('\t').with_context(|| format!("row {} has no verdict", n + 1))?;
        match verdict {
            "right" => Ok((place, true)),
            "wrong" => Ok((place, false)),
            other => bail!("row {}: neither right nor wrong: {other}", n + 1),
        }
    })
    .collect()
}

#[derive(Deserialize)]
struct Comparison {
    #[serde(default)]
    points: Vec<Point>,
}

#[derive(Deserialize)]
struct Point {
    relations: Vec<Relation>,
}

#[derive(Deserialize)]
struct Relation {
    a: End,
    b: End,
    relation: String,
}

#[derive(Deserialize)]
struct End {
    report: String,
    start: usize,
    end: usize,
    text: String,
}

/// The places of the pairs of one utterance that no label has, sorted: report, start and end of both ends.
fn surplus(predicted: &str, misses: &str) -> Result<Vec<String>> {
    let mut places = Vec::new();
    for (n, line) in predicted.lines().enumerate() {
        let comparison: Comparison = serde_json::from_str(line).with_context(|| format!("line {}", n + 1))?;
        for relation in comparison.points.iter().flat_map(|point| &point.relations) {
            if misses.contains(&entry(relation)) {
                places.push(place(relation));
            }
        }
    }
    places.sort();
    places.dedup();
    Ok(places)
}

/// How the referee names a relation that no label has.
fn entry(Relation { a, b, relation }: &Relation) -> String {
    let relation = if ["truncated", "overlapping"].contains(&relation.as_str()) { "cut" } else { relation.as_str() };
    let (first, second) = (a.report.as_str().min(&b.report), a.report.as_str().max(&b.report));
    format!("SURPLUS {relation} ['{first}', '{second}'] | {} || {}\n", cut(&a.text), cut(&b.text))
}

fn cut(text: &str) -> &str {
    text.char_indices().nth(PAIR_CHARS).map_or(text, |(at, _)| &text[..at])
}

fn place(Relation { a, b, .. }: &Relation) -> String {
    let end = |end: &End| format!("{}\t{}\t{}", end.report, end.start, end.end);
    format!("{}\t{}", end(a), end(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two comparisons: a word cut off, and a sentence told in other words.
    const PREDICTED: &str = concat!(
        r#"{"points": [{"relations": [{"relation": "truncated", "a": {"report": "y", "start": 1, "end": 9, "text": "the rain"},"#,
        r#" "b": {"report": "x", "start": 4, "end": 8, "text": "rain"}}]}]}"#,
        "\n",
        r#"{"points": [{"relations": [{"relation": "paraphrased", "a": {"report": "x", "start": 1, "end": 4, "text": "wet"},"#,
        r#" "b": {"report": "z", "start": 4, "end": 8, "text": "rain"}}]}]}"#,
    );

    const COUNTS: &str = r#"{"same_utterance": {"predicted": 4}, "by_relation": {
        "paraphrased": {"gold": 8, "right_relation": 2, "predicted": 3},
        "contradicts": {"gold": 0, "right_relation": 0, "predicted": 0}}}"#;

    #[test]
    fn what_is_surplus_counts_by_its_verdict() -> Result<()> {
        let check = |misses: &str, verdict: &str, expected: f64| -> Result<()> {
            let judged = format!("a\tstart\tend\tb\tstart\tend\tverdict\n{verdict}");
            let figures = figures(&Figures::parse(COUNTS)?, PREDICTED, misses, &judged)?;
            let found = ["same_utterance.precision_as_read", "paraphrased.recall", "paraphrased.precision_at_least"]
                .map(|figure| figures[figure]);
            assert_eq!(found, [expected, 25.0, 66.67], "{misses}{verdict}");
            Ok(())
        };
        let surplus = "SURPLUS cut ['x', 'y'] | the rain || rain\n";
        check("", "", 100.0)?;
        check(surplus, "", 75.0)?;
        check(surplus, "y\t1\t9\tx\t4\t8\twrong\n", 75.0)?;
        check(surplus, "y\t1\t9\tx\t4\t8\tright\n", 100.0)?;
        check(surplus, "y\t1\t9\tx\t4\t9\tright\n", 75.0)?;
        check("SURPLUS cut ['x', 'y'] | the rain || rain again\n", "", 100.0)
    }

    #[test]
    fn a_verdict_is_right_or_wrong() {
        for (row, expected) in [("x", "row 1 has no verdict"), ("x\tmaybe", "row 1: neither right nor wrong: maybe")] {
            let error = verdicts(&format!("head\n{row}\n")).expect_err("that is no verdict").to_string();
            assert_eq!(error, expected);
        }
    }
}
