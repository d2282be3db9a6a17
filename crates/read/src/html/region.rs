//! Which part of a page holds the report, and which parts inside it do not belong to it.
//!
//! Each passage has a weight: the words of a sentence count for the part that holds them, the words of links against it.
//! The part with the greatest sum holds the report; what pages say themselves (schema.org, elements of HTML, names of
//! parts) narrows it. The rules know no page and no outlet.

use dateline_core::BlockKind;

use super::flow::Passage;
use super::names::PartNames;
use super::tag::Tag;
use super::tree::{Attribute, NodeIndex, Tree};
use crate::words;

/// Words outside links from which a passage is running text even without a final mark: headlines and labels have fewer
/// (99 of 100 of the titles in BASIL and NeuS have at most 19).
const RUNNING_WORDS_MIN: usize = 20;

/// Words outside links that a sentence needs to stand although most of its words are links.
const LINKED_SENTENCE_WORDS_MIN: usize = 5;

/// Words of prose that a part needs to be the body that a page declares: an empty or hidden declaration is none.
const DECLARED_WORDS_MIN: i64 = 20;

/// The part of a page that holds the report.
#[derive(Debug)]
pub(crate) struct Region {
    /// The element around the report.
    pub(crate) root: NodeIndex,
    /// What each node is that is no running text, by element, declaration or name.
    said: Vec<Option<BlockKind>>,
    /// Whether a part names itself standfirst.
    standfirsts: Vec<bool>,
    /// Words in links and outside, below each node.
    counts: Vec<Counts>,
}

/// Words below a node.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    /// Words of passages that are running text.
    prose: i64,
    plain: i64,
    linked: i64,
}

impl Region {
    /// Finds the part of a page that holds the report.
    pub(crate) fn of(tree: &Tree, passages: &[Passage], names: &PartNames) -> Self {
        let counts = counts(tree, passages);
        let parts = Parts::of(tree, names, &counts);
        let weights = weights(tree, passages, &parts);
        let heaviest = heaviest(tree, &weights);
        let root = parts.declared_in(heaviest, tree, &weights).unwrap_or(heaviest);
        Self { root, said: parts.said, standfirsts: parts.standfirsts, counts }
    }

    /// Takes the whole of a tree for the part that holds the report: of a text that comes without a page around it.
    pub(crate) fn whole(tree: &Tree, passages: &[Passage], names: &PartNames) -> Self {
        let counts = counts(tree, passages);
        let parts = Parts::of(tree, names, &counts);
        Self { root: 0, said: parts.said, standfirsts: parts.standfirsts, counts }
    }

    /// What the page says a node is that is no running text.
    pub(crate) fn said_of(&self, node: NodeIndex) -> Option<BlockKind> {
        self.said[node]
    }

    /// Whether the page says of a node that it is set aside.
    pub(crate) fn sets_aside(&self, node: NodeIndex) -> bool {
        self.said[node].is_some_and(BlockKind::is_set_aside)
    }

    /// Whether the passage stands inside the part.
    pub(crate) fn holds(&self, tree: &Tree, passage: &Passage) -> bool {
        tree.subtree(self.root).contains(&passage.first_text)
    }

    /// What the page says a passage is that is no running text.
    pub(crate) fn said(&self, passage: &Passage) -> Option<BlockKind> {
        self.said[passage.first_text].or(self.said[passage.block])
    }

    /// Whether the passage stands in a part that names itself standfirst.
    pub(crate) fn is_named_standfirst(&self, passage: &Passage) -> bool {
        self.standfirsts[passage.first_text]
    }

    /// Whether the passage stands among links: in a part that holds more words in links than outside.
    ///
    /// A sentence may be mostly link, and what is quoted brings its own links.
    pub(crate) fn is_among_links(&self, tree: &Tree, passage: &Passage) -> bool {
        if is_sentence(passage) && passage.n_words >= LINKED_SENTENCE_WORDS_MIN {
            return false;
        }
        // Outside of the region only the passage's own block is of one piece with it.
        let n_max = if self.holds(tree, passage) { usize::MAX } else { 1 };
        let inside = || tree.around(passage.block).take_while(|at| *at != self.root).take(n_max);
        let is_quoted = inside().any(|at| tree.tag(at) == Some(Tag::Blockquote));
        !is_quoted && inside().any(|at| self.counts[at].linked > self.counts[at].plain)
    }
}

/// Whether the passage ends as a sentence does, in any script.
fn is_sentence(passage: &Passage) -> bool {
    words::ends_sentence(&passage.text) || passage.text.ends_with(['。', '！', '？', '」', '』', ':'])
}

