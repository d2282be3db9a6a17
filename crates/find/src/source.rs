//! Who says it: the noun phrase that the dependency tree gives to a cue.
//!
//! Each way from a cue to its source has a name, which stands in reasons. Who the words mean is for the cast to say.

use std::ops::Range;

use dateline_core::syntax::{Number, Relation, Tense, Upos};
use dateline_core::{EntityKind, TokenKind};

use crate::lexicon::Lexicon;
use crate::tree::Trees;
use crate::words::{Class, Words};

/// How many verbs a shared subject is looked for upwards; deeper sentences are rows of words, not news.
const SHARING_MAX: usize = 8;

/// Verbs whose subject says what their object reports: "made the claim that".
const LIGHT_VERBS: [&str; 15] = [
    "deliver", "express", "give", "issue", "make", "offer", "post", "publish", "raise", "release", "renew", "repeat",
    "send", "tweet", "voice",
];

/// Nouns of the time at which a verb, and not the noun before it, stands: "the mayor *over the weekend* had said".
const TIMES: [&str; 10] =
    ["afternoon", "evening", "month", "morning", "night", "today", "week", "weekend", "year", "yesterday"];

/// Verbs whose subject has from somebody else what their object tells: "received a letter saying".
const RECEIVING: [&str; 8] = ["find", "get", "have", "hear", "obtain", "read", "receive", "see"];

/// Verbs of which the object acts as the participle behind it tells: "heard the mayor saying".
const WITNESSING: [&str; 8] = ["capture", "catch", "film", "hear", "record", "see", "show", "watch"];

/// Longest title or nickname in quotation marks within a source, in tokens, marks included.
const QUOTED_NAME_TOKENS_MAX: usize = 5;

/// Longest phrase beside a cue, in tokens.
const BESIDE_TOKENS_MAX: usize = 15;

/// Who says something, as the tree tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Source {
    /// The noun phrase as it stands.
    pub(crate) tokens: Range<usize>,
    /// The noun phrase without appositions, relative clauses and what stands in brackets.
    pub(crate) core: Range<usize>,
    /// How it was found.
    pub(crate) rule: SourceRule,
}

impl Source {
    /// The source without what stands in quotation marks, as `outside` tells: "the film, titled “Storm”, says" has
    /// "the film" for its source. None if it speaks in a quotation itself.
    pub(crate) fn outside(self, outside: impl Fn(usize) -> bool) -> Option<Self> {
        // "the “Storm” maker Velm Pictures": a title or nickname may stand in the midst of who says it.
        let n_inside = self.core.clone().filter(|at| !outside(*at)).count();
        let is_name_within = n_inside <= QUOTED_NAME_TOKENS_MAX && self.core.clone().next_back().is_some_and(&outside);
        match (self.tokens.clone().all(&outside), n_inside == 0 || is_name_within && n_inside < self.core.len()) {
            (true, _) => Some(self),
            (false, true) => Some(Self { tokens: self.core.clone(), ..self }),
            (false, false) => None,
        }
    }
}

/// The ways from a cue to its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SourceRule {
    /// It is the subject of the cue.
    Subject,
    /// It is the subject of a verb that the cue stands beside or depends on.
    SharedSubject,
    /// It is the noun that the cue's clause belongs to: "the man who said", "a statement saying".
    ModifiedNoun,
    /// It is whom the report quotes: "quoted Keller as saying".
    QuotedPerson,
    /// It stands behind "by".
    Agent,
    /// It owns the noun that is the cue: "the mayor's claim", "a warning from the mayor".
    Possessor,
    /// It stands behind a phrase like "according to".
    BehindPhrase,
    /// It stands right beside the cue, whatever the parser makes of it.
    Beside,
}

impl SourceRule {
    /// The name that stands in reasons.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Subject => "subject-of-cue",
            Self::SharedSubject => "subject-shared-by-cue",
            Self::ModifiedNoun => "noun-modified-by-cue",
            Self::QuotedPerson => "person-quoted",
            Self::Agent => "agent-of-cue",
            Self::Possessor => "possessor-of-cue",
            Self::BehindPhrase => "noun-behind-cue",
            Self::Beside => "noun-beside-cue",
        }
    }
}

/// Where a source is looked for beside its cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Before,
    Both,
    /// Both, but behind the cue only what the parser takes for a subject of something.
    SubjectBehind,
}

/// Finds sources in one report.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sources<'a> {
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) words: &'a Words<'a>,
    pub(crate) trees: &'a Trees<'a>,
}

