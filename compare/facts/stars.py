"""Pairs of sentences to facts: each a star, one sentence and what other outlets have of it.

A sentence is the star's centre, and the fact is told in its words; every other outlet may add the
sentence that matches the centre best. So each mark in a fact's row answers the row's own words, and
no outlet is marked by way of a third, as in groups that chain or average.

Stars are chosen greedily, each time the one that newly explains most (greedy maximum coverage,
Nemhauser, Wolsey & Fisher 1978, Mathematical Programming 14): a pair inside a chosen star is
explained. A star takes its outlets in the order of their scores, as long as the product of the
scores, which tells how often such a row holds as a whole, stays above a bar that falls slowly with
their number.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from itertools import combinations

from ..matching.scorers import load_scorer
from ..model import Article, Cell, Fact, Match, Origin, Sentence
from ..options import Options
from .clauses import shared_clause
from .coverage import Coverage

# Chosen on the training events, by the rows of other events (`benchmarks/rows.py`).
HOMES = 2  # facts that one sentence may stand in
REPEAT = 0.9  # score that a row needs to share a sentence with an earlier row of the same outlets
LONG = 25  # words above which a centre loses some of its worth: a short sentence is one claim
LENGTHY = 0.2  # what it loses for each LONG words more
WIDE = 0.25  # each further outlet lowers the bar of the product by so much of its logarithm
SUREST = 0.9  # score from which rows are ordered by their origins first, and from which a second
# sentence of an outlet is told beside its first

Pairs = Set[tuple[str, str]]
Graph = Mapping[str, Sequence[tuple[float, str]]]  # centre -> (score, sentence), the best first


@dataclass(frozen=True, slots=True)
class Star:
    """centre, the sentences of other outlets with their scores, one each; more of those outlets."""

    centre: str
    rays: tuple[tuple[float, str], ...]
    more: tuple[str, ...]
    score: float

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of them, the centre first."""
        return (self.centre, *(name for _, name in self.rays), *self.more)


def find_facts(
    matches: Sequence[Match],
    sentences: Sequence[Sentence],
    articles: Sequence[Article],
    origins: Sequence[Origin],
    options: Options,
    *,
    apart: Pairs = frozenset(),
) -> tuple[Fact, ...]:
    """Facts of two outlets or more: the sure ones ("fact-1", …), then the others ("lead-1", …).

    Sure is a fact whose score reaches the scorer's bar "same"; the others reach "likely", and tell
    of pairs that no sure one explains. In the order of their scores from `SUREST` on or below it,
    origins, and scores, each the most first. The order of the arguments' items does not matter.
    apart: pairs of sentence ids (a < b) that no fact may hold together.
    """
    by_id = {sentence.id: sentence for sentence in sentences}
    bars = load_scorer(options).bars
    choice = _Choice(by_id, apart)
    sure = choice.stars(_graph(matches, by_id, bars["same"]), bars["same"])
    unsure = choice.stars(_graph(matches, by_id, bars["likely"]), bars["likely"])
    origin_of = {article: origin.id for origin in origins for article in origin.articles}
    coverage = Coverage(sentences, articles)
    facts: list[Fact] = []
    for kind, stars in (("fact", sure), ("lead", unsure)):
        made = [_make(star, by_id, origin_of, coverage, kind == "fact") for star in stars]
        made.sort(key=_rank)
        facts += [replace(fact, id=f"{kind}-{number}") for number, fact in enumerate(made, 1)]
    return tuple(facts)


def _rank(fact: Fact) -> tuple[bool, int, float, tuple[str, ...]]:
    return fact.score < SUREST, -fact.origins, -fact.score, fact.sentences


def _graph(matches: Sequence[Match], by_id: Mapping[str, Sentence], bar: float) -> Graph:
    """The matches at or above the bar, from both sides."""
    graph: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for match in matches:
        if match.score >= bar and match.a in by_id and match.b in by_id:
            graph[match.a].append((match.score, match.b))
            graph[match.b].append((match.score, match.a))
    return {name: sorted(rays, key=lambda ray: (-ray[0], ray[1])) for name, rays in graph.items()}


