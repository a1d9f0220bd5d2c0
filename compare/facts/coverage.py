"""What sentences have in common, word by word: which words of one another has too."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property
from math import log
from typing import NamedTuple

from ..model import Article, Sentence
from ..text.locales import is_stop, stem_in
from ..text.names import find_names
from ..text.numbers import find_numbers
from ..text.words import normal_word, tokens
from .clauses import Word

OWN = 0.35  # share of a sentence's weight that others need, to have its own claim
# a word is the event's own if it is in so large a share of the articles and of the sentences, and
# in so many of these
MOST, OFTEN, FEW = 0.6, 0.08, 4
LARGER = 1.5  # times the weight of the others, from which a sentence has a claim beside theirs


class _Read(NamedTuple):
    """A sentence: its content words as (start, end, stem), its stems."""

    content: tuple[tuple[int, int, str], ...]
    stems: frozenset[str]


class Coverage:
    """The words of an event's sentences, each read when it is first asked for."""

    def __init__(self, sentences: Sequence[Sentence], articles: Sequence[Article]) -> None:
        self._sentences = {sentence.id: sentence for sentence in sentences}
        self._language = {article.id: article.language for article in articles}
        self._known: dict[str, _Read] = {}

    def shared_words(self, name: str, others: Sequence[str]) -> list[Word]:
        """The content words of a sentence, each with the share of the others that have it too."""
        held = [self._read(other).stems for other in others]
        return [
            Word(start, end, self._weight(stem), sum(stem in h for h in held) / max(1, len(held)))
            for start, end, stem in self._read(name).content
        ]

    def goes_beyond(self, name: str, others: Sequence[str]) -> bool:
        """Whether a sentence says much that the others do not: most of its words are in none of
        them, and it has `LARGER` times as much to say as any. A paraphrase of one is as long."""
        words = self.shared_words(name, others)
        total = sum(word.weight for word in words)
        shared = sum(word.weight for word in words if word.share)
        largest = max(sum(word.weight for word in self.shared_words(o, ())) for o in others)
        return shared < OWN * total and total >= LARGER * largest

    def share_own(self, name: str, other: str) -> bool:
        """Whether two sentences share a content word that is not one of the event's own."""
        mine = {stem for _, _, stem in self._read(name).content}
        return any(
            stem in mine and stem not in self._event for _, _, stem in self._read(other).content
        )

    def holds_all(self, name: str, other: str, start: int, end: int) -> bool:
        """Whether the sentence has every figure and name of the other's stretch [start, end)."""
        words = self._sentences[other].text[start:end]
        language = self._language.get(self._sentences[other].article)
        mine = self._sentences[name].text
        figures = {(q.low, q.high) for q in find_numbers(mine, language)}
        if any((q.low, q.high) not in figures for q in find_numbers(words, language)):
            return False
        stems = self._read(name).stems
        for found in find_names(words):
            parts = [stem_in(normal_word(t.text), language) for t in tokens(found.text)]
            if parts and stems.isdisjoint(parts):
                return False
        return True

    def _read(self, name: str) -> _Read:
        if name not in self._known:
            sentence = self._sentences[name]
            language = self._language.get(sentence.article)
            content, stems = [], set()
            for token in tokens(sentence.text):
                word = normal_word(token.text)
                stem = stem_in(word, language)
                stems.add(stem)
                if not is_stop(word, language):
                    content.append((token.start, token.end, stem))
            self._known[name] = _Read(tuple(content), frozenset(stems))
        return self._known[name]

    def _weight(self, stem: str) -> float:
        """How rare the stem is among the event's sentences: its inverse document frequency."""
        return log((len(self._sentences) + 1) / (self._frequency[stem] + 0.5))

    @cached_property
    def _event(self) -> frozenset[str]:
        """The event's own words: in most of its articles, and in many sentences."""
        held: defaultdict[str, set[str]] = defaultdict(set)
        for sentence in self._sentences.values():
            for stem in self._read(sentence.id).stems:
                held[stem].add(sentence.article)
        articles = len({sentence.article for sentence in self._sentences.values()})
        often = max(FEW, OFTEN * len(self._sentences))
        return frozenset(
            stem
            for stem, where in held.items()
            if len(where) >= MOST * articles and self._frequency[stem] >= often
        )

    @cached_property
    def _frequency(self) -> Counter[str]:
        return Counter(stem for name in self._sentences for stem in self._read(name).stems)
