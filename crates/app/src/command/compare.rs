//! `dateline compare` and `dateline demo`

use std::path::Path;

use dateline_engine::{Engine, Entry, Event, Grouping, Input, Pipeline, Problem, Status, read_groups};
use dateline_wire::{Comparison, Line, Reasons};

use super::{inputs, watch};
use crate::args::{CompareArgs, DemoArgs, Shape};
use crate::golden::HARBOUR;
use crate::output::{Lines, Pages, Stop, width};
use crate::progress::{Progress, Results};
use crate::{message, view};

pub fn run(args: &CompareArgs) -> Result<Status, Stop> {
    let engine = Engine::new(Pipeline::english(), args.threads.n)?;
    let inputs = inputs(&args.inputs.paths);
    compare(&engine, inputs, args.groups.as_deref(), &mut Output::new(args.shape), args.reasons.reasons())
}

/// Compares the sample reports.
pub fn demo(args: &DemoArgs) -> Result<Status, Stop> {
    let engine = Engine::new(Pipeline::english(), None)?;
    let input =
        |(name, text): (&str, &'static str)| Input::Stream { name: name.into(), bytes: Box::new(text.as_bytes()) };
    let inputs = HARBOUR.map(input).into();
    compare(&engine, inputs, None, &mut Output::new(args.shape), args.reasons.reasons())
}

fn compare(
    engine: &Engine,
    inputs: Vec<Input>,
    groups: Option<&Path>,
    output: &mut Output,
    reasons: Reasons,
) -> Result<Status, Stop> {
    let (grouping, of_groups) = grouping(groups);
    let mut entries = Vec::new();
    let of_reading = read(engine, inputs, &grouping, output, &mut entries)?;
    let (stories, unknown) = grouping.stories(&entries);
    let of_keys = tell(&unknown);
    let of_comparing = engine.compare(&stories, reasons, |line| output.comparison(line))?;
    output.finish()?;
    Ok(of_groups.max(of_reading).max(of_keys).max(of_comparing))
}

/// The groups of the file; a file that cannot be read has none.
fn grouping(file: Option<&Path>) -> (Grouping, Status) {
    let Some(file) = file else { return (Grouping::All, Status::Done) };
    let mut groups = Vec::new();
    let mut problems = Vec::new();
    for group in read_groups(file) {
        match group {
            Ok(group) => groups.push(group),
            Err(problem) => problems.push(problem),
        }
    }
    (Grouping::Groups(groups), tell(&problems))
}

fn tell(problems: &[Problem]) -> Status {
    problems.iter().for_each(message::problem);
    problems.iter().map(|problem| problem.code.status()).max().unwrap_or(Status::Done)
}

/// Reads the reports and keeps those that are to be compared.
fn read(
    engine: &Engine,
    inputs: Vec<Input>,
    grouping: &Grouping,
    output: &mut Output,
    entries: &mut Vec<Entry>,
) -> Result<Status, Stop> {
    let wants = grouping.wants();
    watch(engine, inputs, Progress::new(Results::AtTheEnd), |event| {
        match event {
            Event::Report(entry) if wants(&entry.key) => {
                message::notes(&entry);
                entries.push(*entry);
            }
            Event::Problem(problem) => output.problem(&problem)?,
            Event::Report(_) | Event::Remark(_) => {}
        }
        Ok(())
    })
}

/// Where comparisons go.
enum Output {
    Lines(Lines),
    Pages { pages: Pages, width: usize, n_shown: usize },
}

impl Output {
    fn new(shape: Shape) -> Self {
        if shape.json {
            Self::Lines(Lines::new())
        } else {
            Self::Pages { pages: Pages::new(), width: width(), n_shown: 0 }
        }
    }

    fn comparison(&mut self, line: Result<Comparison, Problem>) -> Result<(), Stop> {
        match line {
            Ok(comparison) => self.show(comparison),
            Err(problem) => {
                message::problem(&problem);
                self.problem(&problem)
            }
        }
    }

    fn show(&mut self, comparison: Comparison) -> Result<(), Stop> {
        match self {
            Self::Lines(lines) => lines.write(&Line::Comparison(Box::new(comparison)))?,
            Self::Pages { pages, width, n_shown } => {
                pages.write(if *n_shown > 0 { "\n\n" } else { "" })?;
                pages.write(&view::comparison(&comparison, *width))?;
                *n_shown += 1;
            }
        }
        Ok(())
    }

    /// Puts a problem in the place of the result that it prevented; people were told on standard error.
    fn problem(&mut self, problem: &Problem) -> Result<(), Stop> {
        match self {
            Self::Lines(lines) => Ok(lines.write(&Line::Failure(Box::new(problem.line())))?),
            Self::Pages { .. } => Ok(()),
        }
    }

    fn finish(&mut self) -> Result<(), Stop> {
        match self {
            Self::Lines(lines) => lines.flush()?,
            Self::Pages { pages, .. } => pages.flush()?,
        }
        Ok(())
    }
}
