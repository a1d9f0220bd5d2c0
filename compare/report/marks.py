"""Marking words inside a sentence: what it shares with other outlets, its numbers, a reading.

A sentence becomes pieces, each with the names of its marks; joined, the pieces are the sentence
again, character by character. A format decides how a mark looks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from ..text.locales import is_stop, stem_in
from ..text.numbers import find_numbers
from ..text.words import normal_word, tokens


class Piece(NamedTuple):
    """A run of characters under the same marks ("" for none): "shared", "number", "reading"."""

    text: str
    marks: str = ""


class Span(NamedTuple):
    """text[start:end] carries a mark."""

    start: int
    end: int
    mark: str


def pieces(text: str, spans: Iterable[Span]) -> tuple[Piece, ...]:
    """The text cut wherever a mark begins or ends; spans may overlap and reach outside."""
    edges: list[tuple[int, str, int]] = []
    for start, end, mark in spans:
        start, end = max(0, start), min(len(text), end)
        if start < end:
            edges += [(start, mark, 1), (end, mark, -1)]
    found, at, open_marks = [], 0, Counter[str]()
    for place, mark, step in sorted(edges):
        if place > at:
            found.append(Piece(text[at:place], " ".join(sorted(+open_marks))))
            at = place
        open_marks[mark] += step
    return (*found, Piece(text[at:])) if at < len(text) else tuple(found)


def shared_spans(text: str, others: Iterable[str], language: str | None) -> list[Span]:
    """Runs of words that other outlets' sentences have too, whatever their ending in the language.

    A run needs a word that says something; words like "of" join two such words, never stand alone,
    and a run ends at any mark but a hyphen.
    """
    known = {word for other in others for _, _, word in _read_stems(other, language)}
    spans: list[Span] = []
    running, last = False, 0
    for start, end, word in _read_stems(text, language):
        running = running and word in known and not text[last:start].strip(" \u00a0-")
        last = end
        if word not in known or is_stop(word, language):
            continue
        if running:
            spans[-1] = spans[-1]._replace(end=end)
        else:
            spans.append(Span(start, end, "shared"))
            running = True
    return spans


@lru_cache(maxsize=4096)
def number_spans(text: str, language: str | None) -> Sequence[Span]:
    """Figures of the sentence."""
    return tuple(Span(found.start, found.end, "number") for found in find_numbers(text, language))


@lru_cache(maxsize=4096)
def _read_stems(text: str, language: str | None) -> Sequence[tuple[int, int, str]]:
    """Stems of a sentence's words with their places; stop words as they stand."""
    found = []
    for token in tokens(text):
        word = normal_word(token.text)
        stem = word if is_stop(word, language) else stem_in(word, language)
        found.append((token.start, token.end, stem))
    return tuple(found)
