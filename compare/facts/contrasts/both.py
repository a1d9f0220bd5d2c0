"""Differences that are none, since an outlet said to lack one reading has it in another sentence.

'Twelve were hurt' here, 'ten were hurt' there: but the second has the twelve further down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import permutations

from ...model import Contrast, Reading
from ...text.annotate import AnnotatedSentence, Span, Texts
from .date import list_dates
from .number import list_numbers
from .pairing import context_similarity
from .polarity import find_denials, is_doubted

_FIGURE = re.compile(r"\d[\d.,]{2,20}(?<=\d)")  # not a small one, which counts many things
# likeness (0..1) of the words around two like readings of one thing; the other kinds' modules look
# into the whole outlet themselves
SAME_THING = {"number": 0.25, "date": 0.27, "polarity": 0.25}


def have_both(contrast: Contrast, texts: Texts) -> bool:
    """Whether an outlet of the contrast has, of the same thing, the reading of another too."""
    opposed = contrast.kind == "polarity" and not contrast.fact  # of `opposed.py`
    return (
        contrast.kind in SAME_THING
        and not opposed
        and any(
            _has_reading(one, other, contrast.kind, texts)
            for one, other in permutations(contrast.readings, 2)
        )
    )


def _has_reading(own: Reading, reading: Reading, kind: str, texts: Texts) -> bool:
    """Whether the outlet of `own` has that reading in some sentence, and not as its own one."""
    there = texts[reading.sentence]
    span = there.span_of(reading)
    figure = _FIGURE.search(there.text, *span) if kind == "number" else None
    if figure and figure[0] in _FIGURE.findall(texts[own.sentence].text):
        return True  # 'rose from 6,121 to 7,314' beside '7,314'
    like = {
        one.id: list(_list_alike(one, there, span, reading, kind))
        for one in texts.by_outlet.get(own.outlet, ())
    }
    start, end = texts[own.sentence].span_of(own)
    if any(start <= at and stop <= end for at, stop in like.get(own.sentence, ())):
        return False  # three outlets, two of which agree
    return any(
        context_similarity(there, span, texts[name], place) >= SAME_THING[kind]
        for name, places in like.items()
        for place in places
    )


def _list_alike(
    one: AnnotatedSentence, there: AnnotatedSentence, span: Span, reading: Reading, kind: str
) -> Iterator[Span]:
    """Where a sentence has that value, those words, or the verb in that form."""
    if kind in {"number", "date"}:
        values = list_numbers(one) if kind == "number" else list_dates(one)
        yield from (place for place, value in values if value == reading.value)
        return
    inside = [word for word in there.words if span[0] <= word.start and word.end <= span[1]]
    if not inside or not inside[-1].content:
        return
    last = inside[-1]
    for word in (word for word in one.words if word.stem == last.stem):
        denied = any(borne.start == last.start for _, borne in find_denials(there))
        mine = any(borne.start == word.start for _, borne in find_denials(one))
        if mine if denied else not is_doubted(one, word):
            yield word[:2]
