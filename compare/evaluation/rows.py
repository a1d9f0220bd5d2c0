"""How right the rows of a report are, against the facts that readers marked.

A row says: each outlet with a sentence in it states what the row's words state. Against a reader:

- right: one of the reader's facts holds the sentence of the row's words, and a sentence of the row
  from every outlet of the row;
- partly: one holds the sentence of the row's words and one of another outlet of the row;
- nonsense: neither.

Beside these shares of the rows: `cells`, the share of the row's other outlets for which some fact
holds both sentences; `double`, the share of rows whose facts an earlier row tells with the same
outlets or more; `found`, the share of the reader's facts (stated plainly in two outlets or more)
that a right row tells with every outlet that states them plainly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from pathlib import Path
from typing import Any

from ..facts import find_facts, find_origins
from ..matching import match_sentences
from ..model import Fact, Matching
from ..options import Options
from . import Scores, average, mean_of
from .marked import MarkedEvent, outlet_of, read_marked

PLAIN = 2  # the grade of a sentence that states the whole fact

Row = tuple[str, frozenset[str]]  # the sentence whose words stand for the row, all its sentences


def score_rows(path: Path, options: Options) -> Scores:
    """`--stage rows`: a marked event or a folder of them; shares 0..1, each the mean of readers."""
    return mean_of({event.name: score_event(event, options) for event in read_marked(path)})


def score_event(event: MarkedEvent, options: Options) -> dict[str, float]:
    """The figures of one event."""
    _, facts = sure_facts(event, options)
    return score_facts(event, facts)


def score_facts(event: MarkedEvent, facts: Sequence[Fact]) -> dict[str, float]:
    """The figures of the event's sure facts."""
    rows = [(fact.sentence, frozenset(fact.sentences)) for fact in facts]
    return average(judge_rows(rows, reader["facts"]) for reader in event.readers)


def sure_facts(event: MarkedEvent, options: Options) -> tuple[Matching, tuple[Fact, ...]]:
    """What a user gets for the event's articles: its matching, and the facts that are rows."""
    matching = match_sentences(event.texts, options)
    return matching, facts_of(event, matching, options)


def facts_of(event: MarkedEvent, matching: Matching, options: Options) -> tuple[Fact, ...]:
    """The facts that are rows, of a matching of the event."""
    origins = find_origins(event.texts, options)
    facts = find_facts(matching.matches, event.texts, origins, options)
    return tuple(fact for fact in facts if fact.sure)


def judge_rows(rows: Sequence[Row], gold: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """The figures of the rows, in their order, against one reader's facts."""
    facts = [frozenset(fact["support"]) for fact in gold]
    plain = [
        {outlet_of(name) for name, grade in fact["support"].items() if grade >= PLAIN}
        for fact in gold
    ]
    counts = dict.fromkeys(("right", "partly", "nonsense", "double"), 0)
    right_cells = cells = 0
    earlier: list[tuple[Set[int], Set[str]]] = []
    recovered: set[int] = set()
    for stating, sentences in rows:
        outlets = {outlet_of(name) for name in sentences}
        # per fact that holds the row's own sentence: the outlets that both have
        reach = {
            number: {outlet_of(name) for name in fact & sentences}
            for number, fact in enumerate(facts)
            if stating in fact
        }
        most = max(map(len, reach.values()), default=0)
        verdict = "nonsense" if most < 2 else "right" if most >= len(outlets) else "partly"
        counts[verdict] += 1
        cells += len(outlets) - 1
        right_cells += len(set().union(*reach.values()) - {outlet_of(stating)})
        best = {number for number, shared in reach.items() if len(shared) == most >= 2}
        counts["double"] += any(best and best <= before and outlets <= o for before, o in earlier)
        earlier.append((best, outlets))
        if verdict == "right":
            recovered |= {number for number, shared in reach.items() if plain[number] <= shared}
    wanted = {number for number, outlets in enumerate(plain) if len(outlets) > 1}
    return {
        "rows": float(len(rows)),
        **{name: counts[name] / max(1, len(rows)) for name in ("right", "partly", "nonsense")},
        "cells": right_cells / max(1, cells),
        "double": counts["double"] / max(1, len(rows)),
        "found": len(recovered & wanted) / max(1, len(wanted)),
    }
