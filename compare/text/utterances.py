"""What somebody is reported to have said: each utterance with its speaker, its verb, its words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from ..model import Article
from .annotate import Texts
from .lists import load_table
from .quotes import Quote
from .words import stem, tokens

PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "who", "you", "this", "that"})
IRREGULAR = {"said": "say", "told": "tell", "wrote": "write", "thought": "think", "held": "hold"}
Span = tuple[int, int]


class Utterance(NamedTuple):
    """Words of somebody in an article's body; offsets count in `Article.text`.

    sentence    the id of the sentence that it begins in
    start, end  its words, cut at the end of that sentence
    speaker     as named, one form for all namings that end in the same word; None: not named, or a
                pronoun that nothing before it resolves
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
    names = join_speakers(quote.speaker for _, quote in raw)
    direct: dict[str, list[Span]] = {}
    for article, quote in raw:
        if quote.kind == "direct":
            direct.setdefault(article.id, []).append((quote.start, quote.end))
    found = []
    for article, quote in raw:
        place = texts.locate(article.id, quote.start, quote.end)
        words = _count_words(article, quote, direct.get(article.id, ()))
        if words and place:
            verb = (
                texts.locate(article.id, quote.verb_start, quote.verb_end) if quote.verb else None
            )
            speaker = (
                texts.locate(article.id, quote.speaker_start, quote.speaker_end)
                if quote.speaker
                else None
            )
            found.append(
                Utterance(
                    article=article.id,
                    outlet=texts.groups[article.id],
                    sentence=place.sentence,
                    start=quote.start,
                    end=place.end,
                    speaker=names.get(quote.speaker or ""),
                    speaker_span=(
                        (speaker.start, speaker.end)
                        if speaker and speaker.sentence == place.sentence
                        else None
                    ),
                    verb=quote.verb,
                    verb_span=(verb.start, verb.end)
                    if verb and verb.sentence == place.sentence
                    else None,
                    direct=quote.kind == "direct",
                    source=quote.source_kind,
                    words=words,
                )
            )
    return tuple(found)


def join_speakers(speakers: Iterable[str | None]) -> dict[str, str | None]:
    """Each speaker as written -> the form counted: the longest that ends in the same word.

    Pronouns and nobody are None.
    """
    last: dict[str, str] = {}
    keys: dict[str, str] = {}
    shown: dict[str, str | None] = {"": None}
    for speaker in sorted({speaker or "" for speaker in speakers}):
        words = [token.text.casefold() for token in tokens(speaker)]
        if not words or (len(words) == 1 and words[0] in PRONOUNS):
            shown[speaker] = None
        elif speaker.islower():
            shown[speaker] = " ".join(words)  # "the officials": words, not a name
        else:
            keys[speaker] = key = words[-1].replace("’", "'").removesuffix("'s")
            best = last.get(key, speaker)
            last[key] = min(best, speaker, key=lambda form: (-len(form), form))
    return shown | {speaker: " ".join(last[key].split()) for speaker, key in keys.items()}


def _count_words(article: Article, quote: Quote, direct: Sequence[Span]) -> int:
    """Words of an utterance; of reported speech those outside the direct quotes, counted alone.

    direct   spans of the article's direct quotes, sorted, disjoint
    """
    places = [token.start + quote.start for token in tokens(article.text[quote.start : quote.end])]
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
