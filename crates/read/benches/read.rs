//! Bytes a second from plain text to report, for texts of 1 kB to 10 MB: a line of the table that falls with the size
//! shows work that is not linear.
//!
//! `paragraphs` repeats a sample as agencies send it, `wrapped` the same at 72 columns, `short_lines` is the worst case
//! for the line rules: every line is tried against all of them.

use dateline_read::{Given, Reader};
use divan::Bencher;
use divan::counter::BytesCount;

const SIZES: [usize; 5] = [1_000, 10_000, 100_000, 1_000_000, 10_000_000];
const SAMPLE: &str = include_str!("../../../golden/harbour/agency-wire.txt");
const COLUMNS: usize = 72;

fn main() {
    divan::main();
}

#[divan::bench(args = SIZES)]
fn paragraphs(bencher: Bencher, n_bytes: usize) {
    bench(bencher, &repeated(SAMPLE, n_bytes));
}

#[divan::bench(args = SIZES)]
fn wrapped(bencher: Bencher, n_bytes: usize) {
    bench(bencher, &repeated(&wrap(SAMPLE), n_bytes));
}

#[divan::bench(args = SIZES)]
fn short_lines(bencher: Bencher, n_bytes: usize) {
    let lines = SAMPLE.split_inclusive(". ").collect::<Vec<_>>().join("\n");
    bench(bencher, &repeated(&lines, n_bytes));
}

#[divan::bench]
fn make_a_reader() -> Reader {
    Reader::new()
}

fn bench(bencher: Bencher, text: &str) {
    let reader = Reader::new();
    let given = Given { key: "bench".into(), path: None };
    bencher
        .counter(BytesCount::of_str(text))
        .bench(|| reader.read_text(divan::black_box(text.as_bytes()), &given).expect("the sample is a text"));
}

fn repeated(sample: &str, n_bytes: usize) -> String {
    let text = format!("{sample}\n\n").repeat(n_bytes.div_ceil(sample.len()));
    text[..text.floor_char_boundary(n_bytes)].to_owned()
}

/// The sample with its paragraphs wrapped as typewriters did.
fn wrap(sample: &str) -> String {
    let mut wrapped = String::new();
    for paragraph in sample.lines() {
        let mut n_columns = 0;
        for word in paragraph.split_whitespace() {
            let is_full = n_columns + 1 + word.chars().count() > COLUMNS;
            n_columns = if is_full { 0 } else { n_columns + 1 } + word.chars().count();
            wrapped.push_str(if is_full { "\n" } else { " " });
            wrapped.push_str(word);
        }
        wrapped.push('\n');
    }
    wrapped
}
