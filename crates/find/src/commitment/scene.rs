//! Where somebody commits themselves: the words of the rules, with the action that the tree gives them.
//!
//! Who acts is told by `actor`, what a clause says of its action by `clause`.

use std::ops::Range;

use dateline_core::syntax::{Case, Relation, Tense, Upos, VerbForm};
use dateline_core::{Change, Strength};

use super::actor::Actor;
use super::rule::{CommitmentRule, Head, Link, Rules, Sense, Shape, holds};
use crate::cast::Cast;
use crate::lexicon::Lexicon;
use crate::source::SourceRule;
use crate::tree::Trees;
use crate::words::{Class, Words};

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
    pub(super) fn lemma(&self, at: usize) -> &str {
        match self.words.lower(at) {
            "wo" | "'ll" | "’ll" | "will" => "will",
            // "said he'd ordered it"
            "'d" | "’d" if self.trees.head(at).is_some_and(|verb| self.is_past_form(verb)) => "have",
            "'d" | "’d" | "would" => "would",
            // "is going to", not "went on to".
            "going" => "going",
            _ => self.trees.lemma(at),
        }
    }

    fn is_past_form(&self, verb: usize) -> bool {
        let features = self.trees.features(verb);
        features.verb_form == Some(VerbForm::Participle)
            && features.tense == Some(Tense::Past)
            && self.trees.dependent(verb, &[Relation::PassiveAuxiliary]).is_none()
    }

    fn hit(&self, rule: usize, at: usize, sentence: &Range<usize>) -> Option<Hit> {
        let known = &self.rules.items[rule];
        match known.head {
            Head::Modal | Head::Reported | Head::Be => self.auxiliary(rule, at, sentence),
            Head::Deed => self.deed(rule, at),
            Head::Verb | Head::State | Head::Noun | Head::Plan => {
                let is_asked = self.words.lower(at) == "going" && self.is_asked(at, sentence);
                known.links.iter().filter(|_| !is_asked).find_map(|link| self.linked(rule, link, at))
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
        let is_question = self.is_asked(verb, sentence);
        // "There will be a vote": nobody does it.
        let is_there = self.trees.dependents(verb).any(|at| self.words.lower(at) == "there" && at < verb);
        let told_aside = self.told_aside(at);
        let is_told = (known.head != Head::Reported || told_aside.is_some() || self.is_reported(verb)) && !is_there;
        if !is_auxiliary || is_question || !is_told || !self.is_deed(verb) || !self.is_asserted(verb) {
            return None;
        }
        let actor = match self.own_subject(verb).filter(|_| known.head == Head::Be) {
            Some(noun) if self.names_plan(noun) => self.owner(noun, &[]),
            _ if self.is_passive(verb) => self.agent(verb),
            _ => match told_aside {
                Some(subject) => {
                    self.actor(subject, verb, SourceRule::SharedSubject).and(Some(self.named_alone(subject)))
                }
                None => self.subject(verb),
            },
        }?;
        let takes_clause = self.is_passive(verb);
        // "won't" is one word.
        let is_short = at + 1 < self.words.len() && self.is_short_not(at + 1);
        let cue = at..at + 1 + usize::from(is_short);
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

    /// Whether a clause or its sentence ends with a question mark.
    fn is_asked(&self, verb: usize, sentence: &Range<usize>) -> bool {
        let end = self.trees.extent(verb).end.min(sentence.end - 1);
        [end - 1, end, sentence.end - 1].iter().any(|at| self.words.lower(*at) == "?")
    }

    /// Whether a noun is one that a rule takes for a plan or a promise: "our aim is to".
    pub(super) fn names_plan(&self, noun: usize) -> bool {
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
        // "had hoped to win": what somebody weighed or planned by then came to nothing, or is told as done.
        if known.strength != Strength::Pledged && known.head == Head::Verb && self.was_thought(known.strength, head) {
            return None;
        }
        // "“No family will pay more,” the mayor promised", "The pier will be rebuilt, the mayor said": what is promised may
        // stand before.
        let is_told_before = || {
            let is_pledge = known.head == Head::Verb && known.strength == Strength::Pledged;
            let is_clause = matches!(link.shape, Shape::Clause | Shape::Outcome | Shape::PassiveClause);
            is_pledge && is_clause && !self.words.is_quoted(head)
        };
        let is_action =
            |at: &usize| (*at > head || is_told_before()) && self.fits(link, *at) && self.is_open(known, head, *at);
        let beside = self.beside(known.head, link, head);
        let joined = self.joined_below(link, head);
        // "The fees will be paid, the mayor announced": the parser may hang who says it on what is said.
        let above = self.trees.head(head).filter(|above| self.tells_aside(head, *above) && is_told_before());
        let above = above.filter(|above| self.shapes(link, *above) && self.is_open(known, head, *above));
        let action = self.trees.dependents(head).chain(beside).chain(joined).find(is_action).or(above)?;
        if self.is_left_to_other(known, link, head, action) {
            return None;
        }
        let (actor, takes_clause) = self.actor_of(known, link, head, action)?;
        let change = if known.head == Head::Noun { self.change(head) } else { None };
        let (cue, shape) = (self.cue(known.head, head), Some(link.shape.clone()));
        Some(Hit { rule, head, action, actor, cue, shape, takes_clause, is_denied, change })
    }

    /// Whether a verb tells, behind a comma and with nothing that introduces it, what the clause says that it hangs on.
    fn tells_aside(&self, verb: usize, clause: usize) -> bool {
        let is_behind_comma = || {
            let start = self.own_subject(verb).map_or(verb, |noun| self.trees.extent(noun).start.min(verb));
            start.checked_sub(1).is_some_and(|before| self.words.lower(before) == ",")
        };
        let hangs = matches!(self.trees.relation(verb), Relation::Parataxis | Relation::AdverbialClause);
        let is_last = self.trees.extent(verb).start > clause && self.introductions(verb).next().is_none();
        hangs && is_last && self.trees.is_finite(verb) && is_behind_comma()
    }

    /// "proposed him to keep the post": of verbs that are no promises, who is their object is to act.
    fn is_left_to_other(&self, rule: &CommitmentRule, link: &Link, head: usize, action: usize) -> bool {
        let is_open = link.shape == Shape::Infinitive && rule.head == Head::Verb && rule.strength != Strength::Pledged;
        let object = self.trees.dependent(head, &[Relation::Object, Relation::IndirectObject]);
        let object = object.filter(|at| *at < action);
        // "intended the crowd to leave": whatever it is, it is to do so.
        let is_meant = matches!(self.trees.lemma(head), "expect" | "intend" | "mean");
        let is_actor = |at: usize| self.actor(at, head, SourceRule::Subject).is_some() || self.is_him(at);
        is_open && object.is_some_and(|at| is_meant || is_actor(at))
    }

    /// Whether a verb tells what somebody weighed or planned in the past: "had planned", "was planning"; of what was only
    /// weighed also "hoped", unless somebody is told to have said so, and "flew there, hoping".
    fn was_thought(&self, strength: Strength, verb: usize) -> bool {
        let auxiliary = self.trees.dependent(verb, &[Relation::Auxiliary]);
        let lower = auxiliary.map(|at| self.words.lower(at));
        let is_told = || !self.is_reported(verb);
        match lower {
            Some("had") => true,
            Some("was" | "were") => is_told(),
            Some(_) => false,
            None if strength == Strength::Considered => {
                let is_past = self.trees.is_finite(verb) && self.trees.features(verb).tense == Some(Tense::Past);
                is_past && is_told() || self.trees.relation(verb) == Relation::AdverbialClause
            }
            None => false,
        }
    }

    fn is_him(&self, at: usize) -> bool {
        self.trees.upos(at) == Upos::Pronoun && self.trees.features(at).case == Some(Case::Accusative)
    }

    /// Infinitives and clauses with "that" right behind a noun that the parser hung on the verb before it: "dropped its plan to
    /// sell", "accepted assurances from the mayor that she would go".
    fn beside(&self, kind: Head, link: &Link, noun: usize) -> impl Iterator<Item = usize> + '_ {
        let end = match link.shape {
            _ if kind != Head::Noun => None,
            Shape::Infinitive => Some(noun + 1),
            Shape::Clause => Some(self.trees.extent(noun).end),
            _ => None,
        };
        let is_governed = matches!(self.trees.relation(noun), Relation::Object | Relation::Oblique);
        let verb = self.trees.head(noun).filter(|_| end.is_some() && is_governed);
        let below = verb.into_iter().flat_map(|verb| self.trees.dependents(verb));
        below.filter(move |at| Some(self.trees.extent(*at).start) == end)
    }

    /// What is joined to a clause that somebody says: "said that the pier was lost but *would be rebuilt*".
    fn joined_below(&self, link: &Link, head: usize) -> impl Iterator<Item = usize> + '_ {
        let is_said = link.shape == Shape::PassiveClause;
        let clauses = self
            .trees
            .dependents(head)
            .filter(move |at| is_said && self.trees.relation(*at) == Relation::ClausalComplement);
        clauses.flat_map(|clause| {
            self.trees.dependents(clause).filter(|at| self.trees.relation(*at) == Relation::Conjunct)
        })
    }

    /// Whether an action is one that can still be done, and that the words before it leave to whoever acts.
    fn is_open(&self, rule: &CommitmentRule, head: usize, action: usize) -> bool {
        let kind = rule.head;
        let is_going = self.words.lower(head) == "going";
        if is_going && self.was_state(head) {
            return false;
        }
        let is_fated = kind == Head::State || is_going;
        let asks = |at: usize| at < action && self.asks(at);
        // "She expects the promise to be kept": what is done by others is awaited.
        let is_awaited = self.trees.lemma(head) == "expect" && self.is_passive(action);
        (!is_fated || self.is_deed(action))
            && !is_awaited
            && (kind != Head::Plan || self.names_deed(action))
            // "is weighing whether to close"
            && (rule.strength == Strength::Considered || !self.trees.dependents(action).any(asks))
    }

    /// Whether a word begins a question, told or asked.
    pub(super) fn asks(&self, at: usize) -> bool {
        let is_question =
            self.words.class(at).any(Class::WH) && !self.trees.is_relative(at) && self.words.lower(at) != "however";
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
            Head::Verb => {
                let is_verb = self.trees.upos(at) == Upos::Verb && !self.trees.is_passive(at);
                (is_verb || self.is_taken_for_noun(at)) && self.is_asserted(at)
            }
            Head::State => {
                let is_state = self.trees.dependent(at, &[R::Copula, R::PassiveAuxiliary]).is_some();
                let modifies = matches!(self.trees.relation(at), R::ClauseOfNoun);
                // "stands ready to"
                let is_stance = self.trees.relation(at) == R::OpenComplement
                    && self.trees.head(at).is_some_and(|above| self.trees.lemma(above) == "stand");
                (is_state || modifies || is_stance) && self.is_asserted(at) && !self.was_state(at)
            }
            Head::Plan => self.trees.upos(at) == Upos::Verb && !self.trees.is_passive(at) && self.is_asserted(at),
            Head::Noun => self.trees.upos(at) == Upos::Noun,
            Head::Modal | Head::Reported | Head::Be | Head::Deed => false,
        }
    }

    /// "The port reported a loss and plans to close": a verb in the singular of the present that the parser takes for a noun
    /// and joins to the verb before or its object.
    pub(super) fn is_taken_for_noun(&self, at: usize) -> bool {
        let trees = self.trees;
        let is_behind_and = at.checked_sub(1).is_some_and(|before| self.words.lower(before) == "and");
        let is_before_to = at + 1 < self.words.len() && self.words.lower(at + 1) == "to";
        let first = trees.head(at).filter(|_| trees.relation(at) == Relation::Conjunct);
        let is_behind_verb =
            first.is_some_and(|first| trees.relation(first) == Relation::Object || trees.is_finite(first));
        trees.upos(at) == Upos::Noun
            && self.words.lower(at).ends_with('s')
            && is_behind_and
            && is_before_to
            && is_behind_verb
    }

    /// "The hall where he was due to speak": what somebody was set to do is a plan only where somebody is told to have said
    /// so; else it tells what came of it.
    fn was_state(&self, at: usize) -> bool {
        let verb = self.trees.dependent(at, &[Relation::Copula, Relation::PassiveAuxiliary, Relation::Auxiliary]);
        let is_past = verb.is_some_and(|verb| matches!(self.words.lower(verb), "was" | "were"));
        is_past && !self.is_reported(at)
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

    /// What became of the plan that a noun names: what the verb says that governs it, by itself or with the word behind it
    /// ("called off", "backed away from").
    fn change(&self, noun: usize) -> Option<Change> {
        const GOVERNED: [Relation; 3] = [Relation::Object, Relation::PassiveSubject, Relation::Oblique];
        let verb = self.trees.head(noun).filter(|_| GOVERNED.contains(&self.trees.relation(noun)))?;
        let (changes, lemma) = (&self.rules.vocabulary.changes, self.trees.lemma(verb));
        let is_object = self.trees.relation(noun) != Relation::Oblique;
        let alone = || changes.of(lemma).filter(|_| is_object);
        let next = self.words.lower((verb + 1).min(self.words.len() - 1));
        changes.of(&format!("{lemma} {next}")).or_else(alone)
    }

    /// Whether a dependent is an action of the shape and relation that a link asks for.
    fn fits(&self, link: &Link, at: usize) -> bool {
        let clause = self
            .trees
            .head(at)
            .filter(|_| link.shape == Shape::PassiveClause && self.trees.relation(at) == Relation::Conjunct);
        link.relations.contains(&self.trees.relation(clause.unwrap_or(at))) && self.shapes(link, at)
    }

    /// Whether a word is an action of the shape that a link asks for.
    fn shapes(&self, link: &Link, at: usize) -> bool {
        let clause = self
            .trees
            .head(at)
            .filter(|_| link.shape == Shape::PassiveClause && self.trees.relation(at) == Relation::Conjunct);
        let form = self.trees.features(at).verb_form;
        let is_to = |word: usize| self.trees.relation(word) == Relation::Mark && self.words.lower(word) == "to";
        let has_to = self.trees.dependents(at).any(is_to);
        let is_ing =
            matches!(form, Some(VerbForm::Gerund | VerbForm::Participle)) && self.words.lower(at).ends_with("ing");
        let is_noun = matches!(self.trees.upos(at), Upos::Noun | Upos::ProperNoun | Upos::Symbol | Upos::Numeral);
        match &link.shape {
            Shape::Infinitive => has_to && !self.is_passive_of_other(at),
            Shape::Choice => has_to && self.trees.dependents(at).any(|word| self.words.lower(word) == "whether"),
            Shape::Gerund(word) => is_ing && !has_to && self.is_introduced(at, word.as_deref()),
            Shape::Clause => {
                let is_there = self.trees.dependent(at, &[Relation::Expletive]).is_some();
                self.has_modal(at) && !self.is_hedged(at) && (is_there || self.is_deed(at))
            }
            Shape::Outcome => self.has_modal(at) && !self.is_hedged(at),
            Shape::PassiveClause => {
                let is_told = self.trees.head(clause.unwrap_or(at)).is_some_and(|above| {
                    self.trees.is_finite(above) || self.trees.features(above).tense == Some(Tense::Past)
                });
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
    pub(super) fn is_introduced(&self, at: usize, word: Option<&str>) -> bool {
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

    /// The words that commit: of a state with its "is", of a verb with its particle.
    fn cue(&self, kind: Head, head: usize) -> Range<usize> {
        let auxiliary = self.trees.dependent(head, &[Relation::Copula, Relation::PassiveAuxiliary]);
        match auxiliary {
            Some(at) if kind == Head::State && at + 1 == head => at..head + 1,
            _ if self.trees.dependent(head, &[Relation::Particle]) == Some(head + 1) => head..head + 2,
            _ => head..head + 1,
        }
    }
}
