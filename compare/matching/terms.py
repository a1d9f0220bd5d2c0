"""What the sentences of an event are made of: their words, pairs of words and character n-grams.

Each sentence is read once; everything that compares pairs rests on the sparse counts made here.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack

from ..text.locales import is_english, is_stop, stem_in
from ..text.words import normal_word, words_of
from .tfidf import Bools, Indices

GRAMS = (3, 4, 5)  # lengths of the character n-grams
LAST = 0x10FFFF  # the last code point
PRECISE = 1_000_000  # words of an event up to which n-grams are weighed in double precision


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of n sentences. Sparse counts have one row per sentence.

    normal  each sentence's normal words
    stems   the stem of each column of `words`
    words   counts of content stems (the stems of the words that are no stop words)
    pairs   counts of all stems, and from column `runs` on of pairs of neighbouring stems
    languages  of each sentence, as given
    order   each sentence's content stems in order, one character each, for comparing sequences
    """

    normal: list[list[str]]
    stems: list[str]
    words: Any
    pairs: Any
    runs: int
    order: list[str]
    languages: list[str | None]


def read_terms(texts: Sequence[str], languages: Sequence[str | None] = ()) -> Terms:
    """The terms of the texts; the same in any process, whatever the hash seed.

    languages: one per text (ISO 639-1; None, and where they are not given: English).
    """
    rows, found, known = _number_words(map(words_of, texts), len(texts))
    # each word is read once, however often it stands in the event
    normal = [normal_word(word) for word in known]
    plain = [normal[k] for k in found.tolist()]
    ends = np.searchsorted(rows, np.arange(len(texts) + 1)).tolist()
    stems, ids, content = _stem_all(normal, found, rows, languages)
    begins = np.r_[0, np.cumsum(np.bincount(rows[content], minlength=len(texts)))].tolist()
    letters = "".join(map(chr, np.minimum(ids[content], LAST).tolist()))
    inside = rows[1:] == rows[:-1]
    runs, columns = np.unique(ids[:-1][inside] * len(stems) + ids[1:][inside], return_inverse=True)
    shape = len(texts), len(stems)
    singles = _count_cells(rows, ids, shape)
    doubles = _count_cells(rows[:-1][inside], columns, (len(texts), len(runs)))
    return Terms(
        normal=[plain[ends[k] : ends[k + 1]] for k in range(len(texts))],
        stems=stems,
        words=_count_cells(rows[content], ids[content], shape),
        pairs=hstack([singles, doubles], format="csr"),
        runs=len(stems),
        order=[letters[begins[k] : begins[k + 1]] for k in range(len(texts))],
        languages=list(languages) or [None] * len(texts),
    )


def _stem_all(
    normal: Sequence[str], found: Indices, rows: Indices, languages: Sequence[str | None]
) -> tuple[list[str], Indices, Bools]:
    """All stems, sorted; and of each word of the texts its stem's place and whether it tells
    something, both in the language of its text."""
    known = [None if is_english(language) else language for language in languages]
    tongues = sorted(set(known), key=str) or [None]
    stemmed = {one: [stem_in(word, one) for word in normal] for one in tongues}
    stems = sorted(set().union(*stemmed.values()))
    number = {name: k for k, name in enumerate(stems)}
    ids, content = np.empty(len(found), np.int64), np.empty(len(found), bool)
    tongue_of_text = np.array([tongues.index(language) for language in known], np.int64)
    for place, (one, names) in enumerate(stemmed.items()):
        here = tongue_of_text[rows] == place if len(tongues) > 1 else slice(None)
        ids[here] = np.array([number[name] for name in names], np.int64)[found[here]]
        content[here] = np.array([not is_stop(word, one) for word in normal], bool)[found[here]]
    return stems, ids, content


def character_grams(texts: Sequence[str]) -> Any:
    """Counts of the 3-5-grams of each word with a space before and behind it, shape (n, grams).

    As scikit-learn's "char_wb". A sentence has hundreds: past PRECISE words, single precision.
    """
    rows, found, known = _number_words((text.lower().split() for text in texts), len(texts))
    words, grams = _count_cells(rows, found, (len(texts), len(known))), _count_grams(known)
    if len(found) > PRECISE:
        words, grams = words.astype("float32"), grams.astype("float32")
    counts = words @ grams
    counts.sort_indices()
    return counts


def _count_grams(words: Sequence[str]) -> Any:
    """The same counts of single words, shape (words, grams)."""
    padded = "".join(f" {word} " for word in words)
    codes = np.frombuffer(padded.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    lengths = np.array([len(word) + 2 for word in words], np.int64)
    # how many characters of its word begin at a place; a gram must not reach into the next word
    left = np.repeat(np.cumsum(lengths), lengths) - np.arange(len(codes))
    row = np.repeat(np.arange(len(words)), lengths)
    letters = np.unique(codes, return_inverse=True)[1]
    size = int(letters.max(initial=0)) + 1
    at, grams, counts = np.arange(len(codes)), letters, []
    for length in range(2, GRAMS[-1] + 1):
        fits = left[at] >= length
        at, grams = at[fits], grams[fits]
        grams = np.unique(grams * size + letters[at + length - 1], return_inverse=True)[1]
        if length in GRAMS:
            counts.append(
                _count_cells(row[at], grams, (len(words), int(grams.max(initial=-1)) + 1))
            )
    return hstack(counts, format="csr")


def _number_words(
    texts: Iterable[Collection[str]], size: int
) -> tuple[Indices, Indices, list[str]]:
    """Of each word of `size` texts its text and its place in the third: all words, sorted."""
    place: defaultdict[str, int] = defaultdict()
    place.default_factory = place.__len__
    found, lengths = array("q"), array("q")
    for words in texts:
        found.extend(map(place.__getitem__, words))
        lengths.append(len(words))
    known = sorted(place)
    order = np.empty(len(known), np.int64)
    order[[place[word] for word in known]] = np.arange(len(known))
    return np.repeat(np.arange(size), lengths), order[np.asarray(found)], known


def sets_matrix(sets: Sequence[set[str]]) -> Any:
    """Membership as sparse ones, shape (n, members); a member's column is its place in order."""
    rows, found, members = _number_words(sets, len(sets))
    return _count_cells(rows, found, (len(sets), len(members)))


def _count_cells(rows: Indices, columns: Indices, shape: tuple[int, int]) -> Any:
    """How often each (row, column) occurs, as sparse rows with sorted columns; `rows` ascend."""
    begins = np.searchsorted(rows, np.arange(shape[0] + 1))
    counts = csr_matrix((np.ones(len(rows)), columns.astype(np.int32), begins), shape=shape)
    counts.sum_duplicates()
    return counts
