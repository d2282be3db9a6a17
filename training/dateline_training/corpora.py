"""Reads the open corpora into documents of sentences, with whatever each of them can tell.

What a corpus cannot tell apart stays open: a token's gold names are a *set* of tags that may be right, and the loss
asks only that the set be likely. A place of UNER may be a country or another place, a word that wikigold calls MISC
may be an event, a work, a product or no name of ours.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import conllu
from blake3 import blake3

from .labels import NAME_KINDS, TAG_IDS, features, lemma_script

SYNTAX_TRAIN = ("syntax/ewt-train.conllu", "syntax/gum-open-train.conllu")
NAMES_TRAIN = (
    "entities/re3d.conll",
    "entities/wikigold.conll",
    "entities/wnut17-train.conll",
    "entities/uner-ewt-dev.iob2",
    "entities/crossner-politics-train.bio",
)
RE3D_LEFT_OUT = "BBC_Online"
"""The source whose terms do not allow training."""


@dataclass
class Sentence:
    """Words with what is known of them. `syntax` and `names` are None where the corpus does not tell."""

    words: list[str]
    glued: list[bool]
    new_paragraph: bool
    syntax: list[dict] | None = None
    names: list[frozenset[int]] | None = None


@dataclass
class Document:
    sentences: list[Sentence] = field(default_factory=list)
    borders_are_real: bool = True
    """Whether its sentences follow one another as written, so that their borders can be learned."""


def set_apart(document_id: str) -> bool:
    """Whether a document of re3d belongs to the fifth that no training sees."""
    return blake3(document_id.encode()).digest()[0] % 5 == 0


class Countries:
    """Names of countries, from the registry."""

    def __init__(self, registry: Path):
        rows = [line.rstrip("\n").split("\t") for line in registry.open(encoding="utf8") if not line.startswith("#")]
        header = rows[0]
        name, aliases = header.index("name"), header.index("aliases")
        self.names = set()
        for row in rows[1:]:
            self.names |= {n.lower() for n in [row[name], *row[aliases].split("|")] if n != "-"}

    def __contains__(self, words: list[str]) -> bool:
        joined = " ".join(words).lower()
        return joined.removeprefix("the ") in self.names


def names_of(spans: list[tuple[int, int, frozenset[str], bool]], n_words: int) -> list[frozenset[int]]:
    """Gold sets per word from spans of (first, end, kinds that may be right, whether it may be no name at all)."""
    gold = [frozenset([TAG_IDS["O"]])] * n_words
    for first, end, kinds, open_ in spans:
        for i in range(first, end):
            tags = {TAG_IDS[f"{'B' if i == first else 'I'}-{kind}"] for kind in kinds}
            if open_ and i > first:
                tags |= {TAG_IDS[f"B-{kind}"] for kind in kinds}
            gold[i] = frozenset(tags | ({TAG_IDS["O"]} if open_ or not tags else set()))
    return gold


def syntax_documents(path: Path, countries: Countries | None) -> list[Document]:
    """Documents of a CoNLL-U file; with names where it has GUM's entities and `countries` is given."""
    documents: list[Document] = []
    for tree in conllu.parse_incr(path.open(encoding="utf8")):
        if "newdoc id" in tree.metadata or not documents:
            documents.append(Document())
        words = [token for token in tree if isinstance(token["id"], int)]
        glued = glued_words(tree)
        sentence = Sentence(
            words=[word["form"] for word in words],
            glued=[False, *glued[:-1]],
            new_paragraph="newpar" in tree.metadata or not documents[-1].sentences,
            syntax=[syntax_of(word) for word in words],
        )
        documents[-1].sentences.append(sentence)
    if countries is not None:
        for document, trees in zip(documents, grouped_trees(path), strict=True):
            add_gum_names(document, trees, countries)
    return documents


def grouped_trees(path: Path) -> list[list]:
    groups: list[list] = []
    for tree in conllu.parse_incr(path.open(encoding="utf8")):
        if "newdoc id" in tree.metadata or not groups:
            groups.append([])
        groups[-1].append([token for token in tree if isinstance(token["id"], int)])
    return groups


def glued_words(tree) -> list[bool]:
    """For each word, whether the next one follows without a blank; words inside a multiword token always do."""
    flags: list[bool] = []
    inside_to, glue_after_range = 0, False
    for token in tree:
        no_space = (token["misc"] or {}).get("SpaceAfter") == "No"
        if isinstance(token["id"], tuple):
            if token["id"][1] == "-":
                inside_to, glue_after_range = token["id"][2], no_space
        elif token["id"] < inside_to:
            flags.append(True)
        elif token["id"] == inside_to:
            flags.append(glue_after_range)
        else:
            flags.append(no_space)
    return flags


