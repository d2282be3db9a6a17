//! The record at 100,000 reports: the bench of `app` measures, this reads what it prints.

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::workspace::{Workspace, stdout_of};

/// What the bench prints among what other benches print.
#[derive(Debug, Deserialize)]
struct Printed {
    record: Measured,
}

/// How fast a record is filled and how fast it answers.
#[derive(Debug, Deserialize, PartialEq)]
pub struct Measured {
    /// How many reports it holds.
    pub reports: usize,
    /// Reports read in a second, without the record.
    pub read_a_second: f64,
    /// Readings packed in a second on one core, which is done beside the writing.
    pub packed_a_second: f64,
    /// Packed readings put into the record in a second on one core.
    pub stored_a_second: f64,
    /// The size of the file.
    pub bytes: u64,
    /// What was asked of it.
    pub questions: Vec<Question>,
}

/// One question.
#[derive(Debug, Deserialize, PartialEq)]
pub struct Question {
    /// What was asked for.
    pub question: String,
    /// The median time of an answer.
    pub ms: f64,
    /// How much fits.
    pub found: u64,
}

/// Runs the bench.
///
/// # Errors
/// If it does not build or prints no figures.
pub fn measure(workspace: &Workspace) -> Result<Measured> {
    parse(&stdout_of(&mut workspace.cargo(["bench", "--package", "dateline", "--bench", "record"]))?)
}

fn parse(printed: &str) -> Result<Measured> {
    let line = printed.lines().find(|line| line.starts_with("{\"record\":")).context("the bench printed no figures")?;
    Ok(serde_json::from_str::<Printed>(line).context("the bench printed other figures")?.record)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn the_figures_stand_among_other_output() {
        let line = r#"{"record":{"reports":5,"read_a_second":1,"packed_a_second":5000,"stored_a_second":2000,"bytes":7,"questions":[{"question":"a","ms":1.5,"found":3}]}}"#;
        let measured = parse(&format!("running 0 tests\n{line}\n")).expect("the figures are there");
        assert_eq!((measured.reports, measured.questions[0].found), (5, 3));
        assert!(parse("running 0 tests\n").is_err());
    }
}
