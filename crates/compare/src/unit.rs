//! Units: the quotations that are compared, each with what the report says about it.

use dateline_core::{Analysis, BlockKind, Clean, Quotation, Span, Stance, StatementIndex};

use crate::entity::Cast;
use crate::words::{Lexicon, Word};

/// Fewest words of a quotation that is compared. Shorter ones are names, titles and words set apart by doubt; the
/// guideline of the labelled pairs draws the line here too.
const UNIT_WORDS_MIN: usize = 3;

/// Most words of a quotation that is compared. A longer one is a document in full or a mark that was never closed,
/// and its alignment would cost the square of its length. The longest of the labelled ones has 90 words.
pub(crate) const UNIT_WORDS_MAX: usize = 500;

/// Most words of a title; a longer run of capitals is a way to write sentences.
const TITLE_WORDS_MAX: usize = 6;

/// One quotation.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    pub(crate) report: usize,
    /// What stands between the marks.
    pub(crate) span: Span<Clean>,
    /// The statement that it belongs to.
    pub(crate) statement: Option<StatementIndex>,
    /// Who says it: shared entities, sorted.
    pub(crate) speakers: Vec<usize>,
    pub(crate) stance: Stance,
    pub(crate) words: Vec<Word>,
    /// Whether it is written like the title of a book, a programme or a law. Such a name is no utterance, unless it
    /// stands inside somebody's words.
    pub(crate) is_title: bool,
}

/// The units of one report, in the order of the text.
pub(crate) fn units(lexicon: &Lexicon, cast: &Cast, report: usize, analysis: &Analysis) -> Vec<Unit> {
    let contents = Contents::of(analysis);
    let unit = |quotation: &Quotation| {
        let words = lexicon.words(analysis, quotation.inner);
        let statement = contents.best(quotation.inner);
        let said = statement.map(|index| &analysis.findings.statement(index).what);
        let speakers = said.map(|said| cast.places(report, &said.speakers)).unwrap_or_default();
        let stance = said.map_or(Stance::Neutral, |said| said.stance);
        let is_title = is_title(lexicon, analysis, quotation, &words);
        Unit { report, span: quotation.inner, statement, speakers, stance, words, is_title }
    };
    let quotations = analysis.annotated.quotations.items().iter();
    let units = quotations.filter(|quotation| stands_alone(analysis, quotation)).map(unit);
    units.filter(|unit| unit.words.len() >= UNIT_WORDS_MIN).collect()
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

/// The pieces of all statements' contents, ready to be asked which one a span lies in.
struct Contents {
    /// By start.
    pieces: Vec<(Span<Clean>, StatementIndex)>,
    /// For each piece the greatest end up to it.
    reach: Vec<u32>,
}

impl Contents {
    fn of(analysis: &Analysis) -> Self {
        let statements = analysis.findings.statements.items().iter().enumerate();
        let mut pieces: Vec<_> = statements
            .flat_map(|(n, found)| found.what.content.iter().map(move |piece| (*piece, StatementIndex(n))))
            .collect();
        pieces.sort_unstable();
        let reach = pieces.iter().scan(0, |end, (piece, _)| {
            *end = piece.end().max(*end);
            Some(*end)
        });
        Self { reach: reach.collect(), pieces }
    }

    /// The statement with the most of the span in one piece of its content; of several the one with the shortest
    /// piece, then the first.
    fn best(&self, span: Span<Clean>) -> Option<StatementIndex> {
        let behind = self.pieces.partition_point(|(piece, _)| piece.start() < span.end());
        let touching = (0..behind).rev().take_while(|&at| self.reach[at] > span.start());
        let ranked =
            touching.map(|at| self.pieces[at]).filter(|(piece, _)| piece.overlaps(span)).map(|(piece, index)| {
                let n_bytes = piece.end().min(span.end()) - piece.start().max(span.start());
                (std::cmp::Reverse(n_bytes), piece.len(), index)
            });
        ranked.min().map(|(_, _, index)| index)
    }
}
