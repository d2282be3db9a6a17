//! Events: who did what to whom, where and when.
//!
//! Words that the lexicon of acts knows (`data/events/`) are triggers; what each entry needs beside it and where its
//! actors stand is asked of the dependency tree ([`frame`]). The cast says who the actors are; times, figures and
//! statements that were found before say when, how many, and in whose words. Mentions of one act are one event.

mod actor;
mod announced;
mod aspect;
mod author;
mod background;
mod charge;
mod content;
mod custody;
mod day;
mod demand;
mod filter;
mod frame;
mod government;
mod lexicon;
mod matching;
mod meant;
mod merge;
mod naming;
mod nested;
mod offender;
mod refusal;
mod release;
mod setting;
mod share;
#[cfg(test)]
mod tests;
mod tribute;
mod words;

use std::collections::BTreeSet;
use std::ops::Range;

use dateline_core::syntax::{Relation, Upos};
use dateline_core::{
    Annotated, Aspect, BlockKind, Clean, Entity, EntityIndex, Event, EventBasis, EventPlace, EventType, Figure,
    FigureIndex, Finding, NonEmpty, Pieces, Reason, Report, RuleName, Span, Statement, StatementIndex, Time,
};

use self::actor::{Actor, Actors, Side};
use self::aspect::{Aspects, Told};
use self::day::Days;
use self::frame::Frames;
use self::lexicon::{ActLexicon, Entry, Forms, Origin, TriggerPos};
use self::words::EventWords;
use crate::cast::{ActorPhrase, Cast, EntityIndexInMaking};
use crate::figure::singular;
use crate::lexicon::Lexicon;
use crate::tree::Trees;
use crate::words::Words;

/// Acts that one sentence can tell. Sentences of more verbs are rows of words; the bound keeps the work linear.
const ACTS_IN_SENTENCE_MAX: usize = 24;

/// The texts of all tables of this folder, for the hash of the data.
pub(crate) fn data() -> impl Iterator<Item = &'static str> {
    lexicon::TYPE_TABLES
        .iter()
        .map(|(_, _, text)| *text)
        .chain([lexicon::CLASSES, lexicon::NAME_CLASSES, lexicon::FORMS, lexicon::VAGUE_PEOPLE])
        .chain(words::DATA)
}

/// Finds events. Holds its data, no state.
#[derive(Debug)]
pub(crate) struct EventFinder {
    acts: ActLexicon,
    words: EventWords,
    forms: Forms,
    obligation: Entry,
    charge: Entry,
    refusal: Entry,
    declined: Entry,
    announced: Entry,
    blame: Entry,
    praise: Entry,
    tribute: Entry,
}

/// What events are looked for in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look<'a> {
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) words: &'a Words<'a>,
    pub(crate) trees: &'a Trees<'a>,
    pub(crate) report: &'a Report,
    pub(crate) annotated: &'a Annotated,
}

/// An act before its actors are known.
#[derive(Debug)]
struct Act<'a> {
    entry: &'a Entry,
    trigger: usize,
    /// The tokens that name it: the trigger with its particle.
    tokens: Vec<usize>,
    sources: Vec<Actor>,
    targets: Vec<Actor>,
    told: Told,
    sentence: usize,
}

impl<'a> Act<'a> {
    /// An act that somebody does by what they say of others in the clause of its trigger; none if they speak of nobody
    /// else.
    fn of_speaker(entry: &'a Entry, trigger: usize, targets: Vec<Actor>, told: Told, sentence: usize) -> Option<Self> {
        let is_of_others = !targets.is_empty() && targets.iter().all(|target| matches!(target, Actor::Phrase(_)));
        let sources = vec![Actor::Speaker(trigger)];
        is_of_others.then(|| Self { entry, trigger, tokens: vec![trigger], sources, targets, told, sentence })
    }

    /// The words for those who do it or to whom it is done.
    fn phrases(&self) -> impl Iterator<Item = &ActorPhrase> {
        self.sources.iter().chain(&self.targets).filter_map(|actor| match actor {
            Actor::Phrase(phrase) => Some(phrase),
            Actor::Speaker(_) => None,
        })
    }

    /// Whether it lies in what somebody says, who is its source: "the town must open its gates, the general said".
    fn is_in_words_of_others(&self) -> bool {
        self.sources.iter().any(|source| source.head() == self.trigger)
    }
}

/// An act whose actors the cast has taken up.
#[derive(Debug)]
pub(crate) struct CastAct<'a> {
    act: Act<'a>,
    sources: Vec<EntityIndexInMaking>,
    targets: Vec<EntityIndexInMaking>,
    place: Option<(EntityIndexInMaking, EventBasis)>,
    reasons: Vec<Reason>,
}

