//! Sentences of different reports that are the same but for a few words, and in these say what cannot both be true.
//!
//! Such sentences are laid over each other by their words of content, negations and values; articles, prepositions and
//! auxiliaries stand aside. Then each value stands against its counterpart, whatever it counts or dates; and where a word
//! is negated on one side only, or its contrary stands in its place, the reports tell the outcome in opposite ways.
//! People who contradict each other are no contradiction of the reports that tell it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use dateline_core::{Analysis, Clean, Figure, RelationKind, Slot, Span, SpeakerAgreement, Time, TimeKind, TokenKind};
use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::{Differing, Told, date, name, number};
use crate::candidates::{ranks, sharing};
use crate::content::{Content, ContentWord, Matter};
use crate::contents::Contents;
use crate::entity::{Cast, Named};
use crate::opposite::Opposites;
use crate::substitute::Stems;
use crate::unit::described;
use crate::words::{Lexicon, fold, within};

/// Fewest stems that twins share, and the smallest part of what both speak of that these make up.
const STEMS_MIN: usize = 3;
const OF_BOTH_MIN: f64 = 0.4;

/// The same for names, which many sentences put into one mould, and for outcomes.
const OF_BOTH_MIN_OF_NAMES: f64 = 0.7;
const OF_BOTH_MIN_OF_OUTCOMES: f64 = 0.6;

/// The same for days on which something is said.
const OF_BOTH_MIN_OF_SAYINGS: f64 = 0.9;

/// Most words at a place where twins differ in the outcome.
const OPPOSED_WORDS_MAX: usize = 4;

/// Most words of a sentence that is laid over another one; longer ones are lists.
const WORDS_MAX: usize = 120;

/// Words that stand for whoever or whatever is counted: "no one", "three people".
const INDEFINITE: [&str; 8] = ["one", "body", "person", "people", "single", "any", "anyone", "anybody"];

/// Words of what is not yet: what is planned in one report and done in the other is no contradiction.
const OPEN: [&str; 8] = ["will", "would", "may", "might", "could", "should", "shall", "'ll"];

/// Letters at their beginning by which two names may be forms of one: "Norway", "Norwegian".
const NAME_LETTERS: usize = 4;

/// One word or value of a sentence.
#[derive(Debug)]
struct Item<'a> {
    key: String,
    span: Span<Clean>,
    sort: Sort<'a>,
}

#[derive(Debug, Clone, Copy)]
enum Sort<'a> {
    Word,
    /// "Not", "nobody".
    Negation,
    /// "Failed", "refused".
    Refusal,
    Figure(&'a Figure),
    Time(&'a Time),
}

/// A sentence as it is laid over another one.
#[derive(Debug)]
struct Line<'a> {
    report: usize,
    sentence: Span<Clean>,
    matter: Matter,
    items: Vec<Item<'a>>,
}

/// Finds what twins contradict each other in.
pub(super) struct Twins<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) stems: &'a Stems,
    pub(super) opposites: &'a Opposites,
    pub(super) content: &'a Content,
    pub(super) cast: &'a Cast,
    pub(super) analyses: &'a [&'a Analysis],
    pub(super) contents: &'a [Contents],
}

impl<'a> Twins<'a> {
    /// What twins tell differently, by their sentences.
    pub(super) fn differing(&self) -> Vec<Differing> {
        let lines: Vec<Line<'_>> = (0..self.analyses.len()).flat_map(|report| self.lines(report)).collect();
        let named: Vec<Named> =
            self.analyses.iter().copied().enumerate().map(|report| self.cast.named(report)).collect();
        let pairs = self.pairs(&lines);
        let of = |(a, b, of_both): (usize, usize, f64)| {
            Pair { twins: self, named: &named, a: &lines[a], b: &lines[b], of_both }.differing()
        };
        pairs.into_iter().flat_map(of).collect()
    }

