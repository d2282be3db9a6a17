//! Figures: how much and how many, with unit, bound and what is counted.
//!
//! The rules of `figures.toml` are laid over each sentence, outside its time expressions; then the words before and
//! behind a figure tell its bound, what it counts, and what became of the people it counts. "Dozens" and "thousands"
//! name no number and are none; ordinals are none either.

mod counted;
mod rule;
mod vocabulary;

use std::ops::Range;

use dateline_core::{
    Annotated, Bound, Clean, Fate, Figure, FigureKind, Finding, Reason, Report, RuleName, Sentence, Span, Time,
};

use self::counted::Counted;
pub(crate) use self::counted::singular;
use self::rule::{Draft, FigureRule, Parts};
use self::vocabulary::{FigureTables, FigureWords, Side};
use crate::expression::item::{Classes, Item, Payload, Writing, itemize};
use crate::expression::number::{Numerals, is_close};
use crate::expression::pattern::{self, Index, Match};
use crate::lexicon::Lexicon;
use crate::phrase::{Reach, noun_phrase};
use crate::rule::RuleCard;
use crate::symbol::{BySymbol, Symbols};
use crate::words::{Class, Words};

/// The layers in which the rules are laid over a sentence.
const LAYERS: std::ops::RangeInclusive<u8> = 1..=3;

/// Words that go before a number that only names something: "Article 5", "phase 2".
const NAMED_BY_NUMBER: [&str; 25] = [
    "ground",
    "article",
    "articles",
    "chapter",
    "section",
    "page",
    "pages",
    "phase",
    "level",
    "category",
    "paragraph",
    "flight",
    "channel",
    "version",
    "room",
    "line",
    "route",
    "no.",
    "number",
    "type",
    "covid",
    "part",
    "volume",
    "resolution",
    "law",
];

/// Tokens between the people counted and what became of them: "12 people have so far been confirmed dead".
const FATE_TOKENS_MAX: usize = 6;

const RULES: &str = include_str!("../../../../data/en/figures.toml");

const TABLES: FigureTables = FigureTables {
    currencies: include_str!("../../../../data/registry/currencies.tsv"),
    measures: include_str!("../../../../data/en/measures.tsv"),
    bounds: include_str!("../../../../data/en/bounds.tsv"),
    fates: include_str!("../../../../data/en/fates.tsv"),
};

/// The texts of the tables and of the rules.
pub(crate) const DATA: [&str; 5] = [RULES, TABLES.currencies, TABLES.measures, TABLES.bounds, TABLES.fates];

/// Finds figures. Holds its data, no state.
#[derive(Debug)]
pub(crate) struct FigureFinder {
    words: FigureWords,
    rules: Vec<FigureRule>,
    layers: Vec<Index>,
    /// The words of which a sentence with a figure holds at least one, unless it holds digits or numbers in words.
    telling: BySymbol<bool>,
}

/// What is looked at to find figures in one report.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look<'a> {
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) numerals: &'a Numerals,
    pub(crate) words: &'a Words<'a>,
    pub(crate) report: &'a Report,
    pub(crate) annotated: &'a Annotated,
    pub(crate) times: &'a [Finding<Time>],
}

/// Room that is used again for each sentence.
#[derive(Debug, Default)]
struct Room {
    items: Vec<Item>,
    next: Vec<Item>,
    drafts: Vec<Draft>,
    rules: Vec<usize>,
}

impl FigureFinder {
    /// Reads the rules and the tables.
    pub(crate) fn parse(symbols: &mut Symbols) -> Result<Self, String> {
        let mut words = FigureWords::parse(TABLES).map_err(|defect| defect.to_string())?;
        let rules = rule::parse(RULES, &mut words)?;
        let index = |layer| {
            let of_layer = rules.iter().enumerate().filter(move |(_, rule): &(_, &FigureRule)| rule.layer == layer);
            Index::new(of_layer.map(|(n, rule)| (n, rule.forms.as_slice())), Classes::default())
        };
        let layers: Vec<Index> = LAYERS.map(index).collect();
        let telling = words.vocabulary.seal(symbols, |entry| layers[0].is_needed(entry));
        Ok(Self { layers, words, rules, telling })
    }

    /// The rules, in the order in which they are tried.
    pub(crate) fn rules(&self) -> impl Iterator<Item = &RuleCard> {
        self.rules.iter().map(|rule| &rule.card)
    }

