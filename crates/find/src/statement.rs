//! Statements: the rules of `statements.toml` laid over the blocks of a report.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use dateline_core::syntax::{Relation, Tense};
use dateline_core::{
    Annotated, BlockKind, Clean, Cue, Finding, NonEmpty, Quotation, Reason, Report, RuleName, Span, Stance, Statement,
    StatementIndex, StatementKind,
};

use crate::cast::{Cast, EntityIndexInMaking, Resolved};
use crate::complement::Complements;
use crate::cue::{self, CueForm, CueHit};
use crate::label::{self, Labelled};
use crate::lexicon::{CueEntry, Lexicon};
use crate::lone;
use crate::matching::{Scene, Taken};
use crate::rule::{Action, CueNeed, CueVoice, Introduced, StatementRule, Step, TreePattern};
use crate::source::Source;
use crate::tree::Trees;
use crate::unit::Units;
use crate::words::{Class, Words};

/// How many statements back one that holds another is looked for.
const NESTING_MAX: usize = 16;

/// How deep in quotations speech is looked for; the bound keeps the work linear in rows of marks.
const NESTING_MARKS_MAX: u8 = 2;

/// How many statements back a quotation is looked for that another goes on from: "“…,” she said, adding … and mocking …. “…”".
const REMARKS_MAX: usize = 16;

/// Most bytes between the words of a quotation and what follows it: marks and a blank.
pub(crate) const MARKS_BYTES_MAX: u32 = 8;

/// How far from its cue a word of distance counts, in tokens.
const HEDGE_TOKENS_MAX: usize = 4;

/// A statement before its speakers are known.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) kind: StatementKind,
    pub(crate) content: Vec<Span<Clean>>,
    pub(crate) cue: Option<DraftCue>,
    pub(crate) source: Option<DraftSource>,
    /// The draft whose speakers are also this one's.
    pub(crate) speaks_as: Option<usize>,
    pub(crate) stance: Stance,
    pub(crate) hedges: Vec<Span<Clean>>,
    pub(crate) reason: Reason,
    pub(crate) block: usize,
}

#[derive(Debug, Clone)]
pub(crate) struct DraftCue {
    pub(crate) cue: Cue,
    pub(crate) tokens: Range<usize>,
}

#[derive(Debug, Clone)]
pub(crate) struct DraftSource {
    /// The tokens of the whole source and of its noun phrase without apposition.
    pub(crate) tokens: Range<usize>,
    pub(crate) core: Range<usize>,
    pub(crate) rule: &'static str,
}

/// The drafts of a report, by the block that holds their content and by where it ends.
#[derive(Debug, Default)]
pub(crate) struct Drafts {
    pub(crate) items: Vec<Draft>,
    by_block: HashMap<usize, BTreeMap<Place, usize>>,
}

/// Where a content ends, and of those that end together how early it begins: the last one is the one around the others.
type Place = (u32, std::cmp::Reverse<u32>);

/// Behind all that end at a place in the text or before it.
const fn upto(end: u32) -> Place {
    (end, std::cmp::Reverse(0))
}

/// Before all that end at a place in the text or behind it.
const fn from(end: u32) -> Place {
    (end, std::cmp::Reverse(u32::MAX))
}

impl Drafts {
    pub(crate) fn push(&mut self, draft: Draft) {
        let place = place_of(&draft);
        self.by_block.entry(draft.block).or_default().insert(place, self.items.len());
        self.items.push(draft);
    }

    /// Adds a piece to the content of a draft.
    pub(crate) fn append(&mut self, at: usize, piece: Span<Clean>) {
        let draft = &mut self.items[at];
        let ends = self.by_block.entry(draft.block).or_default();
        ends.remove(&place_of(draft));
        draft.content.push(piece);
        ends.insert(place_of(draft), at);
    }

