"""Matched sentences in clusters: correlation clustering by greedy additive edge contraction.

Each pair of sentences of different outlets speaks for or against a common cluster, by how far the
log-odds of its score lie above those of a bar; a pair that was not matched speaks against. Starting
from single sentences, the two clusters whose merger adds most agreement are merged, until none adds
any (Keuper et al. 2015, ICCV, algorithm 1). So a weak pair holds where others of its cluster bear
it out, and a chain through a sentence that says two things breaks. Work grows with the matches, not
with all pairs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Set
from heapq import heapify, heappop, heappush

from ..learned import log_odds

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
    names = sorted({name for pair in scores for name in pair})
    clusters = _Clusters(names, outlets)
    for (a, b), score in scores.items():
        clusters.join(a, b, NEVER if (a, b) in apart else log_odds(score) - log_odds(bar))
    clusters.contract()
    groups = (frozenset(members) for members in clusters.members.values())
    wide = (members for members in groups if len({outlets[name] for name in members}) > 1)
    return sorted(wide, key=min)


class _Clusters:
    """Clusters by the name of their first sentence, and what speaks for the merger of two."""

    def __init__(self, names: list[str], outlets: Mapping[str, str]) -> None:
        self.members = {name: [name] for name in names}
        self.outlets = {name: Counter([outlets[name]]) for name in names}
        # of two clusters: the summed log-odds of the pairs between them, and how many those are
        self.links: defaultdict[str, dict[str, tuple[float, int]]] = defaultdict(dict)
        self.version = dict.fromkeys(names, 0)

    def join(self, a: str, b: str, odds: float) -> None:
        """Add what a pair says to what is known between two clusters."""
        total, number = self.links[a].get(b, (0.0, 0))
        self.links[a][b] = self.links[b][a] = (total + odds, number + 1)

    def worth(self, a: str, b: str) -> float:
        """What merging the two adds: all pairs of different outlets between them count."""
        one, two = self.outlets[a], self.outlets[b]
        pairs = len(self.members[a]) * len(self.members[b])
        pairs -= sum(count * two[outlet] for outlet, count in one.items())
        total, number = self.links[a][b]
        return round(total + UNMATCHED * (pairs - number), 9)

    def contract(self) -> None:
        """Merge the two that gain most, until no merger gains; of equals the first by name."""
        waiting = [self._make_entry(a, b) for a in self.links for b in self.links[a] if a < b]
        heapify(waiting)
        while waiting:
            loss, a, b, stamp = heappop(waiting)
            if loss >= 0:
                break
            if a in self.members and b in self.members and stamp == self._read_versions(a, b):
                self._merge_pair(a, b)
                for other in self.links[a]:
                    heappush(waiting, self._make_entry(*sorted((a, other))))

    def _make_entry(self, a: str, b: str) -> tuple[float, str, str, tuple[int, int]]:
        return -self.worth(a, b), a, b, self._read_versions(a, b)

    def _read_versions(self, a: str, b: str) -> tuple[int, int]:
        return self.version[a], self.version[b]

    def _merge_pair(self, a: str, b: str) -> None:
        """b into a."""
        self.members[a] += self.members.pop(b)
        self.outlets[a].update(self.outlets.pop(b))
        self.version[a] += 1
        for other, (total, number) in self.links.pop(b).items():
            del self.links[other][b]
            if other != a:
                between, count = self.links[a].get(other, (0.0, 0))
                self.links[a][other] = self.links[other][a] = (between + total, count + number)
