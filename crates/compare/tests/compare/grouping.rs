//! Which reports are taken to tell of one event, and what holds however they are given.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use dateline_compare::{Sketch, Sketcher, StoryGroup};
use dateline_core::{Basis, Block, BlockKind, Dated, Origin, Report, ReportParts, Source, Span, Text};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::sample::select;

static SKETCHER: LazyLock<Sketcher> = LazyLock::new(Sketcher::new);

/// Reports of three invented events: a bridge, a strike and a bank.
const BRIDGE: [&str; 3] = [
    "Ponte Alvarim bridge closes after cracks. Engineers found cracks in two pillars of the Ponte Alvarim bridge on \
     Monday, and Mayor Ilda Quaresma closed it to lorries at once. Repairs will take nine weeks, she said.",
    "Cracked pillars shut bridge in Varela. Lorries may no longer cross the Ponte Alvarim after engineers saw cracks in \
     its pillars. Ilda Quaresma, the mayor of Varela, expects repairs of nine weeks.",
    "Nine weeks without the Ponte Alvarim. The bridge at Varela stays closed to lorries, Mayor Quaresma said, because \
     two of its pillars show cracks.",
];
const STRIKE: [&str; 3] = [
    "Ferry crews of Lindholm Line walk out. Some 400 sailors of the Lindholm Line stopped work on Tuesday over night \
     shifts, and no ferry left the port of Skarvik. The union Havfolk asks for two more crews.",
    "Skarvik port silent as sailors strike. Havfolk, the sailors' union, called out 400 members at Lindholm Line. They \
     want more crews for night shifts; all ferries from Skarvik were cancelled.",
    "No ferries from Skarvik. Lindholm Line cancelled its ferries after its sailors began a strike about night shifts, \
     called by the union Havfolk.",
];
const BANK: [&str; 2] = [
    "Banco Terrano raises its rate to 4.25 percent. The central bank of Terrana raised its key rate on Thursday for the \
     third time, Governor Amadeu Sorrel said, since prices rise by 6.1 percent.",
    "Terrana's central bank lifts key rate again. Governor Amadeu Sorrel of the Banco Terrano announced 4.25 percent, \
     because inflation stands at 6.1 percent.",
];

/// A report whose first sentence is its headline.
fn report(outlet: &str, text: &str, day: Option<Date>) -> Report {
    let behind_headline = text.find(". ").map_or(0, |at| at + 1);
    let body = text.len() - text[behind_headline..].trim_start().len();
    let block = |kind, span| Block { kind, span: Span::of(span), rule: Arc::from("test") };
    let mut blocks = Vec::new();
    if behind_headline > 0 {
        blocks.push(block(BlockKind::Headline, 0..behind_headline));
    }
    if body < text.len() {
        blocks.push(block(BlockKind::Paragraph, body..text.len()));
    }
    let published = day.map(|day| Dated::day(day, Basis::Metadata));
    Report::new(ReportParts {
        origin: Origin { key: outlet.into(), given_id: None, path: None, url: None },
        source: Source { name: Some(outlet.into()), domain: None },
        title: None,
        agency: None,
        language: None,
        published,
        published_at: None,
        dateline: None,
        text: Text::new(text.to_owned()).expect("a test report is short"),
        blocks,
    })
}

fn sketch(sketcher: &Sketcher, (outlet, text): (usize, &str)) -> Sketch {
    sketcher.sketch(&report(&format!("outlet {outlet}"), text, None))
}

fn groups(sketches: &[Sketch]) -> Vec<StoryGroup> {
    SKETCHER.group(&sketches.iter().collect::<Vec<_>>())
}

/// The stories of some texts, each from an outlet of its own, as the places of their reports.
fn stories(texts: &[&str]) -> Vec<Vec<usize>> {
    let sketcher = &*SKETCHER;
    let sketches: Vec<Sketch> = texts.iter().copied().enumerate().map(|text| sketch(sketcher, text)).collect();
    groups(&sketches).into_iter().map(|story| story.members).collect()
}

#[track_caller]
fn check(texts: &[&str], expected: &[&[usize]]) {
    assert_eq!(stories(texts), expected, "{texts:#?}");
}

