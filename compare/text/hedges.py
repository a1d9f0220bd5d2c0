"""Hedges: words by which a statement is held back, each with its span."""

from __future__ import annotations

import re
from functools import cache

from ..datafiles import load_lines
from .locales import any_of


def find_hedges(text: str) -> tuple[tuple[int, int], ...]:
    """Offsets of the hedges, sorted, disjoint. English; elsewhere it finds nothing.

    >>> text = "He may well be late."
    >>> [text[start:end] for start, end in find_hedges(text)]
    ['may']
    """
    found = _load_pattern().finditer(text)
    return tuple(hit.span() for hit in found if not _is_month(text, hit))


def _is_month(text: str, hit: re.Match[str]) -> bool:
    """Whether "May" is the month: 'May 3', 'in May'."""
    before = text[max(0, hit.start() - 4) : hit.start()].rstrip()
    return hit.group() == "May" and hit.start() > 0 and before[-1:] not in ".!?"


@cache
def _load_pattern() -> re.Pattern[str]:
    words = any_of(load_lines("hedges.txt")).replace(r"\ ", r"\s")
    # what somebody could not do is no doubt
    return re.compile(rf"\b(?:{words})\b(?<!could(?=\snot\b))", re.IGNORECASE)
