//! The best tree over the words of a sentence.
//!
//! Chu and Liu (1965) and Edmonds (1967): every word takes its best head; each cycle is contracted to one word, the
//! scores of what enters it are corrected, and the whole is repeated. Scores are whole numbers, so that the result is
//! exact; of equal heads the first is taken.

/// Steps in one unit of a score when it becomes a whole number.
const STEPS: f32 = 65_536.0;

/// Beyond this a score is cut off, so that sums over a sentence stay far from overflow.
const SCORE_MAX: f32 = 1_000_000.0;

/// What a second root costs: more than all other scores of a sentence together can win.
const ROOT_COST: i64 = 1 << 52;

/// What must never be chosen.
const NEVER: i64 = i64::MIN / 4;

/// Finds the tree with the highest sum of scores and exactly one word on the root.
///
/// `scores` has one row for each word: first the score of the root as its head, then that of each word; a row is
/// `stride` long. Gives each word's head: 0 for the root, else 1 + its index. Quadratic in the words for almost all
/// sentences, cubic at worst.
pub(crate) fn best_tree(scores: &[f32], stride: usize, n_words: usize) -> Vec<usize> {
    let nodes = n_words + 1;
    let mut whole = vec![NEVER; nodes * nodes];
    for word in 0..n_words {
        let row = &scores[word * stride..][..nodes];
        for (head, score) in row.iter().enumerate() {
            if head != word + 1 {
                whole[(word + 1) * nodes + head] = (score.clamp(-SCORE_MAX, SCORE_MAX) * STEPS) as i64;
            }
        }
    }
    let mut heads = best_heads(&whole, nodes);
    // Where the best head of each word makes a tree with one root, as it mostly does, no other tree is better.
    if n_roots(&heads) != 1 || find_cycle(&heads).is_some() {
        for word in 1..nodes {
            whole[word * nodes] -= ROOT_COST;
        }
        heads = arborescence(&whole, nodes);
    }
    heads.remove(0);
    heads
}

/// The words whose head is the root.
fn n_roots(heads: &[usize]) -> usize {
    heads.iter().skip(1).filter(|head| **head == 0).count()
}

/// The best head of every node but the first in a tree; the first is the root of all, and its entry is 0.
fn arborescence(scores: &[i64], nodes: usize) -> Vec<usize> {
    let mut heads = best_heads(scores, nodes);
    let Some(cycle) = find_cycle(&heads) else { return heads };
    let (contracted, origin) = contract(scores, nodes, &heads, &cycle);
    let inner = arborescence(&contracted.scores, contracted.nodes);
    expand(&inner, &contracted, &origin, &mut heads);
    heads
}

/// The best head of every node by itself; the entry of the first is 0.
fn best_heads(scores: &[i64], nodes: usize) -> Vec<usize> {
    let mut heads: Vec<usize> = scores.chunks_exact(nodes).map(best_head).collect();
    heads[0] = 0;
    heads
}

fn best_head(row: &[i64]) -> usize {
    let mut best = 0;
    for (head, score) in row.iter().enumerate() {
        if *score > row[best] {
            best = head;
        }
    }
    best
}

/// A cycle among the heads, if there is one, as flags; the one that the first node leads into.
fn find_cycle(heads: &[usize]) -> Option<Vec<bool>> {
    // 0: not seen; otherwise the walk that passed.
    let mut passed = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut at = start;
        while at != 0 && passed[at] == 0 {
            passed[at] = start;
            at = heads[at];
        }
        if at != 0 && passed[at] == start {
            let mut cycle = vec![false; heads.len()];
            while !cycle[at] {
                cycle[at] = true;
                at = heads[at];
            }
            return Some(cycle);
        }
    }
    None
}

/// A smaller problem in which a cycle is the last node.
struct Contracted {
    scores: Vec<i64>,
    nodes: usize,
    /// For each node outside the cycle (by its new number), the node of the cycle that would be its head.
    leaving: Vec<usize>,
    /// For each node outside the cycle, the node of the cycle that it would be the head of.
    entering: Vec<usize>,
}