    /// The figures of a report, in the order of the text.
    pub(crate) fn find(&self, look: Look<'_>) -> Vec<Finding<Figure>> {
        let mut found = Vec::new();
        let mut room = Room::default();
        for sentence in &look.annotated.sentences {
            if self.may_tell(look, sentence) && self.lay(look, sentence, &mut room) {
                self.finish(look, sentence, &room, &mut found);
            }
        }
        found
    }

    /// Whether a number or a word stands in the sentence without which no rule matches; digits may stand behind the sign
    /// of a currency in one word.
    fn may_tell(&self, look: Look<'_>, sentence: &Sentence) -> bool {
        let words = look.words;
        let tells = |at: usize| {
            let symbol = words.symbol(at);
            self.telling.get(symbol) || look.numerals.is_numeral(symbol) || words.may_hold_digits(at)
        };
        sentence.tokens.range().any(tells)
    }

    fn lay(&self, look: Look<'_>, sentence: &Sentence, room: &mut Room) -> bool {
        let words = look.words;
        let compound = |at, end| self.words.compound(look.numerals, words, at, end);
        let tokens = sentence.tokens.range();
        let vocabulary = &self.words.vocabulary;
        itemize(vocabulary, look.numerals, words, tokens, Writing::Prose, compound, &mut room.items);
        for at in 0..room.items.len() {
            let marks = vocabulary::SIGN.with(vocabulary::CODE).with(vocabulary::NOUN);
            let is_marked = at > 0 && room.items[at - 1].classes.any(marks);
            let item = &mut room.items[at];
            let Some(number) = item.number().filter(|_| !item.classes.any(vocabulary::CODED)) else { continue };
            if is_in_time(look, item) || (!is_marked && is_in_name(words, sentence, item)) {
                item.payload = Payload::Word;
            } else {
                self.words.classify(look.numerals, words, item, number);
            }
        }
        room.drafts.clear();
        room.rules.clear();
        for layer in &self.layers {
            if layer.may_match(&room.items) {
                self.lay_layer(look, layer, room);
            }
        }
        !room.drafts.is_empty()
    }

    fn lay_layer(&self, look: Look<'_>, layer: &Index, room: &mut Room) {
        room.next.clear();
        let mut at = 0;
        while at < room.items.len() {
            match self.longest(look, layer, room, at) {
                Some((rule, found, draft)) => {
                    let (first, last) = (room.items[found.first], room.items[found.end - 1]);
                    let payload = Payload::Draft(room.drafts.len());
                    let classes = vocabulary::AMOUNT;
                    room.next.push(Item { start: first.start, end: last.end, word: 0, classes, value: 0, payload });
                    room.drafts.push(draft);
                    room.rules.push(rule);
                    at = found.end;
                }
                None => {
                    room.next.push(room.items[at]);
                    at += 1;
                }
            }
        }
        std::mem::swap(&mut room.items, &mut room.next);
    }

    /// The longest match that begins with an item; of equally long ones that of the first rule.
    fn longest(&self, look: Look<'_>, layer: &Index, room: &Room, at: usize) -> Option<(usize, Match, Draft)> {
        let mut best: Option<(usize, Match, Draft)> = None;
        for (rule, form) in layer.beginning(&room.items, at) {
            let form = &self.rules[rule].forms[form];
            let Some(found) = pattern::match_at(form, &room.items, look.words, at) else { continue };
            let is_better = best.as_ref().is_none_or(|(first, longest, _)| {
                (found.end, std::cmp::Reverse(rule)) > (longest.end, std::cmp::Reverse(*first))
            });
            if !is_better || holds_time(look, &room.items[found.first..found.end]) {
                continue;
            }
            if let Some(draft) = self.rules[rule].build(self.parts(look, room, found)) {
                best = Some((rule, found, draft));
            }
        }
        best
    }

