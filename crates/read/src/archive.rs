//! The records of a web archive (WARC 1.0 and 1.1, ARC 1), one after the other, without holding more than one.
//!
//! The framing is done here and not by a library because archives come damaged: what follows a cut or broken record is
//! still read, and each loss is named.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, BufRead, Read};
use std::sync::Arc;

use crate::http::{self, Response};
use crate::{HTML_BYTES_MAX, Transfer};

/// The longest line of a record's head; a longer one is no head.
const LINE_BYTES_MAX: usize = 64 << 10;

/// Lines that the head of a record may have.
const HEAD_LINES_MAX: usize = 256;

/// The bytes of a response that are held: the page and its transfer's head. Of a longer response nothing is kept.
const RESPONSE_BYTES_MAX: u64 = (HTML_BYTES_MAX + (1 << 20)) as u64;

/// Names of pages that are remembered for revisits, two a page: some 40 MB. Archives of a gigabyte hold some 50,000 pages.
const REMEMBERED_MAX: usize = 2_000_000;

/// What stands at a place of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArchiveRecord {
    /// A web page that was fetched, with its transfer unpacked.
    Page {
        /// The bytes of the page.
        bytes: Vec<u8>,
        /// Where it was fetched from, and in which encoding it says to be.
        transfer: Transfer,
    },
    /// A feed or a sitemap that was fetched; [`crate::feed_finds`] divides it into its items.
    Feed(Vec<u8>),
    /// Something that holds no page: why.
    Passed(Passed),
    /// Bytes that are no record, or a record that is cut or broken: what was found.
    Damaged(String),
}

/// Why a record is passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Passed {
    /// A request, a description or other metadata of the archive.
    NoResponse,
    /// A response that is no web page and no feed: a picture, a program, a redirect, an error.
    NoPage,
    /// A pointer to a page that stands earlier in the archive, was read there, and had not changed.
    RevisitOfRead,
    /// A pointer to a page that had not changed since it was fetched, and does not stand in the archive.
    Revisit,
    /// A response longer than a page may be.
    TooLarge,
}

impl Passed {
    /// All reasons, in the order of their documentation.
    pub const ALL: [Self; 5] = [Self::NoResponse, Self::NoPage, Self::RevisitOfRead, Self::Revisit, Self::TooLarge];

    /// What such records are, in the plural.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoResponse => "requests and descriptions",
            Self::NoPage => "responses that are no web page",
            Self::RevisitOfRead => "revisits of unchanged pages that were read before",
            Self::Revisit => "revisits of unchanged pages that are not in the archive",
            Self::TooLarge => "responses above the limit",
        }
    }
}

/// Iterates over the records of an archive; made by [`archive_records`].
#[derive(Debug)]
pub struct ArchiveRecords<R> {
    reader: R,
    /// Whether the last record was damaged, so that the next bytes may be no record without another word about it.
    is_resyncing: bool,
    is_over: bool,
    /// What names the pages that were read.
    read: HashSet<u64>,
}

/// Divides an unpacked archive into its records.
///
/// The reader may fail with [`io::ErrorKind::InvalidData`] where bytes are lost, and go on behind them: the record is then
/// damaged and the next one is looked for.
///
/// # Errors
/// An item is an error when the reader fails in another way; nothing follows it.
pub fn archive_records<R: BufRead>(reader: R) -> ArchiveRecords<R> {
    ArchiveRecords { reader, is_resyncing: false, is_over: false, read: HashSet::new() }
}

/// The head of a record.
#[derive(Debug, Default)]
struct RecordHead {
    kind: RecordKind,
    url: Option<String>,
    date: Option<String>,
    digest: Option<String>,
    /// What a revisit points to.
    refers_to_url: Option<String>,
    refers_to_date: Option<String>,
    n_bytes: u64,
}

impl RecordHead {
    /// What names the page of a response: its address with the time of the fetch, and its content.
    fn names(&self) -> impl Iterator<Item = u64> {
        let fetch = self.url.as_ref().zip(self.date.as_ref()).map(hash);
        fetch.into_iter().chain(self.digest.as_ref().map(hash))
    }

