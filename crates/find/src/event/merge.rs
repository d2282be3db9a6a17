//! One act, one event: the tellings of the same act within a report are joined.
//!
//! Two tellings are of one act where type, aspect and days agree, nobody takes part in one whom the other leaves no room
//! for, and they share somebody or the word. Acts of violence are told in many words and of people who are hardly named
//! ("a gunman", "the attacker"): of them tellings near one another are one, unless roles or names speak against it.

use std::collections::BTreeSet;

use dateline_core::{
    Aspect, Clean, Entity, EntityIndex, EntityKind, Event, EventBasis, EventType, Finding, MentionForm, NonEmpty,
    Reason, Report, ReportId, RuleName, Span, Text,
};

use super::lexicon::ActLexicon;
use crate::figure::singular;

/// How many events back one is compared with; the bound keeps time linear in the length of the report.
const LOOKBACK_MAX: usize = 60;

/// How many tellings of an event one is compared with.
const TELLINGS_MAX: usize = 8;

/// How many sentences apart two tellings of violence may stand to be one act without a word or actor in common.
const NEAR_SENTENCES_MAX: usize = 4;

/// How many sentences behind the headline what it tells is told again at the latest.
const HEADED_SENTENCES_MAX: usize = 6;

/// An act as one clause tells it.
#[derive(Debug, Clone)]
pub(crate) struct Telling {
    pub(crate) event: Event,
    pub(crate) evidence: NonEmpty<Span<Clean>>,
    pub(crate) reason: Reason,
    pub(crate) lemma: String,
    /// Whether its words set it off from others: "another attack".
    pub(crate) is_another: bool,
    /// Whether it blames somebody in the passive, which leaves open who does.
    pub(crate) leaves_source_open: bool,
    /// Whether who does it tells it in their own words: "we demand".
    pub(crate) is_own_word: bool,
    /// Whether a finite verb tells it.
    pub(crate) is_plain: bool,
    /// Whether the headline tells it.
    pub(crate) is_headline: bool,
    /// The index of its sentence.
    pub(crate) sentence: usize,
}

/// Joins the tellings of one act, each with the fullest account of who takes part; in the order of the triggers.
pub(crate) fn joined(
    report: &Report,
    entities: &[Finding<Entity>],
    lexicon: &ActLexicon,
    tellings: Vec<Telling>,
) -> Vec<Finding<Event>> {
    let people = People::of(entities, report.text(), lexicon);
    let mut events: Vec<Vec<Telling>> = Vec::new();
    for telling in tellings {
        let from = events.len().saturating_sub(LOOKBACK_MAX);
        let is_known = |tellings: &Vec<Telling>| {
            if !telling.is_headline && tellings.iter().all(|known| known.is_headline) {
                return tellings.iter().any(|known| people.is_headed(known, &telling));
            }
            // One that speaks against it outweighs those that speak for it.
            let body = |known: &&Telling| known.is_headline == telling.is_headline;
            let mut compared = tellings.iter().rev().filter(body).take(TELLINGS_MAX);
            compared.clone().any(|known| people.is_same(known, &telling))
                && compared.all(|known| people.may_be_same(known, &telling))
        };
        match events[from..].iter().rposition(is_known) {
            Some(at) => events[from + at].push(telling),
            None => events.push(vec![telling]),
        }
    }
    let mut events: Vec<Finding<Event>> = events.iter().map(|tellings| people.one(report.id(), tellings)).collect();
    events.sort_by_key(|found| found.what.trigger);
    events
}

/// Who takes part in the acts of a report. What is asked of each for every telling is worked out once: an entity may
/// have as many mentions as the report has sentences.
struct People<'a> {
    entities: &'a [Finding<Entity>],
    lexicon: &'a ActLexicon,
    /// Whether it is named anywhere.
    is_named: Vec<bool>,
    /// The noun of a description that tells more than that somebody is a human being or an attacker.
    nouns: Vec<Option<String>>,
}

impl<'a> People<'a> {
    fn of(entities: &'a [Finding<Entity>], text: &Text, lexicon: &'a ActLexicon) -> Self {
        let is_named: Vec<bool> = entities.iter().map(|found| is_named(&found.what)).collect();
        let noun = |(found, is_named): (&Finding<Entity>, &bool)| {
            if *is_named { None } else { telling_noun(text.get(found.what.name), lexicon) }
        };
        let nouns = entities.iter().zip(&is_named).map(noun).collect();
        Self { entities, lexicon, is_named, nouns }
    }

