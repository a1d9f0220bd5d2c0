"""Pairs of sentences in doubt, of several hundred events of public sets, marked by reading.

A line of `pairs.jsonl` is an event: the set, its event or articles there, and its pairs, each with
the two sentences by article (A, B, ...) and number (as in `marks.jsonl`) and the grade: 2 (both
state one fact plainly), 1 (one of them in part), 0. The pairs were drawn from those that the scorer
would have read, the more in doubt the more often, and marked by language models, by the guide that
the marked events follow: on 107 pairs of marked events they agree with the readers with F1 0.80
(0.786 to 0.817), and with one another with 0.94 to 0.98. No text of the sets is in the file. The
set fnc holds the bodies of Fake News Challenge 1 (github.com/FakeNewsChallenge/fnc-1, Apache 2.0),
put into events by their words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from .short_events import find_sentence, read_texts

PAIRS = Path(__file__).with_name("pairs.jsonl")


def read_pairs(folder: Path) -> Iterator[tuple[str, str, int]]:
    """The two sentences of each pair, and its grade (0, 1, 2)."""
    texts = read_texts(folder)
    for line in PAIRS.read_text(encoding="utf-8").splitlines():
        event = json.loads(line)
        keys = event.get("articles") or [event["event"]]
        rows = [row for key in keys for row in texts[event["set"], key]]
        for pair in event["pairs"]:
            a, b, grade = pair.split()
            yield find_sentence(a, rows), find_sentence(b, rows), int(grade)
