//! Threats that no verb of threatening tells: "we will strike the rebels, the general said" threatens to.

use dateline_core::{Aspect, EventType};

use super::Act;
use super::frame::Frames;
use crate::words::Words;

/// Whether an act is a deed against somebody that its doer says is to come: violence, or what else states do to others on
/// a condition. Whether the doer says so is for the caller to find out: what others will do is only foretold. A sanction
/// that is announced without a condition is a decision.
pub(super) fn is_of_deed_to_come(frames: &Frames<'_>, act: &Act<'_>) -> bool {
    let trees = frames.trees;
    let Some(auxiliary) = trees.dependents(act.trigger).find(|at| is_will(frames.words, *at)) else { return false };
    // "asked if he would": the clause itself is the question.
    let is_asked = act.told.by.is_some_and(|by| by != auxiliary && trees.head(by) == Some(act.trigger));
    let is_hostile = match act.entry.kind {
        EventType::Assault => matches!(act.told.aspect, Aspect::Future | Aspect::Hypothetical),
        // "would sue the ministry"
        EventType::Accuse => act.told.aspect == Aspect::Future && act.entry.contexts.contains(&"legal"),
        EventType::Coerce | EventType::Sanction => act.told.aspect == Aspect::Hypothetical && !act.told.is_governed,
        _ => false,
    };
    is_hostile && !is_asked && frames.is_verb(act.trigger) && !act.sources.is_empty()
}

/// Whether a word is an auxiliary by which a speaker says what they will do.
fn is_will(words: &Words<'_>, at: usize) -> bool {
    matches!(words.lower(at), "will" | "would" | "shall" | "'ll" | "’ll" | "'d" | "’d")
}
