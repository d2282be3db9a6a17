//! Patterns laid over the units of a block.

use std::ops::Range;

use dateline_core::TokenKind;
use dateline_core::syntax::Relation;

use crate::cue::{CueForm, CueHit};
use crate::lexicon::Lexicon;
use crate::rule::{CueNeed, Element};
use crate::source::SourceRule;
use crate::tree::Trees;
use crate::unit::{Border, Unit, Units};
use crate::words::{Class, Words};

/// Longest phrase between a cue and its content, in units.
const PHRASE_UNITS_MAX: usize = 12;

/// Longest title of a work, in tokens.
const TITLE_TOKENS_MAX: usize = 10;

/// Nouns of works, whose titles stand between marks.
const WORKS: [&str; 14] = [
    "album",
    "autobiography",
    "book",
    "documentary",
    "essay",
    "film",
    "memoir",
    "movie",
    "novel",
    "play",
    "programme",
    "show",
    "single",
    "song",
];

/// A block with its cues.
#[derive(Debug)]
pub(crate) struct Scene<'a> {
    lexicon: &'a Lexicon,
    words: &'a Words<'a>,
    trees: &'a Trees<'a>,
    units: &'a Units,
    hits: &'a [CueHit],
    /// The hits by the first token of their cue.
    by_cue: ByToken,
    /// The first of the hits whose own source before them starts with a token.
    by_source: ByToken,
    /// For each hit the next one whose source starts with the same token.
    next_of_source: Vec<Option<usize>>,
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

/// What a pattern took. Ranges are units.
#[derive(Debug, Clone, Default)]
pub(crate) struct Taken {
    /// The pieces of the content.
    pub(crate) content: Vec<Range<usize>>,
    /// The index of the cue.
    pub(crate) hit: Option<usize>,
}

impl<'a> Scene<'a> {
    /// Sets the scene. The hits stand in the order of the text.
    pub(crate) fn new(
        lexicon: &'a Lexicon,
        words: &'a Words<'a>,
        trees: &'a Trees<'a>,
        units: &'a Units,
        hits: &'a [CueHit],
    ) -> Self {
        let [mut by_cue, mut by_source] = std::array::from_fn(|_| ByToken::new(units));
        let mut next_of_source = vec![None; hits.len()];
        // From the back, so that of several hits the first one stands in the index.
        for (at, hit) in hits.iter().enumerate().rev() {
            by_cue.set(hit.tokens.start, at);
            if let Some(source) = hit.source.as_ref().filter(|_| hit.has_source_before()) {
                next_of_source[at] = by_source.set(source.tokens.start, at);
            }
        }
        Self { lexicon, words, trees, units, hits, by_cue, by_source, next_of_source }
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
            Element::WithinSentence => (!self.units.begins_sentence(self.words, at)).then_some(())?,
            Element::NoThat => {
                let is_other = self.is_marker(at, "that") || self.leads_on(at, &taken) || self.tells_own(&taken);
                (!is_other).then_some(())?;
            }
            Element::Quote => {
                self.units.items.get(at)?.quotation?;
                if self.is_title(at) {
                    return None;
                }
                return self.go(rest, at + 1, with_content(taken, at..at + 1));
            }
            // "vowed to rebuild: “…”": an infinitive is content, not an addressee.
            Element::Phrase if self.is_marker(at, "to") => return None,
            Element::Phrase if self.goes_on_in_quotation(at, &taken) => return None,
            Element::Phrase => {
                let ends = (at + 1..=self.phrase_end(at)).rev();
                return ends.into_iter().find_map(|end| self.go(rest, end, taken.clone()));
            }
            Element::SourceCue(need) => {
                let (hit, end) = self.source_cue(at, *need)?;
                return self.go(rest, end, Taken { hit: Some(hit), ..taken });
            }
            Element::SharedCue(need) => {
                let hit = self.hit_at(at, *need).filter(|hit| self.hits[*hit].shares_source())?;
                let end = self.unit_behind(self.hits[hit].tokens.end)?;
                return self.go(rest, end, Taken { hit: Some(hit), ..taken });
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
            Element::SourceCue(_) => self.by_source.get(token).is_some(),
            Element::CueSource(_) | Element::SharedCue(_) | Element::According => self.by_cue.get(token).is_some(),
            Element::SentenceEnd | Element::WithinSentence | Element::NoThat | Element::Adverb | Element::Phrase => {
                true
            }
        }
    }

