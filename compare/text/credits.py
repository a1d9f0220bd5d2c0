"""Wire tags and credits: '/TASS/', 'LONDON (Reuters) -', '(MENAFN- AzerNews)', 'By Reuters'.

Only where credits stand: at the head of the body, at the end of a paragraph, in the byline. An
agency named in a sentence is news about it or its report quoted. 'Reuters contributed' is no
credit: the outlet wrote the rest.
"""

from __future__ import annotations

import re

from ..datafiles import load_table
from .locales import any_of

HEAD = 300  # characters at the head of the body in which a dateline's tag stands
_NAME = rf"(?P<agency>{any_of(load_table('agencies.txt'))})"
_AGENCY = re.compile(rf"\b{_NAME}\b")
# in brackets or slashes, with at most a few words behind: '(MENAFN- AzerNews)'
_TAG = re.compile(rf"[(/]\s?{_NAME}(?:\s?[-–—]\s?[^()/\n]{{0,40}})?\s?[)/]")


def find_credits(text: str, byline: str | None = None) -> set[str]:
    """The agencies that a body and its byline credit. Linear.

    >>> find_credits("PARIS (AP) — A fire broke out.")
    {'AP'}
    """
    tags = (
        hit
        for hit in _TAG.finditer(text)
        if _in_dateline(text, hit) or text[hit.end() : hit.end() + 2].lstrip(" .")[:1] in ("", "\n")
    )
    table = load_table("agencies.txt")
    return {table[hit["agency"]] for hit in (*tags, *_AGENCY.finditer(byline or ""))}


def _in_dateline(text: str, hit: re.Match[str]) -> bool:
    """'LONDON (Reuters) -', '(AP) The', 'MOSCOW, October 2. /TASS/.'; not '(AP) report was'."""
    line = text.rfind("\n", 0, hit.start()) + 1
    ends = text[hit.end() : hit.end() + 2].lstrip(" ")[:1]
    return hit.end() <= HEAD and (hit.start() == line or ends in {"-", "–", "—", ".", ":", "\n"})
