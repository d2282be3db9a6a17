//! Answers that a benchmark has otherwise than news: what is scored a second time without them.
//!
//! A choice is a relation between the benchmark's answer and Dateline's, never a list of items, so that it cannot hide an
//! error. `docs/scores.md` says what each stands for; the figures with and without them stand side by side there.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::eval::tasks::{Kind, Task};

/// Answers and predictions of a task without what was chosen otherwise, one JSON line each, and how often each choice
/// was met.
#[derive(Debug, PartialEq, Eq)]
pub struct Remaining {
    /// The right answers, those set aside marked so that they are neither asked for nor punished.
    pub gold: String,
    /// What was found.
    pub predicted: String,
    /// The choices, by their names.
    pub n_met: BTreeMap<&'static str, usize>,
}

/// Whether anything was chosen otherwise than the corpus of the task has it.
pub fn are_made(task: &Task) -> bool {
    task.kind == Kind::Times || marked_kind(task).is_some()
}

/// What remains of a task for which choices are made.
///
/// # Errors
/// If a line is no JSON.
pub fn remaining(task: &Task, gold: &str, predicted: &str) -> Result<Remaining> {
    match marked_kind(task) {
        Some(kind) => figures(gold, predicted, kind),
        None => times(gold, predicted),
    }
}

/// The one kind of figures that a corpus marks.
fn marked_kind(task: &Task) -> Option<&'static str> {
    (task.name == "figures-currency").then_some("money")
}

/// Sets the answers aside for which a choice was met.
fn times(gold: &str, predicted: &str) -> Result<Remaining> {
    let mut n_met = BTreeMap::new();
    let (mut kept, mut kept_found) = (String::new(), String::new());
    let mut by_key: BTreeMap<String, Value> = BTreeMap::new();
    for mut line in lines(predicted)? {
        let n_ends = leave_out(&mut line["times"], |time| time["part_of"].is_string());
        *n_met.entry("ends").or_insert(0) += n_ends;
        kept_found.push_str(&format!("{line}\n"));
        by_key.insert(text(&line["origin"]["key"]).to_owned(), line);
    }
    for mut line in lines(gold)? {
        let found = by_key.get(text(&line["id"])).and_then(|line| line["times"].as_array());
        for asked in line["gold"]["times"].as_array_mut().into_iter().flatten() {
            let is_asked = matches!(text(&asked["type"]), "datetimeV2.date" | "datetimeV2.daterange");
            let mut near = found.into_iter().flatten().filter(|time| is_asked && overlap(asked, time)).peekable();
            let is_no_day = is_asked && near.peek().is_none() && strings(&asked["timex"]).any(is_no_day);
            let chosen = near.filter_map(|time| choice(asked, time)).next();
            if let Some(name) = chosen.or(is_no_day.then_some("no-such-day")) {
                *n_met.entry(name).or_insert(0) += 1;
                asked["type"] = Value::from("set-aside");
            }
        }
        kept.push_str(&format!("{line}\n"));
    }
    Ok(Remaining { gold: kept, predicted: kept_found, n_met })
}

/// Leaves the figures of other kinds out, which the corpus does not mark.
fn figures(gold: &str, predicted: &str, marked_kind: &str) -> Result<Remaining> {
    let mut n_left_out = 0;
    let mut kept = String::new();
    for mut line in lines(predicted)? {
        n_left_out += leave_out(&mut line["figures"], |figure| text(&figure["kind"]) != marked_kind);
        kept.push_str(&format!("{line}\n"));
    }
    Ok(Remaining { gold: gold.to_owned(), predicted: kept, n_met: BTreeMap::from([("other-kinds", n_left_out)]) })
}

/// Takes what is not asked for out of a list; how much that was.
fn leave_out(list: &mut Value, is_left_out: impl Fn(&Value) -> bool) -> usize {
    let Some(list) = list.as_array_mut() else { return 0 };
    let n_before = list.len();
    list.retain(|one| !is_left_out(one));
    n_before - list.len()
}

