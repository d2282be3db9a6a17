//! What a stretch of a report speaks of: its words of content, told by their stems, and how much each of them says.
//!
//! A stem that few sentences of the story hold says more than one that stands in most of them, and a word that is rare
//! in English says more than a common one.

use std::collections::{BTreeSet, HashMap};

use dateline_core::{Analysis, Clean, Sentence, Span, Token, TokenKind, Upos};

use crate::grouping::Rates;
use crate::substitute::Stems;
use crate::unit::Unit;
use crate::words::{Lexicon, fold, within};

/// Sentences on anything that stand beside those of the story when it is counted how many hold a stem: in two short
/// reports each word would else look as common as the matter that they are about.
const BACKGROUND_SENTENCES: f64 = 100.0;

/// The least that a word of content says.
const WEIGHT_MIN: f64 = 0.2;

/// Parts of speech of words that speak of something; numbers are compared by their values.
const CONTENT: [Upos; 5] = [Upos::Adjective, Upos::Adverb, Upos::Noun, Upos::ProperNoun, Upos::Verb];

/// A word of content: the place of its stem in [`Content::weights`], and its characters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ContentWord {
    pub(crate) stem: usize,
    pub(crate) span: Span<Clean>,
}

/// The words of content of all reports of a story.
#[derive(Debug)]
pub(crate) struct Content {
    /// For each report its words, in the order of the text.
    words: Vec<Vec<ContentWord>>,
    /// How much each stem says: logarithms of one in so many.
    weights: Vec<f64>,
}

/// The stems of a stretch, and how much they say together.
#[derive(Debug, Clone)]
pub(crate) struct Matter {
    /// Each once, sorted.
    pub(crate) stems: Vec<usize>,
    /// The stems as often as they stand there, in the order of the text.
    pub(crate) in_order: Vec<usize>,
    pub(crate) weight: f64,
}

/// What a telling speaks of: all of it, and each thing that it says by itself, where these are several.
#[derive(Debug, Clone)]
pub(crate) struct Spoken {
    pub(crate) whole: Matter,
    pub(crate) parts: Vec<Matter>,
}

impl Spoken {
    /// The things that it says by themselves; all of it where they are not told apart.
    pub(crate) fn parts(&self) -> &[Matter] {
        if self.parts.is_empty() { std::slice::from_ref(&self.whole) } else { &self.parts }
    }
}

/// What two stretches both speak of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shared {
    pub(crate) n_stems: usize,
    pub(crate) weight: f64,
}

impl Content {
    /// Reads the words of all reports. Linear in their text.
    pub(crate) fn of(lexicon: &Lexicon, stems: &Stems, rates: &Rates, analyses: &[&Analysis]) -> Self {
        let mut reader = Reader { lexicon, stems, places: HashMap::new() };
        let mut per_million = Vec::new();
        let words = analyses.iter().map(|analysis| reader.words(analysis, rates, &mut per_million)).collect();
        let mut content = Self { words, weights: Vec::new() };
        content.weights = content.weigh(analyses, &per_million);
        content
    }

    fn weigh(&self, analyses: &[&Analysis], per_million: &[f64]) -> Vec<f64> {
        let mut held_by = vec![0.0; per_million.len()];
        let mut n_sentences = BACKGROUND_SENTENCES;
        for (report, analysis) in analyses.iter().enumerate() {
            for sentence in analysis.annotated.sentences.items() {
                let stems: BTreeSet<usize> = self.words(report, sentence.span).iter().map(|word| word.stem).collect();
                stems.into_iter().for_each(|stem| held_by[stem] += 1.0);
                n_sentences += 1.0;
            }
        }
        let weight = |(held_by, per_million): (&f64, &f64)| {
            let in_story = ((n_sentences + 1.0) / (held_by + 1.0)).ln();
            // The root of the rarity in general: how rare a word is in the story says more of its story.
            let in_general = (1e6 / per_million).ln() / 2.0;
            in_story.min(in_general).max(WEIGHT_MIN)
        };
        held_by.iter().zip(per_million).map(weight).collect()
    }

    /// The words of content in a span of a report.
    pub(crate) fn words(&self, report: usize, span: Span<Clean>) -> &[ContentWord] {
        within(&self.words[report], span, |word| word.span)
    }

    /// The words of the first unit whose stems stand in the second one too.
    pub(crate) fn in_common(&self, a: &Unit, b: &Unit) -> Vec<Span<Clean>> {
        let other = self.matter(self.words(b.report, b.span).iter());
        let words = self.words(a.report, a.span).iter();
        words.filter(|word| other.stems.binary_search(&word.stem).is_ok()).map(|word| word.span).collect()
    }

