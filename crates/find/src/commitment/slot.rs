//! How much and by when: the figures and times that stand in an action.

use std::ops::Range;

use dateline_core::{Clean, Dated, Figure, FigureIndex, Finding, Span, Time, TimeIndex, TimeKind, TimeModifier};
use jiff::civil::Date;

use super::Layers;
use super::action::Action;
use super::rule::{Vocabulary, holds};
use crate::words::Words;

/// What the slots of one report's commitments are filled from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slots<'a> {
    pub(super) words: &'a Words<'a>,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) layers: Layers<'a>,
    pub(super) published: Option<&'a Dated>,
}

impl Slots<'_> {
    /// The first figure of an action.
    pub(super) fn figure(&self, what: Span<Clean>) -> Option<FigureIndex> {
        let of = |figure: &Finding<Figure>| figure.what.span;
        within(self.layers.figures, of, what).next().map(FigureIndex)
    }

    /// The time by which an action is to be done: in the action one that a preposition like "by" sets, else the first
    /// that is not past; and before the action or beside the word that commits only one that is its own.
    pub(super) fn deadline(&self, action: &Action) -> Option<TimeIndex> {
        let inside = self.times(&action.what).chain(action.beside.iter().flat_map(|beside| self.times(beside)));
        let is_of_action = |at: &usize| {
            let token = self.words.at_byte(self.layers.times[*at].what.span.start());
            !action.told_of_things.iter().any(|clause| clause.contains(&token))
        };
        let inside = inside.filter(is_of_action);
        let outside = action.around.iter().flat_map(|around| self.times(around));
        let set = inside.clone().chain(outside).find(|at| self.is_set(*at));
        set.or_else(|| inside.clone().find(|at| self.is_when(*at))).map(TimeIndex)
    }

    fn times(&self, tokens: &Range<usize>) -> impl Iterator<Item = usize> + Clone + '_ {
        let of = |time: &Finding<Time>| time.what.span;
        let words = (!tokens.is_empty()).then(|| self.words.cover(tokens.clone()));
        words.into_iter().flat_map(move |span| within(self.layers.times, of, span))
    }

    /// Whether a preposition makes a time the last one: "by 2030", "within ten days".
    fn is_set(&self, at: usize) -> bool {
        let time = &self.layers.times[at].what;
        let list = match time.kind {
            TimeKind::Date | TimeKind::Clock => &self.vocabulary.deadlines,
            TimeKind::Duration => &self.vocabulary.spans,
            TimeKind::Set => return false,
        };
        let start = self.words.at_byte(time.span.start());
        // "in decades" sets no day, "within weeks" does.
        let is_vague = time.value.contains('X') && time.kind == TimeKind::Duration;
        let sets = |at: usize| {
            let word = self.words.lower(at);
            holds(list, word) && (!is_vague || word == "within")
        };
        // The expression may begin with the preposition: "within ten days".
        (start.saturating_sub(1)..=start).any(sets) && !self.is_past(time)
    }

    /// Whether a time says when something is to be done.
    fn is_when(&self, at: usize) -> bool {
        let time = &self.layers.times[at].what;
        let before = self.words.at_byte(time.span.start()).checked_sub(1);
        // A bare year: "over the course of this month" says when.
        let is_year = time.value.len() == 4;
        let is_of_other = is_year && before.is_some_and(|at| holds(&self.vocabulary.undated, self.words.lower(at)));
        !is_of_other
            && matches!(time.kind, TimeKind::Date | TimeKind::Clock)
            && time.modifier != Some(TimeModifier::Earlier)
            && !self.is_past(time)
            && !time.value.ends_with("_REF")
    }

    fn is_past(&self, time: &Time) -> bool {
        let day: Option<Date> = self.published.and_then(Dated::single);
        time.days.zip(day).is_some_and(|((_, last), day)| last < day)
    }
}

/// The findings of an ordered layer without overlap that lie in a span.
fn within<T>(
    layer: &[Finding<T>],
    of: impl Fn(&Finding<T>) -> Span<Clean> + Copy,
    span: Span<Clean>,
) -> impl Iterator<Item = usize> + Clone {
    let from = layer.partition_point(|found| of(found).start() < span.start());
    let to = layer.partition_point(|found| of(found).end() <= span.end());
    from..to.max(from)
}
