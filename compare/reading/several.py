"""Whether a text looks like several articles that were read as one.

Pages, dates and rules tell nothing: of 322 saved pages of one article each they made 26 several.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

RULE = "looks like several articles, read as one: save each in a file of its own"
FEWEST_WORDS = 100  # of running text behind each mark
CLEAN = 0.9  # share of lines kept from which on a text is no pasted page, whose gaps say nothing
PROSE = 12  # words of a line that is running text
_ADDRESS = re.compile(r"(?:(?:source|url|link):? ?)?https?://[^\s<>\"]{4,500}", re.I)
_BYLINE = re.compile(r"[Bb][Yy]:? [A-Z][\w.'’-]{0,30}(?: (?:[A-Z][\w.'’-]{0,30}|and|,|&)){1,7}")
_NUMBERED = re.compile(
    r"(?:article|document|story|text|artikel|dokument) ?(?:no\. ?)?#?\d{1,4}\b.{0,60}", re.I
)
_COUNTED = re.compile(r"(?:length: ?)?\d[\d,.]{0,8} words", re.I)


class _Line(NamedTuple):
    """A line that holds something: its words if it is running text, whether it is kept, and the
    number of empty lines before it."""

    text: str
    words: int
    in_body: bool
    gap: int


def find_in_text(text: str, cut: Collection[int] = ()) -> str | None:
    """What shows that a text looks like several articles; None where nothing does.

    A mark that stands twice or more, with a headline about it and an article's worth of running
    text behind it: an address, a byline, a number or a count of words on a line of its own, a wide
    gap. cut: numbers of the lines that are furniture, among which addresses and gaps do not count.
    """
    lines = list(_split_lines(text, cut))
    for what, is_mark in MARKS.items():
        inside = what == "addresses"
        places = [n for n, line in enumerate(lines) if len(line.text) < 200 and is_mark(line.text)]
        heads = [n for n in _with_text(places, lines, inside) if _has_headline(n, lines)]
        if len(heads) > 1:
            return f"{len(heads)} {what}: {', '.join(lines[n].text[:40] for n in heads[:3])}"
    if sum(line.in_body for line in lines) < CLEAN * len(lines):
        return None
    heads = [n for n, line in enumerate(lines) if _is_headline(line.text)]
    gaps = [n for n in heads if lines[n].gap > 1 or n == 0]
    headed = list(_with_text(gaps, lines, True))
    if len(headed) > 1:
        return f"{len(headed)} headlines: {', '.join(lines[n].text[:60] for n in headed[:3])}"
    return None


# what stands before each article, on a line of its own -> whether a line is that
MARKS: dict[str, Callable[[str], object]] = {
    "addresses": _ADDRESS.fullmatch,
    "numbers": _NUMBERED.fullmatch,
    "counts of words": _COUNTED.fullmatch,
    "bylines": _BYLINE.fullmatch,
}


def _split_lines(text: str, cut: Collection[int]) -> Iterator[_Line]:
    gap = 0
    for number, raw in enumerate(text.splitlines(), 1):
        if line := " ".join(raw.split()):
            yield _Line(line, _prose_words(line), number not in cut, gap)
        gap = 0 if line else gap + 1


def _prose_words(line: str) -> int:
    count = len(line.split())
    return count if count >= PROSE else 0


def _with_text(places: Sequence[int], lines: Sequence[_Line], inside: bool) -> Iterator[int]:
    """The marks with enough running text (inside: of lines that are kept) down to the next one."""
    for place, following in pairwise([*places, len(lines)]):
        texts = (line for line in lines[place:following] if line.in_body or not inside)
        if sum(line.words for line in texts) >= FEWEST_WORDS:
            yield place


def _has_headline(place: int, lines: Sequence[_Line]) -> bool:
    near = [*lines[max(0, place - 3) : place], *lines[place + 1 : place + 4]]
    return any(_is_headline(line.text) for line in near)


def _is_headline(line: str) -> bool:
    """Whether a line has a headline's form: some words that end like no sentence."""
    ends = line.endswith((".", "!", ":", "…", "..."))
    ends = ends or line[-4:].isdigit()  # a date
    formed = 4 <= len(line.split()) <= 20 and line[:1].isupper() and not ends
    return formed and not any(is_mark(line) for is_mark in MARKS.values())
