//! Who arrests where the clause leaves it out: "two men were held, police said" tells it beside.

use std::cmp::Reverse;
use std::ops::Range;

use dateline_core::{EventType, Sentence};

use super::Act;
use super::actor::{Actors, Side};
use super::lexicon::Slot;

/// How many sentences before and behind an arrest the police is looked for.
const SENTENCES_MAX: usize = 2;

/// Gives an arrest without a source the police that the sentences around it speak of, the nearest first.
pub(super) fn take(actors: &Actors<'_>, act: &mut Act<'_>, sentences: &[Sentence]) {
    let is_arrest = act.entry.kind == EventType::Coerce && act.entry.mode == Some("arrest");
    if !is_arrest || !act.sources.is_empty() || act.targets.is_empty() || !act.entry.source.contains(&Slot::Subject) {
        return;
    }
    let here = act.sentence;
    let around = here.saturating_sub(SENTENCES_MAX)..(here + SENTENCES_MAX + 1).min(sentences.len());
    let mut nearest: Vec<usize> = around.collect();
    // Of two equally far the one before: who acts is named before what follows from it.
    nearest.sort_by_key(|n| (n.abs_diff(here), Reverse(*n < here)));
    let is_target = |at: usize| act.targets.iter().any(|target| target.head() == at);
    let police = |tokens: Range<usize>| tokens.into_iter().find(|at| actors.is_police(*at) && !is_target(*at));
    let found = nearest.into_iter().find_map(|n| police(sentences[n].tokens.range()));
    if let Some(found) = found {
        act.sources = actors.of_argument(found, Side::Source, true);
    }
}
