//! What all lines share.

use std::borrow::Cow;
use std::fmt;
use std::io;

use serde::{Deserialize, Serialize};

use crate::{
    Added, CodedEvidence, Comparison, Correction, Hit, Membership, Origin, RecordedCommitment, RecordedEvent,
    RecordedStatement, Report, Run,
};

/// A word of a closed list, such as the kinds of blocks. The lists may grow, so a reader keeps words it does not know.
pub type Word = Cow<'static, str>;

/// One line of output. Its `type` says which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Line {
    /// A report and what was found in it.
    Report(Box<Report>),
    /// Reports laid side by side.
    Comparison(Box<Comparison>),
    /// Something that could not be read, in the place where its report would stand.
    Failure(Box<Failure>),
    /// What became of a report that was put into a record.
    Added(Box<Added>),
    /// A statement of a record.
    Statement(Box<RecordedStatement>),
    /// An event of a record.
    Event(Box<RecordedEvent>),
    /// A commitment of a record.
    Commitment(Box<RecordedCommitment>),
    /// The characters that carry a row of coded events.
    Evidence(Box<CodedEvidence>),
    /// What a person said of a finding.
    Correction(Box<Correction>),
    /// A report in which words were found.
    Hit(Box<Hit>),
    /// One run that wrote to a record.
    Run(Box<Run>),
    /// Which story a report belongs to.
    Membership(Box<Membership>),
}

impl Line {
    /// Writes the line as JSON, with a line feed behind it.
    ///
    /// # Errors
    /// As the writer gives them.
    pub fn write_to(&self, mut out: impl io::Write) -> io::Result<()> {
        serde_json::to_writer(&mut out, self)?;
        out.write_all(b"\n")
    }
}

/// The version of the lines: raised when a name changes its meaning, not when one is added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Schema;

impl Schema {
    /// The number that stands in the lines.
    pub const NUMBER: u32 = 1;
}

impl From<Schema> for u32 {
    fn from(_: Schema) -> Self {
        Schema::NUMBER
    }
}

impl TryFrom<u32> for Schema {
    type Error = ForeignSchema;

    fn try_from(number: u32) -> Result<Self, ForeignSchema> {
        if number == Self::NUMBER { Ok(Self) } else { Err(ForeignSchema(number)) }
    }
}

/// A line of another version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForeignSchema(pub u32);

impl fmt::Display for ForeignSchema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the line has schema {}, this version reads schema {}", self.0, Schema::NUMBER)
    }
}

impl std::error::Error for ForeignSchema {}

/// An item of a list whose stage is not built yet: it has no values, so that the list can only be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unbuilt {}

/// What made a line: enough to make it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Producer {
    /// The version of Dateline.
    pub dateline: String,
    /// The stages that read data files, each with the hash of them: `find:0123456789abcdef read:…`.
    pub rules: String,
    /// The hash of the model, if one was used.
    pub model: Option<String>,
    /// The arithmetic that the model ran on; null, since every kernel gives the same bytes.
    pub kernel: Option<String>,
}

/// Something that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The version of the line.
    pub schema: Schema,
    /// What was to be read.
    pub origin: Origin,
    /// The line of the file, where one line is a report.
    pub line: Option<u64>,
    /// What kind of failure: `missing`, `unreadable`, `unsupported`, `refused`, `bug`.
    pub code: Word,
    /// What happened.
    pub text: String,
    /// What to do.
    pub hint: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::{Line, Schema};

    #[test]
    fn a_line_of_another_schema_is_refused_by_name() {
        let line = r#"{"type":"failure","schema":2,"origin":{"key":"a"},"code":"missing","text":"no such file"}"#;
        let error = serde_json::from_str::<Line>(line).expect_err("schema 2 is not ours").to_string();
        assert!(error.contains("schema 2") && error.contains(&format!("schema {}", Schema::NUMBER)), "{error}");
    }

    #[test]
    fn unknown_fields_and_missing_optional_ones_are_read() {
        let line = r#"{"type":"failure","schema":1,"origin":{"key":"a"},"code":"missing","text":"","later":true}"#;
        let Line::Failure(failure) = serde_json::from_str(line).expect("a field was added") else { panic!("{line}") };
        assert_eq!((failure.line, failure.hint, failure.origin.url), (None, None, None));
    }

    #[test]
    fn a_list_that_is_not_built_refuses_items() {
        assert_eq!(serde_json::from_str::<Vec<super::Unbuilt>>("[]").expect("an empty list"), []);
        serde_json::from_str::<Vec<super::Unbuilt>>(r#"[{"start":0}]"#).expect_err("nothing can stand in it");
    }
}
