//! A page as a tree of elements and texts, in one array, in the order of the page.
//!
//! The tokens are those of the HTML standard (html5gum). The tree is built for reading and not for showing: end tags are
//! put in where the standard implies them, but nothing is moved about, so that whatever a page does, its tree takes time
//! and room in proportion to its bytes. What is below a node stands right behind it in the array; no walk needs a stack.

use std::ops::Range;

use html5gum::Tokenizer;

use super::tag::Tag;
use super::tokens::Tokens;

/// How deep elements may stand in one another; the tags of deeper ones are passed over and their text is kept.
///
/// Browsers cut at 512; pages of news (the 481 of the two page corpora) reach 60.
pub(crate) const DEPTH_MAX: usize = 512;

/// How many nodes a tree may have; what lies behind is not read.
///
/// The largest of those 481 pages has 40,000.
pub(crate) const NODES_MAX: usize = 2_000_000;

/// The longest text of one script that is kept, for what it says about the page in JSON.
const SCRIPT_BYTES_MAX: usize = 4 << 20;

/// The place of a node in its tree.
pub(crate) type NodeIndex = usize;

/// A page as a tree. The first node is the page itself.
#[derive(Debug)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
    attributes: Vec<(Attribute, Range<u32>)>,
    /// The characters of all texts and attributes.
    characters: String,
    /// Whether something was passed over because a limit was reached.
    pub(crate) limit: Option<Limit>,
}

/// A limit that a page reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Limit {
    Depth,
    Nodes,
}

/// An element or a text.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) kind: NodeKind,
    pub(crate) parent: u32,
    /// The first node behind that is not below this one.
    end: u32,
}

#[derive(Debug)]
pub(crate) enum NodeKind {
    /// An element with its place among the attributes.
    Element { tag: Tag, attributes: Range<u32> },
    /// A text with its place among the characters.
    Text(Range<u32>),
}

/// The attributes that say something about a text; all others are passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attribute {
    AriaHidden,
    Class,
    Content,
    Datetime,
    Hidden,
    Href,
    HttpEquiv,
    Id,
    Itemprop,
    Lang,
    Name,
    Property,
    Rel,
    Role,
    Style,
    Title,
    Type,
}

impl Attribute {
    /// The attribute of that name, if it is one that is kept.
    pub(super) fn of_name(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"aria-hidden" => Self::AriaHidden,
            b"class" => Self::Class,
            b"content" => Self::Content,
            b"datetime" => Self::Datetime,
            b"hidden" => Self::Hidden,
            b"href" => Self::Href,
            b"http-equiv" => Self::HttpEquiv,
            b"id" => Self::Id,
            b"itemprop" => Self::Itemprop,
            b"lang" => Self::Lang,
            b"name" => Self::Name,
            b"property" => Self::Property,
            b"rel" => Self::Rel,
            b"role" => Self::Role,
            b"style" => Self::Style,
            b"title" => Self::Title,
            b"type" => Self::Type,
            _ => return None,
        })
    }
}

impl Tree {
    /// Builds the tree of a page.
    pub(crate) fn parse(html: &str) -> Self {
        let mut builder = Builder::new(html.len());
        match Tokenizer::new_with_emitter(html, Tokens::new(&mut builder)).finish() {
            Ok(()) => builder.finish(),
        }
    }

    /// How many nodes there are.
    pub(crate) const fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The node and all below it.
    pub(crate) fn subtree(&self, node: NodeIndex) -> Range<NodeIndex> {
        node..self.nodes[node].end as usize
    }

    /// The element around a node; that of the page is the page.
    pub(crate) fn parent(&self, node: NodeIndex) -> NodeIndex {
        self.nodes[node].parent as usize
    }

    /// The node and the elements around it, innermost first.
    pub(crate) fn around(&self, node: NodeIndex) -> impl Iterator<Item = NodeIndex> {
        std::iter::successors(Some(node), |at| (*at != 0).then(|| self.parent(*at)))
    }

    /// The name of an element; `None` for a text.
    pub(crate) fn tag(&self, node: NodeIndex) -> Option<Tag> {
        match &self.nodes[node].kind {
            NodeKind::Element { tag, .. } => Some(*tag),
            NodeKind::Text(_) => None,
        }
    }

    /// The characters of a text; `None` for an element.
    pub(crate) fn text(&self, node: NodeIndex) -> Option<&str> {
        match &self.nodes[node].kind {
            NodeKind::Element { .. } => None,
            NodeKind::Text(range) => Some(&self.characters[range.start as usize..range.end as usize]),
        }
    }

    /// The characters of all texts below a node.
    pub(crate) fn text_below(&self, node: NodeIndex) -> String {
        self.subtree(node).filter_map(|at| self.text(at)).collect()
    }

