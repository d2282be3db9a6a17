//! The lines of one made-up report and of a comparison, as they have to look.

use std::sync::Arc;

use dateline_core as core;
use dateline_core::{
    Analysis, Annotated, Basis, Clean, Dated, Finding, Layer, NonEmpty, Note, NoteCode, Reason, ReportParts, RuleName,
    Span, Stage, Text,
};
use dateline_wire::{ComparisonView, Line, Member, Producer, Reasons, ReportView, Story};
use jiff::civil;

const TEXT: &str = "Quay reopens\n\n“Não há pressa,” claimed Zulmira Quatro-Mares.\n\nShe was wrong.\n";

/// The span of the first place where the words stand.
fn at(words: &str) -> Span<Clean> {
    let start = TEXT.find(words).expect("the words stand in the text");
    Span::of(start..start + words.len())
}

fn reason(rule: &str, words: &str) -> Reason {
    Reason::new(RuleName::new(rule), vec![at(words)])
}

fn made_by(stage: Stage) -> core::Producer {
    core::Producer { stage, version: "0.0.0", data_hash: "0123456789abcdef".to_owned() }
}

fn block(kind: core::BlockKind, words: &str) -> core::Block {
    core::Block { kind, span: at(words), rule: "told-by-hand".into() }
}

fn report() -> core::Report {
    core::Report::new(ReportParts {
        origin: core::Origin {
            key: "quay".into(),
            given_id: None,
            path: Some("in/quay.txt".into()),
            url: Some("https://lantern.example/quay".into()),
        },
        source: core::Source { name: Some("The Lantern".into()), domain: Some("lantern.example".into()) },
        title: None,
        agency: None,
        language: Some("en"),
        published: Some(Dated::day(civil::date(2031, 5, 3), Basis::Metadata)),
        published_at: Some(core::ClockTime { time: civil::time(14, 5, 0, 0), utc_offset_s: Some(-12_600) }),
        dateline: Some(core::Dateline { place: Some(at("Quay")), day: None, agency: None }),
        text: Text::new(TEXT).expect("a short text"),
        blocks: vec![
            block(core::BlockKind::Headline, "Quay reopens"),
            block(core::BlockKind::Paragraph, "“Não há pressa,” claimed Zulmira Quatro-Mares."),
            block(core::BlockKind::Paragraph, "She was wrong."),
        ],
    })
}

fn speaker() -> core::Entity {
    let mention = |words, form, rule| core::Mention { span: at(words), form, reason: reason(rule, words) };
    let mentions = vec![
        mention("Zulmira Quatro-Mares", core::MentionForm::Name, "full-name"),
        mention("She", core::MentionForm::Pronoun, "last-person"),
    ];
    core::Entity {
        name: at("Zulmira Quatro-Mares"),
        kind: core::EntityKind::Person,
        mentions: NonEmpty::new(mentions).expect("two mentions"),
        registered: Some(core::Registered {
            wikidata: Some("Q1".into()),
            code: Some("PRTGOV".into()),
            country: Some("PRT".into()),
        }),
    }
}

fn statement() -> core::Statement {
    core::Statement {
        kind: core::StatementKind::Direct,
        content: NonEmpty::of(at("Não há pressa")),
        cue: Some(core::Cue { span: at("claimed"), lemma: "claim".into() }),
        source: vec![at("Zulmira Quatro-Mares")],
        speakers: vec![core::EntityIndex(0)],
        stance: core::Stance::Distanced,
        hedges: vec![at("wrong")],
        inside: None,
    }
}

fn end(words: &str, day: i8) -> core::Time {
    let day = civil::date(2031, 5, day);
    core::Time {
        span: at(words),
        kind: core::TimeKind::Date,
        value: day.to_string(),
        days: Some((day, day)),
        modifier: None,
        basis: core::TimeBasis::Published,
        ends: None,
    }
}

fn time() -> core::Time {
    core::Time {
        span: at("há pressa"),
        kind: core::TimeKind::Date,
        value: "2031-05".to_owned(),
        days: Some((civil::date(2031, 5, 1), civil::date(2031, 5, 31))),
        modifier: Some(core::TimeModifier::End),
        basis: core::TimeBasis::Expression(at("Quay")),
        ends: Some(Box::new([end("há", 1), end("pressa", 31)])),
    }
}

fn figure() -> core::Figure {
    core::Figure {
        span: at("Não"),
        kind: core::FigureKind::Count,
        value: core::Amount::Fraction { numerator: 2, denominator: 3 },
        to: None,
        unit: Some("person".to_owned()),
        bound: core::Bound::AtMost,
        counts: Some(at("pressa")),
        fate: Some(core::Fate::Missing),
    }
}

