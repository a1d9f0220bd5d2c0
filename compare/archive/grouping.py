"""Articles -> stories: which tell one event.

count -> leave out copies -> find pairs -> score them -> average linkage. New articles are
compared with old ones; old pairs are not scored again, nor old stories taken apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from ..learned import load_weights
from ..matching.similarities import weigh_terms
from ..model import Article
from .linkage import average_linkage
from .pairs import (
    FAINT,
    KNOWN,
    NEAREST,
    NEIGHBOURS,
    WEIGHTS,
    find_pairs,
    pair_signals,
    same_event,
)
from .settings import StoryOptions
from .vectors import count_terms, put_below

if TYPE_CHECKING:
    from numpy.typing import NDArray

COPY = 0.9  # cosine of words and pairs, and of numbers, from which two articles are one text


@dataclass
class Seen:
    """What is kept of articles that have been grouped: a row each, in the order of arrival.

    counts  field -> sparse counts; pairs: signal -> value of each scored pair, with its i and j
    labels  a number per row: its story
    days    a day per row (proleptic ordinal), None where undated
    """

    counts: Mapping[str, Any] = field(default_factory=dict)
    pairs: Mapping[str, NDArray[Any]] = field(default_factory=dict)
    labels: list[int] = field(default_factory=list)
    days: list[int | None] = field(default_factory=list)


def group_articles(
    articles: Sequence[Article], options: StoryOptions | None = None, seen: Seen | None = None
) -> Seen:
    """The stories of `articles`, which are put below those of `seen`; see `Seen.labels`.

    A label is the row of the story's first article. Old rows keep theirs; no old stories join.
    """
    options, seen = options or StoryOptions(), seen or Seen()
    first_new = len(seen.labels)
    counts, vectors, i, j = prepare(articles, seen)
    days = [*seen.days, *(day_of(article.published) for article in articles)]
    representatives = _find_copies(vectors, i, j, days, first_new, options.days)
    i, j = _leave_out_copies(vectors, i, j, representatives, first_new)
    signals = pair_signals(vectors, counts, i, j, seen.pairs)
    score = same_event(signals)
    near = [
        (a, b, s)
        for a, b, s in zip(i.tolist(), j.tolist(), score.tolist(), strict=True)
        if s >= FAINT and _are_within(days[a], days[b], options.days)
    ]
    labels = average_linkage(
        len(days),
        near,
        load_weights(WEIGHTS)[0]["bar"] if options.bar is None else options.bar,
        known=KNOWN,
        fixed=seen.labels,
        allowed=lambda a, b: _count_days([*a, *b], days) <= options.days,
    )
    labels = [labels[row] for row in representatives]
    labels[:first_new] = seen.labels
    new_pairs = {"i": i, "j": j, **{name: signals[name] for name in NEIGHBOURS}}
    return Seen(counts, _put_after(seen.pairs, new_pairs), labels, days)


def prepare(articles: Sequence[Article], seen: Seen | None = None) -> tuple[Any, Any, Any, Any]:
    """(counts, TF-IDF vectors, i, j): the rows of all, and the pairs with a new one to score."""
    seen = seen or Seen()
    counts = put_below(seen.counts, count_terms(articles))
    vectors = {name: weigh_terms(rows) for name, rows in counts.items()}
    return counts, vectors, *find_pairs(vectors, len(seen.labels))


def day_of(published: str | None) -> int | None:
    """The day of an ISO date as a number, None where it is unknown or no date."""
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None


def _are_within(a: int | None, b: int | None, days: int) -> bool:
    return a is None or b is None or abs(a - b) <= days


def _count_days(rows: Sequence[int], days: Sequence[int | None]) -> int:
    dates = [day for row in rows if (day := days[row]) is not None]
    return max(dates) - min(dates) if dates else 0


def _find_copies(
    vectors: Mapping[str, Any],
    i: Any,
    j: Any,
    days: Sequence[int | None],
    first_new: int,
    most: int,
) -> list[int]:
    """Per row, the first row that has its text (near enough): itself, mostly.

    Old rows stand for themselves. A form letter with other figures is no copy: numbers must agree.
    """
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    from .pairs import cosines

    size = len(days)
    alike = cosines(vectors["pairs"], i, j) >= COPY
    i, j = i[alike], j[alike]
    numbers = cosines(vectors["numbers"], i, j)
    none = np.diff(vectors["numbers"].indptr) == 0
    alike = (numbers >= COPY) | (none[i] & none[j])
    links = [
        (a, b)
        for a, b in zip(i[alike].tolist(), j[alike].tolist(), strict=True)
        if _are_within(days[a], days[b], most)
    ]
    if not links:
        return list(range(size))
    rows, columns = zip(*links, strict=True)
    graph = coo_array((np.ones(len(links)), (rows, columns)), shape=(size, size)).tocsr()
    group = connected_components(graph, directed=False)[1].tolist()
    first: dict[int, int] = {}
    for row, number in enumerate(group):
        first.setdefault(number, row)
    return [row if row < first_new else first[group[row]] for row in range(size)]


def _leave_out_copies(
    vectors: Mapping[str, Any], i: Any, j: Any, representatives: Sequence[int], first_new: int
) -> tuple[Any, Any]:
    """The pairs of those that stand for others; looked for anew, as copies fill the nearest."""
    import numpy as np

    rows = np.unique(np.array(representatives, np.int64))
    if len(rows) == len(representatives):
        return i, j
    new = int(np.searchsorted(rows, first_new))
    a, b = find_pairs({name: vectors[name][rows] for name in NEAREST}, new)
    return rows[a], rows[b]


def _put_after(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    import numpy as np

    return {name: np.concatenate([old[name], new[name]]) if old else new[name] for name in new}
