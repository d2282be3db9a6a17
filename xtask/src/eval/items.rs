//! One line for each right answer of a corpus: was it found, was it right?
//!
//! The lines are committed, so that a diff shows which item a change lost. They hold ids and offsets and no text of the
//! corpora. What was missed comes from the referee's list of misses: the scoring is done there and nowhere else.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::eval::tasks::Kind;

/// The lengths, in code points, to which the referee cuts the texts in its list of misses.
const MISSED_CHARS: usize = 160;
const SPEAKER_CHARS: usize = 120;
const PAIR_CHARS: usize = 110;

/// The relations that a pair may wrongly be given.
const RELATIONS: [&str; 8] =
    ["identical", "truncated", "overlapping", "altered", "paraphrased", "copied", "contradicts", "precision"];

/// The table of items, tab-separated with a head, sorted by id and offset.
///
/// `gold` and `predicted` are JSON Lines as the referee reads them, `misses` is all that it wrote about them.
///
/// # Errors
/// If a line has not the expected form.
pub fn table(kind: Kind, gold: &str, predicted: &str, misses: &str) -> Result<String> {
    let misses = Misses::of(misses);
    match kind {
        Kind::Statements => Ok(statements(&lines(gold)?, &lines(predicted)?, misses)),
        Kind::Speakers => Ok(speakers(&lines(gold)?, misses)),
        Kind::Pairs => Ok(pairs(&lines(gold)?, misses)),
        Kind::Stories
        | Kind::Entities
        | Kind::Times
        | Kind::Days
        | Kind::Figures
        | Kind::Commitments
        | Kind::Events
        | Kind::Plover
        | Kind::Cameo => {
            bail!("the referee does not tell which items of {} it missed", kind.name())
        }
        Kind::Body => Ok(pages(&lines(gold)?, "BODY", misses)),
        Kind::Published => Ok(pages(&lines(gold)?, "DATE", misses)),
    }
}

fn lines<T: DeserializeOwned>(text: &str) -> Result<Vec<T>> {
    let full = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    full.map(|(index, line)| serde_json::from_str(line).with_context(|| format!("line {}", index + 1))).collect()
}

#[derive(Deserialize)]
struct GoldReport {
    id: String,
    text: String,
    gold: Gold,
}

#[derive(Deserialize)]
struct Gold {
    #[serde(default)]
    statements: Vec<GoldStatement>,
    #[serde(default)]
    speakers: Vec<GoldSpeaker>,
}

#[derive(Deserialize)]
struct GoldStatement {
    content: Vec<(usize, usize)>,
    kind: String,
    speakers: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct GoldSpeaker {
    text: Option<String>,
    speaker: String,
}

#[derive(Deserialize)]
struct GoldGroup {
    id: String,
    pairs: Vec<GoldPair>,
}

#[derive(Deserialize)]
struct GoldPair {
    relation: String,
    a: GoldEnd,
    b: GoldEnd,
    #[serde(default)]
    a_text: String,
    #[serde(default)]
    b_text: String,
}

#[derive(Deserialize)]
struct GoldEnd {
    doc: String,
    start: usize,
}

#[derive(Deserialize)]
struct GoldPage {
    id: String,
}

#[derive(Deserialize)]
struct PredictedReport {
    origin: Origin,
    statements: Vec<PredictedStatement>,
}

#[derive(Deserialize)]
struct Origin {
    key: String,
}

#[derive(Deserialize)]
struct PredictedStatement {
    content: Vec<Span>,
}

#[derive(Deserialize)]
struct Span {
    start: usize,
    end: usize,
}

/// A cell of the table; rows are sorted by their cells, offsets as numbers.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Cell<'a> {
    Text(&'a str),
    Offset(usize),
}

impl fmt::Display for Cell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Offset(offset) => write!(f, "{offset}"),
        }
    }
}

