//! Streams tell what they hold by how they begin.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use dateline_read::{REPORT_BYTES_MAX, begins_feed};

use super::archive::Archive;
use super::feed::open_feed;
use super::members::{Members, Packing};
use super::{Finds, Format, Found, Rows, once, unreadable, whole};
use crate::Place;

/// How archives begin (WARC 1.0 and 1.1).
const ARCHIVE_MARK: &[u8] = b"WARC/";

/// Bytes in which a stream that begins with a mark of XML or JSON shows whether it is a feed.
const MARKED_HEAD_BYTES: usize = 4096;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

pub(super) fn open_stream(place: Place, mut bytes: Box<dyn BufRead>) -> Finds {
    let head = bytes.fill_buf().unwrap_or_default();
    match Packing::ALL.into_iter().find(|packing| head.starts_with(packing.beginning())) {
        Some(packing) => open_unpacked_stream(place, Box::new(BufReader::new(Members::new(packing, bytes)))),
        None => open_unpacked_stream(place, bytes),
    }
}

fn open_unpacked_stream(place: Place, mut bytes: Box<dyn BufRead>) -> Finds {
    let head = match head(&mut bytes) {
        Ok(head) => head,
        Err(error) => return once(Found::Problem(unreadable(place, &error))),
    };
    let first = after_blanks(&head).first().copied();
    let is_archive = after_blanks(&head).starts_with(ARCHIVE_MARK);
    let is_feed = begins_feed(after_blanks(&head));
    let all = Cursor::new(head).chain(bytes);
    match first {
        Some(_) if is_feed => open_feed(place, all),
        Some(b'{') => Box::new(Rows::new(place, all)),
        Some(_) if is_archive => Box::new(Archive::new(place, all)),
        Some(b'<') => once(whole(place, Format::Page, all)),
        _ => once(whole(place, Format::Text, all)),
    }
}

/// Takes bytes until one of them is no blank, and as many more as tell what it begins. Blanks alone are held no longer than
/// a report may be.
fn head(bytes: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    // What was seen to be blank is not looked at again with every read.
    let mut n_blank = 0;
    while is_undecided(&head[n_blank..]) && head.len() <= REPORT_BYTES_MAX {
        let more = bytes.fill_buf()?;
        if more.is_empty() {
            break;
        }
        head.extend_from_slice(more);
        let n_taken = more.len();
        bytes.consume(n_taken);
        n_blank = end_of_blanks(&head, n_blank);
    }
    Ok(head)
}

fn after_blanks(head: &[u8]) -> &[u8] {
    &head[end_of_blanks(head, 0)..]
}

/// Where the blanks end of which the first `n_known` bytes are known.
fn end_of_blanks(head: &[u8], n_known: usize) -> usize {
    let from = if n_known == 0 && head.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { n_known };
    from + head[from..].iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

/// Whether more bytes are needed to tell what the stream holds.
fn is_undecided(head: &[u8]) -> bool {
    match head.first() {
        None => true,
        // A feed may have comments and definitions before its first element.
        Some(b'<') => head.len() < MARKED_HEAD_BYTES && !begins_feed(head),
        Some(b'{') => head.len() < MARKED_HEAD_BYTES && !head.contains(&b'\n'),
        Some(b'[') => head.len() < MARKED_HEAD_BYTES && head[1..].trim_ascii_start().is_empty(),
        Some(_) => head.len() < ARCHIVE_MARK.len() && ARCHIVE_MARK.starts_with(head),
    }
}
