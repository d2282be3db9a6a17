//! From what was found in a report to its line.

use std::sync::Arc;

use dateline_core::{
    Analysis, Clean, ClockTime, CommitmentIndex, DateValue, Dated, EntityIndex, EventIndex, FigureIndex, Finding,
    Findings, Registered, ReportId, Span, Stage, StatementIndex, TimeBasis, TimeIndex,
};

use super::{
    Block, Cue, Entity, Event, EventTime, Evidence, Figure, Link, Mention, Metadata, Note, Origin, Published, Reason,
    Report, Source, Statement, TextSpan, Time,
};
use crate::CodePoints;
use crate::line::{Producer, Schema, Word};

/// What a report's line is made from.
#[derive(Debug, Clone, Copy)]
pub struct ReportView<'a> {
    /// The report's key in this run, which differs from the one in its origin if that was taken.
    pub key: &'a str,
    /// What was found.
    pub analysis: &'a Analysis,
    /// The stages that were run.
    pub stages: &'a [Stage],
    /// What made the line.
    pub producer: &'a Producer,
    /// How much of the reasons is told.
    pub reasons: Reasons,
}

/// How much of the reasons a line tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reasons {
    /// The name of the rule.
    Names,
    /// The name of the rule, and the tree below it.
    Trees,
}

/// The short name of an entity inside its report's line: `e1` is the first.
#[must_use]
pub fn entity_id(index: EntityIndex) -> String {
    format!("e{}", index.0 + 1)
}

/// The short name of a statement inside its report's line: `s1` is the first.
#[must_use]
pub fn statement_id(index: StatementIndex) -> String {
    format!("s{}", index.0 + 1)
}

/// The short name of a time expression inside its report's line: `t1` is the first.
#[must_use]
pub fn time_id(index: TimeIndex) -> String {
    format!("t{}", index.0 + 1)
}

/// The short name of a figure inside its report's line: `f1` is the first.
#[must_use]
pub fn figure_id(index: FigureIndex) -> String {
    format!("f{}", index.0 + 1)
}

/// The short name of an event inside its report's line: `v1` is the first.
#[must_use]
pub fn event_id(index: EventIndex) -> String {
    format!("v{}", index.0 + 1)
}

/// The short name of a commitment inside its report's line: `c1` is the first.
#[must_use]
pub fn commitment_id(index: CommitmentIndex) -> String {
    format!("c{}", index.0 + 1)
}

impl From<ReportView<'_>> for Report {
    fn from(view: ReportView<'_>) -> Self {
        let Analysis { report, findings, notes, .. } = view.analysis;
        let mirror = Mirror {
            at: CodePoints::new(report.text().as_str()),
            reasons: view.reasons,
            report: report.id(),
            findings,
        };
        Self {
            schema: Schema,
            id: report.id().to_string(),
            origin: Origin::of(view.key, report.origin()),
            stages: view.stages.iter().map(|stage| Word::from(stage.name())).collect(),
            source: Source::from(report.source()),
            title: report.title().map(str::to_owned),
            byline: report.byline().map(str::to_owned).or_else(|| authors(report)),
            agency: report.agency().map(str::to_owned),
            language: report.language().map(str::to_owned),
            published: Published::of(report.published(), report.published_at()).with_candidates(findings),
            text: report.text().as_str().to_owned(),
            blocks: report.blocks().iter().map(|block| mirror.block(block)).collect(),
            entities: findings.entities.items().iter().enumerate().map(|(n, found)| mirror.entity(n, found)).collect(),
            times: findings.times.items().iter().enumerate().flat_map(|(n, found)| mirror.times(n, found)).collect(),
            figures: findings.figures.items().iter().enumerate().map(|(n, found)| mirror.figure(n, found)).collect(),
            statements: findings.statements.items().iter().enumerate().map(|(n, s)| mirror.statement(n, s)).collect(),
            events: findings.events.items().iter().enumerate().map(|(n, event)| mirror.event(n, event)).collect(),
            commitments: findings
                .commitments
                .items()
                .iter()
                .enumerate()
                .map(|(n, c)| mirror.commitment(n, c))
                .collect(),
            notes: notes.iter().map(Note::from).collect(),
            producer: view.producer.clone(),
            place: report.dateline().and_then(|dateline| dateline.place).map(|place| mirror.at.span(place)),
            metadata: Metadata::of(report.metadata()),
        }
    }
}

/// The byline of a report that has none in its text: its authors, as far as they are known.
fn authors(report: &dateline_core::Report) -> Option<String> {
    let authors = &report.metadata().authors;
    (!authors.is_empty()).then(|| authors.join(", "))
}

