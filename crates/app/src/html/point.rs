//! The points: who speaks, every wording side by side, who is silent, and why it stands here.

use dateline_wire::{Point, Relation, Report, Statement, Telling};
use maud::{Markup, html};

use super::Story;
use super::anchors::{Placed, link};
use super::reason::tree;
use crate::layout::{
    NOTHING_IN_COMMON, Piece, Row, by_interest, keys, lost_qualifications, relation_names, rows, shown, speakers,
    speakers_differ, subject, told_alone, traits, with_value, without_comma,
};

/// The kinds of points that can be shown alone: what the filter calls them, and the class that points of the kind have.
const FILTERS: [(&str, &str); 12] = [
    ("contradicts", "is-contradicts"),
    ("altered", "is-altered"),
    ("qualification left out", "is-qualified"),
    ("different speakers", "is-disputed"),
    ("different stance", "is-distanced"),
    ("precision", "is-precision"),
    ("truncated", "is-truncated"),
    ("overlapping", "is-overlapping"),
    ("paraphrased", "is-paraphrased"),
    ("identical", "is-identical"),
    ("told alike", "is-agreed"),
    ("copied", "is-copied"),
];

/// Most relations of a point, and most tellings, whose reasons are shown; those of a much told point repeat themselves.
const REASONS_MAX: usize = 24;

/// Most reports that are listed by name at one place; of more the others are folded away.
const KEYS_MAX: usize = 12;

/// What several reports tell, the most interesting first.
pub fn section(story: Story<'_>, placed: &Placed) -> Markup {
    let points = by_interest(story.comparison);
    html! {
        section #points aria-labelledby="points-title" tabindex="-1" {
            h2 #points-title { "Told by several reports" }
            @if points.is_empty() {
                p.none { (NOTHING_IN_COMMON) "." }
            } @else {
                p.lead {
                    "The fullest wording stands first; the others are laid against it: "
                    (marked(&Piece::Cut("words left out".to_owned()))) " "
                    (marked(&Piece::Added("words put in".to_owned())))
                }
                (filter(&points))
                @for point in points { (article(story, point, placed)) }
            }
        }
    }
}

/// Choices of what is shown; the style sheet carries them out.
fn filter(points: &[&Point]) -> Markup {
    let n_of = |class: &str| points.iter().filter(|point| classes(point).split(' ').any(|own| own == class)).count();
    html! {
        fieldset.filter {
            legend { "Show" }
            label { input type="radio" name="show" id="show-all" checked; "all " span.n { (points.len()) } }
            @for (name, class) in FILTERS {
                @let n = n_of(class);
                @if n > 0 {
                    label { input type="radio" name="show" id={ "show-" (class) }; (name) " " span.n { (n) } }
                }
            }
        }
    }
}

fn classes(point: &Point) -> String {
    traits(point).map(|name| format!("is-{name}")).collect::<Vec<_>>().join(" ")
}

fn article(story: Story<'_>, point: &Point, placed: &Placed) -> Markup {
    let title = format!("{}-title", point.id);
    let rows = rows(story.comparison, point);
    html! {
        article id=(point.id) class={ "point " (classes(point)) } aria-labelledby=(title) tabindex="-1" {
            div.about {
                h3 id=(title) {
                    a.id href={ "#" (point.id) } { (point.id) } " "
                    (subject(story.comparison, point))
                }
                p.relations {
                    @for name in relation_names(point) { span class={ "told is-" (name) } { (name) } " " }
                    @if speakers_differ(point) { span.warning { "the reports name different speakers" } }
                }
                @if let Some(first) = &point.first { p.small { "told first in " b { (shown(first)) } } }
                @for (key, words) in lost_qualifications(point) {
                    p.warning { b { (key) } " leaves out what restricts it: “" (words) "”" }
                }
                @if !point.silent.is_empty() {
                    div.silent { "Not in " (folded(&point.silent, |key| html! { b { (shown(key)) } })) }
                }
            }
            div.wordings { @for row in &rows { (wording(story, row, placed)) } }
            (reasons(story, point, placed))
        }
    }
}

fn names(names: &[String], between: &str) -> String {
    if names.is_empty() { "Nobody named".to_owned() } else { names.join(between) }
}

/// A list between commas; what is behind the first ones is folded away.
fn folded<T>(items: &[T], show: impl Fn(&T) -> Markup) -> Markup {
    let list = |items: &[T]| {
        html! { @for (n, item) in items.iter().enumerate() { @if n > 0 { ", " } (show(item)) } }
    };
    let (first, others) = items.split_at(items.len().min(KEYS_MAX));
    html! {
        (list(first))
        @if !others.is_empty() {
            " " details.more { summary { "and " (others.len()) " more" } (list(others)) }
        }
    }
}

