"""Quick scores on gold words, to choose between runs. What is reported comes from the Rust side, from raw text."""

from __future__ import annotations

import torch

from .labels import NAME_TAGS, LabelSets, universal
from .model import Network
from .train import masked_arcs
from .windows import IGNORED, batches, tensors, windows


@torch.no_grad()
def syntax_scores(network: Network, documents, vocabulary, labels: LabelSets) -> dict[str, float]:
    """Accuracies over words, in percent; heads are chosen word by word, without making a tree."""
    network.eval()
    right = dict.fromkeys(("upos", "features", "script", "uas", "las"), 0)
    n_words = 0
    starts = [0, 0, 0]
    relation_names = [universal(r) for r in labels.relations]
    universal_ids = torch.tensor([relation_names.index(r) for r in relation_names])
    for batch, out in outputs(network, documents, vocabulary, labels):
        known = batch["head"] != IGNORED
        n_words += int(known.sum())
        for name in ("upos", "features", "script"):
            right[name] += int((out[name].argmax(-1) == batch[name])[known].sum())
        head = masked_arcs(network.arcs(out), batch["sentence"]).argmax(-1)
        relation = universal_ids[network.labels(out, head).argmax(-1)]
        hit = (head == batch["head"]) & known
        right["uas"] += int(hit.sum())
        right["las"] += int((hit & (relation == universal_ids[batch["relation"].clamp_min(0)])).sum())
        said, gold = out["starts"].squeeze(-1) > 0, batch["starts"]
        asked = gold != IGNORED
        starts[0] += int((said & (gold == 1))[asked].sum())
        starts[1] += int(said[asked].sum())
        starts[2] += int((gold == 1)[asked].sum())
    scores = {name: 100 * n / n_words for name, n in right.items()}
    scores["starts"] = 200 * starts[0] / max(1, starts[1] + starts[2])
    network.train()
    return scores


@torch.no_grad()
def names_scores(network: Network, documents, vocabulary, labels: LabelSets, merged: dict[str, str]) -> dict[str, float]:
    """F1 of spans with kind. `merged` leads our kinds to those that the gold tells apart; others do not count."""
    network.eval()
    counts: dict[str, list[int]] = {}
    for batch, out in outputs(network, documents, vocabulary, labels):
        for row in range(batch["names"].shape[0]):
            n = int((batch["sentence"][row] >= 0).sum())
            gold_tags = [first_bit(int(bits)) for bits in batch["names"][row, :n]]
            gold = spans(gold_tags, merged)
            said = spans(out["names"][row, :n].argmax(-1).tolist(), merged)
            for kind in set(merged.values()):
                g, s = ({x for x in found if x[2] == kind} for found in (gold, said))
                tally = counts.setdefault(kind, [0, 0, 0])
                tally[0] += len(g & s)
                tally[1] += len(s)
                tally[2] += len(g)
    network.train()
    total = [sum(c[i] for c in counts.values()) for i in range(3)]
    return {kind: f1(c) for kind, c in sorted(counts.items())} | {"all": f1(total)}


def f1(counts: list[int]) -> float:
    return 200 * counts[0] / max(1, counts[1] + counts[2])


def first_bit(bits: int) -> int:
    return (bits & -bits).bit_length() - 1 if bits else 0


def spans(tags: list[int], merged: dict[str, str]) -> set[tuple[int, int, str]]:
    found, first, open_kind = set(), 0, None
    for i, tag in enumerate([*tags, 0]):
        position, _, kind = NAME_TAGS[tag].partition("-")
        if open_kind and (position != "I" or kind != open_kind):
            if open_kind in merged:
                found.add((first, i, merged[open_kind]))
            open_kind = None
        if position != "O" and open_kind is None:
            first, open_kind = i, kind
    return found


def outputs(network, documents, vocabulary, labels):
    import random

    every = [w for document in documents for w in windows(document, vocabulary, labels, None)]
    for group in batches(every, 4096, random.Random(0)):
        batch = tensors(group)
        yield batch, network(batch)
