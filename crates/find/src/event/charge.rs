//! Accusations that no verb of accusing tells: "the government has failed us, the union said" accuses the government.

use dateline_core::Aspect;
use dateline_core::syntax::{Relation, Upos};

use super::Act;
use super::actor::{Actor, Actors, Side};
use super::aspect::{Aspects, Told};
use super::lexicon::{Entry, Slot};
use super::words::{ChargeRole, Charges};
use crate::figure::singular;
use crate::words::Class;

/// Whether a noun names somebody's family.
fn is_kin(actors: &Actors<'_>, noun: usize) -> bool {
    let words = actors.frames.words;
    let is_owned = actors.frames.trees.dependent(noun, &[Relation::Possessive]).is_some();
    is_owned && (words.class(noun).any(Class::KIN) || words.lower(noun) == "family")
}

/// Whether somebody is only told of as one who commits a crime, of which the police report.
fn is_offender(actors: &Actors<'_>, target: &Actor) -> bool {
    let noun = singular(actors.frames.words.lower(target.head()));
    matches!(target, Actor::Phrase(phrase) if !phrase.is_named) && actors.acts.is_offender(&noun)
}

/// Whether a noun stands before another without a genitive: "child abuse".
fn is_before_noun(actors: &Actors<'_>, noun: usize) -> bool {
    actors.frames.trees.relation(noun) == Relation::Compound && actors.frames.trees.upos(noun) == Upos::Noun
}

/// The accusation that a verb, a predicate or an adjective makes, if somebody other than the speaker is said to be or to do
/// so.
pub(super) fn at<'a>(
    charge: &'a Entry,
    charges: &Charges,
    aspects: &Aspects<'_>,
    actors: &Actors<'_>,
    at: usize,
    sentence: usize,
) -> Option<Act<'a>> {
    let role = role_of(actors, charges, at)?;
    let predicate = tried_with(actors, at).unwrap_or(at);
    let told = aspects.of(predicate);
    let mut targets = match role {
        ChargeRole::Owned => actors.in_slots(at, &[Slot::Possessor], Side::Target, &[]),
        ChargeRole::Attribute => of_thing(actors, actors.frames.trees.head(at)?),
        _ => {
            let deplored = deplored(actors, at).filter(|_| role == ChargeRole::Predicate);
            actors.in_slots(deplored.unwrap_or(at), &[Slot::Subject], Side::Target, &[])
        }
    };
    // "The number of guards in Velm was inadequate" accuses nobody in Velm, "his family was broken" nobody at all.
    targets.retain(|target| !target.is_place() && !is_kin(actors, target.head()));
    // "The robber escaped, the police said" reports a crime, "child abuse" is no child's.
    targets.retain(|target| match role {
        ChargeRole::Verb => !is_offender(actors, target),
        ChargeRole::Owned => !is_before_noun(actors, target.head()),
        _ => true,
    });
    let is_told = |is_governed: bool| told.aspect == Aspect::Actual || is_governed && told.is_governed;
    let is_said = match role {
        ChargeRole::Owned => is_told(false),
        ChargeRole::Attribute => is_told(false) && targets.iter().all(|target| is_somebody(actors, target)),
        ChargeRole::Predicate => {
            let is_of_somebody = deplored(actors, at).is_some() || !is_of_a_thing(actors, predicate);
            is_told(false) && is_clause(actors, predicate) && is_of_somebody
        }
        // "It covered up the deaths": what does something is mostly a body.
        ChargeRole::Omitted => {
            let is_said = is_clause(actors, predicate) && !is_conditional(actors, predicate);
            told.aspect == Aspect::Negated && is_said && !is_of_a_thing(actors, predicate)
        }
        _ if is_clause(actors, predicate) => {
            is_told(false) && (!is_of_a_thing(actors, predicate) || is_it(actors, predicate))
        }
        // "proceeded to lie", "has an interest in hiding it": what leads on from somebody who is named.
        _ => is_led(actors, at) && is_told(true) && targets.iter().all(|target| is_somebody(actors, target)),
    };
    let is_negated = told.aspect == Aspect::Negated && role != ChargeRole::Omitted;
    if is_negated || is_asked(actors, predicate) || is_denied(actors, at) || !is_said {
        return None;
    }
    // What somebody means to do is not done; that they are blamed for it is.
    let told = Told { aspect: Aspect::Actual, by: None, is_governed: false };
    Act::of_speaker(charge, at, targets, told, sentence)
}

