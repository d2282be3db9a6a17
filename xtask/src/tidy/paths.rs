//! Every path that the guides name in code type is there.

use crate::tidy::Problem;
use crate::tidy::markdown::Page;
use crate::tidy::tree::Tree;

/// The documents that lead people through the repository.
const GUIDES: [&str; 2] = ["ARCHITECTURE.md", "CONTRIBUTING.md"];

/// A word without a slash is a path if it ends so.
const FILE_ENDINGS: [&str; 7] = [".md", ".rs", ".toml", ".tsv", ".txt", ".py", ".lock"];

/// Looks for every path of the guides.
pub fn check(tree: &Tree) -> Vec<Problem> {
    GUIDES.iter().flat_map(|guide| check_guide(tree, guide)).collect()
}

fn check_guide(tree: &Tree, guide: &str) -> Vec<Problem> {
    let Some(text) = tree.text(guide) else {
        return vec![Problem::in_file(guide, "is missing: it leads people through the repository")];
    };
    let page = Page::parse(text);
    let dead = page.codes.iter().filter(|code| is_path(&code.text) && !tree.has(certain_part(&code.text)));
    dead.map(|code| Problem::at(guide, code.line, format!("there is no {}", code.text))).collect()
}

/// Whether a code span names a path of the repository. `target/` is made by cargo and not kept.
fn is_path(code: &str) -> bool {
    let is_word = !code.contains(|c: char| c.is_whitespace() || matches!(c, ':' | '"' | '=' | '(' | '$'));
    let is_ours = !code.starts_with(['-', '/', '~', '<']) && !code.starts_with("target/");
    is_word && is_ours && (code.contains('/') || FILE_ENDINGS.iter().any(|ending| code.ends_with(ending)))
}

/// The folders of a path before the first part that is a pattern: `golden` of `golden/*/expected.txt`.
fn certain_part(path: &str) -> &str {
    match path.find(['*', '<', '{']) {
        Some(at) => path[..at].rfind('/').map_or("", |slash| &path[..slash]),
        None => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::assert_problems;

    fn check_words(codes: &str, expected: &[&str]) {
        let files = [
            ("ARCHITECTURE.md", "# Rooms\n"),
            ("CONTRIBUTING.md", codes),
            ("data/en/cues.tsv", ""),
            ("golden/harbour/blog.txt", ""),
        ];
        assert_problems(&check(&Tree::of(&files)), expected);
    }

    #[test]
    fn paths_that_exist_pass() {
        check_words("`data/en/`, `data/en/cues.tsv`, `CONTRIBUTING.md`, `golden/*/x.txt`, `golden/<story>/x`", &[]);
    }

    #[test]
    fn what_is_no_path_passes() {
        check_words("`cargo xtask a/b`, `--json/x`, `Span<Clean>`, `https://x.org/a`, `target/release/dateline`", &[]);
    }

    #[test]
    fn paths_that_do_not_exist_fail() {
        check_words(
            "See `data/de/`.\nThen `floors.toml` and\n`silver/*/x.txt`.\n",
            &[
                "CONTRIBUTING.md:1: there is no data/de/",
                "CONTRIBUTING.md:2: there is no floors.toml",
                "CONTRIBUTING.md:3: there is no silver/*/x.txt",
            ],
        );
    }

    #[test]
    fn a_missing_guide_is_named() {
        let expected = ["ARCHITECTURE.md: is missing: it leads people through the repository"];
        assert_problems(&check(&Tree::of(&[("CONTRIBUTING.md", "")])), &expected);
    }
}
