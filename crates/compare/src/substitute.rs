//! Words that count as one where it is asked whether two reports tell the same: single words, verbs with a particle and
//! fixed expressions.

use std::borrow::Cow;
use std::collections::HashMap;

use dateline_core::{Table, TableError};
use rust_stemmers::{Algorithm, Stemmer};

use crate::term::TERMS;
use crate::words::fold;

/// The table that is built in.
pub(crate) const SUBSTITUTES: &str = include_str!("../../../data/en/substitutes.tsv");

/// Leads words to the stem that they are compared by.
pub(crate) struct Stems {
    stemmer: Stemmer,
    /// For stems of words that stand for others, and for those of fixed expressions, joined by blanks: the stem of the
    /// first of them.
    substitutes: HashMap<String, String>,
    /// For the stem that an expression begins with: the number of words of the longest one.
    begin: HashMap<String, usize>,
}

impl Stems {
    /// Reads `substitutes.tsv`, and of `terms.tsv` the forms of one word: which of them a report uses says how it sees
    /// the thing, but it is the same thing.
    pub(crate) fn parse(substitutes: &'static str, terms: &'static str) -> Result<Self, TableError> {
        let stemmer = Stemmer::create(Algorithm::English);
        let mut stems = Self { stemmer, substitutes: HashMap::new(), begin: HashMap::new() };
        for row in Table::new("substitutes.tsv", substitutes).rows()? {
            stems.add(&row.list("words")?);
        }
        for row in Table::new("terms.tsv", terms).rows()? {
            let forms = row.list("forms")?;
            stems.add(&forms.into_iter().filter(|form| !form.contains(' ')).collect::<Vec<_>>());
        }
        Ok(stems)
    }

    /// The built-in ones.
    ///
    /// # Panics
    /// If a table is defective; every test of this crate reads them.
    pub(crate) fn built_in() -> Self {
        Self::parse(SUBSTITUTES, TERMS).unwrap_or_else(|defect| panic!("built-in data: {defect}"))
    }

    fn add(&mut self, words: &[&str]) {
        let keys: Vec<Vec<String>> = words.iter().map(|word| self.key(word)).collect();
        let Some(first) = keys.first().map(|key| key.join(" ")) else { return };
        let first = self.substitutes.get(&first).cloned().unwrap_or(first);
        for key in keys {
            if let [begins, _, ..] = key.as_slice() {
                let longest = self.begin.entry(begins.clone()).or_default();
                *longest = key.len().max(*longest);
            }
            self.substitutes.entry(key.join(" ")).or_insert_with(|| first.clone());
        }
    }

    /// The stems of the words of an entry; a hyphen parts words.
    fn key(&self, entry: &str) -> Vec<String> {
        entry.split([' ', '-']).map(|word| self.stem(&fold(word))).collect()
    }

    /// The stem of a folded word, by itself.
    fn stem(&self, word: &str) -> String {
        self.stemmer.stem(&spelt_one_way(word)).into_owned()
    }

    /// The stem of a folded lemma.
    pub(crate) fn of(&self, lemma: &str) -> String {
        let stem = self.stem(lemma);
        self.substitutes.get(&stem).cloned().unwrap_or(stem)
    }

    /// Whether some fixed expression begins with a folded lemma, and then the number of words of the longest one.
    pub(crate) fn expression_words_max(&self, lemma: &str) -> Option<usize> {
        self.begin.get(&self.stem(lemma)).copied()
    }

    /// The stem of the longest fixed expression that some folded lemmas begin with, and the number of its words.
    pub(crate) fn expression(&self, lemmas: &[&str]) -> Option<(&str, usize)> {
        let stems: Vec<String> = lemmas.iter().map(|lemma| self.stem(lemma)).collect();
        let found = |n: usize| Some((self.substitutes.get(&stems[..n].join(" "))?.as_str(), n));
        (2..=stems.len()).rev().find_map(found)
    }
}

/// Endings that are spelt in a British and an American way, and the letters one of which stands before them: "organise", but
/// "advise" and "praise"; "labour", but "detour".
const SPELT_TWO_WAYS: [(&str, &str, &str); 3] =
    [("our", "or", "bdilmnpv"), ("is", "iz", "dghlmnrst"), ("ys", "yz", "l")];

/// What may stand behind the last two of them.
const BEHIND_VERB: [&str; 9] = ["e", "es", "ed", "er", "ers", "ing", "ation", "ations", "ement"];

/// Fewest bytes before them: "hour", "flour" and "rise" are spelt in one way.
const BYTES_BEFORE_MIN: usize = 3;

