"""Words to word pieces and surface classes, exactly as the Rust side does it (`crates/annotate/src/net/`)."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

PIECES_PER_WORD_MAX = 8
"""A longer word is cut off here: what tells words apart stands in their first pieces."""

SHAPES = 8
SURFACES = SHAPES * 2 * 2
"""Letter shape, times inside quotation marks, times glued to the word before."""

UNKNOWN, START, BORDER, HIDDEN = "[UNK]", "[CLS]", "[SEP]", "[MASK]"
SPECIAL = (UNKNOWN, START, BORDER, HIDDEN)


def folded(word: str) -> str:
    """Lower case without accents, as the pieces of the pretrained encoder are written."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in decomposed if unicodedata.category(c)[0] != "M" and unicodedata.category(c) != "Cc")


class Vocabulary:
    """The word pieces with their numbers; greedy longest match first."""

    def __init__(self, pieces: list[str]):
        self.pieces = pieces
        self.ids = {piece: i for i, piece in enumerate(pieces)}
        self.longest = max(len(piece) for piece in pieces)
        self.unknown, self.start, self.border = (self.ids[p] for p in (UNKNOWN, START, BORDER))
        self.cut = lru_cache(maxsize=200_000)(self._cut)

    @classmethod
    def pruned(cls, path: Path) -> tuple[Vocabulary, list[int]]:
        """The pieces of a vocabulary file that English news can need, with their rows in the file."""
        lines = path.read_text("utf8").splitlines()
        rows = [row for row, piece in enumerate(lines) if piece in SPECIAL or is_latin(piece)]
        return cls([lines[row] for row in rows]), rows

    def _cut(self, word: str) -> tuple[int, ...]:
        """The pieces of one word; punctuation characters stand alone, as in the pretrained encoder."""
        ids: list[int] = []
        for part in parts(folded(word)):
            ids.extend(self._greedy(part))
            if len(ids) >= PIECES_PER_WORD_MAX:
                break
        return tuple(ids[:PIECES_PER_WORD_MAX]) or (self.unknown,)

    def _greedy(self, part: str) -> list[int]:
        ids, start = [], 0
        while start < len(part) and len(ids) < PIECES_PER_WORD_MAX:
            prefix = "##" if start else ""
            for end in range(min(len(part), start + self.longest), start, -1):
                found = self.ids.get(prefix + part[start:end])
                if found is not None:
                    break
            else:
                return [self.unknown]
            ids.append(found)
            start = end
        return ids


def is_mark(c: str) -> bool:
    """Whatever is neither a letter nor a number."""
    return unicodedata.category(c)[0] not in "LN"


def parts(word: str) -> list[str]:
    """Runs without punctuation, and each punctuation character by itself."""
    found: list[str] = []
    open_run = False
    for c in word:
        if is_mark(c):
            found.append(c)
            open_run = False
        elif open_run:
            found[-1] += c
        else:
            found.append(c)
            open_run = True
    return found


def shape(word: str) -> int:
    """One of eight letter shapes."""
    if any(unicodedata.category(c)[0] == "N" for c in word):
        return 5
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 6
    upper = [c.isupper() for c in letters]
    if not any(upper):
        return 0 if any(c.islower() for c in letters) else 7
    if len(letters) == 1:
        return 4
    if all(upper):
        return 2
    return 1 if upper[0] and not any(upper[1:]) else 3


def surface(word: str, in_quotation: bool, glued: bool) -> int:
    """The number of the surface class of a word."""
    return (shape(word) * 2 + in_quotation) * 2 + glued


def is_latin(piece: str) -> bool:
    """Whether a piece is written in Latin letters, figures and common marks."""
    is_placeholder = piece.startswith("[") and len(piece) > 1
    return not is_placeholder and all(c < "\u0180" or "\u2010" <= c <= "\u20bf" for c in piece)
