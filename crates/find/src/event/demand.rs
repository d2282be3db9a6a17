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
    // "The hostages must be freed": of whom it is demanded is left out.
    if actors.frames.is_passive(verb) {
        return None;
    }
    let targets = actors.in_slots(verb, &[Slot::Subject], Side::Target, &[]);
    if targets.iter().any(|target| is_anybody(actors, target.head())) {
        return None;
    }
    let told = Told { aspect: Aspect::Actual, by: None, is_governed: false };
    Act::of_speaker(obligation, at, targets, told, sentence)
}

/// Whether words name nobody in particular, of whom nothing is demanded: "all parents", "a state", "people".
fn is_anybody(actors: &Actors<'_>, noun: usize) -> bool {
    const OF_ANYBODY: [&str; 8] = ["a", "all", "an", "any", "each", "every", "everyone", "people"];
    let (trees, words) = (actors.frames.trees, actors.frames.words);
    let is_of_anybody = |at: usize| OF_ANYBODY.contains(&words.lower(at));
    let mut before = trees.dependents(noun).take_while(|at| *at < noun);
    before.any(is_of_anybody) || (is_of_anybody(noun) && trees.dependent(noun, &[Relation::Determiner]).is_none())
}
