//! `cargo xtask tidy`: what must hold in the repository beside its tests.
//!
//! Every check is a function from the repository's files to a list of [`Problem`]s, in a module of its own.

mod commands;
mod crates;
mod data_files;
mod links;
mod machines;
mod markdown;
mod paths;
mod scores;
mod sizes;
mod tree;

use std::fmt;

use anyhow::Result;

use crate::FAILED;
use crate::step::{Step, first_failure};
use crate::tidy::tree::Tree;
use crate::workspace::{Workspace, stdout_of};

/// Something to mend, and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, from the root of the repository.
    path: String,
    /// The line, counted from 1, where one can be named.
    line: Option<usize>,
    /// What is wrong, and what to do where that is not plain.
    what: String,
}

impl Problem {
    fn at(path: &str, line: usize, what: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line: Some(line), what: what.into() }
    }

    fn in_file(path: &str, what: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line: None, what: what.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.path, self.what),
            None => write!(f, "{}: {}", self.path, self.what),
        }
    }
}

/// Runs all checks and prints the problems. Returns the exit status: 0 if there was none.
///
/// # Errors
/// If the repository cannot be read, or cargo does not start.
pub fn run(workspace: &Workspace) -> Result<u8> {
    let lints = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
    let steps = [
        Step::command(&mut workspace.cargo(["fmt", "--all", "--check"]))?,
        Step::command(&mut workspace.cargo(lints))?,
        Step::run("files, documents, crate edges", || check_files(workspace))?,
    ];
    Ok(first_failure(&steps))
}

fn check_files(workspace: &Workspace) -> Result<u8> {
    let problems = problems(workspace)?;
    for problem in &problems {
        println!("{problem}");
    }
    Ok(if problems.is_empty() { 0 } else { FAILED })
}

fn problems(workspace: &Workspace) -> Result<Vec<Problem>> {
    let tree = Tree::read(workspace.root())?;
    let edges = crates::edges(&workspace.metadata()?)?;
    let help = stdout_of(&mut workspace.cargo(["run", "--quiet", "--package", "dateline", "--", "--help"]))?;
    let mut problems = [
        crates::check(&tree, &edges),
        paths::check(&tree),
        links::check(&tree),
        commands::check(&tree, &help),
        machines::check(&tree),
        data_files::check(&tree),
        sizes::check(&tree, &sizes::LISTED),
        scores::check(&tree),
    ]
    .concat();
    problems.sort();
    Ok(problems)
}

/// A table-driven check of a check: `files` make the repository, `expected` are its problems as printed.
#[cfg(test)]
fn assert_problems(found: &[Problem], expected: &[&str]) {
    let printed: Vec<_> = found.iter().map(Problem::to_string).collect();
    assert_eq!(printed, expected);
}
