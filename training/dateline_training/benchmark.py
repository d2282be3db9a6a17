"""`python -m dateline_training.benchmark`: the same graph on ONNX Runtime, one thread, to hold our own speed against.

Counts articles of 500 words, packed into windows as the Rust side packs them; cutting words into pieces and decoding
are not in it, so the figure flatters ONNX Runtime. Needs the packages `onnx` and `onnxruntime` beside the lock file.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from .export import load
from .model import Network, Shape

PIECES_PER_ARTICLE = 650
"""Of 500 words of news."""
WINDOW = 128
ROUNDS = 20


class Scores(nn.Module):
    """The network up to the scores of the heads, as a plain graph."""

    def __init__(self, network: Network):
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, surfaces: Tensor, first: Tensor) -> Tensor:
        mask = torch.ones_like(pieces, dtype=torch.bool)
        out = self.network({"pieces": pieces, "surfaces": surfaces, "first": first, "piece_mask": mask})
        return torch.cat(list(out.values()), -1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    args = parser.parse_args()
    stored = load(args.checkpoint)
    network = Network(Shape(**stored["shape"])).eval()
    network.load_state_dict(stored["network"])
    rng = np.random.default_rng(1)
    n_windows = -(-PIECES_PER_ARTICLE // WINDOW)
    length = PIECES_PER_ARTICLE // n_windows
    first = np.tile(np.arange(0, length, 1.3).astype(np.int64), (n_windows, 1))
    inputs = {
        "pieces": rng.integers(5, len(stored["pieces"]), (n_windows, length)),
        "surfaces": rng.integers(0, 32, (n_windows, length)),
        "first": first,
    }
    with tempfile.TemporaryDirectory() as folder:
        plain, int8 = Path(folder) / "plain.onnx", Path(folder) / "int8.onnx"
        example = tuple(torch.from_numpy(v) for v in inputs.values())
        torch.onnx.export(Scores(network), example, plain, input_names=list(inputs), dynamo=False)
        quantize_dynamic(plain, int8, weight_type=QuantType.QInt8, per_channel=True)
        for name, path in (("fp32", plain), ("dynamic int8", int8)):
            times = seconds_per_article(path, inputs)
            rates = f"{1 / np.median(times):.1f} articles a second at the median, {1 / min(times):.1f} at best"
            print(f"ONNX Runtime {onnxruntime.__version__}, {name}: {rates}")


def seconds_per_article(path: Path, inputs: dict[str, np.ndarray]) -> list[float]:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    session.run(None, inputs)
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        session.run(None, inputs)
        times.append(time.perf_counter() - began)
    return times


if __name__ == "__main__":
    main()
