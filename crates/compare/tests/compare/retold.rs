//! What is quoted in one report and told in other words in another, and what a shorter quotation leaves out.

use dateline_compare::compare;
use dateline_core::{
    About, Analysis, BlockKind, Comparison, DifferenceKind, EntityKind, MentionForm, RelationKind, SpeakerAgreement,
    Stance,
};

use crate::finding::{self, Person, Said};
use crate::report::{self, paragraphs};

/// A report of one sentence in which somebody says `content`.
fn told(speaker: &str, sentence: &str, content: &str, stance: Stance) -> Analysis {
    let person = Person { name: speaker, kind: EntityKind::Person, form: MentionForm::Name };
    let cue = ["claimed", "said"].into_iter().find(|cue| sentence.contains(cue)).expect("each sentence has a cue");
    finding::analysis(sentence, &[person], &[Said { content, speaker: Some(0), cue, stance }])
}

fn quoted() -> Analysis {
    let content = "We will dredge the northern channel and rebuild the lighthouse before winter";
    told("Ada Rowe", &format!("“{content},” said Ada Rowe."), content, Stance::Neutral)
}

fn paraphrases(comparison: &Comparison) -> Vec<SpeakerAgreement> {
    let relations = comparison.points.iter().flat_map(|point| &point.relations);
    relations.filter(|relation| relation.kind == RelationKind::Paraphrased).map(|relation| relation.speaker).collect()
}

#[test]
fn an_utterance_told_in_other_words() {
    let check = |speaker: &str, content: &str, expected: usize| {
        let other = told(speaker, &format!("{speaker} said {content}."), content, Stance::Neutral);
        for reports in [[&quoted(), &other], [&other, &quoted()]] {
            let comparison = compare(&reports);
            assert_eq!(paraphrases(&comparison), vec![SpeakerAgreement::Same; expected], "{speaker}: {content}");
        }
    };
    check("Ada Rowe", "the northern channel would be dredged and the lighthouse rebuilt", 1);
    check("Rowe", "that the lighthouse, once rebuilt, would guard a dredged northern channel", 1);
    check("Olaf Tarn", "the northern channel would be dredged and the lighthouse rebuilt", 0);
    check("Ada Rowe", "the channel was too shallow for ferries", 0);
}

#[test]
fn a_sentence_that_tells_two_quotations_tells_both_points() {
    let [first, second] = ["Drowsy pilots wrecked the schooner Petrel", "Smugglers burned the chapel organ"];
    let people = [Person { name: "Ada Rowe", kind: EntityKind::Person, form: MentionForm::Name }];
    let said = |content| Said { content, speaker: Some(0), cue: "said", stance: Stance::Neutral };
    let quoted = format!("“{first},” said Ada Rowe. It rained. “{second}.”");
    let quoted = finding::analysis(&quoted, &people, &[said(first), said(second)]);
    let told = "the schooner Petrel was wrecked by drowsy pilots and the chapel organ burned by smugglers";
    let told = finding::analysis(&format!("Ada Rowe said {told}."), &people, &[said(told)]);
    for reports in [[&quoted, &told], [&told, &quoted]] {
        let comparison = compare(&reports);
        let n_tellings: Vec<_> = comparison.points.iter().map(|point| point.tellings.len()).collect();
        assert_eq!((paraphrases(&comparison).len(), n_tellings), (2, vec![2, 2]));
    }
}

#[test]
fn an_utterance_told_with_words_that_stand_for_others() {
    let check = |quote: &str, content: &str, expected: usize| {
        let quoted = told("Ada Rowe", &format!("“{quote},” said Ada Rowe."), quote, Stance::Neutral);
        let other = told("Ada Rowe", &format!("Ada Rowe said {content}."), content, Stance::Neutral);
        for reports in [[&quoted, &other], [&other, &quoted]] {
            assert_eq!(paraphrases(&compare(&reports)).len(), expected, "{quote}: {content}");
        }
    };
    let quote = "The harbour master must step down and the guild will erect its lighthouse elsewhere";
    check(quote, "the harbour master had to resign and a lighthouse would be built someplace else", 1);
    check("All 4,200 of us want 37 crowns", "they would ask for 37 crowns for each of 4,200", 1);
    check("They turned the northern offer of the pilots down", "the pilots saw a northern offer refused", 1);
}

