//! Which reports may tell an act in words that nothing was found in, so that they cannot be called silent.

use std::collections::{BTreeMap, BTreeSet};

use dateline_core::Analysis;

use super::align::thousandths;
use crate::content::{Content, Matter};

/// Stems of an act that a sentence which may tell it shares, and the part, in thousandths, of what the act speaks of.
const STEMS_MIN: usize = 2;
const OF_ACT_MIN: i64 = 500;

/// The sentences of all reports by the stems that stand in them.
#[derive(Debug)]
pub(super) struct Sentences {
    /// For each sentence the report that it stands in.
    report_of: Vec<usize>,
    /// For each stem the sentences that hold it.
    holders: BTreeMap<usize, Vec<usize>>,
}

impl Sentences {
    /// Reads the sentences of all reports. Linear in their text.
    pub(super) fn of(content: &Content, analyses: &[&Analysis]) -> Self {
        let mut sentences = Self { report_of: Vec::new(), holders: BTreeMap::new() };
        for (report, analysis) in analyses.iter().enumerate() {
            for sentence in analysis.annotated.sentences.items() {
                let matter = content.matter(content.words(report, sentence.span).iter());
                for stem in matter.stems {
                    sentences.holders.entry(stem).or_default().push(sentences.report_of.len());
                }
                sentences.report_of.push(report);
            }
        }
        sentences
    }

    /// The reports with a sentence that shares most of what an act speaks of.
    pub(super) fn that_may_tell(&self, content: &Content, act: &Matter) -> BTreeSet<usize> {
        let mut shared = BTreeMap::<usize, Vec<usize>>::new();
        for &stem in &act.stems {
            for &sentence in self.holders.get(&stem).map(Vec::as_slice).unwrap_or_default() {
                shared.entry(sentence).or_default().push(stem);
            }
        }
        let tells = |stems: &Vec<usize>| {
            let of_act = thousandths(content.weight(stems) / act.weight);
            stems.len() >= STEMS_MIN.min(act.stems.len()) && of_act >= OF_ACT_MIN
        };
        shared.iter().filter(|(_, stems)| tells(stems)).map(|(sentence, _)| self.report_of[*sentence]).collect()
    }
}
