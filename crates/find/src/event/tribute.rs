//! Praise that no verb of praising tells: "she was an honest woman, the premier said" praises her.

use dateline_core::syntax::{Relation, Upos};
use dateline_core::{Aspect, EntityKind};

use super::Act;
use super::actor::{Actor, Actors, Side};
use super::aspect::Aspects;
use super::charge;
use super::lexicon::{Entry, Slot};
use super::words::{ChargeRole, Charges};

/// The praise that a predicate is for somebody other than the speaker.
pub(super) fn at<'a>(
    tribute: &'a Entry,
    charges: &Charges,
    aspects: &Aspects<'_>,
    actors: &Actors<'_>,
    at: usize,
    sentence: usize,
) -> Option<Act<'a>> {
    if !is_merit(actors, charges, at) || !charge::is_clause(actors, at) || charge::is_unsaid(actors, at) {
        return None;
    }
    let told = aspects.of(at);
    let targets = actors.in_slots(at, &[Slot::Subject], Side::Target, &[]);
    let is_person = |target: &Actor| charge::is_somebody(actors, target) && !target.is_place();
    let is_told = told.aspect == Aspect::Actual && targets.iter().all(is_person);
    Act::of_speaker(tribute, at, targets, told, sentence).filter(|_| is_told)
}

/// Whether a predicate tells the merit of whom it is said: "is honest", "was a visionary", "is an excellent minister".
fn is_merit(actors: &Actors<'_>, charges: &Charges, at: usize) -> bool {
    let trees = actors.frames.trees;
    let is_predicate = trees.dependent(at, &[Relation::Copula]).is_some();
    let has = |role, at: usize| charges.has(role, actors.frames.lemma(at));
    let is_praised = |at: usize| {
        trees.relation(at) == Relation::AdjectivalModifier
            && (has(ChargeRole::Merit, at) || has(ChargeRole::MeritBefore, at))
    };
    let is_person = || matches!(actors.kind(at), Some(EntityKind::Person));
    is_predicate
        && match trees.upos(at) {
            Upos::Adjective => has(ChargeRole::Merit, at),
            Upos::Noun => has(ChargeRole::Merit, at) || (is_person() && trees.dependents(at).any(is_praised)),
            _ => false,
        }
}
