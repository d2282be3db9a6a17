//! Which reports tell of one event, as their words tell it.

use std::num::NonZeroUsize;
use std::sync::Arc;

use dateline_compare::{Sketch, Sketcher, StoryGroup};
use dateline_core::Report;
use dateline_read::{Reader, Refused};
use dateline_wire::{Membership, Origin, Schema};
use rayon::ThreadPool;

use crate::engine::{ThreadsRefused, read_with, threads};
use crate::input::Item;
use crate::keys::Keys;
use crate::pipeline::read_item;
use crate::{Event, Input, Status};

/// Reads reports and groups them by event.
///
/// It runs `read` alone, without network and rules, so that reports cost milliseconds, and keeps none of their texts.
pub struct Grouper {
    reader: Reader,
    sketcher: Sketcher,
    threads: ThreadPool,
    line_producer: dateline_wire::Producer,
}

/// What is kept of a report that is to be grouped.
#[derive(Debug, Clone, PartialEq)]
pub struct Sketched {
    /// The name it goes by in this run.
    pub key: Arc<str>,
    /// Its title, given or found.
    pub title: Option<String>,
    origin: dateline_core::Origin,
    sketch: Sketch,
}

/// Reports and the stories they tell.
#[derive(Debug)]
pub struct Grouped {
    /// The reports, in the order of the inputs.
    pub reports: Vec<Sketched>,
    /// The stories, in the order of their first report.
    pub stories: Vec<StoryGroup>,
}

impl Grouper {
    /// Builds a grouper; without a number of threads it takes one for each core.
    ///
    /// # Errors
    /// If the system gives no threads.
    pub fn new(n_threads: Option<NonZeroUsize>) -> Result<Self, ThreadsRefused> {
        let (reader, sketcher) = (Reader::new(), Sketcher::new());
        let producers = [reader.producer(), dateline_compare::producer()];
        let line_producer = crate::pipeline::line_producer(&producers, None);
        Ok(Self { reader, sketcher, threads: threads(n_threads)?, line_producer })
    }

    /// Reads all reports of the inputs, and tells what happened in their order.
    ///
    /// # Errors
    /// As `on_event` gives them; the first one ends the run.
    pub fn read<E>(
        &self,
        inputs: Vec<Input>,
        on_event: impl FnMut(Event<Sketched>) -> Result<(), E>,
    ) -> Result<Status, E> {
        read_with(&self.threads, |item| self.sketch(item), sketched, inputs, on_event)
    }

    fn sketch(&self, item: &Item) -> Result<(Report, Sketch), Refused> {
        let report = read_item(&self.reader, item)?.value;
        let sketch = self.sketcher.sketch(&report);
        Ok((report, sketch))
    }

    /// Groups reports by event; their order does not matter.
    #[must_use]
    pub fn group(&self, reports: Vec<Sketched>) -> Grouped {
        let sketches: Vec<&Sketch> = reports.iter().map(|report| &report.sketch).collect();
        let stories = self.threads.install(|| self.sketcher.group(&sketches));
        Grouped { reports, stories }
    }

    /// For each report the line that tells its story, in the order of the inputs.
    pub fn lines<'a>(&'a self, grouped: &'a Grouped) -> impl Iterator<Item = Membership> + 'a {
        let mut founder_of = vec![0; grouped.reports.len()];
        for story in &grouped.stories {
            for &member in &story.members {
                founder_of[member] = story.founder;
            }
        }
        grouped.reports.iter().zip(founder_of).map(|(report, founder)| Membership {
            schema: Schema,
            origin: Origin::of(&report.key, &report.origin),
            story: grouped.reports[founder].sketch.id().to_string(),
            producer: self.line_producer.clone(),
        })
    }
}

fn sketched((report, sketch): (Report, Sketch), keys: &mut Keys) -> Sketched {
    let origin = report.origin().clone();
    Sketched { key: keys.take(&origin.key), title: report.title().map(str::to_owned), origin, sketch }
}

impl Grouped {
    /// The id of a story: that of the report it is named after.
    #[must_use]
    pub fn id(&self, story: &StoryGroup) -> String {
        self.reports[story.founder].sketch.id().to_string()
    }
}
