//! Passages to blocks: line rules first, then the rules about place and neighbours; what is left is a paragraph.

use std::ops::Range;
use std::sync::Arc;

use dateline_core::{Block, BlockKind, PartialDate, Span};

use crate::agencies::Agencies;
use crate::dateline::{Datelines, Found};
use crate::layout;
use crate::page::{Page, Told};
use crate::rules::LineRules;
use crate::structure::Rule;

/// Untold passages at the beginning that can be headline, standfirst or the paragraph with the dateline.
const OPENING_PASSAGES: usize = 5;

/// Crediting lines that are searched for an agency; it stands in the first, and the limit bounds the work.
const CREDIT_LINES_MAX: usize = 8;

/// Divides texts into blocks.
#[derive(Debug)]
pub(crate) struct Divider {
    rules: LineRules,
    agencies: Agencies,
    datelines: Datelines,
    /// The names of the structural rules, made once and shared by all blocks; in the order of [`Rule::ALL`].
    names: Vec<Arc<str>>,
}

/// A text divided.
#[derive(Debug)]
pub(crate) struct Division {
    pub(crate) blocks: Vec<Block>,
    pub(crate) dateline: Option<Found>,
    /// The agency that dateline, byline or credit line names.
    pub(crate) agency: Option<Arc<str>>,
    /// The day that the dateline or a line about publication states.
    pub(crate) day: Option<(PartialDate, Range<usize>)>,
}

/// A passage of a page, with what its place in the page says it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MarkedPassage {
    /// The characters, without blanks at the ends.
    pub(crate) text: String,
    /// Why it is no paragraph, if the page says so.
    pub(crate) rule: Option<Rule>,
}

/// A page divided.
#[derive(Debug)]
pub(crate) struct PageDivision {
    pub(crate) division: Division,
    /// The text of the report: what was kept, joined by blank lines.
    pub(crate) text: String,
    /// The day that a line about publication states, be it kept or not, with the characters that state it.
    pub(crate) stated_day: Option<(PartialDate, String)>,
}

impl PageDivision {
    /// The characters of the headline, if the page marks one.
    pub(crate) fn headline(&self) -> Option<&str> {
        let first = self.division.blocks.first().filter(|block| block.kind == BlockKind::Headline)?;
        Some(&self.text[first.span.range()])
    }

    /// The characters of the byline, if the text has one.
    pub(crate) fn byline(&self) -> Option<&str> {
        let byline = self.division.blocks.iter().find(|block| block.kind == BlockKind::Byline)?;
        Some(&self.text[byline.span.range()])
    }

    /// The words of all blocks but the headline.
    pub(crate) fn words_below_headline(&self) -> impl Iterator<Item = &str> {
        let below = self.division.blocks.iter().filter(|block| block.kind != BlockKind::Headline);
        below.flat_map(|block| self.text[block.span.range()].split_whitespace())
    }
}

impl Divider {
    pub(crate) fn new(rules: LineRules, agencies: Agencies) -> Self {
        let names = Rule::ALL.into_iter().map(|rule| Arc::from(rule.name())).collect();
        Self { rules, agencies, datelines: Datelines::new(), names }
    }

    /// Divides a text. The title is the one given beside the text.
    pub(crate) fn divide(&self, text: &str, title: Option<&str>) -> Division {
        let passages = layout::passages(text);
        let mut page = Page { text, told: self.tell_by_lines(text, &passages), passages };
        page.tell_sections();
        let dateline = self.tell_opening(&mut page, title);
        page.tell_signed_quotes();
        page.tell_list_marks();
        page.tell_subheadings();
        let agency = match dateline.as_ref().and_then(|found| found.agency.clone()) {
            Some(range) => self.agencies.named(&text[range]),
            None => self.credited(&page),
        };
        let day = dateline.as_ref().and_then(|found| found.day.clone()).or_else(|| self.stated_day(&page));
        Division { blocks: self.blocks(&page, dateline.as_ref()), dateline, agency, day }
    }

