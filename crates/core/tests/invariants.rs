//! The invariants of the types, for texts and spans of every kind.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use dateline_core::{
    Block, BlockKind, Clean, FindingId, FindingKind, NonEmpty, Origin, ParseIdError, PartialDate, Report, ReportId,
    ReportParts, Source, Span, Text,
};
use proptest::prelude::*;

/// Texts with blanks of several widths, letters of one to four bytes, and combining marks.
const TEXT: &str = "[a-z \n\t\u{a0}\u{2003}éß中🚢\u{301}]{0,40}";

fn text(text: &str) -> Text {
    Text::new(text).expect("a test text is short")
}

fn span() -> impl Strategy<Value = Span<Clean>> {
    (0u32..60, 0u32..20).prop_map(|(start, len)| Span::new(start, start + len))
}

/// A span of a text that begins and ends between characters.
fn span_of(text: &str, from: prop::sample::Index, to: prop::sample::Index) -> Span<Clean> {
    let borders: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let (from, to) = (*from.get(&borders), *to.get(&borders));
    Span::of(from.min(to)..from.max(to))
}

fn positions(span: Span<Clean>) -> impl Iterator<Item = u32> {
    (0..100).filter(move |at| span.holds(*at))
}

/// A report over a text and its blocks.
fn report(text: &str, blocks: &[(usize, usize)]) -> Report {
    let block = |(start, end): &(usize, usize)| Block {
        kind: BlockKind::Paragraph,
        span: Span::of(*start..*end),
        rule: Arc::from("test"),
    };
    Report::new(ReportParts {
        origin: Origin { key: Arc::from("test"), given_id: None, path: None, url: None },
        source: Source::default(),
        title: None,
        agency: None,
        language: None,
        published: None,
        published_at: None,
        dateline: None,
        text: self::text(text),
        blocks: blocks.iter().map(block).collect(),
    })
}

/// What a panic says, if there is one.
fn panic_of<T>(act: impl FnOnce() -> T) -> Option<String> {
    let panic = catch_unwind(AssertUnwindSafe(act)).err()?;
    let said = panic.downcast_ref::<&str>().map(|said| (*said).to_owned());
    said.or_else(|| panic.downcast_ref::<String>().cloned())
}

proptest! {
    #[test]
    fn a_span_holds_its_length_of_positions(span in span()) {
        prop_assert_eq!(positions(span).count(), span.len() as usize);
        prop_assert_eq!(span.is_empty(), positions(span).next().is_none());
        prop_assert_eq!(span.range().len(), span.len() as usize);
        prop_assert_eq!(Span::<Clean>::of(span.range()), span);
    }

    #[test]
    fn spans_overlap_where_they_share_a_position(a in span(), b in span()) {
        prop_assert_eq!(a.overlaps(b), positions(a).any(|at| b.holds(at)));
        prop_assert_eq!(a.overlaps(b), b.overlaps(a));
    }

    #[test]
    fn a_span_contains_what_it_covers(a in span(), b in span()) {
        let both = a.cover(b);
        prop_assert!(both.contains(a) && both.contains(b));
        prop_assert_eq!(both, b.cover(a));
        prop_assert_eq!(a.contains(b), both == a);
        prop_assert!(!a.contains(b) || positions(b).all(|at| a.holds(at)));
    }

    #[test]
    fn spans_stand_in_the_order_of_the_text(a in span(), b in span()) {
        prop_assert_eq!(a.cmp(&b), (a.start(), a.end()).cmp(&(b.start(), b.end())));
        prop_assert_eq!(a == b, a.cmp(&b).is_eq());
    }

    #[test]
    fn a_text_gives_the_characters_that_fit(
        written in TEXT, start in 0usize..80, len in 0usize..20,
    ) {
        let (text, span) = (text(&written), Span::of(start..start + len));
        let expected = written.get(start..start + len);
        prop_assert_eq!(text.fits(span), expected.is_some());
        prop_assert_eq!(catch_unwind(AssertUnwindSafe(|| text.get(span))).ok(), expected);
    }

    #[test]
    fn a_text_keeps_what_it_was_given(written in TEXT) {
        let text = text(&written);
        prop_assert_eq!(text.as_str(), &written);
        prop_assert_eq!(text.get(text.whole()), &written);
    }

    #[test]
    fn trimming_takes_the_blanks_at_the_ends_and_nothing_else(
        written in TEXT, from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>(),
    ) {
        let span = span_of(&written, from, to);
        let text = text(&written);
        let trimmed = text.trim(span);
        prop_assert!(span.contains(trimmed));
        prop_assert_eq!(text.get(trimmed), text.get(span).trim());
        prop_assert_eq!(text.trim(trimmed), trimmed);
        prop_assert!(!trimmed.is_empty() || trimmed.start() == span.start());
    }

    #[test]
    fn ids_are_read_as_they_are_written(source in TEXT, address in TEXT, written in TEXT, span in span()) {
        let report = ReportId::of(Some(&source), Some(&address), &written);
        prop_assert_eq!(report.to_string().parse(), Ok(report));
        let finding = FindingId::of(report, FindingKind::Statement, &NonEmpty::of(span));
        prop_assert_eq!(finding.to_string().parse(), Ok(finding));
    }

    #[test]
    fn what_is_no_id_is_refused(written in "[0-9a-gA-G é]{0,40}") {
        let is_id = written.len() == 32 && written.bytes().all(|byte| byte.is_ascii_hexdigit());
        let read: Result<ReportId, ParseIdError> = written.parse();
        prop_assert_eq!(read.is_ok(), is_id);
    }

    #[test]
    fn letters_moved_over_a_border_of_fields_make_another_report(
        fields in "[a-z]{1,12}", first in any::<prop::sample::Index>(), second in any::<prop::sample::Index>(),
    ) {
        let cut = |at: prop::sample::Index| at.index(fields.len() + 1);
        let id = |at: usize| ReportId::of(Some(&fields[..at]), Some(&fields[at..]), "");
        let id_with_text = |at: usize| ReportId::of(Some("source"), Some(&fields[..at]), &fields[at..]);
        let is_same_cut = cut(first) == cut(second);
        prop_assert_eq!(id(cut(first)) == id(cut(second)), is_same_cut);
        prop_assert_eq!(id_with_text(cut(first)) == id_with_text(cut(second)), is_same_cut);
    }

    #[test]
    fn a_finding_is_named_by_its_spans(a in prop::collection::vec(span(), 1..4), b in prop::collection::vec(span(), 1..4)) {
        let report = ReportId::of(None, None, "text");
        let id = |spans: &[Span<Clean>]| {
            let spans = NonEmpty::new(spans.to_vec()).expect("at least one span was made");
            FindingId::of(report, FindingKind::Statement, &spans)
        };
        prop_assert_eq!(id(&a) == id(&b), a == b);
    }

    #[test]
    fn a_report_takes_blocks_that_leave_only_blanks(lines in prop::collection::vec("[a-zé中]{1,6}", 0..5)) {
        let written = lines.join(" \n ");
        let mut start = 0;
        let mut blocks = Vec::new();
        for line in &lines {
            blocks.push((start, start + line.len()));
            start += line.len() + " \n ".len();
        }
        let report = report(&written, &blocks);
        let held: Vec<&str> = report.blocks().iter().map(|block| report.text().get(block.span)).collect();
        prop_assert_eq!(held, lines);
    }

    #[test]
    fn a_list_holds_what_it_was_made_of(items in prop::collection::vec(any::<u8>(), 0..5)) {
        let list = NonEmpty::new(items.clone());
        prop_assert_eq!(list.is_some(), !items.is_empty());
        if let Some(list) = list {
            prop_assert_eq!(list.as_slice(), items.as_slice());
            prop_assert_eq!(Some(list.first()), items.first());
            prop_assert_eq!(Some(list.last()), items.last());
            prop_assert!(list.iter().eq(&items));
        }
    }
}

