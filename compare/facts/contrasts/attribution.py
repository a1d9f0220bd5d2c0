"""Whose word it is: told in the outlet's own voice here, laid to a source there."""

from __future__ import annotations

from ...text.lists import load_words
from ...text.quotes import Quote
from ...text.words import normal_words
from .sides import Difference, Side, share_of_fewer

COVERED = 0.5  # share of a sentence's content words that a quotation must hold
ALIKE = 0.5  # overlap (0..1) of what is told with what the other sentence says


def compare_attribution(a: Side, b: Side) -> list[Difference]:
    """Own voice against a source, or a named source against an unnamed one."""
    x, y = _source(a), _source(b)
    if x and y:
        return _named_and_unnamed(a, x, b, y)
    if x:
        return _own_voice(a, x, b, swap=False)
    if y:
        return _own_voice(b, y, a, swap=True)
    return []


def _source(side: Side) -> Quote | None:
    """The quotation with a source that holds most of the sentence, or None."""
    size = max(1, len(side.stems()))
    told = [
        q
        for q in side.quotes
        if q.kind != "scare"
        and q.speaker
        and (q.verb or "").casefold() in load_words("laying_verbs.txt")
        and len(side.stems(q.start, q.end)) >= COVERED * size
    ]
    return max(told, key=lambda q: (q.end - q.start, -q.start)) if told else None


def _own_voice(teller: Side, quote: Quote, own: Side, *, swap: bool) -> list[Difference]:
    if own.quotes or own.quoted or own.sentence.index == 0 or quote.speaker_start < 0:
        return []
    told, said = teller.stems(quote.start, quote.end), own.stems()
    alike = share_of_fewer(told, said)
    names = set(normal_words(quote.speaker or ""))
    if len(told & said) < 3 or alike < ALIKE or names & set(normal_words(own.sentence.text)):
        return []
    start = min(s for s in (quote.speaker_start, quote.verb_start) if s >= 0)
    source = teller.verbatim(start, max(quote.speaker_end, quote.verb_end))
    words = [w for w in own.words if w.stem in told]
    voice = own.reading(words[0].start, words[-1].end, "own voice")
    readings = (voice, source) if swap else (source, voice)
    return [Difference(0.2 + 0.3 * alike, "wording", *readings)]


def _named_and_unnamed(a: Side, x: Quote, b: Side, y: Quote) -> list[Difference]:
    """A source with a name, and for the same words one without."""
    if x.speaker_start < 0 or y.speaker_start < 0:
        return []
    alike = share_of_fewer(a.stems(x.start, x.end), b.stems(y.start, y.end))
    if (x.source_kind == "unnamed") == (y.source_kind == "unnamed") or alike < ALIKE:
        return []
    left = a.verbatim(x.speaker_start, x.speaker_end)
    right = b.verbatim(y.speaker_start, y.speaker_end)
    return [Difference(0.25 + 0.3 * alike, "wording", left, right)]
