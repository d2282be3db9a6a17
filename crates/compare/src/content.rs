//! What a stretch of a report speaks of: its words of content, told by their stems, and how much each of them says.
//!
//! A stem that few sentences of the story hold says more than one that stands in most of them, and a word that is rare
//! in English says more than a common one.

use std::collections::{BTreeSet, HashMap};

use dateline_core::syntax::Relation;
use dateline_core::{Analysis, Clean, Sentence, Span, Syntax, Token, TokenKind, Upos, Word};

use crate::grouping::Rates;
use crate::opposite::Opposites;
use crate::substitute::Stems;
use crate::unit::Unit;
use crate::words::{Lexicon, fold, within};

/// Sentences on anything that stand beside those of the story when it is counted how many hold a stem: in two short
/// reports each word would else look as common as the matter that they are about.
const BACKGROUND_SENTENCES: f64 = 100.0;

/// The least that a word of content says.
const WEIGHT_MIN: f64 = 0.2;

/// Parts of speech of words that speak of something.
const CONTENT: [Upos; 6] = [Upos::Adjective, Upos::Adverb, Upos::Noun, Upos::Numeral, Upos::ProperNoun, Upos::Verb];

/// Words of content behind one that denies which it reaches, within its clause: "has no plans to resign".
const DENIED_WORDS: usize = 2;

/// Words behind "not" that take its denial away: "not only".
const NO_DENIAL: [&str; 2] = ["only", "just"];

/// Most tokens from a verb to its particle: few objects that stand between the two are longer.
const PARTICLE_WITHIN: usize = 6;

/// A word of content: the place of its stem in [`Content::weights`], and its characters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ContentWord {
    pub(crate) stem: usize,
    pub(crate) span: Span<Clean>,
    /// Whether a word before it denies it: "will not resign", "no plans to resign".
    pub(crate) is_denied: bool,
    /// Whether it is a number: how a thing is counted may differ where it is the same thing.
    pub(crate) is_number: bool,
}

/// The words of content of all reports of a story.
#[derive(Debug)]
pub(crate) struct Content {
    /// For each report its words, in the order of the text.
    words: Vec<Vec<ContentWord>>,
    /// How much each stem says: logarithms of one in so many.
    weights: Vec<f64>,
    /// The stems of words with a denial in themselves.
    refusals: BTreeSet<usize>,
    /// The stems of words of which one says the contrary of the other, each pair in both orders.
    contraries: BTreeSet<(usize, usize)>,
}

/// The stems of a stretch, and how much they say together.
#[derive(Debug, Clone, Default)]
pub(crate) struct Matter {
    /// Each once, sorted.
    pub(crate) stems: Vec<usize>,
    /// The stems as often as they stand there, in the order of the text.
    pub(crate) in_order: Vec<usize>,
    pub(crate) weight: f64,
    /// The stems that are denied wherever they stand there, sorted.
    pub(crate) denied: Vec<usize>,
    /// Whether a word there has a denial in itself: "refused to resign".
    pub(crate) refuses: bool,
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
    /// How much of that one of them denies and the other does not.
    pub(crate) opposed: f64,
    /// How much of that both deny.
    pub(crate) denied: f64,
}