#[test]
fn who_denies_what_another_says() {
    let check = |quote: &str, content: &str, expected: usize| {
        let quoted = told("Ada Rowe", &format!("“{quote},” said Ada Rowe."), quote, Stance::Neutral);
        let other = told("Ada Rowe", &format!("Ada Rowe said {content}."), content, Stance::Neutral);
        for reports in [[&quoted, &other], [&other, &quoted]] {
            assert_eq!(paraphrases(&compare(&reports)).len(), expected, "{quote}: {content}");
        }
    };
    check("We dredge the northern channel", "they dredged the northern channel", 1);
    check("We dredge the northern channel", "they never dredged the northern channel", 0);
    check("We never dredge the northern channel", "they would not dredge the northern channel", 1);
    check("We dredge the northern channel", "they not only dredged the northern channel", 1);
    check("We do not dredge the northern channel", "they refused to dredge the northern channel", 1);
    // Few words are enough where both deny them.
    check("I will not resign", "she had no plans to step down", 1);
    // So they are where somebody says little else, unless they are told with a contrary.
    check("I will resign", "she had plans to step down", 1);
    check("We leave the harbour", "they stay at the harbour", 0);
}

#[test]
fn a_word_between_marks_that_is_denied() {
    let quote = "That plan is a reckless gamble with the harbour of this town";
    let quoted = told("Ada Rowe", &format!("“{quote},” said Ada Rowe."), quote, Stance::Neutral);
    let n_told = |content: &str| {
        let other = told("Ada Rowe", &format!("Ada Rowe said {content}."), content, Stance::Neutral);
        paraphrases(&compare(&[&quoted, &other])).len()
    };
    assert_eq!(n_told("it was “reckless” to go on"), 1);
    assert_eq!(n_told("it was not “reckless” to go on"), 0);
}

#[test]
fn a_short_word_kept_beside_a_longer_quotation_of_the_utterance() {
    let quote = "That plan is a reckless gamble, and it will ruin the harbour of this town";
    let quoted = told("Ada Rowe", &format!("“{quote},” said Ada Rowe."), quote, Stance::Neutral);
    let n_told = |content: &str| {
        let other = told("Ada Rowe", &format!("Ada Rowe said {content}."), content, Stance::Neutral);
        paraphrases(&compare(&[&quoted, &other])).len()
    };
    assert_eq!(n_told("to go on was “reckless” and would “ruin the harbour of this town”"), 1);
    assert_eq!(n_told("to go on would “ruin the harbour of this town”"), 0);
}

#[test]
fn a_quotation_that_is_given_without_marks() {
    let check = |kind: EntityKind, sentence: &str, expected: usize| {
        let content = "We will dredge the northern channel and rebuild the lighthouse before winter";
        let text = format!("“{content},” said Ada Rowe.");
        let person = Person { name: "Ada Rowe", kind, form: MentionForm::Name };
        let said = Said { content, speaker: Some(0), cue: "said", stance: Stance::Neutral };
        let quoted = finding::analysis(&text, &[person], &[said]);
        let other = paragraphs(sentence);
        for reports in [[&quoted, &other], [&other, &quoted]] {
            let found = paraphrases(&compare(&reports));
            assert_eq!(found, vec![SpeakerAgreement::Unknown; expected], "{sentence}");
        }
    };
    let headline = "Rowe: We will dredge the northern channel";
    check(EntityKind::Person, headline, 1);
    // Words of a body may be the report's own.
    check(EntityKind::Organisation, headline, 0);
    check(EntityKind::Person, "We will dredge and rebuild before winter.", 0);
    // Words in passing.
    let passing = "Nobody knows who would pay the firms from abroad that dredge the northern channel and then leave the sand \
        on the beach for the town to clear away.";
    check(EntityKind::Person, passing, 0);
}

