//! Qualifications: words that restrict what stands beside them, and that a shorter quotation left out.
//!
//! "China is no threat, but ..." says less than "China is no threat", and "half of the cranes" than "the cranes". Which words
//! restrict is data; that a word negates is known by itself.

use std::ops::Range;

use dateline_core::{Table, TableError};

use crate::align::{sentence_end, sentence_start};
use crate::judge::Sort;
use crate::wording::Wording;
use crate::words::{Border, Word, fold};

/// The table that is built in.
pub(crate) const QUALIFIERS: &str = include_str!("../../../data/en/qualifiers.tsv");

/// Knows the words that open a restriction.
#[derive(Debug)]
pub(crate) struct Qualifiers {
    rows: Vec<Qualifier>,
    /// Words that restrict what they stand beside in one sentence: each folded, at least one.
    inside: Vec<Vec<String>>,
}

#[derive(Debug)]
struct Qualifier {
    /// Folded, at least one.
    words: Vec<String>,
    /// Whether it counts only where a clause begins, or also where it stands next to the words that are kept.
    opens_clause: bool,
    /// Whether it restricts also what stands behind its clause, or only what stands before it.
    looks_ahead: bool,
}

impl Qualifiers {
    /// Reads `qualifiers.tsv`.
    pub(crate) fn parse(table: &'static str) -> Result<Self, TableError> {
        let (mut rows, mut inside) = (Vec::new(), Vec::new());
        for row in Table::new("qualifiers.tsv", table).rows()? {
            let opens_clause = match row.need("at")? {
                "clause" => true,
                "anywhere" => false,
                "inside" => {
                    inside.push(row.need("form")?.split(' ').map(fold).collect());
                    continue;
                }
                other => return Err(row.error(format!("neither clause, anywhere nor inside: {other}"))),
            };
            let looks_ahead = match row.need("cut")? {
                "both" => true,
                "behind" => false,
                other => return Err(row.error(format!("neither both nor behind: {other}"))),
            };
            rows.push(Qualifier { words: row.need("form")?.split(' ').map(fold).collect(), opens_clause, looks_ahead });
        }
        inside.sort_by_key(|form: &Vec<String>| std::cmp::Reverse(form.len()));
        Ok(Self { rows, inside })
    }

    /// The built-in ones.
    ///
    /// # Panics
    /// If the table is defective; every test of this crate reads it.
    pub(crate) fn built_in() -> Self {
        Self::parse(QUALIFIERS).unwrap_or_else(|defect| panic!("built-in data: {defect}"))
    }

    /// The words of a restriction among those that were cut from a quotation, up to the end of its sentence.
    pub(crate) fn find(
        &self,
        wording: &Wording,
        words: &[Word],
        cut: &Range<usize>,
        sort: Sort,
    ) -> Option<Range<usize>> {
        let begins = |at: usize| at == 0 || wording.traits[at].border == Border::Sentence;
        match sort {
            Sort::Changed => None,
            Sort::CutAtTheStart => {
                let own_sentence = sentence_start(wording, cut.end).max(cut.start)..cut.end;
                let is_before = |rule: &&Qualifier| rule.looks_ahead;
                self.first(wording, words, own_sentence, is_before)
            }
            // Of a sentence that follows, only its first word can look back: "But", "However".
            Sort::CutInTheMiddle | Sort::CutAtTheEnd if begins(cut.start) => {
                let sentence = cut.start..sentence_end(wording, cut.start + 1).min(cut.end);
                let found = self.first(wording, words, sentence.clone(), |rule| !rule.looks_ahead)?;
                (found.start == cut.start).then_some(sentence)
            }
            Sort::CutInTheMiddle | Sort::CutAtTheEnd => {
                self.first(wording, words, cut.start..sentence_end(wording, cut.start).min(cut.end), |_| true)
            }
        }
    }

    /// The first words in a range that restrict or negate what they stand beside in their sentence.
    pub(crate) fn inside(&self, words: &[Word], range: &Range<usize>) -> Option<Range<usize>> {
        let n_words = |at: usize| {
            let stands_here = |form: &&Vec<String>| {
                let here = words[at..range.end].iter().map(|word| word.key.as_str());
                here.take(form.len()).eq(form.iter().map(String::as_str))
            };
            let form = self.inside.iter().find(stands_here).map(Vec::len);
            form.or_else(|| words[at].traits.denies.then_some(1))
        };
        range.clone().find_map(|at| n_words(at).map(|n_words| at..at + n_words))
    }

    /// From the first word in a range that opens a restriction to the end of the range.
    fn first(
        &self,
        wording: &Wording,
        words: &[Word],
        range: Range<usize>,
        is_meant: impl Fn(&&Qualifier) -> bool,
    ) -> Option<Range<usize>> {
        let opens = |at: usize| {
            let begins_clause = at == 0 || wording.traits[at].border >= Border::Clause;
            let stands_here = |rule: &Qualifier| {
                let here = words[at..range.end].iter().map(|word| word.key.as_str());
                here.take(rule.words.len()).eq(rule.words.iter().map(String::as_str))
            };
            self.rows
                .iter()
                .filter(&is_meant)
                .any(|rule| (begins_clause || (!rule.opens_clause && at == range.start)) && stands_here(rule))
        };
        range.clone().find(|&at| opens(at)).map(|at| at..range.end)
    }
}

#[cfg(test)]
mod tests {
    use dateline_core::Table;

    use super::{QUALIFIERS, Qualifiers};

    #[test]
    fn each_example_holds_its_form_behind_a_cut() {
        let table = Table::new("qualifiers.tsv", QUALIFIERS);
        for row in table.rows().expect("the table is sound") {
            let cell = |column| row.need(column).expect("the table has this column");
            let (before, behind) = cell("example").split_once('|').expect("an example shows where it is cut");
            let lost = if before.is_empty() { behind } else { behind.trim_start() };
            assert!(lost.trim_start().to_lowercase().starts_with(cell("form")), "{}", cell("form"));
        }
        assert!(Qualifiers::parse(QUALIFIERS).is_ok());
    }
}