impl Sources<'_> {
    /// Who says what a verb reports.
    pub(crate) fn of_verb(&self, verb: usize) -> Option<Source> {
        let found = if self.trees.is_passive(verb) { self.agent(verb) } else { self.of_active(verb) };
        let (noun, rule) = found?;
        // "It was said", "there were calls": the word stands for nobody.
        (self.trees.relation(noun) != Relation::Expletive).then(|| self.phrase(noun, verb, rule))
    }

    /// Who says it, if "by" stands before them.
    pub(crate) fn agent_of(&self, verb: usize) -> Option<Source> {
        let (noun, rule) = self.agent(verb)?;
        Some(self.phrase(noun, verb, rule))
    }

    /// The noun or pronoun that names who says it, for a verb in the active.
    pub(crate) fn teller(&self, verb: usize) -> Option<usize> {
        self.of_active(verb).map(|(noun, _)| noun)
    }

    /// Who says it, if the verb is read as one in the active.
    pub(crate) fn of_active_verb(&self, verb: usize) -> Option<Source> {
        let (noun, rule) = self.of_active(verb)?;
        Some(self.phrase(noun, verb, rule))
    }

    fn of_active(&self, verb: usize) -> Option<(usize, SourceRule)> {
        if let Some(subject) = self.own_subject(verb) {
            let is_relative = self.trees.is_relative(subject);
            return if is_relative { self.modified(verb) } else { Some((subject, SourceRule::Subject)) };
        }
        let mut below = verb;
        for _ in 0..SHARING_MAX {
            let above = self.trees.head(below)?;
            match self.trees.relation(below) {
                // "its intention to end the ban, citing the tide": behind a comma it is what the subject does meanwhile.
                // So it is behind what asks for something: "turned down an invitation, saying", but not "a letter, saying".
                Relation::ClauseOfNoun
                    if self.is_parted(below) && (!self.is_telling(above) || self.is_asking(above)) => {}
                // "warned the town against a ban saying that it was wrong": a thing that tells nothing does not say it.
                Relation::ClauseOfNoun if self.follows_telling(below, above) => {
                    let (teller, _) = self.of_active(self.trees.head(above)?)?;
                    return Some((teller, SourceRule::SharedSubject));
                }
                // "mailed a letter to the tenants telling them to leave": whom a verb has for its object does not act.
                Relation::ClauseOfNoun if self.speaks_to(below, above) => {}
                // "showed his charm by joking": by which the subject did it.
                Relation::ClauseOfNoun if self.words.ends_in_ing(below) && self.introduced_by(below, "by") => {}
                // "Keller said calm is what divides them, and called it a loss"
                Relation::RelativeClause if below != verb && self.words.lower(above) == "what" => {
                    return Some((self.teller_of(above)?, SourceRule::SharedSubject));
                }
                Relation::ClauseOfNoun | Relation::RelativeClause if !self.trees.is_verbal(above) => {
                    return Some(self.author(self.somebody_before(below, above)));
                }
                // "the storm prompted the mayor to ask": who is moved to it acts.
                Relation::OpenComplement if self.is_moved(below, above) => {
                    let moved = self.trees.dependent(above, &[Relation::Object, Relation::IndirectObject])?;
                    return Some((moved, SourceRule::SharedSubject));
                }
                // "a camera captured the mayor promising to go"
                Relation::OpenComplement | Relation::AdverbialClause if self.is_witnessed(below, above) => {
                    let seen = self.trees.dependent(above, &[Relation::Object])?;
                    return Some((seen, SourceRule::SharedSubject));
                }
                Relation::AdverbialClause if let Some(quoted) = self.quoted_as(below, above) => {
                    return Some((quoted, SourceRule::QuotedPerson));
                }
                // "criticised the builders for asking": who is criticised asks.
                Relation::AdverbialClause if self.is_reason(below) => {
                    if let Some(blamed) = self.blamed(above, below) {
                        return Some((blamed, SourceRule::SharedSubject));
                    }
                }
                // "condemned the attack, in which ten died, and called for calm": who condemns calls.
                Relation::Conjunct if self.is_behind_remark(below, above) => {
                    let verb = self.trees.head(self.trees.head(above)?)?;
                    return Some((self.own_subject(verb)?, SourceRule::SharedSubject));
                }
                Relation::Conjunct | Relation::OpenComplement | Relation::AdverbialClause | Relation::Parataxis => {}
                // A participle that the parser took for a clause of its own still shares the subject.
                Relation::ClausalComplement | Relation::Unspecified if !self.trees.is_finite(below) => {}
                _ => return None,
            }
            if let Some(actor) = self.actor_between(below, above).or_else(|| self.subject_taken_away(below, above)) {
                return Some((actor, SourceRule::SharedSubject));
            }
            // "The vote was called a mandate by Keller, saying …": a thing that something is done to does not say it.
            if let Some(agent) = self.agent_meanwhile(below, above) {
                return Some((agent, SourceRule::SharedSubject));
            }
            if let Some(subject) = self.subject_above(above) {
                // "The mayor said the pier was lost and warned that …": a pier does not warn.
                // "… said the shop was closed, noting that …": nor does a shop.
                let joins = match self.trees.relation(below) {
                    Relation::Conjunct => true,
                    Relation::AdverbialClause => self.is_parted(below),
                    _ => false,
                } && (self.is_mute(subject)
                    || self.is_he(subject) && self.trees.relation(below) == Relation::AdverbialClause
                    || self.words.lower(below.saturating_sub(1)) == "while"
                    || self.goes_on_telling(verb, subject)
                    || self.steps_back(below, above));
                if let Some(teller) = joins.then(|| self.teller_of(above)).flatten() {
                    return Some((teller, SourceRule::SharedSubject));
                }
                let is_relative = self.trees.is_relative(subject);
                return if is_relative { self.modified(above) } else { Some((subject, SourceRule::SharedSubject)) };
            }
            below = above;
        }
        None
    }

    /// Who acts in the clause before a participle behind a comma that the parser hung on a verb of which the subject is a
    /// thing: "The talks came as *Keller* refused to go, saying …".
    fn actor_between(&self, participle: usize, verb: usize) -> Option<usize> {
        let hangs_on = self.trees.relation(participle) == Relation::AdverbialClause && self.is_parted(participle);
        // "The mayor said it broke; *the guild* doubted it, noting …": who acts on this side of the semicolon.
        let semicolon = (verb..participle).rev().find(|at| self.words.lower(*at) == ";").filter(|_| hangs_on);
        if let Some(semicolon) = semicolon {
            let behind = semicolon + 1..participle;
            return behind.clone().filter_map(|at| self.own_subject(at)).find(|subject| behind.contains(subject));
        }
        let is_thing = |at: usize| self.trees.upos(at) == Upos::Noun && !self.is_somebody(at);
        if !hangs_on || !self.subject_above(verb).is_some_and(is_thing) {
            return None;
        }
        let is_clause = |at: &usize| {
            *at > verb
                && *at < participle
                && self.trees.relation(*at) == Relation::AdverbialClause
                && self.trees.is_finite(*at)
        };
        let clause = self.trees.dependents(verb).rev().find(is_clause)?;
        self.own_subject(clause).filter(|subject| self.is_somebody(*subject))
    }

    /// Who does to a thing what a verb in the passive tells, for a participle behind a comma.
    fn agent_meanwhile(&self, participle: usize, verb: usize) -> Option<usize> {
        let hangs_on = self.trees.relation(participle) == Relation::AdverbialClause && self.is_parted(participle);
        let is_thing = self.trees.dependent(verb, &[Relation::PassiveSubject]).is_some_and(|noun| self.is_mute(noun));
        let (agent, _) = self.agent(verb).filter(|_| hangs_on && is_thing && self.trees.is_passive(verb))?;
        self.is_somebody(agent).then_some(agent)
    }

    /// The subject of a finite clause that the parser took for a phrase of the verb above: "The talks came as *the mayor*, Ana
    /// Keller, warned that …".
    fn subject_taken_away(&self, clause: usize, verb: usize) -> Option<usize> {
        const CONJUNCTIONS: [&str; 4] = ["after", "as", "before", "since"];
        let is_clause = self.trees.relation(clause) == Relation::AdverbialClause && !self.words.ends_in_ing(clause);
        let is_taken = |at: &usize| {
            *at > verb && *at < clause && CONJUNCTIONS.into_iter().any(|word| self.introduced_by(*at, word))
        };
        let noun = self.trees.dependents(verb).rev().find(is_taken).filter(|_| is_clause)?;
        let stands_before = (self.noun_extent(noun).end..clause).all(|at| self.is_mark(at));
        (stands_before && self.is_somebody(noun)).then_some(noun)
    }

    /// The subject of a verb in the active. Of two the one right before the verb: where what is said comes first, the parser
    /// takes its subject for another one of the verb of saying ("The quay that broke can be mended, Keller said").
    fn own_subject(&self, verb: usize) -> Option<usize> {
        const SUBJECTS: [Relation; 2] = [Relation::Subject, Relation::OuterSubject];
        let is_whole = self.trees.is_finite_by_place(verb);
        let is_subject = |at: &usize| {
            let relation = self.trees.relation(*at);
            // "Keller *last week* said": a time that the parser took for another subject.
            let is_time = TIMES.contains(&self.words.lower(*at));
            !is_time && (SUBJECTS.contains(&relation) || is_whole && relation == Relation::PassiveSubject)
        };
        // "The pier, said Keller, is lost": what stands before the mark is what is said.
        let stands_right_behind = |at: &usize| {
            let extent = self.noun_extent(*at);
            is_subject(at) && extent.start == verb + 1 && (extent.end == self.words.len() || self.is_mark(extent.end))
        };
        let closes = |at: usize| self.words.lower(at) == "," || self.words.kind(at) == TokenKind::QuotationMark;
        let is_inverted = verb.checked_sub(1).is_some_and(closes);
        // "said port spokesman Tom Rusk": the parser may take the two parts of a phrase for two subjects.
        let is_later_part = |at: &usize| {
            let extent = self.noun_extent(*at);
            let is_first = |first: usize| {
                let before = self.noun_extent(first);
                is_subject(&first) && before.start == verb + 1 && before.end == extent.start
            };
            let is_last = extent.end == self.words.len() || self.is_mark(extent.end);
            is_subject(at) && is_last && self.trees.dependents(verb).any(is_first)
        };
        let mut behind = self.trees.dependents(verb).filter(|_| is_inverted);
        let behind = behind.find(|at| stands_right_behind(at) || is_later_part(at));
        if let Some(behind) = behind.or_else(|| self.name_behind(verb).filter(|_| is_inverted)) {
            return Some(behind);
        }
        let before = self.trees.dependents(verb).rev().find(|at| *at < verb && is_subject(at));
        // A subject stands behind its verb after a mark, at the begin or after an adverb: not "but advised caution".
        let is_open = || match verb.checked_sub(1) {
            None => true,
            Some(at) => self.is_mark(at) || self.trees.upos(at) == Upos::Adverb,
        };
        before
            .or_else(|| self.trees.dependent(verb, &SUBJECTS).filter(|_| is_open()))
            .or_else(|| self.subject_astray(verb))
    }

    /// The full name, behind titles or not, that stands between a verb of saying and a mark, whatever the parser makes of it:
    /// "The pier, which was old, broke in Lume, said port spokesman *Tom Rusk*."
    fn name_behind(&self, verb: usize) -> Option<usize> {
        const SAYING: [&str; 6] = ["add", "explain", "note", "recall", "say", "write"];
        let words = verb + 1..self.words.len().min(verb + 1 + BESIDE_TOKENS_MAX);
        let ends = |at: &usize| matches!(self.words.lower(*at), "," | "." | ";");
        let end = words.into_iter().find(ends).filter(|_| SAYING.contains(&self.trees.lemma(verb)))?;
        let is_part = |at: usize| {
            matches!(self.trees.upos(at), Upos::Noun | Upos::ProperNoun | Upos::Adjective | Upos::Determiner)
                && !self.words.is_day(at)
        };
        let is_name = |at: usize| self.trees.upos(at) == Upos::ProperNoun && self.words.class(at).any(Class::CAPITAL);
        let is_full = end >= verb + 3 && is_name(end - 1) && is_name(end - 2) && (verb + 1..end).all(is_part);
        // Of the words of a name the first one bears the others.
        let name = (verb + 1..end).rev().take_while(|at| is_name(*at)).last().filter(|_| is_full)?;
        (name..end).find(|at| self.trees.head(*at).is_none_or(|head| !(name..end).contains(&head)))
    }

    /// Somebody right before the verb of a sentence that has no subject, behind a mark, whom the parser hung on what stands
    /// before the mark: "the Pope, and the guild - among it the baker - *town officials* have said".
    fn subject_astray(&self, verb: usize) -> Option<usize> {
        const ASTRAY: [Relation; 4] =
            [Relation::Apposition, Relation::Conjunct, Relation::Flat, Relation::NominalModifier];
        // "something Keller feared, and *Mr Rusk* had said": a verb that is joined has its subject behind "and".
        let is_joined = self.trees.relation(verb) == Relation::Conjunct;
        if self.trees.head(verb).is_some() && !is_joined {
            return None;
        }
        let is_of_verb = |at: &usize| self.trees.upos(*at) == Upos::Auxiliary || self.trees.upos(*at) == Upos::Adverb;
        let noun = (0..verb).rev().find(|at| !is_of_verb(at))?;
        let is_noun = |at: usize| matches!(self.trees.upos(at), Upos::Noun | Upos::ProperNoun | Upos::Adjective);
        let start = (0..noun).rev().find(|at| !is_noun(*at))?;
        let is_begin = if is_joined { self.trees.head(start) == Some(verb) } else { self.is_mark(start) };
        let is_astray = ASTRAY.contains(&self.trees.relation(noun)) && is_begin;
        (is_noun(noun) && is_astray && self.is_somebody(noun)).then_some(noun)
    }

    fn is_mark(&self, at: usize) -> bool {
        matches!(self.words.kind(at), TokenKind::Punctuation | TokenKind::QuotationMark)
    }

    /// The subject of a verb of either voice; of two the one right before it: "The son of a diver, *Keller* has written".
    fn subject_above(&self, verb: usize) -> Option<usize> {
        const SUBJECTS: [Relation; 3] = [Relation::Subject, Relation::OuterSubject, Relation::PassiveSubject];
        let is_subject = |at: &usize| SUBJECTS.contains(&self.trees.relation(*at));
        let before = self.trees.dependents(verb).rev().find(|at| *at < verb && is_subject(at));
        before.or_else(|| self.trees.dependent(verb, &SUBJECTS))
    }

    /// The noun whose relative clause the verb heads.
    fn modified(&self, verb: usize) -> Option<(usize, SourceRule)> {
        let mut below = verb;
        for _ in 0..SHARING_MAX {
            let above = self.trees.head(below)?;
            match self.trees.relation(below) {
                Relation::RelativeClause | Relation::ClauseOfNoun => {
                    return Some((self.person_before(below, above), SourceRule::ModifiedNoun));
                }
                Relation::Conjunct | Relation::OpenComplement => below = above,
                _ => return None,
            }
        }
        None
    }

    /// The noun that a clause with "who" modifies: of a thing and the people named right before the word, the people
    /// ("a measure backed by *families* who say", "a call backed by *the mayor*, Ana Keller, who said").
    fn person_before(&self, clause: usize, noun: usize) -> usize {
        const NAMING: [Relation; 2] = [Relation::Flat, Relation::Apposition];
        let start = self.trees.extent(clause).find(|at| !self.is_mark(*at)).unwrap_or(clause);
        let is_noun = |at: usize| matches!(self.trees.upos(at), Upos::Noun | Upos::ProperNoun);
        let is_thing = self.trees.upos(noun) == Upos::Noun && self.lexicon.role(self.words.lower(noun)).is_none();
        let is_person = self.words.lower(start) == "who" && is_thing;
        let last = start.checked_sub(1).map(|at| if self.words.lower(at) == "," { at.saturating_sub(1) } else { at });
        let named = |at: &usize| self.trees.head(*at).filter(|_| NAMING.contains(&self.trees.relation(*at)));
        let before = last.filter(|at| is_person && *at > noun && is_noun(*at));
        before.map_or(noun, |last| {
            std::iter::successors(Some(last), named).take_while(|at| *at > noun).last().unwrap_or(noun)
        })
    }

    /// The noun that a participle modifies: of a happening or thing and the somebody named right before the word, the
    /// latter ("a dispute between the builders and *a guild* saying").
    fn somebody_before(&self, participle: usize, noun: usize) -> usize {
        let is_happening = self.words.class(noun).any(Class::HAPPENING) && self.trees.upos(noun) == Upos::Noun;
        let before = participle.checked_sub(1).filter(|at| is_happening && *at > noun);
        let is_noun =
            |at: &usize| matches!(self.trees.upos(*at), Upos::Noun | Upos::ProperNoun) && !self.words.is_day(*at);
        before.filter(is_noun).unwrap_or(noun)
    }

    /// Who speaks in a noun that a participle modifies: the noun, or who made it ("a statement by the mayor saying",
    /// "the mayor issued a statement saying").
    fn author(&self, noun: usize) -> (usize, SourceRule) {
        if let Some(owner) = self.owner(noun) {
            return (owner, SourceRule::Possessor);
        }
        let is_document = self.is_written(noun);
        // "ran the story with a headline saying": a part of what somebody writes says nothing of its own.
        let is_means = self.trees.relation(noun) == Relation::Oblique && self.introduced_by(noun, "with");
        if let Some(subject) =
            self.trees.head(noun).filter(|_| is_document && is_means).and_then(|at| self.own_subject(at))
        {
            return (subject, SourceRule::SharedSubject);
        }
        let verb = self.trees.head(noun).filter(|_| self.trees.relation(noun) == Relation::Object);
        // "got a call from a farmer saying": the parser may hang on the verb who made it.
        let is_maker =
            |at: &usize| *at > noun && self.trees.relation(*at) == Relation::Oblique && self.introduced_by(*at, "from");
        let maker = verb.filter(|_| is_document || self.is_telling(noun));
        if let Some(maker) = maker.and_then(|verb| self.trees.dependents(verb).find(is_maker)) {
            return (maker, SourceRule::Possessor);
        }
        // "took the opportunity to condemn": who took it condemns.
        let is_chance = matches!(self.words.lower(noun), "chance" | "opportunity" | "occasion");
        let is_received = |verb: usize| RECEIVING.contains(&self.trees.lemma(verb));
        let issuer = verb.filter(|verb| is_chance || is_document && !is_received(*verb));
        let subject = issuer.and_then(|verb| self.own_subject(verb));
        subject.map_or((noun, SourceRule::ModifiedNoun), |subject| (subject, SourceRule::SharedSubject))
    }

    /// Whether a noun asks for something or gives one's word, and tells nothing: "invitation", "promise".
    fn is_asking(&self, noun: usize) -> bool {
        let word = self.words.lower(noun);
        let entry = self.lexicon.cue_noun(word.strip_suffix('s').unwrap_or(word));
        let act = entry.map(|entry| self.lexicon.cues[entry].act);
        !self.is_written(noun)
            && act.is_some_and(|act| matches!(act, "request" | "demand" | "promise" | "agree" | "order"))
    }

    /// Whether a noun names a text: "letter".
    fn is_written(&self, noun: usize) -> bool {
        self.lexicon.role(self.words.lower(noun)).is_some_and(|role| role.kind == EntityKind::Document)
    }

    /// Whether a noun tells something: "letter", "argument".
    fn is_telling(&self, noun: usize) -> bool {
        let word = self.words.lower(noun);
        let is_cue = self.lexicon.cue_noun(word.strip_suffix('s').unwrap_or(word)).is_some();
        is_cue || self.lexicon.role(word).is_some_and(|role| role.kind == EntityKind::Document)
    }

    /// Whether a participle goes on with what a verb tells, behind a thing of which the verb speaks.
    fn follows_telling(&self, participle: usize, noun: usize) -> bool {
        let verb = self.trees.head(noun).filter(|verb| self.trees.is_verbal(*verb));
        let tells = |verb: usize| self.words.phrase_at(&self.lexicon.cue_forms, verb).is_some();
        let is_thing = self.is_mute(noun) && !self.is_telling(noun);
        self.words.ends_in_ing(participle) && is_thing && verb.is_some_and(tells)
    }

    /// Whether a participle speaks to those whom the noun before it names: "the tenants *telling them*".
    fn speaks_to(&self, participle: usize, noun: usize) -> bool {
        let is_addressee = |at: usize| {
            matches!(self.trees.relation(at), Relation::Object | Relation::IndirectObject)
                && matches!(self.words.lower(at), "them" | "him" | "her" | "it")
        };
        let follows = self.trees.extent(noun).start < participle && self.words.ends_in_ing(participle);
        follows && self.introduced_by(noun, "to") && self.trees.dependents(participle).any(is_addressee)
    }

    /// Whether an infinitive tells what the object of a verb is moved to do.
    fn is_moved(&self, infinitive: usize, verb: usize) -> bool {
        const MOVING: [&str; 6] = ["cause", "compel", "force", "lead", "move", "prompt"];
        const MOVED: [Relation; 2] = [Relation::Object, Relation::IndirectObject];
        let moved = self.trees.dependent(verb, &MOVED).filter(|moved| *moved < infinitive);
        MOVING.contains(&self.trees.lemma(verb)) && moved.is_some()
    }

    /// Whether a participle tells what the object of a verb of seeing and hearing does.
    fn is_witnessed(&self, participle: usize, verb: usize) -> bool {
        WITNESSING.contains(&self.trees.lemma(verb))
            && !self.introduced_by(participle, "by")
            && self.words.ends_in_ing(participle)
            && self.trees.dependent(verb, &[Relation::Object]).is_some_and(|object| object < participle)
            && self.words.lower(participle - 1) != ","
    }

    /// Whether a participle stands behind a comma, alone, with an adverb or with "while": "…, further saying".
    fn is_parted(&self, verb: usize) -> bool {
        let leads = |at: usize| {
            self.trees.upos(at) == Upos::Adverb
                || self.words.lower(at) == "while"
                // "costs “too much,” saying"
                || self.words.kind(at) == TokenKind::QuotationMark
        };
        let before = (0..verb).rev().find(|at| !leads(*at));
        self.words.ends_in_ing(verb) && before.is_some_and(|at| self.words.lower(at) == ",")
    }

    /// Whether a clause in "-ing" tells for what somebody is praised or blamed.
    fn is_reason(&self, clause: usize) -> bool {
        let is_for = |at: usize| {
            matches!(self.trees.relation(at), Relation::Mark | Relation::Case)
                && matches!(self.words.lower(at), "for" | "of")
        };
        self.words.ends_in_ing(clause) && self.trees.dependents(clause).any(is_for)
    }

    /// Whom somebody blames for what a clause tells: the object of the verb, which the parser may take for a subject behind it.
    fn blamed(&self, verb: usize, clause: usize) -> Option<usize> {
        const BLAMED: [Relation; 3] = [Relation::Object, Relation::IndirectObject, Relation::PassiveSubject];
        let is_behind = |at: &usize| *at < clause && *at > verb && self.trees.relation(*at) == Relation::Subject;
        self.trees.dependent(verb, &BLAMED).or_else(|| self.trees.dependents(verb).find(is_behind))
    }

    /// Whom a clause tells to be quoted with something: "quoted *Keller* as saying", not "went so far as to say".
    fn quoted_as(&self, clause: usize, verb: usize) -> Option<usize> {
        let is_as = |at: usize| self.trees.relation(at) == Relation::Mark && self.words.lower(at) == "as";
        let quotes = self.trees.dependents(clause).any(is_as) && self.trees.lemma(verb) != "be";
        self.trees.dependent(verb, &[Relation::Object, Relation::PassiveSubject]).filter(|_| quotes)
    }

    fn agent(&self, verb: usize) -> Option<(usize, SourceRule)> {
        let is_agent = |at: &usize| match self.trees.relation(*at) {
            Relation::Agent => true,
            Relation::Oblique => self.introduced_by(*at, "by"),
            _ => false,
        };
        self.trees.dependents(verb).find(is_agent).map(|noun| (noun, SourceRule::Agent))
    }

    fn introduced_by(&self, noun: usize, word: &str) -> bool {
        self.trees.dependents(noun).any(|at| self.trees.relation(at) == Relation::Case && self.words.lower(at) == word)
    }

    /// Who says what a noun reports: "the mayor's claim", "the claim by the mayor", "the mayor made the claim".
    pub(crate) fn of_noun(&self, noun: usize) -> Option<Source> {
        if let Some(owner) = self.owner(noun) {
            return Some(self.phrase(owner, noun, SourceRule::Possessor));
        }
        let makes = |verb: &usize| LIGHT_VERBS.contains(&self.trees.lemma(*verb)) && !self.trees.is_passive(*verb);
        let verb = self.trees.head(noun).filter(|_| self.trees.relation(noun) == Relation::Object).filter(makes)?;
        self.own_subject(verb).map(|subject| self.phrase(subject, verb, SourceRule::SharedSubject))
    }

    fn owner(&self, noun: usize) -> Option<usize> {
        let possessor = self.trees.dependent(noun, &[Relation::Possessive]);
        let names_source = |at: &usize| {
            self.trees.relation(*at) == Relation::NominalModifier
                && ["by", "from"].iter().any(|word| self.introduced_by(*at, word))
        };
        // "received criticism *from the guild*"
        let is_beside = |at: &usize| {
            self.trees.relation(*at) == Relation::Oblique
                && self.introduced_by(*at, "from")
                && self.trees.extent(*at).start == noun + 1
        };
        let verb = self.trees.head(noun).filter(|_| self.trees.relation(noun) == Relation::Object);
        possessor
            .or_else(|| self.trees.dependents(noun).find(names_source))
            .or_else(|| self.trees.dependents(verb?).find(is_beside))
    }

    /// Who stands behind a phrase like "according to", whose last token this is.
    pub(crate) fn of_phrase(&self, head: usize, last: usize) -> Option<Source> {
        // The phrase is the case of its noun, or a word of it heads the noun.
        let is_case = matches!(self.trees.relation(head), Relation::Case | Relation::Mark | Relation::Fixed);
        let above = self.trees.head(head).filter(|above| is_case && *above > last);
        let below = || self.trees.dependents(last).chain(self.trees.dependents(head)).find(|at| *at > last);
        // "according to hacked documents": who is meant may stand behind what tells more of them.
        const MODIFIERS: [Relation; 3] = [Relation::AdjectivalModifier, Relation::Compound, Relation::NumericModifier];
        let modified =
            |at: &usize| self.trees.head(*at).filter(|head| MODIFIERS.contains(&self.trees.relation(*at)) && head > at);
        let noun = std::iter::successors(Some(above.or_else(below)?), modified).take(SHARING_MAX).last()?;
        let source = self.phrase(noun, last, SourceRule::BehindPhrase);
        // "One guard was, according to *the guild*, among them": where the sentence hangs on the noun, the comma ends the phrase.
        let is_top = self.trees.head(noun).is_none();
        let comma = source.tokens.clone().find(|at| *at > noun && self.words.lower(*at) == ",").filter(|_| is_top);
        let end = comma.unwrap_or(source.tokens.end);
        Some(Source { tokens: source.tokens.start..end, core: source.core.start..source.core.end.min(end), ..source })
    }

    /// The noun phrase of a noun, up to the cue that it must not reach over.
    pub(crate) fn phrase(&self, noun: usize, cue: usize, rule: SourceRule) -> Source {
        let noun = self.beside_topic(noun, cue).unwrap_or(noun);
        let mut tokens = self.noun_extent(noun);
        if noun < cue {
            tokens.end = tokens.end.min(self.clause_of(noun, cue).unwrap_or(cue));
        } else {
            tokens.start = tokens.start.max(cue + 1);
        }
        let mut tokens = self.trimmed(tokens, noun);
        let floor = if noun < cue { cue } else { self.words.len() };
        tokens.end = self.name_end(tokens.end, floor);
        if let Some(name) = self.registered(noun).filter(|name| tokens.len() < name.len() && name.end <= floor) {
            tokens = name;
        }
        let core = self.trimmed(tokens.start..self.core_end(noun, tokens.clone()), noun);
        Source { tokens, core, rule }
    }

    /// Who speaks, where the parser took the thing spoken of for the noun and the speaker for its apposition: "The pier, *the
    /// mayor* said, is lost". An apposition has a comma behind it, too.
    fn beside_topic(&self, noun: usize, cue: usize) -> Option<usize> {
        // "The town has lost a bear, Bruno, *a keeper* said": the thing may have an apposition of its own.
        const APPOSITIONS_MAX: usize = 4;
        let open_below = |noun: &usize| {
            let is_open = |at: &usize| {
                let extent = self.trees.extent(*at);
                // The comma may hang on the apposition.
                let first = extent.clone().find(|at| !self.is_mark(*at)).unwrap_or(*at);
                extent.end == cue && first > *noun && self.words.lower(first - 1) == ","
            };
            // The parser may take one with an article for a part of the name: "Tom Rusk, *the ministry* said".
            let has_article = |at: usize| self.trees.dependent(at, &[Relation::Determiner]).is_some();
            let is_beside = |at: &usize| match self.trees.relation(*at) {
                Relation::Apposition => true,
                Relation::Flat => has_article(*at),
                _ => false,
            };
            self.trees.dependents(*noun).find(is_beside).filter(|at| *at < cue).filter(is_open)
        };
        if cue > 0 && self.words.lower(cue - 1) == "," {
            return None;
        }
        std::iter::successors(open_below(&noun), open_below).take(APPOSITIONS_MAX).last()
    }

    /// Where the name ends that stands right behind a phrase and that the parser left out: "agent *Anna Keller*".
    fn name_end(&self, end: usize, limit: usize) -> usize {
        let is_name = |at: &usize| self.trees.upos(*at) == Upos::ProperNoun && !self.words.is_day(*at);
        // "Secretary *of the Quays Anna Keller*": a title of several words is whole.
        let titles = &self.lexicon.titles;
        let title = end
            .checked_sub(1)
            .and_then(|at| self.words.phrase_at(titles, at).or_else(|| self.words.name_at(titles, at)));
        let title = title
            .filter(|(to, title)| title.role.is_some() && *to > end && (*to..limit).take(1).any(|at| is_name(&at)));
        let end = title.map_or(end, |(to, _)| to);
        let is_role = title.is_some()
            || end > 0 && self.lexicon.role(self.words.lower(end - 1)).is_some_and(|role| !role.is_plural);
        let name = end..end + (end..limit).take_while(is_name).count();
        // "harbour botanist *Anna Keller of the Institute*": one noun without an article, right before a full name, is a title.
        let is_title = || name.len() > 1 && end > 0 && self.is_bare(end - 1);
        match (is_role, !is_role && is_title()) {
            (true, _) => name.end,
            (_, true) => name.map(|at| self.noun_extent(at).end).fold(end, usize::max).min(limit),
            _ => end,
        }
    }

    /// Whether a noun is one, in lower case, and has no article or owner.
    fn is_bare(&self, noun: usize) -> bool {
        const OWN: [Relation; 3] = [Relation::Determiner, Relation::Possessive, Relation::NumericModifier];
        self.trees.upos(noun) == Upos::Noun
            && self.trees.features(noun).number == Some(Number::Singular)
            && !self.words.class(noun).any(Class::CAPITAL)
            && self.trees.dependent(noun, &OWN).is_none()
    }

    /// The name that the registry knows and that holds a noun, where the parser took it for two: "*Lume Today*".
    fn registered(&self, noun: usize) -> Option<Range<usize>> {
        let names = &self.lexicon.registry.names;
        let starts = noun.saturating_sub(1)..=noun;
        let mut known = starts.filter_map(|start| Some(start..self.words.name_at(names, start)?.0));
        known.find(|name| name.len() > 1 && name.contains(&noun))
    }

    /// Where the clause begins that tells more of a noun and holds the cue: "leaders *who had asked*".
    fn clause_of(&self, noun: usize, cue: usize) -> Option<usize> {
        let mut below = cue;
        for _ in 0..SHARING_MAX {
            let above = self.trees.head(below)?;
            if above == noun {
                return Some(self.trees.extent(below).start).filter(|start| *start > noun);
            }
            below = above;
        }
        None
    }

    /// The tokens of a noun and of what belongs to it as a noun; a noun that is a predicate has a subject besides.
    fn noun_extent(&self, noun: usize) -> Range<usize> {
        use Relation as R;
        const OF_CLAUSES: [Relation; 20] = [
            R::Subject,
            R::PassiveSubject,
            R::OuterSubject,
            R::ClausalSubject,
            R::Copula,
            R::Auxiliary,
            R::PassiveAuxiliary,
            R::Mark,
            R::AdverbialClause,
            R::Oblique,
            R::UnmarkedOblique,
            R::Object,
            R::ClausalComplement,
            R::Parataxis,
            R::Discourse,
            R::Vocative,
            R::Expletive,
            R::Punctuation,
            R::OpenComplement,
            R::Dislocated,
        ];
        // "officials on Wednesday": the day is that of the verb.
        let is_time = |at: usize| self.words.is_day(at) || TIMES.contains(&self.words.lower(at));
        let is_day = |at: usize| {
            const MODIFIERS: [Relation; 2] = [R::NominalModifier, R::UnmarkedNominal];
            MODIFIERS.contains(&self.trees.relation(at)) && at > noun && is_time(at) && !self.goes_on_by(noun, at)
        };
        // "asked by a fan why she had left": a question says nothing of who asks.
        let is_question = |at: usize| {
            let first = self.trees.extent(at).start;
            matches!(self.words.lower(first), "why" | "how" | "what" | "whether" | "if") && at > noun
        };
        // "according *to* the agency, which says": all words of a preposition.
        let leads =
            |at: usize| self.trees.relation(at) == R::Case && at < noun && !(at..noun).any(|at| self.is_mark(at));
        // "accused by critics of lying"
        let is_charge = |at: usize| {
            let is_of = |word: usize| self.trees.relation(word) == R::Mark && self.words.lower(word) == "of";
            self.trees.relation(at) == R::ClauseOfNoun && self.trees.dependents(at).any(is_of)
        };
        // "told by Keller of “a blow”"
        let is_told = |at: usize| {
            let of = self.trees.extent(at).start;
            let is_name = self.trees.upos(noun) == Upos::ProperNoun;
            let quotes = || self.words.kind(of + 1) == TokenKind::QuotationMark;
            is_name && noun < of && of < at && self.words.lower(of) == "of" && quotes()
        };
        let belongs = |at: &usize| {
            !OF_CLAUSES.contains(&self.trees.relation(*at))
                && !is_day(*at)
                && !is_question(*at)
                && !leads(*at)
                && !is_charge(*at)
                && !is_told(*at)
        };
        let mut all = noun..noun + 1;
        for part in self.trees.dependents(noun).filter(belongs).map(|at| self.trees.extent(at)) {
            // A word of another phrase between them tells that the parser went astray: "by a count of it, 85 of the *cases*".
            if (all.end..part.start).all(|at| self.is_mark(at)) {
                all = all.start.min(part.start)..all.end.max(part.end);
            }
        }
        all
    }

    /// Whether somebody behind "by" made a thing, after a time: "a tweet on Monday *by the mayor*".
    fn goes_on_by(&self, noun: usize, time: usize) -> bool {
        let end = self.trees.extent(time).end;
        let mut parts = self.trees.dependents(noun).filter(|at| *at > time && self.introduced_by(*at, "by"));
        parts.any(|at| self.trees.extent(at).start == end)
    }

    /// Who stands right beside a cue: "“…,” vowed Anna Keller", "the mayor, Anna Keller, said".
    ///
    /// Behind a long quotation or subject the parser often loses the thread; the place of the words says enough.
    pub(crate) fn beside(&self, cue: &Range<usize>, sentence: &Range<usize>, side: Side) -> Option<Source> {
        let is_nominal = |at: &usize| {
            let is_noun = matches!(self.trees.upos(*at), Upos::Noun | Upos::ProperNoun | Upos::Pronoun)
                // "predicted one of the aides"
                || self.words.lower(*at) == "one";
            // "Another wrote": a determiner without a noun stands for one.
            let is_alone = || {
                self.trees.upos(*at) == Upos::Determiner
                    && self.trees.head(*at).is_some_and(|head| self.trees.upos(head) == Upos::Verb)
            };
            (is_noun || is_alone()) && self.trees.relation(*at) != Relation::Possessive && !self.words.is_day(*at)
        };
        let phrases = |tokens: Range<usize>| {
            let cue = cue.clone();
            tokens.filter(is_nominal).map(move |noun| {
                self.phrase(noun, if noun < cue.start { cue.start } else { cue.end - 1 }, SourceRule::Beside)
            })
        };
        let behind = cue.end..sentence.end.min(cue.end + BESIDE_TOKENS_MAX);
        let before = sentence.start.max(cue.start.saturating_sub(BESIDE_TOKENS_MAX))..cue.start;
        // "Asked what it cost": a question word begins what is asked.
        let asks = |at: usize| self.words.class(at).any(Class::WH);
        let starts = |source: &Source| source.tokens.start == cue.end && !asks(cue.end);
        // "the sites of the two ports *still* said"
        let is_adverb = |at: usize| self.trees.upos(at) == Upos::Adverb && !self.words.class(at).any(Class::WH);
        let ends = |source: &Source| source.tokens.end <= cue.start && (source.tokens.end..cue.start).all(is_adverb);
        // "The rain helped the quay, said Anna Keller, …": the parser may hang the subject on the verb before.
        // "The clerk, who was late, said the pier was lost": nor who acts in what is said.
        let is_subject = |at: usize| {
            self.trees.relation(at) == Relation::Subject && self.trees.head(at).is_none_or(|head| head < at)
        };
        let found_behind = match side {
            Side::Before => None,
            // Where the words of a name came apart ("Mr" "Keller"), the longest phrase that begins here is the name.
            Side::Both => phrases(behind).filter(starts).rev().max_by_key(|source| source.tokens.len()),
            Side::SubjectBehind => {
                let subject = behind.filter(|at| is_subject(*at)).find(|at| self.noun_extent(*at).start == cue.end);
                subject.map(|noun| self.phrase(noun, cue.end - 1, SourceRule::Beside)).filter(starts)
            }
        };
        // "In a letter the guild's clerk, *who was late*, said": what tells more of somebody ends with a comma.
        let ends_with_clause = |source: &Source| {
            let noun =
                source.tokens.clone().find(|at| self.trees.dependent(*at, &[Relation::RelativeClause]).is_some());
            noun.is_some_and(|noun| source.core.contains(&noun) && self.trees.relation(noun) != Relation::Oblique)
                && source.tokens.end + 1 == cue.start
                && self.words.lower(source.tokens.end) == ","
        };
        let found = found_behind.or_else(|| phrases(before.clone()).find(ends));
        found.or_else(|| phrases(before).rev().find(ends_with_clause))
    }

    /// Who acts in the first clause of some tokens that hangs on no other one among them: "*The union* was blunt in its
    /// letter:".
    pub(crate) fn of_clause(&self, tokens: Range<usize>) -> Option<Source> {
        let clause = |at: usize| {
            let is_part =
                matches!(self.trees.relation(at), Relation::Copula | Relation::Auxiliary | Relation::PassiveAuxiliary);
            self.trees.head(at).filter(|_| is_part).unwrap_or(at)
        };
        let above = |at: usize| std::iter::successors(self.trees.head(at), |at| self.trees.head(*at)).take(SHARING_MAX);
        let is_top = |at: &usize| !above(*at).any(|above| tokens.contains(&above) && self.trees.is_verbal(above));
        let verb = tokens.clone().filter(|at| self.trees.is_finite(*at)).map(clause).find(is_top)?;
        self.of_verb(verb).filter(|source| tokens.contains(&source.core.start))
    }

    /// The source if its words show a person or body (a name, a role, a personal pronoun), else whose it is: "*his* answer".
    pub(crate) fn somebody(&self, source: Source) -> Option<Source> {
        let noun = self.trees.grammar().top(source.core.clone())?;
        if self.is_somebody(noun) {
            return Some(source);
        }
        let owner = self.trees.dependent(noun, &[Relation::Possessive]).filter(|at| self.is_somebody(*at))?;
        Some(self.phrase(owner, noun, SourceRule::Possessor))
    }

    fn is_somebody(&self, noun: usize) -> bool {
        match self.trees.upos(noun) {
            Upos::ProperNoun => !self.words.is_day(noun),
            Upos::Pronoun => {
                self.trees.features(noun).person.is_some() && !matches!(self.words.lower(noun), "it" | "its")
            }
            _ => self.lexicon.role(self.words.lower(noun)).is_some() || self.is_age(noun),
        }
    }

    /// Whether a noun is the last word of somebody's age: "the 36-year-*old*".
    fn is_age(&self, noun: usize) -> bool {
        noun >= 2 && self.words.lower(noun) == "old" && self.words.lower(noun - 2) == "year"
    }

    /// Whether a subject is a thing of which nothing tells that it could speak.
    pub(crate) fn is_mute(&self, subject: usize) -> bool {
        let is_role = self.lexicon.role(self.words.lower(subject)).is_some();
        self.trees.upos(subject) == Upos::Noun && !is_role && !self.is_age(subject)
    }

    /// Whether what a verb tells is more by the teller of the clause than by its subject: "said that two guards had slept,
    /// *adding* …", "said that Keller lied and *accused Keller*", "said that the nurses had struck, *calling them* lazy".
    fn goes_on_telling(&self, verb: usize, subject: usize) -> bool {
        const OBJECTS: [Relation; 2] = [Relation::Object, Relation::IndirectObject];
        let last = |noun: usize| self.words.lower(self.trees.dependent(noun, &[Relation::Flat]).unwrap_or(noun));
        let speaks_of_subject = self.trees.dependent(verb, &OBJECTS).is_some_and(|object| {
            let is_named_again = self.trees.upos(object) == Upos::ProperNoun && last(object) == last(subject);
            is_named_again || object > verb && matches!(self.words.lower(object), "them" | "him")
        });
        self.trees.lemma(verb) == "add" || speaks_of_subject
    }

    /// "Keller said she had left, insisting that …": who is told of by a pronoun is mostly who tells it.
    fn is_he(&self, subject: usize) -> bool {
        matches!(self.words.lower(subject), "he" | "she" | "they")
    }

    /// Whether a verb is joined, behind a comma, to a relative clause that commas set off from an object.
    fn is_behind_remark(&self, verb: usize, clause: usize) -> bool {
        if self.trees.relation(clause) != Relation::RelativeClause {
            return false;
        }
        let follows_comma = |at: usize| at > 0 && self.words.lower(at - 1) == ",";
        let joins = |at: &usize| *at < verb && self.trees.relation(*at) == Relation::Coordinator;
        let coordinator = self.trees.dependents(verb).find(joins);
        let first = self.trees.extent(clause).find(|at| !self.is_mark(*at)).unwrap_or(clause);
        let is_object = |noun: usize| self.trees.relation(noun) == Relation::Object;
        // "people, who left, and said": the noun itself may go on acting.
        let is_own = self
            .trees
            .dependents(clause)
            .any(|at| self.trees.relation(at) == Relation::Subject && self.trees.is_relative(at));
        follows_comma(first)
            && coordinator.is_some_and(follows_comma)
            && !is_own
            && self.trees.head(clause).is_some_and(is_object)
    }

    /// Whether a verb is joined, behind a comma, to what is told, which itself tells nothing: "said she had not read it, *but
    /// called* it a start".
    fn steps_back(&self, verb: usize, told: usize) -> bool {
        let joins = |at: &usize| *at < verb && self.trees.relation(*at) == Relation::Coordinator;
        // Who is named in what is told may go on acting: "said that Lund had left, and told the police".
        let is_pronoun = |at: usize| self.trees.upos(at) == Upos::Pronoun;
        let may_join = |at: &usize| self.words.lower(*at) == "but" || self.subject_above(told).is_some_and(is_pronoun);
        let comma = self.trees.dependents(verb).find(joins).filter(may_join).and_then(|at| at.checked_sub(1));
        let tells = self.words.phrase_at(&self.lexicon.cue_forms, told).is_some();
        let is_past = self.trees.features(verb).tense == Some(Tense::Past) && self.trees.is_finite(verb);
        // "… that she could not think of it and *predicted that* …", "… it had closed and *said it* would stay so"
        let next = self.words.lower((verb + 1).min(self.words.len() - 1));
        let is_said = self.trees.lemma(verb) == "say" && matches!(next, "he" | "she" | "it" | "they");
        let takes_that = next == "that" || is_said;
        !tells && is_past && comma.is_some_and(|at| takes_that || self.words.lower(at) == ",")
    }

    /// Who tells a clause: the subject of the verb on which it hangs.
    fn teller_of(&self, clause: usize) -> Option<usize> {
        let above = self.trees.head(clause)?;
        let telling = match self.trees.relation(clause) {
            Relation::ClausalComplement => above,
            // "repeated his claim that two guards had slept, adding …"
            Relation::ClauseOfNoun if self.is_telling(above) => self.trees.head(above)?,
            _ => return None,
        };
        self.own_subject(telling).filter(|subject| !self.trees.is_relative(*subject) && !self.is_mute(*subject))
    }

    /// The source that fills all words between a quotation and its cue, of which the parser saw a part or nothing:
    /// "“…,” *the divers Anna Keller and Tomé Lund, who works for the port,* wrote". None if it saw the whole.
    pub(crate) fn whole(&self, between: Range<usize>, seen: Option<&Source>) -> Option<Source> {
        let opens = |at: usize| {
            use Upos as U;
            let is_phrase =
                matches!(self.trees.upos(at), U::Determiner | U::ProperNoun | U::Noun | U::Adjective | U::Numeral);
            // "its chief executive, Anna Keller, said"
            let is_possessive = self.trees.relation(at) == Relation::Possessive;
            (is_phrase || is_possessive) && !self.words.is_day(at)
        };
        let is_nominal = |at: usize| matches!(self.trees.upos(at), Upos::Noun | Upos::ProperNoun);
        let is_less = seen.is_none_or(|seen| {
            // "“…,” the mayor, Anna Keller, told the Lantern": who is told stands behind.
            let is_told = seen.tokens.start >= between.end;
            let goes_on = between.contains(&seen.tokens.end) && self.trees.upos(seen.tokens.end) == Upos::ProperNoun;
            is_told || between.contains(&seen.tokens.start) && (seen.tokens.start > between.start || goes_on)
        });
        if between.is_empty() || !is_less || !opens(between.start) {
            return None;
        }
        let mark = between.clone().find(|at| matches!(self.words.lower(*at), "," | "("));
        let core = between.start..mark.unwrap_or(between.end);
        let noun = core.clone().rev().find(|at| is_nominal(*at))?;
        let tokens = self.trimmed(between, noun);
        Some(Source { tokens, core, rule: SourceRule::Beside })
    }

    /// Where the noun phrase ends without what only tells more of who it is.
    fn core_end(&self, noun: usize, tokens: Range<usize>) -> usize {
        const MORE: [Relation; 5] = [
            Relation::Apposition,
            Relation::RelativeClause,
            Relation::ClauseOfNoun,
            Relation::Parataxis,
            Relation::Unspecified,
        ];
        let is_more = |at: &usize| *at > noun && MORE.contains(&self.trees.relation(*at));
        let more = self.trees.dependents(noun).find(is_more).map(|at| self.trees.extent(at).start);
        let mark = (noun + 1..tokens.end).find(|at| matches!(self.words.lower(*at), "," | "(" | ";" | ":"));
        // "Keller, Marsh and Venn": a row of names goes on behind its commas.
        let is_named = |at: usize| matches!(self.trees.upos(at), Upos::Noun | Upos::ProperNoun | Upos::Pronoun);
        let is_other = |at: &usize| !self.trees.grammar().goes_on_apposition(self.words, noun, *at);
        let is_row = self.trees.dependent(noun, &[Relation::Conjunct]).filter(is_other).is_some_and(is_named);
        let mark = mark.filter(|_| !is_row);
        // "the president himself"
        let is_emphatic =
            |at: &usize| self.words.lower(*at).ends_with("self") || self.words.lower(*at).ends_with("selves");
        let emphatic = (noun + 1..tokens.end).find(is_emphatic);
        more.into_iter().chain(mark).chain(emphatic).fold(tokens.end, usize::min).max(noun + 1)
    }

    /// Without marks, prepositions and conjunctions at the ends.
    fn trimmed(&self, tokens: Range<usize>, noun: usize) -> Range<usize> {
        let is_edge = |at: usize| {
            let is_mark = self.is_mark(at);
            let is_dot_of_word =
                at > 0 && self.words.span(at - 1).end() == self.words.span(at).start() && self.words.get(at) == ".";
            (is_mark && !is_dot_of_word)
                || self.trees.is_relative(at)
                || self.trees.relation(at) == Relation::Coordinator
                || at < noun && matches!(self.words.lower(at), "and" | "but")
        };
        // "“Storm” maker Velm Pictures": the mark of a title that closes within belongs to it.
        let is_quotation = |at: usize| self.words.kind(at) == TokenKind::QuotationMark;
        let opens_title = |at: usize| is_quotation(at) && (at + 1..noun).any(is_quotation);
        let leads = |at: usize| {
            is_edge(at) && !opens_title(at)
                || matches!(self.trees.relation(at), Relation::Case | Relation::Mark | Relation::AdverbialModifier)
                    && self.trees.head(at) == Some(noun)
                    && self.trees.upos(at) != Upos::Determiner
        };
        let start = tokens.clone().take_while(|at| *at < noun).find(|at| !leads(*at)).unwrap_or(noun);
        // "*more* than half of the divers"
        let is_more = |at: &usize| matches!(self.words.lower(*at), "more" | "less" | "fewer");
        let more = start.checked_sub(1).filter(|_| self.words.lower(start) == "than").filter(is_more);
        let start = more.unwrap_or(start);
        // "The report *further* claims"
        let is_of_verb = |at: usize| at > noun && matches!(self.words.lower(at), "also" | "further");
        let is_genitive = |at: usize| at > noun && matches!(self.words.lower(at), "'s" | "’s" | "'" | "’");
        let end = tokens
            .clone()
            .rev()
            .take_while(|at| *at > noun)
            .find(|at| !is_edge(*at) && !is_genitive(*at) && !is_of_verb(*at))
            .unwrap_or(noun);
        // "Keller (Left Party)": a bracket that it opens belongs to it.
        let opens = (noun..end).any(|at| self.words.lower(at) == "(");
        let closes = end + 1 < tokens.end && self.words.lower(end + 1) == ")";
        start..end + 1 + usize::from(opens && closes)
    }
}
