//! The line of one report.

mod commitment;
mod mirror;

use serde::{Deserialize, Serialize};

pub use self::commitment::{Commitment, Deadline};
pub(crate) use self::mirror::reason;
pub use self::mirror::{Reasons, ReportView, commitment_id, entity_id, event_id, figure_id, statement_id, time_id};
use crate::line::{Producer, Schema, Word};

/// A report and what was found in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The version of the line.
    pub schema: Schema,
    /// The report's id, made from its source, address and text.
    pub id: String,
    /// Where the bytes came from.
    pub origin: Origin,
    /// The stages that were run: a list below is looked for only if its stage stands here.
    pub stages: Vec<Word>,
    /// Who published it.
    pub source: Source,
    /// The title.
    pub title: Option<String>,
    /// Who wrote it, as it stands in the text.
    pub byline: Option<String>,
    /// The news agency that it credits.
    pub agency: Option<String>,
    /// The language as ISO 639-1.
    pub language: Option<String>,
    /// When it was published.
    pub published: Published,
    /// The text, in which all offsets count Unicode code points.
    pub text: String,
    /// The parts of the text.
    pub blocks: Vec<Block>,
    /// Who and what it speaks about.
    pub entities: Vec<Entity>,
    /// Time expressions.
    pub times: Vec<Time>,
    /// Numbers with what they count.
    pub figures: Vec<Figure>,
    /// What was said.
    pub statements: Vec<Statement>,
    /// Who did what to whom.
    pub events: Vec<Event>,
    /// Who promised what to whom.
    pub commitments: Vec<Commitment>,
    /// Remarks on how the line came about.
    pub notes: Vec<Note>,
    /// What made the line.
    pub producer: Producer,
    /// The place that its dateline names.
    pub place: Option<TextSpan>,
    /// What was said of it beside its text; left out where nothing was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Metadata>,
}

/// What a page, a feed or an archive says of a report beside its text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// The people who wrote it.
    pub authors: Vec<String>,
    /// The summary that goes with it.
    pub standfirst: Option<String>,
    /// The section of the outlet.
    pub section: Option<String>,
    /// The keywords given with it.
    pub keywords: Vec<String>,
    /// When it was last changed.
    pub modified: Option<Published>,
    /// The reports that its page points to.
    pub related: Vec<Link>,
    /// All that was said, the most trusted place first.
    pub evidence: Vec<Evidence>,
}

/// A pointer to another report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Its address as it stands in the page.
    pub url: String,
    /// The words of the link.
    pub title: String,
}

/// Something said of a report, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// What it is about: `title`, `published`, …
    pub field: Word,
    /// The place that says it: `json_ld:headline`, `meta:og:title`, `address`, `line`.
    pub from: String,
    /// What it says.
    pub value: String,
    /// Whether the report's value is this one.
    pub chosen: bool,
}

/// Where a report's bytes came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The name of the report in this run; no other report of the run has it.
    pub key: String,
    /// The file, as it was named.
    pub path: Option<String>,
    /// The address it was published at.
    pub url: Option<String>,
    /// The id that was given with it; left out where none was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_id: Option<String>,
}

/// Who published a report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The outlet's name.
    pub name: Option<String>,
    /// The outlet's domain.
    pub domain: Option<String>,
}

/// When a report was published.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The day, if it is a single known one: `2023-01-31`.
    pub date: Option<String>,
    /// The first day, where several are meant; left out otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The last day, where several are meant; left out otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The time of day, `14:05:00`; left out where none was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// The distance to UTC, `+09:00`; left out where none was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// The parts of the day that are known, `XXXX-01-31`; left out where nothing is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partial: Option<String>,
    /// The days that come into question where the year is missing and the weekday is told; left out otherwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<String>,
    /// Why it is known: `metadata`, `stated`.
    pub basis: Option<Word>,
}

/// A stretch of the text, in Unicode code points, with its characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextSpan {
    /// The first code point inside.
    pub start: u32,
    /// The first code point behind.
    pub end: u32,
    /// The characters.
    pub text: String,
}

/// A part of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: Word,
    /// Its first code point.
    pub start: u32,
    /// The first code point behind it.
    pub end: u32,
    /// The rule that told its kind.
    pub rule: String,
}

/// Somebody or something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// The short name inside this line: `e1`.
    pub id: String,
    /// The characters that name it best.
    pub name: String,
    /// What it is.
    pub kind: Word,
    /// Its entry in Wikidata, `Q57665`, where the registry knows one.
    pub wikidata: Option<String>,
    /// Its code as an actor, in the manner of CAMEO and PLOVER: `JPNGOV`.
    pub code: Option<String>,
    /// The state it is, belongs to or speaks for: ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Where the report speaks of it.
    pub mentions: Vec<Mention>,
    /// The id that stays the same in every run.
    pub finding: String,
    /// The rule that found it.
    pub reason: String,
    /// The tree of reasons; left out unless asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasons: Option<Reason>,
}

/// One place where a report speaks of an entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The characters.
    #[serde(flatten)]
    pub span: TextSpan,
    /// How they speak of it: `name`, `description`, `pronoun`.
    pub form: Word,
    /// The rule that joined it to the entity.
    pub reason: String,
    /// The tree of reasons; left out unless asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasons: Option<Reason>,
}

