//! Demands that no verb of demanding tells: "Ardenia must open its ports, the minister said" asks it of Ardenia.

use dateline_core::Aspect;
use dateline_core::syntax::Relation;

use super::Act;
use super::actor::{Actors, Side};
use super::aspect::{Aspects, Told};
use super::lexicon::{Entry, Slot};
use super::words::AspectRole;

/// The demand that an auxiliary tells, if somebody other than the speaker is obliged by it.
pub(super) fn at<'a>(
    obligation: &'a Entry,
    aspects: &Aspects<'_>,
    actors: &Actors<'_>,
    at: usize,
    sentence: usize,
) -> Option<Act<'a>> {
    let trees = actors.frames.trees;
    let obliges = aspects.words.aspect(AspectRole::Obliges, actors.frames.words.lower(at)).is_some();
    let verb = trees.head(at).filter(|_| obliges && trees.relation(at) == Relation::Auxiliary)?;
    let slot = if trees.is_passive(verb) { Slot::Object } else { Slot::Subject };
    let targets = actors.in_slots(verb, &[slot], Side::Target, &[]);
    let told = Told { aspect: Aspect::Actual, by: None, is_governed: false };
    Act::of_speaker(obligation, at, targets, told, sentence)
}
