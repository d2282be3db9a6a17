//! A response of the web as archives keep it: head and body, the transfer unpacked.

use std::io::Read;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use ruzstd::decoding::StreamingDecoder;

use crate::{HTML_BYTES_MAX, begins_feed};

/// The media types of feeds and sitemaps, and of XML that may be one.
const LIST_TYPES: [&str; 6] = [
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/xml",
    "text/xml",
];

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Bytes that are taken at once from a body packed with Brotli; its library asks for a number.
const UNPACKED_AT_ONCE_BYTES: usize = 8 << 10;

/// What a response holds.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Response {
    /// A web page and the encoding that its transfer declares.
    Page { body: Vec<u8>, charset: Option<String> },
    /// A feed or a sitemap.
    Feed { body: Vec<u8> },
    /// A page that unpacks to more bytes than are read.
    TooLarge,
    /// Something else.
    Other,
}

/// Reads a response; `None` if it has no head.
///
/// Many archives keep pages unpacked under a head that still says otherwise: what cannot be unpacked is taken as it is.
pub(crate) fn response(bytes: &[u8]) -> Option<Response> {
    let (head, body) = divided(bytes)?;
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let is_success = lines.next()?.split(' ').nth(1).is_some_and(|status| status.starts_with("20"));
    let field = |wanted: &str| {
        let fields = head.lines().filter_map(|line| line.split_once(':'));
        fields
            .filter(|(name, _)| name.eq_ignore_ascii_case(wanted))
            .map(|(_, value)| value.trim().to_ascii_lowercase())
            .next_back()
    };
    let kind = field("content-type").unwrap_or_default();
    let is_page = kind.starts_with("text/html") || kind.starts_with("application/xhtml");
    let is_list = LIST_TYPES.iter().any(|list| kind.starts_with(list));
    if !is_success || !is_page && !is_list {
        return Some(Response::Other);
    }
    let joined = field("transfer-encoding").filter(|how| how.contains("chunked")).and_then(|_| without_chunks(body));
    let body = joined.as_deref().unwrap_or(body);
    let Some(body) = unpacked(body, field("content-encoding").as_deref()) else { return Some(Response::TooLarge) };
    // Lists come as pages and as XML of any kind, too: their beginning tells.
    if begins_feed(body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&body).trim_ascii_start()) {
        return Some(Response::Feed { body });
    }
    if !is_page {
        return Some(Response::Other);
    }
    let charset = kind.split("charset=").nth(1).map(|label| label.trim_matches(['"', '\'', ' ', ';']).to_owned());
    Some(Response::Page { body, charset })
}

/// Head and body, parted by the first blank line.
fn divided(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let ends = [&b"\r\n\r\n"[..], b"\n\n"];
    let found =
        ends.iter().filter_map(|end| Some((bytes.windows(end.len()).position(|window| window == *end)?, end.len())));
    let (at, n_bytes) = found.min()?;
    bytes.starts_with(b"HTTP/").then(|| (&bytes[..at], &bytes[at + n_bytes..]))
}

/// The body without the lengths of its chunks; `None` if it has none.
fn without_chunks(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.iter().position(|byte| *byte == b'\n')?;
        let line = std::str::from_utf8(&rest[..end]).ok()?;
        let n_bytes = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        rest = &rest[end + 1..];
        if n_bytes == 0 {
            return Some(body);
        }
        body.extend_from_slice(rest.get(..n_bytes)?);
        rest = rest[n_bytes..].trim_ascii_start();
    }
}

