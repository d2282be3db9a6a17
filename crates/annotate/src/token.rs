//! Tokens as Universal Dependencies cuts English, over the word borders of Unicode (UAX #29).
//!
//! What the standard cuts too finely (full stops of abbreviations, ellipses, dashes, addresses, times of day, words with
//! a prefix) is joined to a spelling first; then what Universal Dependencies takes for several words (clitics,
//! contractions, numbers with units) is cut.

use std::ops::Range;

use dateline_core::{Clean, Span, Text, Token, TokenKind};
use unicode_segmentation::UnicodeSegmentation;

use crate::inside;
use crate::lexicon::{Lexicon, is_initial};
use crate::quotation::Marks;

/// What follows the apostrophe of a clitic that is a token of its own.
const CLITICS: [&str; 6] = ["s", "re", "ve", "ll", "d", "m"];

/// Signs that make one token in a row of the same: "--", "!!!", "***".
const ROWS: [&str; 12] = ["-", "`", "'", "*", "=", "~", "<", ">", "#", "+", ",", "…"];

/// Cuts one block and appends its tokens.
pub(crate) fn cut(lexicon: &Lexicon, marks: &Marks, text: &Text, block: Span<Clean>, tokens: &mut Vec<Token>) {
    let block_text = text.get(block);
    for spelling in spellings(lexicon, block_text) {
        let whole = &block_text[spelling.clone()];
        if is_address(whole) {
            let span = inside(block, spelling.start, spelling.end);
            tokens.push(Token { span, kind: TokenKind::Symbol, continues: false });
            continue;
        }
        let parts = parts(lexicon, whole);
        let mut start = spelling.start;
        for end in parts.ends.into_iter().map(|end| spelling.start + end).chain([spelling.end]) {
            let kind = kind_of(marks, &block_text[start..end]);
            let continues = parts.border == Border::Word && start > spelling.start;
            tokens.push(Token { span: inside(block, start, end), kind, continues });
            start = end;
        }
    }
}

/// The ranges of what is written as one, in the order of the text.
fn spellings(lexicon: &Lexicon, block: &str) -> Vec<Range<usize>> {
    let mut spellings: Vec<Range<usize>> = Vec::new();
    let mut done_to = 0;
    for (start, piece) in block.split_word_bound_indices() {
        let end = start + piece.len();
        // More than once only where an address ends inside a piece.
        while done_to < end {
            // A mark that combines with a blank holds it in its piece.
            let piece = block[start.max(done_to)..end].trim_start();
            if piece.is_empty() {
                break;
            }
            let start = end - piece.len();
            let whole = whole_length(block, start);
            done_to = whole.map_or(end, |length| start + length);
            let last = spellings.last_mut().filter(|last| last.end == start && whole.is_none());
            match last.filter(|last| joins(lexicon, block, (*last).clone(), start..done_to)) {
                Some(last) => last.end = done_to,
                None => spellings.push(start..done_to),
            }
        }
    }
    spellings
}

/// The length of an address or telephone number that begins here.
fn whole_length(block: &str, start: usize) -> Option<usize> {
    let begins = block[..start].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    let rest = &block[start..];
    web_address_length(rest)
        .or_else(|| if begins { mail_address_length(rest).or_else(|| phone_length(rest)) } else { None })
}

/// The length of a web address that begins here.
fn web_address_length(rest: &str) -> Option<usize> {
    let is_web = ["http://", "https://", "www."].iter().any(|prefix| rest.starts_with(prefix));
    if !is_web {
        return None;
    }
    let end = rest.find(|c: char| c.is_whitespace() || "\"<>“”".contains(c)).unwrap_or(rest.len());
    let kept = rest[..end].trim_end_matches(|c: char| ".,;:!?)]'’".contains(c)).len();
    Some(kept)
}

