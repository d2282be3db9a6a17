//! Pronouns, led back to whom they stand for.

use std::collections::BTreeMap;
use std::ops::Range;

use dateline_core::syntax::{Number, Relation};
use dateline_core::{EntityKind, MentionForm, Reason, RuleName, Upos};

use super::{Cast, Member, PRONOUN_SENTENCES_MAX, Resolved, Seen};
use crate::lexicon::Gender;
use crate::words::Class;

/// How much a mention counts for whom a pronoun means, by its place in its sentence: the weights of Lappin and Leass
/// (1994), "An algorithm for pronominal anaphora resolution", Computational Linguistics 20(4), table 1.
const RECENT: u32 = 100;
const SUBJECT: u32 = 80;
const OBJECT: u32 = 50;
const OBLIQUE: u32 = 40;
/// Of a phrase that lies in no other phrase.
const HEAD_NOUN: u32 = 80;
/// Of the subject of a main clause, not in the paper, which weighs whole texts of another kind: who says something goes
/// on before who is spoken of in what they say.
const MAIN_CLAUSE: u32 = 40;
/// The weights are halved so often for each sentence between. With once, as in the paper, whom a report mentions often
/// outweighs who spoke in the sentence before, and in news it is mostly the latter who goes on.
const HALVINGS: usize = 2;

/// How far from a verb what depends on it is looked for.
const CLAUSE_TOKENS_MAX: usize = 24;

const SUBJECTS: [Relation; 3] = [Relation::Subject, Relation::PassiveSubject, Relation::OuterSubject];

/// How many names behind a pronoun are looked at for those that depend on the same verb.
const NAMED_BESIDE_MAX: usize = 4;

