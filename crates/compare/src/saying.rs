//! Sayings: sentences in which a report tells in its own words what somebody said.
//!
//! What a sentence gives in quotation marks is compared as a quotation; here counts what it tells beside that. A headline
//! says shortly whose words it gives: one in which no statement was found may still name somebody beside a word between
//! marks, as "Rowe on the quay: ‘Reckless’" does.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use dateline_core::{Analysis, BlockKind, Clean, Sentence, Span, Stance, Statement, StatementIndex};

use crate::content::{Content, Matter};
use crate::contents::Contents;
use crate::entity::Cast;
use crate::fragment::{between_marks, fragments};
use crate::unit::{Form, Unit};
use crate::unmarked;
use crate::words::within;

/// A sentence that tells what somebody said.
#[derive(Debug)]
pub(crate) struct Saying {
    pub(crate) unit: Unit,
    /// What it tells of the statement outside quotations.
    pub(crate) matter: Matter,
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
            let fragments = fragments(content, (report, sentence.span), &between_marks, |_| true);
            let named = named.within(sentence.span);
            let unit = Unit { fragments, named, ..unmarked::unit(report, sentence.span) };
            let matter = content.matter(std::iter::empty());
            return (!unit.fragments.is_empty() && !unit.named.is_empty()).then_some(Saying { unit, matter });
        }
        let is_told = |span: Span<Clean>| told.iter().any(|(piece, _)| piece.overlaps(span));
        let fragments = fragments(content, (report, sentence.span), &between_marks, is_told);
        let unit = Unit { fragments, ..unit(cast, (report, analysis), sentence, &told)? };
        let is_own_word = |span: Span<Clean>| {
            let quotations = within(quoted, sentence.span, |unit| unit.span);
            told.iter().any(|(piece, _)| piece.contains(span))
                && !quotations.iter().any(|unit| unit.span.contains(span))
        };
        let words = content.words(report, sentence.span).iter().filter(|word| is_own_word(word.span));
        Some(Saying { matter: content.matter(words), unit })
    };
    analysis.annotated.sentences.items().iter().filter_map(saying).collect()
}

/// The unit of a sentence that tells something said; its finding is the statement with most of it.
fn unit(cast: &Cast, (report, analysis): (usize, &Analysis), sentence: &Sentence, told: &[Piece]) -> Option<Unit> {
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
        form: Form::Saying,
    })
}
