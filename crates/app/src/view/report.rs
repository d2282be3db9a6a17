//! One report and what is said in it.

use dateline_wire::{Commitment, Event, Figure, Note, Published, Report, Statement, TextSpan, Time};

use super::page::{ASIDE, KEY, Page, TITLE, WARNING, shown, styled};

/// A summary of a report, then its statements, its events, its commitments, its times and its figures.
pub fn report(report: &Report, width: usize) -> String {
    let mut page = Page::new(width);
    head(&mut page, report);
    for note in &report.notes {
        page.add_hanging(2, 4, &remark(note));
    }
    for statement in &report.statements {
        page.gap();
        add_statement(&mut page, report, statement);
    }
    if !report.events.is_empty() {
        page.gap();
    }
    report.events.iter().for_each(|event| add_event(&mut page, report, event));
    for commitment in &report.commitments {
        page.gap();
        add_commitment(&mut page, report, commitment);
    }
    if !report.times.is_empty() || !report.figures.is_empty() {
        page.gap();
    }
    whole_times(report).for_each(|time| add_time(&mut page, time));
    report.figures.iter().for_each(|figure| add_figure(&mut page, figure));
    page.into_text()
}

fn head(page: &mut Page, report: &Report) {
    let title = title(report.title.as_deref());
    let key = styled(KEY, &shown(&report.origin.key));
    page.add_hanging(0, 2, &format!("{key}  {}", styled(TITLE, &title)));
    let facts = [report_by(report), place(report), day(&report.published)];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    if !facts.is_empty() {
        page.add(2, &facts.join(" · "));
    }
    page.add(2, &styled(ASIDE, &numbers(report)));
}

fn report_by(report: &Report) -> Option<String> {
    let source = report.source.name.as_deref().or(report.source.domain.as_deref());
    let by: Vec<String> = source.into_iter().chain(report.agency.as_deref()).map(shown).collect();
    match &by[..] {
        [] => None,
        // A report of the agency itself.
        [source, agency] if source == agency => Some(source.clone()),
        _ => Some(by.join(", ")),
    }
}

fn place(report: &Report) -> Option<String> {
    report.place.as_ref().map(|place| shown(&place.text))
}

/// A title, or that there is none.
pub fn title(title: Option<&str>) -> String {
    title.map_or_else(|| "(no title)".to_owned(), shown)
}

/// The day of publication, in whatever form it is known.
pub fn day(published: &Published) -> Option<String> {
    let days = published.from.as_ref().zip(published.to.as_ref()).map(|(from, to)| format!("{from} to {to}"));
    published.date.clone().or(days).or_else(|| published.partial.clone())
}

fn numbers(report: &Report) -> String {
    let n_people = report.entities.iter().filter(|entity| entity.kind == "person").count();
    let numbers = [
        counted(report.blocks.len(), "block", "blocks"),
        counted(n_people, "person", "people"),
        counted(report.statements.len(), "statement", "statements"),
        counted(report.events.len(), "event", "events"),
        counted(report.commitments.len(), "commitment", "commitments"),
        counted(whole_times(report).count(), "time", "times"),
        counted(report.figures.len(), "figure", "figures"),
    ];
    numbers.join(", ")
}

/// The times without the ends of runs, which a run shows itself.
fn whole_times(report: &Report) -> impl Iterator<Item = &Time> {
    report.times.iter().filter(|time| time.part_of.is_none())
}

/// `1 block`, `2 blocks`.
pub fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

fn remark(note: &Note) -> String {
    format!("{} {}", styled(WARNING, "note:"), shown(&note.text))
}

