//! Rows of events: their shape, their codes, and who stands in them.

use std::collections::BTreeSet;

use dateline_wire::{PloverRecord, Report};
use serde_json::json;

use super::{CodedRow, Coder, EventFormat, gdelt, polecat};

const TEXT: &str =
    "Ardenia's president met Belmark's minister and\tthe guild in Ostvik. Rebels shelled Ostvik, killing 12.";

/// A report of a meeting in which some fields of the event are changed.
fn report(event: serde_json::Value) -> Report {
    let span = |words: &str| {
        let start = TEXT.find(words).expect("the words stand in the text");
        json!({"start": start, "end": start + words.len(), "text": words})
    };
    let entity = |id: &str, words: &str, kind: &str, code: Option<&str>, country: Option<&str>| {
        let mut mention = span(words);
        mention["form"] = json!("name");
        mention["reason"] = json!("name");
        json!({"id": id, "name": words, "kind": kind, "wikidata": null, "code": code, "country": country,
               "mentions": [mention], "finding": format!("{:0>32}", id), "reason": "name"})
    };
    let mut met = json!({"id": "v1", "type": "CONSULT", "mode": "visit", "contexts": ["diplomatic"], "sources": ["e1"],
        "targets": ["e2"], "place": "e4", "when": {"from": "2031-05-03", "to": "2031-05-03", "basis": "clause"},
        "aspect": "actual", "attributed_to": null, "evidence": [span("Ardenia's president met Belmark's minister")],
        "trigger": span("met"), "reason": "meet", "finding": "1".repeat(32)});
    let serde_json::Value::Object(changed) = event else { panic!("changes are an object: {event}") };
    met.as_object_mut().expect("an event").extend(changed);
    serde_json::from_value(json!({
        "schema": 1, "id": "0".repeat(32), "origin": {"key": "talks", "path": null, "url": null},
        "stages": ["find"], "source": {"name": "Northern Wire", "domain": null}, "title": null, "byline": null,
        "agency": null, "language": "en", "published": {"date": "2031-05-04", "basis": "metadata"}, "text": TEXT,
        "blocks": [{"kind": "paragraph", "start": 0, "end": TEXT.len(), "rule": "prose"}],
        "entities": [
            entity("e1", "Ardenia's president", "person", Some("JPNGOV"), Some("JPN")),
            entity("e2", "Belmark's minister", "person", Some("DEUGOVMIL"), Some("DEU")),
            entity("e3", "and\tthe guild", "organisation", Some("IGOUNO"), None),
            entity("e4", "Ostvik", "country", Some("AUT"), Some("AUT")),
        ],
        "times": [], "statements": [], "commitments": [], "notes": [], "place": null, "events": [met],
        "figures": [{"id": "f1", "start": 0, "end": 1, "text": "A", "kind": "count", "value": "12", "unit": "person",
            "bound": "exactly", "counts": null, "fate": "killed", "reason": "count", "finding": "2".repeat(32)}],
        "producer": {"dateline": "0.1.0", "rules": "find:1", "model": null, "kernel": null}
    }))
    .expect("the line of a report")
}

fn rows(event: serde_json::Value, format: EventFormat) -> Vec<CodedRow> {
    Coder::new().rows(&report(event), format)
}

/// The cells of a row in some columns.
fn cells(row: &CodedRow, columns: &[&str], wanted: &[&str]) -> Vec<String> {
    let cells: Vec<&str> = row.text.split('\t').collect();
    assert_eq!(cells.len(), columns.len(), "{}", row.text);
    let cell = |name: &&str| cells[columns.iter().position(|column| column == name).expect("a column")].to_owned();
    wanted.iter().map(cell).collect()
}

#[test]
fn the_table_of_gdelt() {
    let check = |event: serde_json::Value, wanted: &[&str], expected: &[&str]| {
        let row = rows(event.clone(), EventFormat::Gdelt).remove(0);
        assert_eq!(cells(&row, &gdelt::COLUMNS, wanted), expected, "{event}");
    };
    check(json!({}), &["SQLDATE", "MonthYear", "Year", "FractionDate"], &["20310503", "203105", "2031", "2031.3369"]);
    let two_days = json!({"when": {"from": "2031-05-03", "to": "2031-05-09", "basis": "clause"}});
    check(two_days, &["SQLDATE", "MonthYear", "Year", "FractionDate"], &["", "203105", "2031", ""]);
    let two_years = json!({"when": {"from": "2030-05-03", "to": "2031-05-09", "basis": "clause"}});
    check(two_years, &["SQLDATE", "MonthYear", "Year", "DATEADDED"], &["", "", "", "20310504"]);
    check(json!({"when": null}), &["SQLDATE", "DATEADDED"], &["", "20310504"]);
    let actor = ["Actor1Code", "Actor1Name", "Actor1CountryCode", "Actor1Type1Code", "Actor1KnownGroupCode"];
    check(json!({}), &actor, &["JPNGOV", "ARDENIA'S PRESIDENT", "JPN", "GOV", ""]);
    check(json!({"sources": ["e3"]}), &actor, &["IGOUNO", "AND THE GUILD", "", "IGO", "UNO"]);
    check(json!({}), &["Actor2Type1Code", "Actor2Type2Code"], &["GOV", "MIL"]);
    let act = ["EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"];
    check(json!({}), &act, &["042", "042", "04", "1", "1.9"]);
    check(json!({"type": "RETREAT", "mode": "ceasefire"}), &act, &["0871", "087", "08", "2", "9.0"]);
    check(
        json!({"type": "ASSAULT", "mode": null, "contexts": ["military"]}),
        &act,
        &["190", "190", "19", "4", "-10.0"],
    );
    // FIPS calls Austria AU, which is Australia in ISO.
    check(json!({}), &["ActionGeo_Type", "ActionGeo_CountryCode", "IsRootEvent"], &["1", "AU", "1"]);
}

