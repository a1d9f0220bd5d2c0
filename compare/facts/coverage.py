"""What sentences have in common, word by word: which words of one another has too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache, cached_property

from ..datafiles import load_table
from ..text.annotate import Texts, read_stems
from ..text.words import stem
from .clauses import Word

OWN = 0.35  # share of a sentence's weight that others need, to have its own claim
# a word is the event's own if it is in so large a share of the articles and of the sentences, and
# in so many of these
MOST, OFTEN, FEW = 0.6, 0.08, 4
FRESH = 0.7  # share of the weight that two sentences share, from which it is another fact's
LARGER = 1.5  # times the weight of the others, from which a sentence has a claim beside theirs


class Coverage:
    """What the sentences of an event have in common."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def shared_words(self, name: str, others: Sequence[str]) -> list[Word]:
        """The content words of a sentence, each with the share of the others that have it too."""
        there = [self._texts[other].all_stems for other in others]
        return [
            Word(
                word.start,
                word.end,
                self._texts.idf(word.stem),
                sum(word.stem in stems for stems in there) / max(1, len(there)),
            )
            for word in self._texts[name].words
            if word.content
        ]

    def goes_beyond(self, name: str, others: Sequence[str]) -> bool:
        """Whether a sentence says much that the others do not: most of its words are in none of
        them, and it has `LARGER` times as much to say as any. A paraphrase of one is as long."""
        words = self.shared_words(name, others)
        total = sum(word.weight for word in words)
        shared = sum(word.weight for word in words if word.share)
        largest = max(sum(word.weight for word in self.shared_words(o, ())) for o in others)
        return shared < OWN * total and total >= LARGER * largest

    def shares_more(self, name: str, other: str, earlier: Sequence[str]) -> bool:
        """Whether most of what a sentence shares with another (`FRESH`, by weight) is in none of
        the earlier ones: it then states a second fact."""
        if other in earlier:
            return False
        shared = [word for word in self.shared_words(name, [other]) if word.share]
        known = {word.start for word in self.shared_words(name, earlier) if word.share}
        fresh = sum(word.weight for word in shared if word.start not in known)
        return fresh >= FRESH * sum(word.weight for word in shared)

    def share_own(self, name: str, other: str) -> bool:
        """Whether two sentences share a content word that is not one of the event's own."""
        common = self._texts[name].content_stems & self._texts[other].content_stems
        return bool(common - self._event_stems)

    def take_sides(self, name: str, other: str) -> bool:
        """Whether one of two sentences is for something and the other against (`stances.txt`)."""
        here, there = (self._find_sides(one) for one in (name, other))
        return len(here) == len(there) == 1 and here != there

    def holds_all(self, name: str, other: str, start: int, end: int) -> bool:
        """Whether the sentence has every figure and name of the other's stretch [start, end)."""
        mine, theirs = self._texts[name], self._texts[other]
        figures = {(q.low, q.high) for q in mine.numbers}
        inside = [q for q in theirs.numbers if start <= q.start and q.end <= end]
        if any((q.low, q.high) not in figures for q in inside):
            return False
        for name_there in theirs.names:
            parts = {
                w.stem
                for w in theirs.words
                if max(start, name_there.start) <= w.start < min(end, name_there.end)
            }
            if parts and parts.isdisjoint(mine.all_stems):
                return False
        return True

    def _find_sides(self, name: str) -> set[str]:
        sides = _load_stances()
        return {sides[stem] for stem in self._texts[name].all_stems if stem in sides}

    @cached_property
    def _event_stems(self) -> frozenset[str]:
        """The event's own words: in most of its articles, and in many sentences."""
        articles = [row for row in self._texts.by_article.values() if row]
        spread = Counter(
            stem
            for row in articles
            for stem in set().union(*(read_stems(one.text, one.language) for one in row))
        )
        often = max(FEW, OFTEN * len(self._texts))
        return frozenset(
            stem
            for stem, count in spread.items()
            if count >= MOST * len(articles) and self._texts.frequency[stem] >= often
        )


@cache
def _load_stances() -> dict[str, str]:
    """Stem -> "for" or "against"."""
    return {stem(word): side for word, side in load_table("stances.txt").items()}
