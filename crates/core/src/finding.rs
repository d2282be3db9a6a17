//! Findings: each with the characters that carry it and the reason for it.

use std::fmt;
use std::sync::Arc;

use crate::{
    Candidates, Clean, Commitment, Entity, EntityIndex, Event, Figure, FindingId, Layer, ReportId, Span, Statement,
    StatementIndex, Time,
};

/// A list that holds at least one item.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NonEmpty<T>(Vec<T>);

impl<T> NonEmpty<T> {
    /// A list of one item.
    #[must_use]
    pub fn of(item: T) -> Self {
        Self(vec![item])
    }

    /// Takes a list, unless it is empty.
    #[must_use]
    pub fn new(items: Vec<T>) -> Option<Self> {
        (!items.is_empty()).then_some(Self(items))
    }

    /// The first item.
    #[must_use]
    pub fn first(&self) -> &T {
        &self.0[0]
    }

    /// The last item.
    #[must_use]
    pub fn last(&self) -> &T {
        &self.0[self.0.len() - 1]
    }

    /// All items.
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        &self.0
    }

    /// All items, one after the other.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }
}

/// The name of a rule in a data file, or of a step in the code that has a name of its own.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleName(Arc<str>);

impl RuleName {
    /// Names a rule.
    pub fn new(name: impl Into<Arc<str>>) -> Self {
        Self(name.into())
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RuleName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for RuleName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.0)
    }
}

/// Why a finding is there: a rule, the characters it looked at, and the reasons it built on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The rule that spoke.
    pub rule: RuleName,
    /// The characters it rests on.
    pub spans: Vec<Span<Clean>>,
    /// The reasons it built on.
    pub because: Vec<Self>,
}

impl Reason {
    /// A reason that rests on characters alone.
    #[must_use]
    pub const fn new(rule: RuleName, spans: Vec<Span<Clean>>) -> Self {
        Self { rule, spans, because: Vec::new() }
    }

    /// The same reason, built on another one.
    #[must_use]
    pub fn because(mut self, reason: Self) -> Self {
        self.because.push(reason);
        self
    }
}

/// The kinds of findings that are built so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingKind {
    /// Who and what a report speaks about.
    Entity,
    /// What somebody said or wrote.
    Statement,
    /// When something is.
    Time,
    /// How much or how many there are.
    Figure,
    /// Who did what to whom.
    Event,
    /// What somebody undertakes to do.
    Commitment,
}

impl FindingKind {
    /// The kind's name as it stands in the output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Entity => "entity",
            Self::Statement => "statement",
            Self::Time => "time",
            Self::Figure => "figure",
            Self::Event => "event",
            Self::Commitment => "commitment",
        }
    }
}

/// Something found, the characters that identify it, and why it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding<T> {
    id: FindingId,
    evidence: NonEmpty<Span<Clean>>,
    /// What was found.
    pub what: T,
    /// Why.
    pub reason: Reason,
}

impl Finding<Statement> {
    /// A statement is identified by its content.
    #[must_use]
    pub fn statement(report: ReportId, what: Statement, reason: Reason) -> Self {
        let evidence = what.content.clone();
        Self { id: FindingId::of(report, FindingKind::Statement, &evidence), evidence, what, reason }
    }
}

impl Finding<Entity> {
    /// An entity is identified by the mention that names it.
    #[must_use]
    pub fn entity(report: ReportId, what: Entity, reason: Reason) -> Self {
        let evidence = NonEmpty::of(what.name);
        Self { id: FindingId::of(report, FindingKind::Entity, &evidence), evidence, what, reason }
    }
}

impl Finding<Time> {
    /// A time is identified by its characters.
    #[must_use]
    pub fn time(report: ReportId, what: Time, reason: Reason) -> Self {
        let evidence = NonEmpty::of(what.span);
        Self { id: FindingId::of(report, FindingKind::Time, &evidence), evidence, what, reason }
    }
}

impl Finding<Figure> {
    /// A figure is identified by its characters.
    #[must_use]
    pub fn figure(report: ReportId, what: Figure, reason: Reason) -> Self {
        let evidence = NonEmpty::of(what.span);
        Self { id: FindingId::of(report, FindingKind::Figure, &evidence), evidence, what, reason }
    }
}

impl Finding<Commitment> {
    /// A commitment is identified by the words that commit and by those that say to what.
    #[must_use]
    pub fn commitment(report: ReportId, what: Commitment, reason: Reason) -> Self {
        let mut spans = vec![what.source, what.cue, what.what];
        spans.sort();
        let evidence = NonEmpty::new(spans).expect("there are three of them");
        Self { id: FindingId::of(report, FindingKind::Commitment, &evidence), evidence, what, reason }
    }
}

impl Finding<Event> {
    /// An event is identified by the words that name it; its evidence is each clause that tells it.
    #[must_use]
    pub fn event(report: ReportId, what: Event, evidence: NonEmpty<Span<Clean>>, reason: Reason) -> Self {
        let id = FindingId::of(report, FindingKind::Event, &NonEmpty::of(what.trigger));
        Self { id, evidence, what, reason }
    }
}

impl<T> Finding<T> {
    /// The identity, made from report, kind and evidence.
    #[must_use]
    pub const fn id(&self) -> FindingId {
        self.id
    }

    /// The characters that carry it; of all but events the ones that identify it.
    #[must_use]
    pub const fn evidence(&self) -> &NonEmpty<Span<Clean>> {
        &self.evidence
    }
}

/// All that was found in one report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Findings {
    /// Who and what it speaks about, by first mention.
    pub entities: Layer<Finding<Entity>>,
    /// What was said, by the start of the content.
    pub statements: Layer<Finding<Statement>>,
    /// The time expressions, in the order of the text, without overlap.
    pub times: Layer<Finding<Time>>,
    /// The figures, in the order of the text, without overlap with one another or with a time.
    pub figures: Layer<Finding<Figure>>,
    /// Who did what to whom, by the start of the trigger.
    pub events: Layer<Finding<Event>>,
    /// What was promised, planned or considered, by the start of the action.
    pub commitments: Layer<Finding<Commitment>>,
    /// The days of publication that come into question, where the report leaves its year out and names its weekday.
    pub candidates: Option<Candidates>,
}

impl Findings {
    /// The entity at an index that a finding of the same report holds.
    ///
    /// # Panics
    /// If the index was made for another report, which is a bug.
    #[must_use]
    pub fn entity(&self, index: EntityIndex) -> &Finding<Entity> {
        &self.entities.items()[index.0]
    }

    /// The statement at an index that a finding of the same report holds.
    ///
    /// # Panics
    /// If the index was made for another report, which is a bug.
    #[must_use]
    pub fn statement(&self, index: StatementIndex) -> &Finding<Statement> {
        &self.statements.items()[index.0]
    }
}