    /// Divides a page whose passages are known. The text is what is kept of them, joined by blank lines.
    pub(crate) fn divide_page(&self, passages: &[MarkedPassage]) -> PageDivision {
        let (text, ranges) = joined(passages.iter());
        let told = self.tell_marked(&text, &ranges, passages);
        let mut whole = Page { text: &text, passages: ranges, told };
        whole.tell_sections();
        whole.tell_agencies(|passage| self.agencies.knows(passage));
        let credited = self.credited(&whole);
        let stated_day = self.stated_day(&whole).map(|(day, range)| (day, text[range].to_owned()));
        let (kept, told) = kept(passages, &whole.told);
        let (kept_text, ranges) = joined(kept.into_iter());
        let mut page = Page { text: &kept_text, passages: ranges, told };
        let dateline = self.tell_page_opening(&mut page);
        page.tell_signed_quotes();
        page.tell_list_marks();
        page.tell_subheadings();
        let blocks = self.blocks(&page, dateline.as_ref());
        let named = dateline
            .as_ref()
            .and_then(|found| found.agency.clone())
            .map(|range| self.agencies.named(&kept_text[range]));
        let agency = named.unwrap_or(credited);
        let day = dateline.as_ref().and_then(|found| found.day.clone());
        PageDivision { division: Division { blocks, dateline, agency, day }, text: kept_text, stated_day }
    }

    /// Whether a line only points to another place, or to the rest of a text.
    pub(crate) fn points_elsewhere(&self, line: &str) -> bool {
        self.rules.tell(line, 0, 1).is_some_and(|rule| matches!(rule.kind, BlockKind::Related | BlockKind::Navigation))
    }

    /// The agency that is called just so.
    pub(crate) fn agency_called(&self, name: &str) -> Option<Arc<str>> {
        self.agencies.called(name)
    }

