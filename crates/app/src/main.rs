//! The command line of Dateline.
//!
//! It parses arguments, shows results and tells the exit status. What it shows comes from the lines of
//! `dateline-wire`, so that people and programs are told the same; it decides nothing about news.

mod args;
mod clock;
mod command;
mod golden;
mod html;
mod layout;
mod message;
mod output;
mod progress;
mod view;

use std::process::ExitCode;

use clap::Parser;
use dateline_engine::Status;

use crate::args::Args;

fn main() -> ExitCode {
    let status = match Args::try_parse().and_then(Args::checked) {
        Ok(args) => command::run(args.command),
        Err(help_or_error) => explain_use(&help_or_error),
    };
    ExitCode::from(status.code())
}

/// Shows what the parser has to say: help that was asked for, or what is wrong with the arguments.
fn explain_use(said: &clap::Error) -> Status {
    // Where neither stdout nor stderr can be written there is nobody left to tell.
    let _ = said.print();
    if said.use_stderr() { Status::WrongUse } else { Status::Done }
}
