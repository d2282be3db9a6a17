//! Feeds, sitemaps and lists in JSON, one report an item.

use std::io::Read;

use dateline_read::{FEED_BYTES_MAX, FeedFind, FeedFinds, feed_finds};

use super::{Content, Finds, Found, Item, once, unreadable};
use crate::{Place, Problem, ProblemCode};

/// Opens a list. Only its bytes are held, as far as they are read, and one item at a time.
pub(super) fn open_feed(place: Place, bytes: impl Read) -> Finds {
    let mut held = Vec::new();
    // One byte more than is read, so that a list that is too long shows.
    let read = bytes.take(FEED_BYTES_MAX as u64 + 1).read_to_end(&mut held);
    let lost = read.err().map(|error| Found::Problem(unreadable(place.clone(), &error)));
    if held.is_empty()
        && let Some(lost) = lost
    {
        return once(lost);
    }
    match feed_finds(&held) {
        Ok(finds) => Box::new(Feed { place, finds, n_items: 0 }.chain(lost)),
        Err(refused) => Box::new(lost.into_iter().chain([Found::Problem(Problem::refused(place, &refused))])),
    }
}

/// The items of a list.
struct Feed {
    place: Place,
    finds: FeedFinds,
    n_items: u64,
}

impl Feed {
    fn item(&mut self, content: Content) -> Found {
        self.n_items += 1;
        let key = format!("{}#{}", self.place.key, self.n_items).into();
        Found::Item(Item { place: Place { key, ..self.place.clone() }, content })
    }

    fn damaged(&self, what: &str) -> Found {
        Found::Problem(Problem {
            code: ProblemCode::Unreadable,
            place: self.place.clone(),
            text: format!("damaged behind item {}: {what}", self.n_items),
            hint: Some("the items before are read; fetch the list again for the rest".to_owned()),
        })
    }
}

impl Iterator for Feed {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        Some(match self.finds.next()? {
            FeedFind::Item(item) => self.item(Content::FeedItem(item)),
            FeedFind::Row(bytes) => self.item(Content::Row(bytes)),
            FeedFind::Damaged(what) => self.damaged(&what),
        })
    }
}
