//! Whose text a report takes over: copies made by hand, and copies made from the sample reports, of which the truth is
//! known.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use dateline_compare::compare;
use dateline_core::{Analysis, CopyKind};
use proptest::prelude::*;

use crate::report;

const FERRY: &str = "The ferry Santa Rosalina ran aground off Cabo Verdeal shortly before dawn on Sunday. All 212 passengers \
    were taken off by fishing boats within three hours, and nobody was hurt. The harbour master of Verdeal has ordered an \
    inquiry into why the ship left the marked channel.";
const FERRY_CHANGED: &str = "The ferry Santa Rosalina ran aground off Cabo Verdeal shortly before sunrise on Sunday. All 212 \
    travellers were taken off by fishing boats within three hours, and nobody was injured. The harbour master of Verdeal has \
    started an inquiry into why the ship left the marked channel.";
const OWN: &str = "Relatives waited on the quay all morning without news. A coast guard tug reached the wreck at noon, and \
    divers will look at the hull tomorrow if the wind drops. It is the second accident of the line this year.";

fn analyses(texts: &[&str]) -> Vec<Analysis> {
    texts.iter().map(|text| report::paragraphs(text)).collect()
}

/// The edges of a story as `from>to kind`, and the number of its origins.
fn edges(texts: &[&str]) -> (Vec<String>, usize) {
    let analyses = analyses(texts);
    let comparison = compare(&analyses.iter().collect::<Vec<_>>());
    let edge = |copied: &dateline_core::CopiedText| format!("{}>{} {}", copied.from, copied.to, copied.kind.name());
    (comparison.copies.iter().map(edge).collect(), comparison.n_origins)
}

#[track_caller]
fn check(texts: &[&str], expected: &[&str], n_origins: usize) {
    assert_eq!(edges(texts), (expected.iter().map(|edge| (*edge).to_owned()).collect(), n_origins), "{texts:#?}");
}

#[test]
fn copies() {
    let longer = format!("{FERRY}\n{OWN}");
    check(&[], &[], 0);
    check(&[FERRY], &[], 1);
    check(&[FERRY, OWN], &[], 2);
    check(&["", FERRY, "…"], &[], 3);
    // What holds more is taken for the source where no day is known.
    check(&[FERRY, &longer], &["1>0 shortened"], 1);
    let (rewritten, n_origins) = edges(&[FERRY, FERRY_CHANGED]);
    assert!(rewritten.len() == 1 && rewritten[0].ends_with("rewritten") && n_origins == 1, "{rewritten:?}");
    let (copies, n_origins) = edges(&[FERRY; 100]);
    assert!(copies.len() == 99 && copies.iter().all(|edge| edge.ends_with("verbatim")) && n_origins == 1, "{copies:?}");
}

#[test]
fn quotations_in_common_are_no_copying() {
    let quoted = "“We will rebuild the breakwater stone by stone, and we will not wait for anybody to pay us for it,”";
    let texts = [
        format!("{quoted} Mayor Aurelio Bastos told reporters on the quay."),
        format!("On Sunday the mayor spoke. {quoted} he said."),
    ];
    check(&[&texts[0], &texts[1]], &[], 2);
}

#[test]
fn a_report_made_from_two_has_both_for_its_sources() {
    let other = "A storm that nobody had forecast tore down the masts of eleven fishing boats in Port Selwick overnight. The \
        fishermen ask the weather service why no warning came, and the service says that its buoy had failed. The town will \
        pay for new masts from a fund that was meant for the summer fair, the council decided by one vote.";
    let both = "All 212 passengers were taken off by fishing boats within three hours, and nobody was hurt. The harbour master \
        of Verdeal has ordered it.\nA storm that nobody had forecast tore down the masts of eleven fishing boats in \
        Port Selwick overnight. The fishermen.";
    check(&[FERRY, other, both], &["0>2 shortened", "1>2 shortened"], 2);
}

/// The texts of the sample reports, by path.
fn samples() -> Vec<String> {
    let mut paths = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../../golden")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the sample reports are there") {
            let path: PathBuf = entry.expect("readable").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "txt") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).expect("text")).collect()
}

/// The sentences of a text outside quotations, one a line.
fn sentences(text: &str) -> Vec<String> {
    let lines = text.lines().filter(|line| !line.contains(['“', '"']));
    let sentences = lines.flat_map(|line| line.split_inclusive(". ")).map(str::trim);
    sentences.filter(|sentence| sentence.split_whitespace().count() >= 6).map(str::to_owned).collect()
}

/// So many words of sentences, from the beginning.
fn of_length(sentences: &[String], n_words: usize) -> Vec<String> {
    let mut n = 0;
    let taken = sentences.iter().take_while(|sentence| {
        let is_wanted = n < n_words;
        n += sentence.split_whitespace().count();
        is_wanted
    });
    taken.cloned().collect()
}

