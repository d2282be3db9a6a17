//! Who arrests where the clause leaves it out: "two men were held, police said" tells it beside.

use std::ops::Range;

use dateline_core::EventType;

use super::Act;
use super::actor::{Actors, Side};
use super::lexicon::Slot;

/// Gives an arrest without a source the police that its sentence names, if it names one only.
pub(super) fn take(actors: &Actors<'_>, act: &mut Act<'_>, sentence: &Range<usize>) {
    let is_arrest = act.entry.kind == EventType::Coerce && act.entry.mode == Some("arrest");
    if !is_arrest || !act.sources.is_empty() || act.targets.is_empty() || !act.entry.source.contains(&Slot::Subject) {
        return;
    }
    let is_target = |at: usize| act.targets.iter().any(|target| target.head() == at);
    let mut police = sentence.clone().filter(|at| actors.is_police(*at) && !is_target(*at));
    if let (Some(only), None) = (police.next(), police.next()) {
        act.sources = actors.of_argument(only, Side::Source, true);
    }
}
