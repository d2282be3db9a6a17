//! One point that several reports tell: each wording, with what sets it apart from the fullest one.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::iter;

use dateline_wire::{Comparison, End, Point, Relation};

use super::cast::{Told, shared, speakers, tellings, without_comma};
use super::shown;
use super::wording::{Change, Piece, Side, changes, pieces, with_value};

/// Whether something can be said of a point.
type Holds = fn(&Point) -> bool;

/// What can be said of a point, the most interesting first: what cannot both be right, then what is done to the words
/// and to who says them, then that all tell it alike. The name is the class of the page and the word of its filter.
const INTEREST: [(&str, Holds); 12] = [
    ("contradicts", |point| relates(point, "contradicts")),
    ("altered", |point| relates(point, "altered")),
    ("qualified", |point| differs(point, "qualification")),
    ("disputed", speakers_differ),
    ("distanced", |point| differs(point, "stance")),
    ("precision", |point| relates(point, "precision")),
    ("truncated", |point| relates(point, "truncated")),
    ("overlapping", |point| relates(point, "overlapping")),
    ("paraphrased", |point| relates(point, "paraphrased")),
    ("identical", |point| relates(point, "identical")),
    ("agreed", |point| point.slot.is_some() && point.says.len() > 1),
    ("copied", |point| relates(point, "copied")),
];

/// What is said where nothing is told by several reports, as where they tell different stories.
pub const NOTHING_IN_COMMON: &str =
    "Nothing in common: no words are quoted by several reports, and no act is told by several";

/// What several reports tell, the most interesting first.
pub fn by_interest(comparison: &Comparison) -> Vec<&Point> {
    let mut points: Vec<&Point> = shared(comparison).collect();
    // An act that all tell alike stands beside the sentences in common, in the order of the comparison.
    points.sort_by_key(|point| INTEREST.iter().position(|(_, holds)| holds(point)).unwrap_or(INTEREST.len() - 1));
    points
}

/// All that can be said of a point, the most interesting first.
pub fn traits(point: &Point) -> impl Iterator<Item = &'static str> {
    INTEREST.iter().filter(move |(_, holds)| holds(point)).map(|(name, _)| *name)
}

fn relates(point: &Point, name: &str) -> bool {
    point.relations.iter().any(|relation| relation.relation == name)
}

fn differs(point: &Point, kind: &str) -> bool {
    point.relations.iter().any(|relation| relation.differences.iter().any(|difference| difference.kind == kind))
}

/// What the point is about: the type of an act, who speaks, or what the reports give different values of.
pub fn subject(comparison: &Comparison, point: &Point) -> String {
    if let Some(kind) = &point.kind {
        return act_name(kind).map_or_else(|| shown(kind), str::to_owned);
    }
    let slot = point.relations.iter().find_map(|relation| relation.slot.as_deref());
    match (all_speakers(comparison, point).join(" / "), slot) {
        (names, _) if !names.is_empty() => names,
        (_, Some("other")) => "Told in opposite ways".to_owned(),
        (_, Some(slot)) => format!("A different {slot}"),
        (_, None) if point.slot.is_some() => value_told(point),
        (_, None) if relates(point, "copied") => "The same sentence".to_owned(),
        _ => "Nobody named".to_owned(),
    }
}

/// What acts of a type of PLOVER are, in words; none of a type that is not known here.
fn act_name(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "AGREE" => "An agreement or promise",
        "CONSULT" => "Talks or a visit",
        "SUPPORT" => "Support",
        "CONCEDE" => "A concession or apology",
        "COOPERATE" => "Cooperation",
        "AID" => "Aid",
        "RETREAT" => "A withdrawal or release",
        "REQUEST" => "A demand or request",
        "ACCUSE" => "Criticism or an inquiry",
        "REJECT" => "A refusal",
        "THREATEN" => "A threat",
        "PROTEST" => "A protest",
        "SANCTION" => "A penalty",
        "MOBILIZE" => "Forces made ready",
        "COERCE" => "Arrest or other force short of violence",
        "ASSAULT" => "Violence",
        _ => return None,
    })
}

