//! Words of which one says the contrary of another, and words that say that something is not done.

use std::collections::BTreeSet;

use dateline_core::{Row, Table, TableError};
use rust_stemmers::{Algorithm, Stemmer};

use crate::words::fold;

/// The table that is built in.
pub(crate) const OPPOSITES: &str = include_str!("../../../data/en/opposites.tsv");

/// The table of words with a denial in themselves that is built in.
pub(crate) const REFUSALS: &str = include_str!("../../../data/en/refusals.tsv");

/// Knows the words of which one says the contrary of another.
pub(crate) struct Opposites {
    stemmer: Stemmer,
    /// The phrases of each row, as stems, in two columns.
    rows: Vec<[Vec<Vec<String>>; 2]>,
    /// For each row whether the one may come after the other.
    follow: Vec<bool>,
    /// The single words of each row, as they are listed.
    words: Vec<[Vec<&'static str>; 2]>,
    /// Words with a denial in themselves: "refuse".
    refusals: Vec<&'static str>,
    /// The stems of those of them behind which stands what is not done: "failed to settle".
    leave_undone: BTreeSet<String>,
}

impl Opposites {
    /// Reads `opposites.tsv` and `refusals.tsv`.
    pub(crate) fn parse(opposites: &'static str, refusals: &'static str) -> Result<Self, TableError> {
        let stemmer = Stemmer::create(Algorithm::English);
        let stem = |word: &str| stemmer.stem(&fold(word)).into_owned();
        let phrases = |cell: Vec<&str>| cell.into_iter().map(|phrase| phrase.split(' ').map(stem).collect()).collect();
        let is_yes = |row: &Row<'static>, column| match row.need(column)? {
            "yes" => Ok(true),
            "no" => Ok(false),
            other => Err(row.error(format!("neither yes nor no: {other}"))),
        };
        let listed = Table::new("opposites.tsv", opposites).rows()?;
        let follow = listed.iter().map(|row| is_yes(row, "follows")).collect::<Result<Vec<bool>, TableError>>()?;
        let listed = listed.iter().map(|row| Ok([row.list("one")?, row.list("other")?]));
        let listed = listed.collect::<Result<Vec<_>, TableError>>()?;
        let single = |cell: Vec<&'static str>| cell.into_iter().filter(|phrase| !phrase.contains(' ')).collect();
        let rows = listed.iter().cloned().map(|row| row.map(phrases)).collect();
        let listed = listed.into_iter().map(|row| row.map(single)).collect();
        let (mut words, mut leave_undone) = (Vec::new(), BTreeSet::new());
        for row in Table::new("refusals.tsv", refusals).rows()? {
            let word = row.need("word")?;
            words.push(word);
            if is_yes(&row, "undone")? {
                leave_undone.insert(stem(word));
            }
        }
        Ok(Self { stemmer, rows, follow, words: listed, refusals: words, leave_undone })
    }

    /// The built-in ones.
    ///
    /// # Panics
    /// If a table is defective; every test of this crate reads them.
    pub(crate) fn built_in() -> Self {
        Self::parse(OPPOSITES, REFUSALS).unwrap_or_else(|defect| panic!("built-in data: {defect}"))
    }

    /// The single words of each row, in two columns.
    pub(crate) fn words(&self) -> &[[Vec<&'static str>; 2]] {
        &self.words
    }

    /// The words with a denial in themselves.
    pub(crate) fn refusals(&self) -> &[&'static str] {
        &self.refusals
    }

    /// Whether a stem says that what stands behind it is not done.
    pub(crate) fn leaves_undone(&self, stem: &str) -> bool {
        self.leave_undone.contains(stem)
    }

    /// The stem of a folded word or lemma.
    pub(crate) fn stem(&self, word: &str) -> String {
        self.stemmer.stem(word).into_owned()
    }

    /// Whether one of two rows of words, each told by the stems that it may have, holds the contrary of the other.
    pub(crate) fn are_opposed(&self, a: &[BTreeSet<String>], b: &[BTreeSet<String>]) -> bool {
        self.opposed_in(a, b).next().is_some()
    }

    /// The same, and the one cannot come after the other.
    pub(crate) fn exclude_each_other(&self, a: &[BTreeSet<String>], b: &[BTreeSet<String>]) -> bool {
        self.opposed_in(a, b).any(|row| !self.follow[row])
    }

    /// The rows of which one of two rows of words holds the one and the other the other.
    fn opposed_in(&self, a: &[BTreeSet<String>], b: &[BTreeSet<String>]) -> impl Iterator<Item = usize> {
        let holds = |words: &[BTreeSet<String>], phrases: &[Vec<String>]| {
            phrases.iter().any(|phrase| {
                let stands =
                    |run: &[BTreeSet<String>]| run.iter().zip(phrase).all(|(stems, stem)| stems.contains(stem));
                words.windows(phrase.len()).any(stands)
            })
        };
        let is_in = move |[one, other]: &[Vec<Vec<String>>; 2]| {
            (holds(a, one) && holds(b, other)) || (holds(a, other) && holds(b, one))
        };
        self.rows.iter().enumerate().filter(move |(_, row)| is_in(row)).map(|(at, _)| at)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use dateline_core::{Row, Table};

    use super::{OPPOSITES, Opposites, REFUSALS};
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

    #[test]
    fn each_refusal_stands_in_its_example() {
        let opposites = Opposites::built_in();
        let rows = Table::new("refusals.tsv", REFUSALS).rows().expect("the table is sound");
        for row in rows {
            let cell = |column| row.need(column).expect("the table has this column");
            let stem = opposites.stem(cell("word"));
            let mut words = cell("example").split_whitespace();
            assert!(words.any(|word| opposites.stem(&fold(word)) == stem), "{}", cell("word"));
        }
    }
}
