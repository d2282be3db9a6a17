//! What is known about the words of a report, before anything is looked for in them.

use std::slice;

use crate::{Clean, Span, Syntax, Tokens};

/// The stages of the pipeline, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Bytes to report.
    Read,
    /// Report to annotated text.
    Annotate,
    /// Annotated text to findings.
    Find,
    /// Findings of many reports to comparisons.
    Compare,
}

impl Stage {
    /// The stage's name as it stands in the output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Annotate => "annotate",
            Self::Find => "find",
            Self::Compare => "compare",
        }
    }
}

/// What made a layer: enough to make it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Producer {
    /// The stage it belongs to.
    pub stage: Stage,
    /// The version of the code.
    pub version: &'static str,
    /// The hash of the data files it read (rules, lexicons), in hexadecimal digits.
    pub data_hash: String,
}

/// Items of one kind with what made them. A layer is written once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer<T> {
    items: Vec<T>,
    producer: Producer,
}

impl<T> Layer<T> {
    /// Closes a layer over its items.
    #[must_use]
    pub const fn new(items: Vec<T>, producer: Producer) -> Self {
        Self { items, producer }
    }

    /// The items, in their order.
    #[must_use]
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// What made them.
    #[must_use]
    pub const fn producer(&self) -> &Producer {
        &self.producer
    }
}

impl<'a, T> IntoIterator for &'a Layer<T> {
    type Item = &'a T;
    type IntoIter = slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

/// The layers over one report's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotated {
    /// Words, numbers and marks, in the order of the text, without overlap.
    pub tokens: Layer<Token>,
    /// Sentences, in the order of the text, without overlap; each lies in one block.
    pub sentences: Layer<Sentence>,
    /// Spans between quotation marks, by their start; a nested one follows the one around it.
    pub quotations: Layer<Quotation>,
    /// Tags, dependencies and names over the tokens, where there is a model for the report's language.
    pub syntax: Option<Syntax>,
}

/// One token, cut as Universal Dependencies cuts English: clitics, hyphens and marks stand apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span<Clean>,
    /// What it is made of.
    pub kind: TokenKind,
    /// Whether it is a later part of the spelling that the token before is a part of: the "n't" of "didn't".
    pub continues: bool,
}

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with digits or dots among them.
    Word,
    /// Digits, with separators among them.
    Number,
    /// A quotation mark of any shape.
    QuotationMark,
    /// Any other punctuation.
    Punctuation,
    /// Currency signs, emoji and everything else.
    Symbol,
}

/// One sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, without blanks at its ends.
    pub span: Span<Clean>,
    /// Its tokens.
    pub tokens: Span<Tokens>,
    /// The index of the block that holds it.
    pub block: usize,
}

/// One stretch of text between quotation marks, within one block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotation {
    /// With its marks, as far as they are there.
    pub outer: Span<Clean>,
    /// What stands between the marks, without blanks at its ends.
    pub inner: Span<Clean>,
    /// Whether a closing mark was found; without one it ends with its block.
    pub closed: bool,
    /// Whether it goes on from the unclosed quotation of the paragraph before.
    pub continues: bool,
    /// How many quotations stand around it.
    pub depth: u8,
    /// The index of the block that holds it.
    pub block: usize,
}
