//! For whom a person speaks: the body or the country that stands with their name.

use std::ops::Range;

use dateline_core::syntax::Relation;
use dateline_core::{EntityKind, MentionForm};

use super::{Cast, EntityIndexInMaking, PRONOUN_SENTENCES_MAX, Resolved, Seen};

/// How far before and behind a name the body is looked for, in tokens: "Keller, the new head of the Port Union".
const BESIDE_TOKENS_MAX: usize = 16;

/// How many phrases within phrases lie between a name and the body at most.
const PHRASES_MAX: usize = 4;

/// How many mentions of a person are looked at: who somebody is, a report says when it first names them.
const MENTIONS_MAX: usize = 3;

/// Nouns for a state.
pub(super) const STATES: [&str; 4] = ["country", "kingdom", "nation", "republic"];

/// Nouns for what serves somebody alone: "his office" is not the party that stands with his name.
const OWN: [&str; 5] = ["administration", "cabinet", "campaign", "office", "team"];

impl Cast<'_> {
    /// The people who speak for somebody, each with the body or the country that is it.
    pub(crate) fn sides(&self) -> Vec<(EntityIndexInMaking, EntityIndexInMaking)> {
        let of = |at: usize| Some((EntityIndexInMaking(at), EntityIndexInMaking(self.side(at)?)));
        (0..self.members.len()).filter_map(of).collect()
    }

    /// The body or country for which a person speaks: what stands with their name, with their titles, or the country
    /// whose office they are known to hold.
    fn side(&self, at: usize) -> Option<usize> {
        let member = &self.members[at];
        if member.kind != EntityKind::Person {
            return None;
        }
        // "Governor Ana Keller of Northmark" leads a place, and speaks for herself.
        let is_body = |at: &usize| matches!(self.members[*at].kind, EntityKind::Organisation | EntityKind::Country);
        let of_titles = || member.of.iter().filter_map(|entry| self.index.by_entry.get(entry).copied()).find(is_body);
        self.body_beside(at).or_else(of_titles)
    }

    /// The body or country in a phrase that belongs to the name of a person.
    fn body_beside(&self, at: usize) -> Option<usize> {
        self.first_names(at).filter(|tokens| !tokens.is_empty()).find_map(|tokens| self.body_with(tokens))
    }

    /// The tokens of the first names by which the report calls somebody.
    pub(super) fn first_names(&self, at: usize) -> impl Iterator<Item = Range<usize>> + '_ {
        let names = self.members[at].mentions.iter().filter(|mention| mention.form == MentionForm::Name);
        let spans = names.take(MENTIONS_MAX).map(|mention| mention.span);
        spans.map(|span| self.words.at_byte(span.start())..self.words.at_byte(span.end()))
    }

    fn body_with(&self, name: Range<usize>) -> Option<usize> {
        let top = self.grammar.top(name.clone())?;
        let near = name.start.saturating_sub(BESIDE_TOKENS_MAX)..(name.end + BESIDE_TOKENS_MAX).min(self.words.len());
        let is_body = |at: &usize| {
            let member = &self.members[*at];
            matches!(member.kind, EntityKind::Organisation | EntityKind::Country) && member.is_named
        };
        near.filter(|at| !name.contains(at))
            .filter(|at| self.belongs_to(*at, top))
            .filter_map(|at| self.by_token.get(&at).copied())
            .find(is_body)
    }

    /// Whether a word lies in a phrase of the name, or the name in a phrase of its noun.
    fn belongs_to(&self, at: usize, name: usize) -> bool {
        use Relation as R;
        const WITHIN: [R; 8] = [
            R::Compound,
            R::NominalModifier,
            R::Possessive,
            R::AdjectivalModifier,
            R::Apposition,
            R::Conjunct,
            R::Description,
            R::Flat,
        ];
        let up = |from: usize| {
            let mut way = vec![from];
            for _ in 0..PHRASES_MAX {
                let last = way[way.len() - 1];
                match (self.grammar.relation(last), self.grammar.head(last)) {
                    (Some(relation), Some(head)) if WITHIN.contains(&relation) => way.push(head),
                    _ => break,
                }
            }
            way
        };
        let of_name = up(name);
        // "a commander in Velm" does not speak for Velm, nor does a name beside the name.
        let is_of = match self.grammar.relation(at) {
            Some(R::NominalModifier) => ["at", "for", "from", "of"].iter().any(|word| self.has_case(at, word)),
            Some(R::Compound | R::Possessive | R::AdjectivalModifier | R::Flat) => true,
            // "a member of the party Left Front"
            Some(R::Apposition) => self.grammar.head(at).is_some_and(|head| head != name && self.is_body_noun(head)),
            _ => false,
        };
        is_of && up(at).iter().any(|above| of_name.contains(above))
    }

    fn is_body_noun(&self, noun: usize) -> bool {
        self.lexicon.role(self.words.lower(noun)).is_some_and(|role| role.kind == EntityKind::Organisation)
    }

    /// Whether a noun has the preposition before it.
    fn has_case(&self, noun: usize, word: &str) -> bool {
        let near = noun.saturating_sub(BESIDE_TOKENS_MAX)..noun;
        self.grammar.dependents(noun, near, Relation::Case).any(|at| self.words.lower(at) == word)
    }

    /// The countries whose envoys or governments a source names: "the governments of Velm and Lume".
    pub(super) fn countries_represented(&self, source: &Range<usize>) -> Option<Vec<usize>> {
        let top = self.grammar.top(source.clone())?;
        let stands_for = matches!(self.words.lower(top), "governments" | "envoys" | "delegations" | "representatives");
        let first = self.grammar.dependents(top, source.clone(), Relation::NominalModifier).next()?;
        if !stands_for || !self.has_case(first, "of") {
            return None;
        }
        let joined = self.grammar.dependents(first, source.clone(), Relation::Conjunct);
        let country = |at: usize| {
            let member = *self.by_token.get(&at)?;
            (self.members[member].kind == EntityKind::Country).then_some(member)
        };
        let countries: Option<Vec<usize>> = std::iter::once(first).chain(joined).map(country).collect();
        countries.filter(|countries| countries.len() > 1)
    }

    /// Whom "his party" and "her country" mean: the body or the country for which the person speaks.
    pub(super) fn body_of_person(&mut self, core: &Range<usize>) -> Option<Resolved> {
        let is_his = core.len() == 2 && matches!(self.words.lower(core.start), "his" | "her");
        let (person, _) = self.led_back.get(&core.start).filter(|_| is_his)?.first()?;
        let side = self.side(person.0)?;
        let noun = self.words.lower(core.start + 1);
        let fits = match self.members[side].kind {
            EntityKind::Country => STATES.contains(&noun),
            _ => self.is_body_noun(core.start + 1) && !OWN.contains(&noun),
        };
        fits.then(|| self.refer(&[side], core.clone(), MentionForm::Description, "body-of-the-person"))
    }

    /// Whom "the country" means: the country of which the sentences before make most.
    pub(super) fn country_meant(&mut self, core: &Range<usize>) -> Option<Resolved> {
        let is_the = core.len() == 2 && matches!(self.words.lower(core.start), "the" | "this");
        if !is_the || !STATES.contains(&self.words.lower(core.start + 1)) {
            return None;
        }
        let is_country = |_: Seen, member: &super::Member| member.kind == EntityKind::Country;
        let found = self.salient(core.start, PRONOUN_SENTENCES_MAX, is_country)?;
        Some(self.refer(&[found], core.clone(), MentionForm::Description, "last-country"))
    }
}
