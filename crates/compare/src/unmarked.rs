//! Quotations that another report gives word by word without the marks: a letter or a post set as the report's own
//! paragraphs, a headline that takes over what was said.
//!
//! Who speaks is not asked: so many words in a row are nobody else's. Only where a body is quoted, it may be the other
//! report itself, or one that both take their words from; then nobody's utterance is told.

use std::collections::{BTreeMap, BTreeSet};

use dateline_core::{Analysis, Clean, Span, Stance};

use crate::candidates::{ranks, sharing};
use crate::content::Content;
use crate::entity::Cast;
use crate::unit::{Form, UNIT_WORDS_MAX, Unit};
use crate::words::{Border, Lexicon, Word, within};

/// Words in a row by which a quotation is found in a sentence.
const RUN_WORDS: usize = 4;

/// Fewest words in a row that are taken over, and how many of them speak of something. Chosen by reading what they take in
/// among the stories of `basil-open` with odd numbers.
const TAKEN_WORDS_MIN: usize = 5;
const TAKEN_CONTENT_MIN: usize = 3;

/// Fewest of these that are no names: bodies and offices have long ones.
const TAKEN_COMMON_MIN: usize = 2;

/// Smallest part of the quotation, or of the sentence, that they make up: what everybody knows is said in the same words
/// in passing.
const TAKEN_PERCENT_MIN: usize = 50;

/// The least that these say together: a few words that half the sentences of the story hold are how everybody names the
/// thing.
const TAKEN_WEIGHT_MIN: f64 = 6.0;

/// Fewest words of a sentence of which all stand in the quotation, and how many of them speak of something: a letter that is
/// printed in full has short sentences too.
const WHOLE_WORDS_MIN: usize = 4;
const WHOLE_CONTENT_MIN: usize = 2;

/// A sentence that gives words of a quotation without marks, and which quotation of another report.
#[derive(Debug)]
pub(crate) struct Unmarked {
    pub(crate) report: usize,
    pub(crate) sentence: Span<Clean>,
    /// The report and the place of the quotation.
    pub(crate) quotation: (usize, Span<Clean>),
}

/// The sentences that give words of the quotations `quoted`, which stand in the order of the reports.
pub(crate) fn unmarked(
    lexicon: &Lexicon,
    content: &Content,
    cast: &Cast,
    analyses: &[&Analysis],
    quoted: &[Unit],
) -> Vec<Unmarked> {
    let sentences = sentences(lexicon, analyses);
    let is_short = |words: &[Word]| words.len() <= UNIT_WORDS_MAX;
    let is_utterance =
        |unit: &Unit| unit.form == Form::Quotation && is_short(&unit.words) && !cast.are_bodies(&unit.speakers);
    let quotations = quoted.iter().enumerate().filter(|(_, unit)| is_utterance(unit));
    let mut ids = BTreeMap::<&str, u32>::new();
    let mut index: Vec<([u32; RUN_WORDS], usize)> = Vec::new();
    let items = quotations.map(|(at, unit)| (at, unit.words.as_slice()));
    let items = items.chain(sentences.iter().enumerate().map(|(at, own)| (quoted.len() + at, own.words.as_slice())));
    for (at, words) in items {
        let numbered: Vec<u32> = words.iter().map(|word| number(&mut ids, &word.key)).collect();
        index.extend(numbered.windows(RUN_WORDS).map(|run| (std::array::from_fn(|n| run[n]), at)));
    }
    let ranks = ranks(analyses);
    let report = |at: usize| if at < quoted.len() { quoted[at].report } else { sentences[at - quoted.len()].report };
    let pairs = sharing(index, |at| (ranks[report(at)], at)).into_iter();
    let pairs = pairs.filter(|&(a, b)| a < quoted.len() && b >= quoted.len());
    let pairs = pairs.map(|(a, b)| (&quoted[a], &sentences[b - quoted.len()]));
    let takes = |(unit, own): &(&Unit, &Own)| unit.report != own.report && takes_over(content, analyses, unit, own);
    let found = pairs.filter(takes).map(|(unit, own)| Unmarked {
        report: own.report,
        sentence: own.sentence,
        quotation: (unit.report, unit.span),
    });
    found.collect()
}

