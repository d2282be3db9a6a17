//! Sources: the words that name who speaks, led to entities by their syntax, and where there is none by their words.

use std::ops::Range;

use dateline_core::syntax::{Number, Relation, Upos};
use dateline_core::{EntityKind, MentionForm, Reason, RuleName};

use super::{Cast, EntityIndexInMaking, Resolved};
use crate::lexicon::{Gender, Role};
use crate::phrase::{Head, head};
use crate::words::Class;

/// How far behind a noun the name of its bearer is looked for: "a spokeswoman for the port of Lume, Ana Keller".
const APPOSITION_TOKENS_MAX: usize = 24;

/// How many tokens before its last one a title begins at most: "Chief of the General Staff".
const TITLE_TOKENS_MAX: usize = 5;

/// Words that speak of people and do not tell who they are.
const INDEFINITE: [&str; 5] = ["many", "most", "others", "several", "some"];

impl Cast<'_> {
    /// Finds out who a source is, and takes the source up as a mention. Sources come in the order of the text.
    pub(crate) fn resolve(&mut self, source: Range<usize>, core: Range<usize>) -> Resolved {
        self.lead_back(source.end);
        if let Some(resolved) = self.led_back.get(&core.start).filter(|_| core.len() == 1) {
            return resolved.clone();
        }
        if let Some(resolved) = self.taken_up(&core) {
            return resolved;
        }
        if let Some(at) = self.named_before_relative(&core) {
            return self.named_as(&[(at, "named-before-relative")], &core);
        }
        let named = self.epithet(&core).or_else(|| self.with_examples(&source)).or_else(|| self.by_syntax(&source));
        let named = named.or_else(|| self.joined(&core));
        let resolved = named.unwrap_or_else(|| self.by_words(source, core.clone()));
        // "House and Senate Democrats have said": a body may be many by its name.
        let is_many = self.grammar.top(core).is_some_and(|top| {
            let is_one = matches!(self.words.lower(top), "it" | "he" | "she");
            !is_one && self.grammar.features(top).number == Some(Number::Plural)
        });
        let is_body = resolved.iter().any(|(at, _)| self.members[at.0].kind == EntityKind::Organisation);
        if resolved.len() > 1 || is_many && is_body || resolved.iter().any(|(at, _)| self.members[at.0].is_plural) {
            self.last_plural = resolved.iter().map(|(at, _)| at.0).collect();
        }
        resolved
    }

    /// Whom somebody speaks of as "he", "she" or "it" within their own words: never themselves.
    pub(crate) fn resolve_within(&mut self, pronoun: usize, speakers: &Resolved) -> Resolved {
        self.lead_back(pronoun + 1);
        let speakers: Vec<usize> = speakers.iter().map(|(at, _)| at.0).collect();
        let found = self.spoken_of(pronoun, &speakers);
        self.refer(&found, pronoun..pronoun + 1, MentionForm::Pronoun, "spoken-of")
    }

    /// Whoever is named right before a "who" that is a source by itself: "*Keller*, who claimed that …".
    fn named_before_relative(&self, core: &Range<usize>) -> Option<usize> {
        let before = core.start.checked_sub(1).filter(|_| core.len() == 1 && self.words.lower(core.start) == "who")?;
        let last = if self.words.lower(before) == "," { before.checked_sub(1)? } else { before };
        self.by_token.get(&last).copied().filter(|at| self.members[*at].is_named)
    }

    /// Who a description speaks of that was taken up already, with the reason for it.
    fn taken_up(&self, core: &Range<usize>) -> Option<Resolved> {
        let at = *self.by_token.get(&core.start)?;
        let span = self.words.cover(core.clone());
        let mention = self.members[at].mentions.iter().rev().find(|mention| mention.span == span)?;
        (mention.form == MentionForm::Description).then(|| vec![(EntityIndexInMaking(at), mention.reason.clone())])
    }

    /// The group that a source speaks of and those whom it names of them: "officials, including Ana Keller and Tom Rusk".
    fn with_examples(&mut self, source: &Range<usize>) -> Option<Resolved> {
        // "the mayor and some critics, such as Keller": of the critics these are meant.
        let is_such = |at: &usize| self.words.lower(*at) == "such" && self.words.lower(*at + 1) == "as";
        if let Some(such) = (source.start + 1..source.end.saturating_sub(2)).find(is_such) {
            let group = source.start..if self.words.lower(such - 1) == "," { such - 1 } else { such };
            let named = self.by_syntax(&(such + 2..source.end))?;
            let mut all = self.by_syntax(&group).unwrap_or_default();
            all.retain(|(at, _)| self.is_named_person(at.0));
            all.extend(named);
            return Some(all);
        }
        // "critics, like Keller"; "a man like Keller" is another one.
        let includes = |at: &usize| match self.words.lower(*at) {
            "including" | "include" | "includes" => true,
            "like" => *at > source.start && self.words.lower(*at - 1) == ",",
            _ => false,
        };
        let first = source.clone().find(includes)? + 1;
        let is_end = |at: &usize| self.words.lower(*at) == "," || self.words.class(*at).any(Class::WH);
        let end = (source.start..first - 1).find(is_end).unwrap_or(first - 1);
        let (group, examples) = (source.start..end, first..source.end);
        if group.is_empty() || examples.is_empty() {
            return None;
        }
        let named = self.by_syntax(&examples)?;
        let known = self.by_syntax(&group);
        // "the Harbour Guard, which includes the Divers": of what a body has besides nobody says that it speaks.
        let is_relative = self.words.class(first - 2).any(Class::WH) || self.words.lower(first - 2) == "that";
        if let Some([(at, _)]) = known.as_deref().filter(|_| is_relative)
            && self.is_named_body(at.0)
        {
            return known;
        }
        let mut all = known.unwrap_or_else(|| self.by_words(group.clone(), group));
        all.extend(named);
        Some(all)
    }

    /// Each of those whom a source joins with "and": "the dockers and two guilds", "she and other mayors". None if it speaks
    /// of one by two words ("the founder and chief").
    fn joined(&mut self, core: &Range<usize>) -> Option<Resolved> {
        let top = self.grammar.top(core.clone())?;
        let is_joined = |at: &usize| {
            self.grammar.relation(*at) == Some(Relation::Conjunct) && self.grammar.carrier(*at) == top && *at > top
        };
        let heads: Vec<usize> = std::iter::once(top).chain(core.clone().filter(is_joined)).collect();
        if heads.len() < 2 || !heads.iter().all(|head| self.stands_by_itself(*head, core)) {
            return None;
        }
        let joins = |at: &usize| matches!(self.words.lower(*at), "and" | "," | "&" | "or");
        let mut parts = Vec::with_capacity(heads.len());
        // "both the council and the guild"
        let mut start = core.start + usize::from(self.words.lower(core.start) == "both");
        for pair in heads.windows(2) {
            let first = (pair[0] + 1..pair[1]).find(joins)?;
            let last = (pair[0] + 1..pair[1]).rev().find(joins)?;
            parts.push(start..first);
            start = last + 1;
        }
        parts.push(start..core.end);
        let mut all: Resolved = Vec::new();
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            let known = self.led_back.get(&part.start).filter(|_| part.len() == 1).cloned();
            let found = known.or_else(|| self.by_syntax(&part));
            let found = found.unwrap_or_else(|| self.by_words(part.clone(), part));
            all.extend(
                found.into_iter().filter(|(at, _)| all.iter().all(|(known, _)| known.0 != at.0)).collect::<Vec<_>>(),
            );
        }
        Some(all)
    }

    /// Whether a noun speaks of somebody without the noun that it is joined to: a name, a plural, or one with its own article.
    fn stands_by_itself(&self, head: usize, core: &Range<usize>) -> bool {
        const OWN: [Relation; 3] = [Relation::Determiner, Relation::Possessive, Relation::NumericModifier];
        let is_plural = self.grammar.features(head).number == Some(Number::Plural);
        let is_name = self.by_token.contains_key(&head) || self.grammar.upos(head) == Some(Upos::Pronoun);
        let mut own = core.clone().filter(|at| self.grammar.head(*at) == Some(head));
        is_plural || is_name || own.any(|at| self.grammar.relation(at).is_some_and(|it| OWN.contains(&it)))
    }

    /// The same where the syntax is not known or names nobody.
    fn by_words(&mut self, source: Range<usize>, core: Range<usize>) -> Resolved {
        if let Some(resolved) = self.body_of_person(&core).or_else(|| self.country_meant(&core)) {
            return resolved;
        }
        // "Some say": who is not told more of is described by the word.
        if core.len() == 1 && INDEFINITE.contains(&self.words.lower(core.start)) {
            return self.described(core, EntityKind::Group, Gender::Unknown, "described");
        }
        if source.len() > 1 && self.words.lower(source.start) == "those" {
            return self.described(source, EntityKind::Group, Gender::Unknown, "described");
        }
        let is_pair = core.len() == 2
            && self.words.lower(core.start) == "the"
            && matches!(self.words.lower(core.start + 1), "two" | "pair" | "duo" | "couple");
        if is_pair || core.len() == 1 && self.words.lower(core.start) == "both" {
            let pair = self.last_two(core.start, core.start);
            let found = if pair.len() == 2 { pair } else { Vec::new() };
            return self.refer(&found, core, MentionForm::Pronoun, "the-last-two-people");
        }
        match head(self.lexicon, self.words, core.clone()) {
            Head::Pronoun => self.pronoun(core.start),
            Head::Name => match self.role_with_name_behind(&core) {
                Some(head) => self.role(source, core, head),
                None => self.named(core),
            },
            Head::Role(at) => {
                // "a statement by the army": the tree knows better which of two role nouns is the head.
                let is_role = |top: &usize| core.contains(top) && self.lexicon.role(self.words.lower(*top)).is_some();
                let head = self.grammar.top(core.clone()).filter(is_role).unwrap_or(at);
                self.role(source, core, head)
            }
            Head::Words => self
                .issued(&core)
                .unwrap_or_else(|| self.described(core, EntityKind::Unknown, Gender::Unknown, "described")),
        }
    }

    /// Who issued the document that a phrase of other words names.
    fn issued(&mut self, core: &Range<usize>) -> Option<Resolved> {
        let top = self.grammar.top(core.clone()).filter(|top| core.contains(top))?;
        self.issuer(core, top)
    }

    /// The role noun at the top of a phrase whose names stand behind a preposition: "*residents* along the Long Quay", "*the
    /// mayor* of Velm, Norland".
    fn role_with_name_behind(&self, core: &Range<usize>) -> Option<usize> {
        let top = self.grammar.top(core.clone()).filter(|top| core.contains(top))?;
        let role = self.lexicon.role(self.words.lower(top))?;
        let is_somebody = matches!(role.kind, EntityKind::Person | EntityKind::Group);
        let name = core.clone().find(|at| self.by_token.contains_key(at)).filter(|name| *name > top)?;
        let is_apart = (top + 1..name).any(|at| self.words.class(at).any(Class::PREPOSITION));
        (is_somebody && is_apart).then_some(top)
    }

    /// The names at the heads of the source: of its coordination each member, of a role noun its apposition.
    ///
    /// None if a head is no name; then the words of the phrase decide.
    fn by_syntax(&mut self, source: &Range<usize>) -> Option<Resolved> {
        if let Some(at) = self.titled_at_end(source) {
            return Some(self.named_as(&[(at, "named-behind-title")], source));
        }
        if let Some((at, described)) = self.apposed_at_end(source) {
            self.bears(at, described);
            return Some(self.named_as(&[(at, "named-in-apposition")], source));
        }
        if let Some(people) = self.all_named_at_ends(source) {
            let named: Vec<(usize, &'static str)> = people.into_iter().map(|at| (at, "named")).collect();
            return Some(self.named_as(&named, source));
        }
        if let Some(countries) = self.countries_represented(source) {
            let named: Vec<(usize, &'static str)> =
                countries.into_iter().map(|at| (at, "country-represented")).collect();
            return Some(self.named_as(&named, source));
        }
        let top = self.grammar.top(source.clone())?;
        let named: Option<Vec<(usize, &'static str)>> = self.members_at(top, source);
        // "has lost its bear, Bruno, a keeper said": somebody new is no second apposition.
        let is_second = |head: usize| self.grammar.relation(head) == Some(Relation::Apposition);
        let is_new =
            matches!(self.words.lower(source.start), "a" | "an") && self.grammar.head(top).is_some_and(is_second);
        let is_the = self.words.lower(source.start) == "the";
        let named = match named {
            Some(named) if named.iter().any(|(at, _)| self.members[*at].kind == EntityKind::Person) => named,
            // "met Tom Rusk, the Port Department said": no person is a body that has a name.
            Some(named) if is_the && named.iter().all(|(at, _)| self.is_named_body(*at)) => named,
            known => match self.named_around(top).filter(|_| !is_new) {
                Some(at) => vec![(at, "named-before-apposition")],
                None => known?,
            },
        };
        let named = self.without_descriptions(named, source);
        if let [(at, "named-in-apposition" | "named-before-apposition")] = named.as_slice() {
            self.bears(*at, top);
        }
        Some(self.named_as(&named, source))
    }

    fn is_named_body(&self, at: usize) -> bool {
        let member = &self.members[at];
        member.is_named && matches!(member.kind, EntityKind::Organisation | EntityKind::Country)
    }

    /// Of a person and what the parser joined to the words that tell who that is, the person: "Senator Ana Keller, Democrat
    /// of Lume and the head of the port".
    fn without_descriptions(
        &self,
        mut named: Vec<(usize, &'static str)>,
        source: &Range<usize>,
    ) -> Vec<(usize, &'static str)> {
        let is_person = |at: usize| self.members[at].kind == EntityKind::Person;
        let Some((first, _)) = named.first().copied().filter(|(at, _)| is_person(*at)) else { return named };
        let behind = source.clone().rev().find(|token| self.by_token.get(token) == Some(&first)).map(|last| last + 1);
        let behind = behind.filter(|behind| source.contains(behind)).map(|behind| self.words.lower(behind));
        let is_described = behind == Some(",");
        // "Ana Keller, a farmer and an influential Rural Republican": who is joined by name stands behind a mark or "and".
        let is_joined = |at: usize| {
            let first = source.clone().find(|token| self.by_token.get(token) == Some(&at));
            let before = first.and_then(|first| first.checked_sub(1)).filter(|before| source.contains(before));
            before.is_none_or(|before| {
                let is_title = self.lexicon.role(self.words.lower(before)).is_some()
                    || self.words.phrase_at(&self.lexicon.titles, before).is_some();
                is_title || matches!(self.words.lower(before), "and" | "," | "&" | ";")
            })
        };
        // "Ana Keller of the Velm Institute and Tom Rusk of the Lume Guild": where they are from does not speak.
        if matches!(behind, Some("at" | "from" | "of")) {
            named.retain(|(at, _)| *at == first || is_joined(*at));
        }
        named.retain(|(at, _)| !is_described || is_person(*at) && (*at == first || is_joined(*at)));
        named
    }

    fn named_as(&mut self, named: &[(usize, &'static str)], source: &Range<usize>) -> Resolved {
        let span = self.words.cover(source.clone());
        let mut resolved: Resolved = Vec::new();
        for (at, rule) in named {
            self.speaks(*at, source.len());
            if resolved.iter().all(|(known, _)| known.0 != *at) {
                resolved.push((EntityIndexInMaking(*at), Reason::new(RuleName::new(*rule), vec![span])));
            }
        }
        resolved
    }

    /// The person with whose full name, behind a title or a role noun, a source ends: "port president Ana Keller".
    fn titled_at_end(&self, source: &Range<usize>) -> Option<usize> {
        let last = source.end - 1;
        let at = *self.by_token.get(&last)?;
        let start = (source.start..=last).rev().take_while(|token| self.by_token.get(token) == Some(&at)).last()?;
        let before = start.checked_sub(1).filter(|before| source.contains(before))?;
        // "Chief of Staff Brin Rusk": the last word of a title need not be a role of its own.
        let ends_title = |at: usize| {
            let title =
                self.words.phrase_at(&self.lexicon.titles, at).or_else(|| self.words.name_at(&self.lexicon.titles, at));
            title.is_some_and(|(end, title)| end == start && title.role.is_some())
        };
        let is_role = self.lexicon.role(self.words.lower(before)).is_some_and(|role| !role.is_plural)
            || (source.start..before).rev().take(TITLE_TOKENS_MAX).any(ends_title);
        let is_name = self.is_named_person(at);
        let is_one = |role: &Role| role.kind == EntityKind::Person && !role.is_plural;
        // "Keller, who works with President Rusk": whom a clause behind a mark names is somebody else.
        // So is whom a clause about the bearer names: "the campaign founded by former senator Keller".
        let parts = |token: usize| {
            // "party leader and Port Minister Ana Keller" is one.
            let is_title = token > source.start
                && token + 1 < start
                && self.lexicon.role(self.words.lower(token - 1)).is_some_and(is_one)
                && self.lexicon.role(self.words.lower(before)).is_some_and(is_one)
                && !self.words.class(token + 1).any(Class::DETERMINER.with(Class::POSSESSIVE));
            let joins = self.words.lower(token) == "and" && !is_title;
            joins || matches!(self.words.lower(token), "," | "by") || self.grammar.upos(token) == Some(Upos::Verb)
        };
        let is_joined = (source.start..start).any(parts);
        (is_role && is_name && !is_joined).then_some(at)
    }

    /// The person with whose full name a phrase ends, and where the name begins.
    fn full_name_at_end(&self, phrase: &Range<usize>) -> Option<(usize, usize)> {
        let at = *self.by_token.get(&phrase.end.checked_sub(1)?)?;
        let start = phrase.clone().rev().take_while(|token| self.by_token.get(token) == Some(&at)).last()?;
        let is_full = self.is_named_person(at) && phrase.end - start > 1;
        is_full.then_some((at, start))
    }

    /// Whether some words do not lead from a name to another one, as a verb or a preposition does: "former port chief".
    fn are_titles(&self, words: Range<usize>) -> bool {
        const LEADING: Class = Class::PREPOSITION.with(Class::WH).with(Class::CONJUNCTION);
        let leads = |at: usize| {
            self.grammar.upos(at) == Some(Upos::Verb)
                || self.words.class(at).any(LEADING)
                || !self.words.class(at).any(Class::WORD) && !matches!(self.words.lower(at), "-" | "'s" | "’s" | ".")
        };
        !words.into_iter().any(leads)
    }

    /// The person with whose full name, behind a comma, a source ends that speaks of one, wherever the parser hung the name, and
    /// the noun for them: "the *head* of the harbour police, port chief *Ana Keller*".
    fn apposed_at_end(&self, source: &Range<usize>) -> Option<(usize, usize)> {
        let (at, start) = self.full_name_at_end(source)?;
        let comma = (source.start..start).rev().find(|token| self.words.lower(*token) == ",")?;
        let before = source.start..comma;
        let top = self.grammar.top(before.clone()).filter(|_| !before.is_empty())?;
        let is_person = |token: usize| self.person_at(token).is_some();
        let is_one = self.grammar.features(top).number != Some(Number::Plural);
        let is_simple =
            before.into_iter().all(|token| !matches!(self.words.lower(token), "," | "and" | "who" | "which"));
        let is_role = self.lexicon.role(self.words.lower(top)).is_none_or(|role| role.kind == EntityKind::Person);
        // "the Port Department, Ana Keller": a body that is named is none that a name describes.
        let is_body = self.by_token.get(&top).is_some_and(|at| self.is_named_body(*at)) && top + 1 == comma;
        let may_be = is_one && is_simple && is_role && !is_body && !is_person(top);
        (may_be && self.are_titles(comma + 1..start)).then_some((at, top))
    }

    /// Those with whose full names all parts of a source end that "and" joins: "port chief *Ana Keller* and pilot *Tom Rusk*".
    fn all_named_at_ends(&self, source: &Range<usize>) -> Option<Vec<usize>> {
        let joins = |at: &usize| matches!(self.words.lower(*at), "and" | ",");
        source.clone().find(|at| self.words.lower(*at) == "and")?;
        let starts = std::iter::once(source.start).chain(source.clone().filter(joins).map(|at| at + 1));
        let ends = source.clone().filter(joins).chain(std::iter::once(source.end));
        let parts = starts.zip(ends).map(|(start, end)| start..end).filter(|part| !part.is_empty());
        let named = |part: Range<usize>| {
            let (at, start) = self.full_name_at_end(&part)?;
            self.are_titles(part.start..start).then_some(at)
        };
        parts.map(named).collect()
    }

    /// Whom the tokens of a source name that stand at its top or are joined to it.
    fn members_at(&self, top: usize, source: &Range<usize>) -> Option<Vec<(usize, &'static str)>> {
        let joined_to = |first: usize| {
            let is_joined = move |at: &usize| {
                self.grammar.relation(*at) == Some(Relation::Conjunct)
                    && !self.grammar.goes_on_apposition(self.words, first, *at)
            };
            source.clone().filter(is_joined).filter(move |at| *at != first && self.grammar.carrier(*at) == first)
        };
        // "Ana Keller of the Lantern and contributor to the Herald": a noun without an article tells more of a person.
        let is_one = self.person_at(top).is_some();
        let tells_more = |at: &usize| {
            let role = self.lexicon.role(self.words.lower(*at));
            let may_be = role.is_none_or(|role| role.kind == EntityKind::Person && !role.is_plural);
            is_one && may_be && self.grammar.upos(*at) == Some(Upos::Noun) && !self.stands_by_itself(*at, source)
        };
        std::iter::once(top)
            .chain(joined_to(top).filter(|at| !tells_more(at)))
            .map(|head| self.named_by(head, source))
            .collect::<Option<Vec<_>>>()
            .map(|named| {
                let mut all = Vec::new();
                for (at, rule, token) in named {
                    all.push((at, rule));
                    // "leaders Ana Keller and Brin Corrow": the names of an apposition are joined among themselves.
                    let others = joined_to(token).filter(|_| token != top);
                    all.extend(others.filter_map(|at| self.by_token.get(&at)).map(|at| (*at, rule)));
                }
                all
            })
    }

    /// Whom the head of a source names, by which rule, and with which token.
    fn named_by(&self, head: usize, source: &Range<usize>) -> Option<(usize, &'static str, usize)> {
        let member = |at: usize| self.by_token.get(&at).copied();
        if let Some(at) = member(head).filter(|at| self.members[*at].is_named) {
            return Some((at, "named", head));
        }
        // "one of these groups, the Harbour Front": what the one is, the words before do not tell.
        let is_one = self.words.lower(head) == "one";
        let person = |token: usize| {
            let is_person =
                |at: &usize| is_one || matches!(self.members[*at].kind, EntityKind::Person | EntityKind::Unknown);
            member(token).filter(is_person).filter(|at| self.members[*at].is_named).map(|at| (at, token))
        };
        let near = source.start..(head + APPOSITION_TOKENS_MAX).min(self.words.len());
        const BEARERS: [Relation; 3] = [Relation::Apposition, Relation::Flat, Relation::Parataxis];
        let bears = |at: usize| self.grammar.relation(at).is_some_and(|it| BEARERS.contains(&it));
        let bearers: Vec<(usize, usize)> = near
            .clone()
            .filter(|at| {
                // "QUESTION: Thank you": what stands behind a colon names nobody before it.
                let is_apart = || (head..*at).any(|token| self.words.lower(token) == ":");
                // "the head of shipping line Boreal, Ana Keller": the parser may hang the name on the line's.
                let above = self.grammar.head(*at).filter(|above| *above > head && bears(*above));
                let is_of_head = above.map_or(self.grammar.head(*at), |above| self.grammar.head(above)) == Some(head);
                let is_of_one = is_one && self.grammar.head(*at).is_some_and(|above| source.contains(&above));
                (is_of_head || is_of_one) && bears(*at) && !is_apart()
            })
            .filter_map(person)
            .collect();
        // Of two the one between commas: the other one is what the first is the head of.
        let is_parted = |(at, token): &&(usize, usize)| {
            self.members[*at].kind == EntityKind::Person && self.words.lower(token.saturating_sub(1)) == ","
        };
        if let Some((at, token)) = bearers.iter().find(is_parted).or(bearers.first()) {
            return Some((*at, "named-in-apposition", *token));
        }
        let clause = self.grammar.dependents(head, near.clone(), Relation::ClauseOfNoun).next()?;
        if !matches!(self.grammar.lemma(clause), "identify" | "name" | "call" | "know") {
            return None;
        }
        // "a man calling himself Tomas": not whom the pronoun stands for.
        let is_name = |at: usize| self.grammar.upos(at) != Some(Upos::Pronoun);
        let mut named = (clause..near.end).filter(|at| self.grammar.head(*at) == Some(clause) && is_name(*at));
        named.find_map(person).map(|(at, token)| (at, "identified-as", token))
    }

    /// The person whose apposition the words of a source are, where they leave the name out: "head of the port" of
    /// "Keller, head of the port".
    fn named_around(&self, top: usize) -> Option<usize> {
        // More phrases within phrases than these describe nobody.
        const PHRASES_MAX: usize = 4;
        let mut at = top;
        for _ in 0..PHRASES_MAX {
            const WITHIN: [Relation; 3] = [Relation::Apposition, Relation::Conjunct, Relation::NominalModifier];
            if !WITHIN.contains(&self.grammar.relation(at)?) {
                return None;
            }
            let is_joined = at == top && self.grammar.relation(at) == Some(Relation::Conjunct);
            at = self.grammar.head(at)?;
            // "Keller and port workers" are two.
            if is_joined && self.by_token.contains_key(&at) {
                return None;
            }
            let member = self.by_token.get(&at).filter(|member| self.members[**member].kind == EntityKind::Person);
            if let Some(member) = member.filter(|member| self.members[**member].is_named) {
                return Some(*member);
            }
        }
        None
    }

    /// The entities named inside a phrase; a name the report has not shown yet becomes one.
    fn named(&mut self, core: Range<usize>) -> Resolved {
        let mut found: Vec<usize> = core.clone().filter_map(|at| self.by_token.get(&at).copied()).collect();
        found.dedup();
        let joined = core.clone().any(|at| self.words.lower(at) == "and");
        // "harbour botanist Ana Keller of the Lume Institute"
        let is_from = |at: &usize| {
            let named = |token: &usize| self.by_token.get(token) == Some(at);
            let end = core.clone().rev().find(named).map(|last| last + 1).filter(|end| core.contains(end));
            let is_of = end.is_some_and(|end| matches!(self.words.lower(end), "at" | "from" | "of"));
            is_of && self.members[*at].kind == EntityKind::Person
        };
        if let Some(person) = found.first().copied().filter(is_from).filter(|_| !joined) {
            found = vec![person];
        }
        if !joined {
            // "NATO Secretary-General Keller": the last name is the bearer, the ones before it belong to the title.
            found.drain(..found.len().saturating_sub(1));
        }
        if found.is_empty() {
            return self
                .issued(&core)
                .unwrap_or_else(|| self.described(core, EntityKind::Unknown, Gender::Unknown, "named-by-source"));
        }
        let named = found.into_iter().map(|at| (at, "named")).collect();
        let found: Vec<usize> = self.without_descriptions(named, &core).into_iter().map(|(at, _)| at).collect();
        for at in &found {
            self.speaks(*at, core.len());
        }
        let span = self.words.cover(core);
        found.into_iter().map(|at| (EntityIndexInMaking(at), Reason::new(RuleName::new("named"), vec![span]))).collect()
    }

    /// A full name of which nothing else tells what it names, and which speaks, is a person's.
    fn speaks(&mut self, at: usize, n_tokens: usize) {
        let member = &mut self.members[at];
        if member.kind == EntityKind::Unknown && member.entry.is_none() && member.key.len() == 2 && n_tokens == 2 {
            member.kind = EntityKind::Person;
            member.reason = Reason::new(RuleName::new("full-name-speaks"), vec![member.name]);
        }
    }
}
