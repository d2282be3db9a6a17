//! How well one analysis agrees with another, by the definition of the CoNLL 2018 shared task.
//!
//! Sentences, tokens and words are right if their borders are. Tags, lemmas and dependencies are right if the word is
//! right too; each is counted against all words of both sides. Relations are compared without their subtypes.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::eval::syntax::align::align;
use crate::eval::syntax::conllu::{Analysis, Head, Word};

/// How many right answers there are, how many were given, and how many of these are right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Right answers.
    pub gold: usize,
    /// Given answers.
    pub found: usize,
    /// Given answers that are right.
    pub right: usize,
}

impl Counts {
    /// The harmonic mean of precision and recall in percent, to two digits; `None` where there is nothing to answer.
    pub fn f1(self) -> Option<f64> {
        if self.gold == 0 {
            return None;
        }
        let f1 = 200.0 * self.right as f64 / (self.gold + self.found) as f64;
        Some((f1 * 100.0).round() / 100.0)
    }

    /// Counts the items of two rising lists.
    pub fn of_sorted<T: Ord>(gold: &[T], found: &[T]) -> Self {
        let right = found.iter().filter(|item| gold.binary_search(item).is_ok()).count();
        Self { gold: gold.len(), found: found.len(), right }
    }
}

/// The counts by figure. What stands over the words is left out if `found` says nothing about it.
pub fn of(gold: &Analysis, found: &Analysis) -> BTreeMap<&'static str, Counts> {
    let pairs = align(&gold.words, &found.words);
    let of_words = |right: usize| Counts { gold: gold.words.len(), found: found.words.len(), right };
    let mut counts = BTreeMap::from([
        ("sentences", of_places(&gold.sentences, &found.sentences)),
        ("tokens", of_places(&gold.tokens, &found.tokens)),
        ("words", of_words(pairs.len())),
    ]);
    if found.has_layers() {
        let right = |is_right: &dyn Fn(&Word, &Word) -> bool| {
            of_words(pairs.iter().filter(|(g, f)| is_right(&gold.words[*g], &found.words[*f])).count())
        };
        let heads = Heads::new(&pairs, found.words.len());
        counts.insert("upos", right(&|gold, found| gold.upos == found.upos));
        counts.insert("lemmas", right(&|gold, found| gold.lemma == "_" || gold.lemma == found.lemma));
        counts.insert("uas", right(&|gold, found| heads.agree(gold, found)));
        counts.insert(
            "las",
            right(&|gold, found| heads.agree(gold, found) && universal(&gold.relation) == universal(&found.relation)),
        );
    }
    counts
}

fn of_places(gold: &[Range<usize>], found: &[Range<usize>]) -> Counts {
    let ends = |places: &[Range<usize>]| places.iter().map(|place| (place.start, place.end)).collect::<Vec<_>>();
    Counts::of_sorted(&ends(gold), &ends(found))
}

/// A relation without its subtype.
fn universal(relation: &str) -> &str {
    relation.split(':').next().unwrap_or(relation)
}

/// Tells whether heads are the same word.
struct Heads {
    /// For each found word the gold word that it is.
    gold_of: Vec<Option<usize>>,
}

impl Heads {
    fn new(pairs: &[(usize, usize)], n_found: usize) -> Self {
        let mut gold_of = vec![None; n_found];
        for (gold, found) in pairs {
            gold_of[*found] = Some(*gold);
        }
        Self { gold_of }
    }

    fn agree(&self, gold: &Word, found: &Word) -> bool {
        match (gold.head, found.head) {
            (Head::Root, Head::Root) => true,
            (Head::Word(gold), Head::Word(found)) => self.gold_of[found] == Some(gold),
            _ => false,
        }
    }
}

#[cfg(test)]
pub mod tests {
    use anyhow::Result;
    use proptest::prelude::*;

    use super::*;
    use crate::eval::syntax::conllu::parse;

    /// An analysis from spellings between blanks, their words between `+`, sentences between `|`. Each word may carry
    /// `/UPOS/HEAD/RELATION`.
    pub fn analysis(marked: &str) -> Analysis {
        let mut rows = String::new();
        for sentence in marked.split('|') {
            let mut number = 0;
            for spelling in sentence.split_whitespace() {
                let words: Vec<Vec<&str>> = spelling.split('+').map(|word| word.split('/').collect()).collect();
                if words.len() > 1 {
                    let form: String = words.iter().map(|word| word[0]).collect();
                    rows += &format!("{}-{}\t{form}{}\n", number + 1, number + words.len(), "\t_".repeat(8));
                }
                for word in words {
                    number += 1;
                    let column = |at: usize| word.get(at).copied().unwrap_or("_");
                    let (form, upos, head, relation) = (word[0], column(1), column(2), column(3));
                    rows +=
                        &format!("{number}\t{form}\t{}\t{upos}\t_\t_\t{head}\t{relation}\t_\t_\n", form.to_lowercase());
                }
            }
            rows.push('\n');
        }
        parse(&rows).unwrap_or_else(|error| panic!("{error:#}: {rows}"))
    }

