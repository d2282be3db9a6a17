//! Whom an act of words concerns that names nobody: who did the act that it speaks of, told before. "Rebels shelled the town.
//! The premier condemned the attack" condemns the rebels.

use dateline_core::syntax::Upos;
use dateline_core::{EventType, Reason, RuleName};

use super::frame::Frames;
use super::lexicon::{ActLexicon, Slot};
use super::{Act, CastAct};
use crate::cast::EntityIndexInMaking;

/// How many acts back the one that is meant is looked for.
const ACTS_BACK_MAX: usize = 12;

/// How many sentences back an act may be told to be "the move", which can be any.
const SENTENCES_BACK_MAX: usize = 1;

/// Who did what an act without a target speaks of, with the reason; none where nothing tells.
pub(super) fn doers(
    frames: &Frames<'_>,
    lexicon: &ActLexicon,
    act: &Act<'_>,
    sources: &[EntityIndexInMaking],
    before: &[CastAct<'_>],
) -> Option<(Vec<EntityIndexInMaking>, Reason)> {
    let is_judging =
        matches!(act.entry.kind, EventType::Accuse | EventType::Support | EventType::Reject | EventType::Protest);
    if !is_judging || act.entry.target.is_empty() || sources.is_empty() {
        return None;
    }
    let by_other =
        |told: &&CastAct<'_>| !told.sources.is_empty() && told.sources.iter().all(|source| !sources.contains(source));
    let mut told = before.iter().rev().take(ACTS_BACK_MAX).filter(by_other);
    let noun = noun_of(frames, act);
    let meant = told.find(|told| match noun {
        Some(noun) => is_meant(frames, lexicon, noun, act, told),
        None => is_refused(act, told),
    })?;
    let reason = Reason::new(RuleName::new("does-what-is-meant"), vec![frames.words.span(meant.act.trigger)]);
    Some((meant.sources.clone(), reason))
}

/// The noun with a word that points back in the places where the target of an act would stand: "the attack".
fn noun_of(frames: &Frames<'_>, act: &Act<'_>) -> Option<usize> {
    let trees = frames.trees;
    // "Dismissed these accusations": what is meant is the object, whichever phrases an entry reads its target from.
    let mut slots = act.entry.target.iter().chain([&Slot::Object]);
    let noun = slots.find_map(|slot| frames.at(act.trigger, slot).first().copied())?;
    (trees.upos(noun) == Upos::Noun && frames.points_back(noun)).then_some(noun)
}

/// Whether an act told before is what a noun means: an act of the type that the noun names, or, of "the move", the last one.
fn is_meant(frames: &Frames<'_>, lexicon: &ActLexicon, noun: usize, act: &Act<'_>, told: &CastAct<'_>) -> bool {
    let lemma = frames.trees.lemma(noun);
    let is_named = lexicon.is_noun_for(lemma, told.act.entry.kind);
    let is_near = act.sentence.abs_diff(told.act.sentence) <= SENTENCES_BACK_MAX;
    is_named || (is_near && lexicon.is_any_deed(lemma))
}

/// Whether an act told right before is what another refuses, a demand or an offer: "the union asked for more, but the ministry
/// refused".
fn is_refused(act: &Act<'_>, told: &CastAct<'_>) -> bool {
    act.entry.kind == EventType::Reject
        && matches!(told.act.entry.kind, EventType::Request | EventType::Agree | EventType::Concede)
        && act.sentence.abs_diff(told.act.sentence) <= SENTENCES_BACK_MAX
}
