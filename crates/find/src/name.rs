//! Names in a report, with the titles and appositions that say whose they are.

use std::collections::HashSet;
use std::ops::Range;

use dateline_core::syntax::Relation;
use dateline_core::{Annotated, BlockKind, EntityKind, MentionKind, NamedMention, Report, TokenKind, Upos};

use crate::grammar::Grammar;
use crate::lexicon::{Gender, Lexicon};
use crate::phrase::{Head, Reach, head, noun_phrase};
use crate::registry::{EntryIndex, NameEntry, NameKind};
use crate::words::{Class, Words};

/// Small words inside names: "van der Berg", "Abu Bakr al-Amin".
const PARTICLES: [&str; 22] = [
    "abu", "al", "ben", "bin", "bint", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el",
    "ibn", "la", "le", "van", "von",
];

/// Whether a word in small letters is one of those inside names.
pub(crate) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// Longest name in tokens.
const NAME_TOKENS_MAX: usize = 12;

/// A name as it stands in the text.
#[derive(Debug, Clone)]
pub(crate) struct NameMention {
    /// The tokens of the name alone.
    pub(crate) tokens: Range<usize>,
    /// The tokens of the name with the words before it that belong to it: "NATO Secretary-General".
    pub(crate) whole: Range<usize>,
    /// What it names.
    pub(crate) class: NameClass,
    /// The rule that told it.
    pub(crate) rule: &'static str,
    /// Its entry in the registry, where it has one and only one.
    pub(crate) entry: Option<EntryIndex>,
    /// The entries that share the name, where there are several.
    pub(crate) shared: Vec<NameEntry>,
    /// The roles that title and apposition give its bearer.
    pub(crate) roles: Vec<&'static str>,
    /// The countries and bodies that stand before its title or in its apposition: "NATO" in "NATO chief Keller".
    pub(crate) of: Vec<EntryIndex>,
    /// The gender that title or given name tell.
    pub(crate) gender: Gender,
    /// Whether it stands in a quotation.
    pub(crate) is_quoted: bool,
    /// Whether it stands in a headline or subheading.
    pub(crate) is_in_title: bool,
}

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NameClass {
    Person,
    Organisation,
    Country,
    Place,
    Event,
    Work,
    Product,
    Unknown,
}

impl NameClass {
    const fn of(kind: MentionKind) -> Self {
        match kind {
            MentionKind::Person => Self::Person,
            MentionKind::Organisation => Self::Organisation,
            MentionKind::Country => Self::Country,
            MentionKind::Place | MentionKind::Facility => Self::Place,
            MentionKind::Event => Self::Event,
            MentionKind::Work => Self::Work,
            MentionKind::Product => Self::Product,
        }
    }
}

/// What names are looked for with.
#[derive(Clone, Copy)]
struct Look<'a> {
    lexicon: &'a Lexicon,
    words: &'a Words<'a>,
    grammar: Grammar<'a>,
    /// The mentions that the network named, in the order of the text.
    named: &'a [NamedMention],
}

impl<'a> Look<'a> {
    /// Whether a word is the noun of a body.
    fn is_body(self, at: usize) -> bool {
        let role = self.lexicon.role(self.words.lower(at));
        role.is_some_and(|role| role.kind == EntityKind::Organisation && !role.is_plural)
    }

    /// The network's mentions that touch some tokens.
    fn named_in(self, tokens: &Range<usize>) -> &'a [NamedMention] {
        let from = self.named.partition_point(|named| named.tokens.range().end <= tokens.start);
        let to = self.named.partition_point(|named| named.tokens.range().start < tokens.end);
        &self.named[from..to.max(from)]
    }

    /// A run of capitals, to the end of the network's name that holds it: "United Mine Workers of Lume".
    fn widened(self, run: Range<usize>) -> Range<usize> {
        let named = self.named_in(&run).iter().map(|named| self.joined(named));
        let mut longer = named.filter(|named| named.start <= run.start && named.end > run.end);
        let ends_in_name = |named: &Range<usize>| self.words.is_name_like(named.end - 1);
        let longer = longer.find(|named| named.len() <= NAME_TOKENS_MAX && ends_in_name(named));
        longer.map_or(run.clone(), |named| run.start..named.end)
    }

    /// The tokens of a name; one that ends with "and" goes on in the next one of its kind: "Rail and" "Ferry Guild".
    fn joined(self, named: &NamedMention) -> Range<usize> {
        let tokens = named.tokens.range();
        let is_open = self.words.lower(tokens.end - 1) == "and";
        let goes_on = |next: &&NamedMention| next.tokens.range().start == tokens.end && next.kind == named.kind;
        let next = self.named_in(&(tokens.end..tokens.end + 1)).iter().find(goes_on).filter(|_| is_open);
        tokens.start..next.map_or(tokens.end, |next| next.tokens.range().end)
    }

    /// What the network says that exactly these tokens name.
    fn kind_of(self, tokens: &Range<usize>) -> Option<MentionKind> {
        self.named_in(tokens).iter().find(|named| named.tokens.range() == *tokens).map(|named| named.kind)
    }
}

