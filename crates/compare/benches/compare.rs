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

/// What is said in the story.
const UTTERANCES: [&str; 10] = [
    "The northern quay stays open to every ship that pays its dues, and nobody will close it in my time.",
    "We lost nine cranes in one night. We did not lose the people who know how to run them.",
    "Whoever wants to buy this harbour must first explain to its pilots what they are to live on.",
    "My members have waited eleven months for an offer, and they will not wait for a twelfth.",
    "Storms of this kind were called rare when I was young; now each winter brings another one.",
    "The council has read the contract, but it has not seen the letter that came along with it.",
    "No fisherman from these islands was ever asked whether he needs a terminal for containers.",
    "There is money enough for the breakwater. What is missing is somebody to sign for it.",
    "Our engineers measured the depth twice and found a metre less than the plans had promised.",
    "If the ferry stops in autumn, the school will be empty by spring and the shop by summer.",
];

/// What outlets do to an utterance: they keep it, cut its end or its start, cut its middle, or change a word.
const N_TELLINGS: usize = 5;

fn main() {
    divan::main();
}

fn telling(utterance: &str, way: usize) -> String {
    let words: Vec<&str> = utterance.split(' ').collect();
    let third = words.len() / 3;
    match way % N_TELLINGS {
        0 => utterance.to_owned(),
        1 => words[..2 * third].join(" "),
        2 => words[third..].join(" "),
        3 => [&words[..third], &["…"], &words[2 * third..]].concat().join(" "),
        _ => [&words[..third], &["indeed"], &words[third..]].concat().join(" "),
    }
}

/// The reports of a story: all quote the same ten utterances, each in its own selection of tellings.
fn story(n_reports: usize) -> Vec<Analysis> {
    let quotation = |report: usize, at: usize| {
        let telling = telling(UTTERANCES[at], report + at * at);
        format!("Speaker {at} of outlet {report} said: “{telling}”\n")
    };
    let text = |report| (0..UTTERANCES.len()).map(|at| quotation(report, at)).collect::<String>();
    (0..n_reports).map(|at| report::paragraphs(&text(at))).collect()
}

#[divan::bench(args = [2, 5, 50, 500])]
fn reports_of_one_story(bencher: Bencher, n_reports: usize) {
    let story = story(n_reports);
    let reports: Vec<&Analysis> = story.iter().collect();
    bencher.counter(ItemsCount::new(n_reports * UTTERANCES.len())).bench(|| compare(&reports));
}
