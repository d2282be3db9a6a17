//! Many reports at once, results in order.

use std::any::Any;
use std::fmt;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};

use dateline_core::{Analysis, Note, NoteCode, Producer};
use dateline_read::Refused;
use dateline_wire::{Layers, Reasons, ReportView};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::input::{Found, Item};
use crate::keys::Keys;
use crate::pipeline::STAGES;
use crate::story::{StoryReports, compare, place_of_all};
use crate::{Entry, Event, Grouping, Input, Pipeline, Place, Problem, ProblemCode, Remark, Status};

/// Reports that are worked on together: enough to keep many cores busy, few enough to hold in memory.
const CHUNK_ITEMS_MAX: usize = 256;

/// Bytes of reports that are worked on together; what the stages make of them is some ten times as much.
const CHUNK_BYTES_MAX: usize = 16 << 20;

/// The pipeline with the threads it runs on.
pub struct Engine {
    pipeline: Pipeline,
    threads: ThreadPool,
    /// What stands in each line as its maker.
    line_producer: dateline_wire::Producer,
}

/// The system gives no threads.
#[derive(Debug)]
pub struct ThreadsRefused(rayon::ThreadPoolBuildError);

impl fmt::Display for ThreadsRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the system gives no threads")
    }
}

impl std::error::Error for ThreadsRefused {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

impl Engine {
    /// Builds an engine; without a number of threads it takes one for each core.
    ///
    /// # Errors
    /// If the system gives no threads.
    pub fn new(pipeline: Pipeline, n_threads: Option<NonZeroUsize>) -> Result<Self, ThreadsRefused> {
        let line_producer = pipeline.line_producer();
        Ok(Self { pipeline, threads: threads(n_threads)?, line_producer })
    }

    /// What makes the results, in the order of the stages.
    #[must_use]
    pub const fn producers(&self) -> &[Producer; 4] {
        self.pipeline.producers()
    }

    /// What stands in each line as its maker.
    #[must_use]
    pub const fn line_producer(&self) -> &dateline_wire::Producer {
        &self.line_producer
    }

    /// Reads, annotates and searches all reports of the inputs, and tells what happened in their order.
    ///
    /// # Errors
    /// As `on_event` gives them; the first one ends the run.
    pub fn read<E>(&self, inputs: Vec<Input>, on_event: impl FnMut(Event) -> Result<(), E>) -> Result<Status, E> {
        read_with(&self.threads, |item| self.pipeline.analyse(item), entry, inputs, on_event)
    }

    /// The line of one report.
    #[must_use]
    pub fn line(&self, entry: &Entry, reasons: Reasons) -> dateline_wire::Report {
        let Entry { key, analysis } = entry;
        ReportView { key, analysis, stages: &STAGES, producer: &self.line_producer, reasons }.into()
    }

    /// The layers that `annotate` made over one report.
    #[must_use]
    pub fn layers(&self, entry: &Entry) -> Layers {
        Layers::new(&entry.key, &entry.analysis.report, &entry.analysis.annotated)
    }

    /// The stories that the reports tell, as [`Grouping::stories`] gives them; grouping runs on the threads
    /// of this engine. If it fails there are none, and a problem that says so.
    #[must_use]
    pub fn stories<'a>(&self, grouping: &'a Grouping, entries: &'a [Entry]) -> (Vec<StoryReports<'a>>, Vec<Problem>) {
        let stories = || self.threads.install(|| grouping.stories(entries));
        let none = |panic: String| (Vec::new(), vec![Problem::bug(place_of_all(), &panic)]);
        catch(stories).unwrap_or_else(none)
    }

    /// Compares the reports of each story, and hands out the lines in the order of the stories.
    ///
    /// # Errors
    /// As `on_line` gives them; the first one ends the run.
    pub fn compare<E>(
        &self,
        stories: &[StoryReports<'_>],
        reasons: Reasons,
        mut on_line: impl FnMut(Result<dateline_wire::Comparison, Problem>) -> Result<(), E>,
    ) -> Result<Status, E> {
        let mut status = Status::Done;
        for chunk in stories.chunks(CHUNK_ITEMS_MAX) {
            let compare = |story: &StoryReports<'_>| {
                catch(|| compare(story, &self.line_producer, reasons))
                    .map_err(|panic| Problem::bug(story.place(), &panic))
            };
            let lines: Vec<_> = self.threads.install(|| chunk.into_par_iter().map(compare).collect());
            for line in lines {
                status = status.max(line.as_ref().err().map_or(Status::Done, |problem| problem.code.status()));
                on_line(line)?;
            }
        }
        Ok(status)
    }
}

