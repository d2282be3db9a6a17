//! Events and commitments that several reports tell.

use dateline_compare::compare;
use dateline_core::{
    About, Amount, Analysis, Aspect, Bound, Clean, Commitment, Comparison, Entity, EntityIndex, EntityKind, Event,
    EventBasis, EventTime, EventType, Fate, Figure, FigureIndex, FigureKind, Finding, FindingIndex, Mention,
    MentionForm, NonEmpty, Reason, RelationKind, RuleName, Slot, Span, Strength, Time, TimeBasis, TimeIndex, TimeKind,
};
use jiff::civil::Date;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use rust_decimal::Decimal;

use crate::report::{layer, paragraphs};

/// One act of a test report; all its words must stand in the text.
#[derive(Debug, Clone, Copy)]
struct Act<'a> {
    /// The words of the act; the clause around them is the line that they stand in.
    words: &'a str,
    kind: Kind,
    doers: &'a [&'a str],
    others: &'a [&'a str],
    /// The days in June, and the words that say them.
    days: Option<(&'a str, i8, i8)>,
    /// So many dead in an event, so much money in a commitment.
    number: Option<(&'a str, i64, Bound)>,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Event(EventType, Option<&'static str>, Aspect),
    Mutual(EventType),
    Commitment,
}

const VISIT: Kind = Kind::Event(EventType::Consult, Some("visit"), Aspect::Actual);
const ATTACK: Kind = Kind::Event(EventType::Assault, None, Aspect::Actual);
const BLAME: Kind = Kind::Event(EventType::Accuse, None, Aspect::Actual);

