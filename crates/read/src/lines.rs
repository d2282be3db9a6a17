//! The rows of a JSON Lines file, one after the other, without holding more than one.

use std::io::{self, BufRead, Read};

use crate::{ROW_BYTES_MAX, Refused};

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// One row of a JSON Lines file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Which line of the file it is, counted from 1 with the blank ones.
    pub number: u64,
    /// Its bytes without the line break, or why they were skipped.
    pub bytes: Result<Vec<u8>, Refused>,
}

/// Iterates over the rows of a JSON Lines file; made by [`json_lines`].
#[derive(Debug)]
pub struct JsonLines<R> {
    reader: R,
    n_lines: u64,
    n_bytes_max: usize,
}

/// Divides a JSON Lines file into its rows.
///
/// Blank lines are skipped and counted; a byte order mark before the first line is cut off. A line longer than
/// [`ROW_BYTES_MAX`] is skipped without being held in memory and comes as [`Refused::TooLarge`].
///
/// # Errors
/// An item is an error when the reader fails; the iterator can be asked again, as the reader itself could.
pub fn json_lines<R: BufRead>(reader: R) -> JsonLines<R> {
    JsonLines { reader, n_lines: 0, n_bytes_max: ROW_BYTES_MAX }
}

impl<R: BufRead> Iterator for JsonLines<R> {
    type Item = io::Result<Line>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.read_line() {
                Ok(None) => return None,
                Ok(Some(line)) if line.bytes.as_ref().is_ok_and(|bytes| bytes.trim_ascii().is_empty()) => {}
                Ok(Some(line)) => return Some(Ok(line)),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl<R: BufRead> JsonLines<R> {
    /// The next line, blank or not; `None` at the end.
    fn read_line(&mut self) -> io::Result<Option<Line>> {
        let mut bytes = Vec::new();
        // Two more than allowed, so that a line of just the allowed length keeps its "\r\n" and a longer one shows.
        let n_bytes_read = (self.n_bytes_max + 2) as u64;
        if self.reader.by_ref().take(n_bytes_read).read_until(b'\n', &mut bytes)? == 0 {
            return Ok(None);
        }
        self.n_lines += 1;
        if bytes.len() as u64 == n_bytes_read && !bytes.ends_with(b"\n") {
            self.reader.skip_until(b'\n')?;
        }
        let row = self.without_marks(&bytes);
        let refused = Refused::TooLarge { n_bytes_max: self.n_bytes_max };
        let bytes = if row.len() > self.n_bytes_max { Err(refused) } else { Ok(row.to_vec()) };
        Ok(Some(Line { number: self.n_lines, bytes }))
    }

    fn without_marks<'a>(&self, line: &'a [u8]) -> &'a [u8] {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if self.n_lines == 1 { line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line) } else { line }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of `file` as `number:bytes`, refused ones as `number!`; lines longer than 8 bytes are refused.
    fn check(file: &str, expected: &[&str]) {
        // A buffer of three bytes lets every line cross its borders.
        let reader = io::BufReader::with_capacity(3, file.as_bytes());
        let lines = JsonLines { n_bytes_max: 8, ..json_lines(reader) };
        let shown: Vec<String> = lines
            .map(|line| line.expect("reading from memory does not fail"))
            .map(|line| match line.bytes {
                Ok(bytes) => format!("{}:{}", line.number, String::from_utf8_lossy(&bytes)),
                Err(_) => format!("{}!", line.number),
            })
            .collect();
        assert_eq!(shown, expected, "{file:?}");
    }

    #[test]
    fn rows() {
        check("", &[]);
        check("\n \n\t\r\n", &[]);
        check("one", &["1:one"]);
        check("one\ntwo\n", &["1:one", "2:two"]);
        check("one\r\n\r\n\ntwo\r\n", &["1:one", "4:two"]);
        check("\u{feff}one\n\u{feff}two", &["1:one", "2:\u{feff}two"]);
        check("12345678\r\n12345678\n123456789\nx", &["1:12345678", "2:12345678", "3!", "4:x"]);
        check("1234567890123456789012345\nx\n1234567890", &["1!", "2:x", "3!"]);
        check("123456789\r\n1234567890\nx", &["1!", "2!", "3:x"]);
    }

    #[test]
    fn the_limit_is_the_public_one() {
        assert_eq!(json_lines(io::empty()).n_bytes_max, ROW_BYTES_MAX);
    }

    #[test]
    fn a_failing_reader_is_an_error_of_the_item() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("the disk is gone"))
            }
        }
        let first = json_lines(io::BufReader::new(Broken)).next();
        assert!(matches!(first, Some(Err(error)) if error.to_string() == "the disk is gone"));
    }
}
