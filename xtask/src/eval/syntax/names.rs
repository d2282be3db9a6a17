//! Corpora of names: mentions with kinds over words, most of them without the blanks between these.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::{Result, bail};

use crate::eval::syntax::Document;
use crate::eval::syntax::conllu::Analysis;
use crate::eval::syntax::score::Counts;

/// A corpus with its own kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameCorpus {
    /// CrossNER: sentences from many articles, fine kinds.
    CrossNer,
    /// UNER: documents with the raw text of each sentence.
    Uner,
    /// re3d: documents; only the fifth of them that is set apart from training, see [`is_set_apart`].
    Re3dFifth,
}

/// The kinds that all corpora share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Person,
    Organisation,
    Place,
}

/// The place of a mention, counted in characters that are no blanks, and its kind.
pub type Mention = (usize, usize, Kind);

/// The raw texts of a corpus and its mentions.
#[derive(Debug, Default)]
pub struct Gold {
    /// The texts, in the order of the corpus.
    pub documents: Vec<Document>,
    /// The mentions of the shared kinds, in the order of the texts.
    pub mentions: Vec<Mention>,
    /// The words with their places, in the order of the texts.
    pub words: Vec<(Range<usize>, String)>,
    /// The characters of the texts that are no blanks.
    text: String,
    n_chars: usize,
}

/// Reads a corpus.
///
/// # Errors
/// If a row has not the form that the corpus gives its rows.
pub fn read(text: &str, corpus: NameCorpus) -> Result<Gold> {
    let mut gold = Gold::default();
    let mut document = DocumentHead::default();
    for lines in text.split("\n\n") {
        // Some sentences have more than one empty line behind them.
        let lines: Vec<&str> = lines.lines().filter(|line| !line.is_empty()).collect();
        let sentence = Sentence::read(&lines, corpus, &mut document)?;
        let is_wanted = corpus != NameCorpus::Re3dFifth || document.is_set_apart();
        if is_wanted && !sentence.words.is_empty() {
            gold.add(&sentence, corpus, document.n_seen)?;
        }
    }
    Ok(gold)
}

/// What the comments say about the document that the sentences belong to.
#[derive(Debug, Default)]
struct DocumentHead {
    n_seen: usize,
    source: String,
    id: String,
}

impl DocumentHead {
    fn read(&mut self, comment: &str) {
        let (key, value) = comment.split_once('=').unwrap_or((comment, ""));
        let value = value.trim().to_owned();
        match key.trim() {
            "source" => self.source = value,
            "doc" | "newdoc id" => (self.id, self.n_seen) = (value, self.n_seen + 1),
            _ => {}
        }
    }

    /// Whether the document belongs to the fifth of re3d that no model is trained on: those whose id has a BLAKE3 hash
    /// with a first byte that 5 divides. Texts of the BBC are left out altogether, as their terms ask.
    fn is_set_apart(&self) -> bool {
        const PARTS: u8 = 5;
        let first = blake3::hash(self.id.as_bytes()).as_bytes()[0];
        self.source != "BBC_Online" && first.is_multiple_of(PARTS)
    }
}

/// A sentence of a corpus.
#[derive(Debug)]
struct Sentence<'a> {
    raw: Option<&'a str>,
    words: Vec<&'a str>,
    tags: Vec<&'a str>,
}

impl<'a> Sentence<'a> {
    fn read(lines: &[&'a str], corpus: NameCorpus, document: &mut DocumentHead) -> Result<Self> {
        let mut sentence = Self { raw: None, words: Vec::new(), tags: Vec::new() };
        for line in lines {
            let columns: Vec<&str> = line.split('\t').collect();
            if let Some(comment) = line.strip_prefix("# ").filter(|_| columns.len() == 1) {
                document.read(comment);
                sentence.raw = comment.strip_prefix("text = ").or(sentence.raw);
                continue;
            }
            let (word, tag) = match (corpus, &columns[..]) {
                (NameCorpus::Uner, [_, word, tag, ..]) => (word, tag),
                (NameCorpus::CrossNer | NameCorpus::Re3dFifth, [word, tag]) => (word, tag),
                _ => bail!("a row has a word and its tag: {line}"),
            };
            sentence.words.push(word);
            sentence.tags.push(tag);
        }
        Ok(sentence)
    }

    /// The sentence as it was written, or as it may have been.
    fn text(&self) -> String {
        self.raw.map_or_else(|| joined(&self.words), str::to_owned)
    }
}

impl Gold {
    fn add(&mut self, sentence: &Sentence<'_>, corpus: NameCorpus, n_seen: usize) -> Result<()> {
        let (text, written) = (sentence.text(), sentence.words.concat());
        if text.split_whitespace().collect::<String>() != written.split_whitespace().collect::<String>() {
            bail!("the words are not those of the sentence: {text}");
        }
        let places: Vec<Range<usize>> = sentence.words.iter().map(|word| self.push(word)).collect();
        self.mentions.extend(mentions(&places, &sentence.tags, corpus)?);
        // The sentences of CrossNER come from anywhere: each is a text of its own.
        let id = if corpus == NameCorpus::CrossNer { self.documents.len() } else { n_seen }.to_string();
        match self.documents.last_mut().filter(|document| document.id == id) {
            Some(document) => {
                let paragraph = &mut document.paragraphs[0];
                paragraph.push(' ');
                paragraph.push_str(text.trim());
            }
            None => self.documents.push(Document { id, paragraphs: vec![text.trim().to_owned()] }),
        }
        Ok(())
    }

