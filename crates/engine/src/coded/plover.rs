//! PLOVER's records.

use dateline_wire::{
    Entity, Event, PloverCitation, PloverEntity, PloverPlace, PloverRecord, PloverSize, PloverStretch, Report, Word,
};

use super::View;
use super::actor::ActorCode;
use super::ontology::Ontology;

/// The auxiliary modes of aspects; acts that are told as done have none.
const AUXILIARY_MODES: [(&str, &str); 4] =
    [("historical", "historical"), ("future", "future"), ("hypothetical", "hypothetical"), ("negated", "negation")];

/// The record of an event in one direction, as JSON.
pub(super) fn record(ontology: &Ontology, view: &View<'_>, id: &str) -> String {
    let (report, event) = (view.report, view.event);
    let days = view.days();
    let score = ontology.plover(event);
    let entities = |entities: &[&Entity]| entities.iter().map(|entity| plover_entity(ontology, entity)).collect();
    let record = PloverRecord {
        id: id.to_owned(),
        has_event: true,
        date: days.map(|(first, _)| first.to_owned()),
        enddate: days.filter(|(first, last)| first != last).map(|(_, last)| last.to_owned()),
        actor: entities(&view.sources),
        recipient: entities(&view.targets),
        event: event.kind.clone(),
        mode: event.mode.iter().cloned().chain(auxiliary_mode(event)).collect(),
        context: event.contexts.clone(),
        event_loc: view
            .place()
            .map(|place| PloverPlace { extracted_place: place.name.clone(), country_code: place.country.clone() }),
        event_text: event.trigger.text.clone(),
        quad_code: score.quad,
        event_scale: score.intensity.to_owned(),
        text: event.evidence.iter().map(|span| span.text.as_str()).collect::<Vec<_>>().join(" … "),
        text_info: event.evidence.iter().map(|span| PloverStretch { start: span.start, end: span.end }).collect(),
        size: size(report, event),
        cite_info: citation(report),
        coder: format!("dateline {}", report.producer.dateline),
    };
    serde_json::to_string(&record)
        .expect("the keys of records are strings, and their decimals stand in a checked table")
}

fn auxiliary_mode(event: &Event) -> Option<Word> {
    let known = AUXILIARY_MODES.iter().find(|(aspect, _)| event.aspect == *aspect);
    known.map(|(_, mode)| Word::from(*mode))
}

fn plover_entity(ontology: &Ontology, entity: &Entity) -> PloverEntity {
    let code = ActorCode::of(ontology, entity);
    PloverEntity {
        code: code.state(),
        sector: code.sectors,
        entity_text: entity.name.clone(),
        identifier_id: entity.wikidata.clone(),
    }
}

/// The victims, where exact numbers are told of them.
fn size(report: &Report, event: &Event) -> Option<PloverSize> {
    let mut size = PloverSize::default();
    let figures = event.casualties.iter().filter_map(|id| report.figures.iter().find(|figure| figure.id == *id));
    for figure in figures.filter(|figure| figure.bound == "exactly" && figure.to.is_none()) {
        let number = figure.value.parse().ok();
        match figure.fate.as_deref() {
            Some("killed") => size.dead = size.dead.or(number),
            Some("wounded") => size.injured = size.injured.or(number),
            _ => {}
        }
    }
    (size != PloverSize::default()).then_some(size)
}

fn citation(report: &Report) -> PloverCitation {
    PloverCitation {
        citation: report.id.clone(),
        url: report.origin.url.clone(),
        title: report.title.clone(),
        language: report.language.clone(),
        publication: report.source.name.clone().or_else(|| report.source.domain.clone()),
        version: report.producer.rules.clone(),
    }
}
