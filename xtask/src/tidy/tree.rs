//! The files of the repository, read once.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// Larger files are not read: no check looks into them.
const READ_BYTES_MAX: u64 = 1 << 20;

/// The repository's files by their path from its root, with `/` between the parts.
#[derive(Debug, Default)]
pub struct Tree {
    files: BTreeMap<String, File>,
}

/// A file of the repository.
#[derive(Debug)]
pub struct File {
    /// Its size.
    pub n_bytes: u64,
    /// What it says, if it is UTF-8 and not large.
    pub text: Option<String>,
}

impl Tree {
    /// Reads all files below `root`, without git's own folder and without what `.gitignore` at the root names.
    ///
    /// # Errors
    /// If a folder or file cannot be read.
    pub fn read(root: &Path) -> Result<Self> {
        let ignored = fs::read_to_string(root.join(".gitignore")).unwrap_or_default();
        let ignored = Ignored::parse(&ignored);
        let mut tree = Self::default();
        tree.read_folder(root, "", &ignored)?;
        Ok(tree)
    }

    fn read_folder(&mut self, root: &Path, folder: &str, ignored: &Ignored) -> Result<()> {
        let entries = fs::read_dir(root.join(folder)).with_context(|| format!("cannot read the folder {folder:?}"))?;
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
            let kind = entry.file_type()?;
            if ignored.covers(&path, &name) {
                continue;
            }
            if kind.is_dir() {
                self.read_folder(root, &path, ignored)?;
            } else if kind.is_file() {
                let file = File::read(&entry.path()).with_context(|| format!("cannot read {path}"))?;
                self.files.insert(path, file);
            }
        }
        Ok(())
    }

    /// A repository of small text files, for tests.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let file = |text: &str| File { n_bytes: text.len() as u64, text: Some(text.to_owned()) };
        Self { files: files.iter().map(|(path, text)| ((*path).to_owned(), file(text))).collect() }
    }

    /// All files, sorted by path.
    pub fn files(&self) -> impl Iterator<Item = (&str, &File)> {
        self.files.iter().map(|(path, file)| (path.as_str(), file))
    }

    /// The texts of all files whose name ends in `ending`, sorted by path.
    pub fn texts<'a>(&'a self, ending: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files()
            .filter(move |(path, _)| path.ends_with(ending))
            .filter_map(|(path, file)| Some((path, file.text.as_deref()?)))
    }

    /// The text of one file.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path)?.text.as_deref()
    }

    /// Whether a file of that path, or one below it, is there.
    pub fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        let below = format!("{path}/");
        path.is_empty()
            || self.files.contains_key(path)
            || self.files.range(below.clone()..).next().is_some_and(|(found, _)| found.starts_with(&below))
    }
}

impl File {
    fn read(path: &Path) -> Result<Self> {
        let n_bytes = fs::metadata(path)?.len();
        let bytes = if n_bytes > READ_BYTES_MAX { None } else { Some(fs::read(path)?) };
        Ok(Self { n_bytes, text: bytes.and_then(|bytes| String::from_utf8(bytes).ok()) })
    }
}

/// The lines of a `.gitignore` in the three forms that this project uses: `/from/the/root`, `name`, `*ending`.
struct Ignored<'a>(Vec<&'a str>);

impl<'a> Ignored<'a> {
    fn parse(text: &'a str) -> Self {
        let lines = text.lines().map(|line| line.trim().trim_end_matches('/'));
        Self(lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect())
    }

    fn covers(&self, path: &str, name: &str) -> bool {
        name == ".git"
            || self.0.iter().any(|line| match (line.strip_prefix('/'), line.strip_prefix('*')) {
                (Some(from_root), _) => path == from_root,
                (None, Some(ending)) => name.ends_with(ending),
                (None, None) => name == *line,
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn has_files_and_the_folders_above_them() {
        let tree = Tree::of(&[("docs/json.md", ""), ("docs-old.md", "")]);
        for (path, expected) in
            [("docs/json.md", true), ("docs", true), ("docs/", true), ("", true), ("doc", false), ("docs/x.md", false)]
        {
            assert_eq!(tree.has(path), expected, "{path}");
        }
    }

    #[test]
    fn leaves_out_what_git_does_not_keep() {
        let ignored = Ignored::parse("# made by cargo\n/target\n*.db\n__pycache__/\n");
        for (path, expected) in [
            ("target", true),
            ("crates/target", false),
            ("a/dateline.db", true),
            ("training/__pycache__", true),
            (".git", true),
            (".gitignore", false),
        ] {
            let name = path.rsplit('/').next().expect("splitting gives one part at least");
            assert_eq!(ignored.covers(path, name), expected, "{path}");
        }
    }

    #[test]
    fn reads_this_repository() -> Result<()> {
        let tree = Tree::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))?;
        assert!(tree.text("xtask/src/tidy/tree.rs").is_some_and(|text| text.contains("reads_this_repository")));
        assert!(!tree.has("target") && !tree.has(".git"));
        Ok(())
    }
}
