//! Bytes to reports: plain text, web pages, items of feeds and rows of JSON Lines become a text that never changes, divided
//! into blocks.
//!
//! [`Reader`] takes the bytes of one report and gives a [`Report`] with notes on how it came about. Text from outside is
//! never an error; only what is no report at all is [`Refused`]. The line rules are data (`data/en/blocks.toml`), the
//! agencies too (`data/registry/agencies.tsv`), and where pages say what of their reports; all are built in.
//!
//! This crate opens no files and fetches nothing, and it knows nothing of sentences: what is said in a report is found
//! by later stages.

mod agencies;
mod archive;
mod blocks;
mod dateline;
mod decode;
mod feed;
mod html;
mod http;
mod language;
mod layout;
mod lines;
mod page;
mod pattern;
mod published;
mod refused;
mod row;
mod rules;
mod structure;
mod words;

use std::ops::Range;
use std::sync::Arc;

use dateline_core::{
    Basis, DateValue, Dated, Dateline, Note, NoteCode, Origin, Outcome, PartialDate, Producer, Report, ReportParts,
    Source, Span, Stage, Table, Text, data_hash,
};
use jiff::civil::Date;

use crate::agencies::Agencies;
use crate::blocks::{Divider, Division};
use crate::feed::FeedPlaces;
use crate::html::{PageContent, Pages};
use crate::row::{Body, Row};
use crate::rules::LineRules;

pub use archive::{ArchiveRecord, ArchiveRecords, Passed, archive_records};
pub use feed::{FEED_BYTES_MAX, FeedFind, FeedFinds, FeedItem, begins_feed, feed_finds};
pub use lines::{JsonLines, Line, json_lines};
pub use refused::{HTML_BYTES_MAX, REPORT_BYTES_MAX, ROW_BYTES_MAX, Refused};

const BLOCKS: &str = include_str!("../../../data/en/blocks.toml");
const AGENCIES: &str = include_str!("../../../data/registry/agencies.tsv");

/// Reads reports. Making one compiles the rules; it is meant to be made once and shared.
#[derive(Debug)]
pub struct Reader {
    divider: Divider,
    pages: Pages,
    feed_places: FeedPlaces,
    producer: Producer,
}

/// What is known of a report beside its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The name of the report in this run; a row's own id takes its place.
    pub key: Arc<str>,
    /// The file it comes from, as the user named it.
    pub path: Option<Arc<str>>,
}

/// What came with the bytes of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Transfer {
    /// The address it was fetched from.
    pub url: Option<Arc<str>>,
    /// The encoding that its transfer declared.
    pub charset: Option<Arc<str>>,
}

impl Default for Reader {
    fn default() -> Self {
        Self::new()
    }
}

impl Reader {
    /// Makes a reader for English reports.
    ///
    /// # Panics
    /// If a built-in data file has a defect: that is a bug, and the message names file and entry.
    #[must_use]
    pub fn new() -> Self {
        let rules = LineRules::parse(BLOCKS).unwrap_or_else(|error| panic!("data/en/blocks.toml: {error}"));
        let table = Table::new("data/registry/agencies.tsv", AGENCIES);
        let agencies = Agencies::parse(table).unwrap_or_else(|error| panic!("{error}"));
        let version = env!("CARGO_PKG_VERSION");
        let pages = Pages::new().unwrap_or_else(|error| panic!("{error}"));
        let [names, bylines, places, months] = html::DATA;
        let feed_table = Table::new("data/feed_metadata.tsv", feed::DATA);
        let feed_places = FeedPlaces::parse(feed_table).unwrap_or_else(|error| panic!("{error}"));
        let data_hash = data_hash(&[BLOCKS, AGENCIES, names, bylines, places, months, feed::DATA]);
        let producer = Producer { stage: Stage::Read, version, data_hash };
        Self { divider: Divider::new(rules, agencies), pages, feed_places, producer }
    }

    /// What reports name as the maker of their blocks.
    #[must_use]
    pub fn producer(&self) -> Producer {
        self.producer.clone()
    }

    /// Reads the bytes of a plain text.
    ///
    /// The text comes back as it came in, decoded if it was not UTF-8, without a byte order mark.
    ///
    /// # Errors
    /// [`Refused::TooLarge`] above [`REPORT_BYTES_MAX`], [`Refused::Binary`] if the bytes are no text.
    pub fn read_text(&self, bytes: &[u8], given: &Given) -> Result<Outcome<Report>, Refused> {
        check_size(bytes, REPORT_BYTES_MAX)?;
        let decoded = decode::decode(bytes)?;
        self.read(decoded.value, Row::default(), given, decoded.notes)
    }

    /// Reads the bytes of a web page.
    ///
    /// The text is the headline, the kept blocks and the captions, joined by blank lines; what does not belong to the
    /// report is not in it. What the page says of the report stands in its metadata, each value with its place. Nothing in
    /// the page is run or fetched. `transfer` is what came with the page.
    ///
    /// # Errors
    /// [`Refused::TooLarge`] above [`HTML_BYTES_MAX`], [`Refused::Binary`] if the bytes are no text.
    pub fn read_html(&self, bytes: &[u8], transfer: &Transfer, given: &Given) -> Result<Outcome<Report>, Refused> {
        check_size(bytes, HTML_BYTES_MAX)?;
        let decoded = html::decode(bytes, transfer.charset.as_deref())?;
        let row = Row { url: transfer.url.as_deref().map(str::to_owned), ..Row::default() };
        self.read_page(&decoded.value, row, given, decoded.notes)
    }

