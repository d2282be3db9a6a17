//! The reports in full, with everything marked that the page leads to.

use dateline_wire::{Block, Report};
use maud::{Markup, html};

use super::Story;
use super::anchors::{Anchors, Marker, Placed};
use crate::layout::shown;
use crate::view::title;

/// The kinds of blocks that hold no part of the report itself.
const SET_ASIDE: [&str; 6] = ["advertisement", "related", "navigation", "comments", "gallery", "credit"];

/// All reports, and the ids of what is marked in them.
pub fn section(story: Story<'_>, anchors: &Anchors) -> (Markup, Placed) {
    let mut placed = Placed::new();
    let articles: Vec<Markup> =
        story.reports.iter().enumerate().map(|(n, report)| article(n, report, anchors, &mut placed)).collect();
    let section = html! {
        section #full aria-labelledby="full-title" {
            h2 #full-title { "The reports in full" }
            div.sheets { @for article in &articles { (article) } }
        }
    };
    (section, placed)
}

fn article(n: usize, report: &Report, anchors: &Anchors, placed: &mut Placed) -> Markup {
    let id = format!("r{}", n + 1);
    let title_id = format!("{id}-title");
    let mut marker = anchors.marker(n, &report.text, placed);
    let has_headline = report.blocks.iter().any(|block| block.kind == "headline");
    html! {
        article.report id=(id) aria-labelledby=(title_id) tabindex="-1" {
            h3 id=(title_id) {
                span.key { (shown(&report.origin.key)) }
                @if !has_headline { " " (title(report.title.as_deref())) }
            }
            @if let Some(url) = &report.origin.url { p.small { (shown(url)) } }
            @for blocks in groups(&report.blocks) { (group(blocks, &mut marker)) }
        }
    }
}

/// The blocks as they are set: a dateline runs on into the paragraph behind it.
fn groups(blocks: &[Block]) -> impl Iterator<Item = &[Block]> {
    blocks.chunk_by(|block, next| block.kind == "dateline" && next.kind == "paragraph")
}

fn group(blocks: &[Block], marker: &mut Marker<'_>) -> Markup {
    match blocks {
        [dateline, paragraph] => html! {
            p {
                span.dateline { (marker.marked(dateline.start, dateline.end)) } " "
                (marker.marked(paragraph.start, paragraph.end))
            }
        },
        blocks => html! { @for block in blocks { (set(block, &marker.marked(block.start, block.end))) } },
    }
}

fn set(block: &Block, text: &Markup) -> Markup {
    match block.kind.as_ref() {
        "headline" => html! { h4.headline { (text) } },
        "subheading" => html! { h4 { (text) } },
        "quote" => html! { blockquote { p { (text) } } },
        kind if SET_ASIDE.contains(&kind) => html! {
            div.set-aside { p.small { "set aside: " (kind) } p { (text) } }
        },
        kind => html! { p class={ "block-" (kind) } { (text) } },
    }
}
