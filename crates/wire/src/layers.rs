//! What `annotate` knows about the words of a report, sentence by sentence, and the same as CoNLL-U.
//!
//! CoNLL-U is the format of Universal Dependencies (universaldependencies.org/format.html). Words of one spelling
//! ("didn't") stand under a range of theirs; `MISC` holds `NamedEntity=B-person`, `SpaceAfter=No` and
//! `TokenRange=start:end` in Unicode code points of the report's text. What is not known is `_`.

use std::fmt;

use dateline_core as core;

use crate::{CodePoints, TextSpan, Word};

/// The sentences of one report with what is known about their words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layers {
    /// The name of the report in this run.
    pub key: String,
    /// The sentences, in the order of the text.
    pub sentences: Vec<SentenceLayers>,
}

/// One sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentenceLayers {
    /// The kind of the block that holds it.
    pub block: Word,
    /// Whether it is the first of its block.
    pub opens_block: bool,
    /// Its characters; each run of blanks is one blank.
    pub text: String,
    /// Its words, marks and numbers.
    pub words: Vec<WordLayers>,
}

/// One token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordLayers {
    /// Its characters and where they stand.
    pub span: TextSpan,
    /// Whether it is a later part of the spelling that the token before is a part of: the "n't" of "didn't".
    pub continues: bool,
    /// Whether a blank follows, or the text ends.
    pub space_after: bool,
    /// What the network says, if there is one for the report's language.
    pub tagged: Option<Tagged>,
    /// The named mention that it is a part of.
    pub name: Option<NamePart>,
}

/// What the network says about one token, in the spelling of Universal Dependencies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tagged {
    /// The lemma.
    pub lemma: String,
    /// The part of speech.
    pub upos: Word,
    /// The features, `_` for none.
    pub features: String,
    /// The number of the head in the sentence, counted from 1; 0 for the head of the sentence.
    pub head: u32,
    /// The relation to the head.
    pub relation: Word,
}

/// The part of a named mention that a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamePart {
    /// What is named: `person`.
    pub kind: Word,
    /// Whether it is the first token of the mention.
    pub begins: bool,
}

impl Layers {
    /// Mirrors the layers over the text of a report.
    #[must_use]
    pub fn new(key: &str, report: &core::Report, annotated: &core::Annotated) -> Self {
        let mirror = Mirror { report, annotated, code_points: CodePoints::new(report.text().as_str()) };
        let mut block_before = None;
        let mut names = annotated.syntax.as_ref().map_or(&[][..], |syntax| syntax.names().items());
        let mut sentences = Vec::with_capacity(annotated.sentences.items().len());
        for sentence in &annotated.sentences {
            let n_names = names.iter().take_while(|name| name.tokens.start() < sentence.tokens.end()).count();
            let (inside, behind) = names.split_at(n_names);
            names = behind;
            sentences.push(mirror.sentence(sentence, inside, block_before != Some(sentence.block)));
            block_before = Some(sentence.block);
        }
        Self { key: key.to_owned(), sentences }
    }
}

/// What the words of a report are mirrored from.
struct Mirror<'a> {
    report: &'a core::Report,
    annotated: &'a core::Annotated,
    code_points: CodePoints<'a>,
}

impl Mirror<'_> {
    fn sentence(&self, sentence: &core::Sentence, names: &[core::NamedMention], opens_block: bool) -> SentenceLayers {
        let mut words: Vec<WordLayers> =
            sentence.tokens.range().map(|token| self.word(token, sentence.tokens.start())).collect();
        for name in names {
            for token in name.tokens.start()..name.tokens.end() {
                let part = NamePart { kind: name.kind.name().into(), begins: token == name.tokens.start() };
                words[(token - sentence.tokens.start()) as usize].name = Some(part);
            }
        }
        SentenceLayers {
            block: self.report.blocks()[sentence.block].kind.name().into(),
            opens_block,
            text: self.report.text().get(sentence.span).split_whitespace().collect::<Vec<_>>().join(" "),
            words,
        }
    }

    /// `first` is the first token of the sentence.
    fn word(&self, index: usize, first: u32) -> WordLayers {
        let token = self.annotated.tokens.items()[index];
        let behind = &self.report.text().as_str()[token.span.range().end..];
        WordLayers {
            span: self.code_points.span(token.span),
            continues: token.continues,
            space_after: behind.chars().next().is_none_or(char::is_whitespace),
            tagged: self.annotated.syntax.as_ref().map(|syntax| tagged(syntax, index, first)),
            name: None,
        }
    }
}

fn tagged(syntax: &core::Syntax, index: usize, first: u32) -> Tagged {
    let word = syntax.words().items()[index];
    Tagged {
        lemma: syntax.lemma(index).to_owned(),
        upos: word.upos.name().into(),
        features: word.features.to_string(),
        head: word.head.map_or(0, |head| head - first + 1),
        relation: word.relation.name().into(),
    }
}

impl fmt::Display for Layers {
    /// As CoNLL-U, with `# newdoc` at the begin and `# newpar` where a block begins.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id: String = self.key.chars().map(|c| if c.is_whitespace() || c.is_control() { '_' } else { c }).collect();
        for (at, sentence) in self.sentences.iter().enumerate() {
            if at == 0 {
                writeln!(f, "# newdoc id = {id}")?;
            }
            if sentence.opens_block {
                writeln!(f, "# newpar")?;
            }
            writeln!(f, "# sent_id = {id}-{}\n# text = {}\n{sentence}", at + 1, sentence.text)?;
        }
        Ok(())
    }
}

impl fmt::Display for SentenceLayers {
    /// As the rows of CoNLL-U.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut number = 1;
        for spelling in self.spellings() {
            if let [first, .., last] = spelling {
                let form: String = spelling.iter().map(|word| word.span.text.as_str()).collect();
                let misc = misc(None, last.space_after, (first.span.start, last.span.end));
                writeln!(f, "{number}-{}\t{form}{}\t{misc}", number + spelling.len() - 1, "\t_".repeat(7))?;
            }
            for word in spelling {
                // Inside a spelling no blank follows, and of its end the row of the range tells.
                let space_after = word.space_after || spelling.len() > 1;
                let misc = misc(word.name.as_ref(), space_after, (word.span.start, word.span.end));
                writeln!(f, "{number}\t{word}\t{misc}")?;
                number += 1;
            }
        }
        Ok(())
    }
}

impl SentenceLayers {
    /// The words by their spellings: most stand alone, those of "didn't" together.
    fn spellings(&self) -> impl Iterator<Item = &[WordLayers]> {
        self.words.chunk_by(|_, next| next.continues)
    }
}

impl fmt::Display for WordLayers {
    /// As the columns of CoNLL-U from `FORM` to `DEPS`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let form = &self.span.text;
        match &self.tagged {
            None => write!(f, "{form}{}", "\t_".repeat(7)),
            Some(Tagged { lemma, upos, features, head, relation }) => {
                write!(f, "{form}\t{lemma}\t{upos}\t_\t{features}\t{head}\t{relation}\t_")
            }
        }
    }
}

/// The column `MISC`, its entries by name.
fn misc(name: Option<&NamePart>, space_after: bool, (start, end): (u32, u32)) -> String {
    let name = name.map(|part| format!("NamedEntity={}-{}|", if part.begins { "B" } else { "I" }, part.kind));
    let space = if space_after { "" } else { "SpaceAfter=No|" };
    format!("{}{space}TokenRange={start}:{end}", name.unwrap_or_default())
}
