//! Lines to passages: where one piece of a plain text ends and the next begins.
//!
//! Plain text comes in two shapes. Either a line is a paragraph, or paragraphs were wrapped to a fixed width and blank
//! lines or indentation part them. [`wrap_width`] tells which; it looks at whole documents and knows no words.

use std::ops::Range;

/// The widest column at which texts are wrapped by hand or by machine; typewriters and wires used 65 to 80.
const WRAP_COLUMNS_MAX: usize = 100;

/// The narrowest column: below it, lines are items of a list or verses.
const WRAP_COLUMNS_MIN: usize = 40;

/// Lines followed by another without a blank between; with fewer, chance could make them equally long.
const WRAPPED_LINES_MIN: usize = 3;

/// A line that is not blank.
#[derive(Debug)]
struct Line {
    range: Range<usize>,
    after_blank: bool,
    is_indented: bool,
}

/// The passages of a text in bytes, without blanks at their ends: a paragraph, a title, an item. Every character that is
/// no blank lies in exactly one; they stand in the order of the text.
pub(crate) fn passages(text: &str) -> Vec<Range<usize>> {
    let lines = lines(text);
    let width = wrap_width(text, &lines);
    let mut passages: Vec<Range<usize>> = Vec::new();
    let mut previous: Option<&Line> = None;
    for line in &lines {
        let continued = previous.is_some_and(|previous| match width {
            Some(width) => continues_wrapped(text, previous, line, width),
            None => continues_broken(text, previous, line),
        });
        match passages.last_mut().filter(|_| continued) {
            Some(passage) => passage.end = line.range.end,
            None => passages.push(line.range.clone()),
        }
        previous = Some(line);
    }
    passages
}

/// The lines that are not blank. Lines end at `\n`, `\r`, `\r\n`, form feed, U+2028 and U+2029.
fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut after_blank = true;
    for range in raw_lines(text) {
        let raw = &text[range.clone()];
        let inside = raw.trim();
        if inside.is_empty() {
            after_blank = true;
            continue;
        }
        let start = range.start + (raw.len() - raw.trim_start().len());
        let is_indented = start - range.start >= 2 || raw.starts_with('\t');
        lines.push(Line { range: start..start + inside.len(), after_blank, is_indented });
        after_blank = false;
    }
    lines
}

/// All lines, the blank ones too, without their breaks.
fn raw_lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let start = next?;
        let found = (start..bytes.len()).find_map(|at| line_break(bytes, at).map(|n_bytes| (at, n_bytes)));
        next = found.map(|(at, n_bytes)| at + n_bytes);
        Some(start..found.map_or(bytes.len(), |(at, _)| at))
    })
}

/// The length of the line break that begins at `at`, if one does.
fn line_break(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes[at] {
        b'\r' if bytes.get(at + 1) == Some(&b'\n') => Some(2),
        b'\n' | b'\r' | 0x0c => Some(1),
        // U+2028 and U+2029 in UTF-8.
        0xe2 if matches!(bytes.get(at + 1..at + 3), Some([0x80, 0xa8 | 0xa9])) => Some(3),
        _ => None,
    }
}

/// The width to which the whole text was wrapped, in characters, if it was.
///
/// Asked are the lines that are followed by another without a blank between and fill at least half of the width; titles
/// and last lines are shorter. At least three of four have to be full (the next line's first word would not have fitted
/// any more), at most half may end as a sentence does, and of all lines at most one in twenty may be longer than any
/// usual width.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    let columns: Vec<usize> = lines.iter().map(|line| columns(&text[line.range.clone()])).collect();
    let n_long = columns.iter().filter(|n| **n > WRAP_COLUMNS_MAX).count();
    if n_long * 20 > lines.len() {
        return None;
    }
    let mut followed: Vec<usize> = (1..lines.len()).filter(|at| !lines[*at].after_blank).map(|at| at - 1).collect();
    let width = usual_width(followed.iter().map(|at| columns[*at]))?;
    followed.retain(|at| columns[*at] * 2 >= width);
    if followed.len() < WRAPPED_LINES_MIN {
        return None;
    }
    let is_full = |at: &&usize| columns[**at] + 1 + first_word_columns(text, &lines[**at + 1]) > width;
    let ends_sentence = |at: &&usize| crate::words::ends_sentence(&text[lines[**at].range.clone()]);
    let n_full = followed.iter().filter(is_full).count();
    let n_ends = followed.iter().filter(ends_sentence).count();
    (n_full * 4 >= followed.len() * 3 && n_ends * 2 <= followed.len()).then_some(width)
}

/// The length that at most one of twenty lines exceeds, if texts are wrapped at such a length.
fn usual_width(columns: impl Iterator<Item = usize>) -> Option<usize> {
    let mut columns: Vec<usize> = columns.collect();
    columns.sort_unstable();
    let width = columns.len().checked_sub(1 + columns.len() / 20).map(|at| columns[at])?;
    (WRAP_COLUMNS_MIN..=WRAP_COLUMNS_MAX).contains(&width).then_some(width)
}

