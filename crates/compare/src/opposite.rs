//! Words of which one says the contrary of another, and words that say that something is not done.

use std::collections::BTreeSet;

use dateline_core::{Table, TableError};
use rust_stemmers::{Algorithm, Stemmer};

use crate::words::fold;

/// The table that is built in.
pub(crate) const OPPOSITES: &str = include_str!("../../../data/en/opposites.tsv");

/// What is not done, where the verb of it stands behind: "failed to settle"; as stems.
const REFUSALS: [&str; 3] = ["declin", "fail", "refus"];

/// Knows the words of which one says the contrary of another.
pub(crate) struct Opposites {
    stemmer: Stemmer,
    /// The phrases of each row, as stems, in two columns.
    rows: Vec<[Vec<Vec<String>>; 2]>,
}

impl Opposites {
    /// Reads `opposites.tsv`.
    pub(crate) fn parse(table: &'static str) -> Result<Self, TableError> {
        let stemmer = Stemmer::create(Algorithm::English);
        let stem = |word: &str| stemmer.stem(&fold(word)).into_owned();
        let phrases = |cell: Vec<&str>| cell.into_iter().map(|phrase| phrase.split(' ').map(stem).collect()).collect();
        let rows = Table::new("opposites.tsv", table).rows()?;
        let rows = rows.iter().map(|row| Ok([phrases(row.list("one")?), phrases(row.list("other")?)]));
        let rows = rows.collect::<Result<_, TableError>>()?;
        Ok(Self { stemmer, rows })
    }

    /// The built-in ones.
    ///
    /// # Panics
    /// If the table is defective; every test of this crate reads it.
    pub(crate) fn built_in() -> Self {
        Self::parse(OPPOSITES).unwrap_or_else(|defect| panic!("built-in data: {defect}"))
    }

    /// The stem of a folded word or lemma.
    pub(crate) fn stem(&self, word: &str) -> String {
        self.stemmer.stem(word).into_owned()
    }

    /// Whether one of two rows of words, each told by the stems that it may have, holds the contrary of the other.
    pub(crate) fn are_opposed(&self, a: &[BTreeSet<String>], b: &[BTreeSet<String>]) -> bool {
        let holds = |words: &[BTreeSet<String>], phrases: &[Vec<String>]| {
            phrases.iter().any(|phrase| {
                let stands =
                    |run: &[BTreeSet<String>]| run.iter().zip(phrase).all(|(stems, stem)| stems.contains(stem));
                words.windows(phrase.len()).any(stands)
            })
        };
        self.rows.iter().any(|[one, other]| (holds(a, one) && holds(b, other)) || (holds(a, other) && holds(b, one)))
    }
}

/// Whether a stem says that what stands behind it is not done.
pub(crate) fn is_refusal(stem: &str) -> bool {
    REFUSALS.contains(&stem)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use dateline_core::{Row, Table};

    use super::{OPPOSITES, Opposites};
    use crate::words::fold;

    #[test]
    fn each_example_says_both() {
        let opposites = Opposites::built_in();
        let stems = |text: &str| -> Vec<BTreeSet<String>> {
            text.split_whitespace().map(|word| BTreeSet::from([opposites.stem(&fold(word))])).collect()
        };
        let rows = Table::new("opposites.tsv", OPPOSITES).rows().expect("the table is sound");
        let example = |row: &Row<'static>| row.need("example").expect("the table has examples");
        let is_wrong = |example: &&str| {
            let (one, other) = example.split_once('|').expect("an example is told in two ways");
            !opposites.are_opposed(&stems(one), &stems(other)) || opposites.are_opposed(&stems(one), &stems(one))
        };
        assert_eq!(rows.iter().map(example).filter(is_wrong).collect::<Vec<_>>(), Vec::<&str>::new());
    }
}
