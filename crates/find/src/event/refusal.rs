//! Refusals that no verb of refusing tells: "the union said it would not pay" rejects what others ask of it.

use dateline_core::Aspect;
use dateline_core::syntax::Relation;

use super::Act;
use super::actor::{Actor, Actors, Side};
use super::aspect::Told;
use super::content;
use super::lexicon::{Entry, Slot};
use super::words::{ChargeRole, Charges};
use crate::words::Words;

/// The refusal that a verb tells which its subject will not do; whether the subject says so is for the cast to find.
pub(super) fn at<'a>(
    refusal: &'a Entry,
    charges: &Charges,
    actors: &Actors<'_>,
    at: usize,
    sentence: usize,
) -> Option<Act<'a>> {
    let frames = &actors.frames;
    let is_open = frames.is_verb(at) && !frames.trees.is_passive(at);
    if !is_open || charges.has(ChargeRole::NotRefused, frames.lemma(at)) || !will_not(actors, at) {
        return None;
    }
    let sources = actors.in_slots(at, &[Slot::Subject], Side::Source, &[]);
    let taken: Vec<usize> = sources.iter().map(Actor::head).collect();
    let targets = content::in_object(actors, at, &taken);
    let told = Told { aspect: Aspect::Actual, by: None, is_governed: false };
    (!sources.is_empty()).then(|| Act {
        entry: refusal,
        trigger: at,
        tokens: vec![at],
        sources,
        targets,
        told,
        sentence,
    })
}

/// Whether words name what belongs to who speaks: "his party would not".
pub(super) fn is_of_speaker(words: &Words<'_>, actor: &Actor) -> bool {
    matches!(actor, Actor::Speaker(_)) || actor.is_own(words)
}

/// Whether a verb is denied of the future: "will not pay", "would never pay". On a condition nobody refuses yet.
fn will_not(actors: &Actors<'_>, verb: usize) -> bool {
    let (trees, words) = (actors.frames.trees, actors.frames.words);
    let before = || trees.dependents(verb).take_while(|at| *at < verb);
    let is_modal = |at: usize| {
        trees.relation(at) == Relation::Auxiliary
            && matches!(words.lower(at), "will" | "would" | "wo" | "'ll" | "’ll" | "'d" | "’d")
    };
    let denies = |at: usize| matches!(words.lower(at), "not" | "n't" | "n’t" | "never");
    let is_conditional = trees.dependents(verb).any(|at| {
        trees.relation(at) == Relation::AdverbialClause
            && trees.dependents(at).any(|mark| matches!(words.lower(mark), "if" | "unless" | "until"))
    });
    before().any(is_modal) && before().any(denies) && !is_conditional
}
