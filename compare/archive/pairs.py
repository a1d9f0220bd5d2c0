"""Pairs of articles: which are worth a look, what speaks for one event, and how likely it is.

The signals are joined by a small network (one hidden layer) with its weights as JSON, learned by
`python -m training.stories`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from ..learned import load_weights, sigmoids
from ..matching.tfidf import Floats, Indices, multiply_rows, smoothed_idf

WEIGHTS = "stories_weights.json"  # with the bar that they were tuned for
NEAREST = {"pairs": 30, "words": 15}  # field -> candidates per article
KNOWN = max(NEAREST.values())  # partners that an article has for certain
FLOOR = 0.03  # cosine below which a pair is no candidate
HEAVIEST = 60  # terms of an article that candidates are looked for by: its rarest
COMMONEST = 1500  # a term of more articles than this finds no candidates (but still counts)
CHUNK = 1000  # rows of the product at a time
BLOCK = 50_000  # pairs scored at a time
FAINT = 0.01  # likelihood below which a pair counts as 0
AROUND = slice(2, 12)  # ranks of an article's neighbours that tell how crowded its subject is
NEIGHBOURS = ("pairs", "words", "lead")  # signals that are compared with those of the neighbours
_SMALL = 1e-6


def find_pairs(vectors: Mapping[str, Any]) -> tuple[Indices, Indices]:
    """Indices (i, j), i < j, sorted, of the pairs to be scored: each article's nearest ones.

    Work grows with HEAVIEST × COMMONEST per article at most, never with the square of the archive.
    """
    pairs_by_row = [np.empty((0, 2), np.int64)]
    for field, nearest in NEAREST.items():
        pruned = _prune_terms(vectors[field])
        across = pruned.T.tocsr()
        for begin in range(0, pruned.shape[0], CHUNK):
            product = (pruned[begin : begin + CHUNK] @ across).tocsr()
            for row in range(product.shape[0]):
                i = begin + row
                part = slice(product.indptr[row], product.indptr[row + 1])
                others, cosines = product.indices[part], product.data[part]
                keep = (cosines >= FLOOR) & (others != i)
                others, cosines = others[keep], cosines[keep]
                # nearest first; among equals the earlier article, so that order cannot matter
                best = others[np.lexsort((others, -np.round(cosines, 5)))][:nearest]
                pairs_by_row.append(np.column_stack([np.minimum(i, best), np.maximum(i, best)]))
    pairs = np.unique(np.concatenate(pairs_by_row).astype(np.int64), axis=0)
    return pairs[:, 0], pairs[:, 1]


def _prune_terms(vectors: Any) -> Any:
    """The heaviest terms of each row; terms of one article, and of too many, left out."""
    documents = np.bincount(vectors.indices, minlength=vectors.shape[1])
    useful = (documents > 1) & (documents <= max(COMMONEST, 20))
    rows = np.repeat(np.arange(vectors.shape[0]), np.diff(vectors.indptr))
    keep = useful[vectors.indices]
    rows, columns, data = rows[keep], vectors.indices[keep], vectors.data[keep]
    order = np.lexsort((columns, -data, rows))
    rows, columns, data = rows[order], columns[order], data[order]
    starts = np.searchsorted(rows, np.arange(vectors.shape[0]))
    keep = np.arange(len(rows)) - starts[rows] < HEAVIEST
    return csr_matrix((data[keep], (rows[keep], columns[keep])), shape=vectors.shape)


def pair_signals(
    vectors: Mapping[str, Any], counts: Mapping[str, Any], i: Indices, j: Indices
) -> dict[str, Floats]:
    """Signal -> its value for each pair, (pairs,).

    A cosine per field; the rarity of the shared words, in sum and as a share of the poorer
    article's; each cosine beside the best that either article reaches, and beside what its subject
    reaches anyway (so that one bar serves crowded and lonely subjects); the lengths.
    """
    signals = {name: multiply_rows(field, field, i, j) for name, field in vectors.items()}
    weighted = counts["words"].copy()
    weight = smoothed_idf(weighted) - 1
    weighted.data = np.sqrt(weight[weighted.indices]).clip(_SMALL)
    shared = multiply_rows(weighted, weighted, i, j)
    total = np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel()
    signals["shared"] = shared
    signals["contained"] = shared / np.minimum(total[i], total[j]).clip(_SMALL)
    size = vectors["words"].shape[0]
    for name in NEIGHBOURS:
        value = signals[name]
        best, around = _measure_neighbourhood(size, i, j, value)
        signals[f"{name}_of_better"] = value / np.maximum(best[i], best[j]).clip(_SMALL)
        signals[f"{name}_of_worse"] = value / np.minimum(best[i], best[j]).clip(_SMALL)
        crowd = (around[i] + around[j]) / 2
        signals[f"{name}_crowd"] = crowd
        signals[f"{name}_beyond"] = value - crowd
    length = np.log1p(np.asarray(counts["words"].sum(axis=1)).ravel())
    signals["shorter"] = np.minimum(length[i], length[j])
    signals["unequal"] = np.abs(length[i] - length[j])
    return signals


def _measure_neighbourhood(
    size: int, i: Indices, j: Indices, value: Floats
) -> tuple[Floats, Floats]:
    """Per article: its best value, and the mean of those at the ranks AROUND (0 without any)."""
    owners, values = np.concatenate([i, j]), np.concatenate([value, value])
    order = np.lexsort((-values, owners))
    owners, values = owners[order], values[order]
    rank = np.arange(len(owners)) - np.searchsorted(owners, owners)
    best, total, count = np.zeros(size), np.zeros(size), np.zeros(size)
    best[owners[rank == 0]] = values[rank == 0]
    near = (rank >= AROUND.start) & (rank < AROUND.stop)
    np.add.at(total, owners[near], values[near])
    np.add.at(count, owners[near], 1)
    return best, total / count.clip(1)


def signal_matrix(signals: Mapping[str, Floats]) -> Floats:
    """The signals and their roots side by side, (pairs, 2 × signals)."""
    plain = np.stack(list(signals.values()), axis=1)
    return np.concatenate([plain, np.sqrt(np.abs(plain))], axis=1)


def same_event(signals: Mapping[str, Floats], weights: Mapping[str, Any] | None = None) -> Floats:
    """How likely the articles of each pair tell one event, 0..1."""
    weights = load_weights(WEIGHTS)[0] if weights is None else weights
    size = len(next(iter(signals.values())))
    parts = [np.empty(0)]
    for begin in range(0, size, BLOCK):
        block = {name: values[begin : begin + BLOCK] for name, values in signals.items()}
        inputs = (signal_matrix(block) - weights["mean"]) / weights["scale"]
        hidden = np.maximum(inputs @ np.array(weights["hidden"]) + weights["hidden_bias"], 0)
        logits = hidden @ np.array(weights["output"]) + weights["output_bias"]
        parts.append(np.round(sigmoids(logits), 6))
    return np.concatenate(parts)
