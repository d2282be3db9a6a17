//! Descriptions: role nouns led to who bears the role, and phrases that stand for themselves.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use dateline_core::syntax::{Relation, Upos};
use dateline_core::{EntityKind, MentionForm, Reason, RuleName};

use super::side::STATES;
use super::{Cast, EntityIndexInMaking, LOOKBACK_MENTIONS_MAX, Member, Resolved, Seen};
use crate::dating::Served;
use crate::lexicon::{Gender, Role};
use crate::registry::{EntryIndex, NameEntry, NameKind, Office};
use crate::words::Class;

/// Nouns that can refer to any body.
const OF_ANY_BODY: [&str; 12] = [
    "agency",
    "body",
    "broadcaster",
    "charity",
    "company",
    "firm",
    "group",
    "newspaper",
    "organisation",
    "organization",
    "paper",
    "watchdog",
];

/// Nouns for bodies that mostly have a name of their own, unlike "the government".
const OF_NAMED_BODY: [&str; 5] = ["bureau", "school", "team", "union", "university"];

/// Words that say that somebody no longer is what they were.
const PAST: [&str; 7] = ["deposed", "disgraced", "ex", "former", "late", "ousted", "then"];

/// Those of them that tell of whom a report is about rather than of whom it tells how things were.
const FORMER: [&str; 2] = ["ex", "former"];

/// Words that begin a relative clause.
const RELATIVE_PRONOUNS: [&str; 5] = ["that", "which", "who", "whom", "whose"];

