"""How well quotations are found: contents and speakers against marked attributions (PolNeAR).

PATH: a .jsonl file or a folder with articles.jsonl; of each line `text` and `attributions` with
`content_spans`, `source_spans`, `has_direct_quote`, and `split` are read ("dev" alone where there
is one). PolNeAR marks thoughts, wishes and plans too, so these count here as indirect ones; reports
use only what has a verb of saying. Found quotations with one cue count as one attribution, as the
marks have it.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import InputError
from ..options import Options
from ..text.attributions import Models
from ..text.quotes import find_quotes
from .scores import Scores

COVERED = 0.5  # share of a marked content that a found one must hold, and the other way round
EXACT = 0.9
KINDS = ("direct", "indirect")  # direct: with a quotation, be it of one word (mixed)

Span = tuple[int, int]


class Told(NamedTuple):
    """An attribution: the characters that are said, who says it, whether any of it is quoted."""

    said: frozenset[int]
    source: tuple[Span, ...]
    kind: str


def score_quotes(path: Path, options: Options) -> Scores:
    """Precision, recall and F1 of direct (or mixed) and of indirect attributions, and the share of
    right speakers among those found; `exact_`: at nine tenths of the characters, not at half.

    `options` is taken so that all stages look alike. Raises InputError where nothing is marked.
    """
    rows = read_attributed(path)
    rows = [row for row in rows if row.get("split") == "dev"] or rows
    return Scores(quote_figures(count_quotes(rows)))


def read_attributed(path: Path) -> list[dict[str, Any]]:
    """The lines of a marked set."""
    file = path / "articles.jsonl" if path.is_dir() else path
    try:
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    except (OSError, ValueError) as error:
        raise InputError(path, f"cannot be read ({error})", "give a JSONL file") from None
    if not rows or "attributions" not in rows[0]:
        raise InputError(path, "no annotated attributions", "give JSONL with text and attributions")
    return rows


def count_quotes(rows: Sequence[Mapping[str, Any]], models: Models | None = None) -> Counter[str]:
    """Found, marked, and right ones of each kind, over all articles."""
    counts: Counter[str] = Counter(articles=len(rows))
    for row in rows:
        found = find_told(row["text"], models)
        marked = [
            Told(
                _characters(one["content_spans"]),
                tuple((a, b) for a, b in one["source_spans"]),
                KINDS[not one["has_direct_quote"]],
            )
            for one in row["attributions"]
            if one["content_spans"]
        ]
        _count(found, marked, COVERED, "", counts)
        _count(found, marked, EXACT, "exact_", counts)
        _count_sources(found, marked, counts)
    return counts


def _count(
    found: Sequence[Told], marked: Sequence[Told], share: float, prefix: str, counts: Counter[str]
) -> None:
    for one in found:
        counts[f"{prefix}found_{one.kind}"] += 1
        counts[f"{prefix}right_{one.kind}"] += any(_covers(one, mark, share) for mark in marked)
    for mark in marked:
        counts[f"{prefix}marked_{mark.kind}"] += 1
        counts[f"{prefix}hit_{mark.kind}"] += any(_covers(one, mark, share) for one in found)


def _count_sources(found: Sequence[Told], marked: Sequence[Told], counts: Counter[str]) -> None:
    for mark in marked:
        hits = [(len(one.said & mark.said), one) for one in found if _covers(one, mark, COVERED)]
        if hits and mark.source:
            best = max(hits, key=lambda hit: hit[0])[1]
            counts["named"] += 1
            counts["right_source"] += _same_source(best, mark)


def find_told(text: str, models: Models | None = None) -> list[Told]:
    """The tool's attributions: its quotations, joined by their cue.

    Quotation marks alone, without a cue or a speaker, lay nothing to anybody and are none.
    """
    joined = defaultdict(list)
    for number, quote in enumerate(find_quotes(text, reported=True, models=models)):
        if quote.kind != "scare" and (quote.verb or quote.speaker):
            joined[quote.verb_start if quote.verb_start >= 0 else -1 - number].append(quote)
    return [
        Told(
            said := _characters([(q.start, q.end) for q in quotes]),
            tuple({(q.speaker_start, q.speaker_end) for q in quotes if q.speaker_start >= 0}),
            KINDS[not any(text[at] in '"“”' for at in said)],
        )
        for quotes in joined.values()
    ]


def quote_figures(counts: Mapping[str, int]) -> dict[str, float]:
    """The flat figures of `score_quotes`."""
    figures = {"articles": float(counts["articles"])}
    for prefix in ("", "exact_"):
        for kind in KINDS:
            found, marked = counts[f"found_{kind}"], counts[f"marked_{kind}"]
            precision = counts[f"{prefix}right_{kind}"] / max(1, found)
            recall = counts[f"{prefix}hit_{kind}"] / max(1, marked)
            figures[f"{prefix}{kind}_precision"] = precision
            figures[f"{prefix}{kind}_recall"] = recall
            figures[f"{prefix}{kind}_f1"] = 2 * precision * recall / max(1e-9, precision + recall)
            if not prefix:
                figures |= {f"{kind}_found": float(found), f"{kind}_marked": float(marked)}
    figures["source_accuracy"] = counts["right_source"] / max(1, counts["named"])
    return figures | {"source_n": float(counts["named"])}


def _characters(spans: Sequence[Sequence[int]]) -> frozenset[int]:
    return frozenset(at for start, end in spans for at in range(start, end))


def _covers(one: Told, mark: Told, share: float) -> bool:
    shared = len(one.said & mark.said)
    return shared > 0 and shared >= share * max(len(one.said), len(mark.said))


def _same_source(one: Told, mark: Told) -> bool:
    return any(a < y and b > x for a, b in one.source for x, y in mark.source)