/// One wording with the reports that have it, each a link to its characters.
fn wording(story: Story<'_>, row: &Row<'_>, placed: &Placed) -> Markup {
    html! {
        figure.wording {
            figcaption {
                span.keys { (folded(&row.told, |told| to_report(story, told.key, told.telling, placed))) }
                @if let Some(relation) = &row.relation {
                    " " span class={ "told is-" (relation) } { (relation) }
                    @if let Some(against) = &row.against { span.small { " against " (against) } }
                }
                @if let Some(speakers) = &row.speakers { " " span.speaker { (names(speakers, " and ")) } }
                @if let Some(stance) = &row.stance {
                    " " span.warning { (stance.name) @if let Some(words) = &stance.words { ": " (words) } }
                }
            }
            @let (opens, closes) = if row.is_quoted { ("“", "”") } else { ("", "") };
            blockquote { p { (opens) @for piece in &row.pieces { (marked(piece)) } (closes) } }
        }
    }
}

fn marked(piece: &Piece) -> Markup {
    match piece {
        Piece::Kept(words) => html! { (words) },
        Piece::Cut(words) => html! { del { span { (words) } } },
        Piece::Added(words) => html! { ins { span { (words) } } },
        Piece::Value(words) => html! { strong { (words) } },
    }
}

/// A link from a report's key to one of its tellings.
pub fn to_report(story: Story<'_>, key: &str, telling: &Telling, placed: &Placed) -> Markup {
    match story.report(key) {
        Some((n, _)) => link(placed, n, &telling.span, shown(key)),
        None => html! { (shown(key)) },
    }
}

/// The rules and the characters behind a point, folded away.
fn reasons(story: Story<'_>, point: &Point, placed: &Placed) -> Markup {
    let by_key = keys(story.comparison).filter_map(|key| Some((key, point.says.get(key)?)));
    let tellings: Vec<(&str, &Telling)> =
        by_key.flat_map(|(key, tellings)| tellings.iter().map(move |telling| (key, telling))).collect();
    let n_more = |n: usize| n.saturating_sub(REASONS_MAX);
    html! {
        details {
            summary { "Why" span.unseen { " " (point.id) " stands here" } }
            div {
                @for relation in point.relations.iter().take(REASONS_MAX) { (related_by(story, relation, placed)) }
                @for (key, telling) in tellings.iter().take(REASONS_MAX) { (found_by(story, key, telling, placed)) }
                @if n_more(point.relations.len()) + n_more(tellings.len()) > 0 {
                    p.small {
                        "Not shown: " (n_more(point.relations.len())) " more relations and " (n_more(tellings.len()))
                        " more tellings, which the JSON of the comparison holds."
                    }
                }
            }
        }
    }
}

/// Why two tellings are said to relate so.
fn related_by(story: Story<'_>, relation: &Relation, placed: &Placed) -> Markup {
    html! {
        p {
            b { (shown(&relation.a.report)) } " and " b { (shown(&relation.b.report)) } ": " (relation.relation)
        }
        @match (story.report(&relation.a.report), &relation.reasons) {
            (Some((n, _)), Some(reason)) => { ul { (tree(n, reason, placed)) } }
            _ => { ul { li { code { (shown(&relation.reason)) } } } }
        }
    }
}

/// Why the report is said to say this.
fn found_by(story: Story<'_>, key: &str, telling: &Telling, placed: &Placed) -> Markup {
    let Some((n, report)) = story.report(key) else { return html! {} };
    let Some(statement) = statement(report, telling) else { return html! {} };
    html! {
        p { b { (shown(key)) } " " span.small { (statement.id) } " by" }
        @if let Some(reason) = &statement.reasons { ul { (tree(n, reason, placed)) } }
        @else { ul { li { code { (shown(&statement.reason)) } } } }
    }
}

fn statement<'a>(report: &'a Report, telling: &Telling) -> Option<&'a Statement> {
    report.statements.iter().find(|statement| Some(&statement.id) == telling.finding.as_ref())
}

/// What stands in one report only, report by report.
pub fn alone(story: Story<'_>, placed: &Placed) -> Markup {
    let comparison = story.comparison;
    let by_report = keys(comparison).map(|key| (key, told_alone(comparison, key)));
    let by_report: Vec<_> = by_report.filter(|(_, alone)| !alone.is_empty()).collect();
    html! {
        section #alone aria-labelledby="alone-title" {
            h2 #alone-title { "In one report only" }
            @if by_report.is_empty() { p.none { "Every quotation and every number stands in several reports." } }
            div.columns {
                @for (key, alone) in by_report {
                    div {
                        h3 { (shown(key)) }
                        ul.alone {
                            @for (point, tellings) in alone {
                                li id=(point.id) {
                                    @for telling in tellings { (said_alone(story, key, telling, placed)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn said_alone(story: Story<'_>, key: &str, telling: &Telling, placed: &Placed) -> Markup {
    html! {
        p {
            @if telling.value.is_some() {
                @for piece in with_value(&telling.span, telling.value.as_ref()) { (marked(&piece)) }
            } @else {
                span.speaker { (names(&speakers(story.comparison, telling), " and ")) }
                " " q { (shown(&without_comma(&telling.span).text)) }
            }
            " " (place(story, key, telling, placed))
        }
    }
}

fn place(story: Story<'_>, key: &str, telling: &Telling, placed: &Placed) -> Markup {
    let name = telling.finding.as_deref().unwrap_or("in the text");
    story
        .report(key)
        .map_or_else(|| html! {}, |(n, _)| html! { span.small { (link(placed, n, &telling.span, shown(name))) } })
}
