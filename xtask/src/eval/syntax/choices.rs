//! Mentions of a corpus that are no names, or that begin and end elsewhere than the names of news: what is scored a second
//! time without them.
//!
//! As in `eval/choices.rs`, a choice is a relation between the corpus's answer and Dateline's, never a list of items, so
//! that it cannot hide an error. `docs/scores.md` says what each stands for.

use std::collections::{BTreeMap, BTreeSet};

use crate::eval::syntax::names::{Gold, Kind, Mention};

/// The words that no name consists of, with their classes.
const FUNCTION_WORDS: &str = include_str!("../../../../data/en/function_words.tsv");

/// What people are called before their names.
const TITLES: &str = include_str!("../../../../data/en/titles.tsv");

/// The classes of words that stand before a name or for one.
const NO_NAMES: [&str; 4] = ["determiner", "possessive", "pronoun_subject", "pronoun_object"];

/// What stands in lower case inside names: "Ilan al-Welk", "Bank of Ostvik".
const INSIDE_NAMES: [&str; 14] =
    ["of", "the", "and", "for", "in", "on", "al", "el", "de", "la", "von", "van", "bin", "s"];

/// Mentions without those that were chosen otherwise, and how often each choice was met.
#[derive(Debug, PartialEq, Eq)]
pub struct Remaining {
    /// What is asked for.
    pub gold: Vec<Mention>,
    /// What was found, without what lies in a mention that is set aside.
    pub found: Vec<Mention>,
    /// The choices, by their names.
    pub n_met: BTreeMap<&'static str, usize>,
}

/// The words by which choices are told.
#[derive(Debug)]
struct Lists {
    no_names: BTreeSet<&'static str>,
    /// The last words of titles, in lower case and without the stop of an abbreviation.
    titles: BTreeSet<String>,
}

impl Lists {
    fn new() -> Self {
        let no_names = cells(FUNCTION_WORDS).filter(|(_, class)| NO_NAMES.contains(class)).map(|(form, _)| form);
        let last_word = |title: &'static str| title.rsplit([' ', '-']).next().map(bare_title);
        Self { no_names: no_names.collect(), titles: cells(TITLES).filter_map(|(title, _)| last_word(title)).collect() }
    }

    /// Whether a word stands before names or for them and is none.
    fn is_no_name(&self, word: &str) -> bool {
        self.no_names.contains(word.to_lowercase().as_str())
    }

    fn is_title(&self, word: &str) -> bool {
        self.titles.contains(&bare_title(word))
    }
}

/// The first two cells of each row of a table.
fn cells(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    rows.map(|(first, rest)| (first, rest.split('\t').next().unwrap_or(rest)))
}

fn bare_title(word: &str) -> String {
    word.trim_end_matches('.').to_lowercase()
}

/// Sets the mentions aside for which a choice was met: they are neither asked for nor punished.
pub fn remaining(gold: &Gold, found: &[Mention]) -> Remaining {
    let lists = Lists::new();
    let given: BTreeSet<&Mention> = found.iter().collect();
    let mut n_met = BTreeMap::new();
    let (mut asked, mut aside) = (Vec::new(), Vec::new());
    for mention in &gold.mentions {
        let words = words_of(gold, mention);
        let near: Vec<Mention> = found.iter().filter(|other| overlap(mention, other)).copied().collect();
        let chosen = if given.contains(mention) { None } else { choice(mention, &words, &near, &lists) };
        match chosen {
            None => asked.push(*mention),
            Some(name) => {
                *n_met.entry(name).or_insert(0) += 1;
                aside.push(*mention);
            }
        }
    }
    let is_kept = |one: &&Mention| asked.contains(one) || !aside.iter().any(|mention| overlap(mention, one));
    Remaining { found: found.iter().filter(is_kept).copied().collect(), gold: asked, n_met }
}

/// The choice that a mention meets which was not found as it stands; none if it is missed or wrong.
fn choice(mention: &Mention, words: &[(usize, &str)], near: &[Mention], lists: &Lists) -> Option<&'static str> {
    if is_description(words, lists) {
        return Some("description");
    }
    let bare = words.iter().find(|(_, word)| !lists.is_no_name(word)).map(|(start, _)| (*start, mention.1));
    let is_bare = |one: &Mention| bare == Some((one.0, one.1));
    let follows_title =
        |one: &Mention| words.iter().rfind(|(start, _)| *start < one.0).is_some_and(|(_, word)| lists.is_title(word));
    match near {
        [one] if is_bare(one) && one.2 == mention.2 => Some("article"),
        [one] if is_bare(one) && (mention.2, one.2) == (Kind::Organisation, Kind::Place) => Some("state"),
        [.., last] if (last.1, last.2) == (mention.1, mention.2) && last.2 == Kind::Person && follows_title(last) => {
            Some("title")
        }
        [first, .., last] if (first.0, last.1) == (mention.0, mention.1) && are_places(mention, near) => Some("parts"),
        _ => None,
    }
}

