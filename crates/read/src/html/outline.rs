//! The passages of a report in its page, in order, with what the page's elements say they are.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use dateline_core::BlockKind;

use super::flow::Passage;
use super::region::Region;
use super::tag::Tag;
use super::tree::{Attribute, Tree};
use crate::blocks::MarkedPassage;
use crate::structure::Rule;
use crate::words;

/// Words in a row that make a stretch of text known again.
const KNOWN_WORDS: usize = 6;

/// Stretches that a passage needs so that it can be said to repeat others.
const KNOWN_STRETCHES_MIN: usize = 4;

/// Words of a passage that a page sets twice.
const DOUBLED_WORDS_MIN: usize = 2;

/// The longest standfirst, in characters: a part that names itself so and holds more holds the text too.
const STANDFIRST_CHARS_MAX: usize = 500;

/// The longest byline: a few names with their places.
const BYLINE_WORDS_MAX: usize = 24;

/// The longest time of a post: "Saturday, 14 June 2031 at 6.40 p.m.".
const TIME_WORDS_MAX: usize = 8;

/// What the head of a page says about its report.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Head<'a> {
    /// The titles, the best first.
    pub(crate) titles: &'a [&'a str],
    /// The descriptions.
    pub(crate) descriptions: &'a [&'a str],
}

/// Lists the passages of the report, the headline first. `headline` is where that stands, as [`headline`] finds it.
pub(crate) fn outline(
    tree: &Tree,
    passages: &[Passage],
    region: &Region,
    head: Head<'_>,
    headline: Option<usize>,
) -> Vec<MarkedPassage> {
    let mut known = Known::default();
    let mut outline: Vec<MarkedPassage> = headline
        .map(|at| MarkedPassage { text: passages[at].text.clone(), rule: Some(Rule::HeadlineElement) })
        .into_iter()
        .collect();
    let title = headline.map(|at| passages[at].text.as_str()).or_else(|| head.titles.first().copied());
    let begin = headline.filter(|at| stands_before_text(tree, passages, region, *at));
    for (at, passage) in passages.iter().enumerate() {
        let is_title = title.is_some_and(|title| words::same_wording(title, &passage.text));
        let is_below_headline = headline.is_some_and(|headline| headline < at);
        let Some(rule) = place(tree, passage, region, is_below_headline, head).filter(|_| !is_title) else { continue };
        let is_above = begin.is_some_and(|begin| at < begin) && rule != Some(Rule::CaptionElement);
        let is_doubled = outline.last().is_some_and(|last| last.text == passage.text) && is_line(&passage.text);
        if !is_above && !is_doubled && !known.repeats(&passage.text) {
            outline.push(MarkedPassage { text: passage.text.clone(), rule });
        }
    }
    outline
}

/// Whether a passage is long enough that its page, and not its writer, set it twice in a row, as for wide and for narrow
/// screens: a word alone may be said twice.
fn is_line(text: &str) -> bool {
    words::n_words(text) >= DOUBLED_WORDS_MIN
}

/// Whether most of the region's words stand behind the headline: then what is before it is no text of the report.
fn stands_before_text(tree: &Tree, passages: &[Passage], region: &Region, headline: usize) -> bool {
    let n_words = |passages: &[Passage]| -> usize {
        passages.iter().filter(|p| region.holds(tree, p) && region.said(p).is_none()).map(|p| p.n_words).sum()
    };
    n_words(&passages[..headline]) <= n_words(&passages[headline..])
}

/// What a passage is by its place in the page: `None` if it is not of the report, and no rule for running text.
fn place(
    tree: &Tree,
    passage: &Passage,
    region: &Region,
    is_below_headline: bool,
    head: Head<'_>,
) -> Option<Option<Rule>> {
    let is_inside = region.holds(tree, passage);
    let is_before = is_below_headline && passage.first_text < region.root;
    if !is_inside && !is_before {
        return None;
    }
    match region.said(passage) {
        Some(BlockKind::Caption) => return Some(Some(Rule::CaptionElement)),
        Some(BlockKind::Byline) => return is_byline(passage).then_some(Some(Rule::BylineNamed)),
        Some(_) => return None,
        None if is_clock_time(tree, passage) || region.is_among_links(tree, passage) => return None,
        None => {}
    }
    let is_described = || head.descriptions.iter().any(|text| words::same_wording(text, &passage.text));
    let is_short = words::has_chars_at_most(&passage.text, STANDFIRST_CHARS_MAX);
    if is_short && (region.is_named_standfirst(passage) || is_below_headline && is_described()) {
        return Some(Some(Rule::StandfirstNamed));
    }
    let rule = element_rule(tree, passage, region);
    (is_inside || rule == Some(Rule::CaptionElement)).then_some(rule)
}

