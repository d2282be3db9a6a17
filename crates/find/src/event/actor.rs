//! Who can act: which arguments of a word name somebody, and the words that describe them.

use std::ops::Range;

use dateline_core::EntityKind;
use dateline_core::syntax::{Number, Relation, Upos};

use super::frame::Frames;
use super::lexicon::{ActLexicon, Slot};
use super::words::ActorNouns;
use crate::cast::{ActorPhrase, Cast};
use crate::figure::singular;
use crate::lexicon::Lexicon;
use crate::words::Words;

/// Words before a number that bound it.
const APPROXIMATORS: [&str; 20] = [
    "about",
    "almost",
    "approximately",
    "around",
    "as",
    "at",
    "fewer",
    "just",
    "least",
    "less",
    "many",
    "more",
    "most",
    "nearly",
    "only",
    "over",
    "roughly",
    "some",
    "than",
    "to",
];

/// How many of-phrases deep the name of somebody is looked for.
const OF_PHRASES_MAX: usize = 4;

/// Somebody in a report, before the cast says who it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Actor {
    /// Who an argument names or describes.
    Phrase(ActorPhrase),
    /// Who speaks in the statement around: "we".
    Speaker(usize),
}

impl Actor {
    /// The token on which the words of the actor depend.
    pub(crate) const fn head(&self) -> usize {
        match self {
            Self::Phrase(phrase) => phrase.head,
            Self::Speaker(head) => *head,
        }
    }

    /// Whether it is a place, which stands for those in it.
    pub(crate) fn is_place(&self) -> bool {
        matches!(self, Self::Phrase(phrase) if phrase.kind == EntityKind::Place)
    }

    /// Whether it is a pronoun that says whose something is.
    pub(crate) fn is_owner_pronoun(&self, words: &Words<'_>) -> bool {
        match self {
            Self::Phrase(phrase) => phrase.core.len() == 1 && self.is_own(words),
            Self::Speaker(head) => matches!(words.lower(*head), "my" | "our"),
        }
    }

    /// Whether it is the name of a country or body.
    pub(crate) const fn is_named_body(&self) -> bool {
        matches!(self, Self::Phrase(phrase) if phrase.is_named
            && matches!(phrase.kind, EntityKind::Country | EntityKind::Organisation))
    }

    /// Whether it belongs to who acts: "its army".
    pub(crate) fn is_own(&self, words: &Words<'_>) -> bool {
        let is_own = |first: usize| matches!(words.lower(first), "his" | "her" | "its" | "their" | "our" | "my");
        matches!(self, Self::Phrase(phrase) if is_own(phrase.core.start))
    }

    /// Whether it is a place that has no name: "the besieged town".
    pub(crate) fn is_described_place(&self) -> bool {
        matches!(self, Self::Phrase(phrase) if phrase.kind == EntityKind::Place && !phrase.is_named)
    }
}

/// Which side of an act an argument is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Source,
    Target,
}

/// Finds actors among arguments.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Actors<'a> {
    pub(crate) frames: Frames<'a>,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) nouns: &'a ActorNouns,
    pub(crate) acts: &'a ActLexicon,
    pub(crate) cast: &'a Cast<'a>,
}

