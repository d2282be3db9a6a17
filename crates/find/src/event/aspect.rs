//! Whether an act is told as done, to come, possible, denied: from auxiliaries, negation, conditions, and the words that
//! govern it. What lies far back is told by its day, not here.

use dateline_core::Aspect;
use dateline_core::syntax::{Relation, Upos, VerbForm};

use super::frame::Frames;
use super::words::{AspectRole, AspectWords};

/// How many governing words upwards are looked at.
const GOVERNORS_MAX: usize = 6;

/// The aspect of an act, and the token that tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) aspect: Aspect,
    /// None for what is told as done.
    pub(crate) by: Option<usize>,
    /// Whether that token governs the act, as "tried" does in "tried to leave".
    pub(crate) is_governed: bool,
}

/// Reads aspects in one report.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Aspects<'a> {
    pub(crate) frames: Frames<'a>,
    pub(crate) words: &'a AspectWords,
}

impl Aspects<'_> {
    /// The aspect of the act that a trigger names. The word nearest to it decides, but a negation further up turns it.
    pub(crate) fn of(&self, trigger: usize) -> Told {
        let is_charge = matches!(self.frames.trees.lemma(trigger), "accusation" | "allegation" | "charge" | "count");
        let actual = Told { aspect: Aspect::Actual, by: None, is_governed: false };
        let mut at = trigger;
        for _ in 0..GOVERNORS_MAX {
            if let Some(told) = self.told_beside(at) {
                return told;
            }
            if let Some(told) = self.led_by(at).or_else(|| self.waited_for(at)) {
                return told;
            }
            let Some((above, governs)) = self.governor(at) else { break };
            if governs && self.is_performed(trigger, above) {
                return actual;
            }
            // "denied the charges": what somebody denies was charged.
            if at == trigger && is_charge && self.denies(above) {
                return actual;
            }
            // "voted to impeach": the vote does what it is on, and so has the aspect of that.
            let is_voted = self.frames.lemma(above) == "vote" && self.is_done_by_vote(trigger);
            if governs
                && !is_voted
                && !self.is_ordered(at, above)
                && let Some(aspect) = self.governing(above)
            {
                // "did not plan to", "will not try to": what is not even meant is not done.
                let is_negated = self.told_beside(above).is_some_and(|told| told.aspect == Aspect::Negated);
                let aspect = if is_negated && aspect != Aspect::Negated { Aspect::Negated } else { aspect };
                // "had planned to leave": what was to come then need not have come.
                let was_meant = aspect == Aspect::Future && self.frames.is_pluperfect(above);
                let aspect = if was_meant { Aspect::Hypothetical } else { aspect };
                return Told { aspect, by: Some(above), is_governed: !was_meant };
            }
            at = above;
        }
        let own = self.words.aspect(AspectRole::Own, self.frames.lemma(trigger));
        let own = own.filter(|_| self.frames.is_verb(trigger));
        own.map_or(actual, |aspect| Told { aspect, by: Some(trigger), is_governed: false })
    }

    /// What an adverb tells that leads over to an act, wherever the parser hung that: "*ahead* of talks".
    fn led_by(&self, at: usize) -> Option<Told> {
        let trees = self.frames.trees;
        let case = trees.dependent(at, &[Relation::Case]).filter(|case| self.frames.words.lower(*case) == "of")?;
        let by = case.checked_sub(1).filter(|by| trees.upos(*by) == Upos::Adverb)?;
        let aspect = self.words.aspect(AspectRole::Governs, self.frames.words.lower(by))?;
        Some(Told { aspect, by: Some(by), is_governed: true })
    }

    /// The aspect that a word gives to what it governs. "Has yet to" and "is yet to" deny, by an adverb.
    fn governing(&self, above: usize) -> Option<Aspect> {
        let trees = self.frames.trees;
        let is_outstanding = || {
            matches!(trees.lemma(above), "have" | "be")
                && trees.dependents(above).any(|at| self.frames.words.lower(at) == "yet" && at > above)
        };
        let words = [self.frames.lemma(above), self.frames.words.lower(above)];
        let told = words.into_iter().find_map(|word| self.words.aspect(AspectRole::Governs, word));
        told.or_else(|| is_outstanding().then_some(Aspect::Negated))
    }

    fn is_done_by_vote(&self, trigger: usize) -> bool {
        self.words.aspect(AspectRole::Voted, self.frames.lemma(trigger)).is_some()
    }

    /// "Ordered the arrest of the mayor": who ordered what a noun names has done so. What others are told to do, "ordered the
    /// guards to leave", is still to come.
    fn is_ordered(&self, at: usize, above: usize) -> bool {
        self.frames.lemma(above) == "order" && self.frames.is_past(above) && !self.frames.is_verb(at)
    }

    /// "I want to thank the guards": who says so in the first person does it by saying so.
    fn is_performed(&self, trigger: usize, above: usize) -> bool {
        let trees = self.frames.trees;
        let is_wished = matches!(trees.lemma(above), "want" | "wish" | "like");
        let subject = trees.dependent(above, &[Relation::Subject]).filter(|_| is_wished);
        let is_of_speaker = subject.is_some_and(|at| matches!(self.frames.words.lower(at), "i" | "we"));
        is_of_speaker && self.words.aspect(AspectRole::Performs, self.frames.lemma(trigger)).is_some()
    }

    /// What the words tell that depend on a verb or noun: auxiliaries, negations, marks, adjectives.
    fn told_beside(&self, at: usize) -> Option<Told> {
        let trees = self.frames.trees;
        let told = |role, relations: &[Relation]| {
            // "Not only failed to": what is not all was done.
            let is_not_all = |below: &usize| self.frames.words.lower(*below) == "not" && self.is_only_behind(*below);
            let relates = |below: &usize| relations.contains(&trees.relation(*below));
            let mut below = trees.dependents(at).filter(|below| relates(below) && !is_not_all(below));
            below.find_map(|by| {
                let words = [self.frames.words.lower(by), trees.lemma(by)];
                let aspect = words.into_iter().find_map(|word| self.words.aspect(role, word));
                let aspect = aspect.or_else(|| self.with_word_before(role, by))?;
                Some(Told { aspect, by: Some(by), is_governed: false })
            })
        };
        const BESIDE: [Relation; 4] =
            [Relation::AdverbialModifier, Relation::AdjectivalModifier, Relation::Determiner, Relation::Compound];
        let beside = told(AspectRole::Beside, &BESIDE);
        let auxiliary = || {
            let told = told(AspectRole::Auxiliary, &[Relation::Auxiliary, Relation::PassiveAuxiliary])?;
            Some(self.on_condition(at, self.future_in_the_past(at, told)))
        };
        let auxiliary = || auxiliary().or_else(|| self.is_to_be_done(at));
        let mark = || told(AspectRole::Mark, &[Relation::Mark, Relation::Case]);
        beside.or_else(|| self.denied_by_argument(at)).or_else(mark).or_else(auxiliary)
    }

    fn is_only_behind(&self, at: usize) -> bool {
        at + 1 < self.frames.words.len() && matches!(self.frames.words.lower(at + 1), "only" | "just" | "merely")
    }

    /// What a word tells together with the word before it, which belongs to it: "no longer".
    fn with_word_before(&self, role: AspectRole, at: usize) -> Option<Aspect> {
        let before = at.checked_sub(1).filter(|before| self.frames.trees.head(*before) == Some(at))?;
        self.words.aspect(role, &format!("{} {}", self.frames.words.lower(before), self.frames.words.lower(at)))
    }

    /// "The men are to be deported", "the minister is to visit": what is arranged is to come.
    fn is_to_be_done(&self, verb: usize) -> Option<Told> {
        let trees = self.frames.trees;
        let is_arranging = |at: &usize| {
            matches!(trees.relation(*at), Relation::Auxiliary | Relation::PassiveAuxiliary | Relation::Copula)
                && trees.lemma(*at) == "be"
                && self.frames.words.lower(at + 1) == "to"
        };
        let by = trees.dependents(verb).take_while(|at| *at < verb).find(is_arranging)?;
        // "was to have been released": it was not.
        let is_over = (by + 1..verb).any(|at| self.frames.words.lower(at) == "have");
        let aspect = if is_over { Aspect::Negated } else { Aspect::Future };
        Some(Told { aspect, by: Some(by), is_governed: false })
    }

    /// "The army said it would withdraw": what is told in the past to be to come.
    fn future_in_the_past(&self, verb: usize, told: Told) -> Told {
        let is_would = told.by.is_some_and(|by| matches!(self.frames.words.lower(by), "would" | "'d" | "’d"));
        let telling = self.frames.trees.head(verb);
        let is_told = self.frames.trees.relation(verb) == Relation::ClausalComplement;
        let in_the_past = telling.is_some_and(|telling| is_told && self.frames.is_past(telling));
        if is_would && in_the_past { Told { aspect: Aspect::Future, ..told } } else { told }
    }

    /// What is to come on a condition may come: "will strike if the mayor stays".
    fn on_condition(&self, verb: usize, told: Told) -> Told {
        let trees = self.frames.trees;
        let is_condition = |mark: usize| {
            let word = self.frames.words.lower(mark);
            trees.relation(mark) == Relation::Mark && self.words.aspect(AspectRole::Condition, word).is_some()
        };
        let mut clauses = trees.dependents(verb).filter(|at| trees.relation(*at) == Relation::AdverbialClause);
        match clauses.find_map(|clause| trees.dependents(clause).find(|mark| is_condition(*mark))) {
            Some(by) if told.aspect == Aspect::Future => Told { aspect: Aspect::Hypothetical, by: Some(by), ..told },
            _ => told,
        }
    }

    /// "Will not leave until the guards are freed": what something waits for that is still to come has not been done.
    fn waited_for(&self, verb: usize) -> Option<Told> {
        let trees = self.frames.trees;
        let above = trees.head(verb).filter(|_| trees.relation(verb) == Relation::AdverbialClause)?;
        let waits = |at: &usize| {
            trees.relation(*at) == Relation::Mark && matches!(self.frames.words.lower(*at), "until" | "till" | "once")
        };
        let by = trees.dependents(verb).find(waits)?;
        const AUXILIARIES: [Relation; 2] = [Relation::Auxiliary, Relation::PassiveAuxiliary];
        let is_to_come = trees.dependents(above).any(|at| {
            AUXILIARIES.contains(&trees.relation(at))
                && self.words.aspect(AspectRole::Auxiliary, self.frames.words.lower(at)).is_some()
        });
        is_to_come.then_some(Told { aspect: Aspect::Hypothetical, by: Some(by), is_governed: false })
    }

    /// "Nobody was arrested", "neither side attacked", "the army attacked no villages": a verb that has nobody for its
    /// subject or object.
    fn denied_by_argument(&self, verb: usize) -> Option<Told> {
        const ARGUMENTS: [Relation; 3] = [Relation::Subject, Relation::PassiveSubject, Relation::Object];
        let trees = self.frames.trees;
        let is_denial = |at: &usize| {
            let word = self.frames.words.lower(*at);
            self.words.aspect(AspectRole::Nobody, word).is_some()
        };
        let mut arguments = trees.dependents(verb).filter(|at| ARGUMENTS.contains(&trees.relation(*at)));
        let by = arguments.find_map(|head| {
            let determines =
                |at: &usize| matches!(trees.relation(*at), Relation::Determiner | Relation::Preconjunction);
            let mut determiners = trees.dependents(head).filter(determines);
            Some(head).filter(is_denial).or_else(|| determiners.find(is_denial))
        });
        by.filter(|_| self.frames.is_verb(verb)).map(|by| Told {
            aspect: Aspect::Negated,
            by: Some(by),
            is_governed: false,
        })
    }

    /// The word that governs an act or the verb that tells it, and whether the act is its complement or object.
    fn governor(&self, at: usize) -> Option<(usize, bool)> {
        let trees = self.frames.trees;
        let above = trees.head(at)?;
        match trees.relation(at) {
            // "freed the men held in March": what only tells which men it is, is done whatever becomes of them.
            Relation::ClauseOfNoun if self.is_participle(at) => None,
            Relation::OpenComplement | Relation::ClauseOfNoun => Some((above, true)),
            // "voted to leave, blaming the mayor": a participle that only goes with a verb is not what that verb governs.
            Relation::AdverbialClause if self.is_going_with(at) => None,
            Relation::ClausalComplement | Relation::AdverbialClause if !self.is_finite(at) => Some((above, true)),
            // "denied that the army had attacked"
            Relation::ClausalComplement if self.denies(above) => Some((above, true)),
            // "will meet and discuss": a verb joined without its own auxiliary shares what stands before the first.
            Relation::Conjunct if !self.is_finite(at) || !self.frames.is_verb(at) => Some((above, false)),
            Relation::Object | Relation::PassiveSubject if !self.frames.is_verb(at) => Some((above, true)),
            // "There was an attack": that it was is no plan, as in "the army was to attack".
            Relation::Subject if trees.lemma(above) == "be" => Some((above, false)),
            Relation::Subject if !self.frames.is_verb(at) => Some((above, true)),
            Relation::Oblique if !self.frames.is_verb(at) => {
                let governs =
                    self.frames.preposition(at).is_some_and(|word| matches!(word, "for" | "of" | "from" | "to"));
                (governs || self.frames.support_of(at).is_some()).then_some((above, governs))
            }
            Relation::NominalModifier
                if self.frames.preposition(at).is_some_and(|word| matches!(word, "of" | "for")) =>
            {
                Some((above, true))
            }
            _ => None,
        }
    }

    /// Whether a verb is a participle that no word introduces.
    fn is_participle(&self, verb: usize) -> bool {
        let trees = self.frames.trees;
        let introduces = |at: usize| matches!(trees.relation(at), Relation::Mark | Relation::Case) && at < verb;
        self.frames.is_verb(verb)
            && trees.features(verb).verb_form == Some(VerbForm::Participle)
            && !trees.dependents(verb).any(introduces)
    }

    /// Whether a verb is a participle of the present that no word introduces.
    fn is_going_with(&self, verb: usize) -> bool {
        self.is_participle(verb) && self.frames.words.lower(verb).ends_with("ing")
    }

    /// Whether a verb says of its clause that it is not so.
    fn denies(&self, verb: usize) -> bool {
        self.words.aspect(AspectRole::Denies, self.frames.lemma(verb)).is_some()
    }

    fn is_finite(&self, at: usize) -> bool {
        let trees = self.frames.trees;
        let is = |at: usize| trees.features(at).verb_form == Some(VerbForm::Finite);
        is(at) || trees.dependents(at).any(|below| trees.upos(below) == Upos::Auxiliary && is(below))
    }
}
