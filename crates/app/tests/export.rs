//! Events written in the shapes of other event data.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use dateline_wire::{CodedEvidence, Line, PloverRecord};
use tempfile::TempDir;

const TALKS: &str = r#"{"id":"talks","url":"https://example.org/talks","source":"Northern Wire","published":"2031-05-07","text":"Norway's prime minister met Portugal's foreign minister in Lisbon on Tuesday, May 6, 2031.\n\nNorway praised Portugal on Wednesday. Portugal will send engineers to Norway, officials said.\n\nPolice in Velm arrested four people on Monday."}"#;

const STRIKE: &str = r#"{"id":"strike","source":"Harbour Post","published":"2031-05-08","text":"Rebels shelled the town of Velm, killing 12 people.\n\nNorway and Portugal sent doctors to Velm.\n\nThe mayor of Velm and the dockers' union condemned the attack."}"#;

/// The files that one run wrote.
struct Written(TempDir);

impl Written {
    fn of(arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        fs::write(folder.path().join("reports.jsonl"), format!("{TALKS}\n{STRIKE}\n")).expect("a file in the folder");
        let written = Self(folder);
        written.run(&["add", "reports.jsonl"]);
        let files = ["--plover", "events.jsonl", "--gdelt", "gdelt.tsv", "--polecat", "polecat.tsv"];
        written.run(&[&["export"], &files[..], arguments].concat());
        written
    }

    fn run(&self, arguments: &[&str]) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        let output = command.args(arguments).current_dir(&self.0).output().expect("the binary can be started");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join(name)).expect("the file was written")
    }

    fn evidence(&self, name: &str) -> Vec<CodedEvidence> {
        let text = self.text(&format!("{name}.evidence.jsonl"));
        let line = |line: &str| match serde_json::from_str(line) {
            Ok(Line::Evidence(evidence)) => *evidence,
            other => panic!("{other:?}: {line}"),
        };
        text.lines().map(line).collect()
    }
}

/// The texts of reports that are read from paths, by their ids.
fn texts(folder: &Path, paths: &[&str]) -> BTreeMap<String, String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    let output = command.args(["read", "--json"]).args(paths).current_dir(folder).output().expect("it can be started");
    let lines = String::from_utf8(output.stdout).expect("the output is UTF-8");
    let text = |line: &str| match serde_json::from_str(line) {
        Ok(Line::Report(report)) => Some((report.id, report.text)),
        _ => None,
    };
    lines.lines().filter_map(text).collect()
}

/// The first cells of the rows of a table of codes.
fn codes(name: &str) -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data").join(name);
    let text = fs::read_to_string(path).expect("the table is there");
    let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.filter_map(|row| row.split('\t').next()).map(str::to_owned).collect()
}

#[track_caller]
fn check_evidence(written: &Written, name: &str, ids: &[String], texts: &BTreeMap<String, String>) {
    let evidence = written.evidence(name);
    assert_eq!(evidence.iter().map(|line| line.row.clone()).collect::<Vec<_>>(), ids, "{name}: a line for each row");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{name}: no id stands twice");
    for line in evidence {
        let text = &texts[&line.report];
        let mentions = line.sources.iter().chain(&line.targets).filter_map(|actor| actor.mention.as_ref());
        assert!(!line.evidence.is_empty(), "{line:?}");
        for span in line.evidence.iter().chain([&line.trigger]).chain(mentions) {
            let (start, n) = (span.start as usize, (span.end - span.start) as usize);
            assert_eq!(text.chars().skip(start).take(n).collect::<String>(), span.text, "{name}");
        }
    }
}

