//! Who is meant by "the suspect" or "the gunman": the one person whom the report identifies so, else the one named person of
//! whom it tells violence.

use std::collections::BTreeSet;

use dateline_core::EventType;

use super::Act;
use super::lexicon::ActLexicon;
use crate::cast::{ActorPhrase, Cast, EntityIndexInMaking};
use crate::words::Words;

/// Leads whoever some acts call by a noun for offenders to the one who is meant.
pub(super) fn lead(lexicon: &ActLexicon, words: &Words<'_>, cast: &mut Cast<'_>, acts: &[Act<'_>]) {
    let is_offender = |phrase: &ActorPhrase| !phrase.is_named && lexicon.is_offender(words.lower(phrase.head));
    let called: Vec<&ActorPhrase> = acts.iter().flat_map(Act::phrases).filter(|phrase| is_offender(phrase)).collect();
    if called.is_empty() {
        return;
    }
    let identified = cast.identified(|noun| lexicon.is_offender(noun));
    let Some(meant) = identified.or_else(|| only_violent(cast, acts, &called)) else { return };
    let is_the = |phrase: &ActorPhrase| words.lower(phrase.core.start) == "the";
    let is_new = |phrase: &ActorPhrase| matches!(words.lower(phrase.core.start), "a" | "an");
    for phrase in called {
        if is_the(phrase) || identified.is_some() && is_new(phrase) {
            cast.takes_for(phrase, meant);
        }
    }
}

/// The one named person of whose violence some acts tell; none where it is done to the very one who is called so.
fn only_violent(cast: &Cast<'_>, acts: &[Act<'_>], called: &[&ActorPhrase]) -> Option<EntityIndexInMaking> {
    let is_against_called =
        |act: &&Act<'_>| act.targets.iter().any(|target| called.iter().any(|phrase| phrase.head == target.head()));
    let violent = || acts.iter().filter(|act| act.entry.kind == EventType::Assault);
    let people = |act: &Act<'_>| -> Vec<EntityIndexInMaking> {
        act.sources.iter().filter_map(|source| cast.person_at(source.head())).collect()
    };
    let against: Vec<EntityIndexInMaking> = violent().filter(is_against_called).flat_map(people).collect();
    let doers: BTreeSet<EntityIndexInMaking> = violent().flat_map(people).collect();
    let only = doers.first().copied().filter(|_| doers.len() == 1)?;
    (!against.contains(&only)).then_some(only)
}
