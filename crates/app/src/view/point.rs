//! One point that several reports tell: each wording, with what sets it apart from the fullest one.

use std::cmp::Reverse;
use std::iter;

use dateline_wire::{Comparison, End, Point, Relation};

use super::cast::{Told, speakers, tellings, without_comma};
use super::page::{ASIDE, KEY, Page, TITLE, WARNING, shown, styled};
use super::wording::{Change, Side, changes, marked};

/// The relations, the most interesting first: other words, then fewer words, then the same.
const RELATIONS: [&str; 4] = ["altered", "truncated", "overlapping", "identical"];

/// Adds a point: who speaks, every wording with the reports that have it, and who is silent.
pub fn add_point(page: &mut Page, comparison: &Comparison, point: &Point) {
    page.add_hanging(0, 4, &head(comparison, point));
    let mut by_above = String::new();
    for row in rows(comparison, point) {
        let by = row.by();
        if by != by_above {
            page.add_hanging(4, 6, &by);
        }
        page.add(6, &format!("“{}”", row.text));
        by_above = by;
    }
    if !point.silent.is_empty() {
        let silent: Vec<String> = point.silent.iter().map(|key| shown(key)).collect();
        page.add_hanging(4, 6, &styled(ASIDE, &format!("not in {}", silent.join(", "))));
    }
}

/// How near the top a point stands: that reports name different speakers comes before all that they do to the words.
pub fn rank(point: &Point) -> usize {
    let most_interesting = point.relations.iter().map(interest).min().unwrap_or(RELATIONS.len());
    if speakers_differ(point) { 0 } else { 1 + most_interesting }
}

fn interest(relation: &Relation) -> usize {
    RELATIONS.iter().position(|name| *name == relation.relation).unwrap_or(RELATIONS.len())
}

fn speakers_differ(point: &Point) -> bool {
    point.relations.iter().any(|relation| relation.speaker == "different")
}

fn head(comparison: &Comparison, point: &Point) -> String {
    let id = styled(KEY, &point.id);
    let speakers = styled(TITLE, &all_speakers(comparison, point));
    let warning =
        if speakers_differ(point) { styled(WARNING, " · the reports name different speakers") } else { String::new() };
    format!("{id}  {speakers} · {}{warning}", relations(point).join(", "))
}

/// Everybody who is said to speak, each once.
fn all_speakers(comparison: &Comparison, point: &Point) -> String {
    let mut names: Vec<String> = Vec::new();
    for told in tellings(comparison, point) {
        for name in speakers(comparison, told.telling) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    if names.is_empty() { "(nobody named)".to_owned() } else { names.join(" / ") }
}

/// The names of the relations between the tellings, each once.
fn relations(point: &Point) -> Vec<String> {
    let mut relations: Vec<&Relation> = point.relations.iter().collect();
    relations.sort_by_key(|relation| interest(relation));
    relations.dedup_by_key(|relation| &relation.relation);
    relations.into_iter().map(|relation| relation.relation.to_string()).collect()
}

/// A wording and the reports that have it.
struct Row {
    keys: Vec<String>,
    /// What is to be said about it.
    label: Vec<String>,
    text: String,
}

impl Row {
    fn by(&self) -> String {
        let label = if self.label.is_empty() { String::new() } else { format!(" ({})", self.label.join(", ")) };
        format!("{}{label}", styled(KEY, &self.keys.join(", ")))
    }
}

/// One row for each wording: first the fullest, then the others in the order of the reports.
fn rows(comparison: &Comparison, point: &Point) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let order = fullest_first(tellings(comparison, point));
    for (n, told) in order.iter().enumerate() {
        let row = row(comparison, point, *told, &order[..n]);
        match rows.iter_mut().find(|other| other.text == row.text && other.label == row.label) {
            Some(same) => same.keys.push(shown(told.key)),
            None => rows.push(row),
        }
    }
    rows
}

