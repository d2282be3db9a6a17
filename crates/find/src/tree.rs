//! Dependency trees over the tokens of a report, with what questions about sources and contents need at once: the
//! dependents of a word and the stretch of text that they take.
//!
//! Knows relations and parts of speech, not what they mean for a statement.

use std::ops::Range;

use dateline_core::syntax::{Features, NamedMention, PronType, Relation, Tense, Upos, VerbForm, Voice};
use dateline_core::{Sentence, Syntax};

use crate::grammar::Grammar;

/// The trees of one report. A token is named by its index in the report's token layer.
#[derive(Debug)]
pub(crate) struct Trees<'a> {
    syntax: &'a Syntax,
    /// Where the dependents of each token begin in `dependents`; one more than there are tokens.
    first_dependent: Vec<u32>,
    /// The dependents of all tokens, each one's in the order of the text.
    dependents: Vec<u32>,
    /// For each token the first and the last token of the part of the tree below it, itself included.
    extents: Vec<(u32, u32)>,
}

impl<'a> Trees<'a> {
    /// Lists the dependents of each token. Linear in the number of tokens.
    pub(crate) fn new(syntax: &'a Syntax, sentences: &[Sentence]) -> Self {
        let words = syntax.words().items();
        let mut first_dependent = vec![0; words.len() + 1];
        for head in words.iter().filter_map(|word| word.head) {
            first_dependent[head as usize + 1] += 1;
        }
        for at in 0..words.len() {
            first_dependent[at + 1] += first_dependent[at];
        }
        let mut dependents = vec![0; first_dependent[words.len()] as usize];
        let mut next = first_dependent.clone();
        for (at, word) in (0..).zip(words) {
            if let Some(head) = word.head {
                dependents[next[head as usize] as usize] = at;
                next[head as usize] += 1;
            }
        }
        let mut trees =
            Self { syntax, first_dependent, dependents, extents: (0..).map(|at| (at, at)).take(words.len()).collect() };
        trees.measure(sentences);
        trees
    }

    /// Finds the extents, from the leaves up.
    fn measure(&mut self, sentences: &[Sentence]) {
        let words = self.syntax.words().items();
        let mut order: Vec<usize> = Vec::with_capacity(words.len());
        for sentence in sentences {
            order.extend(sentence.tokens.range().filter(|at| words[*at].head.is_none()));
        }
        let mut done = 0;
        while done < order.len() {
            order.extend(self.dependents(order[done]));
            done += 1;
        }
        for at in order.into_iter().rev() {
            if let Some(head) = words[at].head {
                let (first, last) = self.extents[at];
                let around = &mut self.extents[head as usize];
                *around = (around.0.min(first), around.1.max(last));
            }
        }
    }

