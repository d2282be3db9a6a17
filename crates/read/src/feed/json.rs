//! Lists in JSON: JSON Feed, arrays of rows, objects that hold such an array, and the items of ninjs and GDELT.
//!
//! An array is read element by element, so that what stands before damage is kept.

use std::sync::Arc;

use dateline_core::Note;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::{FeedFind, FeedItem, Form, Said};
use crate::Refused;

/// The names under which objects hold their list: JSON Feed and most interfaces, GDELT.
const LISTS: [&str; 2] = ["items", "articles"];

/// The names that show that an object is a row itself: Dateline's own, and those of ninjs.
const ROW_NAMES: [&str; 9] =
    ["text", "html", "url", "body_html", "body_text", "body_xhtml", "bodies", "headline", "headlines"];

/// Objects in one another that are looked at.
const DEPTH_MAX: usize = 3;

/// Values that are taken of one item.
const VALUES_MAX: usize = 1000;

/// Bytes at the beginning of a stream in which a JSON Feed names itself.
const HEAD_BYTES_MAX: usize = 1024;

/// What stands in a file in JSON.
#[derive(Debug)]
pub(super) struct JsonFinds {
    elements: std::vec::IntoIter<Box<RawValue>>,
    /// What a JSON Feed says of itself; `None` for other lists.
    channel: Option<Arc<[Said]>>,
    damage: Option<String>,
}

impl JsonFinds {
    /// Reads a file as far as it is right.
    ///
    /// # Errors
    /// [`Refused::NoFeed`] if it holds neither a list nor a row.
    pub(super) fn open(text: &str) -> Result<Self, Refused> {
        let mut list = List::default();
        let mut reader = serde_json::Deserializer::from_str(text);
        let read = reader.deserialize_any(ListVisitor { list: &mut list }).and_then(|()| reader.end());
        let damage = read.err().map(|error| format!("broken behind item {}: {error}", list.elements.len()));
        match damage {
            None if !list.has_list && list.is_row => {
                let row = serde_json::from_str::<Box<RawValue>>(text);
                list.elements.extend(row.ok());
            }
            Some(damage) if !list.has_list => return Err(Refused::NoFeed { holds: damage }),
            None if !list.has_list => {
                return Err(Refused::NoFeed {
                    holds: "its JSON holds neither a list of items nor one report".to_owned(),
                });
            }
            _ => {}
        }
        let channel = list.is_json_feed().then(|| said("json_feed", &Value::Object(list.own)).into());
        Ok(Self { elements: list.elements.into_iter(), channel, damage })
    }
}

impl Iterator for JsonFinds {
    type Item = FeedFind;

    fn next(&mut self) -> Option<FeedFind> {
        let Some(element) = self.elements.next() else { return self.damage.take().map(FeedFind::Damaged) };
        let Some(channel) = &self.channel else { return Some(FeedFind::Row(element.get().as_bytes().to_vec())) };
        let value: Value = serde_json::from_str(element.get()).unwrap_or_default();
        let (values, channel) = (said("json_feed", &value), Arc::clone(channel));
        Some(FeedFind::Item(Box::new(FeedItem { values, channel, notes: Vec::new() })))
    }
}

/// What was read of a file.
#[derive(Debug, Default)]
struct List {
    elements: Vec<Box<RawValue>>,
    has_list: bool,
    is_row: bool,
    /// What stands beside the list.
    own: serde_json::Map<String, Value>,
}

impl List {
    fn is_json_feed(&self) -> bool {
        self.own.get("version").and_then(Value::as_str).is_some_and(|version| version.contains("jsonfeed.org"))
    }
}

/// Reads an array of elements, or an object that holds one.
struct ListVisitor<'l> {
    list: &'l mut List,
}

impl<'de> Visitor<'de> for ListVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a list of items, or an object that holds one")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<(), A::Error> {
        self.list.has_list = true;
        while let Some(element) = sequence.next_element::<Box<RawValue>>()? {
            self.list.elements.push(element);
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            self.list.is_row |= ROW_NAMES.contains(&name.as_str());
            if LISTS.contains(&name.as_str()) && !self.list.has_list {
                map.next_value_seed(ListVisitor { list: &mut *self.list })?;
            } else {
                let value = map.next_value()?;
                self.list.own.insert(name, value);
            }
        }
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for ListVisitor<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// The item that an export's row is, if it is one: of ninjs, or of a list of articles by GDELT.
pub(super) fn export_item(json: &str, notes: &[Note]) -> Option<FeedItem> {
    let value: Value = serde_json::from_str(json).ok()?;
    let has = |name: &str| value.get(name).is_some_and(|value| !value.is_null());
    let vocabulary = if has("seendate") && has("url") {
        "gdelt"
    } else if ["body_html", "body_text", "body_xhtml", "bodies", "versioncreated"].into_iter().any(has)
        || has("uri") && (has("headline") || has("headlines"))
    {
        "ninjs"
    } else {
        return None;
    };
    Some(FeedItem { values: said(vocabulary, &value), channel: Arc::new([]), notes: notes.to_vec() })
}

/// The strings and numbers of an object with their places, in its order.
fn said(vocabulary: &str, value: &Value) -> Vec<Said> {
    let mut found = Vec::new();
    gather(value, &format!("{vocabulary}:"), Form::Plain, 0, &mut found);
    found
}

fn gather(value: &Value, place: &str, form: Form, depth: usize, found: &mut Vec<Said>) {
    if found.len() >= VALUES_MAX || depth > DEPTH_MAX {
        return;
    }
    match value {
        Value::String(text) if !text.trim().is_empty() => {
            found.push(Said { place: place.to_owned(), text: text.clone(), form });
        }
        Value::Number(number) => found.push(Said { place: place.to_owned(), text: number.to_string(), form }),
        Value::Array(values) => values.iter().for_each(|value| gather(value, place, form, depth, found)),
        Value::Object(object) => {
            let kind = object.get("contenttype").and_then(Value::as_str);
            let holder = if place.ends_with(':') { place.to_owned() } else { format!("{place}.") };
            for (name, value) in object {
                let form = match kind {
                    Some(kind) if name == "value" && kind.contains("html") => Form::Markup,
                    _ if name.ends_with("html") => Form::Markup,
                    _ => Form::Plain,
                };
                gather(value, &format!("{holder}{name}"), form, depth + 1, found);
            }
        }
        _ => {}
    }
}

/// Whether the beginning of a stream in JSON is that of a list and not of a row: an array, an object on several lines, or
/// a JSON Feed.
pub(super) fn begins_list(head: &str) -> bool {
    let is_array = head.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with('{'));
    let is_on_lines =
        head.strip_prefix('{').is_some_and(|rest| rest.trim_start_matches([' ', '\r', '\t']).starts_with('\n'));
    let first = &head[..head.floor_char_boundary(HEAD_BYTES_MAX)];
    is_array || is_on_lines || head.starts_with('{') && first.contains("jsonfeed.org/version")
}
