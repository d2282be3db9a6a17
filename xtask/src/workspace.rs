//! Where the workspace lies, and the commands that run in it.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::metadata::Metadata;

/// The workspace that `cargo xtask` was called in.
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// Finds the workspace from what cargo tells a program that it runs.
    ///
    /// # Errors
    /// If the program was not started by cargo.
    pub fn find() -> Result<Self> {
        let crate_folder = std::env::var_os("CARGO_MANIFEST_DIR").context("start this as `cargo xtask`")?;
        let root = Path::new(&crate_folder).parent().context("the xtask crate lies inside the workspace")?;
        Ok(Self { root: root.to_owned() })
    }

    /// The folder that holds the workspace's `Cargo.toml`.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A call of cargo in the workspace.
    pub fn cargo<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Command {
        let mut command = Command::new("cargo");
        command.args(arguments).current_dir(&self.root);
        command
    }

    /// What cargo knows about the workspace's own packages.
    ///
    /// # Errors
    /// If cargo fails, which a broken manifest makes it do.
    pub fn metadata(&self) -> Result<Metadata> {
        let arguments = ["metadata", "--format-version", "1", "--no-deps"];
        Metadata::parse(&stdout_of(&mut self.cargo(arguments))?)
    }

    /// Builds the released form of `dateline` and returns where it lies.
    ///
    /// # Errors
    /// If it does not build.
    pub fn release_binary(&self) -> Result<PathBuf> {
        let status = self.cargo(["build", "--release", "--package", "dateline"]).status()?;
        if !status.success() {
            bail!("`dateline` does not build");
        }
        let name = format!("dateline{}", std::env::consts::EXE_SUFFIX);
        Ok(self.metadata()?.target_directory.join("release").join(name))
    }

    /// Builds the released form of an example of a package and returns where it lies.
    ///
    /// # Errors
    /// If it does not build.
    pub fn release_example(&self, package: &str, example: &str) -> Result<PathBuf> {
        let status = self.cargo(["build", "--release", "--package", package, "--example", example]).status()?;
        if !status.success() {
            bail!("the example `{example}` of `{package}` does not build");
        }
        let name = format!("{example}{}", std::env::consts::EXE_SUFFIX);
        Ok(self.metadata()?.target_directory.join("release/examples").join(name))
    }

    /// An empty folder for what a command makes on its way; it lies among cargo's build results.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn scratch(&self, name: &str) -> Result<PathBuf> {
        let folder = self.metadata()?.target_directory.join("xtask").join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
        }
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(folder)
    }

    /// Writes a file of the repository, with the folders above it.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn write(&self, path: &str, text: &str) -> Result<()> {
        let file = self.root.join(path);
        let folder = file.parent().context("a file lies in a folder")?;
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        fs::write(&file, text).with_context(|| format!("cannot write {path}"))
    }
}

/// Runs a command to its end and returns what it printed; its errors go to this process's stderr.
///
/// # Errors
/// If the command cannot start, fails, or prints something that is not UTF-8.
pub fn stdout_of(command: &mut Command) -> Result<String> {
    let shown = shown(command);
    let output = command.stderr(std::process::Stdio::inherit()).output();
    let output = output.with_context(|| format!("cannot start `{shown}`"))?;
    if !output.status.success() {
        bail!("`{shown}` failed: {}", output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{shown}` printed something that is not UTF-8"))
}

/// A command as one would type it.
pub fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
