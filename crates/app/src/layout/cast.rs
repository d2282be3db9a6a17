//! The reports and the speakers of a comparison by their names.

use std::collections::{BTreeMap, BTreeSet};

use dateline_wire::{Comparison, Point, SharedEntity, Telling, TextSpan};

use super::shown;

/// One report's telling of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// What several reports tell.
pub fn shared(comparison: &Comparison) -> impl Iterator<Item = &Point> {
    comparison.points.iter().filter(|point| point.says.len() > 1)
}

/// The points that this report tells and no other, with its tellings of them.
pub fn told_alone<'a>(comparison: &'a Comparison, key: &str) -> Vec<(&'a Point, &'a [Telling])> {
    let alone = comparison.points.iter().filter(|point| point.says.len() == 1);
    alone.filter_map(|point| Some((point, point.says.get(key)?.as_slice()))).collect()
}

/// Those who are quoted in several reports, with the number of quotations in each report, in the order of the reports.
pub fn quoted_in_several(comparison: &Comparison) -> Vec<(&SharedEntity, Vec<usize>)> {
    let reports: BTreeMap<&str, usize> = keys(comparison).enumerate().map(|(n, key)| (key, n)).collect();
    let mut counts = BTreeMap::<&str, Vec<usize>>::new();
    let said = comparison.points.iter().filter(|point| !matches!(point.about.as_ref(), "event" | "commitment"));
    for (key, tellings) in said.flat_map(|point| &point.says) {
        let Some(report) = reports.get(key.as_str()) else { continue };
        for telling in tellings {
            let speakers: BTreeSet<&str> = telling.speakers.iter().map(String::as_str).collect();
            for speaker in speakers {
                counts.entry(speaker).or_insert_with(|| vec![0; reports.len()])[*report] += 1;
            }
        }
    }
    counts.retain(|_, counts| counts.iter().filter(|n| **n > 0).count() > 1);
    let counted = comparison.entities.iter().filter_map(|entity| Some((entity, counts.remove(entity.id.as_str())?)));
    counted.collect()
}
