//! CoNLL-U as far as scores need it: words with their places, heads and tags, and the raw text.

use std::ops::Range;

use anyhow::{Context, Result, bail};

use crate::eval::syntax::Document;

/// Texts cut into sentences, tokens and words. Places count the characters that are no blanks, over all texts, so that
/// two analyses of one text can be laid over each other.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Analysis {
    /// The characters that are no blanks.
    pub text: String,
    /// The sentences.
    pub sentences: Vec<Range<usize>>,
    /// The spellings; that of "didn't" is one token and two words.
    pub tokens: Vec<Range<usize>>,
    /// The words of syntax.
    pub words: Vec<Word>,
    n_chars: usize,
}

/// A word of syntax.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Its place; words that share a spelling all have the place of the spelling.
    pub place: Range<usize>,
    /// The place of its own characters, if it consists of a part of the spelling.
    pub own_place: Range<usize>,
    /// Whether it shares its spelling with another word.
    pub shares_spelling: bool,
    /// The column `FORM`.
    pub form: String,
    /// The column `LEMMA`.
    pub lemma: String,
    /// The column `UPOS`.
    pub upos: String,
    /// The head.
    pub head: Head,
    /// The column `DEPREL`.
    pub relation: String,
    /// The entry `NamedEntity` of `MISC`.
    pub name: Option<String>,
}

/// What a word depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    /// Nothing is said.
    Unknown,
    /// It is the head of its sentence.
    Root,
    /// The word of this index among all words.
    Word(usize),
}

/// Reads the sentences of a file; what the comments say about documents and paragraphs is left aside.
///
/// # Errors
/// If a row has not the form of CoNLL-U.
pub fn parse(text: &str) -> Result<Analysis> {
    let mut analysis = Analysis::default();
    for sentence in sentences(text) {
        analysis.add(&rows(&sentence)?)?;
    }
    Ok(analysis)
}

/// The raw texts of a file, from the forms and the blanks between them. `# newdoc` begins a document and `# newpar` a
/// paragraph; a file with neither is one text.
///
/// # Errors
/// If a row has not the form of CoNLL-U.
pub fn documents(text: &str) -> Result<Vec<Document>> {
    let mut documents: Vec<Document> = Vec::new();
    for sentence in sentences(text) {
        let has_comment = |name: &str| sentence.iter().any(|line| is_comment(line, name));
        if documents.is_empty() || has_comment("newdoc") {
            let id = documents.len().to_string();
            documents.push(Document { id, paragraphs: vec![String::new()] });
        }
        let document = documents.last_mut().expect("a document was begun");
        if has_comment("newpar") && document.paragraphs.last().is_some_and(|before| !before.is_empty()) {
            document.paragraphs.push(String::new());
        }
        let paragraph = document.paragraphs.last_mut().expect("a document has a paragraph");
        for spelling in rows(&sentence)?.chunk_by(|_, next| next.inside_range) {
            paragraph.push_str(spelling[0].form);
            paragraph.push_str(&spelling[0].blanks_behind());
        }
    }
    for paragraph in documents.iter_mut().flat_map(|document| &mut document.paragraphs) {
        paragraph.truncate(paragraph.trim_end().len());
    }
    Ok(documents)
}

/// The lines of each sentence.
fn sentences(text: &str) -> impl Iterator<Item = Vec<&str>> {
    let mut lines = text.lines();
    std::iter::from_fn(move || {
        let sentence: Vec<&str> =
            lines.by_ref().skip_while(|line| line.is_empty()).take_while(|line| !line.is_empty()).collect();
        (!sentence.is_empty()).then_some(sentence)
    })
}

/// `# newpar` and `# newpar id = …`, but not `# newpar_block = …`.
fn is_comment(line: &str, name: &str) -> bool {
    let key = line.strip_prefix('#').map(|comment| comment.split('=').next().unwrap_or_default());
    key.and_then(|key| key.split_whitespace().next()) == Some(name)
}

/// A row of a word, or of a spelling that several words share.
#[derive(Debug)]
struct Row<'a> {
    /// The number of the word, or of the first and last of a range.
    numbers: (usize, usize),
    is_range: bool,
    /// Whether it belongs to the range before it.
    inside_range: bool,
    form: &'a str,
    lemma: &'a str,
    upos: &'a str,
    head: &'a str,
    relation: &'a str,
    misc: &'a str,
}