#[test]
fn the_table_of_polecat() {
    let wanted = ["Event Date", "Quad Code", "Intensity", "Actor Country", "Actor Sectors", "Recipient Sectors"];
    let row = rows(json!({}), EventFormat::Polecat).remove(0);
    let expected = ["2031-05-03", "VERBAL COOPERATION", "4", "JPN", "GOV", "GOV; MIL"];
    assert_eq!(cells(&row, &polecat::COLUMNS, &wanted), expected);
    let row = rows(json!({"sources": ["e3"], "when": null}), EventFormat::Polecat).remove(0);
    let expected = ["", "VERBAL COOPERATION", "4", "UNO", "", "GOV; MIL"];
    assert_eq!(cells(&row, &polecat::COLUMNS, &wanted), expected);
}

/// The entities of each row, sources before targets.
fn sides(rows: &[CodedRow]) -> Vec<String> {
    let ids = |actors: &[dateline_wire::CodedActor]| {
        actors.iter().map(|actor| actor.entity.as_str()).collect::<Vec<_>>().join("+")
    };
    rows.iter().map(|row| format!("{}>{}", ids(&row.evidence.sources), ids(&row.evidence.targets))).collect()
}

#[test]
fn who_stands_in_the_rows() {
    let check = |event: serde_json::Value, tables: &[&str], records: &[&str]| {
        assert_eq!(sides(&rows(event.clone(), EventFormat::Gdelt)), tables, "{event}");
        assert_eq!(sides(&rows(event.clone(), EventFormat::Polecat)), tables, "{event}");
        assert_eq!(sides(&rows(event.clone(), EventFormat::Plover)), records, "{event}");
    };
    check(json!({}), &["e1>e2"], &["e1>e2"]);
    check(json!({"reciprocal": true}), &["e1>e2", "e2>e1"], &["e1>e2", "e2>e1"]);
    check(json!({"targets": ["e2", "e3"]}), &["e1>e2", "e1>e3"], &["e1>e2+e3"]);
    check(
        json!({"targets": ["e2", "e3"], "reciprocal": true}),
        &["e1>e2", "e1>e3", "e2>e1", "e3>e1"],
        &["e1>e2+e3", "e2+e3>e1"],
    );
    check(json!({"sources": ["e1", "e2"], "targets": [], "reciprocal": true}), &["e1>e2", "e2>e1"], &["e1+e2>"]);
    check(json!({"targets": []}), &["e1>"], &["e1>"]);
    check(json!({"sources": []}), &[">e2"], &[">e2"]);
    check(json!({"sources": [], "targets": []}), &[], &[]);
    for aspect in ["future", "hypothetical", "negated", "historical"] {
        check(json!({"aspect": aspect}), &[], &["e1>e2"]);
    }
}

#[test]
fn rows_have_ids_of_their_own() {
    for format in [EventFormat::Gdelt, EventFormat::Polecat, EventFormat::Plover] {
        let rows = rows(json!({"targets": ["e2", "e3"], "reciprocal": true}), format);
        let ids: BTreeSet<&str> = rows.iter().map(|row| row.evidence.row.as_str()).collect();
        assert_eq!(ids.len(), rows.len(), "{format:?}");
        assert!(rows.iter().all(|row| row.text.contains(&row.evidence.row)), "{format:?}");
    }
}

#[test]
fn the_records_of_plover() {
    let record = |event: serde_json::Value| -> PloverRecord {
        serde_json::from_str(&rows(event, EventFormat::Plover).remove(0).text).expect("JSON")
    };
    let met = record(json!({"aspect": "negated", "casualties": ["f1"]}));
    assert_eq!((met.event.as_ref(), met.mode), ("CONSULT", vec!["visit".into(), "negation".into()]));
    assert_eq!((met.date.as_deref(), met.enddate), (Some("2031-05-03"), None));
    assert_eq!((met.quad_code, met.event_scale.as_str()), (1, "4"));
    assert_eq!(met.size.and_then(|size| size.dead), Some(12));
    assert_eq!(met.actor[0].code.as_deref().zip(met.actor[0].sector.first()), Some(("JPN", &"GOV".to_owned())));
    assert_eq!(record(json!({"when": null})).date, None, "the day of printing is not the day of the deed");
}

#[test]
fn codes_lead_back_to_the_types_they_come_from() {
    for (row, code) in Coder::new().ontology.all_rows() {
        assert_eq!(code.plover != Some(row.kind), row.is_departure, "{row:?} {code:?}");
    }
}
