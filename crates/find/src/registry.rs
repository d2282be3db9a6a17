//! Facts about the world: countries, bodies, places and people who held offices, by the names that news gives them.
//!
//! The tables under `data/registry/` are built in; a user's tables of the same columns are read after them, and a row of
//! theirs takes the place of the built-in row of that name. Knows nothing of any report: which of several entries of one
//! name is meant, who reads the text decides.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use dateline_core::{Registered, Row, Table, TableError};
use jiff::civil::Date;

use crate::UserTable;
use crate::lexicon::{Gender, PhraseBook, gender};

/// The tables that are built in.
pub(crate) const TABLES: [(&str, &str); 4] = [
    ("countries.tsv", include_str!("../../../data/registry/countries.tsv")),
    ("organisations.tsv", include_str!("../../../data/registry/organisations.tsv")),
    ("places.tsv", include_str!("../../../data/registry/places.tsv")),
    ("people.tsv", include_str!("../../../data/registry/people.tsv")),
];

/// The place of an entry in the registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct EntryIndex(usize);

/// What the registry knows under one name.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) gender: Gender,
    /// What goes into the output.
    pub(crate) registered: Registered,
}

/// A form of a name and the entry that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NameEntry {
    pub(crate) entry: EntryIndex,
    pub(crate) kind: NameKind,
}

/// How a form in the registry names its entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NameKind {
    Country,
    /// "Japanese": of a country.
    Adjective,
    /// A capital, which stands for its place or for a country's government.
    Capital,
    /// A palace or a street that stands for a government: "Kremlin".
    Seat,
    Organisation,
    Place,
}

/// One person's time in one office.
#[derive(Debug)]
struct Term {
    holder: EntryIndex,
    role: String,
    of: EntryIndex,
    /// The first day that is certain to lie in it, and the last.
    first: Date,
    last: Date,
}

/// All entries.
#[derive(Debug)]
pub(crate) struct Registry {
    entries: Vec<Entry>,
    /// Names of all but people, in their own case; several entries may share one.
    pub(crate) names: PhraseBook<Vec<NameEntry>>,
    /// People by all words of their names, folded.
    people: HashMap<String, Vec<EntryIndex>>,
    /// The folded names of each person.
    names_of: HashMap<EntryIndex, Vec<String>>,
    terms: Vec<Term>,
    /// The terms by role.
    by_role: HashMap<String, Vec<usize>>,
}

/// One of the tables of the registry; its columns tell which. What they hold stands at the head of the files under
/// `data/registry/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RegistryTable {
    /// States and territories.
    Countries,
    /// Bodies that news names by themselves.
    Organisations,
    /// Cities, regions, waters.
    Places,
    /// People and the offices they held.
    People,
}

impl RegistryTable {
    /// All of them, each before those that refer to it.
    pub const ALL: [Self; 4] = [Self::Countries, Self::Organisations, Self::Places, Self::People];

    /// The names of its columns, in their order.
    #[must_use]
    pub const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Countries => &[
                "iso3",
                "iso2",
                "fips",
                "name",
                "aliases",
                "adjectives",
                "inhabitants",
                "capital",
                "seats",
                "wikidata",
            ],
            Self::Organisations => &["name", "aliases", "kind", "country", "code", "wikidata"],
            Self::Places => &["name", "aliases", "kind", "country", "wikidata"],
            Self::People => &["name", "aliases", "gender", "role", "of", "from", "to", "wikidata"],
        }
    }

    fn of(table: Table<'_>) -> Result<Self, TableError> {
        let columns = table.columns();
        let known = Self::ALL.into_iter().find(|kind| columns == kind.columns());
        known.ok_or_else(|| {
            let each: Vec<String> = Self::ALL.iter().map(|kind| kind.columns().join(" ")).collect();
            table.error(format!("these are no columns of a registry; they are one of: {}", each.join("; ")))
        })
    }
}

/// The defects of a user's tables of the registry, in the order of their lines.
#[must_use]
pub fn registry_defects(table: &UserTable) -> Vec<TableError> {
    let built_in = TABLES.iter().map(|(name, text)| Table::new(name, text));
    let tables: Vec<Table<'_>> = built_in.chain([Table::new(&table.name, &table.text)]).collect();
    Registry::parse(&tables).err().map(|error| error.0).unwrap_or_default()
}

