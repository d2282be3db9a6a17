//! Who is who across the reports of a story.
//!
//! Only names join entities: the same name, the same first and last name where no middle names gainsay it, or a surname
//! that fits exactly one person of the story. A wrong join would put words into somebody's mouth, so two first names
//! with one surname are never joined.

use std::collections::{BTreeMap, BTreeSet};

use dateline_core::{Analysis, Entity, EntityIndex, EntityKind, Finding, MentionForm, SharedEntity, SpeakerAgreement};

use crate::words::fold;

/// What may follow a surname without being one.
const SUFFIXES: [&str; 5] = ["jr", "sr", "ii", "iii", "iv"];

/// An entity of one report.
type Member = (usize, EntityIndex);

/// A name as it is compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Name {
    kind: EntityKind,
    /// Folded, at least one.
    words: Vec<String>,
}

/// The entities of all reports, joined by their names.
#[derive(Debug)]
pub(crate) struct Cast {
    shared: Vec<SharedEntity>,
    /// The name of each shared entity, where it has one.
    names: Vec<Option<Name>>,
    place: BTreeMap<Member, usize>,
}

impl Cast {
    /// Joins the entities of the reports that have a name or speak; in the order of their first appearance.
    pub(crate) fn of(analyses: &[&Analysis]) -> Self {
        let named = members(analyses).filter_map(|(member, entity)| Some((member, name(analyses[member.0], entity)?)));
        let mut named: BTreeMap<Member, Name> = named.collect();
        drop_middle_names(&mut named);
        complete_surnames(&mut named);
        let speaking = speaking(analyses);
        let mut cast = Self { shared: Vec::new(), names: Vec::new(), place: BTreeMap::new() };
        let mut place_of_name = BTreeMap::new();
        for (member, _) in members(analyses) {
            let new = cast.shared.len();
            match named.get(&member) {
                Some(name) => cast.add(member, *place_of_name.entry(name).or_insert(new), Some(name)),
                None if speaking.contains(&member) => cast.add(member, new, None),
                None => {}
            }
        }
        cast
    }

    /// Adds a member to the shared entity at a place, which may be the next new one.
    fn add(&mut self, member: Member, place: usize, name: Option<&Name>) {
        if place == self.shared.len() {
            self.shared.push(SharedEntity { members: Vec::new() });
            self.names.push(name.cloned());
        }
        self.shared[place].members.push(member);
        self.place.insert(member, place);
    }

    /// The shared entities of some entities of one report, sorted.
    pub(crate) fn places(&self, report: usize, entities: &[EntityIndex]) -> Vec<usize> {
        let places: BTreeSet<usize> = entities.iter().map(|entity| self.place[&(report, *entity)]).collect();
        places.into_iter().collect()
    }

    /// The shared entities of those of some entities of one report that have a name or speak, sorted.
    pub(crate) fn known(&self, report: usize, entities: &[EntityIndex]) -> Vec<usize> {
        let places = entities.iter().filter_map(|entity| self.place.get(&(report, *entity)).copied());
        places.collect::<BTreeSet<usize>>().into_iter().collect()
    }

    /// Whether two sets of shared entities, as [`Self::places`] gives them, are the same speakers.
    pub(crate) fn agreement(&self, a: &[usize], b: &[usize]) -> SpeakerAgreement {
        if a.iter().any(|speaker| b.contains(speaker)) {
            return SpeakerAgreement::Same;
        }
        let all_differ = a.iter().all(|left| b.iter().all(|right| self.differ(*left, *right)));
        if all_differ && !a.is_empty() && !b.is_empty() {
            SpeakerAgreement::Different
        } else {
            SpeakerAgreement::Unknown
        }
    }

    /// Whether two shared entities have names that cannot be one's.
    fn differ(&self, left: usize, right: usize) -> bool {
        match (&self.names[left], &self.names[right]) {
            (Some(left), Some(right)) => !left.may_be(right),
            _ => false,
        }
    }

    /// All shared entities.
    pub(crate) fn into_shared(self) -> Vec<SharedEntity> {
        self.shared
    }
}

