//! Byte offsets turned into counts of code points.

use dateline_core::{Clean, Span};

use crate::TextSpan;

/// Bytes between two checkpoints: a lookup counts at most this many, and the table takes a sixteenth of the text.
const STEP_BYTES: usize = 64;

/// A text with an index from its byte offsets to offsets in Unicode code points.
///
/// Building it takes one pass over the text, a lookup takes constant time. A text of ASCII alone needs no table.
#[derive(Debug)]
pub struct CodePoints<'a> {
    text: &'a str,
    /// How many code points begin before byte `n * STEP_BYTES`; empty for a text of ASCII alone.
    before: Vec<u32>,
}

impl<'a> CodePoints<'a> {
    /// Indexes a text of at most `u32::MAX` bytes, as every `dateline_core::Text` is.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let before = if text.is_ascii() { Vec::new() } else { checkpoints(text.as_bytes()) };
        Self { text, before }
    }

    /// The number of code points before a byte offset.
    ///
    /// # Panics
    /// If the offset lies behind the end of the text.
    #[must_use]
    pub fn at(&self, byte: u32) -> u32 {
        let byte_at = byte as usize;
        assert!(byte_at <= self.text.len(), "an offset lies inside its own text");
        if self.before.is_empty() {
            return byte;
        }
        let step = byte_at / STEP_BYTES;
        self.before[step] + n_starts(&self.text.as_bytes()[step * STEP_BYTES..byte_at])
    }

    /// The span in code points, with its characters.
    ///
    /// # Panics
    /// If the span leaves the text or cuts a character.
    #[must_use]
    pub fn span(&self, span: Span<Clean>) -> TextSpan {
        TextSpan { start: self.at(span.start()), end: self.at(span.end()), text: self.text[span.range()].to_owned() }
    }
}

fn checkpoints(bytes: &[u8]) -> Vec<u32> {
    let mut before = Vec::with_capacity(bytes.len() / STEP_BYTES + 1);
    let mut n_so_far = 0;
    for step in bytes.chunks(STEP_BYTES) {
        before.push(n_so_far);
        n_so_far += n_starts(step);
    }
    // A text that ends on a checkpoint can be asked for its end.
    before.push(n_so_far);
    before
}

/// Counts the bytes that begin a code point: all but the continuation bytes `10xxxxxx`.
fn n_starts(bytes: &[u8]) -> u32 {
    bytes.iter().map(|byte| u32::from(byte & 0xC0 != 0x80)).sum()
}

#[cfg(test)]
mod tests {
    use dateline_core::Span;
    use proptest::prelude::{ProptestConfig, any, proptest};
    use proptest::strategy::Strategy;

    use super::CodePoints;

    fn check(text: &str) {
        let index = CodePoints::new(text);
        for (n_before, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(index.at(byte as u32) as usize, n_before, "at byte {byte} of {text:?}");
        }
        assert_eq!(index.at(text.len() as u32) as usize, text.chars().count(), "at the end of {text:?}");
    }

    #[test]
    fn counts_at_the_borders_of_steps() {
        for text in ["", "a", "é", "€", "🛟", "The minister said: “No.”"] {
            check(text);
        }
        for n_bytes in 60..70 {
            check(&"a".repeat(n_bytes));
            check(&format!("{}é{}", "a".repeat(n_bytes), "b".repeat(n_bytes)));
            check(&"🛟".repeat(n_bytes));
        }
    }

    #[test]
    fn gives_the_characters_of_a_span() {
        let span = CodePoints::new("“Não,” disse ela").span(Span::new(3, 7));
        assert_eq!((span.start, span.end, span.text.as_str()), (1, 4, "Não"));
    }

    #[test]
    #[should_panic(expected = "inside its own text")]
    fn refuses_an_offset_behind_the_end() {
        let _ = CodePoints::new("ab").at(3);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn agrees_with_counting(text in proptest::collection::vec(any::<char>(), 0..300).prop_map(String::from_iter)) {
            check(&text);
        }

        #[test]
        fn agrees_with_counting_in_mostly_plain_text(text in "[ -~]{0,90}[é€]?[ -~]{0,90}") {
            check(&text);
        }
    }
}
