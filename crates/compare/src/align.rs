//! Laying two wordings over each other, word by word.
//!
//! A shortest edit script scatters the five words of a short quotation over a whole speech. So the longest run of
//! words in common is looked for first, then the longest on each side of it, and only what is left between two runs,
//! or beside the outermost within their sentences, goes through the diff.

use std::cmp::Reverse;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::likeness::UNCHANGED_WORDS_MIN;
use crate::wording::{Vocabulary, Wording};
use crate::words::Border;

/// Fewest words of a run beside the longest one. Pairs of words recur all over a speech.
const SIDE_RUN_WORDS_MIN: usize = 3;

/// One stretch of an alignment; both ranges count words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// The same words, if not cut at the same places: "e-mail", "email".
    Same { a: Range<usize>, b: Range<usize> },
    /// Words that only one has, or other ones.
    Differs { a: Range<usize>, b: Range<usize> },
}

/// A run of words in common.
#[derive(Debug, Clone, Copy)]
struct Run {
    a: usize,
    b: usize,
    n_words: usize,
}

impl Run {
    /// Greater for the longer run, then for the one that stands earlier in `a`, then in `b`.
    fn rank(self) -> (usize, Reverse<usize>, Reverse<usize>) {
        (self.n_words, Reverse(self.a), Reverse(self.b))
    }
}

/// Aligns two wordings; the steps cover both, in order. Nothing if they share no telling run.
///
/// Costs the product of the lengths, at worst for every run.
pub(crate) fn align(vocabulary: &Vocabulary<'_>, a: &Wording, b: &Wording) -> Option<Vec<Step>> {
    Aligner { vocabulary, a, b, steps: Vec::new() }.align()
}

struct Aligner<'a> {
    vocabulary: &'a Vocabulary<'a>,
    a: &'a Wording,
    b: &'a Wording,
    steps: Vec<Step>,
}

