//! Quotations without a cue of their own: what stands before and behind them tells whose they are.

use std::ops::Range;

use dateline_core::{Quotation, Reason, Stance, StatementKind, TokenKind};

use crate::cue::{CueForm, CueHit};
use crate::lexicon::Lexicon;
use crate::phrase::{Reach, noun_phrase};
use crate::rule::{Action, StatementRule, Step};
use crate::source::{Side, Source, Sources};
use crate::statement::{Draft, DraftSource, Drafts, MARKS_BYTES_MAX, Stage, draft_cue, source};
use crate::words::Class;

/// Fewest words of a quotation that stands for a statement without a cue of its own.
const ALONE_WORDS_MIN: usize = 4;

/// Longest sentence in words and whole quotations whose begin is looked for; the bound keeps time linear.
const SENTENCE_UNITS_MAX: usize = 400;

/// Dashes that lead over to who said it.
const DASHES: [&str; 5] = ["—", "–", "―", "--", "-"];

/// Lets the steps look at the quotations that no pattern took, in the order of the text.
pub(crate) fn by_steps(
    lexicon: &Lexicon,
    rules: &[StatementRule],
    quotations: &[Quotation],
    stages: &[Stage<'_>],
    taken_quotations: &mut [bool],
    drafts: &mut Drafts,
) {
    let steps: Vec<(&StatementRule, Step)> = rules
        .iter()
        .filter_map(|rule| match rule.action {
            Action::Step(step) => Some((rule, step)),
            Action::Match(_) | Action::Read(_) => None,
        })
        .collect();
    for (n_stage, stage) in stages.iter().enumerate() {
        for (n_unit, unit) in stage.units.items.iter().enumerate() {
            let Some(n) = unit.quotation.filter(|n| !taken_quotations[*n]) else { continue };
            let ends = stage.units.ends_sentence(stage.words, n_unit + 1) || is_dash(stage, n_unit + 1);
            let is_led = n_unit > 0 && is_colon(stage, n_unit - 1);
            let begins = is_led
                || stage.units.begins_sentence(stage.words, n_unit)
                || follows_stop(stage, &quotations[n], n_unit);
            if !begins || !ends {
                continue;
            }
            let before = n_stage.checked_sub(1).map(|at| &stages[at]);
            let lone = Lone { quotation: &quotations[n], n_unit, stage, before, behind: stages.get(n_stage + 1) };
            // Behind a dash stands a name, or something that only the syntax can tell.
            let fits = |step: Step| match step {
                Step::Signed => is_dash(stage, n_unit + 1),
                Step::Led => is_led,
                _ => !is_led && !is_dash(stage, n_unit + 1),
            };
            let mut fitting = steps.iter().filter(|(_, step)| fits(*step));
            let took = fitting.any(|(rule, step)| take(lexicon, rule, *step, &lone, drafts));
            taken_quotations[n] = took;
        }
    }
}

/// Whether a quotation that begins with a capital stands behind a full stop that may as well be an abbreviation's:
/// "told a station in Velm, Ky. “We …”".
fn follows_stop(stage: &Stage<'_>, quotation: &Quotation, unit: usize) -> bool {
    let before = unit.checked_sub(1).map(|before| &stage.units.items[before]);
    let is_stop = before.is_some_and(|unit| stage.words.get(unit.tokens.end - 1).ends_with('.'));
    is_stop && stage.words.text.get(quotation.inner).starts_with(char::is_uppercase)
}

fn is_colon(stage: &Stage<'_>, unit: usize) -> bool {
    let unit = &stage.units.items[unit];
    unit.quotation.is_none() && stage.words.lower(unit.tokens.start) == ":"
}

fn is_dash(stage: &Stage<'_>, unit: usize) -> bool {
    let token = stage.units.items.get(unit).map(|unit| unit.tokens.start);
    token.is_some_and(|token| DASHES.contains(&stage.words.lower(token)))
}

/// A quotation without a cue of its own.
struct Lone<'a> {
    quotation: &'a Quotation,
    n_unit: usize,
    stage: &'a Stage<'a>,
    before: Option<&'a Stage<'a>>,
    behind: Option<&'a Stage<'a>>,
}

