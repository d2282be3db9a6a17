//! When a page was published: from its head, its time elements, its lines around the headline, or its address.
//!
//! The order is: what the head declares, down to the row `page` of `data/page_metadata.tsv`; a time element before the text, a
//! short line by the headline, another time element, a part that names itself after a day or an author; the rest of the
//! table, names that many pages use for other days too; the day in the address, a line that says it is about publication, a
//! day with which the text begins, the only day of publication in the data of the page's programs, the only day in the short
//! lines of the page, a day at the end of the title, a day behind words of publication in the description. A day is taken
//! only from a place that speaks of this report; days in lists of other reports, in menus and in sentences of the text are
//! not looked at.

use dateline_core::{BlockKind, Field, Note, NoteCode, PartialDate};
use jiff::civil::Date;

use super::day::{Days, SlashOrder};
use super::flow::Passage;
use super::metadata::Claims;
use super::region::Region;
use super::tag::Tag;
use super::tree::{Attribute, NodeIndex, Tree};
use crate::published::Published;
use crate::words;

/// Words of a line by the headline that is about publication: day, time, place, a name, reading time.
const LINE_WORDS_MAX: usize = 16;

/// Words of a line that says that it is about publication: it may name author and category, too.
const SAYING_LINE_WORDS_MAX: usize = 32;

/// Words from which a line with a full stop is a sentence and no line about publication.
const TELLING_WORDS_MIN: usize = 8;

/// Bytes between words of publication and their day: "on the", a weekday.
const BETWEEN_BYTES_MAX: usize = 16;

/// Passages before the headline that are looked at for a line about publication.
const LINES_BEFORE_MAX: usize = 4;

/// Passages between headline and text that are looked at: pages set share bars and pictures there.
const LINES_BEHIND_MAX: usize = 24;

/// Passages at the beginning of the text that may begin with a day.
const OPENING_MAX: usize = 3;

/// Words that say that the day behind them is not that of publication.
const OTHER_DAY_WORDS: &[&str] = &[
    "updated",
    "update",
    "modified",
    "revised",
    "edited",
    "aktualisiert",
    "geändert",
    "änderung",
    "gültig",
    "bearbeitet",
    "mis à jour",
    "modifié",
    "actualizado",
    "aggiornato",
    "atualizado",
    "copyright",
];

/// Words that say that the day behind them is that of publication.
const PUBLICATION_WORDS: &[&str] = &[
    "published",
    "posted",
    "submitted",
    "veröffentlicht",
    "erstellt",
    "erschienen",
    "geschrieben",
    "gepostet",
    "gespeichert",
    "artikel wurde",
    "publié",
    "mise en ligne",
    "publicado",
    "pubblicato",
    "notizia del",
    "date:",
    "datum:",
];

/// The day of publication and where it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Publication {
    pub(crate) at: Published,
}

/// The passages of a page and the part that holds the report.
pub(crate) struct Lines<'a> {
    pub(crate) tree: &'a Tree,
    pub(crate) passages: &'a [Passage],
    pub(crate) region: &'a Region,
    /// The passage that is the headline.
    pub(crate) headline: Option<usize>,
}

/// What is known of a page's day from elsewhere.
pub(crate) struct Known<'a> {
    pub(crate) address: Option<&'a str>,
    /// What a line rule took for the line about publication.
    pub(crate) stated: Option<&'a (PartialDate, String)>,
}

/// Finds the day of publication.
pub(crate) fn published(
    days: &Days,
    order: SlashOrder,
    claims: &mut Claims,
    lines: &Lines<'_>,
    known: &Known<'_>,
    notes: &mut Vec<Note>,
) -> Option<Publication> {
    let of_address = known.address.and_then(|address| days.of_address(address));
    let at = match declared_or_shown(days, order, claims, lines) {
        Some(declared) => at_the_desk(declared, of_address),
        None => {
            let titles: Vec<String> = claims.values(Field::Title).map(str::to_owned).collect();
            let standfirsts: Vec<String> = claims.values(Field::Standfirst).map(str::to_owned).collect();
            let (at, from, value) = found_in_page(days, order, lines, known, of_address, &titles).or_else(|| {
                let found = standfirsts.iter().find_map(|text| day_behind_words(days, order, text));
                found.map(|(day, text)| (Published { day, clock: None }, "standfirst", text))
            })?;
            claims.add(Field::Published, from, &value);
            at
        }
    };
    if let Some(other) = of_address.filter(|other| is_far(*other, at.day)) {
        let text = format!("the page gives {} as its day of publication, its address {other}", at.day);
        notes.push(Note::new(NoteCode::MetadataDisagrees, text));
    }
    Some(Publication { at })
}

