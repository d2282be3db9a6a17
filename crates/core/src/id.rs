//! Ids made from content, so that the same thing has the same id wherever and whenever it is read.

use std::fmt;
use std::str::FromStr;

use crate::{Clean, FindingKind, NonEmpty, Span};

/// Bytes kept of the hash: at 128 bits, ten thousand million findings collide with a chance below 1e-18.
const ID_BYTES: usize = 16;

/// Hashes fields so that their borders count: ("ab", "c") and ("a", "bc") differ.
struct Fields(blake3::Hasher);

impl Fields {
    fn new(domain: &str) -> Self {
        let mut fields = Self(blake3::Hasher::new());
        fields.add(domain.as_bytes());
        fields
    }

    fn add(&mut self, bytes: &[u8]) {
        self.0.update(&(bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    fn finish(self) -> [u8; ID_BYTES] {
        let mut id = [0; ID_BYTES];
        id.copy_from_slice(&self.0.finalize().as_bytes()[..ID_BYTES]);
        id
    }
}

macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; ID_BYTES]);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl FromStr for $name {
            type Err = ParseIdError;

            fn from_str(text: &str) -> Result<Self, ParseIdError> {
                parse(text).map(Self)
            }
        }
    };
}

id_type! {
    /// The identity of a report: what was published, by whom, at which address.
    ReportId
}

id_type! {
    /// The identity of a finding: what was found where, whichever rule version found it.
    FindingId
}

/// A text that is not an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseIdError;

impl fmt::Display for ParseIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an id is {} hexadecimal digits", ID_BYTES * 2)
    }
}

impl std::error::Error for ParseIdError {}

fn parse(text: &str) -> Result<[u8; ID_BYTES], ParseIdError> {
    if text.len() != ID_BYTES * 2 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(ParseIdError);
    }
    let mut id = [0; ID_BYTES];
    for (byte, digits) in id.iter_mut().zip((0..text.len()).step_by(2)) {
        *byte = u8::from_str_radix(&text[digits..digits + 2], 16).map_err(|_| ParseIdError)?;
    }
    Ok(id)
}

impl ReportId {
    /// Hashes the source (domain or name), the canonical address or given id, and the text.
    ///
    /// Two outlets' identical copies are two reports; a file that was moved is the same one.
    #[must_use]
    pub fn of(source: Option<&str>, address: Option<&str>, text: &str) -> Self {
        let mut fields = Fields::new("dateline report 1");
        for part in [source, address] {
            fields.add(&[u8::from(part.is_some())]);
            fields.add(part.unwrap_or_default().as_bytes());
        }
        fields.add(text.as_bytes());
        Self(fields.finish())
    }
}

impl FindingId {
    /// Hashes report, kind and the spans that identify the finding; not the rule that found it.
    #[must_use]
    pub fn of(report: ReportId, kind: FindingKind, evidence: &NonEmpty<Span<Clean>>) -> Self {
        let mut fields = Fields::new("dateline finding 1");
        fields.add(&report.0);
        fields.add(kind.name().as_bytes());
        for span in evidence.iter() {
            fields.add(&span.start().to_le_bytes());
            fields.add(&span.end().to_le_bytes());
        }
        Self(fields.finish())
    }
}
