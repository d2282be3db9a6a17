//! Reports with the days that their expressions mean, out of a treebank that marks them.
//!
//! GUM keeps the elements of its texts in the column MISC, among them `<date when="2014-05-03">`; of its genres, news and
//! interviews are read. The lines are those that the referee asks for: `{"id", "published", "text", "gold": {"times": …}}`
//! with offsets in code points.

use serde_json::{Map, Value, json};

/// The genres that are read, as they stand in the names of documents.
const GENRES: [&str; 2] = ["_news_", "_interview_"];

/// A document while its lines are read.
#[derive(Debug, Default)]
struct Document {
    id: String,
    published: Option<String>,
    text: String,
    n_chars: usize,
    times: Vec<Value>,
    /// Elements that are not closed yet.
    open: Vec<Map<String, Value>>,
    /// The last word of a spelling that several words share, and where the spelling stands.
    shared: Option<(usize, usize)>,
}

/// The reports of a file in CoNLL-U, as JSON Lines.
pub fn reports(conllu: &str) -> String {
    let mut lines = String::new();
    let mut document = Document::default();
    for line in conllu.lines() {
        if let Some(id) = line.strip_prefix("# newdoc id = ") {
            lines.push_str(&std::mem::take(&mut document).line());
            document.id = id.to_owned();
        } else if let Some(day) = line.strip_prefix("# meta::dateCreated = ") {
            document.published = Some(day.to_owned());
        } else if line.starts_with("# newpar") && !line.starts_with("# newpar_block") {
            document.begin_paragraph();
        } else if line.is_empty() {
            // Words are counted anew in the next sentence.
            document.shared = None;
        } else if !line.starts_with('#') {
            document.add(line);
        }
    }
    lines.push_str(&document.line());
    lines
}

impl Document {
    /// The document as a line; nothing of a genre that is not read.
    fn line(self) -> String {
        if !GENRES.iter().any(|genre| self.id.contains(genre)) {
            return String::new();
        }
        let row = json!({
            "id": self.id, "published": self.published, "text": self.text.trim_end(), "gold": {"times": self.times},
        });
        format!("{row}\n")
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.n_chars += text.chars().count();
    }

    fn begin_paragraph(&mut self) {
        if !self.text.is_empty() {
            let n_before = self.text.len();
            self.text.truncate(self.text.trim_end().len());
            self.n_chars -= n_before - self.text.len();
            self.push("\n\n");
        }
    }

    /// Adds the spelling of a row and the elements that begin and end there.
    fn add(&mut self, row: &str) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [id, form, .., misc] = columns[..] else { return };
        let (first, last) = id.split_once('-').unwrap_or((id, id));
        let Ok(last) = last.parse::<usize>() else { return };
        let entries = || misc.split('|');
        let markup = entries().find_map(|entry| entry.strip_prefix("XML=")).unwrap_or_default();
        let start = match self.shared.filter(|(end, _)| last <= *end && first == id) {
            Some((_, start)) => start,
            None => {
                let start = self.n_chars;
                self.push(form);
                self.shared = (first != id).then_some((last, start));
                start
            }
        };
        let is_inside = self.n_chars > start && self.text.ends_with(char::is_whitespace);
        self.mark(markup, start, self.n_chars - usize::from(is_inside));
        let is_shared_word = first == id && self.shared.is_some_and(|(end, _)| last <= end);
        if !is_shared_word && !entries().any(|entry| entry == "SpaceAfter=No") {
            self.push(" ");
        }
    }

    /// Opens and closes the elements that mark days; all stand at one spelling.
    fn mark(&mut self, markup: &str, start: usize, end: usize) {
        for element in markup.split('<').skip(1) {
            if let Some(attributes) = element.strip_prefix("date") {
                let mut time = attributes_of(attributes);
                time.insert("start".to_owned(), json!(start));
                self.open.push(time);
            } else if element.starts_with("/date")
                && let Some(mut time) = self.open.pop()
            {
                time.insert("end".to_owned(), json!(end));
                self.times.push(Value::Object(time));
            }
        }
    }
}

/// `when:::"2014-05-03" notBefore:::"…"`, as GUM writes attributes in MISC.
fn attributes_of(element: &str) -> Map<String, Value> {
    let element = element.split('>').next().unwrap_or_default();
    let pairs = element.split_whitespace().filter_map(|pair| pair.split_once(":::"));
    pairs.map(|(name, value)| (name.to_owned(), json!(value.trim_matches('"')))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, form: &str, misc: &str) -> String {
        format!("{id}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}\n")
    }

    #[test]
    fn days_have_their_places_in_the_text() {
        let conllu = [
            "# newdoc id = GUM_news_pier\n# meta::dateCreated = 2031-05-06\n# newpar\n".to_owned(),
            row("1", "It", "_"),
            row("2-3", "didn’t", "_"),
            row("2", "did", "_"),
            row("3", "n’t", "_"),
            row("4", "open", "_"),
            row("5", "May", "XML=<hi><date when:::\"2031-05-03\">"),
            row("6", "3", "SpaceAfter=No|XML=</date></hi>"),
            row("7", ".", "_"),
            "\n# newpar\n".to_owned(),
            row("1", "Monday", "XML=<date from:::\"2031-05-05\" to:::\"2031-05-05\"></date>"),
            "\n# newdoc id = GUM_voyage_pier\n".to_owned(),
            row("1", "Never", "_"),
        ];
        let expected = json!({
            "id": "GUM_news_pier", "published": "2031-05-06", "text": "It didn’t open May 3.\n\nMonday",
            "gold": {"times": [
                {"start": 15, "end": 20, "when": "2031-05-03"},
                {"start": 23, "end": 29, "from": "2031-05-05", "to": "2031-05-05"},
            ]},
        });
        let lines = reports(&conllu.concat());
        let found: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("it is JSON")).collect();
        assert_eq!(found, [expected]);
    }
}
