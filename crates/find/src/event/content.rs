//! Whom an act of speech concerns that names nobody as its addressee: who is to act in what it demands, and whom it
//! concerns what somebody promises, refuses or threatens to do.

use dateline_core::EventType;
use dateline_core::syntax::{Relation, Upos};

use super::actor::{Actor, Actors, Side};
use super::lexicon::Slot;

/// Prepositions behind which stands whom a deed concerns, the likeliest first.
const CONCERNS: [&str; 9] = ["to", "on", "against", "with", "for", "from", "by", "of", "in"];

/// How many complements deep one is looked for: "willing to send troops to help defend Velm".
const DEPTH_MAX: usize = 3;

/// How many words of a content are looked at for somebody whom it concerns.
const WITHIN_MAX: usize = 24;

/// The actors that the content of an act of speech concerns; none for other acts.
pub(super) fn addressees(actors: &Actors<'_>, kind: EventType, trigger: usize, taken: &[usize]) -> Vec<Actor> {
    let is_speech = matches!(kind, EventType::Request | EventType::Reject | EventType::Agree | EventType::Threaten);
    let is_noun = actors.frames.trees.upos(trigger) == Upos::Noun;
    if !is_speech || is_noun {
        return Vec::new();
    }
    let trees = actors.frames.trees;
    // Who can avert a threat is threatened, not what it is to befall: "will close the port unless the army withdraws".
    let averting = if kind == EventType::Threaten { in_condition(actors, trigger, taken) } else { Vec::new() };
    if averting.iter().any(|actor| trees.upos(actor.head()) != Upos::Pronoun) {
        return averting;
    }
    let mut at = trigger;
    for _ in 0..DEPTH_MAX {
        let found = in_object(actors, at, taken);
        if !found.is_empty() {
            return found;
        }
        let mut complements = actors
            .complements(at)
            .filter(|clause| matches!(trees.relation(*clause), Relation::ClausalComplement | Relation::OpenComplement));
        let Some(clause) = complements.next() else { break };
        // Who is to act is the subject of what is demanded; it has none of its own where the speaker is to act.
        if kind == EventType::Request && trees.dependent(clause, &[Relation::Subject]).is_some() {
            let subject = actors.in_slots(clause, &[Slot::Subject, Slot::Object], Side::Target, taken);
            if !subject.is_empty() {
                return subject;
            }
        }
        // "demanded that the mayor be sacked": who is to suffer what is demanded is not of whom it is demanded.
        if kind == EventType::Request && actors.frames.is_passive(clause) {
            return actors.in_slots(clause, &[Slot::Subject], Side::Target, taken);
        }
        let object = actors.in_slots(clause, &[Slot::Object], Side::Target, taken);
        if !object.is_empty() {
            return object;
        }
        let behind = in_phrases(actors, clause, taken);
        if !behind.is_empty() {
            return behind;
        }
        at = clause;
    }
    averting
}

/// Whose doing averts a threat, or brings it about: "warned of war unless the army withdraws".
fn in_condition(actors: &Actors<'_>, trigger: usize, taken: &[usize]) -> Vec<Actor> {
    let trees = actors.frames.trees;
    let is_condition = |clause: &usize| {
        let mut marks = trees.dependents(*clause).filter(|at| trees.relation(*at) == Relation::Mark);
        marks.any(|mark| matches!(actors.frames.words.lower(mark), "if" | "unless"))
    };
    let clauses = |at: usize| {
        trees.dependents(at).filter(|below| trees.relation(*below) == Relation::AdverbialClause).filter(is_condition)
    };
    let inner = actors.complements(trigger).flat_map(clauses);
    let slots = [Slot::Subject, Slot::Object];
    let mut found = clauses(trigger).chain(inner).map(|clause| actors.in_slots(clause, &slots, Side::Target, taken));
    found.find(|actors| !actors.is_empty()).unwrap_or_default()
}

/// The country or body on the other side of a thing to which something is done, where the parser hangs it on the verb:
/// "closed its border with Ardenia".
pub(super) fn across(actors: &Actors<'_>, verb: usize, taken: &[usize]) -> Vec<Actor> {
    let slots = ["with", "into", "from", "between"].map(Slot::Behind);
    let mut found = actors.in_slots(verb, &slots, Side::Target, taken);
    found.retain(Actor::is_named_body);
    found
}

