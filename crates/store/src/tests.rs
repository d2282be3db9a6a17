//! The record from inside: what goes in comes out, and faults of the machine leave it whole.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use dateline_wire::{
    Added, Change, Correction, Entity, Origin, Producer, Published, Report, Schema, Source, Statement, TextSpan, Word,
};
use proptest::prelude::{ProptestConfig, any, proptest};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::{
    EventFilter, Fault, FindingName, NewCorrection, NewRun, NoFinding, Reading, Record, RecordError, RunNumber,
    StatementFilter, Wait,
};

mod act;

const NO_WAIT: Wait = Wait(Duration::ZERO);

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder for the test"))
    }

    fn file(&self) -> PathBuf {
        self.0.path().join("dateline.db")
    }

    fn record(&self) -> (Record, RunNumber) {
        let mut record = Record::make_or_open(&self.file(), NO_WAIT).expect("a record");
        let producer = producer("find:1");
        let run = NewRun { begun: "2031-05-03T14:05:00Z", command: "dateline add", producer: &producer };
        let run = record.begin_run(run).expect("a run");
        (record, run)
    }
}

fn producer(rules: &str) -> Producer {
    Producer { dateline: "0.1.0".into(), rules: rules.into(), model: None, kernel: None }
}

/// The finding id of these code points; what counts here is that other spans give another one.
fn finding(report: u8, start: u32, end: u32) -> String {
    format!("{report:02x}{start:015x}{end:015x}")
}

fn span(text: &str, words: &str) -> TextSpan {
    let byte = text.find(words).expect("the words stand in the text");
    let start = u32::try_from(text[..byte].chars().count()).expect("a short text");
    let end = start + u32::try_from(words.chars().count()).expect("a short text");
    TextSpan { start, end, text: words.to_owned() }
}

/// Report `n` with one direct statement of each speaker: the words, and who says them.
fn report(n: u8, text: &str, said: &[(&str, &str)]) -> Report {
    let statement = |(index, (words, _)): (usize, &(&str, &str))| {
        let content = span(text, words);
        Statement {
            id: format!("s{}", index + 1),
            kind: Word::from("direct"),
            finding: finding(n, content.start, content.end),
            content: vec![content],
            cue: None,
            source: Vec::new(),
            speakers: vec![format!("e{}", index + 1)],
            stance: Word::from("neutral"),
            hedges: Vec::new(),
            inside: None,
            reason: "quotation-then-source-and-cue".into(),
            reasons: None,
        }
    };
    let entity = |(index, (_, name)): (usize, &(&str, &str))| Entity {
        id: format!("e{}", index + 1),
        name: (*name).to_owned(),
        kind: Word::from("person"),
        wikidata: None,
        code: None,
        country: None,
        mentions: Vec::new(),
        finding: format!("ee{n:02x}{index:028x}"),
        reason: "named".into(),
        reasons: None,
    };
    Report {
        metadata: None,
        schema: Schema,
        id: format!("{n:032x}"),
        origin: Origin { key: format!("report-{n}"), path: None, url: None, given_id: None },
        stages: vec![Word::from("read")],
        source: Source { name: Some("Northern Wire".into()), domain: None },
        title: Some("Quay reopens".into()),
        byline: None,
        agency: None,
        language: None,
        published: Published { date: Some(format!("2031-05-{n:02}")), ..Published::default() },
        text: text.to_owned(),
        blocks: Vec::new(),
        entities: said.iter().enumerate().map(entity).collect(),
        times: Vec::new(),
        figures: Vec::new(),
        statements: said.iter().enumerate().map(statement).collect(),
        events: Vec::new(),
        commitments: Vec::new(),
        notes: Vec::new(),
        producer: producer("find:1"),
        place: None,
    }
}

const QUAY: &str = "“We are open,” Zulmira Quatro-Marés said. “No ship waits,” added Odd Brenn.";

fn quay(n: u8) -> Report {
    report(n, QUAY, &[("We are open", "Zulmira Quatro-Marés"), ("No ship waits", "Odd Brenn")])
}

fn add(
    record: &mut Record,
    run: RunNumber,
    reports: impl IntoIterator<Item = Report>,
) -> Result<Vec<Added>, RecordError> {
    let added = record.add(run, reports.into_iter().map(Reading::from))?;
    Ok(added.into_iter().map(|(_, added)| added).collect())
}

fn outcomes(record: &mut Record, run: RunNumber, reports: &[Report]) -> Vec<String> {
    let added = add(record, run, reports.to_vec()).expect("the record can be written");
    added.into_iter().map(|added| added.outcome.into()).collect()
}

