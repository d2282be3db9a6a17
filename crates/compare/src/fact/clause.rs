//! The clause that a value belongs to: the verb that it hangs on, and what else hangs on that verb.

use dateline_core::syntax::Relation;
use dateline_core::{Analysis, Clean, Span, Upos};

use super::Told;
use crate::content::{Content, Matter};
use crate::words::within;

/// Heads between a value and its verb, and between an argument's word and the verb; what lies deeper is of another clause.
const HEADS_TO_VERB_MAX: usize = 3;
const HEADS_TO_ARGUMENT_MAX: usize = 3;

/// Most tokens of a sentence whose clauses are looked for; longer ones are lists.
const SENTENCE_TOKENS_MAX: usize = 200;

/// A verb with who does it and to what it is done.
#[derive(Debug, Clone)]
pub(super) struct Clause {
    /// The verb's stem.
    verb: usize,
    /// What the words speak of that stand for who does it.
    doer: Matter,
    /// And for what it is done to.
    object: Matter,
    /// Whether that is the subject, so that nobody need be named who does it.
    is_passive: bool,
}

impl Clause {
    /// The clause of a value; none without syntax, or where the value hangs on no verb that says something.
    pub(super) fn of(content: &Content, analysis: &Analysis, told: Told, value: Span<Clean>) -> Option<Self> {
        let heads = Heads::of(analysis, told.1)?;
        let verb = heads.verb_of(value)?;
        let stem = |token: usize| content.words(told.0, heads.span(token)).first().copied();
        let matter = |relations: &[Relation]| {
            let is_part = |token: &usize| {
                let part = heads.part_of(*token, verb);
                !value.contains(heads.span(*token)) && part.is_some_and(|relation| relations.contains(&relation))
            };
            let words: Vec<_> = heads.tokens().filter(is_part).filter_map(stem).collect();
            content.matter(words.iter())
        };
        Some(Self {
            verb: stem(verb)?.stem,
            doer: matter(&[Relation::Subject]),
            object: matter(&[Relation::Object, Relation::PassiveSubject]),
            is_passive: heads.tokens().any(|token| heads.part_of(token, verb) == Some(Relation::PassiveSubject)),
        })
    }

    /// How much those say who take the same part in both; none where the verbs differ, or somebody else takes a part or
    /// may do so.
    pub(super) fn shared(&self, content: &Content, other: &Self) -> Option<f64> {
        let part = |left: &Matter, right: &Matter| {
            let weight = content.shared(left, right).weight;
            let differ = weight == 0.0 && !left.stems.is_empty() && !right.stems.is_empty();
            (!differ).then_some(weight)
        };
        // A pronoun may stand for anybody.
        let is_unknown = |own: &Self| own.doer.stems.is_empty() && !own.is_passive;
        if self.verb != other.verb || is_unknown(self) || is_unknown(other) {
            return None;
        }
        Some(part(&self.doer, &other.doer)? + part(&self.object, &other.object)?)
    }
}

/// The tree of one sentence.
struct Heads<'a> {
    analysis: &'a Analysis,
    /// Places among the report's tokens.
    first: usize,
    behind: usize,
}

impl<'a> Heads<'a> {
    fn of(analysis: &'a Analysis, sentence: Span<Clean>) -> Option<Self> {
        analysis.annotated.syntax.as_ref()?;
        let tokens = analysis.annotated.tokens.items();
        let first = tokens.partition_point(|token| token.span.end() <= sentence.start());
        let n_tokens = within(tokens, sentence, |token| token.span).len();
        (n_tokens <= SENTENCE_TOKENS_MAX).then_some(Self { analysis, first, behind: first + n_tokens })
    }

    fn tokens(&self) -> impl Iterator<Item = usize> + use<> {
        self.first..self.behind
    }

    fn span(&self, token: usize) -> Span<Clean> {
        self.analysis.annotated.tokens.items()[token].span
    }

    fn head(&self, token: usize) -> Option<usize> {
        let words = self.analysis.annotated.syntax.as_ref()?.words().items();
        words[token].head.map(|head| head as usize)
    }

    fn is_verb(&self, token: usize) -> bool {
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

    /// As what a word hangs on a verb, with whatever it belongs to.
    fn part_of(&self, token: usize, verb: usize) -> Option<Relation> {
        let words = self.analysis.annotated.syntax.as_ref()?.words().items();
        let mut up = std::iter::successors(Some(token), |token| self.head(*token)).take(HEADS_TO_ARGUMENT_MAX);
        let top = up.find(|token| self.head(*token) == Some(verb) || self.is_verb(*token))?;
        (self.head(top) == Some(verb)).then(|| words[top].relation)
    }
}
