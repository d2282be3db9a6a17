//! Whose "the government" is, where a report does not say so: that of the one country of which it speaks.

use super::Act;
use crate::cast::{ActorPhrase, Cast};
use crate::words::Words;

/// Leads "the government" of some acts to its country.
pub(super) fn lead(words: &Words<'_>, cast: &mut Cast<'_>, acts: &[Act<'_>]) {
    let is_bare = |phrase: &&ActorPhrase| {
        let mut before = phrase.core.start..phrase.head;
        words.lower(phrase.head) == "government"
            && phrase.core.end == phrase.head + 1
            && before.next().is_some_and(|at| words.lower(at) == "the")
            && before.all(|at| matches!(words.lower(at), "central" | "current" | "federal"))
    };
    let bare: Vec<&ActorPhrase> = acts.iter().flat_map(Act::phrases).filter(is_bare).collect();
    if bare.is_empty() {
        return;
    }
    let Some(country) = cast.main_country() else { return };
    bare.into_iter().for_each(|phrase| cast.takes_for(phrase, country));
}
