"""Whose words a reading is: those of somebody whom the outlet quotes or reports, or its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ...model import Contrast, Reading, Saying
from ...text.annotate import Texts
from ...text.utterances import read_nameless
from ..spoken import find_spoken

# of these kinds the words are the outlet's choice, or the speaker is the difference
UNASKED = frozenset({"label", "speaker"})

Spoken = dict[str, list[tuple[str, Saying]]]


def name_speakers(contrasts: Sequence[Contrast], texts: Texts) -> list[Contrast]:
    """The contrasts, each reading with its speaker."""
    spoken: Spoken = defaultdict(list)
    for actor, saying in find_spoken(texts) if contrasts else ():
        spoken[saying.sentence].append((actor.name, saying))
    return [
        contrast
        if contrast.kind in UNASKED
        else replace(
            contrast,
            readings=tuple(
                replace(one, speaker=_find_speaker(one, spoken, texts)) for one in contrast.readings
            ),
        )
        for contrast in contrasts
    ]


def _find_speaker(reading: Reading, spoken: Spoken, texts: Texts) -> str | None:
    """Who says it, the innermost of several; "" where nothing there is said by anybody."""
    side = texts[reading.sentence]
    around = [
        (saying.end - saying.start, name)
        for name, saying in spoken.get(side.id, ())
        if _words_begin(saying, side.whole.article.text) <= reading.start < saying.end
    ]
    if around:
        return min(around)[1]
    at = side.sentence.start
    start, end = reading.start - at, reading.end - at
    said = [q for q in side.quotes if q.start < end and start < q.end and q.kind != "scare"]
    if said or side.is_marked(start, end):
        return next((name for q in said if (name := read_nameless(q.speaker or ""))), None)
    return ""


def _words_begin(saying: Saying, text: str) -> int:
    """Where what is said begins: behind the verb that leads it."""
    verb = text.find(saying.verb, saying.start, saying.end) if saying.verb else -1
    return saying.start if saying.direct or verb < 0 else verb + len(saying.verb)
