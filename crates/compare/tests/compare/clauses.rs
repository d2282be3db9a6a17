//! Days that hang on one verb, and what is claimed and denied of one thing, in sentences whose trees are made by hand.

use dateline_compare::compare;
use dateline_core::syntax::Relation;
use dateline_core::{
    Analysis, Clean, Cue, Entity, EntityKind, Features, Finding, Lemmas, Mention, MentionForm, NonEmpty, Reason,
    RelationKind, RuleName, Slot, Span, Stance, Statement, StatementKind, Syntax, SyntaxParts, Time, TimeBasis,
    TimeKind, Upos, Word,
};
use jiff::civil::date;

use crate::report::{layer, paragraphs};

/// A report of one sentence, a token a row: the token, its part of speech, its lemma, the row of its head, counted from 1,
/// its relation and, if it has any, its features.
fn tree(rows: &str) -> Analysis {
    let rows: Vec<Vec<&str>> = rows.lines().map(|row| row.split_whitespace().collect()).collect();
    let text = rows.iter().map(|row| row[0]).collect::<Vec<_>>().join(" ");
    let mut analysis = paragraphs(&text);
    let mut lemmas = Lemmas::default();
    rows.iter().for_each(|row| lemmas.push(row[2]));
    let word = |row: &Vec<&str>| Word {
        upos: Upos::parse(row[1]).expect("a part of speech"),
        features: Features::parse(row.get(5).unwrap_or(&"_")),
        head: row[3].parse::<u32>().expect("a row").checked_sub(1),
        relation: Relation::parse(row[4]).expect("a relation"),
    };
    let words = layer(rows.iter().map(word).collect());
    let parts = SyntaxParts { words, lemmas, names: layer(Vec::new()) };
    analysis.annotated.syntax = Some(Syntax::new(analysis.annotated.sentences.items(), parts));
    analysis
}

/// The same with a day of June, which the token "on" and the two behind it say.
fn report(rows: &str) -> Analysis {
    let mut analysis = tree(rows);
    let words: Vec<&str> = rows.lines().filter_map(|row| row.split_whitespace().next()).collect();
    let day = words.iter().position(|word| *word == "on").expect("each sentence has a day");
    let tokens = analysis.annotated.tokens.items();
    let span = tokens[day].span.cover(tokens[day + 2].span);
    let day = words[day + 2].parse().expect("a day of June");
    analysis.findings.times = layer(vec![Finding::time(analysis.report.id(), time(span, day), reason())]);
    analysis
}

fn reason() -> Reason {
    Reason::new(RuleName::new("test"), Vec::new())
}

fn find(analysis: &Analysis, words: &str) -> Span<Clean> {
    let start = analysis.report.text().as_str().find(words).expect("the words stand in the report");
    Span::of(start..start + words.len())
}

/// The report with a person named Rowe, whom the pronouns stand for.
fn of_rowe(mut analysis: Analysis, pronouns: &[&str]) -> Analysis {
    let mention = |(words, form)| Mention { span: find(&analysis, words), form, reason: reason() };
    let pronouns = pronouns.iter().map(|pronoun| (*pronoun, MentionForm::Pronoun));
    let mentions: Vec<Mention> = pronouns.chain([("Rowe", MentionForm::Name)]).map(mention).collect();
    let name = find(&analysis, "Rowe");
    let mentions = NonEmpty::new(mentions).expect("Rowe is one");
    let entity = Entity { name, kind: EntityKind::Person, mentions, registered: None };
    analysis.findings.entities = layer(vec![Finding::entity(analysis.report.id(), entity, reason())]);
    analysis
}

/// The report with a statement whose cue is "said".
fn saying(mut analysis: Analysis, content: &str) -> Analysis {
    let statement = Statement {
        kind: StatementKind::Indirect,
        content: NonEmpty::of(find(&analysis, content)),
        cue: Some(Cue { span: find(&analysis, "said"), lemma: "say".into() }),
        source: Vec::new(),
        speakers: Vec::new(),
        stance: Stance::Neutral,
        hedges: Vec::new(),
        inside: None,
    };
    analysis.findings.statements = layer(vec![Finding::statement(analysis.report.id(), statement, reason())]);
    analysis
}

/// Whether two reports give different days for one thing.
#[track_caller]
fn check_differ(a: &Analysis, b: &Analysis, expected: bool) {
    let comparison = compare(&[a, b]);
    let relations = comparison.points.iter().flat_map(|point| &point.relations);
    let of_facts = relations.filter(|relation| relation.slot.is_some());
    let found: Vec<_> = of_facts.map(|relation| (relation.kind, relation.slot)).collect();
    let differ = (RelationKind::Contradicts, Some(Slot::Date));
    assert_eq!(found, if expected { vec![differ] } else { vec![] }, "{}", b.report.text().as_str());
}

