//! Pairs of answers that a choice tells apart, and pairs of which one is wrong.

use serde_json::{Value, json};

use super::*;

/// A place whose words stand between blanks.
fn place(words: &str) -> Place {
    Place { words: words.to_owned(), before: Some(' '), behind: Some(' ') }
}

fn check(asked: &Value, words: &str, near: &[&Value], expected: Option<&str>) {
    assert_eq!(choice(asked, &place(words), near), expected, "{asked} {near:?}");
}

/// What was found: its value, its first and last day, and its rule.
fn found(value: &str, days: &str, rule: &str) -> Value {
    let (from, to) = days.split_once(' ').unzip();
    json!({"start": 0, "end": 30, "value": value, "from": from, "to": to, "reason": rule})
}

/// What is asked for: a run with the day behind its last.
fn run(timex: &str, first: &str, end: &str) -> Value {
    json!({"start": 0, "end": 30, "timex": [timex], "values": [], "ranges": [[first, end]]})
}

#[test]
fn a_choice_is_a_relation_of_two_answers() {
    let years = run("(2014-01-01,2018-01-01,P4Y)", "2014-01-01", "2018-01-01");
    let quarters = run("", "2017-01-01", "2018-01-01");
    let day = json!({"start": 0, "end": 9, "timex": ["2030-07-19"], "values": ["2030-07-19"], "ranges": []});
    for (asked, found, expected) in [
        (&years, found("2014/2018", "2014-01-01 2018-12-31", "years"), Some("last-day")),
        (&years, found("2014/2019", "2014-01-01 2019-12-31", "years"), None),
        (&day, found("2030-W29", "2030-07-15 2030-07-21", "in-units"), Some("period")),
        (&day, found("2030-W30", "2030-07-22 2030-07-28", "in-units"), None),
        (&day, found("P2W", "", "in-units"), Some("length")),
        (&day, found("2030-XX-XX", "", "day-in-digits"), Some("month-or-day")),
        (&day, found("2030-07-19", "2030-07-19 2030-07-19", "in-units"), None),
        (&day, found("2030-07-19T10:30", "2030-07-19 2030-07-19", "hour-of-day"), Some("hour")),
        (&day, found("2030-07-20T10:30", "2030-07-20 2030-07-20", "hour-of-day"), None),
        (&quarters, found("2017-Q1/2018-Q1", "2017-01-01 2018-03-31", "run"), Some("last-day")),
        (&quarters, found("2017-Q1/2018-Q2", "2017-01-01 2018-06-30", "run"), None),
        (&years, found("P4Y", "2014-01-02 2018-01-01", "coming-window"), Some("window")),
        (&years, found("P4Y", "2014-06-02 2018-06-01", "coming-window"), Some("window")),
        (&years, found("P4Y", "2014-01-01 2017-12-31", "coming-window"), None),
        (&years, found("P3Y", "2014-06-02 2017-06-01", "coming-window"), None),
        (&years, found("P4Y", "2018-06-02 2022-06-01", "coming-window"), None),
        (&day, found("XXXX-WXX", "", "later"), Some("counted-from")),
        (&day, found("2030-W33", "2030-08-12 2030-08-18", "later"), None),
        (&day, found("2030-07-18/2030-07-19", "2030-07-18 2030-07-19", "two-days-of-a-month"), Some("one-run")),
        (&day, found("2030-07-18/2030-07-20", "2030-07-18 2030-07-20", "days-of-a-month"), None),
    ] {
        check(asked, "", &[&found], expected);
    }
}

#[test]
fn weeks_of_a_time_are_counted_by_days() {
    let weeks = run("(2021-01-04,2021-01-18,P2W)", "2021-01-04", "2021-01-18");
    let days = run("(2021-01-04,2021-01-18,P14D)", "2021-01-04", "2021-01-18");
    let first = found("2021-01-01/2021-01-14", "2021-01-01 2021-01-14", "first-units-of");
    check(&weeks, "", &[&first], Some("weeks-of"));
    check(&days, "", &[&first], None);
    check(&weeks, "", &[&found("2020-01-01/2020-01-14", "2020-01-01 2020-01-14", "first-units-of")], None);
}

#[test]
fn a_part_has_the_value_of_the_whole() {
    let middle = run("XXXX-11", "2030-11-10", "2030-11-21");
    let with_mod = |value: &str, days: &str, modifier: &str| {
        let mut time = found(value, days, "mid");
        time["mod"] = json!(modifier);
        time
    };
    check(&middle, "", &[&with_mod("2030-11", "2030-11-01 2030-11-30", "mid")], Some("part"));
    check(&middle, "", &[&with_mod("2030-12", "2030-12-01 2030-12-31", "mid")], None);
    check(&middle, "", &[&with_mod("2030", "2030-01-01 2030-12-31", "later")], None);
    check(&middle, "", &[&found("2030-11", "2030-11-01 2030-11-30", "month-alone")], None);
    let ends = run("", "2008-01-01", "2009-01-01");
    let whole = found("2007/2008", "2007-01-01 2008-12-31", "run");
    let mut end = with_mod("2007", "2007-01-01 2007-12-31", "end");
    end["part_of"] = json!("t1");
    check(&ends, "", &[&whole, &end], Some("part"));
    check(&ends, "", &[&whole], None);
}

#[test]
fn a_season_lies_in_the_year_that_is_told() {
    let asked = json!({"start": 0, "end": 30, "timex": ["SU"], "values": ["not resolved"], "ranges": []});
    check(&asked, "summer", &[&found("2030-SU", "2030-06-01 2030-08-31", "season")], Some("season"));
    check(&asked, "summer", &[&found("2030-WI", "", "season")], None);
    check(&asked, "summer", &[], None);
}

#[test]
fn what_news_does_not_take_for_a_time() {
    let day = json!({"start": 0, "end": 9, "timex": ["2030-07-19"], "values": ["2030-07-19"], "ranges": []});
    for (words, expected) in [
        ("week 10", Some("week-number")),
        ("week 10 of 2030", None),
        ("the day", Some("bare-unit")),
        ("the day of the vote", None),
        ("11/20", Some("fraction")),
        ("11/20/2030", None),
        ("July 19", None),
    ] {
        check(&day, words, &[], expected);
    }
    let year_before = found("2029", "2029-01-01 2029-12-31", "before-a-day");
    check(&day, "the year", &[&year_before], Some("bare-unit"));
    check(&json!({"start": 0, "end": 30, "timex": [], "values": []}), "the year", &[&year_before], None);
}

#[test]
fn keys_and_addresses_hold_no_times() {
    let asked = |text: &str, start: u64, end: u64| {
        let asked = json!({"start": start, "end": end, "timex": ["2030-07-19"], "values": [], "ranges": []});
        let report: Vec<char> = text.chars().collect();
        choice(&asked, &Place::of(&asked, &report), &[])
    };
    assert_eq!(asked("pier.example/log-20300719.html", 17, 25), Some("in-a-key"));
    assert_eq!(asked("on 20300719.", 3, 11), None);
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
fn the_day_behind() {
    for (end, to, expected) in [
        ("2030-03-01", "2030-02-28", true),
        ("2028-03-01", "2028-02-28", false),
        ("2028-03-01", "2028-02-29", true),
        ("2031-01-01", "2030-12-31", true),
        ("2030-05-16", "2030-05-15", true),
        ("2030-05-15", "2030-05-15", false),
        ("", "2030-05-15", false),
    ] {
        assert_eq!(is_day_behind(end, to), expected, "{end} {to}");
    }
}