/// Contracts the cycle; gives the old number of each node outside it beside.
fn contract(scores: &[i64], nodes: usize, heads: &[usize], cycle: &[bool]) -> (Contracted, Vec<usize>) {
    let outside: Vec<usize> = (0..nodes).filter(|node| !cycle[*node]).collect();
    let inside: Vec<usize> = (0..nodes).filter(|node| cycle[*node]).collect();
    let (n_outside, merged) = (outside.len(), outside.len());
    let size = n_outside + 1;
    let mut smaller = vec![NEVER; size * size];
    let (mut leaving, mut entering) = (vec![0; n_outside], vec![0; n_outside]);
    for (new, old) in outside.iter().enumerate() {
        for (other_new, other_old) in outside.iter().enumerate() {
            smaller[new * size + other_new] = scores[old * nodes + other_old];
        }
        leaving[new] = *best_by(&inside, |node| scores[old * nodes + node]);
        smaller[new * size + merged] = scores[old * nodes + leaving[new]];
        let gain = |node: usize| scores[node * nodes + old].saturating_sub(scores[node * nodes + heads[node]]);
        entering[new] = *best_by(&inside, gain);
        smaller[merged * size + new] = gain(entering[new]).max(NEVER);
    }
    (Contracted { scores: smaller, nodes: size, leaving, entering }, outside)
}

/// The first of the nodes with the highest value.
fn best_by(nodes: &[usize], value: impl Fn(usize) -> i64) -> &usize {
    let mut best = &nodes[0];
    for node in nodes {
        if value(*node) > value(*best) {
            best = node;
        }
    }
    best
}

/// Carries the heads of the smaller problem back; inside the cycle all keep their heads but the one that is entered.
fn expand(inner: &[usize], contracted: &Contracted, outside: &[usize], heads: &mut [usize]) {
    let merged = outside.len();
    for (new, old) in outside.iter().enumerate().skip(1) {
        heads[*old] = if inner[new] == merged { contracted.leaving[new] } else { outside[inner[new]] };
    }
    let enters_from = inner[merged];
    heads[contracted.entering[enters_from]] = outside[enters_from];
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::best_tree;

    fn total(scores: &[f32], n_words: usize, heads: &[usize]) -> f64 {
        (0..n_words).map(|word| f64::from(scores[word * (n_words + 1) + heads[word]])).sum()
    }

    fn is_tree(heads: &[usize]) -> bool {
        let reaches_root = |start: usize| {
            let (mut at, mut n_steps) = (start, 0);
            while at != 0 && n_steps <= heads.len() {
                at = heads[at - 1];
                n_steps += 1;
            }
            at == 0
        };
        heads.iter().filter(|head| **head == 0).count() == 1 && (1..=heads.len()).all(reaches_root)
    }

    /// Every assignment of heads that is a tree, by trying all.
    fn best_by_trial(scores: &[f32], n_words: usize) -> f64 {
        let mut best = f64::MIN;
        for number in 0..(n_words + 1).pow(u32::try_from(n_words).expect("small")) {
            let mut rest = number;
            let heads: Vec<usize> = (0..n_words)
                .map(|_| {
                    let head = rest % (n_words + 1);
                    rest /= n_words + 1;
                    head
                })
                .collect();
            if is_tree(&heads) {
                best = best.max(total(scores, n_words, &heads));
            }
        }
        best
    }

    #[test]
    fn a_clear_tree_is_found() {
        // the ← port → opened
        let scores = [0.0, -9.0, 5.0, 0.0, 1.0, 0.0, -9.0, 5.0, 9.0, 0.0, 0.0, -9.0];
        assert_eq!(best_tree(&scores, 4, 3), [2, 3, 0]);
        assert_eq!(best_tree(&[3.0, 0.0], 2, 1), [0]);
        assert_eq!(best_tree(&[], 1, 0), [0; 0]);
    }

    #[test]
    fn of_equal_heads_the_first_is_taken() {
        let scores = [9.0, 0.0, 0.0, 0.0, 0.0, 5.0, 0.0, 5.0, 0.0, 5.0, 5.0, 0.0];
        assert_eq!(best_tree(&scores, 4, 3), [0, 1, 1]);
    }

    proptest! {
        #[test]
        fn the_tree_is_the_best_of_all(n_words in 1_usize..5, seed in prop::collection::vec(-20_i8..20, 30)) {
            let scores: Vec<f32> = seed[..n_words * (n_words + 1)].iter().map(|s| f32::from(*s) / 4.0).collect();
            let heads = best_tree(&scores, n_words + 1, n_words);
            prop_assert!(is_tree(&heads), "{heads:?}");
            prop_assert!((total(&scores, n_words, &heads) - best_by_trial(&scores, n_words)).abs() < 1e-3);
        }

        #[test]
        fn it_is_a_tree_whatever_the_scores(n_words in 1_usize..40, scores in prop::collection::vec(any::<f32>(), 40 * 41)) {
            prop_assert!(is_tree(&best_tree(&scores, n_words + 1, n_words)));
        }
    }
}