    fn parts<'a>(&'a self, look: Look<'a>, room: &'a Room, found: Match) -> Parts<'a> {
        let before = found.first.checked_sub(1).map(|before| look.words.lower(room.items[before].end as usize - 1));
        let behind = room.items.get(found.end).map(|item| item.start as usize);
        let is_noun = |at: usize| look.words.class(at).any(Class::WORD) && !look.words.class(at).any(NOT_NOUN);
        Parts {
            items: &room.items[found.first..found.end],
            before: before.unwrap_or_default(),
            has_noun_behind: behind.is_some_and(is_noun),
            drafts: &room.drafts,
            words: look.words,
            numerals: look.numerals,
            figures: &self.words,
        }
    }

    fn finish(&self, look: Look<'_>, sentence: &Sentence, room: &Room, found: &mut Vec<Finding<Figure>>) {
        for item in &room.items {
            let Payload::Draft(at) = item.payload else { continue };
            let draft = &room.drafts[at];
            if let Some((figure, mut reason)) =
                self.figure(look, sentence, item, draft, &self.rules[room.rules[at]].name)
            {
                reason.spans.insert(0, figure.span);
                found.push(Finding::figure(look.report.id(), figure, reason));
            }
        }
    }

    /// The figure with its bound, what it counts and what became of that.
    fn figure(
        &self,
        look: Look<'_>,
        sentence: &Sentence,
        item: &Item,
        draft: &Draft,
        rule: &RuleName,
    ) -> Option<(Figure, Reason)> {
        let words = look.words;
        let tokens = sentence.tokens.range();
        let mut reason = Reason::new(rule.clone(), Vec::new());
        let own = item.tokens();
        let (bound, outer) = self.bound(words, &tokens, &own);
        if let Some(at) = outer.clone() {
            reason = reason.because(Reason::new(RuleName::new("bound"), vec![words.cover(at)]));
        }
        let is_one = own.len() == 1 && words.lower(own.start) == "one";
        let counted = match draft.kind {
            FigureKind::Count => counted::behind(look.numerals, words, own.end, tokens.end, is_one),
            _ => None,
        };
        if is_one && (counted.is_none() || is_pronoun_one(words, &tokens, own.start)) && draft.kind == FigureKind::Count
        {
            return None;
        }
        let mut figure = Figure {
            span: words.cover(own.clone()),
            kind: draft.kind,
            value: draft.value,
            to: draft.to,
            unit: draft.unit.clone(),
            bound,
            counts: None,
            fate: None,
        };
        match (draft.kind, &counted) {
            (FigureKind::Count, Some(Counted { tokens, unit })) => {
                if let Some((behind, to)) =
                    self.words.bound(words, tokens.end, Side::Behind).filter(|_| bound == Bound::Exactly)
                {
                    figure.bound = behind;
                    reason = reason.because(Reason::new(RuleName::new("bound"), vec![words.cover(tokens.end..to)]));
                }
                figure.unit = Some(unit.clone());
                figure.counts = Some(words.cover(tokens.clone()));
            }
            (FigureKind::Percent | FigureKind::Share, _) => figure.counts = whole(look, &tokens, own.end),
            (FigureKind::Score, _) if is_vote(words, &tokens) => figure.unit = Some("vote".to_owned()),
            _ => {}
        }
        if draft.kind == FigureKind::Count {
            let from = outer.map_or(own.start, |outer| outer.start.min(own.start));
            let to = counted.as_ref().map_or(own.end, |counted| counted.tokens.end);
            if let Some((fate, at)) = self.fate(words, &tokens, from..to) {
                // So many deaths are of so many people; injuries need not be.
                let is_death = fate == Fate::Killed && figure.unit.as_deref() == Some(&*singular(words.lower(at)));
                if is_death {
                    figure.unit = None;
                }
                let is_of_people = figure.unit.as_deref().is_none_or(|unit| counts_people(look.lexicon, unit));
                if is_of_people {
                    figure.fate = Some(fate);
                    figure.unit.get_or_insert_with(|| "person".to_owned());
                    reason = reason.because(Reason::new(RuleName::new("fate"), vec![words.span(at)]));
                }
            }
        }
        Some((figure, reason))
    }

    /// The bound of the figure, and the tokens that tell it.
    fn bound(&self, words: &Words<'_>, sentence: &Range<usize>, own: &Range<usize>) -> (Bound, Option<Range<usize>>) {
        let mut at = own.start;
        // "more than a 500-page report": an article may stand between.
        if at > sentence.start && matches!(words.lower(at - 1), "a" | "an") {
            at -= 1;
        }
        let before = self.words.bound(words, own.start, Side::Before);
        let before = before.map(|found| (found, own.start)).or_else(|| {
            (at < own.start).then(|| self.words.bound(words, at, Side::Before)).flatten().map(|found| (found, at))
        });
        if let Some(((bound, from), to)) = before.filter(|((_, from), _)| *from >= sentence.start) {
            return (bound, Some(from..to));
        }
        match self.words.bound(words, own.end, Side::Behind).filter(|(_, to)| *to <= sentence.end) {
            Some((bound, to)) => (bound, Some(own.end..to)),
            None => (Bound::Exactly, None),
        }
    }

    /// What became of the people counted, by the word before the figure ("killing eight", "the deaths of eight people"), one
    /// among those that say what is counted ("eight dead"), or the first one that tells it behind.
    fn fate(&self, words: &Words<'_>, sentence: &Range<usize>, phrase: Range<usize>) -> Option<(Fate, usize)> {
        let before = |at: usize| at.checked_sub(1).filter(|before| *before >= sentence.start);
        let last = before(phrase.start);
        let last = last.and_then(|at| if words.lower(at) == "of" { before(at) } else { Some(at) });
        let told_before = last.and_then(|at| Some((self.words.fate(words.lower(at))?, at)));
        let is_participle = told_before.is_some_and(|(_, at)| is_led_by_auxiliary(words, sentence, at));
        if let Some(told) = told_before.filter(|_| !is_participle) {
            return Some(told);
        }
        let told_inside = phrase.clone().find_map(|at| Some((self.words.fate(words.lower(at))?, at)));
        if told_inside.is_some() {
            return told_inside;
        }
        let behind = phrase.end..sentence.end.min(phrase.end + FATE_TOKENS_MAX);
        let goes_on = |at: &usize| {
            let lower = words.lower(*at);
            self.words.fate(lower).is_some()
                || words.class(*at).any(Class::AUXILIARY.with(Class::ADVERB))
                || (lower == "to" && at + 1 < words.len() && words.class(at + 1).any(Class::AUXILIARY))
                || matches!(
                    lower,
                    "confirmed"
                        | "reported"
                        | "feared"
                        | "believed"
                        | "presumed"
                        | "thought"
                        | "others"
                        | "more"
                        | "so"
                        | "far"
                        | "left"
                        | "still"
                        | "known"
                        | "people"
                )
        };
        let mut behind = behind.take_while(goes_on);
        behind.find_map(|at| Some((self.words.fate(words.lower(at))?, at)))
    }
}

