//! The commands.

mod add;
mod ask;
mod coded;
mod compare;
mod correct;
mod explain;
mod export;
mod read;
mod registry;
mod show;
mod stories;
mod table;

use std::io;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::CommandFactory;
use clap::error::ErrorKind;
use clap_mangen::Man;
use dateline_engine::{Engine, Event, Input, Pipeline, Status};
use dateline_wire::Reasons;

pub use self::add::Tally;
use crate::args::{Args, Command, CompletionsArgs, ManArgs, ReasonsFlag, RegistryCommand, RulesArgs, STDIN};
use crate::output::{Pages, Stop, width, write_raw};
use crate::progress::Progress;
use crate::{explain_use, message, view};

/// Carries out a command and tells what it came to.
pub fn run(command: Command) -> Status {
    let done = match command {
        Command::Read(args) => read::run(&args),
        Command::Compare(args) => compare::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Show(args) => show::run(&args),
        Command::Add(args) => add::run(&args),
        Command::Statements(args) => ask::statements(&args),
        Command::Events(args) => ask::events(&args),
        Command::Commitments(args) => ask::commitments(&args),
        Command::Search(args) => ask::search(&args),
        Command::Stories(args) => stories::run(&args),
        Command::Correct(args) => correct::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Demo(args) => compare::demo(&args),
        Command::Pipeline => pipeline(),
        Command::Rules(args) => rules(&args),
        Command::Registry(args) => match args.command {
            RegistryCommand::Import(args) => registry::import(&args),
        },
        Command::Completions(args) => completions(&args),
        Command::Man(args) => man(&args),
    };
    done.unwrap_or_else(|stop| stop.tell())
}

/// The engine that a command works with to the end of the process.
///
/// It is never given back: that would go through some hundred thousand words of its tables one by one, which takes a tenth
/// of a short run, while the system takes back all memory at once.
fn engine(pipeline: Pipeline, n_threads: Option<NonZeroUsize>) -> Result<&'static Engine, Stop> {
    Ok(Box::leak(Box::new(Engine::new(pipeline, n_threads)?)))
}

fn pipeline() -> Result<Status, Stop> {
    let mut pages = Pages::new();
    pages.write(&view::pipeline(&Pipeline::english()))?;
    pages.flush()?;
    Ok(Status::Done)
}

fn rules(args: &RulesArgs) -> Result<Status, Stop> {
    let rules = dateline_engine::rules();
    let page = match &args.name {
        None => Some(view::rules(rules.iter(), width())),
        Some(name) => rules.iter().find(|rule| rule.name == *name).map(|rule| view::rule(rule, width())),
    };
    let Some(page) = page else {
        message::error("there is no rule of that name in a file", Some("dateline rules lists them"));
        return Ok(Status::NothingFound);
    };
    let mut pages = Pages::new();
    pages.write(&page)?;
    pages.flush()?;
    Ok(Status::Done)
}

fn completions(args: &CompletionsArgs) -> Result<Status, Stop> {
    // Into memory first: the generator panics where it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "dateline", &mut script);
    write_raw(&script)?;
    Ok(Status::Done)
}

fn man(args: &ManArgs) -> Result<Status, Stop> {
    let mut dateline = Args::command();
    dateline.build();
    let command = match &args.command {
        None => Some(dateline.clone()),
        Some(name) => dateline.find_subcommand(name).cloned(),
    };
    let Some(command) = command else {
        return Ok(explain_use(&dateline.error(ErrorKind::InvalidValue, "there is no command of that name")));
    };
    let mut page = Vec::new();
    Man::new(command).source(concat!("dateline ", env!("CARGO_PKG_VERSION"))).render(&mut page)?;
    write_raw(&page)?;
    Ok(Status::Done)
}

impl ReasonsFlag {
    const fn reasons(self) -> Reasons {
        if self.trees { Reasons::Trees } else { Reasons::Names }
    }
}

/// The inputs that the user named.
fn inputs(paths: &[PathBuf]) -> Vec<Input> {
    let input = |path: &PathBuf| match path.to_str() {
        Some(STDIN) => Input::Stream { name: "stdin".into(), bytes: Box::new(io::stdin().lock()) },
        _ => Input::Path(path.clone()),
    };
    paths.iter().map(input).collect()
}

/// Reads the inputs, tells on standard error what went wrong, and hands every event on.
fn watch(
    engine: &Engine,
    inputs: Vec<Input>,
    progress: Progress,
    on_event: impl FnMut(Event) -> Result<(), Stop>,
) -> Result<Status, Stop> {
    told(progress, on_event, |on_event| engine.read(inputs, on_event))
}

/// Runs `read`, and tells what it hands out before it is handed on.
fn told<R>(
    mut progress: Progress,
    mut on_event: impl FnMut(Event<R>) -> Result<(), Stop>,
    read: impl FnOnce(&mut dyn FnMut(Event<R>) -> Result<(), Stop>) -> Result<Status, Stop>,
) -> Result<Status, Stop> {
    let status = read(&mut |event| {
        match &event {
            Event::Report(_) => progress.tick(),
            Event::Problem(problem) => progress.aside(|| message::problem(problem)),
            Event::Remark(remark) => progress.aside(|| message::remark(remark)),
        }
        on_event(event)
    });
    progress.finish();
    status
}
