//! From a comparison to its line.

use std::collections::BTreeMap;

use dateline_core::{Analysis, FindingIndex};

use super::{
    ComparedReport, Comparison, CopiedText, Difference, End, HeadlineNote, Point, Relation, Settled, Share,
    SharedEntity, Story, Telling, Term,
};
use crate::CodePoints;
use crate::line::{Producer, Schema};
use crate::report::{
    Origin, Published, Reasons, Source, TextSpan, commitment_id, entity_id, event_id, reason, statement_id,
};

/// What a comparison's line is made from.
#[derive(Debug, Clone, Copy)]
pub struct ComparisonView<'a> {
    /// The story.
    pub story: &'a Story,
    /// The compared reports, in the order of `comparison.reports`.
    pub members: &'a [Member<'a>],
    /// How they compare.
    pub comparison: &'a dateline_core::Comparison,
    /// For each shared entity the name it goes by.
    pub names: &'a [String],
    /// For each point the report that told it first, where that is decided.
    pub first: &'a [Option<usize>],
    /// What made the line.
    pub producer: &'a Producer,
    /// How much of the reasons is told.
    pub reasons: Reasons,
}

/// One compared report.
#[derive(Debug, Clone, Copy)]
pub struct Member<'a> {
    /// Its key in this run.
    pub key: &'a str,
    /// What was found in it.
    pub analysis: &'a Analysis,
}

impl From<ComparisonView<'_>> for Comparison {
    fn from(view: ComparisonView<'_>) -> Self {
        let mirror = Mirror::of(&view);
        let entities = view.comparison.entities.iter().zip(view.names);
        let points = view.comparison.points.iter().zip(view.first);
        Self {
            schema: Schema,
            story: view.story.clone(),
            reports: view.members.iter().map(ComparedReport::from).collect(),
            entities: entities.enumerate().map(|(n, (entity, name))| mirror.entity(n, entity, name)).collect(),
            settled: view.comparison.settled.iter().map(|settled| mirror.settled(settled)).collect(),
            origins: u32::try_from(view.comparison.n_origins).ok(),
            copies: view.comparison.copies.iter().map(|copied| mirror.copied(copied)).collect(),
            headlines: view.comparison.headlines.iter().map(|note| mirror.headline(note)).collect(),
            points: points.enumerate().map(|(n, (point, first))| mirror.point(n, point, *first)).collect(),
            terms: view.comparison.terms.iter().map(|term| mirror.term(term)).collect(),
            producer: view.producer.clone(),
        }
    }
}

impl From<&Member<'_>> for ComparedReport {
    fn from(member: &Member<'_>) -> Self {
        let report = &member.analysis.report;
        Self {
            id: report.id().to_string(),
            origin: Origin::of(member.key, report.origin()),
            source: Source::from(report.source()),
            title: report.title().map(str::to_owned),
            agency: report.agency().map(str::to_owned),
            published: Published::of(report.published(), report.published_at())
                .with_candidates(&member.analysis.findings),
        }
    }
}

fn shared_id(index: usize) -> String {
    format!("E{}", index + 1)
}

/// The short name of a finding in the line of its report.
fn finding_id(index: FindingIndex) -> String {
    match index {
        FindingIndex::Statement(index) => statement_id(index),
        FindingIndex::Event(index) => event_id(index),
        FindingIndex::Commitment(index) => commitment_id(index),
    }
}

struct Mirror<'a> {
    members: &'a [Member<'a>],
    /// The texts of the members, indexed.
    at: Vec<CodePoints<'a>>,
    reasons: Reasons,
}

impl<'a> Mirror<'a> {
    fn of(view: &ComparisonView<'a>) -> Self {
        let text = |member: &Member<'a>| member.analysis.report.text().as_str();
        let at = view.members.iter().map(|member| CodePoints::new(text(member))).collect();
        Self { members: view.members, at, reasons: view.reasons }
    }

    fn key(&self, report: usize) -> String {
        self.members[report].key.to_owned()
    }

    fn entity(&self, n: usize, shared: &dateline_core::SharedEntity, name: &str) -> SharedEntity {
        let mut members = BTreeMap::<String, Vec<String>>::new();
        for &(report, index) in &shared.members {
            members.entry(self.key(report)).or_default().push(entity_id(index));
        }
        SharedEntity { id: shared_id(n), name: name.to_owned(), members }
    }

