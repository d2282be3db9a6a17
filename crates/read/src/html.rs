//! Web pages: which part of a page is the report, what its blocks are, and what the page says of it beside the text.
//!
//! A page goes through [`tree`] (its elements), [`flow`] (its lines and paragraphs), [`region`] (the part that holds the
//! report) and [`outline`] (the passages of the report); [`metadata`] gathers what is said in its head. Scripts are never
//! run and nothing is fetched: a text that only a program would show is not there.

mod byline;
mod charset;
mod day;
mod disagreement;
mod flow;
mod json_ld;
mod metadata;
mod names;
mod outline;
mod publication;
mod region;
mod tag;
mod tokens;
mod tree;

use std::sync::Arc;

use dateline_core::{Evidence, Field, Link, Metadata, Note, NoteCode, Source, Table, TableError};

use self::day::SlashOrder;
use self::flow::Passage;
use self::metadata::Places;
use self::names::PartNames;
use self::outline::Head;
use self::publication::Publication;
use self::region::Region;
use self::tag::Tag;
use self::tree::{Attribute, DEPTH_MAX, Limit, NODES_MAX, NodeIndex, Tree};
use crate::blocks::{Divider, MarkedPassage, PageDivision};
use crate::structure::Rule;
use crate::{row, words};

pub(crate) use self::byline::Bylines;
pub(crate) use self::charset::decode;
pub(crate) use self::day::Days;
pub(crate) use self::metadata::Claims;
pub(crate) use self::publication::is_far;

const PART_NAMES: &str = include_str!("../../../data/en/page_words.tsv");
const BYLINE_WORDS: &str = include_str!("../../../data/en/byline_words.tsv");
const PLACES: &str = include_str!("../../../data/page_metadata.tsv");
const MONTHS: &str = include_str!("../../../data/registry/months.tsv");

/// The data files that the reading of pages rests on.
pub(crate) const DATA: [&str; 4] = [PART_NAMES, BYLINE_WORDS, PLACES, MONTHS];

/// The place of what came beside the page: with its row or its transfer.
const GIVEN: &str = "given";

/// Links to other reports that are kept of one page.
const RELATED_MAX: usize = 50;

/// Words that a link to another report has: fewer are names of sections.
const RELATED_WORDS_MIN: usize = 4;

/// Reads pages. Making one reads the tables; it is meant to be made once and shared.
#[derive(Debug)]
pub(crate) struct Pages {
    names: PartNames,
    bylines: Bylines,
    places: Places,
    days: Days,
}

/// What a page holds.
#[derive(Debug)]
pub(crate) struct PageContent {
    pub(crate) division: PageDivision,
    pub(crate) title: Option<Arc<str>>,
    pub(crate) source: Source,
    pub(crate) address: Option<Arc<str>>,
    /// The language as ISO 639-1.
    pub(crate) language: Option<&'static str>,
    pub(crate) published: Option<Publication>,
    pub(crate) metadata: Metadata,
    pub(crate) notes: Vec<Note>,
}

/// What a text in HTML holds that comes without a page around it.
#[derive(Debug)]
pub(crate) struct FragmentContent {
    pub(crate) division: PageDivision,
    pub(crate) related: Vec<Link>,
    pub(crate) notes: Vec<Note>,
}

impl Pages {
    /// Reads the tables.
    ///
    /// # Errors
    /// If one of them has a defect.
    pub(crate) fn new() -> Result<Self, TableError> {
        Ok(Self {
            names: PartNames::parse(Table::new("data/en/page_words.tsv", PART_NAMES))?,
            bylines: Bylines::parse(Table::new("data/en/byline_words.tsv", BYLINE_WORDS))?,
            places: Places::parse(Table::new("data/page_metadata.tsv", PLACES))?,
            days: Days::parse(Table::new("data/registry/months.tsv", MONTHS))?,
        })
    }

