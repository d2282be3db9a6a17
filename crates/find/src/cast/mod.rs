//! Who a report speaks about: mentions by name joined into entities, and descriptions and pronouns led back to them.
//!
//! The resolvers stand in a fixed order and each leaves its name in the mention's reason.

mod actor;
mod describe;
mod document;
mod identified;
mod later;
mod link;
mod pronoun;
mod side;
mod source;

pub(crate) use self::actor::ActorPhrase;

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use dateline_core::syntax::{Relation, Upos};
use dateline_core::{
    Clean, Entity, EntityIndex, EntityKind, Finding, Mention, MentionForm, NonEmpty, Reason, Registered, ReportId,
    RuleName, Span,
};
use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::grammar::Grammar;
use crate::lexicon::{Gender, Lexicon};
use crate::name::{NameClass, NameMention, is_particle};
use crate::registry::{EntryIndex, NameEntry};
use crate::words::{Class, Words};

/// Shortest surname in bytes for which a misspelling by one letter is believed.
const MISSPELT_BYTES_MIN: usize = 6;

/// How many sentences back a pronoun looks for the one it stands for.
const PRONOUN_SENTENCES_MAX: usize = 12;

/// How many mentions back anything is looked for; the bound keeps time linear in the length of the report.
const LOOKBACK_MENTIONS_MAX: usize = 300;

/// How many members of one surname or one last word a name is held against, those introduced last; no report of news has
/// as many. The bounds here and below keep time linear in the length of the report.
const NAMESAKES_MAX: usize = 64;

/// How many surnames of one first letter, the last ones, a name is held against that may be one of them misspelt.
const NEAR_SURNAMES_MAX: usize = 256;

/// How many words and how many bodies that stand with the titles of one member are kept.
const AFFILIATIONS_MAX: usize = 64;

/// Somebody or something in the making.
#[derive(Debug)]
struct Member {
    kind: EntityKind,
    /// The words of the best name, folded, in their order; of a description the whole phrase.
    key: Vec<String>,
    /// What tells father from son behind its name: "jr".
    generation: Option<String>,
    /// In years, where a mention tells it.
    age: Option<u8>,
    entry: Option<EntryIndex>,
    /// The entries of its name, where several share it.
    shared: Vec<NameEntry>,
    registered: Option<Registered>,
    name: Span<Clean>,
    is_named: bool,
    is_plural: bool,
    /// Whether the report names somebody first as a relative of somebody else: "his wife, Anna Keller".
    is_relative: bool,
    gender: Gender,
    roles: Vec<&'static str>,
    /// Folded words that stand before its titles: "nato".
    affiliations: Vec<String>,
    /// The countries and bodies that stand with its titles.
    of: Vec<EntryIndex>,
    mentions: Vec<Mention>,
    reason: Reason,
}

impl Member {
    fn is_named_person(&self) -> bool {
        self.kind == EntityKind::Person && self.is_named
    }

    /// One of which no more is known than what it is and by which words.
    const fn new(kind: EntityKind, key: Vec<String>, name: Span<Clean>, reason: Reason) -> Self {
        Self {
            kind,
            key,
            generation: None,
            age: None,
            entry: None,
            shared: Vec::new(),
            registered: None,
            name,
            is_named: true,
            is_plural: false,
            is_relative: false,
            gender: Gender::Unknown,
            roles: Vec::new(),
            affiliations: Vec::new(),
            of: Vec::new(),
            mentions: Vec::new(),
            reason,
        }
    }
}

/// What a cast is made from: one report with what is known of its words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) words: &'a Words<'a>,
    pub(crate) grammar: Grammar<'a>,
    /// The day of publication, where it is known.
    pub(crate) day: Option<Date>,
}