#[test]
fn a_word_that_is_kept_between_marks() {
    let quote =
        "That plan is a reckless gamble with the harbour of this town, its pilots, divers, cooks and carpenters";
    let quoted = told("Ada Rowe", &format!("“{quote},” said Ada Rowe."), quote, Stance::Neutral);
    let check = |speaker: &str, content: &str, expected: &[SpeakerAgreement]| {
        let other = told(speaker, &format!("{speaker} said {content}."), content, Stance::Neutral);
        for reports in [[&quoted, &other], [&other, &quoted]] {
            let comparison = compare(&reports);
            let relations = comparison.points.iter().flat_map(|point| &point.relations);
            let kept = relations.filter(|relation| relation.reason.rule.as_str() == "same-words-between-marks");
            let kept: Vec<SpeakerAgreement> = kept.map(|relation| relation.speaker).collect();
            assert_eq!(kept, expected, "{speaker}: {content}");
        }
    };
    check("Ada Rowe", "it was “reckless” to go on", &[SpeakerAgreement::Same]);
    check("Ada Rowe", "they went on with a “reckless gamble”", &[SpeakerAgreement::Same]);
    check("Ada Rowe", "it was reckless to go on", &[]);
    check("Ada Rowe", "it was a “gamble, reckless” to go on", &[]);
    check("Ada Rowe", "it was a “gamble on the harbour”", &[]);
    check("Ada Rowe", "it was “of this”", &[]);
    check("Ada Rowe", "it was “The Harbour”", &[]);
    check("Olaf Tarn", "it was “reckless” to go on", &[]);
}

#[test]
fn a_headline_that_names_who_says_a_word() {
    use BlockKind::{Headline, Paragraph};
    let quote = "That plan is a reckless gamble with the harbour of this town";
    let quoted = told("Ada Rowe", &format!("“{quote},” said Ada Rowe."), quote, Stance::Neutral);
    let check = |kind: BlockKind, name: &str, sentence: &str, expected: &[SpeakerAgreement]| {
        let person = Person { name, kind: EntityKind::Person, form: MentionForm::Name };
        let findings = finding::analysis(sentence, &[person], &[]).findings;
        let other = Analysis { findings, ..report::analysis(&[(kind, sentence)]) };
        for reports in [[&quoted, &other], [&other, &quoted]] {
            assert_eq!(paraphrases(&compare(&reports)), expected, "{sentence}");
        }
    };
    check(Headline, "Ada Rowe", "Channel of Ada Rowe is “Reckless”", &[SpeakerAgreement::Unknown]);
    check(Headline, "Rowe", "Rowe on northern channel: “Reckless”", &[SpeakerAgreement::Same]);
    check(Headline, "Olaf Tarn", "Olaf Tarn on northern channel: “Reckless”", &[]);
    check(Headline, "Ada Rowe", "Ada Rowe on northern channel: reckless", &[]);
    check(Paragraph, "Ada Rowe", "Ada Rowe sees the northern channel as “reckless” dredging.", &[]);
}

#[test]
fn a_headline_that_begins_with_who_speaks() {
    use BlockKind::{Headline, Paragraph};
    let quote = "We will dredge the northern channel and rebuild the lighthouse before winter";
    let quoted = told("Ada Rowe", &format!("“{quote},” said Ada Rowe."), quote, Stance::Neutral);
    let check = |kind: BlockKind, name: &str, sentence: &str, expected: &[SpeakerAgreement]| {
        let person = Person { name, kind: EntityKind::Person, form: MentionForm::Name };
        let findings = finding::analysis(sentence, &[person], &[]).findings;
        let other = Analysis { findings, ..report::analysis(&[(kind, sentence)]) };
        for reports in [[&quoted, &other], [&other, &quoted]] {
            assert_eq!(paraphrases(&compare(&reports)), expected, "{sentence}");
        }
    };
    check(Headline, "Rowe", "Rowe: Channel Dredged, Lighthouse Rebuilt by Winter", &[SpeakerAgreement::Same]);
    check(Headline, "Olaf Tarn", "Olaf Tarn: Channel Dredged, Lighthouse Rebuilt by Winter", &[]);
    check(Headline, "Rowe", "Rowe Sees Channel Dredged, Lighthouse Rebuilt by Winter", &[]);
    check(Headline, "Rowe", "By winter: Rowe Sees Channel Dredged, Lighthouse Rebuilt", &[]);
    check(Paragraph, "Rowe", "Rowe: the channel is dredged, the lighthouse rebuilt by winter.", &[]);
}

#[test]
fn short_sentences_of_a_letter_that_is_printed_in_full() {
    let content = "Mind the tide. Bring your own lamps to the quay. We will not wait";
    let quoted = told("Ada Rowe", &format!("“{content},” said Ada Rowe."), content, Stance::Neutral);
    let n_told = |sentence: &str| paraphrases(&compare(&[&quoted, &paragraphs(sentence)])).len();
    assert_eq!(n_told("Bring your own lamps to the quay."), 1);
    assert_eq!(n_told("You bring your own lamps."), 0, "too few words of a sentence of its own");
    assert_eq!(n_told("Mind the tide."), 0, "three words are a saying");
}