    pub(crate) fn in_block(&self, block: usize) -> impl Iterator<Item = usize> + '_ {
        self.by_block.get(&block).into_iter().flat_map(BTreeMap::values).copied()
    }

    /// Whether a cue was taken by the last statement of a block that ends before a place in the text, or by one behind.
    pub(crate) fn have_taken(&self, block: usize, place: u32, hit: &CueHit) -> bool {
        let is_taken = |at: &usize| self.items[*at].cue.as_ref().is_some_and(|cue| cue.tokens == hit.tokens);
        let Some(ends) = self.by_block.get(&block) else { return false };
        let before = ends.range(..from(place)).next_back();
        ends.range(from(place)..).chain(before).any(|(_, at)| is_taken(at))
    }

    /// Whether the content of a statement of a block ends between two places in the text.
    pub(crate) fn end_within(&self, block: usize, bytes: Range<u32>) -> bool {
        self.by_block.get(&block).is_some_and(|ends| ends.range(from(bytes.start)..from(bytes.end)).next().is_some())
    }

    /// The statement of a block whose content begins first.
    pub(crate) fn first_in(&self, block: usize) -> Option<usize> {
        self.in_block(block).min_by_key(|at| (self.items[*at].content[0], *at))
    }

    /// The last direct statement before a place in a block: the last statement of all, or the quotation that begins the
    /// sentence before, which may tell more behind it ("“…,” she said, mocking the mayor. “…”").
    pub(crate) fn last_direct_in(&self, block: usize, before: u32, sentence: u32) -> Option<usize> {
        let last = self.last_in(block, before)?;
        let is_direct = |at: &usize| self.items[*at].kind == StatementKind::Direct;
        let behind = self.by_block.get(&block)?.range(..=upto(before)).rev().map(|(_, at)| *at);
        let direct = behind.take(REMARKS_MAX).find(is_direct)?;
        (direct == last || end_of(&self.items[direct]) + MARKS_BYTES_MAX >= sentence).then_some(direct)
    }

    /// The statement of a block whose content ends last before a place in the text.
    pub(crate) fn last_in(&self, block: usize, before: u32) -> Option<usize> {
        self.by_block.get(&block)?.range(..=upto(before)).next_back().map(|(_, at)| *at)
    }
}

fn place_of(draft: &Draft) -> Place {
    (end_of(draft), std::cmp::Reverse(draft.content[0].start()))
}

fn end_of(draft: &Draft) -> u32 {
    draft.content[draft.content.len() - 1].end()
}

/// A block with what was found in it.
pub(crate) struct Stage<'a> {
    pub(crate) block: usize,
    pub(crate) trees: &'a Trees<'a>,
    pub(crate) tokens: Range<usize>,
    pub(crate) units: Units,
    /// Whether the block is nothing but quotations.
    pub(crate) is_all_quoted: bool,
    pub(crate) hits: Vec<CueHit>,
    pub(crate) words: &'a Words<'a>,
}

/// Looks for statements in all blocks of a report.
pub(crate) fn find(
    lexicon: &Lexicon,
    rules: &[StatementRule],
    words: &Words<'_>,
    report: &Report,
    annotated: &Annotated,
) -> Vec<Draft> {
    // A report in whose language no network reads has no statements: who says what is a question of syntax.
    let Some(syntax) = &annotated.syntax else { return Vec::new() };
    let trees = Trees::new(syntax, annotated.sentences.items());
    let (titles, stages) = stages(lexicon, words, &trees, report, annotated);
    let mut drafts = Drafts::default();
    let mut taken_quotations = vec![false; annotated.quotations.items().len()];
    for stage in &stages {
        by_patterns(lexicon, rules, annotated.quotations.items(), stage, &mut taken_quotations, &mut drafts);
    }
    by_labels(lexicon, rules, &stages, &mut taken_quotations, &mut drafts);
    lone::by_steps(lexicon, rules, annotated.quotations.items(), &stages, &mut taken_quotations, &mut drafts);
    for stage in &titles {
        by_patterns(lexicon, rules, annotated.quotations.items(), stage, &mut taken_quotations, &mut drafts);
        by_headline(lexicon, rules, annotated.quotations.items(), stage, &mut drafts);
    }
    for stage in &nested_stages(lexicon, words, &trees, report, annotated) {
        by_patterns(lexicon, rules, annotated.quotations.items(), stage, &mut taken_quotations, &mut drafts);
    }
    drafts.items
}