/// The rows of a sentence; words of the enhanced graph that are not in the text are left out.
fn rows<'a>(sentence: &[&'a str]) -> Result<Vec<Row<'a>>> {
    let mut rows: Vec<Row<'a>> = Vec::new();
    let mut range_end = 0;
    for line in sentence.iter().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, upos, _, _, head, relation, _, misc] = columns[..] else {
            bail!("a row has ten columns, not {}: {line}", columns.len());
        };
        if id.contains('.') {
            continue;
        }
        let (first, last) = id.split_once('-').unwrap_or((id, id));
        let number = |text: &str| text.parse().with_context(|| format!("a row begins with its number: {line}"));
        let numbers: (usize, usize) = (number(first)?, number(last)?);
        let is_range = id.contains('-');
        let inside_range = !is_range && numbers.0 <= range_end;
        range_end = if is_range { numbers.1 } else { range_end };
        rows.push(Row { numbers, is_range, inside_range, form, lemma, upos, head, relation, misc });
    }
    Ok(rows)
}

impl Row<'_> {
    fn misc(&self, name: &str) -> Option<&str> {
        self.misc.split('|').find_map(|entry| entry.strip_prefix(name)?.strip_prefix('='))
    }

    /// The blanks between this spelling and the next.
    fn blanks_behind(&self) -> String {
        match (self.misc("SpaceAfter"), self.misc("SpacesAfter")) {
            (Some("No"), _) => String::new(),
            (_, Some(blanks)) => [("\\s", " "), ("\\t", "\t"), ("\\n", "\n"), ("\\r", "\r"), ("\\u00A0", "\u{a0}")]
                .iter()
                .fold(blanks.to_owned(), |blanks, (escape, blank)| blanks.replace(escape, blank)),
            _ => " ".to_owned(),
        }
    }
}

impl Analysis {
    /// Makes sure that both cut the same text.
    ///
    /// # Errors
    /// If they do not: then places cannot be compared.
    pub fn check_same_text(&self, other: &Self) -> Result<()> {
        if self.text == other.text {
            return Ok(());
        }
        let same = self.text.chars().zip(other.text.chars()).take_while(|(a, b)| a == b).count();
        let around = |text: &str| text.chars().skip(same.saturating_sub(20)).take(40).collect::<String>();
        bail!("the texts differ at character {same}: {:?} and {:?}", around(&self.text), around(&other.text))
    }

    /// Whether anything is said about the words beside their borders.
    pub fn has_layers(&self) -> bool {
        self.words.iter().any(|word| word.head != Head::Unknown)
    }

    /// The named mentions with their kinds.
    pub fn mentions(&self) -> Vec<(Range<usize>, &str)> {
        let mut mentions: Vec<(Range<usize>, &str)> = Vec::new();
        for word in &self.words {
            match word.name.as_deref().and_then(|name| name.split_once('-')) {
                Some(("I", kind)) if mentions.last().is_some_and(|(_, before)| *before == kind) => {
                    mentions.last_mut().expect("a mention was begun").0.end = word.own_place.end;
                }
                Some((_, kind)) => mentions.push((word.own_place.clone(), kind)),
                None => {}
            }
        }
        mentions
    }