impl Lone<'_> {
    /// The tokens of the sentence before it, or of what stands before it in its own sentence.
    fn sentence_before(&self) -> Range<usize> {
        let (units, words) = (&self.stage.units, self.stage.words);
        let floor = self.n_unit.saturating_sub(SENTENCE_UNITS_MAX);
        let first = (floor..self.n_unit).rev().find(|at| units.begins_sentence(words, *at)).unwrap_or(floor);
        units.items[first].tokens.start..units.items[self.n_unit].tokens.start
    }

    /// The last cue with a source in some tokens of its block, if no statement has taken it.
    fn free_cue(&self, tokens: &Range<usize>, drafts: &Drafts) -> Option<&CueHit> {
        let hits = &self.stage.hits;
        let end = hits.partition_point(|hit| hit.tokens.start < tokens.end);
        let near = hits[..end].iter().rev().take_while(|hit| hit.tokens.start >= tokens.start);
        let hit = near.into_iter().find(|hit| hit.source.is_some())?;
        (!drafts.have_taken(self.stage.block, self.start_of(tokens), hit)).then_some(hit)
    }

    /// Who is found outside quotations and can speak.
    fn somebody(&self, lexicon: &Lexicon, find: impl Fn(Sources<'_>) -> Option<Source>) -> Option<Source> {
        let sources = Sources { lexicon, words: self.stage.words, trees: self.stage.trees };
        let source = find(sources)?.outside(|at| self.stage.units.is_outside(at))?;
        sources.somebody(source)
    }

    /// Where tokens begin, in bytes of the text.
    fn start_of(&self, tokens: &Range<usize>) -> u32 {
        self.stage.words.span(tokens.start).start()
    }

    fn n_words(&self) -> usize {
        let tokens = self.stage.units.items[self.n_unit].tokens.clone();
        tokens.filter(|at| self.stage.words.class(*at).any(Class::WORD)).count()
    }
}

fn take(lexicon: &Lexicon, rule: &StatementRule, step: Step, lone: &Lone<'_>, drafts: &mut Drafts) -> bool {
    match step {
        Step::GoesOn => goes_on(rule, lone, drafts),
        Step::Follows => follows(rule, lone, drafts),
        Step::Signed => signed(lexicon, rule, lone, drafts),
        Step::Announced => announced(lexicon, rule, lone, drafts),
        Step::Led => led(lexicon, rule, lone, drafts),
        Step::Behind => behind(lexicon, rule, lone, drafts),
        Step::Continued => continued(rule, lone, drafts),
        Step::Alone => alone(rule, lone, drafts),
        // They look at whole blocks, not at quotations.
        Step::Turn | Step::Headline | Step::HeadlineLed => false,
    }
}

/// Adds the quotation to the statement before it in the paragraph.
fn goes_on(rule: &StatementRule, lone: &Lone<'_>, drafts: &mut Drafts) -> bool {
    let inner = lone.quotation.inner;
    let before = lone.start_of(&lone.sentence_before());
    let direct = drafts.last_direct_in(lone.stage.block, inner.start(), before);
    // "“…,” Keller said. She wants more. “…”": behind a sentence that tells something else it is another statement.
    let is_near = |at: &usize| {
        let draft = &drafts.items[*at];
        let cue = draft.cue.as_ref().map_or(0, |cue| cue.cue.span.end());
        let end = draft.content.last().map_or(0, |piece| piece.end());
        cue.max(end) + MARKS_BYTES_MAX >= before
    };
    let direct = direct.filter(is_near);
    let Some(at) = direct.or_else(|| told_first(lone, drafts)) else { return false };
    drafts.append(at, inner);
    if drafts.items[at].kind == StatementKind::Indirect {
        drafts.items[at].kind = StatementKind::Mixed;
    }
    drafts.items[at].reason.because.push(Reason::new(rule.name.clone(), vec![inner]));
    true
}

/// The statement of the sentence before whose words stand before its cue, and go on in the quotation: "The pier is lost,
/// Keller said. “…”".
fn told_first(lone: &Lone<'_>, drafts: &Drafts) -> Option<usize> {
    let sentence = lone.start_of(&lone.sentence_before());
    let at = drafts.last_in(lone.stage.block, lone.quotation.inner.start())?;
    let draft = &drafts.items[at];
    let ends = draft.content.last().map(|piece| piece.end());
    let cue = draft.cue.as_ref().map(|cue| cue.cue.span.start());
    let tells_first = ends.zip(cue).is_some_and(|(end, cue)| end <= cue);
    (tells_first && draft.content[0].start() >= sentence && lone.n_words() >= ALONE_WORDS_MIN).then_some(at)
}

