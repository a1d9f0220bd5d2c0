"""Groups on a sparse graph, merged greedily: the two that gain most first.

Work grows with the pairs that are given, never with all pairs. What a merger gains is the caller's:
sentences of one fact (`facts/clusters.py`), articles of one event (`archive/linkage.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from heapq import heapify, heappop, heappush
from typing import Generic, TypeVar

T = TypeVar("T", int, str)


class Groups(Generic[T]):
    """Groups by their first member.

    members  of each group
    links    per group and neighbour what the pairs between them say: (sum of scores, how many)
    """

    def __init__(self, pairs: Iterable[tuple[T, T, float]]) -> None:
        """Each item of the pairs (a, b, score) is a group of its own at first."""
        self.members: dict[T, list[T]] = {}
        self.links: defaultdict[T, dict[T, tuple[float, int]]] = defaultdict(dict)
        for a, b, score in pairs:
            self.members |= {item: [item] for item in (a, b) if item not in self.members}
            self._add_link(a, b, score, 1)

    def merge(self, gain: Callable[[T, T], float | None]) -> None:
        """Merge the two neighbours that gain most, until none gains; of equals the first by name.

        gain  of two groups, rounded, so that the order of sums cannot matter; None: they stay apart
        """
        pairs = ((a, b) for a in self.links for b in self.links[a] if a < b)
        waiting = [(-value, a, b) for a, b in pairs if (value := gain(a, b)) is not None]
        heapify(waiting)
        while waiting:
            loss, a, b = heappop(waiting)
            if b not in self.links.get(a, ()) or gain(a, b) != -loss:
                continue  # one of them has grown since
            self._merge_pair(a, b)
            for other in self.links[a]:
                first, second = (a, other) if a < other else (other, a)
                if (value := gain(first, second)) is not None:
                    heappush(waiting, (-value, first, second))

    def _add_link(self, a: T, b: T, score: float, number: int) -> None:
        total, count = self.links[a].get(b, (0.0, 0))
        self.links[a][b] = self.links[b][a] = (total + score, count + number)

    def _merge_pair(self, a: T, b: T) -> None:
        """b into a."""
        self.members[a] += self.members.pop(b)
        for other, (total, number) in self.links.pop(b).items():
            del self.links[other][b]
            if other != a:
                self._add_link(a, other, total, number)
