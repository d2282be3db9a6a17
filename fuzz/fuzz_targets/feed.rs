//! Feeds, sitemaps and lists in JSON: any bytes are divided or refused, and every item is read or refused.
#![no_main]

use std::sync::LazyLock;

use dateline_read::{FeedFind, Given, Reader, feed_finds};
use libfuzzer_sys::fuzz_target;

static READER: LazyLock<Reader> = LazyLock::new(Reader::new);

fuzz_target!(|bytes: &[u8]| {
    let given = Given { key: "feed".into(), path: None };
    let Ok(finds) = feed_finds(bytes) else { return };
    for find in finds {
        let _ = match find {
            FeedFind::Item(item) => READER.read_feed_item(&item, &given),
            FeedFind::Row(row) => READER.read_row(&row, &given),
            FeedFind::Damaged(_) => return,
        };
    }
});
