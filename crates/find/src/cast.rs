//! Who a report speaks about: mentions by name joined into entities, and descriptions and pronouns led back to them.
//!
//! The resolvers stand in a fixed order and each leaves its name in the mention's reason.

use std::collections::HashMap;
use std::ops::Range;

use dateline_core::{
    Clean, Entity, EntityIndex, EntityKind, Finding, Mention, MentionForm, NonEmpty, Reason, ReportId, RuleName, Span,
};

use crate::lexicon::{Gender, Lexicon, Role};
use crate::name::{NameClass, NameMention};
use crate::phrase::{Head, head};
use crate::words::{Class, Words};

/// Shortest surname in bytes for which a misspelling by one letter is believed.
const MISSPELT_BYTES_MIN: usize = 6;

/// How many sentences back a pronoun looks for the one it stands for.
const PRONOUN_SENTENCES_MAX: usize = 12;

/// How many mentions back anything is looked for; the bound keeps time linear in the length of the report.
const LOOKBACK_MENTIONS_MAX: usize = 300;

/// Somebody or something in the making.
#[derive(Debug)]
struct Member {
    kind: EntityKind,
    /// The words of the best name, folded, in their order; of a description the whole phrase.
    key: Vec<String>,
    usual: Option<&'static str>,
    name: Span<Clean>,
    is_named: bool,
    is_plural: bool,
    gender: Gender,
    roles: Vec<&'static str>,
    /// Folded words that stand before its titles: "nato".
    affiliations: Vec<String>,
    mentions: Vec<Mention>,
    reason: Reason,
}

/// All who and what one report speaks about.
#[derive(Debug)]
pub(crate) struct Cast<'a> {
    lexicon: &'a Lexicon,
    words: &'a Words<'a>,
    members: Vec<Member>,
    index: Index,
    /// The members at each name mention, by the first token of the name.
    by_token: HashMap<usize, usize>,
    /// The first tokens of the sentences.
    sentence_starts: Vec<usize>,
    /// Where the report speaks of whom by name outside quotations, in order.
    named_at: Vec<Seen>,
    /// The same by description and pronoun.
    referred_at: Vec<Seen>,
    /// The members of the last source that was plural.
    last_plural: Vec<usize>,
}

/// A place where the report speaks of a member: ordered by its first token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Seen {
    token: usize,
    member: usize,
    span: Span<Clean>,
}

/// Members by what they can be found by.
#[derive(Debug, Default)]
struct Index {
    by_key: HashMap<Vec<String>, usize>,
    by_usual: HashMap<&'static str, usize>,
    by_description: HashMap<Vec<String>, usize>,
    by_surname: HashMap<String, Vec<usize>>,
    by_given_name: HashMap<String, Vec<usize>>,
    /// Surnames in the order of their first mention, by their first letter.
    surnames: HashMap<char, Vec<String>>,
}

/// The entities that a source names, each with the reason.
pub(crate) type Resolved = Vec<(EntityIndexInMaking, Reason)>;

/// An entity before the layer is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct EntityIndexInMaking(usize);

impl<'a> Cast<'a> {
    /// Joins the names of a report.
    pub(crate) fn new(
        lexicon: &'a Lexicon,
        words: &'a Words<'a>,
        names: &[NameMention],
        sentence_starts: Vec<usize>,
    ) -> Self {
        let mut cast = Self {
            lexicon,
            words,
            members: Vec::new(),
            index: Index::default(),
            by_token: HashMap::new(),
            sentence_starts,
            named_at: Vec::new(),
            referred_at: Vec::new(),
            last_plural: Vec::new(),
        };
        // Full names first: a surname in the headline belongs to the full name in the lead.
        for name in names.iter().filter(|name| is_full_name(name) && !name.is_in_title) {
            cast.introduce(name);
        }
        for name in names.iter().filter(|name| !name.is_in_title) {
            cast.add(name);
        }
        for name in names.iter().filter(|name| name.is_in_title) {
            cast.add_from_title(name);
        }
        cast.named_at.sort_unstable();
        cast
    }

    fn folded(&self, tokens: Range<usize>) -> Vec<String> {
        tokens.filter(|at| self.words.class(*at).any(Class::WORD)).map(|at| self.words.lower(at).to_owned()).collect()
    }

    /// Makes a member of a person's full name, unless there is one.
    fn introduce(&mut self, name: &NameMention) {
        let key = self.folded(name.tokens.clone());
        if self.same_person(&key).is_none() {
            self.push(name, key, EntityKind::Person);
        }
    }

