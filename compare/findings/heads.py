"""What an event is about: the words of its articles' headlines and first sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..model import Sentence
    from ..text.annotate import Texts

HEAD = 3  # sentences of an article, its headline among them, that tell what happened
BESIDE = 3  # sentences of one paragraph that are one passage


class Heads:
    """How near words are to what the event is about."""

    def __init__(self, texts: Texts) -> None:
        self.idf = texts.scaled_idf
        counts = Counter[str]()
        for row in texts.by_article.values():
            counts.update({stem for one in row[:HEAD] for stem in one.content_stems})
        self.shares = {stem: n / len(texts.articles) for stem, n in counts.items()}

    def weigh(self, stems: Collection[str]) -> float:
        """How much the stems tell, by their rarity."""
        return sum(self.idf.get(stem, 1.0) for stem in sorted(stems))

    def near(self, stems: Collection[str]) -> float:
        """0..1: in how many heads they stand, on average by what they tell."""
        found = sum(self.idf.get(stem, 1.0) * self.shares.get(stem, 0.0) for stem in sorted(stems))
        return found / max(self.weigh(stems), 1e-9)


def are_beside(one: Sentence, two: Sentence, apart: int = 0) -> bool:
    """Whether two sentences are one passage: near in a paragraph, or at most so many apart."""
    reach = BESIDE if one.paragraph == two.paragraph else apart
    return one.article == two.article and abs(one.index - two.index) <= reach
