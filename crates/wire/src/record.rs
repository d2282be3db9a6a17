//! The lines of what a record answers.

use serde::{Deserialize, Serialize};

use crate::line::{Schema, Word};
use crate::report::{Commitment, Event, Figure, Origin, Published, Report, Source, Statement, TextSpan};

impl Report {
    /// The names of those who are found to speak in a statement of the report.
    #[must_use]
    pub fn speaker_names(&self, statement: &Statement) -> Vec<String> {
        self.names_of(&statement.speakers)
    }

    /// The names of the entities with these ids.
    #[must_use]
    pub fn names_of(&self, ids: &[String]) -> Vec<String> {
        let entity = |id: &String| self.entities.iter().find(|entity| entity.id == *id);
        ids.iter().filter_map(entity).map(|entity| entity.name.clone()).collect()
    }
}

/// What became of a report that was put into a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Added {
    /// The version of the line.
    pub schema: Schema,
    /// The report's id.
    pub id: String,
    /// Its name in the run that brought it.
    pub key: String,
    /// `new`, `revision` (a new text at an address that is known), `reread` (known, but with other findings or
    /// metadata), `known` (nothing was changed).
    pub outcome: Word,
    /// The report whose text this one supersedes; left out if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<String>,
    /// The numbers of corrections that have no place in this reading; left out if there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without_place: Vec<u64>,
}

/// Which report something stands in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportHead {
    /// The report's id.
    pub id: String,
    /// Where the bytes came from.
    pub origin: Origin,
    /// Who published it.
    pub source: Source,
    /// The title.
    pub title: Option<String>,
    /// When it was published.
    pub published: Published,
}

impl From<&Report> for ReportHead {
    fn from(report: &Report) -> Self {
        Self {
            id: report.id.clone(),
            origin: report.origin.clone(),
            source: report.source.clone(),
            title: report.title.clone(),
            published: report.published.clone(),
        }
    }
}

/// A statement of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedStatement {
    /// The version of the line.
    pub schema: Schema,
    /// Where it stands.
    pub report: ReportHead,
    /// The names of those who are found to speak.
    pub speakers: Vec<String>,
    /// The statement as found.
    pub statement: Statement,
    /// The statement as people corrected it; left out if nobody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected: Option<Corrected>,
    /// Who corrected what; left out if nobody did.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
}

/// An event of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedEvent {
    /// The version of the line.
    pub schema: Schema,
    /// Where it stands.
    pub report: ReportHead,
    /// The names of those who do it.
    pub sources: Vec<String>,
    /// The names of those to whom it is done.
    pub targets: Vec<String>,
    /// The name of where it is.
    pub place: Option<String>,
    /// The names of those in whose words it is told; empty where the report tells it itself or names nobody.
    pub told_by: Vec<String>,
    /// The event as found.
    pub event: Event,
}

/// A commitment of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedCommitment {
    /// The version of the line.
    pub schema: Schema,
    /// Where it stands.
    pub report: ReportHead,
    /// The names of those who commit themselves.
    pub by: Vec<String>,
    /// The names of those to whom they do.
    pub to: Vec<String>,
    /// The action's first figure.
    pub figure: Option<Figure>,
    /// The words of the report from the first to the last that carries the commitment.
    pub passage: TextSpan,
    /// The commitment as found.
    pub commitment: Commitment,
}

/// What a statement is after all corrections that people made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrected {
    /// Whether it is no statement at all.
    pub rejected: bool,
    /// How the words are given.
    pub kind: Word,
    /// How the report stands to it.
    pub stance: Word,
    /// The names of those who speak.
    pub speakers: Vec<String>,
    /// What was said.
    pub content: Vec<TextSpan>,
}

/// What a person said of a finding. Corrections are kept for good; a later one counts above an earlier one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The version of the line.
    pub schema: Schema,
    /// Its number in the record.
    pub number: u64,
    /// When it was made: UTC, `2031-05-03T14:05:00Z`.
    pub time: String,
    /// Who made it.
    pub author: String,
    /// Why.
    pub reason: String,
    /// The id of the report.
    pub report: String,
    /// The id of the finding, which is made from the report, the kind and the spans.
    pub finding: String,
    /// The kind of the finding: `statement`.
    pub kind: Word,
    /// The characters of the finding.
    pub spans: Vec<TextSpan>,
    /// What is to be changed.
    pub change: Change,
    /// Whether the latest reading of the report has that finding.
    pub has_place: bool,
}

/// What a person changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "field", content = "to", rename_all = "snake_case")]
pub enum Change {
    /// These speak.
    Speakers(Vec<String>),
    /// The words are given so.
    Kind(Word),
    /// The report stands to it so.
    Stance(Word),
    /// This was said.
    Content(Vec<TextSpan>),
    /// It is no finding.
    Rejected,
    /// All that was changed before is as it was found.
    Withdrawn,
}

/// A report in which words were found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// The version of the line.
    pub schema: Schema,
    /// The report.
    pub report: ReportHead,
    /// The part of its text that fits best.
    pub excerpt: TextSpan,
    /// Where the words stand in it.
    pub words: Vec<TextSpan>,
}

/// One run that wrote to a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// The version of the line.
    pub schema: Schema,
    /// Its number in the record.
    pub number: u64,
    /// When it began: UTC.
    pub begun: String,
    /// The command.
    pub command: String,
    /// The version of Dateline.
    pub dateline: String,
    /// The hashes of the rule files.
    pub rules: String,
    /// How many readings it brought.
    pub n_readings: u64,
}
