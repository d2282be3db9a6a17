//! Whom the words for actors mean: entities of the cast, those for whom a speaker speaks, and nobody where that is a thing
//! or where others only foretell what somebody will do.

use dateline_core::{
    Clean, Entity, EntityIndex, EntityKind, MentionForm, NonEmpty, Reason, RuleName, Span, Statement, StatementIndex,
    StatementKind,
};

use super::actor::Actor;
use super::rule::{Vocabulary, holds};
use super::{Draft, Layers};
use crate::cast::{Cast, EntityIndexInMaking, Resolved};
use crate::source::Source;
use crate::words::Words;

/// How many statements back one is looked for in which a commitment is told.
const STATEMENTS_BACK_MAX: usize = 32;

/// How many tokens behind the words that commit "the plan" still means what was told there: about three sentences.
const PLAN_TOKENS_MAX: usize = 80;

/// How many commitments back that is looked for, since each may be looked for by the next.
const PLAN_DRAFTS_MAX: usize = 16;

impl Layers<'_> {
    /// For whom somebody speaks: the body or the country that stands with their name, else themselves.
    fn side(&self, speaker: EntityIndex) -> EntityIndex {
        let found = self.sides.binary_search_by_key(&speaker, |(person, _)| *person);
        found.map_or(speaker, |at| self.sides[at].1)
    }

    /// The innermost statement in whose content some characters stand. The statements stand in the order of their content.
    pub(super) fn around(&self, span: Span<Clean>) -> Option<StatementIndex> {
        let statements = self.statements;
        let behind = statements.partition_point(|statement| statement.what.content.first().start() <= span.start());
        let holds = |at: &usize| statements[*at].what.content.iter().any(|piece| piece.contains(span));
        (behind.saturating_sub(STATEMENTS_BACK_MAX)..behind).rev().find(holds).map(StatementIndex)
    }
}

/// Who commits themselves, and to whom, as the cast knows them.
#[derive(Debug)]
pub(crate) struct Parties {
    pub(super) by: Resolved,
    pub(super) to: Resolved,
}

/// Finds out whom the drafts speak of, in the order of the text.
pub(crate) fn resolve(drafts: Vec<Draft>, cast: &mut Cast<'_>) -> Vec<(Draft, Parties)> {
    let mut drafts = drafts;
    drafts.sort_by_key(|draft| (draft.actor.tokens().start, draft.action.what.start));
    cast.forget_sources();
    let mut last: Option<(Source, Resolved)> = None;
    let mut resolved = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let by = match &draft.actor {
            Actor::Speaker(_) => Resolved::new(),
            Actor::Planner(plan) => planner(&resolved, *plan),
            // Actions that share a subject share its reading, so that a pronoun is not led back twice.
            Actor::Named(source) => match &last {
                Some((known, by)) if known.core == source.core => by.clone(),
                _ => cast.resolve(source.tokens.clone(), source.core.clone()),
            },
        };
        if let Actor::Named(source) = &draft.actor {
            last = Some((source.clone(), by.clone()));
        }
        let to = draft.to.iter().flat_map(|to| cast.resolve(to.tokens.clone(), to.core.clone())).collect();
        resolved.push((draft, Parties { by, to }));
    }
    resolved
}

/// Whoever committed themselves last before a plan is told of again.
fn planner(before: &[(Draft, Parties)], plan: usize) -> Resolved {
    let near = |(draft, _): &&(Draft, Parties)| draft.cue.end <= plan && plan - draft.cue.end <= PLAN_TOKENS_MAX;
    before.iter().rev().take(PLAN_DRAFTS_MAX).find(near).map(|(_, parties)| parties.by.clone()).unwrap_or_default()
}

