"""How well matching does, against pairs that readers marked.

Precision, recall, F1 and average precision per event, mean of its readers; F1 on plain statements
(pairs with a grade 1 count neither way); F1 of 'this sentence's fact is in no other outlet'; the
readers' own F1 as the ceiling; precision of the tiers and expected calibration error.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ..matching import match_sentences
from ..model import TIERS, Matching
from ..options import Options
from . import Scores, average, f1, mean_of
from .marked import MarkedEvent, Pair, marked_pairs, read_marked


def score_matching(path: Path, options: Options) -> Scores:
    """`--stage matching`: a marked event or a folder of them, at the given options."""
    return mean_of({event.name: score_event(event, options) for event in read_marked(path)})


def score_event(event: MarkedEvent, options: Options) -> dict[str, float]:
    """The figures of one event, each the mean of its readers, 0..1."""
    return score_pairs(event, match_sentences(event.texts, options))


def score_pairs(event: MarkedEvent, matching: Matching) -> dict[str, float]:
    """The figures of a matching of the event."""
    scores = {(m.a, m.b): m.score for m in matching.matches}
    tiers = {tier: {(m.a, m.b) for m in matching.matches if m.tier == tier} for tier in TIERS[::-1]}
    mean = average(_score_against(scores, tiers, reader, event) for reader in event.readers)
    if len(event.readers) > 1:
        mean["readers_f1"] = f_score(*map(marked_pairs, event.readers[:2]))[2]
    return mean


def _score_against(
    scores: dict[Pair, float],
    tiers: dict[str, set[Pair]],
    reader: dict[str, object],
    event: MarkedEvent,
) -> dict[str, float]:
    """The figures against one reader; pairs with a grade of 1 count neither way in `f1_plain`."""
    predicted, true, plain = set(scores), marked_pairs(reader), marked_pairs(reader, grade=2)
    everything = {sentence.id for sentence in event.sentences}
    precision, recall, both = f_score(predicted, true)
    ranked = sorted(scores, key=lambda pair: (-scores[pair], pair))
    return {
        "precision": precision,
        "recall": recall,
        "f1": both,
        "average_precision": average_precision(ranked, true),
        "f1_plain": f_score(predicted - (true - plain), plain)[2],
        "only_f1": f_score(_find_alone(everything, predicted), _find_alone(everything, true))[2],
        **{
            f"precision_{tier}": len(pairs & true) / len(pairs) if pairs else float("nan")
            for tier, pairs in tiers.items()
        },
        "calibration_error": calibration_error([(scores[p], p in true) for p in ranked]),
    }


def f_score(
    predicted: set[Pair] | set[str], true: set[Pair] | set[str]
) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean; 0 where nothing can be divided."""
    hit = len(predicted & true)
    precision = hit / len(predicted) if predicted else 0.0
    recall = hit / len(true) if true else 0.0
    return precision, recall, f1(precision, recall)


def average_precision(ranked: Sequence[Pair], true: set[Pair]) -> float:
    """Mean over the true pairs of the precision at their rank; a pair not ranked adds 0."""
    hits, total = 0, 0.0
    for place, pair in enumerate(ranked, 1):
        if pair in true:
            hits += 1
            total += hits / place
    return total / len(true) if true else 0.0


def calibration_error(pairs: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error, 0..1: |mean score - share true| weighted over equal-width bins.

    Over the pairs called matches (Guo et al. 2017, ICML, eq. 3).
    """
    if not pairs:
        return float("nan")
    scores, true = np.array(pairs, float).T
    places = np.minimum((scores * bins).astype(int), bins - 1)
    return float(np.abs(np.bincount(places, scores - true)).sum() / len(pairs))


def _find_alone(everything: set[str], pairs: set[Pair]) -> set[str]:
    return everything - {sentence for pair in pairs for sentence in pair}