/// Finds all names in the prose of a report, in the order of the text.
pub(crate) fn find(lexicon: &Lexicon, words: &Words<'_>, report: &Report, annotated: &Annotated) -> Vec<NameMention> {
    let syntax = annotated.syntax.as_ref();
    let named = syntax.map(|syntax| syntax.names().items()).unwrap_or_default();
    let look = Look { lexicon, words, grammar: Grammar::new(syntax), named };
    let inside_sentences = capitalised_inside(words);
    let mut names: Vec<NameMention> = Vec::new();
    let mut surnames: HashSet<&str> = HashSet::new();
    for sentence in &annotated.sentences {
        let tokens = sentence.tokens.range();
        let kind = report.blocks()[sentence.block].kind;
        let is_in_title = matches!(kind, BlockKind::Headline | BlockKind::Subheading);
        let mut at = tokens.start;
        while at < tokens.end {
            let whole = look.widened(run_from(look, at, tokens.end));
            if whole.is_empty() {
                at += 1;
                continue;
            }
            at = whole.end;
            let run = without_role(look, whole);
            // "Ana Keller (L) and Tom Rusk"
            let is_bracketed = run.start > 0 && words.lower(run.start - 1) == "(" && words.get(run.start).len() == 1;
            if is_bracketed || is_party_and_state(words.text.get(words.cover(run.clone()))) {
                continue;
            }
            let is_no_name = stands_only_first(lexicon, words, &inside_sentences, &run) || is_noun_first(look, &run);
            if is_no_name && look.named_in(&run).is_empty() {
                continue;
            }
            let is_quoted = words.is_quoted(run.start);
            let from = names.len();
            let is_surname = is_bare_surname(words, &surnames, &run);
            names.extend(classify(look, run, tokens.clone(), (is_quoted, is_surname)));
            for name in &mut names[from..] {
                name.is_in_title = is_in_title;
            }
            let full = names[from..].iter().filter(|name| name.class == NameClass::Person && name.tokens.len() > 1);
            surnames.extend(full.map(|name| words.get(name.tokens.end - 1)));
        }
    }
    settle_by_surname(words, &mut names);
    settle_by_person_before(look, &mut names);
    settle_by_full_name(words, &mut names);
    settle_by_dateline(words, report, &mut names);
    settle_by_noun_before(look, &mut names);
    settle_by_noun_behind(look, &mut names);
    settle_by_place_before(words, &mut names);
    settle_teams(look, &mut names);
    names.retain(|name| !is_other_word(look, name));
    names
}

/// Whether a word owes its capital to a name that it is made of, or to its place, and names nobody: "Muslim clerics", "Selling
/// the pier".
fn is_other_word(look: Look<'_>, name: &NameMention) -> bool {
    let is_guess = name.rule == "capitals" && name.class == NameClass::Unknown && name.tokens.len() == 1;
    is_guess
        && name.entry.is_none()
        && name.shared.is_empty()
        && matches!(
            look.grammar.upos(name.tokens.start),
            Some(Upos::Adjective | Upos::Adverb | Upos::Verb | Upos::Auxiliary | Upos::Interjection | Upos::Numeral)
        )
}

/// Nouns whose "of" leads to a place: "the mayor of Lume", "the port of Lume".
const OF_PLACES: [&str; 13] = [
    "capital",
    "city",
    "council",
    "district",
    "governor",
    "harbour",
    "island",
    "mayor",
    "port",
    "province",
    "residents",
    "town",
    "village",
];

/// A name that nobody knows, behind a noun and "of" that lead to a place, is that place's: "the council of Lume".
fn settle_by_place_before(words: &Words<'_>, names: &mut [NameMention]) {
    let is_guess = |name: &&mut NameMention| name.entry.is_none() && name.shared.is_empty();
    let is_unsure = |name: &&mut NameMention| matches!(name.rule, "named-by-network" | "capitals");
    for name in names.iter_mut().filter(is_guess).filter(is_unsure) {
        let before = |n: usize| name.tokens.start.checked_sub(n).map(|at| words.lower(at));
        let is_of_place = before(1) == Some("of") && before(2).is_some_and(|noun| OF_PLACES.contains(&noun));
        if is_of_place && words.class(name.tokens.start).any(Class::CAPITAL) {
            name.class = NameClass::Place;
            name.rule = "noun-of-a-place-before";
        }
    }
}

/// Whether a name that looks like a person's, or like anything, may be that of a body all the same.
fn may_be_body(name: &NameMention) -> bool {
    let is_unsure = matches!(name.rule, "named-by-network" | "capitals" | "given-name");
    name.entry.is_none() && is_unsure && matches!(name.class, NameClass::Person | NameClass::Unknown)
}

/// A name behind the noun of a body is that body's, whatever it looks like: "the group Ansar al-Haq", "the firm Rusk".
fn settle_by_noun_before(look: Look<'_>, names: &mut [NameMention]) {
    for name in names.iter_mut().filter(|name| may_be_body(name)) {
        let Some(noun) = name.tokens.start.checked_sub(1) else { continue };
        // "the company Keller founded": who acts stands in a clause of their own.
        let belongs = look.grammar.top(name.tokens.clone()).is_some_and(|top| {
            const BESIDE: [Relation; 4] =
                [Relation::Apposition, Relation::Flat, Relation::Compound, Relation::Description];
            let is_beside = look.grammar.relation(top).is_some_and(|relation| BESIDE.contains(&relation));
            let holds_noun = look.grammar.head(noun) == Some(top);
            is_beside && look.grammar.head(top) == Some(noun) || holds_noun
        });
        let is_definite = noun.checked_sub(1).is_some_and(|at| look.words.class(at).any(Class::DETERMINER));
        if look.is_body(noun) && belongs && is_definite {
            name.class = NameClass::Organisation;
            name.rule = "noun-of-a-body-before";
        }
    }
}

