"""Which sentences of different outlets state (part of) the same fact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ..learned import sigmoids
from ..model import TIERS, Match, Matching
from ..options import Options
from ..text.annotate import AnnotatedSentence, Texts
from ..text.locales import is_english
from .candidates import find_candidates
from .features import MATCH_SIGNALS, pair_features
from .judge import Judge
from .reader import choose_pairs, load_reader
from .scorers import SCORERS, SIMILARITIES, Scorer, load_scorer
from .terms import read_terms
from .tfidf import Floats, Indices, weigh_terms

__all__ = ["SCORERS", "SIMILARITIES", "Judge", "match_sentences", "scorer_signature", "signals_of"]


def match_sentences(texts: Texts, options: Options) -> Matching:
    """All pairs of sentences of different outlets at or above the bar, and each one's nearest.

    Order of the sentences does not matter. Memory grows with the candidates, not with n × n.
    Raises OptionError for an unknown scorer.
    """
    scorer = load_scorer(options)
    ordered = sorted(texts, key=lambda one: one.id)
    first, second, signals = signals_of(ordered, options)
    if not len(first):
        return Matching((), ())
    scores = scorer.score(signals).round(6)
    shown_signals = {name: signals[name] for name in MATCH_SIGNALS}
    if scorer.reading:
        words = scores
        scores, reading = _read_doubtful(scorer, words, ordered, first, second)
        shown_signals = {"words": words, "reading": reading} | shown_signals
    above = (scores >= scorer.bars[TIERS[0]]).nonzero()[0]
    nearest = _find_nearest(ordered, first, second, scores)
    ids = [one.id for one in ordered]
    parts = _list_parts(shown_signals, above)
    # an event of many outlets has a million pairs below the bar: their scores are enough
    used = np.union1d(above, nearest)
    tiers = np.searchsorted([scorer.bars[tier] for tier in TIERS], scores[used], side="right")
    rows = (used, first[used], second[used], scores[used], tiers)
    match_by_pair = {
        k: Match(ids[i], ids[j], score, ("below", *TIERS)[tier], parts.get(k, ()))
        for k, i, j, score, tier in zip(*(row.tolist() for row in rows), strict=True)
    }
    # pairs are sorted, as the sentences are: so are these
    return Matching(
        *(tuple(match_by_pair[k] for k in places.tolist()) for places in (above, nearest))
    )


def _read_doubtful(
    scorer: Scorer,
    words: Floats,
    ordered: Sequence[AnnotatedSentence],
    first: Indices,
    second: Indices,
) -> tuple[Floats, Floats]:
    """Scores by the words joined with the reading of the pairs in doubt; how likely the two state
    the same by the reading alone (0..1), NaN where nothing was read."""
    english = np.array([is_english(one.language) for one in ordered])
    chosen_pairs = choose_pairs(words, english[first] & english[second], len(ordered))
    scores, reading = words.copy(), np.full(len(words), np.nan)
    if len(chosen_pairs):
        odds = load_reader().read(
            [one.text for one in ordered], first[chosen_pairs], second[chosen_pairs]
        )
        scores[chosen_pairs] = scorer.join(words[chosen_pairs], odds).round(6)
        reading[chosen_pairs] = sigmoids(odds)
    return scores, reading


def _list_parts(
    signals: Mapping[str, Floats], pairs: Indices
) -> dict[int, tuple[tuple[str, float], ...]]:
    """What each signal said of the pairs; what said nothing (NaN) is left out."""
    rows = zip(*(values[pairs].round(4).tolist() for values in signals.values()), strict=True)
    return {
        k: tuple((name, v) for name, v in zip(signals, values, strict=True) if v == v)
        for k, values in zip(pairs.tolist(), rows, strict=True)
    }


def signals_of(
    ordered: Sequence[AnnotatedSentence], options: Options
) -> tuple[Indices, Indices, dict[str, Floats]]:
    """Candidates (i, j) and their signals; `ordered`: annotated sentences sorted by id."""
    texts = [one.text for one in ordered]
    terms = read_terms(texts or [""], [one.language for one in ordered] or [None])
    sentences = [one.sentence for one in ordered]
    first, second = find_candidates(sentences, weigh_terms(terms.words), options.min_words)
    if not len(first):
        return first, second, {}
    signals = pair_features(sentences, terms, first, second)
    if options.scorer in SIMILARITIES:
        signals[options.scorer] = SIMILARITIES[options.scorer](texts)[first, second]
    return first, second, signals


def scorer_signature(options: Options) -> str:
    """The scorer's name, its weights' hash and its bars, for the report's signature."""
    scorer = load_scorer(options)
    reader = f"+reader-{load_reader().digest[:8]}" if scorer.reading else ""
    return f"{scorer.name}{reader}@" + "/".join(f"{scorer.bars[tier]:g}" for tier in TIERS)


def _find_nearest(
    ordered: Sequence[AnnotatedSentence], first: Indices, second: Indices, scores: Floats
) -> Indices:
    """Per sentence and other outlet the best pair above 0; of equals the first."""
    outlets = np.unique([one.outlet for one in ordered], return_inverse=True)[1]
    pair = np.tile(np.flatnonzero(scores > 0), 2)
    half = len(pair) // 2
    here = np.r_[first[pair[:half]], second[pair[half:]]]
    there = np.r_[second[pair[:half]], first[pair[half:]]]
    group = here * (outlets.max(initial=0) + 1) + outlets[there]
    order = np.lexsort((pair, -scores[pair], group))
    best = np.unique(group[order], return_index=True)[1]
    return np.unique(pair[order][best])
