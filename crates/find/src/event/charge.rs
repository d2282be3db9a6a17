//! Accusations that no verb of accusing tells: "the government has failed us, the union said" accuses the government.

use dateline_core::Aspect;
use dateline_core::syntax::{Relation, Upos};

use super::Act;
use super::actor::{Actors, Side};
use super::aspect::Aspects;
use super::lexicon::{Entry, Slot};
use super::words::{ChargeRole, Charges};

/// The accusation that a verb or predicate makes, if somebody other than the speaker is its subject and it is said to be
/// so.
pub(super) fn at<'a>(
    charge: &'a Entry,
    charges: &Charges,
    aspects: &Aspects<'_>,
    actors: &Actors<'_>,
    at: usize,
    sentence: usize,
) -> Option<Act<'a>> {
    let frames = &actors.frames;
    let role = match frames.trees.upos(at) {
        Upos::Verb if !frames.trees.is_passive(at) => ChargeRole::Verb,
        Upos::Adjective | Upos::Noun if frames.trees.dependent(at, &[Relation::Copula]).is_some() => {
            ChargeRole::Predicate
        }
        _ => return None,
    };
    let told = aspects.of(at);
    if !charges.has(role, frames.lemma(at)) || told.aspect != Aspect::Actual || is_denied(actors, at) {
        return None;
    }
    if !frames.is_finite(at) || frames.trees.relation(at) == Relation::RelativeClause || is_of_a_thing(actors, at) {
        return None;
    }
    let targets = actors.in_slots(at, &[Slot::Subject], Side::Target, &[]);
    Act::of_speaker(charge, at, targets, told, sentence)
}

/// Whether a pronoun for a thing is the subject: "it is wrong" is said of what was done, not of who did it.
fn is_of_a_thing(actors: &Actors<'_>, at: usize) -> bool {
    let subject = actors.frames.trees.dependent(at, &[Relation::Subject, Relation::OuterSubject]);
    subject.is_some_and(|at| matches!(actors.frames.words.lower(at), "it" | "that" | "this" | "what" | "which"))
}

/// Whether the clause is what somebody denies: "denied that the army had failed".
fn is_denied(actors: &Actors<'_>, at: usize) -> bool {
    const DENIALS: [&str; 6] = ["deny", "dismiss", "dispute", "doubt", "refute", "reject"];
    let trees = actors.frames.trees;
    let above = trees.head(at).filter(|_| trees.relation(at) == Relation::ClausalComplement);
    above.is_some_and(|above| DENIALS.contains(&actors.frames.lemma(above)))
}