fn event() -> core::Event {
    core::Event {
        kind: core::EventType::Consult,
        mode: core::EventType::Consult.mode("visit"),
        contexts: vec!["diplomatic"],
        sources: vec![core::EntityIndex(0)],
        targets: Vec::new(),
        is_reciprocal: true,
        place: Some(core::EventPlace { entity: core::EntityIndex(0), basis: core::EventBasis::Dateline }),
        when: Some(core::EventTime {
            first: civil::date(2031, 5, 1),
            last: civil::date(2031, 5, 3),
            basis: core::EventBasis::SentenceBefore,
        }),
        aspect: core::Aspect::Future,
        attributed_to: Some(core::StatementIndex(0)),
        trigger: at("há"),
        casualties: vec![core::FigureIndex(0)],
    }
}

fn commitment() -> core::Commitment {
    core::Commitment {
        by: NonEmpty::of(core::EntityIndex(0)),
        to: Vec::new(),
        what: at("Não"),
        cue: at("claimed"),
        source: at("Zulmira"),
        figure: Some(core::FigureIndex(0)),
        deadline: Some(core::TimeIndex(0)),
        strength: core::Strength::Pledged,
        condition: None,
        is_denied: true,
        change: Some(core::Change::Renewed),
        inside: Some(core::StatementIndex(0)),
    }
}

fn analysis() -> Analysis {
    let report = report();
    let why = reason("quote-verb-subject", "claimed").because(reason("cue-verb", "claimed"));
    let findings = core::Findings {
        entities: Layer::new(
            vec![Finding::entity(report.id(), speaker(), reason("full-name", "Zulmira"))],
            made_by(Stage::Find),
        ),
        statements: Layer::new(vec![Finding::statement(report.id(), statement(), why)], made_by(Stage::Find)),
        times: Layer::new(
            vec![Finding::time(report.id(), time(), reason("open-hour", "há pressa"))],
            made_by(Stage::Find),
        ),
        events: Layer::new(
            vec![Finding::event(report.id(), event(), NonEmpty::of(at("Não há")), reason("consult: meet", "há"))],
            made_by(Stage::Find),
        ),
        candidates: None,
        figures: Layer::new(vec![Finding::figure(report.id(), figure(), reason("count", "Não"))], made_by(Stage::Find)),
        commitments: Layer::new(
            vec![Finding::commitment(report.id(), commitment(), reason("pledge-to-do", "claimed"))],
            made_by(Stage::Find),
        ),
    };
    let annotated = Annotated {
        tokens: Layer::new(Vec::new(), made_by(Stage::Annotate)),
        sentences: Layer::new(Vec::new(), made_by(Stage::Annotate)),
        quotations: Layer::new(Vec::new(), made_by(Stage::Annotate)),
        syntax: None,
    };
    Analysis { report, annotated, findings, notes: vec![Note::new(NoteCode::Decoded, "read as windows-1252")] }
}

fn producer() -> Producer {
    Producer { dateline: "0.0.0".to_owned(), rules: "find:0123456789abcdef".to_owned(), model: None, kernel: None }
}

fn line_of_report(reasons: Reasons) -> String {
    let view = ReportView {
        key: "quay~2",
        analysis: &analysis(),
        stages: &[Stage::Read, Stage::Annotate, Stage::Find],
        producer: &producer(),
        reasons,
    };
    pretty(&Line::Report(Box::new(view.into())))
}

fn pretty(line: &Line) -> String {
    serde_json::to_string_pretty(line).expect("a line is JSON")
}

