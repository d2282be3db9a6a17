//! A sentence as the patterns see it: words with their classes, numbers as one.

use std::collections::HashMap;
use std::ops::Range;

use dateline_core::TokenKind;

use super::number::{Number, Numerals};
use crate::symbol::{BySymbol, Symbol, Symbols};
use crate::words::Words;

/// The number that stands for a word that no pattern asks for.
const NO_WORD: u16 = 0;

/// Classes of a vocabulary, by the order in which they were named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Classes(u64);

impl Classes {
    /// The class of that number, at most 63.
    pub(crate) const fn of(number: usize) -> Self {
        Self(1 << number)
    }

    /// Both together.
    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether at least one of `asked` is among these.
    pub(crate) const fn any(self, asked: Self) -> bool {
        self.0 & asked.0 != 0
    }

    /// The numbers of the classes.
    pub(crate) fn numbers(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let class = (rest != 0).then(|| rest.trailing_zeros() as usize)?;
            rest &= rest - 1;
            Some(class)
        })
    }

    /// Whether there is none.
    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// What a vocabulary says of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Entry {
    /// The word's own number, by which literals in patterns name it.
    pub(crate) word: u16,
    /// Its classes.
    pub(crate) classes: Classes,
    /// What the class makes of it: the number of a month, the row of a unit.
    pub(crate) value: i32,
    /// Whether it must be written with a capital letter.
    pub(crate) case: Case,
}

/// How a word must be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Case {
    /// In any way.
    #[default]
    Any,
    /// With a capital letter: "March".
    Capital,
    /// Without one, but in titles: "60 minutes", not "60 Minutes".
    Lower,
}

/// The words that patterns ask for, with their classes.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    entries: HashMap<String, Entry>,
    class_names: Vec<&'static str>,
    by_symbol: BySymbol<Entry>,
}

impl Vocabulary {
    /// A vocabulary with these classes.
    pub(crate) fn new(class_names: &[&'static str]) -> Self {
        assert!(class_names.len() <= 64, "classes are bits of a u64");
        Self { entries: HashMap::new(), class_names: class_names.to_vec(), by_symbol: BySymbol::new() }
    }

    /// The class of that name.
    pub(crate) fn class(&self, name: &str) -> Option<Classes> {
        self.class_names.iter().position(|known| *known == name).map(Classes::of)
    }

    /// What is known of a word that is not looked up by its symbol: a part of one.
    pub(crate) fn named(&self, word: &str) -> Option<Entry> {
        self.entries.get(word).copied()
    }

    /// The number of a word, which is given one if it has none.
    pub(crate) fn word(&mut self, word: &str) -> u16 {
        self.entry(word).word
    }

    /// Adds a class to a word, with what the class makes of it.
    pub(crate) fn add(&mut self, word: &str, classes: Classes, value: i32, case: Case) {
        let entry = self.entry(word);
        entry.classes = entry.classes.with(classes);
        entry.value = value;
        entry.case = case;
    }

    /// Adds a class to a word that means nothing beyond it.
    pub(crate) fn mark(&mut self, word: &str, classes: Classes) {
        let entry = self.entry(word);
        entry.classes = entry.classes.with(classes);
    }

    fn entry(&mut self, word: &str) -> &mut Entry {
        let next = u16::try_from(self.entries.len() + 1).expect("a vocabulary has some hundred words");
        let fresh = Entry { word: next, ..Entry::default() };
        self.entries.entry(word.to_owned()).or_insert(fresh)
    }

    /// Gives each word its symbol, when all words and patterns are read; returns the symbols of the words that are asked for.
    pub(crate) fn seal(&mut self, symbols: &mut Symbols, is_asked: impl Fn(Entry) -> bool) -> BySymbol<bool> {
        let mut asked = BySymbol::new();
        let mut words: Vec<(&String, &Entry)> = self.entries.iter().collect();
        words.sort_unstable_by_key(|(_, entry)| entry.word);
        for (word, entry) in words {
            let symbol = symbols.intern(word);
            *self.by_symbol.at(symbol) = *entry;
            *asked.at(symbol) = is_asked(*entry);
        }
        asked
    }

    /// What is known of a word; nothing before the words are sealed.
    pub(crate) fn entry_of(&self, word: Symbol) -> Entry {
        self.by_symbol.get(word)
    }
}

/// What an item is, beside its classes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Payload {
    /// A word.
    Word,
    /// A number.
    Number(Number),
    /// What a rule made: an index into the list of its drafts.
    Draft(usize),
}

/// A word, a number, or what a rule put in the place of several items.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Item {
    /// Its tokens.
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) word: u16,
    pub(crate) classes: Classes,
    pub(crate) value: i32,
    pub(crate) payload: Payload,
}

impl Item {
    /// Its tokens.
    pub(crate) const fn tokens(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The number, if it is one.
    pub(crate) const fn number(&self) -> Option<Number> {
        match self.payload {
            Payload::Number(number) => Some(number),
            _ => None,
        }
    }
}

/// Whether words must be written as their entries ask: in titles they need not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Writing {
    #[default]
    Prose,
    Title,
}

/// Puts the items of a sentence into `items`; `compound` may read several tokens as one.
pub(crate) fn itemize(
    vocabulary: &Vocabulary,
    numerals: &Numerals,
    words: &Words<'_>,
    tokens: Range<usize>,
    writing: Writing,
    compound: impl Fn(usize, usize) -> Option<Item>,
    items: &mut Vec<Item>,
) {
    items.clear();
    let mut at = tokens.start;
    while at < tokens.end {
        let item = compound(at, tokens.end)
            .or_else(|| number_at(numerals, words, at, tokens.end))
            .unwrap_or_else(|| word_at(vocabulary, words, at, tokens.start, writing));
        at = item.end as usize;
        items.push(item);
    }
}

fn number_at(numerals: &Numerals, words: &Words<'_>, at: usize, to: usize) -> Option<Item> {
    let may_begin = match words.kind(at) {
        TokenKind::Number => true,
        TokenKind::Word => numerals.may_begin(words, at),
        _ => words.lower(at) == "½" || words.lower(at) == "¼" || words.lower(at) == "¾",
    };
    let number = may_begin.then(|| numerals.read(words, at, to)).flatten()?;
    Some(Item {
        start: token_number(at),
        end: token_number(number.end),
        word: NO_WORD,
        classes: Classes::default(),
        value: 0,
        payload: Payload::Number(number),
    })
}

fn word_at(vocabulary: &Vocabulary, words: &Words<'_>, at: usize, first: usize, writing: Writing) -> Item {
    let entry = Some(vocabulary.entry_of(words.symbol(at))).filter(|entry| {
        let is_capital = words.get(at).starts_with(char::is_uppercase);
        match entry.case {
            Case::Any => true,
            Case::Capital => is_capital,
            Case::Lower => !is_capital || at == first || writing == Writing::Title,
        }
    });
    let entry = entry.unwrap_or_default();
    Item {
        start: token_number(at),
        end: token_number(at + 1),
        word: entry.word,
        classes: entry.classes,
        value: entry.value,
        payload: Payload::Word,
    }
}

fn token_number(at: usize) -> u32 {
    u32::try_from(at).expect("a text has fewer tokens than bytes, which u32 counts")
}