    /// Whether two sentences tell what two people say who contradict each other.
    pub(super) fn speakers_differ(&self, a: Told, b: Told) -> bool {
        let said = |(report, sentence): Told| {
            let findings = &self.analyses[report].findings;
            let statements: BTreeSet<_> =
                self.contents[report].touching(sentence).map(|(_, statement)| statement).collect();
            let said = || statements.iter().map(|statement| &findings.statement(*statement).what);
            let places: BTreeSet<usize> = said().flat_map(|said| self.cast.places(report, &said.speakers)).collect();
            let described = described(self.content, self.cast, report, said());
            (places.into_iter().collect::<Vec<_>>(), described)
        };
        let ((left, left_words), (right, right_words)) = (said(a), said(b));
        let share_no_word = !left_words.is_empty()
            && !right_words.is_empty()
            && left_words.iter().all(|word| right_words.binary_search(word).is_err());
        share_no_word || self.cast.agreement(&left, &right) == SpeakerAgreement::Different
    }

    /// The sentences of a report with their words.
    fn lines(&self, report: usize) -> Vec<Line<'a>> {
        let analysis = self.analyses[report];
        let line = |sentence: Span<Clean>| {
            let words = self.content.words(report, sentence);
            let is_fit = words.len() >= STEMS_MIN && words.len() <= WORDS_MAX;
            let values = values(analysis, sentence);
            let is_beside = |word: &&ContentWord| !values.iter().any(|(span, ..)| span.contains(word.span));
            is_fit.then(|| Line {
                report,
                sentence,
                matter: self.content.matter(words.iter().filter(is_beside)),
                items: self.items(analysis, sentence, &values),
            })
        };
        let sentences = analysis.annotated.sentences.items().iter();
        let prose = sentences.filter(|sentence| analysis.report.blocks()[sentence.block].kind.holds_prose());
        prose.filter_map(|sentence| line(sentence.span)).collect()
    }

    fn items(&self, analysis: &'a Analysis, sentence: Span<Clean>, values: &[Value<'a>]) -> Vec<Item<'a>> {
        let tokens = analysis.annotated.tokens.items();
        let first = tokens.partition_point(|token| token.span.end() <= sentence.start());
        let mut items: Vec<Item<'a>> = Vec::new();
        let n_tokens = within(tokens, sentence, |token| token.span).len();
        for (at, token) in tokens.iter().enumerate().skip(first).take(n_tokens) {
            if let Some((span, key, sort)) = values.iter().find(|(span, ..)| span.overlaps(token.span)) {
                if items.last().is_none_or(|item| item.span != *span) {
                    items.push(Item { key: (*key).to_owned(), span: *span, sort: *sort });
                }
                continue;
            }
            if !matches!(token.kind, TokenKind::Word | TokenKind::Number) {
                continue;
            }
            let word = fold(analysis.report.text().get(token.span));
            let lemma = analysis.annotated.syntax.as_ref().map_or(word.clone(), |syntax| fold(syntax.lemma(at)));
            if self.lexicon.denies(&word) {
                items.push(Item { key: format!("-{word}"), span: token.span, sort: Sort::Negation });
            } else if self.opposites.leaves_undone(&self.opposites.stem(&lemma)) {
                items.push(Item { key: self.stems.of(&lemma), span: token.span, sort: Sort::Refusal });
            } else if !word.is_empty() && !self.lexicon.is_light(&word) && !self.lexicon.is_light(&lemma) {
                items.push(Item { key: self.stems.of(&lemma), span: token.span, sort: Sort::Word });
            }
        }
        items
    }

    /// The sentences of different reports that have most in common with each other of all.
    fn pairs(&self, lines: &[Line<'_>]) -> Vec<(usize, usize, f64)> {
        let index =
            lines.iter().enumerate().flat_map(|(at, line)| line.matter.stems.iter().map(move |stem| (*stem, at)));
        let of_both = |(a, b): (usize, usize)| {
            let (left, right) = (&lines[a], &lines[b]);
            let shared = self.content.shared(&left.matter, &right.matter);
            let of_both = shared.of_both(&left.matter, &right.matter);
            let is_twin = left.report != right.report && shared.n_stems >= STEMS_MIN && of_both >= OF_BOTH_MIN;
            is_twin.then_some((a, b, of_both))
        };
        let ranks = ranks(self.analyses);
        let sharing = sharing(index.collect(), |at| (ranks[lines[at].report], at));
        let pairs: Vec<(usize, usize, f64)> = sharing.into_iter().filter_map(of_both).collect();
        let mut best = BTreeMap::<(usize, usize), f64>::new();
        for &(a, b, of_both) in &pairs {
            for (one, other) in [(a, b), (b, a)] {
                let most = best.entry((one, lines[other].report)).or_default();
                *most = most.max(of_both);
            }
        }
        let is_best = |&(a, b, of_both): &(usize, usize, f64)| {
            best[&(a, lines[b].report)] <= of_both && best[&(b, lines[a].report)] <= of_both
        };
        // Words are laid over each other from the one to the other: which is which is told by the reports' ids.
        let in_turn = |(a, b, of_both): (usize, usize, f64)| {
            if ranks[lines[a].report] <= ranks[lines[b].report] { (a, b, of_both) } else { (b, a, of_both) }
        };
        pairs.into_iter().filter(is_best).map(in_turn).collect()
    }
}

