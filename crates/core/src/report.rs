//! One news item as published.

use std::sync::Arc;

use jiff::civil::{Date, Time};

use crate::{Annotated, Clean, Dated, Findings, Metadata, Note, PartialDate, ReportId, Span, Text};

/// A report: text that never changes, the blocks it consists of, and what is known about its publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    id: ReportId,
    parts: ReportParts,
    metadata: Metadata,
    stated: Option<Dated>,
}

/// What a report is made of, before its invariants are checked by [`Report::new`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportParts {
    /// Where the bytes came from.
    pub origin: Origin,
    /// Who published it.
    pub source: Source,
    /// The given title, where one was given beside the text.
    pub title: Option<Arc<str>>,
    /// The news agency that the report credits.
    pub agency: Option<Arc<str>>,
    /// The language as ISO 639-1, where it is certain.
    pub language: Option<&'static str>,
    /// The day of publication.
    pub published: Option<Dated>,
    /// The time of day of publication, if it was given with the day.
    pub published_at: Option<ClockTime>,
    /// Place, day and agency as the report's own dateline gives them.
    pub dateline: Option<Dateline>,
    /// The text, as it came in.
    pub text: Text,
    /// The blocks, in the order of the text; every character that is no blank lies in exactly one.
    pub blocks: Vec<Block>,
}

impl Report {
    /// Closes a report over its parts.
    ///
    /// # Panics
    /// If the blocks overlap, stand out of order, cut a character or leave a character out that is no blank:
    /// that is a bug of the reader, never of the text.
    #[must_use]
    pub fn new(parts: ReportParts) -> Self {
        check_blocks(&parts.text, &parts.blocks);
        let source = parts.source.domain.as_deref().or(parts.source.name.as_deref());
        let address = parts.origin.url.as_deref().or(parts.origin.given_id.as_deref());
        let id = ReportId::of(source, address, parts.text.as_str());
        Self { id, parts, metadata: Metadata::default(), stated: None }
    }

    /// The same report with what was said of it beside its text.
    #[must_use]
    pub fn with_metadata(self, metadata: Metadata) -> Self {
        Self { metadata, ..self }
    }

    /// The same report with the day that its own text states.
    #[must_use]
    pub fn with_stated_day(self, stated: Option<Dated>) -> Self {
        Self { stated, ..self }
    }

    /// The same report with another day of publication, when more became known of it.
    #[must_use]
    pub fn with_published(mut self, published: Dated) -> Self {
        self.parts.published = Some(published);
        self
    }

    /// What was said of it beside its text.
    #[must_use]
    pub const fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// The identity, made from source, address and text.
    #[must_use]
    pub const fn id(&self) -> ReportId {
        self.id
    }

    /// Where the bytes came from.
    #[must_use]
    pub const fn origin(&self) -> &Origin {
        &self.parts.origin
    }

    /// Who published it.
    #[must_use]
    pub const fn source(&self) -> &Source {
        &self.parts.source
    }

    /// The given title, else the characters of the headline block.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        let headline = || self.first(BlockKind::Headline).map(|block| self.text().get(block.span));
        self.parts.title.as_deref().or_else(headline)
    }

    /// The characters of the byline block.
    #[must_use]
    pub fn byline(&self) -> Option<&str> {
        self.first(BlockKind::Byline).map(|block| self.text().get(block.span))
    }

    /// The news agency that the report credits.
    #[must_use]
    pub fn agency(&self) -> Option<&str> {
        self.parts.agency.as_deref()
    }

    /// The language as ISO 639-1, where it is certain.
    #[must_use]
    pub const fn language(&self) -> Option<&'static str> {
        self.parts.language
    }

    /// The day of publication.
    #[must_use]
    pub const fn published(&self) -> Option<&Dated> {
        self.parts.published.as_ref()
    }

    /// The day that a line of the text or its dateline states, where one does: [`Report::published`] is that of the
    /// metadata as soon as there are any.
    #[must_use]
    pub const fn stated_day(&self) -> Option<&Dated> {
        self.stated.as_ref()
    }

    /// The time of day of publication.
    #[must_use]
    pub const fn published_at(&self) -> Option<&ClockTime> {
        self.parts.published_at.as_ref()
    }

    /// Place, day and agency as the report's own dateline gives them.
    #[must_use]
    pub const fn dateline(&self) -> Option<&Dateline> {
        self.parts.dateline.as_ref()
    }

    /// The text, as it came in.
    #[must_use]
    pub const fn text(&self) -> &Text {
        &self.parts.text
    }

    /// The blocks, in the order of the text.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.parts.blocks
    }

    fn first(&self, kind: BlockKind) -> Option<&Block> {
        self.parts.blocks.iter().find(|block| block.kind == kind)
    }
}

