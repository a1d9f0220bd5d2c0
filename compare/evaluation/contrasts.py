"""Scores the contrasts against the conflicts that readers marked in each fact.

Twice: with the facts as marked (`recall_number`: the stage alone), and with matched and grouped
ones (`run_recall_number`: what a user gets). Readers' kinds are those of `Contrast`, but for
"quote-wording" (ours: quote) and "other" (not sought). What readers marked is broad, so precision
by kind is a lower bound; `any` counts a contrast as right where the fact holds a conflict of any
kind. `clash_recall` and `clash_precision` count the clashes of kind number, date and name alone,
by the verdicts of `compare/data/contrast_marks.tsv` (on readers' conflicts) and
`clash_marks.tsv` (on clashes that the tool showed); a clash shown and judged nowhere is wrong.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from ..facts import CONTRASTS, find_contrasts
from ..model import Contrast, Fact, Sentence
from ..options import Options
from ..text.lists import load_lines
from .marked import MarkedEvent, outlet_of, read_marked
from .rows import sure_facts
from .scores import Scores

KIND_OF = {"quote-wording": "quote"}
JUDGED = ("number", "date", "name")  # the kinds whose conflicts were judged one by one
FIGURES = ("marked", "found", "recall", "precision", "any")


class Conflict(NamedTuple):
    """What a reader marked: the outlets differ in this fact, in this kind of detail.

    verdict: "clash", "precision", "wording", "none", or "" where nobody judged.
    """

    kind: str
    support: frozenset[str]
    verdict: str


def score_contrasts(path: Path, options: Options) -> Scores:
    """Recall and precision, pooled over events and readers; a row per kind and one for clashes.

    path: a marked event (.json), or a folder of them. Raises InputError where it holds none.
    """
    total: Counter[str] = Counter()
    for event in read_marked(path):
        total += count_marked(event, options) + count_run(event, options)
    rows = {}
    for kind in [*CONTRASTS, "clash"]:
        rows[kind] = {
            f"{prefix}{figure}": value
            for prefix in ("", "run_")
            for figure, value in _figures(total, prefix, kind).items()
        }
    mean = {_flat(name, kind): value for kind, row in rows.items() for name, value in row.items()}
    return Scores(mean, rows)


def count_marked(event: MarkedEvent, options: Options) -> Counter[str]:
    """Hits, found and marked per kind, with each reader's own facts."""
    counts: Counter[str] = Counter()
    for number, reader in enumerate(event.readers, 1):
        facts = [_fact(entry, event.sentences) for entry in reader["facts"]]
        found = find_contrasts(facts, event.texts, options)
        counts += _count(found, facts, conflicts_of(event.name, number, reader), event, "")
    return counts


def count_run(event: MarkedEvent, options: Options) -> Counter[str]:
    """The same with the facts that matching and grouping make."""
    facts, found = run_contrasts(event, options)
    counts: Counter[str] = Counter()
    for number, reader in enumerate(event.readers, 1):
        counts += _count(found, facts, conflicts_of(event.name, number, reader), event, "run_")
    return counts


def run_contrasts(
    event: MarkedEvent, options: Options
) -> tuple[tuple[Fact, ...], tuple[Contrast, ...]]:
    """The facts and contrasts that a user gets for the event's articles."""
    _, facts = sure_facts(event, options)
    return facts, find_contrasts(facts, event.texts, options)


def conflicts_of(event: str, number: int, reader: Mapping[str, Any]) -> list[Conflict]:
    """All that the reader (counted from 1) marked, in our names of the kinds."""
    return [
        Conflict(
            KIND_OF.get(conflict["kind"], conflict["kind"]),
            frozenset(fact["support"]),
            load_verdicts().get(f"{event}/{number}/{fact['id']}/{place}", ""),
        )
        for fact in reader["facts"]
        for place, conflict in enumerate(fact.get("conflicts") or ())
    ]


@cache
def load_verdicts() -> dict[str, str]:
    """event/reader/fact/place -> verdict on that conflict."""
    return {key: verdict for key, _, verdict, _ in _table("contrast_marks.tsv")}


