"""One utterance, two speakers: "The bridge was never safe" is Jo Reyes' here, Paul Dray's there."""

from __future__ import annotations

from ...text.annotate import AnnotatedSentence
from ...text.quotes import Quote
from ...text.words import normal_words
from .pairing import Difference

FEWEST = 5  # words in a quotation that two people do not say by chance
ALIKE = 0.9  # share (0..1) of the longer quotation's words that both have, in order


def compare_speakers(a: AnnotatedSentence, b: AnnotatedSentence) -> list[Difference]:
    """The same words in quotation marks laid to two people, each by name beside them: a clash.

    None where either name stands in the other sentence, or where one is part of the other.
    """
    for x in _find_named(a):
        for y in _find_named(b):
            if _is_same_person(x, y, a, b) or _are_alike(a, x, b, y) < ALIKE:
                continue
            one = a.verbatim(x.speaker_start, x.speaker_end)
            return [Difference(0.8, "clash", one, b.verbatim(y.speaker_start, y.speaker_end))]
    return []


def _find_named(side: AnnotatedSentence) -> list[Quote]:
    """Direct quotations of the sentence whose speaker is named in full in it."""
    return [
        quote
        for quote in side.quotes
        if quote.kind == "direct"
        and quote.speaker_start >= 0
        and sum(word[0].isupper() for word in _read_words(side, quote)) >= 2
    ]


def _read_words(side: AnnotatedSentence, quote: Quote) -> list[str]:
    return side.text[quote.speaker_start : quote.speaker_end].split()


def _is_same_person(x: Quote, y: Quote, a: AnnotatedSentence, b: AnnotatedSentence) -> bool:
    one, two = (set(normal_words(quote.speaker or "")) for quote in (x, y))
    last = [normal_words(quote.speaker or "")[-1:] for quote in (x, y)]
    here, there = ({word.normal for word in side.words} for side in (a, b))
    return bool(one & two) or set(last[0]) <= there or set(last[1]) <= here


def _are_alike(a: AnnotatedSentence, x: Quote, b: AnnotatedSentence, y: Quote) -> float:
    """0..1: how much of the longer quotation stands in both, word by word in order."""
    from rapidfuzz.distance import LCSseq

    left, right = (
        [w.stem for w in side.words if quote.start <= w.start and w.end <= quote.end]
        for side, quote in ((a, x), (b, y))
    )
    if min(len(left), len(right)) < FEWEST:
        return 0.0
    return float(LCSseq.normalized_similarity(left, right))
