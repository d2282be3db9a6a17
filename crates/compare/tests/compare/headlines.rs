//! What headlines say and the bodies of their reports do not.

use dateline_compare::compare;
use dateline_core::{
    Amount, Analysis, BlockKind, Bound, Clean, Cue, Entity, EntityKind, Figure, FigureKind, Finding, HeadlineNoteKind,
    Mention, MentionForm, NonEmpty, Reason, RuleName, Span, Stance, Statement, StatementKind,
};
use rust_decimal::Decimal;

use crate::report;

/// What was found in a test report; its characters must stand in the text, the last ones count.
#[derive(Debug, Clone, Copy)]
enum Found<'a> {
    /// So many of something.
    Number(&'a str, i128, &'a str),
    Person(&'a str),
    /// Words of the first person, with the cue and what it says of the report's stance.
    Said(&'a str, &'a str, Stance),
}

fn analysis(headline: &str, body: &str, found: &[Found<'_>]) -> Analysis {
    let mut analysis = report::analysis(&[(BlockKind::Headline, headline), (BlockKind::Paragraph, body)]);
    let text = analysis.report.text().as_str().to_owned();
    let id = analysis.report.id();
    let (mut figures, mut entities, mut statements) = (Vec::new(), Vec::new(), Vec::new());
    for found in found {
        match *found {
            Found::Number(words, value, unit) => {
                figures.push(Finding::figure(id, figure(find(&text, words), value, unit), reason()));
            }
            Found::Person(name) => entities.push(Finding::entity(id, person(&text, name), reason())),
            Found::Said(content, cue, stance) => {
                let said = statement(find(&text, content), (find(&text, cue), cue), stance);
                statements.push(Finding::statement(id, said, reason()));
            }
        }
    }
    analysis.findings.figures = report::layer(figures);
    analysis.findings.entities = report::layer(entities);
    analysis.findings.statements = report::layer(statements);
    analysis
}

fn figure(span: Span<Clean>, value: i128, unit: &str) -> Figure {
    Figure {
        span,
        kind: FigureKind::Count,
        value: Amount::Decimal(Decimal::from_i128_with_scale(value, 0)),
        to: None,
        unit: Some(unit.to_owned()),
        bound: Bound::Exactly,
        counts: None,
        fate: None,
    }
}

/// Somebody named wherever the name stands.
fn person(text: &str, name: &str) -> Entity {
    let spans = text.match_indices(name).map(|(at, name)| Span::of(at..at + name.len()));
    let mentions = spans.map(|span| Mention { span, form: MentionForm::Name, reason: reason() }).collect();
    let mentions = NonEmpty::new(mentions).expect("the name of a test finding stands in its report");
    Entity { name: mentions.first().span, kind: EntityKind::Person, mentions, registered: None }
}

fn statement(content: Span<Clean>, (cue, lemma): (Span<Clean>, &str), stance: Stance) -> Statement {
    Statement {
        kind: StatementKind::Indirect,
        content: NonEmpty::of(content),
        cue: Some(Cue { span: cue, lemma: lemma.into() }),
        source: Vec::new(),
        speakers: vec![dateline_core::EntityIndex(0)],
        stance,
        hedges: Vec::new(),
        inside: None,
    }
}

fn find(text: &str, words: &str) -> Span<Clean> {
    let start = text.rfind(words).expect("the characters of a test finding stand in its report");
    Span::of(start..start + words.len())
}

fn reason() -> Reason {
    Reason::new(RuleName::new("test"), Vec::new())
}

/// Compares a report with itself alone and tells what its headline says beyond the body: the kind, its characters and
/// those of the body.
#[track_caller]
fn check(headline: &str, body: &str, found: &[Found<'_>], expected: &[(HeadlineNoteKind, &str, Option<&str>)]) {
    let analysis = analysis(headline, body, found);
    let text = analysis.report.text();
    let notes = compare(&[&analysis]).headlines;
    let notes: Vec<_> =
        notes.iter().map(|note| (note.kind, text.get(note.span), note.body.map(|span| text.get(span)))).collect();
    assert_eq!(notes, expected, "{headline}");
}

#[test]
fn names_that_stand_in_the_headline_alone() {
    use HeadlineNoteKind::Name;
    let body = "The council of Vadrel closed the yard on Monday. Nobody was told why.";
    let named = |headline: &str, name, expected: &[_]| check(headline, body, &[Found::Person(name)], expected);
    let nearest = Some("The council of Vadrel closed the yard on Monday.");
    named("Mayor Rowe closes the yard", "Rowe", &[(Name, "Rowe", nearest)]);
    // A part of the name, an ending, initials.
    named("Yard of Vadrelians closed", "Vadrelians", &[]);
    named("A.B.C. closes the yard", "A.B.C.", &[]);
    // Who wrote it is no part of it.
    named("By Ana Rowe, Tuesday 14 January", "Ana Rowe", &[]);
    named("From our correspondent in Elms, June 8", "Elms", &[]);
}

#[test]
fn numbers_that_stand_in_the_headline_alone() {
    use HeadlineNoteKind::Figure;
    let check = |headline: &str, value, body: &str, found: Found<'_>, expected: &[_]| {
        check(headline, body, &[Found::Number("ships", value, "ship"), found], expected);
    };
    let body = "The storm wrecked 79 vessels in the lagoon.";
    let other = Found::Number("79 vessels", 79, "ship");
    check("Storm wrecks 97 ships", 97, body, other, &[(Figure, "ships", Some(body))]);
    check("Storm wrecks 79 ships", 79, body, other, &[]);
    // Rounded.
    check("Storm wrecks 80 ships", 80, body, other, &[]);
    // Of something else.
    let crates = Found::Number("79 vessels", 79, "crate");
    check("Storm wrecks 80 ships", 80, body, crates, &[(Figure, "ships", Some(body))]);
    // As great as numbers can be.
    let most = 10_000_000_000_000_000_000_000_000_000;
    check("Storm wrecks any number of ships", most, body, other, &[(Figure, "ships", Some(body))]);
    // The sum of what the body counts in parts.
    let parts = "The storm wrecked 79 trawlers and two barges in the lagoon.";
    let [of_sum, trawlers, barges] = [("ships", 81), ("79 trawlers", 79), ("two barges", 2)]
        .map(|(words, value)| Found::Number(words, value, "ship"));
    self::check("Storm wrecks 81 ships", parts, &[of_sum, trawlers, barges], &[]);
}

#[test]
fn what_may_be_and_what_somebody_said() {
    use HeadlineNoteKind::{Attribution, Certainty};
    let may_be = "The council may close the northern yard of the port, a clerk told the guild.";
    check("Council closes northern yard", may_be, &[], &[(Certainty, "Council closes northern yard", Some(may_be))]);
    check("Council may close northern yard", may_be, &[], &[]);
    check("Will the council close the northern yard?", may_be, &[], &[]);
    let plainly = "The council closed the northern yard of the port on Monday.";
    check("Council closes northern yard", plainly, &[], &[]);
    let said =
        [Found::Person("Rowe"), Found::Said("the council has closed the northern yard", "said", Stance::Neutral)];
    let body = "Rowe said that the council has closed the northern yard.";
    // What is only reported needs no source in a headline; what others may deny does.
    check("Council closes northern yard", body, &said, &[]);
    let claimed =
        [Found::Person("Rowe"), Found::Said("the council has closed the northern yard", "claim", Stance::Neutral)];
    let claim = "Rowe laid claim to this: that the council has closed the northern yard.";
    check(
        "Council closes northern yard",
        claim,
        &claimed,
        &[(Attribution, "Council closes northern yard", Some(claim))],
    );
    check("Rowe: Council closes northern yard", claim, &claimed, &[]);
    // Who says so does it.
    let own = [Found::Person("Rowe"), Found::Said("closed the northern yard", "said", Stance::Neutral)];
    let body = "Mayor Rowe said that she had closed the northern yard.";
    check("Rowe closes northern yard", body, &own, &[]);
}

#[test]
fn what_the_lead_says_and_the_body_does_not() {
    let check = |lead: &str, body: &str, expected: &[(HeadlineNoteKind, &str, &str)]| {
        let blocks = [(BlockKind::Headline, "News"), (BlockKind::Paragraph, lead), (BlockKind::Paragraph, body)];
        let analysis = report::analysis(&blocks);
        let text = analysis.report.text();
        let notes = compare(&[&analysis]).headlines;
        assert!(notes.iter().all(|note| note.part == BlockKind::Paragraph), "{lead}");
        let notes: Vec<_> = notes
            .iter()
            .map(|note| (note.kind, text.get(note.span), note.body.map_or("", |span| text.get(span))))
            .collect();
        assert_eq!(notes, expected, "{lead}");
    };
    let lead = "The council is closing the northern yard.";
    let may_be = "The council may close the northern yard of the port, a clerk told the guild.";
    check(lead, may_be, &[(HeadlineNoteKind::Certainty, lead, may_be)]);
    check("The council may close the northern yard.", may_be, &[]);
    check(lead, "The council closed the northern yard of the port on Monday.", &[]);
    // A report that is set without paragraphs has no lead.
    check(&format!("{lead} {}", "Rain fell on the port. ".repeat(5)), may_be, &[]);
    // What the first paragraph itself takes back is told there.
    check(&format!("{lead} {may_be}"), "Nobody was told why.", &[]);
}

#[test]
fn words_to_which_the_headline_stands_in_another_way() {
    use HeadlineNoteKind::Stance as Other;
    let headline = "Rowe claims guild forged northern ledgers";
    let body = "Rowe told the court that the guild had forged the northern ledgers.";
    let found = |stance| {
        [
            Found::Person("Rowe"),
            Found::Said("guild forged northern ledgers", "claims", Stance::Distanced),
            Found::Said("the guild had forged the northern ledgers", "told", stance),
        ]
    };
    check(headline, body, &found(Stance::Neutral), &[(Other, headline, Some(body))]);
    check(headline, body, &found(Stance::Distanced), &[]);
}
