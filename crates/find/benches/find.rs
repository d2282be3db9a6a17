//! Bytes a second of the find stage, from a short report to one far longer than any: the rate must stay.

use std::sync::Arc;

use dateline_annotate::{Annotator, Network};
use dateline_core::Report;
use dateline_find::Finder;
use dateline_read::{Given, Reader};
use divan::counter::BytesCount;

/// More would only make the network before it work longer.
const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];

fn main() {
    divan::main();
}

fn report(text: &str) -> Report {
    let given = Given { key: Arc::from("bench"), path: None };
    Reader::new().read_text(text.as_bytes(), &given).expect("the text is plain").value
}

fn bench(bencher: divan::Bencher<'_, '_>, text: &str) {
    let report = report(text);
    let annotated = Annotator::english().with_network(Network::english()).annotate(&report);
    let finder = Finder::english();
    bencher.counter(BytesCount::of_str(report.text().as_str())).bench(|| finder.find(&report, &annotated));
}

/// A sample report again and again.
#[divan::bench(args = SIZES, sample_count = 5)]
fn news(bencher: divan::Bencher<'_, '_>, n_bytes: usize) {
    let sample = include_str!("../../../golden/harbour/agency-wire.txt");
    bench(bencher, &sample.repeat(n_bytes / sample.len() + 1));
}

/// Nothing but digits, which are no number that anybody writes: the time must grow with the text alone.
#[divan::bench(args = [100_000, 1_000_000, 10_000_000], sample_count = 5)]
fn digits(bencher: divan::Bencher<'_, '_>, n_bytes: usize) {
    let report = report(&"1234567890 ".repeat(n_bytes / 11 + 1));
    let annotated = Annotator::english().annotate(&report);
    let finder = Finder::english();
    let counter = BytesCount::of_str(report.text().as_str());
    bencher.counter(counter).bench(|| finder.times_and_figures(&report, &annotated));
}

/// The same without a blank between them.
#[divan::bench(args = [100_000, 1_000_000, 10_000_000], sample_count = 5)]
fn one_row_of_digits(bencher: divan::Bencher<'_, '_>, n_bytes: usize) {
    let report = report(&"1".repeat(n_bytes));
    let annotated = Annotator::english().annotate(&report);
    let finder = Finder::english();
    let counter = BytesCount::of_str(report.text().as_str());
    bencher.counter(counter).bench(|| finder.times_and_figures(&report, &annotated));
}

/// Marks that open and never close.
#[divan::bench(args = SIZES, sample_count = 5)]
fn unbalanced_marks(bencher: divan::Bencher<'_, '_>, n_bytes: usize) {
    let sample = "He \"said “no ‘and 'then \"left “again ";
    bench(bencher, &sample.repeat(n_bytes / sample.len() + 1));
}

/// Times and figures alone, over the same report; the marks are as dense as news about money and days has them.
#[divan::bench(args = SIZES, sample_count = 5)]
fn times_and_figures(bencher: divan::Bencher<'_, '_>, n_bytes: usize) {
    let sample = include_str!("../../../golden/harbour/agency-wire.txt");
    let report = report(&sample.repeat(n_bytes / sample.len() + 1));
    let annotated = Annotator::english().annotate(&report);
    let finder = Finder::english();
    let counter = BytesCount::of_str(report.text().as_str());
    bencher.counter(counter).bench(|| finder.times_and_figures(&report, &annotated));
}
