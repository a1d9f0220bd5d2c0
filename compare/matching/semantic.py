"""Signals of a sentence-embedding model: added to the lexical ones, never in their place.

Late interaction (ColBERT: Khattab & Zaharia 2020, SIGIR, section 3.3), word by word and weighted
like `related.soft_signals`: each word of a sentence looks for its likest word in the other one, in
context. The embedding of the whole sentence sees the topic; its words see the fact.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..text.locales import is_stop, stem_in
from ..text.words import normal_word, tokens
from .embeddings import Encoder
from .related import stem_weights
from .terms import Terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Indices = NDArray[np.int64]
    States = tuple[NDArray[np.int64], NDArray[np.float32]]

BLOCK = 500  # pairs whose words are compared at a time
FIT = 0.6  # cosine from which two words in context speak of one thing


def semantic_signals(
    texts: Sequence[str], terms: Terms, encoder: Encoder, first: Indices, second: Indices
) -> dict[str, Floats]:
    """Four signals of the pairs (first[k], second[k]), name -> array of shape (pairs,).

    Each is standardised over the event's pairs (mean 0, deviation 1), so that models whose cosines
    lie higher or lower give signals of one scale.
    """
    import numpy as np

    stems = list(map(_content, texts, terms.languages))
    weights = dict(zip(terms.stems, stem_weights(terms).tolist(), strict=False))
    vectors, weight = _padded(
        [_words(states, found) for states, found in zip(encoder.states(texts), stems, strict=True)],
        [[weights[name] for *_, name in found] for found in stems],
    )
    found = [
        _interact(vectors, weight, first[k : k + BLOCK], second[k : k + BLOCK])
        for k in range(0, len(first), BLOCK)
    ]
    table = np.concatenate(found)
    table = (table - table.mean(axis=0)) / np.maximum(table.std(axis=0), 1e-6)
    names = ("semantic_both", "semantic_contained", "semantic_weight_least", "semantic_weight_most")
    return {name: table[:, k] for k, name in enumerate(names)}


def _content(text: str, language: str | None) -> list[tuple[int, int, str]]:
    """(start, end, stem) of the words that are no stop words."""
    words = ((token, normal_word(token.text)) for token in tokens(text))
    return [
        (token.start, token.end, stem_in(word, language))
        for token, word in words
        if not is_stop(word, language)
    ]


def _words(states: States, found: Sequence[tuple[int, int, str]]) -> NDArray[np.float32]:
    """Unit vectors (words, width): the mean of the states of each word's tokens."""
    import numpy as np

    offsets, values = states
    rows = np.zeros((len(found), values.shape[1]), np.float32)
    for row, (start, end, _) in enumerate(found):
        inside = (offsets[:, 0] < end) & (offsets[:, 1] > start)
        if inside.any():
            rows[row] = values[inside].mean(axis=0)
    unit: NDArray[np.float32] = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return unit


def _padded(
    rows: Sequence[NDArray[np.float32]], weights: Sequence[Sequence[float]]
) -> tuple[NDArray[np.float32], Floats]:
    """(sentences, words, width) and (sentences, words); the padding weighs nothing."""
    import numpy as np

    longest = max(1, max(len(row) for row in rows))
    vectors = np.zeros((len(rows), longest, rows[0].shape[1]), np.float32)
    weight = np.zeros((len(rows), longest))
    for k, (row, values) in enumerate(zip(rows, weights, strict=True)):
        vectors[k, : len(row)], weight[k, : len(row)] = row, values
    return vectors, weight


def _interact(
    vectors: NDArray[np.float32], weight: Floats, first: Indices, second: Indices
) -> Floats:
    """(pairs, 4): the share of the less and of the better covered one, and the covered weights."""
    import numpy as np

    cosines = vectors[first] @ vectors[second].transpose(0, 2, 1)
    shares, masses = [], []
    for mine, likest in (
        (weight[first], cosines.max(axis=2)),
        (weight[second], cosines.max(axis=1)),
    ):
        total = np.maximum(mine.sum(axis=1), 1e-6)
        shares.append((mine * likest).sum(axis=1) / total)
        masses.append((mine * np.where(likest >= FIT, likest, 0.0)).sum(axis=1))
    return np.stack(
        [np.minimum(*shares), np.maximum(*shares),
         np.log1p(np.minimum(*masses)), np.log1p(np.maximum(*masses))], axis=1
    )  # fmt: skip
