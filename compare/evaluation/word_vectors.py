"""Word vectors from plain news text: what stands in like places gets like vectors.

Words that a marked set hardly has ("debunked") borrow from those it has ("baseless"). Vectors are
used in training alone: what a model says of each is folded into one figure per word.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import InputError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from scipy.sparse import csr_matrix

    Floats = npt.NDArray[np.floating[Any]]

REACH = 5  # words to each side that count as company, the nearer the more (1 / distance)
LEAST = 8  # times a word must be seen
SIZE = 100  # dimensions
SMOOTHING = 0.75  # of the company's frequencies, so that rare company does not rule


def read_texts(paths: Sequence[Path]) -> Iterator[str]:
    """Each text once, of the fields `text` and `sentences` of .jsonl files, or of all those in
    folders; raises InputError for what is not there."""
    seen: set[str] = set()
    for path in paths:
        files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
        if not files or not all(file.is_file() for file in files):
            raise InputError(path, "there is no .jsonl file", "give files or folders with some")
        for file in files:
            for line in filter(str.strip, file.read_text(encoding="utf-8").splitlines()):
                row = json.loads(line)
                text = row.get("text") or "\n".join(row.get("sentences") or ())
                if isinstance(text, str) and text not in seen:
                    seen.add(text)
                    yield text


def word_vectors(texts: Sequence[Sequence[str]], size: int = SIZE) -> dict[str, Floats]:
    """Word -> a vector of length 1, for words seen LEAST times or more; "" stands for no word.

    The positive pointwise mutual information of words within REACH, cut to `size` dimensions by
    singular values (their square roots). Levy, Goldberg & Dagan (2015), Improving Distributional
    Similarity with Lessons Learned from Word Embeddings, TACL 3.
    """
    import numpy as np
    from scipy.sparse.linalg import svds

    counts = Counter(word for text in texts for word in text)
    words = sorted(word for word, n in counts.items() if n >= LEAST and word)
    if len(words) <= size:
        return {}
    start = np.random.default_rng(0).random(len(words))
    left, values, _ = svds(_mutual_information(texts, words), k=size, v0=start)
    vectors = left * np.sqrt(values)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-12
    return dict(zip(words, vectors, strict=True))


def _mutual_information(texts: Sequence[Sequence[str]], words: Sequence[str]) -> csr_matrix:
    import numpy as np
    from scipy.sparse import coo_matrix, csr_matrix

    column = {word: at for at, word in enumerate(words)}
    rows = [np.array([column.get(word, -1) for word in text]) for text in texts]
    shape = (len(words), len(words))
    together = csr_matrix(shape)
    for distance in range(1, REACH + 1):
        left = np.concatenate([row[:-distance] for row in rows if len(row) > distance])
        right = np.concatenate([row[distance:] for row in rows if len(row) > distance])
        known = (left >= 0) & (right >= 0)
        weights = np.full(int(known.sum()), 1 / distance)
        near = coo_matrix((weights, (left[known], right[known])), shape=shape).tocsr()
        together = together + near + near.T
    total = np.asarray(together.sum(axis=1)).ravel()
    company = total**SMOOTHING / (total**SMOOTHING).sum()
    pairs = together.tocoo()
    information = np.log(pairs.data / (total[pairs.row] * company[pairs.col]))
    kept = information > 0
    return csr_matrix((information[kept], (pairs.row[kept], pairs.col[kept])), shape=shape)
