//! One point that several reports tell, as text.
//!
//! Words that the wording it is laid against has and this one lacks stand as `[-cut-]`, words that only this one has as
//! `{+added+}`, as in `git diff --word-diff`, so that the marks can be read without colours.

use anstyle::{AnsiColor, Style};
use dateline_wire::{Comparison, Point};

use super::page::{ASIDE, KEY, Page, TITLE, WARNING, shown, styled};
use crate::layout::{Piece, Row, Stance, lost_qualifications, relation_names, rows, speakers_differ, subject};

const CUT: Style = AnsiColor::Red.on_default();
const ADDED: Style = AnsiColor::Green.on_default();

/// Adds a point: who speaks, every wording with the reports that have it, and who is silent.
pub fn add_point(page: &mut Page, comparison: &Comparison, point: &Point) {
    page.add_hanging(0, 4, &head(comparison, point));
    let mut by_above = String::new();
    for row in rows(comparison, point) {
        let by = by(&row);
        if by != by_above {
            page.add_hanging(4, 6, &by);
        }
        let marked = marked(&row.pieces);
        page.add(6, &if row.is_quoted { format!("“{marked}”") } else { marked });
        by_above = by;
    }
    for (key, words) in lost_qualifications(point) {
        let what = styled(WARNING, &format!("leaves out what restricts it: “{words}”"));
        page.add_hanging(4, 6, &format!("{} {what}", styled(KEY, &key)));
    }
    if !point.silent.is_empty() {
        let silent: Vec<String> = point.silent.iter().map(|key| shown(key)).collect();
        page.add_hanging(4, 6, &styled(ASIDE, &format!("not in {}", silent.join(", "))));
    }
}

fn head(comparison: &Comparison, point: &Point) -> String {
    let id = styled(KEY, &point.id);
    let speakers = styled(TITLE, &subject(comparison, point));
    let warning =
        if speakers_differ(point) { styled(WARNING, " · the reports name different speakers") } else { String::new() };
    format!("{id}  {speakers} · {}{warning}", relation_names(point).join(", "))
}

fn named(names: &[String], between: &str, nobody: &str) -> String {
    if names.is_empty() { nobody.to_owned() } else { names.join(between) }
}

/// The reports that have a wording, and what is to be said about it.
fn by(row: &Row<'_>) -> String {
    let keys: Vec<String> = row.told.iter().map(|told| shown(told.key)).collect();
    let label = label(row);
    let label = if label.is_empty() { String::new() } else { format!(" ({})", label.join(", ")) };
    format!("{}{label}", styled(KEY, &keys.join(", ")))
}

fn label(row: &Row<'_>) -> Vec<String> {
    let against = row.against.as_ref().map(|key| format!(" against {key}")).unwrap_or_default();
    let relation = row.relation.as_ref().map(|relation| format!("{relation}{against}"));
    let speakers = row.speakers.as_ref().map(|names| named(names, " and ", "nobody named"));
    [relation, speakers, row.stance.as_ref().map(stance)].into_iter().flatten().collect()
}

fn stance(stance: &Stance) -> String {
    let words = stance.words.as_ref().map(|words| format!(": {words}")).unwrap_or_default();
    styled(WARNING, &format!("{}{words}", stance.name))
}

/// The words of a wording with what sets them apart marked.
pub fn marked(pieces: &[Piece]) -> String {
    let marked = pieces.iter().map(|piece| match piece {
        Piece::Kept(words) => words.clone(),
        Piece::Cut(words) => styled(CUT, &format!("[-{words}-]")),
        Piece::Added(words) => styled(ADDED, &format!("{{+{words}+}}")),
        Piece::Value(words) => styled(TITLE, words),
    });
    marked.collect()
}