#[test]
fn one_of_several_things_that_a_sentence_tells() {
    let quote = "We will rebuild the lighthouse. Nobody asked me about ferries. Pilots deserve better wages. \
        Stevedores, carpenters, divers and cooks left town for the mainland long ago, and the school has closed its doors";
    let quoted = told("Ada Rowe", &format!("“{quote},” said Ada Rowe."), quote, Stance::Neutral);
    let check = |content: &str, expected: usize| {
        let other = told("Ada Rowe", &format!("Ada Rowe said {content}."), content, Stance::Neutral);
        assert_eq!(paraphrases(&compare(&[&quoted, &other])).len(), expected, "{content}");
    };
    check("pilots deserved better wages", 1);
    check(
        "better wages for her grandchildren were a dream of cities with roads, schools and a railway of their own",
        0,
    );
}

#[test]
fn speakers_without_a_name_who_are_described_alike() {
    let report = |who: &str, content: &str| {
        let text = format!("{who} said {content}.");
        let person = Person { name: who, kind: EntityKind::Person, form: MentionForm::Description };
        let said = Said { content, speaker: Some(0), cue: "said", stance: Stance::Neutral };
        finding::analysis(&text, &[person], &[said])
    };
    let a = report("The harbour guild", "the northern channel would be dredged and the lighthouse rebuilt");
    let check = |who: &str, expected: &[SpeakerAgreement]| {
        let b = report(who, "a dredged northern channel needed a rebuilt lighthouse");
        for reports in [[&a, &b], [&b, &a]] {
            assert_eq!(paraphrases(&compare(&reports)), expected, "{who}");
        }
    };
    check("A guild of the pilots", &[SpeakerAgreement::Unknown]);
    check("The pilots", &[]);
}

#[test]
fn two_that_tell_what_a_third_tells() {
    let quote = "We will dredge the northern channel this winter. Before winter we paint the old lighthouse";
    let quoted = told("Ada Rowe", &format!("“{quote}”, said Ada Rowe."), quote, Stance::Neutral);
    let indirect = |content: &str| told("Ada Rowe", &format!("Ada Rowe said {content}."), content, Stance::Neutral);
    let dredges = indirect("that the northern channel would be dredged by winter");
    let paints = indirect("that the old lighthouse was to be painted before winter");
    let n_told = |reports: &[&Analysis]| paraphrases(&compare(reports)).len();
    assert_eq!(n_told(&[&dredges, &paints]), 0);
    assert_eq!((n_told(&[&quoted, &dredges]), n_told(&[&quoted, &paints])), (1, 1));
    assert_eq!(n_told(&[&quoted, &dredges, &paints]), 3);
    let unlike = indirect("that the northern channel would be dredged by men from abroad");
    assert_eq!(n_told(&[&quoted, &unlike, &indirect("the old lighthouse would be painted")]), 2);
}

#[test]
fn a_saying_that_no_report_quotes_is_a_point_of_its_own() {
    let content = "the northern channel would be dredged and the lighthouse rebuilt";
    let other = "a dredged northern channel needed a rebuilt lighthouse";
    let a = told("Ada Rowe", &format!("Ada Rowe said {content}."), content, Stance::Neutral);
    let b = told("Ada Rowe", &format!("Ada Rowe claimed {other}."), other, Stance::Distanced);
    let silent = paragraphs("Rain fell on the harbour.");
    let comparison = compare(&[&a, &b, &silent]);
    let [point] = comparison.points.as_slice() else { panic!("{:?}", comparison.points) };
    assert_eq!((point.about, point.silent.as_slice(), point.tellings.len()), (About::Statement, &[2][..], 2));
    let kinds: Vec<_> = point.relations[0].differences.iter().map(|difference| difference.kind).collect();
    assert_eq!(kinds, [DifferenceKind::Stance]);
}

#[test]
fn what_one_report_alone_tells_in_its_own_words_is_no_point() {
    let content = "the northern channel would be dredged and the lighthouse rebuilt";
    let alone = told("Ada Rowe", &format!("Ada Rowe said {content}."), content, Stance::Neutral);
    assert_eq!(compare(&[&alone, &paragraphs("Rain fell on the harbour.")]).points, []);
}

