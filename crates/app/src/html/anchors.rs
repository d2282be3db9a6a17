//! The stretches of a report that the page leads to, and the report's text with all of them marked.
//!
//! Stretches may nest and overlap. HTML elements only nest: where one stretch leaves another half way it is cut there,
//! and goes on in a second element behind it.

use std::collections::{BTreeMap, BTreeSet};

use dateline_wire::{Reason, TextSpan};
use maud::{Markup, PreEscaped, Render, html};

use super::Story;
use crate::layout::shown_in_lines;

/// A stretch of a report in code points. The order is that of the text, the longer one of two first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stretch {
    start: u32,
    end: u32,
}

impl Ord for Stretch {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.start, std::cmp::Reverse(self.end)).cmp(&(other.start, std::cmp::Reverse(other.end)))
    }
}

impl PartialOrd for Stretch {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// All stretches that the page leads to.
#[derive(Debug, Default)]
pub struct Anchors {
    /// For each report its stretches, with the points that they tell; evidence of reasons tells none.
    by_report: Vec<BTreeMap<Stretch, BTreeSet<String>>>,
}

/// The ids that stand in the page.
pub type Placed = BTreeSet<String>;

/// The id of a stretch: `r1-130-173` for these code points of the first report.
fn id(report: usize, stretch: Stretch) -> String {
    format!("r{}-{}-{}", report + 1, stretch.start, stretch.end)
}

/// A link to the characters of a report, or the text alone if they do not stand in the page.
pub fn link(placed: &Placed, report: usize, span: &TextSpan, text: impl Render) -> Markup {
    let id = id(report, Stretch { start: span.start, end: span.end });
    if placed.contains(&id) {
        html! { a href={ "#" (id) } { (text) } }
    } else {
        html! { (text) }
    }
}

impl Anchors {
    /// The stretches of what the reports tell, and of the reasons for it.
    pub fn of(story: Story<'_>) -> Self {
        let mut anchors = Self { by_report: vec![BTreeMap::new(); story.reports.len()] };
        for point in &story.comparison.points {
            for (key, tellings) in &point.says {
                let Some((n, report)) = story.report(key) else { continue };
                for telling in tellings {
                    anchors.add(n, &telling.span, Some(&point.id));
                    let finding = report.statements.iter().find(|found| Some(&found.id) == telling.finding.as_ref());
                    anchors.add_reason(n, finding.and_then(|found| found.reasons.as_ref()));
                }
            }
            for relation in &point.relations {
                if let Some((n, _)) = story.report(&relation.a.report) {
                    anchors.add_reason(n, relation.reasons.as_ref());
                }
            }
        }
        for note in &story.comparison.headlines {
            if let Some((n, _)) = story.report(&note.report) {
                note.body.iter().for_each(|body| anchors.add(n, body, None));
            }
        }
        anchors
    }

    fn add(&mut self, report: usize, span: &TextSpan, point: Option<&String>) {
        let points = self.by_report[report].entry(Stretch { start: span.start, end: span.end }).or_default();
        points.extend(point.cloned());
    }

    fn add_reason(&mut self, report: usize, reason: Option<&Reason>) {
        let Some(reason) = reason else { return };
        for span in &reason.spans {
            self.add(report, span, None);
        }
        for deeper in &reason.because {
            self.add_reason(report, Some(deeper));
        }
    }

    /// Begins to mark the text of a report.
    pub fn marker<'a>(&'a self, report: usize, text: &'a str, placed: &'a mut Placed) -> Marker<'a> {
        let bytes = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        Marker { report, stretches: &self.by_report[report], text, bytes, placed }
    }
}

/// Marks the text of one report, part by part in the order of the text.
pub struct Marker<'a> {
    report: usize,
    stretches: &'a BTreeMap<Stretch, BTreeSet<String>>,
    text: &'a str,
    /// For each code point the byte it begins at, and the end of the text.
    bytes: Vec<usize>,
    placed: &'a mut Placed,
}

/// A stretch, or the part of it that is still to be marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rest {
    here: Stretch,
    whole: Stretch,
}

