//! Where what is said begins and ends: with what belongs to it, and without what the report says of the saying.

use std::ops::Range;

use dateline_core::TokenKind;
use dateline_core::syntax::{Relation, Tense, Upos, VerbForm};

use super::aside::TIME_TOKENS_MAX;
use super::{CLAUSES_MAX, Complements, THAT_TOKENS_MAX, is_source};
use crate::cue::{CueForm, CueHit};

use crate::rule::{Introduced, Link};
use crate::source::SourceRule;
use crate::words::Class;

/// Most tokens of a quotation, with its marks, that may be a name for something.
const CALLED_TOKENS_MAX: usize = 4;

/// Most cues inside a content that are looked at; the bound keeps time linear.
const OTHERS_MAX: usize = 32;

impl Complements<'_> {
    /// Where a complement ends, with what is joined to it although the parser hung it on the cue: "… and that".
    pub(super) fn row_end(&self, content: usize, hit: &CueHit) -> usize {
        let mut end = self.trees.extent(content).end;
        for member in hit.words.clone().flat_map(|word| self.trees.dependents(word)).filter(|at| *at > content) {
            let is_beside = self.trees.extent(member).start <= end + 1;
            let goes_on = match self.trees.relation(member) {
                // "was accused by critics of lying and *of failing*"
                Relation::Conjunct => {
                    !self.is_act_beside(member, content)
                        && (self.goes_on(member, hit) || is_beside && self.is_introduced_alike(member, content))
                }
                // "said that should it rain, nobody would come" in two parts; "had remained" … "constant".
                Relation::ClausalComplement | Relation::OpenComplement => is_beside,
                // "complaints about the port *not paying*"
                Relation::ClauseOfNoun => is_beside && self.words.ends_in_ing(member),
                // "accused the port of waste *because it failed to mend the pier*", "offered to go *if they paid*"
                Relation::AdverbialClause => {
                    let joins = |word: usize| matches!(self.words.lower(word), "because" | "if" | "unless");
                    is_beside && self.introductions(member).any(joins)
                }
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
                && (self.introductions(*at).any(|word| self.opens_clause(word) && word <= end + 2)
                    || self.tells_with(*at, hit))
        });
        beside.map_or(end, |member| self.trees.extent(member).end)
    }

    /// Whether the same preposition stands before two forms in "-ing".
    fn is_introduced_alike(&self, member: usize, content: usize) -> bool {
        let preposition = |at: usize| self.introductions(at).map(|word| self.words.lower(word)).next();
        let is_charge = matches!(preposition(content), Some("of" | "for"));
        is_charge && self.words.ends_in_ing(member) && preposition(member) == preposition(content)
    }

    /// The first of the clauses that hang on the cue up to this one: "said it was lost and that nobody would pay".
    pub(super) fn first_of_row(&self, content: usize, hit: &CueHit) -> usize {
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
    pub(super) fn subject_before(&self, clause: usize, start: usize, hit: &CueHit) -> Option<usize> {
        // "denied *the pier* was sold, a claim …": what the parser took for a subject behind the clause is none.
        let is_subject = |at: usize| {
            at < clause
                && matches!(
                    self.trees.relation(at),
                    Relation::Subject | Relation::PassiveSubject | Relation::ClausalSubject | Relation::Expletive
                )
        };
        let is_bare = self.introductions(clause).next().is_none() && !self.trees.dependents(clause).any(is_subject);
        let has_other =
            || self.subject_behind(hit).is_some() && self.trees.relation(clause) == Relation::OpenComplement;
        let is_clause = (self.trees.relation(clause) == Relation::ClausalComplement || has_other()) && is_bare;
        // "polls show *Anna Keller* leading"
        let has_finite = || {
            has_other()
                || self.words.ends_in_ing(clause)
                || self.trees.extent(clause).any(|at| self.trees.is_finite(at))
        };
        let mut beside =
            hit.words.clone().flat_map(|word| self.trees.dependents(word)).filter(|at| *at > hit.words.start);
        let is_subject = |at: &usize| {
            let may_be = matches!(self.trees.relation(*at), Relation::Object | Relation::Subject);
            may_be && self.trees.extent(*at).end == start && !is_source(hit, *at)
        };
        let subject = beside.find(is_subject).filter(|_| is_clause && has_finite())?;
        Some(self.trees.extent(subject).start)
    }

    /// Whether a clause that the parser joined to the cue goes on with the content: it has "that", or a modal but no
    /// subject ("announced it will pay, but will not build").
    pub(super) fn goes_on(&self, clause: usize, hit: &CueHit) -> bool {
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
        has_that
            || self.tells_with(clause, hit)
            || self.quotes_on(clause)
            || (!self.has_subject(clause) && (differs || self.trees.dependents(clause).any(is_modal)))
    }

    /// Whether a clause behind "and" or "but" has a subject of its own and quotes, and no cue of its own tells whom: "said it was
    /// over, and the rest was “a matter for the town”".
    fn quotes_on(&self, clause: usize) -> bool {
        let extent = self.trees.extent(clause);
        let first = self.hits.partition_point(|other| other.tokens.start < extent.start);
        let mut inside = self.hits[first..].iter().take_while(|other| other.tokens.start < extent.end);
        let has_subject =
            self.has_subject(clause) || self.trees.dependent(clause, &[Relation::ClausalSubject]).is_some();
        let units = self.units.items[self.units.at_token(extent.start)..].iter();
        let mut units =
            units.take_while(|unit| unit.tokens.start < extent.end).filter(|unit| unit.tokens.start >= extent.start);
        // "gave it an “unsafe” rating": so the report may call it.
        let quotes = units.any(|unit| unit.quotation.is_some() && unit.tokens.len() > CALLED_TOKENS_MAX);
        has_subject && quotes && inside.all(|other| other.form == CueForm::Noun)
    }

    /// Whether a clause with a subject of its own is told by the cue as the one before it is: "noted it had been returned and *it
    /// still bears* the mark". Behind a comma another sentence of the report would begin, unless its tense is one of what was
    /// said: "said the tents were ready, and *rescuers had been sent*".
    fn tells_with(&self, clause: usize, hit: &CueHit) -> bool {
        let Some(subject) = self.trees.dependent(clause, &[Relation::Subject, Relation::PassiveSubject]) else {
            return false;
        };
        let start = self.trees.extent(clause).start;
        let is_and = |at: usize| self.trees.relation(at) == Relation::Coordinator && self.words.lower(at) == "and";
        let first = (start..clause).find(|at| !self.is_mark(*at)).filter(|at| is_and(*at) && *at < subject);
        let is_open = start > hit.words.end && !self.is_mark(start) && !self.is_mark(start - 1);
        let cue = hit.words.end - 1;
        // "…, saying it was late and the pier was lost": two finite clauses are joined, not a participle and a clause.
        let is_joined = is_open && (self.trees.upos(subject) == Upos::Pronoun || self.words.ends_in_ing(cue));
        let was_said = hit.form == CueForm::Active && self.trees.features(cue).tense == Some(Tense::Past);
        // "The clerk said *she* knew him, and *she* was pleased": the pronoun goes on, and did not stand for who is named.
        let is_same =
            |at: usize| self.trees.upos(at) == Upos::Pronoun && self.words.lower(at) == self.words.lower(subject);
        let is_named = hit.source.as_ref().is_some_and(|source| source.core.len() > 1);
        let goes_on = is_named && self.subject_of(hit, clause).is_some_and(is_same);
        first.is_some()
            && (is_joined || goes_on || was_said && self.trees.dependents(clause).any(|at| self.is_shifted(at)))
    }

    /// Whether an auxiliary sets a clause back in time, as what somebody said is told: "had", "would".
    fn is_shifted(&self, at: usize) -> bool {
        self.trees.relation(at) == Relation::Auxiliary && matches!(self.words.lower(at), "had" | "would" | "could")
    }

    /// The subject of the clause that a cue reports before another clause.
    fn subject_of(&self, hit: &CueHit, before: usize) -> Option<usize> {
        let mut below = hit.words.clone().flat_map(|word| self.trees.dependents(word));
        let is_clause = |at: &usize| *at < before && self.trees.relation(*at) == Relation::ClausalComplement;
        self.trees.dependent(below.find(is_clause)?, &[Relation::Subject, Relation::PassiveSubject])
    }

    /// Whether adverbs, times and places of a cue fill a stretch.
    pub(super) fn is_filled(&self, tokens: Range<usize>, hit: &CueHit) -> bool {
        const ADVERBIAL: [Relation; 3] = [Relation::Oblique, Relation::UnmarkedOblique, Relation::AdverbialModifier];
        let parts = || hit.words.clone().flat_map(|word| self.trees.dependents(word));
        let is_adverbial = |at: &usize| ADVERBIAL.contains(&self.trees.relation(*at));
        let fills = |token: usize| parts().filter(is_adverbial).any(|part| self.trees.extent(part).contains(&token));
        tokens.into_iter().all(|token| !self.is_mark(token) && fills(token))
    }

    /// Where the last of these parts ends that no mark divides from the object.
    pub(super) fn rest_end(&self, content: usize, hit: &CueHit) -> usize {
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
    pub(super) fn without_introduction(&self, link: &Link, content: usize, range: Range<usize>) -> Range<usize> {
        let is_named = |at: usize| match &link.introduced {
            Introduced::By(word) => self.words.lower(at) == word && word != "to",
            // "denied that claim" has no conjunction.
            // Nor has "said that was wrong": it has a subject.
            _ => {
                let is_subject = matches!(self.trees.relation(at), Relation::Subject | Relation::PassiveSubject);
                let is_pronoun =
                    is_subject && self.trees.head(at) == Some(content) && !self.has_other_subject(content, at);
                self.words.lower(at) == "that" && self.trees.upos(at) != Upos::Determiner && !is_pronoun
            }
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
            // "told the Lantern in a letter dated 2 May that"
            let is_quoted = |at: usize| self.words.kind(at) == TokenKind::QuotationMark;
            let breaks = |at: usize| self.trees.is_finite(at) || self.is_mark(at) && !is_quoted(at);
            is_short && opens && !(range.start..at).any(breaks)
        };
        match named {
            Some(at) if is_first(at) || is_behind_aside(at) || is_behind_phrase(at) => at + 1..range.end,
            _ => range,
        }
    }

    /// Without the preposition that joins a phrase to its cue: "spoke *about* “a long war”".
    pub(super) fn without_preposition(&self, content: usize, range: Range<usize>) -> Range<usize> {
        let is_first = |at: &usize| *at == range.start && self.trees.relation(*at) == Relation::Case && *at < content;
        let preposition = self.introductions(content).find(is_first);
        preposition.map_or(range.start, |at| at + 1)..range.end
    }

    /// "last week", "earlier this month"
    fn is_past_time(&self, tokens: Range<usize>) -> bool {
        let is_unit = matches!(self.words.lower(tokens.end - 1), "week" | "month" | "year" | "night" | "weekend");
        is_unit && tokens.len() <= 3 && matches!(self.words.lower(tokens.start), "last" | "earlier" | "this")
    }

    /// Without the day at its begin that tells when it was said: "said on Friday the quay would open".
    pub(super) fn without_day(&self, content: usize, range: Range<usize>) -> Range<usize> {
        const OBLIQUE: [Relation; 2] = [Relation::Oblique, Relation::UnmarkedOblique];
        let is_day = |at: &usize| {
            OBLIQUE.contains(&self.trees.relation(*at))
                && self.trees.extent(*at).start == range.start
                && (self.words.is_day(*at) || self.is_past_time(range.start..*at + 1))
        };
        // "said *afterwards* he would go", "said *publicly* the quay would open"
        const OF_SAYING: [&str; 7] =
            ["afterward", "afterwards", "earlier", "later", "privately", "publicly", "yesterday"];
        let is_adverb = |at: &usize| *at == range.start && OF_SAYING.contains(&self.words.lower(*at));
        let is_day = |at: &usize| is_day(at) || is_adverb(at);
        let day = self.trees.dependents(content).take_while(|at| *at < content).find(is_day);
        let end = day.map(|at| self.trees.extent(at).end);
        // "wrote that on Friday the quay would open": what follows "that" was written.
        let is_told = range.start > 0 && self.opens_clause(range.start - 1);
        let end = end.filter(|end| !is_told && *end < content && !self.is_mark(*end) && !self.is_mark(*end - 1));
        end.unwrap_or(range.start)..range.end
    }

    /// Without the day or occasion behind a noun phrase, which tells when it was spoken of: "announced the closure on Monday",
    /// "repeated the demand in an interview".
    pub(super) fn without_last_day(&self, content: usize, range: Range<usize>) -> Range<usize> {
        let is_phrase = matches!(self.trees.relation(content), Relation::Object | Relation::Oblique);
        let last = self.trees.dependents(content).rfind(|at| *at > content).filter(|_| is_phrase);
        let last = last.filter(|at| {
            const MODIFIERS: [Relation; 2] = [Relation::NominalModifier, Relation::UnmarkedNominal];
            // "rebutted the points in the mill's letter": an occasion that is named is what is spoken of.
            let is_any = |at: usize| {
                self.trees.dependents(at).any(|word| {
                    let is_own =
                        self.trees.relation(word) == Relation::Possessive && self.trees.upos(word) == Upos::Pronoun;
                    is_own || matches!(self.words.lower(word), "a" | "an" | "social")
                })
            };
            // "condemned the attack on Facebook"
            let is_site = self.trees.upos(*at) == Upos::ProperNoun;
            // "announced the measure at the mayor's briefing"
            let is_at = self.introductions(*at).any(|word| matches!(self.words.lower(word), "at" | "during"));
            let is_day = self.words.is_day(*at) || self.is_past_time(self.trees.extent(*at));
            let tells_when = is_day || self.is_occasion(*at) && (is_any(*at) || is_site || is_at);
            MODIFIERS.contains(&self.trees.relation(*at)) && tells_when
        });
        let day = last.map(|at| self.trees.extent(at)).filter(|day| day.end == range.end && range.start < day.start);
        range.start..day.map_or(range.end, |day| day.start)
    }

    /// Ends before a clause of another cue whose source stands outside: "said that …, adding that …".
    pub(crate) fn without_others(&self, content: usize, range: Range<usize>, hit: &CueHit) -> Range<usize> {
        let range = self.without_next_source(content, self.without_main_clause(content, range, hit), hit);
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
                && before.is_some_and(|at| self.leads_to(at) && !self.is_dash(at));
            // "said he would buy it, while Keller hopes to sell": nor is what somebody else hopes.
            let is_beside = other.has_source_before() && self.sets_against(other);
            let is_mute = !is_beside && self.is_mute(other, other.tokens.start..range.end);
            // "Some say it is too high; others say it is fair."
            let stands_beside = other.has_source_before()
                && source.is_some_and(|start| start > content && self.words.lower(start - 1) == ";");
            // "…, with the Herald reporting that …"
            let is_absolute = source.is_some_and(|start| start > content + 1 && self.opens_absolute(start - 1));
            // "said he had called the port and *that the latter had asked for rice*"
            let is_told = other.words.clone().any(|at| {
                self.trees.relation(at) == Relation::Conjunct && self.introductions(at).any(|at| self.opens_clause(at))
            });
            !is_content
                && !self.tells_which(other, content)
                && !is_told
                && !is_mute
                && !is_within
                && !is_reason
                && other.tokens != hit.tokens
                && (is_company
                    || self.is_retort(other)
                    || is_absolute
                    || stands_beside
                    || source.is_some_and(outside)
                    || (other.words.start > content
                        && (other.is_speech || source.is_some())
                        && self.sets_against(other)))
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

    /// Ends before the main clause, where the parser took the clause with the cue for it: "After the mayor suggested that the pier
    /// was lost, *the debate turned to the mill*".
    fn without_main_clause(&self, content: usize, range: Range<usize>, hit: &CueHit) -> Range<usize> {
        let verb = hit.words.start;
        let extent = self.trees.extent(verb);
        let first = extent.clone().find(|at| !self.is_mark(*at));
        let depends = self.introductions(verb).any(|word| Some(word) == first && !self.opens_clause(word));
        let is_top = self.trees.relation(verb) == Relation::Root && content > verb && range.end + 1 >= extent.end;
        let comma = range.clone().find(|at| *at > content && self.words.lower(*at) == ",");
        let follows = |comma: usize| (comma..range.end).any(|at| self.trees.is_finite(at) || self.trees.is_verbal(at));
        let end = comma.filter(|comma| depends && is_top && follows(*comma));
        range.start..end.unwrap_or(range.end)
    }

    /// Whether a cue in "-ing" tells which thing is meant: "cited a study *showing* that it was lost".
    fn tells_which(&self, other: &CueHit, content: usize) -> bool {
        let verb = other.words.start;
        let hangs_on = self.trees.relation(verb) == Relation::ClauseOfNoun && self.trees.head(verb) == Some(content);
        hangs_on && self.words.ends_in_ing(verb) && self.trees.relation(content) == Relation::Object
    }

    /// Whether somebody else says otherwise: "said it was lost, *but the guild reported* that it was not".
    fn is_retort(&self, other: &CueHit) -> bool {
        let joins = |word: usize| self.trees.relation(word) == Relation::Coordinator && self.words.lower(word) == "but";
        let is_joined =
            |at: usize| self.trees.relation(at) == Relation::Conjunct && self.trees.dependents(at).any(joins);
        other.is_speech && other.has_source_before() && other.words.clone().any(is_joined)
    }

    /// Ends before the source of a cue that stands behind the range, which the parser may have joined to the last word:
    /// "rejected the claim as “false,” *and the guild* told us so".
    fn without_next_source(&self, content: usize, range: Range<usize>, hit: &CueHit) -> Range<usize> {
        let behind = self.hits[self.hits.partition_point(|other| other.tokens.start < range.end)..].iter();
        let mut behind = behind.take_while(|other| other.tokens.start == range.end && other.tokens != hit.tokens);
        let next = behind.find(|other| other.is_speech && other.has_source_before());
        let start = next.and_then(|other| other.source.as_ref()).map(|source| source.tokens.start);
        let is_edge = |at: usize| self.is_mark(at) || self.trees.relation(at) == Relation::Coordinator;
        let start = start.filter(|start| *start > content && *start < range.end);
        let end = start.map(|start| (range.start..start).rev().find(|at| !is_edge(*at)).map_or(start, |at| at + 1));
        // "attacked him as a rogue *and his guild called* for calm": two that the parser took for one.
        let is_cut = |end: &usize| self.trees.upos(*end - 1) != Upos::Adposition;
        let joined = || (content..range.end).rev().find(|at| self.trees.relation(*at) == Relation::Coordinator);
        match end {
            Some(end) if is_cut(&end) => range.start..end,
            Some(_) => range.start..joined().unwrap_or(range.end),
            None => range,
        }
    }

    /// Whether a token is the "with" behind a comma before who does something meanwhile.
    pub(super) fn opens_absolute(&self, at: usize) -> bool {
        self.words.lower(at) == "with" && at > 0 && self.words.lower(at - 1) == ","
    }

    /// Whether a verb only tells very words, and there are none: "said she was sorry and hoped to return".
    pub(super) fn is_mute(&self, hit: &CueHit, tokens: Range<usize>) -> bool {
        self.lexicon.cues[hit.entry].frames.is_only_quote()
            && !self.words.ends_in_ing(hit.words.start)
            && !self.holds_quotation(tokens)
    }

    /// Whether a word hangs, at some steps, on another.
    pub(super) fn hangs_in(&self, word: usize, above: usize) -> bool {
        std::iter::successors(Some(word), |at| self.trees.head(*at)).take(CLAUSES_MAX).any(|at| at == above)
    }

    /// Whether a cue sets another statement against the one before: "said it was lost, while others claimed".
    pub(super) fn sets_against(&self, hit: &CueHit) -> bool {
        hit.words.clone().any(|word| self.introductions(word).any(|at| self.opens_contrast(at)))
    }

    /// Without whom it was told to, or the occasion, which the parser may have given to what was told: "told *the Lantern* she
    /// was sorry", "said *in a statement* the pier was lost".
    pub(super) fn without_addressee(&self, content: usize, range: Range<usize>, hit: &CueHit) -> Range<usize> {
        const SUBJECTS: [Relation; 3] = [Relation::Subject, Relation::PassiveSubject, Relation::Expletive];
        let is_told = self.lexicon.cues[hit.entry].is_addressed && hit.form == CueForm::Active;
        let names_occasion = |tokens: &Range<usize>| tokens.clone().any(|at| self.is_occasion(at));
        let is_subject =
            |at: &usize| (range.start..content).contains(at) && SUBJECTS.contains(&self.trees.relation(*at));
        let subject = self.trees.dependents(content).rfind(is_subject);
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

    /// Without what somebody did beside saying it, joined to a participle ("saying that it was over and *slamming the door*")
    /// or to what was asked or promised ("urged them to wait and *left the hall*").
    pub(super) fn without_act_beside(&self, content: usize, range: Range<usize>, hit: &CueHit) -> Range<usize> {
        let is_act = |at: &usize| {
            *at > content
                && self.trees.relation(*at) == Relation::Conjunct
                && self.words.ends_in_ing(*at)
                && self.trees.dependent(*at, &[Relation::Auxiliary, Relation::Subject]).is_none()
        };
        let has_finite = range.clone().take_while(|at| *at <= content).any(|at| self.trees.is_finite(at));
        let may_have = self.words.ends_in_ing(hit.words.start) && has_finite && !self.words.ends_in_ing(content);
        let is_beside = |at: &usize| self.trees.relation(*at) == Relation::Conjunct && self.is_act_beside(*at, content);
        let beside = || self.trees.dependents(content).find(is_beside);
        let act = self.trees.dependents(content).find(is_act).filter(|_| may_have).or_else(beside);
        range.start..act.map_or(range.end, |act| self.trees.extent(act).start.min(range.end))
    }

    /// Whether a clause joined to an infinitive with "to" has a finite verb, so that it tells what was done and is not asked or
    /// promised: "urged them to wait and *left*".
    fn is_act_beside(&self, clause: usize, content: usize) -> bool {
        const AUXILIARIES: [Relation; 2] = [Relation::Auxiliary, Relation::PassiveAuxiliary];
        let is_word = |at: usize, wanted: &str| self.introductions(at).any(|word| self.words.lower(word) == wanted);
        let mut forms = self.trees.dependents(clause).filter(|at| AUXILIARIES.contains(&self.trees.relation(*at)));
        let is_finite = self.trees.is_finite(clause) || forms.any(|at| self.trees.is_finite(at));
        // "urged them to think what it costs and why does nobody pay": a clause of its own may be asked too.
        let shares_subject = !self.has_subject(clause);
        clause > content && is_word(content, "to") && is_finite && shares_subject && !is_word(clause, "that")
    }

    /// Without the phrase like "according to", or the source and cue, that ends it behind a comma: it tells on whose word the report has it all.
    pub(super) fn without_authority(&self, content: usize, range: Range<usize>) -> Range<usize> {
        let first = self.hits.partition_point(|other| other.tokens.start <= content);
        let inside = self.hits[first..].iter().take_while(|other| other.tokens.start < range.end);
        let is_last = |other: &&CueHit| {
            let phrase = self.phrase(other);
            let mark =
                phrase.start.checked_sub(1).filter(|mark| *mark >= range.start).map(|mark| self.words.lower(mark));
            // "…; according to the guild, it was late": it tells on whose word the report has what follows.
            if other.form == CueForm::Phrase && mark == Some(";") {
                return true;
            }
            let parts = mark == Some(",");
            let ends = || match other.form {
                CueForm::Phrase => (phrase.end..range.end).all(|at| self.is_mark(at)),
                // "maintained that it was right, *its editor said* on Friday"
                // "told them it was late, *said his wife*"
                CueForm::Active if other.has_source_behind() => {
                    other.is_speech && (phrase.end..range.end).all(|at| self.is_mark(at))
                }
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
    pub(super) fn without_remark(&self, content: usize, range: Range<usize>) -> Range<usize> {
        // "announced a ban on cars, angering the shops"
        let is_phrase = self.trees.upos(content) == Upos::Noun && self.trees.relation(content) == Relation::Object;
        let is_relative = |at: usize| matches!(self.words.lower(at), "who" | "which" | "whose" | "whom");
        // "attributed the loss of a boat, which sank, to the storm"
        let goes_on = |first: usize| {
            let is_to = |at: usize| self.words.lower(at) == "," && self.words.lower(at + 1) == "to";
            (first..range.end - 1).any(is_to)
        };
        // "called for a ban on cars, which block the quay": where no clause is told, the clause behind it is the report's.
        let is_clause_told = range.clone().take_while(|at| *at <= content).any(|at| self.trees.is_finite(at));
        let is_clause = |at: usize, first: usize| match self.trees.relation(at) {
            Relation::RelativeClause => is_relative(first),
            Relation::ClauseOfNoun | Relation::AdverbialClause if self.words.ends_in_ing(at) => {
                is_phrase && first == at
            }
            // "…, though he did not know the number", "…, as he fended off questions"
            Relation::AdverbialClause => {
                matches!(self.words.lower(first), "though" | "as") && self.trees.relation(first) == Relation::Mark
                    && self.has_subject(at)
                    // "…, though it had come late": that was said, too.
                    && !self.trees.dependents(at).any(|at| self.is_shifted(at))
                    // "…, as he often did, and was keen to begin"
                    && !(first..range.end - 1).any(|at| {
                        self.words.lower(at) == "," && self.trees.relation(at + 1) == Relation::Coordinator
                    })
            }
            _ => false,
        };
        // The comma may hang on what it is called, and then begins its extent.
        // "…, something that nobody confirmed"
        let calls_it = |at: usize, first: usize| {
            matches!(self.words.lower(first), "a" | "an") && self.lexicon.cue_noun(self.trees.lemma(at)).is_some()
                || first == at && self.words.lower(at) == "something"
        };
        // "…, compared with 33 percent in May", "…, meaning the quay would close"
        let compares = |at: usize, first: usize| first == at && matches!(self.words.lower(at), "compared" | "meaning");
        let remark = |at: usize| {
            let extent = self.trees.extent(at);
            let first = extent.clone().find(|at| !self.is_mark(*at))?;
            let is_remark = calls_it(at, first)
                || compares(at, first)
                // "announced the names of the dead and of Jan Lund, who is held": nor is more about somebody in a phrase.
                || (first == extent.start
                    || self.trees.relation(at) != Relation::RelativeClause
                    || is_phrase && self.words.lower(first) == "who"
                    || !is_clause_told && self.words.lower(first) == "which" && !goes_on(first))
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
        // "announced his retirement, hours after the vote"
        let is_plain = |at: usize| !self.is_mark(at) && !self.trees.is_verbal(at);
        let is_aside = |comma: &usize| {
            let behind = (comma + 1..range.end).take(TIME_TOKENS_MAX).take_while(|at| is_plain(*at));
            let is_time = behind.skip(1).any(|at| self.words.class(at).any(Class::TIME_SUBORDINATOR));
            // "announced two new piers, one of which broke"
            let of = (comma + 2..range.end.saturating_sub(1)).take(2).find(|at| self.words.lower(*at) == "of");
            let is_among = comma + 2 < range.end && self.words.lower(comma + 1) == "among";
            let is_part = of.is_some_and(|of| is_relative(of + 1))
                || is_among && matches!(self.words.lower(comma + 2), "them" | "whom");
            *comma > content && self.words.lower(*comma) == "," && (is_time || is_part)
        };
        let aside = || range.clone().find(is_aside).filter(|_| is_phrase);
        let end = range.clone().find_map(remark).or_else(absolute).or_else(aside);
        let end = end.filter(|end| !self.holds_quotation(*end..range.end));
        let range = range.start..end.unwrap_or(range.end);
        self.without_retort(content, self.without_silence(content, self.without_comparison(content, range)))
    }

    /// Without what the report sets against or beside what was said: "said he had won, *despite the council counting again*",
    /// "called it a win, *as did the guild*".
    fn without_comparison(&self, content: usize, range: Range<usize>) -> Range<usize> {
        let acts = |verb: usize| self.trees.is_verbal(verb) && self.words.ends_in_ing(verb);
        // "despite the storm" belongs to what was said; a clause of its own does not.
        let opens_despite = |at: usize| {
            let head = self.trees.head(at).filter(|_| self.words.lower(at) == "despite");
            head.is_some_and(|head| {
                let of_noun = || self.trees.dependent(head, &[Relation::ClauseOfNoun]).is_some_and(acts);
                let is_clause = if acts(head) { self.has_subject(head) } else { of_noun() };
                is_clause && range.end <= self.trees.extent(head).end + 1
            })
        };
        let opens_as = |at: usize| {
            let verb = self.words.lower((at + 1).min(self.words.len() - 1));
            self.words.lower(at) == "as" && self.words.lower(at - 1) == "," && matches!(verb, "do" | "does" | "did")
        };
        let start = range.clone().skip_while(|at| *at <= content).find(|at| opens_despite(*at) || opens_as(*at));
        let end = start.map(|at| if self.words.lower(at - 1) == "," { at - 1 } else { at });
        range.start..end.filter(|end| !self.holds_quotation(*end..range.end)).unwrap_or(range.end)
    }

    /// Without what others say behind a comma of the last thing that is told: "…, *which he denied*", "…, *an amount decried by
    /// the guild*".
    fn without_retort(&self, content: usize, range: Range<usize>) -> Range<usize> {
        let first = self.hits.partition_point(|other| other.tokens.start <= content);
        let inside = self.hits[first..].iter().take_while(|other| other.tokens.start < range.end);
        let retort = |other: &CueHit| {
            let verb = other
                .words
                .clone()
                .find(|at| matches!(self.trees.relation(*at), Relation::RelativeClause | Relation::ClauseOfNoun))?;
            let calls = |noun: &usize| {
                matches!(self.trees.relation(*noun), Relation::Apposition | Relation::Parataxis)
                    && self.trees.upos(*noun) == Upos::Noun
            };
            let noun = self.trees.head(verb).filter(calls);
            let is_relative = self.trees.relation(verb) == Relation::RelativeClause && noun.is_none();
            let top = if is_relative { verb } else { noun? };
            let extent = self.trees.extent(top);
            let start = extent.clone().find(|at| !self.is_mark(*at))?;
            let opens = match is_relative {
                true => matches!(self.words.lower(start), "which" | "who" | "whom"),
                false => matches!(self.words.lower(start), "a" | "an"),
            };
            // "…, who said he would pay": the teller of a tale belongs to it.
            let is_own = other.source.as_ref().is_some_and(|source| {
                matches!(source.rule, SourceRule::Subject | SourceRule::Agent) && extent.contains(&source.core.start)
            });
            let is_last = start > content && range.end <= extent.end + 1 && self.words.lower(start - 1) == ",";
            (opens && is_own && is_last).then(|| start - 1)
        };
        let end = inside.take(OTHERS_MAX).find_map(retort);
        range.start..end.unwrap_or(range.end)
    }

    /// Without what somebody left unsaid: "confirmed that he was held, *but would not discuss the case*".
    fn without_silence(&self, content: usize, range: Range<usize>) -> Range<usize> {
        let tells = |at: usize| {
            let entry =
                self.words.phrase_at(&self.lexicon.cue_forms, at).map(|(_, form)| &self.lexicon.cues[form.entry]);
            entry.is_some_and(|entry| matches!(entry.act, "say" | "explain" | "reveal" | "announce" | "confirm"))
        };
        let is_silence = |at: &usize| {
            let joins =
                |word: usize| self.trees.relation(word) == Relation::Coordinator && self.words.lower(word) == "but";
            let is_not = |word: usize| matches!(self.words.lower(word), "not" | "n't" | "n’t" | "never");
            let subject = self.trees.dependent(*at, &[Relation::Subject]);
            self.trees.relation(*at) == Relation::Conjunct
                && tells(*at)
                && subject.is_none_or(|subject| self.trees.upos(subject) == Upos::Pronoun)
                && self.trees.dependents(*at).any(joins)
                && self.trees.dependents(*at).any(is_not)
        };
        let silence = range.clone().filter(|at| *at > content).find(is_silence);
        let start = silence.and_then(|at| (content..at).rev().find(|at| self.words.lower(*at) == "but"));
        let end = start.map(|but| if self.words.lower(but - 1) == "," { but - 1 } else { but });
        range.start..end.filter(|end| !self.holds_quotation(*end..range.end)).unwrap_or(range.end)
    }

    /// The end of the units before a lone dash: "dismissed the tale — a habit of his".
    pub(super) fn without_afterthought(&self, start: usize, end: usize) -> usize {
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
    pub(super) fn closed(&self, start: usize, end: usize) -> usize {
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
