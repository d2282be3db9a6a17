"""Packs documents into windows of word pieces and windows into batches of tensors."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
import torch

from .corpora import Document, Sentence
from .labels import NAME_TAGS, UPOS, LabelSets
from .pieces import Vocabulary, surface

WINDOW_PIECES_MAX = 128
"""Longest window. Attention grows with the square; a paragraph of news is 40 to 80 pieces."""

IGNORED = -100
UPOS_IDS = {tag: i for i, tag in enumerate(UPOS)}


@dataclass
class Window:
    """One input with its gold. Arrays count pieces (first two) or words."""

    pieces: np.ndarray
    surfaces: np.ndarray
    first: np.ndarray
    """Of each word, the place of its first piece."""
    sentence: np.ndarray
    upos: np.ndarray
    features: np.ndarray
    script: np.ndarray
    head: np.ndarray
    """Of each word, 0 for the root, else 1 + the place of the head in the window."""
    relation: np.ndarray
    names: np.ndarray
    """Bit sets of the name tags that may be right; 0 where nothing is known."""
    starts: np.ndarray
    """Whether a word begins a sentence; ignored where the corpus or the paragraph says it already."""


def quoted_flags(words: list[str], state: bool) -> tuple[list[bool], bool]:
    """Whether each word stands inside quotation marks, given whether a quotation is open before the first."""
    flags = []
    for word in words:
        if word in ("“", "``"):
            state = True
            flags.append(False)
        elif word in ("”", "''"):
            state = False
            flags.append(False)
        elif word == '"':
            state = not state
            flags.append(False)
        else:
            flags.append(state)
    return flags, state


def windows(document: Document, vocabulary: Vocabulary, labels: LabelSets, rng: random.Random | None) -> list[Window]:
    """The windows of a document: whole sentences, packed in their order. `rng` shifts where windows begin."""
    packed: list[Window] = []
    group: list[Sentence] = []
    used = 2
    limit = WINDOW_PIECES_MAX if rng is None else rng.randint(WINDOW_PIECES_MAX // 3, WINDOW_PIECES_MAX)
    for sentence in document.sentences:
        need = sum(len(vocabulary.cut(word)) for word in sentence.words) + 1
        if group and used + need > limit:
            packed.append(window(group, document.borders_are_real, vocabulary, labels))
            group, used, limit = [], 2, WINDOW_PIECES_MAX
        if need + 2 > WINDOW_PIECES_MAX + 64:
            continue
        group.append(sentence)
        used += need
    if group:
        packed.append(window(group, document.borders_are_real, vocabulary, labels))
    return packed


def window(group: list[Sentence], borders_are_real: bool, vocabulary: Vocabulary, labels: LabelSets) -> Window:
    pieces, surfaces, first = [vocabulary.start], [0], []
    columns: dict[str, list[int]] = {name: [] for name in ("sentence", "upos", "features", "script", "head", "relation", "names", "starts")}
    quoted = False
    for number, sentence in enumerate(group):
        if sentence.new_paragraph:
            quoted = False
            if number:
                pieces.append(vocabulary.border)
                surfaces.append(0)
        flags, quoted = quoted_flags(sentence.words, quoted)
        base = len(first)
        for word, glued, in_quotation in zip(sentence.words, sentence.glued, flags, strict=True):
            cut = vocabulary.cut(word)
            first.append(len(pieces))
            pieces.extend(cut)
            surfaces.extend([surface(word, in_quotation, glued)] * len(cut))
        gold(columns, sentence, number, base, borders_are_real, labels)
    pieces.append(vocabulary.border)
    surfaces.append(0)
    arrays = {name: np.array(column, dtype=np.int64) for name, column in columns.items()}
    return Window(np.array(pieces), np.array(surfaces), np.array(first), **arrays)


def gold(columns, sentence: Sentence, number: int, base: int, borders_are_real: bool, labels: LabelSets) -> None:
    n_words = len(sentence.words)
    columns["sentence"].extend([number] * n_words)
    told = borders_are_real and sentence.syntax is not None
    first_start = IGNORED if sentence.new_paragraph or number == 0 or not told else 1
    columns["starts"].extend([first_start] + [0 if told else IGNORED] * (n_words - 1))
    for i in range(n_words):
        word = sentence.syntax[i] if sentence.syntax else None
        columns["upos"].append(UPOS_IDS[word["upos"]] if word else IGNORED)
        columns["features"].append(labels.feature_ids.get(word["features"], IGNORED) if word else IGNORED)
        columns["script"].append(labels.script_ids.get(word["script"], IGNORED) if word else IGNORED)
        columns["head"].append((word["head"] and base + word["head"]) if word else IGNORED)
        columns["relation"].append(labels.relation(word["relation"]) if word else IGNORED)
        columns["names"].append(sum(1 << tag for tag in sentence.names[i]) if sentence.names else 0)


assert len(NAME_TAGS) < 63


def batches(windows_: list[Window], pieces_per_batch: int, rng: random.Random) -> list[list[Window]]:
    """Windows of like length together, the batches in random order."""
    order = sorted(windows_, key=lambda w: (len(w.pieces) + rng.randint(0, 8)))
    grouped: list[list[Window]] = []
    current: list[Window] = []
    for item in order:
        if current and (len(current) + 1) * len(item.pieces) > pieces_per_batch:
            grouped.append(current)
            current = []
        current.append(item)
    grouped.append(current)
    rng.shuffle(grouped)
    return grouped


def tensors(batch: list[Window]) -> dict[str, torch.Tensor]:
    """One batch, padded."""
    n_pieces = max(len(w.pieces) for w in batch)
    n_words = max(len(w.first) for w in batch)

    def padded(name: str, width: int, fill: int) -> torch.Tensor:
        out = np.full((len(batch), width), fill, dtype=np.int64)
        for row, item in enumerate(batch):
            values = getattr(item, name)
            out[row, : len(values)] = values
        return torch.from_numpy(out)

    made = {name: padded(name, n_pieces, 0) for name in ("pieces", "surfaces")}
    made["piece_mask"] = torch.from_numpy(np.arange(n_pieces)[None, :] < np.array([len(w.pieces) for w in batch])[:, None])
    made["first"] = padded("first", n_words, 0)
    made["sentence"] = padded("sentence", n_words, -1)
    for name in ("upos", "features", "script", "head", "relation", "starts"):
        made[name] = padded(name, n_words, IGNORED)
    made["names"] = padded("names", n_words, 0)
    return made
