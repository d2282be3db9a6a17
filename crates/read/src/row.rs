//! One row of JSON Lines: the fields that are known, those of the wrong type left out with a note.

use dateline_core::{Note, NoteCode, Outcome, Source};
use serde::Deserialize;
use serde_json::Value;

use crate::Refused;
use crate::published::{self, Published};

/// The fields of a row that a report takes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) id: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) source: Source,
    pub(crate) title: Option<String>,
    pub(crate) published: Option<Published>,
    pub(crate) body: Body,
}

/// The text of a row.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Body {
    /// As it is.
    Text(String),
    /// In a page.
    Html(String),
    /// Only the address of its page was given.
    Elsewhere,
}

impl Default for Body {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

/// The fields as they stand; what else a row holds is passed over without being built.
#[derive(Deserialize)]
struct RawRow {
    id: Option<Value>,
    url: Option<Value>,
    source: Option<Value>,
    title: Option<Value>,
    published: Option<Value>,
    text: Option<Value>,
    html: Option<Value>,
}

/// Reads the fields of a row.
///
/// # Errors
/// [`Refused::NotJson`] if the row is not one JSON object, [`Refused::NoText`] if it holds no string in `text`, `html` or
/// `url`.
pub(crate) fn parse(json: &str) -> Result<Outcome<Row>, Refused> {
    let raw = parse_raw(json)?;
    let body = match (raw.text, raw.html) {
        (Some(Value::String(text)), _) => Body::Text(text),
        (_, Some(Value::String(html))) => Body::Html(html),
        _ if matches!(&raw.url, Some(Value::String(url)) if !url.trim().is_empty()) => Body::Elsewhere,
        _ => return Err(Refused::NoText),
    };
    let mut notes = Vec::new();
    let row = Row {
        id: id(raw.id, &mut notes),
        url: string("url", raw.url, &mut notes),
        source: string("source", raw.source, &mut notes).map(|given| source(&given)).unwrap_or_default(),
        title: string("title", raw.title, &mut notes),
        published: string("published", raw.published, &mut notes).and_then(|given| published(&given, &mut notes)),
        body,
    };
    Ok(Outcome { value: row, notes })
}

fn parse_raw(json: &str) -> Result<RawRow, Refused> {
    // The derived reader would also take an array, field by field.
    let n_blank_bytes = json.len() - json.trim_start().len();
    if !json[n_blank_bytes..].starts_with('{') {
        return Err(Refused::NotJson { column: n_blank_bytes + 1, message: "a row begins with {".to_owned() });
    }
    serde_json::from_str(json).map_err(|error| {
        let (column, shown) = (error.column(), error.to_string());
        let message = shown.split(" at line ").next().unwrap_or(&shown).to_owned();
        Refused::NotJson { column, message }
    })
}

fn id(given: Option<Value>, notes: &mut Vec<Note>) -> Option<String> {
    match given {
        Some(Value::Number(number)) => Some(number.to_string()),
        given => string("id", given, notes),
    }
}

/// The string, unless it is blank; a value of another type leaves a note.
fn string(field: &str, given: Option<Value>, notes: &mut Vec<Note>) -> Option<String> {
    match given? {
        Value::String(string) => Some(string).filter(|string| !string.trim().is_empty()),
        other => {
            let what = format!("the field {field:?} is left out: it holds {}, not a string", type_name(&other));
            notes.push(Note::new(NoteCode::FieldIgnored, what));
            None
        }
    }
}

const fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

fn published(given: &str, notes: &mut Vec<Note>) -> Option<Published> {
    let published = published::parse(given);
    if published.is_none() {
        let what = format!("the publication day {given:?} is left out: it is neither a day nor a time of ISO 8601");
        notes.push(Note::new(NoteCode::DateNotUnderstood, what));
    }
    published
}

/// A domain in lower case if it looks like one, else a name.
fn source(given: &str) -> Source {
    let given = given.trim();
    if is_domain(given) {
        Source { name: None, domain: Some(given.to_ascii_lowercase().into()) }
    } else {
        Source { name: Some(given.into()), domain: None }
    }
}

/// Whether the last of at least two labels is a word: "upi.com", but neither "A.P." nor "U.S. News".
pub(crate) fn is_domain(given: &str) -> bool {
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    let last = given.rsplit_once('.').map(|(_, last)| last);
    given.split('.').all(is_label)
        && last.is_some_and(|last| last.chars().count() >= 2 && !last.contains(char::is_numeric))
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::*;

    fn parsed(json: &str) -> (Row, Vec<NoteCode>) {
        let outcome = parse(json).unwrap_or_else(|refused| panic!("{json}: {refused}"));
        (outcome.value, outcome.notes.iter().map(|note| note.code).collect())
    }

    #[test]
    fn a_full_row() {
        let json = r#"{"id":"a1","url":"https://lantern.example/1","source":"The Lantern","title":"Port reopens",
            "published":"2031-05-03","text":"Body.","gold":{"x":[1,2]}}"#;
        let (row, notes) = parsed(json);
        assert_eq!(notes, []);
        assert_eq!(row.id.as_deref(), Some("a1"));
        assert_eq!(row.url.as_deref(), Some("https://lantern.example/1"));
        assert_eq!(row.source.name.as_deref(), Some("The Lantern"));
        assert_eq!(row.title.as_deref(), Some("Port reopens"));
        assert_eq!(row.published.map(|published| published.day), Some(Date::constant(2031, 5, 3)));
        assert_eq!(row.body, Body::Text("Body.".into()));
    }