#[test]
fn what_a_sentence_tells_beside_its_quotation_of_the_utterance() {
    let content = "she would dredge the northern channel, “rebuild the lighthouse before winter”";
    let mixed = told("Ada Rowe", &format!("Ada Rowe said {content}."), content, Stance::Neutral);
    let comparison = compare(&[&quoted(), &mixed]);
    let kinds: Vec<RelationKind> = comparison.points[0].relations.iter().map(|relation| relation.kind).collect();
    assert!(kinds.contains(&RelationKind::Truncated), "{kinds:?}");
    // What it tells beside the quotation is told anew.
    assert_eq!(paraphrases(&comparison), [SpeakerAgreement::Same]);
    let content = "she had plans, “rebuild the lighthouse before winter”";
    let mixed = told("Ada Rowe", &format!("Ada Rowe said {content}."), content, Stance::Neutral);
    let comparison = compare(&[&quoted(), &mixed]);
    assert_eq!((comparison.points[0].relations.len(), paraphrases(&comparison)), (1, vec![]));
}

#[test]
fn what_restricts_a_quotation_and_is_cut() {
    let check = |full: &str, cut: &str, expected: Option<&str>| {
        let full = format!("“{full}”");
        let (full, cut) = (paragraphs(&full), paragraphs(&format!("“{cut}”")));
        let comparison = compare(&[&full, &cut]);
        let differences = &comparison.points[0].relations[0].differences;
        let lost = differences.iter().find(|difference| difference.kind == DifferenceKind::Qualification);
        assert_eq!(lost.map(|lost| full.report.text().get(lost.a)), expected);
        assert!(lost.is_none_or(|lost| lost.b.is_empty()));
    };
    let silt = "The silt is no danger to ships";
    check(&format!("{silt}, but we must watch it every day."), silt, Some("but we must watch it every day"));
    check(&format!("{silt}. But we must watch it. It rained."), silt, Some("But we must watch it"));
    check(&format!("{silt} unless they draw five metres."), silt, Some("unless they draw five metres"));
    check(&format!("If the tide is high, {}", silt.to_lowercase()), silt, Some("If the tide is high"));
    check(&format!("{silt}, and we told them so."), silt, None);
    check(&format!("{silt}. If they sink, we pay."), silt, None);
    check(&format!("But {}", silt.to_lowercase()), silt, None);
}

#[test]
fn what_restricts_and_stands_in_another_quotation_is_not_left_out() {
    let full = paragraphs("“The silt is no danger to ships, but we must watch it every day.”");
    let lost = |text: &str| {
        let other = paragraphs(text);
        let comparison = compare(&[&full, &other]);
        let relations = comparison.points.iter().flat_map(|point| &point.relations);
        let differences = relations.flat_map(|relation| &relation.differences);
        differences.filter(|difference| difference.kind == DifferenceKind::Qualification).count()
    };
    assert_eq!(lost("“The silt is no danger to ships,” she said."), 1);
    assert_eq!(lost("“The silt is no danger to ships,” she said, “but we must watch it every day.”"), 0);
    assert_eq!(lost("“The silt is no danger to ships,” she said. “We must go now.”"), 1);
}

#[test]
fn who_says_little_says_the_same_in_few_words() {
    let quote = "Our crews dropped the anchor at the pier";
    let others = ["Cooks quarrel", "Winters pass", "Carpenters whistle", "Divers sleep", "Pilots read", "Gulls nest"];
    let report = |sentence: &str, contents: &[&str]| {
        let text = format!("{sentence} {}", others.map(|other| format!("Ada Rowe said {other}.")).join(" "));
        let people = [Person { name: "Ada Rowe", kind: EntityKind::Person, form: MentionForm::Name }];
        let said = |content| Said { content, speaker: Some(0), cue: "said", stance: Stance::Neutral };
        finding::analysis(&text, &people, &contents.iter().copied().map(said).collect::<Vec<_>>())
    };
    let told = "the anchor lay at some pier beside old nets";
    let (quoted, indirect) = (format!("“{quote},” said Ada Rowe."), format!("Ada Rowe said {told}."));
    let n_told = |n_others: usize| {
        let contents = |first| [&[first], &others[..n_others]].concat();
        paraphrases(&compare(&[&report(&quoted, &contents(quote)), &report(&indirect, &contents(told))])).len()
    };
    assert_eq!((n_told(0), n_told(others.len())), (1, 0));
}
