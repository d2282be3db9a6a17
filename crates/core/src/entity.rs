//! Who and what a report speaks about.

use std::sync::Arc;

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
    /// What the registry knows of it, where it is certain that this is its entry.
    pub registered: Option<Registered>,
}

/// What the registry knows of an entity.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Registered {
    /// Its entry in Wikidata: `Q57665`.
    pub wikidata: Option<Arc<str>>,
    /// Its code as an actor in the manner of CAMEO and PLOVER: `JPNGOV`.
    pub code: Option<Arc<str>>,
    /// The state it is, belongs to or speaks for, by its three letters in ISO 3166-1: `JPN`.
    pub country: Option<Arc<str>>,
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
    /// Any other place on the map, and what is built there.
    Place,
    /// A war, a summit, a storm.
    Event,
    /// A book, a law, a treaty, a film.
    Work,
    /// A product, a weapon, a ship.
    Product,
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
            Self::Place => "place",
            Self::Event => "event",
            Self::Work => "work",
            Self::Product => "product",
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
