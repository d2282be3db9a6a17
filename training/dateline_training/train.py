"""Training: one pass after another over all corpora, a seed for everything random."""

from __future__ import annotations

import math
import random
import time
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from .corpora import Document
from .labels import LabelSets
from .model import Network
from .pieces import HIDDEN, Vocabulary
from .windows import IGNORED, batches, tensors, windows

QUOTES_VARIED = 0.5
"""Share of documents a pass whose straight quotation marks and apostrophes become curly ones, or the reverse."""

WORDS_HIDDEN = 0.04
"""Share of pieces hidden in training."""

WEIGHTS = {
    "arc": 1.0, "relation": 1.0, "upos": 0.5, "features": 0.5, "script": 0.5, "names": 1.0, "starts": 0.5, "kept": 0.5,
}  # fmt: skip
"""What each head's loss counts, and in a refinement what it counts to keep to what was learned before."""


@dataclass
class Plan:
    """How long and how fast to train."""

    passes: float
    seed: int = 20260
    encoder_rate: float = 1.5e-4
    head_rate: float = 1.5e-3
    pieces_per_batch: int = 2048
    warm_up: float = 0.06


def train(
    network: Network,
    documents: list[Document],
    vocabulary: Vocabulary,
    labels: LabelSets,
    plan: Plan,
    report,
    before: Network | None = None,
) -> None:
    """Trains in place. `report(step, n_steps, losses, seconds)` is called now and then.

    With `before`, the network as it was, it is also taught to give the trees, tags and lemmas that one gave: new names
    are learned and little else changes (distillation as in Li and Hoiem 2016, "Learning without Forgetting").
    """
    rng = random.Random(plan.seed)
    torch.manual_seed(plan.seed)
    device = next(network.parameters()).device
    optimizer = optimizer_for(network, plan)
    per_pass = len(batches(all_windows(documents, vocabulary, labels, rng), plan.pieces_per_batch, rng))
    n_steps = math.ceil(per_pass * plan.passes)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate(step / n_steps, plan.warm_up))
    began, step, sums = time.monotonic(), 0, {}
    hidden_piece = vocabulary.ids[HIDDEN]
    network.train()
    while step < n_steps:
        passing = all_windows([varied(d, rng) for d in documents], vocabulary, labels, rng)
        for group in batches(passing, plan.pieces_per_batch, rng)[: n_steps - step]:
            batch = {name: tensor.to(device) for name, tensor in tensors(group).items()}
            with torch.autocast(device.type, dtype=torch.bfloat16):
                told = before and told_before(before, batch)
            hide(batch, hidden_piece)
            with torch.autocast(device.type, dtype=torch.bfloat16):
                losses = loss(network, batch, told)
            total = sum(WEIGHTS[name] * value for name, value in losses.items())
            total.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            schedule.step()
            step += 1
            for name, value in losses.items():
                sums.setdefault(name, []).append(value.item())
            if step % 50 == 0 or step == n_steps:
                means = {name: sum(values) / len(values) for name, values in sums.items()}
                report(step, n_steps, means, time.monotonic() - began)
                sums = {}


def optimizer_for(network: Network, plan: Plan) -> torch.optim.Optimizer:
    """The word table stays as it was pretrained: most of its rows are too rare here to be learned better."""
    network.pieces.weight.requires_grad_(False)
    encoder, heads = [], []
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        is_encoder = name.startswith(("positions", "norm", "layers"))
        (encoder if is_encoder else heads).append(parameter)
    groups = [{"params": encoder, "lr": plan.encoder_rate}, {"params": heads, "lr": plan.head_rate}]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def rate(done: float, warm_up: float) -> float:
    """Linear rise, then a cosine fall to a fiftieth."""
    if done < warm_up:
        return done / warm_up
    return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * (done - warm_up) / (1 - warm_up)))


def all_windows(documents: list[Document], vocabulary: Vocabulary, labels: LabelSets, rng: random.Random):
    return [w for document in documents for w in windows(document, vocabulary, labels, rng)]


def varied(document: Document, rng: random.Random) -> Document:
    """The document with the other kind of quotation marks, now and then."""
    if rng.random() >= QUOTES_VARIED:
        return document
    curly = any("’" in w or "“" in w for s in document.sentences for w in s.words)
    changed = [straightened(s.words) if curly else curled(s.words) for s in document.sentences]
    sentences = [
        type(s)(words, s.glued, s.new_paragraph, s.syntax, s.names)
        for s, words in zip(document.sentences, changed, strict=True)
    ]
    return Document(sentences, document.borders_are_real)


