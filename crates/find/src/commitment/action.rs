//! Which words of a sentence are the action: from behind "to" or "will" to where the report's own remarks begin.
//!
//! "pledged to raise spending to 2 % by 2027, reorganise its command, and buy missiles" is three actions.

use std::ops::Range;

use dateline_core::TokenKind;
use dateline_core::syntax::{Polarity, Relation, Upos, VerbForm};

use super::actor::Actor;
use super::rule::{Head, Shape, holds};
use super::scene::{Hit, Scene};

/// Most actions that one word commits to; rows of more are no sentences of news.
const ACTIONS_MAX: usize = 32;

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Action {
    /// Its words.
    pub(super) what: Range<usize>,
    /// The clause on which it depends.
    pub(super) condition: Option<Range<usize>>,
    /// The phrases of the action that stand before its words: "On Monday, Velm will".
    pub(super) beside: Vec<Range<usize>>,
    /// The phrases beside the word that commits, behind it: "promised by Monday to".
    pub(super) around: Vec<Range<usize>>,
    /// Clauses among its words that tell of something in it, with times of their own: "reopen the port *that was shut in 2011*".
    pub(super) told_of_things: Vec<Range<usize>>,
    /// Whether it is an appointment or a step of procedure: "will visit Velm", "will be heard".
    pub(super) is_arranged: bool,
}

