//! Which report takes text from which.

use serde::{Deserialize, Serialize};

use crate::line::Word;
use crate::report::{Reason, TextSpan};

/// A report that takes text from another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopiedText {
    /// The `KEY` of the report whose text it is.
    pub from: String,
    /// The `KEY` of the report that takes it.
    pub to: String,
    /// How much of `to`, quotations left aside, stands in `from` too.
    pub share: Share,
    /// What became of the text: `verbatim`, `shortened`, `rewritten`.
    pub kind: Word,
    /// The passages, in the text of `to`.
    pub evidence: Vec<TextSpan>,
    /// Why the text is taken to come from there: `credits-the-agency`, `published-first`, `holds-more`,
    /// `direction-unknown`.
    pub reason: String,
    /// The tree of reasons, whose spans lie in the text of `to`; left out unless asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasons: Option<Reason>,
}

/// A part of a whole in hundredths; it is written as a number from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Share(u8);

impl Share {
    /// How many of so many, rounded; all of nothing is nothing.
    #[must_use]
    pub fn of(n: usize, n_all: usize) -> Self {
        let hundredths = (200 * n.min(n_all) + n_all) / (2 * n_all.max(1));
        Self(u8::try_from(hundredths).expect("a part is no greater than the whole"))
    }

    /// In hundredths.
    #[must_use]
    pub const fn percent(self) -> u8 {
        self.0
    }
}

impl From<Share> for f64 {
    fn from(share: Share) -> Self {
        Self::from(share.0) / 100.0
    }
}

impl TryFrom<f64> for Share {
    type Error = &'static str;

    fn try_from(share: f64) -> Result<Self, Self::Error> {
        let hundredths = (share * 100.0).round();
        if (0.0..=100.0).contains(&hundredths) {
            Ok(Self(hundredths as u8))
        } else {
            Err("a share lies between 0 and 1")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Share;

    #[test]
    fn shares() {
        let check = |n, n_all, expected: &str| {
            let share = Share::of(n, n_all);
            let written = serde_json::to_string(&share).expect("a number");
            assert_eq!(written, expected, "{n} of {n_all}");
            assert_eq!(serde_json::from_str::<Share>(&written).expect("its own number"), share);
        };
        check(41, 100, "0.41");
        check(1, 3, "0.33");
        check(2, 3, "0.67");
        check(7, 7, "1.0");
        check(0, 7, "0.0");
        check(0, 0, "0.0");
        serde_json::from_str::<Share>("1.1").expect_err("more than all");
    }
}