fn time(span: Span<Clean>, day: i8) -> Time {
    Time {
        span,
        kind: TimeKind::Date,
        value: String::new(),
        days: Some((date(2031, 6, day), date(2031, 6, day))),
        modifier: None,
        basis: TimeBasis::Stated,
        ends: None,
    }
}

#[test]
fn days_on_which_one_thing_is_done() {
    let opens = report(
        "Councillors NOUN councillor 2 nsubj\nopened VERB open 0 root\nthe DET the 5 det\nold ADJ old 5 amod\n\
         lighthouse NOUN lighthouse 2 obj\non ADP on 8 case\nJune PROPN June 8 compound\n3 NUM 3 2 obl\n\
         behind ADP behind 12 case\na DET a 12 det\nnarrow ADJ narrow 12 amod\nquay NOUN quay 2 obl",
    );
    let check = |rows: &str, expected: bool| check_differ(&opens, &report(rows), expected);
    let who_opens = |doer: &str, verb: &str, object: &str| {
        format!(
            "{doer} 2 nsubj\n{verb} 0 root\nthe DET the 4 det\n{object} 2 obj\non ADP on 7 case\n\
             June PROPN June 7 compound\n4 NUM 4 2 obl\nwith ADP with 9 case\ncakes NOUN cake 2 obl\n\
             and CCONJ and 11 cc\nbands NOUN band 9 conj"
        )
    };
    let (councillors, open) = ("Councillors NOUN councillor", "open VERB open");
    check(&who_opens(councillors, open, "lighthouse NOUN lighthouse"), true);
    check(&who_opens("Guilds NOUN guild", open, "lighthouse NOUN lighthouse"), false);
    check(&who_opens("They PRON they", open, "lighthouse NOUN lighthouse"), false);
    check(&who_opens(councillors, open, "harbour NOUN harbour"), false);
    check(&who_opens(councillors, "paint VERB paint", "lighthouse NOUN lighthouse"), false);
    let passive = "The DET the 2 det\nlighthouse NOUN lighthouse 4 nsubj:pass\nwas AUX be 4 aux:pass\nopened VERB open 0 root\n\
                   on ADP on 7 case\nJune PROPN June 7 compound\n4 NUM 4 4 obl\nwith ADP with 9 case\ncakes NOUN cake 4 obl\n\
                   and CCONJ and 11 cc\nbands NOUN band 9 conj";
    check(passive, true);
}

#[test]
fn what_is_held_on_a_day_does_not_hold_on() {
    let hold = report(
        "Councillors NOUN councillor 2 nsubj\nhold VERB hold 0 root\nthe DET the 4 det\nregatta NOUN regatta 2 obj\n\
         on ADP on 7 case\nJune PROPN June 7 compound\n3 NUM 3 2 obl\nbehind ADP behind 10 case\n\
         narrow ADJ narrow 10 amod\nquays NOUN quay 2 obl",
    );
    let held = "The DET the 2 det\nregatta NOUN regatta 4 nsubj:pass\nis AUX be 4 aux:pass\nheld VERB hold 0 root\n\
                on ADP on 7 case\nJune PROPN June 7 compound\n4 NUM 4 4 obl\nwith ADP with 9 case\ncakes NOUN cake 4 obl";
    check_differ(&hold, &report(held), true);
}

#[test]
fn who_is_meant_by_a_pronoun_does_what_is_dated() {
    let opens = of_rowe(
        report(
            "Rowe PROPN Rowe 2 nsubj\nopened VERB open 0 root\nthe DET the 4 det\nlighthouse NOUN lighthouse 2 obj\n\
             on ADP on 7 case\nJune PROPN June 7 compound\n3 NUM 3 2 obl\nbehind ADP behind 10 case\n\
             narrow ADJ narrow 10 amod\nquays NOUN quay 2 obl",
        ),
        &[],
    );
    let she = "She PRON she 2 nsubj\nopened VERB open 0 root\non ADP on 5 case\nJune PROPN June 5 compound\n4 NUM 4 2 obl\n\
               for ADP for 7 case\nRowe PROPN Rowe 8 nmod\nguild NOUN guild 2 obl\nwith ADP with 10 case\n\
               cakes NOUN cake 2 obl";
    check_differ(&opens, &of_rowe(report(she), &["She"]), true);
    check_differ(&opens, &of_rowe(report(she), &[]), false);
}