/// A single name of which an apposition says that it is a body is that body's, wherever it stands: "Rusk, the country's largest
/// airline, …". Not where a person of that name is named in full.
fn settle_by_noun_behind(look: Look<'_>, names: &mut [NameMention]) {
    const REACH_TOKENS_MAX: usize = 12;
    let is_guess = |name: &NameMention| may_be_body(name) && name.tokens.len() == 1 && name.whole == name.tokens;
    let word = |name: &NameMention| look.words.get(name.tokens.end - 1);
    let is_called_so = |name: &&NameMention| {
        let end = name.tokens.end;
        let behind = end..look.words.len().min(end + REACH_TOKENS_MAX);
        let has_comma = end < look.words.len() && look.words.lower(end) == ",";
        has_comma && look.grammar.dependents(name.tokens.start, behind, Relation::Apposition).any(|at| look.is_body(at))
    };
    let people = names.iter().filter(|name| name.class == NameClass::Person && name.tokens.len() > 1);
    let people: HashSet<&str> = people.map(word).collect();
    let bodies = names.iter().filter(|name| is_guess(name)).filter(is_called_so).map(word);
    let bodies: HashSet<&str> = bodies.filter(|word| !people.contains(word)).collect();
    for name in names.iter_mut().filter(|name| is_guess(name)) {
        if bodies.contains(look.words.get(name.tokens.start)) {
            name.class = NameClass::Organisation;
            name.rule = "noun-of-a-body-behind";
        }
    }
}

/// A run of capitals behind an article without the role noun at its end, which describes somebody: "the *Lume* Democrat".
fn without_role(look: Look<'_>, run: Range<usize>) -> Range<usize> {
    let Some(last) = run.end.checked_sub(1).filter(|_| run.len() > 1) else { return run };
    let is_described = run.start.checked_sub(1).is_some_and(|at| matches!(look.words.lower(at), "the" | "a" | "an"));
    let role = look.lexicon.role(look.words.lower(last)).filter(|role| is_person(role.kind) && role.is_of_anyone);
    let is_named = look.kind_of(&run).is_some_and(|kind| kind != MentionKind::Person);
    if is_described && role.is_some() && !is_named { run.start..last } else { run }
}

/// Where a report speaks of a place's team by the name of the place, that name is the team's unless it is said to be a
/// place: "Lume's coach", "beat Lume", but "in Lume".
fn settle_teams(look: Look<'_>, names: &mut [NameMention]) {
    let is_team = |name: &&NameMention| look.lexicon.metonymy.is_of_team(look.grammar, name.tokens.clone());
    let places = names.iter().filter(|name| name.class == NameClass::Place && name.entry.is_some());
    let teams: HashSet<&str> =
        places.filter(is_team).map(|name| look.words.text.get(look.words.cover(name.tokens.clone()))).collect();
    for name in names.iter_mut().filter(|name| name.class == NameClass::Place) {
        let is_of_team = teams.contains(look.words.text.get(look.words.cover(name.tokens.clone())));
        let place = name.tokens.start.checked_sub(1).map(|before| look.words.lower(before));
        if is_of_team && !matches!(place, Some("in" | "near" | "outside")) {
            *name = NameMention {
                class: NameClass::Organisation,
                rule: "team-of-a-place",
                entry: None,
                shared: Vec::new(),
                ..name.clone()
            };
        }
    }
}

/// A name of several words is a person's if its last word stands elsewhere with a person's title: "Mr. Keller".
fn settle_by_surname(words: &Words<'_>, names: &mut [NameMention]) {
    let titled = names.iter().filter(|name| name.class == NameClass::Person && name.tokens.len() == 1);
    let surnames: HashSet<&str> = titled.map(|name| words.get(name.tokens.start)).collect();
    let undecided = names.iter_mut().filter(|name| name.class == NameClass::Unknown && name.tokens.len() > 1);
    for name in undecided.filter(|name| surnames.contains(words.get(name.tokens.end - 1))) {
        name.class = NameClass::Person;
        name.rule = "surname-with-title";
    }
}

/// A name that nobody knows, but from whose place the report comes, is that place's: "KARSK (NWS) — …".
fn settle_by_dateline(words: &Words<'_>, report: &Report, names: &mut [NameMention]) {
    let Some(place) = report.dateline().and_then(|dateline| dateline.place) else { return };
    let place = words.text.get(place).to_lowercase();
    let is_guess =
        |name: &&mut NameMention| name.entry.is_none() && matches!(name.rule, "named-by-network" | "capitals");
    for name in names.iter_mut().filter(is_guess) {
        if words.text.get(words.cover(name.tokens.clone())).to_lowercase() == place {
            name.class = NameClass::Place;
            name.rule = "place-of-dateline";
        }
    }
}

