//! Commitments: what identified actors promise, plan, decide or consider to do.
//!
//! The rules of `commitments.toml` name the words that commit; the dependency tree shows the action and whoever acts
//! (`scene`), and which part of the sentence is the action (`action`). Who the words mean is for the cast to say.
//! What nobody in particular is said to do gives nothing: predictions, demands and the weather are no commitments.

mod action;
mod rule;
mod scene;
mod slot;

use std::ops::Range;

use dateline_core::{
    Annotated, BlockKind, Change, Clean, Commitment, Entity, EntityIndex, EntityKind, Figure, Finding, MentionForm,
    NonEmpty, Reason, Report, RuleName, Span, Statement, StatementIndex, StatementKind, Time,
};

use self::action::Action;
use self::rule::{Head, Rules, holds};
use self::scene::{Actor, Hit, Scene};
use crate::cast::{Cast, EntityIndexInMaking, Resolved};
use crate::lexicon::Lexicon;
use crate::rule::RuleCard;
use crate::source::Source;
use crate::tree::Trees;
use crate::words::Words;

/// The text of the rules.
pub(crate) const DATA: [&str; 1] = [include_str!("../../../../data/en/commitments.toml")];

/// How many statements back one is looked for in which a commitment is told.
const STATEMENTS_BACK_MAX: usize = 32;

/// How many tokens behind the words that commit "the plan" still means what was told there: about three sentences.
const PLAN_TOKENS_MAX: usize = 80;

/// Finds commitments. Holds its data, no state.
#[derive(Debug)]
pub(crate) struct CommitmentFinder {
    rules: Rules,
}

/// A commitment before its actors are known.
#[derive(Debug)]
pub(crate) struct Draft {
    rule: usize,
    actor: Actor,
    to: Vec<Source>,
    cue: Range<usize>,
    action: Action,
    is_denied: bool,
    change: Option<Change>,
}

/// The layers of a report that commitments are built on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Layers<'a> {
    pub(crate) entities: &'a [Finding<Entity>],
    pub(crate) statements: &'a [Finding<Statement>],
    pub(crate) times: &'a [Finding<Time>],
    pub(crate) figures: &'a [Finding<Figure>],
    /// The people who speak for a body or a country, each with it, in their order.
    pub(crate) sides: &'a [(EntityIndex, EntityIndex)],
}

impl Layers<'_> {
    /// For whom somebody speaks: the body or the country that stands with their name, else themselves.
    fn side(&self, speaker: EntityIndex) -> EntityIndex {
        let found = self.sides.binary_search_by_key(&speaker, |(person, _)| *person);
        found.map_or(speaker, |at| self.sides[at].1)
    }
}

/// Who commits themselves, and to whom, as the cast knows them.
#[derive(Debug)]
pub(crate) struct Parties {
    by: Resolved,
    to: Resolved,
}

impl CommitmentFinder {
    /// Reads the built-in rules.
    pub(crate) fn parse() -> Result<Self, String> {
        Ok(Self { rules: rule::parse(DATA[0])? })
    }

    /// The rules, in the order in which they are tried.
    pub(crate) fn rules(&self) -> impl Iterator<Item = &RuleCard> {
        self.rules.items.iter().map(|rule| &rule.card)
    }

    /// Looks for commitments in all blocks of a report but its subheadings, in the order of the text.
    pub(crate) fn find(
        &self,
        lexicon: &Lexicon,
        words: &Words<'_>,
        report: &Report,
        annotated: &Annotated,
        cast: &Cast<'_>,
    ) -> Vec<Draft> {
        // Who does what is a question of syntax.
        let Some(syntax) = &annotated.syntax else { return Vec::new() };
        let trees = Trees::new(syntax, annotated.sentences.items());
        let scene = Scene { lexicon, words, trees: &trees, rules: &self.rules, cast };
        let is_read = |block: usize| report.blocks()[block].kind != BlockKind::Subheading;
        let sentences = annotated.sentences.into_iter().filter(|sentence| is_read(sentence.block));
        sentences.flat_map(|sentence| self.in_sentence(scene, sentence.tokens.range())).collect()
    }

