//! What is said: the stretch of text that the tree gives to a cue as its content.
//!
//! The tree says which word heads the content and what hangs on it; marks say where a stretch must not be cut. Parsers
//! err, so the edges rest on both.

mod aside;
mod behind;
mod edge;
mod fitting;

use std::ops::Range;

use dateline_core::syntax::{Relation, Upos};
use dateline_core::{EntityKind, TokenKind};

use crate::cue::{CueForm, CueHit};
use crate::lexicon::Lexicon;
use crate::rule::{Introduced, Link, Side, TreePattern};
use crate::source::SourceRule;
use crate::tree::Trees;
use crate::unit::{Unit, Units};
use crate::words::{Class, Words};

/// How many clauses up from a phrase like "according to" the clause is looked for that it belongs to.
const CLAUSES_MAX: usize = 8;

/// Longest content in words and whole quotations; what is longer is no clause of news. The bound keeps time linear in
/// the length of a sentence.
const CONTENT_UNITS_MAX: usize = 400;

/// How far behind a cue its "that" may stand: behind an addressee, a place and a time.
const THAT_TOKENS_MAX: usize = 16;

/// Words for the parts of a day.
const PARTS_OF_DAY: [&str; 4] = ["afternoon", "evening", "morning", "night"];

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
        // "…, which the envoys criticised": the word alone says nothing.
        let is_empty = |at: usize| self.is_mark(at) || is_source(hit, at) || self.trees.is_relative(at);
        if pieces.iter().all(|piece| piece.clone().all(is_empty)) {
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
        // "The plan will cost little, along with what the town has paid, the mayor said": the parser took a part for the whole.
        let is_part = |verb: usize| {
            let whole = self.trees.head(verb).filter(|_| self.trees.relation(verb) == Relation::Parataxis);
            content < verb && whole.is_some_and(|whole| whole < self.trees.extent(content).start)
        };
        if hit.words.clone().any(is_part) {
            return None;
        }
        // "denied lying", "warned against reading it"
        let is_gerund = link.introduced == Introduced::ByCue && self.words.ends_in_ing(content);
        let is_told = is_infinitive || is_charge || is_gerund || link.introduced == Introduced::Gerund;
        // "was quoted by the Lantern as saying “…”": what he said is what he was quoted with.
        let repeats = |other: &CueHit| {
            let is_quoted = other.source.as_ref().is_some_and(|source| source.rule == SourceRule::QuotedPerson);
            other.shares_source() || hit.form == CueForm::Passive && is_quoted
        };
        if !is_told && self.hit_at(content).is_some_and(repeats) {
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
            // "the mayor's position *is* that it was lost"
            let copula = self
                .trees
                .dependent(content, &[Relation::Copula])
                .filter(|_| hit.form == CueForm::Noun && start < hit.tokens.start);
            let start = copula.map_or(start, |copula| copula + 1);
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
        let range = self.without_told_quotation(range);
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
        // "received criticism from the guild for the delay"
        let is_topic = move |at: usize| {
            let leads = |word: usize| matches!(self.words.lower(word), "about" | "for" | "over");
            let between = noun + 1..self.trees.extent(at).start;
            let names_source = |at: usize| self.words.lower(at) == "from" || self.words.is_day(at + 1);
            at > noun
                && between.clone().next().is_some_and(names_source)
                && !between.into_iter().any(|at| self.is_mark(at) || self.trees.is_verbal(at))
                && self.introductions(at).any(leads)
        };
        let beside = verb
            .into_iter()
            .flat_map(|verb| self.trees.dependents(verb))
            .filter(move |at| self.trees.extent(*at).start == noun + 1 || is_topic(*at));
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
        // "said in a letter *after the storm came* that …"
        let is_of_time = |at: usize| {
            let verb = self.trees.predicate(at);
            self.trees.relation(verb) == Relation::AdverbialClause
                && self.introductions(verb).any(|word| self.words.class(word).any(Class::TIME_SUBORDINATOR))
        };
        let is_open = |at: &usize| !self.is_mark(*at) && (!self.trees.is_finite(*at) || is_of_time(*at));
        let that = near.and_then(|near| near.take_while(is_open).find(|at| self.opens_clause(*at)));
        // "told the guests who had come that it was late": the clause about whom it is told to has none of its own.
        let is_told = self.lexicon.cues[hit.entry].is_addressed && hit.form == CueForm::Active;
        let told = words.clone().filter(|_| is_told).filter_map(|word| {
            let told = self.trees.dependent(word, &[Relation::IndirectObject, Relation::Object])?;
            let clause = self.trees.dependent(told, &[Relation::RelativeClause])?;
            let is_what = |at: &usize| self.introductions(*at).any(|word| self.opens_clause(word));
            let takes_clause = self.words.phrase_at(&self.lexicon.cue_forms, clause).is_some();
            self.trees.dependents(clause).find(is_what).filter(|at| *at > clause && !takes_clause)
        });
        let told: Vec<usize> = told.collect();
        let behind = that.and_then(|at| self.trees.head(at)).into_iter().chain(told);
        let told_of = is_noun.then(|| self.told_of(noun).or_else(|| self.included(noun))).flatten();
        let below = words.flat_map(|word| self.trees.dependents(word)).chain(of_objects).chain(beside);
        below.chain(behind).chain(told_of)
    }

    /// What a noun that somebody owns is said to be: "the mayor's position is *that it was lost*", "… *to wait*".
    pub(crate) fn told_of(&self, noun: usize) -> Option<usize> {
        const SUBJECTS: [Relation; 2] = [Relation::Subject, Relation::OuterSubject];
        let content = self.trees.head(noun).filter(|_| SUBJECTS.contains(&self.trees.relation(noun)))?;
        let copula = self.trees.dependent(content, &[Relation::Copula]).filter(|copula| *copula > noun)?;
        let leads = |at: usize| at == copula + 1 && matches!(self.words.lower(at), "that" | "to");
        // "the charge against the mayor is that …": nor is it everybody's.
        let is_against = |at: usize| self.introductions(at).any(|word| self.words.lower(word) == "against");
        let is_owned = self.trees.dependent(noun, &[Relation::Possessive]).is_some()
            || self.trees.dependents(noun).any(is_against);
        (is_owned && self.introductions(content).any(leads)).then_some(content)
    }

    /// What somebody's demands or the like are said to include: "the dockers' demands *include a new pier*".
    pub(crate) fn included(&self, noun: usize) -> Option<usize> {
        let verb = self.trees.head(noun).filter(|_| self.trees.relation(noun) == Relation::Subject)?;
        let includes = matches!(self.trees.lemma(verb), "comprise" | "include") && self.trees.is_verbal(verb);
        let is_owned = self.trees.dependent(noun, &[Relation::Possessive]).is_some();
        let asks = self.lexicon.phrase_of(self.words.lower(noun), "for").is_some();
        self.trees.dependent(verb, &[Relation::Object]).filter(|_| includes && is_owned && asks)
    }

    /// Whether the object of a cue is what is said: "announced the closure".
    pub(crate) fn takes_object(&self, hit: &CueHit) -> bool {
        self.lexicon.cues[hit.entry].frames.takes_object()
    }

    /// Whether a token is the "that" of a clause.
    pub(crate) fn opens_clause(&self, at: usize) -> bool {
        at < self.words.len() && self.trees.relation(at) == Relation::Mark && self.words.lower(at) == "that"
    }

    /// Whether a noun or pronoun stands for people.
    fn is_somebody(&self, at: usize) -> bool {
        let role = self.lexicon.role(self.words.lower(at));
        matches!(self.trees.upos(at), Upos::ProperNoun | Upos::Pronoun)
            || role.is_some_and(|role| matches!(role.kind, EntityKind::Person | EntityKind::Group))
    }

    /// Whether a noun or pronoun stands for people or for a body, to whom something may be said.
    fn is_addressable(&self, at: usize) -> bool {
        let role = self.lexicon.role(self.words.lower(at));
        self.is_somebody(at) || role.is_some_and(|role| role.kind == EntityKind::Organisation)
    }

    /// The prepositions and conjunctions that introduce a phrase or clause.
    pub(crate) fn introductions(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let introduces = |word: &usize| matches!(self.trees.relation(*word), Relation::Case | Relation::Mark);
        self.trees.dependents(at).filter(introduces)
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

    /// The cue that holds a token.
    fn hit_at(&self, token: usize) -> Option<&CueHit> {
        let next = self.hits.partition_point(|hit| hit.words.end <= token);
        self.hits.get(next).filter(|hit| hit.words.contains(&token))
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

    /// Whether a clause has a subject besides a word.
    pub(super) fn has_other_subject(&self, clause: usize, word: usize) -> bool {
        let is_subject = |at: usize| matches!(self.trees.relation(at), Relation::Subject | Relation::PassiveSubject);
        self.trees.dependents(clause).any(|at| at != word && is_subject(at))
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
        // "condemned the plan as “cowardly”"
        let is_called = |at: usize| {
            let mut cases = self.introductions(at).filter(|word| self.words.lower(*word) == "as");
            self.trees.relation(at) == Relation::AdverbialModifier && cases.next().is_some()
        };
        // "voiced his doubts *to a clerk*": who is told is not what is said; who is promised a thing is.
        // So is whose work a thing is said to be: "attributed the raid *to the rebels*".
        let cue = &self.lexicon.cues[hit.entry];
        let gives =
            cue.lemma == "attribute" || cue.frames.compares() || matches!(cue.act, "promise" | "suggest" | "threaten");
        // "disclosed the matter to the government"
        let is_hearer = move |at: usize| {
            !gives
                && self.trees.relation(at) == Relation::Oblique
                && self.is_addressable(at)
                && self.introductions(at).any(|word| self.words.lower(word) == "to")
        };
        let is_part = move |at: usize| (REST.contains(&self.trees.relation(at)) || is_called(at)) && !is_hearer(at);
        words
            .flat_map(|word| self.trees.dependents(word))
            .filter(move |at| *at > content && is_part(*at) && !self.tells_when(*at))
    }

    /// Whether a phrase or clause tells when, where or by what means something was said: "announced the closure on
    /// Friday after a meeting", "called the plan a mistake in a tweet".
    fn tells_when(&self, at: usize) -> bool {
        let is_time = |word: usize| self.words.class(word).any(Class::TIME_SUBORDINATOR);
        // "announced the closure on *Sunday evening*"
        let is_part_of_day = at > 0 && self.words.is_day(at - 1) && PARTS_OF_DAY.contains(&self.words.lower(at));
        let is_day = self.words.is_day(at) || is_part_of_day;
        is_day || self.introductions(at).any(is_time) || self.is_occasion(at) || self.is_meanwhile(at)
    }

    /// Whether a clause tells what happened while something was said: "denied the charge *as the toll rose*".
    pub(super) fn is_meanwhile(&self, clause: usize) -> bool {
        let leads = |word: usize| self.words.lower(word) == "as" && self.trees.relation(word) == Relation::Mark;
        let is_clause = self.trees.relation(clause) == Relation::AdverbialClause && self.has_subject(clause);
        is_clause && self.trees.is_finite(clause) && self.introductions(clause).any(leads)
    }

    /// Whether a noun with its number or none tells how long: "for some time", "for three hours".
    fn is_span_of_time(&self, at: usize) -> bool {
        let word = self.words.lower(at);
        let is_unit =
            matches!(word.strip_suffix('s').unwrap_or(word), "day" | "hour" | "minute" | "month" | "week" | "year");
        is_unit || word == "time"
    }

    /// Whether a phrase names an occasion or a means of saying: "in an interview", "via a tweet".
    fn is_occasion(&self, at: usize) -> bool {
        let is_place =
            |word: usize| matches!(self.words.lower(word), "at" | "during" | "in" | "on" | "through" | "via");
        self.words.class(at).any(Class::OCCASION) && self.introductions(at).any(is_place)
    }

    fn is_adverb(&self, at: usize) -> bool {
        self.trees.upos(at) == Upos::Adverb
    }

    pub(crate) fn opens_contrast(&self, at: usize) -> bool {
        matches!(self.words.lower(at), "while" | "although" | "though" | "whereas")
    }

    /// The quotation behind a colon that ends the sentence of the content.
    fn behind_colon(&self, content: &Range<usize>, hit: &CueHit) -> Option<Range<usize>> {
        let unit = self.units.at_token(content.end);
        let is_colon = content.end > hit.words.start && self.words.lower(content.end.min(self.words.len() - 1)) == ":";
        let next = self.units.items.get(unit + 1).filter(|unit| is_colon && unit.quotation.is_some())?;
        (!self.is_told_behind(next)).then(|| next.tokens.clone())
    }

    /// Without the quotation behind a colon that a cue of its own tells: "stressed the need for a pier: *“We will not wait,”* he
    /// said".
    fn without_told_quotation(&self, range: Range<usize>) -> Range<usize> {
        let first = self.units.at_token(range.start);
        let inside = self.units.items[first..].iter().take_while(|unit| unit.tokens.start < range.end);
        let is_told = |unit: &&Unit| {
            let is_led_to = unit.tokens.start > range.start && self.words.lower(unit.tokens.start - 1) == ":";
            unit.quotation.is_some() && is_led_to && self.is_told_behind(unit)
        };
        let end = inside.into_iter().find(is_told).map(|unit| unit.tokens.start - 1);
        range.start..end.unwrap_or(range.end)
    }

    /// Whether behind a quotation that ends in a comma source and cue stand that tell it.
    fn is_told_behind(&self, quoted: &Unit) -> bool {
        let end = quoted.tokens.end;
        let tells = |other: &CueHit| {
            let start = self.phrase(other).start;
            let leads_on = (end.saturating_sub(2)..start).any(|at| self.words.lower(at) == ",");
            other.is_speech && (end..end + 2).contains(&start) && leads_on
        };
        let behind = self.hits.partition_point(|other| other.tokens.start < end);
        self.hits[behind..].first().is_some_and(tells)
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
        // The parser may make the whole sentence hang on the phrase: "One guard was, *according to the guild*, among them".
        let is_comma = |at: usize| at < self.words.len() && self.words.lower(at) == ",";
        let is_parted = phrase.start > 0 && is_comma(phrase.start - 1) && is_comma(phrase.end);
        let depends_outside = |at: &usize| self.trees.head(*at).map_or(is_parted, |head| !phrase.contains(&head));
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
        let clause = self.trees.head(top).map_or(top, |head| self.clause_around(head));
        let sentence = self.trees.extent(self.root(clause));
        // "…, according to the ministry, taking a step": what somebody did meanwhile is the report's.
        let begins = (sentence.start..hole.start).all(|at| self.is_mark(at));
        let is_phrase = hit.form == CueForm::Phrase && !begins;
        let is_left = is_phrase && self.is_left_to_report(&(hole.end..sentence.end), false);
        let ends = is_left || (hole.end..sentence.end).all(|at| self.is_mark(at));
        let sentence = sentence.start..if is_left { hole.end } else { sentence.end };
        let extent = if ends || begins { sentence } else { self.trees.extent(clause) };
        // "led by dockers and, according to the guild, friendly to it": the phrase tells of what it joins alone.
        let joins = |at: usize| self.words.class(at).any(Class::CONJUNCTION) || self.words.lower(at) == "including";
        let is_joined = hit.form == CueForm::Phrase
            && hole.start > extent.start + 1
            && self.is_mark(hole.start - 1)
            && joins(hole.start - 2);
        let extent = if is_joined { hole.end..extent.end.max(hole.end) } else { extent };
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
        // "It has not rained since May — the first time in years, said Keller": what stands before who says it was said.
        let leads_on = self.units.items[end - 1].tokens.end <= self.phrase(hit).start;
        let end = if leads_on { end } else { self.without_afterthought(start, end) };
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
