"""Whether a text looks like several articles that were read as one.

Pages, dates and rules tell nothing: of 322 saved pages of one article each they made 26 several.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

RULE = "looks like several articles, read as one: save each in a file of its own"
FEWEST_WORDS = 100  # of running text behind each headline
PROSE = 12  # words of a line that is running text
NEAR = 3  # lines between a headline and what marks it
# what stands by each article's headline, on a line of its own
_MARK = re.compile(
    r"(?i:(?:(?:source|url|link):? ?)?https?://[^\s<>\"]{4,500}"
    r"|(?:article|document|story|text|artikel|dokument) ?(?:no\. ?)?#?\d{1,4}\b.{0,60}"
    r"|(?:length: ?)?\d[\d,.]{0,8} words)"
    r"|[Bb][Yy]:? [A-Z][\w.'’-]{0,30}(?: (?:[A-Z][\w.'’-]{0,30}|and|,|&)){1,7}"
)


def find_in_text(text: str) -> str | None:
    """What shows that a text looks like several articles; None where nothing does.

    Two headlines or more, each at the head, behind a wide gap, or by an address, a byline, a number
    or a count of words on a line of its own, with an article's worth of running text behind it.
    """
    rows = [" ".join(row.split()) for row in text.splitlines()]
    numbers = [number for number, row in enumerate(rows) if row]
    lines = [rows[number] for number in numbers]
    set_apart = [two - one > 2 for one, two in pairwise([-3, *numbers])]
    heads = [
        place
        for place, line in enumerate(lines)
        if _is_headline(line) and (set_apart[place] or _is_marked(place, lines))
    ]
    headed = [
        lines[place][:60]
        for place, following in pairwise([*heads, len(lines)])
        if sum(map(_count_prose, lines[place:following])) >= FEWEST_WORDS
    ]
    return f"{len(headed)} headlines: {', '.join(headed[:3])}" if len(headed) > 1 else None


def _count_prose(line: str) -> int:
    count = len(line.split())
    return count if count >= PROSE else 0


def _is_marked(place: int, lines: Sequence[str]) -> bool:
    return any(map(_MARK.fullmatch, lines[max(0, place - NEAR) : place + NEAR + 1]))


def _is_headline(line: str) -> bool:
    """Whether a line has a headline's form: some words that end like no sentence, nor a date."""
    ends = line.endswith((".", "!", ":", "…")) or line[-4:].isdigit()
    formed = 4 <= len(line.split()) <= 20 and line[:1].isupper() and not ends
    return formed and not _MARK.fullmatch(line)
