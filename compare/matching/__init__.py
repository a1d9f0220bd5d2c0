"""Which sentences of different outlets state (part of) the same fact."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..model import TIERS, Article, Match, Matching, Sentence
from ..options import Options
from .candidates import find_candidates
from .embeddings import load_encoder
from .features import SHOWN, pair_features
from .judge import Judge
from .scorers import SCORERS, load_scorer
from .semantic import semantic_signals
from .similarities import SIMILARITIES, weigh_terms
from .terms import read_terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["SCORERS", "SIMILARITIES", "Judge", "match_sentences", "scorer_signature", "signals_of"]


def match_sentences(
    sentences: Sequence[Sentence], articles: Sequence[Article], options: Options
) -> Matching:
    """All pairs of sentences of different outlets at or above the bar, and each one's nearest.

    Order of the sentences does not matter. Memory grows with the candidates, not with n × n.
    Raises OptionError for an unknown scorer.
    """
    import numpy as np

    scorer = load_scorer(options)
    ordered = sorted(sentences, key=lambda sentence: sentence.id)
    first, second, signals = signals_of(ordered, options, articles)
    if not len(first):
        return Matching((), ())
    scores = scorer.score(signals).round(6)
    above = (scores >= scorer.bars[TIERS[0]]).nonzero()[0]
    nearest = _nearest(ordered, first, second, scores)
    ids = [sentence.id for sentence in ordered]
    said = zip(*(signals[name][above].round(4).tolist() for name in SHOWN), strict=True)
    parts = {
        k: tuple(zip(SHOWN, values, strict=True))
        for k, values in zip(above.tolist(), said, strict=True)
    }
    # an event of many outlets has a million pairs below the bar: their scores are enough
    shown = np.union1d(above, nearest)
    tiers = np.searchsorted([scorer.bars[tier] for tier in TIERS], scores[shown], side="right")
    rows = (shown, first[shown], second[shown], scores[shown], tiers)
    made = {
        k: Match(ids[i], ids[j], score, ("below", *TIERS)[tier], parts.get(k, ()))
        for k, i, j, score, tier in zip(*(row.tolist() for row in rows), strict=True)
    }
    # pairs are sorted, as the sentences are: so are these
    return Matching(*(tuple(made[k] for k in found.tolist()) for found in (above, nearest)))


def signals_of(
    ordered: Sequence[Sentence], options: Options, articles: Sequence[Article] = ()
) -> tuple[NDArray[np.int64], NDArray[np.int64], dict[str, NDArray[np.float64]]]:
    """Candidates (i, j) and their signals; `ordered`: sentences sorted by id.

    articles: tell the sentences' languages; a sentence of none of them is taken for English.
    """
    texts = [sentence.text for sentence in ordered]
    spoken = {article.id: article.language for article in articles}
    terms = read_terms(texts or [""], [spoken.get(s.article) for s in ordered] or [None])
    first, second = find_candidates(ordered, weigh_terms(terms.words), options.min_words)
    if not len(first):
        return first, second, {}
    signals = pair_features(ordered, terms, first, second)
    if options.model:
        encoder = load_encoder(options.model)
        signals |= semantic_signals(texts, terms, encoder, first, second)
    if options.scorer in SIMILARITIES and options.scorer not in signals:
        signals[options.scorer] = SIMILARITIES[options.scorer](texts)[first, second]
    return first, second, signals


def scorer_signature(options: Options) -> str:
    """The scorer's name, its weights' hash and its bars, for the report's signature."""
    scorer = load_scorer(options)
    model = f"+{load_encoder(options.model).digest[:8]}" if options.model else ""
    return f"{scorer.name}{model}@" + "/".join(f"{scorer.bars[tier]:g}" for tier in TIERS)


def _nearest(
    ordered: Sequence[Sentence],
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    scores: NDArray[np.float64],
) -> NDArray[np.int64]:
    """Per sentence and other outlet the best pair above 0; of equals the first."""
    import numpy as np

    outlets = np.unique([s.outlet for s in ordered], return_inverse=True)[1]
    pair = np.tile(np.flatnonzero(scores > 0), 2)
    half = len(pair) // 2
    here = np.r_[first[pair[:half]], second[pair[half:]]]
    there = np.r_[second[pair[:half]], first[pair[half:]]]
    group = here * (outlets.max(initial=0) + 1) + outlets[there]
    order = np.lexsort((pair, -scores[pair], group))
    group = group[order]
    best = np.r_[True, group[1:] != group[:-1]] if len(group) else np.empty(0, bool)
    return np.unique(pair[order][best])
