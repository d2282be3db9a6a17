//! Events and commitments of a record.

use dateline_wire::{RecordedCommitment, RecordedEvent, ReportHead, TextSpan};

use super::explained::place;
use super::page::{ASIDE, KEY, Page, shown, styled};
use super::record::about;
use super::report::{commitment_facts, event_facts};

/// An event with the clauses that tell it, and its report.
pub fn recorded_event(recorded: &RecordedEvent, width: usize) -> String {
    let RecordedEvent { report, event, .. } = recorded;
    let place = recorded.place.as_deref().map(shown);
    let facts = event_facts(event, &joined(&recorded.sources), &joined(&recorded.targets), place);
    let told_by = (!recorded.told_by.is_empty()).then(|| format!("told by {}", joined(&recorded.told_by)));
    let facts: Vec<String> = facts.into_iter().chain([told_by]).flatten().collect();
    act(report, &event.id, &facts, &event.evidence, width)
}

/// A commitment with the words that carry it, and its report.
pub fn recorded_commitment(recorded: &RecordedCommitment, width: usize) -> String {
    let RecordedCommitment { report, commitment, passage, .. } = recorded;
    let by = if recorded.by.is_empty() { shown(&commitment.source.text) } else { joined(&recorded.by) };
    let facts: Vec<String> = commitment_facts(commitment, &by, &joined(&recorded.to)).into_iter().flatten().collect();
    act(report, &commitment.id, &facts, std::slice::from_ref(passage), width)
}

fn act(report: &ReportHead, id: &str, facts: &[String], words: &[TextSpan], width: usize) -> String {
    let mut page = Page::new(width);
    let name = format!("{}:{id}", shown(&report.origin.key));
    page.add_hanging(0, 4, &format!("{}  {}", styled(KEY, &name), facts.join(" · ")));
    words.iter().for_each(|span| page.add(4, &place(span)));
    page.add(4, &styled(ASIDE, &about(report)));
    page.into_text()
}

fn joined(names: &[String]) -> String {
    names.iter().map(|name| shown(name)).collect::<Vec<_>>().join(", ")
}
