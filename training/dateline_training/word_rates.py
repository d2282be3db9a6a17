"""Counts how often words stand in English text, for data/en/word_rates.tsv.

Usage: python -m dateline_training.word_rates CORPORA > data/en/word_rates.tsv
CORPORA holds syntax/{ewt,gum-open}-train.conllu and statements/wikinews-train.jsonl.
"""

import collections
import json
import pathlib
import re
import sys

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# A word must stand in so many places, in so many texts, to be taken for one that may stand anywhere.
PLACES_MIN, TEXTS_MIN = 3, 2
# And so often in a million words.
PER_MILLION_MIN = 10


def texts(corpora):
    for name in ("ewt-train", "gum-open-train"):
        text = []
        for line in (corpora / "syntax" / f"{name}.conllu").open(encoding="utf-8"):
            if line.startswith("# newdoc") and text:
                yield " ".join(text)
                text = []
            elif line.startswith("# text = "):
                text.append(line.removeprefix("# text = ").strip())
        yield " ".join(text)
    for line in (corpora / "statements" / "wikinews-train.jsonl").open(encoding="utf-8"):
        yield json.loads(line)["text"]


def words(text):
    return [re.sub(r"'s$", "", word.replace("’", "'")) for word in WORD.findall(text.lower())]


def main():
    places, held_by = collections.Counter(), collections.Counter()
    for text in texts(pathlib.Path(sys.argv[1])):
        found = words(text)
        places.update(found)
        held_by.update(set(found))
    n_words = sum(places.values())
    rates = {}
    for word, n in places.items():
        rate = n * 1e6 / n_words
        if n >= PLACES_MIN and held_by[word] >= TEXTS_MIN and rate >= PER_MILLION_MIN:
            rates[word] = round(rate)
    print("word\tper_million")
    print(HEAD, end="")
    for word, rate in sorted(rates.items(), key=lambda item: (-item[1], item[0])):
        print(f"{word}\t{rate}")


HEAD = """\
# word_rates.tsv: how often a word stands in a million words of English, whatever they are about; grouping asks how rare a word is.
# word: lower case, without a genitive's ending. per_million: rounded. Sorted by rate, then by word.
# Counted by training/dateline_training/word_rates.py in the training parts of the open treebanks EWT and GUM and in Wikinews
# reports: words of three places in two texts or more, ten in a million or more.
"""

if __name__ == "__main__":
    main()
