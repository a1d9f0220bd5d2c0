"""Intervals, and what makes many of them honest. All at `options.confidence`, all repeatable."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from math import sqrt
from statistics import NormalDist

from ..model import Evidence, Measure
from ..options import Options
from .kind import MeasureKind

Interval = tuple[float | None, float | None]
FEW = 5  # with fewer units than this no figure is called more than a count
ROWS = 15  # the longest list per measure and outlet
SPANS = 50  # the most evidence a figure carries
RESAMPLES = 1000
DRAWN = 2_000_000  # units drawn in all; a very long outlet is drawn less often
NOTHING: Interval = (None, None)


def wilson(hits: float, n: float, options: Options) -> Interval:
    """Interval of a share, 0..1, of n > 0. Good at small n and at 0 and 1.

    Wilson (1927), Journal of the American Statistical Association 22, 209-212; recommended for
    small n by Brown, Cai & DasGupta (2001), Statistical Science 16(2), 101-133.
    """
    z, share = NormalDist().inv_cdf(0.5 + options.confidence / 2), hits / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    # rounding must not push the interval off the share itself
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))


def effective_n(sizes: Iterable[int]) -> float:
    """What n units in groups of these sizes are worth where units of one group are all alike.

    n^2 / sum of size^2, between 1 and n. Kish (1965), Survey Sampling, on effective sample size.
    """
    sizes = list(sizes)
    return sum(sizes) ** 2 / max(sum(size * size for size in sizes), 1)


def poisson(count: int, exposure: float, options: Options) -> Interval:
    """Exact interval of a rate `count / exposure` (Garwood 1936, Biometrika 28, 437-442).

    Half the chi-square quantiles with 2k and 2k + 2 degrees of freedom, over the exposure.
    """
    from scipy.stats import chi2

    tail = (1 - options.confidence) / 2
    low = float(chi2.ppf(tail, 2 * count)) / 2 if count else 0.0
    return low / exposure, float(chi2.ppf(1 - tail, 2 * count + 2)) / 2 / exposure


def bootstrap(
    tops: Sequence[float], bottoms: Sequence[float], options: Options, salt: str
) -> Interval:
    """Percentile interval of sum(tops) / sum(bottoms) when whole units are drawn again.

    tops, bottoms   one number per unit (sentence, fact)
    salt            names the figure, so that each has draws of its own whatever stands beside it

    None where there are fewer than FEW units or all are alike: drawing again then says nothing.
    Efron & Tibshirani (1993), An Introduction to the Bootstrap, ch. 13.
    """
    import numpy as np

    top, bottom, n = np.asarray(tops, float), np.asarray(bottoms, float), len(tops)
    if n < FEW or bottom.sum() <= 0 or not top.any() or np.ptp(top) == np.ptp(bottom) == 0:
        return NOTHING
    rng = np.random.default_rng([options.seed, zlib.crc32(salt.encode("utf-8", "replace"))])
    draws = rng.integers(n, size=(max(200, min(RESAMPLES, DRAWN // n)), n))
    sums, exposures = top[draws].sum(axis=1), bottom[draws].sum(axis=1)
    # a draw of units without any words has no ratio: it counts as 0
    figures = np.divide(sums, exposures, out=np.zeros_like(sums), where=exposures > 0)
    tail = 100 * (1 - options.confidence) / 2
    low, high = np.percentile(figures, [tail, 100 - tail])
    return float(low), float(high)


def benjamini_hochberg(p: Sequence[float]) -> list[float]:
    """q-values: the share of chance finds expected among all with a q this small or smaller.

    q(i) = min over j >= i of p(j) m / j, with m tests. Benjamini & Hochberg (1995), Journal of
    the Royal Statistical Society B 57(1), 289-300.
    """
    from scipy.stats import false_discovery_control

    return [float(value) for value in false_discovery_control(p)] if p else []


def few(n: int, note: str = "") -> str:
    """The warning that goes with a small n, before whatever else is to be said."""
    warning = f"n = {n}: too few to say" if n < FEW else ""
    return "; ".join(part for part in (warning, note) if part)


def make_measure(
    kind: MeasureKind,
    outlet: str,
    term: str,
    value: float,
    interval: Interval,
    n: int,
    *,
    evidence: Sequence[Evidence] = (),
    null: float | None = None,
    note: str = "",
) -> Measure:
    """A `Measure` rounded to 6 digits, its evidence capped at SPANS, its small n noted."""
    if len(evidence) > SPANS:
        note = "; ".join(part for part in (note, f"{SPANS} of {len(evidence)} spans kept") if part)
    low, high = (None if bound is None else round(bound, 6) for bound in interval)
    return Measure(
        name=kind.name,
        outlet=outlet,
        term=term,
        value=round(value, 6),
        low=low,
        high=high,
        n=n,
        unit=kind.unit,
        evidence=tuple(evidence[:SPANS]),
        null=None if null is None else round(null, 6),
        note=few(n, note),
    )
