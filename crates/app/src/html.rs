//! A comparison as one HTML page that needs nothing beside itself.
//!
//! The page holds the points between the reports, then every report in full; each wording leads to its characters in the
//! report, and these lead back. It can be read without a script. Its policy lets it ask nobody for anything, so that a
//! page about a story tells no outlet that it is read.
//!
//! Everything of a report passes [`shown`](crate::layout::shown) and maud, which escapes whatever it is not told to
//! trust; trusted are the style and the script of this folder alone.

mod anchors;
mod correction;
mod coverage;
mod family;
mod head;
mod headline;
mod point;
mod reason;
mod report;
mod term;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use dateline_wire::{Comparison, Correction, Report};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use self::anchors::Anchors;
use crate::layout::{by_interest, origins, shown};

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// A comparison with the lines of its reports.
#[derive(Debug, Clone, Copy)]
pub struct Story<'a> {
    /// The comparison.
    pub comparison: &'a Comparison,
    /// The reports with their trees of reasons, in the order of `comparison.reports`.
    pub reports: &'a [Report],
    /// What people corrected in them.
    pub corrections: &'a [Correction],
}

impl<'a> Story<'a> {
    /// The report of that key and its number, counted from 0.
    fn report(&self, key: &str) -> Option<(usize, &'a Report)> {
        self.reports.iter().enumerate().find(|(_, report)| report.origin.key == key)
    }
}

/// The page.
pub fn page(story: Story<'_>) -> String {
    let anchors = Anchors::of(story);
    // The reports come first in the making: what stands in them decides which links lead somewhere.
    let (reports, placed) = report::section(story, &anchors);
    let title = title(story.comparison);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="generator" content={ "dateline " (story.comparison.producer.dateline) };
                title { (title) " · Dateline" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#points" { "Skip to the points" }
                (head::header(story, &title))
                main {
                    (head::reports(story))
                    (family::section(story))
                    (coverage::section(story, &placed))
                    (point::section(story, &placed))
                    (point::alone(story, &placed))
                    (headline::section(story, &placed))
                    (coverage::speakers(story.comparison))
                    (term::section(story.comparison))
                    (correction::section(story))
                    (reports)
                }
                (footer(story.comparison))
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    page.into_string()
}

/// What the page may do: apply the style and run the script that stand in it, known by their hashes, and nothing else.
fn policy() -> String {
    let hash = |text: &str| BASE64_STANDARD.encode(Sha256::digest(text));
    format!(
        "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'",
        hash(STYLE),
        hash(SCRIPT)
    )
}

fn title(comparison: &Comparison) -> String {
    match &comparison.story.headline {
        Some(headline) => shown(headline),
        None => format!("A story in {} reports", comparison.reports.len()),
    }
}

fn footer(comparison: &Comparison) -> Markup {
    let producer = &comparison.producer;
    html! {
        footer {
            p {
                "Made by Dateline " (producer.dateline) " from the reports above and nothing else. "
                "Each entry rests on the characters it leads to and on the rule that is named with it."
            }
            p.small { "story " (shown(&comparison.story.id)) " · rules " (shown(&producer.rules)) }
        }
    }
}

/// A number with what it counts: `1 report`, `2 reports`.
fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// What the page is about, and what its parts are called.
fn numbers(comparison: &Comparison) -> String {
    let n_shared = by_interest(comparison).len();
    format!("{} · {} told by several", origins(comparison), counted(n_shared, "point", "points"))
}

#[cfg(test)]
mod tests;