fn check_blocks(text: &Text, blocks: &[Block]) {
    let mut covered_to = 0;
    for block in blocks {
        assert!(block.span.start() >= covered_to, "blocks stand in the order of the text and do not overlap");
        assert!(!block.span.is_empty(), "a block holds characters");
        let gap = Span::new(covered_to, block.span.start());
        assert!(text.get(gap).trim().is_empty(), "every character that is no blank lies in a block");
        assert!(text.fits(block.span), "a block lies inside the text and on character borders");
        covered_to = block.span.end();
    }
    let rest = Span::new(covered_to, text.whole().end());
    assert!(text.get(rest).trim().is_empty(), "every character that is no blank lies in a block");
}

/// Where a report's bytes came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The name of the report in this run: the given id, else the file's name without its extensions.
    pub key: Arc<str>,
    /// The id that was given with the report.
    pub given_id: Option<Arc<str>>,
    /// The file it was read from, as the user named it.
    pub path: Option<Arc<str>>,
    /// The address it was published at.
    pub url: Option<Arc<str>>,
}

/// Who published a report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// The outlet's name.
    pub name: Option<Arc<str>>,
    /// The outlet's domain.
    pub domain: Option<Arc<str>>,
}

/// A time of day, with the distance to UTC where it was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockTime {
    /// The time on the clock.
    pub time: Time,
    /// Seconds east of UTC.
    pub utc_offset_s: Option<i32>,
}

/// What a report's dateline says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dateline {
    /// The characters that name the place.
    pub place: Option<Span<Clean>>,
    /// The day, which mostly lacks its year.
    pub day: Option<PartialDate>,
    /// The characters that name the agency.
    pub agency: Option<Span<Clean>>,
}

impl Dateline {
    /// The day, if nothing of it is missing and it exists in the calendar.
    #[must_use]
    pub fn full_day(&self) -> Option<Date> {
        let day = self.day?;
        Date::new(day.year?, day.month?, day.day?).ok()
    }
}

/// A part of a report's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What the part is.
    pub kind: BlockKind,
    /// Where it stands.
    pub span: Span<Clean>,
    /// The name of the rule that told its kind.
    pub rule: Arc<str>,
}

/// What a part of a report is. A closed list; the last six are set aside: nothing is looked for in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// The title.
    Headline,
    /// The lines under the title that sum the report up.
    Standfirst,
    /// Who wrote it.
    Byline,
    /// Place, day and agency before the first words.
    Dateline,
    /// Running text.
    Paragraph,
    /// A title inside the text.
    Subheading,
    /// An item of a list.
    List,
    /// A quotation set apart by the page.
    Quote,
    /// The words under a picture.
    Caption,
    /// Set aside: an advertisement.
    Advertisement,
    /// Set aside: pointers to other reports.
    Related,
    /// Set aside: parts of the page's frame.
    Navigation,
    /// Set aside: what readers wrote.
    Comments,
    /// Set aside: a series of pictures.
    Gallery,
    /// Set aside: rights and credits.
    Credit,
}

impl BlockKind {
    /// All kinds, kept ones first.
    pub const ALL: [Self; 15] = [
        Self::Headline,
        Self::Standfirst,
        Self::Byline,
        Self::Dateline,
        Self::Paragraph,
        Self::Subheading,
        Self::List,
        Self::Quote,
        Self::Caption,
        Self::Advertisement,
        Self::Related,
        Self::Navigation,
        Self::Comments,
        Self::Gallery,
        Self::Credit,
    ];

    /// The kind's name as it stands in the output and in data files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Standfirst => "standfirst",
            Self::Byline => "byline",
            Self::Dateline => "dateline",
            Self::Paragraph => "paragraph",
            Self::Subheading => "subheading",
            Self::List => "list",
            Self::Quote => "quote",
            Self::Caption => "caption",
            Self::Advertisement => "advertisement",
            Self::Related => "related",
            Self::Navigation => "navigation",
            Self::Comments => "comments",
            Self::Gallery => "gallery",
            Self::Credit => "credit",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether nothing is looked for in such a block.
    #[must_use]
    pub const fn is_set_aside(self) -> bool {
        matches!(
            self,
            Self::Advertisement | Self::Related | Self::Navigation | Self::Comments | Self::Gallery | Self::Credit
        )
    }

    /// Whether such a block holds sentences of the report itself.
    #[must_use]
    pub const fn holds_prose(self) -> bool {
        !self.is_set_aside() && !matches!(self, Self::Byline | Self::Dateline)
    }
}

/// A report with all that the stages said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Analysis {
    /// The report as read.
    pub report: Report,
    /// Its words.
    pub annotated: Annotated,
    /// What was found in them.
    pub findings: Findings,
    /// The remarks of all stages.
    pub notes: Vec<Note>,
}
