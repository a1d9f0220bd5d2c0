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
from typing import NamedTuple

from ...datafiles import load_group, load_table
from ...text.actors import Actor
from ...text.annotate import AnnotatedSentence, Span, Texts
from ...text.locales import is_english
from ...text.utterances import speaks
from .pairing import Difference

BEFORE = 5  # words before a name that may describe whose it is
FEWEST = 2  # words of a description without a word of colour
_BEHIND = re.compile(
    r",\s(?:an?|the|one\sof)\s((?!(?:first|other|latter)\b)[^,.;:()\"“”—]{4,110})(?=[,;—]|\.\Z)"
)
# a clause begins, and no apposition
_CLAUSE = re.compile(r"\b(?:they|he|she|it|is|are|was|were|has|have|had|will|would|could|said)\b")
_RELATIVE = re.compile(r"\b(?:who|whom|whose|that|which)\b")


class _Description(NamedTuple):
    """text[span] says who the actor is; colours: the words of it that place the actor."""

    side: AnnotatedSentence
    span: Span
    colours: frozenset[str]


def find_descriptions(texts: Texts) -> list[Difference]:
    """One person or body described by two outlets, by one of them with another colour."""
    differences = []
    for actor in texts.actors:
        described: defaultdict[str, list[_Description]] = defaultdict(list)
        beside: defaultdict[str, set[str]] = defaultdict(set)
        for place in actor.mentions if actor.kind in {"person", "body"} else ():
            side = texts[place.sentence]
            beside[side.outlet] |= {word.normal for word in side.words}
            at = side.sentence.start
            for span in _find_spans(side, actor, (place.start - at, place.end - at)):
                described[side.outlet].append(_describe(side, span))
        for one, two in permutations(sorted(described), 2):
            own = [x for x in described[one] if x.colours - beside[two]]
            others = sorted(described[two], key=lambda y: (not y.colours, y.side.id))
            if own and others and not (others[0].colours and one > two):
                a, b = own[0], others[0]
                readings = a.side.verbatim(*a.span), b.side.verbatim(*b.span)
                differences.append(Difference(0.5 + 0.1 * bool(b.colours), "wording", *readings))
    return differences


def _describe(side: AnnotatedSentence, span: Span) -> _Description:
    words = load_group("colours")
    row = [w for w in side.words if span[0] <= w.start and w.end <= span[1]]
    return _Description(side, span, frozenset(w.normal for w in row if w.normal in words))


def _find_spans(side: AnnotatedSentence, actor: Actor, name: Span) -> Iterator[Span]:
    """Where the sentence says who the actor is: a phrase with a head for people or bodies."""
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