/// The choice by which an answer differs; none if it is the same, or wrong.
fn choice(asked: &Value, found: &Value) -> Option<&'static str> {
    let value = text(&found["value"]);
    let is_same = [&asked["timex"], &asked["values"]].into_iter().any(|list| strings(list).any(|one| one == value));
    if is_same {
        return None;
    }
    let days = found["from"].as_str().zip(found["to"].as_str());
    let ranges = || asked["ranges"].as_array().into_iter().flatten();
    let ends = || ranges().filter_map(|range| Some((range[0].as_str()?, range[1].as_str()?)));
    let rule = text(&found["reason"]);
    match days {
        Some((from, to)) if ends().any(|(first, end)| first == from && is_last_of(end, to)) => Some("last-day"),
        Some((from, to)) if from == to && is_hour_of(value, asked) => Some("hour"),
        Some((_, to)) if WINDOWS.contains(&rule) && ends().any(|(_, end)| end == to) => Some("window"),
        Some((from, to)) if COUNTED.contains(&rule) && strings(&asked["values"]).any(|day| holds(from, to, day)) => {
            Some("period")
        }
        None if LENGTHS.contains(&rule) => Some("length"),
        None if value.contains("-XX-XX") => Some("month-or-day"),
        _ => None,
    }
}

/// The rules that count whole weeks, months and years.
const COUNTED: [&str; 6] = ["ago", "from-now", "in-units", "later", "earlier", "following"];

/// The rules of runs that end before the day of the report or begin behind it.
const WINDOWS: [&str; 3] = ["past-window", "coming-window", "within-units"];

/// The rules that give a length of time.
const LENGTHS: [&str; 4] = ["in-units", "within-units", "length", "vague-length"];

/// Whether a value is a time of day on the day asked for: `2030-05-16T10:30`.
fn is_hour_of(value: &str, asked: &Value) -> bool {
    let Some((day, _)) = value.split_once('T') else { return false };
    strings(&asked["values"]).any(|one| one == day)
}

