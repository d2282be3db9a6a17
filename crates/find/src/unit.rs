//! A block as the patterns see it: words one by one, each outer quotation as one.

use std::ops::Range;

use dateline_core::{Annotated, Quotation, TokenKind};

use crate::words::Words;

/// Most marks at the end of a sentence; the bound keeps the look at its end short in rows of marks.
const FINAL_MARKS_MAX: usize = 8;

/// A word or a quotation.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// The index of the quotation, if it is one.
    pub(crate) quotation: Option<usize>,
    /// What ends behind it.
    pub(crate) border: Border,
}

/// What ends behind a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Border {
    /// Nothing.
    None,
    /// A quoted question or exclamation, behind which its sentence may go on: “Who?” Keller asked.
    Soft,
    /// A sentence.
    Hard,
}

/// One block's units.
#[derive(Debug)]
pub(crate) struct Units {
    pub(crate) items: Vec<Unit>,
}

impl Units {
    /// The units of a block or of the inside of a quotation, whose tokens these are; `depth` quotations stand around.
    pub(crate) fn new(words: &Words<'_>, annotated: &Annotated, tokens: Range<usize>, block: usize, depth: u8) -> Self {
        let all = annotated.quotations.items();
        // Only the quotations of the stretch itself, so that a block of many nested ones takes linear time.
        let bytes = words.cover(tokens.clone());
        let from = all.partition_point(|quotation| (quotation.block, quotation.outer.start()) < (block, bytes.start()));
        let is_within = |at: &usize| all[*at].block == block && all[*at].outer.start() < bytes.end();
        let mut quotations = (from..all.len()).take_while(is_within).filter(|at| all[*at].depth == depth).peekable();
        let mut items: Vec<Unit> = Vec::with_capacity(tokens.len());
        let mut at = tokens.start;
        while at < tokens.end {
            while quotations.next_if(|n| all[*n].outer.end() <= words.span(at).start()).is_some() {}
            let quotation = quotations.next_if(|n| words.span(at).end() > all[*n].outer.start());
            let end = match quotation {
                Some(n) => words.at_byte(all[n].outer.end()).clamp(at + 1, tokens.end),
                None => at + 1,
            };
            items.push(Unit { tokens: at..end, quotation, border: Border::None });
            at = end;
        }
        let mut units = Self { items };
        units.set_borders(words, annotated, tokens);
        units
    }

    fn set_borders(&mut self, words: &Words<'_>, annotated: &Annotated, tokens: Range<usize>) {
        let sentences = annotated.sentences.items();
        let first = sentences.partition_point(|sentence| sentence.tokens.range().end <= tokens.start);
        let ends = sentences[first..].iter().map(|sentence| sentence.tokens.range().end);
        for end in ends.take_while(|end| *end <= tokens.end) {
            let at = self.items.partition_point(|unit| unit.tokens.end < end);
            if self.items.get(at).is_some_and(|unit| unit.tokens.end == end) {
                self.items[at].border = self.border_behind(words, annotated.quotations.items(), at);
            }
        }
    }

    fn border_behind(&self, words: &Words<'_>, quotations: &[Quotation], at: usize) -> Border {
        let Some(quotation) = self.items[at].quotation.map(|n| &quotations[n]) else { return Border::Hard };
        let may_go_on = words.text.get(quotation.inner).ends_with(['?', '!', '…']);
        if may_go_on && at + 1 < self.items.len() { Border::Soft } else { Border::Hard }
    }

    /// Whether the token is one of the block's outside its quotations.
    pub(crate) fn is_outside(&self, token: usize) -> bool {
        let unit = self.items.partition_point(|unit| unit.tokens.end <= token);
        self.items.get(unit).is_some_and(|unit| unit.quotation.is_none() && unit.tokens.contains(&token))
    }

    /// Whether a token of the block stands in one of its quotations.
    pub(crate) fn is_inside(&self, token: usize) -> bool {
        let unit = self.items.partition_point(|unit| unit.tokens.end <= token);
        self.items.get(unit).is_some_and(|unit| unit.quotation.is_some() && unit.tokens.contains(&token))
    }

    /// The index of the unit that holds a token of the block.
    pub(crate) fn at_token(&self, token: usize) -> usize {
        self.items.partition_point(|unit| unit.tokens.end <= token).min(self.items.len().saturating_sub(1))
    }

    /// The units that hold tokens of the block, which are not none.
    pub(crate) fn of_tokens(&self, tokens: &Range<usize>) -> Range<usize> {
        self.at_token(tokens.start)..self.at_token(tokens.end - 1) + 1
    }

    /// The index of the unit that starts with this token.
    pub(crate) fn starting_at(&self, token: usize) -> Option<usize> {
        self.items.binary_search_by_key(&token, |unit| unit.tokens.start).ok()
    }

    /// Whether a sentence can begin with the unit.
    pub(crate) fn begins_sentence(&self, words: &Words<'_>, at: usize) -> bool {
        let before = at.checked_sub(1).map(|before| &self.items[before]);
        before.is_none_or(|before| before.border != Border::None || words.lower(before.tokens.start) == ";")
    }

    /// Whether the sentence ends at the unit, but for its last marks.
    pub(crate) fn ends_sentence(&self, words: &Words<'_>, at: usize) -> bool {
        let is_mark = |unit: &Unit| unit.quotation.is_none() && words.kind(unit.tokens.start) == TokenKind::Punctuation;
        let behind = at.checked_sub(1).map(|before| self.items[before].border);
        if at == self.items.len() || behind.is_some_and(|border| border != Border::None) {
            return true;
        }
        let rest = &self.items[at..];
        let n_marks = rest.iter().take(FINAL_MARKS_MAX).take_while(|unit| is_mark(unit)).count();
        n_marks > 0
            && rest[..n_marks].iter().any(|unit| unit.border != Border::None || words.lower(unit.tokens.start) == ";")
    }
}
