"""How well quotations are found: contents and speakers against marked attributions (PolNeAR).

PATH: a .jsonl file or a folder with articles.jsonl; of each line `text` and `attributions` with
`content_spans`, `source_spans` and `split` are read ("dev" alone where it is there).
"""

from __future__ import annotations

import json
from pathlib import Path

from ..errors import InputError
from ..options import Options
from ..text.quotes import Quote, find_quotes
from .scores import Scores

Span = tuple[int, int]


def score_quotes(path: Path, options: Options) -> Scores:
    """Precision, recall and F1 of contents at an overlap (Jaccard of characters) of 0.3 and 0.8,
    and the share of speakers that overlap the marked source among contents found at 0.3.

    `options` is taken so that all stages look alike. Raises InputError where nothing is marked.
    """
    file = path / "articles.jsonl" if path.is_dir() else path
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    if not rows or "attributions" not in rows[0]:
        raise InputError(path, "no marked attributions", "give a JSONL with text and attributions")
    rows = [row for row in rows if row.get("split") == "dev"] or rows
    found_n = marked_n = speakers = named = 0
    hits = {0.3: [0, 0], 0.8: [0, 0]}
    for row in rows:
        quotes = [q for q in find_quotes(row["text"]) if q.kind != "scare"]
        marked = [(_hull(a["content_spans"]), a["source_spans"]) for a in row["attributions"]]
        marked = [(content, source) for content, source in marked if content[1] > content[0]]
        found_n, marked_n = found_n + len(quotes), marked_n + len(marked)
        for bar, count in hits.items():
            count[0] += sum(
                any(_overlap((q.start, q.end), c) >= bar for c, _ in marked) for q in quotes
            )
            count[1] += sum(
                any(_overlap((q.start, q.end), c) >= bar for q in quotes) for c, _ in marked
            )
        for content, source in marked:
            quote = max(quotes, key=lambda q: _overlap((q.start, q.end), content), default=None)
            if quote and source and _overlap((quote.start, quote.end), content) >= 0.3:
                named += 1
                speakers += _same_speaker(quote, source)
    figures = {"articles": float(len(rows)), "marked": float(marked_n), "found": float(found_n)}
    for bar, (right, reached) in hits.items():
        precision, recall = right / max(1, found_n), reached / max(1, marked_n)
        name = f"{bar:.1f}".replace(".", "")
        figures |= {f"precision_{name}": precision, f"recall_{name}": recall}
        figures[f"f1_{name}"] = 2 * precision * recall / max(1e-9, precision + recall)
    return Scores(figures | {"speaker_accuracy": speakers / max(1, named)})


def _hull(spans: list[list[int]]) -> Span:
    return (min(s for s, _ in spans), max(e for _, e in spans)) if spans else (0, 0)


def _overlap(one: Span, two: Span) -> float:
    shared = min(one[1], two[1]) - max(one[0], two[0])
    return max(0, shared) / (max(one[1], two[1]) - min(one[0], two[0]) or 1)


def _same_speaker(quote: Quote, source: list[list[int]]) -> bool:
    return any(quote.speaker_start < end and quote.speaker_end > start for start, end in source)