    fn in_sentence(&self, scene: Scene<'_>, tokens: Range<usize>) -> Vec<Draft> {
        let mut hits: Vec<Hit> = tokens.clone().flat_map(|at| scene.hits_at(at, &tokens)).collect();
        // Of the rules that one word fits, and of those that find one action, the first counts.
        hits.sort_by_key(|hit| (hit.head, hit.rule));
        hits.dedup_by_key(|hit| hit.head);
        hits.sort_by_key(|hit| (hit.action, hit.rule));
        hits.dedup_by_key(|hit| hit.action);
        // "will consider closing": the action of one is the word that commits of the other, which says more.
        let heads: Vec<usize> = hits.iter().map(|hit| hit.head).collect();
        hits.retain(|hit| !heads.contains(&hit.action));
        hits.into_iter().flat_map(|hit| drafts(scene, &hit)).collect()
    }

    /// Closes the drafts whose actors are known.
    pub(crate) fn finish(
        &self,
        report: &Report,
        words: &Words<'_>,
        drafts: Vec<(Draft, Parties)>,
        layers: Layers<'_>,
        place: impl Fn(EntityIndexInMaking) -> EntityIndex,
    ) -> Vec<Finding<Commitment>> {
        let close = |(draft, parties)| self.close(report, words, &draft, &parties, layers, &place);
        let mut found: Vec<Finding<Commitment>> = drafts.into_iter().filter_map(close).collect();
        found.sort_by_key(|found| (found.what.what, found.what.cue));
        found.dedup_by_key(|found| found.what.what);
        found
    }

    fn close(
        &self,
        report: &Report,
        words: &Words<'_>,
        draft: &Draft,
        parties: &Parties,
        layers: Layers<'_>,
        place: &impl Fn(EntityIndexInMaking) -> EntityIndex,
    ) -> Option<Finding<Commitment>> {
        let rule = &self.rules.items[draft.rule];
        let vocabulary = &self.rules.vocabulary;
        let cue = words.cover(draft.cue.clone());
        let source = words.cover(draft.actor.tokens());
        let (by, because) = by(draft, parties, layers, words, source, place)?;
        let inside = around(layers.statements, cue);
        let foretells = |inside: StatementIndex| self.foretells(words, draft, layers, inside, by.as_slice());
        if matches!(rule.head, Head::Modal | Head::Reported | Head::Be) && inside.is_some_and(foretells) {
            return None;
        }
        // "We would sell it": in somebody's own words "would" tells no future, and "it would" needs who says so.
        let is_direct = |inside: StatementIndex| layers.statements[inside.0].what.kind == StatementKind::Direct;
        if rule.head == Head::Reported && inside.map_or_else(|| is_thing(words, draft), is_direct) {
            return None;
        }
        let what = words.cover(draft.action.what.clone());
        let slots = slot::Slots { words, vocabulary, layers, published: report.published() };
        let commitment = Commitment {
            by,
            to: parties.to.iter().map(|(to, _)| place(*to)).collect(),
            what,
            cue,
            source,
            figure: slots.figure(what),
            deadline: slots.deadline(&draft.action),
            condition: draft.action.condition.clone().map(|condition| words.cover(condition)),
            strength: rule.strength,
            is_denied: draft.is_denied,
            change: draft.change,
            inside,
        };
        let mut reason = Reason::new(rule.name.clone(), vec![cue, what]);
        reason.because.push(Reason { rule: RuleName::new(draft.actor.rule()), spans: vec![source], because });
        Some(Finding::commitment(report.id(), commitment, reason))
    }
}

