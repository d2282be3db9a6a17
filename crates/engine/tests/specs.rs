//! Runs the literate tests under `specs/`: every case of every file there.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dateline_core::{Analysis, Clean, Commitment, EntityIndex, Event as Act, Finding, Span, Statement};
use dateline_engine::{Engine, Event, Input, Pipeline};

/// One case of a file.
#[derive(Debug, Default)]
struct Case {
    name: String,
    report: String,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
    forbidden: Vec<String>,
    has_others: bool,
    subject: Subject,
}

/// What a case is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Subject {
    #[default]
    Statements,
    Commitments,
    Events,
}

impl Subject {
    /// What a table of these columns is about.
    fn of_columns(columns: &[String]) -> Self {
        let has = |name: &str| columns.iter().any(|column| column == name);
        match (has("what"), has("type")) {
            (true, _) => Self::Commitments,
            (_, true) => Self::Events,
            _ => Self::Statements,
        }
    }

    /// What a list under this line is about.
    fn of_list(line: &str) -> Option<Self> {
        match line {
            "Nothing of this is a statement:" => Some(Self::Statements),
            "Nothing of this is a commitment:" => Some(Self::Commitments),
            "Nothing of this is an event:" => Some(Self::Events),
            _ => None,
        }
    }
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut in_report = false;
    let mut in_forbidden = false;
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("## ").filter(|_| !in_report) {
            cases.push(Case { name: name.to_owned(), ..Case::default() });
            in_forbidden = false;
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        if line.starts_with("```") {
            in_report = line == "```report";
        } else if in_report {
            case.report.push_str(line);
            case.report.push('\n');
        } else if let Some(row) = line.strip_prefix('|') {
            let cells: Vec<String> = row.trim_end_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
            if case.columns.is_empty() {
                case.subject = Subject::of_columns(&cells);
                case.columns = cells;
            } else if !cells.iter().all(|cell| cell.chars().all(|c| c == '-') && cell.len() > 2) {
                assert_eq!(cells.len(), case.columns.len(), "{}: {line}", case.name);
                case.rows.push(cells);
            }
        } else if line == "Among others:" {
            case.has_others = true;
        } else if let Some(subject) = Subject::of_list(line) {
            in_forbidden = true;
            case.subject = subject;
        } else if let Some(words) = line.strip_prefix("- ").filter(|_| in_forbidden) {
            case.forbidden.push(words.to_owned());
        }
    }
    cases
}

fn analyse(engine: &Engine, report: &str) -> Analysis {
    let bytes = std::io::Cursor::new(report.as_bytes().to_vec());
    let input = Input::Stream { name: Arc::from("spec"), bytes: Box::new(bytes) };
    let mut analysis = None;
    let status = engine.read::<()>(vec![input], |event| {
        if let Event::Report(entry) = event {
            analysis = Some(entry.analysis);
        }
        Ok(())
    });
    assert!(status.is_ok());
    analysis.expect("a spec's report can be read")
}

fn cell(analysis: &Analysis, finding: &Finding<Statement>, column: &str) -> String {
    let get = |span: &Span<Clean>| analysis.report.text().get(*span).to_owned();
    let join = |spans: &[Span<Clean>], by: &str| match spans {
        [] => "-".to_owned(),
        spans => spans.iter().map(get).collect::<Vec<_>>().join(by),
    };
    let statement = &finding.what;
    match column {
        "kind" => statement.kind.name().to_owned(),
        "content" => join(statement.content.as_slice(), " … "),
        "cue" => statement.cue.as_ref().map_or_else(|| "-".to_owned(), |cue| get(&cue.span)),
        "source" => join(&statement.source, " … "),
        "speakers" => {
            let names: Vec<_> = statement.speakers.iter().map(|at| analysis.findings.entity(*at).what.name).collect();
            join(&names, ", ")
        }
        "stance" => statement.stance.name().to_owned(),
        "rule" => finding.reason.rule.as_str().to_owned(),
        other => panic!("{other:?} is no column of a spec"),
    }
}

