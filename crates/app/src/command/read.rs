//! `dateline read`

use dateline_engine::{Engine, Event, Status};
use dateline_wire::{Line, Reasons};

use super::{engine, inputs, registry, watch};
use crate::args::ReadArgs;
use crate::output::{Lines, Pages, Stop, width};
use crate::progress::{Progress, Results};
use crate::view;

pub fn run(args: &ReadArgs) -> Result<Status, Stop> {
    let engine = engine(registry::pipeline(&args.own)?, args.threads.n)?;
    if args.shape.json { for_programs(engine, args) } else { for_people(engine, args) }
}

fn for_programs(engine: &Engine, args: &ReadArgs) -> Result<Status, Stop> {
    let mut lines = Lines::new();
    let reasons = args.reasons.reasons();
    let status = watch(engine, inputs(&args.inputs.paths), Progress::new(Results::AsTheyCome), |event| {
        match event {
            Event::Report(entry) => lines.write(&Line::Report(Box::new(engine.line(&entry, reasons))))?,
            Event::Problem(problem) => lines.write(&Line::Failure(Box::new(problem.line())))?,
            Event::Remark(_) => {}
        }
        Ok(())
    })?;
    lines.flush()?;
    Ok(status)
}

fn for_people(engine: &Engine, args: &ReadArgs) -> Result<Status, Stop> {
    let mut pages = Pages::new();
    let width = width();
    let mut gap = "";
    let status = watch(engine, inputs(&args.inputs.paths), Progress::new(Results::AsTheyCome), |event| {
        if let Event::Report(entry) = event {
            pages.write(gap)?;
            pages.write(&view::report(&engine.line(&entry, Reasons::Names), width))?;
            gap = "\n";
        }
        Ok(())
    })?;
    pages.flush()?;
    Ok(status)
}