fn comparison() -> core::Comparison {
    let telling = |report, words, stance| core::Telling {
        report,
        finding: Some(core::FindingIndex::Statement(core::StatementIndex(0))),
        span: at(words),
        value: None,
        is_quoted: true,
        speakers: vec![0],
        stance,
    };
    let relation = core::Relation {
        a: core::End { report: 0, span: at("Não há pressa") },
        b: core::End { report: 1, span: at("há pressa") },
        kind: core::RelationKind::Truncated,
        speaker: core::SpeakerAgreement::Same,
        slot: None,
        differences: vec![core::Difference {
            kind: core::DifferenceKind::Deleted,
            a: at("Não "),
            b: Span::new(at("há").start(), at("há").start()),
        }],
        reason: reason("words-in-common", "há pressa"),
    };
    core::Comparison {
        reports: vec![report().id(), report().id(), report().id()],
        entities: vec![core::SharedEntity { members: vec![(0, core::EntityIndex(0)), (1, core::EntityIndex(0))] }],
        points: vec![core::Point {
            about: core::About::Quotation,
            slot: None,
            tellings: vec![
                telling(0, "Não há pressa", core::Stance::Distanced),
                telling(1, "há pressa", core::Stance::Neutral),
            ],
            relations: vec![relation],
            silent: vec![2],
        }],
        copies: vec![core::CopiedText {
            from: 0,
            to: 1,
            n_copied_words: 41,
            n_words: 100,
            kind: core::CopyKind::Shortened,
            evidence: vec![at("há pressa")],
            reason: reason("published-first", "há pressa"),
        }],
        n_origins: 2,
        headlines: vec![core::HeadlineNote {
            report: 1,
            part: core::BlockKind::Headline,
            kind: core::HeadlineNoteKind::Stance,
            span: at("pressa"),
            body: Some(at("há pressa")),
            reason: reason("words-in-common", "há pressa"),
        }],
        terms: vec![core::Term { concept: "haste".to_owned(), forms: vec![(0, at("pressa")), (1, at("há pressa"))] }],
        settled: vec![core::Settled {
            report: 1,
            span: at("há pressa"),
            day: civil::date(2031, 4, 30),
            because: vec![0, 2],
        }],
        producer: made_by(Stage::Compare),
    }
}

#[test]
fn the_line_of_a_report() {
    insta::assert_snapshot!(line_of_report(Reasons::Names));
}

#[test]
fn trees_of_reasons_stand_beside_their_names() {
    let trees = line_of_report(Reasons::Trees);
    let plain = line_of_report(Reasons::Names);
    assert!(!plain.contains("\"reasons\""), "{plain}");
    let Ok(Line::Report(report)) = serde_json::from_str(&trees) else { panic!("a report's line: {trees}") };
    insta::assert_snapshot!(serde_json::to_string_pretty(&report.statements[0].reasons).expect("a tree is JSON"));
}

#[test]
fn the_line_of_a_comparison() {
    let analysis = analysis();
    let member = |key| Member { key, analysis: &analysis };
    let view = ComparisonView {
        story: &Story {
            id: "g1".to_owned(),
            headline: Some("Quay reopens".to_owned()),
            from: Some("2031-05-03".to_owned()),
            to: None,
        },
        members: &[member("quay"), member("harbour"), member("silent")],
        comparison: &comparison(),
        names: &["Zulmira Quatro-Mares".to_owned()],
        first: &[Some(1)],
        producer: &producer(),
        reasons: Reasons::Names,
    };
    insta::assert_snapshot!(pretty(&Line::Comparison(Box::new(view.into()))));
}

/// A day of publication in its forms, and the JSON it becomes.
#[test]
fn publication_days() {
    let day = |year, month, day| civil::date(year, month, day);
    let check = |value: Option<core::DateValue>, expected: &str| {
        let published = value.map(|value| Dated { value, basis: Basis::Stated(at("Quay")) });
        let mut parts = ReportParts {
            origin: report().origin().clone(),
            source: report().source().clone(),
            title: None,
            agency: None,
            language: None,
            published,
            published_at: None,
            dateline: None,
            text: report().text().clone(),
            blocks: report().blocks().to_vec(),
        };
        parts.origin.path = None::<Arc<str>>;
        let analysis = Analysis { report: core::Report::new(parts), ..analysis() };
        let view =
            ReportView { key: "k", analysis: &analysis, stages: &[], producer: &producer(), reasons: Reasons::Names };
        let line = dateline_wire::Report::from(view);
        assert_eq!(serde_json::to_string(&line.published).expect("a day is JSON"), expected);
    };
    check(None, r#"{"date":null,"basis":null}"#);
    check(
        Some(core::DateValue::Days { first: day(2031, 5, 3), last: day(2031, 5, 3) }),
        r#"{"date":"2031-05-03","basis":"stated"}"#,
    );
    check(
        Some(core::DateValue::Days { first: day(2031, 5, 3), last: day(2031, 5, 4) }),
        r#"{"date":null,"from":"2031-05-03","to":"2031-05-04","basis":"stated"}"#,
    );
    check(
        Some(core::DateValue::Partial(core::PartialDate { year: None, month: Some(5), day: Some(3) })),
        r#"{"date":null,"partial":"XXXX-05-03","basis":"stated"}"#,
    );
}
