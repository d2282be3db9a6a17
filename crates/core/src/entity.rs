//! Who and what a report speaks about.

use crate::{Clean, NonEmpty, Reason, Span};

/// The place of an entity in its report's layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityIndex(pub usize);

/// Somebody or something, with all its mentions in one report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// The characters that name it best.
    pub name: Span<Clean>,
    /// What it is.
    pub kind: EntityKind,
    /// Where the report speaks of it, in the order of the text.
    pub mentions: NonEmpty<Mention>,
}

/// What an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// A human being.
    Person,
    /// Several human beings named by a description.
    Group,
    /// A body: a ministry, a company, an alliance, a newspaper.
    Organisation,
    /// A state.
    Country,
    /// A document or a study that reports something.
    Document,
    /// A name of which the rules cannot tell what it names.
    Unknown,
}

impl EntityKind {
    /// The kind's name as it stands in the output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Group => "group",
            Self::Organisation => "organisation",
            Self::Country => "country",
            Self::Document => "document",
            Self::Unknown => "unknown",
        }
    }
}

/// One place where a report speaks of an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The characters.
    pub span: Span<Clean>,
    /// How they speak of it.
    pub form: MentionForm,
    /// Why they speak of this entity.
    pub reason: Reason,
}

/// How a mention speaks of its entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionForm {
    /// By its name or a part of it.
    Name,
    /// By what it is: "the minister".
    Description,
    /// By a pronoun.
    Pronoun,
}

impl MentionForm {
    /// The form's name as it stands in the output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Description => "description",
            Self::Pronoun => "pronoun",
        }
    }
}