    fn settled(&self, settled: &dateline_core::Settled) -> Settled {
        Settled {
            report: self.key(settled.report),
            span: self.at[settled.report].span(settled.span),
            from: settled.day.to_string(),
            to: settled.day.to_string(),
            basis: "story".into(),
            because: settled.because.iter().map(|&report| self.key(report)).collect(),
        }
    }

    fn copied(&self, copied: &dateline_core::CopiedText) -> CopiedText {
        let at = &self.at[copied.to];
        CopiedText {
            from: self.key(copied.from),
            to: self.key(copied.to),
            share: Share::of(copied.n_copied_words, copied.n_words),
            kind: copied.kind.name().into(),
            evidence: copied.evidence.iter().map(|span| at.span(*span)).collect(),
            reason: copied.reason.rule.to_string(),
            reasons: (self.reasons == Reasons::Trees).then(|| reason(at, &copied.reason)),
        }
    }

    fn headline(&self, note: &dateline_core::HeadlineNote) -> HeadlineNote {
        let at = &self.at[note.report];
        HeadlineNote {
            report: self.key(note.report),
            part: note.part.name().into(),
            kind: note.kind.name().into(),
            span: at.span(note.span),
            body: note.body.map(|span| at.span(span)),
            reason: note.reason.rule.to_string(),
            reasons: (self.reasons == Reasons::Trees).then(|| reason(at, &note.reason)),
        }
    }

    fn term(&self, term: &dateline_core::Term) -> Term {
        let mut evidence = BTreeMap::<String, Vec<TextSpan>>::new();
        for &(report, span) in &term.forms {
            evidence.entry(self.key(report)).or_default().push(self.at[report].span(span));
        }
        let words = |spans: &Vec<TextSpan>| spans.iter().map(|span| span.text.clone()).collect();
        let forms = evidence.iter().map(|(key, spans)| (key.clone(), words(spans))).collect();
        Term { concept: term.concept.clone(), forms, evidence }
    }

    fn point(&self, n: usize, point: &dateline_core::Point, first: Option<usize>) -> Point {
        let mut says = BTreeMap::<String, Vec<Telling>>::new();
        for telling in &point.tellings {
            says.entry(self.key(telling.report)).or_default().push(self.telling(telling));
        }
        Point {
            id: format!("p{}", n + 1),
            about: point.about.name().into(),
            kind: point.about.act().map(|kind| kind.name().into()),
            slot: point.slot.map(|slot| slot.name().into()),
            first: first.map(|report| self.key(report)),
            silent: point.silent.iter().map(|&report| self.key(report)).collect(),
            says,
            relations: point.relations.iter().map(|relation| self.relation(relation)).collect(),
        }
    }

    fn telling(&self, telling: &dateline_core::Telling) -> Telling {
        Telling {
            finding: telling.finding.map(finding_id),
            span: self.at[telling.report].span(telling.span),
            value: telling.value.map(|span| self.at[telling.report].span(span)),
            quoted: telling.is_quoted,
            speakers: telling.speakers.iter().copied().map(shared_id).collect(),
            stance: telling.stance.name().into(),
        }
    }

    fn relation(&self, relation: &dateline_core::Relation) -> Relation {
        let (a, b) = (&self.at[relation.a.report], &self.at[relation.b.report]);
        let differences: Vec<Difference> =
            relation.differences.iter().map(|differs| difference(a, b, differs)).collect();
        let values = differences.first().filter(|_| relation.slot.is_some());
        Relation {
            slot: relation.slot.map(|slot| slot.name().into()),
            values: values.map(|differs| [differs.a.clone(), differs.b.clone()]),
            a: self.end(relation.a),
            b: self.end(relation.b),
            relation: relation.kind.name().into(),
            speaker: relation.speaker.name().into(),
            differences,
            reason: relation.reason.rule.to_string(),
            reasons: (self.reasons == Reasons::Trees).then(|| reason(a, &relation.reason)),
        }
    }

    fn end(&self, end: dateline_core::End) -> End {
        End { report: self.key(end.report), span: self.at[end.report].span(end.span) }
    }
}

fn difference(a: &CodePoints<'_>, b: &CodePoints<'_>, differs: &dateline_core::Difference) -> Difference {
    let (a, b) = (a.span(differs.a), b.span(differs.b));
    Difference {
        kind: differs.kind.name().into(),
        a: a.text,
        b: b.text,
        a_start: a.start,
        a_end: a.end,
        b_start: b.start,
        b_end: b.end,
    }
}
