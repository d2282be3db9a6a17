//! Those who act or are acted upon: the words of an argument, led to entities by the ways by which sources are led.

use std::collections::BTreeMap;
use std::ops::Range;

use dateline_core::syntax::{Number, Relation};
use dateline_core::{EntityKind, MentionForm, Reason, RuleName, Upos};

use super::{Cast, EntityIndexInMaking, Member, Resolved};
use crate::lexicon::Gender;
use crate::registry::{EntryIndex, NameEntry, NameKind};
use crate::words::Class;

/// An argument of an act, as the tree cuts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ActorPhrase {
    /// The noun or pronoun on which the others depend.
    pub(crate) head: usize,
    /// The whole phrase with appositions, without what is joined to it.
    pub(crate) tokens: Range<usize>,
    /// The words that describe: from the article to the noun, with an of-phrase.
    pub(crate) core: Range<usize>,
    /// What the head's lexicons say that it names.
    pub(crate) kind: EntityKind,
    /// Whether the head is written as a name.
    pub(crate) is_named: bool,
}

impl Cast<'_> {
    /// Looks at the pronouns and acting bodies of the whole report, behind the last source too.
    pub(crate) fn lead_back_all(&mut self) {
        self.lead_back(self.words.len());
    }

    /// The entity that a token speaks of, if it is a place or a country.
    pub(crate) fn place_at(&self, token: usize) -> Option<EntityIndexInMaking> {
        let is_place = |at: &&usize| matches!(self.members[**at].kind, EntityKind::Place | EntityKind::Country);
        self.by_token.get(&token).filter(is_place).map(|at| EntityIndexInMaking(*at))
    }

    /// Whether the token begins the adjective or, before a noun, the name of a country: "Japanese", "a U.S. request".
    pub(crate) fn is_country_adjective(&self, token: usize) -> bool {
        self.country_of_adjective(token).is_some()
    }

    fn country_of_adjective(&self, token: usize) -> Option<(usize, EntryIndex)> {
        if !self.words.class(token).any(Class::CAPITAL) {
            return None;
        }
        let (end, entries) = self.words.name_at(&self.lexicon.registry.names, token)?;
        // Some names serve as both: "the U.S. request".
        let (first, others) = entries.split_first()?;
        let is_country = |entry: &NameEntry| {
            entry.entry == first.entry && matches!(entry.kind, NameKind::Adjective | NameKind::Country)
        };
        (is_country(first) && others.iter().all(is_country)).then_some((end, first.entry))
    }

    /// The country of whose state "the government" is, where the report names no other: the one of which it speaks most by far.
    pub(crate) fn main_country(&mut self) -> Option<EntityIndexInMaking> {
        const MENTIONS_MIN: usize = 2;
        let is_government =
            |member: &Member| member.key.len() > 1 && member.key.iter().any(|word| word == "government");
        if self.members.iter().any(is_government) {
            return None;
        }
        let mut told: BTreeMap<EntryIndex, (usize, Range<usize>)> = BTreeMap::new();
        for at in 0..self.words.len() {
            if let Some((end, entry)) = self.country_of_adjective(at) {
                told.entry(entry).or_insert((0, at..end)).0 += 1;
            }
        }
        let (entry, (most, tokens)) = told.iter().max_by_key(|(_, (n, _))| *n)?;
        let is_main = |(other, (n, _)): (&EntryIndex, &(usize, Range<usize>))| other == entry || *most >= 2 * n;
        if *most < MENTIONS_MIN || !told.iter().all(is_main) {
            return None;
        }
        let country = self.country_by_adjective(tokens.clone(), *entry);
        country.first().map(|(at, _)| *at)
    }

    /// Finds out who an argument is, and takes it up as a mention where it describes somebody.
    pub(crate) fn actor(&mut self, phrase: &ActorPhrase) -> Resolved {
        if let Some(resolved) = self.led_back.get(&phrase.head) {
            return resolved.clone();
        }
        if let Some(at) = self.titled(phrase).or_else(|| self.by_token.get(&phrase.head).copied()) {
            let reason = Reason::new(RuleName::new("named"), vec![self.words.cover(phrase.core.clone())]);
            self.is_described_as(at, phrase.kind);
            self.is_told_in_full(at, phrase);
            return vec![(EntityIndexInMaking(at), reason)];
        }
        if let Some(resolved) = self.actor_pronoun(phrase.head) {
            return resolved;
        }
        let adjective = self.country_of_adjective(phrase.head).filter(|_| phrase.kind == EntityKind::Country);
        if let Some((end, entry)) = adjective {
            return self.country_by_adjective(phrase.head..end, entry);
        }
        if !self.points_back(phrase) {
            return self.described(phrase.core.clone(), phrase.kind, Gender::Unknown, "described");
        }
        if let Some(at) = self.described_before(phrase) {
            return self.refer(&[at], phrase.core.clone(), MentionForm::Description, "described-before");
        }
        let resolved = self.resolve(phrase.tokens.clone(), phrase.core.clone());
        for (at, _) in &resolved {
            self.is_described_as(at.0, phrase.kind);
        }
        resolved
    }

    /// Whether a phrase can speak of somebody of whom the report spoke before, or whom it names: "two soldiers" does not.
    fn points_back(&self, phrase: &ActorPhrase) -> bool {
        const POINTERS: [&str; 13] =
            ["both", "her", "his", "its", "my", "our", "that", "the", "their", "these", "this", "those", "your"];
        let first = self.words.lower(phrase.core.start);
        // "Two navy guards": those who are counted are none of those of whom was spoken.
        let is_counted =
            phrase.kind == EntityKind::Group && self.grammar.upos(phrase.core.start) == Some(Upos::Numeral);
        if is_counted && !phrase.is_named {
            return false;
        }
        let is_genitive = |at: usize| matches!(self.words.lower(at), "'s" | "’s");
        phrase.is_named
            || POINTERS.contains(&first)
            || phrase.core.clone().any(is_genitive)
            || self.is_named_behind(phrase.tokens.end)
            || phrase.tokens.clone().any(|at| self.by_token.contains_key(&at) && !self.tells_where(at, phrase.head))
    }

    /// Whether a name only tells where something is: "a market in *Velm*".
    fn tells_where(&self, name: usize, noun: usize) -> bool {
        const CASE_TOKENS_MAX: usize = 3;
        let near = name.saturating_sub(CASE_TOKENS_MAX)..name;
        let is_place = |at: usize| matches!(self.words.lower(at), "at" | "in" | "near" | "on" | "outside");
        name > noun
            && self.grammar.head(name) == Some(noun)
            && self.grammar.dependents(name, near, Relation::Case).any(is_place)
    }

    /// Those whom the report described before by the same noun, where "the journalists" takes "two Ardenian journalists" up
    /// again: it adds nothing to what was said of them. A person's role is led back by who bears it.
    fn described_before(&self, phrase: &ActorPhrase) -> Option<usize> {
        let noun = self.words.lower(phrase.head);
        let is_role = self.lexicon.role(noun).is_some_and(|role| role.kind == EntityKind::Person && !role.is_plural);
        let is_definite = matches!(self.words.lower(phrase.core.start), "the" | "these" | "those" | "this" | "that");
        if phrase.is_named || is_role || !is_definite || phrase.core.end != phrase.head + 1 {
            return None;
        }
        let said = self.folded(phrase.core.start + 1..phrase.core.end);
        let takes_up = |member: &Member| {
            let head = member.key.iter().take_while(|word| *word != "of").last();
            !member.is_named
                && head.is_some_and(|head| head == noun)
                && said.iter().all(|word| member.key.contains(word))
        };
        self.before(phrase.core.start).map(|seen| seen.member).find(|at| takes_up(&self.members[*at]))
    }

    /// Whether a name follows that a phrase introduces: "a man named Keller".
    fn is_named_behind(&self, end: usize) -> bool {
        end < self.words.len() && matches!(self.words.lower(end), "called" | "identified" | "known" | "named")
    }

    /// Takes it that a description of which the roles know nothing names what the noun of the act's argument says.
    fn is_described_as(&mut self, at: usize, kind: EntityKind) {
        let member = &mut self.members[at];
        if member.kind == EntityKind::Unknown && !member.is_named {
            member.kind = kind;
            member.is_plural = kind == EntityKind::Group;
        }
    }

    /// Takes the of-phrase up into a description that was first cut without it: "the government of Ardenia".
    fn is_told_in_full(&mut self, at: usize, phrase: &ActorPhrase) {
        let short = self.words.cover(phrase.head..phrase.head + 1);
        let of = phrase.core.clone().find(|at| *at > phrase.head && self.words.lower(*at) == "of");
        let member = &self.members[at];
        let is_cut = !member.is_named && member.name.end() == short.end() && member.name.contains(short);
        if of.is_none() || !is_cut {
            return;
        }
        let from = self.words.at_byte(member.name.start());
        let full = self.words.cover(from..phrase.core.end);
        let key = self.folded(from..phrase.core.end);
        self.index.by_description.entry(key.clone()).or_insert(at);
        let member = &mut self.members[at];
        for mention in member.mentions.iter_mut().filter(|mention| mention.span.end() == short.end()) {
            mention.span = self.words.cover(self.words.at_byte(mention.span.start())..phrase.core.end);
        }
        member.name = full;
        member.key = key;
    }

    /// The person whose name stands in apposition to a title, where the title itself was taken for a name: "U.S. Secretary
    /// of State Ana Keller".
    fn titled(&self, phrase: &ActorPhrase) -> Option<usize> {
        let is_title =
            self.lexicon.role(self.words.lower(phrase.head)).is_some_and(|role| role.kind == EntityKind::Person);
        let behind = || (phrase.head + 1..phrase.tokens.end).filter(|_| is_title);
        let person = |at: usize| {
            let member = *self.by_token.get(&at)?;
            self.is_named_person(member).then_some(member)
        };
        // "the chief of General Staff, Ana Keller": what stands in apposition is the name, not what the title is of.
        let is_apposition = |at: &usize| self.grammar.relation(*at) == Some(Relation::Apposition);
        behind().filter(is_apposition).find_map(person).or_else(|| behind().find_map(person))
    }

    /// Who a pronoun of the third person stands for that no source is; none for other words.
    fn actor_pronoun(&mut self, at: usize) -> Option<Resolved> {
        let resolved = match self.words.lower(at) {
            "they" | "them" | "their" | "theirs" | "themselves" => match self.joined_subject_before(at) {
                Some(found) => self.refer(&found, at..at + 1, MentionForm::Pronoun, "subjects-of-the-sentence"),
                None => self.they(at),
            },
            "it" | "its" | "itself" => {
                let body = if self.is_behind_thing(at) { None } else { self.salient_body(at, &[]) };
                let found: Vec<usize> = body.into_iter().collect();
                self.refer(&found, at..at + 1, MentionForm::Pronoun, "most-salient")
            }
            _ => return None,
        };
        Some(resolved)
    }

    /// The subjects that stand before a pronoun in its sentence.
    fn subjects_before(&self, pronoun: usize) -> impl Iterator<Item = usize> + '_ {
        let first = self.sentence_of(pronoun).checked_sub(1).and_then(|at| self.sentence_starts.get(at));
        let start = first.map_or(pronoun, |start| *start);
        (start..pronoun).filter(|at| self.grammar.is_subject(*at))
    }

    /// Whether the subject of a sentence is a thing, for which "it" behind stands: "The bus was late when *it* left".
    fn is_behind_thing(&self, pronoun: usize) -> bool {
        let Some(subject) = self.subjects_before(pronoun).find(|at| self.grammar.carrier(*at) == *at) else {
            return false;
        };
        self.grammar.upos(subject) == Some(Upos::Noun)
            && self.grammar.features(subject).number == Some(Number::Singular)
            && !self.by_token.contains_key(&subject)
            && self.lexicon.role(self.words.lower(subject)).is_none()
    }

    /// Those who are the subject of the sentence of a pronoun together: "Keller and Rusk left the town where they had met".
    fn joined_subject_before(&self, pronoun: usize) -> Option<Vec<usize>> {
        let plural = |at: &usize| self.grammar.features(*at).number == Some(Number::Plural);
        let first = self.subjects_before(pronoun).find(|at| self.grammar.carrier(*at) == *at)?;
        let joined = self.grammar.dependents(first, first..pronoun, Relation::Conjunct);
        let heads: Vec<usize> = std::iter::once(first).chain(joined).collect();
        // A plural subject between them is the nearer one.
        if heads.len() < 2 || self.subjects_before(pronoun).filter(|at| !heads.contains(at)).any(|at| plural(&at)) {
            return None;
        }
        heads.into_iter().map(|at| self.by_token.get(&at).copied()).collect()
    }

    /// The country that an adjective before an act speaks of; the adjective names it if nothing else does.
    fn country_by_adjective(&mut self, tokens: Range<usize>, entry: EntryIndex) -> Resolved {
        let span = self.words.cover(tokens.clone());
        let known = self.index.by_entry.get(&entry).copied();
        let at = known.unwrap_or_else(|| {
            let at = self.members.len();
            self.index.by_entry.insert(entry, at);
            let key = self.folded(tokens.clone());
            let reason = Reason::new(RuleName::new("adjective-of-a-country"), vec![span]);
            let country = Member::new(EntityKind::Country, key, span, reason);
            self.members.push(Member { entry: Some(entry), ..country });
            at
        });
        self.refer(&[at], tokens, MentionForm::Description, "adjective-of-a-country")
    }
}
