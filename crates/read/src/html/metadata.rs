//! What a page says of its report beside the text, each value with the place that says it.
//!
//! The places and their order are data: `data/page_metadata.tsv`. The first usable value of a field is chosen; all are
//! kept as evidence. Values that pages often fill with something else (an address for a person, the outlet for an author)
//! are not usable.

use std::sync::Arc;

use dateline_core::{Evidence, Field, Table, TableError};

use super::day::{Days, SlashOrder};
use super::json_ld::JsonLd;
use super::tag::Tag;
use super::tree::{Attribute, NodeIndex, Tree};
use crate::language;
use crate::published::Published;

/// The longest value that is taken, in characters; a standfirst has a few hundred.
const VALUE_CHARS_MAX: usize = 1000;

/// How many values of one place are looked at: keywords may be a hundred meta elements.
const VALUES_MAX: usize = 64;

/// The places where pages say things, in order.
#[derive(Debug)]
pub(crate) struct Places {
    rows: Vec<(Field, Place)>,
}

/// One place.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    kind: PlaceKind,
    name: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PlaceKind {
    JsonLd,
    JsonLdPage,
    Meta,
    Microdata,
    Link,
    Element,
    Html,
    Page,
}

impl PlaceKind {
    const ALL: [(Self, &'static str); 8] = [
        (Self::JsonLd, "json_ld"),
        (Self::JsonLdPage, "json_ld_page"),
        (Self::Meta, "meta"),
        (Self::Microdata, "microdata"),
        (Self::Link, "link"),
        (Self::Element, "element"),
        (Self::Html, "html"),
        (Self::Page, "page"),
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::JsonLd => "json_ld",
            Self::JsonLdPage => "json_ld_page",
            Self::Meta => "meta",
            Self::Microdata => "microdata",
            Self::Link => "link",
            Self::Element => "element",
            Self::Html => "html",
            Self::Page => "page",
        }
    }
}

/// All that the head of a page says, in the order of the places.
#[derive(Debug, Default)]
pub(crate) struct Claims {
    claims: Vec<Evidence>,
    /// How many of them stand before what the page shows, where the table has a row for that.
    n_before_page: Option<usize>,
}

impl Places {
    /// Reads the table.
    ///
    /// # Errors
    /// If a row names a field or a place that there is not.
    pub(crate) fn parse(table: Table<'_>) -> Result<Self, TableError> {
        let rows = table.rows()?.into_iter().map(|row| {
            let (field, kind) = (row.need("field")?, row.need("place")?);
            let field = Field::of_name(field).ok_or_else(|| row.error(format!("there is no field {field:?}")))?;
            let known = PlaceKind::ALL.into_iter().find(|(_, name)| *name == kind);
            let (kind, _) = known.ok_or_else(|| row.error(format!("there is no place {kind:?}")))?;
            Ok((field, Place { kind, name: row.need("name")?.to_owned() }))
        });
        Ok(Self { rows: rows.collect::<Result<_, TableError>>()? })
    }

    /// Gathers what a page says.
    pub(crate) fn claims(&self, tree: &Tree) -> Claims {
        let head = PageHead::of(tree);
        let titles: Vec<&str> = head.meta("og:title").chain(head.title.as_deref()).collect();
        let json_ld = JsonLd::of(tree, &titles);
        let (mut claims, mut n_before_page) = (Vec::new(), None);
        for (field, place) in &self.rows {
            if place.kind == PlaceKind::Page {
                n_before_page = Some(claims.len());
            }
            let values = values(place, tree, &head, &json_ld);
            let usable = values.into_iter().map(|value| tidy(&value)).filter(|value| is_usable(*field, value));
            claims.extend(usable.take(VALUES_MAX).map(|value| Evidence {
                field: *field,
                from: format!("{}:{}", place.kind.name(), place.name).into(),
                value: value.into(),
                is_chosen: false,
            }));
        }
        Claims { claims, n_before_page }
    }
}

impl Claims {
    /// Takes what was said elsewhere, in the order of trust, as far as it is usable.
    pub(crate) fn of(said: impl Iterator<Item = Evidence>) -> Self {
        let tidied = said.map(|claim| Evidence { value: tidy(&claim.value).into(), ..claim });
        Self { claims: tidied.filter(|claim| is_usable(claim.field, &claim.value)).collect(), n_before_page: None }
    }

    /// The values of a field, the best first.
    pub(crate) fn values(&self, field: Field) -> impl Iterator<Item = &str> {
        self.of_field(field).map(|claim| &*claim.value)
    }

    /// Chooses the first value of a field.
    pub(crate) fn choose(&mut self, field: Field) -> Option<Arc<str>> {
        self.choose_if(field, |_| true)
    }

    /// Chooses the first value of a field that is wanted.
    pub(crate) fn choose_if(&mut self, field: Field, is_wanted: impl Fn(&str) -> bool) -> Option<Arc<str>> {
        let chosen = self.claims.iter_mut().find(|claim| claim.field == field && is_wanted(&claim.value))?;
        chosen.is_chosen = true;
        Some(Arc::clone(&chosen.value))
    }

    /// Chooses all values of the first place that says something about a field.
    pub(crate) fn choose_all(&mut self, field: Field) -> Vec<Arc<str>> {
        let first = self.claims.iter().find(|claim| claim.field == field).map(|claim| Arc::clone(&claim.from));
        let of_place =
            self.claims.iter_mut().filter(|claim| claim.field == field && Some(&claim.from) == first.as_ref());
        let chosen = of_place.map(|claim| {
            claim.is_chosen = true;
            Arc::clone(&claim.value)
        });
        chosen.collect()
    }

