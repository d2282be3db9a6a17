//! Reports laid side by side.

use jiff::civil::Date;

use crate::{
    Clean, CommitmentIndex, CopiedText, EntityIndex, EventIndex, EventType, HeadlineNote, Producer, Reason, ReportId,
    Span, Stance, StatementIndex, Term,
};

/// The reports of one story, and what each of them tells.
///
/// `report` in the types below is an index into [`Comparison::reports`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The reports, in the order in which they were given.
    pub reports: Vec<ReportId>,
    /// Who and what is spoken of, across the reports.
    pub entities: Vec<SharedEntity>,
    /// What is told: first what several reports tell, altered words before cut ones and these before the same ones,
    /// then what stands in one only; each by position.
    pub points: Vec<Point>,
    /// Which report takes text from which, by the one that takes it.
    pub copies: Vec<CopiedText>,
    /// How many reports take no text from another one.
    pub n_origins: usize,
    /// What headlines say and the bodies of their reports do not, by report and position.
    pub headlines: Vec<HeadlineNote>,
    /// What some reports name by words that others do not use.
    pub terms: Vec<Term>,
    /// Days that a report leaves open and the story decides, by report and position.
    pub settled: Vec<Settled>,
    /// What made the comparison.
    pub producer: Producer,
}

/// A day that a report leaves open and the days of the other reports decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// Which report.
    pub report: usize,
    /// The expression.
    pub span: Span<Clean>,
    /// The day that it means.
    pub day: Date,
    /// The reports whose days of publication decide it.
    pub because: Vec<usize>,
}

/// One entity across the reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedEntity {
    /// Its places in the reports' own layers, by report and index. A report may hold it twice, where only the others
    /// show that two of its entities are one.
    pub members: Vec<(usize, EntityIndex)>,
}

/// One thing said or told, and how each report tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// What kind of thing.
    pub about: About,
    /// What kind of value, where all tellings give the same one, or one report alone gives it.
    pub slot: Option<Slot>,
    /// How it is told, by report and position.
    pub tellings: Vec<Telling>,
    /// How the tellings of different reports relate.
    pub relations: Vec<Relation>,
    /// The reports that do not tell it.
    pub silent: Vec<usize>,
}

/// What a point is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// Words in quotation marks.
    Quotation,
    /// Something said that no report quotes.
    Statement,
    /// How much or how many there are of something.
    Figure,
    /// Something else that the reports tell in their own words.
    Narrative,
    /// What somebody did, an act of this type.
    Event(EventType),
    /// What somebody undertakes to do.
    Commitment,
}

impl About {
    /// The name as it stands in the output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Quotation => "quotation",
            Self::Statement => "statement",
            Self::Figure => "figure",
            Self::Narrative => "narrative",
            Self::Event(_) => "event",
            Self::Commitment => "commitment",
        }
    }

    /// The type of the act that it is about.
    #[must_use]
    pub const fn act(self) -> Option<EventType> {
        match self {
            Self::Event(kind) => Some(kind),
            _ => None,
        }
    }
}

/// A finding of a report, by its place in the layer of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingIndex {
    /// Something said.
    Statement(StatementIndex),
    /// Something done.
    Event(EventIndex),
    /// Something promised, planned or considered.
    Commitment(CommitmentIndex),
}

/// One report's way to tell a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// Which report.
    pub report: usize,
    /// Its finding, if the characters belong to one.
    pub finding: Option<FindingIndex>,
    /// The characters, in one piece.
    pub span: Span<Clean>,
    /// Those of the value, where the point is about one that is not disputed.
    pub value: Option<Span<Clean>>,
    /// Whether they stand between quotation marks, and not in the report's own words.
    pub is_quoted: bool,
    /// Who says it: indices into [`Comparison::entities`].
    pub speakers: Vec<usize>,
    /// How the report stands to it.
    pub stance: Stance,
}

/// How two tellings of one point relate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// The telling in the report that was given earlier.
    pub a: End,
    /// The telling in the report that was given later.
    pub b: End,
    /// What the relation is.
    pub kind: RelationKind,
    /// Whether both give the words to the same speaker; not known of what a report tells itself.
    pub speaker: SpeakerAgreement,
    /// What the two give different values of, where they tell one fact.
    pub slot: Option<Slot>,
    /// Where they differ: in words or values, in the order of the text, then in the speaker and the stance.
    pub differences: Vec<Difference>,
    /// Why; its spans lie in the text of `a`.
    pub reason: Reason,
}

/// One end of a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct End {
    /// Which report.
    pub report: usize,
    /// The characters, in one piece.
    pub span: Span<Clean>,
}

/// What the relation between two tellings is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RelationKind {
    /// The same words; capitals, marks and blanks do not count.
    Identical,
    /// One is the other with words cut off, none changed.
    Truncated,
    /// Each has words that the other cut off, none changed.
    Overlapping,
    /// In what both have, a word is changed, added or dropped.
    Altered,
    /// One gives in other words, or in the report's own, what the other says.
    Paraphrased,
    /// Sentences outside quotations whose words are so much the same that one, or both, took them from elsewhere.
    Copied,
    /// They give values for one fact that cannot both be right.
    Contradicts,
    /// They give values for one fact that can both be right: the one is rounded, bounded or wider.
    Precision,
}

impl RelationKind {
    /// The relation's name as it stands in the output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Identical => "identical",
            Self::Truncated => "truncated",
            Self::Overlapping => "overlapping",
            Self::Altered => "altered",
            Self::Paraphrased => "paraphrased",
            Self::Copied => "copied",
            Self::Contradicts => "contradicts",
            Self::Precision => "precision",
        }
    }
}

/// What reports give different values of when they tell one fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// How much or how many.
    Number,
    /// When.
    Date,
    /// Where.
    Place,
    /// Who.
    Person,
    /// Which body.
    Organisation,
    /// Anything else: the outcome, told in opposite ways.
    Other,
}

impl Slot {
    /// The slot's name as it stands in the output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Date => "date",
            Self::Place => "place",
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Other => "other",
        }
    }
}

/// Whether two reports give words to the same speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpeakerAgreement {
    /// They do.
    Same,
    /// They name different speakers.
    Different,
    /// At least one of them names none that is known.
    Unknown,
}

impl SpeakerAgreement {
    /// The name as it stands in the output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
            Self::Unknown => "unknown",
        }
    }
}

/// One difference between two tellings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What was done to the words.
    pub kind: DifferenceKind,
    /// The characters in `a`; empty where `a` lacks them.
    pub a: Span<Clean>,
    /// The characters in `b`; empty where `b` lacks them.
    pub b: Span<Clean>,
}

/// What the words of `a` have become in `b`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DifferenceKind {
    /// Words of `a` are missing in `b`.
    Deleted,
    /// Words of `b` are missing in `a`.
    Inserted,
    /// Words of `a` stand as others in `b`.
    Replaced,
    /// Another speaker is named.
    Speaker,
    /// The reports stand to it in another way.
    Stance,
    /// Of words that are missing in the other: they restrict what is said beside them, or turn it into its contrary.
    Qualification,
    /// Another number is given.
    Number,
    /// Another day is given.
    Date,
    /// Another name is given.
    Name,
}

impl DifferenceKind {
    /// The name as it stands in the output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Deleted => "deleted",
            Self::Inserted => "inserted",
            Self::Replaced => "replaced",
            Self::Speaker => "speaker",
            Self::Stance => "stance",
            Self::Qualification => "qualification",
            Self::Number => "number",
            Self::Date => "date",
            Self::Name => "name",
        }
    }
}
