//! Files of events in the shapes of other event data, each with its file of evidence.

use std::io::Write;
use std::path::Path;

use dateline_engine::{Coder, EventFormat};
use dateline_wire::{Line, Report};

use crate::args::EventFiles;
use crate::message;
use crate::output::{Stop, Written};

/// The files that are written.
pub struct Tables {
    coder: Coder,
    tables: Vec<Table>,
}

/// One file of events.
struct Table {
    format: EventFormat,
    rows: Written,
    evidence: Written,
}

impl Tables {
    /// Makes the files that were asked for; none if there are none.
    pub fn open(files: &EventFiles) -> Result<Option<Self>, Stop> {
        let wanted = [
            (EventFormat::Plover, &files.plover),
            (EventFormat::Gdelt, &files.gdelt),
            (EventFormat::Polecat, &files.polecat),
        ];
        let wanted = wanted.into_iter().filter_map(|(format, path)| Some((format, path.as_ref()?)));
        let tables: Vec<Table> = wanted.map(|(format, path)| Table::open(format, path)).collect::<Result<_, _>>()?;
        Ok((!tables.is_empty()).then(|| Self { coder: Coder::new(), tables }))
    }

    /// Writes the events of a report.
    pub fn write(&mut self, report: &Report) -> Result<(), Stop> {
        for table in &mut self.tables {
            for row in self.coder.rows(report, table.format) {
                table.rows.with(|file| writeln!(file, "{}", row.text))?;
                let evidence = Line::Evidence(Box::new(row.evidence));
                table.evidence.with(|file| evidence.write_to(file))?;
            }
        }
        Ok(())
    }

    /// Writes what is left, and tells the user which files there are.
    pub fn close(self) -> Result<(), Stop> {
        for written in self.tables.into_iter().flat_map(|table| [table.rows, table.evidence]) {
            message::wrote(&written.close()?);
        }
        Ok(())
    }
}

impl Table {
    fn open(format: EventFormat, path: &Path) -> Result<Self, Stop> {
        let mut beside = path.as_os_str().to_owned();
        beside.push(".evidence.jsonl");
        let (mut rows, evidence) = (Written::open(path)?, Written::open(Path::new(&beside))?);
        if let Some(head) = format.head() {
            rows.with(|file| writeln!(file, "{head}"))?;
        }
        Ok(Self { format, rows, evidence })
    }
}
