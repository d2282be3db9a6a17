//! A record of 100,000 reports of 500 words: how fast it is filled beside the reading, and how fast it answers.
//!
//! Prints one JSON object, which `cargo xtask bench` makes rows of. The reports are made from invented sentences, always
//! the same ones.

use std::hint::black_box;
use std::io::Cursor;
use std::time::{Duration, Instant};

use dateline_engine::{Engine, Event, Input, Pipeline};
use dateline_store::{
    BATCH_REPORTS_MAX, CommitmentFilter, EventFilter, NewRun, Reading, Record, RunNumber, StatementFilter, Wait,
};
use dateline_wire::{Reasons, Report};

const N_REPORTS: usize = 100_000;

/// Words a report has at least.
const REPORT_WORDS_MIN: usize = 500;

/// Reports that are really read. The others are these under other ids, for the network takes far longer over a report than
/// the record does.
const N_READ: usize = 500;

/// How often a question is asked; the median counts.
const N_ASKED: usize = 15;

const FIRST_NAMES: [&str; 16] = [
    "Zulmira", "Odd", "Ada", "Ola", "Benedita", "Gaspar", "Idalina", "Anselm", "Rui", "Tomé", "Annelot", "Kirsi",
    "Ngaire", "Wiremu", "Halvard", "Signe",
];

const LAST_NAMES: [&str; 32] = [
    "Brenn",
    "Vik",
    "Lund",
    "Marren",
    "Tolland",
    "Ravnsborg",
    "Quell",
    "Pestana",
    "Ostvik",
    "Harrow",
    "Sandvær",
    "Lourido",
    "Grimstead",
    "Aaltonen",
    "Fenwater",
    "Korvath",
    "Dellard",
    "Nystrand",
    "Castelmar",
    "Wetherel",
    "Imber",
    "Solheim",
    "Tregarth",
    "Vanterpool",
    "Ashgrove",
    "Mirren",
    "Jorvik",
    "Calderon-Reis",
    "Penhallow",
    "Striby",
    "Uvarin",
    "Zennor",
];

const PLACES: [&str; 8] =
    ["Ostvik", "Ponta Serrada", "Port Imber", "Grimstead", "Saltmere", "Quellhaven", "Nordbank", "Lower Tolland"];

const ROLES: [&str; 8] = [
    "the harbour master",
    "the minister",
    "a spokeswoman for the council",
    "the union's secretary",
    "the mayor",
    "an engineer",
    "the opposition leader",
    "the ferry company's chairman",
];

/// `{}` stands for a figure, a place or a name, in turn.
const TOLD: [&str; 9] = [
    "The ferry between {place} and the islands was stopped for {n} hours on Tuesday after the storm.",
    "About {n} dock workers have waited since spring for the new crane to be delivered to {place}.",
    "The council of {place} approved a budget of {n} million for the sea wall, its largest since the flood.",
    "Fishing boats from {place} brought in {n} tonnes of herring last week, less than a year ago.",
    "Builders found an old mooring chain of {n} metres under the quay, and work was halted.",
    "The railway to {place} will be closed for {n} days while the bridge is painted.",
    "Schools in {place} opened an hour later because {n} buses did not start in the cold.",
    "The mayor of {place} met the ferry's owners on Monday and accused the ministry of hiding {n} complaints.",
    "No one was hurt when a barge with {n} containers ran aground outside {place}.",
];

const SAID: [&str; 8] = [
    "We have waited {n} years for this quay and we will not wait another winter",
    "Nobody asked the people of {place} before the {n} trees were cut",
    "The money is there, {n} million of it, and the plans are drawn",
    "Every ship that calls at {place} pays for the lights of {n} others",
    "I counted {n} cracks in that wall and I stopped counting",
    "Our members cleared {n} lorries of wreckage with their own hands",
    "There were {n} objections and we have answered every one of them",
    "This town of {n} houses has never turned a sailor away",
];

fn main() {
    let folder = tempfile::tempdir().expect("a folder for the record");
    let mut record = Record::make_or_open(&folder.path().join("dateline.db"), Wait(Duration::ZERO)).expect("a record");
    let engine = Engine::new(Pipeline::english(), None).expect("threads");
    let new = NewRun { begun: "2031-05-03T14:05:00Z", command: "bench", producer: engine.line_producer() };
    let run = record.begin_run(new).expect("a run");
    let rows: String = (0..N_READ).map(row).collect();
    let (read, reading) = timed(|| read(&engine, rows));
    let (mut packing, mut storing) = (Duration::ZERO, Duration::ZERO);
    for round in 0..N_REPORTS / N_READ {
        for batch in read.chunks(BATCH_REPORTS_MAX) {
            let batch: Vec<Report> = batch.iter().map(|report| in_round(report, round)).collect();
            let (batch, took): (Vec<Reading>, _) = timed(|| batch.into_iter().map(Reading::from).collect());
            packing += took;
            storing += timed(|| store(&mut record, run, batch)).1;
        }
    }
    let bytes = std::fs::metadata(folder.path().join("dateline.db")).map_or(0, |file| file.len());
    let speaker = StatementFilter { speaker: Some("ngaire penhallow".to_owned()), ..StatementFilter::default() };
    let rare = StatementFilter { stance: Some("distanced".to_owned()), ..speaker.clone() };
    let ask = |filter: &StatementFilter| median_ms(|| record.statements(filter, 100).expect("an answer").n_all);
    let search = |words: &str| median_ms(|| record.search(words, 100).expect("an answer").n_all);
    let acts = EventFilter { actors: vec!["penhallow".to_owned()], ..EventFilter::default() };
    let promises = CommitmentFilter { strength: Some("planned".to_owned()), ..CommitmentFilter::default() };
    let questions = [
        ("statements of a speaker", ask(&speaker)),
        ("statements of a speaker, distanced", ask(&rare)),
        ("events of an actor", median_ms(|| record.events(&acts, 100).expect("an answer").n_all)),
        ("commitments, planned", median_ms(|| record.commitments(&promises, 100).expect("an answer").n_all)),
        ("reports with two words", search("mooring penhallow")),
        ("reports with a phrase", search("\"an old mooring chain of 77\"")),
        ("reports with a frequent word", search("herring")),
    ];
    let questions =
        questions.map(|(name, (ms, n))| format!("{{\"question\":\"{name}\",\"ms\":{ms:.1},\"found\":{n}}}"));
    let text = format!(
        "{{\"record\":{{\"reports\":{N_REPORTS},\"read_a_second\":{:.0},\"packed_a_second\":{:.0},\"stored_a_second\":{:.0},\"bytes\":{bytes},\"questions\":[{}]}}}}\n",
        N_READ as f64 / reading.as_secs_f64(),
        N_REPORTS as f64 / packing.as_secs_f64(),
        N_REPORTS as f64 / storing.as_secs_f64(),
        questions.join(",")
    );
    std::io::Write::write_all(&mut std::io::stdout(), text.as_bytes()).expect("stdout takes a line");
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let done = work();
    (done, begun.elapsed())
}

