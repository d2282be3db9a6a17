//! What a record answers.

use std::path::Path;

use dateline_wire::{Comparison, Correction, Hit, RecordedStatement, Report, ReportHead, Run, TextSpan};

use super::page::{ASIDE, KEY, Page, TITLE, WARNING, shown, styled};
use super::report::{counted, day, title};
use crate::command::Tally;
use crate::layout::{Corrected, words};

/// What became of the reports that were put into a record.
pub fn tally(tally: &Tally, record: &Path) -> String {
    let n_all = tally.n_new + tally.n_revisions + tally.n_reread + tally.n_known;
    let parts = [
        (tally.n_new, "new"),
        (tally.n_revisions, "with a new text at a known address"),
        (tally.n_reread, "read anew"),
        (tally.n_known, "already there"),
    ];
    let parts: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    let parts = if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) };
    let mut text = format!("{}: {}{parts}\n", shown(&record.to_string_lossy()), counted(n_all, "report", "reports"));
    if !tally.without_place.is_empty() {
        let numbers: Vec<String> = tally.without_place.iter().map(|number| format!("#{number}")).collect();
        let note = styled(WARNING, "corrections without a place in the new readings:");
        text.push_str(&format!("{note} {}\n", numbers.join(", ")));
    }
    text
}

/// The runs that wrote to a record, after the number of its reports.
pub fn runs(runs: &[Run], n_reports: u64, width: usize) -> String {
    let mut page = Page::new(width);
    let n_reports = usize::try_from(n_reports).unwrap_or(usize::MAX);
    page.add(0, &styled(TITLE, &counted(n_reports, "report", "reports")));
    for run in runs {
        let readings = counted(usize::try_from(run.n_readings).unwrap_or(usize::MAX), "reading", "readings");
        let line =
            format!("{}  {} · {} · {readings}", styled(KEY, &run.number.to_string()), run.begun, shown(&run.command));
        page.add_hanging(0, 4, &line);
        page.add_hanging(4, 6, &styled(ASIDE, &format!("dateline {} {}", shown(&run.dateline), shown(&run.rules))));
    }
    page.into_text()
}

/// A statement with its report, as people corrected it.
pub fn recorded_statement(recorded: &RecordedStatement, width: usize) -> String {
    let RecordedStatement { report, statement, corrected, .. } = recorded;
    let mut page = Page::new(width);
    let (speakers, kind, stance, content) = match corrected {
        Some(corrected) => (&corrected.speakers, &corrected.kind, &corrected.stance, &corrected.content),
        None => (&recorded.speakers, &statement.kind, &statement.stance, &statement.content),
    };
    let names: Vec<String> = speakers.iter().map(|name| shown(name)).collect();
    let names = if names.is_empty() { "(nobody named)".to_owned() } else { names.join(", ") };
    let cue = statement.cue.as_ref().map(|cue| shown(&cue.span.text));
    let stance = (*stance != "neutral").then(|| styled(WARNING, stance));
    let facts: Vec<String> =
        [Some(styled(TITLE, &names)), Some(kind.to_string()), cue, stance].into_iter().flatten().collect();
    let name = format!("{}:{}", shown(&report.origin.key), statement.id);
    page.add_hanging(0, 4, &format!("{}  {}", styled(KEY, &name), facts.join(" · ")));
    let words = words(content);
    page.add(4, &if *kind == "direct" { format!("“{words}”") } else { words });
    page.add(4, &styled(ASIDE, &about(report)));
    for correction in &recorded.corrections {
        let corrected = Corrected::of(correction, Some((statement, &recorded.speakers)));
        page.add_hanging(4, 6, &corrected_line(&corrected));
    }
    page.into_text()
}

/// Outlet, day and title of a report.
pub fn about(report: &ReportHead) -> String {
    let outlet = report.source.name.as_deref().or(report.source.domain.as_deref()).map(shown);
    [outlet, day(&report.published), Some(title(report.title.as_deref()))]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

/// What people say of the findings of several reports, each under its name; empty if they say nothing.
pub fn corrected_reports(reports: &[Report], corrections: &[Correction], width: usize) -> String {
    let mut text = String::new();
    for report in reports {
        let own: Vec<Correction> =
            corrections.iter().filter(|correction| correction.report == report.id).cloned().collect();
        if !own.is_empty() {
            let mut page = Page::new(width);
            page.gap();
            page.add(0, &styled(TITLE, &format!("Corrected in {}", shown(&report.origin.key))));
            text.push_str(&page.into_text());
            text.push_str(&self::corrections(report, &own, width));
        }
    }
    text
}

/// What people say of a report's findings, each with what was found.
pub fn corrections(report: &Report, corrections: &[Correction], width: usize) -> String {
    let mut page = Page::new(width);
    for correction in corrections {
        let (name, corrected) = Corrected::in_report(correction, report);
        let named = styled(KEY, name.unwrap_or("without place"));
        page.add_hanging(2, 6, &format!("{named}  {}", corrected_line(&corrected)));
        if name.is_none() {
            page.add(6, &format!("“{}”", words(&correction.spans)));
        }
    }
    page.into_text()
}

/// What a correction says, who made it, when and why.
fn corrected_line(corrected: &Corrected) -> String {
    let was = corrected.was.as_ref().map(|was| format!(", found was {was}")).unwrap_or_default();
    let what = styled(WARNING, &format!("corrected: {}", corrected.what));
    format!("{what}{was} {}", styled(ASIDE, &format!("({})", corrected.by)))
}

/// A report in which words were found, with the part that fits best.
pub fn hit(hit: &Hit, width: usize) -> String {
    let mut page = Page::new(width);
    let key = styled(KEY, &shown(&hit.report.origin.key));
    page.add_hanging(0, 4, &format!("{key}  {}", styled(TITLE, &title(hit.report.title.as_deref()))));
    page.add(4, &lit(&hit.excerpt, &hit.words));
    page.add(4, &styled(ASIDE, &format!("{} · {}", about(&hit.report), hit.report.id)));
    page.into_text()
}

/// An excerpt with the found words in bold letters.
fn lit(excerpt: &TextSpan, words: &[TextSpan]) -> String {
    let mut at = excerpt.start;
    let mut text = String::new();
    let part = |from: u32, to: u32| -> String {
        let (skip, take) = ((from - excerpt.start) as usize, (to - from) as usize);
        shown(&excerpt.text.chars().skip(skip).take(take).collect::<String>())
    };
    for word in words.iter().filter(|word| word.start >= excerpt.start && word.end <= excerpt.end) {
        text.push_str(&part(at, word.start.max(at)));
        text.push_str(&styled(TITLE, &shown(&word.text)));
        at = word.end;
    }
    text + &part(at, excerpt.end)
}

/// The stories that were compared, each in two lines.
pub fn stories(comparisons: &[Comparison], width: usize) -> String {
    let mut page = Page::new(width);
    for comparison in comparisons {
        let story = &comparison.story;
        let line = format!("{}  {}", styled(KEY, &shown(&story.id)), styled(TITLE, &title(story.headline.as_deref())));
        page.add_hanging(0, 4, &line);
        let keys: Vec<String> = comparison.reports.iter().map(|report| shown(&report.origin.key)).collect();
        let n_shared = comparison.points.iter().filter(|point| point.says.len() > 1).count();
        let points = counted(n_shared, "point told by several", "points told by several");
        page.add_hanging(4, 6, &format!("{} · {points}", keys.join(", ")));
    }
    page.into_text()
}
