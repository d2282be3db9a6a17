//! Whatever a line holds, it is the same after printing and parsing.

use std::collections::BTreeMap;

use dateline_wire::{
    Block, Commitment, ComparedReport, Comparison, CopiedText, Cue, Deadline, Difference, End, Entity, Evidence,
    Failure, Figure, HeadlineNote, Line, Link, Mention, Metadata, Note, Origin, Point, Producer, Published, Reason,
    Relation, Report, Schema, Settled, Share, SharedEntity, Source, Statement, Story, Telling, Term, TextSpan, Time,
    Word,
};
use proptest::collection::{btree_map, vec};
use proptest::option::of;
use proptest::prelude::{Just, ProptestConfig, any, prop_oneof, proptest};
use proptest::strategy::{BoxedStrategy, Strategy};

/// Any characters, so that escapes, control characters and characters outside the basic plane are among them.
fn text() -> BoxedStrategy<String> {
    vec(any::<char>(), 0..6).prop_map(String::from_iter).boxed()
}

fn word() -> BoxedStrategy<Word> {
    prop_oneof![Just(Word::Borrowed("direct")), text().prop_map(Word::Owned)].boxed()
}

fn span() -> BoxedStrategy<TextSpan> {
    (any::<u32>(), any::<u32>(), text()).prop_map(|(start, end, text)| TextSpan { start, end, text }).boxed()
}

fn few<T: std::fmt::Debug + 'static>(item: BoxedStrategy<T>) -> BoxedStrategy<Vec<T>> {
    vec(item, 0..3).boxed()
}

fn by_key<T: std::fmt::Debug + 'static>(item: BoxedStrategy<T>) -> BoxedStrategy<BTreeMap<String, Vec<T>>> {
    btree_map(text(), few(item), 0..3).boxed()
}

fn reason() -> BoxedStrategy<Reason> {
    let leaf = (text(), few(span())).prop_map(|(rule, spans)| Reason { rule, spans, because: Vec::new() });
    leaf.prop_recursive(3, 6, 2, |deeper| {
        (text(), few(span()), vec(deeper, 0..3))
            .prop_map(|(rule, spans, because)| Reason { rule, spans, because })
            .boxed()
    })
    .boxed()
}

fn origin() -> BoxedStrategy<Origin> {
    (text(), of(text()), of(text()), of(text()))
        .prop_map(|(key, path, url, given_id)| Origin { key, path, url, given_id })
        .boxed()
}

fn source() -> BoxedStrategy<Source> {
    (of(text()), of(text())).prop_map(|(name, domain)| Source { name, domain }).boxed()
}

fn producer() -> BoxedStrategy<Producer> {
    (text(), text(), of(text()), of(text()))
        .prop_map(|(dateline, rules, model, kernel)| Producer { dateline, rules, model, kernel })
        .boxed()
}

fn published() -> BoxedStrategy<Published> {
    (of(text()), of(text()), of(text()), of(text()), of(text()), of(text()), few(text()), of(word()))
        .prop_map(|(date, from, to, time, zone, partial, candidates, basis)| Published {
            date,
            from,
            to,
            time,
            zone,
            partial,
            candidates,
            basis,
        })
        .boxed()
}

fn block() -> BoxedStrategy<Block> {
    (word(), any::<u32>(), any::<u32>(), text())
        .prop_map(|(kind, start, end, rule)| Block { kind, start, end, rule })
        .boxed()
}

fn mention() -> BoxedStrategy<Mention> {
    (span(), word(), text(), of(reason()))
        .prop_map(|(span, form, reason, reasons)| Mention { span, form, reason, reasons })
        .boxed()
}

fn entity() -> BoxedStrategy<Entity> {
    let registry = (of(text()), of(text()), of(text()));
    (text(), text(), word(), registry, few(mention()), text(), text(), of(reason()))
        .prop_map(|(id, name, kind, (wikidata, code, country), mentions, finding, reason, reasons)| Entity {
            id,
            name,
            kind,
            wikidata,
            code,
            country,
            mentions,
            finding,
            reason,
            reasons,
        })
        .boxed()
}

