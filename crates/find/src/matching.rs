//! Patterns laid over the units of a block.

use std::ops::Range;

use dateline_core::TokenKind;

use crate::cue::{CueHit, Subject, SubjectRule};
use crate::lexicon::Lexicon;
use crate::phrase::starts_phrase;
use crate::rule::{ClauseKind, CueNeed, Element};
use crate::unit::{Border, Units};
use crate::words::{Class, VERBAL, Words};

/// Longest clause that is looked at, in units; the bound keeps matching linear in the length of the text.
const CLAUSE_UNITS_MAX: usize = 200;

/// Longest phrase between a cue and its content, in units.
const PHRASE_UNITS_MAX: usize = 12;

/// A block with its cues.
#[derive(Debug)]
pub(crate) struct Scene<'a> {
    lexicon: &'a Lexicon,
    words: &'a Words<'a>,
    units: &'a Units,
    hits: &'a [CueHit],
    /// The hits by the first token of their cue.
    by_cue: ByToken,
    /// The hits by the first token of their verb group.
    by_group: ByToken,
    /// The first of the hits whose subject beside them starts with a token.
    by_subject: ByToken,
    /// For each hit the next one whose subject starts with the same token.
    next_of_subject: Vec<Option<usize>>,
}

/// Hits of a block by a token.
#[derive(Debug)]
struct ByToken {
    first_token: usize,
    hits: Vec<Option<usize>>,
}

impl ByToken {
    fn new(units: &Units) -> Self {
        let first_token = units.items.first().map_or(0, |unit| unit.tokens.start);
        let end = units.items.last().map_or(0, |unit| unit.tokens.end);
        Self { first_token, hits: vec![None; end - first_token] }
    }

    fn get(&self, token: usize) -> Option<usize> {
        self.hits.get(token.checked_sub(self.first_token)?).copied().flatten()
    }

    /// Puts a hit at a token, and gives back the one that stood there.
    fn set(&mut self, token: usize, hit: usize) -> Option<usize> {
        self.hits[token - self.first_token].replace(hit)
    }
}

/// What a pattern took. Numbers are units, but for `source`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Taken {
    /// The pieces of the content.
    pub(crate) content: Vec<Range<usize>>,
    /// The index of the cue.
    pub(crate) hit: Option<usize>,
    /// The tokens of the source.
    pub(crate) source: Option<Range<usize>>,
    /// Whether the source is the subject that the cue shares or stands before.
    pub(crate) is_subject: bool,
}

impl<'a> Scene<'a> {
    /// Sets the scene. The hits stand in the order of the text.
    pub(crate) fn new(lexicon: &'a Lexicon, words: &'a Words<'a>, units: &'a Units, hits: &'a [CueHit]) -> Self {
        let [mut by_cue, mut by_group, mut by_subject] = std::array::from_fn(|_| ByToken::new(units));
        let mut next_of_subject = vec![None; hits.len()];
        // From the back, so that of several hits the first one stands in the index.
        for (at, hit) in hits.iter().enumerate().rev() {
            by_cue.set(hit.tokens.start, at);
            by_group.set(hit.group_start, at);
            if let Some(subject) = hit.subject.as_ref().filter(|subject| subject.rule == SubjectRule::Beside) {
                next_of_subject[at] = by_subject.set(subject.tokens.start, at);
            }
        }
        Self { lexicon, words, units, hits, by_cue, by_group, by_subject, next_of_subject }
    }

    /// Whether a form can match from a unit on, by a look at its first element.
    pub(crate) fn may_match(&self, form: &[Element], at: usize) -> bool {
        form.first().is_some_and(|element| self.may_start(element, at))
    }

    /// Matches a row of elements from a unit on.
    pub(crate) fn matches(&self, elements: &[Element], at: usize) -> Option<Taken> {
        self.go(elements, at, Taken::default())
    }

