//! `dateline export`

use dateline_engine::{Event, Status};
use dateline_store::Record;
use dateline_wire::{Line, Reasons};

use super::ask::open;
use super::coded::Tables;
use super::{engine, inputs, registry, table, watch};
use crate::args::ExportArgs;
use crate::output::{Lines, Stop};
use crate::progress::{Progress, Results};

pub fn run(args: &ExportArgs) -> Result<Status, Stop> {
    if !args.paths.is_empty() {
        return events_of_paths(args);
    }
    let record = open(&args.record)?;
    if args.csv {
        return table::statements(&record);
    }
    match Tables::open(&args.files)? {
        Some(tables) => events_of_record(&record, tables),
        None => lines(&record),
    }
}

fn lines(record: &Record) -> Result<Status, Stop> {
    let mut lines = Lines::new();
    record.reports(|report, corrections| {
        lines.write(&Line::Report(Box::new(report)))?;
        for correction in corrections {
            lines.write(&Line::Correction(Box::new(correction)))?;
        }
        Ok::<(), Stop>(())
    })?;
    for comparison in record.comparisons()? {
        lines.write(&Line::Comparison(Box::new(comparison)))?;
    }
    lines.flush()?;
    Ok(Status::Done)
}

fn events_of_record(record: &Record, mut tables: Tables) -> Result<Status, Stop> {
    record.reports(|report, _| tables.write(&report))?;
    tables.close()?;
    Ok(Status::Done)
}

fn events_of_paths(args: &ExportArgs) -> Result<Status, Stop> {
    let engine = engine(registry::pipeline(&args.own)?, args.threads.n)?;
    let Some(mut tables) = Tables::open(&args.files)? else { return Ok(Status::Done) };
    let status = watch(engine, inputs(&args.paths), Progress::new(Results::AtTheEnd), |event| match event {
        Event::Report(entry) => tables.write(&engine.line(&entry, Reasons::Names)),
        Event::Problem(_) | Event::Remark(_) => Ok(()),
    })?;
    tables.close()?;
    Ok(status)
}
