//! Who is who across the reports of a story.
//!
//! Names join entities: the same name, the same first and last name where no middle names gainsay it, a surname that
//! fits exactly one person of the story, a short form of a first name beside its full form ("Liz", "Elizabeth"); and so
//! does the same entry of the registry. A wrong join would put words into somebody's mouth, so two other first names
//! with one surname are never joined.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use dateline_core::{
    Analysis, Clean, Entity, EntityIndex, EntityKind, Finding, MentionForm, SharedEntity, Span, SpeakerAgreement,
    Table, TableError,
};

use crate::words::{fold, within};

/// The table of short forms that is built in.
pub(crate) const NICKNAMES: &str = include_str!("../../../data/en/nicknames.tsv");

/// The table of given names that is built in.
pub(crate) const GIVEN_NAMES: &str = include_str!("../../../data/en/given_names.tsv");

/// Fewest words of a name before which a word may stand that is none of it: "Teacher Anna Rowe".
const FULL_NAME_WORDS: usize = 2;

/// Marks that a nickname within a name begins with.
const NICKNAME_MARKS: [char; 4] = ['"', '“', '‘', '\''];

/// Letters at the beginning of two first names by which one may be written for the other.
const FIRST_NAME_LETTERS: usize = 2;

/// What may follow a surname without being one.
const SUFFIXES: [&str; 5] = ["jr", "sr", "ii", "iii", "iv"];

/// What a part of a government is called that is named after its business, before it or behind it.
const DEPARTMENTS: [&str; 2] = ["department", "ministry"];

