//! The words of a report and what is known about them.

use dateline_wire::{Layers, SentenceLayers, Tagged, WordLayers};
use textwrap::core::display_width;

use super::page::{ASIDE, FILL, KEY, Page, shown, styled};

/// The widest column that is filled up with blanks; a longer word moves its own row only.
const COLUMN_MAX: usize = 18;

/// The sentences of a report: a row for each token where there is syntax, else the tokens one behind the other.
pub fn layers(layers: &Layers, width: usize) -> String {
    let mut page = Page::new(width);
    page.add(0, &styled(KEY, &shown(&layers.key)));
    for (at, sentence) in layers.sentences.iter().enumerate() {
        page.gap();
        page.add(2, &styled(ASIDE, &format!("{} · {}", at + 1, sentence.block)));
        add_sentence(&mut page, sentence);
    }
    page.into_text()
}

fn add_sentence(page: &mut Page, sentence: &SentenceLayers) {
    let rows: Option<Vec<[String; 6]>> = (1..)
        .zip(&sentence.words)
        .map(|(number, word)| Some(row(sentence, number, word, word.tagged.as_ref()?)))
        .collect();
    match rows {
        Some(rows) => add_table(page, &rows),
        None => page.add(4, &sentence.words.iter().map(|word| shown(&word.span.text)).collect::<Vec<_>>().join(" | ")),
    }
}

/// Number, token, lemma, part of speech with features, relation with head, name.
fn row(sentence: &SentenceLayers, number: usize, word: &WordLayers, tagged: &Tagged) -> [String; 6] {
    let features = if tagged.features == "_" { String::new() } else { format!(" {}", tagged.features) };
    let head = (tagged.head as usize).checked_sub(1).map(|at| format!(" ← {}", shown(&sentence.words[at].span.text)));
    let name = word.name.as_ref().map(|part| if part.begins { part.kind.to_string() } else { "…".to_owned() });
    [
        number.to_string(),
        shown(&word.span.text),
        shown(&tagged.lemma),
        format!("{}{}", tagged.relation, head.unwrap_or_default()),
        name.unwrap_or_default(),
        format!("{}{features}", tagged.upos),
    ]
}

fn add_table<const N: usize>(page: &mut Page, rows: &[[String; N]]) {
    let width_of =
        |column: usize| rows.iter().map(|row| display_width(&row[column])).max().unwrap_or(0).min(COLUMN_MAX);
    let widths: [usize; N] = std::array::from_fn(width_of);
    for row in rows {
        let cells = row.iter().zip(widths).map(|(cell, width)| filled(cell, width));
        let line = cells.collect::<Vec<_>>().join(&FILL.repeat(2));
        page.add_hanging(4, 8, line.trim_end_matches(FILL));
    }
}

/// The cell with blanks behind it, none of which breaks the line.
fn filled(cell: &str, width: usize) -> String {
    format!("{}{}", cell.replace(' ', FILL), FILL.repeat(width.saturating_sub(display_width(cell))))
}

#[cfg(test)]
mod tests {
    use dateline_wire::{NamePart, TextSpan};

    use super::{Layers, SentenceLayers, Tagged, WordLayers, layers};

    fn word(text: &str, tagged: Option<(&'static str, u32, &'static str)>, begins: Option<bool>) -> WordLayers {
        let tagged = tagged.map(|(upos, head, relation)| Tagged {
            lemma: text.to_lowercase(),
            upos: upos.into(),
            features: if upos == "PROPN" { "Number=Sing".to_owned() } else { "_".to_owned() },
            head,
            relation: relation.into(),
        });
        WordLayers {
            span: TextSpan { start: 0, end: 0, text: text.to_owned() },
            continues: false,
            space_after: true,
            tagged,
            name: begins.map(|begins| NamePart { kind: "person".into(), begins }),
        }
    }

    fn check(words: Vec<WordLayers>, expected: &[&str]) {
        let sentence = SentenceLayers { block: "paragraph".into(), opens_block: true, text: String::new(), words };
        let printed = layers(&Layers { key: "quay".to_owned(), sentences: vec![sentence] }, 80);
        let plain = anstream::adapter::strip_str(&printed).to_string();
        let head = ["quay", "", "  1 · paragraph"];
        assert_eq!(plain.lines().collect::<Vec<_>>(), [&head, expected].concat(), "{plain}");
    }

    #[test]
    fn tokens_without_syntax_stand_in_a_row() {
        check(
            vec![word("She", None, None), word("did", None, None), word("n't", None, None)],
            &["    She | did | n't"],
        );
        check(vec![word("a\u{1b}b", None, None)], &["    a\\u{1b}b"]);
    }

    #[test]
    fn tokens_with_syntax_have_a_row_each() {
        check(
            vec![
                word("Zulmira", Some(("PROPN", 3, "nsubj")), Some(true)),
                word("Quatro", Some(("PROPN", 1, "flat")), Some(false)),
                word("left", Some(("VERB", 0, "root")), None),
            ],
            &[
                "    1  Zulmira  zulmira  nsubj ← left    person  PROPN Number=Sing",
                "    2  Quatro   quatro   flat ← Zulmira  …       PROPN Number=Sing",
                "    3  left     left     root                    VERB",
            ],
        );
    }
}
