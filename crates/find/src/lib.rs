//! Annotated text to findings: who is spoken of, who said what, and who did what to whom, each with its reason.
//!
//! What counts as a statement stands in rule files under `data/`, with examples that are tested; this crate lays them
//! over the words. It knows no model, no HTML and no store. Nothing here learns or guesses: where the rules do not
//! decide, the field stays empty.

mod cast;
mod commitment;
mod complement;
mod cue;
mod dating;
mod event;
mod expression;
mod figure;
mod grammar;
mod label;
mod lexicon;
mod lone;
mod matching;
mod metonymy;
mod name;
mod phrase;
mod registry;
mod rule;
mod source;
mod statement;
mod symbol;
mod time;
mod tree;
mod unit;
mod words;

use dateline_core::{
    Annotated, Candidates, Commitment, Dated, Entity, Event, Figure, Finding, Findings, Layer, Note, NoteCode, Outcome,
    Pieces, Producer, Report, Stage, Statement, Table, Time, data_hash,
};

use crate::cast::{Cast, Scene};
use crate::commitment::CommitmentFinder;
use crate::dating::LeadDay;
use crate::event::EventFinder;
use crate::expression::number::Numerals;
use crate::figure::{FigureFinder, Look};
use crate::grammar::Grammar;
use crate::lexicon::{Lexicon, Tables};
use crate::registry::Registry;
pub use crate::registry::{RegistryError, RegistryTable, countries_by_wikidata, registry_defects};
pub use crate::rule::RuleCard;
use crate::rule::StatementRule;
use crate::time::TimeFinder;
use crate::tree::Trees;
use crate::words::Words;

const TABLES: Tables = Tables {
    cues: include_str!("../../../data/en/cues.tsv"),
    cue_nouns: include_str!("../../../data/en/cue_nouns.tsv"),
    function_words: include_str!("../../../data/en/function_words.tsv"),
    generations: include_str!("../../../data/en/generations.tsv"),
    given_names: include_str!("../../../data/en/given_names.tsv"),
    hedges: include_str!("../../../data/en/hedges.tsv"),
    metonymy: include_str!("../../../data/en/metonymy.tsv"),
    nicknames: include_str!("../../../data/en/nicknames.tsv"),
    organisation_words: include_str!("../../../data/en/organisation_words.tsv"),
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
    events: EventFinder,
    commitments: CommitmentFinder,
    producer: Producer,
}

impl Finder {
    /// The finder for English, with the data that is built in.
    ///
    /// # Panics
    /// If a built-in file is defective; a test loads them all.
    #[must_use]
    pub fn english() -> Self {
        Self::with_registry(&[]).unwrap_or_else(|defect| defective(&defect))
    }

    /// The same with a user's tables of the registry, whose rows take the place of built-in rows of the same name.
    ///
    /// # Errors
    /// The defects of the user's tables.
    ///
    /// # Panics
    /// If a built-in file is defective; a test loads them all.
    pub fn with_registry(tables: &[UserTable]) -> Result<Self, RegistryError> {
        let texts = [
            TABLES.cues,
            TABLES.cue_nouns,
            TABLES.function_words,
            TABLES.generations,
            TABLES.given_names,
            TABLES.hedges,
            TABLES.metonymy,
            TABLES.nicknames,
            TABLES.organisation_words,
            TABLES.roles,
            TABLES.titles,
            STATEMENT_RULES,
            NUMERALS,
        ];
        let users: Vec<&str> = tables.iter().map(|table| table.text.as_str()).collect();
        let built_in = registry::TABLES.map(|(_, text)| text);
        let events: Vec<&str> = event::data().collect();
        let own = [&time::DATA[..], &figure::DATA, &commitment::DATA, &events].concat();
        let hash = data_hash(&[&texts[..], &built_in, &users, &own].concat());
        let users = tables.iter().map(|table| Table::new(&table.name, &table.text));
        let tables: Vec<Table<'_>> =
            registry::TABLES.map(|(name, text)| Table::new(name, text)).into_iter().chain(users).collect();
        let registry = Registry::parse(&tables)?;
        let mut lexicon = Lexicon::parse(&TABLES, registry).unwrap_or_else(|defect| defective(&defect));
        let symbols = &mut lexicon.symbols;
        let numerals = Numerals::parse(NUMERALS, symbols).unwrap_or_else(|defect| defective(&defect));
        Ok(Self {
            rules: rule::parse(STATEMENT_RULES).unwrap_or_else(|defect| defective(&defect)),
            times: TimeFinder::parse(symbols).unwrap_or_else(|defect| defective(&defect)),
            figures: FigureFinder::parse(symbols).unwrap_or_else(|defect| defective(&defect)),
            numerals,
            lexicon,
            events: EventFinder::parse().unwrap_or_else(|defect| defective(&defect)),
            commitments: CommitmentFinder::parse().unwrap_or_else(|defect| defective(&defect)),
            producer: Producer { stage: Stage::Find, version: env!("CARGO_PKG_VERSION"), data_hash: hash },
        })
    }

