//! Speakers whom a report describes before it names them: "a port spokesman said … Ana Keller, a spokesman for the port, said".

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use dateline_core::syntax::{Relation, Upos};
use dateline_core::{EntityKind, MentionForm, Reason, RuleName};

use super::{Cast, EntityIndexInMaking, LOOKBACK_MENTIONS_MAX, NAMESAKES_MAX, Resolved};
use crate::words::Class;

/// How many words before a name, or behind it, tell who bears it.
const WORDS_MAX: usize = 10;

/// Whoever is named so many sentences behind a description by the same noun is meant, whatever else is said of them.
const NEAR_SENTENCES_MAX: usize = 2;

/// What a report says of somebody where it names them.
struct Told<'a> {
    member: usize,
    token: usize,
    /// The noun for what they are.
    noun: &'a str,
    /// The words with it.
    words: Vec<String>,
}

impl Cast<'_> {
    /// Takes each speaker who is only described for the one speaker who is named behind and bears the same role.
    pub(crate) fn join_named_later(&mut self, speakers: &mut [Resolved]) {
        // The bodies that only act are taken up too, to the end of the report.
        self.lead_back(self.words.len());
        let spoke: BTreeSet<usize> = speakers.iter().flatten().map(|(at, _)| at.0).collect();
        let mut named: BTreeMap<&str, Vec<Told<'_>>> = BTreeMap::new();
        for told in (0..self.members.len()).flat_map(|at| self.told_of(at)) {
            named.entry(told.noun).or_default().push(told);
        }
        let people = spoke.iter().copied().filter(|at| self.is_described_person(*at));
        let people = people.filter_map(|at| Some((at, self.named_as_described(at, &named)?)));
        let bodies = spoke.iter().copied().filter_map(|at| Some((at, self.body_named_later(at)?)));
        let by_described: BTreeMap<usize, usize> = people.chain(bodies).collect();
        if !by_described.is_empty() {
            self.take_over(&by_described, "named-later");
            lead_to(&by_described, speakers.iter_mut().flatten());
        }
    }

    fn is_described_person(&self, at: usize) -> bool {
        let member = &self.members[at];
        !member.is_named && member.kind == EntityKind::Person && !member.is_plural && member.entry.is_none()
    }

    /// The one who is named behind a description and of whom the report says the same.
    fn named_as_described(&self, described: usize, named: &BTreeMap<&str, Vec<Told<'_>>>) -> Option<usize> {
        let member = &self.members[described];
        let first = self.words.at_byte(member.mentions.iter().map(|mention| mention.span.start()).min()?);
        let noun = self.noun_described(described)?;
        let role = self.lexicon.role(noun).filter(|role| !role.is_of_anyone)?;
        let is_new = matches!(self.words.lower(first), "a" | "an" | "another" | "one");
        let said: Vec<&String> = member.key.iter().filter(|word| *word != noun && is_telling(word)).collect();
        let is_meant = |told: &&Told<'_>| {
            let n_sentences = self.sentence_of(told.token).saturating_sub(self.sentence_of(first));
            let shares = said.iter().any(|word| told.words.contains(word));
            let is_near = told.noun == noun && n_sentences <= NEAR_SENTENCES_MAX;
            let is_behind = || n_sentences > 0 && !self.is_named_before(told.member, first);
            let agrees = self.members[told.member].gender.agrees(member.gender);
            agrees && (shares && !is_new || (shares || is_near) && is_behind())
        };
        let same = role.meets.iter().filter_map(|noun| named.get(noun));
        let same = same.flat_map(|told| told.iter().take(NAMESAKES_MAX));
        let meant: BTreeSet<usize> = same.filter(is_meant).map(|told| told.member).collect();
        meant.first().copied().filter(|_| meant.len() == 1)
    }

    /// The one body that is named behind a description by the same noun: "a *group* of teachers said … The *group*, Left
    /// Teachers, …", "the *government* … the Danish *government*".
    fn body_named_later(&self, described: usize) -> Option<usize> {
        const BODIES: [EntityKind; 2] = [EntityKind::Organisation, EntityKind::Group];
        let member = &self.members[described];
        if member.is_named || !BODIES.contains(&member.kind) || member.entry.is_some() {
            return None;
        }
        let first = self.words.at_byte(member.mentions.iter().map(|mention| mention.span.start()).min()?);
        let noun = self.noun_described(described)?;
        // "A Danish force": whose it is, another one need not be.
        let span = member.name;
        let mut words = self.words.at_byte(span.start())..self.words.at_byte(span.end());
        let tells_whose = |at: usize| self.by_token.get(&at).is_some_and(|at| self.members[*at].is_named);
        if words.any(tells_whose) {
            return None;
        }
        self.lexicon.role(noun).filter(|role| !role.is_plural)?;
        let here = self.sentence_of(first);
        let behind = self.named_at.partition_point(|seen| seen.token <= first);
        let near = self.named_at[behind..].iter().take(LOOKBACK_MENTIONS_MAX);
        let near = near.take_while(|seen| self.sentence_of(seen.token) - here <= NEAR_SENTENCES_MAX);
        let called = near.filter(|seen| self.noun_of_body(**seen) == Some(noun)).map(|seen| seen.member);
        let is_bare = member.key.len() == 1 && self.words.lower(first) == "the";
        let is_longer = |at: &usize| {
            let other = &self.members[*at];
            let is_so_called = other.key.len() > 1 && other.key.last().is_some_and(|last| last == noun);
            is_bare && other.kind == EntityKind::Organisation && is_so_called && !other.mentions.is_empty()
        };
        let longer = (0..self.members.len()).filter(is_longer);
        let meant: BTreeSet<usize> = called.filter(|at| !self.is_named_before(*at, first)).chain(longer).collect();
        meant.first().copied().filter(|_| meant.len() == 1)
    }

    /// The noun by which a description calls somebody.
    fn noun_described(&self, described: usize) -> Option<&str> {
        let span = self.members[described].name;
        let tokens = self.words.at_byte(span.start())..self.words.at_byte(span.end());
        let top = self.grammar.top(tokens.clone()).filter(|top| tokens.contains(top))?;
        Some(self.words.lower(top))
    }

    fn is_named_before(&self, member: usize, token: usize) -> bool {
        self.before(token).any(|seen| seen.member == member)
    }

    /// What the report says of a person where it first names them.
    fn told_of(&self, at: usize) -> Vec<Told<'_>> {
        let member = &self.members[at];
        if !member.is_named_person() {
            return Vec::new();
        }
        self.first_names(at)
            .flat_map(|name| {
                let phrases = [self.phrase_before(&name), self.phrase_around(&name), self.phrase_behind(&name)];
                let phrases = phrases.into_iter().flatten();
                phrases.filter_map(|(noun, phrase)| self.told(at, name.start, noun, phrase)).collect::<Vec<_>>()
            })
            .collect()
    }

    fn told(&self, member: usize, token: usize, noun: usize, phrase: Range<usize>) -> Option<Told<'_>> {
        let lower = self.words.lower(noun);
        let is_one = self.lexicon.role(lower).is_some_and(|role| role.kind == EntityKind::Person && !role.is_plural);
        let words = self.folded(phrase.start..noun).into_iter().chain(self.folded(noun + 1..phrase.end));
        is_one.then(|| Told { member, token, noun: lower, words: words.collect() })
    }

    /// The noun before a name, with the words about it: "*port spokesman* Ana Keller", "*Norland's envoy to Velm* Ana Keller".
    fn phrase_before(&self, name: &Range<usize>) -> Option<(usize, Range<usize>)> {
        let belongs = |at: &usize| {
            let is_noun = matches!(self.grammar.upos(*at), Some(Upos::Noun | Upos::ProperNoun | Upos::Adjective));
            is_noun || matches!(self.words.lower(*at), "'s" | "’s" | "of" | "for" | "to")
        };
        let is_role = |at: &usize| self.lexicon.role(self.words.lower(*at)).is_some();
        let near = name.start.saturating_sub(WORDS_MAX)..name.start;
        let start = near.rev().take_while(belongs).last()?;
        let noun = (start..name.start).rfind(is_role)?;
        let leads = |at: usize| self.words.class(at).any(Class::PREPOSITION);
        (noun + 1 == name.start || leads(noun + 1)).then_some((noun, start..name.start))
    }

    /// The noun to which a name stands in apposition: "*that director*, Ana Keller,".
    fn phrase_around(&self, name: &Range<usize>) -> Option<(usize, Range<usize>)> {
        const BESIDE: [Relation; 3] = [Relation::Apposition, Relation::Description, Relation::Flat];
        let top = self.grammar.top(name.clone())?;
        let is_beside = |noun: usize| self.grammar.relation(noun).is_some_and(|it| BESIDE.contains(&it));
        // "China's ambassador to Britain Ana Keller": a title is hung on the name, or the name on it.
        let near = name.start.saturating_sub(WORDS_MAX)..name.start;
        let below = near.clone().find(|at| self.grammar.head(*at) == Some(top) && is_beside(*at));
        let above = self.grammar.head(top).filter(|noun| near.contains(noun) && is_beside(top));
        let noun = above.or(below)?;
        Some((noun, self.grammar.noun_group(noun, near.start).start..name.start))
    }

    /// The noun that stands in apposition to a name, with the words about it: "Ana Keller, *a spokesman for the port*,".
    fn phrase_behind(&self, name: &Range<usize>) -> Option<(usize, Range<usize>)> {
        let top = self.grammar.top(name.clone())?;
        let near = name.end..self.words.len().min(name.end + WORDS_MAX);
        let noun = self.grammar.dependents(top, near, Relation::Apposition).next()?;
        let end = (noun + 1..self.words.len().min(noun + WORDS_MAX)).find(|at| !self.words.class(*at).any(Class::WORD));
        Some((noun, self.grammar.noun_group(noun, name.end).start..end.unwrap_or(noun + 1)))
    }

    /// Gives all mentions of descriptions to those who are named behind them.
    pub(super) fn take_over(&mut self, by_described: &BTreeMap<usize, usize>, rule: &'static str) {
        for (described, named) in by_described {
            let name = self.members[*named].name;
            for mut mention in std::mem::take(&mut self.members[*described].mentions) {
                if mention.form == MentionForm::Description {
                    mention.reason = Reason::new(RuleName::new(rule), vec![mention.span, name]);
                }
                self.members[*named].mentions.push(mention);
            }
        }
        let known = self.by_token.values_mut().chain(self.index.by_description.values_mut());
        let seen = self.named_at.iter_mut().chain(&mut self.referred_at).map(|seen| &mut seen.member);
        for at in known.chain(seen).chain(&mut self.last_plural) {
            *at = *by_described.get(at).unwrap_or(at);
        }
        lead_to(by_described, self.led_back.values_mut().flatten());
    }
}

/// Puts those who are named in the place of those who are described.
fn lead_to<'a>(
    by_described: &BTreeMap<usize, usize>,
    resolved: impl Iterator<Item = &'a mut (EntityIndexInMaking, Reason)>,
) {
    for (at, _) in resolved {
        *at = EntityIndexInMaking(*by_described.get(&at.0).unwrap_or(&at.0));
    }
}

/// Whether a word of a description says more than that there is somebody.
fn is_telling(word: &str) -> bool {
    !matches!(word, "a" | "an" | "and" | "at" | "for" | "former" | "in" | "local" | "of" | "senior" | "the" | "top")
}
