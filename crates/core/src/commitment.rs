//! What somebody undertakes to do, as a report tells it.

use crate::{Clean, EntityIndex, FigureIndex, NonEmpty, Span, StatementIndex, TimeIndex};

/// The place of a commitment in its report's layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommitmentIndex(pub usize);

/// A promise, pledge, plan or decision of somebody to do something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment {
    /// Who commits themselves; at least one.
    pub by: NonEmpty<EntityIndex>,
    /// To whom it was promised, where the report says so.
    pub to: Vec<EntityIndex>,
    /// What is to be done: the words of the action, with "not" where it is not to be done.
    pub what: Span<Clean>,
    /// The words that commit: "pledged", "will", "plan".
    pub cue: Span<Clean>,
    /// The words that name who commits themselves.
    pub source: Span<Clean>,
    /// The first figure of the action.
    pub figure: Option<FigureIndex>,
    /// By when, or when, it is to be done.
    pub deadline: Option<TimeIndex>,
    /// The clause on which it depends: "if the council agrees".
    pub condition: Option<Span<Clean>>,
    /// How firmly they commit themselves.
    pub strength: Strength,
    /// Whether the commitment is not to do it.
    pub is_denied: bool,
    /// What became of an earlier commitment to the same, where the report says so.
    pub change: Option<Change>,
    /// The statement in whose content the commitment is told.
    pub inside: Option<StatementIndex>,
}

/// How firmly somebody commits themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// They gave their word: promised, agreed, will.
    Pledged,
    /// They mean to: plan, intend, are to.
    Planned,
    /// They think of it: consider, hope to.
    Considered,
}

impl Strength {
    /// All strengths, the firmest first.
    pub const ALL: [Self; 3] = [Self::Pledged, Self::Planned, Self::Considered];

    /// The strength's name as it stands in the output and in data files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pledged => "pledged",
            Self::Planned => "planned",
            Self::Considered => "considered",
        }
    }

    /// The strength of that name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|strength| strength.name() == name)
    }
}

/// What a report says became of an earlier commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// It was given once more: reaffirmed, renewed.
    Renewed,
    /// It was altered: postponed, cut.
    Changed,
    /// It was taken back: dropped, abandoned.
    Withdrawn,
}

impl Change {
    /// All changes.
    pub const ALL: [Self; 3] = [Self::Renewed, Self::Changed, Self::Withdrawn];

    /// The name as it stands in the output and in data files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Renewed => "renewed",
            Self::Changed => "changed",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The change of that name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|change| change.name() == name)
    }
}
