//! `dateline compare` and `dateline demo`

use std::env;
use std::path::{Path, PathBuf};

use dateline_engine::{Engine, Entry, Event, Grouping, Input, Pipeline, Problem, Status, StoryReports, read_groups};
use dateline_store::{BATCH_REPORTS_MAX, Reading, Record, RunNumber};
use dateline_wire::{Comparison, Correction, Line, Reasons, Report};

use super::add::begin_run;
use super::{engine, inputs, registry, watch};
use crate::args::{CompareArgs, DEFAULT_WAIT, DemoArgs, Shape};
use crate::golden::HARBOUR;
use crate::output::{Lines, Pages, Stop, width, write_file, write_new_page};
use crate::progress::{Progress, Results};
use crate::{html, message, view};

/// What the page of `demo` is called, in the system's folder for passing files.
const DEMO_PAGE: &str = "dateline-demo";

pub fn run(args: &CompareArgs) -> Result<Status, Stop> {
    let engine = engine(registry::pipeline(&args.own)?, args.threads.n)?;
    let (grouping, of_groups) = grouping(args);
    let (shown, page) = match &args.html {
        Some(file) => (None, Some(Page::Named(file.clone()))),
        None => (Some(Shown::new(args.shape)), None),
    };
    let kept = args.record.as_deref().map(|file| Kept::begin(engine, file)).transpose()?;
    let mut output = Output { shown, page, kept };
    let inputs = inputs(&args.inputs.paths);
    Ok(of_groups.max(compare(engine, inputs, &grouping, &mut output, args.reasons.reasons())?))
}

