//! `dateline add`

use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use std::{env, iter, panic};

use dateline_engine::{Event, Status};
use dateline_store::{AddOutcome, BATCH_REPORTS_MAX, NewRun, Reading, Record, RunNumber};
use dateline_wire::{Added, Failure, Line, Producer, Reasons};

use super::{engine, inputs, registry, watch};
use crate::args::{AddArgs, Shape};
use crate::clock;
use crate::output::{Lines, Pages, Stop};
use crate::progress::{Progress, Results};
use crate::view;

/// What reading hands to writing, in the order of the inputs.
enum Message {
    Report(Box<Reading>),
    Failure(Box<Failure>),
}

/// How many reports came to what.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub n_new: usize,
    pub n_revisions: usize,
    pub n_reread: usize,
    pub n_known: usize,
    /// The numbers of corrections that lost their place.
    pub without_place: Vec<u64>,
}

pub fn run(args: &AddArgs) -> Result<Status, Stop> {
    let engine = engine(registry::pipeline(&args.own)?, args.threads.n)?;
    let mut record = Record::make_or_open(&args.record.file, args.record.wait())?;
    let run = begin_run(&mut record, engine.line_producer())?;
    let (send, receive) = sync_channel(BATCH_REPORTS_MAX);
    let shape = args.shape;
    thread::scope(|scope| {
        let writer = scope.spawn(move || write(record, run, &receive, shape));
        let read = watch(engine, inputs(&args.inputs.paths), Progress::new(Results::AtTheEnd), |event| {
            let message = match event {
                Event::Report(entry) => Message::Report(Box::new(engine.line(&entry, Reasons::Trees).into())),
                Event::Problem(problem) => Message::Failure(Box::new(problem.line())),
                Event::Remark(_) => return Ok(()),
            };
            send.send(message).map_err(|_| Stop::NobodyListens)
        });
        drop(send);
        let tally = writer.join().unwrap_or_else(|panic| panic::resume_unwind(panic))?;
        if !shape.json {
            let mut pages = Pages::new();
            pages.write(&view::tally(&tally, &args.record.file))?;
            pages.flush()?;
        }
        read
    })
}

/// Writes down that this command begins to write.
pub fn begin_run(record: &mut Record, producer: &Producer) -> Result<RunNumber, Stop> {
    Ok(record.begin_run(NewRun { begun: &clock::now(), command: &command(), producer })?)
}

/// The command as it was typed.
pub fn command() -> String {
    let words: Vec<_> = env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
    format!("dateline {}", words.get(1..).unwrap_or_default().join(" "))
}

/// Puts what comes into the record, and acknowledges it when it is there. While one batch is written the next one
/// gathers, so that a slow disk gets larger batches.
fn write(mut record: Record, run: RunNumber, messages: &Receiver<Message>, shape: Shape) -> Result<Tally, Stop> {
    let mut lines = shape.json.then(Lines::new);
    let mut tally = Tally::default();
    while let Ok(first) = messages.recv() {
        let batch = iter::once(first).chain(messages.try_iter().take(BATCH_REPORTS_MAX - 1));
        let (readings, order) = sorted(batch);
        let mut added = record.add(run, readings)?.into_iter();
        for failure in order {
            let line = match failure {
                Some(failure) => Line::Failure(failure),
                None => {
                    let (outcome, added) = added.next().expect("the record tells what became of each report");
                    tally.count(outcome, &added);
                    Line::Added(Box::new(added))
                }
            };
            lines.as_mut().map_or(Ok(()), |lines| lines.write(&line))?;
        }
        lines.as_mut().map_or(Ok(()), Lines::flush)?;
    }
    Ok(tally)
}

/// The reports of a batch, and the order of everything in it: a failure, or none where a report stood.
fn sorted(batch: impl Iterator<Item = Message>) -> (Vec<Reading>, Vec<Option<Box<Failure>>>) {
    let (mut readings, mut order) = (Vec::new(), Vec::new());
    for message in batch {
        match message {
            Message::Report(reading) => {
                readings.push(*reading);
                order.push(None);
            }
            Message::Failure(failure) => order.push(Some(failure)),
        }
    }
    (readings, order)
}

impl Tally {
    fn count(&mut self, outcome: AddOutcome, added: &Added) {
        match outcome {
            AddOutcome::New => self.n_new += 1,
            AddOutcome::Revision => self.n_revisions += 1,
            AddOutcome::Reread => self.n_reread += 1,
            AddOutcome::Known => self.n_known += 1,
        }
        self.without_place.extend(&added.without_place);
    }
}
