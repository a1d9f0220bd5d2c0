"""Sparse counts of terms: weighed by how rare a term is in the event, and multiplied by rows.

All weights (inverse document frequency) are learnt within the event, so that the event's own
subject ("NATO" in an event on NATO) weighs little.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Indices = NDArray[np.int64]
BLOCK = 2_000_000  # cells that are weighed at a time
PAIRS = 10_000  # pairs of rows that are multiplied at a time


def weigh_terms(counts: Any, copy: bool = True) -> Any:
    """TF-IDF rows of unit length, sparse, of the shape of the counts; not `copy`: in their place.

    (1 + log(tf)) × (log((1 + n) / (1 + df)) + 1) (Manning, Raghavan & Schütze 2008, Introduction to
    Information Retrieval, 6.4.1; smoothed as scikit-learn does). Texts without any term give rows
    of zeros. Block by block, as a copy of the indices would double what a large event holds.
    """
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
    documents = np.zeros(counts.shape[1], np.int64)
    for begin in range(0, counts.nnz, BLOCK):
        documents += np.bincount(counts.indices[begin : begin + BLOCK], minlength=len(documents))
    weight: Floats = np.log((1 + counts.shape[0]) / (1 + documents)) + 1
    return weight


def event_idf(number: Floats, size: int) -> Floats:
    """log((n + 1) / (n with it + 0.5)), above 0: how much a term tells among n sentences."""
    weight: Floats = np.log((size + 1) / (number + 0.5))
    return weight


def multiply_rows(one: Any, two: Any, rows: Indices, others: Indices) -> Floats:
    """Products one[rows[k]] · two[others[k]], in blocks: never a matrix of all with all."""
    products = np.zeros(len(rows))
    for begin in range(0, len(rows), PAIRS):
        part = slice(begin, begin + PAIRS)
        products[part] = np.asarray(one[rows[part]].multiply(two[others[part]]).sum(axis=1)).ravel()
    return products
