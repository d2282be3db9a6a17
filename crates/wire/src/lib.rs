//! The lines that Dateline prints as JSON, as types of their own.
//!
//! They mirror the types of `dateline-core` and may only grow: a name that was printed once keeps its meaning for
//! as long as [`Schema`] keeps its number. Fields follow one rule: a list is always there, a value that is not known
//! is `null`, and a field that is left out when it has nothing to say is marked so here.
//!
//! Offsets count Unicode code points, where the rest of Dateline counts bytes; [`CodePoints`] turns one into the
//! other. [`Layers`] are printed as CoNLL-U instead. This crate decides nothing: whatever needs a decision is handed to it in [`ReportView`] and
//! [`ComparisonView`].

mod code_points;
mod coded;
mod comparison;
mod layers;
mod line;
mod membership;
mod record;
mod report;

pub use code_points::CodePoints;
pub use coded::{
    CodedActor, CodedEvidence, PloverCitation, PloverEntity, PloverPlace, PloverRecord, PloverSize, PloverStretch,
};
pub use comparison::{
    ComparedReport, Comparison, ComparisonView, CopiedText, Difference, End, HeadlineNote, Member, Point, Relation,
    Settled, Share, SharedEntity, Story, Telling, Term,
};
pub use layers::{Layers, NamePart, SentenceLayers, Tagged, WordLayers};
pub use line::{Failure, ForeignSchema, Line, Producer, Schema, Unbuilt, Word};
pub use membership::Membership;
pub use record::{
    Added, Change, Corrected, Correction, Hit, RecordedCommitment, RecordedEvent, RecordedStatement, ReportHead, Run,
};
pub use report::{
    Block, Commitment, Cue, Deadline, Entity, Event, EventTime, Evidence, Figure, Link, Mention, Metadata, Note,
    Origin, Published, Reason, Reasons, Report, ReportView, Source, Statement, TextSpan, Time, commitment_id,
    entity_id, event_id, figure_id, statement_id, time_id,
};
