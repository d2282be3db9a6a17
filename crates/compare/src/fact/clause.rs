//! The clause that a value belongs to: the verb that it hangs on, and what else hangs on that verb.

use std::collections::BTreeSet;

use dateline_core::syntax::Relation;
use dateline_core::{Analysis, Clean, Span, Upos};

use super::Told;
use crate::content::{Content, Matter};
use crate::entity::Named;
use crate::words::within;

/// Heads between a value and its verb, and between an argument's word and the verb; what lies deeper is of another clause.
const HEADS_TO_VERB_MAX: usize = 3;
const HEADS_TO_ARGUMENT_MAX: usize = 3;

/// What it says that somebody who is known takes the same part: as much as a name that one sentence of fifty holds.
const ENTITY_WEIGHT: f64 = 4.0;

/// Most tokens of a sentence whose clauses are looked for; longer ones are lists.
const SENTENCE_TOKENS_MAX: usize = 200;

/// A verb with who does it and to what it is done.
#[derive(Debug, Clone)]
pub(super) struct Clause {
    /// The verb's stem.
    verb: usize,
    /// Where it stands.
    pub(super) verb_span: Span<Clean>,
    /// Who does it.
    doer: Part,
    /// To what it is done.
    object: Part,
    /// Whether that is the subject, so that nobody need be named who does it.
    is_passive: bool,
}

/// What takes a part beside a verb.
#[derive(Debug, Clone, Default)]
pub(super) struct Part {
    /// What its words speak of.
    matter: Matter,
    /// Whom its names and pronouns mean: shared entities, sorted.
    entities: Vec<usize>,
}

impl Part {
    pub(super) fn is_empty(&self) -> bool {
        self.matter.stems.is_empty() && self.entities.is_empty()
    }

    pub(super) fn weight(&self) -> f64 {
        self.matter.weight
    }

    /// How much those say who are in both; none where other ones take the part.
    pub(super) fn shared(&self, content: &Content, other: &Self) -> Option<f64> {
        let is_same = self.entities.iter().any(|entity| other.entities.contains(entity));
        let weight = content.shared(&self.matter, &other.matter).weight.max(if is_same { ENTITY_WEIGHT } else { 0.0 });
        let differ = weight == 0.0 && !self.is_empty() && !other.is_empty();
        (!differ).then_some(weight)
    }
}

impl Clause {
    /// The clause of a value; none without syntax, or where the value hangs on no verb that says something. `named` are
    /// the names and pronouns of the report.
    pub(super) fn of(
        content: &Content,
        named: &Named,
        analysis: &Analysis,
        told: Told,
        value: Span<Clean>,
    ) -> Option<Self> {
        let heads = Heads::of(analysis, told.1)?;
        let verb = heads.verb_of(value)?;
        let part = |verb: usize, relations: &[Relation]| {
            heads.part((content, named, told.0), verb, |token, relation| {
                !value.contains(heads.span(token)) && relations.contains(&relation)
            })
        };
        Some(Self {
            verb: content.words(told.0, heads.span(verb)).first()?.stem,
            verb_span: heads.span(verb),
            doer: part(heads.verb_with_subject(verb), &[Relation::Subject]),
            object: part(verb, &[Relation::Object, Relation::PassiveSubject]),
            is_passive: heads.tokens().any(|token| heads.part_of(token, verb) == Some(Relation::PassiveSubject)),
        })
    }

    /// How much those say who take the same part in both; none where the verbs differ, or somebody else takes a part or
    /// may do so.
    pub(super) fn shared(&self, content: &Content, other: &Self) -> Option<f64> {
        // A pronoun that was led to nobody may stand for anybody.
        let is_unknown = |own: &Self| own.doer.is_empty() && !own.is_passive;
        if self.verb != other.verb || is_unknown(self) || is_unknown(other) {
            return None;
        }
        Some(self.doer.shared(content, &other.doer)? + self.object.shared(content, &other.object)?)
    }
}

