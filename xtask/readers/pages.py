"""Takes the article text out of a folder of web pages with Python's trafilatura, and says how fast.

Prints what the example `pages` of `dateline-read` prints: a line of JSON for each page, then one of "type":"speed".
The pages are unpacked and decoded beforehand; a pass goes from their characters to their texts.

usage: pages.py trafilatura|trafilatura-fast FOLDER
"""

import gzip
import json
import pathlib
import sys
import time

import trafilatura

PASSES = 5
"""Passes over all pages, of which the fastest counts, as for Dateline."""


def text(html: str, way: str) -> str | None:
    """The text of a page; nothing where the library gives up."""
    return trafilatura.extract(html, include_comments=False, fast=way == "trafilatura-fast")


def pages(folder: pathlib.Path) -> list[tuple[str, str]]:
    """The pages of a folder in the order of their names, each with its id."""
    files = sorted(folder.glob("*.html.gz"))
    return [(file.name.removesuffix(".html.gz"), gzip.decompress(file.read_bytes()).decode("utf-8", "replace")) for file in files]


def run_pass(read: list[tuple[str, str]], way: str) -> float:
    """How many seconds on a core it takes to read all pages."""
    begun = time.process_time()
    for _, html in read:
        text(html, way)
    return time.process_time() - begun


def main() -> None:
    way, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    read = pages(folder)
    for page_id, html in read:
        print(json.dumps({"id": page_id, "text": text(html, way)}))
    fastest = min(run_pass(read, way) for _ in range(PASSES))
    speed = {"type": "speed", "version": trafilatura.__version__, "pages": len(read), "seconds": fastest}
    print(json.dumps(speed))


if __name__ == "__main__":
    main()