fn written<const N: usize>(head: [&str; N], mut rows: Vec<[Cell<'_>; N]>) -> String {
    rows.sort();
    let row = |row: &[Cell<'_>; N]| row.iter().map(Cell::to_string).collect::<Vec<_>>().join("\t");
    let lines = std::iter::once(head.join("\t")).chain(rows.iter().map(row));
    lines.map(|line| line + "\n").collect()
}

const fn yes_or_no(answer: bool) -> Cell<'static> {
    Cell::Text(if answer { "yes" } else { "no" })
}

fn statements(gold: &[GoldReport], predicted: &[PredictedReport], mut misses: Misses<'_>) -> String {
    let predicted: BTreeMap<&str, &PredictedReport> =
        predicted.iter().map(|report| (report.origin.key.as_str(), report)).collect();
    let mut rows = Vec::new();
    for report in gold {
        let text: Vec<char> = report.text.chars().collect();
        let contents = predicted.get(report.id.as_str()).map(|report| predicted_contents(report, &text));
        let contents = contents.unwrap_or_default();
        let statements = report.gold.statements.iter();
        rows.extend(statements.filter_map(|given| statement(report, &text, given, &contents, &mut misses)));
    }
    written(["report", "start", "kind", "found", "exact", "speaker"], rows)
}

/// The row of a statement; `None` for one without a letter or digit, which the referee passes over.
fn statement<'a>(
    report: &'a GoldReport,
    text: &[char],
    given: &'a GoldStatement,
    predicted: &BTreeSet<Vec<usize>>,
    misses: &mut Misses<'_>,
) -> Option<[Cell<'a>; 6]> {
    let offsets = content_offsets(given.content.iter().copied(), text);
    let (&first, &last) = offsets.first().zip(offsets.last())?;
    let cut = |n_chars| text[first..=last].iter().take(n_chars).collect::<String>();
    let missed = format!("MISSED {} {} | {}\n", given.kind, report.id, cut(MISSED_CHARS));
    let mistaken = format!("SPEAKER {} | content: {} | gold:", report.id, cut(SPEAKER_CHARS));
    let is_found = !misses.take(missed);
    let has_speaker = is_found && given.speakers.is_some();
    Some([
        Cell::Text(&report.id),
        Cell::Offset(first),
        Cell::Text(&given.kind),
        yes_or_no(is_found),
        yes_or_no(is_found && predicted.contains(&offsets)),
        if has_speaker { yes_or_no(!misses.take(mistaken)) } else { Cell::Text("-") },
    ])
}

fn predicted_contents(report: &PredictedReport, text: &[char]) -> BTreeSet<Vec<usize>> {
    let ends = |statement: &PredictedStatement| {
        content_offsets(statement.content.iter().map(|span| (span.start, span.end)), text)
    };
    report.statements.iter().map(ends).collect()
}

/// The offsets that decide whether two contents are the same: those of letters and digits.
fn content_offsets(spans: impl Iterator<Item = (usize, usize)>, text: &[char]) -> Vec<usize> {
    let offsets: BTreeSet<usize> = spans.flat_map(|(start, end)| start..end.min(text.len())).collect();
    offsets.into_iter().filter(|&offset| text[offset].is_alphanumeric()).collect()
}

fn speakers(gold: &[GoldReport], mut misses: Misses<'_>) -> String {
    let mut rows = Vec::new();
    for report in gold {
        for quotation in &report.gold.speakers {
            // The referee, too, passes over a quotation that does not stand in the text.
            let Some(text) = quotation.text.as_deref() else { continue };
            let Some(at) = report.text.find(text) else { continue };
            let mistaken = format!("SPEAKER {} | {} | got", quotation.speaker, cut(text, SPEAKER_CHARS));
            let start = report.text[..at].chars().count();
            rows.push([Cell::Text(&report.id), Cell::Offset(start), yes_or_no(!misses.take(mistaken))]);
        }
    }
    written(["report", "start", "speaker"], rows)
}

fn pairs(gold: &[GoldGroup], mut misses: Misses<'_>) -> String {
    let mut rows = Vec::new();
    for group in gold {
        rows.extend(group.pairs.iter().map(|pair| {
            [
                Cell::Text(&group.id),
                Cell::Text(&pair.a.doc),
                Cell::Offset(pair.a.start),
                Cell::Text(&pair.b.doc),
                Cell::Offset(pair.b.start),
                Cell::Text(&pair.relation),
                Cell::Text(given_relation(pair, &mut misses)),
            ]
        }));
    }
    written(["group", "a", "start", "b", "start", "relation", "given"], rows)
}

