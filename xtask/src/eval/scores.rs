//! The figures as tables for people.

use crate::eval::FLOORS_PATH;
use crate::eval::floors::{Floors, Scored, TaskFloors};

/// What stands above the tables of the page.
const HEAD: &str = "\
# Scores

What Dateline reaches on public corpora, in percent, as the project's referee measures it, and for *syntax* and *names*
`cargo xtask eval --syntax`.
Written by `cargo xtask eval` from `FLOORS`: no figure falls under what stands here without a reason given.

- *statements*: `content_exact` asks for the same words, `content_iou50` for half of them; `…_overlap` for one word in
  common; `…_of_found` looks only at statements that were found; `recall_iou50_by_kind` tells quotations from reported speech.
- *speakers*: of given quotations, how many lie in a statement, and how many have the right speaker.
- *pairs*: of utterances that two reports share, how many were paired, how many of these with the right relation, and how
  many of the pairs are known to be right: by the labels, and `as_read` after the others were read (`eval/judged`). What is
  told in other words, and what cannot both be right, is labelled less fully; a part of it was in view when limits were chosen.
- *stories*: reports grouped by event, by the B³ measure: for each report, how many of those grouped with it belong to its
  event, and how many of its event are grouped with it. All corpora are grouped with one set of thresholds.
- *entities*: of names that were led to an entry of Wikidata, how many to the right one; and how many of those that the
  corpus marks. A name that the corpus does not mark costs precision.
- *syntax*: the layers of `annotate` from raw text, by the definition of the CoNLL 2018 shared task; relations are compared
  without their subtypes.
- *names*: mentions from raw text, right if borders and kind are; only persons, organisations and places (countries and
  facilities among them) are looked at. Corpora that keep no blanks between words are joined by a few rules first. re3d marks
  whatever words stand for somebody; Dateline's layer marks names. `set_aside` is the score of the rest, without mentions of
  the corpus that meet one of these choices: *description*, a pronoun, or words in lower case that say who or what is meant;
  *article*, the name with an article before it; *title*, a person's name with a title of `data/en/titles.tsv` before it;
  *state*, a place for those who govern it; *parts*, a place together with the one that it lies in.
- *times*, *figures*: `span` asks for one character in common, `span_and_value` for the value too. The corpora of Recognizers
  are made for assistants: their ranges end before their last day (from 2014 to 2018 ends with 2017), in two weeks is a
  day, and some answers guess what news leaves open; Dateline keeps the reading of news. In *figures-currency* only money is
  marked: every percentage and count that is found there costs precision. `set_aside` is the score of the rest, without the
  answers that differ by one of these choices: *last-day*, a range holds the last day it names; *period*, what is counted in
  weeks, months and years is a week, a month or a year; *window*, the past and the next weeks end before the report or begin
  behind it, not with a week or decade of the calendar; *weeks-of*, the first two weeks of a year are its first fourteen days;
  *part*, the begin, the middle and the end of a time keep its value, as TIMEX3 has it, not ten days or one; *counted-from*,
  \"three weeks later\" is counted from what was told before, not from the report; *one-run*, 18 and 19 June are one run;
  *season*, a summer is that of a year; *length*, \"in two weeks\" is a length where the clause does not speak of what will be; *month-or-day*, of 3/4/2031
  nobody can say which number is the month; *hour*, a time of day is marked together with its day; *no-such-day*, February 30 is
  no time; *week-number*, week 10 without a year is that of a season or of a trial; *bare-unit*, \"the day\" by itself is not
  the day of the report; *fraction*, 11/20 with no word beside it may be eleven twentieths; *in-a-key*, digits inside an
  address, a file's name or a key are no day; *ends*, the two days of a run stand beside the run, which are no more answers to the
  corpus; *other-kinds*, figures of a kind that the corpus does not mark.
- *days*: the days that news and interviews of GUM mean, out of its treebank, by a character in common and by first and last
  day. Rules were written with these files in view.
- *commitments*: `what` asks for three tenths of the action's characters in common; `…_of_found` looks only at commitments that
  were found. One reader labelled them; a second reader agreed with the first on 91 % of them, and on 87 % of who acts.
