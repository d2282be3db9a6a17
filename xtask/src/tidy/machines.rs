//! No file names a folder of one person's machine or the host of a package registry:
//! both make the repository work in one place only.

use crate::tidy::Problem;
use crate::tidy::tree::Tree;

/// Folders at the root of a file system that hold what one machine has and another has not. They stand here
/// without their slashes, so that this file passes its own check.
const MACHINE_FOLDERS: [&str; 5] = ["Users", "home", "root", "tmp", "work"];

/// Hosts that cargo, pip and npm fetch from, and what mirrors of them are called; split for the same reason.
const REGISTRY_HOSTS: [[&str; 2]; 6] = [
    ["index.", "crates.io"],
    ["static.", "crates.io"],
    ["pypi", ".org/simple"],
    ["files.", "pythonhosted.org"],
    ["registry.", "npmjs.org"],
    ["arti", "factory"],
];

/// Looks through every text of the repository.
pub fn check(tree: &Tree) -> Vec<Problem> {
    let folders = MACHINE_FOLDERS.map(|name| format!("/{name}/"));
    let hosts = REGISTRY_HOSTS.map(|parts| parts.concat());
    let mut problems = Vec::new();
    for (path, text) in tree.texts("") {
        for (index, line) in text.lines().enumerate() {
            let folder = folders.iter().filter(|folder| names_folder(line, folder));
            let host = hosts.iter().filter(|host| line.contains(host.as_str()));
            let machine = folder.map(|folder| format!("{folder} is a folder of one machine"));
            let registry = host.map(|host| format!("{host} is the host of a package registry"));
            problems.extend(machine.chain(registry).map(|what| Problem::at(path, index + 1, what)));
        }
    }
    problems
}

/// Whether the folder stands at the beginning of a path, not inside one.
fn names_folder(line: &str, folder: &str) -> bool {
    let is_inside =
        |before: &str| before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '/'));
    line.match_indices(folder).any(|(at, _)| !is_inside(&line[..at]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::assert_problems;

    #[test]
    fn texts_without_machines_pass() {
        let text = "docs/work/x, https://example.org/home/x, ../tmp/x, him/her/root, crates.io, /network/";
        assert_problems(&check(&Tree::of(&[("README.md", text)])), &[]);
    }

    #[test]
    fn paths_of_machines_fail() {
        for name in MACHINE_FOLDERS {
            let text = format!("first\nsee \"/{name}/x\"\n");
            let expected = format!("README.md:2: /{name}/ is a folder of one machine");
            assert_problems(&check(&Tree::of(&[("README.md", &text)])), &[&expected]);
        }
    }

    #[test]
    fn hosts_of_registries_fail() {
        for host in REGISTRY_HOSTS.map(|parts| parts.concat()) {
            let text = format!("https://{host}/x");
            let expected = format!("Cargo.lock:1: {host} is the host of a package registry");
            assert_problems(&check(&Tree::of(&[("Cargo.lock", &text)])), &[&expected]);
        }
    }
}
