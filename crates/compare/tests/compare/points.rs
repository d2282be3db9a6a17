//! How tellings are gathered into points, and in which order these stand.

use dateline_compare::compare;
use dateline_core::{Analysis, Point};

use crate::report;

/// A point as `report:words` for each telling, then the silent reports.
fn in_short(reports: &[&Analysis], point: &Point) -> String {
    let tellings = point.tellings.iter().map(|told| {
        let words = reports[told.report].report.text().get(told.span);
        format!("{}:{}", told.report, words.split_whitespace().take(2).collect::<Vec<_>>().join(" "))
    });
    format!("{} silent {:?}", tellings.collect::<Vec<_>>().join(", "), point.silent)
}

fn check(texts: &[&str], expected: &[&str]) {
    let reports: Vec<Analysis> = texts.iter().map(|text| report::paragraphs(text)).collect();
    let reports: Vec<&Analysis> = reports.iter().collect();
    let points: Vec<String> = compare(&reports).points.iter().map(|point| in_short(&reports, point)).collect();
    assert_eq!(points, expected, "{texts:#?}");
}

#[test]
fn nothing_gives_no_points() {
    check(&[], &[]);
    check(&["", "Nobody spoke."], &[]);
}

#[test]
fn what_stands_in_one_report_is_a_point_of_its_own() {
    check(
        &["“Ships are late today.” “Cranes are late as well.”", "Nobody spoke."],
        &["0:Ships are silent [1]", "0:Cranes are silent [1]"],
    );
}

#[test]
fn pieces_joined_by_a_longer_quotation_are_tellings_of_one_point() {
    check(
        &[
            "“We own the quay,” said Rowe, “and nobody will take it away.”",
            "“We own the quay and nobody will take it away.”",
            "It rained.",
        ],
        &["0:We own, 0:and nobody, 1:We own silent [2]"],
    );
}

#[test]
fn a_report_can_be_joined_over_another() {
    check(
        &["“The northern quay is open.”", "“The northern quay is open. Ships may land.”", "“Ships may land.”"],
        &["0:The northern, 1:The northern, 2:Ships may silent []"],
    );
}

#[test]
fn altered_words_come_before_cut_ones_and_the_same_ones() {
    check(
        &[
            "“I was alone there.” “It is all the same to us.” “The tide comes in at noon, they say.” \
             “Nobody wants the old crane.”",
            "“It is all the same to us.” “The tide comes in at noon.” “Nobody wants the new crane.”",
        ],
        &[
            "0:Nobody wants, 1:Nobody wants silent []",
            "0:The tide, 1:The tide silent []",
            "0:It is, 1:It is silent []",
            "0:I was silent [1]",
        ],
    );
}

#[test]
fn a_title_alone_is_no_point() {
    check(&["He wrote “Voices of the Harbour” there.", "“Voices of the Harbour” sold well."], &[]);
}

#[test]
fn a_much_quoted_sentence_is_related_to_its_first_telling() {
    const N_REPORTS: usize = 40;
    let report = report::paragraphs("“The old quay stays open.”");
    let reports = vec![&report; N_REPORTS];
    let points = compare(&reports).points;
    assert_eq!(points.len(), 1);
    assert_eq!(points[0].tellings.len(), N_REPORTS);
    assert_eq!(points[0].relations.len(), N_REPORTS - 1);
}

#[test]
fn a_quotation_as_long_as_a_book_is_not_compared() {
    let long = format!("“{}”", "open the quay ".repeat(400));
    let report = report::paragraphs(&long);
    let points = compare(&[&report, &report]).points;
    assert_eq!(points.iter().map(|point| point.tellings.len()).collect::<Vec<_>>(), [1, 1]);
}
