//! Which reports belong together, as a file tells it.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use dateline_compare::{Sketch, Sketcher, StoryGroup};
use dateline_read::{Line, json_lines};
use serde::Deserialize;

use crate::input::{place_of, unreadable};
use crate::{Entry, Place, Problem, ProblemCode, StoryReports};

/// Reports that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The id of the story.
    pub id: String,
    /// The keys of its reports, each once, in the order of the file.
    pub keys: Vec<String>,
    /// Where it stands.
    pub place: Place,
}

/// The wire form of a group; other fields are passed over.
#[derive(Deserialize)]
struct Row {
    id: Name,
    docs: Vec<Name>,
}

/// Ids are strings; numbers are taken as they are written.
#[derive(Deserialize)]
#[serde(untagged)]
enum Name {
    Text(String),
    Number(serde_json::Number),
}

impl Name {
    fn into_text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Number(number) => number.to_string(),
        }
    }
}

/// Which reports are compared with which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Grouping {
    /// All with all.
    All,
    /// Each group by itself.
    Groups(Vec<Group>),
    /// Those of one event, as their words tell it.
    Stories,
}

impl Grouping {
    /// Whether a report of that key is compared with any.
    ///
    /// Reports that are not need not be kept; the returned function looks a key up in constant time.
    pub fn wants(&self) -> impl Fn(&str) -> bool + '_ {
        let wanted: Option<HashSet<&str>> = match self {
            Self::All | Self::Stories => None,
            Self::Groups(groups) => Some(groups.iter().flat_map(|group| &group.keys).map(String::as_str).collect()),
        };
        move |key| wanted.as_ref().is_none_or(|wanted| wanted.contains(key))
    }

    /// The stories that the reports tell, one for each group, and the keys that no report has.
    ///
    /// Without groups there is one story, or none if there is no report. Of stories by event those are given that
    /// several reports tell, in the order of their first report.
    #[must_use]
    pub fn stories<'a>(&'a self, entries: &'a [Entry]) -> (Vec<StoryReports<'a>>, Vec<Problem>) {
        match self {
            Self::All if entries.is_empty() => (Vec::new(), Vec::new()),
            Self::All => (vec![StoryReports { group: None, entries: entries.iter().collect() }], Vec::new()),
            Self::Groups(groups) => stories(groups, entries),
            Self::Stories => (stories_by_event(entries), Vec::new()),
        }
    }
}

fn stories<'a>(groups: &'a [Group], entries: &'a [Entry]) -> (Vec<StoryReports<'a>>, Vec<Problem>) {
    let by_key: HashMap<&str, &Entry> = entries.iter().map(|entry| (entry.key.as_ref(), entry)).collect();
    let known = |group: &'a Group| group.keys.iter().filter_map(|key| by_key.get(key.as_str()).copied()).collect();
    let stories = groups.iter().map(|group| StoryReports { group: Some(group), entries: known(group) });
    let unknown = groups.iter().flat_map(|group| {
        let keys = group.keys.iter().filter(|key| !by_key.contains_key(key.as_str()));
        keys.map(|key| unknown_key(group, key))
    });
    (stories.collect(), unknown.collect())
}

fn stories_by_event(entries: &[Entry]) -> Vec<StoryReports<'_>> {
    let sketcher = Sketcher::new();
    let sketches: Vec<Sketch> = entries.iter().map(|entry| sketcher.sketch(&entry.analysis.report)).collect();
    let told = sketcher.group(&sketches.iter().collect::<Vec<_>>()).into_iter().filter(|story| story.members.len() > 1);
    let story = |story: StoryGroup| story.members.iter().map(|member| &entries[*member]).collect();
    told.map(|members| StoryReports { group: None, entries: story(members) }).collect()
}

fn unknown_key(group: &Group, key: &str) -> Problem {
    Problem {
        code: ProblemCode::UnknownKey,
        place: group.place.clone(),
        text: format!("the group {} names {key}, and no report has that key", group.id),
        hint: Some("a key is the id given with a report, else its file's name without extensions".to_owned()),
    }
}

