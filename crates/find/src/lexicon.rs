//! The word lists under `data/`, as the rules use them.

use std::collections::{HashMap, HashSet};

use dateline_core::{EntityKind, Row, Stance, Table, TableError};
use foldhash::fast::FixedState;

use crate::metonymy::Metonymy;
use crate::registry::Registry;
use crate::symbol::{BySymbol, LengthsByFirst, Symbol, Symbols};
use crate::words::Class;

/// Phrases found by their first word, the longest first.
#[derive(Debug)]
pub(crate) struct PhraseBook<T> {
    by_first: HashMap<String, Vec<(String, T)>, FixedState>,
    lengths: LengthsByFirst,
}

impl<T> PhraseBook<T> {
    pub(crate) fn of(mut entries: Vec<(String, T)>) -> Self {
        // A stable sort: of two entries with the same phrase the one that stands first in the file wins.
        entries.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
        let mut by_first: HashMap<String, Vec<(String, T)>, FixedState> = HashMap::default();
        let mut lengths = LengthsByFirst::new();
        for (phrase, entry) in entries {
            // Phrases that begin with a sign have no first word and are found at any other sign.
            lengths.add(first_word(&phrase));
            by_first.entry(first_word(&phrase).to_owned()).or_default().push((phrase, entry));
        }
        Self { by_first, lengths }
    }

    /// The phrases that begin with the first word of `text`, longest first, with their entries.
    pub(crate) fn beginning(&self, text: &str) -> impl Iterator<Item = (&str, &T)> {
        let first = first_word(text);
        let may_begin = first.is_empty() || self.lengths.may_hold(first);
        let phrases = may_begin.then(|| self.by_first.get(first)).flatten().map(Vec::as_slice).unwrap_or_default();
        phrases.iter().map(|(phrase, entry)| (phrase.as_str(), entry))
    }
}

/// The letters and digits a text begins with.
fn first_word(text: &str) -> &str {
    let n_ascii = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let is_all = text.as_bytes().get(n_ascii).is_none_or(u8::is_ascii);
    let end = if is_all { n_ascii } else { text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len()) };
    &text[..end]
}

/// What a cue takes as the content of the statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Frames(u32);

impl Frames {
    const NAMES: [&'static str; 17] = [
        "quote", "that", "zero", "to", "of", "for", "on", "np", "wh", "as", "by", "name", "claim", "ing", "at",
        "against", "like",
    ];

    /// The frames of a comma-separated list. `tell` only says that somebody is addressed, which every rule allows.
    /// What takes a thing takes a form in "-ing".
    pub(crate) fn parse(list: &str) -> Option<Self> {
        list.split(',').filter(|name| *name != "tell").try_fold(Self::default(), |frames, name| {
            let bit = |name: &str| Self::NAMES.iter().position(|known| *known == name).map(|bit| 1 << bit);
            let implied = if name == "np" { bit("ing")? } else { 0 };
            Some(Self(frames.0 | bit(name)? | implied))
        })
    }

    /// Whether the cue asks and does not tell: a question is its content, a statement is none.
    pub(crate) fn asks(self) -> bool {
        self.names("wh") && !self.names("zero")
    }

    /// Whether a clause without "that" may be what is said.
    pub(crate) fn takes_clause(self) -> bool {
        self.names("zero")
    }

    /// Whether an infinitive may be what is said.
    pub(crate) fn takes_infinitive(self) -> bool {
        self.names("to")
    }

    /// Whether the object of the cue may be what is said: "announced the closure".
    pub(crate) fn takes_object(self) -> bool {
        self.names("np")
    }

    /// Whether a noun of speech or thought is what the cue takes up: "raised concerns about the ropes".
    pub(crate) fn takes_thought(self) -> bool {
        self.names("claim")
    }

    /// Whether a phrase may be what is said, alone or by what it is called.
    pub(crate) fn takes_phrase(self) -> bool {
        ["np", "as", "name", "for", "of", "on"].iter().any(|frame| self.names(frame))
    }