    /// Whether a source and its cue begin a sentence and lead over to the quotation behind them: "“….” *She added*, “…”".
    fn leads_on(&self, at: usize, taken: &Taken) -> bool {
        let is_quotation = |at: usize| self.units.items.get(at).is_some_and(|unit| unit.quotation.is_some());
        let mark = self.units.items.get(at).filter(|unit| unit.quotation.is_none());
        let leads = mark.is_some_and(|unit| matches!(self.words.lower(unit.tokens.start), "," | ":"));
        let source = taken.hit.and_then(|hit| self.hits[hit].source.as_ref());
        let first = source.and_then(|source| self.units.starting_at(source.tokens.start));
        leads && is_quotation(at + 1) && first.is_some_and(|first| self.units.begins_sentence(self.words, first))
    }

    /// Whether a quotation is a sentence by itself, and the cue behind it tells something else: "“….” *She said* she had left",
    /// "“….” *The union reported* new cases".
    fn tells_own(&self, taken: &Taken) -> bool {
        let quoted = taken.content.last().map(|units| self.units.items[units.end - 1].tokens.clone());
        let is_sentence = quoted.is_some_and(|tokens| tokens.rev().take(2).any(|at| self.words.lower(at) == "."));
        let has_complement = |hit: usize| {
            let cue = self.hits[hit].words.clone();
            let takes_addressee = self.lexicon.cues[self.hits[hit].entry].is_addressed;
            let is_complement = |at: usize| match self.trees.relation(at) {
                Relation::ClausalComplement | Relation::OpenComplement => true,
                Relation::Object => !takes_addressee,
                _ => false,
            };
            let mut below = cue.clone().flat_map(|word| self.trees.dependents(word));
            below.any(|at| at >= cue.end && is_complement(at))
        };
        // "“….” *He called on* the court to act": a pronoun with a capital begins a sentence.
        let begins_anew = |hit: usize| {
            let first = self.hits[hit].source.as_ref().map(|source| source.tokens.start);
            const STARTS: Class = Class::PRONOUN_SUBJECT.with(Class::DETERMINER);
            let is_start = |at: usize| self.words.class(at).any(STARTS) && self.words.class(at).any(Class::CAPITAL);
            let behind = self.hits[hit].tokens.end;
            let goes_on = behind < self.words.len() && self.words.class(behind).any(Class::WORD);
            goes_on && first.is_some_and(|first| first < behind && is_start(first))
        };
        is_sentence && taken.hit.is_some_and(|hit| has_complement(hit) || begins_anew(hit))
    }

    /// Whether a quotation is the title of something named right before it: "on Radio Lume’s “Face the Town”", "in her book,
    /// “The Long Road”".
    fn is_title(&self, at: usize) -> bool {
        let quoted = self.units.items[at].tokens.clone();
        let Some(before) = quoted.start.checked_sub(1).filter(|_| quoted.len() <= TITLE_TOKENS_MAX) else {
            return false;
        };
        let is_comma = self.words.lower(before) == ",";
        let noun = if is_comma { before.checked_sub(1) } else { Some(before) };
        let names_work = noun.is_some_and(|noun| {
            let is_work = WORKS.contains(&self.words.lower(noun));
            let is_owner = !is_comma && matches!(self.words.lower(noun), "'s" | "’s");
            is_work || is_owner
        });
        // "Face the Town": small words apart, all begin with capitals.
        let mut words = quoted.filter(|at| self.words.class(*at).any(Class::WORD));
        let is_small = |at: usize| {
            const SMALL: Class = Class::PREPOSITION.with(Class::DETERMINER).with(Class::CONJUNCTION);
            self.words.class(at).any(SMALL) || self.words.lower(at) == "to"
        };
        names_work && words.all(|at| self.words.class(at).any(Class::CAPITAL) || is_small(at))
    }

    /// Whether a thing stands behind a cue that takes none and speaks to nobody, and the sentence goes on in a quotation: "said *the proof,
    /// “though thin, was enough”*".
    fn goes_on_in_quotation(&self, at: usize, taken: &Taken) -> bool {
        let entry = taken.hit.map(|hit| &self.lexicon.cues[self.hits[hit].entry]);
        let takes_thing = entry.is_none_or(|entry| entry.is_addressed || entry.frames.takes_object());
        let first = self.units.items.get(at).map(|unit| unit.tokens.start).filter(|_| !takes_thing);
        let opens = first.is_some_and(|first| self.words.class(first).any(Class::DETERMINER.with(Class::POSSESSIVE)));
        let end = self.phrase_end(at);
        let quoted = self.units.items[end..].iter().take(2).find(|unit| unit.quotation.is_some());
        let goes_on = |unit: &Unit| {
            let inner = unit.tokens.clone().find(|at| self.words.class(*at).any(Class::WORD));
            inner.is_some_and(|first| !self.words.class(first).any(Class::CAPITAL))
        };
        opens && quoted.is_some_and(goes_on)
    }

