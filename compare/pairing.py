"""One-to-one pairs, chosen greedily: figures of two sentences, articles of two versions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")


def pair_off(candidates: Iterable[tuple[tuple[float, ...], int, int, T]]) -> list[T]:
    """What goes with the best one-to-one pairs, chosen greedily.

    candidates  (rank, left, right, value): the lowest rank first, of equals the one given first;
                each left and each right is taken once

    >>> pair_off([((0.9,), 0, 0, "far"), ((0.1,), 0, 1, "near"), ((0.5,), 2, 1, "late")])
    ['near']
    """
    lefts: set[int] = set()
    rights: set[int] = set()
    pairs = []
    for _, left, right, value in sorted(candidates, key=lambda candidate: candidate[0]):
        if left not in lefts and right not in rights:
            lefts.add(left)
            rights.add(right)
            pairs.append(value)
    return pairs
