//! The language network: tags, features, lemmas, dependencies and names over tokens that are already cut.
//!
//! Sentences are packed into windows of word pieces; a window ends with a sentence where it can. All windows of a
//! report go through the network some hundred pieces at a time, so that memory does not grow with the report. No
//! result depends on what else is in the same pass.

mod age;
mod decode;
mod encoder;
mod kernel;
mod model;
mod pieces;
mod stretches;
mod tree;

use std::ops::Range;
use std::path::Path;
use std::sync::Mutex;

use dateline_core::{
    Block, BlockKind, Clean, Lemmas, NamedMention, Quotation, Sentence, Span, Text, Token, TokenKind, Word,
};

pub use self::kernel::Kernel;
pub use self::model::{Model, ModelError};

use self::decode::Decoder;
use self::encoder::{Windows, Workspace, encode};

/// Longest window in pieces, as in training. What attention costs grows with its square.
const WINDOW_PIECES_MAX: usize = 128;
const _: () = assert!(WINDOW_PIECES_MAX <= kernel::WINDOW);

/// Pieces that go through the network at once: enough to reuse the weights in the cache, little enough to stay in it.
const PASS_PIECES: usize = 512;

/// A border that the rules saw is given up where the network is as sure as this that no sentence begins there; a
/// score is the logarithm of the odds. Chosen on the development sets: rules are right about stops, the network about
/// what has none.
const BORDER_KEPT: f32 = -3.0;

/// A border that the rules did not see is set where the network is as sure as this.
const BORDER_ADDED: f32 = 1.0;

/// Runs a model over tokens. Keeps the room that a pass needs for the next report.
#[derive(Debug)]
pub struct Network {
    model: Model,
    kernel: Kernel,
    rooms: Mutex<Vec<Room>>,
}

/// What a network has to do for a text, to hold its time against.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Work {
    /// The word pieces of the words, without those at the borders of windows.
    pub n_pieces: usize,
    /// The multiplications and additions of bytes. Attention and what else is not in bytes comes on top.
    pub n_byte_operations: u64,
}

/// What the network says about one report.
#[derive(Debug, Default)]
pub(crate) struct Tagged {
    /// The sentences, with the borders that the network moved.
    pub sentences: Vec<Sentence>,
    /// One for each token.
    pub words: Vec<Word>,
    /// One for each token.
    pub lemmas: Lemmas,
    /// In the order of the text.
    pub names: Vec<NamedMention>,
}

/// Everything that a pass needs room for.
#[derive(Debug, Default)]
struct Room {
    windows: Windows,
    workspace: Workspace,
    decoder: Decoder,
    folded: String,
    /// The sentences of the rules whose words are in `windows`, as indices.
    sentences: Range<usize>,
    /// Pieces of one sentence, before they are packed.
    pieces: Vec<u32>,
    surfaces: Vec<u8>,
    /// Where each word of it ends among them.
    ends: Vec<usize>,
}

/// The words of one pass.
#[derive(Debug, Clone, Copy)]
struct Pass<'a> {
    model: &'a Model,
    kernel: Kernel,
    /// One row of scores for each word.
    outputs: &'a [f32],
    /// Index of the token that the first row is for.
    first: usize,
}

impl Pass<'_> {
    /// The scores of a token.
    fn row(&self, token: usize) -> &[f32] {
        let columns = self.model.columns;
        &self.outputs[(token - self.first) * columns.stride..][..columns.n_columns]
    }
}

impl Network {
    /// The network of a model, on a kernel of this machine.
    #[must_use]
    pub const fn new(model: Model, kernel: Kernel) -> Self {
        Self { model, kernel, rooms: Mutex::new(Vec::new()) }
    }

    /// The network with the English model that is built in, on the fastest kernel of this machine.
    ///
    /// # Panics
    /// If the model is defective; a test loads it.
    #[must_use]
    pub fn english() -> Self {
        Self::new(Model::english(), Kernel::best())
    }

    /// The network of the model in a folder, on the fastest kernel of this machine.
    ///
    /// # Errors
    /// As [`Model::load`].
    pub fn load(folder: &Path) -> Result<Self, ModelError> {
        Ok(Self::new(Model::load(folder)?, Kernel::best()))
    }

    /// The model.
    #[must_use]
    pub const fn model(&self) -> &Model {
        &self.model
    }