/// What a passage says for or against being text of a report, in words.
fn weight(passage: &Passage, tag: Option<Tag>) -> i64 {
    let (plain, linked) = (signed(passage.n_words), signed(passage.n_link_words));
    if linked > plain {
        return -linked;
    }
    match tag {
        Some(tag) if tag.is_heading() => 0,
        _ if is_sentence(passage) || passage.n_words >= RUNNING_WORDS_MIN => plain + linked,
        // Items and cells are often mere words.
        Some(Tag::Li | Tag::Td | Tag::Th | Tag::Dd | Tag::Dt) => 0,
        _ => -1,
    }
}

fn signed(n: usize) -> i64 {
    i64::try_from(n).expect("a page has far fewer than 2^63 words")
}

fn counts(tree: &Tree, passages: &[Passage]) -> Vec<Counts> {
    let mut counts = vec![Counts::default(); tree.len()];
    for passage in passages {
        let own = &mut counts[passage.block];
        own.prose += weight(passage, tree.tag(passage.block)).max(0);
        own.plain += signed(passage.n_words);
        own.linked += signed(passage.n_link_words);
    }
    for node in (1..tree.len()).rev() {
        let below = counts[node];
        let around = &mut counts[tree.parent(node)];
        around.prose += below.prose;
        around.plain += below.plain;
        around.linked += below.linked;
    }
    counts
}

/// Words for and against below each node, without what is no running text.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    sum: i64,
    prose: i64,
}

fn weights(tree: &Tree, passages: &[Passage], parts: &Parts) -> Vec<Weight> {
    let mut weights = vec![Weight::default(); tree.len()];
    let kept = passages.iter().filter(|p| parts.said[p.first_text].or(parts.said[p.block]).is_none());
    for passage in kept {
        let weight = weight(passage, tree.tag(passage.block));
        weights[passage.block].sum += weight;
        weights[passage.block].prose += weight.max(0);
    }
    for node in (1..tree.len()).rev() {
        let below = weights[node];
        let around = &mut weights[tree.parent(node)];
        around.sum += below.sum;
        around.prose += below.prose;
    }
    weights
}

/// The innermost of the elements with the greatest sum; the page itself if nothing speaks for any.
fn heaviest(tree: &Tree, weights: &[Weight]) -> NodeIndex {
    let elements = (0..tree.len()).filter(|node| tree.tag(*node).is_some() && weights[*node].sum > 0);
    elements.max_by_key(|node| (weights[*node].sum, *node)).unwrap_or(0)
}

/// What the parts of a page say they are.
#[derive(Debug)]
struct Parts {
    said: Vec<Option<BlockKind>>,
    standfirsts: Vec<bool>,
    /// Parts declared as the body of an article (schema.org).
    article_bodies: Vec<NodeIndex>,
    /// Parts whose name says that they hold the text.
    named_bodies: Vec<NodeIndex>,
    /// `article` elements that hold a title of the first rank.
    titled_articles: Vec<NodeIndex>,
}

impl Parts {
    fn of(tree: &Tree, names: &PartNames, counts: &[Counts]) -> Self {
        let titled = below_which(tree, Tag::H1);
        let mut parts = Self {
            said: vec![None; tree.len()],
            standfirsts: vec![false; tree.len()],
            article_bodies: Vec::new(),
            named_bodies: Vec::new(),
            titled_articles: Vec::new(),
        };
        for node in 1..tree.len() {
            parts.said[node] = parts.said[tree.parent(node)];
            parts.standfirsts[node] = parts.standfirsts[tree.parent(node)];
            if declares(tree, node, "articleBody") {
                parts.said[node] = None;
                parts.article_bodies.push(node);
                continue;
            }
            let Some(tag) = tree.tag(node).filter(|_| parts.said[node].is_none()) else { continue };
            if tag == Tag::Article && titled[node] {
                parts.titled_articles.push(node);
            }
            match said_kind(tree, names, node, tag) {
                Some(BlockKind::Paragraph) => parts.named_bodies.push(node),
                Some(BlockKind::Quote) | None => {}
                Some(BlockKind::Standfirst) => parts.standfirsts[node] = true,
                Some(kind) if !is_too_large(kind, titled[node], counts[node], counts[0]) => {
                    parts.said[node] = Some(kind);
                }
                Some(_) => {}
            }
        }
        parts
    }

