//! The tokens of a report as the rules look at them: folded to lower case, with their classes.

use std::ops::Range;

use dateline_core::{Annotated, Clean, Report, Sentence, Span, Text, Token, TokenKind};

use crate::lexicon::{Lexicon, PhraseBook};
use crate::symbol::Symbol;

/// Kinds of words, several at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Class(u32);

impl Class {
    pub(crate) const DETERMINER: Self = Self(1);
    pub(crate) const POSSESSIVE: Self = Self(1 << 1);
    pub(crate) const PRONOUN_SUBJECT: Self = Self(1 << 2);
    pub(crate) const PREPOSITION: Self = Self(1 << 4);
    pub(crate) const CONJUNCTION: Self = Self(1 << 5);
    pub(crate) const SUBORDINATOR: Self = Self(1 << 6);
    pub(crate) const AUXILIARY: Self = Self(1 << 7);
    pub(crate) const MODAL: Self = Self(1 << 8);
    pub(crate) const NEGATION: Self = Self(1 << 9);
    pub(crate) const WH: Self = Self(1 << 10);
    pub(crate) const ADVERB: Self = Self(1 << 11);
    pub(crate) const FINITE_VERB: Self = Self(1 << 12);
    pub(crate) const WEEKDAY: Self = Self(1 << 13);
    pub(crate) const MONTH: Self = Self(1 << 14);
    /// Opens what tells when something was said.
    pub(crate) const TIME_SUBORDINATOR: Self = Self(1 << 20);
    /// Where, and by what means, things are said.
    pub(crate) const OCCASION: Self = Self(1 << 21);
    /// What shows something but cannot speak: "the events".
    pub(crate) const HAPPENING: Self = Self(1 << 22);
    /// Hears what others say: "the court".
    pub(crate) const HEARER: Self = Self(1 << 23);
    /// Says whose relative somebody is: "wife".
    pub(crate) const KIN: Self = Self(1 << 24);
    /// Begins with a capital letter.
    pub(crate) const CAPITAL: Self = Self(1 << 16);
    /// Is a word of letters.
    pub(crate) const WORD: Self = Self(1 << 17);
    /// Is a number in digits.
    pub(crate) const NUMBER: Self = Self(1 << 18);
    /// Is the first word of its sentence.
    pub(crate) const FIRST: Self = Self(1 << 19);

    const NAMES: [(&'static str, Self); 20] = [
        ("determiner", Self::DETERMINER),
        ("possessive", Self::POSSESSIVE),
        ("pronoun_subject", Self::PRONOUN_SUBJECT),
        ("pronoun_object", Self(1 << 3)),
        ("preposition", Self::PREPOSITION),
        ("conjunction", Self::CONJUNCTION),
        ("subordinator", Self::SUBORDINATOR),
        ("auxiliary", Self::AUXILIARY),
        ("modal", Self::MODAL),
        ("negation", Self::NEGATION),
        ("wh", Self::WH),
        ("adverb_frequent", Self::ADVERB),
        ("finite_verb", Self::FINITE_VERB),
        ("weekday", Self::WEEKDAY),
        ("month", Self::MONTH),
        ("time_subordinator", Self::TIME_SUBORDINATOR),
        ("occasion", Self::OCCASION),
        ("happening", Self::HAPPENING),
        ("hearer", Self::HEARER),
        ("kin", Self::KIN),
    ];

    /// The class of that name in `function_words.tsv`.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, class)| *class)
    }

    /// Both together.
    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether at least one of `asked` is among these.
    pub(crate) const fn any(self, asked: Self) -> bool {
        self.0 & asked.0 != 0
    }
}

/// Classes that end a noun phrase.
pub(crate) const VERBAL: Class = Class::AUXILIARY.with(Class::MODAL).with(Class::FINITE_VERB).with(Class::NEGATION);

/// One report's tokens with what the lexicon says of each.
#[derive(Debug)]
pub(crate) struct Words<'a> {
    pub(crate) text: &'a Text,
    /// The text in lower case, with the same offsets.
    lower: String,
    tokens: &'a [Token],
    classes: Vec<Class>,
    symbols: Vec<Symbol>,
    /// The tokens of the outermost quotations, in the order of the text.
    quoted: Vec<Range<usize>>,
}