/// All who and what one report speaks about.
#[derive(Debug)]
pub(crate) struct Cast<'a> {
    lexicon: &'a Lexicon,
    words: &'a Words<'a>,
    grammar: Grammar<'a>,
    /// The day of publication, where it is known.
    day: Option<Date>,
    members: Vec<Member>,
    index: Index,
    /// The member that each token of a mention speaks of.
    by_token: HashMap<usize, usize>,
    /// The pronouns that were led back, by their token, with who they are.
    led_back: HashMap<usize, Resolved>,
    /// The first token that was not yet looked at for pronouns and acting bodies.
    led_upto: usize,
    /// The first tokens of the sentences.
    sentence_starts: Vec<usize>,
    /// Where the report speaks of whom by name outside quotations, in order.
    named_at: Vec<Seen>,
    /// The same by description and pronoun.
    referred_at: Vec<Seen>,
    /// The members of the last source that was plural.
    last_plural: Vec<usize>,
    /// Those who were taken for somebody else after they had been spoken of, and for whom.
    taken: BTreeMap<usize, usize>,
}

/// A place where the report speaks of a member: ordered by its first token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Seen {
    token: usize,
    member: usize,
    span: Span<Clean>,
}

/// Members by what they can be found by.
#[derive(Debug, Default)]
struct Index {
    by_key: HashMap<Vec<String>, usize>,
    by_entry: HashMap<EntryIndex, usize>,
    by_description: HashMap<Vec<String>, usize>,
    /// People by all words of their names; father and son may share them.
    by_full_name: HashMap<Vec<String>, Vec<usize>>,
    by_surname: HashMap<String, Vec<usize>>,
    by_given_name: HashMap<String, Vec<usize>>,
    /// People with names of three words and more by the last but one.
    by_first_surname: HashMap<String, Vec<usize>>,
    /// Bodies by the capitals of their long names.
    by_initials: HashMap<String, Vec<usize>>,
    /// Those named by several words that are no person's name, by the last of them.
    by_last_word: HashMap<String, Vec<usize>>,
    /// Bodies without an entry in the registry by the first word of their name, where its last marks a body.
    by_first_word: HashMap<String, Vec<usize>>,
    /// Those whose names of several words speak of police.
    police: Vec<usize>,
    /// Surnames in the order of their first mention, by their first letter.
    surnames: HashMap<char, Vec<String>>,
}

/// The entities that a source names, each with the reason.
pub(crate) type Resolved = Vec<(EntityIndexInMaking, Reason)>;

/// An entity before the layer is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct EntityIndexInMaking(usize);

impl<'a> Cast<'a> {
    /// Joins the names of a report.
    pub(crate) fn new(scene: Scene<'a>, names: &[NameMention], sentence_starts: Vec<usize>) -> Self {
        let Scene { lexicon, words, grammar, day } = scene;
        let mut cast = Self {
            lexicon,
            words,
            grammar,
            day,
            members: Vec::new(),
            index: Index::default(),
            by_token: HashMap::new(),
            led_back: HashMap::new(),
            led_upto: 0,
            sentence_starts,
            named_at: Vec::new(),
            referred_at: Vec::new(),
            last_plural: Vec::new(),
            taken: BTreeMap::new(),
        };
        // Full names first: a surname in the headline belongs to the full name in the lead. Of these the longer before
        // those that may be their ends: "Anna de Lume" before "de Lume".
        let full = || names.iter().filter(|name| is_full_name(name) && !name.is_in_title);
        let (ends, whole): (Vec<_>, Vec<_>) = full().partition(|name| cast.opens_with_particle(name));
        for name in whole.into_iter().chain(ends) {
            cast.introduce(name);
        }
        // And so are the long names of bodies, whose short forms may come before them.
        let mut bodies: Vec<_> = names.iter().filter(|name| is_long_body(name) && !name.is_in_title).collect();
        bodies.sort_by_key(|name| Reverse(name.tokens.len()));
        for name in bodies {
            cast.introduce_body(name);
        }
        for name in names.iter().filter(|name| !name.is_in_title) {
            cast.add(name);
        }
        for name in names.iter().filter(|name| name.is_in_title) {
            cast.add_from_title(name);
        }
        cast.named_at.sort_unstable();
        cast
    }

