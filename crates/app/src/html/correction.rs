//! What people corrected in the reports.

use dateline_wire::{Correction, Report};
use maud::{Markup, html};

use super::Story;
use crate::layout::{Corrected, shown, words};

/// All corrections, report by report; nothing if there are none.
pub fn section(story: Story<'_>) -> Markup {
    html! {
        @if !story.corrections.is_empty() {
            section #corrected aria-labelledby="corrected-title" {
                h2 #corrected-title { "Corrected by people" }
                p.small { "Above stands what was found; this is what people say of it." }
                ul.corrected {
                    @for (n, report) in story.reports.iter().enumerate() {
                        @for correction in story.corrections.iter().filter(|correction| correction.report == report.id) {
                            (item(n, report, correction))
                        }
                    }
                }
            }
        }
    }
}

fn item(n: usize, report: &Report, correction: &Correction) -> Markup {
    let (name, Corrected { what, was, by }) = Corrected::in_report(correction, report);
    html! {
        li {
            p {
                a href={ "#r" (n + 1) } { (shown(&report.origin.key)) } " " (name.unwrap_or("without place")) " "
                span.warning { "corrected: " (what) }
                @if let Some(was) = was { " found was " (was) }
            }
            p.words { "“" (words(&correction.spans)) "”" }
            p.small { (by) }
        }
    }
}
