//! What a number counts: the noun phrase behind it, and the singular of its noun.
//!
//! Deliberately shallow: the first noun in the plural closes the phrase. Knows words and their endings, no syntax.

use std::ops::Range;

use dateline_core::TokenKind;

use crate::expression::number::{Numerals, is_close};
use crate::words::{Class, VERBAL, Words};

/// Most words of a counted phrase: "US-made long-range cruise missiles" has eight tokens.
const PHRASE_TOKENS_MAX: usize = 9;

/// Plurals that do not end in -s, with their singulars.
const IRREGULAR: [(&str, &str); 34] = [
    ("people", "person"),
    ("persons", "person"),
    ("men", "man"),
    ("women", "woman"),
    ("children", "child"),
    ("policemen", "policeman"),
    ("servicemen", "serviceman"),
    ("fishermen", "fisherman"),
    ("firemen", "fireman"),
    ("gunmen", "gunman"),
    ("lawmen", "lawman"),
    ("police", "police"),
    ("personnel", "personnel"),
    ("crew", "crew"),
    ("staff", "staff"),
    ("aircraft", "aircraft"),
    ("spacecraft", "spacecraft"),
    ("cattle", "cattle"),
    ("sheep", "sheep"),
    ("fish", "fish"),
    ("dead", "person"),
    ("wives", "wife"),
    ("lives", "life"),
    ("knives", "knife"),
    ("feet", "foot"),
    ("teeth", "tooth"),
    ("mice", "mouse"),
    ("geese", "goose"),
    ("halves", "half"),
    ("leaves", "leaf"),
    ("thieves", "thief"),
    ("series", "series"),
    ("species", "species"),
    ("buses", "bus"),
];

/// Words between a number and its noun that belong to neither: "40 more people".
const PASSED_OVER: [&str; 6] = ["more", "other", "others", "additional", "further", "extra"];

/// Words in -s that are no plural nouns.
const NO_PLURAL: [&str; 12] = ["as", "is", "was", "has", "this", "its", "his", "us", "plus", "minus", "versus", "does"];

/// A counted phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Counted {
    pub(crate) tokens: Range<usize>,
    /// The noun that is counted, in its singular.
    pub(crate) unit: String,
}

/// The phrase that a number in front of `from` counts.
pub(crate) fn behind(numerals: &Numerals, words: &Words<'_>, from: usize, end: usize, is_one: bool) -> Option<Counted> {
    if from < end && matches!(words.lower(from), "-" | "–") && is_close(words, from) {
        return if is_one { None } else { joined(words, from + 1, end) };
    }
    if let Some(from) = behind_whole(numerals, words, from, end) {
        return behind(numerals, words, from, end, false);
    }
    let start = from + usize::from(from < end && PASSED_OVER.contains(&words.lower(from)));
    let to = end.min(start + PHRASE_TOKENS_MAX);
    let n_words = (start..to).take_while(|at| is_phrase_word(words, start, *at)).count();
    let phrase = start..start + n_words;
    if is_one {
        return one(words, phrase);
    }
    let head = phrase.clone().find(|at| is_plural(words, *at))?;
    let head = (head + 1..phrase.end)
        .take_while(|at| is_plural(words, *at) && !looks_verbal(words, *at))
        .last()
        .unwrap_or(head);
    Some(Counted { tokens: start..with_of(words, head + 1, end), unit: singular(words.lower(head)) })
}

/// The token behind the whole of "62 of the 101 seats", of which the number counts a part.
fn behind_whole(numerals: &Numerals, words: &Words<'_>, from: usize, end: usize) -> Option<usize> {
    if from >= end || words.lower(from) != "of" {
        return None;
    }
    let at = from + 1;
    let at = at + usize::from(at < end && words.class(at).any(Class::DETERMINER.with(Class::POSSESSIVE)));
    (at < end).then(|| numerals.read(words, at, end)).flatten().map(|whole| whole.end)
}

/// "a 30-member mission": the noun stands in its singular.
fn joined(words: &Words<'_>, at: usize, end: usize) -> Option<Counted> {
    let is_noun = at < end && is_close(words, at) && words.kind(at) == TokenKind::Word && !is_closed(words, at);
    is_noun.then(|| Counted { tokens: at..at + 1, unit: words.lower(at).to_owned() })
}

