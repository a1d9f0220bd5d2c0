"""Against whom a thing is: 'not aimed at any country' here, 'to deter' a country there.

The thing is taken for one where both sentences share words beside the denial and the purpose. A
denial that names its object meets a purpose against the same alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...text.annotate import AnnotatedSentence, Span, Texts
from ...text.countries import find_country
from ...text.locales import is_english
from ...text.words import normal_words, stem
from .pairing import Difference, is_headline

BEFORE = 70  # characters before a purpose within which a denial or a condition bears on it
FEWEST = 2  # content words that both sentences share beside denial and purpose
_DENIED = re.compile(
    r"\b(?:(?:is|are|was|were|be|been)\s(?:not|never)|(?:is|are|was|were)n[’']t)\s(?:[a-z]{2,12}ly\s)?"
    r"(?:aimed|directed|targeted)\s(?:at|against)\s((?:[\w’'-]{1,30}\s){0,2}[\w’'-]{1,30})"
)
_ANYBODY = re.compile(
    r"(?:any(?:one|body)?|a\s(?:particular|specific|single|third)|particular|specific|third)\b"
)
_NAME = r"[A-Z][\w’'-]{1,30}(?:\s[A-Z][\w’'-]{1,30})?"
_STATED = re.compile(
    r"\b(?:(?:(?:seeks?|aims?|meant|intended|designed|needed)\s)?to\s(?:deter|counter|counteract|contain"
    r"|discourage|confront|encircle|curb)|(?:aimed|centers|focused)\s(?:at|on)\s(?:deterring|countering"
    r"|counteracting|containing|discouraging|confronting|encircling|curbing)"
    rf"|(?:aimed|directed|targeted)\s(?:at|against))\s({_NAME}(?:(?:,\sand|,|\sand)\s{_NAME}){{0,4}})"
    r"(?:\s(?!(?:and|or|to|in|at|by|with|from|as|of|that|which|while|who|after)\b)[a-z-]{2,20}){0,2}"
)
_TURNED = re.compile(r"(?:\b(?:not|never|no|nor|without|if|whether)|n[’']t)\b[^,;:.]{0,60}\Z")


def find_purposes(texts: Texts) -> list[Difference]:
    """A purpose denied in one outlet and stated in another, of one thing: clashes. English only."""
    rows = [one for one in texts if is_english(one.language) and not is_headline(one)]
    denied = [(one, *hit) for one in rows for hit in _find_denied(one)]
    stated = [(one, *hit) for one in rows for hit in _find_stated(one)] if denied else []
    differences = []
    for a, x, nobody in denied:
        for b, y, aimed in stated:
            shared = (a.content_stems - a.stems(*x)) & (b.content_stems - b.stems(*y))
            if a.outlet == b.outlet or len(shared) < FEWEST or not (not nobody or nobody & aimed):
                continue
            rare = sum(texts.scaled_idf.get(word, 1.0) for word in sorted(shared))
            strength = 0.5 + 0.4 * rare / (rare + 1)
            differences.append(Difference(strength, "clash", a.verbatim(*x), b.verbatim(*y)))
    return differences


def _find_denied(side: AnnotatedSentence) -> Iterator[tuple[Span, frozenset[str]]]:
    """Where the sentence says that something is against nobody, or not against somebody, and the
    stems of that name; none where it is anybody."""
    for hit in _DENIED.finditer(side.text):
        names = frozenset(
            stem(word) for w in hit[1].split() if w[0].isupper() for word in normal_words(w)
        )
        if names or _ANYBODY.match(hit[1]):
            yield hit.span(), names


def _find_stated(side: AnnotatedSentence) -> Iterator[tuple[Span, frozenset[str]]]:
    """Where the sentence names a country that something is against, and the stems of its name."""
    for hit in _STATED.finditer(side.text):
        if not _TURNED.search(
            side.text, max(0, hit.start() - BEFORE), hit.start()
        ) and find_country(_first_name(hit[1])):
            yield hit.span(), frozenset(stem(word) for word in normal_words(hit[1]))


def _first_name(names: str) -> str:
    return re.sub(r"[’']s?\Z", "", re.split(r",|\sand\s", names)[0])
