//! `dateline show`

use dateline_engine::{Event, ModelError, Network, Pipeline, Status};

use super::{engine, inputs, watch};
use crate::args::{ShowArgs, ShownStage};
use crate::output::{Pages, Stop, width, write_raw};
use crate::progress::{Progress, Results};
use crate::{message, view};

pub fn run(args: &ShowArgs) -> Result<Status, Stop> {
    match args.stage {
        Some(ShownStage::Annotate) => layers(args),
        None => super::ask::show(args),
    }
}

fn layers(args: &ShowArgs) -> Result<Status, Stop> {
    let engine = engine(Pipeline::with_network(network(args)?), args.threads.n)?;
    let mut pages = Pages::new();
    let width = width();
    let mut gap = "";
    let status = watch(engine, inputs(&args.names), Progress::new(Results::AsTheyCome), |event| {
        let Event::Report(entry) = event else { return Ok(()) };
        message::notes(&entry);
        let layers = engine.layers(&entry);
        if args.conllu {
            write_raw(layers.to_string().as_bytes())?;
        } else {
            pages.write(gap)?;
            pages.write(&view::layers(&layers, width))?;
            gap = "\n";
        }
        Ok(())
    })?;
    pages.flush()?;
    Ok(status)
}

fn network(args: &ShowArgs) -> Result<Network, ModelError> {
    args.model.as_deref().map_or_else(|| Ok(Network::english()), Network::load)
}
