//! Text from outside, made safe to look at.

/// Text from outside on one line: blanks become single spaces, and characters that steer a terminal or turn the
/// direction of writing stand as `\u{…}`.
pub fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut after_blank = false;
    for c in text.chars() {
        match (c.is_whitespace(), after_blank) {
            (true, true) => {}
            (true, false) => shown.push(' '),
            (false, _) => push_visible(&mut shown, c),
        }
        after_blank = c.is_whitespace();
    }
    shown
}

/// The same with every line and every blank kept where it stands.
pub fn shown_in_lines(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\n' | '\t') { shown.push(c) } else { push_visible(&mut shown, c) }
    }
    shown
}

fn push_visible(text: &mut String, c: char) {
    match c {
        // A carriage return stands before a line feed, or in its place in very old texts.
        '\r' => {}
        _ if steers(c) => text.extend(c.escape_unicode()),
        _ => text.push(c),
    }
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

    use super::{shown, shown_in_lines, steers};

    #[test]
    fn text_on_one_line() {
        let check = |text: &str, expected: &str| assert_eq!(shown(text), expected, "{text:?}");
        check("“Não há pressa”", "“Não há pressa”");
        check("two\r\n\r\n  lines\tand\u{2028}more\u{85}", "two lines and more ");
        check("\u{1b}[31mred\u{7}", "\\u{1b}[31mred\\u{7}");
        check("\u{9b}31m", "\\u{9b}31m");
        check("a\u{202e}b", "a\\u{202e}b");
    }

    #[test]
    fn text_in_its_lines() {
        let check = |text: &str, expected: &str| assert_eq!(shown_in_lines(text), expected, "{text:?}");
        check("two\r\n\r\n  lines", "two\n\n  lines");
        check("a\tb\u{202e}c\u{0}", "a\tb\\u{202e}c\\u{0}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn nothing_that_steers_comes_through(text in any::<String>()) {
            assert!(!shown(&text).chars().any(steers));
            assert!(!shown_in_lines(&text).chars().any(|c| steers(c) && !matches!(c, '\n' | '\t')));
        }
    }
}
