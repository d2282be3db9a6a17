//! What people say of findings, in words.

use dateline_wire::{Change, Correction, Report, Statement, TextSpan};

use super::shown;

/// A correction in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrected {
    /// What holds now: `speaker Ola Vik`.
    pub what: String,
    /// What was found; `None` where the correction replaces nothing, or what it is about is no longer found.
    pub was: Option<String>,
    /// Who made it, when and why, after its number.
    pub by: String,
}

impl Corrected {
    /// A correction of a statement whose speakers have these names.
    pub fn of(correction: &Correction, found: Option<(&Statement, &[String])>) -> Self {
        Self {
            what: what(&correction.change),
            was: found.and_then(|(statement, speakers)| was(speakers, statement, &correction.change)),
            by: format!(
                "#{} {}, {}: {}",
                correction.number,
                shown(&correction.author),
                correction.time,
                shown(&correction.reason)
            ),
        }
    }

    /// A correction of a finding of this report, and the short name of the finding if its reading has it.
    pub fn in_report<'a>(correction: &Correction, report: &'a Report) -> (Option<&'a str>, Self) {
        let found = report.statements.iter().find(|statement| statement.finding == correction.finding);
        let names = found.map(|statement| report.speaker_names(statement)).unwrap_or_default();
        let corrected = Self::of(correction, found.map(|statement| (statement, names.as_slice())));
        (found.map(|statement| statement.id.as_str()), corrected)
    }
}

fn what(change: &Change) -> String {
    match change {
        Change::Speakers(names) => {
            format!("speaker {}", names.iter().map(|name| shown(name)).collect::<Vec<_>>().join(", "))
        }
        Change::Kind(kind) => format!("kind {}", shown(kind)),
        Change::Stance(stance) => format!("stance {}", shown(stance)),
        Change::Content(content) => format!("words “{}”", words(content)),
        Change::Rejected => "no statement".to_owned(),
        Change::Withdrawn => "as found".to_owned(),
    }
}

/// What was found where a change says otherwise.
fn was(speakers: &[String], statement: &Statement, change: &Change) -> Option<String> {
    match change {
        Change::Speakers(_) if speakers.is_empty() => Some("nobody".to_owned()),
        Change::Speakers(_) => Some(speakers.iter().map(|name| shown(name)).collect::<Vec<_>>().join(", ")),
        Change::Kind(_) => Some(statement.kind.to_string()),
        Change::Stance(_) => Some(statement.stance.to_string()),
        Change::Content(_) => Some(format!("“{}”", words(&statement.content))),
        Change::Rejected | Change::Withdrawn => None,
    }
}

/// The characters of spans, with a gap between them.
pub fn words(content: &[TextSpan]) -> String {
    content.iter().map(|span| shown(&span.text)).collect::<Vec<_>>().join(" … ")
}