    /// What names the page that a revisit points to.
    fn names_referred_to(&self) -> impl Iterator<Item = u64> {
        let url = self.refers_to_url.as_ref().or(self.url.as_ref());
        let fetch = url.zip(self.refers_to_date.as_ref()).map(hash);
        fetch.into_iter().chain(self.digest.as_ref().map(hash))
    }
}

/// The hash of a name; the standard library's hasher without keys gives the same in every run.
fn hash(name: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum RecordKind {
    Response,
    Revisit,
    #[default]
    Other,
}

impl<R: BufRead> Iterator for ArchiveRecords<R> {
    type Item = io::Result<ArchiveRecord>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        match self.record() {
            Ok(record) => {
                self.is_over = record.is_none();
                record.map(Ok)
            }
            Err(error) if is_loss(&error) => {
                self.is_over = error.kind() == io::ErrorKind::UnexpectedEof;
                self.is_resyncing = true;
                Some(Ok(ArchiveRecord::Damaged(error.to_string())))
            }
            Err(error) => {
                self.is_over = true;
                Some(Err(error))
            }
        }
    }
}

/// Whether the error says that bytes are lost, and not that the disk is.
fn is_loss(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof)
}

impl<R: BufRead> ArchiveRecords<R> {
    /// The next record; `None` at the end.
    fn record(&mut self) -> io::Result<Option<ArchiveRecord>> {
        let Some(head) = self.head()? else { return Ok(None) };
        self.is_resyncing = false;
        if head.kind != RecordKind::Response || head.n_bytes > RESPONSE_BYTES_MAX {
            self.pass(head.n_bytes)?;
            return Ok(Some(ArchiveRecord::Passed(match head.kind {
                RecordKind::Response => Passed::TooLarge,
                RecordKind::Revisit if head.names_referred_to().any(|name| self.read.contains(&name)) => {
                    Passed::RevisitOfRead
                }
                RecordKind::Revisit => Passed::Revisit,
                RecordKind::Other => Passed::NoResponse,
            })));
        }
        let mut bytes = Vec::new();
        self.reader.by_ref().take(head.n_bytes).read_to_end(&mut bytes)?;
        if (bytes.len() as u64) < head.n_bytes {
            let text =
                format!("the archive ends {} bytes before its last record does", head.n_bytes - bytes.len() as u64);
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, text));
        }
        let names: Vec<u64> = head.names().collect();
        let record = page(&bytes, head.url);
        if matches!(record, ArchiveRecord::Page { .. } | ArchiveRecord::Feed(_)) && self.read.len() < REMEMBERED_MAX {
            self.read.extend(names);
        }
        Ok(Some(record))
    }

    /// The head of the next record. Blank lines are passed over; other lines that begin no record are named once.
    fn head(&mut self) -> io::Result<Option<RecordHead>> {
        loop {
            let Some(line) = self.line()? else { return Ok(None) };
            if line.trim_ascii().is_empty() {
                continue;
            }
            if line.starts_with(b"WARC/") {
                return self.warc_head().map(Some);
            }
            if let Some(head) = arc_head(&line) {
                return Ok(Some(head));
            }
            if !self.is_resyncing {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "bytes that begin no record"));
            }
        }
    }

    fn warc_head(&mut self) -> io::Result<RecordHead> {
        let mut head = RecordHead::default();
        let mut n_bytes = None;
        for _ in 0..HEAD_LINES_MAX {
            let line = self.line()?.ok_or_else(|| cut("the head of a record"))?;
            let line = String::from_utf8_lossy(line.trim_ascii()).into_owned();
            if line.is_empty() {
                head.n_bytes = n_bytes.ok_or_else(|| broken("a record without its length"))?;
                return Ok(head);
            }
            let (name, value) = line.split_once(':').unwrap_or((&line, ""));
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "warc-type" if value.eq_ignore_ascii_case("response") => head.kind = RecordKind::Response,
                "warc-type" if value.eq_ignore_ascii_case("revisit") => head.kind = RecordKind::Revisit,
                "warc-target-uri" => head.url = Some(without_brackets(value)),
                "warc-date" => head.date = Some(value.to_owned()),
                "warc-payload-digest" => head.digest = Some(value.to_owned()),
                "warc-refers-to-target-uri" => head.refers_to_url = Some(without_brackets(value)),
                "warc-refers-to-date" => head.refers_to_date = Some(value.to_owned()),
                "content-length" => n_bytes = value.parse().ok(),
                _ => {}
            }
        }
        Err(broken("a record's head without an end"))
    }

    /// A line with its end, of which no more is held than a head may have; `None` at the end.
    fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        self.reader.by_ref().take(LINE_BYTES_MAX as u64).read_until(b'\n', &mut line)?;
        Ok((!line.is_empty()).then_some(line))
    }

    fn pass(&mut self, n_bytes: u64) -> io::Result<()> {
        let n_passed = io::copy(&mut self.reader.by_ref().take(n_bytes), &mut io::sink())?;
        if n_passed < n_bytes { Err(cut("a record")) } else { Ok(()) }
    }
}