impl Cast<'_> {
    /// Finds out who a phrase with a role noun as its head speaks of.
    pub(super) fn role(&mut self, source: Range<usize>, core: Range<usize>, head: usize) -> Resolved {
        // "the top envoy, Anna Keller, said": the apposition names the bearer.
        // Whoever is named behind a relative pronoun is somebody that the bearer has to do with.
        // And so is whoever stands in a phrase or clause behind it: "the senator vying for the party's nomination".
        let leads_away = |at: usize| {
            let is_verb = self.grammar.upos(at) == Some(Upos::Verb);
            is_verb || self.words.class(at).any(Class::PREPOSITION) || RELATIVE_PRONOUNS.contains(&self.words.lower(at))
        };
        // "Keller's agent, his brother Karl Lund": a pronoun there speaks of somebody else.
        let mut beside = (core.end..source.end).take_while(|at| !leads_away(*at)).filter(|at| !self.is_pronoun(*at));
        let named = beside.find_map(|at| self.by_token.get(&at).copied());
        let is_bearer = |at: &usize| !matches!(self.members[*at].kind, EntityKind::Country | EntityKind::Place);
        let named = named.filter(is_bearer).or_else(|| self.named_behind_comma(source.end));
        let named = named.or_else(|| self.named_behind_clause(head));
        if let Some(at) = named {
            self.bears(at, head);
            self.is_called_body(at, head);
            let reason = Reason::new(RuleName::new("named-in-apposition"), vec![self.words.cover(source)]);
            return vec![(EntityIndexInMaking(at), reason)];
        }
        if let Some(at) = self.named_by_self(core.end).or_else(|| self.named_by_others(core.end)) {
            return self.refer(&[at], core, MentionForm::Description, "named-by-self");
        }
        let lexicon = self.lexicon;
        let Some(role) = lexicon.role(self.words.lower(head)) else {
            return self.described(core, EntityKind::Unknown, Gender::Unknown, "described");
        };
        if let Some(issuer) = self.issuer(&core, head) {
            return issuer;
        }
        let kind = if role.is_plural && role.kind == EntityKind::Person { EntityKind::Group } else { role.kind };
        let is_definite = self.is_definite(&core);
        if is_definite
            && role.is_plural
            && self.is_pair(&core)
            && let Some(pair) = self.two_named_behind(core.end, role)
        {
            return self.refer(&pair, core, MentionForm::Description, "the-two-named-behind");
        }
        // "the two neighbours" are rather two countries that have been named.
        if is_definite
            && role.is_plural
            && self.is_pair(&core)
            && let Some(pair) = self.two_bodies(core.start, role, self.grammar.lemma(head))
        {
            return self.refer(&pair, core, MentionForm::Description, "the-last-two-bodies");
        }
        // "officers Ana Keller and Tom Rusk … both officers"
        if is_definite
            && role.is_plural
            && role.kind == EntityKind::Person
            && let Some(people) = self.titled_together(core.start, self.words.lower(head))
        {
            return self.refer(&people, core, MentionForm::Description, "titled-together");
        }
        // "both sides" may be any two bodies; "her two sons" are nobody of whom was spoken.
        let is_kin = self.words.class(head).any(Class::KIN);
        if is_definite && role.is_plural && role.kind == EntityKind::Person && !is_kin && self.is_pair(&core) {
            let pair = self.last_two(core.start, head);
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
        let is_the = self.words.lower(core.start) == "the";
        if core.len() == 1 + usize::from(is_the)
            && self.words.lower(head) == "police"
            && let Some(at) = self.only_police()
        {
            return self.refer(&[at], core, MentionForm::Description, "the-only-police");
        }
        let is_body = matches!(role.kind, EntityKind::Organisation | EntityKind::Group);
        let is_company = OF_ANY_BODY.contains(&self.words.lower(head)) || role.meets.contains(&"company");
        if is_the && core.len() == 2 && is_body {
            let noun = self.words.lower(head);
            if let Some(at) = self.place_called(core.start, noun) {
                return self.refer(&[at], core, MentionForm::Description, "called-so");
            }
            if let Some(at) = self.body_named_with(core.start, noun) {
                return self.refer(&[at], core, MentionForm::Description, "named-with-the-word");
            }
            if let Some(at) = self.body_called(core.start, noun, role) {
                return self.refer(&[at], core, MentionForm::Description, "called-so");
            }
            let may_be_last = is_company || OF_NAMED_BODY.contains(&noun);
            if let Some(at) = may_be_last.then(|| self.last_body(core.start, noun)).flatten() {
                return self.refer(&[at], core, MentionForm::Description, "last-body");
            }
            if let Some(at) = is_company.then(|| self.main_body(core.start, noun)).flatten() {
                return self.refer(&[at], core, MentionForm::Description, "main-body");
            }
        }
        // "the Lume-based company", "the software maker": who was named, told of by more words.
        let is_told_of = is_company && is_body && is_the && head + 1 == core.end;
        // "the Harbour Front group" is not another one, "the Danish company" may be.
        let is_another = |at: usize| {
            const SEATS: [EntityKind; 2] = [EntityKind::Country, EntityKind::Place];
            let seat = self.by_token.get(&at).is_some_and(|at| SEATS.contains(&self.members[*at].kind));
            !seat
                && self.country_before(at + 1).is_none()
                && (self.by_token.contains_key(&at) || self.grammar.upos(at) == Some(Upos::ProperNoun))
        };
        let is_told_of = is_told_of && !(core.start + 1..head).any(is_another);
        if is_told_of && !self.index.by_description.contains_key(&self.folded(core.start + 1..core.end)) {
            let noun = self.words.lower(head);
            if let Some(at) = self.last_body(core.start, noun) {
                return self.refer(&[at], core, MentionForm::Description, "last-body");
            }
        }
        let may_be_anyone = is_the && role.is_of_anyone && !role.is_plural;
        if let Some(at) = may_be_anyone.then(|| self.last_person(core.start, role.gender)).flatten() {
            return self.refer(&[at], core, MentionForm::Description, "last-person");
        }
        // "the former mayor": whom the report is about.
        let is_past =
            is_the && kind == EntityKind::Person && core.clone().any(|at| FORMER.contains(&self.words.lower(at)));
        if let Some(at) = is_past.then(|| self.main_person(core.start, role)).flatten() {
            return self.refer(&[at], core, MentionForm::Description, "main-person");
        }
        let incumbent = self.incumbent(role, &core, head).filter(|_| is_definite && kind == EntityKind::Person);
        let described = self.described(core, kind, role.gender, "described");
        let title = self.words.phrase_at(&self.lexicon.titles, head).and_then(|(_, title)| title.role);
        let [(at, _)] = described.as_slice() else { return described };
        let member = &mut self.members[at.0];
        if let Some(entry) = incumbent {
            member.entry.get_or_insert(entry);
        }
        if kind == EntityKind::Person && member.roles.is_empty() {
            // "the spokesman" goes by its title, "spokesperson".
            member.roles.extend(role.meets.first().copied().into_iter().chain(title));
        }
        described
    }

    /// The people whom the report names, before a token, together behind the same noun: "*officers* Ana Keller and Tom Rusk".
    fn titled_together(&self, before: usize, noun: &str) -> Option<Vec<usize>> {
        const REACH_TOKENS_MAX: usize = 800;
        let person_at = |token: usize| self.by_token.get(&token).copied().filter(|at| self.is_named_person(*at));
        let nouns = (before.saturating_sub(REACH_TOKENS_MAX)..before).rev().filter(|at| self.words.lower(*at) == noun);
        nouns.into_iter().find_map(|noun| {
            let mut people: Vec<usize> = Vec::new();
            let mut token = noun + 1;
            while let Some(person) = (token < before).then(|| person_at(token)).flatten() {
                people.push(person);
                token = (token..before).find(|at| person_at(*at) != Some(person))?;
                while token < before && matches!(self.words.lower(token), "," | "and") {
                    token += 1;
                }
            }
            (people.len() > 1).then_some(people)
        })
    }

    /// Takes it that a person who is named beside a role bears it, so that "the bishop" behind it means them.
    pub(super) fn bears(&mut self, at: usize, head: usize) {
        let role = self.lexicon.role(self.words.lower(head));
        let role = role.filter(|role| role.kind == EntityKind::Person && !role.is_plural);
        let noun = role.and_then(|role| role.meets.first().copied());
        let member = &mut self.members[at];
        if let Some(noun) = noun.filter(|noun| member.kind == EntityKind::Person && !member.roles.contains(noun)) {
            member.roles.push(noun);
        }
    }

    /// Takes it that what is named beside the noun of a body is one: "the firm that owns the pier, *Lumio*".
    fn is_called_body(&mut self, at: usize, head: usize) {
        let is_body =
            self.lexicon.role(self.words.lower(head)).is_some_and(|role| role.kind == EntityKind::Organisation);
        let member = &mut self.members[at];
        if is_body && !matches!(member.kind, EntityKind::Organisation | EntityKind::Person | EntityKind::Group) {
            member.kind = EntityKind::Organisation;
            member.reason = Reason::new(RuleName::new("called-a-body"), vec![member.name]);
        }
    }

    /// The person whose full name stands between commas right behind a source: "a witness, Ana Keller, said".
    pub(super) fn named_behind_comma(&self, end: usize) -> Option<usize> {
        let first = end + 1;
        if first >= self.words.len() || self.words.lower(end) != "," {
            return None;
        }
        let at = *self.by_token.get(&first)?;
        let behind = (first..self.words.len()).find(|token| self.by_token.get(token) != Some(&at))?;
        let is_person = self.is_named_person(at);
        let ends = matches!(self.words.lower(behind), "," | "." | ";");
        (is_person && ends && behind - first > 1).then_some(at)
    }

    /// Whoever is named between commas behind a clause that tells more of a role noun: "the firm that owns the pier, *Lumio*,
    /// said".
    fn named_behind_clause(&self, head: usize) -> Option<usize> {
        const REACH_TOKENS_MAX: usize = 24;
        let role = self.lexicon.role(self.words.lower(head)).filter(|role| !role.is_plural)?;
        let verb = self.grammar.head(head).filter(|verb| *verb > head && self.grammar.is_subject(head))?;
        let near = head + 1..verb.min(head + REACH_TOKENS_MAX);
        self.grammar.dependents(head, near.clone(), Relation::RelativeClause).next()?;
        let is_comma = |at: &usize| self.words.lower(*at) == ",";
        let last = near.clone().rfind(is_comma)?;
        let first = near.start..last;
        let first = first.rev().find(|at| is_comma(at))? + 1;
        let at = *self.by_token.get(&first).filter(|at| self.by_token.get(&(last - 1)) == Some(*at))?;
        let member = &self.members[at];
        let is_body = |kind| matches!(kind, EntityKind::Organisation | EntityKind::Group);
        let is_kind = member.kind == role.kind || is_body(member.kind) && is_body(role.kind);
        // The network may take a body of which it knows nothing for a place or a work.
        let may_be_body = is_body(role.kind)
            && member.entry.is_none()
            && matches!(member.kind, EntityKind::Place | EntityKind::Unknown | EntityKind::Work | EntityKind::Product);
        (member.is_named && (is_kind || may_be_body)).then_some(at)
    }

    /// The two whom a report names behind a phrase for both of them: "both states - *Norland and Ardenia* - agreed".
    fn two_named_behind(&self, end: usize, role: &Role) -> Option<[usize; 2]> {
        const REACH_TOKENS_MAX: usize = 16;
        let is_mark = |at: usize| matches!(self.words.lower(at), "," | "-" | "–" | "—" | "(" | ")" | ":" | "." | ";");
        let is_person = |at: usize| self.members[at].kind == EntityKind::Person;
        let named = |from: usize| {
            let at = *self.by_token.get(&from).filter(|at| self.members[**at].is_named)?;
            let behind = (from..self.words.len()).find(|token| self.by_token.get(token) != Some(&at))?;
            ((role.kind == EntityKind::Person) == is_person(at)).then_some((at, behind))
        };
        let reach = end..self.words.len().min(end + REACH_TOKENS_MAX);
        let marks = reach.take_while(|at| !matches!(self.words.lower(*at), "." | ";")).filter(|at| is_mark(*at));
        marks.into_iter().find_map(|mark| {
            let (first, and) = named(mark + 1)?;
            let (second, behind) = named(and + 1).filter(|_| self.words.lower(and) == "and")?;
            (first != second && behind < self.words.len() && is_mark(behind)).then_some([first, second])
        })
    }

    /// The name that people give of themselves behind a phrase that speaks of them: "a diver, who gave his name only as *Tomas*",
    /// "a diver using the pseudonym *Tomas*", "who goes by the name *Tomas*".
    fn named_by_self(&self, from: usize) -> Option<usize> {
        const REACH_TOKENS_MAX: usize = 10;
        let near = from..self.words.len().min(from + REACH_TOKENS_MAX);
        let ends = |at: &usize| matches!(self.words.lower(*at), "." | ";") || self.words.is_quoted(*at);
        let near = near.take_while(|at| !ends(at));
        let is_by = |at: usize| at > from && self.words.lower(at - 1) == "the" && self.words.lower(at - 2) == "by";
        let named = near.clone().find(|at| match self.words.lower(*at) {
            "pseudonym" | "alias" => true,
            "name" | "nickname" => is_by(*at),
            _ => false,
        });
        if let Some(noun) = named {
            // "the name of Captain Tomas"
            const TITLE_TOKENS_MAX: usize = 3;
            let mut behind = noun + 1..self.words.len().min(noun + 1 + TITLE_TOKENS_MAX);
            return behind.find_map(|at| self.by_token.get(&at).copied());
        }
        let named_as = near.clone().find(|at| self.words.lower(*at) == "as")?;
        let says = |words: &[&str]| (from..named_as).any(|at| words.contains(&self.words.lower(at)));
        let names = says(&["gave", "give", "giving"]) && says(&["name"])
            || says(&["identified", "identifying"]) && says(&["himself", "herself"]);
        self.by_token.get(&(named_as + 1)).copied().filter(|_| names)
    }

    /// Finds out of whom news speaks by age or by where they come from, for a change: "the 36-year-old", "the Dutchman". None if
    /// the phrase is no such one.
    pub(super) fn epithet(&mut self, core: &Range<usize>) -> Option<Resolved> {
        let head = self.grammar.top(core.clone())?;
        let first = self.words.lower(core.start);
        if let Some(age) = self.age_at(head).filter(|_| matches!(first, "the" | "a" | "another")) {
            let known = if first == "the" { self.person_of_age(age, core.start) } else { None };
            let resolved = match known {
                Some((at, rule)) => self.refer(&[at], core.clone(), MentionForm::Description, rule),
                None => {
                    let key = vec![age.to_string(), self.words.lower(head).to_owned()];
                    let own = core.start + 1;
                    self.described_as((key, own), core.clone(), EntityKind::Person, Gender::Unknown, "described")
                }
            };
            resolved.iter().for_each(|(at, _)| self.members[at.0].age = Some(age));
            return Some(resolved);
        }
        let word = self.words.lower(head);
        let gender = match word {
            _ if first != "the" || core.len() != 2 || self.lexicon.role(word).is_some() => return None,
            _ if word.len() > "woman".len() && word.ends_with("woman") => Gender::Female,
            _ if word.len() > "woman".len() && word.ends_with("man") => Gender::Male,
            _ => return None,
        };
        let at = self.last_person(core.start, gender)?;
        Some(self.refer(&[at], core.clone(), MentionForm::Description, "last-person"))
    }

    /// The years of somebody who is told by them alone, at the last word: "36-year-old".
    fn age_at(&self, at: usize) -> Option<u8> {
        let is_age = at >= 4 && self.words.lower(at) == "old" && self.words.lower(at - 2) == "year";
        if is_age { self.words.lower(at - 4).parse().ok() } else { None }
    }

    /// The person named before a token of whom the report tells that age; else the one of whom the last sentences make most,
    /// if none tells another age of theirs.
    fn person_of_age(&self, age: u8, before: usize) -> Option<(usize, &'static str)> {
        let ages: BTreeMap<usize, u8> =
            self.before(before).filter_map(|seen| Some((seen.member, self.age(seen)?))).collect();
        if let Some((at, _)) = ages.iter().find(|(_, told)| **told == age) {
            return Some((*at, "of-that-age"));
        }
        const SENTENCES_MAX: usize = 2;
        let fits = |seen: Seen, member: &Member| member.is_named_person() && !ages.contains_key(&seen.member);
        self.salient(before, SENTENCES_MAX, fits).map(|at| (at, "last-person"))
    }

    /// The age that stands behind a mention of a person ("Keller, 36,"), or that a mention before it told.
    fn age(&self, seen: Seen) -> Option<u8> {
        let behind = self.tokens_of(seen).end;
        let is_person = self.members[seen.member].kind == EntityKind::Person;
        let is_beside = behind + 2 < self.words.len()
            && matches!(self.words.lower(behind), "," | "(")
            && matches!(self.words.lower(behind + 2), "," | ")" | "." | ";");
        let told = if is_beside { self.words.lower(behind + 1).parse().ok() } else { None };
        self.members[seen.member].age.or(told).filter(|_| is_person)
    }

    /// "the", "both", "his" and names in the genitive point back; "a" and plain plurals do not.
    fn is_definite(&self, core: &Range<usize>) -> bool {
        let first = self.words.lower(core.start);
        // "A port official", "Two sources" at the begin of a sentence are somebody new, their capital means nothing.
        if matches!(first, "a" | "an" | "another" | "one" | "two" | "some" | "several") {
            return false;
        }
        let points = matches!(first, "the" | "both" | "this" | "these" | "that" | "his" | "her" | "their" | "its");
        points
            || core.clone().any(|at| matches!(self.words.lower(at), "'s" | "’s"))
            || self.words.class(core.start).any(Class::CAPITAL)
    }

    fn is_pair(&self, core: &Range<usize>) -> bool {
        core.clone().any(|at| matches!(self.words.lower(at), "both" | "two"))
    }

    /// The last two persons that the report spoke of before a token, in the order of their names: those whose offices the
    /// noun names ("both leaders"), if there are two, and never who does something to them ("Keller urged *both leaders*").
    pub(super) fn last_two(&self, before: usize, noun: usize) -> Vec<usize> {
        let mut people: Vec<usize> = Vec::new();
        for seen in self.before(before) {
            let at = seen.member;
            if self.is_named_person(at) && !people.contains(&at) && !self.is_beside(seen, noun) {
                people.push(at);
            }
        }
        let role = self.lexicon.role(self.grammar.lemma(noun));
        let fits = |at: &&usize| {
            let borne = &self.members[**at].roles;
            role.is_some_and(|role| borne.iter().any(|borne| role.meets.contains(borne)))
        };
        let fitting: Vec<usize> = people.iter().filter(fits).copied().take(2).collect();
        if fitting.len() < 2
            && let Some(joined) = self.last_joined(before, &people)
        {
            return joined.to_vec();
        }
        let mut two = if fitting.len() == 2 { fitting } else { people };
        two.truncate(2);
        two.reverse();
        two
    }

    /// Of some people those two whom the last sentences join by "and".
    fn last_joined(&self, before: usize, people: &[usize]) -> Option<[usize; 2]> {
        const SENTENCES_MAX: usize = 3;
        let here = self.sentence_of(before);
        let near = self.before(before).take_while(|seen| here - self.sentence_of(seen.token) <= SENTENCES_MAX);
        let mut seen: Vec<Seen> = near.filter(|seen| people.contains(&seen.member)).collect();
        seen.reverse();
        self.joined_last(&seen)
    }

    /// The two countries or bodies that the last sentences speak of and a noun takes up together ("the two countries", "both
    /// companies"), in the order of their names: those joined by "and", else the only two; so in the last sentences, else in all
    /// before.
    fn two_bodies(&self, before: usize, role: &Role, noun: &str) -> Option<[usize; 2]> {
        const SENTENCES_MAX: usize = 2;
        let are_countries = role.meets.contains(&"countries");
        let fits = |seen: &Seen| {
            let member = &self.members[seen.member];
            let is_kind = match member.kind {
                // "in Norway": where it is.
                EntityKind::Country => {
                    let is_where = seen.token > 0 && matches!(self.words.lower(seen.token - 1), "at" | "in" | "near");
                    (are_countries || role.kind == EntityKind::Group) && !is_where
                }
                EntityKind::Organisation => {
                    let may_be = |word: &String| self.lexicon.may_take_up(noun, word);
                    !are_countries && role.kind != EntityKind::Person && member.key.iter().all(may_be)
                }
                _ => false,
            };
            is_kind && member.is_named
        };
        let here = self.sentence_of(before);
        let mut all: Vec<Seen> = self.before(before).filter(fits).collect();
        all.reverse();
        let near = all.partition_point(|seen| here - self.sentence_of(seen.token) > SENTENCES_MAX);
        self.only_two(&all[near..]).or_else(|| self.only_two(&all))
    }

    /// Of some mentions the last two members that "and" joins, else those of whom they speak, if they are two.
    fn only_two(&self, seen: &[Seen]) -> Option<[usize; 2]> {
        if let Some(joined) = self.joined_last(seen) {
            return Some(joined);
        }
        let mut distinct: Vec<usize> = Vec::new();
        for seen in seen {
            if !distinct.contains(&seen.member) {
                distinct.push(seen.member);
            }
        }
        distinct.try_into().ok()
    }

    /// The last two members of some mentions that "and" joins, or of whom the report spoke together.
    fn joined_last(&self, seen: &[Seen]) -> Option<[usize; 2]> {
        // "Ana Keller and *her* father, Tom Keller"
        const BETWEEN_MAX: usize = 3;
        let are_joined = |first: Seen, second: Seen| {
            let between = self.tokens_of(first).end;
            let is_beside = between + 1 == second.token && self.words.lower(between) == "and";
            // "the pair", who were two before
            let is_of_both = first.token == second.token;
            first.member != second.member && (is_of_both || is_beside || self.is_conjunct(first, second))
        };
        (1..seen.len()).rev().find_map(|at| {
            let mut before = seen[at.saturating_sub(1 + BETWEEN_MAX)..at].iter().rev();
            let first = before.find(|first| are_joined(**first, seen[at]))?;
            Some([first.member, seen[at].member])
        })
    }

    /// Whether a mention is joined to another one: "Ana Keller (40) and her father, *Tom Keller*".
    fn is_conjunct(&self, first: Seen, second: Seen) -> bool {
        let top = |seen| self.grammar.top(self.tokens_of(seen));
        let (Some(first), Some(second)) = (top(first), top(second)) else { return false };
        let is_apposition = self.grammar.relation(second) == Some(Relation::Apposition);
        let second = self.grammar.head(second).filter(|_| is_apposition).unwrap_or(second);
        self.grammar.relation(second) == Some(Relation::Conjunct) && self.grammar.carrier(second) == first
    }

    /// The person named in the report of whom the registry knows that they held the office: "the Japanese premier".
    fn known_holder(&self, role: &Role, core: &Range<usize>, head: usize) -> Option<usize> {
        let of = self.entries_in(core.start..head);
        if of.is_empty() {
            return None;
        }
        let office = Office { roles: &role.meets, of: &of, day: self.day };
        let holder = |member: &Member| {
            let name = self.words.text.get(member.name);
            let person = self.lexicon.registry.person(name).filter(|_| member.kind == EntityKind::Person);
            person.is_some_and(|person| self.lexicon.registry.held(person, &office))
        };
        let behind = self.named_at.partition_point(|seen| seen.token < core.end);
        let later = self.named_at[behind..].iter().take(LOOKBACK_MENTIONS_MAX).map(|seen| seen.member);
        let mut near = self.before(core.start).map(|seen| seen.member).chain(later);
        near.find(|at| self.members[*at].is_named && holder(&self.members[*at]))
    }

    /// The person who held the office on the day of the report, where the report itself names nobody.
    fn incumbent(&self, role: &Role, core: &Range<usize>, head: usize) -> Option<EntryIndex> {
        let of = self.entries_in(core.start..head);
        self.lexicon.registry.incumbent(&Office { roles: &role.meets, of: &of, day: self.day })
    }

    /// The people whom the report names by offices that the registry knows, with the days on which they held them.
    pub(crate) fn served(&self) -> Vec<Served> {
        let served = self.members.iter().filter(|member| member.is_named_person());
        let served = served.filter_map(|member| {
            let person = member.entry.or_else(|| self.lexicon.registry.person(self.words.text.get(member.name)))?;
            let terms = self.lexicon.registry.terms_of(person, &member.roles, &member.of);
            (!terms.is_empty()).then_some(Served { name: member.name, terms })
        });
        served.collect()
    }

    /// The countries and bodies that some words name, "Japanese" among them.
    fn entries_in(&self, tokens: Range<usize>) -> Vec<EntryIndex> {
        let names = &self.lexicon.registry.names;
        let hits = tokens.clone().filter_map(|at| self.words.name_at(names, at).filter(|(end, _)| *end <= tokens.end));
        hits.filter_map(|(_, entries)| {
            let is_actor = |entry: &&NameEntry| !matches!(entry.kind, NameKind::Place | NameKind::Seat);
            entries.iter().find(is_actor).map(|entry| entry.entry)
        })
        .collect()
    }

    /// The organisation last spoken of whose name or description holds the word: "the court" for "Supreme Court",
    /// "the government" for "the Danish government".
    pub(super) fn body_named_with(&self, before: usize, word: &str) -> Option<usize> {
        let fits = |member: &Member| {
            member.kind == EntityKind::Organisation
                && member.key.len() > 1
                && member.key.iter().any(|part| part == word)
        };
        self.before(before).map(|seen| seen.member).find(|at| fits(&self.members[*at]))
    }

    /// The police that a report names, if it names only one: "Velm Police".
    fn only_police(&self) -> Option<usize> {
        let is_body = |at: &usize| self.members[*at].kind == EntityKind::Organisation;
        let mut named = self.index.police.iter().copied().filter(is_body);
        let only = named.next()?;
        named.next().is_none().then_some(only)
    }

    /// The organisation named before a token of which the report says that it is such a body: "Lumio, an airline, … the airline".
    fn body_called(&self, before: usize, noun: &str, role: &Role) -> Option<usize> {
        let called = || self.before(before).filter_map(|seen| Some((seen.member, self.noun_of_body(seen)?)));
        let exact = called().find(|(_, called)| *called == noun);
        exact.or_else(|| called().find(|(_, called)| role.meets.contains(called))).map(|(at, _)| at)
    }

    /// The place named before a token that the report calls by the noun: "*the city* of Lume … the city".
    fn place_called(&self, before: usize, noun: &str) -> Option<usize> {
        // "the council of Lume" is another thing than Lume.
        const PLACES: [&str; 9] =
            ["city", "county", "district", "island", "province", "region", "state", "town", "village"];
        if !PLACES.contains(&noun) {
            return None;
        }
        let is_called = |seen: &Seen| {
            let start = self.tokens_of(*seen).start;
            start > 1 && self.words.lower(start - 1) == "of" && self.words.lower(start - 2) == noun
        };
        let is_place = |seen: &Seen| matches!(self.members[seen.member].kind, EntityKind::Place);
        self.before(before).filter(is_place).find(is_called).map(|seen| seen.member)
    }

    /// What the report calls an organisation where it names it: "the *airline* Lumio", "Lumio, an *airline*", "Lumio is an *airline*".
    pub(super) fn noun_of_body(&self, seen: Seen) -> Option<&str> {
        const REACH_TOKENS_MAX: usize = 16;
        let member = &self.members[seen.member];
        if member.kind != EntityKind::Organisation || !member.is_named {
            return None;
        }
        let name = self.tokens_of(seen);
        let top = self.grammar.top(name.clone())?;
        let behind = name.end..self.words.len().min(name.end + REACH_TOKENS_MAX);
        let head = self.grammar.head(top);
        let is_apposition = self.grammar.relation(top) == Some(Relation::Apposition);
        let is_subject = self.grammar.relation(top) == Some(Relation::Subject);
        // "a government Lumio account": the noun before belongs to the account.
        let is_part = self.grammar.relation(top) == Some(Relation::Compound);
        let before = name.start.checked_sub(1).filter(|_| !is_part);
        let above = head
            .filter(|head| is_apposition || is_subject && *head > top && self.grammar.upos(*head) == Some(Upos::Noun));
        let beside = self.grammar.dependents(top, behind, Relation::Apposition);
        let mut nouns = before.into_iter().chain(beside).chain(above).map(|at| self.words.lower(at));
        nouns.find(|noun| {
            let role = self.lexicon.role(noun);
            role.is_some_and(|role| {
                matches!(role.kind, EntityKind::Organisation | EntityKind::Group) && !role.is_plural
            })
        })
    }

    /// The person named in the last sentences of whom they make most, if nobody of the other sex is meant.
    fn last_person(&self, before: usize, gender: Gender) -> Option<usize> {
        const SENTENCES_MAX: usize = 2;
        let fits = |_: Seen, member: &Member| member.is_named_person() && member.gender.agrees(gender);
        self.salient(before, SENTENCES_MAX, fits)
    }

    /// The person of whom a report speaks so often before a token, and of others so rarely, that it is about them.
    fn main_person(&self, before: usize, role: &Role) -> Option<usize> {
        let (at, most, next) =
            self.most_named(before, |member| member.is_named_person() && member.gender.agrees(role.gender))?;
        // Who is in office is not who was.
        let is_in_office = role.meets.iter().any(|noun| self.members[at].roles.contains(noun));
        (most >= 2 * next && !is_in_office).then_some(at)
    }

    /// The organisation named in the last sentences of which they make most, and that may be called so.
    fn last_body(&self, before: usize, noun: &str) -> Option<usize> {
        const SENTENCES_MAX: usize = 2;
        // "GMB, a union": it is no company.
        let calls: BTreeMap<usize, &str> =
            self.before(before).filter_map(|seen| Some((seen.member, self.noun_of_body(seen)?))).collect();
        let fits = |seen: Seen, member: &Member| {
            member.kind == EntityKind::Organisation
                && member.is_named
                && calls.get(&seen.member).is_none_or(|called| self.lexicon.may_take_up(noun, called))
                && member.key.iter().all(|word| self.lexicon.may_take_up(noun, word))
        };
        self.salient(before, SENTENCES_MAX, fits)
    }

    /// The organisation that a report names so often before a token, and others so rarely, that it is about it.
    fn main_body(&self, before: usize, noun: &str) -> Option<usize> {
        const MENTIONS_MIN: usize = 3;
        let (at, most, next) = self.most_named(before, |member| {
            let is_body = member.kind == EntityKind::Organisation && member.is_named;
            is_body && member.key.iter().all(|word| self.lexicon.may_take_up(noun, word))
        })?;
        (most >= MENTIONS_MIN && most >= 3 * next).then_some(at)
    }

    /// Of those that fit, the one most often spoken of before a token, with the numbers of its mentions and of the next one's.
    fn most_named(&self, before: usize, fits: impl Fn(&Member) -> bool) -> Option<(usize, usize, usize)> {
        let mut n_mentions: BTreeMap<usize, usize> = BTreeMap::new();
        for seen in self.before(before).filter(|seen| fits(&self.members[seen.member])) {
            *n_mentions.entry(seen.member).or_default() += 1;
        }
        let mut ranked: Vec<(usize, usize)> = n_mentions.into_iter().map(|(at, n)| (n, at)).collect();
        ranked.sort_unstable_by(|a, b| b.cmp(a));
        let (most, at) = *ranked.first()?;
        Some((at, most, ranked.get(1).map_or(0, |(n, _)| *n)))
    }

    /// Takes up a body that is called by its country: "the Danish government", "U.S. military".
    pub(super) fn body_of_country(&mut self, noun: usize) {
        let role = self.lexicon.role(self.words.lower(noun));
        let is_body = role.is_some_and(|role| {
            role.kind == EntityKind::Organisation && (!role.is_plural || self.words.lower(noun) == "police")
        });
        // "U.S. service members": people, and no service.
        let above = self.grammar.head(noun).filter(|_| self.grammar.relation(noun) == Some(Relation::Compound));
        let people = above.and_then(|above| self.lexicon.role(self.words.lower(above)));
        let is_of_people = people.is_some_and(|role| matches!(role.kind, EntityKind::Person | EntityKind::Group));
        if !is_body || is_of_people || self.by_token.contains_key(&noun) {
            return;
        }
        if let Some(from) = self.country_before(noun) {
            self.described(from..noun + 1, EntityKind::Organisation, Gender::Unknown, "body-of-a-country");
        }
    }

    /// Where the name or adjective of a country begins that ends right before a token.
    fn country_before(&self, noun: usize) -> Option<usize> {
        // No adjective of a country has more words: "Bosnian and Herzegovinian".
        const WORDS_MAX: usize = 4;
        let names = &self.lexicon.registry.names;
        (noun.saturating_sub(WORDS_MAX)..noun).find(|from| {
            let is_capital = self.words.class(*from).any(Class::CAPITAL);
            is_capital
                && self.words.name_at(names, *from).is_some_and(|(end, entries)| {
                    let is_country = |entry: &NameEntry| matches!(entry.kind, NameKind::Adjective | NameKind::Country);
                    end == noun && entries.iter().any(is_country)
                })
        })
    }

    /// The person of whom the report says that they bear the role, and by which rule: the one last spoken of, else the
    /// one who bears that very title when the report comes to name them.
    fn bearer(&self, role: &Role, core: &Range<usize>, head: usize) -> Option<(usize, &'static str)> {
        let entry = core.clone().filter(|at| *at <= head).find_map(|at| {
            let (end, title) = self.words.phrase_at(&self.lexicon.titles, at)?;
            (end == head + 1).then_some(title)
        });
        let title = entry.and_then(|title| title.role);
        let (noun, others) = role.meets.split_first().expect("a role meets at least itself");
        let is = |member: &Member, asked: &str| member.roles.contains(&asked);
        let is_special = |member: &Member| member.roles.iter().any(|known| is_special_kind(known, noun));
        // "his secretary" is no minister.
        let is_his = matches!(self.words.lower(core.start), "his" | "her" | "my" | "our" | "their");
        let bears = |member: &Member| match title {
            _ if is_his => is(member, noun) || is_special(member),
            Some(title) if title != self.words.lower(head) => is(member, title),
            // The noun itself may be short for a longer title; what it can stand for must be the very title.
            _ => {
                let stands_for = others.iter().copied().chain(title).any(|other| is(member, other));
                is(member, noun) || is_special(member) || stands_for
            }
        };
        let modifiers = self.folded(core.start..head);
        let belongs = |member: &Member| member.affiliations.iter().any(|word| modifiers.contains(word));
        // Of those without a name, only one of whom all is said that is said here: "a harbour spokesman … the spokesman".
        let opens = |at: &usize| self.words.class(*at).any(Class::DETERMINER.with(Class::POSSESSIVE));
        let said = self.folded((core.start..head).find(|at| !opens(at)).unwrap_or(head)..head);
        let is_known_so = |member: &Member| member.is_named || said.iter().all(|word| member.key.contains(word));
        // "Keller, leader of the Greens, … Germany's chancellor": whose role is told is no other body's.
        let behind = self.of_phrase(core, head);
        let owner = self.owner_of(core, head).or_else(|| behind.clone());
        let of = owner.map(|owner| self.entries_in(owner)).unwrap_or_default();
        // "the head of the snake" heads nothing of which the report says that somebody heads it.
        let behind = behind.filter(|_| of.is_empty()).map(|behind| self.folded(behind)).unwrap_or_default();
        let is_head_of_it = |member: &Member| {
            behind.is_empty() || behind.iter().any(|word| self.is_body_word(word) || member.affiliations.contains(word))
        };
        let is_other = |member: &Member| {
            let belongs = of.iter().any(|entry| member.of.contains(entry));
            !of.is_empty() && !belongs && (!member.of.is_empty() || !is(member, noun))
        };
        let is_past = core.clone().any(|at| PAST.contains(&self.words.lower(at)));
        let fits = |at: usize| {
            let member = &self.members[at];
            let is_person = member.kind == EntityKind::Person && member.gender.agrees(role.gender);
            is_person
                && bears(member)
                && is_known_so(member)
                && !is_other(member)
                && is_head_of_it(member)
                && (!is_past || self.is_of_the_past(member))
        };
        let bearers = || self.before(core.start).map(|seen| seen.member).filter(|at| fits(*at));
        // "the president" is who is called so before any chairman who could be.
        let is_called_so = |at: &usize| is(&self.members[*at], noun);
        let belonging = bearers().find(|at| belongs(&self.members[*at]));
        // Of several governors the one of whom the report makes most.
        let main = || {
            let called_so = bearers().filter(is_called_so).enumerate();
            called_so.max_by_key(|(n, at)| (self.members[*at].mentions.len(), Reverse(*n))).map(|(_, at)| at)
        };
        if let Some(at) = belonging.or_else(main).or_else(|| bearers().next()) {
            return Some((at, "bears-the-title"));
        }
        if let Some(at) = self.known_holder(role, core, head) {
            return Some((at, "held-the-office"));
        }
        let behind = self.named_at.partition_point(|seen| seen.token < core.end);
        let later = self.named_at[behind..].iter().take(LOOKBACK_MENTIONS_MAX).map(|seen| seen.member);
        // Of candidates there are many: who is called one later need not be the one spoken of here.
        let is_shared = entry.is_some_and(|title| title.is_shared);
        let title = title.filter(|title| *title != self.words.lower(head) && !is_shared)?;
        let mut named_later = later.filter(|at| self.members[*at].roles.contains(&title));
        named_later.next().map(|at| (at, "bears-the-title-later"))
    }

    /// Whether the report says near a name of somebody, or in a description, that they no longer are what they were.
    fn is_of_the_past(&self, member: &Member) -> bool {
        const MENTIONS_MAX: usize = 3;
        const BESIDE_TOKENS_MAX: usize = 8;
        let mut told = member.mentions.iter().filter(|mention| mention.form != MentionForm::Pronoun).take(MENTIONS_MAX);
        told.any(|mention| {
            let (start, end) = (self.words.at_byte(mention.span.start()), self.words.at_byte(mention.span.end()));
            let here = self.sentence_of(start);
            let near = start.saturating_sub(BESIDE_TOKENS_MAX)..self.words.len().min(end + BESIDE_TOKENS_MAX);
            near.into_iter().any(|at| PAST.contains(&self.words.lower(at)) && self.sentence_of(at) == here)
        })
    }

    /// The words of a description that tell by a genitive whose role it is: "*Germany*'s chancellor".
    fn owner_of(&self, core: &Range<usize>, head: usize) -> Option<Range<usize>> {
        let genitive = (core.start..head).rev().find(|at| matches!(self.words.lower(*at), "'s" | "’s" | "'" | "’"))?;
        Some(core.start..genitive)
    }

    /// The words of a description that tell by "of" whose role it is, without the article: "the head of the *port guild*".
    fn of_phrase(&self, core: &Range<usize>, head: usize) -> Option<Range<usize>> {
        let of = (head + 1 < core.end && self.words.lower(head + 1) == "of").then_some(head + 2)?;
        let start = (of..core.end).find(|at| !self.words.class(*at).any(Class::DETERMINER.with(Class::POSSESSIVE)))?;
        Some(start..core.end)
    }

    /// Whether a word is a noun for a body or a state, of whose head a report need not say which one it is.
    fn is_body_word(&self, word: &str) -> bool {
        const BODIES: [EntityKind; 2] = [EntityKind::Organisation, EntityKind::Group];
        STATES.contains(&word) || self.lexicon.role(word).is_some_and(|role| BODIES.contains(&role.kind))
    }

    fn is_pronoun(&self, at: usize) -> bool {
        self.grammar.upos(at) == Some(Upos::Pronoun)
    }

    /// The entity that a phrase describes by itself; the same words later are the same entity.
    pub(super) fn described(
        &mut self,
        core: Range<usize>,
        kind: EntityKind,
        gender: Gender,
        rule: &'static str,
    ) -> Resolved {
        // "him" describes nobody.
        if core.len() == 1 && self.grammar.features(core.start).person.is_some() && self.is_pronoun(core.start) {
            return Vec::new();
        }
        const LEADING: Class = Class::DETERMINER;
        let from = core.clone().find(|at| !self.words.class(*at).any(LEADING));
        // "some of her supporters": a determiner that heads its phrase belongs to the description.
        // So does the one of "those polled".
        let is_whole = self.words.lower(core.start) == "those";
        // "several thousand teachers"
        let is_amount = matches!(self.words.lower(core.start), "many" | "several");
        let is_part = |from: &usize| is_amount && self.grammar.upos(*from) == Some(Upos::Numeral);
        let from = from.filter(|from| self.words.lower(*from) != "of" && !is_whole && !is_part(from));
        let from = from.unwrap_or(core.start);
        let (from, mut key) = self.named_with_owner(from, core.end);
        if let Some(of_state) = self.body_of_state(from..core.end) {
            key = of_state;
        }
        if key.is_empty() {
            // "60% say … 47% say": figures are their own words.
            key.push(self.words.text.get(self.words.cover(from..core.end)).to_owned());
        }
        let age = core.clone().find_map(|at| self.age_at(at));
        let described = self.described_as((key, from), core, kind, gender, rule);
        let one = described.first().filter(|_| age.is_some());
        one.into_iter().for_each(|(at, _)| self.members[at.0].age = age);
        described
    }

    /// The key of a body that is called by its country, which is the same for "the Danish government" and "the government of
    /// Denmark".
    fn body_of_state(&self, phrase: Range<usize>) -> Option<Vec<String>> {
        let last = phrase.end - 1;
        let is_before = self.country_before(last) == Some(phrase.start);
        let has_of = phrase.len() > 2 && self.words.lower(phrase.start + 1) == "of";
        let (noun, country) = match (is_before, has_of) {
            (true, _) => (last, phrase.start..last),
            (false, true) => (phrase.start, phrase.start + 2..phrase.end),
            _ => return None,
        };
        self.lexicon.role(self.words.lower(noun)).filter(|role| role.kind == EntityKind::Organisation)?;
        let (end, entries) = self.words.name_at(&self.lexicon.registry.names, country.start)?;
        let is_country = |entry: &&NameEntry| matches!(entry.kind, NameKind::Adjective | NameKind::Country);
        let entry = entries.iter().find(is_country).filter(|_| end == country.end)?;
        let code = self.lexicon.registry.entry(entry.entry).registered.country.as_ref()?;
        Some(vec![code.to_lowercase(), self.words.lower(noun).to_owned()])
    }

    /// Where the name of a description begins, and its key: "his *lawyers*" are named without the pronoun, and are those of
    /// whomever it stands for, like "*Keller's lawyers*".
    fn named_with_owner(&self, from: usize, end: usize) -> (usize, Vec<String>) {
        let key_of = |at: usize| self.members[at].key.clone();
        if from + 1 < end && self.words.class(from).any(Class::POSSESSIVE) {
            let owner = self.led_back.get(&from).and_then(|owner| owner.first());
            let owner = owner.map_or_else(|| self.folded(from..from + 1), |(at, _)| key_of(at.0));
            return (from + 1, [owner, self.folded(from + 1..end)].concat());
        }
        let owner = self.by_token.get(&from).copied().filter(|at| self.members[*at].is_named);
        let genitive = (from..end).find(|at| owner != self.by_token.get(at).copied());
        let genitive = genitive.filter(|at| at + 1 < end && matches!(self.words.lower(*at), "'s" | "’s" | "'" | "’"));
        let key = owner.zip(genitive).map(|(owner, at)| [key_of(owner), self.folded(at + 1..end)].concat());
        (from, key.unwrap_or_else(|| self.folded(from..end)))
    }

    /// The same by a key of its own for the words from a token on.
    fn described_as(
        &mut self,
        (key, from): (Vec<String>, usize),
        core: Range<usize>,
        kind: EntityKind,
        gender: Gender,
        rule: &'static str,
    ) -> Resolved {
        let is_new = matches!(self.words.lower(core.start), "a" | "an" | "another" | "one");
        let known = self.index.by_description.get(&key).copied().filter(|_| !is_new);
        let at = known.unwrap_or(self.members.len());
        if known.is_none() {
            self.index.by_description.insert(key.clone(), at);
            let span = self.words.cover(from..core.end);
            let described = Member::new(kind, key, span, Reason::new(RuleName::new(rule), vec![span]));
            let is_plural = kind == EntityKind::Group;
            self.members.push(Member { is_named: false, is_plural, gender, ..described });
        }
        self.refer(&[at], core, MentionForm::Description, rule)
    }
}

/// Whether the role is a kind of the other: a "maritime minister" is a minister, a "vice president" is no president.
fn is_special_kind(role: &str, word: &str) -> bool {
    const OTHER_RANKS: [&str; 6] = ["acting", "assistant", "deputy", "former", "under", "vice"];
    let before = role.strip_suffix(word).filter(|before| before.ends_with([' ', '-']));
    before.is_some_and(|before| !OTHER_RANKS.iter().any(|rank| before.starts_with(rank)))
}
