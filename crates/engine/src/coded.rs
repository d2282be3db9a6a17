//! Events in the shapes of other event data: PLOVER's JSON, GDELT's and POLECAT's tables.
//!
//! Each row comes with the characters of the report that carry it. What a shape has no place for is not squeezed in: tables
//! without a field for aspect get only acts that are told as done, and a day that is not known stays empty instead of being
//! the day of printing. What a code means is looked up in `data/ontology/`; nothing is decided here about the report.

mod actor;
mod gdelt;
mod ontology;
mod plover;
mod polecat;

use dateline_wire::{CodedActor, CodedEvidence, Entity, Event, Report, Schema};

use self::ontology::Ontology;

/// A shape of event data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventFormat {
    /// PLOVER's records in JSON Lines: one for each event, two where it goes both ways, with all its actors.
    Plover,
    /// GDELT's table of events: 61 columns between tabs, no line of names, a row for each pair of actors.
    Gdelt,
    /// POLECAT's table: 40 columns between tabs below a line of names, a row for each pair of actors.
    Polecat,
}

/// A row with what carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodedRow {
    /// The row without its line feed.
    pub text: String,
    /// The characters that carry it.
    pub evidence: CodedEvidence,
}

/// Codes events.
#[derive(Debug)]
pub struct Coder {
    ontology: Ontology,
}

impl EventFormat {
    /// The line of names that a file of this shape begins with.
    #[must_use]
    pub fn head(self) -> Option<String> {
        match self {
            Self::Plover | Self::Gdelt => None,
            Self::Polecat => Some(polecat::COLUMNS.join("\t")),
        }
    }
}

impl Default for Coder {
    fn default() -> Self {
        Self::new()
    }
}

impl Coder {
    /// Reads the built-in codes.
    ///
    /// # Panics
    /// If a built-in table is defective; every test of this module reads them.
    #[must_use]
    pub fn new() -> Self {
        Self { ontology: Ontology::built_in().unwrap_or_else(|defect| panic!("built-in data: {defect}")) }
    }

    /// The rows of a report's events, in their order. Events without any actor give no row.
    #[must_use]
    pub fn rows(&self, report: &Report, format: EventFormat) -> Vec<CodedRow> {
        let events = report.events.iter().filter(|event| format == EventFormat::Plover || event.aspect == "actual");
        let views = events.flat_map(|event| match format {
            EventFormat::Plover => directions(report, event),
            EventFormat::Gdelt | EventFormat::Polecat => pairs(report, event),
        });
        views.map(|view| self.row(&view, format)).collect()
    }

    fn row(&self, view: &View<'_>, format: EventFormat) -> CodedRow {
        let evidence = view.evidence(format);
        let text = match format {
            EventFormat::Plover => plover::record(&self.ontology, view, &evidence.row),
            EventFormat::Gdelt => gdelt::row(&self.ontology, view, &evidence.row),
            EventFormat::Polecat => polecat::row(&self.ontology, view, &evidence.row),
        };
        CodedRow { text, evidence }
    }
}

/// An event as one row tells it: some of its actors in one direction.
#[derive(Debug, Clone)]
struct View<'a> {
    report: &'a Report,
    event: &'a Event,
    sources: Vec<&'a Entity>,
    targets: Vec<&'a Entity>,
}