def straightened(words: list[str]) -> list[str]:
    table = str.maketrans("“”‘’", "\"\"''")
    return [w.translate(table) for w in words]


def curled(words: list[str]) -> list[str]:
    out, open_ = [], False
    for word in words:
        if word in ('"', "``", "''"):
            open_ = word == "``" or (word == '"' and not open_)
            out.append("“" if open_ else "”")
        else:
            out.append(word.replace("'", "’"))
    return out


def hide(batch: dict[str, Tensor], piece: int) -> None:
    hidden = (torch.rand_like(batch["pieces"], dtype=torch.float32) < WORDS_HIDDEN) & batch["piece_mask"]
    hidden[:, 0] = False
    batch["pieces"] = torch.where(hidden, piece, batch["pieces"])


@dataclass
class Told:
    """What a network gave for a batch: of its words (`known`) the likelihood of every tag, head and relation."""

    known: Tensor
    tags: dict[str, Tensor]
    heads: Tensor
    head: Tensor
    """For every word the head that it gave, as in a batch."""
    relations: Tensor


@torch.no_grad()
def told_before(network: Network, batch: dict[str, Tensor]) -> Told:
    out = network(batch)
    known = batch["sentence"] >= 0
    tags = {name: F.softmax(out[name][known].float(), -1) for name in ("upos", "features", "script")}
    arcs = masked_arcs(network.arcs(out), batch["sentence"])[known].float()
    head = torch.zeros_like(batch["head"]).masked_scatter(known, arcs.argmax(-1))
    relations = F.softmax(network.labels(out, head)[known].float(), -1)
    return Told(known, tags, F.softmax(arcs, -1), head, relations)


def kept_loss(network: Network, out: dict[str, Tensor], batch: dict[str, Tensor], told: Told) -> Tensor:
    """How far a network's answers are from those that were told before."""
    tags = sum(F.cross_entropy(out[name][told.known].float(), tags) for name, tags in told.tags.items())
    arcs = masked_arcs(network.arcs(out), batch["sentence"])[told.known].float()
    relations = network.labels(out, told.head)[told.known].float()
    return 0.5 * tags + F.cross_entropy(arcs, told.heads) + F.cross_entropy(relations, told.relations)


def loss(network: Network, batch: dict[str, Tensor], told: Told | None) -> dict[str, Tensor]:
    """The mean loss of every head over the words that its gold tells about."""
    out = network(batch)
    losses = {name: head_loss(out[name], batch[name]) for name in ("upos", "features", "script")}
    losses["names"] = names_loss(out["names"], batch["names"])
    losses["starts"] = starts_loss(out["starts"].squeeze(-1), batch["starts"])
    if bool((batch["head"] != IGNORED).any()):
        arcs = masked_arcs(network.arcs(out), batch["sentence"])
        losses["arc"] = head_loss(arcs, batch["head"])
        losses["relation"] = head_loss(network.labels(out, batch["head"].clamp_min(0)), batch["relation"])
    if told is not None:
        losses["kept"] = kept_loss(network, out, batch, told)
    return losses


def masked_arcs(arcs: Tensor, sentence: Tensor) -> Tensor:
    """Arcs stay inside a sentence, and no word hangs on itself."""
    same = sentence[:, :, None] == sentence[:, None, :]
    same = same & ~torch.eye(sentence.shape[1], dtype=torch.bool, device=same.device)
    root = torch.ones_like(same[:, :, :1])
    return arcs.float().masked_fill(~torch.cat([root, same], 2), -1e4)


def head_loss(scores: Tensor, gold: Tensor) -> Tensor:
    known = gold != IGNORED
    if not bool(known.any()):
        return scores.sum() * 0.0
    return F.cross_entropy(scores[known].float(), gold[known])


def names_loss(scores: Tensor, allowed: Tensor) -> Tensor:
    """How unlikely the set of tags is that may be right."""
    known = allowed != 0
    if not bool(known.any()):
        return scores.sum() * 0.0
    scores, allowed = scores[known].float(), allowed[known]
    bits = (allowed[:, None] >> torch.arange(scores.shape[-1], device=scores.device)) & 1
    right = scores.masked_fill(bits == 0, float("-inf")).logsumexp(-1)
    return (scores.logsumexp(-1) - right).mean()


def starts_loss(scores: Tensor, gold: Tensor) -> Tensor:
    known = gold != IGNORED
    if not bool(known.any()):
        return scores.sum() * 0.0
    return F.binary_cross_entropy_with_logits(scores[known].float(), gold[known].float())