    /// Whether of what somebody is accused, warned or the like may be what is said.
    pub(crate) fn charges(self) -> bool {
        self.names("of")
    }

    /// Whether what a thing is set beside may be a part of what is said: "compared the levy to theft".
    pub(crate) fn compares(self) -> bool {
        self.names("like")
    }

    /// Whether the very words may be what is said.
    pub(crate) fn takes_quotation(self) -> bool {
        self.names("quote")
    }

    /// Whether nothing but the very words may be what is said.
    pub(crate) fn is_only_quote(self) -> bool {
        Self::parse("quote") == Some(self)
    }

    fn names(self, frame: &str) -> bool {
        Self::parse(frame).is_some_and(|frame| self.has(frame))
    }

    /// Whether all of `asked` are among these.
    pub(crate) const fn has(self, asked: Self) -> bool {
        self.0 & asked.0 == asked.0
    }
}

/// A noun of `cue_nouns.tsv`.
#[derive(Debug)]
struct CueNoun {
    /// The entry of `cues.tsv` that it belongs to.
    entry: usize,
    /// The phrases that are what was said.
    phrases: Vec<NounPhrase>,
}

/// A preposition behind which a noun of `cue_nouns.tsv` has what was said.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NounPhrase {
    preposition: &'static str,
    /// Whether it is so also where nobody is told whose the noun is: "reports of shots".
    pub(crate) is_common: bool,
}

/// An entry of `cues.tsv`.
#[derive(Debug)]
pub(crate) struct CueEntry {
    pub(crate) lemma: &'static str,
    pub(crate) stance: Stance,
    pub(crate) frames: Frames,
    /// Whether the word is nearly always speech.
    pub(crate) is_strong: bool,
    /// Whether it is speech where a person or body does it: "the mayor highlighted", not "the storm highlighted".
    pub(crate) needs_person: bool,
    /// Whether it tells what somebody said before its subject: "the court heard".
    pub(crate) is_heard: bool,
    /// What kind of speech it is, as `cues.tsv` names it; `report`: it tells what something shows rather than what
    /// somebody says ("the study found").
    pub(crate) act: &'static str,
    /// Whether somebody who is told may stand between it and what is said: "told the Lantern it was late".
    pub(crate) is_addressed: bool,
    /// Whether it stands before its source like "according to".
    pub(crate) is_adposition: bool,
}

impl CueEntry {
    /// Whether what the subject shows is told, be it said or not: "the poll shows", "the footage shows".
    pub(crate) fn shows(&self) -> bool {
        self.act == "report" && !self.is_strong && self.stance == Stance::Endorsing
    }
}

/// A form of a cue and its entry.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CueForm {
    pub(crate) entry: usize,
}

/// The gender that a word tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Gender {
    #[default]
    Unknown,
    Female,
    Male,
}

impl Gender {
    /// Whether both can be the same person's.
    pub(crate) fn agrees(self, other: Self) -> bool {
        self == other || self == Self::Unknown || other == Self::Unknown
    }
}

/// An entry of `titles.tsv`.
#[derive(Debug)]
pub(crate) struct Title {
    /// The plain role in which synonyms meet; none for mere honorifics.
    pub(crate) role: Option<&'static str>,
    pub(crate) gender: Gender,
    /// Whether several bear it at one time: "nominee".
    pub(crate) is_shared: bool,
}

/// An entry of `roles.tsv`.
#[derive(Debug)]
pub(crate) struct Role {
    pub(crate) is_plural: bool,
    pub(crate) gender: Gender,
    pub(crate) kind: EntityKind,
    /// Whether news may call by it whomever it has just named: "the candidate", "the businesswoman".
    pub(crate) is_of_anyone: bool,
    /// Roles to which the noun can refer back, the noun itself first.
    pub(crate) meets: Vec<&'static str>,
}

/// An entry of `given_names.tsv`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct GivenName {
    pub(crate) gender: Gender,
    pub(crate) is_common_word: bool,
}

