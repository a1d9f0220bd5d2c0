"""Which words of a sentence other outlets' sentences have too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from ..text.locales import is_stop, stem_in
from ..text.words import normal_word, tokens


class Span(NamedTuple):
    """text[start:end] is marked."""

    start: int
    end: int


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
            spans.append(Span(start, end))
            running = True
    return spans


@lru_cache(maxsize=4096)
def _read_stems(text: str, language: str | None) -> Sequence[tuple[int, int, str]]:
    """Stems of a sentence's words with their places; stop words as they stand."""
    rows = []
    for token in tokens(text):
        word = normal_word(token.text)
        stem = word if is_stop(word, language) else stem_in(word, language)
        rows.append((token.start, token.end, stem))
    return tuple(rows)
