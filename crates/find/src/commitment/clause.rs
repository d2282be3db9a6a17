//! What a clause says of its action: whether it speaks of the future, whether somebody is told to have said so, whether it is
//! something that one can undertake, and whether it is said at all or only asked, feared or set as a condition.

use dateline_core::syntax::{Mood, Relation, Tense, Upos, VerbForm};

use super::rule::holds;
use super::scene::Scene;
use crate::words::Class;

/// How many clauses up it is looked for what a clause hangs on; deeper sentences are rows of words, not news.
const CLAUSES_MAX: usize = 8;

impl Scene<'_> {
    /// Whether a clause has a modal of the future.
    pub(super) fn has_modal(&self, verb: usize) -> bool {
        self.trees.dependents(verb).any(|at| self.is_modal(at))
    }

    /// Whether a word is a modal of the future.
    pub(super) fn is_modal(&self, at: usize) -> bool {
        self.trees.relation(at) == Relation::Auxiliary && holds(&self.rules.vocabulary.modals, self.lemma(at))
    }

    /// Whether a word is the "is" of "is to complete".
    pub(super) fn is_be_to(&self, at: usize) -> bool {
        let Some(verb) = self.trees.head(at) else { return false };
        // "was to join" is a plan only where somebody is told to have said so: else it tells what came of it.
        let is_be = match self.words.lower(at) {
            "is" | "are" | "'s" | "’s" | "'re" | "’re" => true,
            "was" | "were" => self.is_reported(verb),
            _ => false,
        };
        let is_be = is_be && matches!(self.trees.relation(at), Relation::Copula | Relation::Auxiliary);
        let is_to = |word: usize| self.trees.relation(word) == Relation::Mark && self.words.lower(word) == "to";
        let mut between = at + 1..verb;
        // "to" stands right behind "is" but for a denial, and for "due" where the parser hangs "is" on the infinitive.
        // "are yet to": what nobody has done so far.
        let may_stand = |word: usize| {
            let is_adverb = self.trees.upos(word) == Upos::Adverb && self.words.lower(word) != "yet";
            matches!(self.words.lower(word), "not" | "due") || is_adverb
        };
        let first = between.find(|word| !may_stand(*word));
        is_be && self.trees.upos(verb) == Upos::Verb && first.is_some_and(is_to)
    }

    /// Whether a clause is what somebody is told to have said.
    pub(super) fn is_reported(&self, verb: usize) -> bool {
        let mut at = verb;
        for _ in 0..CLAUSES_MAX {
            let Some(above) = self.trees.head(at) else { return false };
            match self.trees.relation(at) {
                Relation::Conjunct => at = above,
                Relation::ClausalComplement | Relation::ClauseOfNoun => {
                    let features = self.trees.features(above);
                    let is_told =
                        features.tense != Some(Tense::Present) || features.verb_form != Some(VerbForm::Finite);
                    return is_told && self.says(above);
                }
                Relation::Parataxis => return self.says(above),
                _ => return false,
            }
        }
        false
    }

    /// "The ministry, the mayor said, would pay": the noun before who tells a clause between commas and its modal, which the
    /// parser may take for a subject of the telling.
    pub(super) fn told_aside(&self, modal: usize) -> Option<usize> {
        const ASIDE_TOKENS_MAX: usize = 10;
        let is_comma = |at: &usize| self.words.lower(*at) == ",";
        let end = modal.checked_sub(1).filter(is_comma)?;
        let start = (end.saturating_sub(ASIDE_TOKENS_MAX)..end).rev().find(is_comma)?;
        let last = start.checked_sub(1)?;
        let first = self.trees.head(last).filter(|_| self.trees.relation(last) == Relation::Flat);
        let noun = first.unwrap_or(last);
        let is_subject = matches!(
            self.trees.relation(noun),
            Relation::Subject | Relation::OuterSubject | Relation::PassiveSubject | Relation::Root
        );
        let is_nominal = matches!(self.trees.upos(noun), Upos::Noun | Upos::ProperNoun);
        let tells = |at: usize| self.trees.upos(at) == Upos::Verb && self.trees.is_finite(at) && self.says(at);
        let is_aside = !self.trees.is_relative(start + 1) && (start + 2..end).any(tells);
        (is_aside && is_nominal && is_subject).then_some(noun)
    }

    /// Whether a word reports speech.
    pub(super) fn says(&self, at: usize) -> bool {
        // "made clear": the parser may take the last word of a cue for its head.
        let first = at.saturating_sub(1);
        let is_cue = (first..=at).any(|at| self.words.phrase_at(&self.lexicon.cue_forms, at).is_some());
        is_cue || self.lexicon.cue_noun(self.words.lower(at)).is_some()
    }

    /// Whether a verb is something that somebody can undertake to do.
    pub(super) fn is_deed(&self, verb: usize) -> bool {
        let lemma = self.trees.lemma(verb);
        let vocabulary = &self.rules.vocabulary;
        let list = if self.is_passive(verb) { &vocabulary.suffered } else { &vocabulary.involuntary };
        let is_past = |at: usize| self.trees.relation(at) == Relation::Auxiliary && self.trees.lemma(at) == "have";
        // "will get hurt", "will get used to it": it comes to them.
        let is_get = |at: usize| self.trees.relation(at) == Relation::PassiveAuxiliary && self.trees.lemma(at) == "get";
        let becomes = lemma == "get" && self.trees.dependent(verb, &[Relation::OpenComplement]) == Some(verb + 1);
        // "will begin receiving it"
        let begins = matches!(lemma, "begin" | "continue" | "keep" | "start");
        let begun = self.trees.dependent(verb, &[Relation::OpenComplement]).filter(|_| begins);
        if begun.is_some_and(|at| holds(&vocabulary.involuntary, self.trees.lemma(at))) {
            return false;
        }
        let befalls = becomes || self.trees.dependents(verb).any(is_get);
        // The tagger takes many a rare progressive for an adjective: "will be legislating".
        let is_progressive = self.trees.upos(verb) == Upos::Adjective && self.words.lower(verb).ends_with("ing");
        let is_state = self.trees.dependent(verb, &[Relation::Copula]).is_some_and(|at| !self.is_be_to(at));
        (self.trees.upos(verb) == Upos::Verb && !is_state || is_progressive)
            && !holds(list, lemma)
            && !(self.is_passive(verb) && self.is_participle_of(list, lemma))
            && !(holds(&vocabulary.happening, lemma) && self.trees.dependent(verb, &[Relation::Object]).is_none())
            && !befalls
            && !self.is_hedged(verb)
            && !self.trees.dependents(verb).any(is_past)
    }

    /// Whether a participle that stands for its own base form is one of a list's verbs: "intimidated".
    fn is_participle_of(&self, list: &[String], lemma: &str) -> bool {
        ["d", "ed"].iter().filter_map(|end| lemma.strip_suffix(end)).any(|base| holds(list, base))
    }

    pub(super) fn is_hedged(&self, verb: usize) -> bool {
        let hedges = |at: usize| holds(&self.rules.vocabulary.hedges, self.words.lower(at));
        self.trees.dependents(verb).any(hedges)
    }

    pub(super) fn is_passive(&self, verb: usize) -> bool {
        self.trees.is_passive(verb)
    }

    /// Whether a clause says that something is so: no condition, question, wish, demand, or what might be.
    pub(super) fn is_asserted(&self, verb: usize) -> bool {
        let mut at = verb;
        for _ in 0..CLAUSES_MAX {
            if self.is_unasserted(at) {
                return false;
            }
            match (self.trees.relation(at), self.trees.head(at)) {
                (Relation::Conjunct, Some(above)) => at = above,
                // "until it is shown that all will pay"
                (
                    Relation::ClausalComplement | Relation::ClausalSubject | Relation::PassiveClausalSubject,
                    Some(above),
                ) => {
                    let is_guess = holds(&self.rules.vocabulary.guesses, self.trees.lemma(above));
                    return !is_guess && !self.is_condition_of(above);
                }
                // "raised fears that the union would strike"
                (Relation::ClauseOfNoun | Relation::RelativeClause, Some(above)) => {
                    return !holds(&self.rules.vocabulary.guesses, self.trees.lemma(above));
                }
                _ => break,
            }
        }
        true
    }

    /// Whether a clause is introduced by a word behind which nothing is promised.
    pub(super) fn is_condition_of(&self, verb: usize) -> bool {
        let unasserted = &self.rules.vocabulary.unasserted;
        self.introductions(verb)
            .any(|at| self.trees.relation(at) == Relation::Mark && holds(unasserted, self.words.lower(at)))
    }

    pub(super) fn is_unasserted(&self, verb: usize) -> bool {
        let features = self.trees.features(verb);
        if features.mood == Some(Mood::Imperative) {
            return true;
        }
        // "asked Velm to promise": what somebody is to commit themselves to is no commitment yet.
        let is_to = |at: usize| self.trees.relation(at) == Relation::Mark && self.words.lower(at) == "to";
        let is_be = |at: usize| self.is_be_to(at);
        if self.trees.dependents(verb).any(is_to) && !self.trees.dependents(verb).any(is_be) {
            return true;
        }
        // "before he announced that he would leave"
        let is_past = self.trees.is_finite(verb) && features.tense == Some(Tense::Past);
        let withholds = |at: usize| {
            let is_other_modal = self.words.class(at).any(Class::MODAL)
                && self.trees.relation(at) == Relation::Auxiliary
                && !self.is_modal(at);
            let is_mark = matches!(self.trees.relation(at), Relation::Mark | Relation::AdverbialModifier);
            let is_condition = is_mark
                && at < verb
                && self.trees.relation(verb) != Relation::ClausalComplement
                && holds(&self.rules.vocabulary.unasserted, self.words.lower(at))
                && !(is_past && holds(&self.rules.vocabulary.timed, self.words.lower(at)));
            let is_whether = is_mark && matches!(self.words.lower(at), "if" | "whether");
            let is_question = self.asks(at) && self.trees.relation(verb) != Relation::RelativeClause && at < verb;
            is_other_modal || is_condition || is_whether || is_question
        };
        self.trees.dependents(verb).any(withholds)
    }
}