#[test]
fn a_missing_field_is_not_an_empty_one() {
    let ids = [
        ReportId::of(None, None, "text"),
        ReportId::of(Some(""), None, "text"),
        ReportId::of(None, Some(""), "text"),
        ReportId::of(Some(""), Some(""), "text"),
    ];
    for (at, id) in ids.iter().enumerate() {
        assert!(!ids[..at].contains(id), "field {at} is taken for another");
    }
}

#[test]
fn a_finding_is_named_by_its_report_and_kind() {
    let spans = NonEmpty::of(Span::new(0, 4));
    let (one, other) = (ReportId::of(None, None, "one"), ReportId::of(None, None, "other"));
    let id = FindingId::of(one, FindingKind::Statement, &spans);
    assert_ne!(id, FindingId::of(other, FindingKind::Statement, &spans));
    assert_ne!(id, FindingId::of(one, FindingKind::Entity, &spans));
}

#[test]
fn a_report_refuses_blocks_that_break_its_invariants() {
    let cases = [
        ("one two", vec![(0, 4), (3, 7)], "do not overlap"),
        ("one two", vec![(4, 7), (0, 3)], "no blank lies in a block"),
        ("  one", vec![(2, 5), (0, 1)], "do not overlap"),
        ("one two", vec![(0, 3)], "no blank lies in a block"),
        ("one two", vec![(4, 7)], "no blank lies in a block"),
        ("one two six", vec![(0, 3), (8, 11)], "no blank lies in a block"),
        ("one", vec![(0, 0), (0, 3)], "a block holds characters"),
        ("é", vec![(0, 1)], "on character borders"),
    ];
    for (written, blocks, expected) in cases {
        let said = panic_of(|| report(written, &blocks)).unwrap_or_default();
        assert!(said.contains(expected), "{written:?} {blocks:?}: {said:?}");
    }
}

#[test]
fn a_span_does_not_end_before_it_starts() {
    let said = panic_of(|| Span::<Clean>::new(2, 1)).unwrap_or_default();
    assert!(said.contains("must not end before it starts"), "{said:?}");
}

#[test]
fn parts_of_a_day_that_are_not_known_stay_unknown() {
    for ((year, month, day), expected) in [
        ((Some(2023), Some(1), Some(31)), "2023-01-31"),
        ((None, Some(1), Some(31)), "XXXX-01-31"),
        ((Some(2023), None, None), "2023-XX-XX"),
        ((Some(2023), Some(12), None), "2023-12-XX"),
        ((None, None, Some(5)), "XXXX-XX-05"),
        ((None, None, None), "XXXX-XX-XX"),
        ((Some(80), Some(8), Some(24)), "0080-08-24"),
    ] {
        assert_eq!(PartialDate { year, month, day }.to_string(), expected);
    }
}
