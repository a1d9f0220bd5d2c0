"""Matched sentences in clusters: correlation clustering by greedy additive edge contraction.

Each pair of sentences of different outlets speaks for or against a common cluster, by how far the
log-odds of its score lie above those of a bar; a pair that was not matched speaks against. Starting
from single sentences, the two clusters whose merger adds most agreement are merged, until none adds
any (Keuper et al. 2015, ICCV, algorithm 1). So a weak pair holds where others of its cluster bear
it out, and a chain through a sentence that says two things breaks. Work grows with the matches, not
with all pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set
from functools import cache

from ..learned import log_odds
from ..merging import Groups

# Chosen on the training events, by the rows of events left out (`benchmarks/rows.py`).
UNMATCHED = -3.0  # what a pair that is no match says, in log-odds
NEVER = -1e6  # of a pair that its user took apart

Pair = tuple[str, str]


def cluster_sentences(
    scores: Mapping[Pair, float],
    outlets: Mapping[str, str],
    bar: float,
    apart: Set[Pair] = frozenset(),
) -> list[frozenset[str]]:
    """Clusters of the sentences in `scores`, disjoint, each of two outlets or more.

    scores: pairs (a < b) of different outlets -> 0..1; outlets: of each sentence; bar: the score
    (0..1) from which a pair speaks for a merger; apart: pairs that no cluster may hold together.
    In the order of their first sentence.
    """
    groups = Groups(
        (a, b, NEVER if (a, b) in apart else log_odds(score) - log_odds(bar))
        for (a, b), score in scores.items()
    )

    @cache
    def count_outlets(name: str, size: int) -> Counter[str]:
        assert size == len(groups.members[name])  # a group that has grown is counted anew
        return Counter(outlets[member] for member in groups.members[name])

    def gain(a: str, b: str) -> float | None:
        sizes = [len(groups.members[name]) for name in (a, b)]
        one, two = map(count_outlets, (a, b), sizes)
        pairs = sizes[0] * sizes[1] - sum(count * two[outlet] for outlet, count in one.items())
        total, number = groups.links[a][b]
        value = round(total + UNMATCHED * (pairs - number), 9)
        return value if value > 0 else None

    groups.merge(gain)
    clusters = map(frozenset, groups.members.values())
    return sorted((c for c in clusters if len({outlets[name] for name in c}) > 1), key=min)