impl Actors<'_> {
    /// The actors in the first of the places that has any, without those whose heads are taken.
    pub(crate) fn in_slots(&self, trigger: usize, slots: &[Slot], side: Side, taken: &[usize]) -> Vec<Actor> {
        for slot in slots {
            let mut found: Vec<Actor> = Vec::new();
            let mut heads = self.frames.at(trigger, slot);
            // "passed a resolution condemning the army": what is written gives way to who wrote it.
            heads.sort_by_key(|at| self.acts.is_document(self.frames.words.lower(*at)));
            for head in heads {
                let is_owner = *slot == Slot::Possessor;
                found = self.of_argument(head, side, is_owner);
                // "Belmark invaded": what acts under the name of a place is no place.
                if found.is_empty() && *slot == Slot::Subject && self.frames.is_verb(trigger) {
                    found.extend(self.acting_place(head));
                }
                found.retain(|actor| !taken.contains(&actor.head()) && actor.head() != trigger);
                if !found.is_empty() {
                    break;
                }
            }
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// Who does with others what a noun tells: "died in clashes with the police".
    pub(crate) fn beside_noun(&self, noun: usize, others: &[Actor]) -> Vec<Actor> {
        let subject = self.frames.subject_around(noun).filter(|_| !self.frames.is_verb(noun));
        let mut found = subject.map_or_else(Vec::new, |head| self.of_argument(head, Side::Source, false));
        found.retain(|actor| others.iter().all(|other| other.head() != actor.head()));
        found
    }

    /// The actors that an argument and what is joined to it name; one that is none gives way to who owns or made it.
    pub(super) fn of_argument(&self, head: usize, side: Side, is_owner: bool) -> Vec<Actor> {
        let joined = self.without_titles(self.frames.joined(head));
        let mut found: Vec<Actor> = joined.iter().flat_map(|at| self.actors(*at, side)).collect();
        if found.is_empty() && !is_owner {
            found = joined.iter().flat_map(|at| self.behind_thing(*at, side)).collect();
        }
        // "its border with Ardenia": a place that somebody has gives way to the named one beside it, not to who has it.
        let is_own = !found.is_empty() && found.iter().all(|actor| actor.is_owner_pronoun(self.frames.words));
        if (found.is_empty() || is_own) && side == Side::Target && !is_owner {
            let place = |at: usize| Actor::Phrase(self.phrase(at, EntityKind::Place));
            // "A number of cities": what a quantity is of.
            let counted = joined.iter().filter_map(|at| self.frames.counted(*at));
            let places: Vec<usize> = joined.iter().copied().chain(counted).filter(|at| self.is_place(*at)).collect();
            let named = places.iter().map(|at| self.named_around(*at));
            let is_found = |(at, named): &(usize, usize)| !is_own || at != named;
            let places: Vec<Actor> =
                places.iter().copied().zip(named).filter(is_found).map(|(_, named)| place(named)).collect();
            found = if places.is_empty() { found } else { places };
        }
        found
    }

    /// Leaves out what the next of those joined is besides: "senator and candidate Ana Keller" is one, and "three islanders,
    /// Ana Keller, Tom Rusk and Jonas Weber" are those who are named.
    fn without_titles(&self, mut joined: Vec<usize>) -> Vec<usize> {
        const DETERMINING: [Relation; 3] = [Relation::Determiner, Relation::Possessive, Relation::NumericModifier];
        const NAMING: [Relation; 2] = [Relation::Apposition, Relation::Flat];
        let trees = self.frames.trees;
        let is_named = |at: usize| {
            trees.upos(at) == Upos::ProperNoun
                || trees.dependent(at, &NAMING).is_some_and(|name| trees.upos(name) == Upos::ProperNoun)
        };
        let is_title = |at: usize| {
            trees.upos(at) == Upos::Noun
                && trees.dependent(at, &DETERMINING).is_none()
                && self.kind(at) == Some(EntityKind::Person)
                && !is_named(at)
        };
        let titles: Vec<usize> =
            joined.windows(2).filter(|pair| is_title(pair[0]) && is_named(pair[1])).map(|pair| pair[0]).collect();
        joined.retain(|at| !titles.contains(at));
        // The parser may join them where it should set them aside.
        let is_aside = |at: usize| at < self.frames.words.len() && self.frames.words.lower(at) == ",";
        let is_counted = |at: usize| trees.dependent(at, &[Relation::NumericModifier]).is_some() && is_aside(at + 1);
        let are_named = |rest: &[usize]| rest.len() > 1 && rest.iter().all(|at| self.cast.person_at(*at).is_some());
        if joined.split_first().is_some_and(|(first, rest)| is_counted(*first) && are_named(rest)) {
            joined.remove(0);
        }
        joined
    }

    /// The place with a name in which a described one lies, "the border with Ardenia", "towns in Ardenia"; else itself.
    fn named_around(&self, place: usize) -> usize {
        const AROUND: [&str; 4] = ["in", "of", "with", "near"];
        // A market in a town is told better by itself.
        if !self.acts.is_area(&singular(self.frames.words.lower(place))) {
            return place;
        }
        let own = AROUND.into_iter().flat_map(|word| self.frames.at(place, &Slot::Behind(word)));
        let mut behind = own.chain(self.frames.right_behind(place, &AROUND));
        let is_named = |at: &usize| {
            let is_place = matches!(self.kind(*at), Some(EntityKind::Country | EntityKind::Place));
            is_place && self.frames.trees.upos(*at) == Upos::ProperNoun
        };
        behind.find(is_named).unwrap_or(place)
    }

    /// Whether a word names an act.
    pub(super) fn is_act(&self, at: usize) -> bool {
        self.acts.knows(self.frames.lemma(at))
    }

    /// Whether a token is a noun for those who arrest.
    pub(super) fn is_police(&self, at: usize) -> bool {
        self.is_noun_among(at, |noun| self.acts.is_police(noun))
    }

    /// Whether a token is a noun for those who use the force of a state.
    pub(super) fn is_force(&self, at: usize) -> bool {
        self.is_noun_among(at, |noun| self.acts.is_force(noun))
    }

    /// Whether a token is a noun that a list holds as it stands or in the singular.
    fn is_noun_among(&self, at: usize, is_listed: impl Fn(&str) -> bool) -> bool {
        let lower = self.frames.words.lower(at);
        matches!(self.frames.trees.upos(at), Upos::Noun | Upos::ProperNoun)
            && (is_listed(lower) || is_listed(&singular(lower)))
    }

    /// The place whose name is the subject of an act.
    fn acting_place(&self, head: usize) -> Option<Actor> {
        let is_name = self.kind(head) == Some(EntityKind::Place) && self.frames.trees.upos(head) == Upos::ProperNoun;
        is_name.then(|| Actor::Phrase(self.phrase(head, EntityKind::Place)))
    }

    /// Whether a token is the head of a description of a place that stands for those in it: "the besieged town".
    fn is_place(&self, head: usize) -> bool {
        let lower = self.frames.words.lower(head);
        let is_known = |noun: &str| self.acts.is_place(noun);
        self.frames.trees.upos(head) == Upos::Noun && (is_known(lower) || is_known(&singular(lower)))
    }

    /// Who owns, made or is described by a thing: "the government's decision", "rebel positions", "dozens of men".
    pub(super) fn behind_thing(&self, thing: usize, side: Side) -> Vec<Actor> {
        let mut owners = self.frames.owners(thing);
        // "condemned the arrest of the mayor by the navy": to whom an act was done is not who did it.
        if side == Side::Target && self.acts.is_done_to_of_complement(self.frames.lemma(thing)) {
            owners.retain(|at| self.frames.preposition(*at) != Some("of"));
        }
        owners.extend(self.frames.at(thing, &Slot::Behind("by")));
        owners.extend(self.frames.maker(thing));
        let is_actor = |at: &usize| !matches!(self.kind(*at), None | Some(EntityKind::Place));
        let is_named_place =
            |at: &usize| self.kind(*at) == Some(EntityKind::Place) && self.frames.trees.upos(*at) == Upos::ProperNoun;
        let beyond = || self.beyond_thing(thing, side).find(is_actor);
        let place = || self.beyond_thing(thing, side).find(is_named_place);
        let first = owners.into_iter().find(is_actor).or_else(beyond).or_else(place);
        first.into_iter().flat_map(|at| self.frames.joined(at)).filter_map(|at| self.actor(at, side)).collect()
    }

    /// Whom a thing joins or leads to: "its border crossings into Belmark", "trade with Belmark". Whom an act is done to is
    /// not who is blamed or praised for it: "condemned the attack on the army".
    fn beyond_thing(&self, thing: usize, side: Side) -> impl Iterator<Item = usize> + '_ {
        const JOINING: [&str; 3] = ["with", "between", "from"];
        const LEADING: [&str; 3] = ["into", "to", "in"];
        let is_act = self.is_act(thing);
        // "attacked a market in Belmark": the market is what was attacked.
        let is_place = self.kind(thing) == Some(EntityKind::Place) || self.is_place(thing);
        let leading = LEADING.into_iter().filter(move |word| !(is_act || is_place && *word == "in"));
        let prepositions = JOINING.into_iter().chain(leading).filter(move |_| side == Side::Target);
        prepositions.flat_map(move |word| self.frames.at(thing, &Slot::Behind(word)))
    }

    /// Whom a head names: one actor, or each of those to whom the words before it belong: "Ardenian and Belmark troops".
    fn actors(&self, head: usize, side: Side) -> Vec<Actor> {
        let Some(whole) = self.actor(head, side) else { return Vec::new() };
        let members = self.bodies_before(head);
        let Some((last, others)) = members.split_last().filter(|(_, others)| !others.is_empty()) else {
            return vec![whole];
        };
        let Actor::Phrase(whole) = whole else { return vec![whole] };
        let of_last = ActorPhrase { tokens: *last..whole.tokens.end, core: *last..whole.core.end, ..whole };
        let body = |at: &usize| self.kind(*at).map(|kind| Actor::Phrase(self.phrase(*at, kind)));
        others.iter().filter_map(body).chain([Actor::Phrase(of_last)]).collect()
    }

    /// The countries and bodies that are joined before a noun for people of each of them; none if one of them is neither.
    fn bodies_before(&self, noun: usize) -> Vec<usize> {
        const BEFORE: [Relation; 3] = [Relation::AdjectivalModifier, Relation::Compound, Relation::UnmarkedNominal];
        let trees = self.frames.trees;
        let joined = |at: usize| {
            let is_joined = move |below: &usize| *below < noun && trees.relation(*below) == Relation::Conjunct;
            std::iter::once(at).chain(trees.dependents(at).filter(is_joined)).collect::<Vec<usize>>()
        };
        let is_body = |at: &usize| matches!(self.kind(*at), Some(EntityKind::Country | EntityKind::Organisation));
        let is_before = |at: &usize| *at < noun && BEFORE.contains(&trees.relation(*at));
        let mut rows = trees.dependents(noun).filter(is_before).map(joined);
        let row = rows.find(|row| row.len() > 1 && row.iter().all(is_body));
        row.filter(|_| self.acts.is_of_bodies(&singular(self.frames.words.lower(noun)))).unwrap_or_default()
    }

    fn actor(&self, head: usize, side: Side) -> Option<Actor> {
        let kind = self.kind(head)?;
        // "US" is no "us".
        if self.frames.trees.upos(head) == Upos::Pronoun && is_first_person(self.frames.words.lower(head)) {
            return Some(Actor::Speaker(head));
        }
        if kind == EntityKind::Place && side == Side::Source {
            return None;
        }
        Some(Actor::Phrase(self.phrase(head, kind)))
    }

    /// Whether a token is the head of words that name or describe somebody, or a place that stands for those in it.
    pub(crate) fn is_actor(&self, head: usize) -> bool {
        self.kind(head).is_some()
    }

    /// What an argument's head names, if it is somebody who can act or a place.
    pub(crate) fn kind(&self, head: usize) -> Option<EntityKind> {
        const ACTORS: [EntityKind; 5] =
            [EntityKind::Person, EntityKind::Group, EntityKind::Organisation, EntityKind::Country, EntityKind::Place];
        let (words, trees) = (self.frames.words, self.frames.trees);
        let lower = words.lower(head);
        // Of a description that the cast took up without knowing what it names, the noun may tell more.
        let known = self.cast.kind_at(head);
        // "two percent of GDP": of what a share is told is a sum and no body.
        let is_share = |above: usize| matches!(words.lower(above), "percent" | "cent" | "%");
        if known == Some(EntityKind::Organisation) && trees.head(head).is_some_and(is_share) {
            return None;
        }
        if let Some(kind) = known.filter(|kind| *kind != EntityKind::Unknown || trees.upos(head) == Upos::ProperNoun) {
            // "the Harbour Bill": what is named is what somebody wrote.
            let is_open = kind == EntityKind::Unknown && !self.acts.is_document(lower) && !self.nouns.is_feast(lower);
            return (ACTORS.contains(&kind) || is_open).then_some(kind);
        }
        match trees.upos(head) {
            Upos::Pronoun => pronoun(lower),
            Upos::Numeral => counts_people(&self.frames, head).then_some(EntityKind::Group),
            // "three Americans": several people, not their country.
            Upos::Noun | Upos::ProperNoun if is_plural(&self.frames, head) && self.cast.is_country_adjective(head) => {
                Some(EntityKind::Group)
            }
            Upos::Adjective | Upos::ProperNoun if self.cast.is_country_adjective(head) => Some(EntityKind::Country),
            Upos::Noun | Upos::ProperNoun => self.noun(lower),
            _ => None,
        }
    }

    fn noun(&self, lower: &str) -> Option<EntityKind> {
        if let Some(kind) = self.nouns.kind(lower) {
            return Some(kind);
        }
        let Some(role) = self.lexicon.role(lower) else {
            let one = singular(lower);
            let many = self
                .acts
                .actor_kind(&one)
                .map(|kind| if kind == EntityKind::Person { EntityKind::Group } else { kind });
            return self.acts.actor_kind(lower).or(many);
        };
        match role.kind {
            EntityKind::Person if role.is_plural => Some(EntityKind::Group),
            EntityKind::Person | EntityKind::Group | EntityKind::Organisation => Some(role.kind),
            _ => None,
        }
    }

    /// The words around a head.
    fn phrase(&self, head: usize, kind: EntityKind) -> ActorPhrase {
        ActorPhrase {
            head,
            tokens: self.extent(head),
            core: self.core(head),
            kind,
            is_named: self.frames.trees.upos(head) == Upos::ProperNoun,
        }
    }

    /// From the article to the noun, with the of-phrase behind it: "members of the guard".
    fn core(&self, head: usize) -> Range<usize> {
        const BEFORE: [Relation; 7] = [
            Relation::Determiner,
            Relation::AdjectivalModifier,
            Relation::Compound,
            Relation::NumericModifier,
            Relation::Possessive,
            Relation::UnmarkedNominal,
            Relation::Description,
        ];
        let trees = self.frames.trees;
        // "three were killed and dozens wounded": a number alone takes no words with it.
        if trees.upos(head) == Upos::Numeral {
            return head..head + 1;
        }
        let before = |at: &usize| *at < head && BEFORE.contains(&trees.relation(*at));
        let mut befores = trees.dependents(head).filter(|at| before(at) && !self.is_result(*at));
        let start = befores.next().map_or(head, |at| trees.extent(at).start.min(at));
        let is_of =
            |at: &usize| trees.relation(*at) == Relation::NominalModifier && self.frames.preposition(*at) == Some("of");
        let of = trees.dependents(head).find(is_of).filter(|_| !self.is_told_of_what(head));
        // "as many as 200 women": what bounds the number says nothing of them.
        let is_bound = |at: &usize| APPROXIMATORS.contains(&self.frames.words.lower(*at));
        let counts = (start..head).find(|at| !is_bound(at)).filter(|at| trees.upos(*at) == Upos::Numeral);
        let start = counts.unwrap_or(start);
        let end = of.map_or(head + 1, |of| self.simple_end(of));
        start..end.max(head + 1)
    }

    /// "shot dead two villagers": what comes of an act tells nothing of whom it befell, though the parser takes it so.
    fn is_result(&self, adjective: usize) -> bool {
        let trees = self.frames.trees;
        let noun = trees.head(adjective);
        let is_object = noun.is_some_and(|noun| trees.relation(noun) == Relation::Object);
        let is_behind_verb = noun.is_some_and(|noun| trees.head(noun).is_some_and(|verb| verb + 1 == adjective));
        is_object && is_behind_verb && matches!(self.frames.words.lower(adjective), "dead" | "free" | "unconscious")
    }

    /// Whether a noun is the object of a verb to which "of" behind it belongs: "accused the union of fraud".
    fn is_told_of_what(&self, noun: usize) -> bool {
        let trees = self.frames.trees;
        let verb = trees.head(noun).filter(|_| trees.relation(noun) == Relation::Object);
        verb.is_some_and(|verb| self.acts.takes_of(self.frames.lemma(verb)))
    }

    /// Where a noun with the words before it ends: clauses and further phrases behind it only tell more.
    fn simple_end(&self, noun: usize) -> usize {
        let trees = self.frames.trees;
        let mut parts = trees.dependents(noun).filter(|at| *at > noun && trees.relation(*at) == Relation::Flat);
        let flat = parts.next_back();
        flat.map_or(noun + 1, |at| at + 1)
    }

    /// The words up to the noun with the name in apposition or flat behind it: "the chief, Ana Keller".
    fn extent(&self, head: usize) -> Range<usize> {
        const NAMES: [Relation; 2] = [Relation::Apposition, Relation::Flat];
        let trees = self.frames.trees;
        let start = self.core(head).start;
        let named = |noun: usize| trees.dependents(noun).rfind(|at| *at > noun && NAMES.contains(&trees.relation(*at)));
        // "the head of the port's union Ana Keller": the parser may take the name for that of the union.
        let of = |noun: usize| {
            let mut modifiers = trees.dependents(noun).filter(|at| *at > noun);
            modifiers.find(|at| {
                trees.relation(*at) == Relation::NominalModifier && self.frames.preposition(*at) == Some("of")
            })
        };
        let mut nouns = std::iter::successors(Some(head), |noun| of(*noun)).take(OF_PHRASES_MAX);
        let end = nouns.find_map(named).map_or(head + 1, |at| self.simple_end(at));
        start..end
    }
}

