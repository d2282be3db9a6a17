//! Findings made by hand, without the crate that looks for them.

use std::sync::Arc;

use dateline_core::{
    Analysis, Clean, Cue, Entity, EntityIndex, EntityKind, Finding, Findings, Mention, MentionForm, NonEmpty, Reason,
    RuleName, Span, Stance, Statement, StatementKind,
};

use crate::report::{layer, paragraphs};

/// Somebody whom a test report names.
#[derive(Debug, Clone, Copy)]
pub struct Person<'a> {
    /// The characters that name or describe them; they must stand in the text.
    pub name: &'a str,
    pub kind: EntityKind,
    pub form: MentionForm,
}

/// A statement that a test report holds.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// The content, without marks.
    pub content: &'a str,
    /// The place of the speaker in the report's list, and the name that is the source.
    pub speaker: Option<usize>,
    pub cue: &'a str,
    pub stance: Stance,
}

/// A report of one paragraph with findings.
pub fn analysis(text: &str, people: &[Person<'_>], said: &[Said<'_>]) -> Analysis {
    let mut analysis = paragraphs(text);
    let id = analysis.report.id();
    let entities = people.iter().map(|person| Finding::entity(id, entity(text, person), reason()));
    let statements = said.iter().map(|said| Finding::statement(id, statement(text, people, said), reason()));
    analysis.findings = Findings {
        entities: layer(entities.collect()),
        statements: layer(statements.collect()),
        times: layer(Vec::new()),
        figures: layer(Vec::new()),
        commitments: layer(Vec::new()),
        events: layer(Vec::new()),
        candidates: None,
    };
    analysis
}

fn entity(text: &str, person: &Person<'_>) -> Entity {
    let name = find(text, person.name);
    let mention = Mention { span: name, form: person.form, reason: reason() };
    Entity { name, kind: person.kind, mentions: NonEmpty::of(mention), registered: None }
}

fn statement(text: &str, people: &[Person<'_>], said: &Said<'_>) -> Statement {
    Statement {
        kind: StatementKind::Direct,
        content: NonEmpty::of(find(text, said.content)),
        cue: Some(Cue { span: find(text, said.cue), lemma: Arc::from(said.cue) }),
        source: said.speaker.map(|speaker| find(text, people[speaker].name)).into_iter().collect(),
        speakers: said.speaker.map(EntityIndex).into_iter().collect(),
        stance: said.stance,
        hedges: Vec::new(),
        inside: None,
    }
}

fn find(text: &str, words: &str) -> Span<Clean> {
    let start = text.find(words).expect("the words of a test finding stand in its report");
    Span::of(start..start + words.len())
}

fn reason() -> Reason {
    Reason::new(RuleName::new("test"), Vec::new())
}
