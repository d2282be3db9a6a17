//! Reports as the crate's users see them: bytes in, report out.

use std::sync::LazyLock;

use dateline_core::{Basis, BlockKind, DateValue, NoteCode, Outcome, Report};
use dateline_read::{Given, REPORT_BYTES_MAX, ROW_BYTES_MAX, Reader, Refused};
use proptest::prelude::*;

static READER: LazyLock<Reader> = LazyLock::new(Reader::new);

const SAMPLES: [&str; 8] = [
    include_str!("../../../golden/harbour/agency-wire.txt"),
    include_str!("../../../golden/harbour/blog.txt"),
    include_str!("../../../golden/harbour/broadsheet.txt"),
    include_str!("../../../golden/harbour/state-media.txt"),
    include_str!("../../../golden/harbour/tabloid.txt"),
    include_str!("../../../golden/strike/agency.txt"),
    include_str!("../../../golden/strike/online.txt"),
    include_str!("../../../golden/strike/regional-paper.txt"),
];

fn given() -> Given {
    Given { key: "wire".into(), path: Some("story/wire.txt".into()) }
}

fn read_text(bytes: &[u8]) -> Result<Outcome<Report>, Refused> {
    READER.read_text(bytes, &given())
}

fn read_row(row: &str) -> Outcome<Report> {
    READER.read_row(row.as_bytes(), &given()).unwrap_or_else(|refused| panic!("{row}: {refused}"))
}

/// The kinds of a sample's blocks that are no paragraphs, each with its first words.
fn check_sample(at: usize, expected: &[(BlockKind, &str)]) {
    let report = read_text(SAMPLES[at].as_bytes()).expect("a sample is a text").value;
    let others = report.blocks().iter().filter(|block| block.kind != BlockKind::Paragraph);
    let shown: Vec<(BlockKind, &str)> = others.map(|block| (block.kind, report.text().get(block.span))).collect();
    let begins = |(shown, expected): (&(BlockKind, &str), &(BlockKind, &str))| {
        shown.0 == expected.0 && shown.1.starts_with(expected.1)
    };
    assert!(shown.len() == expected.len() && shown.iter().zip(expected).all(begins), "{shown:#?}");
}

#[test]
fn samples_of_one_story() {
    use BlockKind::{
        Advertisement, Byline, Caption, Dateline, Gallery, Headline, Navigation, Related, Standfirst, Subheading,
    };
    check_sample(0, &[(Headline, "Portugal signs 1.9 billion"), (Dateline, "LISBON, 3 May (NWS) —")]);
    check_sample(1, &[(Headline, "Ponta Serrada, or how"), (Navigation, "Posted on Saturday")]);
    check_sample(
        2,
        &[
            (Headline, "Portugal bets"),
            (Standfirst, "Ponta Serrada is to be rebuilt"),
            (Byline, "By Imogen Tarrowby"),
            (Subheading, "A promise with a date"),
            (Subheading, "‘Somebody else’s children’"),
        ],
    );
    check_sample(3, &[(Headline, "Portugal to rebuild"), (Dateline, "LISBON, May 3 (URP) --")]);
    check_sample(
        4,
        &[
            (Headline, "BACK FROM THE DEEP!"),
            (Advertisement, "Advertisement"),
            (Caption, "Maritime Minister Benedita Falcoeiro (L)"),
            (Gallery, "1 of 4 |"),
            (Advertisement, "Advertisement"),
            (Related, "Read more:"),
        ],
    );
}

#[test]
fn samples_of_another_story() {
    use BlockKind::{Byline, Dateline, Headline, List, Navigation, Quote, Subheading};
    check_sample(5, &[(Headline, "New Zealand rail workers"), (Dateline, "Jan. 14 (NWS) --")]);
    check_sample(
        6,
        &[
            (Headline, "TransIsland Rail strike"),
            (Navigation, "Updated 15 January"),
            (Subheading, "Key points:"),
            (List, "• Members"),
            (List, "• 81.9%"),
            (List, "• The union"),
            (List, "• Buses"),
            (Subheading, "What is the union saying?"),
            (Subheading, "What is the government saying?"),
            (Quote, "“The door is open"),
            (Quote, "— Hollis Penderghast"),
            (Subheading, "What should I do"),
            (List, "• Tickets"),
            (List, "• Monthly"),
            (List, "• Seats"),
            (Navigation, "Do you rely on the train"),
        ],
    );
    check_sample(7, &[(Headline, "Port Alder commuters"), (Byline, "By Lorna Quillfeather")]);
}