    /// The trees as they answer questions about mentions.
    pub(crate) const fn grammar(&self) -> Grammar<'a> {
        Grammar::new(Some(self.syntax))
    }

    /// What the network says is named, in the order of the text.
    pub(crate) fn names(&self) -> &'a [NamedMention] {
        self.syntax.names().items()
    }

    /// The word that a token depends on; none for the head of its sentence.
    pub(crate) fn head(&self, at: usize) -> Option<usize> {
        self.syntax.words().items()[at].head.map(|head| head as usize)
    }

    /// How a token depends on its head.
    pub(crate) fn relation(&self, at: usize) -> Relation {
        self.syntax.words().items()[at].relation
    }

    /// The part of speech of a token.
    pub(crate) fn upos(&self, at: usize) -> Upos {
        self.syntax.words().items()[at].upos
    }

    /// The features of a token.
    pub(crate) fn features(&self, at: usize) -> Features {
        self.syntax.words().items()[at].features
    }

    /// The lemma of a token.
    pub(crate) fn lemma(&self, at: usize) -> &'a str {
        self.syntax.lemma(at)
    }

    /// The tokens that depend on a token, in the order of the text.
    pub(crate) fn dependents(&self, at: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let range = self.first_dependent[at] as usize..self.first_dependent[at + 1] as usize;
        self.dependents[range].iter().map(|at| *at as usize)
    }

    /// The first dependent with one of the relations.
    pub(crate) fn dependent(&self, at: usize, relations: &[Relation]) -> Option<usize> {
        self.dependents(at).find(|dependent| relations.contains(&self.relation(*dependent)))
    }

    /// The tokens from the first to the last of the part of the tree below a token, itself included.
    pub(crate) fn extent(&self, at: usize) -> Range<usize> {
        let (first, last) = self.extents[at];
        first as usize..last as usize + 1
    }

    /// Whether a verb is in the passive. A participle alone is told from a past by what depends on it: the tagger
    /// takes many a past for a participle.
    pub(crate) fn is_passive(&self, at: usize) -> bool {
        const PASSIVE: [Relation; 3] = [Relation::PassiveAuxiliary, Relation::PassiveSubject, Relation::Agent];
        const ACTIVE: [Relation; 3] = [Relation::Subject, Relation::Object, Relation::Auxiliary];
        let is_participle = self.features(at).voice == Some(Voice::Passive);
        if self.is_finite_by_place(at) || self.is_joined_telling(at) {
            return false;
        }
        let is_marked = self.dependent(at, &PASSIVE).is_some();
        is_marked || self.is_moved(at) || (is_participle && self.dependent(at, &ACTIVE).is_none())
    }

    /// Whether a verb that needs somebody whom it moves has nobody but its subject: "Keller urged to step down".
    fn is_moved(&self, at: usize) -> bool {
        const MOVING: [&str; 7] = ["advise", "encourage", "instruct", "order", "remind", "tell", "urge"];
        let is_open = |clause: usize| {
            let is_to = |word: usize| self.relation(word) == Relation::Mark && self.lemma(word) == "to";
            self.extent(clause).start == at + 1 && self.dependents(clause).any(is_to)
        };
        MOVING.contains(&self.lemma(at))
            && self.features(at).tense == Some(Tense::Past)
            && self.dependent(at, &[Relation::Object, Relation::IndirectObject]).is_none()
            && self.dependent(at, &[Relation::OpenComplement]).is_some_and(is_open)
    }

    /// Whether a verb with a that-clause is joined to a participle: "the pier was lost and *promised that*" is no passive of
    /// both, but of verbs by which somebody is told.
    fn is_joined_telling(&self, at: usize) -> bool {
        const ADDRESSED: [&str; 9] =
            ["advise", "assure", "convince", "inform", "notify", "persuade", "remind", "tell", "warn"];
        const OWN: [Relation; 4] =
            [Relation::PassiveAuxiliary, Relation::Auxiliary, Relation::Agent, Relation::PassiveSubject];
        let is_that = |clause: usize| self.extent(clause).start == at + 1 && self.lemma(at + 1) == "that";
        // "it was feared and predicted that"
        let is_impersonal = |first: usize| {
            self.dependent(first, &[Relation::Expletive, Relation::PassiveSubject, Relation::Subject])
                .is_none_or(|subject| self.lemma(subject) == "it")
        };
        self.relation(at) == Relation::Conjunct
            && self.dependent(at, &OWN).is_none()
            && !self.head(at).is_some_and(is_impersonal)
            && self.dependent(at, &[Relation::ClausalComplement]).is_some_and(is_that)
            && !ADDRESSED.contains(&self.lemma(at))
    }

    /// Whether a verb heads a whole sentence without an auxiliary: then it is no participle, whatever the tagger makes of it
    /// ("Two senators, Ana Lund and Tom Rusk, *called* on the mayor to go."). Headlines, which have no stop, leave it out.
    pub(crate) fn is_finite_by_place(&self, at: usize) -> bool {
        const PARTS: [Relation; 3] = [Relation::PassiveAuxiliary, Relation::Auxiliary, Relation::Agent];
        let last = self.extent(at).end - 1;
        self.head(at).is_none() && self.lemma(last) == "." && self.dependent(at, &PARTS).is_none()
    }

    /// Whether a word is a verb or auxiliary.
    pub(crate) fn is_verbal(&self, at: usize) -> bool {
        matches!(self.upos(at), Upos::Verb | Upos::Auxiliary)
    }

    /// Whether a word is a verb or auxiliary in a finite form.
    pub(crate) fn is_finite(&self, at: usize) -> bool {
        self.features(at).verb_form == Some(VerbForm::Finite)
    }

    /// The word that heads the predicate of which a verb may be a part: "was *closed*", "is a *mayor*".
    pub(crate) fn predicate(&self, verb: usize) -> usize {
        const PARTS: [Relation; 3] = [Relation::Auxiliary, Relation::PassiveAuxiliary, Relation::Copula];
        let is_part = PARTS.contains(&self.relation(verb));
        self.head(verb).filter(|_| is_part).unwrap_or(verb)
    }

    /// Whether a pronoun stands for the noun that its clause belongs to: "who", "which", "that".
    pub(crate) fn is_relative(&self, at: usize) -> bool {
        self.features(at).pron_type == Some(PronType::Relative)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tests::analyse;

    proptest! {
        #[test]
        fn extents_hold_all_below(text in "([A-Z][a-z]{1,6}|said|that|the mayor|,|\\.| ){0,40}") {
            let analysis = analyse(&text);
            // What is taken for another language than English has no trees.
            let Some(syntax) = &analysis.annotated.syntax else { return Ok(()) };
            let trees = Trees::new(syntax, analysis.annotated.sentences.items());
            for at in 0..analysis.annotated.tokens.items().len() {
                prop_assert!(trees.extent(at).contains(&at));
                for dependent in trees.dependents(at) {
                    prop_assert_eq!(trees.head(dependent), Some(at));
                    let (below, around) = (trees.extent(dependent), trees.extent(at));
                    prop_assert!(around.start <= below.start && below.end <= around.end);
                }
            }
        }
    }
}