/// Words that are no nouns where a range asks for one.
const NOT_NOUN: Class = Class::PREPOSITION
    .with(Class::CONJUNCTION)
    .with(Class::SUBORDINATOR)
    .with(Class::AUXILIARY)
    .with(Class::MODAL)
    .with(Class::FINITE_VERB)
    .with(Class::DETERMINER)
    .with(Class::POSSESSIVE)
    .with(Class::ADVERB);

/// "were killed 12 …" is no act upon the twelve.
fn is_led_by_auxiliary(words: &Words<'_>, sentence: &Range<usize>, at: usize) -> bool {
    at > sentence.start
        && words.class(at - 1).any(Class::AUXILIARY)
        && !matches!(words.lower(at - 1), "has" | "have" | "had")
}

fn is_in_time(look: Look<'_>, item: &Item) -> bool {
    overlaps_time(look, look.words.cover(item.tokens()))
}

/// Whether a time lies in what a rule would take together: "killed 12 on Monday and 14 on Tuesday" has no range.
fn holds_time(look: Look<'_>, items: &[Item]) -> bool {
    items.len() > 1
        && overlaps_time(look, look.words.cover(items[0].start as usize..items[items.len() - 1].end as usize))
}

fn overlaps_time(look: Look<'_>, span: Span<Clean>) -> bool {
    let at = look.times.partition_point(|time| time.what.span.end() <= span.start());
    look.times.get(at).is_some_and(|time| time.what.span.overlaps(span))
}

/// Whether a number only names something: "B-52", "Boeing 737", "Article 5", "World War Two".
fn is_in_name(words: &Words<'_>, sentence: &Sentence, item: &Item) -> bool {
    let at = item.start as usize;
    let Some(before) = at.checked_sub(1).filter(|before| *before >= sentence.tokens.range().start) else {
        return false;
    };
    let lower = words.lower(before);
    if NAMED_BY_NUMBER.contains(&lower) || lower == "#" || is_emergency_call(words, item) {
        return true;
    }
    if is_close(words, at) && matches!(lower, "-" | "–" | "/") {
        let named = before.checked_sub(1).filter(|_| is_close(words, before));
        return named
            .is_some_and(|named| words.class(named).any(Class::WORD) && words.class(named).any(Class::CAPITAL));
    }
    let next = item.end as usize;
    let counts =
        next < words.len() && (counted::is_plural(words, next) || matches!(words.lower(next), "%" | "percent" | "-"));
    words.is_name_like(before) && !words.class(before).any(Class::FIRST) && !counts && !has_unit_behind(words, next)
}