/// Whether a statement foretells what others will do: what they are feared or said to do, and what a country does
/// that is not the speakers' own.
pub(super) fn foretells(
    vocabulary: &Vocabulary,
    words: &Words<'_>,
    draft: &Draft,
    layers: Layers<'_>,
    inside: StatementIndex,
    by: &[EntityIndex],
) -> bool {
    let statement = &layers.statements[inside.0].what;
    if by.iter().any(|by| statement.speakers.contains(by)) {
        return false;
    }
    // "“Keller will pay,” said the mayor": who is quoted foretells what others do, unless they speak for them.
    let is_quoted = matches!(statement.kind, StatementKind::Direct | StatementKind::Mixed);
    let speaks_for = |by: &EntityIndex| statement.speakers.iter().any(|speaker| layers.side(*speaker) == *by);
    // "Would" stands in the report's own words.
    let is_foretold = matches!(draft.actor, Actor::Named(_)) && words.lower(draft.cue.start) != "would";
    if is_quoted && is_foretold && !by.iter().any(speaks_for) {
        return true;
    }
    // What "it" and "they" will do in the mouth of another is mostly what some thing will; but who says that "they would"
    // mostly speaks for some people.
    let speaks_for_people = !is_foretold && words.lower(draft.actor.tokens().start) == "they";
    let is_some_thing = is_thing(words, draft) && !speaks_for_people;
    is_heard(vocabulary, statement) || is_some_thing || are_of_other_countries(layers, &statement.speakers, by)
}

/// Whether a statement tells what is only heard, or guessed.
fn is_heard(vocabulary: &Vocabulary, statement: &Statement) -> bool {
    let lemma = statement.cue.as_ref().map(|cue| cue.lemma.as_ref());
    lemma.is_some_and(|lemma| holds(&vocabulary.hearsay, lemma) || holds(&vocabulary.guesses, lemma))
}

/// Who commits themselves, with the reasons; none if that is nobody who can.
pub(super) fn by(
    vocabulary: &Vocabulary,
    draft: &Draft,
    parties: &Parties,
    layers: Layers<'_>,
    words: &Words<'_>,
    source: Span<Clean>,
    place: &impl Fn(EntityIndexInMaking) -> EntityIndex,
) -> Option<(NonEmpty<EntityIndex>, Vec<Reason>)> {
    let (by, because): (Vec<EntityIndex>, Vec<Reason>) = match &draft.actor {
        Actor::Named(_) | Actor::Planner(_) => {
            parties.by.iter().map(|(by, reason)| (place(*by), reason.clone())).unzip()
        }
        Actor::Speaker(_) => {
            let statement = &layers.statements[layers.around(source)?.0];
            let is_we = matches!(words.lower(draft.actor.tokens().start), "we" | "our");
            let rule = if is_we { "speaks-for-their-side" } else { "speaks-for-themselves" };
            let reason = Reason::new(RuleName::new(rule), vec![source]);
            let speakers = statement.what.speakers.iter();
            let side = |speaker: &EntityIndex| if is_we { layers.side(*speaker) } else { *speaker };
            (speakers.map(side).collect(), vec![reason])
        }
    };
    let can_act = |by: &EntityIndex| {
        use EntityKind as K;
        let entity = &layers.entities[by.0].what;
        // "They" may stand for things; a name of which the rules cannot tell what it names is mostly somebody's.
        let is_pronoun = is_thing(words, draft);
        match entity.kind {
            K::Person | K::Group | K::Organisation | K::Country | K::Place => true,
            K::Unknown => is_named(entity) || !is_pronoun,
            _ => false,
        }
    };
    let pronoun = is_thing(words, draft).then(|| words.lower(draft.actor.tokens().start));
    // "alleging that it would tie hands" charges another.
    let is_charge = layers.around(source).is_some_and(|at| is_heard(vocabulary, &layers.statements[at.0].what));
    if let Some(bodies) =
        pronoun.filter(|_| !is_charge).and_then(|pronoun| bodies_that_speak(layers, words, pronoun, source))
    {
        let reason = Reason::new(RuleName::new("body-that-says-so"), vec![source]);
        return Some((NonEmpty::new(bodies)?, vec![reason]));
    }
    if let Some(person) = person_who_speaks(draft, layers, words, source) {
        let reason = Reason::new(RuleName::new("person-who-says-so"), vec![source]);
        return Some((NonEmpty::of(person), vec![reason]));
    }
    let mut by: Vec<EntityIndex> = by.into_iter().filter(can_act).collect();
    if let Some(told) = told_in_aside(draft, layers, words, source, &by) {
        by = vec![told];
    }
    by.sort_unstable();
    by.dedup();
    Some((NonEmpty::new(by)?, because))
}

/// Whether the actor is named by a pronoun that mostly means a thing in the mouth of another.
pub(super) fn is_thing(words: &Words<'_>, draft: &Draft) -> bool {
    let actor = draft.actor.tokens();
    actor.len() == 1 && matches!(words.lower(actor.start), "it" | "they")
}

