//! What is said of a report in two ways: the choice and what was rejected, for the notes.
//!
//! Places say the same thing in different words: a title with and without the outlet, an address with and without its
//! query. Only what is left after that is a disagreement. Summaries, sections and keywords are no facts to disagree about.

use dateline_core::{Evidence, Field, Note, NoteCode};

use super::byline::Bylines;
use super::day::{Days, SlashOrder};
use super::publication::is_far;
use super::{archived, domain};
use crate::{row, words};

/// How many rejected values of a field its note names.
const REJECTED_MAX: usize = 3;

/// How many rejected values of a field are told apart and counted: each is held against all others.
const COUNTED_MAX: usize = 20;

/// What a title ends in that was cut.
const CUT_MARKS: [&str; 2] = ["…", "..."];

/// Letters from which a name that is part of another one stands for it.
const NAME_LETTERS_MIN: usize = 3;

/// Names of hosts before the domain that serve the same pages in other forms.
const HOST_FORMS: [&str; 4] = ["m.", "mobile.", "amp.", "edition."];

/// A note for each field of which something else than the choice was said, in the order of the fields.
pub(super) fn disagreements(said: &[Evidence], days: &Days, bylines: &Bylines) -> Vec<Note> {
    Field::ALL.into_iter().filter_map(|field| disagreement(field, said, days, bylines)).collect()
}

fn disagreement(field: Field, said: &[Evidence], days: &Days, bylines: &Bylines) -> Option<Note> {
    let of_field = || said.iter().filter(|claim| claim.field == field);
    let chosen: Vec<&Evidence> = of_field().filter(|claim| claim.is_chosen).collect();
    let first = chosen.first()?;
    let values: Vec<&str> = chosen.iter().map(|claim| &*claim.value).collect();
    let outlet = said.iter().find(|claim| claim.field == Field::Source && claim.is_chosen).map(|claim| &*claim.value);
    let is_other = |chosen: &[&str], other: &str| match field {
        Field::Author => names_others(bylines, chosen, other, outlet),
        _ => differs(field, chosen, other, days),
    };
    let mut rejected: Vec<&Evidence> = Vec::new();
    for claim in of_field().filter(|claim| !claim.is_chosen && is_other(&values, &claim.value)) {
        if rejected.iter().all(|known| is_other(&[&known.value], &claim.value)) {
            rejected.push(claim);
            if rejected.len() == COUNTED_MAX {
                break;
            }
        }
    }
    if rejected.is_empty() {
        return None;
    }
    let shown: Vec<String> =
        rejected.iter().take(REJECTED_MAX).map(|claim| format!("{:?} ({})", claim.value, claim.from)).collect();
    let more = rejected.len().saturating_sub(REJECTED_MAX);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let name = field.name();
    let text = format!("{name}: {:?} ({}) was chosen, not {}{more}", values.join(", "), first.from, shown.join(", "));
    Some(Note::new(NoteCode::MetadataDisagrees, text))
}

/// Whether a value says something else than the chosen ones.
fn differs(field: Field, chosen: &[&str], other: &str, days: &Days) -> bool {
    let differs_from_all = |same: fn(&str, &str) -> bool| chosen.iter().all(|value| !same(value, other));
    match field {
        Field::Title => differs_from_all(is_same_title),
        Field::Source | Field::Agency => differs_from_all(is_same_name),
        Field::Language => differs_from_all(|a, b| primary(a) == primary(b)),
        Field::Address => differs_from_all(is_same_address),
        Field::Published | Field::Modified => {
            let day = |value: &str| days.of_value(value, SlashOrder::Unknown).map(|known| known.day);
            let Some(other) = day(other) else { return false };
            chosen.iter().filter_map(|value| day(value)).all(|chosen| is_far(chosen, other))
        }
        Field::Author | Field::Standfirst | Field::Section | Field::Keywords => false,
    }
}

/// Whether one title is the other, with the outlet around it or cut at its end.
fn is_same_title(a: &str, b: &str) -> bool {
    let (a, b) = (whole_words(a), whole_words(b));
    a == b || holds(&a, &b) || holds(&b, &a)
}

/// The words of a title in small letters, without the one that was cut.
fn whole_words(title: &str) -> Vec<String> {
    let cut = CUT_MARKS.iter().find_map(|mark| title.trim_end().strip_suffix(mark));
    let words = cut.unwrap_or(title).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut words: Vec<String> = words.map(str::to_lowercase).collect();
    if cut.is_some() && words.len() > 1 {
        words.pop();
    }
    words
}

/// Whether the words stand in the longer title one after the other.
fn holds(longer: &[String], words: &[String]) -> bool {
    !words.is_empty() && longer.windows(words.len()).any(|window| window == words)
}

/// Whether somebody is named who is not among the chosen; who is no person is not counted.
fn names_others(bylines: &Bylines, chosen: &[&str], other: &str, outlet: Option<&str>) -> bool {
    let known = bylines.authors(chosen.iter().copied(), outlet);
    let others = bylines.authors(std::iter::once(other), outlet);
    others.iter().any(|name| !known.iter().any(|known| words::same_wording(known, name)))
}

