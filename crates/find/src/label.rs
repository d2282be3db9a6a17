//! Speakers named by a label: the turns of a transcript ("MR. KELLER: …", "Q: …") and headlines ("Pier lost: mayor",
//! "Keller: The Pier Is Lost").
//!
//! A label stands for a cue. It is told from other words before a colon by its capitals, and by not being alone.

use std::collections::BTreeMap;
use std::ops::Range;

use dateline_core::syntax::{MentionKind, Upos};
use dateline_core::{EntityKind, TokenKind};

use crate::lexicon::Lexicon;
use crate::phrase::{Head, head};
use crate::tree::Trees;
use crate::words::{Class, Words};

/// Longest label in tokens, with its stops: "PRIME MINISTER ANNA KELLER".
const LABEL_TOKENS_MAX: usize = 6;

/// Fewest labels that make a report a transcript; one may be anything.
const LABELS_MIN: usize = 2;

/// Fewest words of what a headline reports.
const HEADLINE_WORDS_MIN: usize = 2;

/// A stretch of a block with the label that says who speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Labelled {
    /// The label; none where it only says that there is a question or an answer.
    pub(crate) source: Option<Range<usize>>,
    pub(crate) content: Range<usize>,
}

/// The turns of a transcript, one or none for each of the blocks whose tokens these are; none at all where too few
/// blocks have a label.
pub(crate) fn turns(
    lexicon: &Lexicon,
    words: &Words<'_>,
    trees: &Trees<'_>,
    blocks: &[Range<usize>],
) -> Vec<Option<Labelled>> {
    let turns: Vec<_> = blocks.iter().map(|tokens| turn(words, tokens.clone())).collect();
    let n_labels = turns.iter().flatten().count();
    if n_labels < LABELS_MIN { turns_by_name(lexicon, words, trees, blocks) } else { turns }
}

/// The turns of a transcript whose labels have no capitals of their own: "Anna Keller: …". At least two labels come back,
/// one of them the name of a person; labels of lists ("Date: …") are no names.
fn turns_by_name(
    lexicon: &Lexicon,
    words: &Words<'_>,
    trees: &Trees<'_>,
    blocks: &[Range<usize>],
) -> Vec<Option<Labelled>> {
    let is_name = |found: &Labelled| {
        let source = found.source.as_ref();
        source.is_some_and(|label| label.clone().all(|at| words.is_name_like(at) || words.get(at) == "."))
    };
    let turns: Vec<Option<Labelled>> =
        blocks.iter().map(|tokens| labelled(words, tokens.clone()).filter(is_name)).collect();
    let text = |label: &Range<usize>| words.text.get(words.cover(label.clone()));
    let mut n_of = BTreeMap::<&str, usize>::new();
    for label in turns.iter().flatten().filter_map(|found| found.source.as_ref()) {
        *n_of.entry(text(label)).or_default() += 1;
    }
    let comes_back = |found: &Labelled| found.source.as_ref().is_some_and(|label| n_of[text(label)] >= LABELS_MIN);
    let is_person =
        |found: &Labelled| found.source.as_ref().is_some_and(|label| names_speaker(lexicon, words, trees, label));
    let is_transcript = n_of.values().filter(|n| **n >= LABELS_MIN).count() >= LABELS_MIN
        && turns.iter().flatten().any(|found| comes_back(found) && is_person(found));
    turns.into_iter().map(|turn| turn.filter(|found| is_transcript && comes_back(found))).collect()
}

/// A block that begins with some words and a colon.
fn labelled(words: &Words<'_>, tokens: Range<usize>) -> Option<Labelled> {
    let limit = tokens.end.min(tokens.start + LABEL_TOKENS_MAX + 1);
    let colon = (tokens.start..limit).find(|at| words.lower(*at) == ":")?;
    let label = without_marks(words, tokens.start..colon);
    let content = without_marks(words, colon + 1..tokens.end);
    let has_words = content.clone().any(|at| words.class(at).any(Class::WORD));
    (!label.is_empty() && has_words).then_some(Labelled { source: Some(label), content })
}

fn turn(words: &Words<'_>, tokens: Range<usize>) -> Option<Labelled> {
    let Labelled { source, content } = labelled(words, tokens)?;
    let label = source?;
    let is_short = label.len() == 1 && matches!(words.get(label.start), "Q" | "A");
    let is_capital = |at: usize| words.get(at).chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
    let n_letters = words.text.get(words.cover(label.clone())).chars().filter(|c| c.is_alphabetic());
    let is_name = label.clone().all(is_capital) && n_letters.count() > 1;
    let source = if is_short { None } else { Some(label) };
    (is_short || is_name).then_some(Labelled { source, content })
}

/// Without the quotation marks at its ends: a quoted transcript has them around its turns.
fn without_marks(words: &Words<'_>, tokens: Range<usize>) -> Range<usize> {
    let is_kept = |at: &usize| words.kind(*at) != TokenKind::QuotationMark;
    let start = tokens.clone().find(is_kept).unwrap_or(tokens.end);
    let end = tokens.rev().find(is_kept).map_or(start, |at| at + 1);
    start..end.max(start)
}

