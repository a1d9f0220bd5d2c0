"""What somebody is reported to have said: each utterance with its speaker, its verb, its words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ..datafiles import load_table
from ..model import Article, Evidence
from .nameless import read_nameless
from .quotes import Quote
from .words import stem, word_starts

if TYPE_CHECKING:
    from .annotate import Texts

IRREGULAR = {"said": "say", "told": "tell", "wrote": "write", "thought": "think", "held": "hold"}
Span = tuple[int, int]


class Utterance(NamedTuple):
    """Words of somebody in an article's body; offsets count in `Article.text`.

    sentence    the id of the sentence that it begins in
    start, end  its words, cut at the end of that sentence
    speaker     who speaks: the actor's name, else what the text calls him ("officials"); None: not
                named, no person or body, or a pronoun that nothing before it resolves
    actor       the actor's name (`find_actors`), None where the speaker is none of the event's
    speaker_span  where the speaker, or a pronoun for it, stands in that sentence; None: elsewhere
    verb        the attributing verb as it stands ("according to" is one), or None
    verb_span   where it stands; None where it stands in another sentence
    direct      between quotation marks
    source      official, organisation, expert, citizen, unnamed, or None
    words       how many; of reported speech those outside its direct quotations
    """

    article: str
    outlet: str
    sentence: str
    start: int
    end: int
    speaker: str | None
    actor: str | None
    speaker_span: Span | None
    verb: str | None
    verb_span: Span | None
    direct: bool
    source: str | None
    words: int


def find_utterances(texts: Texts) -> tuple[Utterance, ...]:
    """The utterances of an event, in order of article and place. Terms in marks are none."""
    raw = [
        (article, quote)
        for article in texts.articles
        for quote in texts.wholes[article.id].quotes
        if quote.kind in ("direct", "indirect") and quote.start >= article.body_start
    ]
    direct: dict[str, list[Span]] = {}
    for article, quote in raw:
        if quote.kind == "direct":
            direct.setdefault(article.id, []).append((quote.start, quote.end))
    found = []
    for article, quote in raw:
        place = texts.locate(article.id, quote.start, quote.end)
        words = _count_words(article, quote, direct.get(article.id, ()))
        if words and place:
            actor = texts.cast.speakers.get((article.id, quote))
            nameless = read_nameless(quote.speaker or "")
            if texts.actors.named(quote.speaker or "") or texts.actors.named(nameless or ""):
                nameless = None  # whom a pronoun cannot mean, or who only reads it out
            found.append(
                Utterance(
                    article=article.id,
                    outlet=texts.groups[article.id],
                    sentence=place.sentence,
                    start=quote.start,
                    end=place.end,
                    speaker=actor.name if actor else nameless,
                    actor=actor.name if actor else None,
                    speaker_span=_locate(texts, place, quote.speaker_start, quote.speaker_end),
                    verb=quote.verb,
                    verb_span=_locate(texts, place, quote.verb_start, quote.verb_end),
                    direct=quote.kind == "direct",
                    source=quote.source_kind,
                    words=words,
                )
            )
    return tuple(found)


def _locate(texts: Texts, place: Evidence, start: int, end: int) -> Span | None:
    """A span as far as it lies in the sentence of `place`; None where it begins elsewhere."""
    own = texts[place.sentence].sentence
    return (start, min(end, own.end)) if own.start <= start < own.end else None


def _count_words(article: Article, quote: Quote, direct: Sequence[Span]) -> int:
    """Words of an utterance, by its spaces; of reported speech those outside the direct quotes,
    counted alone.

    direct   spans of the article's direct quotes, sorted, disjoint
    """
    places = word_starts(article.text, quote.start, quote.end)
    if quote.kind == "direct":
        return len(places)
    at = [bisect_right(direct, (place, len(article.text))) - 1 for place in places]
    return sum(i < 0 or direct[i][1] <= place for i, place in zip(at, places, strict=True))


def stance_of(verb: str) -> str:
    """What an attributing verb implies: neutral, assertive, doubting, …; or "not listed"."""
    if verb == "according to":
        return "neutral"
    return load_table("attribution_verbs.txt").get(verb.casefold(), "not listed")


def verb_base(verb: str) -> str:
    """The verb's plain form, as far as the list knows one with the same stem."""
    word = verb.casefold()
    return IRREGULAR.get(word) or _bases().get(stem(word), word)


@cache
def _bases() -> dict[str, str]:
    """Stem -> the list's first form of it."""
    bases: dict[str, str] = {}
    for word in load_table("attribution_verbs.txt"):
        bases.setdefault(stem(word), word)
    return bases
