//! An item of a list to a report.

use std::sync::Arc;

use dateline_core::{Field, Metadata, Note, NoteCode, Origin, Outcome, Report, ReportParts, Source, Text};

use super::places::FeedField;
use super::{FeedItem, Form, Said, json};
use crate::html::{Claims, FragmentContent, Pages, domain, is_far, keywords};
use crate::published::Published;
use crate::{Given, HTML_BYTES_MAX, REPORT_BYTES_MAX, Reader, Refused, check_size, dateline, layout, stated};

/// Words from which a summary is taken for the whole text: lists that give a summary keep it to a paragraph, and those that
/// put the text in its place have several.
const WHOLE_WORDS_MIN: usize = 200;

/// What lists end a text with that goes on elsewhere.
const CUT_MARKS: [&str; 4] = ["…", "...", "[…]", "[...]"];

/// The item that a row of JSON Lines is, if it was exported by others.
pub(crate) fn export_row(json: &str, notes: &[Note]) -> Option<FeedItem> {
    json::export_item(json, notes)
}

/// The text of an item, as its list gives it.
struct Body {
    content: FragmentContent,
    is_whole: bool,
}

impl Reader {
    /// Reads an item of a feed, a sitemap or an export.
    ///
    /// The text is the title and what the list gives of the text, in blocks as in a web page: in full, or else the summary,
    /// and then a note ([`NoteCode::PartialText`]) says so. The item's own source is its outlet; the list's name is taken
    /// only where list and item have the same domain.
    ///
    /// # Errors
    /// [`Refused::TooLarge`] if a text is above [`HTML_BYTES_MAX`].
    pub fn read_feed_item(&self, item: &FeedItem, given: &Given) -> Result<Outcome<Report>, Refused> {
        for said in &item.values {
            check_size(said.text.as_bytes(), HTML_BYTES_MAX)?;
        }
        let mut claims = Claims::of(self.feed_places.claims(item).into_iter());
        let title = claims.choose(Field::Title);
        let address = self.address(item, &mut claims);
        let source = self.source(item, &mut claims, address.as_deref());
        let mut notes = item.notes.clone();
        let published = self.published(&mut claims, address.as_deref(), &mut notes);
        let modified = claims.choose_day(Field::Modified, self.pages.days());
        let body = self.body(item, title.as_deref());
        notes.extend(partial_note(body.as_ref()));
        let content = body.map(|body| body.content);
        let content = content.unwrap_or_else(|| self.pages.read_fragment("", title.as_deref(), &self.divider));
        notes.extend(content.notes);
        let language = claims.choose_language(&content.division.text);
        let division = content.division.division;
        let text = Text::new(content.division.text).map_err(|_| Refused::TooLarge { n_bytes_max: REPORT_BYTES_MAX })?;
        if text.as_str().is_empty() {
            notes.push(Note::new(NoteCode::EmptyText, "the item holds no text"));
        }
        let given_authors = claims.choose_all(Field::Author);
        let metadata = Metadata {
            authors: self
                .pages
                .bylines()
                .authors(given_authors.iter().map(|name| without_mail(name)), source.name.as_deref()),
            standfirst: claims.choose(Field::Standfirst),
            section: claims.choose(Field::Section),
            keywords: keywords(&claims.choose_all(Field::Keywords)),
            modified: modified.map(|modified| modified.dated()),
            modified_at: modified.and_then(|modified| modified.clock),
            related: content.related,
            evidence: claims.into_evidence(),
        };
        notes.extend(self.pages.disagreements(&metadata.evidence));
        let stated = stated(&division);
        let report = Report::new(ReportParts {
            origin: self.origin(item, given, address),
            language,
            published: published.map(|published| published.dated()).or_else(|| stated.clone()),
            published_at: published.and_then(|published| published.clock),
            dateline: dateline(&division),
            agency: division.agency,
            blocks: division.blocks,
            source,
            title,
            text,
        });
        Ok(Outcome { value: report.with_metadata(metadata).with_stated_day(stated), notes })
    }

    /// Where the item stands in the web: its link, else an id that is one.
    fn address(&self, item: &FeedItem, claims: &mut Claims) -> Option<Arc<str>> {
        claims.choose(Field::Address).or_else(|| {
            let (place, id) = self.feed_places.said(item, FeedField::Id).find(|(_, id)| is_permanent(item, id))?;
            claims.add(Field::Address, place, id.text.trim());
            Some(id.text.trim().into())
        })
    }

    /// What the item is called: its id, where that is not its address.
    fn origin(&self, item: &FeedItem, given: &Given, address: Option<Arc<str>>) -> Origin {
        let mut ids = self.feed_places.said(item, FeedField::Id).map(|(_, id)| id.text.trim());
        let given_id: Option<Arc<str>> = ids.find(|id| Some(*id) != address.as_deref()).map(Arc::from);
        // An address makes no name that anybody would type.
        let name = given_id.clone().filter(|id| !is_address(id));
        Origin { key: name.unwrap_or_else(|| Arc::clone(&given.key)), given_id, path: given.path.clone(), url: address }
    }

