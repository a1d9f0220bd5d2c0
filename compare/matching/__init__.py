"""Which sentences of different outlets state (part of) the same fact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ..model import Article, Match, Matching, Sentence
from ..options import Options
from .candidates import find_candidates
from .features import SHOWN, pair_features
from .scorers import SCORERS, Scorer, load_scorer
from .similarities import SIMILARITIES, weigh_terms
from .terms import read_terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["SCORERS", "SIMILARITIES", "match_sentences", "scorer_signature", "signals_of"]


def match_sentences(
    sentences: Sequence[Sentence], articles: Sequence[Article], options: Options
) -> Matching:
    """All pairs of sentences of different outlets at or above the bar, and each one's nearest.

    Order of the sentences does not matter. Memory grows with the candidates, not with n × n.
    Raises OptionError for an unknown scorer.
    """
    scorer = load_scorer(options)
    ordered = sorted(sentences, key=lambda sentence: sentence.id)
    first, second, signals = signals_of(ordered, options.min_words)
    if not len(first):
        return Matching((), ())
    scores = scorer.score(signals).round(6)
    shown = [(name, signals[name]) for name in SHOWN]

    def match(k: int) -> Match:
        one, two, score = ordered[first[k]].id, ordered[second[k]].id, float(scores[k])
        parts = tuple((name, round(float(values[k]), 4)) for name, values in shown)
        return Match(one, two, score, _tier(score, scorer), parts)

    above = [match(k) for k in (scores >= scorer.likely).nonzero()[0].tolist()]
    nearest = [match(k) for k in _nearest(ordered, first, second, scores)]
    return Matching(_sorted(above), _sorted(nearest))


def signals_of(
    ordered: Sequence[Sentence], min_words: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], dict[str, NDArray[np.float64]]]:
    """Candidates (i, j) and their signals; `ordered`: sentences sorted by id."""
    terms = read_terms([sentence.text for sentence in ordered] or [""])
    first, second = find_candidates(ordered, weigh_terms(terms.words), min_words)
    return first, second, pair_features(ordered, terms, first, second) if len(first) else {}


def scorer_signature(options: Options) -> str:
    """The scorer's name, its weights' hash and its bars, for the report's signature."""
    scorer = load_scorer(options)
    return f"{scorer.name}@{scorer.likely:g}/{scorer.same:g}"


def _tier(score: float, scorer: Scorer) -> str:
    if score >= scorer.same:
        return "same"
    return "likely" if score >= scorer.likely else "below"


def _nearest(
    ordered: Sequence[Sentence],
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    scores: NDArray[np.float64],
) -> list[int]:
    """Per sentence and other outlet the best pair; of equals the first."""
    best: dict[tuple[int, str], int] = {}
    pairs = zip(first.tolist(), second.tolist(), scores.tolist(), strict=True)
    for k, (i, j, score) in enumerate(pairs):
        if score <= 0:
            continue
        for key in ((i, ordered[j].outlet), (j, ordered[i].outlet)):
            if key not in best or score > scores[best[key]]:
                best[key] = k
    return sorted(set(best.values()))


def _sorted(matches: Iterable[Match]) -> tuple[Match, ...]:
    return tuple(sorted(matches, key=lambda match: (match.a, match.b)))
