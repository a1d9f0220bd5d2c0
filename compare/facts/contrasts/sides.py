"""One sentence with all that is read in it once, and what a comparison of two returns."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from ...model import Article, Reading, Sentence
from ...text.certainty import Cue, find_cues
from ...text.dates import DateMention, find_dates
from ...text.lists import load_words
from ...text.locales import is_content, stem_in
from ...text.names import Name, find_names
from ...text.numbers import Quantity, find_numbers
from ...text.quotes import Quote, article_quotes, quoted_spans
from ...text.words import normal_word, normal_words, stem, tokens

FEW_SENTENCES = 50
MOST_MENTIONS = 60  # figures, dates or names read in one sentence: a bound for lines without end
AROUND = 6  # content words on each side of a span that make its context

Span = tuple[int, int]


class Word(NamedTuple):
    """A word of the sentence: offsets in it, stem, and whether it is no stop word."""

    start: int
    end: int
    stem: str
    content: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One sentence and what is read in it; all offsets count from the sentence's start.

    quoted   what stands between quotation marks, also where the marks are in other sentences
    quotes   the article's quotations that reach into the sentence, cut to it
    day      the article's ISO day of publication, or None
    language the article's, ISO 639-1, or None
    known    every word of the article, in normal form
    rarity   0..1 for each stem of the event: 1 stands in one sentence alone
    """

    sentence: Sentence
    day: str | None
    language: str | None
    words: tuple[Word, ...]
    numbers: tuple[Quantity, ...]
    dates: tuple[DateMention, ...]
    names: tuple[Name, ...]
    cues: tuple[Cue, ...]
    quoted: tuple[tuple[int, int], ...]
    quotes: tuple[Quote, ...]
    known: frozenset[str]
    rarity: Mapping[str, float]

    def reading(self, start: int, end: int, value: str) -> Reading:
        """The evidence as the report wants it: offsets in the article's text."""
        at = self.sentence.start
        return Reading(self.sentence.outlet, self.sentence.id, at + start, at + end, value)

    def verbatim(self, start: int, end: int) -> Reading:
        """A reading whose value is the words as they stand, white space made single."""
        return self.reading(start, end, " ".join(self.sentence.text[start:end].split()))

    def stems(self, start: int = 0, end: int | None = None) -> frozenset[str]:
        """Stems of the content words that lie within start..end."""
        stop = len(self.sentence.text) if end is None else end
        return frozenset(
            w.stem for w in self.words if w.content and start <= w.start and w.end <= stop
        )

    def slot(self, start: int, end: int, around: int) -> frozenset[str]:
        """Stems of the content words nearest to start..end, `around` on each side."""
        before = [w.stem for w in self.words if w.content and w.end <= start][-around:]
        after = [w.stem for w in self.words if w.content and w.start >= end][:around]
        return frozenset(before + after)

    def context(self, start: int, end: int, around: int) -> dict[str, float]:
        """The content words nearest to start..end, weighted by nearness and rarity (0..1).

        Verbs of saying are left out: that both 'said on Monday' tells nothing of the act. What
        stands in brackets belongs to the words before it.
        """
        first = bisect_right(self.words, start, key=lambda w: w.end)
        last = bisect_left(self.words, end, key=lambda w: w.start)
        near = self.words[max(0, first - 4 * around) : first], self.words[last : last + 4 * around]
        before, after = (
            [w.stem for w in row if w.content and w.stem not in _saying()] for row in near
        )
        before, after = before[-around:], after[:around]
        if self.sentence.text[max(0, start - 1) : start] == "(":
            after = []
        weights: dict[str, float] = {}
        for row in (reversed(before), after):
            for rank, word in enumerate(row):
                weight = self.rarity.get(word, 1.0) / (1 + rank) ** 0.5
                weights[word] = max(weights.get(word, 0.0), weight)
        return weights

    def is_quoted(self, start: int, end: int) -> bool:
        """Whether start..end touches words between quotation marks."""
        return any(a < end and start < b for a, b in self.quoted)


