//! What cannot be read as a report, and what to do about it.

use thiserror::Error;

/// The longest text of one report, in bytes.
///
/// The longest news documents (a parliament's printed debate, a court's judgment) stay below 4 MB; what is longer is a
/// collection that was not divided, and dividing it is the user's decision.
pub const REPORT_BYTES_MAX: usize = 16 << 20;

/// The longest page, in bytes of HTML.
///
/// Twice [`REPORT_BYTES_MAX`], for the markup around the text. The largest of the 481 pages of the two page corpora has
/// 2.6 MB.
pub const HTML_BYTES_MAX: usize = 32 << 20;

/// The longest row of JSON Lines, in bytes.
///
/// Four times [`REPORT_BYTES_MAX`]: a text may take up to six bytes a character as `\u` escapes, and rows carry fields
/// besides the text; the limit keeps a file without line breaks from filling the memory.
pub const ROW_BYTES_MAX: usize = 64 << 20;

/// Why bytes are not read as a report. The rest of a batch goes on.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refused {
    /// The bytes are longer than the limit that holds for them.
    #[error("longer than the {n_bytes_max} bytes that are read")]
    TooLarge {
        /// The limit: [`REPORT_BYTES_MAX`], [`HTML_BYTES_MAX`] or [`ROW_BYTES_MAX`].
        n_bytes_max: usize,
    },
    /// The bytes are no text in any encoding.
    #[error("binary data, not text: control character at byte {offset}")]
    Binary {
        /// Where the first byte stands that no text holds.
        offset: usize,
    },
    /// The row is not one JSON object.
    #[error("not a JSON object at column {column}: {message}")]
    NotJson {
        /// Where the parser stopped, in bytes of the row, from 1.
        column: usize,
        /// What the parser expected.
        message: String,
    },
    /// The row has neither a text nor a page nor an address.
    #[error("no field \"text\", \"html\" or \"url\" that holds a string")]
    NoText,
    /// The file is no list of reports.
    #[error("no feed: {holds}")]
    NoFeed {
        /// What it is instead, or what is wrong with it.
        holds: String,
    },
}

impl Refused {
    /// What the user can do about it.
    #[must_use]
    pub const fn hint(&self) -> Option<&'static str> {
        match self {
            Self::TooLarge { .. } => Some("divide it into one report a file, or one report a row"),
            Self::Binary { .. } => Some("convert it to plain text in UTF-8 first"),
            Self::NotJson { .. } => Some("write one JSON object a line"),
            Self::NoText => Some("give each row its report in the field \"text\" or \"html\""),
            Self::NoFeed { .. } => Some("RSS, Atom, sitemaps, JSON Feed and lists of rows in JSON are read"),
        }
    }
}
