//! Sentences of different reports whose own words are so much the same that one was taken from the other, or both from
//! one text.
//!
//! Words between quotation marks are left out of the measure: two reporters heard them.

use std::collections::{BTreeMap, BTreeSet};

use dateline_core::{
    About, Analysis, Clean, End, Point, Reason, Relation, RelationKind, RuleName, Span, SpeakerAgreement, Stance,
    Token, TokenKind,
};

use super::prose::{Prose, ProseWord};
use crate::align::align;
use crate::candidates::{ranks, sharing};
use crate::difference::{Side, differences};
use crate::judge::judge;
use crate::point::{Groups, point, telling};
use crate::unit::{Form, Unit};
use crate::wording::Vocabulary;
use crate::words::{Lexicon, within};

/// Words in a row by which sentences are found.
const RUN_WORDS: usize = 4;

/// Fewest words in a row that are no set phrase: the guideline of the labelled pairs draws the line here.
const COPIED_RUN_MIN: usize = 8;

/// Smallest part of the shorter sentence's own words that such a run makes up; a long name or title makes up less.
const RUN_PERCENT_MIN: usize = 40;

/// Smallest part of the words of both that shorter runs make up together, and fewest words of such sentences.
const NEARLY_ALL_PERCENT: usize = 80;
const NEARLY_ALL_WORDS_MIN: usize = 6;

/// Smallest part of a sentence that must be its own words: "said Ana Rowe, the head of the council" stands beside any
/// quotation.
const OWN_PERCENT_MIN: usize = 50;

/// Most words of a sentence that is compared; longer ones are lists. The comparison costs the square of them.
const SENTENCE_WORDS_MAX: usize = 200;

/// Most tellings of a point that are all related to each other; of more, each is related to the first that it shares
/// its words with.
const ALL_RELATED_MAX: usize = 32;

/// Points of the sentences that reports have in common, by the first sentence of each.
pub(super) fn points(lexicon: &Lexicon, analyses: &[&Analysis], proses: &[Prose]) -> Vec<Point> {
    let sentences = sentences(analyses, proses);
    let ranks = ranks(analyses);
    let mut pairs = sharing(index(&sentences), |at| (ranks[sentences[at].report], at));
    pairs.retain(|&(a, b)| sentences[a].report != sentences[b].report && are_copies(&sentences[a], &sentences[b]));
    let units: Vec<Unit> = sentences.iter().map(|sentence| sentence.unit(lexicon, analyses)).collect();
    let mut groups = Groups::of(&units, pairs.iter().copied());
    let mut pairs_of = BTreeMap::<usize, Vec<(usize, usize)>>::new();
    pairs.into_iter().for_each(|(a, b)| pairs_of.entry(groups.first(a)).or_default().push((a, b)));
    let vocabulary = Vocabulary::of(&units);
    let point = |pairs: Vec<(usize, usize)>| {
        let members: BTreeSet<usize> = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
        let tellings = members.iter().map(|&at| telling(&units[at])).collect();
        let rank = |at: usize| (ranks[sentences[at].report], at);
        let related = if members.len() > ALL_RELATED_MAX { each_to_its_first(pairs, rank) } else { pairs };
        let relation = |(a, b): (usize, usize)| relation(&vocabulary, &units[a], &units[b]);
        point(About::Narrative, tellings, related.into_iter().map(relation).collect(), analyses.len())
    };
    pairs_of.into_values().map(point).collect()
}

/// A sentence with its own words.
struct Sentence<'a> {
    report: usize,
    span: Span<Clean>,
    words: &'a [ProseWord],
    /// Its words and numbers, quoted ones among them.
    n_words: usize,
}

impl Sentence<'_> {
    /// The sentence with all its words, so that it is laid over another one as quotations are.
    fn unit(&self, lexicon: &Lexicon, analyses: &[&Analysis]) -> Unit {
        Unit {
            report: self.report,
            form: Form::Saying,
            span: self.span,
            statement: None,
            speakers: Vec::new(),
            described: Vec::new(),
            stance: Stance::Neutral,
            words: lexicon.words(analyses[self.report], self.span),
            fragments: Vec::new(),
            named: Vec::new(),
        }
    }
}

