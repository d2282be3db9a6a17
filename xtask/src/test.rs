//! `cargo xtask test`: the one command that must pass before a change goes in.

use std::process::{Command, Stdio};

use anyhow::Result;
use clap::Args;

use crate::browser::{self, Need};
use crate::step::{Step, first_failure};
use crate::tidy;
use crate::workspace::Workspace;

/// Cargo's subcommands that rustup installs as components, with the component's name.
const COMPONENTS: [(&str, &str); 2] = [("fmt", "rustfmt"), ("clippy", "clippy")];

/// Arguments of `test`.
#[derive(Debug, Args)]
pub struct Options {
    /// Fail where there is no browser to look at the page with, instead of saying so
    #[arg(long)]
    require_browser: bool,
}

/// Installs what is missing, then runs tidy and every test. A failure does not keep the later steps from running.
///
/// # Errors
/// If a step cannot start.
pub fn run(workspace: &Workspace, options: &Options) -> Result<u8> {
    let mut steps = Vec::new();
    for component in missing_components(workspace) {
        steps.push(Step::command(Command::new("rustup").args(["component", "add", component]))?);
    }
    steps.push(Step::run("cargo xtask tidy", || tidy::run(workspace))?);
    steps.push(Step::command(&mut workspace.cargo(["test", "--workspace", "--no-fail-fast"]))?);
    let need = if options.require_browser { Need::Always } else { Need::IfThere };
    steps.push(Step::run("the page in a browser", || browser::check(workspace, need))?);
    for step in &steps {
        println!("{step}");
    }
    Ok(first_failure(&steps))
}

fn missing_components(workspace: &Workspace) -> Vec<&'static str> {
    let works = |subcommand: &str| {
        let mut ask = workspace.cargo([subcommand, "--version"]);
        ask.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    };
    COMPONENTS.into_iter().filter(|(subcommand, _)| !works(subcommand)).map(|(_, component)| component).collect()
}
