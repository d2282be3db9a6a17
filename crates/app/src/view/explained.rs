//! A finding with the tree of its reasons.

use dateline_engine::Explained;
use dateline_wire::{Entity, Reason, Report, TextSpan};

use super::page::{ASIDE, KEY, Page, TITLE, shown, styled};
use super::report::{add_commitment, add_event, add_figure, add_statement, add_time};

/// The finding, then rule below rule, each with the characters it rests on.
pub fn explained(report: &Report, explained: Explained<'_>, width: usize) -> String {
    let mut page = Page::new(width);
    match explained {
        Explained::Entity(entity) => {
            add_origin(&mut page, report, &entity.finding);
            add_entity(&mut page, entity);
        }
        Explained::Statement(statement) => {
            add_origin(&mut page, report, &statement.finding);
            add_statement(&mut page, report, statement);
            add_tree(&mut page, 6, statement.reasons.as_ref());
        }
        Explained::Time(time) => {
            add_origin(&mut page, report, &time.finding);
            add_time(&mut page, time);
            add_tree(&mut page, 6, time.reasons.as_ref());
        }
        Explained::Figure(figure) => {
            add_origin(&mut page, report, &figure.finding);
            add_figure(&mut page, figure);
            add_tree(&mut page, 6, figure.reasons.as_ref());
        }
        Explained::Commitment(commitment) => {
            add_origin(&mut page, report, &commitment.finding);
            add_commitment(&mut page, report, commitment);
            add_tree(&mut page, 6, commitment.reasons.as_ref());
        }
        Explained::Event(event) => {
            add_origin(&mut page, report, &event.finding);
            add_event(&mut page, report, event);
            add_tree(&mut page, 6, event.reasons.as_ref());
        }
    }
    page.into_text()
}

fn add_origin(page: &mut Page, report: &Report, finding: &str) {
    page.add(0, &format!("{}  {}", styled(KEY, &shown(&report.origin.key)), styled(ASIDE, finding)));
}

fn add_entity(page: &mut Page, entity: &Entity) {
    let name = styled(TITLE, &shown(&entity.name));
    page.add_hanging(2, 4, &format!("{}  {name} · {}", styled(KEY, &entity.id), entity.kind));
    add_tree(page, 6, entity.reasons.as_ref());
    for mention in &entity.mentions {
        page.add_hanging(6, 8, &format!("{} · {}", place(&mention.span), mention.form));
        add_tree(page, 8, mention.reasons.as_ref());
    }
}

fn add_tree(page: &mut Page, indent: usize, reason: Option<&Reason>) {
    let Some(reason) = reason else { return };
    let places: Vec<String> = reason.spans.iter().map(place).collect();
    let rests_on = if places.is_empty() { String::new() } else { format!(" {}", places.join(", ")) };
    page.add_hanging(indent, indent + 4, &format!("← {}{rests_on}", styled(TITLE, &shown(&reason.rule))));
    for deeper in &reason.because {
        add_tree(page, indent + 2, Some(deeper));
    }
}

/// Characters with their place in the text, counted in code points.
pub fn place(span: &TextSpan) -> String {
    format!("“{}” {}", shown(&span.text), styled(ASIDE, &format!("{}–{}", span.start, span.end)))
}