/// The three letters of the countries that have an entry in Wikidata, by its id.
#[must_use]
pub fn countries_by_wikidata() -> HashMap<&'static str, &'static str> {
    let rows = Table::new(TABLES[0].0, TABLES[0].1).rows().unwrap_or_default();
    let pair = |row: &Row<'static>| Some((row.get("wikidata").ok()??, row.get("iso3").ok()??));
    rows.iter().filter_map(pair).collect()
}

/// All defects of the tables of a registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistryError(Vec<TableError>);

impl RegistryError {
    /// The defects, in the order of the tables and of their lines.
    #[must_use]
    pub fn defects(&self) -> &[TableError] {
        &self.0
    }
}

impl fmt::Display for RegistryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, more @ ..] = self.0.as_slice() else { return f.write_str("no defect") };
        write!(f, "{first}")?;
        if more.is_empty() { Ok(()) } else { write!(f, " (and {} more)", more.len()) }
    }
}

impl std::error::Error for RegistryError {}

impl Registry {
    /// The built-in tables and, behind them, a user's, each with the name that messages call it by.
    ///
    /// # Errors
    /// All defects of all tables.
    pub(crate) fn parse(tables: &[Table<'_>]) -> Result<Self, RegistryError> {
        let mut defects = Vec::new();
        let mut rows: Vec<(RegistryTable, usize, Row<'_>)> = Vec::new();
        let sections: Vec<(usize, &str, String)> =
            tables.iter().enumerate().flat_map(|(n, table)| sections(n, *table)).collect();
        for (n_table, name, text) in &sections {
            let section = Table::new(name, text);
            match RegistryTable::of(section) {
                Err(defect) => defects.push(defect),
                Ok(kind) => {
                    for row in section.each_row() {
                        match row {
                            Ok(row) => rows.push((kind, *n_table, row)),
                            Err(defect) => defects.push(defect),
                        }
                    }
                }
            }
        }
        let mut making = Making::default();
        for kind in RegistryTable::ALL {
            for row in latest(&rows, kind) {
                if let Err(defect) = making.add(kind, row) {
                    defects.push(defect);
                }
            }
        }
        if defects.is_empty() {
            Ok(making.finish())
        } else {
            defects.sort_by_key(TableError::line);
            Err(RegistryError(defects))
        }
    }

    /// What is known under an index.
    pub(crate) fn entry(&self, at: EntryIndex) -> &Entry {
        &self.entries[at.0]
    }

    /// The one person of that whole name; none if several share it.
    pub(crate) fn person(&self, name: &str) -> Option<EntryIndex> {
        match self.people.get(&folded(name)).map(Vec::as_slice) {
            Some([only]) => Some(*only),
            _ => None,
        }
    }

    /// The one person whose name begins or ends with these words and who held the office; none if several did.
    ///
    /// `of` are the states and bodies that the text names beside the office; without any, whose office it was is not asked.
    /// Without a day every term counts.
    pub(crate) fn holder(&self, name: &str, office: &Office<'_>) -> Option<EntryIndex> {
        let part = folded(name);
        let is_part = |whole: &String| {
            let ends = |rest: &str, at: fn(&str) -> bool| rest.is_empty() || at(rest);
            whole.strip_prefix(&part).is_some_and(|rest| ends(rest, |rest| rest.starts_with(' ')))
                || whole.strip_suffix(&part).is_some_and(|rest| ends(rest, |rest| rest.ends_with(' ')))
        };
        self.one(office, |at| self.names_of.get(&at).is_some_and(|names| names.iter().any(is_part)))
    }

    /// The one person who held the office on the day; none without a day, or if the text does not say whose office.
    pub(crate) fn incumbent(&self, office: &Office<'_>) -> Option<EntryIndex> {
        if office.day.is_none() || office.of.is_empty() {
            return None;
        }
        self.one(office, |_| true)
    }

    /// Whether a person held the office.
    pub(crate) fn held(&self, person: EntryIndex, office: &Office<'_>) -> bool {
        self.terms(office).any(|term| term.holder == person)
    }

    /// The days from which and to which a person held offices that a text calls by these roles; `of` are the states and
    /// bodies that it names with them, none if it does not say whose they are.
    pub(crate) fn terms_of(&self, person: EntryIndex, roles: &[&'static str], of: &[EntryIndex]) -> Vec<(Date, Date)> {
        let office = Office { roles, of, day: None };
        self.terms(&office).filter(|term| term.holder == person).map(|term| (term.first, term.last)).collect()
    }

    /// The code of the government or body in whose office a person was on the day; none without a day.
    pub(crate) fn code_on(&self, person: EntryIndex, day: Option<Date>) -> Option<Arc<str>> {
        let day = day?;
        let held = self.terms.iter().filter(|term| term.holder == person);
        let term = held.into_iter().find(|term| term.first <= day && day <= term.last)?;
        let of = &self.entry(term.of).registered;
        // The code of a country is its three letters; who holds its offices is its government.
        if of.code == of.country { of.code.as_ref().map(|code| format!("{code}GOV").into()) } else { of.code.clone() }
    }

    fn one(&self, office: &Office<'_>, fits: impl Fn(EntryIndex) -> bool) -> Option<EntryIndex> {
        let mut holders = self.terms(office).map(|term| term.holder).filter(|at| fits(*at));
        let first = holders.next()?;
        holders.all(|other| other == first).then_some(first)
    }

    fn terms<'r>(&'r self, office: &'r Office<'_>) -> impl Iterator<Item = &'r Term> {
        let terms = office.roles.iter().filter_map(|role| self.by_role.get(*role)).flatten().map(|at| &self.terms[*at]);
        terms.filter(|term| {
            let is_of = office.of.is_empty() || office.of.contains(&term.of);
            is_of && office.day.is_none_or(|day| term.first <= day && day <= term.last)
        })
    }
}

/// An office as a text speaks of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Office<'o> {
    /// The plain roles that its words can mean.
    pub(crate) roles: &'o [&'static str],
    /// The states and bodies it can be the office of; none if the text does not say.
    pub(crate) of: &'o [EntryIndex],
    /// The day on which somebody held it; none if it is not known.
    pub(crate) day: Option<Date>,
}

