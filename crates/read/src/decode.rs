//! Bytes to characters: UTF-8 as it is, anything else as what it most probably is, with a note.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use dateline_core::{Note, NoteCode, Outcome};
use encoding_rs::{Encoding, UTF_8};

use crate::Refused;

/// Bytes that the detector looks at: it settles within a few hundred characters beyond ASCII.
const DETECTED_BYTES_MAX: usize = 256 << 10;

/// One control character in so many bytes is still a text with some dirt in it; more is a program or a picture.
const BYTES_PER_CONTROL_MIN: usize = 32;

/// The characters of `bytes`, without a byte order mark, line breaks and all else unchanged.
///
/// Notes: [`NoteCode::Decoded`] names the encoding if it was not UTF-8, [`NoteCode::Undecodable`] says that replacement
/// characters stand for bytes that mean nothing in it.
///
/// # Errors
/// [`Refused::Binary`] if the bytes are no text.
pub(crate) fn decode(bytes: &[u8]) -> Result<Outcome<String>, Refused> {
    let marked = Encoding::for_bom(bytes);
    if let Some((encoding, n_mark_bytes)) = marked.filter(|(encoding, _)| *encoding != UTF_8) {
        return Ok(decode_as(encoding, &bytes[n_mark_bytes..]));
    }
    let bytes = marked.map_or(bytes, |(_, n_mark_bytes)| &bytes[n_mark_bytes..]);
    if let Some(offset) = first_sign_of_binary(bytes) {
        return Err(Refused::Binary { offset });
    }
    Ok(match std::str::from_utf8(bytes) {
        Ok(text) => Outcome::plain(text.to_owned()),
        Err(_) => decode_as(guess(bytes), bytes),
    })
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Outcome<String> {
    let (text, has_replacements) = encoding.decode_without_bom_handling(bytes);
    let mut notes = Vec::new();
    if encoding != UTF_8 {
        notes.push(Note::new(NoteCode::Decoded, format!("decoded from {}, not UTF-8", encoding.name())));
    }
    if has_replacements {
        let what = format!("some bytes mean nothing in {}; U+FFFD stands for them", encoding.name());
        notes.push(Note::new(NoteCode::Undecodable, what));
    }
    Outcome { value: text.into_owned(), notes }
}

/// The encoding that the bytes fit best: UTF-8 for a text in it with a broken byte, else what the detector says.
fn guess(bytes: &[u8]) -> &'static Encoding {
    if is_mostly_utf8(bytes) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(DETECTED_BYTES_MAX)], true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Whether more characters beyond ASCII are right in UTF-8 than bytes are wrong.
pub(crate) fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut n_right, mut n_wrong) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        n_right += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        n_wrong += chunk.invalid().len();
    }
    n_right > n_wrong
}

/// Where the bytes show that they are no text: at a NUL, or at the first control character if there are too many.
fn first_sign_of_binary(bytes: &[u8]) -> Option<usize> {
    // Almost every text has none, and a sum without branches is several times faster than a search.
    let n_controls = bytes.iter().filter(|byte| is_control(byte)).count();
    if n_controls == 0 {
        return None;
    }
    let is_dense = n_controls > bytes.len() / BYTES_PER_CONTROL_MIN;
    let first_nul = bytes.iter().position(|byte| *byte == 0);
    first_nul.or_else(|| if is_dense { bytes.iter().position(is_control) } else { None })
}

/// Whether the byte is a C0 control character that does not lay text out (tab, line feed, line tabulation, form feed,
/// carriage return) and is not escape, with which ISO-2022 texts switch their alphabet.
const fn is_control(byte: &u8) -> bool {
    *byte < 0x20 && !matches!(*byte, 0x09..=0x0d | 0x1b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, codes: &[NoteCode]) {
        let decoded = decode(bytes).expect("the bytes are a text");
        let found: Vec<NoteCode> = decoded.notes.iter().map(|note| note.code).collect();
        assert_eq!((decoded.value.as_str(), found.as_slice()), (text, codes));
    }

    fn check_refused(bytes: &[u8], offset: usize) {
        assert_eq!(decode(bytes), Err(Refused::Binary { offset }));
    }

    #[test]
    fn texts() {
        check(b"", "", &[]);
        check("Tomé said: “No.”\r\n".as_bytes(), "Tomé said: “No.”\r\n", &[]);
        check("\u{feff}Tomé".as_bytes(), "Tomé", &[]);
        check(b"\xef\xbb\xbf", "", &[]);
        let latin = b"Tom\xe9 Varandela said the caf\xe9 in \xc9vora would stay open.";
        check(latin, "Tomé Varandela said the café in Évora would stay open.", &[NoteCode::Decoded]);
        let windows = b"\x93We lost eleven cranes,\x94 she said \x96 and it\x92s true.";
        check(windows, "“We lost eleven cranes,” she said – and it’s true.", &[NoteCode::Decoded]);
        check(b"\xff\xfeN\0o\0", "No", &[NoteCode::Decoded]);
        check(b"\xfe\xff\0N\0o", "No", &[NoteCode::Decoded]);
        check(b"\xff\xfeN\0o", "N\u{fffd}", &[NoteCode::Decoded, NoteCode::Undecodable]);
    }

    #[test]
    fn one_broken_byte_does_not_spoil_a_text_in_utf8() {
        let bytes = ["“No,” said Tomé.".as_bytes(), b"\xe2\x80"].concat();
        check(&bytes, "“No,” said Tomé.\u{fffd}", &[NoteCode::Undecodable]);
    }

    #[test]
    fn binary_data() {
        check_refused(b"GIF89a\0\x01", 6);
        check_refused(b"\x1f\x02\x03ab", 0);
        check_refused(b"a\x02\x03\x04", 1);
        let dirty = "One control character in a line of running text is dirt.\u{2}";
        check(dirty.as_bytes(), dirty, &[]);
    }
}