impl<'a> Words<'a> {
    /// Looks every token up.
    pub(crate) fn new(lexicon: &Lexicon, report: &'a Report, annotated: &'a Annotated) -> Self {
        let lower = lower_in_place(report.text().as_str());
        let tokens = annotated.tokens.items();
        let quoted = Vec::new();
        let (classes, symbols) = (Vec::with_capacity(tokens.len()), Vec::with_capacity(tokens.len()));
        let mut words = Self { text: report.text(), lower, tokens, classes, symbols, quoted };
        for token in tokens {
            let symbol = lexicon.symbols.of(&words.lower[token.span.range()]);
            words.symbols.push(symbol);
            words.classes.push(words.classify(lexicon, token, symbol));
        }
        for sentence in &annotated.sentences {
            words.mark_first(sentence);
        }
        let outer = annotated.quotations.items().iter().filter(|quotation| quotation.depth == 0);
        words.quoted = outer.map(|q| words.at_byte(q.inner.start())..words.at_byte(q.inner.end())).collect();
        words
    }

    /// Whether the token stands in a quotation.
    pub(crate) fn is_quoted(&self, at: usize) -> bool {
        let behind = self.quoted.partition_point(|quoted| quoted.end <= at);
        self.quoted.get(behind).is_some_and(|quoted| quoted.contains(&at))
    }

    /// The tokens of the outermost quotation in which a token stands; none if it stands in none.
    pub(crate) fn quotation_around(&self, at: usize) -> Range<usize> {
        let behind = self.quoted.partition_point(|quoted| quoted.end <= at);
        self.quoted.get(behind).filter(|quoted| quoted.contains(&at)).cloned().unwrap_or(at..at)
    }

    /// The tokens of the quotation that ends right before a token, but for marks; none if there is no such one.
    pub(crate) fn quoted_before(&self, at: usize) -> Range<usize> {
        let behind = self.quoted.partition_point(|quoted| quoted.end <= at);
        let last = behind.checked_sub(1).map(|last| self.quoted[last].clone());
        let is_mark = |at: usize| matches!(self.kind(at), TokenKind::Punctuation | TokenKind::QuotationMark);
        last.filter(|quoted| (quoted.end..at).all(is_mark)).unwrap_or_default()
    }

    fn classify(&self, lexicon: &Lexicon, token: &Token, symbol: Symbol) -> Class {
        let capital = self.text.get(token.span).starts_with(char::is_uppercase);
        let kind = match token.kind {
            TokenKind::Word => Class::WORD,
            TokenKind::Number => Class::NUMBER,
            _ => Class::default(),
        };
        let lower = &self.lower[token.span.range()];
        // A genitive is written like a short "is"; as a verb it would cut every noun phrase in two.
        let listed = if matches!(lower, "'s" | "’s") { Class::default() } else { lexicon.class(symbol) };
        let class = listed.with(kind);
        if capital { class.with(Class::CAPITAL) } else { class }
    }

    fn mark_first(&mut self, sentence: &Sentence) {
        if let Some(at) = sentence.tokens.range().find(|at| self.classes[*at].any(Class::WORD)) {
            self.classes[at] = self.classes[at].with(Class::FIRST);
        }
    }

