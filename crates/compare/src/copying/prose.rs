//! The words of a report that are its own: those outside quotations.

use std::collections::HashMap;

use dateline_core::{Analysis, Clean, Span};

use crate::words::Lexicon;

/// The words of a report outside quotations, in the order of the text.
#[derive(Debug)]
pub(crate) struct Prose {
    pub(crate) words: Vec<ProseWord>,
}

/// One of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ProseWord {
    /// Which word; the same number in all reports of the story.
    pub(crate) id: u32,
    pub(crate) span: Span<Clean>,
    /// Which stretch it stands in; a quotation or a new block ends one.
    pub(crate) stretch: u32,
}

/// The prose of all reports of a story.
pub(crate) fn proses(lexicon: &Lexicon, analyses: &[&Analysis]) -> Vec<Prose> {
    let mut ids = HashMap::<String, u32>::new();
    analyses.iter().map(|analysis| prose(lexicon, analysis, &mut ids)).collect()
}

fn prose(lexicon: &Lexicon, analysis: &Analysis, ids: &mut HashMap<String, u32>) -> Prose {
    let mut words = Vec::new();
    for (stretch, span) in stretches(analysis).into_iter().enumerate() {
        let stretch = u32::try_from(stretch).expect("a text holds fewer stretches than bytes");
        for word in lexicon.words(analysis, span) {
            let next = u32::try_from(ids.len()).expect("the reports of a story hold fewer words than u32 counts");
            words.push(ProseWord { id: *ids.entry(word.key).or_insert(next), span: word.span, stretch });
        }
    }
    Prose { words }
}

/// The parts of blocks with sentences that lie outside quotations.
fn stretches(analysis: &Analysis) -> Vec<Span<Clean>> {
    let mut quotations: Vec<Span<Clean>> =
        analysis.annotated.quotations.items().iter().map(|quoted| quoted.inner).collect();
    quotations.sort_unstable();
    let mut stretches = Vec::new();
    for block in analysis.report.blocks().iter().filter(|block| block.kind.holds_prose()) {
        let first = quotations.partition_point(|quoted| quoted.end() <= block.span.start());
        let mut start = block.span.start();
        for quoted in quotations[first..].iter().take_while(|quoted| quoted.start() < block.span.end()) {
            if quoted.start() > start {
                stretches.push(Span::new(start, quoted.start()));
            }
            start = start.max(quoted.end());
        }
        if start < block.span.end() {
            stretches.push(Span::new(start, block.span.end()));
        }
    }
    stretches
}
