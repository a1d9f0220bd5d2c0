"""Words of certainty: hedges, negations, boosters, each with its span."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ..datafiles import load_lines

LISTS = {"hedge": "hedges.txt", "negation": "negations.txt", "booster": "boosters.txt"}


class Cue(NamedTuple):
    """text[start:end] says how sure the statement is; kind: a key of LISTS."""

    start: int
    end: int
    text: str
    kind: str


def find_cues(text: str) -> tuple[Cue, ...]:
    """Hedges, negations and boosters, sorted by start, none within another.

    English; elsewhere it finds nothing.

    >>> [(cue.text, cue.kind) for cue in find_cues("He may not come.")]
    [('may', 'hedge'), ('not', 'negation')]
    """
    cues = [
        Cue(found.start(), found.end(), found.group(), kind)
        for kind in LISTS
        for found in _load_pattern(kind).finditer(text)
        if not _is_month(text, found)
    ]
    return tuple(_keep_longest(sorted(cues, key=lambda cue: (cue.start, -cue.end, cue.kind))))


def _keep_longest(cues: list[Cue]) -> Iterator[Cue]:
    """Of cues that overlap the first and longest: 'no doubt', not 'no' and 'doubt' too."""
    end = 0
    for cue in cues:
        if cue.start >= end:
            end = cue.end
            yield cue


def _is_month(text: str, found: re.Match[str]) -> bool:
    """'May 3', 'in May': the month, not the hedge."""
    before = text[max(0, found.start() - 4) : found.start()].rstrip()
    return found.group() == "May" and found.start() > 0 and before[-1:] not in ".!?"


@cache
def _load_pattern(kind: str) -> re.Pattern[str]:
    words = sorted(load_lines(LISTS[kind]), key=len, reverse=True)
    parts = [
        re.escape(word.rstrip("*")).replace(r"\ ", r"\s")
        + (r"\w{0,12}" if word.endswith("*") else "")
        for word in words
    ]
    contracted = r"|\b\w{2,8}n['’]t" if kind == "negation" else ""
    return re.compile(rf"\b(?:{'|'.join(parts)})\b{contracted}", re.IGNORECASE)
