//! The only clock of Dateline: what is read and found never depends on it, only the log of a record does.

use jiff::Timestamp;

/// The present time in UTC, `2031-05-03T14:05:00Z`.
pub fn now() -> String {
    Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