    /// The kernel, which decides the speed, never the result.
    #[must_use]
    pub const fn kernel(&self) -> Kernel {
        self.kernel
    }

    /// What the network has to do for the tokens of a text.
    #[must_use]
    pub fn work(&self, text: &Text, tokens: &[Token]) -> Work {
        let (mut folded, mut pieces) = (String::new(), Vec::new());
        for token in tokens {
            self.model.vocabulary.cut(text.get(token.span), &mut folded, &mut pieces);
        }
        Work { n_pieces: pieces.len(), n_byte_operations: self.model.byte_operations(pieces.len(), tokens.len()) }
    }

    /// Tags the tokens of one report. Linear in their number.
    pub(crate) fn tag(&self, given: &Given<'_>) -> Tagged {
        let tagged = self.tag_with(given, &[]);
        let persons = age::persons(given, &tagged.words);
        if persons.is_empty() { tagged } else { age::mended(tagged, &self.tag_with(given, &persons), &persons) }
    }

    /// Tags the tokens, some of which are read as persons.
    fn tag_with(&self, given: &Given<'_>, persons: &[usize]) -> Tagged {
        let mut room = self.rooms.lock().map_or_else(|_| Room::default(), |mut rooms| rooms.pop().unwrap_or_default());
        let n_tokens = given.tokens.len();
        let mut tagged = Tagged { lemmas: Lemmas::with_capacity(n_tokens, 6 * n_tokens), ..Tagged::default() };
        let mut quoted = Quoted { quotations: given.quotations, next: 0 };
        for sentence in 0..given.sentences.len() {
            self.cut(given, persons, sentence, &mut quoted, &mut room);
            if room.windows.pieces.len() + room.pieces.len() > PASS_PIECES {
                self.pass(given, &mut room, &mut tagged);
            }
            room.pack(&self.model, sentence, given.starts_paragraph(sentence));
        }
        self.pass(given, &mut room, &mut tagged);
        if let Ok(mut rooms) = self.rooms.lock() {
            rooms.push(room);
        }
        tagged
    }

    /// Cuts the words of a sentence into pieces.
    fn cut(&self, given: &Given<'_>, persons: &[usize], sentence: usize, quoted: &mut Quoted<'_>, room: &mut Room) {
        room.pieces.clear();
        room.surfaces.clear();
        room.ends.clear();
        let tokens = given.sentences[sentence].tokens.range();
        for at in tokens.clone() {
            let token = given.tokens[at];
            let is_person = persons.binary_search(&at).is_ok();
            let word = if is_person { age::PERSON } else { given.text.get(token.span) };
            let glued = at > tokens.start && given.tokens[at - 1].span.end() == token.span.start();
            self.model.vocabulary.cut(word, &mut room.folded, &mut room.pieces);
            room.surfaces.resize(room.pieces.len(), pieces::surface(word, quoted.holds(token.span), glued));
            room.ends.push(room.pieces.len());
        }
    }

    /// Runs the network over what is packed and reads the results.
    fn pass(&self, given: &Given<'_>, room: &mut Room, tagged: &mut Tagged) {
        if room.sentences.is_empty() {
            return;
        }
        room.close_window(&self.model);
        encode(&self.model, self.kernel, &room.windows, &mut room.workspace);
        let first = given.sentences[room.sentences.start].tokens.range().start;
        let pass = Pass { model: &self.model, kernel: self.kernel, outputs: &room.workspace.outputs, first };
        let from = tagged.sentences.len();
        set_borders(given, &pass, &room.windows, room.sentences.clone(), &mut tagged.sentences);
        for sentence in from..tagged.sentences.len() {
            room.decoder.decode(&pass, given, tagged.sentences[sentence].tokens, tagged);
        }
        room.windows.clear();
        room.sentences = room.sentences.end..room.sentences.end;
    }
}

