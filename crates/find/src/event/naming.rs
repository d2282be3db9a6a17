//! What somebody calls others in words that the report leaves in marks: "called Keller “a clown”". Whom a report quotes
//! for a name says by it what they think: blame, unless the words are such as praise.

use dateline_core::Aspect;
use dateline_core::syntax::Relation;

use super::Act;
use super::actor::{Actor, Actors, Side};
use super::aspect::Aspects;
use super::charge;
use super::lexicon::{Entry, Slot};
use super::words::{ChargeRole, Charges};

/// The blame or praise that lies in what somebody calls others.
pub(super) fn at<'a>(
    blame: &'a Entry,
    praise: &'a Entry,
    charges: &Charges,
    aspects: &Aspects<'_>,
    actors: &Actors<'_>,
    at: usize,
    sentence: usize,
) -> Option<Act<'a>> {
    let (trees, words) = (actors.frames.trees, actors.frames.words);
    let names = actors.frames.is_verb(at) && charges.has(ChargeRole::Names, actors.frames.lemma(at));
    if !names || words.is_quoted(at) || actors.frames.is_passive(at) {
        return None;
    }
    let object = trees.dependent(at, &[Relation::Object]).filter(|object| !words.is_quoted(*object));
    let is_name = |below: &usize| {
        let tells = match trees.relation(*below) {
            Relation::OpenComplement | Relation::Object | Relation::ClausalComplement => true,
            Relation::Oblique => actors.frames.preposition(*below) == Some("as"),
            _ => false,
        };
        tells && *below > at && Some(*below) != object && words.is_quoted(*below)
    };
    let name = trees.dependents(at).find(is_name)?;
    let told = aspects.of(at);
    let sources = actors.in_slots(at, &[Slot::Subject], Side::Source, &[]);
    let taken: Vec<usize> = sources.iter().map(Actor::head).collect();
    let mut targets = object.map_or_else(Vec::new, |object| actors.of_argument(object, Side::Target, false));
    // What a thing is called tells less of what is thought of anybody.
    let is_meant = |target: &Actor| Some(target.head()) == object && charge::is_somebody(actors, target);
    targets.retain(|target| !taken.contains(&target.head()) && is_meant(target) && !target.is_place());
    if targets.is_empty() || sources.is_empty() || told.aspect != Aspect::Actual {
        return None;
    }
    let praises = |at: usize| charges.has(ChargeRole::Praise, trees.lemma(at));
    let entry = if trees.extent(name).any(praises) { praise } else { blame };
    Some(Act { entry, trigger: at, tokens: vec![at], sources, targets, told, sentence })
}