/// Every so many words another word.
fn with_synonyms(sentences: &[String], every: usize) -> Vec<String> {
    let changed = |sentence: &String| {
        let words = sentence.split_whitespace().enumerate();
        let words: Vec<String> = words
            .map(|(n, word)| if n % every == every - 1 { format!("{word}like") } else { word.to_owned() })
            .collect();
        words.join(" ")
    };
    sentences.iter().map(changed).collect()
}

/// Copies of a sample, each with words of its own so that the copied text is three tenths of it.
fn copies_of(source: &[String], other: &[String], own: &[String]) -> Vec<(&'static str, Vec<String>, usize)> {
    let n_words = |sentences: &[String]| sentences.iter().map(|s| s.split_whitespace().count()).sum::<usize>();
    let padded = |copied: Vec<String>| {
        let n_own = n_words(&copied) * 7 / 3;
        let own = own.iter().cycle().enumerate().map(|(n, sentence)| {
            // Each round through the other sample reads differently, so that it is nobody's text.
            sentence.split_whitespace().map(|word| format!("{word}{n} ")).collect::<String>()
        });
        let own: Vec<String> = own.take(200).collect();
        [copied, of_length(&own, n_own)].concat()
    };
    let half = of_length(source, n_words(source) / 2);
    let reordered: Vec<String> = source.iter().rev().cloned().collect();
    let merged = [of_length(source, 60), of_length(other, 60)].concat();
    vec![
        ("verbatim", padded(source.to_vec()), 1),
        ("cut", padded(half), 1),
        ("reordered", padded(reordered), 1),
        ("synonyms", padded(with_synonyms(source, 6)), 1),
        ("merged", padded(merged), 2),
    ]
}

#[test]
fn known_edges_of_copies_made_from_the_samples_are_found() {
    let samples: Vec<Vec<String>> = samples().iter().map(|text| sentences(text)).collect();
    let samples: Vec<Vec<String>> = samples.into_iter().filter(|sample| sample.join(" ").len() > 600).collect();
    let (mut n_known, mut n_found, mut missed, mut made_up) = (0, 0, Vec::new(), Vec::new());
    let all = (0..samples.len()).flat_map(|at| [(at, 2, 7), (at, 3, 8), (at, 5, 9)]);
    for (at, second, third) in all {
        let next = |n: usize| &samples[(at + n) % samples.len()];
        if edges(&[&next(0).join("\n"), &next(second).join("\n")]).1 < 2 {
            // Samples of one event take from each other, so that whose text a third one has is open.
            continue;
        }
        for (way, copy, n_sources) in copies_of(next(0), next(second), next(third)) {
            let texts = [next(0).join("\n"), next(second).join("\n"), copy.join("\n")];
            let analyses = analyses(&[&texts[0], &texts[1], &texts[2]]);
            let comparison = compare(&analyses.iter().collect::<Vec<_>>());
            let found = comparison.copies.iter().map(|copied| [copied.from.min(copied.to), copied.from.max(copied.to)]);
            let found: BTreeSet<[usize; 2]> = found.collect();
            let known: BTreeSet<[usize; 2]> = (0..n_sources).map(|from| [from, 2]).collect();
            n_known += known.len();
            n_found += known.intersection(&found).count();
            made_up.extend(found.difference(&known).map(|edge| format!("{at} {way} {edge:?}")));
            missed.extend(known.difference(&found).map(|edge| format!("{at} {way} {edge:?}")));
        }
    }
    // 108 edges are known at the time of writing, and all are found.
    assert!(n_known > 90, "{n_known} edges are known");
    assert!(100 * n_found >= 98 * n_known, "{n_found} of {n_known} edges; missed: {missed:?}");
    assert!(made_up.is_empty(), "made up: {made_up:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_order_of_the_reports_does_not_change_the_tree(seed in any::<u64>()) {
        let texts = [FERRY.to_owned(), format!("{FERRY}\n{OWN}"), FERRY_CHANGED.to_owned(), OWN.to_owned()];
        let mut given: Vec<usize> = (0..texts.len()).collect();
        given.sort_by_key(|place| (*place as u64 + 1).wrapping_mul(seed | 1));
        let tree = |order: &[usize]| -> BTreeSet<(usize, usize, CopyKind, usize)> {
            let analyses: Vec<Analysis> = order.iter().map(|&place| report::paragraphs(&texts[place])).collect();
            let comparison = compare(&analyses.iter().collect::<Vec<_>>());
            comparison.copies.iter().map(|c| (order[c.from], order[c.to], c.kind, c.n_copied_words)).collect()
        };
        prop_assert_eq!(tree(&given), tree(&[0, 1, 2, 3]));
    }
}