    fn folded(&self, tokens: Range<usize>) -> Vec<String> {
        let mut parts: Vec<String> = Vec::new();
        for at in tokens.clone().filter(|at| self.words.class(*at).any(Class::WORD)) {
            let part = without_marks(self.words.lower(at));
            // "Keller-Lund" is one name.
            let is_joined = at > tokens.start + 1
                && self.words.lower(at - 1) == "-"
                && self.words.span(at - 2).end() == self.words.span(at - 1).start()
                && self.words.span(at - 1).end() == self.words.span(at).start();
            match parts.last_mut().filter(|_| is_joined) {
                Some(last) => {
                    last.push('-');
                    last.push_str(&part);
                }
                None => parts.push(part),
            }
        }
        parts
    }

    /// The words by which a name is known: without what tells father from son.
    fn key(&self, name: &NameMention) -> Vec<String> {
        let end = name.tokens.end - usize::from(self.generation(name).is_some());
        self.folded(name.tokens.start..end)
    }

    /// What tells father from son behind a person's name, without its full stop.
    fn generation(&self, name: &NameMention) -> Option<&str> {
        let may_have = name.class == NameClass::Person && name.tokens.len() > 1;
        let last = self.words.lower(name.tokens.end - 1).trim_end_matches('.');
        (may_have && self.lexicon.is_generation(last)).then_some(last)
    }

    /// Whether a name begins with a small word that surnames have: "de Lume", "Le Pen".
    fn opens_with_particle(&self, name: &NameMention) -> bool {
        is_particle(self.words.lower(name.tokens.start))
    }

    /// Makes a member of a person's full name, unless there is one.
    fn introduce(&mut self, name: &NameMention) {
        let key = self.key(name);
        if is_full_name(name) && key.len() > 1 && self.same_person(name, &key).is_none() {
            self.push(name, key, EntityKind::Person);
        }
    }

    /// Makes a member of a body's long name, unless there is one.
    fn introduce_body(&mut self, name: &NameMention) {
        let key = self.folded(name.tokens.clone());
        if self.same_name(name, &key).is_none() && self.by_last_words(name, &key).is_none() {
            let at = self.push(name, key, EntityKind::Organisation);
            let text = self.words.text.get(self.words.cover(name.tokens.clone()));
            self.index.by_initials.entry(initials(text)).or_default().push(at);
        }
    }

    /// The one body whose long name has these initials: "CPL" of "Commercial Port of Lume".
    fn by_initials(&self, name: &NameMention) -> Option<usize> {
        const LETTERS_MIN: usize = 3;
        let short = self.words.get(name.tokens.start).replace('.', "");
        let is_short_form =
            name.tokens.len() == 1 && short.len() >= LETTERS_MIN && short.chars().all(char::is_uppercase);
        match self.index.by_initials.get(&short).map(Vec::as_slice) {
            Some([only]) if is_short_form && name.entry.is_none() => Some(*only),
            _ => None,
        }
    }

    /// The one body whose longer name ends in the words that stand alone behind "the": "the Front" of the Harbour Front,
    /// "the Coast Guard" of the Lume Coast Guard.
    fn by_last_words(&self, name: &NameMention, key: &[String]) -> Option<usize> {
        let is_definite = name.tokens.start.checked_sub(1).is_some_and(|at| self.words.lower(at) == "the");
        if !is_definite || name.entry.is_some() || name.class == NameClass::Person {
            return None;
        }
        // "the Velm" is not the University of Velm.
        let is_of = |word: &String| matches!(word.as_str(), "at" | "for" | "in" | "of");
        let is_body = |member: &Member| {
            let n_before = member.key.len().saturating_sub(key.len());
            let is_end = n_before > 0 && member.key.ends_with(key) && !is_of(&member.key[n_before - 1]);
            is_end && matches!(member.kind, EntityKind::Organisation | EntityKind::Unknown)
        };
        let named_so = last(self.index.by_last_word.get(key.last()?)?, NAMESAKES_MAX).iter().copied();
        let mut bodies = named_so.filter(|at| is_body(&self.members[*at]));
        let only = bodies.next()?;
        bodies.next().is_none().then_some(only)
    }

