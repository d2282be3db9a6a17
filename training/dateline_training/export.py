"""Writes a trained network as the Rust side reads it: packed int8 weights, word pieces, manifest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import torch
from blake3 import blake3
from safetensors.numpy import save_file

from .labels import NAME_TAGS, UPOS
from .model import FEED_FORWARD, HIDDEN

FORMAT = 1
PANEL, LANES = 64, 16
"""As in `crates/annotate/src/net/kernel.rs`."""


def quantised(weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows as int8 with one scale each; the largest magnitude of a row becomes 127."""
    scales = np.maximum(np.abs(weight).max(1), 1e-20).astype(np.float32) / np.float32(127)
    return np.rint(weight / scales[:, None]).astype(np.int8), scales


def packed(weight: np.ndarray) -> np.ndarray:
    """Rows (one an output) to panels of 64 outputs; in each, four weights of every output for every four inputs."""
    outputs, inputs = weight.shape
    padded = np.zeros((-(-outputs // PANEL) * PANEL, inputs), dtype=np.int8)
    padded[:outputs] = weight
    panels = padded.reshape(-1, PANEL, inputs // 4, 4).transpose(0, 2, 1, 3)
    return np.ascontiguousarray(panels).reshape(-1)


def product(tensors: dict[str, np.ndarray], name: str, weight: np.ndarray, bias: np.ndarray) -> None:
    """The tensors of one matrix product. Activations come as bytes around 128; the corrections take the 128 out."""
    rounded, scales = quantised(weight)
    corrections = np.zeros(-(-len(weight) // PANEL) * PANEL, dtype=np.int32)
    corrections[: len(weight)] = -128 * rounded.astype(np.int32).sum(1)
    tensors |= {
        f"{name}.weights": packed(rounded), f"{name}.corrections": corrections,
        f"{name}.scales": scales, f"{name}.biases": bias.astype(np.float32),
    }  # fmt: skip


def tensors_of(state: dict[str, np.ndarray], layers: int) -> dict[str, np.ndarray]:
    tensors: dict[str, np.ndarray] = {}
    rows, scales = quantised(state["pieces.weight"])
    tensors |= {"pieces.weights": rows.reshape(-1), "pieces.scales": scales}
    tensors |= {"positions": state["positions.weight"], "surfaces": state["surfaces.weight"]}
    norm(tensors, "norm", state)
    for layer in range(layers):
        for part in ("inputs", "mixed", "wide", "narrow"):
            name = f"layers.{layer}.{part}"
            product(tensors, name, state[f"{name}.weight"], state[f"{name}.bias"])
        for part in ("mixed_norm", "narrow_norm"):
            norm(tensors, f"layers.{layer}.{part}", state)
    product(tensors, "outputs", state["outputs.weight"], state["outputs.bias"])
    tensors |= {name: state[name] for name in ("arc", "arc_root", "label_root")}
    relations = state["relations.weight"]
    width = -(-len(relations) // LANES) * LANES
    weight, bias = np.zeros((relations.shape[1], width), np.float32), np.zeros(width, np.float32)
    weight[:, : len(relations)] = relations.T
    bias[: len(relations)] = state["relations.bias"]
    tensors |= {"relations.weight": weight, "relations.bias": bias}
    return {name: np.ascontiguousarray(tensor) for name, tensor in tensors.items()}


def norm(tensors: dict[str, np.ndarray], name: str, state: dict[str, np.ndarray]) -> None:
    tensors |= {f"{name}.{end}": state[f"{name}.{end}"] for end in ("weight", "bias")}


LEMMA_SHARE_MIN = 0.7
"""A form and tag has its commonest lemma in the list if it has it at least this often."""


def lemma_list(trees: Iterable) -> str:
    """Lines of form, tag and lemma, as the treebanks have them."""
    counted: dict[tuple[str, str], Counter[str]] = {}
    for tree in trees:
        for word in tree:
            if isinstance(word["id"], int) and "\t" not in word["lemma"]:
                counted.setdefault((word["form"], word["upos"]), Counter())[word["lemma"]] += 1
    lines = []
    for (form, upos), lemmas in sorted(counted.items()):
        lemma, n = min(lemmas.items(), key=lambda item: (-item[1], item[0]))
        if n >= LEMMA_SHARE_MIN * lemmas.total():
            lines.append(f"{form}\t{upos}\t{lemma}\n")
    return "".join(lines)


def export(stored: dict, folder: Path, version: str, trained_on: list[dict], lemmas: str) -> None:
    """Writes manifest, pieces, lemmas and weights of a checkpoint into `folder`."""
    assert (HIDDEN, FEED_FORWARD) == (384, 1536), "the Rust side fixes these widths"
    folder.mkdir(parents=True, exist_ok=True)
    state = {name: tensor.float().numpy() for name, tensor in stored["network"].items()}
    weights = folder / "weights.safetensors"
    save_file(tensors_of(state, stored["shape"]["layers"]), weights)
    weights.chmod(0o644)
    (folder / "lemmas.tsv").write_text(lemmas, "utf8")
    (folder / "pieces.txt").write_text("".join(piece + "\n" for piece in stored["pieces"]), "utf8")
    (folder / "manifest.toml").write_text(manifest(stored, folder, version, trained_on), "utf8")


def manifest(stored: dict, folder: Path, version: str, trained_on: list[dict]) -> str:
    lines = [
        "# What this model is made of. Written by training/; the card beside it says what it can do.",
        f"format = {FORMAT}",
        'name = "en"',
        f'version = "{version}"',
        'language = "en"',
        'licence = "CC-BY-SA-4.0"',
        f"layers = {stored['shape']['layers']}",
        "",
        "[training]",
        *(f"{key} = {value}" for key, value in stored["plan"].items()),
        f'torch = "{stored["torch"]}"',
        "",
        "[training.refining]",
        *(f"{key} = {value}" for key, value in stored["refining"].items()),
        "",
    ]
    for name in ("lemmas.tsv", "pieces.txt", "weights.safetensors"):
        content = (folder / name).read_bytes()
        lines += [f"[files.{name.split('.')[0]}]", f'blake3 = "{blake3(content).hexdigest()}"', f"n_bytes = {len(content)}", ""]
    lines += ["[labels]"]
    sets = {"upos": UPOS, "features": stored["features"], "scripts": stored["scripts"], "relations": stored["relations"], "names": NAME_TAGS}
    for name, labels in sets.items():
        lines += [f"{name} = [", *(f"  {quoted(label)}," for label in labels), "]"]
    for corpus in trained_on:
        lines += ["", "[[trained_on]]", *(f"{key} = {quoted(value)}" for key, value in corpus.items())]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def hashes(folder: Path, names: tuple[str, ...], licences: dict[str, str]) -> list[dict]:
    return [
        {"file": name, "blake3": blake3((folder / name).read_bytes()).hexdigest(), "licence": licences[name]} for name in names
    ]


def load(path: Path) -> dict:
    return torch.load(path, map_location="cpu", weights_only=True)