    /// The value of an attribute of an element, trimmed; `None` if it has none.
    pub(crate) fn attribute(&self, node: NodeIndex, wanted: Attribute) -> Option<&str> {
        let NodeKind::Element { attributes, .. } = &self.nodes[node].kind else { return None };
        let attributes = &self.attributes[attributes.start as usize..attributes.end as usize];
        let (_, value) = attributes.iter().find(|(attribute, _)| *attribute == wanted)?;
        Some(self.characters[value.start as usize..value.end as usize].trim())
    }

    /// All elements of a name, in the order of the page.
    pub(crate) fn elements(&self, wanted: Tag) -> impl Iterator<Item = NodeIndex> {
        (0..self.len()).filter(move |at| self.tag(*at) == Some(wanted))
    }
}

/// Builds a tree out of tokens.
#[derive(Debug)]
pub(super) struct Builder {
    tree: Tree,
    /// The open elements, outermost first; the page itself is never closed.
    open: Vec<(NodeIndex, Tag)>,
    /// Start tags that were passed over because of their depth and are not closed yet.
    n_passed_over: usize,
}

impl Builder {
    fn new(n_bytes: usize) -> Self {
        let page = Node { kind: NodeKind::Element { tag: Tag::Other, attributes: 0..0 }, parent: 0, end: 1 };
        let tree = Tree {
            nodes: vec![page],
            attributes: Vec::new(),
            characters: String::with_capacity(n_bytes / 2),
            limit: None,
        };
        Self { tree, open: vec![(0, Tag::Other)], n_passed_over: 0 }
    }

    fn finish(mut self) -> Tree {
        self.close_to(1);
        self.tree.nodes[0].end = u32_of(self.tree.nodes.len());
        self.tree
    }

    fn innermost(&self) -> (NodeIndex, Tag) {
        self.open.last().copied().unwrap_or((0, Tag::Other))
    }

    /// Closes elements until so many are open.
    fn close_to(&mut self, n_open: usize) {
        let end = u32_of(self.tree.nodes.len());
        for (node, _) in self.open.drain(n_open.max(1)..) {
            self.tree.nodes[node].end = end;
        }
    }

    fn add(&mut self, kind: NodeKind) -> Option<NodeIndex> {
        if self.tree.nodes.len() >= NODES_MAX {
            self.tree.limit = Some(Limit::Nodes);
            return None;
        }
        let node = self.tree.nodes.len();
        self.tree.nodes.push(Node { kind, parent: u32_of(self.innermost().0), end: u32_of(node + 1) });
        Some(node)
    }

    fn keep(&mut self, value: &[u8]) -> Range<u32> {
        let start = u32_of(self.tree.characters.len());
        self.tree.characters.push_str(&String::from_utf8_lossy(value));
        start..u32_of(self.tree.characters.len())
    }

    /// Whether a text that comes now is kept: of scripts only data, of styles nothing.
    pub(super) fn keeps_text(&self) -> bool {
        let (inside, tag) = self.innermost();
        let is_script = matches!(tag, Tag::Script | Tag::Style);
        !is_script || self.tree.attribute(inside, Attribute::Type).is_some_and(|kind| kind.ends_with("json"))
    }

    /// Takes a text that is kept.
    pub(super) fn text(&mut self, value: &[u8]) {
        let (_, tag) = self.innermost();
        if matches!(tag, Tag::Script | Tag::Style) && value.len() > SCRIPT_BYTES_MAX {
            return;
        }
        let range = self.keep(value);
        self.add(NodeKind::Text(range));
    }

    /// How many attributes the tree has.
    pub(super) fn n_attributes(&self) -> u32 {
        u32_of(self.tree.attributes.len())
    }

    /// Takes an attribute of the start tag that comes next.
    pub(super) fn attribute(&mut self, attribute: Attribute, value: &[u8]) {
        let range = self.keep(value);
        self.tree.attributes.push((attribute, range));
    }

    /// Takes a start tag, whose attributes were taken from `first_attribute` on.
    pub(super) fn start(&mut self, tag: Tag, first_attribute: u32) {
        if matches!(tag, Tag::Html | Tag::Body | Tag::Head) && self.open.iter().any(|(_, open)| *open == tag) {
            return;
        }
        self.close_implied(tag);
        if self.open.len() >= DEPTH_MAX && !tag.is_void() {
            self.tree.limit = self.tree.limit.or(Some(Limit::Depth));
            self.n_passed_over += 1;
            return;
        }
        let attributes = first_attribute..self.n_attributes();
        let added = self.add(NodeKind::Element { tag, attributes });
        if let Some(node) = added.filter(|_| !tag.is_void()) {
            self.open.push((node, tag));
        }
    }

