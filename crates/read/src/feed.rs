//! Feeds, news sitemaps and exports in JSON: lists of items, each of which becomes a report.
//!
//! [`feed_finds`] divides a list into its items; [`crate::Reader::read_feed_item`] makes a report of one. Lists are read in
//! order and by hand of their elements: damage ends the list where it stands, and the items before it are kept. A library
//! for feeds was looked at (feed-rs 3.0) and left: it moves all times to UTC, has no name for the outlet whose text an item
//! is, reads a list in whole or not at all, knows no news sitemaps, and brings some forty crates. Its XML parser is used.
//!
//! Entities that a list defines are never expanded and nothing outside of the list is looked up.

mod item;
mod json;
mod places;
mod xml;

use std::sync::Arc;

use dateline_core::Note;

use self::json::JsonFinds;
use self::xml::XmlFinds;
use crate::Refused;

pub(crate) use self::item::export_row;
pub(crate) use self::places::FeedPlaces;

/// The data file that the reading of feeds rests on.
pub(crate) const DATA: &str = include_str!("../../../data/feed_metadata.tsv");

/// The longest feed, in bytes; what stands behind is not read.
///
/// Sitemaps may have 50 MiB (sitemaps.org); other lists are far smaller.
pub const FEED_BYTES_MAX: usize = 64 << 20;

/// What stands in a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeedFind {
    /// An item.
    Item(Box<FeedItem>),
    /// A row, as in JSON Lines; [`crate::Reader::read_row`] reads it.
    Row(Vec<u8>),
    /// The list is broken, and nothing of it is read behind this place: what was found.
    Damaged(String),
}

/// One item of a list, with all that the list says of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FeedItem {
    /// What the item says, in its order.
    values: Vec<Said>,
    /// What the list says of itself.
    channel: Arc<[Said]>,
    /// How the bytes of the list were read.
    notes: Vec<Note>,
}

/// Something said in a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Said {
    /// Where, in the words of `data/feed_metadata.tsv`.
    place: String,
    /// What.
    text: String,
    form: Form,
}

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As it is.
    Plain,
    /// In HTML.
    Markup,
}

impl FeedItem {
    /// Bytes of its texts.
    #[must_use]
    pub fn n_bytes(&self) -> usize {
        self.values.iter().map(|said| said.text.len()).sum()
    }
}

/// Iterates over what stands in a feed; made by [`feed_finds`].
#[derive(Debug)]
pub struct FeedFinds {
    finds: Finds,
    /// The notes that every item gets.
    notes: Vec<Note>,
    is_cut: bool,
}

#[derive(Debug)]
enum Finds {
    Xml(Box<XmlFinds>),
    Json(JsonFinds),
}

/// Divides a list into its items: RSS, Atom, sitemaps, JSON Feed, an array of rows, or an object with one.
///
/// Of bytes beyond [`FEED_BYTES_MAX`] only that they are there is told, as damage.
///
/// # Errors
/// [`Refused::Binary`] if the bytes are no text, [`Refused::NoFeed`] if the text is no such list.
pub fn feed_finds(bytes: &[u8]) -> Result<FeedFinds, Refused> {
    let is_cut = bytes.len() > FEED_BYTES_MAX;
    let bytes = &bytes[..bytes.len().min(FEED_BYTES_MAX)];
    let text = crate::html::decode(bytes, xml::declared_encoding(bytes).as_deref())?;
    let finds = if text.value.trim_start().starts_with('<') {
        Finds::Xml(Box::new(XmlFinds::open(text.value)?))
    } else {
        Finds::Json(JsonFinds::open(&text.value)?)
    };
    Ok(FeedFinds { finds, notes: text.notes, is_cut })
}

/// Whether the beginning of a stream shows that it is such a list; the first bytes that are no blank are at its beginning.
#[must_use]
pub fn begins_feed(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head);
    if head.starts_with('<') { xml::begins_feed(&head) } else { json::begins_list(&head) }
}

impl Iterator for FeedFinds {
    type Item = FeedFind;

    fn next(&mut self) -> Option<FeedFind> {
        let found = match &mut self.finds {
            Finds::Xml(finds) => finds.next(),
            Finds::Json(finds) => finds.next(),
        };
        match found {
            Some(FeedFind::Item(mut item)) => {
                item.notes.extend_from_slice(&self.notes);
                Some(FeedFind::Item(item))
            }
            Some(FeedFind::Damaged(_)) | None if std::mem::take(&mut self.is_cut) => {
                Some(FeedFind::Damaged(format!("longer than the {FEED_BYTES_MAX} bytes that are read")))
            }
            found => found,
        }
    }
}