/// Something that somebody said or wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The short name inside this line: `s1`.
    pub id: String,
    /// How the words are given: `direct`, `mixed`, `indirect`.
    pub kind: Word,
    /// What was said, without quotation marks.
    pub content: Vec<TextSpan>,
    /// The words that report the act of saying.
    pub cue: Option<Cue>,
    /// The words that name who said it.
    pub source: Vec<TextSpan>,
    /// Who said it: ids of entities.
    pub speakers: Vec<String>,
    /// How the report stands to it: `neutral`, `distanced`, `endorsing`.
    pub stance: Word,
    /// The words by which the report keeps its distance or confirms.
    pub hedges: Vec<String>,
    /// The statement in whose content this one is told.
    pub inside: Option<String>,
    /// The rule that found it.
    pub reason: String,
    /// The id that stays the same in every run.
    pub finding: String,
    /// The tree of reasons; left out unless asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasons: Option<Reason>,
}

/// A time expression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Time {
    /// The short name inside this line: `t1`; `t1.1` and `t1.2` are the ends of a run.
    pub id: String,
    /// The run that this is an end of, whose characters hold its own; left out otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<String>,
    /// The characters.
    #[serde(flatten)]
    pub span: TextSpan,
    /// What it names: `date`, `clock`, `duration`, `set`.
    pub kind: Word,
    /// The value as TIMEX3 writes it; a run of time is written as its ends with `/` between them.
    pub value: String,
    /// The first day, `2023-01-31`; null where it is not known or no day is meant.
    pub from: Option<String>,
    /// The last day, which is included.
    pub to: Option<String>,
    /// Which part or side of the value is meant: `start`, `mid`, `end`, `earlier`, `later`, …; left out for all of it.
    #[serde(default, rename = "mod", skip_serializing_if = "Option::is_none")]
    pub modifier: Option<Word>,
    /// What the value rests on: `stated`, `published`, `dateline`, `expression`, `open`.
    pub basis: Word,
    /// The expression it is counted from, where the basis is one; left out otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<TextSpan>,
    /// The rule that found it.
    pub reason: String,
    /// The id that stays the same in every run.
    pub finding: String,
    /// The tree of reasons; left out unless asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasons: Option<Reason>,
}

/// A number with what it measures or counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The short name inside this line: `f1`.
    pub id: String,
    /// The characters of the number and its unit.
    #[serde(flatten)]
    pub span: TextSpan,
    /// What kind of figure: `money`, `percent`, `share`, `measure`, `score`, `count`.
    pub kind: Word,
    /// The number, of a range its lower end: an exact decimal, or a fraction `2/3` where no decimal is exact.
    pub value: String,
    /// The upper end of a range; left out otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// What one of it is: an ISO 4217 code, `percent`, `percentage_point`, a measure, or the noun counted.
    pub unit: Option<String>,
    /// How the true number stands to it: `exactly`, `about`, `at_least`, `more_than`, `at_most`, `less_than`.
    pub bound: Word,
    /// The words that name what is counted, or what a share is of.
    pub counts: Option<String>,
    /// Where these words stand; left out where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts_at: Option<TextSpan>,
    /// What became of the people counted: `killed`, `wounded`, `missing`; left out otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fate: Option<Word>,
    /// The rule that found it.
    pub reason: String,
    /// The id that stays the same in every run.
    pub finding: String,
    /// The tree of reasons; left out unless asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasons: Option<Reason>,
}

/// Who did what to whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The short name inside this line: `v1`.
    pub id: String,
    /// Its type in PLOVER: `CONSULT`.
    #[serde(rename = "type")]
    pub kind: Word,
    /// Its mode in PLOVER: `visit`.
    pub mode: Option<Word>,
    /// What it is about, in the contexts of PLOVER.
    pub contexts: Vec<Word>,
    /// Who did it: ids of entities.
    pub sources: Vec<String>,
    /// To whom: ids of entities.
    pub targets: Vec<String>,
    /// Where: the id of an entity.
    pub place: Option<String>,
    /// When.
    pub when: Option<EventTime>,
    /// Whether it is told as done: `actual`, `future`, `hypothetical`, `negated`, `historical`.
    pub aspect: Word,
    /// The statement in whose content it is told; null where the report tells it itself.
    pub attributed_to: Option<String>,
    /// The clauses that tell it.
    pub evidence: Vec<TextSpan>,
    /// The words that name the act.
    pub trigger: TextSpan,
    /// The rule that found it.
    pub reason: String,
    /// The id that stays the same in every run.
    pub finding: String,
    /// Whether it is done by each to the other; left out otherwise.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reciprocal: bool,
    /// What the place rests on: `clause`, `sentence`, `sentence_before`, `dateline`; left out where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_basis: Option<Word>,
    /// The figures that count its victims: ids; left out where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub casualties: Vec<String>,
    /// The tree of reasons; left out unless asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasons: Option<Reason>,
}

/// When an event is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventTime {
    /// The first day.
    pub from: String,
    /// The last day, which is included.
    pub to: String,
    /// What it rests on: `clause`, `sentence`, `sentence_before`, `dateline`.
    pub basis: Word,
}

/// The words that report the act of saying.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cue {
    /// The characters.
    #[serde(flatten)]
    pub span: TextSpan,
    /// Their entry in the lexicon.
    pub lemma: String,
}

/// Why a finding is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The rule that spoke.
    pub rule: String,
    /// The characters it rests on.
    pub spans: Vec<TextSpan>,
    /// The reasons it built on.
    pub because: Vec<Self>,
}

/// A remark for people and programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What kind of remark.
    pub code: Word,
    /// The remark.
    pub text: String,
}
