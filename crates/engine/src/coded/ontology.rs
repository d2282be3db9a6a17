//! The codes of event data, out of `data/ontology/` and the registry.

use std::collections::BTreeMap;

use dateline_core::{EventType, Table, TableError};
use dateline_wire::Event;

const CAMEO: Table<'static> = Table::new("ontology/cameo.tsv", include_str!("../../../../data/ontology/cameo.tsv"));
const PLOVER: Table<'static> = Table::new("ontology/plover.tsv", include_str!("../../../../data/ontology/plover.tsv"));
const PLOVER_CAMEO: Table<'static> =
    Table::new("ontology/plover_cameo.tsv", include_str!("../../../../data/ontology/plover_cameo.tsv"));
const ACTOR_CODES: Table<'static> =
    Table::new("ontology/actor_codes.tsv", include_str!("../../../../data/ontology/actor_codes.tsv"));
const COUNTRIES: Table<'static> =
    Table::new("registry/countries.tsv", include_str!("../../../../data/registry/countries.tsv"));

/// All codes.
#[derive(Debug)]
pub(super) struct Ontology {
    cameo: BTreeMap<&'static str, CameoCode>,
    plover: Vec<PloverScore>,
    rows: Vec<CameoRow>,
    parts: BTreeMap<&'static str, ActorPart>,
    fips: BTreeMap<&'static str, &'static str>,
}

/// A code of CAMEO.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CameoCode {
    /// The code.
    pub(super) code: &'static str,
    /// The quad class, 1 to 4.
    pub(super) quad_class: &'static str,
    /// The weight on Goldstein's scale, a decimal.
    pub(super) goldstein: &'static str,
    /// The type that PLOVER makes of it.
    pub(super) plover: Option<&'static str>,
}

/// What PLOVER says of a type, or of a type in a mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PloverScore {
    kind: &'static str,
    mode: Option<&'static str>,
    /// The quad class, 1 to 4.
    pub(super) quad: u8,
    /// A decimal.
    pub(super) intensity: &'static str,
}

/// What acts are written under one code of CAMEO.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CameoRow {
    pub(super) kind: &'static str,
    mode: Option<&'static str>,
    context: Option<&'static str>,
    pub(super) code: &'static str,
    /// Whether PLOVER's own table leads from the code to another type, and a note says why it is taken.
    pub(super) is_departure: bool,
}

/// What three letters of an actor's code say; nothing of all this where they stand in no table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct ActorPart {
    pub(super) is_role: bool,
    pub(super) is_region: bool,
    pub(super) is_sector: bool,
    pub(super) is_state: bool,
}

impl ActorPart {
    /// Whether they are the name of one group: UNO, PKK.
    pub(super) const fn names_a_group(self) -> bool {
        !self.is_role && !self.is_region && !self.is_sector
    }
}

impl Ontology {
    pub(super) fn built_in() -> Result<Self, TableError> {
        let ontology = Self { cameo: cameo()?, plover: plover()?, rows: rows()?, parts: parts()?, fips: fips()? };
        ontology.checked()
    }

    /// The same, if every type and every code has what is looked up by it.
    fn checked(self) -> Result<Self, TableError> {
        for kind in EventType::ALL {
            let name = kind.name();
            let has_row = self.rows.iter().any(|row| row.kind == name && row.mode.is_none() && row.context.is_none());
            let has_score = self.plover.iter().any(|score| score.kind == name && score.mode.is_none());
            if !has_row || !has_score {
                return Err(PLOVER_CAMEO.error(format!("{name} by itself lacks a code or a score")));
            }
        }
        match self.rows.iter().find(|row| !self.cameo.contains_key(row.code)) {
            Some(row) => Err(PLOVER_CAMEO.error(format!("{} is no code of CAMEO", row.code))),
            None => Ok(self),
        }
    }

