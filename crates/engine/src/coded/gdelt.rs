//! GDELT's table of events, version 2.

use dateline_wire::Entity;

use super::actor::ActorCode;
use super::ontology::Ontology;
use super::{View, tabbed};

/// The columns, in their order.
pub(super) const COLUMNS: [&str; 61] = [
    "GLOBALEVENTID",
    "SQLDATE",
    "MonthYear",
    "Year",
    "FractionDate",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1KnownGroupCode",
    "Actor1EthnicCode",
    "Actor1Religion1Code",
    "Actor1Religion2Code",
    "Actor1Type1Code",
    "Actor1Type2Code",
    "Actor1Type3Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2KnownGroupCode",
    "Actor2EthnicCode",
    "Actor2Religion1Code",
    "Actor2Religion2Code",
    "Actor2Type1Code",
    "Actor2Type2Code",
    "Actor2Type3Code",
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
    "Actor1Geo_Type",
    "Actor1Geo_Fullname",
    "Actor1Geo_CountryCode",
    "Actor1Geo_ADM1Code",
    "Actor1Geo_ADM2Code",
    "Actor1Geo_Lat",
    "Actor1Geo_Long",
    "Actor1Geo_FeatureID",
    "Actor2Geo_Type",
    "Actor2Geo_Fullname",
    "Actor2Geo_CountryCode",
    "Actor2Geo_ADM1Code",
    "Actor2Geo_ADM2Code",
    "Actor2Geo_Lat",
    "Actor2Geo_Long",
    "Actor2Geo_FeatureID",
    "ActionGeo_Type",
    "ActionGeo_Fullname",
    "ActionGeo_CountryCode",
    "ActionGeo_ADM1Code",
    "ActionGeo_ADM2Code",
    "ActionGeo_Lat",
    "ActionGeo_Long",
    "ActionGeo_FeatureID",
    "DATEADDED",
    "SOURCEURL",
];

/// The type of a place that is a country.
const GEO_COUNTRY: &str = "1";

/// Days of a month and of a year, as GDELT's codebook counts them for `FractionDate`.
const MONTH_DAYS: u32 = 30;
const YEAR_DAYS: u32 = 365;

/// The row of an event between two actors. A cell that nothing is known for is empty.
pub(super) fn row(ontology: &Ontology, view: &View<'_>, id: &str) -> String {
    let mut row = Cells::default();
    row.set("GLOBALEVENTID", id);
    days(&mut row, view);
    actor(&mut row, "Actor1", ontology, view.sources.first().copied());
    actor(&mut row, "Actor2", ontology, view.targets.first().copied());
    act(&mut row, ontology, view);
    place(&mut row, ontology, view.place());
    let report = view.report;
    row.set("DATEADDED", &digits(report.published.date.as_deref().unwrap_or_default()));
    row.set("SOURCEURL", report.origin.url.as_deref().unwrap_or(&report.origin.key));
    tabbed(&row.0)
}

/// The cells of a row, by the names of their columns.
struct Cells(Vec<String>);

impl Default for Cells {
    fn default() -> Self {
        Self(vec![String::new(); COLUMNS.len()])
    }
}

impl Cells {
    fn set(&mut self, column: &str, value: &str) {
        let at = COLUMNS.iter().position(|name| *name == column).expect("only columns of the table are set");
        value.clone_into(&mut self.0[at]);
    }
}

/// The day as far as the report tells it: a run of days within one month has a month, within one year a year.
fn days(row: &mut Cells, view: &View<'_>) {
    let Some((first, last)) = view.days() else { return };
    let shared = |n: usize| first.get(..n).filter(|part| last.get(..n) == Some(part)).map(digits).unwrap_or_default();
    row.set("SQLDATE", &shared("2031-05-03".len()));
    row.set("MonthYear", &shared("2031-05".len()));
    row.set("Year", &shared("2031".len()));
    if first == last {
        row.set("FractionDate", &fraction(first).unwrap_or_default());
    }
}

/// The year and the part of it that has passed, as GDELT counts it: `2031.3370`.
fn fraction(day: &str) -> Option<String> {
    let mut parts = day.split('-').map(str::parse::<u32>);
    let mut next = || parts.next()?.ok();
    let (year, month, day) = (next()?, next()?, next()?);
    let passed = (month.checked_sub(1)? * MONTH_DAYS + day) * 10_000 / YEAR_DAYS;
    Some(format!("{year}.{passed:04}"))
}

fn digits(day: &str) -> String {
    day.replace('-', "")
}

fn actor(row: &mut Cells, side: &str, ontology: &Ontology, entity: Option<&Entity>) {
    let Some(entity) = entity else { return };
    let code = ActorCode::of(ontology, entity);
    let mut set = |column: &str, value: &str| row.set(&format!("{side}{column}"), value);
    set("Code", &code.whole);
    // Names stand in capitals there.
    set("Name", &entity.name.to_uppercase());
    set("CountryCode", code.country.as_ref().or(code.region.as_ref()).map_or("", |code| code));
    set("KnownGroupCode", code.known_group.as_deref().unwrap_or_default());
    for (column, role) in ["Type1Code", "Type2Code", "Type3Code"].iter().zip(&code.roles) {
        set(column, role);
    }
}

fn act(row: &mut Cells, ontology: &Ontology, view: &View<'_>) {
    let cameo = ontology.cameo(view.event);
    row.set("EventCode", cameo.code);
    row.set("EventBaseCode", cameo.code.get(..3).unwrap_or(cameo.code));
    row.set("EventRootCode", &cameo.code[..2]);
    row.set("QuadClass", cameo.quad_class);
    row.set("GoldsteinScale", cameo.goldstein);
    row.set("IsRootEvent", if in_lead(view) { "1" } else { "0" });
    row.set("NumMentions", &view.event.evidence.len().to_string());
    // A row is of one report.
    row.set("NumSources", "1");
    row.set("NumArticles", "1");
}

/// Whether the act is told before the second paragraph, which GDELT takes for a sign of its weight.
fn in_lead(view: &View<'_>) -> bool {
    let paragraphs = view.report.blocks.iter().filter(|block| block.kind == "paragraph");
    let lead_end = paragraphs.map(|block| block.end).next().unwrap_or(u32::MAX);
    view.event.evidence.iter().any(|span| span.end <= lead_end)
}

/// Where it is; the type only of a country, since the others differ by what kind of place it is.
fn place(row: &mut Cells, ontology: &Ontology, place: Option<&Entity>) {
    let Some(place) = place else { return };
    row.set("ActionGeo_Fullname", &place.name);
    row.set("ActionGeo_CountryCode", place.country.as_deref().and_then(|iso3| ontology.fips(iso3)).unwrap_or_default());
    if place.kind == "country" {
        row.set("ActionGeo_Type", GEO_COUNTRY);
    }
}
