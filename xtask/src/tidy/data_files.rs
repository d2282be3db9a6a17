//! Every file in `data/` is built into the program: one that nobody reads is dead, or was forgotten.

use crate::tidy::Problem;
use crate::tidy::tree::Tree;

const FOLDER: &str = "data/";

/// Looks for each data file in the string literals of the Rust code.
pub fn check(tree: &Tree) -> Vec<Problem> {
    let is_data = |path: &str| path.starts_with(FOLDER) && !path.ends_with(".md");
    let data = tree.files().map(|(path, _)| path).filter(|path| is_data(path));
    let unread = data.filter(|path| !is_read(tree, path));
    unread.map(|path| Problem::in_file(path, "no code reads this file (by `include_str!`, as a rule)")).collect()
}

fn is_read(tree: &Tree, path: &str) -> bool {
    // The literal names the file from the crate's own folder: "../../../data/en/cues.tsv".
    let end_of_literal = format!("/{path}\"");
    let mut lines = tree.texts(".rs").flat_map(|(_, text)| text.lines());
    lines.any(|line| line.contains(&end_of_literal) && !line.trim_start().starts_with("//"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::assert_problems;

    fn check_code(code: &str, expected: &[&str]) {
        let files = [("data/en/cues.tsv", ""), ("data/README.md", ""), ("crates/find/src/lib.rs", code)];
        assert_problems(&check(&Tree::of(&files)), expected);
    }

    #[test]
    fn a_file_that_code_reads_passes() {
        check_code("const CUES: &str = include_str!(\"../../../data/en/cues.tsv\");", &[]);
    }

    #[test]
    fn a_file_that_no_code_reads_fails() {
        let expected = ["data/en/cues.tsv: no code reads this file (by `include_str!`, as a rule)"];
        check_code("", &expected);
        check_code("// was include_str!(\"../../../data/en/cues.tsv\")", &expected);
        check_code("include_str!(\"../../../data/en/cues.tsv.old\")", &expected);
    }
}
