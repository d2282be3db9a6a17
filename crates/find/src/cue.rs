//! Where a report says that somebody says something: the words of `cues.tsv` that the tree shows to be used so.

use std::ops::Range;

use dateline_core::syntax::{Polarity, Relation, Tense, Upos, VerbForm};
use dateline_core::{EntityKind, TokenKind};

use crate::lexicon::{CueEntry, Lexicon};
use crate::phrase::{Reach, noun_phrase};
use crate::source::{Side, Source, SourceRule, Sources};
use crate::tree::Trees;
use crate::words::{Class, Words};

/// Words that say nothing themselves but that the act of saying begins or goes on: "went on to say", "was quick to say".
const ASPECTUAL: [&str; 10] = ["begin", "come", "continue", "go", "move", "proceed", "quick", "rise", "rush", "start"];

/// Verbs in the past that say that what their infinitive tells came about.
const IMPLICATIVE: [&str; 9] = ["cause", "compel", "dare", "force", "have", "lead", "manage", "move", "prompt"];

/// Verbs and their words that say that an act in "-ing" was left undone: "steered clear of discussing".
const AVOIDING: [&str; 8] = ["avoid", "clear", "forgo", "refrain", "resist", "short", "shied", "steer"];

/// How many cues back one is looked for on which another rests.
const COMPANY_MAX: usize = 16;

/// What begins a phrase that says who somebody is: "the mayor", "its chief".
const OPENING: Class = Class::DETERMINER.with(Class::POSSESSIVE);

/// How far before a source its clause is looked for; the bound keeps time linear.
const CLAUSE_TOKENS_MAX: usize = 200;

/// Most words between a quotation and a participle that may be its cue.
const NAME_TOKENS_MAX: usize = 8;

/// Most words of a source between a quotation and its cue: a name with what tells who it is.
const SOURCE_TOKENS_MAX: usize = 24;

/// How many infinitives up the clause is looked for that they belong to: "will try to pay".
const RAISING_MAX: usize = 4;

/// Most auxiliaries and adverbs before a cue.
const GROUP_TOKENS_MAX: usize = 8;

/// What kind of word a cue is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CueForm {
    Active,
    /// In the passive: who is its subject does not speak.
    Passive,
    /// "the claim that".
    Noun,
    /// "according to".
    Phrase,
}

/// A cue as it stands in the text.
#[derive(Debug, Clone)]
pub(crate) struct CueHit {
    /// The index of its entry in the lexicon.
    pub(crate) entry: usize,
    /// Its tokens, with the auxiliaries right before it.
    pub(crate) tokens: Range<usize>,
    /// The tokens of its entry alone; what is said depends on one of them.
    pub(crate) words: Range<usize>,
    /// What kind of word it is here.
    pub(crate) form: CueForm,
    /// Who says it.
    pub(crate) source: Option<Source>,
    /// Whether the source only hears it: "the court heard", "jury told".
    pub(crate) is_heard: bool,
    /// Whether it is surely speech: by its entry, or as a participle beside one that is ("he said, applauding the raid").
    pub(crate) is_speech: bool,
}

impl CueHit {
    /// Whether the source is its own and stands before it.
    pub(crate) fn has_source_before(&self) -> bool {
        self.source.as_ref().is_some_and(|source| is_own(source) && source.tokens.end <= self.tokens.start)
    }

    /// Whether the source is its own and stands behind it.
    pub(crate) fn has_source_behind(&self) -> bool {
        self.source.as_ref().is_some_and(|source| is_own(source) && source.tokens.start >= self.tokens.end)
    }

    /// Whether it shares the source of another word.
    pub(crate) fn shares_source(&self) -> bool {
        self.source.as_ref().is_some_and(|source| !is_own(source))
    }
}

const fn is_own(source: &Source) -> bool {
    !matches!(source.rule, SourceRule::SharedSubject)
}

/// Finds the cues among tokens of one sentence that `outside` lets through (those outside quotations).
pub(crate) fn find(
    lexicon: &Lexicon,
    words: &Words<'_>,
    trees: &Trees<'_>,
    tokens: Range<usize>,
    outside: impl Fn(usize) -> bool,
) -> Vec<CueHit> {
    let look = Look { lexicon, words, trees };
    let mut hits = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        let is_whole = |end: usize| end <= tokens.end && (at..end).all(&outside);
        let found = if outside(at) { words.phrase_at(&lexicon.cue_forms, at) } else { None };
        let found = found.filter(|_| !look.is_undone(at));
        let found = found.map(|(end, form)| {
            let apart = || look.without_object(at..end, form.entry, &tokens);
            look.over_day(at, &tokens).or_else(apart).unwrap_or((end, form.entry))
        });
        let hit = found
            .filter(|(end, _)| is_whole(*end))
            .map(|(end, entry)| (end, look.hit(entry, at..end, &tokens, &outside)));
        let (end, hit) = hit.unwrap_or((at + 1, None));
        let noun = || if outside(at) { look.noun(at, &outside) } else { None };
        match hit.or_else(noun) {
            Some(hit) => {
                at = end.max(hit.words.end);
                hits.push(hit);
            }
            None => at = end,
        }
    }
    join_company(trees, &mut hits);
    lift_shared(lexicon, trees, &mut hits);
    hits
}

/// A cue that is joined to a clause of saying, and whose subject cannot be that clause's, has the speaker of the cue
/// before: "The mayor said the pier was lost and accused the builders".
///
/// What is said of somebody with "was" is a state; the verb of saying behind it mostly tells what the speaker did next.
/// So it does where a pronoun is the clause's subject, which mostly stands for the speaker ("it said *it* had left and urged …").
fn lift_shared(lexicon: &Lexicon, trees: &Trees<'_>, hits: &mut [CueHit]) {
    for at in 1..hits.len() {
        let hit = &hits[at];
        let verb = hit.words.start;
        let is_joined = trees.relation(verb) == Relation::Conjunct && hit.shares_source();
        let speaks_of_self = |head: usize| {
            let subject = trees.dependent(head, &[Relation::Subject, Relation::PassiveSubject]);
            let auxiliary = trees.dependent(verb, &[Relation::Auxiliary]);
            // "said he had watched it and *slammed* it as a shame"
            (hit.is_speech || matches!(lexicon.cues[hit.entry].act, "accuse" | "criticise" | "praise"))
                && trees.is_finite(auxiliary.unwrap_or(verb))
                && subject.is_some_and(|at| trees.upos(at) == Upos::Pronoun)
        };
        let differs = |head: usize| {
            trees.upos(head) != Upos::Verb
                || differs_in_tense(trees, verb, head)
                || differs_in_voice(trees, verb, head)
                || speaks_of_self(head)
        };
        let Some(state) = trees.head(verb).filter(|head| is_joined && differs(*head)) else {
            continue;
        };
        let opens = |at: &usize| trees.relation(*at) == Relation::OpenComplement;
        let above = |at: &usize| trees.head(*at).filter(|_| opens(at));
        let clause = std::iter::successors(Some(state), above).take(RAISING_MAX).last().unwrap_or(state);
        let speaker = trees.head(clause).filter(|_| trees.relation(clause) == Relation::ClausalComplement);
        let mut near = hits[..at].iter().rev().take(COMPANY_MAX);
        let earlier = near.find(|earlier| speaker.is_some_and(|above| earlier.words.contains(&above)));
        if let Some(source) = earlier.and_then(|earlier| earlier.source.clone()) {
            hits[at].source = Some(Source { rule: SourceRule::SharedSubject, ..source });
        }
    }
}

