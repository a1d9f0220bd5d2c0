"""Similarities of sentences: each a function of the event's texts, each symmetric and in [0, 1].

A new one is a function and a line in `SIMILARITIES`; `compare_articles(articles, scorer=NAME)` then
matches by it alone. It fills a table of all sentences with all, so an event of a few thousand
sentences is its limit; the scorers of `SCORERS` have none.

Normalising is private to each: the texts come in verbatim. All weights (inverse document frequency)
are learnt within the event, so that the event's own subject ("NATO" in an event on NATO) weighs
little.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from ..text.words import normal_words
from .terms import character_grams, read_terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


BLOCK = 2_000_000  # cells that are weighed at a time


def weigh_terms(counts: Any, copy: bool = True) -> Any:
    """TF-IDF rows of unit length, sparse, of the shape of the counts; not `copy`: in their place.

    (1 + log(tf)) × (log((1 + n) / (1 + df)) + 1) (Manning, Raghavan & Schütze 2008, Introduction to
    Information Retrieval, 6.4.1; smoothed as scikit-learn does). Texts without any term give rows
    of zeros. Block by block, as a copy of the indices would double what a large event holds.
    """
    import numpy as np
    from sklearn.preprocessing import normalize

    weights = counts.copy() if copy else counts
    rare = smoothed_idf(counts).astype(weights.dtype)
    for begin in range(0, weights.nnz, BLOCK):
        part = weights.data[begin : begin + BLOCK]
        np.log(part, out=part)
        part += 1
        part *= rare[weights.indices[begin : begin + BLOCK]]
    return normalize(weights, copy=False) if weights.nnz else weights


def smoothed_idf(counts: Any) -> Floats:
    """Inverse document frequency of each column, smoothed: log((1 + n) / (1 + df)) + 1."""
    import numpy as np

    documents = np.zeros(counts.shape[1], np.int64)
    for begin in range(0, counts.nnz, BLOCK):
        documents += np.bincount(counts.indices[begin : begin + BLOCK], minlength=len(documents))
    weight: Floats = np.log((1 + counts.shape[0]) / (1 + documents)) + 1
    return weight


def tfidf_words(texts: Sequence[str]) -> Floats:
    """Cosine of TF-IDF over content stems, shape (n, n), 0..1, larger is more similar."""
    return _compare_counts(read_terms(texts).words)


def tfidf_pairs(texts: Sequence[str]) -> Floats:
    """Cosine of TF-IDF over all stems and pairs of them, shape (n, n), 0..1."""
    return _compare_counts(read_terms(texts).pairs)


def tfidf_chars(texts: Sequence[str]) -> Floats:
    """Cosine of TF-IDF over character 3-5-grams within words, shape (n, n), 0..1."""
    return _compare_counts(character_grams(texts))


def token_set(texts: Sequence[str]) -> Floats:
    """RapidFuzz token_set_ratio of the normal words, shape (n, n), 0..1."""
    from rapidfuzz import fuzz

    return _compare_words(texts, fuzz.token_set_ratio)


def token_sort(texts: Sequence[str]) -> Floats:
    """RapidFuzz token_sort_ratio of the normal words, shape (n, n), 0..1."""
    from rapidfuzz import fuzz

    return _compare_words(texts, fuzz.token_sort_ratio)


SIMILARITIES: dict[str, Callable[[Sequence[str]], Floats]] = {
    "tfidf_words": tfidf_words,
    "tfidf_pairs": tfidf_pairs,
    "tfidf_chars": tfidf_chars,
    "token_set": token_set,
    "token_sort": token_sort,
}


def _compare_counts(counts: Any) -> Floats:
    import numpy as np

    vectors = weigh_terms(counts)
    product: Floats = (vectors @ vectors.T).toarray()
    return np.clip((product + product.T) / 2, 0.0, 1.0)


def _compare_words(texts: Sequence[str], scorer: Any) -> Floats:
    import numpy as np
    from rapidfuzz import process

    normal = [" ".join(normal_words(text)) for text in texts]
    ratios = process.cdist(normal, normal, scorer=scorer, dtype=np.float64) / 100.0
    symmetric: Floats = (ratios + ratios.T) / 2
    return symmetric
