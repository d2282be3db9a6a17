//! Questions about the syntax around a mention. Without a network every answer is "not known".

use std::ops::Range;

use dateline_core::syntax::{Features, Relation};
use dateline_core::{Syntax, Upos, Word};

use crate::words::Words;

/// The syntax of a report, if there is a network for its language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Grammar<'a> {
    syntax: Option<&'a Syntax>,
}

impl<'a> Grammar<'a> {
    pub(crate) const fn new(syntax: Option<&'a Syntax>) -> Self {
        Self { syntax }
    }

    pub(crate) const fn is_known(self) -> bool {
        self.syntax.is_some()
    }

    fn word(self, at: usize) -> Option<&'a Word> {
        self.syntax?.words().items().get(at)
    }

    /// The head of a token; none for the head of its sentence.
    pub(crate) fn head(self, at: usize) -> Option<usize> {
        self.word(at)?.head.map(|head| head as usize)
    }

    pub(crate) fn relation(self, at: usize) -> Option<Relation> {
        self.word(at).map(|word| word.relation)
    }

    pub(crate) fn upos(self, at: usize) -> Option<Upos> {
        self.word(at).map(|word| word.upos)
    }

    pub(crate) fn features(self, at: usize) -> Features {
        self.word(at).map(|word| word.features).unwrap_or_default()
    }

    pub(crate) fn lemma(self, at: usize) -> &'a str {
        self.syntax.map(|syntax| syntax.lemma(at)).unwrap_or_default()
    }

    /// The token of a phrase on which the others depend: the first whose head lies outside.
    pub(crate) fn top(self, tokens: Range<usize>) -> Option<usize> {
        tokens.clone().find(|at| self.word(*at).is_some() && self.head(*at).is_none_or(|head| !tokens.contains(&head)))
    }

    /// The tokens within `near` that depend on one with a relation.
    pub(crate) fn dependents(
        self,
        at: usize,
        near: Range<usize>,
        relation: Relation,
    ) -> impl Iterator<Item = usize> + use<'a> {
        near.filter(move |other| self.head(*other) == Some(at) && self.relation(*other) == Some(relation))
    }

    /// The word that carries the role of a phrase in its clause: for a later member of a coordination, its first.
    pub(crate) fn carrier(self, mut at: usize) -> usize {
        // A coordination of more members than these names nobody; the bound ends any walk.
        const CONJUNCTS_MAX: usize = 8;
        for _ in 0..CONJUNCTS_MAX {
            match (self.relation(at), self.head(at)) {
                (Some(Relation::Conjunct), Some(head)) => at = head,
                _ => break,
            }
        }
        at
    }

    /// Whether what is joined to a noun tells more of it, as the apposition before does: "Keller, the mayor *and a baker*, …".
    pub(crate) fn goes_on_apposition(self, words: &Words<'_>, noun: usize, joined: usize) -> bool {
        let between = noun + 1..joined;
        let is_of_joined = |at: &usize| self.head(*at) == Some(joined);
        let is_article = |at: &usize| is_of_joined(at) && matches!(words.lower(*at), "a" | "an" | "the");
        let is_coordinator = |at: &usize| is_of_joined(at) && self.relation(*at) == Some(Relation::Coordinator);
        // Behind a comma of its own it is somebody else: "Keller, the mayor, and the baker".
        let goes_on = |at: usize| words.lower(at - 1) != ",";
        self.dependents(noun, between.clone(), Relation::Apposition).next().is_some()
            && between.clone().any(|at| is_article(&at))
            && between.rev().find(is_coordinator).is_some_and(goes_on)
    }

    /// A noun with the words before it that belong to it, from `floor` on at the earliest.
    pub(crate) fn noun_group(self, noun: usize, floor: usize) -> Range<usize> {
        let belongs = |at: usize| {
            let head = self.head(at);
            head == Some(noun) || head.is_some_and(|head| at < head && head < noun && self.head(head) == Some(noun))
        };
        let start = (floor..noun).rev().take_while(|at| belongs(*at)).last().unwrap_or(noun);
        start..noun + 1
    }

    /// Whether a word is the subject of a clause.
    pub(crate) fn is_subject(self, at: usize) -> bool {
        const SUBJECTS: [Relation; 3] = [Relation::Subject, Relation::PassiveSubject, Relation::OuterSubject];
        self.relation(self.carrier(at)).is_some_and(|relation| SUBJECTS.contains(&relation))
    }
}
