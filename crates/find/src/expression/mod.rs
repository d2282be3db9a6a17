//! What times and figures have in common: numbers, and rules as patterns that are laid over a sentence in layers.
//!
//! A sentence becomes a row of [`item::Item`]s: words with their classes, numbers read as one item. A rule of a layer
//! takes a row of items and puts one in their place; the rules of the next layer build on it. In each layer the longest
//! match at a position wins, and among equally long ones the rule that stands first in its file. Every match is
//! bounded by the length of its pattern, so the time grows with the text and the number of layers alone.

pub(crate) mod item;
pub(crate) mod number;
pub(crate) mod pattern;
