//! What pages say by the names of their parts: the words of `data/en/page_words.tsv` in the attributes class and id.

use std::collections::HashMap;

use dateline_core::{BlockKind, Table, TableError};

/// How many words of one attribute are looked at: names made by programs have dozens that say nothing.
const WORDS_MAX: usize = 48;

/// The kinds of parts by the words in their names.
#[derive(Debug)]
pub(crate) struct PartNames {
    /// By one word, or two with a blank between.
    kinds: HashMap<String, BlockKind>,
}

impl PartNames {
    /// Reads the table.
    ///
    /// # Errors
    /// If it has a defect: an unknown kind, words that stand twice, or an example that does not hold its words.
    pub(crate) fn parse(table: Table<'_>) -> Result<Self, TableError> {
        let mut kinds = HashMap::new();
        for row in table.rows()? {
            let (words, kind, example) = (row.need("words")?, row.need("kind")?, row.need("example")?);
            let kind =
                BlockKind::of_name(kind).ok_or_else(|| row.error(format!("there is no kind of block {kind:?}")))?;
            if !spellings(example).any(|spelled| spelled == words) {
                return Err(row.error(format!("the example {example:?} does not hold the words {words:?}")));
            }
            if kinds.insert(words.to_owned(), kind).is_some() {
                return Err(row.error(format!("the words {words:?} stand twice")));
            }
        }
        Ok(Self { kinds })
    }

    /// The kinds that the words of a name stand for, in the order of the words.
    pub(crate) fn kinds_in(&self, name: &str) -> impl Iterator<Item = BlockKind> {
        spellings(name).filter_map(|spelled| self.kinds.get(&spelled).copied())
    }
}

/// Each word of a name in small letters, and each two that stand together.
fn spellings(name: &str) -> impl Iterator<Item = String> {
    let words = words(name);
    (0..words.len()).flat_map(move |at| {
        let pair = words.get(at + 1).map(|next| format!("{} {next}", words[at]));
        [Some(words[at].clone()), pair].into_iter().flatten().collect::<Vec<_>>()
    })
}

/// The words of a name: cut at what is no letter or digit, and between a small letter and a capital.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in name.chars() {
        let begins = !before.is_alphanumeric() || (before.is_lowercase() && c.is_uppercase());
        if c.is_alphanumeric() {
            if begins {
                if words.len() == WORDS_MAX {
                    break;
                }
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.extend(c.to_lowercase());
            }
        }
        before = c;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_into_words() {
        for (name, expected) in [
            ("RelatedStories", "related|related stories|stories"),
            ("js related_stories--3", "js|js related|related|related stories|stories|stories 3|3"),
            ("ad", "ad"),
            ("--", ""),
        ] {
            assert_eq!(spellings(name).collect::<Vec<_>>().join("|"), expected, "{name}");
        }
    }

    #[test]
    fn whole_words_count() {
        let names = PartNames::parse(Table::new("page_words.tsv", super::super::PART_NAMES));
        let names = names.unwrap_or_else(|error| panic!("{error}"));
        for (name, expected) in [
            ("comments-area", Some(BlockKind::Comments)),
            ("commentary", None),
            ("header loader", None),
            ("leaderboard-ad", Some(BlockKind::Advertisement)),
            ("article-body", Some(BlockKind::Paragraph)),
            ("shareholders", None),
        ] {
            assert_eq!(names.kinds_in(name).next(), expected, "{name}");
        }
    }

    #[test]
    fn defects_are_named() {
        for (row, what) in [
            ("ad\tadvert\tad", "t.tsv:2: there is no kind of block \"advert\""),
            ("ad\tadvertisement\thead", "t.tsv:2: the example \"head\" does not hold the words \"ad\""),
            ("ad\tadvertisement\tad\nad\tadvertisement\tad", "t.tsv:3: the words \"ad\" stand twice"),
        ] {
            let text = format!("words\tkind\texample\n{row}");
            let error = PartNames::parse(Table::new("t.tsv", &text)).expect_err("the table has a defect");
            assert_eq!(error.to_string(), what);
        }
    }
}