fn cell_of_commitment(analysis: &Analysis, finding: &Finding<Commitment>, column: &str) -> String {
    let get = |span: Span<Clean>| analysis.report.text().get(span).to_owned();
    let names = |parties: &[EntityIndex]| {
        let names: Vec<_> = parties.iter().map(|at| get(analysis.findings.entity(*at).what.name)).collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    let commitment = &finding.what;
    let value = match column {
        "what" => Some(get(commitment.what)),
        "by" => names(commitment.by.as_slice()),
        "to" => names(&commitment.to),
        "strength" => Some(commitment.strength.name().to_owned()),
        "cue" => Some(get(commitment.cue)),
        "figure" => commitment.figure.map(|at| get(analysis.findings.figures.items()[at.0].what.span)),
        "deadline" => commitment.deadline.map(|at| get(analysis.findings.times.items()[at.0].what.span)),
        "condition" => commitment.condition.map(get),
        "denied" => commitment.is_denied.then(|| "yes".to_owned()),
        "change" => commitment.change.map(|change| change.name().to_owned()),
        "rule" => Some(finding.reason.rule.as_str().to_owned()),
        other => panic!("{other:?} is no column of a spec of commitments"),
    };
    value.unwrap_or_else(|| "-".to_owned())
}

fn cell_of_event(analysis: &Analysis, finding: &Finding<Act>, column: &str) -> String {
    let get = |span: Span<Clean>| analysis.report.text().get(span).to_owned();
    let name = |at: EntityIndex| get(analysis.findings.entity(at).what.name);
    let names = |actors: &[EntityIndex]| {
        (!actors.is_empty()).then(|| actors.iter().map(|at| name(*at)).collect::<Vec<_>>().join(", "))
    };
    let event = &finding.what;
    let value = match column {
        "type" => Some(event.kind.name().to_owned()),
        "mode" => event.mode.map(str::to_owned),
        "trigger" => Some(get(event.trigger)),
        "sources" => names(&event.sources),
        "targets" => names(&event.targets),
        "aspect" => Some(event.aspect.name().to_owned()),
        "place" => event.place.map(|place| name(place.entity)),
        "told by" => event.attributed_to.and_then(|teller| {
            let statement = &analysis.findings.statements.items()[teller.0].what;
            names(&statement.speakers)
        }),
        "tellings" => Some(finding.evidence().as_slice().len().to_string()),
        "rule" => Some(finding.reason.rule.as_str().to_owned()),
        other => panic!("{other:?} is no column of a spec of events"),
    };
    value.unwrap_or_else(|| "-".to_owned())
}

/// What was found that the case is about: a row for each, and the characters that it takes.
fn found(case: &Case, analysis: &Analysis) -> Vec<(Vec<String>, Vec<Span<Clean>>)> {
    let columns = |default: &str| match &case.columns[..] {
        [] => vec![default.to_owned()],
        columns => columns.to_vec(),
    };
    match case.subject {
        Subject::Statements => {
            let columns = columns("content");
            let cells =
                |finding: &Finding<Statement>| columns.iter().map(|column| cell(analysis, finding, column)).collect();
            let row = |finding: &Finding<Statement>| (cells(finding), finding.what.content.as_slice().to_vec());
            analysis.findings.statements.items().iter().map(row).collect()
        }
        Subject::Commitments => {
            let columns = columns("what");
            let cells = |finding: &Finding<Commitment>| {
                columns.iter().map(|column| cell_of_commitment(analysis, finding, column)).collect()
            };
            let row = |finding: &Finding<Commitment>| (cells(finding), vec![finding.what.what]);
            analysis.findings.commitments.items().iter().map(row).collect()
        }
        Subject::Events => {
            let columns = columns("type");
            let cells = |finding: &Finding<Act>| {
                columns.iter().map(|column| cell_of_event(analysis, finding, column)).collect()
            };
            let row = |finding: &Finding<Act>| (cells(finding), vec![finding.what.trigger]);
            analysis.findings.events.items().iter().map(row).collect()
        }
    }
}

fn check(engine: &Engine, case: &Case) -> Vec<String> {
    let analysis = analyse(engine, &case.report);
    let (found, taken): (Vec<Vec<String>>, Vec<Vec<Span<Clean>>>) = found(case, &analysis).into_iter().unzip();
    let mut wrong: Vec<String> =
        case.rows.iter().filter(|row| !found.contains(row)).map(|row| format!("not found: {row:?}")).collect();
    if !case.has_others {
        wrong.extend(found.iter().filter(|row| !case.rows.contains(row)).map(|row| format!("not expected: {row:?}")));
    }
    for words in &case.forbidden {
        let at = case.report.find(words.as_str()).unwrap_or_else(|| panic!("{words:?} does not stand in the report"));
        let span: Span<Clean> = Span::of(at..at + words.len());
        let holds = |n: &usize| taken[*n].iter().any(|piece| piece.overlaps(span));
        wrong.extend((0..found.len()).filter(holds).map(|n| format!("{words:?} is in {:?}", found[n])));
    }
    wrong
}

fn spec_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs");
    let entries = fs::read_dir(folder).expect("the folder of specs is there");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("the folder can be read").path()).collect();
    files.retain(|file| file.extension().is_some_and(|ext| ext == "md") && !file.ends_with("README.md"));
    files.sort();
    files
}

#[test]
fn every_case_of_every_spec_holds() {
    let engine = Engine::new(Pipeline::english(), None).expect("threads can be started");
    let mut wrong = Vec::new();
    let files = spec_files();
    assert!(!files.is_empty());
    for file in files {
        let text = fs::read_to_string(&file).expect("a spec is text");
        let name = file.file_name().expect("a file has a name").to_string_lossy().into_owned();
        let cases = cases(&text);
        assert!(!cases.is_empty(), "{name} holds no case");
        for case in cases {
            assert!(!case.rows.is_empty() || !case.forbidden.is_empty(), "{name}: {:?} asks for nothing", case.name);
            wrong.extend(check(&engine, &case).into_iter().map(|what| format!("{name}: {}: {what}", case.name)));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
