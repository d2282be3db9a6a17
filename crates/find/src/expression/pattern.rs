//! Patterns over items, kept as data.
//!
//! A pattern is a row of elements, parted by blanks:
//!
//! | element | stands for |
//! |---|---|
//! | `word`, `a\|b\|c` | that word or mark, or one of several |
//! | `CLASS`, `A\|B` | an item of that class, or of one of several; it is captured |
//! | `x?` | the element or nothing |
//! | `~x` | the element, written without a blank before it |
//! | `<x>` | an element that must stand there and is no part of what is found; at either end only |

use super::item::{Classes, Entry, Item, Vocabulary};
use crate::words::Words;

/// Most elements of a pattern; the bound makes every match short.
pub(crate) const ELEMENTS_MAX: usize = 12;

/// Most forms a pattern may unfold into; more is a mistake in the file.
const FORMS_MAX: usize = 64;

/// One element of an unfolded pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Element {
    words: Vec<u16>,
    /// How many bytes each of the words has.
    lengths: Vec<usize>,
    classes: Classes,
    is_tight: bool,
    is_context: bool,
}

impl Element {
    fn takes(&self, item: &Item) -> bool {
        item.classes.any(self.classes) || (item.word != 0 && self.words.contains(&item.word))
    }
}

/// A pattern without choices of length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Form {
    elements: Vec<Element>,
    /// How many elements of context stand before its own, and how many are its own.
    n_before: usize,
    n_own: usize,
}

/// Where a form lies in a row of items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Match {
    /// The first item found, and the one behind the last.
    pub(crate) first: usize,
    pub(crate) end: usize,
}

/// Reads a pattern into its forms. Its words are given numbers in the vocabulary.
fn compile(pattern: &str, vocabulary: &mut Vocabulary) -> Result<Vec<Form>, String> {
    let mut forms: Vec<Vec<Element>> = vec![Vec::new()];
    for word in pattern.split_whitespace() {
        let (word, is_optional) = word.strip_suffix('?').map_or((word, false), |word| (word, true));
        let element = element(word, vocabulary)?;
        let longer: Vec<Vec<Element>> =
            forms.iter().map(|form| form.iter().cloned().chain([element.clone()]).collect()).collect();
        if is_optional {
            forms.extend(longer);
        } else {
            forms = longer;
        }
        if forms.len() > FORMS_MAX {
            return Err(format!("it unfolds into more than {FORMS_MAX} forms"));
        }
    }
    forms.into_iter().map(form).collect()
}

/// Reads the patterns of one rule into their forms, as [`compile`] does.
pub(crate) fn compile_all(patterns: &[String], vocabulary: &mut Vocabulary) -> Result<Vec<Form>, String> {
    let forms: Result<Vec<_>, _> = patterns.iter().map(|pattern| compile(pattern, vocabulary)).collect();
    Ok(forms?.concat())
}

fn form(elements: Vec<Element>) -> Result<Form, String> {
    let n_own = elements.iter().filter(|element| !element.is_context).count();
    if n_own == 0 || elements.len() > ELEMENTS_MAX {
        return Err(format!("a form takes one to {ELEMENTS_MAX} items"));
    }
    let n_before = elements.iter().take_while(|element| element.is_context).count();
    let is_in_one_piece = elements[n_before..n_before + n_own].iter().all(|element| !element.is_context);
    if is_in_one_piece {
        Ok(Form { elements, n_before, n_own })
    } else {
        Err("context stands inside the pattern".to_owned())
    }
}

fn element(word: &str, vocabulary: &mut Vocabulary) -> Result<Element, String> {
    let (word, is_tight) = word.strip_prefix('~').map_or((word, false), |word| (word, true));
    let inside = word.strip_prefix('<').and_then(|word| word.strip_suffix('>'));
    let (choice, is_context) = inside.map_or((word, false), |word| (word, true));
    let mut element =
        Element { words: Vec::new(), lengths: Vec::new(), classes: Classes::default(), is_tight, is_context };
    for part in choice.split('|') {
        let is_class = part.len() > 1 && part.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'-');
        if is_class && part.bytes().any(|byte| byte != b'-') {
            let class = vocabulary.class(part).ok_or_else(|| format!("{part:?} is no class"))?;
            element.classes = element.classes.with(class);
        } else if part.is_empty() {
            return Err(format!("{word:?} has an empty choice"));
        } else {
            element.words.push(vocabulary.word(part));
            element.lengths.push(part.len());
        }
    }
    Ok(element)
}

/// Lays a form over the items so that its first own element lies on `at`.
pub(crate) fn match_at(form: &Form, items: &[Item], words: &Words<'_>, at: usize) -> Option<Match> {
    let from = at.checked_sub(form.n_before)?;
    let items_taken = items.get(from..from + form.elements.len())?;
    // The head is known to fit by the index: what tells most stands behind it.
    let is_taken = form.elements.iter().zip(items_taken).rev().all(|(element, item)| element.takes(item));
    let is_tight = |(offset, element): (usize, &Element)| !element.is_tight || is_tight(items, words, from + offset);
    let fits = is_taken && form.elements.iter().enumerate().all(is_tight);
    fits.then_some(Match { first: at, end: at + form.n_own })
}

