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
    let (role, slot) = role_of(actors, charges, at)?;
    let predicate = tried_with(actors, at).unwrap_or(at);
    let told = aspects.of(predicate);
    let deplored = deplored(actors, at).filter(|_| role == ChargeRole::Predicate);
    let is_said = match role {
        ChargeRole::Owned => true,
        _ => is_clause(actors, predicate) && (deplored.is_some() || !is_of_a_thing(actors, predicate)),
    };
    if told.aspect != Aspect::Actual || is_denied(actors, at) || !is_said {
        return None;
    }
    let mut targets = match deplored {
        Some(clause) => actors.in_slots(clause, &[Slot::Subject], Side::Target, &[]),
        None => actors.in_slots(at, &[slot], Side::Target, &[]),
    };
    // "The number of guards in Velm was inadequate" accuses nobody in Velm.
    targets.retain(|target| !target.is_place());
    Act::of_speaker(charge, at, targets, told, sentence)
}

/// How a word accuses somebody, and where they stand; of a noun said of somebody and had by another the former.
fn role_of(actors: &Actors<'_>, charges: &Charges, at: usize) -> Option<(ChargeRole, Slot)> {
    let trees = actors.frames.trees;
    let has = |role, at: usize| charges.has(role, actors.frames.lemma(at));
    match trees.upos(at) {
        Upos::Verb if trees.is_passive(at) => None,
        Upos::Verb if has(ChargeRole::Verb, at) => Some((ChargeRole::Verb, Slot::Subject)),
        Upos::Verb => does_wrong(actors, charges, at).then_some((ChargeRole::Verb, Slot::Subject)),
        Upos::Adjective | Upos::Noun
            if trees.dependent(at, &[Relation::Copula]).is_some() && has(ChargeRole::Predicate, at) =>
        {
            Some((ChargeRole::Predicate, Slot::Subject))
        }
        Upos::Noun if has(ChargeRole::Owned, at) => Some((ChargeRole::Owned, Slot::Possessor)),
        _ => None,
    }
}

/// Whether words beside a verb make of it something to be blamed for: how it is done ("acted recklessly"), or what
/// ("committed an atrocity").
fn does_wrong(actors: &Actors<'_>, charges: &Charges, verb: usize) -> bool {
    const DOING: [&str; 6] = ["carry", "commit", "do", "engage", "make", "perpetrate"];
    let trees = actors.frames.trees;
    let is_manner = |at: usize| {
        trees.relation(at) == Relation::AdverbialModifier && charges.has(ChargeRole::Manner, actors.frames.words.lower(at))
    };
    let is_done = |at: usize| {
        matches!(trees.relation(at), Relation::Object | Relation::Oblique)
            && trees.upos(at) == Upos::Noun
            && charges.has(ChargeRole::Owned, actors.frames.lemma(at))
    };
    let does = DOING.contains(&actors.frames.lemma(verb));
    trees.dependents(verb).any(|at| is_manner(at) || (does && is_done(at)))
}

/// The clause that a predicate deplores: "it is shameful that the ministry does nothing".
fn deplored(actors: &Actors<'_>, predicate: usize) -> Option<usize> {
    let trees = actors.frames.trees;
    let is_it = |at: usize| {
        matches!(trees.relation(at), Relation::Subject | Relation::Expletive)
            && actors.frames.words.lower(at) == "it"
    };
    let clause = trees.dependents(predicate).find(|at| {
        matches!(trees.relation(*at), Relation::ClausalComplement | Relation::ClausalSubject)
            && *at > predicate
            && actors.frames.is_finite(*at)
    });
    clause.filter(|_| trees.dependents(predicate).any(is_it))
}

/// The verb that says that its subject is at what another verb tells: "is trying to escape", "keeps lying".
fn tried_with(actors: &Actors<'_>, at: usize) -> Option<usize> {
    const AT_IT: [&str; 8] = ["attempt", "begin", "choose", "continue", "keep", "seek", "start", "try"];
    let trees = actors.frames.trees;
    let above = trees.head(at).filter(|_| trees.relation(at) == Relation::OpenComplement)?;
    AT_IT.contains(&actors.frames.lemma(above)).then_some(above)
}

/// Whether a word is the predicate of a clause that says something by itself.
fn is_clause(actors: &Actors<'_>, at: usize) -> bool {
    actors.frames.is_finite(at) && actors.frames.trees.relation(at) != Relation::RelativeClause
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
