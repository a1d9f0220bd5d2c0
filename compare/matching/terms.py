"""What the sentences of an event are made of: their words, pairs of words and character n-grams.

Each sentence is read once; everything that compares pairs rests on the sparse counts made here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from ..text.words import STOP_WORDS, normal_words, stem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Indices = NDArray[np.int64]

GRAMS = (3, 4, 5)  # lengths of the character n-grams
LAST = 0x10FFFF  # the last code point


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of n sentences. Sparse counts have one row per sentence.

    normal  each sentence's normal words
    stems   the stem of each column of `words`
    words   counts of content stems (the stems of the words that are no stop words)
    pairs   counts of all stems, and from column `runs` on of pairs of neighbouring stems
    chars   counts of character 3-5-grams within words, as scikit-learn's "char_wb"
    order   each sentence's content stems in order, one character each, for comparing sequences
    """

    normal: list[list[str]]
    stems: list[str]
    words: Any
    pairs: Any
    runs: int
    chars: Any
    order: list[str]


def read_terms(texts: Sequence[str]) -> Terms:
    """The terms of the texts; the same in any process, whatever the hash seed."""
    import numpy as np

    normal = [normal_words(text) for text in texts]
    flat = [stem(word) for word in chain.from_iterable(normal)]
    number = {found: k for k, found in enumerate(sorted(set(flat)))}
    ids = np.fromiter((number[found] for found in flat), np.int64, len(flat))
    rows = np.repeat(np.arange(len(texts)), [len(words) for words in normal])
    content = np.fromiter(
        (word not in STOP_WORDS for word in chain.from_iterable(normal)), bool, len(flat)
    )
    begins = np.r_[0, np.cumsum(np.bincount(rows[content], minlength=len(texts)))].tolist()
    letters = "".join(map(chr, np.minimum(ids[content], LAST).tolist()))
    inside = rows[1:] == rows[:-1]
    runs = ids[:-1][inside] * len(number) + ids[1:][inside]
    known, columns = np.unique(runs, return_inverse=True)
    width = len(number)
    pairs = _counts(
        np.r_[rows, rows[:-1][inside]],
        np.r_[ids, columns + width],
        (len(texts), width + len(known)),
    )
    return Terms(
        normal=normal,
        stems=list(number),
        words=_counts(rows[content], ids[content], (len(texts), width)),
        pairs=pairs,
        runs=width,
        chars=character_grams(texts),
        order=[letters[begins[k] : begins[k + 1]] for k in range(len(texts))],
    )


def character_grams(texts: Sequence[str]) -> Any:
    """Counts of the 3-5-grams of each word with a space before and behind it, shape (n, grams)."""
    import numpy as np

    words = [text.lower().split() for text in texts]
    padded = "".join(f" {word} " for word in chain.from_iterable(words))
    codes = np.frombuffer(padded.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    lengths = np.fromiter((len(word) + 2 for word in chain.from_iterable(words)), np.int64)
    rows = np.repeat(np.arange(len(texts)), [len(found) for found in words])
    # how many characters of its word begin at a place; a gram must not reach into the next word
    left = np.repeat(np.cumsum(lengths), lengths) - np.arange(len(codes))
    row = np.repeat(rows, lengths)
    letters = _renumbered(codes)
    size = int(letters.max(initial=0)) + 1
    at, grams, width = np.arange(len(codes)), letters, 0
    found_rows, found = [], []
    for length in range(2, GRAMS[-1] + 1):
        fits = left[at] >= length
        at, grams = at[fits], grams[fits]
        grams = _renumbered(grams * size + letters[at + length - 1])
        if length in GRAMS:
            found_rows.append(row[at])
            found.append(grams + width)
            width += int(grams.max(initial=-1)) + 1
    return _counts(np.concatenate(found_rows), np.concatenate(found), (len(texts), width))


def sets_matrix(sets: Sequence[Iterable[str]]) -> Any:
    """Membership as sparse ones, shape (n, members); a member's column is its place in order."""
    import numpy as np

    members = sorted(set().union(*sets))
    number = {member: k for k, member in enumerate(members)}
    flat = [sorted(number[member] for member in found) for found in sets]
    rows = np.repeat(np.arange(len(flat)), [len(found) for found in flat])
    columns = np.fromiter(chain.from_iterable(flat), np.int64)
    return _counts(rows, columns, (len(flat), len(members)))


def _renumbered(codes: Indices) -> Indices:
    """The values as 0, 1, 2 … in their order; by sorting only where they lie far apart."""
    import numpy as np

    last = int(codes.max(initial=0))
    if last > 10_000_000:
        return np.unique(codes, return_inverse=True)[1]
    seen = np.zeros(last + 1, bool)
    seen[codes] = True
    result: Indices = (np.cumsum(seen) - 1)[codes]
    return result


def _counts(rows: Indices, columns: Indices, shape: tuple[int, int]) -> Any:
    """How often each (row, column) occurs, as sparse rows with sorted columns."""
    import numpy as np
    from scipy.sparse import csr_matrix

    width = max(1, shape[1])
    cells = np.sort(rows * width + columns)
    first = np.flatnonzero(np.r_[True, cells[1:] != cells[:-1]]) if len(cells) else cells
    counts = np.diff(np.r_[first, len(cells)]).astype(np.float64)
    cells = cells[first]
    begins = np.searchsorted(cells, np.arange(shape[0] + 1) * width)
    return csr_matrix((counts, cells % width, begins), shape=(shape[0], width))