/// What was found beside the events, which they refer to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Beside<'a> {
    pub(crate) statements: &'a [Finding<Statement>],
    pub(crate) times: &'a [Finding<Time>],
    pub(crate) figures: &'a [Finding<Figure>],
}

/// What was said, with who said it.
#[derive(Debug)]
pub(crate) struct Said {
    /// The pieces of the contents.
    pub(crate) contents: Pieces<Vec<EntityIndexInMaking>>,
    /// The words that report them.
    pub(crate) cues: Pieces<Vec<EntityIndexInMaking>>,
}

impl Said {
    /// Whether a word without a subject of its own reports what somebody says who is known: "said the dam had burst and
    /// called for help".
    fn is_by_somebody(&self, look: &Look<'_>, word: usize) -> bool {
        let has_subject = look.trees.dependent(word, &[Relation::Subject, Relation::PassiveSubject]).is_some();
        let is_cue = || self.cues.around(look.words.span(word)).is_some_and(|(_, speakers)| !speakers.is_empty());
        !has_subject && is_cue()
    }
}

impl EventFinder {
    /// Reads the lexicon and the word lists.
    pub(crate) fn parse() -> Result<Self, String> {
        let acts = ActLexicon::parse().map_err(|defect| defect.to_string())?;
        let words = EventWords::parse().map_err(|defect| defect.to_string())?;
        let forms = Forms::parse().map_err(|defect| defect.to_string())?;
        Ok(Self {
            acts,
            words,
            forms,
            obligation: Entry::obligation(),
            charge: Entry::charge(),
            refusal: Entry::refusal(),
            declined: Entry::declined(),
            announced: Entry::announced(),
            blame: Entry::blame(),
            praise: Entry::praise(),
            tribute: Entry::tribute(),
        })
    }