/// The length of a mail address that begins here.
fn mail_address_length(rest: &str) -> Option<usize> {
    // The longest local part and domain that mail allows (RFC 5321, 4.5.3.1); it bounds the look ahead.
    const LOCAL_BYTES_MAX: usize = 64;
    const DOMAIN_BYTES_MAX: usize = 255;
    let is_part = |c: &u8| c.is_ascii_alphanumeric() || b"._+-".contains(c);
    let run = |bytes: &[u8], max: usize| bytes.iter().take(max + 1).take_while(|c| is_part(c)).count();
    let local = run(rest.as_bytes(), LOCAL_BYTES_MAX);
    if local == 0 || rest.as_bytes().get(local) != Some(&b'@') {
        return None;
    }
    let domain = &rest[local + 1..];
    let domain = domain[..run(domain.as_bytes(), DOMAIN_BYTES_MAX)].trim_end_matches(['.', '-', '_', '+']);
    (domain.contains('.') && !domain.starts_with('.')).then_some(local + 1 + domain.len())
}

/// The length of a telephone number of the shape 555-555-5555 that begins here.
fn phone_length(rest: &str) -> Option<usize> {
    const SHAPE: &[u8; 12] = b"000-000-0000";
    let fits = |(shape, byte): (&u8, &u8)| if *shape == b'0' { byte.is_ascii_digit() } else { byte == shape };
    let (head, behind) = rest.split_at_checked(SHAPE.len())?;
    let goes_on = behind.starts_with(|c: char| c.is_alphanumeric() || c == '-');
    (SHAPE.iter().zip(head.as_bytes()).all(fits) && !goes_on).then_some(SHAPE.len())
}

/// Whether a spelling is an address or a tag of a network.
fn is_address(spelling: &str) -> bool {
    web_address_length(spelling).is_some()
        || mail_address_length(spelling).is_some()
        || (spelling.len() > 1 && spelling.starts_with('#') && spelling.contains(char::is_alphabetic))
}

/// Whether a piece belongs to the spelling before it.
fn joins(lexicon: &Lexicon, block: &str, last: Range<usize>, piece: Range<usize>) -> bool {
    let (before, now, after) = (&block[last.clone()], &block[piece.clone()], &block[piece.end..]);
    let digit_before = before.ends_with(|c: char| c.is_ascii_digit());
    let starts_after = |is: fn(char) -> bool| after.starts_with(is);
    match now {
        "." if before.ends_with('.') => is_row_of(before, "."),
        // "on X. The club": the network is no initial.
        "." if before == "X" && block[..last.start].ends_with(" on ") => false,
        // "is tied to vitamin D.": nor is a letter behind which nothing stands, but for that of a name.
        "." if is_letter(before) && ends_block(after) => is_behind_capital(&block[..last.start]),
        "." => is_abbreviation(lexicon, &block[last.start..piece.end], after),
        "!" | "?" => before.starts_with(['!', '?']) && before.ends_with(['!', '?']),
        "-" if lexicon.is_hyphen_prefix(before) => starts_after(char::is_alphanumeric),
        ":" | "/" => digit_before && starts_after(|c| c.is_ascii_digit()),
        "&" => before.chars().all(char::is_alphabetic) && starts_after(char::is_alphabetic),
        "@" => before.ends_with(char::is_alphanumeric) && starts_after(char::is_alphanumeric),
        "'" | "’" if digit_before => is_clitic_behind_number(after),
        _ if ROWS.contains(&now) => is_row_of(before, now),
        _ if now.starts_with(char::is_alphanumeric) => holds_on_to(lexicon, block, last, now),
        _ => false,
    }
}

/// Whether the spelling consists of nothing but the sign. It is looked at from both ends only, so that a long row takes
/// no more time than a short one: what stands between came the same way.
fn is_row_of(spelling: &str, sign: &str) -> bool {
    spelling.starts_with(sign) && spelling.ends_with(sign)
}

/// Whether an apostrophe behind a number begins a clitic: "2019's".
fn is_clitic_behind_number(after: &str) -> bool {
    after.strip_prefix('s').is_some_and(|behind| !behind.starts_with(char::is_alphanumeric))
}

/// Whether a spelling that ends with a sign takes the letters or digits behind it.
fn holds_on_to(lexicon: &Lexicon, block: &str, last: Range<usize>, now: &str) -> bool {
    let before = &block[last.clone()];
    let letters = now.starts_with(char::is_alphabetic);
    let mut chars = before.chars();
    match chars.next_back() {
        Some(':' | '/' | '@') => before.len() > 1,
        Some('&') => before.len() > 1 && letters,
        Some('-') => lexicon.is_hyphen_prefix(chars.as_str()),
        Some('\'' | '’') => now == "s" && chars.as_str().ends_with(|c: char| c.is_ascii_digit()),
        Some('#') => before.len() == 1 && letters,
        Some('.') => before.len() == 1 && !letters && stands_free(block, last.start),
        _ => false,
    }
}

