//! Entries of a Wikidata dump, one JSON object a line, as rows of the registry's tables.
//!
//! Countries, bodies, places and people are told by their statements; what none of the tables takes is refused with the
//! reason. Offices are not read: whose office an entry means, a dump does not say in words.

use std::collections::HashMap;

use dateline_find::{RegistryTable, countries_by_wikidata};
use serde_json::Value;

/// A row for one of the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistryRow {
    /// The table that takes it.
    pub table: RegistryTable,
    /// One cell for each of its columns.
    pub cells: Vec<String>,
}

/// What a class of Wikidata (`instance of`) is in the table of organisations.
const ORGANISATIONS: [(&str, &str); 10] = [
    ("Q484652", "international"),
    ("Q245065", "international"),
    ("Q192350", "ministry"),
    ("Q7278", "party"),
    ("Q22687", "bank"),
    ("Q4830453", "company"),
    ("Q79913", "ngo"),
    ("Q41487", "court"),
    ("Q35749", "parliament"),
    ("Q176799", "military"),
];

const HUMAN: &str = "Q5";
const MALE: &str = "Q6581097";
const FEMALE: &str = "Q6581072";

const INSTANCE_OF: &str = "P31";
const COUNTRY: &str = "P17";
const GENDER: &str = "P21";
const ISO3: &str = "P298";
const ISO2: &str = "P297";
const FIPS: &str = "P901";
const DEMONYM: &str = "P1549";
const COORDINATES: &str = "P625";

/// Makes a row of one line of a dump; none for the brackets around the dump.
///
/// # Errors
/// Why the line is no row, for people.
pub fn wikidata_row(line: &str) -> Result<Option<RegistryRow>, String> {
    let line = line.trim().trim_end_matches(',');
    if matches!(line, "" | "[" | "]") {
        return Ok(None);
    }
    let value: Value = serde_json::from_str(line).map_err(|error| format!("no JSON object: {error}"))?;
    let item = Item { value: &value };
    let id = item.value["id"].as_str().filter(|id| id.starts_with('Q')).ok_or("it has no id like Q42")?;
    let name = item.label().ok_or("it has no English label")?;
    let countries = countries_by_wikidata();
    row(&item, id, name, &countries).map(Some)
}

fn row(item: &Item<'_>, id: &str, name: &str, countries: &HashMap<&str, &str>) -> Result<RegistryRow, String> {
    let classes: Vec<&str> = item.ids(INSTANCE_OF).collect();
    let own = |text: &str| if text.is_empty() { "-".to_owned() } else { text.to_owned() };
    let country = || item.ids(COUNTRY).find_map(|id| countries.get(id).copied()).unwrap_or("-").to_owned();
    let aliases = |is_kept: fn(&str) -> bool| own(&item.aliases(name, is_kept));
    let (table, cells) = if classes.contains(&HUMAN) {
        let gender = match item.ids(GENDER).next() {
            Some(MALE) => "m",
            Some(FEMALE) => "f",
            _ => "-",
        };
        let dash = || "-".to_owned();
        // A single word leads to a person only by an office.
        let aliases = aliases(|alias| alias.contains(' '));
        (RegistryTable::People, vec![name.to_owned(), aliases, gender.to_owned(), dash(), dash(), dash(), dash()])
    } else if let Some(iso3) = item.text(ISO3) {
        let code = |property| item.text(property).map_or_else(|| "-".to_owned(), str::to_owned);
        let demonyms = own(&item.demonyms().join("|"));
        let cells = vec![iso3.to_owned(), code(ISO2), code(FIPS), name.to_owned(), aliases(|_| true), demonyms];
        (RegistryTable::Countries, [cells, vec!["-".to_owned(); 3]].concat())
    } else if let Some((_, kind)) = ORGANISATIONS.iter().find(|(class, _)| classes.contains(class)) {
        let cells = vec![name.to_owned(), aliases(|_| true), (*kind).to_owned(), country(), "-".to_owned()];
        (RegistryTable::Organisations, cells)
    } else if !item.value["claims"][COORDINATES].is_null() {
        (RegistryTable::Places, vec![name.to_owned(), aliases(|_| true), "place".to_owned(), country()])
    } else {
        return Err(format!("{id} ({name}) is no person, country or place, and of no class of bodies that is known"));
    };
    Ok(RegistryRow { table, cells: [cells, vec![id.to_owned()]].concat() })
}

/// An entry of the dump.
struct Item<'v> {
    value: &'v Value,
}