fn fullest_first(tellings: Vec<Told<'_>>) -> Vec<Told<'_>> {
    let length = |told: &Told<'_>| told.telling.span.end - told.telling.span.start;
    let fullest = tellings.iter().enumerate().max_by_key(|(n, told)| (length(told), Reverse(*n))).map(|(n, _)| n);
    let Some(fullest) = fullest else { return tellings };
    let others = tellings.iter().enumerate().filter(|(n, _)| *n != fullest).map(|(_, told)| *told);
    iter::once(tellings[fullest]).chain(others).collect()
}

/// The row of a telling, told against the first one of those `before` it that it is related to.
fn row(comparison: &Comparison, point: &Point, told: Told<'_>, before: &[Told<'_>]) -> Row {
    let (mut label, text) = wording(point, told, before);
    if speakers_differ(point) {
        let names = speakers(comparison, told.telling);
        label.push(if names.is_empty() { "nobody named".to_owned() } else { names.join(" and ") });
    }
    label.extend(stance(point, told));
    Row { keys: vec![shown(told.key)], label, text }
}

/// The wording of a telling with its changes, and what relation they make.
fn wording(point: &Point, told: Told<'_>, before: &[Told<'_>]) -> (Vec<String>, String) {
    let own = without_comma(&told.telling.span);
    let related = before.iter().enumerate().find_map(|(n, other)| Some((n, other, relation(point, *other, told)?)));
    match related {
        None => (Vec::new(), shown(&own.text)),
        // Words that differ in capitals and marks alone are shown as they stand in the first wording.
        Some((0, first, (relation, _))) if relation.relation == "identical" => {
            (Vec::new(), shown(&without_comma(&first.telling.span).text))
        }
        Some((n, other, (relation, side))) => {
            let against = if n == 0 { String::new() } else { format!(" against {}", shown(other.key)) };
            let changes = without_told_elsewhere(point, told, changes(relation, side));
            (vec![format!("{}{against}", relation.relation)], marked(&own, &changes))
        }
    }
}

/// The relation between two tellings, with the side at which `own` stands.
fn relation<'a>(point: &'a Point, other: Told<'_>, own: Told<'_>) -> Option<(&'a Relation, Side)> {
    point.relations.iter().find_map(|relation| {
        if is_at(&relation.a, other) && is_at(&relation.b, own) {
            Some((relation, Side::B))
        } else if is_at(&relation.b, other) && is_at(&relation.a, own) {
            Some((relation, Side::A))
        } else {
            None
        }
    })
}

fn is_at(end: &End, told: Told<'_>) -> bool {
    end.report == told.key && end.span == told.telling.span
}

/// The changes without those words that are cut from the ends of one piece of a report's split quotation only because
/// they stand in another piece of it.
fn without_told_elsewhere(point: &Point, own: Told<'_>, mut changes: Vec<Change>) -> Vec<Change> {
    let pieces = point.says.get(own.key).into_iter().flatten().filter(|piece| piece.span != own.telling.span);
    for piece in pieces {
        changes.retain(|change| !(change.is_at_an_end(&own.telling.span) && change.cuts_words_of(&piece.span.text)));
    }
    changes
}

/// How the report stands to the words, where the reports differ in that.
fn stance(point: &Point, told: Told<'_>) -> Option<String> {
    let stance = &told.telling.stance;
    let all_alike = point.says.values().flatten().all(|telling| telling.stance == *stance);
    if all_alike || stance == "neutral" {
        return None;
    }
    let words = stance_words(point, told).map(|words| format!(": {}", shown(words))).unwrap_or_default();
    Some(styled(WARNING, &format!("{stance}{words}")))
}

/// The words that show the stance, as a relation to a report of another stance tells them.
fn stance_words<'a>(point: &'a Point, told: Told<'_>) -> Option<&'a str> {
    point.relations.iter().find_map(|relation| {
        let difference = relation.differences.iter().find(|difference| difference.kind == "stance")?;
        if is_at(&relation.a, told) {
            Some(difference.a.as_str())
        } else {
            is_at(&relation.b, told).then_some(difference.b.as_str())
        }
    })
}
