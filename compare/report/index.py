"""Look-ups over a comparison by id, and the one way to show a sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ..model import Article, Comparison, Fact, Match, Omission, Removal, Sentence
from ..text.numbers import Quantity, find_numbers
from .words import SIGNS


class Line(NamedTuple):
    """A sentence as it is shown: where it stands and its words, verbatim."""

    id: str
    anchor: str
    outlet: str
    number: int
    place: str
    text: str


class FactHead(NamedTuple):
    """What is needed to name a fact and to link to it."""

    id: str
    number: int
    anchor: str
    text: str


@dataclass(frozen=True)
class ArticleView:
    """An article: what is known of it, what was cut, its paragraphs in full."""

    article: Article
    anchor: str
    published: str
    words: int
    language: str
    link: str | None
    removed: tuple[tuple[str, tuple[Removal, ...]], ...]
    found: tuple[tuple[str, str, str], ...]
    paragraphs: tuple[tuple[tuple[Line, tuple[FactHead, ...]], ...], ...]


@dataclass(frozen=True)
class Index:
    """Everything by its id. `columns`: outlet -> its place among the sorted outlets."""

    comparison: Comparison
    columns: dict[str, int]
    articles: dict[str, Article]
    sentences: dict[str, Sentence]
    lengths: dict[str, int]
    facts: dict[str, Fact]
    heads: dict[str, FactHead]
    matches: dict[str, list[Match]]
    omissions: dict[tuple[str, str], Omission]

    def line(self, name: str) -> Line:
        """A sentence by its id."""
        sentence = self.sentences[name]
        place = f"sentence {sentence.index} of {self.lengths[sentence.article]}"
        return Line(
            id=name,
            anchor=anchor("s", name),
            outlet=sentence.outlet,
            number=sentence.index,
            place=place if sentence.index else "headline",
            text=sentence.text,
        )

    def states(self, fact: Fact) -> dict[str, str]:
        """Outlet -> its state in the row, a key of SIGNS: its cell's mark, or why there is none."""
        states = dict.fromkeys(self.columns, "not found")
        for outlet in self.columns:
            if lacking := self.omissions.get((fact.id, outlet)):
                states[outlet] = lacking.status if lacking.status in SIGNS else "not found"
        return states | {cell.outlet: cell.mark for cell in fact.cells}

    def numbers(self, name: str) -> tuple[Quantity, ...]:
        """Figures of a sentence."""
        sentence = self.sentences[name]
        return find_numbers(sentence.text, self.articles[sentence.article].language)


def make_index(comparison: Comparison, told: Mapping[str, str]) -> Index:
    """All look-ups of a comparison; facts, in the words of `told`, numbered in their order."""
    lengths = {article.id: 0 for article in comparison.articles}
    for sentence in comparison.sentences:
        lengths[sentence.article] = max(lengths[sentence.article], sentence.index)
    return Index(
        comparison=comparison,
        columns={outlet: column for column, outlet in enumerate(comparison.outlets)},
        articles={article.id: article for article in comparison.articles},
        sentences={sentence.id: sentence for sentence in comparison.sentences},
        lengths=lengths,
        facts={fact.id: fact for fact in comparison.facts},
        heads={
            fact.id: FactHead(fact.id, number, anchor("fact", fact.id), told[fact.id])
            for number, fact in enumerate(comparison.facts, 1)
        },
        matches=_matches_of_facts(comparison),
        omissions={(item.fact, item.outlet): item for item in comparison.omissions},
    )


def anchor(kind: str, name: str) -> str:
    """An id for a link: letters, digits, '-', '_' and '.' stay, all else is spelled out."""
    name = name.removeprefix(f"{kind}-")
    return f"{kind}-" + re.sub(r"[^\w.-]", lambda hit: f"~{ord(hit[0]):x}", name)


def _matches_of_facts(comparison: Comparison) -> dict[str, list[Match]]:
    """Fact -> the matches of the sentence that has its words with its others, surest first."""
    owners: dict[tuple[str, str], list[str]] = defaultdict(list)
    for fact in comparison.facts:
        for name in fact.sentences:
            owners[min(name, fact.sentence), max(name, fact.sentence)].append(fact.id)
    matches: dict[str, list[Match]] = defaultdict(list)
    for match in sorted(comparison.matches, key=lambda m: (-m.score, m.a, m.b)):
        for fact_id in owners.get((match.a, match.b), ()):
            matches[fact_id].append(match)
    return dict(matches)