    /// What line rules and marks say of the passages of a page. What a line says of itself outweighs how the page sets it
    /// if it does not belong to the report; quotations are left alone.
    fn tell_marked<'r>(&'r self, text: &str, ranges: &[Range<usize>], passages: &[MarkedPassage]) -> Vec<Told<'r>> {
        let by_lines = self.tell_by_lines(text, ranges);
        let both = by_lines.into_iter().zip(passages);
        let tell = |(by_line, passage): (Told<'r>, &MarkedPassage)| match (by_line, passage.rule) {
            (by_line, None) => by_line,
            (_, Some(rule @ (Rule::HeadlineElement | Rule::QuoteElement))) => Told::Place(rule),
            (Told::Line(line), Some(_)) if line.kind.is_set_aside() => by_line,
            (_, Some(rule)) => Told::Place(rule),
        };
        both.map(tell).collect()
    }

    /// Finds the dateline of a page, and the standfirst under a marked headline. A page that marks no headline has none:
    /// its title is metadata.
    fn tell_page_opening(&self, page: &mut Page<'_, '_>) -> Option<Found> {
        let (opening, found) = self.find_dateline(page);
        if page.told.first().is_some_and(|told| told.kind() == BlockKind::Headline) {
            page.tell_standfirst_of_page(&opening, found.as_ref().map(|(at, _)| *at));
        }
        found.map(|(_, found)| found)
    }

    fn tell_by_lines(&self, text: &str, passages: &[Range<usize>]) -> Vec<Told<'_>> {
        let tell = |(at, passage): (usize, &Range<usize>)| {
            self.rules.tell(&text[passage.clone()], at, passages.len()).map_or(Told::Not, Told::Line)
        };
        passages.iter().enumerate().map(tell).collect()
    }

    /// Tells headline and standfirst, and finds the dateline.
    fn tell_opening(&self, page: &mut Page<'_, '_>, title: Option<&str>) -> Option<Found> {
        page.untell_given_title(title);
        page.tell_agencies(|passage| self.agencies.knows(passage));
        let (opening, found) = self.find_dateline(page);
        let text_at = found.as_ref().map(|(at, _)| *at);
        page.tell_headline(&opening, text_at, title);
        found.map(|(_, found)| found)
    }

    /// The untold passages at the beginning, and the dateline with the passage that it begins.
    fn find_dateline(&self, page: &Page<'_, '_>) -> (Vec<usize>, Option<(usize, Found)>) {
        let opening: Vec<usize> = page.untold().take(OPENING_PASSAGES).collect();
        let found = opening.iter().find_map(|at| {
            let found = self.datelines.find(page.passage(*at), &self.rules, &self.agencies)?;
            Some((*at, moved(found, page.passages[*at].start)))
        });
        let found = found.or_else(|| self.find_before_colon(page, &opening));
        (opening, found)
    }

    /// The one passage of all that begins with a place in capitals and a colon, if it is one of the opening; the turns of a
    /// transcript are several.
    fn find_before_colon(&self, page: &Page<'_, '_>, opening: &[usize]) -> Option<(usize, Found)> {
        let mut all = page.untold().filter_map(|at| {
            let found = self.datelines.find_before_colon(page.passage(at), &self.rules)?;
            Some((at, moved(found, page.passages[at].start)))
        });
        let first = all.next().filter(|(at, _)| opening.contains(at))?;
        all.next().is_none().then_some(first)
    }

    /// The agency that the first crediting line names.
    fn credited(&self, page: &Page<'_, '_>) -> Option<Arc<str>> {
        let credits = |told: &Told<'_>| match told {
            Told::Line(rule) => rule.credits_agency,
            told => matches!(told, Told::Place(Rule::AgencyAlone)),
        };
        let mut lines = page.told_by(credits).take(CREDIT_LINES_MAX);
        lines.find_map(|range| self.agencies.credited(&page.text[range]))
    }

    /// The day that the first line about publication states.
    fn stated_day(&self, page: &Page<'_, '_>) -> Option<(PartialDate, Range<usize>)> {
        let mut lines = page.told_by(|told| matches!(told, Told::Line(rule) if rule.states_day));
        lines.find_map(|range| {
            let (day, found) = self.datelines.first_day(&page.text[range.clone()])?;
            Some((day, range.start + found.start..range.start + found.end))
        })
    }

    fn blocks(&self, page: &Page<'_, '_>, dateline: Option<&Found>) -> Vec<Block> {
        let mut blocks = Vec::with_capacity(page.passages.len() + 1);
        for (passage, told) in page.passages.iter().zip(&page.told) {
            let mut range = passage.clone();
            if let Some(found) = dateline.filter(|found| found.whole.start == range.start) {
                blocks.push(self.block(BlockKind::Dateline, found.whole.clone(), &self.names[Rule::Dateline as usize]));
                let rest = &page.text[found.whole.end..range.end];
                range.start = range.end - rest.trim_start().len();
            }
            if !range.is_empty() {
                blocks.push(self.told_block(*told, range));
            }
        }
        blocks
    }

    fn told_block(&self, told: Told<'_>, range: Range<usize>) -> Block {
        match told {
            Told::Line(rule) | Told::Section(rule) => self.block(rule.kind, range, &rule.name),
            Told::Place(rule) => self.block(rule.kind(), range, &self.names[rule as usize]),
            Told::Not => self.told_block(Told::Place(Rule::Paragraph), range),
        }
    }

    fn block(&self, kind: BlockKind, range: Range<usize>, rule: &Arc<str>) -> Block {
        Block { kind, span: Span::of(range), rule: Arc::clone(rule) }
    }
}