/// The short names of the statements that fit.
fn listed(record: &Record, filter: &StatementFilter) -> Vec<String> {
    let found = record.statements(filter, 100).expect("the record can be read");
    assert_eq!(found.n_all, found.items.len() as u64);
    found.items.iter().map(|item| format!("{}:{}", item.report.origin.key, item.statement.id)).collect()
}

fn by_speaker(name: &str) -> StatementFilter {
    StatementFilter { speaker: Some(name.into()), ..StatementFilter::default() }
}

#[test]
fn a_report_that_is_there_changes_nothing() {
    let folder = Folder::new();
    let (mut record, run) = folder.record();
    assert_eq!(outcomes(&mut record, run, &[quay(1), quay(1)]), ["new", "known"]);
    let moved = Report { origin: Origin { path: Some("b.txt".into()), ..quay(1).origin }, ..quay(1) };
    assert_eq!(outcomes(&mut record, run, &[moved]), ["known"]);
    assert_eq!(record.n_reports().expect("a number"), 1);
    assert_eq!(record.report("report-1").expect("readable"), Ok(quay(1)));
}

#[test]
fn a_new_text_at_a_known_address_is_a_revision() {
    let folder = Folder::new();
    let (mut record, run) = folder.record();
    let at_address = |report: Report| Report {
        origin: Origin { url: Some("https://example.org/quay".into()), ..report.origin.clone() },
        ..report
    };
    let later = at_address(report(2, "“We are shut,” Odd Brenn said.", &[("We are shut", "Odd Brenn")]));
    let added = add(&mut record, run, [at_address(quay(1)), later]).expect("the record can be written");
    assert_eq!((added[1].outcome.as_ref(), added[1].supersedes.as_ref()), ("revision", Some(&quay(1).id)));
    assert_eq!(listed(&record, &StatementFilter::default()), ["report-2:s1"]);
    assert_eq!(record.search("open", 9).expect("readable").n_all, 0);
    assert_eq!(record.search("shut", 9).expect("readable").n_all, 1);
    assert!(record.report(&quay(1).id).expect("readable").is_ok(), "the earlier text stays");
    assert_eq!(outcomes(&mut record, run, &[at_address(quay(1))]), ["known"]);
    assert_eq!(listed(&record, &StatementFilter::default()), ["report-2:s1"], "and does not come back");
}

#[test]
fn given_ids_are_addresses_of_their_source() {
    let folder = Folder::new();
    let (mut record, run) = folder.record();
    let given = |report: Report, outlet: &str| Report {
        origin: Origin { given_id: Some("7".into()), ..report.origin.clone() },
        source: Source { name: Some(outlet.into()), domain: None },
        ..report
    };
    let reports = [given(quay(1), "A"), given(quay(2), "B"), given(quay(3), "A")];
    assert_eq!(outcomes(&mut record, run, &reports), ["new", "new", "revision"]);
}

#[test]
fn statements_are_found_by_what_they_are() {
    let folder = Folder::new();
    let (mut record, run) = folder.record();
    let mut second = quay(2);
    second.statements[1].kind = Word::from("indirect");
    second.statements[1].stance = Word::from("distanced");
    second.source.name = Some("Harbour Post".into());
    add(&mut record, run, [quay(1), second]).expect("the record can be written");
    let check = |filter: StatementFilter, expected: &[&str]| {
        assert_eq!(listed(&record, &filter), expected, "{filter:?}");
    };
    let any = StatementFilter::default;
    check(any(), &["report-1:s1", "report-1:s2", "report-2:s1", "report-2:s2"]);
    check(by_speaker("brenn"), &["report-1:s2", "report-2:s2"]);
    check(by_speaker("quatro mares zulmira"), &["report-1:s1", "report-2:s1"]);
    check(by_speaker("brenn zulmira"), &[]);
    check(by_speaker("\" OR -* ("), &[]);
    check(StatementFilter { source: Some("harbour post".into()), ..any() }, &["report-2:s1", "report-2:s2"]);
    check(StatementFilter { kind: Some("indirect".into()), ..any() }, &["report-2:s2"]);
    check(StatementFilter { stance: Some("distanced".into()), ..by_speaker("odd") }, &["report-2:s2"]);
    check(StatementFilter { to: Some("2031-05-01".into()), ..any() }, &["report-1:s1", "report-1:s2"]);
    check(StatementFilter { from: Some("2031-05-03".into()), ..any() }, &[]);
}

