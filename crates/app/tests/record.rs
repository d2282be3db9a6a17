//! The record as its users meet it, and faults of the machine that are really brought about.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use dateline_store::{Record, StatementFilter, Wait};
use dateline_wire::Line;
use tempfile::TempDir;

const BINARY: &str = env!("CARGO_BIN_EXE_dateline");

struct Folder(TempDir);

/// What a run came to.
struct Run {
    status: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Folder {
    fn with(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().expect("a folder for the test"));
        for (name, content) in files {
            fs::write(folder.path(name), content).expect("a file in the folder");
        }
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(BINARY);
        command.args(arguments).current_dir(&self.0).stdin(Stdio::null()).env_remove("CLICOLOR_FORCE");
        command
    }

    fn run(&self, arguments: &str) -> Run {
        self.run_with(&arguments.split(' ').collect::<Vec<_>>())
    }

    fn run_with(&self, arguments: &[&str]) -> Run {
        run(&mut self.command(arguments))
    }

    #[track_caller]
    fn done(&self, arguments: &[&str]) -> String {
        let run = self.run_with(arguments);
        assert_eq!(run.status, Some(0), "{arguments:?}: {}", run.stderr);
        run.stdout
    }

    fn record(&self) -> Record {
        Record::open(&self.path("dateline.db"), Wait(Duration::from_secs(10))).expect("the record opens")
    }
}

