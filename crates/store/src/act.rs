//! Questions after what was done and what was promised.

use dateline_wire::{Commitment, RecordedCommitment, RecordedEvent, ReportHead, Schema, TextSpan};
use rusqlite::Connection;

use crate::condition::{Condition, Found, LastRead};
use crate::error::{Fault, RecordError};
use crate::line::{self, Deeds, Promises};
use crate::record::Record;
use crate::search::all_words;

/// Which events are wanted: those that fit every part that is given.
#[derive(Debug, Clone, Default)]
pub struct EventFilter {
    /// The type in PLOVER, `CONSULT`.
    pub kind: Option<String>,
    /// The mode in PLOVER, `visit`.
    pub mode: Option<String>,
    /// Words of the names of those who do or suffer it, whatever their case and accents.
    pub actors: Vec<String>,
    /// Words of the name of where it is.
    pub place: Option<String>,
    /// The outlet, the domain or the agency of the report, whatever its case.
    pub source: Option<String>,
    /// `actual`, `future`, `hypothetical`, `negated`, `historical`.
    pub aspect: Option<String>,
    /// The first day on which it may be, `2031-05-03`. Events whose day is not known do not fit.
    pub from: Option<String>,
    /// The last day on which it may be.
    pub to: Option<String>,
}

/// Which commitments are wanted: those that fit every part that is given.
#[derive(Debug, Clone, Default)]
pub struct CommitmentFilter {
    /// Words of the names of those who commit themselves, whatever their case and accents.
    pub by: Option<String>,
    /// Words of the names of those to whom they do.
    pub to: Option<String>,
    /// The outlet, the domain or the agency of the report, whatever its case.
    pub source: Option<String>,
    /// `pledged`, `planned`, `considered`.
    pub strength: Option<String>,
    /// The first day on which the deadline may be, `2031-05-03`. Commitments whose deadline is not known do not fit.
    pub deadline_from: Option<String>,
    /// The last day on which the deadline may be.
    pub deadline_to: Option<String>,
}

impl EventFilter {
    fn condition(&self) -> Condition {
        let mut condition = Condition::all("event");
        let actors = self.actors.iter().map(|words| in_column("actors", words));
        named(&mut condition, "event_name", actors.chain(self.place.iter().map(|words| in_column("scene", words))));
        condition.published_by(&self.source);
        condition.given("type = ?", &self.kind);
        condition.given("mode = ?", &self.mode);
        condition.given("aspect = ?", &self.aspect);
        condition.given("last_day >= ?", &self.from);
        condition.given("first_day <= ?", &self.to);
        condition
    }
}

impl CommitmentFilter {
    fn condition(&self) -> Condition {
        let mut condition = Condition::all("commitment");
        let by = self.by.iter().map(|words| in_column("givers", words));
        named(&mut condition, "commitment_name", by.chain(self.to.iter().map(|words| in_column("receivers", words))));
        condition.published_by(&self.source);
        condition.given("strength = ?", &self.strength);
        condition.given("last_day >= ?", &self.deadline_from);
        condition.given("first_day <= ?", &self.deadline_to);
        condition
    }
}

/// The query for all words in one column of a word index.
fn in_column(column: &str, words: &str) -> String {
    format!("{column} : ({})", all_words(words))
}

fn named(condition: &mut Condition, index: &'static str, queries: impl Iterator<Item = String>) {
    let queries: Vec<String> = queries.map(|query| format!("({query})")).collect();
    if !queries.is_empty() {
        condition.named(index, queries.join(" AND "));
    }
}

impl Record {
    /// The events that fit, in the order in which their reports were added.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn events(&self, filter: &EventFilter, n_items_max: usize) -> Result<Found<RecordedEvent>, RecordError> {
        let mut last = LastRead::NONE;
        let found = filter.condition().find(&self.db, n_items_max, |number, place| {
            let (head, deeds) = last.of(number, |number| line::latest_parts(&self.db, number))?;
            event(head, deeds, number, place)
        });
        self.told(found)
    }

    /// The commitments that fit, in the order in which their reports were added.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn commitments(
        &self,
        filter: &CommitmentFilter,
        n_items_max: usize,
    ) -> Result<Found<RecordedCommitment>, RecordError> {
        let mut last = LastRead::NONE;
        let found = filter.condition().find(&self.db, n_items_max, |number, place| {
            let (head, promises, text) = last.of(number, |number| promises(&self.db, number))?;
            commitment(head, promises, text, number, place)
        });
        self.told(found)
    }
}

fn event(head: &ReportHead, deeds: &Deeds, number: i64, place: i64) -> Result<RecordedEvent, Fault> {
    let event = line::at_place(&deeds.events, number, place)?;
    Ok(RecordedEvent {
        schema: Schema,
        report: head.clone(),
        sources: deeds.names_of(&event.sources),
        targets: deeds.names_of(&event.targets),
        place: deeds.names_of(event.place.as_slice()).pop(),
        told_by: event.attributed_to.as_deref().map(|statement| deeds.speakers_of(statement)).unwrap_or_default(),
        event: event.clone(),
    })
}

fn promises(db: &Connection, number: i64) -> Result<(ReportHead, Promises, String), Fault> {
    let (head, promises) = line::latest_parts(db, number)?;
    Ok((head, promises, line::text(db, number)?))
}

fn commitment(
    head: &ReportHead,
    promises: &Promises,
    text: &str,
    number: i64,
    place: i64,
) -> Result<RecordedCommitment, Fault> {
    let commitment = line::at_place(&promises.commitments, number, place)?;
    Ok(RecordedCommitment {
        schema: Schema,
        report: head.clone(),
        by: promises.names_of(&commitment.by),
        to: promises.names_of(&commitment.to),
        figure: commitment.figure.and_then(|figure| promises.figures.get(figure)).cloned(),
        passage: passage(commitment, text),
        commitment: commitment.clone(),
    })
}

/// The words of the report from the first to the last that carries a commitment.
fn passage(commitment: &Commitment, text: &str) -> TextSpan {
    let start = commitment.evidence.iter().map(|span| span.start).min().unwrap_or(commitment.what.start);
    let end = commitment.evidence.iter().map(|span| span.end).max().unwrap_or(commitment.what.end);
    let text = text.chars().skip(start as usize).take(end.saturating_sub(start) as usize).collect();
    TextSpan { start, end, text }
}