    /// The acts that a report tells, with who takes part in them.
    pub(crate) fn find(&self, look: &Look<'_>, cast: &mut Cast<'_>, said: &Said) -> Vec<CastAct<'_>> {
        cast.lead_back_all();
        let mut acts = Vec::new();
        let topics = self.topics(look);
        for (n, sentence) in look.annotated.sentences.into_iter().enumerate() {
            if look.report.blocks()[sentence.block].kind != BlockKind::Subheading {
                acts.extend(self.in_sentence(look, cast, said, n, topics[n]));
            }
        }
        offender::lead(&self.acts, look.words, cast, &acts);
        government::lead(look.words, cast, &acts);
        let mut told: Vec<CastAct<'_>> = Vec::new();
        for act in acts {
            let act = self.cast(look, cast, said, act, &told);
            told.extend(act);
        }
        without_doubles(&mut told);
        told
    }

    fn frames<'a>(&'a self, look: &Look<'a>) -> Frames<'a> {
        Frames { words: look.words, trees: look.trees, support: &self.words.support, forms: &self.forms }
    }

    /// What each sentence is about, where that is no politics: what its nouns tell, else what most of the report is about.
    fn topics(&self, look: &Look<'_>) -> Vec<Option<&'static str>> {
        let of_sentence = |sentence: &dateline_core::Sentence| {
            let tokens = sentence.tokens.range();
            let nouns = tokens.filter(|at| matches!(look.trees.upos(*at), Upos::Noun | Upos::ProperNoun));
            self.words.topics.of(&nouns.map(|at| look.trees.lemma(at)).collect::<Vec<&str>>())
        };
        let topics: Vec<_> = look.annotated.sentences.into_iter().map(of_sentence).collect();
        let main = filter::main_topic(&topics);
        topics.into_iter().map(|topic| topic.or(main)).collect()
    }

    fn in_sentence<'a>(
        &'a self,
        look: &Look<'_>,
        cast: &Cast<'_>,
        said: &Said,
        n: usize,
        topic: Option<&str>,
    ) -> Vec<Act<'a>> {
        let sentence = look.annotated.sentences.items()[n].tokens.range();
        let frames = self.frames(look);
        let actors = Actors { frames, lexicon: look.lexicon, nouns: &self.words.actors, acts: &self.acts, cast };
        let aspects = Aspects { frames, words: &self.words.aspects };
        let mut acts: Vec<Act<'_>> = Vec::new();
        for trigger in sentence.clone() {
            let is_said = said.is_by_somebody(look, trigger);
            let Some(entry) = self.entry_at(&actors, trigger, is_said) else { continue };
            let mut act = act(&actors, &aspects, entry, trigger, n);
            custody::take(&actors, &mut act, look.annotated.sentences.items());
            release::take(&actors, &mut act);
            author::take(&actors, &mut act);
            acts.push(act);
            if acts.len() == ACTS_IN_SENTENCE_MAX {
                break;
            }
        }
        share::take(&actors, &mut acts);
        acts.retain(|act| {
            let is_said = said.is_by_somebody(look, act.trigger);
            filter::is_politics(act, is_said, topic, &self.acts, look.words)
        });
        acts.extend(sentence.clone().filter_map(|at| demand::at(&self.obligation, &aspects, &actors, at, n)));
        let charges = &self.words.charges;
        acts.extend(sentence.clone().filter_map(|at| charge::at(&self.charge, charges, &aspects, &actors, at, n)));
        // Who is good at a game or an art is praised for nothing that they do to others.
        if topic.is_none() {
            acts.extend(
                sentence.clone().filter_map(|at| tribute::at(&self.tribute, charges, &aspects, &actors, at, n)),
            );
        }
        let is_told = |act: &&Act<'_>| act.told.aspect != Aspect::Negated;
        let told: Vec<usize> = acts.iter().filter(is_told).map(|act| act.trigger).collect();
        let named = sentence
            .clone()
            .filter(|at| !told.contains(at))
            .filter_map(|at| naming::at(&self.blame, &self.praise, charges, &aspects, &actors, at, n));
        acts.extend(named.collect::<Vec<_>>());
        let untold = sentence.filter(|at| !told.contains(at));
        acts.extend(untold.filter_map(|at| refusal::at(&self.refusal, charges, &actors, at, n)));
        nested::without_what_others_hold(&frames, &mut acts);
        acts
    }

    /// The entry that a token is the trigger of: of those whose needs are met the one that needs most. `is_said` if the
    /// token reports what somebody says.
    fn entry_at(&self, actors: &Actors<'_>, at: usize, is_said: bool) -> Option<&Entry> {
        let pos = TriggerPos::of_upos(actors.frames.trees.upos(at))?;
        // "riot police", "Operations Command": a noun before another only tells which.
        let relation = actors.frames.trees.relation(at);
        if pos == TriggerPos::Noun && relation == Relation::Compound {
            return None;
        }
        // "two jailed commanders", "displaced people": a participle before a noun only tells which.
        if pos == TriggerPos::Verb && relation == Relation::AdjectivalModifier {
            return None;
        }
        let lemma = actors.frames.lemma(at);
        if pos == TriggerPos::Verb && relation == Relation::ClauseOfNoun && tells_which(&actors.frames, at) {
            return None;
        }
        let known = self.acts.knows(lemma);
        let is_plural = !known && pos == TriggerPos::Noun;
        let one = is_plural.then(|| singular(actors.frames.words.lower(at)));
        let lemma = one.as_deref().unwrap_or(lemma);
        self.acts.entries(lemma, pos).find(|entry| actors.meets(at, entry, is_said))
    }

    /// Leads the actors of an act to entities; an act without anybody is none.
    /// `before` are the acts that the report told before it.
    fn cast<'a>(
        &'a self,
        look: &Look<'_>,
        cast: &mut Cast<'_>,
        said: &Said,
        mut act: Act<'a>,
        before: &[CastAct<'_>],
    ) -> Option<CastAct<'a>> {
        let mut reasons = Vec::new();
        let sources = speakers_of(look, said, &act, &mut reasons);
        let mut sources = sources.unwrap_or_else(|| led(look, cast, said, &act.sources, "source", &mut reasons));
        let mut targets = led(look, cast, said, &act.targets, "target", &mut reasons);
        // "They are killing us": what is done to those who speak they blame others for.
        if is_done_to_speaker(look, &act) && !sources.is_empty() && act.told.aspect == Aspect::Actual {
            let speakers = speakers_at(look, said, act.trigger).into_iter().map(|(at, _)| at).collect::<Vec<_>>();
            if !speakers.is_empty() && !speakers.iter().any(|at| sources.contains(at)) {
                act.entry = &self.charge;
                targets = std::mem::replace(&mut sources, speakers);
            }
        }
        let is_of_others = |target: &EntityIndexInMaking| !sources.contains(target);
        // "The mayor defended his decision": nobody backs themselves.
        if act.entry.kind == EventType::Support && !targets.is_empty() && !targets.iter().any(is_of_others) {
            return None;
        }
        targets.retain(is_of_others);
        if targets.is_empty()
            && let Some((doers, reason)) = meant::doers(&self.frames(look), &self.acts, &act, &sources, before)
        {
            targets = doers;
            reasons.push(reason);
        }
        if sources.is_empty()
            && let Some((holders, reason)) = release::holders(look.words, &act, &targets, before)
        {
            sources = holders;
            reasons.push(reason);
        }
        if self.is_declined(look, &act) {
            act.entry = &self.declined;
            act.told.aspect = Aspect::Actual;
        }
        if announced::is_of_deed_to_come(&self.frames(look), &act) && is_said_by_source(look, said, &act, &sources) {
            act.entry = &self.announced;
            act.told.aspect = Aspect::Actual;
        }
        if act.entry.origin == Origin::Refusal && !is_said_by_source(look, said, &act, &sources) {
            return None;
        }
        // Who is only called something by their own name, or nobody, is neither blamed nor praised; nor is who claims
        // something of themselves.
        let is_of_others = act.entry.origin == Origin::Naming || act.entry.asks_for(lexicon::Slot::OfComplement);
        if is_of_others && targets.is_empty() {
            return None;
        }
        // Nobody demands anything in what the report itself says of duties, nor accuses anybody by it.
        if act.is_in_words_of_others() && (sources.is_empty() || targets.is_empty()) {
            return None;
        }
        // Who tells the report has no part in the acts of which it tells: "I asked the ministry".
        let tells = |actors: &[Actor], led: &[EntityIndexInMaking]| {
            led.is_empty() && actors.iter().any(|actor| matches!(actor, Actor::Speaker(_)))
        };
        if tells(&act.sources, &sources) || tells(&act.targets, &targets) {
            return None;
        }
        let is_unreal = matches!(act.told.aspect, Aspect::Hypothetical | Aspect::Negated);
        // What may be or is not is an event only where it is said who would do it to whom, and no event where somebody only
        // tries, wants or is allowed to; what somebody fails or forbears to do, or another prevents, is one that is not done.
        let is_only_wished = act.told.aspect == Aspect::Hypothetical && act.told.is_governed;
        let has_both = !sources.is_empty() && !targets.is_empty();
        // "Has yet to concede": who does not yield is told by that alone.
        let is_unyielding = act.entry.kind == EventType::Concede && act.told.aspect == Aspect::Negated;
        let has_both = has_both || (is_unyielding && !sources.is_empty());
        if (sources.is_empty() && targets.is_empty()) || (is_unreal && !has_both) || is_only_wished {
            return None;
        }
        let taken: Vec<usize> = act.sources.iter().chain(&act.targets).map(Actor::head).collect();
        let sentence = look.annotated.sentences.items()[act.sentence].tokens.range();
        // "Clashes between the army and the rebels": the two stand on two sides; who only meets or agrees does so together.
        let are_two = act.entry.is_reciprocal && targets.is_empty() && sources.len() == 2;
        if are_two && (act.entry.kind == EventType::Assault || self.is_between(look, &act)) {
            targets = sources.split_off(1);
        }
        let place = setting::place(&self.frames(look), cast, act.trigger, sentence, &taken)
            .or_else(|| setting::place_of_dateline(look, cast, act.sentence));
        Some(CastAct { act, sources, targets, place, reasons })
    }

    /// Whether those who do an act stand behind "between": "a meeting between the mayor and the miners".
    fn is_between(&self, look: &Look<'_>, act: &Act<'_>) -> bool {
        let frames = self.frames(look);
        act.sources.first().is_some_and(|source| frames.preposition(source.head()) == Some("between"))
    }

    /// Whether somebody does not accept what others want or offer: "did not accept the offer".
    fn is_declined(&self, look: &Look<'_>, act: &Act<'_>) -> bool {
        let frames = self.frames(look);
        act.told.aspect == Aspect::Negated
            && !act.told.is_governed
            && matches!(act.entry.kind, EventType::Agree | EventType::Support)
            && look.trees.upos(act.trigger) == Upos::Verb
            && self.words.charges.has(words::ChargeRole::Declined, frames.lemma(act.trigger))
    }

    /// Closes the acts: each with its day, its place and the statement that tells it; mentions of one act are joined.
    pub(crate) fn finish(
        &self,
        look: &Look<'_>,
        acts: Vec<CastAct<'_>>,
        beside: Beside<'_>,
        entities: &[Finding<Entity>],
        entity: impl Fn(EntityIndexInMaking) -> EntityIndex,
    ) -> Vec<Finding<Event>> {
        let frames = self.frames(look);
        let pieces = beside
            .statements
            .iter()
            .enumerate()
            .flat_map(|(n, found)| found.what.content.iter().map(move |piece| (*piece, StatementIndex(n))));
        let closing = Closing {
            look,
            frames,
            days: Days::new(frames, &self.words.aspects, &self.acts, beside.times, look.report),
            beside,
            contents: Pieces::new(pieces),
            words: &self.words,
        };
        let mut told: Vec<merge::Telling> = acts.into_iter().map(|act| closing.close(act, &entity)).collect();
        told.retain(|telling| {
            let event = &telling.event;
            !filter::is_history(event.when) && filter::is_told_enough(telling, beside.statements)
        });
        merge::joined(look.report, entities, &self.acts, told)
    }
}