impl Metadata {
    /// What was said, if anything was.
    fn of(metadata: &dateline_core::Metadata) -> Option<Self> {
        let owned = |text: &Arc<str>| text.to_string();
        let modified = metadata.modified.as_ref();
        let mirrored = Self {
            authors: metadata.authors.iter().map(owned).collect(),
            standfirst: metadata.standfirst.as_ref().map(owned),
            section: metadata.section.as_ref().map(owned),
            keywords: metadata.keywords.iter().map(owned).collect(),
            modified: modified.map(|day| Published::of(Some(day), metadata.modified_at.as_ref())),
            related: metadata.related.iter().map(Link::from).collect(),
            evidence: metadata.evidence.iter().map(Evidence::from).collect(),
        };
        (mirrored != Self::default()).then_some(mirrored)
    }
}

impl From<&dateline_core::Link> for Link {
    fn from(link: &dateline_core::Link) -> Self {
        Self { url: link.address.to_string(), title: link.title.to_string() }
    }
}

impl From<&dateline_core::Evidence> for Evidence {
    fn from(evidence: &dateline_core::Evidence) -> Self {
        Self {
            field: evidence.field.name().into(),
            from: evidence.from.to_string(),
            value: evidence.value.to_string(),
            chosen: evidence.is_chosen,
        }
    }
}

impl Origin {
    /// The origin of a report that goes by `key` in this run.
    #[must_use]
    pub fn of(key: &str, origin: &dateline_core::Origin) -> Self {
        Self {
            key: key.to_owned(),
            path: origin.path.as_deref().map(str::to_owned),
            url: origin.url.as_deref().map(str::to_owned),
            given_id: origin.given_id.as_deref().map(str::to_owned),
        }
    }
}

impl From<&dateline_core::Source> for Source {
    fn from(source: &dateline_core::Source) -> Self {
        Self { name: source.name.as_deref().map(str::to_owned), domain: source.domain.as_deref().map(str::to_owned) }
    }
}

impl From<&dateline_core::Note> for Note {
    fn from(note: &dateline_core::Note) -> Self {
        Self { code: note.code.name().into(), text: note.text.clone() }
    }
}

impl Published {
    /// The day and the time as far as they are known.
    #[must_use]
    pub fn of(day: Option<&Dated>, time: Option<&ClockTime>) -> Self {
        let mut published = Self {
            basis: day.map(|day| day.basis.name().into()),
            time: time.map(|time| time.time.strftime("%H:%M:%S").to_string()),
            zone: time.and_then(|time| time.utc_offset_s).map(utc_offset),
            ..Self::default()
        };
        match day.map(|day| &day.value) {
            Some(DateValue::Days { first, last }) if first == last => published.date = Some(first.to_string()),
            Some(DateValue::Days { first, last }) => {
                published.from = Some(first.to_string());
                published.to = Some(last.to_string());
            }
            Some(DateValue::Partial(partial)) => published.partial = Some(partial.to_string()),
            None => {}
        }
        published
    }

    /// The same with the days that come into question.
    #[must_use]
    pub fn with_candidates(mut self, findings: &Findings) -> Self {
        let days = findings.candidates.iter().flat_map(|candidates| candidates.days.iter());
        self.candidates = days.map(ToString::to_string).collect();
        self
    }
}

/// Writes a distance to UTC as ISO 8601 does; seconds, which no zone of today has, are cut.
fn utc_offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.unsigned_abs() / 60;
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

pub(super) struct Mirror<'a> {
    pub(super) at: CodePoints<'a>,
    reasons: Reasons,
    report: ReportId,
    pub(super) findings: &'a Findings,
}

