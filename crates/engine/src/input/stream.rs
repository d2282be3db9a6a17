//! Streams tell what they hold by how they begin.

use std::io::{self, BufRead, Cursor, Read};

use dateline_read::REPORT_BYTES_MAX;

use super::{Finds, Found, Rows, once, text, unreadable};
use crate::Place;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

pub(super) fn open_stream(place: Place, mut bytes: Box<dyn BufRead>) -> Finds {
    let head = match head(&mut bytes) {
        Ok(head) => head,
        Err(error) => return once(Found::Problem(unreadable(place, &error))),
    };
    let begins_with_brace = after_blanks(&head).starts_with(b"{");
    let whole = Cursor::new(head).chain(bytes);
    if begins_with_brace { Box::new(Rows::new(place, whole)) } else { once(text(place, whole)) }
}

/// Takes bytes until one of them is no blank. Blanks alone are held no longer than a report may be.
fn head(bytes: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    while after_blanks(&head).is_empty() && head.len() <= REPORT_BYTES_MAX {
        let more = bytes.fill_buf()?;
        if more.is_empty() {
            break;
        }
        head.extend_from_slice(more);
        let n_taken = more.len();
        bytes.consume(n_taken);
    }
    Ok(head)
}

fn after_blanks(head: &[u8]) -> &[u8] {
    head.strip_prefix(BYTE_ORDER_MARK).unwrap_or(head).trim_ascii_start()
}