fn is_named(entity: &Entity) -> bool {
    entity.mentions.iter().any(|mention| mention.form == MentionForm::Name)
}

/// Whom "it" and "they" mean at the head of what is said: "The union said it would strike" speaks of the union.
fn bodies_that_speak(
    layers: Layers<'_>,
    words: &Words<'_>,
    pronoun: &str,
    source: Span<Clean>,
) -> Option<Vec<EntityIndex>> {
    let statement = &layers.statements[layers.around(source)?.0].what;
    let is_body = |speaker: &EntityIndex| {
        use EntityKind as K;
        let entity = &layers.entities[speaker.0].what;
        match entity.kind {
            K::Organisation | K::Country => true,
            K::Unknown => is_named(entity),
            K::Group => pronoun == "they",
            // A name of one word that is followed by "it" is no person's.
            K::Person => pronoun == "it" && has_name_of_one_word(entity, words),
            _ => false,
        }
    };
    let heads = statement.kind != StatementKind::Direct && statement.content.first().start() == source.start();
    let agrees = statement.speakers.iter().all(is_body) && (pronoun == "they" || statement.speakers.len() == 1);
    (heads && agrees && !statement.speakers.is_empty()).then(|| statement.speakers.clone())
}

/// Whom "he" and "she" mean at the head of what one person is told to have said: "The minister said she would resign" speaks
/// of the minister, unless the report speaks of them by the other pronoun.
fn person_who_speaks(draft: &Draft, layers: Layers<'_>, words: &Words<'_>, source: Span<Clean>) -> Option<EntityIndex> {
    let actor = draft.actor.tokens();
    let others: &[&str] = match words.lower(actor.start) {
        "he" => &["she", "her", "hers", "herself"],
        "she" => &["he", "him", "his", "himself"],
        _ => return None,
    };
    let statement = &layers.statements[layers.around(source)?.0].what;
    let heads = statement.kind != StatementKind::Direct && statement.content.first().start() == source.start();
    let [speaker] = statement.speakers.as_slice() else { return None };
    let entity = &layers.entities[speaker.0].what;
    let is_other =
        entity.mentions.iter().any(|mention| others.contains(&words.lower(words.at_byte(mention.span.start()))));
    (heads && actor.len() == 1 && entity.kind == EntityKind::Person && !is_other).then_some(*speaker)
}

/// Of whom somebody tells in an aside behind the subject, "The ministry, Ana Keller said, would pay", where the parser took
/// who tells it for the name of the subject.
fn told_in_aside(
    draft: &Draft,
    layers: Layers<'_>,
    words: &Words<'_>,
    source: Span<Clean>,
    by: &[EntityIndex],
) -> Option<EntityIndex> {
    let statement = &layers.statements[layers.around(source)?.0].what;
    let what = words.cover(draft.action.what.clone());
    let first = *statement.content.first();
    let is_aside = first.contains(source) && !first.contains(what) && statement.kind != StatementKind::Direct;
    let is_taken_for_name = matches!(draft.actor, Actor::Named(_)) && by == statement.speakers.as_slice();
    let is_told = |at: &usize| {
        let mut mentions = layers.entities[*at].what.mentions.iter();
        !by.contains(&EntityIndex(*at)) && mentions.any(|mention| source.contains(mention.span))
    };
    let found = (0..layers.entities.len()).find(is_told).filter(|_| is_aside && is_taken_for_name);
    found.map(EntityIndex)
}

fn has_name_of_one_word(entity: &Entity, words: &Words<'_>) -> bool {
    let is_of_one = |span: Span<Clean>| words.at_byte(span.start()) + 1 == words.at_byte(span.end());
    is_of_one(entity.name)
}

/// Whether the registry knows that all of them belong to other countries than the speakers.
fn are_of_other_countries(layers: Layers<'_>, speakers: &[EntityIndex], by: &[EntityIndex]) -> bool {
    let country = |at: &EntityIndex| layers.entities[at.0].what.registered.as_ref()?.country.clone();
    let is_of_other = |by: &EntityIndex| {
        let theirs = speakers.iter().filter_map(country).collect::<Vec<_>>();
        country(by).is_some_and(|by| !theirs.is_empty() && !theirs.contains(&by))
    };
    by.iter().all(is_of_other)
}
