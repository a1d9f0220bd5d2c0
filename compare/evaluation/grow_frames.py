"""Grow the frames' word lists: `python -m compare.evaluation.grow_frames`.

Of each listed word the stems near it in `compare/data/related.txt` are candidates. One is added to
a frame where at least VOTES of the frame's own words have it among their neighbours with a cosine
of NEAR or more, it is rarer than COMMON (share of news texts that hold it), and no other frame of
the same codebook has it or would get it too. The list `grown` is written anew, so that running the
command twice changes nothing; our own words are never changed.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

from ..matching.related import load_related
from ..text.words import normal_word, stem

NEAR = 0.45
VOTES = 3
COMMON = 0.15
FRAMES = Path(__file__).parents[1] / "data" / "frames.toml"


def grow() -> dict[str, list[str]]:
    """Frame -> the stems that are added, sorted."""
    related = load_related()
    entries = tomllib.loads(FRAMES.read_text(encoding="utf-8"))["frame"]
    own = {e["name"]: {stem(normal_word(word)) for word in e["words"]} for e in entries}
    books: defaultdict[str, list[str]] = defaultdict(list)
    for entry in entries:
        books[entry["codebook"]].append(entry["name"])
    grown: dict[str, list[str]] = {}
    for names in books.values():
        votes = {
            name: Counter(
                other
                for word in sorted(own[name])
                for other, cosine in related.near.get(word, ())
                if cosine >= NEAR
            )
            for name in names
        }
        wanted = {
            name: {word for word, n in votes[name].items() if n >= VOTES} - own[name]
            for name in names
        }
        for name in names:
            others = set().union(*(wanted[o] | own[o] for o in names if o != name))
            grown[name] = sorted(
                word
                for word in wanted[name] - others
                if related.counts.get(word, 0) < COMMON * related.documents
            )
    return grown


def main() -> None:
    """Write the lists into frames.toml."""
    text = FRAMES.read_text(encoding="utf-8")
    for name, words in grow().items():
        head = re.escape(f"name = {json.dumps(name)}\n")
        listed = ", ".join(map(json.dumps, words))
        text = re.sub(
            rf"({head}.*?\ngrown = )\[[^]]*\]", rf"\g<1>[{listed}]", text, count=1, flags=re.S
        )
        sys.stdout.write(f"{name}: {' '.join(words)}\n")
    FRAMES.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
