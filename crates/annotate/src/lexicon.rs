//! What the segmenter knows about words: abbreviations, and words that begin sentences.

use std::collections::{HashMap, HashSet};

use dateline_core::{Table, TableError};

/// Longest abbreviation in bytes that is looked up; a longer word is none.
const ABBREVIATION_BYTES_MAX: usize = 16;

/// Classes of function words that do not stand inside names, so that a capital on them marks a sentence's begin.
const STARTER_CLASSES: [&str; 9] = [
    "determiner",
    "possessive",
    "pronoun_subject",
    "preposition",
    "conjunction",
    "subordinator",
    "auxiliary",
    "wh",
    "adverb_frequent",
];

/// Whether the full stop of an abbreviation can also end a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ends {
    /// Something of the same sentence always follows: "Gen."
    Never,
    /// It can: "Inc."
    May,
}

/// The words that decide about full stops.
#[derive(Debug)]
pub(crate) struct Lexicon {
    abbreviations: HashMap<&'static str, Ends>,
    function_words: HashSet<&'static str>,
    starters: HashSet<&'static str>,
}

impl Lexicon {
    /// Reads the tables.
    pub(crate) fn parse(abbreviations: &'static str, function_words: &'static str) -> Result<Self, TableError> {
        let mut lexicon =
            Self { abbreviations: HashMap::new(), function_words: HashSet::new(), starters: HashSet::new() };
        for row in Table::new("abbreviations.tsv", abbreviations).rows()? {
            let ends = match row.need("ends")? {
                "never" => Ends::Never,
                "may" => Ends::May,
                other => return Err(row.error(format!("ends is never or may, not {other:?}"))),
            };
            let form = row.need("form")?;
            if !form.ends_with('.') || form.len() > ABBREVIATION_BYTES_MAX {
                return Err(row.error("an abbreviation ends with a full stop and is short"));
            }
            lexicon.abbreviations.insert(form, ends);
        }
        for row in Table::new("function_words.tsv", function_words).rows()? {
            let form = row.need("form")?;
            lexicon.function_words.insert(form);
            if STARTER_CLASSES.contains(&row.need("class")?) {
                lexicon.starters.insert(form);
            }
        }
        Ok(lexicon)
    }

    /// What is known about a word with its full stop.
    ///
    /// Initials ("J.") and words of dotted letters ("U.S.", "a.m.") need no entry.
    pub(crate) fn abbreviation(&self, word: &str) -> Option<Ends> {
        if word.len() > ABBREVIATION_BYTES_MAX {
            return None;
        }
        let known = self.abbreviations.get(word).copied();
        known.or_else(|| is_initial(word).then_some(Ends::Never)).or_else(|| is_dotted(word).then_some(Ends::May))
    }

    /// Whether the abbreviation is also an ordinary word when its full stop is taken away ("no", "in").
    pub(crate) fn is_word_without_stop(&self, abbreviation: &str) -> bool {
        let word = abbreviation.trim_end_matches('.').to_lowercase();
        self.function_words.contains(word.as_str())
    }

    /// Whether a capital on this word marks the begin of a sentence.
    pub(crate) fn begins_sentences(&self, word: &str) -> bool {
        word.len() <= ABBREVIATION_BYTES_MAX && self.starters.contains(word.to_lowercase().as_str())
    }
}

/// A capital letter with its full stop.
pub(crate) fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.as_str() == "."
}

/// Two or more letters, each followed by a full stop.
fn is_dotted(word: &str) -> bool {
    let mut parts = word.split_terminator('.').peekable();
    let one_letter = |part: &str| part.chars().count() == 1 && part.chars().all(char::is_alphabetic);
    word.ends_with('.') && word.matches('.').count() > 1 && parts.all(one_letter)
}