/// Leaves out what a word tells of others to have done where who says so does the same by it: "the mayor said that the
/// union maligns him" is the mayor's accusation.
fn without_doubles(told: &mut Vec<CastAct<'_>>) {
    let said = told.iter().filter(|told| told.act.is_in_words_of_others());
    let said: BTreeSet<(usize, EventType)> = said.map(|told| (told.act.trigger, told.act.entry.kind)).collect();
    told.retain(|told| told.act.is_in_words_of_others() || !said.contains(&(told.act.trigger, told.act.entry.kind)));
}

/// Whether a participle behind a noun only tells which are meant: "groups backing the law", "the troops stationed there".
fn tells_which(frames: &Frames<'_>, participle: usize) -> bool {
    match frames.lemma(participle) {
        "back" | "favor" | "favour" | "oppose" | "support" => !frames.is_passive(participle),
        "base" | "deploy" | "station" => frames.is_passive(participle),
        _ => false,
    }
}

/// The verb joined to one without an object, which shares what stands behind it: "donated and *delivered* tents to the clinic".
fn joined_with_object(frames: &Frames<'_>, verb: usize) -> Option<usize> {
    const SUBJECTS: [Relation; 2] = [Relation::Subject, Relation::PassiveSubject];
    let trees = frames.trees;
    let may_share = frames.is_verb(verb) && frames.at(verb, &lexicon::Slot::Object).is_empty();
    let is_joined = |at: &usize| trees.relation(*at) == Relation::Conjunct && trees.upos(*at) == Upos::Verb;
    let joined = trees.dependents(verb).find(is_joined).filter(|_| may_share);
    joined.filter(|at| trees.dependent(*at, &SUBJECTS).is_none())
}

