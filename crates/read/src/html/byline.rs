//! Names of people in what pages give as the author.

use std::sync::Arc;

use crate::words;

/// Words before the names.
const BEFORE: [&str; 6] = ["by ", "written by ", "story by ", "reported by ", "von ", "par "];

/// The longest name of one person, in words.
const NAME_WORDS_MAX: usize = 5;

/// Words that show that an author is a desk or an outlet and no person.
const DESK_WORDS: [&str; 14] = [
    "admin",
    "agency",
    "associated",
    "bureau",
    "correspondents",
    "desk",
    "editor",
    "editorial",
    "editors",
    "news",
    "newsroom",
    "press",
    "staff",
    "team",
];

/// The people named by the authors of a page, each once: without "By", without the outlet, one by one.
pub(crate) fn authors<'a>(given: impl Iterator<Item = &'a str>, outlet: Option<&str>) -> Vec<Arc<str>> {
    let mut authors: Vec<Arc<str>> = Vec::new();
    for name in given.flat_map(people) {
        let is_outlet = outlet.is_some_and(|outlet| words::same_wording(outlet, &name));
        if !is_outlet && is_person(&name) && !authors.iter().any(|known| words::same_wording(known, &name)) {
            authors.push(name.into());
        }
    }
    authors
}

/// The names in a byline, parted by commas, semicolons and "and".
fn people(byline: &str) -> Vec<String> {
    let mut byline = byline.trim();
    for word in BEFORE {
        let begins = byline.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
        byline = if begins { byline[word.len()..].trim_start() } else { byline };
    }
    let parts = byline.split([',', ';', '|', '&', '/']).flat_map(|part| part.split(" and "));
    parts.map(|part| part.trim().trim_start_matches("and ").to_owned()).filter(|part| !part.is_empty()).collect()
}

/// Whether the words look like a person's name: two to five, the first and last with a capital, no digit, no desk.
fn is_person(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_capital = |word: &&str| word.starts_with(char::is_uppercase) || !word.is_ascii();
    let is_desk = words.iter().any(|word| DESK_WORDS.contains(&word.to_lowercase().as_str()));
    (2..=NAME_WORDS_MAX).contains(&words.len())
        && words.first().is_some_and(is_capital)
        && words.last().is_some_and(is_capital)
        && !name.contains(|c: char| c.is_ascii_digit() || c == '@')
        && !is_desk
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(given: &[&str], expected: &[&str]) {
        let found = authors(given.iter().copied(), Some("The Lantern"));
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
    }

    #[test]
    fn what_is_no_person() {
        for given in ["The Lantern", "Lantern Staff", "admin", "Northwire News", "felix@lantern.example", "Desk 4", ""]
        {
            check(&[given], &[]);
        }
    }
}
