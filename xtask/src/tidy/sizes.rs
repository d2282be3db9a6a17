//! No large file slips into the history, where it stays for ever.

use crate::tidy::Problem;
use crate::tidy::tree::Tree;

const BYTES_MAX: u64 = 1 << 20;

/// Model weights are large by nature and have their own rules.
const MODELS: &str = "models/";

/// The larger files that were weighed and are kept.
pub const LISTED: [&str; 0] = [];

/// Weighs every file outside `models/` that is not in `listed`.
pub fn check(tree: &Tree, listed: &[&str]) -> Vec<Problem> {
    let is_exempt = |path: &str| path.starts_with(MODELS) || listed.contains(&path);
    let heavy = tree.files().filter(|(path, file)| file.n_bytes > BYTES_MAX && !is_exempt(path));
    let what = |n_bytes| format!("{n_bytes} bytes; above {BYTES_MAX} a file must be listed in xtask/src/tidy/sizes.rs");
    heavy.map(|(path, file)| Problem::in_file(path, what(file.n_bytes))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::assert_problems;

    #[test]
    fn only_heavy_files_that_nobody_listed_fail() {
        let light = "x".repeat(1 << 20);
        let heavy = format!("{light}x");
        let tree = Tree::of(&[
            ("data/a.tsv", &light),
            ("data/b.tsv", &heavy),
            ("golden/c.txt", &heavy),
            ("models/d.bin", &heavy),
        ]);
        let expected = ["data/b.tsv: 1048577 bytes; above 1048576 a file must be listed in xtask/src/tidy/sizes.rs"];
        assert_problems(&check(&tree, &["golden/c.txt"]), &expected);
    }
}
