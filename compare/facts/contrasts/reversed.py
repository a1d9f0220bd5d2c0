"""Who does it to whom, the other way round: 'Orr hired Pell' here, 'Pell hired Orr' there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from ...datafiles import load_group
from ...text.annotate import AnnotatedSentence
from ...text.words import STOP_WORDS, normal_words, stem
from .pairing import Difference

STRENGTH = 0.8
# what may stand between a doer, a verb, and whom it is done to
_BETWEEN = re.compile(
    r"(?:,\s[^,]{2,40},)?\s(?:(?:has|had|have|also|then|later|first|\w{2,14}ly)\s){0,2}"
    r"(?P<passive>(?:was|were|is|are|been|being|got)\s(?:\w{2,14}ly\s)?)?(?P<verb>[a-z]{3,15})"
    r"(?:\s(?:up|down|out|off|into|by|to|at|on|after|against|for)){0,2}"
    r"(?:\s(?:the|his|her|their|an?)(?:\s[a-z]{3,15}){0,2})?(?:\s[A-Z][\w.]{1,15}){0,3}\s"
)
_BY = re.compile(r"\sby\b")
# what two do to one another
MUTUAL = load_group("mutual")


class _Deed(NamedTuple):
    """text[start:end] tells that the doer does it (a stem) to the other; last words of names."""

    start: int
    end: int
    doer: str
    verb: str
    other: str


def compare_reversed(a: AnnotatedSentence, b: AnnotatedSentence) -> list[Difference]:
    """One deed between the same two, whose doer here is there whom it is done to: a clash."""
    return [
        Difference(STRENGTH, "clash", a.verbatim(x.start, x.end), b.verbatim(y.start, y.end))
        for x in _find_deeds(a)
        for y in _find_deeds(b)
        if x.verb == y.verb and (x.doer, x.other) == (y.other, y.doer)
    ]


def _find_deeds(side: AnnotatedSentence) -> Iterator[_Deed]:
    """Deeds between two who are named right before the verb and right behind it."""
    names = _list_names(side)
    for (start, stop, one), (behind, end, two) in pairwise(names):
        hit = _BETWEEN.fullmatch(side.text, stop, behind)
        verb = hit["verb"] if hit else ""
        if not hit or one == two or verb in STOP_WORDS or verb in MUTUAL:
            continue
        is_passive = bool(hit["passive"])
        if is_passive != bool(_BY.search(side.text, hit.end("verb"), behind)):
            continue
        doer, other = (two, one) if is_passive else (one, two)
        yield _Deed(start, end, doer, stem(verb), other)


def _list_names(side: AnnotatedSentence) -> list[tuple[int, int, str]]:
    """Places of people and bodies in the outlet's own words, each with its name's last word."""
    places = {span: actor.name for span, actor in side.actors if actor.kind != "country"}
    for name in side.names:
        if not any(start <= name.start < end for start, end in places):
            places[name.start, name.end] = name.text
    return [
        (start, end, normal_words(name)[-1])
        for (start, end), name in sorted(places.items())
        if normal_words(name) and not side.is_marked(start, end)
    ]
