//! When: the days of an act, those of its own clause, else those of what it is told along with.
//!
//! A time tells when that was done which the word does on which it hangs. What an act demands, plans or judges has times of
//! its own ("condemned the raid of 2 May", "urged them to leave by June"), and an act has none from there.

use std::ops::Range;

use dateline_core::syntax::{Relation, Upos};
use dateline_core::{Aspect, EventBasis, EventTime, Finding, Report, Time, TimeKind};
use jiff::civil::Date;

use super::Act;
use super::background::DAYS_OF_MONTH_MIN;
use super::frame::Frames;
use super::lexicon::ActLexicon;
use super::setting::{CLAUSE_STEPS_MAX, predicate, predicate_of_act};
use super::words::{AspectRole, AspectWords};
use crate::words::Words;

/// Prepositions before what went on when something was done.
const WITHIN: [&str; 5] = ["after", "before", "during", "in", "throughout"];

/// The times of a report with the tokens they cover, for the days of acts.
#[derive(Debug)]
pub(crate) struct Days<'a> {
    frames: Frames<'a>,
    aspects: &'a AspectWords,
    acts: &'a ActLexicon,
    times: Vec<(Range<usize>, &'a Time)>,
    published: Option<Date>,
}

impl<'a> Days<'a> {
    /// Those of the times that mean days, known or not.
    pub(crate) fn new(
        frames: Frames<'a>,
        aspects: &'a AspectWords,
        acts: &'a ActLexicon,
        times: &'a [Finding<Time>],
        report: &Report,
    ) -> Self {
        let words: &Words<'_> = frames.words;
        // The day of the dateline is that of the report.
        let place = report.dateline().filter(|line| line.day.is_some()).and_then(|line| line.place);
        let of_dateline = place.and_then(|place| times.iter().find(|found| found.what.span.start() >= place.end()));
        let of_dateline = of_dateline.map(|found| found.what.span);
        let means_days =
            |time: &&Time| matches!(time.kind, TimeKind::Date | TimeKind::Clock) && Some(time.span) != of_dateline;
        let tokens = |time: &Time| {
            let start = words.at_byte(time.span.start());
            start..words.at_byte(time.span.end()).max(start + 1)
        };
        let times = times.iter().map(|found| &found.what).filter(means_days);
        let times = times.map(|time| (tokens(time), time)).filter(|(at, _)| at.end <= words.len()).collect();
        let published = report.published().and_then(dateline_core::Dated::single);
        Self { frames, aspects, acts, times, published }
    }

    /// The last day of which the report tells in the past: it was not written before.
    pub(crate) fn told_last(&self) -> Option<Date> {
        let is_told = |at: &Range<usize>| {
            self.top(at).is_some_and(|top| self.frames.is_past(predicate(&self.frames, top)) && !self.is_limit(top))
        };
        let days = self.times.iter().filter_map(|(at, time)| Some((at, time.days?.0)));
        days.filter(|(at, _)| is_told(at)).map(|(_, first)| first).max()
    }

    /// Whether a time is one by which something is done.
    fn is_limit(&self, top: usize) -> bool {
        matches!(self.frames.preposition(top), Some("by" | "before" | "until" | "till" | "within"))
    }

