//! The reports and the speakers of a comparison by their names.

use dateline_wire::{Comparison, Point, Telling, TextSpan};

use super::page::shown;

/// One report's telling of a point.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    pub key: &'a str,
    pub telling: &'a Telling,
}

/// The keys of the reports, in their order.
pub fn keys(comparison: &Comparison) -> impl Iterator<Item = &str> {
    comparison.reports.iter().map(|report| report.origin.key.as_str())
}

/// The tellings of a point, in the order of the reports.
pub fn tellings<'a>(comparison: &'a Comparison, point: &'a Point) -> Vec<Told<'a>> {
    let by_report = keys(comparison).filter_map(|key| Some((key, point.says.get(key)?)));
    by_report.flat_map(|(key, tellings)| tellings.iter().map(move |telling| Told { key, telling })).collect()
}

/// The names of those who are known to speak in a telling.
pub fn speakers(comparison: &Comparison, telling: &Telling) -> Vec<String> {
    let entity = |id: &String| comparison.entities.iter().find(|entity| entity.id == *id);
    telling.speakers.iter().filter_map(entity).map(|entity| shown(&entity.name)).collect()
}

/// A wording without the comma that leads over to its speaker.
pub fn without_comma(wording: &TextSpan) -> TextSpan {
    match wording.text.strip_suffix(',') {
        Some(text) => TextSpan { start: wording.start, end: wording.end - 1, text: text.to_owned() },
        None => wording.clone(),
    }
}