/// Compares the sample reports.
pub fn demo(args: &DemoArgs) -> Result<Status, Stop> {
    let engine = engine(Pipeline::english(), None)?;
    let input =
        |(name, text): (&str, &'static str)| Input::Stream { name: name.into(), bytes: Box::new(text.as_bytes()) };
    let inputs = HARBOUR.map(input).into();
    let page = || args.html.clone().map_or(Page::Passing, Page::Named);
    let mut output = Output { shown: Some(Shown::new(args.shape)), page: (!args.shape.json).then(page), kept: None };
    compare(engine, inputs, &Grouping::All, &mut output, args.reasons.reasons())
}

fn compare(
    engine: &Engine,
    inputs: Vec<Input>,
    grouping: &Grouping,
    output: &mut Output,
    reasons: Reasons,
) -> Result<Status, Stop> {
    let mut entries = Vec::new();
    let of_reading = read(engine, inputs, grouping, output, &mut entries)?;
    let (stories, unknown) = engine.stories(grouping, &entries);
    let of_keys = tell(&unknown);
    if stories.is_empty() && *grouping == Grouping::Stories {
        message::aside("no story is told by several reports");
    }
    // The page shows the trees; for people at a terminal they are no more than a name.
    let reasons = if output.page.is_some() { Reasons::Trees } else { reasons };
    let mut story = stories.iter();
    let of_comparing = engine.compare(&stories, reasons, |line| output.comparison(engine, story.next(), line))?;
    output.finish()?;
    Ok(of_reading.max(of_keys).max(of_comparing))
}

/// What is compared with what; a file of groups that cannot be read has none.
fn grouping(args: &CompareArgs) -> (Grouping, Status) {
    let Some(file) = &args.groups else {
        return (if args.stories { Grouping::Stories } else { Grouping::All }, Status::Done);
    };
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
struct Output {
    /// Standard output.
    shown: Option<Shown>,
    /// The page for the browser.
    page: Option<Page>,
    /// The record.
    kept: Option<Kept>,
}

/// Where a page for the browser is written to.
enum Page {
    /// The file of the user's choice.
    Named(PathBuf),
    /// A new file among the system's passing ones.
    Passing,
}

/// Standard output, for programs or for people.
enum Shown {
    Lines(Lines),
    Pages { pages: Pages, width: usize, n_shown: usize },
}

impl Output {
    fn comparison(
        &mut self,
        engine: &Engine,
        story: Option<&StoryReports<'_>>,
        line: Result<Comparison, Problem>,
    ) -> Result<(), Stop> {
        let comparison = match line {
            Ok(comparison) => comparison,
            Err(problem) => {
                message::problem(&problem);
                return self.problem(&problem);
            }
        };
        let needs_reports = self.kept.is_some() || self.page.is_some();
        let reports = story.filter(|_| needs_reports).map(|story| lines(engine, story)).unwrap_or_default();
        let kept = self.kept.as_mut().map(|kept| kept.keep(&reports, &comparison)).transpose()?;
        let corrections = kept.unwrap_or_default();
        if let Some(page) = &self.page {
            let story = html::Story { comparison: &comparison, reports: &reports, corrections: &corrections };
            page.write(&html::page(story))?;
        }
        self.shown.as_mut().map_or(Ok(()), |shown| shown.comparison(comparison, &reports, corrections))
    }

    /// Puts a problem in the place of the result that it prevented; people were told on standard error.
    fn problem(&mut self, problem: &Problem) -> Result<(), Stop> {
        match &mut self.shown {
            Some(Shown::Lines(lines)) => Ok(lines.write(&Line::Failure(Box::new(problem.line())))?),
            Some(Shown::Pages { .. }) | None => Ok(()),
        }
    }

    fn finish(&mut self) -> Result<(), Stop> {
        match &mut self.shown {
            Some(Shown::Lines(lines)) => lines.flush()?,
            Some(Shown::Pages { pages, .. }) => pages.flush()?,
            None => {}
        }
        Ok(())
    }
}

impl Page {
    /// Writes the page, and tells the user where it is.
    fn write(&self, page: &str) -> Result<(), Stop> {
        match self {
            Self::Named(file) => {
                write_file(file, page.as_bytes())?;
                message::wrote(file);
            }
            Self::Passing => message::wrote(&write_new_page(&env::temp_dir(), DEMO_PAGE, page)?),
        }
        Ok(())
    }
}

impl Shown {
    fn new(shape: Shape) -> Self {
        if shape.json {
            Self::Lines(Lines::new())
        } else {
            Self::Pages { pages: Pages::new(), width: width(), n_shown: 0 }
        }
    }

    /// A comparison, then what people corrected in its reports.
    fn comparison(
        &mut self,
        comparison: Comparison,
        reports: &[Report],
        corrections: Vec<Correction>,
    ) -> Result<(), Stop> {
        match self {
            Self::Lines(lines) => {
                lines.write(&Line::Comparison(Box::new(comparison)))?;
                for correction in corrections {
                    lines.write(&Line::Correction(Box::new(correction)))?;
                }
            }
            Self::Pages { pages, width, n_shown } => {
                pages.write(if *n_shown > 0 { "\n\n" } else { "" })?;
                pages.write(&view::comparison(&comparison, *width))?;
                pages.write(&view::corrected_reports(reports, &corrections, *width))?;
                *n_shown += 1;
            }
        }
        Ok(())
    }
}

/// A record that keeps what is compared.
struct Kept {
    record: Record,
    run: RunNumber,
}

impl Kept {
    fn begin(engine: &Engine, file: &Path) -> Result<Self, Stop> {
        let mut record = Record::make_or_open(file, DEFAULT_WAIT)?;
        let run = begin_run(&mut record, engine.line_producer())?;
        Ok(Self { record, run })
    }

    /// Keeps the reports and how they compare, and tells what people corrected in them.
    fn keep(&mut self, reports: &[Report], comparison: &Comparison) -> Result<Vec<Correction>, Stop> {
        for reports in reports.chunks(BATCH_REPORTS_MAX) {
            self.record.add(self.run, reports.iter().cloned().map(Reading::from))?;
        }
        self.record.keep(self.run, comparison)?;
        let mut corrections = Vec::new();
        for report in reports {
            corrections.extend(self.record.corrections_of(report)?);
        }
        Ok(corrections)
    }
}

/// The lines of a story's reports, with their trees of reasons.
fn lines(engine: &Engine, story: &StoryReports<'_>) -> Vec<Report> {
    story.entries.iter().map(|entry| engine.line(entry, Reasons::Trees)).collect()
}