fn statement() -> BoxedStrategy<Statement> {
    let cue = (span(), text()).prop_map(|(span, lemma)| Cue { span, lemma });
    let said = (word(), few(span()), of(cue), few(span()), few(text()), word(), few(text()), of(text()));
    (text(), said, text(), text(), of(reason()))
        .prop_map(|(id, said, reason, finding, reasons)| {
            let (kind, content, cue, source, speakers, stance, hedges, inside) = said;
            Statement { id, kind, content, cue, source, speakers, stance, hedges, inside, reason, finding, reasons }
        })
        .boxed()
}

fn time() -> BoxedStrategy<Time> {
    let value = (word(), text(), of(text()), of(text()), of(word()), word(), of(span()));
    ((text(), of(text())), span(), value, text(), text(), of(reason()))
        .prop_map(|((id, part_of), span, value, reason, finding, reasons)| {
            let (kind, value, from, to, modifier, basis, base) = value;
            Time { id, part_of, span, kind, value, from, to, modifier, basis, base, reason, finding, reasons }
        })
        .boxed()
}

fn figure() -> BoxedStrategy<Figure> {
    let value = (word(), text(), of(text()), of(text()), word(), of(span()), of(word()));
    (text(), span(), value, text(), text(), of(reason()))
        .prop_map(|(id, span, value, reason, finding, reasons)| {
            let (kind, value, to, unit, bound, counts_at, fate) = value;
            let counts = counts_at.as_ref().map(|counts| counts.text.clone());
            Figure { id, span, kind, value, to, unit, bound, counts, counts_at, fate, reason, finding, reasons }
        })
        .boxed()
}

fn commitment() -> BoxedStrategy<Commitment> {
    let deadline = (of(text()), of(text()), text(), text())
        .prop_map(|(from, to, time, text)| Deadline { from, to, time, text })
        .boxed();
    let parties = (few(text()), few(text()), span(), span());
    let slots = (of(any::<usize>().boxed()), of(deadline), word(), of(text()), any::<bool>(), of(word()), of(span()));
    (text(), parties, span(), slots, few(span()), text(), text(), of(reason()))
        .prop_map(|(id, parties, what, slots, evidence, reason, finding, reasons)| {
            let (by, to, cue, source) = parties;
            let (figure, deadline, strength, inside, denied, change, condition) = slots;
            Commitment {
                id,
                by,
                to,
                what,
                figure,
                deadline,
                strength,
                inside,
                evidence,
                reason,
                cue,
                source,
                denied,
                change,
                condition,
                finding,
                reasons,
            }
        })
        .boxed()
}

fn metadata() -> BoxedStrategy<Metadata> {
    let link = (text(), text()).prop_map(|(url, title)| Link { url, title }).boxed();
    let evidence = (word(), text(), text(), any::<bool>())
        .prop_map(|(field, from, value, chosen)| Evidence { field, from, value, chosen })
        .boxed();
    (few(text()), of(text()), of(text()), few(text()), of(published()), few(link), few(evidence))
        .prop_map(|(authors, standfirst, section, keywords, modified, related, evidence)| Metadata {
            authors,
            standfirst,
            section,
            keywords,
            modified,
            related,
            evidence,
        })
        .boxed()
}

fn report() -> BoxedStrategy<Line> {
    let head = (text(), origin(), few(word()), source(), of(text()), of(text()), of(text()), of(text()));
    let note = (word(), text()).prop_map(|(code, text)| Note { code, text }).boxed();
    let found = (few(entity()), few(time()), few(figure()), few(statement()), few(commitment()));
    let body = (published(), text(), few(block()), found, few(note), producer(), of(span()));
    (head, body, of(metadata()))
        .prop_map(|(head, body, metadata)| {
            let (id, origin, stages, source, title, byline, agency, language) = head;
            let (published, text, blocks, found, notes, producer, place) = body;
            let (entities, times, figures, statements, commitments) = found;
            Line::Report(Box::new(Report {
                schema: Schema,
                id,
                origin,
                stages,
                source,
                title,
                byline,
                agency,
                language,
                published,
                text,
                blocks,
                entities,
                times,
                figures,
                statements,
                events: Vec::new(),
                commitments,
                notes,
                producer,
                place,
                metadata,
            }))
        })
        .boxed()
}

fn telling() -> BoxedStrategy<Telling> {
    (of(text()), span(), of(span()), any::<bool>(), few(text()), word())
        .prop_map(|(finding, span, value, quoted, speakers, stance)| Telling {
            finding,
            span,
            value,
            quoted,
            speakers,
            stance,
        })
        .boxed()
}