    /// Reads the characters of a page.
    ///
    /// `address` and `title` are what is known of it from elsewhere; they outweigh what the page says.
    pub(crate) fn read(
        &self,
        html: &str,
        address: Option<&str>,
        title: Option<&str>,
        divider: &Divider,
    ) -> PageContent {
        let tree = Tree::parse(html);
        let mut claims = self.places.claims(&tree);
        let whole = flow::passages(&tree, |_| false);
        let region = Region::of(&tree, &whole, &self.names);
        let passages = flow::passages(&tree, |node| is_set_aside_in_line(&tree, &region, node));
        let titles: Vec<&str> = title.into_iter().chain(claims.values(Field::Title)).collect();
        let descriptions: Vec<&str> = claims.values(Field::Standfirst).collect();
        let head = Head { titles: &titles, descriptions: &descriptions };
        let headline = outline::headline(&tree, &passages, &region, &titles);
        let outline = outline::outline(&tree, &passages, &region, head, headline);
        let mut division = divider.divide_page(&outline);
        let mut notes: Vec<Note> = tree.limit.map(limit_note).into_iter().collect();

        let title = settle_title(&mut claims, title, division.headline());
        let address = match address {
            Some(given) => Some(claims.add(Field::Address, GIVEN, given)),
            None => claims.choose(Field::Address),
        };
        let order = SlashOrder::of_language(claims.values(Field::Language).next());
        let language = claims.choose_language(&division.text);
        settle_agency(&mut claims, &mut division, divider);
        let source = source(&mut claims, address.as_deref());
        let lines = publication::Lines { tree: &tree, passages: &passages, region: &region, headline };
        let known = publication::Known { address: address.as_deref(), stated: division.stated_day.as_ref() };
        let published = publication::published(&self.days, order, &mut claims, &lines, &known, &mut notes);
        let modified = claims.choose_day(Field::Modified, &self.days);
        let mut metadata = Metadata {
            authors: self.authors(&mut claims, &division, source.name.as_deref()),
            standfirst: claims.choose(Field::Standfirst),
            section: claims.choose(Field::Section),
            keywords: keywords(&claims.choose_all(Field::Keywords)),
            modified: modified.map(|modified| modified.dated()),
            modified_at: modified.and_then(|modified| modified.clock),
            related: related(&tree, &passages, &region),
            evidence: Vec::new(),
        };
        metadata.evidence = claims.into_evidence();
        notes.extend(self.disagreements(&metadata.evidence));
        PageContent { division, title, source, address, language, published, metadata, notes }
    }

    /// Reads a text in HTML that is all report, under its title.
    pub(crate) fn read_fragment(&self, html: &str, title: Option<&str>, divider: &Divider) -> FragmentContent {
        let tree = Tree::parse(html);
        let whole = flow::passages(&tree, |_| false);
        let region = Region::whole(&tree, &whole, &self.names);
        // Lists end their texts with a link to the rest, in the last line of the text.
        let is_pointer =
            |node| tree.tag(node) == Some(Tag::A) && divider.points_elsewhere(tree.text_below(node).trim());
        let passages = flow::passages(&tree, |node| is_set_aside_in_line(&tree, &region, node) || is_pointer(node));
        let titles: Vec<&str> = title.into_iter().collect();
        let outline = outline::outline(&tree, &passages, &region, Head { titles: &titles, descriptions: &[] }, None);
        let headline = title.map(|title| MarkedPassage { text: title.to_owned(), rule: Some(Rule::HeadlineElement) });
        let marked: Vec<MarkedPassage> = headline.into_iter().chain(outline).collect();
        FragmentContent {
            division: divider.divide_page(&marked),
            related: related(&tree, &passages, &region),
            notes: tree.limit.map(limit_note).into_iter().collect(),
        }
    }

