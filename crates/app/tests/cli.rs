//! The binary as its users meet it: exit statuses, what stands where, bad input.

use std::fmt::Write as _;
use std::fs;
use std::io::Read;
use std::process::{Command, Stdio};

use dateline_wire::{Failure, Line, Report};
use tempfile::TempDir;

const BINARY: &str = env!("CARGO_BIN_EXE_dateline");

/// A folder for one test.
struct Folder(TempDir);

impl Folder {
    fn with(files: &[(&str, &[u8])]) -> Self {
        let folder = Self(tempfile::tempdir().expect("a folder for the test"));
        for (name, content) in files {
            let path = folder.0.path().join(name);
            fs::create_dir_all(path.parent().expect("a file in the folder")).expect("a folder in the folder");
            fs::write(path, content).expect("a file in the folder");
        }
        folder
    }

    /// The command, to be run in the folder without colours or settings of the user.
    fn command(&self, arguments: &str) -> assert_cmd::Command {
        let mut command = assert_cmd::Command::new(BINARY);
        command.args(arguments.split_whitespace()).current_dir(&self.0);
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"] {
            command.env_remove(name);
        }
        command
    }

    fn run(&self, arguments: &str) -> Run {
        Run::of(&mut self.command(arguments))
    }

    fn run_with_stdin(&self, arguments: &str, stdin: &str) -> Run {
        Run::of(self.command(arguments).write_stdin(stdin))
    }
}