/// The texts of the tables.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tables {
    pub(crate) cues: &'static str,
    pub(crate) cue_nouns: &'static str,
    pub(crate) function_words: &'static str,
    pub(crate) generations: &'static str,
    pub(crate) given_names: &'static str,
    pub(crate) hedges: &'static str,
    pub(crate) metonymy: &'static str,
    pub(crate) nicknames: &'static str,
    pub(crate) organisation_words: &'static str,
    pub(crate) roles: &'static str,
    pub(crate) titles: &'static str,
}

/// All word lists.
#[derive(Debug)]
pub(crate) struct Lexicon {
    pub(crate) cues: Vec<CueEntry>,
    /// Forms of cues, in lower case.
    pub(crate) cue_forms: PhraseBook<CueForm>,
    /// Words of distance or endorsement, in lower case.
    pub(crate) hedges: PhraseBook<Stance>,
    /// Titles, in lower case.
    pub(crate) titles: PhraseBook<Title>,
    /// What the name of a place stands for.
    pub(crate) metonymy: Metonymy,
    /// Facts about the world.
    pub(crate) registry: Registry,
    /// Nouns that report, in lower case.
    cue_nouns: HashMap<&'static str, CueNoun>,
    roles: HashMap<String, Role>,
    /// What tells father from son behind a name, in lower case.
    generations: HashSet<&'static str>,
    given_names: HashMap<&'static str, GivenName, FixedState>,
    /// Short forms of given names with what they are short for, in lower case.
    nicknames: HashMap<String, Vec<String>>,
    /// Words of organisations' names with the nouns that take such a name up; none where any does.
    organisation_words: HashMap<&'static str, Vec<&'static str>>,
    /// The words of these lists and of those of times and figures.
    pub(crate) symbols: Symbols,
    classes: BySymbol<Class>,
}

impl Lexicon {
    /// Reads all tables.
    pub(crate) fn parse(tables: &Tables, registry: Registry) -> Result<Self, TableError> {
        let (cues, cue_forms) = cues(tables.cues)?;
        let cue_nouns = cue_nouns(tables.cue_nouns, &cues)?;
        let mut symbols = Symbols::new();
        let classes = classes(tables.function_words, &mut symbols)?;
        Ok(Self {
            cues,
            cue_forms,
            cue_nouns,
            hedges: hedges(tables.hedges)?,
            titles: titles(tables.titles)?,
            metonymy: Metonymy::parse(tables.metonymy)?,
            registry,
            roles: roles(tables.roles)?,
            generations: generations(tables.generations)?,
            given_names: given_names(tables.given_names)?,
            nicknames: nicknames(tables.nicknames)?,
            organisation_words: organisation_words(tables.organisation_words)?,
            symbols,
            classes,
        })
    }

    /// What kinds of function word a word is.
    pub(crate) fn class(&self, word: Symbol) -> Class {
        self.classes.get(word)
    }

    /// The index of the cue that a lower-case noun stands for: "claim".
    pub(crate) fn cue_noun(&self, word: &str) -> Option<usize> {
        self.cue_nouns.get(word).map(|noun| noun.entry)
    }

    /// The phrase with a preposition that holds what a lower-case noun says, if it takes one: "claims *of* fraud".
    pub(crate) fn phrase_of(&self, noun: &str, preposition: &str) -> Option<NounPhrase> {
        self.cue_nouns.get(noun)?.phrases.iter().copied().find(|phrase| phrase.preposition == preposition)
    }

    /// The role that a lower-case noun names.
    pub(crate) fn role(&self, word: &str) -> Option<&Role> {
        self.roles.get(word)
    }

    /// Whether a lower-case word tells father from son behind a name: "jr".
    pub(crate) fn is_generation(&self, word: &str) -> bool {
        self.generations.contains(word)
    }

    /// What is known of a word as a given name.
    pub(crate) fn given_name(&self, word: &str) -> Option<GivenName> {
        self.given_names.get(word).copied()
    }