    /// Whether two tellings are of one act.
    fn is_same(&self, a: &Telling, b: &Telling) -> bool {
        if !self.may_be_same(a, b) {
            return false;
        }
        let (one, other) = (&a.event, &b.event);
        let shares = |one: &[EntityIndex], other: &[EntityIndex]| one.iter().any(|at| other.contains(at));
        let is_near = a.sentence.abs_diff(b.sentence) <= NEAR_SENTENCES_MAX;
        let is_violence = one.kind == EventType::Assault && is_near;
        shares(&one.sources, &other.sources)
            || shares(&one.targets, &other.targets)
            || a.lemma == b.lemma
            || is_violence
    }

    /// Whether the first sentences tell the act of the headline: of its type, and not of others by name. A headline
    /// tells in other words and often in another tense what the report tells in full.
    fn is_headed(&self, headline: &Telling, body: &Telling) -> bool {
        let (one, other) = (&headline.event, &body.event);
        let names = |list: &[EntityIndex]| list.iter().copied().filter(|at| self.is_named(*at)).collect::<Vec<_>>();
        let are_others = |one: &[EntityIndex], other: &[EntityIndex]| {
            let (one, other) = (names(one), names(other));
            !one.is_empty() && !other.is_empty() && !one.iter().any(|at| other.contains(at))
        };
        one.kind == other.kind
            && body.sentence.abs_diff(headline.sentence) <= HEADED_SENTENCES_MAX
            && !are_others(&one.sources, &other.sources)
            && !are_others(&one.targets, &other.targets)
            && !self.cross(&one.sources, &other.targets)
            && !self.cross(&other.sources, &one.targets)
    }

    /// Whether nothing speaks against it that two tellings are of one act.
    fn may_be_same(&self, a: &Telling, b: &Telling) -> bool {
        let (one, other) = (&a.event, &b.event);
        let days_differ =
            one.when.zip(other.when).is_some_and(|(one, other)| one.first > other.last || other.first > one.last);
        let is_loose = matches!(one.kind, EventType::Assault | EventType::Coerce | EventType::Protest);
        let modes_differ = one.mode.zip(other.mode).is_some_and(|(one, other)| one != other);
        let is_apart = days_differ
            || b.is_another
            || (modes_differ && (one.kind == EventType::Coerce || is_strike(one) || is_strike(other)))
            || (one.kind == EventType::Accuse && is_at_law(one) != is_at_law(other))
            || (one.kind == EventType::Sanction && is_verdict(a) != is_verdict(b))
            || self.are_elsewhere(one, other);
        let is_likely =
            one.kind == other.kind && !is_apart && (one.aspect == other.aspect || self.is_told_as_past(one, other));
        // "A struck a deal with B", "the deal between A and B".
        let has_all = one.is_reciprocal && other.is_reciprocal && holds_all(one, other);
        is_likely
            && (has_all
                || self.agree(&one.sources, &other.sources, is_loose)
                    && (self.agree(&one.targets, &other.targets, is_loose) || is_of_one_arrest(a, b))
                    && !self.cross(&one.sources, &other.targets)
                    && !self.cross(&other.sources, &one.targets))
    }

    /// Whether one of two tellings only leaves out that the act lies far back: both are of the same people by name.
    fn is_told_as_past(&self, one: &Event, other: &Event) -> bool {
        let is_told = |event: &Event| matches!(event.aspect, Aspect::Actual | Aspect::Historical);
        let named = |list: &[EntityIndex]| !list.is_empty() && list.iter().all(|at| self.is_named(*at));
        is_told(one) && is_told(other) && named(&one.targets) && one.targets == other.targets
    }

    /// Whether two lists of actors can be of one act: one holds the other, or of acts of violence, one of them names
    /// nobody, and they do not describe different people.
    fn agree(&self, one: &[EntityIndex], other: &[EntityIndex], is_loose: bool) -> bool {
        let holds = |all: &[EntityIndex], some: &[EntityIndex]| some.iter().all(|at| all.contains(at));
        let names_nobody = |list: &[EntityIndex]| list.iter().all(|at| !self.is_named(*at));
        let is_vague = || is_loose && (names_nobody(one) || names_nobody(other)) && !self.are_others(one, other);
        holds(one, other) || holds(other, one) || is_vague()
    }

    /// Whether who does it in one telling suffers it in the other.
    fn cross(&self, sources: &[EntityIndex], targets: &[EntityIndex]) -> bool {
        let is_same = |source: EntityIndex, target: EntityIndex| {
            source == target || self.noun(source).is_some_and(|noun| self.noun(target) == Some(noun))
        };
        sources.iter().any(|source| targets.iter().any(|target| is_same(*source, *target)))
    }