#[test]
fn reports_are_grouped_by_event() {
    check(&[], &[]);
    check(&BRIDGE[..1], &[&[0]]);
    check(&[BRIDGE[0], BRIDGE[1]], &[&[0, 1]]);
    check(&[BRIDGE[0], STRIKE[0]], &[&[0], &[1]]);
    check(&[BRIDGE[0], STRIKE[0], BANK[0]], &[&[0], &[1], &[2]]);
    check(&[BRIDGE[0], STRIKE[0], BRIDGE[1], STRIKE[1], BRIDGE[2], STRIKE[2]], &[&[0, 2, 4], &[1, 3, 5]]);
    check(&[BANK[0], BRIDGE[0], BANK[1], STRIKE[0], STRIKE[1]], &[&[0, 2], &[1], &[3, 4]]);
}

#[test]
fn copies_are_one_story() {
    let copies = [BRIDGE[0]; 100];
    assert_eq!(stories(&copies).len(), 1);
    let beside_another: Vec<&str> = copies.into_iter().chain([STRIKE[0]]).collect();
    assert_eq!(stories(&beside_another).iter().map(Vec::len).collect::<Vec<_>>(), [100, 1]);
    // More copies than are looked at for one word.
    assert_eq!(stories(&[STRIKE[1]; 700]).len(), 1);
}

#[test]
fn reports_without_words_stand_alone() {
    check(&["", " \n ", BRIDGE[0], "…", "!?"], &[&[0], &[1], &[2], &[3], &[4]]);
    check(&["", ""], &[&[0], &[1]]);
}

#[test]
fn the_same_report_at_two_addresses_is_one_story() {
    let sketcher = &*SKETCHER;
    let sketches =
        [report("here", BANK[0], None), report("there", BANK[0], None)].map(|report| sketcher.sketch(&report));
    assert_ne!(sketches[0].id(), sketches[1].id());
    assert_eq!(groups(&sketches).len(), 1);
}

#[test]
fn a_story_is_named_after_its_earliest_report() {
    let sketcher = &*SKETCHER;
    let founder = |days: [Option<Date>; 3]| {
        let reports = BRIDGE.iter().zip(days).map(|(text, day)| report("outlet", text, day));
        let sketches: Vec<Sketch> = reports.map(|report| sketcher.sketch(&report)).collect();
        let stories = groups(&sketches);
        assert_eq!(stories.len(), 1);
        stories[0].founder
    };
    let day = |day| Some(date(2031, 5, day));
    assert_eq!(founder([day(4), day(3), day(5)]), 1);
    assert_eq!(founder([None, day(6), day(5)]), 2);
    let late = founder([day(4), day(3), None]);
    assert_eq!(late, 1, "a report that comes later does not rename the story");
}

proptest! {
    #[test]
    fn the_order_of_the_reports_does_not_matter(
        chosen in prop::collection::vec(select([BRIDGE.as_slice(), &STRIKE, &BANK].concat()), 0..14),
        seed in any::<u64>(),
    ) {
        let sketcher = &*SKETCHER;
        let mut given: Vec<(usize, &str)> = chosen.into_iter().enumerate().collect();
        let partition = |given: &[(usize, &str)]| -> BTreeSet<BTreeSet<usize>> {
            let sketches: Vec<Sketch> = given.iter().map(|report| sketch(sketcher, *report)).collect();
            let stories = groups(&sketches);
            stories.iter().map(|story| story.members.iter().map(|&member| given[member].0).collect()).collect()
        };
        let before = partition(&given);
        given.sort_by_key(|(outlet, _)| (*outlet as u64 + 1).wrapping_mul(seed | 1));
        prop_assert_eq!(partition(&given), before);
    }

    #[test]
    fn each_report_stands_in_one_story(texts in prop::collection::vec("[a-fA-F .]{0,60}", 0..12)) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let mut members: Vec<usize> = stories(&texts).concat();
        members.sort_unstable();
        prop_assert_eq!(members, (0..texts.len()).collect::<Vec<_>>());
    }
}
