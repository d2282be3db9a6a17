//! `dateline stories`

use dateline_engine::{Event, Grouper, Status};
use dateline_wire::Line;

use super::{ask, inputs, told};
use crate::args::StoriesArgs;
use crate::output::{Lines, Pages, Stop, width};
use crate::progress::{Progress, Results};
use crate::view;

pub fn run(args: &StoriesArgs) -> Result<Status, Stop> {
    if args.paths.is_empty() { ask::kept_stories(args) } else { group(args) }
}

/// Groups the reports of the paths.
fn group(args: &StoriesArgs) -> Result<Status, Stop> {
    let grouper = Grouper::new(args.threads.n)?;
    let mut lines = args.shape.json.then(Lines::new);
    let mut reports = Vec::new();
    let on_event = |event| {
        match (event, &mut lines) {
            (Event::Report(report), _) => reports.push(*report),
            (Event::Problem(problem), Some(lines)) => lines.write(&Line::Failure(Box::new(problem.line())))?,
            (Event::Problem(_) | Event::Remark(_), _) => {}
        }
        Ok(())
    };
    let inputs = inputs(&args.paths);
    let status = told(Progress::new(Results::AtTheEnd), on_event, |on_event| grouper.read(inputs, on_event))?;
    let grouped = grouper.group(reports);
    if let Some(lines) = &mut lines {
        for line in grouper.lines(&grouped) {
            lines.write(&Line::Membership(Box::new(line)))?;
        }
        lines.flush()?;
    } else {
        let mut pages = Pages::new();
        pages.write(&view::grouped(&grouped, width()))?;
        pages.flush()?;
    }
    Ok(status)
}