/// What an entry makes of a trigger.
fn act<'a>(actors: &Actors<'_>, aspects: &Aspects<'_>, entry: &'a Entry, trigger: usize, sentence: usize) -> Act<'a> {
    let of_preposition = lexicon::Slot::Behind("of");
    let mut targets = actors.in_slots(trigger, &entry.target, Side::Target, &[]);
    if targets.is_empty() && entry.target.contains(&lexicon::Slot::Object) {
        let behind = actors.object_behind_particle(trigger, &entry.needs);
        targets = behind.map_or_else(Vec::new, |head| actors.of_argument(head, Side::Target, false));
    }
    // "the arrest of the mayor": where the of-phrase is the target it is not the source.
    let mut taken: Vec<usize> = Vec::new();
    if entry.target.contains(&of_preposition) {
        taken.extend(targets.iter().map(Actor::head));
    }
    let sources = actors.in_slots(trigger, &entry.source, Side::Source, &taken);
    let sources = if sources.is_empty() && !entry.source.is_empty() && !actors.frames.is_verb(trigger) {
        actors.in_slots(trigger, &[lexicon::Slot::Subject], Side::Source, &taken)
    } else {
        sources
    };
    let sources = if sources.is_empty() && entry.is_reciprocal && !targets.is_empty() {
        actors.beside_noun(trigger, &targets)
    } else {
        sources
    };
    targets.retain(|target| sources.iter().all(|source| source.head() != target.head()));
    // "demanded that the mayor be sacked": who is to suffer what is demanded is not of whom it is demanded.
    if entry.kind == EventType::Request {
        let suffers = |at: usize| at > trigger && actors.frames.trees.relation(at) == Relation::PassiveSubject;
        targets.retain(|target| !suffers(target.head()));
    }
    if targets.is_empty() && !entry.target.is_empty() && !actors.frames.is_verb(trigger) {
        let taken: Vec<usize> = sources.iter().map(Actor::head).collect();
        targets = actors.in_slots(trigger, &[lexicon::Slot::Object], Side::Target, &taken);
    }
    if targets.is_empty()
        && let Some(verb) = joined_with_object(&actors.frames, trigger)
    {
        let taken: Vec<usize> = sources.iter().map(Actor::head).collect();
        targets = actors.in_slots(verb, &entry.target, Side::Target, &taken);
    }
    // Those who agree with one another do so with nobody else.
    if targets.is_empty() && !(entry.is_reciprocal && sources.len() > 1) {
        let taken: Vec<usize> = sources.iter().map(Actor::head).collect();
        targets = content::addressees(actors, entry.kind, trigger, &taken);
        if targets.is_empty() && content::is_of_words(entry.kind) {
            targets = content::concerned(actors, entry.kind, trigger, &taken);
        }
    }
    // "the Velm attacks": where an attack was stands for whom it hit.
    if targets.is_empty() && entry.kind == EventType::Assault && !actors.frames.is_verb(trigger) {
        targets = actors.in_slots(trigger, &[lexicon::Slot::Possessor], Side::Target, &[]);
        targets.retain(|target| target.is_place() && !target.is_described_place());
    }
    if targets.is_empty() && entry.kind == EventType::Assault && !entry.target.is_empty() {
        let taken: Vec<usize> = sources.iter().map(Actor::head).collect();
        targets = content::struck(actors, trigger, &taken);
    }
    // "closed its border with Ardenia": nobody does to themselves what they do to what is theirs.
    if entry.kind.is_deed() && actors.frames.is_verb(trigger) {
        targets.retain(|target| !target.is_owner_pronoun(actors.frames.words));
    }
    if targets.is_empty() && entry.kind.is_deed() && entry.target.contains(&lexicon::Slot::Object) {
        let taken: Vec<usize> = sources.iter().map(Actor::head).collect();
        targets = content::across(actors, trigger, &taken);
    }
    // "Troops were sent in": who sends them is left out, but they themselves go.
    let mut sources = sources;
    if sources.is_empty()
        && entry.kind == EventType::Mobilize
        && actors.frames.is_verb(trigger)
        && actors.frames.is_passive(trigger)
    {
        sources = actors.in_slots(trigger, &[lexicon::Slot::Object], Side::Source, &[]);
        sources.retain(|source| targets.iter().all(|target| target.head() != source.head()));
    }
    // "retreated from the area", "were sent to the region": a place without a name tells only where.
    if !entry.kind.is_deed() || matches!(entry.kind, EventType::Retreat | EventType::Mobilize) {
        targets.retain(|target| !target.is_described_place());
    }
    // "The senator opposed the bill, the mayor endorsed it": one mostly backs or rejects what was proposed, not who did.
    if matches!(entry.kind, EventType::Support | EventType::Reject) {
        targets.retain(|target| actors.frames.words.lower(target.head()) != "it");
    }
    // Who readies its own army does so against nobody that is told.
    if entry.kind == EventType::Mobilize {
        targets.retain(|target| !target.is_own(actors.frames.words));
    }
    let trees = actors.frames.trees;
    let particles = trees.dependents(trigger).filter(|at| trees.relation(*at) == Relation::Particle);
    let tokens = std::iter::once(trigger).chain(particles.filter(|at| *at == trigger + 1)).collect();
    Act { entry, trigger, tokens, sources, targets, told: aspects.of(trigger), sentence }
}

