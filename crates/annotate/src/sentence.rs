//! Sentences: the borders of Unicode (UAX #29), less those that news does not mean.

use std::borrow::Cow;

use dateline_core::{Clean, Sentence, Span, Text, Token, TokenKind};
use unicode_segmentation::UnicodeSegmentation;

use crate::inside;
use crate::lexicon::{Ends, Lexicon, is_initial};

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
        if from < to {
            let span = tokens[from].span.cover(tokens[to - 1].span);
            sentences.push(Sentence { span, tokens: Span::of(from..to), block: index });
        }
    };
    for (start, _) in block_text.split_sentence_bound_indices().skip(1) {
        let border = inside(block, start, start).start();
        while at < tokens.len() && tokens[at].span.start() < border {
            at += 1;
        }
        if at > from && at < tokens.len() && is_border(lexicon, text, &tokens[from..at], tokens[at]) {
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

/// Whether the sentence ends with a number and its unit: "9 km."
fn is_unit(text: &Text, before: &[Token]) -> bool {
    let [.., number, unit] = before else { return false };
    let unit = text.get(unit.span);
    number.kind == TokenKind::Number && unit.matches('.').count() == 1 && unit.starts_with(char::is_lowercase)
}