#[test]
fn a_dateline_gives_place_day_and_agency() {
    let report = read_text(SAMPLES[0].as_bytes()).expect("a sample is a text").value;
    let dateline = report.dateline().expect("the sample has a dateline");
    assert_eq!(dateline.place.map(|place| report.text().get(place)), Some("LISBON"));
    assert_eq!(dateline.agency.map(|agency| report.text().get(agency)), Some("NWS"));
    assert_eq!(report.agency(), Some("NWS"));
    assert_eq!(report.language(), Some("en"));
    let published = report.published().expect("the dateline has a day");
    assert!(matches!(published.value, DateValue::Partial(day) if day.to_string() == "XXXX-05-03"));
    assert!(matches!(published.basis, Basis::Stated(at) if report.text().get(at) == "3 May"));
}

#[test]
fn a_known_agency_has_its_usual_name() {
    for (text, agency) in [
        ("LISBON (Thomson Reuters) - The port is shut.", Some("Reuters")),
        ("LISBON (CNN) - The port is shut.", None),
        ("The port is shut.\n\n(Reporting by Felix Ansbro; Agence France-Presse)", Some("AFP")),
    ] {
        assert_eq!(read_text(text.as_bytes()).expect("a text").value.agency(), agency, "{text}");
    }
}

#[test]
fn a_file_is_known_by_what_was_given() {
    let report = read_text(b"The port is shut.").expect("a text").value;
    assert_eq!((&*report.origin().key, report.origin().path.as_deref()), ("wire", Some("story/wire.txt")));
    assert_eq!(
        (report.origin().given_id.as_deref(), report.origin().url.as_deref(), report.title()),
        (None, None, None)
    );
}

#[test]
fn a_row_brings_its_own_metadata() {
    let row = r#"{"id":7,"url":"https://lantern.example/7","source":"lantern.example","title":"Port shut",
        "published":"2031-05-03T23:30:00-01:00","text":"Port shut\n\nLISBON, May 2, 2031 (NWS) - It is."}"#;
    let Outcome { value: report, notes } = read_row(row);
    assert_eq!(notes, []);
    assert_eq!((&*report.origin().key, report.origin().given_id.as_deref()), ("7", Some("7")));
    assert_eq!(report.source().domain.as_deref(), Some("lantern.example"));
    assert_eq!(report.title(), Some("Port shut"));
    let published = report.published().expect("a day is given");
    assert_eq!(published.single().map(|day| day.to_string()).as_deref(), Some("2031-05-03"));
    assert_eq!(published.basis, Basis::Metadata);
    let clock = report.published_at().expect("a time is given");
    assert_eq!((clock.time.to_string().as_str(), clock.utc_offset_s), ("23:30:00", Some(-3600)));
}

