//! Words as they are compared: without case, accents, marks and ways to write hyphens and apostrophes.
//!
//! What a quotation's marks say about its make-up is kept beside each word: where a sentence or a clause begins,
//! where an ellipsis stands, what an editor put in brackets.

use std::collections::HashSet;

use dateline_core::{Analysis, Clean, Sentence, Span, Table, TableError, Text, Token, TokenKind};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Classes of `function_words.tsv` whose words say little about what is spoken of.
const LIGHT_CLASSES: [&str; 11] = [
    "determiner",
    "possessive",
    "pronoun_subject",
    "pronoun_object",
    "preposition",
    "conjunction",
    "subordinator",
    "auxiliary",
    "modal",
    DENYING_CLASS,
    "wh",
];

/// The class of "not", "never", "nobody".
const DENYING_CLASS: &str = "negation";

/// Classes of which a title writes the words small.
const LINKING_CLASSES: [&str; 3] = ["determiner", "preposition", "conjunction"];

/// Signs that are read aloud, so that "5%" and "5 percent" differ in a word.
const SPOKEN_SIGNS: &str = "&%$€£¥+=";

/// Marks at which a clause can end.
const CLAUSE_MARKS: [&str; 11] = [",", ";", ":", "(", ")", "—", "–", "―", "--", "---", "-"];

/// What stands between a word and the one before it, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Border {
    /// Nothing that counts.
    None,
    /// A comma, a dash or another mark at which a clause can end.
    Clause,
    /// The end of a sentence.
    Sentence,
}

/// What is known about a word beside its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Traits {
    /// What stands before it.
    pub(crate) border: Border,
    /// Whether an ellipsis stands before it.
    pub(crate) after_ellipsis: bool,
    /// Whether it says something about what is spoken of.
    pub(crate) is_content: bool,
    /// Whether it denies what stands beside it.
    pub(crate) denies: bool,
    /// Whether an editor put it in square brackets.
    pub(crate) is_bracketed: bool,
}

/// One word of a quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// The word as it is compared.
    pub(crate) key: String,
    /// Where it stands.
    pub(crate) span: Span<Clean>,
    pub(crate) traits: Traits,
}

/// Knows the words that say little by themselves.
#[derive(Debug)]
pub(crate) struct Lexicon {
    light: HashSet<String>,
    denying: HashSet<String>,
    linking: HashSet<String>,
}

impl Lexicon {
    /// Reads `function_words.tsv`.
    pub(crate) fn parse(function_words: &'static str) -> Result<Self, TableError> {
        let mut lexicon = Self { light: HashSet::new(), denying: HashSet::new(), linking: HashSet::new() };
        for row in Table::new("function_words.tsv", function_words).rows()? {
            let (form, class) = (fold(row.need("form")?), row.need("class")?);
            if LINKING_CLASSES.contains(&class) {
                lexicon.linking.insert(form.clone());
            }
            if class == DENYING_CLASS {
                lexicon.denying.insert(form.clone());
            }
            if LIGHT_CLASSES.contains(&class) {
                lexicon.light.insert(form);
            }
        }
        Ok(lexicon)
    }

    /// Whether a folded word says little about what is spoken of.
    pub(crate) fn is_light(&self, word: &str) -> bool {
        self.light.contains(word)
    }

    /// Whether a folded word denies what stands beside it.
    pub(crate) fn denies(&self, word: &str) -> bool {
        self.denying.contains(word)
    }

    /// Cuts the words of one span of a report.
    pub(crate) fn words(&self, analysis: &Analysis, span: Span<Clean>) -> Vec<Word> {
        let tokens = within(analysis.annotated.tokens.items(), span, |token| token.span);
        let sentences = within(analysis.annotated.sentences.items(), span, |sentence: &Sentence| sentence.span);
        let mut cutter = Cutter::new(self, analysis.report.text(), sentences);
        for token in tokens {
            cutter.take(*token);
        }
        cutter.words
    }

    /// Whether the words are written as a title is: "Voices of the Harbour". Words all in capitals are none.
    pub(crate) fn is_title(&self, text: &Text, words: &[Word]) -> bool {
        let starts_high =
            |word: &Word| text.get(word.span).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        let has_low = |word: &Word| text.get(word.span).chars().any(char::is_lowercase);
        let [first, rest @ ..] = words else { return false };
        starts_high(first)
            && rest.iter().all(|word| word.traits.border == Border::None && !word.traits.after_ellipsis)
            && rest.iter().all(|word| starts_high(word) || self.linking.contains(&word.key))
            && rest.iter().any(starts_high)
            && words.iter().any(|word| starts_high(word) && has_low(word))
    }
}

