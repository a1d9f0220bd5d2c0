"""How well facts are grouped, against the facts that readers marked: extended B-cubed.

Amigó, Gonzalo, Artiles & Verdejo 2009, Information Retrieval 12(4): for overlapping groups. Of a
sentence and another one that share a group, how many of the groups they share does the other side
share too; precision over the tool's groups, recall over the reader's. A sentence in no group takes
no part. Beside ours: connected components of the same matches, and the second reader.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..facts import find_origins, group_facts
from ..matching import match_sentences
from ..model import Match
from ..options import Options
from .marked import MarkedEvent, outlet_of, read_marked
from .matching import f_score
from .scores import Scores, mean_of

Groups = Iterable[frozenset[str]]


def score_facts(path: Path, options: Options) -> Scores:
    """`--stage facts`: a marked event or a folder of them; figures 0..1, mean of the readers."""
    return mean_of({event.name: score_groups(event, options) for event in read_marked(path)})


def score_groups(event: MarkedEvent, options: Options) -> dict[str, float]:
    """The figures of one event; `facts`, `marked`: how many facts of two outlets or more."""
    matching = match_sentences(event.sentences, event.articles, options)
    origins = find_origins(event.articles, event.sentences, options)
    facts = group_facts(matching.matches, event.sentences, origins, options)
    ours = [frozenset(fact.sentences) for fact in facts]
    chained = components(matching.matches)
    alone = {s.id for s in event.sentences}.difference(*ours)
    readers = [shared_facts(reader) for reader in event.readers]
    rows = []
    for theirs in readers:
        precision, recall, f1 = b_cubed(ours, theirs)
        rows.append(
            {
                "precision": precision,
                "recall": recall,
                "f1": f1,
                "f1_components": b_cubed(chained, theirs)[2],
                "only_f1": f_score(alone, {s.id for s in event.sentences}.difference(*theirs))[2],
                "facts": float(len(ours)),
                "marked": float(len(theirs)),
            }
        )
    mean = {name: sum(row[name] for row in rows) / len(rows) for name in rows[0]}
    if len(readers) > 1:
        mean["readers_f1"] = b_cubed(*readers[:2])[2]
    return mean


def shared_facts(reader: Mapping[str, object]) -> list[frozenset[str]]:
    """The sentences of each fact that a reader found in two outlets or more."""
    facts: list[Mapping[str, Mapping[str, int]]] = reader["facts"]  # type: ignore[assignment]
    found = (frozenset(fact["support"]) for fact in facts)
    return [group for group in found if len({outlet_of(name) for name in group}) > 1]


def b_cubed(found: Groups, true: Groups) -> tuple[float, float, float]:
    """(precision, recall, F1), 0..1, of overlapping groups. Symmetric but for the order."""
    ours, theirs = _held(found), _held(true)
    precision, recall = _agreement(ours, theirs), _agreement(theirs, ours)
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def components(matches: Iterable[Match]) -> list[frozenset[str]]:
    """Connected components of the matches: the grouping that chains A~B~C."""
    home: dict[str, set[str]] = {}
    for match in matches:
        joined = home.get(match.a, {match.a}) | home.get(match.b, {match.b})
        for name in joined:
            home[name] = joined
    return sorted({frozenset(group) for group in home.values()}, key=sorted)


def _held(groups: Groups) -> dict[str, dict[str, int]]:
    """Sentence -> sentence that shares a group with it (itself too) -> how many they share."""
    held: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for group in groups:
        for a in group:
            for b in group:
                held[a][b] += 1
    return {a: dict(shared) for a, shared in held.items()}


def _agreement(
    mine: Mapping[str, Mapping[str, int]], other: Mapping[str, Mapping[str, int]]
) -> float:
    """Mean over sentences, and those they share a group with, of what the other side keeps."""
    means = []
    for name, shared in mine.items():
        kept = other.get(name, {})
        means.append(sum(min(n, kept.get(b, 0)) / n for b, n in shared.items()) / len(shared))
    return sum(means) / len(means) if means else 0.0
