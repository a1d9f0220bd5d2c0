"""One act or place with two opposite words: 'a mile north' here, 'a mile south' there."""

from __future__ import annotations

from functools import cache

from ...datafiles import load_lines
from ...text.annotate import AnnotatedSentence, Word
from .pairing import Difference, context_similarity, share_of_fewer
from .polarity import is_doubted

ALIKE = 0.7  # overlap (0..1) of the sentences' other content words from which they tell one thing
SAME_SLOT = 0.6  # likeness (0..1) of the words around two opposites
STRENGTH = 0.5  # of a difference between slots that have nothing in common


def compare_opposites(a: AnnotatedSentence, b: AnnotatedSentence) -> list[Difference]:
    """A word here and its opposite there, in like places, and none of the two in both: a clash."""
    found = []
    for x in _list_opposites(a):
        for y in _list_opposites(b):
            if y.normal not in _load_opposites()[x.normal]:
                continue
            both = {x.normal, y.normal}
            if any(both <= {word.normal for word in side.words} for side in (a, b)):
                continue
            rest = a.content_stems - {x.stem}, b.content_stems - {y.stem}
            alike = context_similarity(a, x[:2], b, y[:2])
            if share_of_fewer(*rest) >= ALIKE and alike >= SAME_SLOT:
                one, two = a.verbatim(*x[:2]), b.verbatim(*y[:2])
                found.append(Difference(STRENGTH + (1 - STRENGTH) * alike, "clash", one, two))
    return found[:1]


def _list_opposites(side: AnnotatedSentence) -> list[Word]:
    """The words that have one, in the outlet's own voice, and said to be so."""
    return [
        word
        for word in side.words
        if word.normal in _load_opposites()
        and not side.is_marked(*word[:2])
        and not is_doubted(side, word)
    ]


@cache
def _load_opposites() -> dict[str, set[str]]:
    """A word -> its opposites."""
    opposites: dict[str, set[str]] = {}
    for line in load_lines("opposites.txt"):
        one, two = line.split("|")
        opposites.setdefault(one, set()).add(two)
        opposites.setdefault(two, set()).add(one)
    return opposites