    /// Chooses the first day of a field that can be read. Values for machines do not follow the page's language.
    pub(crate) fn choose_day(&mut self, field: Field, days: &Days) -> Option<Published> {
        choose_day(&mut self.claims, field, days)
    }

    /// The same, from the places that are trusted more than what the page shows.
    pub(crate) fn choose_day_before_page(&mut self, field: Field, days: &Days) -> Option<Published> {
        let n_before_page = self.n_before_page.unwrap_or(self.claims.len());
        choose_day(&mut self.claims[..n_before_page], field, days)
    }

    /// Chooses the language: that of the text where it is certain, else the first declared one that is known.
    pub(crate) fn choose_language(&mut self, text: &str) -> Option<&'static str> {
        let Some(of_text) = language::language(text) else {
            let declared = self.choose_if(Field::Language, |value| language::declared(value).is_some())?;
            return language::declared(&declared);
        };
        if self.choose_if(Field::Language, |value| language::declared(value) == Some(of_text)).is_none() {
            self.add(Field::Language, "text", of_text);
        }
        Some(of_text)
    }

    /// Adds something that was found elsewhere and is chosen.
    pub(crate) fn add(&mut self, field: Field, from: &str, value: &str) -> Arc<str> {
        let value: Arc<str> = value.into();
        self.claims.push(Evidence { field, from: from.into(), value: Arc::clone(&value), is_chosen: true });
        value
    }

    /// What was said of a field, the best first.
    pub(crate) fn of_field(&self, field: Field) -> impl Iterator<Item = &Evidence> {
        self.claims.iter().filter(move |claim| claim.field == field)
    }

    /// All that was said.
    pub(crate) fn into_evidence(self) -> Vec<Evidence> {
        self.claims
    }
}

fn choose_day(claims: &mut [Evidence], field: Field, days: &Days) -> Option<Published> {
    claims.iter_mut().filter(|claim| claim.field == field).find_map(|claim| {
        let found = days.of_value(&claim.value, SlashOrder::Unknown)?;
        claim.is_chosen = true;
        Some(found)
    })
}

/// The parts of a page that are looked at often.
struct PageHead<'t> {
    metas: Vec<(String, &'t str)>,
    title: Option<String>,
}

impl<'t> PageHead<'t> {
    fn of(tree: &'t Tree) -> Self {
        let names = [Attribute::Property, Attribute::Name, Attribute::HttpEquiv, Attribute::Itemprop];
        let metas = tree.elements(Tag::Meta).filter_map(|node| {
            let name = names.iter().find_map(|name| tree.attribute(node, *name))?;
            Some((name.to_ascii_lowercase(), tree.attribute(node, Attribute::Content)?))
        });
        let title = tree.elements(Tag::Title).next().map(|node| tidy(&tree.text_below(node)));
        Self { metas: metas.collect(), title }
    }

    fn meta(&self, name: &str) -> impl Iterator<Item = &'t str> {
        self.metas.iter().filter(move |(known, _)| known == name).map(|(_, value)| *value)
    }
}

fn values(place: &Place, tree: &Tree, head: &PageHead<'_>, json_ld: &JsonLd) -> Vec<String> {
    match place.kind {
        PlaceKind::JsonLd => json_ld.article(&place.name),
        PlaceKind::JsonLdPage => json_ld.page(&place.name),
        PlaceKind::Meta => head.meta(&place.name).map(str::to_owned).collect(),
        PlaceKind::Microdata => microdata(tree, &place.name),
        PlaceKind::Link => {
            let links =
                tree.elements(Tag::Link).filter(|node| tree.attribute(*node, Attribute::Rel) == Some(&place.name));
            links.filter_map(|node| tree.attribute(node, Attribute::Href)).map(str::to_owned).collect()
        }
        PlaceKind::Element => head.title.iter().cloned().collect(),
        // What the page shows is looked for when its lines are known.
        PlaceKind::Page => Vec::new(),
        PlaceKind::Html => {
            let html = tree.elements(Tag::Html).next();
            html.and_then(|node| tree.attribute(node, Attribute::Lang)).map(str::to_owned).into_iter().collect()
        }
    }
}

fn microdata(tree: &Tree, name: &str) -> Vec<String> {
    let is_named = |node: &NodeIndex| {
        let properties = tree.attribute(*node, Attribute::Itemprop);
        properties.is_some_and(|properties| properties.split_whitespace().any(|property| property == name))
    };
    let value = |node: NodeIndex| {
        let given = tree.attribute(node, Attribute::Content).or_else(|| tree.attribute(node, Attribute::Datetime));
        given.map_or_else(|| tree.text_below(node), str::to_owned)
    };
    (0..tree.len()).filter(is_named).take(VALUES_MAX).map(value).collect()
}

/// The value on one line.
fn tidy(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_usable(field: Field, value: &str) -> bool {
    let is_address = value.starts_with("http://") || value.starts_with("https://") || value.starts_with("//");
    let fits = !value.is_empty() && value.chars().count() <= VALUE_CHARS_MAX;
    fits && match field {
        Field::Address => value.starts_with("http://") || value.starts_with("https://"),
        Field::Author | Field::Source | Field::Title => !is_address && value.chars().any(char::is_alphabetic),
        _ => !is_address,
    }
}