    /// The one firm or the like that is called by the first word of its name: "Crestline" for Crestline Partners.
    fn by_first_word(&self, name: &NameMention, key: &[String]) -> Option<usize> {
        let [word] = key else { return None };
        let has_title = name.whole.start < name.tokens.start;
        let may_be = matches!(name.class, NameClass::Organisation | NameClass::Person | NameClass::Unknown);
        // "Radical members" are not those of Radical Aid.
        let is_adjective = self.grammar.upos(name.tokens.start) == Some(Upos::Adjective);
        if has_title || is_adjective || !may_be || name.entry.is_some() {
            return None;
        }
        match self.index.by_first_word.get(word).map(Vec::as_slice) {
            Some([only]) => Some(*only),
            _ => None,
        }
    }

    /// The person with the same first and last word: middle names come and go, and so do short forms of the first.
    /// Father and son are two.
    fn same_person(&self, name: &NameMention, key: &[String]) -> Option<usize> {
        let first = key.first()?;
        let generation = self.generation(name);
        let may_be_end = self.opens_with_particle(name);
        let same = |at: &usize| {
            let member = &self.members[*at];
            let is_named_so = member.key.first().is_some_and(|known| self.lexicon.is_same_given_name(known, first));
            // "Ms. de Lume", of Anna de Lume
            let is_end = may_be_end && member.key.len() > key.len() && member.key.ends_with(key);
            (is_named_so && member.generation.as_deref() == generation) || (is_end && member.gender.agrees(name.gender))
        };
        // Whoever was introduced by this very name gets its mentions, however many namesakes there are.
        let introduced = self.index.by_full_name.get(key).into_iter().flatten().copied();
        let mut introduced = introduced.filter(|at| self.members[*at].generation.as_deref() == generation);
        let namesakes = last(self.index.by_surname.get(key.last()?)?, NAMESAKES_MAX);
        introduced.next().or_else(|| namesakes.iter().copied().find(same))
    }

    /// In a title every word may have a capital, so that its names count only as far as the text knows them.
    fn add_from_title(&mut self, name: &NameMention) {
        let key = self.key(name);
        if name.entry.is_some() || self.known(name, &key).is_some() {
            self.add(name);
            return;
        }
        for at in name.tokens.clone() {
            let part = NameMention { tokens: at..at + 1, whole: at..at + 1, ..name.clone() };
            let key = self.folded(at..at + 1);
            if self.person_of_part(&part, &key).is_some() || self.same_name(&part, &key).is_some() {
                self.add(&part);
            }
        }
    }

    /// The member that a name belongs to, and by which rule.
    fn known(&self, name: &NameMention, key: &[String]) -> Option<(usize, &'static str)> {
        if is_full_name(name) && key.len() > 1 {
            return self.same_person(name, key).map(|at| (at, name.rule));
        }
        self.person_of_part(name, key)
            .or_else(|| self.long_form(name))
            .or_else(|| self.same_name(name, key).map(|at| (at, "same-name")))
            .or_else(|| self.by_initials(name).map(|at| (at, "acronym")))
            .or_else(|| self.by_last_words(name, key).map(|at| (at, "last-words")))
            .or_else(|| self.by_first_word(name, key).map(|at| (at, "first-word")))
            .or_else(|| self.known_as(name).map(|at| (at, "known-as")))
            .or_else(|| self.misspelt(name, key).map(|at| (at, "misspelt")))
    }

    fn add(&mut self, name: &NameMention) {
        let key = self.key(name);
        let found = self.known(name, &key);
        if let Some((at, "acronym-in-brackets" | "short-form-in-brackets" | "known-as")) = found {
            self.index.by_key.entry(key.clone()).or_insert(at);
            // The report's own short form means its own body, whomever the registry knows by it.
            if let Some(entry) = name.entry {
                self.index.by_entry.entry(entry).or_insert(at);
            }
        }
        let (at, rule) = found.unwrap_or_else(|| {
            let kind = match name.class {
                NameClass::Person => EntityKind::Person,
                NameClass::Organisation => EntityKind::Organisation,
                NameClass::Country => EntityKind::Country,
                NameClass::Place => EntityKind::Place,
                NameClass::Event => EntityKind::Event,
                NameClass::Work => EntityKind::Work,
                NameClass::Product => EntityKind::Product,
                NameClass::Unknown => EntityKind::Unknown,
            };
            (self.push(name, key, kind), name.rule)
        });
        self.add_mention(at, name, rule);
    }

