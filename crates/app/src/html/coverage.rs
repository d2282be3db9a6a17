//! Tables: which report tells which point, and who is quoted where.

use dateline_wire::{Comparison, Point};
use maud::{Markup, html};

use crate::layout::{Row, all_speakers, by_interest, keys, quoted_in_several, rows, shown, speakers_differ};

/// The beginning of a wording that a row of the table is known by; longer ones are cut behind a word.
const BEGINNING_CHARS_MAX: usize = 48;

/// One row a point, one column a report.
pub fn section(comparison: &Comparison) -> Markup {
    let points = by_interest(comparison);
    html! {
        section #coverage aria-labelledby="coverage-title" {
            h2 #coverage-title { "Who tells what" }
            @if points.is_empty() {
                p.none { "No words are quoted by several reports." }
            } @else {
                p.lead {
                    "What several reports quote, against the fullest wording: "
                    b { "full" } " has it, " b { "same" } " has the same words, the others differ; "
                    b { "—" } " is silent."
                }
                div.scroll tabindex="0" role="group" aria-labelledby="coverage-title" {
                    table.coverage {
                        thead { tr {
                            th scope="col" { "Point" }
                            @for key in keys(comparison) { th scope="col" { (shown(key)) } }
                        } }
                        tbody { @for point in points { (row(comparison, point)) } }
                    }
                }
            }
        }
    }
}

fn row(comparison: &Comparison, point: &Point) -> Markup {
    let rows = rows(comparison, point);
    html! {
        tr {
            th scope="row" {
                a href={ "#" (point.id) } {
                    span.id { (point.id) } " " (all_speakers(comparison, point).join(" / "))
                }
                span.words { (beginning(&rows)) }
                @if speakers_differ(point) { span.warning { "different speakers" } }
            }
            @for key in keys(comparison) { (cell(&rows, key)) }
        }
    }
}

fn beginning(rows: &[Row<'_>]) -> String {
    let fullest = rows.first().map(|row| shown(&row.told[0].telling.span.text)).unwrap_or_default();
    if fullest.chars().count() <= BEGINNING_CHARS_MAX {
        return format!("“{fullest}”");
    }
    let cut: String = fullest.chars().take(BEGINNING_CHARS_MAX).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("“{cut} …”")
}

fn cell(rows: &[Row<'_>], key: &str) -> Markup {
    let names: Vec<&str> = rows
        .iter()
        .enumerate()
        .filter_map(|(n, row)| {
            let place = row.told.iter().position(|told| told.key == key)?;
            Some(match (&row.relation, n, place) {
                (Some(relation), _, _) => relation.as_str(),
                (None, 0, 0) => "full",
                (None, _, _) => "same",
            })
        })
        .collect();
    let mut names = names;
    names.dedup();
    html! {
        @if names.is_empty() {
            td.silent { span aria-hidden="true" { "—" } span.unseen { "silent" } }
        } @else {
            td { @for name in names { span class={ "told is-" (name) } { (name) } } }
        }
    }
}

/// How often each report quotes those who are quoted in several.
pub fn speakers(comparison: &Comparison) -> Markup {
    let quoted = quoted_in_several(comparison);
    html! {
        @if !quoted.is_empty() {
            section #speakers aria-labelledby="speakers-title" {
                h2 #speakers-title { "Who is quoted, and how often" }
                div.scroll tabindex="0" role="group" aria-labelledby="speakers-title" {
                    table.speakers {
                        thead { tr {
                            th scope="col" { "Speaker" }
                            @for key in keys(comparison) { th scope="col" { (shown(key)) } }
                        } }
                        tbody {
                            @for (entity, counts) in quoted {
                                tr {
                                    th scope="row" { (shown(&entity.name)) }
                                    @for n in counts { (count(n)) }
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
