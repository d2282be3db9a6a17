"""The label sets of the heads and how gold annotation becomes labels."""

from __future__ import annotations

from collections import Counter

UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()

FEATURES = frozenset(
    "Case Definite Degree Gender Mood Number Person Polarity Poss PronType Tense VerbForm Voice".split()
)
"""Names of the features that Dateline's rules read; others are not learned."""

NAME_KINDS = "person organisation country place event work product".split()
NAME_TAGS = ["O"] + [f"{position}-{kind}" for kind in NAME_KINDS for position in "BI"]
TAG_IDS = {tag: i for i, tag in enumerate(NAME_TAGS)}

SCRIPT_COUNT_MIN = 2
FEATURES_COUNT_MIN = 3
RELATION_COUNT_MIN = 8


def features(feats: dict[str, str] | None) -> str:
    """The features that are learned, as UD writes them."""
    kept = sorted((k, v) for k, v in (feats or {}).items() if k in FEATURES)
    return "|".join(f"{k}={v}" for k, v in kept) or "_"


def lemma_script(form: str, lemma: str) -> str:
    """How the lemma is made from the form: `=be` puts a whole word, `l2y` lower-cases, cuts 2 characters and adds y.

    `k` in place of `l` keeps the letters' case.
    """
    for case, base in (("l", form.lower()), ("k", form)):
        if base == lemma:
            return f"{case}0"
    for case, base in (("l", form.lower()), ("k", form)):
        shared = 0
        while shared < min(len(base), len(lemma)) and base[shared] == lemma[shared]:
            shared += 1
        if shared and (lemma.islower() or case == "k"):
            return f"{case}{len(base) - shared}{lemma[shared:]}"
    return f"={lemma}"


def apply_script(form: str, script: str) -> str:
    """The lemma that a script makes of a form; the form itself where the script asks for more than there is."""
    if script.startswith("="):
        return script[1:]
    base = form.lower() if script[0] == "l" else form
    digits = len(script[1:]) - len(script[1:].lstrip("0123456789"))
    cut = int(script[1 : 1 + digits])
    if cut > len(base):
        return base
    return base[: len(base) - cut] + script[1 + digits :]


def universal(relation: str) -> str:
    return relation.split(":")[0]


class LabelSets:
    """What the heads can say, in a fixed order."""

    def __init__(self, features: list[str], scripts: list[str], relations: list[str]):
        self.features, self.scripts, self.relations = features, scripts, relations
        self.feature_ids = {f: i for i, f in enumerate(features)}
        self.script_ids = {s: i for i, s in enumerate(scripts)}
        self.relation_ids = {r: i for i, r in enumerate(relations)}

    @classmethod
    def of(cls, words) -> LabelSets:
        """Counts the gold words (dictionaries with `features`, `script`, `relation`) and keeps what is frequent."""
        counted = {name: Counter() for name in ("features", "script", "relation")}
        for word in words:
            for name, counter in counted.items():
                counter[word[name]] += 1

        def kept(name: str, at_least: int) -> list[str]:
            return sorted(label for label, n in counted[name].items() if n >= at_least)

        relations = set(kept("relation", RELATION_COUNT_MIN)) | {universal(r) for r in counted["relation"]}
        return cls(kept("features", FEATURES_COUNT_MIN), kept("script", SCRIPT_COUNT_MIN), sorted(relations))

    def relation(self, name: str) -> int:
        return self.relation_ids.get(name, self.relation_ids[universal(name)])
