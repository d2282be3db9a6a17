//! Time expressions: which words say when, and which days they mean.
//!
//! The rules of `times.toml` are laid over each sentence layer by layer and give an [`expr::Expr`], which knows nothing
//! of the report; `resolve` counts its days from the day of publication, by the tense that `tense` reads off the verbs.
//! What lacks such a day stays open.

mod calendar;
mod expr;
mod resolve;
mod rule;
mod run;
mod season;
mod spoken;
mod tense;
mod vocabulary;

use std::ops::Range;

use dateline_core::{
    Annotated, Basis, BlockKind, Clean, DateValue, Dated, Finding, PartialDate, Reason, Report, ReportId, RuleName,
    Sentence, Span, Time, TimeBasis, TimeKind, TokenKind,
};
use jiff::civil::Date;

use self::expr::Expr;
use self::resolve::{Anchor, AnchorDay, Context, Meant};
use self::rule::{Parts, TimeRule};
use self::season::{Hemisphere, Hemispheres};
use self::tense::{Tense, Tenses, Told};
use self::vocabulary::TimeWords;
use crate::dating::LeadDay;
use crate::expression::item::{Item, Payload, Writing, itemize};
use crate::expression::number::Numerals;
use crate::expression::pattern::{self, Index, Match};
use crate::grammar::Grammar;
use crate::rule::RuleCard;
use crate::symbol::{BySymbol, Symbols};
use crate::words::{Class, Words};

/// The layers in which the rules are laid over a sentence.
const LAYERS: std::ops::RangeInclusive<u8> = 1..=4;

/// The digits of a year.
const YEAR_DIGITS: usize = 4;

/// The table of feasts.
pub(crate) const HOLIDAYS: &str = include_str!("../../../../data/en/holidays.tsv");

/// The texts of the tables and of the rules.
pub(crate) const DATA: [&str; 5] = [
    include_str!("../../../../data/en/times.toml"),
    include_str!("../../../../data/en/time_words.tsv"),
    HOLIDAYS,
    include_str!("../../../../data/en/tense_words.tsv"),
    include_str!("../../../../data/registry/southern.tsv"),
];

/// Finds time expressions. Holds its data, no state.
#[derive(Debug)]
pub(crate) struct TimeFinder {
    words: TimeWords,
    rules: Vec<TimeRule>,
    layers: Vec<Index>,
    tenses: Tenses,
    hemispheres: Hemispheres,
    /// The words of which a sentence with a time holds at least one, unless it holds digits.
    telling: BySymbol<bool>,
}

/// What a rule made of a row of items.
#[derive(Debug)]
struct Draft {
    rule: usize,
    because: Vec<usize>,
    span: Span<Clean>,
}

/// Room that is used again for each sentence.
#[derive(Debug, Default)]
struct Room {
    items: Vec<Item>,
    next: Vec<Item>,
    exprs: Vec<Expr>,
    drafts: Vec<Draft>,
    writing: Writing,
}

/// What the finder goes on with from sentence to sentence.
#[derive(Debug, Clone, Copy)]
struct Before {
    block: usize,
    last: Option<(Span<Clean>, (Date, Date))>,
    /// The last one of the block before.
    of_block_before: Option<(Span<Clean>, (Date, Date))>,
    /// The first weekday by which a clause calls its day, if it does not speak of what will be.
    lead: Option<LeadDay>,
}

impl TimeFinder {
    /// Reads the rules and the tables.
    pub(crate) fn parse(symbols: &mut Symbols) -> Result<Self, String> {
        let [rules, time_words, holidays, tense_words, southern] = DATA;
        let mut words = TimeWords::parse(time_words, holidays).map_err(|defect| defect.to_string())?;
        let rules = rule::parse(rules, &mut words)?;
        let index = |layer| {
            let of_layer = rules.iter().enumerate().filter(move |(_, rule): &(_, &TimeRule)| rule.layer == layer);
            Index::new(of_layer.map(|(n, rule)| (n, rule.forms.as_slice())), vocabulary::COMMON)
        };
        let layers: Vec<Index> = LAYERS.map(index).collect();
        let telling = words.seal(symbols, |entry| layers.iter().any(|layer| layer.is_needed(entry)));
        let tenses = Tenses::parse(tense_words).map_err(|defect| defect.to_string())?;
        let hemispheres = Hemispheres::parse(southern).map_err(|defect| defect.to_string())?;
        Ok(Self { layers, words, rules, tenses, hemispheres, telling })
    }

    /// The rules, in the order in which they are tried.
    pub(crate) fn rules(&self) -> impl Iterator<Item = &RuleCard> {
        self.rules.iter().map(|rule| &rule.card)
    }