impl View<'_> {
    fn evidence(&self, format: EventFormat) -> CodedEvidence {
        let Self { report, event, .. } = self;
        let said = report.statements.iter().find(|said| event.attributed_to.as_ref() == Some(&said.id));
        CodedEvidence {
            schema: Schema,
            row: self.id(format),
            report: report.id.clone(),
            key: report.origin.key.clone(),
            event: event.id.clone(),
            finding: event.finding.clone(),
            sources: self.sources.iter().map(|entity| self.actor(entity)).collect(),
            targets: self.targets.iter().map(|entity| self.actor(entity)).collect(),
            aspect: event.aspect.clone(),
            told_by: said.map(|said| report.speaker_names(said)).unwrap_or_default(),
            when: event.when.clone(),
            evidence: event.evidence.clone(),
            trigger: event.trigger.clone(),
            reason: event.reason.clone(),
        }
    }

    /// The id of the row, made from the event and its actors here: in GDELT's table a number of at most 18 digits, as its
    /// readers expect one, else 32 hexadecimal digits.
    fn id(&self, format: EventFormat) -> String {
        const GDELT_IDS: u64 = 1_000_000_000_000_000_000;
        let mut hash = blake3::Hasher::new();
        hash.update(self.event.finding.as_bytes());
        for (side, entities) in [(b'>', &self.sources), (b'<', &self.targets)] {
            hash.update(&[side]);
            entities.iter().for_each(|entity| {
                hash.update(entity.finding.as_bytes());
            });
        }
        let hash = hash.finalize();
        match format {
            EventFormat::Plover | EventFormat::Polecat => hash.to_hex()[..32].to_owned(),
            EventFormat::Gdelt => {
                let first = hash.as_bytes().first_chunk().expect("a hash has 32 bytes");
                (u64::from_be_bytes(*first) % GDELT_IDS).to_string()
            }
        }
    }

    fn actor(&self, entity: &Entity) -> CodedActor {
        let inside = |start: u32, end: u32| self.event.evidence.iter().any(|it| it.start <= start && end <= it.end);
        let mention = entity.mentions.iter().find(|mention| inside(mention.span.start, mention.span.end));
        CodedActor {
            entity: entity.id.clone(),
            name: entity.name.clone(),
            mention: mention.map(|mention| mention.span.clone()),
        }
    }

    /// Where the event is.
    fn place(&self) -> Option<&Entity> {
        entity(self.report, self.event.place.as_ref()?)
    }

    /// The first and the last day.
    fn days(&self) -> Option<(&str, &str)> {
        self.event.when.as_ref().map(|when| (when.from.as_str(), when.to.as_str()))
    }
}

fn entity<'a>(report: &'a Report, id: &str) -> Option<&'a Entity> {
    report.entities.iter().find(|entity| entity.id == id)
}

fn entities<'a>(report: &'a Report, ids: &[String]) -> Vec<&'a Entity> {
    ids.iter().filter_map(|id| entity(report, id)).collect()
}

/// An event in one direction, or in both where it goes both ways, with all its actors on either side.
fn directions<'a>(report: &'a Report, event: &'a Event) -> Vec<View<'a>> {
    let (sources, targets) = (entities(report, &event.sources), entities(report, &event.targets));
    if sources.is_empty() && targets.is_empty() {
        return Vec::new();
    }
    let there = View { report, event, sources, targets };
    let goes_back = event.reciprocal && !there.sources.is_empty() && !there.targets.is_empty();
    let back = View { sources: there.targets.clone(), targets: there.sources.clone(), ..there };
    let mut views = vec![there];
    views.extend(goes_back.then_some(back));
    views
}

/// The pairs of those who do it and those to whom they do it, in the order of the text; where it goes both ways, the pairs
/// the other way round behind them. Several who do it to one another are paired among themselves. Where one side is empty,
/// each of the other side stands by itself.
fn pairs<'a>(report: &'a Report, event: &'a Event) -> Vec<View<'a>> {
    let (sources, targets) = (entities(report, &event.sources), entities(report, &event.targets));
    let view = |source: Option<&'a Entity>, target: Option<&'a Entity>| View {
        report,
        event,
        sources: source.into_iter().collect(),
        targets: target.into_iter().collect(),
    };
    let across = |from: &[&'a Entity], to: &[&'a Entity]| -> Vec<View<'a>> {
        let pairs = from.iter().flat_map(|source| to.iter().map(move |target| (*source, *target)));
        pairs.filter(|(source, target)| source.id != target.id).map(|(s, t)| view(Some(s), Some(t))).collect()
    };
    match (sources.as_slice(), targets.as_slice()) {
        ([_, _, ..], []) if event.reciprocal => across(&sources, &sources),
        (_, []) => sources.iter().map(|source| view(Some(source), None)).collect(),
        ([], _) => targets.iter().map(|target| view(None, Some(target))).collect(),
        _ if event.reciprocal => [across(&sources, &targets), across(&targets, &sources)].concat(),
        _ => across(&sources, &targets),
    }
}

/// The cells of a row, with tabs between them. What would break the table in a cell is a blank.
fn tabbed(cells: &[String]) -> String {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    cells.iter().map(|cell| cell.replace(breaks, " ")).collect::<Vec<_>>().join("\t")
}

#[cfg(test)]
mod tests;