    /// What some words speak of.
    pub(crate) fn matter<'a>(&self, words: impl Iterator<Item = &'a ContentWord>) -> Matter {
        let in_order: Vec<usize> = words.map(|word| word.stem).collect();
        let stems: BTreeSet<usize> = in_order.iter().copied().collect();
        let weight = stems.iter().map(|stem| self.weights[*stem]).sum();
        Matter { stems: stems.into_iter().collect(), in_order, weight }
    }

    /// What each sentence of a stretch speaks of, where there are several.
    pub(crate) fn sentences(&self, (report, analysis): (usize, &Analysis), span: Span<Clean>) -> Vec<Matter> {
        let sentences = within(analysis.annotated.sentences.items(), span, |sentence| sentence.span);
        let in_sentence = |sentence: &Sentence| {
            let words = self.words(report, span).iter().filter(|word| sentence.span.contains(word.span));
            self.matter(words)
        };
        if sentences.len() > 1 { sentences.iter().map(in_sentence).collect() } else { Vec::new() }
    }

    /// The stems of a span of a report, in the order of the text.
    pub(crate) fn stems(&self, report: usize, span: Span<Clean>) -> Vec<usize> {
        self.words(report, span).iter().map(|word| word.stem).collect()
    }

    /// The stem that says most, the smallest of equal ones.
    pub(crate) fn weightiest(&self, stems: &[usize]) -> Option<usize> {
        let heavier = |a: &&usize, b: &&usize| self.weights[**a].total_cmp(&self.weights[**b]).then(b.cmp(a));
        stems.iter().max_by(heavier).copied()
    }

    /// How much some stems say together.
    pub(crate) fn weight(&self, stems: &[usize]) -> f64 {
        stems.iter().map(|stem| self.weights[*stem]).sum()
    }

    /// What two stretches have in common.
    pub(crate) fn shared(&self, a: &Matter, b: &Matter) -> Shared {
        let shared = a.stems.iter().filter(|stem| b.stems.binary_search(stem).is_ok());
        shared.fold(Shared { n_stems: 0, weight: 0.0 }, |shared, stem| Shared {
            n_stems: shared.n_stems + 1,
            weight: shared.weight + self.weights[*stem],
        })
    }
}

impl Shared {
    /// The part of the matter of the stretch that says less, at most 1.
    pub(crate) fn of_less(self, a: &Matter, b: &Matter) -> f64 {
        self.weight / a.weight.min(b.weight).max(WEIGHT_MIN)
    }

    /// The part of what both say together, at most 1.
    pub(crate) fn of_both(self, a: &Matter, b: &Matter) -> f64 {
        self.weight / (a.weight + b.weight - self.weight).max(WEIGHT_MIN)
    }
}

struct Reader<'a> {
    lexicon: &'a Lexicon,
    stems: &'a Stems,
    /// For each stem its place.
    places: HashMap<String, usize>,
}

impl Reader<'_> {
    fn words(&mut self, analysis: &Analysis, rates: &Rates, per_million: &mut Vec<f64>) -> Vec<ContentWord> {
        let mut words = Vec::new();
        for (at, token) in analysis.annotated.tokens.items().iter().enumerate() {
            if let Some(lemma) = self.lemma(analysis, at, *token) {
                let new = self.places.len();
                let stem = *self.places.entry(self.stems.of(&lemma)).or_insert(new);
                if stem == new {
                    per_million.push(rates.per_million(&lemma));
                }
                words.push(ContentWord { stem, span: token.span });
            }
        }
        words
    }

    /// The folded lemma of a word of content; the word itself where there is no model.
    fn lemma(&self, analysis: &Analysis, at: usize, token: Token) -> Option<String> {
        let syntax = analysis.annotated.syntax.as_ref();
        let is_content = syntax.is_none_or(|syntax| CONTENT.contains(&syntax.words().items()[at].upos));
        let word = fold(analysis.report.text().get(token.span));
        let speaks = token.kind == TokenKind::Word && is_content && !word.is_empty() && !self.lexicon.is_light(&word);
        let lemma = speaks.then(|| syntax.map_or(word, |syntax| fold(syntax.lemma(at))))?;
        (!lemma.is_empty() && !self.lexicon.is_light(&lemma)).then_some(lemma)
    }
}