/// The value that a point is about, as it stands in the first report that gives it, and what kind of value it is.
fn value_told(point: &Point) -> String {
    let value = point.says.values().flatten().find_map(|telling| telling.value.as_ref());
    let words = value.map(|value| shown(&value.text)).unwrap_or_default();
    let kind = point.slot.as_deref().unwrap_or_default();
    if point.says.len() > 1 { format!("The same {kind}: {words}") } else { format!("A {kind}: {words}") }
}

/// The reports that leave out a restriction of what they quote, each with the words of it.
pub fn lost_qualifications(point: &Point) -> Vec<(String, String)> {
    let mut lost: Vec<(String, String)> = Vec::new();
    for relation in &point.relations {
        for difference in relation.differences.iter().filter(|difference| difference.kind == "qualification") {
            let (who, words) =
                if difference.a.is_empty() { (&relation.a, &difference.b) } else { (&relation.b, &difference.a) };
            if !lost.iter().any(|(key, _)| *key == who.report) {
                lost.push((who.report.clone(), words.clone()));
            }
        }
    }
    lost.iter().map(|(key, words)| (shown(key), shown(words))).collect()
}

/// Whether reports give the words to different speakers.
pub fn speakers_differ(point: &Point) -> bool {
    point.relations.iter().any(|relation| relation.speaker == "different")
}

/// Everybody who is said to speak, each once.
pub fn all_speakers(comparison: &Comparison, point: &Point) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for told in tellings(comparison, point) {
        for name in speakers(comparison, told.telling) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// The names of the relations between the tellings, each once, the most interesting first; of an act that all tell with the
/// same values, that it is one.
pub fn relation_names(point: &Point) -> Vec<&str> {
    let names: Vec<&str> = traits(point).filter(|name| relates(point, name)).collect();
    match names[..] {
        [] if point.slot.is_some() => vec!["told alike"],
        [] => vec![point.about.as_ref()],
        _ => names,
    }
}

/// A wording, what is to be said about it, and the tellings that have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<'a> {
    /// The tellings: at least one.
    pub told: Vec<Told<'a>>,
    /// How it relates to the wording it is laid against; none where there is nothing to be said.
    pub relation: Option<String>,
    /// The key of the report whose wording it is laid against, if that is not the first one.
    pub against: Option<String>,
    /// Who speaks, if the reports differ in that. Nobody may be named.
    pub speakers: Option<Vec<String>>,
    /// How the reports stand to the words, if they differ in that.
    pub stance: Option<Stance>,
    /// Whether the words stand between quotation marks.
    pub is_quoted: bool,
    /// The wording.
    pub pieces: Vec<Piece>,
}

/// How a report stands to the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stance {
    /// The name of the stance.
    pub name: String,
    /// The words that show it.
    pub words: Option<String>,
}

/// One row for each wording: first the fullest, then the others in the order of the reports.
pub fn rows<'a>(comparison: &'a Comparison, point: &'a Point) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'a>> = Vec::new();
    let order = fullest_first(tellings(comparison, point));
    let related = Related::of(point, &order);
    let names_speakers = speakers_differ(point);
    for (n, told) in order.iter().enumerate() {
        let mut row = row(point, *told, related.first(n).map(|(at, relation)| (at, order[at], relation)));
        row.speakers = names_speakers.then(|| speakers(comparison, told.telling));
        match rows.iter_mut().find(|other| says_the_same(other, &row)) {
            Some(same) => same.told.push(*told),
            None => rows.push(row),
        }
    }
    rows
}

/// A stretch of a report: its key, where it begins and where it ends.
type Place<'a> = (&'a str, u32, u32);

