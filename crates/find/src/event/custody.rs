//! Who uses the force of a state where the clause leaves it out: "two men were held, police said" tells it beside.

use std::cmp::Reverse;
use std::ops::Range;

use dateline_core::syntax::Relation;
use dateline_core::{EventType, Sentence, Upos};

use super::Act;
use super::actor::{Actors, Side};
use super::lexicon::Slot;

/// How many sentences before and behind an arrest those who made it are looked for.
const SENTENCES_MAX: usize = 2;

/// Gives what a state does to people those who do such things, of whom the sentences around speak, where no source is
/// told: of an arrest the police before all others, the nearest first.
pub(super) fn take(actors: &Actors<'_>, act: &mut Act<'_>, sentences: &[Sentence]) {
    if !act.sources.is_empty() || act.targets.is_empty() || !is_of_force(actors, act) {
        return;
    }
    let here = act.sentence;
    let around = here.saturating_sub(SENTENCES_MAX)..(here + SENTENCES_MAX + 1).min(sentences.len());
    let mut nearest: Vec<usize> = around.collect();
    // Of two equally far the one before: who acts is named before what follows from it.
    nearest.sort_by_key(|n| (n.abs_diff(here), Reverse(*n < here)));
    let is_target = |at: usize| act.targets.iter().any(|target| target.head() == at);
    let first = |is_wanted: &dyn Fn(usize) -> bool| {
        let is_found = |at: &usize| is_wanted(*at) && !is_target(*at) && (is_arrest(act) || !is_suffering(actors, *at));
        // Of those in one sentence rather who does something there: "was held for insulting an officer, police said".
        let within = |tokens: Range<usize>| {
            let acting = tokens.clone().find(|at| is_found(at) && is_acting(actors, *at));
            acting.or_else(|| tokens.into_iter().find(is_found))
        };
        nearest.iter().find_map(|n| within(sentences[*n].tokens.range()))
    };
    let found = first(&|at| actors.is_police(at)).or_else(|| first(&|at| actors.is_force(at) && is_acting(actors, at)));
    if let Some(found) = found {
        act.sources = actors.of_argument(found, Side::Source, true);
    }
}

/// Whether an act is what those with the force of a state do: an arrest, or what else they do, told in the passive.
fn is_of_force(actors: &Actors<'_>, act: &Act<'_>) -> bool {
    if !act.entry.source.contains(&Slot::Subject) {
        return false;
    }
    let is_passive = actors.frames.is_verb(act.trigger) && actors.frames.is_passive(act.trigger);
    match act.entry.kind {
        EventType::Coerce => is_arrest(act) || is_passive,
        _ => false,
    }
}

fn is_arrest(act: &Act<'_>) -> bool {
    act.entry.mode == Some("arrest")
}

/// Whether a word names to whom something is done: "after gunmen killed *four officers*".
fn is_suffering(actors: &Actors<'_>, at: usize) -> bool {
    const SUFFERING: [Relation; 3] = [Relation::Object, Relation::IndirectObject, Relation::PassiveSubject];
    SUFFERING.contains(&actors.frames.trees.relation(at))
}

/// Whether a word names who does something: a subject, who stands behind "by", or whose something is.
fn is_acting(actors: &Actors<'_>, at: usize) -> bool {
    const DOING: [Relation; 4] = [Relation::Subject, Relation::OuterSubject, Relation::Agent, Relation::Possessive];
    let trees = actors.frames.trees;
    let is_by = || {
        matches!(trees.relation(at), Relation::Oblique | Relation::NominalModifier)
            && actors.frames.preposition(at) == Some("by")
    };
    trees.upos(at) != Upos::Adjective && (DOING.contains(&trees.relation(at)) || is_by())
}
