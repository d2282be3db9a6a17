//! Whether what an entry of the lexicon needs stands beside a trigger.

use dateline_core::syntax::Relation;
use dateline_core::{EventType, Upos};

use super::actor::Actors;
use super::lexicon::{Entry, Members, Need, Place, Slot, Wanted};
use crate::figure::singular;

impl Actors<'_> {
    /// Whether all that the needs ask for is there, and nothing that they forbid. Who says something is known where
    /// `is_said`, whatever the parser takes for the subject.
    pub(crate) fn meets(&self, trigger: usize, entry: &Entry, is_said: bool) -> bool {
        let is_speaker =
            |need: &Need| need.place == Place::At(Slot::Subject) && need.wanted == Wanted::Actor && !need.is_forbidden;
        entry.needs.iter().all(|need| {
            self.is_left_open(trigger, entry, need)
                || (is_said && is_speaker(need))
                || self.has(trigger, need, &entry.needs) != need.is_forbidden
        })
    }

    /// The object of a verb whose particle, of those that the needs ask for, the parser takes for a preposition.
    pub(crate) fn object_behind_particle(&self, trigger: usize, needs: &[Need]) -> Option<usize> {
        let particle = needs.iter().find(|need| need.place == Place::Particle && !need.is_forbidden)?;
        let Wanted::OneOf(members) = &particle.wanted else { return None };
        self.frames.object_behind_particle(trigger, |word| members.has(word))
    }

    fn has(&self, trigger: usize, need: &Need, needs: &[Need]) -> bool {
        let trees = self.frames.trees;
        match &need.place {
            // "Claimed that the town was shelled": who suffers something does nothing to be blamed for.
            Place::At(Slot::OfComplement) if self.complements(trigger).any(|clause| trees.is_passive(clause)) => false,
            Place::At(slot) => {
                let mut heads = self.heads(trigger, slot);
                if *slot == Slot::Object {
                    heads.extend(self.object_behind_particle(trigger, needs));
                    heads.extend(self.frames.object_of_passive(trigger));
                }
                // A name can stand for a policeman or for a minister: it only speaks for an entry, never against one.
                heads.into_iter().any(|head| {
                    self.is_wanted(head, &need.wanted) && !(need.is_forbidden && self.is_name(head, &need.wanted))
                })
            }
            Place::Modifier => self.modifiers(trigger).any(|at| self.is_wanted(at, &need.wanted)),
            Place::Particle => self.particles(trigger).any(|at| self.is_wanted(at, &need.wanted)),
            Place::ComplementMark => self.complements(trigger).any(|clause| self.is_marked(clause, &need.wanted)),
            Place::Complement => {
                // "called the vote a farce": the parser may take what a thing is called for a second object.
                let first_object = trees.dependent(trigger, &[Relation::Object]);
                let is_second =
                    |at: usize| trees.relation(at) == Relation::Object && first_object.is_some_and(|first| first < at);
                let behind = trees.dependents(trigger).filter(|at| *at > trigger);
                let results = behind.filter(|at| is_result(trees.relation(*at)) || is_second(*at));
                // "Warned that it would not hesitate": what is denied is asked for with "not".
                let is_told = |clause: usize| match &need.wanted {
                    Wanted::OneOf(members) if self.is_denied(clause) => {
                        members.has(&format!("not {}", self.frames.lemma(clause)))
                    }
                    _ => !self.is_denied(clause) && self.is_wanted(clause, &need.wanted),
                };
                self.complements(trigger).chain(results).any(is_told)
            }
        }
    }

    /// Whether who does it is needed, but left out, as passives of what states do to people mostly do: "was fined on
    /// Monday", "have been freed". What it is done to must tell which act it is.
    fn is_left_open(&self, trigger: usize, entry: &Entry, need: &Need) -> bool {
        const DONE_TO_PEOPLE: [EventType; 4] =
            [EventType::Coerce, EventType::Sanction, EventType::Retreat, EventType::Mobilize];
        let is_of_object = |need: &Need| need.place == Place::At(Slot::Object) && !need.is_forbidden;
        need.place == Place::At(Slot::Subject)
            && !need.is_forbidden
            && DONE_TO_PEOPLE.contains(&entry.kind)
            && entry.needs.iter().any(is_of_object)
            && self.frames.is_verb(trigger)
            && self.frames.is_passive(trigger)
            && self.frames.at(trigger, &Slot::Subject).is_empty()
    }

    /// The particles of a verb: what the parser calls so, and an adverb or preposition right behind it ("pulled out of").
    fn particles(&self, verb: usize) -> impl Iterator<Item = usize> + '_ {
        let trees = self.frames.trees;
        let called = trees.dependents(verb).filter(move |at| trees.relation(*at) == Relation::Particle);
        let behind = Some(verb + 1).filter(|at| {
            *at < self.frames.words.len()
                && matches!(trees.upos(*at), Upos::Adverb | Upos::Adposition)
                && trees.relation(*at) != Relation::Particle
        });
        called.chain(behind)
    }

    fn is_wanted(&self, at: usize, wanted: &Wanted) -> bool {
        match wanted {
            Wanted::Anything => true,
            Wanted::Actor => self.is_actor(at),
            Wanted::OneOf(members) => {
                let is_title = |title: &usize| self.frames.trees.relation(*title) == Relation::Description;
                // "Judge Ana Keller": somebody is also what their title says.
                let mut titles = self.frames.trees.dependents(at).filter(is_title);
                self.is_word_of(at, members)
                    || self.is_name_of(at, members)
                    || titles.any(|title| self.is_word_of(title, members))
            }
        }
    }

    fn is_word_of(&self, at: usize, members: &Members) -> bool {
        let (lemma, lower) = (self.frames.lemma(at), self.frames.words.lower(at));
        // A sign of money is the noun that one reads for it.
        let currency = (self.frames.trees.upos(at) == Upos::Symbol).then(|| currency_of(lower)).flatten();
        currency.is_some_and(|noun| members.has(noun))
            || members.has(lemma)
            || members.has(lower)
            || (lemma.contains(char::is_uppercase) && members.has(&lemma.to_lowercase()))
            || members.has(&singular(lower))
    }

    /// Whether a token is none of the words itself, but a name that stands for them.
    fn is_name(&self, at: usize, wanted: &Wanted) -> bool {
        let Wanted::OneOf(members) = wanted else { return false };
        self.is_name_of(at, members) && !self.is_word_of(at, members)
    }

    /// Whether a name or pronoun stands for one of the words.
    fn is_name_of(&self, at: usize, members: &Members) -> bool {
        let is_name = matches!(self.frames.trees.upos(at), Upos::ProperNoun | Upos::Pronoun);
        is_name && self.kind(at).is_some_and(|kind| members.has_name(kind))
    }

    /// The heads in a place of a trigger with what is joined to them, and what a quantity is of: "dozens of men".
    fn heads(&self, trigger: usize, slot: &Slot) -> Vec<usize> {
        let frames = &self.frames;
        let joined: Vec<usize> = frames.at(trigger, slot).into_iter().flat_map(|head| frames.joined(head)).collect();
        let counted = joined.iter().flat_map(|head| frames.counted(*head)).collect::<Vec<_>>();
        // "$5 million": the parser takes the sign for the head.
        let is_amount = |at: &usize| frames.trees.relation(*at) == Relation::NumericModifier;
        let signs = joined.iter().filter(|head| frames.trees.upos(**head) == Upos::Symbol);
        let amounts = signs.flat_map(|head| frames.trees.dependents(*head).filter(is_amount)).collect::<Vec<_>>();
        joined.into_iter().chain(counted).chain(amounts).collect()
    }

    /// Adjectives and compounds before a noun, and adverbs of a verb.
    fn modifiers(&self, trigger: usize) -> impl Iterator<Item = usize> + '_ {
        const MODIFIERS: [Relation; 4] =
            [Relation::AdjectivalModifier, Relation::Compound, Relation::UnmarkedNominal, Relation::AdverbialModifier];
        let trees = self.frames.trees;
        trees.dependents(trigger).filter(move |at| MODIFIERS.contains(&trees.relation(*at)))
    }

    /// Whether a word right before what completes a verb denies it: "pleaded not guilty".
    fn is_denied(&self, complement: usize) -> bool {
        complement.checked_sub(1).is_some_and(|before| matches!(self.frames.words.lower(before), "not" | "never"))
    }

    /// The clauses that complete what a trigger says.
    pub(crate) fn complements(&self, trigger: usize) -> impl Iterator<Item = usize> + '_ {
        const OF_VERB: [Relation; 3] =
            [Relation::OpenComplement, Relation::ClausalComplement, Relation::AdverbialClause];
        let trees = self.frames.trees;
        let is_noun = trees.upos(trigger) == Upos::Noun;
        trees.dependents(trigger).filter(move |at| {
            let relation = trees.relation(*at);
            OF_VERB.contains(&relation) || (is_noun && relation == Relation::ClauseOfNoun)
        })
    }

    /// Whether a clause is marked by one of the words; "that" is often left out before a finite clause.
    fn is_marked(&self, clause: usize, wanted: &Wanted) -> bool {
        let (trees, words) = (self.frames.trees, self.frames.words);
        let Wanted::OneOf(marks) = wanted else { return true };
        let is = |word: &str| marks.has(word);
        let marks_clause = |at: &usize| {
            matches!(trees.relation(*at), Relation::Mark | Relation::Case) && *at < clause
                || (trees.upos(*at) == Upos::Particle && words.lower(*at) == "to")
        };
        let mut marked = trees.dependents(clause).filter(marks_clause).peekable();
        if marked.peek().is_none() {
            // "Asked who would pay": a question stands for no "that".
            let asks =
                |word: &str| matches!(word, "how" | "what" | "when" | "where" | "which" | "who" | "whose" | "why");
            let is_question = asks(words.lower(trees.extent(clause).start));
            return is("that") && trees.relation(clause) == Relation::ClausalComplement && !is_question;
        }
        marked.any(|at| is(words.lower(at)))
    }
}

/// The noun for the last sign of "$", "US$", "€", "£".
fn currency_of(sign: &str) -> Option<&'static str> {
    match sign.chars().next_back()? {
        '$' => Some("dollar"),
        '€' => Some("euro"),
        '£' => Some("pound"),
        _ => None,
    }
}

/// Whether a word of the relation can tell what comes of an act: "shot dead", "set free", "found guilty".
fn is_result(relation: Relation) -> bool {
    matches!(
        relation,
        Relation::AdverbialModifier | Relation::AdjectivalModifier | Relation::Particle | Relation::OpenComplement
    )
}