/// Whether a past is joined to what cannot share its subject and time: "will *try* to pay and *insisted*".
fn differs_in_tense(trees: &Trees<'_>, verb: usize, head: usize) -> bool {
    let (verb, head) = (trees.features(verb), trees.features(head));
    let is_past = verb.tense == Some(Tense::Past) && verb.verb_form == Some(VerbForm::Finite);
    let is_other = head.verb_form == Some(VerbForm::Infinitive) || head.tense == Some(Tense::Present);
    is_past && is_other
}

/// Whether a verb with an object or a clause is joined to one in the passive: "would be *needed* and *warned* customers",
/// "had been *paid* and *demanded* the clerk go".
fn differs_in_voice(trees: &Trees<'_>, verb: usize, head: usize) -> bool {
    const COMPLEMENTS: [Relation; 4] =
        [Relation::Object, Relation::IndirectObject, Relation::ClausalComplement, Relation::OpenComplement];
    let has_object = trees.dependent(verb, &COMPLEMENTS).is_some();
    let has_auxiliary = trees.dependent(verb, &[Relation::Auxiliary, Relation::PassiveAuxiliary]).is_some();
    trees.dependent(head, &[Relation::PassiveAuxiliary]).is_some() && has_object && !has_auxiliary
}

/// A participle that depends on a cue tells how something was said.
fn join_company(trees: &Trees<'_>, hits: &mut [CueHit]) {
    let words: Vec<Range<usize>> = hits.iter().map(|hit| hit.words.clone()).collect();
    for (at, hit) in hits.iter_mut().enumerate().skip(1) {
        // "criticised the builders for promoting the pier": for what somebody is blamed is no saying.
        let is_introduced = trees.dependents(hit.words.start).any(|at| trees.relation(at) == Relation::Mark);
        let is_participle = hit.shares_source() && !trees.is_finite(hit.words.start) && !is_introduced;
        let head = trees.head(hit.words.start);
        let has_company =
            head.is_some_and(|head| words[..at].iter().rev().take(COMPANY_MAX).any(|words| words.contains(&head)));
        hit.is_speech |= is_participle && has_company && trees.relation(hit.words.start) != Relation::OpenComplement;
    }
}

#[derive(Clone, Copy)]
struct Look<'a> {
    lexicon: &'a Lexicon,
    words: &'a Words<'a>,
    trees: &'a Trees<'a>,
}