    /// The characters that a piece of HTML shows, on one line.
    pub(crate) fn line(html: &str) -> String {
        let passages = flow::passages(&Tree::parse(html), |_| false);
        passages.iter().map(|passage| passage.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The people that the page names as authors, else those of the byline in the text.
    fn authors(&self, claims: &mut Claims, division: &PageDivision, outlet: Option<&str>) -> Vec<Arc<str>> {
        let declared = claims.choose_all(Field::Author);
        let authors = self.bylines.authors(declared.iter().map(|name| &**name), outlet);
        let Some(byline) = division.byline().filter(|_| authors.is_empty()) else { return authors };
        let authors = self.bylines.authors(std::iter::once(byline), outlet);
        if !authors.is_empty() {
            claims.add(Field::Author, "byline", byline);
        }
        authors
    }

    /// Notes what was said of a report in two ways.
    pub(crate) fn disagreements(&self, said: &[Evidence]) -> Vec<Note> {
        disagreement::disagreements(said, &self.days, &self.bylines)
    }

    /// Finds people in what is given as the author.
    pub(crate) const fn bylines(&self) -> &Bylines {
        &self.bylines
    }

    /// Reads days.
    pub(crate) const fn days(&self) -> &Days {
        &self.days
    }
}

/// The title, if it is another than the headline of the text; what it rests on is chosen among the claims.
///
/// What readers see as the headline is the title if one of the titles says so, be it with the outlet's name added: pages
/// have other ones for search engines.
fn settle_title(claims: &mut Claims, given: Option<&str>, headline: Option<&str>) -> Option<Arc<str>> {
    if let Some(given) = given {
        return Some(claims.add(Field::Title, GIVEN, given));
    }
    let Some(headline) = headline else { return claims.choose(Field::Title) };
    if claims.choose_if(Field::Title, |title| title == headline).is_some() {
        return None;
    }
    let is_backed = claims.values(Field::Title).any(|title| words::begins_with_wording(title, headline));
    if !is_backed && claims.values(Field::Title).next().is_some() {
        return claims.choose(Field::Title);
    }
    claims.add(Field::Title, "headline", headline);
    None
}

/// The agency of the text, else one that the page gives as its author; its place goes among the claims.
fn settle_agency(claims: &mut Claims, division: &mut PageDivision, divider: &Divider) {
    let division = &mut division.division;
    if let Some(agency) = &division.agency {
        let is_in_dateline = division.dateline.as_ref().is_some_and(|found| found.agency.is_some());
        claims.add(Field::Agency, if is_in_dateline { "dateline" } else { "line" }, agency);
        return;
    }
    let named = |claim: &Evidence| Some((Arc::clone(&claim.from), divider.agency_called(&claim.value)?));
    let author = claims.of_field(Field::Author).find_map(named);
    if let Some((from, agency)) = author {
        claims.add(Field::Agency, &from, &agency);
        division.agency = Some(agency);
    }
}

/// Whether a part is set aside itself, be it in a line of the text; a part set aside as a whole keeps its own lines.
fn is_set_aside_in_line(tree: &Tree, region: &Region, node: NodeIndex) -> bool {
    region.sets_aside(node) && !region.sets_aside(tree.parent(node))
}

fn limit_note(limit: Limit) -> Note {
    let text = match limit {
        Limit::Depth => {
            format!("elements stand more than {DEPTH_MAX} deep in one another; the deeper ones are not told apart")
        }
        Limit::Nodes => {
            format!("the page has more than {NODES_MAX} elements and texts; what is behind them is not read")
        }
    };
    Note::new(NoteCode::LimitReached, text)
}

/// The outlet: its name as the page gives it, its domain from the page's address.
fn source(claims: &mut Claims, address: Option<&str>) -> Source {
    Source { name: claims.choose(Field::Source), domain: address.and_then(domain).map(Arc::from) }
}

/// The host of an address, without `www.`, port and user.
pub(crate) fn domain(address: &str) -> Option<String> {
    let (_, rest) = archived(address).unwrap_or(address).split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = host.split_once(':').map_or(host, |(host, _)| host).to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    row::is_domain(host).then(|| host.to_owned())
}

/// The address of the page itself, where an archive's address names it behind the time of its copy:
/// `https://archive.example/web/20310503141500/https://…`.
pub(crate) fn archived(address: &str) -> Option<&str> {
    let (_, behind) = address.split_once("/web/")?;
    let (time, original) = behind.split_once('/')?;
    let is_copy = time.len() >= 8 && time.bytes().take(8).all(|byte| byte.is_ascii_digit());
    (is_copy && original.contains("://")).then_some(original)
}

/// The keywords one by one; pages give them as a list with commas, too.
pub(crate) fn keywords(given: &[Arc<str>]) -> Vec<Arc<str>> {
    let mut keywords: Vec<Arc<str>> = Vec::new();
    for keyword in given.iter().flat_map(|given| given.split([',', ';'])).map(str::trim).filter(|word| !word.is_empty())
    {
        if !keywords.iter().any(|known| **known == *keyword) {
            keywords.push(keyword.into());
        }
    }
    keywords
}

/// The links of the page's own lists of related reports.
fn related(tree: &Tree, passages: &[Passage], region: &Region) -> Vec<Link> {
    let is_pointer = |passage: &&Passage| {
        let said = region.said(passage);
        let is_related = said == Some(dateline_core::BlockKind::Related)
            || said.is_none() && region.holds(tree, passage) && region.is_among_links(tree, passage);
        is_related && passage.n_link_words >= RELATED_WORDS_MIN
    };
    let link = |passage: &Passage| {
        let link = tree.around(passage.first_text).find(|node| tree.tag(*node) == Some(Tag::A))?;
        let address = tree.attribute(link, Attribute::Href).filter(|href| !href.starts_with(['#', 'j']))?;
        Some(Link { address: address.into(), title: passage.text.replace('\n', " ").into() })
    };
    passages.iter().filter(is_pointer).filter_map(link).take(RELATED_MAX).collect()
}