/// Whether the passage says who wrote the report: parts that name themselves after authors hold days and counts, too.
fn is_byline(passage: &Passage) -> bool {
    let begins = passage.text.get(..3).is_some_and(|head| head.eq_ignore_ascii_case("by "));
    begins && passage.n_words + passage.n_link_words <= BYLINE_WORDS_MAX
}

/// Whether the passage is only the time of a post.
fn is_clock_time(tree: &Tree, passage: &Passage) -> bool {
    let is_short = passage.n_words + passage.n_link_words <= TIME_WORDS_MAX;
    is_short && tree.around(passage.first_text).any(|node| tree.tag(node) == Some(Tag::Time))
}

/// What the elements around a passage say it is.
fn element_rule(tree: &Tree, passage: &Passage, region: &Region) -> Option<Rule> {
    let around = || tree.around(passage.first_text).take_while(|at| *at != region.root).filter_map(|at| tree.tag(at));
    let is_in = |wanted: Tag| around().any(|tag| tag == wanted);
    let is_quoted = is_in(Tag::Blockquote);
    if is_in(Tag::Figcaption) || is_in(Tag::Caption) || is_in(Tag::Figure) && !is_quoted && !is_in(Tag::Table) {
        return Some(Rule::CaptionElement);
    }
    match tree.tag(passage.block) {
        _ if is_quoted => Some(Rule::QuoteElement),
        Some(tag) if tag.is_heading() => Some(Rule::SubheadingElement),
        _ if is_in(Tag::Li) => Some(Rule::ListElement),
        _ => None,
    }
}

/// The passage that is the headline: the title element that repeats a title in the head, else the last one of the first
/// rank before the text.
pub(crate) fn headline(tree: &Tree, passages: &[Passage], region: &Region, titles: &[&str]) -> Option<usize> {
    let is_shown = |passage: &&Passage| {
        !region.said(passage).is_some_and(|kind| kind.is_set_aside()) || tree.tag(passage.block) == Some(Tag::H1)
    };
    let is_title = |passage: &Passage| titles.iter().any(|title| words::begins_with_wording(title, &passage.text));
    let all = || passages.iter().enumerate().filter(|(_, passage)| is_shown(passage));
    let repeating =
        |tag: fn(&Tree, &Passage) -> bool| all().find(|(_, p)| tag(tree, p) && is_title(p)).map(|(at, _)| at);
    let first_rank = |tree: &Tree, passage: &Passage| tree.tag(passage.block) == Some(Tag::H1);
    let any_rank = |tree: &Tree, passage: &Passage| {
        let is_declared = tree.attribute(passage.block, Attribute::Itemprop) == Some("headline");
        is_declared || tree.tag(passage.block).is_some_and(Tag::is_heading)
    };
    repeating(first_rank).or_else(|| repeating(any_rank)).or_else(|| {
        let end = passages.iter().position(|p| region.holds(tree, p) && p.n_words > 0 && !is_heading(tree, p))?;
        let mut before = passages[..end].iter().enumerate().rev().filter(|(_, p)| is_shown(p));
        before.find(|(_, p)| first_rank(tree, p) && p.n_link_words == 0).map(|(at, _)| at)
    })
}

fn is_heading(tree: &Tree, passage: &Passage) -> bool {
    tree.tag(passage.block).is_some_and(Tag::is_heading)
}

/// Stretches of text that were met, by the hash of their words.
#[derive(Debug, Default)]
struct Known {
    stretches: HashSet<u64>,
}

impl Known {
    /// Whether a passage was met before, all but a tenth: pages repeat their text for machines, and quotations from it.
    /// What is new is remembered.
    fn repeats(&mut self, text: &str) -> bool {
        let words: Vec<&str> = text.split_whitespace().collect();
        let stretches: Vec<u64> = words.windows(KNOWN_WORDS).map(hash).collect();
        // Words and not stretches are counted: of a list run together each border is a stretch that was not met.
        let (mut n_known, mut known_to) = (0, 0);
        for (at, _) in stretches.iter().enumerate().filter(|(_, stretch)| self.stretches.contains(*stretch)) {
            n_known += at + KNOWN_WORDS - known_to.max(at);
            known_to = at + KNOWN_WORDS;
        }
        let repeats = stretches.len() >= KNOWN_STRETCHES_MIN && n_known * 10 >= words.len() * 9;
        if !repeats {
            self.stretches.extend(stretches);
        }
        repeats
    }
}

/// The hash of some words; the standard library's hasher without keys gives the same in every run.
fn hash(words: &[&str]) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish()
}