    /// Whether two given names in lower case may be one person's: "liz" and "elizabeth".
    pub(crate) fn is_same_given_name(&self, one: &str, other: &str) -> bool {
        let is_short_for = |short: &str, long: &str| {
            self.nicknames.get(short).is_some_and(|names| names.iter().any(|name| name == long))
        };
        one == other || is_short_for(one, other) || is_short_for(other, one)
    }

    /// Whether the word marks the name of an organisation: "Ministry", "Union".
    pub(crate) fn marks_organisation(&self, word: &str) -> bool {
        self.organisation_words.contains_key(word)
    }

    /// Whether a noun that stands for any body ("the company") may take up a name with this word, which is given in
    /// lower case: a guild is no company.
    pub(crate) fn may_take_up(&self, noun: &str, word: &str) -> bool {
        let mut letters = word.chars();
        let capitalised: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        let called = self.organisation_words.get(capitalised.as_str());
        called.is_none_or(|called| called.is_empty() || called.contains(&noun))
    }
}

fn stance(row: &Row<'static>) -> Result<Stance, TableError> {
    let name = row.need("stance")?;
    Stance::of_name(name).ok_or_else(|| row.error(format!("{name:?} is no stance")))
}

/// The gender that a row tells.
pub(crate) fn gender(row: &Row<'_>) -> Result<Gender, TableError> {
    match row.get("gender")? {
        None | Some("u") => Ok(Gender::Unknown),
        Some("f") => Ok(Gender::Female),
        Some("m") => Ok(Gender::Male),
        Some(other) => Err(row.error(format!("{other:?} is no gender"))),
    }
}

fn cues(table: &'static str) -> Result<(Vec<CueEntry>, PhraseBook<CueForm>), TableError> {
    let mut entries = Vec::new();
    let mut forms = Vec::new();
    for row in Table::new("cues.tsv", table).rows()? {
        let frames = row.need("frames")?;
        let is_adposition = frames.split(',').any(|name| name == "by");
        let frames = Frames::parse(frames).ok_or_else(|| row.error(format!("{frames:?} are no frames")))?;
        let needs_person = row.need("strength")? == "person";
        let is_heard = row.need("strength")? == "hearer";
        let is_strong = match row.need("strength")? {
            "strong" | "hearer" => true,
            "weak" | "person" => false,
            other => return Err(row.error(format!("strength is strong, person, hearer or weak, not {other:?}"))),
        };
        for form in row.list("forms")? {
            forms.push((form.to_owned(), CueForm { entry: entries.len() }));
        }
        entries.push(CueEntry {
            act: row.need("act")?,
            is_addressed: row.need("frames")?.split(',').any(|frame| frame == "tell"),
            lemma: row.need("lemma")?,
            stance: stance(&row)?,
            frames,
            is_strong,
            needs_person,
            is_heard,
            is_adposition,
        });
    }
    Ok((entries, PhraseBook::of(forms)))
}