/// The relation that the pair was given, "-" if it was not found.
fn given_relation<'a>(pair: &'a GoldPair, misses: &mut Misses<'_>) -> &'a str {
    let texts = format!("{} || {}", cut(&pair.a_text, PAIR_CHARS), cut(&pair.b_text, PAIR_CHARS));
    let mut is_missed_as = |given: &str| misses.take(format!("PAIR {} | got {given} | {texts}\n", pair.relation));
    if is_missed_as("None") {
        return "-";
    }
    RELATIONS.into_iter().find(|given| is_missed_as(given)).unwrap_or(&pair.relation)
}

/// Whether each page was read right: its day, or at least four fifths of its text (the referee names those with less).
fn pages(gold: &[GoldPage], missed: &str, mut misses: Misses<'_>) -> String {
    let is_right = |page: &GoldPage, misses: &mut Misses<'_>| !misses.take(format!("{missed} {} ", page.id));
    let rows = gold.iter().map(|page| [Cell::Text(&page.id), yes_or_no(is_right(page, &mut misses))]).collect();
    written(["page", "right"], rows)
}

fn cut(text: &str, n_chars: usize) -> &str {
    text.char_indices().nth(n_chars).map_or(text, |(at, _)| &text[..at])
}

/// The referee's list of misses. Its texts may hold line breaks, so an item is looked for by what would stand there.
///
/// Of several items of a report that read alike, the first ones count as missed: the list does not tell them apart.
struct Misses<'a> {
    /// The rest of the list from each of its lines on, sorted.
    rests: Vec<&'a str>,
    /// For each entry that was looked for, how often it stands in the list and was not taken.
    left: BTreeMap<String, usize>,
}

impl<'a> Misses<'a> {
    fn of(list: &'a str) -> Self {
        let later_lines = list.match_indices('\n').map(|(at, _)| &list[at + 1..]);
        let mut rests: Vec<&str> = std::iter::once(list).chain(later_lines).collect();
        rests.sort_unstable();
        Self { rests, left: BTreeMap::new() }
    }

    /// Takes one entry that begins so. Returns whether there was one.
    fn take(&mut self, entry: String) -> bool {
        let from = self.rests.partition_point(|rest| *rest < entry.as_str());
        let count = self.rests[from..].iter().take_while(|rest| rest.starts_with(&entry)).count();
        let left = self.left.entry(entry).or_insert(count);
        let has_one = *left > 0;
        *left = left.saturating_sub(1);
        has_one
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: Kind, gold: &str, predicted: &str, misses: &str, expected: &[&str]) {
        let table = table(kind, gold, predicted, misses).expect("the lines have the right form");
        assert_eq!(table.lines().skip(1).collect::<Vec<_>>(), expected, "{misses}");
    }

    /// "Rain, said Ola Brenn." twice, then a statement over two paragraphs, after an emoji that is one code point.
    const STATEMENTS: &str = concat!(
        r#"{"id": "b", "text": "🌧 Rain, said Ola Brenn. Rain, she said. Stay\n\nhome.", "gold": {"statements": ["#,
        r#"{"content": [[40, 51]], "kind": "direct", "speakers": []},"#,
        r#"{"content": [[2, 7]], "kind": "direct", "speakers": ["Ola Brenn"]},"#,
        r#"{"content": [[24, 29]], "kind": "direct"},"#,
        r#"{"content": [[6, 7]], "kind": "mixed", "speakers": null}]}}"#,
    );