impl Content {
    /// Reads the words of all reports. Linear in their text.
    pub(crate) fn of(
        (lexicon, stems, opposites): (&Lexicon, &Stems, &Opposites),
        rates: &Rates,
        analyses: &[&Analysis],
    ) -> Self {
        let mut reader = Reader { lexicon, stems, places: HashMap::new() };
        let mut per_million = Vec::new();
        let mut words: Vec<Vec<ContentWord>> =
            analyses.iter().map(|analysis| reader.words(analysis, rates, &mut per_million)).collect();
        let met = reader.sort_places();
        let mut place = vec![0; met.len()];
        met.iter().enumerate().for_each(|(at, met)| place[*met] = at);
        words.iter_mut().flatten().for_each(|word| word.stem = place[word.stem]);
        let per_million: Vec<f64> = met.iter().map(|met| per_million[*met]).collect();
        let refusals = opposites.refusals().iter();
        let refusals = refusals.filter_map(|word| reader.places.get(&stems.of(word)).copied()).collect();
        let place_of = |word: &&str| reader.places.get(&stems.of(&fold(word))).copied();
        let pairs_of = |[one, other]: &[Vec<&str>; 2]| -> Vec<(usize, usize)> {
            let [one, other] = [one, other].map(|words| words.iter().filter_map(place_of).collect::<Vec<_>>());
            one.iter().flat_map(|a| other.iter().flat_map(move |b| [(*a, *b), (*b, *a)])).collect()
        };
        let contraries = opposites.words().iter().flat_map(pairs_of).collect();
        let mut content = Self { words, weights: Vec::new(), refusals, contraries };
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
        let words: Vec<&ContentWord> = words.collect();
        let in_order: Vec<usize> = words.iter().map(|word| word.stem).collect();
        let stems: BTreeSet<usize> = in_order.iter().copied().collect();
        let weight = stems.iter().map(|stem| self.weights[*stem]).sum();
        let told = |is_denied: bool| words.iter().filter(move |word| word.is_denied == is_denied).map(|word| word.stem);
        let plain: BTreeSet<usize> = told(false).collect();
        let denied = told(true).collect::<BTreeSet<usize>>().difference(&plain).copied().collect();
        let refuses = stems.iter().any(|stem| self.refusals.contains(stem));
        Matter { stems: stems.into_iter().collect(), in_order, weight, denied, refuses }
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

    /// Whether one stretch has a word of which the other has the contrary, and does not have it too.
    pub(crate) fn are_contrary(&self, a: &Matter, b: &Matter) -> bool {
        let lacks = |matter: &Matter, stem: &usize| matter.stems.binary_search(stem).is_err();
        let of_a = a.stems.iter().filter(|stem| lacks(b, stem));
        let of_b = || b.stems.iter().filter(|stem| lacks(a, stem));
        of_a.into_iter().any(|left| of_b().any(|right| self.contraries.contains(&(*left, *right))))
    }

    /// What two stretches have in common.
    pub(crate) fn shared(&self, a: &Matter, b: &Matter) -> Shared {
        let mut shared = Shared { n_stems: 0, weight: 0.0, opposed: 0.0, denied: 0.0 };
        let refuses = a.refuses || b.refuses;
        for stem in a.stems.iter().filter(|stem| b.stems.binary_search(stem).is_ok()) {
            let weight = self.weights[*stem];
            shared.n_stems += 1;
            shared.weight += weight;
            match [a, b].map(|matter| matter.denied.binary_search(stem).is_ok()) {
                [true, true] => shared.denied += weight,
                [false, false] => {}
                _ if refuses => {}
                _ => shared.opposed += weight,
            }
        }
        shared
    }
}

impl Shared {
    /// Whether one denies most of it and the other does not: "will resign", "will not resign".
    pub(crate) fn is_opposed(self) -> bool {
        2.0 * self.opposed > self.weight
    }

    /// The part of the matter of the stretch that says less, at most 1.
    pub(crate) fn of_less(self, a: &Matter, b: &Matter) -> f64 {
        self.weight / a.weight.min(b.weight).max(WEIGHT_MIN)
    }

    /// The part of what both say together, at most 1.
    pub(crate) fn of_both(self, a: &Matter, b: &Matter) -> f64 {
        self.weight / (a.weight + b.weight - self.weight).max(WEIGHT_MIN)
    }
}

/// A fixed expression in a report.
struct Expression {
    stem: String,
    /// How often its rarest word stands in a million words of English; it is no commoner itself.
    per_million: f64,
    /// The token behind it.
    behind: usize,
}

struct Reader<'a> {
    lexicon: &'a Lexicon,
    stems: &'a Stems,
    /// For each stem its place.
    places: HashMap<String, usize>,
}