/// An address as WARC 1.0 may write it: in angle brackets.
fn without_brackets(address: &str) -> String {
    address.trim_matches(['<', '>']).to_owned()
}

fn broken(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

fn cut(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, format!("the archive ends in {what}"))
}

/// The head of a record of ARC: address, internet address, time, type and length on one line.
fn arc_head(line: &[u8]) -> Option<RecordHead> {
    let line = std::str::from_utf8(line.trim_ascii()).ok()?;
    let fields: Vec<&str> = line.split(' ').collect();
    let [url, _, time, .., length] = fields[..] else { return None };
    let is_head = fields.len() >= 5 && url.contains("://") && time.bytes().all(|byte| byte.is_ascii_digit());
    let kind = if url.starts_with("http") { RecordKind::Response } else { RecordKind::Other };
    let n_bytes = length.parse().ok().filter(|_| is_head)?;
    Some(RecordHead { kind, url: Some(url.to_owned()), n_bytes, ..RecordHead::default() })
}

/// The page of a response, if it is one.
fn page(bytes: &[u8], url: Option<String>) -> ArchiveRecord {
    match http::response(bytes) {
        Some(Response::Page { body, charset }) => {
            let transfer = Transfer { url: url.map(Arc::from), charset: charset.map(Arc::from) };
            ArchiveRecord::Page { bytes: body, transfer }
        }
        Some(Response::Feed { body }) => ArchiveRecord::Feed(body),
        Some(Response::TooLarge) => ArchiveRecord::Passed(Passed::TooLarge),
        Some(Response::Other) => ArchiveRecord::Passed(Passed::NoPage),
        None => ArchiveRecord::Damaged("a response without a head".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{ProptestConfig, any, proptest};

    use super::*;

    fn warc(kind: &str, url: &str, content: &str) -> String {
        let n_bytes = content.len();
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Length: {n_bytes}\r\n\r\n{content}\r\n\r\n"
        )
    }

    fn response(url: &str, page: &str) -> String {
        warc("response", url, &format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}"))
    }

    fn check(archive: &str, expected: &[&str]) {
        let reader = io::BufReader::with_capacity(7, archive.as_bytes());
        let shown = archive_records(reader).map(|record| match record.expect("memory does not fail") {
            ArchiveRecord::Page { bytes, transfer } => {
                format!("{} {}", transfer.url.as_deref().unwrap_or("-"), String::from_utf8_lossy(&bytes))
            }
            ArchiveRecord::Feed(bytes) => format!("feed {}", String::from_utf8_lossy(&bytes)),
            ArchiveRecord::Passed(passed) => format!("({})", passed.name()),
            ArchiveRecord::Damaged(what) => format!("!{what}"),
        });
        assert_eq!(shown.collect::<Vec<_>>(), expected, "{archive}");
    }

    #[test]
    fn records_of_all_kinds() {
        check("", &[]);
        let picture = warc("response", "http://a/p", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x01");
        let all = [
            warc("warcinfo", "-", "software: x"),
            response("http://a/1", "<p>1"),
            picture,
            warc("revisit", "http://a/1", ""),
        ];
        check(
            &all.concat(),
            &[
                "(requests and descriptions)",
                "http://a/1 <p>1",
                "(responses that are no web page)",
                "(revisits of unchanged pages that are not in the archive)",
            ],
        );
    }

    #[test]
    fn revisits_point_to_what_was_read() {
        let with = |record: &str, head: &str| record.replacen("\r\n", &format!("\r\n{head}\r\n"), 1);
        let page =
            with(&response("http://a/1", "<p>1"), "WARC-Date: 2031-05-03T12:00:00Z\r\nWARC-Payload-Digest: sha1:A");
        let case = |head: &str, is_read: bool| {
            let revisit = with(&warc("revisit", "http://a/2", ""), head);
            let expected = if is_read {
                "(revisits of unchanged pages that were read before)"
            } else {
                "(revisits of unchanged pages that are not in the archive)"
            };
            check(&format!("{page}{revisit}"), &["http://a/1 <p>1", expected]);
            check(&revisit, &["(revisits of unchanged pages that are not in the archive)"]);
        };
        case("WARC-Payload-Digest: sha1:A", true);
        case("WARC-Payload-Digest: sha1:B", false);
        let referred = "WARC-Refers-To-Target-URI: <http://a/1>\r\nWARC-Refers-To-Date: 2031-05-03T12:00:00Z";
        case(referred, true);
        case(&referred.replace("12:", "13:"), false);
    }

    #[test]
    fn what_follows_damage_is_read() {
        let (one, two) = (response("http://a/1", "<p>1"), response("http://a/2", "<p>2"));
        check(
            &format!("{one}rubbish\r\nmore rubbish\r\n{two}"),
            &["http://a/1 <p>1", "!bytes that begin no record", "http://a/2 <p>2"],
        );
        check(&one[..one.len() - 6], &["!the archive ends 2 bytes before its last record does"]);
        check(
            &format!("{one}WARC/1.0\r\nWARC-Type: response\r\n"),
            &["http://a/1 <p>1", "!the archive ends in the head of a record"],
        );
        let without_length = "WARC/1.1\r\nWARC-Type: response\r\n\r\n";
        check(&format!("{without_length}{one}"), &["!a record without its length", "http://a/1 <p>1"]);
    }

    #[test]
    fn the_older_form() {
        let page = "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<p>1";
        let head = "filedesc://x.arc 0.0.0.0 20310503120000 text/plain 3\n1 0\n";
        let record = format!("http://a/1 192.0.2.1 20310503120001 text/html {}\n{page}\n", page.len());
        check(&format!("{head}\n{record}"), &["(requests and descriptions)", "http://a/1 <p>1"]);
    }

    /// What stands in an archive, one line a record.
    fn records(archive: &[u8]) -> Vec<String> {
        archive_records(archive).map(|record| format!("{record:?}")).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_stands_before_damage_is_kept(place in any::<usize>(), n_cut in 0_usize..40, put in "[a-z0-9:/ \r\n-]{0,20}") {
            let parts: Vec<String> = (1..6).map(|n| response(&format!("http://a/{n}"), &format!("<p>{n}"))).collect();
            let whole = parts.concat();
            let place = place % whole.len();
            let n_whole = parts.iter().scan(0, |end, part| { *end += part.len(); Some(*end) }).filter(|end| *end <= place).count();
            let behind = &whole[(place + n_cut).min(whole.len())..];
            let damaged = format!("{}{put}{behind}", &whole[..place]);
            let found = records(damaged.as_bytes());
            assert_eq!(found[..n_whole], records(whole.as_bytes())[..n_whole], "{damaged}");
            assert!(found.len() <= damaged.len(), "records come to an end");
        }
    }
}