/// The body as it was before it was packed; `None` if that is longer than a page may be.
fn unpacked(body: &[u8], how: Option<&str>) -> Option<Vec<u8>> {
    let read = |decoder: &mut dyn Read| {
        let mut unpacked = Vec::new();
        let n_bytes_max = HTML_BYTES_MAX as u64 + 1;
        decoder.take(n_bytes_max).read_to_end(&mut unpacked).ok().map(|_| unpacked)
    };
    let unpacked = match how {
        Some("gzip" | "x-gzip") => read(&mut MultiGzDecoder::new(body)),
        Some("br") => read(&mut brotli_decompressor::Decompressor::new(body, UNPACKED_AT_ONCE_BYTES)),
        Some("zstd") => StreamingDecoder::new(body).ok().and_then(|mut decoder| read(&mut decoder)),
        Some("deflate") => read(&mut ZlibDecoder::new(body)).or_else(|| read(&mut DeflateDecoder::new(body))),
        _ => None,
    };
    let body = unpacked.unwrap_or_else(|| body.to_vec());
    (body.len() <= HTML_BYTES_MAX).then_some(body)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).expect("memory takes it");
        encoder.finish().expect("memory takes it")
    }

    /// "<p>A quay reopens. A quay reopens.", packed by the reference encoder.
    const BROTLI: [u8; 31] = [
        27, 33, 0, 248, 197, 38, 71, 164, 7, 20, 80, 107, 139, 48, 72, 255, 5, 133, 84, 49, 64, 226, 18, 69, 159, 61,
        198, 179, 60, 150, 0,
    ];

    fn check(head: &str, body: &[u8], expected: &str) {
        let bytes = [head.as_bytes(), b"\r\n\r\n", body].concat();
        let page = match response(&bytes) {
            Some(Response::Page { body, charset }) => {
                format!("{} {}", charset.as_deref().unwrap_or("-"), String::from_utf8_lossy(&body))
            }
            Some(Response::Feed { body }) => format!("feed {}", String::from_utf8_lossy(&body)),
            other => format!("{other:?}"),
        };
        assert_eq!(page, expected, "{head}");
    }

    #[test]
    fn pages_are_unpacked() {
        let html = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"UTF-8\"";
        check(html, b"<p>x", "utf-8 <p>x");
        check(&format!("{html}\r\nTransfer-Encoding: chunked"), b"2\r\n<p\r\n2;a=b\r\n>x\r\n0\r\n\r\n", "utf-8 <p>x");
        check(&format!("{html}\r\nTransfer-Encoding: chunked"), b"<p>x", "utf-8 <p>x");
        check(&format!("{html}\r\nContent-Encoding: gzip"), &packed(b"<p>x"), "utf-8 <p>x");
        check(&format!("{html}\r\nContent-Encoding: gzip"), b"<p>x", "utf-8 <p>x");
        check(&format!("{html}\r\nContent-Encoding: br"), &BROTLI, "utf-8 <p>A quay reopens. A quay reopens.");
        check(&format!("{html}\r\nContent-Encoding: br"), b"<p>x", "utf-8 <p>x");
        let framed = ruzstd::encoding::compress_to_vec(&b"<p>x"[..], ruzstd::encoding::CompressionLevel::Fastest);
        check(&format!("{html}\r\nContent-Encoding: zstd"), &framed, "utf-8 <p>x");
        check(&format!("{html}\r\nContent-Encoding: gzip"), &packed(&vec![b' '; HTML_BYTES_MAX + 1]), "Some(TooLarge)");
    }

    #[test]
    fn lists_are_told_by_their_beginning() {
        let feed = "<?xml version='1.0'?><rss><channel/></rss>";
        let told = format!("feed {feed}");
        for kind in ["application/rss+xml; charset=utf-8", "text/xml", "text/html"] {
            check(&format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}"), feed.as_bytes(), &told);
        }
        let json = r#"{"version": "https://jsonfeed.org/version/1.1", "items": []}"#;
        check("HTTP/1.1 200 OK\r\nContent-Type: application/feed+json", json.as_bytes(), &format!("feed {json}"));
        check("HTTP/1.1 200 OK\r\nContent-Type: text/xml", b"<svg/>", "Some(Other)");
        check("HTTP/1.1 404 Not Found\r\nContent-Type: text/xml", feed.as_bytes(), "Some(Other)");
    }

    #[test]
    fn what_is_no_page() {
        check("HTTP/1.1 200 OK\r\nContent-Type: image/png", b"x", "Some(Other)");
        check("HTTP/1.1 404 Not Found\r\nContent-Type: text/html", b"<p>x", "Some(Other)");
        check("HTTP/1.1 200 OK", b"<p>x", "Some(Other)");
        check("rubbish", b"<p>x", "None");
    }
}
