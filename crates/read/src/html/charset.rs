//! The characters of a page: from the bytes' own sign, the transfer, the page's declaration, or the bytes themselves.

use dateline_core::{Note, NoteCode, Outcome};
use encoding_rs::{Encoding, UTF_8};

use crate::{Refused, decode as plain};

/// Bytes at the beginning in which a page declares its encoding. The standard says 1,024; pages put comments before.
const DECLARATION_BYTES_MAX: usize = 4096;

/// The characters of a page's bytes.
///
/// A byte order mark decides, and bytes that are right in UTF-8, all or most of them beyond ASCII, are UTF-8 whatever is
/// declared: pages are moved to it without their declaration far more often than the other way, and parts of others put in.
/// Then the transfer (`declared`, from an HTTP header) and
/// the page's own meta element are asked, then the bytes.
///
/// # Errors
/// [`Refused::Binary`] if the bytes are no text.
pub(crate) fn decode(bytes: &[u8], declared: Option<&str>) -> Result<Outcome<String>, Refused> {
    if Encoding::for_bom(bytes).is_some() || std::str::from_utf8(bytes).is_ok() {
        return plain::decode(bytes);
    }
    let by_transfer = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let declared = by_transfer.or_else(|| declared_in(bytes)).filter(|encoding| *encoding != UTF_8);
    let Some(encoding) = declared.filter(|_| !plain::is_mostly_utf8(bytes)) else { return plain::decode(bytes) };
    let (text, has_replacements) = encoding.decode_without_bom_handling(bytes);
    if has_replacements || text.contains('\0') {
        return plain::decode(bytes);
    }
    let note = Note::new(NoteCode::Decoded, format!("decoded from {}, as declared", encoding.name()));
    Ok(Outcome { value: text.into_owned(), notes: vec![note] })
}

/// The encoding that a page declares in a meta element: `charset=` in its first bytes.
fn declared_in(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(DECLARATION_BYTES_MAX)].to_ascii_lowercase();
    let wanted = b"charset=";
    let at = head.windows(wanted.len()).position(|window| window == wanted)? + wanted.len();
    let label = head[at..].trim_ascii_start();
    let label = label.strip_prefix(b"\"").or_else(|| label.strip_prefix(b"'")).unwrap_or(label);
    let end =
        label.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:.".contains(byte)).unwrap_or(label.len());
    Encoding::for_label(&label[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], declared: Option<&str>, expected: &str) {
        assert_eq!(decode(bytes, declared).expect("the bytes are a text").value, expected);
    }

    #[test]
    fn declared_sniffed_and_wrong() {
        check("<p>Tomé".as_bytes(), Some("iso-8859-1"), "<p>Tomé");
        check(b"<meta charset=\"windows-1250\"><p>\xe8lov\xeck", None, "<meta charset=\"windows-1250\"><p>člověk");
        check(b"<p>\xe8lov\xeck", Some("windows-1250"), "<p>člověk");
        check(b"<meta charset=utf-8><p>Tom\xe9 in \xc9vora", None, "<meta charset=utf-8><p>Tomé in Évora");
        let mixed = [&b"<meta charset=iso-8859-1><p>"[..], "Tomé, Évora, São Brás".as_bytes(), b" Jos\xe9"].concat();
        check(&mixed, Some("iso-8859-1"), "<meta charset=iso-8859-1><p>Tomé, Évora, São Brás Jos\u{fffd}");
        check(b"\xff\xfe<\0p\0>\0", Some("utf-8"), "<p>");
        check(b"<meta charset=nonsense><p>Tom\xe9 in \xc9vora", None, "<meta charset=nonsense><p>Tomé in Évora");
        assert_eq!(decode(b"GIF89a\0\xff", None), Err(Refused::Binary { offset: 6 }));
    }
}
