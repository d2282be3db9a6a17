//! Calls the referee and reads its figures.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::eval::tasks::Kind;
use crate::workspace::{shown, stdout_of};

/// More than any corpus has items: the referee stops when it has no more.
const ALL_MISSES: usize = 1_000_000_000;

/// The scorer, a Python script that needs only the standard library.
pub struct Referee {
    script: PathBuf,
}

/// The figures of one task, as the referee prints them.
#[derive(Debug)]
pub struct Figures(Value);

impl Referee {
    /// The referee in that file.
    ///
    /// # Errors
    /// If there is no such file.
    pub fn at(script: &Path) -> Result<Self> {
        if !script.is_file() {
            bail!("there is no referee at {}", script.display());
        }
        Ok(Self { script: script.to_owned() })
    }

    /// Scores the predictions; prints so many misses to stderr.
    ///
    /// # Errors
    /// If Python does not start, the referee refuses the predictions, or prints something else than figures.
    pub fn score(&self, kind: Kind, gold: &Path, predicted: &Path, n_misses: usize) -> Result<Figures> {
        Figures::parse(&stdout_of(&mut self.call(kind, gold, predicted, n_misses))?)
    }

    /// All that was missed or wrong, in the referee's own words.
    ///
    /// # Errors
    /// As [`Referee::score`].
    pub fn misses(&self, kind: Kind, gold: &Path, predicted: &Path) -> Result<String> {
        let mut call = self.call(kind, gold, predicted, ALL_MISSES);
        let output = call.stdout(Stdio::null()).output().with_context(|| format!("cannot start `{}`", shown(&call)))?;
        let misses = String::from_utf8(output.stderr).context("the referee's misses are not UTF-8")?;
        if !output.status.success() {
            bail!("the referee failed: {misses}");
        }
        Ok(misses)
    }

    fn call(&self, kind: Kind, gold: &Path, predicted: &Path, n_misses: usize) -> Command {
        let mut call = Command::new("python3");
        call.arg(&self.script).arg(kind.name()).arg(gold).arg(predicted);
        call.arg("--misses").arg(n_misses.to_string());
        // Misses name sets, whose order hangs on the seed, and texts, whose bytes hang on the locale.
        call.env("PYTHONHASHSEED", "0").env("PYTHONUTF8", "1");
        call
    }
}

impl Figures {
    /// The figures that the referee printed.
    ///
    /// # Errors
    /// If it printed something else.
    pub fn parse(json: &str) -> Result<Self> {
        Ok(Self(serde_json::from_str(json).context("the referee printed something else than figures")?))
    }

    /// The figure at a path such as `content_iou50.f1`; `None` if the corpus has no answers for it.
    ///
    /// # Errors
    /// If the referee knows no such figure.
    pub fn get(&self, path: &str) -> Result<Option<f64>> {
        match self.value(path) {
            Some(Value::Null) => Ok(None),
            value => {
                let figure = value.and_then(Value::as_f64);
                Ok(Some(figure.with_context(|| format!("the referee gives no figure {path}"))?))
            }
        }
    }

    /// The count at a path such as `content_exact.gold`.
    ///
    /// # Errors
    /// If the referee knows no such count.
    pub fn count(&self, path: &str) -> Result<u64> {
        self.value(path).and_then(Value::as_u64).with_context(|| format!("the referee gives no count {path}"))
    }

    fn value(&self, path: &str) -> Option<&Value> {
        path.split('.').try_fold(&self.0, |value, step| value.get(step))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_found_by_their_path() -> Result<()> {
        let figures = Figures::parse(r#"{"task": "x", "content": {"f1": 71.25, "gold": 12}, "speakers": null}"#)?;
        assert_eq!(figures.get("content.f1")?, Some(71.25));
        assert_eq!(figures.get("speakers")?, None);
        assert_eq!(figures.count("content.gold")?, 12);
        for missing in ["content.recall", "task", "content"] {
            let error = figures.get(missing).expect_err("that is no figure").to_string();
            assert_eq!(error, format!("the referee gives no figure {missing}"));
        }
        Ok(())
    }

    #[test]
    fn a_missing_referee_is_named() {
        let error = Referee::at(Path::new("no/referee.py")).err().expect("there is none").to_string();
        assert_eq!(error, "there is no referee at no/referee.py");
    }
}