#[test]
fn words_are_found_with_their_place() {
    let folder = Folder::new();
    let (mut record, run) = folder.record();
    add(&mut record, run, [quay(1)]).expect("the record can be written");
    let hit = record.search("MARES ship", 9).expect("readable").items.remove(0);
    let shown: Vec<_> = hit.words.iter().map(|word| (word.start, word.text.as_str())).collect();
    assert_eq!(shown, [(span(QUAY, "Marés").start, "Marés"), (span(QUAY, "ship").start, "ship")]);
    for (words, n) in [("\"we are\"", 1), ("\"are we\"", 0), ("wai*", 1), ("wai", 0), ("'", 0), ("* \"\"", 0), ("", 0)]
    {
        assert_eq!(record.search(words, 9).expect("readable").n_all, n, "{words}");
    }
}

#[test]
fn no_character_of_a_report_is_taken_for_a_mark() {
    let folder = Folder::new();
    let (mut record, run) = folder.record();
    let text = "The \u{fdd0} quay\n\u{fdd1}, \u{fdd1} at \u{fdd2} is open, she said";
    add(&mut record, run, [report(1, text, &[]), report(2, "The quay is shut, she said", &[])])
        .expect("the record can be written");
    let found = record.search("quay at", 9).expect("readable");
    let words: Vec<_> = found.items[0].words.iter().map(|word| (word.start, word.text.as_str())).collect();
    assert_eq!(words, [(6, "quay"), (16, "at")]);
    assert_eq!(found.items[0].excerpt.text, text);
    assert_eq!(record.search("quay", 9).expect("readable").items.len(), 2);
}

fn correct(record: &mut Record, name: &str, change: &Change) -> Result<Correction, NoFinding> {
    let producer = producer("find:1");
    let run = NewRun { begun: "2031-05-04T09:00:00Z", command: "dateline correct", producer: &producer };
    let finding: FindingName = name.parse().expect("a name");
    let (author, reason, time) = ("Ada", "I was there", "2031-05-04T09:00:00Z");
    record.correct(run, NewCorrection { finding: &finding, change, author, reason, time }).expect("writable")
}

#[test]
fn a_correction_is_laid_over_what_was_found() {
    let folder = Folder::new();
    let (mut record, run) = folder.record();
    add(&mut record, run, [quay(1)]).expect("the record can be written");
    let change = Change::Speakers(vec!["Ola Vik".into()]);
    let made = correct(&mut record, "report-1:s2", &change).expect("there is such a statement");
    assert_eq!((made.number, made.has_place, made.spans[0].text.as_str()), (1, true, "No ship waits"));
    assert_eq!(listed(&record, &by_speaker("brenn")), [""; 0]);
    assert_eq!(listed(&record, &by_speaker("vik")), ["report-1:s2"]);
    let item = record.statements(&by_speaker("vik"), 1).expect("readable").items.remove(0);
    assert_eq!(item.speakers, ["Odd Brenn"], "what was found stays");
    assert_eq!(item.corrected.expect("it is corrected").speakers, ["Ola Vik"]);
    correct(&mut record, "report-1:s2", &Change::Withdrawn).expect("there is such a statement");
    assert_eq!(listed(&record, &by_speaker("brenn")), ["report-1:s2"]);
    assert_eq!(record.corrections().expect("readable").len(), 2, "nothing leaves the log");
}

#[test]
fn corrections_survive_newer_rules_or_are_told_to_have_no_place() {
    let folder = Folder::new();
    let (mut record, run) = folder.record();
    add(&mut record, run, [quay(1)]).expect("the record can be written");
    for name in ["report-1:s1", "report-1:s2"] {
        correct(&mut record, name, &Change::Kind(Word::from("mixed"))).expect("there is such a statement");
    }
    // Newer rules no longer find the first statement, so that the second one has another short name.
    let newer = Report { producer: producer("find:2"), ..report(1, QUAY, &[("No ship waits", "Odd Brenn")]) };
    let added = add(&mut record, run, [newer]).expect("the record can be written").remove(0);
    assert_eq!((added.outcome.as_ref(), added.without_place), ("reread", vec![1]));
    let mixed = StatementFilter { kind: Some("mixed".into()), ..StatementFilter::default() };
    assert_eq!(listed(&record, &mixed), ["report-1:s1"]);
    let has_place: Vec<bool> =
        record.corrections().expect("readable").iter().map(|correction| correction.has_place).collect();
    assert_eq!(has_place, [false, true]);
}