    /// What the layers name as their maker.
    #[must_use]
    pub const fn producer(&self) -> &Producer {
        &self.producer
    }

    /// The rules that stand in files, in the order in which they are tried.
    pub fn rules(&self) -> impl Iterator<Item = &RuleCard> {
        let statements = self.rules.iter().map(|rule| &rule.card);
        statements.chain(self.times.rules()).chain(self.figures.rules()).chain(self.commitments.rules())
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
        let grammar = Grammar::new(annotated.syntax.as_ref());
        let day = report.published().and_then(Dated::single);
        let scene = Scene { lexicon: &self.lexicon, words: &words, grammar, day };
        let mut cast = Cast::new(scene, &names, starts);
        let drafts = statement::find(&self.lexicon, &self.rules, &words, report, annotated);
        let mut speakers = statement::resolve(&drafts, &mut cast);
        cast.join_named_later(&mut speakers);
        let promised = self.commitments.find(&self.lexicon, &words, report, annotated, &cast);
        let promised = commitment::resolve(promised, &mut cast);
        let sides = cast.sides();
        let trees = annotated.syntax.as_ref().map(|syntax| Trees::new(syntax, annotated.sentences.items()));
        let scene =
            trees.as_ref().map(|trees| event::Look { lexicon: &self.lexicon, words: &words, trees, report, annotated });
        let said = event::Said {
            contents: Pieces::new(statement::said(&drafts, &speakers)),
            cues: Pieces::new(statement::cues(&drafts, &speakers)),
        };
        let acts = scene.as_ref().map(|look| self.events.find(look, &mut cast, &said)).unwrap_or_default();
        let served = cast.served();
        let (entities, place) = cast.finish(report.id());
        let statements = statement::finish(report, &words, drafts, speakers, &place);
        let Amounts { times, figures, lead } = self.amounts(&words, report, annotated);
        let candidates = dating::candidates(report, lead, &served);
        let beside = event::Beside { statements: &statements, times: &times, figures: &figures };
        let events = scene.map(|look| self.events.finish(&look, acts, beside, &entities, &place)).unwrap_or_default();
        let mut sides: Vec<_> = sides.into_iter().map(|(person, side)| (place(person), place(side))).collect();
        sides.sort_unstable();
        let layers = commitment::Layers {
            sides: &sides,
            entities: &entities,
            statements: &statements,
            times: &times,
            figures: &figures,
        };
        let commitments = self.commitments.finish(report, &words, promised, layers, &place);
        Outcome::plain(self.findings(Found { entities, statements, times, figures, events, commitments, candidates }))
    }

    /// Finds times and figures alone, whatever the language: what stands on words and needs no syntax.
    #[must_use]
    pub fn times_and_figures(
        &self,
        report: &Report,
        annotated: &Annotated,
    ) -> (Vec<Finding<Time>>, Vec<Finding<Figure>>) {
        let Amounts { times, figures, .. } =
            self.amounts(&Words::new(&self.lexicon, report, annotated), report, annotated);
        (times, figures)
    }

    fn amounts(&self, words: &Words<'_>, report: &Report, annotated: &Annotated) -> Amounts {
        let (times, lead) = self.times.find(&self.numerals, words, report, annotated);
        let look = Look { lexicon: &self.lexicon, numerals: &self.numerals, words, report, annotated, times: &times };
        let figures = self.figures.find(look);
        Amounts { times, figures, lead }
    }

    fn findings(&self, found: Found) -> Findings {
        Findings {
            entities: Layer::new(found.entities, self.producer.clone()),
            statements: Layer::new(found.statements, self.producer.clone()),
            times: Layer::new(found.times, self.producer.clone()),
            figures: Layer::new(found.figures, self.producer.clone()),
            events: Layer::new(found.events, self.producer.clone()),
            commitments: Layer::new(found.commitments, self.producer.clone()),
            candidates: found.candidates,
        }
    }
}

fn defective(defect: &dyn std::fmt::Display) -> ! {
    panic!("built-in data: {defect}")
}

/// A table of the registry that a user adds to the built-in ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserTable {
    /// What messages call it by.
    pub name: String,
    /// Tab-separated text with the columns of a file under `data/registry/`.
    pub text: String,
}

/// When and how much, and the weekday that the lead of the report is told on.
#[derive(Debug)]
struct Amounts {
    times: Vec<Finding<Time>>,
    figures: Vec<Finding<Figure>>,
    lead: Option<LeadDay>,
}

/// What was found in one report.
#[derive(Debug, Default)]
struct Found {
    entities: Vec<Finding<Entity>>,
    statements: Vec<Finding<Statement>>,
    times: Vec<Finding<Time>>,
    figures: Vec<Finding<Figure>>,
    events: Vec<Finding<Event>>,
    commitments: Vec<Finding<Commitment>>,
    candidates: Option<Candidates>,
}

#[cfg(test)]
mod tests;
