"""The scorers that join a pair's signals to one score, and their bars.

A scorer is a name in `SCORERS`: a function of the signals that gives a score in [0, 1] per pair,
and its two bars. The learned one is a logistic regression; its weights are JSON, made by
`python -m compare.evaluation.train_matching`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ..errors import OptionError
from ..options import Options

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

WEIGHTS = "matching_weights.json"


@dataclass(frozen=True, slots=True)
class Scorer:
    """score: signals -> array in [0, 1]; likely, same: its bars; name: for the signature."""

    name: str
    score: Callable[[Mapping[str, Floats]], Floats]
    likely: float
    same: float


def load_scorer(options: Options) -> Scorer:
    """The scorer that the options name, with their bars. Raises OptionError for an unknown one."""
    if options.scorer not in SCORERS:
        raise OptionError.unknown("scorer", options.scorer, SCORERS)
    scorer = SCORERS[options.scorer]()
    likely = scorer.likely if options.likely is None else options.likely
    same = scorer.same if options.same is None else options.same
    return Scorer(scorer.name, scorer.score, likely, max(likely, same))


def _learned() -> Scorer:
    weights, digest = _weights()
    bars = weights["bars"]
    return Scorer(f"learned-{digest}", lambda f: logistic(f, weights), bars["likely"], bars["same"])


def _tfidf() -> Scorer:
    return Scorer("tfidf", lambda f: f["tfidf_words"], 0.12, 0.4)


def _fuzzy() -> Scorer:
    return Scorer("fuzzy", lambda f: f["token_set"], 0.55, 0.8)


SCORERS: dict[str, Callable[[], Scorer]] = {"learned": _learned, "tfidf": _tfidf, "fuzzy": _fuzzy}


def logistic(features: Mapping[str, Floats], weights: Mapping[str, Any]) -> Floats:
    """1 / (1 + exp(-(b + Σ w·(x - mean) / scale))): a calibrated probability, shape (pairs,)."""
    import numpy as np

    total = np.full(len(next(iter(features.values()))), float(weights["intercept"]))
    for name, (weight, mean, scale) in weights["signals"].items():
        total += weight * (features[name] - mean) / scale
    result: Floats = 1.0 / (1.0 + np.exp(-np.clip(total, -30, 30)))
    return result


@cache
def _weights() -> tuple[dict[str, Any], str]:
    raw = files("compare").joinpath("data", WEIGHTS).read_bytes()
    return json.loads(raw), hashlib.sha256(raw).hexdigest()[:8]
