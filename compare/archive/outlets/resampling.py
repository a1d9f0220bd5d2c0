"""Events are what is drawn: intervals and tests over events, never over sentences."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

from ...framing.intervals import FEW, Interval, bootstrap, few
from ...options import Options

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

ROUGH = 20  # with fewer events an interval is marked as rough
FLIPS = 9999
BLOCK = 500  # flips at a time


def interval(values: Floats, options: Options, salt: str) -> Interval:
    """Interval of the mean over events when events are drawn again; a value per event.

    Percentile bootstrap, widened for small n ("expanded percentile"): its tails are those of a
    normal at sqrt(n / (n - 1)) times the quantile of Student's t. Hesterberg (2015), What Teachers
    Should Know About the Bootstrap, The American Statistician 69(4), 371-386, section 3.3.
    None for fewer than FEW events, or where all are alike: drawing again then says nothing.
    """
    from scipy.stats import t

    n = len(values)
    if n < FEW:
        return None, None
    edge = float(t.ppf(0.5 + min(options.confidence, 1 - 1e-9) / 2, n - 1)) * sqrt(n / (n - 1))
    wider = min(2 * NormalDist().cdf(edge) - 1, 1.0)
    return bootstrap([float(v) for v in values], None, replace(options, confidence=wider), salt)


def sign_flips(gaps: Sequence[Mapping[str, float]], options: Options, salt: str) -> list[float]:
    """Two-sided p of each mean difference: what shuffling the two outlets within events gives.

    gaps   per pair of outlets: event -> difference; events that a pair lacks are left out

    Each event's difference keeps or changes its sign, FLIPS times (1/(FLIPS + 1) .. 1). Fisher
    (1935), The Design of Experiments, section 21; Phipson & Smyth (2010) for the + 1.
    """
    import numpy as np

    events = sorted(set().union(*gaps)) if gaps else []
    place = {event: row for row, event in enumerate(events)}
    matrix = np.zeros((len(events), len(gaps)))
    for column, gap in enumerate(gaps):
        for event, value in gap.items():
            matrix[place[event], column] = value
    rng = np.random.default_rng([options.seed, zlib.crc32(salt.encode("utf-8", "replace"))])
    observed = np.abs(matrix.sum(axis=0)) - 1e-9
    hits = np.zeros(len(gaps))
    for start in range(0, FLIPS, BLOCK):
        signs = rng.integers(2, size=(min(BLOCK, FLIPS - start), len(events))) * 2.0 - 1.0
        hits += (np.abs(signs @ matrix) >= observed).sum(axis=0)
    return [float(p) for p in (hits + 1) / (FLIPS + 1)]


def note(values: Floats) -> str:
    """The warning that goes with few events, or with events that are all alike."""
    n = len(values)
    if FEW <= n < ROUGH:
        return f"n = {n}: few events, a rough interval"
    if n >= FEW and values.max() == values.min():
        return "the same in all events: no interval"
    return few(n)
