//! The part of `cargo metadata` that the commands need.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;

/// The workspace's own packages and where cargo builds them.
#[derive(Debug, Deserialize)]
pub struct Metadata {
    /// The folder of build results.
    pub target_directory: PathBuf,
    /// The packages of the workspace, in cargo's order.
    pub packages: Vec<Package>,
}

/// One package of the workspace.
#[derive(Debug, Deserialize)]
pub struct Package {
    manifest_path: PathBuf,
    dependencies: Vec<Dependency>,
}

#[derive(Debug, Deserialize)]
struct Dependency {
    /// `None` for an ordinary one.
    kind: Option<String>,
    /// Only where it lies on this disk.
    path: Option<PathBuf>,
}

impl Metadata {
    /// Reads what `cargo metadata --format-version 1` prints.
    ///
    /// # Errors
    /// If it has not that form.
    pub fn parse(json: &str) -> Result<Self> {
        serde_json::from_str(json).context("cargo metadata has another form than expected")
    }
}

impl Package {
    /// The name in the project's own words: the folder that the crate lies in.
    pub fn room(&self) -> Result<&str> {
        let folder = self.manifest_path.parent().context("a manifest lies in a folder")?;
        folder_name(folder)
    }

    /// The rooms that this one is built upon, sorted. What only its tests use does not count:
    /// a test may look into two rooms to see that they fit together.
    pub fn built_upon(&self) -> Result<Vec<&str>> {
        let built = self.dependencies.iter().filter(|dependency| dependency.kind.as_deref() != Some("dev"));
        let mut rooms =
            built.filter_map(|dependency| dependency.path.as_deref()).map(folder_name).collect::<Result<Vec<_>>>()?;
        rooms.sort_unstable();
        rooms.dedup();
        Ok(rooms)
    }
}

fn folder_name(folder: &Path) -> Result<&str> {
    let name = folder.file_name().and_then(|name| name.to_str());
    name.with_context(|| format!("{} has no name in UTF-8", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = r#"{
        "target_directory": "build",
        "packages": [{
            "manifest_path": "crates/find/Cargo.toml",
            "dependencies": [
                {"kind": null, "path": "crates/core"},
                {"kind": "dev", "path": "crates/read"},
                {"kind": "build", "path": "crates/annotate"},
                {"kind": null, "path": null}
            ]
        }]
    }"#;

    #[test]
    fn takes_edges_from_what_is_built() -> Result<()> {
        let metadata = Metadata::parse(SAMPLE)?;
        let package = &metadata.packages[0];
        assert_eq!(package.room()?, "find");
        assert_eq!(package.built_upon()?, ["annotate", "core"]);
        Ok(())
    }

    #[test]
    fn names_the_trouble_with_a_foreign_form() {
        let error = Metadata::parse("{}").expect_err("a form without packages is refused");
        assert!(format!("{error:#}").contains("another form"), "{error:#}");
    }
}