    #[track_caller]
    fn check(gold: &str, found: &str, expected: &[(&str, usize, usize, usize)]) {
        let counts = of(&analysis(gold), &analysis(found));
        for (figure, gold, found, right) in expected {
            assert_eq!(counts[figure], Counts { gold: *gold, found: *found, right: *right }, "{figure}");
        }
    }

    const GOLD: &str = "We/PRON/2/nsubj left/VERB/0/root ./PUNCT/2/punct | Go/VERB/0/root";

    #[test]
    fn the_same_analysis_is_all_right() {
        let all = |name| (name, 4, 4, 4);
        check(GOLD, GOLD, &["tokens", "words", "upos", "lemmas", "uas", "las"].map(all));
        check(GOLD, GOLD, &[("sentences", 2, 2, 2)]);
    }

    #[test]
    fn each_figure_counts_its_own_errors() {
        let found = "We/PROPN/2/nsubj:pass left/VERB/3/dep ./PUNCT/0/root | Go/VERB/0/root";
        check(GOLD, found, &[("upos", 4, 4, 3), ("uas", 4, 4, 2), ("las", 4, 4, 2), ("lemmas", 4, 4, 4)]);
        let found = "We/PRON/2/obj left/VERB/0/root ./PUNCT/2/punct Go/VERB/2/conj";
        check(GOLD, found, &[("sentences", 2, 1, 0), ("uas", 4, 4, 3), ("las", 4, 4, 2), ("words", 4, 4, 4)]);
    }

    #[test]
    fn words_that_are_cut_otherwise_are_lost_with_what_hangs_on_them() {
        // "left." is one word: "We" hangs on a word that is nobody's.
        let found = "We/PRON/2/nsubj left./VERB/0/root | Go/VERB/0/root";
        check(
            GOLD,
            found,
            &[("tokens", 4, 3, 2), ("words", 4, 3, 2), ("upos", 4, 3, 2), ("uas", 4, 3, 1), ("las", 4, 3, 1)],
        );
        check(GOLD, found, &[("sentences", 2, 2, 2)]);
    }

    #[test]
    fn shared_spellings_are_one_token_and_several_words() {
        let gold = "It/PRON/3/nsubj did+n't go";
        let gold = &gold.replace("did+n't go", "did/AUX/4/aux+n't/PART/4/advmod go/VERB/0/root");
        let gold = &gold.replace("/3/nsubj", "/4/nsubj");
        check(gold, gold, &[("tokens", 3, 3, 3), ("words", 4, 4, 4), ("las", 4, 4, 4)]);
        let found = "It/PRON/3/nsubj didn't/AUX/3/aux go/VERB/0/root";
        check(gold, found, &[("tokens", 3, 3, 3), ("words", 4, 3, 2), ("upos", 4, 3, 2), ("las", 4, 3, 2)]);
    }

    #[test]
    fn an_analysis_without_layers_has_no_figures_for_them() {
        let counts = of(&analysis(GOLD), &analysis("We left . | Go"));
        assert_eq!(counts.into_keys().collect::<Vec<_>>(), ["sentences", "tokens", "words"]);
    }

    #[test]
    fn f1_is_rounded() {
        assert_eq!(Counts { gold: 4, found: 3, right: 2 }.f1(), Some(57.14));
        assert_eq!(Counts { gold: 1, found: 0, right: 0 }.f1(), Some(0.0));
        assert_eq!(Counts::default().f1(), None);
    }

    proptest! {
        #[test]
        fn right_words_are_never_more_than_words(
            letters in "[ab]{1,12}", gold_cuts in any::<u32>(), found_cuts in any::<u32>(),
        ) {
            let cut = |cuts: u32| -> String {
                let border = |at: usize| [" ", "", "+", " | "][(cuts >> (2 * at) & 3) as usize];
                letters.chars().enumerate().map(|(at, c)| format!("{c}{}", if at + 1 < letters.len() { border(at) } else { "" })).collect()
            };
            let (gold, found) = (analysis(&cut(gold_cuts)), analysis(&cut(found_cuts)));
            prop_assert_eq!(&gold.text, &found.text);
            for counts in of(&gold, &found).into_values().chain(of(&found, &gold).into_values()) {
                prop_assert!(counts.right <= counts.gold && counts.right <= counts.found);
            }
            let same = of(&gold, &gold);
            prop_assert!(same.values().all(|counts| counts.right == counts.gold));
        }
    }

    #[test]
    fn alignment_is_symmetric_in_number() -> Result<()> {
        let (gold, found) = (analysis("did+n't go | a+b"), analysis("didn't go a b"));
        assert_eq!(align(&gold.words, &found.words).len(), align(&found.words, &gold.words).len());
        Ok(())
    }
}