/// The day that the page declares, or shows by its headline where it declares none under a name that means nothing else.
fn declared_or_shown(days: &Days, order: SlashOrder, claims: &mut Claims, lines: &Lines<'_>) -> Option<Published> {
    if let Some(declared) = claims.choose_day_before_page(Field::Published, days) {
        return Some(declared);
    }
    let Some((at, from, value)) = lines.by_report(days, order) else {
        return claims.choose_day(Field::Published, days);
    };
    claims.add(Field::Published, from, &value);
    Some(at)
}

/// The time where the outlet is: a time in UTC that is one day ahead of the day in the address was written down elsewhere.
fn at_the_desk(declared: Published, of_address: Option<Date>) -> Published {
    let is_utc = declared.clock.is_some_and(|clock| clock.utc_offset_s == Some(0));
    match of_address.filter(|day| is_utc && day.tomorrow().is_ok_and(|next| next == declared.day)) {
        Some(day) => Published { day, clock: None },
        None => declared,
    }
}

/// Whether two days differ by more than time zones and nights at the desk can do.
pub(crate) fn is_far(a: Date, b: Date) -> bool {
    a.until(b).map_or(true, |span| span.get_days().abs() > 1)
}

type FoundDay = (Published, &'static str, String);

fn found_in_page(
    days: &Days,
    order: SlashOrder,
    lines: &Lines<'_>,
    known: &Known<'_>,
    of_address: Option<Date>,
    titles: &[String],
) -> Option<FoundDay> {
    let day = |day: Date| Published { day, clock: None };
    let of_address = of_address.map(|found| (day(found), "address", found.to_string()));
    of_address
        .or_else(|| lines.that_say_so(days, order))
        .or_else(|| lines.before_text(days, order))
        .or_else(|| lines.in_data(days))
        .or_else(|| lines.only_day(days, order))
        .or_else(|| {
            let (stated, characters) = known.stated?;
            let found = Date::new(stated.year?, stated.month?, stated.day?).ok()?;
            Some((day(found), "line", characters.clone()))
        })
        .or_else(|| {
            titles
                .iter()
                .find_map(|title| at_an_end(days, order, title))
                .map(|(found, text)| (day(found), "title", text))
        })
}

/// The day with which a title begins or ends.
fn at_an_end(days: &Days, order: SlashOrder, title: &str) -> Option<(Date, String)> {
    let mut found = days.written_in(title, order);
    let (day, range) = found.find(|(_, range)| range.start == 0 || range.end == title.len())?;
    Some((day, title[range].to_owned()))
}

impl Lines<'_> {
    /// The day that the page shows beside the report.
    fn by_report(&self, days: &Days, order: SlashOrder) -> Option<FoundDay> {
        let text_at = self.headline.and_then(|at| self.passages[at + 1..].iter().find(|passage| self.is_text(passage)));
        let text_at = text_at.map_or(self.tree.len(), |passage| passage.first_text);
        self.time_element(days, order, |node| node < text_at)
            .or_else(|| self.by_headline(days, order))
            .or_else(|| self.time_element(days, order, |_| true))
            .or_else(|| self.in_named_part(days, order))
    }

    /// Of the time elements that are wanted the one nearest to the headline that gives a day and does not say that it is
    /// another.
    fn time_element(&self, days: &Days, order: SlashOrder, is_wanted: impl Fn(NodeIndex) -> bool) -> Option<FoundDay> {
        let elements = self.tree.elements(Tag::Time).filter(|node| is_wanted(*node));
        let elements = elements.filter(|node| self.is_of_report(*node) && !self.says_other_day(*node));
        let found = elements.filter_map(|node| {
            let given = self.tree.attribute(node, Attribute::Datetime).filter(|given| !given.is_empty());
            let value = given.map_or_else(|| self.tree.text_below(node), str::to_owned);
            Some((node, (days.of_value(&value, order)?, "element:time", value.trim().to_owned())))
        });
        let headline = self.headline.map_or(self.region.root, |at| self.passages[at].first_text);
        found.min_by_key(|(node, _)| node.abs_diff(headline)).map(|(_, found)| found)
    }

    /// Whether a node stands between the headline and the end of the report, and not in a list of other ones.
    fn is_of_report(&self, node: NodeIndex) -> bool {
        let end = self.tree.subtree(self.region.root).end;
        let said = self.region.said_of(node);
        let is_other = said
            .is_some_and(|kind| matches!(kind, BlockKind::Related | BlockKind::Comments | BlockKind::Advertisement));
        let is_linked = self
            .tree
            .around(node)
            .any(|at| self.tree.tag(at) == Some(Tag::Nav) || self.tree.tag(at) == Some(Tag::Footer));
        node < end && !is_other && !is_linked
    }

    fn says_other_day(&self, node: NodeIndex) -> bool {
        let around = self.tree.parent(node);
        let names =
            [Attribute::Class, Attribute::Itemprop].map(|name| self.tree.attribute(node, name).unwrap_or_default());
        let named = names.iter().any(|name| says(name, &["modif", "updat"]));
        let text = self.tree.subtree(around).take(8).take_while(|at| *at < node).filter_map(|at| self.tree.text(at));
        named || text.last().is_some_and(|text| says(text, OTHER_DAY_WORDS))
    }

    /// The day in a short line between the headline and the text, or right before the headline.
    fn by_headline(&self, days: &Days, order: SlashOrder) -> Option<FoundDay> {
        let is_text = |passage: &&Passage| self.is_text(passage);
        let headline = self.headline?;
        let behind = self.passages[headline + 1..].iter().take_while(|p| !is_text(p)).take(LINES_BEHIND_MAX);
        let before = self.passages[headline.saturating_sub(LINES_BEFORE_MAX)..headline].iter().rev();
        let is_ours = |passage: &&Passage| self.region.said_of(passage.first_text) != Some(BlockKind::Comments);
        behind.chain(before).filter(is_ours).find_map(|passage| self.day_in(passage, days, order, LINE_WORDS_MAX))
    }

    fn is_text(&self, passage: &Passage) -> bool {
        self.region.holds(self.tree, passage) && self.region.said(passage).is_none() && passage.n_words > LINE_WORDS_MAX
    }

    /// The day in a part that names itself after a day or an author.
    fn in_named_part(&self, days: &Days, order: SlashOrder) -> Option<FoundDay> {
        let named = self.passages.iter().filter(|passage| {
            self.region.said(passage) == Some(BlockKind::Byline) && self.is_of_report(passage.first_text)
        });
        named.into_iter().find_map(|passage| self.day_in(passage, days, order, LINE_WORDS_MAX))
    }

    /// The day in a line that says that it is about publication.
    fn that_say_so(&self, days: &Days, order: SlashOrder) -> Option<FoundDay> {
        let is_ours = |passage: &&Passage| self.region.said(passage) != Some(BlockKind::Comments);
        let saying = || self.passages.iter().filter(is_ours).filter(|passage| says(&passage.text, PUBLICATION_WORDS));
        saying().find_map(|passage| self.day_in(passage, days, order, SAYING_LINE_WORDS_MAX)).or_else(|| {
            let found = saying().find_map(|passage| day_behind_words(days, order, &passage.text));
            found.map(|(day, text)| (Published { day, clock: None }, "line", text))
        })
    }

    /// The day with which one of the first passages of the text begins.
    fn before_text(&self, days: &Days, order: SlashOrder) -> Option<FoundDay> {
        let mut opening = self.passages.iter().filter(|passage| self.is_text(passage)).take(OPENING_MAX);
        opening.find_map(|passage| {
            let (day, range) = days.written_in(&passage.text, order).next().filter(|(_, range)| range.start == 0)?;
            let goes_on = passage.text[range.end..].trim_start().starts_with(['-', '–', '—', '|', ':', '(']);
            goes_on.then(|| (Published { day, clock: None }, "line", passage.text[range].to_owned()))
        })
    }

    /// The day of publication in what the page holds for its programs, if it is the only one.
    fn in_data(&self, days: &Days) -> Option<FoundDay> {
        let holds_data = |node: &NodeIndex| {
            let kind = self.tree.attribute(*node, Attribute::Type);
            kind.is_some_and(|kind| kind.ends_with("json") && !kind.ends_with("ld+json"))
        };
        let scripts: Vec<String> =
            self.tree.elements(Tag::Script).filter(holds_data).map(|node| self.tree.text_below(node)).collect();
        let mut found = scripts.iter().flat_map(|script| days.in_data(script));
        let (first, value) = found.next()?;
        found.all(|(other, _)| other.day == first.day).then_some((first, "element:script", value))
    }

    /// The day of the short lines of a page, outside of lists of other reports and comments, if they state only one.
    fn only_day(&self, days: &Days, order: SlashOrder) -> Option<FoundDay> {
        let is_ours = |passage: &&Passage| {
            let others = [BlockKind::Comments, BlockKind::Related, BlockKind::Advertisement];
            !self.region.said(passage).is_some_and(|kind| others.contains(&kind))
        };
        let mut found =
            self.passages.iter().filter(is_ours).filter_map(|p| self.day_in(p, days, order, LINE_WORDS_MAX));
        let first = found.next()?;
        found.all(|(other, ..)| other.day == first.0.day).then_some(first)
    }

    /// Whether the passage is a link of the page's frame: what it leads to may be named after a day.
    fn is_menu_item(&self, passage: &Passage) -> bool {
        passage.n_words == 0 && self.region.said(passage) == Some(BlockKind::Navigation)
    }

    fn day_in(&self, passage: &Passage, days: &Days, order: SlashOrder, n_words_max: usize) -> Option<FoundDay> {
        if passage.n_words + passage.n_link_words > n_words_max || self.is_menu_item(passage) || tells_of_a_day(passage)
        {
            return None;
        }
        let found = days.written_in(&passage.text, order).find(|(_, range)| {
            let before = &passage.text[..range.start];
            let label = before.rsplit(['|', '·', '\n', '•', ')']).next().unwrap_or(before);
            !says(label, OTHER_DAY_WORDS) && !ends_range(before)
        });
        let (day, range) = found?;
        Some((Published { day, clock: None }, "line", passage.text[range].to_owned()))
    }
}

