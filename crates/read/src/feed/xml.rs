//! Lists in XML: RSS 0.9 to 2.0, Atom 0.3 and 1.0, sitemaps.
//!
//! The elements are taken as they come. End tags that fit nothing are passed over and missing ones are put in, since many
//! feeds carry bare HTML; what is no markup at all, and an end inside an item, is damage.

use std::io::Cursor;
use std::sync::Arc;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::{NsReader, XmlVersion};

use super::{FeedFind, FeedItem, Form, Said};
use crate::Refused;

/// Elements that may stand in one another below an item to be looked at: news sitemaps need three.
const PATH_ELEMENTS_MAX: usize = 3;

/// Bytes at the beginning of a file in which XML declares its encoding.
const DECLARATION_BYTES_MAX: usize = 256;

/// The vocabularies by their usual prefix. A prefix that is not declared stands for the vocabulary that usually has it.
const VOCABULARIES: [(&str, &str); 20] = [
    ("http://purl.org/rss/1.0/", "rss"),
    ("http://my.netscape.com/rdf/simple/0.9/", "rss"),
    ("http://channel.netscape.com/rdf/simple/0.9/", "rss"),
    ("http://backend.userland.com/rss2", "rss"),
    ("http://blogs.law.harvard.edu/tech/rss", "rss"),
    ("http://cyber.law.harvard.edu/rss/rss.html", "rss"),
    ("http://www.w3.org/2005/Atom", "atom"),
    ("http://purl.org/atom/ns#", "atom"),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"),
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://purl.org/dc/elements/1.0/", "dc"),
    ("http://purl.org/dc/terms/", "dcterms"),
    ("http://purl.org/rss/1.0/modules/content/", "content"),
    ("http://search.yahoo.com/mrss/", "media"),
    ("http://search.yahoo.com/mrss", "media"),
    ("http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"),
    ("http://rssnamespace.org/feedburner/ext/1.0", "feedburner"),
    ("http://www.sitemaps.org/schemas/sitemap/0.9", "sitemap"),
    ("http://www.google.com/schemas/sitemap/0.84", "sitemap"),
    ("http://www.google.com/schemas/sitemap-news/0.9", "news"),
];

/// The elements around a list, with the prefix that their own vocabulary has.
const ROOTS: [(&str, &str); 4] = [("rss", "rss"), ("RDF", "rss"), ("feed", "atom"), ("urlset", "sitemap")];

/// The element around a list that holds no items but other lists.
const LIST_OF_SITEMAPS: &str = "sitemapindex";

/// The elements that are items.
const ITEMS: [&str; 3] = ["rss:item", "atom:entry", "sitemap:url"];

/// The elements whose value is a text and may be markup, and how it is written if they do not say.
const TEXTS: [(&str, Form); 9] = [
    ("rss:title", Form::Markup),
    ("rss:description", Form::Markup),
    ("content:encoded", Form::Markup),
    ("dc:description", Form::Markup),
    ("media:description", Form::Plain),
    ("atom:title", Form::Plain),
    ("atom:summary", Form::Plain),
    ("atom:content", Form::Plain),
    ("atom:tagline", Form::Plain),
];

/// Elements of HTML without an end tag that stand in texts.
const VOID: [&str; 5] = ["br", "hr", "img", "wbr", "input"];

/// The items of a list in XML.
#[derive(Debug)]
pub(super) struct XmlFinds {
    reader: NsReader<Cursor<Vec<u8>>>,
    buffer: Vec<u8>,
    walk: Walk,
    is_over: bool,
}

impl XmlFinds {
    /// Goes to the first element and looks whether it is that of a list.
    ///
    /// # Errors
    /// [`Refused::NoFeed`] if it is not.
    pub(super) fn open(text: String) -> Result<Self, Refused> {
        let mut reader = NsReader::from_reader(Cursor::new(text.into_bytes()));
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        let mut finds = Self { reader, buffer: Vec::new(), walk: Walk::default(), is_over: false };
        let root = loop {
            if let Some(damage) = finds.step().err() {
                return Err(Refused::NoFeed { holds: damage });
            }
            if let Some(root) = &finds.walk.root {
                break root;
            }
        };
        match ROOTS.iter().find(|(name, _)| name == root) {
            Some((_, vocabulary)) => finds.walk.unqualified = vocabulary,
            None if root == LIST_OF_SITEMAPS => {
                return Err(Refused::NoFeed { holds: "it lists sitemaps, and nothing is fetched".to_owned() });
            }
            None => return Err(Refused::NoFeed { holds: format!("its first element is {root:?}") }),
        }
        Ok(finds)
    }

