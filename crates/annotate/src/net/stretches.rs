//! Words found in the file that lists them, without a copy of each: a model lists some fifty thousand, and they are read at
//! every start.

use std::hash::BuildHasher;
use std::ops::Range;

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

/// Stretches of one text, each with what it stands for, found by their characters. The text is kept beside it, and is the
/// same at each call.
///
/// The hash is a fast one with a fixed seed: the keys are the model's own words, so that no report can make them collide.
#[derive(Debug)]
pub(crate) struct Stretches<T> {
    table: HashTable<(Range<u32>, T)>,
    hasher: FixedState,
}

impl<T> Stretches<T> {
    /// None yet, with room for so many.
    pub(crate) fn with_capacity(n: usize) -> Self {
        Self { table: HashTable::with_capacity(n), hasher: FixedState::default() }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.table.len()
    }

    /// Adds a stretch of the text; of those of the same characters the last one counts.
    pub(crate) fn insert(&mut self, text: &str, stretch: Range<u32>, value: T) {
        let key = characters(text, &stretch);
        let hasher = &self.hasher;
        let is_same = |(known, _): &(Range<u32>, T)| characters(text, known) == key;
        let hash_of = |(known, _): &(Range<u32>, T)| hasher.hash_one(characters(text, known));
        match self.table.entry(hasher.hash_one(key), is_same, hash_of) {
            Entry::Occupied(mut known) => known.get_mut().1 = value,
            Entry::Vacant(vacant) => {
                vacant.insert((stretch, value));
            }
        }
    }

    /// What the stretch of these characters stands for.
    pub(crate) fn get(&self, text: &str, key: &str) -> Option<&T> {
        let found = self.table.find(self.hasher.hash_one(key), |(known, _)| characters(text, known) == key);
        found.map(|(_, value)| value)
    }
}

/// The characters of a stretch.
pub(crate) fn characters<'t>(text: &'t str, stretch: &Range<u32>) -> &'t str {
    &text[stretch.start as usize..stretch.end as usize]
}

/// The place of a part in the text of which it is a slice.
///
/// # Panics
/// If the text has 4 GB, which no file of a model has.
pub(crate) fn place(text: &str, part: &str) -> Range<u32> {
    let start = part.as_ptr().addr() - text.as_ptr().addr();
    let place = |at: usize| u32::try_from(at).expect("a file of a model has less than 4 GB");
    place(start)..place(start + part.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_equal_stretches_counts() {
        let text = "pier ferry pier quay";
        let mut stretches = Stretches::with_capacity(0);
        for (number, word) in text.split(' ').enumerate() {
            stretches.insert(text, place(text, word), number);
        }
        for (word, expected) in [("pier", Some(2)), ("ferry", Some(1)), ("quay", Some(3)), ("pie", None), ("", None)] {
            assert_eq!(stretches.get(text, word).copied(), expected, "{word:?}");
        }
        assert_eq!(stretches.len(), 3);
    }
}
