//! Wrapped text with indents and styles.

use anstyle::{AnsiColor, Style};
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

/// What a page is about.
pub const TITLE: Style = Style::new().bold();
/// Keys and ids, by which things are found again.
pub const KEY: Style = AnsiColor::Cyan.on_default();
/// What is said beside the matter.
pub const ASIDE: Style = Style::new().dimmed();
/// What a reader should look at.
pub const WARNING: Style = AnsiColor::Yellow.on_default();

/// A blank at which no line is broken; it is shown as any other. [`shown`] lets none of a report through.
pub const FILL: &str = "\u{a0}";

/// Text for a terminal of a given width.
pub struct Page {
    width: usize,
    text: String,
}

impl Page {
    pub const fn new(width: usize) -> Self {
        Self { width, text: String::new() }
    }

    /// Adds an empty line.
    pub fn gap(&mut self) {
        self.text.push('\n');
    }

    /// Adds text, wrapped, with every line indented. The text must be made of [`shown`] parts and styles.
    pub fn add(&mut self, indent: usize, text: &str) {
        self.add_hanging(indent, indent, text);
    }

    /// Adds text, wrapped, with the first line indented by `first` and the others by `rest`.
    pub fn add_hanging(&mut self, first: usize, rest: usize, text: &str) {
        let (first, rest) = (" ".repeat(first), " ".repeat(rest));
        let options = Options::new(self.width)
            .initial_indent(&first)
            .subsequent_indent(&rest)
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation)
            .wrap_algorithm(WrapAlgorithm::FirstFit);
        for line in textwrap::wrap(text, options) {
            self.text.push_str(&line.trim_end().replace(FILL, " "));
            self.text.push('\n');
        }
    }

    pub fn into_text(self) -> String {
        self.text
    }
}

/// Text in a style, word by word, so that wrapping leaves no style open at the end of a line.
pub fn styled(style: Style, text: &str) -> String {
    let words: Vec<_> = text.split(' ').map(|word| styled_word(style, word)).collect();
    words.join(" ")
}

fn styled_word(style: Style, word: &str) -> String {
    if word.is_empty() { String::new() } else { format!("{style}{word}{style:#}") }
}

/// Text from outside on one line: blanks become single spaces, and characters that steer a terminal or turn the
/// direction of writing stand as `\u{…}`.
pub fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut after_blank = false;
    for c in text.chars() {
        if c.is_whitespace() {
            if !after_blank {
                shown.push(' ');
            }
        } else if steers(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
        after_blank = c.is_whitespace();
    }
    shown
}

/// Whether a character does something else than stand there: controls, and the marks of bidirectional text, which can
/// make a line read other than it is.
fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{ProptestConfig, any, proptest};
    use textwrap::core::display_width;

    use super::{FILL, KEY, Page, shown, steers, styled};

    #[test]
    fn text_from_outside() {
        let check = |text: &str, expected: &str| assert_eq!(shown(text), expected, "{text:?}");
        check("“Não há pressa”", "“Não há pressa”");
        check("two\r\n\r\n  lines\tand\u{2028}more\u{85}", "two lines and more ");
        check("\u{1b}[31mred\u{7}", "\\u{1b}[31mred\\u{7}");
        check("\u{9b}31m", "\\u{9b}31m");
        check("a\u{202e}b", "a\\u{202e}b");
    }

    #[test]
    fn lines_are_wrapped_with_their_indents() {
        let check = |width, first, rest, text: &str, expected: &str| {
            let mut page = Page::new(width);
            page.add_hanging(first, rest, text);
            assert_eq!(page.into_text(), expected);
        };
        check(12, 0, 2, "one two three four", "one two\n  three four\n");
        check(12, 2, 2, "unbreakable-and-too-long", "  unbreakabl\n  e-and-too-\n  long\n");
        check(12, 0, 4, &format!("a{FILL}{FILL}{FILL}b cd efg h"), "a   b cd efg\n    h\n");
        check(12, 1, 1, "", "\n");
    }

    #[test]
    fn styles_take_no_room_and_end_with_their_line() {
        let mut page = Page::new(12);
        page.add(0, &styled(KEY, "one two three four"));
        let text = page.into_text();
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines.iter().map(|line| display_width(line)).collect::<Vec<_>>(), [7, 10]);
        assert!(lines.iter().all(|line| line.ends_with("\u{1b}[0m")), "{text:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn nothing_that_steers_comes_through(text in any::<String>()) {
            assert!(!shown(&text).chars().any(steers));
        }

        #[test]
        fn no_line_is_longer_than_the_page(text in any::<String>(), indent in 0_usize..8) {
            let mut page = Page::new(40);
            page.add(indent, &shown(&text));
            for line in page.into_text().lines() {
                assert!(display_width(line) <= 40, "{line:?}");
            }
        }
    }
}