/// A name of two words that the network takes for a body's is a person's if it begins with a given name and is joined to that
/// of a person: "Anna Keller and Tom Quay".
fn settle_by_person_before(look: Look<'_>, names: &mut [NameMention]) {
    let is_full = |name: &NameMention| name.tokens.len() > 1;
    let is_person = |name: &NameMention| name.class == NameClass::Person && is_full(name);
    let persons: HashSet<usize> =
        names.iter().filter(|name| is_person(name)).flat_map(|name| name.tokens.clone()).collect();
    let may_be = |name: &&mut NameMention| {
        let is_body = name.class == NameClass::Organisation && name.rule == "named-by-network" && is_full(name);
        is_body && name.entry.is_none() && look.lexicon.given_name(look.words.get(name.tokens.start)).is_some()
    };
    for name in names.iter_mut().filter(may_be) {
        let top = look.grammar.top(name.tokens.clone());
        let joined = top.filter(|top| look.grammar.relation(*top) == Some(Relation::Conjunct));
        if joined.and_then(|top| look.grammar.head(top)).is_some_and(|first| persons.contains(&first)) {
            name.class = NameClass::Person;
            name.rule = "joined-to-a-person";
        }
    }
}

/// A single name that the network takes for a body's or a place's is a person's if it is the surname of one whom the
/// report names in full, and no longer name of another kind holds it: "Anna Sand" makes "Sand" hers, unless there is
/// the "Sand Group".
fn settle_by_full_name(words: &Words<'_>, names: &mut [NameMention]) {
    let longer = |name: &&NameMention| name.tokens.len() > 1;
    let full = names.iter().filter(longer).filter(|name| name.class == NameClass::Person);
    let surnames: HashSet<&str> = full.map(|name| words.get(name.tokens.end - 1)).collect();
    let others = names.iter().filter(longer).filter(|name| name.class != NameClass::Person);
    let elsewhere: HashSet<&str> = others.flat_map(|name| name.tokens.clone().map(|at| words.get(at))).collect();
    let is_free = |name: &&mut NameMention| {
        let word = words.get(name.tokens.start);
        let is_definite = name.tokens.start.checked_sub(1).is_some_and(|at| words.lower(at) == "the");
        !is_definite && surnames.contains(word) && !elsewhere.contains(word)
    };
    let single = |name: &&mut NameMention| name.tokens.len() == 1 && name.rule == "named-by-network";
    for name in names.iter_mut().filter(single).filter(is_free) {
        name.class = NameClass::Person;
        name.rule = "surname-of-a-full-name";
    }
}

/// Whether a run is the last name of somebody whose full name stands before it, without an article: "Anna King … King said".
fn is_bare_surname(words: &Words<'_>, surnames: &HashSet<&str>, run: &Range<usize>) -> bool {
    let has_article = || run.start > 0 && words.class(run.start - 1).any(Class::DETERMINER.with(Class::POSSESSIVE));
    run.len() == 1 && surnames.contains(words.get(run.start)) && !has_article()
}

/// The words that are capitalised where no sentence begins.
fn capitalised_inside<'w>(words: &Words<'w>) -> HashSet<&'w str> {
    let inside = (0..words.len()).filter(|at| words.is_name_like(*at) && !words.class(*at).any(Class::FIRST));
    inside.map(|at| words.get(at)).collect()
}

/// Whether a run is one word whose capital may only be the begin of its sentence.
fn stands_only_first(lexicon: &Lexicon, words: &Words<'_>, inside: &HashSet<&str>, run: &Range<usize>) -> bool {
    let word = words.get(run.start);
    run.len() == 1
        && words.class(run.start).any(Class::FIRST)
        && !inside.contains(word)
        && words.name_at(&lexicon.registry.names, run.start).is_none()
        && lexicon.given_name(word).is_none_or(|name| name.is_common_word)
}

/// The capitalised words from a token on that belong to one name.
fn run_from(look: Look<'_>, from: usize, to: usize) -> Range<usize> {
    let Look { lexicon, words, grammar, .. } = look;
    // "Rose": a name that is a verb elsewhere.
    let is_verb_form = |at: usize| words.class(at).any(Class::FINITE_VERB) && words.class(at).any(Class::CAPITAL);
    let is_also_verb = |at: usize| is_verb_form(at) && grammar.upos(at) == Some(Upos::ProperNoun);
    // "Theresa May"
    let is_also_month = |at: usize| {
        const MONTH: Class = Class::MONTH.with(Class::MODAL);
        let is_day = at + 1 < to && words.class(at + 1).any(Class::NUMBER);
        words.class(at).any(MONTH)
            && words.class(at).any(Class::CAPITAL)
            && !is_day
            && grammar.upos(at) == Some(Upos::ProperNoun)
    };
    let is_titled = |at: usize| {
        let titles = (at.saturating_sub(1)..at).filter_map(|from| words.phrase_at(&lexicon.titles, from));
        titles.into_iter().any(|(end, _)| end == at)
    };
    // "the Left Party": amid a sentence no verb has a capital.
    let begins_name =
        |at: usize| is_verb_form(at) && !words.class(at).any(Class::FIRST) && at + 1 < to && words.is_name_like(at + 1);
    // "the group al-Nahar"
    let is_tight = |at: usize| at > 0 && words.span(at - 1).end() == words.span(at).start();
    let begins_tight = from + 2 < to
        && PARTICLES.contains(&words.lower(from))
        && words.lower(from + 1) == "-"
        && is_tight(from + 1)
        && is_tight(from + 2)
        && words.is_name_like(from + 2);
    let starts = words.is_name_like(from)
        || begins_tight
        || (is_also_month(from) && is_titled(from))
        || is_also_verb(from)
        || begins_name(from)
        || words.name_at(&lexicon.registry.names, from).is_some_and(|(_, e)| is_upper_form(words, from, e));
    if !starts || stands_before_name(look, from) {
        return from..from;
    }
    let to = to.min(from + NAME_TOKENS_MAX);
    let mut end = words.name_at(&lexicon.registry.names, from).map_or(from + 1, |(end, _)| end.min(to));
    while end < to {
        let lower = words.lower(end);
        let next_is_name = |at: usize| at < to && words.is_name_like(at);
        let is_surname = lexicon.given_name(words.get(end - 1)).is_some() && (is_also_verb(end) || is_also_month(end));
        let taken = if words.is_name_like(end) || is_surname {
            1
        } else if (lower == "-" && is_tight(end) || lower == "&") && next_is_name(end + 1) {
            2
        } else if PARTICLES.contains(&lower) {
            let n = (end..to).take_while(|at| PARTICLES.contains(&words.lower(*at)) || words.lower(*at) == "-").count();
            if next_is_name(end + n) { n + 1 } else { break }
        } else if lower == "of" && lexicon.marks_organisation(words.get(end - 1)) {
            let n = 1 + usize::from(end + 1 < to && words.lower(end + 1) == "the");
            if next_is_name(end + n) { n + 1 } else { break }
        } else {
            break;
        };
        end += taken;
    }
    from..end.min(to)
}