    /// The time expressions of a report, in the order of the text, and the weekday that its lead is told on.
    pub(crate) fn find(
        &self,
        numerals: &Numerals,
        words: &Words<'_>,
        report: &Report,
        annotated: &Annotated,
    ) -> (Vec<Finding<Time>>, Option<LeadDay>) {
        let anchor = anchor(report, self.hemispheres.of(report));
        let mut found: Vec<_> = stated_day(report, anchor).into_iter().collect();
        let mut room = Room::default();
        let mut before = Before { block: usize::MAX, last: None, of_block_before: None, lead: None };
        for sentence in &annotated.sentences {
            if before.block != sentence.block {
                before = Before { block: sentence.block, last: None, of_block_before: before.last, ..before };
            }
            let writing = writing_of(report, sentence);
            if self.may_tell(words, sentence) && self.lay(numerals, words, sentence.tokens.range(), writing, &mut room)
            {
                // Headlines and captions tell in the present what was.
                let kind = report.blocks()[sentence.block].kind;
                let is_prose = writing == Writing::Prose && kind != BlockKind::Caption;
                let grammar = Grammar::new(annotated.syntax.as_ref().filter(|_| is_prose));
                self.finish(words, grammar, report.id(), anchor, sentence, &mut before, &room, &mut found);
            }
        }
        found.sort_by_key(|finding| finding.what.span);
        found.dedup_by(|later, earlier| later.what.span.overlaps(earlier.what.span));
        (found, before.lead)
    }

    /// Whether a word or digits stand in the sentence without which no rule matches.
    fn may_tell(&self, words: &Words<'_>, sentence: &Sentence) -> bool {
        sentence.tokens.range().any(|at| self.telling.get(words.symbol(at)) || words.may_hold_digits(at))
    }

    /// Lays all layers of rules over a sentence. Returns whether anything came of it.
    fn lay(
        &self,
        numerals: &Numerals,
        words: &Words<'_>,
        tokens: Range<usize>,
        writing: Writing,
        room: &mut Room,
    ) -> bool {
        let compound = |at, end| self.words.compound(numerals, words, at, end);
        let vocabulary = &self.words.vocabulary;
        room.writing = writing;
        itemize(vocabulary, numerals, words, tokens, writing, compound, &mut room.items);
        vocabulary::classify_numbers(words, &mut room.items);
        room.exprs.clear();
        room.drafts.clear();
        for layer in &self.layers {
            if layer.may_match(&room.items) {
                self.lay_layer(words, layer, room);
            }
        }
        !room.drafts.is_empty()
    }

