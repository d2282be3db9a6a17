"""The card that lies beside a model."""

from __future__ import annotations


def card(stored: dict, version: str, trained_on: list[dict], scores: list[dict]) -> str:
    shape, plan, refining = stored["shape"], stored["plan"], stored["refining"]
    corpora = "\n".join(f"| `{c['file']}` | {c['licence']} | `{c['blake3'][:16]}` |" for c in trained_on)
    return f"""# The model `en`, version {version}

Written by `training/`; do not edit by hand.

**What it is for.** Part of speech, features, lemma, dependencies (Universal Dependencies 2), named mentions and sentence
borders of English news, as layers that Dateline's rules read. It decides no statement, event or commitment.

**What it is.** The first {shape["layers"]} layers of MiniLM-L6-H384 (by way of all-MiniLM-L6-v2, Apache-2.0) with
{shape["pieces"]:,} of its word pieces, an embedding of letter shape, quotation and gluing, and one projection that all
heads read. Matrix products are int8 with 32-bit sums: one scale for each output of a weight matrix, one for each row of
activations, found at run time from that row alone. Everything else is 32-bit floating point in a fixed order.

**Licence.** CC BY-SA 4.0, as the strictest of what it was trained on.

**Trained** {plan["passes"]:g} times over the corpora below, seed {plan["seed"]}, with PyTorch {stored["torch"]}; then
{refining["passes"]:g} times again, slower, seed {refining["seed"]}, with the names that were marked for Dateline
(`training/labels/`) and kept to the trees that it gave before.

| corpus | licence | blake3 |
|---|---|---|
{corpora}

Of re3d, the documents whose hash of the id is divisible by five are set apart and were not seen. Kinds of names that a
corpus does not tell apart are left open in training: `corpora.py` says how.

**Scores on gold words** of development sets, in percent, heads chosen word by word. What users see is measured from raw
text, with trees: `docs/scores.md`.

{syntax_table(scores)}

{names_table(scores)}

**Not to be expected of it.** Other languages; text without sentences (tables, lists of results); names of buildings as a
kind of their own (no corpus that may be used tells them apart); a country as its government: that is for the rules.
"""


def syntax_table(scores: list[dict]) -> str:
    rows = [s for s in scores if "las" in s]
    columns = ("upos", "features", "script", "uas", "las", "starts")
    head = "| corpus | arithmetic | UPOS | features | lemma script | UAS | LAS | sentence starts F1 |\n|---|---|---|---|---|---|---|---|"
    return "\n".join([head, *(f"| {s['corpus']} | {s['arithmetic']} | " + " | ".join(f"{s[c]:.2f}" for c in columns) + " |" for s in rows)])


def names_table(scores: list[dict]) -> str:
    rows = [s for s in scores if "las" not in s]
    columns = ("person", "organisation", "place", "all")
    head = "| corpus | arithmetic | person F1 | organisation F1 | place F1 | all F1 |\n|---|---|---|---|---|---|"
    return "\n".join([head, *(f"| {s['corpus']} | {s['arithmetic']} | " + " | ".join(f"{s[c]:.2f}" for c in columns) + " |" for s in rows)])
