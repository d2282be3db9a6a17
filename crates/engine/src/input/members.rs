//! Bytes packed with gzip, unpacked member by member, going on behind a damaged one.

use std::io::{self, BufRead, Chain, Cursor, Read};

use flate2::bufread::GzDecoder;

/// How a member begins (RFC 1952): two bytes of identity, and the only method there is.
const BEGINNING: [u8; 3] = [0x1f, 0x8b, 8];

/// Unpacks the members of a gzip file, one behind the other.
///
/// Where bytes are lost a read fails once, with [`io::ErrorKind::InvalidData`], or [`io::ErrorKind::UnexpectedEof`] if the
/// file ends there; the next one goes on with the next member. Zeros between members are padding.
pub(super) struct Members<R> {
    state: State<R>,
    /// How many members have begun.
    n_members: u64,
}

enum State<R> {
    /// Between members.
    Between(R),
    Inside(Box<GzDecoder<Chain<Cursor<Vec<u8>>, R>>>),
    /// Only while the state changes, and after the end.
    Over,
}

impl<R: BufRead> Members<R> {
    pub(super) const fn new(reader: R) -> Self {
        Self { state: State::Between(reader), n_members: 0 }
    }

    /// Goes to the beginning of the next member. Whether bytes were lost on the way.
    fn seek_member(&mut self, mut reader: R) -> io::Result<bool> {
        let mut seen: Vec<u8> = Vec::with_capacity(BEGINNING.len());
        let mut is_lost = false;
        while seen != BEGINNING {
            let Some(&byte) = reader.fill_buf()?.first() else {
                // The state stays over: there is nothing more to read.
                return Ok(is_lost || !seen.is_empty());
            };
            reader.consume(1);
            is_lost |= !BEGINNING.starts_with(&[&seen[..], &[byte]].concat()) && byte != 0;
            seen.push(byte);
            while !BEGINNING.starts_with(&seen) {
                seen.remove(0);
            }
        }
        self.n_members += 1;
        self.state = State::Inside(Box::new(GzDecoder::new(Cursor::new(seen).chain(reader))));
        Ok(is_lost)
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match std::mem::replace(&mut self.state, State::Over) {
                State::Over => return Ok(0),
                State::Between(reader) => {
                    if self.seek_member(reader)? {
                        let what = if self.n_members <= 1 {
                            "not packed with gzip"
                        } else {
                            "bytes that begin no gzip member"
                        };
                        return Err(io::Error::new(io::ErrorKind::InvalidData, what));
                    }
                }
                State::Inside(mut decoder) => match decoder.read(buffer) {
                    Ok(0) if !buffer.is_empty() => {
                        let (_, reader) = decoder.into_inner().into_inner();
                        self.state = State::Between(reader);
                    }
                    Ok(n) => {
                        self.state = State::Inside(decoder);
                        return Ok(n);
                    }
                    Err(error) => {
                        let (_, reader) = decoder.into_inner().into_inner();
                        self.state = State::Between(reader);
                        return Err(named(&error));
                    }
                },
            }
        }
    }
}

fn named(error: &io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => io::Error::new(error.kind(), "the file ends inside a gzip member"),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
            io::Error::new(io::ErrorKind::InvalidData, format!("a damaged gzip member: {error}"))
        }
        kind => io::Error::new(kind, error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn packed(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text.as_bytes()).expect("memory takes it");
        encoder.finish().expect("memory takes it")
    }

    /// What is read, with `!` where a read failed.
    fn check(bytes: &[u8], expected: &str) {
        let mut members = Members::new(io::BufReader::with_capacity(5, bytes));
        let mut found = String::new();
        for _ in 0..100 {
            let mut buffer = [0; 3];
            match members.read(&mut buffer) {
                Ok(0) => break,
                Ok(n) => found.push_str(&String::from_utf8_lossy(&buffer[..n])),
                Err(_) => found.push('!'),
            }
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn members_follow_one_another() {
        check(&[], "");
        check(&[packed("one "), packed(""), packed("two")].concat(), "one two");
        check(&[packed("one"), vec![0; 20]].concat(), "one");
    }

    #[test]
    fn what_follows_a_loss_is_read() {
        let mut broken = packed("two");
        let at = broken.len() - 6;
        broken[at] ^= 0xff;
        check(&[packed("one "), broken, packed("three")].concat(), "one two!three");
        check(&[packed("one "), b"rubbish\x1f\x8b".to_vec(), packed("two")].concat(), "one !two");
        let cut = packed("two");
        check(&[packed("one "), cut[..cut.len() - 4].to_vec()].concat(), "one two!");
        check(b"no gzip at all", "!");
    }
}
