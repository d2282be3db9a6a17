//! Days that hang on one verb, in sentences whose trees are made by hand.

use dateline_compare::compare;
use dateline_core::syntax::Relation;
use dateline_core::{
    Analysis, Features, Finding, Lemmas, Reason, RelationKind, RuleName, Slot, Span, Syntax, SyntaxParts, Time,
    TimeBasis, TimeKind, Upos, Word,
};
use jiff::civil::date;

use crate::report::{layer, paragraphs};

/// A report of one sentence, a token a row: the token, its part of speech, its lemma, the row of its head, counted from 1,
/// and its relation. The token "on" and the two behind it are the day of June that the last one says.
fn report(rows: &str) -> Analysis {
    let rows: Vec<Vec<&str>> = rows.lines().map(|row| row.split_whitespace().collect()).collect();
    let text = rows.iter().map(|row| row[0]).collect::<Vec<_>>().join(" ");
    let mut analysis = paragraphs(&text);
    let mut lemmas = Lemmas::default();
    rows.iter().for_each(|row| lemmas.push(row[2]));
    let word = |row: &Vec<&str>| Word {
        upos: Upos::parse(row[1]).expect("a part of speech"),
        features: Features::default(),
        head: row[3].parse::<u32>().expect("a row").checked_sub(1),
        relation: Relation::parse(row[4]).expect("a relation"),
    };
    let words = layer(rows.iter().map(word).collect());
    let parts = SyntaxParts { words, lemmas, names: layer(Vec::new()) };
    analysis.annotated.syntax = Some(Syntax::new(analysis.annotated.sentences.items(), parts));
    let day = rows.iter().position(|row| row[0] == "on").expect("each sentence has a day");
    let tokens = analysis.annotated.tokens.items();
    let span = tokens[day].span.cover(tokens[day + 2].span);
    let day = rows[day + 2][0].parse().expect("a day of June");
    let reason = Reason::new(RuleName::new("test"), Vec::new());
    analysis.findings.times = layer(vec![Finding::time(analysis.report.id(), time(span, day), reason)]);
    analysis
}

fn time(span: Span<dateline_core::Clean>, day: i8) -> Time {
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
    let check = |rows: &str, expected: bool| {
        let other = report(rows);
        let comparison = compare(&[&opens, &other]);
        let relations = comparison.points.iter().flat_map(|point| &point.relations);
        let found: Vec<_> = relations.map(|relation| (relation.kind, relation.slot)).collect();
        let differ = (RelationKind::Contradicts, Some(Slot::Date));
        assert_eq!(found, if expected { vec![differ] } else { vec![] }, "{rows}");
    };
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
