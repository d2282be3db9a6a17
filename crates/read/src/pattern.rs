//! Regular expressions, compiled so that a start costs little: most of what a reader needs to start is their automata.

use std::error::Error;
use std::fmt;
use std::sync::OnceLock;

use regex::{Captures, Regex};
use regex_automata::hybrid::dfa::{Cache, Config, DFA};
use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_automata::util::pool::Pool;
use regex_automata::util::syntax;
use regex_automata::{Input, MatchKind, PatternSet as Matches};

/// A pattern of this crate that is compiled when it is first looked for.
#[derive(Debug)]
pub(crate) struct Pattern {
    source: String,
    compiled: OnceLock<Regex>,
}

impl Pattern {
    /// The pattern of that source, which is a constant that a test looks for.
    pub(crate) const fn new(source: String) -> Self {
        Self { source, compiled: OnceLock::new() }
    }

    /// The first match with its groups.
    pub(crate) fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.regex().captures(text)
    }

    /// All matches with their groups, none of which overlap.
    pub(crate) fn captures_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Captures<'t>> {
        self.regex().captures_iter(text)
    }

    fn regex(&self) -> &Regex {
        self.compiled.get_or_init(|| Regex::new(&self.source).expect("the pattern is a constant and tested"))
    }
}

/// Many patterns as one automaton that tells which of them match, not where. `.` matches line breaks too.
///
/// An automaton that runs backwards as well, which telling where would take, would double the time of a start.
pub(crate) struct PatternSet {
    automaton: DFA,
    /// What each thread keeps of the states that it has seen.
    caches: Pool<Cache, Box<dyn Fn() -> Cache + Send + Sync>>,
}

impl fmt::Debug for PatternSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PatternSet").field("n_patterns", &self.automaton.pattern_len()).finish_non_exhaustive()
    }
}

impl PatternSet {
    /// Compiles the patterns.
    ///
    /// # Errors
    /// What is wrong with one of them: it is no regular expression, or asks for borders of words beyond ASCII, which need
    /// another automaton.
    pub(crate) fn compile(patterns: &[impl AsRef<str>]) -> Result<Self, String> {
        let automaton = DFA::builder()
            .configure(Config::new().match_kind(MatchKind::All))
            .thompson(thompson::Config::new().which_captures(WhichCaptures::None))
            .syntax(syntax::Config::new().dot_matches_new_line(true))
            .build_many(patterns)
            .map_err(|error| cause(&error).to_string())?;
        let cached = automaton.clone();
        Ok(Self { automaton, caches: Pool::new(Box::new(move || cached.create_cache())) })
    }

    /// The numbers of the patterns that match, in their order.
    pub(crate) fn matching(&self, text: &str) -> Vec<usize> {
        let mut cache = self.caches.get();
        let input = Input::new(text);
        // Most passages match nothing, and to ask only that is faster.
        if matches!(self.automaton.try_search_fwd(&mut cache, &input.clone().earliest(true)), Ok(None)) {
            return Vec::new();
        }
        let mut matches = Matches::new(self.automaton.pattern_len());
        self.automaton
            .try_which_overlapping_matches(&mut cache, &input, &mut matches)
            .expect("the automaton has no bytes at which it stops, and is not told to give up");
        matches.iter().map(|pattern| pattern.as_usize()).collect()
    }
}

/// The error at the bottom of others: it alone says what is wrong with a pattern, and where.
fn cause<'e>(error: &'e (dyn Error + 'static)) -> &'e (dyn Error + 'static) {
    error.source().map_or(error, cause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_matching_patterns_are_told_in_their_order() {
        let set = PatternSet::compile(&[r"pier", r"\A(?:the .*r)\z", r"\d", r"(?-u:\b)ferry"]).expect("they are right");
        for (text, expected) in [
            ("the pier", vec![0, 1]),
            ("the \nferry 2 r", vec![1, 2, 3]),
            ("Pier", vec![]),
            ("", vec![]),
            ("wherry 7", vec![2]),
        ] {
            assert_eq!(set.matching(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_no_pattern_is_refused() {
        for (pattern, what) in [("(", "unclosed group"), (r"\b", "word")] {
            let error = PatternSet::compile(&["pier", pattern]).expect_err(pattern);
            assert!(error.contains(what), "{error}");
        }
    }
}
