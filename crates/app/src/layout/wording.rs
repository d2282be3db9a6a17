//! One wording with its differences from another, word by word.

use std::ops::Range;

use dateline_wire::{Difference, Relation, TextSpan};

use super::shown;

/// A part of a wording as it is laid against another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words of this wording that are not marked, with the blanks around them.
    Kept(String),
    /// Words that the other has and this one lacks.
    Cut(String),
    /// Words that only this one has.
    Added(String),
    /// The value that the wording gives for what the point is about.
    Value(String),
}

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

/// The kinds of differences that are shown in the wording itself.
const WORDS: [&str; 6] = ["deleted", "inserted", "replaced", "number", "date", "name"];

/// The changes of words that a relation tells, as seen from one of its sides.
pub fn changes(relation: &Relation, own: Side) -> Vec<Change> {
    let words = |difference: &&Difference| WORDS.contains(&difference.kind.as_ref());
    let changes = relation.differences.iter().filter(words).map(|difference| match own {
        Side::A => Change { cut: difference.b.clone(), own: difference.a_start..difference.a_end },
        Side::B => Change { cut: difference.a.clone(), own: difference.b_start..difference.b_end },
    });
    changes.collect()
}

/// The wording with its changes, which stand in the order of the text and do not overlap. All text in it is
/// [`shown`].
pub fn pieces(wording: &TextSpan, changes: &[Change]) -> Vec<Piece> {
    let mut laid = Laid { wording, at: wording.start, pieces: Vec::new() };
    for change in changes {
        laid.keep_to(change.own.start);
        laid.cut(&change.cut);
        laid.add_to(change.own.end);
    }
    laid.keep_to(wording.end);
    laid.pieces
}

/// The wording with the value that it gives; all of it if it gives none.
pub fn with_value(wording: &TextSpan, value: Option<&TextSpan>) -> Vec<Piece> {
    let mut laid = Laid { wording, at: wording.start, pieces: Vec::new() };
    if let Some(value) = value {
        laid.keep_to(value.start);
        let words = laid.take_to(value.end);
        laid.pieces.push(Piece::Value(words));
    }
    laid.keep_to(wording.end);
    laid.pieces
}

struct Laid<'a> {
    wording: &'a TextSpan,
    /// The code point up to which the wording is told.
    at: u32,
    pieces: Vec<Piece>,
}

impl Laid<'_> {
    /// The characters up to a code point. Where a change was told to lie outside of the wording there are none.
    fn take_to(&mut self, end: u32) -> String {
        let skip = self.at - self.wording.start;
        let take = end.clamp(self.at, self.wording.end) - self.at;
        self.at += take;
        shown(&self.wording.text.chars().skip(skip as usize).take(take as usize).collect::<String>())
    }

    fn keep_to(&mut self, end: u32) {
        let mut kept = self.take_to(end);
        // What was cut has no blank of its own behind it.
        if matches!(self.pieces.last(), Some(Piece::Cut(_))) && kept.starts_with(char::is_alphanumeric) {
            kept.insert(0, ' ');
        }
        if !kept.is_empty() {
            self.pieces.push(Piece::Kept(kept));
        }
    }

    fn cut(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        match self.pieces.last_mut() {
            None => {}
            Some(Piece::Kept(kept)) if kept.ends_with(' ') => {}
            Some(Piece::Kept(kept)) => kept.push(' '),
            Some(Piece::Cut(_) | Piece::Added(_) | Piece::Value(_)) => self.pieces.push(Piece::Kept(" ".to_owned())),
        }
        self.pieces.push(Piece::Cut(shown(words)));
    }

    fn add_to(&mut self, end: u32) {
        let added = self.take_to(end);
        if !added.is_empty() {
            self.pieces.push(Piece::Added(added));
        }
    }
}

#[cfg(test)]
mod tests {
    use dateline_wire::TextSpan;

    use super::{Change, Piece, pieces, with_value};

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
        assert_eq!(marked(&pieces(&span, &changes)), expected);
    }

    /// As `git diff --word-diff` marks them.
    fn marked(pieces: &[Piece]) -> String {
        let marked = pieces.iter().map(|piece| match piece {
            Piece::Kept(words) => words.clone(),
            Piece::Cut(words) => format!("[-{words}-]"),
            Piece::Added(words) => format!("{{+{words}+}}"),
            Piece::Value(words) => format!("<{words}>"),
        });
        marked.collect()
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
    fn the_value_of_a_wording() {
        let check = |value: Option<(u32, u32)>, expected: &str| {
            let span = |(start, end)| TextSpan { start, end, text: String::new() };
            let wording = TextSpan { start: 100, end: 112, text: "há 40 navios".to_owned() };
            assert_eq!(marked(&with_value(&wording, value.map(span).as_ref())), expected);
        };
        check(Some((103, 105)), "há <40> navios");
        check(Some((103, 112)), "há <40 navios>");
        check(None, "há 40 navios");
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
        assert_eq!(marked(&pieces(&span, &[beside])), "{+quay+}");
    }
}
