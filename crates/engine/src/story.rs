//! The reports of one story, compared.

use dateline_core::{Analysis, Comparison, Point, ReportId, SharedEntity};
use dateline_wire::{ComparisonView, Member, Producer, Reasons, Story};
use jiff::civil::Date;

use crate::{Entry, Group, Holder, Place};

/// The reports of one story.
#[derive(Debug, Clone)]
pub struct StoryReports<'a> {
    /// The group that says they belong together, if a file said so.
    pub group: Option<&'a Group>,
    /// The reports, each once.
    pub entries: Vec<&'a Entry>,
}

impl StoryReports<'_> {
    /// Where the story was given.
    pub(crate) fn place(&self) -> Place {
        self.group.map_or_else(place_of_all, |group| group.place.clone())
    }
}

/// The place of what was not given as a group.
pub(crate) fn place_of_all() -> Place {
    Place { key: "all".into(), holder: Holder::Stream("the compared reports".into()), line: None }
}

/// Compares the reports of a story.
pub(crate) fn compare(story: &StoryReports<'_>, producer: &Producer, reasons: Reasons) -> dateline_wire::Comparison {
    let analyses: Vec<&Analysis> = story.entries.iter().map(|entry| &entry.analysis).collect();
    let members: Vec<_> =
        story.entries.iter().map(|entry| Member { key: &entry.key, analysis: &entry.analysis }).collect();
    let days: Vec<Option<Date>> = analyses.iter().map(|analysis| published(analysis)).collect();
    let comparison = dateline_compare::compare(&analyses);
    let names: Vec<String> = comparison.entities.iter().map(|shared| name(shared, &analyses)).collect();
    let first: Vec<_> = comparison.points.iter().map(|point| first(point, &days)).collect();
    let story = Story {
        id: story.group.map_or_else(|| story_id(&comparison), |group| group.id.clone()),
        headline: analyses.iter().find_map(|analysis| analysis.report.title()).map(str::to_owned),
        from: days.iter().flatten().min().map(Date::to_string),
        to: days.iter().flatten().max().map(Date::to_string),
    };
    ComparisonView {
        story: &story,
        members: &members,
        comparison: &comparison,
        names: &names,
        first: &first,
        producer,
        reasons,
    }
    .into()
}

fn published(analysis: &Analysis) -> Option<Date> {
    analysis.report.published()?.single()
}

/// The longest of the names that the reports give an entity; of equally long ones the first.
fn name(shared: &SharedEntity, analyses: &[&Analysis]) -> String {
    let mut longest = "";
    for &(report, index) in &shared.members {
        let Analysis { report, findings, .. } = analyses[report];
        let name = report.text().get(findings.entity(index).what.name);
        if name.chars().count() > longest.chars().count() {
            longest = name;
        }
    }
    longest.to_owned()
}

/// The report that told a point first: the days of publication of all that tell it are known, and one comes before
/// all others. What one report tells alone has nobody to be before.
fn first(point: &Point, days: &[Option<Date>]) -> Option<usize> {
    let mut reports: Vec<usize> = point.tellings.iter().map(|telling| telling.report).collect();
    reports.dedup();
    let mut told: Vec<(Date, usize)> =
        reports.iter().map(|&report| days[report].map(|day| (day, report))).collect::<Option<_>>()?;
    told.sort_unstable();
    match told[..] {
        [(first, report), (second, _), ..] if first < second => Some(report),
        _ => None,
    }
}

/// The id of a story that was given none: made from the ids of its reports, whatever their order.
fn story_id(comparison: &Comparison) -> String {
    let mut ids: Vec<&ReportId> = comparison.reports.iter().collect();
    ids.sort_unstable();
    let mut hash = blake3::Hasher::new();
    for id in ids {
        hash.update(id.to_string().as_bytes());
    }
    // As long as the ids of reports.
    hash.finalize().to_hex()[..32].to_owned()
}

#[cfg(test)]
mod tests {
    use dateline_core::{About, Point, Span, Stance, Telling};
    use jiff::civil::{Date, date};

    use super::first;

    /// A point that these reports tell; a report that stands here twice tells it in two pieces.
    fn point(reports: &[usize]) -> Point {
        let telling = |&report| Telling {
            report,
            finding: None,
            span: Span::new(0, 4),
            value: None,
            is_quoted: true,
            speakers: Vec::new(),
            stance: Stance::Neutral,
        };
        Point {
            about: About::Quotation,
            slot: None,
            tellings: reports.iter().map(telling).collect(),
            relations: Vec::new(),
            silent: Vec::new(),
        }
    }

    #[test]
    fn who_told_a_point_first() {
        // The reports 0 to 3 were published on these days of a month; of the last one the day is not known.
        let days: [Option<Date>; 4] = [Some(3), Some(1), Some(3), None].map(|day| day.map(|day| date(2031, 5, day)));
        let check = |reports: &[usize], expected| assert_eq!(first(&point(reports), &days), expected, "{reports:?}");
        check(&[0, 1], Some(1));
        check(&[0, 0, 1, 2], Some(1));
        check(&[0, 2], None);
        check(&[0, 1, 3], None);
        check(&[1], None);
        check(&[1, 1], None);
    }
}
