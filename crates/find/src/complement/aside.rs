//! Asides: a source and its cue that marks set off from what they report.
//!
//! The marks say what belongs together, whatever the parser makes of the clauses around them.

use std::ops::Range;

use dateline_core::TokenKind;
use dateline_core::syntax::{Relation, Upos};

use super::Complements;
use crate::cue::{CueForm, CueHit};
use crate::source::SourceRule;
use crate::words::Class;

/// Most words of an aside behind source and cue: an addressee, a place, a time.
const ADJUNCT_TOKENS_MAX: usize = 12;

/// How far behind an aside a word like "before" may stand that makes a phrase a time: "just some hours before".
pub(super) const TIME_TOKENS_MAX: usize = 4;

/// Most words before an aside that only lead over from the sentence before: "all of which", "that is why".
const OPENING_TOKENS_MAX: usize = 4;

/// Words behind which an aside breaks up only the clause that they begin: "given that, as the Lantern reported, …".
const JOINING: Class = Class::CONJUNCTION.with(Class::SUBORDINATOR);

impl Complements<'_> {
    /// The pieces of the sentence around an aside: "*The pier*, officials said on Friday, *will be sold*". None if the
    /// source and its cue do not stand behind a mark, or nothing beside them is a clause.
    pub(crate) fn around(&self, hit: &CueHit) -> Option<Vec<Range<usize>>> {
        if hit.form == CueForm::Passive {
            return self.around_hearsay(hit);
        }
        let source = hit.source.as_ref().filter(|_| hit.form == CueForm::Active)?;
        let is_own = matches!(source.rule, SourceRule::Subject | SourceRule::Beside);
        // "…, said officials", "the pier, officials said, …": the tagger takes many a past between marks for a participle.
        let is_inverted = source.tokens.start >= hit.tokens.end;
        let is_beside = source.rule == SourceRule::Beside;
        // "He said that in winter, the divers found bones and a ring": what follows "that" breaks nothing up.
        let is_reported = hit.words.clone().any(|word| self.introductions(word).any(|at| self.opens_clause(at)));
        if !is_own || is_reported || !(is_inverted || is_beside || self.is_clause_within(&hit.tokens)) {
            return None;
        }
        let phrase = self.phrase(hit);
        let part = self.part_around(&phrase);
        let before =
            part.start..phrase.start.checked_sub(1).filter(|mark| *mark > part.start && self.leads_to(*mark))?;
        let behind = self.end_of_aside(phrase.end..part.end)?..part.end;
        // "He has said at every rally, every dinner: “…”": the colon leads over to what is said.
        let leads_over = behind.clone().any(|at| self.words.lower(at) == ":");
        if leads_over || self.has_complement(hit, phrase.end..behind.start) {
            return None;
        }
        // "…, the office reported on Tuesday -- a development that …": a dash that closes what a comma opens parts the report's
        // own remark.
        let is_remark = self.is_dash(behind.start.min(self.words.len() - 1)) && !self.is_dash(before.end);
        if is_remark || self.is_left_to_report(&behind, is_inverted) {
            let depends = self.words.class(before.start).any(Class::SUBORDINATOR);
            return (self.is_clause_within(&before) && !depends).then(|| vec![before]);
        }
        if self.is_told_by_another(&behind) {
            return self.is_clause_within(&before).then(|| vec![before]);
        }
        let has_clause = self.is_clause_within(&before) || self.is_clause_within(&behind);
        // "the niece for whom, she says, she lit it", not "all of which, she says, will help".
        let is_relative = before.len() > OPENING_TOKENS_MAX && self.words.class(before.end - 1).any(Class::WH);
        let is_joined = is_relative || self.words.class(before.end - 1).any(JOINING);
        // "The plan, officials said, raises hopes": the first verb behind is what is said, cue or not.
        let first = behind.clone().find(|at| !self.is_mark(*at)).unwrap_or(behind.start);
        // Whoever acts behind the aside stands before it: "the plan, officials said, was made, explaining …".
        let end = self.without_others(first, before.start..behind.end, hit).end;
        let behind = if end > first { behind.start..end } else { self.without_others(first, behind, hit) };
        has_clause.then(|| if is_joined { vec![behind] } else { vec![before, behind] })
    }

    /// The pieces of the sentence around hearsay without a source: "*The pier*, it is understood, *has been sold*".
    fn around_hearsay(&self, hit: &CueHit) -> Option<Vec<Range<usize>>> {
        let is_it = |at: usize| self.words.lower(at) == "it";
        let start = hit.tokens.start.checked_sub(1).filter(|at| is_it(*at)).unwrap_or(hit.tokens.start);
        let part = self.part_around(&(start..hit.tokens.end));
        let comma = start.checked_sub(1).filter(|at| *at > part.start && self.sets_off(*at))?;
        let behind = self.end_of_aside(hit.tokens.end..part.end)?..part.end;
        let pieces = [part.start..comma, behind];
        let tells = is_it(start) && pieces.iter().any(|piece| self.is_clause_within(piece));
        tells.then(|| pieces.into_iter().filter(|piece| !piece.clone().all(|at| self.is_mark(at))).collect())
    }

    /// Whether what stands behind an aside is joined to it and told by somebody else: "…, the mayor said, *but the union said
    /// it would open*".
    fn is_told_by_another(&self, behind: &Range<usize>) -> bool {
        let mut words = behind.clone().filter(|at| !self.is_mark(*at));
        let joins = words.next().is_some_and(|first| self.words.class(first).any(Class::CONJUNCTION));
        let Some(start) = words.next().filter(|_| joins) else { return false };
        self.hits.iter().any(|hit| {
            let is_first = hit.source.as_ref().is_some_and(|source| source.tokens.start == start);
            is_first && hit.is_speech && hit.has_source_before() && self.trees.is_finite(hit.words.start)
        })
    }

    /// The pieces around an aside of which the second is a quotation that goes on with the first: "*These and other
    /// laws*, the lawyers said, “*all say the same*”". None if the quotation is a sentence of its own.
    pub(crate) fn split(&self, hit: &CueHit) -> Option<Vec<Range<usize>>> {
        let pieces = self.around(hit)?;
        let [before, behind] = pieces.as_slice() else { return None };
        let quoted = behind.clone().find(|at| !self.is_mark(*at))?;
        let is_capital = self.words.class(quoted).any(Class::CAPITAL);
        // "In March, she said, “it was clear”": an occasion is no more of what is said than of the saying.
        let first = before.clone().find(|at| !self.is_mark(*at))?;
        let is_phrase = matches!(
            self.trees.upos(first),
            Upos::Determiner | Upos::Noun | Upos::ProperNoun | Upos::Pronoun | Upos::Numeral | Upos::Verb
        );
        // "If the rain comes, he said, “we leave”": a condition is said, a time may be that of saying.
        let is_condition =
            matches!(self.words.lower(first), "if" | "unless" | "because" | "since") && self.is_clause_within(before);
        let is_phrase = is_phrase || is_condition;
        // "If he goes, she said, “I will go too”": the word that is always written with a capital.
        let begins = is_capital && !(is_condition && self.words.get(quoted) == "I");
        let goes_on = self.units.is_inside(quoted) && !begins;
        let is_day = before.clone().any(|at| self.words.is_day(at)) && !self.is_clause_within(before);
        (goes_on && is_phrase && !is_day).then_some(pieces)
    }

    /// Whether what stands right behind source and cue is what the cue takes as its content: "proposed a levy".
    fn has_complement(&self, hit: &CueHit, adjunct: Range<usize>) -> bool {
        let is_complement = |at: usize| match self.trees.relation(at) {
            // "The divers found knives, ropes and masks": what is not surely speech does something to a thing.
            Relation::Object => (self.takes_object(hit) || !hit.is_speech) && !self.is_day_alone(at),
            Relation::ClausalComplement | Relation::OpenComplement => true,
            _ => false,
        };
        adjunct.into_iter().any(|at| is_complement(at) || self.trees.upos(at) == Upos::Verb)
    }

    /// The sentence around a phrase, or the part of it between semicolons.
    fn part_around(&self, phrase: &Range<usize>) -> Range<usize> {
        let sentence = self.trees.extent(self.root(phrase.start));
        // "He was not free - and the permit, his office said, was hard to get"
        let goes_on = |at: usize| at + 1 < self.words.len() && matches!(self.words.lower(at + 1), "and" | "but");
        let is_dash = |at: usize| (self.is_dash(at) || self.words.lower(at) == "-") && goes_on(at);
        let parts = |at: &usize| self.words.lower(*at) == ";" || is_dash(*at);
        let start = (sentence.start..phrase.start).rev().find(parts).map_or(sentence.start, |at| at + 1);
        let end = (phrase.end..sentence.end).find(parts).unwrap_or(sentence.end);
        start..end.max(phrase.end)
    }

    /// Whether a mark leads over to an aside, alone or behind words that are quoted: "was “a ruin,” she said".
    pub(super) fn leads_to(&self, mark: usize) -> bool {
        let is_closing = self.words.kind(mark) == TokenKind::QuotationMark;
        self.sets_off(mark) || is_closing && mark > 0 && self.sets_off(mark - 1)
    }

    fn sets_off(&self, at: usize) -> bool {
        self.words.lower(at) == "," || self.is_dash(at)
    }

    /// Where an aside ends whose source and cue end where this stretch starts: at a mark, with no clause before it.
    fn end_of_aside(&self, rest: Range<usize>) -> Option<usize> {
        let ends = |at: &usize| self.is_mark(*at) && self.words.lower(*at) != "'" && self.words.lower(*at) != "’";
        let end = rest
            .clone()
            .take(ADJUNCT_TOKENS_MAX + 1)
            .find(ends)
            .or((rest.len() <= ADJUNCT_TOKENS_MAX).then_some(rest.end))?;
        let adjunct = rest.start..end;
        let is_closed = end == rest.end || self.sets_off(end) || (end..rest.end).all(|at| self.is_mark(at));
        (is_closed && !self.is_clause_within(&adjunct) && adjunct.into_iter().all(|at| self.words.lower(at) != "that"))
            .then_some(end)
    }

    /// Whether a finite cue with its own subject, and an addressee, a time or a place, are the last in a stretch.
    pub(crate) fn ends_with_aside(&self, hit: &CueHit, phrase: &Range<usize>, end: usize) -> bool {
        let is_subject =
            hit.source.as_ref().is_some_and(|source| matches!(source.rule, SourceRule::Subject | SourceRule::Beside));
        let ends =
            |aside: usize| (aside..end).all(|at| self.is_mark(at)) && !self.has_complement(hit, phrase.end..aside);
        is_subject && self.is_clause_within(&hit.tokens) && self.end_of_aside(phrase.end..end).is_some_and(ends)
    }

    /// Whether what stands behind an aside is no more of what is said: nothing, what the source did meanwhile, or more
    /// of the source itself.
    pub(crate) fn is_left_to_report(&self, behind: &Range<usize>, is_inverted: bool) -> bool {
        let Some(first) = behind.clone().find(|at| !self.is_mark(*at)) else { return true };
        let does_meanwhile = self.words.ends_in_ing(first) && self.trees.upos(first) == Upos::Verb;
        let is_relative = self.words.class(first).any(Class::WH) || self.trees.is_relative(first);
        // "…, the mayor said, as critics jeered"
        let is_meanwhile = self.words.lower(first) == "as" && self.trees.relation(first) == Relation::Mark;
        let leads_on =
            self.words.class(first).any(Class::TIME_SUBORDINATOR) || self.opens_contrast(first) || is_meanwhile;
        // "…, he said on Friday, hours before the vote": a time of saying.
        let is_time = |at: usize| self.words.class(at).any(Class::TIME_SUBORDINATOR);
        let is_phrase = !self.is_clause_within(behind);
        let leads_on = leads_on || (is_phrase && behind.clone().take(TIME_TOKENS_MAX).any(is_time));
        does_meanwhile || is_relative || leads_on || (is_inverted && is_phrase)
    }

    /// Whether a finite verb stands within.
    fn is_clause_within(&self, tokens: &Range<usize>) -> bool {
        tokens.clone().any(|at| self.trees.is_finite(at))
    }
}