/// Whether a word only counts or describes who follows, and owes its capital to its sentence: "Thirteen Lume ferries",
/// "Outgoing mayor Keller".
fn stands_before_name(look: Look<'_>, at: usize) -> bool {
    let begins_behind = || look.named_in(&(at + 1..at + 2)).iter().any(|named| named.tokens.range().start == at + 1);
    look.words.class(at).any(Class::FIRST)
        && look.named_in(&(at..at + 1)).is_empty()
        && match look.grammar.upos(at) {
            Some(Upos::Numeral) => true,
            Some(Upos::Adjective | Upos::Adverb | Upos::Verb) => begins_behind(),
            _ => false,
        }
}

/// Whether a word is the party and state of a member of Congress: "D-Va.", "R-Ky.".
fn is_party_and_state(word: &str) -> bool {
    let state = ["D-", "R-", "I-"].into_iter().find_map(|party| word.strip_prefix(party));
    state.is_some_and(|state| state.starts_with(char::is_uppercase) && (state.ends_with('.') || state.len() == 2))
}

/// Whether a run is a role noun that begins a sentence: "Police" is no name for the Velm Police.
fn is_noun_first(look: Look<'_>, run: &Range<usize>) -> bool {
    run.len() == 1
        && look.words.class(run.start).any(Class::FIRST)
        && look.grammar.upos(run.start) == Some(Upos::Noun)
        && look.lexicon.role(look.words.lower(run.start)).is_some()
}

/// Whether a registered form at this token is written with a capital, so that "us" is no country.
fn is_upper_form(words: &Words<'_>, at: usize, entries: &[NameEntry]) -> bool {
    let is_country = entries.iter().any(|entry| entry.kind == NameKind::Country);
    words.class(at).any(Class::CAPITAL) && !(is_country && words.get(at) == "Us")
}

/// A mention by these tokens of which nothing more is known.
fn plain(tokens: Range<usize>, is_quoted: bool) -> NameMention {
    NameMention {
        whole: tokens.clone(),
        tokens,
        class: NameClass::Unknown,
        rule: "capitals",
        entry: None,
        shared: Vec::new(),
        roles: Vec::new(),
        of: Vec::new(),
        gender: Gender::Unknown,
        is_quoted,
        is_in_title: false,
    }
}

fn classify(
    look: Look<'_>,
    run: Range<usize>,
    sentence: Range<usize>,
    (is_quoted, is_surname): (bool, bool),
) -> Vec<NameMention> {
    let Look { lexicon, words, .. } = look;
    if let Some((end, entries)) = words.name_at(&lexicon.registry.names, run.start)
        && end == run.end
    {
        return registered(look, plain(run, is_quoted), entries, sentence).into_iter().collect();
    }
    let title = last_title(lexicon, words, sentence.start, &run).filter(|_| !is_surname);
    let (name, given_roles, title_gender) = match &title {
        Some(title) => (title.tokens.end.max(run.start)..run.end, title.role, title.gender),
        None => (run.clone(), None, Gender::Unknown),
    };
    let start = title.as_ref().map_or(name.start, |title| title.tokens.start.min(run.start));
    let mut mentions = prefix(look, start..name.start.max(run.start), sentence.clone(), is_quoted);
    if name.is_empty() {
        return mentions;
    }
    let apposition = apposition(look, name.end, sentence.end);
    let given = lexicon.given_name(words.get(name.start));
    let (class, rule) = class_of(look, &name, &title, apposition.is_some(), &sentence);
    if rule == "capitals" || (rule == "given-name" && look.kind_of(&name).is_none()) {
        let parts = parts(look, &name, is_quoted);
        // What begins with a given name is a person's name unless the network sees several in it.
        if parts.len() > usize::from(rule == "given-name") {
            mentions.extend(parts);
            return mentions;
        }
    }
    // "the Head of the Army": an office with a capital is no name.
    let is_of = name.end < sentence.end && matches!(words.lower(name.end), "for" | "of");
    let is_office = name.len() == 1
        && (is_of || look.grammar.upos(name.start) == Some(Upos::Noun))
        && lexicon.role(words.lower(name.start)).is_some_and(|role| is_person(role.kind))
        && name.start.checked_sub(1).is_some_and(|before| words.class(before).any(Class::DETERMINER));
    if rule == "capitals" && is_office {
        return mentions;
    }
    let mut mention = NameMention { class, rule, ..plain(name.clone(), is_quoted) };
    mention.whole = start..name.end;
    if class == NameClass::Person {
        let given_gender = given.map(|given| given.gender).unwrap_or_default();
        mention.gender = if title_gender == Gender::Unknown { given_gender } else { title_gender };
        mention.of = entries_in(look, start..name.start);
        if let Some((_, phrase)) = &apposition {
            mention.of.extend(entries_in(look, phrase.clone()));
        }
        let by_apposition = apposition.map(|(roles, _)| roles).unwrap_or_default();
        let by_noun = role_before_comma(lexicon, words, &name, &sentence);
        // "Painter Karl Lund": what somebody is, before their full name.
        let noun = name.start.checked_sub(1).filter(|noun| sentence.contains(noun) && name.len() > 1);
        let role = noun.and_then(|noun| lexicon.role(words.lower(noun)));
        let by_noun_before = role.filter(|role| is_person(role.kind) && !role.is_plural);
        let by_noun_before = by_noun_before.and_then(|role| role.meets.first().copied());
        let roles = given_roles.into_iter().chain(by_apposition).chain(by_noun).chain(by_noun_before);
        mention.roles = roles.collect();
    }
    mentions.push(mention);
    mentions
}

