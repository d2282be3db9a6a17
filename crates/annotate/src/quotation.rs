//! Quotations: which marks open and close them.
//!
//! One pass over the marks of a block with a stack of bounded depth, so that time is linear however the marks stand.
//! The marks and their pairs are data (`quotation_marks.tsv`).

use dateline_core::{Clean, Quotation, Span, Table, TableError, Text};

use crate::inside;

/// How many quotations may stand inside each other; deeper marks are taken for signs.
const DEPTH_MAX: usize = 4;

/// The marks that open and close quotations.
#[derive(Debug)]
pub(crate) struct Marks {
    pairs: Vec<Pair>,
    /// All glyphs, longest first, so that two apostrophes are met before one.
    glyphs: Vec<&'static str>,
    /// Which first bytes a glyph can have.
    first_bytes: [bool; 256],
}

#[derive(Debug)]
struct Pair {
    open: &'static str,
    close: Vec<&'static str>,
    level: Level,
    direction: Direction,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Double,
    Single,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    /// The mark only opens.
    Known,
    /// The same mark opens and closes.
    Either,
}

/// What the blocks around the scanned one say about its quotations.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Neighbours {
    /// Whether the block before leaves a quotation open.
    pub(crate) left_open: bool,
    /// The first character of the block behind.
    pub(crate) next: Option<char>,
}

/// A mark as it stands in the text.
#[derive(Debug, Clone, Copy)]
struct Mark {
    start: usize,
    end: usize,
    glyph: &'static str,
    opens: Option<usize>,
    can_open: bool,
    can_close: bool,
    /// Whether the mark is also an apostrophe.
    is_single: bool,
    /// Whether it may be the apostrophe of a plural's genitive: "the dockers' port".
    genitive: bool,
}

/// A quotation under construction; offsets count from the start of the block.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    open: Mark,
    pair: usize,
    /// The start and end of the closing mark.
    close: Option<(usize, usize)>,
    dropped: bool,
}

impl Marks {
    /// Reads the table.
    pub(crate) fn parse(text: &'static str) -> Result<Self, TableError> {
        let mut pairs = Vec::new();
        for row in Table::new("quotation_marks.tsv", text).rows()? {
            let level = match row.need("level")? {
                "double" => Level::Double,
                "single" => Level::Single,
                other => return Err(row.error(format!("level is double or single, not {other:?}"))),
            };
            let direction = match row.need("direction")? {
                "known" => Direction::Known,
                "either" => Direction::Either,
                other => return Err(row.error(format!("direction is known or either, not {other:?}"))),
            };
            pairs.push(Pair { open: row.need("open")?, close: row.list("close")?, level, direction });
        }
        let mut glyphs: Vec<&str> = pairs.iter().flat_map(|p| p.close.iter().chain([&p.open])).copied().collect();
        glyphs.sort_unstable_by_key(|glyph| (std::cmp::Reverse(glyph.len()), *glyph));
        glyphs.dedup();
        let mut first_bytes = [false; 256];
        for glyph in &glyphs {
            first_bytes[usize::from(glyph.as_bytes()[0])] = true;
        }
        Ok(Self { pairs, glyphs, first_bytes })
    }

    /// Whether the characters are a mark that is no apostrophe.
    pub(crate) fn is_double_mark(&self, piece: &str) -> bool {
        let doubles = || self.pairs.iter().filter(|pair| pair.level == Level::Double);
        doubles().any(|pair| pair.open == piece || pair.close.contains(&piece))
    }

    /// Finds the quotations of one block, by their start.
    pub(crate) fn scan(
        &self,
        text: &Text,
        (index, block): (usize, Span<Clean>),
        neighbours: Neighbours,
    ) -> Vec<Quotation> {
        let block_text = text.get(block);
        let mut marks = self.marks(block_text);
        Self::settle_genitives(&mut marks);
        let mut stretches = self.pair_up(&marks);
        if neighbours.left_open {
            stretches.splice(..0, self.gone_on(&marks));
        }
        self.settle_unclosed(&mut stretches, neighbours);
        self.drop_letters(&mut stretches, block_text);
        let mut quotations = self.close_all(&stretches, block_text, text, block, index);
        set_depths(&mut quotations);
        if let Some(first) = quotations.first_mut() {
            first.continues = neighbours.left_open && first.outer.start() == block.start();
        }
        quotations
    }

