//! Reports laid side by side.

use dateline_wire::{ComparedReport, Comparison, Telling};
use textwrap::core::display_width;

use super::page::{ASIDE, FILL, KEY, Page, TITLE, shown, styled};
use super::point::{add_point, marked};
use super::report::{day, title};
use crate::layout::{
    NOTHING_IN_COMMON, because, by_interest, keys, not_borne_out, origins, quoted_in_several, shared, speakers, taken,
    told_alone, with_value, without_comma,
};

/// The widest column of keys; longer ones push their line out.
const KEY_COLUMN_MAX: usize = 24;

/// The reports, what several of them quote, who is quoted in several, and what stands in one only.
pub fn comparison(comparison: &Comparison, width: usize) -> String {
    let mut page = Page::new(width);
    add_head(&mut page, comparison);
    add_copies(&mut page, comparison);
    add_shared(&mut page, comparison);
    add_speakers(&mut page, comparison);
    add_alone(&mut page, comparison);
    add_left_out(&mut page, comparison);
    add_headlines(&mut page, comparison);
    add_terms(&mut page, comparison);
    page.into_text()
}

fn add_heading(page: &mut Page, text: &str) {
    page.gap();
    page.add(0, &styled(TITLE, text));
}

fn add_head(page: &mut Page, comparison: &Comparison) {
    page.add_hanging(0, 2, &styled(TITLE, &title(comparison.story.headline.as_deref())));
    let keys: Vec<String> = keys(comparison).map(shown).collect();
    let width = keys.iter().map(|key| display_width(key)).max().unwrap_or(0).min(KEY_COLUMN_MAX);
    for (report, key) in comparison.reports.iter().zip(&keys) {
        let fill = FILL.repeat(width.saturating_sub(display_width(key)) + 2);
        let line = format!("{}{fill}{}{}", styled(KEY, key), title(report.title.as_deref()), facts(report));
        page.add_hanging(2, width + 4, &line);
    }
}

/// Whose text the reports take over, and how many of them stand on their own.
fn add_copies(page: &mut Page, comparison: &Comparison) {
    if comparison.copies.is_empty() {
        return;
    }
    add_heading(page, &origins(comparison));
    for copied in &comparison.copies {
        let (from, to) = (styled(KEY, &shown(&copied.from)), styled(KEY, &shown(&copied.to)));
        page.add_hanging(2, 6, &format!("{to} takes {} from {from} {}", taken(copied), styled(ASIDE, because(copied))));
    }
}

/// Outlet, agency and day of a report, in brackets.
fn facts(report: &ComparedReport) -> String {
    let outlet = report.source.name.as_deref().or(report.source.domain.as_deref());
    let mut facts: Vec<String> = outlet.into_iter().chain(report.agency.as_deref()).map(shown).collect();
    facts.dedup();
    facts.extend(day(&report.published));
    if facts.is_empty() { String::new() } else { styled(ASIDE, &format!(" ({})", facts.join(", "))) }
}

/// What several reports tell, the most interesting first.
fn add_shared(page: &mut Page, comparison: &Comparison) {
    let points = by_interest(comparison);
    if points.is_empty() {
        add_heading(page, NOTHING_IN_COMMON);
        return;
    }
    add_heading(page, "Told by several reports");
    page.add(0, &styled(ASIDE, "against the first wording: [-words left out-] {+words put in+}"));
    for point in points {
        page.gap();
        add_point(page, comparison, point);
    }
}

/// Who is quoted in several reports.
fn add_speakers(page: &mut Page, comparison: &Comparison) {
    let mut lines = Vec::new();
    for (entity, counts) in quoted_in_several(comparison) {
        let counts = keys(comparison).zip(counts).filter(|(_, n)| *n > 0);
        let counts: Vec<String> = counts.map(|(key, n)| format!("{} {n}", styled(KEY, &shown(key)))).collect();
        lines.push(format!("{}: {}", styled(TITLE, &shown(&entity.name)), counts.join(", ")));
    }
    if !lines.is_empty() {
        add_heading(page, "Who is quoted in several reports, and how often");
    }
    for line in lines {
        page.add_hanging(2, 6, &line);
    }
}

/// What stands in one report only, report by report.
fn add_alone(page: &mut Page, comparison: &Comparison) {
    for key in keys(comparison) {
        let alone = told_alone(comparison, key);
        if !alone.is_empty() {
            add_heading(page, &format!("Only in {}", shown(key)));
        }
        for telling in alone.into_iter().flat_map(|(_, tellings)| tellings) {
            page.add_hanging(2, 6, &said_alone(comparison, telling));
        }
    }
}

/// A quotation with its speaker, or the sentence that gives a value.
fn said_alone(comparison: &Comparison, telling: &Telling) -> String {
    if let Some(value) = &telling.value {
        return format!("{}: {}", shown(&value.text), marked(&with_value(&telling.span, Some(value))));
    }
    let names = speakers(comparison, telling);
    let speaker = if names.is_empty() { "(nobody named)".to_owned() } else { names.join(" and ") };
    format!("{speaker}: “{}”", shown(&without_comma(&telling.span).text))
}

/// What headlines say and the bodies do not, with both wordings.
fn add_headlines(page: &mut Page, comparison: &Comparison) {
    if !comparison.headlines.is_empty() {
        add_heading(page, "What a headline or a lead says and its report does not");
    }
    for note in &comparison.headlines {
        let key = styled(KEY, &shown(&note.report));
        page.add_hanging(2, 6, &format!("{key} {}: “{}”", not_borne_out(note), shown(&note.span.text)));
        if let Some(body) = &note.body {
            page.add_hanging(6, 6, &format!("{} {}", styled(ASIDE, "nearest in the body:"), shown(&body.text)));
        }
    }
}

/// Which of the shared points each report leaves out.
fn add_left_out(page: &mut Page, comparison: &Comparison) {
    let n_shared = shared(comparison).count();
    let mut lines = Vec::new();
    for key in keys(comparison) {
        let silent = shared(comparison).filter(|point| point.silent.iter().any(|silent| silent == key));
        let ids: Vec<&str> = silent.map(|point| point.id.as_str()).collect();
        if !ids.is_empty() {
            let key = styled(KEY, &shown(key));
            lines.push(format!("{key}: {} of {n_shared} ({})", ids.len(), ids.join(", ")));
        }
    }
    if !lines.is_empty() {
        add_heading(page, "What is left out of what several report");
    }
    for line in lines {
        page.add_hanging(2, 6, &line);
    }
}

/// What the reports name by different words.
fn add_terms(page: &mut Page, comparison: &Comparison) {
    if !comparison.terms.is_empty() {
        add_heading(page, "Different words for one thing");
    }
    for term in &comparison.terms {
        let used = keys(comparison).filter_map(|key| Some((key, term.forms.get(key)?)));
        let used: Vec<String> =
            used.map(|(key, forms)| format!("{} {}", styled(KEY, &shown(key)), shown(&forms.join(", ")))).collect();
        page.add_hanging(2, 6, &format!("{}: {}", styled(TITLE, &shown(&term.concept)), used.join(" · ")));
    }
}