/// A name as it is compared: its words in lower case, without marks.
pub(crate) fn folded(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// The tables that stand in one text, each from its line of columns on, with the lines of the others left empty, so that
/// defects name lines of the whole.
fn sections<'t>(n: usize, table: Table<'t>) -> Vec<(usize, &'t str, String)> {
    let mut sections: Vec<(usize, &str, String)> = Vec::new();
    for (at, line) in table.text().lines().enumerate() {
        let is_head = RegistryTable::ALL.iter().any(|kind| line.split('\t').eq(kind.columns().iter().copied()));
        if is_head || sections.is_empty() {
            sections.push((n, table.name(), "\n".repeat(at)));
        }
        let text = &mut sections.last_mut().expect("a section was begun").2;
        text.push_str(line);
        text.push('\n');
    }
    // Comments before the first line of columns are no table.
    let is_comment = |text: &str| text.lines().all(|line| line.is_empty() || line.starts_with('#'));
    sections.retain(|(.., text)| !is_comment(text));
    sections
}

/// The rows of one kind; of a name that several tables know, those of the last table.
fn latest<'r, 't>(rows: &'r [(RegistryTable, usize, Row<'t>)], kind: RegistryTable) -> Vec<&'r Row<'t>> {
    let of_kind = || rows.iter().filter(move |(known, ..)| *known == kind);
    let name = |row: &Row<'t>| row.get("name").ok().flatten();
    let mut last: HashMap<Option<&str>, usize> = HashMap::new();
    for (_, n_table, row) in of_kind() {
        last.insert(name(row), *n_table);
    }
    of_kind().filter(|(_, n_table, row)| last.get(&name(row)) == Some(n_table)).map(|(.., row)| row).collect()
}

/// A registry while its rows come in: countries first, then bodies, places and people, who refer to them.
#[derive(Debug, Default)]
struct Making {
    entries: Vec<Entry>,
    forms: Vec<(String, NameEntry)>,
    countries: HashMap<String, EntryIndex>,
    organisations: HashMap<String, EntryIndex>,
    people: HashMap<String, Vec<EntryIndex>>,
    names_of: HashMap<EntryIndex, Vec<String>>,
    terms: Vec<Term>,
}

