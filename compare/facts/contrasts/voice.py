"""Whose words a reading is: those of somebody whom the outlet quotes or reports, or its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ...datafiles import load_table
from ...model import Contrast, Reading, Saying
from ...text.annotate import Texts
from ...text.nameless import read_nameless
from ..spoken import find_spoken

Spoken = dict[str, list[tuple[str, Saying]]]


def name_speakers(contrasts: Sequence[Contrast], texts: Texts) -> list[Contrast]:
    """The contrasts, each reading with its speaker; a label is the outlet's own choice."""
    spoken: Spoken = defaultdict(list)
    for actor, saying in find_spoken(texts) if contrasts else ():
        spoken[saying.sentence].append((actor.name, saying))
    return [
        contrast if contrast.kind == "label" else _name_sides(contrast, spoken, texts)
        for contrast in contrasts
    ]


def _name_sides(contrast: Contrast, spoken: Spoken, texts: Texts) -> Contrast:
    """The contrast with its speakers; one utterance has one, or none is named."""
    sides = [(one, _find_speaker(one, spoken, texts)) for one in contrast.readings]
    unsure = contrast.kind == "quote" and len({name for _, name in sides if name}) > 1
    readings = (replace(one, speaker=None if unsure else name) for one, name in sides)
    return replace(contrast, readings=tuple(readings))


def _find_speaker(reading: Reading, spoken: Spoken, texts: Texts) -> str | None:
    """Who says it, the innermost of several; "" where nothing there is said by anybody."""
    side = texts[reading.sentence]
    if reading.value.rpartition(" ")[2].casefold() in load_table("attribution_verbs.txt"):
        return None  # who says it is the difference
    around = [
        (saying.end - saying.start, name)
        for name, saying in spoken.get(side.id, ())
        if _words_begin(saying, side.whole.article.text) <= reading.start < saying.end
    ]
    if around:
        return min(around)[1]
    at, stop = side.sentence.start, side.sentence.end
    said = [q for q in side.whole.quotes if q.kind != "scare" and q.start < stop and at < q.end]
    here = [quote.speaker or "" for quote in said if quote.start <= reading.start < quote.end]
    name = next(filter(None, map(read_nameless, here)), None)
    return name if said or side.is_marked(*side.span_of(reading)) else ""


def _words_begin(saying: Saying, text: str) -> int:
    """Where what is said begins: behind the verb that leads it."""
    verb = text.find(saying.verb, saying.start, saying.end) if saying.verb else -1
    return saying.start if saying.direct or verb < 0 else verb + len(saying.verb)