/// The threads that reports are worked on by; one for each core if no number is given.
pub(crate) fn threads(n_threads: Option<NonZeroUsize>) -> Result<ThreadPool, ThreadsRefused> {
    let threads = ThreadPoolBuilder::new().num_threads(n_threads.map_or(0, NonZeroUsize::get)).build();
    threads.map_err(ThreadsRefused)
}

/// Runs `analyse` over all reports of the inputs, one chunk after the other; `name` gives each its key, in their order.
pub(crate) fn read_with<T: Send, R, E>(
    threads: &ThreadPool,
    analyse: impl Fn(&Item) -> Result<T, Refused> + Sync,
    name: impl Fn(T, &mut Keys) -> R,
    inputs: Vec<Input>,
    mut on_event: impl FnMut(Event<R>) -> Result<(), E>,
) -> Result<Status, E> {
    let mut found = inputs.into_iter().flat_map(Input::open);
    let mut keys = Keys::default();
    let mut status = Status::Done;
    loop {
        let chunk = next_chunk(&mut found);
        if chunk.is_empty() {
            return Ok(status);
        }
        let done: Vec<Done<T>> = threads.install(|| chunk.into_par_iter().map(|found| work(found, &analyse)).collect());
        for done in done {
            let event = done.event(&name, &mut keys);
            if let Event::Problem(problem) = &event {
                status = status.max(problem.code.status());
            }
            on_event(event)?;
        }
    }
}

fn next_chunk(found: &mut impl Iterator<Item = Found>) -> Vec<Found> {
    let mut chunk = Vec::new();
    let mut n_bytes = 0;
    while chunk.len() < CHUNK_ITEMS_MAX && n_bytes < CHUNK_BYTES_MAX {
        let Some(next) = found.next() else { break };
        if let Found::Item(item) = &next {
            n_bytes += item.content.n_bytes();
        }
        chunk.push(next);
    }
    chunk
}

/// What came of something found, before it has its key.
enum Done<T> {
    Report(Box<T>),
    Problem(Problem),
    Remark(Remark),
}

impl<T> Done<T> {
    fn event<R>(self, name: impl Fn(T, &mut Keys) -> R, keys: &mut Keys) -> Event<R> {
        match self {
            Self::Report(report) => Event::Report(Box::new(name(*report, keys))),
            Self::Problem(problem) => Event::Problem(problem),
            Self::Remark(remark) => Event::Remark(remark),
        }
    }
}

fn work<T>(found: Found, analyse: &(impl Fn(&Item) -> Result<T, Refused> + Sync)) -> Done<T> {
    let item = match found {
        Found::Item(item) => item,
        Found::Problem(problem) => return Done::Problem(problem),
        Found::Remark(remark) => return Done::Remark(remark),
    };
    match catch(|| analyse(&item)) {
        Ok(Ok(report)) => Done::Report(Box::new(report)),
        Ok(Err(refused)) => Done::Problem(Problem::refused(item.place, &refused)),
        Err(panic) => Done::Problem(Problem::bug(item.place, &panic)),
    }
}

fn entry(mut analysis: Analysis, keys: &mut Keys) -> Entry {
    let wanted = &analysis.report.origin().key;
    let key = keys.take(wanted);
    if key != *wanted {
        let text = format!("an earlier report of this run has the key {wanted}; this one goes by {key}");
        analysis.notes.push(Note::new(NoteCode::KeyRepeated, text));
    }
    Entry { key, analysis }
}

/// Runs `f`; a panic gives its message. `f` must not leave anything half done behind that is used later.
fn catch<T>(f: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(f)).map_err(|panic| message(panic.as_ref()))
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("a panic without a message").to_owned()
}

impl Problem {
    fn bug(place: Place, message: &str) -> Self {
        Self {
            code: ProblemCode::Bug,
            place,
            text: format!("a bug of Dateline: {message}"),
            hint: Some("please report it, with the input that it came up with".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests;
