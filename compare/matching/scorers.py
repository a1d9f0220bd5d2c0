"""The scorers that join a pair's signals to one score, and their bars.

A scorer is a name in `SCORERS`: a function of the signals that gives a score in [0, 1] per pair,
and the bars of its tiers; or the name of one of your own in `SIMILARITIES`, whose value is then the
score. The learned one is a logistic regression; its weights are JSON, made by
`python -m training.matching`. A second set joins its score with what the reader says of a pair,
also by logistic regression: two pieces of evidence, what the words say and what the reading says.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ..errors import OptionError
from ..learned import all_log_odds, load_weights, sigmoids
from ..model import TIERS
from ..options import Options
from .reader import READERS
from .tfidf import Floats

WEIGHTS = "matching_weights.json"
READER_WEIGHTS = "matching_weights_reader.json"  # of the words' score and the reading
BARS = {"possible": 0.25, "likely": 0.5, "same": 0.75}  # of a similarity alone: chosen, not tuned


@dataclass(frozen=True, slots=True)
class Scorer:
    """score: signals -> array in [0, 1]; bars: tier -> lowest score; name: for the signature.

    reading: the weights that join a score with a reading; None: nothing is read
    """

    name: str
    score: Callable[[Mapping[str, Floats]], Floats]
    bars: Mapping[str, float]
    reading: Mapping[str, float] | None = None

    def tier(self, score: float) -> str:
        """The highest of `TIERS` whose bar the score reaches; "below" where it reaches none."""
        reached = bisect_right([self.bars[tier] for tier in TIERS], score)  # bars never fall
        return ("below", *TIERS)[reached]

    def join(self, words: Floats, readings: Floats) -> Floats:
        """The scores of pairs that were read: by the words (0..1), and the readings (log-odds)."""
        assert self.reading is not None
        odds = all_log_odds(words)
        total = self.reading["intercept"] + self.reading["words"] * odds
        total += self.reading["reading"] * readings
        return sigmoids(total)


def load_scorer(options: Options) -> Scorer:
    """The scorer that the options name, with their bars. Raises OptionError for an unknown one."""
    if options.scorer in SCORERS:
        scorer = SCORERS[options.scorer](options)
    elif options.scorer in SIMILARITIES:
        scorer = Scorer(options.scorer, lambda signals: signals[options.scorer], BARS)
    else:
        raise OptionError.unknown("scorer", options.scorer, {*SCORERS, *SIMILARITIES})
    bars: dict[str, float] = {}
    for tier in TIERS:
        chosen = getattr(options, tier)
        # no tier's bar lies below that of the tier before it
        bars[tier] = max([scorer.bars[tier] if chosen is None else chosen, *bars.values()])
    return replace(scorer, bars=bars)


def _make_learned(options: Options) -> Scorer:
    if options.reader not in READERS:
        raise OptionError.unknown("reader", options.reader, READERS)
    weights, digest = load_weights(WEIGHTS)
    scorer = Scorer(f"learned-{digest}", lambda f: logistic(f, weights), weights["bars"])
    if options.reader == "none":
        return scorer
    reading, digest = load_weights(READER_WEIGHTS)
    name = f"{scorer.name}+learned-{digest}"
    return replace(scorer, name=name, bars=reading["bars"], reading=reading["weights"])


TFIDF = Scorer("tfidf", lambda f: f["tfidf_words"], {"possible": 0.12, "likely": 0.2, "same": 0.4})
FUZZY = Scorer("fuzzy", lambda f: f["token_set"], {"possible": 0.55, "likely": 0.65, "same": 0.8})

# similarities of your own: name -> a function of the event's texts, verbatim, that gives how alike
# each is to each, (n, n), symmetric, 0..1; `compare_articles(articles, scorer=NAME)` matches by it
# alone. Its table of all with all bounds it to an event of a few thousand sentences.
SIMILARITIES: dict[str, Callable[[Sequence[str]], Floats]] = {}

SCORERS: dict[str, Callable[[Options], Scorer]] = {
    "learned": _make_learned,
    "tfidf": lambda options: TFIDF,
    "fuzzy": lambda options: FUZZY,
}


def measured(signature: str) -> Mapping[str, float]:
    """The figures, on events left out of the learning, of the weights that a signature names.

    Empty where these weights are not the ones installed, or the scorer was not learned.
    """
    for name in (READER_WEIGHTS, WEIGHTS):
        weights, digest = load_weights(name)
        if f"learned-{digest}" in signature:
            figures: Mapping[str, float] = weights["left_out"]
            return figures
    return {}


def logistic(features: Mapping[str, Floats], weights: Mapping[str, Any]) -> Floats:
    """1 / (1 + exp(-(b + Σ w·(x - mean) / scale))): a calibrated probability, shape (pairs,)."""
    total = np.full(len(next(iter(features.values()))), float(weights["intercept"]))
    for name, (weight, mean, scale) in weights["signals"].items():
        total += weight * (features[name] - mean) / scale
    return sigmoids(total)