/// The headlines, whose quoted words may be anything, and the other blocks.
fn stages<'a>(
    lexicon: &Lexicon,
    words: &'a Words<'a>,
    trees: &'a Trees<'a>,
    report: &Report,
    annotated: &Annotated,
) -> (Vec<Stage<'a>>, Vec<Stage<'a>>) {
    let sentences = annotated.sentences.items();
    let (mut titles, mut stages) = (Vec::new(), Vec::new());
    for in_block in sentences.chunk_by(|a, b| a.block == b.block) {
        let block = in_block[0].block;
        let in_kind = match report.blocks()[block].kind {
            // The headings between paragraphs name subjects.
            BlockKind::Subheading => continue,
            BlockKind::Headline => &mut titles,
            _ => &mut stages,
        };
        let tokens = in_block[0].tokens.range().start..in_block[in_block.len() - 1].tokens.range().end;
        in_kind.push(stage(lexicon, words, trees, annotated, Part { block, tokens, depth: 0 }));
    }
    (titles, stages)
}

/// The insides of the quotations, each set like a block: who speaks there tells what others said.
fn nested_stages<'a>(
    lexicon: &Lexicon,
    words: &'a Words<'a>,
    trees: &'a Trees<'a>,
    report: &Report,
    annotated: &Annotated,
) -> Vec<Stage<'a>> {
    let is_read = |quotation: &&Quotation| {
        !matches!(report.blocks()[quotation.block].kind, BlockKind::Headline | BlockKind::Subheading)
    };
    let parts = annotated.quotations.into_iter().filter(is_read).filter_map(|quotation| {
        let tokens = words.at_byte(quotation.inner.start())..words.at_byte(quotation.inner.end());
        let part = Part { block: quotation.block, tokens, depth: quotation.depth + 1 };
        (!part.tokens.is_empty() && quotation.depth < NESTING_MARKS_MAX).then_some(part)
    });
    parts.map(|part| stage(lexicon, words, trees, annotated, part)).collect()
}

/// A stretch of a block that is read by itself.
struct Part {
    block: usize,
    tokens: Range<usize>,
    /// How many quotations stand around it.
    depth: u8,
}

fn stage<'a>(
    lexicon: &Lexicon,
    words: &'a Words<'a>,
    trees: &'a Trees<'a>,
    annotated: &Annotated,
    part: Part,
) -> Stage<'a> {
    let Part { block, tokens, depth } = part;
    let sentences = annotated.sentences.items();
    let first = sentences.partition_point(|sentence| sentence.tokens.range().end <= tokens.start);
    let units = Units::new(words, annotated, tokens.clone(), block, depth);
    let outside = |at: usize| units.is_outside(at);
    let inside = sentences[first..].iter().map(|sentence| sentence.tokens.range());
    let inside = inside.take_while(|sentence| sentence.start < tokens.end);
    let cut = inside.map(|sentence| sentence.start.max(tokens.start)..sentence.end.min(tokens.end));
    let mut hits: Vec<CueHit> = cut.flat_map(|sentence| cue::find(lexicon, words, trees, sentence, outside)).collect();
    // Who speaks stands in the same stretch: a parser may cross the marks of a quotation.
    let is_within = |source: &Source| tokens.start <= source.tokens.start && source.tokens.end <= tokens.end;
    hits.retain(|hit| hit.source.as_ref().is_none_or(is_within));
    // "I condemn the raid" in a quotation is what is said, not a report of it.
    hits.retain(|hit| depth == 0 || !is_performative(words, trees, hit));
    let is_all_quoted = units.items.iter().all(|unit| unit.quotation.is_some());
    Stage { block, trees, tokens, units, is_all_quoted, hits, words }
}

/// Whether somebody does by speaking what the cue says: "I promise", "we call on you".
fn is_performative(words: &Words<'_>, trees: &Trees<'_>, hit: &CueHit) -> bool {
    let is_present = hit.words.clone().any(|at| trees.features(at).tense == Some(Tense::Present));
    let speaks_of_self = |at: usize| matches!(words.lower(at), "i" | "we" | "me" | "us" | "my" | "our");
    is_present && hit.source.as_ref().is_some_and(|source| speaks_of_self(source.core.start))
}

