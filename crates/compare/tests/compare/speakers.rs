//! Who is who across reports, and what that says about an utterance told twice.

use dateline_compare::compare;
use dateline_core::{
    Analysis, Comparison, DifferenceKind, EntityKind, FindingIndex, MentionForm, SpeakerAgreement, Stance,
    StatementIndex,
};

use crate::finding::{self, Person, Said};

const WORDS: &str = "The old quay stays open to every ship";

/// A report that gives [`WORDS`] to the first of some people.
fn report(people: &[Person<'_>]) -> Analysis {
    let names: Vec<&str> = people.iter().map(|person| person.name).collect();
    let text = format!("“{WORDS},” said {}.", names.join(" beside "));
    let speaker = (!people.is_empty()).then_some(0);
    let said = Said { content: WORDS, speaker, cue: "said", stance: Stance::Neutral };
    finding::analysis(&text, people, &[said])
}

fn person(name: &str) -> Person<'_> {
    Person { name, kind: EntityKind::Person, form: MentionForm::Name }
}

fn check(a: &[Person<'_>], b: &[Person<'_>], expected: SpeakerAgreement) {
    let (report_a, report_b) = (report(a), report(b));
    for reports in [[&report_a, &report_b], [&report_b, &report_a]] {
        let comparison = compare(&reports);
        let relation = &comparison.points[0].relations[0];
        assert_eq!(relation.speaker, expected, "{a:?} {b:?}");
        let names_speakers = relation.differences.iter().any(|difference| difference.kind == DifferenceKind::Speaker);
        assert_eq!(names_speakers, expected == SpeakerAgreement::Different);
    }
}

#[test]
fn a_department_is_one_whichever_way_it_is_named() {
    let body = |name| Person { name, kind: EntityKind::Organisation, form: MentionForm::Name };
    let check = |a, b, expected| check(&[body(a)], &[body(b)], expected);
    check("Harbour Department", "Department of the Harbour", SpeakerAgreement::Same);
    check("Harbour Department", "U.S. Department of the Harbour", SpeakerAgreement::Same);
    check("Harbour Department", "Norrland Department of the Harbour", SpeakerAgreement::Unknown);
    check("Harbour Department", "Department of Roads", SpeakerAgreement::Different);
    check("Harbour Bank", "Bank of the Harbour", SpeakerAgreement::Unknown);
}

