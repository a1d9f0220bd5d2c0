"""Pairs of sentences to facts: a cover of the match graph by dense groups that may overlap.

Plain connected components chain A~B~C through long sentences that state several things. Here a
group grows from the strongest pair that no group holds yet, as long as the newcomer's mean score
with the group's sentences of other outlets is high, a pair that is no match counting as 0 (average
linkage); so each matched sentence stands in a fact, each fact holds together, and a long sentence
may stand in several.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from itertools import combinations

from ..matching.scorers import load_scorer
from ..model import Fact, Match, Origin, Sentence
from ..options import Options

# Chosen on the training events by extended B-cubed F1 (`compare-news evaluate --stage facts`), the
# number of facts and their overlap; figures in benchmarks/matching.md.
TIED = 1 / 3  # mean score that a newcomer needs, as a place between the bars "possible" and "same",
TIED_FEW = 6  # with so many of the group; with those beyond, a share of it is enough: matching
TIED_MORE = 0.4  # misses some, and fifty outlets would else fall into hundreds of groups
ALREADY = 0.6  # a weaker pair, both of whose sentences stand in facts, starts none of its own
NEW = 0.5  # share of a newcomer's matches in the group that lie in no fact yet: none is told twice
OWN = 0.6  # centrality of other words, as a share of the plainest, that spares a repeat of those

Graph = Mapping[str, Mapping[str, float]]
Pairs = Set[tuple[str, str]]


def group_facts(
    matches: Sequence[Match],
    sentences: Sequence[Sentence],
    origins: Sequence[Origin],
    options: Options,
    *,
    apart: Pairs = frozenset(),
) -> tuple[Fact, ...]:
    """Facts of two outlets or more; each matched sentence stands in one, none within another.

    Ordered, and numbered from "fact-1", by outlets, by origins, by summed score (each the most
    first), then by first sentence. A fact's text is its most central body sentence, or one nearly
    as central where that one stands for an earlier fact. The order of the arguments' items does
    not matter. Of `options` the scorer's bars bear on it. `apart`: pairs of sentence ids (a < b)
    that no fact may hold together.
    """
    by_id = {sentence.id: sentence for sentence in sentences}
    graph: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for match in matches:
        a, b = by_id.get(match.a), by_id.get(match.b)
        if a and b and a.outlet != b.outlet:
            graph[a.id][b.id] = graph[b.id][a.id] = match.score
    origin_of = {article: origin.id for origin in origins for article in origin.articles}
    bars = load_scorer(options).bars
    tied = bars["possible"] + TIED * (bars["same"] - bars["possible"])
    made = [_make(group, graph, by_id, origin_of) for group in _cover(graph, by_id, tied, apart)]
    made.sort(key=lambda row: (*_rank(row[0]), -row[1], row[0].sentences))
    facts: list[Fact] = []
    told: set[str] = set()
    for number, (fact, _, texts) in enumerate(made, 1):
        # one sentence may be central to several facts; each gets words of its own where it has
        # others that tell it nearly as plainly
        best = next(iter(texts))
        own = (text for text in texts if text not in told and texts[text] >= OWN * texts[best])
        text = next(own, best)
        told.add(text)
        facts.append(replace(fact, id=f"fact-{number}", text=text))
    return tuple(facts)


def _rank(fact: Fact) -> tuple[int, int]:
    return -len(fact.outlets), -fact.origins


def _cover(
    graph: Graph, by_id: Mapping[str, Sentence], tied: float, apart: Pairs
) -> list[frozenset[str]]:
    """Groups such that each sentence with an edge lies in one of them, none inside another."""
    edges = sorted((-score, a, b) for a in graph for b, score in graph[a].items() if a < b)
    covered: set[tuple[str, str]] = set()
    told: set[str] = set()
    groups: list[frozenset[str]] = []
    for _, a, b in edges:
        if (a, b) in covered or (graph[a][b] < ALREADY and a in told and b in told):
            continue
        group = _grow(a, b, graph, by_id, covered, tied, apart)
        covered.update((x, y) for x in group for y in graph[x] if x < y and y in group)
        told |= group
        groups.append(group)
    return _outermost(groups)


def _grow(
    a: str,
    b: str,
    graph: Graph,
    by_id: Mapping[str, Sentence],
    covered: Pairs,
    tied: float,
    apart: Pairs,
) -> frozenset[str]:
    """The pair a, b and all that fit: each time the sentence with the highest mean score."""
    group: dict[str, None] = {}
    outlets: Counter[str] = Counter()
    links: Counter[str] = Counter()
    new: Counter[str] = Counter()
    total: defaultdict[str, float] = defaultdict(float)
    newcomer: str | None = a
    while newcomer is not None:
        group[newcomer] = None
        outlets[by_id[newcomer].outlet] += 1
        for other, score in graph[newcomer].items():
            links[other] += 1
            new[other] += (min(newcomer, other), max(newcomer, other)) not in covered
            total[other] += score
        if len(group) == 1:
            newcomer = b
            continue
        best: tuple[float, str] | None = None
        for candidate, linked in links.items():
            if candidate in group or (apart and _is_apart(candidate, group, apart)):
                continue
            others = len(group) - outlets[by_id[candidate].outlet]
            few = min(others, TIED_FEW)
            needed = tied * (few + TIED_MORE * (others - few))
            if total[candidate] >= needed and new[candidate] >= NEW * linked:
                mean = total[candidate] / others
                best = min(best or (-mean, candidate), (-mean, candidate))
        newcomer = best[1] if best else None
    return frozenset(group)


def _is_apart(candidate: str, group: Mapping[str, None], apart: Pairs) -> bool:
    return any((min(candidate, s), max(candidate, s)) in apart for s in group)


def _outermost(groups: list[frozenset[str]]) -> list[frozenset[str]]:
    """Groups that lie in no other one, each once, the largest first."""
    kept: list[frozenset[str]] = []
    holding: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
    for group in sorted(groups, key=lambda group: (-len(group), sorted(group))):
        if any(group <= larger for larger in holding[min(group)]):
            continue
        kept.append(group)
        for sentence in group:
            holding[sentence].append(group)
    return kept


def _make(
    group: frozenset[str],
    graph: Graph,
    by_id: Mapping[str, Sentence],
    origin_of: Mapping[str, str],
) -> tuple[Fact, float, dict[str, float]]:
    """The fact without number and text, the sum of its scores, its texts with their centrality."""
    members = sorted((by_id[s] for s in group), key=lambda s: (s.article, s.index, s.id))
    central = {
        s.id: sum(score for other, score in sorted(graph[s.id].items()) if other in group)
        for s in members
    }
    body = [s for s in members if s.index] or members  # a headline is too short to stand for all
    body.sort(key=lambda s: (-round(central[s.id], 9), s.index, s.id))
    texts: dict[str, float] = {}
    for s in body:
        texts.setdefault(s.text, central[s.id])
    fact = Fact(
        id="",
        text="",
        sentences=tuple(s.id for s in members),
        outlets=tuple(sorted({s.outlet for s in members})),
        origins=len({origin_of.get(s.article, s.article) for s in members}),
        cohesion=_weakest_link([s.id for s in members], graph),
    )
    return fact, round(sum(central.values()) / 2, 9), texts


def _weakest_link(members: Sequence[str], graph: Graph) -> float:
    """The lowest score on a maximum spanning tree: take it away, and the fact falls in two."""
    if len(members) == 2:
        return graph[members[0]][members[1]]
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import minimum_spanning_tree

    pairs = [(i, j) for i, j in combinations(range(len(members)), 2)]
    found = [(i, j, graph[members[i]].get(members[j])) for i, j in pairs]
    edges = [(i, j, 2.0 - score) for i, j, score in found if score is not None]
    rows, columns, costs = zip(*edges, strict=True)
    places = np.array((rows, columns), dtype=np.int32)  # older scipy takes no other
    size = len(members)
    tree = minimum_spanning_tree(coo_array((costs, places), shape=(size, size)).tocsr())
    return 2.0 - float(tree.data.max())
