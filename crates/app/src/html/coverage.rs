//! Tables: which report tells which point, and who is quoted where.

use std::collections::BTreeMap;

use dateline_wire::{Comparison, Point};
use maud::{Markup, html};

use super::Story;
use super::anchors::{Placed, link};
use crate::layout::{
    NOTHING_IN_COMMON, Row, by_interest, keys, quoted_in_several, rows, shown, speakers_differ, subject,
};

/// The beginning of a wording that a row of the table is known by; longer ones are cut behind a word.
const BEGINNING_CHARS_MAX: usize = 48;

/// Most reports that have a column of their own; of more it is told how many have each wording.
const COLUMNS_MAX: usize = 24;

/// One row a point, one column a report; each cell leads to the wording in its place.
pub fn section(story: Story<'_>, placed: &Placed) -> Markup {
    let comparison = story.comparison;
    let has_columns = comparison.reports.len() <= COLUMNS_MAX;
    let points = by_interest(comparison);
    html! {
        section #coverage aria-labelledby="coverage-title" {
            h2 #coverage-title { "Who tells what" }
            @if points.is_empty() {
                p.none { (NOTHING_IN_COMMON) "." }
            } @else {
                p.lead {
                    "What several reports tell, against the fullest wording: "
                    b { "full" } " has it, " b { "same" } " has the same words, the others differ; "
                    b { "—" } " is silent."
                }
                div.scroll tabindex="0" role="group" aria-labelledby="coverage-title" {
                    table.coverage {
                        thead { tr {
                            th scope="col" { "Point" }
                            @if has_columns {
                                @for key in keys(comparison) { th scope="col" { (shown(key)) } }
                            } @else {
                                th scope="col" { "Reports by wording" }
                            }
                        } }
                        tbody { @for point in points { (row(story, point, placed, has_columns)) } }
                    }
                }
            }
        }
    }
}

fn row(story: Story<'_>, point: &Point, placed: &Placed, has_columns: bool) -> Markup {
    let comparison = story.comparison;
    let rows = rows(comparison, point);
    html! {
        tr {
            th scope="row" {
                a href={ "#" (point.id) } {
                    span.id { (point.id) } " " (subject(comparison, point))
                }
                span.words { (beginning(&rows)) }
                @if speakers_differ(point) { span.warning { "different speakers" } }
            }
            @if has_columns {
                @for (n, key) in keys(comparison).enumerate() { (cell(&rows, (n, key), placed)) }
            } @else {
                (counts(comparison, point, &rows))
            }
        }
    }
}

fn beginning(rows: &[Row<'_>]) -> String {
    let fullest = rows.first().map(|row| shown(&row.told[0].telling.span.text)).unwrap_or_default();
    let (opens, closes) = if rows.first().is_some_and(|row| row.is_quoted) { ("“", "”") } else { ("", "") };
    if fullest.chars().count() <= BEGINNING_CHARS_MAX {
        return format!("{opens}{fullest}{closes}");
    }
    let cut: String = fullest.chars().take(BEGINNING_CHARS_MAX).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{opens}{cut} …{closes}")
}

/// What a wording is called in the table: what it is to the fullest one.
fn name<'a>(rows: &'a [Row<'_>], n: usize, place: usize) -> &'a str {
    match (&rows[n].relation, n, place) {
        (Some(relation), _, _) => relation.as_str(),
        (None, 0, 0) => "full",
        (None, _, _) => "same",
    }
}

/// What a report tells of a point, each wording a link to its characters.
fn cell(rows: &[Row<'_>], (report, key): (usize, &str), placed: &Placed) -> Markup {
    let told = rows.iter().enumerate().filter_map(|(n, row)| {
        let place = row.told.iter().position(|told| told.key == key)?;
        Some((name(rows, n, place), &row.told[place].telling.span))
    });
    let mut told: Vec<_> = told.collect();
    told.dedup_by_key(|(name, _)| *name);
    html! {
        @if told.is_empty() {
            td.silent { span aria-hidden="true" { "—" } span.unseen { "silent" } }
        } @else {
            td {
                @for (name, span) in told {
                    span class={ "told is-" (name) } { (link(placed, report, span, name)) } " "
                }
            }
        }
    }
}

/// How many reports have each wording, and how many are silent.
fn counts(comparison: &Comparison, point: &Point, rows: &[Row<'_>]) -> Markup {
    let mut n_reports = BTreeMap::<&str, usize>::new();
    for key in keys(comparison) {
        let of_key = rows.iter().enumerate().find_map(|(n, row)| {
            let place = row.told.iter().position(|told| told.key == key)?;
            Some(name(rows, n, place))
        });
        *n_reports.entry(of_key.unwrap_or("silent")).or_default() += 1;
    }
    html! {
        td aria-label={ "Reports with each wording of " (point.id) } {
            @for (name, n) in n_reports { span class={ "told is-" (name) } { (name) " " span.n { (n) } } " " }
        }
    }
}

/// How often each report quotes those who are quoted in several.
pub fn speakers(comparison: &Comparison) -> Markup {
    let quoted = quoted_in_several(comparison);
    let has_columns = comparison.reports.len() <= COLUMNS_MAX;
    html! {
        @if !quoted.is_empty() {
            section #speakers aria-labelledby="speakers-title" {
                h2 #speakers-title { "Who is quoted, and how often" }
                div.scroll tabindex="0" role="group" aria-labelledby="speakers-title" {
                    table.speakers {
                        thead { tr {
                            th scope="col" { "Speaker" }
                            @if has_columns {
                                @for key in keys(comparison) { th scope="col" { (shown(key)) } }
                            } @else {
                                th scope="col" { "Quotations" }
                                th scope="col" { "Reports" }
                            }
                        } }
                        tbody {
                            @for (entity, counts) in quoted {
                                tr {
                                    th scope="row" { (shown(&entity.name)) }
                                    @if has_columns {
                                        @for n in counts { (count(n)) }
                                    } @else {
                                        td { (counts.iter().sum::<usize>()) }
                                        td { (counts.iter().filter(|n| **n > 0).count()) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn count(n: usize) -> Markup {
    html! {
        @if n == 0 {
            td.silent { span aria-hidden="true" { "—" } span.unseen { "not quoted" } }
        } @else {
            td { (n) span.unseen { " " (if n == 1 { "quotation" } else { "quotations" }) } }
        }
    }
}