/// What a name names, and the rule that tells it: titles and telling words first, then the network, then the rest.
fn class_of(
    look: Look<'_>,
    name: &Range<usize>,
    title: &Option<TitleHit>,
    has_apposition: bool,
    sentence: &Range<usize>,
) -> (NameClass, &'static str) {
    let Look { lexicon, words, .. } = look;
    let is_organisation = name.clone().any(|at| lexicon.marks_organisation(words.get(at)));
    let given = lexicon.given_name(words.get(name.start));
    let starts_given = given.is_some_and(|given| !given.is_common_word || name.len() > 1) && name.len() > 1;
    if title.is_some() && !is_organisation {
        (NameClass::Person, "title-before-name")
    } else if is_organisation {
        (NameClass::Organisation, "word-of-an-organisation")
    } else if name.len() == 1 && is_address(words.get(name.start)) {
        (NameClass::Organisation, "address-of-a-site")
    } else if let Some(kind) = look.kind_of(name) {
        (NameClass::of(kind), "named-by-network")
    } else if name.len() == 1 && is_acronym(words.get(name.start)) {
        (NameClass::Organisation, "acronym")
    } else if starts_given {
        (NameClass::Person, "given-name")
    } else if has_apposition || has_age(words, name.end, sentence.end) {
        (NameClass::Person, "apposition")
    } else if name.len() > 1 && is_followed_by_who(words, name.end, sentence.end) {
        (NameClass::Person, "followed-by-who")
    } else {
        (NameClass::Unknown, "capitals")
    }
}

/// The mentions into which the network divides a run of capitals that the rules cannot tell; none if it knows no part.
fn parts(look: Look<'_>, run: &Range<usize>, is_quoted: bool) -> Vec<NameMention> {
    let named = look.named_in(run).iter().filter(|named| {
        let tokens = named.tokens.range();
        run.start <= tokens.start && tokens.end <= run.end
    });
    let part = |named: &NamedMention| {
        let tokens = named.tokens.range();
        let known = look.words.name_at(&look.lexicon.registry.names, tokens.start);
        let mention = NameMention {
            class: NameClass::of(named.kind),
            rule: "named-by-network",
            ..plain(tokens.clone(), is_quoted)
        };
        match known.filter(|(end, _)| *end == tokens.end) {
            Some((_, entries)) => registered(look, mention, entries, run.clone()),
            None => Some(mention),
        }
    };
    named.filter_map(part).collect()
}

/// The countries and bodies that some words name, "Japanese" among them.
fn entries_in(look: Look<'_>, tokens: Range<usize>) -> Vec<EntryIndex> {
    let mut entries = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        let hit = look.words.name_at(&look.lexicon.registry.names, at).filter(|(end, _)| *end <= tokens.end);
        let Some((end, known)) = hit else {
            at += 1;
            continue;
        };
        if let [only] = known.as_slice() {
            entries.push(only.entry);
        } else {
            entries.extend(known.iter().find(|entry| entry.kind == NameKind::Country).map(|entry| entry.entry));
        }
        at = end;
    }
    entries
}