    /// The person of whose full name this is the surname, or without a title the given name.
    fn person_of_part(&self, name: &NameMention, key: &[String]) -> Option<(usize, &'static str)> {
        let [part] = key else { return None };
        if matches!(name.class, NameClass::Organisation | NameClass::Country) {
            return None;
        }
        // A surname may be a given name too, of whatever gender: only a title before it tells.
        let has_title = name.whole.start < name.tokens.start;
        let agrees = |at: &&usize| !has_title || self.members[**at].gender.agrees(name.gender);
        let namesakes = self.index.by_surname.get(part).map_or(&[][..], |all| last(all, NAMESAKES_MAX));
        let by_surname = namesakes.iter().filter(agrees);
        // "Vice President Keller": of two Kellers the one who bears the title, whoever was named last.
        let bears_other = |at: &&usize| {
            let borne = &self.members[**at].roles;
            !name.roles.is_empty() && !name.roles.iter().any(|role| borne.contains(role))
        };
        // "Keller Jr." is the son, and a bare "Keller" rather the father, where the report speaks of both.
        let generation = self.generation(name);
        let is_other = |at: &&usize| self.members[**at].generation.as_deref() != generation;
        let spoken_of =
            |at: &&usize| self.named_at.iter().rev().take(LOOKBACK_MENTIONS_MAX).position(|seen| seen.member == **at);
        let rank = |at: &&usize| {
            let Member { is_relative, mentions, .. } = &self.members[**at];
            // The headline stands before all text and names whom the report makes most of.
            let n_mentions = if name.is_in_title { mentions.len() } else { 0 };
            // Whom a report has called by the surname alone it goes on to call so; others of that name get their full one.
            let is_called_so = mentions.iter().any(|mention| mention.reason.rule.as_str() == "surname");
            let named_last = spoken_of(at).unwrap_or(usize::MAX);
            (bears_other(at), is_other(at), *is_relative, Reverse(n_mentions), !is_called_so, named_last, **at)
        };
        if let Some(at) = by_surname.min_by_key(rank) {
            return Some((*at, "surname"));
        }
        // "Rosa Medina Soto … Ms. Medina": of two surnames the first.
        match self.index.by_first_surname.get(part).map(Vec::as_slice) {
            Some([only]) if has_title && agrees(&only) => return Some((*only, "first-of-two-surnames")),
            _ => {}
        }
        match self.index.by_given_name.get(part).map(Vec::as_slice) {
            Some([only]) if name.roles.is_empty() => Some((*only, "given-name-alone")),
            _ => None,
        }
    }

    fn same_name(&self, name: &NameMention, key: &[String]) -> Option<usize> {
        match name.entry {
            Some(entry) => self.index.by_entry.get(&entry).copied(),
            None => self.index.by_key.get(key).copied(),
        }
    }

    /// The organisation right before the brackets around a short form: "Port Safety Office (PSO)".
    fn long_form(&self, name: &NameMention) -> Option<(usize, &'static str)> {
        let before = name.tokens.start.checked_sub(2)?;
        let closes = name.tokens.end < self.words.len() && self.words.lower(name.tokens.end) == ")";
        if name.tokens.len() != 1 || self.words.lower(before + 1) != "(" || !closes {
            return None;
        }
        let at = *self.by_token.get(&before)?;
        let member = &self.members[at];
        let long = member.mentions.last()?.span;
        let short = self.words.get(name.tokens.start).replace('.', "");
        if short.len() > 1 && initials(self.words.text.get(long)) == short {
            return Some((at, "acronym-in-brackets"));
        }
        // A body's short form may be of its own language; the name of a single word has none.
        let is_body = member.kind == EntityKind::Organisation && member.key.len() > 2;
        // "Port Safety and Lighting Office (Posalo)"
        let is_of_letters = || has_letters_of(&short, self.words.text.get(long));
        let is_short_form = short.len() > 1 && (short.chars().all(char::is_uppercase) || is_of_letters());
        (is_body && is_short_form && name.entry.is_none()).then_some((at, "short-form-in-brackets"))
    }