impl Marker<'_> {
    /// The code points from `start` to `end` with all stretches in them marked.
    pub fn marked(&mut self, start: u32, end: u32) -> Markup {
        let clipped = |whole: &Stretch| {
            let here = Stretch { start: whole.start.max(start), end: whole.end.min(end) };
            (here.start < here.end).then_some(Rest { here, whole: *whole })
        };
        let mut inside: Vec<Rest> = self.stretches.keys().filter_map(clipped).collect();
        inside.sort_unstable();
        let mut marked = String::new();
        self.nest(start, end, inside, &mut marked);
        PreEscaped(marked)
    }

    /// Writes the code points from `at` to `end` with elements around the stretches `inside`, which are sorted and do
    /// not leave that range.
    fn nest(&mut self, mut at: u32, end: u32, inside: Vec<Rest>, marked: &mut String) {
        let mut inside = inside.into_iter().peekable();
        while let Some(outer) = inside.next() {
            self.plain(at, outer.here.start, marked);
            let mut within = Vec::new();
            let mut beyond = Vec::new();
            while let Some(next) = inside.next_if(|next| next.here.start < outer.here.end) {
                let Stretch { start, end } = next.here;
                within.push(Rest { here: Stretch { start, end: end.min(outer.here.end) }, ..next });
                if end > outer.here.end {
                    beyond.push(Rest { here: Stretch { start: outer.here.end, end }, ..next });
                }
            }
            within.sort_unstable();
            let mut content = String::new();
            self.nest(outer.here.start, outer.here.end, within, &mut content);
            marked.push_str(&self.element(outer.whole, &PreEscaped(content)).into_string());
            at = outer.here.end;
            if !beyond.is_empty() {
                beyond.extend(inside);
                beyond.sort_unstable();
                inside = beyond.into_iter().peekable();
            }
        }
        self.plain(at, end, marked);
    }

    fn plain(&self, start: u32, end: u32, marked: &mut String) {
        let byte = |at: u32| self.bytes.get(at as usize).copied().unwrap_or(self.text.len());
        marked.push_str(&html! { (shown_in_lines(&self.text[byte(start)..byte(end)])) }.into_string());
    }

    /// The element of a stretch. Its first part carries the id and leads back to the points; the parts behind it name
    /// the id, so that the script can light all of them.
    fn element(&mut self, stretch: Stretch, content: &Markup) -> Markup {
        let id = id(self.report, stretch);
        let points = &self.stretches[&stretch];
        let is_first = self.placed.insert(id.clone());
        let own_id = is_first.then_some(&id);
        let part_of = (!is_first).then_some(&id);
        if points.is_empty() {
            return html! { span.evidence id=[own_id] data-part-of=[part_of] { (content) } };
        }
        html! {
            mark id=[own_id] data-part-of=[part_of] { (content) }
            @if is_first {
                @for point in points {
                    a.back href={ "#" (point) } aria-label={ "to point " (point) } { (point) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::{ProptestConfig, proptest};

    use super::{Anchors, Placed, Stretch};

    /// Marks the whole text; stretches with a point are marked as told, the others as evidence.
    fn marked(text: &str, stretches: &[(u32, u32, Option<&str>)]) -> (String, Placed) {
        let mut by_stretch = BTreeMap::<Stretch, BTreeSet<String>>::new();
        for &(start, end, point) in stretches {
            by_stretch.entry(Stretch { start, end }).or_default().extend(point.map(str::to_owned));
        }
        let anchors = Anchors { by_report: vec![by_stretch] };
        let mut placed = Placed::new();
        let n_chars = u32::try_from(text.chars().count()).expect("a short text");
        let html = anchors.marker(0, text, &mut placed).marked(0, n_chars).into_string();
        (html, placed)
    }

    #[track_caller]
    fn check(text: &str, stretches: &[(u32, u32, Option<&str>)], expected: &str) {
        assert_eq!(marked(text, stretches).0, expected);
    }

    const BACK: &str = r##"<a class="back" href="#p1" aria-label="to point p1">p1</a>"##;

    #[test]
    fn stretches_beside_and_in_one_another() {
        check("açb", &[], "açb");
        check("açb", &[(1, 2, None)], r#"a<span class="evidence" id="r1-1-2">ç</span>b"#);
        check("açb", &[(0, 2, Some("p1"))], &format!(r#"<mark id="r1-0-2">aç</mark>{BACK}b"#));
        check(
            "abcd",
            &[(1, 2, None), (0, 3, None)],
            r#"<span class="evidence" id="r1-0-3">a<span class="evidence" id="r1-1-2">b</span>c</span>d"#,
        );
    }

    #[test]
    fn stretches_that_leave_one_another() {
        check(
            "abcd",
            &[(0, 2, None), (1, 3, None)],
            concat!(
                r#"<span class="evidence" id="r1-0-2">a<span class="evidence" id="r1-1-3">b</span></span>"#,
                r#"<span class="evidence" data-part-of="r1-1-3">c</span>d"#,
            ),
        );
    }

    #[test]
    fn text_is_escaped_inside_and_outside() {
        check("<&\u{202e}", &[(1, 2, None)], r#"&lt;<span class="evidence" id="r1-1-2">&amp;</span>\u{202e}"#);
    }

    #[test]
    fn stretches_behind_the_end_are_not_placed() {
        assert_eq!(marked("ab", &[(2, 9, None), (1, 1, None)]), ("ab".to_owned(), Placed::new()));
    }

    /// The text between the tags, after a check that every element is closed in its turn and no id stands twice.
    fn text_of(html: &str) -> String {
        let mut text = String::new();
        let mut open = Vec::new();
        let mut ids = BTreeSet::new();
        for part in html.split_inclusive(['<', '>']).map(|part| part.trim_end_matches('<')) {
            let Some(tag) = part.strip_suffix('>') else {
                text.push_str(part);
                continue;
            };
            if let Some(name) = tag.strip_prefix('/') {
                assert_eq!(open.pop(), Some(name), "{html}");
            } else {
                open.push(tag.split(' ').next().expect("a tag has a name"));
            }
            if let Some((_, id)) = tag.split_once(" id=\"") {
                assert!(ids.insert(id.to_owned()), "{id} stands twice in {html}");
            }
        }
        assert!(open.is_empty(), "{open:?} is left open in {html}");
        text
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_stretches_give_well_formed_elements_and_the_same_text(
            text in "[a-zç]{1,24}",
            stretches in proptest::collection::vec((0_u32..24, 1_u32..12), 0..10),
        ) {
            let n_chars = u32::try_from(text.chars().count()).expect("a short text");
            let stretches: Vec<_> = stretches
                .into_iter()
                .map(|(start, length)| (start.min(n_chars - 1), (start.min(n_chars - 1) + length).min(n_chars), None))
                .collect();
            let (html, placed) = marked(&text, &stretches);
            assert_eq!(text_of(&html), text);
            for (start, end, _) in stretches {
                assert!(placed.contains(&format!("r1-{start}-{end}")), "{start}-{end} has no place in {html}");
            }
        }
    }
}