impl Reader<'_> {
    fn words(&mut self, analysis: &Analysis, rates: &Rates, per_million: &mut Vec<f64>) -> Vec<ContentWord> {
        let tokens = analysis.annotated.tokens.items();
        let mut words = Vec::new();
        let mut n_denied = 0;
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            n_denied = self.n_denied(analysis, *token, n_denied);
            let expression = self.expression((analysis, rates), at);
            let behind = expression.as_ref().map_or(at + 1, |expression| expression.behind);
            let span = token.span.cover(tokens[behind - 1].span);
            let word = || {
                let lemma = self.lemma(analysis, at, *token)?;
                Some((self.stems.of(&lemma), rates.per_million(&lemma)))
            };
            let told = expression.map(|expression| (expression.stem, expression.per_million)).or_else(word);
            let is_number = is_number(analysis, at);
            at = behind;
            let Some((stem, rate)) = told else { continue };
            let new = self.places.len();
            let stem = *self.places.entry(stem).or_insert(new);
            if stem == new {
                per_million.push(rate);
            }
            // Of words that stand for each other the commonest one tells how much they say.
            per_million[stem] = per_million[stem].max(rate);
            words.push(ContentWord { stem, span, is_denied: n_denied > 0, is_number });
            n_denied = n_denied.saturating_sub(1);
        }
        words
    }

    /// Puts the stems in the order of the alphabet instead of that in which they were met, which is returned: sums of their
    /// weights and the choice among equal ones do not depend on the order of the reports.
    fn sort_places(&mut self) -> Vec<usize> {
        let mut stems: Vec<(&str, &mut usize)> =
            self.places.iter_mut().map(|(stem, place)| (stem.as_str(), place)).collect();
        stems.sort_unstable_by_key(|(stem, _)| *stem);
        let replace = |(at, (_, place)): (usize, (&str, &mut usize))| std::mem::replace(place, at);
        stems.into_iter().enumerate().map(replace).collect()
    }

    /// How many words of content from a token on are denied, where so many were before it.
    fn n_denied(&self, analysis: &Analysis, token: Token, before: usize) -> usize {
        let word = fold(analysis.report.text().get(token.span));
        if self.lexicon.denies(&word) {
            DENIED_WORDS
        } else if token.kind == TokenKind::Punctuation || NO_DENIAL.contains(&word.as_str()) {
            0
        } else {
            before
        }
    }

    /// The fixed expression that begins at a token, or the verb there with a particle that stands apart: "turned the
    /// offer down".
    fn expression(&self, (report, rates): (&Analysis, &Rates), at: usize) -> Option<Expression> {
        let first = folded_lemma(report, at);
        let n_words_max = self.stems.expression_words_max(&first)?;
        let tokens = report.annotated.tokens.items();
        let is_hyphen = |at: &usize| report.report.text().get(tokens[*at].span) == "-";
        let in_a_row = (at..tokens.len()).filter(|at| !is_hyphen(at)).take(n_words_max);
        let lemmas: Vec<(usize, String)> = in_a_row.map(|at| (at, folded_lemma(report, at))).collect();
        let words: Vec<&str> = lemmas.iter().map(|(_, lemma)| lemma.as_str()).collect();
        let rarest = |words: &[&str]| words.iter().map(|word| rates.per_million(word)).fold(f64::INFINITY, f64::min);
        let found = self.stems.expression(&words).map(|(stem, n_words)| (stem, n_words, lemmas[n_words - 1].0));
        if let Some((stem, n_words, last)) = found.filter(|(.., last)| !introduces_time(report, *last)) {
            return Some(Expression {
                stem: stem.to_owned(),
                per_million: rarest(&words[..n_words]),
                behind: last + 1,
            });
        }
        let syntax = report.annotated.syntax.as_ref()?.words().items();
        let is_its_particle =
            |word: &Word| word.relation == Relation::Particle && word.head.is_some_and(|head| head as usize == at);
        let apart = (at + 1..tokens.len()).take(PARTICLE_WITHIN).find(|at| is_its_particle(&syntax[*at]))?;
        let particle = folded_lemma(report, apart);
        let words = [first.as_str(), particle.as_str()];
        let (stem, _) = self.stems.expression(&words)?;
        Some(Expression { stem: stem.to_owned(), per_million: rarest(&words), behind: at + 1 })
    }

    /// The folded lemma of a word of content; the word itself where there is no model.
    fn lemma(&self, analysis: &Analysis, at: usize, token: Token) -> Option<String> {
        let syntax = analysis.annotated.syntax.as_ref();
        let is_content = syntax.is_none_or(|syntax| CONTENT.contains(&syntax.words().items()[at].upos));
        let word = fold(analysis.report.text().get(token.span));
        let is_word = matches!(token.kind, TokenKind::Word | TokenKind::Number);
        let speaks = is_word && is_content && !word.is_empty() && !self.lexicon.is_light(&word);
        let lemma = speaks.then(|| syntax.map_or(word, |syntax| fold(syntax.lemma(at))))?;
        (!lemma.is_empty() && !self.lexicon.is_light(&lemma)).then_some(lemma)
    }
}

/// Whether a token is a number, in digits or in letters.
fn is_number(analysis: &Analysis, at: usize) -> bool {
    let is_numeral = |syntax: &Syntax| syntax.words().items()[at].upos == Upos::Numeral;
    analysis.annotated.tokens.items()[at].kind == TokenKind::Number
        || analysis.annotated.syntax.as_ref().is_some_and(is_numeral)
}

/// Whether a token is the preposition of a time: what is held on Friday does not hold on.
fn introduces_time(analysis: &Analysis, at: usize) -> bool {
    let is_preposition = |syntax: &Syntax| syntax.words().items()[at].relation == Relation::Case;
    let times = analysis.findings.times.items();
    let begins_time =
        |token: &Token| times.binary_search_by_key(&token.span.start(), |time| time.what.span.start()).is_ok();
    let behind = analysis.annotated.tokens.items()[at..].iter().take(2);
    analysis.annotated.syntax.as_ref().is_some_and(is_preposition) && behind.into_iter().any(begins_time)
}

/// The folded lemma of a token; the word itself where there is no model.
fn folded_lemma(analysis: &Analysis, at: usize) -> String {
    let token = analysis.annotated.tokens.items()[at];
    let lemma = analysis.annotated.syntax.as_ref().map(|syntax| fold(syntax.lemma(at)));
    lemma.unwrap_or_else(|| fold(analysis.report.text().get(token.span)))
}
