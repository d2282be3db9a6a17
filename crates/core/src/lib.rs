//! The types of Dateline and their invariants: what every other crate speaks about.
//!
//! A [`Report`] is read once and never changes. What later stages learn about it stands beside it, in
//! [`Layer`]s that name their [`Producer`] and point into the report's [`Text`] by [`Span`]s.
//!
//! This crate knows no input or output, no clock, no environment and no serialisation.

mod annotated;
mod commitment;
mod comparison;
mod copying;
mod data;
mod date;
mod entity;
mod event;
mod figure;
mod finding;
mod headline;
mod id;
mod metadata;
mod outcome;
mod pieces;
mod report;
mod statement;
pub mod syntax;
mod term;
mod text;
mod time;

pub use annotated::{Annotated, Layer, Producer, Quotation, Sentence, Stage, Token, TokenKind};
pub use commitment::{Change, Commitment, CommitmentIndex, Strength};
pub use comparison::{
    About, Comparison, Difference, DifferenceKind, End, FindingIndex, Point, Relation, RelationKind, Settled,
    SharedEntity, Slot, SpeakerAgreement, Telling,
};
pub use copying::{CopiedText, CopyKind};
pub use data::{Row, Table, TableError, data_hash};
pub use date::{Basis, Candidates, DateValue, Dated, PartialDate};
pub use entity::{Entity, EntityIndex, EntityKind, Mention, MentionForm, Registered};
pub use event::{Aspect, EVENT_CONTEXTS, Event, EventBasis, EventIndex, EventPlace, EventTime, EventType};
pub use figure::{Amount, Bound, Fate, Figure, FigureIndex, FigureKind};
pub use finding::{Finding, FindingKind, Findings, NonEmpty, Reason, RuleName};
pub use headline::{HeadlineNote, HeadlineNoteKind};
pub use id::{FindingId, ParseIdError, ReportId};
pub use metadata::{Evidence, Field, Link, Metadata};
pub use outcome::{Note, NoteCode, Outcome};
pub use pieces::Pieces;
pub use report::{Analysis, Block, BlockKind, ClockTime, Dateline, Origin, Report, ReportParts, Source};
pub use statement::{Cue, Stance, Statement, StatementIndex, StatementKind};
pub use syntax::{Features, Lemmas, MentionKind, NamedMention, Syntax, SyntaxParts, Upos, Word};
pub use term::Term;
pub use text::{Clean, Span, Text, TextTooLong, Tokens};
pub use time::{Time, TimeBasis, TimeIndex, TimeKind, TimeModifier};