/// Whether TIMEX3 names a day here that no calendar has: `2019-02-30`, `XXXX-06-31`.
fn is_no_day(timex: &str) -> bool {
    let [year, month, day] = timex.split('-').collect::<Vec<_>>()[..] else { return false };
    let (Ok(month), Ok(day)) = (month.parse::<u8>(), day.parse::<u8>()) else { return false };
    let is_common_year = year.parse::<u32>().is_ok_and(|year| year % 4 != 0 || (year % 100 == 0 && year % 400 != 0));
    let longest = match month {
        2 if is_common_year => 28,
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    !(1..=longest).contains(&day)
}

/// Whether `to` is the last day of the day, the month, the quarter or the year that begins with `end`.
fn is_last_of(end: &str, to: &str) -> bool {
    let quarters = [("-01-01", "-03-31"), ("-04-01", "-06-30"), ("-07-01", "-09-30"), ("-10-01", "-12-31")];
    let is_of_quarter =
        end.get(..4) == to.get(..4) && quarters.iter().any(|(first, last)| end.ends_with(first) && to.ends_with(last));
    let is_of_month = end.ends_with("-01") && end.get(..7) == to.get(..7) && to.get(8..).is_some_and(|day| day >= "28");
    let is_of_year = end.ends_with("-01-01") && end.get(..4) == to.get(..4) && to.ends_with("-12-31");
    end == to || is_of_month || is_of_quarter || is_of_year
}

/// Whether a day lies in a longer run; days of ISO 8601 sort as they follow each other.
fn holds(from: &str, to: &str, day: &str) -> bool {
    day.len() == from.len() && from < to && from <= day && day <= to
}

fn overlap(a: &Value, b: &Value) -> bool {
    let at = |value: &Value, name: &str| value[name].as_u64().unwrap_or_default();
    at(a, "start") < at(b, "end") && at(b, "start") < at(a, "end")
}

fn lines(text: &str) -> Result<impl Iterator<Item = Value>> {
    let parsed = text.lines().map(|line| serde_json::from_str(line).context("a line is no JSON"));
    Ok(parsed.collect::<Result<Vec<Value>>>()?.into_iter())
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn strings(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(asked: &Value, found: &Value, expected: Option<&str>) {
        assert_eq!(choice(asked, found), expected, "{asked} {found}");
    }

    #[test]
    fn a_choice_is_a_relation_of_two_answers() {
        let run =
            json!({"timex": ["(2014-01-01,2018-01-01,P4Y)"], "values": [], "ranges": [["2014-01-01", "2018-01-01"]]});
        let quarters = json!({"timex": [], "values": [], "ranges": [["2017-01-01", "2018-01-01"]]});
        let day = json!({"timex": ["2030-07-19"], "values": ["2030-07-19"], "ranges": []});
        let with = |value: &str, from: Option<&str>, to: Option<&str>, rule: &str| json!({"value": value, "from": from, "to": to, "reason": rule});
        let years = with("2014/2018", Some("2014-01-01"), Some("2018-12-31"), "years");
        let other_years = with("2014/2019", Some("2014-01-01"), Some("2019-12-31"), "years");
        let week = with("2030-W29", Some("2030-07-15"), Some("2030-07-21"), "in-units");
        let other_week = with("2030-W30", Some("2030-07-22"), Some("2030-07-28"), "in-units");
        let length = with("P2W", None, None, "in-units");
        let open = with("2030-XX-XX", None, None, "day-in-digits");
        for (asked, found, expected) in [
            (&run, &years, Some("last-day")),
            (&run, &other_years, None),
            (&day, &week, Some("period")),
            (&day, &other_week, None),
            (&day, &length, Some("length")),
            (&day, &open, Some("month-or-day")),
            (&day, &with("2030-07-19", Some("2030-07-19"), Some("2030-07-19"), "in-units"), None),
            (&day, &with("2030-07-19T10:30", Some("2030-07-19"), Some("2030-07-19"), "hour-of-day"), Some("hour")),
            (&day, &with("2030-07-20T10:30", Some("2030-07-20"), Some("2030-07-20"), "hour-of-day"), None),
            (&quarters, &with("2017-Q1/2018-Q1", Some("2017-01-01"), Some("2018-03-31"), "run"), Some("last-day")),
            (&quarters, &with("2017-Q1/2018-Q2", Some("2017-01-01"), Some("2018-06-30"), "run"), None),
            (&run, &with("P4Y", Some("2014-01-02"), Some("2018-01-01"), "coming-window"), Some("window")),
        ] {
            check(asked, found, expected);
        }
    }

    #[test]
    fn days_that_no_calendar_has() {
        for (timex, expected) in [
            ("2019-02-30", true),
            ("2019-02-29", true),
            ("2020-02-29", false),
            ("XXXX-02-29", false),
            ("XXXX-06-31", true),
            ("2019-13-01", true),
            ("2019-02", false),
            ("2019-W02-3", false),
        ] {
            assert_eq!(is_no_day(timex), expected, "{timex}");
        }
    }

    #[test]
    fn what_is_set_aside_is_neither_asked_nor_punished() -> Result<()> {
        let gold = r#"{"id":"a","gold":{"times":[{"start":0,"end":9,"type":"datetimeV2.date","timex":["2030-07-19"],"values":["2030-07-19"],"ranges":[]}]}}"#;
        let found =
            r#"{"origin":{"key":"a"},"times":[{"start":3,"end":9,"value":"P2W","reason":"length"},{"part_of":"t1"}]}"#;
        let remaining = times(gold, found)?;
        assert!(!remaining.predicted.contains("part_of"), "{remaining:?}");
        assert!(remaining.gold.contains(r#""type":"set-aside""#), "{remaining:?}");
        assert_eq!(remaining.n_met, BTreeMap::from([("ends", 1), ("length", 1)]));
        let found = r#"{"figures":[{"kind":"money"},{"kind":"count"}]}"#;
        let remaining = figures("", found, "money")?;
        assert_eq!(remaining.predicted, "{\"figures\":[{\"kind\":\"money\"}]}\n");
        assert_eq!(remaining.n_met, BTreeMap::from([("other-kinds", 1)]));
        Ok(())
    }
}