/// A name that stands in the registry as it is; none for the adjective of a country.
fn registered(
    look: Look<'_>,
    mention: NameMention,
    entries: &[NameEntry],
    sentence: Range<usize>,
) -> Option<NameMention> {
    let is_adjective = |entry: &NameEntry| entry.kind == NameKind::Adjective;
    if entries.iter().any(is_adjective) && modifies_noun(look, &mention.tokens) {
        // "U.S. helicopters" are American ones.
        return None;
    }
    let entries: Vec<NameEntry> = entries.iter().copied().filter(|entry| !is_adjective(entry)).collect();
    let first = entries.first()?;
    let is_short = mention.tokens.len() == 1;
    let by_network = look.kind_of(&mention.tokens);
    // "Jordan" may be a person, "US" none.
    let is_acronym = is_acronym(look.words.get(mention.tokens.start));
    // "Washington had concluded": the network may take a government for a person.
    let may_be_given = look.lexicon.given_name(look.words.get(mention.tokens.start)).is_some();
    let is_government = first.kind == NameKind::Capital && !may_be_given && !has_namesake(look, mention.tokens.start);
    if is_short && !is_acronym && by_network == Some(MentionKind::Person) && !is_government {
        return Some(NameMention { class: NameClass::Person, rule: "named-by-network", ..mention });
    }
    let is_city = matches!(first.kind, NameKind::Place | NameKind::Capital);
    if is_city && by_network == Some(MentionKind::Organisation) {
        // A team, a university, a newspaper that bears the name of its city.
        return Some(NameMention { class: NameClass::Organisation, rule: "named-by-network", ..mention });
    }
    let known = |class, rule, entry| Some(NameMention { class, rule, entry: Some(entry), ..mention.clone() });
    if let Some(capital) = entries.iter().find(|entry| entry.kind == NameKind::Capital) {
        return Some(capital_or_place(look, mention, capital, &entries, sentence));
    }
    match (first.kind, entries.as_slice()) {
        (NameKind::Seat, _) => known(NameClass::Organisation, "seat-of-government", first.entry),
        (NameKind::Country, [_]) => known(NameClass::Country, "registry", first.entry),
        (NameKind::Organisation, [_]) => known(NameClass::Organisation, "registry", first.entry),
        (NameKind::Place, [_]) => known(NameClass::Place, "registry", first.entry),
        (kind, _) => {
            let class = match kind {
                NameKind::Country => NameClass::Country,
                NameKind::Organisation => NameClass::Organisation,
                _ => NameClass::Place,
            };
            Some(NameMention { class, rule: "registry-several", shared: entries, ..mention })
        }
    }
}

/// Whether the network names a person in full by whose last name a word stands near the begin or before: "Anna Washington".
fn has_namesake(look: Look<'_>, at: usize) -> bool {
    // Who is called by the last name alone has been named in full not long before.
    const MENTIONS_MAX: usize = 64;
    let word = look.words.get(at);
    let is_namesake = |named: &NamedMention| {
        let tokens = named.tokens.range();
        named.kind == MentionKind::Person && tokens.len() > 1 && look.words.get(tokens.end - 1) == word
    };
    let before = look.named.partition_point(|named| named.tokens.range().start < at);
    look.named[..before].iter().rev().take(MENTIONS_MAX).any(is_namesake)
}

/// Whether a name stands before a common noun as an adjective does.
fn modifies_noun(look: Look<'_>, name: &Range<usize>) -> bool {
    const MODIFIES: [Relation; 3] = [Relation::Compound, Relation::AdjectivalModifier, Relation::NominalModifier];
    let Some(top) = look.grammar.top(name.clone()) else { return false };
    let modifies = look.grammar.relation(top).is_some_and(|relation| MODIFIES.contains(&relation));
    modifies
        && look.grammar.head(top).is_some_and(|head| {
            let is_tight = (name.end..head).all(|at| look.grammar.head(at) == Some(head));
            head >= name.end && is_tight && look.grammar.upos(head) == Some(Upos::Noun)
        })
}

/// A capital stands for its country's government or for the place; which, its syntax tells.
fn capital_or_place(
    look: Look<'_>,
    mention: NameMention,
    capital: &NameEntry,
    entries: &[NameEntry],
    sentence: Range<usize>,
) -> NameMention {
    let is_given = mention.tokens.len() == 1
        && look.lexicon.given_name(look.words.get(mention.tokens.start)).is_some()
        && look.kind_of(&mention.tokens).is_none();
    if !look.grammar.is_known() || is_given {
        // Nothing tells it: it is left to itself, so that no mention of a city becomes one of a state.
        return NameMention { class: NameClass::Unknown, rule: "capital", ..mention };
    }
    if let Some(rule) = look.lexicon.metonymy.of_government(look.grammar, mention.tokens.clone(), sentence) {
        return NameMention { class: NameClass::Country, rule, entry: Some(capital.entry), ..mention };
    }
    let mut places = entries.iter().filter(|entry| entry.kind == NameKind::Place);
    let entry = places.next().filter(|_| places.next().is_none()).map(|place| place.entry);
    NameMention { class: NameClass::Place, rule: "capital-as-place", entry, ..mention }
}

/// The countries, bodies and places named before a title: "NATO" in "NATO Secretary-General Keller".
fn prefix(look: Look<'_>, tokens: Range<usize>, sentence: Range<usize>, is_quoted: bool) -> Vec<NameMention> {
    let mut mentions = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        let hit = look.words.name_at(&look.lexicon.registry.names, at).filter(|(end, _)| *end <= tokens.end);
        let Some((end, entries)) = hit else {
            at += 1;
            continue;
        };
        mentions.extend(registered(look, plain(at..end, is_quoted), entries, sentence.clone()));
        at = end;
    }
    mentions
}

/// A title as it stands in the text.
struct TitleHit {
    tokens: Range<usize>,
    role: Option<&'static str>,
    gender: Gender,
}

