//! What a headline or a lead says and the body of its report does not.

use crate::{BlockKind, Clean, Reason, Span};

/// Something that stands in the headline, the standfirst or the lead of a report and is not borne out by what follows.
///
/// It is shown with both wordings and not judged: a headline is short, and its words may be right all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadlineNote {
    /// Which report: an index into the comparison's reports.
    pub report: usize,
    /// Where it stands: a headline, a standfirst, or of the lead a paragraph.
    pub part: BlockKind,
    /// What is not borne out.
    pub kind: HeadlineNoteKind,
    /// Its characters.
    pub span: Span<Clean>,
    /// The sentence of the body that comes nearest; none where nothing there speaks of it.
    pub body: Option<Span<Clean>>,
    /// Why.
    pub reason: Reason,
}

/// What of a headline is not borne out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HeadlineNoteKind {
    /// A name that the body does not give.
    Name,
    /// A number that the body does not give.
    Figure,
    /// The headline says plainly what the body says may be.
    Certainty,
    /// The headline says itself what the body gives only as somebody's words.
    Attribution,
    /// The headline stands to somebody's words in another way than the body does.
    Stance,
}

impl HeadlineNoteKind {
    /// The name as it stands in the output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Figure => "figure",
            Self::Certainty => "certainty",
            Self::Attribution => "attribution",
            Self::Stance => "stance",
        }
    }
}
