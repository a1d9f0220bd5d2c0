"""Who did it to whom the other way round: 'Orr followed Pell' here, 'Pell followed Orr' there."""

from __future__ import annotations

from itertools import pairwise

from ...text.annotate import AnnotatedSentence, Word
from ...text.names import Name
from ...text.words import normal_words
from .pairing import Difference

NEAR = 40  # characters between a name and the verb that it goes with


def compare_reversals(a: AnnotatedSentence, b: AnnotatedSentence) -> list[Difference]:
    """One verb between the same two names, which have changed places: a clash."""
    for x in _find_acts(a):
        for y in _find_acts(b):
            if x[1].stem == y[1].stem and _is_same(x[0], y[2]) and _is_same(x[2], y[0]):
                if _is_same(x[0], x[2]) or _is_same(x[0], y[0]):
                    continue
                one = a.verbatim(x[0].start, x[2].end)
                return [Difference(0.7, "clash", one, b.verbatim(y[0].start, y[2].end))]
    return []


def _find_acts(side: AnnotatedSentence) -> list[tuple[Name, Word, Name]]:
    """(who, verb, whom) where a lower-case word stands close between two names, no 'by' or 'and'
    among them; a passive is none."""
    acts = []
    names = [name for name in side.names if name.kind != "place"]
    for who, whom in pairwise(names):
        between = [w for w in side.words if who.end <= w.start and w.end <= whom.start]
        if not between or whom.start - who.end > NEAR:
            continue
        words = {w.normal for w in between}
        if words & {"by", "and", "or", "but", "with", "of", "that", "who", "was", "were", "is"}:
            continue
        if any(mark in side.text[who.end : whom.start] for mark in ',;:()"“”'):
            continue
        verb = next((w for w in between if w.content and side.text[w.start].islower()), None)
        if verb:
            acts.append((who, verb, whom))
    return acts


def _is_same(one: Name, two: Name) -> bool:
    return normal_words(one.text)[-1:] == normal_words(two.text)[-1:]
