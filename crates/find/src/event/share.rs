//! Who takes part in an act that another act of the sentence names: whom it is joined to ("accused the mayor and threatened
//! to sue"), who is blamed for it ("blamed the guards for the attack").

use dateline_core::EventType;
use dateline_core::syntax::Relation;

use super::Act;
use super::actor::{Actor, Actors, Side};
use super::frame::Frames;
use super::lexicon::Slot;

/// How many words lie between an act and the word that blames somebody for it.
const STEPS_MAX: usize = 4;

/// Gives acts without a target that of the act of the same doer to which they are joined, and acts without a source who
/// is blamed for them.
pub(super) fn take(actors: &Actors<'_>, acts: &mut [Act<'_>]) {
    for at in 0..acts.len() {
        if acts[at].targets.is_empty() {
            let (before, rest) = acts.split_at_mut(at);
            let joined = before.iter().rev().find(|other| is_joined(&actors.frames, other, &rest[0]));
            if let Some(other) = joined {
                rest[0].targets.clone_from(&other.targets);
            }
        }
        if acts[at].sources.is_empty() {
            acts[at].sources = blamed(actors, acts, at);
        }
    }
}

/// Whether a later act is joined to one of the same doer, done by words as it is: what it leaves open is told there.
fn is_joined(frames: &Frames<'_>, first: &Act<'_>, second: &Act<'_>) -> bool {
    let is_of_words = |act: &Act<'_>| !act.entry.kind.is_deed() && act.entry.kind != EventType::Protest;
    let heads = |act: &Act<'_>| act.sources.iter().map(Actor::head).collect::<Vec<_>>();
    frames.trees.relation(second.trigger) == Relation::Conjunct
        && frames.trees.head(second.trigger) == Some(first.trigger)
        && is_of_words(first)
        && is_of_words(second)
        && !heads(second).is_empty()
        && heads(first) == heads(second)
}

/// Who is blamed for an act: whom an accusation or a sentence above it is against, who is responsible for it.
fn blamed(actors: &Actors<'_>, acts: &[Act<'_>], at: usize) -> Vec<Actor> {
    let trees = actors.frames.trees;
    let act = &acts[at];
    let mut below = act.trigger;
    let mut found = Vec::new();
    for _ in 0..STEPS_MAX {
        let Some(above) = trees.head(below).filter(|_| leads_to_blame(&actors.frames, below)) else { break };
        found = of_blame(actors, acts, above);
        if !found.is_empty() {
            break;
        }
        below = above;
    }
    found.retain(|actor| act.targets.iter().all(|target| target.head() != actor.head()) && !actor.is_place());
    found
}

/// Whether a word is told as what another is blamed for: "for the attack", "of taking part in the murder".
fn leads_to_blame(frames: &Frames<'_>, at: usize) -> bool {
    match frames.trees.relation(at) {
        Relation::Oblique | Relation::NominalModifier => {
            frames.preposition(at).is_some_and(|word| matches!(word, "for" | "of" | "in" | "with" | "over" | "to"))
        }
        Relation::Conjunct | Relation::Object => true,
        Relation::AdverbialClause | Relation::OpenComplement | Relation::ClausalComplement => {
            let mut marks = frames.trees.dependents(at).take_while(|mark| *mark < at);
            marks.any(|mark| matches!(frames.words.lower(mark), "of" | "for" | "in" | "with"))
        }
        _ => false,
    }
}

/// Whom a word blames: the targets of an accusation or sentence, who is "responsible" or takes the "responsibility".
fn of_blame(actors: &Actors<'_>, acts: &[Act<'_>], at: usize) -> Vec<Actor> {
    let is_blaming = |act: &&Act<'_>| act.trigger == at && is_charge(act);
    if let Some(blaming) = acts.iter().find(is_blaming) {
        return blaming.targets.clone();
    }
    if matches!(actors.frames.lemma(at), "responsible" | "responsibility" | "guilty" | "confess" | "admit") {
        return actors.in_slots(at, &[Slot::Subject], Side::Source, &[]);
    }
    Vec::new()
}

/// Whether an act says of its target that they did something: an inquiry has not found who did it, and few sanctions but
/// sentences are for a deed.
fn is_charge(act: &Act<'_>) -> bool {
    match act.entry.kind {
        EventType::Accuse => act.entry.mode != Some("investigate"),
        EventType::Sanction => act.entry.mode == Some("convict"),
        _ => false,
    }
}
