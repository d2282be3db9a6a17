//! The code of an actor in its parts.

use dateline_wire::Entity;

use super::ontology::Ontology;

/// What an actor's code says, part by part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ActorCode {
    /// The whole code as CAMEO writes it, `JPNGOV`; a country alone for an actor of which no more is known.
    pub(super) whole: String,
    /// The country, ISO 3166-1 alpha-3.
    pub(super) country: Option<String>,
    /// The region that stands in the place of a country.
    pub(super) region: Option<String>,
    /// The roles, the first ones first.
    pub(super) roles: Vec<String>,
    /// The sectors of PLOVER among the parts.
    pub(super) sectors: Vec<String>,
    /// What PLOVER writes in the place of a country.
    pub(super) in_place_of_state: Option<String>,
    /// The group that the code names: `UNO`, `PKK`.
    pub(super) known_group: Option<String>,
}

impl ActorCode {
    pub(super) fn of(ontology: &Ontology, entity: &Entity) -> Self {
        let whole = entity.code.clone().or_else(|| entity.country.clone()).unwrap_or_default();
        let mut code = Self { country: entity.country.clone(), ..Self::default() };
        let country = entity.country.as_deref().unwrap_or_default();
        let rest = whole.strip_prefix(country).unwrap_or(&whole);
        for letters in parts(rest) {
            let part = ontology.part(letters).unwrap_or_default();
            let own = || Some(letters.to_owned());
            if part.is_role {
                code.roles.extend(own());
            }
            if part.is_region {
                code.region = code.region.or_else(own);
            }
            if part.is_sector {
                code.sectors.extend(own());
            }
            // What stands behind is narrower: IGOUNO.
            if part.is_state {
                code.in_place_of_state = own();
            }
            if part.names_a_group() {
                code.known_group = own();
            }
        }
        Self { whole, ..code }
    }

    /// The country, or what PLOVER writes in its place.
    pub(super) fn state(&self) -> Option<String> {
        self.country.clone().or_else(|| self.in_place_of_state.clone())
    }
}

/// A code cut into three letters each; what does not fill three is left out.
fn parts(code: &str) -> impl Iterator<Item = &str> {
    let starts = (0..code.len()).step_by(3);
    starts.filter_map(|start| code.get(start..start + 3))
}
