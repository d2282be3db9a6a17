//! Events in the shapes of other event data.

use serde::{Deserialize, Serialize};

use crate::line::{Schema, Word};
use crate::report::TextSpan;

/// The characters that carry a row of a table, or a record, of coded events: a line of the file beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodedEvidence {
    /// The version of the line.
    pub schema: Schema,
    /// The id of the row.
    pub row: String,
    /// The report's id.
    pub report: String,
    /// The name of the report in the run that brought it.
    pub key: String,
    /// The event's short name in the line of its report: `v1`.
    pub event: String,
    /// The event's id, which stays the same in every run.
    pub finding: String,
    /// Those who do it in this row.
    pub sources: Vec<CodedActor>,
    /// Those to whom it is done in this row.
    pub targets: Vec<CodedActor>,
    /// Whether it is told as done.
    pub aspect: Word,
    /// Who says so, where the report only tells what somebody said: names.
    pub told_by: Vec<String>,
    /// The first and the last day, and what they rest on, where they are known.
    pub when: Option<crate::EventTime>,
    /// The clauses that tell the event.
    pub evidence: Vec<TextSpan>,
    /// The words that name it.
    pub trigger: TextSpan,
    /// The rule that found it.
    pub reason: String,
}

/// An actor of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodedActor {
    /// The entity in the line of its report: `e1`.
    pub entity: String,
    /// Its name.
    pub name: String,
    /// The words that speak of it in the clauses that tell the event; null where these leave it out.
    pub mention: Option<TextSpan>,
}

/// A record of PLOVER, in the fields of the manual's second version; those that nobody fills are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PloverRecord {
    /// The id of the record.
    pub id: String,
    /// Whether there is an event in it: always.
    pub has_event: bool,
    /// The first day; null where the report does not tell.
    pub date: Option<String>,
    /// The last day, where it is another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enddate: Option<String>,
    /// Those who do it.
    pub actor: Vec<PloverEntity>,
    /// Those to whom it is done.
    pub recipient: Vec<PloverEntity>,
    /// The type: `CONSULT`.
    pub event: Word,
    /// The mode of the type, then the auxiliary modes: `historical`, `future`, `hypothetical`, `negation`.
    pub mode: Vec<Word>,
    /// What it is about.
    pub context: Vec<Word>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_loc: Option<PloverPlace>,
    /// The words that name the act.
    pub event_text: String,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad_code: u8,
    /// How much an act of this type and mode weighs, from -10 to 10.
    #[serde(with = "decimal")]
    pub event_scale: String,
    /// The clauses that tell it.
    pub text: String,
    /// Where these stand in the report.
    pub text_info: Vec<PloverStretch>,
    /// How many people died or were hurt, where exact numbers are told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<PloverSize>,
    /// The report.
    pub cite_info: PloverCitation,
    /// What coded it.
    pub coder: String,
}

/// An actor in PLOVER.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PloverEntity {
    /// The state, or what stands in its place: `IGO`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What it does there: `GOV`.
    pub sector: Vec<String>,
    /// Its name in the report.
    pub entity_text: String,
    /// Its entry in Wikidata.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier_id: Option<String>,
}

/// A place in PLOVER.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PloverPlace {
    /// Its name in the report.
    pub extracted_place: String,
    /// Its country: ISO 3166-1 alpha-3.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country_code: Option<String>,
}

/// A stretch of a report, in Unicode code points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PloverStretch {
    /// The first one inside.
    pub start: u32,
    /// The first one behind.
    pub end: u32,
}

/// How many people an event hit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PloverSize {
    /// They died.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dead: Option<u64>,
    /// They were hurt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub injured: Option<u64>,
}

/// The report of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PloverCitation {
    /// The report's id.
    pub citation: String,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its language as ISO 639-1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publication: Option<String>,
    /// The rules that found its events.
    pub version: String,
}

/// A decimal that is kept as it was written and stands in JSON as a number.
mod decimal {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use serde_json::Number;

    pub(super) fn serialize<S: Serializer>(decimal: &str, serializer: S) -> Result<S::Ok, S::Error> {
        decimal.parse::<Number>().map_err(serde::ser::Error::custom)?.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
        Number::deserialize(deserializer).map(|number| number.to_string())
    }
}
