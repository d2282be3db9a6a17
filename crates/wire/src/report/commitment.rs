//! What somebody undertakes to do, as it stands in a report's line.

use dateline_core::{CommitmentIndex, Finding, TimeIndex};
use serde::{Deserialize, Serialize};

use super::mirror::{Mirror, commitment_id, entity_id, statement_id, time_id};
use super::{Reason, TextSpan};
use crate::line::Word;

/// A promise, pledge, plan or decision of somebody to do something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commitment {
    /// The short name inside this line: `c1`.
    pub id: String,
    /// Who commits themselves: ids of entities.
    pub by: Vec<String>,
    /// To whom it was promised: ids of entities.
    pub to: Vec<String>,
    /// What is to be done, with "not" where it is not to be done.
    pub what: TextSpan,
    /// The place of the action's first figure in the list of figures.
    pub figure: Option<usize>,
    /// By when, or when, it is to be done.
    pub deadline: Option<Deadline>,
    /// How firmly: `pledged`, `planned`, `considered`.
    pub strength: Word,
    /// The statement in whose content it is told.
    pub inside: Option<String>,
    /// The words that carry it: who, the words that commit, and the action, in the order of the text.
    pub evidence: Vec<TextSpan>,
    /// The rule that found it.
    pub reason: String,
    /// The words that commit: "pledged", "will", "plan".
    pub cue: TextSpan,
    /// The words that name who commits themselves.
    pub source: TextSpan,
    /// Whether it is a commitment not to do it.
    pub denied: bool,
    /// What became of an earlier commitment: `renewed`, `changed`, `withdrawn`; left out otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Word>,
    /// The clause on which it depends; left out where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<TextSpan>,
    /// The id that stays the same in every run.
    pub finding: String,
    /// The tree of reasons; left out unless asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasons: Option<Reason>,
}

/// By when, or when, something is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The first day, `2023-01-31`; null where it is not known or no day is meant.
    pub from: Option<String>,
    /// The last day, which is included.
    pub to: Option<String>,
    /// The time expression that says so.
    pub time: String,
    /// Its characters.
    pub text: String,
}

impl Deadline {
    /// The last day, or the words where it is not known.
    #[must_use]
    pub fn words(&self) -> &str {
        self.to.as_deref().unwrap_or(&self.text)
    }
}

impl Mirror<'_> {
    pub(super) fn commitment(&self, n: usize, found: &Finding<dateline_core::Commitment>) -> Commitment {
        let commitment = &found.what;
        Commitment {
            id: commitment_id(CommitmentIndex(n)),
            by: commitment.by.iter().copied().map(entity_id).collect(),
            to: commitment.to.iter().copied().map(entity_id).collect(),
            what: self.at.span(commitment.what),
            figure: commitment.figure.map(|figure| figure.0),
            deadline: commitment.deadline.map(|time| self.deadline(time)),
            strength: commitment.strength.name().into(),
            inside: commitment.inside.map(statement_id),
            evidence: self.spans(found.evidence().as_slice()),
            reason: found.reason.rule.to_string(),
            cue: self.at.span(commitment.cue),
            source: self.at.span(commitment.source),
            denied: commitment.is_denied,
            change: commitment.change.map(|change| change.name().into()),
            condition: commitment.condition.map(|condition| self.at.span(condition)),
            finding: found.id().to_string(),
            reasons: self.tree(&found.reason),
        }
    }

    fn deadline(&self, index: TimeIndex) -> Deadline {
        let time = &self.findings.times.items()[index.0].what;
        Deadline {
            from: time.days.map(|(first, _)| first.to_string()),
            to: time.days.map(|(_, last)| last.to_string()),
            time: time_id(index),
            text: self.at.span(time.span).text,
        }
    }
}