/// Leads actors to entities, each once, with the reasons.
fn led(
    look: &Look<'_>,
    cast: &mut Cast<'_>,
    said: &Said,
    actors: &[Actor],
    side: &'static str,
    reasons: &mut Vec<Reason>,
) -> Vec<EntityIndexInMaking> {
    let mut all = Vec::new();
    for actor in actors {
        let (tokens, resolved) = match actor {
            Actor::Phrase(phrase) => {
                let of_self = teller_of_self(look, said, phrase.head);
                (phrase.core.clone(), if of_self.is_empty() { cast.actor(phrase) } else { of_self })
            }
            Actor::Speaker(at) => (*at..*at + 1, speakers_at(look, said, *at)),
        };
        if resolved.is_empty() {
            continue;
        }
        let because = resolved.iter().map(|(_, reason)| reason.clone()).collect();
        reasons.push(Reason { rule: RuleName::new(side), spans: vec![look.words.cover(tokens)], because });
        for (at, _) in resolved {
            if !all.contains(&at) {
                all.push(at);
            }
        }
    }
    all
}

/// Whether an act of force is told by those to whom it is done.
fn is_done_to_speaker(look: &Look<'_>, act: &Act<'_>) -> bool {
    let is_of_force = matches!(act.entry.kind, EventType::Assault | EventType::Coerce);
    let is_to_speaker = act.targets.iter().any(|target| matches!(target, Actor::Speaker(_)));
    is_of_force && is_to_speaker && look.words.is_quoted(act.trigger)
}

/// Whether those who do an act, or whoever they belong to, say so themselves: what others will not do is only foretold.
fn is_said_by_source(look: &Look<'_>, said: &Said, act: &Act<'_>, sources: &[EntityIndexInMaking]) -> bool {
    let speakers = speakers_at(look, said, act.trigger);
    let is_own = |actor: &Actor| refusal::is_of_speaker(look.words, actor);
    !speakers.is_empty() && (act.sources.iter().all(is_own) || speakers.iter().any(|(at, _)| sources.contains(at)))
}

/// Who does an act of words whose trigger reports a statement: who makes the statement.
fn speakers_of(
    look: &Look<'_>,
    said: &Said,
    act: &Act<'_>,
    reasons: &mut Vec<Reason>,
) -> Option<Vec<EntityIndexInMaking>> {
    if act.is_in_words_of_others() || act.entry.kind.is_deed() || act.entry.source.is_empty() {
        return None;
    }
    let (cue, speakers) =
        said.cues.around(look.words.span(act.trigger)).filter(|(_, speakers)| !speakers.is_empty())?;
    reasons.push(Reason::new(RuleName::new("says-so"), vec![cue]));
    Some(speakers.clone())
}

