//! How often words stand in English text whatever it is about.

use std::collections::HashMap;

use dateline_core::{Table, TableError};

use super::sketch::{Stem, stem};

/// The table that is built in.
pub(crate) const WORD_RATES: &str = include_str!("../../../../data/en/word_rates.tsv");

/// How often words that are not in the table are taken to stand in a million words: as often as its rarest.
const RARE_PER_MILLION: f64 = 10.0;

/// Words of a report of usual length.
const REPORT_WORDS: f64 = 300.0;

/// For each word how likely a report of usual length holds it, whatever it is about.
#[derive(Debug)]
pub(crate) struct Rates {
    per_million: HashMap<Stem, f64>,
}

impl Rates {
    /// Reads `word_rates.tsv`. Words that are one but for a plural's ending add up.
    pub(crate) fn parse(table: &'static str) -> Result<Self, TableError> {
        let mut per_million = HashMap::new();
        for row in Table::new("word_rates.tsv", table).rows()? {
            let rate = row.need("per_million")?;
            let rate: f64 = rate.parse().map_err(|_| row.error(format!("not a rate: {rate}")))?;
            *per_million.entry(Stem::of(stem(row.need("word")?))).or_default() += rate;
        }
        Ok(Self { per_million })
    }

    /// The share of reports that hold the word by chance.
    pub(crate) fn share_of_reports(&self, stem: Stem) -> f64 {
        1.0 - (-self.of_stem(stem) / 1e6 * REPORT_WORDS).exp()
    }

    /// How often a folded word stands in a million words of English.
    pub(crate) fn per_million(&self, word: &str) -> f64 {
        self.of_stem(Stem::of(stem(word)))
    }

    fn of_stem(&self, stem: Stem) -> f64 {
        self.per_million.get(&stem).copied().unwrap_or(0.0).max(RARE_PER_MILLION)
    }
}
