//! What headlines say and the bodies of their reports do not.

use dateline_wire::HeadlineNote;
use maud::{Markup, html};

use super::Story;
use super::anchors::{Placed, link};
use crate::layout::{not_borne_out, shown};

/// Most notes that are shown at once; of more the others are folded away.
const NOTES_MAX: usize = 24;

/// The section of notes on headlines; nothing if the bodies bear them out.
pub fn section(story: Story<'_>, placed: &Placed) -> Markup {
    let notes = &story.comparison.headlines;
    html! {
        @if !notes.is_empty() {
            section #headlines aria-labelledby="headlines-title" {
                h2 #headlines-title { "What a headline or a lead says and its report does not" }
                @let (first, others) = notes.split_at(notes.len().min(NOTES_MAX));
                (list(story, first, placed))
                @if !others.is_empty() {
                    details { summary { "and " (others.len()) " more" } (list(story, others, placed)) }
                }
            }
        }
    }
}

fn list(story: Story<'_>, notes: &[HeadlineNote], placed: &Placed) -> Markup {
    html! {
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
