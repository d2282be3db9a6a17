//! Words to word pieces and surface classes, exactly as `training/dateline_training/pieces.py` does it.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::stretches::{Stretches, place};

/// A longer word is cut off here: what tells words apart stands in their first pieces.
pub(crate) const PIECES_PER_WORD_MAX: usize = 8;

/// How many surface classes there are: eight letter shapes, times inside quotation marks, times glued to the word before.
pub(crate) const SURFACES: usize = 32;

/// The word pieces with their numbers.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    /// The list.
    text: String,
    /// Those that begin a word.
    initial: Stretches<u32>,
    /// Those that go on with one, without the `##` before them.
    continuing: Stretches<u32>,
    /// Bytes of the longest.
    longest: usize,
    unknown: u32,
    start: u32,
    border: u32,
}

impl Vocabulary {
    /// Reads a list of pieces, one a line; the line is the number. `None` if a special piece is missing.
    pub(crate) fn parse(lines: &str) -> Option<Self> {
        let mut initial = Stretches::with_capacity(32_768);
        let mut continuing = Stretches::with_capacity(8_192);
        let mut longest = 0;
        for (number, piece) in (0_u32..).zip(lines.lines()) {
            longest = longest.max(piece.len());
            match piece.strip_prefix("##").filter(|rest| !rest.is_empty()) {
                Some(rest) => continuing.insert(lines, place(lines, rest), number),
                None => initial.insert(lines, place(lines, piece), number),
            }
        }
        let special = |name: &str| initial.get(lines, name).copied();
        let (unknown, start, border) = (special("[UNK]")?, special("[CLS]")?, special("[SEP]")?);
        Some(Self { text: lines.to_owned(), initial, continuing, longest, unknown, start, border })
    }

    /// How many pieces there are.
    pub(crate) fn len(&self) -> usize {
        self.initial.len() + self.continuing.len()
    }

    /// Whether a word, in lower case, is one piece.
    pub(crate) fn is_word(&self, word: &str) -> bool {
        self.initial.get(&self.text, word).is_some()
    }

    /// The piece at the beginning of a window.
    pub(crate) const fn start(&self) -> u32 {
        self.start
    }

    /// The piece between paragraphs and at the end of a window.
    pub(crate) const fn border(&self) -> u32 {
        self.border
    }

    /// Appends the pieces of one word, at least one and at most [`PIECES_PER_WORD_MAX`]; `folded` is room to work in.
    pub(crate) fn cut(&self, word: &str, folded: &mut String, pieces: &mut Vec<u32>) {
        fold(word, folded);
        let first = pieces.len();
        let mut rest = folded.as_str();
        while let Some(c) = rest.chars().next() {
            let length = if is_mark(c) { c.len_utf8() } else { rest.find(is_mark).unwrap_or(rest.len()) };
            let (part, behind) = rest.split_at(length);
            self.cut_part(part, pieces);
            rest = behind;
            if pieces.len() - first >= PIECES_PER_WORD_MAX {
                break;
            }
        }
        pieces.truncate(first + PIECES_PER_WORD_MAX);
        if pieces.len() == first {
            pieces.push(self.unknown);
        }
    }

    /// Greedy longest match first; one unknown piece for a part that cannot be cut.
    fn cut_part(&self, part: &str, pieces: &mut Vec<u32>) {
        let first = pieces.len();
        let mut from = 0;
        while from < part.len() && pieces.len() - first < PIECES_PER_WORD_MAX {
            let known = if from == 0 { &self.initial } else { &self.continuing };
            let reach = part.floor_char_boundary(part.len().min(from + self.longest));
            let found = (from + 1..=reach)
                .rev()
                .filter(|end| part.is_char_boundary(*end))
                .find_map(|end| Some((end, *known.get(&self.text, &part[from..end])?)));
            let Some((end, piece)) = found else {
                pieces.truncate(first);
                pieces.push(self.unknown);
                return;
            };
            pieces.push(piece);
            from = end;
        }
    }
}

/// Lower case without accents and control characters, as the pieces of the pretrained encoder are written.
fn fold(word: &str, folded: &mut String) {
    folded.clear();
    if word.is_ascii() {
        folded.extend(word.chars().filter(|c| !c.is_control()).map(|c| c.to_ascii_lowercase()));
    } else {
        let lower = word.chars().flat_map(char::to_lowercase);
        folded.extend(lower.nfd().filter(|c| !is_combining_mark(*c) && !c.is_control()));
    }
}

/// Whatever is neither a letter nor a number stands alone.
fn is_mark(c: char) -> bool {
    !c.is_alphanumeric()
}

/// The number of a word's surface class.
pub(crate) fn surface(word: &str, in_quotation: bool, glued: bool) -> u8 {
    (shape(word) * 2 + u8::from(in_quotation)) * 2 + u8::from(glued)
}

/// One of eight letter shapes.
fn shape(word: &str) -> u8 {
    if word.chars().any(char::is_numeric) {
        return 5;
    }
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else { return 6 };
    let (mut n_letters, mut n_upper, mut n_lower) =
        (1, u32::from(first.is_uppercase()), u32::from(first.is_lowercase()));
    for letter in letters {
        n_letters += 1;
        n_upper += u32::from(letter.is_uppercase());
        n_lower += u32::from(letter.is_lowercase());
    }
    match (n_upper, n_letters) {
        (0, _) if n_lower > 0 => 0,
        (0, _) => 7,
        (1, 1) => 4,
        (upper, letters) if upper == letters => 2,
        (1, _) if first.is_uppercase() => 1,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::{Vocabulary, shape, surface};

    fn check(word: &str, expected: &[&str]) {
        let lines = "[UNK]\n[CLS]\n[SEP]\nport\n##s\n##man\nre\n##build\n.\n-\n’\n€\n5\n##0\nle\n##on";
        let vocabulary = Vocabulary::parse(lines).expect("the special pieces are there");
        let mut pieces = Vec::new();
        vocabulary.cut(word, &mut String::new(), &mut pieces);
        let names: Vec<&str> = pieces.iter().map(|piece| lines.lines().nth(*piece as usize).expect("a line")).collect();
        assert_eq!(names, expected, "{word}");
    }

    #[test]
    fn words_become_their_longest_pieces() {
        check("port", &["port"]);
        check("Ports", &["port", "##s"]);
        check("PORTMAN", &["port", "##man"]);
        check("Léon", &["le", "##on"]);
        check("re-build", &["re", "-", "[UNK]"]);
        check("rebuild", &["re", "##build"]);
        check("€50", &["€", "5", "##0"]);
        check("quay", &["[UNK]"]);
        check("漢字", &["[UNK]"]);
        check("\u{1}", &["[UNK]"]);
        check("", &["[UNK]"]);
        check("..........", &["."; 8]);
        check("reportreport", &["[UNK]"]);
    }

    #[test]
    fn shapes_tell_case_and_figures() {
        for (word, expected) in [
            ("said", 0),
            ("Port", 1),
            ("NATO", 2),
            ("McAra", 3),
            ("iPhone", 3),
            ("A", 4),
            ("B-52", 5),
            ("”", 6),
            ("漢", 7),
        ] {
            assert_eq!(shape(word), expected, "{word}");
        }
        assert_eq!(surface("said", false, false), 0);
        assert_eq!(surface("漢", true, true), 31);
    }
}