/// Appends the sentences of a pass, with the borders that the network moves.
fn set_borders(
    given: &Given<'_>,
    pass: &Pass<'_>,
    windows: &Windows,
    from: Range<usize>,
    sentences: &mut Vec<Sentence>,
) {
    for index in from {
        let by_rules = given.sentences[index];
        for at in by_rules.tokens.range() {
            let score = pass.row(at)[pass.model.columns.starts];
            // The first word of a window has nothing before it that the network could have seen.
            let begins = if at > by_rules.tokens.range().start {
                let may_begin = !windows.begin_with(at - pass.first) && !given.tokens[at].continues;
                score > BORDER_ADDED && may_begin && given.may_end_before(by_rules, at)
            } else {
                given.starts_paragraph(index) || windows.begin_with(at - pass.first) || score > BORDER_KEPT
            };
            match sentences.last_mut() {
                Some(open) if !begins => {
                    open.span = open.span.cover(given.tokens[at].span);
                    open.tokens = Span::of(open.tokens.range().start..at + 1);
                }
                _ => {
                    let (span, tokens) = (given.tokens[at].span, Span::of(at..at + 1));
                    sentences.push(Sentence { span, tokens, block: by_rules.block });
                }
            }
        }
    }
}

/// The layers that are there already.
#[derive(Debug)]
pub(crate) struct Given<'a> {
    pub text: &'a Text,
    pub tokens: &'a [Token],
    pub sentences: &'a [Sentence],
    pub quotations: &'a [Quotation],
    pub blocks: &'a [Block],
}

impl Given<'_> {
    /// Whether a sentence that the rules saw as one may end before one of its tokens. None ends with a comma, with or without
    /// marks that close a quotation behind it ("“…,” Keller said"), and a headline only ends with a stop.
    fn may_end_before(&self, by_rules: Sentence, token: usize) -> bool {
        let word = |at: usize| self.text.get(self.tokens[at].span);
        let closes = |at: &usize| matches!(self.tokens[*at].kind, TokenKind::QuotationMark);
        let last = (by_rules.tokens.range().start..token).rev().find(|at| !closes(at)).map_or("", word);
        let is_headline = self.blocks[by_rules.block].kind == BlockKind::Headline;
        last != "," && (!is_headline || last.ends_with(['.', '?', '!', '…']))
    }

    fn starts_paragraph(&self, sentence: usize) -> bool {
        sentence == 0 || self.sentences[sentence - 1].block != self.sentences[sentence].block
    }
}

impl Room {
    /// Packs the sentence that is cut into the open window, or into new ones.
    fn pack(&mut self, model: &Model, sentence: usize, starts_paragraph: bool) {
        // One piece for the border between paragraphs, one for the end of the window.
        let open_from = self.windows.ends.last().copied().unwrap_or(0);
        let used = self.windows.pieces.len() - open_from;
        if used > 0 && used + self.pieces.len() + 2 > WINDOW_PIECES_MAX {
            self.close_window(model);
        } else if used > 0 && starts_paragraph {
            self.push(model.vocabulary.border(), 0);
        }
        if self.sentences.is_empty() {
            self.sentences.start = sentence;
        }
        self.sentences.end = sentence + 1;
        let mut start = 0;
        for at in 0..self.ends.len() {
            let end = self.ends[at];
            let used = self.windows.pieces.len() - self.windows.ends.last().copied().unwrap_or(0);
            if used > 0 && used + (end - start) + 1 > WINDOW_PIECES_MAX {
                self.close_window(model);
            }
            if self.windows.pieces.len() == self.windows.ends.last().copied().unwrap_or(0) {
                self.push(model.vocabulary.start(), 0);
            }
            self.windows.firsts.push(self.windows.pieces.len());
            self.windows.pieces.extend_from_slice(&self.pieces[start..end]);
            self.windows.surfaces.extend_from_slice(&self.surfaces[start..end]);
            start = end;
        }
    }

    fn push(&mut self, piece: u32, surface: u8) {
        self.windows.pieces.push(piece);
        self.windows.surfaces.push(surface);
    }

    fn close_window(&mut self, model: &Model) {
        if self.windows.pieces.len() > self.windows.ends.last().copied().unwrap_or(0) {
            self.push(model.vocabulary.border(), 0);
            self.windows.ends.push(self.windows.pieces.len());
        }
    }
}

/// Tells which tokens stand inside quotation marks; tokens are asked for in their order.
struct Quoted<'a> {
    quotations: &'a [Quotation],
    next: usize,
}

impl Quoted<'_> {
    fn holds(&mut self, token: Span<Clean>) -> bool {
        while self.quotations.get(self.next).is_some_and(|q| q.depth > 0 || q.outer.end() <= token.start()) {
            self.next += 1;
        }
        self.quotations.get(self.next).is_some_and(|quotation| quotation.inner.contains(token))
    }
}

#[cfg(test)]
mod tests;
