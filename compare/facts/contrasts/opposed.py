"""What one outlet denies and another states: 'not aimed at any country' / 'to deter' a country,
'read in full' / 'skipped'.

The thing is taken for one where both sentences share words beside the two. A denial that names its
object meets a purpose against the same alone; 'in full' meets what is skipped of the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...text.annotate import AnnotatedSentence, Span, Texts
from ...text.countries import find_country
from ...text.locales import is_english
from ...text.words import normal_words, stem
from .pairing import Difference, is_headline

OF_WHOLE = 6  # words before 'in full', two of which the other sentence has
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
_WHOLE = re.compile(
    r"\bin\s(?:full(?!\s(?:bloom|co\w{3,12}|effect|force|gear|knowledge|retreat|support|swing|view)\b)"
    r"|(?:its|their)\sentirety)\b|\b(?:word\sfor\sword|cover\sto\scover|unabridged|uncut)\b"
)
_PART = re.compile(
    r"\b(?:skip(?:s|ped|ping)?|omit(?:s|ted|ting)?|left\sout|leav(?:e|es|ing)\sout)\b"
    r"|\b(?:did|does|do)(?:n[’']t|\snot)\s[a-z]{3,12}\s(?:every|all|the\s(?:entire|whole))\b"
)
_TURNED = re.compile(r"(?:\b(?:not|never|no|nor|without|if|whether)|n[’']t)\b[^,;:.]{0,60}\Z")


def find_opposed(texts: Texts) -> list[Difference]:
    """What is denied in one outlet and stated in another, of one thing: clashes. English only.

    An outlet that has both says nothing against the others.
    """
    rows = [one for one in texts if is_english(one.language) and not is_headline(one)]
    differences = []
    for find_one, find_other, enough in OPPOSED:
        left = [(one, *hit) for one in rows for hit in find_one(one)]
        right = [(one, *hit) for one in rows for hit in find_other(one)] if left else []
        pairs = [
            (a, x, b, y, shared)
            for a, x, mine in left
            for b, y, other in right
            if not mine or len(mine & other) >= enough
            if len(shared := (a.content_stems - a.stems(*x)) & (b.content_stems - b.stems(*y)))
            >= FEWEST
        ]
        says_both = {a.outlet for a, _, b, *_ in pairs if a.outlet == b.outlet}
        for a, x, b, y, shared in pairs:
            if not says_both & {a.outlet, b.outlet}:
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
        ) and find_country(re.sub(r"[’']s?\Z", "", re.split(r",|\sand\s", hit[1])[0])):
            yield hit.span(), frozenset(stem(word) for word in normal_words(hit[1]))


def _find_whole(side: AnnotatedSentence) -> Iterator[tuple[Span, frozenset[str]]]:
    """Where the sentence says that something was done in full, and the stems before that."""
    for hit in _WHOLE.finditer(side.text):
        before = [word for word in side.words if word.content and word.end <= hit.start()]
        turned = _TURNED.search(side.text, max(0, hit.start() - BEFORE), hit.start())
        if before and not turned and not side.is_marked(*hit.span()):
            near = before[-OF_WHOLE:]
            yield (near[-1].start, hit.end()), frozenset(word.stem for word in near)


def _find_part(side: AnnotatedSentence) -> Iterator[tuple[Span, frozenset[str]]]:
    """Where it says that a part was left out, and the sentence's stems."""
    for hit in _PART.finditer(side.text):
        if not side.is_marked(*hit.span()):
            yield hit.span(), side.content_stems


# two ways to find what cannot both be, and how many stems of the first the other has
OPPOSED = ((_find_denied, _find_stated, 1), (_find_whole, _find_part, 2))