    /// Takes the next piece of the file; gives an item where one ends.
    ///
    /// # Errors
    /// What is wrong, where nothing more can be read.
    fn step(&mut self) -> Result<Option<Vec<Said>>, String> {
        self.buffer.clear();
        let place = self.reader.buffer_position();
        let (namespace, event) = self
            .reader
            .read_resolved_event_into(&mut self.buffer)
            .map_err(|error| format!("broken behind byte {place}: {error}"))?;
        match event {
            Event::Start(element) => return Ok(self.walk.start(&namespace, &element)),
            Event::Empty(element) => return Ok(self.walk.empty(&namespace, &element)),
            Event::End(element) => return Ok(self.walk.end(element.local_name().as_ref())),
            Event::Text(text) => self.walk.text(&text),
            Event::CData(text) => self.walk.text(&text),
            Event::GeneralRef(reference) => self.walk.reference(&reference),
            Event::Eof => return Err(self.walk.end_of_file()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
        Ok(None)
    }
}

impl Iterator for XmlFinds {
    type Item = FeedFind;

    fn next(&mut self) -> Option<FeedFind> {
        while !self.is_over {
            match self.step() {
                Ok(None) => {}
                Ok(Some(values)) => {
                    let channel = self.walk.shared_channel();
                    return Some(FeedFind::Item(Box::new(FeedItem { values, channel, notes: Vec::new() })));
                }
                Err(damage) => {
                    self.is_over = true;
                    return (!self.walk.open.is_empty()).then_some(FeedFind::Damaged(damage));
                }
            }
        }
        None
    }
}

/// An element that is open.
#[derive(Debug)]
struct Element {
    /// With the usual prefix of its vocabulary.
    name: String,
    text: String,
}

/// A text that is being gathered, with the markup in it.
#[derive(Debug)]
struct Gathering {
    text: String,
    form: Form,
    /// Whether the markup stands there as elements, so that escaped marks stay escaped.
    is_inline: bool,
    /// Elements of the same name that are open inside.
    n_open_alike: usize,
}

/// Where in the list the walk is.
#[derive(Debug, Default)]
struct Walk {
    /// The name of the first element, without its vocabulary.
    root: Option<String>,
    open: Vec<Element>,
    gathering: Option<Gathering>,
    /// How many elements were open when the item began, itself among them.
    item_at: Option<usize>,
    /// The same of the element that holds what the list says of itself.
    channel_at: Option<usize>,
    values: Vec<Said>,
    channel: Vec<Said>,
    shared: Option<Arc<[Said]>>,
    /// The vocabulary of names without a prefix and namespace.
    unqualified: &'static str,
    n_items: u64,
}

impl Walk {
    /// Opens an element. An item that begins inside another one ends that: its end is missing.
    fn start(&mut self, namespace: &ResolveResult<'_>, element: &BytesStart<'_>) -> Option<Vec<Said>> {
        let local = element.local_name();
        if let Some(gathering) = &mut self.gathering {
            let last = self.open.last().map(|open| local_of(&open.name));
            gathering.n_open_alike += usize::from(last == Some(local.as_ref()));
            gathering.text.push_str(&format!("<{}{}>", local.as_ref(), element.attributes_raw()));
            return None;
        }
        self.root.get_or_insert_with(|| local.as_ref().to_owned());
        let name = self.name(namespace, element);
        let ended = self.item_at.filter(|_| ITEMS.contains(&name.as_str())).and_then(|at| self.close_to(at - 1));
        self.open.push(Element { name, text: String::new() });
        self.enter(element);
        ended
    }

    fn empty(&mut self, namespace: &ResolveResult<'_>, element: &BytesStart<'_>) -> Option<Vec<Said>> {
        let local = element.local_name();
        if let Some(gathering) = &mut self.gathering {
            gathering.text.push_str(&format!("<{}{}>", local.as_ref(), element.attributes_raw()));
            if !VOID.contains(&local.as_ref()) {
                gathering.text.push_str(&format!("</{}>", local.as_ref()));
            }
            return None;
        }
        let ended = self.start(namespace, element);
        // Of an empty item that follows an open one only the latter is told: it says nothing itself.
        let own = self.end(local.as_ref());
        ended.or(own)
    }

    /// Closes the innermost element of that name and what is open inside; gives the item if it was one.
    fn end(&mut self, local: &str) -> Option<Vec<Said>> {
        if let Some(gathering) = &mut self.gathering {
            let is_own = self.open.last().is_some_and(|open| local_of(&open.name) == local);
            // HTML has no such element: the end of the text is missing.
            let is_of_item = self.item_at.is_some_and(|at| local_of(&self.open[at - 1].name) == local);
            if !is_of_item && (!is_own || gathering.n_open_alike > 0) {
                gathering.n_open_alike -= usize::from(is_own);
                gathering.text.push_str(&format!("</{local}>"));
                return None;
            }
        }
        let n_back =
            self.open.iter().rev().take(PATH_ELEMENTS_MAX + 1).position(|open| local_of(&open.name) == local)?;
        self.close_to(self.open.len() - 1 - n_back)
    }

    /// Closes elements until so many are open; gives the item if it was among them.
    fn close_to(&mut self, n_open: usize) -> Option<Vec<Said>> {
        while self.open.len() > n_open {
            self.close();
        }
        let is_item_over = self.item_at.is_some_and(|at| self.open.len() < at);
        if !is_item_over {
            return None;
        }
        self.item_at = None;
        self.n_items += 1;
        Some(std::mem::take(&mut self.values))
    }

    fn close(&mut self) {
        let Some(path) = self.path() else {
            self.open.pop();
            return;
        };
        let element = self.open.pop();
        let said = match self.gathering.take() {
            Some(gathering) => Some(Said { place: path, text: gathering.text, form: gathering.form }),
            None => element.map(|element| Said { place: path, text: element.text, form: Form::Plain }),
        };
        self.say(said.filter(|said| !said.text.trim().is_empty()));
    }

    fn text(&mut self, text: &str) {
        let is_near = self.path_length().is_some_and(|n| n <= PATH_ELEMENTS_MAX);
        match (&mut self.gathering, self.open.last_mut()) {
            (Some(gathering), _) => gathering.text.push_str(text),
            (None, Some(element)) if is_near => element.text.push_str(text),
            _ => {}
        }
    }

    /// A reference: to a character, or by name. Those that the list itself defines stay as they stand.
    fn reference(&mut self, reference: &BytesRef<'_>) {
        let is_inline = self.gathering.as_ref().is_some_and(|gathering| gathering.is_inline);
        let character = reference.resolve_char_ref().ok().flatten();
        let known = quick_xml::escape::resolve_xml_entity(reference);
        match (character, known) {
            (Some(character), _) if !is_inline => self.text(character.encode_utf8(&mut [0; 4])),
            (_, Some(known)) if !is_inline => self.text(known),
            _ => self.text(&format!("&{};", &**reference)),
        }
    }

    /// Looks at an element that was just opened.
    fn enter(&mut self, element: &BytesStart<'_>) {
        let n_open = self.open.len();
        let name = self.open[n_open - 1].name.as_str();
        if self.item_at.is_none() && ITEMS.contains(&name) {
            self.item_at = Some(n_open);
            self.values.clear();
        } else if self.item_at.is_none() && (n_open == 1 || name == "rss:channel") {
            self.channel_at = Some(n_open);
        }
        let mut form = None;
        let default = TEXTS.iter().find(|(text, _)| *text == name).map(|(_, form)| *form);
        let is_near = self.path_length().is_some_and(|n| n <= PATH_ELEMENTS_MAX) || n_open == 1;
        if !is_near {
            return;
        }
        let place = self.path().unwrap_or_else(|| name.to_owned());
        let relation = relation(name, element);
        for attribute in element.attributes().with_checks(false).flatten() {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).unwrap_or_default().into_owned();
            let key = attribute.key.as_ref();
            if key == "type" && default.is_some() {
                form = Some(value.clone());
            }
            let place = format!("{place}{relation}@{key}");
            self.say(Some(Said { place, text: value, form: Form::Plain }));
        }
        if let Some(default) = default {
            let (form, is_inline) = written(form.as_deref(), default);
            self.gathering = Some(Gathering { text: String::new(), form, is_inline, n_open_alike: 0 });
        }
    }

    fn say(&mut self, said: Option<Said>) {
        match self.item_at {
            Some(_) => self.values.extend(said),
            None if self.shared.is_none() => self.channel.extend(said),
            None => {}
        }
    }

    /// The elements below the item, or below the list, down to the innermost one; `None` for these themselves.
    fn path(&self) -> Option<String> {
        let n = self.path_length().filter(|n| (1..=PATH_ELEMENTS_MAX).contains(n))?;
        let names: Vec<&str> = self.open[self.open.len() - n..].iter().map(|element| element.name.as_str()).collect();
        Some(names.join("/"))
    }

    fn path_length(&self) -> Option<usize> {
        self.open.len().checked_sub(self.item_at.or(self.channel_at)?)
    }

    /// The name with the usual prefix of its vocabulary.
    fn name(&self, namespace: &ResolveResult<'_>, element: &BytesStart<'_>) -> String {
        let (local, prefix) = element.name().decompose();
        let prefix = match namespace {
            ResolveResult::Bound(uri) => {
                let uri = uri.as_ref();
                VOCABULARIES.iter().find(|(known, _)| *known == uri).map_or("other", |(_, prefix)| prefix)
            }
            ResolveResult::Unbound => self.unqualified,
            ResolveResult::Unknown(_) => prefix.as_ref().map_or(self.unqualified, |prefix| prefix.as_ref()),
        };
        format!("{prefix}:{}", local.as_ref())
    }

    /// What the list says of itself, as far as it was said when its first item ended.
    fn shared_channel(&mut self) -> Arc<[Said]> {
        let channel = &mut self.channel;
        Arc::clone(self.shared.get_or_insert_with(|| std::mem::take(channel).into()))
    }

    fn end_of_file(&self) -> String {
        match self.item_at {
            Some(_) => format!("the file ends inside item {}", self.n_items + 1),
            None if self.open.is_empty() => "it has no elements".to_owned(),
            None => "the file ends inside the list".to_owned(),
        }
    }
}

fn local_of(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// How a text is written by its attribute `type`, and whether its markup stands there as elements.
fn written(kind: Option<&str>, default: Form) -> (Form, bool) {
    match kind {
        Some("xhtml" | "application/xhtml+xml") => (Form::Markup, true),
        Some("html" | "text/html") => (Form::Markup, false),
        Some("text" | "text/plain") => (Form::Plain, false),
        _ => (default, false),
    }
}

/// The relation of a link, which is part of its place: `=alternate`.
fn relation(name: &str, element: &BytesStart<'_>) -> String {
    if name != "atom:link" {
        return String::new();
    }
    let given = element.attributes().with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == "rel");
    let relation =
        given.and_then(|given| given.normalized_value(XmlVersion::Implicit1_0).ok()).unwrap_or("alternate".into());
    format!("={relation}")
}

/// The encoding that a file in XML declares.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARATION_BYTES_MAX)]);
    let declaration = head.trim_start_matches('\u{feff}').trim_start().strip_prefix("<?xml")?.split("?>").next()?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next().map(str::to_owned)
}

/// Whether the first element is that of a list. A beginning that is too short to show it is none.
pub(super) fn begins_feed(head: &str) -> bool {
    let mut rest = head;
    loop {
        rest = rest.trim_start();
        let Some(inner) = rest.strip_prefix('<') else { return false };
        let end = match inner {
            _ if inner.starts_with("!--") => "-->",
            _ if inner.starts_with('?') => "?>",
            // An inner subset holds marks of its own and ends with "]>".
            _ if inner.starts_with('!') && inner.split('>').next().is_some_and(|head| head.contains('[')) => "]>",
            _ if inner.starts_with('!') => ">",
            _ => {
                let name = inner.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or(inner);
                let local = local_of(name);
                return local == LIST_OF_SITEMAPS || ROOTS.iter().any(|(root, _)| *root == local);
            }
        };
        let Some((_, behind)) = inner.split_once(end) else { return false };
        rest = behind;
    }
}
