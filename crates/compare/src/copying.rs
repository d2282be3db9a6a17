//! Copies: which report's text comes from which.
//!
//! The way of the data: `prose` takes the words of each report outside quotations, since words that two reporters heard
//! are no sign of copying; `order` tells who may have copied from whom; `passage` finds the stretches that a report has
//! in common with earlier ones. From them the fewest reports are chosen that explain most of its text. `sentence` pairs the
//! sentences that two reports have in nearly the same words.
//!
//! Passages are looked up in an index of the earliest reports that hold a run of words, so that a hundred copies of one
//! report cost a hundred times one copy.

mod order;
mod passage;
mod prose;
mod sentence;

use dateline_core::{Analysis, Clean, CopiedText, CopyKind, Point, Reason, RuleName, Span};

use self::order::{Precedence, precedence};
use self::passage::{Index, Passages};
use self::prose::Prose;
use crate::words::Lexicon;

/// Smallest part of a report's own words that must come from another one. Independent reports of one event share names
/// of offices and set phrases, which make up less.
const SHARE_PERCENT_MIN: usize = 15;

/// Fewest words that must come from another report, unless that is nearly all it has.
const COPIED_WORDS_MIN: usize = 20;

/// From this part on a report, however short, is a copy.
const WHOLE_PERCENT: usize = 80;

/// Greatest part of changed words in passages that still count as unchanged: a slip or a mark that became a word.
const CHANGED_PERCENT_MAX: usize = 3;

/// Smallest part of the other report that must have been taken over for all of it to stand there.
const ALL_PERCENT_MIN: usize = 90;

/// What reports have in common with others outside quotations.
pub(crate) struct Copying {
    /// All copies of a story, by the report that copies and, of its sources, the one most was taken from first.
    pub(crate) copies: Vec<CopiedText>,
    /// The sentences in common.
    pub(crate) sentences: Vec<Point>,
}

/// Looks for what the reports of a story have in common outside quotations.
pub(crate) fn copying(lexicon: &Lexicon, analyses: &[&Analysis]) -> Copying {
    let proses = prose::proses(lexicon, analyses);
    Copying { copies: copies(analyses, &proses), sentences: sentence::points(lexicon, analyses, &proses) }
}

fn copies(analyses: &[&Analysis], proses: &[Prose]) -> Vec<CopiedText> {
    let mut order: Vec<usize> = (0..analyses.len()).collect();
    let ranks: Vec<_> = analyses.iter().map(|analysis| order::rank(analysis)).collect();
    order.sort_by(|a, b| ranks[*a].cmp(&ranks[*b]));
    let mut index = Index::default();
    let mut copies = Vec::new();
    for &to in &order {
        for (from, passages) in sources(&proses[to], index.passages(proses, to)) {
            copies.push(copied(analyses, proses, (from, to), &passages));
        }
        index.add(to, &proses[to]);
    }
    copies.sort_by_key(|copied| copied.to);
    copies
}

/// How many of the reports take no text from another one.
pub(crate) fn n_origins(n_reports: usize, copies: &[CopiedText]) -> usize {
    (0..n_reports).filter(|report| copies.iter().all(|copied| copied.to != *report)).count()
}

/// The reports that most of a report's text comes from: each explains a good part that those before it do not. Of
/// reports that explain as much, the earliest is taken; `found` stands in that order.
fn sources(prose: &Prose, mut found: Vec<(usize, Passages)>) -> Vec<(usize, Passages)> {
    let mut is_explained = vec![false; prose.words.len()];
    let mut chosen = Vec::new();
    loop {
        let n_new = |passages: &Passages| passages.copied.iter().filter(|word| !is_explained[**word]).count();
        let best = found.iter().enumerate().max_by_key(|(at, (_, passages))| (n_new(passages), std::cmp::Reverse(*at)));
        let Some((at, n_words)) = best.map(|(at, (_, passages))| (at, n_new(passages))) else { return chosen };
        if !is_much(n_words, prose.words.len()) {
            return chosen;
        }
        let (from, passages) = found.remove(at);
        passages.copied.iter().for_each(|&word| is_explained[word] = true);
        chosen.push((from, passages));
    }
}

fn is_much(n_copied: usize, n_words: usize) -> bool {
    let percent = 100 * n_copied / n_words.max(1);
    n_copied > 0 && (percent >= WHOLE_PERCENT || (percent >= SHARE_PERCENT_MIN && n_copied >= COPIED_WORDS_MIN))
}

fn copied(analyses: &[&Analysis], proses: &[Prose], (from, to): (usize, usize), passages: &Passages) -> CopiedText {
    let evidence: Vec<Span<Clean>> = passages.spans(&proses[to]);
    let shared = Reason::new(RuleName::new("passages-in-common"), evidence.clone());
    let first = match precedence(analyses[from], analyses[to]) {
        Precedence::CreditsTheAgency => "credits-the-agency",
        Precedence::PublishedFirst => "published-first",
        Precedence::HoldsMore => "holds-more",
        Precedence::Unknown => "direction-unknown",
    };
    CopiedText {
        from,
        to,
        n_copied_words: passages.copied.len(),
        n_words: proses[to].words.len(),
        kind: kind(passages, proses[from].words.len()),
        evidence,
        reason: Reason::new(RuleName::new(first), Vec::new()).because(shared),
    }
}

fn kind(passages: &Passages, n_words_from: usize) -> CopyKind {
    let n_copied = passages.copied.len();
    if 100 * passages.n_changed > CHANGED_PERCENT_MAX * (n_copied + passages.n_changed) {
        CopyKind::Rewritten
    } else if 100 * n_copied >= ALL_PERCENT_MIN * n_words_from {
        CopyKind::Verbatim
    } else {
        CopyKind::Shortened
    }
}
