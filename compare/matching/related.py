"""Words that stand for one another: how common a stem is in news, and which stems are near it.

`compare/data/related.txt` holds both, made by `python -m training.related`. A stem
that is not listed (another language, a name) is rare and has no neighbours: nothing is guessed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, vstack

from ..datafiles import read_data_text
from .terms import Terms
from .tfidf import Floats, Indices, event_idf, multiply_rows

RELATED = "related.txt"
BLOCK = 10_000  # sentences that are worked on at a time
STEPS = 101  # of nearness: it is written in percent


@dataclass(frozen=True, slots=True)
class Related:
    """documents: texts counted; counts: stem -> texts that hold it; near: stem -> (stem, 0..1)."""

    documents: int
    counts: Mapping[str, int]
    near: Mapping[str, tuple[tuple[str, float], ...]]

    def idf(self, stem: str) -> float:
        """Background inverse document frequency, log((N + 1) / (n + 1)), 0 or more."""
        return math.log((self.documents + 1) / (self.counts.get(stem, 0) + 1))


@cache
def load_related() -> Related:
    """The list that comes with the package."""
    return read_related(read_data_text(RELATED))


def read_related(text: str) -> Related:
    """Lines 'stem TAB count TAB other:percent other:percent'; '# documents N' gives N."""
    documents, counts, near = 0, {}, {}
    for line in text.splitlines():
        if line.startswith("#"):
            parts = line.split()
            documents = int(parts[2]) if parts[1:2] == ["documents"] else documents
            continue
        stem, count, others = line.split("\t")
        counts[stem] = int(count)
        if others:
            pairs = (other.rsplit(":", 1) for other in others.split(" "))
            near[stem] = tuple((other, int(percent) / 100) for other, percent in pairs)
    return Related(documents, counts, near)


def stem_weights(terms: Terms) -> Floats:
    """How much each content stem tells: rare among the event's sentences and in news at large.

    The product of the two inverse document frequencies, above 0, shape (stems,).
    """
    related = load_related()
    number = np.asarray(terms.words.sign().sum(axis=0)).ravel()
    within = event_idf(number, terms.words.shape[0])
    idf = np.array([related.idf(stem) for stem in terms.stems])
    weight: Floats = np.maximum(within * idf, 1e-6)
    return weight


def soft_signals(terms: Terms, first: Indices, second: Indices) -> dict[str, Floats]:
    """How much of each sentence the other one covers, in the same or in related words.

    A stem counts in full where the other sentence has it, and by its nearness where it has a
    related one (soft cardinality: Jimenez, Becerra & Gelbukh 2012, *SEM). The share of the less
    and of the better covered one (0..1), and the logarithms of the covered weights.
    """
    weight = stem_weights(terms)
    own = terms.words.sign().multiply(weight[None, :]).tocsr()
    says = _nearness_matrix(terms)
    there = multiply_rows(own, says, first, second)
    back = multiply_rows(own, says, second, first)
    total = np.maximum(np.asarray(own.sum(axis=1)).ravel(), 1e-6)
    shares = np.stack([there / total[first], back / total[second]])
    return {
        "soft_both": np.clip(shares.min(axis=0), 0, 1),
        "soft_contained": np.clip(shares.max(axis=0), 0, 1),
        "soft_weight_least": np.log1p(np.minimum(there, back)),
        "soft_weight_most": np.log1p(np.maximum(there, back)),
    }


def _nearness_matrix(terms: Terms) -> Any:
    """Sparse (sentences, stems): 1 for a stem that the sentence holds, else its nearest one's."""
    near, column = load_related().near, {stem: k for k, stem in enumerate(terms.stems)}
    edges = [
        (k, column[other], nearness)
        for stem, k in column.items()
        for other, nearness in ((stem, 1.0), *near.get(stem, ()))
        if other in column
    ]
    start, end, nearness = np.array(edges, np.float64).reshape(-1, 3).T
    begins = np.searchsorted(start, np.arange(terms.words.shape[1] + 1))
    blocks = [
        _reach_nearest(terms.words[row : row + BLOCK], begins, end.astype(np.int64), nearness)
        for row in range(0, terms.words.shape[0], BLOCK)
    ]
    return vstack(blocks, format="csr")


def _reach_nearest(words: Any, begins: Indices, end: Indices, nearness: Floats) -> Any:
    """Every cell of a sentence leads to the stems near its own; the nearest wins."""
    cells_here = words.tocoo()
    many = np.diff(begins)[cells_here.col]
    offset = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    edge = np.repeat(begins[cells_here.col], many) + offset
    width = words.shape[1]
    cells = np.repeat(cells_here.row, many) * np.int64(width) + end[edge]
    # the nearness sorts behind its cell, so that one sort of numbers brings the nearest last
    coded = np.sort(cells * STEPS + np.rint(nearness[edge] * (STEPS - 1)).astype(np.int64))
    cells = coded // STEPS
    last = np.r_[cells[1:] != cells[:-1], True][: len(cells)]
    cells, values = cells[last], (coded[last] % STEPS) / (STEPS - 1)
    rows = np.searchsorted(cells, np.arange(words.shape[0] + 1) * np.int64(width))
    return csr_matrix((values, cells % width, rows), shape=words.shape)
