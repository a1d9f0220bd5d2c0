"""Hedges: words by which a statement is held back, each with its span."""

from __future__ import annotations

import re
from functools import cache

from ..datafiles import load_lines
from .locales import any_of

_DOUBTED = re.compile(
    r"\b(?:(?:rais|cast|express|hav)(?:e|es|ed|ing)?|has|had)\s(?:[a-z]{1,12}\s){0,2}doubts?"
    r"\s(?:about|on|over|as\sto|that|whether)\b(?:\s(?:whether|if)\b)?"
    r"|\bdoubt(?:s|ed)?\s(?:that|whether|if)\b"
    r"|\bs[ck]eptical\s(?:that|of|about)\b(?:\s(?:whether|if)\b)?"
)
_NEXT = re.compile(r"[,;]|\sand\s(?:has|have|had|was|were|will|is|are)\b")
_NO_DOUBT = re.compile(r"(?:\b(?:no|not|never|little|without|nobody)\b|n[’']t\b)[^.;]{0,20}\Z")


def find_doubted(text: str) -> tuple[int, int] | None:
    """Offsets of the clause that the text says is doubted; None where nothing is.

    >>> text = "Experts have raised doubts about whether a meteorite fell, he said."
    >>> text[slice(*find_doubted(text))]
    ' a meteorite fell'
    """
    hit = _DOUBTED.search(text)
    if not hit or _NO_DOUBT.search(text, max(0, hit.start() - 30), hit.start() + 4):
        return None
    following = _NEXT.search(text, hit.end())
    return hit.end(), following.start() if following else len(text)


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