impl Cast<'_> {
    /// Leads "he" and "she", "his" and "her" outside quotations back, and takes up the bodies that act by a description,
    /// in the order of the text, up to a token.
    pub(super) fn lead_back(&mut self, upto: usize) {
        let from = self.led_upto;
        self.led_upto = upto.max(from);
        for at in from..upto {
            if self.words.is_quoted(at) {
                continue;
            }
            self.body_of_country(at);
            match self.gender_of_pronoun(at).filter(|_| self.grammar.is_known() && !self.is_emphatic(at)) {
                Some(gender) => self.lead_pronoun_back(at, gender),
                None => self.acting_body(at),
            }
        }
    }

    fn lead_pronoun_back(&mut self, at: usize, gender: Gender) {
        let of_self = if self.words.lower(at).ends_with("self") { self.own_subject(at) } else { None };
        let found = of_self.map_or_else(|| self.most_salient(at, gender), |found| vec![found]);
        if !found.is_empty() {
            let resolved = self.refer(&found, at..at + 1, MentionForm::Pronoun, "most-salient");
            self.led_back.insert(at, resolved);
        }
    }

    /// The person who is the subject of the verb of a reflexive: "a farmer, Tom Rusk, who called *himself* a fool".
    fn own_subject(&self, reflexive: usize) -> Option<usize> {
        const REACH_TOKENS_MAX: usize = 24;
        let verb = self.grammar.head(reflexive)?;
        let near = verb.saturating_sub(REACH_TOKENS_MAX)..verb;
        let subject = self.grammar.dependents(verb, near, Relation::Subject).next();
        let is_relative = subject.is_none_or(|subject| matches!(self.words.lower(subject), "who" | "that"));
        let of_noun = self
            .grammar
            .head(verb)
            .filter(|_| is_relative && self.grammar.relation(verb) == Some(Relation::RelativeClause));
        let noun = of_noun.or(subject)?;
        let named = self.by_token.get(&noun).copied();
        let apposed = || self.named_behind_comma(noun + 1);
        named.or_else(apposed).filter(|at| self.members[*at].kind == EntityKind::Person)
    }

    /// Takes up "the court" where it is a subject, so that "it" behind it has somebody to stand for; and so "the driver" as
    /// the subject of a main clause.
    fn acting_body(&mut self, at: usize) {
        // "The prime minister"
        const WORDS_BETWEEN_MAX: usize = 3;
        if !self.grammar.is_subject(at) || self.by_token.contains_key(&at) {
            return;
        }
        let group = self.grammar.noun_group(at, at.saturating_sub(WORDS_BETWEEN_MAX + 1));
        let article = group.start;
        let end = self.end_of_state(at).unwrap_or(at + 1);
        if article == at || group.into_iter().any(|token| self.by_token.contains_key(&token)) {
            return;
        }
        let kind = self.lexicon.role(self.words.lower(at)).filter(|role| !role.is_plural).map(|role| role.kind);
        let is_taken_up = match self.words.lower(article) {
            "the" if kind == Some(EntityKind::Organisation) && article + 1 == at => true,
            // "The driver fled. He told police …"
            "a" | "an" if article + 1 < at => false,
            "the" | "a" | "an" => {
                kind == Some(EntityKind::Person) && self.is_in_main_clause(at) && self.stands_alone(at)
            }
            _ => false,
        };
        if is_taken_up {
            self.role(article..end, article..end, at);
        }
    }

    /// Where the name of the country ends that stands behind the noun of a body: "the government *of Velm*".
    fn end_of_state(&self, noun: usize) -> Option<usize> {
        let first = noun + 2;
        let of = first < self.words.len() && self.words.lower(noun + 1) == "of";
        let at = *self.by_token.get(&first).filter(|_| of)?;
        let is_country = self.members[at].kind == EntityKind::Country;
        (first..self.words.len()).find(|token| self.by_token.get(token) != Some(&at)).filter(|_| is_country)
    }

    /// Whether nothing behind a noun says more of it, and nobody is joined to it.
    fn stands_alone(&self, noun: usize) -> bool {
        const MORE: [Relation; 5] = [
            Relation::NominalModifier,
            Relation::Conjunct,
            Relation::RelativeClause,
            Relation::ClauseOfNoun,
            Relation::Apposition,
        ];
        const REACH_TOKENS_MAX: usize = 24;
        let behind = noun + 1..self.words.len().min(noun + REACH_TOKENS_MAX);
        MORE.iter().all(|more| self.grammar.dependents(noun, behind.clone(), *more).next().is_none())
    }

    fn gender_of_pronoun(&self, at: usize) -> Option<Gender> {
        match self.words.lower(at) {
            "he" | "him" | "his" | "himself" => Some(Gender::Male),
            "she" | "her" | "hers" | "herself" => Some(Gender::Female),
            _ => None,
        }
    }

    /// Whether a pronoun only stresses the noun before it: "the president himself".
    fn is_emphatic(&self, at: usize) -> bool {
        let head = self.grammar.head(at).filter(|_| self.words.lower(at).ends_with("self"));
        head.and_then(|head| self.grammar.upos(head)).is_some_and(|upos| matches!(upos, Upos::Noun | Upos::ProperNoun))
    }

    /// The people named right behind a pronoun that depend on the same verb: "he asked *Keller*".
    fn named_beside(&self, at: usize) -> Vec<usize> {
        let behind = self.named_at.partition_point(|seen| seen.token <= at);
        let near = self.named_at[behind..].iter().take(NAMED_BESIDE_MAX);
        near.filter(|seen| self.is_beside(**seen, at)).map(|seen| seen.member).collect()
    }

    /// The person of that gender whom the sentences before a pronoun make most of.
    fn most_salient(&mut self, at: usize, gender: Gender) -> Vec<usize> {
        let others = self.named_beside(at);
        let quoted = self.words.quoted_before(at);
        let asked = self.question_before(at);
        let fits = |seen: Seen, member: &Member| {
            let is_person = member.kind == EntityKind::Person && member.gender.agrees(gender) && !member.is_plural;
            // "“Rusk was late,” he said": who speaks is not who is spoken of.
            !others.contains(&seen.member)
                && !quoted.contains(&seen.token)
                && !asked.contains(&seen.token)
                && (is_person || self.may_be_person(seen.token, member))
                && !self.is_beside(seen, at)
                && !self.is_in_compound(seen)
        };
        // "Keller attacked Rusk. He replied …": who replies is not who spoke.
        let asker = self.asker(at);
        let is_other = |seen: Seen, member: &Member| Some(seen.member) != asker && fits(seen, member);
        let other = asker.and_then(|_| self.salient(at, 1, is_other));
        let found = other.or_else(|| self.salient(at, PRONOUN_SENTENCES_MAX, fits));
        // Within a clause, before one whose name does not tell it, somebody in the sentence of whom the gender is known.
        let is_open = found.is_some_and(|found| self.members[found].gender == Gender::Unknown);
        let is_open = is_open && !(self.grammar.is_subject(at) && self.is_in_main_clause(at));
        let is_known = |seen: Seen, member: &Member| member.gender == gender && fits(seen, member);
        let found = is_open.then(|| self.salient(at, 0, is_known)).flatten().or(found);
        if let Some(found) = found {
            self.is_person(found, gender);
        }
        found.into_iter().collect()
    }

    /// What somebody was asked before a pronoun that answers: "*Asked whether Rusk would go*, he said"; empty if nothing.
    fn question_before(&self, pronoun: usize) -> Range<usize> {
        const ASKED: [&str; 4] = ["asked", "pressed", "questioned", "quizzed"];
        let start = self.sentence_starts[self.sentence_of(pronoun) - 1];
        let leads = (start..pronoun).take(2).any(|at| ASKED.contains(&self.words.lower(at)));
        let answers = pronoun > start && self.words.lower(pronoun - 1) == "," && self.grammar.is_subject(pronoun);
        if leads && answers { start..pronoun } else { 0..0 }
    }

    /// Who asks in the clause before a pronoun that answers: "Asked by *Marsh* if he was sure, he said …".
    fn asker_within(&self, pronoun: usize, verb: usize) -> Option<usize> {
        const REACH_TOKENS_MAX: usize = 32;
        const ASKING: [&str; 5] = ["ask", "challenge", "press", "question", "quiz"];
        let near = pronoun.saturating_sub(REACH_TOKENS_MAX)..pronoun;
        // The parser may take the clause for what is said.
        const CLAUSES: [Relation; 2] = [Relation::AdverbialClause, Relation::ClausalComplement];
        let mut clauses = CLAUSES.into_iter().flat_map(|it| self.grammar.dependents(verb, near.clone(), it));
        let asking = clauses.find(|clause| ASKING.contains(&self.grammar.lemma(*clause)))?;
        let by = |noun: &usize| {
            let mut cases = self.grammar.dependents(*noun, near.clone(), Relation::Case);
            cases.any(|at| self.words.lower(at) == "by")
        };
        let agent = self.grammar.dependents(asking, near.clone(), Relation::Agent).next();
        let agent = agent.or_else(|| self.grammar.dependents(asking, near.clone(), Relation::Oblique).find(by))?;
        self.by_token.get(&agent).copied()
    }

    /// Whom somebody replies to who stands as a pronoun before a verb of replying: the subject of the sentence before.
    fn asker(&self, pronoun: usize) -> Option<usize> {
        const REPLYING: [&str; 5] = ["answer", "counter", "reply", "respond", "retort"];
        let verb = self.grammar.head(pronoun).filter(|_| self.grammar.is_subject(pronoun))?;
        if let Some(asker) = self.asker_within(pronoun, verb) {
            return Some(asker);
        }
        let here = REPLYING.contains(&self.grammar.lemma(verb)).then(|| self.sentence_of(pronoun))?;
        let mut before = self.before(pronoun).take_while(|seen| here - self.sentence_of(seen.token) <= 1);
        let acts = |seen: &Seen| {
            let top = self.grammar.top(self.tokens_of(*seen));
            top.is_some_and(|top| self.grammar.is_subject(top) && self.is_in_main_clause(top))
        };
        before.find(|seen| here - self.sentence_of(seen.token) == 1 && acts(seen)).map(|seen| seen.member)
    }

    /// The member that fits and of which the sentences before a token make most.
    pub(super) fn salient(
        &self,
        before: usize,
        n_sentences: usize,
        fits: impl Fn(Seen, &Member) -> bool,
    ) -> Option<usize> {
        let here = self.sentence_of(before);
        let mut salience: BTreeMap<usize, (u32, usize)> = BTreeMap::new();
        let mut of_sentence: BTreeMap<(usize, usize), u32> = BTreeMap::new();
        for seen in self.before(before) {
            let distance = here - self.sentence_of(seen.token);
            if distance > n_sentences {
                break;
            }
            if fits(seen, &self.members[seen.member]) {
                let entry = salience.entry(seen.member).or_insert((0, seen.token));
                let known = of_sentence.entry((seen.member, distance)).or_default();
                let weight = self.weight(seen) >> (HALVINGS * distance);
                entry.0 += weight.saturating_sub(*known);
                *known = weight.max(*known);
            }
        }
        // Of equals the one last spoken of; the members are in the order of their first mention.
        salience.into_iter().max_by_key(|(_, (weight, token))| (*weight, *token)).map(|(found, _)| found)
    }

    /// Whether a mention and a pronoun depend on one verb, so that they are two: "Keller praised him".
    pub(super) fn is_beside(&self, seen: Seen, pronoun: usize) -> bool {
        let is_possessive = self.grammar.relation(pronoun) == Some(Relation::Possessive);
        let is_reflexive = self.words.lower(pronoun).ends_with("self");
        let Some(mention) = self.grammar.top(self.tokens_of(seen)) else { return false };
        let (carrier, head) = (self.grammar.carrier(mention), self.grammar.head(pronoun));
        let is_own = head.is_some() && self.grammar.head(carrier) == head;
        let is_shared = || head.is_some_and(|verb| self.shares_subject(verb, carrier));
        let is_met = || self.is_spoken_to(carrier, pronoun) || self.is_met_before(carrier, pronoun);
        !is_possessive && !is_reflexive && (is_own || is_shared() || is_met())
    }

    /// Whether a mention stands in a phrase that leads a clause of which a pronoun is the subject, so that they are two: "In an
    /// interview with *Rusk*, he said", "In a letter to *Rusk*, he said".
    fn is_met_before(&self, mention: usize, pronoun: usize) -> bool {
        const REACH_TOKENS_MAX: usize = 4;
        let near = mention.saturating_sub(REACH_TOKENS_MAX)..mention;
        let mut cases = self.grammar.dependents(mention, near, Relation::Case);
        let is_met = cases.any(|at| matches!(self.words.lower(at), "to" | "with"))
            && self.grammar.relation(mention) == Some(Relation::NominalModifier);
        let phrase = self.grammar.head(mention).filter(|_| is_met && self.grammar.is_subject(pronoun));
        phrase.is_some_and(|phrase| phrase < pronoun && self.grammar.head(phrase) == self.grammar.head(pronoun))
    }

    /// Whether a mention stands in a participle of whom a pronoun names, so that they are two: "Speaking to *Rusk*, he said".
    fn is_spoken_to(&self, mention: usize, pronoun: usize) -> bool {
        const PARTS: [Relation; 4] = [Relation::Object, Relation::IndirectObject, Relation::Oblique, Relation::Agent];
        let is_part = self.grammar.relation(mention).is_some_and(|it| PARTS.contains(&it));
        let Some(verb) = self.grammar.head(mention).filter(|_| is_part && self.grammar.is_subject(pronoun)) else {
            return false;
        };
        self.grammar.relation(verb) == Some(Relation::AdverbialClause)
            && self.grammar.head(verb) == self.grammar.head(pronoun)
            && verb < pronoun
            && !self.has_dependent(verb, &SUBJECTS)
    }

    /// Whether a verb without a subject of its own takes that of a verb above it: "Keller turned away, blaming him",
    /// "Keller wants to help him". Behind an object it may be the object's: "asked Rusk to help him".
    fn shares_subject(&self, verb: usize, subject: usize) -> bool {
        const SHARING: [Relation; 3] = [Relation::AdverbialClause, Relation::OpenComplement, Relation::Conjunct];
        const STEPS_MAX: usize = 4;
        let lends = |below: &usize| {
            let is_sharing = self.grammar.relation(*below).is_some_and(|relation| SHARING.contains(&relation));
            self.grammar.head(*below).filter(|_| is_sharing)
        };
        let Some(lender) = self.grammar.head(subject).filter(|_| self.grammar.is_subject(subject)) else {
            return false;
        };
        let row: Vec<usize> = std::iter::successors(Some(verb), lends).take(STEPS_MAX + 1).collect();
        let Some(n_steps) = row.iter().position(|at| *at == lender).filter(|n| *n > 0) else { return false };
        row[..n_steps].iter().zip(&row[1..]).all(|(below, above)| {
            let is_of_object = self.grammar.relation(*below) != Some(Relation::Conjunct)
                && !self.words.lower(*below).ends_with("ing")
                && self.has_dependent(*above, &[Relation::Object]);
            !is_of_object && !self.has_dependent(*below, &SUBJECTS)
        })
    }

    /// Whether a word near a verb depends on it in one of the relations.
    fn has_dependent(&self, verb: usize, relations: &[Relation]) -> bool {
        let near = verb.saturating_sub(CLAUSE_TOKENS_MAX)..verb + CLAUSE_TOKENS_MAX;
        relations.iter().any(|relation| self.grammar.dependents(verb, near.clone(), *relation).next().is_some())
    }

    pub(super) fn tokens_of(&self, seen: Seen) -> Range<usize> {
        seen.token..self.words.at_byte(seen.span.end()).max(seen.token + 1)
    }

    fn weight(&self, seen: Seen) -> u32 {
        let Some(top) = self.grammar.top(self.tokens_of(seen)) else { return RECENT };
        let carrier = self.grammar.carrier(top);
        let by_place = match self.grammar.relation(carrier) {
            Some(Relation::Subject | Relation::PassiveSubject | Relation::OuterSubject) => {
                SUBJECT + HEAD_NOUN + if self.is_in_main_clause(carrier) { MAIN_CLAUSE } else { 0 }
            }
            Some(Relation::Object | Relation::IndirectObject) => OBJECT + HEAD_NOUN,
            Some(Relation::Oblique | Relation::Agent) => OBLIQUE + HEAD_NOUN,
            Some(Relation::Parataxis | Relation::Root | Relation::Apposition) => HEAD_NOUN,
            _ => 0,
        };
        RECENT + by_place
    }

    /// Whether the verb of a subject is the sentence's, or joined to it.
    fn is_in_main_clause(&self, subject: usize) -> bool {
        let verb = self.grammar.head(subject).map(|verb| self.grammar.carrier(verb));
        verb.is_some_and(|verb| matches!(self.grammar.relation(verb), Some(Relation::Root)))
    }

    /// Whether a name is part of a word: "the Keller-style clinic".
    fn is_in_compound(&self, seen: Seen) -> bool {
        let end = self.tokens_of(seen).end;
        let is_tight = |at: usize| self.words.span(at - 1).end() == self.words.span(at).start();
        end + 1 < self.words.len() && self.words.lower(end) == "-" && is_tight(end) && is_tight(end + 1)
    }

    /// Takes it that a member is a person of a gender, as a pronoun says.
    fn is_person(&mut self, at: usize, gender: Gender) {
        let member = &mut self.members[at];
        if member.kind == EntityKind::Unknown {
            member.kind = EntityKind::Person;
            member.reason = Reason::new(RuleName::new("pronoun-of-a-person"), vec![member.name]);
        }
        if member.gender == Gender::Unknown {
            member.gender = gender;
        }
    }

    pub(super) fn sentence_of(&self, token: usize) -> usize {
        self.sentence_starts.partition_point(|start| *start <= token)
    }

    /// Finds out whom a pronoun that is a source stands for.
    pub(super) fn pronoun(&mut self, at: usize) -> Resolved {
        if let Some(resolved) = self.led_back.get(&at) {
            return resolved.clone();
        }
        let found = match self.words.lower(at) {
            "he" | "him" | "his" | "himself" => self.person_before(at, Gender::Male),
            "she" | "her" | "herself" => self.person_before(at, Gender::Female),
            "they" | "them" | "their" if !self.last_plural.is_empty() && !self.is_plural_nearer(at) => {
                self.last_plural.clone()
            }
            "they" | "them" | "their" => return self.they(at),
            "it" | "its" if self.grammar.is_known() => self.salient_body(at, &[]).into_iter().collect(),
            "it" | "its" => self.body_before(at),
            _ => Vec::new(),
        };
        self.refer(&found, at..at + 1, MentionForm::Pronoun, "last-fitting")
    }

    /// Whom a pronoun in a quotation stands for, those aside who speak there: whoever is named last before it in the same words,
    /// else the one of whom the sentences before make most.
    pub(super) fn spoken_of(&mut self, at: usize, speakers: &[usize]) -> Vec<usize> {
        let Some(gender) = self.gender_of_pronoun(at) else {
            return self.salient_body(at, speakers).into_iter().collect();
        };
        let fits = |seen: Seen, member: &Member| {
            let is_person = member.kind == EntityKind::Person && member.gender.agrees(gender) && !member.is_plural;
            !speakers.contains(&seen.member)
                && (is_person || self.may_be_person(seen.token, member))
                && !self.is_beside(seen, at)
        };
        let named = self.named_in_quotation(at).into_iter().rev();
        let mut named = named.filter(|seen| fits(*seen, &self.members[seen.member]));
        let found = named.next().map(|seen| seen.member);
        let found = found.or_else(|| self.salient(at, PRONOUN_SENTENCES_MAX, fits));
        if let Some(found) = found {
            self.is_person(found, gender);
        }
        found.into_iter().collect()
    }

    /// The mentions by name before a token in the quotation around it, in their order.
    fn named_in_quotation(&self, at: usize) -> Vec<Seen> {
        let from = self.words.quotation_around(at).start;
        let mut named: Vec<Seen> = Vec::new();
        for token in from..at {
            let Some(member) = self.by_token.get(&token).copied() else { continue };
            let span = self.words.span(token);
            match named.last_mut().filter(|last| last.member == member && self.tokens_of(**last).end == token) {
                Some(last) => last.span = last.span.cover(span),
                None => named.push(Seen { token, member, span }),
            }
        }
        named
    }

    /// Whether a plural subject stands behind the last source that was plural, one sentence before a token at the most: "The
    /// nurses agree. The *unions* welcomed the plan. They said …".
    fn is_plural_nearer(&self, at: usize) -> bool {
        let here = self.sentence_of(at);
        let last = self.before(at).find(|seen| self.last_plural.contains(&seen.member)).map(|seen| seen.token);
        self.plural_subject_before(at).is_some_and(|noun| {
            let role = self.lexicon.role(self.words.lower(noun));
            // "State prosecutors charged him, they said"; not "People suffer, they said".
            let is_near = match here - self.sentence_of(noun) {
                0 => role.is_some_and(|role| role.kind == EntityKind::Person),
                distance => distance == 1,
            };
            let is_many = self.grammar.features(noun).number == Some(Number::Plural) || self.joined_to(noun).len() > 1;
            // "They said that the workers were late. They added …": whom somebody speaks of is not who goes on.
            let is_other = self.is_in_main_clause(noun)
                && self.by_token.get(&noun).is_none_or(|at| !self.last_plural.contains(at));
            // "The talks went on. They said …": talks say nothing.
            let is_somebody = match self.by_token.get(&noun) {
                Some(at) => {
                    matches!(self.members[*at].kind, EntityKind::Person | EntityKind::Group | EntityKind::Organisation)
                }
                None => self.lexicon.role(self.words.lower(noun)).is_some(),
            };
            is_near && is_many && is_other && is_somebody && last.is_none_or(|last| last < noun)
        })
    }

    /// The body or document of which the sentences before make most, some aside.
    pub(super) fn salient_body(&self, at: usize, others: &[usize]) -> Option<usize> {
        const BODIES: [EntityKind; 3] = [EntityKind::Organisation, EntityKind::Country, EntityKind::Document];
        // "authorities … it": many are not one.
        let is_many = |seen: Seen| {
            let top = self.grammar.top(self.tokens_of(seen));
            top.is_some_and(|top| self.grammar.features(top).number == Some(Number::Plural))
        };
        let fits = |seen: Seen, member: &Member| {
            let is_one = member.is_named || !is_many(seen);
            BODIES.contains(&member.kind) && is_one && !others.contains(&seen.member) && !self.is_beside(seen, at)
        };
        self.salient(at, PRONOUN_SENTENCES_MAX, fits)
    }

    /// "they" without a group that spoke before: the plural subject of the nearest sentence, else the last body.
    pub(super) fn they(&mut self, at: usize) -> Resolved {
        let found = match self.plural_subject_before(at) {
            Some(noun) => self.plural_at(noun),
            None => self.body_before(at),
        };
        self.refer(&found, at..at + 1, MentionForm::Pronoun, "last-fitting")
    }

    /// The plural noun that is a subject in the nearest sentence before a token, the one whose clause stands highest first.
    fn plural_subject_before(&self, before: usize) -> Option<usize> {
        const SENTENCES_MAX: usize = 3;
        let here = self.sentence_of(before);
        let starts = &self.sentence_starts;
        (here.saturating_sub(SENTENCES_MAX + 1)..here).rev().find_map(|sentence| {
            let to = starts.get(sentence + 1).copied().unwrap_or(self.words.len()).min(before);
            let subjects = (starts[sentence]..to).filter(|at| {
                self.grammar.is_subject(*at) && self.grammar.carrier(*at) == *at && !self.words.is_quoted(*at)
            });
            let is_plural = |at: &usize| {
                let is_noun = matches!(self.grammar.upos(*at), Some(Upos::Noun | Upos::ProperNoun));
                let is_many =
                    self.grammar.features(*at).number == Some(Number::Plural) || self.joined_to(*at).len() > 1;
                let is_body = self
                    .by_token
                    .get(at)
                    .is_some_and(|at| matches!(self.members[*at].kind, EntityKind::Organisation | EntityKind::Group));
                is_noun && (is_many || is_body || self.words.lower(*at) == "police")
            };
            subjects.filter(is_plural).min_by_key(|at| (self.depth(*at), *at))
        })
    }

    /// How many words stand above a token.
    fn depth(&self, at: usize) -> usize {
        // Deeper clauses are all alike for the choice; the bound ends the walk.
        const DEPTH_MAX: usize = 12;
        std::iter::successors(self.grammar.head(at), |head| self.grammar.head(*head)).take(DEPTH_MAX).count()
    }

    /// The member that a plural noun speaks of; if the report has not spoken of it, its phrase becomes one.
    fn plural_at(&mut self, noun: usize) -> Vec<usize> {
        let mut start = self.sentence_starts[self.sentence_of(noun) - 1];
        let mut found: Vec<usize> = Vec::new();
        for noun in self.joined_to(noun) {
            let joins = |at: &usize| matches!(self.words.lower(*at), "and" | ",");
            start = if found.is_empty() { start } else { (start..noun).rfind(joins).map_or(noun, |at| at + 1) };
            // "Irish premier Brin Cowan"
            if let Some(known) = self.by_token.get(&noun).or_else(|| self.by_token.get(&(noun + 1))) {
                found.push(*known);
                continue;
            }
            let phrase = self.grammar.noun_group(noun, start);
            let described = self.described(phrase, EntityKind::Group, Gender::Unknown, "plural-subject");
            found.extend(described.into_iter().map(|(at, _)| at.0));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// A noun, and the nouns for somebody that are joined to it.
    fn joined_to(&self, noun: usize) -> Vec<usize> {
        let near = noun..self.words.len().min(noun + CLAUSE_TOKENS_MAX);
        let is_somebody = |at: &usize| {
            let role =
                || self.lexicon.role(self.words.lower(*at)).is_some_and(|role| role.kind != EntityKind::Document);
            self.by_token.get(at).map_or_else(role, |at| {
                matches!(self.members[*at].kind, EntityKind::Person | EntityKind::Group | EntityKind::Organisation)
            })
        };
        let joined: Vec<usize> = self.grammar.dependents(noun, near, Relation::Conjunct).collect();
        let all = std::iter::once(noun).chain(joined);
        if all.clone().all(|at| is_somebody(&at)) { all.collect() } else { vec![noun] }
    }

    /// The person of that gender whom the nearest sentence before the token speaks of first.
    ///
    /// A name of two words of which nothing tells what it names is a person's too if "he" or "she" points to it.
    fn person_before(&mut self, before: usize, gender: Gender) -> Vec<usize> {
        let is_person = |member: &Member| member.kind == EntityKind::Person && member.gender.agrees(gender);
        let may_be = |token: usize, member: &Member| is_person(member) || self.may_be_person(token, member);
        let found = self.nearest(before, may_be);
        for at in &found {
            self.is_person(*at, gender);
        }
        found
    }

    /// Whether an undecided name can be a person's: two words, and no preposition or article before them.
    fn may_be_person(&self, token: usize, member: &Member) -> bool {
        const PLACES: Class = Class::PREPOSITION.with(Class::DETERMINER);
        let follows = token.checked_sub(1).is_some_and(|before| self.words.class(before).any(PLACES));
        member.kind == EntityKind::Unknown
            && member.is_named
            && member.entry.is_none()
            && member.key.len() == 2
            && !follows
            // "Opposition MPs"
            && self.lexicon.role(&member.key[1]).is_none()
    }

    /// The organisation, country or group that the nearest sentence before the token speaks of first.
    fn body_before(&self, before: usize) -> Vec<usize> {
        const BODIES: [EntityKind; 4] =
            [EntityKind::Organisation, EntityKind::Country, EntityKind::Group, EntityKind::Document];
        self.nearest(before, |_, member| BODIES.contains(&member.kind) || member.is_plural)
    }

    fn nearest(&self, before: usize, fits: impl Fn(usize, &Member) -> bool) -> Vec<usize> {
        let here = self.sentence_of(before);
        let mut found: Option<(usize, usize)> = None;
        for seen in self.before(before).filter(|seen| fits(seen.token, &self.members[seen.member])) {
            let sentence = self.sentence_of(seen.token);
            let is_other_sentence = found.is_some_and(|(known, _)| known != sentence);
            if is_other_sentence || here - sentence > PRONOUN_SENTENCES_MAX {
                break;
            }
            found = Some((sentence, seen.member));
        }
        found.map(|(_, at)| at).into_iter().collect()
    }
}
