//! Whether a clause speaks of what was or of what will be, told by its verbs without a parser.
//!
//! Deliberately shallow: the nearest telling word decides, the ones before the expression first. The syntax of the
//! language engine is to take this module's place; nothing else looks at tenses.

use std::collections::HashMap;
use std::ops::Range;

use dateline_core::{Table, TableError, TokenKind};

use crate::words::Words;

/// Tokens that are looked at before an expression and behind it: a clause in news is hardly longer.
const BEFORE_TOKENS_MAX: usize = 24;
const BEHIND_TOKENS_MAX: usize = 12;

/// Words in -ed that are no verbs.
const NO_PAST: [&str; 8] = ["need", "speed", "indeed", "hundred", "united", "red", "seed", "exceed"];

/// What a clause speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tense {
    Past,
    Future,
}

/// The word that tells the tense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) tense: Tense,
    pub(crate) token: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Telling {
    Past,
    Future,
    /// Future where "to" stands behind it.
    Plan,
}

/// The words that tell tenses.
#[derive(Debug)]
pub(crate) struct Tenses(HashMap<&'static str, Telling>);

impl Tenses {
    /// Reads `tense_words.tsv`.
    pub(crate) fn parse(table: &'static str) -> Result<Self, TableError> {
        let mut tellings: HashMap<&str, Telling> = HashMap::new();
        for row in Table::new("tense_words.tsv", table).rows()? {
            let telling = match row.need("tense")? {
                "past" => Telling::Past,
                "future" => Telling::Future,
                "plan" => Telling::Plan,
                other => return Err(row.error(format!("{other:?} is no tense"))),
            };
            // The past stands first in the file: "was" is a plan only before "to", which is asked for below.
            tellings.entry(row.need("word")?).or_insert(telling);
        }
        Ok(Self(tellings))
    }

    /// The word that tells the tense of what stands at `tokens`, within its sentence.
    pub(crate) fn around(&self, words: &Words<'_>, sentence: Range<usize>, tokens: Range<usize>) -> Option<Told> {
        let before = tokens.start.saturating_sub(BEFORE_TOKENS_MAX).max(sentence.start)..tokens.start;
        let behind = tokens.end..sentence.end.min(tokens.end + BEHIND_TOKENS_MAX);
        let told = |at: usize| self.tense_at(words, at, sentence.end).map(|tense| Told { tense, token: at });
        before.rev().find_map(told).or_else(|| behind.into_iter().find_map(told))
    }

    /// Whether a lower-case word can be the verb of a clause.
    pub(crate) fn is_told_by(&self, word: &str) -> bool {
        self.0.contains_key(word) || is_regular_past(word)
    }

    /// Whether the word before an expression leads ahead of the report: "until Wednesday", "by Friday"; where the clause
    /// speaks of what was, only some do ("by Thursday a million had signed", "messages from Friday said").
    pub(crate) fn leads_ahead(words: &Words<'_>, sentence: &Range<usize>, at: usize, told: Option<Told>) -> bool {
        let past = told.filter(|told| told.tense == Tense::Past);
        let is_done = || {
            let tells = |at: usize| matches!(words.lower(at), "was" | "were" | "had" | "been");
            past.is_some_and(|past| tells(past.token) || (past.token > sentence.start && tells(past.token - 1)))
        };
        at > sentence.start
            && match words.lower(at - 1) {
                "until" | "till" => true,
                "by" => !is_done(),
                // Of "they banned it from Friday" and "the message from Friday said" only the first looks ahead.
                "from" | "starting" | "beginning" => past.is_none_or(|past| past.token < at),
                _ => false,
            }
    }

    fn tense_at(&self, words: &Words<'_>, at: usize, end: usize) -> Option<Tense> {
        if words.kind(at) != TokenKind::Word {
            return None;
        }
        let lower = words.lower(at);
        let before_to = at + 1 < end && words.lower(at + 1) == "to";
        match self.0.get(lower) {
            Some(Telling::Future) => return Some(Tense::Future),
            Some(Telling::Past) if before_to && matches!(lower, "was" | "were") => return Some(Tense::Future),
            Some(Telling::Plan) if before_to || is_set_for(words, at, end) => return Some(Tense::Future),
            _ => {}
        }
        let is_past = self.0.get(lower) == Some(&Telling::Past) || is_regular_past(lower);
        (is_past && !is_in_passive_infinitive(words, at)).then_some(Tense::Past)
    }
}

/// "is set for Monday": what is set now lies ahead.
fn is_set_for(words: &Words<'_>, at: usize, end: usize) -> bool {
    at > 0
        && at + 1 < end
        && words.lower(at) == "set"
        && words.lower(at + 1) == "for"
        && matches!(words.lower(at - 1), "is" | "are" | ",")
}

/// Whether a word ends as the past of regular verbs does.
fn is_regular_past(word: &str) -> bool {
    word.len() > 3 && word.ends_with("ed") && !NO_PAST.contains(&word)
}

/// Whether "be" stands right before the word: in "to be signed" and "will be signed" the participle tells no tense.
fn is_in_passive_infinitive(words: &Words<'_>, at: usize) -> bool {
    at > 0 && words.lower(at - 1) == "be"
}