    /// Whether a word begins an infinitive or a clause here.
    fn is_marker(&self, at: usize, word: &str) -> bool {
        let token = self.units.items.get(at).map(|unit| unit.tokens.start);
        token.is_some_and(|token| self.words.lower(token) == word && self.trees.relation(token) == Relation::Mark)
    }

    fn inverted(&self, rest: &[Element], hit: usize, taken: Taken) -> Option<Taken> {
        let source = self.hits[hit].source.as_ref().filter(|_| self.hits[hit].has_source_behind())?;
        let end = self.unit_behind(source.tokens.end)?;
        self.go(rest, end, Taken { hit: Some(hit), ..taken })
    }

    /// The source with its cue that starts at a unit: the cue and the unit behind it.
    fn source_cue(&self, at: usize, need: CueNeed) -> Option<(usize, usize)> {
        let token = self.units.items.get(at)?.tokens.start;
        // "a diver, who asked not to be named, said": not the cue in the clause about the source.
        let is_main =
            |hit: &usize| self.hits[*hit].source.as_ref().is_some_and(|source| source.rule != SourceRule::ModifiedNoun);
        let hits = || {
            let all = std::iter::successors(self.by_source.get(token), |hit| self.next_of_source[*hit]);
            all.filter(|hit| self.fits(*hit, need))
        };
        let hit = hits().find(is_main).or_else(|| hits().next())?;
        Some((hit, self.unit_behind(self.hits[hit].tokens.end)?))
    }

    fn hit_at(&self, at: usize, need: CueNeed) -> Option<usize> {
        let token = self.units.items.get(at)?.tokens.start;
        self.by_cue.get(token).filter(|hit| self.fits(*hit, need))
    }

    fn fits(&self, hit: usize, need: CueNeed) -> bool {
        let entry = &self.lexicon.cues[self.hits[hit].entry];
        // "called Keller's statement “a sad day”": what a noun says stands behind "that" or "to".
        self.hits[hit].form != CueForm::Noun
            && entry.frames.has(need.frames)
            && (self.hits[hit].is_speech || !need.strong)
    }

    fn entry_is_adposition(&self, hit: usize) -> bool {
        self.lexicon.cues[self.hits[hit].entry].is_adposition
    }

    /// The index of the unit that follows the token before `token`.
    fn unit_behind(&self, token: usize) -> Option<usize> {
        let last = self.units.items.last()?;
        if last.tokens.end == token { Some(self.units.items.len()) } else { self.units.starting_at(token) }
    }

    /// Whether a finite verb stands for what is said rather than for whom it is said to: "said *there was* nothing, “not a
    /// penny”", not "told people who came".
    fn tells_clause(&self, at: usize) -> bool {
        let is_clause =
            matches!(self.trees.relation(self.trees.predicate(at)), Relation::ClausalComplement | Relation::Conjunct);
        is_clause && self.trees.is_finite(at)
    }

    /// The unit behind the longest phrase of an addressee, a time or a place.
    fn phrase_end(&self, from: usize) -> usize {
        let is_plain = |at: usize| {
            let unit = &self.units.items[at];
            let token = unit.tokens.start;
            unit.quotation.is_none()
                && self.words.kind(token) != TokenKind::QuotationMark
                && (self.words.kind(token) != TokenKind::Punctuation
                    || matches!(self.words.lower(token), "-" | "'" | "’" | "(" | ")"))
                && self.words.lower(token) != "that"
                // "said although the pier was lost, “…”": a clause is what is said.
                && !(matches!(self.words.lower(token), "although" | "because" | "if" | "though" | "unless" | "whereas")
                    && self.trees.relation(token) == Relation::Mark)
                && !self.tells_clause(token)
                // "said in a statement, “…”": a noun that reports is no cue here.
                && self.by_cue.get(token).is_none_or(|hit| self.hits[hit].form == CueForm::Noun)
        };
        let items = &self.units.items;
        let limit = items.len().min(from + PHRASE_UNITS_MAX);
        let to = (from..limit).find(|at| !is_plain(*at)).unwrap_or(limit);
        (from..to).find(|at| items[*at].border != Border::None).map_or(to, |at| at + 1)
    }
}

fn with_content(mut taken: Taken, units: Range<usize>) -> Taken {
    taken.content.push(units);
    taken
}
