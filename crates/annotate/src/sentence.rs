//! Sentences: the borders of Unicode (UAX #29), less those that news does not mean, and with those that it does not see.

use std::borrow::Cow;

use dateline_core::{Clean, Sentence, Span, Text, Token, TokenKind};
use unicode_segmentation::UnicodeSegmentation;

use crate::inside;
use crate::lexicon::{Ends, Lexicon, is_initial};

/// Most tokens of a sentence; more than twice those of the longest one in the treebanks. What goes on without a stop is
/// cut there, so that whatever works sentence by sentence has a bound.
const SENTENCE_TOKENS_MAX: usize = 400;

/// Cuts one block and appends its sentences. `tokens[first..]` are the tokens of the block.
pub(crate) fn cut(
    lexicon: &Lexicon,
    text: &Text,
    (index, block): (usize, Span<Clean>),
    tokens: &[Token],
    first: usize,
    sentences: &mut Vec<Sentence>,
) {
    let block_text = on_one_line(text.get(block));
    let mut from = first;
    let mut at = first;
    let mut close = |from: usize, to: usize| {
        for from in (from..to).step_by(SENTENCE_TOKENS_MAX) {
            let to = to.min(from + SENTENCE_TOKENS_MAX);
            let span = tokens[from].span.cover(tokens[to - 1].span);
            sentences.push(Sentence { span, tokens: Span::of(from..to), block: index });
        }
    };
    for (start, _) in block_text.split_sentence_bound_indices().skip(1) {
        let border = inside(block, start, start).start();
        while at < tokens.len() && tokens[at].span.start() < border {
            at += 1;
            if at < tokens.len() && is_unseen_border(text, &tokens[from..at], tokens[at]) {
                close(from, at);
                from = at;
            }
        }
        if at > from && at < tokens.len() && is_border(lexicon, text, &tokens[from..at], tokens[at]) {
            close(from, at);
            from = at;
        }
    }
    while at + 1 < tokens.len() {
        at += 1;
        if is_unseen_border(text, &tokens[from..at], tokens[at]) {
            close(from, at);
            from = at;
        }
    }
    close(from, tokens.len());
}

/// The same text with line breaks as blanks: inside a block they carry no meaning, but Unicode ends sentences at them.
fn on_one_line(block: &str) -> Cow<'_, str> {
    const BREAKS: [char; 6] = ['\n', '\r', '\u{b}', '\u{c}', '\u{2028}', '\u{2029}'];
    if !block.contains(BREAKS) {
        return Cow::Borrowed(block);
    }
    let mut line = String::with_capacity(block.len());
    for c in block.chars() {
        if BREAKS.contains(&c) {
            line.extend(std::iter::repeat_n(' ', c.len_utf8()));
        } else {
            line.push(c);
        }
    }
    Cow::Owned(line)
}

/// Whether a sentence that ends with `before` is over when `next` follows.
fn is_border(lexicon: &Lexicon, text: &Text, before: &[Token], next: Token) -> bool {
    if is_list_number(text, before) || is_citation(text, before, next) {
        return false;
    }
    let next = text.get(next.span);
    let starts_low = next.starts_with(char::is_lowercase);
    let last = text.get(before[before.len() - 1].span);
    // The question or exclamation mark of a quotation does not end the sentence around it: "Who?" he asked.
    if starts_low && !last.ends_with('.') {
        return false;
    }
    match lexicon.abbreviation(last) {
        None => true,
        Some(Ends::Never) => is_initial(last) && before.len() > 1 && lexicon.begins_sentences(next),
        Some(Ends::May) => {
            lexicon.begins_sentences(next) || (is_unit(text, before) && next.starts_with(char::is_uppercase))
        }
    }
}

/// Whether a sentence that ends with `before` is over when `next` follows, though Unicode sees no border there.
fn is_unseen_border(text: &Text, before: &[Token], next: Token) -> bool {
    let Some(last) = before.last().filter(|last| last.span.end() < next.span.start()) else { return false };
    let starts_low = |token: Token| text.get(token.span).starts_with(char::is_lowercase);
    if starts_low(next) {
        // Who begins one sentence in small letters does not begin the next one with a capital.
        return starts_low(before[0]) && ends_sentence(text, *last);
    }
    let cited = without_citations(text, before);
    cited.len() < before.len() && cited.last().is_some_and(|last| ends_sentence(text, *last))
}

/// Whether the token is a mark that ends sentences and nothing else.
fn ends_sentence(text: &Text, token: Token) -> bool {
    token.kind == TokenKind::Punctuation && text.get(token.span).starts_with(['.', '!', '?'])
}

/// Whether the sentence is nothing but the number of what follows: "2. The harbour".
fn is_list_number(text: &Text, before: &[Token]) -> bool {
    const DIGITS_MAX: usize = 2;
    let [number, stop] = before else { return false };
    let number_of_section = |part: &str| !part.is_empty() && part.len() <= DIGITS_MAX;
    number.kind == TokenKind::Number
        && text.get(stop.span) == "."
        && text.get(number.span).split('.').all(number_of_section)
}

/// Whether the number of a note begins directly behind the sentence, to which it belongs: "It sank.[2]". Unicode sees
/// the border before or behind the bracket.
fn is_citation(text: &Text, before: &[Token], next: Token) -> bool {
    let is_bracket = |token: Token| text.get(token.span) == "[";
    before.last().is_some_and(|last| last.span.end() == next.span.start() && (is_bracket(*last) || is_bracket(next)))
}

/// The tokens without the numbers of notes at their end: "[2][14]".
fn without_citations<'a>(text: &Text, mut tokens: &'a [Token]) -> &'a [Token] {
    // No sentence has more notes behind it; the bound keeps a text of nothing but notes linear.
    const NOTES_MAX: usize = 8;
    for _ in 0..NOTES_MAX {
        let [rest @ .., open, number, close] = tokens else { break };
        let is_tight = open.span.end() == number.span.start() && number.span.end() == close.span.start();
        if !is_tight || text.get(open.span) != "[" || text.get(close.span) != "]" || number.kind != TokenKind::Number {
            break;
        }
        tokens = rest;
    }
    tokens
}

/// Whether the sentence ends with a number and its unit: "9 km."
fn is_unit(text: &Text, before: &[Token]) -> bool {
    let [.., number, unit] = before else { return false };
    let unit = text.get(unit.span);
    number.kind == TokenKind::Number && unit.matches('.').count() == 1 && unit.starts_with(char::is_lowercase)
}