impl CommitmentFinder {
    /// Whether a statement foretells what others will do: what they are feared or said to do, and what a country does
    /// that is not the speakers' own.
    fn foretells(
        &self,
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
        let lemma = statement.cue.as_ref().map(|cue| cue.lemma.as_ref());
        let vocabulary = &self.rules.vocabulary;
        let is_heard =
            lemma.is_some_and(|lemma| holds(&vocabulary.hearsay, lemma) || holds(&vocabulary.guesses, lemma));
        // What "it" and "they" will do in the mouth of another is mostly what some thing will.
        is_heard || is_thing(words, draft) || are_of_other_countries(layers, &statement.speakers, by)
    }
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
    before.iter().rev().find(near).map(|(_, parties)| parties.by.clone()).unwrap_or_default()
}

/// The drafts of a hit: one for each of the actions that it joins.
fn drafts(scene: Scene<'_>, hit: &Hit) -> Vec<Draft> {
    let rule = &scene.rules.items[hit.rule];
    let actions = scene.actions(hit);
    let of = |(action, is_negated): (Action, bool)| Draft {
        rule: hit.rule,
        actor: hit.actor.clone(),
        to: scene.addressees(hit),
        cue: hit.cue.clone(),
        action,
        // Who does not plan not to go may go: two denials say nothing sure of the action, but they do not deny it.
        is_denied: hit.is_denied != is_negated,
        change: rule.change.or(hit.change),
    };
    actions.into_iter().map(of).collect()
}

/// Who commits themselves, with the reasons; none if that is nobody who can.
fn by(
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
            let statement = &layers.statements[around(layers.statements, source)?.0];
            let reason = Reason::new(RuleName::new("speaks-for-themselves"), vec![source]);
            let is_we = matches!(words.lower(draft.actor.tokens().start), "we" | "our");
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
    let mut by: Vec<EntityIndex> = by.into_iter().filter(can_act).collect();
    if is_thing(words, draft) {
        by = bodies_that_speak(layers, words.lower(draft.actor.tokens().start), source).unwrap_or(by);
    }
    by.dedup();
    Some((NonEmpty::new(by)?, because))
}

/// Whether the actor is named by a pronoun that mostly means a thing in the mouth of another.
fn is_thing(words: &Words<'_>, draft: &Draft) -> bool {
    let actor = draft.actor.tokens();
    actor.len() == 1 && matches!(words.lower(actor.start), "it" | "they")
}

fn is_named(entity: &Entity) -> bool {
    entity.mentions.iter().any(|mention| mention.form == MentionForm::Name)
}

/// Whom "it" and "they" mean at the head of what is said: "The union said it would strike" speaks of the union.
fn bodies_that_speak(layers: Layers<'_>, pronoun: &str, source: Span<Clean>) -> Option<Vec<EntityIndex>> {
    let statement = &layers.statements[around(layers.statements, source)?.0].what;
    let is_body = |speaker: &EntityIndex| {
        use EntityKind as K;
        let entity = &layers.entities[speaker.0].what;
        match entity.kind {
            K::Organisation | K::Country => true,
            K::Unknown => is_named(entity),
            K::Group => pronoun == "they",
            _ => false,
        }
    };
    let heads = statement.kind != StatementKind::Direct && statement.content.first().start() == source.start();
    let agrees = statement.speakers.iter().all(is_body) && (pronoun == "they" || statement.speakers.len() == 1);
    (heads && agrees && !statement.speakers.is_empty()).then(|| statement.speakers.clone())
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

/// The innermost statement in whose content some characters stand. The statements stand in the order of their content.
fn around(statements: &[Finding<Statement>], span: Span<Clean>) -> Option<StatementIndex> {
    let behind = statements.partition_point(|statement| statement.what.content.first().start() <= span.start());
    let holds = |at: &usize| statements[*at].what.content.iter().any(|piece| piece.contains(span));
    (behind.saturating_sub(STATEMENTS_BACK_MAX)..behind).rev().find(holds).map(StatementIndex)
}

#[cfg(test)]
mod tests;
