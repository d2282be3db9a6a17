//! Speakers named by a label: the turns of a transcript ("MR. KELLER: …", "Q: …") and headlines ("Pier lost: mayor").
//!
//! A label stands for a cue. It is told from other words before a colon by its capitals, and by not being alone.

use std::ops::Range;

use dateline_core::TokenKind;

use crate::lexicon::Lexicon;
use crate::phrase::{Head, head};
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
pub(crate) fn turns(words: &Words<'_>, blocks: &[Range<usize>]) -> Vec<Option<Labelled>> {
    let turns: Vec<_> = blocks.iter().map(|tokens| turn(words, tokens.clone())).collect();
    let n_labels = turns.iter().flatten().count();
    if n_labels < LABELS_MIN { vec![None; blocks.len()] } else { turns }
}

fn turn(words: &Words<'_>, tokens: Range<usize>) -> Option<Labelled> {
    let limit = tokens.end.min(tokens.start + LABEL_TOKENS_MAX + 1);
    let colon = (tokens.start..limit).find(|at| words.lower(*at) == ":")?;
    let label = without_marks(words, tokens.start..colon);
    let is_short = label.len() == 1 && matches!(words.get(label.start), "Q" | "A");
    let is_capital = |at: usize| words.get(at).chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
    let n_letters =
        words.text.get(words.cover(label.start..colon.max(label.start + 1))).chars().filter(|c| c.is_alphabetic());
    let is_name = label.clone().all(is_capital) && n_letters.count() > 1;
    let content = without_marks(words, colon + 1..tokens.end);
    let has_words = content.clone().any(|at| words.class(at).any(Class::WORD));
    let source = if is_short { None } else { Some(label.clone()) };
    (!label.is_empty() && has_words && (is_short || is_name)).then_some(Labelled { source, content })
}

/// Without the quotation marks at its ends: a quoted transcript has them around its turns.
fn without_marks(words: &Words<'_>, tokens: Range<usize>) -> Range<usize> {
    let is_kept = |at: &usize| words.kind(*at) != TokenKind::QuotationMark;
    let start = tokens.clone().find(is_kept).unwrap_or(tokens.end);
    let end = tokens.rev().find(is_kept).map_or(start, |at| at + 1);
    start..end.max(start)
}

/// The statement of a headline that ends with a colon and who says it: "Pier beyond repair: mayor".
pub(crate) fn headline(lexicon: &Lexicon, words: &Words<'_>, tokens: Range<usize>) -> Option<Labelled> {
    let floor = tokens.start.max(tokens.end.saturating_sub(LABEL_TOKENS_MAX + 1));
    let colon = (floor..tokens.end).rev().find(|at| words.lower(*at) == ":")?;
    let (content, label) = (tokens.start..colon, colon + 1..tokens.end);
    let is_plain = |at: usize| words.kind(at) == TokenKind::Word;
    let n_words = content.clone().filter(|at| is_plain(*at)).count();
    let is_source =
        !label.is_empty() && label.clone().all(is_plain) && head(lexicon, words, label.clone()) != Head::Words;
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
            (":\n:", &[]),
        ] {
            check("turn-of-transcript", text, expected);
        }
    }
}
