//! Bytes a second of the rules of the annotate stage, and articles a second of all of it, from a short report to one far longer than any: the rate must stay.

use std::sync::Arc;

use dateline_annotate::{Annotator, Kernel, Model, Network};
use dateline_core::Report;
use dateline_read::{Given, Reader};
use divan::counter::{BytesCount, ItemsCount};

const SIZES: [usize; 5] = [1_000, 10_000, 100_000, 1_000_000, 10_000_000];

fn main() {
    divan::main();
}

fn report(text: &str) -> Report {
    let given = Given { key: Arc::from("bench"), path: None };
    Reader::new().read_text(text.as_bytes(), &given).expect("the text is plain").value
}

fn bench(bencher: divan::Bencher<'_, '_>, text: &str) {
    let report = report(text);
    let annotator = Annotator::english();
    bencher.counter(BytesCount::of_str(report.text().as_str())).bench(|| annotator.annotate(&report));
}

/// A sample report again and again, without the network: what the rules take of it.
#[divan::bench(args = SIZES, sample_count = 5)]
fn rules_alone(bencher: divan::Bencher<'_, '_>, n_bytes: usize) {
    let sample = include_str!("../../../golden/harbour/agency-wire.txt");
    bench(bencher, &sample.repeat(n_bytes / sample.len() + 1));
}

/// Marks that open and never close.
#[divan::bench(args = SIZES, sample_count = 5)]
fn unbalanced_marks(bencher: divan::Bencher<'_, '_>, n_bytes: usize) {
    let sample = "He \"said “no ‘and 'then \"left “again ";
    bench(bencher, &sample.repeat(n_bytes / sample.len() + 1));
}

/// Words of the article that speed is counted in.
const ARTICLE_WORDS: usize = 500;

/// The kernels of this machine; of the portable one only if it is the only one, for it is slow.
fn kernels() -> Vec<Kernel> {
    let all = Kernel::all();
    let n_kept = all.len().saturating_sub(1).max(1);
    all.into_iter().take(n_kept).collect()
}

/// Articles a second on one core, with the kernels of this machine.
#[divan::bench(args = kernels(), sample_count = 30)]
fn articles(bencher: divan::Bencher<'_, '_>, kernel: Kernel) {
    let report = article();
    let annotator = Annotator::english().with_network(Network::new(Model::english(), kernel));
    bencher.counter(ItemsCount::new(1_usize)).bench(|| annotator.annotate(&report));
}

/// Articles a second on one and on two cores at once; the time is that of one article on its core.
#[divan::bench(threads = [1, 2], sample_count = 60)]
fn articles_side_by_side(bencher: divan::Bencher<'_, '_>) {
    let report = article();
    let annotator = Annotator::english().with_network(Network::english());
    bencher.counter(ItemsCount::new(1_usize)).bench(|| annotator.annotate(&report));
}

/// A sample report, repeated to the length of an article.
fn article() -> Report {
    let sample = include_str!("../../../golden/harbour/agency-wire.txt");
    let mut words = 0;
    let lines = sample.lines().cycle().take_while(|line| {
        let goes_on = words < ARTICLE_WORDS;
        words += line.split_whitespace().count();
        goes_on
    });
    report(&lines.collect::<Vec<_>>().join("\n"))
}