fn cue_nouns(table: &'static str, cues: &[CueEntry]) -> Result<HashMap<&'static str, CueNoun>, TableError> {
    let mut nouns = HashMap::new();
    for row in Table::new("cue_nouns.tsv", table).rows()? {
        let lemma = row.need("lemma")?;
        let entry = cues.iter().position(|cue| cue.lemma == lemma);
        let entry = entry.ok_or_else(|| row.error(format!("{lemma:?} is no lemma of cues.tsv")))?;
        let phrases = row.list("phrase")?.into_iter().map(|phrase| NounPhrase {
            preposition: phrase.strip_suffix('*').unwrap_or(phrase),
            is_common: phrase.ends_with('*'),
        });
        let phrases: Vec<NounPhrase> = phrases.collect();
        nouns.extend(row.list("forms")?.into_iter().map(|form| (form, CueNoun { entry, phrases: phrases.clone() })));
    }
    Ok(nouns)
}

fn hedges(table: &'static str) -> Result<PhraseBook<Stance>, TableError> {
    let rows = Table::new("hedges.tsv", table).rows()?;
    let entries: Result<Vec<_>, _> = rows.iter().map(|row| Ok((row.need("form")?.to_owned(), stance(row)?))).collect();
    Ok(PhraseBook::of(entries?))
}

fn titles(table: &'static str) -> Result<PhraseBook<Title>, TableError> {
    let rows = Table::new("titles.tsv", table).rows()?;
    let entries: Result<Vec<_>, _> = rows
        .iter()
        .map(|row| {
            let is_shared = row.need("kind")? == "party";
            let title = Title { role: row.get("role")?, gender: gender(row)?, is_shared };
            Ok((row.need("title")?.to_lowercase(), title))
        })
        .collect();
    Ok(PhraseBook::of(entries?))
}

fn roles(table: &'static str) -> Result<HashMap<String, Role>, TableError> {
    let mut roles = HashMap::new();
    for row in Table::new("roles.tsv", table).rows()? {
        let noun = row.need("noun")?;
        let kind = match row.need("kind")? {
            "person" => EntityKind::Person,
            "group" => EntityKind::Group,
            "organisation" => EntityKind::Organisation,
            "document" => EntityKind::Document,
            other => return Err(row.error(format!("{other:?} is no kind"))),
        };
        let is_plural = match row.need("number")? {
            "sg" => false,
            "pl" => true,
            other => return Err(row.error(format!("number is sg or pl, not {other:?}"))),
        };
        let mut meets = vec![noun];
        let is_anyone = |synonym: &&str| *synonym == "anyone";
        let is_of_anyone = row.list("synonyms")?.iter().any(is_anyone);
        meets.extend(row.list("synonyms")?.into_iter().filter(|synonym| !is_anyone(synonym)));
        roles.insert(noun.to_lowercase(), Role { is_plural, gender: gender(&row)?, kind, is_of_anyone, meets });
    }
    Ok(roles)
}

fn given_names(table: &'static str) -> Result<HashMap<&'static str, GivenName, FixedState>, TableError> {
    // The longest of the tables: room is made at once, since growing would hash each name again and again.
    let mut names = HashMap::with_capacity_and_hasher(table.lines().count(), FixedState::default());
    for row in Table::new("given_names.tsv", table).each_row() {
        let row = row?;
        let is_common_word = row.get("common_word")?.is_some();
        names.insert(row.need("name")?, GivenName { gender: gender(&row)?, is_common_word });
    }
    Ok(names)
}

fn generations(table: &'static str) -> Result<HashSet<&'static str>, TableError> {
    Table::new("generations.tsv", table).rows()?.iter().map(|row| row.need("word")).collect()
}

fn nicknames(table: &'static str) -> Result<HashMap<String, Vec<String>>, TableError> {
    let rows = Table::new("nicknames.tsv", table).rows()?;
    let names = |row: &Row<'static>| Ok(row.list("names")?.into_iter().map(str::to_lowercase).collect());
    rows.iter().map(|row| Ok((row.need("nickname")?.to_lowercase(), names(row)?))).collect()
}

fn organisation_words(table: &'static str) -> Result<HashMap<&'static str, Vec<&'static str>>, TableError> {
    let rows = Table::new("organisation_words.tsv", table).rows()?;
    rows.iter().map(|row| Ok((row.need("word")?, row.list("called")?))).collect()
}

fn classes(table: &'static str, symbols: &mut Symbols) -> Result<BySymbol<Class>, TableError> {
    let mut classes: BySymbol<Class> = BySymbol::new();
    for row in Table::new("function_words.tsv", table).rows()? {
        let name = row.need("class")?;
        let class = Class::of_name(name).ok_or_else(|| row.error(format!("{name:?} is no class")))?;
        let known = classes.at(symbols.intern(row.need("form")?));
        *known = known.with(class);
    }
    Ok(classes)
}