class Difference(NamedTuple):
    """Two sentences differ: the two readings, the nature and strength (0..1) of a `Contrast`."""

    strength: float
    nature: str
    a: Reading
    b: Reading


def share_of_fewer(a: frozenset[str], b: frozenset[str]) -> float:
    """0..1: what both hold, as a share of the smaller set (overlap coefficient)."""
    fewer = min(len(a), len(b))
    return len(a & b) / fewer if fewer else 0.0


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """0..1: the cosine of two weighted bags of words; 0 where one is empty."""
    shared = sum(weight * b[word] for word, weight in sorted(a.items()) if word in b)
    size = math.hypot(*a.values()) * math.hypot(*b.values())
    return min(1.0, shared / size) if size else 0.0


@cache
def _saying() -> frozenset[str]:
    parts = {"morning", "afternoon", "evening", "night", "late", "early", "later", "earlier"}
    return frozenset(stem(word) for word in load_words("attribution_verbs.txt") | parts)


def same_slot(a: Side, x: Span, b: Side, y: Span) -> float:
    """0..1: how alike the words around two spans are, near and rare ones first."""
    return cosine(a.context(*x, AROUND), b.context(*y, AROUND))


def read_rarity(sentences: Sequence[Sentence]) -> dict[str, float]:
    """How rare each stem is: inverse document frequency over the event's sentences, 0..1.

    Few sentences say little of what is common: fewer than FEW_SENTENCES count as so many.
    """
    held: Counter[str] = Counter()
    for sentence in sentences:
        held.update({stem(word) for word in normal_words(sentence.text)})
    size = max(FEW_SENTENCES, len(sentences)) + 1
    return {word: math.log(size / count) / math.log(size) for word, count in held.items()}


def read_sides(
    article: Article, sentences: Sequence[Sentence], rarity: Mapping[str, float]
) -> list[Side]:
    """The sides of these sentences of one article."""
    known = frozenset(normal_words(article.text)) if sentences else frozenset()
    spans = quoted_spans(article.text)
    quotes = article_quotes(article)
    span_ends, span_starts = [e for _, e in spans], [s for s, _ in spans]
    sides = []
    for sentence in sentences:
        text, start, end = sentence.text, sentence.start, sentence.end
        touching = spans[bisect_right(span_ends, start) : bisect_left(span_starts, end)]
        inside = [q for q in quotes if q.start < end and start < q.end]
        sides.append(
            Side(
                sentence=sentence,
                day=article.published[:10] if article.published else None,
                language=article.language,
                words=read_words(text, article.language),
                numbers=find_numbers(text, article.language)[:MOST_MENTIONS],
                dates=find_dates(text, article.language, article.published)[:MOST_MENTIONS],
                names=find_names(text)[:MOST_MENTIONS],
                cues=find_cues(text),
                quoted=tuple((max(a, start) - start, min(b, end) - start) for a, b in touching),
                quotes=tuple(_cut(quote, sentence) for quote in inside),
                known=known,
                rarity=rarity,
            )
        )
    return sides


def read_words(text: str, language: str | None = None) -> tuple[Word, ...]:
    """The words of a text in this language."""
    found = []
    for token in tokens(text):
        normal = normal_word(token.text)
        word = stem_in(normal, language), is_content(normal, language)
        found.append(Word(token.start, token.end, *word))
    return tuple(found)


def _cut(quote: Quote, sentence: Sentence) -> Quote:
    """The quotation in the sentence's own offsets; a speaker outside of it has offsets -1."""
    at, size = sentence.start, sentence.end - sentence.start

    def inner(start: int, end: int) -> tuple[int, int]:
        return (start - at, end - at) if at <= start and end <= at + size else (-1, -1)

    speaker = inner(quote.speaker_start, quote.speaker_end)
    verb = inner(quote.verb_start, quote.verb_end)
    return quote._replace(
        start=max(0, quote.start - at),
        end=min(size, quote.end - at),
        speaker_start=speaker[0],
        speaker_end=speaker[1],
        verb_start=verb[0],
        verb_end=verb[1],
    )
