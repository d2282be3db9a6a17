//! What a run came to, as the exit status tells it.

/// What a run came to. The order is the rank: of several, the greatest is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// All was done, also when a report holds nothing.
    Done,
    /// A query found nothing, or a folder holds no report.
    NothingFound,
    /// The command line was wrong; nothing was done.
    WrongUse,
    /// Some inputs are missing or unreadable; the others were done.
    InputFailed,
    /// A model or a record is missing, foreign or newer.
    StoreFailed,
    /// The disk or another resource ran out.
    ResourceOut,
    /// A bug of Dateline came to light. In the work on one report it leaves the others done; elsewhere it ends the run.
    Bug,
}

impl Status {
    /// All of them, by rank.
    pub const ALL: [Self; 7] = [
        Self::Done,
        Self::NothingFound,
        Self::WrongUse,
        Self::InputFailed,
        Self::StoreFailed,
        Self::ResourceOut,
        Self::Bug,
    ];

    /// The exit status of the process.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::NothingFound => 1,
            Self::WrongUse => 2,
            Self::InputFailed => 3,
            Self::StoreFailed => 4,
            Self::ResourceOut => 5,
            // EX_SOFTWARE of BSD's sysexits.
            Self::Bug => 70,
        }
    }

    /// What the exit status means, for the documentation.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Done => "done, also when a report holds nothing",
            Self::NothingFound => "a query found nothing, or a folder holds no report",
            Self::WrongUse => "wrong use",
            Self::InputFailed => "some inputs are missing or unreadable; the others were done",
            Self::StoreFailed => "a model or a record is missing, foreign or newer",
            Self::ResourceOut => "the disk or another resource ran out",
            Self::Bug => "a bug of Dateline; where it came up in one report, the others were done",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Status;

    #[test]
    fn a_greater_rank_has_a_greater_code() {
        assert!(Status::ALL.is_sorted_by(|a, b| a < b && a.code() < b.code()));
    }
}