/// "called 911", "a 999 call": the number that is called for help counts nothing.
fn is_emergency_call(words: &Words<'_>, item: &Item) -> bool {
    const NUMBERS: [&str; 3] = ["911", "999", "112"];
    const CALLED_BY: [&str; 9] =
        ["call", "calls", "called", "calling", "dial", "dialed", "dialled", "dialing", "phoned"];
    const BEHIND: [&str; 6] = ["call", "calls", "caller", "operator", "dispatcher", "dispatchers"];
    let (at, next) = (item.start as usize, item.end as usize);
    let is_behind = next < words.len() && BEHIND.contains(&words.lower(next));
    let counts = || next < words.len() && counted::is_plural(words, next);
    let is_called = || at > 0 && CALLED_BY.contains(&words.lower(at - 1)) && !counts();
    NUMBERS.contains(&words.lower(at)) && (is_behind || is_called())
}

/// Whether a unit can follow: a lower-case word that is no verb, or a sign.
fn has_unit_behind(words: &Words<'_>, at: usize) -> bool {
    at < words.len()
        && words.class(at).any(Class::WORD)
        && !words.class(at).any(NOT_NOUN.with(Class::CAPITAL))
        && !words.lower(at).ends_with("ed")
}

/// "the one", "no one", "one of them": no number.
fn is_pronoun_one(words: &Words<'_>, sentence: &Range<usize>, at: usize) -> bool {
    at > sentence.start
        && matches!(
            words.lower(at - 1),
            "the" | "this" | "that" | "no" | "any" | "every" | "each" | "which" | "some" | "-"
        )
}

/// What a share is of: the noun phrase behind "of".
fn whole(look: Look<'_>, sentence: &Range<usize>, at: usize) -> Option<Span<Clean>> {
    let words = look.words;
    if at + 1 >= sentence.end || words.lower(at) != "of" {
        return None;
    }
    let phrase = noun_phrase(look.lexicon, words, at + 1, sentence.end, Reach::Near);
    if !phrase.is_empty() && is_pronoun(words.lower(phrase.start)) {
        return None;
    }
    let head = phrase.clone().find(|at| counted::is_plural(words, *at) && !words.class(*at).any(Class::CAPITAL));
    let end = head.map_or(phrase.end, |head| head + 1);
    (end > phrase.start).then(|| words.cover(phrase.start..end))
}

/// Words that stand for what was named before.
fn is_pronoun(word: &str) -> bool {
    matches!(word, "them" | "it" | "us" | "whom" | "which" | "these" | "those" | "that" | "this")
}

/// Whether the sentence tells of a vote.
fn is_vote(words: &Words<'_>, sentence: &Range<usize>) -> bool {
    let is_told = |at: usize| {
        matches!(
            words.lower(at),
            "vote"
                | "votes"
                | "voted"
                | "voting"
                | "senate"
                | "parliament"
                | "ballot"
                | "house"
                | "council"
                | "committee"
        )
    };
    sentence.clone().take(VOTE_TOKENS_MAX).any(is_told)
}

/// Longer sentences tell more than their vote; the bound keeps the look short.
const VOTE_TOKENS_MAX: usize = 60;

/// Whether the noun names people.
fn counts_people(lexicon: &Lexicon, unit: &str) -> bool {
    const PEOPLE: [&str; 12] =
        ["person", "man", "woman", "child", "crew", "police", "personnel", "staff", "boy", "girl", "civilian", "other"];
    PEOPLE.contains(&unit)
        || lexicon.role(unit).is_some()
        || lexicon.role(&format!("{unit}s")).is_some()
        || unit.ends_with("er")
        || unit.ends_with("or")
        || unit.ends_with("ist")
        || unit.ends_with("ian")
        || unit.ends_with("ant")
}

#[cfg(test)]
mod tests;
