//! Wrapped text with indents and styles.

use anstyle::{AnsiColor, Style};
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

pub use crate::layout::shown;

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

#[cfg(test)]
mod tests {
    use proptest::prelude::{ProptestConfig, any, proptest};
    use textwrap::core::display_width;

    use super::{FILL, KEY, Page, shown, styled};

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
        fn no_line_is_longer_than_the_page(text in any::<String>(), indent in 0_usize..8) {
            let mut page = Page::new(40);
            page.add(indent, &shown(&text));
            for line in page.into_text().lines() {
                assert!(display_width(line) <= 40, "{line:?}");
            }
        }
    }
}