/// Lets each rule in turn take what it matches; a quotation and a cue go to the first rule that takes them.
fn by_patterns(
    lexicon: &Lexicon,
    rules: &[StatementRule],
    quotations: &[Quotation],
    stage: &Stage<'_>,
    taken_quotations: &mut [bool],
    drafts: &mut Drafts,
) {
    if stage.hits.is_empty() {
        return;
    }
    let scene = Scene::new(lexicon, stage.words, stage.trees, &stage.units, &stage.hits);
    let Stage { words, trees, units, hits, .. } = stage;
    let complements = Complements { lexicon, words, trees, units, hits };
    let mut claims = Claims { stage, hits: vec![false; stage.hits.len()], quotations: taken_quotations };
    for rule in rules {
        match &rule.action {
            Action::Match(forms) => {
                for at in 0..stage.units.items.len() {
                    let fitting = forms.iter().filter(|form| scene.may_match(form, at));
                    let mut found = fitting.filter_map(|form| scene.matches(form, at));
                    if let Some(taken) = found.find(|taken| claims.are_free(taken)) {
                        claims.lay(&taken);
                        drafts.push(draft(lexicon, rule, stage, quotations, &taken));
                    }
                }
            }
            Action::Read(pattern) => {
                for (at, hit) in stage.hits.iter().enumerate().filter(|(_, hit)| fits(lexicon, pattern, hit)) {
                    let content = if claims.hits[at] { None } else { complements.of(pattern, hit) };
                    let taken = content.map(|content| Taken { content, hit: Some(at) });
                    if let Some(taken) = taken.filter(|taken| claims.are_free(taken)) {
                        claims.lay(&taken);
                        drafts.push(draft(lexicon, rule, stage, quotations, &taken));
                    }
                }
            }
            Action::Step(_) => {}
        }
    }
}

/// Which cues of a block and which quotations of the report a rule has taken.
struct Claims<'a> {
    stage: &'a Stage<'a>,
    hits: Vec<bool>,
    quotations: &'a mut [bool],
}

impl Claims<'_> {
    /// Whether nobody has taken the cue before, nor what is quoted.
    fn are_free(&self, taken: &Taken) -> bool {
        let is_own = taken.hit.is_some_and(|hit| !self.hits[hit]);
        let is_quoting_alone = taken.content.iter().all(|units| units.len() == 1);
        // Only content that is nothing but quotations competes for them: a clause may hold a statement within it.
        is_own && !(is_quoting_alone && quotations_in(taken, self.stage).any(|quotation| self.quotations[quotation]))
    }

    fn lay(&mut self, taken: &Taken) {
        self.hits[taken.hit.expect("every pattern holds a cue")] = true;
        for quotation in quotations_in(taken, self.stage) {
            self.quotations[quotation] = true;
        }
    }
}

/// Whether a cue is one of those that a pattern asks for.
fn fits(lexicon: &Lexicon, pattern: &TreePattern, hit: &CueHit) -> bool {
    let entry = &lexicon.cues[hit.entry];
    let has_voice = match pattern.voice {
        CueVoice::Active => hit.form == CueForm::Active,
        CueVoice::Passive => hit.form == CueForm::Passive,
        CueVoice::Any => matches!(hit.form, CueForm::Active | CueForm::Passive),
        CueVoice::Noun => hit.form == CueForm::Noun,
        CueVoice::Phrase => hit.form == CueForm::Phrase,
    };
    let is_noun = hit.form == CueForm::Noun;
    // "grants the mayor leave for “good cause”": of what may be a deed only whole clauses are what was said.
    let quotes_words = pattern.links.iter().any(|link| link.introduced == Introduced::Quoting);
    if quotes_words && !hit.is_speech && !entry.frames.takes_phrase() && !entry.frames.is_only_quote() {
        return false;
    }
    // "remarks not to be missed": what never asks or promises takes no infinitive.
    let is_infinitive = pattern.links.iter().any(|link| link.introduced == Introduced::By("to".to_owned()));
    if is_noun && is_infinitive && !entry.frames.takes_infinitive() && !entry.frames.takes_object() {
        return false;
    }
    let meets = |need: CueNeed| (is_noun || entry.frames.has(need.frames)) && (hit.is_speech || !need.strong);
    has_voice && pattern.need.is_none_or(meets)
}

fn quotations_in<'a>(taken: &'a Taken, stage: &'a Stage<'_>) -> impl Iterator<Item = usize> + 'a {
    taken.content.iter().flat_map(|units| stage.units.items[units.clone()].iter().filter_map(|unit| unit.quotation))
}

