//! Words that count as one where it is asked whether two reports tell the same.

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
    /// For stems of words that stand for others: the stem of the first of them.
    substitutes: HashMap<String, String>,
}

impl Stems {
    /// Reads `substitutes.tsv`, and of `terms.tsv` the forms of one word: which of them a report uses says how it sees
    /// the thing, but it is the same thing.
    pub(crate) fn parse(substitutes: &'static str, terms: &'static str) -> Result<Self, TableError> {
        let mut stems = Self { stemmer: Stemmer::create(Algorithm::English), substitutes: HashMap::new() };
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
        let stems: Vec<String> = words.iter().map(|word| self.stemmer.stem(&fold(word)).into_owned()).collect();
        let Some(first) = stems.first() else { return };
        let first = self.substitutes.get(first).unwrap_or(first).clone();
        for stem in stems {
            self.substitutes.entry(stem).or_insert_with(|| first.clone());
        }
    }

    /// The stem of a folded lemma.
    pub(crate) fn of(&self, lemma: &str) -> String {
        let stem = self.stemmer.stem(lemma);
        self.substitutes.get(stem.as_ref()).cloned().unwrap_or_else(|| stem.into_owned())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use dateline_core::Table;

    use super::{SUBSTITUTES, Stems};
    use crate::words::fold;

    #[test]
    fn each_example_differs_in_words_of_its_row_alone() {
        let stems = Stems::built_in();
        let mut seen = BTreeSet::new();
        for row in Table::new("substitutes.tsv", SUBSTITUTES).rows().expect("the table is sound") {
            let words = row.list("words").expect("the table has words");
            assert!(words.iter().all(|word| seen.insert(*word)), "{words:?} stand in two rows");
            let example = row.need("example").expect("the table has examples");
            let (one, other) = example.split_once('|').expect("an example is told in two ways");
            let light = ["a", "an", "of", "for"];
            let told = |text: &str| -> Vec<String> {
                let words = text.split_whitespace().map(fold).filter(|word| !light.contains(&word.as_str()));
                words.map(|word| stems.of(&word)).collect()
            };
            assert_eq!(told(one), told(other));
            assert_ne!(one.trim(), other.trim());
        }
    }
}