/// "one person": the noun right behind it.
fn one(words: &Words<'_>, phrase: Range<usize>) -> Option<Counted> {
    let at = phrase.start;
    let is_noun = !phrase.is_empty() && !words.class(at).any(Class::CAPITAL) && !is_plural(words, at);
    is_noun.then(|| Counted { tokens: at..at + 1, unit: words.lower(at).to_owned() })
}

/// The end of the phrase with an "of" and its noun: "rounds of ammunition".
fn with_of(words: &Words<'_>, at: usize, end: usize) -> usize {
    const OPENS: Class = Class::DETERMINER.with(Class::POSSESSIVE).with(Class::PRONOUN_SUBJECT).with(Class::NUMBER);
    let goes_on = at + 1 < end
        && words.lower(at) == "of"
        && words.kind(at + 1) == TokenKind::Word
        && !words.class(at + 1).any(OPENS.with(Class::CAPITAL))
        && !is_closed(words, at + 1);
    if goes_on { at + 2 } else { at }
}

fn is_phrase_word(words: &Words<'_>, start: usize, at: usize) -> bool {
    if matches!(words.lower(at), "-" | "–") {
        return at > start && is_close(words, at) && at + 1 < words.len() && is_close(words, at + 1);
    }
    let is_joined = at > start && words.lower(at - 1) == "-" && is_close(words, at);
    words.kind(at) == TokenKind::Word
        && (is_joined || !is_closed(words, at) || (at == start && is_attribute(words, at)))
}

/// "planned barriers", "missing hikers": a participle that stands before the noun it belongs to.
fn is_attribute(words: &Words<'_>, at: usize) -> bool {
    let lower = words.lower(at);
    let is_participle = lower.len() > 4 && (lower.ends_with("ed") || lower.ends_with("ing"));
    let behind = at + 1;
    is_participle && behind < words.len() && is_plural(words, behind) && !looks_verbal(words, behind)
}

fn is_closed(words: &Words<'_>, at: usize) -> bool {
    const CLOSED: Class = VERBAL
        .with(Class::PREPOSITION)
        .with(Class::CONJUNCTION)
        .with(Class::SUBORDINATOR)
        .with(Class::WH)
        .with(Class::PRONOUN_SUBJECT)
        .with(Class::DETERMINER)
        .with(Class::POSSESSIVE)
        .with(Class::WEEKDAY)
        .with(Class::MONTH);
    words.class(at).any(CLOSED) || matches!(words.lower(at), "'s" | "’s" | "ago" | "percent")
}

pub(crate) fn is_plural(words: &Words<'_>, at: usize) -> bool {
    let lower = words.lower(at);
    let ends = lower.len() > 3 && lower.ends_with('s') && !lower.ends_with("ss") && !lower.ends_with("us");
    words.kind(at) == TokenKind::Word
        && (IRREGULAR.iter().any(|(plural, _)| *plural == lower) || (ends && !NO_PLURAL.contains(&lower)))
}

/// Verbs in -s behind a plural: "12 people claims" is none, "60 workers strikes" neither.
fn looks_verbal(words: &Words<'_>, at: usize) -> bool {
    words.class(at).any(VERBAL.with(Class::ADVERB))
}

/// The singular of a noun, by the endings of English.
pub(crate) fn singular(plural: &str) -> String {
    if let Some((_, singular)) = IRREGULAR.iter().find(|(known, _)| *known == plural) {
        return (*singular).to_owned();
    }
    if let Some(stem) = plural.strip_suffix("men").filter(|stem| stem.len() > 1) {
        return format!("{stem}man");
    }
    let cut = |ending: &str, put: &str| plural.strip_suffix(ending).map(|stem| format!("{stem}{put}"));
    let sibilant = ["sses", "shes", "ches", "xes", "zes"].iter().any(|ending| plural.ends_with(ending));
    if plural.len() > 4 && plural.ends_with("ies") {
        return cut("ies", "y").unwrap_or_default();
    }
    if sibilant {
        return cut("es", "").unwrap_or_default();
    }
    cut("s", "").unwrap_or_else(|| plural.to_owned())
}