impl Name {
    /// First and last name of a person whose name has both.
    fn first_and_last(&self) -> Option<(&str, &str)> {
        match (self.kind, self.words.as_slice()) {
            (EntityKind::Person, [first, .., last]) => Some((first, last)),
            _ => None,
        }
    }

    fn ends(&self) -> Option<[String; 2]> {
        self.first_and_last().map(|(first, last)| [first.to_owned(), last.to_owned()])
    }

    /// Whether nothing says that two names are two entities': the one is a part of the other ("Rowe", "Anna Rowe"), or
    /// may be its short form ("Tim Rowe", "Timothy Rowe").
    fn may_be(&self, other: &Self) -> bool {
        let (short, long) = if self.words.len() <= other.words.len() { (self, other) } else { (other, self) };
        let is_part = short.words.iter().all(|word| long.words.contains(word));
        let is_short_form = match (self.first_and_last(), other.first_and_last()) {
            (Some((a, a_last)), Some((b, b_last))) => {
                a_last == b_last && a != b && (a.starts_with(b) || b.starts_with(a))
            }
            _ => false,
        };
        is_part || is_short_form
    }
}

/// The entities of all reports, by report and index.
fn members<'a>(analyses: &[&'a Analysis]) -> impl Iterator<Item = (Member, &'a Finding<Entity>)> {
    analyses.iter().enumerate().flat_map(|(report, analysis)| {
        let entities = analysis.findings.entities.items().iter().enumerate();
        entities.map(move |(n, entity)| ((report, EntityIndex(n)), entity))
    })
}

fn speaking(analyses: &[&Analysis]) -> BTreeSet<Member> {
    let speakers = |(report, analysis): (usize, &Analysis)| -> Vec<Member> {
        let said = analysis.findings.statements.items().iter().map(|found| &found.what);
        said.flat_map(|said| said.speakers.iter().map(move |speaker| (report, *speaker))).collect()
    };
    analyses.iter().copied().enumerate().flat_map(speakers).collect()
}

/// The name of an entity; none if it is only described.
fn name(analysis: &Analysis, entity: &Finding<Entity>) -> Option<Name> {
    let entity = &entity.what;
    if !entity.mentions.iter().any(|mention| mention.form == MentionForm::Name) {
        return None;
    }
    let words = analysis.report.text().get(entity.name).split_whitespace().map(fold);
    let mut words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    if words.len() > 1 && words.last().is_some_and(|last| SUFFIXES.contains(&last.as_str())) {
        words.pop();
    }
    (!words.is_empty()).then_some(Name { kind: entity.kind, words })
}

/// Leaves first and last name, unless two people of the story differ in their middle names only.
fn drop_middle_names(named: &mut BTreeMap<Member, Name>) {
    let mut middles = BTreeMap::<[String; 2], BTreeSet<Vec<String>>>::new();
    for name in named.values() {
        if let Some((ends, [_, middle @ .., _])) = name.ends().zip(Some(name.words.as_slice()))
            && !middle.is_empty()
        {
            middles.entry(ends).or_default().insert(middle.to_vec());
        }
    }
    for name in named.values_mut() {
        let ends = name.ends().filter(|ends| middles.get(ends).is_none_or(|middles| middles.len() == 1));
        name.words = ends.map_or_else(|| std::mem::take(&mut name.words), Vec::from);
    }
}

/// Puts the full name in the place of a surname that only one person of the story has.
fn complete_surnames(named: &mut BTreeMap<Member, Name>) {
    let mut people = BTreeMap::<String, BTreeSet<Vec<String>>>::new();
    for name in named.values() {
        if let Some((_, last)) = name.first_and_last() {
            people.entry(last.to_owned()).or_default().insert(name.words.clone());
        }
    }
    for name in named.values_mut() {
        // What the rules of a report could not tell from a surname alone is a person if another report has one so named.
        if let (EntityKind::Person | EntityKind::Unknown, [surname]) = (name.kind, name.words.as_slice())
            && let Some(full) = people.get(surname).filter(|people| people.len() == 1).and_then(BTreeSet::first)
        {
            *name = Name { kind: EntityKind::Person, words: full.clone() };
        }
    }
}