/// The characters of a value, the key that its counterpart has too, and what it is.
type Value<'a> = (Span<Clean>, &'static str, Sort<'a>);

/// The values in a sentence, each with the key that its counterpart has too, in the order of the text; of those in one another
/// the first.
fn values<'a>(analysis: &'a Analysis, sentence: Span<Clean>) -> Vec<Value<'a>> {
    let times = starting_in(analysis.findings.times.items(), sentence, |found| found.what.span);
    let figures = starting_in(analysis.findings.figures.items(), sentence, |found| found.what.span);
    let times = times.iter().map(|found| &found.what);
    let figures = figures.iter().map(|found| &found.what);
    let of_times = times.filter(|time| sentence.contains(time.span)).map(|time| {
        let key = match time.kind {
            TimeKind::Date => "#date",
            TimeKind::Clock => "#clock",
            TimeKind::Duration => "#duration",
            TimeKind::Set => "#set",
        };
        (time.span, key, Sort::Time(time))
    });
    let of_figures = figures.filter(|figure| sentence.contains(figure.span));
    let of_figures = of_figures.map(|figure| (figure.span, number::key(figure), Sort::Figure(figure)));
    let mut values: Vec<_> = of_times.chain(of_figures).collect();
    values.sort_by_key(|(span, ..)| (span.start(), std::cmp::Reverse(span.end())));
    let mut end = 0;
    values.retain(|(span, ..)| {
        let is_first = span.start() >= end;
        end = end.max(span.end());
        is_first
    });
    values
}

/// The findings that begin in a sentence; `items` stand in the order of the text.
fn starting_in<T>(items: &[T], sentence: Span<Clean>, of: impl Fn(&T) -> Span<Clean>) -> &[T] {
    let first = items.partition_point(|item| of(item).start() < sentence.start());
    let behind = items.partition_point(|item| of(item).start() < sentence.end());
    &items[first..behind.max(first)]
}

/// Two sentences that are nearly the same.
struct Pair<'a> {
    twins: &'a Twins<'a>,
    named: &'a [Named],
    a: &'a Line<'a>,
    b: &'a Line<'a>,
    of_both: f64,
}

/// A place where the sentences part: their items there.
type Parting = (Range<usize>, Range<usize>);

