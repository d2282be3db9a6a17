//! What the segmenter knows about words: abbreviations, words that begin sentences, and where words are cut.

use std::collections::{HashMap, HashSet};

use dateline_core::{Table, TableError};

/// Longest abbreviation in bytes that is looked up; a longer word is none.
const ABBREVIATION_BYTES_MAX: usize = 16;

/// Longest prefix, contraction or unit in bytes that is looked up.
const PART_BYTES_MAX: usize = 12;

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

/// The tables of the segmenter, by their names in `data/en`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tables {
    pub(crate) abbreviations: &'static str,
    pub(crate) function_words: &'static str,
    pub(crate) hyphen_prefixes: &'static str,
    pub(crate) contractions: &'static str,
    pub(crate) number_units: &'static str,
}

/// The words that decide about full stops and about the borders of tokens.
#[derive(Debug)]
pub(crate) struct Lexicon {
    abbreviations: HashMap<&'static str, Ends>,
    function_words: HashSet<&'static str>,
    starters: HashSet<&'static str>,
    prefixes: HashSet<&'static str>,
    /// The lengths of the parts of each contraction, in bytes.
    contractions: HashMap<&'static str, Vec<usize>>,
    units: HashSet<&'static str>,
}

impl Lexicon {
    /// Reads the tables.
    pub(crate) fn parse(tables: Tables) -> Result<Self, TableError> {
        let mut lexicon = Self {
            abbreviations: HashMap::new(),
            function_words: HashSet::new(),
            starters: HashSet::new(),
            prefixes: HashSet::new(),
            contractions: HashMap::new(),
            units: HashSet::new(),
        };
        lexicon.read_words(tables)?;
        lexicon.read_parts(tables)?;
        Ok(lexicon)
    }

    fn read_words(&mut self, tables: Tables) -> Result<(), TableError> {
        for row in Table::new("abbreviations.tsv", tables.abbreviations).rows()? {
            let ends = match row.need("ends")? {
                "never" => Ends::Never,
                "may" => Ends::May,
                other => return Err(row.error(format!("ends is never or may, not {other:?}"))),
            };
            let form = row.need("form")?;
            if !form.ends_with('.') || form.len() > ABBREVIATION_BYTES_MAX {
                return Err(row.error("an abbreviation ends with a full stop and is short"));
            }
            self.abbreviations.insert(form, ends);
        }
        for row in Table::new("function_words.tsv", tables.function_words).rows()? {
            let form = row.need("form")?;
            self.function_words.insert(form);
            if STARTER_CLASSES.contains(&row.need("class")?) {
                self.starters.insert(form);
            }
        }
        Ok(())
    }

    fn read_parts(&mut self, tables: Tables) -> Result<(), TableError> {
        for row in Table::new("hyphen_prefixes.tsv", tables.hyphen_prefixes).rows()? {
            self.prefixes.insert(row.need("prefix")?);
        }
        for row in Table::new("contractions.tsv", tables.contractions).rows()? {
            let (form, parts) = (row.need("form")?, row.need("parts")?);
            if parts.replace(' ', "") != form {
                return Err(row.error("the parts together are the form"));
            }
            self.contractions.insert(form, parts.split(' ').map(str::len).collect());
        }
        for row in Table::new("number_units.tsv", tables.number_units).rows()? {
            self.units.insert(row.need("unit")?);
        }
        Ok(())
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

    /// Whether the word stays one token with what stands behind its hyphen: "anti", but not "UN".
    pub(crate) fn is_hyphen_prefix(&self, word: &str) -> bool {
        let is_name = word.chars().nth(1).is_some_and(char::is_uppercase);
        word.len() <= PART_BYTES_MAX && !is_name && self.prefixes.contains(word.to_lowercase().as_str())
    }

    /// The lengths in bytes of the parts that the word is cut into: "gon", "na". Short words in capitals stay whole,
    /// for they are names ("IM").
    pub(crate) fn contraction(&self, word: &str) -> Option<&[usize]> {
        const SHORT: usize = 3;
        let is_name = word.len() <= SHORT && word.chars().skip(1).any(char::is_uppercase);
        if word.len() > PART_BYTES_MAX || !word.is_ascii() || is_name {
            return None;
        }
        self.contractions.get(word.to_lowercase().as_str()).map(Vec::as_slice)
    }

    /// Whether the letters are a unit when a number stands before them: "km".
    pub(crate) fn is_number_unit(&self, letters: &str) -> bool {
        letters.len() <= PART_BYTES_MAX && self.units.contains(letters.to_lowercase().as_str())
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
