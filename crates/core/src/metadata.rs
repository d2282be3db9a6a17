//! What is said of a report beside its text, and who says it.

use std::sync::Arc;

use crate::{ClockTime, Dated};

/// What a page, a feed or an archive says of a report beside its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The people who wrote it, without "By" and without the outlet.
    pub authors: Vec<Arc<str>>,
    /// The summary that goes with it.
    pub standfirst: Option<Arc<str>>,
    /// The section of the outlet under which it stands.
    pub section: Option<Arc<str>>,
    /// The keywords given with it.
    pub keywords: Vec<Arc<str>>,
    /// The day of its last change.
    pub modified: Option<Dated>,
    /// The time of day of its last change, if it was given with the day.
    pub modified_at: Option<ClockTime>,
    /// The reports that its page points to.
    pub related: Vec<Link>,
    /// All that was said, chosen or not, the most trusted place first.
    pub evidence: Vec<Evidence>,
}

/// A pointer to another report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its address as it stands in the page.
    pub address: Arc<str>,
    /// The words of the link.
    pub title: Arc<str>,
}

/// Something said of a report, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// What it is about.
    pub field: Field,
    /// The place that says it: `json_ld:headline`, `meta:og:title`, `address`, `line`.
    pub from: Arc<str>,
    /// What it says, on one line.
    pub value: Arc<str>,
    /// Whether the report's value is this one.
    pub is_chosen: bool,
}

/// What can be said of a report. A closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The title.
    Title,
    /// The summary.
    Standfirst,
    /// Who wrote it.
    Author,
    /// The outlet.
    Source,
    /// The section.
    Section,
    /// A keyword.
    Keywords,
    /// The language.
    Language,
    /// When it was published.
    Published,
    /// When it was last changed.
    Modified,
    /// Where it stands in the web.
    Address,
    /// The agency it is credited to.
    Agency,
}

impl Field {
    /// All fields.
    pub const ALL: [Self; 11] = [
        Self::Title,
        Self::Standfirst,
        Self::Author,
        Self::Source,
        Self::Section,
        Self::Keywords,
        Self::Language,
        Self::Published,
        Self::Modified,
        Self::Address,
        Self::Agency,
    ];

    /// The name as it stands in the output and in data files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Standfirst => "standfirst",
            Self::Author => "author",
            Self::Source => "source",
            Self::Section => "section",
            Self::Keywords => "keywords",
            Self::Language => "language",
            Self::Published => "published",
            Self::Modified => "modified",
            Self::Address => "address",
            Self::Agency => "agency",
        }
    }

    /// The field of that name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}