    /// The person with the same first and last word: middle names come and go.
    fn same_person(&self, key: &[String]) -> Option<usize> {
        let same = |at: &usize| self.members[*at].key.first() == key.first();
        self.index.by_surname.get(key.last()?)?.iter().copied().find(same)
    }

    /// In a title every word may have a capital, so that its names count only as far as the text knows them.
    fn add_from_title(&mut self, name: &NameMention) {
        let key = self.folded(name.tokens.clone());
        if name.usual.is_some() || self.known(name, &key).is_some() {
            self.add(name);
            return;
        }
        for at in name.tokens.clone() {
            let part = NameMention { tokens: at..at + 1, whole: at..at + 1, ..name.clone() };
            let key = self.folded(at..at + 1);
            if self.person_of_part(&part, &key).is_some() || self.same_name(&part, &key).is_some() {
                self.add(&part);
            }
        }
    }

    /// The member that a name belongs to, and by which rule.
    fn known(&self, name: &NameMention, key: &[String]) -> Option<(usize, &'static str)> {
        if is_full_name(name) {
            return self.same_person(key).map(|at| (at, name.rule));
        }
        self.person_of_part(name, key)
            .or_else(|| self.long_form(name).map(|at| (at, "acronym-in-brackets")))
            .or_else(|| self.same_name(name, key).map(|at| (at, "same-name")))
            .or_else(|| self.misspelt(name, key).map(|at| (at, "misspelt")))
    }

    fn add(&mut self, name: &NameMention) {
        let key = self.folded(name.tokens.clone());
        let found = self.known(name, &key);
        if let Some((at, "acronym-in-brackets")) = found {
            self.index.by_key.entry(key.clone()).or_insert(at);
        }
        let (at, rule) = found.unwrap_or_else(|| {
            let kind = match name.class {
                NameClass::Person => EntityKind::Person,
                NameClass::Organisation => EntityKind::Organisation,
                NameClass::Country => EntityKind::Country,
                NameClass::Unknown => EntityKind::Unknown,
            };
            (self.push(name, key, kind), name.rule)
        });
        self.add_mention(at, name, rule);
    }

    /// The person of whose full name this is the surname, or without a title the given name.
    fn person_of_part(&self, name: &NameMention, key: &[String]) -> Option<(usize, &'static str)> {
        let [part] = key else { return None };
        if matches!(name.class, NameClass::Organisation | NameClass::Country) {
            return None;
        }
        let agrees = |at: &&usize| self.members[**at].gender.agrees(name.gender);
        let by_surname = self.index.by_surname.get(part).into_iter().flatten().filter(agrees);
        let spoken_of =
            |at: &&usize| self.named_at.iter().rev().take(LOOKBACK_MENTIONS_MAX).position(|seen| seen.member == **at);
        if let Some(at) = by_surname.min_by_key(|at| (spoken_of(at).unwrap_or(usize::MAX), **at)) {
            return Some((*at, "surname"));
        }
        match self.index.by_given_name.get(part).map(Vec::as_slice) {
            Some([only]) if name.roles.is_empty() => Some((*only, "given-name-alone")),
            _ => None,
        }
    }

    fn same_name(&self, name: &NameMention, key: &[String]) -> Option<usize> {
        let by_usual = name.usual.and_then(|usual| self.index.by_usual.get(usual));
        by_usual.or_else(|| self.index.by_key.get(key)).copied()
    }

    /// The organisation right before the brackets around an acronym: "Port Safety Office (PSO)".
    fn long_form(&self, name: &NameMention) -> Option<usize> {
        let before = name.tokens.start.checked_sub(2)?;
        let closes = name.tokens.end < self.words.len() && self.words.lower(name.tokens.end) == ")";
        if name.tokens.len() != 1 || self.words.lower(before + 1) != "(" || !closes {
            return None;
        }
        let Seen { token: start, member: at, .. } = *self.named_at.last().filter(|seen| seen.token <= before)?;
        let capitals = (start..=before).filter(|at| self.words.class(*at).any(Class::CAPITAL));
        let initials: String = capitals.filter_map(|at| self.words.get(at).chars().next()).collect();
        let is_acronym = initials.len() > 1 && initials == self.words.get(name.tokens.start).replace('.', "");
        is_acronym.then_some(at)
    }