@cache
def load_shown() -> dict[tuple[str, str, frozenset[str]], str]:
    """(event, kind, two sentence ids) -> verdict on a clash that the tool showed there."""
    rows = _table("clash_marks.tsv")
    return {(event, kind, frozenset(pair.split())): v for event, kind, pair, v, _ in rows}


def is_about(support: frozenset[str], sentences: Sequence[str]) -> bool:
    """Whether the sentences lie in the fact, in two outlets or more."""
    return len({outlet_of(sentence) for sentence in support & set(sentences)}) >= 2


def is_real_clash(contrast: Contrast, event: str, conflicts: Sequence[Conflict]) -> bool | None:
    """By the verdict on the clash as shown, else on a reader's conflict of its kind in the fact.

    None where nobody has judged.
    """
    held = [reading.sentence for reading in contrast.readings]
    pairs = [(event, contrast.kind, frozenset(pair)) for pair in combinations(held, 2)]
    verdicts = [load_shown()[pair] for pair in pairs if pair in load_shown()]
    if not verdicts:
        near = [c for c in conflicts if c.kind == contrast.kind and is_about(c.support, held)]
        verdicts = [c.verdict for c in near if c.verdict]
    return "clash" in verdicts if verdicts else None


def _count(
    found: Sequence[Contrast],
    facts: Sequence[Fact],
    conflicts: Sequence[Conflict],
    event: MarkedEvent,
    prefix: str,
) -> Counter[str]:
    seen: defaultdict[Conflict, bool] = defaultdict(bool)
    counts: Counter[str] = Counter()
    for contrast in found:
        held = [reading.sentence for reading in contrast.readings]
        near = [c for c in conflicts if is_about(c.support, held)]
        counts[f"{prefix}found_{contrast.kind}"] += 1
        counts[f"{prefix}right_{contrast.kind}"] += any(c.kind == contrast.kind for c in near)
        counts[f"{prefix}any_{contrast.kind}"] += bool(near)
        for conflict in near:
            seen[conflict] |= conflict.kind == contrast.kind
        if contrast.nature == "clash" and contrast.kind in JUDGED:
            counts[f"{prefix}found_clash"] += 1
            counts[f"{prefix}right_clash"] += bool(is_real_clash(contrast, event.name, conflicts))
            counts[f"{prefix}any_clash"] += bool(near)
    for conflict in conflicts:
        counts[f"{prefix}marked_{conflict.kind}"] += 1
        counts[f"{prefix}hit_{conflict.kind}"] += seen[conflict]
        if conflict.verdict == "clash" and any(
            is_about(conflict.support, fact.sentences) for fact in facts
        ):
            counts[f"{prefix}marked_clash"] += 1
            counts[f"{prefix}hit_clash"] += any(
                c.nature in {"clash", "update"} and c.kind == conflict.kind
                and is_about(conflict.support, [r.sentence for r in c.readings])
                for c in found
            )  # fmt: skip
    return counts


def _figures(counts: Mapping[str, int], prefix: str, kind: str) -> dict[str, float]:
    def count(name: str) -> int:
        return counts[f"{prefix}{name}_{kind}"]

    found, marked = count("found"), count("marked")
    values = (
        float(marked),
        float(found),
        _share(count("hit"), marked),
        _share(count("right"), found),
        _share(count("any"), found),
    )
    return dict(zip(FIGURES, values, strict=True))


def _flat(name: str, kind: str) -> str:
    """'run_recall', 'number' -> 'run_recall_number'; clashes are 'run_clash_recall'."""
    prefix, figure = ("run_", name[4:]) if name.startswith("run_") else ("", name)
    return f"{prefix}clash_{figure}" if kind == "clash" else f"{prefix}{figure}_{kind}"


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")


def _table(name: str) -> Iterator[list[str]]:
    return (line.split("\t") for line in load_lines(name))


def _fact(entry: Mapping[str, Any], sentences: Sequence[Sentence]) -> Fact:
    held = [s for s in sentences if s.id in entry["support"]]
    outlets = tuple(sorted({s.outlet for s in held}))
    names = tuple(s.id for s in held)
    return Fact(entry["id"], entry["statement"], names[0], 0, 0, (), names, outlets, 1, 1.0)
