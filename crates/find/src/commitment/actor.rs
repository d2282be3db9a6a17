//! Who commits themselves: the noun phrase that the tree gives to the words that commit, if it names somebody who can act.

use std::ops::Range;

use dateline_core::EntityKind;
use dateline_core::syntax::{Relation, Upos};

use super::rule::{CommitmentRule, Head, Link, Shape, holds};
use super::scene::{Hit, Scene};
use crate::source::{Source, SourceRule, Sources};

/// How many verbs a shared subject is looked for upwards; deeper sentences are rows of words, not news.
const SHARING_MAX: usize = 8;

/// Who commits themselves, as the words name them.
#[derive(Debug, Clone)]
pub(super) enum Actor {
    /// By a noun phrase or a pronoun.
    Named(Source),
    /// By "I" or "we": whoever says so, or for "we" those for whom they speak.
    Speaker(usize),
    /// By a noun for a plan: whoever the report told of before.
    Planner(usize),
}

impl Actor {
    /// The tokens that name them.
    pub(super) fn tokens(&self) -> Range<usize> {
        match self {
            Self::Named(source) => source.tokens.clone(),
            Self::Speaker(at) | Self::Planner(at) => *at..at + 1,
        }
    }

    /// The name of the way from the action to them, which stands in reasons.
    pub(super) const fn rule(&self) -> &'static str {
        match self {
            Self::Named(source) => match source.rule {
                SourceRule::Subject => "subject-of-commitment",
                SourceRule::Agent => "agent-of-commitment",
                SourceRule::Possessor => "owner-of-commitment",
                SourceRule::ModifiedNoun => "noun-modified-by-commitment",
                _ => "subject-shared-by-commitment",
            },
            Self::Speaker(_) => "speaker-of-commitment",
            Self::Planner(_) => "plan-told-of-before",
        }
    }
}

