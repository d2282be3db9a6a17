//! The project's own commands: `cargo xtask test`, `tidy`, `eval`, `bench` and `screenshots`.
//!
//! It builds and runs the `dateline` binary and knows nothing about news: scores come from the referee,
//! speeds from divan and from clocks around whole processes.

#![expect(clippy::print_stdout, reason = "these commands speak to the person who runs them")]
#![expect(clippy::print_stderr, reason = "these commands speak to the person who runs them")]

mod bench;
mod browser;
mod eval;
mod metadata;
mod step;
mod test;
mod tidy;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::workspace::Workspace;

/// Exit status when a check, a test or a score failed.
const FAILED: u8 = 1;
/// Exit status when the command itself could not do its work; clap uses the same one for wrong arguments.
const BROKEN: u8 = 2;

/// The project's own commands.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Run everything that must pass: tidy, every test of the workspace, then the page in a browser
    Test(test::Options),
    /// Check format, lints, crate edges, links, paths, commands and data files
    Tidy,
    /// Score the binary with the referee and compare with eval/floors.toml
    Eval(eval::Options),
    /// Measure speed and write docs/benchmarks.md
    Bench(bench::Options),
    /// Take the pictures of the comparison page that stand in docs/
    Screenshots(browser::Options),
}

fn main() -> ExitCode {
    match run(&Cli::parse().task) {
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(BROKEN)
        }
    }
}

fn run(task: &Task) -> anyhow::Result<u8> {
    let workspace = Workspace::find()?;
    match task {
        Task::Test(options) => test::run(&workspace, options),
        Task::Tidy => tidy::run(&workspace),
        Task::Eval(options) => eval::run(&workspace, options),
        Task::Bench(options) => bench::run(&workspace, options),
        Task::Screenshots(options) => browser::screenshots(&workspace, options),
    }
}
