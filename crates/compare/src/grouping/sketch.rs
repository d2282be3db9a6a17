//! What grouping keeps of a report: its words, and how much stands on each.

use std::collections::BTreeMap;

use dateline_core::{Report, ReportId};
use jiff::civil::Date;

use super::cluster::Day;
use super::rate::Rates;
use crate::words::fold;

/// How much more a word counts at the beginning of a report, where the news stands; chosen on the open story corpora.
const LEAD_WEIGHT: f64 = 3.0;

/// After so many words the weight of the beginning has fallen to a third.
const LEAD_WORDS: f64 = 60.0;

/// How much a capitalised word inside a sentence counts: it is mostly part of a name.
const NAME_WEIGHT: f64 = 1.2;

/// How much a word of the title counts beside its place in the text.
const TITLE_WEIGHT: f64 = 1.0;

/// Words looked at in a report; the event is told before.
const WORDS_MAX: usize = 1000;

/// The shortest word with an ending of the plural that is taken off: "gas" and "is" have none.
const PLURAL_CHARS_MIN: usize = 4;

/// A word as it is compared, by its hash: of a million words, some hundred pairs fall together, which no report feels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Stem(u32);

impl Stem {
    /// Hashes a word by FNV-1a, which is the same on every machine.
    pub(crate) fn of(word: &str) -> Self {
        let hash = word
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        let [a, b, c, d, e, f, g, h] = hash.to_le_bytes();
        Self(u32::from_le_bytes([a ^ e, b ^ f, c ^ g, d ^ h]))
    }
}

/// What grouping keeps of a report: some hundred numbers, and none of its text.
#[derive(Debug, Clone, PartialEq)]
pub struct Sketch {
    id: ReportId,
    day: Day,
    /// Sorted by stem.
    stems: Vec<(Stem, f32)>,
}

impl Sketch {
    /// Which report it is of.
    #[must_use]
    pub const fn id(&self) -> ReportId {
        self.id
    }

    /// The day of publication in days since 1970, where it is known.
    pub(crate) const fn day(&self) -> Day {
        self.day
    }

    pub(crate) fn stems(&self) -> &[(Stem, f32)] {
        &self.stems
    }
}

/// Makes sketches of reports and groups them.
#[derive(Debug)]
pub struct Sketcher {
    pub(super) rates: Rates,
}

impl Default for Sketcher {
    fn default() -> Self {
        Self::new()
    }
}

impl Sketcher {
    /// Reads the built-in table of words.
    ///
    /// # Panics
    /// If the table is defective; every test of this crate reads it.
    #[must_use]
    pub fn new() -> Self {
        Self { rates: super::built_in_rates() }
    }

    /// The sketch of a report: of its title and of the blocks that hold sentences.
    #[must_use]
    pub fn sketch(&self, report: &Report) -> Sketch {
        let blocks = report.blocks().iter().filter(|block| block.kind.holds_prose());
        let texts = blocks.map(|block| report.text().get(block.span));
        let day = report.published().and_then(dateline_core::Dated::single).map(days_since_1970);
        Sketch { id: report.id(), day, stems: stems(report.title(), texts) }
    }
}

fn days_since_1970(day: Date) -> i32 {
    (day - jiff::civil::date(1970, 1, 1)).get_days()
}

/// The words of a report with what stands on each, sorted.
fn stems<'a>(title: Option<&str>, texts: impl Iterator<Item = &'a str>) -> Vec<(Stem, f32)> {
    let mut weights = BTreeMap::<Stem, f64>::new();
    let mut add = |word: &Word, weight: f64| *weights.entry(word.stem).or_default() += weight;
    for (n, word) in texts.flat_map(words).take(WORDS_MAX).enumerate() {
        let beginning = LEAD_WEIGHT * (-(n as f64) / LEAD_WORDS).exp();
        let kind = if word.is_name { NAME_WEIGHT } else { 1.0 };
        add(&word, (1.0 + beginning) * kind);
    }
    for word in words(title.unwrap_or_default()).take(WORDS_MAX) {
        add(&word, TITLE_WEIGHT);
    }
    weights.into_iter().map(|(stem, weight)| (stem, weight as f32)).collect()
}

/// A word of a report.
struct Word {
    stem: Stem,
    /// Whether it has a capital that no beginning of a sentence explains.
    is_name: bool,
}

/// The words of a text that have two letters or more.
fn words(text: &str) -> impl Iterator<Item = Word> {
    let mut rest = text;
    let mut begins_sentence = true;
    std::iter::from_fn(move || {
        loop {
            let start = rest.find(char::is_alphanumeric)?;
            begins_sentence |= rest[..start].contains(ENDS_SENTENCE);
            let (word, behind) = rest[start..].split_at(word_bytes(&rest[start..]));
            rest = behind;
            let is_name = !begins_sentence && word.starts_with(char::is_uppercase);
            begins_sentence = false;
            let key = fold(word);
            let key = stem(&key);
            if key.chars().nth(1).is_some() {
                return Some(Word { stem: Stem::of(key), is_name });
            }
        }
    })
}

/// Marks behind which a capital is no sign of a name.
const ENDS_SENTENCE: [char; 7] = ['.', '!', '?', ':', '\n', '"', '“'];

/// How many bytes the word has that a text begins with: letters and digits, apostrophes between letters, points and
/// commas between digits.
fn word_bytes(text: &str) -> usize {
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let joins = match c {
            '\'' | '’' => next.is_some_and(char::is_alphanumeric),
            '.' | ',' => before.is_some_and(|c: char| c.is_ascii_digit()) && next.is_some_and(|c| c.is_ascii_digit()),
            _ => c.is_alphanumeric(),
        };
        if !joins {
            return at;
        }
        before = Some(c);
    }
    text.len()
}

/// A folded word without the endings of genitive and plural.
pub(crate) fn stem(word: &str) -> &str {
    let word = word.strip_suffix("'s").unwrap_or(word);
    let is_plural = word.len() >= PLURAL_CHARS_MIN && !word.ends_with("ss") && !word.ends_with("us");
    word.strip_suffix('s').filter(|_| is_plural).unwrap_or(word)
}
