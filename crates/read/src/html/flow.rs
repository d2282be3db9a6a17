//! A tree laid out: its texts joined to passages, as a reader sees lines and paragraphs.

use super::tag::Tag;
use super::tree::{NodeIndex, Tree};

/// A line or paragraph of a page.
#[derive(Debug)]
pub(crate) struct Passage {
    /// The characters, runs of blanks made one, line breaks kept where the page sets them.
    pub(crate) text: String,
    /// The innermost block around it.
    pub(crate) block: NodeIndex,
    /// The first of its texts.
    pub(crate) first_text: NodeIndex,
    /// Words outside links, counted text by text: a word that an element divides counts twice.
    pub(crate) n_words: usize,
    /// Words in links.
    pub(crate) n_link_words: usize,
}

/// The passages of a page, in its order, without what stands in lines and `is_left_out`.
pub(crate) fn passages(tree: &Tree, is_left_out: impl Fn(NodeIndex) -> bool) -> Vec<Passage> {
    let mut flow = Flow { passages: Vec::new(), current: None, ends_blank: true, n_breaks: 0 };
    let (mut blocks, mut links) = (vec![0; tree.len()], vec![false; tree.len()]);
    let mut node = 0;
    while node < tree.len() {
        let parent = tree.parent(node);
        blocks[node] = blocks[parent];
        links[node] = links[parent];
        match tree.tag(node) {
            None => flow.text(tree.text(node).unwrap_or_default(), node, blocks[node], links[node]),
            Some(tag) if tag.holds_no_text() => {
                node = tree.subtree(node).end;
                continue;
            }
            Some(tag) if !tag.is_block() && is_left_out(node) => {
                node = tree.subtree(node).end;
                continue;
            }
            Some(Tag::Br) => flow.line_break(),
            Some(Tag::A) => links[node] = true,
            Some(tag) if tag.is_block() => {
                flow.end_passage();
                blocks[node] = node;
            }
            Some(_) => {}
        }
        node += 1;
    }
    flow.end_passage();
    flow.passages
}

struct Flow {
    passages: Vec<Passage>,
    current: Option<Passage>,
    /// Whether the next word needs no blank before it.
    ends_blank: bool,
    /// Line breaks since the last word.
    n_breaks: usize,
}

impl Flow {
    fn text(&mut self, text: &str, node: NodeIndex, block: NodeIndex, is_link: bool) {
        if self.current.as_ref().is_some_and(|current| current.block != block) {
            self.end_passage();
        }
        if text.trim().is_empty() {
            self.ends_blank |= !text.is_empty();
            return;
        }
        if self.n_breaks > 1 {
            self.end_passage();
        }
        let begins_blank = text.starts_with(char::is_whitespace);
        let is_first = self.current.is_none();
        let passage = self.current.get_or_insert_with(|| Passage {
            text: String::new(),
            block,
            first_text: node,
            n_words: 0,
            n_link_words: 0,
        });
        let mut between = match (is_first, self.n_breaks, self.ends_blank || begins_blank) {
            (true, ..) | (_, 0, false) => "",
            (_, 0, true) => " ",
            (_, _, _) => "\n",
        };
        for word in text.split_whitespace().filter(|word| !word.chars().all(is_invisible)) {
            passage.text.push_str(between);
            passage.text.extend(word.chars().filter(|c| !is_invisible(*c)));
            between = " ";
            *(if is_link { &mut passage.n_link_words } else { &mut passage.n_words }) += n_words_in(word);
        }
        self.ends_blank = text.ends_with(char::is_whitespace);
        self.n_breaks = 0;
    }

    const fn line_break(&mut self) {
        self.n_breaks += 1;
    }

    fn end_passage(&mut self) {
        self.passages.extend(self.current.take().filter(|passage| !passage.text.trim().is_empty()));
        self.ends_blank = true;
        self.n_breaks = 0;
    }
}

/// Whether the character is only a hint where a line may break, or a mark of byte order.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// How many words a run of characters without blanks holds: one, or half as many as it has characters of a script that
/// is written without blanks.
fn n_words_in(run: &str) -> usize {
    if run.is_ascii() {
        return 1;
    }
    (run.chars().filter(|c| is_written_without_blanks(*c)).count() / 2).max(1)
}

/// Japanese, Chinese and Thai letters.
const fn is_written_without_blanks(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Compares the passages of a page, with the words outside and in links.
    fn check(html: &str, expected: &[(&str, usize, usize)]) {
        let passages = passages(&Tree::parse(html), |_| false);
        let found: Vec<_> = passages.iter().map(|p| (p.text.as_str(), p.n_words, p.n_link_words)).collect();
        assert_eq!(found, expected, "{html}");
    }

    #[test]
    fn lines_and_paragraphs() {
        check("<p> a\n b </p><p>c", &[("a b", 2, 0), ("c", 1, 0)]);
        check("<p>a<b>b</b> <i>c</i>", &[("ab c", 3, 0)]);
        check("a <a href=x>b c</a>.", &[("a b c.", 2, 2)]);
        check("<div>a<p>b</p>c</div>", &[("a", 1, 0), ("b", 1, 0), ("c", 1, 0)]);
        check("a<br>b<br> <br>c", &[("a\nb", 2, 0), ("c", 1, 0)]);
        check("<td>a<td>b", &[("a", 1, 0), ("b", 1, 0)]);
        check("a<script>b</script><style>c</style><noscript>d</noscript>", &[("a", 1, 0)]);
        check("quay\u{ad}side\u{200b}", &[("quayside", 1, 0)]);
        check("港が再開した。", &[("港が再開した。", 3, 0)]);
        check(" &nbsp; ", &[]);
        check("\u{200b} a \u{200b} b", &[("a b", 2, 0)]);
    }

    #[test]
    fn what_is_left_out_in_a_line() {
        let tree = Tree::parse("<p>a <span>b</span> c<div>d</div>");
        let passages = passages(&tree, |node| matches!(tree.tag(node), Some(Tag::Span | Tag::Div)));
        assert_eq!(passages.iter().map(|p| p.text.as_str()).collect::<Vec<_>>(), ["a c", "d"]);
    }
}
