//! Units: the quotations that are compared, each with what the report says about it.

use std::collections::BTreeSet;

use dateline_core::{Analysis, BlockKind, Clean, Quotation, Span, Stance, Statement, StatementIndex};

use crate::content::Content;
use crate::contents::Contents;
use crate::entity::Cast;
use crate::fragment::Fragment;
use crate::words::{Lexicon, Word};

/// Fewest words of a quotation that is compared. Shorter ones are names, titles and words set apart by doubt; the
/// guideline of the labelled pairs draws the line here too.
const UNIT_WORDS_MIN: usize = 3;

/// Most words of a quotation that is compared. A longer one is a document in full or a mark that was never closed,
/// and its alignment would cost the square of its length. The longest of the labelled ones has 90 words.
pub(crate) const UNIT_WORDS_MAX: usize = 500;

/// Most words of a title; a longer run of capitals is a way to write sentences.
const TITLE_WORDS_MAX: usize = 6;

/// How a unit tells what it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Words between quotation marks.
    Quotation,
    /// The same, written like the title of a book, a programme or a law. Such a name is no utterance, unless it stands
    /// inside somebody's words.
    Title,
    /// A sentence in the report's own words.
    Saying,
}

/// One quotation, or a sentence that tells what somebody said.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    pub(crate) report: usize,
    pub(crate) form: Form,
    /// What stands between the marks, or the sentence.
    pub(crate) span: Span<Clean>,
    /// The statement that it belongs to.
    pub(crate) statement: Option<StatementIndex>,
    /// Who says it: shared entities, sorted.
    pub(crate) speakers: Vec<usize>,
    /// Where nobody who speaks has a name: the stems of the words that say who it is, sorted.
    pub(crate) described: Vec<usize>,
    pub(crate) stance: Stance,
    /// The words between the marks; none of a sentence, which is not compared word by word.
    pub(crate) words: Vec<Word>,
    /// What a sentence sets between quotation marks of what it tells.
    pub(crate) fragments: Vec<Fragment>,
    /// Whom a headline names in which no statement was found, but a word between marks: shared entities, sorted.
    pub(crate) named: Vec<usize>,
}

/// The quotations of one report, in the order of the text.
pub(crate) fn units(
    lexicon: &Lexicon,
    content: &Content,
    cast: &Cast,
    (report, analysis): (usize, &Analysis),
    contents: &Contents,
) -> Vec<Unit> {
    let unit = |quotation: &Quotation| {
        let words = lexicon.words(analysis, quotation.inner);
        let statement = contents.best(without_edge_marks(quotation.inner, &words));
        let said = statement.map(|index| &analysis.findings.statement(index).what);
        let speakers = said.map(|said| cast.places(report, &said.speakers)).unwrap_or_default();
        let described = described(content, cast, report, said.into_iter());
        let stance = said.map_or(Stance::Neutral, |said| said.stance);
        let form = if is_title(lexicon, analysis, quotation, &words) { Form::Title } else { Form::Quotation };
        Unit {
            report,
            form,
            span: quotation.inner,
            statement,
            speakers,
            described,
            stance,
            words,
            fragments: Vec::new(),
            named: Vec::new(),
        }
    };
    let quotations = analysis.annotated.quotations.items().iter();
    let units = quotations.filter(|quotation| stands_alone(analysis, quotation)).map(unit);
    units.filter(|unit| unit.words.len() >= UNIT_WORDS_MIN).collect()
}

/// The stems of the words that say who speaks in some statements, where nobody who speaks has a name; sorted. Two reports that
/// leave a speaker without name may still say alike who it is: "the campaign", "Rowe's campaign".
pub(crate) fn described<'a>(
    content: &Content,
    cast: &Cast,
    report: usize,
    told: impl Iterator<Item = &'a Statement>,
) -> Vec<usize> {
    let mut stems = BTreeSet::new();
    for said in told {
        if cast.are_named(&cast.places(report, &said.speakers)) {
            return Vec::new();
        }
        stems.extend(said.source.iter().flat_map(|span| content.stems(report, *span)));
    }
    stems.into_iter().collect()
}

/// The span of the words of a quotation: the comma before its closing mark belongs to no statement but the one of a whole
/// sentence that quotes it.
fn without_edge_marks(quoted: Span<Clean>, words: &[Word]) -> Span<Clean> {
    words.first().zip(words.last()).map_or(quoted, |(first, last)| first.span.cover(last.span))
}

/// A nested quotation is compared as a part of the one around it; a subheading repeats the text that it heads.
fn stands_alone(analysis: &Analysis, quotation: &Quotation) -> bool {
    quotation.depth == 0 && analysis.report.blocks()[quotation.block].kind != BlockKind::Subheading
}

/// Whether the words are those of a title; some outlets write whole headlines like titles.
fn is_title(lexicon: &Lexicon, analysis: &Analysis, quotation: &Quotation, words: &[Word]) -> bool {
    let in_headline = analysis.report.blocks()[quotation.block].kind == BlockKind::Headline;
    !in_headline && words.len() <= TITLE_WORDS_MAX && lexicon.is_title(analysis.report.text(), words)
}
