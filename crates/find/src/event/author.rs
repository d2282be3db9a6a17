//! Whom an act of words concerns that is about a thing told before: who made it. "The premier issued a decree … the union
//! dismissed the decree" rejects what the premier did; of a ruling that nobody is said to have made, the court named last.

use dateline_core::EventType;
use dateline_core::syntax::{Relation, Upos};

use super::Act;
use super::actor::{Actor, Actors, Side};
use super::lexicon::Slot;

/// How many tokens back the thing, or the court, is looked for.
const TOKENS_BACK_MAX: usize = 200;

/// Gives an act of words about a thing, which names no target, who made that thing.
pub(super) fn take(actors: &Actors<'_>, act: &mut Act<'_>) {
    let is_judging =
        matches!(act.entry.kind, EventType::Accuse | EventType::Support | EventType::Reject | EventType::Protest);
    if !is_judging || !act.targets.is_empty() || act.sources.is_empty() {
        return;
    }
    // What is judged is the object, whichever phrases an entry reads its target from.
    let slots = act.entry.target.iter().chain([&Slot::Object]);
    let objects: Vec<usize> = slots.flat_map(|slot| actors.frames.at(act.trigger, slot)).collect();
    let is_thing = |at: &usize| actors.frames.trees.upos(*at) == Upos::Noun && !actors.frames.is_quantity(*at);
    let Some(thing) = objects.into_iter().find(is_thing) else { return };
    let makers = if actors.frames.points_back(thing) { makers_before(actors, act, thing) } else { Vec::new() };
    act.targets = if makers.is_empty() { court_before(actors, act, thing) } else { makers };
}

/// Who made the thing of the same name that the report named last with a maker, as long as it is nobody of the act itself.
fn makers_before(actors: &Actors<'_>, act: &Act<'_>, thing: usize) -> Vec<Actor> {
    let trees = actors.frames.trees;
    let is_same = |at: &usize| trees.upos(*at) == Upos::Noun && trees.lemma(*at) == trees.lemma(thing);
    let is_of_act = |actor: &Actor| act.sources.iter().any(|source| is_alike(actors, source, actor));
    let earlier = (thing.saturating_sub(TOKENS_BACK_MAX)..thing).rev().filter(is_same);
    let mut made = earlier.map(|at| makers(actors, at));
    made.find(|makers| !makers.is_empty() && !makers.iter().any(is_of_act)).unwrap_or_default()
}

/// Who owns a thing, or did what brought it about: "the premier's decree", "issued a decree".
fn makers(actors: &Actors<'_>, thing: usize) -> Vec<Actor> {
    let owners = actors.behind_thing(thing, Side::Source);
    if !owners.is_empty() {
        return owners;
    }
    let trees = actors.frames.trees;
    let makes = |verb: &usize| actors.acts.is_making(actors.frames.lemma(*verb));
    let is_made = matches!(trees.relation(thing), Relation::Object | Relation::PassiveSubject);
    let verb = trees.head(thing).filter(|_| is_made).filter(makes);
    verb.map_or_else(Vec::new, |verb| actors.in_slots(verb, &[Slot::Subject], Side::Source, &[]))
}

/// Whether two actors are spoken of by the same word.
fn is_alike(actors: &Actors<'_>, one: &Actor, other: &Actor) -> bool {
    actors.frames.words.lower(one.head()) == actors.frames.words.lower(other.head())
}

/// The court that was named last before a ruling.
fn court_before(actors: &Actors<'_>, act: &Act<'_>, thing: usize) -> Vec<Actor> {
    if !actors.acts.is_ruling(actors.frames.trees.lemma(thing)) {
        return Vec::new();
    }
    let is_source = |at: usize| act.sources.iter().any(|source| source.head() == at);
    let is_court =
        |at: &usize| actors.acts.is_court(actors.frames.words.lower(*at)) && actors.is_actor(*at) && !is_source(*at);
    let court = (thing.saturating_sub(TOKENS_BACK_MAX)..thing).rev().find(is_court);
    court.map_or_else(Vec::new, |court| actors.of_argument(court, Side::Target, true))
}