    /// The part inside the heaviest one that the page itself says to hold the report.
    fn declared_in(&self, heaviest: NodeIndex, tree: &Tree, weights: &[Weight]) -> Option<NodeIndex> {
        let prose = |node: NodeIndex| weights[node].prose;
        let is_inside = |node: &NodeIndex| *node != heaviest && tree.subtree(heaviest).contains(node);
        let outermost =
            |node: &&NodeIndex| !self.article_bodies.iter().any(|b| b < *node && tree.subtree(*b).contains(node));
        let mut bodies = self.article_bodies.iter().filter(|n| prose(**n) >= DECLARED_WORDS_MIN).filter(outermost);
        if let (Some(body), None) = (bodies.next(), bodies.next())
            && prose(*body) * 4 > prose(heaviest)
        {
            return Some(*body);
        }
        let mut articles =
            self.titled_articles.iter().filter(|n| prose(**n) * 3 > prose(heaviest)).filter(|n| is_inside(n));
        let article = articles.next().copied().filter(|_| articles.next().is_none());
        let within = article.unwrap_or(heaviest);
        let mut named = self.named_bodies.iter().filter(|node| tree.subtree(within).contains(*node));
        named.rfind(|node| prose(**node) * 10 > prose(within) * 7).copied().or(article)
    }
}

/// Which nodes have an element of that name in or below them.
fn below_which(tree: &Tree, wanted: Tag) -> Vec<bool> {
    let mut has = vec![false; tree.len()];
    for node in (1..tree.len()).rev() {
        has[node] |= tree.tag(node) == Some(wanted);
        let parent = tree.parent(node);
        has[parent] |= has[node];
    }
    has
}

/// Whether a part is too large, or holds too much, to be what its name says.
///
/// What holds half of the page's prose is no frame of it, and comments never hold the title. Comments themselves may be
/// longer than the report.
const fn is_too_large(kind: BlockKind, has_title: bool, part: Counts, page: Counts) -> bool {
    match kind {
        BlockKind::Comments => has_title,
        _ => part.prose * 2 > page.prose || (has_title && part.prose * 4 > page.prose),
    }
}

/// Whether an element declares one of its properties (schema.org).
fn declares(tree: &Tree, node: NodeIndex, property: &str) -> bool {
    tree.attribute(node, Attribute::Itemprop).is_some_and(|given| given.split_whitespace().any(|word| word == property))
}

/// What a part says that it is, by element, property or name: a paragraph for what holds the text.
fn said_kind(tree: &Tree, names: &PartNames, node: NodeIndex, tag: Tag) -> Option<BlockKind> {
    if let Some(said) = tree.attribute(node, Attribute::Itemprop).and_then(said_by_property) {
        return Some(said);
    }
    if matches!(tag, Tag::Html | Tag::Body | Tag::Main) {
        return None;
    }
    let is_frame = matches!(tag, Tag::Nav | Tag::Footer | Tag::Aside | Tag::Form | Tag::Fieldset);
    if is_frame || has_frame_role(tree, node) || is_hidden(tree, node) {
        let named = named_kinds(tree, names, node).find(|kind| kind.is_set_aside());
        return Some(named.unwrap_or(BlockKind::Navigation));
    }
    if !tag.is_block() && !matches!(tag, Tag::Span | Tag::Other | Tag::A | Tag::B) {
        return None;
    }
    // A part that names itself text is text, whatever else its name says.
    let kinds = || named_kinds(tree, names, node);
    let text = [BlockKind::Paragraph, BlockKind::Quote].into_iter().find(|kind| kinds().any(|said| said == *kind));
    text.or_else(|| kinds().next())
}

/// The kinds that the names of a part stand for.
fn named_kinds(tree: &Tree, names: &PartNames, node: NodeIndex) -> impl Iterator<Item = BlockKind> {
    let attributes = [Attribute::Class, Attribute::Id];
    attributes.into_iter().filter_map(move |at| tree.attribute(node, at)).flat_map(|name| names.kinds_in(name))
}

/// What the properties of schema.org say about a part that carries them.
fn said_by_property(properties: &str) -> Option<BlockKind> {
    properties.split_whitespace().find_map(|property| {
        Some(match property {
            "author" | "dateCreated" | "dateModified" | "datePublished" => BlockKind::Byline,
            "comment" => BlockKind::Comments,
            "commentCount"
            | "description"
            | "image"
            | "interactionStatistic"
            | "keywords"
            | "logo"
            | "mainEntityOfPage"
            | "publisher" => BlockKind::Navigation,
            _ => return None,
        })
    })
}

fn has_frame_role(tree: &Tree, node: NodeIndex) -> bool {
    let roles = [
        "alert",
        "banner",
        "complementary",
        "contentinfo",
        "dialog",
        "menu",
        "menubar",
        "navigation",
        "search",
        "toolbar",
    ];
    tree.attribute(node, Attribute::Role).is_some_and(|role| roles.contains(&role))
}

/// Whether the page does not show the part at first.
fn is_hidden(tree: &Tree, node: NodeIndex) -> bool {
    let hides = |style: &str| {
        let style: String = style.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
        style.contains("display:none") || style.contains("visibility:hidden")
    };
    tree.attribute(node, Attribute::Hidden).is_some() || tree.attribute(node, Attribute::Style).is_some_and(hides)
}
