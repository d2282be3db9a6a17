//! Facts for which reports give different values.

use std::collections::BTreeSet;

use dateline_compare::compare;
use dateline_core::{
    About, Amount, Analysis, Bound, Clean, Entity, EntityKind, Fate, Figure, FigureKind, Finding, Mention, MentionForm,
    NonEmpty, Point, Reason, Relation, RelationKind, RuleName, Slot, Span, Stance, Telling, Time, TimeBasis, TimeKind,
};
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::finding;
use crate::report::{layer, paragraphs};

/// A value in a test report; its characters must stand in the text.
#[derive(Debug, Clone, Copy)]
enum Value<'a> {
    /// So many ships.
    Number(&'a str, i64, Bound),
    /// So many people who died.
    Dead(&'a str, i64),
    /// A sum of money in a currency.
    Money(&'a str, i64, &'a str),
    /// From a day of June to another.
    Days(&'a str, i8, i8),
    Place(&'a str),
}

fn report(text: &str, values: &[Value<'_>]) -> Analysis {
    let mut analysis = paragraphs(text);
    let id = analysis.report.id();
    let (mut figures, mut times, mut entities) = (Vec::new(), Vec::new(), Vec::new());
    for value in values {
        match *value {
            Value::Number(words, value, bound) => {
                figures.push(Finding::figure(id, figure(text, words, value, bound), reason()));
            }
            Value::Dead(words, value) => {
                let (unit, fate) = (Some("person".to_owned()), Some(Fate::Killed));
                let dead = Figure { unit, fate, ..figure(text, words, value, Bound::Exactly) };
                figures.push(Finding::figure(id, dead, reason()));
            }
            Value::Money(words, value, currency) => {
                let (unit, kind) = (Some(currency.to_owned()), FigureKind::Money);
                let sum = Figure { unit, kind, ..figure(text, words, value, Bound::Exactly) };
                figures.push(Finding::figure(id, sum, reason()));
            }
            Value::Days(words, first, last) => times.push(Finding::time(id, time(text, words, first, last), reason())),
            Value::Place(name) => entities.push(Finding::entity(id, place(text, name), reason())),
        }
    }
    analysis.findings.figures = layer(figures);
    analysis.findings.times = layer(times);
    analysis.findings.entities = layer(entities);
    analysis
}

fn figure(text: &str, words: &str, value: i64, bound: Bound) -> Figure {
    Figure {
        span: find(text, words),
        kind: FigureKind::Count,
        value: Amount::Decimal(Decimal::from(value)),
        to: None,
        unit: Some("ship".to_owned()),
        bound,
        counts: None,
        fate: None,
    }
}

fn time(text: &str, words: &str, first: i8, last: i8) -> Time {
    let day = |day: i8| Date::new(2031, 6, day).expect("a day of June");
    Time {
        span: find(text, words),
        kind: TimeKind::Date,
        value: String::new(),
        days: Some((day(first), day(last))),
        modifier: None,
        basis: TimeBasis::Stated,
        ends: None,
    }
}

fn place(text: &str, name: &str) -> Entity {
    let span = find(text, name);
    let mention = Mention { span, form: MentionForm::Name, reason: reason() };
    Entity { name: span, kind: EntityKind::Place, mentions: NonEmpty::of(mention), registered: None }
}

fn find(text: &str, words: &str) -> Span<Clean> {
    let start = text.find(words).expect("the characters of a test value stand in its report");
    Span::of(start..start + words.len())
}

fn reason() -> Reason {
    Reason::new(RuleName::new("test"), Vec::new())
}

/// Compares two reports and tells what the only relation between values, if there is one, says.
fn check(a: (&str, &[Value<'_>]), b: (&str, &[Value<'_>]), expected: Option<(About, Slot, RelationKind)>) {
    let (left, right) = (report(a.0, a.1), report(b.0, b.1));
    for reports in [[&left, &right], [&right, &left]] {
        let comparison = compare(&reports);
        let facts: Vec<_> = comparison
            .points
            .iter()
            .flat_map(|point| point.relations.iter().map(|relation| (point.about, relation.slot, relation.kind)))
            .filter(|(_, slot, _)| slot.is_some())
            .collect();
        let expected: Vec<_> = expected.iter().map(|(about, slot, kind)| (*about, Some(*slot), *kind)).collect();
        assert_eq!(facts, expected, "{a:?} {b:?}");
    }
}

/// What two reports say without any finding: the relations of their sentences, and the differing words.
fn sentences(a: &Analysis, b: &Analysis) -> Vec<(RelationKind, Option<Slot>, String)> {
    let comparison = compare(&[a, b]);
    let told = |relation: &Relation| {
        let differs = relation.differences.first();
        let words =
            differs.map(|differs| format!("{}/{}", a.report.text().get(differs.a), b.report.text().get(differs.b)));
        (relation.kind, relation.slot, words.unwrap_or_default())
    };
    comparison.points.iter().flat_map(|point| &point.relations).map(told).collect()
}

#[test]
fn an_outcome_told_in_opposite_ways() {
    let check = |a: &str, b: &str, expected: Option<&str>| {
        let found = sentences(&paragraphs(a), &paragraphs(b));
        let opposite: Vec<_> = found.iter().filter(|(_, slot, _)| *slot == Some(Slot::Other)).collect();
        let words: Vec<_> = opposite.iter().map(|(_, _, words)| words.as_str()).collect();
        assert_eq!(words, expected.as_slice(), "{a} {b}");
        // Neither is then a copy of the other.
        assert!(expected.is_none() || found.len() == 1, "{found:?}");
    };
    let rejected = "The guild of Vadrel rejected the offer of the shipyard on the northern quay.";
    check(
        rejected,
        "The guild of Vadrel accepted the offer of the shipyard on the northern quay.",
        Some("rejected/accepted"),
    );
    check(rejected, "The guild of Vadrel studied the offer of the shipyard on the northern quay.", None);
    check(rejected, "The guild of Vadrel did not accept the offer of the shipyard on the northern quay.", None);
    // What is planned may come otherwise.
    check(rejected, "The guild of Vadrel will accept the offer of the shipyard on the northern quay.", None);
    let worked = "The lamp of the northern tower was working when the ferry left Vadrel.";
    let failed = "The lamp of the northern tower was not working when the ferry left Vadrel.";
    check(worked, failed, Some("was working/was not working"));
    check(worked, worked, None);
    check(
        "Nobody was hurt when the tram of the northern line left its rails near Vadrel.",
        "People were hurt when the tram of the northern line left its rails near Vadrel.",
        Some("Nobody/People"),
    );
    check(
        "The captain failed to reach the harbour of Vadrel before the storm.",
        "The captain reached the harbour of Vadrel before the storm.",
        Some("failed to reach/reached"),
    );
}

#[test]
fn people_who_contradict_each_other_are_no_contradiction_of_the_reports() {
    let report = |name: &'static str, content: &'static str| {
        let speaker = finding::Person { name, kind: EntityKind::Person, form: MentionForm::Name };
        let said = finding::Said { content, speaker: Some(0), cue: "said", stance: Stance::Neutral };
        finding::analysis(&format!("{content}, said {name}."), &[speaker], &[said])
    };
    let crossed = "The trawlers of Vadrel had crossed the northern fishing line at dawn";
    let never = "The trawlers of Vadrel had never crossed the northern fishing line at dawn";
    let opposite = |a: &Analysis, b: &Analysis| sentences(a, b).iter().any(|(_, slot, _)| *slot == Some(Slot::Other));
    assert!(opposite(&report("Ada Rowe", crossed), &report("Ada Rowe", never)));
    assert!(!opposite(&report("Ada Rowe", crossed), &report("Olaf Tarn", never)));
}

#[test]
fn values_of_twins() {
    let time = |kind, value: &str| (kind, value.to_owned());
    let check = |(a, of_a): (&str, (TimeKind, &str)), (b, of_b): (&str, (TimeKind, &str)), expected| {
        let report = |words: &str, (kind, value): (TimeKind, &str)| {
            let text = format!("The strike of the tram drivers of Vadrel lasted {words} on the northern line.");
            let mut analysis = paragraphs(&text);
            let (kind, value) = time(kind, value);
            let time = Time {
                span: find(&text, words),
                kind,
                value,
                days: None,
                modifier: None,
                basis: TimeBasis::Open,
                ends: None,
            };
            analysis.findings.times = layer(vec![Finding::time(analysis.report.id(), time, reason())]);
            analysis
        };
        let found = sentences(&report(a, of_a), &report(b, of_b));
        let found: Vec<_> = found.into_iter().filter_map(|(kind, slot, _)| Some((kind, slot?))).collect();
        assert_eq!(found, Option::as_slice(&expected), "{a} {b}");
    };
    use RelationKind::{Contradicts, Precision};
    use TimeKind::{Clock, Date as Day, Duration};
    check(("three days", (Duration, "P3D")), ("five days", (Duration, "P5D")), Some((Contradicts, Slot::Number)));
    check(("two years", (Duration, "P2Y")), ("22 months", (Duration, "P22M")), Some((Precision, Slot::Number)));
    check(("two days", (Duration, "P2D")), ("48 hours", (Duration, "PT48H")), None);
    check(("years", (Duration, "PXY")), ("five years", (Duration, "P5Y")), None);
    check(
        ("until Friday", (Day, "XXXX-WXX-5")),
        ("until Sunday", (Day, "XXXX-WXX-7")),
        Some((Contradicts, Slot::Date)),
    );
    check(
        ("until June 3", (Day, "XXXX-06-03")),
        ("until June 4", (Day, "XXXX-06-04")),
        Some((Contradicts, Slot::Date)),
    );
    check(("until Friday", (Day, "XXXX-WXX-5")), ("until June 4", (Day, "XXXX-06-04")), None);
    check(
        ("until 6:40", (Clock, "XXXX-WXX-2T06:40")),
        ("until 7:40", (Clock, "XXXX-WXX-2T07:40")),
        Some((Contradicts, Slot::Date)),
    );
}

#[test]
fn lengths_of_one_thing() {
    let report = |text: &str, words: &str, value: &str| {
        let mut analysis = paragraphs(text);
        let time = Time {
            span: find(text, words),
            kind: TimeKind::Duration,
            value: value.to_owned(),
            days: None,
            modifier: None,
            basis: TimeBasis::Open,
            ends: None,
        };
        analysis.findings.times = layer(vec![Finding::time(analysis.report.id(), time, reason())]);
        analysis
    };
    let lasted = "The quarrel of the pilots in the guildhall of Vadrel lasted 90 minutes.";
    let check = |text: &str, words: &str, value: &str, expected: Option<RelationKind>| {
        let found = sentences(&report(lasted, "90 minutes", "PT90M"), &report(text, words, value));
        let found: Vec<_> = found.into_iter().filter(|(_, slot, _)| slot.is_some()).map(|(kind, ..)| kind).collect();
        assert_eq!(found, Option::as_slice(&expected), "{text}");
    };
    use RelationKind::{Contradicts, Precision};
    let quarrel = |words: &str| format!("After the {words} quarrel the pilots of Vadrel went home.");
    check(&quarrel("two-hour"), "two-hour", "PT2H", Some(Contradicts));
    check(&quarrel("90-minute"), "90-minute", "PT90M", None);
    check("The pilots of Vadrel left the quarrel after more than 80 minutes.", "80 minutes", "PT80M", Some(Precision));
    check("A crane of Vadrel stood still for two hours.", "two hours", "PT2H", None);
}

const STORM: &str = "The storm wrecked 97 ships in the northern lagoon.";

#[test]
fn numbers_of_one_thing() {
    use Bound::{About as Some_, Exactly, MoreThan};
    let storm = (STORM, &[Value::Number("97", 97, Exactly)][..]);
    let other = |words: &'static str, value, bound| (words, [Value::Number("ships", value, bound)]);
    let number = |kind| Some((About::Figure, Slot::Number, kind));
    for ((words, values), expected) in [
        (other("The storm had wrecked 79 ships in the lagoon.", 79, Exactly), number(RelationKind::Contradicts)),
        (
            other("Nearly 100 ships were wrecked in the lagoon by the storm.", 100, Some_),
            number(RelationKind::Precision),
        ),
        (other("More than 90 ships were wrecked in the lagoon storm.", 90, MoreThan), number(RelationKind::Precision)),
        (other("More than 97 ships were wrecked in the lagoon storm.", 97, MoreThan), number(RelationKind::Precision)),
        (other("In the lagoon, 97 ships were wrecked by the storm.", 97, Exactly), None),
        (other("In the lagoon, the storm damaged sheds, barges, cranes and 9 ships.", 9, Exactly), None),
        // All else is the same.
        (other("The storm wrecked 9 ships in the lagoon.", 9, Exactly), number(RelationKind::Contradicts)),
        (other("The council bought 79 ships from the ministry.", 79, Exactly), None),
    ] {
        check(storm, (words, &values), expected);
    }
}

#[test]
fn the_only_number_that_each_report_gives() {
    let ships = |words, n| Value::Number(words, n, Bound::Exactly);
    let storm = (STORM, &[ships("97", 97)][..]);
    let counted = "Divers counted 40 ships that the storm left in the lagoon beside barges of the council.";
    let contradicts = Some((About::Figure, Slot::Number, RelationKind::Contradicts));
    check(storm, (counted, &[ships("40", 40)]), contradicts);
    let more = format!("{counted}\nThe ministry bought 12 ships.");
    check(storm, (&more, &[ships("40", 40), ships("12", 12)]), None);
    // Few of anything are in every report.
    let few = counted.replace("40", "5");
    let storm = STORM.replace("97", "8");
    check((&storm, &[ships("8", 8)]), (&few, &[ships("5", 5)]), None);
}

#[test]
fn the_dead_of_one_house_are_a_part_of_all() {
    let all = ("The storm in the northern lagoon killed 9 people.", &[Value::Dead("9", 9)][..]);
    let other = "In the lagoon, 12 people died in the storm.\nWhen the storm reached the lagoon, 6 died on a barge.";
    let values = [Value::Dead("12", 12), Value::Dead("6", 6)];
    check(all, (other, &values), Some((About::Figure, Slot::Number, RelationKind::Contradicts)));
}

#[test]
fn sums_in_two_currencies() {
    let bought = |sum: &str| format!("The guild of Vadrel bought the northern shipyard for {sum} million.");
    let dollars = bought("$40");
    let check = |sum, n, currency, expected| {
        let other = bought(sum);
        check((&dollars, &[Value::Money("$40", 40, "USD")]), (&other, &[Value::Money(sum, n, currency)]), expected);
    };
    let contradicts = Some((About::Figure, Slot::Number, RelationKind::Contradicts));
    check("€40", 40, "EUR", contradicts);
    check("$45", 45, "USD", contradicts);
    check("£30", 30, "GBP", None);
}

#[test]
fn a_number_that_both_give_somewhere_is_no_difference() {
    let both = "The storm wrecked 79 ships in the lagoon. Insurers spoke of 97 ships.";
    let values = [Value::Number("79", 79, Bound::Exactly), Value::Number("97", 97, Bound::Exactly)];
    check((STORM, &[Value::Number("97", 97, Bound::Exactly)]), (both, &values), None);
}

#[test]
fn days_of_one_thing() {
    let primary = ("The regatta of the northern lagoon starts on June 3.", &[Value::Days("June 3", 3, 3)][..]);
    let other = |words: &'static str, first, last| (words, [Value::Days("in June", first, last)]);
    for ((words, values), expected) in [
        (other("The northern lagoon regatta starts in June.", 4, 4), Some(RelationKind::Contradicts)),
        (other("The northern lagoon regatta starts in June.", 1, 30), Some(RelationKind::Precision)),
        (other("The northern lagoon regatta starts in June.", 3, 3), None),
        (other("A bridge over the lagoon opens in June.", 4, 4), None),
        (other("“The northern lagoon regatta starts in June,” she said.", 4, 4), Some(RelationKind::Contradicts)),
    ] {
        check(primary, (words, &values), expected.map(|kind| (About::Narrative, Slot::Date, kind)));
    }
}

#[test]
fn one_text_published_on_two_days_differs_in_nothing() {
    let text = "The northern lagoon regatta started yesterday.";
    check((text, &[Value::Days("yesterday", 3, 3)]), (text, &[Value::Days("yesterday", 4, 4)]), None);
}

#[test]
fn names_that_are_nearly_the_same() {
    let sunk = ("The ferry sank before the cliffs of Norwalk at night.", &[Value::Place("Norwalk")][..]);
    for (words, name, differs) in [
        ("At night the ferry sank under the cliffs of Norfolk.", "Norfolk", true),
        ("At night the ferry sank under the cliffs of Ostvik.", "Ostvik", false),
        ("At night the ferry sank under the cliffs of Norwalks.", "Norwalks", false),
        ("The mayor of Norfolk opened a school.", "Norfolk", false),
        ("At night the ferry sank under the cliffs of Norfolk, not of Norwalk.", "Norfolk", false),
        // A report may spell the name both ways, but then the sentences must have more in common.
        ("At night the ferry sank before the cliffs of Norfolk.\nIt came from Norwalk.", "Norfolk", true),
        ("A ferry of the night line left Norfolk.\nIt never saw Norwalk.", "Norfolk", false),
    ] {
        let expected = differs.then_some((About::Narrative, Slot::Place, RelationKind::Contradicts));
        check(sunk, (words, &[Value::Place(name)]), expected);
    }
}

/// The points of values that nobody disputes: the kind of value, and who gives it in which characters.
fn undisputed(reports: &[(&str, &[Value<'_>])]) -> Vec<(Slot, Vec<(usize, String)>)> {
    let analyses: Vec<Analysis> = reports.iter().map(|(text, values)| report(text, values)).collect();
    let comparison = compare(&analyses.iter().collect::<Vec<_>>());
    let told = |point: &Point| {
        let value = |telling: &Telling| {
            let words = analyses[telling.report].report.text().get(telling.value?);
            Some((telling.report, words.to_owned()))
        };
        Some((point.slot?, point.tellings.iter().filter_map(value).collect()))
    };
    comparison.points.iter().filter_map(told).collect()
}

#[test]
fn values_that_reports_give_alike() {
    let storm = (STORM, &[Value::Number("97", 97, Bound::Exactly)][..]);
    let check = |words: &str, value: Value<'_>, expected: Vec<(Slot, Vec<(usize, String)>)>| {
        assert_eq!(undisputed(&[storm, (words, &[value])]), expected, "{words}");
    };
    let told =
        |slot, values: &[(usize, &str)]| (slot, values.iter().map(|(n, words)| (*n, (*words).to_owned())).collect());
    let ships = |words, n| Value::Number(words, n, Bound::Exactly);
    let both = told(Slot::Number, &[(0, "97"), (1, "97 ships")]);
    check("In the lagoon, 97 ships were wrecked by the storm.", ships("97 ships", 97), vec![both]);
    // The same number of something else is neither told alike nor alone.
    check("The council bought 97 ships from the ministry.", ships("97", 97), vec![]);
    // What differs is told by the relation.
    check("The storm had wrecked 79 ships in the lagoon.", ships("79", 79), vec![]);
    let (first, second) = (told(Slot::Number, &[(0, "97")]), told(Slot::Number, &[(1, "12")]));
    check("The council bought 12 ships from the ministry.", ships("12", 12), vec![first.clone(), second]);
    check("The council bought two ships from the ministry.", ships("two", 2), vec![first.clone()]);
    check("“We bought 12 ships from the ministry,” she said.", ships("12", 12), vec![first]);
    // A number that was not found to be one stands there all the same.
    check("Route 97 along the lagoon was closed.", Value::Place("Route"), vec![]);
}

#[test]
fn days_that_reports_give_alike() {
    let regatta = ("The regatta of the northern lagoon starts on June 3.", &[Value::Days("June 3", 3, 3)][..]);
    let other = ("The northern lagoon regatta starts on Friday.", &[Value::Days("on Friday", 3, 3)][..]);
    let both = vec![(0, "June 3".to_owned()), (1, "on Friday".to_owned())];
    assert_eq!(undisputed(&[regatta, other]), [(Slot::Date, both)]);
}

#[test]
fn one_report_has_no_number_alone() {
    assert_eq!(undisputed(&[(STORM, &[Value::Number("97", 97, Bound::Exactly)])]), []);
}

#[test]
fn who_gives_a_disputed_value_too_tells_the_point() {
    let ship = |words, n| Value::Number(words, n, Bound::Exactly);
    let reports = [
        report(STORM, &[ship("97", 97)]),
        report("The storm had wrecked 79 ships in the lagoon.", &[ship("79", 79)]),
        report("In the lagoon, 97 ships were wrecked by the storm.", &[ship("97", 97)]),
        report("The council of the northern lagoon met.", &[]),
    ];
    let comparison = compare(&reports.iter().collect::<Vec<_>>());
    let points: Vec<_> = comparison.points.iter().map(|point| (point.slot, point.silent.as_slice())).collect();
    assert_eq!(points, [(None, &[3][..])]);
}

#[test]
fn ages_of_one_person() {
    let report = |text: &str| {
        let names = ["Ada Rowe", "Rowe"].into_iter().filter(|name| *name != "Rowe" || text.contains(" days Rowe"));
        let person = |name| finding::Person { name, kind: EntityKind::Person, form: MentionForm::Name };
        finding::analysis(text, &names.map(person).collect::<Vec<_>>(), &[])
    };
    let captain = report("The captain, Ada Rowe, 54, was held by the police.");
    let check = |text: &str, expected: bool| {
        let other = report(text);
        for reports in [[&captain, &other], [&other, &captain]] {
            let comparison = compare(&reports);
            let relations = comparison.points.iter().flat_map(|point| &point.relations);
            let found: Vec<_> = relations.map(|relation| relation.reason.rule.as_str()).collect();
            assert_eq!(found, if expected { vec!["ages-differ"] } else { vec![] }, "{text}");
        }
    };
    check("Nobody saw Ada Rowe (57) again.", true);
    check("Nobody saw Ada Rowe, who is 57, again.", true);
    check("Ada Rowe, aged 57, lives in Vadrel.", true);
    check("Ada Rowe is 57.", true);
    check("Ada Rowe, 54, lives in Vadrel.", false);
    check("Ada Rowe is 57 minutes late.", false);
    check("Ada Rowe, 57 pilots and a cook are missing.", false);
    check("Ada Rowe, 1957, is a film.", false);
    // Of two times.
    check("In those days Rowe was 31. Ada Rowe is 57.", false);
}

#[test]
fn which_of_many_reports_are_held_against_each_other_does_not_depend_on_their_order() {
    let report = |at: usize| {
        let (ships, day) = (20 + at / 30, 6 + at / 45);
        let shared = format!("A storm wrecked {ships} ships off Vadrel harbour on {day} June.");
        let own = format!("Fishermen of house {at} in Vadrel lost nets, boats and sheds to the great flood of water.");
        let (number, date) = (ships.to_string(), format!("{day} June"));
        let day = i8::try_from(day).expect("a day of June");
        let values = [Value::Number(&number, ships as i64, Bound::Exactly), Value::Days(&date, day, day)];
        report(&format!("{shared}\n{own}\n“We lost the old harbour to the sea {at} times.”"), &values)
    };
    let reports: Vec<Analysis> = (0..90).map(report).collect();
    let found = |order: &[usize]| {
        let comparison = compare(&order.iter().map(|at| &reports[*at]).collect::<Vec<_>>());
        let relations = comparison.points.iter().flat_map(|point| &point.relations);
        let ends = relations.map(|relation| {
            let [a, b] = [relation.a, relation.b].map(|end| (order[end.report], end.span));
            (relation.kind, a.min(b), a.max(b))
        });
        ends.collect::<BTreeSet<_>>()
    };
    let order: Vec<usize> = (0..reports.len()).collect();
    let pairs = found(&order);
    assert!(pairs.iter().any(|(kind, ..)| *kind == RelationKind::Contradicts));
    assert_eq!(pairs, found(&order.into_iter().rev().collect::<Vec<_>>()));
}

#[test]
fn many_reports_that_give_two_ages_of_one_person() {
    let person = finding::Person { name: "Ada Rowe", kind: EntityKind::Person, form: MentionForm::Name };
    let report = |at: usize| {
        let text = format!("Ada Rowe, {}, lives in house {at}.", if at < 100 { 54 } else { 57 });
        finding::analysis(&text, &[person], &[])
    };
    let reports: Vec<Analysis> = (0..200).map(report).collect();
    let found = |order: &[usize]| {
        let comparison = compare(&order.iter().map(|at| &reports[*at]).collect::<Vec<_>>());
        let relations = comparison.points.iter().flat_map(|point| &point.relations);
        let found = relations.filter(|relation| relation.reason.rule.as_str() == "ages-differ");
        let ends = found.map(|relation| (order[relation.a.report], order[relation.b.report]));
        ends.map(|(a, b)| (a.min(b), a.max(b))).collect::<BTreeSet<_>>()
    };
    let order: Vec<usize> = (0..200).collect();
    let pairs = found(&order);
    assert_eq!(pairs.iter().flat_map(|(a, b)| [a, b]).collect::<BTreeSet<_>>().len(), 200);
    assert!(pairs.len() < 5_000, "{}", pairs.len());
    assert_eq!(pairs, found(&order.into_iter().rev().collect::<Vec<_>>()));
}

#[test]
fn the_only_time_of_day_that_each_report_gives() {
    let report = |text: &str, clocks: &[(&str, &str)]| {
        let mut analysis = paragraphs(text);
        let clock = |(words, hour): &(&str, &str)| {
            let (kind, value) = (TimeKind::Clock, format!("XXXX-XX-XXT{hour}"));
            let time = Time { kind, value, days: None, basis: TimeBasis::Open, ..time(text, words, 1, 1) };
            Finding::time(analysis.report.id(), time, reason())
        };
        analysis.findings.times = layer(clocks.iter().map(clock).collect());
        analysis
    };
    let ferry = report("The ferry left the lagoon of Vadrel at 9 p.m. with two cooks aboard.", &[("9 p.m.", "21:00")]);
    let check = |text: &str, clocks: &[(&str, &str)], expected: bool| {
        let other = report(text, clocks);
        let found: Vec<_> = sentences(&ferry, &other).into_iter().filter(|(_, slot, _)| slot.is_some()).collect();
        let differ = (RelationKind::Contradicts, Some(Slot::Date), format!("9 p.m./{}", clocks[0].0));
        assert_eq!(found, if expected { vec![differ] } else { vec![] }, "{text}");
    };
    check("It was 8pm when Vadrel saw the ferry for the last time.", &[("8pm", "20:00")], true);
    check("It was 8.50pm when Vadrel saw the ferry for the last time.", &[("8.50pm", "20:50")], false);
    check("It was 8pm EST when Vadrel saw the ferry for the last time.", &[("8pm EST", "20:00")], false);
    check("The council of Vadrel met at 8pm.", &[("8pm", "20:00")], false);
    let day = "At 6pm the cooks came. It was 8pm when Vadrel saw the ferry for the last time.";
    check(day, &[("6pm", "18:00"), ("8pm", "20:00")], false);
}

#[test]
fn a_sentence_with_two_disputed_values_tells_two_points() {
    let ships = |words, n| Value::Number(words, n, Bound::Exactly);
    let apart = format!("{STORM}\nThe storm in the northern lagoon cost the guild $40 million.");
    let apart = report(&apart, &[ships("97", 97), Value::Money("$40 million", 40, "USD")]);
    let joined = "The storm in the northern lagoon wrecked 79 ships and cost the guild $45 million.";
    let joined = report(joined, &[ships("79", 79), Value::Money("$45 million", 45, "USD")]);
    let comparison = compare(&[&apart, &joined]);
    let told: Vec<_> = comparison.points.iter().map(|point| (point.tellings.len(), point.relations.len())).collect();
    assert_eq!(told, [(2, 1), (2, 1)]);
}

#[test]
fn a_disputed_number_that_its_report_repeats_stands_in_no_report_alone() {
    let again = format!("{STORM}\nNobody saw those 97 again.");
    let mut again = report(&again, &[Value::Number("97", 97, Bound::Exactly)]);
    let mut figures = again.findings.figures.items().to_vec();
    let start = again.report.text().as_str().rfind("97").expect("the number stands there twice");
    let repeated = Figure { span: Span::of(start..start + 2), ..figures[0].what.clone() };
    figures.push(Finding::figure(again.report.id(), repeated, reason()));
    again.findings.figures = layer(figures);
    let other = report("The storm had wrecked 79 ships in the lagoon.", &[Value::Number("79", 79, Bound::Exactly)]);
    let comparison = compare(&[&again, &other]);
    assert_eq!(comparison.points.iter().filter(|point| point.relations.is_empty()).count(), 0);
}

#[test]
fn as_many_dead_are_the_same_dead() {
    let storm = report("The storm in the northern lagoon killed 9 people.", &[Value::Dead("9", 9)]);
    let buried = report("Vadrel buried the 9 of that night.", &[Value::Dead("9", 9)]);
    let one = report("In March 1 diver drowned.", &[Value::Dead("1", 1)]);
    let tellings = |reports: &[&Analysis]| {
        let told_alike = compare(reports).points.into_iter().filter(|point| point.slot.is_some());
        told_alike.map(|point| point.tellings.len()).collect::<Vec<_>>()
    };
    assert_eq!(tellings(&[&storm, &buried]), [2]);
    assert_eq!(tellings(&[&storm, &one]), [1, 1]);
    assert_eq!(
        tellings(&[&one, &report("One diver died on the wreck.", &[Value::Dead("One", 1)])]),
        Vec::<usize>::new()
    );
}