/// The relations of a point by the tellings that they join: of a much told point there are thousands.
struct Related<'a> {
    /// For each telling the first one that it is related to, if that comes before it.
    first: Vec<Option<(usize, (&'a Relation, Side))>>,
}

impl<'a> Related<'a> {
    fn of(point: &'a Point, order: &[Told<'a>]) -> Self {
        let place = |told: &Told<'a>| (told.key, told.telling.span.start, told.telling.span.end);
        let numbered = order.iter().enumerate().map(|(n, told)| (place(told), n));
        let places: BTreeMap<Place<'a>, usize> = numbered.rev().collect();
        let at = |end: &'a End| places.get(&(end.report.as_str(), end.span.start, end.span.end)).copied();
        let mut first: Vec<Option<(usize, (&Relation, Side))>> = vec![None; order.len()];
        for relation in &point.relations {
            let Some((a, b)) = at(&relation.a).zip(at(&relation.b)) else { continue };
            let (earlier, later, side) = if a < b { (a, b, Side::B) } else { (b, a, Side::A) };
            if first[later].is_none_or(|(known, _)| earlier < known) {
                first[later] = Some((earlier, (relation, side)));
            }
        }
        Self { first }
    }

    fn first(&self, telling: usize) -> Option<(usize, (&'a Relation, Side))> {
        self.first[telling]
    }
}

fn says_the_same(a: &Row<'_>, b: &Row<'_>) -> bool {
    let all_but_tellings = |row: &Row<'_>| (row.is_quoted, row.relation.clone(), row.against.clone());
    all_but_tellings(a) == all_but_tellings(b)
        && (&a.speakers, &a.stance, &a.pieces) == (&b.speakers, &b.stance, &b.pieces)
}

fn fullest_first(tellings: Vec<Told<'_>>) -> Vec<Told<'_>> {
    // A quotation stands before what is told in other words, however many they are.
    let length = |told: &Told<'_>| (told.telling.quoted, told.telling.span.end - told.telling.span.start);
    let fullest = tellings.iter().enumerate().max_by_key(|(n, told)| (length(told), Reverse(*n))).map(|(n, _)| n);
    let Some(fullest) = fullest else { return tellings };
    let others = tellings.iter().enumerate().filter(|(n, _)| *n != fullest).map(|(_, told)| *told);
    iter::once(tellings[fullest]).chain(others).collect()
}

/// The row of a telling, laid against the first one that it is related to, with its place among all.
fn row<'a>(point: &'a Point, told: Told<'a>, related: Option<(usize, Told<'a>, (&'a Relation, Side))>) -> Row<'a> {
    let own = without_comma(&told.telling.span);
    let (relation, against, pieces) = match related {
        None => (None, None, with_value(&own, told.telling.value.as_ref())),
        // Words that differ in capitals and marks alone are shown as they stand in the first wording.
        Some((0, first, (relation, _))) if has_the_same_words(relation) => {
            (None, None, with_value(&without_comma(&first.telling.span), None))
        }
        Some((n, other, (relation, side))) => {
            let changes = without_told_elsewhere(point, told, changes(relation, side));
            let against = (n > 0).then(|| shown(other.key));
            (Some(relation.relation.to_string()), against, pieces(&own, &changes))
        }
    };
    Row {
        told: vec![told],
        relation,
        against,
        speakers: None,
        stance: stance(point, told),
        is_quoted: told.telling.quoted,
        pieces,
    }
}

fn has_the_same_words(relation: &Relation) -> bool {
    relation.relation == "identical" || (relation.relation == "copied" && relation.differences.is_empty())
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
fn stance(point: &Point, told: Told<'_>) -> Option<Stance> {
    let stance = &told.telling.stance;
    let all_alike = point.says.values().flatten().all(|telling| telling.stance == *stance);
    let says_something = !all_alike && stance != "neutral";
    says_something.then(|| Stance { name: stance.to_string(), words: stance_words(point, told).map(shown) })
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
