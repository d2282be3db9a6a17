//! Report to annotated text: sentences, tokens, quotations, syntax, names.
//!
//! Sentences, tokens and quotations are cut by rules; a network trained for the language adds tags, features, lemmas,
//! dependencies and named mentions. The rules look at each block that holds prose by itself; nothing crosses its
//! borders but the knowledge that a quotation was left open by the paragraph before. This crate finds nothing and
//! downloads nothing.

mod lexicon;
mod net;
mod quotation;
mod sentence;
mod token;

use dateline_core::{
    Annotated, Block, Clean, Layer, Producer, Quotation, Report, Span, Stage, Syntax, SyntaxParts, Text, data_hash,
};

use crate::lexicon::{Lexicon, Tables};
use crate::net::Given;
use crate::quotation::{Marks, Neighbours};

pub use crate::net::{Kernel, Model, ModelError, Network, Work};

const DATA: [&str; 6] = [
    include_str!("../../../data/en/abbreviations.tsv"),
    include_str!("../../../data/en/function_words.tsv"),
    include_str!("../../../data/en/quotation_marks.tsv"),
    include_str!("../../../data/en/hyphen_prefixes.tsv"),
    include_str!("../../../data/en/contractions.tsv"),
    include_str!("../../../data/en/number_units.tsv"),
];

/// Annotates reports of one language. Holds its data, no state.
#[derive(Debug)]
pub struct Annotator {
    lexicon: Lexicon,
    marks: Marks,
    network: Option<Network>,
    producer: Producer,
}

impl Annotator {
    /// The annotator for English, with the data that is built in: sentences, tokens and quotations.
    ///
    /// # Panics
    /// If a built-in file is defective; a test loads them all.
    #[must_use]
    pub fn english() -> Self {
        let [abbreviations, function_words, quotation_marks, hyphen_prefixes, contractions, number_units] = DATA;
        let lexicon =
            Lexicon::parse(Tables { abbreviations, function_words, hyphen_prefixes, contractions, number_units });
        let marks = Marks::parse(quotation_marks);
        Self {
            lexicon: lexicon.unwrap_or_else(|defect| panic!("built-in data: {defect}")),
            marks: marks.unwrap_or_else(|defect| panic!("built-in data: {defect}")),
            network: None,
            producer: Producer {
                stage: Stage::Annotate,
                version: env!("CARGO_PKG_VERSION"),
                data_hash: data_hash(&DATA),
            },
        }
    }

    /// What the layers name as their maker.
    #[must_use]
    pub const fn producer(&self) -> &Producer {
        &self.producer
    }

    /// The same with a network on top, which adds syntax and names.
    #[must_use]
    pub fn with_network(self, network: Network) -> Self {
        let producer =
            Producer { data_hash: format!("{}+{}", self.producer.data_hash, network.model().hash()), ..self.producer };
        Self { network: Some(network), producer, ..self }
    }

    /// The network, where there is one.
    #[must_use]
    pub const fn network(&self) -> Option<&Network> {
        self.network.as_ref()
    }

    /// Annotates the prose of one report. Linear in the length of its text.
    #[must_use]
    pub fn annotate(&self, report: &Report) -> Annotated {
        let text = report.text();
        let prose: Vec<(usize, &Block)> =
            report.blocks().iter().enumerate().filter(|(_, block)| block.kind.holds_prose()).collect();
        let quotations = self.quotations(text, &prose);
        let mut tokens = Vec::new();
        let mut sentences = Vec::new();
        for (index, block) in prose {
            let first = tokens.len();
            token::cut(&self.lexicon, &self.marks, text, block.span, &mut tokens);
            sentence::cut(&self.lexicon, text, (index, block.span), &tokens, first, &mut sentences);
        }
        let network = self.network.as_ref().filter(|_| is_english(report));
        let syntax = network.map(|network| {
            let blocks = report.blocks();
            let given = Given { text, tokens: &tokens, sentences: &sentences, quotations: &quotations, blocks };
            let tagged = network.tag(&given);
            sentences = tagged.sentences;
            let (words, names) = (self.layer(tagged.words), self.layer(tagged.names));
            Syntax::new(&sentences, SyntaxParts { words, lemmas: tagged.lemmas, names })
        });
        Annotated {
            tokens: self.layer(tokens),
            sentences: self.layer(sentences),
            quotations: self.layer(quotations),
            syntax,
        }
    }

    fn quotations(&self, text: &Text, prose: &[(usize, &Block)]) -> Vec<Quotation> {
        let mut quotations: Vec<Quotation> = Vec::new();
        for (at, (index, block)) in prose.iter().enumerate() {
            let left_open = at > 0 && is_left_open(&quotations, prose[at - 1]);
            let next = prose.get(at + 1).and_then(|(_, next)| text.get(next.span).chars().next());
            let found = self.marks.scan(text, (*index, block.span), Neighbours { left_open, next });
            quotations.extend(found);
        }
        quotations
    }

    fn layer<T>(&self, items: Vec<T>) -> Layer<T> {
        Layer::new(items, self.producer.clone())
    }
}

/// Whether the model is for the report's language; a report too short to tell is taken as English.
fn is_english(report: &Report) -> bool {
    report.language().is_none_or(|language| language == "en")
}

/// Whether one of the quotations that were found last runs unclosed to the end of that block; others may lie in it.
fn is_left_open(quotations: &[Quotation], (index, block): (usize, &Block)) -> bool {
    let in_block = quotations.iter().rev().take_while(|quotation| quotation.block == index);
    in_block.into_iter().any(|quotation| !quotation.closed && quotation.outer.end() == block.span.end())
}

/// The span of a range that counts from the start of `base`.
fn inside(base: Span<Clean>, start: usize, end: usize) -> Span<Clean> {
    let from = base.range().start;
    Span::of(from + start..from + end)
}

#[cfg(test)]
mod tests;
