"""What a comparison of two sentences returns, and how alike two places in them are."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from ...datafiles import load_group
from ...model import Reading
from ...text.words import stem

if TYPE_CHECKING:
    from ...text.annotate import AnnotatedSentence, Span

_TIMES_OF_DAY = frozenset(map(stem, load_group("times_of_day")))
AROUND = 6  # content words on each side of a span that make its context


class Difference(NamedTuple):
    """Two sentences differ: the two readings, the nature and strength (0..1) of a `Contrast`."""

    strength: float
    nature: str
    a: Reading
    b: Reading


def is_headline(side: AnnotatedSentence) -> bool:
    """Whether the sentence heads its article; one with a full stop is the text's first."""
    return not side.sentence.index and not side.text.rstrip("”\"’' ").endswith(".")


def share_of_fewer(a: frozenset[str], b: frozenset[str]) -> float:
    """0..1: what both hold, as a share of the smaller set (overlap coefficient)."""
    fewer = min(len(a), len(b))
    return len(a & b) / fewer if fewer else 0.0


def context_similarity(a: AnnotatedSentence, x: Span, b: AnnotatedSentence, y: Span) -> float:
    """0..1: how alike the words around two spans are, near and rare ones first: the cosine of two
    weighted bags of words, 0 where one is empty."""
    one, two = _weigh_context(a, *x), _weigh_context(b, *y)
    shared = sum(weight * two[word] for word, weight in sorted(one.items()) if word in two)
    size = math.hypot(*one.values()) * math.hypot(*two.values())
    return min(1.0, shared / size) if size else 0.0


def _weigh_context(side: AnnotatedSentence, start: int, end: int) -> dict[str, float]:
    """The content words nearest to start..end, weighted by nearness and idf.

    Times of day are left out: that both are of a morning tells nothing of the act. What stands in
    brackets belongs to the words before it.
    """
    first = bisect_right(side.words, start, key=lambda w: w.end)
    last = bisect_left(side.words, end, key=lambda w: w.start)
    near = side.words[max(0, first - 4 * AROUND) : first], side.words[last : last + 4 * AROUND]
    before, after = (
        [w.stem for w in row if w.content and w.stem not in _TIMES_OF_DAY] for row in near
    )
    before, after = before[-AROUND:], after[:AROUND]
    if side.text[max(0, start - 1) : start] == "(":
        after = []
    weights: dict[str, float] = {}
    for row in (reversed(before), after):
        for rank, word in enumerate(row):
            weight = side.texts.scaled_idf.get(word, 1.0) / (1 + rank) ** 0.5
            weights[word] = max(weights.get(word, 0.0), weight)
    return weights
