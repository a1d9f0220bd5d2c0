"""Who writes like whom, as a map of two dimensions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...framing.intervals import FEW


def map_outlets(pairs: Sequence[tuple[Any, ...]]) -> list[tuple[str, float, float, float]]:
    """(outlet, x, y, kept): classical scaling of the distances 1 - agreement.

    pairs  rows of the table `pairs`: figure, outlet, other, value, low, high, n, ...
    kept   0..1: of the variation (absolute eigenvalues), the share that two dimensions show

    Outlets enter in order of their shared events, each if it shares FEW events with every one
    before it. Empty for fewer than three. Torgerson (1952), Psychometrika 17(4), 401-419.
    """
    import numpy as np

    near = {(a, b): value for _, a, b, value, _, _, n, *_ in pairs if n >= FEW}
    near |= {(b, a): value for (a, b), value in near.items()}
    shared: dict[str, int] = {}
    for _, a, b, _, _, _, n, *_ in pairs:
        for name in (a, b):
            shared[name] = shared.get(name, 0) + n
    names: list[str] = []
    for name in sorted(shared, key=lambda name: (-shared[name], name)):
        if all((name, other) in near for other in names):
            names.append(name)
    if len(names) < 3:
        return []
    names.sort()
    apart = np.array([[0.0 if a == b else 1 - near[a, b] for b in names] for a in names])
    centred = np.eye(len(names)) - 1 / len(names)
    values, axes = np.linalg.eigh(-0.5 * centred @ apart**2 @ centred)
    widest = values[:-3:-1].clip(min=0)  # the two largest: eigh sorts from below
    places = axes[:, :-3:-1] * np.sqrt(widest)
    share = float(widest.sum() / max(np.abs(values).sum(), 1e-12))
    # an axis may point either way: its largest place is made positive
    for axis in range(places.shape[1]):
        column = places[:, axis].round(9)
        places[:, axis] *= -1 if column[np.abs(column).argmax()] < 0 else 1
    return [
        (name, float(x) + 0.0, float(y) + 0.0, share)
        for name, (x, y) in zip(names, places.round(6), strict=True)
    ]