    /// The person whose surname differs by one letter, where it is one only and nobody has that very name.
    fn misspelt(&self, name: &NameMention, key: &[String]) -> Option<usize> {
        let [part] = key else { return None };
        if part.len() < MISSPELT_BYTES_MIN || name.usual.is_some() || name.class == NameClass::Organisation {
            return None;
        }
        let candidates = self.index.surnames.get(&part.chars().next()?)?;
        let is_near = |known: &&String| known.len() >= MISSPELT_BYTES_MIN && strsim::osa_distance(known, part) == 1;
        let mut near = candidates.iter().filter(is_near);
        let only = near.next().filter(|_| near.next().is_none())?;
        match self.index.by_surname.get(only)?.as_slice() {
            [at] => Some(*at),
            _ => None,
        }
    }

    fn push(&mut self, name: &NameMention, key: Vec<String>, kind: EntityKind) -> usize {
        let at = self.members.len();
        if let (true, Some(first), Some(last)) = (is_full_name(name), key.first(), key.last()) {
            self.index.by_given_name.entry(first.clone()).or_default().push(at);
            let namesakes = self.index.by_surname.entry(last.clone()).or_default();
            namesakes.push(at);
            if let (1, Some(letter)) = (namesakes.len(), last.chars().next()) {
                self.index.surnames.entry(letter).or_default().push(last.clone());
            }
        } else {
            self.index.by_key.entry(key.clone()).or_insert(at);
        }
        if let Some(usual) = name.usual {
            self.index.by_usual.insert(usual, at);
        }
        let span = self.words.cover(name.tokens.clone());
        self.members.push(Member {
            kind,
            key,
            usual: name.usual,
            name: span,
            is_named: true,
            is_plural: false,
            gender: Gender::Unknown,
            roles: Vec::new(),
            affiliations: Vec::new(),
            mentions: Vec::new(),
            reason: Reason::new(RuleName::new(name.rule), vec![span]),
        });
        at
    }

    fn add_mention(&mut self, at: usize, name: &NameMention, rule: &'static str) {
        let span = self.words.cover(name.tokens.clone());
        let affiliations = self.folded(name.whole.start..name.tokens.start);
        let member = &mut self.members[at];
        let reason = Reason::new(RuleName::new(rule), vec![self.words.cover(name.whole.clone())]);
        member.mentions.push(Mention { span, form: MentionForm::Name, reason });
        if member.gender == Gender::Unknown {
            member.gender = name.gender;
        }
        if member.kind == EntityKind::Unknown && name.class == NameClass::Person {
            member.kind = EntityKind::Person;
            member.reason = Reason::new(RuleName::new(name.rule), vec![self.words.cover(name.whole.clone())]);
        }
        for role in &name.roles {
            if !member.roles.contains(role) {
                member.roles.push(role);
            }
        }
        for word in affiliations {
            if !member.affiliations.contains(&word) {
                member.affiliations.push(word);
            }
        }
        if !name.is_quoted {
            self.named_at.push(Seen { token: name.tokens.start, member: at, span });
        }
        self.by_token.insert(name.tokens.start, at);
    }