fn median_ms(ask: impl Fn() -> u64) -> (f64, u64) {
    let mut asked: Vec<(Duration, u64)> =
        (0..N_ASKED).map(|_| timed(|| black_box(ask()))).map(|(n, t)| (t, n)).collect();
    asked.sort_unstable();
    let (took, n) = asked[N_ASKED / 2];
    (took.as_secs_f64() * 1000.0, n)
}

fn read(engine: &Engine, rows: String) -> Vec<Report> {
    let mut reports = Vec::new();
    let input = Input::Stream { name: "made".into(), bytes: Box::new(Cursor::new(rows)) };
    let read: Result<_, ()> = engine.read(vec![input], |event| {
        if let Event::Report(entry) = event {
            reports.push(engine.line(&entry, Reasons::Trees));
        }
        Ok(())
    });
    read.expect("events are only kept");
    reports
}

fn store(record: &mut Record, run: RunNumber, batch: Vec<Reading>) {
    record.add(run, batch).expect("the record can be written");
}

/// The same report as another one: its ids, and those of what was found in it, differ from round to round.
fn in_round(report: &Report, round: usize) -> Report {
    let mut report = report.clone();
    report.id = id_in_round(&report.id, round);
    report.origin.key = format!("{}-{round}", report.origin.key);
    report.origin.given_id = Some(report.origin.key.clone());
    let entities = report.entities.iter_mut().map(|entity| &mut entity.finding);
    let said = entities.chain(report.statements.iter_mut().map(|statement| &mut statement.finding));
    let done = said.chain(report.events.iter_mut().map(|event| &mut event.finding));
    for id in done.chain(report.commitments.iter_mut().map(|promise| &mut promise.finding)) {
        *id = id_in_round(id, round);
    }
    report
}

/// An id with its first eight digits turned on, so that ids stay as good as random.
fn id_in_round(id: &str, round: usize) -> String {
    let (first, rest) = id.split_at(8);
    let first = u32::from_str_radix(first, 16).expect("ids are hexadecimal digits");
    let turned = first.wrapping_add(u32::try_from(round).expect("few rounds").wrapping_mul(0x9E37_79B9));
    format!("{turned:08x}{rest}")
}

/// Report `n` as a row of JSON Lines.
fn row(n: usize) -> String {
    // Neighbouring seeds are spread by the golden ratio, as their first choices would be alike.
    let mut choices = Choices((n as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let place = choices.of(&PLACES);
    let mut text = format!("Report {n} from {place}");
    while text.split_whitespace().count() < REPORT_WORDS_MIN {
        let paragraph = if choices.below(2) == 0 { told(&mut choices) } else { said(&mut choices) };
        text.push_str("\\n\\n");
        text.push_str(&paragraph);
    }
    format!(
        "{{\"id\":\"{n}\",\"source\":\"{place} Post\",\"published\":\"2031-{:02}-{:02}\",\"text\":\"{text}\"}}\n",
        1 + n % 12,
        1 + n % 28
    )
}

fn told(choices: &mut Choices) -> String {
    let (first, second) = (choices.of(&TOLD), choices.of(&TOLD));
    filled(&format!("{first} {second}"), choices)
}

fn said(choices: &mut Choices) -> String {
    let (said, first, last, role) =
        (choices.of(&SAID), choices.of(&FIRST_NAMES), choices.of(&LAST_NAMES), choices.of(&ROLES));
    let cue = choices.of(&["said", "claimed", "told reporters"]);
    filled(&format!("“{said},” {cue} {first} {last}, {role}."), choices)
}

fn filled(sentence: &str, choices: &mut Choices) -> String {
    let n = 2 + choices.below(900);
    sentence.replace("{place}", choices.of(&PLACES)).replace("{n}", &n.to_string())
}

/// A sequence of choices that depends on its seed alone (xorshift64 of Marsaglia, 2003).
struct Choices(u64);

impl Choices {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;

        (self.0 >> 20) % n
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[usize::try_from(self.below(all.len() as u64)).expect("a place in a short list")]
    }
}
