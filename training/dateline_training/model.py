"""The network: the first layers of a MiniLM encoder, and one projection that all heads read.

The arithmetic is fixed so that inference can repeat it exactly in integers: every matrix product of the encoder and of
the shared projection is meant for int8 weights (one scale an output) and int8 activations (one scale a row).
`quantised` switches to that arithmetic, simulated.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from .labels import NAME_TAGS, UPOS
from .pieces import SURFACES

HIDDEN, FEED_FORWARD, ATTENTION_HEADS = 384, 1536, 12
"""Of MiniLM-L6-H384."""
POSITIONS = 256
NORM_EPSILON = 1e-12


@dataclass
class Shape:
    """What decides the size of the network."""

    layers: int
    pieces: int
    features: int
    scripts: int
    relations: int
    arc: int = 128
    label: int = 128

    def outputs(self) -> dict[str, int]:
        """The columns of the shared projection, in their order."""
        return {
            "arc_dependent": self.arc,
            "arc_head": self.arc,
            "label_dependent": self.label,
            "label_head": self.label,
            "upos": len(UPOS),
            "features": self.features,
            "script": self.scripts,
            "names": len(NAME_TAGS),
            "starts": 1,
        }

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


class Product(nn.Linear):
    """A matrix product that can be done as the Rust side does it."""

    quantised = False

    def forward(self, x: Tensor) -> Tensor:
        if not Product.quantised:
            return super().forward(x)
        return F.linear(rounded_rows(x), rounded_rows(self.weight), self.bias)


def rounded_rows(x: Tensor) -> Tensor:
    """Each row at int8 precision with its own scale: the largest magnitude becomes 127."""
    scale = x.abs().amax(-1, keepdim=True).clamp_min(1e-20) / 127
    return torch.round(x / scale) * scale


class Layer(nn.Module):
    """One encoder layer. Without dropout of its own: drawing the masks costs more than the products on a CPU."""

    def __init__(self):
        super().__init__()
        self.inputs = Product(HIDDEN, 3 * HIDDEN)
        self.mixed = Product(HIDDEN, HIDDEN)
        self.mixed_norm = nn.LayerNorm(HIDDEN, NORM_EPSILON)
        self.wide = Product(HIDDEN, FEED_FORWARD)
        self.narrow = Product(FEED_FORWARD, HIDDEN)
        self.narrow_norm = nn.LayerNorm(HIDDEN, NORM_EPSILON)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        n_windows, n_pieces, _ = x.shape
        parts = self.inputs(x).view(n_windows, n_pieces, 3, ATTENTION_HEADS, -1).permute(2, 0, 3, 1, 4)
        query, key, value = parts.unbind(0)
        # Written out: the fused attention of PyTorch is many times slower backwards on a CPU.
        scores = (query * key.shape[-1] ** -0.5) @ key.transpose(-1, -2) + mask
        seen = scores.softmax(-1).to(value.dtype) @ value
        seen = seen.transpose(1, 2).reshape(n_windows, n_pieces, HIDDEN)
        x = self.mixed_norm(x + self.mixed(seen))
        return self.narrow_norm(x + self.narrow(F.gelu(self.wide(x))))


class Network(nn.Module):
    """Word pieces and surface classes to the scores of every head."""

    def __init__(self, shape: Shape, dropout: float = 0.1, head_dropout: float = 0.25):
        super().__init__()
        self.shape = shape
        self.pieces = nn.Embedding(shape.pieces, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.surfaces = nn.Embedding(SURFACES, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, NORM_EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(shape.layers))
        self.outputs = Product(HIDDEN, sum(shape.outputs().values()))
        self.arc = nn.Parameter(torch.zeros(shape.arc + 1, shape.arc))
        self.arc_root = nn.Parameter(torch.zeros(shape.arc))
        self.label_root = nn.Parameter(torch.zeros(shape.label))
        self.relations = nn.Linear(shape.label, shape.relations)
        self.dropout, self.head_dropout = dropout, head_dropout
        nn.init.normal_(self.surfaces.weight, std=0.01)
        nn.init.normal_(self.arc, std=shape.arc**-0.5 / 2)
        nn.init.normal_(self.arc_root, std=0.5)
        nn.init.normal_(self.label_root, std=0.5)

    @classmethod
    def pretrained(cls, shape: Shape, encoder: Path, rows: list[int]) -> Network:
        """Begins with the layers of a MiniLM checkpoint; `rows` are the word pieces that are kept."""
        network = cls(shape)
        stored = load_file(encoder)
        own = network.state_dict()
        kinds = stored["embeddings.token_type_embeddings.weight"][0]
        own["pieces.weight"] = stored["embeddings.word_embeddings.weight"][rows]
        own["positions.weight"] = stored["embeddings.position_embeddings.weight"][:POSITIONS] + kinds
        own["norm.weight"] = stored["embeddings.LayerNorm.weight"]
        own["norm.bias"] = stored["embeddings.LayerNorm.bias"]
        for i in range(shape.layers):
            theirs = f"encoder.layer.{i}."
            for end in ("weight", "bias"):
                attention = [stored[f"{theirs}attention.self.{part}.{end}"] for part in ("query", "key", "value")]
                own[f"layers.{i}.inputs.{end}"] = torch.cat(attention)
                for mine, name in LAYER_NAMES.items():
                    own[f"layers.{i}.{mine}.{end}"] = stored[f"{theirs}{name}.{end}"]
        network.load_state_dict(own)
        return network

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        pieces, first = batch["pieces"], batch["first"]
        at = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.pieces(pieces) + self.positions(at)[None] + self.surfaces(batch["surfaces"])
        x = self.drop(self.norm(x), self.dropout)
        mask = torch.where(batch["piece_mask"], 0.0, -1e4)[:, None, None, :].to(torch.get_autocast_dtype(x.device.type))
        for layer in self.layers:
            x = layer(x, mask)
        words = torch.gather(x, 1, first[..., None].expand(-1, -1, HIDDEN))
        words = self.drop(words, self.head_dropout)
        columns = self.outputs(words).split(list(self.shape.outputs().values()), -1)
        return dict(zip(self.shape.outputs(), columns, strict=True))

    def arcs(self, out: dict[str, Tensor]) -> Tensor:
        """Scores of every word (second index) to hang on the root (third index 0) or on word j - 1."""
        dependent = self.drop(F.relu(out["arc_dependent"]), self.head_dropout)
        heads = self.with_root(self.drop(F.relu(out["arc_head"]), self.head_dropout), self.arc_root)
        one = torch.ones_like(dependent[..., :1])
        return torch.cat([dependent, one], -1) @ self.arc.to(dependent.dtype) @ heads.transpose(1, 2)

    def labels(self, out: dict[str, Tensor], head: Tensor) -> Tensor:
        """Scores of the relations of every word to the head given (0 the root, else 1 + its place)."""
        heads = self.with_root(out["label_head"], self.label_root)
        chosen = torch.gather(heads, 1, head[..., None].expand(-1, -1, heads.shape[-1]))
        return self.relations(self.drop(F.relu(out["label_dependent"] + chosen), self.head_dropout))

    def drop(self, x: Tensor, share: float) -> Tensor:
        """Dropout with one mask for all places of a window (Gal and Ghahramani 2016), which is also cheap to draw."""
        if not self.training or share == 0.0:
            return x
        kept = torch.rand(x.shape[0], 1, x.shape[2], device=x.device) >= share
        return x * (kept / (1 - share)).to(x.dtype)

    @staticmethod
    def with_root(heads: Tensor, root: Tensor) -> Tensor:
        return torch.cat([root.to(heads.dtype).expand(heads.shape[0], 1, -1), heads], 1)


LAYER_NAMES = {
    "mixed": "attention.output.dense",
    "mixed_norm": "attention.output.LayerNorm",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
    "narrow_norm": "output.LayerNorm",
}
