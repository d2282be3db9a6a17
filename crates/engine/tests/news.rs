//! Scores the sample reports of `eval/news/`, in which every time and every figure is marked.
//!
//! A marked expression is found if a finding shares a letter or digit with it; a finding on no mark is one too many.

#![expect(clippy::print_stdout, reason = "the scores are read off the test run")]

use std::fs;
use std::path::Path;
use std::sync::Arc;

use dateline_engine::{Engine, Event, Input, Pipeline};
use dateline_wire::{Reasons, Report};

/// What may not be fallen under, in percent: for times found, precision and values; for figures found, precision, and
/// value, unit, bound and counted phrase of those that were found.
const FLOORS: [(&str, f64); 8] = [
    ("times found", 99.0),
    ("times precision", 99.0),
    ("times value", 97.5),
    ("figures found", 99.0),
    ("figures value", 99.0),
    ("figures unit", 97.0),
    ("figures bound", 99.0),
    ("figures counts", 97.5),
];

/// One mark: its place in bytes of the unmarked text, and what it says.
#[derive(Debug, Clone)]
struct Mark {
    start: usize,
    end: usize,
    is_time: bool,
    says: String,
}

/// A report without its marks.
#[derive(Debug)]
struct Marked {
    published: String,
    text: String,
    marks: Vec<Mark>,
}

fn unmark(file: &str) -> Marked {
    let (head, body) = file.split_once('\n').expect("the first line is the day");
    let published = head.strip_prefix("published ").expect("the first line is the day").to_owned();
    let mut marked = Marked { published, text: String::new(), marks: Vec::new() };
    let mut rest = body;
    while let Some((before, behind)) = rest.split_once('[') {
        marked.text.push_str(before);
        let (words, behind) = behind.split_once("](").expect("a mark says what it means");
        let (says, behind) = behind.split_once(')').expect("a mark is closed");
        let start = marked.text.len();
        marked.text.push_str(words);
        let (kind, says) = says.split_once(' ').expect("a mark has a kind");
        assert!(matches!(kind, "t" | "f"), "{kind:?} is no kind");
        marked.marks.push(Mark { start, end: marked.text.len(), is_time: kind == "t", says: says.to_owned() });
        rest = behind;
    }
    marked.text.push_str(rest);
    marked
}

fn read(engine: &Engine, marked: &Marked) -> Report {
    let row = format!("{{\"published\": \"{}\", \"text\": {:?}}}", marked.published, marked.text);
    let input =
        Input::Stream { name: Arc::from("news.jsonl"), bytes: Box::new(std::io::Cursor::new(row.into_bytes())) };
    let mut report = None;
    let status = engine.read::<()>(vec![input], |event| {
        if let Event::Report(entry) = event {
            report = Some(engine.line(&entry, Reasons::Names));
        }
        Ok(())
    });
    assert!(status.is_ok());
    report.expect("a sample report can be read")
}

#[derive(Debug, Default)]
struct Tally {
    right: usize,
    all: usize,
}

impl Tally {
    fn add(&mut self, is_right: bool) {
        self.right += usize::from(is_right);
        self.all += 1;
    }

    fn percent(&self) -> f64 {
        100.0 * self.right as f64 / self.all.max(1) as f64
    }
}

#[derive(Debug, Default)]
struct Score {
    tallies: [Tally; 8],
    wrong: Vec<String>,
}

impl Score {
    fn add(&mut self, at: usize, is_right: bool, what: impl Fn() -> String) {
        self.tallies[at].add(is_right);
        if !is_right {
            self.wrong.push(format!("{}: {}", FLOORS[at].0, what()));
        }
    }

