//! The parts of a Markdown page that checks look at: links, anchors, code spans and tables, with their lines.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// What a page holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Where links and images point.
    pub links: Vec<Located>,
    /// Code spans, without those in code blocks.
    pub codes: Vec<Located>,
    /// The names by which the page's headings can be linked to, as GitHub makes them.
    pub anchors: Vec<String>,
    /// The rows of all tables, without their heads.
    pub rows: Vec<Row>,
}

/// A piece of text and the line it stands on, counted from 1.
#[derive(Debug, PartialEq, Eq)]
pub struct Located {
    /// The line.
    pub line: usize,
    /// The text.
    pub text: String,
}

/// A row of a table.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// The line.
    pub line: usize,
    /// The text of the last heading above the table.
    pub heading: String,
    /// The text of the cells, without marks.
    pub cells: Vec<String>,
}

impl Page {
    /// Reads a page.
    pub fn parse(markdown: &str) -> Self {
        let mut reader = Reader::default();
        let lines = Lines::of(markdown);
        for (event, range) in Parser::new_ext(markdown, Options::ENABLE_TABLES).into_offset_iter() {
            reader.take(event, lines.at(range.start));
        }
        reader.page
    }
}

/// Collects a page from the parser's events.
#[derive(Default)]
struct Reader {
    page: Page,
    heading: String,
    cells: Vec<String>,
    /// The text since the last heading or cell began.
    text: String,
    n_anchors: BTreeMap<String, usize>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>, line: usize) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                self.page.links.push(Located { line, text: dest_url.into_string() });
            }
            Event::Start(Tag::Heading { .. } | Tag::TableCell) => self.text.clear(),
            Event::Start(Tag::TableHead | Tag::TableRow) => self.cells.clear(),
            Event::Text(text) => self.text.push_str(&text),
            Event::Code(code) => {
                self.text.push_str(&code);
                self.page.codes.push(Located { line, text: code.into_string() });
            }
            Event::End(TagEnd::Heading(_)) => self.end_heading(),
            Event::End(TagEnd::TableCell) => self.cells.push(self.text.trim().to_owned()),
            Event::End(TagEnd::TableRow) => {
                let cells = std::mem::take(&mut self.cells);
                self.page.rows.push(Row { line, heading: self.heading.clone(), cells });
            }
            _ => {}
        }
    }

    fn end_heading(&mut self) {
        self.heading = self.text.trim().to_owned();
        let anchor = anchor(&self.heading);
        let n_before = self.n_anchors.entry(anchor.clone()).or_default();
        let name = if *n_before == 0 { anchor } else { format!("{anchor}-{n_before}") };
        *n_before += 1;
        self.page.anchors.push(name);
    }
}

/// GitHub's name for a heading: lower case, blanks as hyphens, no punctuation but hyphens and underscores.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// Where the lines of a text begin.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(at, _)| at + 1).collect())
    }

    /// The line that a byte stands on, counted from 1.
    fn at(&self, byte: usize) -> usize {
        self.0.partition_point(|&start| start <= byte) + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_links_codes_and_anchors_with_their_lines() {
        let page = Page::parse(
            "# One & two\n\nSee [it](a.md#b) and `crates/core`.\n\n```\n[no](x) `no`\n```\n\n## One & two\n![p](i.png)\n",
        );
        let located = |line, text: &str| Located { line, text: text.to_owned() };
        assert_eq!(page.links, [located(3, "a.md#b"), located(10, "i.png")]);
        assert_eq!(page.codes, [located(3, "crates/core")]);
        assert_eq!(page.anchors, ["one--two", "one--two-1"]);
    }

    #[test]
    fn names_anchors_as_github_does() {
        for (heading, expected) in [
            ("To change X, go to Y", "to-change-x-go-to-y"),
            ("`dateline read --json`", "dateline-read---json"),
            ("Über rules_2", "über-rules_2"),
        ] {
            assert_eq!(Page::parse(&format!("## {heading}\n")).anchors, [expected]);
        }
    }

    #[test]
    fn reads_table_rows_under_their_heading() {
        let page = Page::parse("## Crates\n\n| crate | depends on |\n|---|---|\n| `core` | — |\n| read | `core` |\n");
        let row = |line, cells: [&str; 2]| Row {
            line,
            heading: "Crates".to_owned(),
            cells: cells.map(str::to_owned).to_vec(),
        };
        assert_eq!(page.rows, [row(5, ["core", "—"]), row(6, ["read", "core"])]);
    }
}
