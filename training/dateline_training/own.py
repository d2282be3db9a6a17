"""Names that were marked for Dateline, in `labels/`: places in corpora whose words stand elsewhere.

`names-ewt.tsv` and `names-gum.tsv` count words of a sentence of UD EWT and open GUM, `names-wikinews.tsv` code points of
a Wikinews report.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import conllu

from .corpora import SYNTAX_TRAIN, Document, Sentence, names_of

LABELS = Path(__file__).parent.parent / "labels"
EWT, GUM, WIKINEWS = "names-ewt.tsv", "names-gum.tsv", "names-wikinews.tsv"
REPORTS = "statements/wikinews-train.jsonl"
GENRES = {
    EWT: ("newsgroup", "weblog"),
    GUM: ("GUM_bio", "GUM_court", "GUM_interview", "GUM_news", "GUM_voyage"),
}
"""With what the ids of those sentences of a treebank begin that were all read."""

WORD = re.compile(
    r"n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|[A-Za-z]+(?=n['’]t\b)|(?:[^\W\d_]\.){2,}|(?:Mr|Mrs|Ms|Dr|St|Sen|Rep|Gen|Gov|Jr)\.|"
    r"\d+(?:[.,:]\d+)*|[^\W_]+|\S"
)
"""A word as UD cuts them, near enough for names: clitics, abbreviations and hyphens stand alone."""
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘']?[A-Z])")


def rows(file: str) -> dict[str, list[tuple[int, int, str]]]:
    """The mentions of each sentence or report: first, end, kind."""
    marked: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for line in (LABELS / file).read_text("utf8").splitlines()[1:]:
        key, first, end, kind = line.split("\t")
        marked[key].append((int(first), int(end), kind))
    return marked


def with_names(syntax: list[Document], names: list[Document], corpora: Path) -> list[Document]:
    """All documents of training with the names that were marked for Dateline; those of the treebanks are changed in place."""
    rest = iter(syntax)
    for name, file in zip(SYNTAX_TRAIN, (EWT, GUM), strict=True):
        add_names(rest, corpora / name, file)
    return [*syntax, *names, *wikinews_documents(corpora / REPORTS)]


def gold(mentions: list[tuple[int, int, str]], n_words: int):
    return names_of([(first, end, frozenset([kind]), False) for first, end, kind in mentions], n_words)


def add_names(documents: Iterator[Document], path: Path, file: str) -> None:
    """Gives the sentences of a treebank, read from `path`, the names that were marked in them."""
    marked = rows(file)
    trees = list(conllu.parse_incr(path.open(encoding="utf8")))
    sentences: list[Sentence] = []
    while len(sentences) < len(trees):
        sentences += next(documents).sentences
    for tree, sentence in zip(trees, sentences, strict=True):
        if tree.metadata["sent_id"].startswith(GENRES[file]):
            sentence.names = gold(marked[tree.metadata["sent_id"]], len(sentence.words))


def wikinews_documents(path: Path) -> list[Document]:
    """The Wikinews reports in which names were marked. Their sentence borders are guessed, so they are not learned."""
    marked = rows(WIKINEWS)
    reports = (json.loads(line) for line in path.open(encoding="utf8"))
    return [
        Document(list(report_sentences(report["text"], marked[report["id"]])), borders_are_real=False)
        for report in reports
        if report["id"] in marked
    ]


def report_sentences(text: str, mentions: list[tuple[int, int, str]]):
    for start, end in sentence_ranges(text):
        words = [(match.group(), start + match.start(), start + match.end()) for match in WORD.finditer(text[start:end])]
        inside = [word_range(words, first, last, kind) for first, last, kind in mentions if start <= first < end]
        if words and None not in inside:
            glued = [i > 0 and words[i - 1][2] == word[1] for i, word in enumerate(words)]
            yield Sentence([word[0] for word in words], glued, True, names=gold(inside, len(words)))


def sentence_ranges(text: str):
    for paragraph in re.finditer(r"[^\n]+", text):
        start = paragraph.start()
        for border in SENTENCE_END.finditer(text, paragraph.start(), paragraph.end()):
            yield start, border.start()
            start = border.end()
        yield start, paragraph.end()


def word_range(words, first: int, last: int, kind: str) -> tuple[int, int, str] | None:
    """The words of a mention; None where its borders lie inside words."""
    begins = next((i for i, (_, start, _) in enumerate(words) if start == first), None)
    ends = next((i for i, (_, _, end) in enumerate(words) if end == last), None)
    return None if begins is None or ends is None else (begins, ends + 1, kind)
