//! The entries of the registry to which entities are led, each by a named rule. Precision goes before recall: a surname
//! alone leads nowhere, and a name that several entries share leads to none unless the report decides between them.

use std::collections::HashSet;
use std::sync::Arc;

use dateline_core::{EntityKind, Reason, RuleName};

use super::{Cast, Member};
use crate::registry::{EntryIndex, NameEntry, NameKind, Office};

/// Longest short form of a body in bytes, its dots included: "U.N.E.S.C.O." needs no company.
const SHORT_FORM_BYTES_MAX: usize = 6;

impl Cast<'_> {
    /// Leads each entity to its entry, as far as it is certain.
    pub(super) fn link(&mut self) {
        let decided = self.decided_by_countries();
        for (at, shared) in decided {
            self.members[at].entry = Some(shared);
            self.because(at, "only-country-in-the-report");
        }
        for at in 0..self.members.len() {
            if self.members[at].entry.is_none()
                && let Some((entry, rule)) = self.registered_person(&self.members[at])
            {
                self.members[at].entry = Some(entry);
                self.because(at, rule);
            }
            let Some(entry) = self.members[at].entry.filter(|entry| self.is_telling(at, *entry)) else { continue };
            let mut registered = self.lexicon.registry.entry(entry).registered.clone();
            if registered.code.is_none() {
                registered.code = self.lexicon.registry.code_on(entry, self.day);
            }
            self.members[at].registered = Some(registered);
        }
    }

    fn because(&mut self, at: usize, rule: &'static str) {
        let member = &mut self.members[at];
        member.reason.because.push(Reason::new(RuleName::new(rule), vec![member.name]));
    }

    /// The person of the registry whose whole name an entity bears, or a part of it with the office they held.
    fn registered_person(&self, member: &Member) -> Option<(EntryIndex, &'static str)> {
        if !member.is_named_person() {
            return None;
        }
        let registry = &self.lexicon.registry;
        let name = self.words.text.get(member.name);
        if let Some(person) = registry.person(name).filter(|at| registry.entry(*at).gender.agrees(member.gender)) {
            return Some((person, "whole-name-in-the-registry"));
        }
        let office = Office { roles: &member.roles, of: &member.of, day: self.day };
        registry.holder(name, &office).map(|person| (person, "name-and-office-in-the-registry"))
    }

    /// Of the names that several entries share, those of which one alone belongs to a country that the report names
    /// besides: "Georgia" beside "Tbilisi".
    fn decided_by_countries(&self) -> Vec<(usize, EntryIndex)> {
        let registry = &self.lexicon.registry;
        let shared = || (0..self.members.len()).filter(|at| !self.members[*at].shared.is_empty());
        if shared().next().is_none() {
            return Vec::new();
        }
        let named = self.members.iter().filter_map(|member| member.entry).chain(self.adjectives());
        let countries: HashSet<Arc<str>> =
            named.filter_map(|at| registry.entry(at).registered.country.clone()).collect();
        let is_near = |entry: &&NameEntry| {
            let country = registry.entry(entry.entry).registered.country.as_ref();
            country.is_some_and(|country| countries.contains(country))
        };
        let decided = shared().filter_map(|at| {
            let mut near = self.members[at].shared.iter().filter(is_near);
            let only = near.next().filter(|_| near.next().is_none())?;
            Some((at, only.entry))
        });
        decided.collect()
    }

    /// Whether the way to an entry is certain: a short form alone may be another body's ("SEC"), unless the report names
    /// the country of the entry besides.
    fn is_telling(&self, at: usize, entry: EntryIndex) -> bool {
        let member = &self.members[at];
        let is_short =
            |text: &str| text.len() <= SHORT_FORM_BYTES_MAX && text.chars().all(|c| c.is_uppercase() || c == '.');
        let only_short = member.mentions.iter().all(|mention| is_short(self.words.text.get(mention.span)));
        let registry = &self.lexicon.registry;
        let country = registry.entry(entry).registered.country.as_ref();
        let Some(country) = country.filter(|_| member.kind == EntityKind::Organisation && only_short) else {
            return true;
        };
        let others =
            self.members.iter().enumerate().filter(|(other, _)| *other != at).filter_map(|(_, member)| member.entry);
        let mut named = others.chain(self.adjectives());
        named.any(|other| registry.entry(other).registered.country.as_ref() == Some(country))
    }

    /// The countries whose adjectives stand in the report.
    fn adjectives(&self) -> impl Iterator<Item = EntryIndex> {
        let names = &self.lexicon.registry.names;
        let hits = (0..self.words.len()).filter_map(|at| self.words.name_at(names, at));
        hits.filter_map(|(_, entries)| match entries.as_slice() {
            [NameEntry { entry, kind: NameKind::Adjective }] => Some(*entry),
            _ => None,
        })
    }
}
