"""Scores cleaning: the words of the bodies kept against those that people marked."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from compare.evaluation import Scores, f1
from compare.reading.paste import clean_paste

_RUN = 4  # words of a shingle


class Page(NamedTuple):
    """One page of a set: its pasted text and its HTML (empty where missing), its annotated body."""

    id: str
    dump: str
    html: bytes
    gold: str
    title: str


def score_cleaning(path: Path) -> Scores:
    """Precision, recall and F1 (0..1) of the bodies kept, for pasted text and for HTML.

    path holds pages.jsonl (id, gold_text, html_file, dump_file), dumps/ and html/. Runs of four
    words are compared as bags, page by page; precision and recall are the means over pages, F1 is
    theirs (as in scrapinghub's article-extraction-benchmark). The headline is left out.
    """
    from compare.reading.html import read_html

    pages = list(read_pages(path))
    figures = {"pages": float(len(pages))}
    dumps = (
        overlap(page.gold, clean_paste(page.dump, page.id).body) for page in pages if page.dump
    )
    figures |= {f"dump_{name}": value for name, value in mean_scores(dumps).items()}
    html = (overlap(page.gold, read_html(page.html, page.id).body) for page in pages if page.html)
    figures |= {f"html_{name}": value for name, value in mean_scores(html).items()}
    return Scores(figures)


def read_pages(path: Path) -> Iterator[Page]:
    """The pages of a set in the order of its pages.jsonl."""
    with (path / "pages.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            dump = path / row.get("dump_file", f"dumps/{row['id']}.txt")
            html = path / row.get("html_file", f"html/{row['id']}.html.gz")
            packed = html.read_bytes() if html.is_file() else b""
            yield Page(
                row["id"],
                dump.read_bytes().decode("utf-8", "replace") if dump.is_file() else "",
                gzip.decompress(packed) if packed[:2] == b"\x1f\x8b" else packed,
                row["gold_text"],
                row.get("gold_title") or "",
            )


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """How often each run of four words occurs; of a shorter text, the one run it has."""
    words = re.findall(r"\w+", text.lower())
    if len(words) < _RUN:
        return Counter([tuple(words)] if words else [])
    return Counter(zip(*(words[shift:] for shift in range(_RUN)), strict=False))


def overlap(gold: str, text: str) -> tuple[float, float]:
    """Precision and recall (0..1) of the shingles of one page."""
    gold_shingles, shingles_of_text = shingles(gold), shingles(text)
    hits = (gold_shingles & shingles_of_text).total()
    precision = hits / shingles_of_text.total() if shingles_of_text else float(not gold_shingles)
    return precision, hits / gold_shingles.total() if gold_shingles else 1.0


def mean_scores(scores: Iterable[tuple[float, float]]) -> dict[str, float]:
    """Mean precision and recall over pages, and the F1 of the means; empty of no pages."""
    rows = list(scores)
    if not rows:
        return {}
    precision = sum(row[0] for row in rows) / len(rows)
    recall = sum(row[1] for row in rows) / len(rows)
    return {"precision": precision, "recall": recall, "f1": f1(precision, recall)}
