//! Questions to the record.

use dateline_wire::{Comparison, Correction, RecordedStatement, Report, Run, Schema};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

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

/// The first of what was found, and how much there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<T> {
    /// The first ones.
    pub items: Vec<T>,
    /// How many there are.
    pub n_all: u64,
}

/// The condition of a query with its values.
struct Condition {
    tables: &'static str,
    /// The numbers of the statements, sorted as the tables give them.
    order: &'static str,
    terms: Vec<&'static str>,
    values: Vec<Value>,
}

impl Condition {
    fn of(filter: &StatementFilter) -> Self {
        let mut condition =
            Self { tables: "statement", order: "statement.number", terms: Vec::new(), values: Vec::new() };
        if let Some(speaker) = &filter.speaker {
            // The names decide the order of the search: few statements have them, and their rowids come sorted.
            condition.tables = "speaker CROSS JOIN statement ON statement.number = speaker.rowid";
            condition.order = "speaker.rowid";
            condition.add("speaker MATCH ?", &all_words(speaker));
        }
        if let Some(source) = &filter.source {
            condition.add(
                "report IN (SELECT number FROM report WHERE (? COLLATE NOCASE) IN (outlet, domain, agency))",
                source,
            );
        }
        let rest = [
            ("kind = ?", &filter.kind),
            ("stance = ?", &filter.stance),
            ("day >= ?", &filter.from),
            ("day <= ?", &filter.to),
        ];
        for (term, value) in rest {
            if let Some(value) = value {
                condition.add(term, value);
            }
        }
        condition
    }

    fn add(&mut self, term: &'static str, value: &str) {
        self.terms.push(term);
        self.values.push(Value::Text(value.to_owned()));
    }

    fn sql(&self, what: &str) -> String {
        let terms = if self.terms.is_empty() { String::new() } else { format!(" WHERE {}", self.terms.join(" AND ")) };
        format!("SELECT {what} FROM {}{terms}", self.tables)
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
        let condition = Condition::of(filter);
        let read = || {
            let n_all: i64 =
                self.db.query_row(&condition.sql("count(*)"), params_from_iter(&condition.values), |row| row.get(0))?;
            let select = condition.sql("statement.report, statement.place");
            let mut select = self.db.prepare(&format!("{select} ORDER BY {} LIMIT {n_items_max}", condition.order))?;
            let mut rows = select.query(params_from_iter(&condition.values))?;
            let mut reports = LatestReports { db: &self.db, last: None };
            let mut items = Vec::new();
            while let Some(row) = rows.next()? {
                items.push(reports.statement(row.get(0)?, row.get(1)?)?);
            }
            Ok(Found { items, n_all: n_all.unsigned_abs() })
        };
        self.told(read())
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
fn current(db: &Connection) -> Result<Vec<i64>, Fault> {
    let select = "SELECT number FROM report
                  WHERE NOT EXISTS (SELECT 1 FROM report AS later WHERE later.supersedes = report.number)
                  ORDER BY number";
    let mut select = db.prepare(select)?;
    let numbers = select.query_map([], |row| row.get(0))?;
    Ok(numbers.collect::<Result<_, _>>()?)
}

/// Reports whose statements are asked for one after the other; those of one report come together.
struct LatestReports<'a> {
    db: &'a Connection,
    last: Option<(i64, Sayings, Vec<Correction>)>,
}

impl LatestReports<'_> {
    fn statement(&mut self, number: i64, place: i64) -> Result<RecordedStatement, Fault> {
        let (_, sayings, corrections) = match self.last.take() {
            Some(last) if last.0 == number => self.last.insert(last),
            _ => {
                let sayings = line::latest_sayings(self.db, number)?;
                let corrections = correction::of_report(self.db, number, &sayings.head().id, &sayings.statements)?;
                self.last.insert((number, sayings, corrections))
            }
        };
        let statement = usize::try_from(place).ok().and_then(|place| sayings.statements.get(place));
        let statement = statement.ok_or_else(|| Fault::Damaged(format!("report {number} lacks a statement")))?;
        let own = corrections.iter().filter(|correction| correction.finding == statement.finding);
        Ok(RecordedStatement {
            schema: Schema,
            report: sayings.head(),
            speakers: sayings.speaker_names(statement),
            statement: statement.clone(),
            corrected: correction::laid_over(statement, || sayings.speaker_names(statement), corrections),
            corrections: own.cloned().collect(),
        })
    }
}
