//! Acts within acts: what somebody demands, promises, threatens, refuses or charges others with is told by that word, not
//! once more.

use dateline_core::EventType;
use dateline_core::syntax::Relation;

use super::Act;
use super::actor::Actor;
use super::frame::Frames;

/// How many words upwards the act that holds another is looked for.
const STEPS_MAX: usize = 6;

/// Leaves out the acts that are what another act of the sentence asks, promises, threatens, refuses or
/// charges somebody with, and nouns that
/// only complete the verb whose act they tell.
pub(crate) fn without_what_others_hold(frames: &Frames<'_>, acts: &mut Vec<Act<'_>>) {
    let holder = |inner: &Act<'_>| acts.iter().position(|outer| holds(frames, outer, inner));
    let holders: Vec<Option<usize>> = acts.iter().map(holder).collect();
    let is_of_both =
        |outer: &Act<'_>, inner: &Act<'_>| outer.entry.kind == inner.entry.kind || is_ended(frames, outer, inner);
    for (inner, holder) in holders.iter().enumerate() {
        // "went on strike to protest against the mayor": the act told by both words has the target of either.
        if let Some(outer) = holder.filter(|outer| is_of_both(&acts[*outer], &acts[inner]))
            && acts[outer].targets.is_empty()
        {
            acts[outer].targets = acts[inner].targets.clone();
        }
    }
    let mut is_held = holders.into_iter().map(|holder| holder.is_some());
    acts.retain(|_| !is_held.next().unwrap_or(false));
}

/// Whether one act is told as the content of another.
fn holds(frames: &Frames<'_>, outer: &Act<'_>, inner: &Act<'_>) -> bool {
    if outer.trigger == inner.trigger {
        return false;
    }
    let is_speech = matches!(
        outer.entry.kind,
        EventType::Request | EventType::Threaten | EventType::Agree | EventType::Reject | EventType::Accuse
    );
    // What somebody is blamed for by a noun is told with it: "blamed for the murder of the minister".
    let is_speech = is_speech && (outer.entry.kind != EventType::Accuse || frames.is_verb(inner.trigger));
    // Where nobody is said to accuse, what is told is the deed: "is accused of killing the mayor".
    let is_told_of_deed =
        outer.entry.kind == EventType::Accuse && outer.sources.is_empty() && !outer.entry.contexts.contains(&"legal");
    let is_speech = is_speech && !is_told_of_deed;
    let is_same = outer.entry.kind == inner.entry.kind;
    is_manner(frames, outer, inner)
        || is_ended(frames, outer, inner)
        || (is_speech || is_same) && path_of_complements(frames, inner.trigger, outer.trigger)
}

/// "Lifted a blockade", "called off a strike": what somebody ends is told by that.
fn is_ended(frames: &Frames<'_>, outer: &Act<'_>, inner: &Act<'_>) -> bool {
    matches!(outer.entry.kind, EventType::Concede | EventType::Retreat)
        && frames.is_verb(outer.trigger)
        && !frames.is_verb(inner.trigger)
        && frames.trees.head(inner.trigger) == Some(outer.trigger)
        && frames.trees.relation(inner.trigger) == Relation::Object
}

/// "Took power in a coup": a noun that tells how a verb's act was done names no other act, unless it has somebody of its own.
fn is_manner(frames: &Frames<'_>, outer: &Act<'_>, inner: &Act<'_>) -> bool {
    let is_shared = |actor: &Actor| outer.sources.iter().any(|other| other.head() == actor.head());
    frames.is_verb(outer.trigger)
        && frames.trees.head(inner.trigger) == Some(outer.trigger)
        && frames.trees.relation(inner.trigger) == Relation::Oblique
        && frames.preposition(inner.trigger) == Some("in")
        && inner.targets.is_empty()
        && !inner.entry.is_reciprocal
        && inner.sources.iter().all(is_shared)
}

/// Whether the way from a word up to another leads through complements and objects only.
fn path_of_complements(frames: &Frames<'_>, from: usize, to: usize) -> bool {
    let trees = frames.trees;
    let mut at = from;
    for _ in 0..STEPS_MAX {
        let Some(above) = trees.head(at) else { return false };
        let leads = match trees.relation(at) {
            Relation::OpenComplement
            | Relation::ClausalComplement
            | Relation::Object
            | Relation::PassiveSubject
            | Relation::Conjunct => true,
            Relation::ClauseOfNoun | Relation::AdverbialClause => {
                // "refused to leave", "accused of lying".
                trees.dependents(at).any(|mark| mark < at && matches!(frames.words.lower(mark), "to" | "of"))
            }
            Relation::Oblique | Relation::NominalModifier => frames
                .preposition(at)
                .is_some_and(|word| matches!(word, "for" | "of" | "to" | "with" | "against" | "on" | "under")),
            _ => false,
        };
        if !leads {
            return false;
        }
        if above == to {
            // What is only joined to an act is another one: "accused the mayor and threatened the guards".
            return trees.relation(at) != Relation::Conjunct;
        }
        at = above;
    }
    false
}