/// The word as Americans spell it. Words that have but one spelling may change too, but two of them do not become one.
fn spelt_one_way(word: &str) -> Cow<'_, str> {
    let american = |(british, american, before): &(&str, &str, &str)| {
        let (at, _) = word.rmatch_indices(british).next()?;
        let (left, right) = (&word[..at], &word[at + british.len()..]);
        let is_it = left.len() >= BYTES_BEFORE_MIN
            && left.ends_with(|c| before.contains(c))
            && (*british == "our" || BEHIND_VERB.contains(&right));
        is_it.then(|| Cow::Owned(format!("{left}{american}{right}")))
    };
    let theatre =
        || word.strip_suffix("tre").filter(|left| left.len() > 1).map(|left| Cow::Owned(format!("{left}ter")));
    SPELT_TWO_WAYS.iter().find_map(american).or_else(theatre).unwrap_or(Cow::Borrowed(word))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use dateline_core::Table;

    use super::{SUBSTITUTES, Stems};
    use crate::FUNCTION_WORDS;
    use crate::words::{Lexicon, fold};

    /// The stems of a text as reports are read: expressions before words, light words left out.
    fn told(stems: &Stems, lexicon: &Lexicon, text: &str) -> Vec<String> {
        let words: Vec<String> = text.split([' ', '-']).map(fold).filter(|word| !word.is_empty()).collect();
        let mut words: &[&str] = &words.iter().map(String::as_str).collect::<Vec<_>>();
        let mut told = Vec::new();
        while let [first, rest @ ..] = words {
            let n_words_max = stems.expression_words_max(first).unwrap_or_default().min(words.len());
            if let Some((stem, n_words)) = stems.expression(&words[..n_words_max]) {
                told.push(stem.to_owned());
                words = &words[n_words..];
            } else {
                told.extend((!lexicon.is_light(first)).then(|| stems.of(first)));
                words = rest;
            }
        }
        told
    }

    #[test]
    fn a_verb_is_another_one_with_another_particle() {
        let stems = Stems::built_in();
        let lexicon = Lexicon::parse(FUNCTION_WORDS).expect("the table is sound");
        let told = |text: &str| told(&stems, &lexicon, text);
        assert_eq!(told("The warden stepped down."), told("The warden resigns."));
        assert_ne!(told("The warden stepped up."), told("The warden resigns."));
        assert_ne!(told("The warden stepped."), told("The warden resigns."));
        assert_eq!(told("a same-sex couple"), told("a gay couple"));
    }

    #[test]
    fn words_that_are_spelt_in_two_ways() {
        let stems = Stems::built_in();
        for (british, american) in [
            ("labour", "labor"),
            ("neighbourhood", "neighborhood"),
            ("organise", "organize"),
            ("nationalisation", "nationalization"),
            ("analyse", "analyze"),
            ("kilometre", "kilometer"),
            ("behaviour", "behavior"),
        ] {
            assert_eq!(stems.of(british), stems.of(american), "{british}");
        }
        for (one, other) in [("four", "for"), ("mourning", "morning"), ("fourth", "forth"), ("tour", "tor")] {
            assert_ne!(stems.of(one), stems.of(other), "{one}");
        }
        for (one, other) in [("promise", "promising"), ("advise", "adviser"), ("advertise", "advertisement")] {
            assert_eq!(stems.of(one), stems.of(other), "{one}");
        }
    }

    #[test]
    fn each_example_differs_in_words_of_its_row_alone() {
        let stems = Stems::built_in();
        let lexicon = Lexicon::parse(FUNCTION_WORDS).expect("the table is sound");
        let (mut seen, mut defects) = (BTreeMap::new(), Vec::new());
        for row in Table::new("substitutes.tsv", SUBSTITUTES).rows().expect("the table is sound") {
            let words = row.list("words").expect("the table has words");
            let stem_of = |word: &str| stems.substitutes[&stems.key(word).join(" ")].clone();
            if let Some(other) = seen.insert(stem_of(words[0]), words[0]) {
                defects.push(format!("{} and {other} are one row", words[0]));
            }
            let of_other_row = words.iter().filter(|word| stem_of(word) != stem_of(words[0]));
            defects.extend(of_other_row.map(|word| format!("{word} stands in another row than {}", words[0])));
            let example = row.need("example").expect("the table has examples");
            let (one, other) = example.split_once('|').expect("an example is told in two ways");
            let told = [one, other].map(|text| told(&stems, &lexicon, text));
            if told[0] != told[1] || !told[0].contains(&stem_of(words[0])) || one.trim() == other.trim() {
                defects.push(format!("{}: {told:?}", words[0]));
            }
        }
        assert!(defects.is_empty(), "{}", defects.join("\n"));
    }
}