/// The passages joined by blank lines, and where each stands.
fn joined<'p>(passages: impl Iterator<Item = &'p MarkedPassage>) -> (String, Vec<Range<usize>>) {
    let (mut text, mut ranges) = (String::new(), Vec::new());
    for passage in passages {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(&passage.text);
        ranges.push(start..text.len());
    }
    (text, ranges)
}

/// The passages that belong to the report, with what is known of them: all that are not set aside, and bylines where they
/// stand before the text.
fn kept<'p, 'r>(passages: &'p [MarkedPassage], told: &[Told<'r>]) -> (Vec<&'p MarkedPassage>, Vec<Told<'r>>) {
    let first_text = told.iter().position(|told| told.kind() == BlockKind::Paragraph).unwrap_or(told.len());
    let is_kept = |(at, told): (usize, &Told<'_>)| {
        let kind = told.kind();
        !kind.is_set_aside() && (kind != BlockKind::Byline || at < first_text)
    };
    let all = passages.iter().zip(told).enumerate();
    all.filter(|(at, (_, told))| is_kept((*at, told))).map(|(_, (passage, told))| (passage, *told)).unzip()
}

/// The same finding with its ranges counted from the start of the text.
fn moved(found: Found, by: usize) -> Found {
    let shift = |range: Range<usize>| range.start + by..range.end + by;
    Found {
        whole: shift(found.whole),
        place: found.place.map(shift),
        day: found.day.map(|(day, range)| (day, shift(range))),
        agency: found.agency.map(shift),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use dateline_core::Table;

    use super::*;

    const LINE_RULES: &str = include_str!("../../../data/en/blocks.toml");
    const REGISTRY: &str = "name\taliases\tcredit\tkind\nNorthwire Service\t-\tNWS|Northwire\tagency\n";

    static DIVIDER: LazyLock<Divider> = LazyLock::new(|| {
        let rules = LineRules::parse(LINE_RULES).unwrap_or_else(|error| panic!("{error}"));
        let agencies = Agencies::parse(Table::new("agencies.tsv", REGISTRY)).expect("the table is right");
        Divider::new(rules, agencies)
    });

    /// Compares the passages of a text, one a line, with what each line says before its first `| `: the rule's name.
    ///
    /// A paragraph has nothing before it.
    fn check(title: Option<&str>, marked: &str) {
        let lines: Vec<(&str, &str)> =
            marked.lines().map(|line| line.trim().split_once("| ").unwrap_or(("", ""))).collect();
        let text: Vec<&str> = lines.iter().map(|(_, text)| *text).collect();
        let text = text.join("\n");
        let told = DIVIDER.divide(&text, title).blocks.into_iter().map(|block| {
            let rule = if &*block.rule == "paragraph" { String::new() } else { block.rule.to_string() };
            format!("{rule}| {}", &text[block.span.range()])
        });
        let expected: Vec<String> =
            lines.iter().filter(|(_, text)| !text.is_empty()).map(|(rule, text)| format!("{rule}| {text}")).collect();
        assert_eq!(told.collect::<Vec<_>>(), expected, "{text}");
    }

    const LEAD: &str = "Portugal signed an agreement on Friday to rebuild the container port of Ponta Serrada, which was \
                        wrecked in January, and named the builders that are to finish the work in four years.";

    fn check_opening(title: Option<&str>, marked_head: &str) {
        check(title, &format!("{marked_head}\n| {LEAD}\n| No one was killed."));
    }

    #[test]
    fn headlines() {
        check_opening(None, "headline-shape| Portugal signs deal to rebuild port");
        check_opening(None, "headline-shape| Who Pays for the Quay? Lisbon Has No Answer.");
        check_opening(None, "headline-shape| BACK FROM THE DEEP!");
        check_opening(None, "headline-repeated| Portugal signed agreement to rebuild port wrecked in January.");
        check_opening(None, "| The night was long and nobody slept.");
        check_opening(None, "| Lisbon, they say:");
        check_opening(
            Some("the night was long, and nobody slept"),
            "headline-given| The night was long and nobody slept.",
        );
        check_opening(Some("Watch: The cranes fall"), "headline-given| Watch: The cranes fall");
        check_opening(Some("Storm"), "headline-given| Storm");
        check_opening(Some("Another title"), "headline-shape| Portugal signs deal to rebuild port");
        check_opening(None, "advertisement| Advertisement\nheadline-shape| Portugal signs deal to rebuild port");
        check_opening(None, "headline-shape| Portugal signs deal\nbyline| By Felix Ansbro");
        check_opening(None, "headline-before-dateline| The night was long and nobody slept.\nbyline| By Felix Ansbro");
    }

    #[test]
    fn topics_are_no_headlines() {
        check_opening(None, "topic-words| Portugal");
        check_opening(None, "topic-words| South Harbour\nheadline-shape| Portugal signs deal to rebuild port");
        check_opening(None, "topic-label| Crime and law\nheadline-shape| Portugal signs deal to rebuild port");
    }

    #[test]
    fn leads_are_no_headlines() {
        check(None, &format!("| {LEAD}"));
        check(None, "| Fifteen dockers were hurt in a crash at the northern gate.\n| The driver, 44, was held.");
        check(None, "| A docker was hurt on Friday\n| He left.");
    }

    #[test]
    fn standfirsts() {
        let head = "headline-shape| Portugal signs deal to rebuild port\n";
        check_opening(None, &format!("{head}standfirst-shape| Builders named after four months of talks"));
        check_opening(
            None,
            &format!(
                "{head}standfirst-repeated| The port of Ponta Serrada, wrecked in January, is to be rebuilt in four years."
            ),
        );
        check_opening(
            None,
            &format!("{head}standfirst-before-dateline| It will take years. Who pays?\nbyline| By Felix Ansbro"),
        );
        check_opening(None, &format!("{head}| The sea was calm again on Friday, and so was the minister."));
        check_opening(None, &format!("{head}| Here is what she said:"));
        check_opening(None, &format!("{head}| One.\n| Two.\n| Three.\nbyline| By Felix Ansbro"));
    }

    #[test]
    fn datelines_part_their_paragraph() {
        let text = "Deal is signed.\n\nLISBON, May 3, 2031 (NWS) --\u{a0} The minister signed it on Friday.\n";
        let division = DIVIDER.divide(text, None);
        let shown: Vec<(&str, &str)> =
            division.blocks.iter().map(|block| (&*block.rule, &text[block.span.range()])).collect();
        let dateline = "LISBON, May 3, 2031 (NWS) --";
        let expected = [
            ("headline-before-dateline", "Deal is signed."),
            ("dateline", dateline),
            ("paragraph", "The minister signed it on Friday."),
        ];
        assert_eq!(shown, expected);
        let found = division.dateline.expect("the dateline was found");
        assert_eq!(&text[found.whole], dateline);
        assert_eq!(found.place.map(|place| &text[place]), Some("LISBON"));
        assert_eq!(
            division.day.map(|(day, at)| (day.to_string(), &text[at])),
            Some(("2031-05-03".to_owned(), "May 3, 2031"))
        );
        assert_eq!(division.agency.as_deref(), Some("NWS"));
    }

    #[test]
    fn a_dateline_alone_is_one_block() {
        check(None, &format!("dateline| LISBON (NWS)\n| {LEAD}"));
    }

    #[test]
    fn agencies_and_days_of_lines() {
        for (text, agency, day) in [
            ("By Felix Ansbro, Northwire\nThe port is shut.", Some("NWS"), None),
            ("Port shut again\nBy Felix Ansbro\nNorthwire\nThe port is shut.", Some("NWS"), None),
            ("The port is shut.\n(Reporting by Felix Ansbro; Northwire)", Some("NWS"), None),
            ("The port is shut.\nNorthwire contributed to this report.", None, None),
            ("Northwire said that the port is shut.", None, None),
            ("Published 3 May 2031\nThe port is shut.", None, Some("2031-05-03")),
            ("Updated 4 May 2031\nThe port is shut since 3 May 2031.", None, None),
            ("LISBON, May 3 (NWS) -- Shut.\nPublished 4 May 2031", Some("NWS"), Some("XXXX-05-03")),
        ] {
            let division = DIVIDER.divide(text, None);
            assert_eq!(division.agency.as_deref(), agency, "{text}");
            assert_eq!(division.day.map(|(day, _)| day.to_string()).as_deref(), day, "{text}");
        }
    }

    fn check_body(marked: &str) {
        check(None, &format!("| {LEAD}\n{marked}"));
    }

    #[test]
    fn subheadings() {
        check_body("subheading-shape| A promise with a date\n| “We will rebuild it in four years,” the minister said.");
        check_body("subheading-shape| ‘Somebody else’s children’\n| Others asked who is to pay for all this.");
        check_body("| A promise with a date\n| Short.");
        check_body("| she said\n| “We will rebuild it in four years,” the minister said.");
        check_body("| The minister said:\n| “We will rebuild it in four years, and not in ten.”");
        check_body("| “We will rebuild it\n| In four years the cranes will stand again,” the minister said.");
        check_body("| How is that possible?\n| The cranes had been inspected in the autumn before.");
        check_body(
            "subheading-question| Who pays?\n| The Union pays a third of it, the state the rest.\n\
             subheading-question| Who works there?\n| Nobody knows that yet, the union says.",
        );
        check_body(
            "| Q: Who pays?\n| A: The Union pays a third of it.\n| Q: Who works there?\n| A: Nobody knows that.",
        );
    }

    #[test]
    fn lists_and_quotes() {
        check_body("| She named two:\nlist-marks| - the northern quay\nlist-marks| - the southern quay");
        check_body("| She named two:\nlist-marks| 1. The northern quay\nlist-marks| 2) The southern quay");
        check_body("| She named one:\n| - the northern quay");
        check_body("| In 2031:\n| 2031. What a year.\n| 2032. Another.");
        check_body("bullet| • the northern quay");
        check_body("quote-signed| “The door is open.”\npost-signature| — Ida Pell (@ida_pell) May 3");
        check_body("| The door is open.\npost-signature| — Ida Pell (@ida_pell) May 3");
    }

    #[test]
    fn sections() {
        check_body(
            "more-headlines| Related stories\nmore-headlines| Storm wrecks port\nmore-headlines| Who pays for it?",
        );
        check_body(&format!("more-headlines| Related stories\nmore-headlines| Storm wrecks port\n| {LEAD}\n| He left"));
        check_body(&format!("more-headlines| Related stories\n| He declined to comment.\n| {LEAD}"));
        check_body(&format!("| {LEAD}\n| {LEAD}\ncomments| 3 comments\ncomments| {LEAD}\ncomments| I agree."));
        check_body(&format!("comments| Comments\n| She was not there.\n| {LEAD}\n| {LEAD}"));
        check(None, &format!("more-headlines| Top stories\nheadline-shape| Storm wrecks the port\n| {LEAD}"));
    }

    #[test]
    fn an_agency_alone_is_a_credit() {
        check_opening(
            None,
            "headline-shape| Portugal signs deal to rebuild port\nbyline| By Felix Ansbro\nagency-alone| Northwire",
        );
        check_body("| Northwire");
    }

    #[test]
    fn every_rule_has_its_own_name() {
        for (at, rule) in Rule::ALL.into_iter().enumerate() {
            assert_eq!(rule as usize, at, "the list of names is in the order of the rules");
            assert!(Rule::ALL[..at].iter().all(|other| other.name() != rule.name()));
            assert!(!LINE_RULES.contains(&format!("name = \"{}\"", rule.name())), "{}", rule.name());
        }
    }
}