/// How a word accuses somebody; of a noun said of somebody and had by another the former.
fn role_of(actors: &Actors<'_>, charges: &Charges, at: usize) -> Option<ChargeRole> {
    let trees = actors.frames.trees;
    let has = |role| charges.has(role, actors.frames.lemma(at));
    let is_predicate = || trees.dependent(at, &[Relation::Copula]).is_some() && has(ChargeRole::Predicate);
    let role = match trees.upos(at) {
        Upos::Verb if trees.is_passive(at) => return None,
        Upos::Verb if has(ChargeRole::Verb) || does_wrong(actors, charges, at) => ChargeRole::Verb,
        Upos::Verb if has(ChargeRole::Omitted) || does(actors, charges, ChargeRole::Omitted, at) => ChargeRole::Omitted,
        Upos::Adjective | Upos::Noun if is_predicate() => ChargeRole::Predicate,
        Upos::Adjective if trees.relation(at) == Relation::AdjectivalModifier && has(ChargeRole::Attribute) => {
            ChargeRole::Attribute
        }
        Upos::Noun if has(ChargeRole::Owned) => ChargeRole::Owned,
        _ => return None,
    };
    Some(role)
}

/// Who is accused by an adjective before a noun: those whom it names, who has the thing, or who does something with it
/// ("ran an immoral campaign").
fn of_thing(actors: &Actors<'_>, noun: usize) -> Vec<Actor> {
    let mut own = actors.of_argument(noun, Side::Target, false);
    own.retain(|actor| is_somebody(actors, actor));
    if !own.is_empty() {
        return own;
    }
    let trees = actors.frames.trees;
    let is_done = matches!(trees.relation(noun), Relation::Object | Relation::Oblique);
    let verb = trees.head(noun).filter(|verb| is_done && actors.frames.is_verb(*verb) && !trees.is_passive(*verb));
    verb.map_or_else(Vec::new, |verb| actors.in_slots(verb, &[Slot::Subject], Side::Target, &[]))
}

/// Whether words name somebody, or point at them by a pronoun.
pub(super) fn is_somebody(actors: &Actors<'_>, actor: &Actor) -> bool {
    matches!(actor, Actor::Phrase(phrase) if phrase.is_named
        || matches!(actors.frames.words.lower(phrase.head), "he" | "she" | "him" | "her" | "his" | "they" | "their"))
}

/// Whether a verb without a finite form of its own goes on with what another word tells of somebody.
fn is_led(actors: &Actors<'_>, at: usize) -> bool {
    const LED: [Relation; 4] =
        [Relation::OpenComplement, Relation::AdverbialClause, Relation::ClauseOfNoun, Relation::Conjunct];
    !actors.frames.is_finite(at) && LED.contains(&actors.frames.trees.relation(at))
}

/// Whether words beside a verb make of it something to be blamed for: how it is done ("acted recklessly"), or what
/// ("committed an atrocity", "put the town at risk").
fn does_wrong(actors: &Actors<'_>, charges: &Charges, verb: usize) -> bool {
    const DOING: [&str; 6] = ["carry", "commit", "do", "engage", "make", "perpetrate"];
    let trees = actors.frames.trees;
    let is_manner = |at: usize| {
        trees.relation(at) == Relation::AdverbialModifier
            && charges.has(ChargeRole::Manner, actors.frames.words.lower(at))
    };
    let is_wrong = |at: usize| {
        matches!(trees.relation(at), Relation::Object | Relation::Oblique)
            && trees.upos(at) == Upos::Noun
            && charges.has(ChargeRole::Owned, actors.frames.lemma(at))
    };
    let is_doing = DOING.contains(&actors.frames.lemma(verb));
    trees.dependents(verb).any(|at| is_manner(at) || (is_doing && is_wrong(at)))
        || does(actors, charges, ChargeRole::Done, verb)
}