impl Scene<'_> {
    /// The actions of a hit in the order of the text, each with whether it is denied.
    pub(super) fn actions(&self, hit: &Hit) -> Vec<(Action, bool)> {
        if matches!(hit.shape, Some(Shape::Phrase(_) | Shape::Sum(_) | Shape::Money(_))) {
            return vec![(self.noun_action(hit), false)];
        }
        let mut members = vec![hit.action];
        let mut done = 0;
        while done < members.len() && members.len() < ACTIONS_MAX {
            let of = members[done];
            let joined = self.trees.dependents(of).filter(|at| self.is_joined(*at, hit));
            members.extend(joined.take(ACTIONS_MAX - members.len()));
            done += 1;
        }
        members.sort_unstable();
        // "The goal to spend more will strengthen the port": the parser joined what the goal does to what it is.
        let later_modal = self.later_modal(hit.action);
        members.retain(|at| later_modal.is_none_or(|modal| *at < modal));
        let denial = self.negation(hit.action).is_some();
        let act = |(n, verb): (usize, &usize)| {
            let end = members.get(n + 1).map(|next| self.clause_start(*next));
            if end.is_some() && self.shares_object(*verb, members[n + 1]) {
                return None;
            }
            let mut action = self.verb_action(hit, *verb, end)?;
            // "to buy, rent or borrow cranes" is one action.
            let mut sharing = members[..n].iter().zip(&members[1..]).rev();
            let first = sharing.by_ref().take_while(|(verb, next)| self.shares_object(**verb, **next)).last();
            if let Some((first, _)) = first {
                let object = self.trees.dependent(*first, &[Relation::Object]).map(|at| self.trees.extent(at).end);
                action.what = self.start(*first)..object.map_or(action.what.end, |end| end.max(action.what.end));
            }
            // "will not build or buy": "or" carries the denial on.
            let carries = denial && self.introduced_by_or(*verb);
            let is_denied = self.negation(*verb).is_some() || carries;
            // "I will tell you": whoever says so tells it.
            let is_i = matches!(hit.actor, Actor::Speaker(at) if self.words.lower(at) == "i");
            let is_promise = matches!(self.rules.items[hit.rule].head, Head::Verb | Head::Noun)
                && self.words.lower(hit.head) != "going";
            // "will no longer say that"
            let is_given_up = *verb > 1 && self.words.lower(verb - 1) == "longer" && self.words.lower(verb - 2) == "no";
            let is_silence = (is_denied || is_i || is_given_up)
                && !is_promise
                && holds(&self.rules.vocabulary.silences, self.trees.lemma(*verb));
            (!is_silence).then_some((action, is_denied))
        };
        members.iter().enumerate().filter_map(act).collect()
    }

    /// Whether a word is an action joined to the one it depends on: of the same form, without subject or modal of its
    /// own.
    fn is_joined(&self, at: usize, hit: &Hit) -> bool {
        let form = |at: usize| self.trees.features(at).verb_form.filter(|form| *form != VerbForm::Infinitive);
        let has_own = |at: usize| {
            use Relation as R;
            self.trees.dependent(at, &[R::Subject, R::PassiveSubject, R::OuterSubject, R::Expletive]).is_some()
                // "agreed to add two piers but did not name them"
                || self.trees.dependents(at).any(|word| {
                    self.is_modal(word) || self.trees.relation(word) == R::Auxiliary && self.trees.is_finite(word)
                })
        };
        (self.trees.relation(at) == Relation::Conjunct || self.is_in_row(at))
            && self.trees.upos(at) == Upos::Verb
            && at > hit.action
            && form(at) == form(hit.action)
            && !has_own(at)
    }

    /// Whether a bare infinitive stands in a row behind a comma though the parser hung it on the one before: "to raise its
    /// spending, *reorganise* its command, and buy missiles".
    fn is_in_row(&self, at: usize) -> bool {
        let is_joined = |below: usize| self.trees.relation(below) == Relation::Conjunct;
        self.trees.relation(at) == Relation::AdverbialClause
            && self.trees.features(at).verb_form == Some(VerbForm::Infinitive)
            && self.trees.dependent(at, &[Relation::Mark]).is_none()
            && at.checked_sub(1).is_some_and(|before| self.words.lower(before) == ",")
            && self.trees.dependents(at).any(is_joined)
    }

    /// Where the clause of a joined action begins, with the conjunction before it.
    fn clause_start(&self, verb: usize) -> usize {
        self.trees.extent(verb).start
    }

    /// Whether a verb has nothing of its own behind it before the next one of its row, whose object is both of theirs: "to
    /// buy and mend cranes".
    fn shares_object(&self, verb: usize, next: usize) -> bool {
        let start = self.clause_start(next);
        let is_near = start == verb + 1 || start == verb + 2 && self.words.lower(verb + 1) == ",";
        // The parser hangs the object on the last verb or on the first.
        let object = |of: usize| self.trees.dependent(of, &[Relation::Object]).filter(|at| *at > next);
        is_near && object(next).or_else(|| object(verb)).is_some()
    }

    fn introduced_by_or(&self, verb: usize) -> bool {
        self.trees
            .dependents(verb)
            .any(|at| self.trees.relation(at) == Relation::Coordinator && matches!(self.words.lower(at), "or" | "nor"))
    }

    /// The word that denies an action.
    pub(super) fn negation(&self, verb: usize) -> Option<usize> {
        let denies = |at: &usize| {
            self.trees.relation(*at) == Relation::AdverbialModifier
                && (self.trees.features(*at).polarity == Some(Polarity::Negative) || self.words.lower(*at) == "never")
        };
        self.trees.dependents(verb).find(denies)
    }

    fn verb_action(&self, hit: &Hit, verb: usize, next: Option<usize>) -> Option<Action> {
        let start = if hit.takes_clause && verb == hit.action { self.whole_start(verb) } else { self.start(verb) };
        let extent = self.trees.extent(verb);
        let cuts = self.trees.dependents(verb).filter(|at| *at > verb && self.is_cut(*at, verb));
        let cuts = cuts.map(|at| self.trees.extent(at).start).chain(self.later_modal(verb)).chain(next);
        // "“We will leave no stone unturned” — Anna Keller": what is quoted ends with its quotation.
        let quoted_end =
            (verb..extent.end).find(|at| !self.words.is_quoted(*at)).filter(|_| self.words.is_quoted(verb));
        let told_by = self.teller_behind(verb, extent.end);
        let end = cuts.chain(quoted_end).chain(told_by).fold(extent.end, usize::min);
        let what = self.trimmed(start..self.without_remark(verb, end))?;
        let condition = self.trees.dependents(verb).find(|at| self.is_condition(*at));
        let condition = condition.map(|at| self.trees.extent(at)).and_then(|range| self.trimmed(range));
        let aside = self.told_aside(hit.head);
        let before = |at: &usize| {
            matches!(self.trees.relation(*at), Relation::Oblique | Relation::UnmarkedOblique)
                && *at < what.start
                && aside.is_none_or(|subject| *at < subject)
        };
        let beside = self.trees.dependents(verb).filter(before).map(|at| self.trees.extent(at)).collect();
        let told_of_things = self.relative_clauses(&what);
        let (around, is_arranged) = (self.around(hit), self.is_arranged(verb));
        Some(Action { what, condition, beside, around, told_of_things, is_arranged })
    }

    /// The comma before who says all this, where the parser takes that for a part of it: "…, the commission said on Monday".
    fn teller_behind(&self, verb: usize, end: usize) -> Option<usize> {
        let is_comma = |at: usize| self.words.lower(at) == ",";
        (verb + 1..end).find_map(|at| {
            let has_finite = || {
                self.trees
                    .dependents(at)
                    .any(|aux| self.trees.upos(aux) == Upos::Auxiliary && self.trees.is_finite(aux))
            };
            let is_finite = self.trees.is_finite(at) || has_finite();
            let is_telling = self.trees.upos(at) == Upos::Verb && is_finite && self.says(at);
            let subject = self.trees.dependent(at, &[Relation::Subject]).filter(|_| is_telling)?;
            let start = self.trees.extent(subject).start.min(at);
            start.checked_sub(1).filter(|before| *before > verb && is_comma(*before))
        })
    }

    /// Whether a verb tells what one makes an appointment for, or a step of procedure: one meets a minister and holds talks,
    /// but meets a target and holds a town.
    fn is_arranged(&self, verb: usize) -> bool {
        const ARGUMENTS: [Relation; 3] = [Relation::Object, Relation::PassiveSubject, Relation::Subject];
        let vocabulary = &self.rules.vocabulary;
        let lemma = self.trees.lemma(verb);
        let arguments = || self.trees.dependents(verb).filter(|at| ARGUMENTS.contains(&self.trees.relation(*at)));
        let is_occasion = |at: usize| holds(&vocabulary.occasions, self.trees.lemma(at));
        let is_somebody = |at: usize| {
            matches!(self.trees.upos(at), Upos::ProperNoun | Upos::Pronoun)
                || self.lexicon.role(self.words.lower(at)).is_some()
        };
        let object = self.trees.dependent(verb, &[Relation::Object]);
        holds(&vocabulary.appointments, lemma)
            || (holds(&vocabulary.encounters, lemma) && object.is_none_or(is_somebody))
            || (holds(&vocabulary.arranging, lemma) && arguments().any(is_occasion))
    }

    /// A modal behind a verb that the parser gave to it.
    fn later_modal(&self, verb: usize) -> Option<usize> {
        self.trees.dependents(verb).find(|at| *at > verb && self.is_modal(*at))
    }

    /// The phrases beside the word that commits, behind it.
    fn around(&self, hit: &Hit) -> Vec<Range<usize>> {
        const PHRASES: [Relation; 3] = [Relation::Oblique, Relation::UnmarkedOblique, Relation::NominalModifier];
        if self.rules.items[hit.rule].head == Head::Modal {
            return Vec::new();
        }
        let is_phrase = |at: &usize| *at > hit.head && *at != hit.action && PHRASES.contains(&self.trees.relation(*at));
        self.trees.dependents(hit.head).filter(is_phrase).map(|at| self.trees.extent(at)).collect()
    }

    /// Whether a token is the denial at the end of "won't".
    pub(super) fn is_short_not(&self, at: usize) -> bool {
        matches!(self.words.lower(at), "n't" | "n’t")
    }

    /// Behind "to", the modal and the subject: the first word of the action itself.
    fn start(&self, verb: usize) -> usize {
        use Relation as R;
        let introduces = |at: usize| {
            let is_auxiliary = self.is_modal(at) || (self.is_be_to(at) && self.trees.relation(at) == R::Copula);
            // "won't": the denial belongs to its modal.
            let is_short = self.is_short_not(at);
            is_auxiliary
                || is_short
                || matches!(
                    self.trees.relation(at),
                    R::Mark
                        | R::Coordinator
                        | R::Subject
                        | R::PassiveSubject
                        | R::OuterSubject
                        | R::Expletive
                        | R::Case
                )
        };
        let introductions = self.trees.dependents(verb).filter(|at| *at < verb && introduces(*at));
        let behind = introductions.map(|at| self.trees.extent(at).end).filter(|end| *end <= verb).max();
        let start = behind.unwrap_or_else(|| self.own_start(verb));
        // "promised not to raise": the denial stands before "to" and belongs to the action.
        match self.negation(verb) {
            Some(not) if not + 2 == start && self.words.lower(not + 1) == "to" => not,
            _ => start,
        }
    }

    /// Where a verb begins without introduction: with the adverbs right before it.
    fn own_start(&self, verb: usize) -> usize {
        let belongs = |at: &usize| self.trees.head(*at) == Some(verb) && self.trees.upos(*at) == Upos::Adverb;
        (self.trees.extent(verb).start..verb).rev().take_while(belongs).last().unwrap_or(verb)
    }

    /// The first word of a whole clause, without "that".
    fn whole_start(&self, verb: usize) -> usize {
        use Relation as R;
        let begins = |at: &usize| {
            *at < verb
                && matches!(self.trees.relation(*at), R::Subject | R::PassiveSubject | R::OuterSubject | R::Expletive)
        };
        self.trees.dependents(verb).find(begins).map_or_else(|| self.start(verb), |at| self.trees.extent(at).start)
    }

    /// Whether a part of the clause is no part of the action.
    fn is_cut(&self, at: usize, verb: usize) -> bool {
        let is_clause = self.trees.upos(at) == Upos::Verb || self.trees.dependent(at, &[Relation::Copula]).is_some();
        let start = self.trees.extent(at).start;
        let behind_comma = start > 0 && self.words.lower(start - 1) == "," || self.words.lower(start) == ",";
        match self.trees.relation(at) {
            Relation::Conjunct => is_clause,
            Relation::Parataxis | Relation::Discourse => true,
            // "in the hope that": what is hoped for is no part of what is done for it.
            Relation::Oblique => {
                let is_hoped = self.trees.lemma(at) == "hope";
                is_hoped || self.introductions(at).any(|word| self.words.lower(word) == "barring")
            }
            Relation::AdverbialClause => {
                let is_aside_word = |at: usize| holds(&self.rules.vocabulary.asides, self.words.lower(at));
                // "in order to": the first of the words is the mark, the others hang on it.
                let fixed = |mark| self.trees.dependents(mark).filter(|at| self.trees.relation(*at) == Relation::Fixed);
                let is_aside = |mark: usize| is_aside_word(mark) || fixed(mark).any(is_aside_word);
                self.is_condition(at) || self.introductions(at).any(is_aside) || (behind_comma && at > verb)
            }
            _ => false,
        }
    }

    fn is_condition(&self, at: usize) -> bool {
        let is_if = |mark: usize| holds(&self.rules.vocabulary.conditions, self.words.lower(mark));
        self.trees.relation(at) == Relation::AdverbialClause && self.introductions(at).any(is_if)
    }

    /// The words that introduce a clause.
    pub(super) fn introductions(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        use Relation as R;
        let introduces = |word: &usize| matches!(self.trees.relation(*word), R::Mark | R::Case | R::AdverbialModifier);
        self.trees.dependents(at).filter(move |word| *word < at).filter(introduces)
    }

    /// The end without a clause or phrase that a comma parts off: what the report itself remarks.
    fn without_remark(&self, verb: usize, end: usize) -> usize {
        use Relation as R;
        const REMARKS: [R; 5] =
            [R::RelativeClause, R::ClauseOfNoun, R::AdverbialClause, R::Oblique, R::NominalModifier];
        let begins_remark = |at: usize| {
            // No remark begins more words into itself than a preposition and an article make.
            const LEAD_TOKENS_MAX: usize = 8;
            let mut near = at..(at + LEAD_TOKENS_MAX).min(end);
            near.any(|top| {
                // The parser may count the comma to the remark.
                let start = self.trees.extent(top).start;
                REMARKS.contains(&self.trees.relation(top)) && (start == at || start + 1 == at)
            })
        };
        let is_remark = |at: &usize| self.words.lower(*at) == "," && begins_remark(at + 1);
        (verb + 1..end.saturating_sub(1)).find(is_remark).unwrap_or(end)
    }

    /// A noun phrase with what is to be done with it: "$3 million to mend the pier".
    fn noun_action(&self, hit: &Hit) -> Action {
        let noun = self.trees.extent(hit.action);
        let leads = |at: &usize| self.trees.relation(*at) == Relation::Case && *at < hit.action;
        let start = self.trees.dependents(hit.action).filter(leads).map(|at| at + 1).max().unwrap_or(noun.start);
        let goes_on = |at: &usize| {
            let is_purpose = matches!(
                self.trees.relation(*at),
                Relation::AdverbialClause | Relation::Oblique | Relation::OpenComplement
            ) && self
                .introductions(*at)
                .any(|mark| matches!(self.words.lower(mark), "to" | "for" | "towards" | "in"));
            *at > hit.action && is_purpose
        };
        let rest = self.trees.dependents(hit.head).filter(goes_on).map(|at| self.trees.extent(at));
        let end = rest.fold(noun.end, |end, part| if part.start == end { part.end } else { end });
        let end = self.without_remark(hit.action, end);
        let what = self.trimmed(start..end).unwrap_or(hit.action..hit.action + 1);
        let told_of_things = self.relative_clauses(&what);
        let around = self.around(hit);
        Action { what, condition: None, beside: Vec::new(), around, told_of_things, is_arranged: false }
    }

    /// The clauses that tell more of a thing.
    fn relative_clauses(&self, tokens: &Range<usize>) -> Vec<Range<usize>> {
        // "a bill *requiring* firms to act within a day"
        let is_clause = |at: &usize| match self.trees.relation(*at) {
            Relation::RelativeClause => true,
            Relation::ClauseOfNoun => self.words.ends_in_ing(*at),
            _ => false,
        };
        tokens.clone().filter(is_clause).map(|at| self.trees.extent(at)).collect()
    }

    /// Without marks, quotation marks and conjunctions at the ends; what is quoted at the end keeps both its marks.
    fn trimmed(&self, range: Range<usize>) -> Option<Range<usize>> {
        let is_edge = |at: &usize| {
            let is_mark = matches!(self.words.kind(*at), TokenKind::Punctuation | TokenKind::QuotationMark);
            (is_mark && !matches!(self.words.lower(*at), ")" | "]" | "(" | "["))
                || self.trees.relation(*at) == Relation::Coordinator
        };
        let is_quote = |at: &usize| self.words.kind(*at) == TokenKind::QuotationMark;
        let start = range.clone().find(|at| !is_edge(at))?;
        let end = range.clone().rev().find(|at| !is_edge(at))? + 1;
        let is_open = (start..end).filter(is_quote).count() % 2 == 1;
        let closing = (end..range.end).find(is_quote).filter(|_| is_open);
        Some(start..closing.map_or(end, |at| at + 1))
    }
}