class _Choice:
    """What was chosen so far, over all bars: which pairs it explains, which sentences it used."""

    def __init__(self, by_id: Mapping[str, Sentence], apart: Pairs) -> None:
        self.by_id, self.apart = by_id, apart
        self.explained: set[tuple[str, str]] = set()
        self.centres: set[str] = set()
        self.homes: Counter[str] = Counter()
        self.rows: defaultdict[str, list[frozenset[str]]] = defaultdict(list)

    def stars(self, graph: Graph, bar: float) -> list[Star]:
        """The stars of the graph, the most telling first.

        What a star newly explains only falls as others are chosen, so that a star whose worth was
        reckoned anew and is still the highest is the best of all (lazy evaluation, Minoux 1978).
        """
        stars = ((name, self._star(name, graph, bar)) for name in graph)
        waiting = [(-self._worth(star), name) for name, star in stars if star]
        heapify(waiting)
        chosen = []
        while waiting:
            _, name = heappop(waiting)
            star = self._star(name, graph, bar)
            if star is None or self._repeats(star):
                continue
            worth = -self._worth(star)
            if waiting and (worth, name) > waiting[0]:
                heappush(waiting, (worth, name))
                continue
            chosen.append(star)
            self._take(star, graph)
        return chosen

    def _star(self, centre: str, graph: Graph, bar: float) -> Star | None:
        """The star around a sentence as far as it is not explained yet; None where nothing is."""
        if centre in self.centres or self.homes[centre] >= HOMES:
            return None
        score = 1.0
        rays: list[tuple[float, str]] = []
        held = {self.by_id[centre].outlet}
        more = []
        for ray, name in graph[centre]:
            outlet = self.by_id[name].outlet
            if self.homes[name] >= HOMES or self._is_apart(name, centre, *(n for _, n in rays)):
                continue
            if outlet in held:
                if ray >= SUREST:
                    more.append(name)
            elif _pair(centre, name) not in self.explained and score * ray >= bar ** (
                1 + WIDE * len(rays)
            ):
                score *= ray
                held.add(outlet)
                rays.append((ray, name))
        if not rays:
            return None
        return Star(centre, tuple(rays), tuple(more), round(score, 6))

    def _worth(self, star: Star) -> float:
        """The scores that it explains, less for a centre of many words."""
        words = len(self.by_id[star.centre].text.split())
        told = sum(score for score, _ in star.rays)
        return round(told - LENGTHY * max(0, words - LONG) / LONG, 9)

    def _repeats(self, star: Star) -> bool:
        """Whether an earlier row has one of its sentences and all its outlets, and it is not sure
        enough to be told beside that one."""
        outlets = {self.by_id[name].outlet for name in star.sentences}
        return star.score < REPEAT and any(
            outlets <= earlier for name in star.sentences for earlier in self.rows[name]
        )

    def _take(self, star: Star, graph: Graph) -> None:
        self.centres.add(star.centre)
        self.homes.update(star.sentences)
        self.explained.update(_pair(star.centre, name) for _, name in graph[star.centre])
        self.explained.update(_pair(a, b) for a, b in combinations(star.sentences, 2))
        outlets = frozenset(self.by_id[name].outlet for name in star.sentences)
        for name in star.sentences:
            self.rows[name].append(outlets)

    def _is_apart(self, name: str, *others: str) -> bool:
        return bool(self.apart) and any(_pair(name, other) in self.apart for other in others)


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _make(
    star: Star,
    by_id: Mapping[str, Sentence],
    origin_of: Mapping[str, str],
    coverage: Coverage,
    sure: bool,
) -> Fact:
    """The fact without its number."""
    centre = by_id[star.centre]
    others = [name for _, name in star.rays]
    start, end = shared_clause(centre.text, coverage.shared_words(star.centre, others))
    words = centre.text[start:end]
    cells = [Cell(centre.outlet, centre.id, 1.0, "states")]
    for score, name in star.rays:
        mark = "states" if coverage.holds_all(name, star.centre, start, end) else "in part"
        cells.append(Cell(by_id[name].outlet, name, score, mark))
    members = [by_id[name] for name in star.sentences]
    members.sort(key=lambda s: (s.article, s.index, s.id))
    return Fact(
        id="",
        text=words,
        sentence=centre.id,
        start=centre.start + start,
        end=centre.start + end,
        cells=tuple(sorted(cells, key=lambda cell: cell.outlet)),
        sentences=tuple(s.id for s in members),
        outlets=tuple(sorted(cell.outlet for cell in cells)),
        origins=len({origin_of.get(s.article, s.article) for s in members}),
        score=star.score,
        sure=sure,
    )