    fn go(&self, elements: &[Element], at: usize, taken: Taken) -> Option<Taken> {
        let Some((element, rest)) = elements.split_first() else { return Some(taken) };
        match element {
            Element::SentenceStart => self.units.begins_sentence(self.words, at).then_some(())?,
            Element::SentenceEnd => self.units.ends_sentence(self.words, at).then_some(())?,
            Element::Quote => {
                self.units.items.get(at)?.quotation?;
                return self.go(rest, at + 1, with_content(taken, at..at + 1));
            }
            Element::Clause(kind) if rest.is_empty() => {
                let end = self.clause_end(at);
                return self.is_clause(at..end, *kind).then(|| with_content(taken, at..end));
            }
            Element::Clause(kind) => {
                let ends = (at + 1..=self.sentence_end(at)).rev();
                return ends
                    .filter(|end| self.may_start(&rest[0], *end) && self.is_clause(at..*end, *kind))
                    .find_map(|end| self.go(rest, end, with_content(taken.clone(), at..end)));
            }
            Element::Phrase => {
                let ends = (at + 1..=self.phrase_end(at)).rev();
                return ends.into_iter().find_map(|end| self.go(rest, end, taken.clone()));
            }
            Element::SourceCue(need) => {
                let (hit, end, source) = self.source_cue(at, *need)?;
                let taken = Taken { hit: Some(hit), source: Some(source), is_subject: true, ..taken };
                return self.go(rest, end, taken);
            }
            Element::SharedCue(need) => {
                let hit = self.hit_at(at, *need)?;
                let subject = self.hits[hit].subject.as_ref().filter(|s| s.rule == SubjectRule::OfTheSentence)?;
                let taken = Taken { hit: Some(hit), source: Some(subject.tokens.clone()), is_subject: true, ..taken };
                return self.go(rest, self.unit_behind(self.hits[hit].tokens.end)?, taken);
            }
            Element::CueSource(need) => {
                let hit = self.hit_at(at, *need).filter(|hit| !self.entry_is_adposition(*hit))?;
                return self.inverted(rest, hit, taken);
            }
            Element::According => {
                let need = CueNeed { frames: Default::default(), strong: false };
                let hit = self.hit_at(at, need).filter(|hit| self.entry_is_adposition(*hit))?;
                return self.inverted(rest, hit, taken);
            }
            Element::Adverb => {
                let unit = self.units.items.get(at).filter(|unit| unit.quotation.is_none())?;
                let is_adverb = self.words.class(unit.tokens.start).any(Class::ADVERB)
                    || self.words.lower(unit.tokens.start).ends_with("ly");
                is_adverb.then_some(())?;
                return self.go(rest, at + 1, taken);
            }
            Element::Literal(word) => {
                let unit = self.units.items.get(at).filter(|unit| unit.quotation.is_none())?;
                (self.words.lower(unit.tokens.start) == word).then_some(())?;
                return self.go(rest, at + 1, taken);
            }
        }
        self.go(rest, at, taken)
    }

    /// A cheap look whether an element can match here, before anything is copied.
    fn may_start(&self, element: &Element, at: usize) -> bool {
        let Some(unit) = self.units.items.get(at) else { return false };
        let token = unit.tokens.start;
        match element {
            Element::SentenceStart => self.units.begins_sentence(self.words, at),
            Element::Quote => unit.quotation.is_some(),
            Element::Literal(word) => self.words.lower(token) == word,
            Element::SourceCue(_) => self.by_subject.get(token).is_some(),
            Element::CueSource(_) | Element::SharedCue(_) | Element::According => self.by_cue.get(token).is_some(),
            Element::SentenceEnd | Element::Clause(_) | Element::Adverb | Element::Phrase => true,
        }
    }

    fn inverted(&self, rest: &[Element], hit: usize, taken: Taken) -> Option<Taken> {
        let source = self.hits[hit].inverted.as_ref()?.tokens.clone();
        let end = self.unit_behind(source.end)?;
        self.go(rest, end, Taken { hit: Some(hit), source: Some(source), is_subject: false, ..taken })
    }

    /// The source with its cue that starts at a unit: the cue, the unit behind it, the tokens of the source.
    fn source_cue(&self, at: usize, need: CueNeed) -> Option<(usize, usize, Range<usize>)> {
        let token = self.units.items.get(at)?.tokens.start;
        let hit = std::iter::successors(self.by_subject.get(token), |hit| self.next_of_subject[*hit])
            .find(|hit| self.fits(*hit, need))?;
        let source = self.hits[hit].subject.as_ref()?.tokens.clone();
        Some((hit, self.unit_behind(self.hits[hit].tokens.end)?, source))
    }

    fn hit_at(&self, at: usize, need: CueNeed) -> Option<usize> {
        let token = self.units.items.get(at)?.tokens.start;
        self.by_cue.get(token).filter(|hit| self.fits(*hit, need))
    }

    fn fits(&self, hit: usize, need: CueNeed) -> bool {
        let entry = &self.lexicon.cues[self.hits[hit].entry];
        entry.frames.has(need.frames) && (entry.is_strong || !need.strong)
    }

    fn entry_is_adposition(&self, hit: usize) -> bool {
        self.lexicon.cues[self.hits[hit].entry].is_adposition
    }

    /// The index of the unit that follows the token before `token`.
    fn unit_behind(&self, token: usize) -> Option<usize> {
        let last = self.units.items.last()?;
        if last.tokens.end == token { Some(self.units.items.len()) } else { self.units.starting_at(token) }
    }

    /// The unit behind the last one of the sentence, without its last marks.
    fn sentence_end(&self, from: usize) -> usize {
        let to = self.units.items.len().min(from + CLAUSE_UNITS_MAX);
        (from..to).find(|at| self.units.ends_sentence(self.words, *at)).unwrap_or(to)
    }

