//! Tables of facts and words that are built into the binary.
//!
//! A table is tab-separated text: lines that begin with `#` are comments, the first other line names the columns.

use std::fmt;
use std::sync::Arc;

/// Digits of a data hash that go into the output: enough to tell two versions of a file apart.
const HASH_DIGITS: usize = 16;

/// A table built into the binary.
#[derive(Debug, Clone, Copy)]
pub struct Table<'a> {
    name: &'a str,
    text: &'a str,
}

/// One line of a table.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    table: &'a str,
    line: usize,
    columns: Arc<[&'a str]>,
    cells: Vec<&'a str>,
}

/// A defect of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableError {
    table: String,
    line: usize,
    what: String,
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.table, self.line, self.what)
    }
}

impl std::error::Error for TableError {}

impl TableError {
    /// The number of the line, counted from 1.
    #[must_use]
    pub const fn line(&self) -> usize {
        self.line
    }
}

impl<'a> Table<'a> {
    /// Names a text as a table.
    #[must_use]
    pub const fn new(name: &'a str, text: &'a str) -> Self {
        Self { name, text }
    }

    /// The name by which messages call it.
    #[must_use]
    pub const fn name(self) -> &'a str {
        self.name
    }

    /// The whole text.
    #[must_use]
    pub const fn text(self) -> &'a str {
        self.text
    }

    /// The rows, in the order of the file.
    ///
    /// # Errors
    /// If a line has not as many cells as there are columns, or a cell is empty or has blanks at its ends.
    pub fn rows(self) -> Result<Vec<Row<'a>>, TableError> {
        self.each_row().collect()
    }

    /// The rows, in the order of the file, each by itself a row or a defect.
    pub fn each_row(self) -> impl Iterator<Item = Result<Row<'a>, TableError>> {
        let columns: Arc<[&str]> = self.columns().into();
        self.lines().skip(1).map(move |(at, line)| self.row(at + 1, &columns, line))
    }

    /// The names of the columns; none for a table without any line.
    #[must_use]
    pub fn columns(self) -> Vec<&'a str> {
        self.lines().next().map(|(_, line)| line.split('\t').collect()).unwrap_or_default()
    }

    /// The defect of the whole table that `what` tells, at the line of its columns.
    #[must_use]
    pub fn error(self, what: impl Into<String>) -> TableError {
        let line = self.lines().next().map_or(1, |(at, _)| at + 1);
        TableError { table: self.name.to_owned(), line, what: what.into() }
    }

    fn lines(self) -> impl Iterator<Item = (usize, &'a str)> {
        self.text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
    }

    fn row(self, line: usize, columns: &Arc<[&'a str]>, text: &'a str) -> Result<Row<'a>, TableError> {
        let mut cells = Vec::with_capacity(columns.len());
        cells.extend(text.split('\t'));
        let error = |what: String| TableError { table: self.name.to_owned(), line, what };
        if cells.len() != columns.len() {
            return Err(error(format!("{} cells stand in {} columns", cells.len(), columns.len())));
        }
        if let Some(cell) = cells.iter().find(|cell| cell.is_empty() || cell.trim() != **cell) {
            return Err(error(format!("the cell {cell:?} is empty or has blanks at its ends; write - for none")));
        }
        Ok(Row { table: self.name, line, columns: Arc::clone(columns), cells })
    }
}

impl<'a> Row<'a> {
    /// The cell of a column; `-` stands for none.
    ///
    /// # Errors
    /// If there is no such column.
    pub fn get(&self, column: &str) -> Result<Option<&'a str>, TableError> {
        let at = self.columns.iter().position(|name| *name == column);
        let cell = at.map(|at| self.cells[at]).ok_or_else(|| self.error(format!("there is no column {column:?}")))?;
        Ok((cell != "-").then_some(cell))
    }

    /// The cell of a column that must not be `-`.
    ///
    /// # Errors
    /// If there is no such column or it holds `-`.
    pub fn need(&self, column: &str) -> Result<&'a str, TableError> {
        self.get(column)?.ok_or_else(|| self.error(format!("the column {column:?} must not be empty")))
    }

    /// The parts of a cell that `|` separates; none for `-`.
    ///
    /// # Errors
    /// If there is no such column.
    pub fn list(&self, column: &str) -> Result<Vec<&'a str>, TableError> {
        Ok(self.get(column)?.map(|cell| cell.split('|').collect()).unwrap_or_default())
    }

    /// The defect of this row that `what` tells.
    #[must_use]
    pub fn error(&self, what: impl Into<String>) -> TableError {
        TableError { table: self.table.to_owned(), line: self.line, what: what.into() }
    }
}

/// The hash that stands in the output for the data a stage was made with.
#[must_use]
pub fn data_hash(texts: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for text in texts {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    }
    hasher.finalize().to_hex().as_str()[..HASH_DIGITS].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Result<Vec<Row<'_>>, TableError> {
        Table::new("t.tsv", text).rows()
    }

    #[test]
    fn rows_are_read_by_column() {
        let rows = rows("# about\nform\tends\nMr.\tnever\n# more\nU.S.\ta|b\n").expect("the table is right");
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].need("form"), Ok("Mr."));
        assert_eq!(rows[1].list("ends"), Ok(vec!["a", "b"]));
    }

    #[test]
    fn a_dash_is_nothing() {
        let rows = rows("a\tb\n-\tx\n").expect("the table is right");
        assert_eq!(rows[0].get("a"), Ok(None));
        assert!(rows[0].need("a").is_err());
    }

    #[test]
    fn defects_name_file_and_line() {
        for (text, at) in [("a\tb\n1\n", 2), ("a\tb\n1\t2\n3\t \n", 3), ("a\tb\n\n1\t2\t3\n", 3)] {
            let error = rows(text).expect_err("the table is wrong");
            assert!(error.to_string().starts_with(&format!("t.tsv:{at}: ")), "{error}");
        }
    }

    #[test]
    fn a_hash_tells_borders() {
        assert_ne!(data_hash(&["ab", "c"]), data_hash(&["a", "bc"]));
        assert_eq!(data_hash(&["ab"]).len(), HASH_DIGITS);
    }
}