- *body*: of the text of the report in a web page, by runs of four words, each page weighing the same.
- *published*: of the days on which web pages were published, how many were given, and how many of those given are right.
";

/// The figures of one run beside their floors, for a terminal.
pub fn table(floors: &Floors, scored: &[Scored]) -> String {
    let head = ["task", "items", "figure", "score", "floor", ""].map(str::to_owned);
    let rows = scored.iter().flat_map(|scored| {
        scored.figures.iter().map(|(figure, &value)| {
            let floor = floors.floor(scored.task, figure);
            [
                scored.task.to_owned(),
                scored.n_items.to_string(),
                figure.clone(),
                format!("{value:.2}"),
                floor.map_or_else(|| "none".to_owned(), |floor| format!("{floor:.2}")),
                standing(value, floor).to_owned(),
            ]
        })
    });
    aligned(&std::iter::once(head).chain(rows).collect::<Vec<_>>())
}

/// How a figure stands to its floor.
fn standing(value: f64, floor: Option<f64>) -> &'static str {
    match floor {
        None => "new: set it with --update",
        Some(floor) if value < floor => "UNDER ITS FLOOR",
        Some(floor) if value > floor => "above: raise it with --update",
        Some(_) => "",
    }
}

fn aligned<const N: usize>(rows: &[[String; N]]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; N] = std::array::from_fn(width);
    let line = |row: &[String; N]| {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
        format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
    };
    rows.iter().map(line).collect()
}

/// The page of scores: all of it follows from the floors, so that a check can hold one against the other.
pub fn page(floors: &Floors) -> String {
    let mut page = HEAD.replace("FLOORS", FLOORS_PATH);
    for (name, task) in floors.tasks() {
        page.push_str(&section(name, task));
    }
    page
}

fn section(name: &str, task: &TaskFloors) -> String {
    let mut section = format!("\n## {name}\n\n{} items.\n\n| figure | score | |\n|---|---:|---|\n", task.n_items);
    for (figure, floor) in &task.figures {
        let fell = floor.fell.as_ref();
        let remark =
            fell.map(|fall| format!("{:.2} before; {}", fall.from, in_cell(&fall.because))).unwrap_or_default();
        section.push_str(&format!("| {figure} | {:.2} | {remark} |\n", floor.floor));
    }
    section
}

/// Text that stays inside one cell of a Markdown table.
fn in_cell(text: &str) -> String {
    text.replace('|', "\\|").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use anyhow::Result;

    use super::*;

    const FLOORS: &str = "\
[statements-a]
n_items = 10
corpora.\"a.jsonl\" = \"00\"
figures.exact = { floor = 60.0 }
figures.found = { floor = 80.5, fell = { from = 81.0, because = \"one | two\\nlines\" } }
";

    #[test]
    fn the_table_says_how_each_figure_stands() -> Result<()> {
        let figures = [("exact", 59.99), ("found", 80.5), ("new", 5.0), ("same", 7.0)];
        let scored = Scored {
            task: "statements-a",
            n_items: 10,
            corpora: BTreeMap::new(),
            figures: figures.map(|(name, value)| (name.to_owned(), value)).into(),
        };
        let expected = "\
task          items  figure  score  floor
statements-a  10     exact   59.99  60.00  UNDER ITS FLOOR
statements-a  10     found   80.50  80.50
statements-a  10     new     5.00   none   new: set it with --update
statements-a  10     same    7.00   none   new: set it with --update
";
        assert_eq!(table(&Floors::parse(FLOORS)?, &[scored]), expected);
        Ok(())
    }

    #[test]
    fn the_page_shows_every_floor_and_why_it_fell() -> Result<()> {
        let page = page(&Floors::parse(FLOORS)?);
        let expected = "\
## statements-a

10 items.

| figure | score | |
|---|---:|---|
| exact | 60.00 |  |
| found | 80.50 | 81.00 before; one \\| two lines |
";
        assert!(page.ends_with(expected), "{page}");
        Ok(())
    }
}
