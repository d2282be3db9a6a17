//! What headlines say and the bodies of their reports do not.

use maud::{Markup, html};

use super::Story;
use super::anchors::{Placed, link};
use crate::layout::{not_borne_out, shown};

/// The section of notes on headlines; nothing if the bodies bear them out.
pub fn section(story: Story<'_>, placed: &Placed) -> Markup {
    let notes = &story.comparison.headlines;
    html! {
        @if !notes.is_empty() {
            section #headlines aria-labelledby="headlines-title" {
                h2 #headlines-title { "What a headline says and its report does not" }
                ul.alone {
                    @for note in notes {
                        li {
                            p { span.key { (shown(&note.report)) } " " (not_borne_out(note)) ": " q { (shown(&note.span.text)) } }
                            @if let Some((body, (n, _))) = note.body.as_ref().zip(story.report(&note.report)) {
                                p.small { "nearest in the body: " (link(placed, n, body, shown(&body.text))) }
                            }
                        }
                    }
                }
            }
        }
    }
}