/// The items that touch the span; `items` stand in the order of the text and do not overlap.
pub(crate) fn within<T>(items: &[T], span: Span<Clean>, of: impl Fn(&T) -> Span<Clean>) -> &[T] {
    let first = items.partition_point(|item| of(item).end() <= span.start());
    let behind = items.partition_point(|item| of(item).start() < span.end());
    &items[first..behind.max(first)]
}

/// Walks over the tokens of one quotation.
struct Cutter<'a> {
    lexicon: &'a Lexicon,
    text: &'a Text,
    sentences: &'a [Sentence],
    words: Vec<Word>,
    /// What stood behind the last word.
    border: Border,
    after_ellipsis: bool,
    /// Which word follows the square bracket that is open.
    bracket: Option<usize>,
    /// Whether the token before was a full stop.
    after_stop: bool,
}

impl<'a> Cutter<'a> {
    fn new(lexicon: &'a Lexicon, text: &'a Text, sentences: &'a [Sentence]) -> Self {
        let (words, border) = (Vec::new(), Border::None);
        Self { lexicon, text, sentences, words, border, after_ellipsis: false, bracket: None, after_stop: false }
    }

    fn take(&mut self, token: Token) {
        let piece = self.text.get(token.span);
        let key = fold(piece);
        if !key.is_empty() {
            self.word(token, key);
        } else if token.kind == TokenKind::Symbol && SPOKEN_SIGNS.contains(piece) {
            self.word(token, piece.to_owned());
        } else {
            self.mark(piece);
        }
        self.after_stop = piece == ".";
    }

    fn word(&mut self, token: Token, key: String) {
        let is_content = !self.lexicon.is_light(&key);
        let denies = self.lexicon.denies(&key);
        let joined = self.words.last_mut().filter(|last| last.span.end() == token.span.start() && is_letters(token));
        if let Some(last) = joined {
            last.key.push_str(&key);
            last.span = last.span.cover(token.span);
            last.traits.is_content |= is_content;
            last.traits.denies |= denies;
            return;
        }
        let traits = Traits {
            border: self.border.max(self.sentence_border(token.span)),
            after_ellipsis: self.after_ellipsis,
            is_content,
            denies,
            is_bracketed: false,
        };
        (self.border, self.after_ellipsis) = (Border::None, false);
        self.words.push(Word { key, span: token.span, traits });
    }

    fn sentence_border(&mut self, at: Span<Clean>) -> Border {
        let passed = self.sentences.partition_point(|sentence| sentence.span.end() <= at.start());
        self.sentences = &self.sentences[passed..];
        if passed > 0 && !self.words.is_empty() { Border::Sentence } else { Border::None }
    }

    fn mark(&mut self, piece: &str) {
        let is_stop = piece == ".";
        if piece == "…" || (piece.len() > 1 && piece.bytes().all(|b| b == b'.')) || (is_stop && self.after_stop) {
            self.after_ellipsis = true;
        } else if CLAUSE_MARKS.contains(&piece) {
            self.border = self.border.max(Border::Clause);
        } else if piece == "[" {
            self.bracket = Some(self.words.len());
        } else if piece == "]" {
            self.close_bracket();
        }
    }

    fn close_bracket(&mut self) {
        let Some(first) = self.bracket.take() else { return };
        // "[sic]" stands beside the words, not among them.
        if self.words[first..].iter().map(|word| word.key.as_str()).eq(["sic"]) {
            self.words.truncate(first);
        }
        for word in &mut self.words[first..] {
            word.traits.is_bracketed = true;
        }
    }
}

fn is_letters(token: Token) -> bool {
    matches!(token.kind, TokenKind::Word | TokenKind::Number)
}

/// The letters and digits of a text in lower case without accents; apostrophes before letters in one shape, points
/// between digits.
pub(crate) fn fold(text: &str) -> String {
    // Decomposing costs more than all the rest, and most words need none.
    if text.is_ascii() { fold_chars(text.chars()) } else { fold_chars(text.nfd().filter(|c| !is_combining_mark(*c))) }
}

fn fold_chars(chars: impl Iterator<Item = char>) -> String {
    let mut key = String::new();
    let mut chars = chars.peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        match c {
            '\'' | '’' | '‘' | 'ʼ' | '＇' if next.is_some() => key.push('\''),
            '.' if next.is_some_and(|c| c.is_ascii_digit()) && key.ends_with(|c: char| c.is_ascii_digit()) => {
                key.push('.');
            }
            _ if c.is_alphanumeric() => key.extend(c.to_lowercase()),
            _ => {}
        }
    }
    key
}