    fn predicted(contents: &str) -> String {
        format!(r#"{{"origin": {{"key": "b"}}, "statements": [{{"content": {contents}}}]}}"#)
    }

    #[test]
    fn statements_are_found_unless_the_referee_missed_them() {
        let exact = predicted(r#"[{"start": 1, "end": 6}]"#);
        check(
            Kind::Statements,
            STATEMENTS,
            &exact,
            "",
            &["b\t2\tdirect\tyes\tyes\tyes", "b\t24\tdirect\tyes\tno\t-", "b\t40\tdirect\tyes\tno\tyes"],
        );
        check(
            Kind::Statements,
            STATEMENTS,
            &exact,
            "MISSED direct b | Stay\n\nhome\nSPEAKER b | content: Rain | gold: ['Ola Brenn'] | got: []\n",
            &["b\t2\tdirect\tyes\tyes\tno", "b\t24\tdirect\tyes\tno\t-", "b\t40\tdirect\tno\tno\t-"],
        );
        check(
            Kind::Statements,
            STATEMENTS,
            "",
            "MISSED direct b | Rain\nMISSED direct b | Rain\nMISSED direct b | Rain falls\nMISSED indirect b | Stay\n",
            &["b\t2\tdirect\tno\tno\t-", "b\t24\tdirect\tno\tno\t-", "b\t40\tdirect\tyes\tno\tyes"],
        );
    }

    #[test]
    fn long_texts_are_cut_as_the_referee_cuts_them() {
        let long = "ä".repeat(200);
        let gold = format!(
            r#"{{"id": "b", "text": "{long}", "gold": {{"statements": [{{"content": [[0, 200]], "kind": "mixed", "speakers": []}}]}}}}"#
        );
        let missed = format!("MISSED mixed b | {}\n", "ä".repeat(160));
        check(Kind::Statements, &gold, "", &missed, &["b\t0\tmixed\tno\tno\t-"]);
        let mistaken = format!("SPEAKER b | content: {} | gold: [] | got: []\n", "ä".repeat(120));
        check(Kind::Statements, &gold, "", &mistaken, &["b\t0\tmixed\tyes\tno\tno"]);
    }

    #[test]
    fn speakers_are_right_unless_the_referee_says_otherwise() {
        let gold = concat!(
            r#"{"id": "b", "text": "Ja: “No rain”, “no sun”", "gold": {"speakers": ["#,
            r#"{"text": "no sun", "speaker": "Ola Brenn"}, {"text": "No rain", "speaker": "Ola Brenn"},"#,
            r#"{"text": "elsewhere", "speaker": "Ola Brenn"}, {"text": null, "speaker": "Ola Brenn"}]}}"#,
        );
        check(Kind::Speakers, gold, "", "", &["b\t5\tyes", "b\t16\tyes"]);
        check(Kind::Speakers, gold, "", "SPEAKER Ola Brenn | no sun | got ['x']\n", &["b\t5\tyes", "b\t16\tno"]);
    }

    #[test]
    fn pairs_show_the_relation_that_they_were_given() {
        let gold = concat!(
            r#"{"id": "g", "docs": ["x", "y"], "pairs": [{"relation": "altered", "a": {"doc": "x", "start": 9, "end": 12},"#,
            r#" "b": {"doc": "y", "start": 10, "end": 13}, "a_text": "the rain", "b_text": "rain"}]}"#,
        );
        let row = |given: &str| format!("g\tx\t9\ty\t10\taltered\t{given}");
        let check = |misses: &str, given: &str| check(Kind::Pairs, gold, "", misses, &[&row(given)]);
        check("", "altered");
        check("PAIR altered | got None | the rain || rain\n", "-");
        check("PAIR altered | got identical | the rain || rain\n", "identical");
        check("PAIR truncated | got None | the rain || rain\n", "altered");
        check("PAIR altered | got None | the rain || rain again\n", "altered");
    }

    #[test]
    fn pages_are_right_unless_the_referee_names_them() {
        let gold = "{\"id\": \"p2\", \"url\": \"x\"}\n{\"id\": \"p1\"}\n";
        check(Kind::Body, gold, "", "BODY p2 x tp fp fn 1 2 3\n", &["p1\tyes", "p2\tno"]);
        check(Kind::Published, gold, "", "DATE p1 x gold 2031-05-03 got None\n", &["p1\tno", "p2\tyes"]);
    }

    #[test]
    fn a_line_of_another_form_is_named() {
        let error = table(Kind::Speakers, "{}\n", "", "").expect_err("a report has an id");
        assert!(format!("{error:#}").starts_with("line 1: missing field"), "{error:#}");
    }
}