impl Aligner<'_> {
    fn align(mut self) -> Option<Vec<Step>> {
        let mut runs = Vec::new();
        self.find_runs(0..self.a.len(), 0..self.b.len(), 1, &mut runs);
        let (first, last) = (*runs.first()?, *runs.last()?);
        self.head(first.a, first.b);
        for (run, next) in runs.iter().zip(runs.iter().skip(1).map(Some).chain([None])) {
            let (a_end, b_end) = (run.a + run.n_words, run.b + run.n_words);
            self.steps.push(Step::Same { a: run.a..a_end, b: run.b..b_end });
            if let Some(next) = next {
                self.between(a_end..next.a, b_end..next.b);
            }
        }
        self.tail(last.a + last.n_words, last.b + last.n_words);
        Some(self.steps)
    }

    /// Appends the longest run of the ranges, after those on its left and before those on its right.
    fn find_runs(&self, a: Range<usize>, b: Range<usize>, n_words_min: usize, runs: &mut Vec<Run>) {
        let Some(run) = self.longest_run(a.clone(), b.clone()).filter(|run| run.n_words >= n_words_min) else { return };
        self.find_runs(a.start..run.a, b.start..run.b, SIDE_RUN_WORDS_MIN, runs);
        runs.push(run);
        self.find_runs(run.a + run.n_words..a.end, run.b + run.n_words..b.end, SIDE_RUN_WORDS_MIN, runs);
    }

    /// The longest telling run; of several the first in `a`, then in `b`.
    fn longest_run(&self, a: Range<usize>, b: Range<usize>) -> Option<Run> {
        let mut best: Option<Run> = None;
        // For each word of `b`: how many words up to it are the same as up to the word of `a` looked at last.
        let mut lengths = vec![0; b.len() + 1];
        for at_a in a {
            for at_b in b.clone().rev() {
                let offset = at_b - b.start;
                let n_words = if self.a.ids[at_a] == self.b.ids[at_b] { lengths[offset] + 1 } else { 0 };
                lengths[offset + 1] = n_words;
                let run = Run { a: at_a + 1 - n_words, b: at_b + 1 - n_words, n_words };
                if n_words > 0 && best.is_none_or(|best| run.rank() > best.rank()) && self.is_telling(run) {
                    best = Some(run);
                }
            }
        }
        best
    }

    /// A few light words recur everywhere; many of them in a row do not.
    fn is_telling(&self, run: Run) -> bool {
        let has_content = || self.a.traits[run.a..run.a + run.n_words].iter().any(|traits| traits.is_content);
        run.n_words >= UNCHANGED_WORDS_MIN || has_content()
    }

    /// What stands before the first run. Whole sentences on both sides, or words on one only, were cut; else the
    /// words of the run's own sentence are compared.
    fn head(&mut self, a: usize, b: usize) {
        if a == 0 || b == 0 || (is_whole(self.a, 0..a) && is_whole(self.b, 0..b)) {
            return self.differs(0..a, 0..b);
        }
        let (a_from, b_from) = (sentence_start(self.a, a), sentence_start(self.b, b));
        self.differs(0..a_from, 0..b_from);
        let first = self.steps.len();
        self.diff(a_from..a, b_from..b);
        if let Some(Step::Differs { a, b }) = self.steps.get(first).cloned() {
            let n_words = replaced(&a, &b);
            let (a_near, b_near) = (a.end - n_words.min(a.len()), b.end - n_words.min(b.len()));
            self.split(first, [(a.start..a_near, b.start..b_near), (a_near..a.end, b_near..b.end)]);
        }
    }

    /// What stands behind the last run; as [`Self::head`].
    fn tail(&mut self, a: usize, b: usize) {
        let (a_len, b_len) = (self.a.len(), self.b.len());
        if a == a_len || b == b_len || (is_whole(self.a, a..a_len) && is_whole(self.b, b..b_len)) {
            return self.differs(a..a_len, b..b_len);
        }
        let (a_to, b_to) = (sentence_end(self.a, a), sentence_end(self.b, b));
        self.diff(a..a_to, b..b_to);
        if let Some(Step::Differs { a, b }) = self.steps.last().cloned() {
            let n_words = replaced(&a, &b);
            let (a_near, b_near) = (a.start + n_words.min(a.len()), b.start + n_words.min(b.len()));
            let last = self.steps.len() - 1;
            self.split(last, [(a.start..a_near, b.start..b_near), (a_near..a.end, b_near..b.end)]);
        }
        self.differs(a_to..a_len, b_to..b_len);
    }

    fn between(&mut self, a: Range<usize>, b: Range<usize>) {
        if is_whole(self.a, a.clone()) && is_whole(self.b, b.clone()) {
            self.differs(a, b);
        } else {
            self.diff(a, b);
        }
    }

    /// Puts two differing stretches in the place of one step, without those that hold no words.
    fn split(&mut self, step: usize, stretches: [(Range<usize>, Range<usize>); 2]) {
        let stretches = stretches.into_iter().filter(|(a, b)| !a.is_empty() || !b.is_empty());
        self.steps.splice(step..=step, stretches.map(|(a, b)| Step::Differs { a, b }));
    }

    fn differs(&mut self, a: Range<usize>, b: Range<usize>) {
        if !a.is_empty() || !b.is_empty() {
            self.steps.push(Step::Differs { a, b });
        }
    }

    fn diff(&mut self, a: Range<usize>, b: Range<usize>) {
        let ops = capture_diff_slices(Algorithm::Myers, &self.a.ids[a.clone()], &self.b.ids[b.clone()]);
        for op in ops {
            let is_equal = matches!(op, DiffOp::Equal { .. });
            let a = shifted(op.old_range(), a.start);
            let b = shifted(op.new_range(), b.start);
            if is_equal || (!a.is_empty() && self.joined(self.a, &a) == self.joined(self.b, &b)) {
                self.steps.push(Step::Same { a, b });
            } else {
                self.differs(a, b);
            }
        }
    }

    /// The words written together, so that `e-mail` is `email` and `[W]e` is `we`.
    fn joined(&self, wording: &Wording, range: &Range<usize>) -> String {
        wording.ids[range.clone()].iter().map(|id| self.vocabulary.key(*id)).collect()
    }
}

/// How many words beside a run can stand for each other where one side has more of them; the rest was cut. A word more
/// than the shorter side has, since a contraction is two words in the other report.
fn replaced(a: &Range<usize>, b: &Range<usize>) -> usize {
    match a.len().min(b.len()) {
        0 => 0,
        n_words => n_words + 1,
    }
}

fn shifted(range: Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}

/// What stands before a word; the ends of a quotation count as ends of sentences.
fn border(wording: &Wording, at: usize) -> Border {
    let inside = wording.traits.get(at).filter(|_| at > 0);
    inside.map_or(Border::Sentence, |traits| traits.border)
}

/// Whether the range begins and ends at an end of sentences or an ellipsis.
pub(crate) fn is_whole(wording: &Wording, range: Range<usize>) -> bool {
    let is_border = |at: usize| {
        let after_ellipsis = wording.traits.get(at).is_some_and(|traits| traits.after_ellipsis);
        after_ellipsis || border(wording, at) == Border::Sentence
    };
    is_border(range.start) && is_border(range.end)
}

/// Whether the range begins and ends at a border of clauses.
pub(crate) fn is_clause(wording: &Wording, range: Range<usize>) -> bool {
    border(wording, range.start) >= Border::Clause && border(wording, range.end) >= Border::Clause
}

/// Where the sentence that goes on at a word begins.
pub(crate) fn sentence_start(wording: &Wording, at: usize) -> usize {
    (0..=at).rev().find(|&word| border(wording, word) == Border::Sentence).unwrap_or(0)
}

/// Where the sentence that goes on up to a word ends.
pub(crate) fn sentence_end(wording: &Wording, at: usize) -> usize {
    (at..wording.len()).find(|&word| border(wording, word) == Border::Sentence).unwrap_or(wording.len())
}