impl<'v> Item<'v> {
    fn label(&self) -> Option<&'v str> {
        self.value["labels"]["en"]["value"].as_str().filter(|label| is_cell(label))
    }

    fn aliases(&self, name: &str, is_kept: fn(&str) -> bool) -> String {
        let all = self.value["aliases"]["en"].as_array().into_iter().flatten();
        let texts = all.filter_map(|alias| alias["value"].as_str());
        let kept: Vec<&str> = texts.filter(|alias| is_cell(alias) && *alias != name && is_kept(alias)).collect();
        kept.join("|")
    }

    /// The values of a property's statements that are not deprecated, the preferred ones first.
    fn values(&self, property: &str) -> impl Iterator<Item = &'v Value> {
        let statements = self.value["claims"][property].as_array().map(Vec::as_slice).unwrap_or_default();
        let of_rank = |rank: &'static str| statements.iter().filter(move |statement| statement["rank"] == rank);
        of_rank("preferred").chain(of_rank("normal")).map(|statement| &statement["mainsnak"]["datavalue"]["value"])
    }

    fn ids(&self, property: &str) -> impl Iterator<Item = &'v str> {
        self.values(property).filter_map(|value| value["id"].as_str())
    }

    fn text(&self, property: &str) -> Option<&'v str> {
        self.values(property).find_map(Value::as_str).filter(|text| is_cell(text))
    }

    fn demonyms(&self) -> Vec<&'v str> {
        let english = self.values(DEMONYM).filter(|value| value["language"] == "en");
        english.filter_map(|value| value["text"].as_str()).filter(|text| is_cell(text)).collect()
    }
}

/// Whether a text can stand in a cell with others.
fn is_cell(text: &str) -> bool {
    !text.is_empty() && text.trim() == text && text != "-" && !text.contains(['\t', '|', '\n', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the cells, or a part of the reason why there are none.
    fn check(line: &str, expected: Result<(RegistryTable, &str), &str>) {
        match (wikidata_row(line), expected) {
            (Ok(Some(row)), Ok((table, cells))) => {
                assert_eq!((row.table, row.cells.join("\t").as_str()), (table, cells), "{line}");
                assert_eq!(row.cells.len(), table.columns().len(), "{line}");
            }
            (Err(reason), Err(part)) => assert!(reason.contains(part), "{reason:?} does not hold {part:?}"),
            (found, expected) => panic!("{line}: {found:?}, not {expected:?}"),
        }
    }

    fn item(name: &str, claims: &str) -> String {
        let alias = r#""aliases":{"en":[{"value":"Lume"},{"value":"The Lume"},{"value":"a|b"}]}"#;
        format!(r#"{{"id":"Q7000001","labels":{{"en":{{"value":"{name}"}}}},{alias},"claims":{{{claims}}}}},"#)
    }

    fn is(property: &str, value: &str) -> String {
        format!(r#""{property}":[{{"rank":"normal","mainsnak":{{"datavalue":{{"value":{value}}}}}}}]"#)
    }

    #[test]
    fn entries_become_rows() {
        let person = [is("P31", r#"{"id":"Q5"}"#), is("P21", r#"{"id":"Q6581072"}"#)].join(",");
        let cells = "Ana Lume\tThe Lume\tf\t-\t-\t-\t-\tQ7000001";
        check(&item("Ana Lume", &person), Ok((RegistryTable::People, cells)));
        let party = [is("P31", r#"{"id":"Q7278"}"#), is("P17", r#"{"id":"Q17"}"#)].join(",");
        let cells = "Lume Party\tLume|The Lume\tparty\tJPN\t-\tQ7000001";
        check(&item("Lume Party", &party), Ok((RegistryTable::Organisations, cells)));
        let place = is("P625", r#"{"latitude":1}"#);
        let cells = "Porto Lume\tLume|The Lume\tplace\t-\tQ7000001";
        check(&item("Porto Lume", &place), Ok((RegistryTable::Places, cells)));
        let demonym = r#"{"language":"en","text":"Lumish"}"#;
        let country = [is("P298", "\"LUM\""), is("P297", "\"LU\""), is("P1549", demonym)].join(",");
        let cells = "LUM\tLU\t-\tLumeland\tLume|The Lume\tLumish\t-\t-\t-\tQ7000001";
        check(&item("Lumeland", &country), Ok((RegistryTable::Countries, cells)));
    }

    #[test]
    fn what_is_no_row_is_refused_with_the_reason() {
        check("{", Err("no JSON object"));
        check(r#"{"id":"P31"}"#, Err("no id like Q42"));
        check(r#"{"id":"Q1","labels":{}}"#, Err("no English label"));
        check(&item("A thought", &is("P31", r#"{"id":"Q151885"}"#)), Err("no class of bodies"));
        assert_eq!(wikidata_row("["), Ok(None));
    }
}
