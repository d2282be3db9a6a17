//! The comparison page in a real browser: tests, and the pictures in `docs/`.
//!
//! The browser is Chromium as the system installs it, driven by what `crates/app/tests/browser/package.json` names.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use clap::Args;
use serde::Serialize;

use crate::FAILED;
use crate::step::Step;
use crate::workspace::Workspace;

/// Where the scripts that drive the browser lie, from the root of the repository.
const FOLDER: &str = "crates/app/tests/browser";

/// Reports whose every field holds HTML, from the root of the repository.
const HOSTILE: &str = "crates/app/tests/browser/hostile.jsonl";

const HARBOUR: &str = "golden/harbour";

/// Where Chromium is looked for; `browser.mjs` looks in the same places.
const BROWSERS: [&str; 3] = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/// Whether a machine without a browser passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It does; what was not tested is said.
    IfThere,
    /// It does not.
    Always,
}

/// Arguments of `screenshots`.
#[derive(Debug, Args)]
pub struct Options {
    /// A folder with the reports of a second story, of which the top of the page is taken too
    #[arg(long, value_name = "DIR")]
    seeds: Option<PathBuf>,
}

/// Looks at the pages of the golden story and of hostile reports. Returns the exit status.
///
/// # Errors
/// If something that is there does not start.
pub fn check(workspace: &Workspace, need: Need) -> Result<u8> {
    if let Some(missing) = missing() {
        return Ok(without_browser(&missing, need));
    }
    let folder = workspace.root().join(FOLDER);
    install(&folder)?;
    let scratch = workspace.scratch("browser")?;
    let pages = [("harbour.html", HARBOUR), ("hostile.html", HOSTILE)]
        .map(|(page, reports)| write_page(workspace, &scratch.join(page), Path::new(reports)));
    let pages = pages.into_iter().collect::<Result<Vec<_>>>()?;
    let mut node = Command::new("node");
    node.args(["--test", "check.test.mjs"]).current_dir(folder).env("DATELINE_PAGES", pages.join(":"));
    Ok(Step::command(&mut node)?.status())
}

/// Takes the pictures in `docs/`. Returns exit status 0.
///
/// # Errors
/// If a program is missing or fails.
pub fn screenshots(workspace: &Workspace, options: &Options) -> Result<u8> {
    if let Some(missing) = missing() {
        bail!("no pictures without {missing}");
    }
    let folder = workspace.root().join(FOLDER);
    install(&folder)?;
    let scratch = workspace.scratch("screenshots")?;
    let mut pictures = Vec::new();
    let mut stories = vec![("harbour", Path::new(HARBOUR))];
    stories.extend(options.seeds.as_deref().map(|seeds| ("seeds", seeds)));
    for (name, reports) in stories {
        let page = write_page(workspace, &scratch.join(format!("{name}.html")), reports)?;
        pictures.extend(shots(workspace.root(), name, &page));
    }
    let jobs = serde_json::to_string(&pictures)?;
    let status = Command::new("node").arg("screenshots.mjs").arg(jobs).current_dir(folder).status()?;
    if !status.success() {
        bail!("screenshots.mjs failed: {status}");
    }
    for picture in &pictures {
        println!("{}", picture.picture);
    }
    Ok(0)
}

/// A picture to take.
#[derive(Debug, Serialize)]
struct Picture {
    page: String,
    picture: String,
    scheme: &'static str,
    width: u16,
    height: u16,
}

/// The top of a page in both themes, and as a phone shows it. The heights keep each picture below 250 kB, and keep what is
/// shown of other people's reports to some lines.
fn shots(root: &Path, name: &str, page: &str) -> Vec<Picture> {
    [("light", 1280, 1500), ("dark", 1280, 1500), ("light", 390, 1200)]
        .into_iter()
        .map(|(scheme, width, height)| Picture {
            page: page.to_owned(),
            picture: root.join(format!("docs/page-{name}-{scheme}-{width}.png")).to_string_lossy().into_owned(),
            scheme,
            width,
            height,
        })
        .collect()
}

fn without_browser(missing: &str, need: Need) -> u8 {
    let what = format!("the page was not looked at in a browser: {missing}");
    match need {
        Need::IfThere => println!("skipped: {what}"),
        Need::Always => println!("error: {what}"),
    }
    if need == Need::Always { FAILED } else { 0 }
}

/// What is missing of the programs that a browser test takes, with the way to get it.
fn missing() -> Option<String> {
    let starts = |program: &str| {
        let mut ask = Command::new(program);
        ask.arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    };
    let has_browser = std::env::var_os("CHROMIUM").is_some() || BROWSERS.iter().any(|path| Path::new(path).exists());
    if !has_browser {
        return Some("there is no Chromium (apt-get install chromium, or name yours in CHROMIUM)".to_owned());
    }
    ["node", "npm"].into_iter().find(|program| !starts(program)).map(|program| format!("there is no {program}"))
}

/// Installs what the lock file names, unless it is there.
fn install(folder: &Path) -> Result<()> {
    let age = |path: &str| fs::metadata(folder.join(path)).and_then(|file| file.modified());
    let is_fresh =
        age("node_modules/.package-lock.json").is_ok_and(|own| age("package-lock.json").is_ok_and(|lock| own >= lock));
    if is_fresh {
        return Ok(());
    }
    let status = Command::new("npm").arg("ci").current_dir(folder).status().context("npm does not start")?;
    if !status.success() {
        bail!("npm cannot install what {FOLDER}/package-lock.json names: {status}");
    }
    Ok(())
}

/// Writes the page of some reports, named from the root of the repository, and returns where it lies.
fn write_page(workspace: &Workspace, page: &Path, reports: &Path) -> Result<String> {
    let mut dateline = workspace.cargo(["run", "--quiet", "--package", "dateline", "--", "compare", "--html"]);
    let status = dateline.arg(page).arg(reports).status()?;
    if !status.success() {
        bail!("`dateline compare --html` failed: {status}");
    }
    Ok(page.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::{Need, shots, without_browser};
    use std::path::Path;

    #[test]
    fn a_missing_browser_fails_only_where_it_is_needed() {
        assert_eq!(without_browser("no Chromium", Need::IfThere), 0);
        assert_ne!(without_browser("no Chromium", Need::Always), 0);
    }

    #[test]
    fn pictures_have_names_of_their_own() {
        let names: std::collections::BTreeSet<_> =
            shots(Path::new("."), "harbour", "x.html").into_iter().map(|shot| shot.picture).collect();
        assert_eq!(names.len(), 3);
        assert!(names.contains("./docs/page-harbour-dark-1280.png"), "{names:?}");
    }
}