fn draft(lexicon: &Lexicon, rule: &StatementRule, stage: &Stage<'_>, quotations: &[Quotation], taken: &Taken) -> Draft {
    let words = stage.words;
    let hit = &stage.hits[taken.hit.expect("every pattern holds a cue")];
    let entry = &lexicon.cues[hit.entry];
    let (kind, content) = content(stage, quotations, &taken.content);
    let source = source(hit);
    let (stance, hedges) = stance(lexicon, stage, hit, entry.stance);
    let (cue, cue_reason) = draft_cue(entry, words, hit);
    let mut reason = Reason::new(rule.name.clone(), content.clone()).because(cue_reason);
    for hedge in &hedges {
        reason = reason.because(Reason::new(RuleName::new("hedge"), vec![*hedge]));
    }
    Draft { kind, content, cue: Some(cue), source, speaks_as: None, stance, hedges, reason, block: stage.block }
}

/// The cue as a draft holds it, and as its reason names it.
pub(crate) fn draft_cue(entry: &CueEntry, words: &Words<'_>, hit: &CueHit) -> (DraftCue, Reason) {
    let span = words.cover(hit.tokens.clone());
    let cue = DraftCue { cue: Cue { span, lemma: Arc::from(entry.lemma) }, tokens: hit.tokens.clone() };
    (cue, Reason::new(RuleName::new(format!("cue: {}", entry.lemma)), vec![span]))
}

pub(crate) fn source(hit: &CueHit) -> Option<DraftSource> {
    let Source { tokens, core, rule } = hit.source.clone().filter(|_| !hit.is_heard)?;
    Some(DraftSource { tokens, core, rule: rule.name() })
}

/// How the content is given, and its pieces: quotations without their marks, clauses whole.
fn content(stage: &Stage<'_>, quotations: &[Quotation], pieces: &[Range<usize>]) -> (StatementKind, Vec<Span<Clean>>) {
    let mut n_quoted = 0;
    let mut n_plain = 0;
    let mut spans = Vec::new();
    for piece in pieces {
        let units = &stage.units.items[piece.clone()];
        let quoted: Vec<&Quotation> = units.iter().filter_map(|unit| unit.quotation.map(|n| &quotations[n])).collect();
        let is_word = |at: usize| stage.words.class(at).any(Class::WORD);
        let plain = units.iter().filter(|unit| unit.quotation.is_none() && unit.tokens.clone().any(is_word)).count();
        n_quoted += quoted.len();
        n_plain += plain;
        if plain == 0 {
            spans.extend(quoted.iter().map(|quotation| without_comma(stage.words, quotation.inner)));
        } else {
            spans.push(clause_span(stage, quotations, piece.clone()));
        }
    }
    let kind = match (n_quoted, n_plain) {
        (0, _) => StatementKind::Indirect,
        (_, 0) => StatementKind::Direct,
        _ => StatementKind::Mixed,
    };
    (kind, spans)
}

/// The content without the comma that only leads over to its cue.
fn without_comma(words: &Words<'_>, inner: Span<Clean>) -> Span<Clean> {
    let kept = words.text.get(inner).trim_end_matches(',').len();
    Span::of(inner.range().start..inner.range().start + kept)
}

/// A clause from its first to its last character; a quotation at its end gives up the mark that stands outside.
fn clause_span(stage: &Stage<'_>, quotations: &[Quotation], units: Range<usize>) -> Span<Clean> {
    let items = &stage.units.items[units];
    let ends = |at: usize| match items[at].quotation {
        Some(n) => quotations[n].outer,
        None => stage.words.cover(items[at].tokens.clone()),
    };
    ends(0).cover(ends(items.len() - 1))
}

