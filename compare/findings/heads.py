"""What an event is about: the words of its articles' headlines and first sentences."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
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
        self.article = {
            one.id: name for name, row in texts.by_article.items() for one in row[:HEAD]
        }
        self.stems = {
            article: frozenset(stem for one in row[:HEAD] for stem in one.content_stems)
            for article, row in texts.by_article.items()
        }
        counts = Counter(stem for stems in self.stems.values() for stem in stems)
        self.shares = {stem: n / len(texts.articles) for stem, n in counts.items()}
        # words of names within a sentence, of those in a head or in two articles
        holders: defaultdict[str, set[str]] = defaultdict(set)
        for one in texts:
            for word in (w for name in one.names if name.start for w in name.text.split()):
                holders[word] |= {one.sentence.article, self.article.get(one.id, "") and "head"}
        self.capitals = {word for word, held in holders.items() if len(held - {""}) > 1}
        # by a headline or a first sentence, or by two articles
        self.introduced = {stem for stem, n in counts.items() if n > 1} | {
            stem
            for row in texts.by_article.values()
            for one in row[:HEAD]
            if one.sentence.index <= 1
            for stem in one.content_stems
        }

    def count(self, sentences: Iterable[str]) -> int:
        """In how many articles' heads the sentences stand."""
        return len({self.article[name] for name in sentences if name in self.article})

    def weigh(self, stems: Collection[str]) -> float:
        """How much the stems tell, by their rarity."""
        return sum(self.idf.get(stem, 1.0) for stem in sorted(stems))

    def near(self, stems: Collection[str], apart: str = "") -> float:
        """0..1: in how many heads they stand, on average by what they tell; without the head of
        the article `apart`."""
        own, n = self.stems.get(apart, frozenset()), max(1, len(self.stems))
        shares = {stem: self.shares.get(stem, 0.0) - (stem in own) / n for stem in stems}
        found = sum(self.idf.get(stem, 1.0) * shares[stem] for stem in sorted(stems))
        return found / max(self.weigh(stems), 1e-9)


def are_beside(one: Sentence, two: Sentence, apart: int = 0) -> bool:
    """Whether two sentences are one passage: near in a paragraph, or at most so many apart."""
    reach = BESIDE if one.paragraph == two.paragraph else apart
    return one.article == two.article and abs(one.index - two.index) <= reach
