//! The table of crates in `ARCHITECTURE.md` tells the truth about which crate is built upon which.

use std::collections::BTreeMap;

use anyhow::Result;

use crate::metadata::{Metadata, Package};
use crate::tidy::Problem;
use crate::tidy::markdown::{Page, Row};
use crate::tidy::tree::Tree;

const DOCUMENT: &str = "ARCHITECTURE.md";
const HEADING: &str = "Crates";

/// For each crate of the workspace, the crates of the workspace that it is built upon.
pub type Edges = BTreeMap<String, Vec<String>>;

/// Takes the edges from what cargo knows.
///
/// # Errors
/// If a crate lies in a folder without a name.
pub fn edges(metadata: &Metadata) -> Result<Edges> {
    let edge = |package: &Package| {
        let built_upon = package.built_upon()?.into_iter().map(str::to_owned).collect();
        Ok((package.room()?.to_owned(), built_upon))
    };
    metadata.packages.iter().map(edge).collect()
}

/// Holds the table against the edges.
pub fn check(tree: &Tree, edges: &Edges) -> Vec<Problem> {
    let Some(text) = tree.text(DOCUMENT) else {
        return vec![Problem::in_file(DOCUMENT, "is missing: it holds the table of crates")];
    };
    let page = Page::parse(text);
    let rows: Vec<&Row> = page.rows.iter().filter(|row| row.heading == HEADING).collect();
    if rows.is_empty() {
        let wanted = format!("has no table \"crate, depends on, does, must not\" under \"## {HEADING}\"");
        return vec![Problem::in_file(DOCUMENT, wanted)];
    }
    let told: BTreeMap<&str, &Row> = rows.into_iter().map(|row| (crate_name(row), row)).collect();
    let untrue = told.iter().filter_map(|(name, row)| untruth(name, row, edges.get(*name)));
    let untold = edges.keys().filter(|name| !told.contains_key(name.as_str()));
    let untold = untold.map(|name| Problem::in_file(DOCUMENT, format!("the table of crates has no row for {name}")));
    untrue.chain(untold).collect()
}

fn untruth(name: &str, row: &Row, built_upon: Option<&Vec<String>>) -> Option<Problem> {
    let Some(built_upon) = built_upon else {
        return Some(Problem::at(DOCUMENT, row.line, format!("there is no crate {name}")));
    };
    let told = told_edges(row);
    let what = format!("{name} depends on {}, not on {}", listed(built_upon), listed(&told));
    (told != *built_upon).then(|| Problem::at(DOCUMENT, row.line, what))
}

/// The first word of the first cell, so that "app (binary `dateline`)" is the crate "app".
fn crate_name(row: &Row) -> &str {
    let cell = row.cells.first().map_or("", String::as_str);
    cell.split_whitespace().next().unwrap_or("")
}

fn told_edges(row: &Row) -> Vec<String> {
    let cell = row.cells.get(1).map_or("", String::as_str);
    let names = cell.split(',').map(str::trim).filter(|name| !matches!(*name, "" | "—"));
    let mut told: Vec<String> = names.map(str::to_owned).collect();
    told.sort_unstable();
    told
}

fn listed(names: &[String]) -> String {
    if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::assert_problems;

    fn check_table(rows: &str, expected: &[&str]) {
        let edges: Edges = [("core", vec![]), ("read", vec!["core"]), ("app", vec!["core", "read"])]
            .into_iter()
            .map(|(name, upon)| (name.to_owned(), upon.into_iter().map(str::to_owned).collect()))
            .collect();
        let document = format!(
            "# Rooms\n\n| crate | depends on |\n|---|---|\n| old | core |\n\n\
             ## Crates\n\n| crate | depends on | does | must not |\n|---|---|---|---|\n{rows}"
        );
        assert_problems(&check(&Tree::of(&[(DOCUMENT, &document)]), &edges), expected);
    }

    #[test]
    fn a_true_table_passes() {
        check_table("| `core` | — | a | b |\n| read | core | a | b |\n| app (binary) | read, `core` | a | b |\n", &[]);
    }

    #[test]
    fn an_untrue_table_fails() {
        check_table(
            "| core | read | a | b |\n| read | — | a | b |\n| store | core | a | b |\n",
            &[
                "ARCHITECTURE.md:11: core depends on nothing, not on read",
                "ARCHITECTURE.md:12: read depends on core, not on nothing",
                "ARCHITECTURE.md:13: there is no crate store",
                "ARCHITECTURE.md: the table of crates has no row for app",
            ],
        );
    }

    #[test]
    fn a_missing_document_or_table_is_named() {
        let missing = ["ARCHITECTURE.md: is missing: it holds the table of crates"];
        assert_problems(&check(&Tree::of(&[]), &Edges::new()), &missing);
        let empty = ["ARCHITECTURE.md: has no table \"crate, depends on, does, must not\" under \"## Crates\""];
        assert_problems(&check(&Tree::of(&[(DOCUMENT, "## Crates\n")]), &Edges::new()), &empty);
    }
}