    /// The person of whom the text says that they are also called so: "Keller, known as the Ferryman".
    fn known_as(&self, name: &NameMention) -> Option<usize> {
        const CALLS: [&str; 5] = ["call", "dub", "know", "name", "nickname"];
        let verb = self.grammar.head(self.grammar.top(name.tokens.clone())?)?;
        let is_call = CALLS.contains(&self.grammar.lemma(verb));
        if !is_call || self.grammar.relation(verb) != Some(Relation::ClauseOfNoun) || name.tokens.start < verb {
            return None;
        }
        let at = *self.by_token.get(&self.grammar.head(verb)?)?;
        (self.members[at].kind == EntityKind::Person).then_some(at)
    }

    /// The person whose surname differs by one letter, where it is one only and nobody has that very name.
    fn misspelt(&self, name: &NameMention, key: &[String]) -> Option<usize> {
        let [part] = key else { return None };
        if part.len() < MISSPELT_BYTES_MIN || name.entry.is_some() || name.class == NameClass::Organisation {
            return None;
        }
        let candidates = last(self.index.surnames.get(&part.chars().next()?)?, NEAR_SURNAMES_MAX);
        let is_near = |known: &&String| known.len() >= MISSPELT_BYTES_MIN && strsim::osa_distance(known, part) == 1;
        let mut near = candidates.iter().filter(is_near);
        let only = near.next().filter(|_| near.next().is_none())?;
        match self.index.by_surname.get(only)?.as_slice() {
            [at] => Some(*at),
            _ => None,
        }
    }

    fn push(&mut self, name: &NameMention, key: Vec<String>, kind: EntityKind) -> usize {
        let at = self.members.len();
        if let (true, Some(first), Some(last)) = (is_full_name(name), key.first(), key.last()) {
            self.index.by_full_name.entry(key.clone()).or_default().push(at);
            self.index.by_given_name.entry(first.clone()).or_default().push(at);
            if let [_, .., before_last, _] = key.as_slice() {
                self.index.by_first_surname.entry(before_last.clone()).or_default().push(at);
            }
            let namesakes = self.index.by_surname.entry(last.clone()).or_default();
            namesakes.push(at);
            if let (1, Some(letter)) = (namesakes.len(), last.chars().next()) {
                self.index.surnames.entry(letter).or_default().push(last.clone());
            }
        } else {
            self.index.by_key.entry(key.clone()).or_insert(at);
            // "the House" is not the White House: an address has no short form.
            let is_address = name.rule == "seat-of-government";
            if let ([_, .., last], false) = (key.as_slice(), is_address) {
                self.index.by_last_word.entry(last.clone()).or_default().push(at);
            }
            let last = self.words.get(name.tokens.end - 1);
            if let ([first, _, ..], None, true) = (key.as_slice(), name.entry, self.lexicon.marks_organisation(last)) {
                self.index.by_first_word.entry(first.clone()).or_default().push(at);
            }
        }
        if let Some(entry) = name.entry {
            self.index.by_entry.insert(entry, at);
        }
        // "LPD": a police department by its capitals
        let last = self.words.get(name.tokens.end - 1);
        let is_short = key.len() == 1 && last.len() > 2 && last.ends_with("PD") && last.chars().all(char::is_uppercase);
        if is_short || key.len() > 1 && key.iter().any(|word| matches!(word.as_str(), "police" | "constabulary")) {
            self.index.police.push(at);
        }
        let span = self.words.cover(name.tokens.clone());
        let reason = Reason::new(RuleName::new(name.rule), vec![span]);
        let (entry, shared) = (name.entry, name.shared.clone());
        let generation = self.generation(name).map(str::to_owned);
        let is_relative = self.is_relative(name);
        self.members.push(Member { entry, shared, generation, is_relative, ..Member::new(kind, key, span, reason) });
        at
    }

