//! Whom a report identifies: "police identified the suspect as *Ana Keller*", "a man, later named as *Tomas*".

use std::collections::BTreeMap;

use dateline_core::MentionForm;
use dateline_core::syntax::Upos;

use super::{ActorPhrase, Cast, EntityIndexInMaking};

/// How many tokens an age and a title before the name take at most: "21-year-old Inspector Ana Keller".
const BEFORE_NAME_MAX: usize = 7;

/// How far from "as" the verb stands, and from the verb whoever is identified.
const REACH_TOKENS_MAX: usize = 6;

impl Cast<'_> {
    /// The one person whom the report identifies as who is called by such a noun.
    pub(crate) fn identified(&self, is_meant: impl Fn(&str) -> bool) -> Option<EntityIndexInMaking> {
        let is_called_so = |noun: usize| is_meant(self.words.lower(noun));
        let people = self.named_at.iter().filter(|seen| self.is_named_person(seen.member));
        let mut found =
            people.filter(|seen| self.identified_by(seen.token).is_some_and(is_called_so)).map(|seen| seen.member);
        let first = found.next()?;
        found.all(|other| other == first).then_some(EntityIndexInMaking(first))
    }

    /// The person whose name a token begins or stands in.
    pub(crate) fn person_at(&self, token: usize) -> Option<EntityIndexInMaking> {
        self.by_token.get(&token).copied().filter(|at| self.is_named_person(*at)).map(EntityIndexInMaking)
    }

    /// Takes the words of an argument for somebody whom the report identifies elsewhere.
    pub(crate) fn takes_for(&mut self, phrase: &ActorPhrase, meant: EntityIndexInMaking) {
        const RULE: &str = "identified-in-the-report";
        let is_described = |at: &usize| !self.members[*at].is_named && *at != meant.0;
        let described = self.by_token.get(&phrase.head).copied().filter(is_described);
        if let Some(described) = described {
            self.take_over(&BTreeMap::from([(described, meant.0)]), RULE);
            self.taken.insert(described, meant.0);
        }
        let span = self.words.cover(phrase.core.clone());
        let known = self.members[meant.0].mentions.iter().find(|mention| mention.span == span);
        let known = known.map(|mention| vec![(meant, mention.reason.clone())]);
        let resolved =
            known.unwrap_or_else(|| self.refer(&[meant.0], phrase.core.clone(), MentionForm::Description, RULE));
        self.led_back.insert(phrase.head, resolved);
    }

    /// The noun whose bearer a name identifies: the *suspect* of "identified the suspect as Ana Keller".
    fn identified_by(&self, name: usize) -> Option<usize> {
        let ends = |at: &usize| matches!(self.words.lower(*at), "," | "." | ";" | ":");
        let before = (name.saturating_sub(BEFORE_NAME_MAX)..name).rev().take_while(|at| !ends(at));
        let mark = before.into_iter().find(|at| self.words.lower(*at) == "as")?;
        let near = (mark.saturating_sub(REACH_TOKENS_MAX)..mark).rev();
        let verb = near.into_iter().find(|at| matches!(self.words.lower(*at), "identified" | "named"))?;
        let is_noun = |at: &usize| self.grammar.upos(*at) == Some(Upos::Noun);
        let behind = (verb + 1..mark).find(is_noun);
        behind.or_else(|| (verb.saturating_sub(REACH_TOKENS_MAX)..verb).rev().find(is_noun))
    }

    /// The person named behind a phrase that others identify: "the man, later *identified as* Ana Keller".
    pub(super) fn named_by_others(&self, end: usize) -> Option<usize> {
        const WORDS_MAX: usize = 3;
        let mut near = end..self.words.len().min(end + WORDS_MAX);
        let is_verb = |at: &usize| matches!(self.words.lower(*at), "identified" | "named");
        let leads =
            |at: usize| matches!(self.words.lower(at), "," | "later" | "since" | "subsequently" | "who" | "was");
        let verb = near.find(is_verb).filter(|verb| (end..*verb).all(leads))?;
        // "Officials identified the suspect as": they name another.
        let is_only = |at: &usize| matches!(self.words.lower(*at), "by" | "only" | "police");
        let mark = (verb + 1..self.words.len()).find(|at| !is_only(at)).filter(|at| self.words.lower(*at) == "as")?;
        let behind = mark + 1..self.words.len().min(mark + 1 + BEFORE_NAME_MAX);
        let named = behind.into_iter().find_map(|at| self.by_token.get(&at).copied())?;
        self.is_named_person(named).then_some(named)
    }

    pub(super) fn is_named_person(&self, member: usize) -> bool {
        self.members[member].is_named_person()
    }
}
