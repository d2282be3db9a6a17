//! Events and commitments: what goes in is found by what it is.

use dateline_wire::{Change, Commitment, Deadline, Event, EventTime, Report, Word};
use proptest::prelude::{ProptestConfig, proptest};
use proptest::sample::select;
use rusqlite::{Connection, params};

use super::{Folder, NO_WAIT, add, correct, outcomes, producer, report, span};
use crate::line::{own_id, pack};
use crate::{CommitmentFilter, EventFilter, FindingName, NoFinding, Record};

const TALKS: &str =
    "Zulmira Quatro-Marés met Odd Brenn in Ostvik. Brenn may jail her. He will pay her 5 kroner by 2032.";

/// The names in the talks, `e1` to `e3`; each says something too, so that it is an entity.
const NAMES: [(&str, &str); 3] =
    [("Zulmira Quatro-Marés met", "Zulmira Quatro-Marés"), ("Brenn may", "Odd Brenn"), ("He will", "Ostvik")];

/// Report `n` about talks, a threat and a promise.
fn talks(n: u8) -> Report {
    let met = Event { reciprocal: true, ..event("v1", "CONSULT", "met", "e1", "e2") };
    let threat = Event { aspect: Word::from("hypothetical"), when: None, ..event("v2", "COERCE", "jail", "e2", "e1") };
    let of_report = |event: Event| Event { finding: format!("{n:02x}{}", &event.finding[2..]), ..event };
    Report {
        events: vec![of_report(met), of_report(threat)],
        commitments: vec![promise(n)],
        ..report(n, TALKS, &NAMES)
    }
}

fn event(id: &str, kind: &'static str, trigger: &str, source: &str, target: &str) -> Event {
    let trigger = span(TALKS, trigger);
    Event {
        id: id.to_owned(),
        kind: Word::from(kind),
        mode: (kind == "COERCE").then_some(Word::from("arrest")),
        contexts: Vec::new(),
        sources: vec![source.to_owned()],
        targets: vec![target.to_owned()],
        place: (id == "v1").then(|| "e3".to_owned()),
        when: Some(EventTime { from: "2031-05-01".into(), to: "2031-05-03".into(), basis: Word::from("clause") }),
        aspect: Word::from("actual"),
        attributed_to: (id == "v2").then(|| "s2".to_owned()),
        evidence: vec![trigger.clone()],
        finding: format!("00e{:029x}", trigger.start),
        trigger,
        reason: "met".into(),
        reciprocal: false,
        place_basis: None,
        casualties: Vec::new(),
        reasons: None,
    }
}

fn promise(n: u8) -> Commitment {
    let at = |words: &str| span(TALKS, words);
    let days = Some("2032-01-01".to_owned()).zip(Some("2032-12-31".to_owned()));
    let (from, to) = days.unzip();
    Commitment {
        id: "c1".into(),
        by: vec!["e2".into()],
        to: vec!["e1".into()],
        what: at("pay her 5 kroner"),
        figure: None,
        deadline: Some(Deadline { from, to, time: "t1".into(), text: "by 2032".into() }),
        strength: Word::from("pledged"),
        inside: None,
        evidence: vec![at("He"), at("will"), at("pay her 5 kroner")],
        reason: "will".into(),
        cue: at("will"),
        source: at("He"),
        denied: false,
        change: None,
        condition: None,
        finding: format!("{n:02x}c{:029x}", 1),
        reasons: None,
    }
}

/// The short names of the events that fit.
fn events(record: &Record, filter: &EventFilter) -> Vec<String> {
    let found = record.events(filter, 100).expect("the record can be read");
    assert_eq!(found.n_all, found.items.len() as u64);
    found.items.iter().map(|item| format!("{}:{}", item.report.origin.key, item.event.id)).collect()
}

fn by_actors(names: &[&str]) -> EventFilter {
    EventFilter { actors: names.iter().map(|name| (*name).to_owned()).collect(), ..EventFilter::default() }
}