/// How the report stands to what it tells: by the cue, and by the words beside it.
fn stance(lexicon: &Lexicon, stage: &Stage<'_>, hit: &CueHit, of_cue: Stance) -> (Stance, Vec<Span<Clean>>) {
    let from = hit.tokens.start.saturating_sub(HEDGE_TOKENS_MAX).max(stage.tokens.start);
    let to = (hit.tokens.end + HEDGE_TOKENS_MAX).min(stage.tokens.end);
    let mut hedges = Vec::new();
    let mut stance = of_cue;
    // "said the claims were false": what is told to be so is no word about the telling.
    let is_told = |at: usize| stage.trees.dependent(at, &[Relation::Copula]).is_some();
    let may_hedge = |at: &usize| stage.units.is_outside(*at) && !hit.tokens.contains(at) && !is_told(*at);
    for at in (from..to).filter(may_hedge) {
        if let Some((end, hedge)) = stage.words.phrase_at(&lexicon.hedges, at) {
            hedges.push(stage.words.cover(at..end));
            stance = if stance == Stance::Distanced { stance } else { *hedge };
        }
    }
    (stance, hedges)
}

fn rule_of(rules: &[StatementRule], step: Step) -> Option<&StatementRule> {
    rules.iter().find(|rule| matches!(rule.action, Action::Step(known) if known == step))
}

