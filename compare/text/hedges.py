"""Hedges: words by which a statement is held back, each with its span."""

from __future__ import annotations

import re
from functools import cache

from ..datafiles import load_lines


def find_hedges(text: str) -> tuple[tuple[int, int], ...]:
    """Offsets of the hedges, sorted, disjoint. English; elsewhere it finds nothing.

    >>> text = "He may well be late."
    >>> [text[start:end] for start, end in find_hedges(text)]
    ['may']
    """
    return tuple(
        hit.span() for hit in _load_pattern().finditer(text) if not _means_another(text, hit)
    )


def _means_another(text: str, hit: re.Match[str]) -> bool:
    """'May 3', 'in May': the month; 'no doubt': none at all."""
    before = text[max(0, hit.start() - 4) : hit.start()].rstrip()
    if hit.group() == "May":
        return hit.start() > 0 and before[-1:] not in ".!?"
    return hit.group().casefold() == "doubt" and before.casefold().split()[-1:] == ["no"]


@cache
def _load_pattern() -> re.Pattern[str]:
    words = sorted(load_lines("hedges.txt"), key=len, reverse=True)
    parts = [
        re.escape(word.rstrip("*")).replace(r"\ ", r"\s")
        + (r"\w{0,12}" if word.endswith("*") else "")
        for word in words
    ]
    # "can't" is no "can"
    return re.compile(rf"\b(?:{'|'.join(parts)})\b(?!['’]t\b)", re.IGNORECASE)