fn columns(line: &str) -> usize {
    line.chars().count()
}

fn first_word_columns(text: &str, line: &Line) -> usize {
    text[line.range.clone()].split_whitespace().next().map_or(0, columns)
}

/// Whether a line of a wrapped text goes on with the passage of the line before.
///
/// It does not after a blank line, where it is indented and the line before is not, where it begins with a bullet, or
/// where the line before left a third of the width free.
fn continues_wrapped(text: &str, previous: &Line, line: &Line, width: usize) -> bool {
    let begins_passage = line.is_indented && !previous.is_indented;
    let n_columns = columns(&text[previous.range.clone()]);
    let is_short = n_columns * 3 < width * 2 && n_columns + 1 + first_word_columns(text, line) <= width;
    !line.after_blank && !begins_passage && !is_short && !text[line.range.clone()].starts_with(is_bullet)
}

/// Whether a line of an unwrapped text is the rest of a sentence that a stray break cut, as links leave them.
///
/// It begins with a small letter directly under a line of running text that ends with a letter or a comma.
fn continues_broken(text: &str, previous: &Line, line: &Line) -> bool {
    let before = &text[previous.range.clone()];
    let is_running = before.contains(char::is_whitespace) || before.starts_with(char::is_lowercase);
    let is_open = before.ends_with(|c: char| c.is_alphabetic() || c == ',');
    !line.after_blank && is_running && is_open && text[line.range.clone()].starts_with(char::is_lowercase)
}

/// Whether the character marks an item of a list and nothing else.
pub(crate) const fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '‣' | '◦' | '▪' | '■' | '●' | '·')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = passages(text).into_iter().map(|passage| &text[passage]).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn line_breaks() {
        check("", &[]);
        check(" \n\t\r\n", &[]);
        check("A", &["A"]);
        check("A\nB\r\nC\rD\u{2028}E\u{2029}F\u{c}G\n", &["A", "B", "C", "D", "E", "F", "G"]);
        check("  “A”  \n\n\u{a0} B.\u{3000}\n", &["“A”", "B."]);
        check("a\u{2026}b \u{e9}\u{2027}c", &["a\u{2026}b \u{e9}\u{2027}c"]);
    }

    const WRAPPED: &str = "\
        LISBON, May 3 (NWS) - Portugal signed an agreement on Friday to rebuild\n\
        the container port of Ponta Serrada, which was wrecked by a storm in\n\
        January, and named the builders.\n\
        \n\
        The minister said that the port would remain open to every ship and to\n\
        every flag, and that the first crane would arrive before the end of the\n\
        summer.";

    #[test]
    fn wrapped_paragraphs_are_whole() {
        let paragraphs: Vec<&str> = WRAPPED.split("\n\n").collect();
        check(WRAPPED, &paragraphs);
    }

    #[test]
    fn indentation_parts_wrapped_paragraphs() {
        let text = WRAPPED.replace("\n\nThe", "\n   The");
        let (first, second) = text.split_once("\n   ").expect("the text was just indented");
        check(&text, &[first, second]);
    }

    #[test]
    fn short_lines_and_bullets_part_wrapped_passages() {
        let text = format!("Port to be rebuilt\nBy Imogen Tarrowby\n{}\n• one more", WRAPPED.replace("\n\n", "\n\n\n"));
        let paragraphs: Vec<&str> = WRAPPED.split("\n\n").collect();
        check(&text, &["Port to be rebuilt", "By Imogen Tarrowby", paragraphs[0], paragraphs[1], "• one more"]);
    }

    #[test]
    fn lines_of_any_length_are_paragraphs() {
        let lines = [
            "Portugal signed an agreement on Friday to rebuild its port.",
            "“This port was the front door of our economy for a century, and today we can open it again,” she said.",
            "No one was killed.",
            "The union welcomed the plan but asked who would work there.",
        ];
        check(&lines.join("\n"), &lines);
        check(&lines.join("\n\n"), &lines);
    }

    #[test]
    fn titles_of_like_length_are_not_wrapped() {
        let lines = [
            "Storm wrecks the northern port again",
            "Minister signs for three new cranes ",
            "Union asks who will be left to work",
        ];
        check(&lines.join("\n"), &lines.map(str::trim));
    }

    #[test]
    fn a_sentence_cut_by_a_link_is_whole() {
        check(
            "The report, which\nwas published\nin May, says so.",
            &["The report, which\nwas published\nin May, says so."],
        );
        check("He left.\nnobody saw it", &["He left.", "nobody saw it"]);
        check("Advertisement\nthat he would", &["Advertisement", "that he would"]);
        check("The report, which\n\nwas", &["The report, which", "was"]);
    }
}