fn difference() -> BoxedStrategy<Difference> {
    (word(), span(), span())
        .prop_map(|(kind, a, b)| Difference {
            kind,
            a: a.text,
            b: b.text,
            a_start: a.start,
            a_end: a.end,
            b_start: b.start,
            b_end: b.end,
        })
        .boxed()
}

fn relation() -> BoxedStrategy<Relation> {
    let end = || (text(), span()).prop_map(|(report, span)| End { report, span });
    (end(), end(), word(), word(), of(word()), few(difference()), text(), of(reason()))
        .prop_map(|(a, b, relation, speaker, slot, differences, reason, reasons)| Relation {
            values: slot.as_ref().map(|_| [a.span.text.clone(), b.span.text.clone()]),
            a,
            b,
            relation,
            speaker,
            slot,
            differences,
            reason,
            reasons,
        })
        .boxed()
}

fn point() -> BoxedStrategy<Point> {
    (text(), (word(), of(word()), of(word())), of(text()), few(text()), by_key(telling()), few(relation()))
        .prop_map(|(id, (about, kind, slot), first, silent, says, relations)| Point {
            id,
            about,
            kind,
            slot,
            first,
            silent,
            says,
            relations,
        })
        .boxed()
}

fn comparison() -> BoxedStrategy<Line> {
    let story = (text(), of(text()), of(text()), of(text())).prop_map(|(id, headline, from, to)| Story {
        id,
        headline,
        from,
        to,
    });
    let compared = (text(), origin(), source(), of(text()), of(text()), published())
        .prop_map(|(id, origin, source, title, agency, published)| ComparedReport {
            id,
            origin,
            source,
            title,
            agency,
            published,
        })
        .boxed();
    let entity =
        (text(), text(), by_key(text())).prop_map(|(id, name, members)| SharedEntity { id, name, members }).boxed();
    let settled = (text(), span(), text(), text(), word(), few(text()))
        .prop_map(|(report, span, from, to, basis, because)| Settled { report, span, from, to, basis, because })
        .boxed();
    let copied = (text(), text(), 0..=100_usize, word(), few(span()), text(), of(reason()))
        .prop_map(|(from, to, percent, kind, evidence, reason, reasons)| {
            let share = Share::of(percent, 100);
            CopiedText { from, to, share, kind, evidence, reason, reasons }
        })
        .boxed();
    let term = (text(), by_key(text()), by_key(span()))
        .prop_map(|(concept, forms, evidence)| Term { concept, forms, evidence })
        .boxed();
    let headline = (text(), word(), word(), span(), of(span()), text(), of(reason()))
        .prop_map(|(report, part, kind, span, body, reason, reasons)| HeadlineNote {
            report,
            part,
            kind,
            span,
            body,
            reason,
            reasons,
        })
        .boxed();
    let made = (few(copied), few(headline), few(term), producer());
    (story, few(compared), few(entity), few(settled), of(any::<u32>()), few(point()), made)
        .prop_map(|(story, reports, entities, settled, origins, points, (copies, headlines, terms, producer))| {
            Line::Comparison(Box::new(Comparison {
                schema: Schema,
                story,
                reports,
                entities,
                settled,
                origins,
                copies,
                headlines,
                points,
                terms,
                producer,
            }))
        })
        .boxed()
}

fn failure() -> BoxedStrategy<Line> {
    (origin(), of(any::<u64>()), word(), text(), of(text()))
        .prop_map(|(origin, line, code, text, hint)| {
            Line::Failure(Box::new(Failure { schema: Schema, origin, line, code, text, hint }))
        })
        .boxed()
}

fn print(line: &Line) -> String {
    let mut printed = Vec::new();
    line.write_to(&mut printed).expect("memory takes all that is written");
    String::from_utf8(printed).expect("JSON is UTF-8")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn printing_and_parsing_gives_the_line_back(line in prop_oneof![report(), comparison(), failure()]) {
        let printed = print(&line);
        assert!(printed.ends_with('\n') && printed.matches('\n').count() == 1, "one line: {printed:?}");
        let parsed: Line = serde_json::from_str(&printed).expect("what was printed can be parsed");
        assert_eq!(parsed, line);
        assert_eq!(print(&parsed), printed);
    }
}
