//! Questions to the record.

use dateline_wire::{Comparison, Correction, RecordedStatement, Report, Run, Schema, Statement};
use rusqlite::Connection;

use crate::condition::{Condition, Found, LastRead};
use crate::error::{Fault, RecordError};
use crate::line::Sayings;
use crate::record::Record;
use crate::search::all_words;
use crate::{correction, line};

/// Which statements are wanted: those that fit every part that is given.
#[derive(Debug, Clone, Default)]
pub struct StatementFilter {
    /// Words of the speaker's name, whatever their case and accents.
    pub speaker: Option<String>,
    /// The outlet, the domain or the agency, whatever its case.
    pub source: Option<String>,
    /// `direct`, `mixed`, `indirect`.
    pub kind: Option<String>,
    /// `neutral`, `distanced`, `endorsing`.
    pub stance: Option<String>,
    /// The first day of publication, `2031-05-03`. Reports whose day is not known do not fit.
    pub from: Option<String>,
    /// The last day of publication.
    pub to: Option<String>,
}

impl StatementFilter {
    fn condition(&self) -> Condition {
        let mut condition = Condition::all("statement");
        if let Some(speaker) = &self.speaker {
            condition.named("speaker", all_words(speaker));
        }
        condition.published_by(&self.source);
        condition.given("kind = ?", &self.kind);
        condition.given("stance = ?", &self.stance);
        condition.given("day >= ?", &self.from);
        condition.given("day <= ?", &self.to);
        condition
    }
}

impl Record {
    /// The statements that fit, in the order in which their reports were added.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn statements(
        &self,
        filter: &StatementFilter,
        n_items_max: usize,
    ) -> Result<Found<RecordedStatement>, RecordError> {
        let mut last = LastRead::NONE;
        let found = filter.condition().find(&self.db, n_items_max, |number, place| {
            let (sayings, corrections) = last.of(number, |number| sayings(&self.db, number))?;
            Ok(recorded(sayings, corrections, line::at_place(&sayings.statements, number, place)?))
        });
        self.told(found)
    }

    /// Hands out every report that no later text supersedes, in the order in which they were added.
    ///
    /// # Errors
    /// If the record cannot be read, and those of `on_report`.
    pub fn reports<E: From<RecordError>>(
        &self,
        mut on_report: impl FnMut(Report, Vec<Correction>) -> Result<(), E>,
    ) -> Result<(), E> {
        for number in self.told(current(&self.db))? {
            let read = || {
                let report = line::latest(&self.db, number)?;
                let corrections = correction::of_report(&self.db, number, &report.id, &report.statements)?;
                Ok((report, corrections))
            };
            let (report, corrections) = self.told(read())?;
            on_report(report, corrections)?;
        }
        Ok(())
    }

    /// The corrections to the findings of a report.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn corrections_of(&self, report: &Report) -> Result<Vec<Correction>, RecordError> {
        let read = || {
            let id = line::own_id(&report.id)?;
            let number = self.db.query_row("SELECT number FROM report WHERE id = ?", [id], |row| row.get(0))?;
            correction::of_report(&self.db, number, &report.id, &report.statements)
        };
        self.told(read())
    }

    /// The latest comparison of each story, in the order in which the stories were first kept.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn comparisons(&self) -> Result<Vec<Comparison>, RecordError> {
        let read = || {
            let select =
                "SELECT line FROM comparison WHERE number IN (SELECT max(number) FROM comparison GROUP BY story)
                          ORDER BY number";
            let mut select = self.db.prepare(select)?;
            let mut rows = select.query([])?;
            let mut comparisons = Vec::new();
            while let Some(row) = rows.next()? {
                comparisons.push(line::comparison(&row.get::<_, Vec<u8>>(0)?)?);
            }
            Ok(comparisons)
        };
        self.told(read())
    }

    /// The runs that wrote to the record, in their order.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn runs(&self) -> Result<Vec<Run>, RecordError> {
        let read = || {
            let select = "SELECT number, begun, command, dateline, rules,
                              (SELECT count(*) FROM reading WHERE reading.run = run.number)
                          FROM run ORDER BY number";
            let mut select = self.db.prepare(select)?;
            let rows = select.query_map([], |row| {
                Ok(Run {
                    schema: Schema,
                    number: row.get::<_, i64>(0)?.unsigned_abs(),
                    begun: row.get(1)?,
                    command: row.get(2)?,
                    dateline: row.get(3)?,
                    rules: row.get(4)?,
                    n_readings: row.get::<_, i64>(5)?.unsigned_abs(),
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        };
        self.told(read())
    }

    /// How many reports no later text supersedes.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn n_reports(&self) -> Result<u64, RecordError> {
        let count = current(&self.db).map(|numbers| numbers.len() as u64);
        self.told(count)
    }
}

/// The numbers of the reports that no later text supersedes.
pub(crate) fn current(db: &Connection) -> Result<Vec<i64>, Fault> {
    let select = "SELECT number FROM report
                  WHERE NOT EXISTS (SELECT 1 FROM report AS later WHERE later.supersedes = report.number)
                  ORDER BY number";
    let mut select = db.prepare(select)?;
    let numbers = select.query_map([], |row| row.get(0))?;
    Ok(numbers.collect::<Result<_, _>>()?)
}

/// The statements of a report's latest reading, and what people say of them.
fn sayings(db: &Connection, number: i64) -> Result<(Sayings, Vec<Correction>), Fault> {
    let sayings: Sayings = line::latest_part(db, number)?;
    let corrections = correction::of_report(db, number, &sayings.head().id, &sayings.statements)?;
    Ok((sayings, corrections))
}

fn recorded(sayings: &Sayings, corrections: &[Correction], statement: &Statement) -> RecordedStatement {
    let own = corrections.iter().filter(|correction| correction.finding == statement.finding);
    RecordedStatement {
        schema: Schema,
        report: sayings.head(),
        speakers: sayings.speaker_names(statement),
        statement: statement.clone(),
        corrected: correction::laid_over(statement, || sayings.speaker_names(statement), corrections),
        corrections: own.cloned().collect(),
    }
}
