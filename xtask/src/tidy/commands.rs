//! Every command that `dateline --help` lists stands in the README or in `docs/`.

use crate::tidy::Problem;
use crate::tidy::tree::Tree;

const README: &str = "README.md";

/// Looks for each command of the help text in the documents.
pub fn check(tree: &Tree, help: &str) -> Vec<Problem> {
    if tree.text(README).is_none() {
        return vec![Problem::in_file(README, "is missing: it is where people begin")];
    }
    let listed = listed_commands(help);
    if listed.is_empty() {
        return vec![Problem::in_file(README, "cannot be checked: `dateline --help` lists no commands")];
    }
    let undocumented = listed.into_iter().filter(|name| !is_documented(tree, name));
    let problem =
        |name| Problem::in_file(README, format!("neither this nor a page of docs/ says what `dateline {name}` does"));
    undocumented.map(problem).collect()
}

/// The names under "Commands:" in a help text of clap; its own `help` needs no documentation.
fn listed_commands(help: &str) -> Vec<&str> {
    let rows = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    // A row that goes on over a second line is indented deeper than the names.
    let names = rows.filter_map(|row| row.strip_prefix("  ")).filter_map(|row| row.split(' ').next());
    names.filter(|name| !matches!(*name, "" | "help")).collect()
}

fn is_documented(tree: &Tree, name: &str) -> bool {
    let call = format!("dateline {name}");
    let mut documents = tree.texts(".md").filter(|(path, _)| *path == README || path.starts_with("docs/"));
    documents.any(|(_, text)| text.match_indices(&call).any(|(at, _)| ends_word(&text[at + call.len()..])))
}

fn ends_word(rest: &str) -> bool {
    !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::assert_problems;

    const HELP: &str = "Reads the news\n\nUsage: dateline <COMMAND>\n\nCommands:\n  read     Read reports\n           and print them\n  compare  Compare\n  help     Print this\n\nOptions:\n  -h, --help  Print help\n";

    fn check_documents(readme: &str, page: &str, expected: &[&str]) {
        assert_problems(&check(&Tree::of(&[(README, readme), ("docs/cli.md", page)]), HELP), expected);
    }

    #[test]
    fn documented_commands_pass() {
        check_documents("Try `dateline read x.txt`.", "## dateline compare\n", &[]);
    }

    #[test]
    fn undocumented_commands_fail() {
        let what = "README.md: neither this nor a page of docs/ says what `dateline compare` does";
        check_documents("dateline read", "", &[what]);
        check_documents("dateline read", "dateline compared", &[what]);
    }

    #[test]
    fn what_cannot_be_checked_is_named() {
        assert_problems(&check(&Tree::of(&[]), HELP), &["README.md: is missing: it is where people begin"]);
        let none = ["README.md: cannot be checked: `dateline --help` lists no commands"];
        assert_problems(&check(&Tree::of(&[(README, "")]), "Usage: dateline\n"), &none);
    }
}
