use super::*;

fn built_in() -> Registry {
    with("places.tsv", "name\taliases\tkind\tcountry\twikidata\n").expect("the built-in tables are right")
}

fn with(name: &str, text: &str) -> Result<Registry, RegistryError> {
    let tables: Vec<Table<'_>> = TABLES.iter().map(|(name, text)| Table::new(name, text)).collect();
    Registry::parse(&[&tables[..], &[Table::new(name, text)]].concat())
}

/// The ids to which a name leads.
fn ids(registry: &Registry, name: &str) -> Vec<String> {
    let hits = registry.names.beginning(name).filter(|(form, _)| *form == name);
    let entries = hits.flat_map(|(_, entries)| entries);
    entries.filter_map(|at| Some(registry.entry(at.entry).registered.wikidata.as_ref()?.to_string())).collect()
}

fn country(registry: &Registry, name: &str) -> EntryIndex {
    let mut hits = registry.names.beginning(name).filter(|(form, _)| *form == name);
    hits.next().expect("the name is there").1[0].entry
}

#[test]
fn names_lead_to_their_entries() {
    let registry = built_in();
    for (name, expected) in [
        ("Japan", &["Q17"][..]),
        ("Japanese", &["Q17"]),
        ("Tokyo", &["Q17", "Q1490"]),
        ("Georgia", &["Q230", "Q1428"]),
        ("NATO", &["Q7184"]),
        ("Nobody", &[]),
    ] {
        assert_eq!(ids(&registry, name), expected, "{name}");
    }
}

#[test]
fn every_id_belongs_to_one_entry() {
    let registry = built_in();
    let mut ids: Vec<_> = registry.entries.iter().filter_map(|entry| entry.registered.wikidata.clone()).collect();
    ids.sort_unstable();
    let twice: Vec<_> = ids.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0].clone()).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

#[test]
fn terms_end_after_they_begin() {
    let registry = built_in();
    let wrong: Vec<_> = registry.terms.iter().filter(|term| term.first > term.last).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// Who held an office on a day, by a part of the name; the person's id.
fn check_holder(name: &str, role: &'static str, of: &str, day: &str, expected: Option<&str>) {
    let registry = built_in();
    let of = country(&registry, of);
    let day = day.parse().expect("a day");
    let holder = registry.holder(name, &Office { roles: &[role], of: &[of], day: Some(day) });
    let id = holder.and_then(|at| registry.entry(at).registered.wikidata.clone());
    assert_eq!(id.as_deref(), expected, "{name}, {role} on {day}");
}

#[test]
fn offices_have_holders_on_their_days() {
    check_holder("Bush", "president", "United States", "2007-05-01", Some("Q207"));
    check_holder("Bush", "president", "United States", "1990-05-01", Some("Q23505"));
    check_holder("Bush", "president", "United States", "2012-05-01", None);
    check_holder("Bush", "president", "Japan", "2007-05-01", None);
    check_holder("Abe", "prime minister", "Japan", "2015-05-01", Some("Q132345"));
    check_holder("Ab", "prime minister", "Japan", "2015-05-01", None);
    check_holder("Stoltenberg", "secretary-general", "NATO", "2023-01-31", Some("Q57665"));
}

#[test]
fn a_name_shared_by_two_holders_leads_to_none_without_a_day() {
    let registry = built_in();
    let office = Office { roles: &["president"], of: &[], day: None };
    assert_eq!(registry.holder("Bush", &office), None);
    assert!(registry.holder("Obama", &office).is_some());
}

#[test]
fn a_users_row_takes_the_place_of_the_built_in_one() {
    let users = "name\taliases\tkind\tcountry\twikidata\nTokyo\t-\tcity\tJPN\tQ7\nLume\tPorto Lume\tcity\t-\tQ8\n";
    let registry = with("mine.tsv", users).expect("the table is right");
    assert_eq!(ids(&registry, "Tokyo"), ["Q17", "Q7"]);
    assert_eq!(ids(&registry, "Porto Lume"), ["Q8"]);
}

fn check_defects(text: &str, expected: &[&str]) {
    let error = with("mine.tsv", text).expect_err("the table is wrong");
    let defects: Vec<String> = error.defects().iter().map(ToString::to_string).collect();
    assert_eq!(defects.len(), expected.len(), "{defects:#?}");
    for (defect, expected) in defects.iter().zip(expected) {
        assert!(defect.contains(expected), "{defect:?} does not hold {expected:?}");
    }
}

#[test]
fn defects_name_line_and_reason() {
    check_defects("name\tfoo\n", &["mine.tsv:1: these are no columns of a registry"]);
    let places = "name\taliases\tkind\tcountry\twikidata\n";
    check_defects(&format!("{places}Lume\t-\tcity\tXYZ\t-\n"), &["mine.tsv:2: \"XYZ\" is no country's code"]);
    check_defects(
        &format!("{places}Lume\t-\tcity\t-\t42\nOrt\t-\tcity\n"),
        &["mine.tsv:2: \"42\" is no id", "mine.tsv:3: 3 cells"],
    );
    let people = "name\taliases\tgender\trole\tof\tfrom\tto\twikidata\n";
    check_defects(
        &format!("{people}Ana Lume\t-\tf\tpresident\tJPN\t2031-13\t-\t-\n"),
        &["mine.tsv:2: \"2031-13\" is no day"],
    );
    check_defects(
        &format!("{people}Ana Lume\t-\tf\tpresident\tNowhere\t2031\t-\t-\n"),
        &["mine.tsv:2: `of` is neither"],
    );
}
