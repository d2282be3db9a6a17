//! What is asked of a table of the index.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::error::Fault;

/// The first of what was found, and how much there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<T> {
    /// The first ones.
    pub items: Vec<T>,
    /// How many there are.
    pub n_all: u64,
}

/// The condition of a query with its values.
#[derive(Debug)]
pub(crate) struct Condition {
    table: &'static str,
    /// The word index that holds the names of the table's rows, where names are asked for.
    names: Option<&'static str>,
    terms: Vec<String>,
    values: Vec<Value>,
}

impl Condition {
    /// All rows of a table.
    pub(crate) const fn all(table: &'static str) -> Self {
        Self { table, names: None, terms: Vec::new(), values: Vec::new() }
    }

    /// Only rows whose names, which `index` holds, fit a query over words. Asked for once at the most.
    pub(crate) fn named(&mut self, index: &'static str, query: String) {
        self.names = Some(index);
        self.add(&format!("{index} MATCH ?"), query);
    }

    /// Only rows of reports with this outlet, domain or agency, whatever its case.
    pub(crate) fn published_by(&mut self, source: &Option<String>) {
        self.given(
            "report IN (SELECT number FROM report WHERE (? COLLATE NOCASE) IN (outlet, domain, agency))",
            source,
        );
    }

    /// Only rows that fit a term, if there is a value for it.
    pub(crate) fn given(&mut self, term: &str, value: &Option<String>) {
        if let Some(value) = value {
            self.add(term, value.clone());
        }
    }

    fn add(&mut self, term: &str, value: String) {
        self.terms.push(term.to_owned());
        self.values.push(Value::Text(value));
    }

    fn select(&self, what: &str) -> String {
        let table = self.table;
        // The names decide the order of the search: few rows have them, and their rowids come sorted.
        let tables = match self.names {
            Some(index) => format!("{index} CROSS JOIN {table} ON {table}.number = {index}.rowid"),
            None => table.to_owned(),
        };
        let terms = if self.terms.is_empty() { String::new() } else { format!(" WHERE {}", self.terms.join(" AND ")) };
        format!("SELECT {what} FROM {tables}{terms}")
    }

    /// The first rows that fit, in the order in which their reports were added, and how many there are. `item` makes each
    /// from the number of its report and its place there; those of one report come together.
    pub(crate) fn find<T>(
        &self,
        db: &Connection,
        n_items_max: usize,
        mut item: impl FnMut(i64, i64) -> Result<T, Fault>,
    ) -> Result<Found<T>, Fault> {
        let values = || params_from_iter(&self.values);
        let n_all: i64 = db.query_row(&self.select("count(*)"), values(), |row| row.get(0))?;
        let (select, table) = (self.select(&format!("{0}.report, {0}.place", self.table)), self.table);
        let order = self.names.map_or_else(|| format!("{table}.number"), |index| format!("{index}.rowid"));
        let mut select = db.prepare(&format!("{select} ORDER BY {order} LIMIT {n_items_max}"))?;
        let mut rows = select.query(values())?;
        let mut items = Vec::new();
        while let Some(row) = rows.next()? {
            items.push(item(row.get(0)?, row.get(1)?)?);
        }
        Ok(Found { items, n_all: n_all.unsigned_abs() })
    }
}

/// What was read last of a report, kept because rows of one report come together.
#[derive(Debug, Default)]
pub(crate) struct LastRead<P>(Option<(i64, P)>);

impl<P> LastRead<P> {
    pub(crate) const NONE: Self = Self(None);

    /// The part of a report, read if it is not the one at hand.
    pub(crate) fn of(&mut self, report: i64, read: impl FnOnce(i64) -> Result<P, Fault>) -> Result<&P, Fault> {
        let held = match self.0.take() {
            Some(last) if last.0 == report => last,
            _ => (report, read(report)?),
        };
        Ok(&self.0.insert(held).1)
    }
}