    fn push(&mut self, word: &str) -> Range<usize> {
        let start = self.n_chars;
        for c in word.chars().filter(|c| !c.is_whitespace()) {
            self.text.push(c);
            self.n_chars += 1;
        }
        self.words.push((start..self.n_chars, word.to_owned()));
        start..self.n_chars
    }
}

/// The mentions that a sentence's tags mark: `B-` begins one, `I-` of the same kind goes on with it.
fn mentions(places: &[Range<usize>], tags: &[&str], corpus: NameCorpus) -> Result<Vec<Mention>> {
    let mut mentions: Vec<(Range<usize>, &str)> = Vec::new();
    let mut goes_on = false;
    for (place, tag) in places.iter().zip(tags) {
        match tag.split_once('-') {
            None if *tag == "O" => goes_on = false,
            Some(("I", kind)) if goes_on && mentions.last().is_some_and(|(_, before)| *before == kind) => {
                mentions.last_mut().expect("a mention was begun").0.end = place.end;
            }
            Some(("B" | "I", kind)) => {
                mentions.push((place.clone(), kind));
                goes_on = true;
            }
            _ => bail!("{tag:?} is no tag"),
        }
    }
    let shared = |(place, kind): (Range<usize>, &str)| Some((place.start, place.end, corpus.kind(kind)?));
    Ok(mentions.into_iter().filter_map(shared).collect())
}

impl NameCorpus {
    /// Whether the corpus marks descriptions too, and names together with what stands before them.
    pub const fn marks_descriptions(self) -> bool {
        matches!(self, Self::Re3dFifth)
    }

    /// The shared kind of one of the corpus's; the others are not looked at on either side.
    fn kind(self, kind: &str) -> Option<Kind> {
        match kind {
            "politician" | "person" | "PER" | "Person" => Some(Kind::Person),
            "organisation" | "politicalparty" | "ORG" | "Organisation" => Some(Kind::Organisation),
            "location" | "country" | "LOC" | "Location" => Some(Kind::Place),
            _ => None,
        }
    }
}

/// The shared kind of one of ours.
fn shared_kind(kind: &str) -> Option<Kind> {
    match kind {
        "person" => Some(Kind::Person),
        "organisation" => Some(Kind::Organisation),
        "country" | "place" | "facility" => Some(Kind::Place),
        _ => None,
    }
}

/// The mentions of the shared kinds that the stage found, in the order of the texts.
///
/// # Errors
/// If `found` is about another text.
pub fn found_mentions(gold: &Gold, found: &Analysis) -> Result<Vec<Mention>> {
    if gold.text != found.text {
        bail!("the stage changed the text");
    }
    let ours = found.mentions().into_iter();
    Ok(ours.filter_map(|(place, kind)| Some((place.start, place.end, shared_kind(kind)?))).collect())
}

/// The counts by kind, and of all kinds together. A mention is right if its borders and kind are.
pub fn score(gold: &[Mention], found: &[Mention]) -> BTreeMap<&'static str, Counts> {
    let of = |kinds: &[Kind]| {
        let kept = |mentions: &[Mention]| -> Vec<Mention> {
            let kept: BTreeSet<Mention> =
                mentions.iter().filter(|mention| kinds.contains(&mention.2)).copied().collect();
            kept.into_iter().collect()
        };
        Counts::of_sorted(&kept(gold), &kept(found))
    };
    BTreeMap::from([
        ("all", of(&[Kind::Person, Kind::Organisation, Kind::Place])),
        ("person", of(&[Kind::Person])),
        ("organisation", of(&[Kind::Organisation])),
        ("place", of(&[Kind::Place])),
    ])
}

/// Words as a text, for corpora that do not keep the blanks: none before closing and behind opening marks, none before
/// clitics, and straight quotation marks open and close in turn. Hyphens keep their blanks, since nothing tells the
/// hyphen of a compound from a dash.
fn joined(words: &[&str]) -> String {
    let mut text = String::new();
    let mut in_quotation = false;
    let mut glue = true;
    for word in words {
        let closes =
            matches!(*word, "," | "." | ";" | ":" | "!" | "?" | ")" | "]" | "}" | "%" | "''" | "”" | "…" | "...");
        let closes_quotation = *word == "\"" && in_quotation;
        if !(glue || closes || closes_quotation || is_clitic(word)) {
            text.push(' ');
        }
        text.push_str(word);
        glue = matches!(*word, "(" | "[" | "{" | "``" | "“" | "$" | "£" | "€") || (*word == "\"" && !in_quotation);
        in_quotation ^= *word == "\"";
    }
    text
}

