"""Scores the differences that a user is shown, in rows and outside.

`shown` of a kind counts them; `real`, `trivial`, `false` are the shares of those that
`compare/data/difference_marks.tsv` judges, by reading both sentences; `unjudged` counts the rest.
`marked` counts the conflicts that readers marked in the event's facts, `recall` is the share of
them that a difference of the kind in the same fact shows, `beside` the share that it or a speaker's
sayings show, the outlets' words side by side. Readers' kinds are those of `Contrast`,
but for "quote-wording" (ours: quote), "certainty" (status), "attribution" and "other" (not sought).
The row "clash" takes the clashes alone; its conflicts are those of kind number, date and name that
`contrast_marks.tsv` judges to be clashes. The row "requoted" has the quotations that are one
utterance in other words by that file: others are cuts, reports, or two utterances. The row "named"
has the names of things of which one says more or takes a side, in the outlets' own words and in one
place of both sentences: others say the same, are details, somebody's words, or told quite anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from ..datafiles import load_lines
from ..facts import KINDS, find_contrasts, find_sayings
from ..model import Contrast, Speaker
from ..options import Options
from . import Scores
from .marked import MarkedEvent, outlet_of, read_marked
from .rows import sure_facts

KIND_OF = {"quote-wording": "quote", "certainty": "status"}
VERDICTS = ("real", "trivial", "false")
TOLD = ("clash", "requoted", "named")  # verdicts on readers' conflicts that have a row of their own


class Conflict(NamedTuple):
    """What a reader marked: the outlets differ in this fact, in this kind of detail.

    verdict: that of `contrast_marks.tsv`, or "" where nobody judged.
    """

    kind: str
    support: frozenset[str]
    verdict: str


def score_contrasts(path: Path, options: Options) -> Scores:
    """The figures per kind, pooled over events and readers; a row per kind, for clashes, for all.

    path: a marked event (.json), or a folder of them. Raises InputError where it holds none.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for event in read_marked(path):
        matching, facts = sure_facts(event, options)
        differences = find_contrasts(facts, event.texts, options, matching.matches)
        speakers = find_sayings(event.texts, matching.matches, options)
        counts += count_shown(event, differences) + count_marked(event, differences, speakers)
    rows = {kind: _make_figures(counts, kind) for kind in (*KINDS, *TOLD, "all")}
    mean = {f"{name}_{kind}": value for kind, row in rows.items() for name, value in row.items()}
    return Scores(mean, rows)


def count_shown(event: MarkedEvent, differences: Sequence[Contrast]) -> Counter[tuple[str, str]]:
    """(figure, kind) -> how many differences: shown, and of each verdict."""
    counts: Counter[tuple[str, str]] = Counter()
    for contrast in differences:
        ids = frozenset(reading.sentence for reading in contrast.readings)
        verdict = load_shown().get((event.name, contrast.kind, ids), "unjudged")
        clash = contrast.nature in {"clash", "update"}
        for row in (contrast.kind, "all", *(["clash"] if clash else [])):
            counts["shown", row] += 1
            counts[verdict, row] += 1
    return counts


def count_marked(
    event: MarkedEvent, differences: Sequence[Contrast], speakers: Sequence[Speaker]
) -> Counter[tuple[str, str]]:
    """(figure, kind) -> how many of the readers' conflicts: marked, shown ("hit"), or with the
    outlets' words side by side ("beside")."""
    counts: Counter[tuple[str, str]] = Counter()
    for number, reader in enumerate(event.readers, 1):
        for conflict in conflicts_of(event.name, number, reader):
            hit = any(
                contrast.kind == conflict.kind
                and is_about(conflict.support, [r.sentence for r in contrast.readings])
                for contrast in differences
            )
            beside = hit or any(
                is_about(conflict.support, [saying.sentence for saying in speaker.sayings])
                for speaker in speakers
            )
            for row in {conflict.kind, conflict.verdict} & {*KINDS, *TOLD}:
                counts["marked", row] += 1
                counts["hit", row] += hit
                counts["beside", row] += beside
    return counts


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
    return {key: verdict for key, _, verdict, _ in _read_table("contrast_marks.tsv")}


@cache
def load_shown() -> dict[tuple[str, str, frozenset[str]], str]:
    """(event, kind, sentence ids) -> verdict on a difference that the tool showed there."""
    rows = _read_table("difference_marks.tsv")
    return {(event, kind, frozenset(ids.split())): verdict for event, kind, ids, verdict, _ in rows}


def is_about(support: frozenset[str], sentences: Sequence[str]) -> bool:
    """Whether the sentences lie in the fact, in two outlets or more."""
    return len({outlet_of(sentence) for sentence in support & set(sentences)}) >= 2


def _make_figures(counts: Mapping[tuple[str, str], int], kind: str) -> dict[str, float]:
    def count(name: str) -> int:
        return counts[name, kind]

    total = sum(map(count, VERDICTS))
    return {
        "shown": float(count("shown")),
        **{verdict: _share_of(count(verdict), total) for verdict in VERDICTS},
        "unjudged": float(count("unjudged")),
        "marked": float(count("marked")),
        "recall": _share_of(count("hit"), count("marked")),
        "beside": _share_of(count("beside"), count("marked")),
    }


def _share_of(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")


def _read_table(name: str) -> Iterator[list[str]]:
    return (line.split("\t") for line in load_lines(name))