impl Scene<'_> {
    fn sources(&self) -> Sources<'_> {
        Sources { lexicon: self.lexicon, words: self.words, trees: self.trees }
    }

    /// Who acts, and whether the action is told with another subject.
    pub(super) fn actor_of(
        &self,
        rule: &CommitmentRule,
        link: &Link,
        head: usize,
        action: usize,
    ) -> Option<(Actor, bool)> {
        if rule.head == Head::Plan {
            return self.planner(head).map(|actor| (actor, false));
        }
        if rule.head == Head::Noun {
            return self.owner(head, &rule.governed_by).map(|actor| (actor, false));
        }
        // "told the Lantern the quay was safe and promised that": whoever tells what goes before promises.
        let teller = || {
            let noun = self.sources().teller(head).filter(|_| self.trees.relation(head) == Relation::Conjunct)?;
            self.actor(noun, head, SourceRule::SharedSubject)
        };
        let of_head = || self.subject(head).or_else(teller);
        match link.shape {
            Shape::Clause | Shape::Outcome if self.is_passive(action) => {
                Some((self.agent(action).or_else(of_head)?, true))
            }
            Shape::Clause | Shape::Outcome => {
                match self.own_subject(action).and_then(|noun| self.actor(noun, action, SourceRule::Subject)) {
                    Some(actor) if self.is_deed(action) => Some((actor, false)),
                    Some(_) if link.shape == Shape::Clause => None,
                    Some(_) => Some((of_head()?, true)),
                    None if self.trees.dependent(action, &[Relation::Subject, Relation::Expletive]).is_some() => {
                        Some((of_head()?, true))
                    }
                    None => Some((of_head()?, false)),
                }
            }
            Shape::PassiveClause => Some((of_head()?, true)),
            _ => Some((of_head()?, false)),
        }
    }

    /// Whoever made the plan that is the subject of a verb.
    pub(super) fn planner(&self, verb: usize) -> Option<Actor> {
        let plan = self.own_subject(verb)?;
        let is_plan = self.names_plan(plan) || holds(&self.rules.vocabulary.plans, self.trees.lemma(plan));
        let owner = || self.owner(plan, &[]).unwrap_or(Actor::Planner(plan));
        is_plan.then(owner)
    }

    pub(super) fn own_subject(&self, verb: usize) -> Option<usize> {
        self.trees.dependent(verb, &[Relation::Subject, Relation::OuterSubject, Relation::PassiveSubject])
    }

    /// The actor that is the subject of a verb, its own or shared.
    pub(super) fn subject(&self, verb: usize) -> Option<Actor> {
        let mut below = verb;
        for _ in 0..SHARING_MAX {
            if let Some(subject) = self.own_subject(below) {
                let rule = if below == verb { SourceRule::Subject } else { SourceRule::SharedSubject };
                if !self.trees.is_relative(subject) {
                    return self.actor(subject, verb, rule);
                }
            }
            use Relation as R;
            let above = self.trees.head(below)?;
            if let Some(subject) = self.subject_left_above(below, above) {
                return self.actor(subject, verb, SourceRule::Subject);
            }
            match self.trees.relation(below) {
                R::RelativeClause | R::ClauseOfNoun if self.trees.upos(above) != Upos::Verb => {
                    return self.actor(above, verb, SourceRule::ModifiedNoun);
                }
                R::Conjunct | R::OpenComplement | R::AdverbialClause | R::Parataxis => {}
                R::Object if self.is_taken_for_noun(verb) => {}
                _ => return None,
            }
            below = above;
        }
        None
    }

    /// "The union announced *Keller* intended to go": the parser may leave the subject of what is told with who tells it.
    fn subject_left_above(&self, clause: usize, verb: usize) -> Option<usize> {
        let is_left = |at: &usize| {
            matches!(self.trees.relation(*at), Relation::Subject | Relation::Expletive)
                && *at > verb
                && self.trees.extent(*at).end == self.trees.extent(clause).start
        };
        let is_told = self.trees.relation(clause) == Relation::ClausalComplement && self.says(verb);
        self.trees.dependents(verb).find(is_left).filter(|_| is_told)
    }

    pub(super) fn agent_of(&self, verb: usize) -> Option<usize> {
        let is_agent = |at: &usize| match self.trees.relation(*at) {
            Relation::Agent => true,
            Relation::Oblique => self.is_introduced(*at, Some("by")),
            _ => false,
        };
        self.trees.dependents(verb).find(is_agent)
    }

    pub(super) fn agent(&self, verb: usize) -> Option<Actor> {
        self.agent_of(verb).and_then(|noun| self.actor(noun, verb, SourceRule::Agent))
    }

    /// Whose plan or promise a noun is; where it must be the object of certain verbs, their subject's.
    pub(super) fn owner(&self, noun: usize, governed_by: &[String]) -> Option<Actor> {
        let verb = self.trees.head(noun).filter(|_| self.trees.relation(noun) == Relation::Object);
        let of_verb = || self.subject(verb?);
        // "is calling for bids, with the goal of building two ships"
        let is_aim = matches!(self.trees.lemma(noun), "aim" | "goal" | "target")
            && self.trees.relation(noun) == Relation::Oblique
            && self.is_introduced(noun, Some("with"));
        if is_aim && governed_by.is_empty() && self.trees.dependent(noun, &[Relation::Possessive]).is_none() {
            return self.subject(self.trees.head(noun)?);
        }
        // "backed away from its pledge"
        let around = || self.trees.head(noun).filter(|_| self.trees.relation(noun) == Relation::Oblique);
        if !governed_by.is_empty() {
            let governs = |verb: &usize| holds(governed_by, self.trees.lemma(*verb)) && self.is_asserted(*verb);
            return verb.filter(governs).and_then(|_| of_verb());
        }
        if let Some(owner) = self.trees.dependent(noun, &[Relation::Possessive]) {
            return match self.words.lower(owner) {
                "my" | "our" => Some(Actor::Speaker(owner)),
                "its" | "their" => self.subject(verb.or_else(around)?),
                _ => self.actor(owner, noun, SourceRule::Possessor),
            };
        }
        let by = |at: &usize| {
            let names_owner = ["by", "from"].iter().any(|word| self.is_introduced(*at, Some(word)));
            self.trees.relation(*at) == Relation::NominalModifier && names_owner
        };
        if let Some(actor) = self.trees.dependents(noun).find(by) {
            return self.actor(actor, noun, SourceRule::Possessor);
        }
        let vocabulary = &self.rules.vocabulary;
        let makes = |verb: usize| {
            let lemma = self.trees.lemma(verb);
            holds(&vocabulary.makers, lemma) || vocabulary.changes.of(lemma).is_some()
        };
        if verb.is_some_and(|verb| makes(verb) && self.is_asserted(verb)) {
            return of_verb();
        }
        // "the Velm plan": the name of a body or a country before the noun.
        let name = self.trees.dependent(noun, &[Relation::Compound, Relation::AdjectivalModifier])?;
        let kind = self.cast.kind_at(name)?;
        matches!(kind, EntityKind::Country | EntityKind::Organisation)
            .then(|| self.actor(name, noun, SourceRule::Possessor))?
    }

    /// The noun or pronoun as somebody who can act.
    pub(super) fn actor(&self, noun: usize, verb: usize, rule: SourceRule) -> Option<Actor> {
        let lower = self.words.lower(noun);
        if self.trees.upos(noun) == Upos::Pronoun {
            return match lower {
                "i" | "we" => Some(Actor::Speaker(noun)),
                "he" | "she" | "they" | "it" | "his" | "her" => Some(Actor::Named(self.alone(noun, rule))),
                _ => None,
            };
        }
        let of_whom = self.counted(noun).unwrap_or(noun);
        // "The two are to fly"
        let is_pair = lower == "two" && noun > 0 && self.words.lower(noun - 1) == "the";
        (is_pair || self.can_act(of_whom)).then(|| Actor::Named(self.sources().phrase(noun, verb, rule)))
    }

    /// Of whom a number or a word like "many" counts some: "16 of the largest ports".
    pub(super) fn counted(&self, number: usize) -> Option<usize> {
        let counts = self.trees.upos(number) == Upos::Numeral
            || matches!(self.words.lower(number), "some" | "many" | "several" | "most" | "all" | "both" | "members");
        let of =
            |at: &usize| self.trees.relation(*at) == Relation::NominalModifier && self.is_introduced(*at, Some("of"));
        self.trees.dependents(number).find(of).filter(|_| counts)
    }

    pub(super) fn alone(&self, noun: usize, rule: SourceRule) -> Source {
        Source { tokens: noun..noun + 1, core: noun..noun + 1, rule }
    }

    /// A noun with its article: who tells it in an aside may be taken for its name.
    pub(super) fn named_alone(&self, noun: usize) -> Actor {
        let start = self.trees.extent(noun).start;
        Actor::Named(Source { tokens: start..noun + 1, core: start..noun + 1, rule: SourceRule::Subject })
    }

    /// Whether a noun names somebody who can act: by what the report tells of it, or by the word itself.
    pub(super) fn can_act(&self, noun: usize) -> bool {
        use EntityKind as K;
        let acts = |kind: K| matches!(kind, K::Person | K::Group | K::Organisation | K::Country | K::Unknown);
        // "Neither side": the parser may take the word for a conjunction.
        let is_nobody = self.trees.dependents(noun).any(|at| matches!(self.words.lower(at), "no" | "neither"));
        if is_nobody {
            return false;
        }
        if holds(&self.rules.vocabulary.anybody, self.words.lower(noun)) {
            return false;
        }
        if let Some(kind) = self.cast.kind_at(noun) {
            return acts(kind) || kind == K::Place && self.trees.relation(noun) == Relation::Subject;
        }
        let lower = self.words.lower(noun);
        let is_role = self.lexicon.role(lower).is_some_and(|role| acts(role.kind));
        is_role || self.lexicon.marks_organisation(lower) || holds(&self.rules.vocabulary.actors, lower)
    }

    /// To whom something is promised: the actors that are objects of the word that commits.
    pub(super) fn addressees(&self, hit: &Hit) -> Vec<Source> {
        use Relation as R;
        let kind = self.rules.items[hit.rule].head;
        if !matches!(kind, Head::Verb | Head::Noun) {
            return Vec::new();
        }
        let is_addressed = |at: &usize| {
            let is_object = matches!(self.trees.relation(*at), R::Object | R::IndirectObject) && *at < hit.action;
            let is_to = matches!(self.trees.relation(*at), R::Oblique | R::NominalModifier)
                && ["to", "with"].iter().any(|word| self.is_introduced(*at, Some(word)));
            *at != hit.action && *at > hit.head && (is_object || is_to)
        };
        let named = self.trees.dependents(hit.head).filter(is_addressed).filter_map(|at| {
            match self.actor(at, hit.head, SourceRule::Subject)? {
                Actor::Named(source) => Some(source),
                Actor::Speaker(_) | Actor::Planner(_) => None,
            }
        });
        named.collect()
    }
}
