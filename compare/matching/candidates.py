"""Which pairs of sentences are worth a look: never all n × n of a large event.

The search is a sparse product of TF-IDF rows, made and cut to the nearest in chunks, so that memory
holds one chunk and the pairs kept. A pair without a single shared content word is no candidate.

Two budgets for the whole event bound the work, and so the time of a large one; an event of
`BUDGET` / `KEPT` = 3,333 sentences or fewer keeps `KEPT` candidates per sentence:

- `BUDGET` candidates in all, at least `FEWEST` per sentence;
- `PRODUCTS` multiplications: the words in most sentences are left out of the search (not of the
  signals) until it needs no more. What nearly all sentences hold tells no pair from another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ..model import Sentence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Indices = NDArray[np.int64]

FLOOR = 0.02  # cosine below which no marked pair of the training events is lost for good
KEPT = 60  # candidates per sentence at most, the nearest first
BUDGET = 200_000  # candidates kept by all sentences together
FEWEST = 10  # candidates per sentence that any event may keep
PRODUCTS = 40_000_000  # multiplications of the search
CHUNK = 4_000_000  # multiplications at a time
STEPS = 10**9  # cosines are compared as whole numbers of this fineness


def find_candidates(
    sentences: Sequence[Sentence], vectors: Any, min_words: int
) -> tuple[Indices, Indices]:
    """Indices (i, j), i < j, of the pairs of different outlets to be scored, sorted.

    vectors: sparse rows of unit length, one per sentence. A sentence keeps its nearest (and is kept
    by those that have it among theirs); of equally near ones the earlier.
    """
    import numpy as np

    size = len(sentences)
    if not size:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    kept = max(FEWEST, min(KEPT, BUDGET // size))
    outlets = np.unique([s.outlet for s in sentences], return_inverse=True)[1]
    usable = np.array([len(s.text.split()) >= min_words for s in sentences])
    vectors = _affordable(vectors)
    cells = []
    for begin, end in _chunks(vectors):
        product = (vectors[begin:end] @ vectors.T).tocoo()
        rows, others = product.row.astype(np.int64), product.col.astype(np.int64)
        keep = (product.data >= FLOOR) & (outlets[others] != outlets[begin + rows])
        keep &= usable[others] & usable[begin + rows]
        rows, others = rows[keep], others[keep]
        far = STEPS - np.rint(np.minimum(product.data[keep], 1) * STEPS).astype(np.int64)
        # row, distance and other sentence as one number each: sorted, a row's nearest come first
        order = np.lexsort((others, far, rows))
        rows, others = rows[order], others[order]
        firsts = np.searchsorted(rows, np.arange(end - begin))
        near = np.arange(len(rows)) - firsts[rows] < kept
        i, j = begin + rows[near], others[near]
        cells.append(np.minimum(i, j) * size + np.maximum(i, j))
    found = np.unique(np.concatenate(cells))
    return found // size, found % size


def _affordable(vectors: Any) -> Any:
    """The columns, the rarest first, whose products with each other stay within `PRODUCTS`."""
    import numpy as np

    number = np.bincount(vectors.indices, minlength=vectors.shape[1])
    rising = np.sort(number)
    within = int(np.searchsorted(np.cumsum(rising.astype(np.float64) ** 2), PRODUCTS, "right"))
    return vectors if within == len(rising) else vectors[:, number < rising[within]]


def _chunks(vectors: Any) -> Iterator[tuple[int, int]]:
    """Ranges of rows (begin, end), each of about `CHUNK` multiplications at most."""
    import numpy as np

    number = np.bincount(vectors.indices, minlength=vectors.shape[1])
    work = np.cumsum(np.r_[0, vectors.sign() @ number])
    begin, last = 0, vectors.shape[0]
    while begin < last:
        end = int(np.searchsorted(work, work[begin] + CHUNK, "right")) - 1
        end = min(max(end, begin + 1), last)
        yield begin, end
        begin = end