    /// The characters of a token.
    pub(crate) fn get(&self, at: usize) -> &'a str {
        self.text.get(self.tokens[at].span)
    }

    /// The characters of a token in lower case.
    pub(crate) fn lower(&self, at: usize) -> &str {
        &self.lower[self.tokens[at].span.range()]
    }

    /// The token's number in the word lists.
    pub(crate) fn symbol(&self, at: usize) -> Symbol {
        self.symbols[at]
    }

    /// What kinds of word a token is.
    pub(crate) fn class(&self, at: usize) -> Class {
        self.classes[at]
    }

    /// Whether the token begins with a digit.
    pub(crate) fn begins_with_digit(&self, at: usize) -> bool {
        self.lower(at).starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether the token holds a digit, or is a sign that may be one: "7", "1990s", "USD115", "KSh3m", "½".
    pub(crate) fn may_hold_digits(&self, at: usize) -> bool {
        self.lower(at).bytes().any(|byte| byte.is_ascii_digit()) || self.kind(at) == TokenKind::Symbol
    }

    /// What a token is made of.
    pub(crate) fn kind(&self, at: usize) -> TokenKind {
        self.tokens[at].kind
    }

    /// Where a token stands.
    pub(crate) fn span(&self, at: usize) -> Span<Clean> {
        self.tokens[at].span
    }

    /// Where tokens stand, the first to the last.
    pub(crate) fn cover(&self, tokens: Range<usize>) -> Span<Clean> {
        self.tokens[tokens.start].span.cover(self.tokens[tokens.end - 1].span)
    }

    /// How many tokens there are.
    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The index of the first token that starts at or behind a byte of the text.
    pub(crate) fn at_byte(&self, byte: u32) -> usize {
        self.tokens.partition_point(|token| token.span.start() < byte)
    }

    /// Whether the token names a day of the week or a month, which have a capital.
    pub(crate) fn is_day(&self, at: usize) -> bool {
        const DAYS: Class = Class::WEEKDAY.with(Class::MONTH);
        self.class(at).any(DAYS) && self.class(at).any(Class::CAPITAL)
    }

    /// Whether the token has the form of a gerund or present participle, whatever the tagger makes of it.
    pub(crate) fn ends_in_ing(&self, at: usize) -> bool {
        self.lower(at).ends_with("ing")
    }

    /// Whether the token is a capitalised word that can be a part of a name.
    pub(crate) fn is_name_like(&self, at: usize) -> bool {
        const NEVER: Class = Class::WEEKDAY.with(Class::MONTH);
        const MOSTLY_NOT: Class = Class::DETERMINER
            .with(Class::POSSESSIVE)
            .with(Class::PRONOUN_SUBJECT)
            .with(Class::PREPOSITION)
            .with(Class::CONJUNCTION)
            .with(Class::SUBORDINATOR)
            .with(VERBAL)
            .with(Class::WH)
            .with(Class::ADVERB);
        let class = self.class(at);
        class.any(Class::CAPITAL) && class.any(Class::WORD) && !class.any(NEVER) && !class.any(MOSTLY_NOT)
    }

    /// The end of the longest phrase of a book of lower-case phrases that starts with this token.
    pub(crate) fn phrase_at<'b, T>(&self, book: &'b PhraseBook<T>, at: usize) -> Option<(usize, &'b T)> {
        self.phrase_in(&self.lower, book, at)
    }

    /// The same for a book whose phrases have their own case.
    pub(crate) fn name_at<'b, T>(&self, book: &'b PhraseBook<T>, at: usize) -> Option<(usize, &'b T)> {
        self.phrase_in(self.text.as_str(), book, at)
    }

    fn phrase_in<'b, T>(&self, text: &str, book: &'b PhraseBook<T>, at: usize) -> Option<(usize, &'b T)> {
        let start = self.tokens[at].span.range().start;
        book.beginning(&text[start..]).find_map(|(phrase, entry)| {
            let end = start + length_of(phrase, &text[start..])?;
            // Phrases end with a token: "Gen" is not the beginning of "General".
            let n_tokens = self.tokens[at..].iter().take_while(|token| token.span.range().end <= end).count();
            let ends_with_token = n_tokens > 0 && self.tokens[at + n_tokens - 1].span.range().end == end;
            ends_with_token.then_some((at + n_tokens, entry))
        })
    }
}

/// How many bytes of the text the phrase takes; a blank of the phrase stands for any blanks.
fn length_of(phrase: &str, text: &str) -> Option<usize> {
    let mut rest = text;
    for (n, part) in phrase.split(' ').enumerate() {
        if n > 0 {
            let trimmed = rest.trim_start();
            if trimmed.len() == rest.len() {
                return None;
            }
            rest = trimmed;
        }
        rest = rest.strip_prefix(part)?;
    }
    Some(text.len() - rest.len())
}

/// The text in lower case; a letter whose lower case takes another number of bytes stays as it is.
fn lower_in_place(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut lower = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            lower.push(c.to_ascii_lowercase());
            continue;
        }
        let mut folded = c.to_lowercase();
        match (folded.next(), folded.next()) {
            (Some(one), None) if one.len_utf8() == c.len_utf8() => lower.push(one),
            _ => lower.push(c),
        }
    }
    lower
}