fn run(command: &mut Command) -> Run {
    let output = command.output().expect("the binary can be started");
    let text = |bytes| String::from_utf8(bytes).expect("the output is UTF-8");
    Run { status: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

fn lines(stdout: &str) -> Vec<Line> {
    stdout.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

const QUAY: &str = "Quay reopens\n\n“We are open,” Zulmira Quatro-Mares said.\n";
const STORM: &str = "Storm hits the quay\n\n“Every ship has left,” claimed Odd Brenn, the harbour master.\n";

/// Rows `from..to` of JSON Lines, each a small report.
fn rows(from: usize, to: usize) -> String {
    (from..to).map(|n| format!("{{\"id\":\"r{n}\",\"text\":\"“We are {n},” Zulmira Quatro-Mares said.\"}}\n")).collect()
}

#[test]
fn a_record_is_made_asked_corrected_and_exported() {
    let folder = Folder::with(&[("quay.txt", QUAY), ("storm.txt", STORM)]);
    assert_eq!(folder.done(&["add", "quay.txt", "storm.txt"]), "dateline.db: 2 reports (2 new)\n");
    assert_eq!(folder.done(&["add", "quay.txt", "storm.txt"]), "dateline.db: 2 reports (2 already there)\n");
    let statements = folder.done(&["statements", "--speaker", "brenn"]);
    assert!(statements.starts_with("storm:s1  Odd Brenn · direct · claimed · distanced\n"), "{statements}");
    assert!(folder.done(&["search", "ship", "HARBOUR"]).starts_with("storm  Storm hits the quay\n"));
    assert!(folder.done(&["show"]).starts_with("2 reports\n1  "));
    assert!(folder.done(&["explain", "storm:s1"]).contains("← cue: claim “claimed”"));
    let correction = ["correct", "storm:s1", "--stance", "neutral", "--author", "Ada", "--reason", "translated so"];
    let made = folder.done(&correction);
    assert!(made.starts_with("  s1  corrected: stance neutral, found was distanced (#1 Ada,"), "{made}");
    for arguments in [&["statements", "--speaker", "brenn"][..], &["show", "storm"], &["explain", "storm:s1"]] {
        assert!(folder.done(arguments).contains("corrected: stance neutral"), "{arguments:?}");
    }
    assert!(!folder.done(&["statements", "--stance", "neutral"]).contains(" · distanced\n"));
    let exported = lines(&folder.done(&["export"]));
    let kinds: Vec<_> = exported
        .iter()
        .map(|line| match line {
            Line::Report(report) => format!("report {} {}", report.origin.key, report.statements[0].stance),
            Line::Correction(correction) => format!("correction {}", correction.author),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(kinds, ["report quay neutral", "report storm distanced", "correction Ada"], "what was found is kept");
    let table = folder.done(&["export", "--csv"]);
    let row = table.lines().nth(2).expect("a row for each statement");
    assert!(row.contains(",direct,neutral,Odd Brenn,claimed,") && row.ends_with(",Ada"), "{table}");
}

const TALKS: &str = "Talks in Ostvik\n\nOSTVIK, May 3, 2031 (NWS) — President Zulmira Quatro-Mares met Prime Minister Odd \
                     Brenn on Tuesday. Brenn promised to open the border by June 2032.\n";

#[test]
fn what_was_done_and_promised_is_asked_for() {
    let folder = Folder::with(&[("quay.txt", QUAY), ("talks.txt", TALKS)]);
    folder.done(&["add", "quay.txt", "talks.txt"]);
    let events = folder.done(&["events", "--type", "consult", "--actor", "brenn", "--actor", "zulmira"]);
    assert!(events.starts_with("talks:v1  CONSULT "), "{events}");
    assert!(events.contains(" · met · ") && events.contains("\n    “President Zulmira Quatro-Mares met "), "{events}");
    for arguments in [&["--from", "2031-05-04"][..], &["--aspect", "negated"], &["--place", "quay"]] {
        let run = folder.run_with(&[&["events", "--type", "consult"], arguments].concat());
        assert_eq!((run.status, run.stdout.as_str()), (Some(1), ""), "{arguments:?}");
    }
    let commitments = folder.done(&["commitments", "--by", "brenn", "--deadline-from", "2032-06-01"]);
    assert!(commitments.starts_with("talks:c1  Odd Brenn · pledged · promised · by 2032-06-30\n"), "{commitments}");
    assert!(folder.done(&["explain", "talks:v1"]).contains("← "), "an event of the record is explained");
    for command in [["events", "--json"], ["commitments", "--json"]] {
        for line in lines(&folder.done(&command)) {
            let (text, spans, id) = match line {
                Line::Event(event) => (event.report.id, event.event.evidence, event.event.finding),
                Line::Commitment(promise) => (promise.report.id, vec![promise.passage], promise.commitment.finding),
                other => panic!("{other:?}"),
            };
            let text = folder.record().report(&text).expect("readable").expect("it is there").text;
            for span in spans {
                let (start, n) = (span.start as usize, (span.end - span.start) as usize);
                assert_eq!(text.chars().skip(start).take(n).collect::<String>(), span.text);
            }
            assert!(folder.done(&["explain", &id]).contains(&id), "its id leads to its reasons");
        }
    }
    assert!(folder.done(&["events", "--json", "--limit", "1"]).lines().count() == 1);
}

#[test]
fn a_compared_story_is_kept_with_its_reports() {
    let other = format!("{QUAY}\nThe crane works again.\n");
    let folder = Folder::with(&[("a.txt", QUAY), ("b.txt", &other)]);
    folder.done(&["compare", "--record", "dateline.db", "a.txt", "b.txt"]);
    let stories = folder.done(&["stories"]);
    assert!(stories.contains("\n    a, b · 1 point told by several\n"), "{stories}");
    let id = stories.split_whitespace().next().expect("a story has an id");
    assert_eq!(folder.done(&["stories", "--id", id]), folder.done(&["compare", "a.txt", "b.txt"]));
    assert_eq!(folder.record().n_reports().expect("readable"), 2);
    folder.done(&["correct", "b:s1", "--reject", "--author", "Ada", "--reason", "nobody said so"]);
    let corrected = folder.done(&["stories", "--id", id]);
    assert!(corrected.contains("\nCorrected in b\n  s1  corrected: no statement (#1 Ada,"), "{corrected}");
    let again = ["compare", "--record", "dateline.db", "a.txt", "b.txt"];
    assert_eq!(folder.done(&again), corrected, "a comparison tells what was corrected before");
    for lines in [folder.done(&["stories", "--json"]), folder.done(&[&again[..], &["--json"]].concat())] {
        let kinds: Vec<&str> = lines.lines().filter_map(|line| line.split('"').nth(3)).collect();
        assert_eq!(kinds, ["comparison", "correction"]);
    }
    folder.done(&[&again[..], &["--html", "page.html"]].concat());
    let page = fs::read_to_string(folder.path("page.html")).expect("a page");
    assert!(page.contains("corrected: no statement") && page.contains("nobody said so"), "{page}");
    folder.done(&["compare", "--html", "page.html", "a.txt", "b.txt"]);
    let page = fs::read_to_string(folder.path("page.html")).expect("a page");
    assert!(!page.contains("corrected: "), "without a record there is nothing to be corrected");
}

#[test]
fn what_is_not_there_is_told_with_the_nearest() {
    let folder = Folder::with(&[("quay.txt", QUAY)]);
    folder.done(&["add", "quay.txt"]);
    let check = |arguments: &str, said: &str| {
        let run = folder.run(arguments);
        assert_eq!(run.status, Some(1), "{arguments}: {}", run.stderr);
        assert!(run.stderr.contains(said), "{arguments}: {}", run.stderr);
    };
    check("statements --speaker nobody", "error: no statement of the record fits\nhint: ");
    check("events --actor nobody", "error: no event of the record fits\nhint: ");
    check("commitments --by nobody", "error: no commitment of the record fits\nhint: ");
    check("search zeppelin", "error: no report of the record holds all these words\nhint: ");
    check("show quai", "error: no report of the record is named quai\nhint: the nearest is quay\n");
    check("explain quay:s9", "hint: ");
    check("stories", "error: the record has no such story\nhint: ");
    check("correct quay:s2 --reject --author A --reason B", "hint: the nearest is quay:s1: “We are open”\n");
    check("correct quay:s1 --span 5-900 --author A --reason B", "5-900 is no span of the report");
}

#[track_caller]
fn check_fault(folder: &Folder, arguments: &str, status: i32, said: &[&str]) {
    let run = folder.run(arguments);
    assert_eq!(run.status, Some(status), "{arguments}: {}", run.stderr);
    for said in said {
        assert!(run.stderr.contains(said), "{arguments}: {}", run.stderr);
    }
    assert_eq!(run.stdout, "", "{arguments}");
}

#[test]
fn files_that_are_no_record_of_this_version() {
    let folder = Folder::with(&[("quay.txt", QUAY), ("text.db", "no database\n")]);
    let foreign = rusqlite::Connection::open(folder.path("foreign.db")).expect("a database");
    foreign.execute_batch("CREATE TABLE ship (name)").expect("a table");
    folder.done(&["add", "--record", "newer.db", "quay.txt"]);
    let newer = rusqlite::Connection::open(folder.path("newer.db")).expect("a database");
    newer.pragma_update(None, "user_version", 99).expect("a later format");
    check_fault(&folder, "statements", 4, &["error: there is no record: dateline.db\nhint: dateline add makes one"]);
    for command in ["statements", "add quay.txt"] {
        let check = |file: &str, said: &str| {
            check_fault(&folder, &format!("{command} --record {file}"), 4, &[said, "\nhint: "]);
        };
        check("text.db", "error: not a record of Dateline, but a file of another kind: text.db");
        check("foreign.db", "error: not a record of Dateline, but an SQLite file of another program: foreign.db");
        check("newer.db", "error: the record has format 99, this version reads formats up to 2: newer.db");
    }
    check_fault(
        &folder,
        "add quay.txt --record quay.txt/r.db",
        5,
        &["error: the record cannot be opened: ", "\nhint: "],
    );
    check_fault(&folder, "add quay.txt --record no/r.db", 5, &["error: the record cannot be opened: ", "\nhint: "]);
}

#[test]
fn a_record_that_another_program_holds() {
    let folder = Folder::with(&[("quay.txt", QUAY), ("storm.txt", STORM)]);
    folder.done(&["add", "quay.txt"]);
    let other = rusqlite::Connection::open(folder.path("dateline.db")).expect("the record");
    other.execute_batch("BEGIN IMMEDIATE").expect("the lock");
    let said = ["error: another program holds the record: dateline.db\nhint: wait for the other program"];
    check_fault(&folder, "add storm.txt --wait 0", 5, &said);
    folder.done(&["statements", "--wait", "0"]);
    other.execute_batch("COMMIT").expect("the lock is given back");
    folder.done(&["add", "storm.txt", "--wait", "0"]);
}

/// A disk that takes no more: the process may write files of so many bytes only, and is told so instead of killed.
#[cfg(unix)]
#[test]
fn a_disk_that_takes_no_more() {
    const N_ROWS: usize = 600;
    let folder = Folder::with(&[("quay.txt", QUAY), ("rows.jsonl", &rows(0, N_ROWS))]);
    folder.done(&["add", "quay.txt"]);
    let script = format!("trap '' XFSZ; ulimit -f 1200; exec {BINARY} add --json rows.jsonl");
    let full = run(Command::new("bash").args(["-c", &script]).current_dir(&folder.0));
    assert_eq!(full.status, Some(5), "{}", full.stderr);
    assert!(full.stderr.contains("error: the disk ") && full.stderr.contains("\nhint: "), "{}", full.stderr);
    let acknowledged = acknowledged(&full.stdout);
    assert!(acknowledged.len() < N_ROWS);
    let held = held(&folder);
    assert!(acknowledged.is_subset(&held), "{} of {}", held.len(), acknowledged.len());
    folder.done(&["add", "rows.jsonl"]);
    assert_eq!(folder.record().n_reports().expect("readable"), 1 + N_ROWS as u64);
}

/// A folder that may not be written. Whom permissions do not stop, root, runs the command as somebody else.
#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;

    /// The user and group that own nothing, as Linux systems number them.
    const NOBODY: u32 = 65_534;

    let folder = Folder::with(&[("quay.txt", QUAY), ("storm.txt", STORM)]);
    folder.done(&["add", "quay.txt"]);
    let binary = folder.path("dateline");
    fs::copy(BINARY, &binary).expect("a copy that everybody may run");
    let allow = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("our own file");
    allow(&binary, 0o755);
    allow(&folder.path("dateline.db"), 0o444);
    allow(folder.0.path(), 0o555);
    let is_root = fs::write(folder.path("probe"), "").is_ok();
    let as_nobody = |arguments: &[&str]| {
        let mut command = Command::new(&binary);
        command.args(arguments).current_dir(&folder.0);
        if is_root {
            command.uid(NOBODY).gid(NOBODY);
        }
        run(&mut command)
    };
    let added = as_nobody(&["add", "storm.txt"]);
    let elsewhere = as_nobody(&["add", "storm.txt", "--record", "other.db"]);
    let asked = as_nobody(&["statements", "--speaker", "zulmira"]);
    allow(folder.0.path(), 0o755);
    assert_eq!(added.status, Some(5), "{}", added.stderr);
    assert!(
        added.stderr.contains("error: the record cannot be ") && added.stderr.contains("\nhint: "),
        "{}",
        added.stderr
    );
    assert_eq!(elsewhere.status, Some(5), "{}", elsewhere.stderr);
    assert_eq!(asked.status, Some(0), "a record can be asked where it cannot be written: {}", asked.stderr);
    assert!(asked.stdout.contains("We are open"), "{}", asked.stdout);
}

#[test]
fn two_processes_add_at_once() {
    let folder = Folder::with(&[("a.jsonl", &rows(0, 600)), ("b.jsonl", &rows(400, 1000))]);
    let start = |file: &str| {
        let mut command = folder.command(&["add", "--wait", "60", file]);
        command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the binary can be started")
    };
    for process in ["a.jsonl", "b.jsonl"].map(start) {
        let output = process.wait_with_output().expect("the process ends");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let record = folder.record();
    assert_eq!(record.n_reports().expect("readable"), 1000);
    assert_eq!(record.statements(&StatementFilter::default(), 0).expect("readable").n_all, 1000);
}

/// The keys of the reports that were told to be in the record.
fn acknowledged(stdout: &str) -> BTreeSet<String> {
    // The last line may be cut in the middle: it was not told.
    let whole = stdout.rsplit_once('\n').map_or("", |(whole, _)| whole);
    let key = |line| if let Line::Added(added) = line { Some(added.key) } else { None };
    lines(whole).into_iter().filter_map(key).collect()
}

fn held(folder: &Folder) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let read: Result<(), dateline_store::RecordError> = folder.record().reports(|report, _| {
        keys.insert(report.origin.key);
        Ok(())
    });
    read.expect("the record can be read");
    keys
}

#[test]
fn nothing_that_was_acknowledged_is_lost_by_a_hundred_kills() {
    const N_KILLS: usize = 100;
    const N_ROWS: usize = 40_000;
    const N_LINES_MAX: usize = 60;
    let folder = Folder::with(&[("rows.jsonl", &rows(0, N_ROWS))]);
    let mut told = BTreeSet::new();
    let mut n_cut_short = 0;
    for n in 0..N_KILLS {
        // Each time the rows begin elsewhere, so that there is always something new to be written.
        fs::write(folder.path("next.jsonl"), rows(n * N_LINES_MAX, N_ROWS)).expect("a file in the folder");
        let mut child = folder
            .command(&["add", "--json", "--threads", "2", "next.jsonl"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary can be started");
        let mut stdout = BufReader::new(child.stdout.take().expect("stdout is piped"));
        let mut read = String::new();
        // After some lines, a different number each time, the process is in the middle of a later batch.
        for _ in 0..=(n * 37) % N_LINES_MAX {
            stdout.read_line(&mut read).expect("the process writes lines");
        }
        child.kill().expect("the process is still there");
        stdout.read_to_string(&mut read).expect("what was in the pipe");
        n_cut_short += usize::from(!child.wait().expect("the process is gone").success());
        told.extend(acknowledged(&read));
    }
    assert_eq!(n_cut_short, N_KILLS, "every process was killed before its end");
    let held = held(&folder);
    let lost: Vec<_> = told.difference(&held).collect();
    assert!(lost.is_empty(), "{} of {} are lost: {lost:?}", lost.len(), told.len());
    let record = folder.record();
    assert_eq!(record.statements(&StatementFilter::default(), 0).expect("readable").n_all, held.len() as u64);
}
