//! Commitments: what identified actors promise, plan, decide or consider to do.
//!
//! The rules of `commitments.toml` name the words that commit; the dependency tree shows the action and whoever acts
//! (`scene`, `clause`, `actor`), and which part of the sentence is the action (`action`). Who the words mean is for the cast
//! to say (`party`).
//! What nobody in particular is said to do gives nothing: predictions, demands and the weather are no commitments.

mod action;
mod actor;
mod clause;
mod party;
mod rule;
mod scene;
mod slot;

use std::ops::Range;

use dateline_core::{
    Annotated, BlockKind, Change, Commitment, Entity, EntityIndex, Figure, Finding, Reason, Report, RuleName,
    Statement, StatementIndex, StatementKind, Strength, Time,
};

use self::action::Action;
use self::actor::Actor;
use self::party::Parties;
pub(crate) use self::party::resolve;
use self::rule::{CommitmentRule, Head, Rules};
use self::scene::{Hit, Scene};
use crate::cast::{Cast, EntityIndexInMaking};
use crate::lexicon::Lexicon;
use crate::rule::RuleCard;
use crate::source::Source;
use crate::tree::Trees;
use crate::words::Words;

/// The text of the rules.
pub(crate) const DATA: [&str; 1] = [include_str!("../../../../data/en/commitments.toml")];

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
        let (by, because) = party::by(vocabulary, draft, parties, layers, words, source, place)?;
        let inside = layers.around(cue);
        let foretells =
            |inside: StatementIndex| party::foretells(vocabulary, words, draft, layers, inside, by.as_slice());
        let is_going = words.lower(draft.cue.start) == "going";
        let tells_future = is_going || matches!(rule.head, Head::Modal | Head::Reported | Head::Be);
        if tells_future && inside.is_some_and(foretells) {
            return None;
        }
        // "We would sell it": in somebody's own words "would" tells no future, and "it would" needs who says so.
        let is_direct = |inside: StatementIndex| layers.statements[inside.0].what.kind == StatementKind::Direct;
        if rule.head == Head::Reported && inside.map_or_else(|| party::is_thing(words, draft), is_direct) {
            return None;
        }
        // "It promises to be a long night" foretells.
        if words.lower(draft.actor.tokens().start) == "it" && words.lower(draft.action.what.start) == "be" {
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
            strength: strength(rule, draft),
            is_denied: draft.is_denied,
            change: draft.change,
            inside,
        };
        let mut reason = Reason::new(rule.name.clone(), vec![cue, what]);
        reason.because.push(Reason { rule: RuleName::new(draft.actor.rule()), spans: vec![source], because });
        Some(Finding::commitment(report.id(), commitment, reason))
    }
}

/// How firmly a draft binds: a bare "will" before what one makes an appointment for tells a plan, not a promise.
fn strength(rule: &CommitmentRule, draft: &Draft) -> Strength {
    let is_bare = matches!(rule.head, Head::Modal | Head::Reported) && rule.strength == Strength::Pledged;
    if is_bare && draft.action.is_arranged { Strength::Planned } else { rule.strength }
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
        // "has no plans not to go": two denials do not deny the action.
        is_denied: hit.is_denied != is_negated,
        change: rule.change.or(hit.change),
    };
    actions.into_iter().map(of).collect()
}

#[cfg(test)]
mod tests;
