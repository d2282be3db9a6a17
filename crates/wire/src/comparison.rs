//! The line of one comparison.

mod copied;
mod mirror;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::copied::{CopiedText, Share};
pub use self::mirror::{ComparisonView, Member};
use crate::line::{Producer, Schema, Word};
use crate::report::{Origin, Published, Reason, Source, TextSpan};

/// The reports of one story, and what each of them tells. `KEY` below is a report's `origin.key`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// The version of the line.
    pub schema: Schema,
    /// The story.
    pub story: Story,
    /// The reports, in the order in which they were given.
    pub reports: Vec<ComparedReport>,
    /// Who and what is spoken of, across the reports.
    pub entities: Vec<SharedEntity>,
    /// Days that a report leaves open and the story decides.
    pub settled: Vec<Settled>,
    /// How many reports take no text from another one.
    pub origins: Option<u32>,
    /// Which report takes text from which.
    pub copies: Vec<CopiedText>,
    /// What headlines say and the bodies of their reports do not.
    #[serde(default)]
    pub headlines: Vec<HeadlineNote>,
    /// What is told: first what several reports tell, then what stands in one only.
    pub points: Vec<Point>,
    /// What some reports name by words that others do not use.
    pub terms: Vec<Term>,
    /// What made the line.
    pub producer: Producer,
}

/// The story that the compared reports tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Story {
    /// The id of the group, where one was given; else one made from the reports' ids.
    pub id: String,
    /// The title of the first report that has one.
    pub headline: Option<String>,
    /// The earliest known day of publication.
    pub from: Option<String>,
    /// The latest known day of publication.
    pub to: Option<String>,
}

/// One thing that reports name by different words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// What is named.
    pub concept: String,
    /// By `KEY`: the words that the report uses, in the order in which they first stand in it.
    pub forms: BTreeMap<String, Vec<String>>,
    /// By `KEY`: where each of these words stands first.
    pub evidence: BTreeMap<String, Vec<TextSpan>>,
}

/// One report of the story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedReport {
    /// The report's id.
    pub id: String,
    /// Where the bytes came from.
    pub origin: Origin,
    /// Who published it.
    pub source: Source,
    /// The title.
    pub title: Option<String>,
    /// The news agency that it credits.
    pub agency: Option<String>,
    /// When it was published.
    pub published: Published,
}

/// A day that a report leaves open and the story decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// The `KEY` of the report.
    pub report: String,
    /// The characters.
    #[serde(flatten)]
    pub span: TextSpan,
    /// The first day that they mean.
    pub from: String,
    /// The last day, which is included.
    pub to: String,
    /// What decides it: `story`.
    pub basis: Word,
    /// The `KEY`s of the reports whose days of publication decide it.
    pub because: Vec<String>,
}

/// One entity across the reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedEntity {
    /// The short name inside this line: `E1`.
    pub id: String,
    /// The name it goes by.
    pub name: String,
    /// By `KEY`: the ids it has in the reports' own lines.
    pub members: BTreeMap<String, Vec<String>>,
}

/// One thing said or told, and how each report tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// The short name inside this line: `p1`.
    pub id: String,
    /// What kind of thing: `quotation`, `statement`, `figure`, `narrative`, `event`, `commitment`.
    pub about: Word,
    /// The type of an event in PLOVER, `CONSULT`; left out otherwise.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<Word>,
    /// What kind of value it is about, where all tellings give the same one or one report alone gives it: as in a
    /// relation; left out otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<Word>,
    /// The `KEY` of the report that told it first, if the days of publication decide that.
    pub first: Option<String>,
    /// The `KEY`s of the reports that do not tell it.
    pub silent: Vec<String>,
    /// By `KEY`: how the report tells it.
    pub says: BTreeMap<String, Vec<Telling>>,
    /// How the tellings of different reports relate.
    pub relations: Vec<Relation>,
}

/// Something in the headline, the standfirst or the lead of a report that what follows does not bear out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadlineNote {
    /// The `KEY` of the report.
    pub report: String,
    /// Where it stands: `headline`, `standfirst`, `paragraph` for the lead.
    pub part: Word,
    /// What is not borne out: `name`, `figure`, `certainty`, `attribution`, `stance`.
    pub kind: Word,
    /// Its characters.
    #[serde(flatten)]
    pub span: TextSpan,
    /// The sentence of the body that comes nearest; null where nothing there speaks of it.
    pub body: Option<TextSpan>,
    /// The rule that found it.
    pub reason: String,
    /// The tree of reasons; left out unless asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasons: Option<Reason>,
}

/// One report's way to tell a point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Telling {
    /// The statement, the event or the commitment in the report's own line.
    pub finding: Option<String>,
    /// The characters.
    #[serde(flatten)]
    pub span: TextSpan,
    /// Those of the value, where the point is about one that is not disputed; left out otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<TextSpan>,
    /// Whether they stand between quotation marks, and not in the report's own words.
    #[serde(default)]
    pub quoted: bool,
    /// Who says it: ids of this line's entities.
    pub speakers: Vec<String>,
    /// How the report stands to it.
    pub stance: Word,
}

/// How two tellings of one point relate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    /// The telling in the report that was given earlier.
    pub a: End,
    /// The telling in the report that was given later.
    pub b: End,
    /// What the relation is: `identical`, `truncated`, `overlapping`, `altered`, `paraphrased`, `copied`,
    /// `contradicts`, `precision`.
    pub relation: Word,
    /// Whether both name the same speaker: `same`, `different`, `unknown`.
    pub speaker: Word,
    /// What the two give different values of: `number`, `date`, `place`, `person`, `organisation`, `other`; left out where they
    /// tell no such thing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<Word>,
    /// The two values, as they stand in `a` and `b`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub values: Option<[String; 2]>,
    /// Where they differ.
    pub differences: Vec<Difference>,
    /// The rule that named the relation.
    pub reason: String,
    /// The tree of reasons, whose spans lie in the text of `a`; left out unless asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasons: Option<Reason>,
}

/// One end of a relation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// The `KEY` of the report.
    pub report: String,
    /// The characters.
    #[serde(flatten)]
    pub span: TextSpan,
}

/// One difference between two tellings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// What was done to the words: `deleted`, `inserted`, `replaced`, `speaker`, `stance`, `qualification`, `number`,
    /// `date`, `name`.
    pub kind: Word,
    /// The characters in `a`; empty where it lacks them.
    pub a: String,
    /// The characters in `b`; empty where it lacks them.
    pub b: String,
    /// Where they begin in the text of `a`.
    pub a_start: u32,
    /// Where they end in the text of `a`.
    pub a_end: u32,
    /// Where they begin in the text of `b`.
    pub b_start: u32,
    /// Where they end in the text of `b`.
    pub b_end: u32,
}
