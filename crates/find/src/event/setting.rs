//! Where: the place that a clause gives an act, else its sentence, the dateline.

use std::ops::Range;

use dateline_core::EventBasis;
use dateline_core::syntax::{Relation, Upos};

use super::Look;
use super::frame::Frames;
use crate::cast::{Cast, EntityIndexInMaking};

/// Words between an expression and the verb of its clause.
pub(super) const CLAUSE_STEPS_MAX: usize = 8;

/// Prepositions behind which a place is where something happens.
const LOCATIVE: [&str; 13] =
    ["across", "along", "around", "at", "in", "inside", "near", "off", "on", "outside", "over", "throughout", "within"];

/// The verb whose clause a token is in; of a clause that has a noun or adjective for its predicate that.
pub(crate) fn predicate(frames: &Frames<'_>, token: usize) -> usize {
    let is_nominal = |at: usize| frames.trees.dependent(at, &[Relation::Copula]).is_some();
    let mut at = token;
    for _ in 0..CLAUSE_STEPS_MAX {
        if at != token && (frames.is_verb(at) || is_nominal(at)) {
            break;
        }
        let Some(above) = frames.trees.head(at) else { break };
        at = above;
    }
    at
}

/// The verb of the clause that tells an act: the trigger itself, or what governs it.
pub(crate) fn predicate_of_act(frames: &Frames<'_>, trigger: usize) -> usize {
    if frames.is_verb(trigger) { trigger } else { predicate(frames, trigger) }
}

/// The place that a sentence gives for an act: in its clause, else elsewhere if the sentence names one only.
pub(crate) fn place(
    frames: &Frames<'_>,
    cast: &Cast<'_>,
    trigger: usize,
    sentence: Range<usize>,
    taken: &[usize],
) -> Option<(EntityIndexInMaking, EventBasis)> {
    let own = predicate_of_act(frames, trigger);
    let is_here = |at: &usize| {
        let is_locative = frames.preposition(*at).is_some_and(|word| LOCATIVE.contains(&word));
        is_locative && !taken.contains(at) && frames.trees.upos(*at) != Upos::Adjective
    };
    let places = sentence.filter(is_here).filter_map(|at| cast.place_at(at).map(|place| (at, place)));
    let (mut in_clause, mut elsewhere) = (None, Vec::new());
    for (at, place) in places {
        let is_own = predicate(frames, at) == own || frames.trees.head(at) == Some(trigger);
        if is_own && in_clause.is_none() {
            in_clause = Some(place);
        }
        // "the situation in Velm" says where the situation is, not where the sentence's acts are.
        if frames.trees.relation(at) == Relation::Oblique {
            elsewhere.push(place);
        }
    }
    elsewhere.dedup();
    match (in_clause, elsewhere.as_slice()) {
        (Some(place), _) => Some((place, EventBasis::Clause)),
        (None, [only]) => Some((*only, EventBasis::Sentence)),
        _ => None,
    }
}

/// The place that the dateline names, for the acts of the paragraph that it leads.
pub(crate) fn place_of_dateline(
    look: &Look<'_>,
    cast: &Cast<'_>,
    sentence: usize,
) -> Option<(EntityIndexInMaking, EventBasis)> {
    let span = look.report.dateline()?.place?;
    let sentences = look.annotated.sentences.items();
    let led = sentences.iter().find(|sentence| sentence.span.start() >= span.end())?;
    let place = cast.place_at(look.words.at_byte(span.start()))?;
    (sentences[sentence].block == led.block).then_some((place, EventBasis::Dateline))
}