/// The statement of a headline that begins with who says it and a colon: "Keller: The Pier Is Lost", "Keller to Marsh: Go".
pub(crate) fn headline_led(
    lexicon: &Lexicon,
    words: &Words<'_>,
    trees: &Trees<'_>,
    tokens: Range<usize>,
) -> Option<Labelled> {
    let limit = tokens.end.min(tokens.start + LABEL_TOKENS_MAX + 1);
    let colon = (tokens.start..limit).find(|at| words.lower(*at) == ":")?;
    let addressee = (tokens.start..colon).find(|at| matches!(words.lower(*at), "to" | "on"));
    let source = tokens.start..addressee.unwrap_or(colon);
    let content = colon + 1..tokens.end;
    let is_plain = |at: usize| words.kind(at) == TokenKind::Word;
    let n_words = content.clone().filter(|at| is_plain(*at)).count();
    let tells = content.clone().any(|at| trees.is_verbal(at) || words.kind(at) == TokenKind::QuotationMark);
    // "Marsh Backs Keller: I Am Glad", "Big Win for Keller: Pier Opens"
    let is_nominal = |at: usize| is_plain(at) && !trees.is_verbal(at) && trees.upos(at) != Upos::Adposition;
    let is_source =
        !source.is_empty() && source.clone().all(is_nominal) && names_speaker(lexicon, words, trees, &source);
    (n_words >= HEADLINE_WORDS_MIN && tells && is_source).then_some(Labelled { source: Some(source), content })
}

/// Whether a label ends with the name of a person, is the name of a body, or ends with a word for who or what says something:
/// not "Breaking", and not what sort of text follows.
fn names_speaker(lexicon: &Lexicon, words: &Words<'_>, trees: &Trees<'_>, label: &Range<usize>) -> bool {
    let names = trees.names();
    let behind = names.partition_point(|named| named.tokens.range().end <= label.start);
    let named = names[behind..].iter().take_while(|named| named.tokens.range().start < label.end).last();
    let is_named = named.is_some_and(|named| {
        let range = named.tokens.range();
        match named.kind {
            MentionKind::Person => range.end == label.end,
            MentionKind::Organisation => range == *label,
            _ => false,
        }
    });
    let last = words.lower(label.end - 1);
    let is_finding = matches!(last, "poll" | "polls" | "report" | "reports" | "study" | "survey");
    let is_role = lexicon.role(last).is_some_and(|role| role.kind != EntityKind::Document);
    is_named || is_finding || is_role
}

/// The statement of a headline that ends with a colon and who says it: "Pier beyond repair: mayor".
pub(crate) fn headline(
    lexicon: &Lexicon,
    words: &Words<'_>,
    trees: &Trees<'_>,
    tokens: Range<usize>,
) -> Option<Labelled> {
    let floor = tokens.start.max(tokens.end.saturating_sub(LABEL_TOKENS_MAX + 1));
    let colon = (floor..tokens.end).rev().find(|at| words.lower(*at) == ":")?;
    let (content, label) = (tokens.start..colon, colon + 1..tokens.end);
    let is_plain = |at: usize| words.kind(at) == TokenKind::Word;
    let n_words = content.clone().filter(|at| is_plain(*at)).count();
    // "Flood: harbour chief faces council"
    let acts = label.clone().any(|at| trees.is_finite(at));
    let is_source =
        !label.is_empty() && !acts && label.clone().all(is_plain) && head(lexicon, words, label.clone()) != Head::Words;
    (n_words >= HEADLINE_WORDS_MIN && is_source).then_some(Labelled { source: Some(label), content })
}

#[cfg(test)]
mod tests {
    use crate::tests::{analyse, rests_on};

    /// What a rule of labels finds behind an opening paragraph: content and source.
    fn check(rule: &str, text: &str, expected: &[(&str, &str)]) {
        let analysis = analyse(&format!("The mayor met the press on Monday in the town hall of Velm.\n{text}"));
        let statements = analysis.findings.statements.into_iter().filter(|found| rests_on(&found.reason, rule));
        let found: Vec<(&str, &str)> = statements
            .map(|found| {
                let get = |span| analysis.report.text().get(span);
                (get(*found.what.content.first()), found.what.source.first().map_or("", |span| get(*span)))
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn transcripts_have_turns() {
        for (text, expected) in [
            ("Q: Who pays?\nA: Nobody knows that yet.", &[("Who pays?", ""), ("Nobody knows that yet.", "")][..]),
            (
                "MR. KELLER: The pier is lost.\nMS. MARSH: Then build another.",
                &[("The pier is lost.", "MR. KELLER"), ("Then build another.", "MS. MARSH")],
            ),
            (
                "“KELLER: The pier is lost.\n“MARSH: Then build another.”",
                &[("The pier is lost.", "KELLER"), ("Then build another.", "MARSH")],
            ),
            // One label alone, or labels that are not in capitals, are no transcript.
            ("UPDATE: The pier is lost.\nThe mayor wept.", &[]),
            ("Monday: The pier is lost.\nTuesday: It was sold.", &[]),
            ("Anna Keller: The pier is lost.\nTom Marsh: It was sold.", &[]),
            // Labels that come back are.
            (
                "Lantern: Who pays?\nAnna Keller: Nobody knows.\nLantern: Why?\nAnna Keller: Ask the port.",
                &[
                    ("Who pays?", "Lantern"),
                    ("Nobody knows.", "Anna Keller"),
                    ("Why?", "Lantern"),
                    ("Ask the port.", "Anna Keller"),
                ],
            ),
            (":\n:", &[]),
        ] {
            check("turn-of-transcript", text, expected);
        }
    }
}
