//! Trees of reasons as lists in lists.

use dateline_wire::{Reason, TextSpan};
use maud::{Markup, html};

use super::anchors::{Placed, link};
use crate::layout::shown;

/// One reason with those it is built on, as an item of a list. Its characters stand in the report of that number.
pub fn tree(report: usize, reason: &Reason, placed: &Placed) -> Markup {
    html! {
        li {
            code { (shown(&reason.rule)) }
            // Where words are missing a reason points at the gap, which has no characters to lead to.
            @for span in reason.spans.iter().filter(|span| !span.text.is_empty()) {
                " " (quoted(report, span, placed))
            }
            @if !reason.because.is_empty() {
                ul { @for deeper in &reason.because { (tree(report, deeper, placed)) } }
            }
        }
    }
}

fn quoted(report: usize, span: &TextSpan, placed: &Placed) -> Markup {
    link(placed, report, span, format!("“{}”", shown(&span.text)))
}
