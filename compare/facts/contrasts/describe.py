"""Who somebody is to each outlet: 'a liberal billionaire' here, 'a Democratic donor' there.

Read are the words right before a name and the apposition behind it, in the outlets' own voice. They
differ where one places the person or body (a side, a standing, a judgement) by a word that the
other, who describes them too, has nowhere beside the name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import permutations

from ...datafiles import load_group, load_table
from ...model import Reading
from ...text.annotate import AnnotatedSentence, Span, Texts
from ...text.locales import is_english
from ...text.utterances import speaks
from ...text.words import normal_words
from .pairing import Difference

BEFORE = 5  # words before a name that may describe whose it is
FEWEST = 2  # words of a description without a word of colour
_BEHIND = re.compile(
    r",\s(?:an?|the|one\sof)\s((?!(?:first|other|latter)\b)[^,.;:()\"“”—]{4,110})(?=[,;—]|\.\Z)"
)
# a clause begins, and no apposition
_CLAUSE = re.compile(r"\b(?:they|he|she|it|is|are|was|were|has|have|had|will|would|could|said)\b")
_RELATIVE = re.compile(r"\b(?:who|whom|whose|that|which)\b")


def find_descriptions(texts: Texts) -> list[Difference]:
    """One person or body described by two outlets, by one of them with another colour."""
    differences = []
    for actor in texts.actors:
        # outlet -> (words of colour, description), and all words of its sentences with the name
        described: defaultdict[str, list[tuple[frozenset[str], Reading]]] = defaultdict(list)
        beside: defaultdict[str, set[str]] = defaultdict(set)
        for place in actor.mentions if actor.kind in {"person", "body"} else ():
            side = texts[place.sentence]
            beside[side.outlet] |= {word.normal for word in side.words}
            at = side.sentence.start
            for span in _find_spans(side, (place.start - at, place.end - at)):
                colours = load_group("colours") & set(normal_words(side.text[slice(*span)]))
                described[side.outlet].append((colours, side.verbatim(*span)))
        for one, two in permutations(sorted(described), 2):
            own = [reading for colours, reading in described[one] if colours - beside[two]]
            colours, other = min(described[two], key=lambda row: not row[0])
            if own and not (colours and one > two):
                differences.append(Difference(0.5 + 0.1 * bool(colours), "wording", own[0], other))
    return differences


def _find_spans(side: AnnotatedSentence, name: Span) -> Iterator[Span]:
    """Where the sentence says who somebody is: phrases with a head for people or bodies."""
    if not is_english(side.language):
        return
    verbs = load_table("attribution_verbs.txt").keys()
    behind = _BEHIND.match(side.text, name[1])
    before = _find_before(side, name[0])
    opens = behind and _CLAUSE.search(_RELATIVE.split(behind[1])[0])
    for span in (before, behind.span(1) if behind and not opens else None):
        if span and not side.is_marked(*span):
            words = side.text[slice(*span)].split()
            head = words[-1:] if span is before else words[:BEFORE]
            telling = len(words) >= FEWEST or words[0].casefold() in load_group("colours")
            if any(map(speaks, head)) and telling and verbs.isdisjoint(words):
                yield span


def _find_before(side: AnnotatedSentence, name: int) -> Span | None:
    """The run of content words that ends right before a name."""
    start = end = name
    verbs = load_table("attribution_verbs.txt")
    for word in reversed([w for w in side.words if w.end <= name][-BEFORE:]):
        apart = side.text[word.end : start].strip() or word.normal.endswith("ly")
        small, big = side.text[word.start].islower(), side.text[start].isupper() and start < end
        led = small and big and word.normal not in load_group("colours") | load_group("no_head")
        if apart or not word.content or word.normal in verbs or led:
            break
        start = word.start
    text = side.text[start:end]
    return (start, start + len(text.rstrip())) if text.strip() else None
