//! What a page says about its report in JSON-LD with the words of schema.org.
//!
//! Only single properties are taken: titles, names, days, addresses. A text that stands in a script is never the report's.

use serde_json::{Map, Value};

use super::tag::Tag;
use super::tree::{Attribute, Tree};
use crate::words;

/// The types of things that are reports; what ends in one of them is one too.
const ARTICLE_TYPES: [&str; 4] = ["Article", "BlogPosting", "Report", "SocialMediaPosting"];

/// The types of things that are pages around a report.
const PAGE_TYPES: [&str; 3] = ["WebPage", "ItemPage", "VideoObject"];

/// Objects that are looked at: pages with long lists of other reports have some hundred.
const OBJECTS_MAX: usize = 10_000;

/// The objects of a page that speak of its report and of the page.
#[derive(Debug, Default)]
pub(crate) struct JsonLd {
    article: Option<Map<String, Value>>,
    page: Option<Map<String, Value>>,
    /// The names of things that others point to by `@id`.
    names: Vec<(String, String)>,
}

impl JsonLd {
    /// Reads the scripts of a page. Of several articles the one with a wanted title is taken, else the first.
    pub(crate) fn of(tree: &Tree, titles: &[&str]) -> Self {
        let is_json_ld =
            |node: &usize| tree.attribute(*node, Attribute::Type).is_some_and(|kind| kind.ends_with("ld+json"));
        let scripts = tree.elements(Tag::Script).filter(is_json_ld);
        let objects: Vec<_> = scripts.filter_map(|node| parse(&tree.text_below(node))).flat_map(objects).collect();
        let names =
            objects.iter().filter_map(|object| Some((text_of(object.get("@id")?)?, text_of(object.get("name")?)?)));
        let names = names.collect();
        let is_titled = |object: &&Map<String, Value>| {
            let headline = object.get("headline").and_then(text_of);
            headline.is_some_and(|headline| titles.iter().any(|title| words::begins_with_wording(title, &headline)))
        };
        let articles = || objects.iter().filter(|object| is_of(object, &ARTICLE_TYPES));
        let article = articles().find(is_titled).or_else(|| articles().next()).cloned();
        let page = objects.iter().find(|object| is_of(object, &PAGE_TYPES)).cloned();
        Self { article, page, names }
    }

    /// The values of a property of the article.
    pub(crate) fn article(&self, property: &str) -> Vec<String> {
        self.values(self.article.as_ref(), property)
    }

    /// The values of a property of the page.
    pub(crate) fn page(&self, property: &str) -> Vec<String> {
        self.values(self.page.as_ref(), property)
    }

    fn values(&self, object: Option<&Map<String, Value>>, property: &str) -> Vec<String> {
        let Some(value) = object.and_then(|object| object.get(property)) else { return Vec::new() };
        let one = |value: &Value| match value {
            Value::Object(thing) => self.name_of(thing, property),
            other => text_of(other),
        };
        match value {
            Value::Array(values) => values.iter().filter_map(one).collect(),
            value => one(value).into_iter().collect(),
        }
    }

    /// What a thing that is a property's value is called: its name, or for an address where it is.
    fn name_of(&self, thing: &Map<String, Value>, property: &str) -> Option<String> {
        let id = || thing.get("@id").and_then(text_of);
        if matches!(property, "mainEntityOfPage" | "url") {
            return id().or_else(|| thing.get("url").and_then(text_of));
        }
        thing.get("name").and_then(text_of).or_else(|| {
            let id = id()?;
            self.names.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone())
        })
    }
}

/// Parses a script; control characters inside strings, which many pages leave there, count as blanks.
fn parse(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches("<!--").trim_end_matches("-->").trim().trim_end_matches(';');
    serde_json::from_str(script).ok().or_else(|| {
        let cleaned: String = script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&cleaned).ok()
    })
}

/// The objects at the top of a script, in its graph, and what those speak of.
fn objects(script: Value) -> Vec<Map<String, Value>> {
    let mut left = vec![script];
    let mut found = Vec::new();
    while let Some(value) = left.pop() {
        match value {
            Value::Array(values) => left.extend(values.into_iter().rev()),
            Value::Object(object) if found.len() < OBJECTS_MAX => {
                let inner = ["mainEntity", "mainEntityOfPage", "@graph"].iter().filter_map(|key| object.get(*key));
                left.extend(inner.filter(|value| !value.is_string()).cloned());
                found.push(object);
            }
            _ => {}
        }
    }
    found
}

fn is_of(object: &Map<String, Value>, types: &[&str]) -> bool {
    let is_one = |kind: &Value| kind.as_str().is_some_and(|kind| types.iter().any(|wanted| kind.ends_with(wanted)));
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is_one),
        Some(kind) => is_one(kind),
        None => false,
    }
}

fn text_of(value: &Value) -> Option<String> {
    value.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}
