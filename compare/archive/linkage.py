"""Average linkage on a sparse graph: pairs that were scored, and all others counted as 0.

Agglomerative clustering with the group average (UPGMA; Sokal & Michener 1958), always joining the
two nearest groups first. scipy's needs the full matrix, 80 GB for 100,000 articles; this one needs
the pairs alone. `tests/test_stories.py` holds it to scipy's result where both can run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..merging import Groups


def average_linkage(
    size: int,
    pairs: Iterable[tuple[int, int, float]],
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
    groups = Groups(pairs)

    def mean(a: int, b: int) -> float | None:
        small, large = sorted(len(groups.members[item]) for item in (a, b))
        if known is not None:
            large = min(large, known)
        total, count = groups.links[a][b]
        value = round(total / max(count, small * large), 9)
        return value if value >= bar and allowed(groups.members[a], groups.members[b]) else None

    groups.merge(mean)
    label = list(range(size))
    for first, members in groups.members.items():
        for item in members:
            label[item] = first
    return label