    /// Whether the descriptions of two lists are of different people: "peacekeepers" are no "commandos", while "women"
    /// and "victims" can be the same.
    fn are_others(&self, one: &[EntityIndex], other: &[EntityIndex]) -> bool {
        let nouns = |list: &[EntityIndex]| {
            let people = list.iter().filter(|at| !self.is_place(**at));
            people.filter_map(|at| self.noun(*at)).collect::<Vec<&str>>()
        };
        let (one, other) = (nouns(one), nouns(other));
        let is_shared = |noun: &&str| other.iter().any(|at| self.lexicon.may_be_same_people(noun, at));
        !one.is_empty() && !other.is_empty() && !one.iter().any(is_shared)
    }

    /// Whether two tellings name two places of which neither is a country, which may hold the other.
    fn are_elsewhere(&self, one: &Event, other: &Event) -> bool {
        let own = |event: &Event| {
            let place = event.place.filter(|place| place.basis == EventBasis::Clause)?.entity;
            (self.is_place(place) && self.is_named(place)).then_some(place)
        };
        own(one).zip(own(other)).is_some_and(|(one, other)| one != other)
    }

    fn noun(&self, at: EntityIndex) -> Option<&str> {
        self.nouns[at.0].as_deref()
    }

    /// Whether it is a place or a building: who was hit there tells more of an attack.
    fn is_site(&self, at: EntityIndex) -> bool {
        let is_described = || self.noun(at).is_some_and(|noun| self.lexicon.is_site(noun));
        self.is_place(at) || is_described()
    }

    fn is_place(&self, at: EntityIndex) -> bool {
        self.entities[at.0].what.kind == EntityKind::Place
    }

    fn is_named(&self, at: EntityIndex) -> bool {
        self.is_named[at.0]
    }

    /// Names who did it where an event tells no more than that they did: "gunmen attacked", "the Red Front claimed the attack".
    fn tell_who(&self, event: &mut Event, other: &Event) {
        let tells_nothing = |at: &EntityIndex| !self.is_named(*at) && self.noun(*at).is_none();
        let is_open = !event.sources.is_empty() && event.sources.iter().all(tells_nothing);
        let named = without(&other.sources, &event.targets);
        if is_open && !named.is_empty() && named.iter().all(|at| self.is_named(*at)) {
            event.sources = named;
        }
    }

    /// Adds who is named as arrested besides, where the event names its targets.
    fn add_arrested(&self, event: &mut Event, other: &Event) {
        let names_all = event.targets.iter().all(|at| self.is_named(*at));
        let more = other.targets.iter().filter(|at| names_all && self.is_named(**at));
        let more: Vec<EntityIndex> =
            more.filter(|at| !event.targets.contains(at) && !event.sources.contains(at)).copied().collect();
        event.targets.extend(more);
    }

    /// The event of all tellings of an act: the one that names most decides, the others fill what it leaves open.
    fn one(&self, report: ReportId, tellings: &[Telling]) -> Finding<Event> {
        let named = |telling: &Telling| {
            let count = |list: &[EntityIndex]| match list {
                [] => 0,
                list if list.iter().all(|at| self.is_site(*at)) => 1,
                list if list.iter().any(|at| self.is_named(*at)) => 3,
                _ => 2,
            };
            count(&telling.event.sources) + count(&telling.event.targets)
        };
        // What the headline names in passing the report tells in full.
        let is_told_in_full = |at: &usize| !tellings[*at].is_headline || tellings.iter().all(|known| known.is_headline);
        let full = (0..tellings.len()).filter(is_told_in_full);
        let best = full.max_by_key(|at| (named(&tellings[*at]), std::cmp::Reverse(*at))).unwrap_or(0);
        let mut event = tellings[best].event.clone();
        let mut reason = tellings[best].reason.clone();
        for telling in tellings.iter().enumerate().filter(|(at, _)| *at != best).map(|(_, telling)| telling) {
            fill(&mut event, &telling.event);
            self.tell_who(&mut event, &telling.event);
            if is_of_one_arrest(&tellings[best], telling) {
                self.add_arrested(&mut event, &telling.event);
            }
            let again = Reason::new(RuleName::new("told-again"), telling.evidence.as_slice().to_vec());
            reason.because.push(again.because(telling.reason.clone()));
        }
        // What lies far back is so in all that is told of it.
        if tellings.iter().any(|telling| telling.event.aspect == Aspect::Historical && !telling.is_headline) {
            event.aspect = Aspect::Historical;
        }
        event.trigger = plainest(tellings, best, &event).event.trigger;
        event.casualties.sort_unstable();
        event.casualties.dedup();
        let mut evidence: Vec<Span<Clean>> =
            tellings.iter().flat_map(|telling| telling.evidence.iter().copied()).collect();
        evidence.sort_unstable();
        evidence.dedup();
        let evidence = NonEmpty::new(evidence).expect("an act is made with the clause that tells it");
        Finding::event(report, event, evidence, reason)
    }
}