/// Words that may stand before such a name and say nothing that the reports of a story do not take for granted.
const COUNTRY_OF_DEPARTMENT: [&str; 2] = ["the", "us"];

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
    pub(crate) fn of(nicknames: &Nicknames, given_names: &GivenNames, analyses: &[&Analysis]) -> Self {
        let named = members(analyses).filter_map(|(member, entity)| Some((member, name(analyses[member.0], entity)?)));
        let mut named: BTreeMap<Member, Name> = named.collect();
        named.values_mut().for_each(turn_department);
        drop_job_words(given_names, &mut named);
        drop_middle_names(&mut named);
        complete_nicknames(&mut named, analyses);
        complete_first_names(nicknames, &mut named);
        complete_surnames(&mut named);
        let speaking = speaking(analyses);
        let entries = entries(&named, analyses);
        let mut cast = Self { shared: Vec::new(), names: Vec::new(), place: BTreeMap::new() };
        let mut place_of = BTreeMap::new();
        for (member, entity) in members(analyses) {
            let new = cast.shared.len();
            match named.get(&member) {
                Some(name) => {
                    let identity = identity(&entries, name, entity);
                    cast.add(member, *place_of.entry(identity).or_insert(new), Some(name));
                }
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

    /// The names and pronouns of a report that are led to a shared entity.
    pub(crate) fn named(&self, (report, analysis): (usize, &Analysis)) -> Named {
        let mut mentions = Vec::new();
        for (n, entity) in analysis.findings.entities.items().iter().enumerate() {
            let place = self.place.get(&(report, EntityIndex(n)));
            let own = entity.what.mentions.iter().filter(|mention| mention.form != MentionForm::Description);
            mentions.extend(place.iter().flat_map(|place| own.clone().map(|mention| (mention.span, **place))));
        }
        mentions.sort_unstable();
        // Of names in one another the outer one counts.
        let mut end = 0;
        mentions.retain(|(span, _)| {
            let is_first = span.start() >= end;
            end = end.max(span.end());
            is_first
        });
        Named { mentions }
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

    /// Whether some speakers are known to be bodies, each of them; nobody is none.
    pub(crate) fn are_bodies(&self, speakers: &[usize]) -> bool {
        let is_body =
            |speaker: &usize| self.names[*speaker].as_ref().is_some_and(|name| name.kind == EntityKind::Organisation);
        !speakers.is_empty() && speakers.iter().all(is_body)
    }

    /// Whether one of some speakers has a name.
    pub(crate) fn are_named(&self, speakers: &[usize]) -> bool {
        speakers.iter().any(|speaker| self.names[*speaker].is_some())
    }

    /// What a shared entity that has a name is.
    pub(crate) fn kind(&self, place: usize) -> Option<EntityKind> {
        self.names[place].as_ref().map(|name| name.kind)
    }

    /// Whether two shared entities may be one person whose name is written in two ways: "Ingeborg Rowe", "Ingrid Rowe".
    pub(crate) fn may_be_written_for(&self, left: usize, right: usize) -> bool {
        let ends = |place: usize| self.names[place].as_ref().and_then(Name::first_and_last);
        ends(left).zip(ends(right)).is_some_and(|((left, left_last), (right, right_last))| {
            let begin = |name: &str| name.chars().take(FIRST_NAME_LETTERS).collect::<String>();
            left_last == right_last && left != right && begin(left) == begin(right)
        })
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

/// Where a report names shared entities or means them by a pronoun.
#[derive(Debug)]
pub(crate) struct Named {
    /// Sorted; none overlaps another.
    mentions: Vec<(Span<Clean>, usize)>,
}

impl Named {
    /// The shared entities that a stretch names, sorted.
    pub(crate) fn within(&self, span: Span<Clean>) -> Vec<usize> {
        let inside = within(&self.mentions, span, |(span, _)| *span);
        let places: BTreeSet<usize> = inside.iter().map(|(_, place)| *place).collect();
        places.into_iter().collect()
    }

    /// The names and pronouns in a stretch, each with the shared entity that it is led to, in the order of the text.
    pub(crate) fn spans(&self, span: Span<Clean>) -> impl Iterator<Item = (Span<Clean>, usize)> {
        within(&self.mentions, span, |(span, _)| *span).iter().copied()
    }

    /// The shared entity that a word is a part of the name of, or stands for.
    pub(crate) fn at(&self, word: Span<Clean>) -> Option<usize> {
        let at = self.mentions.partition_point(|(span, _)| span.end() <= word.start());
        self.mentions.get(at).filter(|(span, _)| span.contains(word)).map(|(_, place)| *place)
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

    /// Whether an initial stands before two names that are spelt out: "A. Bell Rowe", whom others call "Bell Rowe".
    fn begins_with_initial(&self) -> bool {
        match (self.kind, self.words.as_slice()) {
            (EntityKind::Person, [first, second, _, ..]) => is_initial(first) && !is_initial(second),
            _ => false,
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
    let (mut words, _) = without_nickname(analysis, entity);
    if words.len() > 1 && words.last().is_some_and(|last| SUFFIXES.contains(&last.as_str())) {
        words.pop();
    }
    let mut name = Name { kind: entity.kind, words };
    if name.begins_with_initial() {
        name.words.remove(0);
    }
    (!name.words.is_empty()).then_some(name)
}

/// The words of a name, folded, without what stands between marks among them: that is what a person is called beside
/// the name, and comes second.
fn without_nickname(analysis: &Analysis, entity: &Entity) -> (Vec<String>, Option<String>) {
    let words: Vec<&str> = analysis.report.text().get(entity.name).split_whitespace().collect();
    let is_nickname = |word: &&&str| entity.kind == EntityKind::Person && word.starts_with(NICKNAME_MARKS);
    let folded = |words: &mut dyn Iterator<Item = &&str>| -> Vec<String> {
        words.map(|word| fold(word)).filter(|word| !word.is_empty()).collect()
    };
    let name = folded(&mut words.iter().filter(|word| !is_nickname(word)));
    let nickname = folded(&mut words.iter().filter(is_nickname));
    if name.is_empty() { (nickname, None) } else { (name, nickname.into_iter().next()) }
}

/// Puts the first name in the place of what a report says that its bearer is called: where one writes William “Mo” Rowe,
/// the Mo Rowe of another is he.
fn complete_nicknames(named: &mut BTreeMap<Member, Name>, analyses: &[&Analysis]) {
    let called = |(member, entity): (Member, &Finding<Entity>)| -> Option<([String; 2], String)> {
        let (_, nickname) = without_nickname(analyses[member.0], &entity.what);
        let [first, last] = named.get(&member)?.ends()?;
        Some(([nickname?, last], first))
    };
    let mut firsts = BTreeMap::<[String; 2], BTreeSet<String>>::new();
    for (ends, first) in members(analyses).filter_map(called) {
        firsts.entry(ends).or_default().insert(first);
    }
    for name in named.values_mut() {
        let firsts = name.ends().and_then(|ends| firsts.get(&ends)).filter(|firsts| firsts.len() == 1);
        if let Some(first) = firsts.and_then(BTreeSet::first) {
            name.words[0].clone_from(first);
        }
    }
}

/// What members must have in common to be one entity.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Identity<'a> {
    /// An entry in Wikidata.
    Entry(&'a str),
    Name(&'a Name),
}

/// For each name the entries of the registry that entities so named have.
fn entries<'a>(named: &'a BTreeMap<Member, Name>, analyses: &[&'a Analysis]) -> BTreeMap<&'a Name, BTreeSet<&'a str>> {
    let mut entries = BTreeMap::<&Name, BTreeSet<&str>>::new();
    for (member, entity) in members(analyses) {
        if let Some((name, entry)) = named.get(&member).zip(entry(entity)) {
            entries.entry(name).or_default().insert(entry);
        }
    }
    entries
}

fn entry(entity: &Finding<Entity>) -> Option<&str> {
    entity.what.registered.as_ref()?.wikidata.as_deref()
}

/// The entity's entry; of one without that of its namesakes, if they have one and the same.
fn identity<'a>(
    entries: &BTreeMap<&'a Name, BTreeSet<&'a str>>,
    name: &'a Name,
    entity: &'a Finding<Entity>,
) -> Identity<'a> {
    let of_namesakes = || entries.get(name).filter(|entries| entries.len() == 1)?.first().copied();
    entry(entity).or_else(of_namesakes).map_or(Identity::Name(name), Identity::Entry)
}

/// Short forms of first names, folded, with the full names that they stand for.
#[derive(Debug)]
pub(crate) struct Nicknames {
    full: BTreeMap<String, Vec<String>>,
}

impl Nicknames {
    /// Reads `nicknames.tsv`.
    pub(crate) fn parse(table: &'static str) -> Result<Self, TableError> {
        let rows = Table::new("nicknames.tsv", table).rows()?;
        let row = |row: &dateline_core::Row<'_>| {
            Ok((fold(row.need("nickname")?), row.list("names")?.into_iter().map(fold).collect()))
        };
        Ok(Self { full: rows.iter().map(row).collect::<Result<_, TableError>>()? })
    }

    /// The built-in ones.
    ///
    /// # Panics
    /// If the table is defective; every test of this crate reads it.
    pub(crate) fn built_in() -> Self {
        Self::parse(NICKNAMES).unwrap_or_else(|defect| panic!("built-in data: {defect}"))
    }

    /// The full names that a first name may stand for.
    fn of(&self, first: &str) -> &[String] {
        self.full.get(first).map_or(&[], Vec::as_slice)
    }
}

/// Known given names, folded.
#[derive(Debug)]
pub(crate) struct GivenNames(HashSet<String>);

impl GivenNames {
    /// Reads `given_names.tsv`.
    pub(crate) fn parse(table: &'static str) -> Result<Self, TableError> {
        let rows = Table::new("given_names.tsv", table).rows()?;
        let names = rows.iter().map(|row| Ok(fold(row.need("name")?)));
        Ok(Self(names.collect::<Result<_, TableError>>()?))
    }

    /// The built-in ones.
    ///
    /// # Panics
    /// If the table is defective; every test of this crate reads it.
    pub(crate) fn built_in() -> Self {
        Self::parse(GIVEN_NAMES).unwrap_or_else(|defect| panic!("built-in data: {defect}"))
    }
}

/// Leaves out a first word that is no given name where the rest is the full name of somebody of the story: "Teacher Anna
/// Rowe" beside "Anna Rowe".
fn drop_job_words(given_names: &GivenNames, named: &mut BTreeMap<Member, Name>) {
    let full: BTreeSet<Vec<String>> =
        named.values().filter(|name| name.kind == EntityKind::Person).map(|name| name.words.clone()).collect();
    for name in named.values_mut() {
        let [first, rest @ ..] = name.words.as_slice() else { continue };
        let is_job = name.kind == EntityKind::Person
            && rest.len() >= FULL_NAME_WORDS
            && !given_names.0.contains(first)
            && full.contains(rest);
        if is_job {
            name.words.remove(0);
        }
    }
}

/// Writes "Department of the Harbour" as "Harbour Department", and without the country that it needs only abroad.
fn turn_department(name: &mut Name) {
    let Some(at) = name.words.iter().position(|word| DEPARTMENTS.contains(&word.as_str())) else { return };
    if name.kind == EntityKind::Organisation && name.words.get(at + 1).is_some_and(|word| word == "of") {
        let mut words: Vec<String> = name.words[at + 2..].iter().filter(|word| *word != "the").cloned().collect();
        let abroad = name.words[..at].iter().filter(|word| !COUNTRY_OF_DEPARTMENT.contains(&word.as_str()));
        words.splice(0..0, abroad.cloned());
        words.push(name.words[at].clone());
        name.words = words;
    }
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
        let ends = name.ends().filter(|ends| middles.get(ends).is_none_or(are_of_one));
        name.words = ends.map_or_else(|| std::mem::take(&mut name.words), Vec::from);
    }
}

/// Whether middle names may all be one person's: those that are spelt out are the same, and initials are theirs.
fn are_of_one(middles: &BTreeSet<Vec<String>>) -> bool {
    let may_be_one =
        |a: &str, b: &str| a == b || ((is_initial(a) || is_initial(b)) && a.chars().next() == b.chars().next());
    let are_alike = |a: &Vec<String>, b: &Vec<String>| a.iter().zip(b).all(|(a, b)| may_be_one(a, b));
    middles.iter().all(|a| middles.iter().all(|b| a.len() == b.len() && are_alike(a, b)))
}

fn is_initial(word: &str) -> bool {
    word.chars().nth(1).is_none()
}

/// Puts the full first name in the place of a short form that only one full name of the story with this surname has.
fn complete_first_names(nicknames: &Nicknames, named: &mut BTreeMap<Member, Name>) {
    let mut people = BTreeMap::<String, BTreeSet<String>>::new();
    for [first, last] in named.values().filter_map(Name::ends) {
        people.entry(last).or_default().insert(first);
    }
    for name in named.values_mut() {
        let Some([first, last]) = name.ends().filter(|_| name.words.len() == 2) else { continue };
        let full = nicknames.of(&first).iter().filter(|full| people[&last].contains(*full));
        if let [full] = full.collect::<Vec<_>>()[..] {
            name.words[0].clone_from(full);
        }
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