#[test]
fn who_does_one_thing_and_another() {
    let opens = report(
        "Rowe PROPN Rowe 2 nsubj\nopened VERB open 0 root\nthe DET the 4 det\nlighthouse NOUN lighthouse 2 obj\n\
         on ADP on 7 case\nJune PROPN June 7 compound\n3 NUM 3 2 obl\nbehind ADP behind 10 case\n\
         narrow ADJ narrow 10 amod\nquays NOUN quay 2 obl",
    );
    let paid_and_opened = |doer: &str| {
        report(&format!(
            "{doer} 2 nsubj\npaid VERB pay 0 root\nguilds NOUN guild 2 obj\nand CCONJ and 5 cc\n\
             opened VERB open 2 conj\non ADP on 8 case\nJune PROPN June 8 compound\n4 NUM 4 5 obl"
        ))
    };
    check_differ(&opens, &paid_and_opened("Rowe PROPN Rowe"), true);
    check_differ(&opens, &paid_and_opened("Tarn PROPN Tarn"), false);
}

#[test]
fn days_on_which_something_is_said_date_nothing_else() {
    let day_of = |verb: &str, day: u8, thing: &str| {
        let (opened, said) = if verb == "opened" { (2, 6) } else { (6, 2) };
        report(&format!(
            "Rowe PROPN Rowe 2 nsubj\n{verb} VERB {verb} 0 root\non ADP on 5 case\nJune PROPN June 5 compound\n\
             {day} NUM {day} 2 obl\n{} VERB other 2 conj\n{thing} NOUN {thing} 8 nsubj\nsold VERB sell {said} ccomp",
            if opened == 2 { "said" } else { "opened" }
        ))
    };
    let of = |verb: &str, day, thing: &str| saying(day_of(verb, day, thing), &format!("{thing} sold"));
    check_differ(&of("opened", 3, "cakes"), &of("opened", 4, "loaves"), true);
    check_differ(&of("said", 3, "cakes"), &of("said", 4, "loaves"), false);
    // One sentence in the same words is not said on two days.
    check_differ(&of("said", 3, "cakes"), &of("said", 4, "cakes"), true);
}

#[test]
fn what_is_so_in_one_report_and_not_in_another() {
    let smuggler = "The DET the 2 det\nsmuggler NOUN smuggler";
    let dismissed = format!(
        "{smuggler} 4 nsubj:pass\nwas AUX be 4 aux:pass Mood=Ind\ndismissed VERB dismiss 0 root\nat ADP at 6 case\n\
         Vadrel PROPN Vadrel 4 obl"
    );
    let told = |doer: &str, verb: &str, place: &str| {
        format!("{doer} 3 nsubj\n{verb} 0 root Mood=Ind\nnear ADP near 5 case\n{place} 3 obl")
    };
    let (resigned, vadrel) = ("resigned VERB resign", "Vadrel PROPN Vadrel");
    let check_against = |first: &str, rows: &str, expected: bool| {
        let comparison = compare(&[&tree(first), &tree(rows)]);
        let relations = comparison.points.iter().flat_map(|point| &point.relations);
        let contradicts = relations
            .filter(|relation| (relation.kind, relation.slot) == (RelationKind::Contradicts, Some(Slot::Other)));
        assert_eq!(contradicts.count() > 0, expected, "{rows}");
    };
    let check = |rows: &str, expected: bool| check_against(&dismissed, rows, expected);
    check(&told(smuggler, resigned, vadrel), true);
    // Who was arrested may have escaped since.
    let arrested = dismissed.replace("dismissed VERB dismiss", "arrested VERB arrest");
    check_against(&arrested, &told(smuggler, "escaped VERB escape", vadrel), false);
    check(&told("The DET the 2 det\npilot NOUN pilot", resigned, vadrel), false);
    check(&told(smuggler, "slept VERB sleep", vadrel), false);
    // What may be is told as no fact, and who tells both tells of two things.
    check(&told(smuggler, resigned, vadrel).replace(" Mood=Ind", ""), false);
    let both = format!(
        "{smuggler} 3 nsubj\n{resigned} 0 root Mood=Ind\nand CCONJ and 6 cc\nwas AUX be 6 aux:pass Mood=Ind\n\
         dismissed VERB dismiss 3 conj\nat ADP at 8 case\n{vadrel} 6 obl"
    );
    check(&both, false);
    let denied = format!(
        "{smuggler} 5 nsubj:pass\nwas AUX be 5 aux:pass Mood=Ind\nnever ADV never 5 advmod\n\
         dismissed VERB dismiss 0 root\nat ADP at 7 case\nVadrel PROPN Vadrel 5 obl\nby ADP by 9 case\n\
         guards NOUN guard 5 obl"
    );
    check(&denied, true);
}