def syntax_of(word) -> dict:
    return {
        "upos": word["upos"],
        "features": features(word["feats"]),
        "script": lemma_script(word["form"], word["lemma"]),
        "head": word["head"],
        "relation": word["deprel"],
    }


GUM_KINDS = {"person": {"person"}, "organization": {"organisation"}, "place": {"place"}, "event": {"event"}}
GUM_OPEN = {"abstract", "object"}
"""Named mentions of these kinds may be works, products or organisations: GUM does not say."""


def add_gum_names(document: Document, trees: list[list], countries: Countries) -> None:
    """Names out of GUM's entities: of each mention with a proper noun as its head, the name proper."""
    open_mentions: dict[str, tuple[int, int, str]] = {}
    for number, (sentence, words) in enumerate(zip(document.sentences, trees, strict=True)):
        spans: list[tuple[int, int, str]] = []
        for index, word in enumerate(words):
            for opened, key, kind, closed in entity_brackets((word["misc"] or {}).get("Entity", "")):
                if opened:
                    open_mentions[key] = (number, index, kind)
                if closed and key in open_mentions:
                    began, first, kind = open_mentions.pop(key)
                    if began == number:
                        spans.append((first, index + 1, kind))
        sentence.names = names_of(gum_names(spans, words, countries), len(words))


def entity_brackets(text: str):
    """The brackets of GUM's Entity field: (opened, key, kind, closed)."""
    for piece in text.replace("(", "\0(").replace(")", ")\0").split("\0"):
        if piece.startswith("("):
            fields = piece.strip("()").split("-")
            yield True, fields[0], fields[1], piece.endswith(")")
        elif piece.endswith(")"):
            yield False, piece.strip(")"), "", True


def gum_names(spans, words, countries) -> list[tuple[int, int, frozenset[str], bool]]:
    named: list[tuple[int, int, frozenset[str], bool]] = []
    taken: set[int] = set()
    for first, end, kind in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        head = next((i for i in range(first, end) if not first < words[i]["head"] <= end), first)
        if words[head]["upos"] != "PROPN":
            continue
        start, stop = name_proper(words, head, first, end, kind)
        if taken & set(range(start, stop)):
            continue
        taken |= set(range(start, stop))
        kinds = GUM_KINDS.get(kind)
        if kind == "place" and [w["form"] for w in words[start:stop]] in countries:
            kinds = {"country"}
        if kinds:
            named.append((start, stop, frozenset(kinds), False))
        elif kind in GUM_OPEN:
            named.append((start, stop, frozenset({"work", "product", "organisation", "event"}), True))
    return named


def name_proper(words, head: int, first: int, end: int, kind: str) -> tuple[int, int]:
    """The run of proper nouns around the head; a person's name is its head with the flat parts behind it."""
    if kind == "person":
        stop = head + 1
        while stop < end and words[stop]["deprel"] in ("flat", "punct") and words[stop]["head"] - 1 >= head:
            stop += 1
        while stop > head + 1 and words[stop - 1]["deprel"] == "punct":
            stop -= 1
        return head, stop
    start, stop = head, head + 1
    while start > first and words[start - 1]["upos"] in BEFORE_NAMES and words[start - 1]["form"][:1].isupper():
        start -= 1
    probe = stop
    while probe < end and (belongs(words[probe]) or words[probe]["form"].lower() in INSIDE_NAMES):
        probe += 1
        if belongs(words[probe - 1]):
            stop = probe
    return start, stop


BEFORE_NAMES = ("PROPN", "NUM", "ADJ", "VERB")
INSIDE_NAMES = ("of", "the", "and", "for", "-", "'s", "’s", "in", "de", "&")


def belongs(word) -> bool:
    """Whether a word can end a name: a proper noun, a number, a capitalised adjective."""
    return word["upos"] in ("PROPN", "NUM") or (word["upos"] in ("ADJ", "NOUN") and word["form"][:1].isupper())


def column_sentences(path: Path, separator: str | None, word_column: int, tag_column: int):
    """Sentences of a column file as (comments, words, tags)."""
    comments: list[str] = []
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text("utf8").splitlines(), ""]:
        fields = line.split(separator)
        if line.startswith("# ") and " = " in line and "\t" not in line:
            comments.append(line)
        elif len(fields) > max(word_column, tag_column):
            words.append(fields[word_column])
            tags.append(fields[tag_column])
        elif words:
            yield comments, words, tags
            comments, words, tags = [], [], []


def tagged_spans(tags: list[str]) -> list[tuple[int, int, str]]:
    """Spans of BIO or IO tags."""
    spans: list[tuple[int, int, str]] = []
    for i, tag in enumerate([*tags, "O"]):
        position, _, kind = tag.partition("-")
        continues = spans and spans[-1][1] == -1
        if continues and (position != "I" or kind != spans[-1][2]):
            spans[-1] = (spans[-1][0], i, spans[-1][2])
            continues = False
        if position == "B" or (position == "I" and not continues):
            spans.append((i, -1, kind))
    return spans


