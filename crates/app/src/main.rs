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

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use clap::Parser;
use dateline_engine::Status;

use crate::args::Args;

fn main() -> ExitCode {
    let status = match Args::try_parse().and_then(Args::checked) {
        Ok(args) => caught(|| command::run(args.command)),
        Err(help_or_error) => explain_use(&help_or_error),
    };
    ExitCode::from(status.code())
}

/// Runs a command. Panics within the work on one report are caught there and named with it; any other one ends the run,
/// and standard error has said what and where it was.
fn caught(run: impl FnOnce() -> Status) -> Status {
    // Nothing that a panic left half done is used again.
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| {
        message::error("a bug of Dateline ended the run", Some("please report it, with what was given to the command"));
        Status::Bug
    })
}

/// Shows what the parser has to say: help that was asked for, or what is wrong with the arguments.
fn explain_use(said: &clap::Error) -> Status {
    // Where neither stdout nor stderr can be written there is nobody left to tell.
    let _ = said.print();
    if said.use_stderr() { Status::WrongUse } else { Status::Done }
}

#[cfg(test)]
mod tests {
    use dateline_engine::Status;

    use super::caught;

    #[test]
    fn a_panic_is_a_bug_and_shows_in_the_exit_status() {
        assert_eq!(caught(|| Status::NothingFound), Status::NothingFound);
        assert_eq!(caught(|| panic!("no command does this")), Status::Bug);
    }
}