/// The last title inside a run or right before it.
fn last_title(lexicon: &Lexicon, words: &Words<'_>, floor: usize, run: &Range<usize>) -> Option<TitleHit> {
    const BEFORE_TOKENS_MAX: usize = 5;
    let from = run.start.saturating_sub(BEFORE_TOKENS_MAX).max(floor);
    let titles = (from..run.end).filter_map(|at| {
        let (end, title) = words.phrase_at(&lexicon.titles, at)?;
        let touches = end <= run.end && end >= run.start;
        // "Anna King": behind a given name a title is a surname.
        // "Mr. Prince": and so it is behind a mere honorific.
        let is_addressed = |at: usize| {
            let before = at.checked_sub(1).and_then(|before| words.phrase_at(&lexicon.titles, before));
            before.is_some_and(|(end, title)| end == at && title.role.is_none())
        };
        let is_named = |at: usize| at > run.start && lexicon.given_name(words.get(at - 1)).is_some();
        let is_surname = end == run.end && (is_named(at) || is_addressed(at));
        (touches && !is_surname).then_some(TitleHit { tokens: at..end, role: title.role, gender: title.gender })
    });
    // The title that ends last, and of those the longest: "Deputy Prime Minister", not "Minister".
    titles.max_by_key(|title| (title.tokens.end, std::cmp::Reverse(title.tokens.start)))
}

/// The roles that an apposition behind a name gives, and its tokens: "Keller, the head of the port authority,".
fn apposition(look: Look<'_>, from: usize, to: usize) -> Option<(Vec<&'static str>, Range<usize>)> {
    let Look { lexicon, words, grammar, .. } = look;
    if from + 1 >= to || words.lower(from) != "," {
        return None;
    }
    let phrase = noun_phrase(lexicon, words, from + 1, to, Reach::Near);
    if phrase.is_empty() {
        return None;
    }
    // "Keller, the harbour commissioner responsible for the quay,"
    let goes_on = |at: usize| words.lower(at) == "who" || grammar.upos(at) == Some(Upos::Adjective);
    let ends_well = phrase.end >= to || words.kind(phrase.end) != TokenKind::Word || goes_on(phrase.end);
    let titles = phrase.clone().filter_map(|at| words.phrase_at(&lexicon.titles, at).and_then(|(_, title)| title.role));
    let mut roles: Vec<&str> = titles.collect();
    if let Head::Role(at) = head(lexicon, words, phrase.clone()) {
        let role = lexicon.role(words.lower(at)).filter(|role| !role.is_plural && is_person(role.kind))?;
        roles.extend(role.meets.first());
    } else if roles.is_empty() {
        return None;
    }
    ends_well.then_some((roles, phrase))
}

/// The role of the noun to which a name between commas is an apposition: "the inspector general, *Ana Keller*,".
fn role_before_comma(
    lexicon: &Lexicon,
    words: &Words<'_>,
    name: &Range<usize>,
    sentence: &Range<usize>,
) -> Option<&'static str> {
    const TITLE_TOKENS_MAX: usize = 4;
    let comma = name.start.checked_sub(1).filter(|at| sentence.contains(at) && words.lower(*at) == ",")?;
    let is_closed = name.end < sentence.end && matches!(words.lower(name.end), "," | "." | ";");
    let from = comma.saturating_sub(TITLE_TOKENS_MAX).max(sentence.start);
    let mut titles = (from..comma).filter_map(|at| {
        let (end, title) = words.phrase_at(&lexicon.titles, at)?;
        let is_definite = at.checked_sub(1).is_some_and(|before| words.class(before).any(Class::DETERMINER));
        (end == comma && is_definite).then_some(title.role).flatten()
    });
    let is_closed = is_closed && name.len() > 1;
    // "her sister, Ana Keller,"
    let noun = comma.checked_sub(1).filter(|noun| *noun > from)?;
    let opens = |at: usize| words.class(at).any(Class::DETERMINER.with(Class::POSSESSIVE));
    let role = lexicon.role(words.lower(noun)).filter(|role| is_person(role.kind) && !role.is_plural);
    let by_noun = role.filter(|_| (from..noun).any(opens)).and_then(|role| role.meets.first().copied());
    titles.next().or(by_noun).filter(|_| is_closed)
}

fn is_person(kind: EntityKind) -> bool {
    kind == EntityKind::Person
}

/// Whether an age follows: ", 54,".
fn has_age(words: &Words<'_>, from: usize, to: usize) -> bool {
    from + 2 < to
        && words.lower(from) == ","
        && words.class(from + 1).any(Class::NUMBER)
        && words.get(from + 1).parse::<u8>().is_ok_and(|age| age < 120)
        && words.kind(from + 2) == TokenKind::Punctuation
}

/// Whether "who" or "whose" follows, which speak of persons.
fn is_followed_by_who(words: &Words<'_>, from: usize, to: usize) -> bool {
    let from = from + usize::from(from < to && words.lower(from) == ",");
    from < to && matches!(words.lower(from), "who" | "whose" | "whom")
}

/// Whether a word is the address of a site: "porto-news.com".
fn is_address(word: &str) -> bool {
    // Of top-level domains those by which outlets are called; countries' are two letters and look like abbreviations.
    const DOMAINS: [&str; 5] = ["com", "info", "net", "news", "org"];
    word.rsplit_once('.').is_some_and(|(name, domain)| name.len() > 1 && DOMAINS.contains(&domain))
}

/// Two to six capitals, with or without dots.
fn is_acronym(word: &str) -> bool {
    let letters = word.chars().filter(|c| *c != '.').count();
    (2..=6).contains(&letters) && word.chars().all(|c| c == '.' || c.is_uppercase())
}
