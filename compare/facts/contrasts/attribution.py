"""Whose word it is: told in the outlet's own voice here, laid to a source there."""

from __future__ import annotations

from dataclasses import replace

from ...model import Reading
from ...text.annotate import AnnotatedSentence
from ...text.lists import load_words
from ...text.quotes import Quote
from ...text.words import STOP_WORDS, normal_words
from .pairing import Difference, share_of_fewer

COVERED = 0.5  # share of a sentence's content words that a quotation must hold
ALIKE = 0.6  # overlap (0..1) of what is told with what the other sentence says


def compare_attribution(a: AnnotatedSentence, b: AnnotatedSentence) -> list[Difference]:
    """Own voice against a source, or one source against another."""
    x, y = _source(a), _source(b)
    if x and y:
        return _two_sources(a, x, b, y)
    if x:
        return _own_voice(a, x, b, swap=False)
    if y:
        return _own_voice(b, y, a, swap=True)
    return []


def _source(side: AnnotatedSentence) -> Quote | None:
    """The quotation with a source that holds most of the sentence, or None."""
    size = max(1, len(side.content_stems))
    told = [
        q
        for q in side.quotes
        if q.kind != "scare"
        and q.speaker
        and (q.verb or "").casefold() in load_words("laying_verbs.txt")
        and len(side.stems(q.start, q.end)) >= COVERED * size
    ]
    return max(told, key=lambda q: (q.end - q.start, -q.start)) if told else None


def _own_voice(
    teller: AnnotatedSentence, quote: Quote, own: AnnotatedSentence, *, swap: bool
) -> list[Difference]:
    if own.quotes or own.marked or own.sentence.index == 0 or quote.speaker_start < 0:
        return []
    told, said = teller.stems(quote.start, quote.end), own.content_stems
    alike = share_of_fewer(told, said)
    names = set(normal_words(quote.speaker or ""))
    if len(told & said) < 3 or alike < ALIKE or names & set(normal_words(own.text)):
        return []
    start = min(s for s in (quote.speaker_start, quote.verb_start) if s >= 0)
    source = teller.verbatim(start, max(quote.speaker_end, quote.verb_end))
    words = [w for w in own.words if w.stem in told]
    voice = own.reading(words[0].start, words[-1].end, "own voice")
    readings = (voice, source) if swap else (source, voice)
    return [Difference(0.2 + 0.3 * alike, "wording", *readings)]


def _two_sources(
    a: AnnotatedSentence, x: Quote, b: AnnotatedSentence, y: Quote
) -> list[Difference]:
    """The same told by one source here, by another there; a name against none is the stronger."""
    if x.speaker_start < 0 or y.speaker_start < 0 or _is_same(x, y):
        return []
    alike = share_of_fewer(a.stems(x.start, x.end), b.stems(y.start, y.end))
    if alike < ALIKE:
        return []
    unnamed = (x.source_kind == "unnamed") != (y.source_kind == "unnamed")
    strength = (0.25 if unnamed else 0.15) + 0.3 * alike
    return [Difference(strength, "wording", _speaker(a, x), _speaker(b, y))]


def _is_same(x: Quote, y: Quote) -> bool:
    """Whether both may be one: a word in common, or one is told by office or pronoun alone."""
    one, two = (
        set(normal_words(q.speaker or "")) - STOP_WORDS - load_words("offices.txt") for q in (x, y)
    )
    return not one or not two or bool(one & two)


def _speaker(side: AnnotatedSentence, quote: Quote) -> Reading:
    """Who speaks, by the name where the text has a pronoun."""
    told = side.verbatim(quote.speaker_start, quote.speaker_end)
    return replace(told, value=quote.speaker or told.value)
