//! What a run tells its caller.

use std::fmt;
use std::sync::Arc;

use dateline_core::Analysis;

use crate::Status;

/// Something that happened in a run. Events come in the order of the inputs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event<R = Entry> {
    /// A report was worked on: read, annotated and searched unless `R` says otherwise.
    Report(Box<R>),
    /// Something could not be done; the run goes on.
    Problem(Problem),
    /// Something the user should know; nothing failed.
    Remark(Remark),
}

/// One report of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The name it goes by in this run: its origin's key, or that with `~2` if it was taken.
    pub key: Arc<str>,
    /// The report and what was found in it.
    pub analysis: Analysis,
}

/// Where something stands, as the user named it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The key that the report has or would have had.
    pub key: Arc<str>,
    /// What it stands in.
    pub holder: Holder,
    /// The line, where one line is a report.
    pub line: Option<u64>,
}

/// What reports stand in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// A file or a folder of this path.
    Path(Arc<str>),
    /// Something without a path, called so.
    Stream(Arc<str>),
}

impl Place {
    /// The path, if it has one.
    #[must_use]
    pub const fn path(&self) -> Option<&Arc<str>> {
        match &self.holder {
            Holder::Path(path) => Some(path),
            Holder::Stream(_) => None,
        }
    }
}

impl fmt::Display for Place {
    /// `path`, or `path:line`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Holder::Path(name) | Holder::Stream(name)) = &self.holder;
        f.write_str(name)?;
        self.line.map_or(Ok(()), |line| write!(f, ":{line}"))
    }
}

/// Something that could not be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What kind of problem.
    pub code: ProblemCode,
    /// Where.
    pub place: Place,
    /// What happened, in lower case and without a full stop.
    pub text: String,
    /// What to do.
    pub hint: Option<String>,
}

/// The closed list of problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemCode {
    /// There is nothing of that name.
    Missing,
    /// It is there and cannot be read.
    Unreadable,
    /// It is of a kind that is not read.
    Unsupported,
    /// Its bytes are no report.
    Refused,
    /// A folder without a report.
    NoReport,
    /// A line of a groups file that is no group.
    NoGroup,
    /// A group names a report that was not given.
    UnknownKey,
    /// Dateline failed.
    Bug,
}

impl ProblemCode {
    /// All codes, in the order of their documentation.
    pub const ALL: [Self; 8] = [
        Self::Missing,
        Self::Unreadable,
        Self::Unsupported,
        Self::Refused,
        Self::NoReport,
        Self::NoGroup,
        Self::UnknownKey,
        Self::Bug,
    ];

    /// The code as it stands in the output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Unreadable => "unreadable",
            Self::Unsupported => "unsupported",
            Self::Refused => "refused",
            Self::NoReport => "no_report",
            Self::NoGroup => "no_group",
            Self::UnknownKey => "unknown_key",
            Self::Bug => "bug",
        }
    }

    /// What a run with such a problem comes to.
    #[must_use]
    pub const fn status(self) -> Status {
        match self {
            Self::Missing | Self::Unreadable | Self::Unsupported | Self::Refused | Self::NoGroup | Self::UnknownKey => {
                Status::InputFailed
            }
            Self::NoReport => Status::NothingFound,
            Self::Bug => Status::Bug,
        }
    }
}

/// Something the user should know although nothing failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Where.
    pub place: Place,
    /// What, in lower case and without a full stop.
    pub text: String,
}

impl Problem {
    /// The problem as a line of output, which stands where the report's line would stand.
    #[must_use]
    pub fn line(&self) -> dateline_wire::Failure {
        dateline_wire::Failure {
            schema: dateline_wire::Schema,
            origin: dateline_wire::Origin {
                key: self.place.key.to_string(),
                path: self.place.path().map(ToString::to_string),
                url: None,
                given_id: None,
            },
            line: self.place.line,
            code: self.code.name().into(),
            text: self.text.clone(),
            hint: self.hint.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::ProblemCode;
    use crate::Status;

    #[test]
    fn every_problem_has_a_name_of_its_own_and_shows_in_the_exit_status() {
        let names: BTreeSet<_> = ProblemCode::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), ProblemCode::ALL.len());
        assert!(ProblemCode::ALL.iter().all(|code| code.status() > Status::Done));
    }
}