#[test]
fn events_are_found_by_what_they_are() {
    let folder = Folder::new();
    let (mut record, run) = folder.record();
    add(&mut record, run, [talks(1)]).expect("the record can be written");
    let some = |value: &str| Some(value.to_owned());
    let any = EventFilter::default;
    let check = |filter: EventFilter, expected: &[&str]| assert_eq!(events(&record, &filter), expected, "{filter:?}");
    check(any(), &["report-1:v1", "report-1:v2"]);
    check(by_actors(&["brenn"]), &["report-1:v1", "report-1:v2"]);
    check(by_actors(&["brenn", "quatro mares"]), &["report-1:v1", "report-1:v2"]);
    check(by_actors(&["brenn", "vik"]), &[]);
    check(by_actors(&["ostvik"]), &[]);
    check(by_actors(&["\" OR -* ("]), &[]);
    check(EventFilter { place: some("ostvik"), ..any() }, &["report-1:v1"]);
    check(EventFilter { place: some("ostvik"), ..by_actors(&["odd"]) }, &["report-1:v1"]);
    check(EventFilter { kind: some("COERCE"), ..any() }, &["report-1:v2"]);
    check(EventFilter { mode: some("arrest"), ..any() }, &["report-1:v2"]);
    check(EventFilter { aspect: some("actual"), ..any() }, &["report-1:v1"]);
    check(EventFilter { from: some("2031-05-03"), ..any() }, &["report-1:v1"]);
    check(EventFilter { from: some("2031-05-04"), ..any() }, &[]);
    check(EventFilter { to: some("2031-05-01"), ..any() }, &["report-1:v1"]);
    check(EventFilter { to: some("2031-04-30"), ..any() }, &[]);
    check(EventFilter { source: some("northern wire"), ..any() }, &["report-1:v1", "report-1:v2"]);
    check(EventFilter { source: some("southern wire"), ..any() }, &[]);
    let threat = record.events(&EventFilter { kind: some("COERCE"), ..any() }, 1).expect("readable").items.remove(0);
    assert_eq!((threat.sources, threat.told_by), (vec!["Odd Brenn".to_owned()], vec!["Odd Brenn".to_owned()]));
}

#[test]
fn commitments_are_found_by_what_they_are() {
    let folder = Folder::new();
    let (mut record, run) = folder.record();
    add(&mut record, run, [talks(1)]).expect("the record can be written");
    let some = |value: &str| Some(value.to_owned());
    let any = CommitmentFilter::default;
    let check = |filter: CommitmentFilter, n: u64| {
        assert_eq!(record.commitments(&filter, 9).expect("readable").n_all, n, "{filter:?}");
    };
    check(any(), 1);
    check(CommitmentFilter { by: some("brenn"), to: some("zulmira"), ..any() }, 1);
    check(CommitmentFilter { by: some("zulmira"), ..any() }, 0);
    check(CommitmentFilter { to: some("brenn"), ..any() }, 0);
    check(CommitmentFilter { strength: some("pledged"), ..any() }, 1);
    check(CommitmentFilter { strength: some("planned"), ..any() }, 0);
    check(CommitmentFilter { deadline_from: some("2032-12-31"), ..any() }, 1);
    check(CommitmentFilter { deadline_from: some("2033-01-01"), ..any() }, 0);
    check(CommitmentFilter { deadline_to: some("2031-12-31"), ..any() }, 0);
    let item = record.commitments(&any(), 1).expect("readable").items.remove(0);
    assert_eq!(item.passage, span(TALKS, "He will pay her 5 kroner"));
}

#[test]
fn acts_leave_the_index_with_their_report() {
    let folder = Folder::new();
    let (mut record, run) = folder.record();
    let at_address = |mut report: Report| {
        report.origin.url = Some("https://example.org/talks".into());
        report
    };
    add(&mut record, run, [at_address(talks(1))]).expect("the record can be written");
    let newer = Report { producer: producer("find:2"), commitments: Vec::new(), ..at_address(talks(1)) };
    assert_eq!(outcomes(&mut record, run, &[newer]), ["reread"]);
    assert_eq!(events(&record, &EventFilter::default()), ["report-1:v1", "report-1:v2"], "each once");
    assert_eq!(record.commitments(&CommitmentFilter::default(), 9).expect("readable").n_all, 0);
    let later = at_address(report(2, "“We part,” Odd Brenn said.", &[("We part", "Odd Brenn")]));
    assert_eq!(outcomes(&mut record, run, &[later]), ["revision"]);
    assert_eq!(events(&record, &EventFilter::default()), [""; 0]);
    assert_eq!(events(&record, &by_actors(&["brenn"])), [""; 0]);
}

