//! The words of the word lists as numbers, so that each token of a report is looked up once for all of them.

use std::collections::HashMap;

use foldhash::fast::FixedState;

/// The number of a word of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Symbol(u16);

impl Symbol {
    /// Any word that stands in no list.
    pub(crate) const OTHER: Self = Self(0);
}

/// The words of all lists, in lower case.
///
/// The hash is a fast one with a fixed seed: the keys are the lists' own words, so that no text can make them collide.
#[derive(Debug)]
pub(crate) struct Symbols {
    by_word: HashMap<String, Symbol, FixedState>,
    lengths: LengthsByFirst,
}

impl Symbols {
    /// None yet.
    pub(crate) fn new() -> Self {
        Self { by_word: HashMap::default(), lengths: LengthsByFirst::new() }
    }

    /// The number of a word, which is given one if it has none.
    pub(crate) fn intern(&mut self, word: &str) -> Symbol {
        let next = u16::try_from(self.by_word.len() + 1).expect("the lists have some thousand words");
        self.lengths.add(word);
        *self.by_word.entry(word.to_owned()).or_insert(Symbol(next))
    }

    /// The number of a word in lower case.
    pub(crate) fn of(&self, word: &str) -> Symbol {
        let symbol = if self.lengths.may_hold(word) { self.by_word.get(word) } else { None };
        symbol.copied().unwrap_or(Symbol::OTHER)
    }
}

/// What a list says of each word; of all others the default.
#[derive(Debug)]
pub(crate) struct BySymbol<T>(Vec<T>);

impl<T: Copy + Default> BySymbol<T> {
    /// A list that says nothing yet.
    pub(crate) const fn new() -> Self {
        Self(Vec::new())
    }

    /// What the list says of a word.
    pub(crate) fn get(&self, symbol: Symbol) -> T {
        self.0.get(usize::from(symbol.0)).copied().unwrap_or_default()
    }

    /// The place of what the list says of a word.
    pub(crate) fn at(&mut self, symbol: Symbol) -> &mut T {
        let at = usize::from(symbol.0);
        if self.0.len() <= at {
            self.0.resize(at + 1, T::default());
        }
        &mut self.0[at]
    }
}

/// The lengths that the words of a list have, by their first byte: most words are passed over without a hash.
#[derive(Debug)]
pub(crate) struct LengthsByFirst(Vec<u64>);

impl LengthsByFirst {
    /// Those of no words.
    pub(crate) fn new() -> Self {
        Self(vec![0; 256])
    }

    /// Adds those of a word.
    pub(crate) fn add(&mut self, word: &str) {
        if let Some(first) = word.bytes().next() {
            self.0[usize::from(first)] |= Self::bit(word);
        }
    }

    /// Whether a word of the list begins and is as long as this one.
    pub(crate) fn may_hold(&self, word: &str) -> bool {
        word.bytes().next().is_some_and(|first| self.0[usize::from(first)] & Self::bit(word) != 0)
    }

    /// The last bit stands for all greater lengths.
    fn bit(word: &str) -> u64 {
        1 << word.len().min(63)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_keeps_its_number_and_others_have_none() {
        let mut symbols = Symbols::new();
        let pier = symbols.intern("pier");
        let ferry = symbols.intern("ferry");
        assert_eq!(symbols.intern("pier"), pier);
        assert_ne!(pier, ferry);
        let long = "a".repeat(80);
        for (word, expected) in [("pier", pier), ("ferry", ferry), ("port", Symbol::OTHER), ("", Symbol::OTHER)] {
            assert_eq!(symbols.of(word), expected, "{word:?}");
        }
        let longest = symbols.intern(&long);
        assert_eq!((symbols.of(&long), symbols.of(&"a".repeat(70))), (longest, Symbol::OTHER));
        let mut lengths = BySymbol::new();
        *lengths.at(ferry) = 5;
        assert_eq!([pier, ferry, longest, Symbol::OTHER].map(|symbol| lengths.get(symbol)), [0, 5, 0, 0]);
    }
}
