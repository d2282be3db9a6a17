//! What is said: the stretch of text that the tree gives to a cue as its content.
//!
//! The tree says which word heads the content and what hangs on it; marks say where a stretch must not be cut. Parsers
//! err, so the edges rest on both.

use std::ops::Range;

use dateline_core::syntax::{Number, Relation, Tense, Upos, VerbForm};
use dateline_core::{EntityKind, TokenKind};

use crate::cue::{CueForm, CueHit};
use crate::lexicon::Lexicon;
use crate::rule::{Introduced, Link, Side, TreePattern};
use crate::source::SourceRule;
use crate::tree::Trees;
use crate::unit::Units;
use crate::words::{Class, Words};

/// How many clauses up from a phrase like "according to" the clause is looked for that it belongs to.
const CLAUSES_MAX: usize = 8;

/// Longest content in words and whole quotations; what is longer is no clause of news. The bound keeps time linear in
/// the length of a sentence.
const CONTENT_UNITS_MAX: usize = 400;

/// How far behind a cue its "that" may stand: behind an addressee, a place and a time.
const THAT_TOKENS_MAX: usize = 16;

/// Most cues inside a content that are looked at, for the same reason.
const OTHERS_MAX: usize = 32;

/// Nouns of what somebody thinks or holds, which others dismiss or repeat.
const THOUGHTS: [&str; 12] = [
    "apology", "belief", "concern", "doubt", "fear", "idea", "notion", "opinion", "position", "praise", "theory",
    "view",
];

/// Dashes behind which a report adds a remark of its own.
const DASHES: [&str; 4] = ["—", "–", "―", "--"];

/// A block with its trees and cues.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Complements<'a> {
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) words: &'a Words<'a>,
    pub(crate) trees: &'a Trees<'a>,
    pub(crate) units: &'a Units,
    pub(crate) hits: &'a [CueHit],
}