    fn marks(&self, block: &str) -> Vec<Mark> {
        let mut marks: Vec<Mark> = Vec::new();
        let bytes = block.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            // Of three apostrophes behind a word the first closes the inner quotation.
            let closes_inner = bytes[at..].starts_with(b"'''") && at > 0 && !bytes[at - 1].is_ascii_whitespace();
            let rest = if closes_inner { &bytes[at..=at] } else { &bytes[at..] };
            let glyph = if self.first_bytes[usize::from(bytes[at])] { self.glyph_at(rest) } else { None };
            let Some(glyph) = glyph else {
                at += 1;
                continue;
            };
            let touches = marks.last().is_some_and(|last| last.end == at && last.can_open);
            marks.push(self.mark(block, at, glyph, touches));
            at += glyph.len();
        }
        marks
    }

    fn glyph_at(&self, rest: &[u8]) -> Option<&'static str> {
        self.glyphs.iter().find(|glyph| rest.starts_with(glyph.as_bytes())).copied()
    }

    /// Looks at what stands beside a mark. `touches`: an opening mark ends where this one starts.
    fn mark(&self, block: &str, start: usize, glyph: &'static str, touches: bool) -> Mark {
        let end = start + glyph.len();
        let before = block[..start].chars().next_back();
        let after = block[end..].chars().next();
        let opens = self.pairs.iter().position(|pair| pair.open == glyph);
        let is_single = !self.is_double_mark(glyph);
        let word_before = before.is_some_and(char::is_alphanumeric);
        let word_after = after.is_some_and(char::is_alphanumeric);
        let is_apostrophe = is_single && word_before && word_after;
        let free_before = touches || before.is_none_or(|c| c.is_whitespace() || "([{—–-/:…".contains(c));
        let text_after = after.is_some_and(|c| !c.is_whitespace() && !",;:!?)]}".contains(c));
        // A mark that can only open does so with a blank behind it, too: "“ We are ready, ” she said".
        let only_opens = !is_single && opens.is_some_and(|pair| self.pairs[pair].direction == Direction::Known);
        let text_after = text_after || only_opens && after.is_some_and(char::is_whitespace);
        // A year without its century ('90s) is written with an apostrophe, which opens nothing.
        let short_year = is_single && after.is_some_and(|c| c.is_ascii_digit());
        let closing_stop = after == Some('.') && before.is_some_and(|c| !c.is_whitespace());
        let text_before = before.is_some_and(|c| !c.is_whitespace());
        let break_after = after.is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation());
        Mark {
            start,
            end,
            glyph,
            opens,
            can_open: !is_apostrophe && free_before && text_after && !short_year && !closing_stop,
            can_close: !is_apostrophe && (text_before || break_after),
            is_single,
            genitive: is_single
                && before.is_some_and(|c| matches!(c, 's' | 'S' | 'z' | 'x'))
                && after.is_some_and(|c| c == ' ')
                && block[end..].trim_start().starts_with(char::is_alphabetic),
        }
    }

    /// Takes a genitive's apostrophe for no closing mark if a clearer one follows before the next opening mark.
    fn settle_genitives(marks: &mut [Mark]) {
        let mut closed_later = false;
        for mark in marks.iter_mut().rev() {
            if !mark.is_single {
                continue;
            }
            if mark.can_open {
                closed_later = false;
            } else if mark.genitive && closed_later {
                mark.can_close = false;
            } else if mark.can_close && !mark.genitive {
                closed_later = true;
            }
        }
    }

    fn pair_up(&self, marks: &[Mark]) -> Vec<Stretch> {
        let mut stretches: Vec<Stretch> = Vec::new();
        let mut open: Vec<usize> = Vec::with_capacity(DEPTH_MAX);
        for mark in marks {
            let closed = if mark.can_close { self.closed_by(mark, &stretches, &open) } else { None };
            if let Some(depth) = closed {
                stretches[open[depth]].close = Some((mark.start, mark.end));
                for unclosed in open.drain(depth..).skip(1) {
                    stretches[unclosed].dropped = true;
                }
            } else if let (true, Some(pair)) = (mark.can_open, mark.opens) {
                // A straight mark that can only open says that the quotation before it was never closed.
                if self.pairs[pair].direction == Direction::Either
                    && let Some(depth) = open.iter().rposition(|&at| stretches[at].pair == pair)
                {
                    open.truncate(depth);
                }
                if open.len() < DEPTH_MAX {
                    open.push(stretches.len());
                    stretches.push(Stretch { open: *mark, pair, close: None, dropped: false });
                }
            }
        }
        stretches
    }

    /// The quotation that the block before left open and that goes on here without a mark of its own, up to the first mark, if
    /// that can only close: “We lost the quay.¶We did not lose the port,” she said.
    fn gone_on(&self, marks: &[Mark]) -> Option<Stretch> {
        // A block that begins with a mark of its own says by itself what is quoted.
        marks.first().filter(|mark| mark.start > 0)?;
        let first = marks.iter().find(|mark| !mark.is_single).filter(|mark| mark.can_close && !mark.can_open)?;
        let pair = self.pairs.iter().position(|pair| pair.close.contains(&first.glyph))?;
        let open = Mark { start: 0, end: 0, glyph: self.pairs[pair].open, opens: Some(pair), can_open: true, ..*first };
        Some(Stretch { open, pair, close: Some((first.start, first.end)), dropped: false })
    }

    /// Which open quotation a mark closes: the innermost it fits, stepping only over single marks left open.
    fn closed_by(&self, mark: &Mark, stretches: &[Stretch], open: &[usize]) -> Option<usize> {
        for depth in (0..open.len()).rev() {
            let pair = &self.pairs[stretches[open[depth]].pair];
            if pair.close.contains(&mark.glyph) {
                return Some(depth);
            }
            if pair.level == Level::Double {
                return None;
            }
        }
        None
    }

    /// An unclosed single mark was an apostrophe, unless its paragraph begins with it and the next one too.
    fn settle_unclosed(&self, stretches: &mut [Stretch], neighbours: Neighbours) {
        for stretch in stretches.iter_mut().filter(|stretch| stretch.close.is_none()) {
            let pair = &self.pairs[stretch.pair];
            let opens_again = neighbours.next.is_some_and(|c| pair.open.starts_with(c));
            if pair.level == Level::Single && !(stretch.open.start == 0 && opens_again) {
                stretch.dropped = true;
            }
        }
    }

    /// Two single marks around one letter are apostrophes: rock 'n' roll.
    fn drop_letters(&self, stretches: &mut [Stretch], block_text: &str) {
        for stretch in stretches {
            let inner = stretch.close.map(|(start, _)| &block_text[stretch.open.end..start]);
            let is_letter = inner.is_some_and(|inner| inner.chars().count() == 1);
            stretch.dropped |= is_letter && self.pairs[stretch.pair].level == Level::Single;
        }
    }

    /// An unclosed quotation ends before the next one that begins after it, else with its block. One in single marks behind an
    /// open double mark lies in its words: `"He said, 'Go home,' and we went.`
    fn close_all(
        &self,
        stretches: &[Stretch],
        block_text: &str,
        text: &Text,
        block: Span<Clean>,
        index: usize,
    ) -> Vec<Quotation> {
        let (mut next_start, mut next_double) = (block_text.len(), block_text.len());
        let mut quotations = Vec::new();
        for stretch in stretches.iter().rev().filter(|stretch| !stretch.dropped) {
            let start = stretch.open.start;
            let is_double = self.pairs[stretch.pair].level == Level::Double;
            let next = if is_double { next_double } else { next_start };
            let (inner_end, outer_end) = stretch.close.unwrap_or((next, next));
            next_start = start;
            if is_double {
                next_double = start;
            }
            let inner = text.trim(inside(block, stretch.open.end, inner_end));
            let mut outer = inside(block, start, outer_end);
            if stretch.close.is_none() {
                outer = text.trim(outer);
            }
            if !inner.is_empty() {
                let closed = stretch.close.is_some();
                quotations.push(Quotation { outer, inner, closed, continues: false, depth: 0, block: index });
            }
        }
        quotations.reverse();
        without_crossing(quotations)
    }
}

/// The quotations that lie in a closed one before them or apart from it; marks at odds (`"'“'a"`) may cross.
fn without_crossing(quotations: Vec<Quotation>) -> Vec<Quotation> {
    let mut kept: Vec<Quotation> = Vec::with_capacity(quotations.len());
    // The closed quotations around the place, each by where its words and its marks end.
    let mut around: Vec<(u32, u32)> = Vec::with_capacity(DEPTH_MAX);
    for quotation in quotations {
        while around.last().is_some_and(|(_, end)| *end <= quotation.outer.start()) {
            around.pop();
        }
        if around.last().is_some_and(|(words_end, _)| *words_end < quotation.outer.end()) {
            continue;
        }
        if quotation.closed {
            around.push((quotation.inner.end(), quotation.outer.end()));
        }
        kept.push(quotation);
    }
    kept
}

fn set_depths(quotations: &mut [Quotation]) {
    let mut around: Vec<u32> = Vec::with_capacity(DEPTH_MAX);
    for quotation in quotations {
        while around.last().is_some_and(|end| *end <= quotation.outer.start()) {
            around.pop();
        }
        quotation.depth = u8::try_from(around.len()).expect("the depth of quotations is limited");
        around.push(quotation.outer.end());
    }
}