/// Whether the passage is a sentence of the text that tells of a day: "The council meets again on 3 May 2031 in Ostvik."
fn tells_of_a_day(passage: &Passage) -> bool {
    passage.n_words >= TELLING_WORDS_MIN
        && words::ends_sentence(&passage.text)
        && !says(&passage.text, PUBLICATION_WORDS)
}

/// Whether the day behind these words ends a stretch of days: "Snow from 14. – ". A time of day before a dash is none.
fn ends_range(before: &str) -> bool {
    let Some(first) = before.trim_end().strip_suffix(['-', '–', '—']) else { return false };
    let first = first.trim_end();
    let first = first.strip_suffix('.').unwrap_or(first);
    let rest = first.trim_end_matches(|c: char| c.is_ascii_digit());
    (1..=2).contains(&(first.len() - rest.len())) && !rest.ends_with([':', '.'])
}

/// The day right behind words of publication, however much stands around: "Posted on 3 May 2031 in Shipping, Ports, …".
fn day_behind_words(days: &Days, order: SlashOrder, text: &str) -> Option<(Date, String)> {
    let text = text.to_lowercase();
    let is_behind = |start: usize| {
        let before = &text[..start];
        let said = PUBLICATION_WORDS.iter().filter_map(|word| Some(before.rfind(word)? + word.len())).max();
        said.is_some_and(|end| start - end <= BETWEEN_BYTES_MAX)
    };
    let (day, range) = days.written_in(&text, order).find(|(_, range)| is_behind(range.start))?;
    Some((day, text[range].to_owned()))
}

fn says(text: &str, words: &[&str]) -> bool {
    let text = text.to_lowercase();
    words.iter().any(|word| text.contains(word))
}
