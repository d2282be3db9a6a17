//! POLECAT's table of events.

use dateline_wire::{Entity, Report};

use super::actor::ActorCode;
use super::ontology::Ontology;
use super::{View, tabbed};

/// The columns, in their order.
pub(super) const COLUMNS: [&str; 40] = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

/// The names of the quad classes, 1 to 4.
const QUADS: [&str; 4] = ["VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"];

/// Between the values of a cell that holds several.
const BETWEEN: &str = "; ";

/// The row of an event between two actors. A cell that nothing is known for is empty.
pub(super) fn row(ontology: &Ontology, view: &View<'_>, id: &str) -> String {
    let (report, event) = (view.report, view.event);
    let score = ontology.plover(event);
    // A day is the day of the deed, never that of printing; a run of days is none.
    let day = view.days().filter(|(first, last)| first == last).map(|(day, _)| day).unwrap_or_default();
    let place = view.place();
    let mut cells: Vec<String> = [
        id,
        day,
        &event.kind,
        event.mode.as_deref().unwrap_or_default(),
        score.intensity,
        QUADS[usize::from(score.quad) - 1],
        &event.contexts.join(BETWEEN),
    ]
    .map(str::to_owned)
    .into();
    cells.extend(actor(ontology, view, view.sources.first().copied()));
    cells.extend(actor(ontology, view, view.targets.first().copied()));
    let placename = place.map(|place| place.name.as_str()).unwrap_or_default();
    let country = place.and_then(|place| place.country.as_deref()).unwrap_or_default();
    cells.extend([placename, "", "", "", country, "", "", "", placename, ""].map(str::to_owned));
    cells.extend(story(report));
    tabbed(&cells)
}

/// Name, country, code in the Correlates of War (not known), sectors, title (not told apart from the name), words in the
/// report, and entry in Wikipedia (not known).
fn actor(ontology: &Ontology, view: &View<'_>, entity: Option<&Entity>) -> [String; 8] {
    let Some(entity) = entity else { return <[String; 8]>::default() };
    let code = ActorCode::of(ontology, entity);
    let raw = view.actor(entity).mention.map_or_else(|| entity.name.clone(), |mention| mention.text);
    [
        entity.name.clone(),
        code.state().unwrap_or_default(),
        String::new(),
        code.sectors.first().cloned().unwrap_or_default(),
        code.sectors.join(BETWEEN),
        String::new(),
        raw,
        String::new(),
    ]
}

/// Who published the report and when, whom and what it names, and what coded it.
fn story(report: &Report) -> [String; 7] {
    let names = |kinds: &[&str]| {
        let of_kind = report.entities.iter().filter(|entity| kinds.contains(&entity.kind.as_ref()));
        of_kind.map(|entity| entity.name.as_str()).collect::<Vec<_>>().join(BETWEEN)
    };
    let source = report.source.name.as_ref().or(report.source.domain.as_ref());
    [
        source.cloned().unwrap_or_default(),
        report.published.date.clone().unwrap_or_default(),
        names(&["person"]),
        names(&["organisation"]),
        names(&["country", "place"]),
        report.language.clone().unwrap_or_default(),
        format!("dateline {}", report.producer.dateline),
    ]
}