/// Every row has its columns, known codes, and characters that carry it.
#[track_caller]
fn check_files(written: &Written, texts: &BTreeMap<String, String>) {
    let cells = |line: &str| line.split('\t').map(str::to_owned).collect::<Vec<String>>();
    let gdelt: Vec<Vec<String>> = written.text("gdelt.tsv").lines().map(cells).collect();
    let cameo = codes("ontology/cameo.tsv");
    for row in &gdelt {
        assert_eq!(row.len(), 61, "{row:?}");
        let (code, base, root) = (&row[26], &row[27], &row[28]);
        assert!([code, base, root].iter().all(|code| cameo.contains(*code)), "{row:?}");
        assert!(code.starts_with(base.as_str()) && base.starts_with(root.as_str()), "{row:?}");
        assert!(row[30].parse::<f64>().is_ok_and(|weight| weight.abs() <= 10.0), "{row:?}");
        assert!(row[0].parse::<i64>().is_ok(), "{row:?}");
    }
    let polecat: Vec<Vec<String>> = written.text("polecat.tsv").lines().map(cells).collect();
    assert!(polecat.iter().all(|row| row.len() == 40));
    let plover: Vec<PloverRecord> = written
        .text("events.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect();
    let types = codes("ontology/plover.tsv");
    assert!(plover.iter().all(|record| types.contains(record.event.as_ref()) && (1..=4).contains(&record.quad_code)));
    let first = |rows: &[Vec<String>]| rows.iter().map(|row| row[0].clone()).collect::<Vec<_>>();
    check_evidence(written, "gdelt.tsv", &first(&gdelt), texts);
    check_evidence(written, "polecat.tsv", &first(&polecat)[1..], texts);
    let ids: Vec<String> = plover.into_iter().map(|record| record.id).collect();
    check_evidence(written, "events.jsonl", &ids, texts);
}

#[test]
fn the_same_rows_from_the_record_and_from_paths() {
    let (record, paths) = (Written::of(&[]), Written::of(&["reports.jsonl"]));
    for name in ["events.jsonl", "gdelt.tsv", "polecat.tsv"] {
        for name in [name.to_owned(), format!("{name}.evidence.jsonl")] {
            assert_eq!(record.text(&name), paths.text(&name), "{name}");
        }
    }
    check_files(&record, &texts(record.0.path(), &["reports.jsonl"]));
    insta::assert_snapshot!("export_plover", without_hashes(&record.text("events.jsonl")));
    // The cells that hold something, by the numbers of their columns, since most are empty.
    let filled = |row: &str| {
        let cells = row.split('\t').enumerate().filter(|(_, cell)| !cell.is_empty());
        cells.map(|(at, cell)| format!("{}={cell}", at + 1)).collect::<Vec<_>>().join(" ")
    };
    let table = |name: &str| record.text(name).lines().map(filled).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!("export_gdelt", table("gdelt.tsv"));
    insta::assert_snapshot!("export_polecat", table("polecat.tsv"));
}

/// Records without the hashes of the rules, which change with every row of the lexicons.
fn without_hashes(records: &str) -> String {
    let record = |line: &str| {
        let mut record: PloverRecord = serde_json::from_str(line).expect("a record");
        record.cite_info.version = "rules".to_owned();
        serde_json::to_string(&record).expect("a record")
    };
    records.lines().map(record).collect::<Vec<_>>().join("\n")
}

#[test]
fn rows_of_the_sample_reports_have_their_characters() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../golden");
    let paths = [golden.join("harbour"), golden.join("strike")].map(|path| path.to_string_lossy().into_owned());
    let paths = [paths[0].as_str(), paths[1].as_str()];
    let written = Written::of(&paths);
    check_files(&written, &texts(written.0.path(), &paths));
}

#[test]
fn a_file_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    fs::write(folder.path().join("a.txt"), "Norway praised Portugal.\n").expect("a file");
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    let arguments = ["export", "--gdelt", "no/gdelt.tsv", "a.txt"];
    let output = command.args(arguments).current_dir(&folder).output().expect("the binary can be started");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(5), "{said}");
    assert!(said.contains("error: cannot write: ") && said.contains("no/gdelt.tsv\nhint: "), "{said}");
}