    #[test]
    fn texts_outweigh_pages_and_pages_outweigh_addresses() {
        for (json, expected) in [
            (r#"{"text":"x","html":"<p>y","url":"https://lantern.example"}"#, Body::Text("x".into())),
            (r#"{"text":null,"html":"<p>y","url":"https://lantern.example"}"#, Body::Html("<p>y".into())),
            (r#"{"url":"https://lantern.example"}"#, Body::Elsewhere),
        ] {
            assert_eq!(parsed(json).0.body, expected, "{json}");
        }
    }

    #[test]
    fn numbers_are_ids_and_null_is_nothing() {
        assert_eq!(parsed(r#"{"id":17,"text":"x"}"#).0.id.as_deref(), Some("17"));
        assert_eq!(
            parsed(r#"{"id":null,"title":null,"url":" ","text":"x"}"#).0,
            Row { body: Body::Text("x".into()), ..Row::default() }
        );
    }

    #[test]
    fn wrong_types_are_left_out_with_a_note() {
        let (row, notes) = parsed(r#"{"id":[1],"title":7,"url":{},"source":true,"published":20310503,"text":"x"}"#);
        assert_eq!(row, Row { body: Body::Text("x".into()), ..Row::default() });
        assert_eq!(notes, [NoteCode::FieldIgnored; 5]);
        let (row, notes) = parsed(r#"{"published":"last Tuesday","text":"x"}"#);
        assert_eq!((row.published, notes), (None, vec![NoteCode::DateNotUnderstood]));
    }

    #[test]
    fn sources_are_names_or_domains() {
        let domains = ["upi.com", "WWW.Lantern.example", "news.lantern.co.uk"];
        let names = ["UPI", "U.S. News", "A.P.", "Lantern.", "Channel 4.5", "Radio 1.5", "lantern..example"];
        for given in domains {
            let source = source(given);
            assert_eq!(source.domain.as_deref(), Some(given.to_lowercase().as_str()));
        }
        for given in names {
            assert_eq!(source(given).name.as_deref(), Some(given));
        }
    }

    fn check_refused(json: &str, expected: &str) {
        let refused = parse(json).expect_err("the row is refused");
        assert_eq!(refused.to_string(), expected, "{json}");
        assert!(refused.hint().is_some());
    }

    #[test]
    fn refused_rows() {
        let no_text = "no field \"text\", \"html\" or \"url\" that holds a string";
        check_refused(r#"{"title":"x"}"#, no_text);
        check_refused(r#"{"text":5,"html":null,"url":" "}"#, no_text);
        check_refused(r#"{"text":"x""#, "not a JSON object at column 11: EOF while parsing an object");
        check_refused(r#"{"text":"x"} y"#, "not a JSON object at column 14: trailing characters");
        check_refused(r#"  ["a","b"]"#, "not a JSON object at column 3: a row begins with {");
        check_refused("Portugal signs", "not a JSON object at column 1: a row begins with {");
    }
}
