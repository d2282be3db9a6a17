//! Wordings: equal quotations are aligned once, however many reports carry them.

use std::collections::BTreeMap;

use crate::unit::{Form, UNIT_WORDS_MAX, Unit};
use crate::words::{Traits, Word};

/// A sequence of words with their traits; words are places in the [`Vocabulary`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Wording {
    pub(crate) ids: Vec<u32>,
    pub(crate) traits: Vec<Traits>,
}

impl Wording {
    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }
}

/// All words of a story in the order of the alphabet, so that what is made from their places does not depend on the
/// order of the reports.
#[derive(Debug)]
pub(crate) struct Vocabulary<'a> {
    keys: Vec<&'a str>,
}

impl<'a> Vocabulary<'a> {
    pub(crate) fn of(units: &'a [Unit]) -> Self {
        let mut keys: Vec<&str> = units.iter().flat_map(|unit| &unit.words).map(|word| word.key.as_str()).collect();
        keys.sort_unstable();
        keys.dedup();
        Self { keys }
    }

    /// The word at a place.
    pub(crate) fn key(&self, id: u32) -> &'a str {
        self.keys[id as usize]
    }

    pub(crate) fn wording(&self, words: &[Word]) -> Wording {
        let ids = words.iter().map(|word| self.keys.partition_point(|key| *key < word.key.as_str()));
        Wording {
            ids: ids.map(|id| u32::try_from(id).expect("a text holds fewer words than u32 counts")).collect(),
            traits: words.iter().map(|word| word.traits).collect(),
        }
    }
}

/// One wording and the units that have it, by their index.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) wording: Wording,
    pub(crate) units: Vec<usize>,
}

/// The distinct wordings of the quotations that are not too long to be compared, in the order of their words.
pub(crate) fn wordings(vocabulary: &Vocabulary<'_>, units: &[Unit]) -> Vec<Told> {
    let mut told = BTreeMap::<Wording, Vec<usize>>::new();
    let is_compared = |unit: &Unit| unit.form != Form::Saying && unit.words.len() <= UNIT_WORDS_MAX;
    for (index, unit) in units.iter().enumerate().filter(|(_, unit)| is_compared(unit)) {
        told.entry(vocabulary.wording(&unit.words)).or_default().push(index);
    }
    told.into_iter().map(|(wording, units)| Told { wording, units }).collect()
}
