//! The rules about a passage's place, shape and neighbours, by name.

use dateline_core::BlockKind;

/// What tells the kind of a passage that no line rule knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rule {
    /// Nothing else: running text.
    Paragraph,
    /// The first passage has the wording of the given title.
    HeadlineGiven,
    /// The first passage is short, ends as no sentence does or is in title case, and longer text follows.
    HeadlineShape,
    /// The first passage stands directly before a byline, a dateline or its standfirst.
    HeadlineBeforeDateline,
    /// The first passage is short, and the one behind repeats its content words.
    HeadlineRepeated,
    /// One or two words before everything else.
    TopicWords,
    /// Short passages between headline and byline or dateline.
    StandfirstBeforeDateline,
    /// Under the headline, and ends as no sentence does.
    StandfirstShape,
    /// Under the headline, and the passage behind repeats its content words.
    StandfirstRepeated,
    /// Place, day or agency before the first words.
    Dateline,
    /// A known agency or outlet alone, right below the byline.
    AgencyAlone,
    /// A short line without a final mark between paragraphs.
    SubheadingShape,
    /// A short question between paragraphs, not the only one.
    SubheadingQuestion,
    /// A line with a hyphen or number beside another one like it.
    ListMarks,
    /// A quotation above the line that says whose post it is.
    QuoteSigned,
    /// The page's title element of the first rank, or the one that repeats the title in its head.
    HeadlineElement,
    /// A part of the page that names itself so, or repeats the description in its head, under the headline.
    StandfirstNamed,
    /// A part of the page that names itself so.
    BylineNamed,
    /// A title element inside the text.
    SubheadingElement,
    /// An item of a list element.
    ListElement,
    /// Inside a block quotation.
    QuoteElement,
    /// Inside a figure, or a part of the page that names itself so.
    CaptionElement,
}

impl Rule {
    /// All rules, in their own order.
    pub(crate) const ALL: [Self; 22] = [
        Self::Paragraph,
        Self::HeadlineGiven,
        Self::HeadlineShape,
        Self::HeadlineBeforeDateline,
        Self::HeadlineRepeated,
        Self::TopicWords,
        Self::StandfirstBeforeDateline,
        Self::StandfirstShape,
        Self::StandfirstRepeated,
        Self::Dateline,
        Self::AgencyAlone,
        Self::SubheadingShape,
        Self::SubheadingQuestion,
        Self::ListMarks,
        Self::QuoteSigned,
        Self::HeadlineElement,
        Self::StandfirstNamed,
        Self::BylineNamed,
        Self::SubheadingElement,
        Self::ListElement,
        Self::QuoteElement,
        Self::CaptionElement,
    ];

    /// The name that a block's `rule` carries.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Paragraph => "paragraph",
            Self::HeadlineGiven => "headline-given",
            Self::HeadlineShape => "headline-shape",
            Self::HeadlineBeforeDateline => "headline-before-dateline",
            Self::HeadlineRepeated => "headline-repeated",
            Self::TopicWords => "topic-words",
            Self::StandfirstBeforeDateline => "standfirst-before-dateline",
            Self::StandfirstShape => "standfirst-shape",
            Self::StandfirstRepeated => "standfirst-repeated",
            Self::Dateline => "dateline",
            Self::AgencyAlone => "agency-alone",
            Self::SubheadingShape => "subheading-shape",
            Self::SubheadingQuestion => "subheading-question",
            Self::ListMarks => "list-marks",
            Self::QuoteSigned => "quote-signed",
            Self::HeadlineElement => "headline-element",
            Self::StandfirstNamed => "standfirst-named",
            Self::BylineNamed => "byline-named",
            Self::SubheadingElement => "subheading-element",
            Self::ListElement => "list-element",
            Self::QuoteElement => "quote-element",
            Self::CaptionElement => "caption-element",
        }
    }

    /// What a passage is of which the rule holds.
    pub(crate) const fn kind(self) -> BlockKind {
        match self {
            Self::Paragraph => BlockKind::Paragraph,
            Self::HeadlineGiven
            | Self::HeadlineShape
            | Self::HeadlineBeforeDateline
            | Self::HeadlineRepeated
            | Self::HeadlineElement => BlockKind::Headline,
            Self::TopicWords => BlockKind::Navigation,
            Self::StandfirstBeforeDateline
            | Self::StandfirstShape
            | Self::StandfirstRepeated
            | Self::StandfirstNamed => BlockKind::Standfirst,
            Self::Dateline => BlockKind::Dateline,
            Self::AgencyAlone => BlockKind::Credit,
            Self::SubheadingShape | Self::SubheadingQuestion | Self::SubheadingElement => BlockKind::Subheading,
            Self::ListMarks | Self::ListElement => BlockKind::List,
            Self::QuoteSigned | Self::QuoteElement => BlockKind::Quote,
            Self::CaptionElement => BlockKind::Caption,
            Self::BylineNamed => BlockKind::Byline,
        }
    }
}