impl Making {
    fn add(&mut self, kind: RegistryTable, row: &Row<'_>) -> Result<(), TableError> {
        match kind {
            RegistryTable::Countries => self.country(row),
            RegistryTable::Organisations => self.organisation(row),
            RegistryTable::Places => self.place(row),
            RegistryTable::People => self.person(row),
        }
    }

    fn push(&mut self, gender: Gender, registered: Registered) -> EntryIndex {
        self.entries.push(Entry { gender, registered });
        EntryIndex(self.entries.len() - 1)
    }

    fn name(&mut self, entry: EntryIndex, kind: NameKind, forms: impl IntoIterator<Item = impl Into<String>>) {
        self.forms.extend(forms.into_iter().map(|form| (form.into(), NameEntry { entry, kind })));
    }

    fn country(&mut self, row: &Row<'_>) -> Result<(), TableError> {
        let iso3: Arc<str> = row.need("iso3")?.into();
        if iso3.len() != 3 || !iso3.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Err(row.error(format!("{iso3:?} are not the three capitals of a country")));
        }
        let code = Some(Arc::clone(&iso3));
        let country = Registered { wikidata: wikidata(row)?, country: code.clone(), code };
        let government =
            Registered { wikidata: None, code: Some(format!("{iso3}GOV").into()), country: Some(Arc::clone(&iso3)) };
        let entry = self.push(Gender::Unknown, country);
        self.name(entry, NameKind::Country, [row.need("name")?]);
        self.name(entry, NameKind::Country, row.list("aliases")?);
        self.name(entry, NameKind::Adjective, row.list("adjectives")?);
        self.name(entry, NameKind::Adjective, row.list("inhabitants")?);
        self.name(entry, NameKind::Capital, row.list("capital")?);
        let seats = row.list("seats")?;
        if !seats.is_empty() {
            let seat = self.push(Gender::Unknown, government);
            self.name(seat, NameKind::Seat, seats);
        }
        self.countries.insert(iso3.to_string(), entry);
        Ok(())
    }

    fn organisation(&mut self, row: &Row<'_>) -> Result<(), TableError> {
        let kind = row.need("kind")?;
        let country = self.country_code(row)?;
        let code = match row.get("code")? {
            Some(code) => Some(code.into()),
            None => actor_code(kind, country.as_deref())
                .ok_or_else(|| row.error(format!("{kind:?} is no kind; kinds are {}", kinds())))?,
        };
        let entry = self.push(Gender::Unknown, Registered { wikidata: wikidata(row)?, code, country });
        let name = row.need("name")?;
        self.name(entry, NameKind::Organisation, [name]);
        self.name(entry, NameKind::Organisation, row.list("aliases")?);
        self.organisations.insert(name.to_owned(), entry);
        Ok(())
    }

    fn place(&mut self, row: &Row<'_>) -> Result<(), TableError> {
        row.need("kind")?;
        let country = self.country_code(row)?;
        let entry = self.push(Gender::Unknown, Registered { wikidata: wikidata(row)?, code: None, country });
        self.name(entry, NameKind::Place, [row.need("name")?]);
        self.name(entry, NameKind::Place, row.list("aliases")?);
        Ok(())
    }

    /// A row is one office of a person; the rows of one name are one person.
    fn person(&mut self, row: &Row<'_>) -> Result<(), TableError> {
        let names: Vec<&str> = std::iter::once(row.need("name")?).chain(row.list("aliases")?).collect();
        let gender = gender(row)?;
        let wikidata = wikidata(row)?;
        let key = folded(names[0]);
        let known = self.people.get(&key).and_then(|at| at.iter().copied().find(|at| self.names_of[at][0] == key));
        let holder = known.unwrap_or_else(|| {
            let entry = self.push(gender, Registered { wikidata, code: None, country: None });
            let folded: Vec<String> = names.iter().map(|name| folded(name)).collect();
            for name in &folded {
                self.people.entry(name.clone()).or_default().push(entry);
            }
            self.names_of.insert(entry, folded);
            entry
        });
        let Some(role) = row.get("role")? else { return Ok(()) };
        let of = row.need("of")?;
        let of = self.countries.get(of).or_else(|| self.organisations.get(of)).copied();
        let of =
            of.ok_or_else(|| row.error("`of` is neither a country's three letters nor a name in organisations"))?;
        let first = days(row, "from")?.ok_or_else(|| row.error("an office needs the day from which it was held"))?.1;
        let last = days(row, "to")?.map_or(Date::MAX, |(first, _)| first);
        let state = self.entries[of.0].registered.country.clone();
        let registered = &mut self.entries[holder.0].registered;
        registered.country = registered.country.take().or(state);
        self.terms.push(Term { holder, role: role.to_owned(), of, first, last });
        Ok(())
    }

    fn country_code(&self, row: &Row<'_>) -> Result<Option<Arc<str>>, TableError> {
        let Some(code) = row.get("country")? else { return Ok(None) };
        if self.countries.contains_key(code) {
            Ok(Some(code.into()))
        } else {
            Err(row.error(format!("{code:?} is no country's code in the table of countries")))
        }
    }

    fn finish(self) -> Registry {
        let mut names: Vec<(String, Vec<NameEntry>)> = Vec::new();
        let mut at: HashMap<String, usize> = HashMap::new();
        for (form, entry) in self.forms {
            let at = *at.entry(form.clone()).or_insert_with(|| {
                names.push((form, Vec::new()));
                names.len() - 1
            });
            if !names[at].1.contains(&entry) {
                names[at].1.push(entry);
            }
        }
        let mut by_role: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, term) in self.terms.iter().enumerate() {
            by_role.entry(term.role.clone()).or_default().push(at);
        }
        Registry {
            entries: self.entries,
            names: PhraseBook::of(names),
            people: self.people,
            names_of: self.names_of,
            terms: self.terms,
            by_role,
        }
    }
}

