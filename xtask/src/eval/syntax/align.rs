//! Which words of two analyses are the same word, by the definition of the CoNLL 2018 shared task.
//!
//! A word that stands alone in its spelling is the same if it has the same place. Where a spelling is shared, the
//! words of the whole stretch that shared spellings cover are paired by the longest common subsequence of their forms,
//! letters' cases aside.

use std::ops::Range;

use crate::eval::syntax::conllu::Word;

/// Pairs of indices, of `gold` and of `found`, in rising order of both.
pub fn align(gold: &[Word], found: &[Word]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (mut g, mut f) = (0, 0);
    for stretch in shared_stretches(gold, found) {
        let (gold_to, found_to) = (first_from(gold, g, stretch.start), first_from(found, f, stretch.start));
        pair_by_place(gold, found, (g..gold_to, f..found_to), &mut pairs);
        g = first_from(gold, gold_to, stretch.end);
        f = first_from(found, found_to, stretch.end);
        pair_by_form(gold, found, (gold_to..g, found_to..f), &mut pairs);
    }
    pair_by_place(gold, found, (g..gold.len(), f..found.len()), &mut pairs);
    pairs
}

/// The first word from index `from` on that begins at or behind a place.
fn first_from(words: &[Word], from: usize, place: usize) -> usize {
    from + words[from..].partition_point(|word| word.place.start < place)
}

/// The stretches of text that shared spellings of either side cover, where they overlap as one.
fn shared_stretches(gold: &[Word], found: &[Word]) -> Vec<Range<usize>> {
    let shared = |words: &[Word]| -> Vec<Range<usize>> {
        words.iter().filter(|word| word.shares_spelling).map(|word| word.place.clone()).collect()
    };
    let mut places = [shared(gold), shared(found)].concat();
    places.sort_unstable_by_key(|place| (place.start, place.end));
    let mut stretches: Vec<Range<usize>> = Vec::new();
    for place in places {
        match stretches.last_mut() {
            Some(last) if place.start < last.end => last.end = last.end.max(place.end),
            _ => stretches.push(place),
        }
    }
    stretches
}

fn pair_by_place(
    gold: &[Word],
    found: &[Word],
    (golds, founds): (Range<usize>, Range<usize>),
    pairs: &mut Vec<(usize, usize)>,
) {
    let (mut g, mut f) = (golds.start, founds.start);
    while g < golds.end && f < founds.end {
        if gold[g].place == found[f].place {
            pairs.push((g, f));
            (g, f) = (g + 1, f + 1);
        } else if gold[g].place.start <= found[f].place.start {
            g += 1;
        } else {
            f += 1;
        }
    }
}

fn pair_by_form(
    gold: &[Word],
    found: &[Word],
    (golds, founds): (Range<usize>, Range<usize>),
    pairs: &mut Vec<(usize, usize)>,
) {
    let folded = |words: &[Word]| words.iter().map(|word| word.form.to_lowercase()).collect::<Vec<_>>();
    let (gold_forms, found_forms) = (folded(&gold[golds.clone()]), folded(&found[founds.clone()]));
    let longest = common_lengths(&gold_forms, &found_forms);
    let (mut g, mut f) = (0, 0);
    while g < gold_forms.len() && f < found_forms.len() {
        if gold_forms[g] == found_forms[f] {
            pairs.push((golds.start + g, founds.start + f));
            (g, f) = (g + 1, f + 1);
        } else if longest[g][f] == longest[g + 1][f] {
            g += 1;
        } else {
            f += 1;
        }
    }
}

/// `lengths[a][b]`: how long the longest common subsequence of `left[a..]` and `right[b..]` is.
fn common_lengths(left: &[String], right: &[String]) -> Vec<Vec<usize>> {
    let mut lengths = vec![vec![0; right.len() + 1]; left.len() + 1];
    for a in (0..left.len()).rev() {
        for b in (0..right.len()).rev() {
            lengths[a][b] =
                if left[a] == right[b] { lengths[a + 1][b + 1] + 1 } else { lengths[a + 1][b].max(lengths[a][b + 1]) };
        }
    }
    lengths
}

#[cfg(test)]
mod tests {
    use crate::eval::syntax::score::tests::analysis;

    use super::align;

    /// Spellings between blanks, the words of one between `+`.
    #[track_caller]
    fn check(gold: &str, found: &str, expected: &[(&str, &str)]) {
        let (gold, found) = (analysis(gold), analysis(found));
        let pairs: Vec<(&str, &str)> = align(&gold.words, &found.words)
            .into_iter()
            .map(|(g, f)| (gold.words[g].form.as_str(), found.words[f].form.as_str()))
            .collect();
        assert_eq!(pairs, expected);
    }

    #[test]
    fn words_of_the_same_place_are_the_same() {
        check(
            "the quay is lost",
            "the quay is lost",
            &[("the", "the"), ("quay", "quay"), ("is", "is"), ("lost", "lost")],
        );
        check("the quay - side", "the quay-side", &[("the", "the")]);
        check("ab cd ef", "a bc d ef", &[("ef", "ef")]);
    }

    #[test]
    fn words_of_a_shared_spelling_are_paired_by_form() {
        check("it did+n't go", "it did+n't go", &[("it", "it"), ("did", "did"), ("n't", "n't"), ("go", "go")]);
        check("it did+n't", "it didn't", &[("it", "it")]);
        check("do+n't", "don't", &[]);
        check("Do+n't", "do+N't", &[("Do", "do"), ("n't", "N't")]);
        check("can+not", "can not", &[("can", "can"), ("not", "not")]);
        check("a+b+a c", "a+b a c", &[("a", "a"), ("b", "b"), ("a", "a"), ("c", "c")]);
    }

    #[test]
    fn a_word_that_crosses_the_stretch_is_nobody() {
        check("did+n't go", "did n'tgo", &[("did", "did")]);
    }
}