fn are_places(mention: &Mention, near: &[Mention]) -> bool {
    near.len() > 1 && near.iter().chain([mention]).all(|one| one.2 == Kind::Place)
}

/// Whether a mention is a pronoun or tells by words in lower case who or what is meant: "the coalition's soldiers".
fn is_description(words: &[(usize, &str)], lists: &Lists) -> bool {
    let mut named = words.iter().map(|(_, word)| *word).filter(|word| !lists.is_no_name(word)).peekable();
    let is_in_lower_case = |word: &str| word.starts_with(char::is_lowercase) && !INSIDE_NAMES.contains(&word);
    named.peek().is_none() || named.any(is_in_lower_case)
}

/// The words of a mention with their places.
fn words_of<'g>(gold: &'g Gold, mention: &Mention) -> Vec<(usize, &'g str)> {
    let from = gold.words.partition_point(|(place, _)| place.start < mention.0);
    let inside = gold.words[from..].iter().take_while(|(place, _)| place.end <= mention.1);
    inside.map(|(place, word)| (place.start, word.as_str())).collect()
}

fn overlap(a: &Mention, b: &Mention) -> bool {
    a.0 < b.1 && b.0 < a.1
}

#[cfg(test)]
mod tests {
    use anyhow::Result;

    use super::*;
    use crate::eval::syntax::names::{NameCorpus, read};

    /// Reads words with tags and with what was found of them, and shows what remains of both and what was met.
    fn check(rows: &[(&str, &str, &str)], expected: (usize, usize, &[(&str, usize)])) -> Result<()> {
        let tagged = |column: fn(&(&str, &str, &str)) -> String| {
            let lines: String = rows.iter().map(column).collect();
            read(&lines, NameCorpus::CrossNer)
        };
        let gold = tagged(|(word, asked, _)| format!("{word}\t{asked}\n"))?;
        let found = tagged(|(word, _, found)| format!("{word}\t{found}\n"))?.mentions;
        let remaining = remaining(&gold, &found);
        let shown = (remaining.gold.len(), remaining.found.len(), remaining.n_met);
        assert_eq!(shown, (expected.0, expected.1, expected.2.iter().copied().collect()), "{rows:?}");
        Ok(())
    }

    #[test]
    fn what_is_no_name_is_set_aside() -> Result<()> {
        const O: &str = "O";
        const PER: &str = "B-PER";
        const PER_ON: &str = "I-PER";
        const ORG: &str = "B-ORG";
        const ORG_ON: &str = "I-ORG";
        const LOC: &str = "B-LOC";
        check(&[("We", ORG, O)], (0, 0, &[("description", 1)]))?;
        check(&[("the", ORG, O), ("Brejo", ORG_ON, ORG), ("troops", ORG_ON, O)], (0, 0, &[("description", 1)]))?;
        check(&[("Bank", ORG, O), ("of", ORG_ON, O), ("Ostvik", ORG_ON, O)], (1, 0, &[]))?;
        check(&[("the", ORG, O), ("Guild", ORG_ON, ORG)], (0, 0, &[("article", 1)]))?;
        check(&[("the", ORG, O), ("Guild", ORG_ON, PER)], (1, 1, &[]))?;
        check(&[("Ardenia", ORG, LOC)], (0, 0, &[("state", 1)]))?;
        check(&[("Ardenia", LOC, ORG)], (1, 1, &[]))?;
        check(&[("President", PER, PER), ("Ana", PER_ON, PER), ("Brejo", PER_ON, PER_ON)], (0, 0, &[("title", 1)]))?;
        check(&[("Gen.", PER, O), ("Brejo", PER_ON, PER)], (0, 0, &[("title", 1)]))?;
        check(&[("Ana", PER, O), ("Brejo", PER_ON, PER)], (1, 1, &[]))?;
        check(&[("Ostvik", LOC, LOC), (",", "I-LOC", O), ("Ardenia", "I-LOC", LOC)], (0, 0, &[("parts", 1)]))?;
        check(&[("the", PER, PER), ("cook", PER_ON, PER_ON)], (1, 1, &[]))
    }
}