#[test]
fn a_correction_of_nothing_is_refused_with_the_nearest() {
    let folder = Folder::new();
    let (mut record, run) = folder.record();
    add(&mut record, run, [quay(1)]).expect("the record can be written");
    let mut nearest = |name: &str| match correct(&mut record, name, &Change::Rejected) {
        Err(NoFinding::Unknown { nearest, .. }) => nearest.map(|(name, _)| name),
        Err(NoFinding::Report(crate::NoReport::Unknown { nearest, .. })) => nearest,
        other => panic!("{other:?}"),
    };
    assert_eq!(nearest("report-1:s9").as_deref(), Some("report-1:s2"));
    assert_eq!(nearest("raport-1:s1").as_deref(), Some("report-1"));
    let id = quay(1).statements[0].finding.clone();
    let mistyped = id.replacen('0', "f", 1);
    assert_eq!(nearest(&mistyped), Some(id));
    assert_eq!(nearest(&"a5".repeat(16)), None);
    let beyond = Change::Content(vec![TextSpan { start: 70, end: 7000, text: String::new() }]);
    let refused = correct(&mut record, "report-1:s1", &beyond).expect_err("the text is shorter");
    assert!(matches!(refused, NoFinding::NoSpan { start: 70, .. }), "{refused:?}");
    assert_eq!(record.corrections().expect("readable"), [], "nothing was written");
    assert_eq!(record.runs().expect("readable").len(), 1, "nor is there a run that wrote nothing");
}

#[test]
fn a_full_disk_is_told_and_leaves_the_record_as_it_was() {
    let folder = Folder::new();
    let (mut record, run) = folder.record();
    add(&mut record, run, [quay(1)]).expect("there is room for one");
    let n_pages: i64 = record.db.query_row("PRAGMA page_count", [], |row| row.get(0)).expect("a number");
    record.db.pragma_update(None, "max_page_count", n_pages + 2).expect("a limit");
    let long = "the quay is open ".repeat(20_000);
    let many: Vec<Report> = (2..40).map(|n| report(n, &format!("{n} {long}"), &[])).collect();
    let error = add(&mut record, run, many).expect_err("there is no room");
    assert!(matches!(error.fault, Fault::Full), "{error}");
    drop(record);
    let record = Record::open(&folder.file(), NO_WAIT).expect("the record opens");
    assert_eq!(record.n_reports().expect("a number"), 1);
}

#[track_caller]
fn check_fault(make: impl FnOnce(&PathBuf), expected: &str) {
    let folder = Folder::new();
    make(&folder.file());
    let before = fs::read(folder.file()).ok();
    for error in [Record::open(&folder.file(), NO_WAIT).err(), Record::make_or_open(&folder.file(), NO_WAIT).err()] {
        let error = error.expect("this is no record").fault.to_string();
        assert!(error.contains(expected), "{error}");
    }
    assert_eq!(fs::read(folder.file()).ok(), before, "the file was not touched");
}

#[test]
fn other_files_are_told_from_records_and_left_alone() {
    check_fault(|file| fs::write(file, "Quay reopens\n".repeat(200)).expect("a file"), "a file of another kind");
    check_fault(
        |file| Connection::open(file).and_then(|db| db.execute_batch("CREATE TABLE quay (ship)")).expect("a database"),
        "an SQLite file of another program",
    );
    check_fault(
        |file| {
            drop(Record::make_or_open(file, NO_WAIT).expect("a record"));
            let later = Connection::open(file).and_then(|db| db.pragma_update(None, "user_version", 99));
            later.expect("a record of a later format");
        },
        "the record has format 99",
    );
}

#[test]
fn a_record_that_is_not_there_is_only_made_for_adding() {
    let folder = Folder::new();
    let error = Record::open(&folder.file(), NO_WAIT).expect_err("there is no file");
    assert!(matches!(error.fault, Fault::Missing), "{error}");
    let below_a_file = folder.file().join("dateline.db");
    fs::write(folder.file(), "").expect("a file");
    let error = Record::make_or_open(&below_a_file, NO_WAIT).expect_err("a file is no folder");
    assert!(matches!(error.fault, Fault::CannotOpen), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn what_goes_in_comes_out(text in any::<String>(), names in proptest::collection::vec(any::<String>(), 0..4)) {
        let folder = Folder::new();
        let (mut record, run) = folder.record();
        let text = format!("{text} said");
        let said: Vec<(&str, &str)> = names.iter().map(|name| ("said", name.as_str())).collect();
        let original = report(1, &text, &said);
        add(&mut record, run, [original.clone()]).expect("the record can be written");
        assert_eq!(record.report(&original.id).expect("readable"), Ok(original));
        assert_eq!(listed(&record, &StatementFilter::default()).len(), names.len());
    }

    #[test]
    fn any_words_can_be_searched_for(words in any::<String>()) {
        let folder = Folder::new();
        let (mut record, run) = folder.record();
        add(&mut record, run, [quay(1)]).expect("the record can be written");
        record.search(&words, 9).expect("no words are an error");
        record.statements(&by_speaker(&words), 9).expect("no name is an error");
        let events = EventFilter { actors: vec![words.clone()], place: Some(words), ..EventFilter::default() };
        record.events(&events, 9).expect("no name is an error");
    }
}
