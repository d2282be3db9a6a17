//! Why a finding is there.

use std::fmt;
use std::str::FromStr;

use dateline_core::FindingId;
use dateline_wire::{Commitment, Entity, Event, Figure, Report, Statement, Time};

/// Which findings are to be explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// Every one.
    All,
    /// The one that a report's line calls so: `s1`, `e2`, `t3`, `f4`, `v5`, `c6`.
    Short(String),
    /// The one with this id, in whichever report it stands.
    Full(FindingId),
}

/// A text that names no finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseWantedError;

impl fmt::Display for ParseWantedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a finding is named s1, e1, t1, f1, v1, c1 …, by the 32 hexadecimal digits of its id, or all")
    }
}

impl std::error::Error for ParseWantedError {}

impl FromStr for Wanted {
    type Err = ParseWantedError;

    fn from_str(text: &str) -> Result<Self, ParseWantedError> {
        if text == "all" {
            return Ok(Self::All);
        }
        if let Ok(id) = text.parse() {
            return Ok(Self::Full(id));
        }
        let number = text.strip_prefix(['s', 'e', 't', 'f', 'v', 'c']).unwrap_or_default();
        let is_number = !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit());
        if is_number { Ok(Self::Short(text.to_owned())) } else { Err(ParseWantedError) }
    }
}

impl Wanted {
    fn is(&self, short: &str, full: &str) -> bool {
        match self {
            Self::All => true,
            Self::Short(wanted) => wanted == short,
            Self::Full(wanted) => wanted.to_string() == full,
        }
    }
}

/// A finding whose tree of reasons is to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Explained<'a> {
    /// Somebody or something.
    Entity(&'a Entity),
    /// Something that was said.
    Statement(&'a Statement),
    /// When something is.
    Time(&'a Time),
    /// How much or how many there are.
    Figure(&'a Figure),
    /// Who did what to whom.
    Event(&'a Event),
    /// What somebody undertakes to do.
    Commitment(&'a Commitment),
}

/// The wanted findings of a report's line: entities, statements, times, figures, events, commitments.
pub fn explain<'a>(report: &'a Report, wanted: &'a Wanted) -> impl Iterator<Item = Explained<'a>> {
    let entities = report.entities.iter().filter(|entity| wanted.is(&entity.id, &entity.finding));
    let statements = report.statements.iter().filter(|statement| wanted.is(&statement.id, &statement.finding));
    let times = report.times.iter().filter(|time| wanted.is(&time.id, &time.finding));
    let figures = report.figures.iter().filter(|figure| wanted.is(&figure.id, &figure.finding));
    let events = report.events.iter().filter(|event| wanted.is(&event.id, &event.finding));
    let said = entities.map(Explained::Entity).chain(statements.map(Explained::Statement));
    let commitments = report.commitments.iter().filter(|promise| wanted.is(&promise.id, &promise.finding));
    said.chain(times.map(Explained::Time))
        .chain(figures.map(Explained::Figure))
        .chain(events.map(Explained::Event))
        .chain(commitments.map(Explained::Commitment))
}

#[cfg(test)]
mod tests {
    use super::Wanted;

    fn check(text: &str, expected: &str) {
        let shown = text.parse::<Wanted>().map_or_else(|_| "refused".to_owned(), |wanted| format!("{wanted:?}"));
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn names_of_findings() {
        check("all", "All");
        check("s1", "Short(\"s1\")");
        check("e12", "Short(\"e12\")");
        check("t3", "Short(\"t3\")");
        check("f4", "Short(\"f4\")");
        check("v5", "Short(\"v5\")");
        check("c6", "Short(\"c6\")");
        let id = "0123456789abcdef0123456789abcdef";
        check(id, &format!("Full(FindingId({id}))"));
        for wrong in ["", "s", "x1", "p1", "s1x", "1", "S1", "s-1", "All", "0123"] {
            check(wrong, "refused");
        }
    }

    #[test]
    fn a_finding_is_wanted_by_either_name() {
        let full = "e0123456789abcdef0123456789abcde";
        for (wanted, expected) in
            [("all", true), ("e1", true), (full, true), ("e2", false), (&full.replace('e', "f"), false)]
        {
            assert_eq!(wanted.parse::<Wanted>().expect("a name").is("e1", full), expected, "{wanted}");
        }
    }
}
