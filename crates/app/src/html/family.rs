//! The timeline and the family tree of the reports, as one drawing.
//!
//! One line a report, the earliest on top, those without a day at the bottom; a mark stands at the day of publication,
//! and an arc leads from a report to each one that takes text from it. What it shows is told in words too, with the
//! reports.

use std::collections::{BTreeMap, BTreeSet};

use dateline_wire::{ComparedReport, Comparison, CopiedText};
use jiff::civil::Date;
use maud::{Markup, html};

use super::{Story, counted};
use crate::layout::{copies_of, shown, taken};

/// Most reports that are drawn; of more, those that copy or are copied, the earliest first.
const REPORTS_MAX: usize = 60;

/// Lengths in units of the drawing, which are pixels where it has its full size.
const LINE: usize = 26;
const TOP: usize = 30;
const LEFT: usize = 70;
const DAYS_WIDTH: usize = 260;
const LABEL_GAP: usize = 14;
const WIDTH: usize = 760;

/// Most characters of a key that is written beside its mark.
const LABEL_CHARS_MAX: usize = 48;

/// Whether there is anything to draw: days that differ, or text taken over.
pub fn is_shown(comparison: &Comparison) -> bool {
    let days: BTreeSet<Date> = comparison.reports.iter().filter_map(day).collect();
    days.len() > 1 || !comparison.copies.is_empty()
}

/// The drawing under its heading; nothing where there is nothing to draw.
pub fn section(story: Story<'_>) -> Markup {
    let comparison = story.comparison;
    if !is_shown(comparison) {
        return html! {};
    }
    let drawn = drawn(comparison);
    let n_left_out = comparison.reports.len() - drawn.len();
    html! {
        section #family aria-labelledby="family-title" {
            h2 #family-title { "Timeline and family tree" }
            p.lead {
                "Each report at its day of publication; an arc leads from a report to one that takes text from it."
                @if n_left_out > 0 { " Left out are " (counted(n_left_out, "report", "reports")) "." }
            }
            div.scroll tabindex="0" role="group" aria-labelledby="family-title" { (drawing(comparison, &drawn)) }
        }
    }
}

/// The reports that are drawn, by day; those without a day stand last.
fn drawn(comparison: &Comparison) -> Vec<usize> {
    let related: BTreeSet<&str> =
        comparison.copies.iter().flat_map(|copied| [copied.from.as_str(), copied.to.as_str()]).collect();
    let reports = &comparison.reports;
    let mut order: Vec<usize> = (0..reports.len()).collect();
    let moment = |report: &ComparedReport| (day(report).is_none(), day(report), report.published.time.clone());
    order.sort_by_cached_key(|&n| (!related.contains(reports[n].origin.key.as_str()), moment(&reports[n]), n));
    order.truncate(REPORTS_MAX);
    order.sort_by_cached_key(|&n| (moment(&reports[n]), n));
    order
}

fn day(report: &ComparedReport) -> Option<Date> {
    report.published.date.as_deref()?.parse().ok()
}

/// Where the marks of reports stand.
struct Axis {
    first: Date,
    n_days: usize,
}

impl Axis {
    fn of(days: &BTreeSet<Date>) -> Option<Self> {
        let (first, last) = (*days.first()?, *days.last()?);
        Some(Self { first, n_days: usize::try_from((last - first).get_days()).unwrap_or_default() })
    }

    /// The place of a day from left to right; reports without a day stand before the first one.
    fn place(&self, day: Option<Date>) -> usize {
        let Some(day) = day else { return LEFT - LINE };
        let n_days = usize::try_from((day - self.first).get_days()).unwrap_or_default();
        LEFT + DAYS_WIDTH * n_days / self.n_days.max(1)
    }
}

fn drawing(comparison: &Comparison, drawn: &[usize]) -> Markup {
    let report = |n: usize| &comparison.reports[n];
    let days: BTreeSet<Date> = drawn.iter().filter_map(|&n| day(report(n))).collect();
    let axis = Axis::of(&days);
    let x = |n: usize| axis.as_ref().map_or(LEFT, |axis| axis.place(day(report(n))));
    let y = |line: usize| TOP + LINE * line + LINE / 2;
    let line_of: BTreeMap<&str, usize> =
        drawn.iter().enumerate().map(|(line, &n)| (report(n).origin.key.as_str(), line)).collect();
    let arcs = comparison.copies.iter().filter_map(|copied| {
        let (from, to) = (*line_of.get(copied.from.as_str())?, *line_of.get(copied.to.as_str())?);
        Some((arc((x(drawn[from]), y(from)), (x(drawn[to]), y(to))), copied))
    });
    let height = TOP + LINE * drawn.len() + LINE / 2;
    html! {
        svg.family width=(WIDTH) height=(height) viewBox={ "0 0 " (WIDTH) " " (height) } role="group"
            aria-labelledby="family-title" {
            @if let Some(axis) = &axis { (days_above(axis, &days, height)) }
            @for (path, copied) in arcs { path d=(path) { title { (said(copied)) } } }
            @for (line, &n) in drawn.iter().enumerate() {
                circle.is-origin[copies_of(comparison, &report(n).origin.key).next().is_none()]
                    cx=(x(n)) cy=(y(line)) r="5" {}
                a href={ "#r" (n + 1) } {
                    text x=(x(n) + LABEL_GAP) y=(y(line) + 4) { (label(report(n))) }
                }
            }
        }
    }
}

/// The first and the last day, above the lines on which their reports stand.
fn days_above(axis: &Axis, days: &BTreeSet<Date>, height: usize) -> Markup {
    let ends: BTreeSet<&Date> = days.first().into_iter().chain(days.last()).collect();
    html! {
        @for day in ends {
            @let x = axis.place(Some(*day));
            line x1=(x) x2=(x) y1=(TOP - 6) y2=(height) {}
            text.day x=(x) y=(TOP - 12) { (day) }
        }
    }
}

/// An arc that bends to the left of both ends, the farther the longer it is.
fn arc((from_x, from_y): (usize, usize), (to_x, to_y): (usize, usize)) -> String {
    let bend = from_x.min(to_x).saturating_sub(16 + from_y.abs_diff(to_y) / 4);
    format!("M{from_x} {from_y} C{bend} {from_y} {bend} {to_y} {to_x} {to_y}")
}

fn said(copied: &CopiedText) -> String {
    format!("{} takes {} from {}", shown(&copied.to), taken(copied), shown(&copied.from))
}

fn label(report: &ComparedReport) -> String {
    let key = shown(&report.origin.key);
    if key.chars().count() <= LABEL_CHARS_MAX {
        return key;
    }
    key.chars().take(LABEL_CHARS_MAX).chain(['…']).collect()
}