    /// Whose text it is: the item's own source, else the list where list and item have the same domain.
    fn source(&self, item: &FeedItem, claims: &mut Claims, address: Option<&str>) -> Source {
        let mut own = self.feed_places.said(item, FeedField::SourceAddress).filter_map(|(_, said)| domain(&said.text));
        let of_address = address.and_then(domain);
        let name = claims.choose(Field::Source).or_else(|| {
            let (place, name) = self.list_of_domain(item, of_address.as_deref()?)?;
            claims.add(Field::Source, place, &name);
            Some(name.into())
        });
        Source { name, domain: own.next().or(of_address).map(Arc::from) }
    }

    /// The title of the list, with its place, if the list has the domain of its item.
    fn list_of_domain<'i>(&'i self, item: &'i FeedItem, of_item: &str) -> Option<(&'i str, String)> {
        let mut lists =
            self.feed_places.said(item, FeedField::ListAddress).filter_map(|(_, said)| domain(said.text.trim()));
        lists.find(|list| is_same_site(list, of_item))?;
        let (place, title) = self.feed_places.said(item, FeedField::ListTitle).next()?;
        Some((place, title.line()))
    }

    fn published(&self, claims: &mut Claims, address: Option<&str>, notes: &mut Vec<Note>) -> Option<Published> {
        let days = self.pages.days();
        let given = claims.values(Field::Published).next().map(str::to_owned)?;
        let Some(published) = claims.choose_day(Field::Published, days) else {
            let what = format!("the publication day {given:?} is left out: it is in no form that is known");
            notes.push(Note::new(NoteCode::DateNotUnderstood, what));
            return None;
        };
        let of_address = address.and_then(|address| days.of_address(address));
        if let Some(other) = of_address.filter(|other| is_far(*other, published.day)) {
            let text = format!("the list gives {} as the day of publication, the address {other}", published.day);
            notes.push(Note::new(NoteCode::MetadataDisagrees, text));
        }
        Some(published)
    }

    /// The text in full if it is given and holds words, else the summary.
    fn body(&self, item: &FeedItem, title: Option<&str>) -> Option<Body> {
        let contents = self.feed_places.said(item, FeedField::Content).map(|(_, said)| (said, true));
        let summaries = self.feed_places.said(item, FeedField::Known(Field::Standfirst)).map(|(_, said)| (said, false));
        contents.chain(summaries).find_map(|(said, is_content)| {
            let content = self.pages.read_fragment(&html_of(said), title, &self.divider);
            let n_words = content.division.words_below_headline().count();
            let is_cut = CUT_MARKS.iter().any(|mark| content.division.text.ends_with(mark));
            let is_whole = !is_cut && (is_content || n_words >= WHOLE_WORDS_MIN);
            (n_words > 0).then_some(Body { content, is_whole })
        })
    }
}

/// What is to be said of an item that does not give its text in full.
fn partial_note(body: Option<&Body>) -> Option<Note> {
    let text = match body {
        Some(body) if body.is_whole => return None,
        Some(_) => "the list gives only the beginning of the text or its summary",
        None => "the list gives no text; nothing is fetched",
    };
    Some(Note::new(NoteCode::PartialText, text))
}

/// Whether an id is an address of the web that the item stands at: RSS says so or leaves it open.
fn is_permanent(item: &FeedItem, id: &Said) -> bool {
    let place = format!("{}@isPermaLink", id.place);
    is_address(id.text.trim()) && !item.values.iter().any(|said| said.place == place && said.text == "false")
}

fn is_address(id: &str) -> bool {
    id.starts_with("http://") || id.starts_with("https://")
}

/// Whether two domains are of one outlet: one is the other, or a part of it.
fn is_same_site(a: &str, b: &str) -> bool {
    let holds =
        |whole: &str, part: &str| part.strip_suffix(whole).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    holds(a, b) || holds(b, a)
}

/// The name of an author that RSS gives as a mail address with the name behind: "desk@lantern.example (Felix Ansbro)".
fn without_mail(author: &str) -> &str {
    let name =
        author.split_once('(').filter(|(mail, _)| mail.contains('@')).and_then(|(_, name)| name.strip_suffix(')'));
    name.unwrap_or(author)
}

/// A text as HTML; what holds no element has its paragraphs parted as in plain text.
fn html_of(said: &Said) -> String {
    if said.form == Form::Markup && said.text.contains('<') {
        return said.text.clone();
    }
    let escaped = match said.form {
        Form::Markup => said.text.clone(),
        Form::Plain => said.text.replace('&', "&amp;").replace('<', "&lt;"),
    };
    layout::passages(&escaped).into_iter().map(|range| format!("<p>{}</p>", &escaped[range])).collect()
}

impl Said {
    /// What is said, on one line and without markup.
    pub(super) fn line(&self) -> String {
        match self.form {
            Form::Markup => Pages::line(&self.text),
            Form::Plain => self.text.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_of_one_outlet() {
        for (a, b, expected) in [
            ("lantern.example", "lantern.example", true),
            ("feeds.lantern.example", "lantern.example", true),
            ("lantern.example", "news.lantern.example", true),
            ("thelantern.example", "lantern.example", false),
            ("lantern.example", "northwire.example", false),
        ] {
            assert_eq!(is_same_site(a, b), expected, "{a} {b}");
        }
    }

    #[test]
    fn authors_behind_their_mail() {
        assert_eq!(without_mail("desk@lantern.example (Felix Ansbro)"), "Felix Ansbro");
        assert_eq!(without_mail("Felix Ansbro (Lisbon)"), "Felix Ansbro (Lisbon)");
    }
}
