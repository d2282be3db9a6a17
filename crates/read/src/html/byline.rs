//! Names of people in bylines and in what pages give as the author, by the words of `data/en/byline_words.tsv`.

use std::sync::Arc;

use dateline_core::{Table, TableError};

use crate::words;

/// The longest name of one person, in words.
const NAME_WORDS_MAX: usize = 5;

/// Words in bylines that are no part of a name, in small letters.
#[derive(Debug, Default)]
pub(crate) struct Bylines {
    before: Vec<String>,
    behind: Vec<String>,
    desk: Vec<String>,
}

impl Bylines {
    /// Reads the table.
    ///
    /// # Errors
    /// If it has a defect: an unknown kind, words that stand twice, or an example that does not hold its words.
    pub(crate) fn parse(table: Table<'_>) -> Result<Self, TableError> {
        let mut bylines = Self::default();
        for row in table.rows()? {
            let (words, kind, example) = (row.need("words")?, row.need("kind")?, row.need("example")?);
            let of_kind = match kind {
                "before" => &mut bylines.before,
                "behind" => &mut bylines.behind,
                "desk" => &mut bylines.desk,
                _ => return Err(row.error(format!("there is no kind {kind:?}"))),
            };
            if !format!(" {} ", example.to_lowercase()).contains(&format!(" {words} ")) {
                return Err(row.error(format!("the example {example:?} does not hold the words {words:?}")));
            }
            if of_kind.iter().any(|known| known == words) {
                return Err(row.error(format!("the words {words:?} stand twice")));
            }
            of_kind.push(words.to_owned());
        }
        Ok(bylines)
    }

    /// The people named by authors or bylines, each once: without "By", without the outlet, one by one.
    pub(crate) fn authors<'a>(&self, given: impl Iterator<Item = &'a str>, outlet: Option<&str>) -> Vec<Arc<str>> {
        let mut authors: Vec<Arc<str>> = Vec::new();
        for name in given.flat_map(|byline| self.names(byline)) {
            let is_outlet = outlet.is_some_and(|outlet| words::same_wording(outlet, &name));
            if !is_outlet && self.is_person(&name) && !authors.iter().any(|known| words::same_wording(known, &name)) {
                authors.push(name.into());
            }
        }
        authors
    }

    /// The names in a byline, parted by commas, semicolons and "and", each up to what is said of a day.
    fn names(&self, byline: &str) -> Vec<String> {
        let mut byline = byline.trim();
        while let Some(rest) = self.before.iter().find_map(|words| behind(byline, words)) {
            byline = rest;
        }
        let parts = byline.split([',', ';', '|', '&', '/', '\n']).flat_map(|part| part.split(" and "));
        let names = parts.map(|part| {
            let words = part.trim().trim_start_matches("and ").split_whitespace();
            words.take_while(|word| !self.begins_day(word)).collect::<Vec<_>>().join(" ")
        });
        names.filter(|name| !name.is_empty()).collect()
    }

    fn begins_day(&self, word: &str) -> bool {
        word.starts_with(|c: char| c.is_ascii_digit()) || self.behind.contains(&word.to_lowercase())
    }

    /// Whether the words look like a person's name: two to five, the first and last with a capital, no digit, no desk.
    fn is_person(&self, name: &str) -> bool {
        let words: Vec<&str> = name.split_whitespace().collect();
        let is_capital = |word: &&str| word.starts_with(char::is_uppercase) || !word.is_ascii();
        let is_desk = words.iter().any(|word| self.desk.contains(&word.to_lowercase()));
        (2..=NAME_WORDS_MAX).contains(&words.len())
            && words.first().is_some_and(is_capital)
            && words.last().is_some_and(is_capital)
            && !name.contains(|c: char| c.is_ascii_digit() || c == '@')
            && !is_desk
    }
}

/// What stands behind the words with which a byline begins, whole words only.
fn behind<'b>(byline: &'b str, words: &str) -> Option<&'b str> {
    let (head, rest) = byline.split_at_checked(words.len())?;
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    (head.eq_ignore_ascii_case(words) && rest.starts_with(char::is_whitespace)).then(|| rest.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(given: &[&str], expected: &[&str]) {
        let table = Table::new("data/en/byline_words.tsv", super::super::BYLINE_WORDS);
        let bylines = Bylines::parse(table).unwrap_or_else(|error| panic!("{error}"));
        let found = bylines.authors(given.iter().copied(), Some("The Lantern"));
        assert_eq!(found.iter().map(|name| &**name).collect::<Vec<_>>(), expected, "{given:?}");
    }

    #[test]
    fn people_of_bylines() {
        check(&["By Felix Ansbro"], &["Felix Ansbro"]);
        check(&["Felix Ansbro and Imogen Tarrowby"], &["Felix Ansbro", "Imogen Tarrowby"]);
        check(
            &["Felix Ansbro, Imogen Tarrowby, and Tomé de la Vega"],
            &["Felix Ansbro", "Imogen Tarrowby", "Tomé de la Vega"],
        );
        check(&["Felix Ansbro", "FELIX ANSBRO"], &["Felix Ansbro"]);
        check(&["Felix Ansbro, The Lantern"], &["Felix Ansbro"]);
        check(&["BY: Felix Ansbro"], &["Felix Ansbro"]);
        check(&["Bylo Ansbro"], &["Bylo Ansbro"]);
        check(&["By Felix Ansbro Updated May 3, 2031, 10:28am"], &["Felix Ansbro"]);
        check(&["By Felix Ansbro, Imogen Tarrowby 2031-05-03T22:05:36Z Ports"], &["Felix Ansbro", "Imogen Tarrowby"]);
        check(&["FELIX ANSBRO, Northwire Harbour Writer"], &["FELIX ANSBRO"]);
    }

    #[test]
    fn what_is_no_person() {
        for given in [
            "The Lantern",
            "Lantern Staff",
            "admin",
            "Northwire News",
            "felix@lantern.example",
            "Desk 4",
            "Ostvik University",
            "",
        ] {
            check(&[given], &[]);
        }
    }

    #[test]
    fn defects_are_named() {
        for (row, what) in [
            ("by\tfirst\tBy Felix", "t.tsv:2: there is no kind \"first\""),
            ("by\tbefore\tFelix", "t.tsv:2: the example \"Felix\" does not hold the words \"by\""),
            ("by\tbefore\tBy Felix\nby\tbefore\tBy Felix", "t.tsv:3: the words \"by\" stand twice"),
        ] {
            let text = format!("words\tkind\texample\n{row}");
            let error = Bylines::parse(Table::new("t.tsv", &text)).expect_err("the table has a defect");
            assert_eq!(error.to_string(), what);
        }
    }
}