KINDS = {
    "PER": {"person"}, "person": {"person"}, "Person": {"person"}, "politician": {"person"},
    "ORG": {"organisation"}, "corporation": {"organisation"}, "group": {"organisation"},
    "organisation": {"organisation"}, "politicalparty": {"organisation"}, "Organisation": {"organisation"},
    "LOC": {"country", "place"}, "location": {"country", "place"}, "Location": {"country", "place"},
    "country": {"country"}, "election": {"event"}, "event": {"event"},
    "creative-work": {"work"}, "product": {"product"},
    "DocumentReference": {"work"}, "Weapon": {"product"}, "MilitaryPlatform": {"product"},
    "MISC": {"event", "work", "product"}, "misc": {"event", "work", "product"},
}  # fmt: skip
MAY_BE_NO_NAME = {"MISC", "misc", "DocumentReference", "Weapon", "MilitaryPlatform", "Nationality"}
UNTOLD = {
    "uner-ewt-dev.iob2": {"event", "work", "product"},
    "re3d.conll": {"event", "work"},
    "wnut17-train.conll": {"event"},
}
"""Kinds that a file does not annotate: a capitalised word outside its names may be one of them."""


def name_spans(file: str, words: list[str], tags: list[str], countries: Countries):
    for first, end, kind in tagged_spans(tags):
        if kind not in KINDS:
            continue
        kinds = KINDS[kind]
        open_ = kind in MAY_BE_NO_NAME
        if file == "re3d.conll":
            while first < end and words[first].lower() in ("the", "a", "an", "this", "our", "his", "their"):
                first += 1
            # Descriptions and pronouns are marked there as well; they are no names.
            if not any(w[:1].isupper() and (i or first) for i, w in enumerate(words[first:end])) or end - first > 8:
                continue
            small = ("and", "the", "for", "al", "de") if kind == "Person" else ("of", "and", "the", "for", "al", "de")
            open_ = open_ or any(w[:1].islower() and w not in small for w in words[first:end])
        if kinds >= {"country", "place"}:
            kinds = {"place"}
        if kinds <= {"place", "organisation"} and words[first:end] in countries:
            kinds = {"country"}
        if first < end:
            yield first, end, frozenset(kinds), open_


def names_documents(path: Path, countries: Countries) -> list[Document]:
    """Documents of a file of named mentions. Sentences stand as paragraphs: their borders are not learned."""
    file = path.name
    separator, word_column, tag_column = {
        "uner-ewt-dev.iob2": ("\t", 1, 2), "uner-ewt-test.iob2": ("\t", 1, 2), "uner-pud.iob2": ("\t", 1, 2),
        "re3d.conll": ("\t", 0, 1), "wikigold.conll": (" ", 0, 1),
    }.get(file, ("\t", 0, 1))  # fmt: skip
    documents: list[Document] = []
    source, document_id = "", ""
    for comments, words, tags in column_sentences(path, separator, word_column, tag_column):
        for comment in comments:
            if comment.startswith("# source ="):
                source = comment.split("=", 1)[1].strip()
            if comment.startswith("# doc ="):
                document_id = comment.split("=", 1)[1].strip()
                documents.append(Document(borders_are_real=False))
        if file == "re3d.conll" and (source == RE3D_LEFT_OUT or set_apart(document_id)):
            continue
        if not documents or (file != "re3d.conll" and len(documents[-1].sentences) >= 8):
            documents.append(Document(borders_are_real=False))
        gold = names_of(list(name_spans(file, words, tags, countries)), len(words))
        untold = frozenset(TAG_IDS[f"{p}-{k}"] for k in UNTOLD.get(file, ()) for p in "BI")
        if untold:
            gold = [g | untold if g == {TAG_IDS["O"]} and w[:1].isupper() and i else g for i, (g, w) in enumerate(zip(gold, words, strict=True))]
        documents[-1].sentences.append(Sentence(words, guessed_glue(words), True, names=gold))
    return [document for document in documents if document.sentences]


def guessed_glue(words: list[str]) -> list[bool]:
    """Whether each word follows the one before without a blank, where the file does not say."""
    glued = []
    for i, word in enumerate(words):
        closes = word in (".", ",", ";", ":", "!", "?", ")", "]", "''", "%", "n't") or word[:1] in ("'", "’")
        glued.append(i > 0 and (closes or words[i - 1] in ("(", "[", "``", "$", "£", "€")))
    return glued


assert len(NAME_KINDS) * 2 + 1 == len(TAG_IDS)
