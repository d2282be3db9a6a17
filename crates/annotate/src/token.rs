//! Tokens as Universal Dependencies cuts English, over the word borders of Unicode (UAX #29).
//!
//! What the standard cuts too finely for news (full stops of abbreviations, ellipses, dashes, addresses, times of
//! day) is joined again; what it leaves whole (clitics) is cut.

use dateline_core::{Clean, Span, Text, Token, TokenKind};
use unicode_segmentation::UnicodeSegmentation;

use crate::inside;
use crate::lexicon::{Lexicon, is_initial};
use crate::quotation::Marks;

/// What follows the apostrophe of a clitic that is a token of its own.
const CLITICS: [&str; 6] = ["s", "re", "ve", "ll", "d", "m"];

/// Cuts one block and appends its tokens.
pub(crate) fn cut(lexicon: &Lexicon, marks: &Marks, text: &Text, block: Span<Clean>, tokens: &mut Vec<Token>) {
    let first = tokens.len();
    let block_text = text.get(block);
    let mut done_to = 0;
    for (start, piece) in block_text.split_word_bound_indices() {
        if start < done_to || piece.chars().all(char::is_whitespace) {
            continue;
        }
        let end = start + piece.len();
        done_to = end;
        if let Some(address) = address_length(&block_text[start..]) {
            done_to = start + address;
            tokens.push(Token { span: inside(block, start, done_to), kind: TokenKind::Symbol });
        } else if joins(lexicon, block_text, tokens[first..].last().map(|last| local(last.span, block)), start..end) {
            let last = tokens.last_mut().expect("a token that is joined to was pushed before");
            last.span = Span::new(last.span.start(), block.start() + Span::<Clean>::of(start..end).end());
        } else {
            push(marks, block, start, piece, tokens);
        }
    }
}

/// The range of a span counted from the start of its block.
fn local(span: Span<Clean>, block: Span<Clean>) -> std::ops::Range<usize> {
    let from = block.range().start;
    span.range().start - from..span.range().end - from
}

/// The length of a web or mail address that begins here.
fn address_length(rest: &str) -> Option<usize> {
    let is_web = ["http://", "https://", "www."].iter().any(|prefix| rest.starts_with(prefix));
    if !is_web {
        return None;
    }
    let end = rest.find(|c: char| c.is_whitespace() || "\"<>“”".contains(c)).unwrap_or(rest.len());
    let kept = rest[..end].trim_end_matches(|c: char| ".,;:!?)]'’".contains(c)).len();
    Some(kept)
}

/// Whether a piece belongs to the token before it.
fn joins(lexicon: &Lexicon, block: &str, last: Option<std::ops::Range<usize>>, piece: std::ops::Range<usize>) -> bool {
    let Some(last) = last.filter(|last| last.end == piece.start) else { return false };
    let (before, now, after) = (&block[last.clone()], &block[piece.clone()], &block[piece.end..]);
    let before_ends_in = |c: char| before.ends_with(c);
    let digit_before = before.ends_with(|c: char| c.is_ascii_digit());
    let digit_after = after.starts_with(|c: char| c.is_ascii_digit());
    match now {
        "." if before_ends_in('.') => before.bytes().all(|b| b == b'.'),
        "." => is_abbreviation(lexicon, &block[last.start..piece.end], after),
        "-" | "`" | "'" => before.starts_with(now) && before.ends_with(now),
        ":" | "/" => digit_before && digit_after,
        "@" => before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric),
        _ if now.starts_with(char::is_alphanumeric) => {
            let joined_digits = (before_ends_in(':') || before_ends_in('/')) && before.len() > 1;
            joined_digits || before_ends_in('@') || before == "#"
        }
        _ => false,
    }
}

/// Whether the full stop belongs to the word: "Gen.", and "No." only before a number.
fn is_abbreviation(lexicon: &Lexicon, word: &str, after: &str) -> bool {
    if lexicon.abbreviation(word).is_none() {
        return false;
    }
    let next = after.trim_start().chars().next();
    is_initial(word) || !lexicon.is_word_without_stop(word) || next.is_some_and(|c| c.is_ascii_digit())
}

fn push(marks: &Marks, block: Span<Clean>, start: usize, piece: &str, tokens: &mut Vec<Token>) {
    let kind = kind_of(marks, piece);
    let mut push = |from: usize, to: usize| tokens.push(Token { span: inside(block, start + from, start + to), kind });
    match clitic_at(piece).filter(|_| kind == TokenKind::Word) {
        Some(at) => {
            push(0, at);
            push(at, piece.len());
        }
        None => push(0, piece.len()),
    }
}

/// Where a clitic begins in a word: "do|n't", "Reed|'s", "can|not".
fn clitic_at(word: &str) -> Option<usize> {
    if word.eq_ignore_ascii_case("cannot") {
        return Some(3);
    }
    let at = word.rfind(['\'', '’'])?;
    let (stem, tail) = word.split_at(at);
    let tail = tail.trim_start_matches(['\'', '’']);
    if tail.eq_ignore_ascii_case("t") && stem.len() > 1 && stem.ends_with(['n', 'N']) {
        return Some(at - 1);
    }
    let is_clitic = CLITICS.iter().any(|clitic| tail.eq_ignore_ascii_case(clitic));
    (is_clitic && !stem.is_empty()).then_some(at)
}

fn kind_of(marks: &Marks, piece: &str) -> TokenKind {
    if piece.contains(char::is_alphabetic) {
        TokenKind::Word
    } else if piece.starts_with(char::is_numeric) {
        TokenKind::Number
    } else if marks.is_double_mark(piece) {
        TokenKind::QuotationMark
    } else if piece.chars().all(is_punctuation) {
        TokenKind::Punctuation
    } else {
        TokenKind::Symbol
    }
}

/// Marks of writing, as against signs for money, mathematics and pictures.
fn is_punctuation(c: char) -> bool {
    match c {
        '$' | '+' | '<' | '=' | '>' | '^' | '|' | '~' | '%' | '@' | '#' | '&' => false,
        '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' => true,
        '¡' | '¿' | '«' | '»' | '·' | '§' | '¶' | '＂' => true,
        _ => c.is_ascii_punctuation(),
    }
}