#[test]
fn a_title_that_does_not_begin_the_text_is_metadata() {
    let report = read_row(r#"{"title":"Port shut","text":"The port of Ponta Serrada is shut.\n\nNobody came."}"#).value;
    assert_eq!(report.title(), Some("Port shut"));
    assert!(report.blocks().iter().all(|block| block.kind == BlockKind::Paragraph));
}

#[test]
fn a_day_that_is_not_understood_leaves_the_stated_one() {
    let row = r#"{"published":"soon","text":"LISBON, May 2, 2031 (NWS) - The port is shut."}"#;
    let Outcome { value: report, notes } = read_row(row);
    assert_eq!(notes.iter().map(|note| note.code).collect::<Vec<_>>(), [NoteCode::DateNotUnderstood]);
    assert_eq!(
        report.published().and_then(|day| day.single()).map(|day| day.to_string()).as_deref(),
        Some("2031-05-02")
    );
}

#[test]
fn texts_without_text() {
    for text in ["", " \r\n\t\n", "\u{feff}"] {
        let outcome = read_text(text.as_bytes()).expect("blanks are a text");
        assert!(outcome.value.blocks().is_empty());
        assert_eq!(outcome.notes.iter().map(|note| note.code).collect::<Vec<_>>(), [NoteCode::EmptyText]);
    }
}

#[test]
fn wire_copy_in_windows_letters_is_read_whole() {
    let bytes = b"\x93We lost eleven cranes,\x94 said Tom\xe9 Varandela of the port\x92s authority in \xc9vora.";
    let Outcome { value: report, notes } = read_text(bytes).expect("a text in windows-1252");
    assert_eq!(
        report.text().as_str(),
        "“We lost eleven cranes,” said Tomé Varandela of the port’s authority in Évora."
    );
    assert_eq!(notes.len(), 1);
    assert_eq!((notes[0].code, notes[0].text.as_str()), (NoteCode::Decoded, "decoded from windows-1252, not UTF-8"));
}

#[test]
fn limits() {
    let refused = |n_bytes_max| Some(Refused::TooLarge { n_bytes_max });
    assert_eq!(read_text(&vec![b'a'; REPORT_BYTES_MAX + 1]).err(), refused(REPORT_BYTES_MAX));
    assert!(read_text(&vec![b'a'; REPORT_BYTES_MAX]).is_ok());
    let row = format!("{{\"text\":\"{}\"}}", "a".repeat(REPORT_BYTES_MAX + 1));
    assert_eq!(READER.read_row(row.as_bytes(), &given()).err(), refused(REPORT_BYTES_MAX));
    assert_eq!(READER.read_row(&vec![b' '; ROW_BYTES_MAX + 1], &given()).err(), refused(ROW_BYTES_MAX));
}

#[test]
fn the_producer_names_its_data() {
    let producer = READER.producer();
    assert_eq!(producer.data_hash.len(), 16);
    assert_eq!(producer, Reader::new().producer());
}

/// A sample with some of its lines cut, doubled, joined or swapped for signs that rules look for.
fn mutated_sample() -> impl Strategy<Value = String> {
    let edits = proptest::collection::vec((0..80_usize, 0..8_usize), 0..12);
    (0..SAMPLES.len(), edits).prop_map(|(at, edits)| {
        let mut lines: Vec<String> = SAMPLES[at].lines().map(str::to_owned).collect();
        for (line, edit) in edits {
            let n_lines = lines.len();
            let line = &mut lines[line % n_lines];
            match edit {
                0 => line.clear(),
                1 => *line = format!("{line}{line}"),
                2 => line.insert_str(0, "LISBON, May 3 (NWS) — "),
                3 => line.push_str(" \u{2028}"),
                4 => *line = "Related stories".to_owned(),
                5 => line.insert_str(0, "“ (L) 1 of 5 | "),
                6 => *line = line.chars().take(40).collect(),
                _ => *line = line.to_uppercase(),
            }
        }
        lines.join(if at % 2 == 0 { "\n" } else { "\r\n" })
    })
}

/// A row of the known fields with values of several types, sometimes broken.
fn row() -> impl Strategy<Value = String> {
    let name = "(text|id|title|published|html)";
    let value = r#"("[a-z .0-9-]{0,20}(\\n|\\u00e9|\\)?"|[0-9]{1,3}|null|\[\]|\{\})"#;
    let field = format!(r#""{name}":{value}"#);
    proptest::string::string_regex(&format!(r"(\{{({field},){{0,4}}{field}\}}|{field})"))
        .expect("the grammar is a constant")
}

/// What holds for every text: it comes back unchanged, in blocks that `Report::new` accepts, the same each time.
fn check_any(text: &str) {
    let first = read_text(text.as_bytes()).expect("a text without control characters is read");
    assert_eq!(first.value.text().as_str(), text.strip_prefix('\u{feff}').unwrap_or(text));
    let second = read_text(text.as_bytes()).expect("a text without control characters is read");
    assert_eq!(first, second);
    if let Some(dateline) = first.value.dateline() {
        let block = first.value.blocks().iter().find(|block| block.kind == BlockKind::Dateline);
        let block = block.expect("a dateline has its block");
        assert!([dateline.place, dateline.agency].into_iter().flatten().all(|part| block.span.contains(part)));
    }
}

proptest! {
    #[test]
    fn any_text_comes_back(text in "\\PC*") {
        check_any(&text);
    }

    #[test]
    fn any_lines_come_back(text in "([A-Za-z0-9 .,:;?!()\"“”‘’—–•|/-]{0,90}[\n\r\u{2028}]{0,2}){0,30}") {
        check_any(&text);
    }

    #[test]
    fn mutated_samples_come_back(text in mutated_sample()) {
        check_any(&text);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let first = read_text(&bytes);
        prop_assert_eq!(first, read_text(&bytes));
    }

    #[test]
    fn any_row_is_read_or_refused(row in row()) {
        if let Ok(outcome) = READER.read_row(row.as_bytes(), &given()) {
            let fields: serde_json::Value = serde_json::from_str(&row).expect("what was read is JSON");
            if let Some(text) = fields["text"].as_str() {
                prop_assert_eq!(text, outcome.value.text().as_str());
            }
        }
    }
}