fn is_clitic(word: &str) -> bool {
    matches!(word.to_lowercase().replace('’', "'").as_str(), "'s" | "'re" | "'ve" | "'ll" | "'d" | "'m" | "n't" | "'")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::syntax::conllu;

    #[test]
    fn words_are_joined_to_text() {
        for (words, expected) in [
            ("He did n't , he said .", "He didn't, he said."),
            ("the \" old \" quay ( of 1962 ) cost $ 5 , 9 %", "the \"old\" quay (of 1962) cost $5, 9%"),
            ("the dockers ' port 's quay - side", "the dockers' port's quay - side"),
        ] {
            assert_eq!(joined(&words.split(' ').collect::<Vec<_>>()), expected);
        }
    }

    fn spans(gold: &Gold) -> Vec<String> {
        let chars: Vec<char> = gold.text.chars().collect();
        let shown =
            |(start, end, kind): &Mention| format!("{kind:?} {}", chars[*start..*end].iter().collect::<String>());
        gold.mentions.iter().map(shown).collect()
    }

    #[test]
    fn fine_kinds_become_shared_ones_and_the_rest_is_left_out() -> Result<()> {
        let text = "Ana\tB-politician\nBrejo\tI-politician\nleft\tO\nthe\tB-politicalparty\nReds\tI-politicalparty\n\n\n\
                    Lisbon\tI-location\nPortugal\tI-country\nvote\tB-election\nX\tB-organisation\nY\tB-organisation\n";
        let gold = read(text, NameCorpus::CrossNer)?;
        assert_eq!(
            spans(&gold),
            [
                "Person AnaBrejo",
                "Organisation theReds",
                "Place Lisbon",
                "Place Portugal",
                "Organisation X",
                "Organisation Y"
            ]
        );
        assert_eq!(gold.documents.len(), 2);
        assert_eq!(gold.documents[0].paragraphs, ["Ana Brejo left the Reds"]);
        Ok(())
    }

    #[test]
    fn given_texts_are_kept() -> Result<()> {
        let text = "# newdoc id = a\n# text = #1 (Ana)\n1\t#1\tO\t-\t-\n2\t(\tO\t-\t-\n3\tAna\tB-PER\t-\t-\n4\t)\tO\t-\t-\n\n\
                    # sent_id = a-2\n# text = Go!\n1\tGo\tO\t-\t-\n2\t!\tO\t-\t-\n\n# newdoc id = b\n# text = Não\n1\tNão\tO\t-\t-\n";
        let gold = read(text, NameCorpus::Uner)?;
        let texts: Vec<_> = gold.documents.iter().map(|document| document.paragraphs.join("|")).collect();
        assert_eq!(texts, ["#1 (Ana) Go!", "Não"]);
        assert_eq!(spans(&gold), ["Person Ana"]);
        let error = read("# text = Go\n1\tWent\tO\t-\t-\n", NameCorpus::Uner).expect_err("another text").to_string();
        assert_eq!(error, "the words are not those of the sentence: Go");
        Ok(())
    }

    #[test]
    fn a_fifth_of_re3d_without_the_bbc_is_set_apart() {
        let is_set_apart = |source: &str, id: &str| {
            DocumentHead { source: source.to_owned(), id: id.to_owned(), n_seen: 0 }.is_set_apart()
        };
        let n_apart = (0..1000).filter(|id| is_set_apart("Wikipedia", &id.to_string())).count();
        assert!((150..250).contains(&n_apart), "{n_apart} of 1000");
        assert!((0..1000).all(|id| !is_set_apart("BBC_Online", &id.to_string())));
    }

    #[test]
    fn mentions_are_right_with_borders_and_kind() -> Result<()> {
        let gold =
            read("Ana\tB-person\nBrejo\tI-person\nof\tO\nHull\tB-location\nvote\tB-election\n", NameCorpus::CrossNer)?;
        let row =
            |n: usize, form: &str, name: &str| format!("{n}\t{form}\t_\tX\t_\t_\t0\troot\t_\tNamedEntity={name}\n");
        for (names, right) in [
            (["B-person", "I-person", "_", "B-country", "B-event"], [1, 0, 1, 2]),
            (["B-person", "B-person", "_", "B-organisation", "B-person"], [0, 0, 0, 0]),
        ] {
            let forms = ["Ana", "Brejo", "of", "Hull", "vote"];
            let rows: String =
                forms.iter().zip(names).enumerate().map(|(at, (form, name))| row(at + 1, form, name)).collect();
            let counts = score(&gold.mentions, &found_mentions(&gold, &conllu::parse(&rows)?)?);
            assert_eq!(["person", "organisation", "place", "all"].map(|kind| counts[kind].right), right);
        }
        Ok(())
    }
}
