"""Articles as sparse counts: what two articles are compared by when stories are made.

Words are hashed into columns (Weinberger et al. 2009, ICML), so that no vocabulary is kept: the
counts of an article depend on that article alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.feature_extraction import FeatureHasher

from ..model import Article
from ..text.locales import is_stop, stem_in
from ..text.words import normal_word, tokens

COLUMNS = 2**20
LEAD = 60  # words of headline and text that tell most of the event (inverted pyramid)
HEAD = 12  # words that stand for a headline where there is none
LONGEST = 100_000  # characters of an article that are looked at


def split_words(text: str) -> list[str]:
    """The words of a text as they stand, of its first LONGEST characters."""
    return [token.text for token in tokens(text[:LONGEST])]


def stem_words(words: Sequence[str], language: str | None = None) -> list[str]:
    """Content words in normal form: lower case, without 's, stemmed, stop words left out."""
    plain = map(normal_word, words)
    return [stem_in(word, language) for word in plain if not is_stop(word, language)]


def add_pairs(words: Sequence[str]) -> list[str]:
    """The words and each pair of neighbours."""
    return [*words, *(f"{a} {b}" for a, b in pairwise(words))]


def names_in(words: Sequence[str], language: str | None = None) -> list[str]:
    """Words written with a capital: names, and what opens a sentence."""
    plain = [normal_word(word) for word in words if word[0].isupper()]
    return [word for word in plain if not is_stop(word, language)]


# field -> the terms of an article, of its words and its language; a new one is a line here
FIELDS: dict[str, Callable[[Article, list[str]], list[str]]] = {
    "words": lambda article, words: stem_words(words, article.language),
    "pairs": lambda article, words: add_pairs(stem_words(words, article.language)),
    "title": lambda article, words: stem_words(
        split_words(article.title) or words[:HEAD], article.language
    ),
    "lead": lambda article, words: add_pairs(stem_words(words[:LEAD], article.language)),
    "names": lambda article, words: names_in(words, article.language),
    "numbers": lambda article, words: [word for word in words if word[0].isdigit()],
}


def count_terms(articles: Sequence[Article]) -> dict[str, Any]:
    """Field -> sparse counts, a row per article, COLUMNS columns."""
    terms: dict[str, list[list[str]]] = {name: [] for name in FIELDS}
    counts: dict[str, list[Any]] = {name: [] for name in FIELDS}
    hasher = FeatureHasher(COLUMNS, input_type="string", alternate_sign=False, dtype="float32")
    for place, article in enumerate(articles, 1):
        words = split_words(article.text)
        for name, of in FIELDS.items():
            terms[name].append(of(article, words))
        if place % 2000 == 0 or place == len(articles):
            for name, rows in terms.items():
                counts[name].append(hasher.transform(rows))
                rows.clear()
    return {name: _stack_counts(parts) for name, parts in counts.items()}


def _stack_counts(parts: list[Any]) -> Any:
    if not parts:
        return csr_matrix(np.empty((0, COLUMNS), np.float32))
    stacked = vstack(parts, format="csr")
    stacked.sort_indices()
    return stacked