    /// Whether a name stands behind a word that says whose relative it is: "his wife, *Anna Keller*", "the brother of *Tom
    /// Keller*". Such people share a surname, and a bare surname is rarely theirs.
    fn is_relative(&self, name: &NameMention) -> bool {
        const WITHIN: [Relation; 3] = [Relation::Apposition, Relation::NominalModifier, Relation::Flat];
        let is_kin = |at: usize| self.words.class(at).any(Class::KIN);
        let top = self.grammar.top(name.whole.clone());
        let above = top.filter(|top| self.grammar.relation(*top).is_some_and(|it| WITHIN.contains(&it)));
        above.and_then(|top| self.grammar.head(top)).is_some_and(is_kin)
            || name.whole.start.checked_sub(1).is_some_and(is_kin)
    }

    fn add_mention(&mut self, at: usize, name: &NameMention, rule: &'static str) {
        let span = self.words.cover(name.tokens.clone());
        let affiliations = self.folded(name.whole.start..name.tokens.start);
        let member = &mut self.members[at];
        let reason = Reason::new(RuleName::new(rule), vec![self.words.cover(name.whole.clone())]);
        member.mentions.push(Mention { span, form: MentionForm::Name, reason });
        // "Gordon" may be a given name, and is alone here the surname of anybody.
        let is_bare_surname = rule == "surname" && name.whole.start == name.tokens.start;
        if member.gender == Gender::Unknown && !is_bare_surname {
            member.gender = name.gender;
        }
        if member.kind == EntityKind::Unknown && name.class == NameClass::Person {
            member.kind = EntityKind::Person;
            member.reason = Reason::new(RuleName::new(name.rule), vec![self.words.cover(name.whole.clone())]);
        }
        for role in &name.roles {
            if !member.roles.contains(role) {
                member.roles.push(role);
            }
        }
        for of in &name.of {
            if member.of.len() < AFFILIATIONS_MAX && !member.of.contains(of) {
                member.of.push(*of);
            }
        }
        for word in affiliations {
            if member.affiliations.len() < AFFILIATIONS_MAX && !member.affiliations.contains(&word) {
                member.affiliations.push(word);
            }
        }
        if !name.is_quoted {
            self.named_at.push(Seen { token: name.tokens.start, member: at, span });
        }
        for token in name.tokens.clone() {
            self.by_token.insert(token, at);
        }
    }

    /// Whether a word stands for who speaks.
    pub(crate) fn is_first_person(&self, token: usize) -> bool {
        matches!(self.words.lower(token), "i" | "we")
    }

    /// Whether a source is a pronoun that speaks of one, and never of who says it.
    pub(crate) fn is_third_person(&self, core: &Range<usize>) -> bool {
        const PRONOUNS: [&str; 6] = ["he", "she", "it", "his", "her", "its"];
        core.len() == 1 && self.words.is_quoted(core.start) && PRONOUNS.contains(&self.words.lower(core.start))
    }

    /// Where a token stands in the text.
    pub(crate) fn place_of(&self, token: usize) -> Span<Clean> {
        self.words.cover(token..token + 1)
    }

    /// What a token's mention speaks of; none where it is no part of a mention.
    pub(crate) fn kind_at(&self, token: usize) -> Option<EntityKind> {
        self.by_token.get(&token).map(|at| self.members[*at].kind)
    }

    /// Begins again at the head of the report: plurals of sources that stand behind are no longer the last ones.
    pub(crate) fn forget_sources(&mut self) {
        self.last_plural.clear();
    }

