//! One wording with its differences from another, marked word by word.
//!
//! Words that the other has and this one lacks stand as `[-cut-]`, words that only this one has as `{+added+}`, as
//! in `git diff --word-diff`, so that the marks can be read without colours.

use std::ops::Range;

use anstyle::{AnsiColor, Style};
use dateline_wire::{Difference, Relation, TextSpan};

use super::page::{shown, styled};

const CUT: Style = AnsiColor::Red.on_default();
const ADDED: Style = AnsiColor::Green.on_default();

/// A change that turns the other wording into this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The words of the other that stand here no more.
    cut: String,
    /// The code points of this text that stand in their place.
    own: Range<u32>,
}

impl Change {
    /// Whether it cuts words before the first word of a wording or behind the last one.
    pub fn is_at_an_end(&self, wording: &TextSpan) -> bool {
        let n_behind = wording.text.chars().rev().take_while(|c| !c.is_alphanumeric()).count();
        let n_before = wording.text.chars().take_while(|c| !c.is_alphanumeric()).count();
        let first = wording.start as usize + n_before;
        let last = (wording.end as usize).saturating_sub(n_behind);
        self.own.end as usize <= first || self.own.start as usize >= last
    }

    /// Whether the words it cuts stand in another text, one after the other.
    pub fn cuts_words_of(&self, text: &str) -> bool {
        !self.cut.is_empty() && plain_words(text).contains(&plain_words(&self.cut))
    }
}

/// The words of a text in small letters, each between single blanks.
fn plain_words(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(String::from(" "), |plain, word| plain + &word.to_lowercase() + " ")
}

/// Which end of a relation a wording stands at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    A,
    B,
}

/// The changes of words that a relation tells, as seen from one of its sides.
pub fn changes(relation: &Relation, own: Side) -> Vec<Change> {
    let words = |difference: &&Difference| matches!(difference.kind.as_ref(), "deleted" | "inserted" | "replaced");
    let changes = relation.differences.iter().filter(words).map(|difference| match own {
        Side::A => Change { cut: difference.b.clone(), own: difference.a_start..difference.a_end },
        Side::B => Change { cut: difference.a.clone(), own: difference.b_start..difference.b_end },
    });
    changes.collect()
}

/// The wording with its changes marked. They stand in the order of the text and do not overlap.
pub fn marked(wording: &TextSpan, changes: &[Change]) -> String {
    let mut marked = Marked { wording, at: wording.start, text: String::new(), ends_with_cut: false };
    for change in changes {
        marked.keep_to(change.own.start);
        marked.cut(&change.cut);
        marked.add_to(change.own.end);
    }
    marked.keep_to(wording.end);
    marked.text
}

struct Marked<'a> {
    wording: &'a TextSpan,
    /// The code point up to which the wording is told.
    at: u32,
    text: String,
    /// Whether the text ends with a cut, which has no blank of its own behind it.
    ends_with_cut: bool,
}

impl Marked<'_> {
    /// The characters up to a code point. Where a change was told to lie outside of the wording there are none.
    fn take_to(&mut self, end: u32) -> String {
        let skip = self.at - self.wording.start;
        let take = end.clamp(self.at, self.wording.end) - self.at;
        self.at += take;
        self.wording.text.chars().skip(skip as usize).take(take as usize).collect()
    }

    fn keep_to(&mut self, end: u32) {
        let kept = shown(&self.take_to(end));
        if self.ends_with_cut && kept.starts_with(char::is_alphanumeric) {
            self.text.push(' ');
        }
        self.text.push_str(&kept);
        self.ends_with_cut &= kept.is_empty();
    }

    fn cut(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
        self.text.push_str(&styled(CUT, &format!("[-{}-]", shown(words))));
        self.ends_with_cut = true;
    }

    fn add_to(&mut self, end: u32) {
        let added = self.take_to(end);
        if added.is_empty() {
            return;
        }
        self.text.push_str(&styled(ADDED, &format!("{{+{}+}}", shown(&added))));
        self.ends_with_cut = false;
    }
}

#[cfg(test)]
mod tests {
    use dateline_wire::TextSpan;

    use super::{Change, marked};

    /// A change of the words `own` of the wording into `cut`; words that are none stand behind those `after`.
    fn change(wording: &str, after: &str, own: &str, cut: &str) -> Change {
        let find = |words: &str| wording.find(words).map(|byte| wording[..byte].chars().count()).expect("the words");
        let start = if own.is_empty() { find(after) + after.chars().count() } else { find(own) };
        let own_end = start + own.chars().count();
        let at = |n: usize| 100 + u32::try_from(n).expect("a short wording");
        Change { cut: cut.to_owned(), own: at(start)..at(own_end) }
    }

    #[track_caller]
    fn check(wording: &str, changes: &[(&str, &str, &str)], expected: &str) {
        let end = 100 + u32::try_from(wording.chars().count()).expect("a short wording");
        let span = TextSpan { start: 100, end, text: wording.to_owned() };
        let changes: Vec<_> = changes.iter().map(|(after, own, cut)| change(wording, after, own, cut)).collect();
        let plain = anstream::adapter::strip_str(&marked(&span, &changes)).to_string();
        assert_eq!(plain, expected);
    }

    #[test]
    fn unchanged_words() {
        check("the quay is open", &[], "the quay is open");
        check("the quay\n  is\u{1b} open", &[], "the quay is\\u{1b} open");
    }

    #[test]
    fn words_that_are_cut() {
        check("the quay is open", &[("", "", "We say that")], "[-We say that-] the quay is open");
        check("the quay is open", &[("the", "", "southern")], "the [-southern-] quay is open");
        check("the quay, is open", &[("quay", "", "of stone")], "the quay [-of stone-], is open");
        check("the quay is open", &[("open", "", "again")], "the quay is open [-again-]");
    }

    #[test]
    fn words_that_are_added() {
        check("the quay is open", &[("", "quay", "")], "the {+quay+} is open");
        check("Não há pressa", &[("", "Não há", "")], "{+Não há+} pressa");
    }

    #[test]
    fn words_that_are_replaced() {
        check("the quay is open", &[("", "quay", "dock")], "the [-dock-]{+quay+} is open");
        check(
            "the quay is open",
            &[("", "the", "a"), ("", "open", "shut for good")],
            "[-a-]{+the+} quay is [-shut for good-]{+open+}",
        );
    }

    #[test]
    fn words_that_another_piece_of_the_quotation_tells() {
        let wording = "the quay is open,";
        let end = 100 + u32::try_from(wording.len()).expect("a short wording");
        let span = TextSpan { start: 100, end, text: wording.to_owned() };
        let check = |after: &str, cut: &str, elsewhere: &str, expected: (bool, bool)| {
            let change = change(wording, after, "", cut);
            assert_eq!((change.is_at_an_end(&span), change.cuts_words_of(elsewhere)), expected, "{cut}");
        };
        check("open", "and the crane works", "And the crane works, they say", (true, true));
        check("", "We say", "We say so", (true, true));
        check("quay", "of stone", "a house of stone", (false, true));
        check("open", "stone", "stones", (true, false));
        check("open", "and the crane works", "the crane works", (true, false));
    }

    #[test]
    fn changes_beside_the_wording_add_nothing() {
        let span = TextSpan { start: 100, end: 104, text: "quay".to_owned() };
        let beside = Change { cut: String::new(), own: 90..120 };
        assert_eq!(anstream::adapter::strip_str(&marked(&span, &[beside])).to_string(), "{+quay+}");
    }
}
