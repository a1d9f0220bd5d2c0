"""Similarities of sentences: each a function of the event's texts, each symmetric and in [0, 1].

A new one is a function and a line in `SIMILARITIES`. Normalising is private to each: the texts come
in verbatim. All weights (inverse document frequency) are learnt within the event, so that the
event's own subject ("NATO" in an event on NATO) weighs little.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..text.words import STOP_WORDS, normal_words, stem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def stems(text: str) -> list[str]:
    """The stems of all words of a text."""
    return [stem(word) for word in normal_words(text)]


def content_stems(text: str) -> list[str]:
    """The stems of the words that are no stop words."""
    return [stem(word) for word in normal_words(text) if word not in STOP_WORDS]


def stems_and_pairs(text: str) -> list[str]:
    """Stems, and each with the one that follows it."""
    found = stems(text)
    return found + [f"{one} {two}" for one, two in pairwise(found)]


def tfidf_vectors(texts: Sequence[str], analyzer: Callable[[str], list[str]] | None = None) -> Any:
    """Rows of unit length, sparse, shape (n, terms); without an analyzer character 3-5-grams.

    log(tf) weighting (Manning, Raghavan & Schütze 2008, Introduction to Information Retrieval,
    6.4.1). Texts without any term give rows of zeros.
    """
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import TfidfVectorizer

    settings: dict[str, Any] = {"sublinear_tf": True}
    settings |= (
        {"analyzer": analyzer}
        if analyzer
        else {"analyzer": "char_wb", "ngram_range": (3, 5), "lowercase": True}
    )
    try:
        return TfidfVectorizer(**settings).fit_transform(texts).tocsr()
    except ValueError:  # "empty vocabulary": no text holds a word
        return csr_matrix((len(texts), 1))


def tfidf_words(texts: Sequence[str]) -> Floats:
    """Cosine of TF-IDF over content stems, shape (n, n), 0..1, larger is more similar."""
    return _cosine(tfidf_vectors(texts, content_stems))


def tfidf_pairs(texts: Sequence[str]) -> Floats:
    """Cosine of TF-IDF over all stems and pairs of them, shape (n, n), 0..1."""
    return _cosine(tfidf_vectors(texts, stems_and_pairs))


def tfidf_chars(texts: Sequence[str]) -> Floats:
    """Cosine of TF-IDF over character 3-5-grams within words, shape (n, n), 0..1."""
    return _cosine(tfidf_vectors(texts))


def token_set(texts: Sequence[str]) -> Floats:
    """RapidFuzz token_set_ratio of the normal words, shape (n, n), 0..1."""
    from rapidfuzz import fuzz

    return _fuzzy(texts, fuzz.token_set_ratio)


def token_sort(texts: Sequence[str]) -> Floats:
    """RapidFuzz token_sort_ratio of the normal words, shape (n, n), 0..1."""
    from rapidfuzz import fuzz

    return _fuzzy(texts, fuzz.token_sort_ratio)


SIMILARITIES: dict[str, Callable[[Sequence[str]], Floats]] = {
    "tfidf_words": tfidf_words,
    "tfidf_pairs": tfidf_pairs,
    "tfidf_chars": tfidf_chars,
    "token_set": token_set,
    "token_sort": token_sort,
}


def _cosine(vectors: Any) -> Floats:
    import numpy as np

    product: Floats = (vectors @ vectors.T).toarray()
    return np.clip((product + product.T) / 2, 0.0, 1.0)


def _fuzzy(texts: Sequence[str], scorer: Any) -> Floats:
    import numpy as np
    from rapidfuzz import process

    normal = [" ".join(normal_words(text)) for text in texts]
    found = process.cdist(normal, normal, scorer=scorer, dtype=np.float64) / 100.0
    symmetric: Floats = (found + found.T) / 2
    return symmetric
