//! Annotated text to findings: who is spoken of, and who said what, each with its reason.
//!
//! What counts as a statement stands in rule files under `data/`, with examples that are tested; this crate lays them
//! over the words. It knows no model, no HTML and no store. Nothing here learns or guesses: where the rules do not
//! decide, the field stays empty.

mod cast;
mod cue;
mod dating;
mod expression;
mod figure;
mod lexicon;
mod matching;
mod name;
mod phrase;
mod rule;
mod statement;
mod time;
mod unit;
mod words;

use dateline_core::{
    Annotated, Candidates, Entity, Figure, Finding, Findings, Layer, Note, NoteCode, Outcome, Producer, Report, Stage,
    Statement, Time, data_hash,
};

use crate::cast::Cast;
use crate::expression::number::Numerals;
use crate::figure::{FigureFinder, Look};
use crate::lexicon::{Lexicon, Tables};
pub use crate::rule::RuleCard;
use crate::rule::StatementRule;
use crate::time::TimeFinder;
use crate::words::Words;

const TABLES: Tables = Tables {
    countries: include_str!("../../../data/registry/countries.tsv"),
    cues: include_str!("../../../data/en/cues.tsv"),
    function_words: include_str!("../../../data/en/function_words.tsv"),
    given_names: include_str!("../../../data/en/given_names.tsv"),
    hedges: include_str!("../../../data/en/hedges.tsv"),
    organisation_words: include_str!("../../../data/en/organisation_words.tsv"),
    organisations: include_str!("../../../data/registry/organisations.tsv"),
    roles: include_str!("../../../data/en/roles.tsv"),
    titles: include_str!("../../../data/en/titles.tsv"),
};

const STATEMENT_RULES: &str = include_str!("../../../data/en/statements.toml");

const NUMERALS: &str = include_str!("../../../data/en/numerals.tsv");

/// The language that the rules and word lists are for, as ISO 639-1.
const LANGUAGE: &str = "en";

/// Finds in reports of one language. Holds its data, no state.
#[derive(Debug)]
pub struct Finder {
    lexicon: Lexicon,
    rules: Vec<StatementRule>,
    numerals: Numerals,
    times: TimeFinder,
    figures: FigureFinder,
    producer: Producer,
}

impl Finder {
    /// The finder for English, with the data that is built in.
    ///
    /// # Panics
    /// If a built-in file is defective; a test loads them all.
    #[must_use]
    pub fn english() -> Self {
        let defective = |defect: &dyn std::fmt::Display| -> ! { panic!("built-in data: {defect}") };
        let texts = [
            TABLES.countries,
            TABLES.cues,
            TABLES.function_words,
            TABLES.given_names,
            TABLES.hedges,
            TABLES.organisation_words,
            TABLES.organisations,
            TABLES.roles,
            TABLES.titles,
            STATEMENT_RULES,
            NUMERALS,
        ];
        let hash = data_hash(&[&texts[..], &time::DATA, &figure::DATA].concat());
        Self {
            lexicon: Lexicon::parse(&TABLES).unwrap_or_else(|defect| defective(&defect)),
            rules: rule::parse(STATEMENT_RULES).unwrap_or_else(|defect| defective(&defect)),
            numerals: Numerals::parse(NUMERALS).unwrap_or_else(|defect| defective(&defect)),
            times: TimeFinder::parse().unwrap_or_else(|defect| defective(&defect)),
            figures: FigureFinder::parse().unwrap_or_else(|defect| defective(&defect)),
            producer: Producer { stage: Stage::Find, version: env!("CARGO_PKG_VERSION"), data_hash: hash },
        }
    }

    /// What the layers name as their maker.
    #[must_use]
    pub const fn producer(&self) -> &Producer {
        &self.producer
    }

    /// The rules that stand in files, in the order in which they are tried.
    pub fn rules(&self) -> impl Iterator<Item = &RuleCard> {
        self.rules.iter().map(|rule| &rule.card).chain(self.times.rules()).chain(self.figures.rules())
    }

    /// Finds in the prose of one report. A report that is certainly in another language gives nothing, with a note.
    #[must_use]
    pub fn find(&self, report: &Report, annotated: &Annotated) -> Outcome<Findings> {
        if let Some(language) = report.language().filter(|language| *language != LANGUAGE) {
            let note = Note::new(
                NoteCode::LanguageUnsupported,
                format!("the report is in the language {language:?}; there are rules for {LANGUAGE:?} only"),
            );
            return Outcome { value: self.findings(Found::default()), notes: vec![note] };
        }
        let words = Words::new(&self.lexicon, report, annotated);
        let names = name::find(&self.lexicon, &words, report, annotated);
        let starts = annotated.sentences.into_iter().map(|sentence| sentence.tokens.range().start).collect();
        let mut cast = Cast::new(&self.lexicon, &words, &names, starts);
        let drafts = statement::find(&self.lexicon, &self.rules, &words, report, annotated);
        let speakers = statement::resolve(&drafts, &mut cast);
        let (entities, place) = cast.finish(report.id());
        let statements = statement::finish(report, &words, drafts, speakers, place);
        let (times, lead) = self.times.find(&self.numerals, &words, report, annotated);
        let candidates = dating::candidates(report, lead);
        let look =
            Look { lexicon: &self.lexicon, numerals: &self.numerals, words: &words, report, annotated, times: &times };
        let figures = self.figures.find(look);
        Outcome::plain(self.findings(Found { entities, statements, times, figures, candidates }))
    }

    fn findings(&self, found: Found) -> Findings {
        Findings {
            entities: Layer::new(found.entities, self.producer.clone()),
            statements: Layer::new(found.statements, self.producer.clone()),
            times: Layer::new(found.times, self.producer.clone()),
            figures: Layer::new(found.figures, self.producer.clone()),
            candidates: found.candidates,
        }
    }
}

/// What was found in one report.
#[derive(Debug, Default)]
struct Found {
    entities: Vec<Finding<Entity>>,
    statements: Vec<Finding<Statement>>,
    times: Vec<Finding<Time>>,
    figures: Vec<Finding<Figure>>,
    candidates: Option<Candidates>,
}

#[cfg(test)]
mod tests;