    /// The mentions before a token, the last one first.
    fn before(&self, token: usize) -> impl Iterator<Item = Seen> + '_ {
        let upto = |list: &[Seen]| list.partition_point(|seen| seen.token < token);
        let mut named = self.named_at[..upto(&self.named_at)].iter().rev().copied().peekable();
        let mut referred = self.referred_at[..upto(&self.referred_at)].iter().rev().copied().peekable();
        let merged = std::iter::from_fn(move || match (named.peek(), referred.peek()) {
            (Some(a), Some(b)) if a.token >= b.token => named.next(),
            (_, Some(_)) => referred.next(),
            (_, None) => named.next(),
        });
        merged.take(LOOKBACK_MENTIONS_MAX)
    }

    /// Takes the tokens up as a mention of each of the members.
    fn refer(&mut self, members: &[usize], tokens: Range<usize>, form: MentionForm, rule: &'static str) -> Resolved {
        let span = self.words.cover(tokens.clone());
        let mut resolved = Vec::new();
        for at in members {
            let antecedent = self.before(tokens.start).find(|seen| seen.member == *at).map(|seen| seen.span);
            let reason = Reason::new(RuleName::new(rule), [span].into_iter().chain(antecedent).collect());
            let mentions = &mut self.members[*at].mentions;
            if mentions.last().is_none_or(|last| last.span != span) {
                mentions.push(Mention { span, form, reason: reason.clone() });
                let seen = Seen { token: tokens.start, member: *at, span };
                // What quoted words speak of, the report itself does not go on from.
                if !self.words.is_quoted(seen.token) {
                    let place = self.referred_at.partition_point(|known| known.token <= seen.token);
                    self.referred_at.insert(place, seen);
                }
                for token in tokens.clone() {
                    self.by_token.entry(token).or_insert(*at);
                }
            }
            resolved.push((EntityIndexInMaking(*at), reason));
        }
        resolved
    }

    /// Closes the cast: the entities in the order of their first mention, and where each went.
    pub(crate) fn finish(
        mut self,
        report: ReportId,
    ) -> (Vec<Finding<Entity>>, impl Fn(EntityIndexInMaking) -> EntityIndex) {
        self.lead_back(self.words.len());
        self.link();
        // Who was taken for somebody else is no entity.
        let is_left = |at: &usize| !self.members[*at].mentions.is_empty();
        let mut order: Vec<usize> = (0..self.members.len()).filter(is_left).collect();
        let first = |at: &usize| self.members[*at].mentions.iter().map(|mention| mention.span).min();
        order.sort_by_key(first);
        let mut place = vec![0; self.members.len()];
        for (to, from) in order.iter().enumerate() {
            place[*from] = to;
        }
        for (described, meant) in &self.taken {
            place[*described] = place[*meant];
        }
        let mut members: Vec<Option<Member>> = self.members.into_iter().map(Some).collect();
        let entities = order.iter().filter_map(|at| members[*at].take()).map(|member| entity(report, member)).collect();
        (entities, move |at: EntityIndexInMaking| EntityIndex(place[at.0]))
    }
}

/// The last `n_max` of a list.
fn last<T>(list: &[T], n_max: usize) -> &[T] {
    &list[list.len().saturating_sub(n_max)..]
}

/// A word without the marks over and under its letters: outlets write "Pelé" and "Pele".
fn without_marks(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    word.nfd().filter(|c| !is_combining_mark(*c)).collect()
}

/// The capitals with which the words of a name begin.
/// Whether a short form of some letters has them in the order of a long name, from its first one on.
fn has_letters_of(short: &str, long: &str) -> bool {
    const LETTERS_MIN: usize = 5;
    let lower = |text: &str| text.chars().flat_map(char::to_lowercase).collect::<Vec<char>>();
    let (short, long) = (lower(short), lower(long));
    let mut rest = long.iter();
    short.len() >= LETTERS_MIN
        && short.first() == long.first()
        && short.iter().all(|letter| rest.any(|at| at == letter))
}

fn initials(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric());
    words.filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect()
}

fn is_long_body(name: &NameMention) -> bool {
    name.class == NameClass::Organisation && name.tokens.len() > 1
}

fn is_full_name(name: &NameMention) -> bool {
    name.class == NameClass::Person && name.tokens.len() > 1
}

fn entity(report: ReportId, mut member: Member) -> Finding<Entity> {
    member.mentions.sort_by_key(|mention| mention.span);
    let mentions = NonEmpty::new(member.mentions).expect("a member is made together with its first mention");
    let registered = member.registered;
    Finding::entity(report, Entity { name: member.name, kind: member.kind, mentions, registered }, member.reason)
}

#[cfg(test)]
mod tests;