/// Gives the quotation to the speaker of the words before it in the paragraph.
fn follows(rule: &StatementRule, lone: &Lone<'_>, drafts: &mut Drafts) -> bool {
    let speaks_as = drafts.last_in(lone.stage.block, lone.quotation.inner.start());
    let is_long = lone.n_words() >= ALONE_WORDS_MIN;
    if is_long && speaks_as.is_some() {
        push_alone(rule, lone, speaks_as, drafts);
    }
    is_long && speaks_as.is_some()
}

/// Gives the quotation to the name behind its dash.
fn signed(lexicon: &Lexicon, rule: &StatementRule, lone: &Lone<'_>, drafts: &mut Drafts) -> bool {
    let words = lone.stage.words;
    let dash = lone.stage.units.items[lone.n_unit].tokens.end;
    if dash + 1 >= lone.stage.tokens.end || !DASHES.contains(&words.lower(dash)) {
        return false;
    }
    let phrase = noun_phrase(lexicon, words, dash + 1, lone.stage.tokens.end, Reach::Near);
    // "— Anna Keller", "— eyewitness Anna Keller"
    let is_role = || lexicon.role(words.lower(phrase.start)).is_some();
    let has_name = phrase.clone().any(|at| words.class(at).any(Class::CAPITAL));
    let is_name = has_name && (words.class(phrase.start).any(Class::CAPITAL) || is_role());
    let ends = phrase.end == lone.stage.tokens.end || words.kind(phrase.end) == TokenKind::Punctuation;
    if !is_name || !ends {
        return false;
    }
    push_alone(rule, lone, None, drafts);
    let source = DraftSource { tokens: phrase.clone(), core: phrase, rule: "name-behind-dash" };
    drafts.items.last_mut().expect("a draft was pushed").source = Some(source);
    true
}

/// Gives the quotation to the cue with which the paragraph before ends in a colon.
fn announced(lexicon: &Lexicon, rule: &StatementRule, lone: &Lone<'_>, drafts: &mut Drafts) -> bool {
    let Some(before) = lone.before.filter(|_| lone.n_unit == 0) else { return false };
    let last = before.tokens.end - 1;
    let hit = before.hits.iter().rev().find(|hit| hit.source.is_some());
    let hit = hit.filter(|hit| before.words.lower(last) == ":" && !drafts.have_taken(before.block, 0, hit));
    hit.is_some_and(|hit| push_told(lexicon, rule, lone, hit, drafts))
}

/// Gives the quotation to the cue of the sentence before it, if that tells nothing of what was said, or to who acts there.
fn behind(lexicon: &Lexicon, rule: &StatementRule, lone: &Lone<'_>, drafts: &mut Drafts) -> bool {
    let sentence = lone.sentence_before();
    let bytes = lone.start_of(&sentence)..lone.quotation.inner.start();
    if sentence.is_empty() || drafts.end_within(lone.stage.block, bytes) {
        return false;
    }
    let is_open = |hit: &&CueHit| {
        let is_own = hit.has_source_before() || hit.has_source_behind();
        let takes_quotation = lexicon.cues[hit.entry].frames.takes_quotation();
        // "Keller agreed. “…”": nothing else was done.
        let ends = (hit.tokens.end..sentence.end).all(|at| lone.stage.words.kind(at) == TokenKind::Punctuation);
        (hit.is_speech || ends) && takes_quotation && is_own && hit.form == CueForm::Active
    };
    if let Some(hit) = lone.free_cue(&sentence, drafts).filter(is_open) {
        return push_told(lexicon, rule, lone, hit, drafts);
    }
    // "Her husband was calmer. “…”": nobody else spoke before.
    let last = drafts.last_in(lone.stage.block, lone.quotation.inner.start()).map(|at| &drafts.items[at]);
    let is_first = last.is_none_or(|last| last.source.is_none() && last.speaks_as.is_none());
    let actor = || lone.somebody(lexicon, |sources| sources.of_clause(sentence.clone()));
    let actor = if is_first && lone.n_words() >= ALONE_WORDS_MIN { actor() } else { None };
    actor.is_some_and(|source| push_by(rule, lone, source, drafts))
}