    fn lay_layer(&self, words: &Words<'_>, layer: &Index, room: &mut Room) {
        room.next.clear();
        let mut at = 0;
        while at < room.items.len() {
            match self.longest(words, layer, room, at) {
                Some((rule, found, expr)) => {
                    let item = put(words, room, rule, found, expr);
                    room.next.push(item);
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
    fn longest(&self, words: &Words<'_>, layer: &Index, room: &Room, at: usize) -> Option<(usize, Match, Expr)> {
        let mut best: Option<(usize, Match, Expr)> = None;
        for (rule, form) in layer.beginning(&room.items, at) {
            let Some(found) = pattern::match_at(&self.rules[rule].forms[form], &room.items, words, at) else {
                continue;
            };
            let is_better = best.as_ref().is_none_or(|(first, longest, _)| {
                (found.end, std::cmp::Reverse(rule)) > (longest.end, std::cmp::Reverse(*first))
            });
            if !is_better || self.stands_for_a_name(words, room, found) {
                continue;
            }
            let items = &room.items[found.first..found.end];
            let parts = Parts { items, drafts: &room.exprs, times: &self.words, words };
            if let Some(expr) = self.rules[rule].build(parts) {
                best = Some((rule, found, expr));
            }
        }
        best
    }

    /// Whether a single word is a part of a name: "Tuesday Weld", "April Hollis", "the Harbour Daily".
    fn stands_for_a_name(&self, words: &Words<'_>, room: &Room, found: Match) -> bool {
        let items = room.items.as_slice();
        let item = &items[found.first];
        if found.end != found.first + 1 || item.payload != Payload::Word {
            return false;
        }
        if !item.classes.any(vocabulary::WEEKDAY.with(vocabulary::MONTH)) {
            return item.classes.is_empty() && room.writing == Writing::Prose && is_in_name(words, items, found.first);
        }
        // "$DEC" is the sign of a stock.
        if vocabulary::is_behind_sign(words, item.start as usize) {
            return true;
        }
        let before = (item.start as usize).checked_sub(1).filter(|_| found.first > 0);
        let is_led = before.is_some_and(|before| {
            words.class(before).any(Class::PREPOSITION) || self.tenses.is_told_by(words.lower(before))
        });
        let is_name = |item: &Item| item.classes.is_empty() && words.is_name_like(item.start as usize);
        let has_name_behind = items.get(found.end).is_some_and(is_name);
        // "in Tokyo Tuesday" names no person: only a month that is also a given name follows one.
        let can_be_surname = item.classes.any(vocabulary::MONTH) && !item.classes.any(vocabulary::MONTH_SURE);
        let has_name_before = found.first > 0 && is_name(&items[found.first - 1]);
        (has_name_behind && !is_led) || (can_be_surname && has_name_before)
    }

    /// Makes findings of what the layers left.
    #[expect(clippy::too_many_arguments, reason = "they are the places a sentence is looked at from, used once")]
    fn finish(
        &self,
        words: &Words<'_>,
        grammar: Grammar<'_>,
        report: ReportId,
        anchor: Anchor,
        sentence: &Sentence,
        before: &mut Before,
        room: &Room,
        found: &mut Vec<Finding<Time>>,
    ) {
        for item in &room.items {
            let Payload::Draft(draft) = item.payload else { continue };
            let told = self.told(words, grammar, room.writing, sentence, item, &room.exprs[draft]);
            let leads_ahead = self.tenses.leads_ahead(words, &sentence.tokens.range(), item.start as usize, told);
            let Before { last, of_block_before, .. } = *before;
            let goes_on = last.is_some_and(|(span, _)| is_joined(words, span, item.start as usize));
            let leads_back =
                item.start as usize > sentence.tokens.range().start && words.lower(item.start as usize - 1) == "since";
            let context = Context { anchor, told, leads_ahead, leads_back, before: last, goes_on, of_block_before };
            let Some(meant) = context.resolve(&room.exprs[draft]) else { continue };
            let span = room.drafts[draft].span;
            if let Expr::Weekday { weekday, week: None } = room.exprs[draft]
                && told.is_none_or(|told| told.tense == Tense::Past)
            {
                before.lead.get_or_insert(LeadDay { weekday, span });
            }
            if let Some(days) = meant.days.filter(|_| meant.kind != TimeKind::Duration) {
                before.last = Some((span, days));
            }
            let mut reason = self.reason(room, draft);
            if let Some(told) = told.filter(|_| meant.by_tense) {
                reason = reason.because(Reason::new(RuleName::new("tense"), vec![words.span(told.token)]));
            }
            let ends = self.named_ends(words, room, draft, item);
            found.push(Finding::time(report, time(span, meant, ends), reason));
        }
    }

    /// The word that tells the tense of what an item stands for: the nearest one that tells, or for a single day the verb in
    /// the present on which it hangs, if that is nearer.
    fn told(
        &self,
        words: &Words<'_>,
        grammar: Grammar<'_>,
        writing: Writing,
        sentence: &Sentence,
        item: &Item,
        expr: &Expr,
    ) -> Option<Told> {
        let told = self.tenses.around(words, writing, sentence.tokens.range(), item.tokens());
        let start = item.start as usize;
        let is_nearer = |present: &Told| match told.filter(|told| told.token < start) {
            Some(told) => (told.token..start).contains(&present.token),
            None => true,
        };
        let present = if expr.is_of_one_day() { self.tenses.present(grammar, words, &item.tokens()) } else { None };
        present.filter(is_nearer).or(told)
    }

    /// The characters of both ends of a run, where each is named by words of its own: of "3 to 5 May" the first is not.
    fn named_ends(&self, words: &Words<'_>, room: &Room, draft: usize, item: &Item) -> Option<[Span<Clean>; 2]> {
        if !matches!(room.exprs[draft], Expr::Range(..)) {
            return None;
        }
        if let [from, to] = room.drafts[draft].because[..] {
            return Some([room.drafts[from].span, room.drafts[to].span]);
        }
        // Years are read as a run at once: "2014-2018".
        let is_year = |at: &usize| words.lower(*at).len() == YEAR_DIGITS && words.kind(*at) == TokenKind::Number;
        let years: Vec<usize> = item.tokens().filter(is_year).collect();
        if let [from, to] = years[..] { Some([words.span(from), words.span(to)]) } else { None }
    }

    fn reason(&self, room: &Room, draft: usize) -> Reason {
        let Draft { rule, because, span } = &room.drafts[draft];
        let reason = Reason::new(self.rules[*rule].name.clone(), vec![*span]);
        because.iter().fold(reason, |reason, deeper| reason.because(self.reason(room, *deeper)))
    }
}

/// Whether nothing but "and" or "or" stands between an expression and the one that begins with a token.
fn is_joined(words: &Words<'_>, before: Span<Clean>, at: usize) -> bool {
    at >= 2 && matches!(words.lower(at - 1), "and" | "or") && words.span(at - 2).end() == before.end()
}

/// Whether a word that is written small where it tells a time stands with a capital beside a name: "Harbour TODAY", "the
/// Tonight Show". Among words that are all in capitals a name before it tells nothing.
fn is_in_name(words: &Words<'_>, items: &[Item], at: usize) -> bool {
    let token = items[at].start as usize;
    let behind = items.get(at + 1).map(|item| item.start as usize);
    let is_all_capitals = !words.get(token).contains(char::is_lowercase);
    let is_capital_behind = behind.is_some_and(|behind| words.class(behind).any(Class::CAPITAL));
    let ends_it = || words.is_name_like(token - 1) && !(is_all_capitals && is_capital_behind);
    let begins_it = || behind.is_some_and(|behind| words.is_name_like(behind));
    at > 0 && words.class(token).any(Class::CAPITAL) && (ends_it() || begins_it())
}

fn time(span: Span<Clean>, meant: Meant, named_ends: Option<[Span<Clean>; 2]>) -> Time {
    let Meant { kind, value, days, modifier, basis, ends, .. } = meant;
    let ends = ends.zip(named_ends).map(|(ends, [from, to])| {
        let (first, last) = *ends;
        Box::new([time(from, first, None), time(to, last, None)])
    });
    Time { span, kind, value, days, modifier, basis, ends }
}

/// Keeps what a rule made, and gives the item that stands in the place of its parts.
fn put(words: &Words<'_>, room: &mut Room, rule: usize, found: Match, expr: Expr) -> Item {
    let items = &room.items[found.first..found.end];
    let drafts = items.iter().filter_map(|item| match item.payload {
        Payload::Draft(draft) => Some(draft),
        _ => None,
    });
    let (first, last) = (items[0], items[items.len() - 1]);
    let span = words.cover(first.start as usize..last.end as usize);
    room.drafts.push(Draft { rule, because: drafts.collect(), span });
    let item = Item {
        start: first.start,
        end: last.end,
        word: 0,
        classes: vocabulary::classes_of(&expr),
        value: 0,
        payload: Payload::Draft(room.exprs.len()),
    };
    room.exprs.push(expr);
    item
}

/// Farther than this from the day of the metadata, the day in a line of the text is that of another publication.
const STATED_DAYS_MAX: i32 = 7;

/// The day that a report's times are counted from: that of its publication, unless its own text states another one
/// close by, for metadata often tell when a report was written or taken over.
fn anchor(report: &Report, hemisphere: Hemisphere) -> Anchor {
    let published = report.published();
    if let Some(day) = published.and_then(Dated::single) {
        let is_close = |stated: &Date| (*stated - day).get_days().abs() <= STATED_DAYS_MAX;
        let stated = report.stated_day().and_then(Dated::single).filter(is_close).filter(|stated| *stated != day);
        let basis = if stated.is_some() { TimeBasis::Dateline } else { TimeBasis::Published };
        return Anchor { day: AnchorDay::Known(stated.unwrap_or(day)), basis, hemisphere };
    }
    let dateline = report.dateline();
    if let Some(day) = dateline.and_then(dateline_core::Dateline::full_day) {
        return Anchor { day: AnchorDay::Known(day), basis: TimeBasis::Dateline, hemisphere };
    }
    let partial = match published.map(|published| &published.value) {
        Some(DateValue::Partial(partial)) => Some(*partial),
        _ => dateline.and_then(|dateline| dateline.day),
    };
    let day = partial.map_or(AnchorDay::Unknown, AnchorDay::Partial);
    Anchor { day, basis: TimeBasis::Dateline, hemisphere }
}

/// The day by which the text itself dates the report: it stands in a line that is no prose. A year that it lacks is
/// that of the day of publication, where that is known.
fn stated_day(report: &Report, anchor: Anchor) -> Option<Finding<Time>> {
    let stated = report.stated_day()?;
    let Basis::Stated(span) = stated.basis else { return None };
    let meant = match &stated.value {
        DateValue::Days { first, last } => Meant::stated(first.to_string(), (*first, *last)),
        DateValue::Partial(PartialDate { year: None, month: Some(month), day: Some(day) }) => {
            let day = Expr::Day { year: None, month: *month, day: *day, weekday: None };
            Context {
                anchor,
                told: None,
                leads_ahead: false,
                leads_back: false,
                before: None,
                goes_on: false,
                of_block_before: None,
            }
            .resolve(&day)?
        }
        DateValue::Partial(partial) => Meant::open(partial.to_string()),
    };
    Some(Finding::time(
        report.id(),
        time(span, meant, None),
        Reason::new(RuleName::new("day-of-the-report"), vec![span]),
    ))
}

fn writing_of(report: &Report, sentence: &Sentence) -> Writing {
    match report.blocks()[sentence.block].kind {
        BlockKind::Headline | BlockKind::Subheading => Writing::Title,
        _ => Writing::Prose,
    }
}

#[cfg(test)]
mod tests;