/// The sentences of all reports that are not too long, by report and position.
fn sentences<'a>(analyses: &[&Analysis], proses: &'a [Prose]) -> Vec<Sentence<'a>> {
    let of = |(report, (analysis, prose)): (usize, (&&Analysis, &'a Prose))| {
        let spans = analysis.annotated.sentences.items().iter().map(|sentence| sentence.span);
        let is_word = |token: &&Token| matches!(token.kind, TokenKind::Word | TokenKind::Number);
        let sentence = |span| Sentence {
            report,
            span,
            words: within(&prose.words, span, |word| word.span),
            n_words: within(analysis.annotated.tokens.items(), span, |token| token.span).iter().filter(is_word).count(),
        };
        spans.map(sentence).filter(|sentence| sentence.words.len() <= SENTENCE_WORDS_MAX).collect::<Vec<_>>()
    };
    analyses.iter().zip(proses).enumerate().flat_map(of).collect()
}

/// The runs of all sentences with the sentences that hold them.
fn index(sentences: &[Sentence<'_>]) -> Vec<([u32; RUN_WORDS], usize)> {
    let runs = |(at, sentence): (usize, &Sentence<'_>)| {
        let windows = sentence.words.windows(RUN_WORDS).filter(|run| run[0].stretch == run[RUN_WORDS - 1].stretch);
        windows.map(|run| (std::array::from_fn(|n| run[n].id), at)).collect::<Vec<_>>()
    };
    sentences.iter().enumerate().flat_map(runs).collect()
}

fn are_copies(a: &Sentence<'_>, b: &Sentence<'_>) -> bool {
    let n_fewer = a.words.len().min(b.words.len());
    let n_more = a.words.len().max(b.words.len());
    let is_own = |sentence: &Sentence<'_>| 100 * sentence.words.len() >= OWN_PERCENT_MIN * sentence.n_words;
    let has_run = || {
        let run = longest_run(a.words, b.words);
        run >= COPIED_RUN_MIN && 100 * run >= RUN_PERCENT_MIN * n_fewer
    };
    let are_nearly_the_same =
        || n_fewer >= NEARLY_ALL_WORDS_MIN && 100 * n_in_common(a.words, b.words) >= NEARLY_ALL_PERCENT * n_more;
    is_own(a) && is_own(b) && (has_run() || are_nearly_the_same())
}

/// The greatest number of words that stand in a row in both; what a quotation parts is no row.
fn longest_run(a: &[ProseWord], b: &[ProseWord]) -> usize {
    let mut longest = 0;
    // For each word of `b`: how many words up to it are the same as up to the word of `a` looked at last.
    let mut lengths = vec![0; b.len() + 1];
    for (at_a, left) in a.iter().enumerate() {
        for (at_b, right) in b.iter().enumerate().rev() {
            let goes_on =
                at_a > 0 && at_b > 0 && a[at_a - 1].stretch == left.stretch && b[at_b - 1].stretch == right.stretch;
            let before = if goes_on { lengths[at_b] } else { 0 };
            lengths[at_b + 1] = if left.id == right.id { before + 1 } else { 0 };
            longest = longest.max(lengths[at_b + 1]);
        }
    }
    longest
}

/// How many words both have, each as often as it stands in the one that has it less.
fn n_in_common(a: &[ProseWord], b: &[ProseWord]) -> usize {
    let mut left = BTreeMap::<u32, usize>::new();
    a.iter().for_each(|word| *left.entry(word.id).or_default() += 1);
    let takes = |word: &&ProseWord| {
        left.get_mut(&word.id).filter(|n| **n > 0).is_some_and(|n| {
            *n -= 1;
            true
        })
    };
    b.iter().filter(takes).count()
}

/// Of pairs in the order of their sentences those that lead each sentence to the first one that it is paired with.
fn each_to_its_first<Rank: Ord>(mut pairs: Vec<(usize, usize)>, rank: impl Fn(usize) -> Rank) -> Vec<(usize, usize)> {
    let ranks = |&(a, b): &(usize, usize)| (rank(a).min(rank(b)), rank(a).max(rank(b)));
    pairs.sort_by_key(ranks);
    let mut seen = BTreeSet::new();
    pairs.retain(|&(a, b)| seen.insert(if rank(a) > rank(b) { a } else { b }));
    pairs
}

fn relation(vocabulary: &Vocabulary<'_>, a: &Unit, b: &Unit) -> Relation {
    let (left, right) = (vocabulary.wording(&a.words), vocabulary.wording(&b.words));
    let steps = align(vocabulary, &left, &right).unwrap_or_default();
    let verdict = judge(&left, &right, &steps);
    let (left, right) = (Side { unit: a, wording: &left }, Side { unit: b, wording: &right });
    Relation {
        a: End { report: a.report, span: a.span },
        b: End { report: b.report, span: b.span },
        kind: RelationKind::Copied,
        speaker: SpeakerAgreement::Unknown,
        slot: None,
        differences: differences(left, right, &verdict),
        reason: Reason::new(RuleName::new("own-words-in-common"), vec![a.span]),
    }
}