/// Reads groups from a file of JSON Lines `{"id":ID,"docs":[KEY,…]}`.
///
/// What is no group is a problem of its own, named with its line, and the rest goes on.
#[must_use]
pub fn read_groups(path: &Path) -> Vec<Result<Group, Problem>> {
    match File::open(path) {
        Ok(file) => groups(&place_of(path), BufReader::new(file)).collect(),
        Err(error) => vec![Err(unreadable(place_of(path), &error))],
    }
}

fn groups(place: &Place, bytes: impl BufRead) -> impl Iterator<Item = Result<Group, Problem>> {
    let mut failed = false;
    json_lines(bytes).map_while(move |line| {
        if failed {
            return None;
        }
        Some(match line {
            Ok(line) => group_of_line(line, place),
            Err(error) => {
                failed = true;
                Err(unreadable(place.clone(), &error))
            }
        })
    })
}

fn group_of_line(line: Line, place: &Place) -> Result<Group, Problem> {
    let place = Place { line: Some(line.number), ..place.clone() };
    match line.bytes {
        Ok(row) => group(&row, place),
        Err(refused) => Err(Problem::refused(place, &refused)),
    }
}

fn group(row: &[u8], place: Place) -> Result<Group, Problem> {
    let row: Row = match serde_json::from_slice(row) {
        Ok(row) => row,
        Err(error) => return Err(no_group(place, &error)),
    };
    let mut keys = Vec::with_capacity(row.docs.len());
    for key in row.docs.into_iter().map(Name::into_text) {
        // Groups hold a handful of reports; a set would cost more than it saves.
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    Ok(Group { id: row.id.into_text(), keys, place })
}

fn no_group(place: Place, error: &serde_json::Error) -> Problem {
    Problem {
        code: ProblemCode::NoGroup,
        place,
        text: format!("not a group at column {}: {error}", error.column()),
        hint: Some("write one JSON object a line: {\"id\":\"ID\",\"docs\":[\"KEY\",\"KEY\"]}".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Group, Grouping, groups};
    use crate::{Holder, Place, Problem};

    fn read(file: &str) -> Vec<Result<Group, Problem>> {
        let place = Place { key: "groups".into(), holder: Holder::Path("groups.jsonl".into()), line: None };
        groups(&place, file.as_bytes()).collect()
    }

    /// The groups of `file` as `id:key,key`, and what is none as `!` with its place.
    fn check(file: &str, expected: &[&str]) {
        let shown = read(file).into_iter().map(|group| match group {
            Ok(group) => format!("{}:{}", group.id, group.keys.join(",")),
            Err(problem) => format!("!{}", problem.place),
        });
        assert_eq!(shown.collect::<Vec<_>>(), expected, "{file}");
    }

    #[test]
    fn lines_of_a_groups_file() {
        check("", &[]);
        check(r#"{"id":"g","docs":["a","b"],"pairs":[]}"#, &["g:a,b"]);
        check("{\"id\":1,\"docs\":[7,\"a\"]}\n\n{\"id\":\"h\",\"docs\":[]}\n", &["1:7,a", "h:"]);
        check(r#"{"id":"g","docs":["a","b","a"]}"#, &["g:a,b"]);
        check(
            "{\"id\":\"g\"}\n[]\n{\n{\"id\":\"h\",\"docs\":[\"a\"]}",
            &["!groups.jsonl:1", "!groups.jsonl:2", "!groups.jsonl:3", "h:a"],
        );
    }

    #[test]
    fn only_reports_of_groups_are_wanted() {
        let groups = read("{\"id\":\"g\",\"docs\":[\"a\",\"b\"]}\n{\"id\":\"h\",\"docs\":[\"b\"]}");
        let groups = Grouping::Groups(groups.into_iter().collect::<Result<_, _>>().expect("groups"));
        let wants = groups.wants();
        assert_eq!(["a", "b", "c"].map(wants), [true, true, false]);
        let wants = Grouping::All.wants();
        assert_eq!(["a", "b", "c"].map(wants), [true, true, true]);
    }

    #[test]
    fn what_is_no_group_is_explained() {
        let problem = read(r#"{"id":"g"}"#).remove(0).expect_err("docs are missing");
        assert!(problem.text.contains("missing field `docs`"), "{}", problem.text);
        assert!(problem.hint.is_some_and(|hint| hint.contains("docs")));
    }
}
