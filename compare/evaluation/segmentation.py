"""How well sentences are split: ends of sentences against those that were marked.

PATH: marked events (`articles[].sentences` with `paragraphs` where known), or a .jsonl file or
folder with one article a line (`sentences`, as in BASIL). Sentences are joined by a space within a
paragraph and by a newline between paragraphs; without paragraphs the article is one running text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..errors import InputError
from ..options import Options
from ..text.sentences import split_sentences
from .scores import Scores

Document = tuple[Sequence[str], Sequence[int]]  # sentences, and how many each paragraph holds


def score_segmentation(path: Path, options: Options) -> Scores:
    """missed, spurious: counts of sentence ends; precision, recall, f1 of them, 0..1.

    `options` is taken so that all stages look alike. Raises InputError where nothing is marked.
    """
    hits = missed = spurious = 0
    for sentences, paragraphs in _read_documents(path):
        text, gold = _join_sentences(sentences, paragraphs)
        predicted = {end for _, end in split_sentences(text)}
        hits += len(predicted & gold)
        missed += len(gold - predicted)
        spurious += len(predicted - gold)
    if not hits:
        raise InputError(path, "no annotated sentences", "give events, or sentences as JSONL")
    return Scores(
        {
            "sentences": float(hits + missed),
            "missed": float(missed),
            "spurious": float(spurious),
            "precision": hits / (hits + spurious),
            "recall": hits / (hits + missed),
            "f1": 2 * hits / (2 * hits + missed + spurious),
        }
    )


def _read_documents(path: Path) -> Iterator[Document]:
    files = sorted([*path.glob("*.json"), *path.glob("*.jsonl")]) if path.is_dir() else [path]
    for file in files:
        text = file.read_text(encoding="utf-8")
        rows = map(json.loads, text.splitlines()) if file.suffix == ".jsonl" else [json.loads(text)]
        for row in rows:
            for article in row.get("articles", [row]):
                sentences = article["sentences"]
                if "title" in article and sentences and sentences[0] == article["title"]:
                    sentences = sentences[1:]  # the headline stands on a line of its own anyway
                yield [s.strip() for s in sentences if s.strip()], article.get("paragraphs") or ()


def _join_sentences(sentences: Sequence[str], paragraphs: Sequence[int]) -> tuple[str, set[int]]:
    breaks, total = set(), 0
    for count in paragraphs:
        total += count
        breaks.add(total)
    text, ends = "", set()
    for place, sentence in enumerate(sentences):
        if place:
            text += "\n" if place in breaks else " "
        text += sentence
        ends.add(len(text))
    return text, ends