/// Who tells of itself by the "it" that begins what it says: "the movement said it had carried out the attack".
fn teller_of_self(look: &Look<'_>, said: &Said, token: usize) -> Vec<(EntityIndexInMaking, Reason)> {
    let span = look.words.span(token);
    let begins = |content: &Span<Clean>| look.words.lower(token) == "it" && content.start() == span.start();
    let Some((content, speakers)) = said.contents.around(span).filter(|(content, _)| begins(content)) else {
        return Vec::new();
    };
    let reason = || Reason::new(RuleName::new("tells-of-itself"), vec![content]);
    speakers.iter().map(|at| (*at, reason())).collect()
}

/// Who speaks in the innermost statement around a token.
fn speakers_at(look: &Look<'_>, said: &Said, token: usize) -> Vec<(EntityIndexInMaking, Reason)> {
    let span = look.words.span(token);
    let Some((content, speakers)) = said.contents.around(span) else { return Vec::new() };
    let reason = || Reason::new(RuleName::new("speaks-of-self"), vec![content]);
    speakers.iter().map(|at| (*at, reason())).collect()
}

/// Closes acts once everything else was found.
struct Closing<'a> {
    look: &'a Look<'a>,
    frames: Frames<'a>,
    days: Days<'a>,
    beside: Beside<'a>,
    contents: Pieces<StatementIndex>,
    words: &'a EventWords,
}