impl<'a> Act<'a> {
    fn new(words: &'a str, kind: Kind, doers: &'a [&'a str], others: &'a [&'a str]) -> Self {
        Self { words, kind, doers, others, days: None, number: None }
    }

    fn on(self, words: &'a str, first: i8, last: i8) -> Self {
        Self { days: Some((words, first, last)), ..self }
    }

    fn with(self, words: &'a str, value: i64, bound: Bound) -> Self {
        Self { number: Some((words, value, bound)), ..self }
    }
}

/// A report of which each line is a paragraph and a clause.
fn report(text: &str, acts: &[Act<'_>]) -> Analysis {
    let mut analysis = paragraphs(text);
    let id = analysis.report.id();
    let mut names: Vec<&str> = acts.iter().flat_map(|act| act.doers.iter().chain(act.others).copied()).collect();
    names.sort_unstable();
    names.dedup();
    let entities = names.iter().map(|name| Finding::entity(id, entity(text, name), reason()));
    let entities = layer(entities.collect());
    let (mut times, mut figures) = (Vec::new(), Vec::new());
    let (mut events, mut commitments) = (Vec::new(), Vec::new());
    for act in acts {
        let clause = clause(text, act.words);
        let inside = |words: &str| find_in(text, clause, words);
        let places = |names_of: &[&str]| -> Vec<EntityIndex> {
            let place = |name: &&str| names.iter().position(|other| other == name).expect("it is among the names");
            names_of.iter().map(|name| EntityIndex(place(name))).collect()
        };
        let days = act.days.map(|(words, first, last)| {
            times.push(Finding::time(id, time(inside(words), first, last), reason()));
            (TimeIndex(times.len() - 1), day(first), day(last))
        });
        let number = act.number.map(|(words, value, bound)| {
            figures.push(Finding::figure(id, figure(inside(words), value, bound), reason()));
            FigureIndex(figures.len() - 1)
        });
        let (doers, others, trigger) = (places(act.doers), places(act.others), inside(act.words));
        match act.kind {
            Kind::Commitment => {
                let what = Commitment {
                    by: NonEmpty::new(doers).expect("somebody commits themselves"),
                    to: others,
                    what: Span::new(trigger.start(), clause.end()),
                    cue: trigger,
                    source: inside(act.doers[0]),
                    figure: number,
                    deadline: days.map(|(time, ..)| time),
                    condition: None,
                    strength: Strength::Pledged,
                    is_denied: false,
                    change: None,
                    inside: None,
                };
                commitments.push(Finding::commitment(id, what, reason()));
            }
            Kind::Event(..) | Kind::Mutual(_) => {
                let (kind, mode, aspect) = match act.kind {
                    Kind::Event(kind, mode, aspect) => (kind, mode, aspect),
                    Kind::Mutual(kind) => (kind, None, Aspect::Actual),
                    Kind::Commitment => unreachable!("that is no event"),
                };
                let when = days.map(|(_, first, last)| EventTime { first, last, basis: EventBasis::Clause });
                let what = Event {
                    kind,
                    mode,
                    contexts: Vec::new(),
                    sources: doers,
                    targets: others,
                    is_reciprocal: matches!(act.kind, Kind::Mutual(_)),
                    place: None,
                    when,
                    aspect,
                    attributed_to: None,
                    trigger,
                    casualties: number.into_iter().collect(),
                };
                events.push(Finding::event(id, what, NonEmpty::of(clause), reason()));
            }
        }
    }
    analysis.findings.entities = entities;
    analysis.findings.times = layer(times);
    analysis.findings.figures = layer(figures);
    analysis.findings.events = layer(events);
    analysis.findings.commitments = layer(commitments);
    analysis
}

fn entity(text: &str, name: &str) -> Entity {
    let span = find_in(text, Span::of(0..text.len()), name);
    // A name in small letters only describes.
    let form = if name.starts_with(char::is_uppercase) { MentionForm::Name } else { MentionForm::Description };
    let mention = Mention { span, form, reason: reason() };
    Entity { name: span, kind: EntityKind::Person, mentions: NonEmpty::of(mention), registered: None }
}

fn day(day: i8) -> Date {
    Date::new(2031, 6, day).expect("a day of June")
}

fn time(span: Span<Clean>, first: i8, last: i8) -> Time {
    let days = Some((day(first), day(last)));
    Time {
        span,
        kind: TimeKind::Date,
        value: String::new(),
        days,
        modifier: None,
        basis: TimeBasis::Stated,
        ends: None,
    }
}

fn figure(span: Span<Clean>, value: i64, bound: Bound) -> Figure {
    let value = Amount::Decimal(Decimal::from(value));
    let unit = Some("person".to_owned());
    Figure { span, kind: FigureKind::Count, value, to: None, unit, bound, counts: None, fate: Some(Fate::Killed) }
}

/// The line that words stand in.
fn clause(text: &str, words: &str) -> Span<Clean> {
    let at = text.find(words).expect("the words of an act stand in its report");
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    Span::of(start..end)
}

fn find_in(text: &str, stretch: Span<Clean>, words: &str) -> Span<Clean> {
    let (from, to) = (stretch.start() as usize, stretch.end() as usize);
    let start = from + text[from..to].find(words).unwrap_or_else(|| panic!("{words} stands in {text}"));
    Span::of(start..start + words.len())
}

fn reason() -> Reason {
    Reason::new(RuleName::new("test"), Vec::new())
}

/// How many reports tell each act.
fn told(comparison: &Comparison) -> Vec<usize> {
    let acts = comparison.points.iter().filter(|point| matches!(point.about, About::Event(_) | About::Commitment));
    acts.map(|point| point.tellings.len()).collect()
}

/// What values the reports differ in, whichever point tells it: that of the act, or that of its sentences.
fn differing(comparison: &Comparison) -> Vec<(Slot, RelationKind)> {
    let relations = comparison.points.iter().flat_map(|point| &point.relations);
    relations.filter_map(|relation| Some((relation.slot?, relation.kind))).collect()
}

/// Whether two acts of two reports are one, and the relations between them, whichever report comes first.
#[track_caller]
fn check(a: (&str, Act<'_>), b: (&str, Act<'_>), expected: Option<&[(Slot, RelationKind)]>) {
    let (left, right) = (report(a.0, &[a.1]), report(b.0, &[b.1]));
    for reports in [[&left, &right], [&right, &left]] {
        let comparison = compare(&reports);
        assert_eq!(told(&comparison), vec![2; expected.iter().len()], "{a:?} {b:?}");
        if let Some(expected) = expected {
            assert_eq!(differing(&comparison), expected, "{a:?} {b:?}");
        }
    }
}

const ATTACKED: &str = "Rebels of Ilmar Vogt attacked a convoy near the old bridge on June 3, killing 12 people.";

/// The same in other words: sentences that two reports have in common are told as such.
fn ambushed() -> Analysis {
    let text = "A convoy was ambushed near the bridge by men of Ilmar Vogt, who killed 12 people on June 3.";
    report(text, &[Act { words: "ambushed", ..attacked() }])
}

fn attacked() -> Act<'static> {
    Act::new("attacked", ATTACK, &["Ilmar Vogt"], &[]).on("June 3", 3, 3).with("12 people", 12, Bound::Exactly)
}

#[test]
fn tellings_of_one_event() {
    let attack = |words| Act::new(words, ATTACK, &["Ilmar Vogt"], &[]);
    let same = "A convoy was ambushed near the bridge by men of Ilmar Vogt, who killed 12 people on June 3.";
    check((ATTACKED, attacked()), (same, attack("ambushed")), Some(&[]));
    let number = |words: &'static str| attack("ambushed").with(words, 14, Bound::Exactly);
    let other = "A convoy was ambushed near the old bridge by men of Ilmar Vogt; 14 people died.";
    check((ATTACKED, attacked()), (other, number("14 people")), Some(&[(Slot::Number, RelationKind::Contradicts)]));
    let over = "A convoy was ambushed near the old bridge by men of Ilmar Vogt; more than 10 people died.";
    let more = attack("ambushed").with("10 people", 10, Bound::MoreThan);
    check((ATTACKED, attacked()), (over, more), Some(&[(Slot::Number, RelationKind::Precision)]));
    let june = "Men of Ilmar Vogt ambushed a convoy near the old bridge in June.";
    let in_june = attack("ambushed").on("in June", 1, 30);
    check((ATTACKED, attacked()), (june, in_june), Some(&[(Slot::Date, RelationKind::Precision)]));
    let fourth = "A convoy was attacked near the old bridge by men of Ilmar Vogt on June 4.";
    let on_fourth = attack("attacked").on("June 4", 4, 4);
    check((ATTACKED, attacked()), (fourth, on_fourth), Some(&[(Slot::Date, RelationKind::Contradicts)]));
}

#[test]
fn tellings_of_different_events() {
    let attack = |words| Act::new(words, ATTACK, &["Ilmar Vogt"], &[]);
    let away = "Rebels of Ilmar Vogt attacked a police station in the harbour.";
    check((ATTACKED, attacked()), (away, attack("attacked")), None);
    let later = "Men of Ilmar Vogt ambushed a convoy near the old bridge on June 9.";
    check((ATTACKED, attacked()), (later, attack("ambushed").on("June 9", 9, 9)), None);
    let others = "Rebels of Tora Lund attacked a convoy near the old bridge on June 3, killing 12 people.";
    check((ATTACKED, attacked()), (others, Act::new("attacked", ATTACK, &["Tora Lund"], &[])), None);
    let described = "Some men with guns attacked a convoy near the old bridge, killing 12 people.";
    check((ATTACKED, attacked()), (described, Act::new("attacked", ATTACK, &["men"], &[])), None);
    let threatened = Kind::Event(EventType::Assault, None, Aspect::Hypothetical);
    let may = "Rebels of Ilmar Vogt may have attacked a convoy near the old bridge.";
    check((ATTACKED, attacked()), (may, Act::new("attacked", threatened, &["Ilmar Vogt"], &[])), None);
    let bombed = Kind::Event(EventType::Assault, Some("aerial"), Aspect::Actual);
    let shot = Kind::Event(EventType::Assault, Some("firearms"), Aspect::Actual);
    let text = "Rebels of Ilmar Vogt hit a convoy near the old bridge.";
    let hit = |kind| Act::new("hit", kind, &["Ilmar Vogt"], &[]);
    check((text, hit(bombed)), (text, hit(shot)), None);
}

#[test]
fn who_does_it_is_not_who_suffers_it() {
    let text = "Ilmar Vogt blamed Tora Lund for the fire in the old harbour.";
    let blamed = Act::new("blamed", BLAME, &["Ilmar Vogt"], &["Tora Lund"]);
    let back = "Tora Lund blamed Ilmar Vogt for the fire in the old harbour.";
    let by_other = Act::new("blamed", BLAME, &["Tora Lund"], &["Ilmar Vogt"]);
    let same = "In a letter Ilmar Vogt blamed the old harbour's fire on her, Tora Lund, who denies it.";
    check((text, blamed), (same, blamed), Some(&[]));
    check((text, blamed), (back, by_other), None);
    let (met, met_back) = (
        "Ilmar Vogt met Tora Lund for the feast in the old harbour.",
        "Tora Lund had planned for weeks what she would say when she met Ilmar Vogt at the old harbour feast.",
    );
    let meet = |doers, others| Act::new("met", Kind::Mutual(EventType::Consult), doers, others);
    check((met, meet(&["Ilmar Vogt"], &["Tora Lund"])), (met_back, meet(&["Tora Lund"], &["Ilmar Vogt"])), Some(&[]));
}

#[test]
fn the_same_two_on_the_same_day_are_one_deed() {
    let text = "Ilmar Vogt visited Tora Lund in the harbour on June 3.";
    let visit = |words| Act::new(words, VISIT, &["Ilmar Vogt"], &["Tora Lund"]);
    let other = "On June 3 Ilmar Vogt travelled to the harbour as a guest of Tora Lund.";
    check((text, visit("visited").on("June 3", 3, 3)), (other, visit("travelled").on("June 3", 3, 3)), Some(&[]));
    let (text, other) = (
        "Ilmar Vogt visited Tora Lund in the harbour.",
        "Ilmar Vogt travelled to the harbour as a guest of Tora Lund.",
    );
    check((text, visit("visited")), (other, visit("travelled")), None);
}

#[test]
fn tellings_of_one_commitment() {
    let text = "Tora Lund pledged to buy 40 new cranes for the northern quay by June 9.";
    let pledge = |words| Act::new(words, Kind::Commitment, &["Tora Lund"], &[]);
    let pledged = pledge("pledged").on("June 9", 9, 9).with("40 new cranes", 40, Bound::Exactly);
    let other = "According to Tora Lund, she will buy 50 cranes for the northern quay.";
    let will = pledge("will").with("50 cranes", 50, Bound::Exactly);
    check((text, pledged), (other, will), Some(&[(Slot::Number, RelationKind::Contradicts)]));
    let vague = "Tora Lund will buy cranes for the northern quay in June.";
    check(
        (text, pledged),
        (vague, pledge("will").on("in June", 1, 30)),
        Some(&[(Slot::Date, RelationKind::Precision)]),
    );
    let something_else = "Tora Lund will sell the northern lighthouse.";
    check((text, pledged), (something_else, pledge("will")), None);
}

#[test]
fn a_point_names_the_findings_and_the_silent() {
    let told = report(ATTACKED, &[attacked()]);
    let silent = report("Nothing happened.", &[]);
    let comparison = compare(&[&told, &silent, &ambushed()]);
    let acts: Vec<_> = comparison.points.iter().filter(|point| matches!(point.about, About::Event(_))).collect();
    let [point] = acts[..] else { panic!("{acts:?}") };
    assert_eq!((point.about, point.silent.as_slice()), (About::Event(EventType::Assault), &[1][..]));
    let findings: Vec<_> = point.tellings.iter().map(|telling| telling.finding).collect();
    assert_eq!(findings, [Some(FindingIndex::Event(dateline_core::EventIndex(0))); 2]);
}

#[test]
fn who_may_tell_it_in_other_words_is_not_called_silent() {
    let told = report(ATTACKED, &[attacked()]);
    let vague = report("Some rebels attacked a place.", &[Act::new("attacked", ATTACK, &["rebels"], &[])]);
    let other = report("Tora Lund attacked a judge.", &[Act::new("attacked", ATTACK, &["Tora Lund"], &[])]);
    let unfound = report("When a convoy was ambushed near the bridge, 12 people were killed.", &[]);
    let comparison = compare(&[&told, &ambushed(), &vague, &other, &unfound]);
    let acts = comparison.points.iter().filter(|point| matches!(point.about, About::Event(_)));
    let silent: Vec<_> = acts.map(|point| point.silent.as_slice()).collect();
    assert_eq!(silent, [&[3][..]]);
}

#[test]
fn a_hundred_copies_are_one_point_for_each_sentence() {
    const N_COPIES: usize = 100;
    let text = format!("{ATTACKED}\nIlmar Vogt blamed Tora Lund for the fire in the old harbour.");
    let report = report(&text, &[attacked(), Act::new("blamed", BLAME, &["Ilmar Vogt"], &["Tora Lund"])]);
    let comparison = compare(&vec![&report; N_COPIES]);
    let tellings: Vec<usize> = comparison.points.iter().map(|point| point.tellings.len()).collect();
    assert_eq!((tellings, told(&comparison), differing(&comparison)), (vec![N_COPIES; 2], vec![], vec![]));
}

#[test]
fn an_act_that_all_tell_in_one_quotation_is_no_point_beside_it() {
    let pledge = |number: (&'static str, i64)| {
        Act::new("will", Kind::Commitment, &["Tora Lund"], &[]).with(number.0, number.1, Bound::Exactly)
    };
    let quoted = report("“Tora Lund will buy 40 cranes for the northern quay.”", &[pledge(("40 cranes", 40))]);
    let changed = report("“Tora Lund will buy 50 cranes for the northern quay.”", &[pledge(("50 cranes", 50))]);
    let plain = report("Tora Lund will buy 40 cranes for the northern quay.", &[pledge(("40 cranes", 40))]);
    let n_acts = |reports: &[&Analysis]| told(&compare(reports)).len();
    assert_eq!(n_acts(&[&quoted, &quoted]), 0);
    assert_eq!(n_acts(&[&quoted, &plain]), 1, "one report tells it in its own words");
    let comparison = compare(&[&quoted, &changed]);
    assert_eq!((told(&comparison).len(), differing(&comparison)), (0, vec![(Slot::Number, RelationKind::Contradicts)]));
}

#[test]
fn an_act_in_a_sentence_that_the_reports_have_in_common_is_told_once() {
    let pledge = || Act::new("will", Kind::Commitment, &["Tora Lund"], &[]);
    let copied = report("Tora Lund will buy forty new cranes for the northern quay.", &[pledge()]);
    let retold = report("According to Tora Lund, she will buy cranes for the northern quay.", &[pledge()]);
    let comparison = compare(&[&copied, &copied]);
    let kinds: Vec<About> = comparison.points.iter().map(|point| point.about).collect();
    assert_eq!(kinds, [About::Narrative]);
    assert_eq!(told(&compare(&[&copied, &retold])).len(), 1);
}

/// Texts of acts that share people and words by chance.
fn any_act() -> impl Strategy<Value = (String, usize, usize, i8)> {
    let things = select(vec!["the old bridge", "a convoy near the bridge", "the northern harbour gate"]);
    (things, 0_usize..3, 0_usize..2, 1_i8..4).prop_map(|(thing, doer, kind, day)| (thing.to_owned(), doer, kind, day))
}

const PEOPLE: [&str; 3] = ["Ilmar Vogt", "Tora Lund", "Asta Brandt"];

fn report_of(acts: &[(String, usize, usize, i8)]) -> Analysis {
    let verbs = [("seized", EventType::Coerce), ("shelled", EventType::Assault)];
    let lines: Vec<String> = acts
        .iter()
        .enumerate()
        .map(|(n, (thing, doer, kind, day))| {
            format!("Men {n} of {} {}{n} {thing} with guns on June {day}.", PEOPLE[*doer], verbs[*kind].0)
        })
        .collect();
    let words: Vec<(String, String)> =
        acts.iter().enumerate().map(|(n, act)| (format!("{}{n}", verbs[act.2].0), format!("June {}", act.3))).collect();
    let acts: Vec<Act<'_>> = acts
        .iter()
        .zip(&words)
        .map(|((_, doer, kind, day), (verb, on))| {
            let kind = Kind::Event(verbs[*kind].1, None, Aspect::Actual);
            Act::new(verb, kind, &PEOPLE[*doer..=*doer], &[]).on(on, *day, *day)
        })
        .collect();
    report(&lines.join("\n"), &acts)
}

/// The tellings of a point, then its silent reports, by the names of the reports.
type Told = (Vec<(usize, Span<Clean>)>, Vec<usize>);

/// The points about events.
fn groups(comparison: &Comparison, names: &[usize]) -> Vec<Told> {
    let acts = comparison.points.iter().filter(|point| matches!(point.about, About::Event(_)));
    let mut groups: Vec<_> = acts
        .map(|point| {
            let mut told: Vec<_> = point.tellings.iter().map(|told| (names[told.report], told.span)).collect();
            told.sort_unstable();
            let mut silent: Vec<usize> = point.silent.iter().map(|report| names[*report]).collect();
            silent.sort_unstable();
            (told, silent)
        })
        .collect();
    groups.sort_unstable();
    groups
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_the_reports_does_not_matter(reports in vec(vec(any_act(), 1..4), 2..5), turn in any::<Index>()) {
        let mut analyses: Vec<Analysis> = reports.iter().map(|acts| report_of(acts)).collect();
        let mut names: Vec<usize> = (0..reports.len()).collect();
        let before = groups(&compare(&analyses.iter().collect::<Vec<_>>()), &names);
        let by = turn.index(reports.len());
        analyses.rotate_left(by);
        names.rotate_left(by);
        analyses.reverse();
        names.reverse();
        prop_assert_eq!(before, groups(&compare(&analyses.iter().collect::<Vec<_>>()), &names));
    }

    #[test]
    fn a_point_has_one_telling_of_each_report_at_most(reports in vec(vec(any_act(), 1..5), 2..4)) {
        let analyses: Vec<Analysis> = reports.iter().map(|acts| report_of(acts)).collect();
        let comparison = compare(&analyses.iter().collect::<Vec<_>>());
        for (group, _) in groups(&comparison, &(0..reports.len()).collect::<Vec<_>>()) {
            prop_assert!(group.len() > 1 && group.windows(2).all(|pair| pair[0].0 < pair[1].0), "{:?}", group);
        }
        for relation in comparison.points.iter().flat_map(|point| &point.relations) {
            for found in &relation.differences {
                prop_assert!(relation.a.span.contains(found.a) && relation.b.span.contains(found.b), "{:?}", relation);
            }
        }
    }
}

#[test]
fn two_sentences_as_near_to_a_third_are_its_twins_in_any_order_of_the_reports() {
    let act = |thing: &str, doer, kind, day| (thing.to_owned(), doer, kind, day);
    let (gate, bridge) = ("the northern harbour gate", "the old bridge");
    let first = report_of(&[act(gate, 0, 0, 3), act(bridge, 1, 0, 1)]);
    let second = report_of(&[act(gate, 0, 1, 1), act(bridge, 1, 0, 1), act(gate, 0, 0, 1)]);
    let third = report_of(&[act(bridge, 1, 0, 1), act(bridge, 1, 0, 1), act(bridge, 1, 1, 1)]);
    let forth = compare(&[&first, &second, &third]);
    let back = compare(&[&second, &first, &third]);
    assert_eq!(groups(&forth, &[0, 1, 2]), groups(&back, &[1, 0, 2]));
    assert_eq!(groups(&forth, &[0, 1, 2]).len(), 1);
}
