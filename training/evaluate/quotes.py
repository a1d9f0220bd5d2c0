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

from compare.errors import InputError
from compare.evaluation import Scores, f1
from compare.text.attributions import Models
from compare.text.quotes import find_quotes

COVERED = 0.5  # share of a marked content that a found one must hold, and the other way round
EXACT = 0.9
KINDS = ("direct", "indirect")  # direct: with a quotation, be it of one word (mixed)

Span = tuple[int, int]


class Attribution(NamedTuple):
    """An attribution: the characters that are said, who says it, whether any of it is quoted."""

    characters: frozenset[int]
    source: tuple[Span, ...]
    kind: str


def score_quotes(path: Path) -> Scores:
    """Precision, recall and F1 of direct (or mixed) and of indirect attributions, and the share of
    right speakers among those found; `exact_`: at nine tenths of the characters, not at half.

    Raises InputError where nothing is marked.
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
        predicted = find_attributions(row["text"], models)
        gold = [
            Attribution(
                _list_characters(one["content_spans"]),
                tuple((a, b) for a, b in one["source_spans"]),
                KINDS[not one["has_direct_quote"]],
            )
            for one in row["attributions"]
            if one["content_spans"]
        ]
        _count_attributions(predicted, gold, COVERED, "", counts)
        _count_attributions(predicted, gold, EXACT, "exact_", counts)
        _count_sources(predicted, gold, counts)
    return counts


def _count_attributions(
    predicted: Sequence[Attribution],
    gold: Sequence[Attribution],
    share: float,
    prefix: str,
    counts: Counter[str],
) -> None:
    for one in predicted:
        counts[f"{prefix}found_{one.kind}"] += 1
        counts[f"{prefix}right_{one.kind}"] += any(_is_match(one, mark, share) for mark in gold)
    for mark in gold:
        counts[f"{prefix}marked_{mark.kind}"] += 1
        counts[f"{prefix}hit_{mark.kind}"] += any(_is_match(one, mark, share) for one in predicted)


def _count_sources(
    predicted: Sequence[Attribution], gold: Sequence[Attribution], counts: Counter[str]
) -> None:
    for mark in gold:
        hits = [
            (len(one.characters & mark.characters), one)
            for one in predicted
            if _is_match(one, mark, COVERED)
        ]
        if hits and mark.source:
            best = max(hits, key=lambda hit: hit[0])[1]
            counts["named"] += 1
            counts["right_source"] += _same_source(best, mark)


def find_attributions(text: str, models: Models | None = None) -> list[Attribution]:
    """The tool's attributions: its quotations, joined by their cue.

    Quotation marks alone, without a cue or a speaker, lay nothing to anybody and are none.
    """
    by_cue = defaultdict(list)
    for number, quote in enumerate(find_quotes(text, reported=True, models=models)):
        if quote.kind != "scare" and (quote.verb or quote.speaker):
            by_cue[quote.verb_start if quote.verb_start >= 0 else -1 - number].append(quote)
    return [
        Attribution(
            characters := _list_characters([(q.start, q.end) for q in quotes]),
            tuple({(q.speaker_start, q.speaker_end) for q in quotes if q.speaker_start >= 0}),
            KINDS[not any(text[at] in '"“”' for at in characters)],
        )
        for quotes in by_cue.values()
    ]


def quote_figures(counts: Mapping[str, int]) -> dict[str, float]:
    """The flat figures of `score_quotes`."""
    figures = {"articles": float(counts["articles"])}
    for prefix in ("", "exact_"):
        for kind in KINDS:
            predicted, gold = counts[f"found_{kind}"], counts[f"marked_{kind}"]
            precision = counts[f"{prefix}right_{kind}"] / max(1, predicted)
            recall = counts[f"{prefix}hit_{kind}"] / max(1, gold)
            figures[f"{prefix}{kind}_precision"] = precision
            figures[f"{prefix}{kind}_recall"] = recall
            figures[f"{prefix}{kind}_f1"] = f1(precision, recall)
            if not prefix:
                figures |= {f"{kind}_found": float(predicted), f"{kind}_marked": float(gold)}
    figures["source_accuracy"] = counts["right_source"] / max(1, counts["named"])
    return figures | {"source_n": float(counts["named"])}


def _list_characters(spans: Sequence[Sequence[int]]) -> frozenset[int]:
    return frozenset(at for start, end in spans for at in range(start, end))


def _is_match(one: Attribution, mark: Attribution, share: float) -> bool:
    shared = len(one.characters & mark.characters)
    return shared > 0 and shared >= share * max(len(one.characters), len(mark.characters))


def _same_source(one: Attribution, mark: Attribution) -> bool:
    return any(a < y and b > x for a, b in one.source for x, y in mark.source)
