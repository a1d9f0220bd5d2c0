"""Whose a figure is: 'Orr, 36', 'the 35-year-old Pell', 'Pell finished with 20 points'."""

from __future__ import annotations

import re

from ...text.annotate import AnnotatedSentence, Span
from ...text.names import find_names
from ...text.words import normal_words

_BEHIND = re.compile(r"-years?-old\s")  # between an age and whose it is


def are_of_two(
    a: AnnotatedSentence, x: Span, b: AnnotatedSentence, y: Span, *, in_row: bool = True
) -> bool:
    """Whether the names that go with two figures differ; in a row, where both tell one thing, also
    whether each is in one of the sentences alone."""
    mine, other = _find_owner(a, x), _find_owner(b, y)
    apart = mine.isdisjoint(normal_words(b.text)) and other.isdisjoint(normal_words(a.text))
    return bool(mine and other) and not mine & other and (apart or not in_row)


def _find_owner(side: AnnotatedSentence, figure: Span) -> frozenset[str]:
    """The words of the name right behind a figure, else of the last one before it, in full where
    the event has it so; no country's."""
    names = {(n.start, n.end): n.text for n in find_names(side.text, at_head=True)}
    names |= {span: actor.name for span, actor in side.actors}
    spans = sorted(names.keys() - {span for span, actor in side.actors if actor.kind == "country"})
    behind = [span for span in spans if _BEHIND.fullmatch(side.text, figure[1], span[0])]
    before = [span for span in spans if span[1] <= figure[0]][-1:]
    return next((frozenset(normal_words(names[span])) for span in behind or before), frozenset())