/// Whether no blank stands before the item.
pub(crate) fn is_tight(items: &[Item], words: &Words<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &items[before]) else { return false };
    words.span(before.end as usize - 1).end() == words.span(items[at].start as usize).start()
}

impl Form {
    /// The first own element, by which rules are tried.
    fn head(&self) -> &Element {
        &self.elements[self.n_before]
    }

    /// The element that the fewest sentences hold: one of classes that are not common, else the one with the longest
    /// words, which are the rarer ones.
    fn rarest(&self, common: Classes) -> &Element {
        let shortest = |element: &&Element| element.lengths.iter().min().copied().unwrap_or_default();
        let is_rare = |element: &&Element| element.words.is_empty() && !element.classes.any(common);
        let rare = self.elements.iter().find(is_rare);
        rare.or_else(|| self.elements.iter().max_by_key(shortest)).unwrap_or(self.head())
    }
}

/// Forms that are found by the item they begin with.
#[derive(Debug, Default)]
pub(crate) struct Index {
    by_word: Vec<Entries>,
    by_class: Vec<Entries>,
    needs: Needs,
}

/// What some item of a sentence must be for any form of an index to match: most sentences tell neither when nor how much.
#[derive(Debug, Default)]
struct Needs {
    classes: Classes,
    is_word: Vec<bool>,
}

impl Needs {
    fn add(&mut self, element: &Element) {
        self.classes = self.classes.with(element.classes);
        for word in element.words.iter().map(|word| usize::from(*word)) {
            self.is_word.resize(self.is_word.len().max(word + 1), false);
            self.is_word[word] = true;
        }
    }

    fn are_met(&self, word: u16, classes: Classes) -> bool {
        classes.any(self.classes) || self.is_word.get(usize::from(word)).copied().unwrap_or_default()
    }
}

/// The number of a rule and of its form, for each form. Most items that follow are words that no pattern knows: then
/// only forms that end with their head are worth a try.
#[derive(Debug, Default, Clone)]
struct Entries {
    alone: Vec<(usize, usize)>,
    followed: Vec<(usize, usize)>,
}

impl Index {
    /// Indexes the forms of rules; an entry is the number of the rule and of its form. The common classes are those that
    /// many sentences hold which no form matches.
    pub(crate) fn new<'a>(forms: impl Iterator<Item = (usize, &'a [Form])>, common: Classes) -> Self {
        let mut index = Self { by_class: vec![Entries::default(); 64], ..Self::default() };
        for (rule, forms) in forms {
            for (n, form) in forms.iter().enumerate() {
                index.add(form, (rule, n), common);
            }
        }
        index
    }

    fn add(&mut self, form: &Form, entry: (usize, usize), common: Classes) {
        self.needs.add(form.rarest(common));
        let Element { words, classes, .. } = form.head();
        let is_alone = form.elements.len() == form.n_before + 1;
        for word in words {
            let word = usize::from(*word);
            if self.by_word.len() <= word {
                self.by_word.resize(word + 1, Entries::default());
            }
            self.by_word[word].push(entry, is_alone);
        }
        for (class, list) in self.by_class.iter_mut().enumerate() {
            if classes.any(Classes::of(class)) {
                list.push(entry, is_alone);
            }
        }
    }

    /// Whether a word of a text may be what some form needs.
    pub(crate) fn is_needed(&self, entry: Entry) -> bool {
        self.needs.are_met(entry.word, entry.classes)
    }

    /// Whether any form can match among the items.
    pub(crate) fn may_match(&self, items: &[Item]) -> bool {
        items.iter().any(|item| self.needs.are_met(item.word, item.classes))
    }

    /// The forms that can begin with the item at that place, by rule and form.
    pub(crate) fn beginning(&self, items: &[Item], at: usize) -> impl Iterator<Item = (usize, usize)> {
        let item = &items[at];
        let is_followed = items.get(at + 1).is_some_and(|next| next.word != 0 || !next.classes.is_empty());
        let by_word = self.by_word.get(usize::from(item.word));
        let by_class = item.classes.numbers().filter_map(|class| self.by_class.get(class));
        let entries = by_word.into_iter().chain(by_class);
        entries.flat_map(move |entries| {
            let followed = if is_followed { entries.followed.as_slice() } else { &[] };
            entries.alone.iter().chain(followed).copied()
        })
    }
}

impl Entries {
    fn push(&mut self, entry: (usize, usize), is_alone: bool) {
        if is_alone { self.alone.push(entry) } else { self.followed.push(entry) }
    }
}
