//! Findings of many reports to comparisons: what each report quotes, and how the wording differs.
//!
//! The way of the data: quotations become `unit`s with their `words`; equal ones become one `wording`;
//! `candidates` are the pairs of wordings that share a run of words; `align` lays a pair over each other,
//! `judge` tells what was done to the words and `likeness` whether one utterance stands behind both; `relate` and
//! `difference` carry that over to the units of the reports, with the speakers whom `entity` joins; `point`
//! gathers what hangs together, `copying` tells whose text a report takes over, `term` how they name one thing, and
//! `settle` dates what one report leaves open by the days of the others. `grouping` tells before which reports are of
//! one event.
//!
//! Each pair of wordings is decided by itself, in an order that does not depend on the order of the reports. This
//! crate keeps no state, and knows no outlet, file or model.

mod align;
mod candidates;
mod copying;
mod difference;
mod entity;
mod grouping;
mod judge;
mod likeness;
mod point;
mod relate;
mod settle;
mod term;
mod unit;
mod wording;
mod words;

use dateline_core::{Analysis, Comparison, Producer, Stage, data_hash};

pub use crate::grouping::{Sketch, Sketcher, StoryGroup};

use crate::entity::Cast;
use crate::relate::Story;
use crate::unit::Unit;
use crate::words::Lexicon;

const FUNCTION_WORDS: &str = include_str!("../../../data/en/function_words.tsv");

/// What a comparison names as its maker.
#[must_use]
pub fn producer() -> Producer {
    Producer {
        stage: Stage::Compare,
        version: env!("CARGO_PKG_VERSION"),
        data_hash: data_hash(&[FUNCTION_WORDS, grouping::WORD_RATES, term::TERMS]),
    }
}

/// Compares the reports of one story.
///
/// Time grows with the number of quotations and the square of the length of a quotation, which is limited.
///
/// # Panics
/// If the built-in list of function words is defective; every test of this crate reads it.
#[must_use]
pub fn compare(analyses: &[&Analysis]) -> Comparison {
    let lexicon = Lexicon::parse(FUNCTION_WORDS).unwrap_or_else(|defect| panic!("built-in data: {defect}"));
    let cast = Cast::of(analyses);
    let reports = analyses.iter().enumerate();
    let units: Vec<Unit> =
        reports.flat_map(|(report, analysis)| unit::units(&lexicon, &cast, report, analysis)).collect();
    let links = Story { analyses, units: &units, cast: &cast }.links();
    let points = point::points(&units, links, analyses.len());
    let reports = analyses.iter().map(|analysis| analysis.report.id()).collect();
    let copies = copying::copies(&lexicon, analyses);
    let n_origins = copying::n_origins(analyses.len(), &copies);
    let terms = term::terms(&lexicon, analyses);
    let settled = settle::settle(analyses);
    Comparison {
        reports,
        entities: cast.into_shared(),
        points,
        copies,
        n_origins,
        terms,
        settled,
        producer: producer(),
    }
}
