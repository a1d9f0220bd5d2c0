"""Articles -> stories: which tell one event.

count -> leave out copies -> find pairs -> score them -> average linkage.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from scipy.cluster.hierarchy import DisjointSet

from ..learned import load_weights
from ..matching.tfidf import multiply_rows, weigh_terms
from ..model import Article
from ..text.dates.english import iso_day
from . import DAYS
from .linkage import average_linkage
from .pairs import (
    FAINT,
    KNOWN,
    NEAREST,
    WEIGHTS,
    find_pairs,
    pair_signals,
    same_event,
)
from .vectors import count_terms

COPY = 0.9  # cosine of words and pairs, and of numbers, from which two articles are one text


def group_articles(articles: Sequence[Article], most: int = DAYS) -> list[int]:
    """A label per article: the row of its story's first article.

    most  days that a story spans: an article dated later starts another; undated ones may join any
    """
    counts, vectors, i, j = prepare(articles)
    days = [iso_day(article.published) for article in articles]
    representatives = _find_copies(vectors, i, j, days, most)
    i, j = _leave_out_copies(vectors, i, j, representatives)
    score = same_event(pair_signals(vectors, counts, i, j))
    near = [
        (a, b, s)
        for a, b, s in zip(i.tolist(), j.tolist(), score.tolist(), strict=True)
        if s >= FAINT and _count_days([a, b], days) <= most
    ]
    labels = average_linkage(
        len(days),
        near,
        load_weights(WEIGHTS)[0]["bar"],
        known=KNOWN,
        allowed=lambda a, b: _count_days([*a, *b], days) <= most,
    )
    return [labels[row] for row in representatives]


def prepare(articles: Sequence[Article]) -> tuple[Any, Any, Any, Any]:
    """(counts, TF-IDF vectors, i, j): the rows of all, and the pairs to score."""
    counts = count_terms(articles)
    vectors = {name: weigh_terms(rows) for name, rows in counts.items()}
    return counts, vectors, *find_pairs(vectors)


def _count_days(rows: Sequence[int], days: Sequence[date | None]) -> int:
    """How many days the dated articles of these rows span."""
    dates = [day for row in rows if (day := days[row])]
    return (max(dates) - min(dates)).days if dates else 0


def _find_copies(
    vectors: Mapping[str, Any],
    i: Any,
    j: Any,
    days: Sequence[date | None],
    most: int,
) -> list[int]:
    """Per row, the first row that has its text (near enough): itself, mostly.

    A form letter with other figures is no copy: numbers must agree.
    """
    alike = multiply_rows(vectors["pairs"], vectors["pairs"], i, j) >= COPY
    i, j = i[alike], j[alike]
    numbers = multiply_rows(vectors["numbers"], vectors["numbers"], i, j)
    none = np.diff(vectors["numbers"].indptr) == 0
    alike = (numbers >= COPY) | (none[i] & none[j])
    copies = DisjointSet(range(len(days)))
    for a, b in zip(i[alike].tolist(), j[alike].tolist(), strict=True):
        if _count_days([a, b], days) <= most:
            copies.merge(a, b)
    first = {row: min(group) for group in copies.subsets() for row in group}
    return [first[row] for row in range(len(days))]


def _leave_out_copies(
    vectors: Mapping[str, Any], i: Any, j: Any, representatives: Sequence[int]
) -> tuple[Any, Any]:
    """The pairs of those that stand for others; looked for anew, as copies fill the nearest."""
    rows = np.unique(np.array(representatives, np.int64))
    if len(rows) == len(representatives):
        return i, j
    a, b = find_pairs({name: vectors[name][rows] for name in NEAREST})
    return rows[a], rows[b]
