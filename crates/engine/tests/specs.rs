//! Runs the literate tests under `specs/`: every case of every file there.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dateline_core::{Analysis, Clean, Commitment, EntityIndex, Event as Act, Figure, Finding, Span, Statement, Time};
use dateline_engine::{Engine, Event, Input, Pipeline};

/// One case of a file.
#[derive(Debug, Default)]
struct Case {
    name: String,
    report: String,
    /// The day of publication, where the case gives one.
    published: Option<String>,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
    forbidden: Vec<String>,
    has_others: bool,
    about: About,
}

/// What a case is about, told by a column of its table or by the head of its list.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum About {
    #[default]
    Statements,
    Commitments,
    Events,
    Times,
    Figures,
}

impl About {
    /// The column that each table about it has, and by which it is known.
    const fn column(self) -> &'static str {
        match self {
            Self::Statements => "content",
            Self::Commitments => "what",
            Self::Events => "type",
            Self::Times => "time",
            Self::Figures => "figure",
        }
    }

    fn of_columns(columns: &[String]) -> Self {
        // A table of commitments has a column `figure`, too.
        let known = [Self::Commitments, Self::Events, Self::Times, Self::Figures];
        known.into_iter().find(|about| columns.iter().any(|column| column == about.column())).unwrap_or_default()
    }

    fn of_list(head: &str) -> Option<Self> {
        Some(match head {
            "Nothing of this is a statement:" => Self::Statements,
            "Nothing of this is a commitment:" => Self::Commitments,
            "Nothing of this is an event:" => Self::Events,
            "Nothing of this is a time:" => Self::Times,
            "Nothing of this is a figure:" => Self::Figures,
            _ => return None,
        })
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
        if let Some(language) = line.strip_prefix("```") {
            in_report = language.starts_with("report");
            if let Some(day) = language.strip_prefix("report ") {
                case.published = Some(day.to_owned());
            }
        } else if in_report {
            case.report.push_str(line);
            case.report.push('\n');
        } else if let Some(row) = line.strip_prefix('|') {
            let cells: Vec<String> = row.trim_end_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
            if case.columns.is_empty() {
                case.about = About::of_columns(&cells);
                case.columns = cells;
            } else if !cells.iter().all(|cell| cell.chars().all(|c| c == '-') && cell.len() > 2) {
                assert_eq!(cells.len(), case.columns.len(), "{}: {line}", case.name);
                case.rows.push(cells);
            }
        } else if line == "Among others:" {
            case.has_others = true;
        } else if let Some(about) = About::of_list(line) {
            in_forbidden = true;
            case.about = about;
        } else if let Some(words) = line.strip_prefix("- ").filter(|_| in_forbidden) {
            case.forbidden.push(words.to_owned());
        }
    }
    cases
}

fn analyse(engine: &Engine, case: &Case) -> Analysis {
    let (name, text) = match &case.published {
        Some(day) => ("spec.jsonl", format!("{{\"published\": {day:?}, \"text\": {:?}}}", case.report)),
        None => ("spec", case.report.clone()),
    };
    let bytes = std::io::Cursor::new(text.into_bytes());
    let input = Input::Stream { name: Arc::from(name), bytes: Box::new(bytes) };
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

fn cell_of_time(analysis: &Analysis, finding: &Finding<Time>, column: &str) -> String {
    let time = &finding.what;
    let value = match column {
        "time" => Some(analysis.report.text().get(time.span).to_owned()),
        "value" => Some(time.value.clone()),
        "from" => time.days.map(|(first, _)| first.to_string()),
        "to" => time.days.map(|(_, last)| last.to_string()),
        "kind" => Some(time.kind.name().to_owned()),
        "part" => time.modifier.map(|modifier| modifier.name().to_owned()),
        "basis" => Some(time.basis.name().to_owned()),
        "rule" => Some(finding.reason.rule.as_str().to_owned()),
        other => panic!("{other:?} is no column of a spec of times"),
    };
    value.unwrap_or_else(|| "-".to_owned())
}

fn cell_of_figure(analysis: &Analysis, finding: &Finding<Figure>, column: &str) -> String {
    let get = |span: Span<Clean>| analysis.report.text().get(span).to_owned();
    let figure = &finding.what;
    let value = match column {
        "figure" => Some(get(figure.span)),
        "value" => Some(figure.value.to_string()),
        "to" => figure.to.map(|to| to.to_string()),
        "unit" => figure.unit.clone(),
        "bound" => Some(figure.bound.name().to_owned()),
        "counts" => figure.counts.map(get),
        "fate" => figure.fate.map(|fate| fate.name().to_owned()),
        "kind" => Some(figure.kind.name().to_owned()),
        "rule" => Some(finding.reason.rule.as_str().to_owned()),
        other => panic!("{other:?} is no column of a spec of figures"),
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
    let columns = match &case.columns[..] {
        [] => vec![case.about.column().to_owned()],
        columns => columns.to_vec(),
    };
    fn row<T>(columns: &[String], finding: &T, cell: impl Fn(&T, &str) -> String) -> Vec<String> {
        columns.iter().map(|column| cell(finding, column)).collect()
    }
    let findings = &analysis.findings;
    match case.about {
        About::Statements => {
            let all = findings.statements.items().iter();
            let of =
                |found| (row(&columns, found, |f, c| cell(analysis, f, c)), found.what.content.as_slice().to_vec());
            all.map(of).collect()
        }
        About::Commitments => {
            let all = findings.commitments.items().iter();
            let of = |found| (row(&columns, found, |f, c| cell_of_commitment(analysis, f, c)), vec![found.what.what]);
            all.map(of).collect()
        }
        About::Events => {
            let all = findings.events.items().iter();
            let of = |found| (row(&columns, found, |f, c| cell_of_event(analysis, f, c)), vec![found.what.trigger]);
            all.map(of).collect()
        }
        About::Times => {
            let all = findings.times.items().iter();
            let of = |found| (row(&columns, found, |f, c| cell_of_time(analysis, f, c)), vec![found.what.span]);
            all.map(of).collect()
        }
        About::Figures => {
            let all = findings.figures.items().iter();
            let of = |found| (row(&columns, found, |f, c| cell_of_figure(analysis, f, c)), vec![found.what.span]);
            all.map(of).collect()
        }
    }
}

fn check(engine: &Engine, case: &Case) -> Vec<String> {
    let analysis = analyse(engine, case);
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
