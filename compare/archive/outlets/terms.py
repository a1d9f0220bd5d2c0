"""Words and actors that an outlet has more often than others on the same events.

Every event is told by several outlets, so its topic is held fixed: a word is counted in each of
them and set against what they would have if all used it alike, each in proportion to its length.
What is left over is added up over events, and tested by shuffling the outlets inside each event.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from math import erfc, sqrt
from typing import Any

from pandas import DataFrame, concat

from ...framing.intervals import benjamini_hochberg
from ...text.annotate import read_words
from ...text.marks import quoted_spans

EVENTS = 10  # events with the term, below which nothing is tested
TIMES = 20  # and times in all
COLUMNS = ("outlet", "kind", "term", "times", "over", "spread", "events")
Counts = Mapping[str, Mapping[str, int]]  # outlet -> term -> how often


def tally_terms(tables: Mapping[str, DataFrame]) -> DataFrame:
    """Per outlet and term, over some events: how often, over what is expected, its variance under
    shuffled outlets, in how many events. Rows of several tallies add up.

    Words: content words outside quotation marks, of all outlets of an event in one language.
    """
    sums: dict[tuple[str, str, str], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0, 0.0])
    languages = dict(tables["articles"][["event", "language"]].drop_duplicates("event").to_numpy())
    for event, sentences in tables["sentences"].groupby("event"):
        language = languages.get(event)
        words: dict[str, Counter[str]] = defaultdict(Counter)
        for outlet, text in sentences[["outlet", "text"]].to_numpy():
            words[outlet].update(_own_words(text, language if isinstance(language, str) else None))
        _add_terms(sums, "word", words, {outlet: row.total() for outlet, row in words.items()})
    lengths = tables["articles"].groupby(["event", "outlet"])["words"].sum()
    for event, mentions in tables["mentions"].groupby("event"):
        names: dict[str, Counter[str]] = defaultdict(Counter)
        for actor, outlet, n in mentions[["actor", "outlet", "mentions"]].to_numpy():
            names[outlet][actor] = int(n)
        _add_terms(sums, "actor", names, {o: int(lengths.get((event, o), 0)) for o in names})
    rows = [(outlet, kind, term, *values) for (outlet, kind, term), values in sums.items()]
    return DataFrame.from_records(rows, columns=list(COLUMNS))


def find_apart(tallies: Iterable[DataFrame], outlets: Iterable[str]) -> list[tuple[Any, ...]]:
    """(kind, term, outlet, times, expected, events, p, q) of the terms that can be tested.

    p: two-sided, normal, with the variance that shuffling the outlets inside each event gives; q:
    Benjamini and Hochberg's over all rows of a kind. Terms in fewer than EVENTS events, or there
    fewer than TIMES times, are left out.
    """
    wanted, tables = set(outlets), [tally for tally in tallies if len(tally)]
    if not tables:
        return []
    rows = concat(tables, ignore_index=True)
    rows = rows.sort_values(list(COLUMNS)).groupby(list(COLUMNS[:3]), as_index=False).sum()
    whole = rows.groupby(["kind", "term"])["times"].transform("sum")
    rows = rows[(rows["events"] >= EVENTS) & (whole >= TIMES) & (rows["spread"] > 0)]
    rows = rows[rows["outlet"].isin(wanted)]
    tested: list[tuple[Any, ...]] = []
    for kind in sorted(set(rows["kind"])):
        mine = rows[rows["kind"] == kind].to_dict("records")
        p = [erfc(abs(row["over"]) / sqrt(2 * row["spread"])) for row in mine]
        for row, chance, q in zip(mine, p, benjamini_hochberg(p), strict=True):
            expected = row["times"] - row["over"]
            counts = (int(row["times"]), expected, int(row["events"]))
            tested.append((kind, row["term"], row["outlet"], *counts, chance, q))
    return tested


def _own_words(text: str, language: str | None) -> list[str]:
    """The content words of a sentence that stand outside quotation marks."""
    marked = quoted_spans(text)
    return [
        word.normal
        for word in read_words(text, language)
        if word.content
        and any(map(str.isalpha, word.normal))
        and not any(start <= word.start < end for start, end in marked)
    ]


def _add_terms(
    sums: dict[tuple[str, str, str], list[float]],
    kind: str,
    counts: Counts,
    lengths: Mapping[str, int],
) -> None:
    """Add one event's terms, where two outlets or more have words."""
    outlets = [outlet for outlet in sorted(counts) if lengths[outlet]]
    length = sum(lengths[outlet] for outlet in outlets)
    if len(outlets) < 2:
        return
    whole = Counter[str]()
    for outlet in outlets:
        whole.update(counts[outlet])
    for term, times in whole.items():
        over = [counts[o].get(term, 0) - times * lengths[o] / length for o in outlets]
        spread = sum(value * value for value in over) / len(outlets)
        for outlet, value in zip(outlets, over, strict=True):
            row = sums[outlet, kind, term]
            for at, more in enumerate((counts[outlet].get(term, 0), value, spread, 1)):
                row[at] += more