/// Whether two tellings of an act that goes both ways have the same people, on whichever side.
fn holds_all(one: &Event, other: &Event) -> bool {
    let all = |event: &Event| event.sources.iter().chain(&event.targets).copied().collect::<BTreeSet<_>>();
    let (one, other) = (all(one), all(other));
    one.len() > 1 && one == other
}

/// Whether an entity is named anywhere.
fn is_named(entity: &Entity) -> bool {
    entity.kind == EntityKind::Country || entity.mentions.iter().any(|mention| mention.form == MentionForm::Name)
}

/// The noun of a description, unless it tells no more than that somebody is a human being or an attacker.
fn telling_noun(description: &str, lexicon: &ActLexicon) -> Option<String> {
    let description = description.to_lowercase();
    let group = description.split(" of ").next().unwrap_or_default();
    let noun = singular(group.rsplit(' ').next()?);
    let is_telling = !lexicon.vague().contains(noun.as_str()) && !noun.starts_with(|c: char| c.is_ascii_digit());
    is_telling.then_some(noun)
}

/// Whether an act is one before a court: who is charged there is not by that accused by whoever blames them elsewhere.
fn is_at_law(event: &Event) -> bool {
    event.contexts.contains(&"legal") && event.mode != Some("disapprove")
}

/// Whether an event is a strike, which is no march of those who strike.
fn is_strike(event: &Event) -> bool {
    event.kind == EventType::Protest && event.mode == Some("strike")
}

/// Whether a telling is of a verdict of guilt, which is no sentence: "was convicted, and sentenced on Monday".
fn is_verdict(telling: &Telling) -> bool {
    matches!(telling.lemma.as_str(), "convict" | "conviction" | "find")
}

/// Whether two tellings are of arrests in the same words: whom a report names one by one was arrested in one act.
fn is_of_one_arrest(a: &Telling, b: &Telling) -> bool {
    a.event.kind == EventType::Coerce && a.lemma == b.lemma && a.event.mode == b.event.mode
}

/// The telling whose words stand for an act of which `best` names most: the first in which a finite verb tells it, if that
/// is the same word, or if `best` only mentions the act ("the gun used to kill the mayor") and both have somebody in common.
fn plainest<'a>(tellings: &'a [Telling], best: usize, event: &Event) -> &'a Telling {
    let best = &tellings[best];
    let shares = |one: &[EntityIndex], other: &[EntityIndex]| one.iter().any(|at| other.contains(at));
    let is_of_same = |telling: &&Telling| {
        let other = &telling.event;
        let is_shared = shares(&other.sources, &event.sources) || shares(&other.targets, &event.targets);
        let is_told_better = is_shared && telling.sentence != best.sentence;
        let is_in_full = best.is_headline || !telling.is_headline;
        telling.is_plain && is_in_full && (telling.lemma == best.lemma || is_told_better)
    };
    tellings.iter().find(is_of_same).unwrap_or(best)
}

/// Fills what an event leaves open from another telling of it.
fn fill(event: &mut Event, other: &Event) {
    if event.sources.is_empty() {
        event.sources = without(&other.sources, &event.targets);
    }
    // Of an act between its sources nobody else is the target.
    if event.targets.is_empty() && !(event.is_reciprocal && event.sources.len() > 1) {
        event.targets = without(&other.targets, &event.sources);
    }
    event.place = event.place.or(other.place);
    event.when = event.when.or(other.when);
    event.mode = event.mode.or(other.mode);
    if other.attributed_to.is_none() {
        // What the report tells itself once it does not only tell in others' words.
        event.attributed_to = None;
    }
    event.casualties.extend(&other.casualties);
}

fn without(list: &[EntityIndex], others: &[EntityIndex]) -> Vec<EntityIndex> {
    list.iter().copied().filter(|at| !others.contains(at)).collect()
}