    fn report(&mut self, marked: &Marked, report: &Report) {
        let byte = |code_point: u32| {
            marked.text.char_indices().nth(code_point as usize).map_or(marked.text.len(), |(byte, _)| byte)
        };
        let overlaps = |mark: &Mark, start: u32, end: u32| byte(start) < mark.end && mark.start < byte(end);
        for mark in marked.marks.iter().filter(|mark| mark.is_time) {
            let words = &marked.text[mark.start..mark.end];
            let found = report.times.iter().find(|time| overlaps(mark, time.span.start, time.span.end));
            self.add(0, found.is_some(), || format!("{words:?}"));
            if let Some(time) = found {
                self.add(2, time.value == mark.says, || format!("{words:?} is {}, not {}", mark.says, time.value));
            }
        }
        for time in &report.times {
            let is_marked =
                marked.marks.iter().any(|mark| mark.is_time && overlaps(mark, time.span.start, time.span.end));
            self.add(1, is_marked, || format!("{:?} = {} is none", time.span.text, time.value));
        }
        for mark in marked.marks.iter().filter(|mark| !mark.is_time) {
            let words = &marked.text[mark.start..mark.end];
            let found = report.figures.iter().find(|figure| overlaps(mark, figure.span.start, figure.span.end));
            self.add(3, found.is_some(), || format!("{words:?} was missed"));
            if let Some(figure) = found {
                self.figure(words, &mark.says, figure);
            }
        }
        for figure in &report.figures {
            let is_marked =
                marked.marks.iter().any(|mark| !mark.is_time && overlaps(mark, figure.span.start, figure.span.end));
            self.add(3, is_marked, || format!("{:?} = {} is none", figure.span.text, figure.value));
        }
    }

    fn figure(&mut self, words: &str, says: &str, figure: &dateline_wire::Figure) {
        let (facts, counts) = says.split_once(';').map_or((says, None), |(facts, counts)| (facts, Some(counts.trim())));
        let mut facts = facts.split_whitespace();
        let value = facts.next().expect("a figure has a value");
        let unit = facts.next().filter(|unit| *unit != "-");
        let bound = facts.next().unwrap_or("exactly");
        let fate = facts.next();
        let to = figure.to.as_ref().map_or_else(String::new, |to| format!("..{to}"));
        let got = format!("{}{to}", figure.value);
        self.add(4, got == value, || format!("{words:?} is {value}, not {got}"));
        self.add(5, figure.unit.as_deref() == unit, || format!("{words:?} is {unit:?}, not {:?}", figure.unit));
        let is_bound = figure.bound == bound && figure.fate.as_deref() == fate;
        self.add(6, is_bound, || format!("{words:?} is {bound} {fate:?}, not {} {:?}", figure.bound, figure.fate));
        self.add(7, figure.counts.as_deref() == counts, || {
            format!("{words:?} counts {counts:?}, not {:?}", figure.counts)
        });
    }
}

#[test]
fn times_and_figures_of_the_news_are_found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../eval/news");
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("it can be read").path()).collect();
    files.retain(|file| file.extension().is_some_and(|ext| ext == "txt"));
    files.sort();
    let engine = Engine::new(Pipeline::english(), None).expect("threads can be started");
    let mut score = Score::default();
    let (mut n_times, mut n_figures) = (0, 0);
    for file in files {
        let marked = unmark(&fs::read_to_string(file).expect("a sample report is text"));
        n_times += marked.marks.iter().filter(|mark| mark.is_time).count();
        n_figures += marked.marks.iter().filter(|mark| !mark.is_time).count();
        score.report(&marked, &read(&engine, &marked));
    }
    assert!(n_times >= 300 && n_figures >= 200, "{n_times} times and {n_figures} figures are too few to tell");
    println!("{n_times} times, {n_figures} figures");
    let mut is_under = false;
    for ((name, floor), tally) in FLOORS.iter().zip(&score.tallies) {
        println!("{name}: {:.2} ({} of {}), floor {floor}", tally.percent(), tally.right, tally.all);
        is_under |= tally.percent() < *floor;
    }
    println!("{}", score.wrong.join("\n"));
    assert!(!is_under, "a figure fell under its floor");
}