/// The unit of a sentence of which nothing was found to say whose words it tells.
pub(crate) fn unit(report: usize, span: Span<Clean>) -> Unit {
    Unit {
        report,
        form: Form::Saying,
        span,
        statement: None,
        speakers: Vec::new(),
        described: Vec::new(),
        stance: Stance::Neutral,
        words: Vec::new(),
        fragments: Vec::new(),
        named: Vec::new(),
    }
}

/// The words of a sentence that stand in a row outside of marks.
struct Own {
    report: usize,
    sentence: Span<Clean>,
    words: Vec<Word>,
    /// How many words the sentence has.
    n_words: usize,
}

/// What stands of each sentence before, between and behind its quotations.
fn sentences(lexicon: &Lexicon, analyses: &[&Analysis]) -> Vec<Own> {
    let mut all = Vec::new();
    for (report, analysis) in analyses.iter().enumerate() {
        let quotations = analysis.annotated.quotations.items().iter().filter(|quotation| quotation.depth == 0);
        let quotations: Vec<Span<Clean>> = quotations.map(|quotation| quotation.inner).collect();
        for sentence in analysis.annotated.sentences.items() {
            let inside = within(&quotations, sentence.span, |span| *span);
            let words = lexicon.words(analysis, sentence.span);
            let is_quoted = |word: &Word| inside.iter().any(|quotation| quotation.overlaps(word.span));
            let stretches = words.chunk_by(|left, right| is_quoted(left) == is_quoted(right));
            let lengths = RUN_WORDS..=UNIT_WORDS_MAX;
            let own = stretches.filter(|words| !is_quoted(&words[0]) && lengths.contains(&words.len()));
            all.extend(own.map(|stretch| Own {
                report,
                sentence: sentence.span,
                words: stretch.to_vec(),
                n_words: words.len(),
            }));
        }
    }
    all
}

fn number<'a>(ids: &mut BTreeMap<&'a str, u32>, key: &'a str) -> u32 {
    let next = u32::try_from(ids.len()).expect("the reports of a story hold fewer words than u32 counts");
    *ids.entry(key).or_insert(next)
}

/// Whether enough words of a quotation stand in a row in a sentence.
fn takes_over(content: &Content, analyses: &[&Analysis], quotation: &Unit, own: &Own) -> bool {
    let text = analyses[quotation.report].report.text();
    let words = &quotation.words;
    let starts: BTreeSet<&str> = own.words.iter().map(|word| word.key.as_str()).collect();
    let says_enough = |run: &[Word]| {
        let content = || run.iter().filter(|word| word.traits.is_content);
        let begins_low = |word: &&Word| text.get(word.span).starts_with(char::is_lowercase);
        // The capital of a first word says nothing.
        let common = content().filter(|word| begins_low(word) || word.traits.border == Border::Sentence);
        content().count() >= TAKEN_CONTENT_MIN && common.count() >= TAKEN_COMMON_MIN
    };
    let weighs_enough = |run: &[Word]| {
        let stretch = run.first().zip(run.last()).map(|(first, last)| first.span.cover(last.span));
        let words = stretch.map_or(&[][..], |stretch| content.words(quotation.report, stretch));
        content.matter(words.iter()).weight >= TAKEN_WEIGHT_MIN
    };
    let is_whole = |run: &[Word]| {
        let n_content = run.iter().filter(|word| word.traits.is_content).count();
        run.len() == own.n_words && run.len() >= WHOLE_WORDS_MIN && n_content >= WHOLE_CONTENT_MIN
    };
    let firsts = (0..words.len()).filter(|&at| starts.contains(words[at].key.as_str()));
    firsts.into_iter().any(|at| {
        (0..own.words.len()).any(|other| {
            let same = words[at..].iter().zip(&own.words[other..]).take_while(|(left, right)| left.key == right.key);
            let n_words = same.count();
            let is_most = 100 * n_words >= TAKEN_PERCENT_MIN * words.len().min(own.n_words);
            let run = &words[at..at + n_words];
            is_whole(run) || (n_words >= TAKEN_WORDS_MIN && is_most && says_enough(run) && weighs_enough(run))
        })
    })
}
