"""Average linkage on a sparse graph: pairs that were scored, and all others counted as 0.

Agglomerative clustering with the group average (UPGMA; Sokal & Michener 1958), always joining the
two nearest groups first. scipy's needs the full matrix, 80 GB for 100,000 articles; this one needs
the pairs alone. `tests/test_stories.py` holds it to scipy's result where both can run.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence

Pairs = Sequence[tuple[int, int, float]]


def average_linkage(
    size: int,
    pairs: Pairs,
    bar: float,
    *,
    known: int | None = None,
    allowed: Callable[[list[int], list[int]], bool] = lambda a, b: True,
) -> list[int]:
    """Label of each of `size` items: the smallest member of its group.

    pairs    (i, j, score 0..1), each pair once; a pair not given scores 0
    bar      two groups are joined while their mean score reaches it
    known    pairs that one item has at most: a larger group is counted as this large, or no group
             could grow beyond the neighbours that were looked for. None: all pairs are given
    allowed  whether two groups (their members) may join
    """
    groups = _Groups(size, pairs, known)
    heap = [(-groups.mean(a, b), a, b) for a in groups.sums for b in groups.sums[a] if a < b]
    heap = [entry for entry in heap if -entry[0] >= bar]
    heapq.heapify(heap)
    while heap:
        score, a, b = heapq.heappop(heap)
        if b not in groups.sums.get(a, ()) or groups.mean(a, b) != -score:
            continue  # one of them has grown since
        if not allowed(groups.members[a], groups.members[b]):
            continue
        larger = groups.join(a, b)
        for other in groups.sums[larger]:
            mean = groups.mean(larger, other)
            if mean >= bar:
                heapq.heappush(heap, (-mean, min(larger, other), max(larger, other)))
    return groups.labels(size)


class _Groups:
    """Groups by a member's number: members, and per neighbouring group (sum of scores, pairs)."""

    def __init__(self, size: int, pairs: Pairs, known: int | None) -> None:
        self.known = known
        self.members = {item: [item] for item in range(size)}
        self.sums: dict[int, dict[int, tuple[float, int]]] = {item: {} for item in range(size)}
        for i, j, score in pairs:
            self.sums[i][j] = self.sums[j][i] = (score, 1)

    def mean(self, a: int, b: int) -> float:
        """Mean score between two groups, rounded so that the order of sums cannot matter."""
        total, count = self.sums[a][b]
        small, large = sorted((len(self.members[a]), len(self.members[b])))
        if self.known is not None:
            large = min(large, self.known)
        return round(total / max(count, small * large), 9)

    def join(self, a: int, b: int) -> int:
        """The one with fewer neighbours goes into the other, whose number stays."""
        larger, smaller = (a, b) if (len(self.sums[a]), -a) >= (len(self.sums[b]), -b) else (b, a)
        self.sums[larger].pop(smaller, None)
        for other, (total, count) in self.sums.pop(smaller).items():
            if other == larger:
                continue
            del self.sums[other][smaller]
            before, pairs = self.sums[larger].get(other, (0.0, 0))
            self.sums[larger][other] = self.sums[other][larger] = (before + total, pairs + count)
        self.members[larger] += self.members.pop(smaller)
        return larger

    def labels(self, size: int) -> list[int]:
        label = [0] * size
        for members in self.members.values():
            for item in members:
                label[item] = min(members)
        return label
