"""Whose words: every sentence of an outlet, its words divided into own voice and quoted."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ..model import Article, Sentence
from ..text.quotes import article_quotes, quoted_spans
from ..text.words import Token, tokens

OWN = "the outlet's own voice: quotations taken out, the headline counted once"


class Line(NamedTuple):
    """A sentence and its words; offsets of the tokens count in `Article.text`.

    own      words outside quotation marks, and terms in marks that are no utterance ("so-called")
    quoted   words inside quotation marks
    blanked  the sentence's text, quoted characters replaced by spaces: same length, same offsets
    language  the article's, ISO 639-1, or None
    """

    sentence: Sentence
    own: tuple[Token, ...]
    quoted: tuple[Token, ...]
    blanked: str
    language: str | None = None

    @property
    def words(self) -> int:
        """How many words the sentence has."""
        return len(self.own) + len(self.quoted)


def outlet_lines(
    articles: Sequence[Article], sentences: Sequence[Sentence]
) -> dict[str, tuple[Line, ...]]:
    """Outlet -> its lines in the order of article and place; outlets sorted.

    An outlet whose articles hold no sentence has an empty row: it is shown, not lost.
    """
    by_article: dict[str, list[Sentence]] = {}
    for sentence in sorted(sentences, key=lambda s: (s.article, s.start)):
        by_article.setdefault(sentence.article, []).append(sentence)
    found: dict[str, list[Line]] = {outlet: [] for outlet in sorted({a.outlet for a in articles})}
    for article in sorted(articles, key=lambda a: a.id):
        found[article.outlet] += _article_lines(article, tuple(by_article.get(article.id, ())))
    return {outlet: tuple(lines) for outlet, lines in found.items()}


@lru_cache(maxsize=1024)
def _article_lines(article: Article, sentences: tuple[Sentence, ...]) -> tuple[Line, ...]:
    spans = _voiced_spans(article)
    starts = [start for start, _ in spans]

    def quoted(start: int) -> bool:
        index = bisect_right(starts, start) - 1
        return index >= 0 and start < spans[index][1]

    lines = []
    for sentence in sentences:
        own: list[Token] = []
        others: list[Token] = []
        for token in tokens(sentence.text):
            token = token._replace(
                start=token.start + sentence.start, end=token.end + sentence.start
            )
            (others if quoted(token.start) else own).append(token)
        blanked = _blank(sentence, spans[max(0, bisect_right(starts, sentence.start) - 1) :])
        lines.append(Line(sentence, tuple(own), tuple(others), blanked, article.language))
    return tuple(lines)


def _voiced_spans(article: Article) -> list[tuple[int, int]]:
    """Spans between quotation marks that somebody uttered: terms in marks are the outlet's own."""
    shift = article.body_start
    scare = [q.start for q in article_quotes(article) if q.kind == "scare" and q.start >= shift]
    terms = {*scare, *(start - 1 for start in scare)}
    body = [(start + shift, end + shift) for start, end in quoted_spans(article.body)]
    spans = [*quoted_spans(article.title), *(span for span in body if span[0] not in terms)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _blank(sentence: Sentence, spans: Sequence[tuple[int, int]]) -> str:
    """The sentence's text with the spans (sorted, disjoint) made blank."""
    pieces, at = [], 0
    for start, end in spans:
        if start >= sentence.end:
            break
        low = min(max(start - sentence.start, at), len(sentence.text))
        high = min(max(end - sentence.start, low), len(sentence.text))
        pieces += [sentence.text[at:low], " " * (high - low)]
        at = high
    return "".join(pieces) + sentence.text[at:]