#[test]
fn names_decide_who_is_one() {
    use SpeakerAgreement::{Different, Same, Unknown};
    for (a, b, expected) in [
        (vec!["Ada Rowe"], vec!["Ada Rowe"], Same),
        (vec!["Ada Rowe"], vec!["ADA ROWE"], Same),
        (vec!["Adá Røwe"], vec!["Ada Røwe"], Same),
        (vec!["Ada B. Rowe"], vec!["Ada Rowe"], Same),
        (vec!["Ada Bell Rowe"], vec!["Ada Rowe"], Same),
        (vec!["Ada Rowe Jr."], vec!["Ada Rowe"], Same),
        (vec!["Ada Rowe"], vec!["Rowe"], Same),
        (vec!["Ada Rowe", "Olaf Rowe"], vec!["Rowe"], Unknown),
        (vec!["Ada B. Rowe"], vec!["Ada C. Rowe"], Different),
        (vec!["Ada Rowe"], vec!["Olaf Rowe"], Different),
        (vec!["Ada Rowe"], vec!["Olaf Tarn"], Different),
        (vec!["Ada B. Rowe"], vec!["Ada Bell Rowe"], Same),
        (vec!["Ada Bell Rowe"], vec!["Ada Byrd Rowe"], Different),
        (vec!["A. Bell Rowe"], vec!["Bell Rowe"], Same),
        (vec!["Tim Rowe"], vec!["Timothy Rowe"], Same),
        (vec!["Liz Rowe"], vec!["Elizabeth B. Rowe"], Same),
        (vec!["Timo Rowe"], vec!["Timothy Rowe"], Unknown),
        (vec!["William “Mo” Rowe"], vec!["William Rowe"], Same),
        (vec!["William “Mo” Rowe"], vec!["Mo Rowe"], Same),
        (vec!["William “Mo” Rowe"], vec!["“Mo” Rowe"], Same),
        (vec!["William Rowe"], vec!["Mo Rowe"], Different),
        (vec!["Glazier Ada Rowe"], vec!["Ada Rowe"], Same),
        (vec!["Grandad Olaf Rowe"], vec!["Olaf B. Rowe"], Different),
        (vec!["Ada Tarn Rowe"], vec!["Tarn Rowe"], Different),
        (vec!["Ada Rowe"], vec![], Unknown),
        (vec![], vec![], Unknown),
    ] {
        let people = |names: &[&'static str]| names.iter().map(|name| person(name)).collect::<Vec<_>>();
        check(&people(&a), &people(&b), expected);
    }
}

#[test]
fn a_first_name_written_in_two_ways() {
    let (a, b) = (report(&[person("Ingolf Rowe")]), report(&[person("Ingvar Rowe")]));
    let comparison = compare(&[&a, &b]);
    let relation = &comparison.points[0].relations[0];
    let kinds: Vec<_> = relation.differences.iter().map(|difference| difference.kind).collect();
    assert_eq!((relation.speaker, kinds), (SpeakerAgreement::Unknown, vec![DifferenceKind::Name]));
}

#[test]
fn what_is_only_described_stays_unknown() {
    let described = Person { form: MentionForm::Description, ..person("the harbour master") };
    check(&[person("Ada Rowe")], &[described], SpeakerAgreement::Unknown);
    check(&[described], &[described], SpeakerAgreement::Unknown);
}

#[test]
fn kinds_of_names_are_not_mixed() {
    let council = Person { kind: EntityKind::Organisation, ..person("Rowe") };
    check(&[person("Ada Rowe")], &[council], SpeakerAgreement::Unknown);
    let unsure = Person { kind: EntityKind::Unknown, ..person("Rowe") };
    check(&[person("Ada Rowe")], &[unsure], SpeakerAgreement::Same);
}

fn shown(reports: &[&Analysis], comparison: &Comparison, kind: DifferenceKind) -> Vec<[String; 2]> {
    let relations = comparison.points.iter().flat_map(|point| &point.relations);
    let text = |report: usize, span| reports[report].report.text().get(span).to_owned();
    let differences = relations.flat_map(|relation| relation.differences.iter().map(move |found| (relation, found)));
    differences
        .filter(|(_, difference)| difference.kind == kind)
        .map(|(relation, difference)| [text(relation.a.report, difference.a), text(relation.b.report, difference.b)])
        .collect()
}

#[test]
fn another_speaker_and_another_stance_are_shown() {
    let a = format!("“{WORDS},” said Ada Rowe.");
    let b = format!("“{WORDS},” claimed Olaf Tarn.");
    let said = |cue, stance| Said { content: WORDS, speaker: Some(0), cue, stance };
    let a = finding::analysis(&a, &[person("Ada Rowe")], &[said("said", Stance::Neutral)]);
    let b = finding::analysis(&b, &[person("Olaf Tarn")], &[said("claimed", Stance::Distanced)]);
    let reports = [&a, &b];
    let comparison = compare(&reports);
    assert_eq!(shown(&reports, &comparison, DifferenceKind::Speaker), [["Ada Rowe", "Olaf Tarn"]]);
    assert_eq!(shown(&reports, &comparison, DifferenceKind::Stance), [["said", "claimed"]]);
}

#[test]
fn a_telling_names_its_statement_and_its_speaker() {
    let a = report(&[person("Ada Rowe"), person("Olaf Tarn")]);
    let comparison = compare(&[&a]);
    let telling = &comparison.points[0].tellings[0];
    assert_eq!(telling.finding, Some(FindingIndex::Statement(StatementIndex(0))));
    let [speaker] = telling.speakers.as_slice() else { panic!("one speaks: {telling:?}") };
    let (report, entity) = comparison.entities[*speaker].members[0];
    assert_eq!(a.report.text().get(a.findings.entity(entity).what.name), "Ada Rowe");
    assert_eq!((report, comparison.entities.len()), (0, 2));
}

#[test]
fn the_statement_around_a_quotation_is_its_own() {
    let text = "Rowe said “it is late”. Tarn said the port “must open at once or never”, and left.";
    let said = |content| Said { content, speaker: None, cue: "said", stance: Stance::Neutral };
    let people = [person("Rowe"), person("Tarn")];
    let contents = ["it is late", "the port “must open at once or never”", "or never"].map(said);
    let comparison = compare(&[&finding::analysis(text, &people, &contents)]);
    let statements: Vec<_> = comparison.points.iter().map(|point| point.tellings[0].finding).collect();
    assert_eq!(statements, [0, 1].map(|n| Some(FindingIndex::Statement(StatementIndex(n)))));
}

#[test]
fn the_comma_before_a_closing_mark_does_not_change_who_speaks() {
    let sentence = format!("“{WORDS},” she said on the quay");
    let text = format!("Ada Rowe was there. {sentence}, the Harbour Gazette said.");
    let paper = Person { name: "Harbour Gazette", kind: EntityKind::Organisation, form: MentionForm::Name };
    let of_paper = Said { content: &sentence, speaker: Some(1), cue: "said", stance: Stance::Neutral };
    let of_rowe = Said { content: WORDS, speaker: Some(0), cue: "said", stance: Stance::Neutral };
    let a = finding::analysis(&text, &[person("Ada Rowe"), paper], &[of_paper, of_rowe]);
    let comparison = compare(&[&a, &report(&[person("Ada Rowe")])]);
    assert_eq!(comparison.points[0].relations[0].speaker, SpeakerAgreement::Same);
}