impl Pair<'_> {
    fn differing(&self) -> Vec<Differing> {
        let (same, partings) = self.lay();
        let names: Vec<&Parting> = partings.iter().filter(|parting| self.names(parting).is_some()).collect();
        let values = same.into_iter().chain(self.alone(&partings));
        let differing: Vec<Differing> =
            values.filter_map(|(a, b)| self.of_values(&self.a.items[a], &self.b.items[b])).collect();
        match (differing.is_empty(), names.as_slice()) {
            (false, []) => differing,
            (true, [parting]) if partings.len() <= 2 && self.of_both >= OF_BOTH_MIN_OF_NAMES => {
                self.names(parting).into_iter().collect()
            }
            (true, []) if self.of_both >= OF_BOTH_MIN_OF_OUTCOMES => {
                let opposed = partings.iter().filter(|parting| self.are_opposed(parting));
                opposed.filter_map(|parting| self.outcome(parting)).take(1).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Which items are the same, and where the sentences part.
    fn lay(&self) -> (Vec<(usize, usize)>, Vec<Parting>) {
        let keys = |line: &Line<'_>| -> Vec<String> { line.items.iter().map(|item| item.key.clone()).collect() };
        let (mut same, mut partings) = (Vec::new(), Vec::<Parting>::new());
        for op in capture_diff_slices(Algorithm::Myers, &keys(self.a), &keys(self.b)) {
            let (a, b) = (op.old_range(), op.new_range());
            match partings.last_mut().filter(|last| last.0.end == a.start && last.1.end == b.start) {
                _ if op.tag() == DiffTag::Equal => same.extend(a.zip(b)),
                Some(last) => (last.0.end, last.1.end) = (a.end, b.end),
                None => partings.push((a, b)),
            }
        }
        (same, partings)
    }

    /// Of each kind the value where the sentences part, if there is one in each: "six years in prison", "prison for nine
    /// years".
    fn alone(&self, partings: &[Parting]) -> Vec<(usize, usize)> {
        let values = |line: &Line<'_>, ranges: &mut dyn Iterator<Item = &Range<usize>>| {
            let mut values = BTreeMap::<String, Vec<usize>>::new();
            for at in ranges.flat_map(Clone::clone) {
                if matches!(line.items[at].sort, Sort::Figure(_) | Sort::Time(_)) {
                    values.entry(line.items[at].key.clone()).or_default().push(at);
                }
            }
            values
        };
        let left = values(self.a, &mut partings.iter().map(|(a, _)| a));
        let right = values(self.b, &mut partings.iter().map(|(_, b)| b));
        let pair = |(key, of_a): (&String, &Vec<usize>)| match (of_a.as_slice(), right.get(key)?.as_slice()) {
            ([a], [b]) => Some((*a, *b)),
            _ => None,
        };
        left.iter().filter_map(pair).collect()
    }

    /// What two values of one kind say, if they differ.
    fn of_values(&self, a: &Item<'_>, b: &Item<'_>) -> Option<Differing> {
        let (left, right) = (self.twins.analyses[self.a.report], self.twins.analyses[self.b.report]);
        if self.gives(self.b.report, a.sort) || self.gives(self.a.report, b.sort) {
            return None;
        }
        let (kind, slot) = match (a.sort, b.sort) {
            (Sort::Figure(a), Sort::Figure(b)) => (number::relation_of_twins((left, a), (right, b))?, Slot::Number),
            (Sort::Time(a), Sort::Time(b)) if a.kind == TimeKind::Duration => {
                (date::relation_of_durations(a, b)?, Slot::Number)
            }
            (Sort::Time(a), Sort::Time(b)) => {
                let same = fold(left.report.text().get(a.span)) == fold(right.report.text().get(b.span));
                (date::relation_of_times(a, b).filter(|_| !same && !self.tell_when_said(a, b))?, Slot::Date)
            }
            _ => return None,
        };
        (!self.both_quoted(a.span, b.span)).then(|| self.told((a.span, b.span), kind, slot, "twins-differ-in-a-value"))
    }

    /// Whether a report gives a value, wherever it stands: then the reports only tell it in another order.
    fn gives(&self, report: usize, value: Sort<'_>) -> bool {
        let findings = &self.twins.analyses[report].findings;
        match value {
            Sort::Figure(figure) => {
                let is_same = |other: &Figure| {
                    (other.kind, &other.unit, other.value) == (figure.kind, &figure.unit, figure.value)
                };
                findings.figures.items().iter().any(|found| is_same(&found.what))
            }
            Sort::Time(time) => {
                let is_same = |other: &Time| (other.kind, &other.value) == (time.kind, &time.value);
                !time.value.is_empty() && findings.times.items().iter().any(|found| is_same(&found.what))
            }
            Sort::Word | Sort::Negation | Sort::Refusal => false,
        }
    }

    /// Whether two times only date what somebody said, which may be said on two days; if all else is the same, it was not.
    fn tell_when_said(&self, a: &Time, b: &Time) -> bool {
        let is_of_saying = |line: &Line<'_>, time: &Time| {
            let mut told = self.twins.contents[line.report].touching(line.sentence).peekable();
            told.peek().is_some() && !told.any(|(piece, _)| piece.contains(time.span))
        };
        self.of_both < OF_BOTH_MIN_OF_SAYINGS && (is_of_saying(self.a, a) || is_of_saying(self.b, b))
    }

    /// Two names of one kind at a place where nothing else of weight differs.
    fn names(&self, (a, b): &Parting) -> Option<Differing> {
        let (left, right) = (self.name(self.a, a)?, self.name(self.b, b)?);
        let text = |line: &Line<'_>, span| self.twins.analyses[line.report].report.text().get(span);
        let begin = |span, line| fold(text(line, span)).chars().take(NAME_LETTERS).collect::<String>();
        let differ = self.twins.cast.agreement(&[left.1], &[right.1]) == SpeakerAgreement::Different
            && begin(left.0, self.a) != begin(right.0, self.b);
        let slot = self.slot(left.1).filter(|slot| self.slot(right.1) == Some(*slot))?;
        (differ && !self.both_quoted(left.0, right.0))
            .then(|| self.told((left.0, right.0), RelationKind::Contradicts, slot, "twins-differ-in-a-name"))
    }

    fn slot(&self, bearer: usize) -> Option<Slot> {
        self.twins.cast.kind(bearer).and_then(name::slot)
    }

    /// The only name among some items of a sentence, which are few beside it, with its bearer.
    fn name(&self, line: &Line<'_>, items: &Range<usize>) -> Option<(Span<Clean>, usize)> {
        let items = &line.items[items.clone()];
        let span = items.first()?.span.cover(items.last()?.span);
        let mut mentions = self.named[line.report].spans(span);
        let (mention, bearer) = mentions.next()?;
        let beside = items.iter().filter(|item| !mention.contains(item.span)).count();
        (mentions.next().is_none() && span.contains(mention) && beside <= 1).then_some((mention, bearer))
    }

    /// Whether one sentence says the contrary of the other at a place, by the same speaker or by the report itself.
    fn are_opposed(&self, (a, b): &Parting) -> bool {
        let (left, right) = (&self.a.items[a.clone()], &self.b.items[b.clone()]);
        let negations = |items: &[Item<'_>]| items.iter().filter(|item| matches!(item.sort, Sort::Negation)).count();
        let refusals = |items: &[Item<'_>]| items.iter().filter(|item| matches!(item.sort, Sort::Refusal)).count();
        let is_rest = |item: &Item<'_>| match item.sort {
            Sort::Word => INDEFINITE.iter().any(|word| self.twins.stems.of(word) == item.key),
            Sort::Negation | Sort::Refusal | Sort::Figure(_) | Sort::Time(_) => true,
        };
        let are_short = left.len() <= OPPOSED_WORDS_MAX && right.len() <= OPPOSED_WORDS_MAX;
        let (around_left, around_right) = (self.around(self.a, a), self.around(self.b, b));
        let is_open =
            |words: &[BTreeSet<String>]| words.iter().any(|stems| OPEN.iter().any(|word| stems.contains(*word)));
        let turned = (negations(left) + refusals(left), negations(right) + refusals(right));
        let is_turned = matches!(turned, (1, 0) | (0, 1)) && left.iter().chain(right).all(is_rest);
        let is_plain = negations(left) + negations(right) == 0;
        let is_opposed = is_turned || (is_plain && self.twins.opposites.are_opposed(&around_left, &around_right));
        are_short && is_opposed && is_open(&around_left) == is_open(&around_right) && !self.speakers_differ()
    }

    /// The stems that the words of a place may have, with the light words around it.
    fn around(&self, line: &Line<'_>, items: &Range<usize>) -> Vec<BTreeSet<String>> {
        let analysis = self.twins.analyses[line.report];
        let behind = line.items.get(items.end).map_or(line.sentence.end(), |item| item.span.start());
        let before = items.start.checked_sub(1).map_or(line.sentence.start(), |at| line.items[at].span.end());
        let tokens = analysis.annotated.tokens.items();
        let first = tokens.partition_point(|token| token.span.end() <= before);
        let behind = tokens.partition_point(|token| token.span.start() < behind);
        let stems = |at: usize| {
            let word = fold(analysis.report.text().get(tokens[at].span));
            let lemma = analysis.annotated.syntax.as_ref().map(|syntax| fold(syntax.lemma(at)));
            lemma.iter().chain([&word]).map(|word| self.twins.opposites.stem(word)).collect()
        };
        (first..behind.max(first)).map(stems).collect()
    }

    fn speakers_differ(&self) -> bool {
        let place = |line: &Line<'_>| (line.report, line.sentence);
        self.twins.speakers_differ(place(self.a), place(self.b))
    }

    /// The wordings of a place where the outcome is opposite; where one has nothing there, up to the word behind it.
    fn outcome(&self, (a, b): &Parting) -> Option<Differing> {
        let is_short = a.is_empty() || b.is_empty();
        let wording = |line: &Line<'_>, items: &Range<usize>| {
            let tokens = self.twins.analyses[line.report].annotated.tokens.items();
            let last = line.items[items.start..].get(if is_short { items.len() } else { items.len() - 1 });
            let last = last.or(line.items.last())?;
            let before = items.start.checked_sub(1).map_or(line.sentence.start(), |at| line.items[at].span.end());
            let first = if is_short { before } else { line.items[items.start].span.start() };
            let first = tokens
                .iter()
                .skip(tokens.partition_point(|token| token.span.end() <= first))
                .find(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number))?;
            (first.span.start() < last.span.end()).then(|| first.span.cover(last.span))
        };
        let (left, right) = (wording(self.a, a)?, wording(self.b, b)?);
        let is_told = !self.both_quoted(left, right);
        is_told.then(|| self.told((left, right), RelationKind::Contradicts, Slot::Other, "twins-tell-the-opposite"))
    }

    /// Whether both stand between quotation marks: how quotations differ is told of them.
    fn both_quoted(&self, a: Span<Clean>, b: Span<Clean>) -> bool {
        let is_quoted = |line: &Line<'_>, span: Span<Clean>| {
            let quotations = self.twins.analyses[line.report].annotated.quotations.items();
            quotations.iter().any(|quoted| quoted.depth == 0 && quoted.inner.contains(span))
        };
        is_quoted(self.a, a) && is_quoted(self.b, b)
    }

    fn told(
        &self,
        (a, b): (Span<Clean>, Span<Clean>),
        kind: RelationKind,
        slot: Slot,
        rule: &'static str,
    ) -> Differing {
        let end = |line: &Line<'_>, span| (line.report, line.sentence, span);
        Differing::told(end(self.a, a), end(self.b, b), kind, slot, rule)
    }
}
