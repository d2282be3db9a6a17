//! Names in a report, with the titles and appositions that say whose they are.

use std::collections::HashSet;
use std::ops::Range;

use dateline_core::{Annotated, BlockKind, Report, TokenKind};

use crate::lexicon::{Gender, Lexicon, NameEntry, NameKind};
use crate::phrase::{Head, Reach, head, noun_phrase};
use crate::words::{Class, Words};

/// Small words inside names: "van der Berg", "Abu Bakr al-Amin".
const PARTICLES: [&str; 22] = [
    "abu", "al", "ben", "bin", "bint", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el",
    "ibn", "la", "le", "van", "von",
];

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
    /// The usual form, where a registry has one.
    pub(crate) usual: Option<&'static str>,
    /// The roles that title and apposition give its bearer.
    pub(crate) roles: Vec<&'static str>,
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
    Unknown,
}

/// Finds all names in the prose of a report, in the order of the text.
pub(crate) fn find(lexicon: &Lexicon, words: &Words<'_>, report: &Report, annotated: &Annotated) -> Vec<NameMention> {
    let quoted = quoted_tokens(words, annotated);
    let inside_sentences = capitalised_inside(words);
    let mut names = Vec::new();
    for sentence in &annotated.sentences {
        let tokens = sentence.tokens.range();
        let kind = report.blocks()[sentence.block].kind;
        let is_in_title = matches!(kind, BlockKind::Headline | BlockKind::Subheading);
        let mut at = tokens.start;
        while at < tokens.end {
            let run = run_from(lexicon, words, at, tokens.end);
            if run.is_empty() {
                at += 1;
                continue;
            }
            at = run.end;
            if stands_only_first(lexicon, words, &inside_sentences, &run) {
                continue;
            }
            let is_quoted = quoted.binary_search_by(|range| compare(range, run.start)).is_ok();
            let from = names.len();
            names.extend(classify(lexicon, words, run, tokens.clone(), is_quoted));
            for name in &mut names[from..] {
                name.is_in_title = is_in_title;
            }
        }
    }
    settle_by_surname(words, &mut names);
    names
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

fn compare(range: &Range<usize>, token: usize) -> std::cmp::Ordering {
    if range.end <= token {
        std::cmp::Ordering::Less
    } else if range.start > token {
        std::cmp::Ordering::Greater
    } else {
        std::cmp::Ordering::Equal
    }
}

/// The tokens of the outermost quotations.
fn quoted_tokens(words: &Words<'_>, annotated: &Annotated) -> Vec<Range<usize>> {
    let outer = annotated.quotations.items().iter().filter(|quotation| quotation.depth == 0);
    outer.map(|q| words.at_byte(q.inner.start())..words.at_byte(q.inner.end())).collect()
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
        && words.name_at(&lexicon.names, run.start).is_none()
        && lexicon.given_name(word).is_none_or(|name| name.is_common_word)
}

/// The capitalised words from a token on that belong to one name.
fn run_from(lexicon: &Lexicon, words: &Words<'_>, from: usize, to: usize) -> Range<usize> {
    let starts = words.is_name_like(from)
        || words.name_at(&lexicon.names, from).is_some_and(|(_, e)| is_upper_form(words, from, e));
    if !starts {
        return from..from;
    }
    let to = to.min(from + NAME_TOKENS_MAX);
    let mut end = words.name_at(&lexicon.names, from).map_or(from + 1, |(end, _)| end.min(to));
    while end < to {
        let lower = words.lower(end);
        let next_is_name = |at: usize| at < to && words.is_name_like(at);
        let is_tight = words.span(end - 1).end() == words.span(end).start();
        let taken = if words.is_name_like(end) {
            1
        } else if (lower == "-" && is_tight || lower == "&") && next_is_name(end + 1) {
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

/// Whether a registered form at this token is written with a capital, so that "us" is no country.
fn is_upper_form(words: &Words<'_>, at: usize, entry: &NameEntry) -> bool {
    words.class(at).any(Class::CAPITAL) && !(entry.kind == NameKind::Country && words.get(at) == "Us")
}

fn classify(
    lexicon: &Lexicon,
    words: &Words<'_>,
    run: Range<usize>,
    sentence: Range<usize>,
    is_quoted: bool,
) -> Vec<NameMention> {
    let make = |tokens: Range<usize>, class, rule| NameMention {
        whole: tokens.clone(),
        tokens,
        class,
        rule,
        usual: None,
        roles: Vec::new(),
        gender: Gender::Unknown,
        is_quoted,
        is_in_title: false,
    };
    if let Some((end, entry)) = words.name_at(&lexicon.names, run.start)
        && end == run.end
    {
        let mention = registered(lexicon, words, make(run, NameClass::Unknown, "registry"), entry);
        return mention.into_iter().collect();
    }
    let title = last_title(lexicon, words, sentence.start, &run);
    let (name, given_roles, title_gender) = match &title {
        Some(title) => (title.tokens.end.max(run.start)..run.end, title.role, title.gender),
        None => (run.clone(), None, Gender::Unknown),
    };
    let mut mentions = prefix(lexicon, words, run.start..name.start.max(run.start), is_quoted);
    if name.is_empty() {
        return mentions;
    }
    let apposition = apposition(lexicon, words, name.end, sentence.end);
    let given = lexicon.given_name(words.get(name.start));
    let starts_given = given.is_some_and(|given| !given.is_common_word || name.len() > 1) && name.len() > 1;
    let is_organisation = name.clone().any(|at| lexicon.marks_organisation(words.get(at)));
    let is_acronym = name.len() == 1 && is_acronym(words.get(name.start));
    let (class, rule) = if title.is_some() && !is_organisation {
        (NameClass::Person, "title-before-name")
    } else if is_organisation {
        (NameClass::Organisation, "word-of-an-organisation")
    } else if is_acronym {
        (NameClass::Organisation, "acronym")
    } else if starts_given {
        (NameClass::Person, "given-name")
    } else if apposition.is_some() || has_age(words, name.end, sentence.end) {
        (NameClass::Person, "apposition")
    } else if name.len() > 1 && is_followed_by_who(words, name.end, sentence.end) {
        (NameClass::Person, "followed-by-who")
    } else {
        (NameClass::Unknown, "capitals")
    };
    let start = title.as_ref().map_or(name.start, |title| title.tokens.start.min(run.start));
    let mut mention = make(name.clone(), class, rule);
    mention.whole = start..name.end;
    if class == NameClass::Person {
        let given_gender = given.map(|given| given.gender).unwrap_or_default();
        mention.gender = if title_gender == Gender::Unknown { given_gender } else { title_gender };
        mention.roles = given_roles.into_iter().chain(apposition.unwrap_or_default()).collect();
    }
    mentions.push(mention);
    mentions
}

/// A name that stands in a registry as it is.
fn registered(lexicon: &Lexicon, words: &Words<'_>, mention: NameMention, entry: &NameEntry) -> Option<NameMention> {
    let class = match entry.kind {
        NameKind::Country | NameKind::Seat => NameClass::Country,
        NameKind::Organisation => NameClass::Organisation,
        NameKind::Adjective => return None,
    };
    // A capital stands for a place or for its government; which one, only its syntax tells. It is left to itself
    // unless it speaks, so that no mention of a city becomes one of a state.
    let usual = (entry.kind != NameKind::Seat).then_some(entry.usual);
    let class = if usual.is_none() { NameClass::Unknown } else { class };
    let is_given =
        mention.tokens.len() == 1 && usual.is_none() && lexicon.given_name(words.get(mention.tokens.start)).is_some();
    let class = if is_given { NameClass::Unknown } else { class };
    Some(NameMention { class, usual, ..mention })
}

/// The countries and organisations named before a title: "NATO" in "NATO Secretary-General Keller".
fn prefix(lexicon: &Lexicon, words: &Words<'_>, tokens: Range<usize>, is_quoted: bool) -> Vec<NameMention> {
    let mut mentions = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        let named = words.name_at(&lexicon.names, at).filter(|(end, _)| *end <= tokens.end);
        let Some((end, entry)) = named else {
            at += 1;
            continue;
        };
        let class = match entry.kind {
            NameKind::Country => Some(NameClass::Country),
            NameKind::Organisation => Some(NameClass::Organisation),
            NameKind::Adjective | NameKind::Seat => None,
        };
        mentions.extend(class.map(|class| NameMention {
            tokens: at..end,
            whole: at..end,
            class,
            rule: "registry",
            usual: Some(entry.usual),
            roles: Vec::new(),
            gender: Gender::Unknown,
            is_quoted,
            is_in_title: false,
        }));
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
        touches.then_some(TitleHit { tokens: at..end, role: title.role, gender: title.gender })
    });
    // The title that ends last, and of those the longest: "Deputy Prime Minister", not "Minister".
    titles.max_by_key(|title| (title.tokens.end, std::cmp::Reverse(title.tokens.start)))
}

/// The roles that an apposition behind a name gives: "Keller, the head of the port authority,".
fn apposition(lexicon: &Lexicon, words: &Words<'_>, from: usize, to: usize) -> Option<Vec<&'static str>> {
    if from + 1 >= to || words.lower(from) != "," {
        return None;
    }
    let phrase = noun_phrase(lexicon, words, from + 1, to, Reach::Near);
    if phrase.is_empty() {
        return None;
    }
    let ends_well = phrase.end >= to || words.kind(phrase.end) != TokenKind::Word || words.lower(phrase.end) == "who";
    let titles = phrase.clone().filter_map(|at| words.phrase_at(&lexicon.titles, at).and_then(|(_, title)| title.role));
    let mut roles: Vec<&str> = titles.collect();
    if let Head::Role(at) = head(lexicon, words, phrase) {
        let role = lexicon.role(words.lower(at)).filter(|role| !role.is_plural && is_person(role.kind))?;
        roles.extend(role.meets.first());
    } else if roles.is_empty() {
        return None;
    }
    ends_well.then_some(roles)
}

fn is_person(kind: dateline_core::EntityKind) -> bool {
    kind == dateline_core::EntityKind::Person
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

/// Two to six capitals, with or without dots.
fn is_acronym(word: &str) -> bool {
    let letters = word.chars().filter(|c| *c != '.').count();
    (2..=6).contains(&letters) && word.chars().all(|c| c == '.' || c.is_uppercase())
}