/// What a run came to.
#[derive(Debug, PartialEq, Eq)]
struct Run {
    status: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Run {
    fn of(command: &mut assert_cmd::Command) -> Self {
        let output = command.output().expect("the binary can be started");
        let text = |bytes| String::from_utf8(bytes).expect("the output is UTF-8");
        Self { status: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// The lines of the output, each of which is printed as the types of `dateline-wire` print it.
    fn lines(&self) -> Vec<Line> {
        let parse = |line: &str| {
            let parsed: Line = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
            let mut printed = Vec::new();
            parsed.write_to(&mut printed).expect("memory takes all that is written");
            assert_eq!(String::from_utf8_lossy(&printed).trim_end(), line);
            parsed
        };
        self.stdout.lines().map(parse).collect()
    }

    fn reports(&self) -> Vec<Report> {
        let report = |line| if let Line::Report(report) = line { Some(*report) } else { None };
        self.lines().into_iter().filter_map(report).collect()
    }

    fn failures(&self) -> Vec<Failure> {
        let failure = |line| if let Line::Failure(failure) = line { Some(*failure) } else { None };
        self.lines().into_iter().filter_map(failure).collect()
    }

    /// The keys of the lines, in their order; those of failures behind `!`.
    fn keys(&self) -> Vec<String> {
        let key = |line| match line {
            Line::Report(report) => report.origin.key,
            Line::Comparison(comparison) => comparison.story.id,
            Line::Failure(failure) => format!("!{}", failure.origin.key),
            Line::Membership(membership) => membership.origin.key,
            other => panic!("no query of a record was made: {other:?}"),
        };
        self.lines().into_iter().map(key).collect()
    }
}

const QUAY: &[u8] = "Quay reopens\n\n“We are open,” Zulmira Quatro-Mares said.\n".as_bytes();

/// Runs `arguments` in a folder with a report `a.txt`; checks the status and that stderr holds all of `said`.
#[track_caller]
fn check(files: &[(&str, &[u8])], arguments: &str, status: i32, said: &[&str]) {
    let run = Folder::with(&[&[("a.txt", QUAY)], files].concat()).run(arguments);
    assert_eq!(run.status, Some(status), "dateline {arguments}: {}", run.stderr);
    for said in said {
        assert!(run.stderr.contains(said), "dateline {arguments}: {said:?} is missing in:\n{}", run.stderr);
    }
    if said.is_empty() {
        assert_eq!(run.stderr, "", "dateline {arguments}");
    }
}

#[test]
fn exit_status_0_done() {
    check(&[], "read a.txt", 0, &[]);
    check(&[], "read --json .", 0, &[]);
    check(&[("empty.txt", b"")], "read --json empty.txt", 0, &[]);
    check(&[("in/b.txt", QUAY), ("in/c.xml", b"")], "read in", 0, &["note: 1 file is no report", "c.xml: in"]);
    check(&[("b.TXT", QUAY)], "compare a.txt b.TXT", 0, &[]);
    check(&[], "explain all a.txt", 0, &[]);
    check(&[], "demo --html page.html", 0, &["wrote: page.html\n"]);
    check(&[("b.txt", QUAY)], "compare --html page.html a.txt b.txt", 0, &["wrote: page.html\n"]);
    for arguments in ["demo --json", "pipeline", "man", "man read", "--help", "help compare", "--version"] {
        check(&[], arguments, 0, &[]);
    }
}

#[test]
fn exit_status_1_nothing_found() {
    check(&[("in/.hidden.txt", QUAY)], "read in", 1, &["error: the folder holds no report: in\nhint: "]);
    check(&[("in/b.xml", b"")], "compare a.txt in", 1, &["passed over: b.xml", "holds no report: in"]);
    check(&[], "explain s99 a.txt", 1, &["error: no report has such a finding\nhint: "]);
}

#[test]
fn exit_status_2_wrong_use() {
    for arguments in [
        "",
        "read",
        "compare --groups",
        "explain x1 a.txt",
        "read --threads none a.txt",
        "read - -",
        "events a.txt",
        "man gazette",
        "completions",
    ] {
        check(&[], arguments, 2, &["--help"]);
    }
}

#[test]
fn exit_status_3_inputs_failed_and_the_rest_was_done() {
    check(&[], "read a.txt no.txt", 3, &["error: no such file or folder: no.txt\nhint: "]);
    check(
        &[("b.xml", b"<p>")],
        "read b.xml a.txt",
        3,
        &["error: no feed: its first element is \"p\": b.xml\nhint: RSS"],
    );
    check(
        &[("b.pdf", b"<p>")],
        "read b.pdf a.txt",
        3,
        &["error: a file that ends in none of .txt, ", ": b.pdf\nhint: "],
    );
    let cut = b"<rss><item><title>Quay reopens</title></item><item>";
    check(
        &[("b.rss", cut)],
        "read b.rss",
        3,
        &["error: damaged behind item 1: the file ends inside item 2: b.rss\nhint: "],
    );
    check(&[], "compare --groups no.jsonl a.txt", 3, &["error: no such file or folder: no.jsonl"]);
    check(&[("bin.txt", b"\x00\x01\x02\x00")], "read bin.txt", 3, &["error: binary data", ": bin.txt\nhint: "]);
}

#[test]
fn what_fails_stands_in_its_place_in_the_result() {
    let folder = Folder::with(&[("a.txt", QUAY), ("c.txt", QUAY)]);
    let run = folder.run("read --json a.txt b.txt c.txt");
    assert_eq!((run.status, run.keys()), (Some(3), vec!["a".to_owned(), "!b".to_owned(), "c".to_owned()]));
    let failure = &run.failures()[0];
    assert_eq!((failure.code.as_ref(), failure.origin.path.as_deref()), ("missing", Some("b.txt")));
    let run = folder.run("compare --json a.txt b.txt c.txt");
    assert_eq!((run.status, run.failures().len(), run.lines().len()), (Some(3), 1, 2));
}

#[test]
fn reports_are_grouped_and_what_fails_is_named() {
    let again = "Quay open again\n\nZulmira Quatro-Mares said the quay is open: “We are open.”\n".as_bytes();
    let other = b"Glacier hut shuts\n\nThe Falkhorn hut stays shut this winter, Egon Tschudi told climbers.\n";
    let folder = Folder::with(&[("a.txt", QUAY), ("b.txt", again), ("c.txt", other)]);
    let run = folder.run("stories --json c.txt a.txt no.txt b.txt");
    assert_eq!((run.status, run.keys()), (Some(3), ["!no", "c", "a", "b"].map(str::to_owned).to_vec()));
    let stories: Vec<String> = run
        .lines()
        .into_iter()
        .filter_map(|line| match line {
            Line::Membership(membership) => Some(membership.story),
            _ => None,
        })
        .collect();
    assert!(stories[1] == stories[2] && stories[0] != stories[1], "{stories:?}");
    let shown = folder.run("stories a.txt b.txt c.txt").stdout;
    assert!(shown.contains("2 reports · a, b\n") && shown.contains("1 told by one report alone"), "{shown}");
    assert_eq!(folder.run("stories --json a.txt --threads 1").stdout, folder.run("stories --json a.txt").stdout);
}

#[test]
fn terms_of_office_leave_one_year() {
    const BODIES: &str = "name\taliases\tkind\tcountry\tcode\twikidata\nHarbour League\t-\talliance\t-\t-\t-\n";
    const PEOPLE: &str = "name\taliases\tgender\trole\tof\tfrom\tto\twikidata\n\
        Ansa Corrow\t-\tf\tsecretary-general\tHarbour League\t2011-01-01\t2014-12-31\t-\n\
        Brasko Teel\t-\tm\tsecretary-general\tHarbour League\t2015-01-01\t-\t-\n";
    let report = |name: &str| {
        let lead = format!("Jan. 31 (UPI) -- Harbour League Secretary-General {name} met Tuesday with dockers.");
        format!("{lead} Last month they struck.")
    };
    let [a, b, c] = ["Ansa Corrow", "Brasko Teel", "Otta Reel"].map(report);
    let files = [("a.txt", &*a), ("b.txt", &b), ("c.txt", &c), ("bodies.tsv", BODIES), ("people.tsv", PEOPLE)];
    let folder = Folder::with(&files.map(|(name, text)| (name, text.as_bytes())));
    for (file, expected) in [
        // Tuesdays on the thirty-first of January: 2006, 2012, 2017, 2023.
        ("a.txt", "\"published\":{\"date\":\"2012-01-31\",\"basis\":\"office_terms\"}"),
        ("a.txt", "\"value\":\"2011-12\""),
        ("b.txt", "\"candidates\":[\"2017-01-31\",\"2023-01-31\"]"),
        ("c.txt", "\"candidates\":[\"2006-01-31\",\"2012-01-31\",\"2017-01-31\",\"2023-01-31\"]"),
    ] {
        let read = folder.run(&format!("read --json --registry bodies.tsv --registry people.tsv {file}"));
        assert!(read.stdout.contains(expected), "{file}: {expected} is not in {}", read.stdout);
    }
}

#[test]
fn a_registry_of_ones_own_is_checked_and_used() {
    const PLACES: &str = "name\taliases\tkind\tcountry\twikidata\nPorto Lume\t-\tcity\tPRT\tQ7000009\n";
    let mixed = format!("{PLACES}Quay\t-\tcity\tXXX\t-\n");
    let report = "The ferries met in Porto Lume on Monday, officials said.";
    let files = [("a.txt", report.as_bytes()), ("mine.tsv", PLACES.as_bytes()), ("mixed.tsv", mixed.as_bytes())];
    let folder = Folder::with(&files);
    let import = folder.run("registry import mixed.tsv");
    assert_eq!((import.status, import.stdout.as_str()), (Some(3), PLACES));
    assert!(import.stderr.contains("error: mixed.tsv:3: \"XXX\" is no country's code"), "{}", import.stderr);
    assert_eq!(folder.run("read --registry mixed.tsv a.txt").status, Some(3));
    assert_eq!(folder.run("read --registry no.tsv a.txt").status, Some(3));
    let (without, with) = (folder.run("read --json a.txt"), folder.run("read --json --registry mine.tsv a.txt"));
    assert!(
        !without.stdout.contains("Q7000009") && with.stdout.contains("\"wikidata\":\"Q7000009\""),
        "{}",
        with.stdout
    );
    // The record tells by the hash of the rules which registry a reading was made with.
    let rules = |run: &Run| run.stdout.split("\"rules\":\"").nth(1)?.split('"').next().map(str::to_owned);
    assert_ne!(rules(&without), rules(&with));
}

#[test]
fn a_model_of_ones_own_is_taken_or_refused() {
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/en");
    check(&[], "read --model no a.txt", 4, &["error: cannot read no", "hint: leave --model out"]);
    check(&[("model/manifest.toml", b"format = 99")], "compare --model model a.txt a.txt", 4, &["error: ", "hint: "]);
    let folder = Folder::with(&[("a.txt", QUAY)]);
    let taken = folder.run(&format!("read --json --model {shipped} a.txt"));
    assert_eq!((taken.status, taken.stdout), (Some(0), folder.run("read --json a.txt").stdout), "{}", taken.stderr);
}

#[test]
fn a_broken_row_is_named_and_the_others_are_read() {
    let rows = "{\"id\":\"one\",\"text\":\"First.\"}\n\n{\"id\":\"two\",\"text\":\n{\"id\":3,\"text\":\"Third.\"}\n";
    let run = Folder::with(&[("in.jsonl", rows.as_bytes())]).run("read --json in.jsonl");
    assert_eq!((run.status, run.keys()), (Some(3), vec!["one".to_owned(), "!in#2".to_owned(), "3".to_owned()]));
    assert_eq!(run.failures()[0].line, Some(3));
    assert!(run.stderr.contains("error: not a JSON object") && run.stderr.contains(": in.jsonl:3\n"), "{}", run.stderr);
}

#[test]
fn an_empty_file_is_a_report_with_a_note() {
    let run = Folder::with(&[("empty.txt", b"")]).run("read --json empty.txt");
    let report = &run.reports()[0];
    assert_eq!((report.text.as_str(), report.blocks.len()), ("", 0));
    assert_eq!(report.notes.iter().map(|note| note.code.as_ref()).collect::<Vec<_>>(), ["empty_text"]);
}

#[test]
fn bytes_that_are_not_utf_8_are_decoded_with_a_note() {
    let bytes = b"Quay reopens\n\nThe caf\xe9 of Jos\xe9 Mar\xedn is open, \x93at last\x94, he said.\n";
    let run = Folder::with(&[("old.txt", bytes)]).run("read --json old.txt");
    let report = &run.reports()[0];
    assert_eq!(run.status, Some(0));
    assert!(report.text.contains("The café of José Marín is open, “at last”, he said."), "{}", report.text);
    assert!(report.notes.iter().any(|note| note.code == "decoded"), "{:?}", report.notes);
}

#[test]
fn a_text_of_20_mb_is_refused_and_the_rest_goes_on() {
    let long = "The quay is open. ".repeat(20_000_000 / 18);
    let rows =
        format!("{{\"id\":\"long\",\"text\":\"{long}\"}}\n{{\"id\":\"short\",\"text\":\"The quay is open.\"}}\n");
    let folder = Folder::with(&[("long.txt", long.as_bytes()), ("rows.jsonl", rows.as_bytes())]);
    let run = folder.run("read --json long.txt rows.jsonl");
    assert_eq!(run.status, Some(3));
    assert_eq!(run.keys(), ["!long", "!rows#1", "short"]);
    assert_eq!(run.stderr.matches("error: longer than the ").count(), 2, "{}", run.stderr);
}

#[test]
fn thousands_of_unbalanced_quotation_marks_are_read() {
    let mut text = String::from("Quay reopens\n\n");
    for n in 0..5_000 {
        write!(text, "“ ‘ \" « {n} said \"\n\n").expect("a string takes all that is written");
    }
    let run = Folder::with(&[("marks.txt", text.as_bytes())]).run("compare --json marks.txt marks.txt");
    assert_eq!(run.status, Some(0), "{}", run.stderr);
}

#[test]
fn standard_input_is_text_or_rows() {
    let folder = Folder::with(&[]);
    let text = folder.run_with_stdin("read --json -", "Quay reopens\n\nThe quay is open.\n");
    assert_eq!(text.keys(), ["stdin"]);
    assert_eq!(text.reports()[0].text, "Quay reopens\n\nThe quay is open.\n", "a text comes back as it came in");
    assert_eq!(text.reports()[0].origin.path, None);
    let rows = folder.run_with_stdin("read --json -", "\n {\"text\":\"One.\"}\n{\"id\":\"b\",\"text\":\"Two.\"}\n");
    assert_eq!(rows.keys(), ["stdin#1", "b"]);
}

#[test]
fn repeated_keys_are_told_apart_with_a_note() {
    let folder = Folder::with(&[("a.txt", QUAY), ("in/a.txt", QUAY)]);
    let run = folder.run("read --json a.txt in a.txt");
    assert_eq!((run.status, run.keys()), (Some(0), ["a", "a~2", "a~3"].map(str::to_owned).to_vec()));
    let notes = run.reports().iter().map(|report| report.notes.len()).collect::<Vec<_>>();
    assert_eq!(notes, [0, 1, 1]);
    let comparison = folder.run("compare a.txt in");
    assert!(comparison.stderr.starts_with("note: ") && comparison.stderr.contains("a~2"), "{}", comparison.stderr);
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let rows: String =
        (0..300).map(|n| format!("{{\"text\":\"“We are {n},” Zulmira Quatro-Mares said on day {n}.\"}}\n")).collect();
    let folder = Folder::with(&[("rows.jsonl", rows.as_bytes()), ("a.txt", QUAY), ("b.txt", QUAY)]);
    for command in ["read --json --reasons", "read", "compare --json"] {
        let run = |n_threads: u8| folder.run(&format!("{command} --threads {n_threads} rows.jsonl a.txt no.txt b.txt"));
        let of_one = run(1);
        assert_eq!(of_one.status, Some(3));
        assert!(of_one.stdout.len() > 10_000, "{command}");
        for n_threads in [2, 8] {
            assert!(run(n_threads) == of_one, "{command} with {n_threads} threads");
        }
    }
}

#[test]
fn groups_give_one_comparison_each() {
    let groups = "{\"id\":\"g1\",\"docs\":[\"a\",\"b\"]}\n{\"id\":2,\"docs\":[\"b\",\"nobody\"]}\nbroken\n";
    let folder = Folder::with(&[("a.txt", QUAY), ("b.txt", QUAY), ("c.txt", QUAY), ("g.jsonl", groups.as_bytes())]);
    let run = folder.run("compare --json --groups g.jsonl a.txt b.txt c.txt");
    assert_eq!((run.status, run.keys()), (Some(3), vec!["g1".to_owned(), "2".to_owned()]));
    assert!(run.stderr.contains("error: not a group") && run.stderr.contains(": g.jsonl:3\n"), "{}", run.stderr);
    assert!(run.stderr.contains("names nobody, and no report has that key: g.jsonl:2\n"), "{}", run.stderr);
    let keys = |line: &Line| match line {
        Line::Comparison(comparison) => comparison.reports.iter().map(|report| report.origin.key.clone()).collect(),
        other => panic!("{other:?}"),
    };
    let reports: Vec<Vec<String>> = run.lines().iter().map(keys).collect();
    assert_eq!(reports, [vec!["a".to_owned(), "b".to_owned()], vec!["b".to_owned()]]);
}

#[test]
fn stories_are_compared_each_by_itself() {
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/../../golden");
    let folder = Folder::with(&[("a.txt", QUAY)]);
    let run = folder.run(&format!("compare --json --stories a.txt {golden}/strike {golden}/harbour"));
    let n_reports = |line: &Line| match line {
        Line::Comparison(comparison) => comparison.reports.len(),
        other => panic!("{other:?}"),
    };
    assert_eq!((run.status, run.lines().iter().map(n_reports).collect::<Vec<_>>()), (Some(0), vec![3, 5]));
    let alone = folder.run("compare --stories a.txt");
    assert_eq!((alone.status, alone.stdout.as_str()), (Some(0), ""));
    assert!(alone.stderr.contains("no story is told by several reports"), "{}", alone.stderr);
}

#[test]
fn a_finding_is_explained_by_either_id() {
    let folder = Folder::with(&[("a.txt", QUAY)]);
    let report = folder.run("read --json a.txt").reports().remove(0);
    let statement = report.statements.first().expect("the report quotes somebody");
    let by_short_id = folder.run("explain s1 a.txt");
    assert_eq!(by_short_id, folder.run(&format!("explain {} a.txt", statement.finding)));
    assert!(by_short_id.stdout.contains(&statement.reason) && by_short_id.stdout.contains("We are open"));
    let entity = folder.run("explain e1 a.txt");
    assert!(entity.stdout.contains(&report.entities[0].reason), "{}", entity.stdout);
    let all = folder.run("explain all a.txt");
    assert!(all.stdout.contains(&statement.finding) && all.stdout.contains(&report.entities[0].finding));
}

#[test]
fn a_page_is_written_where_it_was_asked_for() {
    let folder = Folder::with(&[("a.txt", QUAY), ("b.txt", QUAY)]);
    let run = folder.run("compare --html page.html a.txt b.txt");
    assert_eq!((run.status, run.stdout.as_str()), (Some(0), ""));
    let page = fs::read_to_string(folder.0.path().join("page.html")).expect("the page was written");
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("We are open"), "{page}");
    let demo = Run::of(folder.command("demo").env("TMPDIR", folder.0.path()));
    let written = demo.stderr.strip_prefix("wrote: ").expect("the demo ends by naming its page").trim_end();
    assert!(fs::read_to_string(written).expect("the page is there").contains("Falcoeiro"));
    check(&[], "compare --html no/page.html a.txt", 5, &["error: cannot write: ", ": no/page.html\nhint: "]);
    let nothing = folder.run("compare --html none.html no.txt");
    assert_eq!((nothing.status, folder.0.path().join("none.html").exists()), (Some(3), false));
}

#[test]
fn colours_only_where_they_are_wanted() {
    let folder = Folder::with(&[("a.txt", QUAY)]);
    let coloured = |names: &[&str]| {
        let mut command = folder.command("read a.txt no.txt");
        for name in names {
            command.env(name, "1");
        }
        let run = Run::of(&mut command);
        (run.stdout.contains('\u{1b}'), run.stderr.contains('\u{1b}'))
    };
    assert_eq!(coloured(&[]), (false, false), "not into a pipe");
    assert_eq!(coloured(&["CLICOLOR_FORCE"]), (true, true));
    assert_eq!(coloured(&["CLICOLOR_FORCE", "NO_COLOR"]), (false, false));
}

#[test]
fn reports_cannot_write_to_the_terminal() {
    let row = r#"{"id":"a\u001b[2Jb","title":"\u001b]0;owned\u0007","text":"Quay\n\n“We \u001b[31mare\u202e open,” Zulmira Quatro-Mares said."}"#;
    let folder = Folder::with(&[("in.jsonl", format!("{row}\n{row}\n{{\u{9b}2J\n").as_bytes())]);
    for arguments in ["read in.jsonl", "compare in.jsonl", "explain all in.jsonl", "read \u{1b}[2J.txt"] {
        let run = Run::of(folder.command(arguments).env("CLICOLOR_FORCE", "1"));
        let output = run.stdout + &run.stderr;
        for steering in ["\u{1b}[2J", "\u{1b}]0;", "\u{7}", "\u{1b}[31mare", "\u{202e}", "\u{9b}"] {
            assert!(!output.contains(steering), "dateline {arguments}: {steering:?}");
        }
        assert!(output.contains("\\u{1b}[2J"), "dateline {arguments}: {output}");
    }
}

#[test]
fn pages_fit_80_columns_without_a_terminal() {
    let folder = Folder::with(&[]);
    let longest = |text: &str| text.lines().map(|line| line.chars().count()).max();
    assert!(longest(&folder.run("demo --html page.html").stdout) <= Some(80));
}

#[test]
fn who_closes_the_pipe_has_read_enough() {
    let rows = "{\"text\":\"“We are open,” Zulmira Quatro-Mares said.\"}\n".repeat(2_000);
    let folder = Folder::with(&[("rows.jsonl", rows.as_bytes())]);
    for command in ["read --json", "read", "explain all"] {
        let mut child = Command::new(BINARY)
            .args(command.split(' '))
            .arg("rows.jsonl")
            .current_dir(&folder.0)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary can be started");
        let mut first = [0; 16];
        let mut stdout = child.stdout.take().expect("stdout is piped");
        stdout.read_exact(&mut first).expect("there is output");
        drop(stdout);
        let output = child.wait_with_output().expect("the binary ends");
        assert_eq!(
            (output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()),
            (Some(0), ""),
            "{command}"
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let folder = Folder::with(&[("a.txt", QUAY)]);
    for command in ["read --json a.txt", "read a.txt", "compare a.txt", "pipeline", "man", "completions bash"] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has a full disk to write to");
        let output = Command::new(BINARY)
            .args(command.split(' '))
            .current_dir(&folder.0)
            .stdout(full)
            .output()
            .expect("the binary can be started");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(5), "{command}: {stderr}");
        assert!(stderr.starts_with("error: cannot write: ") && stderr.contains("\nhint: "), "{command}: {stderr}");
    }
}
