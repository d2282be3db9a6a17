//! What the story is, and who tells it.

use dateline_wire::{ComparedReport, Comparison, Published};
use maud::{Markup, html};

use super::{Story, counted, family, numbers};
use crate::layout::{because, copies_of, shared, shown, taken, told_alone};
use crate::view::{day, title};

/// The head of the page, with links to its parts.
pub fn header(story: Story<'_>, headline: &str) -> Markup {
    html! {
        header {
            p.kicker { span { "Dateline" } " · one story, " (counted(story.reports.len(), "report", "reports")) }
            h1 { (headline) }
            p.facts { (facts(story.comparison)) }
            div.tools {
                nav aria-label="Parts of the page" {
                    a href="#reports" { "Reports" }
                    @if family::is_shown(story.comparison) { a href="#family" { "Timeline" } }
                    a href="#coverage" { "Who tells what" }
                    a href="#points" { "Points" }
                    a href="#alone" { "In one report only" }
                    @if !story.comparison.headlines.is_empty() { a href="#headlines" { "Headlines" } }
                    @if !story.corrections.is_empty() { a href="#corrected" { "Corrected" } }
                    a href="#full" { "Full text" }
                }
                fieldset.theme {
                    legend.unseen { "Colours" }
                    @for (id, name) in [("theme-auto", "auto"), ("theme-light", "light"), ("theme-dark", "dark")] {
                        label { input type="radio" name="theme" id=(id) checked[id == "theme-auto"]; (name) }
                    }
                }
            }
        }
    }
}

fn facts(comparison: &Comparison) -> String {
    let days = match (&comparison.story.from, &comparison.story.to) {
        (Some(from), Some(to)) if from == to => Some(shown(from)),
        (Some(from), Some(to)) => Some(format!("{} to {}", shown(from), shown(to))),
        _ => None,
    };
    [days, Some(numbers(comparison))].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The reports, each with its outlet, day and place, and with how much of the story it tells.
pub fn reports(story: Story<'_>) -> Markup {
    html! {
        section #reports aria-labelledby="reports-title" {
            h2 #reports-title { "The reports" }
            ol.reports {
                @for (n, report) in story.comparison.reports.iter().enumerate() {
                    li {
                        p.key { a href={ "#r" (n + 1) } { (shown(&report.origin.key)) } }
                        p.title { (title(report.title.as_deref())) }
                        p.facts { (source_facts(story, n, report).join(" · ")) }
                        @for copied in copies_of(story.comparison, &report.origin.key) {
                            p.small { "takes " (taken(copied)) " from " (shown(&copied.from)) " " (because(copied)) }
                        }
                        p.small { (share(story.comparison, &report.origin.key)) }
                    }
                }
            }
        }
    }
}

/// Outlet, agency, place and day, as far as they are known.
fn source_facts(story: Story<'_>, n: usize, report: &ComparedReport) -> Vec<String> {
    let outlet = report.source.name.as_deref().or(report.source.domain.as_deref());
    let mut facts: Vec<String> = outlet.into_iter().chain(report.agency.as_deref()).map(shown).collect();
    facts.dedup();
    let place = story.reports.get(n).and_then(|line| line.place.as_ref());
    facts.extend(place.map(|place| shown(&place.text)));
    facts.push(day_in_words(&report.published));
    facts
}

/// The day of publication; what is not known of it is said in words.
fn day_in_words(published: &Published) -> String {
    if let Some(known) = published.partial.as_deref().and_then(month_and_day) {
        return format!("{known}, year not stated");
    }
    day(published).map_or_else(|| "no day stated".to_owned(), |day| shown(&day))
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `31 January` for `XXXX-01-31`.
fn month_and_day(partial: &str) -> Option<String> {
    let (month, day) = partial.strip_prefix("XXXX-")?.split_once('-')?;
    let (month, day): (usize, u8) = (month.parse().ok()?, day.parse().ok()?);
    Some(format!("{day} {}", MONTHS.get(month.checked_sub(1)?)?))
}

/// How much of what several reports tell stands in this one.
fn share(comparison: &Comparison, key: &str) -> String {
    let n_shared = shared(comparison).count();
    let n_told = shared(comparison).filter(|point| point.says.contains_key(key)).count();
    let n_alone = told_alone(comparison, key).len();
    format!("{n_told} of {n_shared} shared points, {n_alone} alone")
}

#[cfg(test)]
mod tests {
    use dateline_wire::Published;

    use super::day_in_words;

    #[test]
    fn days_of_publication() {
        let check = |published: Published, expected: &str| assert_eq!(day_in_words(&published), expected);
        let partial = |partial: &str| Published { partial: Some(partial.to_owned()), ..Published::default() };
        check(Published { date: Some("2031-05-03".to_owned()), ..Published::default() }, "2031-05-03");
        check(partial("XXXX-05-03"), "3 May, year not stated");
        check(partial("2031-05-XX"), "2031-05-XX");
        check(partial("XXXX-00-03"), "XXXX-00-03");
        check(Published::default(), "no day stated");
    }
}
