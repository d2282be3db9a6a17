//! Where and when: the place and the time that a clause gives an act, else its sentence, the sentence before, the dateline.

use std::ops::Range;

use dateline_core::syntax::{Relation, Upos};
use dateline_core::{EventBasis, EventTime, Finding, Time, TimeKind};

use super::Look;
use super::frame::Frames;
use super::words::{AspectRole, AspectWords};
use crate::cast::{Cast, EntityIndexInMaking};
use crate::words::Words;

/// Words between an expression and the verb of its clause.
const CLAUSE_STEPS_MAX: usize = 8;

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

/// The times of a report with the tokens they cover, for the days of acts.
#[derive(Debug)]
pub(crate) struct Days<'a> {
    frames: Frames<'a>,
    aspects: &'a AspectWords,
    times: Vec<(Range<usize>, &'a Time)>,
}

impl<'a> Days<'a> {
    /// Those of the times that mean days, known or not.
    pub(crate) fn new(
        frames: Frames<'a>,
        aspects: &'a AspectWords,
        words: &Words<'_>,
        times: &'a [Finding<Time>],
    ) -> Self {
        let means_days = |time: &&Time| matches!(time.kind, TimeKind::Date | TimeKind::Clock);
        let tokens = |time: &Time| {
            let start = words.at_byte(time.span.start());
            start..words.at_byte(time.span.end()).max(start + 1)
        };
        let times = times.iter().map(|found| &found.what).filter(means_days);
        let times = times.map(|time| (tokens(time), time)).filter(|(at, _)| at.end <= words.len()).collect();
        Self { frames, aspects, times }
    }

    fn within(&self, tokens: &Range<usize>) -> &[(Range<usize>, &'a Time)] {
        let from = self.times.partition_point(|(at, _)| at.start < tokens.start);
        let to = self.times.partition_point(|(at, _)| at.start < tokens.end);
        &self.times[from..to.max(from)]
    }

    /// The days of an act: those of its clause, else of its sentence if that names one time only, else of the sentence
    /// before.
    pub(crate) fn of(
        &self,
        trigger: usize,
        sentence: &Range<usize>,
        before: Option<&Range<usize>>,
    ) -> Option<EventTime> {
        let mut here = self.known_within(sentence);
        let beside = here.clone().find(|(at, _)| self.is_beside(trigger, at));
        if let Some((_, time)) = beside.or_else(|| here.clone().find(|(at, _)| self.is_own(trigger, at))) {
            return days(time, EventBasis::Clause);
        }
        if let Some((_, time)) = here.next() {
            return if here.next().is_none() { days(time, EventBasis::Sentence) } else { None };
        }
        let mut before = self.known_within(before?);
        let (_, time) = before.next().filter(|_| before.next().is_none())?;
        days(time, EventBasis::SentenceBefore)
    }

    /// The time from which an act is known to be done, whether its days are known or not: that of its clause, else of a
    /// clause around it if the sentence names one only. What goes on "since" a time is not over.
    pub(crate) fn told_by(&self, trigger: usize, sentence: &Range<usize>) -> Option<(Range<usize>, &'a Time)> {
        let here = self.within(sentence);
        let beside = here.iter().find(|(at, _)| self.is_beside(trigger, at));
        let own = beside.or_else(|| here.iter().find(|(at, _)| self.is_own(trigger, at)));
        let (tokens, time) = match (own, here) {
            (Some(own), _) => own,
            (None, [only]) if self.is_around(trigger, &only.0) => only,
            _ => return None,
        };
        let goes_on = matches!(self.frames.preposition(self.top(tokens)?), Some("since" | "until" | "till" | "by"));
        (!goes_on).then(|| (tokens.clone(), *time))
    }

    /// The times of known days in a stretch of text.
    fn known_within(&self, tokens: &Range<usize>) -> impl Iterator<Item = &(Range<usize>, &'a Time)> + Clone {
        self.within(tokens).iter().filter(|(_, time)| time.days.is_some())
    }

    /// Whether a time stands in the clause that tells an act, or beside the noun that names it. A time before another
    /// noun is of that alone: "accused of the 2011 murder".
    fn is_own(&self, trigger: usize, time: &Range<usize>) -> bool {
        let own = predicate_of_act(&self.frames, trigger);
        let is_in = |top: usize| {
            let head = self.frames.trees.head(top);
            let is_of_noun = head.is_some_and(|head| head > top && !self.frames.is_verb(head));
            let is_of_era = head.is_some_and(|noun| self.is_era(noun));
            head == Some(trigger) || ((!is_of_noun || is_of_era) && predicate(&self.frames, top) == own)
        };
        self.top(time).is_some_and(is_in)
    }

    /// Whether a time stands beside the noun that names an act, or beside what that is of: "the massacre of villagers in
    /// 2009".
    fn is_beside(&self, trigger: usize, time: &Range<usize>) -> bool {
        let trees = self.frames.trees;
        let Some(head) = self.top(time).and_then(|top| trees.head(top)) else { return false };
        let is_of = trees.relation(head) == Relation::NominalModifier && self.frames.preposition(head) == Some("of");
        !self.frames.is_verb(trigger) && (head == trigger || (is_of && trees.head(head) == Some(trigger)))
    }

    /// Whether a noun tells when something was done by what went on then: "during the 2009 war".
    fn is_era(&self, noun: usize) -> bool {
        const WITHIN: [&str; 5] = ["after", "before", "during", "in", "throughout"];
        self.frames.trees.relation(noun) == Relation::Oblique
            && self.frames.preposition(noun).is_some_and(|word| WITHIN.contains(&word))
            && self.aspects.aspect(AspectRole::Era, self.frames.lemma(noun)).is_some()
    }

    /// Whether a time belongs to a verb above the act.
    fn is_around(&self, trigger: usize, time: &Range<usize>) -> bool {
        let verb = self.top(time).and_then(|top| self.frames.trees.head(top));
        let mut above = std::iter::successors(Some(trigger), |at| self.frames.trees.head(*at)).take(CLAUSE_STEPS_MAX);
        verb.is_some_and(|verb| self.frames.is_verb(verb) && above.any(|at| at == verb))
    }

    /// The word of an expression on which its others depend.
    fn top(&self, time: &Range<usize>) -> Option<usize> {
        time.clone().find(|token| self.frames.trees.head(*token).is_none_or(|head| !time.contains(&head)))
    }
}

fn days(time: &Time, basis: EventBasis) -> Option<EventTime> {
    time.days.map(|(first, last)| EventTime { first, last, basis })
}