/// Gives the quotation behind a colon to the cue before it, or to who acts in the clause that leads over to it, or to
/// who is named right before the colon.
fn led(lexicon: &Lexicon, rule: &StatementRule, lone: &Lone<'_>, drafts: &mut Drafts) -> bool {
    if lone.n_words() < ALONE_WORDS_MIN {
        return false;
    }
    let colon = lone.stage.units.items[lone.n_unit - 1].tokens.start;
    let clause = lone.sentence_before().start..colon;
    if let Some(hit) = lone.free_cue(&clause, drafts) {
        return push_told(lexicon, rule, lone, hit, drafts);
    }
    let named = || lone.somebody(lexicon, |sources| sources.beside(&(colon..colon + 1), &clause, Side::Before));
    let source = lone.somebody(lexicon, |sources| sources.of_clause(clause.clone())).or_else(named);
    source.is_some_and(|source| push_by(rule, lone, source, drafts))
}

/// A part of a quotation over several paragraphs is a statement of its own, by the speaker of the part beside it.
fn continued(rule: &StatementRule, lone: &Lone<'_>, drafts: &mut Drafts) -> bool {
    let start = lone.quotation.inner.start();
    let before = lone.before.filter(|_| lone.quotation.continues);
    let by_before = before.and_then(|before| drafts.last_in(before.block, start));
    let is_left_open = !lone.quotation.closed && lone.n_unit + 1 == lone.stage.units.items.len();
    let behind = lone.behind.filter(|behind| is_left_open && behind.units.items[0].quotation.is_some());
    let by_behind = behind.and_then(|behind| drafts.first_in(behind.block));
    let speaks_as = by_before.or(by_behind);
    if speaks_as.is_some() {
        push_alone(rule, lone, speaks_as, drafts);
    }
    speaks_as.is_some()
}

/// A paragraph that is nothing but quotation belongs to who spoke last, if the paragraph before tells it.
fn alone(rule: &StatementRule, lone: &Lone<'_>, drafts: &mut Drafts) -> bool {
    if !lone.stage.is_all_quoted || lone.n_words() < ALONE_WORDS_MIN {
        return false;
    }
    let speaks_as = lone.before.and_then(|before| drafts.last_in(before.block, lone.quotation.inner.start()));
    push_alone(rule, lone, speaks_as, drafts);
    true
}

fn push_alone(rule: &StatementRule, lone: &Lone<'_>, speaks_as: Option<usize>, drafts: &mut Drafts) {
    drafts.push(Draft {
        kind: StatementKind::Direct,
        content: vec![lone.quotation.inner],
        cue: None,
        source: None,
        speaks_as,
        stance: Stance::Neutral,
        hedges: Vec::new(),
        reason: Reason::new(rule.name.clone(), vec![lone.quotation.outer]),
        block: lone.stage.block,
    });
}

/// A quotation of somebody who is named before it, without a cue.
fn push_by(rule: &StatementRule, lone: &Lone<'_>, source: Source, drafts: &mut Drafts) -> bool {
    push_alone(rule, lone, None, drafts);
    let source = DraftSource { tokens: source.tokens, core: source.core, rule: source.rule.name() };
    drafts.items.last_mut().expect("a draft was pushed").source = Some(source);
    true
}

/// A quotation that a cue outside its sentence reports.
fn push_told(lexicon: &Lexicon, rule: &StatementRule, lone: &Lone<'_>, hit: &CueHit, drafts: &mut Drafts) -> bool {
    let entry = &lexicon.cues[hit.entry];
    let (cue, cue_reason) = draft_cue(entry, lone.stage.words, hit);
    drafts.push(Draft {
        kind: StatementKind::Direct,
        content: vec![lone.quotation.inner],
        cue: Some(cue),
        source: source(hit),
        speaks_as: None,
        stance: entry.stance,
        hedges: Vec::new(),
        reason: Reason::new(rule.name.clone(), vec![lone.quotation.inner]).because(cue_reason),
        block: lone.stage.block,
    });
    true
}