    fn within(&self, tokens: &Range<usize>) -> &[(Range<usize>, &'a Time)] {
        let from = self.times.partition_point(|(at, _)| at.start < tokens.start);
        let to = self.times.partition_point(|(at, _)| at.start < tokens.end);
        &self.times[from..to.max(from)]
    }

    /// The days of an act: those of its clause, else of a clause around or beside it if its sentence names one time only,
    /// else, where it names none, of the sentence before.
    pub(crate) fn of(
        &self,
        act: &Act<'_>,
        sentence: &Range<usize>,
        before: Option<&Range<usize>>,
    ) -> Option<EventTime> {
        let (trigger, aspect) = (act.trigger, act.told.aspect);
        let here = self.within(sentence);
        let is_over = |time: &Time| self.published.zip(time.days).is_some_and(|(day, (_, last))| last < day);
        // What is still to come was not at a time that is over, wherever the parser hung that.
        let is_past = |time: &Time| aspect == Aspect::Future && is_over(time);
        let is_told =
            |at: &Range<usize>, time: &Time| time.days.is_some() && !is_past(time) && !self.is_deadline(act, at);
        let known = || here.iter().filter(|(at, time)| is_told(at, time));
        let beside = known().find(|(at, _)| self.is_beside(trigger, at));
        if let Some((_, time)) = beside.or_else(|| known().find(|(at, _)| self.is_own(trigger, at))) {
            return days(time, EventBasis::Clause);
        }
        match here {
            [] => {
                let [(at, time)] = self.within(before?) else { return None };
                let is_told_on = self.goes_on_from(trigger, aspect, at);
                days(time, EventBasis::SentenceBefore).filter(|_| is_told_on)
            }
            [(at, time)] => {
                let is_along = self.is_around(trigger, at) || self.is_along(trigger, at);
                let is_when = is_along && self.is_same_voice(trigger, at) && self.is_in_tense(at, time, aspect);
                days(time, EventBasis::Sentence).filter(|_| is_when && is_told(at, time))
            }
            _ => None,
        }
    }

    /// The time that the sentence before an act names, if the act's own names none: what a report told there of years long
    /// past it mostly goes on with.
    pub(crate) fn background(
        &self,
        trigger: usize,
        sentence: &Range<usize>,
        before: Option<&Range<usize>>,
    ) -> Option<EventTime> {
        let ([], [(at, time)]) = (self.within(sentence), self.within(before?)) else { return None };
        days(time, EventBasis::SentenceBefore).filter(|_| self.is_same_voice(trigger, at))
    }

    /// The time from which an act is known to be done, whether its days are known or not: that of its clause, else of a
    /// clause around it if the sentence names one only. What goes on "since" a time is not over.
    pub(crate) fn told_by(&self, trigger: usize, sentence: &Range<usize>) -> Option<(Range<usize>, &'a Time)> {
        let here = self.within(sentence);
        // "Since 2009, when the senators rejected the plan"
        if let Some((tokens, time)) = here.iter().find(|(at, _)| self.is_told_of(trigger, at)) {
            return Some((tokens.clone(), *time));
        }
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

    /// "Lifted an embargo imposed on Belmark in 2029": a month or a year right behind a participle is when that was done, also
    /// where the parser hangs it on the verb before; a day is rather when the news was made.
    fn is_of_participle(&self, trigger: usize, time: &Range<usize>) -> bool {
        let trees = self.frames.trees;
        let Some(top) = self.top(time).filter(|top| trees.head(*top) == Some(trigger) && *top > trigger) else {
            return false;
        };
        let start = trees.extent(top).start;
        let is_participle = |at: usize| {
            trees.relation(at) == Relation::ClauseOfNoun && self.frames.is_verb(at) && trees.extent(at).end == start
        };
        let is_long = self.times.iter().any(|(at, known)| {
            at == time && known.days.is_some_and(|(first, last)| (last - first).get_days() >= DAYS_OF_MONTH_MIN)
        });
        is_long && (trigger + 1..start).any(is_participle)
    }

    /// Whether a time stands in the clause that tells an act, or beside the noun that names it. A time before another
    /// noun is of that alone, "accused of the 2011 murder", and so is one behind a noun that names what was done.
    fn is_own(&self, trigger: usize, time: &Range<usize>) -> bool {
        let own = predicate_of_act(&self.frames, trigger);
        let is_in = |top: usize| {
            let head = self.frames.trees.head(top);
            let is_before_noun = head.is_some_and(|head| head > top && !self.frames.is_verb(head));
            let is_of_era = head.is_some_and(|noun| self.is_era(noun) || self.is_act_within(trigger, noun));
            let is_of_noun = is_before_noun || self.is_of_deed(trigger, top);
            if self.is_of_participle(trigger, time) {
                return false;
            }
            head == Some(trigger) || ((!is_of_noun || is_of_era) && predicate(&self.frames, top) == own)
        };
        self.top(time).is_some_and(is_in)
    }

    /// Whether a time tells when that was done which a noun beside the act names: "condemned the attack of 2 May", "met the
    /// winner of the vote in May". What the verb only carries out is the act itself: "launched an attack on 2 May".
    fn is_of_deed(&self, trigger: usize, top: usize) -> bool {
        let trees = self.frames.trees;
        let Some(noun) = trees.head(top).filter(|noun| trees.upos(*noun) == Upos::Noun) else { return false };
        let is_deed = self.frames.preposition(top) == Some("of") || self.acts.knows(self.frames.lemma(noun));
        let is_act_itself = noun == trigger || self.frames.support_of(noun).is_some_and(|(verb, _)| verb == trigger);
        is_deed && !is_act_itself
    }

    /// Whether a time is one by which something is to be done that words ask for or promise: "demanded a vote by June".
    fn is_deadline(&self, act: &Act<'_>, time: &Range<usize>) -> bool {
        let is_limit = self.top(time).is_some_and(|top| self.is_limit(top));
        !act.entry.kind.is_deed() && act.told.aspect == Aspect::Actual && is_limit
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
        self.frames.trees.relation(noun) == Relation::Oblique
            && self.frames.preposition(noun).is_some_and(|word| WITHIN.contains(&word))
            && self.aspects.aspect(AspectRole::Era, self.frames.lemma(noun)).is_some()
    }

    /// Whether an act stands in a clause that tells what was at a time right before it: "in 1972, when he fled". The parser
    /// may hang it on the time or on the verb of that.
    fn is_told_of(&self, trigger: usize, time: &Range<usize>) -> bool {
        let (trees, words) = (self.frames.trees, self.frames.words);
        let is = |at: usize, word: &str| at < words.len() && words.lower(at) == word;
        let is_comma = is(time.end, ",");
        let when = time.end + usize::from(is_comma);
        let mut clauses = std::iter::successors(Some(trigger), |at| trees.head(*at)).take(CLAUSE_STEPS_MAX);
        is(when, "when") && clauses.any(|at| [when, time.end].contains(&trees.extent(at).start))
    }

    /// Whether a noun names what an act was part of: "was killed in a 2011 attack".
    fn is_act_within(&self, trigger: usize, noun: usize) -> bool {
        let trees = self.frames.trees;
        trees.relation(noun) == Relation::Oblique
            && trees.head(noun) == Some(trigger)
            && matches!(self.frames.preposition(noun), Some("in" | "during"))
            && self.acts.share_type(self.frames.lemma(trigger), self.frames.lemma(noun))
    }

    /// Whether a time belongs to a verb above the act.
    fn is_around(&self, trigger: usize, time: &Range<usize>) -> bool {
        if self.is_of_participle(trigger, time) {
            return false;
        }
        let verb = self.top(time).and_then(|top| self.frames.trees.head(top));
        let mut above = std::iter::successors(Some(trigger), |at| self.frames.trees.head(*at)).take(CLAUSE_STEPS_MAX);
        verb.is_some_and(|verb| self.frames.is_verb(verb) && above.any(|at| at == verb))
    }

    /// Whether a time belongs to what is told of the same moment as an act: a verb joined to it without a subject of its
    /// own, who tells of it behind it, a clause that says when it was done.
    fn is_along(&self, trigger: usize, time: &Range<usize>) -> bool {
        let trees = self.frames.trees;
        let Some(top) = self.top(time).filter(|top| !self.is_of_deed(trigger, *top)) else { return false };
        let (own, verb) = (predicate_of_act(&self.frames, trigger), predicate(&self.frames, top));
        let is_when = || {
            let mut marks = trees.dependents(verb).take_while(|mark| *mark < verb);
            marks.any(|mark| matches!(self.frames.words.lower(mark), "when" | "as" | "while"))
        };
        let is_shared = || {
            const OWN: [Relation; 3] = [Relation::Subject, Relation::PassiveSubject, Relation::Auxiliary];
            trees.dependent(verb, &OWN).is_none()
        };
        let is_told_with = match trees.relation(verb) {
            Relation::Conjunct => is_shared(),
            Relation::Parataxis => true,
            Relation::AdverbialClause => is_when(),
            _ => false,
        };
        trees.head(verb) == Some(own) && is_told_with
    }

    /// Whether a time and an act are both told by the report, or both in somebody's own words.
    fn is_same_voice(&self, trigger: usize, time: &Range<usize>) -> bool {
        self.frames.words.is_quoted(trigger) == self.frames.words.is_quoted(time.start)
    }

    /// Whether an act can have the time of the clause around it: what is to come was not when somebody spoke of it, and
    /// what is done is not still to come.
    fn is_in_tense(&self, at: &Range<usize>, time: &Time, aspect: Aspect) -> bool {
        let told_in_past = self.top(at).is_some_and(|top| self.frames.is_past(predicate(&self.frames, top)));
        let is_to_come = self.published.zip(time.days).is_some_and(|(day, (first, _))| first > day);
        if aspect == Aspect::Actual { !is_to_come } else { !told_in_past }
    }

    /// Whether an act goes on with what the sentence before it tells at a time of its own: both narrate, and that
    /// sentence does so in its main clause, not in what somebody says or demands.
    fn goes_on_from(&self, trigger: usize, aspect: Aspect, time: &Range<usize>) -> bool {
        let trees = self.frames.trees;
        let Some(top) = self.top(time) else { return false };
        let verb = predicate(&self.frames, top);
        let is_main = trees.head(verb).is_none()
            || matches!(trees.relation(verb), Relation::Conjunct | Relation::Parataxis)
            || self.is_told_ahead(verb);
        let own = self.finite_around(trigger);
        aspect == Aspect::Actual
            && is_main
            && (!self.is_of_deed(trigger, top) || self.leads_in(top))
            && self.is_same_voice(trigger, time)
            && self.narrates(verb)
            && self.narrates(own)
    }

    /// Whether a time is that of what went on when something else was done: "after the 2021 attack".
    fn leads_in(&self, top: usize) -> bool {
        let noun = self.frames.trees.head(top).filter(|noun| self.frames.trees.relation(*noun) == Relation::Oblique);
        noun.and_then(|noun| self.frames.preposition(noun)).is_some_and(|word| WITHIN.contains(&word))
    }

    /// "Rebels attacked the port on Monday, police said": what is told before who tells it stands as if by itself.
    fn is_told_ahead(&self, verb: usize) -> bool {
        let trees = self.frames.trees;
        let telling = trees.head(verb).filter(|_| trees.relation(verb) == Relation::ClausalComplement);
        telling.is_some_and(|telling| telling > verb && trees.head(telling).is_none())
    }

    /// The finite verb of the clause around a trigger.
    fn finite_around(&self, trigger: usize) -> usize {
        let above = std::iter::successors(Some(trigger), |at| self.frames.trees.head(*at)).take(CLAUSE_STEPS_MAX);
        let mut above = above.filter(|at| self.frames.is_finite(*at));
        above.next().unwrap_or(trigger)
    }

    /// Whether a verb tells what was done: it stands in the past or the perfect, and no modal verb beside it.
    fn narrates(&self, verb: usize) -> bool {
        let trees = self.frames.trees;
        let auxiliaries = || trees.dependents(verb).filter(|at| trees.relation(*at) == Relation::Auxiliary);
        let is_modal = |at: usize| !matches!(trees.lemma(at), "have" | "be" | "do");
        // "has rejected" tells of now: what goes before is not when.
        let is_perfect = auxiliaries().any(|at| matches!(self.frames.words.lower(at), "has" | "have"));
        self.frames.is_past(verb) && !is_perfect && !auxiliaries().any(is_modal)
    }

    /// The word of an expression on which its others depend.
    fn top(&self, time: &Range<usize>) -> Option<usize> {
        time.clone().find(|token| self.frames.trees.head(*token).is_none_or(|head| !time.contains(&head)))
    }
}

fn days(time: &Time, basis: EventBasis) -> Option<EventTime> {
    time.days.map(|(first, last)| EventTime { first, last, basis })
}