    /// Closes what a start tag ends: a paragraph ends where a block begins, an item where the next one does.
    fn close_implied(&mut self, tag: Tag) {
        if tag.is_block() {
            self.close_back_to(|open| open == Tag::P, |open| open.is_block());
        }
        match tag {
            Tag::Body => self.close_back_to(|open| open == Tag::Head, |_| false),
            Tag::Li => self.close_back_to(|open| open == Tag::Li, |open| matches!(open, Tag::Ul | Tag::Ol)),
            Tag::Dt | Tag::Dd => self.close_back_to(|open| matches!(open, Tag::Dt | Tag::Dd), |open| open == Tag::Dl),
            Tag::Tr => self.close_back_to(|open| open == Tag::Tr, |open| open == Tag::Table),
            Tag::Td | Tag::Th => {
                self.close_back_to(
                    |open| matches!(open, Tag::Td | Tag::Th),
                    |open| matches!(open, Tag::Tr | Tag::Table),
                );
            }
            Tag::Tbody | Tag::Thead | Tag::Tfoot => self.close_back_to(
                |open| matches!(open, Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Caption),
                |open| open == Tag::Table,
            ),
            Tag::Option => self.close_back_to(|open| open == Tag::Option, |open| open == Tag::Select),
            Tag::A => self.close_back_to(|open| open == Tag::A, Tag::keeps_end_tags_in),
            tag if tag.is_heading() => {
                self.close_back_to(Tag::is_heading, |open| open.is_block() && !open.is_heading());
            }
            _ => {}
        }
    }

    /// Closes the innermost open element that is wanted, with all inside it, unless a border stands between.
    fn close_back_to(&mut self, wanted: impl Fn(Tag) -> bool, is_border: impl Fn(Tag) -> bool) {
        for at in (1..self.open.len()).rev() {
            let (_, open) = self.open[at];
            if wanted(open) {
                self.close_to(at);
                return;
            }
            if is_border(open) {
                return;
            }
        }
    }

    /// Takes an end tag.
    pub(super) fn end(&mut self, tag: Tag) {
        if self.n_passed_over > 0 {
            self.n_passed_over -= 1;
        } else if tag == Tag::Br {
            self.add(NodeKind::Element { tag, attributes: 0..0 });
        } else if tag.is_block() && !matches!(tag, Tag::Html | Tag::Body) {
            self.close_back_to(
                |open| open == tag || both_headings(open, tag),
                |open| open.keeps_end_tags_in() && open != tag,
            );
        } else if tag == Tag::A || tag.holds_no_text() {
            self.close_back_to(|open| open == tag, Tag::keeps_end_tags_in);
        } else {
            // The end of an emphasis or a span closes no block.
            self.close_back_to(|open| open == tag, Tag::is_block);
        }
    }
}

const fn both_headings(a: Tag, b: Tag) -> bool {
    a.is_heading() && b.is_heading()
}

/// Indexes are kept small: a page has far fewer than 2³² bytes ([`crate::HTML_BYTES_MAX`]).
fn u32_of(n: usize) -> u32 {
    u32::try_from(n).expect("a page is shorter than its limit, which is far below 2^32 bytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows a tree as nested names: `p(b("x"))`.
    fn shown(html: &str) -> String {
        let tree = Tree::parse(html);
        let mut shown = String::new();
        let mut ends = Vec::new();
        for node in 1..tree.len() {
            while ends.last().is_some_and(|end| *end <= node) {
                ends.pop();
                shown.push(')');
            }
            if !shown.is_empty() && !shown.ends_with('(') {
                shown.push(' ');
            }
            match tree.tag(node) {
                Some(tag) => {
                    shown.push_str(&format!("{tag:?}(").to_lowercase());
                    ends.push(tree.subtree(node).end);
                }
                None => shown.push_str(tree.text(node).unwrap_or_default()),
            }
        }
        shown.extend(ends.iter().map(|_| ')'));
        shown
    }

    #[test]
    fn ends_that_the_standard_implies() {
        for (html, expected) in [
            ("<p>a<p>b", "p(a) p(b)"),
            ("<p>a<div>b</div>c", "p(a) div(b) c"),
            ("<ul><li>a<li>b<ul><li>c</ul></ul>", "ul(li(a) li(b ul(li(c))))"),
            ("<table><tr><td>a<td>b<tr><td>c</table>", "table(tr(td(a) td(b)) tr(td(c)))"),
            ("<h2>a<h3>b</h2>c", "h2(a) h3(b) c"),
            ("<b><p>a</b>b</p>c", "b(p(a b) c)"),
            ("<a href=x><div>a</a>b", "a(div(a)) b"),
            ("<a>a<a>b", "a(a) a(b)"),
            ("</p></div>a", "a"),
            ("<div><td></div>a", "div(td(a))"),
            ("a<br>b</br>", "a br() b br()"),
            ("<script>if (a<b) {}</script>x", "script() x"),
            ("<title>a <b></title>", "title(a <b>)"),
        ] {
            assert_eq!(shown(html), expected, "{html}");
        }
    }

    #[test]
    fn attributes_that_are_kept() {
        let tree = Tree::parse("<p class=' a b ' onclick=x id ID=y title=\"&lt;q>\">");
        assert_eq!(tree.attribute(1, Attribute::Class), Some("a b"));
        assert_eq!(tree.attribute(1, Attribute::Id), Some(""), "the first of a name counts");
        assert_eq!(tree.attribute(1, Attribute::Title), Some("<q>"));
        assert_eq!(tree.attribute(1, Attribute::Href), None);
    }
}
