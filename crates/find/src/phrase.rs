//! Noun phrases without a parser: how far the words go that can name who says something.
//!
//! Deliberately shallow: closed-class words, capitals and the list of role nouns decide. The syntax of the language
//! engine is to take this module's place.

use std::ops::Range;

use dateline_core::TokenKind;

use crate::lexicon::Lexicon;
use crate::words::{Class, VERBAL, Words};

/// Longest noun phrase in tokens. Longer ones name no source in news; the bound keeps the search linear.
const PHRASE_TOKENS_MAX: usize = 30;

/// Prepositions that go on naming after a role noun: "a spokesman for the ministry".
const NAMING_PREPOSITIONS: [&str; 7] = ["at", "for", "from", "in", "on", "to", "with"];

/// How far a phrase may be followed through prepositions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// What stands behind the phrase is not known: it ends early.
    Near,
    /// The phrase is known to end at its cue: it goes on through any preposition.
    Far,
}

/// Where a noun phrase stands in the text while it is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    /// Nothing of it has been met.
    Nothing,
    /// A word that needs another one: "the", "of", "'s".
    Open,
    /// A word in lower case that can be an adjective or the head.
    Word,
    /// A role noun, which is mostly the head: "minister".
    Role,
    /// A capitalised word.
    Name,
}

/// The noun phrase that starts with a token and ends before `to` at the latest.
pub(crate) fn noun_phrase(lexicon: &Lexicon, words: &Words<'_>, from: usize, to: usize, reach: Reach) -> Range<usize> {
    let to = to.min(from + PHRASE_TOKENS_MAX).min(words.len());
    let mut last = Last::Nothing;
    let mut end = from;
    for at in from..to {
        if last == Last::Nothing && words.class(at).any(Class::PRONOUN_SUBJECT) {
            return from..at + 1;
        }
        let Some(next) = step(lexicon, words, at, to, last, reach) else { break };
        last = next;
        if !matches!(last, Last::Open) {
            end = at + 1;
        }
    }
    from..end
}

/// What the phrase has met when it takes the token, or none if it ends before it.
fn step(lexicon: &Lexicon, words: &Words<'_>, at: usize, to: usize, last: Last, reach: Reach) -> Option<Last> {
    let class = words.class(at);
    let lower = words.lower(at);
    let opens = matches!(last, Last::Nothing | Last::Open);
    if matches!(lower, "'s" | "’s") {
        return (!opens).then_some(Last::Open);
    }
    match words.kind(at) {
        TokenKind::Punctuation if matches!(lower, "'" | "’") && last == Last::Name => return Some(Last::Open),
        TokenKind::Punctuation if matches!(lower, "-" | "–" | "&") && !opens => {
            let is_tight = lower == "&" || words.span(at - 1).end() == words.span(at).start();
            return is_tight.then_some(Last::Open);
        }
        TokenKind::Symbol if lower == "&" && !opens => return Some(Last::Open),
        TokenKind::Word | TokenKind::Number => {}
        _ => return None,
    }
    if words.is_name_like(at) {
        return Some(if lexicon.role(lower).is_some() { Last::Role } else { Last::Name });
    }
    if class.any(Class::WEEKDAY.with(Class::MONTH)) && class.any(Class::CAPITAL) {
        return None;
    }
    if class.any(Class::NUMBER) || class.any(Class::DETERMINER.with(Class::POSSESSIVE)) {
        return opens.then_some(Last::Open);
    }
    let starts_more = at + 1 < to && starts_phrase(words, at + 1);
    if lower == "of" || (!opens && NAMING_PREPOSITIONS.contains(&lower)) {
        let goes_on = lower == "of" || reach == Reach::Far || last == Last::Role;
        return (!opens && goes_on && starts_more).then_some(Last::Open);
    }
    if lower == "and" {
        let joins = || reach == Reach::Far || words.class(at + 1).any(Class::CAPITAL);
        return (!opens && starts_more && joins()).then_some(Last::Open);
    }
    const CLOSED: Class = VERBAL
        .with(Class::PREPOSITION)
        .with(Class::CONJUNCTION)
        .with(Class::SUBORDINATOR)
        .with(Class::WH)
        .with(Class::ADVERB)
        .with(Class::PRONOUN_SUBJECT);
    let is_role = lexicon.role(lower).is_some();
    if class.any(CLOSED) && !is_role {
        return (class.any(Class::ADVERB) && last == Last::Nothing && reach == Reach::Far).then_some(Last::Nothing);
    }
    if is_role {
        return Some(Last::Role);
    }
    // A lower-case word behind a name or a role noun is mostly the verb: "Keller toppled", "officials fled".
    (opens || last == Last::Word || reach == Reach::Far).then_some(Last::Word)
}

/// Whether a noun phrase can start with this token.
pub(crate) fn starts_phrase(words: &Words<'_>, at: usize) -> bool {
    const STARTS: Class = Class::DETERMINER.with(Class::POSSESSIVE).with(Class::PRONOUN_SUBJECT).with(Class::NUMBER);
    const NEVER: Class = VERBAL
        .with(Class::PREPOSITION)
        .with(Class::CONJUNCTION)
        .with(Class::SUBORDINATOR)
        .with(Class::WH)
        .with(Class::ADVERB);
    let class = words.class(at);
    class.any(STARTS) || (class.any(Class::WORD) && !class.any(NEVER))
}

/// What a phrase names its bearer by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Head {
    /// A pronoun.
    Pronoun,
    /// Capitalised words.
    Name,
    /// A noun that names a role: the index of its token.
    Role(usize),
    /// Other words.
    Words,
}

/// What the phrase names its bearer by: the last capitalised name before any preposition, else the last role noun.
pub(crate) fn head(lexicon: &Lexicon, words: &Words<'_>, phrase: Range<usize>) -> Head {
    if phrase.len() == 1 && words.class(phrase.start).any(Class::PRONOUN_SUBJECT.with(Class::POSSESSIVE)) {
        return Head::Pronoun;
    }
    let core_end = phrase
        .clone()
        .skip(1)
        .find(|at| matches!(words.lower(*at), "of" | "for" | "from" | "in" | "on" | "at" | "with" | "to"))
        .unwrap_or(phrase.end);
    let core = phrase.start..core_end;
    let last = core.end - 1;
    if words.is_name_like(last) && lexicon.role(words.lower(last)).is_none() {
        return Head::Name;
    }
    match core.rev().find(|at| lexicon.role(words.lower(*at)).is_some()) {
        Some(at) if at == last => Head::Role(at),
        _ if words.is_name_like(last) => Head::Name,
        _ => Head::Words,
    }
}
