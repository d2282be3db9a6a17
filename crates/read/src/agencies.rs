//! The agencies that news is credited to, by the forms in which credits name them.

use std::sync::Arc;

use dateline_core::{Table, TableError};

/// The known credit forms, sorted.
#[derive(Debug)]
pub(crate) struct Agencies {
    forms: Vec<Form>,
}

#[derive(Debug)]
struct Form {
    form: String,
    /// The agency's own short name; `None` if the form stands for outlets that sell nothing to others.
    agency: Option<Arc<str>>,
}

impl Agencies {
    /// Reads the registry. The first form of a row is how the output names the agency.
    ///
    /// # Errors
    /// If the table has a defect.
    pub(crate) fn parse(table: Table<'_>) -> Result<Self, TableError> {
        let mut forms = Vec::new();
        for row in table.rows()? {
            let credits = row.list("credit")?;
            let is_agency = row.need("kind")? == "agency";
            let agency = credits.first().filter(|_| is_agency).map(|name| Arc::from(*name));
            forms.extend(credits.into_iter().map(|form| Form { form: form.to_owned(), agency: agency.clone() }));
        }
        // A form that several share is an agency's if one of them is; a stable sort keeps the order of the file.
        forms.sort_by(|a, b| (a.form.as_str(), a.agency.is_none()).cmp(&(b.form.as_str(), b.agency.is_none())));
        forms.dedup_by(|later, first| later.form == first.form);
        Ok(Self { forms })
    }

    /// Whether a credit names somebody known in just this way.
    pub(crate) fn knows(&self, credit: &str) -> bool {
        self.find(credit).is_some()
    }

    /// The agency that is known in just this way.
    pub(crate) fn called(&self, name: &str) -> Option<Arc<str>> {
        self.find(name)?.agency.clone()
    }

    /// The agency's name for what a dateline has in brackets: the registry's, or the characters themselves where it
    /// knows nobody of that name. `None` for an outlet that is no agency.
    pub(crate) fn named(&self, credit: &str) -> Option<Arc<str>> {
        match self.find(credit) {
            Some(form) => form.agency.clone(),
            None => Some(Arc::from(credit)),
        }
    }

    /// The known agency that a credit line names first.
    pub(crate) fn credited(&self, line: &str) -> Option<Arc<str>> {
        let found = self.forms.iter().filter_map(|form| {
            let agency = form.agency.as_ref()?;
            let (at, found) =
                line.match_indices(&form.form).find(|(at, found)| is_whole_word(line, *at, found.len()))?;
            Some((at, std::cmp::Reverse(found.len()), agency))
        });
        found.min_by_key(|(at, length, _)| (*at, *length)).map(|(_, _, agency)| agency.clone())
    }

    fn find(&self, credit: &str) -> Option<&Form> {
        let at = self.forms.binary_search_by(|form| form.form.as_str().cmp(credit)).ok()?;
        Some(&self.forms[at])
    }
}

fn is_whole_word(line: &str, at: usize, n_bytes: usize) -> bool {
    let before = line[..at].chars().next_back();
    let after = line[at + n_bytes..].chars().next();
    [before, after].into_iter().flatten().all(|c| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "name\taliases\tcredit\tkind\n\
        Northwire Service\t-\tNWS|Northwire\tagency\n\
        The Lantern\t-\tLantern|NWS\toutlet\n\
        Northwire Pictures\t-\tNorthwire Pictures\tagency\n\
        Silent\t-\t-\tagency\n";

    fn agencies() -> Agencies {
        Agencies::parse(Table::new("agencies.tsv", TABLE)).expect("the table is right")
    }

    #[test]
    fn bracketed_names() {
        for (credit, expected) in
            [("Northwire", Some("NWS")), ("Lantern", None), ("URP", Some("URP")), ("NWS", Some("NWS"))]
        {
            assert_eq!(agencies().named(credit).as_deref(), expected, "{credit}");
        }
        assert!(agencies().knows("Lantern") && !agencies().knows("URP"));
        for (name, expected) in [("Northwire", Some("NWS")), ("Lantern", None), ("URP", None)] {
            assert_eq!(agencies().called(name).as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn credit_lines() {
        for (line, expected) in [
            ("Reporting by Felix Ansbro; Northwire", Some("NWS")),
            ("(Northwire Pictures, NWS)", Some("Northwire Pictures")),
            ("© 2031 The Lantern", None),
            ("NWSX and Northwires", None),
        ] {
            assert_eq!(agencies().credited(line).as_deref(), expected, "{line}");
        }
    }
}
