//! What the words and the ends of a passage show: small questions that several rules ask.

/// Words that stay small in a headline set in title case.
const SMALL_WORDS: &[&str] = &[
    "a", "about", "after", "against", "amid", "an", "and", "are", "as", "at", "be", "but", "by", "for", "from", "has",
    "how", "if", "in", "into", "is", "it", "its", "nor", "not", "of", "off", "on", "or", "out", "over", "per", "so",
    "than", "that", "the", "to", "under", "up", "v", "via", "vs", "was", "when", "with", "yet",
];

/// Words that say nothing about what a passage is about, sorted.
const FUNCTION_WORDS: &[&str] = &[
    "about", "after", "also", "and", "any", "are", "been", "but", "can", "could", "did", "does", "for", "from", "had",
    "has", "have", "her", "him", "his", "how", "into", "its", "more", "not", "off", "one", "our", "out", "over",
    "said", "says", "she", "should", "some", "such", "than", "that", "the", "their", "them", "then", "there", "they",
    "this", "was", "were", "what", "when", "where", "which", "who", "will", "with", "would", "you", "your",
];

/// Letters that a word needs to count as content: what is shorter is almost always a function word.
const CONTENT_LETTERS_MIN: usize = 3;

/// Whether a word in lower case is an English one that says nothing about what a passage is about.
pub(crate) fn is_function_word(word: &str) -> bool {
    FUNCTION_WORDS.binary_search(&word).is_ok()
}

/// Whether the passage has at most so many characters.
pub(crate) fn has_chars_at_most(passage: &str, n_chars_max: usize) -> bool {
    let can_be = passage.len() <= n_chars_max * char::MAX.len_utf8();
    can_be && (passage.len() <= n_chars_max || passage.chars().count() <= n_chars_max)
}

/// How many words the passage has, counted by blanks.
pub(crate) fn n_words(passage: &str) -> usize {
    passage.split_whitespace().count()
}

/// The last character before closing quotation marks and brackets.
pub(crate) fn last_mark(passage: &str) -> Option<char> {
    passage.trim_end_matches(is_closing).chars().next_back()
}

/// Whether the passage ends as a sentence does, be it inside quotation marks or brackets.
pub(crate) fn ends_sentence(passage: &str) -> bool {
    last_mark(passage).is_some_and(|mark| matches!(mark, '.' | '!' | '?' | '…'))
}

/// Whether the passage begins as a sentence or a title does: with a capital letter or a digit, be it quoted.
pub(crate) fn begins_sentence(passage: &str) -> bool {
    passage.trim_start_matches(is_opening).starts_with(|c: char| c.is_uppercase() || c.is_numeric())
}

/// Whether the character can close a quotation or a bracket.
pub(crate) const fn is_closing(c: char) -> bool {
    matches!(c, '"' | '”' | '“' | '\'' | '’' | '»' | '«' | '›' | ')' | ']')
}

/// Whether the character can open a quotation or a bracket.
pub(crate) const fn is_opening(c: char) -> bool {
    matches!(c, '"' | '“' | '„' | '\'' | '‘' | '«' | '»' | '‹' | '(' | '[')
}

/// Whether every word is capitalised that title case capitalises.
///
/// One small verb shows a sentence: "President Lourinho met Prime Minister Falcoeiro in Lisbon." is none.
pub(crate) fn is_title_case(passage: &str) -> bool {
    let is_small = |word: &str| SMALL_WORDS.contains(&word.trim_matches(|c: char| !c.is_alphanumeric()));
    let begins_large = |word: &str| {
        let first = word.chars().find(|c| c.is_alphanumeric());
        first.is_none_or(|first| !first.is_lowercase())
    };
    passage.split_whitespace().all(|word| begins_large(word) || is_small(word))
}

/// Whether both have the same letters and digits, whatever stands between them and however they are capitalised.
pub(crate) fn same_wording(a: &str, b: &str) -> bool {
    let letters = |text| str::chars(text).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    letters(a).eq(letters(b)) && letters(a).next().is_some()
}

/// Whether `whole` begins with the letters and digits of `part`, or ends with them, and `part` has at least half of them:
/// titles of pages carry the outlet's name before or behind.
pub(crate) fn begins_with_wording(whole: &str, part: &str) -> bool {
    let letters =
        |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    let (whole, part) = (letters(whole), letters(part));
    part.len() * 2 >= whole.len() && !part.is_empty() && (whole.starts_with(&part) || whole.ends_with(&part))
}

/// The share of the content words of `passage` that `other` has too, in percent; `None` if there are too few to tell.
pub(crate) fn shared_content_percent(passage: &str, other: &str, n_words_min: usize) -> Option<usize> {
    let (own, others) = (content_words(passage), content_words(other));
    let n_shared = own.iter().filter(|word| others.binary_search(word).is_ok()).count();
    (own.len() >= n_words_min).then(|| n_shared * 100 / own.len())
}

/// The different content words in small letters, sorted.
fn content_words(passage: &str) -> Vec<String> {
    let words =
        passage.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= CONTENT_LETTERS_MIN);
    let mut words: Vec<String> = words.map(str::to_lowercase).collect();
    words.retain(|word| !is_function_word(word));
    words.sort_unstable();
    words.dedup();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_are_sorted() {
        assert!(FUNCTION_WORDS.is_sorted());
    }

    #[test]
    fn characters_are_counted_not_bytes() {
        for (passage, n_chars) in [("", 0), ("abc", 3), ("“é”", 3), ("😀😀", 2)] {
            assert!(has_chars_at_most(passage, n_chars), "{passage}");
            assert!(n_chars == 0 || !has_chars_at_most(passage, n_chars - 1), "{passage}");
        }
    }

    #[test]
    fn ends_of_sentences() {
        for passage in ["He left.", "“He left.”", "(He left.)", "Who left?", "Left!", "And then…", "'He left.'\u{201d}"]
        {
            assert!(ends_sentence(passage), "{passage}");
        }
        for passage in ["", "He said:", "A promise with a date", "‘Somebody else’s children’", "…left", "\"He left,\""]
        {
            assert!(!ends_sentence(passage), "{passage}");
        }
    }

    #[test]
    fn title_case() {
        for passage in
            ["Trade Minister Quits After Row Over Port.", "STORM OVER PORT", "4 Held in Raid on ‘Ghost’ Dock"]
        {
            assert!(is_title_case(passage), "{passage}");
        }
        for passage in ["Storm hits port", "President Lourinho met Prime Minister Falcoeiro in Lisbon."] {
            assert!(!is_title_case(passage), "{passage}");
        }
    }

    #[test]
    fn wording() {
        assert!(same_wording("Port’s rebuilt: minister", "PORT'S  rebuilt\n— Minister."));
        assert!(!same_wording("Port rebuilt", "Port rebuilt at last"));
        assert!(!same_wording("", "…"));
    }

    #[test]
    fn shared_content() {
        let lead = "Harbour minister Idalina Brejo said on Friday that the quay would open in June.";
        assert_eq!(shared_content_percent("Brejo: the quay opens in June", lead, 3), Some(75));
        assert_eq!(shared_content_percent("The quay", lead, 3), None);
    }
}