    /// The code of CAMEO for an event.
    pub(super) fn cameo(&self, event: &Event) -> CameoCode {
        let fits = |row: &&CameoRow| {
            row.kind == event.kind
                && row.mode.is_none_or(|mode| event.mode.as_deref() == Some(mode))
                && row.context.is_none_or(|context| event.contexts.iter().any(|own| own == context))
        };
        let row = self.rows.iter().find(fits).expect("every type has a row without mode and context");
        self.cameo[row.code]
    }

    /// The quad class and the intensity that PLOVER gives an event.
    pub(super) fn plover(&self, event: &Event) -> PloverScore {
        let of = |mode: Option<&str>| {
            self.plover.iter().find(|score| score.kind == event.kind && score.mode == mode).copied()
        };
        of(event.mode.as_deref()).or_else(|| of(None)).expect("every type has a score without mode")
    }

    /// What three letters of an actor's code say; none where they name a known group.
    pub(super) fn part(&self, letters: &str) -> Option<ActorPart> {
        self.parts.get(letters).copied()
    }

    /// The code in FIPS 10-4 of a country in ISO 3166-1 alpha-3.
    pub(super) fn fips(&self, iso3: &str) -> Option<&'static str> {
        self.fips.get(iso3).copied()
    }

    #[cfg(test)]
    pub(super) fn all_rows(&self) -> impl Iterator<Item = (CameoRow, CameoCode)> + '_ {
        self.rows.iter().map(|row| (*row, self.cameo[row.code]))
    }
}

fn cameo() -> Result<BTreeMap<&'static str, CameoCode>, TableError> {
    let code = |row: dateline_core::Row<'static>| {
        let code = CameoCode {
            code: row.need("code")?,
            quad_class: row.need("quad_class")?,
            goldstein: row.need("goldstein")?,
            plover: row.get("type")?,
        };
        Ok((code.code, code))
    };
    CAMEO.rows()?.into_iter().map(code).collect()
}

fn plover() -> Result<Vec<PloverScore>, TableError> {
    let score = |row: dateline_core::Row<'static>| {
        let quad = row.need("quad")?.parse().map_err(|_| row.error("the quad class is no number"))?;
        Ok(PloverScore { kind: row.need("type")?, mode: row.get("mode")?, quad, intensity: row.need("intensity")? })
    };
    PLOVER.rows()?.into_iter().map(score).collect()
}

fn rows() -> Result<Vec<CameoRow>, TableError> {
    let row = |row: dateline_core::Row<'static>| {
        let name = row.need("type")?;
        let kind = EventType::of_name(name).ok_or_else(|| row.error(format!("{name} is no type of PLOVER")))?;
        let mode = row.get("mode")?;
        if let Some(mode) = mode.filter(|mode| kind.mode(mode).is_none()) {
            return Err(row.error(format!("{mode} is no mode of {name}")));
        }
        let context = row.get("context")?;
        if let Some(context) = context.filter(|context| !dateline_core::EVENT_CONTEXTS.contains(context)) {
            return Err(row.error(format!("{context} is no context of PLOVER")));
        }
        let is_departure = row.get("note")?.is_some();
        Ok(CameoRow { kind: name, mode, context, code: row.need("code")?, is_departure })
    };
    PLOVER_CAMEO.rows()?.into_iter().map(row).collect()
}

fn parts() -> Result<BTreeMap<&'static str, ActorPart>, TableError> {
    let part = |row: dateline_core::Row<'static>| {
        let (cameo, plover) = (row.get("cameo")?, row.get("plover")?);
        let part = ActorPart {
            is_role: cameo == Some("role"),
            is_region: cameo == Some("region"),
            is_sector: plover == Some("sector"),
            is_state: plover == Some("state"),
        };
        Ok((row.need("code")?, part))
    };
    ACTOR_CODES.rows()?.into_iter().map(part).collect()
}

fn fips() -> Result<BTreeMap<&'static str, &'static str>, TableError> {
    let mut codes = BTreeMap::new();
    for row in COUNTRIES.rows()? {
        if let Some(code) = row.get("fips")? {
            codes.insert(row.need("iso3")?, code);
        }
    }
    Ok(codes)
}