/// Gives the turns of a transcript to who is named before their colon.
fn by_labels(
    lexicon: &Lexicon,
    rules: &[StatementRule],
    stages: &[Stage<'_>],
    taken_quotations: &mut [bool],
    drafts: &mut Drafts,
) {
    let Some((rule, first)) = rule_of(rules, Step::Turn).zip(stages.first()) else { return };
    let blocks: Vec<Range<usize>> = stages.iter().map(|stage| stage.tokens.clone()).collect();
    for (stage, turn) in stages.iter().zip(label::turns(lexicon, first.words, first.trees, &blocks)) {
        let Some(turn) = turn else { continue };
        let taken = Taken { content: vec![stage.units.of_tokens(&turn.content)], hit: None };
        for quotation in quotations_in(&taken, stage) {
            taken_quotations[quotation] = true;
        }
        // The words of a turn are given as they were spoken, with marks or without.
        let spoken = (StatementKind::Direct, vec![stage.words.cover(turn.content)]);
        drafts.push(labelled(rule, stage.block, spoken, turn.source));
    }
}

/// Gives what a headline reports to who is named behind its colon or before it.
fn by_headline(
    lexicon: &Lexicon,
    rules: &[StatementRule],
    quotations: &[Quotation],
    stage: &Stage<'_>,
    drafts: &mut Drafts,
) {
    let is_untouched = drafts.first_in(stage.block).is_none();
    let mut draft = |step: Step, found: Option<Labelled>| {
        let (Some(rule), Some(found)) = (rule_of(rules, step), found) else { return };
        let reported = content(stage, quotations, &[stage.units.of_tokens(&found.content)]);
        drafts.push(labelled(rule, stage.block, reported, found.source));
    };
    let tokens = || stage.tokens.clone();
    draft(Step::Headline, label::headline(lexicon, stage.words, stage.trees, tokens()));
    if is_untouched {
        draft(Step::HeadlineLed, label::headline_led(lexicon, stage.words, stage.trees, tokens()));
    }
}

fn labelled(
    rule: &StatementRule,
    block: usize,
    (kind, content): (StatementKind, Vec<Span<Clean>>),
    source: Option<Range<usize>>,
) -> Draft {
    Draft {
        kind,
        reason: Reason::new(rule.name.clone(), content.clone()),
        content,
        cue: None,
        source: source.map(|tokens| DraftSource { core: tokens.clone(), tokens, rule: "label" }),
        speaks_as: None,
        stance: Stance::Neutral,
        hedges: Vec::new(),
        block,
    }
}

/// Finds out who speaks in each draft, in the order of the sources in the text; whom somebody speaks of as "he" in their own
/// words, only when it is known who says these.
pub(crate) fn resolve(drafts: &[Draft], cast: &mut Cast<'_>) -> Vec<Resolved> {
    let mut order: Vec<usize> = (0..drafts.len()).filter(|at| drafts[*at].source.is_some()).collect();
    let start = |at: usize| drafts[at].source.as_ref().map(|source| source.tokens.start);
    let around = around_pronouns(drafts, cast);
    order.sort_by_key(|at| (start(*at).max(around[*at].and_then(start)), around[*at].is_some(), start(*at), *at));
    let mut speakers = vec![Vec::new(); drafts.len()];
    let mut last: Option<usize> = None;
    for at in order {
        let Some(source) = &drafts[at].source else { continue };
        if let Some(around) = around[at] {
            speakers[at] = cast.resolve_within(source.core.start, &speakers[around]);
            continue;
        }
        // Cues that share a subject share its reading, so that a pronoun is not led back twice.
        let same = last.filter(|last| drafts[*last].source.as_ref().is_some_and(|known| known.core == source.core));
        speakers[at] = match same {
            Some(last) => speakers[last].clone(),
            None => cast.resolve(source.tokens.clone(), source.core.clone()),
        };
        last = Some(at);
    }
    speak_as_another(drafts, &mut speakers);
    speak_of_self(drafts, cast, &mut speakers);
    speak_as_another(drafts, &mut speakers);
    speakers
}

/// For each draft whose source is "he", "she" or "it" within the quoted words of another one, the draft whose speakers say these.
fn around_pronouns(drafts: &[Draft], cast: &Cast<'_>) -> Vec<Option<usize>> {
    let mut direct: Vec<(Span<Clean>, usize)> = Vec::new();
    for (at, draft) in drafts.iter().enumerate().filter(|(_, draft)| draft.kind != StatementKind::Indirect) {
        direct.extend(draft.content.iter().map(|piece| (*piece, at)));
    }
    direct.sort_by_key(|(piece, at)| (piece.start(), *at));
    let around = |(at, draft): (usize, &Draft)| {
        let source = draft.source.as_ref().filter(|source| cast.is_third_person(&source.core))?;
        let place = cast.place_of(source.core.start);
        let before = direct.partition_point(|(piece, _)| piece.start() <= place.start());
        let holds = |(piece, other): &&(Span<Clean>, usize)| *other != at && piece.contains(place);
        let (_, found) = direct[..before].iter().rev().take(NESTING_MAX).find(holds)?;
        Some(root_of(drafts, *found)).filter(|root| *root != at && drafts[*root].source.is_some())
    };
    drafts.iter().enumerate().map(around).collect()
}

/// The draft whose speakers are those of a draft.
fn root_of(drafts: &[Draft], at: usize) -> usize {
    // Each step leads to a draft that was made before, so the chain ends.
    std::iter::successors(Some(at), |at| drafts[*at].speaks_as).last().unwrap_or(at)
}

/// Gives the drafts that speak as another one its speakers.
fn speak_as_another(drafts: &[Draft], speakers: &mut [Resolved]) {
    for at in 0..drafts.len() {
        let root = root_of(drafts, at);
        if root != at {
            let as_last = |(entity, _): &(EntityIndexInMaking, Reason)| {
                (*entity, Reason::new(RuleName::new("spoke-last"), drafts[root].content.clone()))
            };
            speakers[at] = speakers[root].iter().map(as_last).collect();
        }
    }
}

/// Gives what "I" or "we" tell within somebody's words to who says these: “I asked him to go,” Keller recalled.
fn speak_of_self(drafts: &[Draft], cast: &Cast<'_>, speakers: &mut [Resolved]) {
    let mut outer: Vec<usize> = (0..drafts.len()).filter(|at| drafts[*at].kind != StatementKind::Indirect).collect();
    outer.sort_by_key(|at| (drafts[*at].content[0].start(), *at));
    for at in 0..drafts.len() {
        let Some(source) = drafts[at].source.as_ref().filter(|_| speakers[at].is_empty()) else { continue };
        if !cast.is_first_person(source.core.start) {
            continue;
        }
        let place = cast.place_of(source.core.start);
        let behind = outer.partition_point(|other| drafts[*other].content[0].start() <= place.start());
        let holds = |other: &usize| *other != at && drafts[*other].content.iter().any(|piece| piece.contains(place));
        let around = outer[..behind].iter().rev().take(NESTING_MAX).copied().find(holds);
        if let Some(around) = around {
            let reason = || Reason::new(RuleName::new("speaks-of-self"), vec![place]);
            speakers[at] = speakers[around].iter().map(|(entity, _)| (*entity, reason())).collect();
        }
    }
}

/// What was said, piece by piece, with who is found to speak.
pub(crate) fn said(
    drafts: &[Draft],
    speakers: &[Vec<(EntityIndexInMaking, Reason)>],
) -> Vec<(Span<Clean>, Vec<EntityIndexInMaking>)> {
    let by_draft = drafts.iter().zip(speakers);
    by_draft
        .flat_map(|(draft, speakers)| {
            let who: Vec<EntityIndexInMaking> = speakers.iter().map(|(at, _)| *at).collect();
            draft.content.iter().map(move |piece| (*piece, who.clone()))
        })
        .collect()
}

/// The cues of what was said, each with who is found to speak.
pub(crate) fn cues(
    drafts: &[Draft],
    speakers: &[Vec<(EntityIndexInMaking, Reason)>],
) -> Vec<(Span<Clean>, Vec<EntityIndexInMaking>)> {
    let by_draft = drafts.iter().zip(speakers);
    let cue = |(draft, speakers): (&Draft, &Vec<(EntityIndexInMaking, Reason)>)| {
        let span = draft.cue.as_ref()?.cue.span;
        Some((span, speakers.iter().map(|(at, _)| *at).collect()))
    };
    by_draft.filter_map(cue).collect()
}

/// Closes the drafts: statements by position, each with its speakers and the statement around it.
pub(crate) fn finish(
    report: &Report,
    words: &Words<'_>,
    drafts: Vec<Draft>,
    speakers: Vec<Vec<(EntityIndexInMaking, Reason)>>,
    place: &impl Fn(EntityIndexInMaking) -> dateline_core::EntityIndex,
) -> Vec<Finding<Statement>> {
    let mut drafts: Vec<_> = drafts.into_iter().zip(speakers).collect();
    drafts.sort_by_key(|(draft, _)| (draft.content[0].start(), std::cmp::Reverse(draft.content[0].end())));
    drafts.dedup_by(|later, earlier| later.0.content == earlier.0.content);
    let around = around(&drafts);
    let close = |((draft, speakers), inside): ((_, Vec<_>), _)| close(report, words, draft, &speakers, inside, place);
    drafts.into_iter().zip(around).map(close).collect()
}

/// For each draft the one in whose content it is told. The drafts stand in the order of their content.
fn around(drafts: &[(Draft, Vec<(EntityIndexInMaking, Reason)>)]) -> Vec<Option<StatementIndex>> {
    let whole = |draft: &Draft| draft.content[0].cover(draft.content[draft.content.len() - 1]);
    let mut open: Vec<usize> = Vec::new();
    let mut around = Vec::with_capacity(drafts.len());
    for (at, (draft, _)) in drafts.iter().enumerate() {
        while open.last().is_some_and(|outer| whole(&drafts[*outer].0).end() <= whole(draft).start()) {
            open.pop();
        }
        let cue = draft.cue.as_ref().map(|cue| cue.cue.span);
        let holds = |outer: &Draft| {
            let behind = outer.content.partition_point(|piece| piece.start() <= whole(draft).start());
            let piece = behind.checked_sub(1).map(|at| outer.content[at]);
            piece.zip(cue).is_some_and(|(piece, cue)| piece.contains(cue) && piece.contains(whole(draft)))
        };
        around.push(
            open.iter().rev().take(NESTING_MAX).copied().find(|outer| holds(&drafts[*outer].0)).map(StatementIndex),
        );
        open.push(at);
    }
    around
}

fn close(
    report: &Report,
    words: &Words<'_>,
    draft: Draft,
    speakers: &[(EntityIndexInMaking, Reason)],
    inside: Option<StatementIndex>,
    place: &impl Fn(EntityIndexInMaking) -> dateline_core::EntityIndex,
) -> Finding<Statement> {
    let mut reason = draft.reason;
    let source: Vec<Span<Clean>> = draft.source.iter().map(|source| words.cover(source.tokens.clone())).collect();
    let who: Vec<Reason> = speakers.iter().map(|(_, reason)| reason.clone()).collect();
    match &draft.source {
        Some(named) => {
            let because = Reason { rule: RuleName::new(named.rule), spans: source.clone(), because: who };
            reason.because.push(because);
        }
        None => reason.because.extend(who),
    }
    let statement = Statement {
        kind: draft.kind,
        content: NonEmpty::new(draft.content).expect("a draft is made with its content"),
        cue: draft.cue.map(|cue| cue.cue),
        source,
        speakers: speakers.iter().map(|(entity, _)| place(*entity)).collect(),
        stance: draft.stance,
        hedges: draft.hedges,
        inside,
    };
    Finding::statement(report.id(), statement, reason)
}