/// Adds a statement: its id, who speaks, how the report introduces it, then the words.
pub fn add_statement(page: &mut Page, report: &Report, statement: &Statement) {
    let facts = [
        Some(styled(TITLE, &speakers(report, statement))),
        Some(statement.kind.to_string()),
        statement.cue.as_ref().map(|cue| shown(&cue.span.text)),
        stance(statement),
        statement.inside.as_ref().map(|outer| format!("inside {outer}")),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    page.add_hanging(2, 4, &format!("{}  {}", styled(KEY, &statement.id), facts.join(" · ")));
    page.add(6, &words(statement));
}

/// Adds a commitment: its id, who commits themselves to whom, how firmly, by when and if what, then the action.
pub fn add_commitment(page: &mut Page, report: &Report, commitment: &Commitment) {
    let by = named(report, &commitment.by, &shown(&commitment.source.text));
    let inside = commitment.inside.as_ref().map(|outer| format!("inside {outer}"));
    let facts = commitment_facts(commitment, &by, &names_of(report, &commitment.to));
    let facts: Vec<String> = facts.into_iter().chain([inside]).flatten().collect();
    page.add_hanging(2, 4, &format!("{}  {}", styled(KEY, &commitment.id), facts.join(" · ")));
    page.add(6, &shown(&commitment.what.text));
}

/// Who commits themselves to whom, how firmly, by when and if what.
pub fn commitment_facts(commitment: &Commitment, by: &str, to: &str) -> [Option<String>; 8] {
    [
        Some(styled(TITLE, by)),
        Some(commitment.strength.to_string()),
        Some(shown(&commitment.cue.text)),
        commitment.denied.then(|| "not to".to_owned()),
        commitment.change.as_deref().map(str::to_owned),
        (!to.is_empty()).then(|| format!("to {to}")),
        commitment.deadline.as_ref().map(|deadline| format!("by {}", shown(deadline.words()))),
        commitment.condition.as_ref().map(|condition| shown(&condition.text)),
    ]
}

/// Adds an event: its id, who did what to whom, with which words, where and when, and whether it is told as done.
pub fn add_event(page: &mut Page, report: &Report, event: &Event) {
    let [sources, targets] = [&event.sources, &event.targets].map(|ids| names_of(report, ids));
    let place = event.place.as_ref().map(|place| names_of(report, std::slice::from_ref(place)));
    let facts = event_facts(event, &sources, &targets, place);
    let told = event.attributed_to.as_ref().map(|statement| styled(ASIDE, &format!("in {statement}")));
    let facts: Vec<Option<String>> = facts.into_iter().chain([told]).collect();
    add_facts(page, &event.id, &facts);
}

/// Who did what to whom, with which words, where and when, and whether it is told as done.
pub fn event_facts(event: &Event, sources: &str, targets: &str, place: Option<String>) -> [Option<String>; 5] {
    let kind = event.mode.as_ref().map_or_else(|| event.kind.to_string(), |mode| format!("{}/{mode}", event.kind));
    let days = event.when.as_ref();
    [
        Some(format!("{} {}", styled(TITLE, &kind), actors(event, sources, targets))),
        Some(shown(&event.trigger.text)),
        place,
        days.map(|days| if days.from == days.to { days.from.clone() } else { format!("{} to {}", days.from, days.to) }),
        (event.aspect != "actual").then(|| styled(WARNING, &event.aspect)),
    ]
}

/// Who does it to whom: `Ardenia → Velm`, `(nobody named) → Velm`, `Ardenia ↔ Velm`.
fn actors(event: &Event, sources: &str, targets: &str) -> String {
    let sources = if sources.is_empty() { "(nobody named)" } else { sources };
    let arrow = if event.reciprocal { "↔" } else { "→" };
    if targets.is_empty() { sources.to_owned() } else { format!("{sources} {arrow} {targets}") }
}

/// Adds a time: its id, the words, the value, and what it rests on where that is not its own words.
pub fn add_time(page: &mut Page, time: &Time) {
    let facts = [
        Some(styled(TITLE, &shown(&time.span.text))),
        Some(shown(&time.value)),
        time.modifier.as_deref().map(words_of),
        (time.basis != "stated").then(|| styled(ASIDE, &time.basis)),
    ];
    add_facts(page, &time.id, &facts);
}

/// Adds a figure: its id, the words, how much of what, how sure, and what it counts.
pub fn add_figure(page: &mut Page, figure: &Figure) {
    let ends = [Some(figure.value.as_str()), figure.to.as_deref()];
    let amount: Vec<&str> = ends.into_iter().flatten().collect();
    let unit = figure.unit.as_deref().map_or_else(String::new, |unit| format!(" {}", shown(&words_of(unit))));
    let facts = [
        Some(styled(TITLE, &shown(&figure.span.text))),
        Some(format!("{}{unit}", amount.join(" to "))),
        (figure.bound != "exactly").then(|| words_of(&figure.bound)),
        figure.counts.as_deref().map(shown),
        figure.fate.as_deref().map(str::to_owned),
    ];
    add_facts(page, &figure.id, &facts);
}

fn add_facts(page: &mut Page, id: &str, facts: &[Option<String>]) {
    let facts: Vec<&str> = facts.iter().flatten().map(String::as_str).collect();
    page.add_hanging(2, 6, &format!("{}  {}", styled(KEY, id), facts.join(" · ")));
}

/// A word of the output as words: `at_most`, `percentage_point`.
fn words_of(word: &str) -> String {
    word.replace('_', " ")
}

/// The speakers' names, with the words by which the report names them here if those are a description or a pronoun.
fn speakers(report: &Report, statement: &Statement) -> String {
    named(report, &statement.speakers, &joined(&statement.source))
}

/// The names of entities, with the words by which the report names them here if those share none with the names.
fn named(report: &Report, entities: &[String], source: &str) -> String {
    let names = names_of(report, entities);
    match (names.is_empty(), source.is_empty()) {
        (true, true) => "(nobody named)".to_owned(),
        (true, false) => source.to_owned(),
        (false, false) if !share_a_word(&names, source) => format!("{names} ({source})"),
        (false, _) => names,
    }
}

fn names_of(report: &Report, entities: &[String]) -> String {
    let entity = |id: &String| report.entities.iter().find(|entity| entity.id == *id);
    let names: Vec<String> = entities.iter().filter_map(entity).map(|entity| shown(&entity.name)).collect();
    names.join(", ")
}

fn share_a_word(a: &str, b: &str) -> bool {
    a.split(' ').any(|word| b.split(' ').any(|other| word == other))
}

fn stance(statement: &Statement) -> Option<String> {
    if statement.stance == "neutral" {
        return None;
    }
    let hedges: Vec<String> = statement.hedges.iter().map(|hedge| shown(hedge)).collect();
    let because = if hedges.is_empty() { String::new() } else { format!(": {}", hedges.join(", ")) };
    Some(styled(WARNING, &format!("{}{because}", statement.stance)))
}

/// The words of a statement, in quotation marks where they are given as somebody's own.
fn words(statement: &Statement) -> String {
    let words = joined(&statement.content);
    if statement.kind == "direct" { format!("“{words}”") } else { words }
}

/// The pieces of something that the report breaks up.
fn joined(pieces: &[TextSpan]) -> String {
    let pieces: Vec<String> = pieces.iter().map(|piece| shown(&piece.text)).collect();
    pieces.join(" … ")
}
