//! How the time of a comparison grows with the number of reports of one story.
//!
//! ```text
//! cargo bench -p dateline-compare
//! ```

#[path = "../tests/compare/report.rs"]
mod report;

use dateline_compare::compare;
use dateline_core::Analysis;
use divan::Bencher;
use divan::counter::ItemsCount;

const QUOTATIONS_A_REPORT: usize = 10;

/// One utterance with what outlets do to it.
const TELLINGS: [&str; 4] = [
    "The {} quay stays open to every ship that pays its dues, and nobody will close it in my time. I promise that.",
    "The {} quay stays open to every ship that pays its dues",
    "The {} quay stays open to each ship that pays dues, and nobody will close it in my time.",
    "open to every ship that pays its dues, and nobody will close it in my time … I promise that.",
];

/// What tells the utterances of a story apart.
const QUAYS: [&str; QUOTATIONS_A_REPORT] =
    ["northern", "southern", "eastern", "western", "outer", "inner", "upper", "lower", "customs", "fishing"];

fn main() {
    divan::main();
}

/// The reports of a story: all quote the same ten utterances, each in its own selection of tellings.
fn story(n_reports: usize) -> Vec<Analysis> {
    let quotation = |report: usize, at: usize| {
        let telling = TELLINGS[(report + at * at) % TELLINGS.len()].replace("{}", QUAYS[at]);
        format!("Speaker {at} of outlet {report} said: “{telling}”\n")
    };
    let text = |report| (0..QUOTATIONS_A_REPORT).map(|at| quotation(report, at)).collect::<String>();
    (0..n_reports).map(|at| report::paragraphs(&text(at))).collect()
}

#[divan::bench(args = [2, 5, 50, 500])]
fn reports_of_one_story(bencher: Bencher, n_reports: usize) {
    let story = story(n_reports);
    let reports: Vec<&Analysis> = story.iter().collect();
    bencher.counter(ItemsCount::new(n_reports * QUOTATIONS_A_REPORT)).bench(|| compare(&reports));
}
