"""Scores 'not found' against the facts that readers marked.

Real run: of the facts that the tool made and that lie in a reader's fact, how many of the outlets
called "not found" does the reader's fact lack too (`precision`), how many of the outlets that it
lacks are called so (`recall`). The other statuses are counted, with the share that it lacks too.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from compare.evaluation import Scores
from compare.evaluation.marked import MarkedEvent, outlet_of, read_marked
from compare.evaluation.rows import sure_facts
from compare.facts import find_omissions
from compare.options import Options

STATUSES = (
    *("not found", "perhaps", "one origin", "too short", "cut off", "published before"),
    "other language",
)


def score_omissions(path: Path) -> Scores:
    """Pooled over events and readers; a row per status: its number, and the share that is right.

    path: a marked event (.json), or a folder of them. Raises InputError where it holds none.
    """
    counts: Counter[str] = Counter()
    for event in read_marked(path):
        counts += count_omissions(event, Options())
    rows = {}
    for status in STATUSES:
        count, lacks = counts[status], counts[f"{status} right"]
        rows[status] = {"found": float(count), "lacking": lacks / count if count else float("nan")}
    lacking = sum(counts[f"{status} right"] for status in STATUSES)
    mean = {
        "precision": rows["not found"]["lacking"],
        "recall": counts["not found right"] / lacking if lacking else float("nan"),
        **{f"found_{s.replace(' ', '_')}": rows[s]["found"] for s in STATUSES},
    }
    return Scores(mean, rows)


def count_omissions(event: MarkedEvent, options: Options) -> Counter[str]:
    """Per status how many there are, and to how many of them the reader's fact says the same."""
    matching, facts = sure_facts(event, options)
    lacks = find_omissions(facts, matching.nearest, event.texts, options)
    sentences = {fact.id: frozenset(fact.sentences) for fact in facts}
    counts: Counter[str] = Counter()
    for reader in event.readers:
        supports = [frozenset(fact["support"]) for fact in reader["facts"]]
        for lack in lacks:
            near = [
                s for s in supports if len({outlet_of(i) for i in s & sentences[lack.fact]}) > 1
            ]
            if near:
                counts[lack.status] += 1
                has = any(outlet_of(sentence) == lack.outlet for s in near for sentence in s)
                counts[f"{lack.status} right"] += not has
    return counts
