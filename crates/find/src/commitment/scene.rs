//! Where somebody commits themselves: the words of the rules, with the action and the actor that the tree gives them.

use std::ops::Range;

use dateline_core::syntax::{Case, Mood, Relation, Tense, Upos, VerbForm};
use dateline_core::{Change, EntityKind, Strength};

use super::rule::{CommitmentRule, Head, Link, Rules, Sense, Shape, holds};
use crate::cast::Cast;
use crate::lexicon::Lexicon;
use crate::source::{Source, SourceRule, Sources};
use crate::tree::Trees;
use crate::words::{Class, Words};

/// How many verbs a shared subject is looked for upwards; deeper sentences are rows of words, not news.
const SHARING_MAX: usize = 8;

/// One report as the rules look at it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) words: &'a Words<'a>,
    pub(super) trees: &'a Trees<'a>,
    pub(super) rules: &'a Rules,
    pub(super) cast: &'a Cast<'a>,
}

/// Words that commit, with who acts and what is to be done.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    pub(super) rule: usize,
    /// The word that commits.
    pub(super) head: usize,
    /// The head of the action.
    pub(super) action: usize,
    pub(super) actor: Actor,
    pub(super) cue: Range<usize>,
    /// What the action looks like; none beside an auxiliary.
    pub(super) shape: Option<Shape>,
    /// Whether the action is told with its subject, which is not who acts.
    pub(super) takes_clause: bool,
    pub(super) is_denied: bool,
    pub(super) change: Option<Change>,
}

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
    /// What the rules make of one word.
    pub(super) fn hits_at(&self, at: usize, sentence: &Range<usize>) -> Vec<Hit> {
        let particle = self.trees.dependent(at, &[Relation::Particle]).map(|particle| self.words.lower(particle));
        let rules = match particle {
            Some(particle) => self.rules.by_lemma.get(&format!("{} {particle}", self.lemma(at))),
            None => self.rules.by_lemma.get(self.lemma(at)),
        };
        let Some(rules) = rules else { return Vec::new() };
        rules.iter().filter_map(|rule| self.hit(*rule, at, sentence)).collect()
    }

    /// The lemma, of modals with their spellings brought together.
    fn lemma(&self, at: usize) -> &str {
        match self.words.lower(at) {
            "wo" | "'ll" | "’ll" | "will" => "will",
            "'d" | "’d" | "would" => "would",
            // "is going to", not "went on to".
            "going" => "going",
            _ => self.trees.lemma(at),
        }
    }

    fn hit(&self, rule: usize, at: usize, sentence: &Range<usize>) -> Option<Hit> {
        let known = &self.rules.items[rule];
        match known.head {
            Head::Modal | Head::Reported | Head::Be => self.auxiliary(rule, at, sentence),
            Head::Deed => self.deed(rule, at),
            Head::Verb | Head::State | Head::Noun | Head::Plan => {
                known.links.iter().find_map(|link| self.linked(rule, link, at))
            }
        }
    }

    /// A hit of an auxiliary, whose head is the action.
    fn auxiliary(&self, rule: usize, at: usize, sentence: &Range<usize>) -> Option<Hit> {
        let known = &self.rules.items[rule];
        let verb = self.trees.head(at)?;
        let is_auxiliary = match known.head {
            Head::Be => self.is_be_to(at),
            _ => self.trees.relation(at) == Relation::Auxiliary,
        };
        let is_question = self.words.lower(sentence.end - 1) == "?";
        let is_told = known.head != Head::Reported || self.is_reported(verb);
        if !is_auxiliary || is_question || !is_told || !self.is_deed(verb) || !self.is_asserted(verb) {
            return None;
        }
        let actor = match self.own_subject(verb).filter(|_| known.head == Head::Be) {
            Some(noun) if self.names_plan(noun) => self.owner(noun, &[]),
            _ if self.is_passive(verb) => self.agent(verb),
            _ => self.subject(verb),
        }?;
        let takes_clause = self.is_passive(verb);
        let cue = at..at + 1;
        Some(Hit {
            rule,
            head: at,
            action: verb,
            actor,
            cue,
            shape: None,
            takes_clause,
            is_denied: false,
            change: None,
        })
    }

    /// Whether a noun is one that a rule takes for a plan or a promise: "our aim is to".
    fn names_plan(&self, noun: usize) -> bool {
        let rules = self.rules.by_lemma.get(self.trees.lemma(noun));
        rules.into_iter().flatten().any(|rule| self.rules.items[*rule].head == Head::Noun)
    }

    /// A hit of a noun that is itself the action: "announced cuts".
    fn deed(&self, rule: usize, noun: usize) -> Option<Hit> {
        let governed_by = &self.rules.items[rule].governed_by;
        let verb = self.trees.head(noun).filter(|_| self.trees.relation(noun) == Relation::Object)?;
        let is_governed = holds(governed_by, self.trees.lemma(verb)) && self.is_head(Head::Verb, verb);
        if !is_governed || self.trees.upos(noun) != Upos::Noun || self.negation(verb).is_some() {
            return None;
        }
        let (actor, cue) = (self.subject(verb)?, verb..verb + 1);
        let shape = Some(Shape::Phrase(None));
        let (action, head) = (noun, verb);
        Some(Hit { rule, head, action, actor, cue, shape, takes_clause: false, is_denied: false, change: None })
    }

    /// A hit of a verb, a state or a noun, on which the action hangs.
    fn linked(&self, rule: usize, link: &Link, head: usize) -> Option<Hit> {
        let known = &self.rules.items[rule];
        if !self.is_head(known.head, head) {
            return None;
        }
        let is_denied = self.denial(known, head)?;
        let is_action = |at: &usize| *at > head && self.fits(link, *at) && self.is_open(known, head, *at);
        let beside = self.beside(known.head, link, head);
        let action = self.trees.dependents(head).chain(beside).find(is_action)?;
        if self.is_left_to_other(known, link, head, action) {
            return None;
        }
        let (actor, takes_clause) = self.actor_of(known, link, head, action)?;
        let change = if known.head == Head::Noun { self.change(head) } else { None };
        let (cue, shape) = (self.cue(known.head, head), Some(link.shape.clone()));
        Some(Hit { rule, head, action, actor, cue, shape, takes_clause, is_denied, change })
    }

    /// "proposed him to keep the post": of verbs that are no promises, who is their object is to act.
    fn is_left_to_other(&self, rule: &CommitmentRule, link: &Link, head: usize, action: usize) -> bool {
        let is_open = link.shape == Shape::Infinitive && rule.head == Head::Verb && rule.strength != Strength::Pledged;
        let object = self.trees.dependent(head, &[Relation::Object]).filter(|at| *at < action);
        is_open && object.is_some_and(|at| self.actor(at, head, SourceRule::Subject).is_some() || self.is_him(at))
    }

    fn is_him(&self, at: usize) -> bool {
        self.trees.upos(at) == Upos::Pronoun && self.trees.features(at).case == Some(Case::Accusative)
    }

    /// Infinitives right behind a noun that the parser hung on the verb before it: "dropped its plan to sell".
    fn beside(&self, kind: Head, link: &Link, noun: usize) -> impl Iterator<Item = usize> + '_ {
        let is_plan = kind == Head::Noun && link.shape == Shape::Infinitive;
        let verb = self.trees.head(noun).filter(|_| is_plan && self.trees.relation(noun) == Relation::Object);
        let infinitives = verb.into_iter().flat_map(|verb| self.trees.dependents(verb));
        infinitives.filter(move |at| self.trees.extent(*at).start == noun + 1)
    }

    /// Whether an action is one that can still be done, and that the words before it leave to whoever acts.
    fn is_open(&self, rule: &CommitmentRule, head: usize, action: usize) -> bool {
        let kind = rule.head;
        let is_fated = kind == Head::State || self.words.lower(head) == "going";
        let asks = |at: usize| at < action && self.asks(at);
        (!is_fated || self.is_deed(action))
            && (kind != Head::Plan || self.names_deed(action))
            // "is weighing whether to close"
            && (rule.strength == Strength::Considered || !self.trees.dependents(action).any(asks))
    }

    /// Whether a word begins a question, told or asked.
    fn asks(&self, at: usize) -> bool {
        let is_question = self.words.class(at).any(Class::WH) && !self.trees.is_relative(at);
        is_question || matches!(self.words.lower(at), "how" | "why" | "whether")
    }

    /// Whether a noun is one that a rule takes for something that is done: "cuts".
    fn names_deed(&self, noun: usize) -> bool {
        let rules = self.rules.by_lemma.get(self.trees.lemma(noun));
        rules.into_iter().flatten().any(|rule| self.rules.items[*rule].head == Head::Deed)
    }

    /// Whether a word is of the kind that a rule asks for.
    fn is_head(&self, kind: Head, at: usize) -> bool {
        use Relation as R;
        match kind {
            Head::Verb => self.trees.upos(at) == Upos::Verb && !self.trees.is_passive(at) && self.is_asserted(at),
            Head::State => {
                let is_state = self.trees.dependent(at, &[R::Copula, R::PassiveAuxiliary]).is_some();
                let modifies = matches!(self.trees.relation(at), R::ClauseOfNoun);
                (is_state || modifies) && self.is_asserted(at)
            }
            Head::Plan => self.trees.upos(at) == Upos::Verb && !self.trees.is_passive(at) && self.is_asserted(at),
            Head::Noun => self.trees.upos(at) == Upos::Noun,
            Head::Modal | Head::Reported | Head::Be | Head::Deed => false,
        }
    }

    /// Whether the word's denial makes a commitment not to do something; none if it makes no commitment.
    fn denial(&self, rule: &CommitmentRule, head: usize) -> Option<bool> {
        let is_no = |at: usize| {
            self.trees.relation(at) == Relation::Determiner && matches!(self.words.lower(at), "no" | "any" | "neither")
        };
        let is_negated = self.negation(head).is_some() || self.trees.dependents(head).any(is_no);
        match (rule.sense, is_negated) {
            (Sense::ToDo, false) => Some(false),
            (Sense::ToDoOrNot, is_negated) => Some(is_negated),
            (Sense::NotToDo, false) => Some(true),
            (Sense::ToDo | Sense::NotToDo, true) => None,
        }
    }

    /// What became of the plan that a noun names: what the verb says that governs it.
    fn change(&self, noun: usize) -> Option<Change> {
        const GOVERNED: [Relation; 2] = [Relation::Object, Relation::PassiveSubject];
        let verb = self.trees.head(noun).filter(|_| GOVERNED.contains(&self.trees.relation(noun)))?;
        self.rules.vocabulary.changes.of(self.trees.lemma(verb))
    }

    /// Whether a dependent is an action of the shape and relation that a link asks for.
    fn fits(&self, link: &Link, at: usize) -> bool {
        if !link.relations.contains(&self.trees.relation(at)) {
            return false;
        }
        let form = self.trees.features(at).verb_form;
        let is_to = |word: usize| self.trees.relation(word) == Relation::Mark && self.words.lower(word) == "to";
        let has_to = self.trees.dependents(at).any(is_to);
        let is_ing =
            matches!(form, Some(VerbForm::Gerund | VerbForm::Participle)) && self.words.lower(at).ends_with("ing");
        let is_noun = matches!(self.trees.upos(at), Upos::Noun | Upos::ProperNoun | Upos::Symbol | Upos::Numeral);
        match &link.shape {
            Shape::Infinitive => has_to && !self.is_passive_of_other(at),
            Shape::Gerund(word) => is_ing && !has_to && self.is_introduced(at, word.as_deref()),
            Shape::Clause => {
                let is_there = self.trees.dependent(at, &[Relation::Expletive]).is_some();
                self.has_modal(at) && !self.is_hedged(at) && (is_there || self.is_deed(at))
            }
            Shape::PassiveClause => {
                let is_told =
                    self.trees.head(at).is_some_and(|above| self.trees.features(above).tense == Some(Tense::Past));
                let is_own = is_told && !self.words.is_quoted(at) && self.agent(at).is_none();
                is_own && self.has_modal(at) && self.is_passive(at) && self.is_deed(at)
            }
            // "promised the union higher wages": who can act is whom it was promised.
            Shape::Phrase(None) => is_noun && self.is_introduced(at, None) && !self.can_act(at),
            Shape::Phrase(word) => is_noun && self.is_introduced(at, word.as_deref()),
            Shape::Sum(word) => {
                let has_number = self.trees.extent(at).any(|at| self.trees.upos(at) == Upos::Numeral);
                is_noun && has_number && self.is_introduced(at, word.as_deref())
            }
            Shape::Money(word) => {
                let has_money = self.trees.extent(at).any(|at| self.is_of_money(at));
                is_noun && has_money && self.is_introduced(at, word.as_deref())
            }
        }
    }

    /// Whether a word is a sign of money, or a number of millions, by which reports count little else.
    fn is_of_money(&self, at: usize) -> bool {
        self.trees.upos(at) == Upos::Symbol || matches!(self.words.lower(at), "million" | "billion" | "trillion")
    }

    /// Whether exactly this word introduces a phrase or gerund; with none, nothing may.
    fn is_introduced(&self, at: usize, word: Option<&str>) -> bool {
        let introduces = |it: &usize| matches!(self.trees.relation(*it), Relation::Mark | Relation::Case);
        let mut introductions = self.trees.dependents(at).filter(|it| *it < at).filter(introduces);
        match word {
            Some(word) => introductions.any(|it| self.words.lower(it) == word),
            None => introductions.next().is_none(),
        }
    }

    /// "asked for the pier to be closed": an infinitive with a subject of its own is somebody else's.
    fn is_passive_of_other(&self, at: usize) -> bool {
        self.own_subject(at).is_some()
    }

    /// Whether a clause has a modal of the future.
    fn has_modal(&self, verb: usize) -> bool {
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
        // "is due to visit" is a rule of its own; "to" stands right behind "is" but for a denial.
        // "are yet to": what nobody has done so far.
        let may_stand = |word: usize| {
            self.words.lower(word) == "not" || self.trees.upos(word) == Upos::Adverb && self.words.lower(word) != "yet"
        };
        let first = between.find(|word| !may_stand(*word));
        is_be && self.trees.upos(verb) == Upos::Verb && first.is_some_and(is_to)
    }

    /// Whether a clause is what somebody is told to have said.
    fn is_reported(&self, verb: usize) -> bool {
        let mut at = verb;
        for _ in 0..SHARING_MAX {
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

    /// Whether a word reports speech.
    fn says(&self, at: usize) -> bool {
        // "made clear": the parser may take the last word of a cue for its head.
        let first = at.saturating_sub(1);
        let is_cue = (first..=at).any(|at| self.words.phrase_at(&self.lexicon.cue_forms, at).is_some());
        is_cue || self.lexicon.cue_noun(self.words.lower(at)).is_some()
    }

    /// Whether a verb is something that somebody can undertake to do.
    fn is_deed(&self, verb: usize) -> bool {
        let lemma = self.trees.lemma(verb);
        let vocabulary = &self.rules.vocabulary;
        let list = if self.is_passive(verb) { &vocabulary.suffered } else { &vocabulary.involuntary };
        let is_past = |at: usize| self.trees.relation(at) == Relation::Auxiliary && self.trees.lemma(at) == "have";
        // The tagger takes many a rare progressive for an adjective: "will be legislating".
        let is_progressive = self.trees.upos(verb) == Upos::Adjective && self.words.lower(verb).ends_with("ing");
        let is_state = self.trees.dependent(verb, &[Relation::Copula]).is_some_and(|at| !self.is_be_to(at));
        (self.trees.upos(verb) == Upos::Verb && !is_state || is_progressive)
            && !holds(list, lemma)
            && !(holds(&vocabulary.happening, lemma) && self.trees.dependent(verb, &[Relation::Object]).is_none())
            && !self.is_hedged(verb)
            && !self.trees.dependents(verb).any(is_past)
    }

    fn is_hedged(&self, verb: usize) -> bool {
        let hedges = |at: usize| holds(&self.rules.vocabulary.hedges, self.words.lower(at));
        self.trees.dependents(verb).any(hedges)
    }

    fn is_passive(&self, verb: usize) -> bool {
        self.trees.is_passive(verb)
    }

    /// Whether a clause says that something is so: no condition, question, wish, demand, or what might be.
    fn is_asserted(&self, verb: usize) -> bool {
        let mut at = verb;
        for _ in 0..SHARING_MAX {
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
    fn is_condition_of(&self, verb: usize) -> bool {
        let unasserted = &self.rules.vocabulary.unasserted;
        self.introductions(verb)
            .any(|at| self.trees.relation(at) == Relation::Mark && holds(unasserted, self.words.lower(at)))
    }

    fn is_unasserted(&self, verb: usize) -> bool {
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
        let withholds = |at: usize| {
            let is_other_modal = self.words.class(at).any(Class::MODAL)
                && self.trees.relation(at) == Relation::Auxiliary
                && !self.is_modal(at);
            let is_mark = matches!(self.trees.relation(at), Relation::Mark | Relation::AdverbialModifier);
            let is_condition = is_mark
                && at < verb
                && self.trees.relation(verb) != Relation::ClausalComplement
                && holds(&self.rules.vocabulary.unasserted, self.words.lower(at));
            let is_whether = is_mark && matches!(self.words.lower(at), "if" | "whether");
            let is_question = self.asks(at) && self.trees.relation(verb) != Relation::RelativeClause && at < verb;
            is_other_modal || is_condition || is_whether || is_question
        };
        self.trees.dependents(verb).any(withholds)
    }

    /// Who acts, and whether the action is told with another subject.
    fn actor_of(&self, rule: &CommitmentRule, link: &Link, head: usize, action: usize) -> Option<(Actor, bool)> {
        if rule.head == Head::Plan {
            return self.planner(head).map(|actor| (actor, false));
        }
        if rule.head == Head::Noun {
            return self.owner(head, &rule.governed_by).map(|actor| (actor, false));
        }
        let of_head = || self.subject(head);
        match link.shape {
            Shape::Clause if self.is_passive(action) => Some((self.agent(action).or_else(of_head)?, true)),
            Shape::Clause => {
                match self.own_subject(action).and_then(|noun| self.actor(noun, action, SourceRule::Subject)) {
                    Some(actor) if self.is_deed(action) => Some((actor, false)),
                    Some(_) => None,
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
    fn planner(&self, verb: usize) -> Option<Actor> {
        let plan = self.own_subject(verb)?;
        let is_plan = self.names_plan(plan) || holds(&self.rules.vocabulary.plans, self.trees.lemma(plan));
        let owner = || self.owner(plan, &[]).unwrap_or(Actor::Planner(plan));
        is_plan.then(owner)
    }

    fn own_subject(&self, verb: usize) -> Option<usize> {
        self.trees.dependent(verb, &[Relation::Subject, Relation::OuterSubject, Relation::PassiveSubject])
    }

    /// The actor that is the subject of a verb, its own or shared.
    fn subject(&self, verb: usize) -> Option<Actor> {
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
            match self.trees.relation(below) {
                R::RelativeClause | R::ClauseOfNoun if self.trees.upos(above) != Upos::Verb => {
                    return self.actor(above, verb, SourceRule::ModifiedNoun);
                }
                R::Conjunct | R::OpenComplement | R::AdverbialClause | R::Parataxis => {}
                _ => return None,
            }
            below = above;
        }
        None
    }

    fn agent_of(&self, verb: usize) -> Option<usize> {
        let is_agent = |at: &usize| match self.trees.relation(*at) {
            Relation::Agent => true,
            Relation::Oblique => self.is_introduced(*at, Some("by")),
            _ => false,
        };
        self.trees.dependents(verb).find(is_agent)
    }

    fn agent(&self, verb: usize) -> Option<Actor> {
        self.agent_of(verb).and_then(|noun| self.actor(noun, verb, SourceRule::Agent))
    }

    /// Whose plan or promise a noun is; where it must be the object of certain verbs, their subject's.
    fn owner(&self, noun: usize, governed_by: &[String]) -> Option<Actor> {
        let verb = self.trees.head(noun).filter(|_| self.trees.relation(noun) == Relation::Object);
        let of_verb = || self.subject(verb?);
        if !governed_by.is_empty() {
            let governs = |verb: &usize| holds(governed_by, self.trees.lemma(*verb)) && self.is_asserted(*verb);
            return verb.filter(governs).and_then(|_| of_verb());
        }
        if let Some(owner) = self.trees.dependent(noun, &[Relation::Possessive]) {
            return match self.words.lower(owner) {
                "my" | "our" => Some(Actor::Speaker(owner)),
                "its" | "their" => of_verb(),
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
    fn actor(&self, noun: usize, verb: usize, rule: SourceRule) -> Option<Actor> {
        let lower = self.words.lower(noun);
        if self.trees.upos(noun) == Upos::Pronoun {
            return match lower {
                "i" | "we" => Some(Actor::Speaker(noun)),
                "he" | "she" | "they" | "it" | "his" | "her" => Some(Actor::Named(self.alone(noun, rule))),
                _ => None,
            };
        }
        let sources = Sources { lexicon: self.lexicon, words: self.words, trees: self.trees };
        let of_whom = self.counted(noun).unwrap_or(noun);
        self.can_act(of_whom).then(|| Actor::Named(sources.phrase(noun, verb, rule)))
    }

    /// Of whom a number or a word like "many" counts some: "16 of the largest ports".
    fn counted(&self, number: usize) -> Option<usize> {
        let counts = self.trees.upos(number) == Upos::Numeral
            || matches!(self.words.lower(number), "some" | "many" | "several" | "most" | "all" | "both" | "members");
        let of =
            |at: &usize| self.trees.relation(*at) == Relation::NominalModifier && self.is_introduced(*at, Some("of"));
        self.trees.dependents(number).find(of).filter(|_| counts)
    }

    fn alone(&self, noun: usize, rule: SourceRule) -> Source {
        Source { tokens: noun..noun + 1, core: noun..noun + 1, rule }
    }

    /// Whether a noun names somebody who can act: by what the report tells of it, or by the word itself.
    fn can_act(&self, noun: usize) -> bool {
        use EntityKind as K;
        let acts = |kind: K| matches!(kind, K::Person | K::Group | K::Organisation | K::Country | K::Unknown);
        // "Neither side": the parser may take the word for a conjunction.
        let is_nobody = self.trees.dependents(noun).any(|at| matches!(self.words.lower(at), "no" | "neither"));
        if is_nobody {
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

    /// The words that commit: of a state with its "is".
    fn cue(&self, kind: Head, head: usize) -> Range<usize> {
        let auxiliary = self.trees.dependent(head, &[Relation::Copula, Relation::PassiveAuxiliary]);
        match auxiliary {
            Some(at) if kind == Head::State && at + 1 == head => at..head + 1,
            _ => head..head + 1,
        }
    }
}
