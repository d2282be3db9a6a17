//! Text that never changes, and spans that cannot be mixed up between what they count.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Range;
use std::sync::Arc;

/// Counts bytes of a report's text.
#[derive(Debug)]
pub enum Clean {}

/// Counts tokens of a report's token layer.
#[derive(Debug)]
pub enum Tokens {}

/// A half-open range `start..end` counted in `S`: bytes of a report's text ([`Clean`]) or tokens ([`Tokens`]).
///
/// Spans of different kinds are different types, so comparing a byte offset with a token index does not compile:
///
/// ```compile_fail
/// use dateline_core::{Clean, Span, Tokens};
/// let bytes: Span<Clean> = Span::new(0, 4);
/// let tokens: Span<Tokens> = Span::new(0, 4);
/// assert!(bytes == tokens);
/// ```
pub struct Span<S> {
    start: u32,
    end: u32,
    counts: PhantomData<fn() -> S>,
}

impl<S> Span<S> {
    /// Makes the span `start..end`.
    ///
    /// # Panics
    /// If `start > end`: a span that ends before it starts is a bug of the caller.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        assert!(start <= end, "a span must not end before it starts");
        Self { start, end, counts: PhantomData }
    }

    /// Makes a span from `usize` offsets, as slices give them.
    ///
    /// # Panics
    /// If the range is reversed or does not fit `u32`; [`Text`] and its layers never grow that long.
    #[must_use]
    pub fn of(range: Range<usize>) -> Self {
        let fit = |n: usize| u32::try_from(n).expect("a text and its layers are limited to u32 offsets");
        Self::new(fit(range.start), fit(range.end))
    }

    /// The first position inside.
    #[must_use]
    pub const fn start(self) -> u32 {
        self.start
    }

    /// The first position behind.
    #[must_use]
    pub const fn end(self) -> u32 {
        self.end
    }

    /// How many positions lie inside.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether nothing lies inside.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same range for slicing.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the position lies inside.
    #[must_use]
    pub const fn holds(self, position: u32) -> bool {
        self.start <= position && position < self.end
    }

    /// Whether at least one position lies in both.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        let start = if self.start > other.start { self.start } else { other.start };
        let end = if self.end < other.end { self.end } else { other.end };
        start < end
    }

    /// The smallest span that contains both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }
}

// Written by hand: a derive would ask for the same trait of the marker `S`.
impl<S> Clone for Span<S> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<S> Copy for Span<S> {}
impl<S> PartialEq for Span<S> {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.end) == (other.start, other.end)
    }
}
impl<S> Eq for Span<S> {}
impl<S> PartialOrd for Span<S> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<S> Ord for Span<S> {
    /// By start, then by end: the order of the text.
    fn cmp(&self, other: &Self) -> Ordering {
        (self.start, self.end).cmp(&(other.start, other.end))
    }
}
impl<S> Hash for Span<S> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.start, self.end).hash(state);
    }
}
impl<S> fmt::Debug for Span<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// The text of one report. It is never changed after it was read; clones share the bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Text(Arc<str>);

/// A text whose byte offsets would not fit a [`Span`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextTooLong {
    /// The length of the refused text.
    pub n_bytes: usize,
}

impl fmt::Display for TextTooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a text of {} bytes is longer than the {} that offsets can count", self.n_bytes, u32::MAX)
    }
}

impl std::error::Error for TextTooLong {}

impl Text {
    /// Takes the text as it is.
    ///
    /// # Errors
    /// If it is longer than `u32::MAX` bytes.
    pub fn new(text: impl Into<Arc<str>>) -> Result<Self, TextTooLong> {
        let text = text.into();
        if u32::try_from(text.len()).is_err() {
            return Err(TextTooLong { n_bytes: text.len() });
        }
        Ok(Self(text))
    }

    /// The whole text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The span of the whole text.
    #[must_use]
    pub fn whole(&self) -> Span<Clean> {
        Span::of(0..self.0.len())
    }

    /// The characters of a span.
    ///
    /// # Panics
    /// If the span leaves the text or cuts a character: it was made for another text, which is a bug.
    #[must_use]
    pub fn get(&self, span: Span<Clean>) -> &str {
        self.0.get(span.range()).expect("a span lies inside its own text and on character borders")
    }

    /// Whether the span lies inside this text and on character borders.
    #[must_use]
    pub fn fits(&self, span: Span<Clean>) -> bool {
        self.0.get(span.range()).is_some()
    }

    /// The span without blanks at its ends; empty at its start if it holds nothing else.
    #[must_use]
    pub fn trim(&self, span: Span<Clean>) -> Span<Clean> {
        let inside = self.get(span);
        let left = inside.len() - inside.trim_start().len();
        let kept = inside.trim().len();
        let start = span.range().start + if kept == 0 { 0 } else { left };
        Span::of(start..start + kept)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({} bytes)", self.0.len())
    }
}
