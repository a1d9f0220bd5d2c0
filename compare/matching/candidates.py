"""Which pairs of sentences are worth a look: never all n × n of a large event.

The search is a sparse product of TF-IDF rows, made and cut to the nearest in chunks, so that memory
holds one chunk and the pairs kept. A pair without a single shared content word is no candidate.

Two budgets for the whole event bound the work, and so the time of a large one; an event of
`BUDGET` / `KEPT` = 2,000 sentences or fewer keeps `KEPT` candidates per sentence:

- `BUDGET` candidates in all, at least `FEWEST` per sentence;
- `PRODUCTS` multiplications: the words in most sentences are left out of the search (not of the
  signals) until it needs no more. What nearly all sentences hold tells no pair from another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from ..model import Sentence
from ..text.words import count_words
from .tfidf import Bools, Floats, Indices

FLOOR = 0.02  # cosine below which no marked pair of the training events is lost for good
KEPT = 60  # candidates per sentence at most, the nearest first
BUDGET = 120_000  # candidates kept by all sentences together
FEWEST = 6  # candidates per sentence that any event may keep
PRODUCTS = 10_000_000  # multiplications of the search
CHUNK = 4_000_000  # multiplications at a time
STEPS = 128  # of the cosine, for a first cut


def find_candidates(
    sentences: Sequence[Sentence], vectors: Any, min_words: int
) -> tuple[Indices, Indices]:
    """Indices (i, j), i < j, of the pairs of different outlets to be scored, sorted.

    vectors: sparse rows of unit length, one per sentence. A sentence keeps its nearest (and is kept
    by those that have it among theirs); of equally near ones the earlier.
    """
    size = len(sentences)
    if not size:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    most = max(FEWEST, min(KEPT, BUDGET // size))
    outlets = np.unique([s.outlet for s in sentences], return_inverse=True)[1]
    usable = np.array([count_words(s.text) >= min_words for s in sentences])
    vectors = _drop_common_terms(vectors)
    cells = []
    for begin, end in _split_rows(vectors):
        product = (vectors[begin:end] @ vectors.T).tocoo()
        rows, others, cosines = product.row, product.col, np.round(product.data, 9)
        keep = (cosines >= FLOOR) & (outlets[others] != outlets[begin:end][rows])
        keep &= usable[others] & usable[begin:end][rows]
        rows, others, cosines = rows[keep], others[keep], cosines[keep]
        keep = _may_be_nearest(rows, cosines, end - begin, most)
        rows, others, cosines = rows[keep], others[keep], cosines[keep]
        order = np.lexsort((others, -cosines, rows))
        rows, others = rows[order], others[order]
        near = np.arange(len(rows)) - np.searchsorted(rows, np.arange(end - begin))[rows] < most
        i, j = begin + rows[near].astype(np.int64), others[near].astype(np.int64)
        cells.append(np.minimum(i, j) * size + np.maximum(i, j))
    cells_found = np.unique(np.concatenate(cells))
    return cells_found // size, cells_found % size


def _may_be_nearest(rows: Indices, cosines: Floats, size: int, most: int) -> Bools:
    """Leaves out what has `kept` better ones in its row for certain: by counts of cosines rounded
    down, since sorting all of them would take most of the time of a large event."""
    steps = np.minimum(cosines * STEPS, STEPS - 1).astype(np.int32)
    counts = np.bincount(rows * STEPS + steps, minlength=size * STEPS).reshape(size, STEPS)
    better = np.cumsum(counts[:, ::-1], axis=1)[:, ::-1] - counts  # in higher steps
    keep: Bools = (better < most)[rows, steps]
    return keep


def _drop_common_terms(vectors: Any) -> Any:
    """The columns, the rarest first, whose products with each other stay within `PRODUCTS`."""
    number = np.bincount(vectors.indices, minlength=vectors.shape[1])
    rising = np.sort(number)
    within = int(np.searchsorted(np.cumsum(rising.astype(np.float64) ** 2), PRODUCTS, "right"))
    return vectors if within == len(rising) else vectors[:, number < rising[within]]


def _split_rows(vectors: Any) -> Iterator[tuple[int, int]]:
    """Ranges of rows (begin, end), each of about `CHUNK` multiplications at most."""
    number = np.bincount(vectors.indices, minlength=vectors.shape[1])
    work = np.cumsum(np.r_[0, vectors.sign() @ number])
    begin, last = 0, vectors.shape[0]
    while begin < last:
        end = int(np.searchsorted(work, work[begin] + CHUNK, "right")) - 1
        end = min(max(end, begin + 1), last)
        yield begin, end
        begin = end