/// The tree of one sentence.
pub(super) struct Heads<'a> {
    analysis: &'a Analysis,
    /// Places among the report's tokens.
    first: usize,
    behind: usize,
}

impl<'a> Heads<'a> {
    pub(super) fn of(analysis: &'a Analysis, sentence: Span<Clean>) -> Option<Self> {
        analysis.annotated.syntax.as_ref()?;
        let tokens = analysis.annotated.tokens.items();
        let first = tokens.partition_point(|token| token.span.end() <= sentence.start());
        let n_tokens = within(tokens, sentence, |token| token.span).len();
        (n_tokens <= SENTENCE_TOKENS_MAX).then_some(Self { analysis, first, behind: first + n_tokens })
    }

    pub(super) fn tokens(&self) -> impl Iterator<Item = usize> + use<> {
        self.first..self.behind
    }

    pub(super) fn span(&self, token: usize) -> Span<Clean> {
        self.analysis.annotated.tokens.items()[token].span
    }

    pub(super) fn head(&self, token: usize) -> Option<usize> {
        let words = self.analysis.annotated.syntax.as_ref()?.words().items();
        words[token].head.map(|head| head as usize)
    }

    pub(super) fn is_verb(&self, token: usize) -> bool {
        let words = self.analysis.annotated.syntax.as_ref().map(|syntax| syntax.words().items());
        words.is_some_and(|words| words[token].upos == Upos::Verb)
    }

    /// The nearest verb above a value.
    fn verb_of(&self, value: Span<Clean>) -> Option<usize> {
        let start = self.tokens().find(|token| value.overlaps(self.span(*token)))?;
        let above = std::iter::successors(Some(start), |token| self.head(*token));
        let outside = above.filter(|token| !value.overlaps(self.span(*token)));
        outside.take(HEADS_TO_VERB_MAX).find(|token| self.is_verb(*token))
    }

    /// The verb that names who does it: the first one of "opened the yard and left".
    pub(super) fn verb_with_subject(&self, verb: usize) -> usize {
        let words = self.analysis.annotated.syntax.as_ref().map(|syntax| syntax.words().items());
        let is_subject = |relation| [Relation::Subject, Relation::PassiveSubject].contains(&relation);
        let has_subject = |verb: usize| {
            let hangs = |token: usize| self.head(token) == Some(verb);
            words.is_some_and(|words| self.tokens().any(|token| hangs(token) && is_subject(words[token].relation)))
        };
        let joined = self.head(verb).filter(|_| words.is_some_and(|words| words[verb].relation == Relation::Conjunct));
        joined.filter(|first| self.is_verb(*first) && !has_subject(verb)).unwrap_or(verb)
    }

    /// What hangs on a verb in a way that is asked for, by the word and its relation. `named` are the names and pronouns of
    /// the report.
    pub(super) fn part(
        &self,
        (content, named, report): (&Content, &Named, usize),
        verb: usize,
        is_asked: impl Fn(usize, Relation) -> bool,
    ) -> Part {
        let is_part = |token: &usize| self.part_of(*token, verb).is_some_and(|relation| is_asked(*token, relation));
        let tokens: Vec<usize> = self.tokens().filter(is_part).collect();
        let stem = |token: &usize| content.words(report, self.span(*token)).first().copied();
        let words: Vec<_> = tokens.iter().filter_map(stem).collect();
        let entities: BTreeSet<usize> = tokens.iter().filter_map(|token| named.at(self.span(*token))).collect();
        Part { matter: content.matter(words.iter()), entities: entities.into_iter().collect() }
    }

    /// As what a word hangs on a verb, with whatever it belongs to.
    fn part_of(&self, token: usize, verb: usize) -> Option<Relation> {
        let words = self.analysis.annotated.syntax.as_ref()?.words().items();
        let mut up = std::iter::successors(Some(token), |token| self.head(*token)).take(HEADS_TO_ARGUMENT_MAX);
        let top = up.find(|token| self.head(*token) == Some(verb) || self.is_verb(*token))?;
        (self.head(top) == Some(verb)).then(|| words[top].relation)
    }
}
