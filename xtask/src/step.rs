//! One step of a longer command: says what it runs, how it ended and how long it took.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::FAILED;
use crate::workspace::shown;

/// A step that came to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    name: String,
    status: u8,
    took: Duration,
}

impl Step {
    /// The exit status it ended with.
    pub const fn status(&self) -> u8 {
        self.status
    }

    /// Runs `work` under a name and takes its time.
    ///
    /// # Errors
    /// The errors of `work`.
    pub fn run(name: &str, work: impl FnOnce() -> Result<u8>) -> Result<Self> {
        println!("── {name}");
        let start = Instant::now();
        let status = work()?;
        let step = Self { name: name.to_owned(), status, took: start.elapsed() };
        println!("── {step}");
        Ok(step)
    }

    /// Runs a command as a step; what it prints is shown as it comes.
    ///
    /// # Errors
    /// If the command cannot start.
    pub fn command(command: &mut Command) -> Result<Self> {
        let name = shown(command);
        Self::run(&name, || {
            let status = command.status().with_context(|| format!("cannot start `{name}`"))?;
            // A process ended by a signal has no code; a code outside a byte exists on Windows only.
            Ok(status.code().map_or(FAILED, |code| u8::try_from(code).unwrap_or(FAILED)))
        })
    }
}

impl std::fmt::Display for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let end = if self.status == 0 { "passed" } else { "FAILED" };
        write!(f, "{}: {end} in {:.1} s", self.name, self.took.as_secs_f64())
    }
}

/// The exit status of the first step that failed, else 0.
pub fn first_failure(steps: &[Step]) -> u8 {
    steps.iter().map(|step| step.status).find(|&status| status != 0).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ended(status: u8) -> Step {
        Step { name: "cargo test".to_owned(), status, took: Duration::from_millis(1240) }
    }

    #[test]
    fn the_first_failure_is_the_status_of_all() {
        let check = |statuses: &[u8], expected| {
            let steps: Vec<_> = statuses.iter().copied().map(ended).collect();
            assert_eq!(first_failure(&steps), expected, "{statuses:?}");
        };
        check(&[], 0);
        check(&[0, 0], 0);
        check(&[0, 101, 1], 101);
    }

    #[test]
    fn a_step_says_how_it_ended_and_its_time() {
        assert_eq!(ended(0).to_string(), "cargo test: passed in 1.2 s");
        assert_eq!(ended(101).to_string(), "cargo test: FAILED in 1.2 s");
    }

    #[test]
    fn the_status_of_the_work_is_kept() -> Result<()> {
        assert_eq!(first_failure(&[Step::run("work", || Ok(7))?]), 7);
        Ok(())
    }
}
