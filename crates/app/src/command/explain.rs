//! `dateline explain`

use dateline_engine::{Event, Status, Wanted, explain};
use dateline_wire::Reasons;

use super::ask::explain_recorded;
use super::{engine, inputs, registry, watch};
use crate::args::{ExplainArgs, Sought};
use crate::output::{Pages, Stop, width};
use crate::progress::{Progress, Results};
use crate::{explain_use, message, view};

pub fn run(args: &ExplainArgs) -> Result<Status, Stop> {
    match args.sought() {
        Ok(Sought::InReports(wanted)) => in_reports(args, &wanted),
        Ok(Sought::InRecord(finding)) => explain_recorded(&finding, &args.record),
        Err(error) => Ok(explain_use(&error)),
    }
}

fn in_reports(args: &ExplainArgs, wanted: &Wanted) -> Result<Status, Stop> {
    let engine = engine(registry::pipeline(&args.own)?, args.threads.n)?;
    let mut pages = Pages::new();
    let width = width();
    let mut gap = "";
    let status = watch(engine, inputs(&args.paths), Progress::new(Results::AsTheyCome), |event| {
        let Event::Report(entry) = event else { return Ok(()) };
        message::notes(&entry);
        let report = engine.line(&entry, Reasons::Trees);
        for explained in explain(&report, wanted) {
            pages.write(gap)?;
            pages.write(&view::explained(&report, explained, width))?;
            gap = "\n";
        }
        Ok(())
    })?;
    pages.flush()?;
    let found_nothing = gap.is_empty();
    if found_nothing {
        message::error("no report has such a finding", Some("dateline read lists the findings with their ids"));
    }
    Ok(if found_nothing { status.max(Status::NothingFound) } else { status })
}