/// Whether nothing but a blank or an opening mark stands before the place, as before a number without its zero: ".25".
fn stands_free(block: &str, at: usize) -> bool {
    block[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || "([$£€".contains(c))
}

/// Whether a spelling is one letter.
fn is_letter(spelling: &str) -> bool {
    let mut letters = spelling.chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
}

/// Whether the last word begins with a capital.
fn is_behind_capital(before: &str) -> bool {
    before.split_whitespace().next_back().is_some_and(|word| word.starts_with(char::is_uppercase))
}

/// Whether nothing but the mark that closes a quotation stands behind.
fn ends_block(after: &str) -> bool {
    after.trim_start_matches(['”', '"', '’', '\'', '»']).trim_start().is_empty()
}

/// Whether the full stop belongs to the word: "Gen.", and "No." only before a number.
fn is_abbreviation(lexicon: &Lexicon, word: &str, after: &str) -> bool {
    if lexicon.abbreviation(word).is_none() {
        return false;
    }
    let next = after.trim_start().chars().next();
    is_initial(word) || !lexicon.is_word_without_stop(word) || next.is_some_and(|c| c.is_ascii_digit())
}

/// Where a spelling is cut.
struct Parts {
    /// Where each part but the last one ends, in bytes.
    ends: Vec<usize>,
    border: Border,
}

/// What lies between the parts of a spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Border {
    /// They are words that grew together: "did|n't".
    Word,
    /// They are words that were only written without a blank: "5|pm".
    Blank,
}

/// The parts of a spelling that are tokens of their own.
fn parts(lexicon: &Lexicon, spelling: &str) -> Parts {
    if let Some(at) = unit_at(lexicon, spelling) {
        return Parts { ends: vec![at], border: Border::Blank };
    }
    let ends = match lexicon.contraction(spelling) {
        Some(lengths) => {
            let ends = lengths.iter().scan(0, |end, length| {
                *end += length;
                Some(*end)
            });
            ends.take(lengths.len() - 1).collect()
        }
        None => clitic_at(spelling).into_iter().collect(),
    };
    Parts { ends, border: Border::Word }
}

/// Where a unit begins behind its number: "5|pm", "1.9|bn".
fn unit_at(lexicon: &Lexicon, spelling: &str) -> Option<usize> {
    let at = spelling.find(|c: char| c.is_ascii_alphabetic())?;
    let (number, unit) = spelling.split_at(at);
    let is_number = number.ends_with(|c: char| c.is_ascii_digit())
        && number.bytes().all(|b| b.is_ascii_digit() || b".,:".contains(&b));
    (is_number && lexicon.is_number_unit(unit)).then_some(at)
}

/// Where a clitic begins in a word: "do|n't", "Reed|'s".
fn clitic_at(word: &str) -> Option<usize> {
    let at = word.rfind(['\'', '’'])?;
    let (stem, tail) = word.split_at(at);
    let tail = tail.trim_start_matches(['\'', '’']);
    if tail.eq_ignore_ascii_case("t") && stem.len() > 1 && stem.ends_with(['n', 'N']) {
        return Some(at - 1);
    }
    let is_clitic = CLITICS.iter().any(|clitic| tail.eq_ignore_ascii_case(clitic));
    (is_clitic && !stem.is_empty() && !is_decade(stem)).then_some(at)
}

/// Whether the digits name ten years, of which "'s" is the plural: "1980's".
fn is_decade(digits: &str) -> bool {
    matches!(digits.len(), 2 | 4) && digits.ends_with('0') && digits.bytes().all(|b| b.is_ascii_digit())
}

fn kind_of(marks: &Marks, piece: &str) -> TokenKind {
    if piece.contains(char::is_alphabetic) {
        TokenKind::Word
    } else if piece.contains(char::is_numeric) {
        TokenKind::Number
    } else if marks.is_double_mark(piece) && !piece.starts_with(['\'', '`']) {
        // Two apostrophes in a row may be quotation marks or not; the layer of quotations tells.
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
