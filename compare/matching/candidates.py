"""Which pairs of sentences are worth a look: never all n × n of a large event.

Rows of the sparse TF-IDF product are made in chunks, so that memory holds one chunk and the pairs
kept. A pair without a single shared content word is no candidate.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..model import Sentence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FLOOR = 0.02  # cosine below which no marked pair of the training events is lost for good
KEPT = 60  # candidates per sentence at most, the nearest first
CHUNK = 2000  # rows of the product at a time


def find_candidates(
    sentences: Sequence[Sentence], vectors: Any, min_words: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Indices (i, j), i < j, of the pairs of different outlets to be scored, sorted.

    vectors: sparse rows of unit length, one per sentence. A sentence keeps its `KEPT` nearest (and
    is kept by those that have it among theirs).
    """
    import numpy as np

    outlets = np.unique([s.outlet for s in sentences], return_inverse=True)[1]
    usable = np.array([len(s.text.split()) >= min_words for s in sentences])
    pairs = []
    for begin in range(0, len(sentences), CHUNK):
        product = (vectors[begin : begin + CHUNK] @ vectors.T).tocsr()
        for row in range(product.shape[0]):
            i = begin + row
            if not usable[i]:
                continue
            part = slice(product.indptr[row], product.indptr[row + 1])
            others, cosines = product.indices[part], product.data[part]
            keep = (cosines >= FLOOR) & (outlets[others] != outlets[i]) & usable[others]
            others, cosines = others[keep], cosines[keep]
            # nearest first; among equals the earlier sentence, so that order cannot matter
            nearest = others[np.lexsort((others, -np.round(cosines, 9)))][:KEPT]
            pairs.append(np.column_stack([np.minimum(i, nearest), np.maximum(i, nearest)]))
    if not pairs:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    found = np.unique(np.concatenate(pairs).astype(np.int64), axis=0)
    return found[:, 0], found[:, 1]