/// What a kind of organisation adds to its country's code, and its code where it belongs to none; as CAMEO names actors.
const ACTOR_CODES: [(&str, &str, Option<&str>); 11] = [
    ("international", "IGO", Some("IGO")),
    ("alliance", "IGO", Some("IGO")),
    ("ministry", "GOV", None),
    ("military", "MIL", None),
    ("intelligence", "SPY", None),
    ("party", "PTY", None),
    ("armed_group", "UAF", Some("IMG")),
    ("court", "JUD", None),
    ("bank", "BUS", Some("MNC")),
    ("company", "BUS", Some("MNC")),
    ("ngo", "NGO", Some("NGO")),
];

/// The code of a kind of organisation in a country; none if there is no such kind.
fn actor_code(kind: &str, country: Option<&str>) -> Option<Option<Arc<str>>> {
    if kind == "parliament" {
        return Some(country.map(|country| format!("{country}LEG").into()));
    }
    let (_, in_country, alone) = ACTOR_CODES.iter().find(|(known, ..)| *known == kind)?;
    Some(match country {
        Some(country) => Some(format!("{country}{in_country}").into()),
        None => alone.map(Into::into),
    })
}

fn kinds() -> String {
    let kinds: Vec<&str> = ACTOR_CODES.iter().map(|(kind, ..)| *kind).chain(["parliament"]).collect();
    kinds.join(", ")
}

fn wikidata(row: &Row<'_>) -> Result<Option<Arc<str>>, TableError> {
    let Some(id) = row.get("wikidata")? else { return Ok(None) };
    let digits = id.strip_prefix('Q').unwrap_or_default();
    let is_id = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    if is_id { Ok(Some(id.into())) } else { Err(row.error(format!("{id:?} is no id of Wikidata, like Q42"))) }
}

/// The first and the last day that a cell can mean: a day, a month or a year.
fn days(row: &Row<'_>, column: &str) -> Result<Option<(Date, Date)>, TableError> {
    let Some(cell) = row.get(column)? else { return Ok(None) };
    let defect = || row.error(format!("{cell:?} is no day, month or year like 2031-05-03, 2031-05 or 2031"));
    let parts: Option<Vec<i16>> = cell.split('-').map(|part| part.parse().ok()).collect();
    let date = |year, month: i16, day: i16| {
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        Date::new(year, month, day).ok()
    };
    let first = match parts.as_deref() {
        Some([year, month, day]) => date(*year, *month, *day).map(|day| (day, day)),
        Some([year, month]) => date(*year, *month, 1).map(|first| (first, first.last_of_month())),
        Some([year]) => date(*year, 1, 1).map(|first| (first, first.last_of_year())),
        _ => None,
    };
    first.map(Some).ok_or_else(defect)
}

#[cfg(test)]
mod tests;