fn is_plural(frames: &Frames<'_>, head: usize) -> bool {
    frames.trees.features(head).number == Some(Number::Plural)
}

/// What a personal pronoun stands for, as far as its form tells; "it" is left to the cast.
fn pronoun(lower: &str) -> Option<EntityKind> {
    match lower {
        "he" | "him" | "his" | "himself" | "she" | "her" | "hers" | "herself" | "i" | "me" | "my" => {
            Some(EntityKind::Person)
        }
        // Everybody is nobody in particular.
        "they" | "them" | "their" | "theirs" | "themselves" | "we" | "us" | "our" | "others" => Some(EntityKind::Group),
        "it" | "its" => Some(EntityKind::Organisation),
        _ => None,
    }
}

/// Whether a pronoun speaks of who says it.
fn is_first_person(lower: &str) -> bool {
    matches!(lower, "i" | "me" | "my" | "we" | "us" | "our" | "ourselves" | "myself")
}

/// Whether a number alone counts people: it heads its phrase, and no unit or share stands beside it.
fn counts_people(frames: &Frames<'_>, head: usize) -> bool {
    let trees = frames.trees;
    // "released 2016 in June": four digits from 1900 on are rather a year.
    let digits = frames.words.lower(head);
    if digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20")) {
        return false;
    }
    let is_counting = matches!(
        trees.relation(head),
        Relation::Subject | Relation::PassiveSubject | Relation::Object | Relation::Agent | Relation::Conjunct
    );
    let has_unit = trees.dependents(head).any(|at| {
        matches!(trees.upos(at), Upos::Symbol | Upos::Noun)
            && matches!(trees.relation(at), Relation::Compound | Relation::NominalModifier | Relation::Unspecified)
    });
    is_counting && !has_unit
}