/// Whether acts of a type are done by words, or stand for some, whose content tells whom they concern.
pub(super) const fn is_of_words(kind: EventType) -> bool {
    matches!(kind, EventType::Request | EventType::Reject | EventType::Agree | EventType::Threaten | EventType::Protest)
}

/// Whom what an act of speech is about concerns, however deep in it, the shallowest first: "called for an end to the sale
/// of arms to Ardenia".
pub(super) fn concerned(actors: &Actors<'_>, kind: EventType, trigger: usize, taken: &[usize]) -> Vec<Actor> {
    let is_fit = |next: usize, actor: &Actor| !actor.is_place() && !actors.frames.is_verb(next);
    shallowest(actors, trigger, taken, |at| leading_on(actors, kind, at), is_fit)
}

/// The country, body or place that an attack hits, however deep in the words of where it went: "fired rounds aimed at an outpost
/// in Ardenia".
pub(super) fn struck(actors: &Actors<'_>, trigger: usize, taken: &[usize]) -> Vec<Actor> {
    let (trees, frames) = (actors.frames.trees, &actors.frames);
    let leads = |at: usize| {
        let is_aim = |word: &str| {
            matches!(word, "at" | "into" | "on" | "onto" | "against" | "toward" | "towards" | "across")
                || (word == "in" && at != trigger)
        };
        let is_way = |below: &usize| match trees.relation(*below) {
            Relation::Object | Relation::ClauseOfNoun => true,
            Relation::Oblique | Relation::NominalModifier => frames.preposition(*below).is_some_and(is_aim),
            _ => false,
        };
        trees.dependents(at).filter(is_way).collect()
    };
    let is_named = |actor: &Actor| actor.is_named_body() || actor.is_place() && !actor.is_described_place();
    shallowest(actors, trigger, taken, leads, |_, actor| is_named(actor))
}

/// The actors nearest to a trigger on the ways that lead on from it.
fn shallowest(
    actors: &Actors<'_>,
    trigger: usize,
    taken: &[usize],
    leading_on: impl Fn(usize) -> Vec<usize>,
    is_fit: impl Fn(usize, &Actor) -> bool,
) -> Vec<Actor> {
    let mut level = vec![trigger];
    let mut seen = 0;
    while !level.is_empty() && seen < WITHIN_MAX {
        let mut below = Vec::new();
        for at in level {
            for next in leading_on(at) {
                let mut found = actors.of_argument(next, Side::Target, false);
                found.retain(|actor| !taken.contains(&actor.head()) && is_fit(next, actor));
                if !found.is_empty() {
                    return found;
                }
                below.push(next);
            }
        }
        seen += below.len();
        level = below;
    }
    Vec::new()
}

/// The words by which what is said of a word goes on: its objects, the phrases behind it, its complements. Who protests
/// against an arrest does not do so against who was arrested.
fn leading_on(actors: &Actors<'_>, kind: EventType, at: usize) -> Vec<usize> {
    let (trees, frames) = (actors.frames.trees, &actors.frames);
    let is_against_deed = kind == EventType::Protest && actors.is_act(at);
    let leads = |below: &usize| match trees.relation(*below) {
        Relation::Object | Relation::OpenComplement => true,
        Relation::ClausalComplement => !frames.is_finite(*below),
        Relation::Oblique | Relation::NominalModifier => {
            !is_against_deed && frames.preposition(*below).is_some_and(|word| CONCERNS.contains(&word))
        }
        // "in its decision to send troops"
        Relation::ClauseOfNoun | Relation::AdverbialClause => {
            trees.dependents(*below).any(|mark| mark < *below && frames.words.lower(mark) == "to")
        }
        _ => false,
    };
    trees.dependents(at).filter(leads).collect()
}

/// The actors of what is demanded or refused: "the withdrawal of the guard", "an Ardenian proposal".
pub(super) fn in_object(actors: &Actors<'_>, verb: usize, taken: &[usize]) -> Vec<Actor> {
    let mut found = actors.in_slots(verb, &[Slot::Object], Side::Target, taken);
    if found.is_empty() {
        found = in_phrases(actors, verb, taken);
    }
    found
}

/// The actors behind the prepositions of a verb and of its object.
fn in_phrases(actors: &Actors<'_>, verb: usize, taken: &[usize]) -> Vec<Actor> {
    let slots = CONCERNS.map(Slot::Behind);
    actors.in_slots(verb, &slots, Side::Target, taken)
}
