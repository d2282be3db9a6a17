//! Who frees those whom somebody held, where the clause leaves it out: "was released from an Ardenian prison", "the
//! rebels kidnapped a priest … he was freed on Monday".

use dateline_core::{EntityKind, EventType, Reason, RuleName};

use super::actor::{Actors, Side};
use super::lexicon::Slot;
use super::{Act, CastAct};
use crate::cast::EntityIndexInMaking;
use crate::words::Words;

/// How many acts back the one that began the captivity is looked for.
const ACTS_BACK_MAX: usize = 30;

/// Gives a release without a source the state or body that owns what somebody is released from.
pub(super) fn take(actors: &Actors<'_>, act: &mut Act<'_>) {
    if !is_release(act) || !act.sources.is_empty() {
        return;
    }
    let is_body = |at: &usize| matches!(actors.kind(*at), Some(EntityKind::Country | EntityKind::Organisation));
    let left = actors.frames.at(act.trigger, &Slot::Behind("from"));
    let owner = left.into_iter().flat_map(|prison| actors.frames.owners(prison)).find(is_body);
    act.sources = owner.map_or_else(Vec::new, |owner| actors.of_argument(owner, Side::Source, true));
}

/// Who held those whom an act frees: who arrested or abducted one of them before, with the reason.
pub(super) fn holders(
    words: &Words<'_>,
    act: &Act<'_>,
    targets: &[EntityIndexInMaking],
    before: &[CastAct<'_>],
) -> Option<(Vec<EntityIndexInMaking>, Reason)> {
    if !is_release(act) {
        return None;
    }
    let held = |told: &&CastAct<'_>| {
        let is_custody = matches!(told.act.entry.mode, Some("arrest" | "abduct"));
        is_custody && !told.sources.is_empty() && told.targets.iter().any(|target| targets.contains(target))
    };
    let custody = before.iter().rev().take(ACTS_BACK_MAX).find(held)?;
    let is_freed = |holder: &&EntityIndexInMaking| !targets.contains(holder);
    let holders: Vec<EntityIndexInMaking> = custody.sources.iter().filter(is_freed).copied().collect();
    let reason = Reason::new(RuleName::new("held-before"), vec![words.span(custody.act.trigger)]);
    (!holders.is_empty()).then_some((holders, reason))
}

fn is_release(act: &Act<'_>) -> bool {
    act.entry.kind == EventType::Retreat && act.entry.mode == Some("release")
}