impl Closing<'_> {
    fn close(&self, act: CastAct<'_>, entity: &impl Fn(EntityIndexInMaking) -> EntityIndex) -> merge::Telling {
        let CastAct { act, sources, targets, place, reasons } = act;
        let words = self.look.words;
        let sentences = self.look.annotated.sentences.items();
        let sentence = sentences[act.sentence].tokens.range();
        let before = act.sentence.checked_sub(1).map(|n| &sentences[n]);
        let before = before.filter(|before| before.block == sentences[act.sentence].block);
        let before = before.map(|before| before.tokens.range());
        let when = self.days.of(&act, &sentence, before.as_ref());
        let trigger = words.cover(act.tokens[0]..act.tokens[act.tokens.len() - 1] + 1);
        let clause = self.clause(&act, &sentence);
        let mut reason = Reason::new(act.entry.name.clone(), vec![trigger]);
        reason.because = reasons;
        if let Some(by) = act.told.by {
            let rule = RuleName::new(format!("aspect: {}", act.told.aspect.name()));
            reason.because.push(Reason::new(rule, vec![words.span(by)]));
        }
        let aspect = self.aspect(&act, &sentence, before.as_ref());
        let lemma = self.frames.lemma(act.trigger).to_owned();
        let event = Event {
            kind: act.entry.kind,
            mode: act.entry.mode,
            contexts: self.contexts(&act, &clause),
            sources: sources.into_iter().map(entity).collect(),
            targets: targets.into_iter().map(entity).collect(),
            is_reciprocal: act.entry.is_reciprocal,
            place: place.map(|(at, basis)| EventPlace { entity: entity(at), basis }),
            when,
            aspect,
            attributed_to: self.teller(&act, trigger),
            trigger,
            casualties: self.casualties(&act, &clause),
        };
        let clause = words.cover(clause);
        let is_another = self.is_another(act.trigger);
        let leaves_source_open = self.leaves_source_open(&act);
        let is_own_word = act.sources.iter().any(|source| matches!(source, Actor::Speaker(_)));
        let (evidence, sentence) = (NonEmpty::of(clause), act.sentence);
        let is_plain = self.frames.is_verb(act.trigger) && self.frames.is_finite(act.trigger);
        let is_headline = self.look.report.blocks()[sentences[act.sentence].block].kind == BlockKind::Headline;
        merge::Telling {
            event,
            evidence,
            reason,
            lemma,
            is_another,
            leaves_source_open,
            is_own_word,
            is_plain,
            is_headline,
            sentence,
        }
    }

    /// Whether a word tells of blame without those whose it is: "has been criticised", "faced criticism", "was accused of
    /// theft". Who only "is accused" mostly is so by a court.
    fn leaves_source_open(&self, act: &Act<'_>) -> bool {
        let is_told = || {
            let mut auxiliaries = self.look.trees.dependents(act.trigger).take_while(|at| *at < act.trigger);
            auxiliaries.any(|at| matches!(self.look.words.lower(at), "was" | "were" | "been"))
        };
        let is_passive = || self.frames.is_passive(act.trigger);
        match act.entry.mode {
            // "Is under fire for the delay".
            Some("disapprove") if !self.frames.is_verb(act.trigger) => act.entry.target == [lexicon::Slot::Object],
            Some("disapprove") => is_passive() || act.entry.target == [lexicon::Slot::Subject],
            Some("allege") => self.frames.is_verb(act.trigger) && is_passive() && is_told(),
            _ => false,
        }
    }

    /// Whether the words before a noun set the act that it names off from those told before: "a second attack".
    fn is_another(&self, trigger: usize) -> bool {
        const OTHERS: [&str; 7] = ["another", "different", "earlier", "other", "previous", "second", "separate"];
        let trees = self.look.trees;
        trees.dependents(trigger).any(|at| at < trigger && OTHERS.contains(&self.look.words.lower(at)))
    }

    /// The tokens of the clause that tells an act, without the clauses around it.
    fn clause(&self, act: &Act<'_>, sentence: &Range<usize>) -> Range<usize> {
        let top = setting::predicate_of_act(&self.frames, act.trigger);
        let extent = self.look.trees.extent(top);
        let heads = act.sources.iter().chain(&act.targets).map(Actor::head).chain(act.tokens.iter().copied());
        let (from, to) = heads.fold((extent.start, extent.end), |(from, to), at| (from.min(at), to.max(at + 1)));
        from.max(sentence.start)..to.min(sentence.end)
    }

    /// The aspect that the words tell, or else the time.
    fn aspect(&self, act: &Act<'_>, sentence: &Range<usize>, before: Option<&Range<usize>>) -> Aspect {
        let told = act.told.aspect;
        let published = self.look.report.published().and_then(dateline_core::Dated::single);
        let is_past = self.frames.is_past(setting::predicate_of_act(&self.frames, act.trigger));
        let Some((tokens, time)) = self.days.told_by(act.trigger, sentence).filter(|_| told == Aspect::Actual) else {
            let told_before = self.days.background(act.trigger, sentence, before);
            let goes_on = told_before.is_some_and(|when| background::goes_on(when, published));
            let is_of_then = || act.sources.iter().any(|source| self.is_of_then(source.head()));
            let is_over = (is_past && goes_on) || is_of_then();
            return if told == Aspect::Actual && is_over { Aspect::Historical } else { told };
        };
        let phrase: Vec<&str> = tokens.map(|at| self.look.words.lower(at)).collect();
        let by_time = background::aspect_of(time, &phrase, is_past, published, self.days.told_last()).unwrap_or(told);
        // "In 2016 a court ruled so, a verdict Ardenia rejects": what is done still is no background.
        let is_present = self.frames.is_verb(act.trigger) && self.frames.is_present(act.trigger);
        if is_present && by_time == Aspect::Historical { told } else { by_time }
    }

    /// Whether somebody is called by what they were once: "the then premier", "then-Governor Keller", "the chief of that day".
    fn is_of_then(&self, noun: usize) -> bool {
        let (trees, words) = (self.look.trees, self.look.words);
        let extent = trees.extent(noun);
        let is_then = |at: usize| words.lower(at) == "then" && !words.is_quoted(at);
        // "The then premier": behind a comma it tells what comes next.
        let before = (extent.start..noun).any(is_then) && !is_then(extent.start)
            || is_then(extent.start) && extent.start + 1 < noun && words.lower(extent.start + 1) == "-";
        let mut of = trees.dependents(noun).filter(|at| *at > noun && self.frames.preposition(*at) == Some("of"));
        let is_that_time = |at: usize| {
            is_then(at)
                || matches!(words.lower(at), "day" | "time" | "era")
                    && trees.dependents(at).any(|that| words.lower(that) == "that")
        };
        before || of.any(is_that_time)
    }

    /// What an act is about: what its entry says, and what the words of its clause say.
    fn contexts(&self, act: &Act<'_>, clause: &Range<usize>) -> Vec<&'static str> {
        let mut told: Vec<&'static str> = act.entry.contexts.clone();
        told.extend(clause.clone().filter_map(|at| self.words.contexts.context(self.look.trees.lemma(at))));
        dateline_core::EVENT_CONTEXTS.into_iter().filter(|context| told.contains(context)).collect()
    }

    /// The innermost statement in whose content the trigger stands; of an act that lies in a statement the one around that.
    fn teller(&self, act: &Act<'_>, trigger: Span<Clean>) -> Option<StatementIndex> {
        let innermost = *self.contents.around(trigger)?.1;
        if act.is_in_words_of_others() { self.beside.statements[innermost.0].what.inside } else { Some(innermost) }
    }

    /// The figures in the clause of an attack that say what became of people.
    fn casualties(&self, act: &Act<'_>, clause: &Range<usize>) -> Vec<FigureIndex> {
        if act.entry.kind != EventType::Assault {
            return Vec::new();
        }
        let clause = self.look.words.cover(clause.clone());
        let figures = self.beside.figures;
        let from = figures.partition_point(|found| found.what.span.start() < clause.start());
        let within = figures[from..].iter().take_while(|found| found.what.span.end() <= clause.end());
        let counted = within.enumerate().filter(|(_, found)| found.what.fate.is_some());
        counted.map(|(n, _)| FigureIndex(from + n)).collect()
    }
}