impl Complements<'_> {
    /// The pieces of the content that a pattern gives to a cue, in units; none if it does not fit.
    pub(crate) fn of(&self, pattern: &TreePattern, hit: &CueHit) -> Option<Vec<Range<usize>>> {
        let pieces = match pattern.side {
            Side::Below => pattern.links.iter().find_map(|link| self.below(link, pattern.takes_rest, hit))?,
            Side::Above => self.above(&pattern.links, hit)?,
            Side::Around => self.around(hit)?,
            Side::Split => self.split(hit)?,
            Side::Rest => self.behind(hit)?,
        };
        let is_only_source = pieces.iter().all(|piece| piece.clone().all(|at| self.is_mark(at) || is_source(hit, at)));
        if is_only_source {
            return None;
        }
        // "As I told the board, the money is gone"
        let leads_over = |at: usize| self.is_mark(at) || self.words.lower(at) == "as";
        let is_said = |piece: &Range<usize>| !piece.clone().all(leads_over);
        let pieces = pieces.into_iter().filter(is_said);
        let pieces: Vec<Range<usize>> = pieces.filter_map(|piece| self.in_units(piece, hit)).collect();
        (!pieces.is_empty()).then_some(pieces)
    }

    /// The content that hangs on the cue.
    fn below(&self, link: &Link, takes_rest: bool, hit: &CueHit) -> Option<Vec<Range<usize>>> {
        let is_outside = |at: &usize| !hit.tokens.contains(at) && !is_source(hit, *at);
        let fitting =
            || self.candidates(link, hit).filter(is_outside).filter(|at| self.fits(link, *at, takes_rest, hit));
        // "accused the head of state of stealing": what somebody did, before what the noun is of.
        let is_deed = |at: &usize| {
            link.introduced == Introduced::By("of".to_owned()) && *at > hit.words.start && self.trees.is_verbal(*at)
        };
        // Of two clauses the one behind the cue: "the dockers asked about it said they knew".
        let behind = || fitting().find(|at| *at > hit.words.start);
        let content = fitting().find(is_deed).or_else(behind).or_else(|| fitting().next())?;
        let is_infinitive = link.introduced == Introduced::By("to".to_owned());
        // "accused the mayor of lying": what somebody is accused of is told, be it speech or not.
        let is_charge = link.introduced == Introduced::By("of".to_owned());
        if !is_infinitive && !is_charge && self.hit_at(content).is_some_and(CueHit::shares_source) {
            return None;
        }
        let range = if self.trees.relation(content) == Relation::PassiveSubject {
            self.trees.extent(content)
        } else if content < hit.words.start {
            self.before_cue(content, hit)?
        } else {
            let end = if takes_rest { self.rest_end(content, hit) } else { self.row_end(content, hit) };
            let first = self.first_of_row(content, hit);
            let start = self.trees.extent(first).start;
            self.subject_before(content, start, hit).unwrap_or(start).max(hit.tokens.end)..end
        };
        let range = self.without_addressee(content, range, hit);
        let range = self.without_act_beside(content, self.without_authority(content, range), hit);
        let range = self.without_day(content, self.without_introduction(link, content, range));
        let range =
            if link.introduced == Introduced::Quoting { self.without_preposition(content, range) } else { range };
        let range =
            self.without_last_day(content, self.without_remark(content, self.without_others(content, range, hit)));
        // What a quotation of another cue was cut from has nothing quoted in it.
        let is_quoting = link.introduced == Introduced::Quoting;
        if !range.contains(&content) || (is_quoting && !self.holds_quotation(range.clone())) {
            return None;
        }
        let colon = self.behind_colon(&range, hit);
        let mut pieces: Vec<Range<usize>> = std::iter::once(range).chain(colon).collect();
        if let Some(source) = hit.source.as_ref().filter(|source| source.tokens.start > hit.tokens.start) {
            pieces = pieces.into_iter().flat_map(|piece| without(piece, &source.tokens)).collect();
        }
        Some(pieces)
    }

    /// What may be the content: what hangs on the cue, and what the parser may have hung on a noun beside it instead
    /// ("accused the builders of theft", "said in a letter that").
    fn candidates(&self, link: &Link, hit: &CueHit) -> impl Iterator<Item = usize> + '_ {
        let is_introduced = matches!(link.introduced, Introduced::By(_) | Introduced::ByQuestion);
        let words = hit.words.clone();
        // "After news that it will close, the mayor said …": what hangs on a noun before the cue tells of that noun.
        let cue = hit.words.start;
        let objects = words.clone().flat_map(|word| self.trees.dependents(word)).filter(move |at| {
            use Relation as R;
            is_introduced
                && *at > cue
                && matches!(self.trees.relation(*at), R::Object | R::IndirectObject | R::Oblique | R::Agent)
        });
        // "rejected a compromise that the town had offered": what hangs on the thing spoken of says which it is.
        let takes_object = self.takes_object(hit);
        let of_objects = objects.flat_map(|object| self.trees.dependents(object)).filter(move |at| {
            let is_clause = matches!(self.trees.relation(*at), Relation::RelativeClause | Relation::ClauseOfNoun);
            // "proposed the creation of a fund to pay": who is a person goes where he is sent.
            let noun = self.trees.head(*at).unwrap_or(*at);
            let is_thing = self.trees.upos(noun) == Upos::Noun && self.lexicon.role(self.words.lower(noun)).is_none();
            let says_which = |word: usize| match self.words.lower(word) {
                "that" => true,
                "to" => is_thing,
                _ => false,
            };
            !(takes_object && is_clause && self.introductions(*at).any(says_which))
        });
        // "heard the call to rebuild": the parser may hang on the verb what stands right behind the noun.
        let noun = words.end - 1;
        let verb = if hit.form == CueForm::Noun { self.trees.head(noun) } else { None };
        let beside = verb
            .into_iter()
            .flat_map(|verb| self.trees.dependents(verb))
            .filter(move |at| self.trees.extent(*at).start == noun + 1);
        // "drew a line, saying that fears of loss, as he put it, were overdone", "said in one of a row of notes that it was
        // lost": the "that" tells, wherever its clause hangs.
        let leads =
            |at: usize| self.opens_clause(at) || self.trees.upos(at) == Upos::Adposition || self.words.is_day(at);
        // So it does behind a noun and who says it: "charges from the dockers that it was a fraud".
        let near = words.end..self.words.len().min(words.end + THAT_TOKENS_MAX);
        let is_noun = hit.form == CueForm::Noun;
        let near = Some(near).filter(|near| !near.is_empty() && leads(near.start));
        let is_author = |at: usize| matches!(self.words.lower(at), "by" | "from" | "to" | "that" | "made" | "against");
        let near = near.filter(|near| !is_noun || is_author(near.start));
        let is_open = |at: &usize| !self.is_mark(*at) && !self.trees.is_finite(*at);
        let that = near.and_then(|near| near.take_while(is_open).find(|at| self.opens_clause(*at)));
        let behind = that.and_then(|at| self.trees.head(at));
        words.flat_map(|word| self.trees.dependents(word)).chain(of_objects).chain(beside).chain(behind)
    }

    /// Whether the object of a cue is what is said: "announced the closure".
    pub(crate) fn takes_object(&self, hit: &CueHit) -> bool {
        self.lexicon.cues[hit.entry].frames.takes_object()
    }

    /// Whether a token is the "that" of a clause.
    pub(crate) fn opens_clause(&self, at: usize) -> bool {
        at < self.words.len() && self.trees.relation(at) == Relation::Mark && self.words.lower(at) == "that"
    }

    /// Whether the dependent is linked to the cue as the pattern asks.
    fn fits(&self, link: &Link, at: usize, takes_rest: bool, hit: &CueHit) -> bool {
        let relation = self.trees.relation(at);
        // "denied wrongdoing": a noun alone that the parser took for a verb.
        let is_object = relation == Relation::OpenComplement && self.trees.upos(at) == Upos::Noun;
        // "made it clear the storm was over": what has a subject of its own is a clause.
        let is_clause = relation == Relation::OpenComplement
            && self.trees.is_finite(at)
            && self.has_subject(at)
            && link.relations.contains(&Relation::ClausalComplement);
        let is_linked = is_clause
            || link.relations.contains(&relation)
            || (is_object && link.relations.contains(&Relation::Object) && link.introduced == Introduced::Freely);
        let extent = || {
            let extent = self.trees.extent(at);
            if takes_rest { extent.start..self.rest_end(at, hit) } else { extent }
        };
        // "which the police called a riot": a pronoun for something said elsewhere is no content.
        is_linked
            && !self.is_bare_pronoun(link, at)
            && !(relation == Relation::Object && self.is_acted_on(link, at, hit))
            && !(relation == Relation::PassiveSubject
                && link.introduced == Introduced::Freely
                && !self.is_told_of(at, hit))
            && !((self.trees.is_relative(at) || self.words.class(at).any(Class::WH))
                && self.trees.dependents(at).next().is_none())
            && match &link.introduced {
                Introduced::Freely => true,
                // "called for help": the preposition is a word of the cue.
                Introduced::ByCue => self.introductions(at).any(|word| hit.words.contains(&word)),
                Introduced::By(wanted) => {
                    if wanted == "that" && hit.form == CueForm::Noun && !self.has_subject(at) {
                        // "reports that track spending"
                        return false;
                    }
                    // "disputed that argument": a clause has a verb.
                    if wanted == "that" && !self.trees.extent(at).any(|at| self.trees.is_verbal(at)) {
                        return false;
                    }
                    // "called for footage to be released": the thing asked for is no subject of another clause.
                    let takes_for = hit.words.len() > 1 && self.words.lower(hit.words.end - 1) == "for";
                    if wanted == "to" && takes_for && !self.is_asked_for(at, hit) {
                        return false;
                    }
                    if wanted == "that" && self.says_which(at, hit) {
                        return false;
                    }
                    // "is guaranteed to be paid": a promise in the passive is no hearsay.
                    let is_promised = hit.form == CueForm::Passive && self.lexicon.cues[hit.entry].act == "promise";
                    if wanted == "to" && is_promised {
                        return false;
                    }
                    // "reported the theft to stop it": whoever says something is not said to do it.
                    let tells = hit.form == CueForm::Active && self.lexicon.cues[hit.entry].act == "say";
                    let is_addressed = self.lexicon.cues[hit.entry].is_addressed;
                    if wanted == "to" && tells && !is_addressed && self.trees.extent(at).start > hit.tokens.end {
                        return false;
                    }
                    // "were named as heirs": in the passive somebody must be told to call it so; nor is "quoted as saying"
                    // what something is called.
                    let is_called = hit.form != CueForm::Passive || hit.source.is_some() && !self.words.ends_in_ing(at);
                    if wanted == "as" && !is_called {
                        return false;
                    }
                    // "advised the crew to wait": with whom it is said to, what is often something else is speech.
                    let needs_addressee = wanted == "to" && hit.form == CueForm::Active && !hit.is_speech;
                    if needs_addressee && !self.has_addressee(at, hit) {
                        return false;
                    }
                    if wanted == "to" && (self.serves_purpose(at) || self.belongs_to_object(at, hit)) {
                        return false;
                    }
                    let is_own = self.trees.head(at).is_some_and(|head| hit.words.contains(&head));
                    let is_bare = wanted == "that" && hit.form == CueForm::Noun && self.is_bare_clause(at, hit);
                    is_bare
                        || self.introductions(at).any(|word| self.words.lower(word) == wanted)
                        || (is_own && self.opens_with(at, wanted))
                }
                Introduced::With(wanted) => {
                    // "slammed the doors for an hour": who is blamed is somebody.
                    let is_blame = wanted != "for" || hit.is_speech || self.is_somebody(at);
                    let is_wanted = |word: usize| self.words.lower(word) == wanted;
                    let mut parts = self.trees.dependents(at).chain(self.rest(at, hit)).filter(|part| *part > at);
                    is_blame && parts.any(|part| self.introductions(part).any(is_wanted))
                }
                Introduced::Gerund => self.words.ends_in_ing(at) && self.trees.upos(at) == Upos::Verb,
                // "was revealed when the office released it": a time, where nothing is asked.
                Introduced::ByQuestion
                    if hit.form == CueForm::Passive
                        && self.words.lower(self.first_word(at)) == "when"
                        && !self.lexicon.cues[hit.entry].frames.asks() =>
                {
                    false
                }
                Introduced::ByQuestion => self.words.class(self.first_word(at)).any(Class::WH) || self.asks(at),
                Introduced::Spoken => {
                    let noun = self.trees.lemma(at);
                    self.lexicon.cue_noun(noun).is_some() || THOUGHTS.contains(&noun)
                }
                Introduced::OfWhat => {
                    let verb = hit.words.start;
                    let is_relative = self.trees.relation(verb) == Relation::RelativeClause;
                    is_relative && self.trees.head(verb).is_some_and(|head| self.words.lower(head) == "what")
                }
                Introduced::Named => self.is_named(at, hit),
                // "thought it was “late”": a verb of thinking tells what somebody said only with the words alone, or of what.
                Introduced::Quoting => {
                    let is_topic =
                        |word: usize| matches!(self.words.lower(word), "about" | "against" | "for" | "of" | "on");
                    let is_phrase = relation != Relation::ClausalComplement && relation != Relation::AdverbialClause;
                    let is_told = self.trees.relation(at) == Relation::Object || self.introductions(at).any(is_topic);
                    (!self.lexicon.cues[hit.entry].frames.is_only_quote() || is_phrase && is_told)
                        && self.holds_quotation(extent())
                }
            }
    }

    /// Whether a clause with "that" says which the thing before it is: "wrote a cheque *that* others will pay".
    fn says_which(&self, clause: usize, hit: &CueHit) -> bool {
        let that = self.introductions(clause).find(|word| self.words.lower(*word) == "that");
        let noun = that.and_then(|that| that.checked_sub(1)).filter(|_| hit.form == CueForm::Active);
        noun.filter(|noun| !hit.words.contains(noun)).is_some_and(|noun| {
            let is_object = self.trees.relation(noun) == Relation::Object
                && self.trees.head(noun).is_some_and(|head| hit.words.contains(&head));
            let is_telling = self.lexicon.cue_noun(self.trees.lemma(noun)).is_some()
                || self.lexicon.role(self.words.lower(noun)).is_some();
            // "rebutted the guild's accusation that it lied": what is rebutted is the accusation.
            is_object && self.trees.upos(noun) == Upos::Noun && (!is_telling || self.takes_object(hit))
        })
    }

    /// Whether a clause that stands right behind a noun tells what the noun reports, and not which it is: "rumours *he was
    /// ill*", not "the claims he made".
    fn is_bare_clause(&self, clause: usize, hit: &CueHit) -> bool {
        const COMPLETE: [Relation; 5] = [
            Relation::Object,
            Relation::Copula,
            Relation::PassiveAuxiliary,
            Relation::ClausalComplement,
            Relation::OpenComplement,
        ];
        // The parser takes it for a relative clause, which would lack what the noun stands for.
        const CLAUSES: [Relation; 3] = [Relation::ClauseOfNoun, Relation::ClausalComplement, Relation::RelativeClause];
        let is_clause = CLAUSES.contains(&self.trees.relation(clause)) && self.has_subject(clause);
        let stands_behind = self.trees.extent(clause).start == hit.words.end;
        is_clause
            && stands_behind
            && self.trees.extent(clause).any(|at| self.trees.is_finite(at))
            && self.introductions(clause).next().is_none()
            && !self.trees.dependents(clause).any(|at| self.trees.is_relative(at))
            && self.trees.dependent(clause, &COMPLETE).is_some()
    }

    /// Whether an infinitive tells what for: "asked for money *in order to* mend the pier".
    fn serves_purpose(&self, infinitive: usize) -> bool {
        let to = self.introductions(infinitive).find(|word| self.words.lower(*word) == "to");
        to.and_then(|to| to.checked_sub(1)).is_some_and(|before| self.words.lower(before) == "order")
    }

    /// Whether somebody whom the cue speaks to stands before an infinitive.
    fn has_addressee(&self, infinitive: usize, hit: &CueHit) -> bool {
        const ADDRESSED: [Relation; 2] = [Relation::Object, Relation::IndirectObject];
        let mut addressed = hit.words.clone().filter_map(|word| self.trees.dependent(word, &ADDRESSED));
        addressed.any(|at| hit.words.end <= at && at < infinitive && self.is_somebody(at))
    }

    /// Whether an infinitive tells more of the thing that is said, the object of a cue that takes one: "proposed *a levy* to
    /// mend the pier".
    fn belongs_to_object(&self, infinitive: usize, hit: &CueHit) -> bool {
        let is_thing = |at: usize| {
            let is_noun = self.trees.upos(at) == Upos::Noun && !self.is_somebody(at);
            is_noun && hit.words.end <= at && at < infinitive
        };
        let entry = &self.lexicon.cues[hit.entry];
        let mut objects = hit.words.clone().filter_map(|word| self.trees.dependent(word, &[Relation::Object]));
        hit.form == CueForm::Active && entry.frames.takes_object() && !entry.is_addressed && objects.any(is_thing)
    }

    /// Whether an infinitive is what somebody is asked for, who stands behind the "for" of the cue.
    fn is_asked_for(&self, infinitive: usize, hit: &CueHit) -> bool {
        let is_behind_for = |at: usize| {
            self.trees.relation(at) == Relation::Oblique && self.introductions(at).any(|word| hit.words.contains(&word))
        };
        let is_opened = self.introductions(infinitive).any(|word| hit.words.contains(&word));
        let has_actor =
            is_opened || self.has_subject(infinitive) || self.trees.dependents(infinitive).any(is_behind_for);
        has_actor && self.trees.head(infinitive) == Some(hit.words.start)
    }

    /// Whether the verb tells behind its object what that is: "called the plan *a mistake*", "… *illegal*".
    fn is_named(&self, object: usize, hit: &CueHit) -> bool {
        const PREDICATES: [Relation; 3] = [Relation::OpenComplement, Relation::ClausalComplement, Relation::Object];
        let names = |at: usize| matches!(self.trees.upos(at), Upos::Noun | Upos::Adjective | Upos::ProperNoun);
        let mut behind = hit.words.clone().flat_map(|word| self.trees.dependents(word)).filter(|at| *at > object);
        // The parser may hang an adjective on the noun before it.
        let mut adjectives = self.trees.dependents(object).filter(|at| *at > object);
        behind.any(|at| PREDICATES.contains(&self.trees.relation(at)) && names(at))
            || adjectives.any(|at| self.trees.relation(at) == Relation::AdjectivalModifier)
    }

    /// Whether the object of a verb that also means a deed is a person or thing to whom it is done: "admitted the dockers",
    /// "threatened a ferry".
    fn is_acted_on(&self, link: &Link, at: usize, hit: &CueHit) -> bool {
        const WHICH: [Relation; 3] = [Relation::Determiner, Relation::Possessive, Relation::NumericModifier];
        if link.introduced != Introduced::Freely || hit.form == CueForm::Noun {
            return false;
        }
        let is_somebody = self.is_somebody(at);
        match self.lexicon.cues[hit.entry].act {
            "admit" | "agree" | "confirm" => is_somebody,
            // "citing officials": whom the report names for it said it.
            "report" => is_somebody && self.lexicon.cues[hit.entry].is_strong,
            // "helped them by disclosing a name": that is how it was done.
            "reveal" => self.introductions(hit.words.start).any(|word| self.words.lower(word) != "to"),
            // What is threatened is an act and no thing: "threatened legal action".
            "threaten" => {
                let is_plural = self.trees.features(at).number == Some(Number::Plural);
                is_somebody || is_plural || self.trees.dependent(at, &WHICH).is_some()
            }
            _ => false,
        }
    }

    /// Whether somebody named told a thing: "the closure was confirmed by the mayor", not "the builders were blamed".
    fn is_told_of(&self, subject: usize, hit: &CueHit) -> bool {
        const TELLING: [&str; 7] = ["announce", "confirm", "deny", "explain", "report", "reveal", "suggest"];
        let tells = TELLING.contains(&self.lexicon.cues[hit.entry].act);
        tells && hit.source.is_some() && !self.is_somebody(subject)
    }

    /// Whether a noun or pronoun stands for people.
    fn is_somebody(&self, at: usize) -> bool {
        let role = self.lexicon.role(self.words.lower(at));
        matches!(self.trees.upos(at), Upos::ProperNoun | Upos::Pronoun)
            || role.is_some_and(|role| matches!(role.kind, EntityKind::Person | EntityKind::Group))
    }

    /// Whether a noun phrase is a personal pronoun and no more: "denounced him" tells nothing of what was said.
    fn is_bare_pronoun(&self, link: &Link, at: usize) -> bool {
        let is_phrase = matches!(link.introduced, Introduced::Freely | Introduced::ByCue);
        let leads = |at: usize| matches!(self.trees.relation(at), Relation::Case | Relation::Punctuation);
        // "rejected that": no more does a pronoun that only points.
        let points = matches!(self.words.lower(at), "that" | "this" | "these" | "those");
        is_phrase
            && self.trees.upos(at) == Upos::Pronoun
            && (points || self.trees.features(at).person.is_some())
            && self.trees.dependents(at).all(leads)
    }

    /// The prepositions and conjunctions that introduce a phrase or clause.
    pub(crate) fn introductions(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let introduces = |word: &usize| matches!(self.trees.relation(*word), Relation::Case | Relation::Mark);
        self.trees.dependents(at).filter(introduces)
    }

    /// Whether a clause begins with a word that the parser took for something else than its introduction.
    fn opens_with(&self, at: usize, word: &str) -> bool {
        const SUBJECTS: [Relation; 2] = [Relation::Subject, Relation::PassiveSubject];
        let first = self.first_word(at);
        self.words.lower(first) == word && !SUBJECTS.contains(&self.trees.relation(first))
    }

    fn asks(&self, at: usize) -> bool {
        self.introductions(at).any(|word| matches!(self.words.lower(word), "whether" | "if"))
    }

    fn first_word(&self, at: usize) -> usize {
        let mut extent = self.trees.extent(at);
        extent.find(|at| self.words.class(*at).any(Class::WORD)).unwrap_or(at)
    }

    fn holds_quotation(&self, tokens: Range<usize>) -> bool {
        let first = self.units.at_token(tokens.start);
        let behind = self.units.items[first..].iter().take_while(|unit| unit.tokens.start < tokens.end);
        behind.into_iter().any(|unit| unit.quotation.is_some())
    }

    /// Content before its cue goes from the begin of the sentence, or of the part of it that the cue heads, to the
    /// comma or quotation before source and cue. A clause with "although" or the like is none.
    fn before_cue(&self, content: usize, hit: &CueHit) -> Option<Range<usize>> {
        // "It is about mending the pier, she said": a conjunction in the midst belongs to what is said.
        let opens = |at: usize| at == 0 || self.is_mark(at - 1) || self.trees.extent(self.root(at)).start == at;
        let subordinates =
            |at: usize| self.trees.relation(at) == Relation::Mark && self.words.lower(at) != "that" && opens(at);
        if self.introductions(content).any(subordinates) && !self.asks(content) {
            return None;
        }
        let start = hit.words.clone().map(|word| self.trees.extent(word).start).min().unwrap_or(content);
        let end = hit.source.iter().map(|source| source.tokens.start).chain([hit.tokens.start]).min();
        let end = end.filter(|end| *end > content).unwrap_or(hit.tokens.start);
        let leads =
            |at: usize| self.trees.head(at).is_some_and(|head| hit.words.contains(&head)) && self.is_conjunction(at);
        let start = (start..content).find(|at| !self.is_mark(*at) && !leads(*at)).unwrap_or(content);
        let parts = |at: usize| self.is_mark(at) || self.units.items[self.units.at_token(at)].quotation.is_some();
        let end = (content..end).rev().find(|at| parts(*at))? + 1;
        Some(start..end)
    }

    fn is_conjunction(&self, at: usize) -> bool {
        matches!(self.trees.relation(at), Relation::Coordinator | Relation::Mark)
    }

    /// Where a complement ends, with what is joined to it although the parser hung it on the cue: "… and that".
    fn row_end(&self, content: usize, hit: &CueHit) -> usize {
        let mut end = self.trees.extent(content).end;
        for member in hit.words.clone().flat_map(|word| self.trees.dependents(word)).filter(|at| *at > content) {
            let is_beside = self.trees.extent(member).start <= end + 1;
            let goes_on = match self.trees.relation(member) {
                Relation::Conjunct => self.goes_on(member, hit),
                // "said that should it rain, nobody would come" in two parts; "had remained" … "constant".
                Relation::ClausalComplement | Relation::OpenComplement => is_beside,
                _ => false,
            };
            if goes_on {
                end = end.max(self.trees.extent(member).end);
            }
        }
        // "answered on Friday, saying that …, and that …": the second part may hang on the verb that the cue hangs on.
        let above = hit.words.clone().filter_map(|word| self.trees.head(word)).filter(|above| *above < hit.words.start);
        let beside = above.flat_map(|above| self.trees.dependents(above)).find(|at| {
            let starts = self.trees.extent(*at).start;
            (end..end + 2).contains(&starts)
                && self.trees.relation(*at) == Relation::Conjunct
                && self.introductions(*at).any(|word| self.opens_clause(word) && word <= end + 2)
        });
        beside.map_or(end, |member| self.trees.extent(member).end)
    }

    /// The first of the clauses that hang on the cue up to this one: "said it was lost and that nobody would pay".
    fn first_of_row(&self, content: usize, hit: &CueHit) -> usize {
        if self.trees.relation(content) != Relation::ClausalComplement {
            return content;
        }
        let earlier = hit.words.clone().flat_map(|word| self.trees.dependents(word));
        let is_clause = |at: &usize| {
            (hit.words.end..content).contains(at)
                && self.trees.relation(*at) == Relation::ClausalComplement
                && !is_source(hit, *at)
        };
        earlier.filter(is_clause).min().unwrap_or(content)
    }

    /// Where the subject of a clause starts that the parser hung on the cue: "said *the pier* must close".
    fn subject_before(&self, clause: usize, start: usize, hit: &CueHit) -> Option<usize> {
        let is_bare = self.introductions(clause).next().is_none() && !self.has_subject(clause);
        let is_clause = self.trees.relation(clause) == Relation::ClausalComplement && is_bare;
        // "polls show *Anna Keller* leading"
        let has_finite =
            || self.words.ends_in_ing(clause) || self.trees.extent(clause).any(|at| self.trees.is_finite(at));
        let mut beside =
            hit.words.clone().flat_map(|word| self.trees.dependents(word)).filter(|at| *at > hit.words.start);
        let is_subject = |at: &usize| {
            let may_be = matches!(self.trees.relation(*at), Relation::Object | Relation::Subject);
            may_be && self.trees.extent(*at).end == start && !is_source(hit, *at)
        };
        let subject = beside.find(is_subject).filter(|_| is_clause && has_finite())?;
        Some(self.trees.extent(subject).start)
    }

    /// The cue that holds a token.
    fn hit_at(&self, token: usize) -> Option<&CueHit> {
        let next = self.hits.partition_point(|hit| hit.words.end <= token);
        self.hits.get(next).filter(|hit| hit.words.contains(&token))
    }

    /// Whether a clause that the parser joined to the cue goes on with the content: it has "that", or a modal but no
    /// subject ("announced it will pay, but will not build").
    fn goes_on(&self, clause: usize, hit: &CueHit) -> bool {
        if let Some(other) = self.hit_at(clause) {
            // "said she had written and hoped to get an answer": a verb of thinking tells what its subject said.
            return self.is_mute(other, clause..self.trees.extent(clause).end) && !self.has_subject(clause);
        }
        let has_that = self.introductions(clause).any(|word| self.words.lower(word) == "that");
        let is_modal =
            |at: usize| self.trees.relation(at) == Relation::Auxiliary && self.words.class(at).any(Class::MODAL);
        // "claims she was there and fell ill": what is past is no second act of who claims.
        let cue = self.trees.features(hit.words.start);
        let verb = self.trees.features(clause);
        let is_past = verb.tense == Some(Tense::Past) && verb.verb_form == Some(VerbForm::Finite);
        let differs = is_past && cue.tense == Some(Tense::Present) && self.trees.is_finite(hit.words.start);
        // "noted it had been returned and *it still bears* the mark": a comma would part another sentence.
        let is_pronoun = |at: usize| self.trees.upos(at) == Upos::Pronoun;
        let subject = self.trees.dependent(clause, &[Relation::Subject, Relation::PassiveSubject]);
        let start = self.trees.extent(clause).start;
        let is_open = start > hit.words.end && !self.is_mark(start) && !self.is_mark(start - 1);
        let has_that = has_that || is_open && subject.is_some_and(is_pronoun);
        has_that || (!self.has_subject(clause) && (differs || self.trees.dependents(clause).any(is_modal)))
    }

    fn has_subject(&self, clause: usize) -> bool {
        const SUBJECTS: [Relation; 5] = [
            Relation::Subject,
            Relation::PassiveSubject,
            Relation::OuterSubject,
            Relation::ClausalSubject,
            Relation::Expletive,
        ];
        self.trees.dependent(clause, &SUBJECTS).is_some()
    }

    /// The parts of the verb phrase behind an object: "described the raid *as a mistake*".
    fn rest(&self, content: usize, hit: &CueHit) -> impl Iterator<Item = usize> + '_ {
        const REST: [Relation; 7] = [
            Relation::Object,
            Relation::Oblique,
            Relation::AdverbialClause,
            Relation::OpenComplement,
            Relation::NominalModifier,
            Relation::ClauseOfNoun,
            Relation::ClausalComplement,
        ];
        let words = hit.words.clone();
        words
            .flat_map(|word| self.trees.dependents(word))
            .filter(move |at| *at > content && REST.contains(&self.trees.relation(*at)) && !self.tells_when(*at))
    }

    /// Whether a phrase or clause tells when, where or by what means something was said: "announced the closure on
    /// Friday after a meeting", "called the plan a mistake in a tweet".
    fn tells_when(&self, at: usize) -> bool {
        let is_time = |word: usize| self.words.class(word).any(Class::TIME_SUBORDINATOR);
        self.words.is_day(at) || self.introductions(at).any(is_time) || self.is_occasion(at)
    }

    /// Whether a phrase names an occasion or a means of saying: "in an interview", "via a tweet".
    fn is_occasion(&self, at: usize) -> bool {
        let is_place =
            |word: usize| matches!(self.words.lower(word), "at" | "during" | "in" | "on" | "through" | "via");
        self.words.class(at).any(Class::OCCASION) && self.introductions(at).any(is_place)
    }

    /// Whether adverbs, times and places of a cue fill a stretch.
    fn is_filled(&self, tokens: Range<usize>, hit: &CueHit) -> bool {
        const ADVERBIAL: [Relation; 3] = [Relation::Oblique, Relation::UnmarkedOblique, Relation::AdverbialModifier];
        let parts = || hit.words.clone().flat_map(|word| self.trees.dependents(word));
        let is_adverbial = |at: &usize| ADVERBIAL.contains(&self.trees.relation(*at));
        let fills = |token: usize| parts().filter(is_adverbial).any(|part| self.trees.extent(part).contains(&token));
        tokens.into_iter().all(|token| !self.is_mark(token) && fills(token))
    }

    /// Where the last of these parts ends that no mark divides from the object.
    fn rest_end(&self, content: usize, hit: &CueHit) -> usize {
        // "described the raid *in a speech* as a mistake": a time or place within the phrase stays.
        let is_occasion = |at: &usize| *at > content && self.tells_when(*at);
        let occasions = || {
            let parts = hit.words.clone().flat_map(|word| self.trees.dependents(word)).filter(is_occasion);
            parts.map(|part| self.trees.extent(part))
        };
        self.rest(content, hit).map(|part| self.trees.extent(part)).fold(self.trees.extent(content).end, |end, part| {
            let is_predicate = self.words.lower(part.start) == "as";
            let is_occasion = || occasions().any(|occasion| occasion.start == end && occasion.end == part.start);
            // "blamed the mayor *almost daily* for the flood"
            let is_reason = self.words.lower(part.start) == "for";
            let is_bridged = || is_predicate && is_occasion() || is_reason && self.is_filled(end..part.start, hit);
            if part.start <= end || is_bridged() { end.max(part.end) } else { end }
        })
    }

    /// Without the word that introduces it, if the pattern names that word.
    fn without_introduction(&self, link: &Link, content: usize, range: Range<usize>) -> Range<usize> {
        let is_named = |at: usize| match &link.introduced {
            Introduced::By(word) => self.words.lower(at) == word && word != "to",
            // "denied that claim" has no conjunction.
            _ => self.words.lower(at) == "that" && self.trees.upos(at) != Upos::Determiner,
        };
        let first = (range.start < content).then(|| self.first_word(content));
        let named =
            self.introductions(content).chain(first).find(|at| range.contains(at) && is_named(*at) && *at < content);
        let is_first = |at: usize| (range.start..at).all(|before| self.is_mark(before) || self.is_adverb(before));
        // "claimed, without giving evidence, that …"
        let is_behind_aside = |at: usize| {
            let begins_with_mark = self.is_mark(range.start) || range.start > 0 && self.is_mark(range.start - 1);
            at > range.start && begins_with_mark && self.is_mark(at - 1)
        };
        // "said in an interview that": the parser may hang the occasion on what is said.
        let is_behind_phrase = |at: usize| {
            let is_short = at - range.start <= THAT_TOKENS_MAX && self.words.lower(at) == "that";
            let opens = self.trees.upos(range.start) == Upos::Adposition || self.words.is_day(range.start);
            // "told the Lantern that": so it may whom somebody tells it.
            let opens = opens || self.introductions(content).any(|mark| mark == at);
            is_short && opens && !(range.start..at).any(|at| self.trees.is_verbal(at) || self.is_mark(at))
        };
        match named {
            Some(at) if is_first(at) || is_behind_aside(at) || is_behind_phrase(at) => at + 1..range.end,
            _ => range,
        }
    }

    /// Without the preposition that joins a phrase to its cue: "spoke *about* “a long war”".
    fn without_preposition(&self, content: usize, range: Range<usize>) -> Range<usize> {
        let is_first = |at: &usize| *at == range.start && self.trees.relation(*at) == Relation::Case && *at < content;
        let preposition = self.introductions(content).find(is_first);
        preposition.map_or(range.start, |at| at + 1)..range.end
    }

    /// Without the day at its begin that tells when it was said: "said on Friday the quay would open".
    fn without_day(&self, content: usize, range: Range<usize>) -> Range<usize> {
        const OBLIQUE: [Relation; 2] = [Relation::Oblique, Relation::UnmarkedOblique];
        let is_day = |at: &usize| {
            OBLIQUE.contains(&self.trees.relation(*at))
                && self.trees.extent(*at).start == range.start
                && self.words.is_day(*at)
        };
        let day = self.trees.dependents(content).take_while(|at| *at < content).find(is_day);
        let end = day.map(|at| self.trees.extent(at).end);
        // "wrote that on Friday the quay would open": what follows "that" was written.
        let is_told = range.start > 0 && self.opens_clause(range.start - 1);
        let end = end.filter(|end| !is_told && *end < content && !self.is_mark(*end) && !self.is_mark(*end - 1));
        end.unwrap_or(range.start)..range.end
    }

    /// Without the day or occasion behind a noun phrase, which tells when it was spoken of: "announced the closure on Monday",
    /// "repeated the demand in an interview".
    fn without_last_day(&self, content: usize, range: Range<usize>) -> Range<usize> {
        let is_phrase = matches!(self.trees.relation(content), Relation::Object | Relation::Oblique);
        let last = self.trees.dependents(content).rfind(|at| *at > content).filter(|_| is_phrase);
        let last = last.filter(|at| {
            const MODIFIERS: [Relation; 2] = [Relation::NominalModifier, Relation::UnmarkedNominal];
            // "rebutted the points in the mill's letter": an occasion that is named is what is spoken of.
            let is_any = |at: usize| {
                self.trees.dependents(at).any(|word| {
                    let is_own =
                        self.trees.relation(word) == Relation::Possessive && self.trees.upos(word) == Upos::Pronoun;
                    is_own || matches!(self.words.lower(word), "a" | "an")
                })
            };
            let tells_when = self.words.is_day(*at) || self.is_occasion(*at) && is_any(*at);
            MODIFIERS.contains(&self.trees.relation(*at)) && tells_when
        });
        let day = last.map(|at| self.trees.extent(at)).filter(|day| day.end == range.end && range.start < day.start);
        range.start..day.map_or(range.end, |day| day.start)
    }

    fn is_adverb(&self, at: usize) -> bool {
        self.trees.upos(at) == Upos::Adverb
    }

    /// Ends before a clause of another cue whose source stands outside: "said that …, adding that …".
    pub(crate) fn without_others(&self, content: usize, range: Range<usize>, hit: &CueHit) -> Range<usize> {
        let is_foreign = |other: &&CueHit| {
            let outside = |at: usize| !range.contains(&at);
            let source = other.source.as_ref().map(|source| source.tokens.start);
            let is_content = other.words.contains(&content);
            // "praised the crew for speaking out": what is praised is no saying of its own.
            let is_reason =
                other.words.clone().any(|at| self.introductions(at).any(|at| self.words.lower(at) == "for"));
            // "it would not cost much to ask the police": what hangs within what is said belongs to it.
            let is_within = !self.trees.is_finite(other.words.start)
                && other.words.clone().any(|at| self.introductions(at).any(|at| self.words.lower(at) == "to"))
                && self.hangs_in(other.words.start, content);
            // "said he would go, insisting that …": behind a comma it is another saying, whatever it hangs on.
            let takes_clause = || self.words.lower(other.tokens.end.min(self.words.len() - 1)) == "that";
            // "…, further saying that …"
            let before = (range.start..other.tokens.start).rev().find(|at| !self.is_adverb(*at));
            // "said it was patronising, *noting her words*"
            let entry = &self.lexicon.cues[other.entry];
            let tells_more = entry.act == "say" && entry.frames.takes_object();
            // "…, explaining, “it is lost”"
            let leads = matches!(self.words.lower(other.tokens.end.min(self.words.len() - 1)), "," | ":");
            let leads = leads && self.units.is_inside((other.tokens.end + 1).min(self.words.len() - 1));
            let is_company = (other.is_speech || tells_more || leads || takes_clause())
                && self.words.ends_in_ing(other.words.start)
                && other.tokens.start > content
                && before.is_some_and(|at| self.words.lower(at) == ",");
            let is_mute = self.is_mute(other, other.tokens.start..range.end);
            // "Some say it is too high; others say it is fair."
            let stands_beside = other.has_source_before()
                && source.is_some_and(|start| start > content && self.words.lower(start - 1) == ";");
            // "…, with the Herald reporting that …"
            let is_absolute = source.is_some_and(|start| start > content + 1 && self.opens_absolute(start - 1));
            !is_content
                && !is_mute
                && !is_within
                && !is_reason
                && other.tokens != hit.tokens
                && (is_company
                    || is_absolute
                    || stands_beside
                    || source.is_some_and(outside)
                    || (other.words.start > content && self.sets_against(other)))
        };
        let first = self.hits.partition_point(|other| other.tokens.start <= range.start);
        let inside = self.hits[first..].iter().take_while(|other| other.tokens.start < range.end);
        let Some(other) = inside.take(OTHERS_MAX).find(is_foreign) else { return range };
        let clause = other.words.clone().map(|word| self.trees.extent(word).start).min().unwrap_or(other.tokens.start);
        let start = if clause > range.start && clause > hit.tokens.end { clause } else { other.tokens.start };
        let source = other.source.as_ref().and_then(|source| source.tokens.start.checked_sub(1));
        let start = source.filter(|with| self.opens_absolute(*with)).map_or(start, |with| with.min(start));
        let is_edge =
            |at: usize| self.is_mark(at) || self.trees.relation(at) == Relation::Coordinator || self.is_adverb(at);
        let end = (range.start..start).rev().find(|at| !is_edge(*at)).map_or(start, |at| at + 1);
        range.start..end
    }

    /// Whether a token is the "with" behind a comma before who does something meanwhile.
    fn opens_absolute(&self, at: usize) -> bool {
        self.words.lower(at) == "with" && at > 0 && self.words.lower(at - 1) == ","
    }

    /// Whether a verb only tells very words, and there are none: "said she was sorry and hoped to return".
    fn is_mute(&self, hit: &CueHit, tokens: Range<usize>) -> bool {
        self.lexicon.cues[hit.entry].frames.is_only_quote()
            && !self.words.ends_in_ing(hit.words.start)
            && !self.holds_quotation(tokens)
    }

    /// Whether a word hangs, at some steps, on another.
    fn hangs_in(&self, word: usize, above: usize) -> bool {
        std::iter::successors(Some(word), |at| self.trees.head(*at)).take(CLAUSES_MAX).any(|at| at == above)
    }

    /// Whether a cue sets another statement against the one before: "said it was lost, while others claimed".
    fn sets_against(&self, hit: &CueHit) -> bool {
        hit.words.clone().any(|word| self.introductions(word).any(|at| self.opens_contrast(at)))
    }

    pub(crate) fn opens_contrast(&self, at: usize) -> bool {
        matches!(self.words.lower(at), "while" | "although" | "though" | "whereas")
    }

    /// Without whom it was told to, or the occasion, which the parser may have given to what was told: "told *the Lantern* she
    /// was sorry", "said *in a statement* the pier was lost".
    fn without_addressee(&self, content: usize, range: Range<usize>, hit: &CueHit) -> Range<usize> {
        const SUBJECTS: [Relation; 3] = [Relation::Subject, Relation::PassiveSubject, Relation::Expletive];
        let is_told = self.lexicon.cues[hit.entry].is_addressed && hit.form == CueForm::Active;
        let names_occasion = |tokens: &Range<usize>| tokens.clone().any(|at| self.is_occasion(at));
        let is_subject =
            |at: &usize| (range.start..content).contains(at) && SUBJECTS.contains(&self.trees.relation(*at));
        let subject = self.trees.dependents(content).filter(is_subject).last();
        let start =
            subject.map(|at| if self.trees.upos(at) == Upos::Pronoun { at } else { self.trees.extent(at).start });
        let is_nominal = |at: usize| matches!(self.trees.upos(at), Upos::Noun | Upos::ProperNoun);
        let is_addressee = |start: &usize| {
            let before = range.start..*start;
            let is_addressed = is_told && before.clone().any(is_nominal);
            let begins = range.start == hit.tokens.end && (is_addressed || names_occasion(&before));
            begins
                && !before.into_iter().any(|at| self.is_mark(at) || self.trees.is_verbal(at) || self.opens_clause(at))
        };
        start.filter(is_addressee).unwrap_or(range.start)..range.end
    }

    /// Without what somebody did beside saying it, joined to a participle: "saying that it was over and *slamming the door*".
    fn without_act_beside(&self, content: usize, range: Range<usize>, hit: &CueHit) -> Range<usize> {
        let is_act = |at: &usize| {
            *at > content
                && self.trees.relation(*at) == Relation::Conjunct
                && self.words.ends_in_ing(*at)
                && self.trees.dependent(*at, &[Relation::Auxiliary, Relation::Subject]).is_none()
        };
        let has_finite = range.clone().take_while(|at| *at <= content).any(|at| self.trees.is_finite(at));
        let may_have = self.words.ends_in_ing(hit.words.start) && has_finite && !self.words.ends_in_ing(content);
        let act = self.trees.dependents(content).find(is_act).filter(|_| may_have);
        range.start..act.map_or(range.end, |act| self.trees.extent(act).start.min(range.end))
    }

    /// Without the phrase like "according to", or the source and cue, that ends it behind a comma: it tells on whose word the report has it all.
    fn without_authority(&self, content: usize, range: Range<usize>) -> Range<usize> {
        let first = self.hits.partition_point(|other| other.tokens.start <= content);
        let inside = self.hits[first..].iter().take_while(|other| other.tokens.start < range.end);
        let is_last = |other: &&CueHit| {
            let phrase = self.phrase(other);
            let parts = phrase.start > range.start && self.words.lower(phrase.start - 1) == ",";
            let ends = || match other.form {
                CueForm::Phrase => (phrase.end..range.end).all(|at| self.is_mark(at)),
                // "maintained that it was right, *its editor said* on Friday"
                CueForm::Active => {
                    other.has_source_before() && other.is_speech && self.ends_with_aside(other, &phrase, range.end)
                }
                CueForm::Passive | CueForm::Noun => false,
            };
            parts && ends()
        };
        let end = inside.take(OTHERS_MAX).find(is_last).map(|other| self.phrase(other).start - 1);
        range.start..end.unwrap_or(range.end)
    }

    /// Without what the report itself remarks behind a comma at the end: a relative clause, or what it calls all that was
    /// said ("…, a claim the army rejects"). Not where words are quoted.
    fn without_remark(&self, content: usize, range: Range<usize>) -> Range<usize> {
        if self.holds_quotation(range.clone()) {
            return range;
        }
        // "announced a ban on cars, angering the shops"
        let is_phrase = self.trees.upos(content) == Upos::Noun && self.trees.relation(content) == Relation::Object;
        let is_clause = |at: usize, first: usize| match self.trees.relation(at) {
            Relation::RelativeClause => matches!(self.words.lower(first), "who" | "which" | "whose" | "whom"),
            Relation::ClauseOfNoun | Relation::AdverbialClause => {
                is_phrase && first == at && self.words.ends_in_ing(at)
            }
            _ => false,
        };
        // The comma may hang on what it is called, and then begins its extent.
        let calls_it = |at: usize, first: usize| {
            matches!(self.words.lower(first), "a" | "an") && self.lexicon.cue_noun(self.trees.lemma(at)).is_some()
        };
        // "…, compared with 33 percent in May"
        let compares = |at: usize, first: usize| first == at && self.words.lower(at) == "compared";
        let remark = |at: usize| {
            let extent = self.trees.extent(at);
            let first = extent.clone().find(|at| !self.is_mark(*at))?;
            let is_remark = calls_it(at, first)
                || compares(at, first)
                || (first == extent.start || self.trees.relation(at) != Relation::RelativeClause)
                    && is_clause(at, first);
            let is_last = range.end <= extent.end + 1 && first > range.start;
            (is_remark && is_last && self.words.lower(first - 1) == ",").then(|| first - 1)
        };
        // "cited fears for the pier, with the storm coming"
        let absolute = || {
            let with = range.clone().find(|at| *at > content && self.opens_absolute(*at))?;
            let acts = (with..range.end).any(|at| {
                let features = self.trees.features(at);
                features.verb_form == Some(VerbForm::Participle) || self.words.ends_in_ing(at)
            });
            (is_phrase && acts).then(|| with - 1)
        };
        let end = range.clone().find_map(remark).or_else(absolute);
        range.start..end.unwrap_or(range.end)
    }

    /// The quotation behind a colon that ends the sentence of the content.
    fn behind_colon(&self, content: &Range<usize>, hit: &CueHit) -> Option<Range<usize>> {
        let unit = self.units.at_token(content.end);
        let is_colon = content.end > hit.words.start && self.words.lower(content.end.min(self.words.len() - 1)) == ":";
        let next = self.units.items.get(unit + 1).filter(|unit| is_colon && unit.quotation.is_some())?;
        Some(next.tokens.clone())
    }

    /// The clause that the cue is put into or hangs on, without the cue and its source.
    fn above(&self, links: &[Link], hit: &CueHit) -> Option<Vec<Range<usize>>> {
        let is_own = hit.source.as_ref().is_some_and(|source| source.rule == SourceRule::Subject);
        // "As the mayor noted, …": the one conjunction behind which the main clause is what is said.
        let depends = |word: usize| self.introductions(word).any(|word| self.words.lower(word) != "as");
        // "…, whose government promised to present an offer": who tells something of their own reports nothing else.
        let tells_own = |word: usize| {
            const OWN: [Relation; 2] = [Relation::ClausalComplement, Relation::OpenComplement];
            // "As he announced the deal, the mayor thanked the guards."
            let is_object = |at: usize| self.trees.relation(at) == Relation::Object && self.takes_object(hit);
            self.trees.dependents(word).any(|at| at > word && (OWN.contains(&self.trees.relation(at)) || is_object(at)))
        };
        let stands_alone = |word: usize| !depends(word) && !tells_own(word);
        if hit.form == CueForm::Active && !(is_own && hit.words.clone().all(stands_alone)) {
            return None;
        }
        let phrase = self.phrase(hit);
        // "…, which the company had announced": what was announced is the noun before.
        if hit.words.clone().any(|word| self.trees.dependents(word).any(|at| self.trees.is_relative(at))) {
            return None;
        }
        let depends_outside = |at: &usize| self.trees.head(*at).is_some_and(|head| !phrase.contains(&head));
        let is_linked = |at: &usize| links.iter().any(|link| link.relations.contains(&self.trees.relation(*at)));
        // "According to the envoy in Velm Karl Lund, …": the parser may hang the parts of a name on two words.
        let mut tops = phrase.clone().filter(depends_outside);
        let top = tops.clone().find(is_linked).or_else(|| tops.next())?;
        // "When people answer by the million, …": a condition of what is said, not who says it.
        let first = self.first_word(top);
        let is_condition = self.words.class(first).any(Class::WH) && self.words.lower(first) != "as";
        if self.trees.relation(top) == Relation::AdverbialClause && is_condition {
            return None;
        }
        if !is_linked(&top) {
            return None;
        }
        let is_clause = matches!(self.trees.upos(top), Upos::Verb | Upos::Auxiliary);
        let hole = if is_clause { self.aside(top, &phrase)? } else { phrase };
        let clause = self.clause_around(self.trees.head(top)?);
        let sentence = self.trees.extent(self.root(clause));
        // "…, according to the ministry, taking a step": what somebody did meanwhile is the report's.
        let begins = (sentence.start..hole.start).all(|at| self.is_mark(at));
        let is_phrase = hit.form == CueForm::Phrase && !begins;
        let is_left = is_phrase && self.is_left_to_report(&(hole.end..sentence.end), false);
        let ends = is_left || (hole.end..sentence.end).all(|at| self.is_mark(at));
        let sentence = sentence.start..if is_left { hole.end } else { sentence.end };
        let extent = if ends || begins { sentence } else { self.trees.extent(clause) };
        let pieces = without(extent, &hole).into_iter();
        Some(pieces.map(|piece| self.without_others(clause, piece, hit)).collect())
    }

    /// What a clause put between commas takes: "…, the mayor said on Friday, …"; none if no marks part it.
    fn aside(&self, top: usize, phrase: &Range<usize>) -> Option<Range<usize>> {
        let extent = self.trees.extent(top);
        let hole = extent.start.min(phrase.start)..extent.end.max(phrase.end);
        let parts = |at: usize| {
            matches!(self.words.lower(at), "," | "—" | "–" | "-" | "--" | ".")
                || self.words.kind(at) == TokenKind::QuotationMark
        };
        // "But as the mayor noted, …"
        let joins = |at: usize| self.is_mark(at) || self.trees.relation(at) == Relation::Coordinator;
        let begins = (self.trees.extent(self.root(top)).start..hole.start).all(joins);
        let is_parted = begins || parts(hole.start) || hole.start.checked_sub(1).is_some_and(parts);
        let is_closed = hole.end >= self.words.len() || parts(hole.end) || parts(hole.end - 1);
        (is_parted && is_closed).then_some(hole)
    }

    fn clause_around(&self, from: usize) -> usize {
        let mut clause = from;
        for _ in 0..CLAUSES_MAX {
            let Some(above) = self.trees.head(clause).filter(|_| !self.is_clause(clause)) else { break };
            clause = above;
        }
        clause
    }

    pub(crate) fn root(&self, from: usize) -> usize {
        std::iter::successors(Some(from), |at| self.trees.head(*at)).last().unwrap_or(from)
    }

    /// The tokens of a cue with its source and what stands between them.
    pub(crate) fn phrase(&self, hit: &CueHit) -> Range<usize> {
        let source = hit.source.as_ref().map_or(hit.tokens.clone(), |source| source.tokens.clone());
        hit.tokens.start.min(source.start)..hit.tokens.end.max(source.end)
    }

    /// Whether a word heads a clause.
    fn is_clause(&self, at: usize) -> bool {
        use Relation as R;
        match self.trees.relation(at) {
            R::Root
            | R::ClausalComplement
            | R::RelativeClause
            | R::ClauseOfNoun
            | R::AdverbialClause
            | R::Parataxis => true,
            R::Conjunct => self.trees.upos(at) == Upos::Verb,
            _ => false,
        }
    }

    pub(crate) fn is_mark(&self, at: usize) -> bool {
        matches!(self.words.kind(at), TokenKind::Punctuation | TokenKind::QuotationMark)
    }

    /// The stretch as units: without marks and conjunctions at its edges, with all of each quotation that it touches.
    fn in_units(&self, tokens: Range<usize>, hit: &CueHit) -> Option<Range<usize>> {
        let is_edge = |unit: usize| {
            let unit = &self.units.items[unit];
            let at = unit.tokens.start;
            let joins = self.trees.relation(at) == Relation::Coordinator
                || (self.words.lower(at) == "that" && self.trees.relation(at) == Relation::Mark);
            unit.quotation.is_none()
                && (self.is_mark(at) || joins)
                && !matches!(self.words.lower(at), "(" | "[" | ")" | "]" | "…" | "...")
        };
        if tokens.is_empty() {
            return None;
        }
        let first = self.units.at_token(tokens.start);
        let last = self.units.at_token(tokens.end - 1);
        if last - first > CONTENT_UNITS_MAX {
            return None;
        }
        let start = (first..=last).find(|at| !is_edge(*at))?;
        let end = (start..=last).rev().find(|at| !is_edge(*at))? + 1;
        let end = self.without_afterthought(start, end);
        let units = start..self.closed(start, end);
        let covers = self.units.items[units.start].tokens.start..self.units.items[units.end - 1].tokens.end;
        // "told a crowd of 1,300": a number alone says nothing.
        let is_genitive = |at: usize| self.trees.relation(at) == Relation::Case && covers.len() == 1;
        // "the theft that he is accused *of*"
        let is_stranded = |at: usize| covers.len() == 1 && self.trees.upos(at) == Upos::Adposition;
        let is_word = |at: usize| self.words.class(at).any(Class::WORD);
        let has_words = covers.clone().any(|at| is_word(at) && !is_genitive(at) && !is_stranded(at));
        (has_words && !covers.contains(&hit.words.start)).then_some(units)
    }

    pub(crate) fn is_dash(&self, at: usize) -> bool {
        DASHES.contains(&self.words.lower(at))
    }

    /// The end of the units before a lone dash: "dismissed the tale — a habit of his".
    fn without_afterthought(&self, start: usize, end: usize) -> usize {
        let is_dash = |unit: &usize| {
            let unit = &self.units.items[*unit];
            unit.quotation.is_none() && self.is_dash(unit.tokens.start)
        };
        // "both broke the deal — but only one paid": what is joined goes on.
        let goes_on = |dash: usize| {
            let behind = self.units.items[dash].tokens.end;
            behind < self.words.len() && matches!(self.words.lower(behind), "and" | "but" | "or")
        };
        let mut dashes = (start + 1..end).filter(is_dash);
        match (dashes.next(), dashes.next()) {
            (Some(dash), None) if !goes_on(dash) => dash,
            _ => end,
        }
    }

    /// The end of the units with the bracket that they leave open.
    fn closed(&self, start: usize, end: usize) -> usize {
        let n_open = |mark: &str| {
            self.units.items[start..end]
                .iter()
                .filter(|unit| unit.quotation.is_none() && self.words.lower(unit.tokens.start) == mark)
                .count()
        };
        let next = self.units.items.get(end).filter(|unit| unit.quotation.is_none());
        let closes = next.is_some_and(|unit| self.words.lower(unit.tokens.start) == ")");
        if closes && n_open("(") > n_open(")") { end + 1 } else { end }
    }
}

fn is_source(hit: &CueHit, at: usize) -> bool {
    hit.source.as_ref().is_some_and(|source| source.tokens.contains(&at))
}

/// What is left of a stretch without a hole in it.
fn without(range: Range<usize>, hole: &Range<usize>) -> Vec<Range<usize>> {
    if hole.end <= range.start || range.end <= hole.start {
        return vec![range];
    }
    let parts = [range.start..hole.start.max(range.start), hole.end.min(range.end)..range.end];
    parts.into_iter().filter(|part| !part.is_empty()).collect()
}
