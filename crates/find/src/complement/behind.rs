//! What stands behind a cue: clauses that the parser hung elsewhere, found by their place.

use std::ops::Range;

use dateline_core::TokenKind;
use dateline_core::syntax::{Relation, Upos};

use super::Complements;
use crate::cue::CueHit;
use crate::words::Class;

impl Complements<'_> {
    /// What stands behind a cue, up to the end of the sentence, though the parser did not give it to the cue.
    pub(crate) fn behind(&self, hit: &CueHit) -> Option<Vec<Range<usize>>> {
        let taken_for_thing = || self.clause_taken_for_thing(hit).filter(|_| hit.is_speech);
        let of_which = || self.predicate_of_which(hit).filter(|_| hit.is_speech);
        self.behind_that(hit).or_else(|| self.clause_behind(hit)).or_else(of_which).or_else(taken_for_thing)
    }

    /// What is told of "which" right behind source and cue: "a storm, which the guild said *broke the pier*".
    fn predicate_of_which(&self, hit: &CueHit) -> Option<Vec<Range<usize>>> {
        let source = hit.source.as_ref().filter(|source| source.tokens.end <= hit.tokens.start)?;
        let is_which = source.tokens.start.checked_sub(1).is_some_and(|at| self.words.lower(at) == "which");
        let verb = hit.tokens.end;
        let may_be = is_which && verb < self.words.len() && self.trees.is_finite(verb);
        let verb = Some(verb).filter(|_| may_be)?;
        let clause = self.trees.predicate(verb);
        let range = verb..self.trees.extent(clause).end;
        (clause >= verb && range.end > verb + 1).then(|| vec![self.without_others(clause, range, hit)])
    }

    /// What stands behind a "that" that the parser left with the cue: "conceded that, *had they known it, they would have come*".
    fn behind_that(&self, hit: &CueHit) -> Option<Vec<Range<usize>>> {
        let is_own = |at: &usize| *at >= hit.tokens.end && self.opens_clause(*at);
        let that = hit.words.clone().flat_map(|word| self.trees.dependents(word)).find(is_own)?;
        let sentence = self.trees.extent(self.root(hit.words.start));
        let is_near = !(hit.tokens.end..that).any(|at| self.is_mark(at) || self.trees.is_finite(at));
        let verb =
            (that..sentence.end).find(|at| self.trees.is_finite(*at)).filter(|_| is_near && hit.source.is_some())?;
        let range = self.without_authority(verb, that + 1..sentence.end);
        Some(vec![self.without_remark(verb, self.without_others(verb, range, hit))])
    }

    /// The clause right behind a cue or a day, wherever the parser hung it: "…, adding *the bridge would be mended*",
    /// "tweeted Monday *he would go*", "Radio Lume reports: *The pier is lost*".
    fn clause_behind(&self, hit: &CueHit) -> Option<Vec<Range<usize>>> {
        let sentence = self.trees.extent(self.root(hit.words.start));
        let is_day = |at: &usize| sentence.contains(at) && (self.words.is_day(*at) || self.words.lower(*at) == "on");
        let start = (hit.tokens.end..sentence.end).find(|at| !is_day(at))?;
        let is_colon = self.words.lower(start) == ":";
        let start = start + usize::from(is_colon);
        let end = (start..sentence.end).find(|at| self.is_mark(*at)).unwrap_or(sentence.end);
        let verb = (start..end).find(|at| self.trees.is_finite(*at))?;
        const OPENS: Class = Class::PREPOSITION.with(Class::SUBORDINATOR).with(Class::WH).with(Class::CONJUNCTION);
        let is_open = self.words.class(start).any(OPENS) && !is_colon;
        // "…, admitted it had failed": a pronoun with its verb right behind.
        let is_pronoun = hit.is_speech
            && hit.tokens.end == start
            && verb == start + 1
            && matches!(self.words.lower(start), "he" | "she" | "it" | "they" | "we" | "i");
        let may_be = is_colon && hit.has_source_before()
            || hit.is_speech && self.words.ends_in_ing(hit.words.start) && hit.shares_source()
            || hit.is_speech && hit.tokens.end < start && hit.has_source_before()
            // "…, but added the cause of the fire remained unclear": what takes no thing has a clause behind it.
            || hit.is_speech && !self.takes_object(hit) && hit.tokens.end == start
            || is_pronoun;
        let clause = self.trees.predicate(verb);
        let is_nominal = |at: usize| matches!(self.trees.upos(at), Upos::Noun | Upos::ProperNoun | Upos::Pronoun);
        // "adding time to a talk that has gone on", "announced Sunday the arrest and said": not that verb's.
        // "said deaths and injuries had risen": what joins nouns parts nothing.
        let joins_verb = |at: usize| {
            let is_noun = |head: usize| matches!(self.trees.upos(head), Upos::Noun | Upos::ProperNoun | Upos::Pronoun);
            self.words.class(at).any(Class::CONJUNCTION) && !self.trees.head(at).is_some_and(is_noun)
        };
        let is_parted =
            (start..verb).any(|at| self.words.class(at).any(Class::WH) || joins_verb(at) || self.trees.is_relative(at));
        let has_subject = !is_parted && (start..verb).any(is_nominal);
        // "asked: Did they go?": in a question the subject stands behind the verb.
        let last = (start..sentence.end).rev().find(|at| self.words.kind(*at) == TokenKind::Punctuation);
        let is_question = is_colon && last.is_some_and(|last| self.words.lower(last) == "?");
        let has_subject = has_subject || is_question;
        // "telling the Lantern it was late": who is told stands before the clause.
        let is_addressed = self.lexicon.cues[hit.entry].is_addressed;
        if is_open
            || self.words.lower(start) == "to"
            || !may_be
            || !has_subject
            || is_addressed && !is_colon
            || self.units.is_inside(start)
        {
            return None;
        }
        // "…, admitted it had failed, and left": the next comma may part the next act.
        let last = if is_pronoun { end } else { sentence.end };
        Some(vec![self.without_others(clause, start..last, hit)])
    }

    /// All that stands behind a cue whose own source stands before it: a clause that the parser took for a thing ("says 34,570
    /// dockers living abroad *cast* votes").
    fn clause_taken_for_thing(&self, hit: &CueHit) -> Option<Vec<Range<usize>>> {
        // It may even be taken for another subject.
        let is_thing = |at: &usize| {
            *at >= hit.tokens.end && matches!(self.trees.relation(*at), Relation::Object | Relation::Subject)
        };
        let object = hit.words.clone().flat_map(|word| self.trees.dependents(word)).find(is_thing)?;
        let extent = self.trees.extent(object);
        let is_own = hit.has_source_before() && !self.takes_object(hit) && extent.start == hit.tokens.end;
        // What is done to a thing tells more of it; a participle that has a thing for its object is a verb.
        let is_verb = |at: usize| {
            self.trees.head(at).is_some_and(|head| extent.contains(&head))
                && self.trees.relation(at) == Relation::ClauseOfNoun
                && (self.trees.dependent(at, &[Relation::Object]).is_some() || self.acts_alone(at))
                && !self.words.ends_in_ing(at)
                && self.introductions(at).next().is_none()
        };
        let has_verb = extent.clone().any(is_verb);
        let range = self.without_others(object, extent, hit);
        (is_own && has_verb).then(|| vec![range])
    }

    /// Whether people do what a participle without an object tells, and nobody does it to them: "said *900 people registered*
    /// for the march".
    fn acts_alone(&self, participle: usize) -> bool {
        let is_by = |at: usize| self.introductions(at).any(|word| self.words.lower(word) == "by");
        let is_done =
            self.trees.dependents(participle).any(|at| self.trees.relation(at) == Relation::Agent || is_by(at));
        let stands_last = self.trees.dependent(participle, &[Relation::Oblique]).is_some();
        let is_counted = |noun: usize| self.trees.dependent(noun, &[Relation::NumericModifier]).is_some();
        let is_people = |noun: usize| self.is_somebody(noun) || is_counted(noun);
        !is_done && stands_last && self.trees.head(participle).is_some_and(is_people)
    }
}