impl Mirror<'_> {
    pub(super) fn spans(&self, spans: &[Span<Clean>]) -> Vec<TextSpan> {
        spans.iter().map(|&span| self.at.span(span)).collect()
    }

    fn block(&self, block: &dateline_core::Block) -> Block {
        Block {
            kind: block.kind.name().into(),
            start: self.at.at(block.span.start()),
            end: self.at.at(block.span.end()),
            rule: block.rule.to_string(),
        }
    }

    fn entity(&self, n: usize, found: &Finding<dateline_core::Entity>) -> Entity {
        let entity = &found.what;
        let registered = entity.registered.as_ref();
        let of_registry = |field: fn(&Registered) -> &Option<Arc<str>>| registered.and_then(|it| field(it).as_deref());
        Entity {
            id: entity_id(EntityIndex(n)),
            name: self.at.span(entity.name).text,
            kind: entity.kind.name().into(),
            wikidata: of_registry(|it| &it.wikidata).map(str::to_owned),
            code: of_registry(|it| &it.code).map(str::to_owned),
            country: of_registry(|it| &it.country).map(str::to_owned),
            mentions: entity.mentions.iter().map(|mention| self.mention(mention)).collect(),
            finding: found.id().to_string(),
            reason: found.reason.rule.to_string(),
            reasons: self.tree(&found.reason),
        }
    }

    fn mention(&self, mention: &dateline_core::Mention) -> Mention {
        Mention {
            span: self.at.span(mention.span),
            form: mention.form.name().into(),
            reason: mention.reason.rule.to_string(),
            reasons: self.tree(&mention.reason),
        }
    }

    fn statement(&self, n: usize, found: &Finding<dateline_core::Statement>) -> Statement {
        let statement = &found.what;
        Statement {
            id: statement_id(StatementIndex(n)),
            kind: statement.kind.name().into(),
            content: self.spans(statement.content.as_slice()),
            cue: statement.cue.as_ref().map(|cue| self.cue(cue)),
            source: self.spans(&statement.source),
            speakers: statement.speakers.iter().copied().map(entity_id).collect(),
            stance: statement.stance.name().into(),
            hedges: statement.hedges.iter().map(|&hedge| self.at.span(hedge).text).collect(),
            inside: statement.inside.map(statement_id),
            reason: found.reason.rule.to_string(),
            finding: found.id().to_string(),
            reasons: self.tree(&found.reason),
        }
    }

    /// A time, and behind a run its two ends.
    fn times(&self, n: usize, found: &Finding<dateline_core::Time>) -> Vec<Time> {
        let id = time_id(TimeIndex(n));
        let run = self.time(id.clone(), None, found);
        let ends = found.what.ends.iter().flat_map(|ends| ends.iter()).zip(1..).map(|(end, nth)| {
            let found = Finding::time(self.report, end.clone(), found.reason.clone());
            self.time(format!("{id}.{nth}"), Some(id.clone()), &found)
        });
        std::iter::once(run).chain(ends).collect()
    }

    fn time(&self, id: String, part_of: Option<String>, found: &Finding<dateline_core::Time>) -> Time {
        let time = &found.what;
        let base = match time.basis {
            TimeBasis::Expression(base) => Some(self.at.span(base)),
            _ => None,
        };
        Time {
            id,
            part_of,
            span: self.at.span(time.span),
            kind: time.kind.name().into(),
            value: time.value.clone(),
            from: time.days.map(|(first, _)| first.to_string()),
            to: time.days.map(|(_, last)| last.to_string()),
            modifier: time.modifier.map(|modifier| modifier.name().into()),
            basis: time.basis.name().into(),
            base,
            reason: found.reason.rule.to_string(),
            finding: found.id().to_string(),
            reasons: self.tree(&found.reason),
        }
    }

    fn figure(&self, n: usize, found: &Finding<dateline_core::Figure>) -> Figure {
        let figure = &found.what;
        let counts_at = figure.counts.map(|counts| self.at.span(counts));
        Figure {
            id: figure_id(FigureIndex(n)),
            span: self.at.span(figure.span),
            kind: figure.kind.name().into(),
            value: figure.value.to_string(),
            to: figure.to.map(|to| to.to_string()),
            unit: figure.unit.clone(),
            bound: figure.bound.name().into(),
            counts: counts_at.as_ref().map(|counts| counts.text.clone()),
            counts_at,
            fate: figure.fate.map(|fate| fate.name().into()),
            reason: found.reason.rule.to_string(),
            finding: found.id().to_string(),
            reasons: self.tree(&found.reason),
        }
    }

    fn event(&self, n: usize, found: &Finding<dateline_core::Event>) -> Event {
        let event = &found.what;
        Event {
            id: event_id(EventIndex(n)),
            kind: event.kind.name().into(),
            mode: event.mode.map(Word::from),
            contexts: event.contexts.iter().copied().map(Word::from).collect(),
            sources: event.sources.iter().copied().map(entity_id).collect(),
            targets: event.targets.iter().copied().map(entity_id).collect(),
            place: event.place.map(|place| entity_id(place.entity)),
            when: event.when.map(|when| EventTime {
                from: when.first.to_string(),
                to: when.last.to_string(),
                basis: when.basis.name().into(),
            }),
            aspect: event.aspect.name().into(),
            attributed_to: event.attributed_to.map(statement_id),
            evidence: self.spans(found.evidence().as_slice()),
            trigger: self.at.span(event.trigger),
            reason: found.reason.rule.to_string(),
            finding: found.id().to_string(),
            reciprocal: event.is_reciprocal,
            place_basis: event.place.map(|place| place.basis.name().into()),
            casualties: event.casualties.iter().copied().map(figure_id).collect(),
            reasons: self.tree(&found.reason),
        }
    }

    fn cue(&self, cue: &dateline_core::Cue) -> Cue {
        Cue { span: self.at.span(cue.span), lemma: cue.lemma.to_string() }
    }

    pub(super) fn tree(&self, of: &dateline_core::Reason) -> Option<Reason> {
        (self.reasons == Reasons::Trees).then(|| reason(&self.at, of))
    }
}

/// Mirrors a tree of reasons whose spans lie in the indexed text.
pub(crate) fn reason(at: &CodePoints<'_>, of: &dateline_core::Reason) -> Reason {
    Reason {
        rule: of.rule.to_string(),
        spans: of.spans.iter().map(|&span| at.span(span)).collect(),
        because: of.because.iter().map(|deeper| reason(at, deeper)).collect(),
    }
}