    /// Reads one row of JSON Lines: `{"id"?, "url"?, "source"?, "title"?, "published"?, "text" | "html"}`.
    ///
    /// Other fields are passed over. A known field of the wrong type is left out with a note. A row with an address and
    /// nothing to read is a report without text, and a note says so: nothing is fetched. Items of ninjs and of GDELT's lists
    /// of articles are read as [`Reader::read_feed_item`] does.
    ///
    /// # Errors
    /// [`Refused::TooLarge`] if the row is above [`ROW_BYTES_MAX`], its text above [`REPORT_BYTES_MAX`] or its page above
    /// [`HTML_BYTES_MAX`]; [`Refused::Binary`], [`Refused::NotJson`], [`Refused::NoText`] as they say.
    pub fn read_row(&self, line: &[u8], given: &Given) -> Result<Outcome<Report>, Refused> {
        check_size(line, ROW_BYTES_MAX)?;
        let decoded = decode::decode(line)?;
        let row = row::parse(&decoded.value);
        if row.as_ref().map_or_else(|refused| *refused == Refused::NoText, |row| row.value.body == Body::Elsewhere)
            && let Some(item) = feed::export_row(&decoded.value, &decoded.notes)
        {
            return self.read_feed_item(&item, given);
        }
        let row = row?;
        let mut notes = [decoded.notes, row.notes].concat();
        let mut row = row.value;
        match std::mem::take(&mut row.body) {
            Body::Text(text) => {
                check_size(text.as_bytes(), REPORT_BYTES_MAX)?;
                self.read(text, row, given, notes)
            }
            Body::Html(html) => {
                check_size(html.as_bytes(), HTML_BYTES_MAX)?;
                self.read_page(&html, row, given, notes)
            }
            Body::Elsewhere => {
                let text = "only the address was given; nothing is fetched, so there is no text";
                notes.push(Note::new(NoteCode::PartialText, text));
                self.read(String::new(), row, given, notes)
            }
        }
    }

    fn read(&self, text: String, row: Row, given: &Given, mut notes: Vec<Note>) -> Result<Outcome<Report>, Refused> {
        if text.trim().is_empty() {
            notes.push(Note::new(NoteCode::EmptyText, "the report holds no text"));
        }
        let text = Text::new(text).map_err(|_| Refused::TooLarge { n_bytes_max: REPORT_BYTES_MAX })?;
        let division = self.divider.divide(text.as_str(), row.title.as_deref());
        let stated = stated(&division);
        let report = Report::new(ReportParts {
            origin: origin(&row, given),
            source: row.source,
            title: row.title.map(Arc::from),
            language: language::language(text.as_str()),
            published: row.published.map(|published| published.dated()).or_else(|| stated.clone()),
            published_at: row.published.and_then(|published| published.clock),
            dateline: dateline(&division),
            agency: division.agency,
            blocks: division.blocks,
            text,
        });
        Ok(Outcome { value: report.with_stated_day(stated), notes })
    }

    /// Reads a page; what the row says outweighs what the page says.
    fn read_page(&self, html: &str, row: Row, given: &Given, mut notes: Vec<Note>) -> Result<Outcome<Report>, Refused> {
        let page = self.pages.read(html, row.url.as_deref(), row.title.as_deref(), &self.divider);
        let PageContent { division: divided, title, source, address, language, published, metadata, notes: own } = page;
        notes.extend(own);
        if divided.text.is_empty() {
            notes.push(Note::new(NoteCode::EmptyText, "no report was found in the page"));
        }
        let text = Text::new(divided.text).map_err(|_| Refused::TooLarge { n_bytes_max: REPORT_BYTES_MAX })?;
        let division = divided.division;
        let stated = stated(&division);
        let known = row.published.or_else(|| published.map(|published| published.at));
        let mut origin = origin(&row, given);
        origin.url = origin.url.or(address);
        let report = Report::new(ReportParts {
            origin,
            source: Source { name: row.source.name.or(source.name), domain: row.source.domain.or(source.domain) },
            title: row.title.map(Arc::from).or(title),
            language,
            published: known.map(|known| known.dated()).or_else(|| stated.clone()),
            published_at: known.and_then(|known| known.clock),
            dateline: dateline(&division),
            agency: division.agency,
            blocks: division.blocks,
            text,
        });
        Ok(Outcome { value: report.with_metadata(metadata).with_stated_day(stated), notes })
    }
}

fn origin(row: &Row, given: &Given) -> Origin {
    let given_id: Option<Arc<str>> = row.id.as_deref().map(Arc::from);
    Origin {
        key: given_id.clone().unwrap_or_else(|| Arc::clone(&given.key)),
        given_id,
        path: given.path.clone(),
        url: row.url.as_deref().map(Arc::from),
    }
}

const fn check_size(bytes: &[u8], n_bytes_max: usize) -> Result<(), Refused> {
    if bytes.len() > n_bytes_max { Err(Refused::TooLarge { n_bytes_max }) } else { Ok(()) }
}

/// The publication day that the text states: a full one if the year stands there too.
fn stated(division: &Division) -> Option<Dated> {
    let (day, range) = division.day.clone()?;
    let value = full_day(day).map_or(DateValue::Partial(day), |day| DateValue::Days { first: day, last: day });
    Some(Dated { value, basis: Basis::Stated(Span::of(range)) })
}

fn full_day(day: PartialDate) -> Option<Date> {
    Date::new(day.year?, day.month?, day.day?).ok()
}

fn dateline(division: &Division) -> Option<Dateline> {
    let found = division.dateline.clone()?;
    let span = |range: Range<usize>| Span::of(range);
    Some(Dateline { place: found.place.map(span), day: found.day.map(|(day, _)| day), agency: found.agency.map(span) })
}