    /// The unit behind a clause whose end nothing else tells.
    fn clause_end(&self, from: usize) -> usize {
        let end = self.sentence_end(from);
        let next = (from + 1..end).find(|at| self.starts_next_clause(*at)).unwrap_or(end);
        let is_comma = |at: usize| self.is_token(at) && self.words.lower(self.units.items[at].tokens.start) == ",";
        (from..next).rev().find(|at| !is_comma(*at)).map_or(from, |at| at + 1)
    }

    /// Whether something else than the clause begins here: "… and added that", "…, saying that".
    fn starts_next_clause(&self, at: usize) -> bool {
        if !self.is_token(at) {
            return false;
        }
        let token = self.units.items[at].tokens.start;
        let shared = |token: usize| {
            let is_shared = |subject: &Subject| subject.rule == SubjectRule::OfTheSentence;
            let hit = self.by_group.get(token).map(|hit| &self.hits[hit]);
            hit.filter(|hit| hit.subject.as_ref().is_some_and(is_shared))
        };
        if self.words.class(token).any(Class::CONJUNCTION) {
            return token + 1 < self.words.len() && shared(token + 1).is_some_and(|hit| !hit.is_participle);
        }
        let follows_comma = self.is_token(at - 1) && self.words.lower(token - 1) == ",";
        let follows_quotation = !self.is_token(at - 1);
        shared(token).is_some_and(|hit| {
            let is_free =
                hit.is_participle && !self.words.class(token - 1).any(Class::PREPOSITION.with(Class::CONJUNCTION));
            follows_comma || follows_quotation || is_free
        })
    }

    /// The unit behind the longest phrase of an addressee, a time or a place.
    fn phrase_end(&self, from: usize) -> usize {
        let is_plain = |at: usize| {
            let unit = &self.units.items[at];
            let token = unit.tokens.start;
            unit.quotation.is_none()
                && self.words.kind(token) != TokenKind::QuotationMark
                && (self.words.kind(token) != TokenKind::Punctuation
                    || matches!(self.words.lower(token), "-" | "'" | "’"))
                && self.words.lower(token) != "that"
                && self.by_cue.get(token).is_none()
        };
        let items = &self.units.items;
        let limit = items.len().min(from + PHRASE_UNITS_MAX);
        let to = (from..limit).find(|at| !is_plain(*at)).unwrap_or(limit);
        (from..to).find(|at| items[*at].border != Border::None).map_or(to, |at| at + 1)
    }

    fn is_token(&self, at: usize) -> bool {
        self.units.items[at].quotation.is_none()
    }

    fn is_clause(&self, units: Range<usize>, kind: ClauseKind) -> bool {
        let Some(first) = self.units.items.get(units.start).filter(|_| !units.is_empty()) else { return false };
        let token = first.tokens.start;
        let holds = |class: Class| {
            self.units.items[units.clone()]
                .iter()
                .any(|unit| unit.tokens.clone().any(|at| self.words.class(at).any(class)))
        };
        let has_words = holds(Class::WORD);
        match kind {
            ClauseKind::Any => has_words && self.is_begin_of_clause(token),
            ClauseKind::Main => {
                (first.quotation.is_some() || self.starts_clause(token)) && units.len() > 2 && holds(VERBAL)
            }
            ClauseKind::Object => {
                let is_time = self.words.class(token).any(Class::WEEKDAY.with(Class::MONTH));
                has_words && starts_phrase(self.words, token) && !is_time
            }
            ClauseKind::Infinitive => self.words.lower(token) == "to" && units.len() > 1,
            ClauseKind::Quoting => {
                self.is_begin_of_clause(token)
                    && self.units.items[units.clone()].iter().any(|unit| unit.quotation.is_some())
            }
        }
    }

    /// Whether a clause can begin with the token: with a full noun phrase or a plural, not with a lone adjective, which
    /// mostly says that the cue is a participle ("the alleged plot").
    fn starts_clause(&self, token: usize) -> bool {
        const STARTS: Class =
            Class::DETERMINER.with(Class::POSSESSIVE).with(Class::PRONOUN_SUBJECT).with(Class::NUMBER);
        let is_plural = self.words.lower(token).ends_with('s');
        let class = self.words.class(token);
        class.any(STARTS) || self.words.is_name_like(token) || (starts_phrase(self.words, token) && is_plural)
    }

    /// Whether content can begin with the token: not with a mark that ends something.
    fn is_begin_of_clause(&self, token: usize) -> bool {
        self.words.kind(token) != TokenKind::Punctuation || matches!(self.words.lower(token), "(" | "[" | "…" | "...")
    }
}

fn with_content(mut taken: Taken, units: Range<usize>) -> Taken {
    taken.content.push(units);
    taken
}