    /// The mentions before a token, the last one first.
    fn before(&self, token: usize) -> impl Iterator<Item = Seen> + '_ {
        let upto = |list: &[Seen]| list.partition_point(|seen| seen.token < token);
        let mut named = self.named_at[..upto(&self.named_at)].iter().rev().copied().peekable();
        let mut referred = self.referred_at[..upto(&self.referred_at)].iter().rev().copied().peekable();
        let merged = std::iter::from_fn(move || match (named.peek(), referred.peek()) {
            (Some(a), Some(b)) if a.token >= b.token => named.next(),
            (_, Some(_)) => referred.next(),
            (_, None) => named.next(),
        });
        merged.take(LOOKBACK_MENTIONS_MAX)
    }

    /// Finds out who a source is, and takes the source up as a mention. Sources come in the order of the text.
    pub(crate) fn resolve(&mut self, source: Range<usize>, core: Range<usize>) -> Resolved {
        let resolved = match head(self.lexicon, self.words, core.clone()) {
            Head::Pronoun => self.pronoun(core.start),
            Head::Name => self.named(core),
            Head::Role(at) => self.role(source, core, at),
            Head::Words => self.described(core, EntityKind::Unknown, Gender::Unknown, "described"),
        };
        if resolved.len() > 1 || resolved.iter().any(|(at, _)| self.members[at.0].is_plural) {
            self.last_plural = resolved.iter().map(|(at, _)| at.0).collect();
        }
        resolved
    }

    /// The entities named inside a phrase; a name the report has not shown yet becomes one.
    fn named(&mut self, core: Range<usize>) -> Resolved {
        let mut found: Vec<usize> = core.clone().filter_map(|at| self.by_token.get(&at).copied()).collect();
        found.dedup();
        let joined = core.clone().any(|at| self.words.lower(at) == "and");
        if !joined {
            // "NATO Secretary-General Keller": the last name is the bearer, the ones before it belong to the title.
            found.drain(..found.len().saturating_sub(1));
        }
        if found.is_empty() {
            return self.described(core, EntityKind::Unknown, Gender::Unknown, "named-by-source");
        }
        for at in &found {
            self.speaks(*at, core.len());
        }
        let span = self.words.cover(core);
        found.into_iter().map(|at| (EntityIndexInMaking(at), Reason::new(RuleName::new("named"), vec![span]))).collect()
    }

    /// A full name of which nothing else tells what it names, and which speaks, is a person's.
    fn speaks(&mut self, at: usize, n_tokens: usize) {
        let member = &mut self.members[at];
        if member.kind == EntityKind::Unknown && member.usual.is_none() && member.key.len() == 2 && n_tokens == 2 {
            member.kind = EntityKind::Person;
            member.reason = Reason::new(RuleName::new("full-name-speaks"), vec![member.name]);
        }
    }

    fn role(&mut self, source: Range<usize>, core: Range<usize>, head: usize) -> Resolved {
        // "the top envoy, Anna Keller, said": the apposition names the bearer.
        let named = (core.end..source.end).find_map(|at| self.by_token.get(&at).copied());
        if let Some(at) = named.filter(|at| self.members[*at].kind != EntityKind::Country) {
            let reason = Reason::new(RuleName::new("named-in-apposition"), vec![self.words.cover(source)]);
            return vec![(EntityIndexInMaking(at), reason)];
        }
        let lexicon = self.lexicon;
        let Some(role) = lexicon.role(self.words.lower(head)) else {
            return self.described(core, EntityKind::Unknown, Gender::Unknown, "described");
        };
        let kind = if role.is_plural && role.kind == EntityKind::Person { EntityKind::Group } else { role.kind };
        let is_definite = self.is_definite(&core);
        if is_definite && kind == EntityKind::Group && self.is_pair(&core) {
            let pair = self.last_people(core.start, 2);
            if pair.len() == 2 {
                return self.refer(&pair, core, MentionForm::Description, "the-last-two-people");
            }
        }
        if is_definite
            && kind == EntityKind::Person
            && let Some((at, rule)) = self.bearer(role, &core, head)
        {
            return self.refer(&[at], core, MentionForm::Description, rule);
        }
        if self.words.lower(core.start) == "the"
            && core.len() == 2
            && role.kind == EntityKind::Organisation
            && let Some(at) = self.body_named_with(core.start, self.words.lower(head))
        {
            return self.refer(&[at], core, MentionForm::Description, "named-with-the-word");
        }
        self.described(core, kind, role.gender, "described")
    }

    /// "the", "both", "his" and names in the genitive point back; "a" and plain plurals do not.
    fn is_definite(&self, core: &Range<usize>) -> bool {
        let first = self.words.lower(core.start);
        let points = matches!(first, "the" | "both" | "this" | "these" | "that" | "his" | "her" | "their" | "its");
        points
            || core.clone().any(|at| matches!(self.words.lower(at), "'s" | "’s"))
            || self.words.class(core.start).any(Class::CAPITAL)
    }

    fn is_pair(&self, core: &Range<usize>) -> bool {
        core.clone().any(|at| matches!(self.words.lower(at), "both" | "two"))
    }

    /// The last persons that the report spoke of before a token, in the order of their names.
    fn last_people(&self, before: usize, n: usize) -> Vec<usize> {
        let mut people: Vec<usize> = Vec::with_capacity(n);
        for Seen { member: at, .. } in self.before(before) {
            let is_person = self.members[at].kind == EntityKind::Person && self.members[at].is_named;
            if is_person && !people.contains(&at) {
                people.push(at);
            }
            if people.len() == n {
                break;
            }
        }
        people.reverse();
        people
    }

    /// The organisation last spoken of whose name holds the word: "the court" for "Supreme Court".
    fn body_named_with(&self, before: usize, word: &str) -> Option<usize> {
        let fits = |member: &Member| {
            member.kind == EntityKind::Organisation && member.is_named && member.key.iter().any(|part| part == word)
        };
        self.before(before).map(|seen| seen.member).find(|at| fits(&self.members[*at]))
    }

    /// The person of whom the report says that they bear the role, and by which rule: the one last spoken of, else the
    /// one who bears that very title when the report comes to name them.
    fn bearer(&self, role: &Role, core: &Range<usize>, head: usize) -> Option<(usize, &'static str)> {
        let title = core.clone().filter(|at| *at <= head).find_map(|at| {
            let (end, title) = self.words.phrase_at(&self.lexicon.titles, at)?;
            (end == head + 1).then_some(title.role).flatten()
        });
        let bears = |member: &Member| {
            let is = |asked: &str| member.roles.contains(&asked);
            let is_special = |asked: &str| member.roles.iter().any(|known| is_special_kind(known, asked));
            match title {
                Some(title) if title != self.words.lower(head) => is(title),
                // The noun itself may be short for a longer title; what it can stand for must be the very title.
                _ => {
                    let (noun, others) = role.meets.split_first().expect("a role meets at least itself");
                    is(noun) || is_special(noun) || others.iter().any(|other| is(other)) || title.is_some_and(is)
                }
            }
        };
        let modifiers = self.folded(core.start..head);
        let belongs = |member: &Member| member.affiliations.iter().any(|word| modifiers.contains(word));
        let fits = |at: usize| {
            let member = &self.members[at];
            member.kind == EntityKind::Person && member.gender.agrees(role.gender) && bears(member)
        };
        let bearers = || self.before(core.start).map(|seen| seen.member).filter(|at| fits(*at));
        if let Some(at) = bearers().find(|at| belongs(&self.members[*at])).or_else(|| bearers().next()) {
            return Some((at, "bears-the-title"));
        }
        let behind = self.named_at.partition_point(|seen| seen.token < core.end);
        let later = self.named_at[behind..].iter().take(LOOKBACK_MENTIONS_MAX).map(|seen| seen.member);
        let title = title.filter(|title| *title != self.words.lower(head))?;
        let mut named_later = later.filter(|at| self.members[*at].roles.contains(&title));
        named_later.next().map(|at| (at, "bears-the-title-later"))
    }

    fn pronoun(&mut self, at: usize) -> Resolved {
        let found = match self.words.lower(at) {
            "he" | "himself" => self.person_before(at, Gender::Male),
            "she" | "herself" => self.person_before(at, Gender::Female),
            "they" if !self.last_plural.is_empty() => self.last_plural.clone(),
            "it" | "they" => self.body_before(at),
            _ => Vec::new(),
        };
        self.refer(&found, at..at + 1, MentionForm::Pronoun, "last-fitting")
    }

    /// The person of that gender whom the nearest sentence before the token speaks of first.
    ///
    /// A name of two words of which nothing tells what it names is a person's too if "he" or "she" points to it.
    fn person_before(&mut self, before: usize, gender: Gender) -> Vec<usize> {
        let is_person = |member: &Member| member.kind == EntityKind::Person && member.gender.agrees(gender);
        let may_be = |token: usize, member: &Member| is_person(member) || self.may_be_person(token, member);
        let found = self.nearest(before, may_be);
        for at in &found {
            let member = &mut self.members[*at];
            if member.kind == EntityKind::Unknown {
                member.kind = EntityKind::Person;
                member.gender = gender;
                member.reason = Reason::new(RuleName::new("pronoun-of-a-person"), vec![member.name]);
            }
        }
        found
    }

    /// Whether an undecided name can be a person's: two words, and no preposition or article before them.
    fn may_be_person(&self, token: usize, member: &Member) -> bool {
        const PLACES: Class = Class::PREPOSITION.with(Class::DETERMINER);
        let follows = token.checked_sub(1).is_some_and(|before| self.words.class(before).any(PLACES));
        member.kind == EntityKind::Unknown
            && member.is_named
            && member.usual.is_none()
            && member.key.len() == 2
            && !follows
    }

    /// The organisation, country or group that the nearest sentence before the token speaks of first.
    fn body_before(&self, before: usize) -> Vec<usize> {
        const BODIES: [EntityKind; 4] =
            [EntityKind::Organisation, EntityKind::Country, EntityKind::Group, EntityKind::Document];
        self.nearest(before, |_, member| BODIES.contains(&member.kind) || member.is_plural)
    }

    fn nearest(&self, before: usize, fits: impl Fn(usize, &Member) -> bool) -> Vec<usize> {
        let sentence_of = |token: usize| self.sentence_starts.partition_point(|start| *start <= token);
        let here = sentence_of(before);
        let mut found: Option<(usize, usize)> = None;
        for seen in self.before(before).filter(|seen| fits(seen.token, &self.members[seen.member])) {
            let sentence = sentence_of(seen.token);
            let is_other_sentence = found.is_some_and(|(known, _)| known != sentence);
            if is_other_sentence || here - sentence > PRONOUN_SENTENCES_MAX {
                break;
            }
            found = Some((sentence, seen.member));
        }
        found.map(|(_, at)| at).into_iter().collect()
    }

    /// Takes the tokens up as a mention of each of the members.
    fn refer(&mut self, members: &[usize], tokens: Range<usize>, form: MentionForm, rule: &'static str) -> Resolved {
        let span = self.words.cover(tokens.clone());
        let mut resolved = Vec::new();
        for at in members {
            let antecedent = self.before(tokens.start).find(|seen| seen.member == *at).map(|seen| seen.span);
            let reason = Reason::new(RuleName::new(rule), [span].into_iter().chain(antecedent).collect());
            let mentions = &mut self.members[*at].mentions;
            if mentions.last().is_none_or(|last| last.span != span) {
                mentions.push(Mention { span, form, reason: reason.clone() });
                self.referred_at.push(Seen { token: tokens.start, member: *at, span });
            }
            resolved.push((EntityIndexInMaking(*at), reason));
        }
        resolved
    }

    /// The entity that a phrase describes by itself; the same words later are the same entity.
    fn described(&mut self, core: Range<usize>, kind: EntityKind, gender: Gender, rule: &'static str) -> Resolved {
        const LEADING: Class = Class::DETERMINER;
        let from = core.clone().find(|at| !self.words.class(*at).any(LEADING)).unwrap_or(core.start);
        let key = self.folded(from..core.end);
        let is_new = matches!(self.words.lower(core.start), "a" | "an" | "another" | "one");
        let known = self.index.by_description.get(&key).copied().filter(|_| !is_new);
        let at = known.unwrap_or(self.members.len());
        if known.is_none() {
            self.index.by_description.insert(key.clone(), at);
            let span = self.words.cover(from..core.end);
            self.members.push(Member {
                kind,
                key,
                usual: None,
                name: span,
                is_named: false,
                is_plural: kind == EntityKind::Group,
                gender,
                roles: Vec::new(),
                affiliations: Vec::new(),
                mentions: Vec::new(),
                reason: Reason::new(RuleName::new(rule), vec![span]),
            });
        }
        self.refer(&[at], core, MentionForm::Description, rule)
    }

    /// Closes the cast: the entities in the order of their first mention, and where each went.
    pub(crate) fn finish(
        self,
        report: ReportId,
    ) -> (Vec<Finding<Entity>>, impl Fn(EntityIndexInMaking) -> EntityIndex) {
        let mut order: Vec<usize> = (0..self.members.len()).collect();
        let first = |at: &usize| self.members[*at].mentions.iter().map(|mention| mention.span).min();
        order.sort_by_key(first);
        let mut place = vec![0; order.len()];
        for (to, from) in order.iter().enumerate() {
            place[*from] = to;
        }
        let mut members: Vec<Option<Member>> = self.members.into_iter().map(Some).collect();
        let entities = order.iter().filter_map(|at| members[*at].take()).map(|member| entity(report, member)).collect();
        (entities, move |at: EntityIndexInMaking| EntityIndex(place[at.0]))
    }
}

fn is_full_name(name: &NameMention) -> bool {
    name.class == NameClass::Person && name.tokens.len() > 1
}

fn entity(report: ReportId, mut member: Member) -> Finding<Entity> {
    member.mentions.sort_by_key(|mention| mention.span);
    let mentions = NonEmpty::new(member.mentions).expect("a member is made together with its first mention");
    Finding::entity(report, Entity { name: member.name, kind: member.kind, mentions }, member.reason)
}

/// Whether the role is a kind of the other: a "maritime minister" is a minister, a "vice president" is no president.
fn is_special_kind(role: &str, word: &str) -> bool {
    const OTHER_RANKS: [&str; 6] = ["acting", "assistant", "deputy", "former", "under", "vice"];
    let before = role.strip_suffix(word).filter(|before| before.ends_with([' ', '-']));
    before.is_some_and(|before| !OTHER_RANKS.iter().any(|rank| before.starts_with(rank)))
}