#[test]
fn acts_are_named_by_their_ids() {
    let folder = Folder::new();
    let (mut record, run) = folder.record();
    add(&mut record, run, [talks(1)]).expect("the record can be written");
    let ids = [&talks(1).events[1].finding, &talks(1).commitments[0].finding].map(String::clone);
    for id in ids {
        let report = record.report_of(&FindingName::Id(id.clone())).expect("readable").expect("it is there");
        assert_eq!(report.id, talks(1).id);
        let mistyped = FindingName::Id(id.replacen('0', "f", 1));
        let Err(NoFinding::Unknown { what, nearest, .. }) = record.report_of(&mistyped).expect("readable") else {
            panic!("{mistyped} is nobody's id")
        };
        assert_eq!((what, nearest.map(|(id, _)| id)), ("finding", Some(id)));
    }
    let refused = correct(&mut record, "report-1:v1", &Change::Rejected).expect_err("only statements are corrected");
    assert!(refused.to_string().contains("no statement report-1:v1"), "{refused}");
}

/// A record as version 1 wrote it, with one report in it.
fn write_format_1(file: &std::path::Path, report: &Report) -> rusqlite::Result<()> {
    let db = Connection::open(file)?;
    db.execute_batch(include_str!("../schema.sql"))?;
    db.execute_batch(
        "INSERT INTO run (begun, command, dateline, rules) VALUES ('2031-05-03T14:05:00Z', '', '0.1.0', 'find:1');
         PRAGMA application_id = 0x44744C6E; PRAGMA user_version = 1;",
    )?;
    let id = own_id(&report.id).expect("an id");
    db.execute("INSERT INTO report (id, key, run) VALUES (?, ?, 1)", params![id, report.origin.key])?;
    db.execute("INSERT INTO content (report, text) VALUES (1, ?)", [&report.text])?;
    let line = pack(&Report { text: String::new(), ..report.clone() });
    db.execute("INSERT INTO reading (report, run, line) VALUES (1, 1, ?)", [line])?;
    db.execute("INSERT INTO finding (rowid, ids) VALUES (1, ?)", [&report.statements[0].finding])?;
    Ok(())
}

#[test]
fn a_record_of_format_1_gets_its_acts() {
    let folder = Folder::new();
    write_format_1(&folder.file(), &talks(1)).expect("a record");
    for _ in 0..2 {
        let record = Record::open(&folder.file(), NO_WAIT).expect("the record opens");
        assert_eq!(events(&record, &EventFilter::default()), ["report-1:v1", "report-1:v2"]);
        assert_eq!(record.commitments(&CommitmentFilter::default(), 9).expect("readable").n_all, 1);
        for id in [&talks(1).statements[0].finding, &talks(1).events[0].finding] {
            assert!(record.report_of(&FindingName::Id(id.clone())).expect("readable").is_ok(), "{id}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_filter_finds_what_a_look_at_each_event_finds(
        name in select(vec!["brenn", "zulmira", "vik"]),
        aspect in select(vec!["actual", "hypothetical"]),
        day in select(vec!["2031-04-30", "2031-05-02", "2031-05-04"]),
    ) {
        let folder = Folder::new();
        let (mut record, run) = folder.record();
        let reports = [talks(1), talks(2)];
        add(&mut record, run, reports.clone()).expect("the record can be written");
        let filter = EventFilter { aspect: Some(aspect.into()), from: Some(day.into()), ..by_actors(&[name]) };
        let fits = |report: &Report, event: &Event| {
            let actors = [&event.sources, &event.targets].map(|ids| report.names_of(ids)).concat();
            event.aspect == aspect
                && event.when.as_ref().is_some_and(|when| when.to.as_str() >= day)
                && actors.iter().any(|actor| actor.to_lowercase().contains(name))
        };
        let expected: Vec<String> = reports
            .iter()
            .flat_map(|report| report.events.iter().map(move |event| (report, event)))
            .filter(|(report, event)| fits(report, event))
            .map(|(report, event)| format!("{}:{}", report.origin.key, event.id))
            .collect();
        assert_eq!(events(&record, &filter), expected);
    }
}