impl Look<'_> {
    /// Whether a prefix before a hyphen says the opposite: "de-emphasized".
    fn is_undone(self, at: usize) -> bool {
        at > 1 && self.words.lower(at - 1) == "-" && matches!(self.words.lower(at - 2), "de" | "un" | "non" | "mis")
    }

    /// The end and the entry of a verb with a preposition between which a day or an adverb stands: "called *on Monday* for",
    /// "complained *bitterly* about".
    fn over_day(self, verb: usize, sentence: &Range<usize>) -> Option<(usize, usize)> {
        let is_day = |at: usize| {
            let is_adverb = self.words.lower(at.min(sentence.end - 1)).ends_with("ly")
                && self.trees.upos(at.min(sentence.end - 1)) == Upos::Adverb;
            sentence.contains(&at) && (self.words.is_day(at) || is_adverb)
        };
        let day = [verb + 1, verb + 2].into_iter().find(|at| is_day(*at))?;
        let leads = day == verb + 1 || matches!(self.words.lower(verb + 1), "on" | "in");
        let behind = (day..sentence.end).find(|at| !is_day(*at)).filter(|_| leads)?;
        let phrase = format!("{} {}", self.words.lower(verb), self.words.lower(behind));
        let mut known = self.lexicon.cue_forms.beginning(&phrase);
        known.find(|(form, _)| *form == phrase).map(|(_, form)| (behind + 1, form.entry))
    }

    /// The end and the entry of the verb alone, where the noun behind it has a phrase of its own and is what is said:
    /// "expressed *doubt about the truce*", not "expressed doubt that".
    fn without_object(self, cue: Range<usize>, entry: usize, sentence: &Range<usize>) -> Option<(usize, usize)> {
        let noun = cue.end - 1;
        let is_object = cue.len() == 2 && self.trees.relation(noun) == Relation::Object;
        // "claimed *responsibility for the fire*": where both words make the cue what it is, the noun is told all the same.
        if is_object && self.lexicon.cues[entry].frames.takes_object() {
            return Some((cue.start + 1, entry));
        }
        let is_day = |at: usize| self.words.is_day(at) || self.words.lower(at) == "on";
        let behind = (cue.end..sentence.end).find(|at| !is_day(*at)).filter(|_| is_object)?;
        let has_phrase = matches!(self.words.lower(behind), "about" | "at" | "for" | "in" | "of" | "over" | "with");
        // "expressed concern at the fact that it was late"
        let end = sentence.end.min(behind + NAME_TOKENS_MAX);
        let has_phrase = has_phrase && (behind..end).all(|at| self.words.lower(at) != "that");
        let mut known = self.lexicon.cue_forms.beginning(self.words.lower(cue.start));
        let (_, form) = known.find(|(form, _)| has_phrase && *form == self.words.lower(cue.start))?;
        let entry = &self.lexicon.cues[form.entry];
        let may_take = entry.is_strong && entry.frames.takes_object() || entry.frames.takes_thought();
        may_take.then_some((cue.start + 1, form.entry))
    }

    fn hit(
        self,
        entry: usize,
        cue: Range<usize>,
        sentence: &Range<usize>,
        outside: &impl Fn(usize) -> bool,
    ) -> Option<CueHit> {
        let known = &self.lexicon.cues[entry];
        if known.is_adposition { self.phrase(entry, cue, outside) } else { self.verb(entry, cue, sentence, outside) }
    }

    /// A phrase like "according to"; without a source it is none.
    fn phrase(self, entry: usize, cue: Range<usize>, outside: &impl Fn(usize) -> bool) -> Option<CueHit> {
        let is_strong = self.lexicon.cues[entry].is_strong;
        let source = self.sources().of_phrase(self.top(&cue), cue.end - 1);
        let source = self.named_behind(source.and_then(|source| source.outside(outside))?);
        // "400 tons per day": what is often no speech at all needs somebody who can speak.
        let (tokens, form) = (cue.clone(), CueForm::Phrase);
        let is_speech = is_strong;
        let hit = CueHit { entry, tokens, words: cue, form, source: Some(source.clone()), is_heard: false, is_speech };
        (is_strong || self.is_definite(&source.core)).then_some(hit)
    }

    /// A name behind a cue with what stands between the two and says who it is: "…, said *the mayor, Anna Keller*".
    fn with_title_before(self, cue: &Range<usize>, source: Source) -> Source {
        let title = cue.end..source.tokens.start.saturating_sub(1);
        let is_plain = |at: usize| self.words.class(at).any(Class::WORD) && !self.trees.is_finite(at);
        // "Citing its chief, Anna Keller said …" is no such row.
        let may_have = !title.is_empty() && !self.words.ends_in_ing(cue.start);
        let opens = may_have && self.words.class(title.start).any(OPENING);
        let is_title = opens && title.len() <= NAME_TOKENS_MAX && self.words.lower(title.end) == ",";
        let start = if is_title && title.into_iter().all(is_plain) { cue.end } else { source.tokens.start };
        Source { tokens: start..source.tokens.end, ..source }
    }

    /// Who accuses in the passive, without of what, which the parser may have hung on them: "is accused by *the guild* of theft".
    fn without_charge(self, verb: usize, source: Source) -> Source {
        let is_of = |at: &usize| self.words.lower(*at) == "of" && self.trees.relation(*at) == Relation::Case;
        let leads = |at: usize| self.trees.dependents(at).any(|word| self.words.lower(word) == "of");
        let is_charged = source.rule == SourceRule::Agent
            && !self.trees.dependents(verb).any(|at| at >= source.tokens.end && leads(at));
        match (source.core.start + 1..source.tokens.end).rev().find(is_of).filter(|_| is_charged) {
            Some(of) => {
                Source { tokens: source.tokens.start..of, core: source.core.start..source.core.end.min(of), ..source }
            }
            None => source,
        }
    }

    /// A source with the word before its title that the parser took for a verb: "*acting* Chief of Staff Anna Keller".
    fn with_rank_before(self, source: Source) -> Source {
        let before =
            source.tokens.start.checked_sub(1).filter(|at| matches!(self.words.lower(*at), "acting" | "former"));
        let opens = before.filter(|at| *at > 0 && self.is_comma(at - 1));
        let is_title = self.words.class(source.tokens.start).any(Class::CAPITAL);
        Source { tokens: opens.filter(|_| is_title).unwrap_or(source.tokens.start)..source.tokens.end, ..source }
    }

    /// A source with the name that stands between commas before its cue: "*its chief, Anna Keller*, said".
    fn with_name_between(self, cue: &Range<usize>, source: Source) -> Source {
        let name = source.tokens.end + 1..cue.start.saturating_sub(1);
        let is_apposition = !name.is_empty()
            && name.len() <= NAME_TOKENS_MAX
            && self.is_comma(source.tokens.end)
            && self.is_comma(name.end)
            && name.clone().all(|at| self.trees.upos(at) == Upos::ProperNoun);
        Source { tokens: source.tokens.start..if is_apposition { name.end } else { source.tokens.end }, ..source }
    }

    /// A source with the name between commas right behind it, which the parser may have taken for a part of what was said:
    /// "according to *the mayor, Anna Keller*, the pier …".
    fn named_behind(self, source: Source) -> Source {
        let comma = source.tokens.end;
        let has_comma = comma + 1 < self.words.len() && self.words.lower(comma) == ",";
        let is_name = |at: &usize| self.trees.upos(*at) == Upos::ProperNoun;
        let name = comma + 1..(comma + 1..self.words.len()).find(|at| !is_name(at)).unwrap_or(self.words.len());
        let is_closed = name.end == self.words.len() || matches!(self.words.lower(name.end), "," | "." | ";");
        // One name alone may be who the sentence is about: "according to the mayor, Velm, …".
        let is_apposition = has_comma && name.len() > 1 && name.len() <= NAME_TOKENS_MAX && is_closed;
        let is_nameless = !source.tokens.clone().any(|at| is_name(&at));
        let end = if is_apposition && is_nameless { name.end } else { source.tokens.end };
        Source { tokens: source.tokens.start..end, ..source }
    }

    fn sources(&self) -> Sources<'_> {
        Sources { lexicon: self.lexicon, words: self.words, trees: self.trees }
    }

    fn verb(
        self,
        entry: usize,
        cue: Range<usize>,
        sentence: &Range<usize>,
        outside: &impl Fn(usize) -> bool,
    ) -> Option<CueHit> {
        let known = &self.lexicon.cues[entry];
        if self.governs_behind(known, &cue) {
            return None;
        }
        let sources = self.sources();
        let (top, verb) = (self.top(&cue), self.last_verb(&cue)?);
        let between = self.behind_quotation(&cue, sentence, outside);
        let is_finite = self.trees.is_finite(verb);
        let behind = between.filter(|between| is_finite || between.len() <= NAME_TOKENS_MAX);
        let inverted = self.behind_clause(known, &cue, sentence, outside);
        let follows = behind.is_some() || inverted.is_some();
        if !(follows || self.is_predicate(top)) || !self.is_said(top, verb, outside) {
            return None;
        }
        let has_auxiliary = self.trees.dependent(verb, &[Relation::PassiveAuxiliary]).is_some();
        // Behind a quotation the tagger takes many a past for a participle: "“…,” vowed the mayor".
        // "Two climbers, said to be lost, were found": nor is it told who says so.
        let is_to = cue.end < sentence.end && self.words.lower(cue.end) == "to";
        let is_of_noun = matches!(self.trees.relation(top), Relation::ClauseOfNoun | Relation::RelativeClause);
        let is_bare = self.trees.dependents(verb).all(|at| at > verb || self.is_comma(at));
        let is_hearsay = is_to
            && is_of_noun
            && is_bare
            && known.frames.takes_infinitive()
            && matches!(known.act, "say" | "claim" | "report")
            && self.trees.features(verb).tense == Some(Tense::Past);
        // "some on the board also called for the mayor to go": what is called for in the passive has its auxiliary.
        let has_author = || sources.of_active_verb(verb).is_some();
        // "…, its chief, Anna Keller, disclosed"
        let tells_behind = known.frames.takes_clause() && !known.is_addressed;
        let ends_clause = || tells_behind && self.with_apposition(&cue, sentence, outside).is_some();
        let may_be_passive = has_auxiliary || !follows && !ends_clause() && (cue.len() == 1 || !has_author());
        let is_passive = self.trees.is_passive(verb) && may_be_passive || is_hearsay;
        let of_verb = sources.of_verb(verb).or_else(|| (!is_passive).then(|| sources.of_active_verb(verb)).flatten());
        // "went so far as to say", "let it be known": who acts is the subject of the first verb.
        let of_top = || if top != verb && self.trees.is_verbal(top) { sources.of_active_verb(top) } else { None };
        let source = of_verb.or_else(of_top).and_then(|source| source.outside(outside));
        let own = source.as_ref().filter(|source| is_own(source)).cloned();
        let is_subject = own.as_ref().is_some_and(|own| own.rule == SourceRule::Subject);
        let apposed = || (!is_subject).then(|| self.with_apposition(&cue, sentence, outside)).flatten();
        let between = || self.between_commas(&cue, sentence, own.as_ref());
        let own = inverted.or_else(apposed).or_else(between).or(own);
        let beside = || {
            let follows_comma = self.comma_before(&cue, sentence).is_some();
            // "…, urging the mayor to go": whom a participle has behind it is spoken to.
            let is_participle = self.words.ends_in_ing(cue.start);
            let side = match (!is_participle && follows || cue.start == sentence.start, follows_comma && !is_participle)
            {
                (true, _) => Side::Both,
                (false, true) => Side::SubjectBehind,
                (false, false) => Side::Before,
            };
            (follows || is_finite)
                .then(|| sources.beside(&cue, sentence, side))
                .flatten()
                .and_then(|source| source.outside(outside))
        };
        // "…, the mayor said, adding the bridge would be mended": a clause behind a participle is not whose act that is.
        let is_astray = self.words.ends_in_ing(cue.start)
            && self.comma_before(&cue, sentence).is_some()
            && self.trees.head(top).is_some_and(|head| head >= cue.end);
        let absolute = if is_passive { None } else { self.with_absolute(&cue, sentence, outside) };
        let own = absolute.or(own);
        let source = if is_passive { source } else { own.or_else(beside).or(source.filter(|_| !is_astray)) };
        let source = behind.and_then(|behind| sources.whole(behind, source.as_ref())).or(source);
        let source = source.or_else(|| self.of_company(&cue, sentence, outside));
        // "…, said the mayor, Anna Keller."
        let source = source.map(|source| self.with_title_before(&cue, source));
        let source = source.map(|source| self.with_name_between(&cue, source));
        let source = source.map(|source| self.with_rank_before(source));
        let source =
            source.map(|source| if known.frames.charges() { self.without_charge(verb, source) } else { source });
        let source =
            source.map(|source| if source.tokens.start == cue.end { self.named_behind(source) } else { source });
        // "A video showing the rescue": what is only seen is not told.
        let takes_that = cue.end < sentence.end && self.words.lower(cue.end) == "that";
        let lets_see = |source: &Source| known.shows() && !takes_that && self.is_recording(source);
        let source = source.filter(|source| !is_hearsay && self.can_say(known, source) && !lets_see(source));
        // "The club called Velm": a participle alone mostly names.
        // "until it is shown that it holds": nor did anybody show it.
        let is_shown = known.shows() && takes_that;
        if is_passive && source.is_none() && (is_shown || !has_auxiliary && !is_hearsay && !known.is_strong) {
            return None;
        }
        if known.act == "report" && self.is_reflexive(verb) {
            return None;
        }
        if self.is_past_aside(top, source.as_ref().filter(|source| is_own(source)), known.frames.asks()) {
            // "Asked whether the pier was lost, the mayor left": somebody asked, named behind "by" or nowhere.
            let asker = sources.agent_of(verb).and_then(|source| source.outside(outside));
            let form = CueForm::Passive;
            return known.frames.asks().then(|| CueHit {
                entry,
                tokens: cue.clone(),
                words: cue,
                form,
                source: asker,
                is_heard: false,
                is_speech: known.is_strong,
            });
        }
        let start = self.group_start(&cue, sentence.start);
        // "A poll shows her ahead": what somebody wrote says something, where a thing only lets see.
        let is_written = |source: &Source| {
            let mut words = source.core.clone().map(|at| self.lexicon.role(self.words.lower(at)));
            words.any(|role| role.is_some_and(|role| role.kind == EntityKind::Document))
        };
        let is_speech = known.is_strong
            || (known.shows() || known.lemma == "read") && source.as_ref().is_some_and(is_written)
            || known.needs_person && source.as_ref().is_some_and(|source| self.is_somebody(source));
        let tokens = start..cue.end;
        let form = if is_passive { CueForm::Passive } else { CueForm::Active };
        // "Clerk burned the deeds, jury told": whoever should be told, and tells nobody, is told.
        let is_told = known.is_addressed && known.act == "say" && self.addresses_nobody(verb);
        let hears = source.as_ref().is_some_and(|source| self.is_hearer(source));
        let is_heard = hears && (known.is_heard || is_told);
        let is_kept = (is_passive || source.is_some()) && (is_heard || !known.is_heard);
        is_kept.then_some(CueHit { entry, tokens, words: cue, form, source, is_heard, is_speech })
    }

    /// Who does what a participle behind a comma tells, where the parser hung it on the words quoted before: "“…,” *she*
    /// said, adding that …".
    fn of_company(
        self,
        cue: &Range<usize>,
        sentence: &Range<usize>,
        outside: &impl Fn(usize) -> bool,
    ) -> Option<Source> {
        let floor = sentence.start.max(cue.start.saturating_sub(SOURCE_TOKENS_MAX));
        let lead = (floor..cue.start).rev().find(|at| self.trees.upos(*at) != Upos::Adverb)?;
        let is_participle = self.words.ends_in_ing(cue.start) && self.words.lower(lead) == ",";
        let is_joined = self.trees.is_finite(cue.start) && self.trees.upos(lead) == Upos::Coordinator;
        (is_participle || is_joined).then_some(())?;
        let is_verb = |at: &usize| self.trees.upos(*at) == Upos::Verb && self.trees.is_finite(*at);
        let verb = (floor..lead).rev().take_while(|at| outside(*at)).find(is_verb)?;
        let source = self.sources().of_verb(verb).filter(is_own)?.outside(outside)?;
        Some(Source { rule: SourceRule::SharedSubject, ..source })
    }

    /// Who acts in a phrase with "with" and a participle: "…, with *chairman Luis Gomez* urging members to vote".
    fn with_absolute(
        self,
        cue: &Range<usize>,
        sentence: &Range<usize>,
        outside: &impl Fn(usize) -> bool,
    ) -> Option<Source> {
        let floor = sentence.start.max(cue.start.saturating_sub(SOURCE_TOKENS_MAX));
        let near = (floor..cue.start).rev().filter(|_| self.words.ends_in_ing(cue.start));
        let is_open =
            |at: &usize| outside(*at) && self.words.kind(*at) != TokenKind::Punctuation && !self.trees.is_finite(*at);
        let with = near.take_while(is_open).find(|at| self.words.lower(*at) == "with")?;
        let core = with + 1..cue.start;
        // "met with the mayor urging calm" is another thing: a comma or the begin of the sentence parts the phrase.
        let is_parted = with == sentence.start || with.checked_sub(1).is_some_and(|at| self.is_comma(at));
        let is_nominal = |at: usize| matches!(self.trees.upos(at), Upos::Noun | Upos::ProperNoun | Upos::Pronoun);
        let last = core.end.checked_sub(1).filter(|last| core.contains(last))?;
        (is_parted && is_nominal(last)).then_some(Source { tokens: core.clone(), core, rule: SourceRule::Beside })
    }

    /// Who stands with a cue between commas, where the parser took the two for a clause about the noun before: "The plan,
    /// *an engineer* said, is to mend the pier".
    fn between_commas(self, cue: &Range<usize>, sentence: &Range<usize>, own: Option<&Source>) -> Option<Source> {
        let is_comma = |at: usize| sentence.contains(&at) && self.words.lower(at) == ",";
        own.filter(|own| own.rule == SourceRule::ModifiedNoun && is_comma(cue.end))?;
        let floor = sentence.start.max(cue.start.saturating_sub(SOURCE_TOKENS_MAX));
        let comma = (floor..cue.start).rev().find(|at| is_comma(*at))?;
        let core = comma + 1..cue.start;
        let is_nominal = |at: usize| matches!(self.trees.upos(at), Upos::Noun | Upos::ProperNoun | Upos::Pronoun);
        let is_relative = !core.is_empty() && self.words.class(core.start).any(Class::WH);
        let is_phrase = core.clone().any(is_nominal) && !core.clone().any(|at| self.trees.is_finite(at));
        (is_phrase && !is_relative).then_some(Source { tokens: core.clone(), core, rule: SourceRule::Beside })
    }

    fn is_comma(self, at: usize) -> bool {
        self.words.lower(at) == ","
    }

    /// The comma of the sentence right before a cue.
    fn comma_before(self, cue: &Range<usize>, sentence: &Range<usize>) -> Option<usize> {
        let mut before = (sentence.start..cue.start).rev();
        let last = before.next()?;
        // "was “a shame,” said": the comma may stand within the marks.
        let is_closing = self.words.kind(last) == TokenKind::QuotationMark;
        Some(last).filter(|_| !is_closing).or_else(|| before.next()).filter(|at| self.is_comma(*at))
    }

    /// Who stands behind a cue that a comma parts from what was said, where the parser took the cue for an attribute or
    /// another act, and who speaks for its object: "The pier is closed, said *officials in Velm*".
    fn behind_clause(
        self,
        known: &CueEntry,
        cue: &Range<usize>,
        sentence: &Range<usize>,
        outside: &impl Fn(usize) -> bool,
    ) -> Option<Source> {
        let comma = self.comma_before(cue, sentence)?;
        let may_invert = known.is_strong && known.frames.takes_clause() && !self.words.ends_in_ing(cue.start);
        // "The plans are “a shame,” said Anna Keller": what was said may be taken for who said it.
        let is_named_behind = || self.trees.upos(cue.end.min(sentence.end - 1)) == Upos::ProperNoun;
        let is_subject = |at: usize| self.trees.relation(at) == Relation::Subject && !(at < comma && is_named_behind());
        let has_subject = self.trees.dependents(cue.start).any(is_subject);
        let floor = sentence.start.max(comma.saturating_sub(SOURCE_TOKENS_MAX));
        let tells = (floor..comma).any(|at| outside(at) && self.trees.is_finite(at));
        // "…, told officials": to whom it was told stands there. Who is named behind "warned" says it.
        let is_addressee = known.is_addressed && (known.act == "say" || !is_named_behind());
        if !may_invert || is_addressee || has_subject || !tells {
            return None;
        }
        let core = noun_phrase(self.lexicon, self.words, cue.end, sentence.end, Reach::Near);
        let is_somebody =
            |at: usize| self.trees.upos(at) == Upos::ProperNoun || self.lexicon.role(self.words.lower(at)).is_some();
        // "…, said officials familiar with the plan."
        let is_mark = |at: usize| self.words.kind(at) == TokenKind::Punctuation;
        let rest = core.end..(core.end..sentence.end).find(|at| is_mark(*at)).unwrap_or(sentence.end);
        let is_plain = |at: usize| outside(at) && !self.trees.is_finite(at) && self.words.lower(at) != "and";
        let rest_end = rest.end;
        let ends = rest_end < sentence.end && rest.len() <= NAME_TOKENS_MAX && rest.into_iter().all(is_plain);
        let is_phrase = ends && core.clone().all(|at| outside(at) && !self.trees.is_finite(at));
        if !is_phrase || !core.clone().any(is_somebody) {
            return None;
        }
        // "…, said Velm Lines' recently named chair Anna Keller."
        let owns = matches!(self.words.lower(core.end), "'s" | "’s" | "'" | "’");
        let core = if owns { core.start..rest_end } else { core };
        // "…, said Anna Keller, a diver who works for the port."
        let more = core.end + 1;
        let opens = || self.words.class(more).any(OPENING.with(Class::WH));
        let is_more = self.words.lower(core.end) == "," && more < sentence.end && opens();
        let end = (core.end..sentence.end).rev().find(|at| !is_mark(*at)).map_or(core.end, |last| last + 1);
        let end = if is_more && (core.end..end).all(outside) { end } else { core.end };
        Some(Source { tokens: core.start..end, core, rule: SourceRule::Beside })
    }

    /// Who stands with an apposition before a cue, where the parser hung the two on what was said: "The cost has doubled,
    /// *the mayor, Anna Keller*, said".
    fn with_apposition(
        self,
        cue: &Range<usize>,
        sentence: &Range<usize>,
        outside: &impl Fn(usize) -> bool,
    ) -> Option<Source> {
        let last = self.comma_before(cue, sentence)?;
        let floor = sentence.start.max(cue.start.saturating_sub(SOURCE_TOKENS_MAX));
        let comma_within = |end: usize| (floor..end).rev().find(|at| self.words.lower(*at) == ",");
        let middle = comma_within(last)?;
        let first = comma_within(middle)?;
        let (core, more) = (first + 1..middle, middle + 1..last);
        let is_finite = |tokens: &Range<usize>| tokens.clone().any(|at| self.trees.is_finite(at));
        let is_named = |tokens: &Range<usize>| tokens.clone().any(|at| self.trees.upos(at) == Upos::ProperNoun);
        let is_described = |tokens: &Range<usize>| {
            let opens = self.words.class(tokens.start).any(OPENING);
            let has_role = |at: usize| self.lexicon.role(self.words.lower(at)).is_some();
            !tokens.is_empty() && (opens || tokens.clone().any(has_role))
        };
        let is_relative = !more.is_empty() && self.words.class(more.start).any(Class::WH);
        // "…, *Jan Lund, harbour safety lead at Velm Lines*, said": a whole name needs no word that is known for a role.
        let is_name = (2..=NAME_TOKENS_MAX).contains(&core.len())
            && core.clone().all(|at| self.trees.upos(at) == Upos::ProperNoun)
            && more.clone().any(|at| self.trees.upos(at) == Upos::Noun);
        let is_pair = is_name
            || is_named(&core) && (is_relative || is_described(&more))
            || is_described(&core) && (is_relative || is_named(&more));
        let is_phrase = !is_finite(&core) && (is_relative || !is_finite(&more)) && (first..cue.start).all(outside);
        // "The pier, Jan Lund, a diver, said, will stay": a clause before, or a comma behind.
        let clause = sentence.start.max(first.saturating_sub(CLAUSE_TOKENS_MAX))..first;
        let is_parted = is_finite(&clause) || self.words.lower(cue.end.min(sentence.end - 1)) == ",";
        (is_pair && is_phrase && is_parted).then_some(Source {
            tokens: core.start..last,
            core,
            rule: SourceRule::Beside,
        })
    }

    /// Whether the last word of a phrase that takes only quotations is the preposition of what follows: "went on holiday".
    fn governs_behind(self, known: &CueEntry, cue: &Range<usize>) -> bool {
        let last = cue.end - 1;
        let is_case = self.trees.relation(last) == Relation::Case && self.trees.head(last).is_some_and(|at| at > last);
        known.frames.is_only_quote() && cue.len() > 1 && is_case
    }

    /// Whether a verb has its own subject for its object: "found themselves alone".
    fn is_reflexive(self, verb: usize) -> bool {
        let is_self = |at: usize| self.words.lower(at).ends_with("self") || self.words.lower(at).ends_with("selves");
        self.trees.dependent(verb, &[Relation::Object]).is_some_and(is_self)
    }

    /// Whether a verb is a past participle beside a clause: who is "asked about the price" does not ask.
    fn is_past_aside(self, verb: usize, own: Option<&Source>, asks: bool) -> bool {
        let features = self.trees.features(verb);
        // "They left when they *were* told that it was late"
        let has_auxiliary = self.trees.dependent(verb, &[Relation::Auxiliary, Relation::PassiveAuxiliary]).is_some();
        // "Keller, asked whether she knew, left": a lone comma never parts a subject from its verb.
        let is_parted = own.is_some_and(|source| {
            let comma = |at: usize| self.words.lower(at) == ",";
            source.tokens.end + 1 == verb && comma(source.tokens.end) && !source.tokens.clone().any(comma)
        });
        let is_participle = || features.verb_form == Some(VerbForm::Participle);
        let opens =
            || self.trees.relation(verb) == Relation::ClausalComplement && self.trees.extent(verb).start == verb;
        let is_dependent = self.trees.relation(verb) == Relation::AdverbialClause || asks && opens();
        let is_aside = || own.is_none() && is_participle() && is_dependent;
        // "Asked how it would pay, the company left": the tagger may take it for a finite form.
        let leads = || own.is_none() && is_dependent && self.trees.dependents(verb).all(|at| at > verb);
        features.tense == Some(Tense::Past) && !has_auxiliary && (asks && (is_parted || leads()) || is_aside())
    }

    /// A noun that reports: "the claim that". It need not be told whose it is.
    fn noun(self, at: usize, outside: &impl Fn(usize) -> bool) -> Option<CueHit> {
        let entry = self.lexicon.cue_noun(self.words.lower(at)).filter(|_| self.trees.upos(at) == Upos::Noun)?;
        // "includes no allegations that": nobody made any.
        if self.trees.dependents(at).any(|word| self.words.lower(word) == "no") {
            return None;
        }
        let words = at..at + 1;
        let source = self.sources().of_noun(at).and_then(|source| source.outside(outside));
        Some(CueHit {
            entry,
            tokens: words.clone(),
            words,
            form: CueForm::Noun,
            source,
            is_heard: false,
            is_speech: true,
        })
    }

    /// Whether a noun phrase is a name or has an article: "per the port's notice", not "per hour".
    fn is_definite(self, core: &Range<usize>) -> bool {
        let mut tokens = core.clone();
        tokens.any(|at| matches!(self.trees.upos(at), Upos::ProperNoun | Upos::Determiner))
    }

    /// The words between a quotation and a cue, where they can be no more than a source: "“…,” *Anna Keller, a diver from
    /// Velm,* wrote". Empty where the cue stands right behind the quotation.
    fn behind_quotation(
        self,
        cue: &Range<usize>,
        sentence: &Range<usize>,
        outside: &impl Fn(usize) -> bool,
    ) -> Option<Range<usize>> {
        let floor = sentence.start.max(cue.start.saturating_sub(SOURCE_TOKENS_MAX));
        let quoted = (floor..cue.start).rev().find(|at| !outside(*at))?;
        let is_comma = |at: usize| self.words.lower(at) == ",";
        let start = (quoted + 1..cue.start).find(|at| !is_comma(*at)).unwrap_or(cue.start);
        // "Keller and Lund", not "and later".
        let is_name = |at: usize| (start..cue.start).contains(&at) && self.trees.upos(at) == Upos::ProperNoun;
        let joins_names = |at: usize| is_name(at - 1) && is_name(at + 1);
        let is_plain = |at: usize| {
            let class = self.words.class(at);
            let is_word = class.any(Class::WORD) && !self.trees.is_finite(at);
            (is_word && (!class.any(Class::CONJUNCTION) || joins_names(at)))
                || matches!(self.words.lower(at), "," | "-" | "(" | ")" | "'" | "’" | "&")
        };
        (start..cue.start).all(is_plain).then_some(start..cue.start)
    }

    /// The word of the phrase on which the others depend.
    fn top(self, cue: &Range<usize>) -> usize {
        let depends_outside = |at: &usize| self.trees.head(*at).is_none_or(|head| !cue.contains(&head));
        cue.clone().find(depends_outside).unwrap_or(cue.start)
    }

    /// The word of the phrase that bears its meaning: "say" of "go on to say".
    fn last_verb(self, cue: &Range<usize>) -> Option<usize> {
        const OF_VERBS: [Relation; 3] = [Relation::Subject, Relation::ClausalComplement, Relation::Object];
        let is_verb = |at: &usize| self.trees.upos(*at) == Upos::Verb;
        // A verb that the tagger took for a noun still governs like one: "The agency reports that".
        let is_noun = |at: usize| {
            self.trees.dependent(at, &[Relation::Determiner, Relation::Possessive, Relation::Copula]).is_some()
        };
        let governs = |at: &usize| {
            let may_govern = self.trees.upos(*at) == Upos::Noun && !is_noun(*at);
            may_govern && self.trees.dependent(*at, &OF_VERBS).is_some()
        };
        cue.clone().rev().find(is_verb).or_else(|| cue.clone().rev().find(governs))
    }

    /// Whether a verb is more than an attribute: not "the alleged plot".
    fn is_predicate(self, top: usize) -> bool {
        const NAMING: [Relation; 4] =
            [Relation::AdjectivalModifier, Relation::Compound, Relation::Case, Relation::Flat];
        !NAMING.contains(&self.trees.relation(top))
    }

    /// Whether the verb tells that something was said: it is not denied nor merely possible.
    fn is_said(self, top: usize, verb: usize, outside: &impl Fn(usize) -> bool) -> bool {
        // What the parser hangs on the verb out of a quotation says nothing of the verb.
        let takes_back = |word: usize| outside(word) && self.takes_back(word);
        // "would only say that it was late": so much was said.
        let is_only = |word: usize| self.words.lower(word) == "only" && word < verb;
        let tells = |at: usize| self.words.phrase_at(&self.lexicon.cue_forms, at).map(|(_, form)| form.entry);
        let is_telling = tells(verb).is_some_and(|entry| self.lexicon.cues[entry].act == "say");
        // "would say only that it was late"
        let is_followed = verb + 1 < self.words.len() && self.words.lower(verb + 1) == "only";
        let says_only = is_telling && (is_followed || self.trees.dependents(verb).any(is_only));
        // "would neither confirm nor deny": a bare infinitive shares what stands before its partner.
        let is_bare = self.trees.features(top).verb_form == Some(VerbForm::Infinitive);
        let partner = self.trees.head(top).filter(|_| is_bare && self.trees.relation(top) == Relation::Conjunct);
        let mut bearers = [Some(top), Some(verb), partner].into_iter().flatten();
        let is_denied = bearers.any(|at| self.trees.dependents(at).any(takes_back)) || self.is_avoided(top);
        // "would be glad to call and talk about it"
        let is_asserted = self.is_asserted(top) && partner.is_none_or(|partner| self.is_asserted(partner));
        says_only || !is_denied && is_asserted
    }

    /// Whether a dependent says that nothing was said, or not yet: "did not say", "would say".
    fn takes_back(self, word: usize) -> bool {
        let is_modal = self.trees.relation(word) == Relation::Auxiliary && self.words.class(word).any(Class::MODAL);
        let is_not_only = word + 1 < self.words.len() && matches!(self.words.lower(word + 1), "only" | "just");
        let is_never = self.words.lower(word) == "never";
        let is_denial = is_never
            || self.trees.features(word).polarity == Some(Polarity::Negative)
                && !is_not_only
                && self.trees.relation(word) == Relation::AdverbialModifier;
        let is_condition = self.trees.relation(word) == Relation::Mark
            && matches!(self.words.lower(word), "if" | "unless" | "whether");
        let is_nor = self.trees.relation(word) == Relation::Coordinator && self.words.lower(word) == "nor";
        is_modal || is_denial || is_condition || is_nor
    }

    /// Whether somebody keeps from saying it: "avoided saying", "shied away from describing", "without admitting".
    fn is_avoided(self, top: usize) -> bool {
        let is_without = |at: usize| {
            matches!(self.trees.relation(at), Relation::Mark | Relation::Case)
                && matches!(self.words.lower(at), "without" | "instead")
        };
        let above = |at: usize| self.trees.head(at).map(|head| self.trees.lemma(head));
        // "stopped short of saying"
        let stops_short = || {
            let verb = self.trees.head(top).filter(|verb| self.trees.lemma(*verb) == "stop");
            verb.is_some_and(|verb| self.trees.dependents(verb).any(|at| self.words.lower(at) == "short"))
        };
        let avoids = || above(top).is_some_and(|lemma| AVOIDING.contains(&lemma)) || stops_short();
        self.words.ends_in_ing(top) && (self.trees.dependents(top).any(is_without) || avoids())
    }

    /// Whether a source is a body before which others speak.
    fn is_hearer(self, source: &Source) -> bool {
        let head = self.trees.grammar().top(source.core.clone());
        head.is_some_and(|head| self.words.class(head).any(Class::HEARER))
    }

    /// Whether nobody stands beside a verb to whom it speaks.
    fn addresses_nobody(self, verb: usize) -> bool {
        self.trees.dependent(verb, &[Relation::Object, Relation::IndirectObject]).is_none()
    }

    /// Whether an infinitive is one that tells what is done: "went on to say", not "wanted to say".
    fn is_asserted(self, top: usize) -> bool {
        let is_to = |at: usize| self.trees.relation(at) == Relation::Mark && self.words.lower(at) == "to";
        let is_infinitive = self.trees.features(top).verb_form == Some(VerbForm::Infinitive);
        if !is_infinitive || !self.trees.dependents(top).any(is_to) {
            return true;
        }
        // "… flew to Velm to urge": what somebody did in order to say it was said.
        // Not "spoke on condition of anonymity to describe the talks", nor "to make it clear, the mayor published it".
        let is_purpose = self.trees.relation(top) == Relation::AdverbialClause;
        self.trees.head(top).is_some_and(|above| {
            // "would not cost much to ask": what did not happen serves no purpose.
            let is_denied = || self.trees.dependents(above).any(|word| self.takes_back(word));
            let speaks = || self.words.phrase_at(&self.lexicon.cue_forms, above).is_some();
            // "asked to meet to decide": what is only asked for serves no purpose either.
            let happens = self.trees.features(above).verb_form != Some(VerbForm::Infinitive) && !is_denied();
            // "prompted the mayor to ask", "had to apologise", "managed to persuade": so it came about.
            let is_past = self.trees.features(above).tense == Some(Tense::Past);
            // "sought to convey that it was safe": who tries to tell it tells it.
            let tells = || {
                let entry = self.words.phrase_at(&self.lexicon.cue_forms, top).map(|(_, form)| form.entry);
                entry.is_some_and(|entry| matches!(self.lexicon.cues[entry].act, "say" | "suggest"))
            };
            let is_tried = matches!(self.trees.lemma(above), "seek" | "try") && tells();
            let comes_about = IMPLICATIVE.contains(&self.trees.lemma(above)) || is_tried;
            let is_brought_about = is_past && !is_denied() && comes_about;
            // "It was too early to say": what is only judged serves none.
            let is_purpose = is_purpose && self.trees.is_verbal(above);
            let is_served =
                is_brought_about || is_purpose && above < top && happens && !self.trees.is_passive(above) && !speaks();
            self.goes_on(above) || self.is_taken(above) || is_served
        })
    }

    /// Whether a noun tells of what somebody found time to do: "took the opportunity to condemn".
    fn is_taken(self, noun: usize) -> bool {
        let takes = |verb: usize| matches!(self.trees.lemma(verb), "take" | "seize" | "use");
        let verb =
            self.trees.head(noun).filter(|_| matches!(self.words.lower(noun), "chance" | "opportunity" | "occasion"));
        verb.is_some_and(|verb| takes(verb) && self.trees.features(verb).tense == Some(Tense::Past))
    }

    /// Whether a verb says that what its infinitive tells began or went on: "went on to say", not "is going to say" nor "is
    /// expected to move to say".
    fn goes_on(self, verb: usize) -> bool {
        let lemma = self.trees.lemma(verb);
        let is_denied = || self.trees.dependents(verb).any(|word| self.takes_back(word));
        let is_future = lemma == "go" && self.words.ends_in_ing(verb);
        ASPECTUAL.contains(&lemma) && !is_future && !is_denied()
    }

    /// Whether it may be a saying: "it showed", "this suggests" are none, and events cannot speak.
    fn can_say(self, cue: &CueEntry, source: &Source) -> bool {
        let needs_speaker = cue.act == "report" && !cue.is_strong;
        let is_thing =
            matches!(self.words.lower(source.core.start), "it" | "this" | "that" | "these" | "those" | "which");
        // "Nobody has explained where it comes from": nobody said so.
        let is_nobody = self.words.class(source.core.start).any(Class::NEGATION);
        let is_happening = |at: usize| self.words.class(at).any(Class::HAPPENING) && self.trees.upos(at) == Upos::Noun;
        let head = self.trees.grammar().top(source.core.clone());
        // "The match promised to be hard": a thing gives no word and utters no threat.
        let gives_word = matches!(cue.act, "promise" | "threaten");
        let is_thing_alone = |at: usize| self.sources().is_mute(at) && !self.words.class(at).any(Class::CAPITAL);
        let is_who = |at: usize| at < self.words.len() && self.words.lower(at) == "who";
        let gives_word = gives_word && !(source.core.end..source.core.end + 2).any(is_who);
        // "The footage shows", "her role showed": of things only those that somebody wrote tell something.
        let is_mute = head.is_some_and(|at| is_happening(at) || (gives_word || cue.shows()) && is_thing_alone(at));
        !(is_nobody || is_mute || needs_speaker && is_thing && source.core.len() == 1)
    }

    /// Whether a source is a film or a picture: "video", "photos".
    fn is_recording(self, source: &Source) -> bool {
        const RECORDINGS: [&str; 7] = ["footage", "image", "photo", "photograph", "picture", "recording", "video"];
        let head = self.trees.grammar().top(source.core.clone());
        head.is_some_and(|at| RECORDINGS.contains(&self.trees.lemma(at)))
    }

    /// Whether a source is a person or a body: a name, a pronoun for people, a role.
    fn is_somebody(self, source: &Source) -> bool {
        let Some(head) = self.trees.grammar().top(source.core.clone()) else { return false };
        let is_pronoun = matches!(self.words.lower(head), "he" | "she" | "they" | "i" | "we" | "who");
        let role = self.lexicon.role(self.words.lower(head));
        is_pronoun
            || self.trees.upos(head) == Upos::ProperNoun
            || role.is_some_and(|role| role.kind != EntityKind::Document)
    }

    /// Where the cue starts with the auxiliaries right before it.
    fn group_start(self, cue: &Range<usize>, floor: usize) -> usize {
        let floor = floor.max(cue.start.saturating_sub(GROUP_TOKENS_MAX));
        let is_auxiliary = |at: &usize| self.trees.upos(*at) == Upos::Auxiliary;
        (floor..cue.start).rev().take_while(is_auxiliary).last().unwrap_or(cue.start)
    }
}
