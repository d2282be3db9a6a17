//! The stages, one after the other, for one report.

use std::panic::resume_unwind;
use std::thread;

use dateline_annotate::{Annotator, Network};
use dateline_core::{Analysis, Annotated, Basis, Dated, Findings, Outcome, Producer, Report, Stage};
use dateline_find::{Finder, RegistryError, RuleCard, UserTable};
use dateline_read::{Given, Reader, Refused};

use crate::input::{Content, Item};

/// The stages that every report passes.
pub(crate) const STAGES: [Stage; 3] = [Stage::Read, Stage::Annotate, Stage::Find];

/// The stages with the data files they were built from.
pub struct Pipeline {
    reader: Reader,
    annotator: Annotator,
    finder: Finder,
    producers: [Producer; 4],
}

impl Pipeline {
    /// The pipeline for reports in English, with the network that is built in.
    #[must_use]
    pub fn english() -> Self {
        let (reader, annotator, finder) = beside(Network::english, Finder::english);
        Self::of(reader, annotator, finder)
    }

    /// The pipeline for reports in English, with a network of one's own.
    #[must_use]
    pub fn with_network(network: Network) -> Self {
        let (reader, annotator, finder) = beside(|| network, Finder::english);
        Self::of(reader, annotator, finder)
    }

    /// The pipeline for reports in English, with a user's tables of the registry, and with a network of the user's own or
    /// the one that is built in.
    ///
    /// # Errors
    /// The defects of the tables.
    pub fn with(network: Option<Network>, tables: &[UserTable]) -> Result<Self, RegistryError> {
        let (reader, annotator, finder) =
            beside(|| network.unwrap_or_else(Network::english), || Finder::with_registry(tables));
        Ok(Self::of(reader, annotator, finder?))
    }

    fn of(reader: Reader, annotator: Annotator, finder: Finder) -> Self {
        let producers =
            [reader.producer(), annotator.producer().clone(), finder.producer().clone(), dateline_compare::producer()];
        Self { reader, annotator, finder, producers }
    }

    /// The network, where there is one.
    #[must_use]
    pub const fn network(&self) -> Option<&Network> {
        self.annotator.network()
    }

    /// What makes the results, in the order of the stages; the last one compares reports.
    #[must_use]
    pub const fn producers(&self) -> &[Producer; 4] {
        &self.producers
    }

    /// What stands in each line as its maker.
    pub(crate) fn line_producer(&self) -> dateline_wire::Producer {
        line_producer(&self.producers, self.network())
    }

    /// Takes one report through all stages.
    pub(crate) fn analyse(&self, item: &Item) -> Result<Analysis, Refused> {
        let read = read_item(&self.reader, item)?;
        let (report, mut notes) = (read.value, read.notes);
        let annotated = self.annotator.annotate(&report);
        let found = self.finder.find(&report, &annotated);
        let (report, found) = self.dated(report, &annotated, found);
        notes.extend(found.notes);
        Ok(Analysis { report, annotated, findings: found.value, notes })
    }

    /// The report with its findings; where these leave one day of publication, that day, and what is found with it.
    fn dated(&self, report: Report, annotated: &Annotated, found: Outcome<Findings>) -> (Report, Outcome<Findings>) {
        let day = found.value.candidates.as_ref().and_then(|candidates| match candidates.days.as_slice() {
            [only] => Some(*only),
            _ => None,
        });
        let stated = report.published().map(|published| &published.basis);
        let (Some(day), Some(Basis::Stated(span))) = (day, stated) else { return (report, found) };
        let published = Dated::day(day, Basis::OfficeTerms(*span));
        let report = report.with_published(published);
        let found = self.finder.find(&report, annotated);
        (report, found)
    }
}

/// The rules for English that stand in files, in the order in which they are tried. Makes no pipeline, whose network takes
/// longer to load than they do.
#[must_use]
pub fn rules() -> Vec<RuleCard> {
    Finder::english().rules().cloned().collect()
}

/// Reads the report of an item, whatever its bytes are.
pub(crate) fn read_item(reader: &Reader, item: &Item) -> Result<Outcome<Report>, Refused> {
    let given = Given { key: item.place.key.clone(), path: item.place.path().cloned() };
    match &item.content {
        Content::Text(bytes) => reader.read_text(bytes, &given),
        Content::Page(bytes, transfer) => reader.read_html(bytes, transfer, &given),
        Content::Row(bytes) => reader.read_row(bytes, &given),
        Content::FeedItem(feed_item) => reader.read_feed_item(feed_item, &given),
    }
}

/// What stands in a line as its maker.
pub(crate) fn line_producer(producers: &[Producer], network: Option<&Network>) -> dateline_wire::Producer {
    let with_data = producers.iter().filter(|producer| !producer.data_hash.is_empty());
    let rules: Vec<_> = with_data.map(|p| format!("{}:{}", p.stage.name(), p.data_hash)).collect();
    dateline_wire::Producer {
        dateline: env!("CARGO_PKG_VERSION").to_owned(),
        rules: rules.join(" "),
        model: network.map(|network| network.model().hash().to_owned()),
        // Every kernel gives the same bytes, so there is none to name.
        kernel: None,
    }
}

/// Makes the three stages beside one another: reading their tables is most of the time that a start takes.
fn beside<F>(network: impl FnOnce() -> Network + Send, finder: impl FnOnce() -> F) -> (Reader, Annotator, F) {
    thread::scope(|scope| {
        let annotator = scope.spawn(|| Annotator::english().with_network(network()));
        let reader = scope.spawn(Reader::new);
        let finder = finder();
        let reader = reader.join().unwrap_or_else(|panic| resume_unwind(panic));
        (reader, annotator.join().unwrap_or_else(|panic| resume_unwind(panic)), finder)
    })
}
