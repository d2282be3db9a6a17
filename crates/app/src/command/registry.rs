//! `dateline registry`, and a user's tables of the registry.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use dateline_engine::{Network, Pipeline, RegistryTable, Status, UserTable, registry_defects, wikidata_row};

use crate::args::{OwnData, RegistryImportArgs, STDIN};
use crate::message;
use crate::output::{Stop, write_raw};

/// The pipeline with the tables and the model that the user names.
pub fn pipeline(own: &OwnData) -> Result<Pipeline, Stop> {
    let table = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).map_err(|error| Stop::Unread(path.clone(), error))?;
        Ok(UserTable { name: path.to_string_lossy().into_owned(), text })
    };
    let tables: Vec<UserTable> = own.registry.iter().map(table).collect::<Result<_, Stop>>()?;
    let network = own.model.as_deref().map(Network::load).transpose()?;
    Pipeline::with(network, &tables).map_err(Stop::Registry)
}

/// Prints the rows of a file as a table of the registry, and names the lines that are none.
pub fn import(args: &RegistryImportArgs) -> Result<Status, Stop> {
    let path = &args.file;
    let unread = |error| Stop::Unread(path.clone(), error);
    let input: Box<dyn BufRead> = if path.as_os_str() == STDIN {
        Box::new(io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(path).map_err(unread)?))
    };
    let mut lines = input.lines().enumerate().peekable();
    let is_dump = matches!(lines.peek(), Some((_, Ok(line))) if line.starts_with(['{', '[']));
    let mut import = Import { file: path, tables: BTreeMap::new(), n_refused: 0 };
    if is_dump {
        for (at, line) in lines {
            import.entry(at + 1, &line.map_err(unread)?);
        }
    } else {
        let text: Vec<String> = lines.map(|(_, line)| line).collect::<Result<_, _>>().map_err(unread)?;
        return import.checked(text);
    }
    write_raw(import.text().as_bytes())?;
    Ok(import.status())
}

/// What was read so far.
struct Import<'a> {
    file: &'a Path,
    tables: BTreeMap<RegistryTable, Vec<String>>,
    n_refused: usize,
}

impl Import<'_> {
    /// Takes a line of a dump.
    fn entry(&mut self, line: usize, text: &str) {
        match wikidata_row(text) {
            Ok(Some(row)) => self.tables.entry(row.table).or_default().push(row.cells.join("\t")),
            Ok(None) => {}
            Err(reason) => self.refuse(&format!("{}:{line}: {reason}", self.file.display())),
        }
    }

    /// Takes the lines of a table, without those that are no rows.
    fn checked(mut self, lines: Vec<String>) -> Result<Status, Stop> {
        let table = UserTable { name: self.file.to_string_lossy().into_owned(), text: lines.join("\n") };
        let mut good = lines;
        for defect in registry_defects(&table) {
            self.refuse(&defect.to_string());
            if let Some(line) = good.get_mut(defect.line() - 1) {
                line.clear();
            }
        }
        good.retain(|line| !line.is_empty());
        write_raw(good.iter().map(|line| format!("{line}\n")).collect::<String>().as_bytes())?;
        Ok(self.status())
    }

    fn refuse(&mut self, what: &str) {
        message::error(what, None);
        self.n_refused += 1;
    }

    /// The tables, each with its line of columns.
    fn text(&self) -> String {
        let mut text = String::new();
        for (table, rows) in &self.tables {
            text.push_str(&table.columns().join("\t"));
            text.push('\n');
            for row in rows {
                text.push_str(row);
                text.push('\n');
            }
        }
        text
    }

    const fn status(&self) -> Status {
        if self.n_refused == 0 { Status::Done } else { Status::InputFailed }
    }
}
