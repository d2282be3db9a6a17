//! Every link from one document of the repository to another leads somewhere. Addresses in the web are not visited.

use std::collections::BTreeMap;

use crate::tidy::Problem;
use crate::tidy::markdown::Page;
use crate::tidy::tree::Tree;

/// Follows the links of all Markdown files.
pub fn check(tree: &Tree) -> Vec<Problem> {
    let pages: BTreeMap<&str, Page> = tree.texts(".md").map(|(path, text)| (path, Page::parse(text))).collect();
    let mut problems = Vec::new();
    for (path, page) in &pages {
        for link in page.links.iter().filter(|link| !leads_outside(&link.text)) {
            if let Err(what) = follow(tree, &pages, path, &link.text) {
                problems.push(Problem::at(path, link.line, what));
            }
        }
    }
    problems
}

/// Whether a link has a scheme, as `https:` and `mailto:` are.
fn leads_outside(link: &str) -> bool {
    let scheme = link.split_once(':').map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

fn follow(tree: &Tree, pages: &BTreeMap<&str, Page>, from: &str, link: &str) -> Result<(), String> {
    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
    let target = if path.is_empty() { Some(from.to_owned()) } else { resolve(from, path) };
    let Some(target) = target.filter(|target| tree.has(target)) else {
        return Err(format!("the link {link} leads nowhere"));
    };
    match pages.get(target.as_str()) {
        Some(page) if !anchor.is_empty() && !page.anchors.iter().any(|name| name == anchor) => {
            Err(format!("{target} has no heading #{anchor}"))
        }
        _ => Ok(()),
    }
}

/// The path from the root of the repository that a link in the file `from` means. `None` if it leaves the repository.
fn resolve(from: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::assert_problems;

    fn check_page(page: &str, expected: &[&str]) {
        let files = [("docs/guide.md", page), ("docs/json.md", "# The fields\n"), ("README.md", "# Dateline\n")];
        assert_problems(&check(&Tree::of(&files)), expected);
    }

    #[test]
    fn living_links_pass() {
        check_page("[a](json.md) [b](json.md#the-fields) [c](../README.md) [d](../docs) [e](..)", &[]);
        check_page("# Here\n[a](#here) [b](https://example.org/x) [c](mailto:a@example.org) `[d](no)`", &[]);
    }

    #[test]
    fn dead_links_fail() {
        check_page(
            "[a](xml.md)\n[b](json.md#no)\n\n[c](../../README.md)\n[d](#nowhere)\n![e](pictures/x.svg)\n",
            &[
                "docs/guide.md:1: the link xml.md leads nowhere",
                "docs/guide.md:2: docs/json.md has no heading #no",
                "docs/guide.md:4: the link ../../README.md leads nowhere",
                "docs/guide.md:5: docs/guide.md has no heading #nowhere",
                "docs/guide.md:6: the link pictures/x.svg leads nowhere",
            ],
        );
    }
}
