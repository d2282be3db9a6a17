//! What the reports name by different words.

use dateline_wire::Comparison;
use maud::{Markup, html};

use crate::layout::{keys, shown};

/// The section of terms; nothing if the reports use the same words.
pub fn section(comparison: &Comparison) -> Markup {
    html! {
        @if !comparison.terms.is_empty() {
            section #terms aria-labelledby="terms-title" {
                h2 #terms-title { "Different words for one thing" }
                ul {
                    @for term in &comparison.terms {
                        li {
                            strong { (shown(&term.concept)) } ": "
                            @for (n, (key, forms)) in keys(comparison).filter_map(|key| Some((key, term.forms.get(key)?))).enumerate() {
                                @if n > 0 { " · " }
                                span.key { (shown(key)) } " " (shown(&forms.join(", ")))
                            }
                        }
                    }
                }
            }
        }
    }
}
