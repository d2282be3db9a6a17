//! Sayings: sentences in which a report tells in its own words what somebody said.
//!
//! What a sentence gives in quotation marks is compared as a quotation; here counts what it tells beside that. A headline
//! says shortly whose words it gives: one in which no statement was found may still name somebody beside a word between
//! marks, as "Rowe on the quay: ‘Reckless’" does.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use dateline_core::{Analysis, BlockKind, Clean, Sentence, Span, Stance, Statement, StatementIndex};

use crate::content::{Content, ContentWord, Matter};
use crate::contents::Contents;
use crate::entity::{Cast, Named};
use crate::fragment::{between_marks, fragments};
use crate::unit::{Form, Unit, described};
use crate::unmarked;
use crate::words::within;

/// Most words before the colon of a headline that begins with who speaks.
const WORDS_BEFORE_COLON_MAX: usize = 4;

/// A sentence that tells what somebody said.
#[derive(Debug)]
pub(crate) struct Saying {
    pub(crate) unit: Unit,
    /// What it tells of statements outside quotations.
    pub(crate) matter: Matter,
    /// The same for each statement by itself, where it tells several.
    pub(crate) parts: Vec<Matter>,
}

/// A piece of a statement's content.
type Piece = (Span<Clean>, StatementIndex);

/// The sayings of one report, in the order of the text; `quoted` are its compared quotations.
pub(crate) fn sayings(
    content: &Content,
    cast: &Cast,
    (report, analysis): (usize, &Analysis),
    contents: &Contents,
    quoted: &[Unit],
) -> Vec<Saying> {
    let between_marks = between_marks(analysis);
    let named = cast.named((report, analysis));
    let saying = |sentence: &Sentence| {
        let told: Vec<Piece> = contents.touching(sentence.span).collect();
        if told.is_empty() && analysis.report.blocks()[sentence.block].kind == BlockKind::Headline {
            if let Some((speaker, rest)) = speaker_before_colon(analysis, &named, sentence.span) {
                let fragments = fragments(content, (report, sentence.span), &between_marks, |_| true);
                let unit = Unit { fragments, speakers: vec![speaker], ..unmarked::unit(report, sentence.span) };
                let is_quoted = |span: Span<Clean>| !within(quoted, span, |unit| unit.span).is_empty();
                let words = content.words(report, rest).iter().filter(|word| !is_quoted(word.span));
                return Some(Saying { matter: content.matter(words), parts: Vec::new(), unit });
            }
            let fragments = fragments(content, (report, sentence.span), &between_marks, |_| true);
            let named = named.within(sentence.span);
            let unit = Unit { fragments, named, ..unmarked::unit(report, sentence.span) };
            let matter = content.matter(std::iter::empty());
            return (!unit.fragments.is_empty() && !unit.named.is_empty()).then_some(Saying {
                unit,
                matter,
                parts: Vec::new(),
            });
        }
        let is_told = |span: Span<Clean>| told.iter().any(|(piece, _)| piece.overlaps(span));
        let fragments = fragments(content, (report, sentence.span), &between_marks, is_told);
        let unit = Unit { fragments, ..unit(content, cast, (report, analysis), sentence, &told)? };
        let is_own_word = |span: Span<Clean>| {
            let quotations = within(quoted, sentence.span, |unit| unit.span);
            told.iter().any(|(piece, _)| piece.contains(span))
                && !quotations.iter().any(|unit| unit.span.contains(span))
        };
        let words = || content.words(report, sentence.span).iter().filter(|word| is_own_word(word.span));
        Some(Saying { matter: content.matter(words()), parts: parts(content, &told, words), unit })
    };
    analysis.annotated.sentences.items().iter().filter_map(saying).collect()
}

/// What a sentence that tells several statements tells of each by itself; `words` are those of its words that count.
fn parts<'a, Words>(content: &Content, told: &[Piece], words: impl Fn() -> Words) -> Vec<Matter>
where
    Words: Iterator<Item = &'a ContentWord>,
{
    let statements: BTreeSet<StatementIndex> = told.iter().map(|(_, statement)| *statement).collect();
    let tells = |statement: StatementIndex, word: &ContentWord| {
        told.iter().any(|(piece, other)| *other == statement && piece.contains(word.span))
    };
    let part = |statement: &StatementIndex| content.matter(words().filter(|word| tells(*statement, word)));
    if statements.len() > 1 { statements.iter().map(part).collect() } else { Vec::new() }
}

/// Who speaks in a headline that begins with a name and a colon ("Rowe: Dredge the Channel"), and what stands behind it.
fn speaker_before_colon(analysis: &Analysis, named: &Named, headline: Span<Clean>) -> Option<(usize, Span<Clean>)> {
    let tokens = within(analysis.annotated.tokens.items(), headline, |token| token.span);
    let colon = tokens
        .iter()
        .take(WORDS_BEFORE_COLON_MAX + 1)
        .position(|token| analysis.report.text().get(token.span) == ":")?;
    let speaker = named.at(tokens.first()?.span)?;
    Some((speaker, Span::new(tokens[colon].span.end(), headline.end())))
}

/// The unit of a sentence that tells something said; its finding is the statement with most of it.
fn unit(
    content: &Content,
    cast: &Cast,
    (report, analysis): (usize, &Analysis),
    sentence: &Sentence,
    told: &[Piece],
) -> Option<Unit> {
    let n_bytes = |piece: Span<Clean>| piece.end().min(sentence.span.end()) - piece.start().max(sentence.span.start());
    let most = told.iter().max_by_key(|(piece, statement)| (n_bytes(*piece), Reverse(*statement)))?.1;
    let said = |statement: StatementIndex| &analysis.findings.statement(statement).what;
    // Whom a speaker quotes is not who speaks here.
    let told = told.iter().map(|(_, statement)| said(*statement)).filter(|said| said.inside.is_none());
    let told: Vec<&Statement> = if said(most).inside.is_none() { told.collect() } else { vec![said(most)] };
    let speakers: BTreeSet<usize> = told.iter().flat_map(|said| cast.places(report, &said.speakers)).collect();
    let stances = told.iter().map(|said| said.stance);
    let stance = stances.into_iter().find(|stance| *stance != Stance::Neutral).unwrap_or(Stance::Neutral);
    Some(Unit {
        report,
        span: sentence.span,
        statement: Some(most),
        speakers: speakers.into_iter().collect(),
        stance,
        words: Vec::new(),
        fragments: Vec::new(),
        named: Vec::new(),
        described: described(content, cast, report, told.into_iter()),
        form: Form::Saying,
    })
}
