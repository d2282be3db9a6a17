//! Words by which a report says that something may be.

use dateline_core::{Analysis, Clean, Span, Table, TableError};

use crate::words::within;

/// The table that is built in.
pub(crate) const UNCERTAINTY: &str = include_str!("../../../../data/en/uncertainty.tsv");

/// Knows the words that say that something may be.
#[derive(Debug)]
pub(crate) struct Uncertainty {
    /// Each at least one word, in small letters.
    forms: Vec<Vec<&'static str>>,
}

impl Uncertainty {
    /// Reads `uncertainty.tsv`.
    pub(crate) fn parse(table: &'static str) -> Result<Self, TableError> {
        let rows = Table::new("uncertainty.tsv", table).rows()?;
        let forms = rows.iter().map(|row| Ok(row.need("form")?.split(' ').collect()));
        Ok(Self { forms: forms.collect::<Result<_, TableError>>()? })
    }

    /// The built-in words.
    ///
    /// # Panics
    /// If the table is defective; every test of this crate reads it.
    pub(crate) fn built_in() -> Self {
        Self::parse(UNCERTAINTY).unwrap_or_else(|defect| panic!("built-in data: {defect}"))
    }

    /// Where such words stand in a span of a report, in the order of the text.
    pub(crate) fn find(&self, analysis: &Analysis, span: Span<Clean>) -> Vec<Span<Clean>> {
        let tokens = within(analysis.annotated.tokens.items(), span, |token| token.span);
        let word = |at: usize| tokens.get(at).map(|token| analysis.report.text().get(token.span));
        let form_at = |at: usize| {
            let stands_here = |form: &&Vec<&str>| form.iter().enumerate().all(|(n, part)| word(at + n) == Some(*part));
            let form = self.forms.iter().find(stands_here)?;
            Some(tokens[at].span.cover(tokens[at + form.len() - 1].span))
        };
        (0..tokens.len()).filter_map(form_at).collect()
    }
}

#[cfg(test)]
mod tests {
    use dateline_core::Table;

    use super::{UNCERTAINTY, Uncertainty};

    #[test]
    fn each_example_marks_its_form() {
        for row in Table::new("uncertainty.tsv", UNCERTAINTY).rows().expect("the table is sound") {
            let (form, example) = (row.need("form").expect("a form"), row.need("example").expect("an example"));
            assert!(example.contains(&format!("[{form}]")), "{form}");
        }
        assert!(Uncertainty::parse(UNCERTAINTY).is_ok());
    }
}