    fn add(&mut self, rows: &[Row<'_>]) -> Result<()> {
        let (start, first) = (self.n_chars, self.words.len());
        for spelling in rows.chunk_by(|_, next| next.inside_range) {
            let place = self.push(spelling[0].form);
            let words = if spelling[0].is_range { &spelling[1..] } else { spelling };
            let mut own_start = place.start;
            for row in words {
                let own_end = (own_start + n_chars(row.form)).min(place.end);
                self.words.push(Word {
                    place: place.clone(),
                    own_place: own_start..own_end,
                    shares_spelling: spelling[0].is_range,
                    form: row.form.to_owned(),
                    lemma: row.lemma.to_owned(),
                    upos: row.upos.to_owned(),
                    head: head(row.head, first)?,
                    relation: row.relation.to_owned(),
                    name: row.misc("NamedEntity").map(str::to_owned),
                });
                own_start = own_end;
            }
            self.tokens.push(place);
        }
        let n_words = self.words.len() - first;
        for (at, row) in rows.iter().filter(|row| !row.is_range).enumerate() {
            if row.numbers.0 != at + 1 {
                bail!("word {} stands in the place of word {}", row.numbers.0, at + 1);
            }
        }
        if self.words[first..].iter().any(|word| matches!(word.head, Head::Word(head) if head >= first + n_words)) {
            bail!(
                "a head lies outside of its sentence, which ends with {:?}",
                self.words.last().map(|word| &word.form)
            );
        }
        self.sentences.push(start..self.n_chars);
        Ok(())
    }

    /// Appends characters and returns their place.
    fn push(&mut self, form: &str) -> Range<usize> {
        let start = self.n_chars;
        self.text.extend(form.chars().filter(|c| !c.is_whitespace()));
        self.n_chars += n_chars(form);
        start..self.n_chars
    }
}

fn n_chars(form: &str) -> usize {
    form.chars().filter(|c| !c.is_whitespace()).count()
}

/// The head that a column names; `first` is the index of the sentence's first word.
fn head(column: &str, first: usize) -> Result<Head> {
    match column {
        "_" => Ok(Head::Unknown),
        "0" => Ok(Head::Root),
        number => {
            let number: usize = number.parse().with_context(|| format!("{number:?} is no head"))?;
            Ok(Head::Word(first + number - 1))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of form and `MISC`, or with a range or head before them, as CoNLL-U.
    pub(super) const SAMPLE: &str = "\
# newdoc id = one
# newpar_block = p
# text = It didn't.
1\tIt\tit\tPRON\t_\t_\t2\tnsubj\t_\t_
2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
2\tdid\tdo\tAUX\t_\t_\t0\troot\t_\t_
3\tn't\tnot\tPART\t_\t_\t2\tadvmod\t_\t_
3.1\tgo\tgo\tVERB\t_\t_\t_\t_\t2:x\t_
4\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\tSpacesAfter=\\u00A0

# newpar id = one-2
1\tZulmira\tZulmira\tPROPN\t_\t_\t0\troot\t_\tNamedEntity=B-person
2\tBrejo\tBrejo\tPROPN\t_\t_\t1\tflat\t_\tNamedEntity=I-person|SpaceAfter=No

1\t!\t!\tPUNCT\t_\t_\t0\troot\t_\t_

# newdoc
# newpar
1\tNão\tnão\tX\t_\t_\t_\t_\t_\t_
";

    #[test]
    fn words_have_the_places_of_their_spellings() -> Result<()> {
        let analysis = parse(SAMPLE)?;
        assert_eq!(analysis.text, "Itdidn't.ZulmiraBrejo!Não");
        assert_eq!(analysis.sentences, [0..9, 9..21, 21..22, 22..25]);
        assert_eq!(analysis.tokens, [0..2, 2..8, 8..9, 9..16, 16..21, 21..22, 22..25]);
        let words: Vec<_> =
            analysis.words[..4].iter().map(|w| (w.place.clone(), w.own_place.clone(), w.head)).collect();
        let expected = [
            (0..2, 0..2, Head::Word(1)),
            (2..8, 2..5, Head::Root),
            (2..8, 5..8, Head::Word(1)),
            (8..9, 8..9, Head::Word(1)),
        ];
        assert_eq!(words, expected);
        assert_eq!(analysis.mentions(), [(9..21, "person")]);
        assert_eq!(analysis.words.last().map(|word| word.head), Some(Head::Unknown));
        Ok(())
    }

    #[test]
    fn raw_text_is_rebuilt() -> Result<()> {
        let texts: Vec<_> = documents(SAMPLE)?.into_iter().map(|document| document.paragraphs).collect();
        assert_eq!(texts, [vec!["It didn't.", "Zulmira Brejo!"], vec!["Não"]]);
        Ok(())
    }

    #[test]
    fn broken_rows_are_named() {
        let row = |id: &str, head: &str| format!("{id}\ta\ta\tX\t_\t_\t{head}\troot\t_\t_\n");
        for (text, expected) in [
            ("1\ta\n".to_owned(), "ten columns, not 2"),
            (row("x", "0"), "begins with its number"),
            (row("2", "0"), "word 2 stands in the place of word 1"),
            (row("1", "2"), "outside of its sentence"),
            (row("1", "x"), "\"x\" is no head"),
        ] {
            let error = parse(&text).expect_err("the row is broken");
            assert!(format!("{error:#}").contains(expected), "{error:#}");
        }
    }

    #[test]
    fn texts_that_differ_are_named() -> Result<()> {
        let row = |form: &str| parse(&format!("1\t{form}\t_\t_\t_\t_\t_\t_\t_\t_\n"));
        let error = row("one")?.check_same_text(&row("ore")?).expect_err("another text").to_string();
        assert_eq!(error, "the texts differ at character 1: \"one\" and \"ore\"");
        row("o ne")?.check_same_text(&row("one")?)
    }
}
