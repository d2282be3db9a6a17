//! What somebody said or wrote, as a report tells it.

use std::sync::Arc;

use crate::{Clean, EntityIndex, NonEmpty, Span};

/// The place of a statement in its report's layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatementIndex(pub usize);

/// Something that somebody said or wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// How the words are given.
    pub kind: StatementKind,
    /// What was said, without quotation marks; several pieces where the report breaks it up.
    pub content: NonEmpty<Span<Clean>>,
    /// The words that report the act of saying; none where a quotation stands alone.
    pub cue: Option<Cue>,
    /// The words that name who said it.
    pub source: Vec<Span<Clean>>,
    /// Who said it.
    pub speakers: Vec<EntityIndex>,
    /// How the report stands to it.
    pub stance: Stance,
    /// The words by which the report keeps its distance or confirms, beside the cue.
    pub hedges: Vec<Span<Clean>>,
    /// The statement in whose content this one is told.
    pub inside: Option<StatementIndex>,
}

/// The words that report the act of saying.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// Where they stand.
    pub span: Span<Clean>,
    /// Their entry in the lexicon of cues.
    pub lemma: Arc<str>,
}

/// How a report gives the words of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatementKind {
    /// In quotation marks.
    Direct,
    /// In the report's own syntax, a part of it in quotation marks.
    Mixed,
    /// In the report's own words.
    Indirect,
}

impl StatementKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Direct, Self::Mixed, Self::Indirect];

    /// The kind's name as it stands in the output and in data files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Indirect => "indirect",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// How a report stands to what it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stance {
    /// It only tells: said, denied, insisted.
    Neutral,
    /// It keeps its distance: claimed, allegedly.
    Distanced,
    /// It confirms: pointed out, revealed.
    Endorsing,
}

impl Stance {
    /// All stances.
    pub const ALL: [Self; 3] = [Self::Neutral, Self::Distanced, Self::Endorsing];

    /// The stance's name as it stands in the output and in data files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Distanced => "distanced",
            Self::Endorsing => "endorsing",
        }
    }

    /// The stance of that name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stance| stance.name() == name)
    }
}