/// Whether a verb and a word behind it are a pair of a role: "put the town at risk", "put the town in danger", where the
/// parser may hang the phrase on the object.
fn does(actors: &Actors<'_>, charges: &Charges, role: ChargeRole, verb: usize) -> bool {
    let trees = actors.frames.trees;
    let is_paired =
        |at: usize| charges.has(role, &format!("{} {}", actors.frames.lemma(verb), actors.frames.lemma(at)));
    let is_behind = |at: usize, relations: &[Relation]| at > verb && relations.contains(&trees.relation(at));
    const OF_VERB: [Relation; 4] =
        [Relation::Object, Relation::Oblique, Relation::AdverbialModifier, Relation::OpenComplement];
    trees.dependents(verb).filter(|at| is_behind(*at, &OF_VERB)).any(|at| {
        let of_object =
            || trees.dependents(at).any(|below| is_behind(below, &[Relation::NominalModifier]) && is_paired(below));
        is_paired(at) || (role == ChargeRole::Done && trees.relation(at) == Relation::Object && of_object())
    })
}

/// The clause that a predicate deplores: "it is shameful that the ministry does nothing".
fn deplored(actors: &Actors<'_>, predicate: usize) -> Option<usize> {
    let trees = actors.frames.trees;
    let is_it = |at: usize| {
        matches!(trees.relation(at), Relation::Subject | Relation::Expletive) && actors.frames.words.lower(at) == "it"
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
    const AT_IT: [&str; 10] =
        ["attempt", "begin", "choose", "continue", "keep", "manage", "proceed", "seek", "start", "try"];
    let trees = actors.frames.trees;
    let above = trees.head(at).filter(|_| trees.relation(at) == Relation::OpenComplement)?;
    AT_IT.contains(&actors.frames.lemma(above)).then_some(above)
}

/// Whether a word is the predicate of a clause that says something by itself.
pub(super) fn is_clause(actors: &Actors<'_>, at: usize) -> bool {
    actors.frames.is_finite(at) && actors.frames.trees.relation(at) != Relation::RelativeClause
}

/// Whether a clause is asked or denied, not said.
pub(super) fn is_unsaid(actors: &Actors<'_>, at: usize) -> bool {
    is_asked(actors, at) || is_denied(actors, at)
}

/// Whether a clause is asked: "Did the mayor lie?"
fn is_asked(actors: &Actors<'_>, at: usize) -> bool {
    const ENDS: [&str; 4] = ["?", ".", "!", ";"];
    let words = actors.frames.words;
    let mut behind = at..words.len();
    behind.find(|at| ENDS.contains(&words.lower(*at))).is_some_and(|end| words.lower(end) == "?")
}

/// Whether a clause is only supposed: "would fall if the council did not act".
fn is_conditional(actors: &Actors<'_>, at: usize) -> bool {
    let trees = actors.frames.trees;
    let is_mark =
        |mark: usize| matches!(actors.frames.words.lower(mark), "if" | "unless" | "until" | "whether" | "lest");
    trees.dependents(at).any(|mark| trees.relation(mark) == Relation::Mark && is_mark(mark))
}

/// Whether a pronoun for a thing is the subject: "it is wrong" is said of what was done, not of who did it.
fn is_of_a_thing(actors: &Actors<'_>, at: usize) -> bool {
    let subject = actors.frames.trees.dependent(at, &[Relation::Subject, Relation::OuterSubject]);
    subject.is_some_and(|at| matches!(actors.frames.words.lower(at), "it" | "that" | "this" | "what" | "which"))
}

/// Whether "it" is the subject, and no clause behind it: "it is wrong to lie".
fn is_it(actors: &Actors<'_>, at: usize) -> bool {
    let subject = actors.frames.trees.dependent(at, &[Relation::Subject]);
    subject.is_some_and(|at| actors.frames.words.lower(at) == "it")
}

/// Whether the clause is what somebody denies: "denied that the army had failed".
fn is_denied(actors: &Actors<'_>, at: usize) -> bool {
    const DENIALS: [&str; 6] = ["deny", "dismiss", "dispute", "doubt", "refute", "reject"];
    let trees = actors.frames.trees;
    let above = trees.head(at).filter(|_| trees.relation(at) == Relation::ClausalComplement);
    above.is_some_and(|above| DENIALS.contains(&actors.frames.lemma(above)))
}
