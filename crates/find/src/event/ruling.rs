//! Who is praised or blamed for a ruling: the court of which the report spoke before. "The court freed the editor … the
//! union welcomed the ruling".

use dateline_core::EventType;

use super::Act;
use super::actor::{Actors, Side};

/// How many tokens back the court is looked for.
const TOKENS_BACK_MAX: usize = 200;

/// Gives an act of words about a ruling, which names no target, the court that the report named last.
pub(super) fn take(actors: &Actors<'_>, act: &mut Act<'_>) {
    let is_judging =
        matches!(act.entry.kind, EventType::Accuse | EventType::Support | EventType::Reject | EventType::Protest);
    if !is_judging || !act.targets.is_empty() || act.sources.is_empty() {
        return;
    }
    let mut objects = act.entry.target.iter().flat_map(|slot| actors.frames.at(act.trigger, slot));
    let Some(ruling) = objects.find(|at| actors.acts.is_ruling(actors.frames.trees.lemma(*at))) else { return };
    let is_source = |at: usize| act.sources.iter().any(|source| source.head() == at);
    let is_court =
        |at: &usize| actors.acts.is_court(actors.frames.words.lower(*at)) && actors.is_actor(*at) && !is_source(*at);
    let court = (ruling.saturating_sub(TOKENS_BACK_MAX)..ruling).rev().find(is_court);
    act.targets = court.map_or_else(Vec::new, |court| actors.of_argument(court, Side::Target, true));
}
