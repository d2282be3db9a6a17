//! People who are told by their age alone: "the 36-year-old said".
//!
//! Treebanks hold nearly none of them, so the network mostly takes "old" for an adjective and looks for its noun in the clause
//! behind. Where its own tags say that no noun follows, a second pass reads the word as a person.

use dateline_core::syntax::{Relation, VerbForm};
use dateline_core::{NamedMention, Sentence, TokenKind, Upos, Word};

use super::{Given, Tagged};

/// What the network reads in the place of "old".
pub(super) const PERSON: &str = "man";

/// The tokens "old" behind a number and "year" that no noun follows, by the tags of a first pass.
pub(super) fn persons(given: &Given<'_>, words: &[Word]) -> Vec<usize> {
    let is = |at: usize, word: &str| given.text.get(given.tokens[at].span).eq_ignore_ascii_case(word);
    let is_age = |at: usize| {
        let is_year = |dash: usize| is(dash, "-") && is(dash - 1, "year") && is(dash - 2, "-");
        at >= 4
            && words[at].upos != Upos::Noun
            && is(at, "old")
            && is_year(at - 1)
            && given.tokens[at - 4].kind == TokenKind::Number
    };
    let stands_alone = |at: usize| {
        let Some(next) = (at + 1..words.len()).find(|next| words[*next].upos != Upos::Adverb) else { return true };
        // The tagger takes a past for a participle where it takes "old" for an adjective.
        let is_finite =
            || words[next].features.verb_form == Some(VerbForm::Finite) || is(next, "said") || is(next, "told");
        match words[next].upos {
            Upos::Verb => is_finite(),
            upos => !matches!(upos, Upos::Adjective | Upos::Noun | Upos::ProperNoun | Upos::Numeral | Upos::Other),
        }
    };
    (0..words.len()).filter(|at| is_age(*at) && stands_alone(*at)).collect()
}

/// The first pass with the sentences of the second one in which such a person acts; nothing else changes for them.
pub(super) fn mended(first: Tagged, second: &Tagged, persons: &[usize]) -> Tagged {
    let acts = |at: &usize| second.words[*at].relation == Relation::Subject;
    let speaks = |sentence: &&Sentence| {
        let is_there = |at: &usize| sentence.tokens.range().contains(at);
        let first = persons.partition_point(|at| *at < sentence.tokens.range().start);
        persons[first..].iter().take_while(|at| is_there(at)).any(acts)
            && second.sentences.iter().any(|other| other.tokens == sentence.tokens)
    };
    let mut mended = vec![false; first.words.len()];
    first.sentences.iter().filter(speaks).for_each(|sentence| mended[sentence.tokens.range()].fill(true));
    let pass = |at: usize| if mended[at] { second } else { &first };
    let words = (0..mended.len()).map(|at| pass(at).words[at]).collect();
    let lemmas = (0..mended.len()).map(|at| pass(at).lemmas.get(at)).collect();
    let is_mended = |name: &&NamedMention| mended[name.tokens.range().start];
    let kept = first.names.iter().filter(|name| !is_mended(name));
    let mut names: Vec<NamedMention> = kept.chain(second.names.iter().filter(is_mended)).copied().collect();
    names.sort_by_key(|name| name.tokens.range().start);
    Tagged { words, lemmas, names, sentences: first.sentences }
}