/// Whether two names are one outlet's: one holds the other, or is made of its initials, or one is its domain.
fn is_same_name(a: &str, b: &str) -> bool {
    let letters =
        |name: &str| -> String { name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    let initials = |name: &str| -> String {
        let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.starts_with(char::is_uppercase));
        words.filter_map(|word| word.chars().next()).flat_map(char::to_lowercase).collect()
    };
    // Of the parts of a domain before the last one the longest is the outlet's.
    let own = |name: &str| match name.rsplit_once('.') {
        Some((parts, _)) if row::is_domain(&name.to_lowercase()) => {
            parts.split('.').max_by_key(|part| part.len()).unwrap_or_default().to_owned()
        }
        _ => name.to_owned(),
    };
    let (first, second) = (letters(&own(a)), letters(&own(b)));
    let (shorter, longer) = if first.len() < second.len() { (&first, &second) } else { (&second, &first) };
    let is_part = shorter.chars().count() >= NAME_LETTERS_MIN && longer.contains(shorter.as_str());
    first == second || is_part || initials(a) == second || initials(b) == first
}

/// The first part of a language's mark; Norwegian is declared as such and written in Bokmål.
fn primary(language: &str) -> String {
    let primary = language.split(['-', '_']).next().unwrap_or(language).to_ascii_lowercase();
    if primary == "no" { "nb".to_owned() } else { primary }
}

/// Whether two addresses lead to one page: the same host and path, whatever the protocol, the form and the query. An
/// address without a path is that of the outlet.
fn is_same_address(a: &str, b: &str) -> bool {
    let place = |address: &str| {
        let address = archived(address).unwrap_or(address);
        let host = domain(address)?;
        let host = HOST_FORMS.iter().find_map(|form| host.strip_prefix(form)).unwrap_or(&host).to_owned();
        let (_, behind) = address.split_once("://")?;
        let path = behind.split(['?', '#']).next()?.split_once('/').map_or("", |(_, path)| path);
        let path = path.trim_end_matches('/').trim_end_matches("/amp").trim_start_matches("amp/");
        Some((host, path.to_ascii_lowercase()))
    };
    match (place(a), place(b)) {
        (Some((_, first)), Some((_, second))) if first.is_empty() || second.is_empty() => true,
        (Some(first), Some(second)) => first == second,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use dateline_core::Table;

    use super::*;

    /// Compares what is noted of one field, of which the first value is chosen.
    fn check(field: Field, values: &[&str], expected: Option<&str>) {
        let outlet =
            Evidence { field: Field::Source, from: "place".into(), value: "The Lantern".into(), is_chosen: true };
        let table = Table::new("data/registry/months.tsv", super::super::MONTHS);
        let days = Days::parse(table).unwrap_or_else(|error| panic!("{error}"));
        let table = Table::new("data/en/byline_words.tsv", super::super::BYLINE_WORDS);
        let bylines = Bylines::parse(table).unwrap_or_else(|error| panic!("{error}"));
        let said: Vec<Evidence> = values
            .iter()
            .enumerate()
            .map(|(at, value)| Evidence {
                field,
                from: format!("place{at}").into(),
                value: (*value).into(),
                is_chosen: at == 0,
            })
            .chain((field != Field::Source).then_some(outlet))
            .collect();
        let noted: Vec<String> = disagreements(&said, &days, &bylines).into_iter().map(|note| note.text).collect();
        assert_eq!(noted, expected.into_iter().collect::<Vec<_>>(), "{values:?}");
    }

    #[test]
    fn what_is_said_in_other_words_agrees() {
        for (field, values) in [
            (Field::Title, &["Quay reopens", "Quay reopens | The Lantern", "Shipping: Quay Reopens", "Quay reo…"][..]),
            (Field::Author, &["Felix Ansbro", "By FELIX ANSBRO", "The Lantern", "Northwire News"]),
            (Field::Source, &["The Lantern", "Lantern", "lantern.example", "TL"]),
            (Field::Language, &["en-GB", "en_US", "EN"]),
            (
                Field::Address,
                &[
                    "https://www.lantern.example/quay/",
                    "http://lantern.example/quay?from=feed#top",
                    "https://m.lantern.example/quay",
                    "https://lantern.example",
                ],
            ),
            (Field::Published, &["2031-05-03", "2031-05-04T01:00:00Z", "soon"]),
            (Field::Standfirst, &["The quay is open.", "Ships may come."]),
        ] {
            check(field, values, None);
        }
    }

    #[test]
    fn what_differs_is_named_once() {
        for (field, values, expected) in [
            (
                Field::Title,
                &["Quay reopens", "Minister hails quay", "Minister hails quay - The Lantern"][..],
                r#"title: "Quay reopens" (place0) was chosen, not "Minister hails quay" (place1)"#,
            ),
            (
                Field::Author,
                &["Felix Ansbro", "Felix Ansbro and Imogen Tarrowby"],
                r#"author: "Felix Ansbro" (place0) was chosen, not "Felix Ansbro and Imogen Tarrowby" (place1)"#,
            ),
            (
                Field::Source,
                &["The Lantern", "Northwire", "Ostvik Post", "Radio Harbour", "Quay Weekly"],
                r#"source: "The Lantern" (place0) was chosen, not "Northwire" (place1), "Ostvik Post" (place2), "Radio Harbour" (place3) and 1 more"#,
            ),
            (Field::Language, &["en", "pt-PT"], r#"language: "en" (place0) was chosen, not "pt-PT" (place1)"#),
            (
                Field::Address,
                &["https://lantern.example/quay", "https://lantern.example/port"],
                r#"address: "https://lantern.example/quay" (place0) was chosen, not "https://lantern.example/port" (place1)"#,
            ),
            (
                Field::Modified,
                &["2031-05-03T10:00:00Z", "7 May 2031"],
                r#"modified: "2031-05-03T10:00:00Z" (place0) was chosen, not "7 May 2031" (place1)"#,
            ),
        ] {
            check(field, values, Some(expected));
        }
    }
}
