//! The page of scores is the one that the floors give.

use crate::eval::{FLOORS_PATH, Floors, SCORES_PATH, scores_page};
use crate::tidy::Problem;
use crate::tidy::tree::Tree;

/// Holds the page against the floors.
pub fn check(tree: &Tree) -> Vec<Problem> {
    let Some(floors) = tree.text(FLOORS_PATH) else {
        return vec![Problem::in_file(FLOORS_PATH, "is missing: it holds the scores that may not fall")];
    };
    let floors = match Floors::parse(floors) {
        Ok(floors) => floors,
        Err(error) => return vec![Problem::in_file(FLOORS_PATH, format!("{error:#}"))],
    };
    let is_true = tree.text(SCORES_PATH) == Some(scores_page(&floors).as_str());
    let what = format!("is not what {FLOORS_PATH} gives: run `cargo xtask eval`");
    if is_true { Vec::new() } else { vec![Problem::in_file(SCORES_PATH, what)] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::assert_problems;

    fn check_page(page: &str, expected: &[&str]) {
        assert_problems(&check(&Tree::of(&[(FLOORS_PATH, ""), (SCORES_PATH, page)])), expected);
    }

    #[test]
    fn the_page_of_the_floors_passes() {
        check_page(&scores_page(&Floors::default()), &[]);
    }

    #[test]
    fn another_page_fails() {
        check_page("all is well", &["docs/scores.md: is not what eval/floors.toml gives: run `cargo xtask eval`"]);
    }

    #[test]
    fn floors_that_cannot_be_read_are_named() {
        let found = check(&Tree::of(&[(FLOORS_PATH, "statements = 3")]));
        assert!(found[0].to_string().starts_with("eval/floors.toml: "), "{found:?}");
        let missing = ["eval/floors.toml: is missing: it holds the scores that may not fall"];
        assert_problems(&check(&Tree::of(&[])), &missing);
    }
}
